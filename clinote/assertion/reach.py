"""How far a cue governs: over the group, complement or clause behind it, or back to the beginning of its subject."""

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from clinote import anatomy
from clinote.assertion.cues import GOT_OVER, LONG_AGO, LOOSE, OWN, Flags, Mark, Rule, cues
from clinote.assertion.results import AIMED, TESTED, UNSEEN
from clinote.assertion.sentence import ASIDE, BEHIND, DENYING, ENDS, FINITE, IDLE, LEAD, SEPARATORS, Sentence, closes
from clinote.expressions import expression
from clinote.patterns import phrases, worded

_WHEN = 4
"""The most words of a time before what stands for the complaint."""
_SITE = 2
"""The most words of a side and a place; one more where each is of a place or tells how a complaint is."""
_ASIDE = 6
"""The most words of what is put in between commas."""
_JOINTS = frozenset(("and", "or", "nor", "both", "all", "any", "that"))
_WHO = IDLE | {"person"}
"""What may stand before an adjective that is said of somebody: 'no rash, patient very weak'."""
_ALTERNATIVES = frozenset(("or", "nor", "and/or"))
_HABIT = expression(r"\W*[a-z]+s\b")
_DOES = expression(r"(?: (?:he|she|pt))? [a-z]+s\b")
"""What somebody does, told in the present, without a subject: 'wakes', 'rolls over'."""
_QUOTED = " \t\n\"'"
_NEXT_ITEM = expression(r"\s*(?:,|\b(?:or|nor)\b)")
_CHANGED = worded(r"changes? (?:in|of|to) (?:(?:his|her|their|the|your) )?{negation.faculties}\b")
_OF = expression(r" (?:of|any)\b|\s*:?\s*$")
_HOW_IT_IS = expression(rf"{LOOSE.pattern}(?:[a-z]+ n?or )*")
"""What may stand between 'is' and the last word that says how something is: 'really tender or (weak)'."""
_BEEN = frozenset(("is", "was", "were", "has", "had", "been", "also", "later"))
_LIGHT = frozenset(("adverb", "it", "person", "be", "been", "have", "do", "article"))
_COMPLEMENTED = frozenset(("verb", "clause", "preposition", "adjective"))
_TAKEN_IN = worded(r"[\s,:–-]*(?:(?:the\s+)?{persons}\s+)?(?:{copulas}\s+)?")
_OCCASION = worded(
    r"\b{boundaries.occasions} (?:the|{possessives}|{demonstratives})"
    r" (?:(?!{boundaries.prepositions} (?<!of ))[a-z'-]+ ?){1,4}"
)
"""A time that is told by what happened then, which was there: 'no fever since the injury'."""
_OTHERS = ENDS | {"comma", "example"}
"""Marks behind which stands no more what something is the cause of."""
_OWN_HISTORY = ({"family"}, {"historical"})
_VERBAL = frozenset(("not", "modal", "do", "may"))
"""Words of a verb group with which a word that may be a noun too is a verb: 'to control', 'does not like'."""
_STATEMENTS = frozenset(("clause", "verb", "state", "which"))


class Reach(NamedTuple):
    """What a cue governs, but for `holes`; the sentence before where `low` is -1.

    `person`: one has got over it; `tested`: where a test is named, for which the complaints before it were the reason.
    """

    low: int
    high: int
    holes: tuple[tuple[int, int], ...] = ()
    person: bool = False
    tested: int = -1

    def fits(self, names: frozenset[str]) -> bool:
        """A person gets over a symptom or a paralysis; of a disease 'he recovered' says less."""
        return not self.person or not names.isdisjoint(GOT_OVER)

    def holds(self, start: int, end: int, complaint: bool) -> bool:
        """Whether it reaches a concept: 'drift test negative', but no complaint in 'workup of weakness negative'."""
        within = self.low <= start < self.high and not any(a <= start < b for a, b in self.holes)
        return within and not (complaint and end + 1 < self.tested)


@dataclass(slots=True)
class Governor:
    """A cue where it stands: its flags in its mood, and what it governs."""

    start: int
    end: int
    rule: Rule
    flags: Flags
    reaches: tuple[Reach, ...]


_TEST = 160
"""How far (characters) before its result the name of a test begins."""
_EVENT = 90
"""How far before its date what somebody was seen or operated on for begins."""


def unseen(sentence: Sentence, i: int) -> Reach | None:
    """What stands right behind result `i` of a scan, and is no complaint: 'CT -ve ICH'."""
    start, end, _ = sentence.marks[i]
    found = UNSEEN.search(sentence.norm, max(sentence.low, start - _TEST), start)
    return Reach(end, end + 2, tested=sentence.high + 2) if found else None


def ahead(sentence: Sentence, i: int, flags: Flags, stands: str) -> Reach:
    """What cue `i` governs behind it; not the complaint that a test with this result was for."""
    reach, cue = _Ahead(sentence, i, flags, stands).reach(), sentence.marks[i]
    aimed = cue.rule.result and AIMED.match(sentence.norm, cue.start, sentence.high)
    return reach._replace(tested=sentence.high + 2) if aimed else reach


def back(sentence: Sentence, first: int, i: int, rule: Rule, plain: bool = False) -> list[Reach]:
    """The subject of predicate `i`, whose verb group begins at mark `first`; `plain`: be it empty."""
    if rule.result and (found := unseen(sentence, i)):
        return [found]
    return _Back(sentence, first, i, rule).reach(plain)


def admitted(norm: str, time: Mark, m: Mark) -> bool:
    """Whether mark `m`, right behind a time, says that one was taken in then, or why something was done.

    'In 2011 he was admitted with A', 'underwent surgery in 2011 because of A'.
    """
    if not time.rule.dated:
        return False
    if m.rule.word == "cause" and not norm[time.end : m.start].strip():
        return _CAME.search(norm, max(0, time.start - _EVENT), time.start) is not None
    return m.rule.word == "presents" and _TAKEN_IN.fullmatch(norm, time.end, m.start) is not None


def piece_before(sentence: Sentence, k: int) -> Reach:
    """The piece that mark `k` ends: what stands before a bracket, a comma or a dash."""
    return Reach(sentence.edge(k), sentence.marks[k].start)


