"""A clause that tells a result, token by token: numbers, dates, arrows, marks, and words by class."""

from functools import cache

from clinote.expressions import expression
from clinote.extract.said import Token
from clinote.patterns import phrases, worded
from clinote.reading import Reading
from clinote.spans.classes import classes
from clinote.spans.number import NUMBER

MONTH = r"{time.months}(?![a-z])\.?"
CLOCK = r"(?:[01]\d|2[0-3])[0-5]\d"
"""A time of day in four figures."""
_THEN = r"\s*[:=-]?\s*[<>~*]?\s?\d"
DATE = (
    r"(?:(?!sat\b){time.weekdays}(?![a-z])|(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])(?:/\d{2,4})?(?!\d|\.\d)"
    rf"|\d{{4}}-\d\d-\d\d"
    rf"|\d{{1,2}}:\d{{2}}(?:\s?[ap]\.?m\b)?|{MONTH}\s(?:0?[1-9]|[12]\d|3[01]){{time.endings}}?(?:,?\s(?:19|20)\d\d)?"
    rf"(?!\d|[.,]\d)|{MONTH}(?:\sof)?\s(?:19|20)\d\d(?!\d)|(?<=in )(?:19|20)\d\d(?!\d|[.,]\d)"
    rf"|\d{{1,2}}\s{MONTH}(?:\s(?:19|20)\d\d)?(?![a-z])"
    r"|(?:the )?{labs.that} (?:{time.parts_of_a_day}|day|week|month|visit|[ap]m)(?![a-z])"
    rf"|days? \d{{1,2}}(?:/\d{{1,2}}){{1,6}}(?=:)"
    r"|{time.numbered}\s?#?(?:\d{1,3}(?!\d|\.\d)|{time.cardinals}(?![a-z]))"
    r"|\d{1,2}\s?[ap]\.?m\b|\d{1,2}\s?h(?:rs?|ours?)?(?=:?\s{1,2}\d)"
    rf"|\d{{1,2}}(?:h|\s?hrs?|\s?hours?|(?<=at \d|t \d\d)\s?h)(?=[,;.)]|$)"
    r"|(?:\d{1,3}|an?(?= )|{time.cardinals})\s?{time.units}s?\s(?:later|ago|after|earlier|before|prior)\b"
    rf"|the \d{{1,2}}{{time.endings}}(?![a-z])|(?:@\s?|(?<=at )){CLOCK}(?!\d|[.,]\d)"
    rf"|0\d[0-5]\d(?=(?:\s?h(?:rs?)?)?{_THEN})"
    rf"|{CLOCK}(?=(?:\s?h(?:rs?)?)?(?:{_THEN}\d?\.\d|:\s?\d|\s+\d{{2,3}}(?![\d.,-])))"
    rf"|in (?:the )?{{time.seasons}}(?![a-z])|{MONTH}(?={_THEN}|\)|\s?[,;:.]|$)|(?<=in ){MONTH})"
)
_TOKEN = worded(
    rf"\s*(?:(?P<date>@?\s?{DATE}|\([\d/,; ]{{7,50}}\)(?=\s*[:=]))"
    rf"|(?P<arrow>-+>|→|⇒|➔|=+>(?!\d)|>>|>(?=\s?{DATE}))|(?P<back><-+|←)"
    rf"|(?P<number>(?:[<>]=?|=[<>]|[≤≥~])?\s?{NUMBER})|(?P<flag>[\[(](?:ll?|hh?|low|high)[\])]|↑+|↓+)"
    r"|(?P<word>[a-z](?:[a-z']*[a-z])?)|(?P<mark>\S)|$)"
)


def before(reading: Reading, at: int, reach: int, ends: str = ";") -> list[Token]:
    """The tokens before `at`, as far as `reach` characters and a mark that `ends` a clause."""
    low = reading.sentence(at)[0]
    low = max(low, *(reading.norm.rfind(mark, low, at) + 1 for mark in ends))
    if at - reach > low:
        low = max(low, reading.norm.rfind(" ", low, at - reach))
    found = []
    while token := token_at(reading, low, at):
        found.append(token)
        low = token.end
    return found


def token_at(reading: Reading, at: int, limit: int) -> Token | None:
    """The token at `at`, behind blanks; None at `limit`.

    Its kind is "date", "number", "arrow", "back", "flag", a class of words, "word" for a strange one, or the mark.
    """
    norm = reading.norm
    plain = _PLAIN.match(norm, at, limit)
    if plain and plain[1] not in _of_dates():
        return _word(reading, plain.start(1), plain.end(1), limit)
    found = _TOKEN.match(norm, at, limit)
    if found is None or found.lastgroup is None:
        return None
    kind, start, end = found.lastgroup, *found.span(found.lastgroup)
    if kind == "mark":
        kind = found["mark"]
    elif kind == "word":
        return _word(reading, start, end, limit)
    return Token(kind, start, end)


_PLAIN = expression(r"\s*([a-z](?:[a-z']*[a-z])?)")


@cache
def _of_dates() -> frozenset[str]:
    """The words that a date may begin with; no other needs a look at the many forms of one."""
    lists = (("time", "weekdays"), ("time", "months"), ("time", "numbered"), ("labs", "that"))
    return frozenset(phrase.split()[0] for of in lists for phrase in phrases(*of)) | {"days", "in", "the"}


def _word(reading: Reading, start: int, end: int, limit: int) -> Token:
    norm = reading.norm
    if known := classes("labs", "clause").at(norm, start, limit):
        return Token(known[0], start, known[1])
    kind = "word"
    if norm[start:end] == "n" and _NORMAL.match(reading.capitals, start):
        kind = "normal"
    elif norm[start] in "hl" and _LED_BY_FLAG.match(reading.capitals, start):
        kind = "flag"
    elif end - start > 4 and norm.endswith("ly", start, end):
        kind = "degree"
    return Token(kind, start, end)


def dated(reading: Reading, at: int, limit: int) -> bool:
    """Whether a date or a point in time stands at `at`, in brackets or behind 'on' or 'at'."""
    return _DATED.match(reading.norm, at, limit) is not None


_NORMAL = expression(r"N(?![\w/'-])")
_LED_BY_FLAG = expression(r"(?:HH?|LL?)(?=:?\s{1,4}[<>]?\d+(?:\.\d+)?(?![\d/+-]))")
"""The flag before a value: 'CK H 812'; 'L 4/5' is a side."""
_DATED = worded(
    rf"\s*(?:[(\[]?\s*(?:on|at|by|from|in|@)?\s*{DATE}"
    r"|(?:this (?:{time.parts_of_a_day}|[ap]\.?m)|yest(?:erday)?|today|overnight|tonight|last night"
    r"|(?:on|at|by|prior to|upon)\s(?:the day of\s)?(?:repeat|recheck|follow|{time.course}))(?![a-z])"
    r"|\({time.course}\))"
)
