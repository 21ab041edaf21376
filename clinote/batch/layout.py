"""How what stands in the paragraphs and tables of a document is written as text: a row stays a row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from clinote.expressions import expression

CELLS = " | "
_WIDEST = 64  # columns that one cell may span

_MARK = expression(r"\s*(?:\d|[A-Za-z*†‡§¶#](?![A-Za-z]))")


@dataclass
class Raised:
    """Superscripts as text: a number or a footnote's mark keeps apart from the number it stands at (`10^9`, `2.9^1`).

    Anything else (`1st`, `K+`) belongs to the word.
    """

    _before: str = ""
    _was_raised: bool = False

    def write(self, text: str, *, raised: bool) -> str:
        """`text` as it has to be written behind what was written before."""
        if raised and self._before.isdigit() and not self._was_raised and _MARK.match(text):
            text = f"^{text}"
        elif self._was_raised and not raised and self._before.isdigit() and text[:1].isdigit():
            text = f" {text}"
        if text:
            self._before, self._was_raised = text[-1], raised
        return text


@dataclass
class Cell:
    """A cell of a table: its paragraphs, the rows of tables in it, and over how much it goes."""

    parts: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    columns: int = 1
    down: int = 1
    """Rows; 0 is all that follow."""


@dataclass
class Table:
    """A table under construction, row by row; what spans columns or rows is said in each of them."""

    _from_above: dict[int, tuple[str, int]] = field(default_factory=dict)  # by column: text, rows to come; -1 is all

    def row(self, cells: Sequence[Cell]) -> list[str]:
        """The lines of a row: itself, then the rows of the tables in it."""
        if len(cells) == 1 and not self._from_above:  # a frame round text, or a heading over the whole table
            return [*(line for part in cells[0].parts if (line := " ".join(part.split()))), *cells[0].rows]
        texts: list[str] = []
        for cell in cells:
            self._fill(texts)
            text = flowed(cell.parts)
            for _ in range(min(cell.columns, _WIDEST) if len(cells) > 1 else 1):
                if cell.down != 1:
                    self._from_above[len(texts)] = text, cell.down - 1
                texts.append(text)
        self._fill(texts)
        return [*filter(None, [row(texts)]), *(line for cell in cells for line in cell.rows)]

    def _fill(self, texts: list[str]) -> None:
        """Put in what comes from the rows above at this place."""
        while (known := self._from_above.get(len(texts))) is not None:
            text, left = known
            if left == 1:
                del self._from_above[len(texts)]
            elif left > 1:
                self._from_above[len(texts)] = text, left - 1
            texts.append(text)


def flowed(parts: Iterable[str]) -> str:
    """The paragraphs, items and lines of one cell on one line.

    What goes on in lower case is a line that was broken; anything else is a statement of its own.
    """
    made = ""
    for part in (" ".join(part.split()) for part in parts):
        if not part:
            continue
        if not made:
            made = part
        elif part[0].islower() or made[-1] in ",;:-(" or part[0] in ").,;":
            made = f"{made} {part}"
        else:
            made = f"{made}; {part}"
    return made


def row(cells: Sequence[str]) -> str:
    """A row of a table as a line; empty where no cell holds anything."""
    return CELLS.join(cells).rstrip(" |") if any(cells) else ""
