"""Lists numbered within a line: 'Denies: 1) fever 2) cough'; each item gets a line of its own, or a comma."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from clinote.expressions import expression
from clinote.sections import header
from clinote.text.lines import begins_line, behind_word
from clinote.text.source import Edit

_SHUT = expression(r"[.)](?<=[1-9a-h].)(?<![^\s:;,(]..)(?:[ \t]+(?=[^\W\d_])|(?=[A-Z][A-Za-z]))")
"""What stands behind the number or the letter of an item."""
_SECOND = ("2)", " 2.", "b)")
_FIRST = ("1", "a")
_SENTENCE = expression(r"(?<=[.?!])[ \t]+(?=[A-Z])")
_LABEL = expression(r"(?<=[.;])[ \t]+(?=[A-Za-z][^.;:\n]{0,40}:\Z)")
"""Before a label that goes on with the numbers of the list before it: 'Absent: a) fever b) rash. Present: c) itch'."""
_STOPS = ".;:,"
_FEWEST = 3
"""So many items need no stop between them where a stop is all that marks their numbers."""


def edits(text: str) -> Iterator[Edit]:
    """The edits that begin a line with each item; within a sentence, those that make commas of the numbers."""
    if not any(second in text for second in _SECOND):
        return
    reached = 0
    for run in _runs(text):
        low = max(reached, text.rfind("\n", 0, run[0].start) + 1)
        before = behind_word(text, run[0].start)
        reached = run[-1].end
        if text[low:before].strip() and not _heads(text, low, run):
            inner = [(behind_word(text, mark.start), mark) for mark in run if not begins_line(text, mark.start)]
            parted = {mark for begin, mark in inner if text[begin - 1] in _STOPS or mark.number in _FIRST}
            yield from (Edit(begin, mark.end, " " if mark in parted else ", ") for begin, mark in inner)
            continue
        if stops := list(_SENTENCE.finditer(text, low, before)):
            # 'Denies: 1) a cough 2) a rash. Reports: 1) itch': a list of its own
            yield Edit(*stops[-1].span(), "\n")
        for k, mark in enumerate(run):
            before = behind_word(text, mark.start)
            if k and (label := _LABEL.search(text, run[k - 1].end, before)):
                yield Edit(*label.span(), "\n")
            if not begins_line(text, mark.start):
                yield Edit(before, mark.start, "\n")
        if behind := _behind_list(text, run):
            yield behind


def _behind_list(text: str, run: list["_Mark"]) -> Edit | None:
    """A line break where a sentence begins behind a list whose items before the last hold none: they are but names."""
    if any(_SENTENCE.search(text, mark.end, after.start) for mark, after in pairwise(run)):
        return None
    end = text.find("\n", run[-1].end)
    stop = _SENTENCE.search(text, run[-1].end, end if end >= 0 else len(text))
    named = all(text[behind_word(text, mark.start) - 1] in ",;" for mark in run[1:])
    return Edit(*stop.span(), "\n") if stop and named else None


def _heads(text: str, low: int, run: list["_Mark"]) -> bool:
    """Whether what stands before the first mark heads the list, or its items stand apart: 'Imp  1) Gout  2) Falls'."""
    before = behind_word(text, run[0].start)
    apart = all(mark.start - behind_word(text, mark.start) > 1 for mark in run)
    return apart or text[before - 1] == ":" or header(text[low:before].strip(), exact=True) is not None


class _Mark(NamedTuple):
    """A number or letter before an item, with its bracket and the blanks behind it."""

    start: int
    end: int
    number: str


def _runs(text: str) -> Iterator[list[_Mark]]:
    """The marks of each list that is numbered from its first item on, in one way."""
    run: list[_Mark] = []
    last = ("", "")
    for m in _SHUT.finditer(text):
        number = text[m.start() - 1]
        bracket = text[max(0, m.start() - 2) : m.start() - 1] == "("
        way = ("(" if bracket else "") + m[0][0]
        mark = _Mark(m.start() - 1 - bracket, m.end(), number)
        if number in _FIRST:
            if _is_list(text, run, last[1]):
                yield run
            run = [mark]
        elif run and way == last[1] and ord(number) == ord(last[0]) + 1:
            run.append(mark)
        else:
            continue
        last = (number, way)
    if _is_list(text, run, last[1]):
        yield run


def _is_list(text: str, run: list[_Mark], way: str) -> bool:
    """Whether marks in order are those of a list: each behind a stop, or numbers in brackets or glued, or several."""
    if len(run) < 2 or (way == "." and run[0].number.isalpha()):
        return False
    if way != "." or len(run) >= _FEWEST or all(text[mark.end - 1] == "." for mark in run):  # '1.Gout 2.Falls'
        return True
    return all(text[behind_word(text, mark.start) - 1] in _STOPS for mark in run[1:])