def beside(sentence: Sentence, i: int, flags: Flags) -> list[Reach]:
    """What else cue `i` governs by where it stands.

    A dated procedure what it was for ('carcinoma, status post lobectomy in 1992'), a question mark that opens a bracket
    all the causes in it ('fatigue (?gout, deconditioning)').
    """
    if sentence.text(i).startswith("?") and sentence.is_behind(i, "open"):
        return [ahead(sentence, i, flags, "list")._replace(tested=sentence.high + 2)]
    dated = any(m.rule.dated for m in sentence.marks[i + 1 : i + 5]) and sentence.marks[i].rule.apposed_dated
    return [piece_before(sentence, i - 1)] if dated and sentence.is_behind(i, "comma") else []


_GIVING = frozenset(("article", "be", "ascribes"))
"""Words with which a verb may begin that gives something a cause."""
_TO = expression(r"(?:(?: (?!(?:to|on)\b)[\w'-]+){1,6} (?:down )?(?:to|on)| from) ")


def caused(sentence: Sentence, k: int) -> Reach | None:
    """The cause that the verb at mark `k` gives something: 'is from (A)', 'attribute the rash to (A)'."""
    k += sentence.word(k) == "article"
    if sentence.word(k) == "be" and sentence.word(k + 1) in ("cause", "from") and sentence.adjacent(k):
        low = sentence.marks[k + 1].end
    elif sentence.word(k) == "ascribes" and (to := _TO.match(sentence.norm, sentence.marks[k].end, sentence.high)):
        low = to.end()
    else:
        return None
    return Reach(low, sentence.end(k, ENDS | SEPARATORS))


_ITEM_WORDS = 2
"""Words of an item in a list that semicolons part."""
_DASH = expression(r" +[-–—] +")
_DASHED_WORDS = 3
"""Words of an item in a list that dashes part."""
_MANY = 4
"""More items than these behind a 'no' make a list of denials: they are not what there is beside one."""


_SOMEBODY = worded(r"\b(?:{persons}|{men}|{women}|{copulas}|(?:\d+ ?)?(?:[mf]|yo|old))\b")


