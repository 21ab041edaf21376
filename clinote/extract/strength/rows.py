"""The rows of a table of strength: the label, and the grades of its cells with their sides."""

from dataclasses import replace
from itertools import takewhile
from typing import NamedTuple

from clinote import anatomy
from clinote.expressions import expression
from clinote.extract import grid
from clinote.extract.strength import grades
from clinote.extract.strength.columns import SIDE, SIDES, Column
from clinote.extract.strength.grades import Grade
from clinote.patterns import worded
from clinote.reading import Reading

_PIECE = expression(r"\S+(?: (?:plus|minus)(?!\S)|(?<=[\d+-]) ?/ \S+| (?:to|out of|over) \S+)*")
"""What stands between blanks: "4-", "fair plus", "4 / 4-"."""
_NUMBER = expression(r"[,.-]?\d")
"""How a number that only begins like a grade goes on: "5,120", "5-105"."""
_BLANK = worded(r"(?:{untested}|cast|pain\w*|[-x*?]{1,3})[,*]?$")
"""What stands in a cell for a grade."""
_STROKES = ("/", "|", ",", ";")
"""What stands between the grades of a cell."""

_LONG_LABEL = 7
"""How many blanks make a label running text."""


class Cell(NamedTuple):
    """What one cell, or one of the pair in it, writes: a grade, or None for anything else; and the side beside it."""

    start: int
    end: int
    grade: Grade | None
    side: str | None = None


class Found(NamedTuple):
    """A grade of a table with its side and site."""

    grade: Grade
    side: str | None
    site: str
    past: grid.Cell | None = None


class Row(NamedTuple):
    """A row whose label stands at `start:end`, and its grades."""

    start: int
    end: int
    found: list[Found]


def read(reading: Reading, start: int, end: int, columns: list[Column], above: str) -> Row | None:
    """One row of a table; None for any other line. A row that names no site has the one `above`."""
    norm = reading.norm
    line = grid.row(norm, (start, end))
    middle = _middle(columns)
    if middle and len(line.cells) == len(columns):
        named = label = line.cells[middle]
        cells = zip(columns, line.cells, strict=True)
        placed = [p for column, cell in cells if column.mine for p in _sided(reading, _values(reading, *cell), column)]
    else:
        named, label, placed = (_counted if line.counted else _spaced)(reading, line, columns)
    words = reading.text[slice(*named)].strip(" \t\r|*-:•")
    if words.count(" ") >= _LONG_LABEL or _SENTENCE.search(norm, *label):
        return None
    if any(h.start < label[1] and h.end > label[0] for h in reading.around(start, "other_scale")):
        return Row(*label, [])
    if not placed:
        heads = line.counted or words.count(" ") < _SUBHEADING
        return Row(*label, []) if heads and (words or line.counted) and not any(ch.isdigit() for ch in words) else None
    given = SIDE.search(norm, *label)
    own = SIDES[(given.lastindex or 1) - 1] if given else None
    limb = given is not None and given[0][-1] in "el" and anatomy.places(given[0])
    if given and not limb and not SIDE.sub("", norm[slice(*named)]).strip(" .:|*-()"):
        words = above
    sites = [h for h in reading.around(start, "site") if start <= h.start and h.end <= label[1]]
    told = sites or words == above or any(c.sided or c.site for c in columns)
    beyond = any(cell.grade is None and norm[cell.start].isdigit() for cell, _, _ in placed)
    if not told or (beyond and not sites and words != above):  # of anything, or "Chair stands   4   13"
        return Row(*label, [])
    axial = any(h.pattern.data.get("limb") in ("trunk", "face") for h in sites)
    found = []
    graded = sum(cell.grade is not None for cell, _, _ in placed)
    for cell, column, side in placed:
        if cell.grade is not None and column.mine:
            if cell.grade.form == "words" and not sites and words != above and graded < sum(c.mine for c in columns):
                continue  # "Rehab potential: Good"
            alone = axial and graded < sum(len(c.sides) for c in columns if c.mine)
            site = column.site or (column.limb if column.limb and not sites else words)
            found.append(Found(cell.grade, None if alone else side or own, site, column.past))
    return Row(*label, found)


