"""Functional impact: what the patient cannot do, does with difficulty, or needs help with; and what goes well."""

from collections.abc import Iterator
from typing import NamedTuple

from clinote.expressions import end_of, expression
from clinote.extract import activity, means, statements
from clinote.extract.activity import ended, lists, vocabulary
from clinote.facts import Fact, Finding
from clinote.lexicon import Hit
from clinote.patterns import worded
from clinote.reading import Reading

_PART = 12
"""A trick this close (characters) behind a statement of its sentence belongs to it."""

_CLAUSE = 60
"""How far (characters) before a statement a 'will' makes it a goal."""
_LETTERS = 3
"""Letters of the short form of a level of assistance."""
_LEADING = frozenset(("verb", "gerund", "object", "named", "next", "helper", "assisted"))
_LEADS = worded(r"(?P<words>(?:\s{function.leading})*)\s?(?P<sign>[:–-]?)\s*\n")
"""What stands between such words and the list below them."""
_OPEN_END = worded(r"\b{function.leading}\Z")
_LABELLED = expression(r"(?:\s(?:with|in|for|to))?:(?=\s)")
"""What makes a label of them: 'needs help with: dressing'."""
_ALSO = expression(r"[^.;:()\n]{0,40}?\b(?P<and>and|or|nor)\s+(?P<to>to)\s+")
"""What goes on with another activity: '(unable to climb) since May and to (rise)'."""
_OWN = expression(r"\b(?:he|she|they|i)\b")
"""What makes a trick close behind a statement one of its own: '..., and she pushes off with her hands'."""

_ELSEWHERE = frozenset(
    ("goals", "procedure", "imaging", "labs", "family_history", "allergies", "medications", "plan", "instructions")
)
"""Sections in which a helper, a trick or a relative says nothing of what the patient can do."""

_PROMISED = expression(r"\b(?:will|may|should|can|could|would|might|to|to be|also|please|did|not)\s+$")
_FUTURE = worded(r"(?:\b{function.future}|'ll)\s(?![^.;:,]*(?:[.;:,]|\bbut\b))")
"""What makes a statement behind it a goal: it is yet to come, and its clause does not end before that."""
_OPERATOR = worded(
    r"\b({function.operator})\s+(?:(?:was|were|is|are|then|could|also|now|easily|carried|being|subsequently)\s+){0,3}$"
)
"""Who, right before a statement, makes it one about a procedure."""
_FORBIDDEN = worded(r"[^.;\n]{0,20}\b(?:until|till)\b[^.;\n]{0,40}\b{function.released}\b")
"""What makes a statement before it an order: 'cannot lift until six weeks after surgery'."""
_EXERCISE = expression(r"\b\d+ ?[x\u00d7] ?\d+\b|\b(?:sets?|reps?|repetitions?)\b(?!-)")
"""What counts the rounds of an exercise."""
_ASKED = expression(r"\b(?:ask|call)\s+for\s+(?:\w+\s+)?$")
_PAST = expression(r"(?:was |were |been )?(?:could|couldn't|unable|able|did|didn't|wasn't)\b")
_ORDERS, _OPENS = worded(r"{function.holding_on}\b"), ("", ".", "\n")
_BIDDEN = frozenset(("to", "pt", "patient", "him", "her", "them", "be"))
"""What may stand between an order and its activity: 'encourage (pt to) walk with a stick'."""
_BACKWARD = frozenset(("before", "adjacent", "judged", "lapsed", "means", "bound", "agent"))
"""What is read of the words before a cue."""
_NO_PLAN = frozenset(
    ("impaired", "helper", "trick", "person", "time", "dropped", "supply", "wanted", "means", "bound", "agent")
)
"""What says nothing in the sections `_ELSEWHERE`."""
_READERS = {
    "trick": statements.trick,
    "person": statements.person,
    "time": statements.time,
    "wanted": statements.wanted,
    "spends": statements.spends,
    "mostly": statements.mostly,
    "heaved": statements.heaved,
    "spell": statements.spell,
    "seated": statements.seated,
    "dropped": statements.dropped,
    "distance": statements.distance,
    "impaired": statements.impaired,
    "swapped": statements.swapped,
}
"""What reads of the words behind a cue alone."""
_ENDINGS = {"verb": "", "gerund": "ing", "object": ""}
"""The ending of a verb behind the words that govern several."""
_SUBJECTS = frozenset((",", "he", "she", "i", "they", "it"))
_STARTERS = _SUBJECTS | {"and", "or", "/", "patient", "pt", "who"}
"""What begins a clause, and so ends one that is read backwards."""
_JOINT = expression(r"(?:[\s,:;-]|\b(?:but|now|and|then|often|usually|still)\b)+$")
"""What stands between an activity and what is said of it behind a comma: 'sit to stand, and now (needs two)'."""
_SAYS = expression(r"\b(?:he|she|i|they)\s+(?:now\s+)?$")
_FORMERLY = expression(r"\b(?:used to|previously|formerly|could|was able to|normally|usually)\b")
_NAME = 3
"""The most words of an activity that is its own label: 'Stairs unable.'"""
_BEEN = expression(r"\b(?:is|was|be|being|been|gets|got)\s+$")
_TROUBLES = ("problem", "problems", "issues", "prob", "probs")
_GETS = frozenset(("go", "goes", "went", "get", "gets", "getting", "got", "reaching", "going"))
_RELATIVE = worded(r" {function.relative}\b")
_LABEL = expression(r"(?: status)?:")
_MINE = expression(r"\b(?:my|myself|me)\b")
_OURS = worded(r"\b(?:her|him|{family.parents})\b")

