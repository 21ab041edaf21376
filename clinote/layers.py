"""The data files as they are in force: the shipped ones, with a site's own laid over them.

A site's folder holds TOML files of the same names as those of `patterns/` (`labs.toml`, `coding/rules.toml`). In them

- a record (`[[pattern]]`, `[[rule]]` ...) with an id of ours takes its place; one with a new id is put before ours, so
  that it counts where both would; `before = "id"` puts it right before another;
- `off = ["id", ...]`, at the top of a file, switches records of that file off;
- a table is added to ours key by key; any other value takes the place of ours, and `"..."` in a list stands for what
  our list holds.

The folder is that of `use`, or of the environment variable CLINOTE_PATTERNS, which worker processes inherit. What has
been read of it stays in force as long as the process lives.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, TypeGuard

from clinote import resources
from clinote.errors import PatternError, UsageError, meant

VARIABLE = "CLINOTE_PATTERNS"
OURS = "..."
"""In a site's list: what the shipped list holds."""

Table = dict[str, Any]

_in_force: list[Path | None] = []
"""The site's folder, once a file has been read."""


def use(folder: str | Path | None) -> None:
    """Lay the files of `folder` over the shipped ones, in this process and in those it starts; None changes nothing.

    `UsageError` where there is no such folder, or where files have already been read without it.
    """
    if folder is None:
        return
    wanted = _checked(Path(folder))
    if _in_force and _in_force[0] != wanted:
        raise UsageError(
            f"The patterns are already in use {f'with {_in_force[0]}' if _in_force[0] else 'as shipped'}. Name the "
            f"folder before the first note is read, or set {VARIABLE} before Python starts."
        )
    os.environ[VARIABLE] = str(wanted)


def site() -> Path | None:
    """The site's folder that is in force; from now on no other can be."""
    if not _in_force:
        named = os.environ.get(VARIABLE)
        _in_force.append(_checked(Path(named)) if named else None)
    return _in_force[0]


def _checked(folder: Path) -> Path:
    if not folder.is_dir():
        raise UsageError(f"There is no folder of patterns {str(folder)!r}.")
    return folder.resolve()


@cache
def toml(*parts: str) -> Table:
    """The data file `parts` of `patterns/`, for example `"coding", "rules.toml"`, with the site's laid over it.

    Read once, and shared by all who ask: not to be changed.
    """
    theirs = own(*parts)  # looks at the names of the site's files before any of them is read
    ours = resources.toml(resources.path("patterns", *parts))
    return _Laying(theirs).over(ours) if theirs else ours


def ids(*parts: str) -> frozenset[str]:
    """The ids of the site's records in a data file."""
    file = own(*parts)
    return frozenset(record["id"] for record in records(resources.toml(file))) if file else frozenset()


def records(content: Table) -> Iterator[Table]:
    """The records of a data file that have an id."""
    for value in content.values():
        if _are_records(value):
            yield from (record for record in value if "id" in record)


def are_texts(value: object) -> TypeGuard[list[str]]:
    """Whether it is a list of texts."""
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


@cache
def all_ids() -> frozenset[str]:
    """The ids of all the site's records."""
    return frozenset().union(*(ids(*Path(name).parts) for name in site_names()))


def switched_off(*parts: str) -> frozenset[str]:
    """The ids of the records of a data file that the site has switched off."""
    file = own(*parts)
    return frozenset(resources.toml(file).get("off", ())) if file else frozenset()


def own(*parts: str) -> Path | None:
    """The site's file of this name."""
    folder = site()
    if folder is None:
        return None
    _check_names(folder)
    file = folder.joinpath(*parts)
    return file if file.is_file() else None


@cache
def _check_names(folder: Path) -> None:
    """Refuse a file that has no counterpart: none would read it."""
    shipped = resources.path("patterns")
    known, found = named(shipped), named(folder)
    if not found:
        raise PatternError(f"{folder} holds no TOML file. Its files have the names of those in {shipped}.")
    for name in found:
        if name not in known:
            nearest = get_close_matches(name, known, n=len(known), cutoff=0)
            nearest.sort(key=lambda one: Path(one).name != Path(name).name)  # one of this name, in another folder
            raise PatternError(
                f"{folder / name}: clinote has no data file {name} that it could be laid over. Its name has to be one "
                f"of these, the nearest first: {', '.join(nearest)}."
            )


