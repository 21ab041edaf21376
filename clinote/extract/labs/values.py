"""Analytes, their units and the values measured of them."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from clinote import patterns
from clinote.analytes import Analyte, Unit


@cache
def _spellings() -> dict[str, str]:
    return {s: code for code, all_ in patterns.settings("labs")["units"].items() for s in all_}


NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?= ?i?u/l)|\d{1,3},\d{1,2}(?= ?(?:mmol|g/d?l|u?kat|mg/|mu/))"
    r"|\d+(?:\.\d+)?|\.\d+)"
)
"""A number: thousands parted by commas, or by blanks before U/L; a decimal comma only before a unit of the SI."""
ABOUT = (
    r"(?:(?:about|approximately|approx\.?|appr\.|around|roughly|circa|c\.|near|nearly|almost|the|like|a|an|only|just"
    r"|~)\s*){0,3}"
)


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
    after: int = 0
    """Where reading stopped: after the value's unit, flag and range."""


_DECIMAL_COMMA = re.compile(r"\d+,\d\d?")


def number(written: str) -> float:
    """The number in `written`."""
    if _DECIMAL_COMMA.fullmatch(written):
        return float(written.replace(",", "."))
    return float(written.replace(",", "").replace(" ", ""))


def unit_at(norm: str, at: int, limit: int) -> tuple[str, int] | None:
    """The UCUM code of the unit written at `at`, and its end."""
    found = _unit_pattern().match(norm, at, limit)
    return (_spellings()[found[1] or found[2]], found.end()) if found else None


@cache
def _unit_pattern() -> re.Pattern[str]:
    spelled = spelled_units()
    return re.compile(rf"\s*(?:[(\[]({spelled})[)\]]|({spelled})(?![\w/%]))")


@cache
def spelled_units() -> str:
    """Every spelling of a unit, the longest first, as a regular expression."""
    return "|".join(map(re.escape, sorted(_spellings(), key=len, reverse=True)))


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
