"""White space: which line breaks are wraps, which blanks are columns, and which of either mean nothing.

What is left of a note's white space has a meaning: a line break ends a line of the writer's, a blank line a paragraph,
a run of blanks or a tab within a line a column that its neighbours share.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, pairwise
from operator import itemgetter
from typing import NamedTuple

from clinote import layers
from clinote.expressions import expression
from clinote.patterns import worded
from clinote.sections import header, is_cased
from clinote.text import hyphens, pages
from clinote.text.answers import vocabulary
from clinote.text.lines import PROSE_CELL, Line, columns_of, is_prose, lines_of
from clinote.text.marks import BOX, BULLET, NUMBER
from clinote.text.source import Edit

_BULLET = expression(rf"(?!>(?:\S|\s\d)){BULLET}|\||{NUMBER}|(?!\([-+]\)[,;.])(?:{BOX})")
"""What begins an item, so that a line with it goes on with none before it; before a figure or a word `>` compares.

A sign with a comma behind it is that of the words before it: 'rash (+), cough ⏎(-), itch (-)'.
"""
_LABEL = expression(r"[*_]*[A-Z][A-Za-z0-9/&' (),-]{0,40}(?:\([^()]{1,40}\))?[*_]*:(?!\d)")
_ANY_LABEL = expression(r"[*_]*[A-Za-z][A-Za-z0-9/&' (),-]{0,40}(?:\([^()]{1,40}\))?[*_]*:(?!\d)")
_BOX = expression(rf"{BOX}|[+-] ?[a-z]")
_BOX_BEHIND = expression(rf"(?:{BOX})$")
_FIELD = expression(r"[A-Za-z][\w/&'()-]*(?: [\w/&'()-]+){0,4}\s?:(?!\d)")
_LABELLED = expression(r"([^|\t]{1,40}?)\s*[|\t]\s*[^|\t]+")
_ANSWERED = expression(rf"(?:[:?=–—-]|\.{{2,}}|…|{BOX})\s*no$", re.I)
"""A line that ends in the answer to its label."""
_ANSWER = expression(r"\W*no$", re.I)
"""A line that is an answer, unless the next one goes on in small letters."""
_TITLE = expression(r"[^a-z(]*[A-Z]{3}[^a-z(]* [^a-z(]*[A-Z]{3}[^a-z(]*(?:$|\()")
"""A line of words in capitals, perhaps with something in brackets behind them."""
_DENIED = worded(r"(?P<head>[^:]{1,40}):\s*(?:{persons}\s+)?(?:no|nil|without|denie[sd]|neg(?:ative)? for)", re.I)
_TOLD = ("ros", "hpi", "exam")
"""Categories of headings that running text stands under."""
_RULED = expression(r"([-=*_~#])\1$")
"""How a label within signs ends: '-- from last visit --'."""
_MEASURED = expression(r"\d[\d/+-]*(?: [a-z]{2,}\b){2}(?! ?[:=])")
"""Running text that begins with a figure."""
_OPENED, _SHUT = expression(r"\([^()]+$"), expression(r"[^():]+\)")
"""A bracket that one line opens and the next one shuts."""
_SLASHED = expression(r"\w/$")
_LACKING = worded(r"(?:^|[\w,)] ){text.lacking}$", re.I)
"""The end of a line whose verb lacks what is denied or told of: 'She denies'."""
_STATES = worded(r"\b{copulas}\b", re.I)
_TELLING = worded(r"(?:the )?{persons} (?:[a-z]+ )?{text.lacking}", re.I)
"""A line that is but somebody and such a verb, after which what is told may have a capital."""
_GRADE = expression(r"[0-5](?:[+-](?: ?/ ?5)?| ?/ ?5)(?:[.,;]|[ \t]+\S)|/ ?5(?!\d)")
"""What begins with a grade and goes on, and what goes on with one."""
_COUNTED = worded(
    r"[A-Za-z(,~<>] ?\d+(?:\.\d+)?\n"
    r"(?:{time.units}s?(?=[\s,.;)]|$)(?! assist| a\b)|y/?o\b|[A-Za-zµ]{1,6}/[dmµ]?[lL]\b|%)|\d/5\n[RL](?=[;,.])"
)
"""A number before a line's end and what it counts behind it, a grade and its side."""
_LISTED = expression(r"\d[^,;]{0,40}[,;] [A-Za-z][A-Za-z. ]{0,20}$")
"""A list of figures that breaks off behind a name."""
_NARROWEST, _WIDEST = 20, 132
_NARROW = 28
"""Below this width no line is long enough to tell running text."""
_FEWEST_FULL = 3
_FEWEST_OPEN = 2
"""How many lines of a narrow paragraph have to be left open, or to hold the end of a sentence."""
_WIDEST_BOX = 40


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """The words that leave a line unfinished, and those that go on with the line before."""
    settings = layers.toml("text.toml")
    return frozenset(settings["unfinished"]), frozenset(settings["continues"])


