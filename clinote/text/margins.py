"""What stands beside every line and is none of the note's words: the marks of a quoting mail, line numbers, a frame.

A mark that only some lines have is the writer's own.
"""

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise

from clinote.expressions import expression
from clinote.text.source import Edit

_LINE = expression(r"[^\n]*\S[^\n]*")
_QUOTED = expression(r"[ \t]*(?:>[ \t]?)+")
_NUMBERED = expression(r"[ \t]*(?P<number>\d{1,4})(?:[:|][ \t]?|[ \t]+|(?=\n|\Z))")
_FRAMED = expression(r"(?P<left>[ \t]*(?P<bar>[|*#])[ \t])[^|\n]*?(?P<right>[ \t]+(?P=bar)[ \t]*)(?=\n|\Z)")
_RULE = expression(r"[ \t]*[-+=|*#_─═┌┐└┘├┤╔╗╚╝]{3,}[ \t]*(?=\n|\Z)")
_FEWEST, _FEWEST_NUMBERED = 3, 5


def edits(text: str) -> Iterator[Edit]:
    """The edits that take such a margin away."""
    first = _LINE.search(text)
    if first is None:
        return
    for begins, margin in ((_QUOTED, _quoted), (_NUMBERED, _numbered), (_FRAMED, _framed), (_RULE, _framed)):
        if begins.match(text, first.start()):
            yield from margin(text, list(_LINE.finditer(text)))
            return


def _quoted(text: str, lines: list[re.Match[str]]) -> Iterator[Edit]:
    found = [_QUOTED.match(text, line.start()) for line in lines]
    if len(lines) >= _FEWEST and all(found):
        yield from (Edit(*m.span(), "") for m in found if m)


def _numbered(text: str, lines: list[re.Match[str]]) -> Iterator[Edit]:
    """Numbers that go up by one from line to line, lines of blanks counted or not."""
    found = [_NUMBERED.match(text, line.start()) for line in lines]
    numbers = [int(m["number"]) for m in found if m]
    if len(numbers) < max(_FEWEST_NUMBERED, len(lines)):
        return
    counted = list(accumulate(text.count("\n", a.start(), b.start()) for a, b in pairwise(lines)))
    if any([n - numbers[0] for n in numbers] == steps for steps in (list(range(len(lines))), [0, *counted])):
        yield from (Edit(*m.span(), "") for m in found if m)


def _framed(text: str, lines: list[re.Match[str]]) -> Iterator[Edit]:
    found = [_FRAMED.match(text, line.start()) or _RULE.match(text, line.start()) for line in lines]
    framed = [m for m in found if m and "bar" in m.re.groupindex]
    if len(framed) < _FEWEST or not all(found):
        return
    for m in found:
        if m and "bar" not in m.re.groupindex:
            yield Edit(*m.span(), "")
        elif m:
            yield from (Edit(*m.span("left"), ""), Edit(*m.span("right"), ""))
