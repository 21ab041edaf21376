"""One note being read: its text, its layout and the phrases found in it; shared by every extractor."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable
from functools import cached_property
from operator import itemgetter
from typing import Any

from clinote import abbreviations, anatomy, layout
from clinote.expressions import expression
from clinote.facts import LABEL_OF, Cue, Fact, K
from clinote.layout import Layout
from clinote.lexicon import Hit, Hits, Scan, lexicon, starting
from clinote.patterns import Pattern, worded
from clinote.spans import ages, time, visit
from clinote.spans.time import Time
from clinote.text import idle, instruments, labels, marks, tree
from clinote.text.instruments import Instrument
from clinote.text.nodes import Span
from clinote.text.read import read
from clinote.text.tree import Tree
from clinote.text.voices import Voices

_start = itemgetter(0)
_FIRST = 2000
"""Characters among which a note tells the sex of its patient."""
_BLANK_LINE = expression(r"\n(?=\n)")
_GAP = expression(r"[ :\n]*")
"""What stands between a heading and what is said under it."""
_SEX = worded(
    r"\b(?:(?P<man>\d{1,3}\s?m\b|(?:y/?o|old),? (?:[\w-]+ ){0,2}m\b|{men})"
    r"|\d{1,3}\s?f\b|(?:y/?o|old),? (?:[\w-]+ ){0,2}f\b|{women})\b",
    re.I,
)
_AGED = worded(
    r"(?:^|[.:;(]\s*|(?<!, )\b(?:{articles}|{demonstratives}|patient|pt)\s)(?:[a-z-]+\s)?\d{1,3}"
    r"(?:\s?(?=(?-i:[MF])\b)|[\s-]*(?:y/?o|(?:years?|yrs?)[\s-]old)\b,?\s(?:[a-z-]+\s){0,2})"
    r"(?:(?P<man>{men}|m)|{women}|f)\b",
    re.I | re.M,
)
"""Who is named with an age comes before all others: 'Copy to Mr. Lund. 61F', 'Mr. Lund referred a 61 year old lady'."""
_PRONOUN = expression(r"(?:he|his|him|she|her|.*[mf])\Z")
"""Where anything else tells the sex, that counts before a pronoun or a small letter that may be a unit's."""
_AGE = worded(
    r"(?<![\d.])(?<!\bher )(?<!\bhis )(?<!\bmy )(?<!\bour )"
    r"(?:(?P<years>\d{1,3})(?:[ -]?(?:years?|yrs?)[ -]old|[ -]?y/?o)\b"
    r"|\bage ?: ?(?P<age>\d{1,3})\b(?! ?(?:months?|weeks?|days?)\b)"
    r"|\d{1,2}[ -]?(?:months?|mo|weeks?|wk|days?)[ -]old (?:[\w-]+ ){0,2}(?:{men}|{women}|infant|baby|child)\b)"
)
_SCHOOL, _GROWN = 12, 15
"""The ages up to which, and from which on, a boy's blood is a child's or a man's (WHO/NMH/NHD/MNM/11.1)."""
_PLAIN = str.maketrans(
    {"‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "’": "'", "‘": "'", "“": '"', "”": '"',
     "\u00a0": " ", "\u2009": " ", "\u202f": " ", "≥": "≥", "µ": "u", "μ": "u", "×": "x", "⁺": "+", "⁻": "-",
     "´": "'", "′": "'", "ʼ": "'", "\ufffd": "'"}
)  # fmt: skip


