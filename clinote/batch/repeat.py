"""The alert that needs all visits of a patient: found over the whole export once every note is read."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from clinote.coding import visits

ALERT = visits.ALERT


def summary(report: dict[str, Any]) -> dict[str, Any] | None:
    """What later visits have to know of a note; None where it is nothing, or its patient is not known."""
    return visits.summary(report) if report["note"]["patient_id"] is not None else None


def repeated(summaries: Iterable[tuple[str, int, dict[str, Any]]]) -> dict[int, str]:
    """Positions of the notes that repeat the code of an earlier visit, with its date.

    `summaries` are patient, position and summary, patient by patient.
    """
    found: dict[int, str] = {}
    for _, group in groupby(summaries, key=lambda visit: visit[0]):
        of_patient = [{**summary, "position": position} for _, position, summary in group]
        found |= {visit["position"]: visit["earlier"] for visit in visits.repeats(of_patient)}
    return found


def add(report: dict[str, Any], earlier: str) -> None:
    """Put the alert into a report."""
    visits.add_alert(report, earlier)
