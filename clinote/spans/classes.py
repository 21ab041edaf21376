"""Words and phrases by class: what a word means in a grammar, told by a table of `patterns/`."""

from collections import defaultdict
from functools import cache

from clinote import patterns


class Classes:
    """The phrases of a table `class = [terms]`, found where they stand."""

    def __init__(self, table: dict[str, list[str]]) -> None:
        self._by_word: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for name, terms in table.items():
            for term in terms:
                for phrase in filter(None, patterns.expand(term, {})):
                    self._by_word[_first(phrase)].append((phrase, name))
        for known in self._by_word.values():
            known.sort(key=lambda entry: -len(entry[0]))

    def at(self, norm: str, start: int, limit: int) -> tuple[str, int] | None:
        """The class of the longest phrase that begins at `start`, and the phrase's end; a hyphen is a blank too."""
        end = start
        while end < limit and norm[end].isalpha():
            end += 1
        for phrase, name in self._by_word.get(norm[start:end] or norm[start : start + 1], ()):
            stop = start + len(phrase)
            if stop > limit or norm[start:stop].replace("-", " ") != phrase:
                continue
            if stop == limit or not (norm[stop].isalnum() and norm[stop - 1].isalnum()):
                return name, stop
        return None


def _first(phrase: str) -> str:
    end = 0
    while end < len(phrase) and phrase[end].isalpha():
        end += 1
    return phrase[:end] or phrase[:1]


@cache
def classes(file: str, table: str) -> Classes:
    """The classes of the table `table` of patterns/`file`.toml."""
    return Classes(patterns.settings(file)[table])
