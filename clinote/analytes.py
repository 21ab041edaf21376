"""The analytes that clinote knows: units, ranges and names, from `patterns/labs.toml`; used from reading to report."""

from dataclasses import MISSING, dataclass, fields
from functools import cache
from typing import Any, TypeVar

from clinote import patterns
from clinote.errors import PatternError


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit an analyte is reported in: UCUM code, factor to the analyte's first unit, plausible values."""

    code: str
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
    low_men: float
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
class WrittenUnit:
    """A unit as the file writes it."""

    unit: str
    factor: float
    low: float
    high: float
    written: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """An analyte as the file writes it."""

    units: list[WrittenUnit]
    range: list[float]
    title: str = ""
    range_men: list[float] | None = None
    low: tuple[str, ...] = ()
    high: tuple[str, ...] = ()
    convert: bool = False
    threshold: bool = False
    blood: bool = False
    treated: tuple[str, ...] = ()
    loinc: tuple[str, ...] = ()


@cache
def analytes() -> dict[str, Analyte]:
    """Every analyte by name, in the order of the file."""
    found = {}
    for name, raw in patterns.settings("labs")["analytes"].items():
        try:
            units = [_read(WrittenUnit, unit) for unit in raw.get("units", ())]
            found[name] = _analyte(name, _read(Written, raw | {"units": units}))
        except (TypeError, IndexError) as error:
            raise PatternError(f"labs.toml, analytes.{name}: {error}.") from None
    return found


Said = TypeVar("Said", Written, WrittenUnit)


def _read(kind: type[Said], raw: dict[str, Any]) -> Said:
    known = {field.name: field for field in fields(kind)}
    if unknown := sorted(raw.keys() - known):
        raise TypeError(f"{unknown[0]!r} is unknown")
    if missing := [name for name, field in known.items() if field.default is MISSING and raw.get(name) in (None, [])]:
        raise TypeError(f"{missing[0]!r} is missing")
    return kind(**raw)


def _analyte(name: str, said: Written) -> Analyte:
    return Analyte(
        name=name,
        title=said.title or name.replace("_", " "),
        units=tuple(Unit(u.unit, u.factor, u.low, u.high, u.written) for u in said.units),
        low=said.range[0],
        high=said.range[1],
        low_men=(said.range_men or said.range)[0],
        low_means=tuple(said.low),
        high_means=tuple(said.high),
        convert=said.convert,
        threshold=said.threshold,
        blood=said.blood,
        treated=tuple(said.treated),
        loinc=tuple(said.loinc),
    )


def other_labs() -> tuple[str, ...]:
    """The analytes of the label LAB."""
    return tuple(name for name, analyte in analytes().items() if analyte.label == "LAB")


def of(fact: dict[str, Any]) -> Analyte | None:
    """The analyte of a reported fact; None where it is none of a lab."""
    name = fact.get("analyte") or fact["label"].lower()
    return analytes().get(name)
