"""Parquet, a file or one of a directory of parts."""

from collections.abc import Iterator
from typing import Any

from clinote.batch import extras
from clinote.batch.read import rows
from clinote.batch.record import Record, Unreadable
from clinote.batch.source import File, ReadOptions

_ROWS = 512  # decoded at a time


def read(file: File, options: ReadOptions) -> Iterator[Record]:
    """The notes of a Parquet file; a line is a row, counted from 1."""
    pa, pq = extras.load("pyarrow", "Parquet"), extras.load("pyarrow.parquet", "Parquet")
    if file.path is None:
        raise Unreadable(file.name, "Parquet cannot be read from a pipe", "Name the file.")
    try:
        with pq.ParquetFile(file.path) as table:
            names = table.schema_arrow.names
            options = rows.spread(names, options)
            found = rows.find_columns(file.name, names, options)
            wanted = {*found.values(), *filter(None, (options.group_by, options.order_by))}
            wanted |= {entry.name for entry in table.schema_arrow if pa.types.is_temporal(entry.type)}
            yield from rows.notes(file, _values(table, sorted(wanted)), names, found, options)
    except pa.ArrowException:
        raise Unreadable(file.name, "it is no Parquet file, or a damaged one", "Copy or export it again.") from None


def _values(table: Any, columns: list[str]) -> Iterator[rows.Row]:
    row = 0
    for batch in table.iter_batches(_ROWS, columns=columns):
        for values in batch.to_pylist():
            row += 1
            yield row, values
