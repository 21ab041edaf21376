"""WEAKNESS: weakness of the patient and its neighbours, one fact per mention, by the concept the words state."""

from clinote.expressions import expression
from clinote.facts import Fact, Weakness
from clinote.lexicon import Hit
from clinote.patterns import worded
from clinote.reading import Reading

_REACH = 90
"""How far (characters) the words around a mention are read; a clause is shorter."""

_FILLER = r"(?!{weakness.clause}\b)"
_ADJECTIVE = rf"{_FILLER}(?!(?:{{articles}}|{{possessives}})\b|[a-z]{{2,}}[^su]s\b)"
"""Behind a comma neither article nor verb: 'both legs weak, needs wall support' is of no wall."""
_ADVERBS = r"(?:(?:{weakness.predicate}|[a-z]+ly)[\s,/]+){0,6}"
_SAID = worded(rf"\s+{_ADVERBS}")
"""What may stand between a part of the body and the adjective that is said of it."""
_VERB = 12
"""How far (characters) before a participle its subject may end: 'the arm is paralysed'."""
_NOUN = 30
"""How far (characters) an adjective's noun may stand."""
_SCORE = expression(
    r"\s*(?:=\s*\d+(?! ?(?:[a-z]|/))|:?\s*\d{1,2}\s*/\s*10\b"
    r"|\(\d{1,2}\s*(?:points?|pts?)?\)(?!\s*[a-z])|,?\s*\d{1,2}\s(?:points?|pts?)\b|\s[1-9]\d(?=\s*(?:[,;.)\n]|$)))"
)
"""The points of a scale: 'gait weak = 10', 'weakness 3/10', 'gait: weak 10, IV 20'."""
_INSTITUTION = worded(r"[\s-]+{institutions}\b")
_DETERMINED = worded(r"\b(?:{articles}|{possessives}|{demonstratives}|some|such|any)\s+(?:{weakness.intensity}\s+)?$")
_PULSE = worded(
    r"\b{weakness.pulse}(?::[^.;:]*|(?:,?\s(?:is|was|of|at))?\s\d{2,3}(?:\s?/\s?min|\s?bpm)?,?\s(?:and\s|but\s)?)$"
)
_BESIDE_PULSE = worded(r"\s*(?:,|/|\band\b|\bbut\b)\s*{weakness.of_pulses}\b")
_ATTRIBUTE = worded(r"\s+(?!(?:{weakness.clause}|{weakness.no_noun})\b)[a-z]")
_DETERMINERS = "(?:{articles}|{possessives}|{demonstratives}|both|all|any|bilateral)"
_CONSCIOUSNESS = worded(r"\b{weakness.consciousness}\b")
_THING_AFTER = worded(
    rf"(?:(?:[\s/]+{_FILLER}|\s*,\s*{_ADJECTIVE})[a-z][a-z0-9'-]*){{0,3}}?[\s,/]+{{weakness.things}}\b"
    r"|\s+(?:by|on|to|with)\s+{weakness.felt}\b"
)
_THING_BEFORE = worded(rf"\b{{weakness.things}}[\s:,-]+(?:(?:{{weakness.other_side}}|\d\+?)[\s:,-]+){{0,8}}{_ADVERBS}$")
_STRUCTURE_BEFORE = worded(r"\b{weakness.structures}(?:\s+and)?[\s-]+(?:{weakness.degrees}\s+)?(?:muscle\s+)?$")
_STRUCTURE_AFTER = worded(
    r"\s+(?:{copulas}\s+)?(?:of|in|along|at|within|to|on)(?:\s+(?!(?:and|or|with|due|from)\b)[a-z'-]+){0,4}?"
    r"\s+{weakness.structures}\b"
    r"|\s+of\s+(?:mine|hers|theirs|(?:yours|his)\s*(?:[.,;)]|$))"
)
_IS_STRUCTURE = worded(r"\b{weakness.structures}\s+{copulas}\s+(?:{articles}|{possessives})\s+(?:[a-z]+\s+)?$")
"""A faculty that is one's weakness: 'spelling is her main weakness'."""
_TIRING = worded(rf"\b{{weakness.tiring}}\s+(?!(?:and|or)\b){_ADVERBS}$")
_BEARER = worded(rf"(?:[\s,/-]+{_FILLER}[a-z0-9-]+){{0,3}}?[\s,/-]+{{weakness.bearers}}\b")
_WEAK_PLACE = worded(r"\b(?:{weakness.regions}|{weakness.face}|muscle|muscular)\s+$")
_BESIDE_NUMB = worded(r"\s*(?:/|&|\+|,|\b(?:and|or)\b)\s*{weakness.numb}")
_NERVE_BEFORE = worded(r"\b{weakness.nerves}(?:'s)?\s+(?:palsy\s+or\s+)?$")
_NERVE_AFTER = worded(r"\s+of\s+(?:the\s+)?(?:[a-z]+\s+){0,3}?{weakness.nerves}\b")
_MUSCLES_AFTER = expression(r"(?:\s+[a-z'-]+){0,2}?\s+muscles\b")
_MUSCLES_BEFORE = worded(rf"\bmuscles\s+{_ADVERBS}$")
_OF_MUSCLES = worded(
    r"\s+{weakness.leading}(?:[\s,/]+(?!groups?\b|that\b|with\b|due\b|which\b)[a-z'-]+){0,6}?\s+muscles\b"
)
_SIDE = rf"(?:{_DETERMINERS}|{{weakness.face_sides}}\.?)"
_ONLY_A_SIDE = r"(?:left|right|bilateral)(?: side)?\s*(?:[.,;:)>]|$)"
"""What says no more than on which side the face is weak: 'weakness of the face, left'."""
_OF_FACE = worded(
    rf"\s+{{weakness.leading}}\s+(?:{_SIDE}\s+){{0,6}}"
    rf"(?P<first>(?:(?:{{weakness.regions}}|{_DETERMINERS})[\s,/]+)+(?:(?:and|or|&)\s+)?(?:{_SIDE}\s+)*)?"
    r"(?P<face>{weakness.face})\b"
    rf"(?P<more>(?!,\s*{_ONLY_A_SIDE})(?:[\s,/]+|\s*(?:and|or|&)\s*)+(?:{{weakness.regions}}|{_DETERMINERS})\b)?"
)
_AND_FACE = worded(
    rf"\s+{{weakness.leading}}\s+(?:[a-z]+\s+){{1,4}}(?:and|or|&)\s+(?:{{weakness.leading}}\s+)?"
    rf"(?P<face>(?:{_SIDE}\s+){{0,6}}{{weakness.face}})\b"
)
"""What droops beside something else: 'drooping of the eyelid and the corner of the mouth'."""
_FACE_BEFORE = worded(r"\b(?P<face>facial|face)(?:[\s,/]+(?:and|or|&|\+|{weakness.regions}))+[\s,/]*$")
_FACE_IS = worded(
    rf"\b(?P<face>(?:(?:(?:left|right)\s+)?{{weakness.face_halves}}\s+of\s+{_DETERMINERS}\s+|(?:left|right|lower)\s+)?"
    r"{weakness.face_parts}(?:\s+(?:corner|angle)s?)?)\s+(?:on\s+the\s+(?:left|right)\s+)?"
    rf"(?:to\s+|began\s+|started\s+|{_ADVERBS}){{0,3}}$"
)
_FACE_AND = worded(
    rf"\b(?P<face>{{weakness.face}})(?:[\s,/]+(?:and|or|&|{{weakness.regions}}|{_DETERMINERS}))+\s+{_ADVERBS}$"
)
"""The face and a limb of which weakness is said: 'the left face and arm are weak'."""
_FACE_LABEL = worded(r"\b(?:{weakness.face}|cn\s?(?:vii|7))\b[a-z /]{0,24}(?::|\.{3,})[^.;:]*$")
_REGION_BEFORE = worded(r"\b{weakness.regions}(?:\s*/\s*|,?\s+(?:and|or|&)\s+)(?:(?:left|right|lower)\s+)?$")
_OF = worded(rf"\b(?:of|in|on|over|to)\s+(?:{_DETERMINERS}\s+)?[^,;]*$")


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

    if _INSTITUTION.match(after):
        return []
    match hit.pattern.data.get("guard"):
        case "noun" | "adjective" | "shorthand" if _SCORE.match(after):
            return []
        case "shorthand" if not (_WEAK_PLACE.search(before) or _BESIDE_NUMB.match(after)):
            return []
        case "tired" if _TIRING.search(before):
            return []
        case "noun":
            return _noun(reading, hit, before, after)
        case "adjective" if (
            (_THING_AFTER.match(after) and not (after.startswith(",") and _said_of_place(reading, hit)))
            or _THING_BEFORE.search(before)
            or _PULSE.search(before)
            or _BESIDE_PULSE.match(after)
            or _STRUCTURE_AFTER.match(after)
            or (_DETERMINED.search(before) and not _borne(reading, hit, after))
        ):
            return []
        case "adjective" if concept == "weakness":
            if face := _FACE_IS.search(before):
                faces = _facial(reading, hit, hit.start - len(before) + face.start(), hit.end)
                if not _REGION_BEFORE.search(before[: face.start()]):
                    return [faces]
                faces = _facial(reading, hit, faces.start, hit.start - len(before) + face.end("face"))
                return [faces, reading.fact(Weakness(concept), hit.start, hit.end, hit.pattern)]
            if face := _FACE_AND.search(before):
                at = hit.start - len(before)
                faces = _facial(reading, hit, at + face.start("face"), at + face.end("face"))
                return [faces, reading.fact(Weakness(concept), hit.start, hit.end, hit.pattern)]
            if muscles := _MUSCLES_AFTER.match(after):
                return [reading.fact(Weakness("muscle_weakness"), hit.start, hit.end + muscles.end(), hit.pattern)]
            if muscles := _MUSCLES_BEFORE.search(before):
                start = hit.start - len(before) + muscles.start()
                return [reading.fact(Weakness("muscle_weakness"), start, hit.end, hit.pattern)]
        case "paresis" if _NERVE_BEFORE.search(before) or _NERVE_AFTER.match(after):
            return []
        case "limb" if not _limb(reading, hit) or _NERVE_BEFORE.search(before):
            return []
        case "awake" if _CONSCIOUSNESS.search(before + " " + after) or _examined(reading, hit):
            return []
        case "droop":
            return _droop(reading, hit, before, after)
        case "face" if shared := _REGION_BEFORE.search(before):
            if not _OF.search(before[: shared.end()]):
                return _split(reading, hit)
    return [reading.fact(Weakness(concept), hit.start, hit.end, hit.pattern)]


