"""The Python interface: one note, many notes."""

from collections.abc import Iterable, Iterator
from datetime import date as Date

from clinote import engine, pool
from clinote.errors import UsageError
from clinote.note import Note, Setting
from clinote.pool import Failure
from clinote.report import Report


def suggest(
    text: str,
    *,
    setting: Setting | None = None,
    date: str | Date | None = None,
    id: str | None = None,
    patient_id: str | None = None,
    author: str | None = None,
) -> Report:
    """Report on one note.

    Parameters
    ----------
    text
        The note; offsets in the report count its Unicode code points.
    setting
        "outpatient" or "inpatient". Unknown (None) is outpatient, and the report says that it assumed so.
    date
        The note's date, for 'since 15 January' and the like.
    id, patient_id, author
        Carried into the report.
    """
    note = Note(text, id, setting, date, patient_id, author)
    if fault := note.fault():
        raise UsageError(fault)
    return Report.model_validate(engine.report(note))


def pipe(notes: Iterable[str | Note], *, workers: int = 1) -> Iterator[Report | Failure]:
    """Report on many notes, lazily and in order, with `workers` processes.

    A note that fails leaves a `Failure` in its place: its position, its id and the reason, never its text.
    """
    if isinstance(notes, str | bytes | Note):
        raise UsageError("pipe reads many notes and was given one. Use clinote.suggest(text), or clinote.pipe([text]).")
    return _reported(notes, workers)


def _reported(notes: Iterable[str | Note], workers: int) -> Iterator[Report | Failure]:
    # a report that stays in this process need not be written as JSON
    task, read = (pool.PLAIN, Report.model_validate) if workers == 1 else (pool.JSON, Report.model_validate_json)
    for outcome in pool.pipe(notes, task, workers=workers):
        yield outcome if isinstance(outcome, Failure) else read(outcome)
