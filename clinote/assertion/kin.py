"""A relative in a sentence, and what the clause says of the relative."""

from dataclasses import replace
from itertools import pairwise

from clinote.assertion import reach
from clinote.assertion.cues import SYMPTOMS, Mark, Rule, cues, said
from clinote.assertion.governed import Governor, Reach
from clinote.assertion.sentence import ENDS, FINITE, LEAD, SEPARATORS, Sentence
from clinote.expressions import expression
from clinote.lexicon import starting
from clinote.patterns import phrases, worded
from clinote.reading import Reading

_ASIDE = worded(
    r"^,? ?(?:\((?!(?:who|has|had|with)\b)[^()]{1,24}\)|(?:aged? )?\d{1,3}(?=:)"
    r"|on (?:(?:the|his|her|their) )?(?:[a-z]+'s|maternal|paternal) side"
    r"|(?:at|in|on|from)(?: (?!and\b|who\b)[a-z]+){1,4}?(?= {family.suffering}\b)"
    r"|(?:at|in) (?:(?:the|his|her|their) )?{family.gatherings})(?=:| [a-z])"
)
_WORDS = expression(r"[a-z\d'/]+")
_PUT_IN = worded(r",(?:[^,.;:\d]{1,40}|(?P<age> (?:aged? )?\d{1,3}))(?P<comma>,) (?P<verb>{family.suffering}) ")
_AND = worded(r"(?:^|[.,;:\n]|\bboth)\W*(?:the )?{persons} and (?:(?:{possessives}|the) )?\Z")
"""The patient, who shares what is said of the relative behind 'and'."""
_RECIPROCAL = (
    ("parents", "children"), ("children", "parents"), ("spouses", "spouses"), ("siblings", "siblings"),
    ("elders", "juniors"), ("juniors", "elders"),
)  # fmt: skip
_WHO = "{family.parents}|{family.children}|{family.spouses}|{family.siblings}|{family.elders}|{family.juniors}"
_NARRATES = worded(
    rf"\b(?:(?:per|according to|from|{{family.talking}}) (?:[a-z']+ )?(?P<per>{_WHO})\b"
    rf"|(?P<who>{_WHO})(?: of (?:the )?{{persons}})?(?: (?:also )?{{narrating}}\b|: *(?:{{possessives}} )?\Z))"
)
"""A relative who tells of the patient."""
_TALKED = worded(r"\b{family.talking} (?:{family.determiners} )?\Z")
_TOLD = 400
"""How far (characters) before a bare 'mum' the one whose mother she is may have begun to tell."""
_TREATED = worded(
    r" (?:is |was |also |still )*"
    r"(?:(?:on|{family.using})(?: (?!(?:been|{persons}|{family.others})\b)[a-z\d-]+){1,4} for"
    r"|(?:in|at|under) (?:(?:the|an?|{possessives}) )?{family.wards} (?:with|for|after))"
    r"(?! (?:{persons}|{family.others}|{time.lists.vague}|{time.cardinals}|{time.units}s)\b| \d| an? {time.units}\b)"
)
"""How a relative is treated for an illness of his own: 'mother on dialysis for gout', 'in hospital with gout'."""
_FAMILY = ("family",)
_PREDICATE = worded(r", (?:{copulas}|has|had|can|could|cannot|can't|does|did|died|needs?|needed|stays?)\b")
_NEEDED = ("needed", "required")
"""What a person is for the patient; who 'needed oxygen' was ill."""
_KIN = Rule("family.relative", ("family",), "opener")
_KIN_OF = Rule("family.relative", ("family",), "predicate", only_for=frozenset(("DIAGNOSIS", "ENTITY", "")))
_KIN_BEHIND = Rule("family.relative", ("family",), "predicate")
_KIN_NOUN = Rule("family.relative", ("family",), "adjective", words=3)

_HEADS = expression(r"(?: \([^()\n]{1,40}\)|,? (?:aged? )?\d{1,3})?:")
"""What makes a label of a relative: 'Son: ...', 'Daughter (lives close by): ...'."""
_HAD = worded(r"\bweakness|\bweak {boundaries.parts}\b")
_LATELY = expression(r"\b(?:since|today|yesterday|(?:hour|hr|day|week|wk)s?|\d{1,2} ?[hdw])\b")


