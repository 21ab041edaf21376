"""What each cue of a sentence says, and of what.

From its verb group come a cue's mood ('not', 'may', 'to be') and its side (before its object, behind its subject);
how far it governs is the business of `reach`.
"""

from functools import cache, cached_property

from clinote.assertion import ahead, events, reach
from clinote.assertion.conditions import ordered
from clinote.assertion.cues import OWN, RETURNED, Flags, Rule, cues
from clinote.assertion.governed import Governor, Reach
from clinote.assertion.kin import Kin
from clinote.assertion.sentence import (
    BEHIND,
    DENYING,
    ENDS,
    FINITE,
    GROUP,
    IDLE,
    MEANS,
    PARTICIPLE,
    PRONOUN,
    SEPARATORS,
    Sentence,
    closes,
)
from clinote.expressions import expression
from clinote.patterns import shorthand, worded


@cache
def _joined() -> tuple[str, ...]:
    """What ends a verb that what it governs stands behind: 'consistent with', 'consistent w/'."""
    return (*_JOINED, *(f" {short}" for short in shorthand("with")))


_ACTIVE = expression(r"(?:not )?(?:[a-z]+(?<!th)ing|on)\b")
"""What somebody does: 'is not taking', 'is not on'."""
_JOINED = (
    " for", " against", " of", " with", " to", " have", " be", " represent", " that", " like", " about", " if", " by",
    " from", "/w",
)  # fmt: skip
_REASONS = worded(r" {uncertainty.reasons}\b")
"""What a judgement rests on."""
_SIDE = r"(?:(?:the|his|her|their|one|both|left|right|upper|lower) )*{boundaries.parts}\b"
_IN_PART = worded(rf",? (?:{{boundaries.only}} (?:(?:in|on|for) )?{_SIDE}|(?:in|on) {_SIDE} only\b)")
"""What something is over of, and of no more: 'resolved only in the arms'."""
_OF_A_CAUSE = worded(r",? (?:(?:[a-z]+ ){0,2}{uncertainty.causes}|{uncertainty.pivots})\b")
"""What somebody's complaint comes from, where the subject is named as that: 'X is probably (what makes him weak)'."""
_UNTIL = expression(r"\b(?:once|until|till|unless|if)\b[^.;:]*\Z")
"""Before what is still to be excluded: 'aspirin once a hemorrhage is excluded'."""
_SEVERAL = worded(r"(?:[a-z][^\W\disu]s|\bdata|\band {boundaries.agents})\s+(?:[a-z]+ly\s+)?\Z")
"""A plural, of which a verb without an 's' is said: 'the labs exclude'; 'for rule out' tells what is sought."""
_YET = worded(
    r"\b(?:(?:(?:until|till)\b[^.,;:]*|{history.pending}(?: [a-z'-]+){0,5}) (?:is|are|has|have)\b[^.,;:]*"
    r"|(?:once|until) (?:[a-z]+ ){1,2}of)\Z"
)
"""Before what is not over yet: 'rest until the rash has gone', 'once it is resolved', 'until full resolution of'."""
_DAY = worded(r" (?:(?:(?:the|that) )?(?:(?:next|same|last) )?{history.parts_of_time}|yesterday)\b")
"""When something stopped."""
_NEXT = expression(r" ([a-z]{3,})")
"""A noun may stand next; what is shorter is a short form of another word: 's/p', 'w/in', 'en route'."""
_OR_SIGN = worded(r" ?(?:or|and|nor|/) ?{negation.signs} (?:of|for)\b")
_TOLD = worded(r" (?:[a-z]+ )?(?:an? |any |(?=complaints))(?:[a-z]+ )?{negation.signs} of\b")
"""What 'not' denies by a noun: 'does not give a history of X'."""
_ABLE = expression(r" able to\b")
_FEELS = worded(r"{negation.feels} *$")
_PRONOUN = expression(rf"(?:{PRONOUN})\s*(?:[.,;()\[\]]|$)")
_NAMING = 4
"""The most words before a cue that speaks of the sentence before: 'The scan showed (no sign of it)'."""
_SEEMS = worded(r" {boundaries.copulas}[a-z]*(?: to be)? (?=[a-z])")
_DOUBT = ("uncertain",)
_NOT_ONE = Rule("negation.not", ("negated",), "adjective", words=1)
_CANNOT = Rule("negation.cannot", ("negated",), "adjective", words=0, not_for=OWN)
"""Before what somebody does: 'unable to (walk)'."""
_NO_CAUSE = Rule("negation.not-due-to", ("negated",), "preposition")
_NOT_LONG = Rule("negation.no-longer", ("negated", "historical"), "verb")
_NONE_OF = Rule("negation.none-of", ("negated",), "preposition")
_HAVE_NOT = Rule("negation.does-not-have", ("negated",), "verb")
_MAY_HAVE = Rule("uncertainty.may-have", ("uncertain",), "verb")
_ELLIPTIC = "negation.is-not"
"""The id of a denial that leaves out the verb of the statement before."""
_HEADS = frozenset(("kin", "not", "have", "been", "be"))
"""Words that may be cues by what stands beside them."""
_PARTING = ENDS | {"and", "person", "it", "kin", "colon", "which"}
"""What parts a verb from a 'not' before it."""
_LINKED = expression(r"(?:ing| (?:of|for|with)|/[a-z])\Z")
"""What ends a cue that describes the thing before it: 'typical of', 'c/w', 'suggesting'; 'suspected' opens an item."""
_SIGN = expression(r"\s+(?:any |a |or )?(?:history|complaints?|signs?|(?:signs? (?:and|or) )?symptoms?)\s+")
"""What a patient denies of a disease, as an item of a list: 'denies A, B, symptoms suggestive of C'."""
_BOUNDS = ENDS | {"and", "comma", "person", "kin", "colon", "now", "with", "reason"}
"""What parts a thing from what is said of another."""
_THING = 7
"""The most words of a thing that is denied: 'no weakness of the face or of one arm that would suggest a stroke'."""
_FINITE_FORMS = ("has", "is", "are", "was", "were")
"""Verbs that share none: 'does not know or has'."""


