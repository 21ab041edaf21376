"""The side and the site of each grade in a sentence: which of the words around it belong to it."""

import re
from bisect import bisect_left
from itertools import pairwise

from clinote.extract.strength import pairs
from clinote.extract.strength.headings import Context
from clinote.extract.strength.pairs import Item, sided
from clinote.extract.strength.tokens import Token
from clinote.reading import Reading


def bind(reading: Reading, tokens: list[Token], kept: list[int], context: Context) -> list[Item]:
    """The grades at the indices `kept` of a sentence's tokens, each with its side and site."""
    items = [Item(tokens[i], i) for i in kept]
    _share(tokens, items)
    order = next((t.data["side"] for t in tokens if t.kind == "side" and "-" in t.data["side"]), context.order)
    if any(item.grade.form == "pair" for item in items) or order:
        # "R/L: delts 5/5, grip 5/5" gives a pair for each muscle; a lone "R/L 4/5" may be a grade of either side
        full = order is not None and all(reading.norm[i.token.start : i.token.end] == "5/5" and i.site for i in items)
        pairs.split(reading, items, context.paired or full)
    if order:
        pairs.couple(tokens, items)
    _sides(tokens, items, order, context.side)
    _plurals(reading, items)
    _limit(tokens, items)
    return items


def _limit(tokens: list[Token], items: list[Item]) -> None:
    """Say of which grades pain or effort is told: of all where it leads or says so, else of those beside it."""
    leads = any(
        limit.data.get("limit") and before.data.get("word", before.data.get("id")) in _ALL
        for before, limit in pairwise(tokens[items[-1].at :])
    )  # fmt: skip
    for token in tokens[: items[0].at]:
        if token.kind in ("site", "side"):
            break
        leads = leads or token.data.get("limit", False)
    for item in items:
        item.limited = leads or any(t.data.get("limit") for t in (*item.before, *item.after))


_ALL = ("all", "each", "these", "side.both")


def _plurals(reading: Reading, items: list[Item]) -> None:
    """Muscles in the plural among those told on both sides are both too: "deltoids 4/5 bilaterally, grips 5/5"."""
    told = {item.side for item in items} - {None}
    if told != {"bilateral"} and not told >= {"right", "left"}:
        return
    for item in items:
        if item.side is None and item.site and not item.axial and _PLURAL.search(reading.norm, *item.site):
            item.side = "bilateral"


_PLURAL = re.compile(r"[a-z]{2}(?<!cep)(?<!u)(?<!i)s\Z")


_CONTENT = ("site", "side", "extent")
_REST = ("otherwise", "elsewhere", "remainder", "rest", "remaining", "others")


def _share(tokens: list[Token], items: list[Item]) -> None:
    """Give each grade the tokens that belong to it: what stands between two grades is parted between them."""
    items[0].before = _near(tokens[: items[0].at])
    behind = _behind(tokens, items)
    leads = sided(items[0].before)
    for k, item in enumerate(items):
        following = items[k + 1] if k + 1 < len(items) else None
        if item.grade.place == 2:
            item.before = items[k - 1].before
        said = item.token.data.get("quality")
        if said:
            inside = [t for t in tokens[: item.at] if t.start >= said.start]
            item.before = inside if any(t.kind == "site" for t in inside) else item.before or inside
        item.behind = behind[k]
        gap = tokens[item.at + 1 : following.at if following else len(tokens)]
        strong = next((n for n, t in enumerate(gap) if t.kind == "strong"), None)
        cut = strong if strong is not None else len(gap) if following is None else _cut(item, gap, behind[k], leads)
        item.after = [t for t in gap[:cut] if not said or t.kind not in ("word", "other")]
        if following:
            following.before = _near(gap[cut:])
            following.opens = strong is not None
            if following.opens or any(t.kind == "site" for t in following.before):
                leads = sided(following.before)
    for item in items:
        _place(item)


