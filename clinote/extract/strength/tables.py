"""Grades in tables: columns for the sides or for muscles, muscles or limbs down, cells in numbers, words or letters."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter

from clinote.extract.strength import grades
from clinote.extract.strength.grades import Grade
from clinote.facts import Fact
from clinote.reading import Reading

_WIDEST = 160
_ABOVE, _BELOW, _LONGEST = 25, 4, 80
_CELL = re.compile(r"[^|\t\n]*?[^|\t\s](?=\s{2,}|\s*[|\t]|\s*$)")
_NO_HEADING = re.compile(r"\d|[.;?!]")
_SCALE = re.compile(r"\([^()]{0,30}\)|\b0 ?(?:-|to) ?5\b|(?:/|\bout of )5\b")
"""What a heading may say of the scale: "MMT (0-5)"."""
_RULE = re.compile(r"[\s|:=_+-]*$")
_SIDES = {
    **dict.fromkeys(("r", "rt", "right", "right side", "r side", "(r)", "rue", "rle"), "right"),
    **dict.fromkeys(("l", "lt", "left", "left side", "l side", "(l)", "lue", "lle"), "left"),
}
_ROW_SIDE = re.compile(r"\b(?:(r(?:t|ight)?|r[ul]e)|(l(?:t|eft)?|l[ul]e)|(b/?l|bilat(?:eral)?|both|b[ul]e))\b")
_LABEL_EDGE = " \t\r|*-:•"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: where its heading stands, and the side or the site that it gives."""

    index: int
    middle: float
    side: str | None = None
    site: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of one line, at `start:end` of the note."""

    index: int
    start: int
    end: int


def read(reading: Reading, lines: list[int]) -> tuple[list[Fact], list[tuple[int, int]]]:
    """The grades of the tables around these lines (numbered from 0), and the ranges of the tables' lines."""
    facts: list[Fact] = []
    rows: list[tuple[int, int]] = []
    reached = 0
    for number in lines:
        for candidate in range(max(reached, number - _ABOVE), min(len(reading.layout.lines), number + _BELOW + 1)):
            reached = candidate + 1
            if columns := _columns(reading, candidate):
                new, taken = _table(reading, candidate, columns)
                facts += new
                rows += taken
    return facts, sorted(rows)


def _cells(reading: Reading, start: int, end: int) -> list[Cell]:
    line = reading.norm[start:end]
    cells: list[Cell] = []
    bars = "|" in line
    for m in _CELL.finditer(line):
        text = m[0]
        at = start + m.start() + len(text) - len(text.lstrip())
        index = line.count("|", 0, m.start() + 1) - (line.lstrip().startswith("|")) if bars else len(cells)
        cells.append(Cell(index, at, start + m.end()))
    return cells


def _columns(reading: Reading, number: int) -> list[Column]:
    """The columns that a line heads, if it heads a table of strength."""
    start, end = reading.layout.lines[number]
    if not 1 < end - start <= _WIDEST:
        return []
    line = reading.norm[start:end]
    if _NO_HEADING.search(_SCALE.sub("", line)):
        return []
    cells = _cells(reading, start, end)
    if len(cells) < 2:
        cells = [Cell(k, start + m.start(), start + m.end()) for k, m in enumerate(re.finditer(r"\S+", line))]
        if len(cells) > 8:
            return []
    columns = [
        Column(c.index, (c.start + c.end) / 2 - start, side=_SIDES.get(reading.norm[c.start : c.end].strip(".:* ")))
        for c in cells
    ]
    sided = [c for c in columns if c.side]
    if {"left", "right"} <= {c.side for c in sided}:
        return sided
    return _muscles(reading, start, end, cells)


def _muscles(reading: Reading, start: int, end: int, cells: list[Cell]) -> list[Column]:
    """Columns headed by muscles: "HF  HE  KF  KE" above rows "RLE 3 3 4 4"."""
    words = [c for c in cells if any(ch.isalpha() for ch in reading.norm[c.start : c.end])]
    if len(words) < 3 or len(words) != len(cells):
        return []
    sites = {hit.start: hit.end for hit in reading.around(start, "site")}
    known = [c for c in words if sites.get(c.start) == c.end]
    if len(known) < max(3, len(words) - 1):
        return []
    return [Column(c.index, (c.start + c.end) / 2 - start, site=reading.text[c.start : c.end]) for c in known]


def _table(reading: Reading, header: int, columns: list[Column]) -> tuple[list[Fact], list[tuple[int, int]]]:
    lines = reading.layout.lines
    strength, other = _caption(reading, header)
    if other:
        return [], []
    found: list[tuple[Grade, str | None, str | None]] = []
    rows, graded = [lines[header]], [lines[header]]
    blank = 0
    for number, (start, end) in enumerate(islice(lines, header + 1, header + 1 + _LONGEST), start=header + 1):
        if not reading.norm[start:end].strip():
            blank += 1
            if blank > 1 and found:
                break
            continue
        if _RULE.match(reading.norm[start:end]):
            continue
        row = _row(reading, start, end, columns) if end - start <= _WIDEST else None
        if row is None or (not row and _columns(reading, number)):
            break
        blank = 0
        rows.append((start, end))
        found += row
        graded += [(start, end)] if row else []
    told = strength or any(g.form == "over" for g, _, _ in found) or _of_muscles(reading, columns, graded)
    if not found or not told:
        return [], []
    return [
        reading.fact(
            "STRENGTH_GRADE", g.start, g.end, "strength.table",
            grade_low=g.low, grade_high=g.high, side=side, site=site, qualitative=False,
        )
        for g, side, site in found
    ], rows  # fmt: skip


