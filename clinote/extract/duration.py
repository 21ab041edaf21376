"""DURATION: how long a weakness, or a loss of function, has lasted; bound to the mention that it dates."""

import re
from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter

from clinote import drugs
from clinote.anatomy import limbs, places
from clinote.assertion import assess
from clinote.expressions import end_of, expression
from clinote.extract.between import DETERMINERS, plain, resumed, words
from clinote.extract.fields import MOST
from clinote.facts import Duration, Fact, Weakness, is_impact, is_of
from clinote.grouping import grouped
from clinote.lexicon import starting
from clinote.patterns import worded
from clinote.reading import Reading
from clinote.spans.time import LASTED, Time
from clinote.text import questions

_begin = attrgetter("start")
_BACK = 90
_AHEAD = 120
"""How far (characters) a time may stand behind and before the complaint that it dates."""
_HOW_LONG = worded(
    r"(?:how long(?<=\bhow long)"
    r"(?:\s(?:{duration.asked_of}|(?:has|have|had|did)\syou\s{duration.asked_you})\b[^?\n]{0,40})?"
    r"|when(?<=\bwhen)\s(?:{duration.asked_of}\s(?:first\s)?{duration.begin}|did\syou\s(?:first\s)?{duration.asked_you})\b[^?\n]{0,40})\?"
)
"""A question that asks for nothing but a time: 'How long has it been going on?'"""
_ANSWERING = expression(r"[\"']?\s*(?:[-–]\s*)?(?:[a-z][a-z .]{0,20}:\s*)?")
"""Who answers a question."""
_ASKED, _LEAD = 90, 3
"""How long (characters) such a question may be, and how many words may lead the answer."""
_NEAR = 4
"""How far (characters) a question's mark may stand before its answer."""

