"""Tables of strength: columns for the sides, for times or for muscles; cells in numbers, words, letters or pairs."""

from itertools import islice
from typing import cast

from clinote import anatomy
from clinote.expressions import expression
from clinote.extract.grid import RULE
from clinote.extract.strength import rows as table_rows
from clinote.extract.strength.columns import WIDEST, Column, heading, implied, told_apart, under
from clinote.extract.strength.rows import Found, Row
from clinote.facts import Fact, Side, StrengthGrade
from clinote.lexicon import Hit, starting
from clinote.patterns import worded
from clinote.reading import Reading

_ABOVE, _BELOW, _LONGEST = 25, 4, 80
_DECIMAL = expression(r"(?<![\d/])\d\.[1-46-9](?!\d?/)")
"""A measure that is no grade."""
_VALUE = worded(
    r"(?<=[\s|,(])[+-]?\d|(?<=[\s|])(?:(?:{strength.grades}|{strength.letters})[+-]?|{untested})(?=[\s|]|$)"
)
_GRADED = worded(r"\b{strength.graded}\b")
"""What a row below a heading holds."""


def read(reading: Reading, lines: list[int]) -> tuple[list[Fact], list[tuple[int, int]]]:
    """The grades of the tables around these lines (numbered from 0), and the ranges of the tables' lines."""
    facts: list[Fact] = []
    rows: list[tuple[int, int]] = []
    reached, norm, lines_of = 0, reading.norm, reading.layout.lines
    for number in lines:
        for candidate in range(max(reached, number - _ABOVE), min(len(lines_of), number + _BELOW + 1)):
            if candidate < reached:
                continue
            reached = candidate + 1
            start, end = lines_of[candidate]
            below = _beside(reading, candidate, 1) if 1 < end - start <= WIDEST else None
            if below is None:
                continue
            if norm.startswith(("|", " ", "\t", "("), *lines_of[below]) and not _VALUE.search(norm, *lines_of[below]):
                below = _beside(reading, below, 1)  # behind a second row of heads
            if below is None or not _VALUE.search(norm, *lines_of[below]):
                continue
            first = candidate + 1
            if columns := heading(reading, candidate):
                if (heads := heading(reading, first)) and heads[0].start == heads[0].end:
                    continue  # a second row of heads, none above the labels
                above = _beside(reading, candidate, -1)
                columns = under(reading, columns, above) if above is not None else columns
            elif columns := implied(reading, candidate, below):
                first = candidate
            if columns and any(column.mine for column in columns):  # 'ROM' above them makes all of another scale
                new, taken, reached = _table(reading, candidate, first, columns)
                facts += new
                rows += taken
    return facts, sorted(rows)


def _beside(reading: Reading, number: int, step: int) -> int | None:
    """The next line above or below that is neither blank nor a rule, if it is near and of a table's width."""
    lines = reading.layout.lines
    for other in (number + step, number + 2 * step):
        if 0 <= other < len(lines) and not RULE.fullmatch(reading.norm, *lines[other]):
            return other if lines[other][1] - lines[other][0] <= WIDEST else None
    return None


def _table(
    reading: Reading, header: int, first: int, columns: list[Column]
) -> tuple[list[Fact], list[tuple[int, int]], int]:
    """The grades of a table headed at `header` with rows from `first` on, its lines, and the first line behind it."""
    lines = reading.layout.lines
    strength, other = _caption(reading, header)
    if told_apart(reading, header, columns):
        strength, other = True, False
    whole = other and columns[0].other  # 'Pain | Right | Left': nothing below it is strength
    if other and not whole:
        return [], [], header + 1
    rows: list[Row] = []
    taken = [lines[header]]
    site = ""
    blank = 0
    last = header
    for number, (start, end) in enumerate(islice(lines, first, first + _LONGEST), start=first):
        if not reading.norm[start:end].strip():
            blank += 1
            if blank > 1 and rows:
                break
            continue
        if RULE.fullmatch(reading.norm, start, end):
            continue
        if end - start > WIDEST:
            break
        row = table_rows.read(reading, start, end, columns, site)
        if row is None or (not row.found and heading(reading, number)):
            break
        blank = 0
        last = number
        taken.append((start, end))
        if row.found:
            rows.append(row)
            site = row.found[0].site
    found = [item for row in rows for item in row.found]
    if any(_DECIMAL.search(reading.norm, *line) for line in taken[1:]):  # latencies, lengths
        found = [f for f in found if f.grade.form != "bare"]
    told = strength or any(f.grade.form == "over" for f in found)
    if whole:
        return [], taken, last + 1
    if not found or not (told or _of_muscles(reading, header, columns, rows)):
        return [], [], header + 1
    return [_fact(reading, f) for f in found], taken, last + 1


def _fact(reading: Reading, cell: Found) -> Fact:
    grade = cell.grade
    says = StrengthGrade(grade.low, grade.high, cast("Side | None", cell.side), cell.site)
    fact = reading.fact(says, grade.start, grade.end, "strength.table")
    fact.places = anatomy.places(cell.site)
    if cell.past:
        fact.flag("historical", reading.cue(*cell.past, "strength.earlier"))
    return fact


def _of_muscles(reading: Reading, header: int, columns: list[Column], rows: list[Row]) -> bool:
    """Whether a table without a caption is one of muscles, most of them without a reflex of their own."""
    sites: list[Hit | None]
    if any(c.site for c in columns):
        start = reading.layout.lines[header][0]
        hits = {reading.text[h.start : h.end]: h for h in reading.around(start, "site") if h.start >= start}
        sites = [hits.get(c.site) for c in columns if c.site]
    else:
        sites = [next(iter(starting(reading.around(row.start, "site"), row.start, row.end)), None) for row in rows]
    muscles = [hit for hit in sites if hit and hit.pattern.data["what"] != "region"]
    plain = sum(not hit.pattern.data.get("reflex") for hit in muscles)
    # no reflex is graded 5 or 4-
    full = any(f.grade.high == 5 or f.grade.high % 1 > 0.5 for row in rows for f in row.found)
    known = 3 * sites.count(None) <= len(sites) if sites else False  # a row may have an unknown name
    return known and len(muscles) > 1 and (2 * plain > len(sites) or (plain > 0 and full))


def _caption(reading: Reading, header: int) -> tuple[bool, bool]:
    """Whether the words at and above a table speak of strength, or of another scale."""
    upper = range(max(0, header - 5), header + 1)
    above = [n for n in upper if reading.norm[slice(*reading.layout.lines[n])].strip()][-3:]
    hits = reading.hits("strength")
    if _GRADED.search(reading.norm, *reading.layout.lines[header]):
        return True, False
    for number in reversed(above):
        start, end = reading.layout.lines[number]
        start = max(start, end - 2 * WIDEST)
        near = starting(hits, start, end)
        prose = reading.norm[start:end].rstrip()[-1:] in (".", ";", ",")
        head = max((hit.start for hit in near if hit.pattern.data["role"] == "head"), default=-1)
        others = starting(reading.around(end - 1, "other_scale"), start, end) if number == header or not prose else ()
        counts = ((h.start, h.pattern.data) for h in others)
        scales = [at for at, data in counts if data.get("table") or (number == header and "counted" not in data)]
        if head >= 0 or scales:
            return head > max(scales, default=-1), max(scales, default=-1) > head
    return False, False
