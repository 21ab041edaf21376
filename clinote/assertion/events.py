"""What stands beside a time: what somebody came with or was treated for then, and the value of then."""

from clinote.assertion.cues import LONG_AGO, Mark
from clinote.assertion.sentence import Sentence
from clinote.expressions import expression
from clinote.patterns import worded

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
