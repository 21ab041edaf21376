"""Assertion: negated, uncertain, historical, hypothetical, family; each with the cue that says so.

Works for any concept in any clinical text: `assess` takes a span, before extraction or after it, `apply` the facts
of a note.
"""

from collections.abc import Set
from itertools import islice

from clinote.assertion import conditions, cues, dates, diseases, events, kin, regained, results, spared
from clinote.assertion.cues import OWN_VERB, Mark, Rule
from clinote.assertion.governed import Governor, Reach
from clinote.assertion.governors import Read
from clinote.assertion.sentence import FINITE, PARTICIPLE
from clinote.assertion.spared import HELD, MEASURED, VALUES
from clinote.assertion.statements import Statements
from clinote.expressions import expression
from clinote.facts import FLAGS, Cue, Fact, Measured, StrengthGrade
from clinote.layout import Section
from clinote.lexicon import starting
from clinote.patterns import worded
from clinote.reading import Reading
from clinote.text import questions
from clinote.text.nodes import Item, Span

_ANSWERED = Rule("negation.answer", ("negated",))
_YES, _NO, _OPEN, _WAS = (
    Rule(f"form.{says}", flags)
    for says, flags in (("yes", ()), ("no", ("negated",)), ("open", ("hypothetical",)), ("was", ("historical",)))
)
_THEN = expression(r"\bage\W\Z|\b(?:when|at|since|between|until|as an?|from)\b[^.;\n]{0,28}\Z")
"""Before an age at which something was: 'when he was 9 years old'; whoever is 51 years old is so whatever he had."""
_FINER = ("concept", "finding", "analyte")
"""The fields that say of what kind a fact of a label is."""
_WORD = expression(r"[^\s-]+")
_SET_OFF = expression(r"[-–]|[^|]{3}\|")
_WHOLE = expression(r"(?:[\n.;,|]|\A)[ \t*•-]*\Z")
_VERB = 24
_BECAME = worded(r"\b{boundaries.becoming} (?:[a-z]+ly |so |very )?\Z")
"""What stands, at most so many characters, before a complaint that came then."""
_AGAINST = worded(r"\b(?:{history.against}(?!\w)|from(?= [\w.]*\d))")
_PLACE = expression(
    r"(?:\s(?:of|in)\s(?:[a-z-]+ ){0,2}[a-z-]+)?"
    r"(?:\s(?:(?:for|with|from|of) )?(?:which|that)"
    r"(?: (?!(?:when|since|after|before|until|once|while|if)\b)[a-z-]+){1,8})?\s*"
)
"""What may stand between a complaint and the verb that it is the subject of: a place, a clause of its own."""
_FAR = 24
"""No subject is so many words away from its predicate."""
_COURSE = ("word.began", "word.notices")
"""The ids of words before any concept that is there since: 'began to have', 'noticed'."""
_SAYING = FINITE | {"modal", "not"}
_OF_ITS_OWN = frozenset(("quality", "amount", "often"))
"""Words within a concept that do what they do outside one: 'mild' in 'mild dehydration'."""
_SETTLED = ("negated", "hypothetical")
"""With one of these flags nothing more is said of a concept by the next sentence."""
_AND_THEN = expression(r"[ ,]*(?:(?:and|then|since|later|now|subsequently|has been|was) ?)*")


def apply(reading: Reading, facts: list[Fact]) -> None:
    """Set the flags and cues of `facts`, in place."""
    statements = Statements(reading)
    # 'no energy', 'no longer opens jars', 'no bladder control': such a 'no' denies nothing that is listed behind
    own = {fact.start for fact in facts if not fact.negated and fact.label in ("WEAKNESS", "FINDING")}
    for fact in facts:
        fields = vars(fact.says)
        names = {fact.label, fact.rule, *(fields[name] for name in _FINER if name in fields)}
        if "functional_impact" in names:
            said = fact.text.lower()
            if "no longer" in said or said.partition(" ")[0] in cues.cues().settings["giving_up"]:
                names.add("given up")
        if fact.label == "DIAGNOSIS" and fact.start in own:
            names.add("deficit")
        found = _assess(statements, fact.start, fact.end, frozenset(names), own)
        if fact.negated:
            found.pop("negated", None)
        says = fact.says
        graded = isinstance(says, StrengthGrade) and not says.qualitative
        if graded or (isinstance(says, Measured) and says.value is not None):
            found = {flag: cue for flag, cue in found.items() if flag not in ("negated", "uncertain")}
        beside = max(0, fact.start - HELD), fact.start + len("age ")
        if fields.get("concept") == "age" and not _THEN.search(reading.norm, *beside):
            found = {flag: cue for flag, cue in found.items() if flag == "family"}
        for flag, cue in found.items():
            fact.flag(flag, cue)
    regained.apply(statements, facts, assess)
    for fact in facts:
        if fact.label == "DISTRIBUTION" and fact.bearer and fact.bearer.label == "WEAKNESS":
            _share(statements, fact, fact.bearer)


