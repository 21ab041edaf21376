"""DISTRIBUTION: where a weakness or a loss of strength sits: generalized, proximal, one limb, one side, the face."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from typing import Any

from clinote import patterns
from clinote.facts import Fact
from clinote.reading import Reading

_PIECE = re.compile(r"[,;:()/&>]|\w[\w']*")
_REACH = 70
"""How far (characters) from a weakness its place may stand; a clause is shorter."""
_JOINTS = frozenset((",", "/", "&", ">", "and", "or", "plus", "(", ")"))
_DETERMINERS = frozenset(("the", "his", "her", "my", "their", "both"))
_LOOSE = frozenset(("throughout", "overall", "in general", "generally", "general"))
_PLURAL = re.compile(r"(?:s|feet|calves|extremities)$")


@dataclass(slots=True)
class Part:
    """A piece of a sentence: a word, or a place with what the pattern files say of it."""

    start: int
    end: int
    word: str
    kind: str = "word"
    data: dict[str, Any] | None = None

    def get(self, key: str) -> Any:
        return (self.data or {}).get(key)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(patterns.load()["distribution"].settings[name])


def extract(reading: Reading, facts: list[Fact]) -> list[Fact]:
    """The places named beside each weakness, each word once."""
    found: dict[int, Fact] = {}
    sentences: dict[int, list[Part]] = {}
    for fact in facts:
        if fact.label == "WEAKNESS" and fact.concept in _PLACED:
            pass
        elif not (fact.label == "STRENGTH_GRADE" and _reduced(fact)):
            continue
        index = reading.layout.sentence_index(fact.start)
        if index not in sentences:
            sentences[index] = _parts(reading, index)
        for place in _places(reading, fact, sentences[index]):
            found.setdefault(place.start, place)
    return _apart(found.values())


_PLACED = frozenset(("weakness", "muscle_weakness", "hemiparesis", "facial_weakness"))
_GRADED = frozenset(("generalized", "proximal", "distal"))


def _reduced(fact: Fact) -> bool:
    return fact.rule != "strength.table" and (fact.grade_low is None or fact.grade_low < 5)


def _apart(found: Iterable[Fact]) -> list[Fact]:
    kept: list[Fact] = []
    for fact in sorted(found, key=lambda f: (f.start, -f.end)):
        if not kept or fact.start >= kept[-1].end:
            kept.append(fact)
    return kept


def _parts(reading: Reading, index: int) -> list[Part]:
    """A sentence as words and places, the longest place where some overlap."""
    start, end = reading.layout.sentences[index]
    places = [
        Part(hit.start, hit.end, reading.norm[hit.start : hit.end], kind, hit.pattern.data)
        for kind in ("distribution", "extent", "site", "side")
        for hit in reading.around(start, kind)
        if _counts(reading, hit.start, hit.end, hit.pattern.data)
    ]
    places.sort(key=lambda p: (p.start, -p.end))
    parts: list[Part] = []
    at = start
    for place in [*places, Part(end, end, "")]:
        if place.start < at:
            continue
        parts += [Part(m.start(), m.end(), m[0]) for m in _PIECE.finditer(reading.norm, at, place.start)]
        if place.word:
            parts.append(place)
        at = place.end
    return parts


def _counts(reading: Reading, start: int, end: int, data: dict[str, Any]) -> bool:
    """Abbreviated muscles are no places; R and L only as capitals."""
    if data.get("abbreviated"):
        return False
    return not data.get("capital") or (reading.text[start:end].isupper() and reading.text[start - 1 : start] != "'")


def _places(reading: Reading, fact: Fact, parts: list[Part]) -> Iterator[Fact]:
    """The places of one weakness: within it, before it as modifier or subject, and after it."""
    inside = [p for p in parts if fact.start <= p.start < fact.end]
    before = [p for p in parts if fact.start - _REACH - 30 <= p.start and p.end <= fact.start]
    after = [p for p in parts if fact.end <= p.start <= fact.end + _REACH]
    if limbs := _NAMED.match(reading.norm, fact.start):
        yield from _named(reading, fact, limbs, [*inside, *reversed(before[-2:]), *after[:4]])
        return
    if fact.label == "STRENGTH_GRADE" and fact.grade_low is not None:
        yield from _of_grade(reading, fact, before, after)
        return
    modifier, complement = _modifier(before), _complement(after)
    if fact.concept == "facial_weakness":
        yield from _of_face(reading, fact, [*modifier, *inside], after)
        modifier = [p for p in modifier if p.get("limb") not in ("face", None) or p.kind == "distribution"]
    elif fact.label == "WEAKNESS":
        modifier += inside
    first = list(_read(reading, modifier, _trailing(after), adjective=True))
    yield from first
    if first and all(p.kind == "side" or p.word in _LOOSE for p in complement):
        return  # "leg weakness on the left", "leg weakness throughout": of what stands before
    for place in _read(reading, complement, None, adjective=False):
        if not any(f.pattern == "hemi" and f.side == place.side for f in first):  # "left-sided weakness (arm > leg)"
            yield place


_NAMED = re.compile(r"(?:\w+ )?(hemi|quadri|tetra|para)(?:pare|pleg)")


def _named(reading: Reading, fact: Fact, limbs: re.Match[str], near: list[Part]) -> Iterator[Fact]:
    """A palsy that names its limbs: hemiparesis one side, quadriparesis all limbs, paraparesis the legs."""
    if limbs[1] == "hemi":
        side = next((s for p in near if (s := _side(p)) in ("left", "right")), None)
        yield reading.fact("DISTRIBUTION", fact.start, fact.end, "distribution.hemi", pattern="hemi", side=side)
    else:
        pattern = "lower" if limbs[1] == "para" else "generalized"
        yield reading.fact("DISTRIBUTION", fact.start, fact.end, f"distribution.{pattern}", pattern=pattern, side="bilateral")


def _trailing(after: list[Part]) -> str | None:
    """The side right after a weakness: "leg weakness on the left"."""
    for part in after[:3]:
        if part.kind == "side":
            return _side(part)
        if part.word not in ("on", "the", "("):
            break
    return None


def _of_grade(reading: Reading, fact: Fact, before: list[Part], after: list[Part]) -> Iterator[Fact]:
    """Of a grade only its extent counts ("4/5 proximally"); the limbs of a list of grades are sites."""
    if fact.rule == "strength.pair" and fact.side == "left":
        return
    extents: list[Part] = []
    for parts in (before[::-1], after):
        for part, following in zip_longest(parts, parts[1:]):
            if part.word in (",", ";") or part.word[0].isdigit() or part.word in ("except", "but", "and", "with", "on"):
                break
            of_site = part.word in _LOOSE and following is not None and following.kind == "site"
            if part.get("pattern") in _GRADED and not of_site:
                extents.append(part)
    exact = [p for p in extents if p.get("pattern") != "generalized"]
    for part in exact or extents:
        both = "bilateral" if fact.side in ("left", "right") and fact.rule == "strength.pair" else fact.side
        yield _fact(reading, part, part.get("pattern"), both if part.get("limbs") else None)


def _of_face(reading: Reading, fact: Fact, parts: list[Part], after: list[Part]) -> Iterator[Fact]:
    """The face's own weakness, where the words say weakness, droop or palsy."""
    if not re.search(r"weak|droop|pals|pares|paraly", reading.norm[fact.start : fact.end]):
        return
    face = next((p for p in parts if p.get("limb") == "face"), None)
    sides = [s for p in parts if (s := _side(p))] or list({s for p in after if (s := _side(p))})
    side = sides[0] if len(sides) == 1 or (parts and _side(parts[0])) else None
    if face:
        yield _fact(reading, face, "facial", side)


