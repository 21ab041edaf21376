"""The policy at work: the deciding rule, the codes with their roles and evidence, the status, the alerts."""

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from clinote.coding import alerts, deciding, policy, rationale
from clinote.coding.ask import applies, holds
from clinote.coding.case import Case
from clinote.coding.chart import WEAK
from clinote.coding.check import check
from clinote.facts import Fact
from clinote.reading import Reading

_DECIDES_NOTHING = frozenset(("FINDING", "CONTEXT", "DURATION"))
"""Labels that only speak for or against a weakness, a grade, a value, a diagnosis or a code."""


def decide(reading: Reading, facts: Sequence[Fact], setting: str | None) -> dict[str, Any]:
    """The verdict on a note: decision, codes, alerts and queries, as plain JSON values.

    `setting` is "inpatient", "outpatient", or None for a setting not given: outpatient rules hold then.
    """
    if all(fact.label in _DECIDES_NOTHING for fact in facts):
        nothing: dict[str, Any] = json.loads(_nothing(setting))
        return nothing
    return _verdict(reading, facts, setting)


@cache
def _nothing(setting: str | None) -> str:
    """The verdict on a note without weakness, exam, labs, diagnoses or codes; half of an export are such notes."""
    return json.dumps(_verdict(Reading(""), [], setting))


def _verdict(reading: Reading, facts: Sequence[Fact], setting: str | None) -> dict[str, Any]:
    check()
    case = Case(reading, facts, setting or "outpatient")
    rule, shown = deciding.rule_of(case)
    case.decided, case.decided_by = rule.decide, rule.id
    codes = deciding.Codes(case)
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
    asked = deciding.asks(case, rule)
    reasons = [rule.asks] if asked and rule.asks else []
    for shows in policy.records(policy.Status):
        if applies(case, shows) is not None:
            asked = asked or shows.query
            reasons += [shows.asks] if shows.asks else []
            fired.append(shows.id)
    case.accepted = codes.settled() | ({rule.documented} if rule.documented else set())
    raised = alerts.raised(case, rule)
    asking = [alert for alert in raised if alert.asks]
    drafts = alerts.drafts(case, raised)
    if asked and case.queries and not drafts:  # it has been asked and answered, whatever the answer was
        asked, reasons = False, []
    reported = codes.report()
    return {
        "decision": {
            "code": rule.decide,
            "status": "query" if asked or asking else "supported",
            "as_documented": deciding.documented(case, rule, reported),
            "rules": fired,
            "why": rationale.brief(case, rule, reported),
            "cautions": rationale.cautions(case, rule, reported, codes.missing, setting is None),
            "rationale": rationale.sentences(case, rule, reported, reasons, asking, setting is None),
        },
        "codes": reported,
        "alerts": [alert.report() for alert in raised],
        "queries": drafts,
    }


def nearly(reading: Reading, facts: Sequence[Fact]) -> list[tuple[str, str]]:
    """The rules before the one that decides that lack one condition of several, with that condition."""
    case = Case(reading, facts, "outpatient")
    rule, _ = deciding.rule_of(case)
    found = []
    for record in policy.records(policy.Deciding):
        if record is rule:
            break
        for conditions in record.either or (record.when,):
            lacking = [words for words in conditions if holds(case, words) is None]
            if len(lacking) == 1 < len(conditions):
                found.append((record.id, lacking[0]))
                break
    return found
