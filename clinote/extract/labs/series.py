"""Values that follow a first one: '2.8 -> 3.4', 'then 315', '4.6 on 03/12', 'sodium and potassium 138 and 4.1'."""

import re
from collections.abc import Iterator
from functools import cache

from clinote.analytes import Analyte
from clinote.extract.labs.grammar import CLOCK, DATE, MONTH, skip, step
from clinote.extract.labs.names import Name, planned
from clinote.extract.labs.ranges import read_range
from clinote.extract.labs.values import ABOUT, NUMBER, Measure
from clinote.extract.labs.written import read
from clinote.reading import Reading


@cache
def _link() -> re.Pattern[str]:
    """What joins a value to the next of its series."""
    more = (
        rf"{step()}|,|followed by|down|after|later on|subsequently|subsequent|later|improving|up|afterwards?|eventually"
        r"|finally|before|previous|prev|was"
    )
    return re.compile(
        rf"\s*(?P<arrow>-+>|<-+|←|→|⇒|➔|=>|>>|>(?=\s?(?:\d|{DATE})))\s*(?:{DATE}:?\s*)?"
        r"(?:(?:\d{1,3}\s?)?(?!(?:[lhnk]|in|on|at)[\s-])[a-z][a-z ]{1,25}(?:-+>|→|⇒|➔|=>)\s*)?"
        rf"|\s*(?P<joint>[,;/(\[&]|\|(?=\s*{DATE})|(?:and|(?:up |down )?(?:to|from)|then|followed by|vs\.?|versus)"
        r"(?![a-z]))"
        rf"(?P<words>(?>(?:\s*(?:{more})){{0,12}}))\s*"
    )


_IN_BRACKETS = re.compile(rf"\s*\((?:on )?{DATE}\)\s+(?={NUMBER}\s?[LlHh*]?\s?\((?:on )?{DATE}\))")
"""The date behind a value to which the next follows with no comma: '4,020 (4/2) 2,210 (4/3)'."""
_AT = re.compile(rf"\s*\({CLOCK}(?:\s?h(?:rs?)?)?\)")
_ENDED = re.compile(
    r"\s*(?:$|[,;.()\[\]@]|w/|s/p|/\s|-+>|→|=>|>|\||(?:on|at|and|to|by|after|with|today|then|now|this|when|before|yesterday|vs|versus"
    r"|prior|in|from|but"
    r"|following|after|respectively|later|overnight|tonight|over|within|since|the|during|tomorrow|last|post|pre|x|upon"
    r"|as|until|while|since|which"
    r"|he|she|it|per|without)\b)"
)
_AFTERWARDS = re.compile(
    rf"(?P<mark>(?:[;,:]|\b(?:and|then|now|today|currently|later|repeat|repeated|recheck|rechecked|subsequently"
    rf"|redraw|redrawn|recollect(?:ed|ion)?|resent|re-sent|rerun|re-run"
    rf"|yesterday|discharge|nadir|peak|lately|previously|(?:repeat|the|this|that|her|his|last|next|final"
    rf"|latest) (?:level|value)))"
    rf"(?P<links>(?:\s+(?:level|value|was|is|of|at|to|it|again|down|up|in|on|by|the|{DATE})){{0,5}})[:=]?)\s+{ABOUT}"
    rf"(?=[<>]?{NUMBER})"
    rf"|\b(?:it|(?:the|these|his|her|repeat) (?:levels?|values?)|bump)\b(?P<verb>[^.;,\d]{{0,40}}?\b(?:was|is|at"
    rf"|to|of))\s+{ABOUT}(?=[<>]?{NUMBER})"
    rf"|\b(?:and then |then |and |later |subsequently |eventually |has |had |have )(?P<moved>(?:increased|risen"
    rf"|rose|climbed|went up|gone up|going up|came down|come down|gone down|went down|dropped|fell|fallen"
    rf"|decreased|declined|improved|recovered|corrected|drifted|settled|peaked|returned|trended down|normalized)"
    rf"(?:\s(?:again|back|up|down|further)){{0,2}}\s(?:to|at))\s+{ABOUT}(?=[<>]?{NUMBER})"
)
_MONTH_OR_DAY = re.compile(rf"\d|{MONTH}|[a-z]day|next|following")
_DATED = re.compile(
    rf"\s*(?:[(\[]?\s*(?:on|at|by|from|@)?\s*{DATE}|this (?:morning|afternoon|evening|[ap]\.?m)(?![a-z])"
    r"|yesterday|today|overnight|tonight"
    rf"|last night|on (?:repeat|recheck)|\((?:nadir|peak|admission|adm|initial|baseline|arrival|discharge)\)"
    rf"|\({MONTH}\)|in {MONTH}(?![a-z])|(?:on|at|by|prior to"
    rf"|upon)\s(?:the day of\s)?(?:admission"
    rf"|arrival|discharge|presentation|baseline|follow|recheck))"
)
_NOW = re.compile(r"\s(?:now|today|currently|this)\b")
_NUMBERED = re.compile(rf"[\s,(]*{ABOUT}[<>]?{NUMBER}")
_PLAIN = re.compile(rf"\s*{ABOUT}{NUMBER}(?![\d%]|[.,]\d)")
_SLASHED = re.compile(rf"\s*({NUMBER})(?=\s?/\s?\d)")
_UNIT = re.compile(r"\d ?[a-z]+/")
_LISTED = re.compile(rf"(?:\s*;\s*{NUMBER}[^;\d.]{{0,12}}){{2,12}}(?:$|[.;\n])")
_RUN = re.compile(rf"\s*{NUMBER}(?:\s?/\s?{NUMBER}){{2,9}}(?![\d/]|\.\d)")
_FIGURE = re.compile(NUMBER)
_CLOSING = re.compile(r"\s*[)\]]")
_SHARED = re.compile(rf"\s*(?:,|/|and|&|, and)\s*(?={NUMBER})")


