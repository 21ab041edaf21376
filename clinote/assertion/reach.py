"""How far a cue governs: over the group, complement or clause behind it, or back to the beginning of its subject."""

from dataclasses import replace

from clinote.assertion.ahead import Ahead
from clinote.assertion.back import TEST, Back
from clinote.assertion.cues import OWN, Flags, Rule, cues
from clinote.assertion.events import came_then, leads_value, sets_scene
from clinote.assertion.governed import Governor, Reach
from clinote.assertion.results import AIMED, UNSEEN
from clinote.assertion.sentence import BEHIND, ENDS, FINITE, GROUP, SEPARATORS, Sentence, closes
from clinote.patterns import worded

_INCLUDING = worded(r"(?:[,;:]| [-–])? ?\(?(?<!\w){boundaries.particulars}:?(?= )")
"""What opens those of the things spoken of that are named: 'all negative, (specifically) A, B'."""
_OPENING = frozenset(("comma", "open"))
_CLOSING = ENDS | {"comma", "close"}
_BOUT = worded(r" (?:after|following) (?:[a-z']+ ){1,3}{history.spells} of\b")
"""What is over with somebody's recovery: 'recovered fully after a bout of'."""

_ANSWERED = worded(
    r" ?(?:$|[.,;)|/+&]|[-–—→](?!\w)|(?:and|but)\b)"
    r"| {negation.rated} (?:(?:{negation.ratings}|{findings.less})\b|[↑↓\d])"
)
"""What stands behind an answer: another item ('falls nil - fever nil'), or what has a value of its own."""


def answers(s: Sentence, i: int, end: int) -> bool:
    """Whether denial `i`, which ends at `end`, has no noun behind it: 'weakness nil', 'wasting nil tone normal'."""
    noun = s.norm[end : end + 2].strip(" .,;)|\n")
    if noun and (s.text(i) != "nil" or s.opens(i) or not _ANSWERED.match(s.norm, s.marks[s.idle(i)].end, s.high)):
        return False
    led = s.word(i - 1) in FINITE and s.adjacent(i - 1)  # 'there is nil⏎weakness'
    return not led and s.last_word(i) not in cues().settings["prepositions"] and s.follows(i)


def unseen(sentence: Sentence, i: int) -> Reach | None:
    """What stands right behind result `i` of a scan, and is no complaint: 'CT -ve ICH'."""
    start, end, _ = sentence.marks[i]
    found = UNSEEN.search(sentence.norm, max(sentence.low, start - TEST), start)
    return Reach(end, end + 2, tested=sentence.high + 2) if found else None


def ahead(sentence: Sentence, i: int, flags: Flags, stands: str) -> Reach:
    """What cue `i` governs behind it; not the complaint that a test with this result was for."""
    reach, cue = Ahead(sentence, i, flags, stands).reach(), sentence.marks[i]
    aimed = cue.rule.result and AIMED.match(sentence.norm, cue.start, sentence.high)
    return reach._replace(tested=sentence.high + 2) if aimed else reach


def back(sentence: Sentence, first: int, i: int, rule: Rule, plain: bool = False) -> list[Reach]:
    """The subject of predicate `i`, whose verb group begins at mark `first`; `plain`: be it empty."""
    if rule.result and (found := unseen(sentence, i)):
        return [found]
    return Back(sentence, first, i, rule).reach(plain)


def piece_before(sentence: Sentence, k: int) -> Reach:
    """The piece that mark `k` ends: what stands before a bracket, a comma or a dash."""
    return Reach(sentence.edge(k), sentence.marks[k].start)


def beside(sentence: Sentence, i: int, flags: Flags) -> list[Reach]:
    """What else cue `i` governs by where it stands.

    A dated procedure what it was for ('carcinoma, status post lobectomy in 1992'), a question mark that opens a bracket
    all the causes in it ('fatigue (?gout, deconditioning)'), a predicate what its subject is said to include ('all
    systems negative, specifically A, B'), strength that is back what it is back after.
    """
    bout = sentence.marks[i].rule.over and _BOUT.match(sentence.norm, sentence.marks[i].end)
    strong = sentence.marks[i].rule.anaphoric and sentence.joined(i)
    if bout or (strong and sentence.text(i + 1) in ("after", "following", "since")):
        return [ahead(sentence, i + 1, flags, "preposition")]
    if sentence.text(i).startswith("?") and sentence.is_behind(i, "open"):
        return [ahead(sentence, i, flags, "list")._replace(tested=sentence.high + 2)]
    _, end, rule = sentence.marks[i]
    if rule.stands in BEHIND and (named := _INCLUDING.match(sentence.norm, end, sentence.high)):
        return [Ahead(sentence, i, flags, "list", named.end()).reach()]
    dated = any(m.rule.dated for m in sentence.marks[i + 1 : i + 5]) and sentence.marks[i].rule.apposed_dated
    return [piece_before(sentence, i - 1)] if dated and sentence.is_behind(i, "comma") else []


