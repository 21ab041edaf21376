"""Times: every number with every unit in every frame, dates in any written form, and what is no time."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinote import engine
from clinote.assertion import dates
from clinote.facts import is_impact
from clinote.reading import Reading, normal
from clinote.spans import time

TODAY = "2026-03-12"
"""A Thursday."""

NUMBERS = {
    "a": 1, "2": 2, "three": 3, "11": 11, "fourteen": 14, "twenty-one": 21, "thirty two": 32, "1½": 1.5, "2 1/2": 2.5,
    "two and a half": 2.5, "a couple of": 2, "couple": 2, "half a": 0.5, "4.5": 4.5,
}  # fmt: skip
UNITS = {
    "day": 1, "days": 1, "nights": 1, "wk": 7, "wks": 7, "weeks": 7, "fortnights": 14, "mo": 30.44, "mths": 30.44,
    "month": 30.44, "months": 30.44, "yr": 365.25, "yrs": 365.25, "years": 365.25, "hours": 1 / 24, "decades": 3652.5,
}  # fmt: skip
FRAMES = {
    "for {}": "for", "x {}": "for", "until {} ago": "until",
    "over the last {}": "past", "the past {}": "past", "{} ago": "ago", "{} back": "ago",
    "a {} history of": "of", "{} h/o": "of", "{}' history of": "of", "{} of": "of", "~{} ago": "ago",
    "lasting {}": "for", "for about {}": "for", "for {} now": "for", "these past {}": "past", "since {} ago": "since",
    "of {} duration": "for", "every {}": "each", "next {}": "other", "{} later": "other", "in {}": "other",
    "for {} before admission": "for", "{} prior to presentation": "ago", "{} before her fall": "before",
}  # fmt: skip
pieces = st.tuples(st.sampled_from(list(NUMBERS)), st.sampled_from(list(UNITS)))
frames = st.sampled_from(list(FRAMES))


def one(words: str, today: str | None = TODAY) -> time.Time:
    norm = normal(words)
    (found,) = time.find(norm, 0, len(norm), lambda: today)
    return found


@settings(max_examples=400, deadline=None)
@given(pieces, frames)
def test_number_unit_frame(piece, frame):
    count, unit = piece
    found = one(f"weak {frame.format(f'{count} {unit}')} weak")
    assert found.form == FRAMES[frame]
    assert (found.low, found.high) == pytest.approx((NUMBERS[count] * UNITS[unit],) * 2, abs=0.01)


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 29), st.integers(1, 20), st.sampled_from(["-", " to ", " - ", " or ", "–"]), frames,
       st.sampled_from(list(UNITS)))  # fmt: skip
def test_ranges(low, more, joint, frame, unit):
    high = low + more
    found = one(frame.format(f"{low}{joint}{high} {unit}"))
    assert (found.low, found.high) == pytest.approx((low * UNITS[unit], high * UNITS[unit]), abs=0.01)


@given(st.integers(1, 9), st.integers(1, 11), st.sampled_from([" ", " and "]), frames)
def test_sums(years, months, joint, frame):
    found = one(frame.format(f"{years} yr{joint}{months} mo"))
    days = years * 365.25 + months * 30.44
    assert (found.low, found.high) == pytest.approx((days, days), abs=0.01)


@given(st.integers(1, 11), st.integers(0, 3), st.sampled_from([("7", 1), ("52", 7), ("12", 30.44)]),
       st.sampled_from(["for {}", "x ~{}", "over last {}", "{} hx", "{} ago", "duration: {}", ">{}"]))  # fmt: skip
def test_british(low, more, per, frame):
    written = f"{low}-{low + more}/{per[0]}" if more else f"{low}/{per[0]}"
    found = one(frame.format(written))
    high = None if frame[0] == ">" else pytest.approx((low + more) * per[1], abs=0.01)
    assert (found.low, found.high) == (pytest.approx(low * per[1], abs=0.01), high)


WRITTEN = [
    "%m/%d/%y",
    "%m/%d/%Y",
    "%m-%d-%y",
    "%Y-%m-%d",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%d %B %Y",
    "%B %d, %Y",
    "%b %d %Y",
    "%dth of %B %Y",
]


@settings(max_examples=200, deadline=None)
@given(
    st.integers(1, 3000), st.sampled_from(WRITTEN), st.sampled_from(["since {}", "began on {}", "on {}", "onset: {}"])
)
def test_dates(ago, written, frame):
    day = date.fromisoformat(TODAY) - timedelta(days=ago)
    found = one(frame.format(day.strftime(written)))
    assert (found.low, found.high) == (ago, ago)
    assert found.form == {"since": "since", "on {}": "at"}.get(frame[:5], "ago")
    assert found.over == (ago >= 31)


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("since 15/1/26", 56, 56),
        ("since 04/03/2026", 8, 8),  # 3 April is still to come
        ("since March 2026", 0, 11),
        ("since early March", 1, 11),
        ("since late February", 12, 21),
        ("since mid 2025", 192, 314),
        ("since Feb '26", 12, 39),
        ("since last Tuesday", 2, 2),
        ("since the day before yesterday", 2, 2),
        ("from November", 102, 131),
        ("more than 5 days but less than 3 weeks", 5, 21),
        ("less than a month but more than a week", 7, 30.44),
        ("five-and-a-half weeks", 38.5, 38.5),
        ("a month or two", 30.44, 60.88),
        ("2 days to 3 weeks", 2, 21),
        ("x1wk", 7, 7),
        ("x8d", 8, 8),
        ("for 4/5 days", 4, 5),
        ("2/52-3/52", 14, 21),
        ("for over a year", 365.25, None),
        ("over two years ago", 730.5, None),
        ("for a little over 6 weeks", 42, None),
        ("for well over the past 2 weeks", 14, 14),
        ("began the night before 3/3/26", 9, 9),
        ("since 3/3/26\nwbc 7", 9, 9),
        ('he says "since 3/3/26"', 9, 9),
        ("started early in february 2026", 30, 39),
        ("up to 6 weeks", None, 42),
        ("for one hundred and ten days", 110, 110),
    ],
)
def test_days(words, low, high):
    found = one(words)
    assert (found.low, found.high) == (
        pytest.approx(low, abs=0.7) if low is not None else None,
        pytest.approx(high, abs=0.7) if high is not None else None,
    )


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("56yo", "age"), ("a forty-five-year-old man", "age"), ("at age 12", "life"), ("in her late thirties", "life"),
        ("as a young child", "life"), ("as a young adult", "life"), ("men in their 40s", "life"),
        ("when he was 9", "life"), ("at 14 months of age", "life"),
        ("twice a day", "each"), ("4 h/day", "each"), ("review 2/52", "other"),
        ("f/u 6 weeks", "other"), ("another 6 weeks", "other"), ("the first 3 years", "other"), ("in 2019", "at"),
        ("since childhood", "since"), ("since the flu", "since"), ("4/12", "fraction"),
        ("began the week of thanksgiving", "ago"), ("began the weekend of easter", "ago"),
    ],
)  # fmt: skip
def test_forms(words, form):
    assert {found.form for found in time.find(words, 0, len(words), lambda: TODAY)} == {form}


@pytest.mark.parametrize(
    "words",
    ["strength 4/5", "grade 4-5/5", "she may be weak", "can march on the spot", "5/5/4/4", "wbc 12.2",
     "may 4 of 5 limbs",
     "2010 ml", "since she is tired", "since her last visit", "K 3.9", "second-degree", "q waves"],
)  # fmt: skip
def test_no_time(words):
    norm = normal(words)
    assert [t for t in time.find(norm, 0, len(norm), lambda: TODAY) if t.form != "other"] == []


@pytest.mark.parametrize(
    ("words", "times"),
    [
        ("gout 3 days ago. weak since the flu, 3 weeks.", ["3 days ago", "since the flu, 3 weeks"]),
        ("weak since the flu no fever", ["since the flu"]),
        ("weak 2/52 hr 80", ["2/52"]),
        ("weak since surgery 4/5 both legs", ["since surgery"]),
        ("weak since chemo cycle 4 appetite ok", ["since chemo cycle 4"]),
        ("gout 3 days ago. weak for 9 days, ever since the fall.", ["3 days ago", "for 9 days"]),
        ("weak for 9 days. gout since the fall.", ["for 9 days", "since the fall"]),
        ("for months", ["for months"]),
        ("weak all over x 3 wk.", ["x 3 wk"]),
        ("weak throughout for 5 days.", ["for 5 days"]),
        ("sore all over for over a week.", ["for over a week"]),
        ("weak over 3 weeks.", ["over 3 weeks"]),
        ("likely three weeks", ["likely three weeks"]),
    ],
)
def test_a_time_that_says_again_what_the_one_before_says_is_none_of_its_own(words, times):
    assert [words[t.start : t.end] for t in time.find(words, 0, len(words), lambda: TODAY)] == times


@given(st.text(alphabet="0123456789/-½ .,'adwkymox><~", max_size=40), st.sampled_from([TODAY, None, "no date"]))
def test_never_fails_and_stays_in_its_text(text, today):
    found = time.find(text, 0, len(text), lambda: today)
    assert all(0 <= a.start <= a.core < a.end <= len(text) for a in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(re.search(r"\S", text[a.start : a.end]) for a in found)


@pytest.mark.parametrize(
    ("words", "past"),
    [
        ("eighteen years ago", ["eighteen years ago"]),
        ("a decade ago", ["a decade ago"]),
        ("3 days ago", []),
        ("several weeks back", ["several weeks back"]),
        ("in July 2024", ["in july 2024"]),
        ("on 2/27/26", []),
        ("at age 12", ["at age 12"]),
        ("began in 2012", ["in 2012"]),
        ("since childhood", []),
        ("for 8 months", []),
        ("for 3 weeks", []),
    ],
)
def test_what_a_time_says_of_the_things_beside_it(words, past):
    found = time.find(normal(words), 0, len(words), lambda: TODAY)
    assert [normal(words)[a:b] for a, b, _ in dates.past(Reading(words, TODAY), found)] == past


@pytest.mark.parametrize(
    ("note", "historical"),
    [
        ("He gave up driving 6 months ago.", False),
        ("She stopped climbing stairs last winter.", False),
        ("Lost the ability to walk in 2020.", False),
        ("Two years ago he had trouble climbing stairs.", True),
        ("S/p valve surgery 3 weeks ago with generalized weakness.", False),
        ("5 wk h/o leg weakness.", False),
        ("Weak for a month in 2019.", True),
    ],
)
def test_what_is_past(note, historical):
    facts = engine.read(Reading(note, TODAY))
    (told,) = [f for f in facts if f.label == "WEAKNESS" or is_impact(f)]
    assert told.historical is historical
