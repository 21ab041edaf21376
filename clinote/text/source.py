"""The note as given and the text that is read: edits that change no meaning, with every offset known on both sides."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from clinote.expressions import expression
from clinote.text.lines import starts_of


class Edit(NamedTuple):
    """`text[start:end]` becomes `by`."""

    start: int
    end: int
    by: str


class _Map:
    """The offsets of one round of edits, inside (after) and outside (before) them.

    The text falls into pieces: copied ones, whose characters keep their distance, and replaced ones, of which every
    character stands for the whole of what it replaced.
    """

    __slots__ = ("_inner", "_kept", "_outer", "_over")

    def __init__(self, edits: list[Edit]) -> None:
        self._inner, self._outer, self._over, self._kept = [0], [0], [0], [True]
        length = at = 0
        for start, end, by in edits:
            length += start - at
            if by:
                self._add(length, start, end, False)
                length += len(by)
            self._add(length, end, end, True)
            at = end

    def _add(self, inner: int, outer: int, over: int, kept: bool) -> None:
        if inner == self._inner[-1]:  # an empty piece
            for pieces in (self._inner, self._outer, self._over, self._kept):
                pieces.pop()
        self._inner.append(inner)
        self._outer.append(outer)
        self._over.append(over)
        self._kept.append(kept)

    def outward(self, start: int, end: int) -> tuple[int, int]:
        k = bisect_right(self._inner, start) - 1
        low = self._outer[k] + (start - self._inner[k] if self._kept[k] else 0)
        if end <= start:
            return low, low
        k = bisect_right(self._inner, end - 1) - 1
        return low, self._outer[k] + end - self._inner[k] if self._kept[k] else self._over[k]

    def inward(self, at: int) -> int:
        k = max(0, bisect_right(self._outer, at) - 1)
        if not self._kept[k]:
            return self._inner[k]
        inside = self._inner[k] + at - self._outer[k]
        return min(inside, self._inner[k + 1]) if k + 1 < len(self._inner) else inside


class Source:
    """A note as `given`, and its `text` after edits; offsets of one turn into offsets of the other."""

    __slots__ = ("_lines", "_maps", "given", "text")

    def __init__(self, given: str) -> None:
        self.given = given
        self.text = given
        self._maps: list[_Map] = []
        self._lines: list[int] | None = None

    def edit(self, edits: Iterable[Edit]) -> None:
        """Make edits, in text order, to `text`; one that begins within another is none."""
        parts: list[str] = []
        made: list[Edit] = []
        at = 0
        for edit in edits:
            if edit.start >= at:
                parts += (self.text[at : edit.start], edit.by)
                made.append(edit)
                at = edit.end
        if made:
            self.text = "".join((*parts, self.text[at:]))
            self._maps.append(_Map(made))

    def outward(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` stands in the note as given."""
        for map_ in reversed(self._maps):
            start, end = map_.outward(start, end)
        return start, end

    def inward(self, start: int, end: int) -> tuple[int, int]:
        """What of `text` stands for `given[start:end]`."""
        for map_ in self._maps:
            start, end = map_.inward(start), map_.inward(end)
        return start, max(start, end)

    def indent(self, at: int) -> int:
        """How many blanks stand, in the note as given, before the line that begins at offset `at` of `text`."""
        end, given = self.outward(at, at)[0], self.given
        start = end
        while start and given[start - 1] in " \t\u00a0":
            start -= 1
        return len(given[start:end].expandtabs()) if not start or given[start - 1] in "\n\r" else 0

    def line_number(self, at: int) -> int:
        """The line of the note as given that offset `at` of `text` lies in, counted from 1."""
        if self._lines is None:
            given = self.given
            self._lines = [m.end() for m in _LINE_END.finditer(given)] if "\r" in given else starts_of(given)[1:]
        return bisect_right(self._lines, self.outward(at, at)[0]) + 1


_LINE_END = expression(r"\r\n|\n|\r(?!\n)")