def edits(text: str) -> Iterator[Edit]:
    """The edits that leave only white space that means something."""
    if not (lines := pages.without_turns(pages.without_numbers(lines_of(text)))):
        if text.strip() != text:
            yield Edit(0, len(text), "")
        return
    columns = columns_of(lines)
    kept = [line for line, kept in zip(lines, columns, strict=True) if kept]
    margin, tabs = min((line.indent for line in kept), default=0), min((line.tabs for line in kept), default=0)
    wrap, widths = _wrap(lines, columns), _paragraph_widths(lines)
    cased = is_cased(text)
    if cased and (turns := pages.turns(lines, lambda line, after: _torn(line, after, wrap))):
        lines = [line for k, line in enumerate(lines) if k not in turns]
        columns, widths = columns_of(lines), _paragraph_widths(lines)
    at, running = 0, False
    for k, line in enumerate(lines):
        before = lines[k - 1] if k else None
        # the first row of a table may begin with an empty cell
        empty = line.tabs - tabs if line.tabs or "\t" in line.text else line.indent - margin
        start = line.start - (empty if columns[k] else 0)
        if before is None:
            gap = ""
        elif (
            not columns[k] and (not columns[k - 1] or _hangs(before, line) or _is_labelled(before))
            and (
                cased and _torn(before, line, wrap) if line.blank_before
                else goes_on(before, line, wrap, widths[k] if cased else None, running)
            )
        ):  # fmt: skip
            gap, start = " ", line.start
            if hyphens.is_split(before.text, line.text):
                gap, at = "", at - (not hyphens.is_compound(before.text, line.text))
            elif _SLASHED.search(before.text) and _last_word(before.text) not in _words()[0]:
                gap = ""
        else:
            gap = "\n\n" if line.blank_before else "\n"
        running = gap == " " and line.text[0].islower()
        if text[at:start] != gap:
            yield Edit(at, start, gap)
        yield from (Edit(line.start + a, line.start + b, " ") for a, b in _idle(line, columns[k]))
        at = line.end
    if at < len(text):
        yield Edit(at, len(text), "")


def _torn(line: Line, after: Line, wrap: "Wrap") -> bool:
    """Whether a sentence goes on, in small letters, beyond blank lines or the turn of a page."""
    return after.text[0].islower() and goes_on(line, after, wrap, None, False)


def _idle(line: Line, in_table: bool) -> Iterator[tuple[int, int]]:
    """The runs that part nothing, no neighbour sharing them; in a table the tab before a label's only cell of boxes."""
    if in_table:
        if len(line.runs) == 1 and "\t" in line.text:  # 'Neuro:<tab>[ ] weakness [ ] numbness'
            a, b = line.runs[0]
            if line.text[a - 1] == ":" and _BOX.match(line.text, b):
                yield a, b
        return
    if line.filled:
        yield from line.runs
        return
    if not line.runs or (2 * line.figures() > len(line.runs) > 1 and not is_prose(line)):
        return
    cell = 0
    for a, b in line.runs:
        if not _parts(line, a, b, cell):
            yield a, b
        cell = b


def _hangs(line: Line, after: Line) -> bool:
    """Whether a line hangs under the last cell of the row above: 'HPC  weak in the ⏎      left hand'."""
    return bool(line.runs) and after.indent == len((" " * line.indent + line.text[: line.runs[-1][1]]).expandtabs())


