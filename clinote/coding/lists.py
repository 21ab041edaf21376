"""Lists of problems handed on from visit to visit: they state nothing, whatever their heading is made of.

A list whose items are discussed (a test, a treatment, a sentence) is an assessment by problem and no such list. And the
items of any list: what stands between one number or bullet and the next.
"""

from bisect import bisect_left, bisect_right
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from clinote.coding import policy
from clinote.expressions import expression
from clinote.keeping import once
from clinote.layout import Section
from clinote.lexicon import starting
from clinote.reading import Reading

_LONGEST = 90
"""Characters of a line that only names a problem, with a code or a date."""
_BRACKET = expression(r"\([^()]*\)")
_DISCUSSED = expression(r"[a-z)]\. +[A-Z]|[.;] [a-z]|\?")


class Kind(NamedTuple):
    """What a heading says of the list below it."""

    listed: bool
    over: bool


@lru_cache(1024)
def _kind(title: str) -> Kind:
    title = _BRACKET.sub("", title.lower())
    listed = bool(policy.said("list.title").search(title)) and not policy.said("list.no_list").search(title)
    return Kind(listed, listed and bool(policy.said("list.over").search(title)))


class Lists:
    """The problem lists of one note, by the start of their section."""

    def __init__(self, reading: Reading) -> None:
        self._kinds: dict[int, Kind] = {}
        before: Section | None = None
        for section in reading.layout.sections:
            kind = _kind(section.title)
            empty = before is not None and not reading.text[before.body : before.end].strip()
            if before is not None and empty and policy.said("list.column").fullmatch(section.title.lower()):
                kind = self._kinds.get(before.start, kind)
            if kind.listed and (kind.over or not _discussed(reading, section)):
                self._kinds[section.start] = kind
            before = section

    def __bool__(self) -> bool:
        return bool(self._kinds)

    def holds(self, section: Section) -> bool:
        """Whether the section is such a list."""
        return section.start in self._kinds

    def over(self, section: Section) -> bool:
        """Whether it is a list of what is over: 'Resolved problems'."""
        return self.holds(section) and self._kinds[section.start].over


def _discussed(reading: Reading, section: Section) -> bool:
    if any(starting(reading.hits(kind), section.body, section.end) for kind in ("workup", "treatment")):
        return True
    lines = reading.text[section.body : section.end].split("\n")
    return any((len(line) > _LONGEST and line.count(",") < 3) or _DISCUSSED.search(line) for line in lines)


_DELIMITER = expression(r"\n[ \t]*(?:\(?\d{1,2}[.)]|[-*•#>])[ \t]?|\n[ \t]*\n|(?<=[\s:])\d{1,2}[.)](?=\s)")


def item(reading: Reading, offset: int) -> tuple[int, int]:
    """The item that holds `offset`: from its number or bullet to the next one, or its paragraph."""
    section = reading.layout.section(offset)
    marks = _marks(reading, section)
    before = bisect_right(marks, offset, key=itemgetter(1))
    after = bisect_left(marks, offset, before, key=itemgetter(0))
    end = marks[after][0] if after < len(marks) else section.end
    return marks[before - 1][1] if before else section.body, end


@once
def _marks(reading: Reading, section: Section) -> list[tuple[int, int]]:
    """The numbers, the bullets and the blank lines of a section."""
    return [mark.span() for mark in _DELIMITER.finditer(reading.text, section.body, section.end)]
