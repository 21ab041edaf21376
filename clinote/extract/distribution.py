"""DISTRIBUTION: where a weakness or a loss of strength sits: generalized, proximal, one limb, one side, the face."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from operator import attrgetter

from clinote import anatomy
from clinote.assertion import assess
from clinote.expressions import expression
from clinote.extract import around, fields, headed
from clinote.extract.places import GRADED, PIECE, Part, clause, one_side, opposed, parted, placed, read, side_of, words
from clinote.facts import Distribution, Fact, StrengthGrade, Weakness
from clinote.lexicon import starting
from clinote.patterns import worded
from clinote.reading import Reading

_FOUR = expression(r"x ?4", re.IGNORECASE)
_NAMED_BEFORE = 40
"""How many words of a sentence are looked through for the place that a pronoun stands for."""
_BEHIND, _SHORT = 3, 7
"""How many sentences behind a weakness may tell where it is, and how many words may stand in one that does not."""
_DISPOSED = 2
"""How many words may stand behind the weakness in its heading: '# Weakness - much improved'."""
_WORD = 3
"""Letters of the shortest word for a side."""
_SET_OFF = " \t,:(-–—"
"""What may set off the side of a weakness behind it."""
_ALONE = expression(r"\s*(?:[,;)]|\.?\s*(?:\n|$)|(?<=\w{2})\.\s)")
"""What ends the side that is set off; a stop behind a letter may be that of an initial."""
_BACK, _REACH = 100, 70
"""How far (characters) before and after a weakness its place may stand; a clause is shorter."""


def extract(reading: Reading, facts: list[Fact]) -> list[Fact]:
    """The places named beside each weakness, each word once."""
    found: dict[int, Fact[Distribution]] = {}
    for fact in facts:
        weak = _is_placed(fact)
        if not weak and not _is_reduced(fact):
            continue
        index = reading.layout.sentence_index(fact.start)
        places = list(_places(reading, fact, parted(reading, index)))
        if weak and not places:
            places += fields.placed(reading, index) or fields.complained(reading, fact)
            places += _taken_up(reading, index, fact)
            places += _meant(reading, index, fact)
        if isinstance(fact.says, Weakness) and fact.says.concept in _OF_LIMBS:
            if not places and (row := around.shown(list(starting(parted(reading, index), 0, fact.start)))):
                guess = "uncertain" in assess(reading, row[-1].start, row[-1].end, "DIAGNOSIS")
                places += read(reading, row, None, adjective=False) if guess else []
            places = _headed(reading, fact, places)
        for place in places:
            if anatomy.limbs(fact.places) and place.says.pattern == "hemi":
                place.says = Distribution("focal", place.says.side)  # "grip reduced on the left"
            place.bearer = fact
            found.setdefault(place.start, place)
    for place in _listed(reading, facts):
        found.setdefault(place.start, place)
    return _apart(found.values())


def _listed(reading: Reading, facts: list[Fact]) -> Iterator[Fact[Distribution]]:
    """The places listed below a weakness, or ticked behind it or a label of where: 'Weakness of: [x] legs [ ] arms'."""
    weak = sorted(filter(_is_placed, facts), key=attrgetter("start"))
    for item in (i for i in reading.tree.items if weak and i.leads and (not i.answer or i.answer.says)):
        lead = item.leads[-1]
        asked = item.answer and fields.names_place(reading.norm[slice(*lead)].strip(" :-*\n"))
        if asked or starting(weak, lead.start, lead.end):
            parts = parted(reading, reading.layout.sentence_index(item.head.start))
            held = [part for part in parts if item.head.start <= part.start < item.head.end]
            held = held if item.answer else around.alone(held)
            if any(part.kind not in ("side", "word") for part in held):
                last = bisect_left(weak, lead.end, key=attrgetter("start"))
                for place in read(reading, held, None, adjective=False):
                    place.bearer = weak[last - 1] if last else None
                    yield place


def _taken_up(reading: Reading, index: int, fact: Fact) -> Iterator[Fact[Distribution]]:
    """The place told behind a weakness, or under it as a heading: 'He is weak. It is worst in the legs.'"""
    end = reading.layout.sentences[index][1]
    if index + 1 == len(reading.layout.sentences) or _PAINS.search(reading.norm, fact.end, end):
        return
    start, stop = reading.layout.sentences[index + 1]
    opening = _TAKEN_UP.match(reading.norm, start, stop)
    if "negated" in assess(reading, fact.start, fact.end, fact.label):
        return
    asked = _WHERE.search(reading.norm, reading.layout.sentences[index][0], end)
    if opening or asked:
        said = [part for part in parted(reading, index + 1) if not opening or part.start >= opening.start("it")]
        named = around.complement(said if asked or (opening and opening["elided"]) else said[1:], adjective=False)
        yield from read(reading, named, None, adjective=False)
        return
    disposed = len(PIECE.findall(reading.norm, fact.end, end)) <= _DISPOSED
    for after in range(index + 1, min(index + 1 + _BEHIND, len(reading.layout.sentences))):
        if after > index + 1 and reading.parted(fact.end, reading.layout.sentences[after][0]):
            return
        parts = parted(reading, after)
        told = _compared(parts) or (clause(parts) if disposed else [])
        yield from read(reading, told, None, adjective=False)
        if told or len(parts) > _SHORT or any(p.kind != "word" or _PAINS.match(p.word) for p in parts):
            return


def _meant(reading: Reading, index: int, fact: Fact) -> Iterator[Fact[Distribution]]:
    """The place that a pronoun stands for of which a weakness is said: 'His legs bother him. They are weak.'"""
    parts = parted(reading, index)
    before = list(starting(parts, 0, fact.start)[-_NAMED_BEFORE:])
    row = around.antecedent(before, parted(reading, index - 1)[-_NAMED_BEFORE:] if index else [])
    if row and "negated" not in assess(reading, fact.start, fact.end, fact.label):
        yield from read(reading, row, None, adjective=False)


def _headed(reading: Reading, fact: Fact, places: list[Fact[Distribution]]) -> list[Fact[Distribution]]:
    """`places`, or that of a label, whose side a part of its limb has: 'L knee: effusion, weakness of extensors'."""
    bare = [place for place in places if place.says.pattern == "focal" and not (place.says.side and place.places)]
    if places and not bare:
        return places
    row = headed.named(reading, fact.start, _WEAK.search(fact.text) is not None)
    if not row or "negated" in assess(reading, fact.start, fact.end, fact.label):
        return places
    told = list(read(reading, row, None, adjective=False))
    if not told and len(row) == 1:
        told = [placed(reading, row[0], "hemi", side_of(row[0]))]  # "L: weak"
    for place in bare:
        limbs = anatomy.limbs(place.places)
        alike = (t.says for t in told if t.says.pattern == "focal" and anatomy.limbs(t.places) == limbs)
        place.says = next(alike, place.says)
    # a movement alone, of whatever joint, is no place: 'weakness of extension'; nor what it is told against
    others = [
        d for d in places if (not d.places and d not in bare) or any(p.what != "movement" or p.limb for p in d.places)
    ]
    return others or told or places


def _compared(parts: list[Part]) -> list[Part]:
    """The place that a sentence of nothing but places sets off: 'Legs are worse than arms', 'Mostly legs'."""
    known = words("comparing") | words("joints") | words("determiners") | words("compared")
    said = [k for k, part in enumerate(parts) if not words("comparing").isdisjoint(part.word.split())]
    if not said or any(part.kind == "word" and part.word not in known and part.word != "." for part in parts):
        return []
    first = next((k for k, part in enumerate(parts) if part.kind not in ("side", "word")), len(parts))
    last = next((k for k in said if k > first), len(parts))
    return [part for part in parts[:last] if part.kind != "word"] if first < last else []


_PLACED = frozenset(("weakness", "muscle_weakness", "hemiparesis", "facial_weakness"))
_OF_LIMBS = ("weakness", "muscle_weakness")


def _is_placed(fact: Fact) -> bool:
    return isinstance(fact.says, Weakness) and fact.says.concept in _PLACED


def _is_reduced(fact: Fact) -> bool:
    if not isinstance(fact.says, StrengthGrade) or fact.rule == "strength.table":
        return False
    return fact.says.grade_low is None or fact.says.grade_low < 5


def _apart(found: Iterable[Fact]) -> list[Fact]:
    kept: list[Fact] = []
    for fact in sorted(found, key=lambda f: (f.start, -f.end)):
        if kept and (fact.start < kept[-1].end or (_FOUR.match(fact.text) and fact.start - kept[-1].end < 3)):
            continue  # "all extremities x 4" is one place
        kept.append(fact)
    return kept


_YES = expression(r"\s*:\s*(?:\[x\]\s*)?y(?:es)?\b(?:\s*-)?")
"""What says that a weakness that is asked for is there: 'weakness: yes - both legs'."""


def _places(reading: Reading, fact: Fact, parts: list[Part]) -> Iterator[Fact[Distribution]]:
    """The places of one weakness: within it, before it as modifier or subject, and after it."""
    inside = list(starting(parts, fact.start, fact.end))
    before = list(starting(parts, fact.start - _BACK, fact.start))
    said = _YES.match(reading.norm, fact.end)
    at = said.end() if said else fact.end
    after = around.unbracketed(list(starting(parts, at, at + _REACH)))
    if limbs := _NAMED.match(reading.norm, fact.start):
        affected = _AFFECTED.search(reading.norm, fact.end, fact.end + 2 * _REACH)
        titled = [part for part in after if affected and part.end == affected.end()]
        yield from _named(reading, fact, limbs, [*inside, *reversed(before[-2:]), *after[:4], *titled])
        return
    if fact.rule == "strength.excepted":
        yield from read(reading, [part for part in inside if part.kind != "word"], None, adjective=False)
        return
    if isinstance(fact.says, StrengthGrade) and fact.says.grade_low is not None:
        yield from _of_grade(reading, fact.rule, fact.says.side, before, after)
        return
    is_weak = _WEAK.search(fact.text) is not None  # "the arm is weak" is of one arm, "arm weakness" of the arms
    modifier, complement = around.modifier(before), around.complement(after, is_weak)
    if not complement and (spans := [t for t in reading.times(fact.start) if fact.end <= t.start]):
        untimed = [part for part in after if not any(t.start <= part.start < t.end for t in spans)]
        complement = around.complement(untimed, is_weak)  # "weakness for 3 weeks in both legs"
    if said and not complement:
        complement = around.alone(after[after[:1] != [] and after[0].word == "," :])
    if modifier and modifier[-1].kind == "site":
        between = _OTHERWISE.match(reading.norm, modifier[-1].end, fact.start)
        if between and (complement or _ITSELF.search(reading.norm, between.end(), fact.start)):
            modifier = []  # "neck stiffness or weakness in a leg": the neck is stiff
    if isinstance(fact.says, Weakness) and fact.says.concept == "facial_weakness":
        yield from _of_face(reading, fact, [*headed.side(parts, fact.start), *modifier, *inside], after)
        modifier, complement = _beyond_face(modifier), _beyond_face(complement)
    elif fact.label == "WEAKNESS":
        modifier += [part for part in inside if part.kind != "word"]
    if modifier:
        modifier += around.compared(after)
    if graver := around.graver(after, complement):  # "leg weakness, worse on the left": of both
        complement = []
    label = [] if any(map(side_of, (*modifier, *complement))) else headed.side(parts, fact.start)
    given = side_of(label[0]) if label else None
    if modifier and all(p.kind == "side" for p in modifier) and any(p.kind == "site" for p in complement):
        given, modifier = side_of(modifier[0]), []  # "left weakness of the arm"
    letter = modifier[0] if len(modifier) == 1 and len(modifier[0].word) < _WORD and not is_weak else None
    if letter and side_of(letter) in ("left", "right") and letter.end + 1 == fact.start:
        named = [placed(reading, letter, "hemi", side_of(letter))]  # "L weakness"
    else:
        lone = len(complement) == 1 or not any(p.kind == "site" for p in modifier)
        behind = "bilateral" if graver else _trailing(after) or (one_side(complement) if lone else None)
        named = list(read(reading, modifier, behind, adjective=not is_weak, given=given))
    if not complement and not fact.places and (against := around.against(after)):
        named = opposed(reading, against, named)
    yield from named
    if named and all(p.kind == "side" or p.word in words("loose") for p in complement):
        return  # "leg weakness on the left", "leg weakness throughout": of what stands before
    apart = reading.norm[fact.end : complement[0].start] if complement else ""
    on = apart.strip() == "on" and len(complement[0].word) < _WORD  # "weak on R"
    beside = not named and len(complement) == 1 and (on or not apart.strip(_SET_OFF))
    if beside and complement[0].kind == "side" and side_of(complement[0]) in ("left", "right"):
        if apart.isspace() or _ALONE.match(reading.norm, complement[0].end):  # not 'weakness - R. Hill'
            yield placed(reading, complement[0], "hemi", side_of(complement[0]))  # "weak L, unchanged", "weakness, R."
        return
    given = given or next((f.says.side for f in named if f.says.pattern == "hemi"), None)
    bare = all(p.kind != "site" for p in complement)
    level = named[0].says.side if bare and len({f.says.side for f in named}) == 1 else None
    later = around.second(after) if complement else []
    for row in (complement, [] if around.graver(after, later) else later):
        for place in read(reading, row, level, adjective=False, given=given):  # "left leg weakness, proximal"
            if not any(f.says.pattern == "hemi" and f.says.side == place.says.side for f in named):
                yield place  # not of "left-sided weakness (arm > leg)"


def _beyond_face(places: list[Part]) -> list[Part]:
    """What is of more than the face: the side of "left-sided facial weakness" is the face's."""
    limbs = any(p.get("limb") not in ("face", None) for p in places)
    if not limbs:
        return [p for p in places if p.kind in ("distribution", "extent") and not side_of(p)]
    return [p for p in places if p.kind != "site" or p.get("limb") not in ("face", None)]