_SENTENCE = expression(r"[a-z]{3}[.;!?]\s+[a-z]")
_SUBHEADING = 3
"""How many blanks a line between the rows may hold that heads those below it."""
Placed = list[tuple[Cell, Column, str | None]]


def _middle(columns: list[Column]) -> int | None:
    """The column of the names of the muscles where it stands between those of the two sides."""
    mine = [k for k, column in enumerate(columns) if column.mine]
    names = [k for k, column in enumerate(columns) if not (column.mine or column.other)]
    return names[0] if len(names) == 1 and mine[0] == 0 and names[0] < mine[-1] else None


def _name(reading: Reading, cells: list[grid.Cell]) -> grid.Cell:
    """Which cell before the grades names what is graded: the first with a muscle or a movement, else the first."""
    filled = [cell for cell in cells if cell[1] > cell[0]] or cells
    near = reading.around(filled[0][0], "site") if len(filled) > 1 else []
    muscles = [h for h in near if h.pattern.data["what"] in ("muscle", "movement")]
    return next((c for c in filled if any(c[0] <= h.start and h.end <= c[1] for h in muscles)), filled[0])


def _counted(reading: Reading, line: grid.Row, columns: list[Column]) -> tuple[grid.Cell, grid.Cell, Placed]:
    """The name, the label and the cells of a row whose columns are told by their number."""
    if len(line.cells) == len(columns) - 1 and reading.norm[line.start : line.end].lstrip().startswith("|"):
        line.cells.insert(0, (line.cells[0][0], line.cells[0][0]))  # the cell above spans this row
    named_columns = [c for c in columns if c.end > c.start]
    filled = [cell for cell in line.cells if cell[1] > cell[0]]
    if len(filled) == len(named_columns) and len(line.cells) != len(columns):  # tabs align, as many as it takes
        line.cells = filled
        columns = [replace(c, index=k) for k, c in enumerate(named_columns)]
    if columns[0].mine and len(line.cells) == len(columns):
        line.cells[:1] = _off(reading, line.cells[0])
    ahead = int(columns[0].mine and len(line.cells) == len(columns) + 1)
    first = next((c.index for c in columns if c.mine), len(columns)) + ahead
    label = line.cells[0][0], line.cells[min(first, len(line.cells)) - 1][1]
    named = _name(reading, line.cells[:first] or line.cells[:1])
    placed: Placed = []
    for column in columns:
        if column.mine and column.index + ahead < len(line.cells):
            placed += _sided(reading, _values(reading, *line.cells[column.index + ahead]), column)
    return named, label, placed


def _off(reading: Reading, cell: grid.Cell) -> list[grid.Cell]:
    """The name and the grade of a cell that holds both, under "Power, R | L": "deltoid   4"."""
    pieces = [m.span() for m in _PIECE.finditer(reading.norm, *cell)]
    last = pieces[-1] if len(pieces) > 1 else cell
    graded = last != cell and any(value.grade for value in _piece(reading.norm, *last))
    return [(cell[0], pieces[-2][1]), last] if graded else [cell]


def _spaced(reading: Reading, line: grid.Row, columns: list[Column]) -> tuple[grid.Cell, grid.Cell, Placed]:
    """The name, the label and the cells of a row parted by blanks: by their number, else by where they stand."""
    mine = [c for c in columns if c.mine or c.other]
    sides = [(column, side) for column in mine for side in column.sides]
    unnamed = not line.cells or (columns[0].mine and bool(_values(reading, *line.cells[0])))
    lead = list(takewhile(lambda cell: not _values(reading, *cell), line.cells[1:]))
    name = (line.start, line.start) if unnamed else _name(reading, [*line.cells[:1], *lead])
    cells = _groups(reading, line.cells[not unnamed :])
    apart = _apart(reading, name)
    if apart and (not cells or sum(map(len, (*apart, *cells))) == len(sides)):
        cells = apart + cells
    if not cells:
        return name, name, []
    label = line.start, cells[0][0].start
    named = name[0], min(name[1], label[1])
    if len(cells) == len(mine):
        return named, label, [p for cell, c in zip(cells, mine, strict=True) for p in _sided(reading, cell, c)]
    flat = [value for cell in cells for value in cell]
    for values in (flat, _split(reading, flat)):
        if len(values) == len(sides):
            return named, label, [(value, *place) for value, place in zip(values, sides, strict=True)]
    head = grid.Row(0, 0, [(column.start, column.end) for column in mine], False)
    written = grid.Row(line.start, line.end, [(value.start, value.end) for value in flat], False)
    near = [(value, written.place((value.start, value.end), head)) for value in flat]
    placed: Placed = []
    for column in mine:
        placed += _sided(reading, [value for value, at in near if at == (column.start, column.end)], column)
    return named, label, placed


