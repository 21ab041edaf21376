"""Which diseases are still there, in whatever history they stand, and which may be over."""

from functools import cache
from itertools import pairwise

from clinote.assertion.cues import LONG_AGO, SYMPTOMS, Mark, Rule, cues
from clinote.assertion.events import KNOWN, admitted
from clinote.assertion.governed import Governor
from clinote.assertion.governors import Read
from clinote.expressions import expression
from clinote.lexicon import starting
from clinote.patterns import load, worded
from clinote.reading import Reading

_TREATED = worded(
    r"[\s,(]*(?:(?:(?P<done>{history.treatments}|[a-z]+ectomy)|{history.treating}|{articles}|[a-z]+ly)\b[\s,]*)*"
)
_GOES_ON = worded(r"\b{history.uncured}\b")
POSSESSED = worded(r"\b(?:this|{possessives})\s(?:\w+\s){0,2}$")
"""Before a disease that is somebody's: 'his recent stroke'."""
_ON_TREATMENT = worded(r"\b{hypothetical.going_on} [^.,;]{1,40} for (?:[a-z-]+ )?$")
"""Before a disease for which a treatment goes on or is changed: 'taper prednisone for'."""
_CAUSED = worded(r" ?(?:{uncertainty.caused}|[a-z]+[ -](?:induced|related))\b")
_NEAR = 2
"""Words before a complaint among which stands what it is caused by."""
_JOINED = worded(r"\b(?:and|or|nor|plus|with)\b|[/&+]")
_BESIDE = expression(r"(?: (?!(?:and|or|nor|plus|with|vs|versus)\b)[a-z'-]+)* ")
"""What stands between a disease that is asked for and a complaint that is there: '?cystitis (very) weak'."""
_OR = worded(r"\b(?:or|vs|versus)\b")
_LINKED = expression(r"(?:, ?|,? (?:and/)?or )(?:(?:from|due|to|by|of|an?|the|early|[a-z]+ic) )*")
"""What joins two diseases of which one may be the other."""
_ASSORTED = expression(r"\b(?:for|(?<!because )of) (?:[a-z]+ )?\Z")
"""Before diseases of which each counts: 'sources of A or B'."""
_ALTERNATIVE = Rule("uncertainty.either", ("uncertain",))
CAUSING = ("debility", "frailty", "sarcopenia")
"""Complaints that are given as the cause of others."""
_HELD = 60
_BEFORE = 40
"""How far (characters) before a cancer 'diagnosed with' may begin."""


def lasts(names: frozenset[str], dated: bool = False) -> bool:
    """Whether a fact of these `names` is a disease that is still there; a cancer that is `dated` may be over."""
    if "DIAGNOSIS" not in names or (dated and is_cancer(names)):
        return False
    return not any(name.removeprefix("diagnosis.") in cues().settings["events"] for name in names)


def is_known(norm: str, governor: Governor, start: int, names: frozenset[str]) -> bool:
    """Whether a disease that somebody has stands behind a condition, or in a list with what was done.

    'If stable, go on with his COPD', 'increase the statin for', 's/p bypass, valve replacement and gout'.
    """
    behind = governor.end < start and norm.find(",", governor.end, start) >= 0
    if not behind or not lasts(names):
        return False
    if governor.rule.apposed_dated or "hypothetical" not in governor.flags:
        return governor.rule.apposed_dated
    said = norm[max(governor.end, start - _HELD) : start]
    return (POSSESSED.search(said) or _ON_TREATMENT.search(said)) is not None


def shows(reading: Reading, governor: Governor, start: int, end: int, names: frozenset[str]) -> bool:
    """Whether what is doubted is the cause of the complaint at `start:end`, of which it is told or stands in brackets.

    'Probably a stroke (left arm weak)', 'falls likely from deconditioning (weak legs)', 'likely viral fatigue'; nor is
    a complaint one of a list of diseases: 'suspected sepsis, weak', 'weak, sepsis not excluded', 'weak sepsis
    possible'. Or what is over behind it is that since which it lasts: 'weak since the flu, which has cleared'.
    """
    if end <= governor.start and ("uncertain" in governor.flags or governor.rule.id.startswith("negation.excluded")):
        comma = reading.norm.rfind(",", end, governor.start)
        found = starting(reading.hits("diagnosis"), max(comma, end), governor.start)
        if comma >= 0 or (found and not _JOINED.search(reading.norm, end, found[0].start)):
            return bool(found)
    if "uncertain" not in governor.flags:
        since, which = (reading.norm.rfind(word, start, governor.start) for word in (" since ", ", which "))
        since_it = 0 <= since < which and starting(reading.hits("diagnosis"), since, which)
        return governor.rule.over and bool(since_it)
    named = starting(reading.hits("diagnosis"), governor.end, start)
    if named and names.isdisjoint(CAUSING) and _BESIDE.fullmatch(reading.norm, named[-1].end, start):
        return True  # '?cystitis weak'
    last = max(reading.norm.rfind(sign, governor.end, start) for sign in (",", " and "))
    if last >= 0 and names.isdisjoint(CAUSING) and not _OR.search(reading.norm, governor.end, start + _HELD):
        return bool(starting(reading.hits("diagnosis"), governor.end, last))
    caused = _CAUSED.match(reading.norm, governor.end, start)
    if caused and len(reading.norm[caused.end() : start].split()) < _NEAR:  # 'likely viral fatigue'
        return True
    opened = reading.norm.rfind("(", governor.end, start)
    if opened < 0 or reading.norm.find(")", opened, start) >= 0:
        return False
    complaints = starting(reading.hits("weakness"), governor.end, opened)
    debility = any(hit.pattern.data.get("concept") in CAUSING for hit in complaints)
    return debility or bool(starting(reading.hits("diagnosis"), governor.end, opened))


