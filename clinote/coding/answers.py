"""What the provider said later: the ticked option of an answered query, and an addendum that corrects.

Both outrank what stands before them. An option that is not ticked says nothing, nor does what a query quotes.
"""

import re
from typing import NamedTuple

from clinote.coding import policy
from clinote.reading import Reading

_OPTION = re.compile(
    r"[ \t>*\u2022-]*(?:(?P<box>\[[ xX\u2713\u2714*]?\]|\([ xX\u2713\u2714*]?\)|_+[xX]?_+)"
    r"|(?P<sign>[\u2610-\u2612\u25a0\u25a1\u25cb\u25cf\u2713\u2714]))[ \t]*(?P<words>\S.*)"
)
"""A line that is an option: a box or a sign, ticked or not, and its words."""
_TICKED = re.compile(r"[xX*\u2611\u2612\u25a0\u25cf\u2713\u2714]")
_QUOTED = re.compile(r"[ \t]*[-*\u2022] (?:\"|an entry without words)")
_LEAD = 3
"""Lines above the options in which a query may be headed."""

Span = tuple[int, int]


class Query(NamedTuple):
    """An answered query: all of it, its options, and the ticked ones; `words` is its text in lower case."""

    span: Span
    ticked: tuple[Span, ...]
    words: str


def queries(reading: Reading) -> list[Query]:
    """The answered queries of a note, in text order."""
    found, lines = [], reading.layout.lines
    at = 0
    while at < len(lines):
        options = []
        while at < len(lines) and (option := _OPTION.match(reading.text, *lines[at])) is not None:
            options.append(option)
            at += 1
        if len(options) > 1 and (query := _query(reading, at - len(options), options)):
            found.append(query)
        at += not options
    return found


def _query(reading: Reading, first: int, options: list[re.Match[str]]) -> Query | None:
    """The query whose options begin on line `first`; None when this is another form or nothing is ticked."""
    ticked = tuple(o.span("words") for o in options if _TICKED.search(o["box"] or o["sign"]))
    if not ticked:
        return None
    start, head = _head(reading, first)
    closing, heading = policy.data("words")["query_option"], policy.data("words")["query_head"]
    closed = any(re.search(closing, o["words"].lower()) for o in options)
    if not closed and not re.search(heading, head):
        return None
    span = (start, options[-1].end())
    return Query(span, ticked, " ".join(reading.norm[slice(*span)].split()))


def _head(reading: Reading, first: int) -> tuple[int, str]:
    """Where the query above its options begins, and its words: the question, what it quotes, its heading."""
    lines, heading = reading.layout.lines, policy.data("words")["query_head"]
    start, words, told = lines[first][0], "", 0
    for begin, end in reversed(lines[:first]):
        line = reading.norm[begin:end].strip()
        if not line or _QUOTED.match(reading.text, begin, end):
            continue
        if told == _LEAD or not (line.endswith(("?", ":")) or re.search(heading, line)):
            break
        start, words, told = begin, f"{line} {words}", told + 1
    return start, words


def correction(reading: Reading) -> Span | None:
    """The last addendum that takes back what stands before it; None where there is none."""
    words = policy.data("words")
    found = [
        (section.body, section.end) for section in reading.layout.sections
        if re.search(words["addendum"], section.title.lower())
        and re.search(words["takes_back"], reading.norm[section.body : section.end])
    ]  # fmt: skip
    return found[-1] if found else None
