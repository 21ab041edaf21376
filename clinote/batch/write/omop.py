"""OMOP CDM v5.4 NOTE_NLP: one row a fact.

Concept ids are 0, 'no matching concept': clinote carries no OMOP vocabulary. The LOINC and SNOMED CT codes that are
established stand in `term_modifiers` as `source=LOINC:2157-6`, for a join with CONCEPT. `note_id` is a whole number, as
the CDM wants it: the id the export gave where all of them are such, else the note's place in the input, from 1, with
a table beside it (`NAME.notes.csv`) that says which note that is.
"""

import re
from pathlib import Path
from typing import Any

from clinote.batch.write import table
from clinote.batch.write.form import Run, Writer, output
from clinote.batch.write.table import SUFFIXES, Column, Table
from clinote.batch.write.terminology import LOINC, coding
from clinote.expressions import expression
from clinote.facts import FLAGS

COLUMNS = (
    Column("note_nlp_id", "integer"), Column("note_id", "integer"), Column("section_concept_id", "integer"),
    Column("snippet"), Column("offset"), Column("lexical_variant"), Column("note_nlp_concept_id", "integer"),
    Column("note_nlp_source_concept_id", "integer"), Column("nlp_system"), Column("nlp_date"),
    Column("nlp_datetime"), Column("term_exists"), Column("term_temporal"), Column("term_modifiers"),
)  # fmt: skip
NOTES = (Column("note_id", "integer"), Column("source_note_id"), Column("patient_id"), Column("date"))
_LOW = expression(
    r"^(?:(?:to|must|need to|should) )?(?:rul|exclu|r ?/? ?o\b)|unlikely|doubt|less likely|\blow\b", re.IGNORECASE
)
"""Words of a cue that make a thing to be ruled out, or of very low certainty."""
_VARCHAR = 250  # of snippet, lexical_variant and nlp_system
_AROUND = 60  # characters of snippet on either side
_MODIFIERS = (
    "concept", "name", "analyte", "finding", "pattern", "side", "site", "code", "grade_low", "grade_high", "value",
    "comparator", "unit", "reference_low", "reference_high", "flag", "days_low", "days_high",
)  # fmt: skip


@output(
    "omop", "OMOP CDM NOTE_NLP", suffixes=SUFFIXES, flags={"snippet": "Quote the note round each fact in NOTE_NLP."}
)
class NoteNlp(Writer):
    """The NOTE_NLP table; with `snippet`, each row quotes the note round its fact."""

    def __init__(self, path: Path, run: Run) -> None:
        self._snippet = "snippet" in run.flags
        self._table = Table(path, COLUMNS)
        self._notes = None if run.whole_ids else Table(notes_of(path), NOTES)
        self._day = run.started[:10]

    @classmethod
    def needs_text(cls, flags: frozenset[str]) -> bool:
        return "snippet" in flags

    @classmethod
    def places(cls, path: Path, run: Run) -> tuple[Path, ...]:
        return (path,) if run.whole_ids else (path, notes_of(path))

    @classmethod
    def check(cls, path: Path) -> None:
        table.check(path)

    @property
    def expected(self) -> int:
        return self._table.rows + (self._notes.rows if self._notes else 0)

    def add(self, position: int, report: dict[str, Any], text: str | None) -> None:
        given = report["note"]
        note = position + 1
        if self._notes:
            self._notes.row((note, given["id"], given["patient_id"], given["date"]))
        else:
            note = int(given["id"])
        system = f"clinote {report['clinote_version']}"
        for fact in report["facts"]:
            snippet = text[max(0, fact["start"] - _AROUND) : fact["end"] + _AROUND] if self._snippet and text else None
            self._table.row((
                self._table.rows + 1, note, 0, snippet[:_VARCHAR] if snippet else None, str(fact["start"]),
                fact["text"][:_VARCHAR], 0, 0, system, self._day, None, exists(fact), temporal(fact), modifiers(fact),
            ))  # fmt: skip

    def close(self) -> None:
        self._table.close()
        if self._notes:
            self._notes.close()

    def found(self) -> int:
        return self._table.found() + (self._notes.found() if self._notes else 0)


def notes_of(path: Path) -> Path:
    """The table of notes beside a NOTE_NLP table."""
    return path.with_name(f"{path.stem}.notes{path.suffix}")


def exists(fact: dict[str, Any]) -> str:
    """Y where the patient has it or had it, as the CDM says: 'Negation = true, Subject = anything other than the
    patient, Conditional = true, Rule_out = true, Uncertain = very low certainty or any lower' make it N; what is
    otherwise uncertain is Y."""
    if any(fact[flag] for flag in ("negated", "hypothetical", "family")):
        return "N"
    cue = fact["cues"].get("uncertain") if fact["uncertain"] else None
    return "N" if cue and _LOW.search(cue["text"]) else "Y"


def temporal(fact: dict[str, Any]) -> str:
    """When: past, future or present."""
    return "past" if fact["historical"] else "future" if fact["hypothetical"] else "present"


def modifiers(fact: dict[str, Any]) -> str:
    """Everything else about a fact as name=value, by commas."""
    found = [f"label={fact['label']}"]
    if known := coding(fact):
        system, code, _ = known
        found.append(f"source={'LOINC' if system == LOINC else 'SNOMED'}:{code}")
    found += [f"{flag}=true" for flag in FLAGS if fact[flag]]
    found += [f"{name}={fact[name]}".replace(",", " ") for name in _MODIFIERS if fact.get(name) is not None]
    if fact["section"]:
        found.append(f"section={fact['section']}")
    return ",".join(found)
