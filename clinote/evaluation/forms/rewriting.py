"""A text and what became of it, with a map of offsets from the one to the other."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Any, NamedTuple


class Piece(NamedTuple):
    """What stands in the new text for `start:end` of the old one; an insertion has an empty span."""

    start: int
    end: int
    text: str


Edit = Piece
"""A piece that differs; what lies between edits is copied."""


class Rewriting:
    """The new text of some pieces, in their new order, and where each place of the old text has gone."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        at, parts, placed = 0, [], []
        for piece in pieces:
            parts.append(piece.text)
            if piece.end > piece.start:
                placed.append((piece.start, piece.end, at, len(piece.text)))
            at += len(piece.text)
        placed.sort()
        self.text = "".join(parts)
        self._placed = placed
        self._starts = [start for start, *_ in placed]
        self._ends = [end for _, end, *_ in placed]

    @classmethod
    def of(cls, text: str, edits: Iterable[Edit]) -> "Rewriting | None":
        """The text with `edits` made (they do not overlap); None where they change nothing."""
        pieces, at = [], 0
        for edit in sorted(edits, key=lambda e: (e.start, e.end)):
            if edit.start > at:
                pieces.append(Piece(at, edit.start, text[at : edit.start]))
            pieces.append(edit)
            at = edit.end
        pieces.append(Piece(at, len(text), text[at:]))
        made = cls(pieces)
        return made if made.text != text else None

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Where the words at `start:end` of the old text stand now; None where they were torn apart or taken out."""
        first = bisect_right(self._starts, start) - 1
        last = bisect_left(self._ends, end)
        if first < 0 or last == len(self._placed) or end <= start:
            return None
        low, high = self._inside(first, start), self._inside(last, end, of_end=True)
        return (low, high) if low < high else None

    def _inside(self, number: int, at: int, of_end: bool = False) -> int:
        start, end, new, length = self._placed[number]
        if length == end - start:
            return new + at - start
        return new + (length if of_end else 0)


def carry(note: dict[str, Any], change: Rewriting) -> dict[str, Any] | None:
    """A gold note with its text rewritten and the offsets of its facts carried along; None where a fact was torn."""
    facts = []
    for fact in note["gold"].get("facts", ()):
        span = change.span(fact["start"], fact["end"])
        if span is None:
            return None
        facts.append({**fact, "start": span[0], "end": span[1], "text": change.text[slice(*span)]})
    gold = {**note["gold"], "facts": facts} if "facts" in note["gold"] else note["gold"]
    return {**note, "text": change.text, "gold": gold}
