"""The signs that stand for 'and' or 'with' between words: 'bulk & tone', 'arms + legs', 'walks c cane'."""

from collections.abc import Iterator

from clinote.expressions import expression
from clinote.patterns import phrases, worded
from clinote.text.joints import in_cells
from clinote.text.source import Edit

_SIGN = expression(
    r"[&+](?:(?<=[A-Za-z][A-Za-z)] .)|(?<=[A-Za-z], &))(?= [A-Za-z]{2})(?!(?<=\+)[^.+\n]{1,60}[,;] -\s?[A-Za-z])"
)
"""Single letters beside it make a short form of it: 'A & P'; behind a comma, or before what has a minus, a plus says
that something is there."""
_WITH = worded(r"(?<=[A-Za-z][a-z)] )c/?(?= (?:[RLB] )?(?:[A-Za-z]{2}|[↓↑\d]))(?! {text.of_c}\b)")
"""A 'c' with its stroke left out, but no kind or part of what stands before it: 'walks c cane', not 'hepatitis c'."""

_LONGEST = 16
"""Characters before a 'c' among which that word stands."""


def edits(text: str) -> Iterator[Edit]:
    """The edits that write the word out, but on a line with cells, of which every character may keep the width."""
    found = list(_SIGN.finditer(text)) if "& " in text or "+ " in text else []
    found += _WITH.finditer(text) if " c " in text or " c/ " in text else []
    word = "AND" if found and text.isupper() else "and"  # a note in capitals stays one
    for sign in sorted(found, key=lambda sign: sign.start()):
        short = sign[0][0] == "c"
        before = text[max(0, sign.start() - _LONGEST) : sign.start()].split()[-1].lower()
        if short and before in phrases("text", "with_c"):
            continue
        if not in_cells(text, sign.start()):
            yield Edit(*sign.span(), "with" if short else word)
