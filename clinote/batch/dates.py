"""The day of a note, from the ways exports write it."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

from dateutil import parser

from clinote.errors import UsageError
from clinote.expressions import expression

NULLS = frozenset(("", "null", "(null)", "\\n", "nat", "nan", "none", "na", "n/a", "#n/a", "<na>", "nil", "-", "."))
"""What databases and data frames write where there is nothing, in lower case."""

_ISO = expression(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ].*|\d{2,6}(?:[.+-].*)?)?", re.DOTALL)
_NO_DAY = expression(r"0{4}\D?0{2}\D?0{2}\b.*|0{8}|0{1,2}\D0{1,2}\D0{2,4}\b.*")
_MONTH_FIRST = expression(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d\d)\b")
_DAY_FIRST = expression(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d)\b")
_SAS = expression(r"(\d{1,2}[A-Za-z]{3}\d{2,4}):.*")
_MILLISECONDS = expression(r"-?\d{12,13}")
_LONGEST = 64
_EARLIEST, _LATEST = 1900, 2300  # years; the dates of de-identified notes are shifted far ahead


def day(value: Any, pattern: str | None = None) -> str | None:
    """`value` as YYYY-MM-DD; None where there is nothing.

    `pattern` is that of `strptime`. Without it the usual forms are understood: ISO 8601, `2026/4/1`, `4/1/2026` (the
    month first, as in the United States), `1.4.2026`, `1 Apr 2026`, `April 1, 2026`, with or without a time, and
    milliseconds since 1970. Raises ValueError for anything else.
    """
    if value is None or value != value:
        return None
    if isinstance(value, datetime):
        return _plausible(value.date())
    if isinstance(value, date):
        return _plausible(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else "?"
    if text.casefold() in NULLS or _NO_DAY.fullmatch(text):
        return None
    if pattern:
        return _plausible(datetime.strptime(text, pattern).date())
    if match := _ISO.fullmatch(text):
        with suppress(ValueError):  # 1767312000000 is no day of the year 1767
            return _plausible(date(*map(int, match.groups())))
    if _MILLISECONDS.fullmatch(text):
        return _plausible(datetime.fromtimestamp(int(text) / 1000, UTC).date())
    if match := _MONTH_FIRST.match(text):
        month, _, day, year = match.groups()
        return _plausible(date(_year(year), int(month), int(day)))
    if match := _DAY_FIRST.match(text):
        day, month, year = match.groups()
        return _plausible(date(_year(year), int(month), int(day)))
    return _plausible(_parsed(text))


def _year(written: str) -> int:
    return datetime.strptime(written, "%y").year if len(written) == 2 else int(written)


def _parsed(text: str) -> date:
    """What dateutil makes of it, where all of year, month and day stand there: it fills in what is missing."""
    text = _SAS.sub(r"\1", text)
    if len(text) > _LONGEST or not re.search(r"\d", text):
        raise ValueError
    try:
        one, other = (_filled(text, datetime(2000, 1, 1)), _filled(text, datetime(2003, 5, 5)))
    except (OverflowError, TypeError, AttributeError, IndexError, RecursionError):
        raise ValueError from None
    if one != other:
        raise ValueError
    return one


def _filled(text: str, default: datetime) -> date:
    found: datetime = parser.parse(text, default=default, ignoretz=True)
    return found.date()


def _plausible(found: date) -> str:
    if not _EARLIEST <= found.year <= _LATEST:
        raise ValueError
    return found.isoformat()


def check_format(pattern: str | None) -> None:
    """Refuse a date format that cannot read what it writes."""
    if pattern is None:
        return
    try:
        back = datetime.strptime(datetime(2024, 11, 23).strftime(pattern), pattern)
    except ValueError:
        back = None
    if back is None or back.date() != date(2024, 11, 23):
        raise UsageError(f"--date-format {pattern} does not say day, month and year. For 11/23/2024 it is '%m/%d/%Y'.")