def _modifier(before: list[Part]) -> list[Part]:
    """The places before a weakness: "left arm weakness", "proximal and bulbar weakness", "my legs are weak"."""
    row: list[Part] = []
    skipped = 0
    joined = False
    subject = False
    for part in reversed(before):
        if part.kind != "word":
            if joined or (subject and not row and part.kind == "side"):
                break  # "pain in the leg and weakness": the leg is the pain's
            row.insert(0, part)
        elif row:
            if part.word not in _JOINTS and part.word not in _DETERMINERS:
                break
        elif part.word in (",", "and", "or", "/"):
            joined = True
        elif part.word in _words("companions") or part.word in _words("manners"):
            joined, skipped = False, skipped + 1
        elif part.word in _words("copulas") and (not joined or part.word in _words("states")):
            joined, subject, skipped = False, True, skipped + 1
        else:
            break
        if skipped > 6:
            return []
    return row


def _complement(after: list[Part]) -> list[Part]:
    """The places after a weakness: "weakness of both legs", "weak all over", "weakness, proximal > distal"."""
    row: list[Part] = []
    linked = joined = False
    for k, part in enumerate(after):
        if part.kind != "word":
            site = part.kind in ("site", "side") and not row
            if site and not linked and (part.kind == "side" or joined):
                return [] if not _ends(after[k:]) else after[k : k + 2]
            row.append(part)
        elif row:
            if part.word not in _JOINTS and part.word not in _DETERMINERS and part.word not in ("on", "of", "then", "muscles", "muscle"):
                break
        elif part.word in _words("links"):
            linked = True
        elif part.word in ("and", "or", "/", ",", "(", ":"):
            joined = True
        elif part.word in _words("companions"):
            joined = False
        else:
            return _later(after[k:])
    while row and row[-1].kind == "side" and len(row) > 1 and row[-2].end + 3 < row[-1].start and row[-2].kind != "side":
        row.pop()  # "weakness of the arms, right facial droop"
    return row


def _ends(parts: list[Part]) -> bool:
    """Whether a side and its site, set off by a comma, end the clause: "weakness, right arm."."""
    places = [p for p in parts[:2] if p.kind in ("side", "site")]
    return len(places) == 2 and (len(parts) == 2 or parts[2].word in (",", ";", ")"))


_TIME = re.compile(r"day|week|month|year|hour|since|yesterday|today|morning|night")


