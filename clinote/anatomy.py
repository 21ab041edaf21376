"""Anatomy: what a word says of where in the body something is. The one place that knows, for facts and for coding.

The data is patterns/sites.toml: muscles, movements and regions with their limb and level, sides, and extents.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from clinote.expressions import expression
from clinote.lexicon import Hit, Hits, Scan, lexicon
from clinote.patterns import worded


class Place(NamedTuple):
    """A part of the body.

    `limb` is "upper", "lower", "all", "half" (one side of the body), "trunk", "face" or "bulbar"; `level` "proximal",
    "distal" or "axial"; `side` "left", "right" or "bilateral"; `what` "muscle", "movement", "region" or "extent".
    Each is None where the words do not tell it. `several`: the words name a pair of regions, "legs", "both feet".
    """

    limb: str | None = None
    level: str | None = None
    side: str | None = None
    what: str | None = None
    several: bool = False


PLURAL = expression(r"(?:(?<!cep)(?<!u)(?<!i)s|feet|calves|er ext)\Z")
"""How words end that name more than one: "deltoids", "feet", but "biceps", "infraspinatus"."""
_EXTENTS = {"generalized": ("all", None), "proximal": (None, "proximal"), "distal": (None, "distal")}
_LIMBS = ("upper", "lower")


def place(data: Mapping[str, Any], side: str | None = None) -> Place:
    """The place that a record of patterns/sites.toml names; `side` is what other words say of it."""
    if "pattern" in data:
        limb, level = _EXTENTS.get(data["pattern"], (data["pattern"], None))
        return Place(limb, level, data.get("side") or side, "extent")
    own = data.get("side")
    return Place(data.get("limb"), data.get("level"), own or side, data.get("what"), data.get("several", False))


_NAMED = worded(r"\b(?:(?:the|of|both|lower|upper|low|{possessives}) \w+|weak back|on (?:{left}|{right}))\Z")
"""A side or a part of the body that is meant as one, by what stands before it: 'on the right after the fall'."""


def meant(norm: str, hits: Hits) -> Hits:
    """The hits of a sentence without the sides and parts of the body that idioms name: 'right now', 'on foot'."""
    for idiom in hits.get("idiom", ()):
        for kind in ("site", "side", "extent"):
            if kind in hits:
                hits[kind] = [hit for hit in hits[kind] if not _within(norm, hit, idiom)]
    return hits


def _within(norm: str, hit: Hit, idiom: Hit) -> bool:
    inside = idiom.start <= hit.start and hit.end <= idiom.end
    return inside and (hit.start > idiom.start or _NAMED.search(norm, max(0, hit.start - 7), hit.end) is None)


@lru_cache(4096)
def places(words: str) -> tuple[Place, ...]:
    """The places that a phrase names, in its order, each with the side said before it."""
    norm = words.lower()
    hits = meant(norm, lexicon("sentence").find(Scan(norm)))
    found = sorted(
        (hit for kind in ("site", "extent", "side") for hit in hits.get(kind, ())), key=lambda h: (h.start, -h.end)
    )
    side: str | None = None
    named: list[Place] = []
    reached = 0
    for hit in found:
        data = hit.pattern.data
        if hit.start < reached:
            continue
        reached = hit.end
        if hit.pattern.kind == "side":
            side = data["side"] if data["side"].isalpha() else None
        else:
            named.append(place({**data, "several": several(data, norm[hit.start : hit.end])}, side))
    return tuple(named)


def several(data: Mapping[str, Any], words: str) -> bool:
    """Whether the words for a region, of a record of patterns/sites.toml, name more than one: "legs", "feet"."""
    return data.get("what") == "region" and PLURAL.search(words) is not None


def limbs(found: Iterable[Place]) -> frozenset[str]:
    """Which of arms ("upper") and legs ("lower") the places are of; an extent of the whole body is of both."""
    told: set[str] = set()
    for one in found:
        if one.limb in _LIMBS:
            told.add(one.limb)
        elif one.limb == "all":
            told.update(_LIMBS)
    return frozenset(told)
