"""Which marks of a sentence set a flag on a concept: a walk to the left of it and a walk to the right."""

from bisect import bisect_left
from collections.abc import Callable, Set
from operator import itemgetter

from clinote.assertion import spells
from clinote.assertion.cues import APPOSED, CLAUSE, ITEM, NONE, OWN, SENTENCE, Mark, Rule, rule_of

Found = dict[str, Mark]
"""For each flag that is set, the mark that sets it."""
Holds = Callable[[Rule], bool]

_MOST = 100
_start = itemgetter(0)
SYMPTOMS = frozenset(("WEAKNESS", "FINDING", "DISTRIBUTION"))
_UNDATED = frozenset(("dated",))
_UNDATED_OWN = frozenset(("dated", "began"))
"""Stops of a date: an onset in the past is no past weakness; a condition that began then is historical (ConText)."""
_QUOTED = " \t\n\"'"
"""What may stand between a separator and the words that it opens."""
_RELATIVE = "boundary.relative"
"""', which began with': the clause goes on."""
_CAUSED = 3
"""At most so many words between 'the cause of' and what is caused."""
_THERE = (" present", " there", " likely")
_SEPARATORS = frozenset(("comma", "and", "or", "open"))
_ENDS = frozenset(("hard", "colon", "close"))
_PHRASE_ENDS = _ENDS | {"with"}
_AFTER_CLOSING = frozenset((
    "by", "at", "on", "in", "with", "today", "this", "currently", "throughout", "bilaterally", "and", "or", "but",
    "per", "for", "now", "then", "as", "after", "during", "since", "there", "again",
    "fully", "completely", "entirely", "spontaneously", "within", "quickly", "without", "before",
))  # fmt: skip
_DETERMINERS = frozenset((
    "a", "an", "the", "his", "her", "their", "my", "one", "patient's", "maternal", "paternal", "older", "younger",
    "elder",
))  # fmt: skip


def reach(
    norm: str, marks: list[Mark], span: tuple[int, int], begin: int, names: frozenset[str], taken: Set[int]
) -> Found:
    """The nearest mark for each flag on the concept at `span` of the sentence that begins at `begin`.

    `names` are the concept's label and finer names, which a rule may exclude; a cue at one of `taken` begins a concept
    and says nothing of another.
    """
    # so many marks on each side are more than any real sentence has; a whole note without full stops stays cheap
    middle = bisect_left(marks, span[0], key=_start)
    marks = marks[max(0, middle - _MOST) : middle + _MOST]
    if taken:
        marks = [m for m in marks if m.start not in taken or m.start >= span[0] or not m.rule.forward]
    dated = any(m.rule.dated for m in marks)
    onset = bool(names & SYMPTOMS) and any(m.rule.onset for m in marks)

    def holds(rule: Rule) -> bool:
        # a symptom that began at a date, or has lasted since, is no past symptom
        return not (
            rule.not_for & names
            or (rule.only_for and rule.only_for.isdisjoint(names))
            or (rule.needs_date and not dated)
            or ((rule.dated or rule.unless_onset) and onset)
        )

    undated = _UNDATED if names.isdisjoint(OWN) else _UNDATED_OWN
    left, right = _around(norm, marks, span)
    # 'needs help', 'cannot climb': words with a verb of their own are a statement, no item of the list before them
    own = any(m.rule.verb or m.rule.forward for m in marks if m.start >= span[0] and m.end <= span[1])
    found = _leftwards(norm, left, right, span, begin, holds, undated, own)
    caused = left and left[-1].rule.role == "of" and _words(norm, left[-1].end, span[0]) <= _CAUSED
    for flag, mark in _rightwards(norm, right, span[1], holds, undated, {"negated"} if caused else set()).items():
        found.setdefault(flag, mark)
    if onset and "historical" not in found and (spell := spells.dated(norm, left, span, begin)):
        found["historical"] = spell
    return found


def _around(norm: str, marks: list[Mark], span: tuple[int, int]) -> tuple[list[Mark], list[Mark]]:
    """The marks before and behind the concept; of a phrase that runs into it, the words outside."""
    start, end = span
    left = [m for m in marks if m.end <= start]
    right = [m for m in marks if m.start >= end]
    for mark in marks:
        if mark.rule.within and mark.start < start and end <= mark.end:
            left.append(Mark(mark.start, start, mark.rule))
        elif mark.start < start < mark.end:
            left += _outside(norm, mark.start, start, first=True)
        elif mark.start < end < mark.end:
            right[:0] = _outside(norm, end, mark.end, first=False)
    return left, right


