"""The tree of a note: its sections, the blocks of each, and the items of lists, tables and forms.

    Section
     └ Block    a paragraph, a list, a table, a form; `voice`: who speaks there when it is not this visit's writer
        └ Item  a bullet, a row, a field, a line under a lead-in; knows its lead-in, what is said behind it, its answer

Offsets are those of `Reading.text`. What the words within an item mean is the business of `clinote.assertion`.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from clinote import layers
from clinote.layout import Layout
from clinote.lexicon import Hit
from clinote.patterns import Pattern
from clinote.spans.dates import month_of
from clinote.text.marks import BEGINS, BULLET, CIRCLE, CROSS, EMPTY, FILLED, NUMBER, SAYS, TICK, TICKED
from clinote.text.source import Source


class Span(NamedTuple):
    """A half-open range of the text."""

    start: int
    end: int


class Answer(NamedTuple):
    """What a form says of an item: yes, no, or None where it was left open; and the words or the box that say so."""

    says: bool | None
    start: int
    end: int


class Voice(NamedTuple):
    """The label of text that another visit or a handout left in the note: its record's id, and the flag it gives."""

    id: str
    flag: str
    start: int
    end: int


class Item(NamedTuple):
    """One item of a list, a table or a form.

    `head` is what it is about, up to the first dash, colon or bar; `behind` what is said of it there, in the cells
    beside it, or on a line of its own below; `leads` the lead-ins that govern it, the outermost first.
    """

    start: int
    end: int
    head: Span
    behind: Span | None = None
    leads: tuple[Span, ...] = ()
    answer: Answer | None = None


class Block(NamedTuple):
    """Lines that belong together: a "paragraph", "list", "table" or "form"."""

    kind: str
    start: int
    end: int
    items: tuple[Item, ...] = ()
    lead: Span | None = None


_BULLET = re.compile(rf"(?:{BULLET}{{1,2}}|{NUMBER})[ \t]+(?=\S)")
_BOX = re.compile(rf"(?P<on>{TICKED}|{FILLED})|(?P<off>{EMPTY})|(?P<no>{CROSS})")
_BOX_BEGINS = re.compile(rf"{BEGINS}|{FILLED}|{CROSS}")
_FILLED, _CIRCLE, _TICKS = re.compile(FILLED), re.compile(CIRCLE), re.compile(TICK)
_FIRST = re.compile(r"\s*(\w+)")
_NONE_OF = re.compile(r"none of (?:the above|these|them|those)\b|none apply\b", re.I)
_GAP = re.compile(r"_{3,}")
_SAID_FIELD = re.compile(
    r"\s*(?P<head>[^\W\d][^/;,:?|=]{1,40}?[^\W\d])(?:\s*[:?=]\s*|\s+[-–—]\s*|\s+)"
    r"(?:(?P<open>(?i:y(?:es)?\s?/\s?n(?:o)?|n(?:o)?\s?/\s?y(?:es)?))(?:\s*[;,|]|\s{2,}|\s+(?=[A-Z])|\.?$)|"
    r"[(\[]?(?:(?P<says>(?i:yes|no|y|n))[)\]]?\s*(?:[/;,|]|\.?$)|(?P<apart>YES|NO|Yes|No|Y|N)[)\]]?\s+(?=[A-Z])))",
    re.M,
)
"""A field that ends in its answer, of a line of such fields: 'Weakness Y / Fatigue - N', 'Weakness N  Fatigue Y'."""
_LED_FIELD = re.compile(rf"\s*(?P<says>{SAYS})\s*(?P<head>[^\W_].*?)[;,]?(?=\s*(?:{SAYS}|$))", re.M)
"""A field behind its answer in brackets: '[N] Weakness'."""
_SYSTEM = re.compile(r"[^/;,:]{1,40}:\s")
_SAYS = re.compile(rf"[\s:=?\[(/-][yYnN](?:[eE][sS]|[oO])?[)\]]?\s*(?:[/;,|]\s|\s[A-Z])|{SAYS}")
_LEADERS = r"\.{3,}|…+|(?:\.[ \t]){2,}\.|(?<=\s)\.\.(?=\s)"
"""The dots that lead from a label to its answer."""
_NEXT_FIELD = re.compile(
    r"\s*(?P<option>\S+(?: \S+)*?)(?:(?P<gap>[ \t]{2,}|[;|]\s*)| )(?P<label>[A-Za-z][^:|;\t]{0,40}?)\s*:\s*$"
)
_APART = re.compile(rf"\s*(?:{_LEADERS})\s*|\s+[-–—]+\s+|\s*:\s+|\s*:$|\s*[|\t]\s*|\s+=\s+|\s*\?\s*[-:]?\s*|\.\s+")
_CHOICE = re.compile(r"\s*/\s*|,\s+|\s+or\s+")
"""Between answers that a form offers: 'yes / no / sometimes'."""
_SCORE = re.compile(r"^\s*\d\s*[-=:]\s*|\s*[-=:]\s*\d\s*$")
"""The points of an answer, before it or behind it: '0 - not at all'."""
_EDGE = " \t|*-–—•:?"
_TICK = re.compile(r"[x✓✔√●■☑☒*+]|yes|y", re.I)
_WORD = re.compile(r"[a-z]{3}")
_MARKS_CELL = re.compile(r"[|\t]")
_BAR = re.compile(r"\|")
_COLUMN = re.compile(r"\t| {2,}")
"""What parts the cells of a row without bars."""
_SHORT_LINE, _SHORT_REST = 8, 5
"""The most words of a list's line without a bullet, and of a sentence that only says what became of an item."""
_LONGEST_LABEL = 90
_LONGEST_VALUE = 160
"""Characters before the bracket behind an answer."""
_TOKEN = re.compile(r"[a-z][a-z'/&]*|\d[\d/.,-]*")
_RULE = re.compile(r"([-=*_~#>+])\1+")
"""The signs that frame a label of quoted text, and its end."""
_QUOTES = (">", "|")
"""What each line of quoted text may begin with."""


