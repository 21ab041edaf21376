"""Whose strength is back: a weakness of an earlier time, before words that say that he is strong or well now."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cached_property

from clinote.assertion import cues, dates
from clinote.assertion.statements import Statements
from clinote.expressions import expression
from clinote.facts import Cue, Fact, StrengthGrade
from clinote.keeping import once
from clinote.lexicon import Hit, starting
from clinote.patterns import worded
from clinote.reading import Reading

ASSESSING = frozenset({"assessment", "plan"})
"""Sections where a provider states a diagnosis."""
Assess = Callable[[Reading, int, int, str], dict[str, Cue]]
_RULE = "history.regained"
_FULL = 5
_LASTS = worded(r"\b(?:{history.present}|{duration.began}|{duration.begun}|{duration.onsets})\b")
_STAGE = worded(r"\b{history.stages}\b")
_NOW = worded(r"^\W*after\b|\b{history.later}\b")
_WAS = worded(r"\b(?:{history.had})\b")
_ENDS = r"(?= ?(?:[.,;)\n]|$|(?:and|with|after|without)\b))"
_LATER = "(?:{history.later}|then|(?:by|since) [a-z]+)"
_SOUND = "(?:{history.well}|back (?:to|at) [a-z]+ing)"
_LINK = "(?: (?:{persons}|{possessives}|{copulas}|has|have|been|feels?|felt|also|all|[a-z]+ly))*"
_WELL = worded(
    rf"(?:[,;.]|\b(?:but|and)\b)(?: but| and)?{_LINK}"
    rf"(?: {_LATER},?{_LINK} (?P<late>{_SOUND})| (?P<early>{_SOUND}) {_LATER}){_ENDS}"
)
"""Words that say of a later time that somebody is well: 'fine by Tuesday', 'now back to normal'."""
_ALL = worded(r"(?:^|[.;:,\n]|\b{history.of_all})\s*\Z")
"""Before 'symptoms have resolved', where the weakness is one of them."""
_FROM = worded(
    r"(?:\s+[a-z]+ly)?\s+(?:from|of)\s+(?!(?:(?:{possessives}|the|all|this|these|that|it)\s+)*(?:{history.motor}\s+)*{history.lost}\b)"
)
"""Behind 'fully recovered': something named from which, and not the symptoms themselves."""
_NEARLY = ("near ", "near-", "nearly ", "almost ", "which ", "which the ")
_NAMED = 24  # characters behind 'recovered from' within which the disease begins
_BY_THEN = worded(rf"{_ENDS}|(?= {{history.by_then}}\b)")
_WHO = worded(r"\b{persons} (?:(?:{history.went}|[a-z]+ly) )*\Z")
_NONE = expression(r"\b(?:no|neither|without)(?: any)?(?: (?:clinical|residual|remaining))? \Z")
_LATER_ON = worded(r"(?!.*\b(?:until|before|prior|ago)\b).*?\b{history.later_on}\b", re.S)
_ELSE = worded(r"\b{persons} (?:[a-z]+ly |also |had |has )?{history.befell}\b")
"""What else somebody had, which he may have got over."""
_ILL = worded(r" (?:[a-z]+ly |also |had |has )?(?:{history.befell}|{history.had} (?:[a-z]+ )?{history.ill})\b")
"""Behind a relative, that he was ill, too."""


def apply(statements: Statements, facts: list[Fact], assess: Assess) -> None:
    """Set `historical` where a weakness was then and full strength is now: 'Weak on arrival. Today 5/5 throughout.'"""
    strong = [fact for fact in facts if fact.label == "WEAKNESS" and fact.negated and fact.historical]
    strong += [f for f in facts if isinstance(f.says, StrengthGrade) and f.current and f.says.grade_low == _FULL]
    weak = [fact for fact in facts if fact.current and fact.label in ("WEAKNESS", "DISTRIBUTION")]
    reading, layout = statements.reading, statements.reading.layout
    for fact in weak:
        if cue := _well(statements, fact):
            fact.flag("historical", cue)
    over = ended(reading, facts, assess)
    ill = [*weak, *(fact for fact in facts if _is_reduced(fact))]
    if over and not any(fact.start > over.start for fact in ill):
        for fact in weak:
            if fact.current and fact.section not in ASSESSING:
                fact.flag("historical", reading.cue(over.start, over.end, _RULE))
    for fact in [fact for fact in weak if fact.current] if strong else ():
        index = layout.sentence_index(fact.start)
        low, high = layout.sentences[index]
        begin = max(low, reading.norm.rfind(";", low, fact.start) + 1)
        end = reading.norm.find(";", fact.end, high) % (high + 1)  # the sentence's end, where none is found
        lasts = _LASTS.search(reading.norm, begin, end) or _NOW.search(reading.norm[begin:end])
        if lasts or not _told_then(reading, fact, begin, end):
            continue
        for span in [(end, high), *layout.sentences[index + 1 : index + 2]]:
            if cue := _now(statements, fact, span, strong, weak, facts):
                fact.flag("historical", cue)
                break


class _Told:
    """In text order, where mentions of a weakness end, and where those of a relative's and of diseases begin."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self._facts = facts

    @cached_property
    def weak(self) -> list[int]:
        return sorted([fact.end for fact in self._facts if fact.label == "WEAKNESS" and not fact.family])

    @cached_property
    def family(self) -> list[int]:
        return sorted([fact.start for fact in self._facts if fact.family])

    @cached_property
    def past(self) -> list[int]:
        return sorted([fact.start for fact in self._facts if fact.label == "DIAGNOSIS" and fact.historical])

    @cached_property
    def had(self) -> list[int]:
        """Of the past ones and those that are there."""
        there = [fact.start for fact in self._facts if fact.label == "DIAGNOSIS" and fact.affirmed]
        return sorted([*self.past, *there])


