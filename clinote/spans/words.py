"""The words of a stretch of text, and phrases among them."""

from collections.abc import Iterable, Mapping
from itertools import accumulate

from clinote.expressions import expression
from clinote.grouping import grouped

_WORD = expression(r"[^\W\d_]+|\d+(?:\.\d+)?|[^\w\s]")
_PARTS = expression(f"({_WORD.pattern})")
_NONE: frozenset[str] = frozenset()
_PADDING = [""] * 6


def split(text: str) -> list[str]:
    """The words, numbers and marks of a text."""
    return _WORD.findall(text)


class Words:
    """The words, numbers and marks of `norm[start:end]`; empty words follow the last."""

    __slots__ = ("_ends", "_parts", "_start", "count", "norm", "words")

    def __init__(self, norm: str, start: int, end: int) -> None:
        self.norm = norm
        self._parts: list[str] = _PARTS.split(norm[start:end])  # what stands between the words, and each word
        self.words = self._parts[1::2]
        self.count = len(self.words)
        self.words += _PADDING
        self._start = start
        self._ends: list[int] = []

    def start(self, i: int) -> int:
        """The offset at which word `i` begins."""
        return self._ends_of_parts()[2 * i]

    def end(self, i: int) -> int:
        """The offset at which the word before word `i` ends."""
        return self._ends_of_parts()[2 * i - 1]

    def _ends_of_parts(self) -> list[int]:
        """The offsets at which all that stands there ends; few texts are asked for them."""
        if not self._ends:
            lengths = map(len, self._parts)
            self._ends = list(accumulate(lengths, initial=self._start))[1:]
        return self._ends


class Phrases:
    """Phrases with the classes they belong to; the longest wins."""

    def __init__(self, classes: Mapping[str, Iterable[str]]) -> None:
        pairs = [(tuple(_WORD.findall(phrase)), name) for name, phrases in classes.items() for phrase in phrases]
        self._classes = {words: frozenset(names) for words, names in grouped(pairs).items()}
        longest = sorted(self._classes, key=len, reverse=True)
        self._ahead = grouped(dict.fromkeys((words[0], len(words)) for words in longest))
        self._back = grouped(dict.fromkeys((words[-1], len(words)) for words in longest))
        """How long the phrases are that begin, or end, with a word."""

    def at(self, words: list[str], i: int) -> tuple[frozenset[str], int]:
        """The classes of the phrase that begins at word `i`, and where it ends; no classes and `i` where none does."""
        for length in self._ahead.get(words[i], ()):
            if classes := self._classes.get(tuple(words[i : i + length])):
                return classes, i + length
        return _NONE, i

    def before(self, words: list[str], i: int, wanted: frozenset[str]) -> tuple[frozenset[str], int]:
        """The `wanted` classes of the longest such phrase that ends before word `i`, and where it begins."""
        for length in self._back.get(words[i - 1], ()) if i else ():
            if length <= i and (classes := self._classes.get(tuple(words[i - length : i]), _NONE) & wanted):
                return classes, i - length
        return _NONE, i
