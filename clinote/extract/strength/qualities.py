"""Strength described in words: "full strength", "strength is normal" (5), "decreased strength" (no grade)."""

import re
from bisect import bisect_left
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from clinote import patterns
from clinote.extract.strength.tokens import Token
from clinote.facts import Fact
from clinote.reading import Reading


class _Shapes(NamedTuple):
    before: re.Pattern[str]
    after: re.Pattern[str]
    site: re.Pattern[str]
    reduced: re.Pattern[str]


@cache
def _shapes() -> _Shapes:
    """Quality before strength ("full strength"), after it ("strength is full"), or of a grip or a shrug."""
    words = {
        name: "|".join(patterns.load()["strength"].settings[name])
        for name in ("full", "reduced", "kinds", "shared", "said")
    }
    quality = f"{words['full']}|{words['reduced']}"
    also = r"(?:(?:and|,)\s+(?:equal|symmetric(?:al)?|strong|bilateral)\s+)?"
    return _Shapes(
        re.compile(rf"\b({quality})\s+{also}(?:(?:{words['kinds']})[\s,/]+){{0,5}}(?:strength|power)\b"),
        re.compile(
            rf"\b(?:(?:motor|muscle|muscular|grip|hand grip) )?(?:strength|power)\b"
            rf"(?:\s*(?:{words['shared']})(?!\w)){{0,18}}(?:\s*(?:{words['said']})(?!\w)){{0,9}}\s*\b({quality})\b"
            rf"(?! (?:range|rom|sensation|reflex|tone|gait))"
        ),
        re.compile(
            r"\b(?:shoulder shrug|hands? and feet|grips?)\s+(?:(?:is|are|was|were)\s+)?(?:\w{1,20}ly )?"
            r"(full|strong|normal|intact|wnl)\b"
        ),
        re.compile(rf"(?:{words['reduced']})\Z"),
    )


_NOT = re.compile(r"\b(?:not|no|isn't|without)\s+(?:\w+\s+)?$")


def find(norm: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """The statements of a quality of strength in a sentence, each with its words for the quality."""
    return sorted((*m.span(), m[1]) for shape in _shapes()[:3] for m in shape.finditer(norm, start, end))


def read(reading: Reading, tokens: list[Token], said: list[tuple[int, int, str]], graded: list[Fact]) -> list[Fact]:
    """The qualities of strength that a sentence has `said`, none where a number says it."""
    if not said:
        return []
    start = tokens[0].start
    shapes = _shapes()
    numbers = [(fact.start, fact.end) for fact in graded]
    found: list[Fact] = []
    reached = start
    for begin, stop, words in said:
        k = bisect_left(numbers, (begin - 3,))
        beside = any(a < stop + 3 and begin - 3 < b for a, b in numbers[max(0, k - 1) : k + 1])
        reduced = bool(shapes.reduced.match(words))
        if begin < reached or beside or (not reduced and _NOT.search(reading.norm, max(start, begin - 20), begin)):
            continue
        reached = stop
        grade = None if reduced else 5.0
        side, site = _where(reading, tokens, begin, stop)
        found.append(
            reading.fact(
                "STRENGTH_GRADE", begin, stop, "strength.reduced" if reduced else "strength.full",
                grade_low=grade, grade_high=grade, side=side, site=site, qualitative=True,
            )
        )  # fmt: skip
    return found


def _where(reading: Reading, tokens: list[Token], start: int, end: int) -> tuple[str | None, str | None]:
    """The side and site that the words at `start:end`, or those that follow, name."""
    side = site = None
    for token in tokens[bisect_left(tokens, start, key=attrgetter("start")) :][:40]:
        if token.start >= end and (token.kind in ("strong", "grade", "head") or (token.kind == "weak" and site)):
            break
        if token.kind == "side" and side is None and token.data["side"].isalpha():
            side = str(token.data["side"])
        elif token.kind == "site" and site is None and (token.data.get("limb") or token.data["what"] != "region"):
            site = reading.text[token.start : token.end]
            both = (
                token.data["what"] == "region" and token.data.get("limb") in ("upper", "lower") and site.endswith("s")
            )
            side = token.data.get("side") or side or ("bilateral" if both or site.endswith("extremities") else None)
    return side, site
