"""Reference ranges as they are printed: '(30-200)', 'ref < 170', 'upper limit 320', '{39-308}'."""

import re

from clinote.analytes import Analyte
from clinote.extract.labs.values import NUMBER, Measure, number, unit_at
from clinote.reading import Reading

Bounds = tuple[float | None, float | None]

_REF = (
    r"(?:lab(?:oratory)?'?s?|our|the|normal|nl|nml|n|ref(?:erence)?|refs?|range|interval|expected|limits?|nr|rr|adult"
    r"|local|is|of|with|being|upper|for|an?|our|male|female|men|women|males|females|m|f|values?|up to)"
    r"(?![a-z])[\s.:,=]*"
)
_SPAN = rf"(?P<low>{NUMBER})\s*(?:-|to)\s*(?P<high>{NUMBER})"
_PRINTED = re.compile(
    rf"\s*[,;]?\s*(?P<open>[(\[{{])?\s*(?P<ref>(?:{_REF}){{0,6}})(?:{_SPAN}"
    rf"|(?:<=?|≤|up to|less than|(?P<uln>uln|upper limit(?: of normal)?)(?: is| of|:|=)?)\s*(?P<top>{NUMBER})"
    rf"|(?:>=?|≥|greater than)\s*(?P<floor>{NUMBER}))(?![\d/])"
)
_CELL = re.compile(
    rf"[(\[{{]?(?:(?:{_REF}){{0,3}})(?:{_SPAN}|(?:<=?|≤|up to)\s*(?P<top>{NUMBER})|(?:>=?|≥)\s*(?P<floor>{NUMBER}))"
    r"[^\d]*"
)
_CLOSE = re.compile(r"\s*[)\]}]")


def read_range(reading: Reading, measure: Measure, at: int, limit: int, analyte: Analyte) -> int:
    """Read a printed reference range at `at` into `measure`; the offset behind it, or `at`."""
    found = _PRINTED.match(reading.norm, at, limit)
    if not found:
        return at
    end = found.end()
    written = unit_at(reading.norm, end, limit)
    bare = found["low"] and written and "," not in found[0]
    said = found["ref"].strip(" ,.:=")
    if not (found["open"] or said not in ("", "n", "a", "an", "is", "of", "for", "up to") or found["uln"] or bare):
        return at
    if written:
        end = written[1]
    if closed := _CLOSE.match(reading.norm, end, limit):
        end = closed.end()
    low, high = _bounds(found)
    if not credible(analyte, low, high):
        return at
    measure.low, measure.high = low, high
    return end


def bounds_in(text: str) -> Bounds | None:
    """The range that `text` is and nothing else; None if it is none."""
    found = _CELL.fullmatch(text)
    return _bounds(found) if found else None


def _bounds(found: re.Match[str]) -> Bounds:
    low, high = found["low"] or found["floor"], found["high"] or found["top"]
    return (number(low) if low else None), (number(high) if high else None)


def credible(analyte: Analyte, low: float | None, high: float | None) -> bool:
    """Whether `low` to `high` can be a reference range of `analyte` in one of its units."""
    if low is not None and high is not None and low >= high:
        return False
    return any(
        (high is None or analyte.low / u.factor < high < 5 * analyte.high / u.factor)
        and (low is None or analyte.low / u.factor / 5 <= low < analyte.high / u.factor or low == 0)
        for u in analyte.units
    )