@dataclass(frozen=True, slots=True)
class _Words:
    answers: dict[str, bool | None]
    answered: re.Pattern[str]
    now: tuple[str, ...]
    headers: frozenset[str]


@cache
def _words() -> _Words:
    raw = layers.toml("forms.toml")
    said = {"yes": True, "no": False, "open": None}
    answers = {word: said[kind] for kind, words in raw["answers"].items() for word in words}
    any_ = "|".join(re.escape(word) for word in sorted(answers, key=len, reverse=True))
    answered = re.compile(
        r"[:?.…](?:(?<!\.)|\.\.+|(?<=\s\.)\.(?=\s)|(?:[ \t]\.){2,})[ \t]*-?[ \t]*(?:\d[ \t]*[-=:][ \t]*)?"
        rf"(?i:{any_})[ \t]*(?:[-=:][ \t]*\d[ \t]*)?(?=[.;,*/]|or\b|\(|$)",
        re.M,
    )
    return _Words(answers, answered, tuple(raw["now"]["words"]), frozenset(raw["headers"]["words"]))


def _within(boxes: list[re.Match[str]], start: int, stop: int) -> list[re.Match[str]]:
    """Those of `boxes` that begin in `start:stop`."""
    return boxes[bisect_left(boxes, start, key=_begin) : bisect_left(boxes, stop, key=_begin)]


def _begin(match: re.Match[str]) -> int:
    return match.start()


def _dates(word: str) -> bool:
    """Whether a word is one of a date."""
    return word[0].isdigit() or month_of(word) is not None


@cache
def _label_words(pattern: Pattern) -> frozenset[str]:
    """The words that a label of quoted text may be made of."""
    return frozenset((*pattern.phrases, *pattern.data["beside"], *pattern.data["with"]))


class Tree:
    """The blocks of a note, in text order and without overlap, and the voices that speak in it."""

    def __init__(self, blocks: list[Block], voices: list[tuple[Voice, Span]]) -> None:
        self.blocks = blocks
        self.items = [item for block in blocks for item in block.items]
        self._starts = [item.start for item in self.items]
        self._voices = voices
        self._spoken = [span.start for _, span in voices]

    def item(self, at: int) -> Item | None:
        """The item that holds offset `at`."""
        k = bisect_right(self._starts, at) - 1
        return self.items[k] if k >= 0 and at < self.items[k].end else None

    def voice(self, at: int) -> Voice | None:
        """Who speaks at offset `at`; None where it is this visit's writer."""
        k = bisect_right(self._spoken, at) - 1
        return self._voices[k][0] if k >= 0 and at < self._voices[k][1].end else None


