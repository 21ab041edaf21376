"""JSON Lines: one object a line, a note of our own fields or a FHIR resource; or one such object over many lines."""

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

from clinote.batch.fields import LONGEST, dates_left
from clinote.batch.formats import Format
from clinote.batch.read import fhir, rows
from clinote.batch.record import Malformed, Record
from clinote.batch.source import File, ReadOptions
from clinote.expressions import expression

_SURROGATE = expression("[\ud800-\udfff]")
_BLANK = expression(r"\s*")
_LAYOUTS = 1000  # kept in mind; an export has a few


def read(file: File, options: ReadOptions) -> Iterator[Record]:
    """The notes of a JSON Lines file."""
    pairs = objects(file, options)
    first: list[rows.Row] = []
    for pair in pairs:
        first.append(pair)
        if isinstance(known := pair[1], dict):
            if "resourceType" not in known and options.format is not Format.fhir:
                options = rows.spread(list(known), options)
            if options.group_by:
                found = rows.find_columns(file.name, list(known), options)
                yield from rows.notes(file, chain(first, pairs), list(known), found, options)
                return
            break
    layouts: dict[tuple[str, ...], dict[str, str]] = {}
    for line, values in chain(first, pairs):
        if isinstance(values, Malformed):
            yield values.at(file.name, line)
        elif options.format is Format.fhir or (options.format is None and "resourceType" in values):
            yield from fhir.records(file.name, line, values, options.columns)
        else:
            keys = tuple(values)
            if keys not in layouts:
                if len(layouts) > _LAYOUTS:
                    layouts.clear()
                layouts[keys] = found = options.columns.among(keys)
                file.took(found, dates_left(list(keys), values.values(), found.get("date")))
            yield rows.record(file.name, line, _checked(values, layouts[keys], options), layouts[keys], options.columns)


def _checked(values: dict[str, Any], found: dict[str, str], options: ReadOptions) -> dict[str, Any] | Malformed:
    if "text" in found:
        return values
    name = options.columns.names.get("text")
    what = f"there is no field '{name}'" if name else "no field holds the text"
    id = values.get(found.get("id", ""))
    known = str(id) if isinstance(id, str | int) else None
    return Malformed(what, "Call it 'text', or name it with --text-col.", known)


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
            if line.strip() in ("{", "["):
                yield from _spread(number, line + stream.read(LONGEST))
                return
            yield number, _object(line.rstrip("\r\n"))


def _spread(number: int, text: str) -> Iterator[tuple[int, dict[str, Any] | Malformed]]:
    """Objects that are written over many lines each."""
    if len(text) > LONGEST:
        reason = f"one JSON document of over {LONGEST // 1_000_000} million characters"
        yield number, Malformed(reason, "Write one object a line: jq -c .")
        return
    decoder = json.JSONDecoder()
    at = 0
    while at < len(text):
        try:
            _, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):  # what is wrong is found out once more, and told
            end = len(text)
        yield number, _object(text[at:end])
        blank = _BLANK.match(text, end)
        start, at = at, blank.end() if blank else end
        number += text.count("\n", start, at)


def _object(line: str) -> dict[str, Any] | Malformed:
    if not line.isascii() and _SURROGATE.search(line):
        reason = "bytes that are not in the encoding the file was read in"
        return Malformed(reason, "Name the encoding with --encoding.")
    try:
        values = json.loads(line)
    except json.JSONDecodeError as error:
        place = f"column {error.colno}" if error.lineno == 1 else f"line {error.lineno}, column {error.colno}"
        return Malformed(f"no valid JSON at {place}", "Write one object a line; check the export.")
    except RecursionError:
        return Malformed("JSON that is nested too deep", "Write one flat object a line.")
    except ValueError:  # an integer of thousands of digits
        return Malformed("JSON with a number that cannot be read", "Write one flat object a line.")
    if not isinstance(values, dict):
        return Malformed(f"a JSON {_name(values)}, not an object", 'Write objects: {"id": ..., "text": ...}.')
    return values


def _name(value: Any) -> str:
    return {list: "array", str: "string", bool: "boolean", type(None): "null"}.get(type(value), "number")
