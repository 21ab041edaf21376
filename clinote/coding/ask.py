"""Whether the written conditions of a record hold for a case: "not ..." turns one round, "... or ..." is either."""

from functools import cache

from clinote.coding import policy
from clinote.coding.case import Case
from clinote.coding.conditions import CONDITIONS, Condition, Found
from clinote.errors import PatternError
from clinote.facts import Fact


@cache
def _tests(words: str) -> tuple[tuple[bool, Condition], ...]:
    """A written condition as (whether it is negated, what it asks); several are alternatives."""
    name = words.removeprefix("not ")
    parts = words.split(" or ") if " or " in words and name not in CONDITIONS else [words]
    return tuple((part.startswith("not "), _test(part.removeprefix("not "))) for part in parts)


def _test(name: str) -> Condition:
    if name.startswith("decided by "):
        rule = name.removeprefix("decided by ")
        return lambda case: [] if case.decided_by == rule else None
    if name.startswith("decided "):
        code = name.removeprefix("decided ")
        return lambda case: [] if case.decided == code else None
    if name not in CONDITIONS:
        raise PatternError(f"patterns/coding: no condition is called {name!r}; vocabulary.toml lists them.")
    return CONDITIONS[name]


def holds(case: Case, words: str) -> Found:
    """Whether one written condition holds, and the facts that show it; worked out once a case."""
    known = case.known
    if words in known:
        answer: Found = known[words]
        return answer
    found = None
    for negated, test in _tests(words):
        found = test(case)
        if negated:
            found = [] if found is None else None
        if found is not None:
            break
    if "decided" not in words:  # what is decided comes between two askings
        known[words] = found
    return found


def applies(case: Case, record: policy.Record) -> Found:
    """Whether a record's conditions hold (all of `when`, or all of one of `either`), with their facts."""
    if not record.either:
        return _all(case, record.when)
    for conditions in record.either:
        found = _all(case, conditions)
        if found is not None:
            return found
    return None


def _all(case: Case, conditions: tuple[str, ...]) -> Found:
    facts: list[Fact] = []
    known = case.known
    for words in conditions:
        found = known[words] if words in known else holds(case, words)
        if found is None:
            return None
        facts += found
    return list(dict.fromkeys(facts)) if len(facts) > 1 else facts