_USED = worded(r"\b{function.used}\b[^.;:,]{0,18}$")
"""What makes a product one that the patient depends on, and no item of a list."""


class Statement(NamedTuple):
    """A statement of functional impact: where it stands, the words that open or close it, and whether it denies one."""

    start: int
    end: int
    hit: Hit
    normal: bool


def extract(reading: Reading) -> list[Fact]:
    """One fact per statement about an activity of daily living or about mobility."""
    hits = (hit for kind in ("function", "manner", "person", "spell", "daily") for hit in reading.hits(kind))
    said = [made for hit in hits if hit.pattern.data.get("reads") for made in _statements(reading, hit)]
    found: list[Fact] = []
    for statement in sorted(said, key=lambda statement: (statement.start, -statement.end)):
        reached = found[-1].end if found else 0
        if statement.start >= reached and not (found and _belongs(reading, statement, found[-1])):
            found.append(_fact(reading, statement))
    return found


def _belongs(reading: Reading, statement: Statement, last: Fact) -> bool:
    """Whether a trick or a distance is part of the statement before it: 'rises only by pushing off with both arms'."""
    far = reading.norm[statement.start].isdigit()  # 'sits up with help, 40 ft with a cane'
    start = statement.start if far else statement.hit.start
    near = start - last.end < _PART and start < reading.sentence(last.start)[1]
    own = near and _OWN.search(reading.norm, last.end, start)
    return near and not own and (far or bool(statement.hit.pattern.data.get("part")))


def _fact(reading: Reading, statement: Statement) -> Fact:
    hit = statement.hit
    fact = reading.fact(Finding("functional_impact"), statement.start, statement.end, hit.pattern)
    if statement.normal:
        fact.flag("negated", reading.cue(hit.start, hit.end, hit.pattern.id))
    return fact


def _statements(reading: Reading, hit: Hit) -> Iterator[Statement]:
    """The statement that `hit` belongs to, or one for each item of the list that it leads: 'Unable to:' '- climb'."""
    if statement := _statement(reading, hit):
        *before, statement = _apart(reading, statement)
        yield from before
        yield statement
        if reading.norm.endswith(" to", hit.start, hit.end):
            yield from _further(reading, statement)
    elif hit.pattern.data["reads"] in _LEADING:
        yield from _listed(reading, hit)


def _apart(reading: Reading, statement: Statement) -> list[Statement]:
    """`statement`, or one for each activity or helper of its list: 'unable to (climb stairs) or (comb her hair)'."""
    norm, hit = reading.norm, statement.hit
    reads = hit.pattern.data["reads"]
    if reads in ("before", "adjacent", "judged") and statement.start < hit.start:
        return [*_led_up(reading, statement), statement]
    if (reads not in _ENDINGS and reads != "helper") or statement.start != hit.start:
        return [statement]
    words = activity.after(norm, end_of(_LABELLED, norm, hit.end), reading.sentence(hit.start)[1])
    needed = reads == "helper"
    members = statements.needed(words) if needed else vocabulary().members(words, _ENDINGS[reads], reads == "object")
    if len(members) < 2:
        return [statement]
    starts = [hit.start, *(words.spans[first][0] for first, _ in members[1:])]
    return [
        statement._replace(start=start, end=words.spans[last][1])
        for start, (_, last) in zip(starts, members, strict=True)
    ]


def _led_up(reading: Reading, statement: Statement) -> Iterator[Statement]:
    """The activities of a list before its last, of which all it is said: '(cooking) and bathing are hard'."""
    begin, _ = reading.sentence(statement.start)
    words = activity.before(reading.norm, statement.start, begin)
    if words[-1:] in (["and"], ["or"]):
        for first, last in vocabulary().gerunds(words):
            yield statement._replace(start=words.spans[first][0], end=words.spans[last][1])


