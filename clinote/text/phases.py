"""Labels of times in their order: what stands under an earlier one was so then.

'On arrival: weak. At discharge: walking.' A label stands at the beginning of a line or sentence, is made of words of
time, and ends in a colon, behind the time of day in a dash, too.
"""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from clinote import layers
from clinote.expressions import expression
from clinote.layout import Layout
from clinote.spans.vocabulary import vocabulary

FIRST, BETWEEN, LAST = 0, 1, 2
_COLON = expression(r":(?=\s)")
_LABEL = expression(r"[a-z][a-z -]*(?:[a-z]| ?\d{1,2}(?: [a-z]+)?)(?: \([^()\n]{1,16}\))?")
_BEGINS = ("\n", ". ", "; ")
"""What stands before a label."""
_WIDE = 48
"""Characters among which a label begins."""
_WORD = expression(r"[a-z][a-z-]*|\d+")
_LONGEST = 6
"""The most words of a label."""
_OF = 2
"""The most words that name what was before or after: 'before the infusion'."""


class Phase(NamedTuple):
    """A label at `start:end`: of what `kind` its time is ("stage", "amount", "day"), and its place in order."""

    start: int
    end: int
    kind: str
    at: float


@cache
def _words() -> dict[str, frozenset[str]]:
    forms = layers.toml("forms.toml")
    words = {kind: frozenset(words) for kind, words in forms["phases"].items()}
    words["first"] = words["first"].union(forms["earlier"]["words"])
    units = vocabulary().units
    timed = words["first"].union(
        words["between"], words["last"], vocabulary().weekdays, units, (f"{u}s" for u in units)
    )
    return {**words, "timed": timed}


def earlier(norm: str, layout: Layout) -> Iterator[tuple[Phase, int]]:
    """Each label that one of a later time follows in its paragraph, and where that one begins."""
    for phase, after in pairwise(_labels(norm)):
        between = norm[phase.end : after.start]
        if _before(phase, after) and "\n\n" not in between and layout.section(phase.start).category != "plan":
            yield phase, after.start


def _labels(norm: str) -> Iterator[Phase]:
    timed = _words()["timed"]
    for colon in _COLON.finditer(norm):
        end = colon.start()
        low = max(0, end - _WIDE)
        if timed.isdisjoint(norm[low:end].split()):
            continue
        start = max(at + len(sign) if (at := norm.rfind(sign, low, end)) >= 0 else -1 for sign in _BEGINS)
        label = norm[max(start, 0) : end]
        if (start >= 0 or not low) and (time := _time(label.lstrip())):
            yield Phase(end - len(label.lstrip()), colon.end(), *time)


def _before(phase: Phase, after: Phase) -> bool:
    """Whether the time of one label is surely before that of the next."""
    if phase.kind == after.kind:
        return phase.at < after.at or (phase.kind == "day" and phase.at != after.at)
    if after.kind == "stage":
        return after.at == LAST
    return phase.kind == "stage" and phase.at == FIRST


def _time(label: str) -> tuple[str, float] | None:
    """What time a label names: a point of a course, an amount since it began, a day of the week."""
    if not _LABEL.fullmatch(label):
        return None
    known, names = vocabulary(), _words()
    words = _WORD.findall(label.partition(" (")[0])
    if len(words) > _LONGEST:
        return None
    if len(words) == 1 and words[0] in known.weekdays:
        return "day", float(known.weekdays[words[0]])
    if len(words) == 1 and words[0] not in names["alone"]:
        return None
    numbers = [word for word in words if word.isdecimal()]
    units = [unit for word in words if (unit := known.units.get(word.removesuffix("s")))]
    if len(units) == len(numbers) == 1:
        rest = {word for word in words if not word.isdecimal() and word.removesuffix("s") not in known.units}
        return ("amount", float(numbers[0]) * units[0]) if rest <= names["beside"] else None
    for name, place in (("last", LAST), ("between", BETWEEN), ("first", FIRST)):
        if not names[name].isdisjoint(words):
            of = [word for word in words if word not in names[name] and word not in names["beside"]]
            free = words[0] in names["open"] and len(of) <= _OF
            return ("stage", float(place)) if not of or free else None
    return None
