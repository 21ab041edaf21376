"""Lines, sentences and sections of the text of a note (`clinote.text.read`), in which no line is wrapped."""

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cache
from itertools import chain, product

from clinote import presenting, sections
from clinote.expressions import expression
from clinote.patterns import phrases, worded
from clinote.sections import LEAD, Section, header
from clinote.spans.vocabulary import is_short, vocabulary
from clinote.spelling import any_of

__all__ = ["Layout", "Section", "header", "read"]

Range = tuple[int, int]


class Layout:
    """Half-open character ranges of one note, in text order."""

    __slots__ = ("_heads", "_starts", "cased", "lines", "sections", "sentences")

    def __init__(self, lines: list[Range], sentences: list[Range], sections: list[Section], cased: bool) -> None:
        self.cased = cased
        self.lines = lines
        self.sentences = sentences
        self.sections = sections
        self._starts = [start for start, _ in sentences]
        self._heads = [section.start for section in sections]

    def line_number(self, at: int) -> int:
        """The line that holds offset `at`, counted from 1."""
        return bisect_right(self.lines, (at, 1 << 60))

    def line(self, at: int) -> Range:
        """The line that holds offset `at`."""
        return self.lines[self.line_number(at) - 1]

    def sentence_index(self, at: int) -> int:
        """The number of the sentence that holds offset `at`, counted from 0; before the first, that one's."""
        index = bisect_right(self._starts, at)
        return index - 1 if index else 0

    def sentence(self, at: int) -> Range:
        """The sentence that holds offset `at`."""
        index = bisect_right(self._starts, at)
        return self.sentences[index - 1 if index else 0]

    def section(self, at: int) -> Section:
        """The section that holds offset `at`."""
        index = bisect_right(self._heads, at)
        return self.sections[index - 1 if index else 0]


_LONGEST = 1000
"""Characters of a sentence: a sentence is read as a whole, several times over, and prose has none so long."""
_BEHIND_STOP = r"[\"')\]’”“»]*(?=[ \t\xa0]+(?:[\"'(\[*•-]*[A-Z0-9+<>]|[a-z]{4}|{text.begins}\b))"
_FULL_STOP = worded(r"\." + _BEHIND_STOP)
_GLUED_STOP = expression(
    r"\.(?:(?=[A-Z][a-z]+[ ,:])(?<=[a-z\d%/][a-z\d)]\.)|(?=[A-Z] [a-z]{2}|[a-z]{4,}[ ,])(?<=[a-z]{4}\.)"
    r"|(?=[A-Z][\w/&-]+[ ,:])(?:(?<=[a-z]{3}\.)|(?<=[A-Z]{4}\.)|(?<=/\d\.)|(?<=[a-z]\)\.)|(?<=[a-z\d)] \.)))"
)
"""A stop right before the next sentence: 'No falls.She walks', '5/5.Reflexes brisk', 'no rash .BP fell'."""
_OTHER_STOP = worded(r"[!?]" + _BEHIND_STOP)
_STARTER = expression(lambda: rf"\s+(?:{any_of(word.capitalize() for word in phrases('text', 'opens'))})\b")
"""Words that begin a sentence rather than a surname: "seen by Dr. X. He denies ..."."""
_OTHER_SIGN = expression(lambda: rf"(?:…|(?<=\s)/)(?={_STARTER.pattern})|[…\U0001f300-\U0001faff](?=\s+[A-Z][a-z]+ )")
"""What some write for a full stop: a slash, an ellipsis, a face."""
_WORDED = expression(r"\s+[A-Z][a-z]")
_LIST_NUMBER = expression(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})\Z", re.I)
_NAMED = expression(r"\s+[A-Z]{2}")
"""A name in capitals, behind a title in capitals."""
_BEFORE_NUMBER = LEAD + "("
_NEAR = 24
"""Characters before a stop among which the word that it ends begins."""


@cache
def _short_forms() -> frozenset[str]:
    """Short forms that end in a stop which ends no sentence."""
    return frozenset(chain.from_iterable(phrases("words", kind) for kind in ("titles", "leading", "abbreviations")))


_TAIL = 4


@cache
def _tails() -> frozenset[str]:
    """The last letters of what is short or a list's number: no other word of so many letters is one."""
    numbers = map("".join, product("ivx", repeat=_TAIL))
    units = [word for unit in vocabulary().units for word in (unit, f"{unit}s")]
    known = (*_short_forms(), *phrases("words", "numbered"), *phrases("words", "cut_short"), *units)
    return frozenset((*numbers, *(word[-_TAIL:] for word in known)))


