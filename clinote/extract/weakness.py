"""WEAKNESS: weakness of the patient and its neighbours, one fact per mention, by the concept the words state."""

import re

from clinote import spelling
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
_VERB = 12
"""How far (characters) before a participle its subject may end: 'the arm is paralysed'."""
_NOUN = 30
"""How far (characters) an adjective's noun may stand."""
_SCORE = expression(
    r"\s*(?:=\s*\d+(?! ?(?:[a-z]|/))|:?\s*\d{1,2}\s*/\s*10\b"
    r"|\(\d{1,2}\s*(?:points?|pts?)?\)(?!\s*[a-z])|,?\s*\d{1,2}\s(?:points?|pts?)\b|\s[1-9]\d(?=\s*(?:[,;.)\n]|$|\s\s)))"
)
"""The points of a scale: 'gait weak = 10', 'weakness 3/10', 'gait: weak 10, IV 20'."""
_INSTITUTION = worded(r"[\s-]+{institutions}\b")
_DETERMINED = worded(r"\b(?:{articles}|{possessives}|{demonstratives}|some|such|any)\s+(?:{weakness.intensity}\s+)?$")
_DETERMINERS = "(?:{articles}|{possessives}|{demonstratives}|both|all|any|bilateral)"
_WEAKENED = worded(
    rf"\b(?:{{titles}}\.\s+)?(?:(?!(?:{{weakness.joining}})\b)[a-z'-]+\s+){{1,4}}?"
    rf"(?:{{copulas}}|{{weakness.be}}|(?:had|have|has)(?:\s+been)?)\s+(?:[a-z]+\s+(?:and|or|but)\s+)?{_ADVERBS}$"
)
"""What is weakened: 'both plates were bent or markedly weakened'."""
_NOBODY = worded(rf"[.;:,\n-]\s?{_ADVERBS}\Z")
"""No subject: 'feels not as strong'."""
_OBJECT = worded(
    rf"\s+(?:him|me|them|{{family.elders}}|{{titles}}|{_DETERMINERS}(?:\s+(?:of\s+)?{_FILLER}[a-z'-]+){{0,3}})\b"
)
"""What something else has weakened: 'the fever had weakened (both of her arms)'."""
_KIN = r"{family.parents}|{family.children}|{family.spouses}|{family.siblings}|{family.elders}"
_SOMEBODY = worded(rf"\b(?:{{persons}}|{{titles}}|{{weakness.bearers}}|{_KIN}|him|me|them|her$)\b(?!'s)")
_RELATIVE = worded(rf"\s+(?:{_KIN})\b")
_INNER = worded(r"\b(?:{weakness.inner}|{weakness.structures})\b")
_PULSE = worded(
    r"\b{weakness.pulse}(?::[^.;:]*|(?:,?\s(?:is|was|of|at))?\s\d{2,3}(?:\s?/\s?min|\s?bpm)?,?\s(?:and\s|but\s)?)$"
)
_BESIDE_PULSE = worded(r"\s*(?:,|/|\band\b|\bbut\b)\s*{weakness.of_pulses}\b")
_ATTRIBUTE = worded(r"\s+(?!(?:{weakness.clause}|{weakness.no_noun})\b)[a-z]")
_CONSCIOUSNESS = worded(r"\b{weakness.consciousness}\b")
_THING_AFTER = worded(
    rf"(?P<further>(?:\s*,\s*{_ADJECTIVE}[a-z][a-z0-9'-]*)+)?(?:(?:\s+|/){_FILLER}[a-z][a-z0-9'-]*){{0,3}}?"
    r"(?:\s+|/){weakness.things}\b|\s+(?:by|on|to|with)\s+{weakness.felt}\b"
)
"""What is weak, where a determiner leads to it behind further adjectives: 'a weak, dry cough'."""
_THING_BEFORE = worded(
    r"\b{weakness.things}(?:[\s:-]+|[\s:,-]+(?={weakness.other_side}\b|\d))(?<=[\s:,-])(?!(?:and|but|though)\b)"
    rf"(?:(?:{{weakness.other_side}}|\d\+?)[\s:,-]+){{0,8}}{_ADVERBS}$|\b{{weakness.pulse}},\s+{_ADVERBS}$"
)
_REASON_BEFORE = worded(
    rf"(?:(?<![a-z\d]\s)(?<![a-z\d])|\b(?:and|but|that)\s)(?:{_DETERMINERS}\s+)?(?:[a-z-]+\s+)?{{weakness.reasons}}\s+"
    r"(?:for|of|in|on|against|between|with|from|to|behind)(?:\s+(?!{copulas}\b)[a-z/'-]+){1,6}"
    rf"(?:\s*[|:-]|\s+{{copulas}})\s+{_ADVERBS}$"
)
"""What is weak with what it is for: 'the case for surgery is weak'."""
_STRUCTURE_BEFORE = worded(r"\b{weakness.structures}(?:\s+and)?[\s-]+(?:{weakness.degrees}\s+)?(?:muscle\s+)?$")
_STRUCTURE_AFTER = worded(
    r"\s+(?:{copulas}\s+)?(?!on\s+(?:the\s+)?floor\b)(?:of|in|along|at|within|to|on)(?:\s+(?!(?:and|or|with|due|from)\b)[a-z'-]+){0,4}?"
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
_MUSCLES = [form for word in ("muscle", "muscular") for form in spelling.variants(word)]
_MISSPELT = expression(lambda: rf"\b(?:{spelling.any_of(_MUSCLES)})[ -]$")
_OF_MUSCLES = worded(
    r"(?:\s*\([^()\n]{1,30}\)|\s+{copulas}\s+(?:found|noted|noticed|present|seen|observed|detected|evident))?"
    r"\s+{weakness.leading}(?:[\s,/]+(?!groups?\b|that\b|with\b|due\b|which\b)[a-z'-]+){0,6}?\s+(?:muscles|musculature)\b"
    r"|(?:,\s|\s[-–]\s|\s\()(?:muscles?|muscular)\)?(?=\s*(?:[.;:(]|,\s*generali[sz]ed|$)|\s{weakness.leading}\b)"
)
"""The muscles that a weakness is of, or is called by in the order of an index: 'weakness, muscle, generalized'."""
_SIDE = rf"(?:{_DETERMINERS}|{{weakness.face_sides}}\.?)"
_ONLY_A_SIDE = r"(?:left|right|bilateral)(?: side)?\s*(?:[.,;:)>]|$)"
"""What says no more than on which side the face is weak: 'weakness of the face, left'."""
_OF_FACE = worded(
    rf"\s+{{weakness.leading}}\s+(?:{_SIDE}\s+){{0,6}}"
    rf"(?P<first>(?:(?:{{weakness.regions}}|{_DETERMINERS})[\s,/]+)+(?:(?:and|or|&)\s+)?(?:{_SIDE}\s+)*)?"
    r"(?P<face>{weakness.face}(?:\s+muscles)?)\b(?!(?:(?<=\bin the face)|(?<=\bin face))\s+of\b)"
    r"(?!(?<=facial)\s+(?!(?:{distribution.between}|{weakness.regions}|and|or)\b)[a-z])"
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
    hits = (hit for hit in reading.hits("weakness") if hit.pattern.data.get("concept"))
    return [fact for hit in hits for fact in _Mention(reading, hit).facts()]


class _Mention:
    """A mention of weakness or a neighbour of it, and the words round it in its sentence."""

    def __init__(self, reading: Reading, hit: Hit) -> None:
        self.reading, self.hit, self.norm = reading, hit, reading.norm
        self.concept: str = hit.pattern.data["concept"]
        begin, stop = reading.sentence(hit.start)
        self.low, self.high = max(begin, hit.start - _REACH), min(stop, hit.end + _REACH)

    def before(self, words: re.Pattern[str]) -> re.Match[str] | None:
        return words.search(self.norm, self.low, self.hit.start)

    def behind(self, words: re.Pattern[str]) -> re.Match[str] | None:
        return words.match(self.norm, self.hit.end, self.high)

    def fact(self, concept: str = "", start: int | None = None, end: int | None = None) -> Fact:
        start, end = self.hit.start if start is None else start, self.hit.end if end is None else end
        return self.reading.fact(Weakness(concept or self.concept), start, end, self.hit.pattern)

    def face(self, start: int | None = None, end: int | None = None) -> Fact:
        return self.fact("facial_weakness", start, end)

    def facts(self) -> list[Fact]:
        if self.behind(_INSTITUTION):
            return []
        match self.hit.pattern.data.get("guard"):
            case "noun" | "adjective" | "shorthand" if self.behind(_SCORE):
                return []
            case "shorthand" if not (self.before(_WEAK_PLACE) or self.behind(_BESIDE_NUMB)):
                return []
            case "tired" if self.before(_TIRING):
                return []
            case "noun":
                return self._noun()
            case "adjective" | "strong" if self._is_of_thing():
                return []
            case "strong" if self.low < self.hit.start and not (
                self._is_of_body(self.low, self.hit.start) or self.before(_NOBODY)
            ):
                return []
            case "adjective" if self.concept == "weakness":
                return self._adjective()
            case "paresis" if self.before(_NERVE_BEFORE) or self.behind(_NERVE_AFTER):
                return []
            case "limb" if not self._beside_limb() or self.before(_NERVE_BEFORE):
                return []
            case "awake" if (
                self.before(_CONSCIOUSNESS)
                or _CONSCIOUSNESS.search(self.norm, self.hit.end, self.high)
                or self.reading.layout.section(self.hit.start).category == "exam"
            ):
                return []  # in the examination 'lethargic' is a level of consciousness
            case "droop":
                return self._droop()
            case "face" if (shared := self.before(_REGION_BEFORE)) and not _OF.search(
                self.norm, self.low, shared.end()
            ):
                return self._split()
        return [self.fact()]

    def _is_of_thing(self) -> bool:
        """Whether the adjective is said of a thing, a pulse or a faculty, and of no part of a body or person."""
        determined = self.before(_DETERMINED)
        if (thing := self.behind(_THING_AFTER)) and (determined or not thing["further"]):
            return True
        if self.before(_THING_BEFORE) or self.before(_REASON_BEFORE) or self.before(_PULSE):
            return True
        if self.behind(_BESIDE_PULSE) or self.behind(_STRUCTURE_AFTER):
            return True
        if self.norm.endswith("weakened", self.hit.start, self.hit.end) and (said := self.before(_WEAKENED)):
            return not self._is_of_body(*(self.behind(_OBJECT) or said).span())
        if determined and self.behind(_RELATIVE):
            return True
        borne = not self.behind(_ATTRIBUTE) or self.behind(_BEARER) or self._leads_place()
        return determined is not None and not borne

    def _is_of_body(self, start: int, end: int) -> bool:
        """Whether a subject is somebody or a part of a body."""
        places = (hit for kind in ("site", "side", "extent") for hit in self.reading.around(start, kind))
        if _INNER.search(self.norm, start, end):
            return False
        return bool(_SOMEBODY.search(self.norm, start, end)) or any(start <= hit.start < end for hit in places)

    def _leads_place(self) -> bool:
        """Whether a part of the body stands close behind."""
        return self.reading.follows(self.hit, _NOUN, "site", "side", "extent")

    def _beside_limb(self) -> bool:
        """Whether a part of the body stands close before or behind."""
        hit = self.hit
        near = [part for kind in ("site", "extent") for part in self.reading.around(hit.start, kind)]
        found = [part for part in near if not part.pattern.data.get("abbreviated")]
        found = [part for part in found if not _COUNTED.match(self.norm, part.start)]
        return any(hit.start - _VERB < near.end <= hit.start or 0 <= near.start - hit.end < _NOUN for near in found)

    def _adjective(self) -> list[Fact]:
        """'Weak' by what is: the face, the face and a limb, muscles, or anything else."""
        for shape in (_FACE_IS, _FACE_AND):
            if face := self.before(shape):
                if shape is _FACE_IS and not _REGION_BEFORE.search(self.norm, self.low, face.start()):
                    return [self.face(face.start())]
                return [self.face(*face.span("face")), self.fact()]
        if muscles := self.behind(_MUSCLES_AFTER):
            return [self.fact("muscle_weakness", end=muscles.end())]
        muscles = self.before(_MUSCLES_BEFORE)
        return [self.fact("muscle_weakness", muscles.start()) if muscles else self.fact()]

    def _noun(self) -> list[Fact]:
        """'Weakness' by what it is of: a structure (no fact), muscles, the face, or the face and a limb."""
        if self.norm.endswith("ses", self.hit.start, self.hit.end) and not self._leads_place():
            return []  # 'strengths and weaknesses'
        if self.before(_STRUCTURE_BEFORE) or self.behind(_STRUCTURE_AFTER) or self.before(_IS_STRUCTURE):
            return []
        if self.concept != "weakness":
            return [self.fact()]
        if muscle := self.before(_MISSPELT):
            return [self.fact("muscle_weakness", muscle.start())]
        face = self.behind(_OF_FACE)
        mimic = face is not None and face["face"].endswith("muscles")
        if not mimic and (muscles := self.behind(_OF_MUSCLES)):
            return [self.fact("muscle_weakness", end=muscles.end())]
        if face and not (face["more"] or face["first"]):
            return [self.face(end=face.end("face"))]
        face = face or self.before(_FACE_BEFORE)
        return [*([self.face(*face.span("face"))] if face else []), self.fact()]

    def _droop(self) -> list[Fact]:
        """'Drooping' where it is the face or the mouth that droops."""
        if face := self.behind(_OF_FACE):
            return [self.face(end=face.end("face"))]
        if face := self.behind(_AND_FACE):
            return [self.face(*face.span("face"))]
        if face := self.before(_FACE_IS):
            return [self.face(face.start())]
        return [self.face()] if self.before(_FACE_LABEL) else []

    def _split(self) -> list[Fact]:
        """'Arm and facial weakness': the face's and the limb's."""
        start, head = self.hit.start, self.norm.rfind("weak", self.hit.start, self.hit.end)
        if head <= start:
            return [self.face()]
        return [self.face(end=start + len(self.norm[start:head].rstrip(" -\n"))), self.fact("weakness", head)]


_COUNTED = expression(r"x ?\d+ ?(?:h|d|w|m|y|min)")
"""'Paralyzed x 4 d' is a time."""
