"""Whether the written conditions of a record hold for a case: "not ..." turns one round, "... or ..." is either."""

from functools import cache

from clinote.coding import policy
from clinote.coding.case import Case
from clinote.coding.conditions import CONDITIONS, Found
from clinote.facts import Fact


@cache
def parts(words: str) -> tuple[tuple[bool, str], ...]:
    """A written condition as (whether it is negated, what it asks); several are alternatives."""
    several = words.split(" or ") if words.removeprefix("not ") not in CONDITIONS else [words]
    return tuple((part.startswith("not "), part.removeprefix("not ")) for part in several)


def _is_decided(case: Case, name: str) -> Found:
    return [] if name in (f"decided by {case.decided_by}", f"decided {case.decided}") else None


def holds(case: Case, words: str) -> Found:
    """Whether one written condition holds, and the facts that show it; worked out once a case."""
    known = case.known
    if words in known:
        answer: Found = known[words]
        return answer
    found = None
    for negated, name in parts(words):
        found = CONDITIONS[name](case) if name in CONDITIONS else _is_decided(case, name)
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
