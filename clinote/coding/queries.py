"""Drafts of compliant queries to the provider (AHIMA/ACDIS): indicators with value, section and line, open options."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import groupby

from clinote.analytes import analytes
from clinote.coding import policy, quotes
from clinote.coding.ask import applies, holds
from clinote.coding.case import Case
from clinote.coding.chart import WEAK, is_weak
from clinote.coding.conditions import holding
from clinote.expressions import expression
from clinote.facts import Context, Diagnosis, Distribution, Emg, Fact, Finding
from clinote.keeping import once

_MOST = 12
"""Indicators that a query quotes at most."""
_PHRASE = 110
"""Characters of an indicator."""


@cache
def _templates() -> dict[str, policy.Draft]:
    return {record.id: record for record in policy.records(policy.Draft)}


@once
def answered(case: Case) -> frozenset[str]:
    """The drafts that an answered query of this note has asked: by its question, or by what it offers."""
    settled = {"muscle-term"} if any(map(is_weak, case.answered)) else set()
    return frozenset(settled) | frozenset(
        record.id for query in case.queries for record in policy.records(policy.Draft)
        if " ".join(record.question.split("{")[0].lower().split()) in query.words
        or any(words in query.words for words in record.known_by)
    )  # fmt: skip


def is_answered(case: Case, template: str | None) -> bool:
    """Whether the provider has answered this draft, or one that asks the same."""
    return template in answered(case)


holding({
    "query answered": lambda case: case.queries,
    "muscle-term query answered": lambda case: is_answered(case, "muscle-term"),
})  # fmt: skip


def chosen(case: Case, names: tuple[str, ...]) -> str | None:
    """Of the drafts that an alert names, the first whose conditions hold here."""
    for name in names:
        if applies(case, _templates()[name]) is not None:
            return name
    return None


def draft(case: Case, template: str, evidence: Sequence[Fact]) -> str:
    """The text of a query: what the record says, the question, and the options to tick."""
    record = _templates()[template]
    facts = _indicators(case, record, evidence)
    lines = [record.opening]
    lines += [f"- {line}" for line in _quoted(case, facts)]
    if record.each_lab:
        for series in case.labs:
            if series.abnormal and not series.named_by:
                analyte = analytes()[series.analyte]
                lines += ["", record.question.format(analyte=analyte.title)]
                lines += _options([*analyte.means(str(series.direction)), *(option.text for option in record.options)])
        return "\n".join(lines)
    lines += ["", record.question]
    supported = (o for o in record.options if all(holds(case, words) is not None for words in o.when))
    offered = [(option.own and _own(case)) or option.text for option in supported]
    lines += _options(list(dict.fromkeys(offered)))
    return "\n".join(lines)


def _options(options: list[str]) -> list[str]:
    closing: list[str] = policy.data("queries")["always"]
    return [f"[ ] {option}" for option in [*options, *closing]]


def _indicators(case: Case, record: policy.Draft, evidence: Sequence[Fact]) -> Sequence[Fact]:
    """The evidence of the alert, and what else of the note bears on the question."""
    chosen = list(evidence)
    for kind in record.indicators:
        chosen += INDICATORS[kind](case)
    return sorted(list(dict.fromkeys(chosen))[: _MOST * 2], key=lambda fact: fact.start)


INDICATORS: dict[str, Callable[[Case], Sequence[Fact]]] = {
    "weakness": lambda case: case.named(*WEAK),
    "grades": lambda case: case.latest_exam.grades[:6],
    "reduced grades": lambda case: case.latest_exam.reduced[:6],
    "emg": lambda case: [
        f for f in case.of(Emg) if f.current and f.says.finding in ("myopathic", "nmj", "neuropathic")
    ][:3],
    "labs": lambda case: case.abnormal(),
    "ck": lambda case: case.abnormal("ck:H", "ck:L"),
    "intensive care": lambda case: [
        f for f in case.of(Context) if f.says.concept in ("icu_stay", "mechanical_ventilation") and not f.negated
    ][:2],
    "findings": lambda case: [f for f in case.of(Finding) if f.current][:6],
    "diagnoses": lambda case: [f for f in case.of(Diagnosis) if f.current][:6],
    "distribution": lambda case: [f for f in case.of(Distribution) if f.current][:3],
}


def _quoted(case: Case, facts: Sequence[Fact]) -> list[str]:
    """The indicators in the note's own words, each phrase whole and once, and where it stands; of a code, only that."""
    told: list[str] = []
    for is_code, group in groupby(facts, lambda fact: fact.label == "CODE"):
        if is_code:
            told += [f"an entry without words ({quotes.where(case, fact)})" for fact in group]
        else:
            told += quotes.listed(case, group, most=_MOST, length=_PHRASE, bare=True)
    return list(dict.fromkeys(told))[:_MOST]


_NOUN = expression(r"\b(?:weakness|asthenia)$", re.I)


def _own(case: Case) -> str | None:
    """The provider's own word for the weakness, with what says where it is: 'diffuse weakness'."""
    for fact in case.named("weakness"):
        if _NOUN.search(fact.text) and case.is_stated(fact):
            place = [f for f in case.of(Distribution) if f.start < fact.start and 0 <= fact.start - f.end <= 1]
            words = " ".join(case.reading.text[min([fact.start, *(f.start for f in place)]) : fact.end].split())
            return words[0].upper() + words[1:].lower()
    return None
