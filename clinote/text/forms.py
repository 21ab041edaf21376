"""The forms of a note: labels with their answers, in words, in letters or in boxes."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from itertools import groupby, pairwise

from clinote.expressions import end_of, expression
from clinote.layout import Layout
from clinote.patterns import worded
from clinote.text import fields, marks
from clinote.text.answers import BLANK, CHOICE, OPTION, Blank, among, blanks, legends, vocabulary
from clinote.text.instruments import Instrument
from clinote.text.marks import ARROW, BULLET, CIRCLE, CROSS, EMPTY, FILLED, NUMBER, TICK, TICKED, UNTICKED
from clinote.text.nodes import Answer, Item, Span

BULLETED = expression(rf"(?:{BULLET}{{1,2}}|{NUMBER})[ \t]+(?=\S)")
"""What begins an item of a list."""
_BOX = expression(rf"(?P<said>_+(?i:yes|no|y|n)_+)|(?P<on>{TICKED}|{FILLED})|(?P<off>{EMPTY})|(?P<no>{CROSS})")
_FILLED, _CIRCLE, _TICKS, _HOLLOW = map(expression, (FILLED, CIRCLE, TICK, marks.HOLLOW))
_FIRST = expression(r"\s*(\w+)")
_begin = re.Match.start
_BLANK = expression(BLANK)
_GAP = expression(r"_{2,}")
_LEADS = worded(r"\b(?i:{text.unfinished}|{text.continues}|{titles}\.)\s+\Z")
_NEAR = 40
"""Characters before a blank among which the words stand that lead to it."""
_LED = worded(
    r"(?:[\s-]+(?:(?!and\b|or\b){text.continues}|{narrating}|{text.stood_for})\b|['’]s\b|[.,;)]\s+\w"
    r"|\s?(?:yo? ?)?[FM]\b)"
)
"""What stands before and behind a blank that is a word of a sentence: 'seen by ___', '___ is a ___ yo man'."""
_IDLE = expression(r"[ .]*")
"""What may stand beside a blank that is all of an answer."""
_LEADERS = r"\.{3,}|…+|(?:\.[ \t]){2,}\.|(?<=\s)\.\.(?=\s)"
"""The dots that lead from a label to its answer."""
_MARK = expression(r"[.;|:,]\s")
"""What parts the label of a field from what stands before it in a sentence."""
_NEXT_FIELD = expression(
    r"\s*(?P<option>\S+(?: \S+)*?)(?:(?P<gap>[ \t]{2,}|[;|]\s*)| )(?P<label>[A-Za-z][^:|;\t]{0,40}?)\s*:\s*$"
)
_APART = expression(rf"\s*(?:{_LEADERS})\s*|\s+[-–—]+\s+|\s*:\s+|\s*:$|\s*[|\t]\s*|\s+=\s+|\s*\?\s*[-:]?\s*|\.\s+")
_APART_SIGN = expression(r"[.…\-–—:|\t=?]")
"""The sign in it: it is looked for there alone."""
_AFTER_REMARK = expression(r"\)\.\s+\S")
"""Another sentence behind an answer's remark: 'no (MRI clean). Falls: no'."""
_ARROW = expression(rf"\s+(?:{ARROW})\s+")
_SCORE = expression(r"^\s*\d\s*[-=:,(]\s*|\s*[-=:]\s*\d\s*$")
"""The points of an answer, before it or behind it: '0 - not at all', '0 (not at all)'."""
EDGE = " \t|*-–—•:?"
"""What no label and no answer begins or ends with."""
_LONGEST_VALUE = 160
"""Characters before the bracket behind an answer."""
_WIDE = expression(r"[ \t]{2,}|[:|]\s")
"""What parts a label from the first of its options."""
_TOKEN = expression(r"\S+")
_SHORT_REST = 5
"""The most words of a sentence that only says what became of an item."""


def _words(text: str, span: Span) -> int:
    return len(text[slice(*span)].split())


def behind_bullet(text: str, start: int) -> int:
    """Where the words of a line that begins at `start` do, behind its bullet."""
    return end_of(BULLETED, text, start)


