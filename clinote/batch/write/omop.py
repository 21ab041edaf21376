"""OMOP CDM v5.4 NOTE_NLP: one row a fact.

Concept ids are 0, 'no matching concept': clinote carries no OMOP vocabulary. The LOINC and SNOMED CT codes that are
established stand in `term_modifiers` as `source=LOINC:2157-6`, for a join with CONCEPT. `note_id` is the id the export
gave, or the position of a note without one.
"""

from pathlib import Path
from typing import Any

from clinote.batch.write.table import Column, Table
from clinote.batch.write.terminology import LOINC, coding
from clinote.facts import FLAGS

COLUMNS = (
    Column("note_nlp_id", "integer"), Column("note_id"), Column("section_concept_id", "integer"), Column("snippet"),
    Column("offset"), Column("lexical_variant"), Column("note_nlp_concept_id", "integer"),
    Column("note_nlp_source_concept_id", "integer"), Column("nlp_system"), Column("nlp_date"),
    Column("nlp_datetime"), Column("term_exists"), Column("term_temporal"), Column("term_modifiers"),
)  # fmt: skip
_VARCHAR = 250  # of snippet, lexical_variant and nlp_system
_AROUND = 60  # characters of snippet on either side
_MODIFIERS = (
    "concept", "name", "analyte", "finding", "pattern", "side", "site", "code", "grade_low", "grade_high", "value",
    "comparator", "unit", "reference_low", "reference_high", "flag", "days_low", "days_high",
)  # fmt: skip


class NoteNlp:
    """The NOTE_NLP table; with `snippet`, each row quotes the note round its fact."""

    def __init__(self, path: Path, day: str, *, snippet: bool = False) -> None:
        self.needs_text = self._snippet = snippet
        self._table = Table(path, COLUMNS)
        self._day = day
        self._number = 0

    def add(self, position: int, report: dict[str, Any], text: str | None) -> None:
        note = report["note"]["id"] or str(position)
        system = f"clinote {report['clinote_version']}"
        for fact in report["facts"]:
            self._number += 1
            snippet = text[max(0, fact["start"] - _AROUND) : fact["end"] + _AROUND] if self._snippet and text else None
            self._table.row((
                self._number, note, 0, snippet[:_VARCHAR] if snippet else None, str(fact["start"]),
                fact["text"][:_VARCHAR], 0, 0, system, self._day, None, exists(fact), temporal(fact), modifiers(fact),
            ))  # fmt: skip

    def close(self) -> None:
        self._table.close()


def exists(fact: dict[str, Any]) -> str:
    """Y where the patient has it or had it: not negated, not uncertain, not hypothetical, not the family's."""
    return "N" if any(fact[flag] for flag in ("negated", "uncertain", "hypothetical", "family")) else "Y"


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
