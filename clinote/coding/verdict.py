"""The policy at work: the deciding rule, the codes with their roles and evidence, the status, the alerts."""

from copy import deepcopy
from functools import cache
from typing import Any

from clinote import codeset
from clinote.coding import alerts, policy, rationale
from clinote.coding.ask import applies, holds
from clinote.coding.case import WEAK, Case
from clinote.coding.check import ROLES, check
from clinote.coding.conditions import denies, exam_denials, objective
from clinote.coding.selectors import SELECTORS
from clinote.errors import PatternError
from clinote.facts import Fact
from clinote.reading import Reading

_STRENGTH = {role: rank for rank, role in enumerate(ROLES)}

_DECIDES_NOTHING = frozenset(("FINDING", "CONTEXT", "DURATION"))
"""Labels that only speak for or against a weakness, a grade, a value, a diagnosis or a code."""


def decide(reading: Reading, facts: list[Fact], setting: str | None) -> dict[str, Any]:
    """The verdict on a note: decision, codes, alerts and queries, as plain JSON values.

    `setting` is "inpatient", "outpatient", or None for a setting not given: outpatient rules hold then.
    """
    if all(fact.label in _DECIDES_NOTHING for fact in facts):
        return deepcopy(_nothing(setting))
    return _verdict(reading, facts, setting)


@cache
def _nothing(setting: str | None) -> dict[str, Any]:
    """The verdict on a note without weakness, exam, labs, diagnoses or codes; half of an export are such notes."""
    return _verdict(Reading(""), [], setting)


def _verdict(reading: Reading, facts: list[Fact], setting: str | None) -> dict[str, Any]:
    check()
    case = Case(reading, facts, setting or "outpatient")
    rule, shown = _deciding(case)
    case.decided, case.decided_by = rule.decide, rule.id
    codes = Codes(case)
    fired = [rule.id]
    if rule.decide in ("M62.81", "R53.1"):
        codes.add(rule.decide, "decision", shown or case.named(*WEAK), rule.id)
        codes.weigh(rule.decide)
    for role in ("instead", "first", "additional", "alternative"):
        for written in rule.codes(role):
            codes.take(written, role, shown, rule.id)
    for further in policy.records(policy.Further):
        found = applies(case, further)
        if found is not None:
            fired.append(further.id)
            for written in further.codes:
                codes.take(written, further.role, found, further.id)
    fired = [name for name in fired if name == rule.id or codes.from_rule(name)]
    asked = _asks(case, rule)
    reasons = [rule.asks] if asked and rule.asks else []
    for shows in policy.records(policy.Status):
        if applies(case, shows) is not None:
            asked = asked or shows.query
            reasons += [shows.asks] if shows.asks else []
            fired.append(shows.id)
    case.accepted = codes.settled() | ({rule.documented} if rule.documented else set())
    raised = alerts.raised(case, rule)
    asking = [alert for alert in raised if alert.asks]
    reported = codes.report()
    return {
        "decision": {
            "code": rule.decide,
            "status": "query" if asked or asking else "supported",
            "as_documented": _documented(case, rule, reported),
            "rules": fired,
            "why": rationale.brief(case, rule, reported),
            "cautions": rationale.cautions(case, rule, reported, codes.missing, setting is None),
            "rationale": rationale.sentences(case, rule, reported, reasons, asking, setting is None),
        },
        "codes": reported,
        "alerts": [alert.report() for alert in raised],
        "queries": alerts.drafts(case, raised),
    }


def _deciding(case: Case) -> tuple[policy.Deciding, list[Fact]]:
    """The first rule whose conditions hold, and the facts that show it; the last rule has none."""
    for record in policy.records(policy.Deciding):
        found = applies(case, record)
        if found is not None and not _codeless(case, record):
            return record, found
    raise PatternError("patterns/coding/rules.toml: the last rule must have no condition.")


def _codeless(case: Case, record: policy.Deciding) -> bool:
    """Whether a rule that decides 'other' finds no code to put in place: it cannot decide then."""
    return record.decide == "other" and not any(
        written not in SELECTORS or SELECTORS[written](case) for written in record.instead
    )


def _asks(case: Case, rule: policy.Deciding) -> bool:
    if rule.query:
        return True
    if rule.query_unless:
        return any(holds(case, words) is None for words in rule.query_unless)
    return any(holds(case, words) is not None for words in rule.query_when)


def _documented(case: Case, rule: policy.Deciding, codes: list[dict[str, Any]]) -> str | None:
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
        self._evidence: dict[str, list[tuple[Fact, str, str]]] = {}
        self.missing: list[str] = []
        """Codes that rules give and that the release in force does not have."""

    def take(self, written: str, role: policy.Role, shown: list[Fact], rule: str) -> None:
        """Add the code `written`, or the codes that 'of ...' takes from the facts."""
        if written in SELECTORS:
            for code, facts in SELECTORS[written](self._case):
                self.add(code, role, facts or shown, rule)
        else:
            self.add(written, role, shown, rule)

    def add(self, code: str, role: policy.Role, facts: list[Fact], rule: str) -> None:
        """Add a billable code with its evidence.

        One that an Excludes1 note bars beside what is decided is left out; a second disease that bars the first is
        an alternative to it.
        """
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
        return any(
            role in ("decision", "instead", "first") and other != code and codeset.excludes1(code, other)
            for other, role in self._roles.items()
        )

    def weigh(self, code: str) -> None:
        """For R53.1 and M62.81: what else speaks for the decision, and what speaks against it."""
        case, rule = self._case, str(self._case.decided_by)
        denied = [fact for fact in case.mentions if denies(case, fact)]
        if code == "R53.1":  # that the examiner finds no weakness speaks for it
            examined = frozenset(exam_denials(case))
            denied = [f for f in denied if f not in examined]
        if code == "M62.81":
            self._enter(code, objective(case) or [], "supports", rule)
            self._enter(code, [value for s in case.labs if s.key == "ck:H" for value in s.abnormal], "supports", rule)
            against = case.latest_exam.full if not case.latest_exam.reduced else []
        else:
            against = case.latest_exam.symmetric
        self._enter(code, [*against, *denied], "opposes", rule)

    def _enter(self, code: str, facts: list[Fact], stance: str, rule: str) -> None:
        """Put facts into the evidence of a code, each once."""
        entries = self._evidence.setdefault(code, [])
        known = {fact.id for fact, _, _ in entries}
        for fact in facts:
            if fact.id not in known:
                known.add(fact.id)
                entries.append((fact, stance, rule))

    def from_rule(self, rule: str) -> bool:
        """Whether any code rests on this rule."""
        return any(name == rule for entries in self._evidence.values() for _, _, name in entries)

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
                    {"fact": f.id, "stance": stance, "rule": rule} for f, stance, rule in self._evidence[code]
                ],
            }
            for code, role in sorted(self._roles.items(), key=lambda pair: _STRENGTH[pair[1]])
        ]