def _share(statements: Statements, place: Fact, weakness: Fact) -> None:
    """Give a place what is said of its weakness; it is past if that is.

    It is denied where an adjective is, which a 'not' reaches alone: 'not weak in the legs', 'her legs are not weak'.
    """
    if not weakness.historical:
        place.historical = False
        place.cues.pop("historical", None)
    marks = statements.sentence(statements.reading.layout.sentence_index(weakness.end)).marks
    but = any(weakness.end <= m.start < place.start for m in marks if m.rule.word == "contrast")
    for flag, cue in weakness.cues.items():
        if flag == "negated" and (cue.rule != "negation.not" or but):  # 'not weak but for the left hand'
            continue
        if not getattr(place, flag):
            place.flag(flag, cue)


def assess(reading: Reading, start: int, end: int, label: str = "") -> dict[str, Cue]:
    """The flags that hold of the concept at `start:end`, each with its cue; those missing do not hold."""
    return _assess(Statements(reading), start, end, frozenset((label,)), frozenset())


def _assess(statements: Statements, start: int, end: int, names: frozenset[str], own: Set[int]) -> dict[str, Cue]:
    reading = statements.reading
    index = reading.layout.sentence_index(start)
    sentence = statements.sentence(index)
    if "DIAGNOSIS" in names or names.isdisjoint(cues.OWN):
        start = diseases.named(sentence, start, end)
    found = _governed(reading, sentence, start, end, names, own) if sentence.marks else {}
    for general in statements.general(index):
        if general.start <= start < general.end:
            found.setdefault(general.rule.flags[0], general)
            if "hypothetical" in general.rule.flags:
                found.pop("negated", None)  # 'lack of evidence of a tumor should not delay a biopsy'
    section, item = reading.layout.section(start), results.item(reading, start, end, names)
    _beside(statements, sentence, section, item, (start, end), names, found)
    if found.keys().isdisjoint(_SETTLED):
        for governor, reach in statements.behind(index):
            # a denial in the next sentence is of what this one ends with
            said = "negated" not in governor.flags or not any(
                mark.rule.word in FINITE for mark in sentence.marks if mark.start > start
            )
            if said and _for(governor, names) and reach.fits(names) and found.keys().isdisjoint(_SETTLED):
                _add(found, governor)
    _answered(reading, sentence, start, names, found)
    other = names.isdisjoint(cues.OWN)  # of such concepts what never was is not past, in whatever list
    negated = found.get("negated")
    if negated:
        found.pop("uncertain", None)  # 'possible abscess ruled out'
        sought = found.get("hypothetical")
        if sought and sought.rule.stands == "list" and sought.start < start < negated.start:
            del found["hypothetical"]  # 'screening for syphilis came back negative'
        past = found.get("historical")
        dated = past and past.rule.dated
        if past and past != negated and not dated and (other or negated.start <= past.start < start):
            del found["historical"]  # 'no prior history of stroke', 'no seizure in the last six months'
    rule = cues.cues().sections.get(section.category or "")
    if rule:
        spares = spared.spares(reading, section, start, end, rule, names, negated is not None)
        for flag in rule.flags if spares else FLAGS:  # 'Red flags, all denied: fever'
            if flag in found and section.start <= found[flag].start < section.body:
                del found[flag]
        if not spares:
            found.setdefault(rule.flags[0], Mark(section.start, section.body, rule))
    warned = "hypothetical" in found and found["hypothetical"].rule.word == "warning"
    if warned and spared.answered(reading, start, end, negated is not None):
        del found["hypothetical"]
    before = "historical" in found and found["historical"].end <= start and not found["historical"].rule.dated
    if before and spared.NEWLY.search(reading.norm, max(0, start - HELD), start):
        del found["historical"]  # 'PMH: gout, newly found anemia'
    _of_the_tree(reading, item, start, end, names, found)
    if "family" in found and (past := found.get("historical")) and past.rule.stands in ("time", "list", "adjective"):
        del found["historical"]  # 'mother had gout at 62', 'a history of gout in his mother'
    if "hypothetical" in found:
        found.pop("uncertain", None)  # 'call for possible bleeding': what may come is in doubt in any case
    if "DIAGNOSIS" in names and not found and (joint := diseases.alternatives(reading, start, end)):
        found["uncertain"] = joint
    return {flag: _cue(reading, found[flag]) for flag in FLAGS if flag in found}


