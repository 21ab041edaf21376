r"""Panels drawn as fishbones: '6.4 > 10.2 / 30.5 < 187' and '141 | 104 | 11 / 3.3 | 25 | 0.9 < 88'."""

import re
from collections.abc import Iterator

from clinote.analytes import Analyte, analytes
from clinote.extract.labs.values import Measure
from clinote.reading import Reading
from clinote.spans.number import NUMBER, value_of

_N = rf"\s*({NUMBER})\s*(?:\([lhLH]\)|[LHlh*](?![a-z]))?\s*"
_COUNT = [
    re.compile(rf"(?<![\d.,]){_N}[>\\]+[-\s]*{_N}[/|]{_N}[-\s]*[<\\]+\s*{_N}"),
    re.compile(rf"(?<![\d.,]){_N}[>\\]+[-\s]*{_N}[-\s]*[</]+{_N}(?![\d/])"),
]
_DATE = re.compile(r"(?:0?[1-9]|1[0-2])/(?:[12]?\d|3[01])(?!\d)")
_ALONE = re.compile(rf"[ \t]*({NUMBER})[ \t]*")
_DRAWN = re.compile(rf"{NUMBER}\s*>[-_=]{{2,}}<\s*{NUMBER}")
_CROSSED = re.compile(rf"\\[ \t]*({NUMBER})[ \t]*/[ \t]*\n[ \t]*{NUMBER}[ \t]*[-_=]{{2,}}[ \t]*{NUMBER}[ \t]*\n[ \t]*/")
_SLASHED = re.compile(rf"[\s:=,(]*{_N}/{_N}/{_N}/{_N}(?![\d/])")
# Sodium with a slash, behind which a panel of slashes may follow; begins with a letter the engine skips to.
_SODIUM = re.compile(r"1(?<![\d/.,:-]1)\d\d ?/ ?\d{1,3}(?:\.\d)? ?/ ?\d")
_CHEM = re.compile(
    rf"(?<![\d.,/]){_N}[|/]{_N}[|/]{_N}(?:[/|\\<-]|\s)[-\s/|\\<]*(?:{NUMBER}\s*\n[-\s|]*)?{_N}[|/]{_N}[|/]{_N}(?![\d])"
)
# What six numbers of a chemistry panel may be, in the two usual orders.
_PLAUSIBLE = {
    "sodium": (100, 180), "chloride": (60, 145), "bun": (1, 250),
    "potassium": (1.0, 9.9), "bicarbonate": (3, 55), "creatinine": (0.1, 30),
}  # fmt: skip
_LYTES = re.compile(rf"({NUMBER}) ?/ ?(\d\.\d) ?/ ?({NUMBER}) ?/ ?({NUMBER})(?![\d/])")
_ORDERS = (
    ("sodium", "chloride", "bun", "potassium", "bicarbonate", "creatinine"),
    ("sodium", "potassium", "chloride", "bicarbonate", "bun", "creatinine"),
)


_COUNTS = ("cbc", "wbc", "plt", "plts", "platelets")


def results(reading: Reading) -> Iterator[tuple[Analyte, Measure]]:
    """Hemoglobin, sodium and potassium of the fishbones in the note."""
    norm = reading.norm
    known = analytes()
    done = -1
    for mark in (">", "\\", "|"):
        at = norm.find(mark)
        while at >= 0:
            if at > done:
                line = norm.rfind("\n", 0, at) + 1
                low = max(line, at - 40)
                stop = _line_end(norm, at, 3 if mark == "|" else 1)
                panel = _chemistry if mark == "|" else _count
                for analyte, start, end, value in panel(norm, low, min(stop, at + 160)):
                    yield known[analyte], Measure(start, end, value, known[analyte].units[0], after=end)
                    done = max(done, end)
            at = norm.find(mark, max(at + 1, done))
        done = -1
    for sodium in _SODIUM.finditer(norm):
        at, stop = sodium.start(), _line_end(norm, sodium.start(), 1)
        for analyte, start, end, value in _chemistry(norm, at, stop) or _lytes(norm, at, stop):
            yield known[analyte], Measure(start, end, value, known[analyte].units[0], after=end)
    for hit in reading.hits("lab"):
        if norm[hit.start : hit.end] in _COUNTS and (counts := _SLASHED.match(norm, hit.end, hit.end + 60)):
            for analyte, start, end, value in _blood(counts):
                yield known[analyte], Measure(start, end, value, known[analyte].units[0], after=end)


def _line_end(norm: str, at: int, lines: int) -> int:
    for _ in range(lines):
        end = norm.find("\n", at)
        if end < 0:
            return len(norm)
        at = end + 1
    return at - 1


def _count(norm: str, low: int, high: int) -> list[tuple[str, int, int, float]]:
    if _DRAWN.search(norm, low, high):
        line = norm.rfind("\n", 0, low)
        above = norm.rfind("\n", 0, max(line, 0)) + 1
        alone = _ALONE.fullmatch(norm, above, max(line, 0))
        if alone and 2 <= value_of(alone[1]) <= 25:
            return [("hemoglobin", alone.start(1), alone.end(1), value_of(alone[1]))]
    if (crossed := _CROSSED.search(norm, low, high + 80)) and 2 <= value_of(crossed[1]) <= 25:
        return [("hemoglobin", crossed.start(1), crossed.end(1), value_of(crossed[1]))]
    for shape in _COUNT:
        found = shape.search(norm, low, high)
        if found and not _DATE.match(norm, found.start(2)) and (blood := _blood(found)):
            return blood
    return []


def _blood(found: re.Match[str]) -> list[tuple[str, int, int, float]]:
    """Hemoglobin, the second number of a blood count whose numbers are plausible."""
    white, hemoglobin, *rest = (value_of(g) for g in found.groups())
    if not (0 < white < 500 and 2 <= hemoglobin <= 25 and 1 <= rest[-1] <= 2000):
        return []
    if len(rest) == 2 and not 2.2 < rest[0] / hemoglobin < 4.2:
        return []
    return [("hemoglobin", found.start(2), found.end(2), hemoglobin)]


def _chemistry(norm: str, low: int, high: int) -> list[tuple[str, int, int, float]]:
    for found in _CHEM.finditer(norm, low, high):
        values = [value_of(g) for g in found.groups()]
        for order in _ORDERS:
            named = list(zip(order, values, strict=True))
            if all(_PLAUSIBLE[name][0] <= value <= _PLAUSIBLE[name][1] for name, value in named):
                return [
                    (name, found.start(i), found.end(i), value)
                    for i, (name, value) in enumerate(named, start=1)
                    if name in ("sodium", "potassium")
                ]
    return []


def _lytes(norm: str, at: int, stop: int) -> list[tuple[str, int, int, float]]:
    """Sodium and potassium of the short row '139/4.2/102/25'."""
    found = _LYTES.match(norm, at, stop)
    if not found:
        return []
    named = list(zip(("sodium", "potassium", "chloride", "bicarbonate"), map(value_of, found.groups()), strict=True))
    if not all(_PLAUSIBLE[name][0] <= value <= _PLAUSIBLE[name][1] for name, value in named):
        return []
    return [(name, found.start(i), found.end(i), value) for i, (name, value) in enumerate(named[:2], start=1)]
