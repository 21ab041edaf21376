"""A measured value as it is written: number, comparator, unit, flag and printed reference range."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from clinote import patterns
from clinote.reading import Reading


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit an analyte is reported in: UCUM code, factor to the analyte's first unit, plausible values."""

    code: str
    factor: float
    low: float
    high: float
    written: bool = False


@dataclass(frozen=True, slots=True)
class Analyte:
    """An analyte: its units, the first its own, and its default reference range in that unit."""

    name: str
    units: tuple[Unit, ...]
    low: float
    high: float
    low_men: float
    convert: bool
    threshold: bool

    @property
    def label(self) -> str:
        return {"ck": "CK", "potassium": "POTASSIUM"}.get(self.name, "LAB")


@cache
def analytes() -> dict[str, Analyte]:
    """The analytes of `patterns/labs.toml` by name."""
    return {
        name: Analyte(
            name,
            tuple(Unit(u["unit"], u["factor"], u["low"], u["high"], u.get("written", False)) for u in raw["units"]),
            raw["range"][0], raw["range"][1], raw.get("range_men", raw["range"])[0],
            raw.get("convert", False), raw.get("threshold", False),
        )
        for name, raw in patterns.load()["labs"].settings["analytes"].items()
    }  # fmt: skip


@cache
def _spellings() -> dict[str, str]:
    return {s: code for code, all_ in patterns.load()["labs"].settings["units"].items() for s in all_}


NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
# No number of its own: part of a date, a time, a fraction, a percentage, a range or a decimal comma.
_WHOLE = r"(?![\d%]|[.,]\d|/\s?\d|:\d|\s?-\s?\d|\s%)"
ABOUT = (
    r"(?:(?:about|approximately|approx\.?|around|roughly|circa|c\.|near|nearly|almost|the|like|a|an|only|just"
    r"|~)\s*){0,3}"
)
_COMPARATORS = {
    ">": ">", "<": "<", ">=": ">=", "<=": "<=", "=>": ">=", "=<": "<=", "≥": ">=", "≤": "<=",
    "greater than": ">", "more than": ">", "over": ">", "above": ">", "in excess of": ">", "exceeding": ">",
    "less than": "<", "under": "<", "below": "<", "at least": ">=", "at most": "<=", "up to": None,
}  # fmt: skip
_WORDED = "|".join(sorted((c for c in _COMPARATORS if c[0].isalpha()), key=len, reverse=True))
_VALUE = re.compile(
    rf"\s*(?P<lead>[*↑↓]{{0,2}})\s*{ABOUT}(?P<comparator>>=|<=|=>|=<|≥|≤|>|<|(?:{_WORDED})\b)?\s*{ABOUT}"
    rf"(?P<number>{NUMBER})(?P<kilo>k(?![\w/]))?(?P<plural>'?s(?!\w))?{_WHOLE}"
)
_FLAG = re.compile(
    r"\s*(?:[\[(]\s*)?(?:(?P<letter>LL|HH|L|H|N)(?![\w/+'-])|(?P<stars>\*{1,3}|!{1,2}|[↑↓]{1,3})"
    r"|,?\s{0,2}(?:which (?:is|was) |and |is |was )?(?:critically |slightly |mildly |very "
    r"|markedly )?(?P<word>(?i:low|high|elevated|normal|critical|abnormal|wnl))\b(?!-|\s(?:dose|range|value|limit"
    r"|is|being|up to|for|less|upper)|\s*[:=,]?\s*[<>≤≥]?\s*\d))"
    r"(?:\s*[\])])?"
)
_REF = (
    r"(?:lab(?:oratory)?'?s?|our|the|normal|nl|nml|ref(?:erence)?|refs?|range|interval|expected|limits?|nr|rr"
    r"|local|is|of|with|being|upper|for)[\s.:,=]*"
)
_RANGE = re.compile(
    rf"\s*[,;]?\s*(?P<open>[(\[])?\s*(?P<ref>(?:{_REF}){{0,5}})(?:(?P<low>{NUMBER})\s*(?:-|to)\s*(?P<high>{NUMBER})"
    rf"|(?:<=?|≤|up to|less than|(?P<uln>uln|upper limit(?: of normal)?)(?: is| of|:|=)?)\s*(?P<top>{NUMBER})"
    rf"|(?:>=?|≥|greater than)\s*(?P<floor>{NUMBER}))(?![\d/])"
)
_ALIEN = re.compile(
    r"\s*-?\s*(?:mgs?|mcg|ug|g|gm|grams?|gram|meqs?|mmol|ml|mls|cc|l|units?|iu|tabs?|tablets?|caps?|capsules?"
    r"|pills?|drops|percent"
    r"|days?|weeks?|wks?|months?|mos?|years?|yrs?|y/?o|hours?|hrs?|h|min|minutes?|times|x|fold|pounds|lbs?|kg|cm|mm"
    r"|points?|pts|st|nd|rd|th|doses?|q\s?\d+|qd|qam|qhs|daily|bid|tid|qid|po|p\.o|iv|im|per|every|each|twice"
    r"|once|liters?"
    r"|degrees|bpm|mmhg|a day|units/hr|runs?|rounds?|ampules?|amps?|bags?|inch(?:es)?|out of)\b(?!/)(?!\.\d)"
)