def _behind(tokens: list[Token], items: list[Item]) -> list[bool | None]:
    """Whether the sites of each grade's clause stand behind the grades; None where its two ends do not tell.

    A site before the first grade of a clause and none behind the last, or the other way round, tells it for all.
    """
    found: list[bool | None] = []
    first = 0
    for k, item in enumerate(items):
        end = items[k + 1].at if k + 1 < len(items) else len(tokens)
        stop = next((n for n in range(item.at + 1, end) if tokens[n].kind == "strong"), None)
        if stop is None and k + 1 < len(items):
            continue
        start = items[first - 1].at + 1 if first else 0
        start = next((n + 1 for n in range(items[first].at - 1, start - 1, -1) if tokens[n].kind == "strong"), start)
        lead = any(t.kind == "site" for t in _headed(tokens[start : items[first].at]))
        trail = any(t.kind == "site" for t in tokens[item.at + 1 : end if stop is None else stop])
        found += [trail if lead != trail else None] * (k + 1 - first)
        first = k + 1
    return found


def _headed(lead: list[Token]) -> list[Token]:
    """What leads a clause without the limb that heads it: "RUE: 4/5 deltoid, 5/5 biceps"."""
    colon = next((k for k in range(len(lead) - 1, -1, -1) if lead[k].data.get("word") == ":"), -1)
    region = all(t.data["what"] == "region" for t in lead[: colon + 1] if t.kind == "site")
    return lead[colon + 1 :] if region else lead


def _cut(item: Item, gap: list[Token], behind: bool | None, leads: bool) -> int:
    """Where the tokens between two grades of a clause cease to belong to the first of them.

    They part at a comma or a joining word; without one, they stand on the hand where the clause has its sites, and
    its sides where the group began with one (`leads`): "hip flexion R 3/5 L 5/5".
    """
    content = [k for k, t in enumerate(gap) if t.kind in _CONTENT]
    if not content:
        return len(gap)
    told = any(t.kind == "site" for t in item.before)
    only_side = all(gap[k].kind == "side" for k in content)
    start = 0
    if gap[0].data.get("word") == "(":
        start = next((k + 1 for k, t in enumerate(gap) if t.data.get("word") == ")"), 0)
        if start and leads and only_side:
            return 0  # "deltoid (R) 4/5 (L) 5/5"
    words = [t.data.get("word") for t in gap]
    parts = [k for k, word in enumerate(words) if k >= start and word in _PARTING and content[-1] > k]
    parts += [k for k, word in enumerate(words) if word == "with" and content[0] < k < content[-1] and not parts]
    if behind is None:
        behind = not told
    if behind and any(word in _PARTING for word in words[content[-1] + 1 :]):
        return len(gap)  # "4/5 biceps and triceps, 3/5 grip"
    if parts:
        return parts[-1] if behind else parts[0]
    if any(t.data.get("word") in _PARTING for t in gap[start:]) or gap[0].data.get("word") in _LEADS:
        return len(gap)
    if only_side:
        return 0 if leads else len(gap)
    first = next(k for k in content if gap[k].kind != "side")
    return len(gap) if behind else first if not leads else 0


_PARTING = frozenset((",", "|", "and", "&", "or", "plus", "vs", "versus", "then", "->", "("))
_LEADS = frozenset(("in", "of", "to", "for", "at", "on", "with"))


def _near(before: list[Token]) -> list[Token]:
    """The tail of the tokens before a grade that speaks of what is graded."""
    for k in range(len(before) - 1, -1, -1):
        if before[k].kind in ("word", "other", "strong"):
            return before[k + 1 :]
        if before[k].kind == "grade":  # another scale's number and what it grades: "pain 4/5 in the knee, strength ..."
            return before[
                next((j for j in range(k + 1, len(before)) if before[j].kind == "weak"), len(before) - 1) + 1 :
            ]
    return before


_AND = ("and", "&", "or")


