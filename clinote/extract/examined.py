"""What is examined and then said to be normal or not: 'sensation intact', 'absent ankle jerks', 'reflexes 2+'."""

import re
from functools import cache

from clinote.facts import Cue, Fact
from clinote.lexicon import Hit
from clinote.patterns import Pattern
from clinote.reading import Reading

_REACH = 70
"""How far (characters) a subject's predicate may stand."""

_LINK = r"(?!(?:no|not|but|without|except|strength|motor|power|tone|gait|with|denies|bulk|deferred|untested|unable)\b)[a-z'/-]+"
_GRADE = r"(?:trace|[0-4]\s*(?:\+|-)?(?:\s*/\s*(?:[2-5]\+?|iv))?)(?![\d/.]|\s*(?:%|mm|beats|weeks|days))"


def extract(reading: Reading) -> list[Fact]:
    """The findings stated or denied by what is said of a sense, a reflex, a nerve, speech or swallowing."""
    found: list[Fact] = []
    for hit in reading.hits("examined"):
        reached = found[-1].end if found else 0
        if hit.pattern.data.get("concept") and hit.start >= reached and (fact := _read(reading, hit)):
            if fact.start >= reached:
                found.append(fact)
    return found


def _read(reading: Reading, hit: Hit) -> Fact | None:
    begin, stop = reading.sentence(hit.start)
    after = _after(hit.pattern).match(reading.norm, hit.end, min(stop, hit.end + _REACH))
    if after:
        start, end, word = hit.start, after.end("word"), after
    else:
        before = _before(hit.pattern).search(reading.norm[max(begin, hit.start - _REACH) : hit.start])
        if not before:
            return None
        offset = max(begin, hit.start - _REACH)
        return _fact(reading, hit, offset + before.start("word"), hit.end, offset + before.start("word"), offset + before.end("word"))
    return _fact(reading, hit, start, end, word.start("word"), word.end("word"))


def _fact(reading: Reading, hit: Hit, start: int, end: int, word_start: int, word_end: int) -> Fact:
    fact = reading.fact("FINDING", start, end, hit.pattern, concept=hit.pattern.data["concept"])
    if _is_normal(hit.pattern, reading.norm[word_start:word_end], reading.norm[word_end : word_end + 40]):
        fact.negated = True
        fact.cues["negated"] = Cue(word_start, word_end, reading.text[word_start:word_end], hit.pattern.id)
    return fact


def _is_normal(pattern: Pattern, word: str, then: str) -> bool:
    """Whether `word` says that all is well. A reflex graded 1 is well when it is symmetric."""
    grade = word[:1]
    if grade.isdigit() and pattern.data.get("graded"):
        return grade == "2" or (grade == "1" and bool(re.match(r"[^.;,]{0,20}\b(?:symmetric|equal)", then)))
    return " ".join(word.split()) in pattern.data["normal"]


def _alternatives(pattern: Pattern) -> str:
    words = [*pattern.data["normal"], *pattern.data.get("abnormal", ())]
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True))


@cache
def _after(pattern: Pattern) -> re.Pattern[str]:
    words = rf"(?:{_alternatives(pattern)})\b"
    if pattern.data.get("graded"):
        words = rf"(?:{words}|{_GRADE})"
    return re.compile(rf"(?:[\s,:=/(-]+{_LINK}){{0,7}}?[\s,:=(-]+(?P<word>{words})")


@cache
def _before(pattern: Pattern) -> re.Pattern[str]:
    return re.compile(rf"(?<!not\s)\b(?P<word>{_alternatives(pattern)})[\s,]+(?:(?:and|to|deep|gross|tendon|bilateral|ankle|knee|facial|distal|peripheral)\s+){{0,3}}$")