def _last(places: list[int], before: int) -> int:
    """The last place before offset `before`; -1 where there is none."""
    k = bisect_left(places, before)
    return places[k - 1] if k else -1


def ended(reading: Reading, facts: Sequence[Fact], assess: Assess) -> Hit | None:
    """Where it is said last that all symptoms are over, the weakness too, or that he who had it has recovered."""
    told = _Told(facts)
    return next((hit for hit in reversed(reading.hits("resolution")) if _of_weakness(reading, told, hit, assess)), None)


def _of_weakness(reading: Reading, facts: _Told, hit: Hit, assess: Assess) -> bool:
    """Whether 'symptoms have resolved' at this place can mean the weakness, and not a cold or a rash."""
    (low, high), norm, told = reading.sentence(hit.start), reading.norm, hit.pattern.data.get("told")
    if told == "alone":  # 'Prolonged block, full recovery'
        section = reading.layout.section(hit.start)
        beside = norm[section.body : hit.start].rstrip(" ")[-1:], norm[hit.end : hit.end + 1]
        return section.category in ASSESSING and all(sign in ("", *".,;\n") for sign in beside)
    before = norm[max(low, hit.start - _NAMED) : hit.start]
    none = told == "over" and _NONE.search(before) is not None
    who = told in (None, "person") and _WHO.search(before)
    every = told in (None, "over") and _ALL.search(before)
    meant = told == "affirmed" or who or every or (none and _LATER_ON.match(norm[low:high]))
    if not meant or before.endswith(_NEARLY):
        return False
    if not none and told:
        said = assess(reading, hit.start, hit.end, "FINDING")
        past = said.pop("historical", None)
        if said or (told == "over" and not (past and cues.ends(past))):
            return False
    if "recover" in norm[hit.start : hit.end]:
        person = told == "person"
        last = _last(facts.weak, hit.start + 1)
        if person and (last < 0 or reading.parted(last, hit.start) or not _BY_THEN.match(norm, hit.end)):
            return False
        if 0 <= last <= _others_before(reading, facts, hit.start, person):
            return False
    named = _FROM.match(norm, hit.end, high)
    near = starting(reading.hits("diagnosis"), named.end(), named.end() + _NAMED) if named else []
    # 'fully recovered from his stroke'
    return named is None or any(disease.pattern.data.get("group") in ("muscle", "stroke") for disease in near)