def _place(item: Item) -> None:
    """Find the site in the note's words: before the grade (the whole list it closes), else after it.

    After it first where the clause has its sites there, or "in" leads to one behind a comma: "arms weak, 2/5 in legs".
    """
    hands = [(item.before, -1), (item.after, 1)]
    led = item.after[:1] and item.after[0].data.get("word") in ("in", "at", "of", "for")
    if item.behind or (led and any(t.data.get("word") == "," for t in item.before[-2:])):
        hands.reverse()
    for tokens, step in hands:
        sites = [
            k for k, t in enumerate(tokens) if t.kind == "site" and (t.data.get("limb") or t.data["what"] != "region")
        ]
        if not sites or (step > 0 and any(t.kind in ("word", "other") for t in tokens[: sites[0]])):
            continue
        first = last = sites[-1] if step < 0 else sites[0]
        joined = ""
        k = first + step
        while 0 <= k < len(tokens):
            token = tokens[k]
            alike = token.kind == "site" and token.data["what"] == tokens[first].data["what"]
            if token.kind == "site" and (joined in _AND or (joined and alike)):
                first, last, joined = min(first, k), max(last, k), ""
            elif token.kind == "weak" and token.data["word"] in (",", "/", *_AND):
                joined = token.data["word"]
            elif token.kind not in ("side", "glue"):
                break
            k += step
        item.site = tokens[first].start, tokens[last].end
        if {t.data.get("side") for t in tokens[first : last + 1]} >= {"left", "right"}:  # "RUE/LUE"
            item.side = "bilateral"
        item.axial = tokens[first].data.get("limb") in ("trunk", "face")
        return


def _rows(tokens: list[Token], items: list[Item]) -> None:
    """The side of grades in a row: "delt bi tri grip 5 5 4+ 5 on the right, 5 5 5 5 on the left"."""
    start = 0
    names: list[Token] = []
    for k in range(1, len(items) + 1):
        if k < len(items) and items[k].at == items[k - 1].at + 1:
            continue
        if k - start >= _ROW:
            names = [t for t in items[start].before if t.kind == "site"] or names
            side = _first_side(items[k - 1].after) or _first_side(items[start].before[::-1])
            for place, item in enumerate(items[start:k]):
                item.side = side
                if len(names) == k - start:
                    item.site = names[place].start, names[place].end
        start = k


_ROW = 3
"""How many grades with nothing between them make a row."""


def _sides(tokens: list[Token], items: list[Item], order: str | None, side: str | None) -> None:
    """The side of each grade: its own words', its place in a pair, the list's that it closes, or the heading's."""
    _rows(tokens, items)
    first, second = ("left", "right") if order == "left-right" else ("right", "left")
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
            item.side = item.side or _own(item) or ("bilateral" if ordered else None)
        ahead = following is not None and following.site is not None and not following.opens
        if item.site is None and following and ahead and item.behind is not False and not item.after:
            item.site = following.site  # "R 4-/5 L 4/5 hip flexors"
        extents = [t for t in (*item.before, *item.after) if t.kind == "extent"]
        apart = any(t.data["pattern"] == "generalized" for t in extents) or _otherwise(tokens, item)
        apart = apart or (item.at > 0 and tokens[item.at - 1].kind == "word")
        if item.site is None and previous and not apart:
            item.site = previous.site
            item.side = item.side or previous.side
        if previous and item.side is None and _in_bracket(tokens, previous, item):
            item.side, item.site = previous.side, previous.site
    _close(tokens, items)
    _parallel(tokens, items)
    headings = _headings(tokens)
    for item in items:
        if item.side is None and not item.axial and not _otherwise(tokens, item):
            k = bisect_left(headings, (item.token.start,))
            reached = k > 0 and item.token.start < headings[k - 1][1]
            item.side = headings[k - 1][2] if reached else side


