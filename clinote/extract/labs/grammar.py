"""What may stand between the name of an analyte and its value: words, dates and times, marks."""

import re
from functools import cache

from clinote import patterns

MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
DATE = (
    rf"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day(?![a-z])|(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d"
    rf"|3[01])(?:/\d{{2,4}})?(?!\d|\.\d)|\d{{4}}-\d\d-\d\d"
    rf"|\d{{1,2}}:\d{{2}}(?:\s?[ap]\.?m\b)?|{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?(?!\d|\.\d)"
    rf"|{MONTH}(?:\sof)?\s(?:19|20)\d\d(?!\d)|(?<=in )(?:19|20)\d\d(?![\d.,])"
    rf"|\d{{1,2}}\s{MONTH}(?:\s\d{{4}})?(?![a-z])|(?:hospital day|hd|pod|day|week|icu day)\s?#?\d{{1,3}}(?!\d"
    rf"|\.\d)|\d{{1,2}}\s?[ap]\.?m\b|\d{{1,2}}\s?h(?:rs?)?(?=:?\s{{1,2}}\d)"
    r"|\d{1,3}\s?(?:h|hrs?|hours?|days?|weeks?|wks?|months?|years?)\s(?:later|ago|after|earlier|before|prior)\b)"
)


@cache
def step() -> str:
    """One of the things that may stand there, as a regular expression."""
    words = "|".join(sorted(patterns.load()["labs"].settings["between"]["words"], key=len, reverse=True))
    return (
        rf"(?:{DATE}|(?:approx|appr|prev|est)\.|(?:{words}|[a-z]{{3,14}}ly"
        rf"|(?:up|down)[ -]?trend(?:ed|ing)?)(?![a-z0-9])"
        rf"|\((?:{DATE}|total|serum|today|plasma|\+|corr|(?:corrected|adjusted)(?: for albumin)?)\)|<?->|→|[]:=~)]"
        r"|,(?=\s(?:\d[\d,]*(?:\.\d+)?\s?"
        r"(?:i?u/l|m?mol/l|meq/l|mg/dl|g/d?l|today|now|this|on)(?![a-z])"
        r"|most recent|recent|now|today|current|last|latest|nadir|peak|down to|up to|initially))"
        r"|\((?=[<>~]?\s?\d)|-|\.{2,}|_{2,})"
    )


@cache
def _steps() -> re.Pattern[str]:
    return re.compile(rf"(?>(?:\s*{step()}){{0,16}})")


def skip(norm: str, at: int, limit: int) -> int:
    """The offset behind the words, dates and marks that start at `at`."""
    found = _steps().match(norm, at, limit)
    return found.end() if found else at
