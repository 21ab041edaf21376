"""The lines of a text: what stands before each, and the blanks within it: those that only fill the page, and those
that are columns, which a line shares with its neighbours."""

import re
from collections import Counter
from itertools import accumulate, pairwise

from clinote.expressions import expression
from clinote.patterns import worded

_RUN = expression(r"(?<=\S)(?: *\t[ \t]*| {2,})(?=\S)")
_ROW_END, _ROW_WIDTH = expression(r"\d[+-]?(?: ?/ ?\d[+-]?)?$"), 60
"""How a row of a list of figures ends: the next one goes on with no sentence, be it in lower case."""
_FEWEST_FILLED, _NARROWEST_FILLED, _FEWEST_WORDS, _WIDEST_GAP = 3, 50, 6, 3
"""Of text filled to one width by wider gaps: its lines, their characters and words, the blanks of a gap."""
_VALUE = expression(r"[<>≤≥~↑↓]?\s?\d|[(/]\s?\d")
"""What a cell with a figure begins with."""
_DRAWN = expression(r"(?=[\d\s.,\\/|<>+_=-])(?=.*[\\/|<>+_=-])(?=.*\d)[\d\s.,\\/|<>+_=-]+")
"""A line of a drawing of figures between strokes: where it begins matters."""
PROSE_CELL = 40
"""Characters of a cell that only running text has more of."""
_LEFT_OPEN = worded(r"\b(?!(?:no|muscle|from|to)\b){text.unfinished} *(?:  |\t)", re.I)
"""A run behind a word that ends no cell: 'is   weak   in   the   legs'."""


class Line:
    """A line that is not blank: `start:end` without the white space about it, and the runs of blanks within it.

    `blank_before` is how many blank lines set it apart; a `filled` one was stretched to the width of its neighbours.
    """

    __slots__ = ("blank_before", "end", "filled", "indent", "runs", "start", "tabs", "text")

    def __init__(self, text: str, start: int, lead: str, blank_before: int) -> None:
        self.text, self.start, self.end, self.blank_before = text, start, start + len(text), blank_before
        self.indent, self.tabs = (len(lead.expandtabs()), lead.count("\t")) if lead else (0, 0)
        self.filled = False
        self.runs = [m.span() for m in _RUN.finditer(self.text)] if "  " in self.text or "\t" in self.text else []

    def is_row(self) -> bool:
        """Whether it ends as a row of a list of figures does."""
        return len(self.text) < _ROW_WIDTH and _ROW_END.search(self.text) is not None

    def figures(self) -> int:
        """How many runs part a figure from what is before it."""
        return sum(_VALUE.match(self.text, b) is not None for _, b in self.runs)

    def edges(self) -> set[int]:
        """Where cells begin and end, by columns of the page (a tab is one character: such lines are told by count)."""
        return {at + self.indent for run in self.runs for at in run}


def begins_line(text: str, at: int) -> bool:
    """Whether nothing but blanks stands before offset `at` on its line."""
    at = behind_word(text, at)
    return at == 0 or text[at - 1] == "\n"


def behind_word(text: str, at: int) -> int:
    """Where the blanks before offset `at` begin."""
    while at and text[at - 1] in " \t":
        at -= 1
    return at


def starts_of(text: str) -> list[int]:
    """Where each line of a text begins."""
    lengths = map(len, text.split("\n")[:-1])
    return [at + breaks for breaks, at in enumerate(accumulate(lengths, initial=0))]


def lines_of(text: str) -> list[Line]:
    """The lines of a text that are not blank."""
    lines: list[Line] = []
    blank = start = 0
    for raw in text.split("\n"):
        if bare := raw.strip():
            lead = raw.index(bare[0])
            lines.append(Line(bare, start + lead, raw[:lead], blank))
        blank = 0 if bare else blank + 1
        start += len(raw) + 1
    _close_up(lines)
    _fill(lines)
    return lines


def _close_up(lines: list[Line]) -> None:
    """Where every line stands apart, or every row of a table, let only more blank lines than that set one apart."""
    if len(lines) > 5 and sum(line.blank_before > 0 for line in lines) >= 0.9 * (len(lines) - 1):
        least = min(line.blank_before for line in lines[1:] if line.blank_before)
        for line in lines:
            line.blank_before = max(0, line.blank_before - least)
    apart = {k for k, line in enumerate(lines) if line.blank_before and line.is_row()}
    for k in apart - {0}:
        head = lines[k - 1].text[-1].isalnum()
        if (head or lines[k - 1].is_row()) and not apart.isdisjoint((k - 1, k + 1)):
            lines[k].blank_before = 0


def _fill(lines: list[Line]) -> None:
    """Tell the lines whose blanks only fill them to one width: their gaps are narrow, and many lines end there."""
    stretched = []
    for line in (line for line in lines if line.runs and not line.tabs and len(line.text) >= _NARROWEST_FILLED):
        words = line.text.count(" ") + 1 - sum(b - a - 1 for a, b in line.runs)
        wide = any(b - a > _WIDEST_GAP or "\t" in line.text[a:b] for a, b in line.runs)
        stretched += [line] if words >= _FEWEST_WORDS and not wide else []
    if len(stretched) < _FEWEST_FILLED:
        return
    ends = Counter(line.indent + len(line.text) for line in stretched)
    for line in stretched:
        line.filled = ends[line.indent + len(line.text)] >= _FEWEST_FILLED


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
    if len(one.runs) == len(other.runs) and (len(one.runs) > 1 or one.figures() == 1 or other.figures() == 1):
        return True
    few, many = (one, other) if len(one.runs) <= len(other.runs) else (other, one)
    edges = many.edges()
    near = edges | {at + 1 for at in edges} | {at - 1 for at in edges}
    aligned = sum(a + few.indent in near or b + few.indent in near for a, b in few.runs)
    return aligned > 0 and 2 * aligned >= len(few.runs)


def is_prose(line: Line) -> bool:
    """Whether the parts between the runs are as long as only running text is, or several runs leave a phrase open."""
    parts, at = [], 0
    for a, b in line.runs:
        parts.append(a - at)
        at = b
    parts.append(len(line.text) - at)
    return sum(n > PROSE_CELL for n in parts) > len(parts) // 2 or len(_LEFT_OPEN.findall(line.text)) > 1
