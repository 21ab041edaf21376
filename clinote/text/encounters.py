"""Earlier encounters and documents that a note tells of: what was said, seen and found there was so then.

'Prior assessment (11/03): ...', 'From the ED record of 9/2: "..."', 'When I last saw him in May he was weak', 'at her
June visit I noted ...', 'Seen 3/12 ago by Dr Roe - "..."'. A noun or a verb of an encounter, a document or a copy has
an earlier time beside it, and stands as a label, opens a clause, or tells on. A date alone is that of an earlier visit
where it is long before the note's, where the words name a source or quote it, or where the text comes back to now.
"""

from bisect import bisect_right
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from clinote.expressions import expression
from clinote.layout import Layout
from clinote.lexicon import Hit
from clinote.patterns import worded
from clinote.spans import dates, time
from clinote.spans.words import Words
from clinote.text.labels import LONGEST

_LONG_AGO = 14
"""Days since what was no part of the present illness."""
_NEAR = 60
"""Characters beside a noun or a verb among which its time stands."""
_SOON = 5
"""Among so many sentences the text comes back to now."""
_NAME = r"(?:{titles}\.? )?[a-z][a-z&/'-]*(?: [a-z]+)?"
_PLACE = rf"(?:(?:at|in|by|with|for|from|of) (?:(?:the|his|her|our|my) )?{_NAME})"
_MONTH = r"{time.months}\b(?:\.(?= ?\d))?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:{_DAY}(?: of)? {_MONTH}|{_MONTH}(?: {_DAY}\b)?)(?:,? '?(?:\d\d){{1,2}}\b)?"
    r"|\d{1,2}/(?:19|20)\d\d|\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|(?:19|20)\d\d|\d{1,2}(?:st|nd|rd|th)"
)
_SO_MANY = r"~?\d[\d/.-]*|{time.cardinals}|an?|(?:a )?(?:few|couple)(?: of)?|several|many"
_AGO = (
    rf"(?:about |some )?(?:{_SO_MANY})(?:[ -]?{{time.units}}s?)? (?:ago|back)\b"
    r"|{voices.earlier} (?:month|year|{time.seasons}|{time.months})\b"
)
_TIME = rf"(?:(?:dated|on|of|from|in|at|since) )?(?:the )?(?:(?P<ago>{_AGO})|(?P<date>{_DATE}))"
_BESIDE = r"(?:his|her|their|our|my|the|a|this|{voices.earlier}|at|on|in|from|per)"
_KIND = r"(?!(?:{voices.joins}|{voices.sources}|{time.units}s?|{time.cardinals}|to|time)\b)[a-z][a-z&/'.-]*"
_KINDS = worded(rf"(?<![\w/]){_KIND}(?: {_KIND})?[ -]\Z")
"""Of what kind an encounter is: 'urgent care (visit)'."""
_BEFORE = worded(
    rf"(?:\b(?P<earlier>{{voices.earlier}})|(?P<month>(?:\b{_BESIDE} |\A){{time.months}})|(?<![\w/])(?P<date>{_DATE}))"
    rf"(?:'s|\.)?(?: {_KIND}){{0,2}}[ -]\Z"
)
"""What is earlier before a noun of an encounter: 'last (neurology) ', 'her May ', '2/28 '."""
_BEHIND = worded(
    rf"(?:'s)?(?: {{voices.nouns}}| {{voices.copies}}| forward)*(?:,? {_PLACE})?"
    rf"(?:(?:,? |[ ,]*\((?:[^()\n]{{1,30}}?[, ])?){_TIME}"
    r"|(?:,? |[ ,]*[(–-] ?)(?P<was>{voices.earlier})(?=[ )]*(?:[:\n]|\Z)))"
)
"""What dates a noun from behind: ' with Dr Roe on 3 May', ' (Leeds, 2024', ' 3 months ago', ' - previous'."""
_OLD = worded(r"\b(?:{voices.earlier}|ago)\b")
_NEWEST = worded(r"\b{voices.newest}\Z")
_LAST = worded(r"\b{voices.earlier}(?: time)?(?: (?:i|we|he|she|they|{titles}\.? [a-z]+))? \Z")
_WHOM = r"him|her|them|me|us|(?:(?:this|the) )?(?:patient|pt|{men}|{women})|{titles}\.? [a-z'-]+"
_AFTER = worded(
    rf"(?: (?:{_WHOM}))?(?:,? {_PLACE}){{0,2}},? {_TIME}(?: (?:by|in|at) (?:(?:the|our) )?[a-z][a-z&/'-]*)?"
)
"""What dates a verb: ' (saw) Mr Roe in clinic on 3 May'."""
_ON = worded(
    rf"(?:^|[.:;,(]|\b(?:and|but))[\s\"'-]*(?:back )?(?:(?:on|in|at|during) )?"
    rf"(?:(?:the )?{{time.seasons}} of |early |mid |late )?(?P<date>{_DATE}),?"
    rf" (?:{_WHOM}|{{persons}})(?: (?:was|were|had been))? (?:[a-z]+ly |also |again |then )?\Z"
)
"""What dates it from before: 'On 3 May she was (seen)'."""
_HAS_DAY = worded(
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d|\d{1,2}(?:st|nd|rd|th)?(?: of)? {time.months}\b|{time.months}\b\.? \d{1,2}\b(?!\d)"
)
_WHERE = worded(rf"(?:,? {_PLACE}){{0,2}},?(?: and)?")
_WORDS = "{voices.joins}|{voices.around}|{voices.copies}|{voices.sources}|{voices.results}"
_LEAD = worded(rf"[\W_]*(?:(?:{_WORDS}|{{voices.earlier}}|{{voices.says}}|{{titles}}\.? [a-z'-]+|[\d/]+)\b\W*)*")
"""What of a label may stand before what is needed of it."""
_TITLE = expression(r"[\W_]*(?:[a-z&/-]+ ){0,5}[(\[]?")
"""The name of what was copied: 'HPI (', 'Assessment and plan '."""
_WHENCE = worded(rf"(?:[ (]{{1,2}}(?:{_WORDS}|{{voices.nouns}}|{{voices.stays}}|{{voices.earlier}}|{_DATE})(?![\w/]))+")
_SOURCE = worded(r"\b{voices.sources}\b")
_SIGN = worded(
    rf"(?:[\s,(\[]+(?:{_WORDS}|{{voices.nouns}}|{{voices.earlier}}|{_PLACE}|{_DATE}|{{titles}}\.? [a-z'-]+)(?![\w/])"
    r"|'s)*(?: [a-z]+){0,2}[)\]]*"
    r"(?P<sign>:|[, ]+(?:- ?)?(?=[\"'])|(?<=[\d)\]]) - |(?<=\]) | ?>+ )"
)
"""The rest of a label, and what ends it."""
_DASH = expression(r"[)\]]* +[-–—|] ")
_ITS_DATE = worded(rf"\s*(?:{_DATE})[^\S\n]*(?:;|\n|\Z)")
"""The answer to a label that asks when: 'Last visit: 3/4/2025; feels weak'."""
_ENDS = expression(r"(?<=[^\s(])[\"')\]](?=\W|\Z)")
_ITEM = expression(r"\s*[-•*] ")
_EDGE = " )]-=*~#>+"
_QUOTE = expression(r"[\s(]*([\"'])")
_OPENS = worded(
    r"(?:^|[.:;,(]|\b(?:and|but|that|as {voices.says}))[\s\"'-]*"
    r"(?:(?P<prep>at(?: the time of)?|on|upon|during|in|by|as of|{voices.sources}) )?"
    r"(?:(?:{possessives}|our|the|an?|this) )?\Z"
)
"""What stands before a noun that opens a clause."""
_WHEN = expression(r"(?:^|[.:;,(]|\band )[\s\"'-]*when (?:[a-z'.-]+ ){0,5}\Z")
_SAYS = worded(
    r"[)\]]?,?(?:(?: [a-z]+ly)? {voices.says}\b|(?= (?:{persons}|we|there)\b)"
    r"|(?= (?!(?:of|on|at|by|with|to|for|and|as|dated|had|{copulas})\b)[^.,;:\n]*\b(?:was|were)\b))"
)
"""How a document tells, or how it goes on behind the visit at which it was so: 'last visit (he had)', '(grip was)'."""
_TELLS = worded(
    r"[)\]]?,?(?: (?:who|when|where|which)\b| and (?=(?:{persons}|we|was|were|had|{voices.says})\b)"
    r"| (?:with|for|complaining of|because of|due to)\b"
    r"| (?={voices.says}\b))"
)
"""How a clause that dates an encounter goes on to what was so then."""
_PRESENT = worded(r"\b(?:{history.present}|{history.later}|{forms.now}|still|since|persist[a-z]*)\b")
NOW = worded(
    r"[\W\d]*(?:(?:[a-z']+ ){0,5}?(?:{forms.now}|{history.later})\b(?=\W*\w)"
    r"|(?:[a-z']+ ){2,6}?(?:{forms.now}|{history.later})\W*\Z)"
)
"""How a sentence begins that comes back to this visit."""
TURNS = worded(r"[,;] (?:and |but |while )?(?:[a-z']+ ){0,3}?(?:{forms.now}|{history.later})\b")
"""How the rest of a sentence does."""
_TAKES_UP = worded(
    r"\b(?:it|this|these|(?:and|but|which)(?= (?:is|are|has|have)\b))"
    r"(?: (?:is|are|has|have|got|gets|been|become|becoming|not|still|now|even|much|all|only|there))*"
    r" (?:(?<=now )(?:more |very |quite )?{weakness.degrees}|wors[a-z]+|still|back|again|there|persist[a-z]*"
    r"|remain[a-z]*|continu[a-z]*|progress[a-z]*|spread[a-z]*|return[a-z]*|recur[a-z]*|unchanged|the same)\b"
)
"""How what is so now takes up a complaint of then: 'now back because it is worse'."""
_ELSE = worded(r"\b(?:{history.well}|{sections.present.verbs}|{voices.again})\b")
"""What says why somebody comes now, or that he is well."""
_CLAUSE = expression(r"[,;(]|\b(?:and|but|while|although|whereas)\b")
_RELATIVE = expression(r"[\s,]*\b(?:which|that|who)\b[^,;]*\Z")
_PAST = worded(r"\b(?:was|were|had|could|did|{voices.past})\b")
_TIMED = worded(rf"\b(?:(?:19|20)\d\d|{{time.months}})\b|\d[/.-]\d{{1,2}}[/.-]\d|\b(?:{_AGO})")
_ANEW = worded(rf"\W*(?:(?:in|on|at|by|from|during|until|around) )?(?:(?:late|early|mid) )?(?:{_DATE})\b")
"""How a sentence begins that tells of another time."""


