"""The problem items of a note: what stands between one number or bullet and the next."""

from bisect import bisect_left, bisect_right
from operator import itemgetter

from clinote.expressions import expression
from clinote.layout import Section
from clinote.reading import Reading

_DELIMITER = expression(r"\n[ \t]*(?:\(?\d{1,2}[.)]|[-*•#>])[ \t]?|\n[ \t]*\n|(?<=[\s:])\d{1,2}[.)](?=\s)")


class Items:
    """The items of one note, section by section."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._delimiters: dict[int, list[tuple[int, int]]] = {}

    def at(self, offset: int) -> tuple[int, int]:
        """The item that holds `offset`: from its number or bullet to the next one, or its paragraph."""
        section = self._reading.layout.section(offset)
        marks = self._marks(section)
        before = bisect_right(marks, offset, key=itemgetter(1))
        after = bisect_left(marks, offset, before, key=itemgetter(0))
        return (
            marks[before - 1][1] if before else section.body,
            marks[after][0] if after < len(marks) else section.end,
        )

    def _marks(self, section: Section) -> list[tuple[int, int]]:
        if section.start not in self._delimiters:
            found = _DELIMITER.finditer(self._reading.text, section.body, section.end)
            self._delimiters[section.start] = [match.span() for match in found]
        return self._delimiters[section.start]
