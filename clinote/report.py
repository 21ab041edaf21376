"""The report on one note: the models behind `clinote schema`."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from clinote import patterns
from clinote.analytes import other_labs
from clinote.errors import UsageError
from clinote.note import Note, Setting
from clinote.version import SCHEMA_VERSION

Flag = Literal["L", "N", "H"]
Side = Literal["left", "right", "bilateral"]
Comparator = Literal["<", "<=", ">", ">="]
Decided = Literal["M62.81", "R53.1", "other", "none"]
Role = Literal["decision", "first", "additional", "instead", "alternative"]

if TYPE_CHECKING:
    AnalyteName = str
    EmgFinding = str
    WeaknessConcept = str
    FindingConcept = str
    ContextConcept = str
    Pattern = str
else:  # a record of patterns/ is enough for a new one
    _RECORDS = patterns.settings("records")
    WeaknessConcept = Literal[tuple(_RECORDS["weakness"]["concept"])]
    FindingConcept = Literal[tuple(_RECORDS["finding"]["concept"])]
    ContextConcept = Literal[tuple(_RECORDS["context"]["concept"])]
    Pattern = Literal[tuple(_RECORDS["distribution"]["pattern"])]
    AnalyteName = Literal[other_labs()]
    _emg = {r["finding"]: 0 for r in patterns.settings("emg")["pattern"] if "finding" in r}
    EmgFinding = Literal[tuple({**_emg, "normal": 0})]  # a normal study is found by its structure, whatever the records


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Cue(_Model):
    """The words that set a fact aside: offsets into the note, the words, the cue rule's id."""

    start: int
    end: int
    text: str
    rule: str


class Opinion(_Model):
    """What another engine says of a mention, where one of them and clinote disagree."""

    engine: Literal["negspacy", "medspacy-context"]
    negated: bool
    cue: str | None = Field(description="The cue that decided, when the engine names one.")
    flags: list[Literal["negated", "uncertain", "historical", "hypothetical", "family"]] = Field(
        default_factory=list, description="Every flag that the engine sets."
    )


class _Fact(_Model):
    id: str
    start: int = Field(ge=0, description="Offset in Unicode code points into the note as given.")
    end: int = Field(description="Half-open end: note[start:end] == text.")
    text: str
    section: str | None = Field(description="Category of the section it stands in (patterns/sections.toml).")
    negated: bool = False
    uncertain: bool = False
    historical: bool = False
    hypothetical: bool = False
    family: bool = False
    line: int = Field(ge=1, description="Line of the note, from 1.")
    rule: str = Field(description="Id of the pattern that found it.")
    cues: dict[str, Cue] = Field(default_factory=dict, description="For each flag that is set, what set it.")
    opinions: list[Opinion] = Field(default_factory=list)


class Weakness(_Fact):
    """A mention of weakness or of one of its neighbours."""

    label: Literal["WEAKNESS"]
    concept: WeaknessConcept


class StrengthGrade(_Fact):
    """One written strength grade on the 0-5 MRC scale, + and - a third."""

    label: Literal["STRENGTH_GRADE"]
    grade_low: float | None = Field(ge=0, le=5)
    grade_high: float | None = Field(ge=0, le=5)
    side: Side | None = None
    site: str | None = Field(default=None, description="Muscle, movement or region in the note's words.")
    qualitative: bool = False


class _Measured(_Fact):
    value: float | None
    unit: str | None = Field(description="UCUM.")
    comparator: Comparator | None = None
    reference_low: float | None = None
    reference_high: float | None = None
    flag: Flag | None = None


class CK(_Measured):
    """Total creatine kinase, U/L."""

    label: Literal["CK"]


class Potassium(_Measured):
    """Serum or plasma potassium, mmol/L."""

    label: Literal["POTASSIUM"]


class Lab(_Measured):
    """Another work-up lab."""

    label: Literal["LAB"]
    analyte: AnalyteName


class Emg(_Fact):
    """One electrodiagnostic finding."""

    label: Literal["EMG"]
    finding: EmgFinding


class Distribution(_Fact):
    """Where the weakness or the reduced strength is."""

    label: Literal["DISTRIBUTION"]
    pattern: Pattern
    side: Side | None = None


class Duration(_Fact):
    """How long, in days; null on the open side of a range."""

    label: Literal["DURATION"]
    days_low: float | None
    days_high: float | None
    about: str | None = Field(default=None, description="Id of the fact it dates.")


class Finding(_Fact):
    """A pertinent positive or negative."""

    label: Literal["FINDING"]
    concept: FindingConcept