_WHO = worded(r"\W*\d{1,3} ?(?:yo|y/o|y|yrs?|years?[ -]old)? ?(?:f|m|{men}|{women})\b")
"""What a sentence begins with that only says who it is: 'Weakness. 58F, cook. 5/52 hx.'"""
_NAMES = worded(rf"\W*(?:{DETERMINERS}|{{articles}}|{{persons}})\b")
_BEGAN = r",?\s+(?:(?:which|that)\s+)?(?:{persons}\s+)?(?:(?:has|have|had)\s+)?(?:first\s+)?{duration.began}\b"
_ONSET = worded(_BEGAN)
_ONSET_OF = worded(rf"\b(?:{{duration.onsets}}\s+of|(?P<to>{{duration.dating}}))\s+(?:{DETERMINERS}\s+)?[\s§]*$")
_TO = expression(r"\s*(?:back\s+)?(?:to|from)\b[^§;]*")
"""What one dates a complaint to: 'to a cold in June'."""
_IS = worded(r"^\s*(?::|=|-|{duration.dates}\b)")
_WHEN = expression(
    r"(?:[^,;]*?\s(?:when(?:ever)?|while|(?:that|which)\s+[a-z]+[^as\W]s)|\s*(?!following|including|involving)[a-z]{2,}ing)\s[^,;]*,?\s*$"
)
"""A clause that says when and how a complaint is felt, before its time: 'weak when he climbs a hill for 3 months'."""
_CLAUSE = 5
"""The most unknown words of such a clause."""
_PREDICATE = expression(r"\s+and\s+(?:has|have|had|is|was)\s+(?:been|become|felt)\b")
"""What joins another predicate of the same time: 'he has been weak and has been off his food over the past week'."""
_CAME = worded(r"\b{duration.coming}(?:\s+[a-z]+){0,2}\s+$")
"""What stands before a complaint that came at the time behind it: 'he noticed some weakness in June'."""
_BECAUSE = worded(r"\s+(?:because(?:\s+of)?|as|since|(?:due|owing)\s+to)\b")
_DONE_SINCE = expression(r"(?:\b(?:has|have|had)|'s|'ve|n't)\b")
"""What stands before a time in 'she has not gone out for two weeks because she is weak'."""
_HAS_BEEN = expression(r"\s+(?:has|have|had)\s+been\b")
_AFTER = worded(rf"(?:\s+(?:first\s+)?(?:{{duration.began}}|{{duration.begun}}))?\s+(?:after|following)\b|{_BEGAN}")
"""'Weakness after a fall two weeks ago' is dated by the fall."""
_BEGAN_THEN = worded(
    r",?\s+(?:(?:the|{persons}|{titles})\b\.?\s+){0,2}(?:(?:first|then|also|suddenly|gradually)\s+)?{duration.begun}\b"
)
"""What follows 'in November' where that is when something began."""
_WOKE = worded(r"\b{duration.woke}\s+(?:on\s+)?$")
"""What stands before 'yesterday' where a complaint was there on waking: 'woke up yesterday with a droopy face'."""
_VISIT = worded(r"\b{attended}\s*$")
"""What stands before 'four days ago' where that dates a visit."""
_TREATED = worded(rf"\b{{duration.treatments}}\s+for\s+(?:(?:{DETERMINERS}|{{duration.manners}})\s+)?$")
"""What stands before a complaint where the time behind it is that of its treatment."""
_ON = expression(r"[,;]\s*(?:on|off)\s+[a-z]+\s*$")
"""What of a time behind it is a course: 'weak, on dialysis for 17 years'."""
_TREATING = worded(r"\b{duration.treatments}\b")
_STORY = worded(
    r"\s*(?:(?:of|with)\s+)?(?:(?:[a-z]+(?:ly|ing)|{duration.manners}|{possessives})\s+)*{duration.story}\b(?P<of>\s+(?:with|in|of)\b[^.;]*)?"
)
"""What three years were of, where the complaint itself is named only after it: '3 years of trouble with his arms'."""
_STARTED = worded(
    rf"\W*(?:{DETERMINERS}\s+)?{{duration.story}}\s+(?:first\s+)?{{duration.began}}\s+(?:(?:in|on|around|about)\s+)?"
)
_CLAUSE_OF = expression(r"\b(?:with|as|of|in)\b")
"""What names the symptoms that began, of which the complaint behind them need not be one."""
_FIELD = worded(
    r"(?:^|[ \t]{2,}|[|;\t])[ \t]*(?:{duration.field.before}\s+)?(?P<word>{duration.field.names})"
    r"(?:\s+date)?(?:\s+of\s+{duration.field.of})?\s*[:=]\s*",
    re.M,
)
"""A field of a form that dates the complaint named under it: 'Ref: gait     Onset: 2 months ago'."""
_NAMED = worded(r"\b{duration.field.names}(?:\s+of\s+{duration.field.of})?\s?[:=]?\s?$")
_NAMING = 40
"""What names the field that a time answers, and how many characters it may have."""
_THROUGHOUT = worded(r"{duration.throughout}\b")
_SAYS = (
    r"(?:(?:(?:the|{possessives})\s+[a-z]+\s|(?:the\s+)?{persons}\s*)?(?:{distribution.said}|{duration.judging})\s+"
    r"(?:(?:me|us)\s+)?(?:that\s+)?+)?+"
)
_IT_HAS = worded(rf"{_SAYS}(?P<it>(?:it|this|that)(?:'s|\s+has|\s+is)?(?:\s+(?:now|already))?|must\s+be)?\s*")
"""Before how long what was named last has been there: 'it has (been two weeks)'."""
_IT_IS = expression(r"\bit(?:'s|\s+is|\s+has|\s+was)\s*(?:now\s*)?$")
_ENDS = worded(
    r"\s*(?:[.,;)\n]|$)|\s+(?:no|nil|not|denies|but|getting|[a-z]+ly|{duration.manners}|{duration.worsened})\b"
)
"""What follows '3/12' where that is three months and no date: the end of a clause, a denial, or how it went on."""
_DATES_SO = expression(
    r"(?:^[ \t]*|\b(?:on|since|from|until|till|by) )\d{1,2}/(?!(?:7|12|52)\b)\d{1,2}\b(?!/)"
    r"|\b\d{1,2}/(?:1[3-9]|2\d|3[01])/\d\d",
    re.M,
)
"""What shows that a note writes its dates so: there '2/7 weak' is of a day in February."""
_COUNTED = expression(r"\s+(?:since|that)\b")
"""'It is (six weeks) that he cannot ...'."""
_THAT_ONE = worded(rf"\s+that\s+(?:{{persons}}|{DETERMINERS})\b")
"""'She has known (for a week) that she ...'."""
_NOW = expression(r"^,?\s+now\b")
_COUNT = worded(
    r"\s*(?:{until_now}\b|per\s+[a-z]+|by\s+(?:(?:the\s+)?[a-z]+'s|{possessives})\s+(?:own\s+)?[a-z]+"
    r"|(?:[,;]|\band|--?)\s*(?:(?:not?|getting|much|a|bit|[a-z]+ly)\s+){0,3}"
    r"(?:since|{duration.manners}|{duration.endings}|{duration.worsened})\b)"
)
"""What follows a time that is the count of the complaint before it: 'Weak. 5 wk now', '5 wk by her count'."""
_HEADS = worded(r"(?:^|[,;:(\n.\"+]|--?|\b{duration.before})\s*$")
"""What stands before a time that is itself before its complaint: 'rash in May, then 5 wk weakness'."""
_ADULT = 18 * 365.25
"""A number of years before a complaint that is no duration but an age."""
_WORSENING = worded(rf"\b{{duration.worsening}}\s+(?:of|in)\s+(?:{DETERMINERS}|{{earlier}})\b")
_TOLD_THEN = worded(r"\b(?:{persons}|{duration.begun}|{duration.coming}|{duration.onsets}|because|when)\b")
"""What makes a complaint one that a time in the middle of a clause dates, and not what stands before that: 'stroke 5
years ago, mild weakness'."""
_LEFT = worded(r",?\s+{duration.leaving}\b")
"""'A stroke 5 years ago with weakness': the time is that of what stands before it."""
_ANOTHER = expression(r"(?:,|;|\b(?:and|then|with))\s+(?:an?\s+)?\Z")
"""What joins what lasted for another time to what lasted for the one before."""
_OPENS = worded(r"(?:^|[,;:(\n.\"]|--?|\b(?:{duration.clauses}|{duration.people}|{persons}|{titles}\.? [a-z]+))\s*$")
"""What stands before a time that opens a clause."""


