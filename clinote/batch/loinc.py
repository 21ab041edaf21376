"""Words for LOINC codes: the headings of sections, the names of tests."""

import re
from functools import cache

from clinote import layers
from clinote.expressions import expression

_SYSTEM = expression(
    r"\s*(?:\[[^\]]*\]\s*)?\bin (?:serum|plasma|blood|ser/plas)(?: (?:or|and|/) (?:serum|plasma|blood))*\b.*",
    re.IGNORECASE,
)


@cache
def _table() -> dict[str, dict[str, str]]:
    return layers.toml("exports", "loinc.toml")


def heading(code: str) -> str:
    """The heading of a section; empty where the code is not in the table."""
    return _table()["sections"].get(code, "")


def test(code: str, words: str) -> str:
    """The name of a test: as the table has it, else its words without what LOINC adds to them of blood."""
    return _table()["labs"].get(code) or _SYSTEM.sub("", words) or words or code
