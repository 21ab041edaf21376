"""Cells below each other, each behind its head, and what stands below its label: they get the signs of a line.

'K:', '  D1: 3.1', '  D2: 3.3' is a row of a table, 'Stroke', '  - ruled out' an item and what is said of it.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from clinote.expressions import expression
from clinote.sections import header
from clinote.spelling import any_of
from clinote.text.answers import vocabulary
from clinote.text.marks import ARROW, BULLET, NUMBER
from clinote.text.source import Edit

_ROW = expression(
    r"^(?P<margin>[ \t]*)(?P<label>[^\W\d_][^:\n]{0,40})(?P<first>:[ \t]*)"
    r"(?P<cells>(?:\n(?P=margin)[ \t]+[^:\n]{1,16}:[ \t]+[^:\n]{1,24}){2,12})(?=\n|\Z)",
    re.M,
)
"""A label, and below it, further in, heads with their cells."""
_CELL = expression(r"\n[ \t]*(?P<head>[^:\n]+):[ \t]+(?=(?P<cell>[^\n]+))")
_FIGURE = expression(r"\d")


_LABEL = expression(
    rf"(?P<margin>[ \t]*)(?:(?:{NUMBER}|{BULLET})[ \t]+)?"
    r"(?P<label>(?=[^\W\d_])[^\s:|]+(?: [^\s:|]+){0,5})(?<![.,;!])[ \t]*"
)
"""A line of a few words that say nothing by themselves."""
_LONGEST = 70
"""Characters of such a line."""


class _Pair(NamedTuple):
    """A label, and where what stands below it begins and ends; whether it is an answer that stands further in."""

    label: re.Match[str]
    start: int
    end: int
    answered: bool


@cache
def _below() -> re.Pattern[str]:
    """A line that stands further in, perhaps behind a sign of its own, or an answer."""
    answer = rf"(?i:{any_of(vocabulary().answers)})"
    return re.compile(
        rf"\n(?:(?P<margin>[ \t]+)(?P<sign>(?:{BULLET}|{ARROW}|[–—])[ \t]*)?"
        rf"(?:(?P<answer>{answer})(?=\s*(?:[.,;(]|$)))?[^\n|]+|{answer}[ \t]*\.?)$",
        re.M,
    )


def edits(text: str) -> Iterator[Edit]:
    """The edits that make rows of neighbouring labels whose cells have the same heads, and lines of what is below."""
    yield from sorted([*_barred(text), *_joined(text)])


def _joined(text: str) -> Iterator[Edit]:
    """The edits that put what is said of labels behind them, where several have it below or it answers the only one."""
    run: list[_Pair] = []
    for pair in _pairs(text):
        if run and run[-1].end + 1 != pair.label.start():
            yield from _dashed(run)
            run = []
        run.append(pair)
    yield from _dashed(run)


def _pairs(text: str) -> Iterator[_Pair]:
    """The labels of a text that have but one line below them that is an answer or stands further in and begins anew."""
    for below in _below().finditer(text):
        low = text.rfind("\n", 0, below.start()) + 1
        label = _LABEL.fullmatch(text, low, below.start()) if below.start() - low <= _LONGEST else None
        if label is None or header(label["label"], exact=True):
            continue
        margin, start = below["margin"] or "", max(below.end("margin"), below.end("sign"), below.start() + 1)
        further = len(margin) > len(label["margin"])
        alone = not text.startswith(tuple(label["margin"] + blank for blank in " \t"), below.end() + 1)
        anew = below["sign"] or below["answer"] or not text[start].islower()
        said = text[start : below.end()].rstrip(" .").lower() in vocabulary().answers
        if anew and alone if further else said and margin == label["margin"]:
            yield _Pair(label, start, below.end(), further and below["answer"] is not None)


def _dashed(run: list[_Pair]) -> Iterator[Edit]:
    for pair in run if len(run) > 1 or any(pair.answered for pair in run) else ():
        yield Edit(pair.label.end("label"), pair.start, " " if pair.label["label"].endswith("?") else " - ")


def _barred(text: str) -> Iterator[Edit]:
    if ":\n" not in text and ": \n" not in text:
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
