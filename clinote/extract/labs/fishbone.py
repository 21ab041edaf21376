r"""Panels drawn as fishbones, on one line or three: '6.4 > 10.2 / 30.5 < 187', '141|104|11 / 3.3|25|0.9 < 88'."""

import re
from collections.abc import Iterator
from itertools import pairwise

from clinote.analytes import Analyte, analytes
from clinote.expressions import expression
from clinote.extract.labs.values import Measure
from clinote.reading import Reading
from clinote.spans.number import value_of

_MARK = r"(?:\s?\([lh]\)|\s?[lh*](?![a-z]))?"
_FIGURE = rf"\d{{1,4}}(?:\.\d+)?{_MARK}"
_STROKE = (
    r"(?:[ \t]*(?!/ ?[<>] ?\d)(?:[|/\\<>+]|[-_=]{2})[-|/\\<>+_= \t]*(?:\n[-|/\\<>+_= \t]*){0,2}"
    r"|[ \t]*(?:\n[-|/\\<>+_= \t]*){1,2})"
)
# A sodium before any stroke, or another figure before one that begins a blood count or a line; behind its first digit.
_FIRST = r"(?:(?<=1)[0-7]\d(?=[ \t(lh*)]*[|/\\<>+\n_=-])|\d{0,2}(?:\.\d)?(?=[ \t(lh*)/|]*[>\\\n]|/\d{1,2}\.\d/))"
_DRAWING = expression(rf"\d(?<![\d.,/:\w-].){_FIRST}{_MARK}(?:{_STROKE}{_FIGURE}){{2,7}}(?![\d/:%]|\.\d)")
# Begins with a letter the engine skips to.
_SODIUM = expression(r"1(?<![\d/.,:-]1)[0-7]\d ?[/+] ?\d")
_COUNTS = ("cbc", "wbc", "plt", "plts", "platelets")
_NUMBER = expression(r"\d+(?:\.\d+)?")
_COUNT_NAMED = expression(rf"(?<![a-z])(?:{'|'.join(_COUNTS)})[\s:=,(]*$")
_DATE = expression(r"(?:0?[1-9]|1[0-2])/(?:[12]?\d|3[01])(?!\d)")

_PLAUSIBLE = {
    "sodium": (100, 180), "chloride": (60, 145), "bun": (1, 250), "glucose": (20, 999),
    "potassium": (1.0, 9.9), "bicarbonate": (3, 55), "creatinine": (0.1, 30),
    "white cells": (0.1, 500), "hemoglobin": (2, 25), "hematocrit": (6, 75), "platelets": (1, 2000),
}  # fmt: skip
_CHEMISTRY = (
    ("sodium", "chloride", "bun", "potassium", "bicarbonate", "creatinine"),
    ("sodium", "potassium", "chloride", "bicarbonate", "bun", "creatinine"),
    ("sodium", "chloride", "bun", "glucose", "potassium", "bicarbonate", "creatinine"),
    ("sodium", "potassium", "chloride", "bicarbonate"),
    ("sodium", "chloride", "potassium", "bicarbonate"),
)
"""The orders in which a chemistry panel is drawn."""
_ACROSS = (("white cells", "hemoglobin", "hematocrit", "platelets"), ("white cells", "hemoglobin", "platelets"))
_CROSSED = (("hemoglobin", "white cells", "platelets", "hematocrit"), ("hemoglobin", "white cells", "platelets"))
"""The orders of a blood count, on one line and as a cross whose top is the hemoglobin."""


def results(reading: Reading) -> Iterator[tuple[Analyte, Measure]]:
    """Hemoglobin, sodium and potassium of the fishbones in the note."""
    norm, known = reading.norm, analytes()
    for low, high in _marked(reading):
        for drawing in _DRAWING.finditer(norm, low, high):
            figures = [found.span() for found in _NUMBER.finditer(norm, *drawing.span())]
            for name, (start, end) in _panel(norm, figures).items():
                if analyte := known.get(name):
                    yield analyte, Measure(start, end, value_of(norm[start:end]), unit=analyte.units[0], after=end)


def _marked(reading: Reading) -> Iterator[tuple[int, int]]:
    """Where a drawing may be: lines with a stroke, a sodium and a slash or a blood count; one above, three below."""
    norm = reading.norm
    at = [found.start() for found in _SODIUM.finditer(norm)]
    at += [hit.end for hit in reading.hits("lab") if norm[hit.start : hit.end] in _COUNTS]
    for stroke in ("|", "\\", "<", ">", "--"):
        found = norm.find(stroke)
        while found >= 0:
            at.append(found)
            line = norm.find("\n", found)
            found = norm.find(stroke, line) if line >= 0 else -1
    end = 0
    for mark in sorted(at):
        if mark >= end:
            low = norm.rfind("\n", end, max(end, norm.rfind("\n", end, mark))) + 1
            low, end = max(low, end), mark
            for _ in range(4):
                end = norm.find("\n", end) + 1 or len(norm)
            yield low, end


def _panel(norm: str, figures: list[tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """What each figure of a drawing stands for; empty where it is none of a panel."""
    strokes = [norm[a[1] : b[0]] for a, b in pairwise(figures)]
    for panel in _CHEMISTRY:
        named = _fits(norm, figures, panel)
        if named and "." in norm[slice(*named["potassium"])] and (len(panel) > 4 or len(figures) < 6):
            return named
    orders: tuple[tuple[str, ...], ...] = ()
    # '6.4 > 10.2 < 187': they open behind the first figure and close before the last
    opened = re.search(r"[>\\]", strokes[0]) and any(re.search(r"[</]", stroke) for stroke in strokes[1:])
    if "\n" in strokes[0] and re.search(r"--|__|==|><", strokes[1]):
        orders = _CROSSED
    elif opened or _COUNT_NAMED.search(norm, max(0, figures[0][0] - 20), figures[0][0]):
        orders = _ACROSS
    for order in orders:
        named = _fits(norm, figures, order)
        if named and not _DATE.match(norm, named["hemoglobin"][0]) and _proportional(norm, named):
            return named
    return {}


def _fits(norm: str, figures: list[tuple[int, int]], order: tuple[str, ...]) -> dict[str, tuple[int, int]]:
    if len(figures) < len(order):
        return {}
    named = dict(zip(order, figures, strict=False))
    fits = all(_PLAUSIBLE[name][0] <= value_of(norm[a:b]) <= _PLAUSIBLE[name][1] for name, (a, b) in named.items())
    return named if fits else {}


def _proportional(norm: str, named: dict[str, tuple[int, int]]) -> bool:
    """Whether the hematocrit, where there is one, is about three times the hemoglobin."""
    if "hematocrit" not in named:
        return True
    return 2.2 < value_of(norm[slice(*named["hematocrit"])]) / value_of(norm[slice(*named["hemoglobin"])]) < 4.2
