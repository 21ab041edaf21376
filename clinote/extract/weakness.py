"""WEAKNESS: weakness of the patient and its neighbours, one fact per mention, by the concept the words state."""

import re
from functools import cache

from clinote import patterns
from clinote.expressions import expression
from clinote.facts import Fact
from clinote.lexicon import Hit
from clinote.reading import Reading
from clinote.spelling import any_of

_REACH = 90
"""How far (characters) the words around a mention are read; a clause is shorter."""

_CLAUSE = "with|in|on|at|from|of|for|to|after|since|due|but|when|that|who|is|was|are|were|has|had|no|not|he|she"
_FILLER = rf"(?!(?:{_CLAUSE})\b)"
_ADJECTIVE = rf"{_FILLER}(?!(?:the|a|an|his|her)\b|[a-z]{{2,}}[^su]s\b)"
"""Behind a comma neither article nor verb: 'both legs weak, needs wall support' is of no wall."""
_ADVERBS = (
    r"(?:(?:is|are|was|were|be|been|being|has|have|had|feels?|felt|feeling|seems?|appears?|remains?|still|also|now|too|"
    r"so|a|"
    r"bit|little|somewhat|very|[a-z]+ly|quite|rather|more|left|right|l|r|and|"
    r"slow|small|poor|getting|becoming|became|become|gone|grown|turned|got|palpable|present|but|though)[\s,/]+){0,6}"
)
_SAID = expression(rf"\s+{_ADVERBS}")
"""What may stand between a part of the body and the adjective that is said of it."""
_VERB = 12
"""How far (characters) before a participle its subject may end: 'the arm is paralysed'."""
_NOUN = 30
"""How far (characters) an adjective's noun may stand."""
_SCORE = expression(r"\s*(?:=\s*\d+(?! ?(?:[a-z]|/))|:?\s*\d{1,2}\s*/\s*10\b|\(\d{1,2}\s*(?:points?|pts?)?\))")
"""The points of a scale: 'gait weak = 10', 'weakness 3/10'."""
_DETERMINED = expression(
    r"\b(?:a|an|the|this|his|her|some|such|any)\s+(?:very\s+|rather\s+|too\s+|more\s+|slightly\s+)?$"
)
_PULSE_IS = expression(
    r"\bpulse(?: rate)?(?:,?\s(?:is|was|of|at))?\s\d{2,3}(?:\s?/\s?min|\s?bpm)?,?\s(?:and\s|but\s)?$"
)
_ATTRIBUTE = expression(rf"\s+(?!(?:{_CLAUSE}|and|or|all|enough|too|as|than|because|today|now)\b)[a-z]")
_DETERMINERS = r"(?:the|a|an|his|her|their|my|both|all|any|these|those|bilateral)"


def extract(reading: Reading, facts: list[Fact]) -> list[Fact]:
    """Every mention of weakness, fatigue, malaise, debility, frailty, sarcopenia, facial or one-sided weakness."""
    found: list[Fact] = []
    for hit in reading.hits("weakness"):
        if hit.pattern.data.get("concept"):
            found += _read(reading, hit)
    return found


def _read(reading: Reading, hit: Hit) -> list[Fact]:
    concept: str = hit.pattern.data["concept"]
    begin, stop = reading.sentence(hit.start)
    before = reading.norm[max(begin, hit.start - _REACH) : hit.start]
    after = reading.norm[hit.end : min(stop, hit.end + _REACH)]
    words = _words()
    match hit.pattern.data.get("guard"):
        case "noun" | "adjective" | "shorthand" if _SCORE.match(after):
            return []
        case "shorthand" if not (words.weak_place.search(before) or words.beside_numb.match(after)):
            return []
        case "noun":
            return _noun(reading, hit, before, after)
        case "adjective" if (
            (words.thing_after.match(after) and not (after.startswith(",") and _said_of_place(reading, hit)))
            or words.thing_before.search(before)
            or words.pulses.search(before)
            or _PULSE_IS.search(before)
            or words.beside_pulse.match(after)
            or words.structure_after.match(after)
            or (_DETERMINED.search(before) and not _borne(reading, hit, after))
        ):
            return []
        case "adjective" if concept == "weakness":
            if face := words.face_is.search(before):
                return [_facial(reading, hit, hit.start - len(before) + face.start(), hit.end)]
            if muscles := re.match(r"(?:\s+[a-z'-]+){0,2}?\s+muscles\b", after):
                return [
                    reading.fact("WEAKNESS", hit.start, hit.end + muscles.end(), hit.pattern, concept="muscle_weakness")
                ]
            if muscles := words.muscles_before.search(before):
                start = hit.start - len(before) + muscles.start()
                return [reading.fact("WEAKNESS", start, hit.end, hit.pattern, concept="muscle_weakness")]
        case "paresis" if words.nerve_before.search(before) or words.nerve_after.match(after):
            return []
        case "limb" if not _limb(reading, hit) or words.nerve_before.search(before):
            return []
        case "awake" if words.consciousness.search(before + " " + after) or _examined(reading, hit):
            return []
        case "droop":
            return _droop(reading, hit, before, after)
        case "face" if shared := words.region_before.search(before):
            if not re.search(rf"\b(?:of|in|on|over|to)\s+(?:{_DETERMINERS}\s+)?[^,;]*$", before[: shared.end()]):
                return _split(reading, hit)
    return [reading.fact("WEAKNESS", hit.start, hit.end, hit.pattern, concept=concept)]