def _is_labelled(line: Line) -> bool:
    """Whether a line is but a heading with its text in a cell of its own: 'HPI:<tab>no ptosis,'."""
    found = _LABELLED.fullmatch(line.text)
    return found is not None and header(found[1], exact=True) is not None


def _parts(line: Line, a: int, b: int, cell: int) -> bool:
    """Whether a run, the cell before which begins at `cell`, parts fields or boxes, or a heading from its text."""
    text = line.text
    if _BOX.match(text, b) or _BOX_BEHIND.search(text, max(0, a - _WIDEST_BOX), a):
        return True
    if _FIELD.match(text, b) and (a - cell <= PROSE_CELL or text[a - 1] in ".;:)"):
        return True
    return line.runs[0][0] == a and a < 40 and header(text[:a], exact=True) is not None


class Wrap(NamedTuple):
    """The width at which a note was hard-wrapped, each line's margin counted or not; 0 where it was not."""

    width: int = 0
    with_margin: bool = True

    def full(self, line: Line, after: Line) -> bool:
        """Whether the next line's first word had no room behind this line."""
        length = _length(line, self.with_margin)
        return length <= self.width < length + 1 + _first_word(after)


def _length(line: Line, with_margin: bool) -> int:
    return line.end - line.start + (line.indent if with_margin else 0)


def _first_word(line: Line) -> int:
    return len(line.text.split(None, 1)[0])


def _wrap(lines: list[Line], columns: list[bool]) -> Wrap:
    """How the note was hard-wrapped: at one width most lines are full, and few are longer."""
    followed = [
        (line, after)
        for k, (line, after) in enumerate(pairwise(lines))
        if not (columns[k] or columns[k + 1] or _BULLET.match(after.text))
        and (not after.blank_before or (after.text[0].islower() and line.text[-1] not in ".!?:;"))
    ]
    if len(followed) < _FEWEST_FULL:
        return Wrap()
    prose = [line for line, column in zip(lines, columns, strict=True) if not column]
    counted = (True, False) if any(line.indent for line in lines) else (True,)
    return max((_wrapped_at(followed, prose, with_margin) for with_margin in counted), key=itemgetter(0))[1]


