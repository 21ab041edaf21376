"""Results in running text: a name, words, a value with what is printed beside it, and the words alone."""

import re
from dataclasses import dataclass, replace

from clinote.analytes import Analyte, Unit
from clinote.expressions import PUT_IN, expression
from clinote.extract.labs.grammar import token_at
from clinote.extract.labs.names import Name, planned
from clinote.extract.labs.series import run, series
from clinote.extract.labs.values import Measure, range_at, read, side
from clinote.extract.labs.words import FLAGS, denied_before, flag_before
from clinote.extract.said import Token
from clinote.patterns import worded
from clinote.reading import Reading
from clinote.spans import count
from clinote.spans.classes import classes
from clinote.spans.number import NUMBER, number_at, value_of
from clinote.spans.number import range_at as interval_at
from clinote.spans.quantity import unit_at

_PASSED = frozenset(
    (*"(=:-+~*`_|[])]\"'@", "date", "be", "step", "joint", "filler", "degree", "arrow", "about", "moved", "back")
)
"""What may stand between a name and its value."""
_BEGIN = frozenset(("number", "about", "over", "multiple", "limit", "filler", "times"))
"""What may begin a value."""
_FARTHEST = 8
"""Strange words that may stand there too, where 'was', 'of' or 'at' brings the value."""
_PUT_IN = expression(PUT_IN)
_RELATIVE = worded(
    r"\s(?:(?:that|which)\s)?(?:we|i|he|she|they|the\s[a-z]+)\s(?:[a-z]+\s)?{labs.obtained}\b"
    r"(?:(?!\b(?:{time.units}s?|last|ago|previously|earlier)\b)[a-z\s]){0,40}?(?=\s(?:is|was|were|are)\b)"
)
"""Who had or took a value, without a time, between its name and what it was: 'the CK (we got today) was 900'."""
_MONTH_AND_DAY = expression(r"\s*(?:[1-3]/\d{1,2}(?![\d.])|\d{1,2}/\d{1,2}:?\s+\d{1,2}\.\d)")
"""No hemoglobin and hematocrit: nobody has a hemoglobin of 1 to 3, and a date has a value behind it."""
_BOTH = expression(r"[/&]|\band\b")
_BARE = expression(rf"\s*({NUMBER})(?! ?g)")
_HEMOGLOBIN, _GRAMS_PER_LITER = 20, 60
"""The highest hemoglobin in g/dL that anybody has, and the lowest in g/L that is likely to be written."""
_PAIR = expression(rf"\s*(?P<a>{NUMBER})\s?(?:/|and|&|(?<=\.\d),|,(?!\d\d?(?![\d.])))\s?(?P<b>{NUMBER})(?![\d/]|\.\d)")
_AGAIN = expression(r"[^.;]*?(?<!\w)(?=\d[\d.]*\s?(?:x|times))")
"""What leads from one multiple of normal to the next: '12x ULN, now 3x'."""


@dataclass(slots=True)
class Told:
    """What stands behind a name: values in their order, or only a flag in words."""

    values: list[Measure]
    flag: str | None = None
    start: int = 0
    end: int = 0


def told(reading: Reading, name: Name, limit: int) -> Told:
    """The values after a name and those that follow in a series, else what words say; `limit` ends the reach."""
    assert name.analyte is not None
    found = _Values(reading, name, name.analyte, limit).read()
    if not found.values and (leading := _leading(reading, name, name.analyte)):
        return Told([leading])
    if not found.values and found.flag is None and name.pattern.data.get("flag"):
        found.values = [Measure(name.start, name.end, flag=name.pattern.data["flag"], after=name.end)]
    if not found.values:
        return found
    first, *others = found.values
    start = name.start if "diagnosis" not in name.pattern.data else first.start
    found.values[0] = replace(first, start=start)
    if not others:
        found.values += series(reading, first, name.analyte, limit)
    return found


_LEADING = expression(
    rf"(?<![\d.,/]){NUMBER}\s?[a-z]{{1,5}}/[a-z]{{1,2}}\s+(?:of\s+|for\s+)?(?:the\s+|his\s+|her\s+)?\Z"
)


