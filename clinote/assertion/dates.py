"""What times say of the things beside them: that they are past, have lasted for long, or are the present illness."""

import re
from collections.abc import Iterable, Iterator

from clinote.expressions import expression
from clinote.patterns import worded
from clinote.reading import Reading
from clinote.spans.time import Time

RECENT_DAYS = 14
"""A condition that began at least so many days before the visit is historical (ConText 2009)."""
_LONG_AGO = 90
"""What somebody came with so many days before is no present illness."""
_HALF_A_YEAR = 180
LASTED = frozenset(("for", "past", "since", "of"))
_LONG = 80
"""How far (characters) before how long something lasted the verb may stand."""
_NEAR = 30
"""How far (characters) before a time it is told of what it is."""


_AGE = expression(r"\d{1,3}")
_FOLLOWED = 10
"""Years for which a case may be told on; what was at a far higher age was a parent's."""
_KIN = worded(r"[ -]*(?:grand[a-z]+|{family.parents}|{family.children}|{family.spouses}|{family.siblings})\b")
"""Who is so old, where it is not the patient."""


def _is_age_now(norm: str, ages: list[re.Match[str]], time: Time) -> bool:
    """Whether an age at which something was is the patient's or comes after: 'a man of 49 years old. At 55 he'."""
    age = _AGE.search(norm, time.start, time.end)
    if age is None or time.form != "life":
        return False
    told = next((m for m in ages if not time.start <= m.start() < time.end), None)
    if told and (norm.endswith(" at ", 0, told.start()) or _KIN.match(norm, told.end())):
        return False  # 'began to smoke at 16 years old', 'her 8-year-old grandson'
    return told is not None and 0 <= int(age[0]) - int(told[1]) <= _FOLLOWED


_HAD_AT = expression(r"\bhad (?!no\b|not\b)(?:[a-z'-]+ ){1,5}$")
_MANY = r"(?:only |about |around )?[a-z\d]+"
_AT_AGE = expression(rf"at (?:age {_MANY}[ -][a-z]+|{_MANY}[ -](?:years?|[a-z]+ (?:old|of age)))\b")
"""An age: 'at six years', 'at six months of age', but not 'at six days'."""
_COUNTED = worded(r"[ -]{time.counted_from}\b")
"""What an age is not: 'a seizure at six months after the operation'."""
_THAN = worded(r"\b{history.comparing} (?:(?:it|he|she|they) (?:[a-z]+ )?)?(?:(?:in|on|at|during|about) )?$")


def _names_event(norm: str, time: Time) -> bool:
    """Whether a time names what happened at its date: 'since a stroke in 2014'."""
    return time.form == "since" and time.core > time.start and not norm.endswith("since ", time.start, time.core)


def past(reading: Reading, times: Iterable[Time]) -> Iterator[tuple[int, int, bool]]:
    """Where times lie at least 14 days before the note, or a date surely before it, and whether they lie long before.

    '3 years ago', 'in 1998'. A note without a day of its own is of the last date that it tells of, or later; with the
    first its story may begin.
    """
    for time in times:
        event = _names_event(reading.norm, time)
        days = time.least if event or time.form in ("ago", "before", "at") else 0.0
        if time.last and not days and (told := reading.told) and time.last != told.first:
            days = float((told.last - time.last).days)
        over = time.over or (time.last and days >= _LONG_AGO)
        if time.form == "other" and _HAD_AT.search(reading.norm, max(0, time.start - _LONG), time.start):
            over = _AT_AGE.match(reading.norm, time.start) and not _COUNTED.match(reading.norm, time.end)
        if time.form == "life":
            over = not _is_age_now(reading.norm, reading.ages, time)
        elif event or time.form in ("ago", "before"):
            over = over or days >= RECENT_DAYS
        if over and not _THAN.search(reading.norm, max(0, time.start - _NEAR), time.core):  # 'weaker than in 2023'
            yield time.start if time.form == "life" else time.core, time.end, days >= _LONG_AGO


_SO_NOW = worded(r"\b(?:has|have|'ve) (?:had|been|suffered)\b|\bstill\b|\bnow (?!{boundaries.coming}\b)")
"""What says of something that has lasted that it does still: 'has had gout for years', 'now twice a month'."""


def reaching(norm: str, times: list[Time], sentence: tuple[int, int]) -> Iterator[Time]:
    """The times that reach to now: the last days, half a year or more, and since when something still is."""
    so_now = any(time.form == "since" for time in times) and _SO_NOW.search(norm, *sentence)
    for time in times:
        lasted = time.form in ("for", "since") and time.least >= _HALF_A_YEAR and not _names_event(norm, time)
        if lasted or time.form == "past" or (so_now and time.form == "since"):
            yield time


def has_lasted(norm: str, times: Iterable[Time], end: int) -> bool:
    """Whether a time right behind a concept says how long it has lasted: 'a history of cramps for two months'."""
    beside = [t for t in times if t.start > end and norm[end : t.start] in (" ", " of ")]
    lasting = (t for t in beside if t.form in LASTED and not norm.startswith(("lasted", "lasting"), t.start))
    return any(t.form != "past" or (t.high or RECENT_DAYS) < RECENT_DAYS for t in lasting)


_VISIT, _MONTH = worded(r" {history.visits}\b"), worded(r"\b(?:{time.months}|last)\b")
_WAS = expression(r"\d[\d.,+-]*(?:/[05])?(?: ?[a-z%][a-z/%]{0,6})?,? \Z")
"""A value right before when it was measured."""


def visits(norm: str, times: Iterable[Time]) -> Iterator[tuple[int, int]]:
    """Where times are those of an earlier visit: 'at the April visit', 'was 2,300 in April', '(800 in June)'."""
    for time in (time for time in times if time.form == "at"):
        at = time.start
        if visit := _VISIT.match(norm, time.end):
            yield time.start, visit.end()
        elif time.low != 0 and _MONTH.search(norm, at, time.end) and _WAS.search(norm, max(0, at - _NEAR), at):
            yield time.start, time.end
