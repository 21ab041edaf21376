"""Words that state nothing of anybody: the key of a scale ('5 = normal power; 4 = ...'), the name of who signs."""

import re
from collections.abc import Iterator

from clinote.expressions import expression
from clinote.patterns import worded
from clinote.text.nodes import Span

_POINT = expression(r"(?<![\w/.+-])(?P<points>\d{1,2})(?:/\d{1,2})?\s?=\s?(?=[A-Za-z])")
"""The points of a scale, before what they mean."""
_END = expression(r"[;.\n]|\Z")
_FEWEST, _WIDEST = 3, 90
"""The points of a key, and the characters of what one means."""
_SIGNED = expression(r"(?:/(?<!\w/)e?s/|\bsigned by\b:?)[^\n]*")
_NAMED = worded(
    r"[ \t]*(?:[A-Z][\w.'-]*,?[ \t]+){1,3}[A-Z][\w'-]*,[ \t]*(?i:{text.degrees})(?:[.,][^\n]{0,40})?[ \t]*$", re.M
)
"""Who signs: behind what says so, or a name with a degree that is a line of its own."""
_DEGREE = worded(r",[ \t]*(?i:{text.degrees})")


def spans(text: str, norm: str) -> list[Span]:
    """Where such words stand in a text, in text order; `norm` is the text in lower case."""
    found = [*_keys(text)] if text.count("=") >= _FEWEST else []
    if any(sign in norm for sign in ("/s/", "/es/", "signed by")):
        found += (Span(*m.span()) for m in _SIGNED.finditer(norm))
    lines = {text.rfind("\n", 0, m.start()) + 1 for m in _DEGREE.finditer(text)}
    found += (Span(*m.span()) for start in lines if (m := _NAMED.match(text, start)))
    return sorted(found)


def _keys(text: str) -> Iterator[Span]:
    """The keys of scales: points that go up, or down, from each to the next, each behind a mark."""
    run: list[re.Match[str]] = []
    for m in _POINT.finditer(text):
        if run and not _goes_on(text, run, m):
            yield from _key(text, run)
            run = []
        run.append(m)
    yield from _key(text, run)


def _goes_on(text: str, run: list[re.Match[str]], m: re.Match[str]) -> bool:
    between = text[run[-1].end() : m.start()]
    steps = [int(after["points"]) - int(one["points"]) for one, after in zip(run, [*run[1:], m], strict=True)]
    one_way = all(step > 0 for step in steps) or all(step < 0 for step in steps)
    return one_way and len(between) <= _WIDEST and "\n\n" not in between and between.rstrip(" \t")[-1:] in ";,./|\n("


def _key(text: str, run: list[re.Match[str]]) -> Iterator[Span]:
    end = _END.search(text, run[-1].end()) if len(run) >= _FEWEST else None
    if end:
        yield Span(run[0].start(), end.start())
