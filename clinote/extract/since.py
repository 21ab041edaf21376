"""Times that a date gives: 'since 15 January', 'began on Tuesday', 'in November he noticed'; days before the note."""

import re
from datetime import date, timedelta
from functools import cache

from clinote import patterns

Dated = tuple[int, int, float | None, float | None, str]
"""Where a time begins and ends, its low and high days, and its form, as in timespan.Timespan."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_BEGAN = (
    r"(?:began|begun|beginning|started|starting|onset|developed|noticed|noted|appeared|occurred"
    r"|(?:dating|dates|dated)(?:\s+back)?(?=\s+(?:to|from)))"
)
_VERB = (
    r"(?:is|are|was|were|has|have|had|do|does|did|can|cannot|can't|could|will|won't|keeps?|feels?|felt|gets?|got|became"
    r"|seems?|went|go)"
)
_ITSELF = rf"(?!(?:he|she|they|we|i|pt|patient)\b|(?:the|my|his|her|their|both|all)\s+(?:[a-z']+\s+){{1,3}}?{_VERB}\b)"
"""What is no word of the clause after 'since': the subject of the next one ('since the flu her legs are weak')."""
_HOUR = (
    r"(?:noon|midday|midnight|(?:breakfast|lunch|dinner|supper)(?:time)?|bedtime|dawn|sunrise|sundown"
    r"|\d{1,2}(?::\d\d)?\s*(?:[ap]m|[ap]\.m\.|o'clock)|(?:[01]?\d|2[0-3]):[0-5]\d)(?![\w/-])(?:\s+(?:today|yesterday))?"
)
"""An hour of the day or a meal, after 'since'."""
_BECAUSE = re.compile(r"\d|(?:[a-z']+\s+){1,3}?(?:is|has|are|have|does|can|could|cannot|will|would|also|did|do)\b")
"""What follows 'since' that is a reason ('since she is tired') or is counted ('since 3 days ago': timespan.py)."""
_COMPARED = re.compile(
    r"(?:[a-z']+\s+){0,3}?(?:visit|appointment|appt|check(?:up)?|review|follow|f/u|clinic|encounter|eval|re-?eval"
    r"|evaluation|re-?evaluation|assessment|reassessment|exam|examination|consult|consultation|session"
    r"|last\s+(?:seen|saw|met))\b"
)
"""What follows 'since' that is the visit with which today is compared."""


@cache
def _since_pattern() -> re.Pattern[str]:
    feasts = "|".join(
        re.escape(f).replace("'", "'?").replace(r"\ ", r"\s+") for f in patterns.load()["duration"].settings["feasts"]
    )
    named = (
        r"(?:the\s+)?(?:(?:week(?:end)?|days?|night|morning|month)\s+(?:before|after|of)\s+)?(?:the\s+|last\s+)?"
        rf"(?:{feasts})(?:\s+(?:day|eve|weekend|week|holidays?|break|time|dinner))?(?:(?:\s+of)?\s+(?:last|this)\s+year)?"
    )
    return re.compile(
        rf"\b(?:(?P<since>(?:ever\s+)?since)"
        r"|(?P<at>in|on|at|over|around|about)(?=\s+(?:(?:early|late|mid|about|around)[\s-]+)?"
        rf"(?:{_MONTH}|\d|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*day|{named}))"
        rf"|{_BEGAN}(?=[\s:])(?:\s+date\b)?(?:\s*:)?"
        r"(?:\s+(?:abruptly|suddenly|acutely|gradually|insidiously|was|to|in|of|from|at|over|just))*)\b:?"
        rf"(?:\s+(?!{named}\b)(?:about|around|approximately|early|late|mid|on|the\s+(?:beginning|start|end|middle)\s+of|at\s+least|"
        r"last|this|~|in|back|just)\b)*[\s-]*"
        rf"(?:(?P<named>{named})\b|(?P<iso>\d{{4}}-\d\d-\d\d)|(?P<m4>\d{{1,2}})/(?P<y4>(?:19|20)\d\d)"
        r"|(?P<m>1[0-2]|0?[1-9])/(?P<d>[12]\d|3[01]|0?[1-9])(?!\d)(?:/(?P<y>\d{4}|\d\d))?"
        rf"|(?:the\s+)?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<mon2>{_MONTH})(?:,?\s+(?P<y2>\d{{4}}))?"
        rf"|(?P<mon3>{_MONTH})(?:\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?!\d))?(?:,?\s+(?:of\s+)?(?P<y3>\d{{4}}))?\b"
        r"|(?P<year>(?:19|20)\d\d)\b|(?P<weekday>(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?)\b"
        r"|(?P<yesterday>yesterday)|(?P<today>this\s+morning|today|tonight)"
        rf"|(?P<hour>{_HOUR})"
        rf"|(?P<night>last\s+night|night)|(?P<other>(?:then|that\s+(?:time|day|date|point))\b|[a-z'0-9]+(?:\s+{_ITSELF}[a-z'0-9]+\b(?!/)){{0,4}})?)"
    )


_ONSET = re.compile(
    r",?\s+(?:(?:he|she|i|they|the|patient|pt|mr|mrs|ms)\b\.?\s+){0,2}(?:(?:first|then|also|suddenly|gradually)\s+)?"
    r"(?:began|started|noticed|noted|developed|became|woke|awoke|found)\b"
)
"""What follows 'in November' where that is when something began."""


def find(norm: str, start: int, end: int, today: str | None) -> list[Dated]:
    """The dated times in `start:end` of a note's plain text; `today` is the note's ISO date."""
    day = _iso(today)
    return [dated for m in _since_pattern().finditer(norm, start, end) if (dated := _since(m, day))]


def _since(m: re.Match[str], today: date | None) -> Dated | None:
    """A date after 'since', 'began' or 'in'; after 'since' a clause ('since he fell') is a time too, if a vague one."""
    if (m["other"] or m.end() == m.end("since")) and (not m["since"] or _BECAUSE.match(m["other"] or "")):
        return None
    if m["since"] and _COMPARED.match(m.string, m.end("since") + 1):
        return None
    if m["at"] and not _ONSET.match(m.string, m.end()):
        return None
    if not m["since"] and not any(
        m[k] for k in ("named", "iso", "m", "m4", "d2", "mon3", "year", "weekday", "yesterday", "today", "night")
    ):
        return None
    low: float | None = None
    high: float | None = None
    end = m.end()
    if m["yesterday"] or m["night"]:
        low = high = 1.0
    elif today and m["weekday"]:
        low = high = float((today.weekday() - _DAYS.index(m["weekday"][:3])) % 7 or 7)
    elif today and (when := _when(m, today)):
        low, high = (float(max(0, (today - d).days)) for d in (when[1], when[0]))
    return (m.start(), end, low, high, "since" if m["since"] else "past" if m["at"] else "ago")


def _when(m: re.Match[str], today: date) -> tuple[date, date] | None:
    """First and last day that a 'since' may mean: a date without a year is the latest before `today`."""
    try:
        if m["iso"]:
            return (date.fromisoformat(m["iso"]),) * 2
        if m["year"]:
            return date(int(m["year"]), 1, 1), min(today, date(int(m["year"]), 12, 31))
        month = int(m["m"] or m["m4"] or 0) or _month(m["mon2"] or m["mon3"])
        if not month:
            return None
        day = int(m["d"] or m["d2"] or m["d3"] or 0)
        written = m["y"] or m["y4"] or m["y2"] or m["y3"]
        year = int(written) + (2000 if written and len(written) == 2 else 0) if written else today.year
        first = date(year, month, day or 1)
        if not written and first > today:
            first = date(year - 1, month, day or 1)
        last = first if day else (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        return first, min(last, today)
    except ValueError:
        return None


def _month(name: str | None) -> int:
    return _MONTHS.index(name[:3]) + 1 if name else 0


def _iso(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