def _further(reading: Reading, statement: Statement) -> Iterator[Statement]:
    """What else somebody could not do, from another time on: 'lost the ability to run in May and to rise in June'."""
    norm, hit, at = reading.norm, statement.hit, statement.end
    _, stop = reading.sentence(hit.start)
    while also := _ALSO.match(norm, at, stop):
        joint = also.start("and")
        times = [time for time in reading.times(hit.start) if at <= time.start and time.end <= joint]
        if not times or (norm[at : times[0].start] + norm[times[-1].end : joint]).strip(" ,"):
            return
        words = activity.after(norm, also.end(), stop)
        last = _last(hit, norm, words)
        if last is None:
            return
        at = words.spans[last][1]
        yield Statement(also.start("to"), at, hit, statement.normal)


def _listed(reading: Reading, hit: Hit) -> Iterator[Statement]:
    """The activities in the list that `hit` leads, with a colon, left open, or as all that its line says."""
    norm, led = reading.norm, _LEADS.match(reading.norm, hit.end)
    if not led or not (led["sign"] or _opens(norm, hit.start) or _OPEN_END.search(norm, hit.start, led.end("words"))):
        return
    if reading.layout.section(hit.start).category in _ELSEWHERE:
        return
    words = activity.after(norm, hit.end, led.end("words"))
    for item in reading.tree.items:
        if any(lead.start <= hit.start < lead.end for lead in item.leads):
            held = activity.after(norm, item.start, item.end)
            last = _last(hit, norm, words + held)
            if last is not None and last >= len(words):
                end = held.spans[last - len(words)][1]
                yield Statement(item.start, end, hit, bool(hit.pattern.data.get("normal")))


def _statement(reading: Reading, hit: Hit) -> Statement | None:
    """The statement that the words of `hit` belong to; None where they are about no activity of the patient."""
    norm, reads = reading.norm, hit.pattern.data["reads"]
    normal = bool(hit.pattern.data.get("normal"))
    start, end = hit.start, hit.end
    if not statements.promising(reads, reading.scan, end):
        return None
    begin, stop = reading.sentence(start)
    if reads == "level" and end - start <= _LETTERS:
        short, written = norm[start:end], reading.text[start:end]
        if short != written != short.upper():
            return None  # 'CgA' is chromogranin A, 'CGA' contact guard assist
        near = activity.after(norm, max(begin, start - _CLAUSE), min(stop, end + _CLAUSE))
        if not statements.guarded(near, activity.before(norm, start, begin)):
            return None
    if reads in ("alone", "device"):
        used = reads == "alone" or _USED.search(norm[max(0, start - 40) : start])
        if not used or _LABEL.match(norm, end) or _RELATIVE.match(norm, end):
            return None
    elif reads in _BACKWARD:
        if norm[begin:start].rstrip().endswith(":") and reads in ("before", "adjacent", "means"):
            start = begin + norm[begin:start].rindex(":")  # 'stairs: with difficulty'
        words = activity.before(norm, start, begin)
        ending = _ending(hit, norm, words, stop)
        if ending is None:
            return None
        end = ending
        back = _lapsed(words) if reads == "lapsed" else _preceding(hit, words)
        if reads == "agent" and back is None:
            back = means.cared(words)
        if back is None:
            return None
        told = [word for word in words[:-back] if word not in _BIDDEN]
        if told and told[-1] in lists().advised:
            return None
        if normal and not lists().tries.isdisjoint(words[-back - 2 : -back]):
            return None
        if normal and not lists().negators.isdisjoint(words[-back - 1 : -back]):
            normal, back = False, back + 1
        normal = normal and not _shares_negation(words[:-back])
        start = words.spans[-back][0]
    else:
        words = activity.after(norm, end_of(_LABELLED, norm, end), stop)
        label = _labelled(norm, hit, begin) if reads == "level" else None
        last = _last(hit, norm, words) if label is None else -1
        start = start if label is None else label
        if reads in ("wanted", "taken"):
            before = activity.before(norm, start, begin)
            back = means.wanting(before, last is None) if reads == "wanted" else None
            if reads == "taken":  # '(her husband has) taken over'
                back = next((n for n in range(1, min(4, len(before)) + 1) if before[-n] in lists().people), None)
            if back is None or (last is None and reads == "taken"):
                return None
            start, last = before.spans[-back][0], -1 if last is None else last
        elif last is None:
            taken = _taken(reading, hit, words)
            if taken is None:
                return None
            start, last = taken
        end = end if last < 0 else words.spans[last][1]
    category = reading.layout.section(hit.start).category
    if category in ("goals", "procedure") or _operated(norm, hit) or (reads in _NO_PLAN and category in _ELSEWHERE):
        return None
    if _FUTURE.search(norm, max(begin, start - _CLAUSE), start):
        return None
    if not _PAST.match(norm, start) and _FORBIDDEN.match(norm, end):
        return None
    if (reads in _BACKWARD or reads == "helper") and _EXERCISE.search(norm, begin, stop):
        return None
    return Statement(start, end, hit, normal)


