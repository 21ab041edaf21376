"""DURATION: how long a weakness, or a loss of function, has lasted; bound to the mention that it dates."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import chain
from operator import attrgetter

from clinote import drugs, layers, patterns
from clinote.assertion import assess
from clinote.expressions import expression
from clinote.extract.entries import ENTRY, MOST
from clinote.facts import Fact
from clinote.patterns import worded
from clinote.reading import Reading
from clinote.spans.time import LASTED, Time
from clinote.text import questions

_TOKEN = expression(r"§+|[a-z][a-z'/]*|\d[\d./-]*|[;:.()\[\]]|--|->|[,&+]")


_DETERMINERS = "(?:the|{possessives}|{demonstratives})"
_ASIDE = worded(
    r"\([^()]*\)|\"[^\"]{0,60}\"|^\s*as\s+(?:an?\s+)?(?!{earlier}|prev)[a-z]+"
    rf"|\bas\s+(?:at\s+|on\s+)?(?:{_DETERMINERS}\s+)?{{earlier}}\s+[a-z]+"
    r"|\b(?:{duration.recurring}|first\s+{duration.first})\b|(?<!\d)[0-5]\s?[+-]?/5"
    r"|\b{duration.hours.prepositions}\s+(?:the\s+|about\s+|mid-?)?"
    r"(?:\d{1,2}(?::\d\d)?\s*(?:[ap]\.?m\b\.?|o'clock)|{duration.hours.names}"
    rf"|end\s+of\s+(?:{_DETERMINERS}|an?|each)\s+{{duration.hours.ends}})\b"
)
"""What parts nothing: brackets, quoted words, 'the same as at the last visit', a grade of strength, 'by 3 pm'."""
_begin = attrgetter("start")
_BACK = 90
_AHEAD = 120
"""How far (characters) a time may stand behind and before the complaint that it dates."""
_HOW_LONG = worded(
    r"\bhow long\s(?:{duration.asked_of}|(?:has|have|had|did)\syou\s{duration.asked_you})\b[^?\n]{0,40}\?"
)
_ANSWERING = expression(r"[\"']?\s*(?:[-–]\s*)?(?:[a-z][a-z .]{0,20}:\s*)?")
"""The end of a question and who answers it."""
_LENGTHS = ("bare", "for", "since")
_TOLD, _LEAD = 400, 3
"""How far (characters) before the question its complaint stands, and how many words may lead the answer."""
_NEAR = 4
"""How far (characters) a question's mark may stand before its answer."""

