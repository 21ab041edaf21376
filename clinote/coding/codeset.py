"""The official code set: descriptions, billability and Excludes notes, inherited ones too.

`models/icd10cm.json` holds the codes that `patterns/` name, with their ancestors; `.ci/compile_codeset.py`
writes it from the official tables.
"""

import gzip
import json
import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import Any

from clinote import resources

_WITHIN_DISEASE = re.compile(r"myopathy in\b")


@dataclass(frozen=True, slots=True)
class Exclusion:
    """One Excludes note: where it stands (`at`), its words, and the codes it names."""

    at: str
    note: str
    codes: tuple[str, ...]

    @property
    def conditional(self) -> bool:
        """Whether it excludes a form of the disease only, not each patient who has it: a warning, no block."""
        return bool(_WITHIN_DISEASE.match(self.note))

    def names(self, code: str) -> bool:
        """Whether the note names `code`, by itself, by a code above it, in a range or by final characters."""
        return any(_named(code, item) for item in self.codes)


@dataclass(frozen=True, slots=True)
class Code:
    """What the tables say of a code; Excludes notes are its own and those of every code above it."""

    code: str
    description: str
    billable: bool
    parent: str | None
    includes: tuple[str, ...]
    notes: tuple[str, ...]
    code_first: str
    use_additional_code: str
    excludes1: tuple[Exclusion, ...]
    excludes2: tuple[Exclusion, ...]


@cache
def _slice() -> dict[str, Any]:
    raw: dict[str, Any] = json.loads(resources.path("models", "icd10cm.json").read_text(encoding="utf-8"))
    return raw


@cache
def _billable() -> list[str]:
    """Every billable code, sorted: those that begin alike stand together."""
    packed = resources.path("models", "icd10cm-billable.txt.gz").read_bytes()
    return sorted(gzip.decompress(packed).decode("ascii").split())


def _first_billable(code: str) -> str:
    """The first billable code from `code` on; empty beyond the last."""
    at = bisect_left(_billable(), code)
    return _billable()[at] if at < len(_billable()) else ""


def code_set() -> dict[str, str]:
    """The release of ICD-10-CM that reports rest on, and when it takes effect."""
    return {"release": _slice()["release"], "effective": _slice()["effective"]}


def release() -> dict[str, str]:
    """The release, its dates, its source and what is known of the next one."""
    return {key: _slice()[key] for key in ("release", "effective", "until", "source", "next")}


def billable(code: str) -> bool:
    """Whether `code` is in the code set and complete; asked of the whole list, not only of clinote's slice."""
    known = _slice()["codes"].get(code)
    return bool(known.get("billable")) if known else _first_billable(code) == code


def exists(code: str) -> bool:
    """Whether `code` is in the code set: billable, or the beginning of a billable code."""
    return code in _slice()["codes"] or _first_billable(code).startswith(code)


@cache
def lookup(code: str) -> Code | None:
    """All that the slice says of `code`; None when clinote does not know it."""
    raw = _slice()["codes"].get(code)
    if raw is None:
        return None
    return Code(
        code=code,
        description=raw["description"],
        billable=raw.get("billable", False),
        parent=raw.get("parent"),
        includes=tuple(raw.get("includes", ())),
        notes=tuple(raw.get("notes", ())),
        code_first=raw.get("code_first", ""),
        use_additional_code=raw.get("use_additional_code", ""),
        excludes1=_inherited(code, "excludes1"),
        excludes2=_inherited(code, "excludes2"),
    )


def description(code: str) -> str:
    """The official title of `code`."""
    return str(_slice()["codes"][code]["description"])


def _inherited(code: str, kind: str) -> tuple[Exclusion, ...]:
    found = []
    at: str | None = code
    while at:
        raw = _slice()["codes"][at]
        found += [Exclusion(at, note["note"], tuple(note["codes"])) for note in raw.get(kind, ())]
        parent = raw.get("parent")
        at = parent if parent != at else None  # a block of one category bears its name: B20 is in B20
    return tuple(found)


def _named(code: str, item: str) -> bool:
    if "*" in item:
        stem, final = item.split("*")
        return code.startswith(stem) and code.endswith(final)
    if "-" in item:
        low, high = item.split("-")
        return low <= code[: len(low)] and code[: len(high)] <= high
    return code.startswith(item)


@cache
def excludes1(one: str, other: str) -> Exclusion | None:
    """The Excludes1 note, of either code or of a code above it, that bars coding both; None when there is none."""
    for code, partner in ((one, other), (other, one)):
        for exclusion in (lookup(code) or _UNKNOWN).excludes1:
            if exclusion.names(partner) and not exclusion.conditional:
                return exclusion
    return None


_UNKNOWN = Code("", "", False, None, (), (), "", "", (), ())
