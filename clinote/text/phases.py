"""Labels of times in their order: what stands under an earlier one was so then.

'On arrival: weak. At discharge: walking.' A label stands at the beginning of a line or sentence and is made of words of
time; it ends in a colon or a dash, or with its line.
"""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from clinote import layers
from clinote.expressions import expression
from clinote.layout import Layout
from clinote.spans.vocabulary import vocabulary
from clinote.text.forms import behind_bullet

FIRST, BETWEEN, LAST = 0, 1, 2
_SIGNS = (expression(r":(?=\s)"), expression(r" -(?= )"))
_LAST = expression(r"[a-z\d)]")
"""What ends a label: a colon, a dash, or with its line a letter, a figure or a bracket."""
_BEGINS = ("\n", ". ", "; ")
"""What stands before a label."""
_WIDE = 48
"""Characters among which a label begins."""
_BRACKET = expression(r"\([^()]*\)")
_PLAIN = expression(r"[a-z][a-z\d '/.,-]*")
_WORD = expression(r"(?:pre|post)(?=-)|[a-z](?:[a-z']|-(?=op\b))*|\d[\d/.-]*")
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
    forms, times = layers.toml("forms.toml"), vocabulary()
    words = {kind: frozenset(words) for kind, words in forms["phases"].items()}
    words["first"] = words["first"].union(forms["earlier"]["words"], words["gone"])
    words["beside"] = words["beside"].union(forms["labels"]["words"], times.units, times.ordinals)
    units = [plural for unit in times.units for plural in (unit, f"{unit}s")]
    timed = words["first"].union(words["between"], words["last"], times.weekdays, units, times.ordinals, ("this",))
    return {**words, "timed": timed}


def earlier(norm: str, layout: Layout) -> Iterator[tuple[Phase, int]]:
    """Each label that one of a later time follows in its paragraph, and where that one begins."""
    for phase, after in pairwise(_labels(norm, layout.lines)):
        between = norm[phase.end : after.start]
        if _before(phase, after) and "\n\n" not in between and layout.section(phase.start).category != "plan":
            yield phase, after.start


def _labels(norm: str, lines: list[tuple[int, int]]) -> Iterator[Phase]:
    timed = _words()["timed"]
    signs = [m.span() for sign in _SIGNS for m in sign.finditer(norm)]
    short = ((end, end) for start, end in lines if 0 < end - start <= _WIDE and _LAST.match(norm, end - 1))
    for end, behind in sorted((*signs, *short)):
        low = max(0, end - _WIDE)
        if timed.isdisjoint(_WORD.findall(norm, low, end)):
            continue
        start = max(at + len(sign) if (at := norm.rfind(sign, low, end)) >= 0 else -1 for sign in _BEGINS)
        if start < 0 < low or (end == behind and norm.rfind("\n", low, end) + 1 < start):
            continue
        start = behind_bullet(norm, max(start, 0))
        if time := _time(norm[start:end]):
            yield Phase(start, behind, *time)


def _before(phase: Phase, after: Phase) -> bool:
    """Whether the time of one label is surely before that of the next."""
    if phase.kind == after.kind:
        return phase.at < after.at or (phase.kind == "day" and phase.at != after.at)
    if after.kind == "stage":
        return after.at == LAST
    return phase.kind == "stage" and phase.at == FIRST


def _time(label: str) -> tuple[str, float] | None:
    """What time a label names: a point of a course, an amount since it began, a day of the week."""
    bare = _BRACKET.sub(" ", label).strip().replace("prior to", "before")
    words = _WORD.findall(bare) if _PLAIN.fullmatch(bare) else []
    known, names = vocabulary(), _words()
    if not 0 < len(words) <= _LONGEST or not names["lasting"].isdisjoint(words):
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
    return _stage([word for word in words if not word[0].isdigit()])


def _stage(words: list[str]) -> tuple[str, float] | None:
    """The point of a course that words name: 'status before the infusion', 'second attack', 'this week'."""
    names = _words()
    plain = names["beside"].union(names["first"], names["between"], names["last"], ("this",))
    of = next((k for k, word in enumerate(words) if word in names["open"]), len(words))
    unknown = [word for word in words[of + 1 :] if word not in plain]
    if len(unknown) > _OF or not plain.issuperset(words[:of]):
        return None
    said = set(words[of : of + 1] or words)
    for place, kind in ((FIRST, "gone"), (LAST, "last"), (BETWEEN, "between"), (FIRST, "first")):
        if not names[kind].isdisjoint(said):
            return "stage", float(place)
    number = next((n for word in words if (n := vocabulary().ordinals.get(word))), 0)
    if number and len(words) > 1:
        return "stage", FIRST if number == 1 else BETWEEN + number / 100
    return ("stage", float(LAST)) if "this" in said else None