def affirmed(s: Sentence, i: int, subject: bool) -> bool:
    """Whether what mark `i` denies, its `subject` or not, is said to be there behind what it closes or is put in.

    'Was not weak then but is now', 'A, (denied at first), was found', 'although he denied A, it was found'.
    """
    words = [m.rule.word for m in s.marks]
    if "contrast" not in words and (not subject or _OPENING.isdisjoint(words[:i])):
        return False
    k = next((k for k, word in enumerate(words) if k > i and word in _CLOSING), len(words))
    head = k + 1
    while s.adjacent(head - 1) and s.word(head) in GROUP | {"it"}:
        head += 1
    said, rule = {s.word(j) for j in range(k + 1, head)}, s.marks[head].rule if s.adjacent(head - 1) else Rule("")
    if rule.flags or not said & (FINITE | {"now"}) or said & {"not", "may", "modal"}:
        return False
    there = bool(rule.stands and rule.denied)
    last = s.idle(head if there else head - 1)
    now = s.word(last) in ("now", "today")
    although = s.word(0) == "contrast" and s.opens_at(s.marks[0].start)
    put_in = subject and any(words[j] in _OPENING and s.follows(j) for j in range(i))
    if s.word(k) == "contrast" or not put_in:
        it = s.word(k + 1) == "it" and (although or s.word(k) == "contrast")
        return (it and there) or (s.word(k) == "contrast" and now and closes(s.norm, s.marks[last].end))
    return there or now


def of_cause(sentence: Sentence, first: int, i: int, rule: Rule, flags: Flags) -> Governor | None:
    """A doubt or denial of a cause: 'X is a possible contributor to Y', 'X excluded as the cause'.

    In 'it is probably why Y' the doubt is of no disease that was named before.
    """
    said = replace(rule, flags=flags, not_for=rule.not_for | (OWN - {"DIAGNOSIS"}))
    if not sentence.follows(first):  # 'probably the cause of Y is X'
        be = next((k for k in range(i + 1, len(sentence.marks)) if sentence.word(k) == "be"), i)
        reaches = [ahead(sentence, be, flags, "verb")]
    else:
        reaches = [] if sentence.is_behind(first, "it") else back(sentence, first, i, said)
    start, end = sentence.marks[first].start, sentence.marks[i].end
    return Governor(start, end, said, flags, tuple(reaches)) if reaches else None


def when(sentence: Sentence, i: int, flags: Flags) -> list[Reach]:
    """A time that opens a sentence holds for all of it; else for the clause before it and the item behind it."""
    marks, norm = sentence.marks, sentence.norm
    cue = marks[i]
    opening = sentence.opens_at(cue.start) or sentence.is_behind(i, "hard") or cue.start == sentence.body
    onset = sentence.word(0) == "onset" and sentence.opens_at(marks[0].start)  # 'after the operation in 2009'
    onset = onset or sets_scene(sentence, i)
    after = not opening and onset and FINITE.isdisjoint(m.rule.word for m in marks[:i])
    event = sentence.is_behind(i, "presents") or came_then(sentence, cue)  # 'seen in May in a crisis, weak and tired'
    put_in = sentence.is_behind(i, "comma") and sentence.word(i - 2) in FINITE  # 'she had, in 2015, a rash'
    opener = opening or after or put_in or cue.rule.opening
    right = ahead(sentence, i, flags, "opener" if opener else "list" if event else "near")
    if opening or after:
        return [Reach(min(marks[0].end, cue.start), cue.start), right] if after else [right]
    if leads_value(sentence, i):
        return [right]
    if sentence.is_behind(i, "open") and sentence.word(i + 1) == "close":
        return [piece_before(sentence, i - 1), right]  # 'stroke (2019)'
    low, closed, verb, item = sentence.low, 0, -1, 0
    for k in range(i - 1, -1, -1):
        m, word = marks[k], marks[k].rule.word
        if m.rule.dated and item:
            low = item  # 'stroke in 2015 with aphasia, gout in 2016'
            break
        if m.rule.stands == "list" and "historical" in m.rule.flags:
            low = m.end  # 'gout, history of a rash in the past'
            break
        if word == "not" and sentence.relative(sentence.group(k)):
            low = m.start  # 'a murmur that was not heard in 2019'
            break
        item = m.end if word == "comma" and not item else item
        closed += (word == "close") - (word == "open")
        fresh = "dated" in m.rule.stops and word != "onset"  # 'embolism after surgery in 2019': `diseases.began` tells
        cause = word == "from" and not sentence.told(k)  # 'weak from a fall in 2012', but 'had one from a fall in 2012'
        since = word == "since" and bool(norm[m.end : cue.start].strip())  # 'pain since surgery in 2009'
        parted = word == "hard" or cause or fresh or since or closed < 0
        if parted or (verb >= 0 and word in SEPARATORS):
            low = m.end
            break
        if verb >= 0 and word in ("person", "kin") and sentence.is_subject(k) and not sentence.is_behind(k, "which"):
            behind = norm[verb : cue.start].split()
            if behind and behind[0] not in cues().settings["prepositions"]:
                low = m.start  # 'always tired his wife has heard him snore in the past'
                break
        verb = m.end if word in FINITE else verb
    left = any(m.rule.word == "with" and not norm[cue.end : m.start].strip(" ,") for m in marks[i + 1 : i + 3])
    if left and not event:
        right = Reach(cue.end, cue.end)
    return [Reach(low, cue.start), right]
