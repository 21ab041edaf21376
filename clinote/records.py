"""What an id means that a report prints: the record of patterns/ that carries it, for `clinote rules ID`."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from clinote import layers, resources
from clinote.expressions import expression

_MARKS = expression(r"</?[A-Z_]+[^>]*>")
"""The facts marked in a record's examples."""


@dataclass(frozen=True, slots=True)
class Found:
    """A record that is none of the coding policy: `means` in words, what it looks for, and where it stands."""

    id: str
    means: str
    terms: tuple[str, ...] = ()
    source: str = ""
    examples: tuple[str, ...] = ()
    file: str = ""


@cache
def _records() -> dict[str, Found]:
    found: dict[str, Found] = {}
    for name in layers.named(resources.path("patterns")):
        parts = name.split("/")
        raw, own, theirs = layers.toml(*parts), layers.own(*parts), layers.ids(*parts)
        for record in layers.records(raw):
            held = str(own) if record["id"] in theirs else f"patterns/{name}"
            found.setdefault(record["id"], _found(record, str(raw.get("flag") or raw.get("label") or ""), held))
    return found


def _found(record: dict[str, Any], of: str, file: str) -> Found:
    flag = str(record.get("flag") or of)
    means = f"Sets a mention aside: {flag}." if flag.islower() and flag else f"A pattern of {flag or 'the reader'}."
    texts = [
        _MARKS.sub("", example if isinstance(example, str) else example.get("text", ""))
        for example in record.get("examples", [])
    ]
    terms = record.get("terms") or [record[key] for key in ("regex", "contains") if key in record]
    return Found(
        record["id"], means, tuple(map(str, terms)), str(record.get("source", "")), tuple(map(str, texts)), file
    )


@cache
def _made() -> dict[str, str]:
    made: dict[str, str] = layers.toml("coding", "made.toml")["made"]
    return made


def find(id: str) -> Found | None:
    """The record of this id; None when no report can print it."""
    if record := _records().get(id):
        return record
    for name, means in _made().items():
        if name == id or (name.endswith("*") and len(id) >= len(name) and id.startswith(name[:-1])):
            return Found(id, means)
    return None


def ids() -> list[str]:
    """Every id that a record carries."""
    return [*_records(), *(name for name in _made() if not name.endswith("*"))]
