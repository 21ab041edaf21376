"""The sentences of a note, each read once, and what a sentence or a lead-in says of what stands beside it."""

from collections.abc import Set
from functools import cache

from clinote.assertion import cues, general, kin
from clinote.assertion.cues import Mark, Rule
from clinote.assertion.governed import Governor, Reach
from clinote.assertion.governors import Read
from clinote.assertion.sentence import BEHIND, FINITE, GROUP, LEAD, PRONOUN, SEPARATORS
from clinote.expressions import expression
from clinote.keeping import once
from clinote.lexicon import lexicon, starting
from clinote.patterns import worded
from clinote.reading import Reading
from clinote.text.labels import denies
from clinote.text.nodes import Span

_WORD = expression(r"[^\s-]+")
_TOLD = worded(r"\W*(?:(?:the\s+)?{persons}|{narrating})\s")
"""How a sentence begins that tells something of a person, or that the person tells."""
_HAS = worded(
    r"\b{persons} (?:[a-z]+ly |also |then )?(?:has|had|{copulas}|takes|[a-z]{3,}ed)\b|\b{boundaries.settling}\b"
)
_ALL = worded(r"\b{boundaries.whole} [a-z]+$")
"""How a lead-in ends that says of everything below it what it says."""
_ARROW = expression("→|[-=]>")
"""Before what to do in such a case: 'Red flags → ED'."""
_DONE = expression(r"[a-z]{3,}(?:ed|ly)")
"""What was done with what a lead-in names, and how: 'Differentials discussed explicitly'."""
_NEEDING = worded(r"[a-z]{3,}ing|to|{hypothetical.needed}")
"""How what may come calls for what to do: 'red flags needing urgent review'."""
_BEHIND = expression(
    r" ?[(\[{](?P<bracketed>[^()\[\]{}\n]{2,60})[)\]}]| ?(?:[:–—]|[-=]+>?) (?P<said>[^.;|\n]{2,60})(?=[.;|\n]|$)"
)
"""What stands right behind a concept, in brackets or behind a dash or a colon."""
_ELSE = r"(?:(?:the|its|exact|underlying) )?{uncertainty.causes}\b|.*\b{forms.labels.spells}\b"
_OTHER, _CAUSED = worded(_ELSE), worded(rf"(?:diagnos[ie]s|dx)\b|{_ELSE}")
"""A piece on something else than what it stands behind: 'Tremor - cause unproven'; of a symptom, its diagnosis."""
_PIECE = expression(r"[^\s,;.|(–-](?:(?! [-–] )[^,;.|(\n]|\.(?=\S))+")
"""A piece of what is said behind a concept."""
_WIDE = 400
"""Characters among which the first or the last of several pieces stands."""
_CONCEPTS = ("diagnosis", "finding", "weakness")
_NEVER = Rule("negation.none", ("negated",))
_OWN = frozenset(("contrast", "state"))
"""Words behind a cue of which it says what it says."""
_SIGNS = (": ", " - ")
"""What parts a label from what stands behind it."""
_HASTE = frozenset(("soon", "emergency", "aid", "place", "contact", "go"))
_SUBJECT = worded(rf"\W*(?:{PRONOUN}|{{boundaries.said_of}})\b")
_JOINING = GROUP | SEPARATORS | {"which", "contrast"}
_SUBJECT_BEFORE = BEHIND | {"between", "near"}
"""What a predicate without a subject begins with."""
_FAR = 24
"""Letters of the longest word that does."""
_OBJECT = expression(rf"\b(?:{PRONOUN})\s*[.;)]*\s*\Z")


def _outer(norm: str, low: int, high: int) -> list[tuple[int, int]]:
    """The first and the last piece of `low:high`; one that is too long to name nothing may be cut."""
    first = _PIECE.search(norm, low, min(high, low + _WIDE))
    last = list(_PIECE.finditer(norm, max(low, high - _WIDE), high))[-1:]
    return [piece.span() for piece in (first, *last) if piece]


def _said_alone(sentence: Read, low: int, high: int) -> list[Governor]:
    """The cues of words `low:high` that name nothing, and so say it of what they stand beside; none that has a noun."""
    marks = [mark for mark in sentence.marks if low <= mark.start < high]
    high = min([high, *(mark.end for mark in marks if mark.rule.hides)])  # 'not fully resolved'
    own = max((mark.start for mark in marks if mark.rule.word in _OWN), default=low)  # 'negative except', 'not yet ...'
    said = [governor for governor in sentence.governors if low <= governor.start < high and own < governor.end]
    said = [governor for governor in said if governor.flags and "hypothetical" not in governor.flags]
    of_things = ("list", "determiner")
    return [g for g in said if g.rule.stands not in of_things and not (g.rule.dated or g.rule.lasting)]


