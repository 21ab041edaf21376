"""Figures against what is normal: a latency, a velocity or a decrement beside the limit that is printed with it."""

import re

from clinote.expressions import expression
from clinote.lexicon import Hit
from clinote.patterns import worded
from clinote.reading import Reading
from clinote.spans.quantity import Bounds, quantity_at, reference_at

_LIMITS = {"dec": 8.0, "inc": 60.0}
"""Per cent below which no laboratory calls a change abnormal (AAEM practice parameters, 2001: 10 and 60 and more)."""
FALL = 10.0
"""Per cent below which a fall of amplitude on repetitive stimulation is no decrement."""
_VERDICT = expression(r"\b(?:which|that) (?:is|was) (?:normal|within|insignificant|not )")
_REACH = 90
"""How far (characters) behind a word its figures and their range may stand."""
_PERCENT = expression(
    r"(?P<less>(?:<|\b(?:less|lower) than|\bunder|\bbelow) ?)?"
    r"(?<![\d.])[-+~]?(?P<figure>\d{1,3}(?:\.\d+)?) ?(?:%|per ?cent)"
)
_BEFORE = expression(rf"{_PERCENT.pattern} (?:[a-z]+ )?\Z")
_RANGE = worded(r"\b{emg.limits}\.? ?(?:{copulas}|if|{quantities.comparators}|[:=])? ?[<>≤≥]?=? ?(\d{1,3}) ?%?")
_STOP = expression(r"[;.](?:\s|\Z)")
_ABNORMAL = {"ms": "H", "us": "H", "m/s": "L", "mV": "L", "uV": "L"}
"""The side on which a measure is abnormal, by its unit: what is slow, late or small."""
_FIGURE = expression(r"(?<![\d.,/])\d")
_ASIDE = expression(r"[(\[,]")


def outside(reading: Reading, measure: Hit, end: int) -> tuple[bool, tuple[int, int]] | None:
    """Whether a figure behind a measure, before `end`, is abnormal by its flag or the limit printed with it, and where.

    None where no figure has either: what is normal depends on the nerve, the age and the laboratory.
    """
    norm, at, said = reading.norm, measure.end, None
    end = min(end, measure.end + _REACH)
    while figure := _FIGURE.search(norm, at, end):
        found = quantity_at(reading.capitals, norm, figure.start(), end, frozenset(_ABNORMAL), lambda _: True)
        at = found.after if found else figure.end()
        if found is None or found.value is None or not found.units:
            continue
        low, high = (found.low, found.high) if found.low or found.high else _limits(norm, at, end)
        beyond = "L" if low and found.value < low else "H" if high and found.value > high else found.flag
        if beyond == _ABNORMAL[found.units[0]]:
            return True, (found.start, found.end)
        said = said or ((False, (found.start, found.end)) if low or high else None)
    return said


def _limits(norm: str, at: int, end: int) -> Bounds:
    """The limits printed in brackets or behind a comma, before another figure: '38 m/s at the elbow (> 50)'."""
    figure = _FIGURE.search(norm, at, end)
    for aside in _ASIDE.finditer(norm, at, figure.start() if figure else end):
        bounds, after = reference_at(norm, aside.start(), end, lambda _: True)
        if after > aside.start():
            return bounds
    return None, None


def within_normal(reading: Reading, change: Hit, limit: float | None = None) -> tuple[int, int] | None:
    """Where the range or the figure stands that makes a change none: "decrement 2% (nl <10)".

    `limit` is the least per cent of one, else that of its word; a fall may be called normal without a figure.
    """
    norm, (start, end) = reading.norm, reading.sentence(change.start)
    fall = limit is not None
    limit = limit or _LIMITS.get(norm[change.start : change.start + 3])
    if limit is None:
        return None
    stop = _STOP.search(norm, change.end, min(end, change.end + _REACH))
    end = stop.start() if stop else min(end, change.end + _REACH)
    if given := _RANGE.search(norm, change.end, end):
        limit = float(given[1])
    before = _BEFORE.search(norm, max(start, change.start - 24), change.start)
    figures = [before] if before else list(_PERCENT.finditer(norm, change.end, given.start() if given else end))
    if not figures and fall and (verdict := _VERDICT.search(norm, change.end, end)):
        return verdict.span()
    if not figures or not all(_is_below(figure, limit) for figure in figures):
        return None
    return given.span() if given else figures[0].span()


def _is_below(figure: re.Match[str], limit: float) -> bool:
    """Whether a figure is below a limit, or said to be 'less than' what any laboratory calls a fall."""
    value = float(figure["figure"])
    return value < limit or (figure["less"] is not None and value <= max(limit, FALL))
