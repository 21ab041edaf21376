"""The cell of a table that names an analyte, and what stands in it beside the name."""

import re
from dataclasses import dataclass
from functools import cache

from clinote.analytes import Analyte, Unit
from clinote.expressions import expression
from clinote.extract.grid import Cell, Row
from clinote.extract.labs.names import Name
from clinote.spans.number import NUMBER
from clinote.spans.quantity import Bounds, bounds_in, spelled_units, unit_at

FIGURE = expression(rf"[<>]?{NUMBER}\s?[lh*]{{0,2}}")
SPOILT = r"ha?emoly[sz](?:ed|is)|clotted|lip[ae]?emic|contaminated"
EMPTY = expression(
    rf"[(\[]?(?:-+|n\.?/?a\.?|n\.?d\.?|pend(?:ing)?|tba|tbd|\.+|_+|x|qns|sent|cancell?ed|refused|{SPOILT}"
    r"|not (?:done|sent|drawn|tested|available)|insuff\w*|see (?:note|below|comment)|)[)\]]?"
)
_QUALIFIER = r"total|serum|plasma|level|blood|ser|venous|quant|count|corrected|adjusted|corr|adj"
_LEAD = expression(rf"(?:\d{{3,6}}-\d\^)?(?:[\s,(*•_#-]|(?:{_QUALIFIER}|s/p|s|p)(?![a-z]))*")
_RANGE = expression(rf"{NUMBER}\s?-\s?{NUMBER}|<=?\s?{NUMBER}")


@cache
def _rest() -> re.Pattern[str]:
    """What may stand in a label's cell after the name: its unit, its range, a word such as 'serum'."""
    return re.compile(
        rf"(?:[\s,:.*_()\[\]{{}}=-]|\^[a-z\d]*|(?:{_QUALIFIER})(?![a-z])|(?:{spelled_units()}|meq|mmol)(?![\w/%])"
        rf"|{NUMBER}\s?-\s?{NUMBER}|<=?\s?{NUMBER}(?=\s?[)\]])|\([a-z/+ ]{{1,14}}\))*"
    )


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
    rest = _rest().match(norm, name.end, cell[1])
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
