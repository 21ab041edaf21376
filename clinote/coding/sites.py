"""Where the weakness is: generalized, focal, one-sided or facial, by the words and by the examination."""

from collections.abc import Sequence
from functools import cached_property
from weakref import proxy

from clinote.coding import diagnoses, policy
from clinote.coding.chart import PLAIN, Chart, apart, is_weak
from clinote.facts import Distribution, Fact, Weakness
from clinote.lexicon import starting

_ONE = ("left", "right")


class Sites:
    """The sites of the weakness of one note; `current` are its current mentions."""

    def __init__(self, chart: Chart, current: list[Fact[Weakness]]) -> None:
        self._chart: Chart = proxy(chart)  # which holds these sites: so the two are let go of together
        self._current = current

    def _named(self, *concepts: str) -> list[Fact[Weakness]]:
        return [fact for fact in self._current if fact.says.concept in concepts]

    @cached_property
    def _plain(self) -> list[Fact[Weakness]]:
        """The mentions of weakness and muscle weakness."""
        return self._named(*PLAIN)

    @cached_property
    def _stated(self) -> list[Fact[Weakness]]:
        """Those of them that are stated."""
        return [fact for fact in self._plain if self._chart.is_stated(fact)]

    @cached_property
    def _placed(self) -> dict[int, list[Fact[Distribution]]]:
        """For each current WEAKNESS mention (by its start), the DISTRIBUTION facts that are nearest to it."""
        chart = self._chart
        weak = [m for m in chart.of(Weakness) if is_weak(m)]
        placed: dict[int, list[Fact[Distribution]]] = {}
        for fact in chart.of(Distribution):
            if not fact.affirmed:
                continue
            near = chart.near(fact, weak)
            if not near and (of := fact.bearer):  # a line of the list below it
                near = [m for m in starting(weak, of.start, of.end) if m is of]
            if fact.says.pattern != "facial":  # 'left face, arm and leg weakness' is more than the face's
                near = [m for m in near if m.says.concept != "facial_weakness"] or near
            if near:
                nearest = min(near, key=lambda m: apart(m, fact))
                placed.setdefault(nearest.start, []).append(fact)
        return placed

    def of(self, mention: Fact) -> list[Fact[Distribution]]:
        """Where this mention places the weakness."""
        return self._placed.get(mention.start, [])

    @cached_property
    def _speaking(self) -> list[Fact[Distribution]]:
        """The DISTRIBUTION facts that decide: those of stated weakness, else those of any current mention."""
        stated = [d for m in self._stated for d in self.of(m)]
        return stated or [d for m in self._plain for d in self.of(m)]

    @cached_property
    def focal(self) -> Sequence[Fact] | None:
        """The facts that confine the weakness to one limb, one side, one muscle group or the face; else None."""
        chart, places = self._chart, self._speaking
        if places:
            of_hands = all(policy.said("hands").search(d.text.lower()) for d in places)
            if of_hands and any(map(diagnoses.entraps, chart.diagnosed("cause"))):
                return places  # an entrapped nerve is stated
            if any(_wide(d) for d in places) or {d.says.side for d in places} >= set(_ONE):
                return None
            sides = {d.says.side for d in places}
            beyond = any({grade.says.side} == set(_ONE) - sides for grade in chart.latest_exam.reduced)
            if chart.latest_exam.wide and (beyond or not any(map(self.of, self._stated))):
                return None
            return places
        if self._named("hemiparesis") and not self._plain:
            return None
        exam = chart.latest_exam
        if exam.one_sided or (exam.of_one_muscle and not self._plain):
            return exam.graded or exam.reduced
        return None

    @cached_property
    def stated_elsewhere(self) -> bool:
        """Whether the stated weakness is a plain or muscle weakness that is not confined to one side."""
        one_sided = frozenset(self.one_sided)
        return any(m not in one_sided for m in self._stated)

    @cached_property
    def one_sided(self) -> list[Fact[Weakness]]:
        """Current mentions of weakness on one side or in one limb of a known side, which the grades may tell."""
        if not self._speaking and self._chart.latest_exam.graded and self._chart.latest_exam.one_sided:
            return self._plain
        sided = (m for m in self._plain if any(d.says.pattern == "hemi" or d.says.side in _ONE for d in self.of(m)))
        return [m for m in sided if not any(map(_wide, self.of(m)))]

    @cached_property
    def facial_only(self) -> list[Fact[Weakness]] | None:
        """The facial weakness when there is no other; else None."""
        chart = self._chart
        face = self._named("facial_weakness")
        for mention in self._plain:
            places = {d.says.pattern for d in self.of(mention)}
            if places != {"facial"}:
                return None
            face.append(mention)
        return None if not face or self._named("hemiparesis") or chart.latest_exam.graded else face


def _wide(place: Fact[Distribution]) -> bool:
    """Whether a DISTRIBUTION is more than one limb, one side or one muscle group."""
    pattern, side = place.says.pattern, place.says.side
    if side in _ONE:
        return False
    return pattern in ("generalized", "proximal", "distal", "upper", "lower") or side == "bilateral"
