"""The signs that stand for a word between words, and those left out: 'bulk & tone', 'walks c cane', 'it isnt'."""

import re
from collections.abc import Iterator

from clinote.expressions import expression
from clinote.patterns import worded
from clinote.text.joints import cells_of
from clinote.text.source import Edit

_SIGN = expression(
    r"[&+](?:(?<=[A-Za-z][A-Za-z)] .)|(?<=[A-Za-z], &))(?= [A-Za-z]{2})(?!(?<=\+)[^.+\n]{1,60}[,;] -\s?[A-Za-z])"
)
"""Single letters beside it make a short form of it: 'A & P'; behind a comma, or before what has a minus, a plus says
that something is there."""
_WITH = worded(
    r"\b(?!(?i:{text.with_c}) )[A-Za-z]+[a-z]\)? (c/?)(?= (?:[RLB] )?(?:[A-Za-z]{2}|[↓↑\d]))(?! {text.of_c}\b)"
)
"""A 'c' with its stroke left out, but no kind or part of what stands before it: 'walks c cane', not 'hepatitis c'."""
_ARROW = r"(?:→|[-=]+>)"
_LED = r"[^.;:?→>\n]{3,60}?"
_OPEN = worded(
    rf"\b(?!(?-i:May)\b){{text.modals}}(?: [a-z]+ly)?(?:(?P<cause> ?{_ARROW} ?)|(?P<raise> ?↑ ?)|(?P<lower> ?↓ ?))"
    rf"|(?<![\w'])(?:if {_LED}(?P<then> ?{_ARROW} ?)|{{text.warned}} {_LED}(?P<can_cause> ?{_ARROW} ?))",
    re.I,
)
"""An arrow behind a word that leaves it open whether something is so, or behind 'if', by the word that it is."""
_LEFT_OUT = worded(
    r"(?<!\w)(?:(?i:{text.apostrophes.not}n)(?=[tT]\b)|[Ii](?=m\s{text.apostrophes.behind_im}\b|ve\b)"
    r"|(?i:{text.apostrophes.is}|it(?=s\s(?:{text.apostrophes.behind_its}\b|\d)))(?=s\b))"
)
"""Where an apostrophe was left out: 'she doesnt', 'its been a week', 'thats all'."""
_ARROWS = frozenset("→>↑↓")


def edits(text: str) -> Iterator[Edit]:
    """The edits that write the word out; that of a joint not on a line with cells, whose characters keep the width."""
    made = [Edit(*sign.span(), "and") for sign in _SIGN.finditer(text)] if "& " in text or "+ " in text else []
    made += [Edit(*sign.span(1), "with") for sign in _WITH.finditer(text)] if " c " in text or " c/ " in text else []
    made += [Edit(m.end(), m.end(), "'") for m in _LEFT_OUT.finditer(text)]
    in_cells = cells_of(text)
    made = [edit for edit in made if not in_cells(edit.start)]
    for m in _OPEN.finditer(text) if not _ARROWS.isdisjoint(text) else ():
        word = m.lastgroup or ""
        made.append(Edit(*m.span(word), f" {word.replace('_', ' ')} "))
    capitals = bool(made) and text.isupper()  # a note in capitals stays one
    for edit in sorted(made):
        yield edit._replace(by=edit.by.upper()) if capitals else edit