_CUT = worded(r"\.\s|;|\b{duration.taken}\b")
_BEGAN = r"\s+(?:(?:which|that)\s+)?{duration.began}\b"
_ONSET = worded(_BEGAN)
_ONSET_OF = worded(rf"\b{{duration.onsets}}\s+of\s+(?:{_DETERMINERS}\s+)?[\s§]*$")
_IS = worded(r"^\s*(?::|=|-|{duration.dates}\b)")
_AFTER = worded(rf"\s+(?:after|following)\b|{_BEGAN}")
"""'Weakness after a fall two weeks ago' is dated by the fall."""
_BEGAN_THEN = worded(
    r",?\s+(?:(?:the|{persons}|{titles})\b\.?\s+){0,2}(?:(?:first|then|also|suddenly|gradually)\s+)?{duration.begun}\b"
)
"""What follows 'in November' where that is when something began."""
_WOKE = worded(r"\b{duration.woke}\s+(?:on\s+)?$")
"""What stands before 'yesterday' where a complaint was there on waking: 'woke up yesterday with a droopy face'."""
_VISIT = worded(r"\b{attended}\s*$")
"""What stands before 'four days ago' where that dates a visit."""
_TREATED = worded(rf"\b{{duration.treatments}}\s+for\s+(?:(?:{_DETERMINERS}|{{duration.manners}})\s+)?$")
"""What stands before a complaint where the time behind it is that of its treatment."""
_FIELD = worded(
    r"(?:^|\n|[ \t]{2,}|[|;\t])[ \t]*(?:{duration.field.before}\s+)?(?P<word>{duration.field.names})"
    r"(?:\s+date)?(?:\s+of\s+{duration.field.of})?\s*[:=]\s*"
)
"""A field of a form that dates the complaint named under it: 'Ref: gait     Onset: 2 months ago'."""
_IT_HAS = expression(r"(?:it|this|that)(?:'s| has)(?: now| already)?")
"""Before how long what was named last has been there: 'it has (been two weeks)'."""
_IT_IS = expression(r"\bit(?:'s|\s+is|\s+has|\s+was)\s*(?:now\s*)?$")
_COUNTED = expression(r"\s+(?:since|that)\b")
"""'It is (six weeks) that he cannot ...'."""
_OWN = expression(r"^'s?")
"""'Five weeks' weakness'."""
_NOW = expression(r"^,?\s+now\b")
_COUNT = worded(r"\s*(?:{until_now}\b|per\s+[a-z]+|by\s+(?:(?:the\s+)?[a-z]+'s|{possessives})\s+(?:own\s+)?[a-z]+)")
"""What follows a time that is the count of the complaint before it: 'Legs weak. 5 wk now', '5 wk by her count'."""
_HEADS = worded(r"(?:^|[,;:(\n.\"+]|--?|\b{duration.before})\s*$")
"""What stands before a time that is itself before its complaint: 'rash in May, then 5 wk weakness'."""
_ADULT = 18 * 365.25
"""A number of years before a complaint that is no duration but an age."""
_WORSENING = worded(rf"\b{{duration.worsening}}\s+(?:of|in)\s+(?:{_DETERMINERS}|{{earlier}})\b")
_LEFT = worded(r",?\s+{duration.leaving}\b")
"""'A stroke 5 years ago with weakness': the time is that of what stands before it."""
_OPENS = worded(r"(?:^|[,;:(\n.\"]|--?|\b(?:{duration.clauses}|{duration.people}|{persons}|{titles}\.? [a-z]+))\s*$")
"""What stands before a time that opens a clause."""


_MAY = ("may ", "might ")
_LISTED = frozenset(("for", "bare"))
_YEAR = 365
"""What is shared by a list of complaints is no disease of years: 'weakness, gout and ulcers for ten years'."""
_JOINT = expression(r",(?:\s*and\b)?|\band\b|[&+]")
_LIST = expression(r"\band\b|&|\+|/")
_PARTICIPLE = expression(r"[a-z]+ed")
_ITEM = 5
"""The most words of an item of a list."""
_HOUR = 1 / 24
_CLOSED = expression(r'[^("\[]*[)"\]]')
"""What closes a bracket or a quotation that a time stands in: '(hot two nights ago), tired'."""
_SHORTEST_ING = 5
_THEN = expression(r",?\s+(?:and\s+)?then\b")
"""What ends an earlier illness: 'sore throat a month before, then weakness'."""

_CONTINUING = (
    r"(?:(?P<label>{duration.continuing.labels})|(?P<began>{duration.continuing.began})|it|they|sx|{demonstratives}"
    r"|(?:the\s+)?{duration.continuing.nouns}|the\s+(?:weakness|onset)|{duration.continuing.states})\b"
)
"""What begins a sentence that only dates what the one before it complained of."""
_CONTINUES = worded(rf"\W*{_CONTINUING}[\s:]*")
_RESUMED = worded(rf"\s*(?:;|--?|\.)\s*{_CONTINUING}")
_ENDURES = worded(
    rf"(?:it|this|{_DETERMINERS}\s+(?:{{duration.continuing.nouns}}|problems|weakness))\s+(?:has|have)\s+(?:now\s+)?"
    r"{duration.continuing.lasted}\b"
)
"""What begins one that dates a complaint of two sentences before."""
_DESCRIBES = frozenset(("DISTRIBUTION", "STRENGTH_GRADE", "CODE"))
_DESCRIBED = frozenset(("onset", "diurnal"))
"""The labels, and the concepts of CONTEXT, that say where and how a weakness is: they part it from no time."""
_OTHER = "§"
"""What stands for another complaint in a plain text."""


