"""The structure of a sentence: its clauses, groups and verb groups, and what each cue in it governs.

A cue is worked out once: from its verb group come its mood ('not', 'may', 'to be') and its side (before its object,
behind its subject), from the clause how far what it governs extends. A concept has the flags of its governors.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from clinote.assertion.cues import Mark, Rule, cues

GROUP = frozenset(("be", "been", "have", "do", "may", "modal", "not", "adverb", "partly", "now", "since", "article"))
"""Words of a verb group before its head."""
_FINITE = frozenset(("be", "have", "do", "may", "verb", "positive"))
_IDLE = frozenset(("adverb", "partly", "now", "since", "article"))
_SEPARATORS = frozenset(("comma", "and", "or"))
_ENDS = frozenset(("hard", "contrast"))
_BEFORE = frozenset(("determiner", "adjective", "verb", "preposition", "list", "clause", "opener"))
_BEHIND = frozenset(("verb", "adjective", "state", "predicate", "appositive"))
_LOOSE = re.compile(r"\s*(?:[a-z]+ly\s+)*")
_PARTICIPLE = re.compile(r"(?:ed|wn|en|elt|ght|een|ound|eard|borne|gone|out)\b|\bout$")
_ING = re.compile(r"^(?:not )?[a-z]+ing\b")
_JOINED = (" for", " against", " of", " with", " to", " have", " be", " represent", " that", " like", " about", " if")
_LEAD = " \t\r\n*-•>#0123456789.\"'"
_DETERMINERS = frozenset(("", "a", "an", "the", "his", "her", "their", "my", "one", "any", "of", "some"))
_HELPER = frozenset(("by", "per", "from"))
_DONE = re.compile(r" (?:not )?(?:[a-z]+ly )?[a-z]+(?:ed|en|wn|ne)\b")
_LAST_WORD = re.compile(r"([a-z']+|→|->)\W*$")
_WORDS = re.compile(r"[a-z']+")
_WORD = re.compile(r"[^\W_]+(?:['.][^\W_]+)*")


class Reach(NamedTuple):
    """What a cue governs: `low` to `high`, without the insertions in `holes`; `words`: at most so far from the cue."""

    low: int
    high: int
    holes: tuple[tuple[int, int], ...] = ()
    person: bool = False


@dataclass(frozen=True, slots=True)
class Governor:
    """A cue where it stands: its flags in its mood, and what it governs."""

    start: int
    end: int
    rule: Rule
    flags: tuple[str, ...]
    reaches: tuple[Reach, ...]


class Sentence:
    """The marks of a sentence, `low:high` of `norm`, read as clauses."""

    def __init__(self, norm: str, marks: list[Mark], low: int, high: int) -> None:
        self.norm = norm
        self.marks = marks
        self.low = low
        self.high = high

    @cached_property
    def governors(self) -> list[Governor]:
        """Every cue with what it governs, in text order."""
        found = []
        for i, mark in enumerate(self.marks):
            rule = mark.rule
            if rule.hides:
                continue
            if rule.word == "kin":
                made = self._kin(i)
            elif rule.word == "not":
                made = self._not(i)
            elif rule.word in ("have", "been", "be"):
                made = self._have(i)
            elif rule.stands:
                made = self._cue(i)
            else:
                continue
            if made:
                found.append(made)
        return found

    @cached_property
    def telegraphic(self) -> bool:
        """Whether it has no verb: an item rather than a statement."""
        return not any(m.rule.word in _FINITE for m in self.marks)

    # ---- cues ----------------------------------------------------------------------------------

    def _cue(self, i: int) -> Governor | None:
        mark = self.marks[i]
        rule = mark.rule
        first = self._group(i) if rule.stands in _BEHIND or rule.stands == "between" else i
        if rule.stands == "adjective" and self._copula(first):
            first = self._group(first - 1)
        group = [m.rule for m in self.marks[first:i]]
        words = {r.word for r in group}
        flags = self._mood(i, first, group, words)
        if not flags or (rule.needs_modal and words.isdisjoint(("modal", "may"))):
            return None
        if rule.over and ("partly" in words or (self._word(i + 1) == "partly" and self._adjacent(i))):
            return None
        side = self._side(i, first, words)
        if side == "none":
            return None
        start = self.marks[first].start if first < i and self._bound(first, i) else mark.start
        reaches: list[Reach] = []
        if rule.stands == "appositive" and side == "right":
            i = self._said_of(i)
        if side in ("right", "both"):
            opens = rule.dated or (rule.opening and self.opens(mark.start))
            reaches += self._right(i, flags, "opener" if side == "both" and opens else rule.stands)
        if side in ("left", "both"):
            reaches += self._left(first, i, flags, rule)
        if rule.stands == "time":
            reaches = self._time(i, flags)
        if rule.apposed_dated and (apposed := self._apposed(i)):
            reaches.append(apposed)
        return Governor(start, mark.end, rule, flags, tuple(reaches)) if reaches else None

    def _said_of(self, i: int) -> int:
        """'The likely cause of X is Y': the mark before Y."""
        if not self.norm.startswith((" of ", " for "), self.marks[i].end):
            return i + 1 if self._word(i + 1) in ("be", "colon") and self._adjacent(i) else i
        return next((k for k in range(i + 1, len(self.marks)) if self._word(k) == "be"), len(self.marks) - 1)

    def _bound(self, first: int, i: int) -> bool:
        return any(m.rule.word not in _IDLE for m in self.marks[first:i])

    def _mood(self, i: int, first: int, group: list[Rule], words: set[str]) -> tuple[str, ...]:
        """The flags of a cue under the 'not', 'may' or 'to' of its verb group."""
        rule = self.marks[i].rule
        if "not" in words:
            if "may" in words and rule.maybe is not None:
                return rule.maybe
            longer = next(r for r in group if r.word == "not").flags
            denied = rule.denied or ()
            return longer if longer and "negated" in denied else denied
        if "may" in words and rule.maybe is not None:
            return rule.maybe
        if rule.open is not None and (("modal" in words and self._modal(first, i, rule)) or self._pending(first, i)):
            return rule.open
        if (
            rule.finite is not None
            and not group
            and self.norm[self._edge(i) : self.marks[i].start].strip(_LEAD) not in _DETERMINERS
        ):
            return rule.finite
        return rule.flags

    def _modal(self, first: int, i: int, rule: Rule) -> bool:
        """Whether there is more than a 'to' before a verb that says nothing by itself: 'began to develop X'."""
        return bool(rule.flags) or any(
            m.rule.word == "modal" and self.norm[m.start : m.end] != "to" for m in self.marks[first:i]
        )

    def _pending(self, first: int, i: int) -> bool:
        """'X being ruled out'."""
        return any(self.norm[m.start : m.end] == "being" for m in self.marks[first:i])

    def _side(self, i: int, first: int, words: set[str]) -> str:
        """On which side of a cue stands what it governs."""
        rule, stands = self.marks[i].rule, self.marks[i].rule.stands
        end = self.marks[i].end
        if stands in ("determiner", "preposition", "list", "clause", "opener"):
            if rule.order and not self._ordered(first):
                return "none"
            if rule.word == "marker":
                return "right" if self._prefixed() else "left"
            if rule.leading and not (self._heads(i) if stands == "opener" else self._opens(i)):
                return "none"
            if stands == "determiner" and not self.norm[end : end + 2].strip(" .,;)\n") and self._before(i):
                return "left"
            return "right"
        if stands in ("between", "near", "time"):
            return "both"
        text = self.norm[self.marks[i].start : end]
        closes = closes_(self.norm, end)
        if (
            stands in ("adjective", "verb")
            and not self.norm[self.low : self.marks[first].start].strip(_LEAD)
            and (
                not self.norm[end : self.high].strip(" .") or ("negated" in rule.flags and _MEANS.match(self.norm, end))
            )
        ):
            return "left"  # 'X. Unlikely.', 'X. Excluded by biopsy.'
        passive = self._passive(first, i) and not _ING.match(text)
        if self._word(i + 1) == "colon" and (not self.norm[end : self.high].strip(" :") or self._placeholder(first)):
            return "right"  # a lead-in: 'MRI excluded:'
        if stands == "predicate":
            return "none" if rule.closing and not closes else "left"
        if stands == "appositive":
            return "left" if passive else "right"
        if stands == "state":
            if rule.closing and not closes:
                return "none"
            return "left" if words - _IDLE or closes or self._before(first) else "right"
        if stands == "verb":
            if text.endswith(_JOINED):
                return "right"
            if self._word(i + 1) == "modal" and self._word(i + 2) in ("been", "have") and passive:
                return "right"
            if passive:
                return "left"
            if not words - _IDLE - {"not"} and _PARTICIPLE.search(text) and closes and self._before(first):
                return "left"
            return "right"
        # an adjective
        copula = passive or self._is_copula(first)
        if self._word(i + 1) == "modal" and self._adjacent(i):
            return "right"
        if self._word(i + 1) == "cause" and self._adjacent(i):
            return "right"
        if self._word(i + 1) == "from" and self._adjacent(i):
            return "right"
        if closes and (copula or self._before(first)):
            return "left"
        if rule.leading and not self._opens(i):
            return "none"
        return "right"

    def _passive(self, first: int, i: int) -> bool:
        """Whether a form of 'to be' belongs to head `i`, not to what stands before a 'to': 'were unable to see'."""
        for m in reversed(self.marks[first:i]):
            if m.rule.word in ("be", "been"):
                return True
            if self.norm.endswith("to", m.start, m.end):
                return False
        return False

    def _not(self, i: int) -> Governor | None:
        """A 'not' without a head of its own, before an adjective or noun: 'not dizzy', 'is not a candidate'."""
        mark = self.marks[i]
        k = i + 1
        while self._word(k) in ("adverb", "been", "be") and self._adjacent(k - 1):
            k += 1
        head = self.marks[k] if k < len(self.marks) and self._adjacent(k - 1) else None
        if head and (
            head.rule.stands in _BEHIND or head.rule.hides or head.rule.word in ("have", "do", "verb", "change")
        ):
            return None
        if self.norm[mark.end :].startswith((" to ", ",")) or "to" in self.norm[mark.start : mark.end].split()[1:]:
            return None
        flags = mark.rule.flags or ("negated",)
        if i and self._word(i - 1) == "be" and closes_(self.norm, mark.end) and self._adjacent(i - 1):
            return Governor(mark.start, mark.end, _NOT_ONE, flags, tuple(self._left(i - 1, i, flags, _NOT_ONE)))
        rule = _NOT_LONG if mark.rule.flags else _NOT_ONE
        return Governor(mark.start, mark.end, rule, flags, tuple(self._right(i, flags, "adjective")))

    def _have(self, i: int) -> Governor | None:
        """'May have X', 'does not have X', 'could be X': the verb group is its own head."""
        if self._word(i + 1) in GROUP - {"article"} and self._adjacent(i):
            return None
        head = self.marks[i + 1].rule if i + 1 < len(self.marks) and self._adjacent(i) else None
        if head and head.stands in ("verb", "state", "adjective"):
            return None
        first = self._group(i)
        words = {m.rule.word for m in self.marks[first:i]}
        if "may" not in words and ("not" not in words or self._word(i) != "have"):
            return None
        flags = self._mood(i, first, [m.rule for m in self.marks[first:i]], words)
        if not flags:
            return None
        return Governor(
            self.marks[first].start,
            self.marks[i].end,
            _HAVE_NOT if "negated" in flags else _MAY_HAVE,
            flags,
            tuple(self._right(i, flags, "verb")),
        )

    def _kin(self, i: int) -> Governor | None:
        """A relative, and what the clause says of the relative."""
        norm, mark = self.norm, self.marks[i]
        known = cues().settings["reporting"]
        before = _LAST_WORD.search(norm, max(self.low, mark.start - 30), mark.start)
        words = _WORDS.findall(norm[max(self.low, mark.start - 30) : mark.start])[-3:]
        while words and words[-1] in ("his", "her", "their", "the", "my", "a", "an", "patient's", "both", "one"):
            words.pop()
        previous = words[-1] if words and before else ""
        behind = norm[mark.end : mark.end + 40]
        said = _WORDS.findall(behind.split(".")[0].split(";")[0])
        while said and said[0] in ("also", "recently", "both", "reportedly", "apparently", "once", "possibly"):
            said.pop(0)
        verb = said[0] if said else ""
        who = verb in ("who", "that", "whose")
        if who and len(said) > 1:
            said.pop(0)
        told = (
            said[1:3] != ["found", "to"]
            and said
            and (
                (said[0] in known and not who and said[0] not in ("and",))
                or (
                    said[0] in ("has", "have", "had", "is", "was", "are", "were") and len(said) > 1 and said[1] in known
                )
                or (who and said[0] in known)
            )
        )
        flags = ("family",)
        opens = self._opens_clause(mark.start, previous)
        if behind.lstrip().startswith(("(", ")", ".", ";", "|")) or not said:
            verb = ""
        if behind.lstrip()[:1] == ":":
            return (
                Governor(mark.start, mark.end, _KIN, flags, tuple(self._right(i, flags, "list")))
                if behind.lstrip()[1:].lstrip()[:1] not in ('"', "'")
                else None
            )
        if previous == "in" and not who:
            return Governor(mark.start, mark.end, _KIN, flags, tuple(self._left(i, i, flags, _KIN, plain=True)))
        if told or (previous in _HELPER and not who) or not verb:
            return None
        touching = (
            not norm[mark.end : mark.end + len(behind) - len(behind.lstrip())].strip()
            and behind.lstrip()[:1] not in ",-"
        )
        if behind.lstrip()[:1] in ",-–" and not who:
            if not opens:
                return None
            rest = self._piece_text(mark.end + len(behind) - len(behind.lstrip()) + 1)
            if not any(m.rule.word == "kin" for m in self.marks[:i]) and self._speaks_at(rest):
                return None
            return Governor(mark.start, mark.end, _KIN, flags, (Reach(mark.end, rest[1]),))
        if (
            verb == "with"
            or who
            or verb in cues().settings["suffering"]
            or (self._word(i + 1) in _FINITE | {"began", "kin"} and self._adjacent(i))
        ):
            return Governor(mark.start, mark.end, _KIN, flags, tuple(self._right(i, flags, "opener")))
        if touching and verb == "and" and any(m.rule.word == "kin" for m in self.marks[i + 1 : i + 3]):
            return None
        if touching and opens:
            return Governor(mark.start, mark.end, _KIN_NOUN, flags, tuple(self._right(i, flags, "adjective")))
        return None

    def _opens_clause(self, start: int, previous: str) -> bool:
        edge = self.low
        for m in self.marks:
            if m.start >= start:
                break
            if m.rule.word in ("comma", "hard", "colon", "and", "open") or m.rule.id.startswith("family."):
                edge = m.end
        return self.norm[edge:start].strip(_LEAD) in _DETERMINERS

    def _piece_text(self, at: int) -> tuple[int, int]:
        for m in self.marks:
            if m.start >= at and m.rule.word in ("comma", "hard", "close"):
                return at, m.start
        return at, self.high

    def _speaks_at(self, span: tuple[int, int]) -> bool:
        return (
            any(m.rule.word in _FINITE | {"modal"} for m in self.marks if span[0] <= m.start < span[1])
            or self.marks[-1].end > span[1]
        )

    # ---- small questions -----------------------------------------------------------------------

    def _word(self, k: int) -> str:
        return self.marks[k].rule.word if 0 <= k < len(self.marks) else ""

    def _adjacent(self, k: int) -> bool:
        """Whether nothing but adverbs stands between mark `k` and the next."""
        if k + 1 >= len(self.marks) or k < 0:
            return False
        return _LOOSE.fullmatch(self.norm, self.marks[k].end, self.marks[k + 1].start) is not None

    def _group(self, i: int) -> int:
        """The first mark of the verb group whose head is mark `i`."""
        first = i
        while first and self._word(first - 1) in GROUP and self._adjacent(first - 1):
            first -= 1
        return first

    def _copula(self, first: int) -> bool:
        if not first or not self._adjacent(first - 1):
            return False
        return self._is_copula(first - 1)

    def _is_copula(self, k: int) -> bool:
        return self.norm.startswith(tuple(cues().settings["copulas"]), self.marks[k].start)

    def _placeholder(self, i: int) -> bool:
        """Whether the subject before mark `i` stands for what is listed behind a colon."""
        before = _LAST_WORD.search(self.norm, self.low, self.marks[i].start)
        return before is not None and before[1] in cues().settings["placeholders"]

    def _edge(self, i: int) -> int:
        """Where the piece that holds mark `i` begins."""
        for m in reversed(self.marks[:i]):
            if (
                m.rule.word in _SEPARATORS
                or m.rule.word in _ENDS
                or m.rule.word in ("colon", "open", "close", "cause", "from", "marker", "with")
                or m.rule.stops
            ):
                return m.end
        return self.low

    def _before(self, i: int) -> bool:
        """Whether words stand before mark `i` in its piece; an opening colon or dash counts with what it closes."""
        edge = self._edge(i)
        if self.norm[edge : self.marks[i].start].strip(_LEAD) not in _DETERMINERS:
            return True
        k = next((k for k in range(i - 1, -1, -1) if self.marks[k].end <= edge), -1)
        return (
            k >= 0
            and self._word(k) in ("hard", "colon", "open", "comma", "close", "and")
            and self.marks[k].start > self.low + 1
            and self.norm[self.marks[k].start] not in ".?!;"
        )

    def _opens(self, i: int) -> bool:
        """Whether mark `i` opens its segment."""
        return self.norm[self._edge(i) : self.marks[i].start].strip(_LEAD) in _DETERMINERS

    def opens(self, at: int) -> bool:
        """Whether the sentence begins at offset `at`."""
        return not self.norm[self.low : at].strip(_LEAD)

    def _heads(self, i: int) -> bool:
        """Whether mark `i` opens the sentence, or what a separator opens."""
        edge = next(
            (m.end for m in reversed(self.marks[:i]) if m.rule.word in _SEPARATORS | _ENDS | {"colon"}), self.low
        )
        return not self.norm[edge : self.marks[i].start].strip(_LEAD)

    def _prefixed(self) -> bool:
        """Whether the first (-) or (+) of the sentence stands before its word."""
        return self._opens(next(k for k in range(len(self.marks)) if self._word(k) == "marker"))

    def _ordered(self, i: int) -> bool:
        """Whether a verb at mark `i` is an order: it opens a segment, or somebody is told to."""
        if self.norm[self._edge(i) : self.marks[i].start].strip(_LEAD) in _DETERMINERS:
            return True
        before = _LAST_WORD.search(self.norm, max(self.low, self.marks[i].start - 24), self.marks[i].start)
        return before is not None and before[1] in cues().settings["told"]

    def _plural(self, first: int, i: int) -> bool:
        return any(
            self.norm[m.start : m.end] in ("are", "were", "have", "all", "both", "each", "aren't", "weren't", "haven't")
            for m in self.marks[first : i + 1]
        )

    def close(self, k: int) -> int:
        """The mark that closes the bracket of mark `k`; the last one where none does."""
        return next((j for j in range(k + 1, len(self.marks)) if self._word(j) == "close"), len(self.marks) - 1)

    def _speaks(self, a: int, b: int) -> bool:
        """Whether marks `a` to `b`, in brackets, say something of their own."""
        return any(
            m.rule.word in _FINITE
            or m.rule.stands in _BEFORE | _BEHIND
            or m.rule.word in ("not", "marker", "state", "kin")
            for m in self.marks[a:b]
        )

    def _piece(self, k: int) -> tuple[str, int]:
        """What the piece behind separator `k` is, and the first mark behind the run of separators."""
        marks = self.marks
        edge = marks[k].end
        k += 1
        while k < len(marks) and self._word(k) in _SEPARATORS and not self.norm[edge : marks[k].start].strip():
            edge = marks[k].end
            k += 1
        begin, j = edge, k
        while j < len(marks):
            m = marks[j]
            word = m.rule.word
            first = self.norm[begin : m.start].strip(" \"'") in ("", "just", "only", "also")
            if word in _SEPARATORS or word in _ENDS or word == "colon":
                break
            if word in ("open", "close"):
                break
            if not first and m.rule.stands == "determiner" and "negated" in m.rule.flags:
                break  # an item with its own 'no' begins: 'denies A or B no C'
            if word == "which":
                return ("which" if first else "item"), k
            if (
                word == "verb"
                and not first
                and _PARTICIPLE.search(self.norm[m.start : m.end])
                and closes_(self.norm, m.end)
            ):
                j += 1
                continue  # 'rash reported'
            if word in _FINITE or (word == "modal" and self.norm[m.start : m.end] != "to") or word == "own":
                return ("verb" if first or self._opened(k, j, begin) else "clause"), k
            if word == "not" and first:
                return "cue", k
            if word == "state" or m.rule.stands in ("predicate", "state"):
                return "state", k
            leads = (m.rule.stands in _BEFORE and (m.rule.flags or word == "verb")) or word in ("marker", "dash")
            if first and leads and not (m.rule.stands == "verb" and closes_(self.norm, m.end)):
                return "cue", k
            if (
                m.rule.stands in ("adjective", "verb")
                and m.rule.flags
                and closes_(self.norm, m.end)
                and not first
                and m.rule.word != "history"
                and m.rule.id != "history.bare"
            ):
                return "state", k
            if first and word in ("presents", "now"):
                return "verb", k
            if first and word in ("amount", "with"):
                return "amount", k
            if word in ("adverb", "article") and first:
                begin = m.end
            j += 1
        return "item", k

    def _opened(self, k: int, j: int, begin: int) -> bool:
        return (
            all(m.rule.word in GROUP for m in self.marks[k:j])
            and k < j
            and not self.norm[begin : self.marks[k].start].strip()
        )

    def _listed(self, k: int, joint: tuple[str, ...] = ("and", "or")) -> bool:
        """Whether the list that goes on at comma `k` is closed by an 'and' or 'or' before it ends."""
        while k < len(self.marks):
            word = self._word(k)
            if word in joint:
                return True
            if word == "comma":
                if self._run(k, joint):
                    return True
                kind, k2 = self._piece(k)
                if kind != "item":
                    return False
                k = k2
                continue
            if word in _ENDS or word in ("colon", "close", "with") or word in _FINITE:
                return False
            k += 1
        return False

    def _run(self, k: int, joint: tuple[str, ...]) -> bool:
        return self._word(k + 1) in joint and not self.norm[self.marks[k].end : self.marks[k + 1].start].strip()

    def _subject_ahead(self, k: int) -> bool:
        """Whether mark `k`, a person, is the subject of a verb."""
        nxt = self._word(k + 1)
        if nxt in _FINITE or nxt in ("modal", "not"):
            return self._adjacent(k)
        return k + 1 < len(self.marks) and self.marks[k + 1].rule.stands == "verb" and self._adjacent(k)

    # ---- what a cue governs --------------------------------------------------------------------

    def _right(self, i: int, flags: tuple[str, ...], stands: str) -> list[Reach]:
        """From a cue to the end of the group, complement or sentence behind it."""
        marks, norm = self.marks, self.norm
        cue = marks[i]
        holes: list[tuple[int, int]] = []
        stopping = set(flags) | ({"dated"} if cue.rule.dated else set())
        complement = stands == "clause" or norm.endswith(" that", cue.start, cue.end)
        single = stands in ("adjective", "between", "near")
        own_no = stands == "determiner" and "negated" in flags and self._own_no(i)
        edge, k = cue.end, i + 1
        high, fresh = self.high, True
        while k < len(marks):
            m = marks[k]
            word = m.rule.word
            touching = not norm[edge : m.start].strip(" \t\n\"'")
            if word == "hard" or word == "close":
                high = m.start
                break
            if word == "open":
                j = self.close(k)
                if self._speaks(k + 1, j):
                    holes.append((m.start, marks[j].end))
                edge, k = marks[j].end if touching else edge, j + 1
                continue
            if word == "colon":
                if (edge == cue.end and touching) or stands == "opener":
                    edge, k = m.end, k + 1
                    continue
                high = m.start
                break
            if not stopping.isdisjoint(m.rule.stops) and not (complement and touching and word in ("verb", "positive")):
                high = m.start
                break
            if stands == "opener":
                k += 1
                continue
            if word in _SEPARATORS:
                kind, after = self._piece(k)
                if kind in ("clause", "verb", "state", "which") and not (
                    (complement and word == "or") or (kind == "clause" and self._plural_verb(after, flags))
                ):
                    high = m.start
                    break
                if kind == "amount" and "negated" in flags and word != "or":
                    high = m.start
                    break
                if kind == "cue" and not (
                    set(marks[after].rule.flags) and set(marks[after].rule.flags) <= set(flags) and stands == "list"
                ):
                    high = m.start
                    break
                if single or own_no:
                    joint = ("or",) if own_no else ("and", "or")
                    if stands in ("between", "near") or (word == "comma" and not self._listed(k, joint)):
                        high = m.start
                        break
                    if (
                        single
                        and self._word(after) == "article"
                        and not norm[marks[after - 1].end : marks[after].start].strip()
                    ):
                        high = m.start
                        break
                edge, k = marks[after - 1].end, after
                continue
            fresh = fresh and touching
            if word in ("person", "it", "kin") and (
                self._subject_ahead(k) or (word == "it" and self._word(k + 1) == "person")
            ):
                if fresh and stands in _COMPLEMENTED:
                    complement, edge, k = True, m.end, k + 1
                    continue
                if word != "it" or not complement:
                    high = m.start
                    break
            elif word in _FINITE and not complement:
                if not fresh or stands not in ("verb", "clause", "adjective") or "historical" in flags:
                    high = m.start
                    break
                complement = True
            if fresh and word in _LIGHT:
                edge = m.end
            if word == "amount" and "negated" in flags and not touching and norm.startswith("with", m.start):
                high = m.start
                break
            if word == "with" and ("uncertain" in flags or (stands in ("adjective",) and "historical" in flags)):
                high = m.start
                break
            if (
                not touching
                and m.rule.stands in ("adjective", "verb")
                and "negated" in flags
                and "uncertain" in m.rule.flags
            ):
                high = m.start
                break
            if not touching and (word == "marker" or (word == "state" and "negated" in flags and m.rule.stands == "")):
                high = m.start
                break
            k += 1
        return [Reach(cue.end, max(high, cue.end), tuple(holes))]

    def _plural_verb(self, k: int, flags: tuple[str, ...]) -> bool:
        """'No A, B or C were seen': the verb behind the last item belongs to all of them."""
        if self._word(k - 1) not in ("and", "or"):
            return False
        j = next((j for j in range(k, len(self.marks)) if self._word(j) in _FINITE), None)
        if j is None or self._word(k) == "article":
            return False
        if "negated" not in flags and _DONE.match(self.norm, self.marks[j].end):
            return True
        if j + 1 == len(self.marks) or not self._adjacent(j):
            return False
        head = self.marks[j + 1].rule
        return bool(head.denied) or head.word in ("not", "been")

    def _own_no(self, i: int) -> bool:
        """Whether the item before has a 'no' of its own: 'no fever, no chills, weakness'."""
        k = i - 1
        if k < 0 or self._word(k) != "comma" or self.norm[self.marks[k].end : self.marks[i].start].strip():
            return False
        while k > 0:
            k -= 1
            m = self.marks[k]
            if m.rule.stands == "determiner" and "negated" in m.rule.flags:
                return True
            if m.rule.word in _SEPARATORS or m.rule.word in _ENDS:
                return False
        return False

    def _left(self, first: int, i: int, flags: tuple[str, ...], rule: Rule, plain: bool = False) -> list[Reach]:
        """From the subject's beginning to the predicate that begins at mark `first`."""
        marks, norm = self.marks, self.norm
        start = edge = marks[first].start
        holes: list[tuple[int, int]] = []
        coordinated = self._plural(first, i) or norm[start] == ":"
        low, k = self.low, first - 1
        crossed = norm.startswith("and ", start)
        anaphor = person = False
        separated = -1
        while k >= 0:
            m = marks[k]
            word = m.rule.word
            touching = (
                not norm[m.end : edge].strip(" \t\n\"'")
                and edge in (start, separated)
                and not (separated < 0 and edge != start)
            )
            if word == "hard":
                if touching and edge == start and (norm[m.start] in "-|–—" or m.end - m.start > 1):
                    edge = start = m.start
                    coordinated = False
                    k -= 1
                    continue
                if touching and rule.over and norm[m.start] == ";":
                    anaphor = crossed = True
                    edge, k = m.start, k - 1
                    continue
                if anaphor and norm[m.start] == ";":
                    edge, k = m.start, k - 1
                    continue
                low = m.end
                break
            if word == "colon":
                if touching and edge == start:
                    coordinated = True
                    edge = start = m.start
                    k -= 1
                    continue
                low = m.end
                break
            if word == "close":
                j = next((j for j in range(k - 1, -1, -1) if self._word(j) == "open"), k)
                if self._speaks(j + 1, k):
                    holes.append((marks[j].start, m.end))
                if edge == start and touching:
                    edge = start = marks[j].start
                k = j - 1
                continue
            if word == "open":
                if touching and edge == start:
                    edge = start = m.start
                    k -= 1
                    continue
                low = m.end
                break
            if word in ("contrast",):
                if anaphor:
                    edge, k = m.start, k - 1
                    continue
                low = m.end
                break
            if word in ("it", "which") and touching and edge == start:
                anaphor = True
                edge = start = m.start
                k -= 1
                continue
            if word == "person" and touching and edge == start and rule.over:
                person = anaphor = True
                edge = start = m.start
                k -= 1
                continue
            if word in _SEPARATORS:
                if touching and edge == start:
                    crossed = True
                    coordinated = coordinated or word != "comma"
                    edge = start = m.start
                    k -= 1
                    if word == "comma" and any(m.rule.word not in _IDLE for m in marks[first:i]):
                        coordinated = True  # what stands between the commas is put in
                    continue
                if word in ("and", "or"):
                    if not anaphor and not crossed and self._predicated(k):
                        low = m.end
                        break
                    coordinated = True
                elif not (coordinated or anaphor):
                    low = m.end
                    break
                separated = edge = m.start
                k -= 1
                continue
            if (word in _FINITE or word == "own") and not (anaphor or crossed):
                low = separated + 1 if separated >= 0 else m.end
                break
            if (
                m.rule.stops
                and not {"began", "historical"}.isdisjoint(m.rule.stops)
                and "history.over" in m.rule.stops
                and rule.over
                and rule.id == "history.over"
            ):
                low = m.end
                break
            if m.rule.stands in ("predicate", "state") and not anaphor:
                low = m.end
                break
            k -= 1
        if anaphor and not crossed and low == self.low and not norm[self.low : start].strip(_LEAD):
            return [Reach(-1, self.low, (), person)]
        if not norm[low:start].strip(_LEAD) and low == self.low and not plain:
            return [Reach(-1, self.low, (), person)] if closes_(norm, marks[i].end) else []
        return [Reach(low, marks[first].start, tuple(holes), person)]

    def _predicated(self, k: int) -> bool:
        """Whether the piece before separator `k` has a verb of its own."""
        for m in reversed(self.marks[:k]):
            if m.rule.word in _SEPARATORS or m.rule.word in _ENDS:
                return False
            if m.rule.word in _FINITE:
                return False
            if m.rule.stands in ("state", "predicate") or m.rule.word == "state":
                return True
        return False

    def _time(self, i: int, flags: tuple[str, ...]) -> list[Reach]:
        """A time that opens a sentence holds for all of it; else for the clause before it and the item behind it."""
        marks, norm = self.marks, self.norm
        opening = not norm[self.low : marks[i].start].strip(_LEAD) or (
            i and self._word(i - 1) in ("hard",) and not norm[marks[i - 1].end : marks[i].start].strip()
        )
        right = self._right(i, flags, "opener" if opening or marks[i].rule.id == "history.previously" else "near")[0]
        if opening:
            return [right]
        low = self.low
        crossed = False
        closed = 0
        for m in reversed(marks[:i]):
            word = m.rule.word
            closed += (word == "close") - (word == "open")
            if word == "hard" or closed < 0 or "dated" in m.rule.stops or word == "from":
                low = m.end
                break
            if word in _SEPARATORS:
                if crossed:
                    low = m.end
                    break
            elif word in _FINITE:
                crossed = True
        if any(m.rule.word == "with" and not norm[marks[i].end : m.start].strip(" ,") for m in marks[i + 1 : i + 3]):
            right = Reach(marks[i].end, marks[i].end)
        return [Reach(low, marks[i].start), right]

    def _apposed(self, i: int) -> Reach | None:
        """What a dated procedure was for: 'carcinoma, status post lobectomy in 1992'."""
        if not any(m.rule.dated for m in self.marks[i + 1 : i + 5]) or not i or self._word(i - 1) != "comma":
            return None
        if self.norm[self.marks[i - 1].end : self.marks[i].start].strip():
            return None
        return Reach(self._edge(i - 1), self.marks[i - 1].start)


