"""What may stand between the name of an analyte and its value: words, dates and times, marks."""

import re
from functools import cache

from clinote import patterns

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
CLOCK = r"(?:[01]\d|2[0-3])[0-5]\d"
"""A time of day in four figures."""
_THEN = r"\s*[:=-]?\s*[<>~*]?\s?\d"
DATE = (
    rf"(?:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thurs?|thu|fri|sun)(?![a-z])|(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d"
    rf"|3[01])(?:/\d{{2,4}})?(?!\d|\.\d)|\d{{4}}-\d\d-\d\d"
    rf"|\d{{1,2}}:\d{{2}}(?:\s?[ap]\.?m\b)?|{MONTH}\s(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?:,?\s(?:19|20)\d\d)?"
    rf"(?!\d|[.,]\d)|{MONTH}(?:\sof)?\s(?:19|20)\d\d(?!\d)|(?<=in )(?:19|20)\d\d(?!\d|[.,]\d)"
    rf"|\d{{1,2}}\s{MONTH}(?:\s(?:19|20)\d\d)?(?![a-z])"
    rf"|(?:next|following) (?:morning|day|week|month|[ap]m)(?![a-z])|days? \d{{1,2}}(?:/\d{{1,2}}){{1,6}}(?=:)"
    rf"|(?:hospital day|hd|pod|day|week|wk|month|mo|year|yr|visit|icu day)\s?#?\d{{1,3}}(?!\d"
    rf"|\.\d)|\d{{1,2}}\s?[ap]\.?m\b|\d{{1,2}}\s?h(?:rs?|ours?)?(?=:?\s{{1,2}}\d|[,;.)]|$)"
    r"|\d{1,3}\s?(?:min|h|hrs?|hours?|d|days?|weeks?|wks?|mos?|mths?|months?|y|yrs?|years?)\s(?:later|ago|after|earlier|before|prior)\b"
    rf"|the \d{{1,2}}(?:st|nd|rd|th)(?![a-z])|(?:@\s?|(?<=at )){CLOCK}(?!\d|[.,]\d)"
    rf"|0\d[0-5]\d(?=(?:\s?h(?:rs?)?)?{_THEN})"
    rf"|{CLOCK}(?=(?:\s?h(?:rs?)?)?(?:{_THEN}\d?\.\d|:\s?\d|\s+\d{{2,3}}(?![\d.,-])))|{MONTH}(?={_THEN}))"
)


@cache
def step() -> str:
    """One of the things that may stand there, as a regular expression."""
    words = "|".join(sorted(patterns.load()["labs"].settings["between"]["words"], key=len, reverse=True))
    return (
        rf"(?:{DATE}|\([\d/,; ]{{7,50}}\)(?=\s*[:=])|(?:approx|appr|prev|est)\.|(?:{words}|[a-z]{{3,14}}ly"
        rf"|(?:up|down)[ -]?trend(?:ed|ing)?)(?![a-z0-9])"
        rf"|\((?:{DATE}|total|serum|today|plasma|arterial|venous|capillary|whole blood"
        r"|poc|i-?stat|[av]bg|lab|fasting|\+|corr|(?:corrected|adjusted)(?: for albumin)?)\)|<?->|→|[]:=~)]"
        r"|,(?=[<>]?\d|\s(?:\d[\d,]*(?:\.\d+)?\s?"
        r"(?:i?u/l|m?mol/l|meq/l|mg/dl|g/d?l|today|now|this|on)(?![a-z])"
        r"|most recent|recent|now|today|current|last|latest|nadir|peak|down to|up to|initially))"
        r"|\((?=[<>~]?\s?\d)|-|\.{2,}|_{2,}|\*{1,2}|`|</?(?:b|strong|em|i|u)>|[\[(](?:ll?|hh?|low|high)[\])])"
    )


@cache
def _steps() -> re.Pattern[str]:
    return re.compile(rf"(?>(?:\s*{step()}){{0,16}})")


def skip(norm: str, at: int, limit: int) -> int:
    """The offset behind the words, dates and marks that start at `at`."""
    found = _steps().match(norm, at, limit)
    return found.end() if found else at
