"""Shorthand of a function word that stands alone: 'consistent w/ a stroke'."""

from collections.abc import Iterator

from clinote import layers
from clinote.expressions import expression
from clinote.spelling import any_of
from clinote.text.source import Edit


def _words() -> dict[str, str]:
    written: dict[str, str] = layers.toml("text.toml")["shorthand"]
    return written


_WRITTEN = expression(lambda: rf"(?<![^\s(\[,;:-])(?:{any_of(_words())})(?=[ \t]+\w)")


def edits(text: str) -> Iterator[Edit]:
    """The edits that write such words out."""
    if any(written in text for written in _words()):
        for m in _WRITTEN.finditer(text):
            yield Edit(*m.span(), _words()[m[0]])
