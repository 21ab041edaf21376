"""Strength described in words: "full strength", "strength is normal" (5), "decreased strength" (no grade)."""

import re
from functools import cache
from typing import NamedTuple

from clinote import patterns
from clinote.expressions import expression


class Quality(NamedTuple):
    """A statement of strength in words at `start:end`; the word that tells it stands at `at:stop`."""

    start: int
    end: int
    at: int
    stop: int
    reduced: bool


class _Shapes(NamedTuple):
    before: re.Pattern[str]
    after: re.Pattern[str]
    motor: re.Pattern[str]
    marked: re.Pattern[str]
    site: re.Pattern[str]
    reduced: re.Pattern[str]


@cache
def _shapes() -> _Shapes:
    """Quality before strength ("full strength"), after it ("strength is full"), of the motor examination, or a grip."""
    words = {
        name: "|".join(patterns.load()["strength"].settings[name])
        for name in ("full", "reduced", "kinds", "shared", "said", "marks")
    }
    quality = f"{words['full']}|{words['reduced']}"
    list_ = (
        rf"(?:\s*(?:{words['shared']})(?:(?<=[,&/])|(?!\w))){{0,18}}(?:\s*(?:{words['said']})(?!\w)){{0,9}}\s*(?<!\w)"
    )
    attribute = r"(?!(?:and|but|with|in|at|of|on|as)\b)[a-z-]+ "  # 'symmetric strength, and decreased ankle reflexes'
    also = r"(?:(?:and|,)\s+(?:equal|symmetric(?:al)?|strong|bilateral)\s+)?"
    return _Shapes(
        re.compile(
            rf"(?<!\w)({quality})(?:\s+|(?<=↓)){also}(?:(?:{words['kinds']})[\s,/]+){{0,5}}(?:strength|power)\b"
        ),
        re.compile(
            rf"\b(?:(?:motor|muscle|muscular|grip|hand grip) )?(?:strength|power)\b"
            rf"{list_}({quality})"
            rf"(?!\w|[ -]?(?:plus|minus)\b|[+-]| (?:{attribute}){{0,3}}(?:range|rom|sensation|reflex|tone|gait|dtr))"
        ),
        re.compile(
            rf"\bmotor(?! (?:bulk|tone)){list_}({words['full']})(?=\s*(?:[.,;:)|\n]|$|throughout|bilat|in |to |x ?\d))"
        ),
        re.compile(rf"\b(?:strength|power)[ :]{{1,3}}({words['marks']})(?![\w/])"),
        re.compile(
            r"\b(?:shoulder shrug|hands? and feet|grips?)\s+(?:(?:is|are|was|were)\s+)?(?:\w{1,20}ly )?"
            r"(full|strong|normal|intact|wnl)\b"
        ),
        re.compile(rf"(?:{words['reduced']})\Z"),
    )


_NOT = expression(r"\b(?:not|no|isn't|without)\s+(?:\w+\s+)?$")


_EXAMINED = expression(r"(?:^|[:.,;/&(|\n–-]|\b(?:and|his|her|their|the|neuro|normal|intact|gross))\s*$")
"""What may stand before the motor examination; a nerve may not: "tibial motor normal"."""
_CRANIAL = expression(r"\W*(?:cn )?[ivx]+\b")
"""The nerve of whose motor function a line speaks: "V: motor function normal"."""
_OTHERS = expression(r"(?<!there )\b(?:is|are|was|were|remains?) $")
_GOES_ON = expression(r" ?(?::|(?:is|are|was|were|remains?) |[0-5])")
"""What follows a strength that the word before it is not of: "cranial nerves are intact strength is 4/5"."""


def find(norm: str, start: int, end: int, title: int) -> list[Quality]:
    """The statements of a quality of strength in a sentence, none within another; "not full" is none.

    `title` is where a heading begins that the sentence goes on, else `start`: "MOTOR EXAM\\nNormal."
    """
    shapes = _shapes()
    found: list[Quality] = []
    said = [m for shape in shapes[:5] for m in shape.finditer(norm, title if shape is shapes.motor else start, end)]
    for m in sorted(said, key=lambda m: m.span()):
        line = norm.rfind("\n", 0, m.start()) + 1
        if m.re is shapes.motor and (
            _CRANIAL.match(norm, line) or not _EXAMINED.search(norm[max(line, m.start() - 12) : m.start()])
        ):
            continue
        reduced = bool(shapes.reduced.match(m[1]))
        denied = not reduced and _NOT.search(norm, max(start, m.start() - 20), m.start())
        denied = denied or (
            _OTHERS.search(norm, max(start, m.start() - 12), m.start()) and _GOES_ON.match(norm, m.end(), end)
        )
        if not denied and (not found or m.start() >= found[-1].end):
            found.append(Quality(*m.span(), *m.span(1), reduced))
    return found
