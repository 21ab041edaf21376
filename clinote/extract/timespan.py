"""Times in a sentence, in days before the note: 'for 3-4 months', '>2 weeks', 'since 15 January', 'two days ago'."""

import re
from dataclasses import dataclass, replace
from functools import cache

from clinote import patterns
from clinote.extract import since

_VAGUE = r"a\s+few|several|many|some|a\s+number\s+of|few|multiple|numerous"
_LEAD = re.compile(
    r"(?:(?:\b(?:for|over|in|during|within|of|these|this|now|past|last|previous|preceding|prior|after|before|every|"
    r"each|next|until|till|by|q|at|the|going(?:\s+on)?|x|since|lasting|lasted|lasts|about|approximately|approx|around|roughly|"
    r"nearly|almost|ca|circa|some|somewhere|perhaps|maybe|probably|only|just|least|most|more|less|greater|than|under|up|upwards|"
    r"to|excess|exceeding|between|well|close|been|no|first|times|fully"
    r"|a\s+(?:good|full|solid|whole|mere|further)|as\s+(?:long|much|many)\s+as"
    r"|(?:better|best|greater)\s+part\s+of|(?:a|the)\s+(?:matter|space|course|span|period)\s+of)\b"
    r"|[~>=<≥≤?])\.?\s*)+$"
)
_TAIL = re.compile(
    r"(?P<not>[\s-]*(?:old\b|of\s+age|later|after\b|before\b(?!\s+(?:admission|presentation|arrival|this|coming))"
    r"|from\s+now|apart|post\b|s/p\b|status\s+post|out\s+(?:of|from)\b|per\s+(?:day|d|night|week|wk|month|mo|year|yr|hour|hr|h|visit|session|shift)\b|a\s+day|a\s+week|daily|/"
    r"|y/o|at\s+a\s+time|each|visit|follow|f/u|recheck|check|supply|stay|hospitali[sz]ation|admission|infusion|trial|taper|course\s+of\s+(?:anti|pred)))"
    r"|(?P<more>\s+(?:or\s+(?:more|longer)|plus)|\+(?=[\s.,;)]|$))?(?P<so>\s+or\s+so)?(?P<long>[\s-]long\b(?!\s+(?:run|term|ago)))?"
    r"(?:(?P<ago>\s+(?:ago|back|earlier|previously|pta|before|prior\b(?!\s+to\s+(?:the\s+)?onset))\b)"
    r"|(?P<lasting>(?:'s?)?[\s-]+(?:in\s+)?(?:duration|standing)\b)"
    r"|(?P<alone>(?:'s?)?[\s-]+(?:history|hx|h/o|course)(?=\s*(?:[.,;)]|$)))"
    r"|(?P<of>(?:'s?)?[\s-]+(?:history|hx|h/o|course|period|onset|story|of)\b)"
    r"|(?P<own>'s?(?=\s+[a-z])))?"
)
_MORE = re.compile(
    r"(?<!no\s)(?:more|greater)\s+than|no\s+(?:less|fewer)\s+than|at\s+least|upwards\s+of|excess\s+of|exceeding|well\s+over|[>≥]"
    r"|\b(?:for|x|now|been|of|just|well|slightly)\s+over\s*$"
)
_LESS = re.compile(
    r"as\s+(?:long|much|many)\s+as|(?<!no\s)(?:less|fewer)\s+than|under|up\s+to|no\s+more\s+than|at\s+most|[<≤]"
)
_SAME = 4
"""How close (characters) behind a time a vague one only says when that was."""
_APPOSED = re.compile(r"\s?(?:,|\(|-{1,2})\s*(?:so|or|now|that\s+is|i\.e\.|it's|it\s+is)?,?\s*")
_APART = re.compile(r"\s*(?:[.,;:)\"]|--|(?:now|and|but)\b|$)")
_NOT_AFTER = frozenset(("after", "before", "every", "each", "next", "until", "till", "q", "by"))
_PAST = frozenset(("past", "last", "previous", "preceding"))
_FOR = frozenset(("for", "x", "lasting", "lasted", "over", "going", "of", "during"))
_ORDINAL = re.compile(
    r"\b(?:in|into|entering|reached)\s+(?:its|the)\s+(?P<nth>[a-z]+|\d{1,2}(?:st|nd|rd|th))\s+"
    r"(?P<unit>day|week|month|year)\b"
    r"(?!\s+of\b)"
)
_BRITISH = re.compile(
    r"(?:(?P<lead>\b(?:for|x|past|last|over)\s*|\bx)|(?P<label>\b(?:onset|duration)\s*[:=]?\s*"
    r"|[\[(](?=\d{1,2}(?:-\d{1,2})?/52[)\]])))?"
    r"(?<![\d/.])(?P<low>\d{1,2})(?:-(?P<high>\d{1,2}))?/(?P<per>7|52|12)(?![\d/])"
    r"(?P<tail>\s+(?:ago|history|hx|h/o|of|duration)\b)?"
)


