"""The size of a decrement or an increment: within what is normal, printed beside it or by the guideline, it is none."""

from clinote.expressions import expression
from clinote.lexicon import Hit
from clinote.patterns import worded
from clinote.reading import Reading

_LIMITS = {"dec": 8.0, "inc": 60.0}
"""Per cent below which no laboratory calls a change abnormal (AAEM practice parameters, 2001: 10 and 60 and more)."""
_REACH = 90
"""How far (characters) behind the word its figures and their range may stand."""
_PERCENT = expression(r"(?<![\d.])[-+~]?(\d{1,3}(?:\.\d+)?) ?(?:%|per ?cent)")
_BEFORE = expression(rf"{_PERCENT.pattern} (?:[a-z]+ )?\Z")
_RANGE = worded(r"\b{emg.limits}\.? ?(?:{copulas}|if|{quantities.comparators}|[:=])? ?[<>≤≥]?=? ?(\d{1,3}) ?%?")
_STOP = expression(r"[;.](?:\s|\Z)")


def within_normal(reading: Reading, change: Hit) -> tuple[int, int] | None:
    """Where the range or the figure stands that makes a decrement or an increment none: "decrement 2% (nl <10)"."""
    norm, (start, end) = reading.norm, reading.sentence(change.start)
    kind = norm[change.start : change.start + 3]
    if kind not in _LIMITS:
        return None
    stop = _STOP.search(norm, change.end, min(end, change.end + _REACH))
    end = stop.start() if stop else min(end, change.end + _REACH)
    limit = _LIMITS[kind]
    given = _RANGE.search(norm, change.end, end)
    if given:
        limit = float(given[1])
    before = _BEFORE.search(norm, max(start, change.start - 24), change.start)
    figures = [before] if before else list(_PERCENT.finditer(norm, change.end, given.start() if given else end))
    if not figures or any(float(figure[1]) >= limit for figure in figures):
        return None
    return given.span() if given else figures[0].span()
