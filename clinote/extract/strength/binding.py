"""The side and the site of each grade in a sentence: which of the words around it belong to it."""

from bisect import bisect_left
from dataclasses import dataclass, field, replace

from clinote.extract.strength.grades import Grade
from clinote.extract.strength.headings import Context, bracketed_order
from clinote.extract.strength.tokens import Token
from clinote.reading import Reading


@dataclass(slots=True)
class Item:
    """A grade being bound: the tokens that belong to it on either side, and what they say."""

    token: Token
    at: int
    before: list[Token] = field(default_factory=list)
    after: list[Token] = field(default_factory=list)
    side: str | None = None
    site: tuple[int, int] | None = None
    axial: bool = False
    """Whether the site is the neck, the trunk or the face, which a list's side leaves out."""
    opens: bool = False
    """Whether a strong break (";", "except") parts it from the grade before."""

    @property
    def grade(self) -> Grade:
        assert self.token.grade is not None
        return self.token.grade


def bind(reading: Reading, tokens: list[Token], kept: list[int], context: Context) -> list[Item]:
    """The grades at the indices `kept` of a sentence's tokens, each with its side and site."""
    items = [Item(tokens[i], i) for i in kept]
    _share(tokens, items)
    order = next((t.data["side"] for t in tokens if t.kind == "side" and "-" in t.data["side"]), context.order)
    order = order or bracketed_order(reading.norm[tokens[0].start : tokens[-1].end])
    if any(item.grade.form == "pair" for item in items) or order:
        _split(reading, items, order, context.paired)
    if order:
        _couple(tokens, items)
    _sides(tokens, items, order, context.side)
    return items


_CONTENT = ("site", "side", "extent")
_REST = ("otherwise", "elsewhere", "remainder", "rest", "remaining", "others")


def _share(tokens: list[Token], items: list[Item]) -> None:
    """Give each grade the tokens that belong to it: what stands between two grades is parted between them."""
    items[0].before = _near(tokens[: items[0].at])
    previous = items[0]
    for item, following in zip(items, [*items[1:], None], strict=True):
        if item.grade.place == 2:
            item.before = previous.before
        previous = item
        gap = tokens[item.at + 1 : following.at if following else len(tokens)]
        cut = _cut(item, gap, last=following is None)
        item.after = gap[:cut]
        if following:
            following.before = _near(gap[cut:])
            following.opens = any(t.kind == "strong" for t in gap)
    for item in items:
        _place(item)


def _cut(item: Item, gap: list[Token], last: bool) -> int:
    """Where the tokens after a grade cease to belong to it."""
    strong = next((k for k, t in enumerate(gap) if t.kind == "strong"), None)
    if strong is not None or last:
        return len(gap) if strong is None else strong
    if gap and gap[-1].data.get("word") == ")" and _sided(item.before) and _sided(gap):
        return 0  # "deltoid (R) 4/5 (L) 5/5"
    weak = [k for k, t in enumerate(gap) if t.kind == "weak" and any(u.kind in _CONTENT for u in gap[k + 1 :])]
    told = any(t.kind == "site" for t in item.before)
    if not any(t.kind == "weak" for t in gap):
        if not any(t.kind in _CONTENT for t in gap):
            return len(gap)
        leads = gap[0].kind == "glue" and gap[0].data["word"] in ("in", "of", "to", "for", "at", "on", "with")
        only_side = all(t.kind in ("side", "glue") for t in gap)
        if only_side and any(t.kind == "side" for t in item.before):
            return 0
        return len(gap) if leads or only_side or not any(t.kind in _CONTENT for t in item.before) else 0
    return len(gap) if not weak else weak[0] if told else weak[-1]


def _sided(tokens: list[Token]) -> bool:
    return any(t.kind == "side" for t in tokens)


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


def _place(item: Item) -> None:
    """Find the site in the note's words: before the grade (the whole list it closes), else after it."""
    for tokens, step in ((item.before, -1), (item.after, 1)):
        sites = [
            k for k, t in enumerate(tokens) if t.kind == "site" and (t.data.get("limb") or t.data["what"] != "region")
        ]
        if not sites or (step > 0 and any(t.kind in ("word", "other") for t in tokens[: sites[0]])):
            continue
        first = last = sites[-1] if step < 0 else sites[0]
        joined = False
        k = first + step
        while 0 <= k < len(tokens):
            token = tokens[k]
            if token.kind == "site" and joined and token.data["what"] == tokens[first].data["what"]:
                first, last, joined = min(first, k), max(last, k), False
            elif token.kind == "weak" and token.data["word"] in (",", "and", "/", "&", "or"):
                joined = True
            elif token.kind not in ("side", "glue"):
                break
            k += step
        item.site = tokens[first].start, tokens[last].end
        item.axial = tokens[first].data.get("limb") in ("trunk", "face")
        return


