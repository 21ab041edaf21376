"""Diagnoses that the note states, with the ICD-10-CM code that their words settle: patterns/diagnosis.toml."""

from functools import cache

from clinote import patterns
from clinote.facts import Fact
from clinote.patterns import Pattern
from clinote.reading import Reading

_REACH = 60
"""How far after a diagnosis, in characters of its sentence, words may settle another code."""
_WITHOUT = ("without", "no ", "not in", "not ", "denies")


def extract(reading: Reading, facts: list[Fact]) -> list[Fact]:
    """One DIAGNOSIS a mention; `code` is null where the words do not settle one."""
    found = []
    elsewhere = _elsewhere()
    for hit in reading.hits("diagnosis"):
        data = hit.pattern.data
        if _other_sense(reading, hit.start, hit.end, hit.pattern, elsewhere):
            continue
        name, code = data["name"], data.get("code")
        for refined in data.get("refined", ()):
            if _follows(reading, hit.end, refined["words"]):
                code = refined["code"]
                break
        found.append(reading.fact("DIAGNOSIS", hit.start, hit.end, hit.pattern, name=name, code=code))
    return found


@cache
def _elsewhere() -> tuple[str, ...]:
    """Words that make a diagnosis before them a test, a team or a risk."""
    return tuple(patterns.load()["diagnosis"].settings["not_before"])


def _other_sense(reading: Reading, start: int, end: int, pattern: Pattern, elsewhere: tuple[str, ...]) -> bool:
    """Whether the letters are no abbreviation as they are written, or words beside them make them another thing."""
    cased = pattern.data.get("cased", ())
    written = reading.text[start:end]
    if cased and written.upper() in {short.upper() for short in cased} and written not in cased:
        return True
    after = reading.norm[end : end + 20].lstrip(" -/")
    before = reading.norm[max(0, start - 24) : start].rstrip(" -/")
    return after.startswith((*elsewhere, *pattern.data.get("not_before", ()))) or before.endswith(
        tuple(pattern.data.get("not_after", ("\0",)))
    )


def _follows(reading: Reading, end: int, words: str) -> bool:
    """Whether `words` stand after `end` in the same sentence, affirmed."""
    stop = min(reading.sentence(end - 1)[1], end + _REACH)
    at = reading.norm.find(words, end, stop)
    return at >= 0 and not any(no in reading.norm[max(end, at - 20) : at] for no in _WITHOUT)