def _of_muscles(reading: Reading, columns: list[Column], rows: list[tuple[int, int]]) -> bool:
    """Whether a table without a caption sets muscles against sides, most of them without a reflex of their own."""
    if columns[0].site:
        sided = [_ROW_SIDE.search(reading.norm[start:end].lstrip()[:12]) for start, end in rows[1:]]
        if not all(sided):
            return False
        named = [hit for hit in reading.around(rows[0][0], "site") if rows[0][0] <= hit.start < rows[0][1]]
    else:
        named = []
        for start, end in rows[1:]:
            label = len(reading.norm[start:end]) - len(reading.norm[start:end].lstrip())
            hits = [hit for hit in reading.around(start + label, "site") if hit.start == start + label]
            if not hits:
                return False
            named += hits[:1]
    plain = [hit for hit in named if hit.pattern.data["what"] != "region" and not hit.pattern.data.get("reflex")]
    return len(named) >= (3 if columns[0].site else 2) and 2 * len(plain) > len(named)


def _row(
    reading: Reading, start: int, end: int, columns: list[Column]
) -> list[tuple[Grade, str | None, str | None]] | None:
    """The grades of one row with their side and site; None where the line is no row of the table."""
    cells = _cells(reading, start, end)
    if len(cells) < 2:
        cells = _loose(reading, start, end)
    if len(cells) < 2:
        return None
    label, values = cells[0], cells[1:]
    words = reading.text[label.start : label.end].strip(_LABEL_EDGE)
    if not any(ch.isalpha() for ch in words):
        return None
    if any(hit.start < label.end and hit.end > label.start for hit in reading.around(label.start, "other_scale")):
        return []
    graded: list[tuple[Grade, str | None, str | None]] = []
    for k, value in enumerate(values):
        grade = grades.cell(reading.norm, value.start, value.end)
        if grade is None:
            continue
        rest = reading.norm[grade.end : value.end].strip()
        if grade.form == "bare" and rest[:1].isalpha():
            continue
        column = _column(value, k, start, values, columns)
        if column is None:
            continue
        row_side = _ROW_SIDE.search(reading.norm, label.start, label.end)
        side = column.side or (("right", "left", "bilateral")[(row_side.lastindex or 1) - 1] if row_side else None)
        graded.append((grade, side, column.site or words))
    numeric = any(any(ch.isdigit() for ch in reading.norm[v.start : v.end]) for v in values)
    return graded if graded or numeric or len(cells) >= len(columns) else None


def _loose(reading: Reading, start: int, end: int) -> list[Cell]:
    """The cells of a row set with single blanks: "Dorsiflexion 3 3-"."""
    words = list(re.finditer(r"\S+", reading.norm[start:end]))
    first = next((k for k, m in enumerate(words) if k and m[0][0] in "012345+-"), None)
    if first is None or len(words) > 14:
        return []
    label = Cell(0, start + words[0].start(), start + words[first - 1].end())
    return [label, *(Cell(k, start + m.start(), start + m.end()) for k, m in enumerate(words[first:], start=1))]


def _column(value: Cell, k: int, start: int, values: list[Cell], columns: list[Column]) -> Column | None:
    """The column that a cell stands in: by its place where the row is full, else by where it stands."""
    if len(values) == len(columns):
        return columns[k]
    by_index = [c for c in columns if c.index == value.index]
    if by_index:
        return by_index[0]
    middle = (value.start + value.end) / 2 - start
    nearest = min(columns, key=lambda c: abs(c.middle - middle))
    return nearest if abs(nearest.middle - middle) < 10 else None


def _caption(reading: Reading, header: int) -> tuple[bool, bool]:
    """Whether the words at and above a table speak of strength, or of another scale."""
    above = [n for n in range(max(0, header - 5), header + 1) if reading.norm[slice(*reading.layout.lines[n])].strip()][
        -3:
    ]
    hits = reading.hits("strength")
    if re.search(r"\b(?:muscles?|movement|motion|myotome)\b", reading.norm[slice(*reading.layout.lines[header])]):
        return True, False
    for number in reversed(above):
        start, end = reading.layout.lines[number]
        start = max(start, end - 2 * _WIDEST)
        near = hits[bisect_left(hits, start, key=attrgetter("start")) : bisect_left(hits, end, key=attrgetter("start"))]
        prose = reading.norm[start:end].rstrip()[-1:] in (".", ";", ",")
        head = max((hit.start for hit in near if hit.pattern.data["role"] == "head"), default=-1)
        scales = [
            h.start
            for h in reading.around(end - 1, "other_scale")
            if h.pattern.data.get("table") and start <= h.start < end and (number == header or not prose)
        ]
        if head >= 0 or scales:
            return head > max(scales, default=-1), max(scales, default=-1) > head
    return False, False
