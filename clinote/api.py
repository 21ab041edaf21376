"""The Python interface: one note, many notes."""

from collections.abc import Iterable, Iterator
from datetime import date as Date

from clinote import engine, pool
from clinote.engine import Note
from clinote.errors import UsageError
from clinote.pool import Failure
from clinote.report import Report


def check_setting(setting: str | None) -> str | None:
    """`setting` if clinote knows it."""
    if setting not in (None, "outpatient", "inpatient"):
        raise UsageError(f"The setting {setting!r} is neither 'outpatient' nor 'inpatient'; leave it out when unknown.")
    return setting


def check_date(value: str | Date | None) -> str | None:
    """A date in ISO 8601, checked."""
    if value is None:
        return None
    try:
        return value.isoformat() if isinstance(value, Date) else Date.fromisoformat(value).isoformat()
    except ValueError:
        raise UsageError(f"The date {value!r} is not in the form YYYY-MM-DD.") from None


def suggest(
    text: str,
    *,
    setting: str | None = None,
    date: str | Date | None = None,
    id: str | None = None,
    patient_id: str | None = None,
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
    id, patient_id
        Carried into the report.
    """
    if not isinstance(text, str):
        raise UsageError(f"The note is {type(text).__name__}, not str; decode bytes first.")
    note = Note(text, id, check_setting(setting), check_date(date), patient_id)
    return Report.model_validate(engine.report(note))


def pipe(notes: Iterable[str | Note], *, workers: int = 1) -> Iterator[Report | Failure]:
    """Report on many notes, lazily and in order, with `workers` processes.

    A note that fails leaves a `Failure` in its place: its position, its id and the reason, never its text.
    """
    for outcome in pool.pipe(notes, workers=workers):
        yield outcome if isinstance(outcome, Failure) else Report.model_validate_json(outcome)
