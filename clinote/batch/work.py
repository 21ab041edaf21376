"""What a worker does with one note of an export."""

from typing import Any, NamedTuple

from clinote.engine import Note, report
from clinote.pool import dumps

TASK = f"{__name__}:work"


class Done(NamedTuple):
    """A report, and what the run keeps of it without reading it again."""

    report: bytes
    decision: str
    status: str
    alerts: tuple[str, ...]
    visit: dict[str, Any] | None


def work(note: Note) -> Done:
    """Report on a note."""
    try:
        from clinote.coding import visits
    except ImportError:
        visits = None

    made = report(note)
    decision = made["decision"]
    return Done(
        dumps(made),
        decision["code"],
        decision["status"],
        tuple(alert["id"] for alert in made["alerts"]),
        visits.summary(made) if visits and note.patient_id else None,
    )
