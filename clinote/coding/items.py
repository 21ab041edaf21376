"""The problem items of a note: what stands between one number or bullet and the next."""

from bisect import bisect_left, bisect_right
from operator import itemgetter

from clinote.expressions import expression
from clinote.keeping import once
from clinote.layout import Section
from clinote.reading import Reading

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
