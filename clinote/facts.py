"""A fact: what the text says, where, and how it is asserted."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from clinote.anatomy import Place

FLAGS = ("negated", "uncertain", "historical", "hypothetical", "family")
"""The assertion of a fact; medspaCy's `is_negated` and so on without the `is_`."""


class Label(NamedTuple):
    """What a kind of fact holds: all its fields, and those of them that say what the fact is (`keys`)."""

    fields: frozenset[str]
    keys: tuple[str, ...]


def _label(keys: str, others: str = "") -> Label:
    return Label(frozenset((*keys.split(), *others.split())), tuple(keys.split()))


_MEASURED = "unit comparator reference_low reference_high"
LABELS = {
    "WEAKNESS": _label("concept"),
    "STRENGTH_GRADE": _label("grade_low grade_high", "side site qualitative"),
    "CK": _label("value flag", _MEASURED),
    "POTASSIUM": _label("value flag", _MEASURED),
    "LAB": _label("analyte value", f"flag {_MEASURED}"),
    "EMG": _label("finding"),
    "DISTRIBUTION": _label("pattern", "side"),
    "DURATION": _label("days_low days_high", "about"),
    "FINDING": _label("concept"),
    "DIAGNOSIS": _label("code", "name"),
    "CODE": _label("code", "billable"),
    "CONTEXT": _label("concept", "value"),
}
"""Every label; the models of clinote/report.py say more of each field, with a test that keeps the two in step."""
_FIELDS = frozenset(name for label in LABELS.values() for name in label.fields)


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
    that a STRENGTH_GRADE or a DISTRIBUTION is of, `bearer` is the weakness or grade whose place a DISTRIBUTION is, and
    `limited` says that pain or effort limits a grade; none of them is written into the report.
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
    bearer: "Fact | None" = None
    limited: bool = False

    def __post_init__(self) -> None:
        """Refuse a field that the label does not have; labels of one's own (spaCy entities) have none."""
        known = LABELS[self.label].fields if self.label in LABELS else frozenset[str]()
        if not self.fields.keys() <= known:
            wrong = ", ".join(sorted(self.fields.keys() - known))
            raise TypeError(f"A fact {self.label} has no field {wrong}.")

    def __getattr__(self, name: str) -> Any:
        """A field reads like an attribute; None where this fact has none of it."""
        if name not in _FIELDS:
            raise AttributeError(f"no fact has a field {name!r}")
        return self.fields.get(name)

    @property
    def current(self) -> bool:
        """Affirmed, of the patient, now."""
        return not (self.negated or self.uncertain or self.historical or self.hypothetical or self.family)