class _Ahead:
    """The walk from a cue to the end of what it governs behind it."""

    def __init__(self, sentence: Sentence, i: int, flags: Flags, stands: str) -> None:
        self.sentence, self.i, self.flags, self.stands = sentence, i, flags, stands
        self.cue = cue = sentence.marks[i]
        self.stopping = {*flags, "dated"} if cue.rule.dated else set(flags)
        self.complement = stands == "clause" or sentence.norm.endswith(" that", cue.start, cue.end)
        self.single = stands in ("adjective", "between", "near")
        opening = sentence.norm[sentence.low : cue.end].strip(LEAD)
        if opening in cues().settings["against"] and sentence.telegraphic:
            self.single = False  # 'Less likely A, B.'
        bare = stands == "determiner" and "negated" in flags and " " not in sentence.text(i)  # no 'no signs of A, B'
        # what stands behind a noun is of that alone: 'angina, s/p bypass, anemia and gout', 'angina s/p bypass, gout'
        self.aside = cue.rule.apposed_dated and (sentence.is_behind(i, "comma") or self._follows_noun())
        self.own_no = bare and (sentence.alternates or (self._after_own_no(i) and not self._lists_many()))
        self.fresh = True  # nothing that counts stands between the cue and here
        self.edge, self.k = cue.end, i + 1
        self.low = cue.end
        if (label := sentence.label(i)) > 0:
            self.edge, self.single = label, False
            self.k = self._first_from(label)
        self.label = cue.end  # where a colon makes a label of the cue: behind it, or behind its brackets
        self.holes: list[tuple[int, int]] = []

    def _first_from(self, at: int) -> int:
        """The first mark that begins at offset `at` or behind it."""
        return next((k for k, m in enumerate(self.sentence.marks) if m.start >= at), len(self.sentence.marks))

    def _follows_noun(self) -> bool:
        """Whether a noun, and nobody, stands right before the cue in its piece."""
        before = self.sentence.norm[self.sentence.edge(self.i) : self.cue.start]
        return bool(before.strip(LEAD)) and _SOMEBODY.search(before) is None

    def reach(self) -> Reach:
        s, marks = self.sentence, self.sentence.marks
        while self.k < len(marks) and not self._ends(marks[self.k]):
            pass
        if self._is_subject() and (how := _HOW_IT_IS.match(self.sentence.norm, marks[self.k].end)):
            return Reach(self.low, how.end() + 1, tuple(self.holes))
        high = marks[self.k].start if self.k < len(marks) else self.sentence.high
        if self.k < len(marks) and marks[self.k].rule.word in FINITE and not self.complement:
            high = self.sentence.subject(self.edge, high) or high
        if (that := s.norm.find(" that ", self.cue.end + 1, high)) > 0 and self._cleft():
            high = that  # 'it is probably A that makes him B'
        if "negated" in self.flags:
            told = _OCCASION.finditer(self.sentence.norm, self.low, max(high, self.low))
            self.holes.extend(m.span() for m in told)
        return Reach(self.low, max(high, self.low), tuple(self.holes))

    def _cleft(self) -> bool:
        """Whether 'it is' opens what the cue is said of: behind a 'that' stands what is known."""
        s, first = self.sentence, self.sentence.group(self.i)
        return s.is_behind(first, "it") and s.text(first - 1) == "it" and s.word(first) in ("be", "may")

    def _is_subject(self) -> bool:
        """Whether mark `k` says of what is denied how it is: 'no muscle group was weak', 'none of his toes is numb'."""
        s = self.sentence
        if self.k == len(s.marks) or self.stands != "determiner" or "negated" not in self.flags:
            return False
        said = s.word(self.k) == "be" or s.is_copula(self.k)
        return said and s.opens(self.i) and s.subject(self.edge, s.marks[self.k].start) is None

    def _pass(self, edge: int, k: int) -> bool:
        self.edge, self.k = edge, k
        return False

    def _ends(self, m: Mark) -> bool:
        """Whether what is governed ends before mark `m`, the next; else it is passed."""
        s, word = self.sentence, m.rule.word
        touching = not s.norm[self.edge : m.start].strip(_QUOTED)
        dash = word == "hard" and touching and s.norm[m.start] in "-–—"
        if dash and self.edge == self.label and self.stands in ("verb", "opener"):
            return self._pass(m.end, self.k + 1)  # 'Denies - falls, pain'
        if word == "close" or (word == "hard" and not self._goes_on(m)):
            return True
        if word == "hard":
            return self._ends_list(word)
        if word == "open":
            j = s.close(self.k)
            examples = s.last_word(self.k) in cues().settings["placeholders"] and s.lists(self.k, j)
            now = "hypothetical" in self.flags and s.word(self.k + 1) in ("now", "today")  # 'goal 5/5 (now 3/5)'
            if now or (
                not examples and s.speaks(self.k + 1, j, self.flags if self.stands in ("opener", "list") else ())
            ):
                self.holes.append((m.start, s.marks[j].end))
            if touching and self.label == self.edge:
                self.label = s.marks[j].end
            return self._pass(s.marks[j].end if touching else self.edge, j + 1)
        if word == "colon":
            label = touching and self.edge == self.label
            points = self._points(m) or self.stands == "opener"
            return self._pass(m.end, self.k + 1) if label or points else True
        if m.rule.id == ASIDE:
            self.holes.append((m.start, m.end))  # 'denies, and his wife confirms this, falls'
        if word in _GIVING and (cause := caused(s, self.k)) and self._opens_clause():
            self.low = cause.low  # 'I doubt that her pain is from a stone'
            return self._pass(cause.low, self._first_from(cause.low))
        if word in ("cause", "consequence") and "negated" in self.flags and (k := self._examples(word)):
            self.holes.append((m.start, s.marks[k].start))  # 'no complaints related to the joints, such as'
            return self._pass(s.marks[k].end, k + 1)
        if word == "change" and "negated" in self.flags and self._is_item(m):
            self.holes.append((m.start, s.end(self.k, SEPARATORS | ENDS)))
            return self._pass(m.end, self.k + 1)
        at_once = touching and self.edge == self.cue.end and self.stands == "verb"
        if word in ("today", "now") and (at_once or _OF.match(s.norm, m.end, s.high) or self._ends_item(m)):
            return self._pass(m.end if touching else self.edge, self.k + 1)  # 'no sign at present of', 'denies now A'
        if self.complement and touching and word == "article" and (verb := self._verb_behind()):
            self.low = s.marks[verb].end  # 'whether his legs are weak': what is open is said of what he has
            return self._pass(self.low, verb + 1)
        if s.text(self.k) == "having" and s.last_word(self.k) == "of":
            return self._pass(m.end, self.k + 1)  # 'no history of having A or B'
        if self.stands == "determiner" and touching and word == "verb" and s.norm.endswith("ed", m.start, m.end):
            return self._pass(m.end, self.k + 1)  # 'no reported falls'
        if word == "doing" and _VERBAL.isdisjoint(s.word(k) for k in range(s.group(self.k), self.k)):
            return self._pass(self.edge, self.k + 1)  # a noun: 'no loss of bladder control, flu-like illness or A'
        if not self.stopping.isdisjoint(m.rule.stops) and not (self._of_oneself(m) or admitted(s.norm, self.cue, m)):
            # 'whether it has', 'likely in the setting of'
            said = word == "cause" if self.stands == "adjective" else self.complement and word in ("verb", "positive")
            if not (touching and said):
                return True
        if self.stands == "opener":
            if word == "comma" and (
                (self._narrates() and not s.listed(self.k, ("and", "or"))) or self._closes_relative()
            ):
                return True
            return self._pass(self.edge, self.k + 1)
        if word in SEPARATORS:
            return self._ends_list(word)
        self.fresh = self.fresh and touching
        if self._ends_clause(m, word) or self._ends_phrase(m, word, touching):
            return True
        return self._pass(m.end if self.fresh and word in _LIGHT else self.edge, self.k + 1)

    def _ends_item(self, mark: Mark) -> bool:
        """Whether 'today' ends an item of a list that goes on: 'no fever today, chills', 'no pain now or gout'."""
        norm = self.sentence.norm
        goes_on = _NEXT_ITEM.match(norm, mark.end, self.sentence.high)
        if goes_on is None or norm[: mark.start].rstrip()[-1:] in ",;":
            return False
        return self.sentence.last_word(self.k) not in cues().settings["placeholders"]  # 'no red flags today, coughs'

    def _narrates(self) -> bool:
        """Whether an 'if' says when something comes on, and gives no order: 'wakes if he rolls over, weak grip'."""
        s, begin = self.sentence, self.sentence.item(self.i)
        if self.cue.rule.word != "if" or (self.i and s.marks[self.i - 1].end > begin):
            return False
        return _HABIT.match(s.norm, begin, self.cue.start) is not None and _DOES.match(s.norm, self.cue.end) is not None

    @cached_property
    def _object_of(self) -> bool:
        """Whether a preposition governs the cue, perhaps with a determiner: 'lives with his wife'."""
        s, words = self.sentence, cues().settings
        before = s.norm[s.low : self.cue.start].split()
        while before and before[-1] in words["determiners"]:
            before.pop()
        return bool(before) and before[-1] in words["prepositions"]

    @cached_property
    def _opened(self) -> int:
        """The word that opens a relative clause, behind a comma, that may hold the cue; -1 where none does."""
        s = self.sentence
        return next((k for k in range(self.i, -1, -1) if s.word(k) == "which" and s.is_behind(k, "comma")), -1)

    def _closes_relative(self) -> bool:
        """Whether comma `k` closes a relative clause with the cue: the verb behind it has the subject before it.

        'Mr Roe, whose brother has gout, is weak', 'lives with his wife, who has gout, and is weak'; but 'his wife, who
        has gout, is weak'.
        """
        s = self.sentence
        said = s.norm[s.marks[self.k].end : s.high].split(None, 1)[:1]  # 'his wife, who has gout, noticed'
        told = not cues().settings["reporting"].isdisjoint(said) and said[0].endswith(("s", "ed"))
        if s.word(self.i + 1) == "comma" and s.word(self.i + 2) == "which" and (told or self._object_of):
            begin = self.i + 2
        elif (begin := self._opened) < 0:
            return False
        passed = any(s.word(k) == "comma" and s.piece(k)[0] == "verb" for k in range(begin, self.k))
        turns = s.word(self.k + 1) in ("cause", "reason") and s.joined(self.k)  # '..., because of weakness'
        return not passed and (turns or told or s.piece(self.k)[0] == "verb")

    def _points(self, colon: Mark) -> bool:
        """Whether what is governed points at what stands behind a colon: 'denies the following symptoms: A, B'."""
        known, words = cues().settings, self.sentence.norm[self.cue.end : colon.start].split()
        return bool(words) and words[-1] in known["placeholders"] and not known["pointing"].isdisjoint(words)

    def _examples(self, word: str) -> int:
        """The mark that opens examples of a general word, or of what follows from something, behind mark `k`; or 0."""
        s = self.sentence
        if word == "cause" and s.last_word(self.k) not in cues().settings["placeholders"]:
            return 0
        behind = enumerate(s.until(self.k + 1, FINITE | ENDS | {"colon"}), self.k + 1)
        return next((j for j, m in behind if m.rule.word == "example" or s.text(j).startswith("includ")), 0)

    def _opens_clause(self) -> bool:
        """Whether the cue governs a clause: 'I doubt that', 'it is possible that'."""
        behind = self.sentence.norm.startswith(" that ", self.cue.end)
        return self.complement or behind or (self.stands in ("verb", "preposition") and self.flags != ("historical",))

    def _of_oneself(self, m: Mark) -> bool:
        """Whether `m` is a relative's: 'brother has gout, says he was weak', 'brother was admitted with gout'."""
        if self.cue.rule.word == "kin" and m.rule.word == "presents":
            words = self.sentence.norm[self.cue.end : m.start].split()
            treated = bool(words) and words[-1] in phrases("words", "attended")
            here = self.sentence.norm.startswith("here", m.start)
            return treated if here else all(word in _BEEN or word.endswith("ly") for word in words)
        s, pronoun = self.sentence, self.sentence.norm[m.start : m.end]
        kin = s.norm[max(0, self.cue.end - 24) : self.cue.end]
        if pronoun not in ("he", "she") or s.word(self.k - 1) != "verb" or s.word(self.k - 2) not in SEPARATORS:
            return False
        joined = s.joined(self.k - 1) and s.joined(self.k - 2)
        return joined and re.split(r"\W", kin)[-1] in cues().settings[pronoun]

    def _verb_behind(self) -> int:
        """The verb that what somebody has, or what is known, at mark `k`, is the subject of; 0 where there is none."""
        s = self.sentence
        if "uncertain" not in s.marks[self.k].rule.stops and s.text(self.k) != "the":
            return 0
        held = s.until(self.k, ENDS | SEPARATORS)
        return next((k for k, m in enumerate(held, self.k) if m.rule.word in FINITE), 0)

    def _is_item(self, m: Mark) -> bool:
        """Whether a change opens one item of a list: 'no rash, change in tremor', 'no rash, worse tremor or cough'."""
        s, before = self.sentence, self.sentence.marks[self.k - 1]
        if _CHANGED.match(s.norm, m.start) and (self.cue.rule.id in DENYING or self._closed_by_or(self.k)):
            return True
        if not s.joined(self.k - 1):
            return False
        if before is self.cue:  # 'no increased cough, sputum or fever'
            return s.norm.endswith(("ed", "ing"), m.start, m.end) and self._closed_by_or(self.k)
        if before.rule.word not in SEPARATORS | {"hard"} or before.start <= self.cue.end:
            return False
        return s.norm.startswith("change", m.start) or self._closed_by_or(self.k)

    def _has_another(self, own: set[str], k: int) -> bool:
        """Whether an 'or' closes the list, or another is at mark `k`: 'denies falls, history of A, history of B'."""
        marks = self.sentence.marks
        others = (*marks[self.i + 1 : self.k], *marks[k + 1 :]) if self.cue.rule.id in DENYING else ()
        last = self.sentence.word(k - 1) == "or"
        return last or self._closed_by_or(k) or any(set(m.rule.flags) == own for m in others)

    def _closed_by_or(self, k: int) -> bool:
        """Whether an 'or' closes the list that goes on behind the item of mark `k`."""
        s = self.sentence
        after = next((j for j in range(k, len(s.marks)) if s.word(j) in SEPARATORS | ENDS), len(s.marks))
        return s.word(after) == "or" or (s.word(after) == "comma" and s.listed(after, ("or",)))

    def _goes_on(self, m: Mark) -> bool:
        """Whether a list goes on behind semicolon `m`, or a relative's dash: an item follows that says nothing."""
        s, kin = self.sentence, "family" in self.flags
        if self.single or not ("negated" in self.flags or self.stands in ("list", "opener")):
            return False
        if s.norm[m.start] in "-–—" and self._dashed():
            return True
        told = kin or (self.stands == "opener" and s.last_word(self.k) in cues().settings["placeholders"])
        if s.norm[m.start] != ";" and not (told and s.norm[m.start] in "-–—"):
            return False  # but 'if new symptoms - esp. A, B'
        watched = (self.stands, self.flags) == ("list", ("hypothetical",))
        if (self.stands == "determiner" or watched) and not self._lists(m):
            return False
        kind, after = s.piece(self.k)
        return kind == "item" and not any(
            (n.rule.onset and n.rule.word != "change" and not kin)
            or n.rule.word in ("amount", "often", "marker", "kin", "presents", "today")
            for n in s.until(after, ENDS)
        )

    def _dashed(self) -> bool:
        """Whether nothing but short items stands behind the cue, parted by dashes: 'denies falls - cramps - rash'."""
        s = self.sentence
        parts = [m for m in s.marks[self.i + 1 :] if m.rule.word not in ("or", "colon")]
        items = _DASH.split(s.norm[self.cue.end : s.high].strip(" .:"))
        dashes = all(s.norm[m.start] in "-–—" for m in parts)
        return dashes and len(items) > 2 and all(0 < len(item.split()) <= _DASHED_WORDS for item in items)

    def _lists(self, m: Mark) -> bool:
        """Whether 'no' or 'watch for' holds behind semicolon `m`: 'no rash; or cough', not 'no rash; some pus'."""
        s = self.sentence
        between = s.marks[self.i + 1 : self.k]
        if any(n.rule.word == "or" for n in between) or self._is_other_side(m):
            return False  # 'no A, B or C; D': the list was closed
        if any(n.rule.stands == "list" for n in between) or self._closed_by_or(self.k + 1):
            return True  # 'no history of A; B'
        items = s.norm[self.cue.end : s.high].strip(" .").split(";")
        many = "hypothetical" in self.flags or (s.opens_at(self.cue.start) and len(items) > 2)
        return many and all(len(item.split()) <= _ITEM_WORDS for item in items)

    def _is_other_side(self, m: Mark) -> bool:
        """Whether what stands behind semicolon `m` is of the other side: 'no rash on the left; rash on the right'."""
        s, left, right = self.sentence, cues().settings["left"], cues().settings["right"]
        before = set(s.norm[self.cue.end : m.start].split())
        behind = set(s.norm[m.end : s.end(self.k, ENDS)].strip(" .").split())
        return bool((before & left and behind & right) or (before & right and behind & left))

    def _ends_list(self, word: str) -> bool:
        s, flags = self.sentence, self.flags
        kind, after = s.piece(self.k)
        if flags == ("uncertain",) and _KNOWN.match(s.norm, s.marks[self.k].end, s.high):
            return True  # 'probable cystitis and known gout'
        if kind in _STATEMENTS and not (
            (self.complement and word == "or")
            or (kind == "clause" and not self._stated() and self._shares_verb(after))
            or (kind == "state" and s.word(after - 1) == "or" and self._is_there(after))
        ):
            return True
        # 'no fever, intermittent chills or rash' goes on, 'no rash, occasional cough' does not
        goes_on = word == "or" or (s.word(after) == "often" and self._closed_by_or(after))
        if (kind == "amount" and "negated" in flags and not goes_on) or self._describes(after):
            return True
        if kind == "cue" and s.word(after) != "example":
            own = set(s.marks[after].rule.flags)
            listed = self.stands == "list" and own and own <= set(flags)
            shared = "negated" in flags and (
                (own == {"family"} and word in ("and", "or"))
                or (own == {"uncertain"} and word == "or")
                or (own in _OWN_HISTORY and (word == "or" or (word == "comma" and self._has_another(own, after))))
            )
            if not (listed or shared):
                return True  # but 'no personal or family history of', 'no known or suspected'
        if self.single or self.own_no:
            joint: tuple[str, ...] = ("or",) if self.own_no else ("and", "or")
            if self.cue.rule.lasting:
                joint += ("presents",)  # 'h/o gout, asthma p/w fever'
            if word == "comma" and self.single and s.apposed(self.k):
                return self._pass(s.marks[after - 1].end, after)
            if word == "comma" and self.aside:
                return True
            slash = "uncertain" not in flags  # '?gout, itch/rash, ache' is no list of possibilities
            if self.stands in ("between", "near") or (word in ("comma", "hard") and not s.listed(self.k, joint, slash)):
                return True
            parted = s.word(after) == "article" and s.joined(after - 1)
            if self.single and parted and word != "or" and not self._closed_by_or(after):
                return True  # 'possible gout, a cough', but 'possible gout, a sprain or a tear'
        return self._pass(s.marks[after - 1].end, after)

    def _shares_verb(self, k: int) -> bool:
        """Whether the verb of the clause at mark `k` belongs to the whole list: 'No A, B or C were seen'."""
        s = self.sentence
        j = next((j for j in range(k, len(s.marks)) if s.word(j) in FINITE), None)
        if j is None or s.word(k - 1) not in ("and", "or"):
            return False
        if s.word(k) == "article" and s.joined(k - 1):
            return False
        if "negated" not in self.flags and _BEEN_DONE.match(s.norm, s.marks[j].end):
            return True
        head = s.marks[j + 1].rule if s.adjacent(j) else None
        there = head is not None and head.word == "it" and closes(s.norm, s.marks[j + 1].end)
        return head is not None and (there or bool(head.denied) or head.word in ("not", "been"))

    def _describes(self, k: int) -> bool:
        """Whether the item at mark `k` is an adjective behind nouns that are denied, or what one might do.

        'No fever, weak', 'might fall, weak'; but several close a long list: 'no itch, rash, ache, weak, ill'.
        """
        s = self.sentence
        denied = "negated" in self.flags and self.cue.rule.id not in DENYING
        if s.text(k - 1) in _ALTERNATIVES or any(m.rule.word == "quality" for m in s.marks[self.i + 1 : k]):
            return False
        if not (denied or self.cue.rule.word == "might" or self.cue.rule.apposed_dated):
            return False
        held = next((j for j in range(k, len(s.marks)) if s.word(j) not in _WHO), k)
        if not s.describes(held) or self._closed_by_or(held + 1):
            return False
        if s.marks[held].rule.closing and any(m.rule.word == "comma" for m in s.marks[self.i + 1 : k - 1]):
            return False  # 'no back pain, numbness, weak legs'
        return not (denied and s.is_behind(held + 2, "comma") and self._lists_many())

    def _is_there(self, k: int) -> bool:
        """Whether what ends the list says no more than that its items are there: 'no rash or ulcer present'."""
        said = next(m for m in self.sentence.marks[k:] if m.rule.word == "state" or m.rule.stands in BEHIND)
        return self.stands == "determiner" and said.rule.denied == self.flags == ("negated",)

    def _stated(self) -> bool:
        """Whether the cue has a verb of its own: 'the scan was suggestive of A, and B was given'."""
        s = self.sentence
        return any(m.rule.word in FINITE for m in s.marks[s.group(self.i) : self.i])

    def _ends_clause(self, m: Mark, word: str) -> bool:
        """Whether mark `m` is the subject or the verb of another statement than the cue's own complement."""
        s = self.sentence
        if word in ("person", "it", "kin") and (
            s.is_subject(self.k) or (word == "it" and s.word(self.k + 1) == "person")
        ):
            if self.fresh and self.stands in _COMPLEMENTED:
                self.complement = True
                return False
            return word != "it" or not self.complement
        if "began" in m.rule.stops and self.flags == ("family",):
            return False  # 'his mother's gout began with fever'
        if word in FINITE and not self.complement:
            infinite = s.is_behind(self.k, "modal") or s.norm.endswith("ing", m.start, m.end)
            infinite = infinite or s.last_word(self.k) in ("him", "her", "them")
            if infinite and self.stands == "verb" and "negated" in self.flags:
                self.complement = True  # 'was not seen to have any', 'have not noticed him having'
                return False
            if not self.fresh or self.stands not in ("verb", "clause", "adjective") or "historical" in self.flags:
                return True
            self.complement = True
        return False

    def _ends_phrase(self, m: Mark, word: str, touching: bool) -> bool:
        """Whether mark `m` begins something beside what is governed: 'with', or what is said in another way."""
        negated = "negated" in self.flags
        if word == "with":
            return "uncertain" in self.flags or (self.stands == "adjective" and "historical" in self.flags)
        if touching:
            return False
        if word == "often":
            return negated
        if word == "amount":
            # 'not pale mild dehydration', but 'no new mild ache'
            return negated and (self.stands == "adjective" or self.sentence.norm.startswith("with", m.start))
        if cues().settings["qualities"].issuperset(self.sentence.norm[self.edge : m.start].split()):
            return False  # 'no new suspicious lesion'
        doubtful = m.rule.stands in ("adjective", "verb") and "uncertain" in m.rule.flags
        return negated and (doubtful or (word == "state" and not m.rule.stands))

    def _lists_many(self) -> bool:
        """Whether short items enough to be a list of denials stand behind the cue: 'no itch, no rash, A, B, C, D'."""
        s = self.sentence
        items = s.norm[self.cue.end : s.end(self.i, ENDS)].strip(" .").split(",")
        many = len(items) > _MANY or items[-1].endswith(" etc")
        return many and all(len(item.split()) <= _ITEM_WORDS for item in items)

    def _after_own_no(self, i: int) -> bool:
        """Whether the item before has a 'no' of its own: 'no fever, no chills, weakness'."""
        s = self.sentence
        if not i or s.norm[s.marks[i - 1].start] not in ",;" or not s.joined(i - 1):
            return False
        for m in reversed(s.marks[: i - 1]):
            if m.rule.stands == "determiner" and "negated" in m.rule.flags:
                return True
            if m.rule.word in SEPARATORS or m.rule.word in ENDS:
                return False
        return False


