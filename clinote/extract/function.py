"""Functional impact: what the patient cannot do, does with difficulty, or needs help with; and what goes well."""

import re
from functools import cache

from clinote import patterns
from clinote.extract import activity
from clinote.extract.activity import Word, vocabulary
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
    reads, category = hit.pattern.data["reads"], reading.layout.section(hit.start).category
    before = reading.norm[max(0, hit.start - 40) : hit.start]
    if category in ("goals", "procedure") or _lists().operator.search(before):
        return None
    if reads == "alone":
        return hit.start, hit.end
    begin, stop = reading.sentence(hit.start)
    if reads == "before":
        return _preceding(reading, hit, begin)
    if reads in ("helper", "trick", "person", "time", "dropped") and category in _ELSEWHERE:
        return None
    end = _end(reads, activity.after(reading.norm, hit.end, stop), hit, before)
    return None if end is None else (hit.start, end)


def _end(reads: str, words: list[Word], hit: Hit, before: str) -> int | None:
    """Where the statement ends whose words `hit` are, by what follows them."""
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
            return _helper(words)
        case "trick":
            return _trick(words)
        case "person":
            return _person(words)
        case "time":
            return _time(words)
        case "dropped":
            return _dropped(words)
        case "assisted" if words and words[0].text in _lists().links and not _PROMISED.search(before):
            return vocabulary().activity(words, unknown="ing")
        case "level":
            return vocabulary().activity(words) or hit.end
    return None


def _helper(words: list[Word]) -> int | None:
    """'Needs a walker', 'needs both hands to get up', 'uses the rail on stairs', 'needed his brother to lift him'."""
    lists = _lists()
    for index, word in enumerate(words[:7]):
        if word.text in vocabulary().breaks or word.text in vocabulary().foreign or word.text == ",":
            return None
        if word.text in lists.devices:
            return vocabulary().activity(words, index + 1, things=True) or word.end
        if word.text in lists.helpers:
            links = words[index + 1 : index + 2]
            if links and links[0].text not in lists.links:
                return _helper(words[index + 1 :])
            end = vocabulary().activity(words, index + 1, unknown="ing", things=True)
            for place in range(index + 2, min(index + 7, len(words))) if end is None else ():
                if words[place].text in ("to", "with", "for"):
                    return vocabulary().activity(words, place, unknown="ing")
            return end
        if word.text == "to" and index and _helps_patient(words, index + 1):
            return vocabulary().activity(words, index + 1)
    return None


def _helps_patient(words: list[Word], index: int) -> bool:
    return any(word.text in ("him", "her", "me", "them") for word in words[index + 1 : index + 3])


def _trick(words: list[Word]) -> int | None:
    """'Rest halfway up the stairs', 'use both hands to lift a cup', 'be carried'."""
    lists, known = _lists(), vocabulary()
    skipped = 0
    while skipped < len(words) and skipped < 3 and words[skipped].text in ("now", "always", "often", "usually", "even"):
        skipped += 1
    words = words[skipped:]
    if len(words) < 2:
        return None
    first, second = words[0].text, words[1].text
    if first == "be" and second in lists.done_to:
        return words[1].end
    if first in ("give", "quit", "stop", "avoid"):
        end = known.activity(words, 2 if second == "up" else 1, unknown="ing")
        if end is not None:
            return end
    if first not in lists.tricks:
        return None
    for index, word in enumerate(words[1:9], start=1):
        purpose = word.text in lists.purposes or (first in lists.stops and index == 1)
        if purpose and (end := known.activity(words, index + 1, unknown="", things=True)):
            return end
        if word.text in known.breaks and not purpose:
            return None
    return None


def _person(words: list[Word]) -> int | None:
    """'(His wife) lifts him', '(her son) has to help her dress', '(his daughter) does the shopping'."""
    lists, known = _lists(), vocabulary()
    place = next((n for n, word in enumerate(words[:5]) if word.text in lists.services), None)
    if place is None or any(word.text not in lists.habits for word in words[:place]):
        return None
    rest = words[place + 1 : place + 4]
    patient = any(word.text in ("him", "her", "his", "me", "my") for word in rest[:2])
    if patient or any(word.text in known.core or (place and word.text in known.things) for word in rest):
        return known.activity(words, place) or (words[place].end if patient else None)
    return None


def _time(words: list[Word]) -> int | None:
    """'(Takes) her five minutes to get to the bathroom'."""
    for index, word in enumerate(words):
        if word.text == "to" and index:
            return vocabulary().activity(words, index + 1)
        if word.text not in _lists().times and not word.text[0].isdigit():
            return None
    return None


def _dropped(words: list[Word]) -> int | None:
    """'(Drops) her keys', '(dropped) two trays'."""
    lists = _lists()
    for word in words[:4]:
        if word.text in vocabulary().breaks or word.text == "," or word.text in lists.not_dropped:
            return None
        if word.text in lists.dropped or word.text in vocabulary().things:
            return word.end
    return None


def _preceding(reading: Reading, hit: Hit, begin: int) -> tuple[int, int] | None:
    """'(Climbing stairs) is hard': back to the first word of the activity in its clause."""
    known = vocabulary()
    start = None
    thing = bool(hit.pattern.data.get("things"))
    reach = 9 if hit.pattern.data.get("normal") else 12
    for word in reversed(activity.before(reading.norm, hit.start, begin)[-reach:]):
        if start is not None and word.text in ("and", "or", ",", "/"):
            break
        if start is not None and word.text in ("was", "were", "been", "being"):
            # 'the tube was lifted out easily': done to something
            return None
        if known.done(word.text) or (thing and word.text in known.soft):
            start = word.start
        elif word.text in known.things:
            thing = True
            start = word.start if hit.pattern.data.get("things") else start
        elif start is None and (word.text == "," or word.text in known.never):
            return None
    return None if start is None else (start, hit.end)


class _Lists:
    """The word lists of function.toml."""

    def __init__(self) -> None:
        settings = patterns.load()["function"].settings
        verbs = r"(?:was|were|is|are|then|could|also|now|easily|carried|being|subsequently)"
        self.operator = re.compile(rf"\b(?:{'|'.join(settings['operator'])})\s+(?:{verbs}\s+){{0,3}}$")
        self.devices, self.helpers = frozenset(settings["devices"]), frozenset(settings["helpers"])
        self.tricks, self.done_to = frozenset(settings["tricks"]), frozenset(settings["done_to"])
        self.services = activity.inflected(settings["services"])
        self.times = frozenset(settings["times"])
        self.dropped, self.not_dropped = frozenset(settings["dropped"]), frozenset(settings["not_dropped"])
        self.links, self.purposes = frozenset(settings["links"]), frozenset(settings["purposes"])
        self.stops, self.habits = frozenset(settings["stops"]), frozenset(settings["habits"])


@cache
def _lists() -> _Lists:
    return _Lists()
