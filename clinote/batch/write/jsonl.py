"""JSON Lines: the reports in the form everything else is made from, and what else is written one value a line."""

from pathlib import Path
from typing import Any

from clinote.batch.write.target import lines, partial, private
from clinote.pool import dumps


class Lines:
    """A writer of one file, a value a line."""

    needs_text = False

    def __init__(self, path: Path) -> None:
        self._path = partial(path)
        self._file = private(self._path)
        self.expected = 0

    def add_line(self, line: bytes) -> None:
        """Write a value that is JSON already."""
        self._file.write(line)
        self._file.write(b"\n")
        self.expected += 1

    def close(self) -> None:
        self._file.close()

    def found(self) -> int:
        return lines(self._path)


class Reports(Lines):
    """One report a line."""

    def add(self, position: int, report: dict[str, Any], text: str | None) -> None:
        self.add_line(dumps(report))
