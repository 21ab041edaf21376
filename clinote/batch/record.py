"""What a reader hands on: a note and where it stood, or what is wrong with a record and what to do."""

from collections.abc import Callable
from dataclasses import dataclass

from clinote.engine import Note
from clinote.errors import ClinoteError, InputError
from clinote.pool import place

REPORT_IT = "Report it as a fault of clinote with this line; it holds no note text."


@dataclass(frozen=True, slots=True)
class Found:
    """A note, and the file and line (or row) it starts at."""

    file: str
    line: int | None
    note: Note
    unread: tuple[str, ...] = ()
    """What the record says of these fields of the note ("date", "setting") is not understood; they are unknown."""
    resources: tuple[str, ...] = ()
    """The types of FHIR resources whose ids are those of the note ("DocumentReference") and its patient ("Patient")."""


@dataclass(frozen=True, slots=True)
class Bad:
    """A record that gives no note; `reason` and `remedy` never quote it."""

    file: str
    line: int | None
    reason: str
    remedy: str
    id: str | None = None


Record = Found | Bad


class Malformed(Exception):
    """Raised inside a reader where a record gives no note."""

    def __init__(self, reason: str, remedy: str, id: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy
        self.id = id

    def at(self, file: str, line: int | None) -> Bad:
        """The same, as a record."""
        return Bad(file, line, self.reason, self.remedy, self.id)


def guarded(file: str, line: int | None, read: Callable[[], Found]) -> Record:
    """What `read` makes of a record: whatever is wrong with it, the others come out."""
    try:
        return read()
    except Malformed as error:
        return error.at(file, line)
    except ClinoteError:  # a library that is missing, a disk that is full: no record is to blame
        raise
    except Exception as error:
        return Bad(file, line, place(error), REPORT_IT)


class Unreadable(InputError):
    """A file that cannot be read at all: fatal when it was named, a bad record in a directory of many."""

    def __init__(self, file: str, reason: str, remedy: str) -> None:
        super().__init__(f"{file}: {reason}. {remedy}")
        self.file = file
        self.reason = reason
        self.remedy = remedy
