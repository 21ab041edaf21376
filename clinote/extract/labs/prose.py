"""Results in running text: 'CK 1,200 U/L (30-200)', 'potassium was low at 2.9, then 3.4', 'CK twice the upper limit'."""

import re
from collections.abc import Iterator
from dataclasses import replace

from clinote.extract.labs.names import Name, planned
from clinote.extract.labs.values import ABOUT, NUMBER, Analyte, Measure, Unit, read, read_range, unit_at
from clinote.reading import Reading

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
_DATE = (
    rf"(?:(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])(?:/\d{{2,4}})?(?!\d|\.\d)|\d{{4}}-\d\d-\d\d|\d{{1,2}}:\d{{2}}(?:\s?[ap]\.?m\b)?|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?(?!\d|\.\d)"
    rf"|{_MONTH}(?:\sof)?\s(?:19|20)\d\d(?!\d)|(?<=in )(?:19|20)\d\d(?![\d.,])|\d{{1,2}}\s{_MONTH}(?:\s\d{{4}})?(?![a-z])|(?:hospital day|hd|pod|day|week|icu day)\s?#?\d{{1,3}}(?!\d|\.\d)|\d{{1,2}}\s?[ap]\.?m\b"
    r"|\d{1,3}\s?(?:h|hrs?|hours?|days?|weeks?|wks?|months?|years?)\s(?:later|ago|after|earlier|before|prior)\b)"
)
_WORDS = (
    "level levels value values concentration result results performed obtained done taken drawn somewhere that time came out count reading total serum plasma final is was were are be been being has had have of at to in on "
    "the a an with that it its which came come comes back returned return returns measured checked found noted reported documented "
    "recorded went gone up down only also again still now then today yesterday initially initial currently current previously "
    "prior previous there here repeat repeated recheck rechecked drawn arrival admission discharge presentation this morning "
    "evening afternoon tonight overnight last week month peak peaked peaking peaks nadir nadired max maximum maximal min minimum lowest highest trend "
    "trended trending improved improving dropped dropping drop fell fallen falling rose risen rising rise increased "
    "increasing decreased decreasing climbed jumped spiked bumped bump elevated low high raised normal depressed mildly slightly "
    "moderately markedly significantly severely critically very quite extremely grossly massively as about approximately "
    "approx around roughly near nearly almost apparently reportedly already like just out showed shows showing revealed revealing demonstrated "
    "his her their from stable steady good borderline corrected predialysis postdialysis lab outside poc remains remained "
    "stayed continues runs running hovering sitting baseline abnormal abnormally most recent recently latest first second "
    "third random fasting for both us at-home hemolyzed post pre dialysis home yields yielding reads measures stands equals "
    "so far by my and low/normal low-normal new old"
).split()
_WORD = "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))
_STEP = rf"(?:{_DATE}|(?:{_WORD}|[a-z]{{3,14}}ly)(?![a-z0-9])|\((?:{_DATE}|total|serum|today|plasma)\)|->|→|[:=~)]|\((?=[<>~]?\s?\d)|-(?!\d)|-(?=\d)|\.{{2,}}|_{{2,}})"
_FILL = re.compile(rf"(?>(?:\s*{_STEP}){{0,16}})")
_COMMAS = re.compile(r"\s*,\s*(?:total|serum|plasma|which|that|at|most|last|now|today|initially|then|elevated|low|high|with|on|noted)\b")
_LOOSE = re.compile(
    rf"(?P<words>[^;()\d.\n]{{1,60}}?)(?<![a-z])(?:was|is|were|of|at|came back|returned|to|as)\s+{ABOUT}(?=[<>]?\s?{NUMBER})"
)
_BARRED = re.compile(
    r"\b(?:goals?|target|keep|above|below|if|should|suppl|replac|replet|diet|dose|dosing|give|given|start|mg|tab|for|since|age|every|after|before"
    r"|restrict|therapy|treat|take|taking|increase his|increase her|will|until|no|not|over|diagnos|stage|score|deficit|grade|stain|intake|infus|drip|vitamin|urine)"
)
_RANGED = re.compile(rf"\s*{ABOUT}(?P<low>{NUMBER})\s?(?:-|to|or)\s?(?P<high>{NUMBER})(?P<s>'?s\b)?(?![\d/%:]|\.\d|-\d)")
_TIMES = re.compile(
    rf"\s*(?:[<>]=?|more than|greater than|over|at least|up to|nearly|almost)?\s*{ABOUT}(?:(?P<n>{NUMBER})(?:\s?(?:-|to)\s?{NUMBER})?\s*-?(?:x|times|fold)?"
    r"|twice|thrice|double|triple|(?:two|three|four|five|six|seven|eight|nine|ten|twenty|several|many)\s?-?(?:times|fold|x))"
    r"\s*(?:the |that of |above |over |of |more than |greater than |higher than |increase[d]? |elevat(?:ed|ion) |her |his |our |lab(?:oratory)? ){0,4}"
    r"(?:upper(?: limits?(?: of (?:the )?(?:normal|reference)(?: range)?)?| normal(?: limit)?| range| reference limit)?|uln|normal(?: limits?| range| values?)?|limits? of normal|(?<=fold )(?:elevated|elevation|increased?|above)|(?<=elevated )|(?<=elevation ))"
)
_PAIR = re.compile(rf"\s*(?P<a>{NUMBER})\s?(?:/|and|&|,)\s?(?P<b>{NUMBER})(?![\d/]|\.\d)")

