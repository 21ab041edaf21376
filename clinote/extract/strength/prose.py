"""Grades in running text: which numbers are grades of strength, and the side and site that each belongs to."""

import re
from dataclasses import dataclass, field, replace

from clinote.extract.strength.grades import Grade
from clinote.extract.strength.tokens import Token
from clinote.facts import Fact
from clinote.reading import Reading

_DATED = re.compile(r"\b(?:on|since|by|until|till|dated|seen|before|after|through|due|appt|appointment|visit|ortho)\s*$")
_UNIT = re.compile(r"\s*(?:\"|'|°|%|[a-z]+/|(?:x|st|nd|rd|th)\b)")


@dataclass(slots=True)
class Item:
    """A grade being bound: the tokens that belong to it on either side, and what they say."""

    token: Token
    at: int
    before: list[Token] = field(default_factory=list)
    after: list[Token] = field(default_factory=list)
    side: str | None = None
    site: tuple[int, int] | None = None
    opens: bool = False
    """Whether a strong break (";", "except") parts it from the grade before."""

    @property
    def grade(self) -> Grade:
        assert self.token.grade is not None
        return self.token.grade


def read(reading: Reading, tokens: list[Token], strength: bool, order: str | None = None, side: str | None = None) -> list[Fact]:
    """The grades among the tokens of a sentence.

    `strength` says that the sentence stands in an account of strength, so that bare numbers count; `order` is the
    order of pairs that a header gives ("right-left"), `side` the side.
    """
    written = [i for i, token in enumerate(tokens) if token.kind == "grade"]
    kept = [i for i in written if _is_grade(reading, tokens, i, strength)]
    if not kept:
        return []
    if len(kept) < len(written) and any(tokens[i].form == "over" for i in kept):
        kept = [i for i in written if i in kept or _goes_along(reading, tokens, i)]
    items = [Item(tokens[i], i) for i in kept]
    _share(tokens, items)
    order = _pairs(reading, tokens, items, order)
    _sides(tokens, items, order, side)
    return [_fact(reading, item) for item in items]


def _is_grade(reading: Reading, tokens: list[Token], i: int, strength: bool) -> bool:
    grade = tokens[i].grade
    assert grade is not None
    if grade.form == "pair" and grade.place == 1:
        return _is_grade(reading, tokens, i + 2, strength)
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following and reading.norm[grade.end : following.start].strip() == "":
        if following.kind == "other" or following.data.get("word") == "scale":
            return False
        if following.kind == "head":
            return True
    if grade.form == "pair":
        i -= 2
    owner = _owner(tokens, i)
    if owner == "other":
        return False
    beside = _beside(tokens, i)
    if grade.form == "over":
        if _dated(reading, tokens, i):
            return False
        return strength or owner == "head" or beside
    ordered = any(t.kind == "side" and "-" in t.data["side"] for t in tokens[max(0, i - 3) : i])
    if grade.form == "pair" and ordered and beside:
        return True
    if not (strength or owner == "head"):
        return False
    if grade.form == "words" or _named(tokens, i):
        return True
    if _UNIT.match(reading.norm, grade.end) or (following and following.kind == "other"):
        return False
    if grade.form == "pair" or re.search(r"[+-]|plus|minus", reading.norm[grade.start : grade.end]):
        return beside or owner == "head" or strength
    closed = following is None or following.kind != "word"
    return closed and _adjacent(tokens, i)


def _goes_along(reading: Reading, tokens: list[Token], i: int) -> bool:
    """Whether a number is a grade because others of its sentence are."""
    if _owner(tokens, i) == "other" or _dated(reading, tokens, i):
        return False
    return tokens[i].form == "over" or (tokens[i].form == "pair" and _beside(tokens, i))


def _dated(reading: Reading, tokens: list[Token], i: int) -> bool:
    """Whether "4/5" is the fifth of April: "seen on 4/5", "strength on 4/5 was 3/5"."""
    if not _DATED.search(reading.norm, max(0, tokens[i].start - 14), tokens[i].start):
        return False
    if _owner(tokens, i) != "head":
        return True
    verb = i + 1 < len(tokens) and tokens[i + 1].data.get("word") in ("was", "is", "were", "showed", ":")
    return verb and any(t.kind == "grade" for t in tokens[i + 2 :])


def _owner(tokens: list[Token], i: int) -> str | None:
    """Whose number it is, by the nearest word to the left that owns numbers: "head", "other" or nobody's."""
    site: Token | None = None
    for token in reversed(tokens[:i]):
        if token.kind == "site" and site is None and token.data["what"] != "region":
            site = token
        elif token.kind == "head":
            return "head"
        elif token.kind == "other":
            if token.data.get("reflex"):
                return None if site is not None and not site.data.get("reflex") else "other"
            return None if site is not None and tokens[i].form == "over" else "other"
        elif token.kind == "strong" and token.data["word"] in (";", "|") and site is not None:
            return None
    return None