def _leading(reading: Reading, name: Name, analyte: Analyte) -> Measure | None:
    """A value with its unit right before the name: '3 g/dL of hemoglobin'."""
    low = max(reading.sentence(name.start)[0], name.start - 30)
    found = _LEADING.search(reading.norm[low : name.start])
    measure = read(reading, low + found.start(), name.start, analyte) if found else None
    if measure is None or "/" not in reading.norm[measure.start : measure.end]:
        return None
    return replace(measure, end=name.end, after=name.end)


def words(reading: Reading, name: Name, limit: int) -> Told:
    """What words say behind the name of any test; no value is read."""
    return _Words(reading, name, limit).read()


class _Words:
    """The words behind a name, read once from left to right for the flag that they give."""

    def __init__(self, reading: Reading, name: Name, limit: int) -> None:
        self.reading, self.name, self.limit = reading, name, limit
        self.named = "diagnosis" in name.pattern.data
        self.printed = Measure(name.end, name.end)
        self.flag: str | None = None
        self.flag_end = 0
        self.start = name.start
        self.denied = False
        self.strange = 0
        self.brought = False
        """Whether the last word was one that brings a value or a flag: 'was', 'of', 'at'."""
        self.away = False
        self.apart = False
        """Whether a comma parts what is read from the name."""
        self.crossed = False
        """Whether a comma, 'and' or 'with' does."""

    def read(self) -> Told:
        at, norm = self.name.end, self.reading.norm
        if put_in := _PUT_IN.match(norm, at, self.limit) or _RELATIVE.match(norm, at, self.limit):
            at = put_in.end()
        while token := token_at(self.reading, at, self.limit):
            begins = (
                token.kind in _BEGIN
                or classes("quantities", "comparators").at(norm, token.start, self.limit)
                or (token.kind == "word" and count.said(norm, token.start, self.limit))
            )
            if begins and (values := self.value(token.start)):
                return Told(values)
            if not self.strange and (end := self.beside(at, token)):
                at = end
                continue
            if not self.passes(token):
                break
            at = token.end
        return Told([], self.flag, self.start, self.flag_end)

    def value(self, at: int) -> list[Measure]:
        """The values at `at`; words alone have none."""
        return []

    def beside(self, at: int, token: Token) -> int | None:
        """The end of what belongs to a value and stands before it."""
        return None

    def passes(self, token: Token) -> bool:
        """Whether the clause goes on behind `token`; takes note of flags, denials and strange words."""
        kind = token.kind
        if kind in FLAGS and not self.moves(token):
            if (self.crossed or self.strange) and self.attributive(token):
                return False
            if self.flag is None and (not self.strange or self.brought):
                self.flag = "N" if self.denied else FLAGS[kind]
                self.flag_end = token.end
        elif kind == "flag":
            mark = self.reading.norm[token.start : token.end]
            self.flag, self.flag_end = "L" if "l" in mark or "↓" in mark else "H", token.end
        elif kind == "rise":
            if self.strange or self.crossed:
                return False
            absent = denied_before(self.reading, self.name)
            self.flag, self.flag_end = ("N" if self.denied or absent else "H"), token.end
            self.start = absent.start if absent else self.name.start
        elif kind == "not":
            self.denied = True
        elif kind in ("wish", "todo", "open", "away", "cease", "replete"):
            self.away = True
            return kind == "todo" and not self.flag
        elif kind == ",":
            after = token_at(self.reading, token.end, self.limit)
            self.crossed = self.apart = True
            known = after is not None and (after.kind in _PASSED or after.kind in FLAGS or after.kind in _BEGIN)
            return known and after is not None and after.kind != "joint"
        elif kind in ("word", "multiple", "over", "times", "limit"):
            self.strange += 1
            if self.strange > _FARTHEST or self.flag or self.name.symbol or self.named or self.printed.ranged:
                return False
        elif kind not in _PASSED and kind not in FLAGS:
            return False
        self.crossed = self.crossed or kind == "joint" or self.reading.norm[token.start : token.end] == "with"
        if kind == "[" and self.name.symbol:
            return False  # "MG [1]" is a reference
        self.brought = kind == "be" or (self.brought and kind in ("degree", "not"))
        return True

    def attributive(self, token: Token) -> bool:
        """Whether an adjective belongs to a noun behind it: 'TSH and low-normal T3'."""
        after = token_at(self.reading, token.end, self.reading.sentence(token.start)[1])
        return after is not None and (after.kind == "word" or after.start >= self.limit)

    def moves(self, token: Token) -> bool:
        """Whether 'up', 'increased' only tells of a change: 'increased to', 'up from'."""
        after = token_at(self.reading, token.end, self.limit)
        word = self.reading.norm[after.start : after.end] if after else ""
        if token.kind in ("risen", "fallen"):
            return word.startswith(("to", "from", "by", "and", "trend", "down", "up"))
        return word in ("dose", "risk", "in") and token.kind in ("high", "low")


