"""The coding policy as data: what patterns/coding/*.toml say, read once, each record in its type.

A field that no type has, a missing one and one of the wrong kind are errors with file and line.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache, partial, reduce
from operator import getitem
from typing import Any, Literal, TypeVar, get_type_hints

from clinote import layers, resources
from clinote.errors import PatternError, meant
from clinote.expressions import expression
from clinote.note import Setting

Words = tuple[str, ...]
Role = Literal["decision", "first", "instead", "additional", "alternative"]
Decision = Literal["M62.81", "R53.1", "other", "none"]
Severity = Literal["info", "warn", "block"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer that a query offers, where its conditions hold; `own`: in the provider's own words where there are."""

    text: str
    when: Words = ()
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A note for which a record must speak, or, as `unlike`, must not.

    `gives` are codes that it must give there; a record written as plain words may name them behind '=>'.
    """

    text: str
    setting: Setting = "outpatient"
    date: str | None = None
    gives: Words = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every record has; its conditions hold when all of `when` do, or all of any one of `either`.

    It rests on the code set: an Excludes1 note stands between the two codes of each pair of `bars`, none between those
    of `allows`.
    """

    id: str
    source: str
    examples: tuple[Example, ...]
    unlike: tuple[Example, ...] = ()
    when: Words = ()
    either: tuple[Words, ...] = ()
    bars: tuple[Words, ...] = ()
    allows: tuple[Words, ...] = ()

    @property
    def conditions(self) -> Words:
        """The conditions in words."""
        return tuple(" and ".join(case) for case in self.either) or self.when


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding(Record):
    """A rule that decides (rules.toml)."""

    decide: Decision
    then: str
    because: Words
    because_other: Mapping[str, str] | None = None
    asks: str = ""
    query: bool = False
    query_unless: Words = ()
    query_when: Words = ()
    documented: str | None = None
    resolves: Words = ()
    instead: Words = ()
    first: Words = ()
    additional: Words = ()
    alternative: Words = ()

    def codes(self, role: Role) -> Words:
        """The codes, or where they come from, that the rule gives this role."""
        written: Words = getattr(self, role)
        return written


