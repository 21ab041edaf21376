"""The reasons for a decision in plain sentences, made from the rules that fired and their evidence."""

from collections.abc import Sequence
from typing import Any

from clinote.coding import policy
from clinote.coding.alerts import Alert
from clinote.coding.case import Case
from clinote.facts import Fact

_MOST = 4


def sentences(
    case: Case, rule: dict[str, Any], codes: Sequence[dict[str, Any]], fired: list[str], alerts: list[Alert],
    asked: bool, assumed: bool = False,
) -> list[str]:  # fmt: skip
    """Why this decision, why each further code, and why a query."""
    by_id = {fact.id: fact for fact in case.facts}
    told = [_decided(case, rule, codes, by_id)]
    for code in codes:
        rules = [entry["rule"] for entry in code["evidence"]]
        if code["role"] != "decision" and rules[0] != rule["id"]:
            known = policy.explain(rules[0])
            if known:
                told.append(f"{code['code']} ({code['role']}): {known.then}")
    against = [
        by_id[entry["fact"]] for code in codes if code["role"] == "decision" for entry in code["evidence"]
        if entry["stance"] == "opposes"
    ]  # fmt: skip
    if against:
        told.append(f"Against it: {_listed(case, against)}.")
    if asked:
        causes = [alert.message.rstrip(".") for alert in alerts if alert.asks]
        why = "; ".join(causes) if causes else "the words leave it open"
        told.append(f"A query is needed: {why}.")
    return told


def _decided(case: Case, rule: dict[str, Any], codes: Sequence[dict[str, Any]], by_id: dict[str, Fact]) -> str:
    facts = [
        by_id[entry["fact"]] for code in codes for entry in code["evidence"]
        if code["role"] in ("decision", "instead") and entry["stance"] == "supports" and entry["rule"] == rule["id"]
    ]  # fmt: skip
    where = f" The note: {_listed(case, facts)}." if facts else ""
    return f"{rule['then']}{where} [{rule['id']}; {rule['source']}]"


def _listed(case: Case, facts: list[Fact]) -> str:
    """Quotes with section and line, a few of them."""
    quotes = list(dict.fromkeys(_quote(case, fact) for fact in facts))
    more = f" and {len(quotes) - _MOST} more" if len(quotes) > _MOST else ""
    return ", ".join(quotes[:_MOST]) + more


def _quote(case: Case, fact: Fact) -> str:
    layout = case.reading.layout
    title = " ".join(layout.section(fact.start).title.split())
    where = f"{title}, line" if title else "line"
    return f'"{" ".join(fact.text.split())}" ({where} {layout.line_number(fact.start)})'
