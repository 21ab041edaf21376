"""All phrases of the pattern files, found in one pass over a text."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from clinote import patterns
from clinote.patterns import Pattern


class Hit(NamedTuple):
    """A phrase of `pattern` at `start:end` of the note."""

    start: int
    end: int
    pattern: Pattern


Hits = dict[str, list[Hit]]
"""Hits by the kind of their pattern, in text order, the longest where two overlap."""


class Lexicon:
    """One automaton over every phrase of some patterns: the cost is that of the text, not of the patterns."""

    def __init__(self, members: Iterable[Pattern]) -> None:
        found: dict[str, list[Pattern]] = defaultdict(list)
        for pattern in members:
            for phrase in pattern.phrases:
                found[phrase].append(pattern)
        self._patterns = list(found.values())
        self._automaton = AhoCorasick(list(found), matchkind=MatchKind.Standard, store_patterns=False)

    def find(self, scan: "Scan", start: int = 0, end: int | None = None) -> Hits:
        """The hits in `start:end` of the scanned text (offsets of the note)."""
        text = scan.text
        low = scan.inward(start)
        high = len(text) if end is None else scan.inward(end)
        whole = low == 0 and high == len(text)
        raw = self._automaton.find_matches_as_indexes(text if whole else text[low:high], overlapping=True)
        by_kind: dict[str, list[_Found]] = {}
        inside, patterns = scan.inside, self._patterns
        number = 0
        for index, a, b in raw:
            a += low
            b += low
            # a phrase begins and ends at a word's edge
            if (inside[a] and inside[a + 1]) or (inside[b] and inside[b + 1]):
                continue
            for pattern in patterns[index]:
                number += 1
                hit = (a, -b, number, pattern)
                if pattern.kind in by_kind:
                    by_kind[pattern.kind].append(hit)
                else:
                    by_kind[pattern.kind] = [hit]
        outward = scan.outward_within(low, high)
        return {kind: _longest(found, outward) for kind, found in by_kind.items()}


_Found = tuple[int, int, int, Pattern]
"""Where a phrase begins, the negative of where it ends, a number no other has, and its pattern: these sort fast."""


def _longest(found: list[_Found], outward: Callable[[int], int]) -> list[Hit]:
    if len(found) > 1:
        found.sort()
    hits = []
    reached = -1
    for a, minus_b, _, pattern in found:
        if a >= reached:
            hits.append(Hit(outward(a), outward(-minus_b - 1) + 1, pattern))
            reached = -minus_b
    return hits


_WORD = bytes(chr(code).isalnum() for code in range(256))
_SPACES = str.maketrans("\n\r\t\f\v-", "      ")


class Scan:
    """A text as the automaton sees it: hyphens and line breaks are blanks, runs of blanks are one.

    `inward` turns an offset of the note into one of `text`, `outward` back. `inside[i + 1]` tells whether character
    `i` is a letter or a digit; beyond both ends none is.
    """

    __slots__ = ("_inner", "_outer", "inside", "text")

    def __init__(self, norm: str) -> None:
        flat = norm.translate(_SPACES)
        if "  " not in flat:
            self._set(flat, None, None)
            return
        inner, outer, pieces, length, at = [0], [0], [], 0, 0
        while (run := flat.find("  ", at)) >= 0:
            pieces.append(flat[at : run + 1])
            length += run + 1 - at
            at = run + 2
            while at < len(flat) and flat[at] == " ":
                at += 1
            inner.append(length)
            outer.append(at)
        pieces.append(flat[at:])
        self._set("".join(pieces), inner, outer)

    def _set(self, text: str, inner: list[int] | None, outer: list[int] | None) -> None:
        self.text = text
        self._inner, self._outer = inner, outer
        # letters beyond Latin-1 count as marks: no phrase holds one
        self.inside = b"\0" + text.encode("latin-1", "replace").translate(_WORD) + b"\0"

    def outward(self, at: int) -> int:
        if self._inner is None or self._outer is None:
            return at
        k = bisect_right(self._inner, at) - 1
        return self._outer[k] + at - self._inner[k]

    def outward_within(self, low: int, high: int) -> Callable[[int], int]:
        """`outward` for offsets of `low:high`: an addition where no run of blanks was cut out in there."""
        if self._inner is None or self._outer is None:
            return self.outward
        first, last = bisect_right(self._inner, low) - 1, bisect_right(self._inner, high) - 1
        return (self._outer[first] - self._inner[first]).__add__ if first == last else self.outward

    def inward(self, at: int) -> int:
        if self._inner is None or self._outer is None:
            return at
        k = bisect_right(self._outer, at) - 1
        inside = self._inner[k] + at - self._outer[k]
        return min(inside, self._inner[k + 1]) if k + 1 < len(self._inner) else inside


@cache
def lexicon(scope: str) -> Lexicon:
    """The lexicon of the pattern files whose `scope` is `"note"` or `"sentence"`."""
    return Lexicon(p for file in patterns.load().values() if file.scope == scope for p in file.patterns)
