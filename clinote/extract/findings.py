"""FINDING: pertinent positives and negatives, from phrases, from what is examined, and from functional impact."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import filterfalse

from clinote import patterns
from clinote.assertion import assess
from clinote.expressions import expression
from clinote.extract import examined, function
from clinote.facts import Fact, Finding, Says
from clinote.lexicon import Hit
from clinote.patterns import worded
from clinote.reading import Reading

_REACH = 60
"""How far (characters) the words around a phrase are read."""

_BESIDE = 8
"""How far (characters) behind a complaint its place may stand: 'in both hands'."""

_NO_TUMBLE = worded(
    r"\s+{findings.directions}\s+(?:about\s+|approximately\s+)?[\d<>]|\s+on\s+{time.weekdays}\b"
    r"|\s+in\s+(?:(?!(?:after|with|and|when|on|at)\b)[a-z]+\s+){0,4}{findings.values}\b"
    r"|\s+(?:from|out of|through)\s+{possessives}\s+{findings.grasps}\b"
    r"|\s+{findings.toward}\b[^.;]*\b{findings.stance}\b"
)
"""What makes 'fell' and 'a fall' those of a value, a day, a thing that is dropped, or a test."""
_STANCE, _TOWARD = worded(r"\b{findings.stance}\b"), worded(r"\s+{findings.toward}\b")
_EVOKED = worded(
    r"\b{findings.stimuli}\b[^.;]*\b(?:{findings.evoking}|\d ?(?:ma|hz|v))\b|\b{findings.fits},? {findings.within}\b"
    r"|\b(?:on|with|to|by|during) (?:[a-z]+ )?{findings.stimuli}\b"
)
_EVOKABLE = Finding("fasciculations"), Finding("sensory_loss")
"""What a stimulus or a seizure may bring about: 'stimulation at 0.5 V produced twitching'."""
_FALL = worded(r"\b{findings.fall}\b")
_LISTED = worded(r"(?:,|/|\b{findings.list_openers})\s*$")
_PLACED = worded(r"\b{findings.sides}(?:\s*(?:,|/|and|or|&)\s*)?\s*$")
_RADIATING = worded(r"[^.;]{0,30}\b{findings.radiating}")
"""What makes the pain of a thigh one of a joint, a nerve or a vein."""
_OF_WHAT = worded(r"\s+{findings.of_what}\b")
"""'Retention' of what, when it stands alone in a list: nothing else is named before or behind it."""
_DOING = worded(
    r"(?:\s*[/&]|,?\s+(?:or|and|nor)\b|\s*,(?=\s*[a-z]+ing\b(?:,\s*[a-z]+ing\b)*,?\s+(?:or|and|nor)\s+[a-z]+ing\b))"
    r"\s*({findings.doings}|{findings.pains})\b"
)
"""What shares the head before it: 'difficulty in breathing or swallowing', 'muscle weakness or pain'."""
_SHARED = (("troubled", "doings"), ("muscular", "pains"))
"""The lists of the heads that are shared, and of what shares them."""
_PLACE = worded(r"\s+{findings.leading}\b")
"""What makes a soreness that is denied one of the muscles: nothing names another place."""
_VISCERA, _ORGANS = worded(r"\b{findings.viscera}\b"), worded(r"\b{findings.organs}\b")
_DATED = worded(r":?\s*(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{2}|{time.months}\s\d)")
_NOT_MUSCLE = worded(r"\s+of\s+(?:the\s+)?{findings.organ_stems}")


def extract(reading: Reading, facts: list[Fact]) -> list[Fact]:
    """Every finding of the contract's list of concepts, stated or denied."""
    stated = [fact for hit in reading.hits("finding") if (fact := _phrase(reading, hit))]
    heads: list[Fact | Hit] = [*stated, *reading.hits("weakness")]
    stated += [each for head in heads for each in _sharing(reading, head)]
    found = _joined(reading, sorted(stated, key=lambda fact: fact.start))
    starts = [fact.start for fact in found]
    for fact in examined.extract(reading):
        last = bisect_left(starts, fact.end) - 1
        if last < 0 or found[last].end <= fact.start:
            found.append(fact)
        elif fact.negated and fact.start <= found[last].start and 0 <= fact.end - found[last].end < _REACH // 2:
            found[last] = fact  # 'bowel/bladder: continent', 'absent clonus'
    evoked = [f for f in found if f.says in _EVOKABLE and _EVOKED.search(reading.norm, *reading.sentence(f.start))]
    return [fact for fact in found if fact not in evoked] + function.extract(reading)


_JOINT = expression(r"\s*(?:[/&+]|,?\s*(?:or|and|nor)\b|\bof(?: both)?\b)\s*")


