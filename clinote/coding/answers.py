"""What the provider said later: the ticked option of an answered query, and an addendum that corrects.

Both outrank what stands before them. An option that is not ticked says nothing, nor does what a query quotes.
"""

from typing import NamedTuple

from clinote.coding import policy
from clinote.expressions import expression
from clinote.lexicon import starting
from clinote.reading import Reading
from clinote.text.marks import EMPTY, FILLED, TICKED

_BOX = expression(rf"(?:(?P<on>{TICKED}|{FILLED})|{EMPTY}|__)[ \t]*")
"""The mark of an option: a box of any form, and what is one beside others of its kind."""
_LEADS = expression(r"[ \t>*\u2022-]*$")
"""What may stand before an option that begins its line."""
_QUOTED = expression(r"[ \t]*[-*\u2022] (?:\"|an entry without words)")
_LEAD = 3
"""Lines above the options in which a query may be headed."""


Span = tuple[int, int]


class Query(NamedTuple):
    """An answered query: all of it, and its ticked options or its written answer; `words` are its text, lower case."""

    span: Span
    ticked: tuple[Span, ...]
    words: str


class _Option(NamedTuple):
    start: int
    ticked: bool
    words: Span


def queries(reading: Reading) -> list[Query]:
    """The answered queries of a note, in text order."""
    found: list[Query] = []
    written = any(word in reading.norm for word in policy.data("words")["query_answer_words"])
    ticked = any(box["on"] for box in reading.boxes(0, len(reading.text), _BOX))
    if not (written or ticked):
        return found
    lines = reading.layout.lines
    at = 0
    while at < len(lines):
        first, options = at, _options(reading, *lines[at]) if ticked else []
        at += 1
        if options:
            while at < len(lines) and (more := _options(reading, *lines[at])):
                options += more
                at += 1
            query = _query(reading, first, options)
        else:
            query = _written(reading, first) if written else None
        if query:
            found.append(query)
    return found


def _options(reading: Reading, start: int, end: int) -> list[_Option]:
    """The options of a line: one that begins it, or several in it."""
    boxes = reading.boxes(start, end, _BOX)
    if not boxes or (len(boxes) == 1 and not _LEADS.match(reading.text[start : boxes[0].start()])):
        return []
    ends = [box.start() for box in boxes[1:]] + [end]
    spans = zip(boxes, ends, strict=True)
    return [_Option(box.start(), box["on"] is not None, (box.end(), stop)) for box, stop in spans]


def _query(reading: Reading, first: int, options: list[_Option]) -> Query | None:
    """The query whose options begin on line `first`; None when this is another form or nothing is ticked."""
    ticked = tuple(option.words for option in options if option.ticked)
    if not ticked:
        return None
    start, head = _head(reading, first)
    head += reading.norm[reading.layout.lines[first][0] : options[0].start]
    closed = any(policy.said("query_option").search(reading.norm[slice(*option.words)]) for option in options)
    if not closed and not policy.said("query_head").search(head):
        return None
    return _made(reading, (start, options[-1].words[1]), ticked)


def _written(reading: Reading, at: int) -> Query | None:
    """A query that is answered in words: 'Response: ...' below it, or 'Query response: ...'."""
    begin, end = reading.layout.lines[at]
    label = policy.said("query_answer").match(reading.norm, begin, end)
    if label is None or not reading.text[label.end() : end].strip():
        return None
    start, head = _head(reading, at)
    if not policy.said("query_head").search(f"{head} {label[0]}"):
        return None
    return _made(reading, (start, end), ((label.end(), end),))


def _made(reading: Reading, span: Span, ticked: tuple[Span, ...]) -> Query:
    return Query(span, ticked, " ".join(reading.norm[slice(*span)].split()))


def _head(reading: Reading, first: int) -> tuple[int, str]:
    """Where the query above its options begins, and its words: the question, what it quotes, its heading."""
    lines = reading.layout.lines
    start, words, told = lines[first][0], "", 0
    for above in range(first - 1, -1, -1):
        begin, end = lines[above]
        line = reading.norm[begin:end].strip()
        if not line or _QUOTED.match(reading.text, begin, end):
            continue
        if told == _LEAD or not (line.endswith(("?", ":")) or policy.said("query_head").search(line)):
            break
        start, words, told = begin, f"{line} {words}", told + 1
    return start, words


def correction(reading: Reading) -> Span | None:
    """The last addendum that takes back what stands before it; None where there is none."""
    found = None
    for begin, end in reading.layout.lines:
        if (label := policy.said("addendum").match(reading.norm, begin, end)) is None:
            continue
        section = reading.layout.section(label.end())
        behind = starting(reading.layout.sections, label.end(), len(reading.text))
        stop = behind[0].start if behind else len(reading.text)
        if not label[0].strip():  # 'The above was entered in error.': what follows is in its place, headings and all
            stop = len(reading.text)
        span = (label.end(), stop if stop > label.end() else section.end)
        if policy.said("takes_back").search(reading.norm, begin, span[1]):
            found = span
    return found


def replaces(reading: Reading, corrected: Span | None) -> bool:
    """Whether a correction puts something in the place of all that was assessed: 'impression amended to fatigue'."""
    if corrected is None:
        return False
    begin = reading.layout.line(corrected[0])[0]
    return policy.said("replaces").search(reading.norm, begin, corrected[1]) is not None
