"""JSON Schemas of the data files of `patterns/`, for editors.

Made from what the files are checked against: `records.toml` for the kinds of patterns, the types of the coding policy
and of the analytes, the conditions and roles there are; and, where a file has no more than that, from the shipped file
itself, whose keys and kinds of values a site's file has to keep. With a site's folder in use, its own names count.
"""

import re
from collections.abc import Iterable
from typing import Any

from pydantic import TypeAdapter

from clinote import layers, resources
from clinote.analytes import Written
from clinote.coding import check, policy
from clinote.coding.conditions import CONDITIONS
from clinote.coding.queries import INDICATORS
from clinote.errors import UsageError
from clinote.patterns import EVERY

Schema = dict[str, Any]

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The newest that taplo, and with it Even Better TOML, reads."""
_TEXT: Schema = {"type": "string", "minLength": 1}
_TEXTS: Schema = {"type": "array", "items": {"type": "string"}}
_TYPES: dict[str, Schema] = {
    "text": {"type": "string"},
    "flag": {"type": "boolean"},
    "number": {"type": "integer"},
    "list": {"type": "array", "items": {"type": ["string", "object"]}},
    "table": {"type": "object"},
}
_CONDITIONS = ("when", "query_when", "query_unless")


def names() -> list[str]:
    """The data files that there is a schema for: all."""
    return layers.named(resources.path("patterns"))


def schema(name: str) -> Schema:
    """The JSON Schema of the data file `name`, for example "labs.toml" or "coding/rules.toml"."""
    if name not in names():
        raise UsageError(f"There is no data file {name!r}; there are {', '.join(names())}.")
    parts = tuple(name.split("/"))
    ours = resources.toml(resources.path("patterns", *parts))
    ids = [record["id"] for record in layers.records(ours)]
    properties = {key: _top(key, value) for key, value in layers.toml(*parts).items()}
    if ids:
        properties["off"] = {"description": "Records of ours that are switched off.", **_array({"enum": ids})}
    kind = ours.get("kind", name.removesuffix(".toml"))
    if kind in layers.toml("records.toml"):
        kinds = dict.fromkeys([kind, *(r["kind"] for r in ours.get("pattern", ()) if "kind" in r)])
        properties["pattern"] = _array(_patterns(kind, list(kinds)))
        properties.setdefault("words", {"type": "object", "additionalProperties": _TEXTS})
    if kind == "cue":
        cue = _kind("cue")["properties"]
        for table in ("composed", "symbol"):
            if table in properties:
                properties[table]["items"]["properties"] = cue | properties[table]["items"]["properties"]
                del properties[table]["items"]["properties"]["terms"]
    if name == "labs.toml":
        properties["analytes"] = {"type": "object", "additionalProperties": _typed(Written)}
    if parts[0] == "coding":
        for record_type, (file, table) in policy.FILES.items():
            if parts[1] == f"{file}.toml":
                properties[table] = _array(_policy(record_type))
    if name == "records.toml":
        return {"$schema": DIALECT, "title": name, "type": "object", "additionalProperties": _KINDS}
    return {"$schema": DIALECT, "title": name, **_closed(properties)}


_KINDS: Schema = {"type": "object", "additionalProperties": {"anyOf": [{"type": "string"}, _TEXTS]}}


def _patterns(default: str, kinds: list[str]) -> Schema:
    """A `[[pattern]]` of a file that holds these kinds."""
    if len(kinds) == 1:
        return _kind(default)
    by_kind = {kind: _kind(kind) for kind in kinds}
    known: Schema = {key: {} for one in by_kind.values() for key in one["properties"]}
    cases = [
        {"if": {"required": ["kind"], "properties": {"kind": {"const": kind}}}, "then": one}
        for kind, one in by_kind.items()
    ]
    cases.append({"if": {"not": {"required": ["kind"]}}, "then": by_kind[default]})
    return {"type": "object", "properties": known | {"kind": {"enum": kinds}}, "allOf": cases}


def _kind(kind: str) -> Schema:
    """A pattern of this kind, as records.toml has it."""
    properties: Schema = {
        "id": _TEXT, "kind": {"const": kind}, "terms": _array(_TEXT, least=1), "source": _TEXT,
        "examples": _array(_TEXT, least=1), "before": _BEFORE,
    }  # fmt: skip
    for key, wanted in layers.toml("records.toml")[kind].items():
        if isinstance(wanted, list):
            properties[key] = {"enum": wanted}
        elif wanted.startswith("one of "):
            file, table = wanted.removeprefix("one of ").split(".")
            properties[key] = {"enum": list(layers.toml(f"{file}.toml")[table])}
        else:
            properties[key] = _TYPES[wanted]
    return _closed(properties, EVERY)


_BEFORE: Schema = {"type": "string", "description": "The id of the record that this one is put right before."}


def _policy(record_type: type[policy.Record]) -> Schema:
    """A record of the coding policy, as its type has it."""
    made = _typed(record_type)
    properties = made["properties"]
    properties["before"] = _BEFORE
    for key in _CONDITIONS:
        if key in properties:
            properties[key] = _one_or_more(_condition())
    if "indicators" in properties:
        properties["indicators"] = _one_or_more({"enum": list(INDICATORS)})
    properties["either"] = _array(_array(_condition()))
    return made


def _condition() -> Schema:
    """A condition in plain words, as the policy reads it."""
    means = policy.vocabulary()
    decided = [f"decided {code}" for code in check.DECISIONS]
    named = [*means, *(name for name in CONDITIONS if name not in means), *decided]
    one = f"(not )?({'|'.join(map(re.escape, named))}|decided by .+)"
    return {"anyOf": [{"enum": named}, {"type": "string", "pattern": f"^{one}( or {one})*$"}]}


def _typed(of: type) -> Schema:
    """The schema of a type, in which a text may stand for a list of it, and no key is unknown."""
    made = TypeAdapter(of).json_schema()
    held = made.pop("$defs", {})

    def lay(node: Any) -> Any:
        if isinstance(node, list):
            return [lay(item) for item in node]
        if not isinstance(node, dict):
            return node
        if "$ref" in node:
            name = node["$ref"].rsplit("/", 1)[-1]
            plain = name in ("Example", "Option")  # either may be in plain words
            return {"anyOf": [{"type": "string"}, lay(held[name])]} if plain else lay(held[name])
        new = {key: lay(value) for key, value in node.items() if key not in ("default", "title")}
        if "properties" in node:
            # a property may itself be called title
            new["properties"] = {key: lay(value) for key, value in node["properties"].items()}
            new["additionalProperties"] = False
        if new.get("type") == "array" and new.get("items") == {"type": "string"}:
            return _one_or_more({"type": "string"})
        return new

    laid: Schema = lay(made)
    return laid


def _top(key: str, value: Any) -> Schema:
    """What stands under a key at the top of a file: tables may be added to."""
    made = _shape([value])
    if made.get("type") == "object":
        made["additionalProperties"] = _shape(list(value.values())) if value else {}
    return made


def _shape(values: list[Any]) -> Schema:
    """What all of these values are."""
    if all(isinstance(value, bool) for value in values):
        return {"type": "boolean"}
    if all(isinstance(value, int | float) and not isinstance(value, bool) for value in values):
        return {"type": "number"}
    if all(isinstance(value, str) for value in values):
        return {"type": "string"}
    if all(isinstance(value, list) for value in values):
        items = [item for value in values for item in value if item != layers.OURS]
        if items and all(isinstance(item, dict) for item in items):
            return _array(_records(items))
        one = _shape(items) if items else {}
        return _array(one if one.get("type") in (None, "string") else {"anyOf": [{"const": layers.OURS}, one]})
    if all(isinstance(value, dict) for value in values):
        keys = dict.fromkeys(key for value in values for key in value)
        return {"type": "object", "properties": {k: _shape([v[k] for v in values if k in v]) for k in keys}}
    kinds: dict[type, list[Any]] = {}
    for value in values:
        kinds.setdefault(float if type(value) is int else type(value), []).append(value)
    return {"anyOf": [_shape(group) for group in kinds.values()]}


def _records(records: list[dict[str, Any]]) -> Schema:
    """Records that are like these."""
    made = _shape(list(records))
    required = [key for key in made["properties"] if all(key in record for record in records)]
    return _closed(made["properties"] | ({"before": _BEFORE} if "id" in required else {}), required)


def _closed(properties: Schema, required: Iterable[str] = ()) -> Schema:
    return {
        "type": "object", "properties": properties, "required": list(required), "additionalProperties": False,
    }  # fmt: skip


def _array(items: Schema, least: int = 0) -> Schema:
    return {"type": "array", "items": items, **({"minItems": least} if least else {})}


def _one_or_more(one: Schema) -> Schema:
    return {"anyOf": [one, _array(one)]}