@dataclass(frozen=True, slots=True)
class Timespan:
    """A time in a note: `low` and `high` days, None where open or vague.

    `form`: "of" ('3 weeks of'), "alone" ('a 3-week history.'), "ago", "past" ('over the past 3 weeks'), "for", "since",
    "until" ('well until 3 weeks ago'), or "bare" ('3 weeks').
    """

    start: int
    end: int
    low: float | None
    high: float | None
    form: str


def find(norm: str, start: int, end: int, today: str | None) -> list[Timespan]:
    """The times in `start:end` of a note's plain text, in text order; `today` is the note's ISO date."""
    spans = [s for m in _quantity().finditer(norm, start, end) if (s := _amount(norm, start, end, m))]
    if norm.find("/", start, end) >= 0:
        spans += [s for m in _BRITISH.finditer(norm, start, end) if (s := _british(m))]
    spans += [s for m in _ORDINAL.finditer(norm, start, end) if (s := _ordinal(m))]
    spans += [Timespan(*dated) for dated in since.find(norm, start, end, today)]
    spans.sort(key=lambda s: (s.start, -s.end))
    kept: list[Timespan] = []
    for span in spans:
        if kept and _said_again(norm, kept[-1], span):
            # 'since about Easter, four months or so'
            kept[-1] = replace(kept[-1], end=span.end, low=span.low, high=span.high)
            continue
        vague = span.form == "since" and span.low is span.high is None
        if vague and kept and 0 <= span.start - kept[-1].end < _SAME:
            # 'for nine days, ever since the fall': one time, said twice
            continue
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
        elif kept[-1].form == "since" and kept[-1].low is kept[-1].high is None:
            # 'since his stroke 3 months ago'
            kept[-1] = replace(kept[-1], end=max(span.end, kept[-1].end), low=span.low, high=span.high)
    return kept


def _said_again(norm: str, when: Timespan, span: Timespan) -> bool:
    """Whether a number of units counts the time since the vague date before it."""
    undated = when.form in ("since", "ago") and when.low is when.high is None
    apposed = span.form in ("bare", "ago") and _APPOSED.fullmatch(norm, when.end, span.start)
    return bool(undated and apposed and _APART.match(norm, span.end))


def _amount(norm: str, start: int, end: int, m: re.Match[str]) -> Timespan | None:
    """A number of units with the words about it; None where they say that it is no duration ('every 2 weeks')."""
    lead = _LEAD.search(norm[max(start, m.start() - 45) : m.start()])
    said = lead[0] if lead else ""
    words = frozenset(re.findall(r"[a-z]+|[~>=<≥≤]", said))
    tail = _TAIL.match(norm, m.end(), end)
    after = tail.lastgroup if tail else None
    until = after == "ago" and "until" in words
    if (words & _NOT_AFTER and not until) or not _counts(m, words, after):
        return None
    if after == "not" and not (tail and tail["not"].strip() == "after" and words & _FOR):
        return None
    if words == {"at"} and after != "ago":
        # 'at 2 weeks': a moment
        return None
    low, high = _days(m)
    if low is not None:
        if m["plus"] or (tail and tail["more"]) or _MORE.search(said) or (after == "ago" and said.endswith("over ")):
            high = None
        elif _LESS.search(said):
            low = None
    begin = m.start() - len(re.sub(r"^\s*(?:(?:of|up(?!\s+to\b))\s+)?", "", said))
    stop = tail.end() if tail and after not in ("of", "alone", "own", "not") else m.end()
    return Timespan(begin, stop, low, high, "until" if until else _form(words, after))


def _counts(m: re.Match[str], words: frozenset[str], after: str | None) -> bool:
    """Whether a number of units is a stretch of time, and not a date, a rate or an article ('twice a day')."""
    past = bool(words & _PAST)
    if "first" in words and not (m["low"] or m["vague"]):
        return False  # 'of the first months'
    if words & {"in", "within"} and not past:
        return False
    if m["and"]:
        return "between" in words
    if m["low"] in ("a", "an"):
        return bool(words or m["or_high"]) or after in ("of", "ago", "alone", "so", "own")
    if m["low"] or m["vague"]:
        return True
    if after == "long":
        return not m.string.endswith(("all ", "whole "), 0, m.start())
    if m["bare"].endswith("s"):
        return (bool(words) or after in ("of", "ago")) and not words & {"most", "some", "more"}
    return past and bool(words & {"the", "over", "for", "in", "during", "this"})


def _form(words: frozenset[str], after: str | None) -> str:
    if words & _PAST:
        return "past"
    if after in ("of", "ago", "alone"):
        return after
    return "for" if after == "lasting" or words & _FOR else "bare"


