"""Reports as JSON Lines, the form everything else is made from."""

from pathlib import Path
from typing import Any

from clinote.batch.write.target import partial, private
from clinote.pool import dumps


class Reports:
    """One report a line."""

    needs_text = False

    def __init__(self, path: Path) -> None:
        self._file = private(partial(path))

    def add(self, position: int, report: dict[str, Any], text: str | None) -> None:
        self.add_line(dumps(report))

    def add_line(self, line: bytes) -> None:
        """Write a report that is JSON already."""
        self._file.write(line)
        self._file.write(b"\n")

    def close(self) -> None:
        self._file.close()
