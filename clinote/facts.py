"""A fact: what the text says, where, and how it is asserted.

What a fact says is a frozen value of the type of its label. These types are the one place that knows the fields of a
label: the report's models and schema, the fields that gold is compared by and the names in marked notes come from them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Annotated, Any, Generic, Literal, TypeGuard

from clinote import patterns
from clinote.analytes import other_labs
from clinote.anatomy import Place

if TYPE_CHECKING:
    from typing_extensions import TypeVar

    S = TypeVar("S", bound="Says", default="Says", covariant=True)
    T = TypeVar("T")
    K = TypeVar("K", bound="Says")
else:
    from typing import TypeVar

    S, T, K = TypeVar("S"), TypeVar("T"), TypeVar("K")

FLAGS = ("negated", "uncertain", "historical", "hypothetical", "family")
"""The assertion of a fact; medspaCy's `is_negated` and so on without the `is_`."""


class _Schema:
    """What the report's schema says of a field beside its type, for pydantic, which comes with reports alone.

    `of` are the values that there are, or gives them: a record of patterns/ is enough for a new one.
    """

    def __init__(self, of: Iterable[str] | Callable[[], Iterable[str]] = (), **more: Any) -> None:
        self.of, self.more = of, more

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        from pydantic import Field

        values = tuple(self.of() if callable(self.of) else self.of)
        return handler(Annotated[Literal[values] if values else source, Field(**self.more)])


def _recorded(label: str, name: str) -> _Schema:
    return _Schema(lambda: patterns.settings("records")[label][name])


def _emg() -> Iterable[str]:
    found = {record["finding"]: 0 for record in patterns.settings("emg")["pattern"] if "finding" in record}
    return {**found, "normal": 0}  # a normal study is found by its structure, whatever the records


_KEY = "key"
Key = Annotated[T, _KEY]
"""A field that says what the fact is, beside those that describe it."""
Side = Literal["left", "right", "bilateral"]
Comparator = Literal["<", "<=", ">", ">="]
Flag = Literal["L", "N", "H"]
Grade = Annotated[float, _Schema(ge=0, le=5)]


@dataclass(frozen=True)
class Says:
    """What a fact says; of labels of one's own (spaCy entities) nothing."""


@dataclass(frozen=True)
class Named(Says):
    """What has a name among the records of its label."""

    concept: Key[str]


@dataclass(frozen=True)
class Weakness(Named):
    """A mention of weakness or of one of its neighbours."""

    concept: Key[Annotated[str, _recorded("weakness", "concept")]]


@dataclass(frozen=True)
class StrengthGrade(Says):
    """One written strength grade on the 0-5 MRC scale, + and - a third."""

    grade_low: Key[Grade | None]
    grade_high: Key[Grade | None]
    side: Side | None = None
    site: Annotated[str | None, _Schema(description="Muscle, movement or region in the note's words.")] = None
    qualitative: bool = False


@dataclass(frozen=True)
class Measured(Says):
    """A value of an analyte, and the range that is printed for it."""

    value: Key[float | None]
    unit: Annotated[str | None, _Schema(description="UCUM.")]
    comparator: Comparator | None = None
    reference_low: float | None = None
    reference_high: float | None = None
    flag: Key[Flag | None] = None


@dataclass(frozen=True)
class CK(Measured):
    """Total creatine kinase, U/L."""


@dataclass(frozen=True)
class Potassium(Measured):
    """Serum or plasma potassium, mmol/L."""


@dataclass(frozen=True)
class Lab(Measured):
    """Another work-up lab."""

    flag: Flag | None = None
    analyte: Key[Annotated[str, _Schema(other_labs)]] = field(kw_only=True)


@dataclass(frozen=True)
class Emg(Says):
    """One electrodiagnostic finding."""

    finding: Key[Annotated[str, _Schema(_emg)]]


@dataclass(frozen=True)
class Distribution(Says):
    """Where the weakness or the reduced strength is."""

    pattern: Key[Annotated[str, _recorded("distribution", "pattern")]]
    side: Side | None = None


