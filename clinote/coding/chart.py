"""A note's facts in the words of the coding policy: who says them, of whom, when, and what is stated."""

from collections.abc import Hashable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

from clinote.assertion.regained import ASSESSING
from clinote.coding import answers, authors, diagnoses, exams, links, policy
from clinote.coding.authors import Voices
from clinote.coding.exams import Exam
from clinote.coding.lists import Lists
from clinote.expressions import expression
from clinote.facts import Diagnosis, Distribution, Fact, K, Says, StrengthGrade, Weakness
from clinote.grouping import grouped
from clinote.lexicon import starting
from clinote.reading import Reading

WEAK = frozenset({"weakness", "muscle_weakness", "facial_weakness", "hemiparesis"})
"""The concepts that are weakness itself, and not a neighbour such as fatigue or frailty."""

PLAIN = ("weakness", "muscle_weakness")
"""Those of them that are of no part or side of the body by themselves."""

_FULL = 5
ASIDE = frozenset({"past_history", "family_history", "medications", "allergies", "procedure"})
"""Sections whose mentions are not about the patient now; of instructions and goals assertion tells what may come."""


_OR = expression(r"\s*(?:,\s*)?(?:\([^()]{0,20}\)\s*)?(?:or|vs\.?|versus)\s+(?:(?:an?|the|early|late|another)\s+)?")
_WITH = expression(r"\s*(?:\([^)]*\)\s*)?(?:with|causing|presenting (?:as|with))\b")


def apart(one: Fact, other: Fact) -> int:
    """How many characters lie between two facts; negative where they overlap."""
    return max(other.start - one.end, one.start - other.end)


def is_weak(fact: Fact) -> bool:
    """Whether a fact is a mention of weakness itself."""
    return isinstance(fact.says, Weakness) and fact.says.concept in WEAK


def _denied_in_words(reading: Reading, fact: Fact) -> bool:
    """Whether the words of an option deny it ('no weakness'), whatever the marks of the form made of it."""
    low, high = reading.about(fact.start, fact.end, 24, 32)
    before = policy.said("option_denied.before").search(reading.norm[low : fact.start])
    return bool(before or policy.said("option_denied.after").match(reading.norm[fact.end : high]))


