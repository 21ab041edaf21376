"""Who speaks where it is not this visit's writer: quoted notes, handouts, what stands under an earlier time."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache
from itertools import takewhile
from operator import itemgetter

from clinote.expressions import expression
from clinote.layout import Layout
from clinote.lexicon import Hit
from clinote.patterns import Pattern, worded
from clinote.text import phases
from clinote.text.encounters import NOW, TURNS, Encounters
from clinote.text.forms import behind_bullet
from clinote.text.labels import LONGEST
from clinote.text.nodes import Span, Voice

PHASE = "voice.phase"
"""The id of a label of an earlier time of the same stay."""
CLAUSE = "voice.clause"
"""The id of a clause of this visit's writer that tells of an earlier one."""
RESULTS = "voice.results"
"""The id of a label of what was measured before."""
TOKEN = expression(r"[a-z][a-z'/&]*|\d[\d/.,-]*")
"""A word of a label, or a number or a date."""
_RULE = expression(r"([-=*_~#>+])\1+")
"""The signs that frame a label of quoted text, and its end."""
LEAFLET = "voice.leaflet"
"""The id of the sentence with which a text about a disease begins."""
_DEFINES = worded(
    r"[^.:;]{3,80}? (?:is|are) (?:(?:an?|the) (?:[a-z'-]+,? ){0,6}?{voices.kinds}\b"
    r"|(?:(?![a-z]+ly |now |still |not |felt |thought |all )[a-z'-]+ ){1,4}{voices.defined}\b"
    r"[^.:;]{3,120} {hypothetical.generally}\b)"
)
"""How a disease is explained: by its kind, or by its cause and how it generally is."""
_YOU = expression(r"\byour?\b")
_SOMEBODY = expression(r"\b(?:he|she|his|her|him|mr|mrs|ms|year[ -]old|y/?o)\b")
_NOW = worded(r"[ *-]*(?:(?:at|on|in) )?{forms.now}")
"""What a line of quoted text that comes back to this visit begins with."""
_QUOTED = r"(?P<quote>[\"'])(?P<title>[^\"\n]{3,80}?)(?P=quote)"
_TITLE_BEFORE = expression(rf"(?<!\w){_QUOTED}(?!\w)(?: (?:[a-z]+ )?)?\Z")
_TITLE_BEHIND = expression(rf"(?: (?:[a-z]+ ){{0,2}}|: ?| - ){_QUOTED}(?!\w)")
"""Where the quoted title of what is handed out stands beside its noun."""
_NO_TITLE = expression(r"(?<![\w'-])(?!(?:about|after|from|into|over|when|with|your)\b)[a-z]{4}")
"""What no title holds that writes its words with capitals: 'Living With Gout'."""
_QUOTES = (">", "|")
"""What each line of quoted text may begin with."""


@cache
def _label_words(pattern: Pattern) -> frozenset[str]:
    """The words that a label of quoted text may be made of."""
    return frozenset((*pattern.phrases, *pattern.data["beside"], *pattern.data["with"]))


