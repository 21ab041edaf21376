"""Boxes that choose a grade: "R [x] 5/5 [ ] 4/5", "Strength: ☐ normal ☒ reduced"; only the ticked one counts."""

from collections.abc import Iterable, Iterator
from copy import copy

from clinote.expressions import expression
from clinote.patterns import worded
from clinote.reading import Reading
from clinote.text.marks import EMPTY, TICKED

Span = tuple[int, int]

_BOX = expression(rf"(?:{TICKED}|(?P<empty>{EMPTY}))")

_WORDS = r"(?:{strength.grades}|{strength.full}|{strength.reduced})(?!\w)"
_NUMBER = r"\(?(?<![\d/.])[0-5] ?[+-]?(?: ?/ ?5)?(?![\w/.%])\)?"
_CHOICE = rf"(?:{_WORDS}(?:[ \t]*{_NUMBER})?|{_NUMBER}(?:[ \t]*\(?{_WORDS}\)?)?)"
_BEHIND, _BEFORE = worded(rf"[ \t]*{_CHOICE}"), worded(rf"(?<!\w){_CHOICE}[ \t]*\Z")
"""A grade or a word for one, right behind a box and right before one."""


def settle(reading: Reading, sentences: Iterable[Span]) -> Reading:
    """The reading with blanks for the boxes of these sentences that choose a grade, and for the grades not chosen."""
    cut = [span for sentence in sentences for span in _cut(reading, *sentence)]
    if not cut:
        return reading
    pieces, at = [], 0
    for start, end in sorted(cut):
        pieces += [reading.norm[at:start], " " * (end - start)]
        at = end
    settled = copy(reading)
    settled.norm = "".join((*pieces, reading.norm[at:]))
    return settled


def _cut(reading: Reading, start: int, end: int) -> Iterator[Span]:
    """The boxes of a sentence that stand at a grade; an empty one with its grade."""
    norm, boxes = reading.norm, reading.boxes(start, end, _BOX)
    if not boxes:
        return
    last = _BEHIND.match(norm, boxes[-1].end(), end)
    leads = last is not None
    if len(boxes) == 1 and norm[start:end].strip() != norm[boxes[0].start() : last.end() if last else end]:
        return  # a single box chooses nothing, but on a line of its own it is one of a list
    edges = [start, *(box.end() for box in boxes)]
    for box, edge in zip(boxes, edges, strict=False):
        found = _BEHIND.match(norm, box.end(), end) if leads else _BEFORE.search(norm, edge, box.start())
        if found and box["empty"]:
            yield (box.start(), found.end()) if leads else (found.start(), box.end())
        elif found:
            yield box.span()
