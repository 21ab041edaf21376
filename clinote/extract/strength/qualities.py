"""Strength described in words: "full strength", "strength is normal" (5), "decreased strength" (no grade)."""

from typing import NamedTuple

from clinote.expressions import PUT_IN, expression
from clinote.lexicon import starting
from clinote.patterns import worded
from clinote.reading import Reading


class Quality(NamedTuple):
    """A statement of strength in words at `start:end`; the word that tells it stands at `at:stop`."""

    start: int
    end: int
    at: int
    stop: int
    reduced: bool


_MOTION, _MUSCLE, _REGION, _SIDE = "\x01", "\x02", "\x03", "\x04"
"""What covers the places of a sentence so that they are one kind of word: motions as "hip flexion", muscles, others."""
_PLACE = r"[\x01-\x04]+"
_QUALITY = r"({strength.full}|{strength.reduced})"
_SMALL = rf"(?:{{strength.shared}}|{{strength.said}}|[a-z]+ly)(?:(?<=[,&/:])|(?!\w))|[-().*•]|{_PLACE}"
_NONE = r"\s*+(?!(?:{strength.full}|{strength.reduced})(?!\w))"
_LIST = rf"(?:{PUT_IN})?(?:{_NONE}(?:{_SMALL}|{{strength.others}}(?!\w)))*+\s*(?<!\w)"
_ATTRIBUTE = rf"(?!(?:and|but|with|in|at|of|on|as)\b)(?:[a-z-]+|{_PLACE}) "
"""What may stand before what a quality is of besides: 'symmetric strength, and decreased ankle reflexes'."""
_HEAD = r"\b(?:(?:motor|muscle|muscular|{strength.grips}) )?(?:strength|power)s?\b"
_LEADS = rf"(?:(?:(?:{{strength.kinds}}|{{strength.grips}})[\s,/]+|(?<!in )(?<!of )(?<!for ){_PLACE}[\s/]+){{0,6}})"
_LESS = r"({strength.plainly}|{strength.lessened})"
_WHERE = r"(?=\s*(?:[.,;:)|\n&+\x01-\x04]|$|(?:in|on|of|to|and|x ?\d|[cls]\d|{strength.excepting})(?![a-z])))"
_SHAPES = (
    worded(rf"(?<!\w){_QUALITY}(?:\s+|(?<=↓)){_LEADS}(?:strength|power)\b"),
    worded(
        rf"{_HEAD}{_LIST}{_QUALITY}"
        rf"(?!\w|[ -]?(?:plus|minus)\b|[+-]| (?:{_ATTRIBUTE}){{0,3}}{{strength.no_strength}})"
    ),
    worded(rf"{_HEAD}{_LIST}({{strength.marks}})(?![\w/+&])"),
    worded(rf"\b{{strength.grips}}(?![ -]size){_LIST}{_LESS}(?!\w)"),
    worded(rf"(?<!\w){_LESS}(?:\s+|(?<=↓)){_LEADS}{{strength.grips}}(?! (?:strength|power|of)|[ -]size|\w)"),
    worded(
        rf"(?<!\w)({{strength.lessened}})\s*motor\b(?:\s*(?:and|&|\+|/)\s*sens(?:ory|ation)\b)?(?: function\b)?{_WHERE}"
    ),
)
"""Quality before strength, after it ("power in the legs is full"), as a mark, of a grip, or "↓motor"."""
_MOTOR = worded(
    rf"\b{{strength.examined}}(?! bulk| tone){_LIST}(?<!tone )(?<!bulk )"
    rf"({{strength.full}}|{{strength.lessened}}){_WHERE}"
)
"""That of the motor examination: "motor normal", "motor reduced in the left leg"."""
_PART = worded(
    r"[,;|]|\b(?:and|with(?! (?:the )?exception\b)|{strength.excepting}(?: (?:for|from|of))?"
    r"|(?:al)?though|while|whereas|however)\b|(?=\Z)"
)
_PLAIN = rf"(?:{_NONE}(?:{_HEAD}|motor\b|{{strength.grips}}\b|{_SMALL}))*+\s*"
_NAMES = worded(rf"{_PLAIN}(?:[0-5][+-]? ?/ ?5)?{_PLAIN}")
_ITEM = worded(
    rf"{_PLAIN}({{strength.full}}|{{strength.lessened}}|{{strength.marks}}|{{strength.lesser}})(?![\w/]){_PLAIN}"
    r"(?:(?:{distribution.followed}|{distribution.against})\b.*)?"
)
"""A part of a sentence that names a place, or what is said of one: "legs reduced", "full in the arms"."""
_LETTERED, _GRADED = worded(r"n|absent|{strength.lesser}"), expression(r"[\x01\x02]|:.*[\x03\x04]|[\x03\x04].*:")
"""What grades a muscle or a labelled place as the manual muscle test does: no statement of its strength in general."""
_PLACED, _SITED = expression(_PLACE), expression(r"[:\x01-\x03]")
"""A place; and one that is no side alone, which may be the short form of something else."""
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


