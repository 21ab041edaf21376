"""Adverse effects: a weakness or a disease that the provider puts down to a drug (Official Guidelines I.C.19.e.5.a)."""

from collections.abc import Sequence

from clinote import drugs
from clinote.coding import diagnoses, links
from clinote.coding.case import Case
from clinote.facts import Diagnosis, Fact
from clinote.lexicon import starting
from clinote.patterns import worded

_OF_ANOTHER = worded(r"[- ]{diagnosis.induced}\b")
"""'due to chemotherapy-induced neuropathy': the drug is behind the cause, not behind the effect."""


def blamed(case: Case, effects: Sequence[Fact]) -> list[tuple[Fact, str]]:
    """Each of `effects` that the provider puts down to a drug, with the code of the drug's adverse effect."""
    found = []
    for effect in effects:
        for link in links.find(case.reading, [effect], _drugs(case, effect)):
            if link.certain or (case.inpatient and case.discharge):
                found.append((effect, str(link.cause.says.code)))
    return found


def _drugs(case: Case, effect: Fact) -> list[Fact[Diagnosis]]:
    """The drugs, and the adverse effects under their own names, that stand about the effect, in text order."""
    norm = case.reading.norm
    low, high = links.span(case.reading, effect)
    named = [
        Fact("DIAGNOSIS", start, end, norm[start:end], "", Diagnosis("", code))
        for start, end, code in drugs.find(norm, low, high)
        if not (start > effect.end and _OF_ANOTHER.match(norm, end)) and not effect.start <= start < effect.end
    ]
    near = starting(case.of(Diagnosis), low, high)
    stated = [f for f in near if diagnoses.group(f) == "adverse" and case.is_definite(f)]
    return sorted([*named, *stated], key=lambda f: f.start)
