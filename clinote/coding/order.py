"""Facts by their place in the note."""

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from clinote.facts import Fact, K

_START = attrgetter("start")


def starting(facts: Sequence[Fact[K]], low: int, high: int) -> Sequence[Fact[K]]:
    """Those of `facts` (in text order) that start at `low` or after it, and before `high`."""
    first = bisect_left(facts, low, key=_START)
    return facts[first : bisect_left(facts, high, first, key=_START)]


def apart(one: Fact, other: Fact) -> int:
    """How many characters lie between two facts; negative where they overlap."""
    return max(other.start - one.end, one.start - other.end)
