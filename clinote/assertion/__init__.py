"""Assertion: negated, uncertain, historical, hypothetical, family; each with the cue that says so."""

from clinote.facts import Fact
from clinote.reading import Reading


def apply(reading: Reading, facts: list[Fact]) -> None:
    """Set the flags and cues of `facts`, in place."""
