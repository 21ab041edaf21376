"""The grid of a table: the cells of a line, and the cell of another line that stands in the same column."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from clinote.expressions import expression

Cell = tuple[int, int]
_start, _end = itemgetter(0), itemgetter(1)

PARTED = expression(r"[|\t]|  |\.{3}|\. \. \.|…|\S,\S+,\S")
"""What a line with cells holds, unless its cells are parted by single blanks."""
RULE = expression(r"[\s|+:=_-]*")
"""What a ruled or a blank line holds."""
_ASKEW = 4
"""How many characters may part a cell from the one above it."""
_GAP = expression(r" {2,}(?:(?:\.{3,}|(?:\. ){3,}|…+|_{3,}) *)?| ?(?:\.{3,}|(?:\. ){3,}|…+|_{3,}) *")
_TOKEN = expression(r"\S+(?: (?:ll|hh|l|h|\*)(?![^\s]))?")


@dataclass(slots=True)
class Row:
    """A line of a table; `counted` when its columns are told by their number, not by where they stand."""

    start: int
    end: int
    cells: list[Cell]
    counted: bool

    def index(self, cell: Cell) -> int:
        """Which of the cells `cell` is."""
        return bisect_left(self.cells, cell)

    def holding(self, start: int, end: int) -> Cell | None:
        """The cell that holds `start:end`."""
        cell = self.cells[max(0, bisect_right(self.cells, start, key=_start) - 1)]
        return cell if cell[0] <= start < cell[1] and end <= cell[1] else None

    def place(self, cell: Cell, other: "Row") -> Cell | None:
        """The cell of `other` in the column of `cell`."""
        if self.counted and other.counted:
            index = self.index(cell)
            return other.cells[index] if index < len(other.cells) else None
        a, b = cell[0] - self.start + other.start, cell[1] - self.start + other.start
        best, overlap = None, -_ASKEW
        for index in range(max(0, bisect_right(other.cells, a, key=_end) - 1), len(other.cells)):
            candidate = other.cells[index]
            if candidate[0] > b + _ASKEW:
                break
            shared = min(b, candidate[1]) - max(a, candidate[0])
            if shared > overlap:
                best, overlap = candidate, shared
        return best


def beside(text: str, lines: Sequence[Cell], line: int, most: int) -> Iterator[int]:
    """The numbers of the lines below `line`, or with a negative `most` above it, up to a blank one; no rules."""
    stop = min(line + most, len(lines)) if most > 0 else max(-1, line + most)
    for number in range(line + 1, stop) if most > 0 else range(line - 1, stop, -1):
        if not text[slice(*lines[number])].strip():
            return
        if not RULE.fullmatch(text, *lines[number]):
            yield number


def row(text: str, line: Cell) -> Row:
    """The cells of a line: between bars, tabs or commas without blanks, else parted by leaders or two blanks."""
    start, end = line
    bar = _bar(text[start:end].strip())
    if bar:
        return Row(start, end, _between(text, line, bar), True)
    cells, at = [], start
    for gap in _GAP.finditer(text, start, end):
        cells.append(_trim(text, at, gap.start()))
        at = gap.end()
    cells.append(_trim(text, at, end))
    return Row(start, end, [c for c in cells if c[1] > c[0]], False)


def spaced(text: str, line: Cell, whole: list[Cell]) -> Row:
    """The cells of a line that single blanks part, the phrases of `whole` kept together."""
    cells, at = [], line[0]
    for phrase in [*whole, (line[1], line[1])]:
        cells += [found.span() for found in _TOKEN.finditer(text, at, phrase[0])]
        if phrase[1] > phrase[0]:
            cells.append(phrase)
        at = phrase[1]
    return Row(*line, [c for c in cells if text[c[0] : c[1]].strip(":-*•")], True)


def _bar(line: str) -> str | None:
    if "\t" in line:
        return "\t"
    if "|" in line[1:-1] or line.count("|") >= 2:
        return "|"
    return "," if line.count(",") >= 2 and ", " not in line and "  " not in line else None


def _between(text: str, line: Cell, bar: str) -> list[Cell]:
    edges = [line[0] - 1, *(i for i in range(*line) if text[i] == bar), line[1]]
    cells = [_trim(text, a + 1, b) for a, b in pairwise(edges)]
    if bar == "|" and cells[0][0] == cells[0][1]:
        del cells[0]
    if bar == "|" and cells[-1][0] == cells[-1][1]:
        del cells[-1]
    return cells


def _trim(text: str, start: int, end: int) -> Cell:
    while start < end and text[start] in " \t":
        start += 1
    while end > start and text[end - 1] in " \t\r":
        end -= 1
    return start, end