_ITSELF = worded(r"\b(?:{copulas}|{distribution.became})\b")
_OTHERWISE = worded(r"[^.;]*\b{distribution.pains}\b[^.;]*?(?:\b(?:and|or|nor)\b|,)")
_PAINS = worded(r"\b(?:{distribution.pains}|{distribution.companions})\b")
_WHERE = expression(r"\bwhere\b[^?]*\?\s*$")
"""What asks where a weakness is, to be answered by the next sentence: 'Where is it weakest? In the legs.'"""
_TAKEN_UP = worded(
    r"\W*(?:[a-z][a-z ]{2,30}:\s+)?(?:(?:the\s+)?{persons}\s+{distribution.telling}\s+(?:that\s+)?)?"
    r"(?P<it>it(?:'s)?|this|(?P<elided>{distribution.elided})|(?:mainly|mostly|worse|worst)(?=\s(?:in|on)\b))\b"
)
"""What a sentence begins with that tells of the weakness before it."""
_OF_STRENGTH = worded("{distribution.palsies}")
_WEAK = expression(r"weak$", re.IGNORECASE)
_AFFECTED = worded(r"\baffecting (?:the )?(?:{left}|{right})(?=(?: non)?[ -]?(?:non)?dominant| side\b(?! of))")
"""The side in the title of what an event left: 'hemiparesis following infarction affecting left nondominant side'."""
_NAMED = expression(r"(?:\w+ )?(ha?emi|quadri|tetra|para)[ -]?(?:pare|pleg|weak)")