class Diagnosis(_Fact):
    """A diagnosis the provider states."""

    label: Literal["DIAGNOSIS"]
    name: str
    code: str | None = None


class WrittenCode(_Fact):
    """An ICD-10-CM code that the note itself writes."""

    label: Literal["CODE"]
    code: str
    billable: bool


class Context(_Fact):
    """What the coding rules need besides."""

    label: Literal["CONTEXT"]
    concept: ContextConcept
    value: float | str | None = None


FactModel = Annotated[
    Weakness | StrengthGrade | CK | Potassium | Lab | Emg | Distribution | Duration | Finding | Diagnosis
    | WrittenCode | Context,
    Field(discriminator="label"),
]  # fmt: skip


class NoteInfo(_Model):
    """What is known of the note; never its text."""

    id: str | None = None
    patient_id: str | None = None
    date: str | None = Field(default=None, description="ISO 8601.")
    setting: Setting = "outpatient"
    setting_assumed: bool = Field(default=False, description="No setting was given: outpatient rules were applied.")
    author: str | None = Field(default=None, description="Who wrote the note, as its source names him.")
    length: int = Field(description="Characters.")
    sha256: str = Field(description="Of the text in UTF-8, as clinote read it.")


class Decision(_Model):
    """The answer."""

    code: Decided
    status: Literal["supported", "query"]
    as_documented: str | None = Field(default=None, description="What the words alone would give.")
    rules: list[str] = Field(description="Ids of the policy rules that fired, in order.")
    why: list[str] = Field(default_factory=list, description="Why, in one or two sentences that quote the note.")
    cautions: list[str] = Field(default_factory=list, description="What could be wrong with it, the gravest first.")
    rationale: list[str] = Field(default_factory=list, description="Why, in plain sentences.")


class Evidence(_Model):
    """A fact for or against a code, and the rule that says so."""

    fact: str
    stance: Literal["supports", "opposes"]
    rule: str


class Code(_Model):
    """A code the report speaks of."""

    code: str
    description: str
    billable: bool
    role: Role
    evidence: list[Evidence] = Field(min_length=1)


class Alert(_Model):
    """A documentation gap, a conflict or a risk."""

    id: str
    severity: Literal["info", "warn", "block"]
    message: str
    evidence: list[str] = Field(default_factory=list)


class Query(_Model):
    """A draft of a compliant question to the provider."""

    alert: str = Field(description="The alert that it is for; of several, the first.")
    alerts: list[str] = Field(default_factory=list, description="All alerts that an answer settles.")
    text: str


class CodeSet(_Model):
    """The release of ICD-10-CM the report rests on."""

    release: str
    effective: str
    until: str | None = None
    fits: bool | None = Field(None, description="Whether the note's date is one of its days; null without a date.")


class Site(_Model):
    """A site's own patterns and rules that are laid over the shipped ones."""

    folder: str
    records: list[str] = Field(description="Ids of the site's records that this report names.")


class Report(_Model):
    """Everything clinote says about one note."""

    schema_version: str = SCHEMA_VERSION
    clinote_version: str
    code_set: CodeSet
    site: Site | None = None
    note: NoteInfo
    facts: list[FactModel]
    decision: Decision
    codes: list[Code]
    alerts: list[Alert]
    queries: list[Query]

    def to_dict(self) -> dict[str, Any]:
        """The report as plain JSON values."""
        return self.model_dump(mode="json")

    def to_json(self) -> str:
        """The report as one line of JSON."""
        return self.model_dump_json()

    def to_text(self, text: str, *, quotes: bool = True, full: bool = False, verbose: bool = False) -> str:
        """The report as `clinote suggest` prints it: the short answer, with `full` the rest, `verbose` every fact.

        `text` is the note's, which a report does not hold; `UsageError` where it is another note's. Without `quotes`
        no word of it is shown.
        """
        from io import StringIO

        from clinote.views.case import Case
        from clinote.views.text import console, show

        target, case = StringIO(), Case(self._own(text), self.to_dict())
        show(case, console(target, "never"), quotes=quotes, full=full or verbose, verbose=verbose, more="full=True")
        return target.getvalue()

    def to_html(self, text: str, *, quotes: bool = True) -> str:
        """The report as a page that needs nothing else; `text` and `quotes` as for `to_text`."""
        from clinote.views.case import Case
        from clinote.views.html import page

        return page(Case(self._own(text), self.to_dict()), quotes=quotes)

    def _own(self, text: str) -> str:
        if Note(text).sha256() != self.note.sha256:
            raise UsageError("The text is not that of the note that was reported on.")
        return text