def _others_before(reading: Reading, facts: _Told, end: int, person: bool) -> int:
    """Where it is last told what else he who recovers at `end` may have had, or who else recovers there; or -1.

    'Weak legs. His wife had COVID. She recovered fully', 'Weak legs. In 2019 he had a fracture. He recovered fully'.
    """
    # a disease of now, or of the weakness's own sentence, may be what made him weak; a `person` may have got over it
    disease = _last(facts.had if person else facts.past, end)
    began = reading.sentence(disease)[0] if disease >= 0 else -1
    return max(_last(_telling(reading), reading.sentence(end)[0]), began, _last(facts.family, end))


@once
def _telling(reading: Reading) -> list[int]:
    """Where the sentences begin that tell of a relative's illness, of a time long past or of what else befell somebody.

    'He has had gout since 2004' tells of what lasts, 'his wife called' of nothing that anybody got over.
    """
    norm = reading.norm
    diseases = {reading.sentence(hit.start)[0] for hit in reading.hits("diagnosis")}
    telling = []
    for begin, stop in reading.layout.sentences:
        times = (time for time in reading.times(begin) if time.form != "since")
        kin = (hit for hit, rule in cues.said(reading, begin) if rule.word == "kin")
        ill = any(begin in diseases or _ILL.match(norm, hit.end) for hit in kin)
        if ill or next(dates.past(reading, times), None) or _ELSE.search(norm, begin, stop):
            telling.append(begin)
    return telling


def _is_reduced(fact: Fact) -> bool:
    return isinstance(fact.says, StrengthGrade) and fact.says.grade_low != _FULL


def _well(statements: Statements, fact: Fact) -> Cue | None:
    """The words behind a weakness of the past that say of a later time that its bearer is well."""
    reading = statements.reading
    index = reading.layout.sentence_index(fact.start)
    near = reading.layout.sentences[index : index + 2]
    low, high = near[0][0], near[-1][1]
    well = _WELL.search(reading.norm, fact.end, high)
    if well is None or _LASTS.search(reading.norm, fact.end, well.start()):
        return None
    end = min(near[0][1], well.start())
    if not (_told_then(reading, fact, low, end) or _WAS.search(reading.norm, low, fact.start)):
        return None
    return reading.cue(*well.span("late" if well["late"] else "early"), _RULE)


def _told_then(reading: Reading, fact: Fact, begin: int, end: int) -> bool:
    """Whether `begin:end`, of the sentence of a weakness, tells of a time before now."""
    timed = any(t.form in ("at", "ago", "before") and begin <= t.start < end for t in reading.times(fact.start))
    return timed or _STAGE.search(reading.norm, begin, end) is not None


def _now(
    statements: Statements, of: Fact, span: tuple[int, int], strong: list[Fact], weak: list[Fact], facts: list[Fact]
) -> Cue | None:
    """The words of `span` that tell of full strength now, where nothing there is weak, nor part of another section."""
    reading, (low, high) = statements.reading, span
    held = [fact for fact in strong if low <= fact.start < high]
    now = _NOW.search(reading.norm[low:high])
    if not held:
        return None
    if (
        reading.layout.section(held[0].start) is not reading.layout.section(of.start)
        and "\n" in reading.norm[of.end : held[0].start]
    ):
        return None
    reduced = any(_is_reduced(f) for f in facts if low <= f.start < high)
    if reduced or any(low <= f.start < high for f in weak) or not (now or held[0].label == "WEAKNESS"):
        return None
    return reading.cue(held[0].start, held[0].end, _RULE)