def _parallel(tokens: list[Token], items: list[Item]) -> None:
    """The sides of two lists of the same sites: "L deltoid 4/5, biceps 4/5, R deltoid 5/5, biceps 5/5"."""
    half = len(items) // 2
    if half < 2 or len(items) % 2 or any(item.side is not None for item in (*items[1:half], *items[half + 1 :])):
        return
    sides = {items[0].side, items[half].side}
    sites = [next((t.data["id"] for t in tokens if item.site and t.start == item.site[0]), None) for item in items]
    if (
        sides == {"right", "left"}
        and None not in sites
        and [*map(_plain, sites[:half])] == [*map(_plain, sites[half:])]
    ):
        for k, item in enumerate(items):
            item.side = items[k // half * half].side


def _plain(site: str | None) -> str:
    """A site without the side that its abbreviation tells: "RUE" is "UE"."""
    return (site or "").replace("right-", "").replace("left-", "")


def _in_bracket(tokens: list[Token], previous: Item, item: Item) -> bool:
    """Whether the brackets behind a grade hold another of the same, of another time: "L 4/5 (pre-op 3/5)"."""
    between = tokens[previous.at + 1 : item.at]
    if any(t.kind in _CONTENT or t.data.get("word") in (")", ";") for t in between):
        return False
    opening = next(
        (k for k in range(item.at - 1, max(-1, item.at - _WIDE), -1) if tokens[k].data.get("word") in ("(", ")")), None
    )
    if opening is None or tokens[opening].data["word"] == ")":
        return False
    return opening == previous.at + 1 or opening < previous.at


_WIDE = 40
"""How many tokens brackets may hold."""


def _otherwise(tokens: list[Token], item: Item) -> bool:
    """Whether the grade is that of the rest: "otherwise 5/5", "5/5 otherwise"."""
    return any(t.data.get("word") in _REST for t in tokens[max(0, item.at - 3) : item.at + 2])


def _own(item: Item) -> str | None:
    """The side in the words beside a grade; after it before before it."""
    before = _first_side(item.before[::-1])
    for k, token in enumerate(item.after):
        if token.data.get("word") == "," and (before or any(t.kind == "site" for t in item.after[k + 1 : k + 4])):
            return _first_side(item.after[:k]) or before  # "RLE 4/5, left side full"
    return _first_side(item.after) or before


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
        closing = items[k].side is not None and any(t.kind == "side" for t in items[k].after)
        if closing and not items[k].opens and items[k - 1].side is None and not items[k - 1].axial:
            items[k - 1].side = items[k].side
            items[k - 1].after = items[k].after
    for token in tokens[items[-1].at + 1 :]:
        if token.kind == "other" or (token.kind == "strong" and token.data["word"] != "?"):
            break
        if token.kind == "side" and token.data["id"] == "side.both":  # "..., R = L"
            last = max((k for k, item in enumerate(items) if item.opens), default=0)
            for item in items[0 if token.data.get("all") else last :]:
                item.side = item.side or (None if item.axial else "bilateral")
            break


def _headings(tokens: list[Token]) -> list[tuple[int, int, str]]:
    """Sides that hold for what follows: "LUE: deltoid 2/5, biceps 3/5", "On the left, hips 4/5, knees 5/5".

    Each with where it stands, how far it reaches (the sentence, or up to ";" where a new side begins), and the side.
    """
    found: list[tuple[int, int, str]] = []
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
        limbs = (
            bool(rest)
            and rest[0].data.get("what") == "region"
            and "limb" in rest[0].data
            and not any(t.kind == "grade" for t in tokens[:i])
        )
        leads = limbs and token.data["side"] == "bilateral"
        regions = 0
        while rest and (
            rest[0].data.get("what") == "region" or rest[0].kind == "head" or rest[0].data.get("word") == ")"
        ):
            regions += rest[0].kind == "site"
            rest = rest[1:]
        colon = bool(rest) and rest[0].data.get("word") == ":"
        leads = leads or regions + (token.kind == "site") > 1  # "R UE shoulder 4/5, elbow 4+/5"
        leads = leads or (
            bool(rest)
            and (
                rest[0].kind == "site"
                or (rest[0].data.get("word") == "," and all(t.kind == "glue" for t in tokens[:i]))
            )
        )
        k = bisect_left(breaks, i)
        inner = [t.kind if t.kind in ("grade", "site") else t.data.get("word") for t in rest[:3]] == [
            "grade",
            "(",
            "site",
        ]
        if inner:  # "RLE 4/5 (IP 3/5, TA 5/5)"
            stop = next((t.start for t in tokens[i + 1 : i + 40] if t.data.get("word") == ")"), end + 1)
            found.append((token.start, stop, str(token.data["side"])))
        elif colon or (leads and len(told) == 1 and (token.data["side"] != "bilateral" or limbs)):
            found.append((token.start, end + 1, str(token.data["side"])))
        elif leads and len(segments[k]) == 1 and token.data["side"] != "bilateral":
            stop = tokens[breaks[k]].start if breaks[k] < len(tokens) else end + 1
            found.append((token.start, stop, str(token.data["side"])))
    return found