class Read(Sentence):
    """A sentence and what its cues govern."""

    @cached_property
    def governors(self) -> list[Governor]:
        """Every cue that governs something, in text order."""
        read = _Cues(self)
        rules = [mark.rule for mark in self.marks]
        heads = [i for i, rule in enumerate(rules) if (rule.stands or rule.word in _HEADS) and not rule.hides]
        return [made for i in heads if (made := read.governor(i))]


class _Cues:
    def __init__(self, sentence: Sentence) -> None:
        self.sentence, self.marks, self.norm = sentence, sentence.marks, sentence.norm

    def governor(self, i: int) -> Governor | None:
        """Mark `i` as a cue."""
        word = self.marks[i].rule.word
        if word == "kin":
            return Kin(self.sentence).governor(i)
        made = self._not(i) if word == "not" else self._have(i) if word in _HEADS else self._cue(i)
        if made is None or "negated" not in made.flags:
            return made
        subject = made.reaches != () and made.reaches[0].low < made.start
        return None if self.sentence.is_excepted(i) or reach.affirmed(self.sentence, i, subject) else made

    def _cue(self, i: int) -> Governor | None:
        s, mark, rule = self.sentence, self.marks[i], self.marks[i].rule
        first = s.group(i) if rule.stands in BEHIND or rule.stands == "between" else i
        judged = rule.stands in BEHIND - {"verb"} or (rule.stands == "verb" and "negated" in rule.flags)
        if judged and s.adjacent(first - 1) and s.is_copula(first - 1):
            first = s.group(first - 1)
        opening, words = self._group(first, i)
        flags = self._mood(first, i, words)
        judged = flags == _DOUBT or (rule.stands == "verb" and flags == _NO_CAUSE.flags)
        if judged and _OF_A_CAUSE.match(self.norm, mark.end):
            return reach.of_cause(s, first, i, rule, flags)
        partly = "partly" in words or (s.word(i + 1) == "partly" and s.adjacent(i))  # 'resolved somewhat'
        partly = rule.over and (partly or _IN_PART.match(self.norm, mark.end) is not None)
        settles = rule.settles and words.isdisjoint(("not", "modal", "may"))
        returned = rule.over and any(m.rule.id == RETURNED for m in self.marks[i + 1 :])
        returned = returned or (rule.id == _ELLIPTIC and any(m.rule.over for m in self.marks[:i]))
        if not (flags or settles) or partly or returned:
            return None
        if (rule.direct and not words.isdisjoint(("be", "been"))) or (rule.needs_past and not s.told(i)):
            return None
        last = s.idle(i)
        if last > i and self.norm.startswith((" for ", " of "), self.marks[last].end):
            of = reach.ahead(s, last, flags, "preposition")  # 'negative today for', 'no sign at present of'
            return Governor(mark.start, self.marks[last].end, _NONE_OF, flags, (of,))
        side = self._side(first, i, words)
        if side == "left" and not rule.flags and "not" in words and s.relative(first):
            return None  # 'a cyst that was not seen before'
        reaches: list[Reach] = []
        if rule.stands == "time":
            reaches = reach.when(s, i, flags)
        elif side == "right":
            at = self._said_of(i) if rule.stands == "appositive" or rule.word == "differential" else i
            stands = {"predicate": "determiner", "state": "adjective"}.get(rule.stands, rule.stands)
            reaches = [] if at < 0 else self._object(at, flags, stands)
        elif side == "left":
            reaches = reach.back(s, first, i, rule)
        elif side == "both":
            opens = rule.opening and s.opens_at(mark.start)
            reaches = [reach.ahead(s, i, flags, "opener" if opens else rule.stands), *reach.back(s, first, i, rule)]
        reaches += reach.beside(s, i, flags)
        bound = any(m.rule.word not in IDLE for m in self.marks[first:i])
        start = self.marks[opening].start if bound or opening < first else mark.start
        return Governor(start, mark.end, rule, flags, tuple(reaches)) if reaches else None

    def _said_of(self, i: int) -> int:
        """'The likely cause of X is Y', 'the differential of X includes Y', 'DDx X: Y': the mark before Y."""
        s, listed = self.sentence, self.marks[i].rule.word == "differential"
        linked = self.norm.startswith((" of ", " for "), self.marks[i].end) or s.text(i).endswith(" of")
        if not (linked or listed):
            return i + 1 if s.adjacent(i) and (s.word(i + 1) in ("be", "colon") or s.is_copula(i + 1)) else i
        for k in range(i + 1, len(self.marks)):
            if s.word(k) in ("be", "colon") or (s.word(k) == "joint" and not s.text(k).startswith("of")):
                return k if linked or s.word(k) != "be" or s.is_behind(k, s.word(i)) else i
            if listed and (s.word(k) in SEPARATORS or not (linked or s.word(k) in IDLE | {"with", "person"})):
                break  # but 'DDx discussed with pt: gout'
        return i if listed or "diagnos" in s.text(i) else -1  # a 'possible diagnosis of X' is X, no cause of it

    def _group(self, first: int, i: int) -> tuple[int, set[str]]:
        """Where what is said with the verb group from mark `first` to its head `i` begins, and what its words are.

        A verb behind 'or' shares the 'not' of the one before: 'has not lost weight or had fever'. What is said of a
        thing that is denied is denied: 'no features typical of A', 'nothing that suggests B'.
        """
        s, words = self.sentence, {m.rule.word for m in self.marks[first:i]}
        if "not" not in words and self.marks[i].rule.denied == ("negated",):
            denial = self._denial(first, i)
            if denial >= 0:
                return denial, words | {"not"}
        if s.is_behind(first, "or") and s.word(i) in FINITE and s.text(i) not in _FINITE_FORMS:
            for k in range(first - 2, -1, -1):
                if s.word(k) == "not" or s.text(k).startswith("not "):
                    return k, words | {"not"}
                if s.word(k) in _PARTING:
                    break
        return first, words

    def _denial(self, first: int, i: int) -> int:
        """The mark that denies what cue `i`, whose verb group begins at mark `first`, is said of; -1 if none does."""
        s, at = self.sentence, self.marks[first].start
        linked = any(m.rule.word == "modal" for m in self.marks[first:i])
        linked = linked or (first > 0 and s.text(first - 1) in ("that", "which"))
        if first == i and self.marks[i].rule.flags and not linked:
            linked = _LINKED.search(self.norm, self.marks[i].start, self.marks[i].end) is not None
        for k in range(first - 1, -1, -1):
            rule, end = self.marks[k].rule, self.marks[k].end
            says = s.word(k + 1) in ("have", "positive") or (
                k + 1 == first and self.norm.endswith(" for", at, self.marks[i].end)
            )
            if "negated" in rule.flags or rule.word == "nothing" or (rule.word == "not" and says):
                thing = self.norm[end:at]
                near = len(thing.split()) <= _THING and thing[-1:].isspace() and s.subject(end, at) is None
                return k if near and (linked or rule.word == "nothing") else -1
            if linked and rule.word == "comma" and _SIGN.fullmatch(self.norm, end, at):
                denies = next(
                    (j for j in range(k - 1, -1, -1) if s.word(j) in ENDS or s.marks[j].rule.id in DENYING), 0
                )
                return denies if s.marks[denies].rule.id in DENYING else -1
            if rule.word in _BOUNDS or (rule.word == "change" and not s.adjacent(k)):
                return -1
        return -1

    def _mood(self, first: int, i: int, words: set[str]) -> Flags:
        """The flags of a cue under the 'not', 'may' or 'to' of its verb group."""
        s, rule = self.sentence, self.marks[i].rule
        if "may" in words and rule.maybe is not None:
            return rule.maybe
        if "not" in words:
            denied = rule.denied or ()
            longer = next((m.rule.flags for m in self.marks[first:i] if m.rule.word == "not"), ())
            return longer if longer and denied else denied
        if rule.open and "negated" in rule.flags and _UNTIL.search(self.norm, s.edge(first), self.marks[first].start):
            return rule.open
        if rule.over and _YET.search(self.norm, s.low, self.marks[i].end):
            return ()
        if rule.open is not None:
            said = [s.text(k) for k in range(first, i) if s.word(k) == "modal"]
            # a verb that says nothing by itself needs more than a 'to': 'began to develop X'
            if "being" in map(s.text, range(first, i)) or (said and (rule.flags or set(said) != {"to"})):
                return rule.open
        several = rule.finite is not None and first == i and not closes(self.norm, self.marks[i].end)
        if several and _SEVERAL.search(self.norm, s.low, self.marks[i].start):
            return rule.finite or ()
        return rule.flags

    def _side(self, first: int, i: int, words: set[str]) -> str:
        """On which side of a cue stands what it governs: "left", "right", "both" or "none"."""
        s, rule, stands, end = self.sentence, self.marks[i].rule, self.marks[i].rule.stands, self.sentence.passed(i)
        if stands in ("between", "near", "time"):
            return "right" if stands == "near" and events.leads_value(s, i) else "both"
        if stands in ("determiner", "preposition", "list", "clause", "opener"):
            if rule.word == "marker":  # as the first (-) or (+) of the sentence does
                return "right" if s.opens(next(k for k in range(i + 1) if s.word(k) == "marker")) else "left"
            opens = s.heads(i) if stands == "opener" else s.opens(i)
            if (rule.order and not ordered(s, first)) or (rule.leading and not opens):
                return "none"
            return "left" if stands == "determiner" and reach.answers(s, i, end) else "right"
        closed, text = closes(self.norm, end), s.text(i)
        went = s.adjacent(i) and s.word(i + 1) == "verb" and s.marks[i + 1].rule.onset
        if went and stands == "adjective" and text.endswith("ly"):
            return "none"  # 'frailty - likely progressed'
        rest = self.norm[end : s.high]
        closed = closed and not (rest[:1] == "." and rest.strip(" .") and s.opens(i))  # 'r/o. gout'
        if s.label(i) > 0:
            return "right"
        means = "negated" in rule.flags or rule.settles
        alone = not rest.strip(" .") or (means and MEANS.match(self.norm, end) is not None)
        said = stands == "adjective" or (stands == "verb" and PARTICIPLE.search(text))
        if said and s.opens_at(self.marks[first].start) and alone:
            return "left"  # 'X. Unlikely.', 'X. Excluded by biopsy.'
        before = s.last_word(first, 400)
        listed = before in cues().settings["placeholders"] or before in cues().settings["agents"]
        if s.word(i + 1) == "colon" and not rule.anaphoric and (not rest.strip(" :") or listed or s.heads(first)):
            return "right"  # a lead-in: 'MRI excluded:'
        if stands == "appositive":
            said = self._passive(first, i) or s.is_copula(first) or (closed and s.follows(first))
            return "left" if said else "right"
        passive = self._passive(first, i) and _ACTIVE.match(text) is None
        if stands in ("predicate", "state"):
            closed = closed and not _OR_SIGN.match(self.norm, end)
            if rule.closing and not (closed or (rule.direct and _DAY.match(self.norm, end))):
                return "right" if rule.leading else "none"  # 'no evidence sepsis', 'no sign or symptom of sepsis'
            if stands == "state" and rule.over and not words and not closed and self._describes(i):
                return "right"  # 'weakness, resolved gout'
            return "left" if stands == "predicate" or words - IDLE or closed or s.follows(first) else "right"
        if stands == "verb":
            if rule.closing and closed and words - IDLE and s.follows(first):
                return "left"  # 'numbness has not developed'
            if text.endswith(_joined()) or (s.word(i + 1) == "modal" and s.word(i + 2) in ("been", "have")):
                return "right"
            last = PARTICIPLE.search(text) is not None or ("negated" in rule.flags and not rest.strip(" ."))
            bare = not words - IDLE - {"not"} and last and closed and s.follows(first)
            aside = s.is_behind(i, "open") and s.word(i + 1) == "close" and s.joined(i)
            return "left" if passive or bare or aside else "right"
        copula = passive or s.is_copula(first)
        if s.word(i + 1) in ("modal", "cause", "from") and s.adjacent(i) and not _REASONS.match(s.norm, end):
            return "right"
        if closed and (copula or s.follows(first)):
            return "left"  # 'gout unlikely no pain'
        if rule.leading and not s.opens(i):
            return "left" if rule.result and reach.unseen(s, i) else "none"
        return "right"

    def _describes(self, i: int) -> bool:
        """Whether participle `i` opens an item whose noun stands behind it."""
        end, s, known = self.marks[i].end, self.sentence, cues().settings
        found = _NEXT.match(self.norm, end, s.high) if s.heads(i) and not _DAY.match(self.norm, end) else None
        if found is None or found[1].endswith("ly"):
            return False
        return not any(found[1] in known[what] for what in ("subjects", "prepositions", "determiners", "before_now"))

    def _passive(self, first: int, i: int) -> bool:
        """Whether a form of 'to be' belongs to head `i`, not to what stands before a 'to': 'were unable to see'."""
        for m in reversed(self.marks[first:i]):
            if m.rule.word in ("be", "been"):
                return True
            if self.norm.endswith("to", m.start, m.end):
                return False
        told = first > 0 and self.sentence.text(first - 1).endswith(" be")  # 'is felt to be the likely cause'
        return told and self.sentence.adjacent(first - 1)

    def _not(self, i: int) -> Governor | None:
        """A 'not' without a head of its own, before an adjective or noun: 'not dizzy', 'is not a candidate'."""
        s, mark = self.sentence, self.marks[i]
        k, last = i + 1, i
        while s.adjacent(k - 1) and (s.word(k) in ("adverb", "been", "be") or _FEELS.match(s.text(k))):
            last = k  # 'not at all dizzy', 'no longer feels tired'
            k += 1
        seems = _SEEMS.match(self.norm, mark.end)  # 'does not appear to be related to'
        judged = next((j for j in range(i, len(self.marks)) if seems and self.marks[j].start == seems.end()), 0)
        head = self.marks[k := judged or k].rule if judged or s.adjacent(k - 1) else None
        if head and head.word in ("cause", "from"):
            named = s.word(k + 1) == "article" and "uncertain" in s.marks[k + 1].rule.stops  # 'not due to his anemia'
            reaches = () if named else (reach.ahead(s, k, _NO_CAUSE.flags, "preposition"),)
            return Governor(mark.start, self.marks[k].end, _NO_CAUSE, _NO_CAUSE.flags, reaches)
        if cause := ahead.caused(s, k):  # 'cannot attribute the rash to gout'
            return Governor(mark.start, self.marks[k].end, _NO_CAUSE, _NO_CAUSE.flags, (cause,))
        if head and (head.stands in BEHIND or head.hides or head.word in ("have", "do", "verb", "change")):
            return None
        able = _ABLE.match(self.norm, mark.end)
        if able or s.text(i).endswith((" to", " no longer")):
            end = able.end() if able else mark.end
            return Governor(mark.start, end, _CANNOT, _CANNOT.flags, (Reach(end, s.end(i, ENDS)),))
        if self.norm.startswith((" to ", ","), s.passed(i)):
            return None
        flags = mark.rule.flags or ("negated",)
        if (told := _TOLD.match(self.norm, mark.end)) and not s.text(i).startswith(("can", "could")):
            of = next((k for k in range(i + 1, len(self.marks)) if self.marks[k].end >= told.end()), i)
            return Governor(mark.start, told.end(), _NONE_OF, flags, (reach.ahead(s, of, flags, "determiner"),))
        elliptic = s.word(i - 1) == "be" and s.word(i - 2) != "person"  # but 'he was not in pain'
        ends = elliptic or (mark.rule.flags and s.word(i - 1) == "contrast")  # 'but no longer'
        if ends and s.adjacent(i - 1) and closes(self.norm, self.marks[last].end):
            return Governor(mark.start, mark.end, _NOT_ONE, flags, tuple(reach.back(s, i - 1, i, _NOT_ONE)))
        rule = _NOT_LONG if mark.rule.flags else _NOT_ONE
        return Governor(mark.start, self.marks[last].end, rule, flags, (reach.ahead(s, last, flags, "adjective"),))

    def _have(self, i: int) -> Governor | None:
        """'May have X', 'does not have X', 'could be X': the verb group is its own head."""
        s = self.sentence
        k = s.idle(i, IDLE - {"article"})  # 'could be either X or Y'
        head = self.marks[k + 1].rule if s.adjacent(k) else None
        own = head is not None and head.stands == "adjective" and head.flags == ("historical",)  # 'may have old scars'
        if head and not own and (head.word in GROUP - {"article"} or head.stands in ("verb", "state", "adjective")):
            return None
        first = s.group(i)
        opening, words = self._group(first, i)
        says = "may" in words or ("not" in words and s.word(i) == "have")
        flags = self._mood(first, i, words) if says else ()
        if not flags:
            return None
        if flags == _DOUBT and _OF_A_CAUSE.match(self.norm, self.marks[i].end):
            return reach.of_cause(s, first, i, _MAY_HAVE, flags)
        rule, governed = _HAVE_NOT if "negated" in flags else _MAY_HAVE, tuple(self._object(i, flags, "verb"))
        return Governor(self.marks[opening].start, self.marks[i].end, rule, flags, governed)

    def _object(self, i: int, flags: Flags, stands: str) -> list[Reach]:
        """What cue `i` governs behind it, or what a pronoun there stands for."""
        s = self.sentence
        if s.word(i + 1) == "it" and s.adjacent(i) and _PRONOUN.match(self.norm, s.marks[i + 1].start, s.high):
            return self._named_before(i, flags)
        return [reach.ahead(s, i, flags, stands)]

    def _named_before(self, i: int, flags: Flags) -> list[Reach]:
        """What a pronoun behind cue `i` stands for: the item before its clause: 'Gout - no sign of it'.

        Of the sentence before only a denial speaks: 'Migraine. He is worried about it' does not.
        """
        s = self.sentence
        for k in range(i - 1, -1, -1):
            if s.word(k) in ("hard", "colon", "open"):
                piece = reach.piece_before(s, k)
                said = any(piece.low <= m.start and m.rule.word in FINITE for m in self.marks[:k])
                return [] if said else [piece]
        short = len(self.norm[s.low : self.marks[i].start].split()) <= _NAMING
        return [Reach(-1, s.low)] if short and "negated" in flags else []