def grow(source: Source, layout: Layout, labels: list[Hit]) -> Tree:
    """The tree of a text whose lines, sentences and sections are known, and the words that may begin a quotation."""
    reader = _Reader(source, layout)
    return Tree(list(reader.blocks()), list(reader.voices(labels)))


class _Reader:
    def __init__(self, source: Source, layout: Layout) -> None:
        self.source, self.layout, self.text = source, layout, source.text
        self.lines = list(map(Span._make, layout.lines))
        self.heads = {section.start: section for section in layout.sections if section.body > section.start}
        self.boxes: list[re.Match[str]] = []
        for m in _BOX_BEGINS.finditer(self.text):
            box = _BOX.match(self.text, m.start())
            if box and not (self.boxes and m.start() < self.boxes[-1].end()) and self._is_box(box):
                self.boxes.append(box)
        says = {self.lines[self.layout.line_number(m.start()) - 1] for m in _SAYS.finditer(self.text)}
        self.said = {at: fields for line in says for at in (self._begin(line),) if (fields := self._said(at, line.end))}
        self.answered = [match.start() for match in _words().answered.finditer(self.text)]
        self.marked = sorted([*self.answered, *self.said, *(box.start() for box in self.boxes)])
        self.kinds = [self._kind(*line) for line in self.lines]

    def _is_box(self, box: re.Match[str]) -> bool:
        """Whether a box is one of a form: a filled circle without a hollow one in its line is a bullet."""
        if box["no"]:
            return _TICKS.search(self.text) is not None
        line = self.lines[self.layout.line_number(box.start()) - 1]
        return not _FILLED.match(box[0]) or _CIRCLE.search(self.text, *line) is not None

    # blocks

    def blocks(self) -> Iterator[Block]:
        """The blocks, from top to bottom."""
        k = 0
        while k < len(self.lines):
            end, kind = self._extent(k)
            if kind == "blank":
                k += 1
                continue
            lead = self._lead(k) if kind in ("list", "lines") else None
            if kind == "lines" and lead is None:
                kind = "paragraph"
            start, stop = self.lines[k].start, self.lines[end - 1].end
            plain = kind == "paragraph" and bisect_left(self.marked, start) == bisect_left(self.marked, stop)
            items = () if plain else tuple(self._items(kind, k, end, lead))
            if kind == "lines":
                kind = "list"
            elif any(item.answer for item in items):
                kind, items = "form", self._none_of(items)
            yield Block(kind, start, stop, items, lead)
            k = end

    def _none_of(self, items: tuple[Item, ...]) -> tuple[Item, ...]:
        """The options of a form, those left open denied where 'none of the above' is ticked."""
        none = next((i for i in items if i.answer and i.answer.says and _NONE_OF.match(self.text, i.head.start)), None)
        if none is None or none.answer is None:
            return items
        denied = none.answer._replace(says=False)
        return tuple(i._replace(answer=denied) if i.answer and i.answer.says is None else i for i in items)

    def _extent(self, k: int) -> tuple[int, str]:
        """Where the block that begins with line `k` ends, and of what kind it is."""
        kind = self.kinds[k]
        end = k + 1
        while end < len(self.lines):
            other = self.kinds[end]
            if (kind == "list" and other == "line" and self._below(end)) or (
                kind == "list" and other == "blank" and end + 1 < len(self.lines) and self.kinds[end + 1] == "list"
            ):
                pass
            elif other != kind or kind == "head":
                break
            end += 1
        return end, {"line": "lines", "head": "paragraph"}.get(kind, kind)

    def _kind(self, start: int, end: int) -> str:
        if start == end:
            return "blank"
        if _BULLET.match(self.text, start) and not _within(self.boxes, start, start + 1):
            return "list"
        if _MARKS_CELL.search(self.text, start, end) or self._in_columns(start, end):
            return "table"
        if start in self.heads or self.text[end - 1] == ":" or end - start > 120:
            return "head"
        return "line"

    def _in_columns(self, start: int, end: int) -> bool:
        """Whether blanks part the cells of a line, and these are no fields of a form."""
        if self.text.find("  ", start, end) < 0 or self.text.find(":", start, end) >= 0 or start in self.said:
            return False
        return not _within(self.boxes, start, end)

    def _below(self, k: int) -> bool:
        """Whether line `k` was indented under the bullet above it."""
        above = next((j for j in range(k - 1, -1, -1) if self.kinds[j] == "list"), None)
        return above is not None and self._indent(k) > self._indent(above)

    def _indent(self, k: int) -> int:
        at = self.source.outward(self.lines[k].start, self.lines[k].start)[0]
        given = self.source.given
        start = at
        while start and given[start - 1] in " \t\u00a0":
            start -= 1
        return len(given[start:at].expandtabs()) if not start or given[start - 1] in "\n\r" else 0

    def _lead(self, k: int) -> Span | None:
        """The words that a list which begins with line `k` hangs on: the end of the line above, left unfinished."""
        above = k - 1
        if above >= 0 and self.lines[above].start == self.lines[above].end:
            above -= 1
        if above < 0 or self.kinds[above] in ("list", "table"):
            return None
        start, end = self.lines[above]
        if end > start and self.text[end - 1] in ".!?;":
            return None
        if self.kinds[k] == "line" and self.text[end - 1 : end] != ":":
            return None
        begin = max(start, self.layout.sentence(end - 1)[0])
        section = self.layout.section(end - 1)
        if begin <= section.start < end:
            begin = section.body
        while begin < end and self.text[begin] in _EDGE:
            begin += 1
        return Span(begin, end) if begin < end and any(c.isalpha() for c in self.text[begin:end]) else None

    # items

    def _items(self, kind: str, k: int, end: int, lead: Span | None) -> Iterator[Item]:
        leads = (lead,) if lead else ()
        if kind == "table":
            yield from self._rows(k, end)
            return
        while k < end:
            start, stop = self.lines[k]
            k += 1
            if start == stop:
                continue
            if self.kinds[k - 1] == "list" and (bullet := _BULLET.match(self.text, start)):
                start = bullet.end()
            below = None
            if kind == "list" and k < end and self.kinds[k] == "line":
                below = self.lines[k]
                k += 1
            fields = list(self._fields(start, stop, leads))
            if fields:
                yield from fields
            elif kind in ("list", "lines") and (kind == "list" or self._is_short(start, stop)):
                yield self._item(start, stop, leads, below)

    def _is_short(self, start: int, stop: int) -> bool:
        return self.text[stop - 1] not in ".!?" and len(self.text[start:stop].split()) <= _SHORT_LINE

    def _item(self, start: int, stop: int, leads: tuple[Span, ...], below: Span | None = None) -> Item:
        head, behind = self._parted(start, stop)
        if behind is None and below is not None:
            return Item(start, below.end, head, below, leads)
        answer = self._answer(behind) if behind else None
        return Item(start, stop, head, behind, leads, answer)

    def _parted(self, start: int, stop: int) -> tuple[Span, Span | None]:
        """What an item is about, and what stands behind its first dash, colon, bar or stop."""
        for mark in _APART.finditer(self.text, start, stop):
            if mark.start() == start:
                continue
            rest = Span(mark.end(), stop)
            if mark[0][0] == "." and not 0 < len(self.text[rest.start : stop].split()) <= _SHORT_REST:
                break
            return Span(start, mark.start()), rest if rest.start < stop else None
        return Span(start, stop), None

    def _answer(self, span: Span) -> Answer | None:
        """The answer that a label's value is, a bracket or a stop behind it aside."""
        value = self.text[span.start : min(span.end, span.start + _LONGEST_VALUE)].lower()
        words, bracket, _ = value.partition("(")
        if not bracket and span.end - span.start > _LONGEST_VALUE:
            return None
        words = _SCORE.sub("", words).strip(" .;,*")
        if words not in _words().answers:
            choice = _CHOICE.split(words)
            return Answer(None, *span) if len(choice) > 1 and all(one in _words().answers for one in choice) else None
        start = span.start + value.find(words)
        return Answer(_words().answers[words], start, start + len(words))

    # forms

    def _fields(self, start: int, stop: int, leads: tuple[Span, ...]) -> Iterator[Item]:
        """The fields of a line with boxes, or a label whose whole value is an answer."""
        boxes = [box for box in _within(self.boxes, start, stop) if box.end() <= stop]
        if boxes and self._gaps(boxes, start, stop):
            return
        if not boxes and start in self.said:
            for field in self.said[start]:
                name = next(name for name, said in field.groupdict().items() if said and name != "head")
                given, head = (
                    Answer(_words().answers.get(field[name].strip("[](){} ").lower()), *field.span(name)),
                    Span(*field.span("head")),
                )
                yield Item(head.start, max(head.end, given.end), head, None, leads, given)
            return
        if not boxes:
            if bisect_left(self.answered, start) == bisect_left(self.answered, stop):
                return
            head, behind = self._parted(start, stop)
            if (
                behind
                and self.text[head.end : behind.start].strip()[:1] in (":", "?", ".", "…")
                and (answer := self._answer(behind))
            ):
                yield Item(start, stop, head, behind, leads, answer)
            return
        begins = [start, *self._further_fields(boxes)]
        if len(begins) > 1:
            for begin, end in pairwise([*begins, stop]):
                yield from self._fields(begin, end, leads)
            return
        if cut := self._next_label(boxes):
            yield from self._fields(start, cut, leads)
            yield from self._fields(cut, stop, leads)
            return
        trailing = self._behind(boxes, start, stop)
        first = boxes[0].start()
        if trailing and (word := self.text[start:first].split()[-1]).lower() in _words().answers:
            first = self.text.rindex(word, start, first)  # 'Weakness  Yes [ ]  No [x]'
        options = list(self._options(boxes, first if first < boxes[0].start() else start, stop, trailing))
        label = Span(start, first) if any(c.isalpha() for c in self.text[start:first]) else None
        decided = [(self._yes(option), on, option) for option, on in options]
        if label and decided and all(yes is not None for yes, _, _ in decided):
            ticked = [(yes, option) for yes, on, option in decided if on]
            chosen = ticked[0][0] if len(ticked) == 1 else None
            place = ticked[0][1] if ticked else Span(boxes[0].start(), stop)
            yield Item(start, stop, self._bare(label), None, leads, Answer(chosen, *place))
            return
        said = [(yes, option) for yes, on, option in decided if on and yes is not None]
        if label and len(said) == sum(on for _, on, _ in decided) == 1 and said[0][0] is False:
            bare = self._bare(label)  # 'Weakness: ( ) general ( ) focal (x) none'
            yield Item(bare.start, bare.end, bare, None, leads, Answer(False, *said[0][1]))
        under = (*leads, self._bare(label)) if label else leads
        for (option, on), box in zip(options, boxes, strict=True):
            if option.end > option.start:
                says = True if on else False if box["no"] else None
                yield Item(option.start, option.end, option, None, under, Answer(says, *box.span()))

    def _begin(self, line: Span) -> int:
        """Where the words of a line begin, behind its bullet."""
        bullet = _BULLET.match(self.text, line.start)
        return bullet.end() if bullet else line.start

    def _said(self, begin: int, end: int) -> list[re.Match[str]]:
        """The fields of a line that is made of fields with their answers, perhaps behind a label of all."""
        system = _SYSTEM.match(self.text, begin, end)
        for at in (begin, system.end()) if system else (begin,):
            if _LED_FIELD.match(self.text, at, end):
                return list(_LED_FIELD.finditer(self.text, at, end))
            fields = []
            while found := _SAID_FIELD.match(self.text, at, end):
                fields.append(found)
                at = found.end()
            if len(fields) > 1 and not self.text[at:end].strip(" ."):
                return fields
        return []

    def _gaps(self, boxes: list[re.Match[str]], start: int, stop: int) -> bool:
        """Whether the boxes are words that a typist did not hear: blanks within a sentence."""
        text = self.text
        before, behind = text[start : boxes[0].start()].rstrip(), text[boxes[-1].end() : stop]
        options = [self._bare(option) for option, _ in self._options(boxes, start, stop, behind=False)]
        return (
            all(_GAP.fullmatch(box[0]) for box in boxes)
            and before[-1:].isalnum()
            and any(c.isalpha() for c in behind)
            and all(self._yes(option) is None for option in options)
        )

    def _further_fields(self, boxes: list[re.Match[str]]) -> Iterator[int]:
        """Where further fields of a line begin: a label with a colon right before a box, apart from the last option."""
        firsts = [_FIRST.match(self.text, box.end()) for box in boxes]
        if len(boxes) > 3 and all(first and first[1].lower() in _words().answers for first in firsts):
            for first, after in list(zip(firsts, boxes[1:], strict=False))[1::2]:
                if first and (label := self._bare(Span(first.end(), after.start()))) and label.end > label.start:
                    yield label.start
            return
        for box, after in pairwise(boxes):
            found = _NEXT_FIELD.match(self.text, box.end(), after.start())
            if found and (found["gap"] or self._yes(self._bare(Span(*found.span("option")))) is not None):
                yield found.start("label")

    def _next_label(self, boxes: list[re.Match[str]]) -> int | None:
        """Where a second field of the line begins, behind the box that ends the first one."""
        for box, after in pairwise(boxes):
            between = self.text[box.end() : after.start()]
            colon = between.find(":")
            if colon > 0 and self._yes(self._bare(Span(box.end() + colon + 1, after.start()))) is not None:
                return box.end()
        return None

    def _behind(self, boxes: list[re.Match[str]], start: int, stop: int) -> bool:
        """Whether the boxes of a line stand behind their words."""
        before = self.text[start : boxes[0].start()].strip(_EDGE)
        return bool(before) and not self.text[boxes[-1].end() : stop].strip(" .;|)")

    def _options(self, boxes: list[re.Match[str]], start: int, stop: int, behind: bool) -> Iterator[tuple[Span, bool]]:
        """The words of each box, and whether it is ticked; boxes stand before their words, or all `behind` them."""
        edges = [box.start() for box in boxes[1:]] + [stop]
        at = start
        for box, edge in zip(boxes, edges, strict=True):
            if behind:
                colon = self.text.rfind(":", at, box.start()) + 1
                yield self._bare(Span(max(at, colon), box.start())), bool(box["on"])
                at = box.end()
            else:
                yield self._bare(Span(box.end(), edge)), bool(box["on"])

    def _yes(self, option: Span) -> bool | None:
        return _words().answers.get(self.text[option.start : option.end].lower().strip(" .,;"))

    def _bare(self, span: Span) -> Span:
        start, end = span
        while start < end and self.text[start] in _EDGE + ",;/":
            start += 1
        while end > start and self.text[end - 1] in _EDGE + ",;/":
            end -= 1
        return Span(start, end)

    # tables

    def _rows(self, k: int, end: int) -> Iterator[Item]:
        """The cells of each row: what stands in the cells to its right is said of it, its column's head leads it."""
        columns: dict[int, Answer] = {}
        heads: list[Span] = []
        first = list(self._cells(k))
        for number in range(k, end):
            cells = list(self._cells(number))
            if columns and len(cells) < len(first):
                cells = self._under(first, cells, number)
            names = [self.text[c.start : c.end].lower() for c in cells]
            if not columns and self._in_pairs(names):
                for label, said in zip(cells[::2], cells[1::2], strict=True):
                    yield Item(label.start, said.end, label, said, (), self._answer(said))
                continue
            marked = {i: _words().answers[name] for i, name in enumerate(names) if name in _words().answers}
            if number == k and {True, False} <= set(marked.values()):
                columns = {i: Answer(says, *cells[i]) for i, says in marked.items()}
                continue
            if number == k and 2 * sum(name in _words().headers for name in names) >= len(names) > 1:
                heads = cells
            answer = None
            for i, head in columns.items():
                if i < len(cells) and cells[i].end > cells[i].start and _TICK.fullmatch(names[i].strip("[]() ")):
                    answer = Answer(head.says, *cells[i])
            if columns and answer is None and all(i >= len(cells) or not names[i].strip("[]() _") for i in columns):
                answer = Answer(None, *self.lines[number])
            later = iter([cell for cell in cells if cell.end > cell.start][1:])
            for i, cell in enumerate(cells):
                rest = next(later, None) if cell.end > cell.start else None
                if i in columns and _WORD.search(names[i]) and answer is None:  # what is put there in words
                    yield Item(cell.start, cell.end, cell, None, (), columns[i])
                elif cell.end > cell.start and i not in columns:
                    behind = None if columns or rest is None else Span(rest.start, cells[-1].end)
                    said = answer or (self._answer(behind) if behind else None)
                    leads = (heads[i],) if i < len(heads) and heads[i] != cell and heads[i].end > heads[i].start else ()
                    yield Item(cell.start, cell.end, cell, behind, leads, said)

    @staticmethod
    def _in_pairs(names: list[str]) -> bool:
        """Whether a row is made of labels with an answer each."""
        answers = _words().answers
        pairs = len(names) // 2
        return (
            len(names) == 2 * pairs > 2
            and sum(n in answers for n in names[1::2]) - any(n in answers for n in names[::2]) == pairs
        )

    def _under(self, heads: list[Span], cells: list[Span], number: int) -> list[Span]:
        """The cells of a row of fewer cells than its table has `heads`, in the columns that they stand in."""
        shift = self.lines[number].start - heads[0].start
        placed = [Span(cells[0].end, cells[0].end)] * len(heads)
        placed[0] = cells[0]
        for cell in cells[1:]:
            middles = [abs(head.start + head.end + 2 * shift - cell.start - cell.end) for head in heads]
            placed[middles.index(min(middles))] = cell
        return placed

    def _cells(self, number: int) -> Iterator[Span]:
        start, stop = self.lines[number]
        bars = "|" in self.text[start:stop]
        at = start
        for mark in (_BAR if bars else _COLUMN).finditer(self.text, start, stop):
            yield self._bare(Span(at, mark.start()))
            at = mark.end()
        yield self._bare(Span(at, stop))

    # voices

    def voices(self, labels: list[Hit]) -> Iterator[tuple[Voice, Span]]:
        """The labels of quoted text, and how far each reaches."""
        reached = 0
        for at, _, pattern in labels:
            if at < reached:
                continue
            number = self.layout.line_number(at) - 1
            start, stop = self.lines[number]
            rule = _RULE.match(self.text, start)
            begin = max(rule.end() if rule else start, self.layout.sentence(at)[0])
            if at - begin < _LONGEST_LABEL and (voice := self._voice(begin, at, stop, pattern)):
                reached = self._until(number, voice, stop)
                yield voice, Span(voice.end, reached)

    def _voice(self, start: int, at: int, stop: int, pattern: Pattern) -> Voice | None:
        """The voice whose label, words before a colon or a whole line, begins at `start` and holds the word at `at`."""
        bullet = _BULLET.match(self.text, start)
        start = bullet.end() if bullet else start
        while start < stop and (self.text[start].isspace() or self.text[start] in '[(*"'):
            start += 1
        colon = self.text.find(":", start, min(stop, start + _LONGEST_LABEL))
        if -1 < colon < at:
            return None
        if colon < 0 and (stop - start > _LONGEST_LABEL or self.text[stop - 1] in ".;,"):
            return None
        end = colon + 1 if colon >= 0 else stop
        words = _TOKEN.findall(self.text[start:end].lower())
        data = pattern.data
        known = _label_words(pattern)
        fits = all(word in known or _dates(word) for word in words)
        if data.get("dated") and not any(map(_dates, words)):
            return None
        if fits and (data.get("alone") or not set(data["beside"]).isdisjoint(words)):
            return Voice(pattern.id, data["flag"], start, end)
        return None

    def _until(self, number: int, voice: Voice, stop: int) -> int:
        """Where quoted text ends: with its line or, below a label standing alone, with its marks or its paragraph."""
        if self.text[voice.end : stop].strip(" -=*~#>+])"):
            return self._back(voice.end, stop)
        last = self._framed(number, voice) or number
        for k in range(number + 1, len(self.lines) if last == number else 0):
            start, end = self.lines[k]
            quoted = self.text.startswith(_QUOTES, self.lines[number + 1].start)
            if last > number and (
                not self.text.startswith(_QUOTES, start) if quoted else start == end or start in self.heads
            ):
                break
            if start < end:
                last = k
        return self._back(voice.end, self.lines[last].end)

    def _framed(self, number: int, voice: Voice) -> int:
        """The last line of what line `number`, a label within signs or a bracket, begins; 0 where nothing ends it."""
        start, stop = self.lines[number]
        rule = _RULE.match(self.text, start) or _RULE.search(self.text, voice.start, stop)
        sign = rule[0][:3] if rule else self.text[start]
        rest = range(number + 1, len(self.lines)) if rule or sign == "[" else ()
        return next((k - 1 for k in rest if self._closes(sign, *self.lines[k])), 0)

    def _closes(self, sign: str, start: int, stop: int) -> bool:
        """Whether a line ends what a label within such signs began: a rule, or a label of the end."""
        if not self.text.startswith(sign, start):
            return False
        ruled = sign != "[" and (len(sign) > 2 or self.text.endswith(sign, start, stop))
        return ruled or _TOKEN.findall(self.text[start:stop].lower())[:1] == ["end"]

    def _back(self, start: int, end: int) -> int:
        """Where a sentence within quoted text comes back to this visit."""
        now = _words().now
        for at, _ in self.layout.sentences[self.layout.sentence_index(start) :]:
            if at >= end:
                break
            if at > start and self.text[at : at + 20].lower().lstrip(" -*").startswith(now):
                return at
        return end
