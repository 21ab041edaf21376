"""A fact: what the text says, where, and how it is asserted."""

from dataclasses import dataclass, field
from typing import Any

from clinote.anatomy import Place

FLAGS = ("negated", "uncertain", "historical", "hypothetical", "family")
"""The assertion of a fact; medspaCy's `is_negated` and so on without the `is_`."""


@dataclass(slots=True)
class Cue:
    """The words that set a fact aside, and the rule they belong to."""

    start: int
    end: int
    text: str
    rule: str


@dataclass(slots=True, eq=False)
class Fact:
    """One thing the note says.

    `start` and `end` are offsets in Unicode code points into the note as given; `fields` holds
    what belongs to the label (`grade_low`, `value`, `concept`, ...); `cues` maps a flag that is
    set to the cue that set it; `rule` is the id of the pattern that found the fact. `places` are the parts of the body
    that a STRENGTH_GRADE or a DISTRIBUTION is of, and `limited` says that pain or effort limits a grade; neither is
    written into the report.
    """

    label: str
    start: int
    end: int
    text: str
    rule: str
    fields: dict[str, Any] = field(default_factory=dict)
    section: str | None = None
    negated: bool = False
    uncertain: bool = False
    historical: bool = False
    hypothetical: bool = False
    family: bool = False
    cues: dict[str, Cue] = field(default_factory=dict)
    opinions: list[dict[str, Any]] = field(default_factory=list)
    id: str = ""
    places: tuple[Place, ...] = ()
    limited: bool = False

    def __getattr__(self, name: str) -> Any:
        """A field of the label reads like an attribute; None where the fact has none."""
        if name.startswith("_"):
            raise AttributeError(name)
        return self.fields.get(name)

    @property
    def current(self) -> bool:
        """Affirmed, of the patient, now."""
        return not (self.negated or self.uncertain or self.historical or self.hypothetical or self.family)
