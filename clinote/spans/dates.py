"""Dates in any written form: '03-01-26', '1/15/26', '15.1.26', '01-Mar-2026', 'the 5th of May', '2026-01-15'."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from clinote import patterns

_YEAR_DIGITS = 4
_JANUARY, _DECEMBER, _MOST_DAYS = 1, 12, 31
_MONTH_IN = frozenset(("in", "during", "early", "mid", "late"))
_MONTH_FROM = _MONTH_IN | {"since", "until", "till", "around"}
"""Before these stands a month, or before the first no day: 'in 9/08', 'since 9/91'."""


@dataclass(frozen=True, slots=True)
class Written:
    """A date up to word `end`, its parts None where left out; `swapped`: the day is first, where both fit."""

    end: int
    year: int | None
    month: int | None = None
    day: int | None = None
    swapped: bool = False

    def span(self, today: date | None) -> tuple[date, date] | None:
        """The first and last day that are meant, without a year the latest before `today`; None where there is none."""
        if self.year is None and today is None:
            return None
        year = self.year or today.year  # type: ignore[union-attr]
        try:
            first = date(year, self.month or _JANUARY, self.day or 1)
            if today and first > today:
                if self.year is None:
                    first = date(year - 1, self.month or _JANUARY, self.day or 1)
                elif self.swapped:
                    first = date(year, self.day or 1, self.month or 1)
        except ValueError:
            return None
        if self.day:
            return first, first
        month_end = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        return first, month_end if self.month else date(year, _DECEMBER, _MOST_DAYS)


def read(words: list[str], i: int) -> Written | None:
    """The date that begins at word `i`."""
    word = words[i]
    if word.isdecimal():
        if month := month_of(words[i + 1 + (words[i + 1] == "-")]):
            return _day_and_month(words, i, month)
        if words[i + 1] in patterns.phrases("time", "endings"):
            of = i + 2 + (words[i + 2] == "of")
            if month := month_of(words[of]):
                return _with_year(words, of + 1, month, int(word))
        return _numbers(words, i)
    if "." in word and word != ".":
        return _dotted(words, i)
    if month := month_of(word):
        return _month_first(words, i + 1 + (words[i + 1] == "." and words[i + 2].isdecimal()), month)
    return None


def month_of(word: str) -> int | None:
    """The number of the month that a word names, in full or by its first letters."""
    return months().get(word)


def year_of(word: str) -> int | None:
    """The year that four digits name."""
    return int(word) if len(word) == _YEAR_DIGITS and word.isdecimal() and word[:2] in ("19", "20") else None


def _numbers(words: list[str], i: int) -> Written | None:
    """'2026-01-15', '1/15/26', '15/1/26', '1/15', '03/2019', '2019'."""
    first, mark, second = words[i : i + 3]
    year = year_of(first)
    if mark not in ("/", "-") or not second.isdecimal():
        return Written(i + 1, year) if year else None
    again, third = words[i + 3 : i + 5]
    if again == mark and third.isdecimal():
        if words[i + 5] == mark:
            return None  # grades: '5/5/4/4'
        if year:
            return _checked(i + 5, year, int(second), int(third))
        if len(third) in (2, 4) and len(first) <= 2 and len(second) <= 2:
            return _checked(i + 5, _century(third), int(first), int(second))
        return None
    if year:
        return Written(i + 1, year)
    if mark == "-":
        return None
    if (year := year_of(second)) and _JANUARY <= int(first) <= _DECEMBER:
        return Written(i + 3, year, int(first))
    if i and _JANUARY <= int(first) <= _DECEMBER and _is_year(second, words[i - 1], words[i + 3]):
        return Written(i + 3, _century(second), int(first))
    return _checked(i + 3, None, int(first), int(second)) if len(first) <= 2 and len(second) <= 2 else None


def _is_year(digits: str, before: str, behind: str) -> bool:
    """Whether two digits behind a month are those of a year, and no day's nor of a ratio: 'in 9/91', 'in 5/21, he'."""
    if len(digits) != 2:
        return False
    ratio = behind == "(" or behind in patterns.phrases("time", "counted")
    if int(digits) > _MOST_DAYS:
        return before in _MONTH_FROM and not ratio
    return before in _MONTH_IN and (digits[0] == "0" or behind in (",", ".", ";", ")"))


def _dotted(words: list[str], i: int) -> Written | None:
    """'15.1.26', '15.01.2026', '03.2019': the day first. Without a year it is any number."""
    first, second = words[i].split(".")
    if not first or len(first) > 2:
        return None
    if words[i + 1] == "." and words[i + 2].isdecimal() and len(words[i + 2]) in (2, 4) and len(second) <= 2:
        return _checked(i + 3, _century(words[i + 2]), int(second), int(first))
    month = int(first)
    return Written(i + 1, year, month) if (year := year_of(second)) and _JANUARY <= month <= _DECEMBER else None


def _checked(end: int, year: int | None, month: int, day: int) -> Written | None:
    """The date, the month first unless only the day can be."""
    if month > _DECEMBER:
        month, day = day, month
    fits = 0 < month <= _DECEMBER and 0 < day <= _MOST_DAYS
    return Written(end, year, month, day, swapped=day <= _DECEMBER) if fits else None


def _day_and_month(words: list[str], i: int, month: int) -> Written | None:
    """'15 January 2026', '01-Mar-26', '1mar26'."""
    day = int(words[i])
    dash = words[i + 1] == "-"
    if not 0 < day <= _MOST_DAYS:
        return None
    end = i + 2 + dash
    if dash and words[end] == "-" and words[end + 1].isdecimal() and len(words[end + 1]) == 2:
        return Written(end + 2, _century(words[end + 1]), month, day)
    return _with_year(words, end + (words[end] == "-"), month, day)


def _month_first(words: list[str], end: int, month: int) -> Written:
    """'January 15th, 2026', 'Jan 2026', 'January of 2026', "Mar '26", 'March'."""
    dash = words[end] == "-"
    day = words[end + dash]
    if day.isdecimal() and len(day) <= 2 and 0 < int(day) <= _MOST_DAYS and words[end + dash + 1] not in ("/", "%"):
        end += 1 + dash
        return _with_year(words, end + (words[end] in patterns.phrases("time", "endings")), month, int(day))
    return _with_year(words, end, month, None)


def _with_year(words: list[str], end: int, month: int, day: int | None) -> Written:
    """The date with the year that may follow it."""
    at = end
    while words[at] in (",", "of", "-", "/"):
        at += 1
    if year := year_of(words[at]):
        return Written(at + 1, year, month, day)
    if words[at] == "'" and words[at + 1].isdecimal() and len(words[at + 1]) == 2:
        return Written(at + 2, _century(words[at + 1]), month, day)
    return Written(end, None, month, day)


def _century(written: str) -> int:
    """The year that two or four digits mean: '98' is 1998, '26' is 2026."""
    year = int(written)
    return year if len(written) == _YEAR_DIGITS else year + (2000 if year < 50 else 1900)


@cache
def months() -> dict[str, int]:
    """The number of each month by its name and its short forms."""
    return patterns.numbered("time", "months")
