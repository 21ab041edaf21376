"""Rows whose cells are parted by commas or semicolons, as a spreadsheet writes them: they get the bars of a table.

In one that has bars a row may be but the rest of a cell of the row above.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import NamedTuple

from clinote.expressions import expression
from clinote.spelling import any_of
from clinote.text.answers import vocabulary
from clinote.text.flow import Wrap, goes_on
from clinote.text.lines import Line
from clinote.text.source import Edit

_QUOTED = r'"(?:[^"\n]|"")*"'
_CELL = {sign: rf'(?:{_QUOTED}|(?!\s)[^{sign}"\n]{{0,40}}(?<!\s))' for sign in ",;"}
_ROW = {sign: expression(rf"{cell}(?:{sign}{cell})+") for sign, cell in _CELL.items()}
_ALL_QUOTED = expression(rf"{_QUOTED}(?:([,;]){_QUOTED})+")
_PART = expression(rf"(?P<quoted>{_QUOTED})|[,;]")
_FIGURE = expression(r'[,;]"?[<>]?\d')
_GROUPED = expression(r"(?<=\d),(?=\d{3}\b)")
_REST = expression(r"(?<=\n)(?P<before>[ \t]*\|[ \t|]*)(?P<words>[^|\s][^|\n]*?)[ \t|]*$", re.M)
_LAST_CELL = expression(r"(?P<before>.*\|)(?P<room>[ \t]*(?P<words>[^|\s][^|]*?)[ \t]*)(?P<shut>\|[ \t|]*)?")
"""The only cell of a row, behind empty ones, and the last of a row that holds words."""
_FEWEST, _WIDE = 3, 40


@cache
def _answered() -> re.Pattern[str]:
    """A cell that is an answer to the first one of its row."""
    return re.compile(rf",(?i:{any_of(vocabulary().answers)})(?=,|$)", re.M)


class _Row(NamedTuple):
    sign: str
    cells: int
    start: int
    line: str


def edits(text: str) -> Iterator[Edit]:
    """The edits that part such cells by bars. Running text has a blank behind its commas."""
    if "|" in text:
        yield from _joined(text)
        return
    if not any(f'"{sign}"' in text or _may_part_rows(sign, text) for sign in ",;" if sign in text):
        return
    for _, group in groupby(_rows(text), key=lambda row: row[:2]):
        rows = list(group)
        if rows[0].sign and (_ALL_QUOTED.fullmatch(rows[0].line) or _is_table(rows)):
            for row in rows:
                yield from _barred(row)


def _joined(text: str) -> Iterator[Edit]:
    """The edits that join the rest of a cell, in a row without a head, to the cell of the row above."""
    joined, edge = -1, False  # where the last such row begins, and whether rows begin with a bar
    for rest in _REST.finditer(text):
        start = text.rfind("\n", 0, rest.start() - 1) + 1
        if cell := _LAST_CELL.fullmatch(text, start, rest.start() - 1):
            edge = edge if start == joined else cell["before"].lstrip().startswith("|")
            if rest["before"].count("|") == cell["before"].count("|") > edge and _is_rest(cell, rest):
                yield Edit(cell.end("words"), rest.start("words"), " ")
                joined = rest.start()


def _is_rest(cell: re.Match[str], rest: re.Match[str]) -> bool:
    """Whether a cell goes on in one below it."""
    width = len(cell["room"]) - 2 if cell["shut"] else max(len(cell["words"]), _WIDE)
    line, after = (Line(m["words"], 0, "", 0) for m in (cell, rest))
    answer = line.text.lower() in vocabulary().answers
    return not answer and goes_on(line, after, Wrap(width), width, running=False)


def _may_part_rows(sign: str, text: str) -> bool:
    """Whether enough lines have a sign, with no blank behind it but within quotes."""
    spaced = f"{sign} "
    rows = [line for line in text.split("\n") if sign in line and (spaced not in line or '"' in line)]
    return len(rows) >= _FEWEST


def _rows(text: str) -> Iterator[_Row]:
    """Each line with the sign that parts its cells, and their number; none for one that is no row."""
    start = 0
    for line in text.split("\n"):
        sign = next((sign for sign in ",;" if sign in line and _ROW[sign].fullmatch(line)), "")
        cells = sum(not m["quoted"] and m[0] == sign for m in _PART.finditer(line)) if sign else 0
        yield _Row(sign, cells, start, line)
        start += len(line) + 1


def _is_table(rows: list[_Row]) -> bool:
    """Whether rows without quotes are those of a table: below its heads each has a figure or an answer, or semicolons
    part them."""
    return len(rows) >= _FEWEST and (
        rows[0].sign == ";"
        or all(_answered().search(row.line) or _FIGURE.search(_GROUPED.sub("", row.line)) for row in rows[1:])
    )


def _barred(row: _Row) -> Iterator[Edit]:
    for m in _PART.finditer(row.line):
        start, end = row.start + m.start(), row.start + m.end()
        if m["quoted"]:
            yield from (Edit(start, start + 1, ""), Edit(end - 1, end, ""))
        elif m[0] == row.sign:
            yield Edit(start, end, " | ")
