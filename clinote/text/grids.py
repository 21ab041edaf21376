"""Rows of ticks below the answers that head their columns, which blanks part: they get the bars of a table."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from clinote.expressions import expression
from clinote.text.answers import columns
from clinote.text.marks import EMPTY, MARK, TICKED
from clinote.text.source import Edit

_TICK = expression(rf"(?:{MARK}|{TICKED}|{EMPTY})(?=\s|$)", re.M)
_TICKED = expression(rf"{MARK}(?<=[\s\[({{].)(?:(?=[\])}}]|[ \t]{{2}}|[ \t]*$)|(?<=[\n ][ \t].)|(?<=\n.))", re.M)
"""A tick apart from words: it is looked for before anything else."""
_LINE = expression(r"[^\n]*\n?")
_CELL, _WORD = expression(r"\S+(?: \S+)*"), expression(r"\S+")
_OTHER = "|  |"
"""What stands for a line whose cells have bars or tabs: it is no row."""
_WIDEST, _LONGEST = 100, 8
"""Characters of a header; words of what a row without a tick is about."""


class _Piece(NamedTuple):
    """A head, a tick or words of a row, by their places in its line."""

    start: int
    end: int
    tick: bool


class _Row(NamedTuple):
    """The pieces of a line that begins at `start`."""

    start: int
    pieces: list[_Piece]


def edits(text: str) -> Iterator[Edit]:
    """The edits that part the cells of such a header and of its rows by bars."""
    if _TICKED.search(text) is None:
        return
    barred = "\t", "|"
    written = [m for m in _LINE.finditer(text) if not m[0].isspace()]
    lines = [(m.start(), _OTHER if any(bar in m[0] for bar in barred) else m[0].rstrip()) for m in written]
    at = 0
    while at + 1 < len(lines):
        rows = []
        if heads := _heads(*lines[at]):
            rows = _rows(lines, at + 1)
            yield from _barred(heads, rows) if rows else ()
        at += 1 + len(rows)


def _heads(start: int, line: str) -> _Row | None:
    """The heads of columns of ticks that a line is made of."""
    for cell in (_CELL, _WORD) if len(line) <= _WIDEST else ():
        pieces = [_Piece(*m.span(), False) for m in cell.finditer(line)]
        said = columns([line[a:b] for a, b, _ in pieces])
        if said and (cell is _CELL or len(said) == len(pieces)):
            return _Row(start, pieces)
    return None


def _rows(lines: list[tuple[int, str]], at: int) -> list[_Row]:
    """The rows from line `at` on, up to the last with a tick; one between others may have none."""
    rows: list[_Row] = []
    ticked = 0
    for start, line in lines[at:]:
        pieces = list(_pieces(line))
        if any(piece.tick for piece in pieces):
            ticked = len(rows) + 1
        elif len(pieces) != 1 or len(line.split()) > _LONGEST or ticked < len(rows):
            break
        rows.append(_Row(start, pieces))
    return rows[:ticked]


def _pieces(line: str) -> Iterator[_Piece]:
    """The ticks of a line, and the words before, between and behind them."""
    for m in _CELL.finditer(line):
        start, end = m.span()
        if tick := _TICK.match(line, start, end):
            yield _Piece(start, tick.end(), True)
            start = tick.end() + 1
        if start < end:
            yield _Piece(start, end, False)


def _barred(heads: _Row, rows: list[_Row]) -> Iterator[Edit]:
    """The bars of a header and of its rows: a tick is put into the column whose head stands nearest, words behind it
    into that beside which they begin."""
    first, last = heads.pieces[0], heads.pieces[-1]
    labels = [row.pieces[0] for row in rows if not row.pieces[0].tick]
    nameless = any(label.end <= first.start for label in labels)  # the column of labels has no head
    columns = [_Piece(0, 0, False), *heads.pieces] if nameless else heads.pieces
    columns = [*columns, _Piece(last.end + 1, last.end + 1, False)]
    table = [[*_placed(row.pieces, columns)] for row in rows]
    width = max(len(heads.pieces) + nameless, *(1 + cells[-1][0] for cells in table))
    table.insert(0, [*enumerate(heads.pieces, start=int(nameless))])
    end = heads.start
    for row, cells in zip((heads, *rows), table, strict=True):
        if row.start > end + 1:
            yield Edit(end, row.start, "\n")  # lines of blanks between rows
        end, column = row.start, -1
        for place, piece in cells:
            bars = "| " * place if column < 0 else " |" * (place - column) + " "
            yield Edit(end, row.start + piece.start, bars)
            end, column = row.start + piece.end, place
        yield Edit(end, end, " |" * (width - 1 - column))


def _placed(pieces: list[_Piece], columns: list[_Piece]) -> Iterator[tuple[int, _Piece]]:
    """The pieces of a row, each with the number of its column."""
    column = -1
    for piece in pieces:
        free = range(column + 1, len(columns) - piece.tick) or range(len(columns) - 1, len(columns))
        if column < 0 and not piece.tick:
            column = 0
        elif piece.tick:
            column = min(free, key=lambda k: abs(columns[k].start + columns[k].end - piece.start - piece.end))
        else:
            column = min(free, key=lambda k: abs(columns[k].start - piece.start))
        yield column, piece
