"""R53.1 again on a later visit: the one alert that needs all visits of a patient (`risk.repeat-symptom-code`).

`summary` keeps of each report what the comparison needs, a few short strings; `repeats` takes the summaries of
one patient in any order.
"""

from collections.abc import Iterable
from typing import Any

from clinote.coding import policy
from clinote.facts import FLAGS

ALERT = "risk.repeat-symptom-code"


def summary(report: dict[str, Any]) -> dict[str, Any] | None:
    """What later and earlier visits have to know of a report; None when it does not decide R53.1."""
    if report["decision"]["code"] != "R53.1":
        return None
    note, facts = report["note"], report["facts"]
    return {
        "id": note["id"],
        "date": note["date"],
        "worse": any(map(_worse, facts)),
        "workup": "note.workup-under-way" in report["decision"]["rules"],
        "tests": sorted({_test(fact) for fact in facts if fact["label"] in ("CK", "POTASSIUM", "LAB", "EMG")}),
        "findings": sorted(set(filter(None, map(_finding, facts)))),
    }


def repeats(summaries: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of one patient's visits that repeat R53.1 with no progression, new work-up or new finding."""
    dated = sorted((visit for visit in summaries if visit.get("date")), key=lambda visit: str(visit["date"]))
    found = []
    tests: set[str] = set()
    findings: set[str] = set()
    earlier = None
    for visit in dated:
        news = set(visit["tests"]) - tests or set(visit["findings"]) - findings
        if earlier and earlier["date"] != visit["date"] and not (visit["worse"] or visit["workup"] or news):
            found.append({**visit, "earlier": earlier["date"]})
        tests |= set(visit["tests"])
        findings |= set(visit["findings"])
        earlier = visit
    return found


def add_alert(report: dict[str, Any], earlier: str | None = None) -> None:
    """Put the alert into a report, once, in its place in the list of alerts."""
    if any(alert["id"] == ALERT for alert in report["alerts"]):
        return
    order = [record.id for record in policy.records(policy.Warning)]
    record = next(record for record in policy.records(policy.Warning) if record.id == ALERT)
    decided = [code for code in report["codes"] if code["role"] == "decision"]
    supporting = [entry["fact"] for code in decided for entry in code["evidence"] if entry["stance"] == "supports"]
    message = record.message.format(earlier=earlier or "the earlier visit")
    alert = {"id": ALERT, "severity": record.severity, "message": message, "evidence": supporting}
    report["alerts"].append(alert)
    report["alerts"].sort(key=lambda alert: order.index(alert["id"]))


def _worse(fact: dict[str, Any]) -> bool:
    """Whether the course is said to be worse: not in a plan, and not of the past."""
    worse = fact["label"] == "CONTEXT" and fact["concept"] == "course" and fact.get("value") == "progressive"
    return worse and fact["section"] not in ("plan", "instructions") and not any(fact[flag] for flag in FLAGS)


def _test(fact: dict[str, Any]) -> str:
    """A test with its result: the same one handed on is nothing new."""
    what = fact.get("analyte") or fact.get("finding") or fact["label"]
    return f"{what}={fact.get('value')}{fact.get('flag') or ''}{'?' if fact['hypothetical'] else ''}"


def _finding(fact: dict[str, Any]) -> str | None:
    """A finding that is present: a sign, a symptom or a reduced grade."""
    if any(fact[flag] for flag in FLAGS):
        return None
    if fact["label"] == "FINDING" and fact["concept"] != "functional_impact":
        return str(fact["concept"])
    if fact["label"] == "STRENGTH_GRADE" and (fact["grade_low"] is None or fact["grade_low"] < 5):
        return f"{fact['site']} {fact['side']} {fact['grade_low']}"
    if fact["label"] == "WEAKNESS" and fact["concept"] != "weakness":
        return str(fact["concept"])
    return None
