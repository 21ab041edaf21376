"""Marks that are spoken: 'no rash comma no cramps period new paragraph he walks' is put in writing."""

import re
from collections.abc import Iterator
from functools import cache

from clinote.expressions import expression
from clinote.patterns import settings, worded
from clinote.sections import header
from clinote.spelling import any_of
from clinote.text.source import Edit

_WRITTEN = expression(r"[.;!?](?=\s|$)")
_NOUN = worded(r"(?:\b{text.periods}[ \t]+period\b|\bperiod[ \t]+{text.of_periods}\b)", re.I)
"""What makes a noun of 'period': 'over a period of'."""
_NEAR = 24
"""Characters about a word among which the words beside it are."""
_HEADING = 40
"""Characters of a heading before a spoken colon."""


@cache
def _signs() -> dict[str, str]:
    """The words that are spoken, each with its mark."""
    return {word: sign for sign, words in settings("text")["spoken"].items() for word in words}


@cache
def _spoken() -> re.Pattern[str]:
    return re.compile(rf"(?<![ \t])[ \t]*\b(?P<word>{any_of(_signs())})\b[ \t]*", re.I)


def edits(text: str) -> Iterator[Edit]:
    """The edits that write the marks of lines which have no written stop, and speak them for sure."""
    lower = text.lower()
    if not any(word in lower for word in _signs()):  # many times as fast as one expression for them all
        return
    at = 0
    for line in lower.split("\n"):
        start, end = at, at + len(line)
        at = end + 1
        marks = [] if _WRITTEN.search(line) else list(_marks(lower, start, end))
        if not any(mark["word"] not in settings("text")["ambiguous"] or mark.end() == end for mark in marks):
            continue
        for k, mark in enumerate(marks):
            sign, behind = _signs()[mark["word"]], mark.end()
            last = behind == (marks[k + 1].start() if k + 1 < len(marks) else end)
            yield Edit(*mark.span(), sign if last or sign.isspace() else f"{sign} ")
            if sign in ".?" and not last:
                yield Edit(behind, behind + 1, text[behind].upper())


def _marks(lower: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The words of a line that may be marks: no noun among them, and a colon behind a heading alone."""
    begins = start
    for mark in _spoken().finditer(lower, start, end):
        word = mark["word"]
        near = lower[max(start, mark.start() - _NEAR) : min(end, mark.end() + _NEAR)]
        if word == "period" and _NOUN.search(near):
            continue
        if word == "colon" and (
            mark.start() - begins > _HEADING or not header(lower[begins : mark.start()], exact=True)
        ):
            continue
        begins = mark.end()
        yield mark
