"""Assertion: negated, uncertain, historical, hypothetical, family; each with the cue that says so.

Works for any concept in any clinical text: `assess` takes a span, `apply` the facts of a note.
"""

import re
from itertools import pairwise

from clinote.assertion import cues, scope
from clinote.assertion.cues import APPOSED, Mark, Rule
from clinote.facts import FLAGS, Cue, Fact
from clinote.reading import Reading

_ANSWER = re.compile(
    r"\?\s{0,4}(?:[-:]\s?)?(?:(?P<no>no|none|nope|nil|neg|negative|never|denies|denied)"
    r"|yes|y|yep|positive|pos|present|sometimes|often)(?=\s*(?:[.,;|\n]|$))"
)
_ANSWERED = Rule("negation.answer", ("negated",))
_IMPACT = "functional_impact"
_FOLLOW_UPS = (
    "it ", "this ", "these ", "that ", "they ", "symptoms ", "the symptoms ", "all of ", "both ", "which ",
)  # fmt: skip
_PERSONS = ("he ", "she ", "patient ", "pt ", "the patient ")
"""Who gets over a symptom; of a disease 'he recovered' says less."""


_FINER = ("concept", "finding", "analyte")
"""The fields that say of what kind a fact of a label is."""


def apply(reading: Reading, facts: list[Fact]) -> None:
    """Set the flags and cues of `facts`, in place."""
    sentences: dict[int, list[Mark]] = {}
    # 'no energy', 'no longer opens jars': such a 'no' denies nothing that is listed behind
    own = {fact.start for fact in facts if not fact.negated and (fact.label == "WEAKNESS" or fact.concept == _IMPACT)}
    for fact in facts:
        names = frozenset((fact.label, *(str(fact.fields[name]) for name in _FINER if name in fact.fields)))
        found = _assess(reading, fact.start, fact.end, names, sentences, own)
        if fact.negated:
            found.pop("negated", None)
        for flag, cue in found.items():
            setattr(fact, flag, True)
            fact.cues[flag] = cue


def assess(reading: Reading, start: int, end: int, label: str = "") -> dict[str, Cue]:
    """The flags that hold of the concept at `start:end`, each with its cue; those missing do not hold."""
    return _assess(reading, start, end, frozenset((label,)), {}, set())


def _assess(
    reading: Reading, start: int, end: int, names: frozenset[str], sentences: dict[int, list[Mark]], own: set[int]
) -> dict[str, Cue]:
    index = reading.layout.sentence_index(start)
    marks = sentences.get(index)
    if marks is None:
        marks = sentences[index] = cues.marks(reading, start)
    begin, _ = reading.layout.sentences[index]
    found = scope.reach(reading.norm, marks, (start, end), begin, names, own) if marks else {}
    asked = found.get("uncertain")
    if asked and (answer := _ANSWER.match(reading.norm, asked.start)):
        del found["uncertain"]
        if answer["no"]:
            found["negated"] = Mark(answer.start("no"), answer.end("no"), _ANSWERED)
    if "historical" not in found and "negated" not in found and (later := _cleared(reading, marks, end, index, names)):
        found["historical"] = later
    other = names.isdisjoint(cues.OWN)  # of such concepts what never was is not past, in whatever list
    negated = found.get("negated")
    if negated:
        found.pop("uncertain", None)  # 'possible abscess ruled out'
        past = found.get("historical")
        if past and past != negated and not past.rule.dated and (other or negated.start <= past.start < start):
            del found["historical"]  # 'no prior history of stroke'
    section = reading.layout.section(start)
    rule = cues.cues().sections.get(section.category or "")
    if rule and not cues.lists_current(section.title) and not (other and negated and "historical" in rule.flags):
        found.setdefault(rule.flags[0], Mark(section.start, section.body, rule))
    _of_the_tree(reading, start, names, found)
    return {flag: _cue(reading, found[flag]) for flag in FLAGS if flag in found}


_YES, _NO, _OPEN = (
    Rule(f"form.{says}", flags) for says, flags in (("yes", ()), ("no", ("negated",)), ("open", ("hypothetical",)))
)


def _of_the_tree(reading: Reading, start: int, names: frozenset[str], found: scope.Found) -> None:
    """What a form's answer says of the concept, and who speaks there."""
    if voice := reading.tree.voice(start):
        found.setdefault(voice.flag, Mark(voice.start, voice.end, Rule(voice.id, (voice.flag,))))
    item = reading.tree.item(start)
    if item and item.answer and item.head.start <= start < item.head.end and names.isdisjoint(_MEASURED):
        answer = item.answer
        rule = {True: _YES, False: _NO, None: _OPEN}[answer.says]
        for flag in ("negated", "uncertain", "hypothetical"):
            found.pop(flag, None)
        for flag in rule.flags:
            found[flag] = Mark(answer.start, answer.end, rule)


_MEASURED = frozenset(("STRENGTH_GRADE", "CK", "POTASSIUM", "LAB", "DURATION", "CODE"))


def _cleared(reading: Reading, marks: list[Mark], end: int, index: int, names: frozenset[str]) -> Mark | None:
    """'It has cleared since.' behind a semicolon or in the next sentence."""
    norm = reading.norm
    subjects = _FOLLOW_UPS if names.isdisjoint(scope.SYMPTOMS) else _FOLLOW_UPS + _PERSONS
    for mark, after in pairwise(marks):
        if mark.start >= end and norm[mark.start] == ";":
            said = not norm[mark.end : after.start].strip() and _over(after)
            if said and (norm.startswith(subjects, after.start) or scope.closes(norm, after.end)):
                return after
            break
    if index + 1 >= len(reading.layout.sentences):
        return None
    start, _ = reading.layout.sentences[index + 1]
    while start < len(reading.norm) and reading.norm[start].isspace():
        start += 1
    if not reading.norm.startswith(subjects, start):
        return None
    first = next(iter(cues.marks(reading, start)), None)
    return first if first and first.start == start and _over(first) else None


def _over(mark: Mark) -> bool:
    return mark.rule.backward == APPOSED and "historical" in mark.rule.flags


def _cue(reading: Reading, mark: Mark) -> Cue:
    start, end = mark.start, mark.end
    while end > start + 1 and reading.norm[end - 1].isspace():
        end -= 1
    while start < end - 1 and reading.norm[start].isspace():
        start += 1
    return Cue(start, end, reading.text[start:end], mark.rule.id)