@cache
def _resuming() -> frozenset[str]:
    """The words of rules that, wherever they stand, take up what was said: a pronoun, the first of a composed cue."""
    made = cues.cues().composed.items()
    return frozenset({"it", *(word for word, of in made if any(one.rule.anaphoric or one.rule.over for one in of))})


def _lacks_subject(reading: Reading, first: int) -> bool:
    """Whether a sentence whose words begin at `first`, with a cue, may have its subject in the sentence before.

    It begins with a predicate, with what joins one to its subject, or with a time, or a pronoun stands in it.
    """
    known = cues.cues()
    said = list(cues.said(reading, first)) if lexicon("sentence").may_begin(reading.scan, first) else []
    if not said or said[0][0].start != first:
        return False
    if any(rule.anaphoric or rule.word in _resuming() for _, rule in said):
        return True
    rule, word = said[0][1], reading.norm[first : first + _FAR].split(None, 1)[0]
    joins = rule.word in _JOINING or rule.stands in _SUBJECT_BEFORE or rule.word in known.composed
    hedged = bool(rule.unless_preceded or rule.unless_followed)
    return joins or hedged or word in known.settings["circumstances"] or word.endswith("ly")


class Statements:
    """What the sentences of `reading` say, worked out when it is first asked for; sentences go by their number."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.known = reading, reading.known

    @once
    def sentence(self, index: int) -> Read:
        """Sentence `index` with its cues."""
        low, high = self.reading.layout.sentences[index]
        return Read(self.reading.norm, cues.marks(self.reading, low), low, high)

    @once
    def general(self, index: int) -> list[Mark]:
        """What sentence `index` says of diseases in general or of a relative taken up, each mark over all of it."""
        said = general.statements(self.reading, *self.reading.layout.sentences[index])
        relative = kin.taken_up(self.reading, index)
        return [*said, *kin.of_own(self.reading, index), *([relative] if relative else [])]

    @once
    def behind(self, index: int) -> list[tuple[Governor, Reach]]:
        """What the sentence behind sentence `index` says of it: 'Ruled out by CT.', 'This has resolved.'"""
        return self._said_behind(index) if self._goes_on(index) else []

    def labelled(self, sentence: Read, at: int) -> list[Governor]:
        """What the label of a list says of its item at offset `at`: 'Symptoms absent: A, B; diagnoses excluded: C'."""
        norm, low = sentence.norm, sentence.low
        heading = self.reading.layout.section(at)
        signs = [sign for sign in _SIGNS if sign in norm[low:at]]
        for end in sorted({find(sign, low, at) for sign in signs for find in (norm.find, norm.rfind)}, reverse=True):
            begin = max(low, norm.rfind("; ", low, end) + 1)
            start = end - len(norm[begin:end].lstrip(LEAD))
            if heading.start <= start < heading.body or not self.reading.names_nothing(start, end):
                continue
            told = any(end < mark.start < at and mark.rule.word in FINITE for mark in sentence.marks)
            return [] if told else _said_alone(sentence, start, end)
        return []

    def disposed(self, at: int, behind: Span | None, names: Set[str]) -> list[Governor]:
        """What is said of a concept that ends at `at` by the first or last words right behind it, or of its item."""
        norm, found = self.reading.norm, []
        beside = _BEHIND.match(norm, at)
        spans = filter(None, (beside and beside.span(beside.lastgroup or 0), behind))
        pieces = [(span[0], *piece) for span in spans for piece in _outer(norm, *span)]
        for low, start, end in dict.fromkeys(pieces):
            if not self.reading.names_nothing(start, end) or self._answers(low, start):
                continue
            if (_OTHER if names.isdisjoint(cues.SYMPTOMS) else _CAUSED).match(norm, start, end):
                continue
            sentence = self.sentence(self.reading.layout.sentence_index(start))
            said = _said_alone(sentence, start, end)
            if not said and denies(norm[start:end]):
                said = [Governor(start, end, _NEVER, _NEVER.flags, ())]
            found += said
        return found

    def _answers(self, low: int, at: int) -> bool:
        """Whether what stands at `at` is said of an item of its own behind `low`: 'causes of weakness: gout - (no)'."""
        norm, before = self.reading.norm, self.reading.norm[low:at].rstrip()
        if not before or norm.startswith("which ", at):
            return bool(before)  # 'weak (blamed on gout, which was excluded)'
        hits = (hit for kind in _CONCEPTS for hit in starting(self.reading.hits(kind), low, at))
        return before[-1] in "-–—:(" and any(norm[low : hit.start].rstrip()[-1:] in ("", *",;:(") for hit in hits)

    def turns(self, start: int, at: int) -> bool:
        """Whether an item from `start` on says something else at `at`: behind a contrast, or of somebody."""
        said = cues.said(self.reading, at)
        turned = any(start <= hit.start < at and rule.word == "contrast" for hit, rule in said)
        return turned or self.tells(start, at)

    def tells(self, start: int, at: int) -> bool:
        """Whether what stands at `at`, in a sentence behind `start`, tells of somebody: 'On day 2 he had a stroke'."""
        norm, (begins, ends) = self.reading.norm, self.reading.sentence(at)
        return begins > start and bool(_TOLD.match(norm, begins) or _HAS.search(norm, begins, ends))

    def _goes_on(self, index: int) -> bool:
        """Whether the sentence behind `index` may say something of it, as few do: it begins with words of cues."""
        reading = self.reading
        if index + 1 == len(reading.layout.sentences):
            return False
        low, high = reading.layout.sentences[index + 1]
        first = high - len(reading.norm[low:high].lstrip(LEAD))
        section = reading.layout.section(first)
        if first in reading.tree.leads or (low <= section.start <= first and section.body > section.start):
            return False  # a heading says nothing of what stands before it
        if cues.holds_end(reading, low):
            return True
        if _SUBJECT.match(reading.norm, low, high) or _OBJECT.search(reading.norm, max(low, high - 12), high):
            return True
        if not self.sentence(index).telegraphic:
            return False
        return not reading.norm[first : first + 1].isalnum() or _lacks_subject(reading, first)

    def _said_behind(self, index: int) -> list[tuple[Governor, Reach]]:
        telegraphic, follow = self.sentence(index).telegraphic, self.sentence(index + 1)
        return [
            (governor, crossing)
            for governor in follow.governors[:2]
            if telegraphic
            or governor.rule.anaphoric
            or (governor.rule.over and not follow.opens_at(governor.start))
            or (governor.rule.stands == "verb" and "negated" in governor.rule.flags)
            for crossing in [reach for reach in governor.reaches if reach.low < 0][:1]
        ]

    @once
    def leading(self, lead: Span) -> list[Governor]:
        """The cues of a lead-in that go on to the items below: what they govern is open, or is 'the following'."""
        norm = self.reading.norm
        end = lead.start + len(norm[lead.start : lead.end].rstrip(" :-\n"))
        sentence = self.sentence(self.reading.layout.sentence_index(lead.end - 1))
        now = (m for m in sentence.marks if m.rule.word in ("today", "now"))
        times = {word for m in now for word in norm[m.start : m.end].split()}
        found = _said_alone(sentence, lead.start, end) if self.reading.names_nothing(lead.start, end) else []
        category = self.reading.layout.section(lead.start).category
        for governor in sentence.governors:
            if not (lead.start < governor.end and governor.start < lead.end) or governor in found:
                continue
            if governor.rule.only_in and category not in governor.rule.only_in:
                continue
            for reach in governor.reaches:
                held = _WORD.findall(norm, max(0, reach.low), min(reach.high, end))
                if not cues.cues().settings["pointing"].isdisjoint(held):
                    goes_on = True  # 'None of these was found:'
                elif governor.end == end and _ALL.search(norm, lead.start, end):
                    goes_on = True  # 'Red flags - all absent'
                elif reach.low < governor.end:
                    goes_on = governor.start <= lead.start and governor.end == end and not governor.rule.direct
                else:
                    said = _ARROW.split(norm[governor.end : end], maxsplit=1)[0]
                    words = {word for word in _WORD.findall(said) if not _DONE.fullmatch(word)} - times
                    if governor.rule.stands == "opener" and governor.flags == ("hypothetical",):
                        words -= self._urgent(sentence, governor.end, end)
                    whole = reach.high >= governor.end + len(said)
                    goes_on = whole and (norm[lead.end - 1] == ":" or words <= cues.cues().settings["open"])
                if goes_on:
                    found.append(governor)
        return found

    @staticmethod
    def _urgent(sentence: Read, start: int, end: int) -> set[str]:
        """Words of `start:end` that say no more of what may come than that it is, and what to do then at once."""
        norm = sentence.norm
        told = [m for m in sentence.marks if start <= m.start < end and m.rule.word in _HASTE]
        words = {word for m in told for word in norm[m.start : m.end].split()}
        given = {word for word in _WORD.findall(norm, start, end) if _NEEDING.fullmatch(word)}
        return words | given | cues.cues().settings["placeholders"]