_NOT_ONE = Rule("negation.not", ("negated",), "adjective", words=1)
_NOT_LONG = Rule("negation.no-longer", ("negated", "historical"), "verb")
_HAVE_NOT = Rule("negation.does-not-have", ("negated",), "verb")
_MAY_HAVE = Rule("uncertainty.may-have", ("uncertain",), "verb")
_KIN = Rule("family.relative", ("family",), "opener")
_KIN_NOUN = Rule("family.relative", ("family",), "adjective", words=3)
_LIGHT = frozenset(("adverb", "it", "person", "be", "been", "have", "article"))
_COMPLEMENTED = frozenset(("verb", "clause", "preposition", "adjective"))


_WHEN = re.compile(r"\d{1,2}/\d{1,4}(?!\d| ?[a-z])|(?:19|20)\d\d(?![\d/])|\d{1,2} (?:days?|weeks?|months?|years?) ago")
_MEANS = re.compile(rf" (?:(?:by|on|per|via|after|based on)\b|{_WHEN.pattern})")
"""How, or when, something was excluded."""


def closes_(norm: str, end: int) -> bool:
    """Whether a segment ends here: what follows is punctuation, the end, or a word that adds a circumstance."""
    rest = norm[end : end + 24].lstrip(" \t\"'")
    if not rest or not rest[0].isalnum():
        return not (rest[:1] == "-" and rest[1:2].isalpha())
    return bool(_WHEN.match(rest)) or rest.split(None, 1)[0].strip(".,;:)") in cues().settings["circumstances"]
