"""weakness."""

from clinote.facts import Fact
from clinote.reading import Reading


def extract(reading: Reading, facts: list[Fact]) -> list[Fact]:
    return []
