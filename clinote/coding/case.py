"""The case that the rules decide: what of the chart is current, where it is, what brings it about, and the labs."""

from collections.abc import Sequence
from functools import cached_property

from clinote.assertion.regained import ASSESSING
from clinote.coding import labs, links, past, policy, sites
from clinote.coding.chart import WEAK, Chart, is_weak
from clinote.coding.links import Link
from clinote.facts import Diagnosis, Fact, Weakness
from clinote.keeping import once
from clinote.lexicon import starting
from clinote.reading import Reading


class Case(Chart):
    """A chart with what follows from it for the weakness, and what has been decided so far."""

    def __init__(self, reading: Reading, facts: Sequence[Fact], setting: str) -> None:
        super().__init__(reading, facts, setting)
        self.decided: str | None = None
        self.decided_by: str | None = None
        self.accepted: set[str] = set()

    @cached_property
    def current(self) -> list[Fact[Weakness]]:
        """Current WEAKNESS mentions of any concept."""
        found = [fact for fact in self.mentions if self.is_now(fact)]
        return [fact for fact in found if self._goes_on(fact) or fact in self._last_word]

    def _goes_on(self, fact: Fact[Weakness]) -> bool:
        """Whether a weakness is told behind its end, or assessed as one of now."""
        ended = self.over.weakness if is_weak(fact) else max(self.over.symptoms, past.ended(self, fact.says.concept))
        return fact.start > ended or (self.assesses(fact) and not past.says_resolved(fact))

    def assesses(self, fact: Fact) -> bool:
        """Whether it stands in an assessment of now, and not among the diagnoses on admission."""
        if fact.section not in ASSESSING:
            return False
        title = self.reading.layout.section(fact.start).title.lower()
        return not policy.said("on_admission").search(title)

    @cached_property
    def over(self) -> past.Over:
        """Where the note says that the weakness is over."""
        return past.over(self)

    @once
    def named(self, *concepts: str) -> list[Fact[Weakness]]:
        """Current mentions of these concepts."""
        return [fact for fact in self.current if fact.says.concept in concepts]

    @cached_property
    def only_listed(self) -> list[Fact[Weakness]]:
        """Weakness that a problem list names and nobody states, in a note without assessment or plan."""
        if self.states or not self.lists or self.named(*WEAK):
            return []
        weak = [f for f in self.mentions if is_weak(f) and not (f.negated or f.family or f.historical)]
        listed = [f for f in weak if self.is_listed(f)]
        return [f for f in listed if not self.lists.over(self.reading.layout.section(f.start))]

    @once
    def stated(self, *concepts: str) -> list[Fact[Weakness]]:
        """Current mentions of these concepts that are stated."""
        return [fact for fact in self.named(*concepts) if self.is_stated(fact)]

    @cached_property
    def links(self) -> list[Link]:
        """What the provider says brings about the current weakness."""
        reduced = self.latest_exam.reduced
        lost = [grade for grade in reduced if grade.says.qualitative and self.is_stated(grade)]
        return links.find(self.reading, [*self.current, *lost], self.of(Diagnosis), reduced) + self._confirmed

    @cached_property
    def _confirmed(self) -> list[Link]:
        """What the provider gives, in answer to a query for the cause of the weakness, as what brings it about."""
        weak = [fact for fact in self.current if is_weak(fact)]
        asking = policy.pattern("links", "asked")
        asked = [query for query in self.queries if asking.search(query.words)] if weak else []
        given = [f for query in asked for span in query.ticked for f in starting(self.of(Diagnosis), *span)]
        return [Link(cause, weak[0], not cause.uncertain) for cause in given if self.is_definite(cause)]

    @cached_property
    def sites(self) -> "sites.Sites":
        return sites.Sites(self, self.current)

    @cached_property
    def labs(self) -> list["labs.Series"]:
        return labs.series(self)

    def abnormal(self, *keys: str) -> list[Fact]:
        """The abnormal values of any lab, or of these by analyte and direction: 'ck:H'."""
        return [fact for series in self.labs if not keys or series.key in keys for fact in series.abnormal]

    @cached_property
    def counted(self) -> frozenset[Fact]:
        """The current mentions, to ask for one."""
        return frozenset(self.current)
