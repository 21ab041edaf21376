"""Rows of a table, whatever it was written in, to notes: one a row, or one for all rows of a group."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from typing import Any

from clinote.batch.fields import LINES, OPTION, Columns, clean, dates_left, identifier, plain, shown
from clinote.batch.record import Bad, Malformed, Record, Unreadable, guarded
from clinote.batch.source import File, ReadOptions

Row = tuple[int, dict[str, Any] | Malformed]
"""A line number, and the values by column or what is wrong with them."""

_ROWS_OF = "SELECT number, text, problem FROM line WHERE note = ? ORDER BY place, number"


def spread(columns: list[str], options: ReadOptions) -> ReadOptions:
    """`options` with the columns that put notes together, where an export spreads them over rows as Epic's do."""
    if options.group_by is not None or "text" not in options.columns.among(columns):
        return options
    known = {plain(column): column for column in reversed(columns) if isinstance(column, str)}
    key, line = (next((known[name] for name in names if name in known), None) for names in LINES)
    return replace(options, group_by=key, order_by=options.order_by or line) if key and line else options


def find_columns(file: str, columns: list[str], options: ReadOptions) -> dict[str, str]:
    """The column of each field, and those to group and order by; refused where one is not there."""
    found = options.columns.among(columns)
    if options.group_by:
        found.setdefault("id", options.group_by)
    missing = options.columns.missing(found)
    reason = None
    if missing == "text" and "text" not in options.columns.names:
        reason = f"no column holds the text by its name. It has {shown(columns)}"
        remedy = "The first line has to name the columns; name the text's with --text-col."
    elif missing:
        reason = f"there is no column '{options.columns.names[missing]}'. It has {shown(columns)}"
        remedy = f"Name another with {OPTION[missing]}."
    for option, name in (("--group-by", options.group_by), ("--order-by", options.order_by)):
        if name and name not in columns:
            reason = f"there is no column '{name}'. It has {shown(columns)}"
            remedy = f"Name another with {option}."
    if reason:
        raise Unreadable(file, reason, remedy)
    return found


def notes(
    file: File, rows: Iterable[Row], columns: list[str], found: Mapping[str, str], options: ReadOptions
) -> Iterator[Record]:
    """The notes in the rows of a table that has `columns`, of which `found` are of use."""
    rows = _watched(file, rows, columns, found, options)
    if options.group_by:
        yield from _grouped(file.name, rows, found, options)
        return
    for line, values in rows:
        yield record(file.name, line, values, found, options.columns)


def _watched(
    file: File, rows: Iterable[Row], columns: list[str], found: Mapping[str, str], options: ReadOptions
) -> Iterator[Row]:
    """The same rows; the first of them tells what was taken for what, and which dates were left."""
    told = False
    for line, values in rows:
        if not told and not isinstance(values, Malformed):
            told = True
            ways = {"group_by": options.group_by, "order_by": options.order_by}
            taken = {**found, **{name: column for name, column in ways.items() if column}}
            file.took(taken, dates_left(columns, (values.get(column) for column in columns), found.get("date")))
        yield line, values


def record(
    file: str, line: int, values: dict[str, Any] | Malformed, found: Mapping[str, str], columns: Columns
) -> Record:
    """The note in one row."""
    if isinstance(values, Malformed):
        return values.at(file, line)
    return guarded(
        file, line, lambda: columns.found(file, line, {key: values.get(column) for key, column in found.items()})
    )


def _grouped(file: str, rows: Iterable[Row], found: Mapping[str, str], options: ReadOptions) -> Iterator[Record]:
    """One note of all rows that share an id, wherever they stand.

    The rows wait in a database that SQLite keeps in a file without a name: memory stays flat, and nothing is left
    behind.
    """
    key, order = options.group_by or "", options.order_by
    with closing(sqlite3.connect("", isolation_level=None)) as store:
        store.execute("CREATE TABLE line (number INTEGER PRIMARY KEY, note TEXT, place, text TEXT, problem TEXT)")
        store.execute("CREATE TABLE first (note TEXT PRIMARY KEY, number INTEGER, fields TEXT) WITHOUT ROWID")
        store.execute("BEGIN")
        fields = {name: column for name, column in found.items() if name != "text"}
        for number, values in rows:
            try:
                if isinstance(values, Malformed):
                    raise values
                if (note := identifier(values.get(key), "id")) is None:
                    raise Malformed("the row does not say which note it is of", "Fill the column of --group-by.")
            except Malformed as error:
                yield error.at(file, number)
                continue
            text, problem = _part(values.get(found["text"]))
            place = _place(values.get(order)) if order else number
            store.execute("INSERT INTO line VALUES (?, ?, ?, ?, ?)", (number, note, place, text, problem))
            known = {name: _value(values.get(column)) for name, column in fields.items()}
            store.execute("INSERT OR IGNORE INTO first VALUES (?, ?, ?)", (note, number, json.dumps(known)))
        store.execute("CREATE INDEX by_note ON line (note, place, number)")
        for note, number, known in store.execute("SELECT note, number, fields FROM first ORDER BY number"):
            lines = store.execute(_ROWS_OF, [note]).fetchall()
            yield _together(file, number, lines, {**json.loads(known), "id": note}, options)


def _together(
    file: str, number: int, lines: list[tuple[int, str, str | None]], fields: dict[str, Any], options: ReadOptions
) -> Record:
    for line, _, problem in lines:
        if problem:
            remedy = "Mend the row: a note is read with all its rows or not at all."
            return Bad(file, line, problem, remedy, fields["id"])
    text = options.join_with.join(text for _, text, _ in lines)
    return guarded(file, number, lambda: options.columns.found(file, number, {**fields, "text": text}))


def _part(text: Any) -> tuple[str, str | None]:
    """The text of one row, which may well be blank, and what is wrong with it."""
    if text is None or (isinstance(text, str) and (not text or text.isspace())):
        return text or "", None
    try:
        return clean(text), None
    except Malformed as error:
        return "", error.reason


def _place(value: Any) -> Any:
    """What rows are put in order by: numbers as numbers, also where they are written as text."""
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return value
    return value if isinstance(value, int | float | None) else str(value)


def _value(value: Any) -> Any:
    return value if isinstance(value, str | int | float | None) else str(value)
