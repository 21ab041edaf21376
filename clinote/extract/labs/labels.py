"""The cell of a table that names an analyte, and what stands in it beside the name."""

from dataclasses import dataclass

from clinote.analytes import Analyte, Unit
from clinote.expressions import expression
from clinote.extract.grid import Cell, Row
from clinote.extract.labs.names import Name
from clinote.patterns import worded
from clinote.spans.number import NUMBER
from clinote.spans.quantity import Bounds, bounds_in, unit_at

FIGURE = expression(rf"[<>]?{NUMBER}\s?[lh*]{{0,2}}")
EMPTY = worded(r"[(\[]?(?:-+|\.+|_+|x|{untested}|{labs.unsent}|{labs.spoilt}|)[)\]]?")
_LEAD = worded(r"(?:\d{3,6}-\d\^)?(?:[\s,(*•_#-]|(?:{labs.qualifiers}|s/p|s|p)(?![a-z]))*")
_RANGE = expression(rf"{NUMBER}\s?-\s?{NUMBER}|<=?\s?{NUMBER}")
_REST = worded(
    r"(?:[\s,:.*_()\[\]{}=-]|\^[a-z\d]*|{labs.qualifiers}(?![a-z])|(?:{quantities.units}|meq|mmol)(?![\w/%])"
    rf"|{NUMBER}\s?-\s?{NUMBER}|<=?\s?{NUMBER}(?=\s?[)\]])|\([a-z/+ ]{{1,14}}\))*"
)
"""What may stand in a label's cell after the name: its unit, its range, a word such as 'serum'."""


@dataclass(slots=True)
class Label:
    """The cell that names an analyte, with the unit and the range that stand beside the name."""

    cell: Cell
    unit: Unit | None = None
    bounds: Bounds = (None, None)


def label_in(norm: str, name: Name, here: Row) -> Label | None:
    """The cell of `here` that holds nothing but `name`, its unit and its range."""
    cell = here.holding(name.start, name.end)
    if cell is None or not _LEAD.fullmatch(norm, cell[0], name.start):
        return None
    rest = _REST.match(norm, name.end, cell[1])
    assert rest is not None
    if rest.end() < cell[1] and not _part(norm, here, cell, rest.end()):
        return None
    label = Label(cell if rest.end() == cell[1] else (cell[0], rest.end()))
    if name.analyte:
        label.unit = unit_in(norm, name.analyte, name.end, rest.end())
        if printed := _RANGE.search(norm, name.end, rest.end()):
            label.bounds = bounds_in(printed[0]) or (None, None)
    return label


def _part(norm: str, here: Row, cell: Cell, at: int) -> bool:
    """Part a label from the first value of its row where one blank alone stands between them."""
    index = here.index(cell)
    after = norm[slice(*here.cells[index + 1])] if index + 1 < len(here.cells) else ""
    if not (FIGURE.fullmatch(norm, at, cell[1]) and (FIGURE.fullmatch(after) or EMPTY.fullmatch(after))):
        return False
    here.cells[index : index + 1] = [(cell[0], at), (at, cell[1])]
    return True


def unit_in(norm: str, analyte: Analyte, at: int, end: int) -> Unit | None:
    """The unit of `analyte` written in `at:end`, behind blanks and marks."""
    while at < end and not (written := unit_at(norm, at, end)):
        at += 1
    return next((u for u in analyte.units if at < end and written and u.unit in written[0]), None)
