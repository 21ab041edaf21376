"""All phrases of the pattern files, found in one pass over a text."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick, MatchKind

from clinote import patterns
from clinote.patterns import Pattern


class Hit(NamedTuple):
    """A phrase of `pattern` at `start:end` of the note."""

    start: int
    end: int
    pattern: Pattern


_start = itemgetter(0)
Hits = dict[str, list[Hit]]
"""Hits by the kind of their pattern, in text order, the longest where two overlap."""


def any_starts(hits: Sequence[Hit], low: int, high: int) -> bool:
    """Whether one of `hits` (in text order) starts at `low` or after it, and before `high`."""
    at = bisect_left(hits, low, key=_start)
    return at < len(hits) and hits[at].start < high


class Lexicon:
    """One automaton over every phrase of some patterns: the cost is that of the text, not of the patterns."""

    def __init__(self, members: Iterable[Pattern]) -> None:
        found: dict[str, list[Pattern]] = defaultdict(list)
        for pattern in members:
            for phrase in pattern.phrases:
                found[phrase].append(pattern)
        self._patterns = [[(pattern.kind, pattern) for pattern in owners] for owners in found.values()]
        self._automaton = BytesAhoCorasick([_bytes(phrase) for phrase in found], matchkind=MatchKind.Standard)

    def find(self, scan: "Scan", start: int = 0, end: int | None = None) -> Hits:
        """The hits in `start:end` of the scanned text (offsets of the note)."""
        low = scan.inward(start)
        high = len(scan.text) if end is None else scan.inward(end)
        inside, patterns = scan.inside[low : high + 2], self._patterns
        shift = scan.shift(low, high)
        by_kind: dict[str, list[Hit]] = {}
        # they come by their ends; turned round, of those that begin together the longest is the first
        matches = self._automaton.find_matches_as_indexes(scan.text[low:high], overlapping=True)
        matches.reverse()
        for index, a, b in matches:
            # a phrase begins and ends at a word's edge
            if (inside[b] and inside[b + 1]) or (inside[a] and inside[a + 1]):
                continue
            if shift is None:
                a, b = scan.outward(low + a), scan.outward(low + b - 1) + 1
            else:
                a, b = a + shift, b + shift
            for kind, pattern in patterns[index]:
                if kind in by_kind:
                    by_kind[kind].append(Hit(a, b, pattern))
                else:
                    by_kind[kind] = [Hit(a, b, pattern)]
        return {kind: _longest(found) for kind, found in by_kind.items()}

    def phrases_in(self, scan: "Scan") -> set[int]:
        """The numbers of the phrases that stand anywhere in the scanned text, within longer ones too."""
        inside = scan.inside
        return {
            index
            for index, a, b in self._automaton.find_matches_as_indexes(scan.text, overlapping=True)
            if not (inside[b] and inside[b + 1]) and not (inside[a] and inside[a + 1])
        }

    @contextmanager
    def without(self, phrases: Collection[int]) -> Iterator[None]:
        """A while in which some phrases, by their numbers, are not found."""
        whole = self._patterns
        self._patterns = [[] if number in phrases else owners for number, owners in enumerate(whole)]
        try:
            yield
        finally:
            self._patterns = whole


def _longest(found: list[Hit]) -> list[Hit]:
    """Of hits that overlap, the one that begins first; of those that begin together the first in the list."""
    if len(found) == 1:
        return found
    found.sort(key=_start)
    kept = []
    reached = -1
    for hit in found:
        if hit[0] >= reached:
            kept.append(hit)
            reached = hit[1]
    return kept


_MARK, _LETTER, _DIGIT = range(3)
_CLASS = bytes(
    _DIGIT if chr(code) in "0123456789" else _LETTER if chr(code).isalnum() else _MARK for code in range(256)
)
_JOINT = bytes((_LETTER, _DIGIT))
_BLANK = ord(" ")
_SPACES = bytes.maketrans(b"\n\r\t\f\v-", b"      ")


def _bytes(text: str) -> bytes:
    """One byte a character, the first letter of each word in upper case: 'no' is not even seen in 'nothing known'.

    A character beyond Latin-1 becomes a control character, which no phrase holds.
    """
    if text.isascii():
        return text.encode("ascii").title()
    return "".join(c if c < "\u0100" else "\x7f" for c in text).encode("latin-1").title()


class Scan:
    """A text as the automaton sees it: hyphens and line breaks are blanks, runs of blanks are one.

    `inward` turns an offset of the note into one of `text`, `outward` back. `inside[i + 1]` tells whether character
    `i` is a letter (1), a digit (2) or neither (0); beyond both ends none is.
    """

    __slots__ = ("_inner", "_outer", "inside", "text")

    def __init__(self, norm: str) -> None:
        flat = _bytes(norm).translate(_SPACES)
        if b"  " not in flat:
            self._set(flat, None, None)
            return
        inner, outer, pieces, length, at = [0], [0], [], 0, 0
        while (run := flat.find(b"  ", at)) >= 0:
            pieces.append(flat[at : run + 1])
            length += run + 1 - at
            at = run + 2
            while at < len(flat) and flat[at] == _BLANK:
                at += 1
            inner.append(length)
            outer.append(at)
        pieces.append(flat[at:])
        self._set(b"".join(pieces), inner, outer)

    def _set(self, text: bytes, inner: list[int] | None, outer: list[int] | None) -> None:
        self.text = text
        self._inner, self._outer = inner, outer
        self.inside = b"\0" + text.translate(_CLASS) + b"\0"

    def joints(self) -> list[int]:
        """The offsets, in the note, of digits right behind a letter."""
        found = []
        at = self.inside.find(_JOINT)
        while at >= 0:
            found.append(self.outward(at))
            at = self.inside.find(_JOINT, at + 1)
        return found

    def outward(self, at: int) -> int:
        if self._inner is None or self._outer is None:
            return at
        k = bisect_right(self._inner, at) - 1
        return self._outer[k] + at - self._inner[k]

    def shift(self, low: int, high: int) -> int | None:
        """What turns offsets counted from `low` outward up to `high`; None where a run of blanks was cut out there."""
        if self._inner is None or self._outer is None:
            return low
        first, last = bisect_right(self._inner, low) - 1, bisect_right(self._inner, high) - 1
        return low + self._outer[first] - self._inner[first] if first == last else None

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