def series(reading: Reading, first: Measure, analyte: Analyte, limit: int) -> Iterator[Measure]:
    """The values that continue a series after `first`: '-> 3.2', ', now 3.6', 'and 59', '(was 3.1)'."""
    norm, last = reading.norm, first
    listed = _LISTED.match(norm, first.after, limit)
    for _ in range(12):
        dated = _IN_BRACKETS.match(norm, last.after, limit)
        if dated:
            measure = read(reading, dated.end(), limit, analyte, first.unit)
            if measure is None or measure.unit is not first.unit:
                return
            yield measure
            last = measure
            continue
        dated = _DATED.match(norm, last.after, limit)
        if dated is None and (analyte.name != "ck" or "," in norm[last.start : last.end]):
            dated = _AT.match(norm, last.after, limit)
        at = dated.end() if dated else last.after
        if dated:
            at = read_range(reading, Measure(at, at), at, limit, analyte)
        if closing := _CLOSING.match(norm, at, limit):
            at = closing.end()
        link = _link().match(norm, at, limit)
        if not link:
            return
        plain = link["joint"] is not None and not link["words"].strip()
        if plain and link["joint"] in ("(", "["):
            return
        if any(word in (link["words"] or "") for word in ("goal", "normal")):
            return
        measure = read(reading, link.end(), limit, analyte, first.unit)
        if measure is None or measure.unit is not first.unit or not _ENDED.match(norm, measure.after, limit):
            return
        if plain and link["joint"] == "/" and not (dated or _beside(norm, last, measure)):
            return
        undated = not _DATED.match(norm, measure.after, limit)
        if (
            plain
            and undated
            and link["joint"] == ";"
            and not (listed or _beside(norm, last, measure) or _NOW.match(norm, measure.after, limit))
        ):
            return
        rounded = _integer(norm, measure) and not _integer(norm, first)
        if plain and undated and rounded and link["joint"] in (",", "and", "&"):
            return
        if measure.high is None and measure.low is None:
            measure.low, measure.high = first.low, first.high
        yield measure
        last = measure


def _beside(norm: str, last: Measure, measure: Measure) -> bool:
    """Whether two values are of one analyte: both have a flag or a unit, or the second a range or a date."""
    units = all(_UNIT.search(norm, m.start, m.end) for m in (last, measure))
    ranged = measure.low is not None or measure.high is not None
    return bool(last.flag and measure.flag) or units or ranged or _DATED.match(norm, measure.after) is not None


