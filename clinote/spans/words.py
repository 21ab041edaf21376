"""The words of a stretch of text, and phrases among them."""

from collections.abc import Iterable, Mapping

from clinote.expressions import expression

_WORD = expression(r"[^\W\d_]+|\d+(?:\.\d+)?|[^\w\s]")
_NONE: frozenset[str] = frozenset()
_PADDING = [""] * 6


def split(text: str) -> list[str]:
    """The words, numbers and marks of a text."""
    return _WORD.findall(text)


class Words:
    """The words, numbers and marks of `norm[start:end]`; empty words follow the last."""

    __slots__ = ("_range", "_spans", "count", "norm", "words")

    def __init__(self, norm: str, start: int, end: int) -> None:
        self.norm = norm
        self.words: list[str] = _WORD.findall(norm, start, end)
        self.count = len(self.words)
        self.words += _PADDING
        self._range = start, end
        self._spans: list[tuple[int, int]] = []

    def start(self, i: int) -> int:
        """The offset at which word `i` begins."""
        return self._all_spans()[i][0]

    def end(self, i: int) -> int:
        """The offset at which the word before word `i` ends."""
        return self._all_spans()[i - 1][1]

    def _all_spans(self) -> list[tuple[int, int]]:
        """The offsets of every word; few texts are asked for them."""
        if not self._spans:
            self._spans = [m.span() for m in _WORD.finditer(self.norm, *self._range)]
        return self._spans


class _Node:
    """Where a phrase may stand after some of its words: its classes if it ends there, and what may follow."""

    __slots__ = ("after", "classes")

    def __init__(self) -> None:
        self.after: dict[str, _Node] = {}
        self.classes = _NONE

    def add(self, words: Iterable[str], name: str) -> None:
        node = self
        for word in words:
            node = node.after.setdefault(word, _Node())
        node.classes |= {name}


class Phrases:
    """Phrases with the classes they belong to; the longest wins."""

    def __init__(self, classes: Mapping[str, Iterable[str]]) -> None:
        ahead, back = _Node(), _Node()
        for name, phrases in classes.items():
            for phrase in phrases:
                words = _WORD.findall(phrase)
                ahead.add(words, name)
                back.add(reversed(words), name)
        self._ahead, self._back = ahead.after, back.after

    def at(self, words: list[str], i: int) -> tuple[frozenset[str], int]:
        """The classes of the phrase that begins at word `i`, and where it ends; no classes and `i` where none does."""
        found, end, node = _NONE, i, self._ahead.get(words[i])
        while node:
            i += 1
            if node.classes:
                found, end = node.classes, i
            node = node.after.get(words[i])
        return found, end

    def before(self, words: list[str], i: int, wanted: frozenset[str]) -> tuple[frozenset[str], int]:
        """The `wanted` classes of the longest such phrase that ends before word `i`, and where it begins."""
        found, begin, node = _NONE, i, self._back.get(words[i - 1]) if i else None
        while node:
            i -= 1
            if not node.classes.isdisjoint(wanted):
                found, begin = node.classes & wanted, i
            node = node.after.get(words[i - 1]) if i else None
        return found, begin