def _borne(reading: Reading, hit: Hit, after: str) -> bool:
    """Whether a part of the body or a person is what the adjective stands before, or nothing is."""
    if not _ATTRIBUTE.match(after) or _words().bearer.match(after):
        return True
    return _placed(reading, hit)


def _said_of_place(reading: Reading, hit: Hit) -> bool:
    """Whether the adjective is said of a part of the body right before it: 'both legs weak, ankle jerks absent'."""
    sites = [near.end for near in reading.around(hit.start, "site") if hit.start - _NOUN < near.end <= hit.start]
    return any(_SAID.fullmatch(reading.norm, end, hit.start) for end in sites)


def _placed(reading: Reading, hit: Hit) -> bool:
    """Whether a part of the body stands close behind."""
    return reading.follows(hit, _NOUN, "site", "side", "extent")


def _limb(reading: Reading, hit: Hit) -> bool:
    """Whether a part of the body stands close before or behind."""
    found = [
        near for kind in ("site", "extent") for near in reading.around(hit.start, kind)
        if not near.pattern.data.get("abbreviated") and not _COUNTED.match(reading.norm, near.start)
    ]  # fmt: skip
    return any(hit.start - _VERB < near.end <= hit.start or 0 <= near.start - hit.end < _NOUN for near in found)


_COUNTED = expression(r"x ?\d+ ?(?:h|d|w|m|y|min)")
"""'Paralyzed x 4 d' is a time."""


def _examined(reading: Reading, hit: Hit) -> bool:
    """Whether it stands in the examination, where 'lethargic' is a level of consciousness."""
    return reading.layout.section(hit.start).category == "exam"


def _noun(reading: Reading, hit: Hit, before: str, after: str) -> list[Fact]:
    """'Weakness', by what it is the weakness of: a structure (no fact), muscles, the face, or the face and a limb."""
    words, concept = _words(), hit.pattern.data["concept"]
    if reading.norm.endswith("ses", hit.start, hit.end) and not _placed(reading, hit):
        return []  # 'strengths and weaknesses'
    if words.structure_before.search(before) or words.structure_after.match(after):
        return []
    end = hit.end
    faces: list[Fact] = []
    if concept == "weakness":
        if muscles := words.of_muscles.match(after):
            concept, end = "muscle_weakness", hit.end + muscles.end()
        elif face := words.of_face.match(after):
            if face["more"] or face["first"]:
                faces = [_facial(reading, hit, hit.end + face.start("face"), hit.end + face.end("face"))]
            else:
                concept, end = "facial_weakness", hit.end + face.end("face")
        elif face := words.face_before.search(before):
            at = hit.start - len(before)
            faces = [_facial(reading, hit, at + face.start("face"), at + face.end("face"))]
    return [*faces, reading.fact("WEAKNESS", hit.start, end, hit.pattern, concept=concept)]


def _droop(reading: Reading, hit: Hit, before: str, after: str) -> list[Fact]:
    """'Drooping' where it is the face or the mouth that droops."""
    words = _words()
    if face := words.of_face.match(after):
        return [_facial(reading, hit, hit.start, hit.end + face.end("face"))]
    if face := words.face_is.search(before):
        return [_facial(reading, hit, hit.start - len(before) + face.start(), hit.end)]
    return [_facial(reading, hit, hit.start, hit.end)] if words.face_label.search(before) else []


def _split(reading: Reading, hit: Hit) -> list[Fact]:
    """'Arm and facial weakness': the face's and the limb's."""
    head = reading.norm.rfind("weak", hit.start, hit.end)
    if head <= hit.start:
        return [_facial(reading, hit, hit.start, hit.end)]
    limb = reading.fact("WEAKNESS", head, hit.end, hit.pattern, concept="weakness")
    return [_facial(reading, hit, hit.start, hit.start + len(reading.norm[hit.start : head].rstrip(" -\n"))), limb]


def _facial(reading: Reading, hit: Hit, start: int, end: int) -> Fact:
    return reading.fact("WEAKNESS", start, end, hit.pattern, concept="facial_weakness")