def _groups(reading: Reading, cells: list[grid.Cell]) -> list[list[Cell]]:
    """The values of the cells that begin with one, up to the first of words after them."""
    groups: list[list[Cell]] = []
    for cell in cells:
        if values := _values(reading, *cell):
            groups.append(values)
        elif groups:
            break
    return groups


def _apart(reading: Reading, cell: grid.Cell) -> list[list[Cell]]:
    """The values that end the cell of the label, single blanks between them: "Hip flexors 4- 4"."""
    pieces = [m.span() for m in _PIECE.finditer(reading.norm, *cell)]
    groups: list[list[Cell]] = []
    for k, piece in enumerate(pieces[1:], start=1):
        if values := _piece(reading.norm, *piece):
            groups.append(values)
        elif groups:  # "4 4 with pain"
            return groups if len(groups) > 1 and len(pieces) - k < _SUBHEADING else []
    return groups


def _sided(reading: Reading, values: list[Cell], column: Column) -> Placed:
    """The cells of one column, each with its side: one, or two of a pair."""
    if any(value.side for value in values):
        return [(value, column, value.side or column.sides[0]) for value in values]
    sides = column.sides
    if sides == (None,) and values and values[0].grade and values[0].grade.place:
        sides = ("right", "left")
    if len(values) != len(sides):
        split = _split(reading, values)
        values = split if len(split) == len(sides) else values
    if len(values) == len(sides):
        return [(value, column, side) for value, side in zip(values, sides, strict=True)]
    side = sides[0] if len(sides) == 1 else None
    return [(v, column, side) for k, v in enumerate(values) if not k or (v.grade and v.grade.form == "over")]


def _split(reading: Reading, values: list[Cell]) -> list[Cell]:
    """Pairs with a five: what looks like "5/5" is a five on either side."""
    split: list[Cell] = []
    for value in values:
        pair = grades.halves(reading.norm, value.grade) if value.grade else []
        split += [Cell(*half[:2], half) for half in pair] or [value]
    return split


def _values(reading: Reading, start: int, end: int) -> list[Cell]:
    """The values that a cell begins with, and those with a five in its brackets: "4/5 (was 3/5)"."""
    norm = reading.norm
    values: list[Cell] = []
    words = False
    ahead: str | None = None
    for m in _PIECE.finditer(norm, start, end):
        if side := SIDE.fullmatch(m[0].strip("(),:;/")):
            told = SIDES[(side.lastindex or 1) - 1]
            if values and ahead is None:  # "4 R / 3+ L"
                values[-1] = values[-1]._replace(side=told)
            else:
                ahead = told
            continue
        if m[0] in _STROKES:
            continue
        new = [cell._replace(side=ahead) for cell in _piece(norm, *m.span())]
        if not values and not new:
            return []
        if new and not words:
            values += new
        elif new:
            values += [cell for cell in new if cell.grade and cell.grade.form == "over"]
        else:
            last = values[-1]
            bare = last.grade is not None and last.grade.form == "bare"
            if bare and not words and m[0][0].isalpha() and norm[last.end : m.start()] == " ":
                values[-1] = last._replace(grade=None)  # "4 beats"
            words = True
    return values


def _piece(norm: str, start: int, end: int) -> list[Cell]:
    """The values that what stands between two blanks writes; none if it is a word."""
    at = start + (norm[start] == "(")
    found = grades.find(norm, at, end)
    if found and found[0].start == at and not _NUMBER.match(norm, found[-1].end, end):
        return [Cell(g.start, g.end, g) for g in found]
    word = grades.cell(norm, at, end)
    if word and end - word.end <= 1:
        return [Cell(at, word.end, word)]
    if norm[at : at + 2].lstrip("+-.")[:1].isdigit() or _BLANK.match(norm, at, end):
        return [Cell(start, end, None)]
    return []
