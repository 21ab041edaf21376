"""What follows the words that open a statement of functional impact: 'needs' a helper, 'has to' a trick.

Every reader gets the words behind the opening and returns the number of the last that belongs to it, or None.
"""

from collections.abc import Iterable
from functools import cache

from clinote.expressions import expression
from clinote.extract import activity
from clinote.extract.activity import ended, first, lists, vocabulary
from clinote.lexicon import Scan, stopped
from clinote.patterns import phrases

_LETTERS = expression(r"[^\W_]+")
_PATIENT = (["him"], ["her"], ["me"])
_HELPS = activity.inflected(["help", "assist"])
_JOINTS = frozenset(("and", "or", ",", "/", "&", "plus"))
_NEXT, _CLOSE, _AMONG, _NEAR = 24, 30, 60, 80
"""How far (characters) behind an opening the word stands that is sought: right there, or among the next few."""


_OBJECTS = {
    "dragged": ("feet", 3, "owned"),  # '(drags) her left foot'
    "seat": ("seats", 2, "owned"),  # '(slid off) the chair'
    "grip": ("hands", 3, "owned"),  # '(slips out of) her hands'
    "meal": ("meals", 3, ""),  # '(dribbles when) drinking'
    "missed": ("occupations", 7, "amounts"),  # '(missed) a week of work'
}
"""Of what list the object of an opening is, in how many words, and the list of what may stand before it."""


def read(reads: str, words: list[str]) -> int | None:
    """The object of an opening, where nothing else is to be read."""
    of, reach, passed = _OBJECTS[reads]
    return first(words, getattr(lists(), of), reach, getattr(lists(), passed) if passed else None)


def promising(reads: str, scan: Scan, at: int) -> bool:
    """Whether an opening that ends at `at` is worth reading on: most of what is 'used' or done by a 'wife' is not."""
    words, reach = _sought().get(reads, (None, 0))
    return words is None or not words.isdisjoint(scan.within(at + 1, at + reach))


@cache
def _sought() -> dict[str, tuple[frozenset[str], int]]:
    """By what is read, the words of which one stands behind the opening, and how far away at most."""
    said, bears = lists(), (*lists().negators, *lists().fails, *lists().useless, *lists().tires)
    limb = _begin((*said.adverbs, *said.gives, *bears, "lets", "let", "like", "to", "no", "from"))
    return {
        "person": (_begin(said.serving), _NEXT),
        "leg": (limb, _NEXT),
        "arm": (limb, _NEXT),
        "heaved": (_begin((*phrases("words", "reflexives"), *_WAYS)), _NEXT),
        "supply": (_begin(said.carers), _CLOSE),
        "agent": (_begin(said.people), _AMONG),
        "helper": (_begin(said.helping), _NEAR),
        "spell": (_begin((*vocabulary().acts, *vocabulary().soft, *said.returned, "been", "left")), _CLOSE),
    }


def _begin(phrases: Iterable[str]) -> frozenset[str]:
    """What phrases begin with, as a scan writes words."""
    return frozenset(stopped(_LETTERS.findall(phrase)[0]) for phrase in phrases)


_WAYS = ("up", "off", "with", "on", "through", "by")
"""How somebody pushes or pulls."""


def helper(words: list[str], at: int = 0) -> int | None:
    """'Needs a walker', 'needs both hands to get up', 'uses the rail on stairs', 'needed his brother to lift him'."""
    said, known = lists(), vocabulary()
    for index in range(at, min(at + 7, len(words))):
        word = words[index]
        extra = word == "time" and words[index - 1] in ("more", "extra", "additional")
        if word in known.breaks or (word in known.foreign and not extra) or word == ",":
            return None
        if word in said.cares and index == at and (ended(words, at + 1) or words[at + 1] in said.links):
            return known.extent(words, index, index)
        if index == at and (end := _done_for(words, at)) is not None:
            return end
        if word in said.counts and index < at + 3 and words[index + 1 : index + 2] in (["to"], ["for"]):
            figure = "".join(words[index + 2 : index + 3]).isdigit()  # 'needs 1 to 2 units'
            return None if figure else known.activity(words, index + 2)
        if word in said.holds and ended(words, index + 1):
            return index
        stick = word == "stick" and (index == at or words[index - 1] in said.modifiers)
        if word in said.devices or stick:
            return known.extent(words, index + 1, index, things=True)
        if word in said.helpers:
            links = words[index + 1 : index + 2]
            if word in said.pauses and links and links[0] in said.whens:
                return known.activity(words, index + 2, things=True)
            if links and links[0] not in said.links:
                end = known.activity(words, index + 1, unknown="ing") if links[0].endswith("ing") else None
                return helper(words, index + 1) if end is None else end
            end = known.activity(words, index + 1, unknown="ing", things=True)
            for place in range(index + 2, min(index + 7, len(words))) if end is None else ():
                if words[place] in ("to", "with", "for"):
                    return known.activity(words, place, unknown="ing")
            return end
        if word == "to" and index > at and not lists().patient.isdisjoint(words[index + 2 : index + 4]):
            return known.activity(words, index + 1)
    return None


