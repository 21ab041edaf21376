"""What a cue governs: where it stands, the flags of its mood, and the stretches of its sentence that it reaches."""

from dataclasses import dataclass
from typing import NamedTuple

from clinote.assertion.cues import GOT_OVER, Flags, Rule


class Reach(NamedTuple):
    """What a cue governs, but for `holes`; the sentence before where `low` is -1.

    `person`: one has got over it; `tested`: where a test is named, for which the complaints before it were the reason.
    """

    low: int
    high: int
    holes: tuple[tuple[int, int], ...] = ()
    person: bool = False
    tested: int = -1

    def fits(self, names: frozenset[str]) -> bool:
        """A person gets over a symptom or a paralysis; of a disease 'he recovered' says less."""
        return not self.person or not names.isdisjoint(GOT_OVER)

    def holds(self, start: int, end: int, complaint: bool) -> bool:
        """Whether it reaches a concept: 'drift test negative', but no complaint in 'workup of weakness negative'."""
        within = self.low <= start < self.high and not any(a <= start < b for a, b in self.holes)
        return within and not (complaint and end + 1 < self.tested)


@dataclass(slots=True)
class Governor:
    """A cue where it stands: its flags in its mood, and what it governs."""

    start: int
    end: int
    rule: Rule
    flags: Flags
    reaches: tuple[Reach, ...]