_MAY = ("may ", "might ")
_WONDERED = expression(r"^(?:,?\s*\?\s?[^\s?,;.]+(?: [a-z]+){0,2})+,?(?=\s)")
"""Causes that are asked for between a complaint and its time: 'weakness ?cause 6/52', 'weak, ?flu ?statin, 6/52'."""
_ABOVE_ALL = expression(r"^,?\s*esp\b\.?")
_OF_EVENTS = frozenset(("at", "before", "after"))
"""The forms of a time that tells only when something was."""
_AFTERWARDS = expression(r"\s+(?:after|following)\s")
_SINCE_ONSET = worded(
    r"\s+(?:after|following)"
    rf"(?P<told>\s+(?:the\s+)?{{persons}}\s+(?:had\s+)?(?:first\s+)?{{duration.coming}}|\s+{DETERMINERS}\s+onset\s+of)?"
    rf"(?:\s+(?:{DETERMINERS}|{{duration.manners}}|some))*\s+"
)
"""What stands between an amount of time and the complaint since the onset of which it had gone by."""
_LISTED = frozenset(("for", "bare", "past", "since"))
_STAYED = worded(
    r"\b(?:unchanged|(?:not|no)\s+(?:\w+ly\s+)?(?:{duration.endings}|{duration.worsened}))\s+(?:after\s+)?$"
)
"""What stands before a time in which a complaint stayed as it is: 'has not changed in nine months'."""
_COURSE = expression(
    r"over\s+(?:the\s+)?(?:next|following|subsequent|ensuing)\b(?![^;]{0,60}\b(?:will|should|would|may|might|if)\b)"
)
"""What begins the time that a complaint took to come, where a story is told: 'over the next 3 days he grew weak'."""
_SOMEBODY_SAYS = worded(r"\s(?:(?:the\s)?{persons}\b|\")")
_YEAR = 365
"""What is shared by a list of complaints is no disease of years: 'weakness, gout and ulcers for ten years'."""
_STATE = worded(r"\b{duration.felt}\Z")
"""A complaint beside which a list names other states, and no disease: 'weaker and slower over the past year'."""
_HOUR = 1 / 24
_CLOSED = expression(r'[^("\[]*[)"\]]')
"""What closes a bracket or a quotation that a time stands in: '(hot two nights ago), tired'."""
_SHUT = expression(r"[^()\[\]]*[)\]]")
"""Behind a complaint within a bracket that is shut before the time: this is of what stands before the bracket."""
_QUOTED = expression(r'[^".]*"')
"""The end of a quotation that a complaint stands in: '"bit tired going up hills" x 2 weeks'."""
_THEN = expression(r",?\s+(?:and\s+)?then\b")
"""What ends an earlier illness: 'sore throat a month before, then weakness'."""

