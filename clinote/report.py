"""The report on one note: the models behind `clinote schema`."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from clinote import facts
from clinote.errors import UsageError
from clinote.note import Note, Setting
from clinote.version import SCHEMA_VERSION

Decided = Literal["M62.81", "R53.1", "other", "none"]
Role = Literal["decision", "first", "additional", "instead", "alternative"]


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


@dataclass(frozen=True, kw_only=True)
class _Fact:
    """What a fact of any label has; the rest is what it says, by its type in clinote/facts.py."""

    id: str
    start: Annotated[int, Field(ge=0, description="Offset in Unicode code points into the note as given.")]
    end: Annotated[int, Field(description="Half-open end: note[start:end] == text.")]
    text: str
    section: Annotated[str | None, Field(description="Category of the section it stands in (patterns/sections.toml).")]
    negated: bool = False
    uncertain: bool = False
    historical: bool = False
    hypothetical: bool = False
    family: bool = False
    line: Annotated[int, Field(ge=1, description="Line of the note, from 1.")]
    rule: Annotated[str, Field(description="Id of the pattern that found it.")]
    cues: Annotated[dict[str, Cue], Field(default_factory=dict, description="For each flag that is set, what set it.")]
    opinions: Annotated[list[Opinion], Field(default_factory=list)]
    label: str


class _Told(BaseModel, frozen=True, extra="forbid"):
    """A fact: first the fields of any label, then those of what it says, whose type also tells what it is."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        cls.__doc__ = cls.__bases__[1].__doc__


class Weakness(_Told, facts.Weakness, _Fact, frozen=True):
    label: Literal["WEAKNESS"]


class StrengthGrade(_Told, facts.StrengthGrade, _Fact, frozen=True):
    label: Literal["STRENGTH_GRADE"]


class CK(_Told, facts.CK, _Fact, frozen=True):
    label: Literal["CK"]


class Potassium(_Told, facts.Potassium, _Fact, frozen=True):
    label: Literal["POTASSIUM"]


class Lab(_Told, facts.Lab, _Fact, frozen=True):
    label: Literal["LAB"]


class Emg(_Told, facts.Emg, _Fact, frozen=True):
    label: Literal["EMG"]


class Distribution(_Told, facts.Distribution, _Fact, frozen=True):
    label: Literal["DISTRIBUTION"]


class Duration(_Told, facts.Duration, _Fact, frozen=True):
    label: Literal["DURATION"]


class Finding(_Told, facts.Finding, _Fact, frozen=True):
    label: Literal["FINDING"]


class Diagnosis(_Told, facts.Diagnosis, _Fact, frozen=True):
    label: Literal["DIAGNOSIS"]


class WrittenCode(_Told, facts.WrittenCode, _Fact, frozen=True):
    label: Literal["CODE"]


class Context(_Told, facts.Context, _Fact, frozen=True):
    label: Literal["CONTEXT"]


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
