"""The side and the site of each grade in a sentence: which of the words around it belong to it."""

from bisect import bisect_left
from itertools import pairwise, takewhile
from operator import itemgetter
from typing import NamedTuple

from clinote import anatomy
from clinote.extract.strength import pairs
from clinote.extract.strength.grades import FULL
from clinote.extract.strength.headings import Context
from clinote.extract.strength.pairs import Item
from clinote.extract.strength.parting import CONTENT, is_region, share
from clinote.extract.strength.tokens import Token, vocabulary
from clinote.grouping import runs
from clinote.reading import Reading


def bind(reading: Reading, tokens: list[Token], kept: list[int], context: Context) -> list[Item]:
    """The grades at the indices `kept` of a sentence's tokens, each with its side and site."""
    items = [Item(tokens[i], i) for i in kept]
    share(tokens, items)
    orders = [k for k, t in enumerate(tokens) if t.kind == "side" and "-" in t.data["side"]]
    order = tokens[orders[0]].data["side"] if orders else context.order
    if any(item.grade.form == "pair" for item in items) or order:
        # "R/L: delts 5/5, grip 5/5" gives a pair for each muscle; a lone "R/L 4/5" may be a grade of either side
        leads = order is not None and (not orders or orders[0] < items[0].at)  # not "arms 5/5 R/L"
        full = leads and all(reading.norm[i.token.start : i.token.end] == "5/5" and i.site for i in items)
        pairs.split(reading, items, context.paired or full)
    if order:
        pairs.couple(tokens, items)
    _sides(tokens, items, order)
    _beside_another(tokens, items)
    _led(tokens, items)
    _plurals(reading, items)
    _limit(tokens, items)
    return items if order else pairs.without_counts(reading.norm, items)


def _limit(tokens: list[Token], items: list[Item]) -> None:
    """Say of which grades pain or effort is told: of all where it leads or says so, else of those beside it."""
    leads = any(
        limit.data.get("limit") and (before.word or before.data.get("id")) in _ALL
        for before, limit in pairwise(tokens[items[-1].at :])
    )  # fmt: skip
    for token in tokens[: items[0].at]:
        if token.kind in ("site", "side"):
            break
        leads = leads or token.data.get("limit", False)
    for item in items:
        item.limited = leads or any(t.data.get("limit") for t in (*item.before, item.token, *item.after))


_ALL = ("all", "each", "these", "side.both")


def _plurals(reading: Reading, items: list[Item]) -> None:
    """Muscles in the plural among those told on both sides are both too: "deltoids 4/5 bilaterally, grips 5/5"."""
    told = {item.side for item in items} - {None}
    if told != {"bilateral"} and not told >= {"right", "left"}:
        return
    for item in items:
        if item.side is None and item.site and not item.axial and anatomy.PLURAL.search(reading.norm, *item.site):
            item.side = "bilateral"


def _side(token: Token) -> str:
    return str(token.data.get("side") or "")


def _led(tokens: list[Token], items: list[Item]) -> None:
    """Give a reduced grade the one side of its limb that is named before: 'right foot weak, TA 3/5, EHL 2/5'.

    Where both are named, that of the grade before it; so has a full one where the side leads: 'R grip 4/5, FDI 5/5'.
    """
    side, limbs = one_side(tokens, items[0].at)
    alone, leads, last, at = bool(side), False, "", 0
    for item in items:
        site = next((t for t in tokens if item.site and t.start == item.site[0]), None)
        limb = site.data.get("limb") if site else None
        name = site.data["id"].replace("right-", "").replace("left-", "") if site else ""  # "RUE" is "UE"
        if not alone and (item.side or item.opens or any(t.data.get("side") for t in tokens[at : item.at])):
            # not behind 'triceps R 5/5, L 4/5'
            side, limbs = item.side if item.side in ("left", "right") and name != last else "", set()
            leads = any(t.data.get("side") for t in item.before)
        if side and item.side == side and limb in LIMBS:
            limbs.add(limb)  # "dorsiflexion 1/5 on the left, inversion 2/5"
        elif item.side is None and site and (leads or item.grade.high < FULL) and limbs and limb in (*limbs, None):
            item.side = side
        last, at = name, item.at + 1


def one_side(tokens: list[Token], end: int) -> tuple[str, set[str]]:
    """The side of a sentence that names one alone, and the limbs of that side that stand before token `end`."""
    told = {str(t.data["side"]) for t in tokens if t.kind in ("side", "site") and t.data.get("side")}
    if told not in ({"left"}, {"right"}):
        return "", set()
    named = (t for before, t in pairwise(tokens[:1] + tokens[:end]) if before.kind == "side" or t.data.get("side"))
    limbs = {str(t.data["limb"]) for t in named if t.kind == "site" and t.data.get("limb") in LIMBS}
    return told.pop(), limbs