@dataclass(frozen=True)
class Duration(Says):
    """How long, in days; null on the open side of a range."""

    days_low: Key[float | None]
    days_high: Key[float | None]
    about: Annotated[str | None, _Schema(description="Id of the fact it dates.")] = None


@dataclass(frozen=True)
class Finding(Named):
    """A pertinent positive or negative."""

    concept: Key[Annotated[str, _recorded("finding", "concept")]]


@dataclass(frozen=True)
class Diagnosis(Says):
    """A diagnosis the provider states."""

    name: str
    code: Key[str | None] = None


@dataclass(frozen=True)
class WrittenCode(Says):
    """An ICD-10-CM code that the note itself writes."""

    code: Key[str]
    billable: bool


@dataclass(frozen=True)
class Context(Named):
    """What the coding rules need besides."""

    concept: Key[Annotated[str, _recorded("context", "concept")]]
    value: Key[float | str | None] = None


LABELS: dict[str, type[Says]] = {
    "WEAKNESS": Weakness,
    "STRENGTH_GRADE": StrengthGrade,
    "CK": CK,
    "POTASSIUM": Potassium,
    "LAB": Lab,
    "EMG": Emg,
    "DISTRIBUTION": Distribution,
    "DURATION": Duration,
    "FINDING": Finding,
    "DIAGNOSIS": Diagnosis,
    "CODE": WrittenCode,
    "CONTEXT": Context,
}
"""Every label, and the type of what its facts say."""
LABEL_OF = {kind: label for label, kind in LABELS.items()}


def names(label: str) -> tuple[str, ...]:
    """The fields of a label."""
    return tuple(each.name for each in fields(LABELS[label]))


def said(says: Says) -> dict[str, Any]:
    """What a fact says by the names of its fields; a CONTEXT without a value has no such field."""
    return {"concept": says.concept} if isinstance(says, Context) and says.value is None else vars(says)


def keys(label: str) -> tuple[str, ...]:
    """The fields of a label that say what the fact is."""
    return tuple(each.name for each in fields(LABELS[label]) if _KEY in getattr(each.type, "__metadata__", ()))


@dataclass(slots=True)
class Cue:
    """The words that set a fact aside, and the rule they belong to."""

    start: int
    end: int
    text: str
    rule: str


@dataclass(slots=True, eq=False)
class Fact(Generic[S]):
    """One thing the note says.

    `start` and `end` are offsets in Unicode code points into the note as given; `says` is what belongs to the label,
    for another value (`dataclasses.replace`) to take its place where more is learnt; `cues` maps a flag that is
    set to the cue that set it; `rule` is the id of the pattern that found the fact. `places` are the parts of the body
    that a STRENGTH_GRADE or a DISTRIBUTION is of, `bearer` is the fact that a DISTRIBUTION places or a DURATION dates,
    and `limited` says that pain or effort limits a grade; none of them is written into the report.
    """

    label: str
    start: int
    end: int
    text: str
    rule: str
    says: S
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

    def flag(self, name: str, cue: Cue) -> None:
        """Set the flag of this name, with the cue that says so."""
        setattr(self, name, True)
        self.cues[name] = cue

    @property
    def current(self) -> bool:
        """Affirmed, of the patient, now."""
        return not (self.negated or self.uncertain or self.historical or self.hypothetical or self.family)

    @property
    def affirmed(self) -> bool:
        """Affirmed, of the patient; it may be past, or in doubt."""
        return not (self.negated or self.hypothetical or self.family)

    @property
    def of_now(self) -> bool:
        """Of the patient, now; it may be denied, or in doubt."""
        return not (self.historical or self.hypothetical or self.family)


def is_of(fact: Fact, kind: type[K]) -> TypeGuard[Fact[K]]:
    """Whether a fact says this kind of thing."""
    return isinstance(fact.says, kind)


def is_impact(fact: Fact) -> bool:
    """Whether a fact is an everyday activity that is hard or impossible."""
    return isinstance(fact.says, Finding) and fact.says.concept == "functional_impact"
