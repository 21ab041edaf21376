"""Tables: the rules of a drawn one go ('+----+----+', '|:---|---:|', '====  ===='), one without bars gets them.

Rows whose cells are parted by commas or semicolons, as a spreadsheet writes them; those whose cells stand below each
other, each behind its head: 'K:', '  D1: 3.1', '  D2: 3.3'. In one with bars a row may be but the rest of a cell.
"""

import re
from collections.abc import Iterator
from functools import cache, partial
from itertools import groupby
from typing import NamedTuple

from clinote.expressions import expression
from clinote.grouping import runs
from clinote.sections import header
from clinote.spelling import any_of
from clinote.text.answers import vocabulary
from clinote.text.flow import Wrap, goes_on
from clinote.text.lines import Line, starts_of
from clinote.text.source import Edit

_QUOTED = r'"(?:[^"\n]|"")*"'
_CELL = {sign: rf'(?:{_QUOTED}|(?!\s)[^{sign}"\n]{{0,40}}(?<!\s))' for sign in ",;"}
_ROW = {sign: expression(rf"{cell}(?:{sign}{cell})+") for sign, cell in _CELL.items()}
_ALL_QUOTED = expression(rf"{_QUOTED}(?:([,;]){_QUOTED})+")
_PART = expression(rf"(?P<quoted>{_QUOTED})|[,;]")
_FIGURE = expression(r'[,;]"?[<>]?\d')
_DECIMAL = expression(r"[^\W\d][\w.:=() ]*[ \t][<>]?\d{1,3},\d{1,2}(?=\s|$)")
_GROUPED = expression(r"(?<=\d),(?=\d{3}\b)")
_REST = expression(
    r"(?<=\n)(?P<blank>(?:[ \t|]*\|[ \t|]*\n)*)(?P<before>[ \t]*\|[ \t|]*)(?P<words>[^|\s][^|\n]*?)[ \t|]*$", re.M
)
_LAST_CELL = expression(r"(?P<before>.*\|)[ \t]*(?P<words>[^|\s][^|]*?)[ \t|]*")
"""The only cell of a row, behind empty ones, and the last of a row that holds words."""
_FEWEST, _WIDE = 3, 40
_BARRED = expression(r"(?=.*(?:[-=\u2500-\u257f]{2}|:-:))(?=.*[+|\u250c-\u254b\u2552-\u257f])[-+=|: \t\u2500-\u257f]+")
_SPACED = expression(r"[ \t]*[-=]{2,}(?:[ \t]+[-=]{2,})+[ \t]*")
"""A rule that crosses bars, and one that leaves gaps between columns."""
_LETTER = expression(r"[A-Za-z]")
_STACK = expression(
    r"^(?P<margin>[ \t]*)(?P<label>[^\W\d_][^:\n]{0,40})(?P<first>:[ \t]*)"
    r"(?P<cells>(?:\n(?P=margin)[ \t]+[^:\n]{1,16}:[ \t]+[^:\n]{1,24}){2,12})(?=\n|\Z)",
    re.M,
)
"""A label, and below it, further in, heads with their cells."""
_INDENTED = expression(r":[ \t]*\n[ \t]")
"""A colon at a line's end, and a line below it that is further in."""
_BELOW = expression(r"\n[ \t]*(?P<head>[^:\n]+):[ \t]+(?=(?P<cell>[^\n]+))")
_DIGIT = expression(r"\d")


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
    """The edits that join the rest of a cell, in a row without a head, to the cell of the row above; what else stands
    there below a heading is a line of its own."""
    rests = list(_REST.finditer(text))
    wrap = Wrap(max([_WIDE, *(len(rest["words"]) for rest in rests)]))
    last, edge, headed = -1, False, False  # whether the rows of a cell begin with a bar, and a heading stands beside it
    for rest in rests:
        start = text.rfind("\n", 0, rest.start() - 1) + 1
        if (cell := _LAST_CELL.fullmatch(text, start, rest.start() - 1)) is None:
            continue
        if start != last:
            edge = cell["before"].lstrip().startswith("|")
            headed = header(cell["before"].strip(" \t|"), exact=True) is not None
        last = rest.start("before")
        if rest["before"].count("|") == cell["before"].count("|") > edge:
            line, after = (Line(m["words"], 0, "", 0) for m in (cell, rest))
            answer = rest["blank"] or line.text.lower() in vocabulary().answers
            on = not answer and goes_on(line, after, wrap, wrap.width, running=False)
            if on or headed:
                yield Edit(cell.end("words"), rest.start("words"), " " if on else "\n\n" if rest["blank"] else "\n")


def _may_part_rows(sign: str, text: str) -> bool:
    """Whether enough lines have a sign, with no blank behind it but within quotes."""
    spaced = f"{sign} "
    rows = [line for line in text.split("\n") if sign in line and (spaced not in line or '"' in line)]
    return len(rows) >= _FEWEST


def _rows(text: str) -> Iterator[_Row]:
    """Each line with the sign that parts its cells, and their number; none for one that is no row."""
    start = 0
    for line in text.split("\n"):
        sign = next((sign for sign in ";," if sign in line and _ROW[sign].fullmatch(line)), "")
        if sign == "," and ("  " in line or _DECIMAL.search(line)):
            sign = ""
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


def rules(text: str) -> Iterator[Edit]:
    """The edits that take such a line away beside a row with words; what stands between figures is drawn for them."""
    if not any(sign in text for sign in ("--", "==", ":-:", "\u2500", "\u2550", "\u2501")):
        return
    lines = text.split("\n")
    for k, (start, line) in enumerate(zip(starts_of(text), lines, strict=True)):
        part = "|" if _BARRED.fullmatch(line) else "  " if _SPACED.fullmatch(line) else ""
        beside = (*lines[max(k - 1, 0) : k], *lines[k + 1 : k + 2]) if part else ()
        if any(part in row.strip() and _LETTER.search(row) for row in beside):
            yield Edit(start, min(start + len(line) + 1, len(text)), "")


def stacks(text: str) -> Iterator[Edit]:
    """The edits that make rows of a table of neighbouring labels whose cells have the same heads."""
    if _INDENTED.search(text) is None:
        return
    rows = ((row, list(_BELOW.finditer(text, *row.span("cells")))) for row in _STACK.finditer(text))
    for table in runs(rows, partial(_are_alike, text)):
        cells = [cell for _, of in table for cell in of]
        if len(table) < 2 or 2 * sum(_DIGIT.search(cell["cell"]) is not None for cell in cells) < len(cells):
            continue
        first, heads = table[0]
        yield Edit(first.start(), first.start(), "".join(f" | {head['head']}" for head in heads) + "\n")
        for row, of in table:
            yield Edit(row.start("first"), of[0].end(), " | ")
            yield from (Edit(cell.start(), cell.end(), " | ") for cell in of[1:])


_Stack = tuple[re.Match[str], list[re.Match[str]]]
"""A label, and the cells below it."""


def _are_alike(text: str, one: _Stack, other: _Stack) -> bool:
    """Whether two labels are neighbours whose cells have the same heads."""
    same = [cell["head"] for cell in one[1]] == [cell["head"] for cell in other[1]]
    return same and not text[one[0].end() : other[0].start()].strip()
