"""Pairs of grades for the right and the left: "4/4-", "5 / 5", "(4, 4-)", "3 / not tested"."""

from dataclasses import dataclass, field, replace
from itertools import pairwise

from clinote.expressions import expression
from clinote.extract.strength.grades import Grade, halves
from clinote.extract.strength.tokens import Token
from clinote.reading import Reading

_COUNT = expression(r"\d ?/ ?\d")


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
    several: bool = False
    """Whether the site is a pair of limbs, "legs", which no one side can close."""
    limited: bool = False
    behind: bool | None = None
    """Whether the sites of its clause stand behind the grades; None where that is not told."""
    opens: bool = False
    """Whether a strong break (";", "except") parts it from the grade before."""

    @property
    def grade(self) -> Grade:
        assert self.token.grade is not None
        return self.token.grade

    def pair(self, place: int) -> None:
        """Make it one of a pair for the right and the left."""
        grade = self.grade._replace(form="pair", place=place)
        self.token = Token("grade", grade.start, grade.end, {}, grade)


def sided(tokens: list[Token]) -> bool:
    """Whether one of the tokens is a side."""
    return any(t.kind == "side" for t in tokens)


def split(reading: Reading, items: list[Item], paired: bool) -> None:
    """Among pairs "5/5" is one, and where their order is told "5 / 5"; two side by side are one: "4 / 5   3 / 5"."""
    among = paired or any(item.grade.form == "pair" for item in items)
    beside = [not reading.norm[one.grade.end : two.grade.start].strip(" \t|,/") for one, two in pairwise(items)]
    split: list[Item] = []
    for item, before, after in zip(items, [False, *beside], [*beside, False], strict=False):
        spaced = reading.norm[item.grade.start : item.grade.end].partition("/")[0].endswith(" ")
        apart = among or (spaced and not (before or after))
        pair = halves(reading.norm, item.grade) if apart else []
        split += (replace(item, token=Token("grade", *half[:2], {}, half)) for half in pair)
        if pair:
            split[-1].opens = False
        else:
            split.append(item)
    items[:] = split


def couple(tokens: list[Token], items: list[Item]) -> None:
    """Where the order of pairs is told, two grades of one site are a pair: "hip flexors 4, 4-", "(4, 4-)"."""
    for item in items:
        if place := _beside_word(tokens, item):
            item.pair(place)
    k = 0
    while k + 1 < len(items):
        one, two = items[k], items[k + 1]
        beside = all(t.kind == "weak" for t in tokens[one.at + 1 : two.at])
        third = k + 2 < len(items) and all(t.kind == "weak" for t in tokens[two.at + 1 : items[k + 2].at])
        behind = tokens[items[k - 1].at : one.at] if k else []
        given = any(t.kind == "side" and "-" in t.data["side"] for t in behind)  # "4, 4 (R, L; was 3, 3)"
        told = (given or any(t.kind == "site" for t in one.before)) and not any(
            t.kind == "side" and t.data["side"].isalpha() for t in (*one.before, *one.after, *two.after)
        )
        apart = third or "quality" in (one.token.kind, two.token.kind) or one.at == two.at
        if beside and told and not apart and not (one.grade.place or two.grade.place):
            one.pair(1)
            two.pair(2)
            one.after, two.before, two.site, two.opens = [], one.before, one.site, False
            k += 1
        k += 1


def without_counts(norm: str, items: list[Item]) -> list[Item]:
    """The grades without what tells how many out of how many, and no two sides: "power 2/4", "4/4 throughout"."""
    counts = {k for k, (one, two) in enumerate(pairwise(items)) if _counts(norm, one, two)}
    return [item for k, item in enumerate(items) if counts.isdisjoint((k, k - 1))]


def _counts(norm: str, one: Item, two: Item) -> bool:
    """Whether a pair is of the whole body, or of nothing that is named."""
    counted = (one.grade.place, two.grade.place) == (1, 2) and one.grade.low <= two.grade.low
    if not counted or not _COUNT.fullmatch(norm, one.grade.start, two.grade.end):
        return False
    near = [*one.before, *two.after]
    limbs = {t.data.get("limb") for t in near if t.kind == "site"}
    whole = limbs >= {"upper", "lower"} or any(t.data.get("pattern") == "generalized" for t in near)
    return whole or not (one.site or any(t.kind in ("site", "extent") for t in near))


def _beside_word(tokens: list[Token], item: Item) -> int:
    """The place of a grade whose partner is no grade: 1 in "3 / not tested", 2 in "n/t / 3"; 0 of any other."""
    if item.grade.place or sided(item.before) or sided(item.after):
        return 0
    following = tokens[item.at + 1 : item.at + 3]
    if len(following) == 2 and following[0].word == "/" and following[1].kind in ("word", "glue"):
        return 1
    if item.at > 1 and tokens[item.at - 1].word == "/" and tokens[item.at - 2].kind in ("word", "glue"):
        return 2
    return 0