def plain(norm: str, facts: list[Fact]) -> str:
    """`norm` with what describes a weakness blanked out, and every complaint a row of `_OTHER`; no offset changes."""
    pieces: list[str] = []
    at = 0
    for fact in sorted(facts, key=_begin):
        complaint = fact.label in ("WEAKNESS", "FINDING") and fact.concept != "falls"
        if fact.start < at or not (complaint or fact.label in _DESCRIBES or fact.concept in _DESCRIBED):
            continue
        pieces += (norm[at : fact.start], (_OTHER if complaint else " ") * (fact.end - fact.start))
        at = fact.end
    return "".join((*pieces, norm[at:]))


def extract(reading: Reading, facts: list[Fact]) -> list[Fact]:
    """The times that date a mention of the weakness family or of functional impact; of nothing else."""
    targets = sorted((f for f in facts if _datable(f)), key=lambda f: f.start)
    if not targets:
        return []
    text = plain(reading.norm, facts)
    sentences: dict[int, list[Fact]] = {}
    for fact in targets:
        sentences.setdefault(reading.layout.sentence_index(fact.start), []).append(fact)
    found: list[Fact] = []
    for index, inside in sentences.items():
        begin, _ = reading.layout.sentences[index]
        dated = [
            _fact(reading, span, about)
            for span in _times(reading, begin)
            if (about := _dated(reading, text, span, inside, begin))
        ]
        found += _once(dated) or _continued(reading, index, inside[0])
        if index and index - 1 not in sentences:
            found += _headed(reading, text, index - 1, inside[0])
        after = _after_entries(reading, text, index + 1)
        if after not in sentences and after < len(reading.layout.sentences):
            found += _continued(reading, after, inside[-1])
    dated_ends = {fact.start for fact in found}
    return found + [fact for fact in _asked(reading, targets) if fact.start not in dated_ends]


def _asked(reading: Reading, targets: list[Fact]) -> Iterator[Fact]:
    """'How long has it been going on? - Like 5 weeks': the answer dates the complaint before the question."""
    for question in _HOW_LONG.finditer(reading.norm):
        about = next((f for f in reversed(targets) if f.end <= question.start()), None)
        said = _ANSWERING.match(reading.norm, question.end())
        if about is None or said is None or question.start() - about.end > _TOLD:
            continue
        spans = _times(reading, reading.sentence(said.end())[0])
        span = next((span for span in spans if span.start >= said.end()), None)
        if span and span.form in _LENGTHS and len(reading.norm[said.end() : span.start].split()) <= _LEAD:
            yield _fact(reading, span, about)


def is_of_patient(fact: Fact) -> bool:
    """Whether a fact is no time of a relative's complaint, or of one that has not come."""
    about = fact.fields.get("about")
    if not isinstance(about, Fact):
        return True
    return not ((about.family and fact.family) or (about.hypothetical and about.label == "WEAKNESS"))


def _after_entries(reading: Reading, text: str, index: int) -> int:
    """The sentence at `index`, or a later one that dates a complaint behind what names none.

    That is the field of a form behind others, or 'This has gone on for 5 months' behind what a complaint led to.
    """
    sentences, entries = reading.layout.sentences, True
    for after in range(index, min(index + MOST, len(sentences))):
        said = reading.norm[slice(*sentences[after])].strip()
        if after > index and (_ENDURES.match(said) or (entries and _FIELD.match(said))):
            return after
        entries = entries and ENTRY.fullmatch(said) is not None
        if _words().complains(text[slice(*sentences[after])]) or not (entries or after == index):
            break
    return index


