"""A note to report on, and what may be said of it."""

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime
from typing import Literal, cast, get_args

from clinote.errors import UsageError

Setting = Literal["outpatient", "inpatient"]
"""Where the patient was seen."""


@dataclass(frozen=True, slots=True, init=False)
class Note:
    """A note to report on. `setting` is "outpatient", "inpatient" or None; `date` is ISO 8601 or None.

    `author` is who wrote it, as the source names him: it is carried into the report, and decides nothing.

    A `datetime.date` is taken as well. What does not fit is told by `fault`, and by whoever reads the note.
    """

    text: str
    id: str | None
    setting: Setting | None
    date: str | None
    patient_id: str | None
    author: str | None

    def __init__(
        self,
        text: str,
        id: str | None = None,
        setting: Setting | None = None,
        date: str | Date | None = None,
        patient_id: str | None = None,
        author: str | None = None,
    ) -> None:
        written = date.date() if isinstance(date, datetime) else date
        day = written.isoformat() if isinstance(written, Date) else written
        values = (text, id, setting, day, patient_id, author)
        for name, value in zip(self.__slots__, values, strict=True):
            object.__setattr__(self, name, value)

    def sha256(self) -> str:
        """The digest of the text in UTF-8, in hexadecimal digits."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def fault(self) -> str | None:
        """What keeps this from being a note, without its words; None when nothing does."""
        if not isinstance(self.text, str):
            return f"The note is {type(self.text).__name__}, not str; decode bytes first."
        for name in ("id", "patient_id", "author"):
            value = getattr(self, name)
            if value is not None and not isinstance(value, str):
                return f"The {name} is {type(value).__name__}, not str."
        return setting_fault(self.setting) or date_fault(self.date)


def setting_fault(setting: object) -> str | None:
    """What is wrong with a setting; None when it is one, or not given."""
    if setting is None or setting in get_args(Setting):
        return None
    return f"The setting {setting!r} is neither 'outpatient' nor 'inpatient'; leave it out when unknown."


def date_fault(date: object) -> str | None:
    """What is wrong with a date; None when it is written as ISO 8601 has it, or not given."""
    if date is None or isinstance(date, Date):
        return None
    with suppress(ValueError):
        if isinstance(date, str) and Date.fromisoformat(date).isoformat() == date:  # it reads '20260301xy' as well
            return None
    return f"The date {date!r} is not in the form YYYY-MM-DD."


def check_setting(setting: str | None) -> Setting | None:
    """`setting` if clinote knows it; `UsageError` otherwise."""
    if fault := setting_fault(setting):
        raise UsageError(fault)
    return cast("Setting | None", setting)


def check_date(value: str | Date | None) -> str | None:
    """A date in ISO 8601; `UsageError` where it is none."""
    if fault := date_fault(value):
        raise UsageError(fault)
    return value.isoformat() if isinstance(value, Date) else value