class _Values(_Words):
    """The words and the values behind the name of an analyte."""

    def __init__(self, reading: Reading, name: Name, analyte: Analyte, limit: int) -> None:
        super().__init__(reading, name, limit)
        self.analyte = analyte
        self.unit: Unit | None = None

    def beside(self, at: int, token: Token) -> int | None:
        """The end of a unit or a reference range that stands between the name and its value."""
        if token.kind in ("word", "(", "[", "{", ",", "normal", "limit", "number", "filler"):
            bounds, end = range_at(self.reading, at, self.limit, self.analyte)
            if end > at:
                self.printed.bound(bounds)
                return end
            if self.unit is None and (written := unit_at(self.reading.norm, at, self.limit)):
                self.unit = next((u for u in self.analyte.units if u.unit in written[0]), None)
                return written[1] if self.unit else None
        return None

    def value(self, at: int) -> list[Measure]:
        """The value at `at`, or the values of a run or of a range."""
        if self.strange and (not self.brought or self.away or self.apart):
            return []
        if self.named:
            return self.beside_diagnosis(at)
        if pair := self.pair(at):
            return [pair]
        if self.is_hematocrit(at):
            return []
        if self.strange == 0 and (values := run(self.reading, at, self.limit, self.analyte)):
            return values
        if times := self.times(at):
            return [] if planned(self.reading, self.name, True) else times
        if ranged := interval_at(self.reading.norm, at, self.limit):
            between = self.between(ranged)
            return [between] if between else []
        measure = read(self.reading, at, self.limit, self.analyte, self.unit)
        if measure is None or not self.credible(measure):
            return []
        if planned(self.reading, self.name, measure.comparator is not None):
            return []
        measure.bound((self.printed.low, self.printed.high))
        if measure.flag is None and not measure.ranged:
            told = self.flag in ("H", "L") and not self.denied
            measure.flag = self.flag if told else flag_before(self.reading, self.name)
        self.range_after(measure)
        if self.flag and self.apart and side(measure, self.analyte) not in (self.flag, None):
            measure.flag = None  # 'CK elevated on admission, 90 at discharge'
            return [Measure(self.start, self.flag_end, flag=self.flag, after=self.flag_end), measure]
        return [measure]

    def credible(self, measure: Measure) -> bool:
        """A comparator whose bound is an ordinary value is a goal or a rule, not a result."""
        if measure.comparator is None or measure.value is None or measure.unit is None:
            return True
        value = measure.value * measure.unit.factor
        if measure.comparator.startswith(">"):
            return value >= (measure.high or self.analyte.high)
        if self.analyte.threshold:
            return self.reading.norm[measure.start].isalpha() and value <= self.analyte.low
        return value <= self.analyte.low or self.analyte.name in ("ck", "tsh", "aldolase")

    def between(self, found: re.Match[str]) -> Measure | None:
        """'CK 400-500' is a flag where both are on one side of normal; 'from 5.4 to 6.1' begins with a value."""
        ends = []
        for which in ("low", "high"):
            measure = read(self.reading, found.start(which), found.end(which), self.analyte, self.unit)
            if measure is None:
                return None
            measure.start, measure.end, measure.after = found.start(which), found.end(which), found.end(which)
            ends.append(measure)
        if found["joint"] == "to":
            return ends[0]
        flags = {side(m, self.analyte) for m in ends}
        if len(flags) > 1 or flags == {"N"} or (ends[1].value or 0) <= (ends[0].value or 0):
            return None
        return Measure(found.start("low"), found.end(), unit=ends[0].unit, flag=flags.pop(), after=found.end())

    def beside_diagnosis(self, at: int) -> list[Measure]:
        """'hypokalemia (2.9)', 'hyponatremic to 119': a value on the side that the word says."""
        measure = read(self.reading, at, self.limit, self.analyte)
        if measure is None or measure.value is None or measure.unit is None:
            return []
        norm = self.reading.norm
        told = unit_at(norm, measure.end, self.limit) or "/" in norm[measure.start : measure.end]
        if self.analyte.name != "sodium" and measure.value == int(measure.value) and not told:
            return []
        wanted = "L" if self.name.pattern.data["diagnosis"] == "low" else "H"
        return [measure] if side(measure, self.analyte) == wanted else []

    def pair(self, at: int) -> Measure | None:
        """'H&H 9.7/28.2': hemoglobin is the lower of the two, hematocrit about three times it."""
        found = _PAIR.match(self.reading.norm, at, self.limit) if self.analyte.name == "hemoglobin" else None
        if not found or _MONTH_AND_DAY.match(self.reading.norm, found.start()):
            return None
        low, high = sorted((value_of(found["a"]), value_of(found["b"])))
        if not 2.2 < high / max(low, 0.1) < 4.2:
            return None
        return Measure(found.start("a"), found.end(), low, unit=self.analyte.units[0], after=found.end())

    def is_hematocrit(self, at: int) -> bool:
        """Whether a number behind both names is the second's alone, so far above the first: 'H&H stable, 33'."""
        norm = self.reading.norm
        both = _BOTH.search(norm, self.name.start, self.name.end) if self.analyte.name == "hemoglobin" else None
        found = _BARE.match(norm, at, self.limit) if both else None
        return found is not None and _HEMOGLOBIN < value_of(found[1]) < _GRAMS_PER_LITER

    def times(self, at: int) -> list[Measure]:
        """'twice the upper limit', '10x ULN', '12x ULN, now 3x': no value, but a flag for each."""
        found: list[Measure] = []
        while one := times_at(self.reading, at, self.limit):
            found.append(one)
            if (more := _AGAIN.match(self.reading.norm, one.after, self.limit)) is None:
                break
            at = more.end()
        return found

    def range_after(self, measure: Measure) -> None:
        """The range behind a series, '129 -> 132 -> 136 (135-145)', or behind a date, '388 in 2025 (40-420)'."""
        at, words, arrow = measure.after, 0, False
        while not measure.ranged and words < 5 and (token := token_at(self.reading, at, self.limit)):
            if token.kind in ("(", "[", "{"):
                bounds, _ = range_at(self.reading, at, self.limit, self.analyte)
                measure.bound(bounds)
            if token.kind not in _ASIDE and not (token.kind == "number" and arrow):
                return
            arrow = token.kind == "arrow"
            words += not arrow and token.kind != "number"
            at = token.end


