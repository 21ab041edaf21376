"""Dates and spans of time that lie in the past of a note: 'in 1998', '3 years ago', 'at age 9'."""

import re
from datetime import date

_COUNT = {
    "a": 1, "an": 1, "one": 1, "two": 2, "couple": 2, "couple of": 2, "three": 3, "few": 3, "several": 3, "some": 3,
    "four": 4, "five": 5, "many": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
    "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
_NUMBER_WORDS = "|".join(word.replace(" ", "[ ]") for word in sorted(_COUNT, key=len, reverse=True))
_UNIT_DAYS = {"d": 1, "w": 7, "m": 30.44, "y": 365.25}
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_AGO = re.compile(
    rf"""
      (?<!less\ than\ )\b(?P<n>\d{{1,3}}|{_NUMBER_WORDS})
      (?:\s?(?:-|to|or)\s?(?:\d{{1,3}}|[a-z]{{3,6}}))?\s?\+?[\s-]?
      (?P<unit>d|w|m|y)(?:ays?|eeks?|ks?|onths?|os?|ears?|rs?)?\.?
      \ (?:ago|prior|previously|earlier|back|before)\b
      (?!\ (?:of|(?:the\ |h(?:er|is)\ )?(?:plan|surgery|procedure|delivery))\b)
    | \bat\ (?:the\ |about\ |approximately\ )?age\ (?:of\ )?\d{{1,2}}\b
    | \bwhen\ (?:s?he|they|the\ patient)\ was\ (?:only\ |about\ |approximately\ |around\ )?
      (?:(?:a|an)\ )?(?:\d{{1,2}}\b|(?:child|kid|baby|infant|toddler|teenager|teen|young|little|adolescent
        |in\ h(?:er|is)\ (?:early\ |late\ |mid\ )?(?:teens|\w+ties|\d0s))\b)
    | \bat\ \d{{1,2}}\ (?:years|months|yrs|yo)\b(?:\ of\ age)?
    """,
    re.VERBOSE,
)
_IN_YEAR = re.compile(
    rf"""
      (?:(?<!\bof\ )|(?=[a-z]))\b(?:(?:in|from|during|circa|around|about|on|by|dated)\ )?
      (?:early\ |late\ |the\ (?:spring|summer|fall|autumn|winter)\ of\ |mid-?)?
      (?: (?P<month>{"|".join(_MONTHS)})[a-z]{{0,6}}\.?(?:\ \d{{1,2}}(?:st|nd|rd|th)?)?,?\ (?:of\ )?
        | (?P<mm>[01]?\d)[/-](?:[0-3]?\d[/-])?
      )?
      (?P<year>(?:19|20)\d\d)(?:'?s)?\b
      (?![/.-]\d|\s?(?:mg|ml|units?|cc|hours|hrs|cal|k|u/l|iu|mcg|kg|g|am|pm|h)\b)
    """,
    re.VERBOSE,
)
_LASTING = re.compile(
    rf"""
      \b(?:for|over|x|during|within|in)\ (?P<past>(?:the\ |h(?:er|is)\ )?(?:past|last|previous|preceding)\ )?
      (?:about\ |approximately\ |at\ least\ |over\ |more\ than\ |nearly\ |almost\ |the\ better\ part\ of\ )?
      (?:(?P<n>\d{{1,3}}|{_NUMBER_WORDS})(?:\s?(?:-|to|or)\s?(?:\d{{1,3}}|[a-z]{{3,6}}))?\s?\+?[\s-])?
      (?P<unit>m|y|d)(?:onths?|os?|ears?|rs?|ecades?)\b(?!\ (?:old|of\ age))
    | \b(?:\d{{1,2}}|{_NUMBER_WORDS})[\s-](?:plus[\s-])?(?:year|yr)s?[\s-](?:long\ )?(?:history|hx)\ (?:of|with)\b
    | \bsince\ (?:early\ |late\ |h(?:er|is)\ )?
      (?:childhood|birth|infancy|adolescence|youth|high\ school|college|teens|\w+ties
        |(?:the\ )?age\ (?:of\ )?\d{{1,2}})\b
    """,
    re.VERBOSE,
)
_IN_MONTH = re.compile(r"(?:in|during) (?:early |late )?[a-z]+\.?,? (?:of )?\d{4}")
_LASTING_HINTS = ("year", "yr", "month", " mo", "decade", "since ")
_LONG_MONTHS = 6
_AGO_HINTS = (" ago", " age ", "years", " yo", "earlier", "previously", " back", "before", "prior", "when ")
_YEAR = re.compile(r"(?:19|20)\d\d")
RECENT_DAYS = 14
"""A condition that began at least so many days before the visit is historical (ConText 2009)."""


def past(norm: str, start: int, end: int, note_date: str | None) -> list[tuple[int, int]]:
    """Where `norm[start:end]` names a time at least 14 days before the note (before any note, when undated)."""
    found = []
    sentence = norm[start:end]
    if _hinted(sentence, _AGO_HINTS):
        for m in _AGO.finditer(norm, start, end):
            if m["unit"]:
                number = int(m["n"]) if m["n"].isdigit() else _COUNT[m["n"]]
                if number * _UNIT_DAYS[m["unit"]] < RECENT_DAYS:
                    continue
            found.append((m.start(), m.end()))
    if ("19" in sentence or "20" in sentence) and _YEAR.search(sentence):
        found += [(m.start(), m.end()) for m in _IN_YEAR.finditer(norm, start, end) if _over(m, note_date)]
    return found


def _over(named: re.Match[str], note_date: str | None) -> bool:
    """Whether the time named is over; of an undated note 'in March 2005' is, for the current month has no year."""
    if _before(int(named["year"]), _month(named["month"], named["mm"]), note_date):
        return True
    return note_date is None and _IN_MONTH.match(named[0]) is not None


def lasting(norm: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where `norm[start:end]` says that something has lasted for a year, for half a year, or since childhood."""
    if not _hinted(norm[start:end], _LASTING_HINTS):
        return []
    found = []
    for m in _LASTING.finditer(norm, start, end):
        if m["unit"]:
            number = 1 if m["n"] is None else int(m["n"]) if m["n"].isdigit() else _COUNT[m["n"]]
            bare_in = norm.startswith("in", m.start()) and not m["past"]
            if bare_in or (m["n"] is None and not m["past"]) or (m["unit"] == "m" and number < _LONG_MONTHS):
                continue
        found.append((m.start(), m.end()))
    return found


def _hinted(sentence: str, hints: tuple[str, ...]) -> bool:
    """Whether one of `hints` stands in the sentence; a loop, for every sentence with a fact comes by here."""
    for hint in hints:  # noqa: SIM110
        if hint in sentence:
            return True
    return False


def _month(name: str | None, number: str | None) -> int | None:
    if name:
        return _MONTHS.index(name) + 1
    return int(number) if number and 1 <= int(number) <= 12 else None


def _before(year: int, month: int | None, note_date: str | None) -> bool:
    """Whether that year (and month) is over when the note is written; in an undated note a month tells nothing."""
    try:
        noted = date.fromisoformat(note_date) if note_date else None
    except ValueError:
        noted = None
    if noted is None:
        return month is None
    if year != noted.year:
        return year < noted.year and not (year == noted.year - 1 and month == 12 and noted.month == 1)
    return month is not None and month < noted.month - 1