class Chart:
    """The facts of one note as a coder reads them; everything is worked out when first asked for."""

    def __init__(self, reading: Reading, facts: Sequence[Fact], setting: str) -> None:
        self.reading = reading
        self.facts = facts
        self.inpatient = setting == "inpatient"
        self.known: dict[Hashable, Any] = {}
        """Answers worked out once (see `keeping.once`)."""
        self._by_kind: dict[type[Says], list[Any]] = grouped([(type(fact.says), fact) for fact in facts])

    def of(self, kind: type[K]) -> list[Fact[K]]:
        """The facts that say this kind of thing, in text order."""
        return self._by_kind.get(kind, [])

    def is_now(self, fact: Fact) -> bool:
        """Current: affirmed, of the patient, now, and not in a section that only hands on the past or a plan."""
        if fact in self.answered:
            return not _denied_in_words(self.reading, fact)
        if not fact.affirmed or self._is_aside(fact) or self.is_listed(fact):
            return False
        return all(self._meant_for_another(fact, flag) for flag in ("uncertain", "historical") if getattr(fact, flag))

    def _is_aside(self, fact: Fact) -> bool:
        """Whether its section is not about the patient now: an operation's account may tell of before, too."""
        if fact.section == "procedure":
            start, end = self.reading.sentence(fact.start)
            return not policy.said("before_operation").search(self.reading.norm[start:end])
        # a past history may say of a weakness that it is left, where the note speaks of none elsewhere
        left = fact.label == "WEAKNESS" and fact.section == "past_history" and not fact.historical
        left = left and all(f.section in ASIDE for f in self.of(Weakness) if is_weak(f) and f.affirmed)
        return fact.section in ASIDE and not (left or fact in self.answered)

    def _meant_for_another(self, fact: Fact, flag: str) -> bool:
        """Whether a cue is about a disease beside the weakness: 'possible myasthenia with weakness', '2021 stroke'."""
        cue = fact.cues.get(flag)
        if cue is None or fact.label != "WEAKNESS":
            return False
        beside = self.near(fact, self.of(Diagnosis))
        if flag == "uncertain":
            doubted = (d for d in beside if cue.end <= d.start and d.end <= fact.start)
            joined = any(_WITH.match(self.reading.norm, d.end, fact.start) for d in doubted)
            return joined or links.of_cause(self.reading, fact, cue.start)
        behind = (d for d in beside if fact.end <= d.start and d.start - 30 < cue.start)
        return any(diagnoses.group(d) == "stroke" for d in behind)

    # Who says it

    @cached_property
    def voices(self) -> Voices:
        return authors.voices(self.reading)

    @cached_property
    def _spoken(self) -> list[Fact[Weakness]]:
        """WEAKNESS mentions that speak of this patient now, affirmed or denied."""
        return [fact for fact in self.of(Weakness) if fact.of_now and not self._is_aside(fact)]

    @cached_property
    def provider_speaks(self) -> bool:
        """Whether a provider speaks of weakness or a neighbour of it, at all."""
        return any(self.voices.at(fact.start) for fact in self._spoken)

    @cached_property
    def mentions(self) -> list[Fact[Weakness]]:
        """The WEAKNESS mentions that count: a provider's last word, else the provider's, else everyone's."""
        found = [fact for fact in self.of(Weakness) if fact not in self._asked]
        if not found:
            return found
        if self.provider_speaks and not all(self.voices.provider):
            found = [fact for fact in found if self.voices.at(fact.start) or fact in self.answered]
        # a reduced grade adds to what is stated
        graded = any(isinstance(f.says, StrengthGrade) and f.says.grade_low != _FULL for f in self._last_word)
        if answers.replaces(self.reading, self._corrected):
            return [fact for fact in found if fact in self._last_word]
        settled = any(map(is_weak, self._last_word))
        if settled and not graded:
            return [fact for fact in found if not is_weak(fact) or fact in self._last_word]
        return found

    # What the provider said later

    @cached_property
    def queries(self) -> list["answers.Query"]:
        """The queries that the provider has answered in this note."""
        return answers.queries(self.reading)

    @cached_property
    def answered(self) -> frozenset[Fact]:
        """What the ticked options say."""
        spans = [span for query in self.queries for span in query.ticked]
        return frozenset(fact for start, end in spans for fact in starting(self.facts, start, end))

    @cached_property
    def _asked(self) -> frozenset[Fact]:
        """What only stands in a query: quoted, or an option that is not ticked."""
        return frozenset(f for query in self.queries for f in starting(self.facts, *query.span)) - self.answered

    @cached_property
    def _last_word(self) -> frozenset[Fact]:
        """What an answer or a correcting addendum says, the later of the two."""
        corrected = self._corrected
        return self.answered if corrected is None else frozenset(starting(self.facts, *corrected))

    @cached_property
    def _corrected(self) -> "answers.Span | None":
        """The correcting addendum, where no answer follows it."""
        corrected = answers.correction(self.reading)
        later = corrected and self.queries and self.queries[-1].span[0] > corrected[0]
        return None if later else corrected

    @cached_property
    def provider_denies(self) -> bool:
        """Whether a provider only denies a weakness that someone else affirms, or denies it in answer to a query."""
        told = [fact for fact in self.answered if is_weak(fact)]
        if told:
            return not any(map(self.is_now, told))
        spoken = [f for f in self._spoken if self.voices.at(f.start) and is_weak(f)]
        return bool(spoken) and not all(self.voices.provider) and all(fact.negated for fact in spoken)

    # What is current and what is stated

    @cached_property
    def assessed(self) -> bool:
        """Whether the note has an assessment."""
        return self._has("assessment")

    @cached_property
    def states(self) -> bool:
        """Whether the note has an assessment or a plan."""
        return self._has(*ASSESSING)

    def _has(self, *categories: str) -> bool:
        sections = (s for s in self.reading.layout.sections if s.category in categories)
        return not all(map(self.lists.holds, sections))

    @cached_property
    def lists(self) -> Lists:
        """The problem lists that are only handed on."""
        return Lists(self.reading)

    def is_listed(self, fact: Fact) -> bool:
        """Whether it stands in a problem list that is only handed on."""
        return bool(self.lists) and self.lists.holds(self.reading.layout.section(fact.start))

    @cached_property
    def sectioned(self) -> bool:
        return any(section.category for section in self.reading.layout.sections)

    @cached_property
    def _head(self) -> float:
        """Where the first heading stands, words that only open a part of running text aside."""
        headed = (s.start for s in self.reading.layout.sections if s.category and s.body > s.start)
        return next(headed, float("inf"))

    def is_stated(self, fact: Fact) -> bool:
        """Whether it stands where a provider states a diagnosis."""
        if fact in self.answered:
            return True
        if self.is_listed(fact):
            return False
        if fact.section in ASSESSING:
            return True
        if self.assessed:
            return False
        # 'Acute stroke. Exam: R side weak', but 'Weak. Exam: ...'; 'on examination' in running text parts nothing off
        told = fact.start < self._head and (fact.label == "DIAGNOSIS" or self._head == float("inf"))
        if not self.sectioned or told or fact.section in ("chief_complaint", "hospital_course"):
            return True
        before = self.reading.norm[self.reading.sentence(fact.start)[0] : fact.start]
        return fact.section in (None, "hpi") and bool(policy.said("reason").search(before))  # 'here for weakness'

    # Diagnoses

    def is_definite(self, fact: Fact) -> bool:
        """A diagnosis that counts as certain: affirmed; or uncertain in an inpatient discharge summary (G II.H)."""
        if fact in self.answered:
            return not _denied_in_words(self.reading, fact)
        if fact.negated or not fact.of_now or fact in self._asked or self._is_aside(fact) or self.is_listed(fact):
            return False
        if fact.uncertain:
            return self.is_probable(fact) and self.discharge
        if self.inpatient:
            return True
        return fact not in self._either_or

    @cached_property
    def _either_or(self) -> frozenset[Fact]:
        """Diagnoses of which the note says that it is one or the other: 'polymyositis or IBM'."""
        pairs = pairwise(self.of(Diagnosis))
        return frozenset(f for a, b in pairs if _OR.fullmatch(self.reading.norm, a.end, b.start) for f in (a, b))

    @cached_property
    def discharge(self) -> bool:
        """Whether this is a note at discharge: a discharge summary or a note with discharge diagnoses."""
        return bool(policy.said("discharge").search(self.reading.norm))

    def is_probable(self, fact: Fact) -> bool:
        """Whether an inpatient provider holds a doubted diagnosis to be likely, not merely to be ruled out."""
        if not (self.inpatient and self.is_stated(fact)):
            return False
        cue = fact.cues.get("uncertain")
        words = cue.text.lower() if cue else ""
        return not policy.said("never_as_if_existing").search(words)

    def diagnosed(self, *groups: str) -> list[Fact[Diagnosis]]:
        """Definite stated diagnoses of these groups."""
        return [fact for fact in self._diagnosed if diagnoses.group(fact) in groups]

    @cached_property
    def _diagnosed(self) -> list[Fact[Diagnosis]]:
        return [fact for fact in self.of(Diagnosis) if self.is_definite(fact) and self.is_stated(fact)]

    @cached_property
    def uncertain_diseases(self) -> list[Fact[Diagnosis]]:
        """Muscle and neuromuscular diseases that the note holds to be possible, and does not exclude."""
        doubted = (f for f in self.of(Diagnosis) if f.uncertain and f.of_now and not f.negated)
        return [f for f in doubted if diagnoses.group(f) in ("muscle", "stiff")]

    # Examination

    @cached_property
    def latest_exam(self) -> Exam:
        """The prevailing examination of strength; empty when there is none."""
        grades = [grade for grade in self.of(StrengthGrade) if grade not in self._asked]
        return exams.latest(self.reading, grades, self.of(Distribution))

    def near(self, fact: Fact, others: Sequence[Fact[K]]) -> Sequence[Fact[K]]:
        """Those of `others` (in text order) in the sentence of `fact`."""
        return starting(others, *self.reading.sentence(fact.start)) if others else others
