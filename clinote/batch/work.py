"""What a worker does with one note of an export."""

from typing import Any, NamedTuple

from clinote.batch import repeat
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
    made = report(note)
    decision = made["decision"]
    return Done(
        dumps(made),
        decision["code"],
        decision["status"],
        tuple(alert["id"] for alert in made["alerts"]),
        repeat.summary(made),
    )