_BEEN_DONE = expression(r" (?:not )?(?:[a-z]+ly )?[a-z]+(?:ed|en|wn|ne)\b")
_KNOWN = worded(r" ?{uncertainty.known}\b")
"""How an item begins that is not in doubt."""
_DONE = expression(r" (?:[a-z]+ly )?[a-z]+(?:ed|ght)(?: (?:up|for|with|by|on)\b[^,;:]{0,40})? ")
"""'X, worked up and ruled out': another predicate of the same subject stands between."""


_AFTER = "word.after"
"""The id of the words behind which a clause has a verb of its own: 'developed a palsy after the fever had resolved'."""
_WHO_DID = worded(r"\W*(?:the )?(?:{persons}|{titles}\.? [a-z'-]+)(?: [a-z]+ly| then| later| also)* ")
_TOPIC = worded(r"\W*{boundaries.topics}\b")


class _Back:
    """The walk from a predicate back to the beginning of its subject."""

    def __init__(self, sentence: Sentence, first: int, i: int, rule: Rule) -> None:
        self.sentence, self.rule, self.i = sentence, rule, i
        self.end = self.start = self.edge = sentence.before_adverbs(sentence.marks[first].start)
        says = sentence.marks[first].start
        single = cues().settings["plurals"].isdisjoint(map(sentence.text, range(first, i + 1)))
        self.plural = not single or self._closes_list(first)
        self.several = self.plural or sentence.norm[says] in ":," or rule.order
        self.finite = any(m.rule.word not in IDLE for m in sentence.marks[first:i])
        # The subject stands before another predicate: 'asked about a cough and was heard, and denied it'.
        self.crossed = sentence.norm.startswith(("and ", ",", "which "), says)
        self.anaphor = self.person = self.relative = False
        self.separated = -1
        self.k = first - 1
        self.holes: list[tuple[int, int]] = []

    def reach(self, plain: bool) -> list[Reach]:
        s = self.sentence
        if self.rule.anaphoric:
            return [Reach(-1, self.start)]
        low = -1
        while self.k >= 0 and low < 0:
            low = self._begins(s.marks[self.k])
        noun = self.rule.stands == "adjective" and self.start == self.end and not self.finite
        if noun and self.rule.flags == ("historical",):
            low = s.behind_preposition(low, self.start)  # 'a cyst, smaller than on the prior', 'gout given her history'
        low = max(low, s.low)
        lead = s.norm[low : self.start].strip(LEAD).split() if low == s.low else ["word"]
        timed = len(lead) <= _WHEN and self.anaphor and lead[:1] and lead[0] in cues().settings["circumstances"]
        empty = not lead or timed  # 'By day 3, this was gone'
        if empty and not plain:
            last = self.i  # 'Not ruled out yet.'
            while s.word(last + 1) in ("adverb", "today", "now"):
                last += 1
            over = (self.anaphor and not self.crossed) or closes(s.norm, s.marks[last].end)
            return [Reach(-1, s.low, (), self.person)] if over else []
        tested = -1
        if self.rule.result and (test := TESTED.search(s.norm, max(low, self.start - _TEST), self.start)):
            tested = s.high if test["aim"] else test.end("of")
            if not (self.finite and test["of"]):
                low = test.start()  # 'gout, CT -ve', 'gout urine -ve', but 'lupus, gout and sprue tests were negative'
        return [Reach(low, self.end, tuple(self.holes), self.person, tested)]

    def _pass(self, m: Mark, predicate: bool = False) -> int:
        """Go on before mark `m`; a `predicate` begins only there."""
        self.edge = m.start
        if predicate:
            self.start = m.start
        self.k -= 1
        return -1

    def _closes_list(self, first: int) -> bool:
        """Whether short items alone, with a label, stand before the denial at `first`: 'ROS: gout, sprue denied.'"""
        s = self.sentence
        heads = (k + 1 for k in range(first) if s.word(k) in ("colon", "hard") or s.opens_at(s.marks[k].end))
        begin = max(heads, default=0)
        items = s.norm[s.marks[begin - 1].end if begin else s.low : s.marks[first].start].strip(LEAD).split(",")
        short = all(0 < len(item.split()) <= _ITEM_WORDS and item.replace(" ", "").isalpha() for item in items)
        joined = {*map(s.word, range(begin, first))} <= SEPARATORS | {"go", "onset", "quality", "amount"}
        return short and joined and "negated" in self.rule.flags

    def _begins(self, m: Mark) -> int:
        """Where the subject begins, if that is behind mark `m`, the next to the left; else -1."""
        s, word = self.sentence, m.rule.word
        touching = self.edge == self.start and not s.norm[m.end : self.edge].strip(_QUOTED)
        if word in ("comma", "colon", "hard") and self.crossed and _DONE.fullmatch(s.norm, m.end, self.start):
            return self._pass(m, predicate=True)
        if word == "hard":
            return self._hard(m, touching)
        if word == "close":
            j = next((j for j in range(self.k - 1, -1, -1) if s.word(j) == "open"), self.k)
            if s.speaks(j + 1, self.k):
                self.holes.append((s.marks[j].start, m.end))
            if touching:
                self.edge = self.start = s.marks[j].start
            self.k = j - 1
            return -1
        if word in ("open", "colon"):
            if not touching:
                return m.end
            self.several = self.several or word == "colon"
            return self._pass(m, predicate=True)
        if word == "contrast":
            return self._contrast(m, touching)
        if word == "marker" and self.rule.word == "marker":
            return m.end  # 'cough(+) wheeze(-)'
        opens = s.is_behind(self.k, "contrast") or s.opens(self.k)
        that = opens and s.text(self.k).startswith("that ")  # 'a rash, but that has cleared'
        if touching and (that or word in ("it", "which") or (word == "person" and self.rule.over)):
            # 'signs that cleared', but not 'signs, which cleared': of the noun right before it
            self.relative = not self.anaphor and s.text(self.k) in ("that", "which") and self._follows_noun(m)
            self.anaphor, self.person = not self.relative, word == "person"
            return self._pass(m, predicate=True)
        if touching and word == "person" and self.finite and self.rule.stands == "predicate":
            return m.start  # 'apart from a cough he has no complaint'
        if word in SEPARATORS:
            return self._separator(m, word, touching)
        if word == "presents" and not (touching or self.anaphor) and s.norm.endswith((" with", " for"), m.start, m.end):
            return m.end  # 'a man with gout presenting with a rash that resolved'
        loose = not (touching or self.anaphor or self.relative or self.crossed)
        if loose and m.rule.id == _AFTER and self._told_before():
            return m.end
        if word in FINITE and self._put_in(m):
            return -1
        if (word in FINITE or word == "own") and not (self.anaphor or self.crossed):
            led = s.norm.startswith(" that ", m.end) or s.norm.endswith(" that", m.start, m.end)
            return self.separated + 1 if self.separated >= 0 and not led else m.end
        if self.rule.flags == ("uncertain",) and not self.finite and (word == "with" or s.text(self.k) == "?"):
            return m.end if word == "with" else m.start  # 'weakness with sepsis unlikely', 'weakness ?cause unlikely'
        if word == "of" and not {"negated", "uncertain"}.isdisjoint({*self.rule.flags} & {*m.rule.stops}):
            # 'other causes of his gout were excluded'
            self.holes.append((m.end, min(s.end(self.k, _OTHERS), self.end)))
        said = m.rule.stands in ("predicate", "state") and not self.anaphor
        if said or word in ("if", "reason") or self.rule.id in m.rule.stops:
            return m.end
        self.k -= 1
        return -1

    def _told_before(self) -> bool:
        """Whether it is told what somebody did, and what stands behind mark `k` is when; a report says it all."""
        s = self.sentence
        verb = next((k for k in range(self.k) if s.word(k) in FINITE or s.marks[k].rule.stands == "verb"), -1)
        if verb < 0 or not _WHO_DID.fullmatch(s.norm, s.body, s.marks[verb].start):
            return False  # 'the weakness he had after the flu is gone'
        return not self.finite or s.text(verb) not in cues().settings["reporting"]

    def _follows_noun(self, m: Mark) -> bool:
        """Whether mark `m` stands right behind a word that is no preposition."""
        before = self.sentence.norm[self.sentence.low : m.start - 1].rpartition(" ")[2]
        return before.isalpha() and before not in cues().settings["prepositions"]

    def _put_in(self, m: Mark) -> bool:
        """Whether verb `m` is that of a clause put into the subject: 'the rash (which) he had in May has cleared'."""
        s, k = self.sentence, self.k - 1
        if not s.adjacent(k):
            return False
        if s.word(k) == "person":
            behind, known = s.norm[m.end : self.edge].split(), cues().settings
            if behind and behind[0] not in known["prepositions"] | known["before_now"]:
                return False
            if s.is_behind(k, "which"):
                k -= 1
        elif s.text(k) not in ("which", "that", "who"):
            return False
        if not s.norm[s.edge(k) : s.marks[k].start].strip(LEAD):
            return False
        self.k, self.edge = k - 1, s.marks[k].start
        return True

    def _contrast(self, m: Mark, touching: bool) -> int:
        """'A, although once suspected, was ruled out': what stands between two commas is put in.

        What stands right behind it has the subject before it: 'had a fever but recovered'. What it excepts is no
        subject: 'other than a cough, no complaints'.
        """
        s, comma = self.sentence, self.k - 1
        if touching:
            self.crossed = True
            return self._pass(m, predicate=True)
        if self.crossed and s.opens_at(m.start):
            return self.start
        if self.crossed and s.word(comma) == "comma" and not s.norm[s.marks[comma].end : m.start].strip():
            self.holes.append((s.marks[comma].start, self.start))
            self.several = True
            self.k = comma
            return self._pass(s.marks[comma], predicate=True)
        return self._pass(m) if self.anaphor else m.end

    def _hard(self, m: Mark, touching: bool) -> int:
        sign = self.sentence.norm[m.start]
        if touching and (sign in "-|–—→" or m.end - m.start > 1):
            self.several = self.plural
            return self._pass(m, predicate=True)
        if sign == ";" and (self.anaphor or (touching and self.rule.over)):
            self.anaphor = self.crossed = True
            return self._pass(m)
        return m.end

    def _separator(self, m: Mark, word: str, touching: bool) -> int:
        if touching:
            self.crossed = True
            self.several = self.several or word != "comma" or self.finite  # between commas: put in
            return self._pass(m, predicate=True)
        if word == "comma":
            topic = _TOPIC.match(self.sentence.norm, self.sentence.low, m.start)
            if topic or not (self.several or self.anaphor):
                return m.end if topic or not self._is_put_in(m) else self._pass(m)
        elif not (self.anaphor or self.relative or self.crossed) and self._stated():
            return m.end
        elif self.rule.word != "marker" or self.sentence.text(self.k) != "/":  # 'TSH N, anti-CCP/ANA -ve'
            self.several = True
        if self.relative and self.sentence.word(self.k + 1) == "article" and self.sentence.joined(self.k):
            return m.end  # 'weakness and a rash that resolved'
        self.separated = -1 if self.relative else m.start
        return self._pass(m)

    def _is_put_in(self, m: Mark) -> bool:
        """Whether what stands behind comma `m` is no item: a place, or how or when: 'palsy, left, resolved'."""
        words = self.sentence.norm[m.end : self.edge].strip(" ,>").split()
        known, manners = cues().settings, phrases("duration", "manners")
        sides = known["left"] | known["right"] | known["sides"]
        placed = all(word in sides or word in manners or anatomy.places(word) for word in words)
        if 0 < len(words) <= _SITE + placed and (placed or not sides.isdisjoint(words)):
            return True
        aside = bool(words) and (words[0].endswith("ly") or words[0] in known["prepositions"] - _JOINTS)
        return self.crossed and aside and len(words) <= _ASIDE

    def _stated(self) -> bool:
        """Whether the piece before the separator has a predicate of its own."""
        s = self.sentence
        for j in range(self.k - 1, -1, -1):
            rule, word = s.marks[j].rule, s.word(j)
            if word in SEPARATORS or word in ENDS or word in FINITE:
                return False
            if rule.stands in ("state", "predicate") or word == "state" or (word == "quality" and not s.opens(j)):
                return True  # 'legs weak, reflexes absent'
        return False


