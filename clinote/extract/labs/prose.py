"""Results in running text: 'CK 1,200 U/L (30-200)', 'potassium was low at 2.9', 'CK twice the upper limit'."""

import re
from collections.abc import Iterator
from dataclasses import replace

from clinote.analytes import Analyte, Unit
from clinote.extract.labs.grammar import DATE, skip
from clinote.extract.labs.names import Name, planned
from clinote.extract.labs.ranges import read_range
from clinote.extract.labs.series import series, slashed
from clinote.extract.labs.values import ABOUT, NUMBER, Measure, number, unit_at
from clinote.extract.labs.written import read
from clinote.reading import Reading

_COMMAS = re.compile(
    r"\s*,\s*(?:total|serum|plasma|which|that|at|most|last|now|today|initially|then|elevated|low|high|with|on"
    r"|noted)\b"
)
_LOOSE = re.compile(
    rf"(?P<words>[^;()\d.\n]{{1,60}}?)(?<![a-z])(?:was|is|were|of|at|came back|returned|to"
    rf"|as)\s+{ABOUT}(?=[<>]?\s?{NUMBER})"
)
_BARRED = re.compile(
    r"\b(?:goals?|target|keep|above|below|if|should|suppl|replac|replet|diet|dose|dosing|give|given|start|mg|tab"
    r"|for|since|age|every|after|before"
    r"|restrict|therapy|treat|take|taking|increase his|increase her|will|until|no|not|over|diagnos|stage|score"
    r"|deficit|grade|stain|intake|infus|drip|vitamin|urine)"
)
_RANGED = re.compile(
    rf"\s*{ABOUT}(?P<low>{NUMBER})\s?(?:-|to|or)\s?(?P<high>{NUMBER})(?P<s>'?s\b)?(?![\d/%:]|\.\d|-\d)"
)
_TIMES = re.compile(
    rf"\s*(?:[<>]=?|more than|greater than|over|at least|up to|nearly"
    rf"|almost)?\s*{ABOUT}(?:(?P<n>{NUMBER})(?:\s?(?:-|to)\s?{NUMBER})?\s*-?(?:x|times|fold)?"
    r"|twice|thrice|double|triple|(?:two|three|four|five|six|seven|eight|nine|ten|twenty|several"
    r"|many)\s?-?(?:times|fold|x))"
    r"\s*(?:the |that of |above |over |of |more than |greater than |higher than |increase[d]? |elevat(?:ed|ion) "
    r"|her |his |our |lab(?:oratory)? ){0,4}"
    r"(?:upper(?: limits?(?: of (?:the )?(?:normal|reference)(?: range)?)?| normal(?: limit)?| range"
    r"| reference limit)?|uln|normal(?: limits?| range| values?)?|limits? of normal|(?<=fold )(?:elevated"
    r"|elevation|increased?|increase|raised|rise|higher|above)|(?<=elevated )|(?<=elevation ))"
)
_TRAIL = re.compile(rf"(?:\s*(?:-+>|→|=>)\s*{NUMBER}\s?[lhn]{{0,2}})+")
_ASIDE = re.compile(rf"(?:,?\s*(?:(?:on|in|at|from|by)\s)?\(?{DATE}\)?|[a-z ]{{1,40}})\s?,?(?=\s*[(\[{{])")
_MONTH_AND_DAY = re.compile(r"\s*(?:[1-3]/\d{1,2}(?![\d.])|\d{1,2}/\d{1,2}:?\s+\d{1,2}\.\d)")
"""No hemoglobin and hematocrit: nobody has a hemoglobin of 1 to 3, and a date has a value behind it."""
_PAIR = re.compile(rf"\s*(?P<a>{NUMBER})\s?(?:/|and|&|,)\s?(?P<b>{NUMBER})(?![\d/]|\.\d)")


