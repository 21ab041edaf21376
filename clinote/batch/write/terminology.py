"""Codes of other terminologies for facts; only those that were checked against a published value set."""

from typing import Any

from clinote import analytes

LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm"
UCUM = "http://unitsofmeasure.org"

_WEAKNESS = {
    "weakness": ("13791008", "Asthenia (finding)"),
    "muscle_weakness": ("26544005", "Muscle weakness (finding)"),
    "fatigue": ("84229001", "Fatigue (finding)"),
}
"""SNOMED CT, by concept."""


def coding(fact: dict[str, Any]) -> tuple[str, str, str] | None:
    """System, code and display of a fact, where one is established."""
    if (analyte := analytes.of(fact)) and analyte.loinc:
        code, display = analyte.loinc
        return LOINC, code, display
    if fact["label"] == "WEAKNESS" and (known := _WEAKNESS.get(fact["concept"])):
        return SNOMED, *known
    return None