def needed(words: list[str]) -> list[tuple[int, int]]:
    """The helpers of a list, each by its first and its last word: '(needs) a walker and help out of the chair'."""
    said, found, at = lists(), list[tuple[int, int]](), 0
    for joint in (*(n for n, word in enumerate(words) if word in _JOINTS), len(words)):
        further = first(words[joint + 1 :], said.helping - said.patient, 5, said.modifiers)
        if (joint == len(words) or further is not None) and (last := helper(words[at:joint])) is not None:
            found.append((at, at + last))
            at = joint + 1
    return found


def impaired(words: list[str]) -> int | None:
    """'(Impaired) transfers and gait', '(reduced) walking'; not '(reduced) step length', 'standing blood pressure'."""
    known, said = vocabulary(), lists()
    end = known.activity(words[:6]) if words[:1] and (known.done(words[0]) or words[0].endswith("ing")) else None
    heads = [word for word, then in zip(words, [*words[1 : 1 + (end or 0)], ","], strict=False) if then in _JOINTS]
    if end is None or said.no_challenge.issuperset(heads) or not said.measured.isdisjoint(words[1 : end + 1]):
        return None
    follows = ended(words, end + 1) or words[end + 1] in _JOINTS | said.links | said.following
    return end if follows else None


def _done_for(words: list[str], at: int) -> int | None:
    """'(Needs) her food cut up', '(needs) his shoes tied'."""
    said, known = lists(), vocabulary()
    if words[at] not in ("his", "her", "my"):
        return None
    for index in range(at + 2, min(at + 4, len(words))):
        noun, done = words[index - 1], words[index]
        if noun in said.eaten or (noun in known.things and noun not in said.no_challenge):
            return index if done in said.done_to or done in ("cut", "tied", "opened") else None
    return None


def trick(words: list[str]) -> int | None:
    """'Rest halfway up the stairs', 'use both hands to lift a cup', 'be carried'."""
    said, known = lists(), vocabulary()
    at = 0
    while at < min(len(words), 3) and words[at] in ("now", "always", "often", "usually", "even"):
        at += 1
    if len(words) < at + 2:
        return None
    first, second = words[at], words[at + 1]
    if first == "be" and second in said.done_to:
        return at + 1
    if first in ("give", "quit", "stop", "avoid", "reduce", "limit", "restrict"):
        end = known.activity(words, at + (2 if second == "up" else 1), unknown="ing")
        if end is not None:
            return end
    if first not in said.tricks:
        return None
    heaves = first in phrases("function", "heaves") and second in phrases("words", "reflexives")
    if heaves and words[at + 2 : at + 3] and words[at + 2] in said.links:
        return known.extent(words, at + 3, at + 2, things=True)
    for index in range(at + 1, min(at + 9, len(words))):
        word = words[index]
        if word in ("halfway", "midway", "half-way") and words[index + 1 : index + 2] in (["up"], ["down"], ["along"]):
            return known.extent(words, index + 1, index + 1, things=True)
        purpose = word in said.purposes or (first in said.stops and index == at + 1)
        if purpose and (end := known.activity(words, index + 1, unknown="", things=True)) is not None:
            return end
        if word in known.breaks and not purpose:
            return None
    return None