def _answered(reading: Reading, sentence: Read, start: int, names: frozenset[str], found: dict[str, Mark]) -> None:
    """What a question leaves open, what it takes to be there, and what is answered to it."""
    norm, asked = reading.norm, found.get("uncertain")
    at = asked.start if asked else norm.find("?", start, sentence.high)
    if at < start or not norm.startswith("?", at):
        return
    over = found.get("historical")
    if (over and over.start > at) or questions.presupposes(norm, sentence.low, start):
        found.pop("uncertain", None)  # 'Dysphagia? Gone.'
        return
    symptom = not names.isdisjoint(cues.SYMPTOMS)
    asks = questions.asks(norm, sentence.low, start) or (symptom and questions.labels(norm, sentence.low, at))
    if (asked or asks) and (answer := questions.answer(norm, at, asks)):
        found.pop("uncertain", None)
        if not answer.says:
            found["negated"] = Mark(answer.start, answer.end, _ANSWERED)


def _of_the_tree(
    reading: Reading, item: Item | None, start: int, end: int, names: frozenset[str], found: dict[str, Mark]
) -> None:
    """What a form's answer says of the concept, and who speaks there; its own words ('knees 0/4') answer nothing."""
    voice = reading.tree.voice(start)
    if voice and not spared.goes_on(voice, names):
        found.setdefault(voice.flag, Mark(voice.start, voice.end, Rule(voice.id, (voice.flag,))))
    if item and item.answer and item.head.start <= start < item.head.end and names.isdisjoint(MEASURED):
        answer, asked = item.answer, reading.norm.startswith("?", item.head.end)
        listed = asked and ";" in reading.norm[start : item.head.end]
        presupposed = asked and questions.presupposes(reading.norm, item.head.start, start)
        if listed or presupposed or start < answer.start < end:
            return
        rule = _WAS if answer.over else {True: _YES, False: _NO, None: _OPEN}[answer.says]
        for flag in ("negated", "uncertain", "hypothetical"):
            if mark := found.get(flag):
                # '[x] No weakness', '[x] Weakness absent', but '[x] Weakness is reported and was not found'
                own = item.head.start <= mark.start < item.head.end and " and " not in reading.norm[start : mark.start]
                if not (answer.says and (own or (answer.ticked and _picked_under(mark, flag, item.leads)))):
                    del found[flag]
        for flag in rule.flags:
            found[flag] = Mark(answer.start, answer.end, rule)


def _picked_under(mark: Mark, flag: str, leads: tuple[Span, ...]) -> bool:
    """Whether a tick picks what the words before the boxes say: 'Denies: [x] falls', 'Return for: [x] fever'.

    A question before them ('please say if there is') is what it answers.
    """
    said = flag == "negated" or (flag == "hypothetical" and mark.rule.word != "if")
    return said and any(lead.start <= mark.start < lead.end for lead in leads)


def _without(sentence: Read, start: int, end: int) -> Read:
    """`sentence` without the marks among a concept's own words: they do not assert it."""
    touched = [m for m in sentence.marks if m.start < end and start < m.end and m.rule.word not in _OF_ITS_OWN]
    touched = [m for m in touched if not (m.rule.within and m.start < start)]
    if not touched:
        return sentence
    left = [m for m in sentence.marks if m.start < start and m not in touched]
    right = [m for m in sentence.marks if m.start >= start and m not in touched]
    norm = sentence.norm
    for mark in touched:
        if mark.start < start:
            words = norm[mark.start : start].replace("-", " ").split()
            while words and not (rule := cues.rule_of(" ".join(words))):
                words.pop()
            if words and rule:
                left.append(Mark(mark.start, mark.start + len(" ".join(words)), rule))
    said = touched[-1].rule.word == "state" and start < touched[-1].start and touched[-1].end == end  # 'rate regular'
    verbs = [m for m in touched if m.rule.stands and (m.rule.flags or PARTICIPLE.search(norm, m.start, m.end))]
    said |= bool(verbs) or any(m.rule.word in _SAYING for m in touched)
    own = [Mark(start, end, OWN_VERB)] if said else []
    return Read(norm, [*left, *own, *right], sentence.low, sentence.high)


