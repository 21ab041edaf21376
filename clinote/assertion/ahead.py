"""The walk from a cue to the end of what it governs behind it."""

import re
from functools import cached_property

from clinote.assertion.cues import LOOSE, Flags, Mark, cues
from clinote.assertion.events import admitted
from clinote.assertion.governed import Reach
from clinote.assertion.sentence import ASIDE, BEHIND, DENYING, ENDS, FINITE, IDLE, LEAD, SEPARATORS, Sentence, closes
from clinote.expressions import expression
from clinote.patterns import phrases, worded

_WHO = IDLE | {"person"}
"""What may stand before an adjective that is said of somebody: 'no rash, patient very weak'."""
QUOTED = " \t\n\"'"
_NEXT_ITEM = expression(r"\s*(?:,|\b(?:or|nor)\b)")
_CHANGED = worded(r"changes? (?:in|of|to) (?:(?:his|her|their|the|your) )?{negation.faculties}\b")
_OF = expression(r" (?:of|any)\b|\s*:?\s*$")
_HOW_IT_IS = expression(rf"{LOOSE.pattern}(?:[a-z]+ n?or )*")
"""What may stand between 'is' and the last word that says how something is: 'really tender or (weak)'."""
_BEEN = frozenset(("is", "was", "were", "has", "had", "been", "also", "later"))
_LIGHT = frozenset(("adverb", "it", "person", "be", "been", "have", "do", "article"))
_OCCASION = worded(
    r"\b{boundaries.occasions} (?:the|{possessives}|{demonstratives})"
    r" (?:(?!{boundaries.prepositions} (?<!of ))[a-z'-]+ ?){1,4}"
)
"""A time that is told by what happened then, which was there: 'no fever since the injury'."""
_OWN_HISTORY = ({"family"}, {"historical"})
_VERBAL = frozenset(("not", "modal", "do", "may"))
"""Words of a verb group with which a word that may be a noun too is a verb: 'to control', 'does not like'."""
_STATEMENTS = frozenset(("clause", "verb", "state", "which"))
ITEM_WORDS = 2
"""Words of an item in a list that semicolons part."""
_DASH = expression(r" +[-–—] +")
_DASHED_WORDS = 3
"""Words of an item in a list that dashes part."""
_MANY = 4
"""More items than these behind a 'no' make a list of denials: they are not what there is beside one."""
_SOMEBODY = worded(r"\b(?:{persons}|{men}|{women}|{copulas}|(?:\d+ ?)?(?:[mf]|yo|old))\b")
_BEEN_DONE = expression(r" (?:not )?(?:[a-z]+ly )?[a-z]+(?:ed|en|wn|ne)\b")
_KNOWN = worded(r" ?{uncertainty.known}\b")
"""How an item begins that is not in doubt."""
_POINTED = worded(
    r"(?P<words>(?: [a-z]+){1,6}?)"
    r"(?P<when>(?: (?!following)(?:in|at|on|over|with|today|lately|{boundaries.occasions})\b[^:;.\n]*)?):"
)
"""What is pointed at behind a colon, and when or where it was so."""
_NOUN = expression(r" (?!(?:and|or|nor)\b)[a-z]")
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