def _beside_another(tokens: list[Token], items: list[Item]) -> None:
    """Give a grade without a site the limb of which another scale was told: 'tone in the legs is low, power 2/5'.

    So does a lone one behind 'with', or what is there beside it: 'wasting of the calf with a strength of 3/5',
    'left knee pain and strength 4/5'.
    """
    for item in items:
        alone = len(items) == 1 and any(t.word == "with" for t in tokens[: item.at])
        scale = next((k for k, t in enumerate(tokens[: item.at]) if t.kind == "other"), 0 if alone else item.at)
        if len(items) == 1 and scale + 2 < item.at and tokens[scale + 1].word in ("and", "with"):
            scale = 0
        names = [t for t in tokens[scale : item.at] if t.kind in ("site", "extent", "strong", "grade")]
        limbs = {t.data.get("limb", t.kind) for t in names} - {"site"}  # 'the knee (flexion 80) and the thigh'
        if item.site is None and len(limbs) == 1 and limbs <= {*LIMBS}:
            headed = next(t.kind for t in reversed(tokens[: item.at]) if t.kind != "glue") == "head"
            if headed and not any(t.kind == "extent" for t in item.after):
                named = next(t for t in reversed(names) if t.data.get("limb"))
                item.site = named.start, named.end


LIMBS = ("upper", "lower")


def _rows(tokens: list[Token], items: list[Item]) -> None:
    """Give grades in a row the sites named in their order: "delt bi tri 5 5 4+ on the right, 5 5 5 on the left".

    A row has nothing between its grades, or 'and' and commas where it says so: "hip flexion and grip 3 and 4,
    respectively". The one behind it has the same sites.
    """
    told = any(t.word == "respectively" for t in tokens) and not any("-" in _side(t) for t in tokens)
    parting = ("weak",) if told else ()
    names: list[Token] = []
    for row in runs(items, lambda one, two: all(t.kind in parting for t in tokens[one.at + 1 : two.at])):
        if len(row) < (2 if told else _ROW):
            continue
        ahead = [t for t in (tokens[: row[0].at] if told else row[0].before) if t.kind == "site"]
        names = (ahead[-len(row) :] if told else ahead) or names
        behind = takewhile(lambda t: t.kind != "grade", tokens[row[-1].at + 1 :]) if told else row[-1].after
        side = _first_side([t for t in behind if t.word != "respectively"]) or _first_side(row[0].before[::-1])
        for place, item in enumerate(row):
            item.side = side
            if len(names) == len(row):
                item.site, item.side = (names[place].start, names[place].end), side or names[place].data.get("side")


_ROW = 3
"""How many grades with nothing between them make a row."""


def _sides(tokens: list[Token], items: list[Item], order: str | None) -> None:
    """The side of each grade: its own words', its place in a pair, the list's that it closes, or its label's."""
    _rows(tokens, items)
    first, second = (order or "right-left").split("-")
    for item, previous, following in zip(items, [None, *items[:-1]], [*items[1:], None], strict=True):
        grade = item.grade
        ordered = any(t.kind == "side" and "-" in t.data["side"] for t in item.before)
        if grade.form == "pair":
            item.side = first if grade.place == 1 else second
            partner = following if grade.place == 1 else previous
            if partner and partner.grade.place != 3 - grade.place:
                partner = None
            told = partner is not None and any(t.kind == "site" for t in partner.before)
            item.site = partner.site if partner and (told or not item.site) else item.site
        elif ordered and following and following.site is None and not following.opens:
            item.side, following.side = first, second  # "hip abduction R/L 3+/5, 4-/5"
        else:
            last = [t for t in item.after[:2] if t.kind in ("site", "side")]
            told = (
                any(t.kind == "site" for t in (*item.before, *last[:1])) and "-" in _side(last[-1]) if last else False
            )
            ordered = ordered or told  # "hip flexion 4/5 R/L", "4/5 arms R/L"
            item.side = item.side or _own(item) or ("bilateral" if ordered else None)
        ahead = following is not None and following.site is not None and not following.opens
        ahead = ahead and not _otherwise(tokens, item)
        if item.site is None and following and ahead and (item.behind or (item.behind is None and not item.after)):
            item.site = following.site  # "R 4-/5 L 4/5 hip flexors"
        pair = following.after if following and grade.place == 1 else []  # "0/0 distally" is said of both
        extents = [t for t in (*item.before, *item.after, *pair) if t.kind == "extent"]
        apart = any(t.data["pattern"] == "generalized" or (item.opens and t in item.before) for t in extents)
        apart = apart or _otherwise(tokens, item)
        apart = apart or (item.at > 0 and tokens[item.at - 1].kind == "word")
        if item.site is None and previous and not apart:
            region = any(
                t.start == previous.site[0] and is_region(t) and not t.data.get("level")
                for t in tokens
                if previous.site
            )
            part = not region and any(t.data["pattern"] in ("proximal", "distal") for t in extents)
            item.site = None if part else previous.site  # 'deltoids 4/5, 5/5 distally', but 'legs 4/5, distally 5/5'
            item.side = item.side or previous.side
        if previous and item.side is None and _in_bracket(tokens, previous, item):
            item.side, item.site = previous.side, previous.site
    _close(tokens, items)
    headings = _headings(tokens)
    for item in items:
        if item.side is None and not item.axial and not _otherwise(tokens, item):
            k = bisect_left(headings, item.token.start, key=itemgetter(0))
            heading = headings[k - 1] if k and item.token.start < headings[k - 1][1] else None
            item.side = heading.side if heading and _is_of(tokens, item, heading.limb) else None