def _later(after: list[Part]) -> list[Part]:
    """A place set off by a comma after the time: "weak for six days now, all limbs"."""
    for k, part in enumerate(after[:-1]):
        if part.word in (";", ","):
            place = after[k + 1]
            timed = any(_TIME.match(p.word) for p in after[:k])
            return [place] if timed and place.get("pattern") in _GRADED and place.word not in _LOOSE else []
    return []


def _side(part: Part) -> str | None:
    side = part.get("side")
    if side and "-" not in side:
        return str(side)
    first = part.word.split()[0].split("-")[0]
    return first if part.kind == "distribution" and first in ("left", "right") else None


def _fact(reading: Reading, part: Part, pattern: str, side: str | None, end: int | None = None) -> Fact:
    return reading.fact(
        "DISTRIBUTION", part.start, end or part.end, f"distribution.{pattern}", pattern=pattern, side=side
    )


def _read(reading: Reading, row: list[Part], trailing: str | None, adjective: bool) -> Iterator[Fact]:
    """What a row of places says: its extents, and the pattern that its limbs make together."""
    sites = [p for p in row if p.kind == "site"]
    for part in row:
        if part.kind in ("extent", "distribution") and not (sites and part.word == "throughout"):
            side = _side(part) or next((s for p in row if p is not part and (s := _side(p))), None)
            lateral = part.get("pattern") in ("hemi", "focal") or part.get("limbs")
            yield _fact(reading, part, part.get("pattern"), side if lateral else None)
    if not sites:
        sides = [p for p in row if p.kind == "side" and _side(p) in ("left", "right") and len(p.word) > 2]
        if sides and len(row) == len(sides):
            yield _fact(reading, sides[0], "hemi", _side(sides[0]))
        return
    side = None
    sided: list[tuple[Part, str | None]] = []
    for part in row:
        if part.kind == "side":
            side = _side(part) or side
            if sided and sided[-1][1] is None and part.start > sided[-1][0].end:
                sided = [(p, s or side) for p, s in sided]
        elif part.kind == "site":
            sided.append((part, part.get("side") or side or trailing))
    yield from _limbs(reading, row, sided, adjective)


def _limbs(reading: Reading, row: list[Part], sided: list[tuple[Part, str | None]], adjective: bool) -> Iterator[Fact]:
    """The pattern of the limbs named together: an arm and a leg of one side are that side."""
    arms = [(p, s) for p, s in sided if p.get("limb") == "upper"]
    legs = [(p, s) for p, s in sided if p.get("limb") == "lower"]
    if arms and legs:
        group = sorted((p for p, _ in arms + legs), key=lambda p: p.start)
        sides = {s for _, s in arms + legs}
        start = next((p for p in row if p.kind == "side" and p.start < group[0].start), group[0])
        pattern = _together(arms + legs, sides)
        side = next(iter(sides)) if len(sides) == 1 else None
        yield _fact(reading, start, pattern, side, end=group[-1].end)
        sided = [(p, s) for p, s in sided if p not in group]
    elif {s for _, s in arms or legs} == {"left", "right"}:
        sided = [(p, "bilateral" if p.get("limb") in ("upper", "lower") else s) for p, s in sided]
    spans: dict[tuple[str, str | None], tuple[Part, int]] = {}
    for part, side in sided:
        pattern, side = _alone(part, side, adjective)
        if pattern:
            start = next((p for p in row if p.kind == "side" and 0 <= part.start - p.end < 6), part)
            first, _ = spans.get((pattern, side), (start, 0))
            spans[pattern, side] = first, part.end
    for (pattern, side), (first, end) in spans.items():
        yield _fact(reading, first, pattern, side, end=end)


def _together(limbs: list[tuple[Part, str | None]], sides: set[str | None]) -> str:
    """The pattern of at least one arm and one leg."""
    if sides in ({"left"}, {"right"}):
        return "hemi"
    levels = {p.get("level") for p, _ in limbs}
    return "proximal" if levels == {"proximal"} else "distal" if levels == {"distal"} else "generalized"


def _alone(part: Part, side: str | None, adjective: bool) -> tuple[str | None, str | None]:
    """The pattern of one site, and its side: "leg weakness" is of the legs, "weakness of the leg" of one."""
    limb, level = part.get("limb"), part.get("level")
    several = bool(_PLURAL.search(part.word)) and side not in ("left", "right")
    if limb in ("trunk", "face", "bulbar"):
        return {"trunk": "axial", "face": "facial", "bulbar": "bulbar"}[limb], side
    if limb == "half":
        return ("hemi", side) if side in ("left", "right") else (None, None)
    if limb == "all":
        return ("hemi", side) if side in ("left", "right") else ("generalized", side)
    if part.get("what") != "region":
        return ("focal", side) if part.get("limb") or side else (None, None)
    if limb is None:
        return None, None
    if side in ("left", "right"):
        return "focal", side
    if level in ("proximal", "distal"):
        if several or side == "bilateral":
            return ("lower" if part.word.startswith("knee") else str(level)), "bilateral"
        return "focal", side
    if several or side == "bilateral":
        return limb, "bilateral"
    return (limb if adjective or part.word in ("ue", "le") else "focal"), None
