"""A needle examination drawn as a table: muscles in rows; insertional activity, fibrillations, units in columns."""

from collections.abc import Iterator

from clinote.expressions import expression
from clinote.extract.grid import Cell, Row, beside, row
from clinote.patterns import worded
from clinote.reading import Reading

_COLUMNS = ("spontaneous", "insertion", "duration", "amplitude", "recruitment", "myotonia", "other")
_TITLE = worded("|".join(f"(?P<{name}>{{emg.columns.{name}}}.*)" for name in _COLUMNS))
_GRADE = r"\(?(?:\++|\+?[1-4]\+?|[1-4]/4|{emg.cells.present}[a-z.]*)\)?"
_ONE = rf"(?:{{emg.cells.activity}} ?{_GRADE}|{{emg.cells.activity}}|{_GRADE})"
_PRESENT = worded(rf"{_ONE}(?:[ ,;/&]+{_ONE}){{0,4}}")
_MORE = worded(r"{emg.cells.more}.*|↑+|\++|\+?[1-4]\+")
_LESS = worded(r"{emg.cells.less}.*|↓+|--+")
_FINDINGS = {
    "insertion": [("spontaneous_activity", _MORE)],
    "duration": [("myopathic", _LESS), ("neuropathic", _MORE)],
    "amplitude": [("myopathic", _LESS), ("neuropathic", _MORE)],
    "recruitment": [
        ("myopathic", worded(r"{emg.cells.early}.*|↑+")),
        ("reduced_recruitment", worded(r"{emg.cells.fewer}.*|↓+|--+")),
    ],
    "spontaneous": [("spontaneous_activity", _PRESENT)],
    "myotonia": [("myotonic", _PRESENT)],
}
_ANCHOR = expression(r"\b(?:fib|psw|spont)")


def tables(reading: Reading) -> list[tuple[Cell, list[tuple[str, Cell]]]]:
    """The needle tables of the note: where each stands, and one cell for each finding it shows."""
    found: list[tuple[Cell, list[tuple[str, Cell]]]] = []
    lines = reading.layout.lines
    reached = 0
    for anchor in _ANCHOR.finditer(reading.norm):
        if anchor.start() < reached or (found and anchor.start() < found[-1][0][1]):
            continue
        line = reading.layout.line_number(anchor.start()) - 1
        reached = lines[line][1]
        head = row(reading.norm, lines[line])
        titles = {cell: title.lastgroup for cell in head.cells if (title := _TITLE.fullmatch(reading.norm, *cell))}
        if len(titles) < 3 or len(titles) < len(head.cells) - 1:
            continue
        body = list(_body(reading, line, head))
        end = body[-1].end if body else head.end
        found.append(((head.start, end), list(_findings(reading.norm, head, titles, body))))
    return found


def _body(reading: Reading, line: int, head: Row) -> Iterator[Row]:
    lines, norm = reading.layout.lines, reading.norm
    for after in beside(norm, lines, line, 60):
        body = row(norm, lines[after])
        if len(body.cells) < 3 or body.counted != head.counted:
            return
        yield body


def _findings(norm: str, head: Row, titles: dict[Cell, str | None], body: list[Row]) -> Iterator[tuple[str, Cell]]:
    told = set()
    for column in _COLUMNS[:-1]:
        for title in (cell for cell, name in titles.items() if name == column):
            for cell in filter(None, (head.place(title, one) for one in body)):
                for finding, words in _FINDINGS[column]:
                    if finding not in told and words.fullmatch(norm, *cell):
                        told.add(finding)
                        yield finding, cell