def named(folder: Path) -> list[str]:
    """The TOML files of a folder of patterns, but for hidden ones, which are an editor's."""
    found = [file.relative_to(folder) for file in sorted(folder.rglob("*.toml"))]
    return [file.as_posix() for file in found if not any(part.startswith(".") for part in file.parts)]


def site_names() -> list[str]:
    """The names of the site's files; none without a site."""
    folder = site()
    return named(folder) if folder else []


def line(file: Path, id: str, key: str = "") -> int | None:
    """The line of the last record of this id (or name) in a file, or that of a key of it; None where it has none."""
    said = re.compile(rf"\s*(?:id|name)\s*=\s*([\"']){re.escape(id)}\1.*")
    lines = file.read_text(encoding="utf-8").splitlines()
    at = next((number for number in range(len(lines), 0, -1) if said.fullmatch(lines[number - 1])), None)
    if at is None or not key:
        return at
    start = next((n for n in range(at - 1, -1, -1) if lines[n].startswith("[[")), at - 1)
    end = next((n for n in range(at, len(lines)) if lines[n].startswith("[[")), len(lines))
    return next((n + 1 for n in range(start, end) if re.match(rf"\s*{re.escape(key)}\s*=", lines[n])), at)


def place(parts: tuple[str, ...], table: str, key: str = "") -> str:
    """File and line, for a message, of a key of a table, else of the table; in the site's file where that has one."""
    file, said = resources.path("patterns", *parts), "/".join(parts)
    if (theirs := own(*parts)) and _at(theirs, table, key):
        file, said = theirs, str(theirs)
    at = _at(file, table, key)
    return f"{said}, line {at}" if at else said


def _at(file: Path, table: str, key: str) -> int | None:
    """The line of a key of a table, else of the table itself, be it a head of its own or a key."""
    outer, _, name = table.rpartition(".")
    found, inside = None, ""
    for number, text in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if head := re.fullmatch(r"\s*\[+([\w.\"'-]+)\]+\s*(#.*)?", text):
            inside = re.sub(r"[\"']", "", head[1])
            if inside == table:
                found = number
        elif inside == outer and re.match(rf"\s*[\"']?{re.escape(name)}[\"']?\s*[=.]", text):
            found = found or number
        elif key and inside == table and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", text):
            return number
    return found


def files() -> Iterator[tuple[str, Path]]:
    """Every data file in force, the shipped ones first, with a name that does not depend on where it lies."""
    own = site()
    for owner, folder in (("shipped", resources.path("patterns")), *((("site", own),) if own else ())):
        for name in named(folder):
            yield f"{owner}/{name}", folder / name


