"""Blanks that are columns: those that a line shares with its neighbours."""

import re
from itertools import pairwise

from clinote.expressions import expression
from clinote.patterns import worded
from clinote.text.lines import Line

VALUE = expression(r"[<>≤≥~↑↓]?\s?\d|[(/]\s?\d")
"""What a cell with a figure begins with."""
_DRAWN = expression(r"(?=[\d\s.,\\/|<>+_=-])(?=.*[\\/|<>+_=-])(?=.*\d)[\d\s.,\\/|<>+_=-]+")
"""A line of a drawing of figures between strokes: where it begins matters."""
PROSE_CELL = 40
"""Characters of a cell that only running text has more of."""
_LEFT_OPEN = worded(r"\b(?!(?:no|muscle|from|to)\b){text.unfinished} *(?:  |\t)", re.I)
"""A run behind a word that ends no cell: 'is   weak   in   the   legs'."""


def columns_of(lines: list[Line]) -> list[bool]:
    """For each line whether its runs of blanks are columns: a neighbour shares them."""
    kept = [False] * len(lines)
    for k, (line, after) in enumerate(pairwise(lines)):
        if share(line, after):
            kept[k] = kept[k + 1] = True
    return kept


def share(one: Line, other: Line) -> bool:
    """Whether two lines, one below the other, have columns in common."""
    if other.blank_before:
        return False
    if _DRAWN.fullmatch(one.text) and _DRAWN.fullmatch(other.text):
        return True
    if one.filled or other.filled or not one.runs or not other.runs or is_prose(one) or is_prose(other):
        return False
    if len(one.runs) == len(other.runs) == 1 and max(one.runs[0][0], other.runs[0][0]) > PROSE_CELL:
        # cells that long are aligned by gaps of their own; equal gaps are where an export joined filled lines
        (a, b), (c, d) = one.runs[0], other.runs[0]
        return b + one.indent == d + other.indent and b - a != d - c
    if "\t" in one.text and "\t" in other.text:
        return True
    if len(one.runs) == len(other.runs) and (len(one.runs) > 1 or _figures(one) or _figures(other)):
        return True
    few, many = (one, other) if len(one.runs) <= len(other.runs) else (other, one)
    edges = many.edges()
    near = edges | {at + 1 for at in edges} | {at - 1 for at in edges}
    aligned = sum(a + few.indent in near or b + few.indent in near for a, b in few.runs)
    return aligned > 0 and 2 * aligned >= len(few.runs)


def _figures(line: Line) -> bool:
    """Whether every run but the last words of a line is followed by a figure."""
    return all(VALUE.match(line.text, b) for _, b in line.runs)


def is_prose(line: Line) -> bool:
    """Whether the parts between the runs are as long as only running text is, or several runs leave a phrase open."""
    parts, at = [], 0
    for a, b in line.runs:
        parts.append(a - at)
        at = b
    parts.append(len(line.text) - at)
    return sum(n > PROSE_CELL for n in parts) > len(parts) // 2 or len(_LEFT_OPEN.findall(line.text)) > 1
