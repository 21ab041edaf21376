"""The signs that stand for 'and' between words: 'bulk & tone', 'arms + legs'."""

from collections.abc import Iterator

from clinote.expressions import expression
from clinote.text.joints import in_cells
from clinote.text.source import Edit

_SIGN = expression(
    r"[&+](?:(?<=[A-Za-z][A-Za-z)] .)|(?<=[A-Za-z], &))(?= [A-Za-z]{2})(?!(?<=\+)[^.+\n]{1,60}[,;] -\s?[A-Za-z])"
)
"""Single letters beside it make a short form of it: 'A & P'; behind a comma, or before what has a minus, a plus says
that something is there."""


def edits(text: str) -> Iterator[Edit]:
    """The edits that write the word out, but on a line with cells, of which every character may keep the width."""
    found = list(_SIGN.finditer(text)) if "& " in text or "+ " in text else []
    word = "AND" if found and text.isupper() else "and"  # a note in capitals stays one
    for sign in found:
        if not in_cells(text, sign.start()):
            yield Edit(*sign.span(), word)
