"""The tree of a note: its sections, the blocks of each, and the items of lists, tables and forms.

    Section
     └ Block    a paragraph, a list, a table, a form; `voice`: who speaks there when it is not this visit's writer
        └ Item  a bullet, a row, a field, a line under a lead-in; knows its lead-in, what is said behind it, its answer

Offsets are those of `Reading.text`. What the words within an item mean is the business of `clinote.assertion`.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import pairwise

from clinote.expressions import expression
from clinote.layout import Layout
from clinote.patterns import worded
from clinote.text.answers import among, columns, vocabulary
from clinote.text.forms import BULLETED, EDGE, Forms, behind_bullet
from clinote.text.instruments import Instrument
from clinote.text.labels import LONGEST
from clinote.text.marks import MARK
from clinote.text.nodes import Answer, Block, Item, Span, Voice
from clinote.text.source import Source
from clinote.text.voices import TOKEN

_NONE_OF = expression(r"none(?P<above> (?:of (?:the above|these|them|those)|apply)\b)?(?:\W|$)", re.I)
_MARK = expression(MARK)
_OPENING = (":", " -", "--", " –", " —")
"""How a line ends that opens a list of lines."""
_FIELD = expression(r":[ \t]*[^\s:]")
"""What makes of a line a field that tells of itself: 'Last visit: 12/1/25'."""
_PIECE = expression(r"[^,;:.(]+")
"""The first words of a line."""
_WORD = expression(r"[a-z]{3}")
_SIGNED = expression(
    r"(?:(?!(?:\||\t| {2})[ \t]*[+−–-][ \t]*(?:\||\t| {2})).)*(?:\||\t| {2})[ \t]*(?P<sign>[+−–-])[ \t|]*"
)
"""A row with plus or minus as its last cell and no other one."""
_SOME = worded(r"(?:{forms.turns.some}|moderate|severe)\b|[1-9]")
"""How much or how often there is of what a column of now tells."""
_STATES = worded(r"\b(?:{persons}|{forms.turns.auxiliaries}|will|denies|reports)\b|\. [A-Z]", re.I)
"""What makes a statement of a line below a lead-in; others are what it lists, be it to a full stop."""
_OF_ALL = worded(r"\b(?:{boundaries.whole}|{boundaries.pointing}|both|neither)\b(?!:)", re.I)
"""What a line below a list speaks of all its items with."""
_BAR = expression(r"\|")
_COLUMN = expression(r"\t| {2,}")
"""What parts the cells of a row without bars."""
_SHORT_LINE = 8
"""The most words of a list's line without a bullet."""
_HEAD = 4
"""The most words of a column's head that is a time."""
_LONGEST_ANSWER = 24
"""Characters of an answer on a line of its own."""


class Tree:
    """The blocks of a note, in text order and without overlap, and the voices that speak in it."""

    def __init__(self, blocks: list[Block], voices: list[tuple[Voice, Span]]) -> None:
        self.blocks = blocks
        self.items = [item for block in blocks for item in block.items]
        self.ticked = [item for item in self.items if item.answer and item.answer.says and item.leads]
        self._starts = [item.start for item in self.items]
        self.leads = {lead.start for item in self.items for lead in item.leads}
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


def grow(
    source: Source,
    layout: Layout,
    voices: list[tuple[Voice, Span]],
    instruments: list[Instrument],
    boxes: list[int],
    names_nothing: Callable[[int, int], bool],
) -> Tree:
    """The tree of a text whose lines, sentences, sections and instruments are known, and who speaks in it.

    `boxes` are the places where one may begin; `names_nothing` tells the lines that only say how those below them are.
    """
    forms = Forms(source.text, layout, instruments, boxes)
    return Tree(list(_Reader(source, layout, forms, names_nothing).blocks()), voices)