_TOLD_OF = (
    r"(?:the\s+)?{persons}\s+(?:first\s+)?{duration.continuing.told}\s+"
    rf"(?:it|{{demonstratives}}|(?:{DETERMINERS}\s+)?(?:{{duration.onsets}}|{{duration.continuing.nouns}}))"
)
"""'She dates the onset (to May)', 'he noticed this (a week ago)'."""
_CONTINUING = (
    rf"(?:(?P<label>{{duration.continuing.labels}}|(?P<told>{_TOLD_OF}))|"
    r"(?P<began>{duration.continuing.began})|it|they|sx|{demonstratives}"
    r"|(?:the\s+)?{duration.continuing.nouns}|the\s+(?:weakness|onset)|{duration.continuing.states}"
    r"|(?:{persons}\s+)?(?:{duration.continuing.unwell}|(?:(?:has|have)\s+)?{duration.continuing.so}))\b"
)
"""What begins a sentence that only dates what the one before it complained of."""
_CONTINUES = worded(rf"\W*{_SAYS}{_CONTINUING}[\s:]*")
_LABEL = expression(r"\W*[a-z][a-z /]*:\s*")
_RETURNED = worded(r"[^.]*\b(?:{history.returned}|(?:is|are) (?:now )?back)\b")
"""What a complaint did that was over and is there again: its time is that of now."""
_RESUMED = worded(rf"\s*(?:;|--?|\.)\s*{_SAYS}{_CONTINUING}")


def extract(reading: Reading, facts: list[Fact]) -> list[Fact]:
    """The times that date a mention of the weakness family or of functional impact; of nothing else."""
    datable = (f for f in facts if isinstance(f.says, Weakness) or (is_impact(f) and not f.negated))
    targets = sorted(datable, key=_begin)
    if not targets:
        return []
    text = plain(reading.norm, facts)
    sentences = grouped([(reading.layout.sentence_index(fact.start), fact) for fact in targets])
    found: list[Fact] = []
    for index, inside in sentences.items():
        begin, _ = reading.layout.sentences[index]
        spans = _times(reading, begin)
        dated = [(span, about) for span in spans if (about := _dated(reading, text, span, inside, begin))]
        own = [_fact(reading, span, about) for span, about in _once(reading, text, begin, dated)]
        found += own or _continued(reading, text, index, inside[0])
        for before in (index - 1, index - 2):
            if before < 0 or before in sentences:
                break
            if headed := _headed(reading, text, before, inside[0]):
                found += headed
                break
        near = True
        for after in _later(reading, text, index):
            if after in sentences:
                break
            if near and after > index + 1:
                between = reading.norm[slice(*reading.layout.sentences[after - 1])].strip(" .")
                described = not _NAMES.match(between) and words().is_item(between)  # 'Like jelly.'
                near = described or (_WHO.match(between) or _HOW_LONG.search(between)) is not None
            if continued := _continued(reading, text, after, inside[-1], near):
                found += continued
                break
    return found


def is_of_patient(fact: Fact) -> bool:
    """Whether a fact is no time of a relative's complaint, or of one that has not come."""
    about = fact.bearer
    if about is None or fact.label != "DURATION":
        return True
    return not ((about.family and fact.family) or (about.hypothetical and about.label == "WEAKNESS"))


def _later(reading: Reading, text: str, index: int) -> Iterator[int]:
    """The sentences behind that at `index` that may date its complaint: no other is told of between."""
    sentences = reading.layout.sentences
    end_of_reach = min(index + 1 + MOST, len(sentences))
    for after in range(index + 1, end_of_reach):
        if after > index + 1 and "\n\n" in reading.norm[sentences[after - 1][1] - 2 : sentences[after][0] + 2]:
            return
        yield after
        if not any(reading.times(sentences[later][0]) for later in range(after + 1, end_of_reach)):
            return
        begin, end = sentences[after]
        told = words().complaints(text, begin, end)
        if any("negated" not in assess(reading, *of, "FINDING") for of in told) or any(drugs.find(text, begin, end)):
            return


def _once(reading: Reading, text: str, begin: int, dated: list[tuple[Time, Fact]]) -> list[tuple[Time, Fact]]:
    """The times of a sentence, each with its mention, without those that only seem to date it beside its own time.

    That is a bare 'since' ('5 weeks of fatigue since'), and what stands before another complaint or an event of its
    own: '4 days of vomiting and weakness since yesterday', 'a fall two years ago, weak for a week'.
    """
    own = {about.start for span, about in dated if span.start >= about.end}
    kept = []
    for span, about in dated:
        before = span.end <= about.start and about.start in own
        of_another = span.form == "of" and not words().leads(text[span.end : about.start].removeprefix(" of "))
        of_event = span.form == "ago" and not _OPENS.search(reading.norm[begin : span.start])
        if not (before and (of_another or of_event)) and reading.norm[span.start : span.end] != "since":
            kept.append((span, about))
    return kept or dated


