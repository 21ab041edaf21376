"""Results in tables: an analyte in each row, or an analyte in each column."""

from collections.abc import Iterator
from itertools import pairwise

from clinote.analytes import Analyte
from clinote.expressions import expression
from clinote.extract.grid import PARTED, Cell, Row, beside, row, spaced
from clinote.extract.labs.grammar import DATE
from clinote.extract.labs.labels import EMPTY, FIGURE, Label, label_in, unit_in
from clinote.extract.labs.names import Name, planned
from clinote.extract.labs.values import Measure, credible, read
from clinote.grouping import grouped
from clinote.patterns import worded
from clinote.reading import Reading
from clinote.spans.number import DIGITS, NUMBER, value_of
from clinote.spans.quantity import bounds_in, unit_at

_ASIDE = worded(rf"(?:at |on |@ ?|\(?)?{DATE}\)?|a|c|{{labs.spoilt}}|\(?(?:{{labs.drawn}}|{{time.course}})\)?")
_MARK = worded(r"[(\[*]{0,2}(?:{quantities.letters}|{quantities.flag_words}|\*+|!+|a|[↑↓]+)[)\]*]{0,2}")
_LEAD = worded(rf"[(\[]?({{quantities.letters}})\s+(?=\d)|{DATE}\s*[:=]?\s+(?=[<>]?\d)")
_BEGUN = worded(rf"(?:{{quantities.letters}}\s+)?[<>*↑↓]{{0,3}}\s?{NUMBER}")
_WIDEST = 300
"""A longer line is a paragraph, unless bars or tabs part it."""
_FLAGGED = expression(r"(?<=\d) (?:ll|hh|l|h|\*) (?=[<>]?\d)")
_SKIP = worded(r"{no_results}|units?|%|flag")
_BOUND = worded(
    r"{quantities.ranges}?\s*(?:(?P<low>{quantities.lowest})|(?P<high>{quantities.highest}))"
    r"(?: {quantities.ranges}| limit)?"
)
_REFERENCE = worded(r"{quantities.ranges}\.?:?")
_WHEN = worded(rf"(?:{{labs.time_heads}}|{DATE}):?")


