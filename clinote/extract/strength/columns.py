"""The heading of a table of strength: what each column holds, by side, by muscle, by time or on another scale."""

from dataclasses import dataclass, replace
from itertools import islice

from clinote import anatomy
from clinote.expressions import expression
from clinote.extract import grid
from clinote.extract.strength import grades, tokens
from clinote.extract.strength.headings import ORDER, order
from clinote.lexicon import starting
from clinote.patterns import worded
from clinote.reading import Reading

WIDEST = 160
_WORDS = 9
"""The most blanks of a heading that single blanks part."""
_NUMBERED = r"(?:{time.numbered}|{strength.occasions}) ?#?"
TIME = worded(
    r"(?<![\w/])(?:\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{1,2}[.-]\d{1,2}[.-]\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}/\d{4}"
    r"|(?:\d{1,2} )?{time.months}\.?(?: \d{1,2}(?!\d),?)?(?: ?'?\d{2,4})?"
    rf"|{_NUMBERED}\d{{1,3}}|\d{{1,3}}(?: |-)?{{time.units}}s?(?: (?:ago|later|post-?op|post|f/?u))?"
    r"|(?:this|current|final|{strength.earlier}|{time.ordinals}) {strength.occasions}"
    r"|{time.course}|(?!soc\b){strength.earlier}|{strength.present}|{strength.other_times})(?![\w/])"
)
"""A date or a visit: "3/1", "Mar 2026", "visit 3", "2 wks", "initial", "pre-op"."""
_SCALE = expression(r"\([^()a-z]{0,12}\)|\b0 ?(?:-|to) ?5\b|(?:(?<!\d)/|\bout of )5\b")
"""What a heading may say of the scale: "MMT (0-5)"."""
_ASIDE = expression(r"\([^()]*\)")
_SIDE = r"(?<![\w'])(?:({right}|r[ul][el])|({left}|l[ul][el])|({both_sides}|b[ul][el]))(?![\w'])"
SIDE = worded(_SIDE)
SIDES = ("right", "left", "bilateral")
_STRENGTH = worded(r"\b(?:{strength.measured}|{strength.scores}|test(?:ing)?)\b")
_LIMB = worded(r"\b(?:{strength.limbs}|upper|lower|exam|scale)\b|[^a-z0-9]+")
_GRADE = expression(r"(?<![^\s(|])[0-5](?:[+-]|plus|minus)?(?:/5)?(?![^\s,)|])")
_LABELLED = worded(rf"(?:{_SIDE})(?: [a-z]+)? ?[:=-]? ?[0-5] ?[+-]? ?/ ?5(?![\d/])")
"""A side with its grade, "R UE: 4/5", whose five makes it no date."""
_PAIR = expression(r"(?:\S+ )?[0-5][+-]?/[0-5][+-]?")
_STOP = expression(r"[;?!]|[a-z]{4}\.(?:\s|$)|(?<!\|)\b[rl]\|[rl]\b(?!\|)")
_ELSE = worded(r"\b(?:{no_results}|{strength.not_graded})\b")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, headed at `start:end` of the heading's line.

    `sides` are those of the grades of one cell: one, or two where its cells give pairs. `limb` is the limb that its
    heading names beside a side, "RUE". `mine` says that its cells are grades of strength, `other` that they are on
    another scale; `timed`, that a date or a visit heads it. `past` is what says that another one is later.
    """

    index: int
    start: int
    end: int
    sides: tuple[str | None, ...] = (None,)
    site: str | None = None
    limb: str | None = None
    mine: bool = False
    other: bool = False
    timed: bool = False
    past: grid.Cell | None = None

    @property
    def sided(self) -> bool:
        """Whether its heading names a side."""
        return self.sides != (None,)


def heading(reading: Reading, number: int) -> list[Column] | None:
    """The columns that a line (numbered from 0) heads, where it is the heading of a table of strength."""
    start, end = reading.layout.lines[number]
    if not 1 < end - start <= WIDEST:
        return None
    norm = reading.norm
    parted = grid.PARTED.search(norm, start, end)
    if (not parted and norm.count(" ", start, end) > _WORDS) or _STOP.search(norm, start, end):
        return None
    if _LABELLED.search(norm, start, end) or _GRADE.search(_SCALE.sub(" ", TIME.sub(" ", norm[start:end]))):
        return None
    if not _may_head(norm[start:end], parted is not None):
        return None
    columns, counted = _read(reading, start, end)
    if not _is_heading(reading, start, columns, counted):
        return None
    if any(c.site for c in columns) and not any(c.sided for c in columns):
        for k, c in enumerate(columns[1:], start=1):
            columns[k] = replace(c, site=c.site or reading.text[start + c.start : start + c.end], mine=True)
    return _dated(reading, start, columns)


def _dated(reading: Reading, start: int, columns: list[Column]) -> list[Column]:
    """The columns of a line that begins at `start`, those of an earlier time than another one marked so."""
    timed = {c.index: reading.norm[start + c.start : start + c.end] for c in columns if c.mine and c.timed}
    earlier = {k for k, words in timed.items() if (m := _WORD.search(words)) and m[0] in tokens.vocabulary("earlier")}
    if len(earlier) == sum(c.mine for c in columns):
        return columns
    moments = {k: moment for k, words in timed.items() if k not in earlier and (moment := _moment(words))}
    if moments and len({len(moment) for moment in moments.values()}) == 1:
        first, last = min(moments.values()), max(moments.values())
        turn = not first[0] and last[1] - first[1] > _HALF  # a new year's months without their year
        earlier |= {k for k, moment in moments.items() if moment < last and not turn}
    return [replace(c, past=(start + c.start, start + c.end)) if c.index in earlier else c for c in columns]


_WORD = expression(r"[a-z]{2,}(?:-[a-z]+)*")
_DATE = expression(r"(\d{1,2})/(\d{1,2})(?:/(\d{2,4}))?")
_COUNT = worded(rf"{_NUMBERED}(\d{{1,3}})\b")


def _moment(words: str) -> tuple[int, ...]:
    """When a heading says that its column was taken: year, month and day, or the number of a visit."""
    if date := _DATE.search(words):
        return int(date[3] or 0) % 100, int(date[1]), int(date[2])
    count = _COUNT.search(words)
    return (int(count[1]), 0) if count else ()


_HALF = 6
"""So many months between the columns are half a year."""


def implied(reading: Reading, number: int, below: int) -> list[Column] | None:
    """The columns of a table without a heading in which a muscle's cell spans the rows of its two sides."""
    start, end = reading.layout.lines[number]
    if end - start > WIDEST or not grid.PARTED.search(reading.norm, start, end):
        return None
    line = grid.row(reading.norm, (start, end))
    if len(line.cells) < len(_SPANNED) or [_cell(reading, cell) for cell in line.cells[:3]] != _SPANNED:
        return None
    under = grid.row(reading.norm, reading.layout.lines[below])
    if [_cell(reading, cell) for cell in under.cells if cell[1] > cell[0]][:2] != _SPANNED[1:]:
        return None
    return [Column(k, a - start, b - start, mine=k == 2) for k, (a, b) in enumerate(line.cells[:3])]


