"""What stands beside every line and is none of the note's words: the marks of a quoting mail or of a comment, times,
line numbers, the quotes and the empty cells of a spreadsheet, the segments of a message, a frame.

A mark that only some lines have is the writer's own; what it quotes is wrapped like other text.
"""

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise

from clinote.expressions import expression
from clinote.text.source import Edit

_LINE = expression(r"^[^\n]*\S[^\n]*", re.M)
_RULE = r"|[ \t]*[-+=|*#_─═┌┐└┘├┤╔╗╚╝]{3,}[ \t]*"
_MARGINS = tuple(
    map(
        expression,
        (
            r"(?P<left>[ \t]*\|?(?:>[ \t]?)+).*",
            r"(?P<left>[ \t]*(?://+|;+|%+|'(?!'))[ \t]?).*",
            r"(?P<left>[ \t]*[\[(]?(?P<day>\d[\w./-]{7,10}[ T,]+)?\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?[AP]M)?[\])]?"
            r"(?:[ \t]*[|-](?!\S))?(?:[ \t]+|$)).*",
            r"(?P<left>OBX\|\d*\|\w*\|[^|]*\|[^|]*\||NTE\|\d*\|[^|]*\|)[^|]*(?P<right>(?:\|.*)?)",
            r"(?P<left>\")(?!.*\"[,;]\").*(?P<right>\",*)",
            r"(?P<left>[ \t]*(?P<sign>[|*#])[ \t]).*?(?P<right>[ \t]+(?P=sign)[ \t]*)" + _RULE,
            r"(?P<left>[ \t]*(?P<sign>\|)(?:[ \t]|$)).*" + _RULE,
            r"(?=.*+(?<=[|,↵ \t]))(?=.*(?:\||,,|↵)[ \t]*\Z).*?(?P<right>[ \t]*(?P<sign>\|)[ \t]*|,{2,}|[ \t]*↵)",
        ),
    )
)
"""A line with such a margin, on the `left`, the `right` or both sides; a frame has rules besides."""
_NUMBERED = expression(r"[ \t]*(?P<number>\d{1,4})(?:[ \t]*[:|][ \t]?|[ \t]+|(?=\n|\Z))")
_WRAPPED = expression(r"(?<=[a-z,])\n>[ \t]?(?=[a-z])")
"""Within a quotation, where its text goes on in the next line."""
_FEWEST, _FEWEST_NUMBERED = 3, 5


def edits(text: str) -> Iterator[Edit]:
    """The edits that take such a margin away."""
    first = _LINE.search(text)
    if first is None:
        return
    if _NUMBERED.match(text, first.start()):
        yield from _numbered(text, list(_LINE.finditer(text)))
    for margin in _MARGINS:
        if margin.fullmatch(text, *first.span()):
            lines = list(_LINE.finditer(text))
            found = [m for line in lines if (m := margin.fullmatch(text, *line.span()))]
            if len(found) == len(lines) and _is_margin(found):
                depth = min(text.count(">", *m.span("left")) for m in found) if margin is _MARGINS[0] else 0
                for m in found:
                    yield from _unquoted(text, m, depth) if depth else _without(m)
                return
    if "\n>" in text:
        quoted = (m for m in _WRAPPED.finditer(text) if text.startswith(">", text.rfind("\n", 0, m.start()) + 1))
        yield from (Edit(*m.span(), " ") for m in quoted)


def _is_margin(found: list[re.Match[str]]) -> bool:
    """Whether what all lines have beside them is a margin, and neither cells of a table nor the days of a diary."""
    said = [m.groupdict() for m in found]
    beside = [m for m, groups in zip(found, said, strict=True) if groups.get("left") or groups.get("right")]
    if len(beside) < _FEWEST or len({groups.get("day") for groups in said}) > 1:
        return False
    parted = sum(m[0].strip(" \t|").count("|") > 0 for m in beside if m.re.groupindex.get("sign") and m["sign"] == "|")
    return 2 * parted <= len(beside)


def _unquoted(text: str, m: re.Match[str], depth: int) -> Iterator[Edit]:
    """The edit that takes away so many marks of quoting: further ones are a quotation's, or compare ('>2 weeks')."""
    end = m.start("left")
    for _ in range(depth):
        end = text.index(">", end) + 1
    yield Edit(m.start("left"), end + (text[end : end + 1] in (" ", "\t")), "")


def _without(m: re.Match[str]) -> Iterator[Edit]:
    groups = m.groupdict()
    if not any(groups.values()):
        yield Edit(*m.span(), "")  # a rule of the frame
    yield from (Edit(*m.span(side), "") for side in ("left", "right") if groups.get(side))


def _numbered(text: str, lines: list[re.Match[str]]) -> Iterator[Edit]:
    """Numbers that go up by one from line to line, lines of blanks counted or not."""
    found = [_NUMBERED.match(text, line.start()) for line in lines]
    numbers = [int(m["number"]) for m in found if m]
    if len(numbers) < max(_FEWEST_NUMBERED, len(lines)):
        return
    counted = list(accumulate(text.count("\n", a.start(), b.start()) for a, b in pairwise(lines)))
    if any([n - numbers[0] for n in numbers] == steps for steps in (list(range(len(lines))), [0, *counted])):
        yield from (Edit(*m.span(), "") for m in found if m)
