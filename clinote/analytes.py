"""The analytes that clinote knows: units, ranges and names, from `patterns/labs.toml`; used from reading to report."""

from dataclasses import MISSING, dataclass, fields
from functools import cache
from typing import Any

from clinote import layers, patterns
from clinote.errors import PatternError, meant


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit an analyte is reported in: UCUM code, factor to the analyte's first unit, plausible values."""

    unit: str
    factor: float
    low: float
    high: float
    written: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Analyte:
    """An analyte: its units, the first its own, and its default reference range in that unit.

    `title` is its name for people; `low_means` and `high_means` are the diagnoses that an abnormal value may stand for.
    `convert`: values are given in the first unit. `threshold`: a comparator is a rule ("Hgb < 7"), not a result.
    `blood`: measured in nothing but blood. `treated`: treatments behind which values follow with no name.
    `loinc`: code and display, where established.
    """

    name: str
    title: str
    units: tuple[Unit, ...]
    low: float
    high: float
    lows: dict[str, float]
    """The lower limit of whom the common one is not for: "men", "children"."""
    low_means: tuple[str, ...]
    high_means: tuple[str, ...]
    convert: bool
    threshold: bool
    blood: bool
    treated: tuple[str, ...]
    loinc: tuple[str, ...]

    @property
    def label(self) -> str:
        return {"ck": "CK", "potassium": "POTASSIUM"}.get(self.name, "LAB")

    def means(self, direction: str) -> tuple[str, ...]:
        """What a value that is low ("L") or high ("H") may stand for."""
        return self.low_means if direction == "L" else self.high_means


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """An analyte as the file writes it."""

    units: list[Unit]
    range: list[float]
    title: str = ""
    range_men: list[float] | None = None
    range_children: list[float] | None = None
    low: tuple[str, ...] = ()
    high: tuple[str, ...] = ()
    convert: bool = False
    threshold: bool = False
    blood: bool = False
    treated: tuple[str, ...] = ()
    loinc: tuple[str, ...] = ()


@cache
def analytes() -> dict[str, Analyte]:
    """Every analyte by name, in the order of the file; `PatternError` with file and line of a faulty one."""
    found = {}
    for name, raw in patterns.settings("labs")["analytes"].items():
        try:
            found[name] = _analyte(name, _written(raw))
        except _Fault as fault:
            place = layers.place(("labs.toml",), f"analytes.{name}", fault.key)
            raise PatternError(f"{place}: the analyte {name}: {fault}.") from None
    return found


class _Fault(Exception):
    """What is wrong with the key of an analyte."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key


_UNIT = '{ unit = "mmol/L", factor = 1, low = 0.2, high = 30 }'


def _written(raw: Any) -> Written:
    """An analyte as the file writes it, its values looked at."""
    if not isinstance(raw, dict):
        raise _Fault("", f"{raw!r} where a table with units and a range belongs")
    listed = raw.get("units", [])
    if strange := [unit for unit in listed if not isinstance(unit, dict)] if isinstance(listed, list) else [listed]:
        raise _Fault("units", f"units holds {strange[0]!r} and has to hold tables like {_UNIT}")
    for unit in listed:
        _check_keys(Unit, unit, "units")
    _check_keys(Written, raw)
    said = Written(**raw | _values(raw) | {"units": [Unit(**unit) for unit in listed]})
    for unit in said.units:
        if not all(map(_is_number, (unit.factor, unit.low, unit.high))) or unit.factor <= 0 or unit.low >= unit.high:
            wanted = "a factor above 0, and a low below the high, all of them numbers"
            raise _Fault("units", f"the unit {unit.unit} has to have {wanted}")
    for key in ("range", *_OWN):
        held = getattr(said, key)
        pair = isinstance(held, list) and len(held) == 2 and all(map(_is_number, held)) and held[0] < held[1]
        if not pair and (held is not None or key == "range"):
            raise _Fault(key, f"{key} is {held!r} and has to be two numbers, the lower first, like [0.5, 2.2]")
    return said


_OWN = ("range_men", "range_children")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _check_keys(kind: type[Unit | Written], raw: dict[str, Any], place: str = "") -> None:
    """Refuse a table with a key that its type has not, or without one; `place`: the key that it stands under."""
    known = {field.name: field for field in fields(kind)}
    for key in raw:
        if key not in known:
            raise _Fault(place or key, f"{key!r} is unknown{meant(key, known)}")
    if missing := [name for name, field in known.items() if field.default is MISSING and raw.get(name) in (None, [])]:
        raise _Fault(place, f"{missing[0]!r} is missing")


_FLAGS = [field.name for field in fields(Written) if field.default is False]
_NAMES = [field.name for field in fields(Written) if field.default == ()]


def _values(raw: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """The lists of names of an analyte, in which one name stands for a list of it; its flags and title looked at."""
    for key, value in raw.items():
        wanted = str if key == "title" else bool if key in _FLAGS else object
        if not isinstance(value, wanted):
            raise _Fault(key, f"{key} is {value!r} and has to be {'a text' if wanted is str else 'true or false'}")
    lists = {key: (value,) if isinstance(value, str) else value for key, value in raw.items() if key in _NAMES}
    for key, value in lists.items():
        if not isinstance(value, list | tuple) or not all(isinstance(name, str) for name in value):
            raise _Fault(key, f"{key} is {value!r} and has to be a list of texts")
    if len(lists.get("loinc", ())) not in (0, 2):
        raise _Fault("loinc", f"loinc is {lists['loinc']!r} and has to be a code and its display")
    return {key: tuple(value) for key, value in lists.items()}


def _analyte(name: str, said: Written) -> Analyte:
    return Analyte(
        name=name,
        title=said.title or name.replace("_", " "),
        units=tuple(said.units),
        low=said.range[0],
        high=said.range[1],
        lows={key.removeprefix("range_"): own[0] for key in _OWN if (own := getattr(said, key))},
        low_means=said.low,
        high_means=said.high,
        convert=said.convert,
        threshold=said.threshold,
        blood=said.blood,
        treated=said.treated,
        loinc=said.loinc,
    )


def other_labs() -> tuple[str, ...]:
    """The analytes of the label LAB."""
    return tuple(name for name, analyte in analytes().items() if analyte.label == "LAB")


def of(fact: dict[str, Any]) -> Analyte | None:
    """The analyte of a reported fact; None where it is none of a lab."""
    name = fact.get("analyte") or fact["label"].lower()
    return analytes().get(name)