_SPANNED = ["site", "side", "grade"]


def _cell(reading: Reading, cell: tuple[int, int]) -> str | None:
    """What a cell holds: a side, a grade or a site."""
    words = reading.norm[slice(*cell)].strip(" *:.")
    if SIDE.fullmatch(words):
        return "side"
    if grades.cell(reading.norm, *cell):
        return "grade"
    return "site" if any(place.limb for place in anatomy.places(words)) else None


def _may_head(line: str, parted: bool) -> bool:
    """Whether a line names both sides or two times, or may name muscles: a quick look."""
    if {1, 2} <= {m.lastindex for m in SIDE.finditer(line)} or sum(1 for _ in islice(TIME.finditer(line), 2)) > 1:
        return True
    cells = line.replace("|", "  ").replace("\t", "  ").split("  ") if parted else line.split()
    return len(cells) > 2 and all(len(cell) < (_NAME if parted else _SHORT) for cell in cells)


_NAME, _SHORT = 24, 9
"""How long the name of a muscle may be among cells, and among words that only single blanks part."""


def _read(reading: Reading, start: int, end: int) -> tuple[list[Column], bool]:
    """The columns of a line, and whether bars or tabs part them."""
    line = grid.row(reading.norm, (start, end))
    if not (parted := len(line.cells) > 1):
        line = grid.spaced(reading.norm, (start, end), [m.span() for m in TIME.finditer(reading.norm, start, end)])
    bars = line.counted and parted
    return _labelled([_column(reading, cell, k, start) for k, cell in enumerate(line.cells)]), bars


