"""JSON Lines: the reports in the form everything else is made from, and what else is written one value a line."""

from pathlib import Path
from typing import Any

from clinote.batch.write.form import REPORTS, Run, Writer, output
from clinote.batch.write.target import lines, partial, private
from clinote.errors import UsageError
from clinote.jsonl import dumps


class Lines(Writer):
    """A writer of one file, a value a line."""

    expected = 0

    def __init__(self, path: Path, run: Run) -> None:
        self._path = partial(path)
        self._file = private(self._path)

    def add_line(self, line: bytes) -> None:
        """Write a value that is JSON already."""
        self._file.write(line)
        self._file.write(b"\n")
        self.expected += 1

    def close(self) -> None:
        self._file.close()

    def found(self) -> int:
        return lines(self._path)


@output(REPORTS, "Reports as JSON Lines")
class Reports(Lines):
    """One report a line."""

    @classmethod
    def check(cls, path: Path) -> None:
        if path.suffix.lower() in (".csv", ".tsv"):
            raise UsageError(f"Reports do not fit into {path.suffix}. For a table: --decisions {path}")

    def add(self, position: int, report: dict[str, Any], text: str | None) -> None:
        self.add_line(dumps(report))