def _times(reading: Reading, begin: int, start: int = 0) -> list[Time]:
    """The times of the sentence at `begin`, from `start` on, that may say how long something has lasted."""
    found = []
    for time in reading.times(begin):
        if words().answers(reading.norm, time) or reading.norm.endswith("end of ", begin, time.start):
            continue
        came = time.form == "at" and reading.norm.startswith("by ", time.start)  # 'by then he could not ...'
        if came or time.start < start or (time.form == "since" and words().ends(reading.norm[time.start : time.end])):
            continue
        throughout = time.form == "at" and _THROUGHOUT.match(reading.norm, time.start)
        if throughout or (time.form == "at" and _BEGAN_THEN.match(reading.norm, time.end)):
            time = replace(time, form="past")
        elif time.form == "at" and _WOKE.search(reading.norm, begin, time.start):
            time = replace(time, form="ago")
        elif time.form == "before" and reading.norm.startswith(("for ", "x "), time.start):
            time = replace(time, form="for")  # 'weak for two days before he called'
        elif time.form == "other" and _AFTERWARDS.match(reading.norm, time.end):
            time = replace(time, form="after")
        elif time.form == "other" and (
            _STAYED.search(reading.norm, begin, time.start) or _COURSE.match(reading.norm, time.start)
        ):
            time = replace(time, form="past")
        if time.form in LASTED or time.form in _OF_EVENTS or time.form == "fraction":
            found.append(time)
    return found


def _fact(reading: Reading, span: Time, about: Fact) -> Fact:
    fact = reading.fact(Duration(span.low, span.high), span.start, span.end, f"duration.{span.form}")
    fact.bearer = about
    return fact


def _continued(reading: Reading, text: str, index: int, about: Fact, near: bool = True) -> list[Fact]:
    """'Onset: 6 weeks ago.', 'Says it began 6 weeks ago': a sentence that dates a complaint named beside it.

    One that is not `near` has to begin with its label, or with a verb of the beginning, or to say that 'it' did.
    """
    begin, end = reading.layout.sentences[index]
    if not reading.times(begin):
        return []
    if near and (counted := _counted(reading, begin, end, about)):
        return counted
    opening = _CONTINUES.match(reading.norm, begin, end)
    label = None if opening else _LABEL.match(reading.norm, begin, end)
    if label and reading.layout.section(label.end()).category == "hpi":
        opening = _CONTINUES.match(reading.norm, label.end(), end)
    labelled = opening is not None and opening["label"] is not None
    told = opening is not None and opening["told"] is not None
    if told and _denied(reading, about):
        return []
    start, at = begin, opening.end() if opening else begin
    if (said := resumed(text, begin, end)) is not None:
        at = said
    elif opening is None or not (near or labelled or opening["began"]):
        return []
    elif not (labelled or opening["began"]):
        start = at - 1
    for span in _times(reading, begin, start):
        if span.form in _OF_EVENTS and not (labelled and span.form == "at"):
            continue
        said = labelled or span.form != "bare" or not text[at : span.start].strip()  # 'present 3 months'
        clear = words().clear(reading.norm[at : span.start], spare=int(near and not told))
        if said and clear and not any(drugs.find(reading.norm, at, span.start)):
            return [_fact(reading, span, about)]
    return []


def _headed(reading: Reading, text: str, index: int, about: Fact) -> list[Fact]:
    """'Onset: 2 months ago' in a field of the line before the complaint, where no other complaint is named."""
    begin, end = reading.layout.sentences[index]
    if not reading.times(begin):
        return []
    field = _FIELD.search(reading.norm, begin, end)
    if not field:
        alone = not index or not words().complains(text[slice(*reading.layout.sentences[index - 1])])
        spans = _times(reading, begin)
        spans = [s for s in spans if _tells(text, s, end, about) or (alone and _starts(text, begin, s, end))]
        return [_fact(reading, span, about) for span in spans]
    if words().complains(text[begin : field.start()]):
        return []
    if _denied(reading, about) and not _is_answered(reading, about):
        return []  # a form's field is of its complaint, whatever is answered of this one
    spans = _times(reading, begin, field.start("word"))[:1]
    return [_fact(reading, span, about) for span in spans if words().leads(text[field.end() : span.start])]


