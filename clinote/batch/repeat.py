"""The alert that needs all visits of a patient: found over the whole export once every note is read."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

ALERT = "risk.repeat-symptom-code"


def summary(report: dict[str, Any]) -> dict[str, Any] | None:
    """What later visits have to know of a note; None where its patient is not known."""
    if report["note"]["patient_id"] is None:
        return None
    from clinote.coding import visits as rules

    return rules.summary(report)


def positions(visits: Iterable[tuple[str, int, dict[str, Any]]]) -> set[int]:
    """Positions of the notes that repeat the code of an earlier visit; `visits` come patient by patient."""
    found: set[int] = set()
    for _, group in groupby(visits, key=lambda visit: visit[0]):
        summaries = [{**summary, "position": position} for _, position, summary in group]
        if len(summaries) > 1:
            from clinote.coding import visits as rules

            found |= {summary["position"] for summary in rules.repeats(summaries)}
    return found


def add(report: dict[str, Any]) -> None:
    """Put the alert into a report."""
    from clinote.coding import visits as rules

    rules.add_alert(report)
