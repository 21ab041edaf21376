"""Drafts of compliant queries to the provider (AHIMA/ACDIS): indicators with value, section and line, open options."""

from collections.abc import Callable
from functools import cache

from clinote.analytes import analytes
from clinote.coding import policy
from clinote.coding.ask import applies, holds
from clinote.coding.case import WEAK, Case
from clinote.coding.conditions import condition, true
from clinote.coding.order import once
from clinote.facts import Fact

_MOST = 12
"""Indicators that a query quotes at most."""


@cache
def _templates() -> dict[str, policy.Draft]:
    return {record.id: record for record in policy.records(policy.Draft)}


@once
def answered(case: Case) -> frozenset[str]:
    """The drafts that an answered query of this note has asked: by its question, or by what it offers."""
    settled = {"muscle-term"} if any(f.fields.get("concept") in WEAK for f in case.answered) else set()
    return frozenset(settled) | frozenset(
        record.id for query in case.queries for record in policy.records(policy.Draft)
        if _head(record.question) in query.words or any(words in query.words for words in record.known_by)
    )  # fmt: skip


def _head(question: str) -> str:
    return " ".join(question.split("{")[0].lower().split())


def is_answered(case: Case, template: str | None) -> bool:
    """Whether the provider has answered this draft, or one that asks the same."""
    return template in answered(case)


@condition("muscle-term query answered")
def _muscle_term(case: Case) -> list[Fact] | None:
    return true(is_answered(case, "muscle-term"))


def chosen(case: Case, names: tuple[str, ...]) -> str | None:
    """Of the drafts that an alert names, the first whose conditions hold here."""
    for name in names:
        if applies(case, _templates()[name]) is not None:
            return name
    return None


def draft(case: Case, template: str, evidence: list[Fact]) -> str:
    """The text of a query: what the record says, the question, and the options to tick."""
    record = _templates()[template]
    facts = _indicators(case, record, evidence)
    lines = [record.opening]
    lines += [f"- {line}" for line in dict.fromkeys(_quoted(case, fact) for fact in facts[:_MOST])]
    if record.each_lab:
        for series in case.labs:
            if series.abnormal and not series.named_by:
                analyte = analytes()[series.analyte]
                lines += ["", record.question.format(analyte=analyte.title)]
                lines += _options([*analyte.means(str(series.direction)), *(option.text for option in record.options)])
        return "\n".join(lines)
    lines += ["", record.question]
    lines += _options([option.text for option in record.options if _offered(case, option)])
    return "\n".join(lines)


def _options(options: list[str]) -> list[str]:
    closing: list[str] = policy.data("queries")["always"]
    return [f"[ ] {option}" for option in [*options, *closing]]


def _offered(case: Case, option: policy.Option) -> bool:
    """Whether an option is clinically supported here: all its conditions hold."""
    return all(holds(case, words) is not None for words in option.when)


def _indicators(case: Case, record: policy.Draft, evidence: list[Fact]) -> list[Fact]:
    """The evidence of the alert, and what else of the note bears on the question."""
    chosen = list(evidence)
    for kind in record.indicators:
        chosen += INDICATORS[kind](case)
    return sorted(list(dict.fromkeys(chosen))[: _MOST * 2], key=lambda fact: fact.start)


INDICATORS: dict[str, Callable[[Case], list[Fact]]] = {
    "weakness": lambda case: case.named(*WEAK),
    "grades": lambda case: case.latest_exam.grades[:6],
    "reduced grades": lambda case: case.latest_exam.reduced[:6],
    "emg": lambda case: [
        f for f in case.of("EMG") if f.current and f.fields["finding"] in ("myopathic", "nmj", "neuropathic")
    ][:3],
    "labs": lambda case: [fact for series in case.labs for fact in series.abnormal],
    "ck": lambda case: [f for s in case.labs if s.analyte == "ck" for f in s.abnormal],
    "intensive care": lambda case: [
        f for f in case.of("CONTEXT") if f.fields["concept"] in ("icu_stay", "mechanical_ventilation") and not f.negated
    ][:2],
    "distribution": lambda case: [f for f in case.of("DISTRIBUTION") if f.current][:3],
}


def _quoted(case: Case, fact: Fact) -> str:
    """'"4/5" hip flexors (Exam, line 12)': the note's own words and where they stand; of a code, only where."""
    reading = case.reading
    start, end = _whole(case, fact)
    words = " ".join(reading.text[start:end].split())
    title = reading.layout.section(fact.start).title.strip() or "note"
    if fact.label == "CODE":
        return f"an entry without words ({' '.join(title.split())}, line {reading.line_number(fact.start)})"
    return f'"{words}" ({" ".join(title.split())}, line {reading.line_number(fact.start)})'


def _whole(case: Case, fact: Fact) -> tuple[int, int]:
    """The fact with the words around it on its line, as far as a comma, a semicolon or a full stop: codes left out."""
    text = case.reading.text
    low, high = case.reading.sentence(fact.start)
    low = max(low, text.rfind("\n", 0, fact.start) + 1, fact.start - 60)
    line_end = text.find("\n", fact.end)
    high = min(high, len(text) if line_end < 0 else line_end, fact.end + 30)
    start = max(low, *(text.rfind(mark, low, fact.start) + 1 for mark in ',;:(|"'))
    while start > low and start > 0 and text[start - 1].isalnum() and start < fact.start:
        start += 1
    stops = [at for mark in ',;(|".' if (at := text.find(mark, fact.end, high)) >= 0]
    end = min([high, *stops])
    while end > fact.end and end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end -= 1
    return start + len(text[start : fact.start]) - len(text[start : fact.start].lstrip(" \t-*•#0123456789.)")), end