def normal(text: str) -> str:
    """`text` in lower case with plain quotes, dashes and blanks; every offset stays where it was."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower if lower.isascii() else lower.translate(_PLAIN)


class Reading:
    """What extractors read.

    `text` is the note as it reads once tags, entities and white space without a meaning are settled, `norm` the same
    in lower case with plain punctuation: offsets in one are offsets in the other, and `source` turns them into those
    of the note as given.
    """

    def __init__(self, given: str, date: str | None = None) -> None:
        self.source = read(given)
        self.text = self.source.text
        self.norm = normal(self.text)
        self.date = date
        self._within: Hits = {}
        self._around: dict[int, Hits] = {}
        self._holds: dict[re.Pattern[str], bool] = {}
        self._times: dict[int, list[Time]] = {}
        self.known: dict[Hashable, Any] = {}
        """What others have worked out of it, once."""

    @cached_property
    def scan(self) -> Scan:
        return Scan(self.norm)

    @cached_property
    def man(self) -> bool | None:
        """Whether the note speaks of a man, or of a woman; its first word on it decides."""
        first = _AGED.search(self.text, 0, _FIRST)
        if first is None:
            found = list(_SEX.finditer(self.text, 0, _FIRST))
            first = next((m for m in found if not _PRONOUN.match(m[0])), found[0] if found else None)
        return first and first["man"] is not None

    @cached_property
    def whose(self) -> str | None:
        """Whose reference ranges hold for the patient: those of "men" or of "children"; None where it is a woman's."""
        told = _AGE.search(self.norm, 0, _FIRST)
        years = int(told["years"] or told["age"] or 0) if told else _GROWN
        if years < _SCHOOL:
            return "children"
        return "men" if self.man and years >= _GROWN else None

    @cached_property
    def day(self) -> str | None:
        """The day that times are counted from: the note's date, or else that of the visit by a label in its text."""
        return self.date or visit.day(self.norm)

    @cached_property
    def told(self) -> visit.Told | None:
        """The days that a note without a day of its own tells of."""
        return None if self.day else visit.told(self.norm)

    @cached_property
    def ages(self) -> list[re.Match[str]]:
        """The first two ages that the note tells."""
        return ages.told(self.norm)

    @property
    def cased(self) -> bool:
        """Whether letters of both sizes are in use: in a note in capitals, or in small letters, size tells nothing."""
        return self.layout.cased

    @cached_property
    def capitals(self) -> str:
        """The text where letters of both sizes are in use, else in capitals: for what is told by its capitals alone."""
        upper = self.norm.upper()
        return self.text if self.cased or len(upper) != len(self.text) else upper

    @cached_property
    def joints(self) -> list[int]:
        """The offsets of digits right behind a letter: where codes, 'Na138' and the like are."""
        return self.scan.joints()

    @cached_property
    def layout(self) -> Layout:
        return layout.read(self.text, self.source.indent)

    @cached_property
    def tree(self) -> Tree:
        voices = Voices(self.text, self.norm, self.layout, lambda: self.day).all(self.hits("voice"))
        return tree.grow(self.source, self.layout, voices, self._instruments, self._boxes, self.names_nothing)

    @cached_property
    def _boxes(self) -> list[int]:
        return marks.boxes(self.text)

    def boxes(self, start: int, end: int, box: re.Pattern[str]) -> list[re.Match[str]]:
        """The boxes of `start:end`, as an expression has them; it is looked for where one may begin."""
        k = bisect_left(self._boxes, start)
        begins = self._boxes[k] if k < len(self._boxes) else end
        return list(box.finditer(self.text, begins, end)) if begins < end else []

    @cached_property
    def _instruments(self) -> list[Instrument]:
        return instruments.read(self.text, (Span(hit.start, hit.end) for hit in self.hits("instrument")))

    def instrument(self, at: int) -> Instrument | None:
        """The instrument that is scored item by item and has what stands at an offset."""
        k = bisect_right(self._instruments, at, key=lambda one: one.span.start) - 1
        return self._instruments[k] if k >= 0 and at < self._instruments[k].span.end else None

    def names_nothing(self, start: int, end: int) -> bool:
        """Whether a line, or the words before a colon, say only how what stands under them is: 'Symptoms absent'."""
        return labels.names_nothing(self.norm, start, end, lambda: self.around(start, "cue"))

    @cached_property
    def idle(self) -> list[Span]:
        """Where words state nothing: the keys of scales, and signatures."""
        return idle.spans(self.text, self.norm)

    def is_idle(self, at: int) -> bool:
        """Whether what stands at an offset states nothing: it is of the key of a scale, or of a signature."""
        k = bisect_right(self.idle, (at, len(self.text))) - 1
        return k >= 0 and at < self.idle[k].end

    @cached_property
    def _hits(self) -> Hits:
        hits = lexicon("note").find(self.scan)
        if brackets := abbreviations.brackets(self.text):
            self._carry_over(hits, brackets)
        return hits

    def _carry_over(self, hits: Hits, brackets: list[re.Match[str]]) -> None:
        """Let a short form the note defines stand for the phrase it was defined for, until the note defines it anew."""
        ending: dict[int, list[tuple[str, Hit]]] = defaultdict(list)
        for kind, found in hits.items():
            for hit in found:
                ending[hit.end].append((kind, hit))
        long = [
            [phrase for end in range(bracket.start() - 2, bracket.start() + 1) for phrase in ending.get(end, ())]
            for bracket in brackets
        ]
        short = {bracket[1] for bracket, phrases in zip(brackets, long, strict=True) if phrases}
        anew: dict[str, int] = {}
        carried: dict[str, list[Hit]] = defaultdict(list)
        for bracket, phrases in zip(reversed(brackets), reversed(long), strict=True):
            if bracket[1] not in short or not (definition := abbreviations.define(self.text, bracket)):
                continue
            uses = abbreviations.uses(self.text, definition, bracket.end(), anew.get(bracket[1]))
            anew[bracket[1]] = bracket.start()
            for kind, hit in phrases:
                if hit.start >= definition.start and hit.end == definition.end:
                    carried[kind] += [Hit(start, end, hit.pattern) for start, end in uses]
        for kind, found in carried.items():
            by_start = {hit.start: hit for hit in (*found, *hits[kind])}  # of several the first definition's
            hits[kind] = sorted(by_start.values(), key=_start)

    def hits(self, kind: str) -> list[Hit]:
        """Phrases of the note-wide pattern files of this kind, in text order, none across a sentence's end."""
        within = self._within.get(kind)
        if within is None:
            within = self._within[kind] = []
            for hit in self._hits.get(kind, ()):
                end = self.layout.sentence(hit.start)[1]
                if hit.end <= end:
                    within.append(hit)
                    continue
                for piece in ((hit.start, end), (end + 1, hit.end)):  # the words of either sentence may be phrases too
                    within += lexicon("note").find(self.scan, *piece).get(kind, ())
        return within

    def around(self, at: int, kind: str) -> list[Hit]:
        """Phrases of the sentence-wide pattern files of this kind in the sentence that holds offset `at`."""
        index = self.layout.sentence_index(at)
        hits = self._around.get(index)
        if hits is None:
            start, end = self.layout.sentences[index]
            hits = self._around[index] = anatomy.meant(self.norm, lexicon("sentence").find(self.scan, start, end))
        return hits.get(kind, [])

    def follows(self, hit: Hit, reach: int, *kinds: str) -> bool:
        """Whether a phrase of one of these sentence-wide kinds begins within `reach` characters behind `hit`."""
        return any(starting(self.around(hit.start, kind), hit.end, hit.end + reach) for kind in kinds)

    def holds(self, expression: re.Pattern[str]) -> bool:
        """Whether an expression is found anywhere in the note; it is looked for once."""
        held = self._holds.get(expression)
        if held is None:
            held = self._holds[expression] = expression.search(self.norm) is not None
        return held

    @cached_property
    def _blank_lines(self) -> list[int]:
        return [m.start() for m in _BLANK_LINE.finditer(self.norm)]

    def blank_line(self, start: int) -> int:
        """Where the first blank line at or behind an offset begins; the text's end where none does."""
        after = bisect_left(self._blank_lines, start)
        return self._blank_lines[after] if after < len(self._blank_lines) else len(self.norm)

    def parted(self, start: int, end: int) -> bool:
        """Whether a blank line stands before `end` and behind the first words from `start` on."""
        first = _GAP.match(self.norm, start)
        return self.blank_line(first.end() if first else start) + 1 < end

    def times(self, at: int) -> list[Time]:
        """The times in the sentence that holds offset `at`."""
        index = self.layout.sentence_index(at)
        times = self._times.get(index)
        if times is None:
            start, end = self.layout.sentences[index]
            dated = time.may_stand(self.scan, start, end)
            times = self._times[index] = time.find(self.norm, start, end, lambda: self.day) if dated else []
        return times

    @cached_property
    def sentence(self) -> Callable[[int], tuple[int, int]]:
        """What tells the sentence that holds an offset; it is asked often, and so without a step between."""
        return self.layout.sentence

    def about(self, start: int, end: int, before: int = 0, behind: int = 0) -> tuple[int, int]:
        """`start:end` with at most so many characters of its sentence before it and behind it."""
        low, high = self.sentence(start)
        return max(low, start - before), min(high, end + behind)

    def line_number(self, at: int) -> int:
        """The line of the note as given that holds offset `at`, counted from 1."""
        return self.source.line_number(at)

    def cue(self, start: int, end: int, rule: str) -> Cue:
        """The words at `start:end` as what sets a fact aside."""
        return Cue(start, end, self.text[start:end], rule)

    def fact(self, says: K, start: int, end: int, rule: Pattern | str) -> Fact[K]:
        """A fact at `start:end`, in its section."""
        return Fact(
            LABEL_OF[type(says)], start, end, self.text[start:end], rule if isinstance(rule, str) else rule.id, says,
            self.layout.section(start).category,
        )  # fmt: skip