def informs(reading: Reading, governor: Governor, start: int, names: frozenset[str], end: int = 0) -> bool:
    """Whether a relative tells of the patient: 'HPI: Son: weak since Monday', 'sister with gout saw weakness in pt'.

    Before a colon where relatives are listed, or a disease stands beside the complaint, it is the relative's.
    """
    if governor.rule.id != _KIN.id or names.isdisjoint({*SYMPTOMS, "DURATION"}):
        return False
    if end and _IN_PATIENT.match(reading.norm, end):
        return True
    if governor.rule is not _KIN_BEHIND and not _HEADS.match(reading.norm, governor.end):
        return False
    section = reading.layout.section(start)
    story = section.category == "hpi"
    low, high = reading.sentence(start)
    listed = starting(reading.hits("diagnosis"), low, high) or _lists_kin(reading, start, governor.start)
    had = _HAD.search(reading.norm, low, high) and not _LATELY.search(reading.norm, start, high)
    if governor.rule is _KIN_BEHIND:
        return not (listed or had)  # 'Weakness (sister)'
    above = reading.norm[section.body : governor.start].strip(" \n:-").rpartition("\n")[2]
    if section.category not in ("hpi", None) or (above and not (story and above.strip().isalpha())):
        return False  # but 'HPC', and below it 'Daughter: weak for days'
    return story or not (listed or had)  # 'Brother: muscle weakness'


def _lists_kin(reading: Reading, at: int, but: int) -> bool:
    """Whether another relative than the one at offset `but` is named in a sentence, or somebody heads one beside it."""
    index, sentences = reading.layout.sentence_index(at), reading.layout.sentences
    return any(
        rule.word == "kin" and hit.start != but
        if k == index
        else rule.word in ("kin", "person") and reading.norm.startswith(":", hit.end)
        for k in range(max(0, index - 1), min(index + 2, len(sentences)))
        for hit, rule in said(reading, sentences[k][0])
    )


_IN_PATIENT = worded(r" (?:in|of) (?:(?:the|this|our) )?(?:patient|pt|{titles}\.? [a-z]+)\b(?!')")
_PRONOUN = expression(r"\W*(?P<who>he|she)(?P<self> (?:herself|himself))? (?=[a-z])")
_AGAIN = worded(
    r"(?:[;,] (?:and )?| (?:also )?{narrating} (?:that )?)(?P<who>he|she)(?P<self> (?:herself|himself))?"
    r" (?=(?:(?:also|now) )?(?:{copulas}|has|had) (?!to\b)[a-z])"
)
_LONGEST_OF = 3
"""Letters of the longest preposition among the words of `reporting`."""
_OTHERS = {
    "he": expression(r"\b(?:she|hers?|herself|patient|pt)\b"),
    "she": expression(r"\b(?:he|his|him|himself|patient|pt)\b"),
}


def taken_up(reading: Reading, index: int) -> Mark | None:
    """What sentence `index` says of a relative who is not of the patient's sex by a pronoun: 'Her husband helps her. He
    has gout.', 'His wife is here; she is weak'."""
    norm, (low, high) = reading.norm, reading.layout.sentences[index]
    begins, before = _PRONOUN.match(norm, low, high), reading.layout.sentences[index - 1][0]
    if begins is None or not index:
        begins, before = _AGAIN.search(norm, low, high), low
    if begins is None or norm.find("\n\n", before, low) >= 0:
        return None
    who, words = begins["who"], cues().settings
    if reading.man is not (who == "she") and not begins["self"]:
        return None
    if who in _WORDS.findall(norm, before, begins.start("who")):
        return None  # who is spoken of goes on: 'She has a sister. She ...'
    does = {word for word in _WORDS.findall(norm, begins.end(), high)[:3] if len(word) > _LONGEST_OF}
    kin = (hit for hit, rule in said(reading, before) if rule.word == "kin")
    named = any(norm[hit.start : hit.end].split()[-1] in words[who] and hit.end < begins.end() for hit in kin)
    if not named or not words["reporting"].isdisjoint(does):
        return None
    other = _OTHERS[who].search(norm, begins.end(), high)
    return Mark(begins.end(), other.start() if other else high, _KIN)