def _integer(norm: str, measure: Measure) -> bool:
    return "." not in norm[measure.start : measure.end]


def slashed(reading: Reading, at: int, limit: int, analyte: Analyte) -> list[Measure]:
    """Three values and more between slashes alone: '2.9/3.4/3.8'."""
    found: list[Measure] = []
    if run := _RUN.match(reading.norm, at, limit):
        for number in _FIGURE.finditer(reading.norm, run.start(), run.end()):
            measure = read(reading, number.start(), number.end(), analyte, found[0].unit if found else None)
            if measure is None or (found and _integer(reading.norm, measure) != _integer(reading.norm, found[0])):
                return []
            found.append(measure)
    return found


def later(reading: Reading, last: Measure, analyte: Analyte, limit: int) -> Iterator[Measure]:
    """Values of the same analyte told later without its name: '; 4.6 on 03/12', 'it rose to about 700'."""
    norm, at = reading.norm, last.after
    for _ in range(8):
        found = _AFTERWARDS.search(norm, at, limit)
        if not found:
            return
        at = found.end()
        measure = read(reading, at, limit, analyte, last.unit)
        if measure is None or measure.unit is not last.unit or not _ENDED.match(norm, measure.after, limit):
            continue
        dated = _DATED.match(norm, measure.after, limit) or _MONTH_OR_DAY.search(found["links"] or "")
        by_mark = found["mark"] is not None and not re.search(r"[a-z]", found["mark"])
        doubtful = analyte.name == "potassium" and _integer(norm, measure)
        if not dated and (by_mark or doubtful) and not _UNIT.search(norm, measure.start, measure.end):
            continue
        if analyte.name == "ck" and (measure.value or 0) < 40:
            continue
        if measure.high is None and measure.low is None:
            measure.low, measure.high = last.low, last.high
        yield measure
        at = measure.after


def treated(reading: Reading, last: Measure, analyte: Analyte, limit: int | None) -> Iterator[Measure]:
    """Values listed behind a colon after a treatment of what `last` found: 'fluid restriction: 121, 127, 132'."""
    limit = min(last.after + 500, limit or len(reading.norm))
    blank = reading.norm.find("\n\n", last.after, limit)
    end = limit if blank < 0 else blank
    for found in _listed_after(analyte.treated).finditer(reading.norm, last.after, end):
        first = read(reading, found.end(), end, analyte, last.unit)
        if first and first.unit is last.unit and _ENDED.match(reading.norm, first.after, end):
            if first.low is None and first.high is None:
                first.low, first.high = last.low, last.high
            yield first
            yield from series(reading, first, analyte, reading.sentence(first.start)[1])


@cache
def _listed_after(treatments: tuple[str, ...]) -> re.Pattern[str]:
    spelled = "|".join(map(re.escape, treatments))
    return re.compile(rf"(?<![a-z])(?:{spelled})(?![a-z])[^.;:\n]{{0,50}}:\s*(?=[<>]?{NUMBER})")


def distributed(reading: Reading, chain: list[Name], limit: int) -> list[tuple[Name, Measure]]:
    """'Sodium and potassium were 138 and 4.1': as many numbers as names, in their order."""
    at = skip(reading.norm, chain[-1].end, limit)
    found: list[tuple[Name, Measure]] = []
    for number, name in enumerate(chain):
        if number:
            joined = _SHARED.match(reading.norm, at, limit)
            if not joined:
                return []
            at = joined.end()
        if name.analyte is None:
            plain = _PLAIN.match(reading.norm, at, limit)
            if not plain:
                return []
            at = plain.end()
            continue
        slashed = _SLASHED.match(reading.norm, at, limit)
        measure = read(reading, at, slashed.end() if slashed else limit, name.analyte)
        if measure is None or planned(reading, name, measure.comparator is not None):
            return []
        found.append((name, measure))
        at = measure.after
    return found if _ENDED.match(reading.norm, at, len(reading.norm)) else []


def numbered(reading: Reading, name: Name, limit: int) -> bool:
    """Whether a number follows a name."""
    return _NUMBERED.match(reading.norm, skip(reading.norm, name.end, limit), limit) is not None
