"""Alerts with their evidence, and the drafts of the queries that they ask for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from clinote import codeset
from clinote.coding import conflicts, gaps, policy, queries, written
from clinote.coding.ask import applies
from clinote.coding.case import Case
from clinote.coding.chart import is_weak
from clinote.coding.conditions import examined, shown
from clinote.facts import Diagnosis, Fact, WrittenCode


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert of a report; `asks` when what the decision rests on waits for it."""

    id: str
    severity: str
    message: str
    evidence: Sequence[Fact]
    asks: bool
    query: str | None
    settles: tuple[str, ...] = ()

    def report(self) -> dict[str, Any]:
        """The alert as plain values."""
        ids = list(dict.fromkeys(fact.id for fact in self.evidence))
        return {"id": self.id, "severity": self.severity, "message": self.message, "evidence": ids}


def raised(case: Case, rule: policy.Deciding) -> list[Alert]:
    """Every alert whose conditions hold, in the order of alerts.toml."""
    found = []
    for record in policy.records(policy.Warning):
        if record.batch:
            continue
        evidence = applies(case, record)
        if evidence is None:
            continue
        query = queries.chosen(case, record.query)
        answered = queries.is_answered(case, query)
        message = record.message.format_map(_Fill(case, evidence))
        asks = record.status == "query" and record.id not in rule.resolves and not answered
        query = None if answered else query
        found.append(Alert(record.id, record.severity, message, evidence, asks, query, record.settles))
    return found


def drafts(case: Case, found: list[Alert]) -> list[dict[str, Any]]:
    """A draft for each alert that needs one; `alerts` names it and those that the same draft settles."""
    raised = {alert.id for alert in found}
    asking = [alert for alert in found if alert.query]
    settled = {other for alert in asking for other in alert.settles}
    return [
        {
            "alert": alert.id,
            "alerts": [alert.id, *(other for other in alert.settles if other in raised)],
            "text": queries.draft(case, str(alert.query), alert.evidence),
        }
        for alert in asking
        if alert.id not in settled
    ]


shown({
    "written code that the words beside it do not support":
        lambda case: [fact for code, words in written.mismatched(case, case.accepted) for fact in (code, *words)],
})  # fmt: skip


def fills() -> list[str]:
    """What a message may name between braces."""
    return [name[1:] for name in vars(_Fill) if name.startswith("_") and not name.startswith("__")]


class _Fill:
    """What stands in an alert's message between braces."""

    def __init__(self, case: Case, evidence: Sequence[Fact]) -> None:
        self.case, self.evidence = case, evidence

    def __getitem__(self, name: str) -> str:
        return str(getattr(self, f"_{name}")())

    def _missing(self) -> str:
        return ", ".join(gaps.missing_workup(self.case))

    def _examined(self) -> str:
        if not examined(self.case):
            return "No strength examination is recorded: no grade and no word on strength."
        return "The strength that is recorded shows no reduced grade on both sides that neither pain nor effort limits."

    def _unworded(self) -> str:
        if any(fact.label == "CODE" for fact in self.evidence):
            return "The assessment holds a code without words, which states no diagnosis."
        if any(map(is_weak, self.evidence)):
            return "Weakness stands only in a problem list that is handed on, and nobody states it at this encounter."
        if any(fact.label == "STRENGTH_GRADE" for fact in self.evidence):
            return "Strength is found reduced, and nobody names a weakness."
        return "Deconditioning has no entry in the Index; the diagnosis needs other words."

    def _labs(self) -> str:
        open_ = [s for s in self.case.labs if s.abnormal and not s.named_by]
        words = {"H": "high", "L": "low"}
        return ", ".join(f"{s.analyte.replace('_', ' ')} {words[str(s.direction)]}" for s in open_)

    def _pairs(self) -> str:
        return ", ".join(f"{a} and {b}" for a, b, *_ in conflicts.pairs(self.case, self.case.decided))

    def _conflict(self) -> str:
        if any(fact.label == "STRENGTH_GRADE" for fact in self.evidence):
            return "muscle weakness is stated and strength is full"
        return "it is denied in one place and affirmed in another"

    def _entered(self) -> str:
        if self.case.decided in ("M62.81", "R53.1"):
            own = "the weakness only where the provider says that another cause explains it"
            return f"enter the disease first, and {own}"
        return "the disease alone is entered"

    def _disease(self) -> str:
        return ", ".join(dict.fromkeys(f.says.name for f in self.evidence if isinstance(f.says, Diagnosis)))

    def _codes(self) -> str:
        codes = [fact.says for fact in self.evidence if isinstance(fact.says, WrittenCode)]
        if len(codes) == len(self.evidence) and not any(code.billable for code in codes):
            return written.described(codes)
        known = {each.code: codeset.lookup(each.code) for each in codes}
        return ", ".join(f"{code} ({entry.description if entry else 'unknown'})" for code, entry in known.items())