def _borne(reading: Reading, hit: Hit, after: str) -> bool:
    """Whether a part of the body or a person is what the adjective stands before, or nothing is."""
    if not _ATTRIBUTE.match(after) or _BEARER.match(after):
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
    concept = hit.pattern.data["concept"]
    if reading.norm.endswith("ses", hit.start, hit.end) and not _placed(reading, hit):
        return []  # 'strengths and weaknesses'
    if _STRUCTURE_BEFORE.search(before) or _STRUCTURE_AFTER.match(after) or _IS_STRUCTURE.search(before):
        return []
    end = hit.end
    faces: list[Fact] = []
    if concept == "weakness":
        if muscles := _OF_MUSCLES.match(after):
            concept, end = "muscle_weakness", hit.end + muscles.end()
        elif face := _OF_FACE.match(after):
            if face["more"] or face["first"]:
                faces = [_facial(reading, hit, hit.end + face.start("face"), hit.end + face.end("face"))]
            else:
                concept, end = "facial_weakness", hit.end + face.end("face")
        elif face := _FACE_BEFORE.search(before):
            at = hit.start - len(before)
            faces = [_facial(reading, hit, at + face.start("face"), at + face.end("face"))]
    return [*faces, reading.fact(Weakness(concept), hit.start, end, hit.pattern)]