def is_cancer(names: frozenset[str]) -> bool:
    """Whether a fact of these `names` is a malignant neoplasm."""
    return not names.isdisjoint(_cancers())


def treated(sentence: Read, end: int, time: int = 0) -> bool:
    """Whether words right behind offset `end`, up to a `time` if there is one, tell that a disease was treated."""
    norm = sentence.norm
    told = _TREATED.fullmatch(norm, end, time) if time else _TREATED.match(norm, end, sentence.high)
    return told is not None and told["done"] is not None


def began(sentence: Read, governor: Governor, start: int, end: int, names: frozenset[str]) -> bool:
    """Whether words between a time and a concept say that it began or was left then."""
    low, high = (governor.end, start) if governor.end <= start else (end, governor.start)
    held = [m for m in sentence.marks if low <= m.start and m.end <= high]
    why = any(m.rule.word == "cause" for m in held)  # 'operated on in 2019 because of his cancer'
    if is_cancer(names):
        norm, time = sentence.norm, governor.start
        long_ago = governor.rule.word == LONG_AGO.word or norm[governor.end - 4 : governor.end].isdecimal()
        since = long_ago and treated(sentence, max(end, governor.end))
        if since and not _GOES_ON.search(norm, sentence.low, sentence.high):
            return False  # 'breast cancer diagnosed in 2009, treated with surgery'
        found = KNOWN.search(norm, max(sentence.low, start - _BEFORE), max(time, start))
        if why or found or not (time < start or _TREATED.fullmatch(norm, end, time)):
            return True  # 'breast cancer diagnosed in 2019'
    event = "DIAGNOSIS" in names  # 'developed pneumonia in 2019', 'embolism after surgery in 2019'
    cue = Mark(governor.start, governor.end, governor.rule)
    told = event or names.isdisjoint(SYMPTOMS) or governor.rule.word == LONG_AGO.word
    # 'had an embolism after surgery in 2014'
    happened = event or (held and names.isdisjoint(SYMPTOMS) and sentence.told(sentence.marks.index(held[0])))
    passed = [m for m in held if (happened and m.rule.word == "onset") or (told and admitted(sentence.norm, cue, m))]
    stops = {stop for m in held if m not in passed for stop in m.rule.stops}
    return "dated" in stops or ("began" in stops and not event)


def alternatives(reading: Reading, start: int, end: int) -> Mark | None:
    """What says of a disease, of which nothing else is said, that it may be another one: 'A, B or C'."""
    norm, (low, high) = reading.norm, reading.sentence(start)
    if norm.find("or ", low, high) < 0:
        return None
    hits = starting(reading.hits("diagnosis"), low, high)
    ends = [n for n, (a, b) in enumerate(pairwise(hits), 1) if not _LINKED.fullmatch(norm, a.end, b.start)]
    for first, last in pairwise((0, *ends, len(hits))):
        listed = hits[first:last]
        if len({hit.pattern.id for hit in listed}) > 1 and listed[0].start < end and start < listed[-1].end:
            joint = _OR.search(norm, listed[0].end, listed[-1].start)
            assorted = _ASSORTED.search(norm, low, listed[0].start)
            return Mark(*joint.span(), _ALTERNATIVE) if joint and not assorted else None
    return None


@cache
def _cancers() -> frozenset[str]:
    """The rules of the malignant neoplasms, whose codes begin with a C."""
    return frozenset(p.id for p in load()["diagnosis"].patterns if p.data.get("code", "").startswith("C"))


def named(sentence: Read, start: int, end: int) -> int:
    """Where the name of a disease begins, behind a word of the past that its term may hold: 'old stroke'."""
    first = next((m for m in sentence.marks if m.start >= start), None)
    if first and first.start == start and first.end < end and first.rule.flags == ("historical",):
        return first.end + 1
    return start
