"""What keeps the work in proportion to the note: facts looked up by place, and answers worked out once a case."""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Sequence
from functools import wraps
from operator import attrgetter
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from clinote.facts import Fact, K


class Keeping(Protocol):
    """What keeps the answers that have been worked out of it."""

    known: dict[Hashable, Any]


More = ParamSpec("More")
Asked = TypeVar("Asked", bound=Keeping)
Answer = TypeVar("Answer")
_START = attrgetter("start")


def starting(facts: Sequence[Fact[K]], low: int, high: int) -> Sequence[Fact[K]]:
    """Those of `facts` (in text order) that start at `low` or after it, and before `high`."""
    first = bisect_left(facts, low, key=_START)
    return facts[first : bisect_left(facts, high, first, key=_START)]


def apart(one: Fact, other: Fact) -> int:
    """How many characters lie between two facts; negative where they overlap."""
    return max(other.start - one.end, one.start - other.end)


def once(function: Callable[Concatenate[Asked, More], Answer]) -> Callable[Concatenate[Asked, More], Answer]:
    """A function of the case, and perhaps of words, that is worked out when first asked for, and kept."""

    @wraps(function)
    def kept(case: Asked, /, *more: More.args, **named: More.kwargs) -> Answer:
        known, key = case.known, (kept, more) if more else kept
        if key not in known:
            known[key] = function(case, *more, **named)
        answer: Answer = known[key]
        return answer

    return kept