class Forms:
    """The fields of the lines of a text."""

    def __init__(self, text: str, layout: Layout, instruments: list[Instrument], boxes: list[int]) -> None:
        self.text, self.layout = text, layout
        self.lines = list(map(Span._make, layout.lines))
        self.boxes: list[re.Match[str]] = []
        reached = 0
        for at in boxes:
            box = _BOX.match(self.text, at) if at >= reached else None
            reached = box.end() if box else reached
            if box and self._is_box(box):
                self.boxes.append(box)
        self.blanks = blanks(text, layout)
        self.legends = legends(text, layout, boxes)
        places = (*fields.letters(text), *(blank.start for blank in self.blanks))
        held: dict[int, list[int]] = {number: [] for number in self.legends}
        for at in sorted(places):
            held.setdefault(layout.line_number(at) - 1, []).append(at)
        begins = {number: behind_bullet(text, self.lines[number].start) for number in held}
        ends, meant = [line.end for line in self.lines], self.legends
        read = {k: fields.read(text, at, ends[k], held[k], meant.get(k, {})) for k, at in begins.items()}
        known = {number for number, (found, _) in read.items() if found}
        told = {k: found for k, (found, sure) in read.items() if found and (sure or {k - 1, k + 1} & known)}
        self.said = {begins[k]: found for k, found in told.items()}
        for one in instruments:
            for number, items in groupby(one.items, lambda item: layout.line_number(item.head.start) - 1):
                self.said[behind_bullet(text, self.lines[number].start)] = list(items)
        self.answered = [match.start() for match in vocabulary().answered.finditer(text)]
        self.marked = sorted([*self.answered, *self.said, *(x.start for x in self.blanks), *map(_begin, self.boxes)])

    def _is_box(self, box: re.Match[str]) -> bool:
        """Whether a box is one of a form: a filled circle without a hollow one in its line is a bullet."""
        if box["said"]:
            return False  # '__No__'
        if box["no"]:
            return self._denying
        line = self.lines[self.layout.line_number(box.start()) - 1]
        return not _FILLED.match(box[0]) or _CIRCLE.search(self.text, *line) is not None

    @cached_property
    def _denying(self) -> bool:
        """Whether a cross says no: the text has ticks too, or leaves no box hollow in which it would be one."""
        return _TICKS.search(self.text) is not None or _HOLLOW.search(self.text) is None

    def within(self, start: int, stop: int) -> list[re.Match[str]]:
        """The boxes that begin in `start:stop`."""
        return self.boxes[bisect_left(self.boxes, start, key=_begin) : bisect_left(self.boxes, stop, key=_begin)]

    def marks(self, start: int, stop: int) -> bool:
        """Whether anything in `start:stop` may be of a field."""
        return bisect_left(self.marked, start) < bisect_left(self.marked, stop)

    def parted(self, start: int, stop: int) -> tuple[Span, Span | None]:
        """What an item is about, and what stands behind its first dash, colon, bar or stop."""
        for mark in self._marks(start, stop):
            rest = Span(mark.end(), stop)
            if mark[0][0] == "." and not 0 < len(self.text[rest.start : stop].split()) <= _SHORT_REST:
                break
            return Span(start, mark.start()), rest if rest.start < stop else None
        return Span(start, stop), None

    def _marks(self, start: int, stop: int) -> Iterator[re.Match[str]]:
        """What may part a label from what is said of it, with the blanks about it; nothing that begins at `start`."""
        reached = start
        for sign in _APART_SIGN.finditer(self.text, start, stop):
            at = sign.start()
            while at > reached and self.text[at - 1].isspace():
                at -= 1
            if at < reached:
                continue
            if mark := _APART.match(self.text, at, stop) or _APART.match(self.text, sign.start(), stop):
                reached = mark.end()
                if at > start:
                    yield mark

    def answer(self, span: Span) -> Answer | None:
        """The answer that a label's value is, a bracket or a stop behind it aside."""
        k = bisect_left(self.blanks, (span.start,))
        held = self.blanks[k] if k < len(self.blanks) else None
        if held and all(_IDLE.fullmatch(self.text, *part) for part in ((span.start, held.start), (held.end, span.end))):
            return Answer(None, *span)
        near = Span(span.start, min(span.end, span.start + _LONGEST_VALUE))
        if chosen := among(self.text, near):
            return chosen
        said = self.text[slice(*near)].lower()
        value = _SCORE.sub("", said)
        words, bracket, _ = value.partition("(")
        if (not bracket and span.end - span.start > _LONGEST_VALUE) or (bracket and _AFTER_REMARK.search(value)):
            return None
        words = words.strip(' .;,*"“”)')
        signs = self.legends.get(self.layout.line_number(span.start) - 1, {})
        if words in signs:
            return Answer(signs[words], *span)
        if words not in vocabulary().answers:
            choice = [] if ". " in words else CHOICE.split(words or value.strip("() .;,"))
            says = [vocabulary().answers.get(one) for one in choice]
            if says and says[0] is not None and set(says) == {says[0]}:
                return Answer(says[0], *span)  # 'Falls: no, never'
            some = all(one in vocabulary().answers for one in choice) or {True, False} <= set(says)
            return Answer(None, *span) if len(choice) > 1 and some else None
        start = span.start + said.find(words)
        return Answer(vocabulary().answers[words], start, start + len(words))

    def fields(self, start: int, stop: int, leads: tuple[Span, ...]) -> Iterator[Item]:
        """The fields of a line with boxes, or a label whose whole value is an answer."""
        boxes = [box for box in self.within(start, stop) if box.end() <= stop]
        if boxes and self._gaps(boxes, start, stop):
            return
        if boxes:
            start, stop = self._statement(boxes, start, stop)
        if not boxes and start in self.said:
            for head, answer in self.said[start]:
                yield Item(min(head.start, answer.start), max(head.end, answer.end), head, None, leads, answer)
            return
        if not boxes:
            yield from self._worded(start, stop, leads)
            return
        begins = [start, *self._further_fields(boxes)]
        if len(begins) > 1:
            for begin, end in pairwise([*begins, stop]):
                yield from self.fields(begin, end, leads)
            return
        label, options = self._row(boxes, start, stop)
        choice = self._choice(options) if label else None
        whole = choice and all(self._yes(option) is not None for option, _ in options)
        found = [Item(*((start, stop) if whole else label), label, None, leads, choice)] if label and choice else []
        if not whole:
            under = (*leads, label) if label and label.start < boxes[0].start() else leads
            empty = self.legends.get(self.layout.line_number(start) - 1, {}).get(UNTICKED)
            for (option, on), box in zip(options, boxes, strict=True):
                if option.end > option.start:
                    says = True if on else False if box["no"] else empty
                    found.append(Item(*option, option, None, under, Answer(says, *box.span(), ticked=True)))
        yield from sorted(found, key=lambda item: item.start)

    def _worded(self, start: int, stop: int, leads: tuple[Span, ...]) -> Iterator[Item]:
        """The labels whose whole value, in a line or in a sentence of it, is an answer in words; or those left open."""
        found = []
        if bisect_left(self.answered, start) < bisect_left(self.answered, stop):
            first, last = self.layout.sentence_index(start), self.layout.sentence_index(stop - 1)
            parts = [Span(max(start, a), min(stop, b)) for a, b in self.layout.sentences[first : last + 1]]
            whole = self._answered(Span(start, stop), leads)
            found = [whole] if whole else [item for part in parts if (item := self._answered(part, leads))]
        yield from found or self._left_open(start, stop, leads)

    def _answered(self, span: Span, leads: tuple[Span, ...]) -> Item | None:
        """The label that begins `span`, where all behind it is an answer."""
        start = span.start + len(self.text[slice(*span)]) - len(self.text[slice(*span)].lstrip())
        behind: Span | None
        if arrow := _ARROW.search(self.text, start, span.end):
            head, behind = Span(start, arrow.start()), Span(arrow.end(), span.end)
        else:
            head, behind = self.parted(start, span.end)
            if not behind or self.text[head.end : behind.start].strip()[:1] not in (":", "?", ".", "…"):
                return None
        opened = self.text.rfind("(", start, head.end)
        asked = self.text[opened + 1 : head.end].strip().lower() if opened >= 0 else ")"
        if ")" not in asked and asked not in vocabulary().answers:  # not 'weakness (present: no)'
            start = opened + 1  # 'asthma (wheezing: no)': what stands before the bracket is not asked
            head = Span(start, head.end)
        said = self.answer(behind) if behind else None
        return Item(start, span.end, head, behind, leads, said) if said else None

    def chosen(self, start: int, stop: int) -> Answer | None:
        """The answer to the line above or below that a line gives which is but a row of boxes to choose one of."""
        boxes = self.within(start, stop)
        if len(boxes) < 2:
            return None
        label, options = self._row(boxes, start, stop)
        return self._choice(options) if label is None else None

    def _choice(self, options: list[tuple[Span, bool]]) -> Answer | None:
        """The answer that is chosen of options one of which says no, or all of which are answers, or of a lone box."""
        if len(options) == 1 and options[0][0].start == options[0][0].end:
            return Answer(options[0][1] or None, *options[0][0], ticked=True)
        says = [self._yes(option) for option, _ in options]
        if None in says and False not in says:
            return None
        ticked = [Answer(yes is not False, *option) for yes, (option, on) in zip(says, options, strict=True) if on]
        if len(ticked) == 1:
            return ticked[0]
        return Answer(None, options[0][0].start, options[-1][0].end) if None not in says or not ticked else None

    def _row(self, boxes: list[re.Match[str]], start: int, stop: int) -> tuple[Span | None, list[tuple[Span, bool]]]:
        """What the boxes of a line are about, words before or behind them all, and the options beside them."""
        first, last = boxes[0].start(), boxes[-1].end()
        before, after = self.bare(Span(start, first)), self.bare(Span(last, stop))
        known = self._known(Span(start, first), last=True)
        alone = len(boxes) > 1 and before.start == known.start < known.end
        if alone and self._yes(after) is None and _words(self.text, after) > 1:
            return after, list(self._options(boxes, start, last, behind=True))  # 'Never [x]  Often [ ]  I choke'
        if before.end == before.start or self.text[last:stop].strip(" .;|)"):  # the boxes stand before their words
            if before.end > before.start:
                return before, list(self._options(boxes, start, stop, behind=False))
            known = self._known(Span(last, stop), last=False)
            said = Span(known.end, after.end)
            # '[x] Never [ ] Often  I choke'
            if known.end > known.start and len(boxes) > 1 and _words(self.text, said) > 1:
                return self.bare(said), list(self._options(boxes, start, known.end, behind=False))
            return None, list(self._options(boxes, start, stop, behind=False))
        alone = len(boxes) == 1  # 'Weakness: [ ]   Falls: [x]' has no label of all
        wide = (m.end() for m in _WIDE.finditer(self.text, start, first))
        gap = max((at for at in wide if alone or self.text[at:first].strip()), default=start)
        cut = known.start if known.end > known.start else gap
        label = self.bare(Span(start, cut))
        return label if label.end > label.start else None, list(self._options(boxes, cut, stop, behind=True))

    def _known(self, span: Span, *, last: bool) -> Span:
        """The answer that the words of a span end with, or begin with; empty where they do not."""
        bare = self.bare(span)
        words = [m.span() for m in _TOKEN.finditer(self.text, *bare)]
        for n in range(min(OPTION, len(words)), 0, -1):
            found = Span(words[-n][0], bare.end) if last else Span(bare.start, words[n - 1][1])
            if self._yes(found) is not None:
                return found
        return Span(bare.end, bare.end) if last else Span(bare.start, bare.start)

    def _left_open(self, start: int, stop: int, leads: tuple[Span, ...]) -> Iterator[Item]:
        """The labels of a line, or what the verbs to be picked in it govern, that a template left without an answer."""
        at = start
        for k in range(bisect_left(self.blanks, (start,)), bisect_left(self.blanks, (stop,))):
            blank = self.blanks[k]
            if blank.verbs:
                after = self.blanks[k + 1].start if k + 1 < len(self.blanks) else stop
                head = Span(blank.end, min(stop, after, self.layout.sentence(blank.end)[1]))
            else:
                head = self._before(at, blank)
            if head.end > head.start:
                at = max(head.end, blank.end)
                yield Item(min(head.start, blank.start), at, head, None, leads, Answer(None, blank.start, blank.end))

    def _before(self, start: int, blank: Blank) -> Span:
        """The label before what was left blank; empty where it is none."""
        stop = start + len(self.text[start : blank.start].rstrip())
        colon = self.text[stop - 1 : stop] in (":", "?", "=")
        if not (colon or blank.answers):
            return Span(start, start)
        marks = list(_MARK.finditer(self.text, start, stop - colon))
        listed = colon and all(mark[0][0] == "," for mark in marks)  # 'Weakness, falls: ***'
        return self.bare(Span(start if listed or not marks else marks[-1].end(), stop))

    def _gaps(self, boxes: list[re.Match[str]], start: int, stop: int) -> bool:
        """Whether the boxes are blanks within a sentence: words not heard, or names and dates taken out."""
        text = self.text
        if not all(_GAP.fullmatch(box[0]) for box in boxes):
            return False
        options = [self.bare(option) for option, _ in self._options(boxes, start, stop, behind=False)]
        if any(self._yes(option) is not None for option in options):
            return False
        before, behind = text[start : boxes[0].start()].rstrip(), text[boxes[-1].end() : stop]
        told = any(
            _LEADS.search(text, max(start, box.start() - _NEAR), box.start()) or _LED.match(text, box.end(), stop)
            for box in boxes
        )
        dated = not before and text.startswith(":", boxes[0].end())  # '___: weak'
        return told or dated or (before[-1:].isalnum() and any(c.isalpha() for c in behind))

    def _statement(self, boxes: list[re.Match[str]], start: int, stop: int) -> Span:
        """What of a line is about its boxes: no statement that ends before them, none behind the last one's."""
        before, behind = self.layout.sentence(boxes[0].start())[0], self.layout.sentence(boxes[-1].end())[1]
        said = self.text[start:before].rstrip()
        begins = before if said.endswith(".") and not said.endswith(("..", " .")) else start  # no dots that lead on
        return Span(begins, min(stop, behind) if self.text.endswith(".", begins, behind) else stop)

    def _further_fields(self, boxes: list[re.Match[str]]) -> Iterator[int]:
        """Where further fields of a line begin: a label with a colon before a box, apart from the last option."""
        firsts = [_FIRST.match(self.text, box.end()) for box in boxes]
        if len(boxes) > 3 and all(first and first[1].lower() in vocabulary().answers for first in firsts):
            for first, after in zip(firsts[1::2], boxes[2::2], strict=False):
                if first and (label := self.bare(Span(first.end(), after.start()))).end > label.start:
                    yield label.start
            return
        lead = boxes[0].start()
        labelled = self.text[max(0, lead - _NEAR) : lead].rstrip(" \t").endswith(":")
        for box, after in pairwise(boxes):
            between = self.text[box.end() : after.start()]
            found = _NEXT_FIELD.match(self.text, box.end(), after.start())
            if found and (found["gap"] or self._yes(self.bare(Span(*found.span("option")))) is not None):
                yield found.start("label")
            elif labelled and box[0][0] == "_" and between.rstrip().endswith(":"):
                yield after.start() - len(between.lstrip())  # 'Weakness: ____  Falls: ____'
            elif (colon := between.find(":")) > 0 and (
                self._yes(self.bare(Span(box.end() + colon + 1, after.start()))) is not None
            ):
                yield box.end()  # behind the box that ends the one before

    def _options(self, boxes: list[re.Match[str]], start: int, stop: int, behind: bool) -> Iterator[tuple[Span, bool]]:
        """The words of each box, and whether it is ticked; boxes stand before their words, or all `behind` them."""
        edges = [box.start() for box in boxes[1:]] + [stop]
        at = start
        for box, edge in zip(boxes, edges, strict=True):
            if behind:
                colon = self.text.rfind(":", at, self.bare(Span(at, box.start())).end)  # not that right before the box
                yield self.bare(Span(max(at, colon), box.start())), bool(box["on"])
                at = box.end()
            else:
                yield self.bare(Span(box.end(), edge)), bool(box["on"])

    def _yes(self, option: Span) -> bool | None:
        return vocabulary().answers.get(self.text[option.start : option.end].lower().strip(" .,;"))

    def bare(self, span: Span) -> Span:
        start, end = span
        while start < end and self.text[start] in EDGE + ",;/":
            start += 1
        while end > start and self.text[end - 1] in EDGE + ",;/":
            end -= 1
        if start == end and (blank := _BLANK.search(self.text, *span)):
            return Span(*blank.span())
        return Span(start, end)
