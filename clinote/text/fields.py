"""Lines made of fields without boxes: labels with their answers in letters, in the signs of a legend, or left blank."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from clinote.expressions import expression
from clinote.layout import Layout
from clinote.text.answers import BLANK, PICK, vocabulary
from clinote.text.marks import SAID, SAYS
from clinote.text.nodes import Answer, Span

_HEAD = r"(?P<head>[^\W\d](?:[^/;,:?|=.]|\.(?!\s)|(?<=\w)/(?=\w)){1,40}?[^\W\d])"
_SHORT = r"(?i:yes|no|y|n)"
_CHOICE = r"(?i:y(?:es)?\s?/\s?no?|no?\s?/\s?y(?:es)?)"
_CIRCLED = r"(?:YES|Yes|Y)\s+(?:NO|No|N)"
"""Two answers of which one is to be circled: 'Y  N'."""
_PICKED = (
    rf"(?:[\[(]\s?(?P<first>{_SHORT})\s?[\])]\s?/\s?{_SHORT}(?!\w)|{_SHORT}\s?/\s?[\[(]\s?(?P<second>{_SHORT})\s?[\])])"
)
"""The one of two answers that is marked: '(Y) / N'."""
_REMARK = r"(?:\s*\([^()\n]{1,40}\))?"
_ENDS = r"\s*(?:[/;,|]|\.(?=\s|$)|$)"
_BEGINS = expression(r"[yYnN0](?<=[\s:=?\[({/*_-].)")
_LETTERS = expression(
    r"[yYnN](?:[eE][sS]|[oO])?[)\]*_]*(?:\s*\(|\s*(?:[/;,|.]\s|\s+[A-Z]))"
    rf"|(?:(?<=[\[({{])|(?<=[\[({{]\s)){SAID}|(?<=\s)0(?![\d.])|(?<=\n){_SHORT}\s*[-–—:]\s"
)
"""An answer, by what stands before and behind it, and the first of its letters: the rest is looked at there alone."""
_LEADS = expression(rf"{_SHORT}\s*[-–—:]\s")
_LED = expression(rf"\s*(?P<says>{SAYS})\s*(?P<head>[^\W_].*?)[;,]?(?=\s*(?:{SAYS}|$))", re.M)
"""A field behind its answer in brackets: '[N] Weakness'."""
_ASKED = expression(rf"\s*(?P<says>{_SHORT})\s*[-–—:]\s*(?P<head>[^\W_][^?\n]*)\?")
"""A question behind its answer: 'No - any falls?'."""
_SCORED = expression(
    r"\s*(?P<head>[^\W\d]{2,}(?: [^\W\d]+| \([^()]{1,20}\)){0,3}?)\s*[:=]?\s(?P<score>\d|10)(?:\s?/\s?10)?"
    r"(?:[;,|]|\.?$|(?=\s+[A-Za-z;|]))",
    re.M,
)
"""A field with its points on a scale up to ten: 'Nausea 0/10'."""
_FEWEST_SCORES = 3
_NAMED = expression(r"\s*[^\W\d][\w/]*(?: [\w/]+){0,2}(?::|\s(?=\s))")
"""The name of a body system in a column of its own, or before a colon."""
_NAME = r"[^/;,:]{1,40}"
_SYSTEM = expression(rf"(?:{_NAME}:\s+)?{_CHOICE}:\s|{_NAME}(?:\({_CHOICE}\)\s?)?:\s")
"""What stands before the first field: the name of a body system, the answers that there are: 'ROS: Y/N: weak [N]'."""


class Field(NamedTuple):
    """A label, or a question, and its answer."""

    head: Span
    answer: Answer


@lru_cache(64)
def _trailed(signs: str) -> re.Pattern[str]:
    """A field that ends in its answer, one of `signs` too: 'Weakness Y / Fatigue - N', 'Weakness N  Fatigue Y'."""
    sign = rf"|(?P<sign>[{re.escape(signs)}])(?:\s*[;,|.]|\s|$)" if signs else ""
    return re.compile(
        rf"\s*{_HEAD}(?:\s*[:?=]\s*(?P<blank>{BLANK})|(?:\s*[:?=]\s*|\s+[-–—]\s*|\s+)"
        rf"(?:{_PICKED}(?:\s*[;,|]|\s+|\.?$)|(?P<open>{_CHOICE}|{PICK})(?:\s*[;,|]|\s{{2,}}|\s+(?=[A-Z])|\.?$)"
        rf"|(?P<circled>{_CIRCLED})(?:\s|$)"
        rf"|[\[(]\s?(?P<bracketed>{_SHORT})\s?[\])](?:[.;,|/]|\s|$)"
        rf"|[*_]*(?P<says>{_SHORT})[*_]*{_REMARK}{_ENDS}|[*_]*(?P<apart>YES|NO|Yes|No|Y|N)[*_]*\s+(?=[A-Z]){sign}))",
        re.M,
    )


@lru_cache(64)
def _signed(signs: str) -> re.Pattern[str]:
    """A field behind its answer, one of `signs`: '+ weakness   - fever'."""
    sign = f"[{re.escape(signs)}]"
    return re.compile(rf"\s*(?P<sign>{sign})\s?(?P<head>[^\W_][^\n]*?)[.;,]?(?=\s+{sign}\s?[^\W_]|\s*$)", re.M)


def letters(text: str) -> Iterator[int]:
    """Where a line may hold fields with their answers, by a quick look at what stands before and behind an answer."""
    if _LEADS.match(text):
        yield 0
    for m in _BEGINS.finditer(text):
        if _LETTERS.match(text, m.start()):
            yield m.start()


def said(text: str, layout: Layout, line: Span, places: Iterable[int], signs: Mapping[str, bool | None]) -> list[Field]:
    """The fields that a line is made of, or else those of its sentences that hold the `places` of answers."""
    if found := read(text, *line, signs):
        return found
    held = sorted({layout.sentence(at) for at in places})
    return [field for low, high in held for field in read(text, max(line.start, low), min(line.end, high), signs)]


def read(text: str, begin: int, end: int, signs: Mapping[str, bool | None]) -> list[Field]:
    """The fields of a line that is made of fields with their answers, perhaps behind a label of all."""
    if signs and (row := _behind_signs(text, begin, end, "".join(signs))):
        return [_field(m, signs) for m in row]
    system = _SYSTEM.match(text, begin, end)
    for at in (begin, system.end()) if system else (begin,):
        for led in (_LED, _ASKED):
            if led.match(text, at, end):
                return [_field(m, signs) for m in led.finditer(text, at, end)]
        trailed, scored = (_row(field, text, at, end) for field in (_trailed("".join(signs)), _SCORED))
        if len(trailed) > (not signs) or (trailed and trailed[0]["circled"]):
            return [_field(m, signs) for m in trailed]
        if len(scored) >= _FEWEST_SCORES and any(m["score"] == "0" for m in scored):
            return [_field(m, signs) for m in scored]
    return []


def _behind_signs(text: str, begin: int, end: int, signs: str) -> list[re.Match[str]]:
    """The fields behind their signs that a line is made of, perhaps behind the name of a system."""
    first = text.rfind("\n", 0, begin) + 1
    named = _NAMED.match(text, first, end)
    return _row(_signed(signs), text, named.end() if named else first, end)


def _row(field: re.Pattern[str], text: str, at: int, end: int) -> list[re.Match[str]]:
    """The fields of such a form that a line is made of; none where something else is left."""
    found = []
    while one := field.match(text, at, end):
        found.append(one)
        at = one.end()
    return [] if text[at:end].strip(" .") else found


def _field(found: re.Match[str], signs: Mapping[str, bool | None]) -> Field:
    name = next(name for name, words in found.groupdict().items() if words and name != "head")
    word = found[name].strip("[](){} ").lower()
    if name == "score":
        says: bool | None = word != "0"
    else:
        says = signs[found[name]] if name == "sign" else vocabulary().answers.get(word)
    return Field(Span(*found.span("head")), Answer(says, *found.span(name)))
