"""Numbers, dates and amounts of time, each by itself: what is read, how far, and what is none."""

from datetime import date

import pytest

from clinote.spans import amount, count, dates, number, visit
from clinote.spans.words import Words


def words(text: str) -> list[str]:
    return Words(text.lower(), 0, len(text)).words


# Numbers in words


@pytest.mark.parametrize(
    ("text", "value", "end"),
    [
        ("3 weeks", 3, 1), ("0.5 mg", 0.5, 1), ("1/2 day", 0.5, 3), ("1/3 day", 1, 1), ("2/2 days", 2, 1),
        ("1½ weeks", 1.5, 2), ("2 1/2 weeks", 2.5, 4), ("two and a half weeks", 2.5, 4), ("two and a bit", 2, 1),
        ("one-and-a-half", 1.5, 7), ("twenty", 20, 1), ("twenty-one", 21, 3), ("twenty one", 21, 2),
        ("twenty-nine days", 29, 3), ("twenty ten", 20, 1), ("twenty a day", 20, 1), ("ninety nine", 99, 2),
        ("ten one", 10, 1), ("nineteen one", 19, 1), ("two hundred", 200, 2), ("one hundred and five", 105, 4),
        ("two hundred fifty", 250, 3), ("one hundred and two", 102, 4), ("one hundred 250", 100, 2),
    ],
)  # fmt: skip
def test_a_count(text, value, end):
    assert count.read(words(text), 0) == (value, end)


@pytest.mark.parametrize("text", ["", "weeks", "-3", "half"])
def test_no_count(text):
    assert count.read(words(text), 0) is None


# Numbers in digits


@pytest.mark.parametrize(
    ("text", "value", "sign", "start", "digits", "end"),
    [
        ("5", 5, None, 0, 0, 1), ("  5 ", 5, None, 2, 2, 3), ("5.25", 5.25, None, 0, 0, 4), (".5", 0.5, None, 0, 0, 2),
        ("1,200", 1200, None, 0, 0, 5), ("12,345,678", 12345678, None, 0, 0, 10), ("1 200 u/l", 1200, None, 0, 0, 5),
        ("1 200 mg", 1, None, 0, 0, 1), ("4,1 mmol/l", 4.1, None, 0, 0, 3), ("4,15)", 4.15, None, 0, 0, 4),
        ("4,1, Na", 4.1, None, 0, 0, 3),
        ("5k", 5000, None, 0, 0, 2), ("5kg", 5, None, 0, 0, 1), ("500s", 500, None, 0, 0, 4),
        (">5", 5, ">", 0, 1, 2), ("< 5", 5, "<", 0, 2, 3), (">=5", 5, ">=", 0, 2, 3), ("=>5", 5, ">=", 0, 2, 3),
        ("=<5", 5, "<=", 0, 2, 3), ("≤5", 5, "<=", 0, 1, 2), ("≥5", 5, ">=", 0, 1, 2),
        ("about 5", 5, None, 6, 6, 7), ("> about 5", 5, ">", 0, 8, 9),
    ],
)  # fmt: skip
def test_a_number(text, value, sign, start, digits, end):
    found = number.number_at(text, 0, len(text))
    assert (found.value, found.comparator, found.start, found.digits, found.end) == (value, sign, start, digits, end)


@pytest.mark.parametrize(
    "text", ["", "x5", "5%", "5 %", "5/10", "5/ 10", "5:30", "5-6", "5 - 6", "5+", "3,4,6 of", "3,5.6", ">"]
)
def test_no_number(text):
    assert number.number_at(text, 0, len(text)) is None


@pytest.mark.parametrize(
    ("text", "low", "joint", "high"),
    [
        ("400-600", "400", "-", "600"), ("500 or 600s", "500", "or", "600"), (" about 5.4 to 6.1", "5.4", "to", "6.1"),
        ("1,200 - 1,400", "1,200", "-", "1,400"),
    ],
)  # fmt: skip
def test_a_range(text, low, joint, high):
    found = number.range_at(text, 0, len(text))
    assert (found["low"], found["joint"], found["high"]) == (low, joint, high)


@pytest.mark.parametrize("text", ["3-4/5", "3-4-5", "3-4%", "3-4:30", "3 4", "about", "3-x"])
def test_no_range(text):
    assert number.range_at(text, 0, len(text)) is None


# Dates