def _joined(reading: Reading, found: list[Fact]) -> list[Fact]:
    """The findings, of which two joined words that say the same are one: 'numbness or tingling'."""
    kept: list[Fact] = []
    for fact in found:
        last = kept[-1] if kept else fact
        same = last is not fact and (last.says, last.negated) == (fact.says, fact.negated)
        if same and fact.says in _alike() and _JOINT.fullmatch(reading.norm, last.end, fact.start):
            last.end, last.text = fact.end, reading.text[last.start : fact.end]
        else:
            kept.append(fact)
    return kept


def _sharing(reading: Reading, said: Fact | Hit) -> Iterator[Fact]:
    """What goes on the list of `said` and shares its head."""
    for heads, list_of in _SHARED:
        if reading.norm.startswith(tuple(patterns.settings("findings")[heads]), said.start):
            members, at = patterns.settings("findings")[list_of], said.end
            while (also := _DOING.match(reading.norm, at)) and also[1] in members:
                at = also.end()
                yield reading.fact(Finding(members[also[1]]), also.start(1), at, f"finding.{members[also[1]]}")


def _phrase(reading: Reading, hit: Hit) -> Fact | None:
    data = hit.pattern.data
    if not data.get("concept"):
        return None
    begin, stop = reading.sentence(hit.start)
    before = reading.norm[max(begin, hit.start - _REACH) : hit.start]
    after = reading.norm[hit.end : min(stop, hit.end + _REACH)]
    start = hit.start
    match data.get("guard"):
        case "not_visceral" if _VISCERA.search(before) or _VISCERA.match(after.lstrip()):
            return None
        case "all_over" if _named(before):
            return None
        case "sore" if not _denied(reading, hit) or _named(before) or _PLACE.match(after):
            return None
        case "both_sides" if _PLACED.search(before) or _RADIATING.match(after):
            return None
        case "placed_or_listed" if not (_LISTED.search(before) or reading.follows(hit, _BESIDE, "site", "side")):
            return None
        case "listed" if not _LISTED.search(before) or _OF_WHAT.match(after):
            return None
        case "denied" if not _denied(reading, hit):
            return None
        case "no_name" if _DATED.match(after) or (reading.cased and reading.text[start : hit.end].istitle()):
            return None
        case "tripping" if _FALL.search(before) or _FALL.search(after) or _is_journey(reading.norm, hit):
            return None
        case "of_muscle" if _ORGANS.search(before) or _NOT_MUSCLE.match(after):
            return None
        case "not_electrical" if reading.layout.section(hit.start).category == "electrodiagnostics":
            return None
        case "tumble":
            tumble = _tumble(reading.norm[hit.start : hit.end], before, after)
            if tumble is None:
                return None
            start -= tumble
    fact = reading.fact(Finding(data["concept"]), start, hit.end, hit.pattern)
    if data.get("normal"):
        fact.flag("negated", reading.cue(hit.start, hit.end, hit.pattern.id))
    return fact


def _denied(reading: Reading, hit: Hit) -> bool:
    """Whether the note denies it."""
    return "negated" in assess(reading, hit.start, hit.end, "FINDING")


def _named(before: str) -> bool:
    """Whether the word before 'aches' names what aches."""
    last = before.split()[-1:]
    return bool(last) and last[0][-1].isalpha() and last[0] not in _words("nothing_named")


def _tumble(word: str, before: str, after: str) -> int | None:
    """How many characters before `word` belong to the fall; None where nobody fell."""
    if _NO_TUMBLE.match(after) or (_TOWARD.match(after) and _STANCE.search(before)):
        return None
    last = before.split()[-1].replace("'", "") if before.strip() else ""
    subject = next(filterfalse(_words("between").__contains__, reversed(before.replace("'", "").split())), "")
    if subject in _words("values") or (word == "falling" and subject[:1].isdigit()):
        return None  # 'CRP 18 and falling'
    if word in _words("tumbled"):
        if last and last[-1].isalnum() and last not in _words("fallers"):
            return None
        auxiliary = re.search(r"\b(?:has|had|have|having)\s+$", before) if word == "fallen" else None
        return len(before) - auxiliary.start() if auxiliary else 0
    if word == "falling" and (last[-1:].isalnum() and last not in _words("before_falling")):
        return None
    return 0


def _is_journey(norm: str, hit: Hit) -> bool:
    """Whether 'trips' are made: 'prefers short trips', not 'she trips', 'trips over rugs'."""
    last = norm[max(0, hit.start - _REACH) : hit.start].split()[-1:]
    stumbles = not last or last[0] in _words("fallers") | _words("before_falling")
    stumbles = stumbles or norm.startswith((" over ", " on ", " up "), hit.end)
    return norm.startswith("trips", hit.start) and not stumbles


@cache
def _alike() -> frozenset[Says]:
    """Findings whose words all say the same thing."""
    return frozenset(map(Finding, patterns.settings("findings")["alike"]))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word.replace("'", "") for word in patterns.settings("findings")[name])
