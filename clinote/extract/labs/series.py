"""Values that follow a first one: '2.8 -> 3.4', 'then 315', '4.6 on 03/12', 'sodium and potassium 138 and 4.1'."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from clinote.analytes import Analyte
from clinote.expressions import expression
from clinote.extract.labs.grammar import CLOCK, dated, token_at
from clinote.extract.labs.names import Name, planned
from clinote.extract.labs.values import Measure, range_at, read
from clinote.extract.said import Token
from clinote.reading import Reading
from clinote.spans.number import DIGITS, NUMBER
from clinote.spans.quantity import unit_at

_LONGEST = 12
_WORDS = frozenset(("date", "be", "step", "filler", "degree", "moved", "about", "high", "low", "risen", "fallen"))
_JOINTS = frozenset(",;/([&|")
_SKIPPED = frozenset(")]:=~-*.")
_ENDS = _WORDS | _JOINTS | _SKIPPED | frozenset((
    "arrow", "back", "joint", "normal", "todo", "not", "open", "@", "flag", "multiple", "function", "over", "replete",
))  # fmt: skip
_UNIT = expression(r"\d ?[a-z]+/")
_LISTED = expression(rf"(?:\s*;\s*{NUMBER}[^;\d.]{{0,12}}){{2,12}}(?:$|[.;\n])")
_RUN = expression(rf"\s*{NUMBER}(?:\s?/\s?{NUMBER}){{2,9}}(?![\d/]|\.\d)")
_SLASHED = expression(rf"\s*({NUMBER})(?=\s?/\s?\d)")
_SHARED = expression(rf"\s*(?:,|/|and|&|, and)\s*(?={NUMBER})")
_PLAIN = expression(rf"\s*[<>~]?\s?{NUMBER}(?![\d%]|[.,]\d)")
_DOSE = expression(rf"{NUMBER}\s?(?!(?:[lhnk]|in|on|at)(?![a-z]))[a-z%](?:[a-z\d %]|/hr?\b){{0,30}}(?=-+>|→|⇒|➔|=>)")
"""A dose between two arrows: '2.4 -> 60 mEq -> 3.9'."""
_TIME = expression(rf"\s*\({CLOCK}(?:\s?h(?:rs?)?)?\)")


@dataclass(slots=True)
class _Link:
    """What stands between a value and the next number of its clause."""

    at: int
    joint: str | None = None
    worded: bool = False
    dated: bool = False
    normal: int = 0
    """Where the word ends that stands in place of a number: '-> now normal'."""


def series(reading: Reading, first: Measure, analyte: Analyte, limit: int) -> Iterator[Measure]:
    """The values that continue a series after `first`: '-> 3.2', ', now 3.6', 'and 59', '(was 3.1)'."""
    norm, last = reading.norm, first
    listed = _LISTED.match(norm, first.after, limit)
    for _ in range(_LONGEST):
        timed = analyte.name != "ck" or "," in norm[last.start : last.end]
        clock = _TIME.match(norm, last.after, limit) if timed else None
        link = _link(reading, clock.end() if clock else last.after, limit, analyte, clock is not None)
        if link is None:
            return
        if link.normal:
            yield Measure(link.at, link.normal, flag="N", after=link.normal)
            return
        measure = read(reading, link.at, limit, analyte, first.unit)
        if measure is None or not _whole(reading, measure, limit):
            return
        if first.unit is None and not (link.worded or _beside(reading, last, measure)):
            return  # but 'CK 8x ULN, 94 U/L by day 12'
        if first.unit is not None and measure.unit is not first.unit:
            return
        if not link.worded and not _follows(reading, link, first, last, measure, listed is not None):
            return
        measure.bound((first.low, first.high))
        yield measure
        last = measure


def _link(reading: Reading, at: int, limit: int, analyte: Analyte, when: bool) -> _Link | None:
    """The way from a value to the next number; None where strange words stand between."""
    link, steps = _Link(at, dated=when or dated(reading, at, limit)), False
    while token := token_at(reading, at, limit):
        if token.kind == "number":
            if link.joint is None and reading.norm[token.start] == ">":
                token, link.joint, link.worded = Token("number", token.start + 1, token.end), "arrow", True
            if link.joint is None and not link.worded:
                return None
            if link.joint == "arrow" and (dose := _DOSE.match(reading.norm, token.start, limit)):
                at = dose.end()  # '2.4 -> 60 mEq -> 3.9'
                continue
            link.at = token.start
            return link
        if token.kind in ("arrow", "back", "joint"):
            link.joint = link.joint or token.kind
            link.worded = link.worded or reading.norm[token.start : token.end] != "and"
        elif token.kind in _JOINTS:
            if token.kind == "|" and not dated(reading, token.end, limit):
                return None
            link.joint = link.joint or token.kind
            bounds, end = range_at(reading, token.start, limit, analyte) if token.kind in "([" else ((None, None), 0)
            if bounds != (None, None):
                at = end
                continue
        elif token.kind in _WORDS:
            before = link.joint is None and token.kind == "date"
            link.worded = link.worded or not before
            link.dated = link.dated or token.kind in ("date", "step")
        elif token.kind == "normal" and (steps or (link.joint and dated(reading, token.end, limit))):
            link.at, link.normal = token.start, token.end
            return link if ended(reading, token.end, limit) else None
        elif token.kind in ("word", "away", "replete") and link.joint == "arrow":
            pass  # "-> given KCl -> 3.9"
        elif token.kind == ":" and reading.norm[token.start - 1] in ")]":
            link.joint, link.worded = link.joint or ":", True  # "CK (baseline 240): 260"
        elif token.kind not in _SKIPPED or (token.kind in ".:" and link.joint is None):
            return None
        steps = steps or token.kind in ("arrow", "step", "moved")
        at = token.end
    return None


def _follows(reading: Reading, link: _Link, first: Measure, last: Measure, measure: Measure, listed: bool) -> bool:
    """Whether a number behind a mark alone is the next of the series."""
    norm = reading.norm
    beside = _beside(reading, last, measure)
    undated = not dated(reading, measure.after, len(norm))
    rounded = _integer(norm, measure) and not _integer(norm, first)
    match link.joint:
        case "(" | "[":
            return _of_then(reading, measure.after)
        case "/":
            return link.dated or beside
        case ";":
            now = token_at(reading, measure.after, len(norm))
            return listed or beside or not undated or (now is not None and now.kind == "step")
        case _:
            return not (undated and rounded)


def _of_then(reading: Reading, at: int) -> bool:
    """Whether what stands between `at` and the end of its brackets is the time of a value: '(3.1 on admission)'."""
    timed = False
    while token := token_at(reading, at, len(reading.norm)):
        if token.kind in (")", "]", ";", ","):
            return timed
        if token.kind not in _WORDS:
            return False
        timed = timed or token.kind in ("date", "step")
        at = token.end
    return False


def ended(reading: Reading, at: int, limit: int) -> bool:
    """Whether a value ends at `at`: no strange word follows that could be what the number counts."""
    after = token_at(reading, at, limit)
    if after and after.kind == "number":
        return reading.norm[after.start] == ">"  # the next of a trend: "2.2 > 2.7 > 3.6"
    if after and after.kind in "-(" and after.start == at and reading.norm[after.end : after.end + 1].isalpha():
        return ended(reading, after.end, limit)  # "25-OH D", "25(OH)D", "24-hour"
    return after is None or after.kind in _ENDS


def _whole(reading: Reading, measure: Measure, limit: int) -> bool:
    """Whether no strange word behind a value could be what its number counts: it has a unit, or ends there."""
    return _UNIT.search(reading.norm, measure.start, measure.end) is not None or ended(reading, measure.after, limit)


def _beside(reading: Reading, last: Measure, measure: Measure) -> bool:
    """Whether two values are of one analyte: both have a flag or a unit, or the second a range or a date."""
    units = all(_UNIT.search(reading.norm, m.start, m.end) for m in (last, measure))
    known = bool(last.flag and measure.flag) or units or measure.ranged
    return known or dated(reading, measure.after, len(reading.norm))


def _integer(norm: str, measure: Measure) -> bool:
    return "." not in norm[measure.start : measure.end]


def run(reading: Reading, at: int, limit: int, analyte: Analyte) -> list[Measure]:
    """Three values and more between slashes alone: '2.9/3.4/3.8'."""
    found: list[Measure] = []
    if figures := _RUN.match(reading.norm, at, limit):
        for number in DIGITS.finditer(reading.norm, figures.start(), figures.end()):
            measure = read(reading, number.start(), number.end(), analyte, found[0].unit if found else None)
            if measure is None or (found and _integer(reading.norm, measure) != _integer(reading.norm, found[0])):
                return []
            found.append(measure)
    return found


def later(reading: Reading, last: Measure, analyte: Analyte, limit: int) -> Iterator[Measure]:
    """Values of the same analyte told later without its name: '; 4.6 on 03/12', 'it rose to about 700'.

    A mark, a word that resumes ('then', 'repeat') or one of change ('rose', which needs its 'to') arms the reading; a
    strange word disarms it.
    """
    at, armed, when, word = last.after, "", False, ""
    while token := token_at(reading, at, limit):
        at, kind = token.end, token.kind
        if kind == "number":
            measure = None
            if armed and (armed != "moved" or word in _BRINGS):
                measure = _later(reading, token, last, analyte, limit, armed == "mark", when)
            if measure:
                run_on = [measure, *series(reading, measure, analyte, limit)]
                yield from run_on
                at = run_on[-1].after
            armed, when = "", False
        elif kind in ("moved", "risen", "fallen"):
            armed = armed if armed == "moved" and kind != "moved" else "moved"
        elif kind == "step":
            armed, when = "word", when or dated(reading, token.start, limit)
        elif kind in (";", ",", ":", "joint"):
            armed = armed or "mark"
        elif kind == "date":
            when = True
        elif armed and kind == "normal":
            armed = "moved"  # 'and normal at 4.0'
        elif armed == "mark" and kind == "be" and reading.norm[token.start : token.end] in _SAYS:
            armed = "word"  # 'this was replaced and was 4.1'
        elif kind not in _PASSED:
            armed, when = "", False
        word = word if kind in ("about", "filler") else reading.norm[token.start : token.end]


_BRINGS = ("to", "at", "from", "of", "was", "is", "up to", "down to")
_SAYS = ("is", "was")
_PASSED = frozenset(("be", "filler", "about", "over", "degree", ")", "]", "(", "=", "-"))


def _later(
    reading: Reading, token: Token, last: Measure, analyte: Analyte, limit: int, by_mark: bool, when: bool
) -> Measure | None:
    norm = reading.norm
    measure = read(reading, token.start, limit, analyte, last.unit)
    if measure is None or measure.unit is not last.unit or not _whole(reading, measure, limit):
        return None
    doubtful = analyte.name == "potassium" and _integer(norm, measure)
    told = when or dated(reading, measure.after, limit)
    if not told and (by_mark or doubtful) and not _UNIT.search(norm, measure.start, measure.end):
        return None
    if analyte.name == "ck" and (measure.value or 0) < 40:
        return None
    measure.bound((last.low, last.high))
    return measure


def treated(reading: Reading, last: Measure, analyte: Analyte, limit: int | None) -> Iterator[Measure]:
    """Values listed behind a colon after a treatment of what `last` found: 'fluid restriction: 121, 127, 132'."""
    limit = min(last.after + 500, limit or len(reading.norm))
    blank = reading.norm.find("\n\n", last.after, limit)
    end = limit if blank < 0 else blank
    for found in _listed_after(analyte.treated).finditer(reading.norm, last.after, end):
        first = read(reading, found.end(), end, analyte, last.unit)
        if first and first.unit is last.unit and ended(reading, first.after, end):
            first.bound((last.low, last.high))
            yield first
            yield from series(reading, first, analyte, reading.sentence(first.start)[1])


@cache
def _listed_after(treatments: tuple[str, ...]) -> re.Pattern[str]:
    spelled = "|".join(map(re.escape, treatments))
    return re.compile(rf"(?<![a-z])(?:{spelled})(?![a-z])[^.;:\n]{{0,50}}:\s*(?=[<>]?{NUMBER})")


def distributed(reading: Reading, chain: list[Name], limit: int) -> list[tuple[Name, Measure]]:
    """'Sodium and potassium were 138 and 4.1': as many numbers as names, in their order."""
    at = skip(reading, chain[-1].end, limit)
    found: list[tuple[Name, Measure]] = []
    for number, name in enumerate(chain):
        if number:
            if not (joined := _SHARED.match(reading.norm, at, limit)):
                return []
            at = joined.end()
        if name.analyte is None:
            if not (plain := _PLAIN.match(reading.norm, at, limit)):
                return []
            at = plain.end()
            written = unit_at(reading.norm, at, limit)
            at = written[1] if written else at
            continue
        slashed = _SLASHED.match(reading.norm, at, limit)
        measure = read(reading, at, slashed.end() if slashed else limit, name.analyte)
        if measure is None or planned(reading, name, measure.comparator is not None):
            return []
        found.append((name, measure))
        at = measure.after
    return found if ended(reading, at, len(reading.norm)) else []


def skip(reading: Reading, at: int, limit: int) -> int:
    """The start of the number that only words, dates and marks part from `at`, or of what is strange."""
    while (token := token_at(reading, at, limit)) and (
        token.kind in _WORDS or token.kind in "(=:-~[" or token.kind == "flag"
    ):
        at = token.end
    return token.start if token else at


def numbered(reading: Reading, name: Name, limit: int) -> bool:
    """Whether a number follows a name."""
    at = skip(reading, name.end, limit)
    token = token_at(reading, at + (reading.norm[at : at + 1] == ","), limit)
    return token is not None and token.kind == "number"