def _outside(norm: str, start: int, end: int, first: bool) -> list[Mark]:
    """The mark of the most words from the start (`first`) or up to the end that are a cue of their own."""
    words = norm[start:end].replace("-", " ").split()
    while words:
        text = " ".join(words)
        if rule := rule_of(text):
            return [Mark(start, start + len(text), rule) if first else Mark(end - len(text), end, rule)]
        words.pop(-1 if first else 0)
    return []


def _leftwards(
    norm: str, left: list[Mark], right: list[Mark], span: tuple[int, int], begin: int, holds: Holds,
    undated: frozenset[str], own: bool,
) -> Found:  # fmt: skip
    """Cues before the concept, the nearest first, until something ends their reach."""
    found: Found = {}
    stopped: set[str] = set()
    prefixed = _prefixed(norm, left, span[0], begin)
    if not prefixed and (marker := _marker_behind(norm, right, span[1])):
        stopped.add("negated")
        if marker.rule.flags:
            found["negated"] = marker
    comma = verb = False
    clause = 0  # 1: another statement of the same subject, 2: of another
    states = _states(right)  # the words between the walk and the last separator are a statement
    ahead: Mark | None = None
    i = len(left)
    while i:
        i -= 1
        mark = left[i]
        rule, role = mark.rule, mark.rule.role
        if rule.forward:
            # a time that opens the sentence holds for all of it
            edge = left[i - 1].end if i and left[i - 1].rule.role == "hard" else begin
            far = SENTENCE if rule.dated and not norm[edge : mark.start].strip() else rule.forward
            if (
                (far == SENTENCE or clause < (2 if far == CLAUSE else 1))
                and rule.id not in stopped
                and (far >= CLAUSE or rule.verbs or not verb)
                and not (far == ITEM and comma)
                and not (rule.dated and not stopped.isdisjoint(undated))
                and (rule.words > 20 or _words(norm, mark.end, span[0]) <= rule.words)
                and not (rule.of_object and _subject(norm, right))
                and (not rule.leading or (prefixed and i == len(left) - 1) or _opens(norm, left, i, begin))
                and holds(rule)
            ):
                _take(found, stopped, mark)
        if not (comma and rule.pseudo):
            stopped |= rule.stops
        if role in _SEPARATORS:
            opening = ahead.rule if ahead and not norm[mark.end : ahead.start].strip(_QUOTED) else None
            same = opening is not None and (opening.verb or opening.id == _RELATIVE)
            if (i and left[i - 1].rule.dated and left[i - 1].end == mark.start) or role == "or":
                pass  # the comma behind 'In 1998,' parts nothing, nor does an 'or'
            elif same or (own and not ahead and not norm[mark.end : span[0]].strip()):
                clause = max(clause, 1)
            elif verb or states:
                clause = 2
            elif opening and opening.quantity:
                clause = max(clause, 1)
            comma = comma or role == "comma"
            verb = states = False
        elif role == "with" and states:
            states = False  # 'heart failure with EF of 20%' is an item of a list
            stopped.update(("negated", "uncertain"))
        elif role == "with":
            stopped.add("uncertain")  # what a possible disease comes with is there
        elif role == "close":
            i = next((k for k in range(i - 1, -1, -1) if left[k].rule.role == "open"), i)
        elif role == "hard" or (role == "colon" and not _introduces(norm, left, i)):
            break
        verb = verb or rule.verb
        states = states or rule.predicate
        ahead = mark
    return found