class Ahead:
    """The walk from a cue to the end of what it governs behind it."""

    def __init__(self, sentence: Sentence, i: int, flags: Flags, stands: str, at: int = -1) -> None:
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
        self.holes: list[tuple[int, int]] = []
        label = at if at > 0 else sentence.label(i)
        listed = "negated" in flags and sentence.norm.find(":", cue.end, sentence.high) > 0
        if label > 0 or (listed and (label := self._pointed()) > 0):
            self.edge, self.single = label, False
            self.k = self._first_from(label)
        self.label = cue.end  # where a colon makes a label of the cue: behind it, or behind its brackets

    def _first_from(self, at: int) -> int:
        """The first mark that begins at offset `at` or behind it."""
        return next((k for k, m in enumerate(self.sentence.marks) if m.start >= at), len(self.sentence.marks))

    def _follows_noun(self) -> bool:
        """Whether a noun, and nobody, stands right before the cue in its piece."""
        before = self.sentence.norm[self.sentence.edge(self.i) : self.cue.start]
        return bool(before.strip(LEAD)) and _SOMEBODY.search(before) is None

    def reach(self) -> Reach:
        marks = self.sentence.marks
        while self.k < len(marks) and not self._ends(marks[self.k]):
            pass
        if self._is_subject() and (how := _HOW_IT_IS.match(self.sentence.norm, marks[self.k].end)):
            return Reach(self.low, how.end() + 1, tuple(self.holes))
        high = marks[self.k].start if self.k < len(marks) else self.sentence.high
        if self.k < len(marks) and marks[self.k].rule.word in FINITE and not self.complement:
            high = self.sentence.subject(self.edge, high) or high
        if "negated" in self.flags:
            told = _OCCASION.finditer(self.sentence.norm, self.low, max(high, self.low))
            self.holes.extend(m.span() for m in told)
        return Reach(self.low, max(high, self.low), tuple(self.holes))

    def _is_subject(self) -> bool:
        """Whether mark `k` says of what is denied how it is: 'no muscle group was weak', 'none of his toes is numb'."""
        s = self.sentence
        if self.k == len(s.marks) or self.stands != "determiner" or "negated" not in self.flags:
            return False
        said = s.text(self.i) != "nil" and (s.word(self.k) == "be" or s.is_copula(self.k))
        return said and s.opens(self.i) and s.subject(self.edge, s.marks[self.k].start) is None

    def _pass(self, edge: int, k: int) -> bool:
        self.edge, self.k = edge, k
        return False

    def _ends(self, m: Mark) -> bool:
        """Whether what is governed ends before mark `m`, the next; else it is passed."""
        s, word = self.sentence, m.rule.word
        touching = not s.norm[self.edge : m.start].strip(QUOTED)
        dash = word == "hard" and touching and s.norm[m.start] in "-–—"
        if dash and self.edge == self.label and self.stands in ("verb", "opener"):
            return self._pass(m.end, self.k + 1)  # 'Denies - falls, pain'
        if word == "close" or (word == "hard" and not self._goes_on(m)):
            return True
        if word == "hard":
            return self._ends_list(word)
        if word == "open":
            j = s.close(self.k)
            held = [n.rule.word for n in s.marks[self.k + 1 : j]]
            examples = s.last_word(self.k) in cues().settings["placeholders"] and held.count("comma") > 1
            examples = examples and FINITE.isdisjoint(held)
            now = "hypothetical" in self.flags and s.word(self.k + 1) in ("now", "today")  # 'goal 5/5 (now 3/5)'
            own = self.flags if self.stands in ("opener", "list") else ()
            if now or (not examples and s.speaks(self.k + 1, j, own)):
                self.holes.append((m.start, s.marks[j].end))
            if touching and self.label == self.edge:
                self.label = s.marks[j].end
            return self._pass(s.marks[j].end if touching else self.edge, j + 1)
        if word == "colon":
            label = touching and self.edge == self.label
            return self._pass(m.end, self.k + 1) if label or self.stands == "opener" else True
        if m.rule.id == ASIDE:
            self.holes.append((m.start, m.end))  # 'denies, and his wife confirms this, falls'
        if word in ("article", "be", "ascribes") and (cause := caused(s, self.k)) and self._opens_clause():
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
            return True if word == "comma" and self._closes_relative() else self._pass(self.edge, self.k + 1)
        if word in SEPARATORS:
            return self._ends_list(word)
        self.fresh = self.fresh and touching
        if self._ends_clause(m, word) or self._ends_phrase(m, word):
            return True
        return self._pass(m.end if self.fresh and word in _LIGHT else self.edge, self.k + 1)

    def _ends_item(self, mark: Mark) -> bool:
        """Whether 'today' ends an item of a list that goes on: 'no fever today, chills', 'no pain now or gout'."""
        norm = self.sentence.norm
        goes_on = _NEXT_ITEM.match(norm, mark.end, self.sentence.high)
        if goes_on is None or norm[: mark.start].rstrip()[-1:] in ",;":
            return False
        return self.sentence.last_word(self.k) not in cues().settings["placeholders"]  # 'no red flags today, coughs'

    @cached_property
    def _object_of(self) -> bool:
        """Whether a preposition governs the cue, perhaps with a determiner: 'lives with his wife'."""
        s, words = self.sentence, cues().settings
        before = s.norm[s.low : self.cue.start].split()
        while before and before[-1] in words["determiners"]:
            before.pop()
        return bool(before) and before[-1] in words["prepositions"]

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
        else:
            begin = next((k for k in range(self.i, -1, -1) if s.word(k) == "which" and s.is_behind(k, "comma")), -1)
        if begin < 0:
            return False
        passed = any(s.word(k) == "comma" and s.piece(k)[0] == "verb" for k in range(begin, self.k))
        turns = s.word(self.k + 1) in ("cause", "reason") and s.joined(self.k)  # '..., because of weakness'
        return not passed and (turns or told or s.piece(self.k)[0] == "verb")

    def _pointed(self) -> int:
        """Behind the colon of what the cue points at, if it does: 'denies the following since May: (A), B'; or -1."""
        known, said = cues().settings, _POINTED.match(self.sentence.norm, self.cue.end, self.sentence.high)
        words = said["words"].split() if said else []
        given = not known["pointing"].isdisjoint(words) or self.sentence.text(self.i) == "none of the"
        if not said or words[-1] not in known["placeholders"] or not given:
            return -1
        self.holes += [said.span("when")]
        return said.end()

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
        if any(n.rule.word == "or" for n in between):
            return False  # 'no A, B or C; D': the list was closed
        if any(n.rule.stands == "list" for n in between) or self._closed_by_or(self.k + 1):
            return True  # 'no history of A; B'
        items = s.norm[self.cue.end : s.high].strip(" .").split(";")
        many = "hypothetical" in self.flags or (s.opens_at(self.cue.start) and len(items) > 2)
        return many and all(len(item.split()) <= ITEM_WORDS for item in items)

    def _ends_list(self, word: str) -> bool:
        s, flags = self.sentence, self.flags
        kind, after = s.piece(self.k)
        if flags == ("uncertain",) and _KNOWN.match(s.norm, s.marks[self.k].end, s.high):
            return True  # 'probable cystitis and known gout'
        if kind in _STATEMENTS and not (
            (self.complement and word == "or")
            or (
                kind == "clause"
                and self._shares_verb(after)
                and FINITE.isdisjoint(map(s.word, range(s.group(self.i), self.i)))
            )
            or (kind == "state" and s.word(after - 1) == "or" and self._is_there(after))
        ):
            return True
        # 'no fever, intermittent chills or rash' goes on, 'no rash, occasional cough' does not
        goes_on = word == "or" or (s.word(after) == "often" and (self._closed_by_or(after) or self._again(after)))
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
        if s.text(k - 1) in ("or", "nor", "and/or") or any(m.rule.word == "quality" for m in s.marks[self.i + 1 : k]):
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

    def _ends_clause(self, m: Mark, word: str) -> bool:
        """Whether mark `m` is the subject or the verb of another statement than the cue's own complement."""
        s = self.sentence
        if word in ("person", "it", "kin") and (
            s.is_subject(self.k) or (word == "it" and s.word(self.k + 1) == "person")
        ):
            if self.fresh and self.stands in ("verb", "clause", "preposition", "adjective"):
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

    def _ends_phrase(self, m: Mark, word: str) -> bool:
        """Whether mark `m` begins something beside what is governed: 'with', or what is said in another way."""
        negated = "negated" in self.flags
        if word == "with":
            in_no = negated and self.sentence.norm.endswith("in ", 0, self.cue.start)  # 'in no distress with pallor'
            return in_no or "uncertain" in self.flags or (self.stands == "adjective" and "historical" in self.flags)
        if cues().settings["qualities"].issuperset(self.sentence.norm[self.edge : m.start].strip(QUOTED).split()):
            return False  # 'no new suspicious lesion', 'no sudden ↑pain'
        if word == "often":
            return negated and not self._again(self.k)
        if word == "amount":
            # 'not pale mild dehydration', but 'no new mild ache'
            nil = self.sentence.text(self.i) == "nil"  # 'nil warmth mild tenderness', but 'nil history of mild cramps'
            nil = nil and self.sentence.last_word(self.k) not in cues().settings["prepositions"]
            return negated and (nil or self.stands == "adjective" or self.sentence.norm.startswith("with", m.start))
        doubtful = m.rule.stands in ("adjective", "verb") and "uncertain" in m.rule.flags
        return negated and (doubtful or self._labels(m) or (word == "state" and not m.rule.stands))

    def _labels(self, m: Mark) -> bool:
        """Whether mark `m` labels an item of its own behind one that is denied: 'no fever PMHx A'."""
        return self.sentence.text(self.k) in cues().settings["labels"] and bool(_NOUN.match(self.sentence.norm, m.end))

    def _again(self, k: int) -> bool:
        """Whether the word at mark `k` began an item before, or may in such a list: 'nil ↑cough ↑sputum'."""
        rule, before = self.sentence.marks[k].rule, self.sentence.marks[self.i + 1 : k]
        return (rule.closing and self.cue.rule.id in DENYING) or any(m.rule is rule for m in before)

    def _lists_many(self) -> bool:
        """Whether short items enough to be a list of denials stand behind the cue: 'no itch, no rash, A, B, C, D'."""
        s = self.sentence
        items = s.norm[self.cue.end : s.end(self.i, ENDS)].strip(" .").split(",")
        many = len(items) > _MANY or items[-1].endswith(" etc")
        return many and all(len(item.split()) <= ITEM_WORDS for item in items)

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
