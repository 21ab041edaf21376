"""Abbreviations that a note defines itself: 'critical illness myopathy (CIM) ... her CIM'.

scispaCy's detector (Schwartz & Hearst 2003) decides whether a bracket defines a short form. It is asked only
about sentences where a phrase clinote knows stands right before a bracket, so that most notes cost nothing.
"""

import re
from functools import cache
from typing import Any, NamedTuple

from clinote.expressions import expression

_DEFINITION = expression(r"\(([A-Z][A-Za-z-]{1,8})\)")
_LONGEST = 120
"""Characters before the bracket that a long form may take."""


class Definition(NamedTuple):
    """A short form, and where the note writes its long form."""

    short: str
    start: int
    end: int


@cache
def _tokenizer() -> Any:
    import spacy

    return spacy.blank("en")


def brackets(text: str) -> list[re.Match[str]]:
    """Brackets that look like the definition of a short form."""
    return list(_DEFINITION.finditer(text)) if "(" in text else []


def define(text: str, bracket: re.Match[str]) -> Definition | None:
    """The definition that ends with this bracket, if scispaCy finds one."""
    from scispacy.abbreviation import filter_matches, find_abbreviation

    begin = max(0, bracket.start() - _LONGEST)
    begin = max(begin, text.rfind("\n\n", begin, bracket.start()) + 1)
    sought = text[begin : bracket.end()].encode("utf-8", "replace").decode()  # spaCy takes no half surrogate pairs
    doc = _tokenizer().make_doc(sought)
    short = doc.char_span(bracket.start(1) - begin, bracket.end(1) - begin)
    if short is None:
        return None
    for candidate, short_form in filter_matches([(0, short.start, short.end)], doc):
        long = find_abbreviation(candidate, short_form)[1]
        if long is not None:
            return Definition(bracket[1], long.start_char + begin, long.end_char + begin)
    return None


def uses(text: str, definition: Definition, after: int, until: int | None) -> list[tuple[int, int]]:
    """Where the short form stands as a word from `after` on, up to `until`."""
    word = re.compile(rf"(?<![A-Za-z0-9]){re.escape(definition.short)}(?![A-Za-z0-9])")
    return [m.span() for m in word.finditer(text, after, len(text) if until is None else until)]
