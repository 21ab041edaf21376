"""Rows of a table, whatever it was written in, to notes: one a row, or one for all rows of a group."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from typing import Any

from clinote.batch.fields import OPTION, Columns, clean, identifier, shown
from clinote.batch.record import Bad, Found, Malformed, Record, Unreadable
from clinote.batch.source import ReadOptions

Row = tuple[int, Mapping[str, Any] | Malformed]
"""A line number, and the values by column or what is wrong with them."""

_ROWS_OF = "SELECT number, text, problem FROM line WHERE note = ? ORDER BY place, number"


def find_columns(file: str, columns: list[str], options: ReadOptions) -> dict[str, str]:
    """The column of each field, and those to group and order by; refused where one is not there."""
    found = options.columns.among(columns)
    if options.group_by:
        found.setdefault("id", options.group_by)
    missing = options.columns.missing(found)
    reason = None
    if missing == "text" and "text" not in options.columns.names:
        reason = f"no column holds the text by its name. The columns are: {shown(columns)}"
        remedy = "Name it with --text-col."
    elif missing:
        reason = f"there is no column '{options.columns.names[missing]}'. The columns are: {shown(columns)}"
        remedy = f"Name another with {OPTION[missing]}."
    for option, name in (("--group-by", options.group_by), ("--order-by", options.order_by)):
        if name and name not in columns:
            reason = f"there is no column '{name}'. The columns are: {shown(columns)}"
            remedy = f"Name another with {option}."
    if reason:
        raise Unreadable(file, reason, remedy)
    return found


def notes(file: str, rows: Iterable[Row], found: Mapping[str, str], options: ReadOptions) -> Iterator[Record]:
    """The notes in the rows of a table."""
    if options.group_by:
        yield from _grouped(file, rows, found, options)
        return
    for line, values in rows:
        yield record(file, line, values, found, options.columns)


def record(
    file: str, line: int, values: Mapping[str, Any] | Malformed, found: Mapping[str, str], columns: Columns
) -> Record:
    """The note in one row."""
    if isinstance(values, Malformed):
        return values.at(file, line)
    try:
        return Found(file, line, columns.note({key: values.get(column) for key, column in found.items()}))
    except Malformed as error:
        return error.at(file, line)


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
                if (note := identifier(values.get(key), key)) is None:
                    raise Malformed(f"the row has no {key}", "Every row of a grouped export names its note.")
            except Malformed as error:
                yield error.at(file, number)
                continue
            text, problem = _part(values.get(found["text"]))
            place = _place(values.get(order)) if order else number
            store.execute("INSERT INTO line VALUES (?, ?, ?, ?, ?)", (number, note, place, text, problem))
            known = {name: _plain(values.get(column)) for name, column in fields.items()}
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
    try:
        text = options.join_with.join(text for _, text, _ in lines)
        return Found(file, number, options.columns.note({**fields, "text": text}))
    except Malformed as error:
        return error.at(file, number)


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


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | None) else str(value)
