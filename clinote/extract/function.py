"""Functional impact: what the patient cannot do, does with difficulty, or needs help with; and what goes well."""

import re
from bisect import bisect_left
from functools import cache
from itertools import islice
from operator import attrgetter

from clinote import patterns
from clinote.facts import Cue, Fact
from clinote.lexicon import Hit
from clinote.reading import Reading

_OBJECT = re.compile(
    r"(?:\s+(?:up|off|out|of|from|on|onto|into|down|to|over|above|overhead|the|a|an|his|her|my|their|both|two|three|"
    r"low|high|any|more|than|one|without|w/o)\b){1,5}"
    r"(?:\s+(?!(?:and|or|but|for|since|due|with|at|in|after)\b)[a-z']+)?"
)
"""What an activity is done to or from, after its verb: 'up off the floor'."""

_begin = attrgetter("start")
_WITHIN = 80
"""How far (characters) an activity may stand from the words about it."""


_PART = 12
"""A trick this close (characters) behind a statement of its sentence belongs to it."""


def extract(reading: Reading) -> list[Fact]:
    """One fact per statement about an activity of daily living or about mobility."""
    spans = [
        (*span, hit) for kind in ("function", "manner") for hit in reading.hits(kind) if (span := _span(reading, hit))
    ]
    found: list[Fact] = []
    for start, end, hit in sorted(spans, key=lambda span: (span[0], -span[1])):
        reached = found[-1].end if found else 0
        if start >= reached and not (found and _belongs(reading, hit, found[-1])):
            found.append(_fact(reading, hit, start, end))
    return found


def _belongs(reading: Reading, hit: Hit, statement: Fact) -> bool:
    """Whether a trick is part of the statement before it: 'rises only by pushing off with both arms'."""
    near = hit.start - statement.end < _PART and hit.start < reading.sentence(statement.start)[1]
    return near and bool(hit.pattern.data.get("part"))


def _fact(reading: Reading, hit: Hit, start: int, end: int) -> Fact:
    fact = reading.fact("FINDING", start, end, hit.pattern, concept="functional_impact")
    if hit.pattern.data.get("normal"):
        fact.negated = True
        fact.cues["negated"] = Cue(hit.start, hit.end, reading.text[hit.start : hit.end], hit.pattern.id)
    return fact


def _span(reading: Reading, hit: Hit) -> tuple[int, int] | None:
    """Where the statement begins and ends; None where the words are about no activity."""
    before = reading.norm[max(0, hit.start - _WITHIN // 2) : hit.start]
    if _operator().search(before) or reading.layout.section(hit.start).category == "goals":
        return None
    match hit.pattern.data.get("reads"):
        case "alone":
            return hit.start, hit.end
        case "after":
            return _following(reading, hit)
        case "before":
            return _preceding(reading, hit)
    return None


def _following(reading: Reading, hit: Hit) -> tuple[int, int] | None:
    activities = reading.around(hit.start, "activity")
    for activity in islice(activities, bisect_left(activities, hit.end, key=_begin), None):
        if activity.start - hit.end > _WITHIN:
            return None
        between = reading.norm[hit.end : activity.start]
        if _joins(hit.pattern.data["between"]).fullmatch(between) and not _obligation(reading, hit, between):
            tail = _OBJECT.match(reading.norm, activity.end, reading.sentence(hit.start)[1])
            return hit.start, tail.end() if tail else activity.end
    return None


def _obligation(reading: Reading, hit: Hit, between: str) -> bool:
    """'Help' the verb ('this will help with walking'), which says nothing of the patient."""
    if hit.pattern.id != "function.assistance":
        return False
    before = reading.norm[max(0, hit.start - 12) : hit.start]
    return bool(re.search(r"\b(?:will|may|should|can|could|would|might|to|also|please|did)\s+$", before))


def _preceding(reading: Reading, hit: Hit) -> tuple[int, int] | None:
    start = None
    activities = reading.around(hit.start, "activity")
    low = bisect_left(activities, hit.start - 2 * _WITHIN, key=_begin)
    for activity in reversed(activities[low : bisect_left(activities, hit.start, key=_begin)]):
        if activity.end > hit.start:
            continue
        if hit.start - activity.end > _WITHIN:
            break
        if _joins(hit.pattern.data["between"]).fullmatch(reading.norm[activity.end : hit.start]):
            start = activity.start
        elif start is not None:
            break
    return None if start is None else (start, hit.end)


@cache
def _operator() -> re.Pattern[str]:
    """The surgeon or the instrument as the subject: an operation report speaks of no disability."""
    words = "|".join(patterns.load()["function"].settings["operator"])
    verbs = r"(?:was|were|is|are|then|could|also|now|easily|carried|being|subsequently)"
    return re.compile(rf"\b(?:{words})\s+(?:{verbs}\s+){{0,3}}$")


@cache
def _joins(name: str) -> re.Pattern[str]:
    """The words that may stand between a statement and its activity."""
    lists = {
        key: "|".join(map(re.escape, words))
        for key, words in patterns.load()["function"].settings.items()
        if isinstance(words, list)
    }
    word = r"[a-z0-9'/-]+"
    match name:
        case "easy":
            return re.compile(rf"\s+(?:(?:{lists['easy']})\s+){{0,5}}")
        case "near":
            return re.compile(rf"\s+(?:(?!(?:{lists['elsewhere']})\b){word}\s+){{0,4}}")
        case "helper" | "somebody":
            helped = rf"\s+(?:(?!to\b){word}\s+){{0,3}}(?:{lists['helpers']})(?:\s+{word}){{0,3}}\s+"
            return re.compile(rf"{helped}|\s+(?:(?!to\b){word}\s+){{1,4}}to\s+" if name == "somebody" else helped)
        case "for":
            links = "with|for|to|in|getting|when|while|on|of"
            kinds = "all|his|her|the|most|basic|getting|lower|upper|body"
            return re.compile(rf"\s+(?:{word}\s+)?(?:{links})\s+(?:(?:{kinds})\s+){{0,3}}")
        case "is":
            links = "is|are|was|were|has|have|been|become|became|becoming|getting|remains|only|very|increasingly|now"
            return re.compile(rf"(?:\s+{word}){{0,4}}?(?:\s+(?:{links})){{0,3}}\s+")
    return re.compile(rf"(?:\s+(?!(?:but|and|when|if|while)\b){word}){{0,6}}\s+")
