"""Words and phrases by class: what a word means in a grammar, told by a table of `patterns/`."""

from collections import defaultdict
from functools import cache

from clinote import patterns
from clinote.expressions import expression
from clinote.lexicon import Scan, stopped

_WORD = expression(r"[^\W\d_]*")


class Classes:
    """The phrases of a table `class = [terms]`, found where they stand; a term may name some word lists."""

    def __init__(self, table: dict[str, list[str]], words: dict[str, patterns.Choice]) -> None:
        self._by_word: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for name, terms in table.items():
            for term in terms:
                for phrase in filter(None, patterns.expand(term, words)):
                    first = _WORD.match(phrase)[0] or phrase[:1]  # type: ignore[index]
                    self._by_word[first].append((phrase, name))
        for known in self._by_word.values():
            known.sort(key=lambda entry: -len(entry[0]))
        self._begin = frozenset(map(stopped, self._by_word))
        self._marks = [mark for mark in self._by_word if not mark.isalpha()]

    def may_stand(self, scan: Scan, start: int, end: int) -> bool:
        """Whether a phrase may begin in `start:end`: a quick look."""
        if not self._begin.isdisjoint(scan.within(start, end)):
            return True
        return self._marks != [] and any(scan.text.find(mark, start, end) >= 0 for mark in self._marks)

    def at(self, norm: str, start: int, limit: int) -> tuple[str, int] | None:
        """The class of the longest phrase that begins at `start`, and the phrase's end; a hyphen is a blank too."""
        if (word := _WORD.match(norm, start, limit)) is None:
            return None
        for phrase, name in self._by_word.get(word[0] or norm[start : start + 1], ()):
            stop = start + len(phrase)
            said = norm[start:stop]
            if stop > limit or (said != phrase and ("-" not in said or said.replace("-", " ") != phrase)):
                continue
            if stop == limit or not (norm[stop].isalnum() and norm[stop - 1].isalnum()):
                return name, stop
        return None


@cache
def classes(file: str, table: str) -> Classes:
    """The classes of the table `table` of patterns/`file`.toml."""
    return Classes(patterns.settings(file)[table], patterns.words(file))
