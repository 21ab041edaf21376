"""FHIR R4 resources, one a line: Observation, Condition and the Provenance that ties them to the note.

Nothing is confirmed: values are `preliminary` Observations, suggested codes `provisional` Conditions, diagnoses the
note denies `refuted` ones. Patient and note are references where the note came as a FHIR resource, so that its ids are
those of resources; the ids of any other export are identifiers.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from clinote import analytes
from clinote.batch.write.form import Run, output
from clinote.batch.write.jsonl import Lines
from clinote.batch.write.terminology import ICD10CM, UCUM, coding
from clinote.expressions import expression
from clinote.jsonl import dumps

_ID = expression(r"[A-Za-z0-9\-.]{1,64}")
_TERMS = "http://terminology.hl7.org/CodeSystem/"
_FLAGS = {"H": "High", "L": "Low", "N": "Normal"}
_SUGGESTED = ("decision", "first", "additional", "instead")
Resource = dict[str, Any]


@output("fhir", "FHIR R4 resources as NDJSON.")
class Resources(Lines):
    """The resources of all notes, as NDJSON."""

    def __init__(self, path: Path, run: Run) -> None:
        super().__init__(path, run)
        self._run = run

    def add(self, position: int, report: dict[str, Any], text: str | None) -> None:
        for resource in resources(position, report, self._run.started, types=self._run.resources(position)):
            self.add_line(dumps(resource))


def resources(
    position: int, report: dict[str, Any], recorded: str, *, types: tuple[str, ...] = ()
) -> Iterator[Resource]:
    """The resources of one note; `recorded` is the instant of the run, `types` are those whose ids the note has."""
    note = report["note"]
    about = _About(note, position, types)
    observations = {
        fact["id"]: observation(fact, about)
        for fact in report["facts"]
        if fact["label"] in ("CK", "POTASSIUM", "LAB", "STRENGTH_GRADE") and _said(fact)
    }
    conditions = [
        _suggested(code, report, about, observations) for code in report["codes"] if code["role"] in _SUGGESTED
    ]
    suggested = {code["code"] for code in report["codes"] if code["role"] in _SUGGESTED}
    stated = [
        fact
        for fact in report["facts"]
        if fact["label"] == "DIAGNOSIS" and fact["code"]
        if not (fact["family"] or fact["hypothetical"] or fact["historical"])
    ]
    affirmed = {fact["code"] for fact in stated if not fact["negated"]}
    refuted = {fact["code"]: fact for fact in stated if fact["code"] not in affirmed | suggested}
    conditions += [_refuted(fact, about) for fact in refuted.values()]
    made = [*observations.values(), *conditions]
    yield from made
    if made:
        yield {
            "resourceType": "Provenance",
            "id": about.id("provenance"),
            "target": [{"reference": f"{resource['resourceType']}/{resource['id']}"} for resource in made],
            "recorded": recorded,
            "activity": {"coding": [{"system": f"{_TERMS}v3-DataOperation", "code": "CREATE"}]},
            "agent": [
                {
                    "type": {"coding": [{"system": f"{_TERMS}provenance-participant-type", "code": "assembler"}]},
                    "who": {"display": f"clinote {report['clinote_version']}"},
                }
            ],
            "entity": [{"role": "source", "what": about.document}],
        }


class _About:
    """What all resources of a note share."""

    def __init__(self, note: dict[str, Any], position: int, types: tuple[str, ...]) -> None:
        self._key = f"{position}\0{note['id']}\0{note['sha256']}"
        self.date = note["date"]
        patient = note["patient_id"]
        self.subject: Resource = {"display": "The patient of the note; the export names none."}
        if patient:
            self.subject = _refer("Patient", patient, types)
        self.document: Resource = {"display": f"Note {position}"}
        if note["id"]:
            self.document = _refer("DocumentReference", note["id"], types)

    def id(self, what: str) -> str:
        """The same id for the same thing in every run."""
        return hashlib.sha256(f"{self._key}\0{what}".encode()).hexdigest()[:32]


def _refer(kind: str, id: str, types: tuple[str, ...]) -> Resource:
    if kind in types and _ID.fullmatch(id):
        return {"reference": f"{kind}/{id}"}
    return {"type": kind, "identifier": {"value": id}}


def _said(fact: dict[str, Any]) -> bool:
    """Measured in this patient, whenever."""
    return not (fact["negated"] or fact["hypothetical"] or fact["family"])


def observation(fact: dict[str, Any], about: _About) -> Resource:
    """A lab value or a strength grade."""
    strength = fact["label"] == "STRENGTH_GRADE"
    made: Resource = {
        "resourceType": "Observation",
        "id": about.id(fact["id"]),
        "status": "preliminary",
        "category": [_concept(f"{_TERMS}observation-category", "exam" if strength else "laboratory")],
        "code": _code(fact),
        "subject": about.subject,
    }
    if about.date and not fact["historical"]:
        made["effectiveDateTime"] = about.date
    made |= _grade(fact) if strength else _value(fact)
    made["derivedFrom"] = [about.document]
    return made


def _code(fact: dict[str, Any]) -> Resource:
    if fact["label"] == "STRENGTH_GRADE":
        return {"text": "Muscle strength, MRC scale 0-5"}
    code: Resource = {
        "text": analyte.title[0].upper() + analyte.title[1:] if (analyte := analytes.of(fact)) else fact["label"]
    }
    if known := coding(fact):
        system, symbol, display = known
        code = {"coding": [{"system": system, "code": symbol, "display": display}], **code}
    return code


def _value(fact: dict[str, Any]) -> Resource:
    made: Resource = {}
    unit = fact["unit"]
    if fact["value"] is not None:
        made["valueQuantity"] = _quantity(fact["value"], unit, fact["comparator"])
    else:
        made["dataAbsentReason"] = _concept(f"{_TERMS}data-absent-reason", "unknown")
    if fact["flag"]:
        made["interpretation"] = [_concept(f"{_TERMS}v3-ObservationInterpretation", fact["flag"], _FLAGS[fact["flag"]])]
    reference = {
        side: _quantity(fact[f"reference_{side}"], unit)
        for side in ("low", "high")
        if fact[f"reference_{side}"] is not None
    }
    if reference:
        made["referenceRange"] = [reference]
    return made


def _grade(fact: dict[str, Any]) -> Resource:
    made: Resource = {}
    low, high = fact["grade_low"], fact["grade_high"]
    if low is None or high is None:
        made["valueCodeableConcept"] = {"text": "reduced"}
    elif low == high:
        made["valueQuantity"] = _quantity(low, "{MRC}")
    else:
        made["valueRange"] = {"low": _quantity(low, "{MRC}"), "high": _quantity(high, "{MRC}")}
    made["note"] = [{"text": " ".join(fact["text"].split())}]  # '4+/5' is a third above 4 only by convention
    if where := " ".join(part for part in (fact["side"], fact["site"]) if part):
        made["bodySite"] = {"text": where}
    return made


def _quantity(value: float, unit: str | None, comparator: str | None = None) -> Resource:
    made: Resource = {"value": value}
    if comparator:
        made["comparator"] = comparator
    if unit:
        made |= {"unit": unit, "system": UCUM, "code": unit}
    return made


def _concept(system: str, code: str, display: str | None = None) -> Resource:
    return {"coding": [{"system": system, "code": code, **({"display": display} if display else {})}]}


def _suggested(
    code: dict[str, Any], report: dict[str, Any], about: _About, observations: dict[str, Resource]
) -> Resource:
    decided = report["decision"]
    facts = {fact["id"]: fact for fact in report["facts"]}
    supporting = [entry["fact"] for entry in code["evidence"] if entry["stance"] == "supports"]
    evidence: list[Resource] = [
        {"detail": [{"reference": f"Observation/{observations[id]['id']}"}]}
        if id in observations
        else {"code": [{"text": facts[id]["text"]}]}
        for id in dict.fromkeys(supporting)
        if id in facts
    ]
    says = f"Suggested by clinote as {code['role']} code"
    if code["role"] == "decision" and decided["status"] == "query":
        says += "; the provider has to be queried before it can be billed"
    return _condition(f"{code['role']} {code['code']}", "provisional", code, about, f"{says}.") | (
        {"evidence": evidence} if evidence else {}
    )


def _refuted(fact: dict[str, Any], about: _About) -> Resource:
    code = {"code": fact["code"], "description": fact["name"]}
    return _condition(f"refuted {fact['code']}", "refuted", code, about, "The note denies it.")


def _condition(what: str, status: str, code: dict[str, Any], about: _About, says: str) -> Resource:
    made: Resource = {
        "resourceType": "Condition",
        "id": about.id(what),
        "verificationStatus": _concept(f"{_TERMS}condition-ver-status", status),
        "category": [_concept(f"{_TERMS}condition-category", "encounter-diagnosis")],
        "code": _concept(ICD10CM, code["code"], code["description"]),
        "subject": about.subject,
        "note": [{"text": says}],
    }
    if status == "provisional":
        made["clinicalStatus"] = _concept(f"{_TERMS}condition-clinical", "active")
    if about.date:
        made["recordedDate"] = about.date
    return made
