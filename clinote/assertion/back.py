"""The walk from a predicate back to the beginning of its subject."""

from clinote import anatomy
from clinote.assertion.ahead import ITEM_WORDS, QUOTED
from clinote.assertion.cues import Mark, Rule, cues
from clinote.assertion.governed import Reach
from clinote.assertion.results import TESTED
from clinote.assertion.sentence import ENDS, FINITE, IDLE, LEAD, PARTICIPLE, SEPARATORS, Sentence, closes
from clinote.expressions import expression
from clinote.patterns import phrases, worded

TEST = 160
"""How far (characters) before its result the name of a test begins."""
_WHEN = 4
"""The most words of a time before what stands for the complaint."""
_SITE = 2
"""The most words of a side and a place; one more where each is of a place or tells how a complaint is."""
_ASIDE = 6
"""The most words of what is put in between commas."""
_JOINTS = frozenset(("and", "or", "nor", "both", "all", "any", "that"))
_OTHERS = ENDS | {"comma", "example"}
"""Marks behind which stands no more what something is the cause of."""
_DONE = expression(r" (?:[a-z]+ly )?[a-z]+(?:ed|ght)(?: (?:up|for|with|by|on)\b[^,;:]{0,40})? ")
"""'X, worked up and ruled out': another predicate of the same subject stands between."""
_WORD = expression(r"[a-z']+")
_AFTER = "word.after"
"""The id of the words behind which a clause has a verb of its own: 'developed a palsy after the fever had resolved'."""
_WHO_DID = worded(r"\W*(?:the )?(?:{persons}|{titles}\.? [a-z'-]+)(?: [a-z]+ly| then| later| also)* ")
_ADVERBS = expression(r"(?<![a-z])(?:[a-z]+(?<!a)ly )+\Z")
_TOPIC = worded(r"\W*{boundaries.topics}\b")


class Back:
    """The walk from a predicate back to the beginning of its subject."""

    def __init__(self, sentence: Sentence, first: int, i: int, rule: Rule) -> None:
        self.sentence, self.rule, self.i = sentence, rule, i
        says = sentence.marks[first].start
        adverbs = _ADVERBS.search(sentence.norm, max(sentence.low, says - 40), says)
        self.end = self.start = self.edge = adverbs.start() if adverbs else says  # ', effectively ruled out'
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
            words, known = _WORD.finditer(s.norm, max(low, s.low), self.start), cues().settings["prepositions"]
            low = max([low, *(m.end() for m in words if m[0] in known)])  # 'a cyst, smaller than on the prior'
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
        if self.rule.result and (test := TESTED.search(s.norm, max(low, self.start - TEST), self.start)):
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
        short = all(0 < len(item.split()) <= ITEM_WORDS and item.replace(" ", "").isalpha() for item in items)
        joined = {*map(s.word, range(begin, first))} <= SEPARATORS | {"go", "onset", "quality", "amount"}
        return short and joined and "negated" in self.rule.flags

    def _begins(self, m: Mark) -> int:
        """Where the subject begins, if that is behind mark `m`, the next to the left; else -1."""
        s, word = self.sentence, m.rule.word
        touching = self.edge == self.start and not s.norm[m.end : self.edge].strip(QUOTED)
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
        if word == "which" and s.word(self.k - 1) in ("comma", "open") and s.joined(self.k - 1):
            self.anaphor = True  # 'gout, which the tap excluded'
            return self._pass(m, predicate=True)
        weighed = "uncertain" in self.rule.flags or self.rule.denied == ("uncertain",)
        if weighed and word in ("cause", "from") and s.norm[self.start] in ",-–(":
            return m.end  # 'weak from gout, which was excluded'
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
        said = m.rule.stands in ("predicate", "state") and word != "spell" and not self.anaphor
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
        told = s.text(self.k) in cues().settings["reporting"] and PARTICIPLE.search(s.norm, m.start, m.end)
        if told and self._follows_noun(m) and s.word(k) not in ("person", "kin"):
            self.k, self.edge = k, m.start  # 'the rash reported in May has cleared'
            return True
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