class Voices:
    """The labels of a text whose lines, sentences and sections are known, and how far each reaches."""

    def __init__(self, text: str, norm: str, layout: Layout, today: Callable[[], str | None]) -> None:
        self.text, self.norm, self.layout, self._today = text, norm, layout, today
        self.lines = layout.lines
        self._closing: dict[str, list[int]] = {}  # by sign
        self.heads = {section.start for section in layout.sections if section.body > section.start}

    def all(self, labels: list[Hit]) -> list[tuple[Voice, Span]]:
        """The labels of quoted text and of earlier times, with their reach; a leaflet is one from end to end."""
        opening = _DEFINES.match(self.norm)
        if opening and _YOU.search(self.norm) and not _SOMEBODY.search(self.norm):
            whole = Span(0, len(self.norm))
            return [(Voice(LEAFLET, "hypothetical", 0, opening.end()), whole)]
        quoted = list(self._quotations(labels))
        timed = [
            (Voice(PHASE, "historical", phase.start, phase.end), Span(phase.end, until))
            for phase, until in phases.earlier(self.norm, self.layout)
            if not any(span.start < until and phase.start < span.end for _, span in quoted)
        ]
        return sorted(quoted + timed, key=itemgetter(1))

    def _quotations(self, labels: list[Hit]) -> Iterator[tuple[Voice, Span]]:
        classed = [hit for hit in labels if "class" in hit.pattern.data]
        encounters = Encounters(self.norm, self.layout, classed, self._today)
        reached = 0
        for hit in labels:
            at, _, pattern = hit
            if at < reached:
                continue
            if "class" in pattern.data:
                if told := encounters.told(hit):
                    named = Voice(pattern.id if told.label else CLAUSE, pattern.data["flag"], told.start, told.end)
                    line = self.layout.line_number(at) - 1
                    reached = told.until or self._until(line, named, self.lines[line][1])
                    yield named, Span(named.end, reached)
                continue
            number = self.layout.line_number(at) - 1
            start, stop = self.lines[number]
            if title := self._title(start, hit, stop):
                yield Voice(pattern.id, pattern.data["flag"], at, hit.end), title
                continue
            rule = _RULE.match(self.text, start)
            begin = max(rule.end() if rule else start, self.layout.sentence(at)[0])
            if at - begin < LONGEST and (voice := self._voice(begin, at, stop, pattern)):
                reached = self._until(number, voice, stop)
                yield voice, Span(voice.end, reached)

    def _voice(self, start: int, at: int, stop: int, pattern: Pattern) -> Voice | None:
        """The voice whose label, words before a colon or a whole line, begins at `start` and holds the word at `at`."""
        start = behind_bullet(self.text, start)
        while start < stop and (self.text[start].isspace() or self.text[start] in '[(*"'):
            start += 1
        colon = self.text.find(":", start, min(stop, start + LONGEST))
        if -1 < colon < at:
            return None
        if colon < 0 and (stop - start > LONGEST or self.text[stop - 1] in ".;,"):
            return None
        end = colon + 1 if colon >= 0 else stop
        words = TOKEN.findall(self.text[start:end].lower())
        fits = all(word in _label_words(pattern) or word[0].isdigit() for word in words)
        data = pattern.data
        told = fits and (data.get("alone") or not set(data["beside"]).isdisjoint(words))
        return Voice(pattern.id, data["flag"], start, end) if told else None

    def _title(self, start: int, hit: Hit, stop: int) -> Span | None:
        """The quoted title of what is handed out, right before its noun or behind it: '"Living with Gout" leaflet'."""
        at = start
        if (found := _TITLE_BEFORE.search(self.norm[start : hit.start])) is None:
            found, at = _TITLE_BEHIND.match(self.norm[hit.end : stop]), hit.end
        if found is None or not self.text[at + found.start("title")].isupper():
            return None
        return Span(at + found.start("title"), at + found.end("title"))

    def _until(self, number: int, voice: Voice, stop: int) -> int:
        """Where quoted text ends: with its line or, below a label standing alone, with its marks or its paragraph."""
        if self.text[voice.end : stop].strip(" -=*~#>+])"):
            back = self._back(voice.end, stop, NOW)
            turns = TURNS.search(self.norm, voice.end, back)
            back = turns.start() if turns else back
            if voice.flag == "historical" and voice.id != RESULTS:
                return back  # an earlier visit has an assessment of its own; a leaflet's title has none
            back = next((one.start for one in self.layout.sections if voice.end < one.start < back), back)
            first, *others = self._sentences(voice.end, back)
            titled = voice.id != RESULTS and _NO_TITLE.search(self.text, voice.end, first[1]) is None
            return next((at for at, end in others if titled and _NO_TITLE.search(self.text, at, end)), back)
        framed = self._framed(number, voice)
        if framed > number:
            return self._back(voice.end, self.lines[framed][1])
        last = stop
        quoted = self.text.startswith(_QUOTES, stop + 1)  # the line below
        for k in range(number + 1, len(self.lines)):
            start, end = self.lines[k]
            ends = not self.text.startswith(_QUOTES, start) if quoted else start == end or start in self.heads
            if ends and last > stop:
                break
            if start < end:
                last = end
        return self._back(voice.end, last)

    def _framed(self, number: int, voice: Voice) -> int:
        """The last line of what line `number`, a label within signs or a bracket, begins; 0 where nothing ends it."""
        start, stop = self.lines[number]
        rule = _RULE.match(self.text, start) or _RULE.search(self.text, voice.start, stop)
        sign = rule[0][:3] if rule else self.text[start]
        if not rule and sign != "[":
            return 0
        if sign not in self._closing:
            self._closing[sign] = [k for k, line in enumerate(self.lines) if self._closes(sign, *line)]
        closing = self._closing[sign]
        k = bisect_right(closing, number)
        return closing[k] - 1 if k < len(closing) else 0

    def _closes(self, sign: str, start: int, stop: int) -> bool:
        """Whether a line ends what a label within such signs began: a rule, or a label of the end."""
        if not self.text.startswith(sign, start):
            return False
        ruled = sign != "[" and (len(sign) > 2 or self.text.endswith(sign, start, stop))
        return ruled or TOKEN.findall(self.text[start:stop].lower())[:1] == ["end"]

    def _back(self, start: int, end: int, begins: re.Pattern[str] = _NOW) -> int:
        """Where a sentence within quoted text comes back to this visit, as its beginning tells."""
        told = (at for at, stop in self._sentences(start, end) if at > start and begins.match(self.norm, at, stop))
        return next(told, end)

    def _sentences(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The sentences of a stretch of the text."""
        sentences = self.layout.sentences
        behind = (sentences[k] for k in range(self.layout.sentence_index(start), len(sentences)))
        return takewhile(lambda span: span[0] < end, behind)
