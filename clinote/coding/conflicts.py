"""The conditions on codes that cannot stand together: supported by the words, kept apart by Excludes1 or I.B.5."""

from collections.abc import Sequence
from itertools import combinations

from clinote import codeset
from clinote.coding.case import Case
from clinote.coding.chart import PLAIN
from clinote.coding.conditions import objective, shown, spoken_for
from clinote.coding.written import CONCEPT_CODES
from clinote.facts import Diagnosis, Fact, Finding

_SYMPTOMS = frozenset({*CONCEPT_CODES.values(), "R53.82", "E87.5", "E87.6"})
_ONE_THING = frozenset({"R53.1", "M62.81"})
_STATED = ("sarcopenia", "frailty", "functional_quadriplegia", "weakness", "muscle_weakness")
_SPOKEN_FOR = (("fatigue",), ("malaise", "debility"))
_ALONE = {"other.fatigue-only": _SPOKEN_FOR[0], "other.malaise-only": _SPOKEN_FOR[1]}
"""Of what a rule decides that gives it a code wherever it stands."""


def supported(case: Case, decided: str | None) -> list[tuple[str, Fact]]:
    """The codes that the note's own words support, each with the fact that does; for Excludes1 conflicts."""
    found: list[tuple[str, Fact]] = []
    found += [(CONCEPT_CODES[concept], fact) for concept in _STATED for fact in case.stated(concept)]
    found += [(CONCEPT_CODES[alike[0]], fact) for alike in _SPOKEN_FOR for fact in spoken_for(case, *alike)]
    if (alone := _ALONE.get(case.decided_by or "")) and not case.diagnosed("fatigue"):
        found += [(CONCEPT_CODES[alone[0]], fact) for fact in case.named(*alone)[:1]]
    diagnoses = (f for f in case.of(Diagnosis) if case.is_definite(f) and case.is_stated(f))
    found += [(f.says.code, f) for f in diagnoses if f.says.code]
    if decided == "M62.81" or case.stated("muscle_weakness"):
        found += [("M79.1", f) for f in as_diagnosis(case, "myalgia")]
        found += [("R25.2", f) for f in as_diagnosis(case, "cramps")]
        if decided == "M62.81":
            found += [("M62.81", f) for f in case.named("muscle_weakness", "weakness")[:1]]
    return found


def as_diagnosis(case: Case, concept: str) -> Sequence[Fact]:
    """Findings that the provider states as a diagnosis; a complaint in the history is none."""
    found = [f for f in case.of(Finding) if f.says.concept == concept and f.current and f.section != "plan"]
    return [f for f in found if case.is_stated(f)]


def pairs(case: Case, decided: str | None) -> list[tuple[str, str, Fact, Fact]]:
    """Pairs of supported codes that an Excludes1 note keeps apart; weakness and muscle weakness are one thing."""
    first: dict[str, Fact] = {}
    for code, fact in supported(case, decided):
        first.setdefault(code, fact)
    found = [pair for pair in combinations(first, 2) if not _SYMPTOMS.isdisjoint(pair) and set(pair) != _ONE_THING]
    return [(one, other, first[one], first[other]) for one, other in found if codeset.excludes1(one, other)]


def _integral(case: Case) -> Sequence[Fact]:
    disease = case.diagnosed("muscle", "stiff")
    weak = case.named(*PLAIN, "facial_weakness") or (objective(case) if case.latest_exam.symmetric else [])
    return [*disease, *weak] if disease and weak else []


shown({
    "myalgia stated as a diagnosis": lambda case: as_diagnosis(case, "myalgia"),
    "cramps stated as a diagnosis": lambda case: as_diagnosis(case, "cramps"),
    "muscle atrophy stated": lambda case: as_diagnosis(case, "atrophy"),
    "current weakness beside a muscle disease that it belongs to": _integral,
    "two supported codes exclude each other":
        lambda case: [fact for _, _, *pair in pairs(case, case.decided) for fact in pair],
})  # fmt: skip
