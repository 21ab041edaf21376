"""The pattern that places make together: an arm and a leg of one side are that side, both thighs are proximal."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from typing import Any, cast

from clinote import anatomy, patterns
from clinote.expressions import expression
from clinote.facts import Distribution, Fact, Side
from clinote.keeping import once
from clinote.patterns import worded
from clinote.reading import Reading

_TIMED = worded(r"(?:x )?\d+(?: / (?:7|52|12)\b| (?:{time.units})s?\b|[dwmy]\b)")
_PLURAL = expression(r"(?:s|feet|calves|extremities|er ext|body)$")

GRADED = frozenset(("generalized", "proximal", "distal"))
_ONE = ("left", "right")
_FOUR = expression(r"(?:all|4|four|b[ul]e|both (?:arms|legs))\b")
"""How the limbs of both sides begin, whatever side is told before them."""
_SOME = "one"
"""A side that is not told: "unilateral arm weakness"."""
_SIDES: dict[str, Side] = {"left": "left", "l": "left", "lt": "left", "right": "right", "r": "right", "rt": "right"}
_OTHER: dict[Side | None, Side] = {"left": "right", "right": "left"}
_SIDE_OF = worded(r"\b(?P<other>(?:{left}|{right})\s*(?:and|or|&|/)\s*)?(?P<side>{left}|{right})\s+(?:[a-z]+\s+)?$")
_DIGITS = expression(r"(?:finger|digit|toe)s$")
_COUNTED = worded(r"\d(?:st|nd|rd|th)?|{time.ordinals}|{distribution.counted}")
_LEAD = 3
"""How many words before a limb may tell which one it is."""
_NAMED, _LED = 20, 24
"""How often a limb is looked for before, and how far (characters) before it its side may stand."""
_INNER = frozenset(("and", "&", "/", ">", "+", "or", "the", "both", "plus"))
PIECE = worded(r"[,;:()/&+]|(?<![-=])>|\b(?<!, )(?P<joint>{distribution.adding})\b|\w[\w']*")
DASH = 2
"""Characters between two words that a dash, an arrow or a question mark parts: "weakness right arm - new"."""
_ENDS = frozenset((",", ";", ")", "(", ":"))

words = partial(patterns.listed, "distribution")
"""The words of a list of distribution.toml."""


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


Sided = list[tuple[Part, str | None]]
"""Places, each with its side."""


def is_counted(part: Part) -> bool:
    """Whether a word tells which finger or toe is meant, or how many: "fourth", "ring", "two"."""
    return part.kind == "word" and _COUNTED.fullmatch(part.word) is not None


def is_one(before: list[Part], place: Part) -> bool:
    """Whether the words before a place tell it from others of its kind: "the affected limb", "two fingers"."""
    said = [part.word for part in before[-_LEAD:]]
    if _DIGITS.search(place.word):
        return bool(before) and is_counted(before[-1])
    if place.get("limb") == "all" and not _PLURAL.search(place.word):
        return any(word in words("singling") for word in said) and not any(word in words("joints") for word in said)
    one = place.get("limb") == "half" or (place.get("limb") in ("upper", "lower") and not _PLURAL.search(place.word))
    return one and bool(said) and said[-1] in words("selecting")


def side_of(part: Part) -> Side | None:
    side: Side | None = part.get("side")
    if side and "-" not in side:
        return side
    first = re.split(r"[\s-]", part.word)[0]
    return _SIDES.get(first) if part.kind == "distribution" else None


def one_side(row: list[Part]) -> str | None:
    """The one side that is told in a row of places."""
    told = {*filter(None, map(side_of, row))}
    return told.pop() if len(told) == 1 else None


def several(row: list[Part]) -> bool:
    """Whether a row of places names more than one limb: "both arms", "legs", "a hip and a knee"."""
    sites = [part for part in row if part.kind == "site"]
    return len(sites) > 1 or any(_PLURAL.search(p.word) or side_of(p) == "bilateral" for p in row if p.kind != "word")


def placed(
    reading: Reading, part: Part, pattern: str, side: str | None, end: int | None = None, limbs: Iterable[Part] = ()
) -> Fact[Distribution]:
    """A DISTRIBUTION from `part` to `end`, of the `limbs` named there."""
    says = Distribution(pattern, cast("Side | None", side))
    fact = reading.fact(says, part.start, end or part.end, f"distribution.{pattern}")
    fact.places = tuple(anatomy.place(p.data, side) for p in (*limbs, part) if p.data and p.kind != "side")
    return fact


_TIMES = worded(r"/(?:{time.fractions})\b|[ \t-]*(?:{time.units}|time|visit|night)s?\b")
_LOCALIZED = expression(r" (?:to|in|at|within) ")
"""What leads from 'localized' to the place that decides: 'localized to both legs'."""
_DURING = worded(
    r"\s+(?:the|{possessives}|this|each|every|(?:most|much)\s+of\s+the)\s+(?:[a-z]+\s+)?{distribution.periods}\b"
)
"""What makes 'throughout' one of time."""


def _counts(reading: Reading, start: int, end: int, data: dict[str, Any]) -> bool:
    """Abbreviated muscles are no places, nor days in "x 4 days"; R and L are capitals."""
    if data.get("abbreviated") or (reading.norm[start] == "x" and _TIMES.match(reading.norm, end)):
        return False
    if _DURING.match(reading.norm, end) and reading.norm.endswith("throughout", start, end):
        return False
    if reading.norm.endswith(("localized", "localised"), start, end) and _LOCALIZED.match(reading.norm, end):
        return False
    if not data.get("capital"):
        return True
    capital = reading.text[start:end].isupper() or reading.text[slice(*reading.sentence(start))].islower()
    return capital and reading.text[start - 1 : start] != "'"


@once
def parted(reading: Reading, index: int) -> list[Part]:
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
        parts += [
            Part(m.start(), m.end(), "and" if m["joint"] else m[0])
            for m in PIECE.finditer(reading.norm, at, place.start)
        ]
        if place.word:
            if place.kind == "site" and parts and reading.text[parts[-1].start : place.start].rstrip() == "B":
                parts[-1] = Part(parts[-1].start, parts[-1].end, "both", "side", {"side": "bilateral"})
            elif place.kind == "site" and is_one(parts, place):
                place.data = {**(place.data or {}), "one": True}
            parts.append(place)
        at = place.end
    return parts


def opposed(reading: Reading, against: Part, named: list[Fact[Distribution]]) -> list[Fact[Distribution]]:
    """The places `named` of a weakness that is told `against` a side: it is on the other, "grip weak vs R"."""
    focal = Distribution("focal", _OTHER.get(side_of(against)))
    for place in named:
        if place.says == Distribution("focal"):
            place.says = focal
    return named or [placed(reading, against, "focal", focal.side)]


def read(
    reading: Reading, row: list[Part], trailing: str | None, adjective: bool, given: str | None = None
) -> Iterator[Fact[Distribution]]:
    """What a row of places says: its extents, and the pattern that its limbs make together.

    `given` is the side told before the row ("right-sided weakness of the arm and leg"), `trailing` the one behind it.
    """
    sites = [p for p in row if p.kind == "site"]
    for part in row:
        whole = part.word.startswith(("throughout", "all through"))  # "all through the legs"
        if part.kind in ("extent", "distribution") and not (whole and (sites or any(p.get("limbs") for p in row))):
            if _shares(part, sites):
                continue
            others = [] if part.get("limbs") and sites else row  # "all limbs, the left arm most"
            side = side_of(part) or next((s for p in others if p is not part and (s := side_of(p))), None)
            lateral = part.get("pattern") in ("hemi", "focal") or part.get("limbs")
            before = next((p for p in row if p.kind == "side" and 0 < part.start - p.end < 3), None)
            one = side_of(before) if before else given
            if part.get("limbs") and one in _ONE and not (before is None and _FOUR.match(part.word)):
                yield placed(reading, before or part, "hemi", one, end=part.end)
            elif part.get("pattern") in ("proximal", "distal"):  # of one side: "proximal weakness of the right arm"
                told = one_side(row) or trailing
                yield placed(reading, part, part.get("pattern"), told if told in _ONE else None)
            else:
                yield placed(reading, part, part.get("pattern"), side if lateral else None)
    if not sites:
        sides = [p for p in row if p.kind == "side" and side_of(p) in _ONE and len(p.word) > 2]
        if sides and (len(row) == len(sides) or sides[0].get("half")):
            yield placed(reading, sides[0], "hemi", side_of(sides[0]))
        return
    yield from _limbs(reading, row, _sided(row, sites, trailing, given), adjective)


def _shares(part: Part, sites: list[Part]) -> bool:
    """Whether a word for one side only says of which side the one limb behind it is: "left-sided arm weakness"."""
    alone = len(sites) == 1 and sites[0].start > part.end and sites[0].get("limb") in ("upper", "lower", "face")
    return alone and part.get("pattern") == "hemi"


def _sided(row: list[Part], sites: list[Part], trailing: str | None, given: str | None) -> Sided:
    """Each site with its side: members of a list share the side before them, and two sides may share one site."""
    told: list[str] = []
    side = given
    sided: Sided = []
    hemi = False
    for part in row:
        if part.kind == "site":
            if told:
                side = told[0] if len(set(told)) == 1 else "bilateral"  # "mild left and severe right leg weakness"
                told = []
            sided.append((part, part.get("side") or side or trailing))
        elif part.kind == "side" or (part.get("pattern") == "hemi" and _shares(part, sites)):
            told += [found] if (found := side_of(part) or (part.get("pattern") and _SOME)) else []
        hemi = hemi or (part.get("pattern") == "hemi" and side_of(part) in _ONE)
    for k, (part, own) in enumerate(sided[:-1]):
        if part.get("what") in ("nerve", "root") and own is None:  # "the ulnar distribution of the right hand"
            sided[k] = part, sided[k + 1][1]
    if told:  # "arms and legs on the left"
        sided = [(p, "bilateral" if {s, told[-1]} == set(_ONE) else s or told[-1]) for p, s in sided]
    return [] if hemi and len(sites) > 1 else sided


def _limbs(reading: Reading, row: list[Part], sided: Sided, adjective: bool) -> Iterator[Fact[Distribution]]:
    """The pattern of the limbs named together: an arm and a leg of one side are that side."""
    arms = [(p, s) for p, s in sided if p.get("limb") == "upper"]
    legs = [(p, s) for p, s in sided if p.get("limb") == "lower"]
    told = {s for _, s in arms + legs}
    at = sorted(p.start for p, _ in arms + legs) if arms and legs else []
    each = at and any(at[0] < p.start < at[-1] for p in row if p.get("pattern") in GRADED)  # "proximal arm, distal leg"
    if arms and legs and not each and (len(told) == 1 or not told & set(_ONE)):
        group = sorted((p for p, _ in arms + legs), key=lambda p: p.start)
        start = _first(row, group[0], ("site",))
        both = next(iter(told)) if len(told) == 1 else None
        yield placed(reading, start, _together(arms + legs, told), both, group[-1].end, group)
        sided = [(p, s) for p, s in sided if p not in group]
    elif not (arms and legs) and told == set(_ONE) and len({p.get("what") for p, _ in arms + legs} - {"region"}) == 0:
        sided = [(p, "bilateral" if p.get("limb") in ("upper", "lower") else s) for p, s in sided]
    for limb, members in (("upper", arms), ("lower", legs)):
        parts = [p for p, s in members if (p, s) in sided and _PLURAL.search(p.word) and s not in _ONE]
        if {p.get("level") for p in parts} >= {"proximal", "distal"}:  # "thighs and calves" are the legs
            yield placed(reading, _first(row, parts[0]), limb, "bilateral", parts[-1].end, parts)
            sided = [(p, s) for p, s in sided if p not in parts]
    spans: dict[tuple[str, str | None], tuple[Part, list[Part]]] = {}
    for part, side in sided:
        pattern, side = _alone(part, side, adjective)
        if pattern:
            sides = (p for p in row if p.kind == "side" or _shares(p, [part]))
            near = (p for p in sides if 0 <= part.start - p.end < 6)  # but not the foot of "bilat leg/foot weakness"
            starts = [s.start for s in row if s.kind == "site" and s.start < part.start]
            first = next((p for p in near if not any(p.end <= start for start in starts)), part)
            if side == "bilateral":
                first = _first(row, part) if first is part else _first(row, first)
            spans.setdefault((pattern, side), (first, []))[1].append(part)
    for (pattern, side), (first, named) in spans.items():
        if pattern == "focal" and side is None and len(named) == 1 and named[0].get("limb"):
            side = _told_before(reading, named[0])
        yield placed(reading, first, pattern, side, named[-1].end, named)


def _told_before(reading: Reading, site: Part) -> Side | None:
    """The side of a limb that is named before with one side only: 'fell on the right arm; now the arm is weak'."""
    told: set[Side] = set()
    at = reading.norm.rfind(site.word, 0, site.start)
    for _ in range(_NAMED):
        if at < 0:
            break
        named = _SIDE_OF.search(reading.norm, max(0, at - _LED), at)
        if reading.norm.startswith("s", at + len(site.word)) or (named and named["other"]):
            return None  # "hands", "left and right hand"
        if named:
            told.add("left" if named["side"].startswith("l") else "right")
        at = reading.norm.rfind(site.word, 0, at)
    return told.pop() if len(told) == 1 else None


def _first(row: list[Part], part: Part, over: tuple[str, ...] = ()) -> Part:
    """The first of the sides that lead to a place, over parts of the kinds `over` alone: "left face, arm and leg"."""
    between = max((p.end for p in row if p.kind not in ("side", *over) and p.end <= part.start), default=0)
    return next((p for p in row if p.kind == "side" and between <= p.start < part.start), part)


def _together(limbs: Sided, sides: set[str | None]) -> str:
    """The pattern of at least one arm and one leg."""
    if sides in ({"left"}, {"right"}):
        return "hemi"
    levels = {p.get("level") for p, _ in limbs}
    return "proximal" if levels == {"proximal"} else "distal" if levels == {"distal"} else "generalized"


def _alone(part: Part, side: str | None, adjective: bool) -> tuple[str | None, str | None]:
    """The pattern of one site, and its side: "leg weakness" is of the legs, "weakness of the leg" of one."""
    limb, level = part.get("limb"), part.get("level")
    if side == _SOME:
        return ("focal", None) if limb in ("upper", "lower") else (limb and "facial", None)
    several = bool(_PLURAL.search(part.word)) and side not in ("left", "right") and not part.get("one")
    if limb == "face" and part.get("what") != "region":
        return None, None  # "eye closure is weak": the weakness names its muscle
    if limb == "trunk" and not several and side == "bilateral":
        side = None  # "both legs and the back": there is one
    if limb in ("trunk", "face", "bulbar"):
        return {"trunk": "axial", "face": "facial", "bulbar": "bulbar"}[limb], side
    if limb == "half":
        return ("hemi", side) if side in ("left", "right") or part.get("one") else (None, None)
    if limb == "all":
        if part.get("one") and side is None:
            return "focal", None
        return ("hemi", side) if side in ("left", "right") else ("generalized", side)
    if part.get("what") != "region":
        group = part.get("limb") or side or (part.get("what") == "movement" and not several)
        return ("focal", side) if group else (None, None)
    if limb is None:
        return None, None
    if side in ("left", "right"):
        return "focal", side
    if level in ("proximal", "distal"):
        if several or side == "bilateral":
            return ("lower" if part.word.startswith("knee") else str(level)), "bilateral"
        return (level, None) if part.word.endswith("girdle") else ("focal", side)
    if several or side == "bilateral":
        return limb, "bilateral"
    return (limb if (adjective and not part.get("one")) or part.word in ("ue", "le", "ul", "ll") else "focal"), None


def timed(parts: list[Part]) -> bool:
    """Whether a number of days, weeks, months or years stands there: "6/52", "3 wks"."""
    return _TIMED.match(" ".join(part.word for part in parts[:5])) is not None


def closing(parts: list[Part], joined: bool) -> list[Part]:
    """The sided limbs that end a clause of their own: "weakness, right arm.", "weakness, BUE", "weakness (L leg)"."""
    row: list[Part] = []
    closed: list[Part] = []
    for k, (part, following) in enumerate(zip_longest(parts, parts[1:])):
        if part.kind == "word" and part.word not in _INNER:
            if part.word == "(" and following and following.kind == "side":
                continue  # "leg (bilateral)"
            followed = part.word in words("followed") or timed(parts[k : k + 5])
            dashed = bool(row) and part.start - row[-1].end >= DASH
            answer = following if part.word == ":" else part if dashed else None
            answered = answer is not None and answer.word in words("sound")  # "right arm: weak, left arm: normal"
            if not answered and (part.word in _ENDS or dashed or (not joined and followed)):
                closed = row[:]
            heads = part.word == ":" and all(p.kind == "side" for p in row)  # "weakness, right: arm and leg"
            if not (part.word == "," or heads) or following is None or following.kind == "word":
                break
        row.append(part)
    else:
        closed = row
    places = [p for p in closed if p.kind != "word"]
    region = any(p.get("what") == "region" for p in places)  # "grips equal": nothing is wrong with them
    unlike = [p for p in places if p.get("side") and (region or p.word not in words("balanced"))]
    sided = bool(unlike) or any(p.kind in ("extent", "distribution") for p in places)
    sided = sided or (several(places) and all(p.get("limb") in ("upper", "lower", "trunk") for p in places))  # "thighs"
    limbs = any(p.kind in ("site", "extent", "distribution") or p.get("half") for p in places)
    limbs = limbs or (len(places) == 1 and (joined or len(parts) > 1))  # "weakness, left.", "weakness L, unchanged"
    return closed if sided and limbs and len(places) < 5 else []


def clause(parts: list[Part]) -> list[Part]:
    """The places that make up a whole clause, with how it is, and no label: "all limbs", "diffuse and mild"."""
    row: list[Part] = []
    passed = (_INNER, words("alike"), words("manners"), words("comparing"))
    for part in parts:
        if part.kind == "word" and not any(part.word in held for held in passed):
            if part.word == "," and all(p.kind in ("word", "side") for p in row):
                continue  # "symmetric, proximal"
            ends = part.word in _ENDS or part.word in words("when") or (row and row[-1].word == "and")
            if part.word == ":" or not ends:
                return []
            break
        if part.word in words("balanced") and row and row[-1].kind == "site":
            return []  # "face symmetric"
        row.append(part)
    places = [p for p in row if p.kind != "word"]
    if len(places) == 1 and places[0].word in words("loose"):
        return []
    limbs = {p.get("limb") for p in places if p.kind == "site"}
    wide = any(p.get("pattern") in GRADED for p in places) or len(limbs) > 1 or any(p.kind == "side" for p in places)
    wide = wide or bool(limbs and row[0].word in words("comparing"))  # "mostly legs"
    return row if wide else []
