"""Words that are parted at a line's end, and the hyphens there: those of such a word, and those of a compound."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from clinote import layers, patterns
from clinote.expressions import expression
from clinote.patterns import worded

_HYPHEN = expression(r"(?:[A-Za-z]{2}|(?P<count>\d))[-\u2010]$")
_RANGE = worded(r"\d[-\u2010]\n\d{1,3} ?{time.units}s?\b|\b[IVX]+[-\u2010]\n[IVX]+\b")
_NAMES = expression(r"([A-Z][a-z]+)[-\u2010]\n([A-Z][a-z]+)")
_LONGEST = 24
_PART = expression(r"[a-z]{2,}")
"""What a hyphen at a line's end goes on with: a number or a numeral, a name that a term joins to the first, a word."""
_LAST = expression(r"([a-z]+)[-\u2010]$")
_WORD = expression(r"[a-z]+")


@cache
def _vocabulary() -> frozenset[str]:
    """The words of all terms, and each two that stand beside each other in one."""

    def words(term: patterns.Term) -> Iterator[str]:
        for part in term:
            if isinstance(part, patterns.Choice):
                for option in part.options:
                    yield from words(option)
            else:
                yield from (found := _WORD.findall(part))
                yield from map(" ".join, pairwise(found))

    files = patterns.load().values()
    return frozenset(word for file in files for one in file.patterns for term in one.terms for word in words(term))


def is_split(this: str, follow: str) -> bool:
    """Whether a line ends in the middle of a word or, with a hyphen, of a compound: 'weak-⏎ness', '82-⏎year-old'."""
    part = _PART.match(follow) if "a" <= follow[0] <= "z" else None
    if this[-1] not in "-\u2010":  # a line of a fixed width
        if part is None or not (first := this.rpartition(" ")[2]).isalpha() or first in ("a", "i"):
            return False
        first, known = first.lower(), _vocabulary()
        return first + part[0] in known and not {first, part[0]} <= known
    about = f"{this[-_LONGEST:]}\n{follow[:_LONGEST]}"
    if names := _NAMES.search(about):
        return f"{names[1]} {names[2]}".lower() in _vocabulary()
    hyphen = _HYPHEN.search(this)
    if hyphen is None or part is None:
        return _RANGE.search(about) is not None
    return not hyphen["count"] or part[0] in layers.toml("time.toml")["units"]


def is_compound(this: str, follow: str) -> bool:
    """Whether the hyphen between two lines stands between words ('left-⏎sided'), and does not part one."""
    first, rest = _LAST.search(this.lower()), _PART.match(follow)
    if first is None or rest is None:
        return True
    known = _vocabulary()
    return first[1] + rest[0] not in known and first[1] in known and rest[0] in known