_OF_HERS = worded(r"\bher (?:[a-z]+ )?{family.he}\b(?P<he>)(?:'s)?|\bhis (?:[a-z]+ )?{family.she}\b(?P<she>)(?:'s)?")
"""A relative who is not of the patient's sex, as the words before tell: '(her brother) had weakness of his arm'."""
_CLAUSE = worded(r"[,;:.()\n]|\b(?:when|while|because|as|since|who|which|that|and|but|so|if)\b")
_NAMED = {
    who: worded(
        rf"\b(?<!at )(?:{said})\b(?! (?:[a-z]+ly |first )?(?:{{family.reporting}}|{{family.he}}|{{family.she}})\b)"
    )
    for who, said in (("he", "he|his|himself"), ("she", "she|hers?|herself"))
}
"""By whom what is said is the relative's, where he does not tell of the patient with it: 'he says', 'in his wife'."""


def of_own(reading: Reading, index: int) -> list[Mark]:
    """The clauses that speak of a relative by a pronoun which cannot be the patient's: 'her brother ... his arm'."""
    norm, (low, high) = reading.norm, reading.layout.sentences[index]
    kin = _OF_HERS.search(norm, low, high)
    if kin is None:
        return []
    who = "he" if kin["he"] is not None else "she"
    edges = [kin.end(), *(m.start() for m in _CLAUSE.finditer(norm, kin.end(), high)), high]
    return [
        Mark(start, end, _KIN)
        for start, end in pairwise(edges)
        if _NAMED[who].search(norm, start, end) and not _OTHERS[who].search(norm, start, end)
    ]


