"""Codes of other terminologies for facts; only those that were checked against a published value set."""

from typing import Any

LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm"
UCUM = "http://unitsofmeasure.org"

_LABS = {
    "CK": ("2157-6", "Creatine kinase [Enzymatic activity/volume] in Serum or Plasma"),
    "POTASSIUM": ("2823-3", "Potassium [Moles/volume] in Serum or Plasma"),
}
"""LOINC, by label; from the observation value sets that HL7 publishes."""

_WEAKNESS = {
    "weakness": ("13791008", "Asthenia (finding)"),
    "muscle_weakness": ("26544005", "Muscle weakness (finding)"),
    "fatigue": ("84229001", "Fatigue (finding)"),
}
"""SNOMED CT, by concept."""


def coding(fact: dict[str, Any]) -> tuple[str, str, str] | None:
    """System, code and display of a fact, where one is established."""
    if known := _LABS.get(fact["label"]):
        return LOINC, *known
    if fact["label"] == "WEAKNESS" and (known := _WEAKNESS.get(fact["concept"])):
        return SNOMED, *known
    return None
