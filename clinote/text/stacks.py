"""Rows whose cells stand below each other, each behind its head: 'K:', '  D1: 3.1', '  D2: 3.3'; they get bars."""

import re
from collections.abc import Iterator

from clinote.expressions import expression
from clinote.text.source import Edit

_ROW = expression(
    r"^(?P<margin>[ \t]*)(?P<label>[^\W\d_][^:\n]{0,40})(?P<first>:[ \t]*)"
    r"(?P<cells>(?:\n(?P=margin)[ \t]+[^:\n]{1,16}:[ \t]+[^:\n]{1,24}){2,12})(?=\n|\Z)",
    re.M,
)
"""A label, and below it, further in, heads with their cells."""
_INDENTED = expression(r":[ \t]*\n[ \t]")
"""A colon at a line's end, and a line below it that is further in."""
_CELL = expression(r"\n[ \t]*(?P<head>[^:\n]+):[ \t]+(?=(?P<cell>[^\n]+))")
_FIGURE = expression(r"\d")


def edits(text: str) -> Iterator[Edit]:
    """The edits that make rows of a table of neighbouring labels whose cells have the same heads."""
    if _INDENTED.search(text) is None:
        return
    for heads, table in _tables(text):
        cells = [cell for _, of in table for cell in of]
        if len(table) < 2 or 2 * sum(_FIGURE.search(cell["cell"]) is not None for cell in cells) < len(cells):
            continue
        first = table[0][0]
        yield Edit(first.start(), first.start(), "".join(f" | {head}" for head in heads) + "\n")
        for row, of in table:
            yield Edit(row.start("first"), of[0].end(), " | ")
            yield from (Edit(cell.start(), cell.end(), " | ") for cell in of[1:])


def _tables(text: str) -> Iterator[tuple[tuple[str, ...], list[tuple[re.Match[str], list[re.Match[str]]]]]]:
    """The heads of the cells of neighbouring labels that have the same ones, and these labels with their cells."""
    table: list[tuple[re.Match[str], list[re.Match[str]]]] = []
    heads: tuple[str, ...] = ()
    for row in _ROW.finditer(text):
        cells = list(_CELL.finditer(text, *row.span("cells")))
        said = tuple(cell["head"] for cell in cells)
        if table and (said != heads or text[table[-1][0].end() : row.start()].strip()):
            yield heads, table
            table = []
        heads = said
        table.append((row, cells))
    if table:
        yield heads, table
