"""Figures against what is normal: a latency, a velocity, a decrement, beside the limit that is printed with it."""

from itertools import zip_longest

from clinote.expressions import expression
from clinote.lexicon import Hit
from clinote.patterns import worded
from clinote.reading import Reading

_LIMITS = {"dec": 8.0, "inc": 60.0}
"""Per cent below which no laboratory calls a change abnormal (AAEM practice parameters, 2001: 10 and 60 and more)."""
_REACH = 90
"""How far (characters) behind a word its figures and their limit may stand."""
_FIGURE = expression(
    r"(?<![\d.,/])[-+~]?(?P<value>\d{1,3}(?:\.\d+)?) ?"
    r"(?P<unit>%|per ?cent|m/s(?:ec)?|meters? per second|ms(?:ec)?s?|us(?:ec)?s?|mv|uv)(?![a-z/])"
)
_FLOORED = ("m/s", "met", "mv", "uv")
"""Units in which too little is abnormal; in the others it is too much."""
_BEFORE = expression(rf"{_FIGURE.pattern} (?:[a-z]+ )?\Z")
_LIMIT = worded(
    r"(?:\b{emg.limits}\.?|[(\[] ?(?=[<>≤≥]|\d+(?:\.\d+)? ?-)) ?(?:{copulas}|if|{quantities.comparators}|[:=])?"
    r" ?(?:{quantities.comparators})? ?[<>≤≥]?=? ?"
    r"(?P<low>\d{1,3}(?:\.\d+)?)(?: ?(?:-|to) ?(?P<high>\d{1,3}(?:\.\d+)?))? ?%?"
)
_STOP = expression(r"[;.](?:\s|\Z)")


def outside(reading: Reading, measure: Hit, end: int) -> tuple[bool, tuple[int, int]] | None:
    """Whether a figure behind a measure, before `end`, lies beyond the limit printed with it, and where the figure is.

    None where no figure has its limit: what is normal without one depends on the nerve, the age and the laboratory.
    """
    norm = reading.norm
    said = None
    figures = list(_FIGURE.finditer(norm, measure.end, min(end, measure.end + _REACH)))
    for figure, after in zip_longest(figures, figures[1:]):
        limit = _LIMIT.search(norm, figure.end(), after.start() if after else min(end, figure.end() + _REACH))
        if limit is None:
            continue
        value, low, high = float(figure["value"]), float(limit["low"]), float(limit["high"] or limit["low"])
        beyond = value < low if figure["unit"].startswith(_FLOORED) else value > high
        if beyond:
            return True, figure.span()
        said = said or (False, figure.span())
    return said


def within_normal(reading: Reading, change: Hit) -> tuple[int, int] | None:
    """Where the limit or the figure stands that makes a decrement or an increment none: "decrement 2% (nl <10)"."""
    norm, (start, end) = reading.norm, reading.sentence(change.start)
    kind = norm[change.start : change.start + 3]
    if kind not in _LIMITS:
        return None
    stop = _STOP.search(norm, change.end, min(end, change.end + _REACH))
    end = stop.start() if stop else min(end, change.end + _REACH)
    limit = _LIMITS[kind]
    given = _LIMIT.search(norm, change.end, end)
    if given:
        limit = float(given["high"] or given["low"])
    before = _BEFORE.search(norm, max(start, change.start - 24), change.start)
    behind = _FIGURE.finditer(norm, change.end, given.start() if given else end)
    figures = [f for f in ([before] if before else behind) if f["unit"][0] in "%p"]
    if not figures or any(float(figure["value"]) >= limit for figure in figures):
        return None
    return given.span() if given else figures[0].span()
