"""What a worker does with one note of an export."""

from dataclasses import replace
from typing import Any, NamedTuple

from clinote.batch import repeat, richtext
from clinote.batch.fields import checked
from clinote.batch.record import Malformed
from clinote.engine import Note, report
from clinote.jsonl import dumps

TASK = f"{__name__}:work"


class Done(NamedTuple):
    """A report, and what the run keeps of it without reading it again.

    `release` is that of the code set; `outside` whether the note's day is none of its.
    """

    report: bytes
    decision: str
    alerts: tuple[str, ...]
    release: str
    outside: bool
    visit: dict[str, Any] | None


class Unfit(NamedTuple):
    """A text that turned out to be no note: why, and what to do."""

    reason: str
    remedy: str


def plain(text: str) -> str:
    """The note that a text of an export stands for: what rich text says, any other text as it is.

    Raises Malformed where that is nothing.
    """
    return checked(richtext.read(text)) if richtext.is_rich(text) else text


def reported(note: Note) -> dict[str, Any] | Unfit:
    """The report on the note that a text of an export stands for."""
    try:
        note = replace(note, text=plain(note.text))
    except Malformed as error:
        return Unfit(error.reason, error.remedy)
    return report(note)


def work(note: Note) -> Done | Unfit:
    """The report on a note, and what a run keeps of it."""
    made = reported(note)
    if isinstance(made, Unfit):
        return made
    alerts = tuple(alert["id"] for alert in made["alerts"])
    codes = made["code_set"]
    outside = codes["fits"] is False
    return Done(dumps(made), made["decision"]["code"], alerts, codes["release"], outside, repeat.summary(made))
