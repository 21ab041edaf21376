"""A weakness that is over: the note says that it has resolved, or denies it as of now."""

from functools import partial
from typing import NamedTuple

from clinote import anatomy, assertion
from clinote.assertion import cues, regained
from clinote.coding import diagnoses, policy
from clinote.coding.chart import ASIDE, ASSESSING, PLAIN, Chart, apart
from clinote.expressions import expression
from clinote.facts import Diagnosis, Distribution, Fact, Weakness
from clinote.keeping import once
from clinote.lexicon import Hit, starting

_CLAUSES = expression("[,;]")
_WEAKENING = ("muscle", "stroke")
"""Groups of diseases whose end is the end of the weakness too: 'fully recovered from his stroke'."""
_NAMED = 24
"""How far (characters) behind 'recovered from' the disease may begin."""


class Over(NamedTuple):
    """Where the note says that the weakness is over, and where that all symptoms are; -1 when nowhere."""

    weakness: int
    symptoms: int


def over(chart: Chart) -> Over:
    """Where the weakness of this encounter is said to be over, when no reduced grade stands behind the last place."""
    plain = [f for f in chart.mentions if f.says.concept in PLAIN and f.section not in ASIDE and not f.family]
    ends = [f.end for f in plain if _is_resolved(chart, f) and not _of_a_part(chart, f)]
    ends += [f.end for f in plain if f.negated and _denied_now(chart, f)]
    said = reversed(chart.reading.hits("resolution"))  # the last one tells
    symptoms = next((hit.start for hit in said if _of_weakness(chart, hit)), -1)
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


def _of_weakness(chart: Chart, hit: Hit) -> bool:
    """Whether 'symptoms have resolved' at this place can mean the weakness, and not a cold or a rash."""
    start, end = chart.reading.sentence(hit.start)
    before = chart.reading.norm[max(0, start - 1, hit.start - 24) : hit.start]
    told = hit.pattern.data.get("told")
    if told == "alone":
        return _is_item(chart, hit)
    every = told == "affirmed" or policy.said("all_symptoms").search(before)
    if not every or (told and not _told(chart, hit, told)):
        return False
    weak = [fact.end for fact in chart.mentions if fact.says.concept in PLAIN and fact.end <= hit.start]
    if weak and "recover" in chart.reading.norm[hit.start : hit.end]:
        others = regained.others_before(chart.reading, chart.facts, hit.start)
        if others >= max(weak):
            return False  # who recovers, or from what, is named behind the last weakness of the patient
    named = policy.said("recovered_from").match(chart.reading.norm[hit.end : end])
    if named is None:
        return True
    at = hit.end + named.end()
    return any(diagnoses.group(d) in _WEAKENING for d in starting(chart.of(Diagnosis), at, at + _NAMED))


def _is_item(chart: Chart, hit: Hit) -> bool:
    """Whether words of an assessment stand by themselves: 'Prolonged block, full recovery'."""
    norm, section = chart.reading.norm, chart.reading.layout.section(hit.start)
    before = norm[section.body : hit.start].rstrip(" ")
    ends = norm[hit.end : hit.end + 1] in ("", *".,;\n")
    return section.category in ASSESSING and ends and before[-1:] in ("", *".,;\n")


def _told(chart: Chart, hit: Hit, how: str) -> bool:
    """Whether the words of `hit` are affirmed, or said to be over."""
    said = assertion.assess(chart.reading, hit.start, hit.end, "FINDING")
    past = said.pop("historical", None)
    return not said and (how == "affirmed" or (past is not None and cues.ends(past)))


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
    parts = {limb for place in own for limb in _limbs(place)} or _subject(chart, fact)
    told = [limbs for limbs, end in _told_limbs(chart).items() if end < fact.start]
    return bool(parts) and not (told and all(limbs <= parts for limbs in told))


def _subject(chart: Chart, fact: Fact) -> frozenset[str]:
    """The limbs that the clause of a denial names before it: 'arms weak, legs no longer weak'."""
    low = chart.reading.sentence(fact.start)[0]
    named = anatomy.places(_CLAUSES.split(chart.reading.norm[low : fact.start])[-1])
    return anatomy.limbs(place for place in named if place.what == "region")


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