def _split(reading: Reading, items: list[Item], order: str | None, paired: bool) -> None:
    """Among pairs, "5/5" is one as well, and so is a "5 / 5" where the order of pairs is told."""
    among = paired or any(item.grade.form == "pair" for item in items)
    split: list[Item] = []
    for item in items:
        grade = item.grade
        written = reading.norm[grade.start : grade.end]
        first, _, second = written.partition("/")
        if grade.form != "over" or grade.low != grade.high or second.strip() != "5" or not (among or first[-1:] == " "):
            split.append(item)
            continue
        right = grade._replace(end=grade.start + len(first.rstrip()), form="pair", place=1)
        left = grade._replace(start=grade.end - 1, low=5.0, high=5.0, form="pair", place=2)
        split.append(replace(item, token=Token("grade", *right[:2], {}, right)))
        split.append(replace(item, token=Token("grade", *left[:2], {}, left), opens=False))
    items[:] = split


def _couple(tokens: list[Token], items: list[Item]) -> None:
    """Where the order of pairs is told, two grades of one site are a pair: "hip flexors 4, 4-", "(4, 4-)"."""
    for item in items:
        place = _beside_word(tokens, item)
        if place:
            grade = item.grade._replace(form="pair", place=place)
            item.token = Token("grade", grade.start, grade.end, {}, grade)
    k = 0
    while k + 1 < len(items):
        one, two = items[k], items[k + 1]
        beside = all(t.kind == "weak" for t in tokens[one.at + 1 : two.at])
        third = k + 2 < len(items) and all(t.kind == "weak" for t in tokens[two.at + 1 : items[k + 2].at])
        told = any(t.kind == "site" for t in one.before) and not any(
            t.kind == "side" and t.data["side"].isalpha() for t in (*one.before, *one.after, *two.after)
        )
        if beside and told and not third and not one.grade.place and not two.grade.place and one.at != two.at:
            for place, item in ((1, one), (2, two)):
                grade = item.grade._replace(form="pair", place=place)
                item.token = Token("grade", grade.start, grade.end, {}, grade)
            one.after, two.before, two.site, two.opens = [], one.before, one.site, False
            k += 1
        k += 1


def _beside_word(tokens: list[Token], item: Item) -> int:
    """The place of a grade whose partner is no grade: 1 in "3 / not tested", 2 in "n/t / 3"; 0 of any other."""
    if item.grade.place or _sided(item.before) or _sided(item.after):
        return 0
    following = tokens[item.at + 1 : item.at + 3]
    if len(following) == 2 and following[0].data.get("word") == "/" and following[1].kind in ("word", "glue"):
        return 1
    if item.at > 1 and tokens[item.at - 1].data.get("word") == "/" and tokens[item.at - 2].kind in ("word", "glue"):
        return 2
    return 0


def _sides(tokens: list[Token], items: list[Item], order: str | None, side: str | None) -> None:
    """The side of each grade: its own words', its place in a pair, the list's that it closes, or the heading's."""
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
        if item.site is None and following and following.site and not following.opens and not item.after:
            item.site = following.site  # "R 4-/5 L 4/5 hip flexors"
        extents = [t for t in (*item.before, *item.after) if t.kind == "extent"]
        apart = any(t.data["pattern"] == "generalized" for t in extents) or _otherwise(tokens, item)
        apart = apart or (item.at > 0 and tokens[item.at - 1].kind == "word")
        if item.site is None and previous and not apart:
            item.site = previous.site
            item.side = item.side or previous.side
    _close(tokens, items)
    headings = _headings(tokens)
    for item in items:
        if item.side is None and not item.axial and not _otherwise(tokens, item):
            k = bisect_left(headings, (item.token.start,))
            reached = k > 0 and item.token.start < headings[k - 1][1]
            item.side = headings[k - 1][2] if reached else side


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
        if token.kind in ("side", "site") and token.data.get("side", "-").isalpha():
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
            for item in items:
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
        while rest and (rest[0].data.get("what") == "region" or rest[0].data.get("word") == ")"):
            rest = rest[1:]
        colon = bool(rest) and rest[0].data.get("word") == ":"
        leads = bool(rest) and (
            rest[0].kind == "site" or (rest[0].data.get("word") == "," and all(t.kind == "glue" for t in tokens[:i]))
        )
        k = bisect_left(breaks, i)
        if colon or (leads and len(told) == 1 and token.data["side"] != "bilateral"):
            found.append((token.start, end + 1, str(token.data["side"])))
        elif leads and len(segments[k]) == 1 and token.data["side"] != "bilateral":
            found.append((token.start, tokens[breaks[k]].start if breaks[k] < len(tokens) else end + 1, str(token.data["side"])))
    return found
