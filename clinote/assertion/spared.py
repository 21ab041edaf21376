"""What stands in a section and is none of what its heading says: told, denied, lasting, of the patient."""

import re

from clinote.assertion import cues, diseases
from clinote.assertion.cues import Rule
from clinote.expressions import expression
from clinote.layout import Section
from clinote.patterns import worded
from clinote.reading import Reading
from clinote.text.nodes import Voice
from clinote.text.voices import CLAUSE, PHASE, RESULTS

_TOLD = worded(r"\b(?:were|was|been) (?:{attended}|found|kept)\b")
"""What a patient is told of what was, among what to do: 'you were treated for pneumonia'."""
_TELLS = worded(r"\b{persons} (?:[a-z]+ly |also )?{narrating}\b[^.;:]*\Z")
_MENTIONED = worded(r"\s+(?:(?:{copulas}|has|been|also|[a-z]+ly)\s+)*{hypothetical.brought_up}\b")
"""What is told of a complaint among what to do, before it or behind it: 'fatigue mentioned briefly'."""
_SO_NOW = worded(
    r"(?!.*?\b(?:{hypothetical.not_so}|(?<!since )(?<!in )may)\b).*?\b(?:{hypothetical.so}"
    r"|{persons} (?:[a-z]+ly |also |now |still )?(?:{history.present}|{narrating}))\b"
)
"""How a sentence tells of somebody now, among what to do: 'he is', 'since May', and no 'if', no 'may'."""
NEWLY = worded(r"\b{history.newly} (?:(?!{boundaries.prepositions} )[a-z-]+ ){0,3}\Z")
_IS_SO = worded(
    r"\b(?:(?:is|are|(?:remain|seem|appear|look|feel)s?)"
    r"(?: (?:[a-z]+ly|now|still|also|very|quite|rather|somewhat|to be))*"
    r"|(?P<still>{history.still}(?: (?!(?:and|or|with|on|for)\b)[a-z]+){0,3}|{history.left}(?! of| from)[^.;:\n]*)) \Z"
)
"""Before what somebody is now or still has, among what he had."""
_STAYS = worded(
    r"(?: (?!(?:and|or|nor|with)\b)[a-z]+){0,3}?(?:,| [-–]| ?\()? ?{history.goes_on}"
    r"(?=\W*(?:$|[.,;)\n]|(?:on|under|despite|since|for|with|to|there|present)\b))"
)
"""Behind what he still has."""
_PIECE = expression(r"[,;:.|\n]")
_FOUND = worded(r"\b{hypothetical.found}\b", re.I)
_THERE = worded(r"(?!.*\b(?:if|you|should|when|any)\b).*?(?:\b{hypothetical.there}\b(?! to\b)|\+|\bfor \d)", re.S)
_ELSEWHERE = worded(r"(?<=[,;:-] ){hypothetical.elsewhere}\b|\b{hypothetical.elsewhere}(?=\s*(?:[,;.]|$))|[(\s]-ve\b")
"""What answers a warning sign that is listed, and what answers others of its list."""
HELD = 60
"""Characters before a concept that are looked at."""
VALUES = frozenset(("STRENGTH_GRADE", "CK", "POTASSIUM", "LAB"))
MEASURED = VALUES | {"DURATION", "CODE"}
_OF_THE_STAY = MEASURED | {"DIAGNOSIS", "EMG", "CONTEXT"}
"""What was so at an earlier time of a stay counts for all of it: a treated potassium, a grade, a disease."""
_OF_ANY_TIME = {CLAUSE: frozenset(("DURATION", "CODE", "CONTEXT")), RESULTS: cues.SYMPTOMS}


def goes_on(voice: Voice, names: frozenset[str]) -> bool:
    """Whether what was so at an earlier time, or is told of an earlier visit, counts now: a disease that lasts."""
    if voice.id in _OF_ANY_TIME:
        return diseases.lasts(names) or not names.isdisjoint(_OF_ANY_TIME[voice.id])
    return voice.id == PHASE and not names.isdisjoint(_OF_THE_STAY)


def answered(reading: Reading, start: int, end: int, denied: bool) -> bool:
    """Whether a warning sign at `start:end` is one that was asked about: it, or others beside it, are answered."""
    (low, high), norm = reading.sentence(start), reading.norm
    begin, stop = _PIECE.split(norm[low:start])[-1], _PIECE.split(norm[end:high])[0]
    return denied or bool(_THERE.match(begin + stop) or _ELSEWHERE.search(norm, low, high))


def spares(
    reading: Reading, section: Section, start: int, end: int, rule: Rule, names: frozenset[str], denied: bool
) -> bool:
    """Whether a section's heading says nothing of the concept: of one that was denied, or a disease that lasts."""
    title = section.title
    if rule.id == "section.allergies":
        return start < section.body or not names.isdisjoint(MEASURED) or reading.parted(section.body, start)
    if cues.titled(title, "answered_titles") and (_FOUND.search(title) or answered(reading, start, end, denied)):
        return True
    if "hypothetical" in rule.flags:
        (low, high), norm = reading.sentence(start), reading.norm
        before = norm[max(0, start - HELD, low) : start]
        said = rule.id == "section.instructions" and (_TELLS.search(before) or _MENTIONED.match(norm, end, high))
        behind = section.body < low and "\n" not in norm[section.start : low]  # another sentence, on its line
        has = (diseases.lasts(names) or names.isdisjoint(cues.OWN)) and diseases.POSSESSED.search(before)
        return bool(said or has or _TOLD.search(before) or (behind and _SO_NOW.match(norm, low, high)))
    if "historical" not in rule.flags or cues.titled(title, "past_titles"):
        return False
    never = denied and names.isdisjoint(cues.OWN)
    problems = "problem" in title.lower() and not cues.titled(title, "earlier_titles")
    lists = problems or never or cues.titled(title, "current_titles") or diseases.lasts(names)
    complaint = not names.isdisjoint(cues.OWN - {"DIAGNOSIS"})
    so = _IS_SO.search(reading.norm, max(section.body, start - HELD), start)
    if lists or (so and (complaint or not so["still"])):  # but 'reports a stroke'
        return True
    return complaint and _STAYS.match(reading.norm, end, reading.sentence(start)[1]) is not None