def _in_bracket(tokens: list[Token], previous: Item, item: Item) -> bool:
    """Whether the brackets behind a grade hold another of the same, of another time: "L 4/5 (pre-op 3/5)"."""
    between = tokens[previous.at + 1 : item.at]
    if any(t.kind in CONTENT or t.word in (")", ";") for t in between):
        return False
    opening = next((k for k in range(item.at - 1, max(-1, item.at - _WIDE), -1) if tokens[k].word in ("(", ")")), None)
    if opening is None or tokens[opening].word == ")":
        return False
    return opening == previous.at + 1 or opening < previous.at


_WIDE = 40
"""How many tokens brackets may hold."""


def _otherwise(tokens: list[Token], item: Item) -> bool:
    """Whether the grade is that of the rest: "otherwise 5/5", "5/5 otherwise", "5/5 for everything else"."""
    behind = list(takewhile(lambda t: t.kind not in ("weak", "grade"), tokens[item.at + 1 : item.at + 4]))
    near = [t.word for t in (*tokens[max(0, item.at - 3) : item.at], *behind)]
    rest = vocabulary("rest")
    return any(word in rest and near[max(0, k - 1)] != "at" for k, word in enumerate(near))  # "5/5 at rest"


def _own(item: Item) -> str | None:
    """The side in the words beside a grade; after it before before it."""
    if any(t.data.get("alike") for t in item.after):
        return "bilateral"  # "right deltoid 4/5, same on the left"
    before = _first_side(_of_its_limb(item.before)[::-1])
    behind = list(takewhile(lambda t: not before or t.word not in vocabulary("values"), item.after))
    pair = next((t for t in behind if t.kind == "side"), None)
    if before in ("left", "right") and pair and pair.data["id"] == "side.both" and pair.end - pair.start == len("both"):
        return before  # "left wrist 5/5 for both": both of what the wrist does
    for k, token in enumerate(behind):
        if token.word == "," and (before or any(t.kind == "site" for t in behind[k + 1 : k + 4])):
            listed = not before and any(t.kind == "site" for t in behind[:k])
            closing = next((t for t in reversed(behind) if t.kind in CONTENT), None) if listed else None
            # "RLE 4/5, left side full", but "4/5 in hip flexion, knee flexion and grip bilaterally"
            return _first_side(behind[:k]) or before or _first_side([closing] if closing else [])
    return _first_side(behind) or before


def _of_its_limb(before: list[Token]) -> list[Token]:
    """The tokens before a grade, without a weakness of another limb: 'left arm weak, hip flexors 5/5'."""
    for k, token in enumerate(before):
        arms, legs = ({t.data.get("limb") for t in row} & {*LIMBS} for row in (before[:k], before[k:]))
        if token.data.get("weak") and arms and legs and arms.isdisjoint(legs):
            return before[k + 1 :]
    return before


def _first_side(tokens: list[Token]) -> str | None:
    for token in tokens:
        if token.kind in ("side", "site", "extent") and token.data.get("side", "-").isalpha():
            return str(token.data["side"])
        if token.kind in ("word", "other", "strong"):
            break
    return None


def _close(tokens: list[Token], items: list[Item]) -> None:
    """A side after a grade holds for the list that it closes: "hips 4/5 and knees 4/5 bilaterally"."""
    for k in range(len(items) - 1, 0, -1):
        goes_on = k + 1 < len(items) and not items[k + 1].opens and items[k + 1].side is None
        alike = goes_on and items[k - 1].grade.high < FULL <= items[k + 1].grade.low
        if goes_on and items[k].side != "bilateral" and not alike:
            continue  # "C5 5/5, C6 4/5 on the left, C7 5/5", but "C5 4/5, C6 4/5 on the left, C7 5/5"
        closing = items[k].side is not None and any(t.kind == "side" for t in items[k].after)
        apart = items[k - 1].axial or (items[k - 1].several and items[k].side != "bilateral")
        apart = apart or any(t.data.get("pattern") == "generalized" for t in items[k - 1].after)
        if closing and not items[k].opens and items[k - 1].side is None and not apart:
            items[k - 1].side = items[k].side
            items[k - 1].after = items[k].after
    for token in tokens[items[-1].at + 1 :]:
        if (token.kind == "other" and "counted" not in token.data) or (token.kind == "strong" and token.word != "?"):
            break
        if token.kind == "side" and token.data["id"] == "side.both":  # "..., R = L"
            last = max((k for k, item in enumerate(items) if item.opens), default=0)
            for item in items[0 if token.data.get("all") else last :]:
                item.side = item.side or (None if item.axial else "bilateral")
            break


