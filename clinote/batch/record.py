"""What a reader hands on: a note and where it stood, or what is wrong with a record and what to do."""

from dataclasses import dataclass

from clinote.engine import Note
from clinote.errors import InputError


@dataclass(frozen=True, slots=True)
class Found:
    """A note, and the file and line (or row) it starts at."""

    file: str
    line: int | None
    note: Note


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


class Unreadable(InputError):
    """A file that cannot be read at all: fatal when it was named, a bad record in a directory of many."""

    def __init__(self, file: str, reason: str, remedy: str) -> None:
        super().__init__(f"{file}: {reason}. {remedy}")
        self.file = file
        self.reason = reason
        self.remedy = remedy
