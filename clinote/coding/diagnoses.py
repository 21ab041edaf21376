"""What patterns/diagnosis.toml says of a DIAGNOSIS fact, by the pattern that found it."""

from functools import cache
from typing import Any

from clinote import patterns
from clinote.extract import diagnosis
from clinote.facts import Fact
from clinote.reading import Reading

_NOTHING: dict[str, Any] = {}


@cache
def _records() -> dict[str, dict[str, Any]]:
    return {pattern.id: pattern.data for pattern in patterns.load()["diagnosis"].patterns}


def record(fact: Fact) -> dict[str, Any]:
    """The fields of the fact's pattern record; empty where it was found by none."""
    return _records().get(fact.rule, _NOTHING)


def group(fact: Fact) -> str | None:
    """The kind of disease: muscle, stroke, facial, paralysis, fatigue, neoplasm, cause ..."""
    found: str | None = record(fact).get("group")
    return found


def added(reading: Reading, fact: Fact) -> list[str]:
    """The codes that the diagnosis asks to add, by its name or by what its sentence says of its cause."""
    known = record(fact)
    finer = diagnosis.refinement(reading, fact.end, known) or {}
    return [*known.get("adds", ()), *finer.get("adds", ())]


def explains(fact: Fact) -> frozenset[str]:
    """The abnormal labs that the diagnosis names or explains: `potassium:L`."""
    return frozenset(record(fact).get("explains", ()))
