"""What the changes of form need to know of a text's lines."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from clinote.expressions import expression

_COLUMNS = expression(r"\S(?: {2,}| ?\t ?)\S|\|")
_MARKER = expression(r"(?:\d{1,3}[.)]|[a-zA-Z][.)]|[-*+•–—#>])(?=\s|$)|\[[ xX]?\]")
_BULLET = expression(r"[ \t]*([-*•])[ \t]+(?=\S)")
_LEAST_WRAPPED = 50


class Line(NamedTuple):
    """One line, without its line break."""

    start: int
    end: int
    text: str

    @property
    def columns(self) -> bool:
        """Whether the line is laid out in cells."""
        return bool(_COLUMNS.search(self.text))


class Item(NamedTuple):
    """A line with a bullet: `bullet` with the blanks about its sign, where the sign stands, where the words begin."""

    line: Line
    bullet: str
    sign: tuple[int, int]
    begin: int


def lines(text: str) -> list[Line]:
    """The lines of a text, which `\\n` parts."""
    found, at = [], 0
    for part in text.split("\n"):
        found.append(Line(at, at + len(part), part))
        at += len(part) + 1
    return found


def prose(text: str, least: int) -> Iterator[Line]:
    """Lines of running text longer than `least`."""
    return (line for line in lines(text) if len(line.text) > least and not line.columns)


def breaks(line: Line, width: int) -> Iterator[int]:
    """The blanks at which filling to `width` columns breaks a line, none where what follows would look like an item."""
    begun, last = line.start, None
    for blank in re.finditer(r"(?<=\S) (?=\S)", line.text):
        at = line.start + blank.start()
        if at - begun > width and last is not None:
            yield last
            begun, last = last + 1, None
        if not _MARKER.match(line.text, blank.end()):
            last = at
    if line.end - begun > width and last is not None:
        yield last


def wrapped(text: str) -> list[int]:
    """The line breaks that only wrap a sentence: the next line goes on small, and its first word did not fit."""
    found = []
    for paragraph in re.finditer(r"[^\n]+(?:\n[^\n]*\S[^\n]*)+", text):
        block = lines(paragraph.group())
        width = max(len(line.text.rstrip()) for line in block)
        if width < _LEAST_WRAPPED or any(line.columns for line in block):
            continue
        for before, after in pairwise(block):
            word = after.text.split()[0]
            full = len(before.text.rstrip()) + 1 + len(word) > width
            if full and word[0].islower() and before.text.rstrip()[-1:].isalpha() and not _MARKER.match(word):
                found.append(paragraph.start() + before.end)
    return found


def item(line: Line) -> Item | None:
    """The item that a line is."""
    found = _BULLET.match(line.text)
    if found is None:
        return None
    sign, end = found.span(1)
    return Item(line, found.group(), (line.start + sign, line.start + end), line.start + found.end())


def bulleted(text: str) -> Iterator[list[Item]]:
    """Runs of at least two lines with the same bullet, each item on one line."""
    run: list[Item] = []
    for line in [*lines(text), Line(len(text), len(text), "")]:
        found = item(line)
        if found and run and found.bullet == run[-1].bullet:
            run.append(found)
            continue
        goes_on = line.text[:1] in " \t" and line.text.strip()
        if len(run) > 1 and not goes_on:
            yield run
        run = [found] if found else []
