"""Facts by their place in the note."""

from clinote.facts import Fact


def apart(one: Fact, other: Fact) -> int:
    """How many characters lie between two facts; negative where they overlap."""
    return max(other.start - one.end, one.start - other.end)
