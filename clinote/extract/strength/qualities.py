"""Strength described in words: "full strength", "strength is normal" (5), "decreased strength" (no grade)."""

from typing import NamedTuple

from clinote.expressions import PUT_IN, expression
from clinote.patterns import worded


class Quality(NamedTuple):
    """A statement of strength in words at `start:end`; the word that tells it stands at `at:stop`."""

    start: int
    end: int
    at: int
    stop: int
    reduced: bool


_QUALITY = r"({strength.full}|{strength.reduced})"
_LIST = (
    rf"(?:{PUT_IN})?"
    r"(?:\s*{strength.shared}(?:(?<=[,&/])|(?!\w))){0,18}(?:\s*(?:{strength.said}|-)(?!\w)){0,9}\s*(?<!\w)"
)
_ATTRIBUTE = r"(?!(?:and|but|with|in|at|of|on|as)\b)[a-z-]+ "  # 'symmetric strength, and decreased ankle reflexes'
_ALSO = r"(?:(?:and|,)\s+{strength.even}\s+)?"
_SHAPES = (
    worded(rf"(?<!\w){_QUALITY}(?:\s+|(?<=↓)){_ALSO}(?:{{strength.kinds}}[\s,/]+){{0,5}}(?:strength|power)\b"),
    worded(
        rf"\b(?:(?:motor|muscle|muscular|grip|hand grip) )?(?:strength|power)\b{_LIST}{_QUALITY}"
        rf"(?!\w|[ -]?(?:plus|minus)\b|[+-]| (?:{_ATTRIBUTE}){{0,3}}{{strength.no_strength}})"
    ),
    worded(r"\b(?:strength|power)[ :]{1,3}({strength.marks})(?![\w/])"),
    worded(
        r"\b{strength.grips}\s*[\s:]\s*(?:{copulas}\s+)?(?:\w{1,20}ly )?(?:{strength.even} and )?({strength.plainly})\b"
    ),
    worded(r"\b({strength.plainly}|{strength.lessened}) (?:hand )?{strength.grips}(?! (?:strength|power)|[ -]size|\w)"),
)
"""Quality before strength ("full strength"), after it ("strength is full"), as a mark, or of a grip."""
_WHERE = r"(?=\s*(?:[.,;:)|\n&+]|$|(?:throughout|bilat\w*|in|on|of|to|{left}|{right}|both|x ?\d|[cls]\d)(?![a-z])))"
_MOTOR = worded(
    rf"\bmotor(?! (?:bulk|tone)){_LIST}({{strength.full}}|(?<!tone )(?<!bulk ){{strength.lessened}}){_WHERE}"
)
_LESSENED = worded(
    rf"(?<!\w)({{strength.lessened}})\s*motor\b(?:\s*(?:and|&|\+|/)\s*(?:sensory|sensation)\b)?(?: function\b)?{_WHERE}"
)
"""That of the motor examination: "motor normal", "motor reduced in the left leg", "↓motor R arm"."""
_REDUCED = worded(r"{strength.reduced}\Z")
_NOT = expression(r"\b(?:not|no|isn't|without)\s+(?:\w+\s+)?$")
_EXAMINED = worded(r"(?:^|[:.,;/&(|\n–-]|\b(?:and|the|{possessives}|neuro|normal|intact|gross))\s*$")
"""What may stand before the motor examination; a nerve may not: "tibial motor normal"."""
_CRANIAL = expression(r"\W*(?:cn )?[ivx]+\b")
"""The nerve of whose motor function a line speaks: "V: motor function normal"."""
_LINE = 200
"""Characters before the word among which its line begins, where that is told by its first words."""
_OTHERS = worded(r"(?<!there )\b(?:{copulas}|remains?) $")
_GOES_ON = worded(r" ?(?::|(?:{copulas}|remains?) |[0-5])")
"""What follows a strength that the word before it is not of: "cranial nerves are intact strength is 4/5"."""


def find(norm: str, start: int, end: int, title: int) -> list[Quality]:
    """The statements of a quality of strength in a sentence, or from its heading at `title` on; "not full" is none."""
    found: list[Quality] = []
    said = [m for shape in _SHAPES for m in shape.finditer(norm, start, end)]
    said += (m for m in _MOTOR.finditer(norm, title, end) if _of_examination(norm, m.start()))
    said += _LESSENED.finditer(norm, start, end)
    for m in sorted(said, key=lambda m: m.span()):
        reduced = bool(_REDUCED.match(m[1]))
        denied = not reduced and _NOT.search(norm, max(start, m.start() - 20), m.start())
        denied = denied or (
            _OTHERS.search(norm, max(start, m.start() - 12), m.start()) and _GOES_ON.match(norm, m.end(), end)
        )
        if not denied and (not found or m.start() >= found[-1].end):
            found.append(Quality(*m.span(), *m.span(1), reduced))
    return found


def _of_examination(norm: str, at: int) -> bool:
    """Whether "motor" at `at` is the motor examination, and no nerve's."""
    line = norm.rfind("\n", max(0, at - _LINE), at) + 1  # of a line that long the words before tell enough
    return not _CRANIAL.match(norm, line) and _EXAMINED.search(norm[max(line, at - 12) : at]) is not None