def _tells(text: str, span: Time, end: int, about: Fact) -> bool:
    """'Three years of slowly increasing trouble with his arms.': whether the complaint behind it is what that was."""
    story = _STORY.match(text, span.through or span.end, end) if span.form in ("of", "alone") else None
    if story is None or words().complains(text[story.end() : about.start]):
        return False
    return not story["of"] or (bool(limbs(places(story["of"]))) and not words().complains(story["of"]))


def _starts(text: str, begin: int, span: Time, end: int) -> bool:
    """'Her symptoms began three months ago.': whether that is when the complaint named only behind it began."""
    rest = text[span.end : end]
    return bool(_STARTED.fullmatch(text, begin, span.core)) and not (words().complains(rest) or _CLAUSE_OF.search(rest))


def _denied(reading: Reading, fact: Fact) -> bool:
    """Whether it is said of a complaint that it is not there, or that it may come: no time is one of it."""
    flags = assess(reading, fact.start, fact.end, fact.label)
    maybe = flags.get("uncertain")
    return "negated" in flags or "hypothetical" in flags or (maybe is not None and maybe.text.startswith(_MAY))


def _counted(reading: Reading, begin: int, end: int, about: Fact) -> list[Fact]:
    """'5 weeks now.', 'About a month by her count.': a sentence that begins by counting the time of a complaint."""
    if _denied(reading, about):
        return []
    asked = reading.norm.rfind("?", max(0, begin - _NEAR), begin)
    for span in _times(reading, begin)[:1]:
        if asked >= 0 and _replies(reading.norm, asked, span, end):
            return [_fact(reading, span, about)]
        if about.label != "WEAKNESS":
            return []
        before = reading.norm[begin : span.start].lstrip(' "-.')
        counted = reading.norm.startswith("now", span.start) or _COUNT.match(reading.norm, span.end, end)
        since = _COUNTED.match(reading.norm, span.end, end)  # '(it has been) 3 weeks since his fall'
        ends = span.form == "alone" or not reading.norm[span.end : end].strip(" .")
        alone = not before and ends  # 'My legs are weak. 9 days.', 'Legs weak. 9 day history, gradual'
        it = _IT_HAS.fullmatch(before) if before else None
        said = (it and (it["it"] or ends)) if before else counted or alone
        forms = ("alone", "bare", "for", *(("since", "past") if alone else ()))  # 'Legs weak. Since May 2025.'
        if said and not since and span.form in forms:
            return [_fact(reading, span, about)]
    return []


def _replies(norm: str, asked: int, span: Time, end: int) -> bool:
    """Whether a time is what the question at `asked` is answered with: '... weak? Yes, for a month', '... A week.'"""
    answer = questions.answer(norm, asked)
    if answer and answer.says and not norm[answer.end : span.start].strip(" ,"):
        return span.form in LASTED
    if _HOW_LONG.search(norm, max(0, asked - _ASKED), asked + 1):
        lead = norm[end_of(_ANSWERING, norm, asked + 1) : span.start]
        return span.form in LASTED and len(lead.split()) <= _LEAD
    return not norm[asked + 1 : span.start].strip(' "-') and not norm[span.end : end].strip(' ."')


def _dated(reading: Reading, text: str, span: Time, inside: list[Fact], begin: int) -> Fact | None:
    """The mention that a time dates: the last one before it that nothing parts from it, or the next one after it."""
    about = starting(inside, span.start - 2 * _BACK, span.end + _AHEAD + 1)
    near = [fact for fact in about if not _denied(reading, fact)]
    behind = sorted((f for f in near if f.end <= span.start), key=attrgetter("end"))
    behind = [f for f in behind if not _SHUT.match(text, f.end, span.start)] or behind
    ahead = [f for f in near if f.start >= span.end]
    if span.form == "bare" and ahead and _precedes(reading, text, span, ahead[0], begin):
        return ahead[0]  # "fatigue, 3 wk weakness"
    if behind and _is_its_onset(text, behind[-1], span):
        return behind[-1]
    if behind and _is_answered(reading, behind[0]) and _names(reading, begin, span):
        return behind[0]  # '(x) weakness ( ) pain     Duration 5 d'
    if span.form == "fraction" and ahead and _HEADS.search(reading.norm[begin : span.start]):
        counts = not reading.holds(_DATES_SO) and words().heads(text[span.end : ahead[0].start], known=False)
        return ahead[0] if counts else None
    if span.form == "fraction":
        if not behind or not _ENDS.match(reading.norm, span.end):
            return None
        counts = words().clear(_between(reading, text, behind[-1], span))
        return _first_of_list(reading, behind) if counts else None
    if span.form in ("at", "before"):
        return behind[-1] if behind and _came_then(reading, text, behind[-1], span, begin) else None
    if span.form == "after":
        told = _SINCE_ONSET.fullmatch(text, span.end, ahead[0].start) if ahead else None
        # 'two days after he first noticed the weakness', '... after weakness began'
        return ahead[0] if told and (told["told"] is not None or _ONSET.match(text, ahead[0].end)) else None
    if span.form not in ("of", "until") and behind and _follows(reading, text, behind[-1], span):
        return _first_of_list(reading, behind)
    return ahead[0] if ahead and _precedes(reading, text, span, ahead[0], begin) else None