def _named(reading: Reading, fact: Fact, limbs: re.Match[str], near: list[Part]) -> Iterator[Fact[Distribution]]:
    """A palsy that names its limbs: hemiparesis one side, quadriparesis all limbs, paraparesis the legs."""
    if limbs[1].endswith("emi"):
        told = next((p for p in near if side_of(p) in ("left", "right")), None)
        if told:
            start = told.start if told.start < fact.start else fact.start
            yield reading.fact(Distribution("hemi", side_of(told)), start, fact.end, "distribution.hemi")
    else:
        pattern = "lower" if limbs[1] == "para" else "generalized"
        yield reading.fact(Distribution(pattern, "bilateral"), fact.start, fact.end, f"distribution.{pattern}")


def _trailing(after: list[Part]) -> str | None:
    """The side right after a weakness: "leg weakness on the left"."""
    for k, part in enumerate(after[:3]):
        if part.kind == "side":
            apart = any(p.word == "," for p in after[:k])  # "leg weakness, right ptosis"
            return None if apart and side_of(part) != "bilateral" else side_of(part)
        if part.word not in ("on", "the", "(", ","):
            break
    return None


def _of_grade(
    reading: Reading, rule: str, side: str | None, before: list[Part], after: list[Part]
) -> Iterator[Fact[Distribution]]:
    """Of a grade only its extent counts ("4/5 proximally"); the limbs of a list of grades are sites."""
    if rule == "strength.pair" and side == "left":
        return
    extents: list[Part] = []
    for parts in (before[::-1], after):
        for part, following in zip_longest(parts, parts[1:]):
            if part.word in (",", ";") or part.word[0].isdigit() or part.word in ("except", "but", "and", "with", "on"):
                break
            if part.word in words("scales"):
                break  # "hips 4/5. DTRs absent throughout"
            if part.word == "/" and reading.norm[part.start - 1 : part.end + 1] == " / ":
                break
            of_site = part.word in words("loose") and following is not None and following.kind == "site"
            if part.get("pattern") in GRADED and not of_site:
                extents.append(part)
    exact = [p for p in extents if p.get("pattern") != "generalized"]
    if side in ("left", "right") and rule != "strength.pair":  # "LUE 4/5 throughout" is one limb's
        extents = [p for p in extents if p.get("limbs")]
    for part in exact or extents:
        both = "bilateral" if side in ("left", "right") and rule == "strength.pair" else side
        one = part.get("limbs") and both in ("left", "right")  # "4/5 in the left upper and lower extremities"
        yield placed(reading, part, "hemi" if one else part.get("pattern"), both if part.get("limbs") else None)


def _of_face(reading: Reading, fact: Fact, parts: list[Part], after: list[Part]) -> Iterator[Fact[Distribution]]:
    """The face's own weakness, where the words say weakness, droop or palsy."""
    if not _OF_STRENGTH.search(reading.norm, fact.start, fact.end):
        return
    if "negated" in assess(reading, fact.start, fact.end, fact.label):
        return  # "no facial droop" names what is not there, and no place of a weakness
    face = next((p for p in parts if p.get("limb") == "face" and p.get("what") == "region"), None)
    sides = [s for p in parts if (s := side_of(p))] or list({s for p in after if (s := side_of(p))})
    side = sides[0] if len(sides) == 1 or (parts and side_of(parts[0])) else None
    if face:
        yield placed(reading, face, "facial", side)
