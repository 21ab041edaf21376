"""Second opinions on negation."""

from clinote.facts import Fact
from clinote.reading import Reading


def add(reading: Reading, facts: list[Fact]) -> None:
    """Record on each fact whose negation other engines dispute what they say."""