def person(words: list[str]) -> int | None:
    """'(His wife) lifts him', '(her son) has to help her dress', '(his daughter) does the shopping'."""
    said, known = lists(), vocabulary()
    if (place := first(words, said.services, 5, said.habits)) is None:
        return None
    if words[place].endswith("ing") and words[place - 1 : place] not in (["been"], ["is"], ["are"], ["started"]):
        return None
    rest = words[place + 1 : place + 4]
    if words[place] not in known.acts and not known.foreign.isdisjoint(rest):
        return None
    chore = place > 0 and words[place - 1] == "to" and words[place] in said.standing
    if chore and (place == len(words) - 1 or ended(words, place + 1)):
        return place
    patient = any(word in ("him", "her", "his", "me", "my") for word in rest[: 3 if "and" in rest[:1] else 2])
    if patient or any(word in known.core or (place and word in known.things) for word in rest):
        end = known.activity(words, place)
        end = known.activity(words, place + 1) if end is None and words[place] in _HELPS else end
        return place if end is None and patient else end
    return None


def time(words: list[str]) -> int | None:
    """'(Takes) her five minutes to get to the bathroom'."""
    said = lists()
    for index, word in enumerate(words):
        if not said.patient.issuperset(words[:index]) and (
            word == "to" or (word.endswith("ing") and vocabulary().known(word))
        ):
            at = index + (word == "to")
            cared = words[at : at + 1] and words[at] in said.services and words[at + 1 : at + 2] in _PATIENT
            return at + 1 if cared else vocabulary().activity(words, at)
        if word not in said.times and word not in said.people and not word[0].isdigit():
            return None
    return None


def dropped(words: list[str]) -> int | None:
    """'(Drops) her keys', '(dropped) two trays'."""
    if words[:1] in (["on"], ["over"]):
        return None  # 'oil spilled on the floor'
    for index, word in enumerate(words[:4]):
        if word in vocabulary().breaks or word in (",", "or", "and") or word in lists().not_dropped:
            return None
        if word in lists().dropped or word in vocabulary().things or word in vocabulary().core:
            return index
    return None


def distance(words: list[str]) -> int | None:
    """'(Walks) only 20 feet with a walker', '(walked) 15 ft with min assist': limited, or with help."""
    said, easy = lists(), vocabulary().easy
    place = next((n for n, word in enumerate(words[:7]) if word in said.lengths), 0)
    passed = said.limits | said.times | easy | {"approximately", "approx", "x"}
    if not place or any(not (word[0].isdigit() or word in passed) for word in words[:place]):
        return None
    for index in range(place + 1, min(place + 4, len(words))):
        if words[index] in ("with", "using", "behind", "w/", "on") and (end := helper(words, index + 1)) is not None:
            return end
    return None if said.limits.isdisjoint(words[:place]) else place


def limb(words: list[str], arm: bool) -> int | None:
    """'(Her knees) sometimes give way', '(her arms) tire when she hangs out the washing'."""
    said = lists()
    place = next((n for n, word in enumerate(words[:5]) if word not in said.adverbs), None)
    if place is None:
        return None
    verb, then = words[place], words[place + 1 : place + 2]
    if verb in lists().gives:
        given = then in (["way"], ["out"]) or (arm and then == ["up"])
        return _during(words, place + 2, place + 1) if given else _during(words, place + 1)
    if verb == "from" and then in (["under"], ["beneath"]):
        return place + 1  # 'her legs went from under her'
    if verb in ("lets", "let"):
        return place + 2 if words[place + 2 : place + 3] == ["down"] else None
    if verb in ("like", "to"):
        turned = place > 0 and words[place - 1].startswith(("turn", "go", "went"))
        return place + 1 if turned and then and then[0] in said.likened else None
    if verb in said.negators or (verb == "no" and then == ["longer"]):
        bears = next((n for n in range(place + 1, min(place + 4, len(words))) if words[n] in lists().bears), None)
        return None if arm else bears
    if not arm and verb in said.fails:
        return place
    for last in range(place, min(place + 3, len(words))):
        if " ".join(words[place : last + 1]) in said.useless and words[last + 1 : last + 2] != ["of"]:
            used = words[last + 1 : last + 2] == ["for"]
            return vocabulary().extent(words, last + 2, last, "ing", things=True) if used else last
    return _during(words, place + 1) if verb in said.tires else None


def _during(words: list[str], at: int, least: int | None = None) -> int | None:
    """'(Her arms tire) when she hangs out the washing': the end of what a limb fails at, or `least`."""
    place = next((n for n in range(at, min(at + 6, len(words))) if words[n] not in lists().whens), None)
    end = None if place is None else vocabulary().activity(words, place, things=True)
    return least if end is None else end


