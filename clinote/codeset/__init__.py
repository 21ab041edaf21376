"""The code set of the day of service.

`models/icd10cm/` holds one file a release, and a site's own folder those that it added (`clinote codeset add`).
A report is made with the release of its note's date in force (`in_force`); outside of all the nearest.
The functions of this module ask the release in force.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from clinote import layers, resources
from clinote.codeset.tables import Code, CodeSet, Exclusion
from clinote.expressions import expression
from clinote.grouping import grouped

__all__ = [
    "Code", "CodeSet", "Exclusion", "as_of", "billable", "choose", "code_set", "current", "description", "excludes1",
    "exists", "fiscal_year", "in_force", "is_added", "is_icd9", "lookup", "releases", "site_folder", "stated",
]  # fmt: skip


def site_folder() -> Path:
    """Where releases added on this machine are: CLINOTE_CODESETS, or a folder of the user's data directory."""
    return _site_folder(os.environ.get("CLINOTE_CODESETS"), os.environ.get("XDG_DATA_HOME"))


@cache
def _site_folder(named: str | None, data: str | None) -> Path:
    if named:
        return Path(named)
    return (Path(data) if data else Path.home() / ".local" / "share") / "clinote" / "codesets"


def releases() -> tuple[CodeSet, ...]:
    """Every release at hand, oldest first, sought once a process; one added here replaces a shipped one of that day."""
    return _in(site_folder())


def is_added(release: CodeSet) -> bool:
    """Whether a release was added on this machine; any other is shipped."""
    return release.file.parent == site_folder()


@cache
def _in(site: Path) -> tuple[CodeSet, ...]:
    files: dict[str, Path] = {}
    for folder in (resources.path("models", "icd10cm"), site):
        if folder.is_dir():
            files |= {file.name[:10]: file for file in sorted(folder.glob("????-??-??_????-??-??.json.gz"))}
    return tuple(CodeSet(file) for _, file in sorted(files.items()))


def _newest() -> CodeSet:
    return releases()[-1]


def choose(day: date | None) -> CodeSet:
    """The release for a day of service: the one that fits, else one of its year, else the nearest."""
    if day is None:
        return _newest()
    year = fiscal_year(day)

    def distance(release: CodeSet) -> tuple[bool, bool, timedelta]:
        apart = min(abs(day - release.effective), abs(day - release.until))
        return not release.fits(day), fiscal_year(release.effective) != year, apart

    return min(releases(), key=distance)


def fiscal_year(day: date) -> int:
    """The year of the code set, which begins on October 1."""
    return day.year + (day.month >= 10)


_ICD9 = expression(r"V\d\d(?:\.\d{1,2})?|E\d{3}(?:\.\d)?")
_in_force: ContextVar[CodeSet | None] = ContextVar("clinote_code_set", default=None)


def current() -> CodeSet:
    """The release in force."""
    return _in_force.get() or _newest()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


@contextmanager
def in_force(day: str | date | None) -> Iterator[CodeSet]:
    """The release for a day of service (ISO 8601; a day that cannot be read counts as none) is in force."""
    chosen = choose(_day(day) if isinstance(day, str) else day)
    token = _in_force.set(chosen)
    try:
        yield chosen
    finally:
        _in_force.reset(token)


def code_set(day: str | None = None) -> dict[str, Any]:
    """What a report says of the release it rests on: its name, its days, and whether the note's day is one of them."""
    release, of = current(), _day(day) if day else None
    return {
        "release": release.release,
        "effective": release.effective.isoformat(),
        "until": release.until.isoformat(),
        "fits": release.fits(of) if of else None,
    }


def settings() -> dict[str, Any]:
    """What `patterns/coding/codeset.toml` states about the code sets: releases, corrections, codes that changed."""
    return layers.toml("coding", "codeset.toml")


@cache
def _changed() -> dict[str, list[str]]:
    """Codes that a release split or joined, both ways: for one that is missing, those that stand for it."""
    pairs = ((record["old"], new) for record in settings()["changed"] for new in record["new"])
    return grouped(both for old, new in pairs for both in ((old, new), (new, old)))


def as_of(code: str, release: CodeSet | None = None) -> str:
    """`code` as a release (by default the one in force) has it: multiple sclerosis is G35 to 2025-09-30, then G35.D."""
    release = release or current()
    if code not in _changed() or release.billable(code):
        return code
    return next((other for other in _changed()[code] if release.billable(other)), code)


def billable(code: str) -> bool:
    """Whether `code` is in the release in force and complete."""
    return current().billable(code)


def exists(code: str) -> bool:
    """Whether `code` is in the release in force: billable, or the beginning of a billable code."""
    return current().exists(code)


def is_icd9(code: str) -> bool:
    """Whether `code` is one of ICD-9-CM (V and E codes, in old documents) and none of the release in force."""
    return _ICD9.fullmatch(code) is not None and not exists(code)


def stated(code: str) -> bool:
    """Whether `code` is a complete code of any release at hand: what a rule may name."""
    return any(release.billable(code) for release in reversed(releases()))  # the newest is read in any case


def lookup(code: str) -> Code | None:
    """All that the release in force says of `code`; None when clinote does not know it."""
    return current().lookup(code)


def description(code: str) -> str:
    """The official title of `code` in the release in force."""
    return current().description(code)


def excludes1(one: str, other: str) -> Exclusion | None:
    """The Excludes1 note of the release in force that bars coding both; None when there is none."""
    return current().excludes1(one, other)
