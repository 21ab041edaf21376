"""Points of time: dates, days of the week, hours, seasons, times of a life ('at age 12', 'in her thirties'); ages."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from clinote.spans import count, dates
from clinote.spans.amount import filled
from clinote.spans.vocabulary import vocabulary

OVER_DAYS = 31
"""A date so many days before the note is surely past."""
_THIRDS = frozenset(("early", "mid", "late"))
_WITHIN = frozenset(("in", "during", "early", "late"))
_SERVED = _WITHIN | {"since", "from", "with"}
"""Before 'the army', where it is a time of life: no army's hospital."""
Today = Callable[[], date | None]
"""Gives the note's date, which few points ask for."""


class Point(NamedTuple):
    """A point up to word `end`, `low` to `high` days before the note, None where that is not known.

    `needs`: "" where it stands by itself, "word" where a word before it has to make it one ('on Monday'), "onset"
    where only 'since' or 'began' do. `form` is that of `time.Time`; `over` tells that it is surely past, `last` which
    day a date with a year is, or the last one that it may be.
    """

    end: int
    low: float | None = None
    high: float | None = None
    needs: str = ""
    form: str = "at"
    over: bool = False
    last: date | None = None


def read(words: list[str], i: int, today: Today) -> Point | None:
    """The point that begins at word `i`."""
    return _life(words, i) or _dated(words, i, today) or _day(words, i, today)


def age(words: list[str], counted: count.Counted) -> Point | None:
    """The age of so many years, where no unit is written out: '56 yo', '56 y/o'."""
    known = vocabulary()
    classes, end = known.points.at(words, filled(words, counted[1]))
    if "years_old" not in classes:
        return None
    years = round(counted[0] * known.units["year"], 4)
    return Point(end, years, years, form="age")


def _life(words: list[str], i: int) -> Point | None:
    known = vocabulary()
    if words[i] in ("age", "aged"):
        end = _number_end(words, i + 1 + (words[i + 1] == "of"))
        end += bool(end and known.unit(words, end))
    elif words[i] == "when":
        end = _grown(words, i + 1)
    elif words[i] == "as" and words[i + 1] in ("a", "an"):
        young = words[i + 2] in ("young", "small")
        classes, end = known.points.at(words, i + 2)
        if young and end <= i + 3:
            classes, end = known.points.at(words, i + 3)
        end = end if "grown" in classes else 0
    else:
        end = _stage(words, i)
    return Point(end, form="life") if end > i else None


def _grown(words: list[str], i: int) -> int:
    """The end of '(when) she was a child', '(when) he was about 12', '(when) she was in her thirties'."""
    known, k = vocabulary(), i
    while words[k] in known.subjects:
        k += 1
    if k == i or words[k] != "was":
        return 0
    k += 1
    while words[k] in ("only", "about", "approximately", "around", "a", "an", "in"):
        k += 1
    classes, end = known.points.at(words, k)
    return end if "grown" in classes else _number_end(words, k) or _stage(words, k)


def _stage(words: list[str], i: int) -> int:
    """The end of 'her (late) thirties', 'his 30s', 'childhood'."""
    known = vocabulary()
    if words[i] == "the" and (not i or words[i - 1] not in _SERVED):
        return 0
    own = words[i] in ("her", "his", "their", "my")
    k = i + own
    k += words[k] in ("early", "mid", "late")
    if own and words[k] in known.decades and (words[k + 1] == "s") is words[k].isdecimal():
        return k + 1 + words[k].isdecimal()
    classes, end = known.points.at(words, k)
    return end if "life" in classes else 0


def _number_end(words: list[str], i: int) -> int:
    """Where the number that begins at word `i` ends; 0 where none does."""
    found = count.read(words, i)
    return found[1] if found else 0


def _dated(words: list[str], i: int, today: Today) -> Point | None:
    if (written := dates.read(words, i)) is None:
        return None
    end = written.end
    if words[end] in vocabulary().measures or words[end] == "%" or (i and words[i - 1] == "/"):
        return None
    low = high = None
    now = today()
    span = written.span(now)
    if span and now:
        low, high = (float(max(0, (now - day).days)) for day in reversed(_narrowed(words, i, *span)))
    if written.year is None:
        bare = words[i].isdecimal() and words[i + 1] == "/" and not (i and words[i - 1] == "on")
        return Point(end, low, high, "onset" if bare else "word")
    heads = words[end] == ":" or (i > 0 and words[i - 1] in _WITHIN)
    within = written.month is None or (written.day is None and heads)
    return Point(end, low, high, over=within if low is None else low >= OVER_DAYS, last=span[1] if span else None)


def _narrowed(words: list[str], i: int, first: date, last: date) -> tuple[date, date]:
    """The third of a month or year that 'early', 'mid' or 'late' before it means."""
    third = (last - first) / 3
    classes, _ = vocabulary().before.before(words, i, _THIRDS)
    if "early" in classes:
        return first, first + third
    if "mid" in classes:
        return first + third, last - third
    return (last - third, last) if "late" in classes else (first, last)


def _day(words: list[str], i: int, today: Today) -> Point | None:
    """'Yesterday', 'Tuesday', '4 p.m.', 'Easter weekend'."""
    known = vocabulary()
    classes, end = known.points.at(words, i)
    if "yesterday" in classes:
        ago = 1.0 + words[i:end].count("before")
        return Point(end, ago, ago)
    if words[i] in known.weekdays:
        now = today()
        days = float((now.weekday() - known.weekdays[words[i]]) % 7 or 7) if now else None
        return Point(i + 1, days, days, "word")
    if hour := end if classes & {"hours", "today"} else _clock(words, i):
        classes, end = known.points.at(words, hour)
        return Point(end if classes & {"today", "yesterday"} else hour, needs="onset")
    if "feasts" in classes and (words[i] != "last" or i == 0 or words[i - 1] not in known.stretch):
        while words[end] in known.whole_days:
            end += 1
        return Point(end)
    return None


def _clock(words: list[str], i: int) -> int:
    """The end of '4 p.m.', '16:30', '3 o'clock'."""
    if not words[i].isdecimal():
        return 0
    minutes = words[i + 1] == ":" and words[i + 2].isdecimal()
    classes, end = vocabulary().points.at(words, i + 3 if minutes else i + 1)
    return end if "clock" in classes else i + 3 if minutes else 0
