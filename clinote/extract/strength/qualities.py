"""Strength described in words: "full strength", "strength is normal" (5), "decreased strength" (no grade)."""

import re

from clinote.extract.strength.tokens import Token
from clinote.facts import Fact
from clinote.reading import Reading

_FULL = (
    r"full|normal|intact|good|excellent|preserved|satisfactory|adequate|unremarkable|within (?:the )?(?:normal|functional) limits?|wnl|nl"
    r"|100 ?%|strong|symmetric and full|unimpaired|well preserved|maintained"
)
_REDUCED = (
    r"decreased|reduced|diminished|impaired|poor|limited|lost|losing|loss of|lack of|subnormal|below normal|abnormal|declining"
    r"|give-?away|giveaway|deficient|fair"
)
_NOUN = r"(?:(?:(?:deltoid|bilateral|motor|muscle|muscular|grip|hand|hand grip|arm|leg|limb|gross|overall|general|facial|extremity|upper|lower|proximal|distal|quadriceps?|shoulder|hip|knee|ankle|neck|intrinsic|gluteal|left|right|his|her|and|in|with|tone|bulk|bulk,|tone,|equal|symmetric|symmetrical|range of motion|rom|sensation|reflexes|coordination|muscle bulk|of|for|neuromuscular|function|bulk)[\s,/]+){0,5}(?:strength|power))"
_ADVERB = r"(?:\s*(?:is|are|was|were|remains?|appears?|appeared|seems?|:|-|,|grossly|all|also|both|felt to be|noted to be|bilaterally|symmetric(?:al)?(?:ly)?|equal(?:ly)?|and|still|mildly|slightly|somewhat|moderately|severely|markedly|throughout|found to be|significantly|very|well|largely|fairly|essentially|within|the|to be|otherwise|relatively|in)\s*){0,7}"
_WITHIN = r"(?:\s*(?:,|and|&|/|sensation|sensory|tone|bulk|reflexes|dtrs|coordination|gait|range of motion|rom|muscle|in|of|the|all|upper|lower|extremit(?:y|ies)|limbs?|bilateral|left|right|arms?|legs?|ue|le|both|his|her|four|hands?|feet|exam|examination|testing|trunk|proximal|distal|function|4)\b\s*,?){0,12}"
_BEFORE = re.compile(rf"\b({_FULL}|{_REDUCED})\s+(?:(?:and|,)\s+(?:equal|symmetric(?:al)?|strong|bilateral)\s+)?{_NOUN}\b")
_AFTER = re.compile(
    rf"\b(?:(?:motor|muscle|muscular|grip|hand grip) )?(?:strength|power)\b{_WITHIN}{_ADVERB}\s*\b({_FULL}|{_REDUCED})\b(?! (?:range|rom|sensation|reflex|tone|gait))"
)
_SITE = re.compile(r"\b(?:shoulder shrug|hands? and feet|grip|grips)\s+(?:is|are|was|were)?\s*(?:\w+ly )?(full|strong|normal|intact|wnl)\b")
_REDUCED_ONLY = re.compile(rf"(?:{_REDUCED})\Z")
_UNKNOWN = re.compile(r"\b(?:not|cannot|could not|unable|deferred|untested|unable to|difficult|limited by|if|test|assess|regain|build)\b")


def read(reading: Reading, tokens: list[Token], graded: list[Fact]) -> list[Fact]:
    """The qualities of strength that a sentence states, none where a number says it."""
    if not tokens:
        return []
    start, end = tokens[0].start, tokens[-1].end
    found: list[Fact] = []
    taken = [(f.start, f.end) for f in graded]
    for shape in (_BEFORE, _AFTER, _SITE):
        for m in shape.finditer(reading.norm, start, end):
            if any(a < m.end() + 3 and m.start() - 3 < b for a, b in taken):
                continue
            reduced = bool(_REDUCED_ONLY.match(m[1]))
            if not reduced and re.search(r"\b(?:not|no|isn't|without)\s+(?:\w+\s+)?$", reading.norm[max(start, m.start() - 20) : m.start()]):
                continue
            grade = None if reduced else 5.0
            taken.append(m.span())
            side, site = _where(reading, tokens, *m.span())
            found.append(
                reading.fact(
                    "STRENGTH_GRADE", m.start(), m.end(), "strength.reduced" if reduced else "strength.full",
                    grade_low=grade, grade_high=grade, side=side, site=site, qualitative=True,
                )
            )  # fmt: skip
    return found


def _where(reading: Reading, tokens: list[Token], start: int, end: int) -> tuple[str | None, str | None]:
    """The side and site that the words at `start:end`, or those that follow, name."""
    side = site = None
    for token in tokens:
        if token.start < start:
            continue
        if token.start >= end and (token.kind in ("strong", "grade", "head") or (token.kind == "weak" and site)):
            break
        if token.kind == "side" and side is None and token.data["side"].isalpha():
            side = str(token.data["side"])
        elif token.kind == "site" and site is None and (token.data.get("limb") or token.data["what"] != "region"):
            site = reading.text[token.start : token.end]
            both = token.data["what"] == "region" and token.data.get("limb") in ("upper", "lower") and site.endswith("s")
            side = token.data.get("side") or side or ("bilateral" if both or site.endswith("extremities") else None)
    return side, site