def _once(dated: list[Fact]) -> list[Fact]:
    """The times of a sentence without a bare 'since' beside the time that it points to ('5 weeks of fatigue since')."""
    kept = [fact for fact in dated if fact.text.lower() != "since"]
    return kept or dated


def _times(reading: Reading, begin: int, start: int = 0) -> list[Time]:
    """The times of the sentence at `begin`, from `start` on, that may say how long something has lasted."""
    found = []
    for time in reading.times(begin):
        if _words().answers(reading.norm, time):
            continue
        if time.start < start or (time.form == "since" and _words().ends(reading.norm[time.start : time.end])):
            continue
        if time.form == "at" and _BEGAN_THEN.match(reading.norm, time.end):
            time = replace(time, form="past")
        elif time.form == "at" and _WOKE.search(reading.norm, begin, time.start):
            time = replace(time, form="ago")
        if time.form in LASTED or time.form == "at":
            found.append(time)
    return found


def _datable(fact: Fact) -> bool:
    return fact.label == "WEAKNESS" or (
        fact.label == "FINDING" and fact.fields.get("concept") == "functional_impact" and not fact.negated
    )


def _fact(reading: Reading, span: Time, about: Fact) -> Fact:
    days = {"days_low": span.low, "days_high": span.high}
    return reading.fact("DURATION", span.start, span.end, f"duration.{span.form}", **days, about=about)


def _continued(reading: Reading, index: int, about: Fact) -> list[Fact]:
    """'Onset: 6 weeks ago.', 'Noticed 6 weeks ago': a sentence that begins by dating a complaint named beside it."""
    begin, end = reading.layout.sentences[index]
    words = _words()
    opening = _CONTINUES.match(reading.norm, begin, end)
    counted = _counted(reading, begin, end, about)
    if counted or not opening:
        return counted
    labelled = opening["label"] is not None
    start = begin if labelled or opening["began"] else opening.end() - 1
    for span in _times(reading, begin, start):
        if span.form == "at" and not labelled:
            continue
        between = reading.norm[opening.end() : span.start]
        if (labelled or span.form != "bare") and words.clear(between, spare=1):
            return [_fact(reading, span, about)]
    return []


def _headed(reading: Reading, text: str, index: int, about: Fact) -> list[Fact]:
    """'Onset: 2 months ago' in a field of the line before the complaint, where no other complaint is named."""
    begin, end = reading.layout.sentences[index]
    field = _FIELD.search(reading.norm, begin, end)
    if not field or _words().complains(text[begin : field.start()]):
        return []
    item = reading.tree.item(about.start)  # a form's field is of its complaint, whatever is answered of this one
    if _denied(reading, about) and not (item and item.answer):
        return []
    spans = _times(reading, begin, field.start("word"))[:1]
    return [_fact(reading, span, about) for span in spans if not reading.norm[field.end() : span.start].strip(" ~")]


def _denied(reading: Reading, fact: Fact) -> bool:
    """Whether it is said of a complaint that it is not there, or that it may come: no time is one of it."""
    flags = assess(reading, fact.start, fact.end, fact.label)
    maybe = flags.get("uncertain")
    return "negated" in flags or "hypothetical" in flags or (maybe is not None and maybe.text.startswith(_MAY))


def _counted(reading: Reading, begin: int, end: int, about: Fact) -> list[Fact]:
    """'5 weeks now.', 'About a month by her count.': a sentence that begins by counting the time of a complaint."""
    if about.label != "WEAKNESS" or _denied(reading, about):
        return []
    asked = reading.norm.rfind("?", max(0, begin - _NEAR), begin)
    for span in _times(reading, begin)[:1]:
        if asked >= 0 and _replies(reading.norm, asked, span, end):
            return [_fact(reading, span, about)]
        before = reading.norm[begin : span.start].strip(' "-')
        counted = reading.norm.startswith("now", span.start) or _COUNT.match(reading.norm, span.end, end)
        since = _COUNTED.match(reading.norm, span.end, end)  # '(it has been) 3 weeks since his fall'
        alone = not before and not reading.norm[span.end : end].strip(" .")  # 'My legs are weak. 9 days.'
        said = _IT_HAS.fullmatch(before) if before else counted or alone
        if said and not since and span.form in ("bare", "for"):
            return [_fact(reading, span, about)]
    return []