class Told(NamedTuple):
    """An earlier encounter: the words that name it, whether these are a label, and how far they reach.

    A label reaches up to 0 where no bracket or quotation bounds it.
    """

    start: int
    end: int
    label: bool
    until: int


class Encounters:
    """The earlier encounters of a text whose lines and sentences are known; `today` gives the note's day when asked."""

    def __init__(self, norm: str, layout: Layout, hits: list[Hit], today: Callable[[], str | None]) -> None:
        self.norm, self.layout, self._today = norm, layout, today
        self._starts = [hit.start for hit in hits]

    def told(self, hit: Hit) -> Told | None:
        """The earlier encounter that the noun, verb or copying at `hit` names; None where there is none."""
        start, end, pattern = hit
        if pattern.data["class"] == "results" and not _OLD.search(self.norm, max(0, start - _NEAR), end + _NEAR):
            return None
        low, high = self.layout.sentence(start)
        body = self.layout.section(start).body
        low = body if low < body <= start else low
        match pattern.data["class"]:
            case "copy":
                whence = _WHENCE.match(self.norm, end, high)
                return self._label(low, start, whence.end(), high, copied=True) if whence else None
            case "verb":
                return self._seen(low, start, end, high)
            case "came":
                return self._came(low, start, end, high)
        return self._named(low, start, end, high, pattern.data["class"])

    def _named(self, low: int, start: int, end: int, high: int, kind: str) -> Told | None:
        """An encounter or a document by its noun; one without a time is only a source: 'From admission note: '."""
        norm = self.norm
        near = max(low, start - _NEAR)
        before = _BEFORE.search(norm[near:start])
        begin = near + before.start() if before else start
        behind = _BEHIND.match(norm, end, min(high, end + 2 * _NEAR))
        earlier = before and before["earlier"] and not (kind == "results" and _NEWEST.match(before["earlier"]))
        if before and (earlier or before["month"]):
            sure: bool | None = True
        elif behind:
            sure = True if behind["was"] else self._sure(behind["ago"], behind["date"])
        else:
            sure = self._sure(None, before["date"]) if before else False
        timed = bool(before or behind)
        told = earlier or (behind and sure and not behind["date"])  # a date alone may be of this stay
        if sure is None or not (timed or _SOURCE.search(norm[low:start])) or (kind == "results" and not told):
            return None
        if before is None and (of := _KINDS.search(norm, near, start)):
            begin = of.start()
        stop, led = behind.end() if behind else end, timed or _SOURCE.search(norm[low:begin])
        if led and (label := self._label(low, begin, stop, high, sure, dashed=sure)):
            return label
        opens = _OPENS.search(norm[low:begin]) if timed and kind != "service" else None
        if opens is None:
            return None
        says = _SAYS.match(norm, stop, high)
        named = opens["prep"] and _SOURCE.match(opens["prep"])
        if not (opens["prep"] or says) or not (sure or named or (kind != "stay" and self._comes_back(stop))):
            return None
        return self._clause(begin, says.end() if says else stop, high)

    def _seen(self, low: int, start: int, end: int, high: int) -> Told | None:
        """An encounter by its verb."""
        norm = self.norm
        last = _LAST.search(norm, max(low, start - _NEAR), start)
        after = _AFTER.match(norm, end, min(high, end + 2 * _NEAR))
        on = None if last or after else _ON.search(norm[max(low, start - _NEAR) : start])
        sure = True if last else self._sure(after["ago"], after["date"]) if after else None
        if on and (sure := self._sure(None, on["date"])) is not None and (sure or self._comes_back(end)):
            where = _WHERE.match(norm, end, high)
            return self._clause(start, where.end() if where else end, high, sure)
        if sure is None:
            return None
        stop = after.end() if after else end
        label = self._label(low, last.start() if last else start, stop, high, sure)
        if label and norm[stop : label.end].strip():
            return label  # one that a sign ends: 'Last seen 6 weeks ago' alone is no heading of the line below
        if not (sure or self._comes_back(stop)):
            return None
        if _WHEN.search(norm[low:start]):
            return self._clause(start, stop, high)
        tells = _TELLS.match(norm, stop, high) if after else None
        if after and not norm[stop:high].strip(" ."):
            return self._clause(start, stop, high, sure)
        return self._clause(start, tells.end(), high, sure) if tells else None

    def _came(self, low: int, start: int, end: int, high: int) -> Told | None:
        """What somebody came with in a month or a year before the text comes back to now: a day may be of this stay."""
        on = _ON.search(self.norm[max(low, start - _NEAR) : start])
        if on is None or (sure := self._sure(None, on["date"])) is None:
            return None
        if sure and self._today():
            return self._clause(start, end, high, sure)
        back = None if _HAS_DAY.match(on["date"]) else self._comes_back(end)
        if back is None or not _ELSE.search(self.norm, back, self.layout.sentence(back)[1]):
            return None  # 'In March he was admitted with weakness. Now he walks with a cane': it goes on
        return self._clause(start, end, high)

    def _sure(self, ago: str | None, day: str | None) -> bool | None:
        """Whether a time is long past; False where it may be now, None where it is of the present illness."""
        if ago:
            times = time.find(ago, 0, len(ago), self._today)
            return None if times and times[0].form == "ago" and times[0].least < _LONG_AGO else True
        if not day or (day[0].isdecimal() and day[-1].isalpha() and day.isalnum()):
            return False  # 'on the 14th'
        if (written := dates.read(Words(day, 0, len(day)).words, 0)) is None:
            return None  # 'in 2/52'
        given = self._today()
        today = date.fromisoformat(given[:10]) if given else None
        span = written.span(today)
        if today and span:
            return True if (today - span[1]).days >= _LONG_AGO else None
        return written.month is None

    def _label(
        self, low: int, begin: int, end: int, high: int, sure: bool = False, copied: bool = False, dashed: bool = False
    ) -> Told | None:
        """What needs to be in a label, `begin:end`, with the words before and behind it that the label may have.

        In a bracket behind other words it is the label of what stands within, but that of a copy is said of these.
        """
        norm = self.norm
        titled = copied and _TITLE.fullmatch(norm, low, begin) is not None
        opened = max(norm.rfind("(", low, begin), norm.rfind("[", low, begin))
        led = titled or _LEAD.fullmatch(norm, low, begin) is not None
        inner = not led and opened >= low
        low = opened if inner else low
        if not (led or _LEAD.fullmatch(norm, low, begin)):
            return None
        dash = _DASH.match(norm, end, high) if dashed else None
        sign = _SIGN.match(norm, end, high) or dash
        if sign is None and (inner or norm[end:high].strip(_EDGE) or high - low > LONGEST or _ITEM.match(norm, low)):
            return None
        stop = sign.end() if sign else high
        if sign and _ITS_DATE.match(norm, stop):
            return None
        closed = opened >= low and (")" in norm[end:stop] or "]" in norm[end:stop])
        if inner and closed:
            return None
        quote = _QUOTE.match(norm, stop)
        named = titled or _SOURCE.search(norm[low:end]) or quote
        if not (sure or named or (sign and self._comes_back(stop))):
            return None
        bracket = None if closed or opened < low else ")" if norm[opened] == "(" else "]"
        until = high if dash and sign is dash else self._closed(stop, quote[1] if quote else bracket)
        return Told(low, stop, label=True, until=until)

    def _closed(self, at: int, sign: str | None) -> int:
        """Where, in its line, a bracket or a quotation that is open at an offset ends; 0 where none does."""
        end = self.layout.line(at - 1)[1]
        ends = _ENDS.finditer(self.norm, at + 2, end) if sign else ()
        return next((m.start() for m in ends if m[0] == sign), 0)

    def _comes_back(self, at: int) -> int | None:
        """Where, soon behind an offset, a sentence begins that comes back to this visit."""
        k = self.layout.sentence_index(at)
        if turns := TURNS.search(self.norm, at, self.layout.sentences[k][1]):
            return turns.start()
        for start, end in self.layout.sentences[k + 1 : k + 1 + _SOON]:
            if NOW.match(self.norm, start, end):
                return start
        return None

    def _clause(self, start: int, end: int, high: int, sure: bool = False) -> Told | None:
        """What reaches on from `end`: up to what is so now, in this sentence or in those that go on in the past.

        These are there where the text soon comes back to now or the note's day says that the time is `sure` to be past.
        """
        until = self._until(end, high)
        if _TAKES_UP.search(self.norm, until, high):
            return None
        back = self._comes_back(end) or (len(self.norm) if sure and self._today() else None)
        if until == high and back:
            k = self.layout.sentence_index(end) + 1
            following = self.layout.sentences[k:]
            if following and following[0][0] == back and _TAKES_UP.search(self.norm, *following[0]):
                return None
            for low, stop in following:
                if low >= back or "\n" in self.norm[until:low] or not self._goes_on(low, stop):
                    break
                until = stop
        return Told(start, end, label=False, until=until) if self.norm[end:until].strip(" .,") else None

    def _until(self, start: int, high: int) -> int:
        """Where in a sentence a clause of the present begins."""
        if (present := _PRESENT.search(self.norm, start, high)) is None:
            return high
        stop = present.start()
        if relative := _RELATIVE.search(self.norm, start, stop):
            stop = relative.start()
        return max((m.start() for m in _CLAUSE.finditer(self.norm, start, stop)), default=start)

    def _goes_on(self, low: int, high: int) -> bool:
        """Whether a sentence tells on in the past, of no other encounter: 'on examination she was' is of the same."""
        k = bisect_right(self._starts, low - 1)
        other = k < len(self._starts) and self._starts[k] < high
        timed = other and _TIMED.search(self.norm, low, high)
        if timed or _PRESENT.search(self.norm, low, high) or _ANEW.match(self.norm, low, high):
            return False
        return _PAST.search(self.norm, low, high) is not None
