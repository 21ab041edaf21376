"""Results in lines of a date and a value each, below a heading or a dated line with the name: 'CK:', '4/14: 61,250'."""

from clinote.analytes import Analyte, Unit
from clinote.expressions import expression
from clinote.extract.labs.grammar import CLOCK, DATE, MONTH
from clinote.extract.labs.labels import EMPTY, unit_in
from clinote.extract.labs.names import Name
from clinote.extract.labs.values import Measure, range_at, read
from clinote.patterns import worded
from clinote.reading import Reading
from clinote.spans.quantity import bounds_in, unit_at

_LEAD = worded(r"[\s*#•-]*(?:{labs.name_heads}\s*:\s*)?(?:serial |{labs.qualifiers} |trend (?:of|in) (?:the )?)?")
_ANSWER = worded(r"[\s*•-]*{labs.result_heads}\s*:")
_REFERENCE = worded(r"[\s*•-]*{quantities.ranges}\.?:?\s+")
_FIGURES = expression(r"\s*[<>*]?\d")
_HEADING = expression(r"(?:[^\d\n]|\d+\s?-\s?\d+|[<≤]\s?\d+){0,50}")
_DATED = worded(
    rf"[\s*•-]*(?:{DATE}|{MONTH}\s\d{{2,4}}|\d{{1,2}}/\d{{4}}|{{time.course}}|today|yest(?:erday)?|current)"
    rf"(?:\s+(?:\d\d:\d\d|{CLOCK}(?=\s+[<>*↑↓]?\s?[a-z\d])))?\s*[:=-]?\s*"
)


def listed(reading: Reading, name: Name) -> list[Measure]:
    """The values of the dated lines below a line that is only a heading with `name`; at least two."""
    norm, lines, analyte = reading.norm, reading.layout.lines, name.analyte
    line = reading.layout.line_number(name.start) - 1
    start, end = lines[line]
    if analyte is None or end - name.end > 50 or name.start - start > 30:
        return []
    if not _LEAD.fullmatch(norm, start, name.start) or not _HEADING.fullmatch(norm, name.end, end):
        return []
    unit = unit_in(norm, analyte, name.end, end)
    printed = Measure(name.end, name.end)
    for at in range(name.end, end):
        if norm[at - 1] in " ;(":
            printed.bound(range_at(reading, at, end, analyte)[0])
    for begin, stop in lines[line + 1 : line + 3]:
        reference = _REFERENCE.match(norm, begin, stop)
        if bounds := reference and bounds_in(norm[reference.end() : stop].strip()):
            printed.low, printed.high = bounds
        elif (written := unit_at(norm, begin, stop)) and not norm[written[1] : stop].strip():
            unit = unit_in(norm, analyte, begin, stop) or unit
        else:
            break
        line += 1
    found = _below(reading, line, analyte, unit, printed)
    alone = len(found) == 1 and not norm[name.end : end].strip(" :*") and not norm[start : name.start].strip(" *#-")
    return found if alone or len(found) > 1 else _next(reading, line, analyte, unit, printed)


def _next(reading: Reading, line: int, analyte: Analyte, unit: Unit | None, printed: Measure) -> list[Measure]:
    """The value that is all there is on the line below `line`, the first of its kind."""
    lines, norm = reading.layout.lines, reading.norm
    if line + 1 >= len(lines) or (line + 2 < len(lines) and _FIGURES.match(norm, *lines[line + 2])):
        return []
    begin, stop = lines[line + 1]
    answer = _ANSWER.match(norm, begin, stop)
    measure = read(reading, answer.end() if answer else begin, stop, analyte, unit)
    if measure is None or norm[measure.after : stop].strip(" ()[]*"):
        return []
    if line + 2 < len(lines) and (reference := _REFERENCE.match(norm, *lines[line + 2])):
        measure.bound(range_at(reading, reference.end(), lines[line + 2][1], analyte)[0])
    measure.bound((printed.low, printed.high))
    return [measure]


def continued(reading: Reading, name: Name, first: Measure) -> list[Measure]:
    """The values of the dated lines below one that `name` and its value begin: '7/1 0900  K 6.1', '7/1 1500  5.2 H'."""
    line = reading.layout.line_number(name.start) - 1
    dated = _DATED.match(reading.norm, reading.layout.lines[line][0])
    if name.analyte is None or dated is None or dated.end() != name.start:
        return []
    return _below(reading, line, name.analyte, first.unit, first)


def _below(reading: Reading, line: int, analyte: Analyte, unit: Unit | None, printed: Measure) -> list[Measure]:
    """The values of the dated lines below `line`, in the range that is printed there."""
    found = []
    for begin, stop in reading.layout.lines[line + 1 : line + 20]:
        dated = _DATED.match(reading.norm, begin, stop)
        if dated and EMPTY.fullmatch(reading.norm, dated.end(), stop):
            continue
        measure = read(reading, dated.end(), stop, analyte, unit) if dated else None
        if measure is None:
            break
        measure.bound((printed.low, printed.high))
        found.append(measure)
    return found
