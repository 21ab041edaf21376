"""Lines made of fields without boxes: labels with their answers in letters, in the signs of a legend, or left blank."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from clinote.expressions import end_of, expression
from clinote.spans.vocabulary import vocabulary as times
from clinote.text.answers import BLANK, PICK, vocabulary
from clinote.text.marks import SAYS
from clinote.text.nodes import Answer, Span

_SHORT = r"(?i:yes|no|y|n)"
_NOTE = rf"(?:\s?\((?!\s?{_SHORT}\s?\))[^()\n]{{1,40}}\)|\sx\s?\d{{1,2}}\b)?"
"""What may be added to a label or to an answer: '(circle one)', '(both legs)', 'x2'."""
_HEAD = rf"(?P<head>[^\W\d](?:[^/;,:?|=.\s]|\s(?!\s)|\.(?!\s)|(?<=\w)/(?=\w)){{1,40}}?[^\W\d]){_NOTE}"
_CHOICE = r"(?i:y(?:es)?\s?/\s?no?|no?\s?/\s?y(?:es)?)"
_CIRCLED = r"(?:YES|Yes|Y)\s+(?:NO|No|N)"
"""Two answers of which one is to be circled: 'Y  N'."""
_OPEN, _SHUT, _OR = r"(?:[\[(<]\s?|\*{1,2}|_{1,2})", r"(?:\s?[\])>]|\*{1,2}|_{1,2})", r"(?:\s*/\s*|,?\s+)"
_PICKED = (
    rf"(?:(?:{_OPEN}(?P<first>{_SHORT}){_SHUT}|(?P<starred>{_SHORT})\*){_OR}{_SHORT}(?!\w)"
    rf"|{_SHORT}{_OR}(?:{_OPEN}(?P<second>{_SHORT}){_SHUT}|(?P<last>{_SHORT})\*))"
)
"""The one of two answers that is marked: '(Y) / N', 'Yes  *No*', 'YES / NO*'."""
_MARKED = ("first", "starred", "second", "last")
_ENDS = r"\s*(?:[/;,|]|\.(?=\s+[^\Wa-z]|\s*$)|$)"
_LETTERS = expression(
    r"[yYnN0(](?<![a-fh-z].)(?:(?<=[\sgG]0)(?![\d.])|(?:(?<=\s\d\()|(?<=\s\d\s\())(?=[a-z])|(?<=[\s:=?\[({</*_-][yYnN])"
    r"(?=(?:[eE][sS]|[oO])?\s?(?:[)\]>*_]|\s*[(\[<*_]|\s*[/;,|.]\s|\s+[A-Z]|$))"
    r"|(?<=^[yYnN])(?=(?i:(?<=y)es|(?<=n)o)?\s*[-–—:]\s))",
    re.M,
)
"""The first letter of an answer, by what stands before and behind it; most letters stand within a word."""
_LED = expression(rf"\s*(?P<says>{SAYS})\s*(?P<head>[^\W_].*?)[;,]?(?=\s*(?:{SAYS}|$))", re.M)
"""A field behind its answer in brackets: '[N] Weakness'."""
_ASKED = expression(rf"\s*(?P<says>{_SHORT})\s*[-–—:]\s*(?P<head>[^\W_][^?\n]*)\?")
"""A question behind its answer: 'No - any falls?'."""
_CHOSEN = expression(rf"\s*{_PICKED}\s+(?P<head>[^\W_][^\n]*)")
"""A field behind its answers: '(Y) N  Weakness'."""
_SCORED = expression(
    r"\s*(?P<head>(?:[^\W\d]{2,}|[^\W\d](?= [^\W\d]{2}))(?: [^\W\d]+| \([^()]{1,20}\)){0,8}?)"
    r"(?<! is)(?<! was)(?<! [ao][tf])(?<!rated)\s*[:=]?\s"
    r"(?:[gG](?:rade )?)?(?P<score>\d|10|\+)"
    r"(?P<of>\s?/\s?\d{1,2})?(?:\s?\((?P<worded>[^()\n]{1,24})\))?(?:[;,|]|\.(?=\s|$)|$|(?=\s+[A-Za-z;|=]))",
    re.M,
)
"""A field with its points on a scale, and perhaps what they mean: 'Nausea 0/10', 'Nausea 0 (none)'."""
_FEWEST_SCORES = 3
_NAMED = expression(r"\s*[^\W\d][\w/]*(?: [\w/]+){0,2}(?::|\s(?=\s))")
"""The name of a body system in a column of its own, or before a colon."""
_OPENS = expression(r"\s*(?:\([^()\n]{1,40}\)\s+|\d[\d:./-]+\s+)?")
"""What may open a line of fields: a remark in brackets, a time."""
_LEAD = expression(rf"(?:(?:[^()/;:.\n]|[.:](?=\d)|\([^()\n]{{1,60}}\)){{1,60}}(?::|(?<=\)))\s+)?(?:{_CHOICE}:\s)?")
"""What stands before the first field: the name of a body system or a scale, the answers that there are."""
_STOP = expression(r"(?<![.\s])[.;]\s+(?=\w)")
_REST = expression(r"\s*(?:=\s?\d{1,3}|\([^()\n]{1,40}\))?[ .]*")
"""What may stand behind the last field: the sum of the points, a remark in brackets."""


class Field(NamedTuple):
    """A label, or a question, and its answer."""

    head: Span
    answer: Answer


@lru_cache(64)
def _trailed(signs: str) -> re.Pattern[str]:
    """A field that ends in its answer, one of `signs` too: 'Weakness Y / Fatigue - N', 'Weakness N  Fatigue Y'."""
    sign = rf"|(?P<sign>[{re.escape(signs)}]){_NOTE}(?:\s*[;,|.]|\s|$)" if signs else ""
    return re.compile(
        rf"\s*{_HEAD}(?:\s*[:?=]\s*(?P<blank>{BLANK})|(?:\s*[:?=]\s*|\s*[-–—]{{1,2}}\s*|\s*\.{{2,}}\s*|\s+)"
        rf"(?:{_PICKED}(?:\s*[;,|.]|\s+|$)|(?P<open>{_CHOICE}|{PICK})(?:\s*[;,|]|\s{{2,}}|\s+(?=[A-Z(])|\.?$)"
        rf"|(?P<circled>{_CIRCLED})(?:\s|$)"
        rf"|[\[(]\s?(?P<bracketed>{_SHORT})\s?[\])](?:[.;,|/]|\s|$)"
        rf"|[*_]*(?P<says>{_SHORT})[*_]*{_NOTE}{_ENDS}|[*_]*(?P<apart>YES|NO|Yes|No|Y|N)[*_]*(?:\s+(?=[A-Z])|(?<=[YNSO])\s+(?=[a-z])){sign}))",
        re.M,
    )


@lru_cache(64)
def _signed(signs: str) -> re.Pattern[str]:
    """A field behind its answer, one of `signs`: '+ weakness   - fever'."""
    sign = rf"[{re.escape(signs)}](?![\d:])"
    return re.compile(rf"\s*(?P<sign>{sign})\s?(?P<head>[^\W_][^\n]*?)[.;,]?(?=\s+{sign}\s?[^\W_]|\s*$)", re.M)


def letters(text: str) -> Iterator[int]:
    """Where a line may hold fields with their answers, by a quick look at what stands before and behind an answer."""
    return (m.start() for m in _LETTERS.finditer(text))


def read(
    text: str, begin: int, end: int, places: list[int], signs: Mapping[str, bool | None]
) -> tuple[list[Field], bool]:
    """The fields that a line, or sentences of it, are made of, perhaps behind a label of all; and whether surely so.

    `places` are those of `letters`: nothing else is read where no `signs` are known. A letter behind some words may be
    that of a name.
    """
    trailed = text[begin:end].rstrip().endswith(tuple(signs))
    if signs and not trailed:  # fields behind their signs, perhaps behind the name of a system
        named = end_of(_NAMED, text, text.rfind("\n", 0, begin) + 1, end)
        if row := _row(_signed("".join(signs)), text, named, end):
            return [_field(m, signs) for m in row], True
    found: list[re.Match[str]] = []
    at = begin
    while at < end:
        stop = _STOP.search(text, at, end)
        after = stop.end() if stop else end
        held = signs or bisect_left(places, at) < bisect_left(places, after)
        run = _run(text, at, end, "".join(signs)) if held else []
        found += run
        at = run[-1].end() if run else after
    sure = bool(signs) or any(m.re is not _trailed("") or m["circled"] or any(map(m.group, _MARKED)) for m in found)
    return [_field(m, signs) for m in found], sure or len(found) > 1


def _run(text: str, begin: int, end: int, signs: str) -> list[re.Match[str]]:
    """The fields of one form that stand from `begin` on up to a stop or the line's end."""
    opened = end_of(_OPENS, text, begin, end)
    for at in sorted({begin, opened, end_of(_LEAD, text, opened, end)}):
        for led in (_LED, _ASKED, _CHOSEN):
            if led.match(text, at, end):
                return list(led.finditer(text, at, end))
        if trailed := _row(_trailed(signs), text, at, end):
            return trailed
        scored = _row(_SCORED, text, at, end)
        if _is_scale(scored, named=at > begin):
            return scored
    return []