def under(reading: Reading, columns: list[Column], number: int) -> list[Column]:
    """The columns as the line above their heading (numbered from 0) groups them: "ROM | MMT", "Right | Left"."""
    start, end = reading.layout.lines[number]
    if not 1 < end - start <= WIDEST or not grid.PARTED.search(reading.norm, start, end):
        return columns
    line = grid.row(reading.norm, (start, end))
    kids = [k for k, c in enumerate(columns) if c.mine or c.other]
    left = columns[kids[0]].start
    tops = [_column(reading, cell, k, start) for k, cell in enumerate(line.cells) if cell[1] > cell[0]]
    if not line.counted:
        tops = [t for t in tops if t.end > left - 3]
    elif tops and tops[0].index < columns[kids[0]].index:
        del tops[0]
    if not tops or len(tops) > len(kids) or not all(t.mine or t.other for t in tops):
        return columns
    tops = _dated(reading, start, tops)
    grouped = list(columns)
    for place, k in enumerate(kids):
        child, parent = columns[k], tops[place * len(tops) // len(kids)]
        sides = child.sides if child.sided or not parent.sided else parent.sides
        mine, other = child.mine and not parent.other, child.other or parent.other
        grouped[k] = replace(child, sides=sides, mine=mine, other=other, past=child.past or parent.past)
    return grouped


def _column(reading: Reading, cell: tuple[int, int], index: int, line: int) -> Column:
    start, end = cell
    column = Column(index, start - line, end - line)
    words = _SCALE.sub(" ", reading.norm[start:end])
    plain = TIME.sub(" ", words)
    timed = plain != words
    scaled = any(h.pattern.data.get("table") for h in starting(reading.around(start, "other_scale"), start, end))
    if scaled or _ELSE.search(plain):
        return replace(column, other=scaled)
    if given := order(plain):
        site = None if timed else _site(reading, start, end, ORDER.sub("", plain))
        return replace(column, sides=tuple(given.split("-")), site=site, mine=True, timed=timed)
    side = SIDE.search(plain)
    rest = _ASIDE.sub(" ", SIDE.sub(" ", plain, count=1) if side else plain)
    sides = (SIDES[(side.lastindex or 1) - 1] if side else None,)
    if not _LIMB.sub("", _STRENGTH.sub("", rest)):
        placed = not (side or timed) and any(place.limb not in (None, "half") for place in anatomy.places(rest))
        region = _site(reading, start, end, rest) if placed else None
        mine = bool(side or timed or region) or _STRENGTH.search(rest) is not None
        limb = reading.text[start:end] if side and anatomy.places(reading.norm[start:end]) else None
        return replace(column, sides=sides, site=region, limb=limb, mine=mine, timed=timed)
    site = None if timed else _site(reading, start, end, rest)
    return replace(column, sides=sides, site=site, mine=site is not None)


def _site(reading: Reading, start: int, end: int, words: str) -> str | None:
    """The muscle, the movement or the root that heads a column; `words` are its cell's, without a side."""
    words = words.rstrip(" :").rpartition(":")[2].strip(" *.()-")  # 'Power: deltoid'
    for hit in reading.around(start, "site"):
        inside = start <= hit.start and hit.end <= end and hit.pattern.id != "site.muscle"
        if inside and reading.norm[hit.start : hit.end] == words:
            return reading.text[hit.start : hit.end]
    return None


def _labelled(columns: list[Column]) -> list[Column]:
    """The columns without those of labels: "MMT", "Power (R/L)" or "today" above the names of muscles."""
    if not columns:
        return []
    first, rest = columns[0], columns[1:]
    if sum(c.site is not None for c in columns) > 1:
        return columns if first.site else [replace(first, mine=False), *rest]
    if any(c.sided for c in rest):
        kept = [first] if first.sided else [replace(first, mine=False)]
        return [*kept, *(c if c.sided or c.timed else replace(c, mine=False) for c in rest)]
    if len(first.sides) > 1 and any(c.mine for c in rest):
        return [replace(first, mine=False), *(replace(c, sides=first.sides) if c.mine else c for c in rest)]
    return columns if first.timed or first.sided else [replace(first, mine=False), *rest]


def told_apart(reading: Reading, number: int, columns: list[Column]) -> bool:
    """Whether the heading on line `number` sets a column of strength beside one of another scale: "ROM   MMT"."""
    start = reading.layout.lines[number][0]
    named = any(c.mine and _STRENGTH.search(reading.norm, start + c.start, start + c.end) for c in columns)
    return named and any(c.other for c in columns)


def _is_heading(reading: Reading, start: int, columns: list[Column], counted: bool) -> bool:
    """Whether columns make a heading: both sides, two times, several muscles, one between bars or beside others."""
    mine = [c for c in columns if c.mine]
    if len(mine) == 1 and len(mine[0].sides) > 1 and any(c.other for c in columns):
        return True  # "ROM R/L   MMT R/L"
    if len(mine) < 2:
        lone = len(mine) == 1 and columns[0] is not mine[0] and not (mine[0].timed or mine[0].site)
        return lone and (counted or any(c.other for c in columns))
    first = columns.index(mine[0])
    plain = sum(not c.mine for c in columns[first:])
    sites = [c for c in mine if c.site]
    if sites:
        named = _STRENGTH.search(reading.norm, start + columns[0].start, start + columns[0].end)
        least = 2 if named or any(c.sided for c in sites) else 3
        return len(sites) >= least and len(columns) - len(sites) <= 4 - least
    if first > 3 or plain > max(2, len(mine)):
        return False
    timed = [c for c in mine if c.timed]
    pairs = timed and all(_PAIR.fullmatch(reading.norm, start + c.start, start + c.end) for c in timed)
    if pairs and (all(c.sided for c in mine) or reading.around(start, "site")):
        return False
    return {"left", "right"} <= {side for c in mine for side in c.sides} or (len(timed) > 1 and plain < 2)
