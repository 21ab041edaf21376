"""JSON Lines: one object a line, a note of our own fields or a FHIR resource."""

import json
import re
from collections.abc import Iterator
from typing import Any

from clinote.batch.fields import LONGEST
from clinote.batch.formats import Format
from clinote.batch.read import fhir, rows
from clinote.batch.record import Found, Malformed, Record, Unreadable
from clinote.batch.source import File, ReadOptions

_SURROGATE = re.compile("[\ud800-\udfff]")


def read(file: File, options: ReadOptions) -> Iterator[Record]:
    """The notes of a JSON Lines file."""
    if options.group_by:
        yield from _grouped(file, options)
        return
    layouts: dict[tuple[str, ...], dict[str, str]] = {}
    for line, values in objects(file, options):
        if isinstance(values, Malformed):
            yield values.at(file.name, line)
        elif options.format is Format.fhir or (options.format is None and "resourceType" in values):
            yield _resource(file.name, line, values)
        else:
            keys = tuple(values)
            if keys not in layouts:
                if len(layouts) > 1000:
                    layouts.clear()
                layouts[keys] = options.columns.among(keys)
            yield rows.record(file.name, line, _checked(values, layouts[keys], options), layouts[keys], options.columns)


def _checked(values: dict[str, Any], found: dict[str, str], options: ReadOptions) -> dict[str, Any] | Malformed:
    if "text" in found:
        return values
    name = options.columns.names.get("text")
    what = f"there is no field '{name}'" if name else "no field holds the text"
    id = values.get(found.get("id", ""))
    known = str(id) if isinstance(id, str | int) else None
    return Malformed(what, "Call it 'text', or name it with --text-col.", known)


def _resource(name: str, line: int, resource: dict[str, Any]) -> Record:
    try:
        return Found(name, line, fhir.note(resource))
    except Malformed as error:
        return error.at(name, line)


def _grouped(file: File, options: ReadOptions) -> Iterator[Record]:
    pairs = objects(file, options)
    first = next(((line, values) for line, values in pairs if isinstance(values, dict)), None)
    if first is None:
        raise Unreadable(file.name, "no line is a JSON object", "Write one object a line.")
    found = rows.find_columns(file.name, list(first[1]), options)
    yield from rows.notes(file.name, _after(first, pairs), found, options)


def _after(first: rows.Row, others: Iterator[rows.Row]) -> Iterator[rows.Row]:
    yield first
    yield from others


def objects(file: File, options: ReadOptions) -> Iterator[tuple[int, dict[str, Any] | Malformed]]:
    """Each object with its line; blank lines are nothing."""
    with file.text(options.encoding) as stream:
        number = 0
        while line := stream.readline(LONGEST):
            number += 1
            if len(line) == LONGEST and not line.endswith("\n"):
                while (rest := stream.readline(LONGEST)) and not rest.endswith("\n"):
                    pass
                reason = f"the line is over {LONGEST // 1_000_000} million characters"
                yield number, Malformed(reason, "Write one note a line.")
                continue
            if line.isspace():
                continue
            if number == 1 and line.strip() in ("{", "["):
                reason = "it is one JSON document over many lines"
                raise Unreadable(file.name, reason, "Write one object a line: jq -c .")
            yield number, _object(line)


def _object(line: str) -> dict[str, Any] | Malformed:
    if not line.isascii() and _SURROGATE.search(line):
        reason = "bytes that are not in the encoding the file was read in"
        return Malformed(reason, "Name the encoding with --encoding.")
    try:
        values = json.loads(line)
    except json.JSONDecodeError as error:
        return Malformed(f"no valid JSON at column {error.colno}", "Write one object a line; check the export.")
    except RecursionError:
        return Malformed("JSON that is nested too deep", "Write one flat object a line.")
    except ValueError:  # an integer of thousands of digits
        return Malformed("JSON with a number that cannot be read", "Write one flat object a line.")
    if not isinstance(values, dict):
        return Malformed(f"a JSON {_name(values)}, not an object", 'Write objects: {"id": ..., "text": ...}.')
    return values


def _name(value: Any) -> str:
    return {list: "array", str: "string", bool: "boolean", type(None): "null"}.get(type(value), "number")