def _replies(norm: str, asked: int, span: Time, end: int) -> bool:
    """Whether a time is what the question at `asked` is answered with: '... weak? Yes, for a month', '... A week.'"""
    answer = questions.answer(norm, asked)
    if answer and answer.says and not norm[answer.end : span.start].strip(" ,"):
        return span.form in LASTED
    return not norm[asked + 1 : span.start].strip(' "-') and not norm[span.end : end].strip(' ."')


def _dated(reading: Reading, text: str, span: Time, inside: list[Fact], begin: int) -> Fact | None:
    """The mention that a time dates: the last one before it that nothing parts from it, or the next one after it."""
    low = bisect_left(inside, span.start - 2 * _BACK, key=_begin)
    high = bisect_right(inside, span.end + _AHEAD, key=_begin)
    near = [fact for fact in inside[low:high] if not _denied(reading, fact)]
    behind = sorted((f for f in near if f.end <= span.start), key=attrgetter("end"))
    ahead = [f for f in near if f.start >= span.end]
    if span.form == "bare" and ahead and _precedes(reading, text, span, ahead[0], begin):
        return ahead[0]  # "fatigue, 3 wk weakness"
    if behind and _is_its_onset(text, behind[-1], span):
        return behind[-1]
    if span.form == "at":
        return None
    if span.form not in ("of", "until") and behind and _follows(reading, text, behind[-1], span):
        return _first_of_list(reading, behind)
    if ahead and _precedes(reading, text, span, ahead[0], begin):
        return ahead[0]
    return None


def _is_its_onset(text: str, fact: Fact, span: Time) -> bool:
    """'The onset of her weakness was 1/15/26', 'duration of weakness: 6 weeks'."""
    named = _ONSET_OF.search(text[max(0, fact.start - _BACK) : fact.start])
    return bool(named) and _words().clear(_IS.sub("", text[fact.end : span.start]))


def _between(reading: Reading, text: str, fact: Fact, span: Time) -> str:
    """What stands between a complaint and the time behind it, a form's yes aside: 'Weakness: yes, 6 weeks'."""
    item = reading.tree.item(fact.start)
    said = item.answer if item and item.answer and item.answer.says else None
    if said and fact.end <= said.start and said.end <= span.start:
        return text[fact.end : said.start].rstrip(" ?:") + text[said.end : span.start]
    return text[fact.end : span.start]


def _follows(reading: Reading, text: str, fact: Fact, span: Time) -> bool:
    between = _between(reading, text, fact, span)
    before = reading.norm[max(0, fact.start - 70) : fact.start]
    if len(between) > _BACK or _TREATED.search(before):
        return False
    if span.form == "alone":
        return _words().clear(between, spare=4)
    if resumed := _RESUMED.match(between):
        return span.form != "bare" and _words().clear(between[resumed.end() :], spare=1)
    if fact.label == "FINDING" and span.form in _LISTED and span.least is not None and span.least < _HOUR:
        return False  # 'cannot kneel more than a few minutes'
    if fact.label == "FINDING":
        return _words().clear(between, spare=0 if "," in between else 4, shared=False)
    onset = _AFTER if span.form == "ago" else _ONSET
    items = span.form in _LISTED and (span.high or span.low or _YEAR) < _YEAR
    return _words().clear(between, spare=3 if onset.match(between) else 0, items=items)