def _beside(tokens: list[Token], i: int) -> bool:
    """Whether a site or an extent of strength stands beside the grade, nothing but small words between."""
    for row in (reversed(tokens[:i]), iter(tokens[i + 1 :])):
        for token in row:
            if token.kind in ("site", "extent", "head"):
                return True
            if token.kind in ("word", "strong", "other"):
                break
    return False


def _adjacent(tokens: list[Token], i: int) -> bool:
    """Whether a bare number directly follows a site, side or grade, or directly precedes a site."""
    for token in reversed(tokens[:i]):
        if token.kind in ("site", "side", "extent", "grade", "head"):
            return True
        if token.kind == "glue" or (token.kind == "weak" and token.data["word"] in (":", "=", "and", ",", "(", "/")):
            continue
        break
    return i + 1 < len(tokens) and tokens[i + 1].kind in ("site", "head")


def _named(tokens: list[Token], i: int) -> bool:
    """Whether it is called a grade: "grade 4", "MRC 4"."""
    return i > 0 and (
        tokens[i - 1].data.get("word") in ("grade", "graded", "mrc") or tokens[i - 1].kind == "head"
    ) and tokens[i - 1].data.get("weak") is None


_CONTENT = ("site", "side", "extent")


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
        item.site = _site(item)


def _cut(item: Item, gap: list[Token], last: bool) -> int:
    """Where the tokens after a grade cease to belong to it."""
    strong = next((k for k, t in enumerate(gap) if t.kind == "strong"), None)
    if strong is not None or last:
        return len(gap) if strong is None else strong
    if gap and gap[-1].data.get("word") == ")" and _sided(item.before) and _sided(gap):
        return 0  # "deltoid (R) 4/5 (L) 5/5"
    weak = [k for k, t in enumerate(gap) if t.kind == "weak"]
    told = any(t.kind == "site" for t in item.before)
    if not weak:
        if not any(t.kind in _CONTENT for t in gap):
            return len(gap)
        leads = gap[0].kind == "glue" and gap[0].data["word"] in ("in", "of", "to", "for", "at", "on", "with")
        only_side = all(t.kind in ("side", "glue") for t in gap)
        if only_side and any(t.kind == "side" for t in item.before):
            return 0
        return len(gap) if leads or only_side or not any(t.kind in _CONTENT for t in item.before) else 0
    if any(t.kind in _CONTENT for t in gap[weak[-1] + 1 :]):
        return weak[0] if told else weak[-1]
    return len(gap)


def _sided(tokens: list[Token]) -> bool:
    return any(t.kind == "side" for t in tokens)


def _near(before: list[Token]) -> list[Token]:
    """The tail of the tokens before a grade that speaks of what is graded."""
    for k in range(len(before) - 1, -1, -1):
        if before[k].kind in ("word", "other", "strong"):
            return before[k + 1 :]
        if before[k].kind == "grade":  # another scale's number and what it grades: "pain 4/5 in the knee, strength ..."
            return before[next((j for j in range(k + 1, len(before)) if before[j].kind == "weak"), len(before) - 1) + 1 :]
    return before


def _site(item: Item) -> tuple[int, int] | None:
    """The site in the note's words: before the grade (the whole list it closes), else after it."""
    for tokens, backwards in ((item.before, True), (item.after, False)):
        sites = [k for k, t in enumerate(tokens) if t.kind == "site" and (t.data.get("limb") or t.data["what"] != "region")]
        if not sites:
            continue
        first = last = sites[-1] if backwards else sites[0]
        step = -1 if backwards else 1
        k = (first if backwards else last) + step
        joined = False
        while 0 <= k < len(tokens):
            token = tokens[k]
            if token.kind == "site" and joined and token.data["what"] == tokens[first].data["what"]:
                first, last, joined = (k, last, False) if backwards else (first, k, False)
            elif token.kind == "weak" and token.data["word"] in (",", "and", "/", "&", "or"):
                joined = True
            elif token.kind == "weak" or token.kind not in ("side", "glue"):
                break
            k += step
        if not backwards and any(t.kind in ("word", "other") for t in tokens[:first]):
            continue
        return tokens[first].start, tokens[last].end
    return None


def _pairs(reading: Reading, tokens: list[Token], items: list[Item], order: str | None) -> str | None:
    """The order of the sentence's pairs; among pairs, "5/5" is one as well."""
    if any(item.grade.form == "pair" for item in items):
        split: list[Item] = []
        for item in items:
            grade = item.grade
            slash = reading.norm.find("/", grade.start, grade.end)
            if grade.form == "over" and grade.low == grade.high and 0 < slash == grade.end - 2:
                right = grade._replace(end=slash, form="pair", place=1)
                left = grade._replace(start=slash + 1, low=5.0, high=5.0, form="pair", place=2)
                split.append(replace(item, token=Token("grade", *right[:2], {}, right)))
                split.append(replace(item, token=Token("grade", *left[:2], {}, left), opens=False))
            else:
                split.append(item)
        items[:] = split
    return next((t.data["side"] for t in tokens if t.kind == "side" and "-" in t.data["side"]), order)


