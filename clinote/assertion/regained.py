"""Whose strength is back: a weakness of an earlier time, before words that say that he is strong or well now."""

from bisect import bisect_left
from collections.abc import Iterable

from clinote.assertion import cues, dates
from clinote.assertion.statements import Statements
from clinote.facts import Cue, Fact, StrengthGrade
from clinote.keeping import once
from clinote.patterns import worded
from clinote.reading import Reading

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
_RECOVERED = worded(
    r"\b{persons} (?:(?:has|had|is|was|then|now|since|eventually|subsequently|both) )*"
    r"(?:(?:fully|completely|totally) recovered|recovered (?:fully|completely)"
    r"|made an? (?:full|complete) (?:[a-z]+ )?recovery)(?! (?:from|of)\b)"
)
"""Words that say of somebody that all is over."""
_ELSE = worded(r"\b{persons} (?:[a-z]+ly |also |had |has )?{history.befell}\b")
"""What else somebody had, which he may have got over."""
_ILL = worded(r" (?:[a-z]+ly |also |had |has )?(?:{history.befell}|{history.had} (?:[a-z]+ )?{history.ill})\b")
"""Behind a relative, that he was ill, too."""


def apply(statements: Statements, facts: list[Fact]) -> None:
    """Set `historical` where a weakness was then and full strength is now: 'Weak on arrival. Today 5/5 throughout.'"""
    strong = [fact for fact in facts if _strong(fact)]
    weak = [fact for fact in facts if fact.current and fact.label in ("WEAKNESS", "DISTRIBUTION")]
    layout = statements.reading.layout
    for fact in weak:
        if cue := _well(statements, fact):
            fact.flag("historical", cue)
    reading = statements.reading
    last = max((fact.start for fact in facts if _is_reduced(fact)), default=-1)
    last = max((last, *(fact.start for fact in weak)))
    # of several behind all weakness the first has the least before it that may be meant instead
    recovered = _RECOVERED.finditer(reading.norm) if "recover" in reading.norm else ()
    low, high = next((m.span() for m in recovered if m.end() > last), (0, 0))
    before = [fact for fact in weak if fact.start < low]
    others = others_before(reading, facts, low) if before else -1
    for fact in before:
        own = fact.current and fact.section not in ("assessment", "plan") and others < fact.end
        if own and not reading.parted(fact.end, low):
            fact.flag("historical", reading.cue(low, high, _RULE))
    for fact in [fact for fact in weak if fact.current] if strong else ():
        index = layout.sentence_index(fact.start)
        low, high = layout.sentences[index]
        begin = max(low, reading.norm.rfind(";", low, fact.start) + 1)
        cut = reading.norm.find(";", fact.end, high)
        end = cut if cut >= 0 else high
        lasts = _LASTS.search(reading.norm, begin, end) or _NOW.search(reading.norm[begin:end])
        if lasts or not _told_then(reading, fact, begin, end):
            continue
        for span in [(end, high), *layout.sentences[index + 1 : index + 2]]:
            if cue := _now(statements, fact, span, strong, weak, facts):
                fact.flag("historical", cue)
                break


def others_before(reading: Reading, facts: Iterable[Fact], end: int) -> int:
    """Where it is last told what else he who recovers at `end` may have had, or who else recovers there; or -1.

    'Weak legs. His wife had COVID. She recovered fully', 'Weak legs. In 2019 he had a fracture. He recovered fully'.
    """
    telling = _telling(reading)
    k = bisect_left(telling, reading.sentence(end)[0])
    before = [fact for fact in facts if fact.start < end]
    # a disease of now, or of the weakness's own sentence, may be what made him weak
    past = (reading.sentence(fact.start)[0] for fact in before if fact.label == "DIAGNOSIS" and fact.historical)
    return max(telling[k - 1] if k else -1, *past, *(fact.start for fact in before if fact.family), -1)


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


def _strong(fact: Fact) -> bool:
    """Whether a fact says that the strength is full, or that one is weak no longer."""
    if isinstance(fact.says, StrengthGrade):
        return fact.current and fact.says.grade_low == _FULL
    return fact.label == "WEAKNESS" and fact.negated and fact.historical


def _told_then(reading: Reading, fact: Fact, begin: int, end: int) -> bool:
    """Whether `begin:end`, of the sentence of a weakness, tells of a time before now."""
    timed = any(t.form in ("at", "ago", "before") and begin <= t.start < end for t in reading.times(fact.start))
    return timed or _STAGE.search(reading.norm, begin, end) is not None


def _now(
    statements: Statements, of: Fact, span: tuple[int, int], strong: list[Fact], weak: list[Fact], facts: list[Fact]
) -> Cue | None:
    """The words of `span` that tell of full strength now, where nothing there is weak, nor part of another section."""
    reading, (low, high) = statements.reading, span
    section = reading.layout.section(of.start)
    held = [fact for fact in strong if low <= fact.start < high]
    now = _NOW.search(reading.norm[low:high])
    if not held:
        return None
    if reading.layout.section(held[0].start) is not section and "\n" in reading.norm[of.end : held[0].start]:
        return None
    reduced = any(_is_reduced(f) for f in facts if low <= f.start < high)
    if reduced or any(low <= f.start < high for f in weak) or not (now or held[0].label == "WEAKNESS"):
        return None
    return reading.cue(held[0].start, held[0].end, _RULE)
