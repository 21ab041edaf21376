"""The day of the visit, where a label of the note tells it: 'Date of service: 3/20/26'."""

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