def results(reading: Reading, name: Name, limit: int) -> Iterator[Measure]:
    """The value after a name and those that follow it in a series; `limit` is where the name's reach ends."""
    analyte, at = name.analyte, name.end
    assert analyte is not None
    if run := slashed(reading, skip(reading.norm, name.end, limit), limit, analyte):
        yield replace(run[0], start=name.start)
        yield from run[1:]
        return
    first = _pair(reading, name, limit) or _times(reading, name, at, limit) or _first(reading, name, at, limit)
    if first is None and name.pattern.data.get("flag"):
        first = Measure(name.start, name.end, flag=name.pattern.data["flag"], after=name.end)
    if first is None:
        return
    start = name.start if "diagnosis" not in name.pattern.data else first.start
    yield replace(first, start=start)
    if first.unit is not None:
        yield from series(reading, first, analyte, limit)
    else:
        for more in re.finditer(r"(?<!\w)(?=\d[\d.]*\s?(?:x|times))", reading.norm[first.after : limit]):
            if (again := _times_at(reading, first.after + more.start(), limit)) is not None:
                yield again


def _first(reading: Reading, name: Name, at: int, limit: int) -> Measure | None:
    analyte, norm = name.analyte, reading.norm
    assert analyte is not None
    if "diagnosis" in name.pattern.data:
        return _beside_diagnosis(reading, name, limit)
    printed = Measure(at, at)
    at = read_range(reading, printed, at, limit, analyte)
    unit: Unit | None = None
    if written := unit_at(norm, at, limit):
        unit = next((u for u in analyte.units if u.code == written[0]), None)
        if unit:
            at = written[1]
            at = read_range(reading, printed, at, limit, analyte)
    if comma := _COMMAS.match(norm, at, limit):
        at = comma.start() + norm[comma.start() : comma.end()].index(",") + 1
    after = skip(norm, at, limit)
    if ranged := _RANGED.match(norm, after, limit):
        return _between(reading, ranged, analyte, unit, limit)
    measure = read(reading, after, limit, analyte, unit)
    if measure is None and not printed.high and not name.symbol:
        loose = _LOOSE.match(norm, at, limit)
        if loose and not _BARRED.search(loose["words"]):
            measure = read(reading, loose.end(), limit, analyte, unit)
    if measure is None or not _credible(reading, measure, analyte):
        return None
    if planned(reading, name, measure.comparator is not None):
        return None
    if printed.high is not None and measure.high is None:
        measure.low, measure.high = printed.low, printed.high
    if measure.flag is None and measure.low is None and measure.high is None:
        measure.flag = _said(norm[max(0, name.start - 25) : name.start], norm[name.end : measure.start])
    _range_after(reading, measure, analyte, limit)
    return measure


_SAID_BEFORE = re.compile(r"(?<![a-z])(?P<word>low|elevated|high|raised)\s+(?:serum |total |plasma )?(?P<letter>)$")
_SAID_BETWEEN = re.compile(
    r"(?:(?<![a-z])(?<!not )(?P<word>low|elevated|high|raised)(?![a-z-])|[\[(](?P<letter>[lh])[lh]?[\])])[^.;,]{0,6}$"
)


def _said(before: str, between: str) -> str | None:
    """The flag that the words at a value give it: 'slightly low at 8.8'."""
    found = _SAID_BETWEEN.search(between) or _SAID_BEFORE.search(before)
    return None if not found else "L" if (found["word"] or found["letter"])[0] == "l" else "H"


def _credible(reading: Reading, measure: Measure, analyte: Analyte) -> bool:
    """A comparator whose bound is an ordinary value is a goal or a rule, not a result."""
    if measure.comparator is None or measure.value is None or measure.unit is None:
        return True
    value = measure.value * measure.unit.factor
    if measure.comparator.startswith(">"):
        return value >= (measure.high or analyte.high)
    if analyte.threshold:
        return reading.norm[measure.start].isalpha() and value <= analyte.low
    return value <= analyte.low or analyte.name in ("ck", "tsh", "aldolase")


