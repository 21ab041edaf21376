"""What stands beside a time: what somebody came with or was treated for then, what he had then for so long, the value
of then; and which item of a list a date is of."""

from clinote import anatomy
from clinote.assertion.cues import LONG_AGO, Mark
from clinote.assertion.governed import Governor
from clinote.assertion.sentence import BEHIND, FINITE, Sentence
from clinote.expressions import expression
from clinote.lexicon import starting
from clinote.patterns import worded
from clinote.reading import Reading
from clinote.spans.time import YEAR

_TAKEN_IN = worded(r"[\s,:–-]*(?:(?:the\s+)?{persons}\s+)?(?:{copulas}\s+)?")
_CAME = worded(
    r"\b(?:(?P<had>had) (?:been )?|(?:was|were) )(?:[a-z]+ly |also )*(?:{words.attended}|{words.coming})\b[^.;,:]*\Z"
    r"|\bunderwent [^.;,:]*\Z"
)
"""What stands before the time at which somebody was seen: 'he had been admitted (two months ago)'."""
_DONE = worded(
    r"\b(?:{boundaries.agents.scans}|{boundaries.agents.tests}|{history.procedures}"
    r"|[a-z]+(?:oscop|ograph|ectom|otom|plast)y|[a-z]+ogram)\b[^.;,:]*\Z"
)
"""What was done, before the time at which it was."""
_EVENT = 90
"""How far before its date what somebody was seen or operated on for begins."""
_SCENE = expression(r"\W*(?:during|while|when|on|at|in|with|for|before|under|within) [^,;:]*$")
_VALUE = expression(r":? ?[0-9]")


def admitted(norm: str, time: Mark, m: Mark) -> bool:
    """Whether mark `m`, right behind a time, says that one was taken in then, or why something was done.

    'In 2011 he was admitted with A', 'had surgery in 2011 because of A'.
    """
    if not time.rule.dated:
        return False
    if m.rule.word == "cause" and not norm[time.end : m.start].strip():
        return any(why.search(norm, max(0, time.start - _EVENT), time.start) for why in (_CAME, _DONE))
    return m.rule.word == "presents" and _TAKEN_IN.fullmatch(norm, time.end, m.start) is not None


def came_then(sentence: Sentence, time: Mark) -> bool:
    """Whether a clause tells what somebody came with at a time before: 'he had been seen two months ago with'."""
    came = _CAME.search(sentence.norm, sentence.low, time.start) if time.rule.dated else None
    return came is not None and (came["had"] is not None or time.rule.word == LONG_AGO.word)


def sets_scene(sentence: Sentence, i: int) -> bool:
    """Whether time `i` closes what opens a sentence and says when somebody did something: 'on a trip in 2015 she'."""
    who = i + 1 + (sentence.word(i + 1) == "comma")
    now = who + 1 < len(sentence.marks) and sentence.text(who + 1) in ("has", "have", "is", "are")
    scene = _SCENE.match(sentence.norm, sentence.low, sentence.marks[i].start)
    return scene is not None and sentence.word(who) == "person" and not now


def leads_value(sentence: Sentence, i: int) -> bool:
    """Whether a time stands behind a comma or in brackets, before the value of then: 'today 4/5, last visit 3/5'."""
    apart = sentence.is_behind(i, "comma") or sentence.norm.endswith("(", 0, sentence.marks[i].start)
    return apart and _VALUE.match(sentence.norm, sentence.marks[i].end) is not None


_WITH_IT = worded(r" {history.joined}(?: [a-z-]+){0,3} ")
KNOWN = worded(r"\b{history.known}\b")
"""Before the date of a disease that may last; or the date is that of the visit."""
_GOES_ON = worded(r" (?:(?:{until_now}|and {history.lasting})\b|[^.;]*\b{history.returned}\b)")
"""Behind how long something has lasted: it lasts, or is back."""
_BETWEEN = expression(r"[^.,;:\n]{0,24} ")