class _Words:
    """The word lists of weakness.toml as expressions over the words around a mention."""

    def __init__(self) -> None:
        lists = {
            name: any_of(words)
            for name, words in patterns.load()["weakness"].settings.items()
            if isinstance(words, list)
        }
        things, structures, regions, nerves = (lists[k] for k in ("things", "structures", "regions", "nerves"))
        self.consciousness = expression(rf"\b(?:{lists['consciousness']})\b")
        self.thing_after = expression(
            rf"(?:(?:[\s/]+{_FILLER}|\s*,\s*{_ADJECTIVE})[a-z'-]+){{0,3}}?[\s,/]+(?:{things})\b|\s+(?:by|on|to|with)\s+(?:{lists['felt']})\b"
        )
        self.pulses = expression(r"\bpulses?(?: exam)?:[^.;:]*$")
        self.beside_pulse = expression(rf"\s*(?:,|/|\band\b|\bbut\b)\s*(?:{lists['of_pulses']})\b")
        other_side = rf"(?:(?:{lists['other_side']}|\d\+?)[\s:,-]+){{0,8}}"
        self.thing_before = expression(rf"\b(?:{things})[\s:,-]+{other_side}{_ADVERBS}$")
        degree = rf"(?:(?:{lists['degrees']})\s+)?"
        self.structure_before = expression(rf"\b(?:{structures})(?:\s+and)?[\s-]+{degree}(?:muscle\s+)?$")
        self.structure_after = expression(
            rf"\s+(?:of|in|along|at|within|to|on)(?:\s+(?!(?:and|or|with|due|from)\b)[a-z'-]+){{0,4}}?\s+(?:{structures})\b"
        )
        self.bearer = expression(rf"(?:[\s,/-]+{_FILLER}[a-z0-9-]+){{0,3}}?[\s,/-]+(?:{lists['bearers']})\b")
        self.weak_place = expression(rf"\b(?:{regions}|facial|muscle|muscular)\s+$")
        self.beside_numb = expression(
            r"\s*(?:/|&|\+|,|\b(?:and|or)\b)\s*(?:numb|tingl|paraes|pares|sens|p\s?(?:&|\+|n)\s?n)"
        )
        self.nerve_before = expression(rf"\b(?:{nerves})(?:'s)?\s+(?:palsy\s+or\s+)?$")
        self.nerve_after = expression(rf"\s+of\s+(?:the\s+)?(?:[a-z]+\s+){{0,3}}?(?:{nerves})\b")
        self.muscles_before = expression(rf"\bmuscles\s+{_ADVERBS}$")
        self.of_muscles = expression(
            r"\s+(?:of|in|to|involving|affecting)"
            r"(?:[\s,/]+(?!groups?\b|that\b|with\b|due\b|which\b)[a-z'-]+){0,6}?\s+muscles\b"
        )
        side = (
            rf"(?:{_DETERMINERS}|left|right|lower|upper|entire|whole|side|half|part|corner|angle|corners|of|l|r|lt|rt)"
        )
        region = rf"(?:{regions}|{_DETERMINERS})"
        self.of_face = expression(
            rf"\s+(?:of|in|on|to|involving|affecting|over)\s+(?:{side}\s+){{0,6}}"
            rf"(?P<first>(?:{region}[\s,/]+)+(?:(?:and|or|&)\s+)?(?:{side}\s+)*)?"
            rf"(?P<face>face|facial|mouth|lips?|smile)\b"
            rf"(?P<more>(?:[\s,/]+|\s*(?:and|or|&)\s*)+(?:{region})\b)?"
        )
        self.face_before = expression(rf"\b(?P<face>facial|face)(?:[\s,/]+(?:and|or|&|\+|sided|{regions}))+[\s,/]*$")
        self.face_is = expression(
            rf"\b(?:(?:(?:left|right)\s+)?(?:corner|angle|side|half|part)\s+of\s+{_DETERMINERS}\s+|(?:left|right|lower)\s+)?"
            r"(?:face|mouth|lips?|smile|(?:eye(?:lid)?|lid|lip)\s+(?:closure|seal)|frontalis|orbicularis(?:\s+o(?:culi|ris))?)"
            r"(?:\s+(?:corner|angle)s?)?\s+(?:on\s+the\s+(?:left|right)\s+)?"
            rf"(?:to\s+|began\s+|started\s+|{_ADVERBS}){{0,3}}$"
        )
        self.face_label = expression(r"\b(?:face|facial|mouth|smile|cn\s?(?:vii|7))\b[a-z /]{0,24}(?::|\.{3,})[^.;:]*$")
        self.region_before = expression(
            rf"\b(?:{regions})(?:\s*/\s*|,?\s+(?:and|or|&)\s+)(?:(?:left|right|lower)\s+)?$"
        )


@cache
def _words() -> _Words:
    return _Words()
