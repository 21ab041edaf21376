"""A value of an analyte where it stands: a quantity whose unit is one of the analyte's."""

from dataclasses import dataclass
from functools import cache, partial
from typing import Any, cast

from clinote.analytes import Analyte, Unit
from clinote.expressions import expression
from clinote.facts import CK, Comparator, Flag, Lab, Measured, Potassium
from clinote.reading import Reading
from clinote.spans.number import GROUPED
from clinote.spans.quantity import Bounds, Quantity, quantity_at, reference_at

_GROUPS = expression(rf"[\s<>~*]*{GROUPED}")


@dataclass(slots=True)
class Measure(Quantity):
    """What is told of an analyte: a value in one of its units, or none but a flag in words."""

    unit: Unit | None = None


def read(reading: Reading, at: int, limit: int, analyte: Analyte, like: Unit | None = None) -> Measure | None:
    """The value of `analyte` written at `at`, in the unit of `like` unless it says otherwise; None if there is none."""
    groups = _GROUPS.match(reading.norm, at, limit)
    alone = groups is not None and not reading.norm[groups.end() : limit].strip()
    found = None if alone else _read(reading, at, limit, analyte, like, grouped=False)
    return found or (_read(reading, at, limit, analyte, like, grouped=True) if groups else None)


def _read(
    reading: Reading, at: int, limit: int, analyte: Analyte, like: Unit | None, *, grouped: bool
) -> Measure | None:
    known, bounds = _codes(analyte), _credible(analyte)
    found = quantity_at(reading.capitals, reading.norm, at, limit, known, bounds, grouped=grouped)
    if found is None or found.value is None:
        return None
    candidates = [u for u in analyte.units if (u.unit in found.units if found.units else not u.written)]
    if like and not found.units:
        candidates = [like]
    # "CK <20", "0.7 mg/dL", "3.1 -> 0.7": a bound, a value with its unit or one behind an arrow may lie below what is
    # plausible as a bare number
    led = like is not None and reading.norm[max(0, at - 4) : at].rstrip().endswith(("->", "→", "=>"))
    least = 0.3 if found.units else 0.5 if found.comparator or led else 1
    unit = next((u for u in candidates if least * u.low <= found.value <= u.high), None)
    if unit is None:
        return None
    low, high = found.low, found.high
    return Measure(found.start, found.end, found.value, (), found.comparator, low, high, found.flag, found.after, unit)


@cache
def _codes(analyte: Analyte) -> frozenset[str]:
    return frozenset(unit.unit for unit in analyte.units)


@cache
def _credible(analyte: Analyte) -> Any:
    return lambda bounds: credible(analyte, *bounds)


def range_at(reading: Reading, at: int, limit: int, analyte: Analyte) -> tuple[Bounds, int]:
    """The reference range of `analyte` printed at `at`, and the offset behind it; `at` itself where there is none."""
    return reference_at(reading.norm, at, limit, _credible(analyte))


def credible(analyte: Analyte, low: float | None, high: float | None) -> bool:
    """Whether `low` to `high` can be a reference range of `analyte` in one of its units."""
    if low is not None and high is not None and low >= high:
        return False
    return any(
        (high is None or analyte.low / u.factor < high < 5 * analyte.high / u.factor)
        and (low is None or analyte.low / u.factor / 5 <= low < analyte.high / u.factor or low == 0)
        for u in analyte.units
    )


def side(measure: Measure, analyte: Analyte, whose: str | None = None) -> str | None:
    """'L', 'N' or 'H': the value against the printed range, else against the default range in its unit."""
    value, low, high = measure.value, measure.low, measure.high
    if value is None:
        return None
    if not measure.ranged:
        factor = measure.unit.factor if measure.unit else 1.0
        low, high = analyte.lows.get(whose or "", analyte.low) / factor, analyte.high / factor
    if low is not None and (value < low or (value == low and measure.comparator == "<")):
        return "L"
    if high is not None and (value > high or (value == high and measure.comparator == ">")):
        return "H"
    return "N"


def said(measure: Measure, analyte: Analyte, whose: str | None) -> Measured:
    """What the fact says; CK and potassium are given in U/L and mmol/L."""
    unit, factor = measure.unit or analyte.units[0], 1.0
    if analyte.convert and unit is not analyte.units[0]:
        factor, unit = unit.factor, analyte.units[0]
    kind = _KINDS.get(analyte.name) or partial(Lab, analyte=analyte.name)
    return kind(
        _scaled(measure.value, factor),
        unit.unit if measure.value is not None else None,
        cast("Comparator | None", measure.comparator),
        _scaled(measure.low, factor),
        _scaled(measure.high, factor),
        cast("Flag | None", measure.flag or side(measure, analyte, whose)),
    )


_KINDS = {"ck": CK, "potassium": Potassium}


def _scaled(value: float | None, factor: float) -> float | None:
    return value if value is None or factor == 1 else round(value * factor, 2)