class Kin:
    """The relatives of a sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence, self.marks, self.norm = sentence, sentence.marks, sentence.norm

    def governor(self, i: int) -> Governor | None:
        """A relative, and what the clause and a bracket right behind him say of the relative."""
        if self._is_patient(i):
            return None
        told, bracket = self._said(i), self._bracket(i)
        return replace(told, reaches=(*told.reaches, *bracket.reaches)) if told and bracket else told or bracket

    def _bracket(self, i: int) -> Governor | None:
        """What a bracket tells of a relative, but of one who is talked to: 'came with his wife (gout)'."""
        s, mark, close = self.sentence, self.marks[i], self.sentence.close(i + 1)
        said = _WORDS.findall(self.norm, mark.end, self.marks[close].start)
        if not s.is_behind(i + 1, "kin") or s.word(i + 1) != "open" or self._tells(said, said[:1] == ["who"]):
            return None
        if _TALKED.search(self.norm, max(s.low, mark.start - 40), mark.start):
            return None
        own = self._before(i) in ("for", "of") or self._opens_clause(i)  # a complaint may be what they came for
        return self._has(i, Reach(mark.end, self.marks[close].start), rule=_KIN if own else _KIN_OF)

    def _before(self, i: int) -> str:
        """The word before a relative and his determiners."""
        mark, determiners = self.marks[i], cues().settings["determiners"]
        words = _WORDS.findall(self.norm, max(self.sentence.low, mark.start - 30), mark.start)
        return next((word for word in reversed(words) if word not in determiners), "")

    def _said(self, i: int) -> Governor | None:
        """A relative, and what the clause says of the relative."""
        s, mark, settings = self.sentence, self.marks[i], cues().settings
        previous = self._before(i)
        rest = _ASIDE.sub("", self.norm[mark.end : mark.end + 40]).lstrip()
        said = _WORDS.findall(rest.split(".")[0].split(";")[0])
        while said and said[0] in settings["asides"]:
            said.pop(0)
        sign = rest[:1] if rest and not rest[0].isalnum() else ""
        verb = said[0] if said and sign not in ("(", ")", ".", ";", "|") else ""
        who = verb in ("who", "whose") or (verb == "that" and bool(said[1:2]) and said[1] in settings["suffering"])
        stands, rule = "", _KIN
        informs = previous in ("by", "per", "from", "via") and not who
        if s.is_behind(i, "colon") and s.last_word(i - 1) in settings["informing"]:
            return None  # 'Collateral: daughter - weak'
        if sign == ":" and informs:
            return None  # 'collateral from his son: weak'
        if sign == ":":
            stated = any(m.rule.word in FINITE for m in s.until(i + 1, frozenset(("hard",))))
            stands = "" if stated or rest[1:].lstrip()[:1] in ('"', "'") else "list"
            if s.text(i).split()[-1] in settings["spouses"]:
                rule = _KIN_OF  # 'Husband: two falls this week'
        elif (sets := self._names_behind(i, rest)) >= 0:  # 'ALS (uncle)'
            rule = _KIN_OF if s.text(i).split()[-1] in settings["spouses"] else _KIN_BEHIND
            return self._has(i, Reach(s.item(sets), self.marks[sets].start), rule=rule)
        elif previous == "in" and not who:
            return self._has(i, *reach.back(s, i, i, _KIN, plain=True))
        elif sign == "|" and s.opens_at(mark.start):
            return self._has(i, Reach(mark.end, s.high))
        elif verb in settings["living"] or (who and said[1:2] and said[1] in settings["living"]):
            pass
        elif treated := _TREATED.match(self.norm, mark.end):
            return self._has(i, Reach(treated.end(), s.end(i, ENDS | SEPARATORS)), rule=_KIN_OF)
        elif not verb or informs:
            return None
        elif sign == "," and (not who or self._tells(said, who)) and (behind := self._behind_aside(i)):
            aside = Reach(mark.end, self.marks[behind].start)
            return self._has(i, aside, reach.ahead(s, behind, _FAMILY, "opener"))
        elif self._tells(said, who):
            return None
        elif sign in (",", "-", "–") and not who:
            return self._named_behind(i) if self._opens_clause(i) else None
        elif (
            verb == "with"
            or who
            or verb in settings["suffering"]
            or (s.word(i + 1) in FINITE | {"kin"} and s.adjacent(i))
        ):
            stands = "opener"
        elif self._opens_clause(i):
            stands, rule = "adjective", _KIN_NOUN
        if stands in ("", "adjective") and (told := self._told_behind(i)):
            return self._has(i, reach.ahead(s, told, _FAMILY, "opener"))
        return self._has(i, reach.ahead(s, i, _FAMILY, stands), rule=rule) if stands else None

    def _names_behind(self, i: int, rest: str) -> int:
        """The bracket or dash behind which relatives alone name whose the item before it is; -1 where none is.

        'Gout (mother, aunt)', 'gout - mother, asthma - aunt'.
        """
        s, k = self.sentence, i - 1
        while s.joined(k) and s.word(k) in ("kin", "and", "comma", "article"):
            k -= 1
        if not s.joined(k) or s.word(k) not in ("open", "hard"):
            return -1
        dashed = self.norm[self.marks[k].start] in "-–—" and s.word(i + 1) != "kin"
        ends = rest[:1] in (".", ";", "") or (rest[0] == "," and s.piece(i + 1)[0] == "item" and s.word(i + 2) != "kin")
        return k if (rest[:1] == ")" and s.word(k) == "open") or (dashed and ends) else -1

    def _has(self, i: int, *reaches: Reach, rule: Rule = _KIN) -> Governor:
        """The relative of mark `i` with what it governs."""
        return Governor(self.marks[i].start, self.marks[i].end, rule, _FAMILY, reaches)

    def _is_patient(self, i: int) -> bool:
        """Whether a relative is the patient ('"My mom is weak" (daughter)'), or has it, too ('he and his wife')."""
        s, settings, (start, end, _) = self.sentence, cues().settings, self.marks[i]
        if _AND.search(self.norm, max(0, start - 40), start) and not self.norm.startswith(" who", end):
            return True
        called = s.text(i).split()[-1]
        if self._quoted(i) and self.norm.find('"', self.marks[i].end, s.high) >= 0:
            kin = (k for k in range(len(self.marks)) if s.word(k) == "kin" and not self._quoted(k))
            speakers = {s.text(k).split()[-1] for k in kin}
        elif any(called in settings[one] for one, _ in _RECIPROCAL):
            speakers = self._narrators(i)
        else:
            return False
        return any(called in settings[one] and not speakers.isdisjoint(settings[other]) for one, other in _RECIPROCAL)

    def _narrators(self, i: int) -> set[str]:
        """The relatives who tell what is said at mark `i`: 'Per son, his mother is weak', 'Son says mum is weak'.

        What they call theirs is so in their sentence; a bare 'mum' is theirs in those behind it, too.
        """
        s, at = self.sentence, self.marks[i].start
        bare = s.last_word(i) not in cues().settings["determiners"]
        if not bare and s.last_word(i) not in ("his", "her", "their"):
            return set()
        if self.norm.startswith((" died", " passed", " deceased", " is deceased"), self.marks[i].end):
            return set()
        told = _NARRATES.finditer(self.norm, max(0, at - _TOLD) if bare else s.low, at)
        return {found["per"] or found["who"] for found in told} - ({s.text(i)} if bare else set())

    def _quoted(self, k: int) -> bool:
        """Whether mark `k` stands between quotation marks."""
        return self.norm.count('"', self.sentence.low, self.marks[k].start) % 2 == 1

    def _behind_aside(self, i: int) -> int:
        """The comma behind what is put in between a relative and the verb of an illness: 'sister, a twin, has gout'."""
        found = _PUT_IN.match(self.norm, self.marks[i].end) if self._opens_clause(i) else None
        if not found or self._tells(_WORDS.findall(self.norm, found.start("verb"), self.sentence.high), who=False):
            return 0
        return next((k for k, m in enumerate(self.marks) if m.start == found.start("comma")), 0)

    def _told_behind(self, i: int) -> int:
        """The mark before what is told of a relative behind how he lives: 'her father, who lives here, has gout'."""
        s = self.sentence
        if not self._opens_clause(i) or s.opens_at(self.marks[i].start):
            return 0  # 'Daughter lives nearby, has gout' may have come back to the patient
        for k in range(i + 1, len(self.marks)):
            if s.word(k) in ("hard", "person", "colon"):
                return 0
            if s.word(k) in ("comma", "and") and s.word(k + 1) in ("have", "be") and s.adjacent(k):
                words = _WORDS.findall(self.norm, self.marks[k + 1].start, s.high)
                return 0 if self._tells(words, who=False) or words[2:3] == ["by"] else k
        return 0

    @staticmethod
    def _tells(said: list[str], who: bool) -> bool:
        """Whether a relative reports or does something for the patient: 'has noticed', 'is concerned', 'who states'."""
        said = [word for word in said[who:] if word not in ("been", "not")]
        if said[1:3] in (["found", "to"], ["said", "to"]) or not said:
            return False
        beside = said[1:] if said[0] in phrases("words", "copulas") else said
        whom = next((word for word in beside[1:] if word != "the"), "")
        if beside[:1] == ["with"] and whom in ("him", "her", "them", *phrases("words", "persons")):
            return True  # 'son with her, says', 'sister, who was with the patient, says'
        known = cues().settings["reporting"]
        verb, done = (*said, "")[:2]
        attended = verb in phrases("words", "copulas") and done in phrases("words", "attended")
        if attended and not {"with", "for"}.isdisjoint(said[2:5]):
            return False
        if verb in known:
            return verb != "and" or not who
        if verb in _NEEDED and done == "to":
            return f"{said[2]}s" in known  # 'wife required to help him stand'
        if done in _NEEDED:
            return verb in phrases("words", "copulas")
        return verb in (*phrases("words", "copulas"), "has", "have", "had") and done in known

    def _named_behind(self, i: int) -> Governor | None:
        """'Brother, muscular dystrophy': where relatives are listed or nothing else is said."""
        s, mark = self.sentence, self.marks[i]
        begin = next(m.end for m in self.marks[i + 1 :] if m.start >= mark.end) if i + 1 < len(self.marks) else mark.end
        ends = (m.start for m in self.marks if m.start >= begin and m.rule.word in ("comma", "hard", "close"))
        end = next(ends, s.high)
        listed = any(m.rule.word == "kin" for m in self.marks[:i])
        said = any(m.rule.word in FINITE or m.rule.word == "modal" for m in self.marks if begin <= m.start < end)
        apart = self.norm[mark.end : begin].strip() in "-–"  # what a dash gives a relative needs no list
        aside = _PREDICATE.match(self.norm, end) and not s.opens_at(mark.start)
        if not (listed or apart or aside) and (said or self.marks[-1].end > end):
            return None
        return self._has(i, Reach(mark.end, end))

    def _opens_clause(self, i: int) -> bool:
        """Whether a relative opens what is said of it, behind a separator or another relative's illness."""
        edge = self.sentence.low
        for m in self.marks[:i]:
            if m.rule.word in ("comma", "hard", "colon", "and", "open") or m.rule.id.startswith("family."):
                edge = m.end
        before, known = self.norm[edge : self.marks[i].start].strip(LEAD), cues().settings
        return not before or before in known["articles"] or before in known["determiners"]
