"""A weakness that is over: the note says that it has resolved, or denies it as of now."""

from functools import partial
from typing import NamedTuple

from clinote import anatomy, assertion
from clinote.assertion import cues, regained
from clinote.coding import policy
from clinote.coding.chart import ASIDE, PLAIN, Chart, apart
from clinote.expressions import expression
from clinote.facts import Distribution, Fact, Weakness
from clinote.keeping import once

_CLAUSES = expression("[,;]")


class Over(NamedTuple):
    """Where the note says that the weakness is over, and where that all symptoms are; -1 when nowhere."""

    weakness: int
    symptoms: int


def over(chart: Chart) -> Over:
    """Where the weakness of this encounter is said to be over, when no reduced grade stands behind the last place."""
    plain = [f for f in chart.mentions if f.says.concept in PLAIN and f.section not in ASIDE and not f.family]
    ends = [f.end for f in plain if _is_resolved(chart, f) and not _of_a_part(chart, f)]
    ends += [f.end for f in plain if f.negated and _denied_now(chart, f)]
    end = regained.ended(chart.reading, chart.facts, assertion.assess)
    symptoms = end.start if end else -1
    weakness = max([*ends, symptoms])
    if any(grade.start > weakness for grade in chart.latest_exam.reduced):
        return Over(-1, -1)
    return Over(weakness, symptoms)


@once
def ended(chart: Chart, concept: str) -> int:
    """Where a complaint of a `concept` that is no weakness is said to have ended: 'the fatigue has gone'; or -1."""
    named = (fact for fact in chart.mentions if fact.says.concept == concept and fact.section not in ASIDE)
    return max((fact.end for fact in named if not fact.family and _is_resolved(chart, fact)), default=-1)


def _is_resolved(chart: Chart, fact: Fact) -> bool:
    if not fact.historical or not says_resolved(fact):
        return False
    # a label that says so of a list ('Resolved: ...') tells nothing of the complaint of today
    return not chart.reading.norm.startswith(":", fact.cues["historical"].end)


def says_resolved(fact: Fact) -> bool:
    """Whether the words that put the mention into the past say that it has ended: 'resolved', 'no longer'."""
    cue = fact.cues.get("historical")
    return cue is not None and (cues.ends(cue) or cue == fact.cues.get("negated"))


def _denied_now(chart: Chart, fact: Fact) -> bool:
    """Whether the denial says that it is so now: 'currently no weakness', 'no weakness since'."""
    if fact.hypothetical or _of_a_part(chart, fact):
        return False
    norm, (low, high) = chart.reading.norm, chart.reading.about(fact.start, fact.end, 48, 32)
    before, after = norm[low : fact.start], norm[fact.end : high]
    label = policy.said("denied_now.label").match(norm, chart.reading.layout.line(fact.start)[0])
    return any((policy.said("denied_now.before").search(before), policy.said("denied_now.after").match(after), label))


def _of_a_part(chart: Chart, fact: Fact) -> bool:
    """Whether the denial is of one limb or region, and that is not all that was said to be weak before."""
    others = chart.near(fact, chart.of(Weakness))
    near = [place for place in chart.near(fact, chart.of(Distribution)) if place.start < fact.end + 30]
    own = [place for place in near if min(others, key=partial(apart, place)) is fact]
    # the clause names them before it: 'arms weak, legs no longer weak'
    clause = _CLAUSES.split(chart.reading.norm[chart.reading.sentence(fact.start)[0] : fact.start])[-1]
    named = anatomy.limbs(place for place in anatomy.places(clause) if place.what == "region")
    parts = {limb for place in own for limb in _limbs(place)} or named
    told = [limbs for limbs, end in _told_limbs(chart).items() if end < fact.start]
    return bool(parts) and not (told and all(limbs <= parts for limbs in told))


@once
def _told_limbs(chart: Chart) -> dict[frozenset[str], int]:
    """The limbs that are said to be weak now, with where each is first said to be."""
    ends: dict[frozenset[str], int] = {}
    for place in chart.of(Distribution):
        if chart.is_now(place):
            limbs = _limbs(place)
            ends[limbs] = min(place.end, ends.get(limbs, place.end))
    return ends


def _limbs(place: Fact) -> frozenset[str]:
    """The limbs of a place, or the place itself."""
    return anatomy.limbs(anatomy.places(place.text.lower())) or frozenset((place.text,))