def _labelled(norm: str, hit: Hit, begin: int) -> int | None:
    """Where the activity begins that is the label of a level of assistance: 'UB dressing: SBA LB dressing: max A'."""
    colon = norm.rfind(":", begin, hit.start)
    if colon < 0 or norm[colon + 1 : hit.start].strip():
        return None
    words = activity.before(norm, colon, begin)
    back = _preceding(hit, words)
    return None if back is None else words.spans[-back][0]


def _ending(hit: Hit, norm: str, words: list[str], stop: int) -> int | None:
    """Where what is said behind an activity ends; None where the words do not say it so."""
    reads = hit.pattern.data["reads"]
    if reads not in ("bound", "agent", "means"):
        return hit.end
    if reads == "means" and not means.joined(words, norm[hit.start : hit.end]):
        return None
    behind = activity.after(norm, hit.end, stop)
    match reads:
        case "bound":
            last = means.bound(behind)
        case "agent":
            last = means.agent(words, behind)
        case _:
            last = means.means(behind, 1) if behind[:1] in (["of"], ["and"]) else None
            if last is None and behind[:1] != ["of"]:
                return hit.end
    return None if last is None else behind.spans[last][1]


def _taken(reading: Reading, hit: Hit, words: list[str]) -> tuple[int, int] | None:
    """'(Sit to stand) needs (three attempts)': where it begins, and the last of `words` that belongs to it."""
    reads = hit.pattern.data["reads"]
    if hit.pattern.data.get("normal"):
        return None
    begin, _ = reading.sentence(hit.start)
    match reads:
        case "helper" | "time":
            last = means.means(words)
        case "trick":
            last = means.pause(words)
        case "verb" if ended(words, 0):
            labelled = reading.norm[begin : hit.start].rstrip(" -").endswith(":")
            name = activity.before(reading.norm, hit.start, begin)
            labelled = labelled or (0 < len(name) <= _NAME and means.subject(name))
            last = -1 if labelled or _FORMERLY.search(reading.norm, begin, hit.start) else None
        case _:
            return None
    if last is None:
        return None
    said = reading.norm[begin : hit.start]
    at = begin + len(_JOINT.sub("", _SAYS.sub("", said) if reads == "verb" else said))
    name = activity.before(reading.norm, at, begin)
    before = means.led(name)
    led = len(name) - len(before)
    resting = reads == "trick" or (last >= 0 and words[last] in lists().pauses)
    back = _preceding(hit, before) if resting or reads == "verb" or means.subject(before) else None
    if back is None:
        return (hit.start, last) if resting and reads == "helper" and means.paused(words, last) else None
    return name.spans[-back - led][0], last


def _operated(norm: str, hit: Hit) -> bool:
    """Whether the one who speaks is not the patient: 'we could not open the capsule', 'I was able to reach it'."""
    who = _OPERATOR.search(norm[max(0, hit.start - 40) : hit.start])
    if not who:
        return False
    if who[1] not in ("i", "we"):
        return True
    then = norm[hit.end : hit.end + 60]
    if who[1] == "we":
        return not (norm.startswith("can", hit.start) and _OURS.search(then))
    if not _PAST.match(norm, hit.start):
        return who[0].rstrip() != "i"
    quoted = norm.count('"', max(0, hit.start - 300), hit.start) % 2
    return not quoted and not _MINE.search(then)


