"""Results in tables: an analyte in each row, or an analyte in each column."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from clinote.extract.labs.names import Name, planned
from clinote.extract.labs.values import NUMBER, Analyte, Measure, Unit, credible_range, number, read, unit_at
from clinote.reading import Reading

Cell = tuple[int, int]

_PARTED = re.compile(r"[|\t]|  ")
_ASIDE = re.compile(
    r"(?:at |@ ?|\(?)?\d{1,2}[:/]\d{2}\)?|a|c|critical|repeat|hemolyzed|\(?(?:poc|vbg|abg)\)?"
)
_GAP = re.compile(r" {2,}")
_RULE = re.compile(r"[\s|+:=_-]*")
_RANGE = re.compile(
    rf"\(?(?:ref(?:erence)?:?\s*)?(?:(?P<low>{NUMBER})\s*(?:-|to)\s*(?P<high>{NUMBER})|(?:<=?|≤"
    rf"|up to)\s*(?P<top>{NUMBER})|(?:>=?|≥)\s*(?P<floor>{NUMBER}))[^\d]*"
)
_MARK = re.compile(r"[(\[]?(?:ll|hh|l|h|n|low|high|normal|abnormal|critical|\*+|!+|a)[)\]]?")
_EMPTY = re.compile(r"(?:-+|n/?a|nd|pending|\.+|_+|not done|hemolyzed|)")
_QUALIFIER = re.compile(r"[\s,(]*(?:total|serum|plasma|level|blood|s/p|ser|venous|quant)?[\s,):]*")
_SKIP = re.compile(r"(?:goal|target|change|delta|units?|%|flag)")
_BOUND = re.compile(
    r"(?:ref(?:erence)?|normal|range)?\s*(?:(?P<low>low|lower|min)|(?P<high>high|upper|max|uln))(?: (?:limit|ref"
    r"|normal))?"
)
_REFERENCE = re.compile(
    r"(?:lab )?(?:ref|reference|normal|range|refs?\.?|nl|norm)(?:erence)?\s*(?:ranges?|values?|intervals?"
    r"|limits?)?:?"
)


@dataclass(slots=True)
class Row:
    """A line of a table: its cells."""

    start: int
    end: int
    cells: list[Cell]
    piped: bool

    def place(self, cell: Cell, other: "Row") -> Cell | None:
        """The cell of `other` that stands in the column of `cell`: by number between bars, else by position."""
        if self.piped and other.piped:
            index = self.cells.index(cell)
            return other.cells[index] if index < len(other.cells) else None
        a, b = cell[0] - self.start, cell[1] - self.start
        best, overlap = None, -4
        for candidate in other.cells:
            c, d = candidate[0] - other.start, candidate[1] - other.start
            shared = min(b, d) - max(a, c)
            if shared > overlap:
                best, overlap = candidate, shared
        return best


def row(reading: Reading, line: Cell) -> Row:
    """The cells of a line: between bars, or parted by tabs or two blanks."""
    text = reading.norm
    start, end = line
    bar = "\t" if "\t" in text[start:end].strip() else "|"
    piped = bar == "\t" or text.count("|", start, end) >= 2 or "|" in text[start:end].strip()[1:-1]
    cells: list[Cell] = []
    if piped:
        at = start
        pieces = text[start:end].split(bar)
        for number_, piece in enumerate(pieces):
            if not (number_ in (0, len(pieces) - 1) and not piece.strip()):
                cells.append(_trim(text, at, at + len(piece)))
            at += len(piece) + 1
    else:
        at = start
        for gap in _GAP.finditer(text, start, end):
            if gap.start() > at:
                cells.append(_trim(text, at, gap.start()))
            at = gap.end()
        if at < end:
            cells.append(_trim(text, at, end))
        cells = [c for c in cells if c[1] > c[0]]
    return Row(start, end, cells, piped)


def _trim(text: str, start: int, end: int) -> Cell:
    while start < end and text[start] in " \t":
        start += 1
    while end > start and text[end - 1] in " \t\r":
        end -= 1
    return start, end


class Tables:
    """The tables of a note, read once; `claimed` are the names whose values they hold."""

    def __init__(self, reading: Reading, names: list[Name]) -> None:
        self.reading = reading
        self.by_line: dict[int, list[Name]] = {}
        for name in names:
            self.by_line.setdefault(reading.layout.line_number(name.start) - 1, []).append(name)
        self.claimed: set[Name] = set()
        self.rows: dict[int, Row] = {}

    def row(self, line: int) -> Row:
        if line not in self.rows:
            self.rows[line] = row(self.reading, self.reading.layout.lines[line])
        return self.rows[line]

    def results(self) -> Iterator[tuple[Name, Measure]]:
        """Every value that a table gives, with the name of its row or column."""
        for line, names in self.by_line.items():
            start, end = self.reading.layout.lines[line]
            text = self.reading.norm
            if not any(n.analyte for n in names) or not _PARTED.search(text[start:end].strip()):
                continue
            here = self.row(line)
            if len(here.cells) < 2:
                continue
            labels = {n: cell for n in names if (cell := self._label(n, here))}
            if not labels:
                continue
            if self._is_header(line, here, labels):
                yield from self._columns(line, here, labels)
            else:
                for name, cell in labels.items():
                    if name.analyte and not planned(self.reading, name, False):
                        found = list(self._across(line, here, name, name.analyte, cell))
                        if found:
                            self.claimed.add(name)
                        for measure in found:
                            yield name, measure

    def _label(self, name: Name, here: Row) -> Cell | None:
        """The cell that holds nothing but `name` and perhaps its unit."""
        norm = self.reading.norm
        for cell in here.cells:
            if cell[0] <= name.start < cell[1] and name.end <= cell[1]:
                lead = norm[cell[0] : name.start].strip(" *-•#_(")
                at = name.end
                if unit := unit_at(norm, at, cell[1]):
                    at = unit[1]
                elif paren := re.compile(r"\s*\(([a-z/+ ]{1,14})\)").match(norm, at, cell[1]):
                    at = paren.end()
                rest = norm[at : cell[1]].strip(" *_:.,")
                if (not lead or _QUALIFIER.fullmatch(lead)) and (not rest or _QUALIFIER.fullmatch(rest)):
                    return cell
        return None

    def _is_header(self, line: int, here: Row, labels: dict[Name, Cell]) -> bool:
        if line + 1 >= len(self.reading.layout.lines):
            return False
        norm = self.reading.norm
        others = [c for c in here.cells if c not in labels.values()]
        if any(re.fullmatch(rf"[<>]?{NUMBER}\s?[lh*]{{0,2}}", norm[c[0] : c[1]]) for c in others):
            return False
        below = self._below(line)
        if below is None:
            return False
        cells = [below_cell for c in labels.values() if (below_cell := here.place(c, below))]
        return any(re.match(rf"[<>*]?\s?{NUMBER}", norm[c[0] : c[1]]) for c in cells) and not self._label_first(below)

    def _label_first(self, below: Row) -> bool:
        index = self.reading.layout.line_number(below.start) - 1
        return any(below.cells[0][0] <= n.start < below.cells[0][1] for n in self.by_line.get(index, ()))

    def _below(self, line: int) -> Row | None:
        """The next line, a ruled one skipped."""
        lines, norm = self.reading.layout.lines, self.reading.norm
        for after in (line + 1, line + 2):
            if after >= len(lines):
                return None
            start, end = lines[after]
            if norm[start:end].strip() and not _RULE.fullmatch(norm, start, end):
                return self.row(after)
            if not norm[start:end].strip():
                return None
        return None

    def _columns(self, line: int, head: Row, labels: dict[Name, Cell]) -> Iterator[tuple[Name, Measure]]:
        found: list[tuple[Name, Measure]] = []
        ranges: dict[Name, tuple[float | None, float | None]] = {}
        lines, norm = self.reading.layout.lines, self.reading.norm
        units = {n: self._unit(n, c) for n, c in labels.items() if n.analyte}
        for after in range(line + 1, min(line + 40, len(lines))):
            start, end = lines[after]
            if _RULE.fullmatch(norm, start, end):
                if not norm[start:end].strip():
                    break
                continue
            body = self.row(after)
            if len(body.cells) < 2 or body.piped != head.piped:
                break
            reference = _REFERENCE.fullmatch(norm[body.cells[0][0] : body.cells[0][1]]) is not None
            for name, cell in labels.items():
                below = head.place(cell, body)
                if not name.analyte or below is None or below == body.cells[0] != head.cells[0]:
                    continue
                bounds = _bounds(norm, below)
                if bounds and (reference or bounds[0] is not None):
                    ranges[name] = bounds
                elif measure := self._value(below, name.analyte, units[name]):
                    found.append((name, measure))
        for name, measure in found:
            bounds = ranges.get(name)
            unbounded = measure.low is None and measure.high is None
            if bounds and unbounded and name.analyte and credible_range(name.analyte, *bounds):
                measure.low, measure.high = ranges[name]
            self.claimed.add(name)
            yield name, measure

    def _unit(self, name: Name, cell: Cell) -> Unit | None:
        assert name.analyte is not None
        written = unit_at(self.reading.norm, name.end, cell[1])
        return next((u for u in name.analyte.units if written and u.code == written[0]), None)

    def _value(self, cell: Cell, analyte: Analyte, unit: Unit | None) -> Measure | None:
        """The value that a cell holds and nothing else beside it."""
        start, end = cell
        norm = self.reading.norm
        lead = re.compile(r"[(\[]?(ll|hh|l|h|n)\s+(?=\d)").match(norm, start, end)
        measure = read(self.reading, lead.end() if lead else start, end, analyte, unit)
        if measure is None:
            return None
        rest = norm[measure.after : end].strip(" *()[]_.|!")
        if rest and not _ASIDE.fullmatch(rest):
            return None
        if lead:
            measure.flag = lead[1][0].upper()
        measure.start, measure.end = start, max(measure.end, min(measure.after, end))
        return measure

    def _across(self, line: int, here: Row, name: Name, analyte: Analyte, cell: Cell) -> Iterator[Measure]:
        """The values right of a name, and the range and flag that stand in cells of their own."""
        norm = self.reading.norm
        unit = self._unit(name, cell)
        found: list[Measure] = []
        low: float | None = None
        high: float | None = None
        head = self._head(line, here)
        for right in here.cells[here.cells.index(cell) + 1 :]:
            text = norm[right[0] : right[1]]
            title = ""
            if head and (above := here.place(right, head)):
                title = norm[above[0] : above[1]].strip(" *_:")
            written = unit_at(norm, right[0], right[1])
            if _EMPTY.fullmatch(text) or (_SKIP.fullmatch(title) and not _MARK.fullmatch(text) and not written):
                continue
            if title and (bound := _BOUND.fullmatch(title)) and re.fullmatch(NUMBER, text):
                low, high = (number(text), high) if bound["low"] else (low, number(text))
            elif (bounds := _bounds(norm, right)) and (
                bounds[0] is not None or (found and ("ref" in title or text[0] in "(<≤"))
            ):
                if credible_range(analyte, *bounds):
                    low, high = bounds
            elif _MARK.fullmatch(text) and found:
                self._mark(found[-1], self.reading.text[right[0] : right[1]])
            elif written and written[1] == right[1]:
                unit = next((u for u in analyte.units if u.code == written[0]), unit)
                if found and unit and unit.low <= (found[-1].value or 0) <= unit.high:
                    found[-1].unit = unit
            elif measure := self._value(right, analyte, unit):
                found.append(measure)
            else:
                break
        for measure in found:
            if measure.low is None and measure.high is None:
                measure.low, measure.high = low, high
            yield measure

    @staticmethod
    def _mark(measure: Measure, text: str) -> None:
        mark = text.strip("()[] ").upper()
        if mark[0] in "LHN":
            measure.flag = mark[0]
        else:
            measure.starred = True

    def _head(self, line: int, here: Row) -> Row | None:
        """The header of the table that `line` is in: the first line of its block of lines with cells."""
        lines, norm = self.reading.layout.lines, self.reading.norm
        head = None
        for above in range(line - 1, max(-1, line - 40), -1):
            start, end = lines[above]
            if not norm[start:end].strip():
                break
            if _RULE.fullmatch(norm, start, end):
                continue
            candidate = self.row(above)
            if len(candidate.cells) < 2 or candidate.piped != here.piped:
                break
            head = candidate
        return head


def _bounds(norm: str, cell: Cell) -> tuple[float | None, float | None] | None:
    found = _RANGE.fullmatch(norm[cell[0] : cell[1]])
    if not found:
        return None
    low, high = found["low"] or found["floor"], found["high"] or found["top"]
    return (number(low) if low else None), (number(high) if high else None)