def _rightwards(
    norm: str, right: list[Mark], end: int, holds: Holds, undated: frozenset[str], stopped: set[str]
) -> Found:
    """Cues behind the concept, the nearest first, until something ends their reach."""
    found: Found = {}
    commas = 0
    clause = verb = crossed = False
    edge = end
    i = -1
    while i + 1 < len(right):
        i += 1
        mark = right[i]
        rule, role = mark.rule, mark.rule.role
        if rule.backward:
            touches = crossed and not norm[edge : mark.start].strip()
            if rule.backward == APPOSED and touches:
                near = commas < 2
            elif rule.backward == CLAUSE:
                near = not clause and commas < 1 + touches
            else:
                near = not (clause or verb or touches) and not (commas and rule.backward in (ITEM, APPOSED))
            if (
                near
                and rule.id not in stopped
                and not (rule.dated and not stopped.isdisjoint(undated))
                and not (rule.backward_dated and not (touches and any(m.rule.dated for m in right[i + 1 : i + 5])))
                and (rule.words > 20 or rule.forward != NONE or _words(norm, end, mark.start) <= rule.words)
                and (not rule.closing or closes(norm, mark.end))
                and holds(rule)
            ):
                _take(found, stopped, mark)
        elif rule.forward:
            stopped.update(("negated", "uncertain"))  # what is said from here on is said of something else
        stopped |= rule.stops
        if role == "open":
            behind = right[i + 1] if i + 1 < len(right) else None
            if not (behind and behind.rule.backward and not norm[mark.end : behind.start].strip()):
                i = next((k for k in range(i + 1, len(right)) if right[k].rule.role == "close"), len(right))
        elif role in _SEPARATORS:
            crossed, edge = True, mark.end
            commas += role == "comma"
        elif role in _ENDS:
            break
        elif role == "from":
            stopped.add("dated")  # 'weakness from a stroke in 2015'
        elif rule.verb:
            verb = True
            clause = clause or crossed
    return found


def _take(found: Found, stopped: set[str], mark: Mark) -> None:
    for flag in mark.rule.flags:
        if flag not in stopped:
            found.setdefault(flag, mark)


def _states(right: list[Mark]) -> bool:
    """Whether the words behind the concept, up to the next separator, make a statement of it."""
    for mark in right:
        if mark.rule.role in _SEPARATORS or mark.rule.role in _PHRASE_ENDS or "negated" in mark.rule.stops:
            return False
        if mark.rule.verb or mark.rule.predicate:
            return True
    return False


def _subject(norm: str, right: list[Mark]) -> bool:
    """Whether the concept is the subject of a verb that says more than that it is there."""
    for mark in right:
        if mark.rule.role in _SEPARATORS or mark.rule.role in _ENDS:
            return False
        if mark.rule.verb:
            return not norm.startswith(_THERE, mark.end)
    return False


def _marker_behind(norm: str, right: list[Mark], end: int) -> Mark | None:
    """The (-) or (+) that follows the concept."""
    first = right[0] if right else None
    if first and first.rule.role == "marker" and norm[first.start] in "(-" and not norm[end : first.start].strip():
        return first
    return None


def _prefixed(norm: str, left: list[Mark], start: int, begin: int) -> bool:
    """Whether the concept follows a (-) or (+), in a line where the first of these stands before its word."""
    if not left or left[-1].rule.role != "marker" or norm[left[-1].end : start].strip():
        return False
    first = next(i for i, mark in enumerate(left) if mark.rule.role == "marker")
    return _opens(norm, left, first, begin)


def _words(norm: str, start: int, end: int) -> int:
    return len(norm[start:end].replace("-", " ").split())


def _opens(norm: str, left: list[Mark], i: int, begin: int) -> bool:
    """Whether the mark opens its segment: nothing stands between it and the sentence's start or a separator."""
    edge = begin
    if i and (left[i - 1].rule.role not in ("", "from") or left[i - 1].rule.stops):
        edge = left[i - 1].end
    words = norm[edge : left[i].start].strip(" \t\r\n*-•>#0123456789.\"'")
    return not words or words in _DETERMINERS


def _introduces(norm: str, left: list[Mark], i: int) -> bool:
    """Whether the colon belongs to the cue before it ('Denies: ...')."""
    return i > 0 and left[i - 1].rule.forward != NONE and not norm[left[i - 1].end : left[i].start].strip()


def closes(norm: str, end: int) -> bool:
    """Whether a segment ends here: what follows is punctuation, the end, or a word that adds a circumstance."""
    rest = norm[end : end + 24].lstrip(" \t")
    if not rest or not (rest[0].isalnum()):
        return True
    return rest.split(None, 1)[0].strip(".,;:)") in _AFTER_CLOSING
