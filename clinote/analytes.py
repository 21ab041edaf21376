"""The analytes that clinote knows: units, ranges and names, from `patterns/labs.toml`; used from reading to report."""

from dataclasses import dataclass
from functools import cache
from typing import Any

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


@cache
def analytes() -> dict[str, Analyte]:
    """Every analyte by name, in the order of the file."""
    found = {}
    for name, raw in patterns.settings("labs")["analytes"].items():
        if unknown := sorted(raw.keys() - _KEYS):
            raise PatternError(f"labs.toml, analytes.{name}: {unknown[0]!r} is unknown.")
        try:
            found[name] = _analyte(name, raw)
        except (KeyError, TypeError, IndexError) as error:
            raise PatternError(f"labs.toml, analytes.{name}: {error} is missing or of the wrong kind.") from None
    return found


_KEYS = frozenset(
    ("title", "units", "range", "range_men", "low", "high", "convert", "threshold", "blood", "treated", "loinc")
)


def _analyte(name: str, raw: dict[str, Any]) -> Analyte:
    return Analyte(
        name=name,
        title=raw.get("title", name.replace("_", " ")),
        units=tuple(Unit(u["unit"], u["factor"], u["low"], u["high"], u.get("written", False)) for u in raw["units"]),
        low=raw["range"][0],
        high=raw["range"][1],
        low_men=raw.get("range_men", raw["range"])[0],
        low_means=tuple(raw.get("low", ())),
        high_means=tuple(raw.get("high", ())),
        convert=raw.get("convert", False),
        threshold=raw.get("threshold", False),
        blood=raw.get("blood", False),
        treated=tuple(raw.get("treated", ())),
        loinc=tuple(raw.get("loinc", ())),
    )


def other_labs() -> tuple[str, ...]:
    """The analytes of the label LAB."""
    return tuple(name for name, analyte in analytes().items() if analyte.label == "LAB")


def of(fact: dict[str, Any]) -> Analyte | None:
    """The analyte of a reported fact; None where it is none of a lab."""
    name = fact.get("analyte") or fact["label"].lower()
    return analytes().get(name)