def _names(reading: Reading, begin: int, span: Time) -> bool:
    """Whether a time answers a field of a form, 'Onset: 2 months ago', in the sentence that starts at `begin`."""
    return _NAMED.search(reading.norm, max(begin, span.start - _NAMING), span.start) is not None


def _is_answered(reading: Reading, fact: Fact) -> bool:
    """Whether a fact is what a form answers: a ticked box, a yes."""
    item = reading.tree.item(fact.start)
    return item is not None and item.answer is not None


def _is_its_onset(text: str, fact: Fact, span: Time) -> bool:
    """'The onset of her weakness was 1/15/26', 'duration of weakness: 6 weeks'."""
    named = _ONSET_OF.search(text[max(0, fact.start - _BACK) : fact.start])
    between = text[fact.end : span.start]
    if named and named["to"]:
        return _TO.fullmatch(between) is not None
    return bool(named) and words().clear(_IS.sub("", between))


def _came_then(reading: Reading, text: str, fact: Fact, span: Time, begin: int) -> bool:
    """Whether a date behind a complaint is when it began: 'she became weak in May', 'weakness, which began in May'."""
    between = text[fact.end : span.start]
    if _ONSET.match(between):
        return words().clear(between, spare=3)
    return bool(_CAME.search(reading.norm, begin, fact.start)) and words().clear(between)


def _between(reading: Reading, text: str, fact: Fact, span: Time) -> str:
    """What stands between a complaint and the time behind it, but for a form's yes and a time without a number."""
    item = reading.tree.item(fact.start)
    said = item.answer if item and item.answer and item.answer.says else None
    if said and fact.end <= said.start and said.end <= span.start:
        return text[fact.end : said.start].rstrip(" ?:") + text[said.end : span.start]
    at = fact.end
    for vague in reading.times(fact.start):
        if vague.form == "since" and vague.low is vague.high is None and at <= vague.start and vague.end <= span.start:
            at = vague.end
    between = _WONDERED.sub("", text[at : span.start])
    return _ABOVE_ALL.sub("", between) if at > fact.end else between


def _follows(reading: Reading, text: str, fact: Fact, span: Time) -> bool:
    between = _between(reading, text, fact, span)
    if span.form == "past":
        between = _PREDICATE.sub(" and ", between)
    before = reading.norm[max(0, fact.start - 70) : fact.start]
    if between.rstrip().endswith((",", ";")) and _COUNT.match(reading.norm, span.end):
        return words().clear(between.rstrip(" ;"), spare=_CLAUSE) and not _treated(text, fact.end, span.start)
    if len(between) > _BACK or _TREATED.search(before) or _ON.search(between):
        return False
    quoted = _QUOTED.match(between)
    if quoted and reading.norm.count('"', reading.sentence(fact.start)[0], fact.start) % 2:
        between = between[quoted.end() :]
    if span.form == "alone":
        return words().clear(between, spare=4)
    again = _RESUMED.match(between) or _RETURNED.match(between)
    at = again.end() if again else resumed(between, 0, len(between))
    if at is not None:
        lasted = reading.norm.startswith("been", span.start)
        told = span.form != "bare" or lasted
        return told and words().clear(between[at:], spare=1) and not any(drugs.find(between, at, len(between)))
    if fact.label == "FINDING" and span.form in ("for", "bare") and span.least is not None and span.least < _HOUR:
        return False  # 'cannot kneel more than a few minutes'
    if fact.label == "FINDING":
        return words().clear(between, spare=0 if "," in between else 4, shared=False)
    onset = _AFTER if span.form == "ago" else _ONSET
    long = (span.high or span.low or span.least or _YEAR) >= _YEAR
    of_symptoms = not long or _STATE.search(reading.norm, fact.start, fact.end) is not None
    items = of_symptoms and (span.form in _LISTED or _names(reading, fact.end, span))
    if span.form in _LISTED and _WHEN.match(between) and not _treated(text, fact.end, span.start):
        return words().clear(between, spare=_CLAUSE)
    spare, commas = 3 if onset.match(between) else 0, span.form in _LISTED - {"bare"}
    return words().clear(between, spare=spare, items=items, commas=commas)