def _last(hit: Hit, norm: str, words: list[str]) -> int | None:
    """The last word of the statement that `words` follow; -1 where none belongs to it, None for no statement."""
    known = vocabulary()
    reads = hit.pattern.data["reads"]
    if reads in _READERS:
        return _READERS[reads](words)
    match reads:
        case "dragged" | "seat" | "grip" | "meal" | "missed":
            return statements.read(reads, words)
        case "verb" if not known.borne(words):
            return known.activity(words, unknown="")
        case "gerund":
            return known.activity(words, unknown="ing")
        case "object":
            return known.activity(words, unknown="", things=True)
        case "named" if _is_doing(words) or not (norm.endswith(_TROUBLES, hit.start, hit.end) or "lower" in words[:3]):
            return known.activity(words[:4])
        case "next":
            return statements.doing(words, norm.startswith("slow", hit.start))
        case "helper" if not _promised(norm, hit) and not (_ORDERS.match(norm, hit.start) and _opens(norm, hit.start)):
            return statements.helper(words)
        case "leg" | "arm":
            return statements.limb(words, reads == "arm")
        case "supply" if not _promised(norm, hit):
            return statements.supply(words)
        case "taken":
            return known.activity(words)
        case "passive" if _BEEN.search(norm, max(0, hit.start - 12), hit.start) or _opens(norm, hit.start):
            return known.activity(words, unknown="", things=True)
        case "assisted" if words and words[0] in lists().links and not _promised(norm, hit):
            asked = _ASKED.search(norm, max(0, hit.start - 24), hit.start)  # 'ask for help with the shopping'
            return None if asked else known.activity(words, unknown="ing")
        case "level" if not norm.endswith("without ", 0, hit.start):
            return statements.level(words)
    return None


def _is_doing(words: list[str]) -> bool:
    """Whether an activity is named right behind its trouble: 'problems dressing', not 'problems arise'."""
    known = vocabulary()
    return bool(words) and (words[0].endswith("ing") or words[0] in known.core or words[0] in known.things)


def _opens(norm: str, at: int) -> bool:
    """Whether a sentence or a line begins at offset `at`."""
    return norm[max(0, at - 4) : at].rstrip(" -*")[-1:] in _OPENS


def _promised(norm: str, hit: Hit) -> bool:
    """Whether it is said of what may come: 'may need help'."""
    return bool(_PROMISED.search(norm, max(0, hit.start - 12), hit.start))


def _lapsed(words: list[str]) -> int | None:
    """'(Doesn't go upstairs) any more': how many words back the negation of an activity stands."""
    for back, word in enumerate(reversed(words), start=1):
        if word in lists().negators:
            at = len(words) - back + 1
            return back if vocabulary().activity(words, at, unknown="") is not None else None
    return None


def _shares_negation(words: list[str]) -> bool:
    """Whether a negation among `words` holds for the activity behind them too: 'cannot sit or (stand unaided)'."""
    purpose = words[-1:] == ["to"]
    words = words[:-1] if purpose else words
    joint = words[-1:] in (["or"], ["nor"]) or (purpose and words[-1:] == ["and"])
    return joint and not lists().negators.isdisjoint(words[-10:-1])


def _preceding(hit: Hit, words: list[str]) -> int | None:
    """'(Climbing stairs) is hard': how many words back the activity begins in its clause."""
    known, said = vocabulary(), lists()
    start = None
    skipped = 0
    thing = things = bool(hit.pattern.data.get("things"))
    if hit.pattern.data["reads"] in ("adjacent", "judged"):
        joined = False
        while words and (words[-1] in said.copulas or words[-1] in said.be):
            joined = joined or words[-1] in said.be
            words, skipped = words[:-1], skipped + 1
        if not (joined if hit.pattern.data["reads"] == "judged" else means.touches(words, things)):
            return None
    agent = hit.pattern.data["reads"] == "agent"
    if agent or hit.pattern.data["reads"] == "means":
        short = means.undone(words) if agent else means.led(words)
        words, skipped, thing = short, len(words) - len(short), False
        start = None if agent else means.far(words)
    reach = 9 if hit.pattern.data.get("normal") else 12
    behind = ""
    for back, word in enumerate(reversed(words[-reach:]), start=1):
        if start is not None and (word in _STARTERS or word in said.negators):
            break
        if start is not None and word in ("was", "were", "been", "being") and not words[-start].endswith("ing"):
            # 'the tube was lifted out easily': done to something
            return None
        low = word == "lower" and behind in lists().no_challenge  # 'the lower limbs' are no movement
        moved = known.done(word) and not low
        using = word == "used" and behind == "to"
        if moved or (thing and word in known.soft and not using) or (behind in ("up", "off", "out") and word in _GETS):
            start, thing = back, thing or word in known.things
        elif word in known.things:
            thing = True
            start = back if things and not (agent and word in lists().no_challenge) else start
        elif start is None and (
            word in _SUBJECTS or (word in known.never and not (word in said.be or behind in said.be))
        ):
            return None
        behind = word
    doing = "".join(words[:1])
    named = doing.endswith("ing") and doing not in known.never and known.foreign.isdisjoint(words)
    if start is None and thing and named:
        start = len(words)  # 'restraining the dog (is beyond her)'
    return None if start is None else start + skipped