def read(text: str, indent: Callable[[int], int]) -> Layout:
    """Lines, sentences and sections of `text`; `indent` tells how far the line at an offset was indented."""
    lines = _lines(text)
    cased = sections.is_cased(text)
    found = list(presenting.part(text, sections.find(text, lines, cased, indent)))
    return Layout(lines, _sentences(text, lines, {s.start for s in found}), found, cased)


def _lines(text: str) -> list[Range]:
    lines, start = [], 0
    while (end := text.find("\n", start)) >= 0:
        lines.append((start, end))
        start = end + 1
    lines.append((start, len(text)))
    return lines


def _sentences(text: str, lines: list[Range], heads: set[int]) -> list[Range]:
    """Sentences end at a full stop, at a line's end and at an inline header."""
    sentences: list[Range] = []
    cuts = sorted({*_stops(text), *heads})
    cuts.append(len(text) + 1)
    at = 0
    for start, end in lines:
        begin = start
        while (cut := cuts[at]) < end:
            at += 1
            if cut > start and text[begin:cut].strip():
                sentences.append((begin, cut))
                begin = cut
        if text[begin:end].strip():
            sentences.append((begin, end))
    if any(end - begin > _LONGEST for begin, end in sentences):
        sentences = [part for sentence in sentences for part in _bounded(text, *sentence)]
    return sentences or [(0, len(text))]


def _bounded(text: str, begin: int, end: int) -> list[Range]:
    """The sentence, in parts where it is too long to be one; a part ends behind a comma, else before a word."""
    parts = []
    while end - begin > _LONGEST:
        near, far = begin + _LONGEST // 2, begin + _LONGEST
        comma = max(text.rfind(", ", near, far), text.rfind("; ", near, far))
        cut = comma + 1 if comma >= 0 else max(text.rfind(" ", near, far), near)
        parts.append((begin, cut))
        begin = cut
    parts.append((begin, end))
    return parts


def _stops(text: str) -> list[int]:
    """Where the marks that end a sentence within a line end."""
    found = [*_FULL_STOP.finditer(text), *_GLUED_STOP.finditer(text)]
    if "?" in text or "!" in text:
        found += _OTHER_STOP.finditer(text)
    if " / " in text or not text.isascii():
        found += _OTHER_SIGN.finditer(text)
    tails = _tails()
    return [
        m.end() for m in found
        if ((tail := text[m.start() - _TAIL : m.start()]).isalpha() and tail.lower() not in tails)
        or not _abbreviated(text, m.start())
    ]  # fmt: skip


def _abbreviated(text: str, stop: int) -> bool:
    """Whether the stop at `stop` ends an abbreviation, an initial or a list's number rather than a sentence."""
    if text[stop] != ".":
        return text[stop] == "?" and (stop == 0 or text[stop - 1] in "? ([↑↓")  # "?? feet", "power ↓? L leg"
    near = max(0, stop - _NEAR)
    before = text[near:stop]
    written = "" if before[-1:].isspace() else before.split()[-1] if before else ""
    begin = stop - len(written)
    word = written.lstrip("(\"'[")
    lower = word.lower()
    if len(word) == 1 and word.isalpha() and word.isupper():
        return not _STARTER.match(text, stop + 1)
    if lower in phrases("words", "numbered") and text[stop + 1 : stop + 3].strip()[:1].isdigit():
        return True
    if word.isupper() and lower in phrases("words", "titles") and _NAMED.match(text, stop + 1) is None:
        return False  # 'known MS. Weak legs', but 'MS. ROE'
    if lower in _short_forms() or (lower in phrases("words", "cut_short") and not _WORDED.match(text, stop + 1)):
        return True
    beside = text[near:begin]
    if (
        _LIST_NUMBER.match(word)
        and not beside.rpartition("\n")[2].strip(_BEFORE_NUMBER)  # else the line need not be looked at
        and not text[text.rfind("\n", 0, begin) + 1 : begin].strip(_BEFORE_NUMBER)
    ):
        return True
    after = text[stop + 1 : stop + 12].lstrip()
    if is_short(lower) and after[:1].islower() and beside.rstrip()[-1:].isdigit():
        return True  # "for 3 wks. and then"
    return "." in word and not word[0].isdigit() and after[:1].islower()  # "q.6h. initiated", "Gout ... excluded"