def _governed(
    reading: Reading, whole: Read, start: int, end: int, names: frozenset[str], own: Set[int]
) -> dict[str, Mark]:
    """For each flag that the concept's sentence sets, the nearest cue that governs the concept."""
    sentence = _without(whole, start, end)
    marks = sentence.marks
    symptom = not names.isdisjoint(cues.SYMPTOMS)
    came = symptom and _BECAME.search(reading.norm, max(0, start - _VERB), start) is not None
    noticed = names.isdisjoint(cues.OWN) and any(m.rule.id in _COURSE and m.start < start for m in marks)
    began = [m for m in marks if m.rule.onset] if symptom else []
    anew = (m.rule.id == cues.RETURNED and starting(reading.hits("weakness"), end, m.start) for m in began)
    onset = came or noticed or not all(anew)  # but 'weak in May, now the weakness is back'
    found: dict[str, tuple[int, Mark]] = {}
    for governor in sentence.governors:
        rule = governor.rule
        lasts = rule.unless_onset and dates.has_lasted(reading.norm, reading.times(start), end)
        if lasts or (governor.start in own and governor.start < start):
            continue
        if rule.only_in and reading.layout.section(start).category not in rule.only_in:
            continue
        wide = names | rule.only_for if rule.opening and sentence.opens_at(governor.start) else names
        if not _for(governor, wide, onset) or ((rule.lasting or rule.dated) and diseases.lasts(names, rule.dated)):
            continue
        if kin.informs(reading, governor, start, names, end) or diseases.is_known(reading.norm, governor, start, names):
            continue
        for reach in governor.reaches:
            if _governs(reading.norm, governor, reach, start, end, names):
                if rule.dated and diseases.began(sentence, governor, start, end, names):
                    continue
                apposed = rule.apposed_dated and end <= governor.start  # 'weakness, s/p bypass 2012'
                if apposed and diseases.lasts(names, dated=True):
                    continue  # 'epilepsy, s/p lobectomy in 2012'
                tested = results.of_test(reading, start, governor.start, names)
                if tested or (symptom and (apposed or diseases.shows(reading, governor, start, end, names))):
                    continue
                spares = rule.word == "spell" or (rule.dated and symptom)
                if spares and events.spares(reading, sentence, governor, start, end):
                    continue
                if symptom and "negated" in governor.flags and conditions.weighs(reading.norm, governor, start, end):
                    continue
                if governor.end <= start and conditions.presupposes(reading.norm, governor, start, end):
                    found.pop("uncertain", None)  # 'consider a scan if the cough persists'
                    continue
                distance = start - governor.end if governor.end <= start else governor.start - end
                for flag in governor.flags:
                    if flag not in found or distance < found[flag][0]:
                        found[flag] = (distance, Mark(governor.start, governor.end, rule))
                known = not governor.flags or (rule.dated and diseases.treated(sentence, end, governor.start))
                if known and end <= governor.start and "uncertain" in found:
                    doubt = found["uncertain"][1].end
                    if doubt <= start or _AND_THEN.fullmatch(reading.norm, doubt, governor.start):
                        del found["uncertain"]  # 'suspected gout, since confirmed', 'likely the boil drained in 2015'
    flags = {flag: mark for flag, (_, mark) in found.items()}
    dated = [m for m in marks if m.end <= start] if symptom and any(m.rule.dated for m in marks) else []
    if "historical" not in flags and dated and (spell := events.dated(reading, dated, (start, end), sentence.low)):
        flags["historical"] = spell
    if sentence is not whole and (inner := results.within(whole.norm, whole.marks, start, end, bool(names & VALUES))):
        flags.setdefault(inner.rule.flags[0], inner)
    return flags


def _add(flags: dict[str, Mark], governor: Governor) -> None:
    """Let a cue say what nearer ones leave open; one that says nothing itself settles a doubt."""
    if not governor.flags:
        flags.pop("uncertain", None)
    for flag in governor.flags:
        flags.setdefault(flag, Mark(governor.start, governor.end, governor.rule))


