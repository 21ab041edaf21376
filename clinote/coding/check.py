"""What the records of the policy name must exist: conditions, codes, where codes come from, alerts, drafts, roles."""

import re
from collections.abc import Iterator
from functools import cache
from typing import get_args

from clinote import codeset, layers
from clinote.coding import policy, rationale
from clinote.coding.conditions import CONDITIONS
from clinote.coding.queries import INDICATORS
from clinote.coding.selectors import SELECTORS
from clinote.errors import PatternError

ROLES: tuple[policy.Role, ...] = get_args(policy.Role)
DECISIONS: tuple[policy.Decision, ...] = get_args(policy.Decision)
SEVERITIES: tuple[policy.Severity, ...] = get_args(policy.Severity)
_CODE = re.compile(r"[A-Z]\d[\w.]*")


@cache
def check() -> None:
    """Look at every record once; `PatternError` with file and line where one names what nothing is called."""
    for record in policy.every():
        for wrong in _wrong(record):
            raise PatternError(f"{policy.where(record)}: {wrong}.")
    ids = [record.id for record in policy.every() if not isinstance(record, policy.Draft)]
    twice = next((name for name in ids if ids.count(name) > 1), None)
    if twice:
        raise PatternError(f"patterns/coding: two records are called {twice}.")
    for code in policy.data("written")["checked"]:
        if not any(release.exists(code.rstrip(".")) for release in codeset.releases()):
            raise PatternError(f"patterns/coding/written.toml: {code} begins no code of the code set.")


def known_condition(words: str) -> bool:
    """Whether every part of a written condition has a meaning."""
    name = words.removeprefix("not ")
    if name in CONDITIONS:
        return True
    if " or " in name:
        return all(known_condition(part) for part in words.split(" or "))
    if name.startswith("decided by "):
        return name.removeprefix("decided by ") in _known(policy.Deciding)
    return name.startswith("decided ") and name.removeprefix("decided ") in DECISIONS


def unmet(release: codeset.CodeSet) -> dict[str, list[str]]:
    """What the policy rests on and a release of the code set does not give, with the records that rest on it."""
    wrong: dict[str, list[str]] = {}
    for record in policy.every():
        lacking = [
            f"{c} is no complete code" for c in _codes(record) if not release.billable(codeset.as_of(c, release))
        ]
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


def _wrong(record: policy.Record) -> Iterator[str]:
    conditions = [*record.when, *(words for case in record.either for words in case)]
    codes: list[str] = []
    if isinstance(record, policy.Deciding):
        conditions += [*record.query_unless, *record.query_when]
        codes += [code for role in ROLES[1:] for code in record.codes(role)]
        if record.decide not in DECISIONS:
            yield f"{record.decide!r} is no decision"
        yield from _unknown("alert", record.resolves, policy.Warning)
        yield from (f"{role!r} is no role" for role in record.because_other or () if role not in ROLES)
        for template in record.because:
            yield from (f"{{{name}}} is nothing that a reason quotes" for name in rationale.unknown(template))
    if isinstance(record, policy.Further):
        codes += record.codes
        if record.role not in ROLES:
            yield f"{record.role!r} is no role"
    if isinstance(record, policy.Warning):
        if record.severity not in SEVERITIES:
            yield f"{record.severity!r} is no severity"
        yield from _unknown("alert", record.settles, policy.Warning)
        yield from _unknown("query", record.query, policy.Draft)
    if isinstance(record, policy.Draft):
        conditions += [words for option in record.options for words in option.when]
        yield from (f"{kind!r} is no kind of indicator" for kind in record.indicators if kind not in INDICATORS)
    yield from (f"no condition is called {words!r}" for words in conditions if not known_condition(words))
    for code in codes:
        if _CODE.fullmatch(code):
            if not codeset.stated(code):
                yield f"{code} is not in the code set, or not complete"
        elif code not in SELECTORS:
            yield f"codes come from nothing that is called {code!r}"
    for example in (*record.examples, *record.unlike):
        yield from (f"{code} is not in the code set" for code in example.gives if not codeset.stated(code))


def _unknown(what: str, names: tuple[str, ...], kind: type[policy.Record]) -> Iterator[str]:
    yield from (f"no {what} is called {name!r}" for name in names if name not in _known(kind))


def _known(kind: type[policy.Record]) -> frozenset[str]:
    """The ids of the records of a kind; those that a site has switched off may still be named."""
    return layers.switched_off(*policy.file(kind)) | {record.id for record in policy.records(kind)}