@dataclass(frozen=True, slots=True, kw_only=True)
class Status(Record):
    """What else a note shows, whatever rule decides (rules.toml)."""

    then: str
    query: bool = False
    asks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Further(Record):
    """A rule for further codes (codes.toml)."""

    codes: Words
    role: Role
    then: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Warning(Record):
    """An alert of the closed list (alerts.toml)."""

    severity: Severity
    message: str
    then: str
    status: str = ""
    query: Words = ()
    settles: Words = ()
    batch: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft(Record):
    """A query to the provider (queries.toml)."""

    opening: str
    question: str
    options: tuple[Option, ...]
    known_by: Words
    indicators: Words = ()
    each_lab: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One record of the policy, for people: `when` and `then` are plain words.

    `examples` are notes for which it speaks, `unlike` notes for which it does not.
    """

    id: str
    kind: str
    when: tuple[str, ...]
    then: str
    source: str
    examples: tuple[str, ...]
    unlike: tuple[str, ...] = ()
    severity: str | None = None
    bars: tuple[Words, ...] = ()
    allows: tuple[Words, ...] = ()


FILES: dict[type[Record], tuple[str, str]] = {
    Deciding: ("rules", "rule"), Status: ("rules", "status"), Further: ("codes", "code"), Warning: ("alerts", "alert"),
    Draft: ("queries", "query"),
}  # fmt: skip
"""Where the records of a type stand: the file, and the name of their tables."""

AnyRecord = TypeVar("AnyRecord", bound=Record)


def data(name: str) -> dict[str, Any]:
    """The contents of patterns/coding/`name`.toml."""
    return layers.toml("coding", f"{name}.toml")


@cache
def pattern(name: str, of: str) -> re.Pattern[str]:
    """The expression `of` of patterns/coding/`name`.toml, 'exam.again' the one of its table [exam].

    `{kind}` in it stands for what the file has under that name: an expression, or any phrase of a list.
    """

    def written(of: str) -> str:
        said: Any = reduce(getitem, of.split("."), data(name))
        return _NAMED.sub(lambda named: written(named[1]), said if isinstance(said, str) else "|".join(said))

    return re.compile(written(of))


said = partial(pattern, "words")
"""The expressions of patterns/coding/words.toml."""


_NAMED = expression(r"\{([a-z][\w.]*)\}")


def file(kind: type[Record]) -> tuple[str, str]:
    """The data file that holds the records of a type."""
    return "coding", f"{FILES[kind][0]}.toml"


def records(kind: type[AnyRecord]) -> tuple[AnyRecord, ...]:
    """The records of a type, in the order of their file."""
    found: tuple[AnyRecord, ...] | None = _READ.get(kind)
    if found is None:
        name, table = FILES[kind]
        raw = data(name).get(table, [])
        found = _READ[kind] = tuple(_record(kind, entry, number, name, table) for number, entry in enumerate(raw))
    return found


_READ: dict[type[Record], tuple[Any, ...]] = {}
"""The records read so far, by type."""


def _record(kind: type[AnyRecord], raw: dict[str, Any], number: int, name: str, table: str) -> AnyRecord:
    known = {field.name: field for field in fields(kind)}
    for key in raw:
        if key not in known:
            raise _error(name, table, number, key, raw, f"the unknown field {key!r}{meant(key, [*known, 'before'])}")
    for key, field in known.items():
        if field.default is MISSING and not raw.get(key):
            raise _error(name, table, number, "", raw, f"no {key!r}")
    hints = get_type_hints(kind)
    values = {}
    for key, value in raw.items():
        try:
            values[key] = _value(hints[key], value)
        except TypeError as error:
            raise _error(name, table, number, key, raw, f"{key}: {error}") from None
    return kind(**values)


def _value(hint: Any, value: Any) -> Any:
    """The value as the type of its field: lists become tuples, one string stands for a list of it."""
    if hint in (tuple[Example, ...], tuple[Option, ...]):
        entries: type[Example] | type[Option] = Example if hint == tuple[Example, ...] else Option
        return tuple(entries(**_plain(entry, entries)) for entry in (value if isinstance(value, list) else [value]))
    if hint == tuple[Words, ...]:
        if not isinstance(value, list) or not all(isinstance(entry, list) for entry in value):
            raise TypeError(f"{value!r} where a list of lists belongs")
        return tuple(map(_texts, value))
    if hint == Words:
        return _texts(value)
    kind = bool if hint is bool else dict if "Mapping" in str(hint) else str
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} where a {kind.__name__} belongs")
    return value


def _texts(value: object) -> Words:
    """A list of texts, or one text that stands for it."""
    if isinstance(value, str):
        return (value,)
    if not layers.are_texts(value):
        raise TypeError(f"{value!r} where texts belong")
    return tuple(value)


def _plain(entry: object, kind: type[Example] | type[Option]) -> dict[str, Any]:
    """An example or an option as a table, its lists as tuples; 'note => CODE' is an example with what it gives."""
    if isinstance(entry, dict):
        known = [field.name for field in fields(kind)]
        for key in entry:
            if key not in known:
                raise TypeError(f"{entry!r} has the unknown key {key!r}{meant(key, known)}")
        if "text" not in entry:
            raise TypeError(f"{entry!r} has no 'text'")
        return {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    if not isinstance(entry, str):
        raise TypeError(f"{entry!r} where a text or a table belongs")
    text, _, codes = entry.partition(" => ")
    return {"text": text, "gives": tuple(codes.split())} if codes else {"text": entry}


def _error(name: str, table: str, number: int, key: str, raw: dict[str, Any], what: str) -> PatternError:
    id = raw.get("id", "")
    return PatternError(f"{_place(name, table, number, id, key)}: {table} {id or number + 1} has {what}.")


def _place(name: str, table: str, number: int, id: str, key: str = "") -> str:
    """File and line of a record, or of a field of it; the record is the site's where it has one of this id."""
    said, file = f"patterns/coding/{name}.toml", resources.path("patterns", "coding", f"{name}.toml")
    own = layers.own("coding", f"{name}.toml")
    if own and layers.line(own, id):
        said, file = str(own), own
    lines = file.read_text(encoding="utf-8").split("\n")
    heads = [at for at, line in enumerate(lines) if line.strip() == f"[[{table}]]"]
    if written := layers.line(file, id):
        number = sum(head < written for head in heads) - 1
    at = heads[number] if number < len(heads) else 0
    for offset, line in enumerate(lines[at + 1 :], start=1):
        if line.startswith("[["):
            break
        if key and re.match(rf"\s*{re.escape(key)}\s*=", line):
            return f"{said}, line {at + offset + 1}"
    return f"{said}, line {at + 1}"


def where(record: Record, key: str = "") -> str:
    """File and line of a record, or of a field of it, for a message."""
    name, table = FILES[type(record)]
    number = next(n for n, other in enumerate(records(type(record))) if other.id == record.id)
    return f"{_place(name, table, number, record.id, key)}: {table} {record.id}"


def every() -> Iterator[Record]:
    """All records of all types."""
    for kind in FILES:
        yield from records(kind)


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule in the order they are tried, then the rules for further codes, then the alerts."""
    return tuple(_rule(record) for record in every() if not isinstance(record, Draft))


def _rule(record: Record) -> Rule:
    return Rule(
        record.id, FILES[type(record)][1], record.conditions, getattr(record, "then", ""), record.source,
        tuple(example.text for example in record.examples), tuple(example.text for example in record.unlike),
        getattr(record, "severity", None), record.bars, record.allows,
    )  # fmt: skip


def explain(rule_id: str) -> Rule | None:
    """The rule or alert of this id; None when there is none."""
    return next((rule for rule in rules() if rule.id == rule_id), None)


def vocabulary() -> dict[str, str]:
    """What each condition means, in plain words."""
    return {record["name"]: record["means"] for record in data("vocabulary")["predicate"]}