_LINK = re.compile(
    rf"\s*(?P<arrow>-+>|→|⇒|➔|=>|>>|>(?=\s?\d))\s*(?:{_DATE}:?\s*)?|\s*(?P<comma>[,;/(]|and|&|to|then|followed by)(?![a-z])"
    rf"(?P<words>(?>(?:\s*(?:{_STEP}|,|followed by|down|after|later on|subsequently|subsequent|later|improving|up|afterwards?|eventually|finally|before|previous|was)){{0,12}}))\s*"
)
_ENDED = re.compile(
    r"\s*(?:$|[,;.()\[\]]|-+>|→|=>|>|\||(?:on|at|and|to|by|after|with|today|then|now|this|when|before|yesterday|prior|in|from|but"
    r"|following|respectively|later|overnight|the|during|tomorrow|last|post|pre|x|upon|as|until|while|since|which|he|she|it|per|without|w/)\b)"
)
_AFTERWARDS = re.compile(
    rf"(?P<mark>(?:[;,:]|\b(?:and|then|now|today|currently|later|repeat|repeated|recheck|rechecked|subsequently|yesterday|discharge|nadir|peak|lately|previously|(?:repeat|the|this|that|her|his|last|next|final|latest) (?:level|value)))"
    rf"(?:\s+(?:level|value|was|is|of|at|to|it|again|down|up|{_DATE})){{0,4}}[:=]?)\s+{ABOUT}(?=[<>]?{NUMBER})"
    rf"|\b(?:it|(?:the|these|his|her|repeat) (?:levels?|values?)|bump)\b(?P<verb>[^.;,\d]{{0,40}}?\b(?:was|is|at|to|of))\s+{ABOUT}(?=[<>]?{NUMBER})"
    rf"|\b(?:and then |then |and |later |subsequently |eventually |has |had |have )(?P<moved>(?:increased|risen|rose|climbed|went up|gone up|going up|came down|come down|gone down|went down|dropped|fell|fallen|decreased|declined|improved|peaked|returned|trended down|normalized)"
    rf"(?:\s(?:again|back|up|down|further)){{0,2}}\s(?:to|at))\s+{ABOUT}(?=[<>]?{NUMBER})"
)
_DATED = re.compile(rf"\s*(?:[(\[]?\s*(?:on|at|by|from)?\s*{_DATE}|(?:on|at|by|prior to|upon)\s(?:the day of\s)?(?:admission|arrival|discharge|presentation|baseline|follow|recheck))")