_DOSED = re.compile(r"\s*(?:a day|per day|daily|po\b|p\.o|iv\b|bid|tid|q\s?\d|x\s?\d|/\s?h)")


@dataclass(slots=True)
class Measure:
    """A value where it stands; `high` and `low` are the printed range, `flag` the printed flag."""

    start: int
    end: int
    value: float | None = None
    unit: Unit | None = None
    comparator: str | None = None
    low: float | None = None
    high: float | None = None
    flag: str | None = None
    starred: bool = False
    after: int = 0
    """Where reading stopped: after the value's unit, flag and range."""


def number(written: str) -> float:
    """The number in `written`, thousands separated by commas or not."""
    return float(written.replace(",", ""))


def unit_at(norm: str, at: int, limit: int) -> tuple[str, int] | None:
    """The UCUM code of the unit written at `at`, and its end."""
    found = _unit_pattern().match(norm, at, limit)
    return (_spellings()[found[1] or found[2]], found.end()) if found else None


@cache
def _unit_pattern() -> re.Pattern[str]:
    spelled = "|".join(map(re.escape, sorted(_spellings(), key=len, reverse=True)))
    return re.compile(rf"\s*(?:[(\[]({spelled})[)\]]|({spelled})(?![\w/%]))")


def read(reading: Reading, at: int, limit: int, analyte: Analyte, like: Unit | None = None) -> Measure | None:
    """The value of `analyte` written at `at`, in the unit of `like` unless it says otherwise; None if there is none."""
    norm = reading.norm
    found = _VALUE.match(norm, at, limit)
    if not found:
        return None
    value = number(found["number"])
    if found["kilo"]:
        value *= 1000
    start = min(found.start(g) for g in ("comparator", "number") if found[g])
    measure = Measure(start, found.end(), value, comparator=_COMPARATORS.get(found["comparator"] or ""))
    _star(measure, found["lead"])
    at = found.end()
    written = unit_at(norm, at, limit)
    candidates: list[Unit] = [u for u in analyte.units if not u.written]
    if written:
        candidates = [u for u in analyte.units if u.code == written[0]]
        if candidates:
            at = measure.end = written[1]
    elif like:
        candidates = [like]
    measure.unit = next((u for u in candidates if u.low <= value <= u.high), None)
    if measure.unit is None:
        return None
    at = _flag(reading, measure, at, limit)
    if not written and measure.flag is None and _ALIEN.match(norm, at, limit):
        return None
    if written and _DOSED.match(norm, at, limit):
        return None
    at = read_range(reading, measure, at, limit, analyte)
    if measure.flag is None:
        at = _flag(reading, measure, at, limit)
    measure.after = at
    return measure