def digest() -> str:
    """SHA-256 of all data files in force."""
    known = hashlib.sha256()
    for name, file in files():
        known.update(name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return known.hexdigest()


class _Laying:
    """Lays one file of a site over the shipped one."""

    def __init__(self, file: Path) -> None:
        self.file = file
        try:
            self.content = resources.toml(file)
        except PatternError as error:
            raise PatternError(f"{file.parent}{os.sep}{error}") from None

    def over(self, ours: Table) -> Table:
        theirs, merged = dict(self.content), dict(ours)
        off = theirs.pop("off", [])
        may_add = {"words", "pattern"}
        for key, value in theirs.items():
            if key not in ours and key not in may_add:
                raise self._error(key, f"{key!r} is unknown{meant(key, [*ours, *sorted(may_add), 'off'])}")
            base = ours.get(key)
            lay = self._records if _are_records(value) else self._value
            merged[key] = lay(key, base, value)
        return self._without(merged, off)

    def _records(self, table: str, ours: Any, theirs: list[Table]) -> list[Table]:
        """Records: those of ours, with the site's in their place or before them."""
        if not _are_records(ours) and ours:
            raise self._error(table, f"{table!r} is no table of records")
        found: list[Table] = list(ours or ())
        added = 0
        named = not ours or any("id" in record for record in ours)
        seen: set[str] = set()
        for number, record in enumerate(theirs, start=1):
            record = dict(record)
            id, before = record.get("id"), record.pop("before", None)
            if id is not None and not isinstance(id, str):
                raise self._error("id", f"the id {id!r} has to be a text")
            if named and not id:
                raise self._error(f"[{table}]", f"the {table} {number} has no id")
            if id in seen:
                raise self._error(str(id), f"the id {id} is given twice")
            seen.add(str(id))
            at = _index(found, id) if id else None
            if before is not None:
                if (goal := _index(found, before)) is None:
                    known = (str(other.get("id")) for other in found)
                    raise self._error(
                        str(id), f"there is no {table} {before!r} to stand before{meant(before, known)}", "before"
                    )
                if at is not None:
                    del found[at]
                    goal -= at < goal
                found.insert(goal, record)
            elif at is not None:
                found[at] = record
            else:
                found.insert(added, record)
                added += 1
        return found

    def _value(self, key: str, ours: Any, theirs: Any) -> Any:
        if ours is None:
            return theirs
        if isinstance(ours, dict) and isinstance(theirs, dict):
            for name in theirs.keys() - ours.keys():
                self._check_new(name, list(ours.values()), [*ours], theirs[name])
            return {**ours, **{name: self._value(name, ours.get(name), value) for name, value in theirs.items()}}
        if isinstance(ours, list) and isinstance(theirs, list):
            if self.file.name == "records.toml" and OURS not in theirs and not set(ours) <= set(theirs):
                raise self._error(key, f'{key} leaves out names that our records use; begin its list with "{OURS}"')
            if are_texts(ours):
                self._check_texts(key, theirs)
            return [item for value in theirs for item in (ours if value == OURS else [value])]
        number = isinstance(ours, int | float) and isinstance(theirs, int | float)
        if type(ours) is not type(theirs) and not number:
            if _are_records(ours) and isinstance(theirs, dict):
                raise self._error(key, f"[{key}] is a single table; write it [[{key}]]")
            raise self._error(key, f"{key} is a {_kind(theirs)} and has to be a {_kind(ours)}")
        return theirs

    def _check_new(self, name: str, beside: list[Any], known: list[str], value: Any) -> None:
        """Refuse an entry that is not as all those beside it in our table are."""
        if self.file.name == "records.toml":
            raise self._error(name, f"{name!r} is unknown{meant(name, known)}")
        kinds = {_kind(other) for other in beside}
        if len(kinds) == 1 and _kind(value) not in kinds:
            raise self._error(name, f"{name} is a {_kind(value)} and has to be a {kinds.pop()}")
        if all(map(are_texts, beside)):
            self._check_texts(name, value)

    def _check_texts(self, key: str, value: list[Any]) -> None:
        for item in value:
            if not isinstance(item, str):
                raise self._error(key, f"{key} holds {item!r} and has to hold texts")

    def _without(self, merged: Table, off: Any) -> Table:
        """The file without the records that are switched off."""
        if not isinstance(off, list):
            raise self._error("off", "off has to be a list of ids")
        ids = {record.get("id") for value in merged.values() if _are_records(value) for record in value}
        for id in off:
            if id not in ids:
                known = (str(name) for name in ids if name)
                raise self._error("off", f"there is no record {id!r} to switch off{meant(id, known)}")
        return {
            key: [record for record in value if record.get("id") not in off] if _are_records(value) else value
            for key, value in merged.items()
        }

    def _error(self, what: str, message: str, key: str = "") -> PatternError:
        """A message with file and line: of the record `what`, or of its `key`; of the key or table of this name."""
        at = line(self.file, what, key)
        if at is None:
            lines = self.file.read_text(encoding="utf-8").splitlines()
            head = re.compile(
                rf"\s*(\[*([\w.]+\.)?{re.escape(what.strip('[]'))}\]+|[\"']?{re.escape(what)}[\"']?\s*=.*)\s*"
            )
            at = next((number for number, text in enumerate(lines, start=1) if head.fullmatch(text)), None)
        return PatternError(f"{self.file}{f', line {at}' if at else ''}: {message}.")


def _kind(value: Any) -> str:
    """What a value is called in TOML."""
    names = {dict: "table", str: "text", bool: "flag", int: "number", float: "number"}
    return names.get(type(value), type(value).__name__)


def _are_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(record, dict) for record in value)


def _index(records: list[Table], id: str) -> int | None:
    return next((at for at, record in enumerate(records) if record.get("id") == id), None)