def _days(m: re.Match[str]) -> tuple[float | None, float | None]:
    table = _tables()
    written: str = m["unit"] or m["bare"]
    unit = table.unit(written)
    if m["bare_or"]:
        return unit, round(table.number(m["bare_or"]) * unit, 4)
    if not m["low"]:
        return (None, None) if m["vague"] or written.endswith("s") else (unit * (1.5 if m["bare_half"] else 1),) * 2
    low = high = table.number(m["low"])
    if m["high"]:
        high = table.number(m["high"])
    if m["or_high"]:
        high = table.number(m["or_high"])
    if m["half"] or m["late_half"]:
        low, high = low + 0.5, high + 0.5
    return round(low * (table.unit(m["unit1"]) if m["unit1"] else unit), 4), round(high * unit, 4)


def _british(m: re.Match[str]) -> Timespan | None:
    """'3/52', three weeks, in the way of British notes: days over 7, weeks over 52, months over 12."""
    if not (m["lead"] or m["label"] or m["tail"] or m["per"] == "52"):
        return None  # a date
    days = {"7": 1.0, "52": 7.0, "12": 30.44}[m["per"]]
    low, high = float(m["low"]), float(m["high"] or m["low"])
    tail = m["tail"] or ""
    told = m["lead"] or m["label"] or "duration" in tail
    form = "ago" if "ago" in tail else "for" if told else "of" if tail else "bare"
    begin = m.start("low") if m["label"] else m.start()
    end = m.end() if form == "ago" else m.end("per")
    return Timespan(begin, end, round(low * days, 4), round(high * days, 4), form)


def _ordinal(m: re.Match[str]) -> Timespan | None:
    """'In its third week': two to three weeks."""
    table, written = _tables(), m["nth"]
    nth = float(written[:-2]) if written[0].isdigit() else table.ordinals.get(written)
    if not nth:
        return None
    unit = table.unit(m["unit"])
    return Timespan(m.start(), m.end(), round((nth - 1) * unit, 4), round(nth * unit, 4), "for")


class _Tables:
    def __init__(self) -> None:
        settings = patterns.load()["duration"].settings
        self.units: dict[str, float] = settings["units"]
        self.numbers: dict[str, float] = settings["numbers"]
        self.ordinals: dict[str, float] = {word: n for n, word in enumerate(settings["ordinals"], start=1)}

    def unit(self, written: str) -> float:
        """Days in a unit, singular or plural."""
        return self.units[written if written in self.units else written.removesuffix("s")]

    def number(self, written: str) -> float:
        """'3', '3.5', '1 1/2', '1½', 'three', 'a couple of'."""
        written = " ".join(written.replace("-", " ").split())
        if written in self.numbers:
            return self.numbers[written]
        halves = 0.5 if ("½" in written or "1/2" in written) else 0.0
        digits = re.match(r"\d+(?:\.\d+)?", written.replace("1/2", "", 1) if written.startswith("1/2") else written)
        return (float(digits[0]) if digits else 0.0) + halves


@cache
def _tables() -> _Tables:
    return _Tables()


@cache
def _quantity() -> re.Pattern[str]:
    table = _tables()
    words = "|".join(w.replace(" ", r"[\s-]+") for w in sorted(table.numbers, key=len, reverse=True))
    number = rf"(?:\d+(?:\.\d+)?(?:\s*½|\s+1/2)?|½|1/2|(?:{words})\b)"
    units = "|".join(sorted(table.units, key=len, reverse=True))
    units = rf"(?:(?<![a-z]\s)(?<![a-z-])|(?![hdwy]\b))(?:{units})"
    long = "|".join(u for u in table.units if len(u) > 2 and u not in ("second", "sec", "min", "mon", "mth"))
    low = rf"(?P<low>{number})(?P<half>\s+and\s+a\s+half)?"
    high = rf"(?:(?:[\s-]*(?P<unit1>(?:{units})s?))?\s*(?:-|to|or|(?P<and>and))\s*(?P<high>{number}))?(?P<plus>\s*\+)?"
    counted = rf"(?:(?P<vague>{_VAGUE})|{low}{high})(?:[\s-]+(?:consecutive|full|whole|good))?[\s-]*"
    return re.compile(
        rf"(?:(?<![\w./])|(?<=\bx))(?:{counted}(?P<unit>(?:{units})s?)\b(?P<late_half>\s+and\s+a\s+half)?"
        rf"(?:\s+or\s+(?P<or_high>two|three|2|3)\b)?"
        rf"|(?P<bare>(?:{long})s?)\b(?P<bare_half>\s+and\s+a\s+half)?(?:\s+or\s+(?P<bare_or>two|three)\b)?)"
    )