def results(reading: Reading, name: Name, limit: int) -> Iterator[Measure]:
    """The value after a name and those that follow it in a series; `limit` is where the name's reach ends."""
    analyte, at = name.analyte, name.end
    assert analyte is not None
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
    filled = _FILL.match(norm, at, limit)
    after = filled.end() if filled else at
    if ranged := _RANGED.match(norm, after, limit):
        return _between(reading, ranged, analyte, unit, limit)
    measure = read(reading, after, limit, analyte, unit)
    if measure is None and not printed.high and not name.symbol and (loose := _LOOSE.match(norm, at, limit)):
        if not _BARRED.search(loose["words"]):
            measure = read(reading, loose.end(), limit, analyte, unit)
    if measure is None or not _credible(reading, measure, analyte) or planned(reading, name, measure.comparator is not None):
        return None
    if printed.high is not None and measure.high is None:
        measure.low, measure.high = printed.low, printed.high
    if measure.flag is None and measure.low is None and measure.high is None:
        measure.flag = _said(norm[max(0, name.start - 25) : name.start], norm[name.end : measure.start])
    _spread_later_range(reading, measure, analyte, limit)
    return measure


_SAID_BEFORE = re.compile(r"(?<![a-z])(?P<word>low|elevated|high|raised)\s+(?:serum |total |plasma )?$")
_SAID_BETWEEN = re.compile(r"(?<![a-z])(?<!not )(?P<word>low|elevated|high|raised)(?![a-z-])[^.;,]{0,6}$")


def _said(before: str, between: str) -> str | None:
    """The flag that the words at a value give it: 'slightly low at 8.8'."""
    found = _SAID_BETWEEN.search(between) or _SAID_BEFORE.search(before)
    return None if not found else "L" if found["word"] == "low" else "H"


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
    """'CK 400-500', 'potassium from 5.4 to 6.1', 'CK in the 500 or 600s': a span of values on one side of normal has no one value."""
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
    link = re.compile(r"\s*(?:\((?:k|na|mg|ca)?\s?(?:of|at)?\s?|,?\s*(?:with )?(?:an? )?(?:serum )?(?:levels? |value |nadir )?(?:of|to|at|as low as|as high as|down to|up to)\s+|[,:]?\s*(?=\d))").match(
        reading.norm, name.end, limit
    )
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
    if not found and (filled := _FILL.match(reading.norm, name.end, limit)):
        found = _PAIR.match(reading.norm, filled.end(), limit)
    if not found:
        return None
    first, second = float(found["a"].replace(",", "")), float(found["b"].replace(",", ""))
    low, high = sorted((first, second))
    if not 2.2 < high / max(low, 0.1) < 4.2:
        return None
    return Measure(found.start(), found.end(), low, analyte.units[0], after=found.end())


def _times(reading: Reading, name: Name, at: int, limit: int) -> Measure | None:
    filled = _FILL.match(reading.norm, at, limit)
    found = _times_at(reading, filled.end() if filled else at, limit)
    return found


def _times_at(reading: Reading, at: int, limit: int) -> Measure | None:
    """'twice the upper limit', '10x ULN': no value, but a flag."""
    found = _TIMES.match(reading.norm, at, limit)
    if not found:
        return None
    low = found["n"] is not None and float(found["n"].replace(",", "")) <= 1
    start = at + len(found[0]) - len(found[0].lstrip())
    return Measure(start, found.end(), flag="N" if low else "H", after=found.end())


def _spread_later_range(reading: Reading, measure: Measure, analyte: Analyte, limit: int) -> None:
    """In '129 -> 132 -> 136 (135-145)' the range at the end is that of the whole series."""
    if measure.high is not None or measure.low is not None:
        return
    trail = re.compile(rf"(?:\s*(?:-+>|→|=>)\s*{NUMBER}\s?[lhn]{{0,2}})+").match(reading.norm, measure.after, limit)
    if trail:
        read_range(reading, measure, trail.end(), limit, analyte)