def _precedes(reading: Reading, text: str, span: Time, fact: Fact, begin: int) -> bool:
    between = text[span.end : fact.start]
    if len(between) > _AHEAD:
        return False
    closed = None if "(" in reading.norm[span.start : span.end] else _CLOSED.match(between)
    if closed and (closed[0][-1] != '"' or reading.norm.count('"', begin, span.start) % 2):
        return False
    if (since := _COUNTED.match(between)) and _IT_IS.search(reading.norm[max(begin, span.start - 20) : span.start]):
        return _words().clear(between[since.end() :])
    if span.form == "bare":
        head = _HEADS.search(reading.norm[max(begin, span.start - 40) : span.start])
        return bool(head) and (span.low or 0) < _ADULT and _words().leads(between)
    if span.form in ("of", "alone"):
        if reading.norm.endswith("after ", begin, span.start):  # no '3 weeks of steroids'
            return _words().leads(between.removeprefix(" of "))
        return _words().carries(between)
    if _VISIT.search(reading.norm[max(begin, span.start - 20) : span.start]):
        return False
    before = reading.norm[max(begin, span.start - 40) : span.start]
    opens = _OPENS.search(before)
    if not opens and _THEN.match(between) and not _words().tells(before):
        return False
    if _WORSENING.search(between) or (not opens and not _words().tells(before) and _LEFT.match(between)):
        return False
    between = _NOW.sub("", between)
    if span.form == "until":
        between = re.split(r";|,|\b(?:but|now|when)\b", between)[-1]
    if span.form not in ("ago", "until") and not opens:
        return False
    return _words().opens(between)


def _first_of_list(reading: Reading, behind: list[Fact]) -> Fact:
    """'Weakness and fatigue x 2 days' dates the weakness, or else the first of the list."""
    about = behind[-1:]
    for fact in reversed(behind[:-1]):
        if not re.fullmatch(r"\s*(?:,|and|&|\+|/|or|,\s*and)\s*", reading.norm[fact.end : about[0].start]):
            break
        about.insert(0, fact)
    return next((fact for fact in about if str(fact.fields.get("concept")).endswith("weakness")), about[0])


def _forms(verb: str) -> tuple[str, ...]:
    """A verb with its regular forms: note, notes, noted, noting."""
    stem = verb.removesuffix("e")
    return verb, f"{verb}s", f"{stem}ed", f"{stem}ing"


