"""One release of the official code set: descriptions, billability and Excludes notes, inherited ones too."""

import gzip
import json
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from clinote.errors import InputError
from clinote.expressions import expression

_WITHIN_DISEASE = expression(r"myopathy in\b")
FORMAT = 1


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


class CodeSet:
    """A release, as `clinote.codeset.compile` wrote it: the codes that clinote names, and every billable code."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.lookup = lru_cache(None)(self._lookup)
        self.excludes1 = lru_cache(None)(self._excludes1)

    @cached_property
    def raw(self) -> dict[str, Any]:
        """The file's content: release, dates, source, `codes` and `billable`."""
        try:
            raw: dict[str, Any] = json.loads(gzip.decompress(self.file.read_bytes()))
            if raw["format"] != FORMAT:
                raise KeyError("format")
        except (OSError, ValueError, KeyError, EOFError) as error:
            raise InputError(
                f"{self.file.name} is no code set of this version of clinote ({type(error).__name__}). "
                "Remove it, or write it again: clinote codeset add"
            ) from None
        return raw

    @property
    def release(self) -> str:
        """Its name: "FY2026, April 1 2026 update"."""
        return str(self.raw["release"])

    @cached_property
    def effective(self) -> date:
        """The first day of service that it is for, told by the file's name."""
        return date.fromisoformat(self.file.name[:10])

    @cached_property
    def until(self) -> date:
        """The last day of service that it is for, told by the file's name."""
        return date.fromisoformat(self.file.name[11:21])

    def fits(self, day: date) -> bool:
        """Whether it is the release of that day of service."""
        return self.effective <= day <= self.until

    @cached_property
    def _billable(self) -> list[str]:
        """Every billable code, sorted: those that begin alike stand together."""
        return sorted(str(self.raw["billable"]).split())

    def _first_billable(self, code: str) -> str:
        """The first billable code from `code` on; empty beyond the last."""
        at = bisect_left(self._billable, code)
        return self._billable[at] if at < len(self._billable) else ""

    def billable(self, code: str) -> bool:
        """Whether `code` is in the code set and complete; asked of the whole list, not only of clinote's slice."""
        known = self.raw["codes"].get(code)
        return bool(known.get("billable")) if known else self._first_billable(code) == code

    def exists(self, code: str) -> bool:
        """Whether `code` is in the code set: billable, or the beginning of a billable code."""
        return code in self.raw["codes"] or self._first_billable(code).startswith(code)

    def description(self, code: str) -> str:
        """The official title of `code`, one of the slice's."""
        return str(self.raw["codes"][code]["description"])

    def _lookup(self, code: str) -> Code | None:
        """All that the slice says of `code`; None when clinote does not know it."""
        if (raw := self.raw["codes"].get(code)) is None:
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
            excludes1=self._inherited(code, "excludes1"),
            excludes2=self._inherited(code, "excludes2"),
        )

    def _inherited(self, code: str, kind: str) -> tuple[Exclusion, ...]:
        found = []
        at: str | None = code
        while at:
            raw = self.raw["codes"][at]
            found += [Exclusion(at, note["note"], tuple(note["codes"])) for note in raw.get(kind, ())]
            parent = raw.get("parent")
            at = parent if parent != at else None  # a block of one category bears its name: B20 is in B20
        return tuple(found)

    def _excludes1(self, one: str, other: str) -> Exclusion | None:
        """The Excludes1 note, of either code or of a code above it, that bars coding both; None when there is none."""
        for code, partner in ((one, other), (other, one)):
            known = self.lookup(code)
            for exclusion in known.excludes1 if known else ():
                if exclusion.names(partner) and not exclusion.conditional:
                    return exclusion
        return None


def _named(code: str, item: str) -> bool:
    if "*" in item:
        stem, final = item.split("*")
        return code.startswith(stem) and code.endswith(final)
    if "-" in item:
        low, high = item.split("-")
        return low <= code[: len(low)] and code[: len(high)] <= high
    return code.startswith(item)
