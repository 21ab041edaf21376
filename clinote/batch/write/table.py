"""Tables with typed columns, written row by row as CSV, TSV or Parquet."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from clinote.batch import extras
from clinote.batch.write.target import partial, private

Kind = Literal["string", "integer", "number", "boolean", "strings"]
_ROWS = 5_000  # in memory at a time
SUFFIXES = (".csv", ".tsv", ".parquet")
"""Endings of a file that say how a table is written."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name and what it holds."""

    name: str
    kind: Kind = "string"


class Table:
    """A table under construction; the ending of its name says what it is written as."""

    def __init__(self, path: Path, columns: Sequence[Column]) -> None:
        self._columns = columns
        self._path = partial(path)
        self._file = private(self._path)
        self.rows = 0
        """Rows added."""
        self._rows: list[tuple[Any, ...]] = []
        self._parquet: Any = None
        self._csv: Any = None
        if path.suffix.lower() == ".parquet":
            self._parquet = _arrow().parquet.ParquetWriter(self._file, self._schema(), compression="zstd")
        else:
            self._text = io.TextIOWrapper(self._file, "utf-8", newline="")
            delimiter = "\t" if path.suffix.lower() == ".tsv" else ","
            self._csv = csv.writer(self._text, delimiter=delimiter, lineterminator="\n")
            self._csv.writerow([column.name for column in columns])

    def row(self, values: tuple[Any, ...]) -> None:
        """Add a row, values in the order of the columns."""
        self.rows += 1
        if self._csv:
            self._csv.writerow([_plain(value) for value in values])
            return
        self._rows.append(values)
        if len(self._rows) >= _ROWS:
            self._flush()

    def close(self) -> None:
        """Complete the table."""
        if self._csv:
            self._text.close()
            return
        self._flush()
        self._parquet.close()
        self._file.close()

    def found(self) -> int:
        """Rows in the completed table, counted on the disk."""
        if self._parquet:
            with _arrow().parquet.ParquetFile(self._path) as table:
                return int(table.metadata.num_rows)
        with self._path.open(encoding="utf-8", newline="") as file:
            return sum(1 for _ in csv.reader(file, self._csv.dialect)) - 1

    def _flush(self) -> None:
        if not self._rows:
            return
        pa, schema = _arrow(), self._schema()
        columns = zip(schema.types, zip(*self._rows, strict=True), strict=True)
        arrays = [pa.array(values, kind) for kind, values in columns]
        self._parquet.write_table(pa.Table.from_arrays(arrays, schema=schema))
        self._rows = []

    def _schema(self) -> Any:
        pa = _arrow()
        types = {
            "string": pa.string(),
            "integer": pa.int64(),
            "number": pa.float64(),
            "boolean": pa.bool_(),
            "strings": pa.list_(pa.string()),
        }
        return pa.schema([(column.name, types[column.kind]) for column in self._columns])


def check(path: Path) -> None:
    """Refuse a table in Parquet without its library."""
    if path.suffix.lower() == ".parquet":
        _arrow()


def _arrow() -> Any:
    extras.load("pyarrow.parquet", "Parquet")
    return extras.load("pyarrow", "Parquet")


def _plain(value: Any) -> Any:
    """A value as CSV has it: nothing for null, `true` and `false`, lists by semicolons."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return ";".join(value)
    return value
