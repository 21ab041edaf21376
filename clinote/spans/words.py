"""The words of a stretch of text, and phrases among them."""

import re
from collections.abc import Iterable, Mapping

_WORD = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+|[^\w\s]")
_NONE: frozenset[str] = frozenset()
_PADDING = [""] * 6


class Words:
    """The words, numbers and marks of `norm[start:end]` with their offsets; empty words follow the last."""

    __slots__ = ("count", "ends", "norm", "starts", "words")

    def __init__(self, norm: str, start: int, end: int) -> None:
        found = list(_WORD.finditer(norm, start, end))
        self.norm = norm
        self.count = len(found)
        self.words = [m[0] for m in found] + _PADDING
        self.starts = [m.start() for m in found]
        self.ends = [m.end() for m in found]


class Phrases:
    """Phrases with the classes they belong to; the longest wins."""

    def __init__(self, classes: Mapping[str, Iterable[str]]) -> None:
        self._classes: dict[tuple[str, ...], frozenset[str]] = {}
        self._first: dict[str, int] = {}
        self._last: dict[str, int] = {}
        for name, phrases in classes.items():
            for phrase in phrases:
                key = tuple(_WORD.findall(phrase))
                self._classes[key] = self._classes.get(key, _NONE) | {name}
                self._first[key[0]] = max(len(key), self._first.get(key[0], 0))
                self._last[key[-1]] = max(len(key), self._last.get(key[-1], 0))

    def at(self, words: list[str], i: int) -> tuple[frozenset[str], int]:
        """The classes of the phrase that begins at word `i`, and where it ends; no classes and `i` where none does."""
        for n in range(self._first.get(words[i], 0), 0, -1):
            if found := self._classes.get(tuple(words[i : i + n])):
                return found, i + n
        return _NONE, i

    def before(self, words: list[str], i: int, wanted: frozenset[str]) -> tuple[frozenset[str], int]:
        """The `wanted` classes of the longest such phrase that ends before word `i`, and where it begins."""
        longest = self._last.get(words[i - 1], 0) if i else 0
        for n in range(min(longest, i), 0, -1):
            found = self._classes.get(tuple(words[i - n : i]), _NONE) & wanted
            if found:
                return found, i - n
        return _NONE, i