def dated(reading: Reading, left: list[Mark], span: tuple[int, int], begin: int) -> Mark | None:
    """The past date of what one had then, for so long: 'flu in 2015 with weakness for days'."""
    (start, end), norm = span, reading.norm
    lasted = next((time for time in reading.times(start) if time.start >= end), None)
    if lasted is None or lasted.form != "for" or lasted.least >= YEAR:
        return None
    if not _BETWEEN.fullmatch(norm, end, lasted.start) or _GOES_ON.match(norm, lasted.end):
        return None
    nearest = next((m for m in reversed(left) if m.rule.dated), None)
    if nearest is None or KNOWN.search(norm, max(begin, nearest.start - 24), nearest.start):
        return None
    return nearest if _WITH_IT.fullmatch(norm, nearest.end, start) else None


_REPEATED = worded(
    r"\b{history.repeated}(?: of(?: [a-z-]+){0,3}(?: and| or)?)?"
    r"(?: (?!(?:and|or|with|for|by|{history.had}|has|have|presents)\b)[a-z-]+){0,7}[ ,]*\Z"
)
_REPEATED_BEHIND = worded(r"[ ,(]*(?:[a-z]+ )?{history.frequency}\b(?! [a-z]+s\b)")


def spares(reading: Reading, sentence: Sentence, cue: Governor, start: int, end: int) -> bool:
    """Whether what a cue dates is another item, or what lasted so long one of several spells, and so not over."""
    if cue.rule.word != "spell":
        return of_another(reading, sentence, end, cue.start)
    before = _REPEATED.search(reading.norm, max(0, start - 60), max(end, cue.start))
    return bool(before or _REPEATED_BEHIND.match(reading.norm, cue.end))


_UNENDED = worded(r"\b{history.unended}\b")
"""What tells that a complaint of an earlier day has not ended: 'admitted in May with weakness, and is no better'."""
_PARTED = expression("[,:;]")
_WORD = expression(r"[a-z]")
_GIVEN_UP = worded(r"\b{history.ended} [a-z]")
_OCCASION = worded(r"\s*(?:{earlier} [a-z]+|{attended} (?:by|for)\b)")
"""What one was seen for then, or what happened the last time."""


def of_another(reading: Reading, sentence: Sentence, end: int, date: int) -> bool:
    """Whether a date dates another item than the complaint that ends at `end`: 'Weakness, falls, hip fracture 2019'.

    In a list without a verb a date is that of its own item, where this is no complaint and no place of one. What has
    not ended since then is of now.
    """
    norm = reading.norm
    if _GIVEN_UP.search(norm, end, max(end, date)) or _UNENDED.search(norm, end, sentence.high):
        return True
    begin = max((m.end() for m in _PARTED.finditer(norm, end, max(end, date))), default=-1)
    told = (m.end for m in sentence.marks if end <= m.start < date and {"historical", "family"} & {*m.rule.flags})
    if any(starting(reading.hits("diagnosis"), ends, date) for ends in told):
        return True  # 'weak pmhx sepsis 2010'
    if begin < 0 or not _WORD.search(norm, begin, date):
        return False
    if _OCCASION.match(norm, begin, date):
        return True
    if any("historical" in m.rule.flags or m.rule.over for m in sentence.marks if not end <= m.start <= date):
        return False  # 'h/o facial droop, Bell palsy 2016', 'weak legs, sepsis in 2009, recovered'
    diseased = bool(starting(reading.hits("diagnosis"), begin, date))
    for m in sentence.marks:
        if m.start >= date:
            break
        own = m.start >= begin and not diseased
        if m.rule.word in FINITE or (own and (m.rule.flags or m.rule.onset or m.rule.stands in BEHIND)):
            return False
    complaint = any(starting(reading.hits(kind), begin, date) for kind in ("weakness", "finding"))
    return diseased or not (complaint or anatomy.places(norm[begin:date]))
