"""Hyphens at a line's end: those of a word that was parted there, and those of a compound."""

from collections.abc import Iterator
from functools import cache

from clinote import layers, patterns
from clinote.expressions import expression

_HYPHEN = expression(r"(?:[A-Za-z]{2}|(?P<count>\d))[-\u2010]$")
_PART = expression(r"[a-z]{2,}")
"""What a hyphen at a line's end goes on with."""
_LAST = expression(r"([a-z]+).$")
_WORD = expression(r"[a-z]+")


@cache
def _vocabulary() -> frozenset[str]:
    """The words of all terms."""

    def words(term: patterns.Term) -> Iterator[str]:
        for part in term:
            if isinstance(part, patterns.Choice):
                for option in part.options:
                    yield from words(option)
            else:
                yield from _WORD.findall(part)

    files = patterns.load().values()
    return frozenset(word for file in files for one in file.patterns for term in one.terms for word in words(term))


def is_split(this: str, follow: str) -> bool:
    """Whether a hyphen ends a line in the middle of a word or of a compound: 'weak-⏎ness', '82-⏎year-old'."""
    if this[-1] not in "-\u2010":
        return False
    hyphen, part = _HYPHEN.search(this), _PART.match(follow)
    if hyphen is None or part is None:
        return False
    return not hyphen["count"] or part[0] in layers.toml("time.toml")["units"]


def is_compound(this: str, follow: str) -> bool:
    """Whether the hyphen between two lines stands between words ('left-⏎sided'), and does not part one."""
    first, rest = _LAST.search(this.lower()), _PART.match(follow)
    if first is None or rest is None:
        return True
    known = _vocabulary()
    return first[1] + rest[0] not in known and first[1] in known and rest[0] in known
