"""The deciding rule of a case, whether it asks, and the codes that it and the rules for further codes give."""

from collections.abc import Sequence
from typing import Any, get_args

from clinote import codeset
from clinote.coding import policy
from clinote.coding.ask import applies, holds
from clinote.coding.case import Case
from clinote.coding.chart import WEAK
from clinote.coding.conditions import denies, exam_denials, objective
from clinote.coding.selectors import SELECTORS
from clinote.errors import PatternError
from clinote.facts import Fact

_STRENGTH = {role: rank for rank, role in enumerate(get_args(policy.Role))}


def rule_of(case: Case) -> tuple[policy.Deciding, Sequence[Fact]]:
    """The first rule whose conditions hold, if 'other' with a code to put in place, and the facts that show it."""
    for record in policy.records(policy.Deciding):
        found = applies(case, record)
        coded = (written not in SELECTORS or SELECTORS[written](case) for written in record.instead)
        if found is not None and (record.decide != "other" or any(coded)):
            return record, found
    raise PatternError("patterns/coding/rules.toml: the last rule must have no condition.")


def asks(case: Case, rule: policy.Deciding) -> bool:
    """Whether the rule itself asks the provider first."""
    if rule.query:
        return True
    if rule.query_unless:
        return any(holds(case, words) is None for words in rule.query_unless)
    return any(holds(case, words) is not None for words in rule.query_when)


def documented(case: Case, rule: policy.Deciding, codes: list[dict[str, Any]]) -> str | None:
    """The code that the words alone would give."""
    if rule.decide == "none":
        return None
    if rule.decide == "other":
        return next((code["code"] for code in codes if code["role"] == "instead"), None)
    if rule.documented:
        return rule.documented if case.named(*WEAK) else None
    return rule.decide


class Codes:
    """The codes of a report: each once, in its strongest role, with the facts for and against it."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._roles: dict[str, policy.Role] = {}
        self._evidence: dict[str, dict[str, tuple[str, str]]] = {}
        """Of each code the stance and the rule of each fact, by the fact's id."""
        self.missing: list[str] = []
        """Codes that rules give and that the release in force does not have."""

    def take(self, written: str, role: policy.Role, shown: Sequence[Fact], rule: str) -> None:
        """Add the code `written`, or the codes that 'of ...' takes from the facts."""
        if written in SELECTORS:
            for code, facts in SELECTORS[written](self._case):
                self.add(code, role, facts or shown, rule)
        else:
            self.add(written, role, shown, rule)

    def add(self, code: str, role: policy.Role, facts: Sequence[Fact], rule: str) -> None:
        """Add a billable code with its evidence.

        One that an Excludes1 note bars beside what is decided is left out; a second disease that bars the first is
        an alternative to it.
        """
        code = codeset.as_of(code)
        if facts and not codeset.billable(code) and code not in self.missing:
            self.missing.append(code)
        if not facts or code in self.missing:
            return
        if role in ("additional", "first", "instead") and self._barred(code):
            if role != "instead":
                return
            role = "alternative"
        known = self._roles.get(code)
        if known is None or _STRENGTH[role] < _STRENGTH[known]:
            self._roles[code] = role
        self._enter(code, facts, "supports", rule)

    def _barred(self, code: str) -> bool:
        kept = [other for other, role in self._roles.items() if role in ("decision", "instead", "first")]
        return any(other != code and codeset.excludes1(code, other) for other in kept)

    def weigh(self, code: str) -> None:
        """For R53.1 and M62.81: what else speaks for the decision, and what speaks against it."""
        case, rule = self._case, str(self._case.decided_by)
        denied = [fact for fact in case.mentions if denies(case, fact)]
        if code == "R53.1":  # that the examiner finds no weakness speaks for it
            examined = frozenset(exam_denials(case))
            denied = [f for f in denied if f not in examined]
        if code == "M62.81":
            self._enter(code, objective(case), "supports", rule)
            self._enter(code, case.abnormal("ck:H"), "supports", rule)
            against = case.latest_exam.full if not case.latest_exam.reduced else []
        else:
            against = case.latest_exam.symmetric
        self._enter(code, [*against, *denied], "opposes", rule)

    def _enter(self, code: str, facts: Sequence[Fact], stance: str, rule: str) -> None:
        """Put facts into the evidence of a code, each once."""
        entries = self._evidence.setdefault(code, {})
        for fact in facts:
            entries.setdefault(fact.id, (stance, rule))

    def from_rule(self, rule: str) -> bool:
        """Whether any code rests on this rule."""
        return any(name == rule for entries in self._evidence.values() for _, name in entries.values())

    def settled(self) -> set[str]:
        """The codes in roles other than `alternative`."""
        return {code for code, role in self._roles.items() if role != "alternative"}

    def report(self) -> list[dict[str, Any]]:
        """The codes as plain values, the decision first."""
        return [
            {
                "code": code,
                "description": codeset.description(code),
                "billable": codeset.billable(code),
                "role": role,
                "evidence": [
                    {"fact": id, "stance": stance, "rule": rule} for id, (stance, rule) in self._evidence[code].items()
                ],
            }
            for code, role in sorted(self._roles.items(), key=lambda pair: _STRENGTH[pair[1]])
        ]