def _is_scale(row: list[re.Match[str]], *, named: bool) -> bool:
    """Whether points are answers: some say that there is nothing, and none are of a time ('rash day 0')."""
    if any(m["worded"] in vocabulary().answers for m in row):
        return True
    tens = any((m["of"] or "").endswith("10") for m in row)
    none = any(m["score"] == "0" for m in row) and len(row) >= _FEWEST_SCORES - (named or tens)
    return none and not any(m["head"].split()[-1].lower().removesuffix("s") in times().units for m in row)


def _row(field: re.Pattern[str], text: str, at: int, end: int) -> list[re.Match[str]]:
    """The fields of such a form from `at` on; none where something else is left before a stop or the line's end."""
    found = []
    while one := field.match(text, at, end):
        found.append(one)
        at = one.end()
    return found if _REST.fullmatch(text, at, end) or text[at - 1 : at] in (".", ";") else []


def _field(found: re.Match[str], signs: Mapping[str, bool | None]) -> Field:
    name = next(name for name, words in found.groupdict().items() if words and name != "head")
    word = found[name].strip("[](){} ").lower()
    says: bool | None
    if name == "score":
        meant = vocabulary().answers.get((found["worded"] or "").lower())
        says = word != "0" if meant is None else meant
    else:
        says = signs[found[name]] if name == "sign" else vocabulary().answers.get(word)
    return Field(Span(*found.span("head")), Answer(says, *found.span(name)))