def _droop(reading: Reading, hit: Hit, before: str, after: str) -> list[Fact]:
    """'Drooping' where it is the face or the mouth that droops."""

    if face := _OF_FACE.match(after):
        return [_facial(reading, hit, hit.start, hit.end + face.end("face"))]
    if face := _AND_FACE.match(after):
        return [_facial(reading, hit, hit.end + face.start("face"), hit.end + face.end("face"))]
    if face := _FACE_IS.search(before):
        return [_facial(reading, hit, hit.start - len(before) + face.start(), hit.end)]
    return [_facial(reading, hit, hit.start, hit.end)] if _FACE_LABEL.search(before) else []


def _split(reading: Reading, hit: Hit) -> list[Fact]:
    """'Arm and facial weakness': the face's and the limb's."""
    head = reading.norm.rfind("weak", hit.start, hit.end)
    if head <= hit.start:
        return [_facial(reading, hit, hit.start, hit.end)]
    limb = reading.fact(Weakness("weakness"), head, hit.end, hit.pattern)
    return [_facial(reading, hit, hit.start, hit.start + len(reading.norm[hit.start : head].rstrip(" -\n"))), limb]


def _facial(reading: Reading, hit: Hit, start: int, end: int) -> Fact:
    return reading.fact(Weakness("facial_weakness"), start, end, hit.pattern)
