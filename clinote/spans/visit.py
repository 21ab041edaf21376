"""The day of the visit, where a label of the note tells it ('Date of service: 3/20/26'), and the days it tells of."""

from datetime import date
from typing import NamedTuple

from clinote.patterns import worded
from clinote.spans import dates
from clinote.spans.words import Words

_HEAD = 1500
"""Within so many characters of a note's beginning its own date stands."""
_FIRST = 200
"""Within so many a bare 'Date:' or 'Seen' is that of the note."""
_LONGEST = 24
"""Characters of a date."""
_BEGINS = r"(?:^|\n|[.;|]\s|\s{2})[ \t*_-]*"
_BEHIND = r"[ \t]*[:=-]?[ \t]*(?=[a-z\d])"
_LABEL = worded(rf"\b(?<!last )(?<!next )(?<!prior )(?<!previous ){{time.visit_labels}}{_BEHIND}")
_BARE = worded(rf"{_BEGINS}{{time.visit_words}}{_BEHIND}")


def day(norm: str) -> str | None:
    """The ISO date of the visit that a note's plain text tells of itself; None where it tells none."""
    for label, reach in ((_LABEL, _HEAD), (_BARE, _FIRST)):
        for found in label.finditer(norm, 0, reach):
            written = dates.read(Words(norm, found.end(), found.end() + _LONGEST).words, 0)
            if written and written.year and written.day and (span := written.span(None)):
                return span[0].isoformat()
    return None


_TOLD = worded(
    r"(?:\b{time.told_in}[ -]|,\s?)(?P<date>\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|(?:19|20)\d\d\b"
    r"|(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? )?{time.months}\b\.?(?:,? \d|,? (?:of )?'?\d\d))"
)
_UNTOLD = worded(r"\b{time.untold}\b")
_NEAR = 60
"""How far (characters) before a date it is said that it lies ahead."""


class Told(NamedTuple):
    """The first and the last of the dates with a year that a note tells something of."""

    first: date
    last: date


def lies_ahead(norm: str, start: int, end: int) -> bool:
    """Whether the last words of `start:end`, of one sentence, say of a time that it lies ahead, or tells of nobody."""
    begin = max(start, norm.rfind(". ", start, end), norm.rfind("\n", start, end))
    return _UNTOLD.search(norm, begin, end) is not None


def told(norm: str) -> Told | None:
    """The days that a note's plain text tells of, the note itself is of the last or later; None where it tells none."""
    days = []
    for found in _TOLD.finditer(norm):
        before = Words(norm, found.start(), found.start("date")).count
        written = dates.read(Words(norm, found.start(), found.start("date") + _LONGEST).words, before)
        if written and written.year and (written.month or found[0][0] != ","):
            span = written.span(None)
            if span and not lies_ahead(norm, max(0, found.start() - _NEAR), found.start()):
                days.append(span)
    return Told(days[0][1], max(days)[0]) if days else None