class _Reader:
    def __init__(self, source: Source, layout: Layout, forms: Forms, names_nothing: Callable[[int, int], bool]) -> None:
        self.source, self.layout, self.text, self.names_nothing = source, layout, source.text, names_nothing
        self.heads = {section.start: section for section in layout.sections if section.body > section.start}
        self.forms, self.lines = forms, forms.lines
        self.parted = any(sign in self.text for sign in ("|", "\t", "  "))
        self.kinds = [self._kind(*line) for line in self.lines]
        self.hung = {k for k in range(1, len(self.lines)) if self._hangs(k)}
        self.hung.update(self._headed())
        for k in self.hung:
            self.kinds[k - 1] = "head"

    # blocks

    def blocks(self) -> Iterator[Block]:
        """The blocks, from top to bottom."""
        k = 0
        while k < len(self.lines):
            end, kind = self._extent(k)
            if kind == "blank":
                k += 1
                continue
            if item := self._below(k):
                yield Block("form" if item.answer else "list", item.start, item.end, (item,))
                k += 2
                continue
            lead = self._lead(k) if kind in ("list", "lines") else None
            if kind == "lines" and lead is None:
                kind = "paragraph"
            start, stop = self.lines[k].start, self.lines[end - 1].end
            plain = kind == "paragraph" and not self.forms.marks(start, stop)
            items = () if plain else tuple(self._items(kind, k, end, lead))
            if kind in ("list", "lines") and len(items) > 1 and (closing := self._closing(end)):
                items = tuple(item._replace(leads=(*item.leads, closing)) for item in items)
            if kind == "lines":
                kind = "list"
            elif any(item.answer for item in items):
                kind, items = "form", self._none_of(items)
            yield Block(kind, start, stop, items, lead)
            k = end

    def _closing(self, k: int) -> Span | None:
        """Line `k`, where it says no more than how all that stands above it is: 'All denied.', 'None of these'."""
        start, stop = self.lines[k] if k < len(self.lines) else (0, 0)
        stop -= self.text.endswith(".", start, stop)
        said = _OF_ALL.search(self.text, start, stop)
        return Span(start, stop) if said and self.names_nothing(start, stop) else None

    def _below(self, k: int) -> Item | None:
        """A line, and what the next one says of it."""
        return self._answered_below(k) or self._disposed_below(k) if k + 1 < len(self.lines) else None

    def _answered_below(self, k: int) -> Item | None:
        """A label or a question whose answer is all that stands on the next line: 'Weakness:', 'No'.

        It ends in a sign, or its answer stands further in, or the line two above it, or two below it, has its answer
        so, too.
        """
        start, end = self.lines[k]
        if end - start > LONGEST:
            return None
        signed = self.text[end - 1] in ":?"
        below = self._is_answer(k + 1) and (
            self._indent(k + 1) > self._indent(k) or self._is_answer(k - 1) or self._is_answer(k + 3)
        )
        if not (signed or below):
            return None
        low, high = self.lines[k + 1]
        said = Span(behind_bullet(self.text, low), high)
        answer = self.forms.answer(said) if said.start < high <= said.start + _LONGEST_ANSWER else None
        if answer is None or answer.says is None:
            return None
        start = behind_bullet(self.text, start)
        return Item(start, high, Span(start, end - signed), said, (), answer)

    def _is_answer(self, k: int) -> bool:
        """Whether all of a line is an answer."""
        said = self.text[slice(*self.lines[k])].rstrip(".").lower() if 0 < k < len(self.lines) else ""
        return vocabulary().answers.get(said) is not None

    def _disposed_below(self, k: int) -> Item | None:
        """A line and what a lone bullet or an indented line below it says of it: 'Gout', '- ruled out'."""
        start, end = self.lines[k]
        kinds = self.kinds[k : k + 3]
        if kinds[0] != "line" or kinds[1] not in ("line", "list") or kinds[2:] == ["list"]:
            return None
        low, high = self.lines[k + 1]
        below = Span(behind_bullet(self.text, low), high)
        if below.start == low and self._indent(k + 1) <= self._indent(k):
            return None
        first, boxes = _PIECE.match(self.text, *below), self.forms.within(start, end)
        if first is None or boxes or not self._is_short(start, end) or not self.names_nothing(*first.span()):
            return None
        return Item(start, high, Span(start, end), below, (), self.forms.answer(below))

    def _none_of(self, items: tuple[Item, ...]) -> tuple[Item, ...]:
        """The options of a form; a ticked 'none of the above', or 'none' in their line, denies those left open."""
        found = ((_NONE_OF.match(self.text, i.head.start), i.answer) for i in items if i.answer and i.answer.says)
        none, answer = next(((none, answer) for none, answer in found if none), (None, None))
        if none is None or answer is None:
            return items
        line = self.lines[self.layout.line_number(none.start()) - 1]
        low, high = (0, none.start()) if none["above"] else line
        denied = answer._replace(says=False)
        left = {i for i in items if low <= i.start < high and i.answer and i.answer.says is None}
        return tuple(i._replace(answer=denied) if i in left else i for i in items)

    def _extent(self, k: int) -> tuple[int, str]:
        """Where the block that begins with line `k` ends, and of what kind it is."""
        kind = self.kinds[k]
        bullet, end = k, k + 1
        while end < len(self.lines):
            other = self.kinds[end]
            hangs = kind == "list" and other == "line" and self._indent(end) > self._indent(bullet)
            hangs = hangs or (kind == "list" and other == "blank" and self.kinds[end + 1 : end + 2] == ["list"])
            parted = other != kind or kind == "head" or (kind == "line" and self._below(end))
            if not hangs and (parted or (k in self.hung and self._indent(end) < self._indent(k))):
                break
            if other == "list":
                bullet = end
            end += 1
        return end, {"line": "lines", "head": "paragraph"}.get(kind, kind)

    def _kind(self, start: int, end: int) -> str:
        if start == end:
            return "blank"
        if BULLETED.match(self.text, start) and not self.forms.within(start, start + 1):
            return "list"
        if self.parted and self._is_row(start, end):
            return "table"
        if start in self.heads or self.text.endswith(_OPENING, start, end) or end - start > 120:
            return "head"
        return "line"

    def _is_row(self, start: int, end: int) -> bool:
        """Whether bars, tabs or blanks part the cells of a line, and blanks no fields of a form."""
        if self.text.find("|", start, end) >= 0 or self.text.find("\t", start, end) >= 0:
            return True
        if self.text.find("  ", start, end) < 0 or start in self.forms.said or self.forms.within(start, end):
            return False
        labels = self.text.count(":", start, end)
        return not labels or (self.text[end - 1] == ":" and labels == len(_COLUMN.split(self.text[start:end])))

    def _hangs(self, k: int) -> bool:
        """Whether a line, and the next, stand indented below one that is not: items without a sign of their own."""
        if self.kinds[k - 1 : k + 2] != ["line", "line", "line"]:
            return False
        end = self.lines[k - 1].end
        return self._indent(k - 1) < self._indent(k) == self._indent(k + 1) and self.text[end - 1] not in ".!?;,"

    def _headed(self) -> Iterator[int]:
        """The lines right below one that names nothing, which begins a paragraph or ends what such a line heads."""
        led = False
        for k, (kind, below) in enumerate(pairwise(self.kinds)):
            opens = led or not k or self.kinds[k - 1] in ("blank", "head")
            opens = opens and kind == "line" and not _FIELD.search(self.text, *self.lines[k])
            led = led and opens
            if opens and below == "line" and self._is_short(*self.lines[k]) and self.names_nothing(*self.lines[k]):
                led = True
                yield k + 1

    def _indent(self, k: int) -> int:
        return self.source.indent(self.lines[k].start)

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
        if self.kinds[k] == "line" and k not in self.hung and not self.text.endswith(_OPENING, start, end):
            return None
        begin = max(start, self.layout.sentence(end - 1)[0])
        section = self.layout.section(end - 1)
        if begin <= section.start < end:  # of a heading only what is in brackets: 'RED FLAGS (all denied):'
            bracket = self.text.rfind("(", section.start, section.body)
            ends = self.text[section.start : section.body].rstrip(" :\n").endswith(")")
            begin = bracket if ends and bracket >= 0 else section.body
        while begin < end and self.text[begin] in EDGE:
            begin += 1
        return Span(begin, end) if begin < end and any(c.isalpha() for c in self.text[begin:end]) else None

    # items

    def _items(self, kind: str, k: int, end: int, lead: Span | None) -> Iterator[Item]:
        leads = (lead,) if lead else ()
        first = k
        if kind == "table":
            yield from self._rows(k, end)
            return
        above: list[tuple[tuple[int, bool], Span]] = []
        while k < end:
            start, stop = self.lines[k]
            k += 1
            if start == stop:
                continue
            if self.kinds[k - 1] == "list" and (bullet := BULLETED.match(self.text, start)):
                heads = self.text[start].isdigit() or self.text[start] == "#"  # letters and dashes stand below these
                level = self._indent(k - 1), not heads
                while above and level <= above[-1][0]:
                    above.pop()
                start = bullet.end()
                leads = (*((lead,) if lead else ()), *(span for _, span in above))
                above.append((level, Span(start, stop)))
            below = None
            if lead and k == first + 1 and not self.forms.marks(*lead) and (chosen := self.forms.chosen(start, stop)):
                yield Item(lead.start, stop, lead, Span(start, stop), (), chosen)
                continue
            if k < end and not self.forms.within(start, stop) and (chosen := self.forms.chosen(*self.lines[k])):
                yield Item(start, self.lines[k].end, Span(start, stop), self.lines[k], leads, chosen)
                k += 1
                continue
            if kind == "list" and k < end and self.kinds[k] == "line" and self.lines[k].start not in self.forms.said:
                below = self.lines[k]
                k += 1
            if fields := list(self.forms.fields(start, stop, leads)):
                yield from fields
            elif kind == "list" or (
                kind == "lines" and (self._is_short(start, stop) or not _STATES.search(self.text, start, stop))
            ):
                yield self._item(start, stop, leads, below)

    def _is_short(self, start: int, stop: int) -> bool:
        return self.text[stop - 1] not in ".!?" and len(self.text[start:stop].split()) <= _SHORT_LINE

    def _item(self, start: int, stop: int, leads: tuple[Span, ...], below: Span | None = None) -> Item:
        head, behind = self.forms.parted(start, stop)
        if behind is None and below is not None:
            return Item(start, below.end, head, below, leads, self.forms.answer(below))
        answer = self.forms.answer(behind) if behind else None
        return Item(start, stop, head, behind, leads, answer)

    # tables

    def _rows(self, k: int, end: int) -> Iterator[Item]:
        """The cells of each row: what stands in the cells to its right is said of it, its column's head leads it."""
        ticks: dict[int, Answer] = {}
        heads: list[Span] = []
        signs = self._signs(k, end)
        first = list(self._cells(k))
        visits = self._visits(first)
        for number in range(k + bool(visits), end):
            cells = list(self._cells(number))
            if visits:
                yield from self._over_time(cells, *visits)
                continue
            names = [self.text[c.start : c.end].lower() for c in cells]
            filled = [cell for cell in cells if cell.end > cell.start]  # a bar at the edge parts off an empty one
            if filled and number in signs:
                yield Item(filled[0].start, self.lines[number].end, filled[0], None, (), signs[number])
                continue
            offered = Span(filled[0].end, self.lines[number].end) if len(filled) > 2 and not ticks else None
            if offered and (chosen := among(self.text, offered)):
                yield Item(filled[0].start, offered.end, filled[0], offered, (), chosen)
                continue
            paired = not ticks and self._in_pairs([name for name in names if name])
            if number < k + 2 and not ticks and (ticks := self._options(cells, number + 1, end, paired=paired)):
                continue  # heads, perhaps below one of them all
            if paired:
                for label, said in zip(filled[::2], filled[1::2], strict=True):
                    yield Item(label.start, said.end, label, said, (), self.forms.answer(said))
                continue
            if number == k and 2 * sum(name in vocabulary().headers for name in names) >= len(names) > 1:
                heads = cells
            answer = None
            for i, head in ticks.items():
                if i < len(cells) and cells[i].end > cells[i].start and self._marked(names[i].strip("[]() ")):
                    answer = Answer(head.says, *cells[i])
            if ticks and answer is None and all(i >= len(cells) or not names[i].strip("[]() _") for i in ticks):
                answer = Answer(None, *self.lines[number])
            later = iter(filled[1:])
            for i, cell in enumerate(cells):
                rest = next(later, None) if cell.end > cell.start else None
                if i in ticks and _WORD.search(names[i]) and answer is None:  # what is put there in words
                    yield Item(cell.start, cell.end, cell, None, (), ticks[i])
                elif cell.end > cell.start and i not in ticks:
                    behind = None if ticks or rest is None else Span(rest.start, filled[-1].end)
                    given = answer or (self._answer_in(rest, behind) if rest and behind else None)
                    leads = (heads[i],) if i < len(heads) and heads[i] != cell and heads[i].end > heads[i].start else ()
                    yield Item(cell.start, cell.end, cell, behind, leads, given)

    def _signs(self, k: int, end: int) -> dict[int, Answer]:
        """By the number of a row the answer that its last cell is, where all but the first row's are plus or minus."""
        said = {}
        for number in range(k, end):
            if row := _SIGNED.fullmatch(self.text, *self.lines[number]):
                said[number] = Answer(row["sign"] == "+", *row.span("sign"))
            elif number > k:
                return {}
        return said if {True, False} <= {answer.says for answer in said.values()} else {}

    def _options(self, heads: list[Span], k: int, end: int, *, paired: bool) -> dict[int, Answer]:
        """The columns of a table to tick, by the answers that head them: beside a no any that is ticked says yes.

        Heads that may be labels with an answer each (`paired`) are none where nothing is ticked.
        """
        said = columns([self.text[slice(*head)] for head in heads])
        rows = [[self.text[slice(*cell)] for cell in self._cells(number)] for number in range(k, end)] if said else []
        held = [{row[i].strip("[]() _") for row in rows if i < len(row)} - {""} for i in range(len(heads))]
        ticked = [i for i, cells in enumerate(held) if cells and all(map(_MARK.fullmatch, cells))]
        said = dict.fromkeys(ticked, True) | said if said else {}
        whole = (True in said.values() or min(len(heads) - 1, len(said)) > 1) and (ticked or not paired)
        return {i: Answer(says, *heads[i]) for i, says in sorted(said.items())} if whole else {}

    @staticmethod
    def _marked(cell: str) -> bool:
        """Whether a cell is a tick, or says yes."""
        return _MARK.fullmatch(cell) is not None or vocabulary().answers.get(cell) is True

    def _answer_in(self, cell: Span, behind: Span) -> Answer | None:
        """The answer that the cells `behind` a label are, or else the first `cell` of them alone."""
        if said := self.forms.answer(behind):
            return said
        if self.text[slice(*cell)] == "0":
            return Answer(False, *cell)  # a count: 'Falls | 0'
        rest = self.forms.bare(Span(cell.end, behind.end))
        return self.forms.answer(cell) if rest.end > rest.start and not self.forms.answer(rest) else None

    def _visits(self, heads: list[Span]) -> tuple[int, int] | None:
        """Which column of a table is that of an earlier time, and which that of now: 'On admission | Now'."""
        words = [set(TOKEN.findall(self.text[head.start : head.end].lower())) for head in heads]
        short = [k for k, said in enumerate(words) if 0 < len(said) <= _HEAD]
        was = next((k for k in short if not words[k].isdisjoint(vocabulary().earlier)), None)
        now = next((k for k in short if not words[k].isdisjoint(vocabulary().now)), None)
        return (was, now) if was is not None and now is not None and was != now and len(heads) > 2 else None

    def _over_time(self, cells: list[Span], was: int, now: int) -> Iterator[Item]:
        """What a row says of its label now, and of what is over since an earlier time."""
        label = next((c for k, c in enumerate(cells) if c.end > c.start and k not in (was, now)), None)
        if label is None or len(cells) <= max(was, now):
            return
        before, behind = self.forms.answer(cells[was]), cells[now]
        said = self._answer_in(behind, behind)
        if said is None and _SOME.match(self.text[slice(*behind)].lower()):
            said = Answer(True, *behind)  # 'no | mild'
        over = said._replace(over=True) if said and said.says is False else None
        items = [Item(*label, label, behind, (), over if over and before and before.says else said)]
        if before is None and cells[was].end > cells[was].start:
            items.append(Item(*cells[was], cells[was], behind, (), over))
        yield from sorted(items, key=lambda item: item.start)

    @staticmethod
    def _in_pairs(names: list[str]) -> bool:
        """Whether a row is made of labels with an answer each."""
        answers = vocabulary().answers
        pairs = len(names) // 2
        answered = sum(n in answers for n in names[1::2]) - any(n in answers for n in names[::2])
        return len(names) == 2 * pairs > 2 and answered == pairs

    def _cells(self, number: int) -> Iterator[Span]:
        start, stop = self.lines[number]
        bars = "|" in self.text[start:stop]
        at = start
        for mark in (_BAR if bars else _COLUMN).finditer(self.text, start, stop):
            yield self.forms.bare(Span(at, mark.start()))
            at = mark.end()
        yield self.forms.bare(Span(at, stop))