_CAME = worded(
    r"\b(?:(?P<had>had) (?:been )?|(?:was|were) )(?:[a-z]+ly |also )*(?:{words.attended}|{words.coming})\b[^.;,:]*\Z"
    r"|\bunderwent [^.;,:]*\Z"
)
"""What stands before the time at which somebody was seen: 'he had been admitted (two months ago)'."""


_SCENE = expression(r"\W*(?:during|while|when|on|at|in|with|for|before|under|within) [^,;:]*$")
_VALUE = expression(r":? ?[0-9]")
_HOLDS_NOW = ("has", "have", "is", "are")


def _came_then(sentence: Sentence, time: Mark) -> bool:
    """Whether a clause tells what somebody came with at a time before: 'he had been seen two months ago with'."""
    came = _CAME.search(sentence.norm, sentence.low, time.start) if time.rule.dated else None
    return came is not None and (came["had"] is not None or time.rule.word == LONG_AGO.word)


def _sets_scene(sentence: Sentence, i: int) -> bool:
    """Whether time `i` closes what opens a sentence and says when somebody did something: 'on a trip in 2015 she'."""
    who = i + 1 + (sentence.word(i + 1) == "comma")
    now = who + 1 < len(sentence.marks) and sentence.text(who + 1) in _HOLDS_NOW
    scene = _SCENE.match(sentence.norm, sentence.low, sentence.marks[i].start)
    return scene is not None and sentence.word(who) == "person" and not now