def series(reading: Reading, first: Measure, analyte: Analyte, limit: int) -> Iterator[Measure]:
    """The values that continue a series after `first`: '-> 3.2', ', now 3.6', 'and 59', '(was 3.1)'."""
    norm, last = reading.norm, first
    for _ in range(12):
        dated = _DATED.match(norm, last.after, limit)
        at = dated.end() if dated else last.after
        if closing := re.compile(r"\s*[)\]]").match(norm, at, limit):
            at = closing.end()
        link = _LINK.match(norm, at, limit)
        if not link:
            return
        if link["comma"] and not (link["words"] or "").strip() and link["comma"] in ("(", "/", ";"):
            return
        if any(word in (link["words"] or "") for word in ("goal", "normal")):
            return
        measure = read(reading, link.end(), limit, analyte, first.unit)
        if measure is None or measure.unit is not first.unit or not _ENDED.match(norm, measure.after, limit):
            return
        bare = link["comma"] in (",", "and", "&") and not (link["words"] or "").strip()
        if bare and not _DATED.match(norm, measure.after, limit) and _integer(norm, measure) and not _integer(norm, first):
            return
        if measure.high is None and measure.low is None:
            measure.low, measure.high = first.low, first.high
        yield measure
        last = measure


def _integer(norm: str, measure: Measure) -> bool:
    return measure.value is not None and measure.value == int(measure.value) and "." not in norm[measure.start : measure.end]


def later(reading: Reading, last: Measure, analyte: Analyte, limit: int) -> Iterator[Measure]:
    """Values of the same analyte told later without its name: '; 4.4 on 03/08', 'it increased to about 800'."""
    at = last.after
    for _ in range(8):
        found = _AFTERWARDS.search(reading.norm, at, limit)
        if not found:
            return
        at = found.end()
        measure = read(reading, at, limit, analyte, last.unit)
        if measure is None or measure.unit is not last.unit or not _ENDED.match(reading.norm, measure.after, limit):
            continue
        mark = found["mark"]
        if mark is not None and not re.search(r"[a-z]", mark) and not _DATED.match(reading.norm, measure.after, limit):
            continue
        if analyte.name == "ck" and (measure.value or 0) < 40:
            continue
        if analyte.name in ("potassium",) and _integer(reading.norm, measure) and not _DATED.match(reading.norm, measure.after, limit):
            continue
        if measure.high is None and measure.low is None:
            measure.low, measure.high = last.low, last.high
        yield measure
        at = measure.after


_SHARED = re.compile(rf"\s*(?:,|/|and|&|, and)\s*(?={NUMBER})")


def distributed(reading: Reading, chain: list[Name], limit: int) -> list[tuple[Name, Measure]]:
    """'Sodium and potassium were 138 and 4.1': as many numbers as names, in their order."""
    filled = _FILL.match(reading.norm, chain[-1].end, limit)
    at = filled.end() if filled else chain[-1].end
    found: list[tuple[Name, Measure]] = []
    for number, name in enumerate(chain):
        if number:
            joined = _SHARED.match(reading.norm, at, limit)
            if not joined:
                return []
            at = joined.end()
        if name.analyte is None:
            plain = re.compile(rf"\s*{ABOUT}{NUMBER}(?![\d%]|[.,]\d)").match(reading.norm, at, limit)
            if not plain:
                return []
            at = plain.end()
            continue
        slashed = re.compile(rf"\s*({NUMBER})(?=\s?/\s?\d)").match(reading.norm, at, limit)
        measure = read(reading, at, slashed.end() if slashed else limit, name.analyte)
        if measure is None or planned(reading, name, measure.comparator is not None):
            return []
        found.append((name, measure))
        at = measure.after
    return found if _ENDED.match(reading.norm, at, len(reading.norm)) else []


def numbered(reading: Reading, name: Name, limit: int) -> bool:
    """Whether a number follows a name."""
    filled = _FILL.match(reading.norm, name.end, limit)
    return re.compile(rf"[\s,(]*{ABOUT}[<>]?{NUMBER}").match(reading.norm, filled.end() if filled else name.end, limit) is not None