def _wrapped_at(followed: list[tuple[Line, Line]], prose: list[Line], with_margin: bool) -> tuple[int, Wrap]:
    """How many lines are full at the width that fills most of them, and that width."""
    steps = [0] * (_WIDEST + 2)
    for line, after in followed:
        low = _length(line, with_margin)
        high = min(low + _first_word(after), _WIDEST)
        if high >= _NARROWEST and low <= _WIDEST:
            steps[max(low, _NARROWEST)] += 1
            steps[high + 1] -= 1
    votes = list(accumulate(steps))
    full = max(votes)
    wrap = Wrap(votes.index(full), with_margin)
    open_ = sum(line.text[-1] not in ".!?:;" for line, after in followed if wrap.full(line, after))
    lengths = [_length(line, with_margin) for line in prose]
    tall = sum(wrap.width // 2 < n <= wrap.width for n in lengths)
    longer = sum(n > wrap.width for n in lengths)
    sound = full >= _FEWEST_FULL and open_ * 2 >= full and full * 3 >= tall and longer * 4 <= full
    return (full, wrap) if sound else (0, Wrap())


def _paragraph_widths(lines: list[Line]) -> list[int]:
    """For each line the widest line of its paragraph; beyond all wraps where that is too narrow for one.

    None is for running text, as a paragraph is that ends in a stop, or whose sentences go on from line to line.
    """
    widths: list[int] = []
    for k, line in enumerate(lines):
        if line.blank_before or not k:
            end = next((j for j in range(k + 1, len(lines)) if lines[j].blank_before), len(lines))
            widest = max(x.indent + len(x.text) for x in lines[k:end])
            narrow = widest < _NARROW and not _runs_on(lines[k:end])
            widths += [_WIDEST + 1 if narrow else widest] * (end - k)
    return widths


def _runs_on(paragraph: list[Line]) -> bool:
    """Whether the lines of a paragraph are running text."""
    if paragraph[-1].text[-1] == ".":
        return True
    unfinished, continues = _words()
    left = sum(
        ". " in line.text
        or (after.text[0].islower() and (_last_word(line.text) in unfinished or after.text.split()[0] in continues))
        for line, after in pairwise(paragraph)
    )
    return left >= _FEWEST_OPEN


def goes_on(line: Line, after: Line, wrap: Wrap, paragraph: int | None, running: bool) -> bool:
    """Whether a line goes on with the next one.

    `wrap` is that of the note where it is hard-wrapped; `paragraph` that of the widest line about them, None where
    small letters tell nothing; `running`: the line itself goes on in small letters with the one before.
    """
    this, follow = line.text, after.text
    unfinished, continues = _words()
    if "|" in follow or "\t" in follow or _BULLET.match(follow):
        return False
    if ("|" in this or "\t" in this) and not (_is_labelled(line) or _hangs(line, after)):
        return False
    full, small = wrap.full(line, after), paragraph is not None and follow[0].islower()
    if full and this[-1] == ":" and (". " in this or small):
        return True  # the label of what follows, within running text
    if hyphens.is_split(this, follow) or ("(" in this and _SHUT.match(follow) and _OPENED.search(this)):
        return True
    if this[-1] in "0123456789" and _COUNTED.search(f"{this[-_NARROWEST:]}\n{follow[:_NARROWEST]}"):
        return True
    if this[-1] in ".!?:" or (_LABEL if paragraph else _ANY_LABEL).match(follow):
        return False
    if after.indent > line.indent and (this.endswith((" -", "--", " –", " —")) or _is_answer(this, follow)):
        return False  # 'Denies any of these -', and a list below; 'Falls last year', and 'none' below
    if not full and line.is_row() and after.is_row():
        return False
    open_ = small and _last_word(this) in unfinished
    if (header(follow, exact=True) and not (open_ or (full and small))) or _RULED.search(this):
        return False
    if header(this, exact=True) and not (full and paragraph and this[0].islower()):
        return False
    if small and _opens_list(this):
        return True
    if this[-2:].lower() == "no" and (
        (_ANSWERED.search(this) and not (full and small))
        or (_ANSWER.match(this) and not follow[0].islower())
        or (_is_item(this) and (_is_item(follow) or (paragraph and paragraph > _WIDEST and follow[0].isupper())))
    ):
        return False
    if this[-1] in ",(/&" or follow[0] in ",;)" or _last_word(this) in unfinished:
        return True
    if follow[0] == "(" and (paragraph or follow[1:2].isdigit()):
        return True
    told = follow[-1] in ".," or _last_word(follow) in unfinished
    if told and (
        _LACKING.search(this) if follow[0].islower() else _TELLING.fullmatch(this) and not _STATES.search(follow)
    ):
        return True
    if _GRADE.match(follow) or (follow[0].isdigit() and _LISTED.search(this)):
        return True
    if (follow[0].islower() or not paragraph) and follow.split(None, 1)[0].lower() in continues:
        return True
    if paragraph and (follow[0].islower() or follow[0].isdigit()):
        long = paragraph <= _WIDEST and 2 * (line.indent + len(this)) >= paragraph
        if follow[0].islower() and (long or after.indent > line.indent or running):
            return True
        if long and ". " in this and _MEASURED.match(follow):
            return True  # 'Power was grade ⏎4 at the hips and ...'
    whole = this[-1] == ";" and "; " not in this and ". " not in this  # an item of a list
    return full and not whole and not (paragraph and _TITLE.match(this) and not _TITLE.match(follow))


def _opens_list(line: str) -> bool:
    """Whether a denial stands right behind a heading of running text, which it does not answer: 'ROS: no ⏎cough'."""
    found = _DENIED.fullmatch(line)
    head = header(found["head"], exact=True) if found else None
    return head is not None and head.category in _TOLD


def _is_answer(label: str, follow: str) -> bool:
    """Whether a line is but an answer to the label above it, which is no unfinished sentence."""
    return follow.rstrip(".").lower() in vocabulary().answers and _last_word(label) not in _words()[0]


def _is_item(line: str) -> bool:
    """Whether a line is a short label with its answer behind it: 'Chest pain no'."""
    label, _, answer = line.rpartition(" ")
    return len(label) <= _NARROW and label[-1:].isalnum() and _is_answer(label, answer) and not _LACKING.search(label)


def _last_word(words: str) -> str:
    return words.rsplit(None, 1)[-1].lower()