class Tables:
    """The tables of a note, read once; `claimed` are the names whose values they hold."""

    def __init__(self, reading: Reading, names: list[Name]) -> None:
        self.reading = reading
        self.by_line = grouped([(reading.layout.line_number(name.start) - 1, name) for name in names])
        self.claimed: set[Name] = set()
        self.rows: dict[int, Row] = {}

    def row(self, line: int) -> Row:
        if line not in self.rows:
            self.rows[line] = here = row(self.reading.norm, self.reading.layout.lines[line])
            if not here.counted:
                here.cells = [part for cell in here.cells for part in _flagged(self.reading.norm, cell)]
        return self.rows[line]

    def results(self) -> Iterator[tuple[Name, Measure]]:
        """Every value that a table gives, with the name of its row or column."""
        for line, names in self.by_line.items():
            if not any(n.analyte for n in names):
                continue
            here = self._row_of(line, names)
            if here is None or len(here.cells) < 2:
                continue
            labels = {name: label for name in names if (label := label_in(self.reading.norm, name, here))}
            if not labels:
                continue
            headed = self._is_header(line, here, labels)
            for name, measure in (self._columns if headed else self._rows)(line, here, labels):
                self.claimed.add(name)
                yield name, measure

    def _row_of(self, line: int, names: list[Name]) -> Row | None:
        """The cells of a line with names; None where it is plain text."""
        start, end = self.reading.layout.lines[line]
        text = self.reading.norm
        if end - start > _WIDEST and "|" not in text[start:end] and "\t" not in text[start:end]:
            return None
        if PARTED.search(text[start:end].strip()):
            return self.row(line)
        if end - start > 100 or (len(names) == 1 and names[0].start - start > 4):
            return None
        here = spaced(text, (start, end), [(n.start, n.end) for n in names])
        texts = [text[a:b] for a, b in here.cells]
        columns = len(names) >= 2 and len(texts) - len(names) <= 1 and _WHEN.fullmatch(texts[0])
        first = names[0]
        across = (
            len(names) == 1
            and len(texts) > 2
            and here.cells[0] == (first.start, first.end)
            and not ("hct" in texts[0] or "h" in texts[0].split("/"))
            and all(FIGURE.fullmatch(t) or EMPTY.fullmatch(t) or bounds_in(t) for t in _figures(texts[1:]))
        )
        if columns:
            self.rows[line] = here
        return here if columns or across else None

    def _is_header(self, line: int, here: Row, labels: dict[Name, Label]) -> bool:
        norm = self.reading.norm
        cells = {label.cell for label in labels.values()}
        if any(FIGURE.fullmatch(norm, *c) for c in here.cells if c not in cells):
            return False
        below = self._below(line)
        if below is None or self._label_first(below):
            return False
        under = [c for cell in cells if (c := here.place(cell, below))]
        return any(_BEGUN.match(norm, a, b) for a, b in under)

    def _label_first(self, below: Row) -> bool:
        index = self.reading.layout.line_number(below.start) - 1
        return any(below.cells[0][0] <= n.start < below.cells[0][1] for n in self.by_line.get(index, ()))

    def _below(self, line: int) -> Row | None:
        """The next line of values; ruled lines, a line of units and lines with no value are skipped."""
        lines, norm = self.reading.layout.lines, self.reading.norm
        for after in beside(norm, lines, line, 6):
            if self._of_units(body := self._body(line, after)):
                continue
            if len(body.cells) < 2 or not all(EMPTY.fullmatch(norm, *cell) for cell in body.cells[1:]):
                return body
        return None

    def _body(self, head: int, line: int) -> Row:
        """A line below the header `head`, its cells parted as those of the header are."""
        norm, kept = self.reading.norm, self.rows.get(head)
        if kept and kept.counted and not PARTED.search(norm, kept.start, kept.end):
            return spaced(norm, self.reading.layout.lines[line], [])
        return self.row(line)

    def _of_units(self, body: Row) -> bool:
        norm = self.reading.norm
        return all(a == b or ((unit := unit_at(norm, a, b)) and unit[1] == b) for a, b in body.cells)

    def _columns(self, line: int, head: Row, labels: dict[Name, Label]) -> Iterator[tuple[Name, Measure]]:
        """The values below names."""
        columns = {name: _Printed(self.reading, name.analyte, label) for name, label in labels.items() if name.analyte}
        norm = self.reading.norm
        for after in beside(norm, self.reading.layout.lines, line, 40):
            body = self._body(line, after)
            if self._of_units(body) and head.counted:  # its first cell may be left out
                body.cells[:0] = [(body.start, body.start)] * (len(head.cells) - len(body.cells))
            elif not self._of_units(body) and (len(body.cells) < 2 or body.counted != head.counted):
                break
            for column in columns.values():
                below = head.place(column.label.cell, body)
                if below and (below != body.cells[0] or column.label.cell == head.cells[0]):
                    column.read(below, _title(norm, body.cells[0]))
        for name, column in columns.items():
            for measure in column.bound():
                yield name, measure

    def _rows(self, line: int, here: Row, labels: dict[Name, Label]) -> Iterator[tuple[Name, Measure]]:
        """The values right of names."""
        norm, head = self.reading.norm, self._head(line, here)
        for name, label in labels.items():
            if name.analyte and not planned(self.reading, name, False):
                printed = _Printed(self.reading, name.analyte, label)
                for right in here.cells[here.index(label.cell) + 1 :]:
                    above = here.place(right, head) if head else None
                    if not printed.read(right, _title(norm, above) if above else ""):
                        break
                for measure in printed.bound():
                    yield name, measure

    def _head(self, line: int, here: Row) -> Row | None:
        """The header of the table that `line` is in: the first line of its block of lines with cells."""
        lines, norm = self.reading.layout.lines, self.reading.norm
        head = None
        for above in beside(norm, lines, line, -40):
            candidate = self.row(above)
            if len(candidate.cells) < 2 or candidate.counted != here.counted:
                break
            head = candidate
        return head


