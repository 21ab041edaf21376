"""CSV, TSV and their kin: quoted line breaks, any delimiter, fields of megabytes; a broken row costs only itself."""

import csv
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from clinote.batch.fields import LONGEST, called
from clinote.batch.formats import DELIMITERS
from clinote.batch.read import rows
from clinote.batch.record import Malformed, Record, Unreadable
from clinote.batch.source import File, ReadOptions
from clinote.expressions import expression

_SURROGATE = expression("[\ud800-\udfff]")
_UNCLOSED = "a quotation mark that is never closed, or text after a closed one"
_CLOSE = "Close every quotation mark and double those inside; --quote '' reads them as plain characters."


def read(file: File, options: ReadOptions) -> Iterator[Record]:
    """The notes of a table in text form."""
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))  # the module's own limit is 128 kB, for the whole process
    with file.text(options.encoding) as stream:
        lines = _Lines(stream)
        delimiter = options.delimiter or _delimiter(lines, file)
        table = _Table(lines, delimiter, options.quote)
        header = next((row for _, row in table), None)
        if not isinstance(header, list):
            raise Unreadable(file.name, "its first line is no header", "The first line has to name the columns.")
        if double := next((name for name in header if name and header.count(name) > 1), None):
            name = called(header, header.index(double))
            raise Unreadable(file.name, f"two columns have the same name, {name} is the first", "Rename one.")
        options = rows.spread(header, options)
        found = rows.find_columns(file.name, header, options)
        table.expect(len(header), header.index(found["id"]) if "id" in found else None)
        yield from rows.notes(file, _values(table, header), header, found, options)


def _values(table: "_Table", header: list[str]) -> Iterator[rows.Row]:
    for line, row in table:
        yield line, row if isinstance(row, Malformed) else dict(zip(header, row, strict=True))


def _delimiter(lines: "_Lines", file: File) -> str:
    """The delimiter that the header holds most of; where it holds none, there is one column."""
    head = lines.peek()
    if file.suffix in (".tsv", ".tab") and "\t" in head:
        return "\t"
    return max(DELIMITERS, key=head.count)


class _Lines:
    """Physical lines, counted; those of the record being read can be taken back."""

    def __init__(self, stream: Iterable[str]) -> None:
        self._stream = iter(stream)
        self._back: list[str] = []
        self.number = 0
        self.taken: list[str] = []
        self._length = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._back.pop() if self._back else next(self._stream)
        self.number += 1
        self.taken.append(line)
        self._length += len(line)
        if self._length > LONGEST:
            raise csv.Error
        return line

    def begin(self) -> None:
        """From here on the lines of a new record are taken."""
        self.taken = []
        self._length = 0

    def peek(self) -> str:
        line = next(self, "")
        self.take_back(self.taken)
        return line

    def take_back(self, lines: list[str]) -> None:
        """Give `lines`, the latest, out once more."""
        self._back += reversed(lines)
        self.number -= len(lines)


class _Table:
    """Rows with the line they start at.

    A row that breaks the rules of quoting may have swallowed the rows after it. So reading goes on at the very next
    line, and lines are passed over until one looks like the rows before: of the right width, with an id made of the
    same kinds of characters or, where there are no ids, quoted if the others are.
    """

    def __init__(self, lines: _Lines, delimiter: str, quote: str) -> None:
        self._width: int | None = None
        self._id: int | None = None
        self._lines = lines
        self._form: dict[str, Any] = {"delimiter": delimiter, "strict": True}
        self._form |= {"quotechar": quote} if quote else {"quoting": csv.QUOTE_NONE}
        self._quote = quote
        self._quoted = False  # whether rows of this table have quotation marks
        self._kinds: set[str] = set()  # of characters in its ids

    def expect(self, width: int, id: int | None) -> None:
        """From here on rows have `width` fields, and their id in the field `id`."""
        self._width = width
        self._id = id
        self._quoted = False

    def __iter__(self) -> Iterator[tuple[int, list[str] | Malformed]]:
        lost: tuple[int, Malformed] | None = None
        for start, row in self._rows():
            if lost and not (isinstance(row, list) and self._looks_familiar(row)):
                self._lines.take_back(self._lines.taken[1:])
                continue
            if lost:
                yield _with_end(*lost, start - 1)
                lost = None
            if isinstance(row, list):
                self._remember(row)
            elif row.reason is _UNCLOSED or len(self._lines.taken) > 1:
                self._lines.take_back(self._lines.taken[1:])
                lost = start, row
                continue
            yield start, row
        if lost:
            yield _with_end(*lost, self._lines.number)

    def _rows(self) -> Iterator[tuple[int, list[str] | Malformed]]:
        reader = csv.reader(self._lines, **self._form)
        while True:
            self._lines.begin()
            start = self._lines.number + 1
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error:
                reader = csv.reader(self._lines, **self._form)
                yield start, Malformed(_UNCLOSED, _CLOSE)
                continue
            if row:
                yield start, self._checked(row)

    def _checked(self, row: list[str]) -> list[str] | Malformed:
        if self._width is not None and len(row) != self._width:
            return Malformed(
                f"{len(row)} fields where the header has {self._width}",
                "Quote fields that hold the delimiter or a line break.",
            )
        if any(not field.isascii() and _SURROGATE.search(field) for field in row):
            return Malformed(
                "bytes that are not in the encoding the file was read in", "Name the encoding with --encoding."
            )
        return row

    def _remember(self, row: list[str]) -> None:
        self._quoted = self._quoted or self._holds_quotes()
        if self._id is not None:
            self._kinds |= _kinds(row[self._id])

    def _looks_familiar(self, row: list[str]) -> bool:
        if self._kinds and self._id is not None:
            return bool(row[self._id]) and _kinds(row[self._id]) <= self._kinds
        return self._holds_quotes() or not self._quoted

    def _holds_quotes(self) -> bool:
        return bool(self._quote) and any(self._quote in line for line in self._lines.taken)


def _kinds(id: str) -> set[str]:
    return {"9" if character.isdigit() else "a" if character.isalpha() else character for character in id}


def _with_end(start: int, row: Malformed, end: int) -> tuple[int, Malformed]:
    """The broken row, with the lines passed over after it."""
    if end > start:
        return start, Malformed(f"{row.reason}; lines {start} to {end} are passed over", row.remedy)
    return start, row