def find(reading: Reading, start: int, end: int, title: int, account: bool) -> list[Quality]:
    """The statements of a quality of strength in a sentence, or from its heading at `title` on; "not full" is none.

    Of several each is of a place: "power normal in the arms, legs reduced"; in an account of strength there may be
    nothing but places: "legs: reduced".
    """
    heads = [hit.end for hit in starting(reading.hits("strength"), title, end) if hit.pattern.data["role"] != "none"]
    if not (heads or account):
        return []
    norm, covered, begin = reading.norm[title:end], _covered(reading, start, title, end), start - title
    said = [m for shape in _SHAPES for m in shape.finditer(covered, begin)]
    said += (m for m in _MOTOR.finditer(covered) if _of_examination(reading.norm, title + m.start()))
    told = [(*m.span(), *m.span(1)) for m in said if not (_LETTERED.fullmatch(m[1]) and _GRADED.search(m[0]))]
    at = first = (heads[0] - title) if heads else begin
    for part in _PART.finditer(covered, at):
        item = _ITEM.fullmatch(covered, at, part.start())
        words = covered[at : part.start()]
        of_range = _MOTION in words and _MOTION not in covered[first:at]  # "strength 5/5, hip abduction reduced"
        placed = (_PLACED if heads else _SITED).search(words)
        leads = covered[at : item.start(1)] if item else words
        lettered, less = (item and _LETTERED.fullmatch(item[1])), (item and _REDUCED.match(item[1]))
        graded = (lettered or not heads) and (_PLACED if lettered and less else _GRADED).search(leads)
        if graded and lettered and less:  # "quads poor", but "poor in the legs"
            break
        if item and placed and not of_range and (less or not graded):
            told.append((*item.span(1), *item.span(1)))
        elif not (item or _NAMES.fullmatch(words)):
            break
        at = part.end()
    found: list[Quality] = []
    for low, high, at, stop in sorted(told, key=lambda told: (told[0], -told[1])):
        reduced = bool(_REDUCED.match(norm[at:stop]))
        denied = not reduced and _NOT.search(norm, max(begin, low - 20), low)
        denied = denied or (_OTHERS.search(norm, max(begin, low - 12), low) and _GOES_ON.match(norm, high))
        if not denied and (not found or title + low >= found[-1].end):
            found.append(Quality(title + low, title + high, title + at, title + stop, reduced))
    return found


def _covered(reading: Reading, start: int, title: int, end: int) -> str:
    """The text at `title:end` with the places of the sentence at `start` covered."""
    letters = list(reading.norm[title:end])
    for hit in (hit for kind in ("extent", "side", "site") for hit in reading.around(start, kind)):
        cover = _SIDE if hit.pattern.kind == "side" else _REGION
        if hit.pattern.data.get("what") in ("muscle", "movement"):
            cover = _MOTION if reading.norm.endswith("ion", hit.start, hit.end) else _MUSCLE
        letters[hit.start - title : hit.end - title] = cover * (hit.end - hit.start)
    for head in starting(reading.hits("strength"), title, end):
        letters[head.start - title : head.end - title] = reading.norm[head.start : head.end]
    return "".join(letters)


def _of_examination(norm: str, at: int) -> bool:
    """Whether "motor" at `at` is the motor examination, and no nerve's."""
    line = norm.rfind("\n", max(0, at - _LINE), at) + 1  # of a line that long the words before tell enough
    return not _CRANIAL.match(norm, line) and _EXAMINED.search(norm[max(line, at - 12) : at]) is not None
