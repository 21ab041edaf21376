"""Bullets that look like something else (the letter or the square of a word processor), and lists run into one line."""

import re
from collections.abc import Iterator

from clinote.expressions import expression
from clinote.text.source import Edit

_BULLET = "\u2022"
_LETTER = expression(r"^[ \t]*(o)(?=[ \t]+\S)", re.M)
_SQUARE = expression(r"^[ \t]*([\u25a0\u25fc\u2b1b])(?=[ \t]+\S)", re.M)
_HOLLOW = "\u2610\u25a1\u25fb\u2b1c"
_WITHIN = expression(r"(?<=[^\s|])[ \t]+(?=[\u2022\u25aa\u2023\u2043] ?\w)")


def edits(text: str) -> Iterator[Edit]:
    """The edits that make bullets of them, each at the beginning of a line."""
    found = [Edit(*m.span(), "\n") for m in _WITHIN.finditer(text)]
    letters = list(_LETTER.finditer(text)) if "o " in text or "o\t" in text else []
    squares = [] if any(sign in text for sign in _HOLLOW) else list(_SQUARE.finditer(text))
    for items in (letters, squares):
        found += [Edit(*m.span(1), _BULLET) for m in items if len(items) > 1]
    yield from sorted(found)
