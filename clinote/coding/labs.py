"""Labs against their reference ranges, series by series, and the diagnoses that name what is abnormal (G III.B)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from clinote.analytes import analytes
from clinote.coding import diagnoses, policy
from clinote.coding.chart import Chart
from clinote.facts import CK, LABEL_OF, Diagnosis, Fact, Lab, Measured, Potassium
from clinote.grouping import grouped


@dataclass
class Series:
    """The values of one analyte in one note; `abnormal` are those that count, `direction` is theirs."""

    analyte: str
    values: Sequence[Fact]
    abnormal: Sequence[Fact]
    direction: str | None
    named_by: Sequence[Fact]

    @property
    def key(self) -> str:
        return f"{self.analyte}:{self.direction}"


def analyte(says: Measured) -> str:
    """'ck', 'potassium', or the analyte of a LAB."""
    return says.analyte if isinstance(says, Lab) else LABEL_OF[type(says)].lower()


def direction(says: Measured) -> str | None:
    """'H', 'L', 'N', or None when nothing says; a printed range outranks the flag, which knows the default range."""
    value, low, high = says.value, says.reference_low, says.reference_high
    if value is None or (low is None and high is None):
        return says.flag
    comparator = says.comparator or ""
    if low is not None and (value < low or ("<" in comparator and value <= low)):
        return "L"
    if high is not None and (value > high or (">" in comparator and value >= high)):
        return "H"
    return "N"


def series(chart: Chart) -> list[Series]:
    """Every analyte of the note with its abnormal values and what names them."""
    facts: tuple[Fact[Measured], ...] = (*chart.of(CK), *chart.of(Potassium), *chart.of(Lab))
    now = [(analyte(f.says), f) for f in facts if f.affirmed and not f.historical]
    return [_series(chart, name, of) for name, of in grouped(now).items()]


def _series(chart: Chart, name: str, facts: Sequence[Fact[Measured]]) -> Series:
    last, treated = _latest(chart, facts), {hit.pattern.data["treats"] for hit in chart.reading.hits("treatment")}
    found = [(fact, which) for fact in facts if (which := direction(fact.says)) in ("H", "L")]
    counted = [
        (fact, which) for fact, which in found
        if fact is last or f"{name}:{which}" in treated or _flagged(chart, fact) or _treated_next(chart, name, fact)
    ]  # fmt: skip
    if not counted:
        return Series(name, facts, [], None, [])
    which = counted[0][1]
    abnormal = [fact for fact, other in counted if other == which]
    return Series(name, facts, abnormal, which, _names(chart, name, str(which), facts))


def _latest(chart: Chart, facts: Sequence[Fact]) -> Fact:
    """The last value but those told behind it as earlier: '3.8 (3.1 on admission)', '3.8, up from 3.1'."""
    norm, earlier, latest = chart.reading.norm, policy.said("earlier_value"), policy.said("latest_value")
    for before, fact in zip(facts[-2::-1], facts[:0:-1], strict=True):
        between, behind = norm[before.end : fact.start], norm[fact.end : fact.end + 20].partition(")")[0]
        if not earlier.search(between) or latest.search(between + behind):
            return fact
    return facts[0]


def _flagged(chart: Chart, fact: Fact) -> bool:
    """Whether the note itself marks the value: '3.1 L', 'CK elevated to 500'."""
    mark = policy.said("flag_mark")
    return bool(mark.search(fact.text) or mark.match(chart.reading.text[fact.end : fact.end + 12]))


def _treated_next(chart: Chart, name: str, fact: Fact) -> bool:
    """Whether a treatment stands right behind a value: '2.9, repleted'."""
    behind = chart.reading.norm[fact.end : chart.reading.about(fact.start, fact.end, 0, _NEXT)[1]]
    return any(re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", behind) for word in analytes()[name].treated)


_NEXT = 40
"""How far (characters) behind a value its treatment stands, where no other word says what was treated."""


_ENZYMES = ("ck:H", "aldolase:H")
"""What one code is for (R74.8), so that who calls the one raised has named the other."""


def _names(chart: Chart, name: str, which: str, facts: Sequence[Fact[Measured]]) -> Sequence[Fact]:
    """What names or explains the abnormality: a diagnosis, a resolved one too, or the provider's own words."""
    key = f"{name}:{which}"
    found = [
        fact for fact in chart.of(Diagnosis)
        if key in diagnoses.explains(fact) and fact.affirmed
        and (not fact.uncertain or chart.is_definite(fact)) and (fact.section != "labs" or chart.is_stated(fact))
        and (not fact.historical or chart.is_stated(fact) or (fact.section == "past_history" and name != "potassium"))
    ]  # fmt: skip
    if key in _ENZYMES:
        facts = [f for f in (*chart.of(CK), *chart.of(Lab)) if f.current and f"{analyte(f.says)}:H" in _ENZYMES]
    said = [fact for fact in facts if fact.section == "assessment" and not fact.uncertain]
    return found + [fact for fact in said if fact.says.value is None or (which == "H" and called_abnormal(chart, fact))]


def called_abnormal(chart: Chart, fact: Fact[Measured]) -> bool:
    """Whether the words themselves call a lab raised: 'elevated CK', 'raised CK of 540'."""
    if fact.says.value is None:
        return fact.says.flag == "H"
    before = chart.reading.about(fact.start, fact.start, 24)
    return bool(policy.said("called_abnormal").search(chart.reading.norm[slice(*before)]))