def _sides(tokens: list[Token], items: list[Item], order: str | None, side: str | None) -> None:
    """The side of each grade: its own words', its place in a pair, the list's that it closes, or the heading's."""
    first, second = ("left", "right") if order == "left-right" else ("right", "left")
    for item, previous, following in zip(items, [None, *items[:-1]], [*items[1:], None], strict=True):
        grade = item.grade
        ordered = any(t.kind == "side" and "-" in t.data["side"] for t in item.before)
        if grade.form == "pair":
            item.side = first if grade.place == 1 else second
            partner = following if grade.place == 1 else previous
            told = partner is not None and any(t.kind == "site" for t in partner.before)
            item.site = partner.site if partner and (told or not item.site) else item.site
        elif ordered and following and following.site is None and not following.opens:
            item.side, following.side = first, second  # "hip abduction R/L 3+/5, 4-/5"
        else:
            item.side = item.side or _own(item) or ("bilateral" if ordered else None)
        if item.site is None and following and following.site and not following.opens and not item.after:
            item.site = following.site  # "R 4-/5 L 4/5 hip flexors"
        apart = any(t.kind == "extent" for t in (*item.before, *item.after)) or _otherwise(tokens, item)
        apart = apart or (item.at > 0 and tokens[item.at - 1].kind == "word")
        if item.site is None and previous and not apart:
            item.site = previous.site
            item.side = item.side or previous.side
    _close(tokens, items)
    headings = _headings(tokens)
    for item in items:
        if item.side is None and not _axial(tokens, item):
            item.side = next((s for at, s in reversed(headings) if at < item.token.start), side)


def _otherwise(tokens: list[Token], item: Item) -> bool:
    """Whether the grade is that of the rest: "otherwise 5/5", "5/5 otherwise"."""
    return any(t.data.get("word") in ("otherwise", "elsewhere") for t in tokens[max(0, item.at - 3) : item.at + 2])


def _own(item: Item) -> str | None:
    """The side in the words beside a grade; after it before before it."""
    for tokens in (item.after, item.before[::-1]):
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
        if closing and not items[k].opens and items[k - 1].side is None and not _axial(tokens, items[k - 1]):
            items[k - 1].side = items[k].side
            items[k - 1].after = items[k].after
    for token in tokens[items[-1].at + 1 :]:
        if token.kind == "other" or (token.kind == "strong" and token.data["word"] != "?"):
            break
        if token.kind == "side" and token.data["id"] == "side.both":  # "..., R = L"
            for item in items:
                item.side = item.side or (None if _axial(tokens, item) else "bilateral")
            break


def _headings(tokens: list[Token]) -> list[tuple[int, str]]:
    """Sides that hold for what follows: "LUE: deltoid 2/5, biceps 3/5", "On the left, hips 4/5, knees 5/5"."""
    found: list[tuple[int, str]] = []
    told = {t.data["side"] for t in tokens if t.kind in ("side", "site") and t.data.get("side")}
    for i, token in enumerate(tokens):
        if token.kind not in ("side", "site") or not token.data.get("side", "-").isalpha():
            continue
        rest = tokens[i + 1 : i + 4]
        while rest and (rest[0].data.get("what") == "region" or rest[0].data.get("word") == ")"):
            rest = rest[1:]
        colon = bool(rest) and rest[0].data.get("word") == ":"
        leads = bool(rest) and (rest[0].kind == "site" or (rest[0].data.get("word") == "," and all(t.kind == "glue" for t in tokens[:i])))
        if colon or (leads and len(told) == 1 and token.data["side"] != "bilateral"):
            found.append((token.start, str(token.data["side"])))
    return found


def _axial(tokens: list[Token], item: Item) -> bool:
    """Whether the grade is of the neck or the trunk, which have no side."""
    at = item.site[0] if item.site else -1
    return any(t.kind == "site" and t.start == at and t.data.get("limb") in ("trunk", "face") for t in tokens)


def _fact(reading: Reading, item: Item) -> Fact:
    grade = item.grade
    low, high = grade.low, grade.high
    if grade.form == "bare" and reading.norm[grade.start : grade.end] in ("0-5", "1-5", "2-5"):
        high = low  # "0-5 strength" is a dash for a slash
    site = reading.text[slice(*item.site)] if item.site else None
    return reading.fact(
        "STRENGTH_GRADE", grade.start, grade.end, f"strength.{grade.form}",
        grade_low=low, grade_high=high, side=item.side, site=site, qualitative=False,
    )  # fmt: skip