def of_cause(sentence: Sentence, first: int, i: int, rule: Rule) -> Governor | None:
    """A doubt of what is named as a cause: 'X is a possible contributor to Y'. A complaint is there all the same.

    In 'it is probably why Y' the doubt is of no disease that was named before.
    """
    doubt = replace(rule, flags=("uncertain",), not_for=rule.not_for | (OWN - {"DIAGNOSIS"}))
    if not sentence.follows(first):  # 'probably the cause of Y is X'
        be = next((k for k in range(i + 1, len(sentence.marks)) if sentence.word(k) == "be"), i)
        reaches = [ahead(sentence, be, doubt.flags, "verb")]
    else:
        reaches = [] if sentence.is_behind(first, "it") else back(sentence, first, i, doubt)
    start, end = sentence.marks[first].start, sentence.marks[i].end
    return Governor(start, end, doubt, doubt.flags, tuple(reaches)) if reaches else None


def leads_value(sentence: Sentence, i: int) -> bool:
    """Whether a time stands behind a comma, before the value of then: 'today 4/5, last visit 3/5'."""
    return sentence.is_behind(i, "comma") and _VALUE.match(sentence.norm, sentence.marks[i].end) is not None


def when(sentence: Sentence, i: int, flags: Flags) -> list[Reach]:
    """A time that opens a sentence holds for all of it; else for the clause before it and the item behind it."""
    marks, norm = sentence.marks, sentence.norm
    cue = marks[i]
    opening = sentence.opens_at(cue.start) or sentence.is_behind(i, "hard") or cue.start == sentence.body
    onset = sentence.word(0) == "onset" and sentence.opens_at(marks[0].start)  # 'after the operation in 2009'
    onset = onset or _sets_scene(sentence, i)
    after = not opening and onset and FINITE.isdisjoint(m.rule.word for m in marks[:i])
    event = sentence.is_behind(i, "presents") or _came_then(sentence, cue)  # 'seen in May in a crisis, weak and tired'
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