@pytest.mark.parametrize(
    ("text", "year", "month", "day"),
    [
        ("in 9/91", 1991, 9, None), ("since 9/91", 1991, 9, None), ("in 9/08 she", 2008, 9, None),
        ("in 5/21, he", 2021, 5, None), ("since 9/08", None, 9, 8), ("in 5/21 he", None, 5, 21),
        ("of 9/91", None, None, None), ("in 9/91 patients", None, None, None), ("in 13/91", None, None, None),
    ],
)  # fmt: skip
def test_a_month_with_two_digits_of_a_year_stands_behind_in(text, year, month, day):
    found = dates.read(words(text), 1)
    assert (found.year, found.month, found.day) == (year, month, day) if month else found is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("On 11/2/91 she fell. In 12/92 she bled, in 1/93 she fell.", date(1991, 11, 2), date(1993, 1, 1)),
        ("Seen in May 2008. Creatinine, July 7, 2008 was 2.", date(2008, 5, 31), date(2008, 7, 7)),
        ("In the fall of 2010. Will be seen on 3/3/2031. Born in 1950.", date(2010, 12, 31), date(2010, 1, 1)),
    ],
)
def test_the_days_that_a_note_tells_of(text, first, last):
    assert visit.told(text.lower()) == (first, last)


def test_a_note_that_tells_no_date_with_a_year_tells_of_no_day():
    assert visit.told("seen on monday, 3/4, by dr roe (2008)") is None


@pytest.mark.parametrize(
    ("text", "end", "year", "month", "day"),
    [
        ("2026-01-15", 5, 2026, 1, 15), ("1/15/26", 5, 2026, 1, 15), ("15/1/26", 5, 2026, 1, 15),
        ("1-15-2026", 5, 2026, 1, 15), ("12/31/25", 5, 2025, 12, 31), ("1/1/49", 5, 2049, 1, 1),
        ("1/1/50", 5, 1950, 1, 1), ("1/15", 3, None, 1, 15), ("15/1", 3, None, 1, 15), ("03/2019", 3, 2019, 3, None),
        ("12/2019", 3, 2019, 12, None), ("1/2019", 3, 2019, 1, None), ("2019", 1, 2019, None, None),
        ("1999 was", 1, 1999, None, None), ("2019-07", 1, 2019, None, None),
        ("15 january 2026", 3, 2026, 1, 15), ("1 may", 2, None, 5, 1), ("31 may", 2, None, 5, 31),
        ("01-mar-26", 5, 2026, 3, 1), ("01-mar-2026", 5, 2026, 3, 1), ("1 mar 26", 2, None, 3, 1),
        ("the 5th of may".removeprefix("the "), 4, None, 5, 5), ("2nd june 2025", 4, 2025, 6, 2),
        ("january 15th, 2026", 5, 2026, 1, 15), ("january 15, 2026", 4, 2026, 1, 15), ("jan. 3", 3, None, 1, 3),
        ("jan 2026", 2, 2026, 1, None), ("january of 2026", 3, 2026, 1, None), ("mar '26", 3, 2026, 3, None),
        ("mar '260", 1, None, 3, None), ("sept 9", 2, None, 9, 9), ("march", 1, None, 3, None),
        ("march 5/8", 1, None, 3, None), ("march 5%", 1, None, 3, None), ("may 32", 1, None, 5, None),
        ("may 31", 2, None, 5, 31), ("may-31", 3, None, 5, 31), ("may 100", 1, None, 5, None),
    ],
)  # fmt: skip
def test_a_date(text, end, year, month, day):
    found = dates.read(words(text), 0)
    assert (found.end, found.year, found.month, found.day) == (end, year, month, day)


@pytest.mark.parametrize(
    "text",
    ["", "word", "13/13/26", "1/32/26", "32/1/26", "0/5/26", "5/0", "1/0/26", "1-15", "5/5/4/4", "1/15/126", "13/2019",
     "0/2019", "1899", "2119", "20190", "123/1/26", "1/100", "0 january", "32 january", "5th place", "4 weeks"],
)  # fmt: skip
def test_no_date(text):
    assert dates.read(words(text), 0) is None


@pytest.mark.parametrize(
    ("text", "either"), [("1/2/26", True), ("12/12", True), ("1/13/26", False), ("13/1/26", False)]
)
def test_whether_the_day_may_be_the_month(text, either):
    assert dates.read(words(text), 0).swapped is either


TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("year", "month", "day", "swapped", "first", "last"),
    [
        (2026, 1, 15, False, date(2026, 1, 15), date(2026, 1, 15)),
        (2024, 2, None, False, date(2024, 2, 1), date(2024, 2, 29)),
        (2025, 12, None, False, date(2025, 12, 1), date(2025, 12, 31)),
        (2025, 4, None, False, date(2025, 4, 1), date(2025, 4, 30)),
        (2025, None, None, False, date(2025, 1, 1), date(2025, 12, 31)),
        (None, 3, 10, False, date(2026, 3, 10), date(2026, 3, 10)),  # today
        (None, 3, 11, False, date(2025, 3, 11), date(2025, 3, 11)),  # the last one, not the next
        (None, 12, 24, False, date(2025, 12, 24), date(2025, 12, 24)),
        (2026, 4, 3, True, date(2026, 3, 4), date(2026, 3, 4)),  # the day first, or it would be to come
        (2026, 3, 4, True, date(2026, 3, 4), date(2026, 3, 4)),
        (2026, 3, 10, True, date(2026, 3, 10), date(2026, 3, 10)),
        (2026, 4, 3, False, date(2026, 4, 3), date(2026, 4, 3)),
    ],
)  # fmt: skip
def test_the_days_of_a_date(year, month, day, swapped, first, last):
    assert dates.Written(0, year, month, day, swapped).span(TODAY) == (first, last)


def test_the_days_of_what_is_no_date():
    assert dates.Written(0, 2026, 2, 30).span(TODAY) is None
    assert dates.Written(0, None, 2, 3).span(None) is None
    assert dates.Written(0, 2030, 2, 3).span(None) == (date(2030, 2, 3), date(2030, 2, 3))


# Amounts of time, in days


def read(text: str) -> amount.Amount | None:
    written = words(text)
    return amount.read(written, 0, count.read(written, 0))


@pytest.mark.parametrize(
    ("text", "low", "high", "least", "kind"),
    [
        ("3 weeks", 21, 21, 21, "counted"), ("3-week", 21, 21, 21, "counted"), ("2-3 weeks", 14, 21, 14, "counted"),
        ("2 to 3 days", 2, 3, 2, "counted"), ("2 or 3 days", 2, 3, 2, "counted"), ("2/3 days", 2, 3, 2, "counted"),
        ("2 days to 3 weeks", 2, 21, 2, "counted"), ("2 and 3 days", None, None, None, None),
        ("2+ weeks", 14, None, 14, "counted"), ("a week", 7, 7, 7, "article"), ("week", 7, 7, 7, "singular"),
        ("weeks", None, None, 14, "plural"), ("several weeks", None, None, 14, "vague"),
        ("days", None, None, 2, "plural"), ("3/52", 21, 21, 21, "sure"), ("3/7", 3, 3, 3, "fraction"),
        ("2-3/52", 14, 21, 14, "sure"), ("2-3/7", 2, 3, 2, "sure"), ("2/52-3/52", 14, 21, 14, "sure"),
        ("1 week 3 days", 10, 10, 10, "counted"), ("1 week and 3 days", 10, 10, 10, "counted"),
        ("3 days 1 week", 3, 3, 3, "counted"), ("2-3 weeks 3 days", 14, 21, 14, "counted"),
        ("a week and a half", 10.5, 10.5, 7, "article"), ("a week or two", 7, 14, 7, "counted"),
        ("a week or one", 7, 7, 7, "article"), ("a week to 2 weeks", 7, 14, 7, "article"),
        ("2 weeks or days", 14, 14, 14, "counted"), ("days to weeks", None, None, 2, "plural"),
        ("a day or week", 1, None, 1, "article"), ("1 week but less than 3 weeks", 7, 21, 7, "between"),
    ],
)  # fmt: skip
def test_an_amount(text, low, high, least, kind):
    found = read(text)
    assert (found and (found.low, found.high, found.least, found.kind)) == (kind and (low, high, least, kind))


@pytest.mark.parametrize("text", ["5/5 weeks", "3/52/1", "3/8", "min", "sec", "w", "3", "", "4/52-2026"])
def test_no_amount(text):
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "at", "begin", "low", "high"),
    [("into the third week", 2, 0, 14, 21), ("into the 2nd week", 2, 0, 7, 14), ("into its first day", 2, 0, 0, 1)],
)
def test_the_how_manieth_week(text, at, begin, low, high):
    written = words(text)
    first, found = amount.nth(written, at)
    assert (first, found.low, found.high, found.least) == (begin, low, high, low)


@pytest.mark.parametrize(
    ("text", "at"), [("the third week", 1), ("into the third week of", 2), ("into the car week", 2)]
)
def test_no_how_manieth_week(text, at):
    assert amount.nth(words(text), at) is None


def test_words_know_where_they_stand():
    text = "x (for 2.5 wks, since 3/4)"
    said = Words(text, 2, len(text))
    assert [text[said.start(i) : said.end(i + 1)] for i in range(said.count)] == said.words[: said.count]
    assert said.words[:4] == ["(", "for", "2.5", "wks"]