class _Words:
    """The word lists of duration.toml."""

    def __init__(self) -> None:
        settings = patterns.load()["duration"].settings
        self._kinds = frozenset(settings["manners"])
        self._function = frozenset(settings["function"])
        self._clausal = frozenset(settings["clausal"])
        self._verbs = frozenset(form for verb in settings["verbs"] for form in _forms(verb))
        self._transparent = frozenset((*settings["function"], *settings["company"])) | self._verbs | self._kinds
        self._opening = self._transparent | frozenset(settings["opening"])
        self._doings = frozenset(settings["company"])
        self._doing = frozenset(settings["doing"])
        self._lacking = frozenset(settings["lacking"])
        self._endings = frozenset(settings["endings"])
        self._complaints = frozenset(settings["complaints"])
        self._answers = frozenset(chain.from_iterable(layers.toml("forms.toml")["answers"].values()))
        self._symptoms = tuple(settings["symptom_endings"])

    def clear(self, between: str, spare: int = 0, shared: bool = True, items: bool = False) -> bool:
        """Whether nothing in `between` parts a complaint from the time behind it.

        `spare` unknown words are let pass; a list of complaints may share the time when `shared`, and so may `items`
        that are not known as complaints.
        """
        listed = shared and bool(_LIST.search(between))
        if items and listed:
            between = self._without_items(between)
        tokens = _TOKEN.findall(_ASIDE.sub(" ", between))
        if any(t in self._endings for t in tokens):
            return False
        for before, token, after in zip(("", *tokens), tokens, (*tokens[1:], ""), strict=False):
            if self._parts_not(token) or self._of_doing(before, token, after):
                continue
            if listed and self._of_a_list(before, token, after):
                continue
            if self._complains(token):
                return False
            if token in (";", ".", "->") or token[0].isalnum():
                spare -= 1 if token[0].isalpha() else 9
                if spare < 0:
                    return False
        return True

    def _without_items(self, between: str) -> str:
        """`between` without what a list names beside the complaint: 'weakness, odd gait and thirst for a week'."""
        return ", ".join(piece for n, piece in enumerate(_JOINT.split(between)) if not n or not self._is_item(piece))

    def _is_item(self, piece: str) -> bool:
        """Whether `piece` is a noun with what describes it: no clause, and nothing that is taken."""
        if any(drugs.find(piece, 0, len(piece))):
            return False
        tokens = _TOKEN.findall(piece)
        done = any(
            _PARTICIPLE.fullmatch(t) and (u in self._function or not u)
            for t, u in zip(tokens, (*tokens[1:], ""), strict=False)
        )
        clause = any(t in self._clausal or t in self._verbs or t in self._endings for t in tokens)
        return 0 < len(tokens) <= _ITEM and not done and not clause and tokens[-1][0].isalpha()

    def _of_doing(self, before: str, token: str, after: str) -> bool:
        """Whether `token` tells in what doing it is felt: 'weak on standing', 'weak after dialysis'."""
        return (token in self._doing and self._is_doing(after)) or (before in self._doing and self._is_doing(token))

    def _is_doing(self, word: str) -> bool:
        return word in self._doings or (word.endswith("ing") and len(word) > _SHORTEST_ING)

    def _of_a_list(self, before: str, token: str, after: str) -> bool:
        """Whether `token` is another complaint of a list, or describes one: 'exertional dyspnea', 'poor balance'."""
        if token in self._lacking or before in self._lacking:
            return True
        return self._complains(token) or token.endswith("ing") or (token.isalpha() and self._complains(after))

    def _complains(self, token: str) -> bool:
        return token[:1] == _OTHER or token in self._complaints or token.endswith(self._symptoms)

    def _parts_not(self, token: str) -> bool:
        return token in self._transparent or token.endswith("ly")

    def complains(self, text: str) -> bool:
        """Whether `text` names another complaint."""
        return any(self._complains(token) and not self._parts_not(token) for token in _TOKEN.findall(text))

    def answers(self, norm: str, time: Time) -> bool:
        """Whether a time is how often, the answer of a questionnaire: 'feeling tired - several days'."""
        words = norm[time.start : time.end]
        return words in self._answers and norm[: time.start].rstrip(" ")[-1:] in ("-", ":", "?", ".", "|")

    def ends(self, since: str) -> bool:
        """Whether 'since' tells of an ending, and not of when something began: 'since resolved'."""
        return since.split()[-1] in self._endings

    def carries(self, between: str) -> bool:
        """Whether 'three weeks of ...' reaches the complaint after `between`."""
        return not _CUT.search(between)

    def tells(self, before: str) -> bool:
        """Whether `before` ends in a verb of the beginning: 'woke (two days ago) with weakness'."""
        words = before.split()
        return bool(words) and words[-2 if words[-1] == "up" and len(words) > 1 else -1] in self._verbs

    def leads(self, between: str) -> bool:
        """Whether `between` only says of what kind the complaint is: '5 wk slowly progressive leg weakness'."""
        return all(
            t in "&+" or t in self._kinds or self._complains(t) or t.endswith("ly")
            for t in _TOKEN.findall(_OWN.sub("", between))
        )

    def opens(self, between: str) -> bool:
        """Whether `between` is the beginning of a clause on the complaint: 'two days ago he noticed ...'."""
        tokens = _TOKEN.findall(_ASIDE.sub(" ", between))
        if any(t in (";", ".", "->", "but", "now") or t in self._endings for t in tokens):
            return False
        unknown = [
            t for t in tokens if t[0].isalnum() and not (t in self._opening or self._complains(t) or t[-2:] == "ly")
        ]
        return len(unknown) <= 2


@cache
def _words() -> _Words:
    return _Words()