def _beside(
    statements: Statements,
    sentence: Read,
    section: Section,
    item: Item | None,
    span: tuple[int, int],
    names: frozenset[str],
    flags: dict[str, Mark],
) -> None:
    """What the lead-ins of a list say of its items, and what is said behind an item."""
    reading = statements.reading
    start, end = span
    leads = item.leads if item else ()
    if (
        section.start < section.body <= start
        # 'DDx | gout', 'DDx - gout'; a colon says itself what stands behind it
        and (section.body <= sentence.low or _SET_OFF.match(reading.norm, section.body - 2))
        and section.category not in cues.cues().sections
        and section.category != "hpi"  # 'History' heads the story of now
        and not (section.category == "labs" and leads and names.isdisjoint(MEASURED))
        and not (reading.parted(section.body, sentence.low) and (item is None or leads))  # another paragraph
        # what follows on the heading's line is running text
        and (names.isdisjoint(cues.SYMPTOMS) or reading.norm.startswith("\n", section.body))
    ):
        leads = (Span(section.start, section.body), *leads)
    behind = item.behind if item and item.head.start <= start < item.head.end else None
    measured = names & MEASURED or results.aimed(reading, start, end, names)
    own = () if measured else statements.disposed(end, behind if item and item.answer is None else None, names)
    said = [*own, *statements.labelled(sentence, start)]
    if not (leads and (statements.turns(item.start, start) if item else statements.tells(section.body, start))):
        said += (governor for lead in leads for governor in statements.leading(lead))
    for governor in said:
        lasts = governor.rule.lasting and diseases.lasts(names)
        if _for(governor, names) and not (lasts or kin.informs(reading, governor, start, names)):
            _add(flags, governor)


def _for(governor: Governor, names: frozenset[str], onset: bool = False) -> bool:
    rule = governor.rule
    denied = "negated" in governor.flags and "negated" not in rule.flags
    # what a cue does not doubt it may still deny: an EMG is 'consistent with' what it finds
    # a symptom that began at a date, or has lasted since, is no past symptom
    return not (
        (rule.not_for & names and not denied)
        or (rule.only_for and rule.only_for.isdisjoint(names))
        or ((rule.dated or rule.unless_onset) and onset)
    )


def _governs(norm: str, governor: Governor, reach: Reach, start: int, end: int, names: frozenset[str]) -> bool:
    felt = not names.isdisjoint(cues.SYMPTOMS) and names.isdisjoint(diseases.CAUSING)
    if not (reach.holds(start, end, felt) and reach.fits(names)):
        return False
    if governor.rule.direct and governor.rule.words and not _PLACE.fullmatch(norm, end, governor.start):
        return False
    if felt and governor.rule.id == "history.bare" and end < governor.start and norm[end : governor.start].strip():
        return False  # 'weak, falls, stroke hx'
    if governor.rule.words == 0:
        between = norm[min(end, governor.end) : max(start, governor.start)].strip(" -([,")
        whole = not governor.rule.whole or _WHOLE.search(norm[max(0, start - HELD) : start])
        return bool(whole) and (not between or (between[0] == "/" and " " not in between))
    if governor.end <= start:
        # of several items each is as near as the first
        piece = max(norm.rfind(sign, governor.end, start) for sign in (",", " and", " or", "/"))
        return _is_near(norm, max(piece + 1, governor.end), start, governor.rule.words + (piece >= 0))
    if governor.rule.stands in ("near", "time") and _AGAINST.search(norm, end, governor.start):
        return False  # "4/5 compared with 3/5 at the last visit"
    far = governor.rule.words if governor.rule.stands in ("predicate", "between", "near") else _FAR
    return _is_near(norm, end, governor.start, far)


def _is_near(norm: str, low: int, high: int, most: int) -> bool:
    """Whether at most so many words stand in `low:high`; they are counted where its characters do not tell."""
    return high - low < 2 * most or next(islice(_WORD.finditer(norm, low, high), most, None), None) is None


def _cue(reading: Reading, mark: Mark) -> Cue:
    words = reading.text[mark.start : mark.end]
    start = mark.end - len(words.lstrip())
    return reading.cue(start, start + len(words.strip()), mark.rule.id)