def spell(words: list[str]) -> int | None:
    """'(He hasn't) climbed the stairs in two weeks', '(she has not) gone back to swimming'."""
    for count in (1, 2):
        if " ".join(words[:count]) in lists().returned and words[count : count + 1] == ["to"]:
            return vocabulary().activity(words, count + 1)
    end = 0 if words[:1] and words[0] in vocabulary().callings else vocabulary().activity(words)
    if words[:1] in (["been"], ["gone"]) and words[1:2] and (words[1] in vocabulary().particles or words[1] == "to"):
        end = vocabulary().activity(words, 1, things=True)  # 'been upstairs', 'been to the shops'
    return end if end is not None and words[end + 1 : end + 2] in (["since"], ["in"], ["for"]) else None


def level(words: list[str]) -> int:
    """'(Max assist) of two for transfers': the last word that belongs to a level of assistance, -1 for none."""
    counts = 0
    while counts < min(3, len(words)) and (words[counts] in ("of", "x") or words[counts].lstrip("x") in lists().counts):
        counts += 1
    return vocabulary().extent(words, counts, counts - 1)


def guarded(near: list[str], before: list[str]) -> bool:
    """Whether an activity, a distance or what calls for it is near the letters of a level: not 'CGA by geriatrics'."""
    said, known = lists(), vocabulary()
    told = bool(before) and (before[-1] in said.guarding or before[-1] in said.joining)
    told = told or any(
        known.done(word) or word in said.lengths or word == "assist" or word.endswith("'") for word in near
    )
    return told and said.assessing.isdisjoint(near)


def supply(words: list[str]) -> int | None:
    """'(Has) carers twice a day for washing', '(gets) help to dress'."""
    said = lists()
    place = first(words, said.carers, 4)
    if place is None or "no" in words[:place] or "," in words[:place]:
        return None
    for index in range(place + 1, min(place + 8, len(words))):
        word = words[index]
        if word in vocabulary().breaks and word != "with":
            return None
        if word in ("for", "with", "to", "in", "getting") or word.endswith("ing"):
            return vocabulary().activity(words, index, unknown="ing")
    return None


def wanted(words: list[str]) -> int | None:
    """'(Help is needed) with dressing', '(a walker is required) on the stairs'."""
    if words and words[0] in lists().links:
        return vocabulary().activity(words, 0, unknown="ing", things=True)
    return None


def swapped(words: list[str]) -> int | None:
    """'(Went from) a cane to a wheelchair'."""
    aids = [n for n, word in enumerate(words[:7]) if word in lists().devices or word == "stick"]
    if len(aids) < 2 or "to" not in words[aids[0] : aids[1]]:
        return None
    others = [word for n, word in enumerate(words[: aids[1]]) if n not in aids]
    return aids[1] if lists().modifiers.issuperset(others) else None


def spends(words: list[str]) -> int | None:
    """'(Spends) most of the day in her chair', '(stays) in bed all day'."""
    share = next((n for n, word in enumerate(words[:8]) if word in ("most", "mostly", "much", "all", "half")), None)
    place = first(words, lists().seats, 9)
    if share is None or place is None or "in" not in words[:place] or "," in words[: max(share, place)]:
        return None
    return max(share, place)


def mostly(words: list[str]) -> int | None:
    """'(In bed) most of the day'."""
    whole = words[:1] in (["most"], ["much"], ["nearly"], ["almost"]) and "day" in words[1:5]
    return words.index("day") if whole else None


def heaved(words: list[str]) -> int | None:
    """'(Hauls) himself up the stairs', '(pushes) up with both arms', '(pulls) on the rail'."""
    said, known = lists(), vocabulary()
    if words[:1] and words[0] in phrases("words", "reflexives"):
        then = words[1:2]
        if not then or not (then[0] in said.links or then[0] in said.purposes or then[0] in lists().ways):
            return None
        return known.extent(words, 1, 1, things=True)
    if words[:1] and words[0] in _WAYS:
        for index in range(1, min(6, len(words))):
            word = words[index]
            if word in lists().pushed or word in said.holds or word in known.acts:
                return index
            if word in known.breaks and word != "with":
                return None
    return None


def seated(words: list[str]) -> int | None:
    """'(Sits to) shave', '(sits down to) do the ironing'."""
    place = first(words, lists().standing, 2)
    return None if place is None else vocabulary().activity(words, place)


def doing(words: list[str], slow: bool) -> int | None:
    """'(Hard) getting out of the bath', '(slower) dressing'."""
    if not words or not words[0].endswith("ing"):
        return None
    end = vocabulary().activity(words)
    return end if end or slow else None
