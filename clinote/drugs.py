"""Names of drugs, with the code of their adverse effect. The one place that knows, for facts and for coding.

The data is patterns/coding/drugs.toml.
"""

import re
from collections.abc import Iterator
from functools import cache

from clinote import layers, patterns
from clinote.spelling import any_of


@cache
def _codes() -> dict[str, str]:
    """The code of each name, in lower case."""
    named = {pattern.id: pattern for pattern in patterns.load()["context"].patterns}
    found: dict[str, str] = {}
    for record in layers.toml("coding", "drugs.toml")["drug"]:
        terms = named[record["pattern"]].terms if "pattern" in record else ()
        words = [phrase for term in terms for phrase in patterns.spell_out(term)]
        found |= dict.fromkeys([*record.get("words", ()), *words], record["code"])
    return found


@cache
def name() -> str:
    """A regular expression for the name of a drug, in text in lower case."""
    no_drug = "|".join(layers.toml("coding", "drugs.toml")["not_before"])
    return rf"(?<![\w-])(?:{any_of(_codes())})(?:es|s)?(?!\w)(?![- ](?:{no_drug}))"


@cache
def _expression() -> re.Pattern[str]:
    return re.compile(name())


_BESIDE = 32
"""How far (characters) before its name a drug may be said to be stopped."""


@cache
def _stopped() -> re.Pattern[str]:
    words = "|".join(layers.toml("coding", "drugs.toml")["not_after"])
    return re.compile(rf"(?<![\w-])(?:{words}) (?:the |his |her |all |daily |chronic |oral |(?:low|high)[ -]dose )*$")


def find(norm: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Where drugs that are taken are named in `norm[start:end]`, with the code of their adverse effect."""
    for match in _expression().finditer(norm, start, end):
        if _stopped().search(norm[max(0, match.start() - _BESIDE) : match.start()]):
            continue
        code = _codes().get(match[0]) or _codes().get(match[0].removesuffix("s")) or _codes()[match[0][:-2]]
        yield match.start(), match.end(), code
