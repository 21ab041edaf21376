"""A sentence as assertion reads it: its marks, and what they make of its pieces, verb groups and brackets."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, takewhile

from clinote.assertion.cues import LOOSE, Mark, cues
from clinote.expressions import expression
from clinote.patterns import worded
from clinote.sections import BULLETS

GROUP = frozenset((
    "be", "been", "have", "do", "may", "modal", "not", "adverb", "partly", "now", "today", "since", "article",
))  # fmt: skip
"""Words of a verb group before its head."""
FINITE = frozenset(("be", "have", "do", "may", "verb", "positive"))
IDLE = frozenset(("adverb", "partly", "now", "today", "since", "article"))
SEPARATORS = frozenset(("comma", "and", "or"))
ENDS = frozenset(("hard", "contrast"))
DENYING = frozenset(("negation.denies", "negation.but-denies"))
"""Cues behind which a list may mix nouns and adjectives: 'denies fever, weak'."""
BEFORE = frozenset(("determiner", "adjective", "verb", "preposition", "list", "clause", "opener"))
BEHIND = frozenset(("verb", "adjective", "state", "predicate", "appositive"))
LEAD = " \t\r\n>#0123456789.\"'" + BULLETS
"""What may stand before the first word of a segment."""
PRONOUN = "it|this|that|these|those"
PARTICIPLE = expression(r"(?:ed|wn|en|elt|ght|een|ound|eard|uck|borne|gone|out|r/o)\b|'e?d$|\b(?:out|aside|to rest)$")
LAST_WORD = expression(r"([a-z']+|→|->)\W*$")
_NEAR = 24
_OWN = 3
"""The fewest items with a 'no' of their own that make it what an item is denied with."""
_ITEMS = expression(r"(?:^|[,;:]|(?<=\n))\s*(?=[a-z])")
_ITEM = expression(r"\s*([a-z0-9][^,;:.()]{0,60}?)\s*(?=[,;:.()]|$)")
_EDGES = SEPARATORS | ENDS | {"colon", "open", "close", "cause", "from", "marker", "with"}
_HEADS = SEPARATORS | ENDS | {"colon"}
_SPEAKING = FINITE | {"not", "marker", "state", "kin"}
ASIDE = "word.aside"
_WORD = expression(r"[a-z']+")
_LABEL = expression(r"(?P<words>(?: [a-z0-9/]++){1,4})(?: ?-|(?P<sign>:))(?: |$)")
_HEADED = expression(r"\W*[a-z]+(?:[ /][a-z]+){0,2} ?: ")
_WHILE = expression(r" (?:when|while|whenever|if|unless|once)\b")
_WHEN = expression(
    r"\d{1,2}/\d{1,4}(?!\d| ?[a-z])|(?:19|20)\d\d(?![\d/])"
    r"|x ?\d|(?:\d{1,2}|[a-z]+) (?:hours?|days?|weeks?|months?|years?) (?:ago|later|after)\b"
)
_LASTING = expression(r" (?:x ?|~)?\d| (?:to|all|appearing|looking)\b")
"""What may stand behind an adjective that is said of somebody: 'weak x 3 days', 'weak all over'."""
MEANS = expression(rf" (?:(?:by|on|per|via|after|based on)\b|{_WHEN.pattern})")
"""How, when, or how often something was excluded."""


def closes(norm: str, end: int) -> bool:
    """Whether a segment ends here: what follows is punctuation, the end, or a word that adds a circumstance."""
    rest = norm[end : end + 24].lstrip(" \t\"'")
    if not rest or not (rest[0].isalnum() or rest[0] in "↑↓"):
        return not (rest[:1] == "-" and rest[1:2].isalpha())
    return bool(_WHEN.match(rest)) or rest.split(None, 1)[0].strip(".,;:)") in cues().settings["circumstances"]


_NOT_THE = worded(r"not (?:the|{possessives}) ")
"""A denial of a known thing: 'the nausea is better but not the weakness'; 'but no weakness' is of none."""


@dataclass(eq=False)
class Sentence:
    """The marks of a sentence, `low:high` of `norm`."""

    norm: str
    marks: list[Mark]
    low: int
    high: int

    @cached_property
    def telegraphic(self) -> bool:
        """Whether it has no verb: an item rather than a statement."""
        return not any(m.rule.word in FINITE for m in self.marks)

    @cached_property
    def alternates(self) -> bool:
        """Whether items stand singly among those with a 'no' of their own: 'ache, no rash, itch, no fever'."""
        denied = {m.start for m in self.marks if m.rule.stands == "determiner" and "negated" in m.rule.flags}
        if len(denied) < _OWN or not self.telegraphic:
            return False
        own = [m.end() in denied for m in _ITEMS.finditer(self.norm, self.low, self.high)]
        return own.count(False) > 1 and all(a or b for a, b in pairwise(own))

    def word(self, k: int) -> str:
        return self.marks[k].rule.word if 0 <= k < len(self.marks) else ""

    def text(self, k: int) -> str:
        return self.norm[self.marks[k].start : self.marks[k].end]

    def joined(self, k: int) -> bool:
        """Whether nothing but blanks stands between mark `k` and the next."""
        return k + 1 < len(self.marks) and not self.norm[self.marks[k].end : self.marks[k + 1].start].strip()

    def is_behind(self, i: int, word: str) -> bool:
        """Whether mark `i` stands right behind a `word`."""
        return self.word(i - 1) == word and self.joined(i - 1)

    def adjacent(self, k: int) -> bool:
        """Whether nothing but adverbs stands between mark `k` and the next."""
        if k + 1 >= len(self.marks) or k < 0:
            return False
        end, start = self.marks[k].end, self.marks[k + 1].start
        return self.norm[end:start] == " " or LOOSE.fullmatch(self.norm, end, start) is not None

    def passed(self, i: int) -> int:
        """The end of mark `i` and of what is put in right behind it: 'denied(, however,) any'."""
        put_in = self.joined(i) and self.marks[i + 1].rule.id == ASIDE
        return self.marks[i + put_in].end

    def group(self, i: int) -> int:
        """The first mark of the verb group whose head is mark `i`."""
        first = i
        while first and self.word(first - 1) in GROUP and self.adjacent(first - 1):
            first -= 1
        return first

    def idle(self, i: int, words: frozenset[str] = IDLE) -> int:
        """The last of the idle `words` right behind mark `i`; `i` where none is."""
        while self.word(i + 1) in words and self.adjacent(i):
            i += 1
        return i

    def is_copula(self, k: int) -> bool:
        return 0 <= k < len(self.marks) and self.norm.startswith(tuple(cues().settings["copulas"]), self.marks[k].start)

    def last_word(self, i: int, reach: int = _NEAR) -> str:
        """The word before mark `i`, of at most `reach` characters."""
        end = self.marks[i].start
        before = self.norm[max(self.low, end - reach) : end]
        word = before.rstrip(" ").rpartition(" ")[2]
        if word.isalpha() and word.isascii():
            return word
        found = LAST_WORD.search(before)
        return found[1] if found else ""

    def item(self, i: int) -> int:
        """Where the item that holds mark `i` begins: behind the next separator, end or colon to the left."""
        return next((m.end for m in reversed(self.marks[:i]) if m.rule.word in _HEADS), self.low)

    def edge(self, i: int) -> int:
        """Where the piece that holds mark `i` begins."""
        for m in reversed(self.marks[:i]):
            if m.rule.word in _EDGES or m.rule.stops:
                return m.end
        return self.low

    def opens(self, i: int) -> bool:
        """Whether mark `i` opens its segment."""
        before = self.norm[self.edge(i) : self.marks[i].start].strip(LEAD)
        return not before or before in cues().settings["articles"]

    @cached_property
    def body(self) -> int:
        """Where it begins behind the label that heads it: 'HPI: (She came)'."""
        label = _HEADED.match(self.norm, self.low, self.high)
        return label.end() if label else self.low

    def opens_at(self, at: int) -> bool:
        """Whether the sentence begins at offset `at`."""
        return not self.norm[self.low : at].strip(LEAD)

    def heads(self, i: int, words: int = 0) -> bool:
        """Whether mark `i` opens the sentence, or what a separator opens, behind adverbs or so many `words`."""
        edge = self.item(i)
        if LOOSE.fullmatch(self.norm, edge, self.marks[i].start):
            return True
        return len(self.norm[edge : self.marks[i].start].strip(LEAD).split()) <= words

    def follows(self, i: int) -> bool:
        """Whether words stand before mark `i` in its piece; an opening colon or dash counts with what it closes."""
        if not self.opens(i):
            return True
        edge = self.edge(i)
        k = next((k for k in range(i - 1, -1, -1) if self.marks[k].end <= edge), -1)
        parts = self.word(k) in ("hard", "colon", "open", "comma", "close", "and", "contrast")
        begin, end, _ = self.marks[k]
        return parts and begin > self.low + 1 and (self.norm[begin] not in ".?!;" or end > begin + 1)

    def label(self, i: int) -> int:
        """The end of the label that cue `i` heads: 'Ruled out by MRI so far:', 'Risks discussed -'; else -1."""
        found = _LABEL.match(self.norm, self.marks[i].end, self.high)
        if not found:
            return -1
        opens, first, known = self.marks[i].rule.stands == "opener", self.group(i), cues().settings
        named = self.last_word(first) in known["placeholders"]  # 'Symptoms absent since May:'
        if not (self.heads(first, words=named) or (opens and self.heads(i, words=2))):
            return -1
        words = found["words"].split()
        done = opens and PARTICIPLE.search(words[-1])
        dated = (words[0] in known["circumstances"] or " ".join(words) in known["systems"]) and found["sign"] == ":"
        return found.end() if done or dated else -1

    def told(self, i: int) -> bool:
        """Whether the verb before mark `i`, or behind one that opens the sentence, tells what was: 'had coughed'."""
        before = range(i - 1, -1, -1)
        for k in range(i + 1, len(self.marks)) if self.opens_at(self.marks[i].start) else before:
            word = self.word(k)
            if word in ("not", "presents", "purpose") or word in SEPARATORS or word in ENDS:
                return False
            if word in FINITE and not self.text(k).endswith("ing"):
                return self.text(k) in ("was", "were", "had") or self.text(k).endswith("ed")
        return False

    def relative(self, first: int) -> bool:
        """Whether the verb group from mark `first` tells which thing is meant: 'a cyst that was (not seen)'."""
        that = first - 1
        tells = self.adjacent(that) and self.text(that).split(" ")[0] in ("that", "which")
        return tells and self.word(that - 1) not in FINITE | {"comma"} and self.follows(that)

    def is_excepted(self, i: int) -> bool:
        """Whether what mark `i` denies has no part in what changed: 'the nausea is better but not the weakness'."""
        changed = self.word(i - 2) == "change" or (i > 1 and self.marks[i - 2].rule.over)
        return bool(changed and self.is_behind(i, "contrast") and _NOT_THE.match(self.norm, self.marks[i].start))

    def close(self, k: int) -> int:
        """The mark that closes the bracket of mark `k`; the last one where none does."""
        return next((j for j in range(k + 1, len(self.marks)) if self.word(j) == "close"), len(self.marks) - 1)

    def speaks(self, a: int, b: int, flags: tuple[str, ...] = ()) -> bool:
        """Whether marks `a` to `b`, in brackets, say something of their own, other than `flags`."""
        return any(
            m.rule.word in _SPEAKING or (m.rule.stands in BEFORE | BEHIND and (not flags or m.rule.flags != flags))
            for m in self.marks[a:b]
        )

    def piece(self, k: int) -> tuple[str, int]:
        """What the piece behind separator `k` is, and the first mark behind the run of separators.

        An "item"; or a "clause" with its subject, a "verb" or "state" of the subject before, a "which", an "amount",
        a "cue" of its own.
        """
        marks = self.marks
        k += 1
        while self.word(k) in SEPARATORS and self.joined(k - 1):
            k += 1
        begin = marks[k - 1].end
        if self.norm.startswith((" just ", " only "), begin):
            return "amount", k  # 'no weakness, just tired'
        for j in range(k, len(marks)):
            m, word, stands, text = marks[j], marks[j].rule.word, marks[j].rule.stands, self.text(j)
            first = self.norm[begin : m.start].strip(" \"'") in ("", "also")
            if word in _HEADS or word in ("open", "close", "reason"):
                break
            if word == "which":
                return ("which" if first else "item"), k
            closed = closes(self.norm, m.end)
            if not first and stands == "determiner" and "negated" in m.rule.flags:
                break  # an item with its own 'no' begins: 'denies A or B no C'
            if not first and word == "verb" and stands and closed and PARTICIPLE.search(text):
                continue  # 'rash reported', but 'the rash remained'
            if not first and (word in FINITE or word == "modal") and self.norm.endswith(" that ", begin, m.start):
                break  # a verb of the item: 'no cysts or masses that can be felt'
            if word in FINITE and self.subject(begin, m.start) is not None:
                break  # another subject begins: 'no numbness or weakness her pain is worse'
            if word in FINITE and _WHILE.search(self.norm, begin + 1, m.start):
                break  # 'denies numbness or weakness when asked directly'
            if word in FINITE or word == "own" or (word == "modal" and text != "to"):
                grouped = j > k and self.joined(k - 1) and all(n.rule.word in GROUP for n in marks[k:j])
                return ("verb" if first or grouped else "clause"), k
            if first and word == "not":
                return "cue", k
            lasts = closed and word == "since" and text.endswith(("ing", "ent", "ic"))  # 'itch persisting'
            told = closed and m.rule.flags and stands in ("adjective", "verb") and not m.rule.lasting
            compared = closed and word == "change" and text.endswith(("ed", "better", "worse"))  # 'pain worse at night'
            felt = stands == "verb" and self.word(j + 1) == "quality" and self.adjacent(j)  # 'no rash, legs feel weak'
            judged = "uncertain" in m.rule.flags and text.endswith(("ly", " be"))  # 'no cough, fatigue likely viral'
            said = lasts or told or (self.word(k - 1) != "or" and (compared or felt or judged))
            if word == "state" or stands in ("predicate", "state") or (said and not first):
                return "state", k
            leads = (stands in BEFORE and (m.rule.flags or word == "verb")) or word in ("marker", "dash")
            if first and leads and not (stands == "verb" and closed):
                return "cue", k
            if first and word in ("presents", "now", "today"):
                return "verb", k
            if first and word in ("amount", "often", "with"):
                return "amount", k
            if first and word in ("adverb", "article"):
                begin = m.end
        return "item", k

    def describes(self, k: int) -> bool:
        """Whether mark `k` is an adjective that is said of somebody or something, and stands before no noun."""
        if self.word(k) != "quality" or (self.marks[k].rule.closing and self.joined(k) and self.word(k + 1) == "comma"):
            return False
        return closes(self.norm, self.marks[k].end) or _LASTING.match(self.norm, self.marks[k].end) is not None

    def subject(self, begin: int, end: int) -> int | None:
        """Where a new subject begins between `begin` and a verb at `end`, behind other words and no preposition."""
        settings, before = cues().settings, ""
        for found in _WORD.finditer(self.norm, begin, end):
            word = found[0]
            if before and word in settings["subjects"] and before not in settings["prepositions"]:
                return found.start()
            before = word
        return None

    def listed(self, k: int, joint: tuple[str, ...], slash: bool = True) -> bool:
        """Whether one of `joint`, a `slash` among them, closes the list that goes on at comma `k` before it ends."""
        while k < len(self.marks):
            word = self.word(k)
            if word in joint and (slash or self.text(k) != "/"):
                return True
            if word == "comma":
                if self.word(k + 1) in joint and self.joined(k):
                    return True
                kind, k = self.piece(k)
                if kind != "item":
                    return False
                continue
            if word in ENDS or word in ("colon", "close", "with") or word in FINITE:
                return False
            k += 1
        return False

    def apposed(self, k: int) -> bool:
        """Whether what stands behind comma `k` says of what kind the item before it is: 'probable GBS, AIDP form'."""
        item = _ITEM.match(self.norm, self.marks[k].end, self.high)
        return item is not None and item[1].rsplit(None, 1)[-1] in cues().settings["kinds"]

    def until(self, k: int, ends: frozenset[str]) -> Iterator[Mark]:
        """The marks from `k` to the next of `ends`."""
        return takewhile(lambda m: m.rule.word not in ends, self.marks[k:])

    def end(self, k: int, ends: frozenset[str]) -> int:
        """Where the next of `ends` behind mark `k` stands, or the sentence ends."""
        return next((m.start for m in self.marks[k + 1 :] if m.rule.word in ends), self.high)

    def is_subject(self, k: int) -> bool:
        """Whether mark `k`, a person, is the subject of a verb, as 'he' or 'she' always is."""
        if self.text(k) in ("he", "she", "they", "we"):
            return True
        if not self.adjacent(k):
            return False
        behind = self.marks[k + 1].rule
        return behind.word in FINITE or behind.word in ("modal", "not") or behind.stands == "verb"
