"""Numbers: digits with thousands, decimals and 'k', words, halves, ranges, comparators, 'about'."""

import re
from dataclasses import dataclass

from clinote.expressions import expression
from clinote.spans import count
from clinote.spans.classes import classes

NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?= ?i?u/l)"
    r"|\d{1,3},\d{1,2}(?= ?(?:mmol|meq|g/d?l|u?kat|mg/|mu/)|\s?(?:;|\)|$))"
    r"|(?<![\d.,/])\d{1,2},\d{1,2}(?![\d/]|[.,]\d)|\d+(?:\.\d+)?|\.\d+)"
)
"""Digits: thousands parted by commas, or by blanks before U/L; a decimal comma, behind three digits before a unit."""
DIGITS = expression(NUMBER)
GROUPED = r"\d{1,3}(?: \d{3})+(?![\w/]|[.,]\d)"
"""Thousands parted by blanks, which may as well be several numbers."""
# No number of its own: part of a date, a time, a fraction, a percentage, a range or a decimal comma.
_WHOLE = expression(r"(?P<kilo>k(?![\w/]))?(?P<plural>'?s(?!\w))?(?![\d%+]|[.,]\d|/\s?\d|:\d|\s?-\s?\d|\s%)")
_COMPARATOR = expression(r">=|<=|=>|=<|≥|≤|>|<")
_SIGNS = {">": ">", "<": "<", ">=": ">=", "<=": "<=", "=>": ">=", "=<": "<=", "≥": ">=", "≤": "<="}
_RANGE = expression(rf"(?P<low>{NUMBER})\s?(?P<joint>-|to|or)\s?(?P<high>{NUMBER})(?:'?s\b)?(?![\d/%:]|\.\d|-\d)")
_DECIMAL_COMMA = expression(r"\d+,\d\d?")
_GROUPED = expression(GROUPED)
_BLANK = expression(r"[\s~]*")


@dataclass(slots=True)
class Number:
    """A number at `start:end`; `start` is that of its comparator, `digits` that of its digits."""

    start: int
    digits: int
    end: int
    value: float
    comparator: str | None = None


def value_of(written: str) -> float:
    """The number in `written`."""
    if _DECIMAL_COMMA.fullmatch(written):
        return float(written.replace(",", "."))
    return float(written.replace(",", "").replace(" ", ""))


def number_at(norm: str, at: int, limit: int, *, grouped: bool = False) -> Number | None:
    """The number written or spelled at `at`, behind blanks and words; `grouped`: blanks part its digits."""
    comparator, start = None, None
    while True:
        at = _BLANK.match(norm, at, limit).end()  # type: ignore[union-attr]
        if comparator is None and start is None and (sign := _COMPARATOR.match(norm, at, limit)):
            comparator, start, at = _SIGNS[sign[0]], at, sign.end()
        elif word := classes("quantities", "about").at(norm, at, limit):
            at = word[1]
        elif start is None and (word := classes("quantities", "comparators").at(norm, at, limit)):
            comparator, start, at = (word[0] if word[0] in _SIGNS else None), at, word[1]
        else:
            break
    digits = (_GROUPED if grouped else DIGITS).match(norm, at, limit)
    whole = digits and _WHOLE.match(norm, digits.end(), limit)
    first = at if start is None or comparator is None else start
    if not digits or not whole:
        said = None if digits else count.said(norm, at, limit)
        return said and Number(first, at, said[1], said[0], comparator)
    value = value_of(digits[0]) * (1000 if whole["kilo"] else 1)
    return Number(first, at, whole.end(), value, comparator)


def range_at(norm: str, at: int, limit: int) -> re.Match[str] | None:
    """'400-600', '500 or 600s', 'from 5.4 to 6.1' behind `at` and words such as 'about': low, joint and high."""
    at = _BLANK.match(norm, at, limit).end()  # type: ignore[union-attr]
    while word := classes("quantities", "about").at(norm, at, limit):
        at = _BLANK.match(norm, word[1], limit).end()  # type: ignore[union-attr]
    return _RANGE.match(norm, at, limit)