def _star(measure: Measure, mark: str) -> None:
    if mark:
        measure.starred = True
        measure.flag = "H" if "↑" in mark else "L" if "↓" in mark else None


def _flag(reading: Reading, measure: Measure, at: int, limit: int) -> int:
    found = _FLAG.match(reading.text, at, limit)
    if not found:
        return at
    if found["letter"]:
        measure.flag = found["letter"][0]
    elif found["stars"]:
        _star(measure, found["stars"])
    else:
        word = found["word"].lower()
        measure.flag = {"low": "L", "high": "H", "elevated": "H", "normal": "N", "wnl": "N"}.get(word)
        measure.starred = measure.flag is None
    if at == measure.end:
        measure.end = found.end()
    return found.end()


def read_range(reading: Reading, measure: Measure, at: int, limit: int, analyte: Analyte) -> int:
    """Read a printed reference range at `at` into `measure`; the offset behind it, or `at`."""
    found = _RANGE.match(reading.norm, at, limit)
    if not found:
        return at
    end = found.end()
    written = unit_at(reading.norm, end, limit)
    bare = found["low"] and written and "," not in found[0]
    if not (found["open"] or found["ref"].strip() or found["uln"] or bare):
        return at
    if written:
        end = written[1]
    end += len(re.match(r"\s*[)\]]?", reading.norm[end : min(end + 5, limit)])[0].rstrip())  # type: ignore[index]
    bounds = [None if found[g] is None else number(found[g]) for g in ("low", "high", "top", "floor")]
    low, high = bounds[0] if bounds[0] is not None else bounds[3], bounds[1] if bounds[1] is not None else bounds[2]
    if not credible_range(analyte, low, high):
        return at
    measure.low, measure.high = low, high
    return end


def credible_range(analyte: Analyte, low: float | None, high: float | None) -> bool:
    """Whether `low` to `high` can be a reference range of `analyte` in one of its units."""
    if low is not None and high is not None and low >= high:
        return False
    return any(
        (high is None or unit_low(analyte, u) < high < 5 * analyte.high / u.factor)
        and (low is None or analyte.low / u.factor / 5 <= low < analyte.high / u.factor or low == 0)
        for u in analyte.units
    )


def unit_low(analyte: Analyte, unit: Unit) -> float:
    """The lower reference limit in `unit`."""
    return analyte.low / unit.factor


def flag_of(measure: Measure, analyte: Analyte, man: bool) -> str | None:
    """The printed flag, else what the printed range says, else what the default range says."""
    value = measure.value
    if measure.flag or value is None:
        return measure.flag
    low, high = measure.low, measure.high
    if low is None and high is None:
        factor = measure.unit.factor if measure.unit else 1.0
        low, high = (analyte.low_men if man else analyte.low) / factor, analyte.high / factor
    if low is not None and (value < low or (value == low and measure.comparator == "<")):
        return "L"
    if high is not None and (value > high or (value == high and measure.comparator == ">")):
        return "H"
    return "N"


def fields(measure: Measure, analyte: Analyte, man: bool) -> dict[str, Any]:
    """The fields of the fact; CK and potassium are given in U/L and mmol/L."""
    unit, factor = measure.unit or analyte.units[0], 1.0
    if analyte.convert and unit is not analyte.units[0]:
        factor, unit = unit.factor, analyte.units[0]
    flag = flag_of(measure, analyte, man)
    result: dict[str, Any] = {
        "value": _scaled(measure.value, factor),
        "unit": unit.code if measure.value is not None else None,
        "comparator": measure.comparator,
        "reference_low": _scaled(measure.low, factor),
        "reference_high": _scaled(measure.high, factor),
        "flag": flag,
    }
    return {"analyte": analyte.name, **result} if analyte.label == "LAB" else result


def _scaled(value: float | None, factor: float) -> float | None:
    if value is None:
        return None
    return round(value * factor, 2) if factor != 1 else value