def _precedes(reading: Reading, text: str, span: Time, fact: Fact, begin: int) -> bool:
    between = text[span.end : fact.start]
    if len(between) > _AHEAD or (
        reading.norm.endswith(" before", span.start, span.end) and _SOMEBODY_SAYS.match(between)
    ):
        return False
    closed = None if "(" in reading.norm[span.start : span.end] else _CLOSED.match(between)
    if closed and (closed[0][-1] != '"' or reading.norm.count('"', begin, span.start) % 2):
        return False
    lead = reading.norm[max(begin, span.start - 20) : span.start]
    if (since := _COUNTED.match(between)) and _IT_IS.search(lead):
        return words().clear(between[since.end() :])
    if (clause := _THAT_ONE.match(between)) and _DONE_SINCE.search(lead):
        return words().opens(between[clause.end() :])
    if span.form == "bare":
        head = _HEADS.search(reading.norm[max(begin, span.start - 40) : span.start])
        known = "/" not in reading.norm[span.start : span.end]  # else '3/52'
        return bool(head) and (span.low or 0) < _ADULT and words().heads(between, known=known)
    if span.form in ("of", "alone"):
        if any(_ANOTHER.search(reading.norm, span.end, t.start) for t in reading.times(begin) if t.start < fact.start):
            return False  # '10-year history of gout and a 3-week history of weakness'
        if reading.norm.endswith("after ", begin, span.start):  # no '3 weeks of steroids'
            return words().leads(between.removeprefix(" of "))
        return words().carries(between)
    if _VISIT.search(reading.norm[max(begin, span.start - 20) : span.start]):
        return False
    before = reading.norm[max(begin, span.start - 40) : span.start]
    opens = _OPENS.search(before) or (words().tells(before) and _SOMEBODY_SAYS.match(between))
    if not opens and _THEN.match(between) and not words().tells(before):
        return False
    event = not opens and not words().tells(before)
    if _WORSENING.search(between) or (
        event and (_LEFT.match(between) or (span.form == "ago" and not _TOLD_THEN.search(between)))
    ):
        return False
    between = _NOW.sub("", between)
    if span.form == "until" and _treated(text, begin, span.start):
        return False  # 'on steroids until May; weak'
    if span.form == "until":
        between = re.split(r";|,|\b(?:but|now|when)\b", between)[-1]
    if span.form not in ("ago", "until") and not opens:
        said = _predicate(text, begin, span)
        if said is None:
            return False
        between = text[said : fact.start]
    return words().opens(between, items=span.form in _LISTED)


def _predicate(text: str, begin: int, span: Time) -> int | None:
    """Where words end that lead from a time to its complaint: 'not gone out for two weeks because she is weak'."""
    if words().complains(text[begin : span.start]):
        return None
    if said := _HAS_BEEN.match(text, span.end):
        return said.end()
    said = _BECAUSE.match(text, span.end)
    led = said and _DONE_SINCE.search(text, begin, span.start)
    return said.end() if said and led and not _treated(text, begin, span.start) else None


def _treated(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` tells of a treatment, of which a time behind it may be."""
    return any(drugs.find(text, start, end)) or bool(_TREATING.search(text, start, end))


def _first_of_list(reading: Reading, behind: list[Fact]) -> Fact:
    """'Weakness and fatigue x 2 days' dates the weakness, or else the first of the list."""
    about = behind[-1:]
    for fact in reversed(behind[:-1]):
        if not re.fullmatch(r"\s*(?:,|and|&|\+|/|or|,\s*and)\s*", reading.norm[fact.end : about[0].start]):
            break
        about.insert(0, fact)
    return next((fact for fact in about if is_of(fact, Weakness) and fact.says.concept.endswith("weakness")), about[0])
