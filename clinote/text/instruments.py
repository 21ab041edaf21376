"""Instruments that are scored item by item: the points, or the words, of each item under the name of one."""

from collections.abc import Iterable
from typing import NamedTuple

from clinote.expressions import end_of, expression
from clinote.patterns import worded
from clinote.text.fields import Field
from clinote.text.nodes import Answer, Span

_NUMBER = r"(?:[-*•][ \t]+)?(?:#?\d{1,2}[a-d]?[.):]{0,2}[ \t]+)"
_HEAD = r"(?P<head>[^\W\d](?:[^\d:=|;.()\n]{0,80}[^\W\d])?)[ \t,]*(?P<number>\((?:item )?\d{1,2}[a-d]?\.?\))?"
_MEANS = r"(?:[ \t]*[-–=:]+[ \t]*[^\d\s][^;,.\n]{0,60}|[ \t]*\([^()\n]{1,60}\))?"
_OPTION = r"(?:(?<=:[ \t])[^\W\d][^\W\d ]*(?: [^\W\d]+){0,3}[ \t]+)?"
"""What was chosen, before its points: 'Gait: weak 10'."""
_SCORE = r"(?P<score>\d{1,2})(?:[ \t]?/[ \t]?10\b)?(?![\d/%]|\.\d|[ \t]*/)"
_ITEM = expression(
    rf"[ \t]*(?P<at>{_NUMBER})?(?:{_HEAD})?[ \t]*(?:[:=|–-]|\.\.)*\.?[ \t]*{_OPTION}{_SCORE}"
    rf"{_MEANS}(?:[ \t]*[;,.|]|(?=\s|$|\)))"
)
"""An item and its points, and perhaps what they mean: '5a. Motor left arm: 1 = drift'."""
_WORDED = expression(rf"[ \t]*{_NUMBER}?{_HEAD}[ \t]*:[ \t]*(?P<said>[^\n]+)")
"""An item with its number and its answer in words: 'Motor arm, left (5a.): No drift'."""
_BRACKETED = expression(
    r"[ \t]*(?P<head>[^\W\d][^\d:=|;,.()\n]{0,80})(?::[ \t]*[^\W\d][^\d:=|;,.()\n]{0,40})?"
    r"\((?P<score>\d)(?:/\d|[ \t]?pts?| points?)?\)(?:[ \t]*[;,.|]|(?=\s|$))"
)
"""An item with its points in brackets, perhaps behind what was chosen: 'Motor arm: drift (1)'."""
_UNAFFECTED = worded(r"(?:{instruments.unaffected})\b")
_OPENS = expression(r"(?:[^\d#:;.,\n(]{0,30}(?:[:=]|\b(?:is|was|of)\b|(?=\n)))?[ \t]*")
"""What may stand between the name and the first points: 'NIHSS on arrival: ', 'NIHSS score of ', 'PHQ-9 results' and a
new line."""
_SUM = expression(r"[ \t]*=?[ \t]*\d{1,2}(?![\w/]|\.\d)(?P<led>[ \t]*\(|[^\d:;.,\n(]{0,30}:)?")
"""The sum of the points, and what leads to them."""
_FIRST = expression(r"(?<=:[ \t])1[.)][ \t]*[A-Za-z]")
"""The number of the first item: any other is the sum, and a statement follows."""
_LINE = expression(r"[ \t]*\n(?:[ \t]*\n)?[ \t]*")
_HEADS = expression(r"(?:^|\n)[^\w\n]*\Z")
"""What may stand before a name that heads the lines below it."""


_BULLET = 8
"""Characters before a name among which that of its line stands."""


class Instrument(NamedTuple):
    """Where the name of an instrument and its items stand, and the items."""

    span: Span
    items: list[Field]

    def asks(self, at: int) -> bool:
        """Whether an offset is of what an item is about, and not of its answer."""
        return any(item.head.start <= at < item.head.end for item in self.items)


def read(text: str, names: Iterable[Span]) -> list[Instrument]:
    """The instruments that have these names."""
    found: list[Instrument] = []
    for name in names:
        if not found or name.start >= found[-1].span.end:
            found.append(_read(text, name))
    return found


def _read(text: str, name: Span) -> Instrument:
    at = end = end_of(_OPENS, text, name.end)
    total = _SUM.match(text, at) if not _FIRST.match(text, at) else None
    if total:
        at = end = total.end()
    numbered = total is not None and not total["led"]  # of items of which nothing says that they are the sum's
    heads = _HEADS.search(text, max(0, name.start - _BULLET), name.start) is not None
    items: list[Field] = []
    while True:
        if line := _LINE.match(text, at):
            at, numbered = line.end(), numbered or not heads
        item = _ITEM.match(text, at)
        if not item or not (item["at"] or (item["head"] and (item["number"] or not numbered))):
            item = None if numbered else _BRACKETED.match(text, at)
        if item:
            says = Answer(item["score"] != "0", *item.span("score"))
        elif (item := _WORDED.match(text, at)) and item["number"]:
            said = Span(*item.span("said"))
            says = Answer(not _UNAFFECTED.match(text[slice(*said)].lower()), *said)
        else:
            return Instrument(Span(name.start, end_of(_SUM, text, end)), items)
        if item["head"]:
            items.append(Field(Span(*item.span("head")), says))
        at = end = item.end()
