"""What the records of the policy name must exist: conditions, codes, where codes come from, alerts, drafts, roles."""

from collections.abc import Iterable, Iterator
from functools import cache
from string import Formatter
from typing import get_args

from clinote import codeset, layers
from clinote.coding import alerts, ask, policy, rationale, visits
from clinote.coding.conditions import CONDITIONS
from clinote.coding.queries import INDICATORS
from clinote.coding.selectors import SELECTORS
from clinote.errors import PatternError, meant
from clinote.expressions import expression

ROLES: tuple[policy.Role, ...] = get_args(policy.Role)
DECISIONS: tuple[policy.Decision, ...] = get_args(policy.Decision)
SEVERITIES: tuple[policy.Severity, ...] = get_args(policy.Severity)
_CODE = expression(r"[A-Z]\d[\w.]*")


@cache
def check() -> None:
    """Look at every record once; `PatternError` with file and line where one names what nothing is called."""
    for record in policy.every():
        for key, wrong in _wrong(record):
            raise PatternError(f"{policy.where(record, key)}: {wrong}.")
    seen: dict[str, policy.Record] = {}
    for record in policy.every():
        if isinstance(record, policy.Draft):
            continue
        if other := seen.get(record.id):
            raise PatternError(f"{policy.where(record)}: the id is taken by {policy.where(other)}.")
        seen[record.id] = record
    for code in policy.data("written")["checked"]:
        if not any(release.exists(code.rstrip(".")) for release in reversed(codeset.releases())):
            raise PatternError(f"patterns/coding/written.toml: {code} begins no code of the code set.")


def unheard(words: str) -> list[str]:
    """The parts of a written condition that have no meaning."""
    return [name for _, name in ask.parts(words) if name not in CONDITIONS and name not in _decided()]


def _decided() -> list[str]:
    """The conditions on what has been decided."""
    return [*(f"decided {code}" for code in DECISIONS), *(f"decided by {id}" for id in _known(policy.Deciding))]


def unmet(release: codeset.CodeSet) -> dict[str, list[str]]:
    """What the policy rests on and a release of the code set does not give, with the records that rest on it."""
    wrong: dict[str, list[str]] = {}
    for record in policy.every():
        codes = (code for code in _codes(record) if not release.billable(codeset.as_of(code, release)))
        lacking = [f"{code} is no complete code" for code in codes]
        lacking += [f"no Excludes1 note parts {a} and {b}" for a, b in record.bars if not release.excludes1(a, b)]
        lacking += [f"an Excludes1 note parts {a} and {b}" for a, b in record.allows if release.excludes1(a, b)]
        for what in dict.fromkeys(lacking):
            wrong.setdefault(what, []).append(record.id)
    return wrong


def _codes(record: policy.Record) -> Iterator[str]:
    """The codes that a record itself names."""
    named: list[str] = [code for pair in (*record.bars, *record.allows) for code in pair]
    if isinstance(record, policy.Deciding):
        named += [record.decide, *(code for role in ROLES[1:] for code in record.codes(role))]
    if isinstance(record, policy.Further):
        named += record.codes
    return (code for code in named if _CODE.fullmatch(code))


def _wrong(record: policy.Record) -> Iterator[tuple[str, str]]:
    """What nothing is called, each with the field that names it."""
    conditions = {"when": record.when, "either": tuple(words for case in record.either for words in case)}
    codes: dict[str, policy.Words] = {}
    if isinstance(record, policy.Deciding):
        conditions |= {"query_unless": record.query_unless, "query_when": record.query_when}
        codes = {role: record.codes(role) for role in ROLES[1:]}
        yield from _no("decide", "decision", [record.decide], DECISIONS)
        yield from _no("resolves", "alert", record.resolves, _known(policy.Warning))
        yield from _no("because_other", "role", record.because_other or (), ROLES)
        for template in record.because:
            yield from (("because", f"{{{n}}} is nothing that a reason quotes") for n in rationale.unknown(template))
    if isinstance(record, policy.Further):
        codes = {"codes": record.codes}
        yield from _no("role", "role", [record.role], ROLES)
    if isinstance(record, policy.Warning):
        yield from _braces("message", record.message, ["earlier"] if record.id == visits.ALERT else alerts.fills())
        yield from _no("severity", "severity", [record.severity], SEVERITIES)
        yield from _no("settles", "alert", record.settles, _known(policy.Warning))
        yield from _no("query", "query", record.query, _known(policy.Draft))
    if isinstance(record, policy.Draft):
        if record.each_lab:
            yield from _braces("question", record.question, ["analyte"])
        conditions["options"] = tuple(words for option in record.options for words in option.when)
        yield from _no("indicators", "indicator", record.indicators, INDICATORS)
    for key, written in conditions.items():
        for name in (name for words in written for name in unheard(words)):
            listed = f"coding/vocabulary.toml lists them{meant(name, [*CONDITIONS, *sorted(_decided())])}"
            yield key, f"no condition is called {name!r}; {listed}"
    for key, given in codes.items():
        for code in given:
            if not _CODE.fullmatch(code):
                yield from _no(key, "source of codes", [code], SELECTORS)
            elif not codeset.stated(code):
                yield key, f"{code} is not in the code set, or not complete"
    for key, examples in (("examples", record.examples), ("unlike", record.unlike)):
        for example in examples:
            yield from ((key, f"{code} is not in the code set") for code in example.gives if not codeset.stated(code))


def _no(key: str, what: str, names: Iterable[str], known: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The names that are none."""
    known = sorted(known)
    yield from ((key, f"no {what} is called {name!r}{meant(name, known)}") for name in names if name not in known)


def _braces(key: str, text: str, known: list[str]) -> Iterator[tuple[str, str]]:
    """What stands between the braces of a text and nothing fills."""
    try:
        named = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    except ValueError:
        yield key, "a brace is opened and not closed, or closed and not opened; one that is meant is written twice"
        return
    yield from ((key, f"nothing fills {{{name}}}{meant(name, known)}") for name in named if name not in known)


def _known(kind: type[policy.Record]) -> frozenset[str]:
    """The ids of the records of a kind; those that a site has switched off may still be named."""
    return layers.switched_off(*policy.file(kind)) | {record.id for record in policy.records(kind)}
