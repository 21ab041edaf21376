"""Functional impact: what the patient cannot do, does with difficulty, or needs help with; and what goes well."""

import re
from functools import cache

from clinote import patterns
from clinote.extract import activity, statements
from clinote.extract.activity import vocabulary
from clinote.facts import Cue, Fact
from clinote.lexicon import Hit
from clinote.reading import Reading

_PART = 12
"""A trick this close (characters) behind a statement of its sentence belongs to it."""

_ELSEWHERE = frozenset(
    ("goals", "procedure", "imaging", "labs", "family_history", "allergies", "medications", "plan", "instructions")
)
"""Sections in which a helper, a trick or a relative says nothing of what the patient can do."""

_PROMISED = re.compile(r"\b(?:will|may|should|can|could|would|might|to|to be|also|please|did|not)\s+$")


def extract(reading: Reading) -> list[Fact]:
    """One fact per statement about an activity of daily living or about mobility."""
    spans = [
        (*span, hit)
        for kind in ("function", "manner", "person")
        for hit in reading.hits(kind)
        if hit.pattern.data.get("reads") and (span := _span(reading, hit))
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
    """Where the statement begins and ends; None where the words are about no activity of the patient."""
    reads = hit.pattern.data["reads"]
    start, end = hit.start, hit.end
    if reads != "alone":
        begin, stop = reading.sentence(start)
        if reads == "before":
            back = _preceding(hit, activity.before(reading.norm, start, begin))
            if back is None:
                return None
            start = activity.start_of(reading.norm, start, begin, back)
        else:
            words = activity.after(reading.norm, end, stop)
            last = _last(reads, words, reading.norm[max(0, start - 12) : start])
            if last is None:
                return None
            end = end if last < 0 else activity.end_of(reading.norm, end, stop, last)
    category = reading.layout.section(hit.start).category
    if category in ("goals", "procedure") or _operator().search(reading.norm[max(0, hit.start - 40) : hit.start]):
        return None
    if reads in ("helper", "trick", "person", "time", "dropped") and category in _ELSEWHERE:
        return None
    return start, end


def _last(reads: str, words: list[str], before: str) -> int | None:
    """The last word of the statement that `words` follow; -1 where none of them belongs to it, None for no statement."""
    match reads:
        case "verb":
            return vocabulary().activity(words, unknown="")
        case "gerund":
            return vocabulary().activity(words, unknown="ing")
        case "object":
            return vocabulary().activity(words, unknown="", things=True)
        case "named":
            return vocabulary().activity(words[:4])
        case "helper" if not _PROMISED.search(before):
            return statements.helper(words)
        case "trick":
            return statements.trick(words)
        case "person":
            return statements.person(words)
        case "time":
            return statements.time(words)
        case "dropped":
            return statements.dropped(words)
        case "assisted" if words and words[0] in statements.lists().links and not _PROMISED.search(before):
            return vocabulary().activity(words, unknown="ing")
        case "level":
            end = vocabulary().activity(words)
            return -1 if end is None else end
    return None


def _preceding(hit: Hit, words: list[str]) -> int | None:
    """'(Climbing stairs) is hard': how many words back the activity begins in its clause."""
    known = vocabulary()
    start = None
    thing = things = bool(hit.pattern.data.get("things"))
    reach = 9 if hit.pattern.data.get("normal") else 12
    for back, word in enumerate(reversed(words[-reach:]), start=1):
        if start is not None and word in ("and", "or", ",", "/"):
            break
        if start is not None and word in ("was", "were", "been", "being"):
            # 'the tube was lifted out easily': done to something
            return None
        if known.done(word) or (thing and word in known.soft):
            start = back
        elif word in known.things:
            thing = True
            start = back if things else start
        elif start is None and (word == "," or word in known.never):
            return None
    return start


@cache
def _operator() -> re.Pattern[str]:
    """Who, right before a statement, makes it one about a procedure."""
    words = patterns.load()["function"].settings["operator"]
    verbs = r"(?:was|were|is|are|then|could|also|now|easily|carried|being|subsequently)"
    return re.compile(rf"\b(?:{'|'.join(words)})\s+(?:{verbs}\s+){{0,3}}$")
