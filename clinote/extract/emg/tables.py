"""A needle examination drawn as a table: muscles in rows; insertional activity, fibrillations, units in columns."""

from collections.abc import Iterator

from clinote.expressions import expression
from clinote.extract.grid import RULE, Cell, Row, row
from clinote.reading import Reading

_COLUMNS = {
    "spontaneous": r"fib.*|p\.?s\.?w\.?s?|pos(?:itive)?\.?(?: sharp)?(?: waves?)?|sharps?|spont.*|crds?",
    "insertion": r"ins\.?|insert.*|ia",
    "duration": r"(?:mup |muap |unit )?dur.*",
    "amplitude": r"(?:mup |muap |unit )?(?:amp.*|size)|mups?|muaps?|motor units?",
    "recruitment": r"recr.*|rec\.?|interf.*|ip|pattern",
    "myotonia": r"myot.*",
    "other": r"muscles?|sides?|nerves?|roots?|fasc.*|poly.*|phases|activation|effort|comments?|stability|conf.*|other",
}
_TITLE = expression("|".join(f"(?P<{name}>{titles})" for name, titles in _COLUMNS.items()))
_GRADE = (
    r"\(?(?:\++|\+?[1-4]\+?|[1-4]/4|rare|few"
    r"|occ[a-z.]*|some|many|abundant|freq[a-z.]*|present|yes|mod[a-z.]*|prof[a-z.]*)\)?"
)
_ONE = rf"(?:(?:fibs?|psws?|crds?) ?{_GRADE}|fibs?|psws?|crds?|{_GRADE})"
_PRESENT = rf"{_ONE}(?:[ ,;/&]+{_ONE}){{0,4}}"
_UP = r"inc.*|↑+|prolonged|long.*|large.*|high|giant|big|\++|\+?[1-4]\+|lg|neurogenic"
_DOWN = r"dec.*|red.*|↓+|short.*|small.*|low.*|brief.*|poor|--+|sm\b.*|myopathic|sh"
_WORDS = {
    "insertion": {"spontaneous_activity": _UP},
    "duration": {"myopathic": _DOWN, "neuropathic": _UP},
    "amplitude": {"myopathic": _DOWN, "neuropathic": _UP},
    "recruitment": {
        "myopathic": r"early.*|rapid|inc.*|↑+",
        "reduced_recruitment": r"dec.*|red.*|↓+|poor|disc.*|single.*|--+"
        r"|(?:markedly|mild(?:ly)?|mod(?:erately)?|severely) (?:dec|red).*",
    },
    "spontaneous": {"spontaneous_activity": _PRESENT},
    "myotonia": {"myotonic": _PRESENT},
}  # fmt: skip
_FINDINGS = {
    column: [(finding, expression(words)) for finding, words in found.items()] for column, found in _WORDS.items()
}
_ORDER = ("spontaneous", "insertion", "duration", "amplitude", "recruitment", "myotonia")
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
    for after in range(line + 1, min(line + 60, len(lines))):
        if RULE.fullmatch(norm, *lines[after]):
            if not norm[slice(*lines[after])].strip():
                return
            continue
        body = row(norm, lines[after])
        if len(body.cells) < 3 or body.counted != head.counted:
            return
        yield body


def _findings(norm: str, head: Row, titles: dict[Cell, str | None], body: list[Row]) -> Iterator[tuple[str, Cell]]:
    told = set()
    for column in _ORDER:
        for title in (cell for cell, name in titles.items() if name == column):
            for cell in filter(None, (head.place(title, one) for one in body)):
                for finding, words in _FINDINGS[column]:
                    if finding not in told and words.fullmatch(norm, *cell):
                        told.add(finding)
                        yield finding, cell