_LABEL, _NAMED = 8, ("site", "head", "glue")
"""How many tokens a label may have behind its side, and what they may be: "left leg muscles only:"."""


class Heading(NamedTuple):
    """A side at `start` that holds for what follows up to `end`; of a limb, "upper" or "lower", where it names one."""

    start: int
    end: int
    side: str
    limb: str | None


def _is_of(tokens: list[Token], item: Item, limb: str | None) -> bool:
    """Whether a grade's site may be of a limb."""
    site = next((t for t in tokens if item.site and t.start == item.site[0]), None)
    return limb is None or site is None or site.data.get("limb") not in LIMBS or site.data["limb"] == limb


def _headings(tokens: list[Token]) -> list[Heading]:
    """Sides that hold for what follows, or up to the ";" where a new side begins: "LUE: deltoid 2/5, biceps 3/5"."""
    found: list[Heading] = []
    breaks = [i for i, t in enumerate(tokens) if t.kind == "strong"] + [len(tokens)]
    end = tokens[-1].end
    segments: list[set[str]] = [set() for _ in breaks]
    for i, token in enumerate(tokens):
        if token.kind in ("side", "site") and token.data.get("side"):
            segments[bisect_left(breaks, i)].add(str(token.data["side"]))
    told = set().union(*segments)
    for i, token in enumerate(tokens):
        if token.kind not in ("side", "site") or not token.data.get("side", "-").isalpha():
            continue
        rest = tokens[i + 1 : i + 4]
        beside = rest[0].data if rest else {}
        graded = any(t.kind == "grade" for t in tokens[:i])
        limbs = beside.get("what") == "region" and "limb" in beside and not graded
        leads = limbs and token.data["side"] == "bilateral"
        leads = leads or (not graded and bool(rest) and rest[0].kind == "head" and "weak" not in beside)
        regions = 0
        while rest and (rest[0].data.get("what") == "region" or rest[0].kind == "head" or rest[0].word == ")"):
            regions += rest[0].kind == "site"
            rest = rest[1:]
        label = next((t for t in tokens[i + 1 : i + _LABEL] if t.kind not in _NAMED and t.word != ")"), None)
        colon = label is not None and label.word == ":"
        leads = leads or regions + (token.kind == "site") > 1  # "R UE shoulder 4/5, elbow 4+/5"
        first = next((t.kind for t in tokens[i + 1 :] if t.kind not in ("glue", "word")), "")
        opens = all(t.kind == "glue" for t in tokens[:i])
        leads = leads or (first == "grade" and i > 0 and opens)  # "on the left I find 4"
        leads = leads or (bool(rest) and (rest[0].kind == "site" or (opens and rest[0].word == ",")))
        k = bisect_left(breaks, i)
        shape = [t.kind if t.kind in ("grade", "site") else t.word for t in rest[:3]]
        said = next((t.data["limb"] for t in (token, *tokens[i + 1 : i + 2]) if t.data.get("limb") in LIMBS), None)
        named = str(token.data["side"]), said
        if shape[:2] == ["grade", "site"] and token.kind == "side" and token.data["side"] != "bilateral":
            # "R 5/5, L 4/5 hip flexion, 3/5 knee extension": up to the next side, of that limb
            stop = next((t.start for t in tokens[i + 1 :] if t.data.get("side")), end + 1)
            found.append(Heading(token.start, stop, named[0], rest[1].data.get("limb")))
        elif shape == ["grade", "(", "site"]:  # "RLE 4/5 (IP 3/5, TA 5/5)"
            stop = next((t.start for t in tokens[i + 1 : i + 40] if t.word == ")"), end + 1)
            found.append(Heading(token.start, stop, *named))
        elif colon or (leads and len(told) == 1 and (token.data["side"] != "bilateral" or limbs)):
            found.append(Heading(token.start, end + 1, *named))
        elif leads and len(segments[k]) == 1 and token.data["side"] != "bilateral":
            stop = tokens[breaks[k]].start if breaks[k] < len(tokens) else end + 1
            found.append(Heading(token.start, stop, *named))
    return found