class _Printed:
    """What is printed of an analyte in the cells right of its label or below it: values, their range and their unit."""

    def __init__(self, reading: Reading, analyte: Analyte, label: Label) -> None:
        self.reading, self.analyte, self.label = reading, analyte, label
        self.found: list[Measure] = []

    def read(self, cell: Cell, title: str) -> bool:
        """Read a cell of a column or a row with this `title`; whether it holds what may be printed of the analyte."""
        norm, found, label = self.reading.norm, self.found, self.label
        text, written = norm[slice(*cell)], unit_at(norm, *cell)
        if EMPTY.fullmatch(text) or (_SKIP.fullmatch(title) and not _MARK.fullmatch(text) and not written):
            return True
        named = _REFERENCE.fullmatch(title) or (found and ("ref" in title or text[0] in "(<≤"))
        if (limit := _BOUND.fullmatch(title)) and DIGITS.fullmatch(text):
            (low, high), at = label.bounds, value_of(text)
            label.bounds = (at, high) if limit["low"] else (low, at)
        elif (bounds := bounds_in(text)) and (bounds[0] is not None or named):
            label.bounds = bounds if credible(self.analyte, *bounds) else label.bounds
        elif _MARK.fullmatch(text) and found:
            self._mark(found[-1], text)
        elif written and written[1] == cell[1]:
            label.unit = unit_in(norm, self.analyte, *cell) or label.unit
            if found and label.unit and label.unit.low <= (found[-1].value or 0) <= label.unit.high:
                found[-1].unit = label.unit
        elif measure := self._value(cell):
            found.append(measure)
        else:
            return False
        return True

    def bound(self) -> list[Measure]:
        """The values, in the range that is printed for them."""
        first, (low, high) = self.found[0] if len(self.found) > 1 else None, self.label.bounds
        if first and first.comparator in ("<", "<=") and high is None and credible(self.analyte, None, first.value):
            high = first.value  # the range stands before the values
            del self.found[0]
        if credible(self.analyte, low, high):
            for measure in self.found:
                measure.bound((low, high))
        return self.found

    def _value(self, cell: Cell) -> Measure | None:
        """The value that a cell holds and nothing else beside it."""
        start, end = cell
        norm = self.reading.norm
        lead = _LEAD.match(norm, start, end)
        measure = read(self.reading, lead.end() if lead else start, end, self.analyte, self.label.unit)
        if measure is None:
            return None
        rest = norm[measure.after : end].strip(" *()[]_.|!,")
        if (bounds := bounds_in(rest)) and credible(self.analyte, *bounds):
            measure.low, measure.high = bounds
        elif rest and not _ASIDE.fullmatch(rest):
            return None
        if lead and lead[1]:
            measure.flag = lead[1][0].upper()
        measure.start = start if not lead or lead[1] else lead.end()
        measure.end = max(measure.end, min(measure.after, end))
        return measure

    @staticmethod
    def _mark(measure: Measure, text: str) -> None:
        mark = text.strip("()[]* ")
        if mark and mark[0] in "lhn↓↑":
            measure.flag = {"↓": "L", "↑": "H"}.get(mark[0], mark[0].upper())


def _title(norm: str, cell: Cell) -> str:
    return norm[slice(*cell)].strip(" *_:")


def _flagged(norm: str, cell: Cell) -> list[Cell]:
    """The cells of one that holds several: a blank alone parts '9,300 H 410 H 39-308'."""
    ends = [found.end() for found in _FLAGGED.finditer(norm, *cell)]
    return [(a, b - 1 if b < cell[1] else b) for a, b in pairwise([cell[0], *ends, cell[1]])]


def _figures(texts: list[str]) -> list[str]:
    """The cells after a name, their flags left out; a row needs two numbers to be one."""
    figures = [t.split(" ")[0] for t in texts]
    return figures if sum(bool(FIGURE.fullmatch(t)) for t in figures) > 1 else ["no row"]