_ASIDE = frozenset(("arrow", "date", "filler", "step", "be", "(", ")", "word", "joint"))
"""What may stand between a value and its range."""


def times_at(reading: Reading, at: int, limit: int) -> Measure | None:
    """A multiple of normal, or of its upper limit, at `at`: 'twice the upper limit', '5-fold elevated', 'ULN x 5'."""
    norm = reading.norm
    least = None
    number = number_at(norm, at, limit)
    first = token_at(reading, at, limit)
    while first and first.kind in ("about", "over", "filler") and number is None:
        first = token_at(reading, first.end, limit)
    if number:
        start, end, least = number.digits, number.end, number.value
        fold = token_at(reading, end + (norm[end : end + 1] == "-"), limit)
        named = fold is not None and fold.kind == "times"
        end = fold.end if fold and named else end
    elif first and first.kind == "times" and (factor := number_at(norm, first.end, limit)):
        start, end, named, least = first.start, factor.end, True, factor.value
    elif first and first.kind == "multiple":
        start, end, named = first.start, first.end, True
    elif first and first.kind == "limit":
        by = token_at(reading, first.end, limit)
        factor = number_at(norm, by.end, limit) if by and by.kind == "times" else None
        if factor is None:
            return None
        return Measure(first.start, factor.end, flag="H" if factor.value > 1 else "N", after=factor.end)
    else:
        return None
    raised = passed = False
    for _ in range(6):
        token = token_at(reading, end, limit)
        if token is None or token.kind not in ("over", "filler", "be", "high", "risen", "rise", "limit", "normal"):
            break
        end = token.end
        raised = raised or (named and norm[token.start : token.end].startswith(("elevat", "increas", "high", "rais")))
        if token.kind in ("limit", "normal"):
            raised = raised or named or (token.kind == "limit" and norm.startswith("u", token.start) and not passed)
            break
        passed = True
    return Measure(start, end, flag="N" if least is not None and least <= 1 else "H", after=end) if raised else None
