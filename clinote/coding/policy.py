"""The coding policy as data: what patterns/coding/*.toml say, read once."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from clinote import resources
from clinote.errors import PatternError


@dataclass(frozen=True, slots=True)
class Rule:
    """One record of the policy, for people: `when` and `then` are plain words."""

    id: str
    kind: str
    when: tuple[str, ...]
    then: str
    source: str
    example: str
    severity: str | None = None


@cache
def data(name: str) -> dict[str, Any]:
    """The contents of patterns/coding/`name`.toml."""
    file = resources.path("patterns", "coding", f"{name}.toml")
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PatternError(f"patterns/coding/{file.name}: {error}.") from None


@cache
def records(name: str, kind: str) -> tuple[dict[str, Any], ...]:
    """The records `[[kind]]` of a file, each with an id, a source and an example."""
    found = data(name).get(kind, [])
    for number, record in enumerate(found, start=1):
        missing = [key for key in ("id", "source", "example") if not record.get(key)]
        if missing:
            where = f"patterns/coding/{name}.toml, {kind} {record.get('id', number)}"
            raise PatternError(f"{where}: {', '.join(missing)} is missing.")
    return tuple(found)


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule in the order they are tried, then the rules for further codes, then the alerts."""
    found = [_rule(record, "rule") for record in records("rules", "rule")]
    found += [_rule(record, "status") for record in records("rules", "status")]
    found += [_rule(record, "code") for record in records("codes", "code")]
    found += [_rule(record, "alert") for record in records("alerts", "alert")]
    return tuple(found)


def _rule(record: dict[str, Any], kind: str) -> Rule:
    return Rule(
        record["id"], kind, conditions(record), record["then"], record["source"], record["example"],
        record.get("severity"),
    )  # fmt: skip


def conditions(record: dict[str, Any]) -> tuple[str, ...]:
    """A record's conditions in words: all of `when`, or all of any one of `either`."""
    if "either" in record:
        return tuple(" and ".join(case) for case in record["either"])
    return tuple(record.get("when", ()))


def explain(rule_id: str) -> Rule | None:
    """The rule or alert of this id; None when there is none."""
    return next((rule for rule in rules() if rule.id == rule_id), None)


def vocabulary() -> dict[str, str]:
    """What each condition means, in plain words."""
    return {record["name"]: record["means"] for record in data("vocabulary")["predicate"]}
