"""Examinations of strength: which grades belong together, which are reduced, and whether on both sides."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from clinote import anatomy
from clinote.coding import policy
from clinote.facts import Distribution, Fact, StrengthGrade
from clinote.grouping import runs
from clinote.keeping import once
from clinote.lexicon import starting
from clinote.patterns import worded
from clinote.reading import Reading

_Grades = list[Fact[StrengthGrade]]
_Places = list[Fact[Distribution]]
_Limb = tuple[str, str | None]
_WIDE = frozenset({"generalized", "proximal", "distal", "upper", "lower", "axial"})
_LIMBS = ("upper", "lower")
_ASIDE = frozenset({"goals", "instructions", "past_history"})
_LATER_PARTS = frozenset({"assessment", "plan", "instructions", None})


@dataclass
class Exam:
    """The strength grades of one examination, in text order; `limbs` says of a reduced one where it was found."""

    grades: _Grades = field(default_factory=list)
    limbs: dict[int, set[_Limb]] = field(default_factory=dict)

    @cached_property
    def reduced(self) -> _Grades:
        """Grades below 5, or words for them, that neither pain nor effort explains."""
        return [g for g in self.grades if not g.limited and _is_reduced(g)]

    @cached_property
    def limited(self) -> _Grades:
        """Reduced grades that pain or effort explains."""
        return [g for g in self.grades if g.limited and _is_reduced(g)]

    @cached_property
    def graded(self) -> _Grades:
        """Reduced grades on the scale; words such as 'decreased strength' are none."""
        return [g for g in self.reduced if g.says.grade_low is not None]

    @cached_property
    def full(self) -> _Grades:
        """Grades of 5 and words such as 'full strength'."""
        return [g for g in self.grades if not _is_reduced(g) and (g.negated or g.says.grade_low is not None)]

    @cached_property
    def _places(self) -> set[_Limb]:
        """Where the reduced grades, or words for them, were found."""
        return {place for g in self.graded or self.reduced for place in self.limbs[g.start]}

    @cached_property
    def _sides(self) -> set[str | None]:
        return {side for _, side in self._places}

    @cached_property
    def wide(self) -> bool:
        """Whether reduced grades stand on both sides, or in arms and legs."""
        regions = {region for region, side in self._places if side is None}
        told = "both" in self._sides or self._sides >= {"left", "right"} or regions >= {"upper", "lower"}
        return bool(self.graded) and told

    @cached_property
    def symmetric(self) -> _Grades:
        """The reduced grades when they are generalized or symmetric, or of several sites and no side is told."""
        if self.wide:
            return self.graded
        return self.graded if self._sides == {None} and len({g.says.site for g in self.graded}) > 1 else []

    @cached_property
    def of_one_muscle(self) -> bool:
        """Whether all reduced grades are of one muscle, movement or limb of no told side: 'the quadriceps are 4/5'."""
        sites = {g.says.site or "" for g in self.graded}
        if self.graded and self._sides == {_ONE}:
            return True
        if len(sites) != 1 or not self._sides <= {None}:
            return False
        places = anatomy.places(sites.pop())
        return bool(places) and all(place.what in ("muscle", "movement") for place in places)

    @cached_property
    def one_sided(self) -> str | None:
        """The one side that all reduced grades, or words for them, are of; one without a side has that of its limb."""
        told = self._sides - {None}
        limbs = {limb for limb, side in self._places if side}
        if len(told) != 1 or not told <= {"left", "right"} or any(limb not in limbs for limb, _ in self._places):
            return None
        return told.pop()


def _is_reduced(grade: Fact[StrengthGrade]) -> bool:
    low = grade.says.grade_low
    return not (grade.negated or grade.uncertain) if low is None else low < 5


def latest(reading: Reading, grades: _Grades, distributions: _Places) -> Exam:
    """The last examination of a note, or an empty one; goals, plans, other people and disowned exams left out."""
    counted = (g for g in grades if g.of_now and g.section not in _ASIDE)
    owned = _owned(reading, runs(counted, lambda last, grade: not _begins(reading, last, grade)))
    last = owned[-1] if owned else []
    limbs = {grade.start: _limbs(reading, grade, last, distributions) for grade in last}
    if len({region for places in limbs.values() for region, side in places if side == _ONE}) > 1:
        # an arm and a leg are not one limb: 'her arm 4/5, her leg 4/5'
        limbs = {n: {(region, None if side == _ONE else side) for region, side in limbs[n]} for n in limbs}
    return Exam(last, limbs)


def _begins(reading: Reading, last: Fact, grade: Fact[StrengthGrade]) -> bool:
    """Whether another examination begins between two grades."""
    one, other = reading.layout.section(last.start), reading.layout.section(grade.start)
    after = policy.said("exam.again_after").match(reading.norm, grade.end, grade.end + 40)
    marked = after or policy.said("exam.again").search(reading.norm, last.end, grade.start)
    if one.start == other.start:
        return bool(marked) and bool(policy.said("exam.clock").search(reading.norm, last.end, grade.end + 40))
    if policy.said("exam.moment").search(other.title.lower()) or policy.said("exam.moment").search(one.title.lower()):
        return one.title.lower() != other.title.lower()
    if one.category == other.category:
        return False
    return other.category not in _LATER_PARTS or bool(marked)


def _owned(reading: Reading, groups: list[_Grades]) -> list[_Grades]:
    """Without the exam that a later author expressly disowns: the last one before those words."""
    kept: list[_Grades] = []
    at = 0
    for hit in reading.hits("disown"):
        if not policy.said("exam.disowned").search(reading.norm, *reading.sentence(hit.start)):
            continue
        while at < len(groups) and groups[at][0].start < hit.start:
            kept.append(groups[at])
            at += 1
        del kept[-1:]
    return kept + groups[at:]


def _limbs(reading: Reading, grade: Fact[StrengthGrade], group: _Grades, distributions: _Places) -> set[_Limb]:
    """Limb ("upper", "lower" or "other") and side ("left", "right", "both" or None) of a grade."""
    regions = anatomy.limbs(grade.places) or {"other"}
    sides = {grade.says.side, *(place.side for place in grade.places)} - {None}
    if not sides:
        wide = any(place.what == "extent" or (place.several and place.limb in _LIMBS) for place in grade.places)
        beside = _side_beside(reading, grade, group, distributions)
        sides = {"bilateral"} if wide else {_side_of_one(reading, grade)} if beside == {None} else beside
    return {(region, "both" if side == "bilateral" else side) for region in regions for side in sides}


def _side_of_one(reading: Reading, grade: Fact[StrengthGrade]) -> str | None:
    """The side of the one limb that a grade is of, or that it is one: 'the left knee is stiff; the thigh 3/5'."""
    if not grade.places or any(place.what != "region" or place.limb not in _LIMBS for place in grade.places):
        return None
    start, end = reading.sentence(grade.start)
    sites = re.finditer(re.escape((grade.says.site or "").lower()), reading.norm[start:end])
    if not any(policy.said("one_limb").search(reading.norm, start, start + site.start()) for site in sites):
        return None
    return side_told(reading, grade.places[0].limb, grade.start) or _ONE


def side_told(reading: Reading, limb: str | None, before: int) -> str | None:
    """The side of a limb that is named before with that side only: 'Arthroscopy of the right shoulder'."""
    told = {side for start, one, side in _sides_told(reading) if start < before and one == limb}
    return told.pop() if len(told) == 1 else None


@once
def _sides_told(reading: Reading) -> list[tuple[int, str | None, str]]:
    """Where a part of an arm or a leg is named with its side, the limb, and the side."""
    found: list[tuple[int, str | None, str]] = []
    for m in _SIDED.finditer(reading.norm):
        place = next(iter(anatomy.places(m["part"])), None)
        if place and place.limb in _LIMBS:
            found.append((m.start(), place.limb, next(side for side in _SIDES if m[side])))
    return found


_SIDES = ("left", "right", "bilateral")
_SIDED = worded(
    r"\b(?:(?P<left>{left})|(?P<right>{right})|(?P<bilateral>{both_sides}))\s+(?P<part>(?:[a-z]+\s+)?[a-z]{3,})"
)
_ONE = "one"
"""A side that is not told, of a limb that is one."""


def _side_beside(reading: Reading, grade: Fact, group: _Grades, distributions: _Places) -> set[str | None]:
    """The side that a weakness told beside a grade has: "weak on the left, 4/5"."""
    start, end = reading.sentence(grade.start)
    places = starting(distributions, start, end)
    start = max([start] + [g.end for g in starting(group, start, grade.start) if g.end <= grade.start])
    after = min([end] + [g.start for g in starting(group, grade.end, end)])
    near = [d for d in places if start <= d.end and d.start <= after and not d.negated]
    sides = [side for d in near if (side := d.says.side) in ("left", "right")]
    return {sides[0]} if sides else {"bilateral"} if any(d.says.pattern in _WIDE for d in near) else {None}