def _between(reading: Reading, found: re.Match[str], analyte: Analyte, unit: Unit | None, limit: int) -> Measure | None:
    """'CK 400-500', 'CK in the 500 or 600s': no one value, but a flag when both are on one side of normal.

    'from 5.4 to 6.1' is a first value, and a second one that follows.
    """
    ends = []
    for which in ("low", "high"):
        measure = read(reading, found.start(which), found.end(which), analyte, unit)
        if measure is None:
            return None
        measure.start, measure.end, measure.after = found.start(which), found.end(which), found.end(which)
        ends.append(measure)
    if reading.norm[found.end("low") : found.start("high")].strip() == "to":
        return ends[0]
    flags = {_side(m, analyte) for m in ends}
    spans_all = ends[0].value is not None and ends[1].value is not None and ends[1].value <= ends[0].value
    if len(flags) > 1 or flags == {"N"} or spans_all:
        return None
    return Measure(found.start("low"), found.end(), unit=ends[0].unit, flag=flags.pop(), after=found.end())


def _side(measure: Measure, analyte: Analyte) -> str:
    value = (measure.value or 0) * (measure.unit.factor if measure.unit else 1)
    return "L" if value < analyte.low else "H" if value > analyte.high else "N"


def _beside_diagnosis(reading: Reading, name: Name, limit: int) -> Measure | None:
    """'hypokalemia (2.9)', 'hyponatremic to 119': a value on the side that the word says."""
    analyte = name.analyte
    assert analyte is not None
    link = re.compile(
        r"\s*(?:\((?:k|na|mg|ca)?\s?(?:of|at)?\s?|,?\s*(?:with )?(?:an? )?(?:serum )?(?:levels? |value "
        r"|nadir )?(?:of|to|at|as low as|as high as|down to|up to)\s+|[,:]?\s*(?=\d))"
    ).match(reading.norm, name.end, limit)
    if not link:
        return None
    measure = read(reading, link.end(), limit, analyte)
    if measure is None or measure.value is None or (analyte.name != "sodium" and measure.value == int(measure.value)):
        return None
    return measure if _side(measure, analyte) == ("L" if name.pattern.data["diagnosis"] == "low" else "H") else None


def _pair(reading: Reading, name: Name, limit: int) -> Measure | None:
    """'H&H 9.7/28.2': hemoglobin is the lower of the two, hematocrit about three times it."""
    analyte = name.analyte
    if analyte is None or analyte.name != "hemoglobin":
        return None
    found = _PAIR.match(reading.norm, name.end, limit)
    if not found:
        found = _PAIR.match(reading.norm, skip(reading.norm, name.end, limit), limit)
    if not found:
        return None
    first, second = number(found["a"]), number(found["b"])
    low, high = sorted((first, second))
    if _MONTH_AND_DAY.match(reading.norm, found.start()):
        return None
    if not 2.2 < high / max(low, 0.1) < 4.2:
        return None
    return Measure(found.start(), found.end(), low, analyte.units[0], after=found.end())


def _times(reading: Reading, name: Name, at: int, limit: int) -> Measure | None:
    found = _times_at(reading, skip(reading.norm, at, limit), limit)
    return None if found and planned(reading, name, True) else found


def _times_at(reading: Reading, at: int, limit: int) -> Measure | None:
    """'twice the upper limit', '10x ULN': no value, but a flag."""
    found = _TIMES.match(reading.norm, at, limit)
    if not found:
        return None
    low = found["n"] is not None and number(found["n"]) <= 1
    start = at + len(found[0]) - len(found[0].lstrip())
    return Measure(start, found.end(), flag="N" if low else "H", after=found.end())


def _range_after(reading: Reading, measure: Measure, analyte: Analyte, limit: int) -> None:
    """The range behind a series, '129 -> 132 -> 136 (135-145)', or behind a date, '388 in 2025 (40-420)'."""
    if measure.high is not None or measure.low is not None:
        return
    if trail := _TRAIL.match(reading.norm, measure.after, limit) or _ASIDE.match(reading.norm, measure.after, limit):
        read_range(reading, measure, trail.end(), limit, analyte)
