"""FHIR R4 resources that hold notes, as bulk exports have them one a line, or a Bundle of them.

DocumentReference and Binary with the note inline, DiagnosticReport (its presented form, else its conclusion),
Composition (its narrative); of a Bundle, every entry that is one of those.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from clinote.batch import extras, loinc
from clinote.batch.fields import Columns, identifier
from clinote.batch.read import ccda, enclosed, narrative
from clinote.batch.record import Found, Malformed, Record, guarded

Resource = dict[str, Any]

_WITHDRAWN = ("entered-in-error", "superseded", "cancelled")
_TYPES = frozenset((
    "AllergyIntolerance", "CarePlan", "CareTeam", "Claim", "Condition", "Coverage", "Device", "Encounter",
    "ExplanationOfBenefit", "Goal", "Group", "ImagingStudy", "Immunization", "Location", "Media", "Medication",
    "MedicationAdministration", "MedicationRequest", "Observation", "OperationOutcome", "Organization", "Parameters",
    "Patient", "Practitioner", "PractitionerRole", "Procedure", "Provenance", "QuestionnaireResponse", "ServiceRequest",
    "Specimen",
))  # fmt: skip
_KINDS = "DocumentReference, DiagnosticReport, Composition, Binary, or a Bundle of them"


def records(file: str, line: int, resource: Resource, columns: Columns) -> Iterator[Record]:
    """The note of a resource, or of every entry of a Bundle that can hold one; good or bad."""
    if resource.get("resourceType") != "Bundle":
        yield guarded(file, line, partial(_note, file, line, resource, {}, columns))
        return
    others: dict[str, Resource] = {}
    holding = []
    entries = resource.get("entry")
    for entry in entries if isinstance(entries, list) else []:
        inner = entry.get("resource") if isinstance(entry, dict) else None
        if not isinstance(inner, dict):
            continue
        for name in (entry.get("fullUrl"), f"{inner.get('resourceType')}/{inner.get('id')}"):
            if isinstance(name, str):
                others[name] = inner
        if _holds(inner):
            holding.append(inner)
    if not holding:
        yield Malformed("the Bundle holds no note", f"Export {_KINDS}.", _plain_id(resource)).at(file, line)
    linked = {url for inner in holding for url in _links(inner)}
    for inner in holding:
        if inner.get("resourceType") == "Binary" and {f"Binary/{inner.get('id')}", *_urls(inner, others)} & linked:
            continue  # read where it belongs
        yield guarded(file, line, partial(_note, file, line, inner, others, columns))


def _holds(resource: Resource) -> bool:
    """Whether a resource can be a note; a report that is values alone is none."""
    kind = resource.get("resourceType")
    if kind == "DiagnosticReport":
        return bool(resource.get("presentedForm") or resource.get("conclusion"))
    return kind in ("DocumentReference", "Composition", "Binary")


def _links(resource: Resource) -> list[str]:
    try:
        return [str(attachment.get("url")) for attachment in _attachments(resource) if attachment.get("url")]
    except (Malformed, AttributeError, TypeError, KeyError):
        return []


def _urls(resource: Resource, others: dict[str, Resource]) -> set[str]:
    return {url for url, other in others.items() if other is resource}


def _plain_id(resource: Resource) -> str | None:
    known = resource.get("id")
    return known if isinstance(known, str) else None


def _note(file: str, line: int, resource: Resource, others: dict[str, Resource], columns: Columns) -> Found:
    kind = resource.get("resourceType")
    id = _plain_id(resource)
    try:
        read = _READERS.get(str(kind))
        if read is None:
            raise Malformed(f"a resource of {_name(kind)} holds no note", f"Export {_KINDS}.")
        for status in ("status", "docStatus"):
            if (value := resource.get(status)) in _WITHDRAWN:
                raise Malformed(f"the {kind} is {value}", "Nothing to do: it is no note any more.")
        values = {
            "id": resource.get("id"),
            "text": read(resource, others),
            "setting": _setting(resource, others),
            "date": _date(resource),
            "patient_id": _reference(resource.get("subject")),
            "author": _author(resource),
        }
    except Malformed as error:
        error.id = error.id or id
        raise
    except (AttributeError, TypeError, KeyError):
        raise Malformed(f"the {kind} is not built as FHIR R4 says", "Check the export.", id) from None
    subject = ("Patient",) if (resource.get("subject") or {}).get("reference") else ()
    return columns.found(file, line, values, (str(kind), *subject))


def _name(kind: Any) -> str:
    """The name of a resource type that bulk exports have; no other is quoted."""
    return f"type {kind}" if kind in _TYPES else "a type that clinote does not know"


def _document(resource: Resource, others: dict[str, Resource]) -> str:
    return _attached(_attachments(resource), others)


def _report(resource: Resource, others: dict[str, Resource]) -> str:
    """The report as it was presented, else its conclusion, else its narrative."""
    problem = None
    if resource.get("presentedForm"):
        try:
            return _attached(_attachments(resource), others)
        except Malformed as error:
            problem = error
    if conclusion := resource.get("conclusion"):
        name = (resource.get("code") or {}).get("text")
        return f"{name}:\n{conclusion}" if name else str(conclusion)
    raise problem or Malformed("the DiagnosticReport holds values alone", f"Export {_KINDS}.")


def _binary(resource: Resource, others: dict[str, Resource]) -> str:
    return _attached([resource], others)


def _composition(resource: Resource, others: dict[str, Resource]) -> str:
    lines: list[str] = []
    told = [_section(section, lines) for section in resource.get("section") or []]
    if not any(told):
        lines = _narrative(resource.get("text") or {})
    if not any(lines):
        raise Malformed("the Composition holds no narrative", f"Export {_KINDS}.")
    return "\n".join(lines)


def _section(section: Resource, lines: list[str]) -> bool:
    """Write a section; whether it says anything besides its title."""
    coding: Resource = next(iter((section.get("code") or {}).get("coding") or [{}]))
    title = section.get("title") or loinc.heading(coding.get("code", "")) or coding.get("display")
    if title:
        lines.append(title if title.endswith(":") else f"{title}:")
    said = _narrative(section.get("text") or {})
    lines += [*said, ""]
    inner = [_section(part, lines) for part in section.get("section") or []]
    return bool(said) or any(inner)


def _narrative(text: Resource) -> list[str]:
    """The XHTML of a narrative as lines; where it is not well-formed, as it stands there."""
    etree = extras.load("defusedxml.ElementTree", "XHTML in FHIR")
    if not (div := text.get("div")):
        return []
    try:
        return narrative.lines(etree.fromstring(div))
    except (etree.ParseError, ValueError):
        return [div]


_READERS: dict[str, Callable[[Resource, dict[str, Resource]], str]] = {
    "DocumentReference": _document,
    "DiagnosticReport": _report,
    "Composition": _composition,
    "Binary": _binary,
}


def _attachments(resource: Resource) -> list[Resource]:
    if resource["resourceType"] == "DiagnosticReport":
        return list(resource.get("presentedForm") or [])
    contents = resource.get("content") or []
    found = [content["attachment"] for content in contents if not isinstance(content, dict) or "attachment" in content]
    if not found:
        raise Malformed("the DocumentReference has no attachment", "Export it with its content.")
    return found


def _attached(attachments: list[Resource], others: dict[str, Resource]) -> str:
    """The first of the attachments that is a text; a link is followed within the Bundle."""
    problem = None
    for given in attachments:
        attachment = given
        if not attachment.get("data") and (linked := _linked(str(attachment.get("url")), others)):
            attachment = {
                "contentType": given.get("contentType") or linked.get("contentType"),
                "data": linked.get("data"),
            }
        try:
            return _decode(attachment)
        except Malformed as error:
            problem = problem or error
    raise problem or Malformed("the attachment is empty", "Export it with its data.")


def _linked(url: str, others: dict[str, Resource]) -> Resource | None:
    return others.get(url) or others.get("/".join(url.split("/")[-2:]))


def _decode(attachment: Resource) -> str:
    kind, _, parameters = str(attachment.get("contentType") or "").partition(";")
    data = attachment.get("data")
    if not data:
        if attachment.get("url"):
            raise Malformed("the attachment is only a link", "Fetch the Binary it points to and put it inline as data.")
        raise Malformed("the attachment is empty", "Export it with its data.")
    if not enclosed.is_text(kind) and "gzip" not in kind.lower():
        raise enclosed.refuse(kind)
    return ccda.enclosed_text(enclosed.unpacked(str(data)), _charset(parameters))


def _charset(parameters: str) -> str | None:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip('"') or None
    return None


def _reference(subject: Resource | None) -> str | None:
    """The patient a subject points to: 'Patient/7', an absolute URL or an identifier."""
    subject = subject or {}
    if reference := subject.get("reference"):
        current = str(reference).partition("/_history/")[0]
        return identifier(current.rpartition("/")[2].removeprefix("urn:uuid:"), "subject")
    return identifier((subject.get("identifier") or {}).get("value"), "subject")


def _author(resource: Resource) -> str | None:
    """Who wrote it, by name where the resource has one; a report is written by who interprets it."""
    for field in ("author", "resultsInterpreter", "performer"):
        for agent in resource.get(field) or ():
            if named := identifier(agent.get("display"), "author") or _reference(agent):
                return named
    return None


def _date(resource: Resource) -> str | None:
    """The day of the visit where it says one, else of the document."""
    context = resource.get("context") or {}
    period = context.get("period") if isinstance(context, dict) else None
    effective = resource.get("effectivePeriod") or {}
    places = (
        (period or {}).get("start"),
        resource.get("effectiveDateTime"),
        effective.get("start"),
        resource.get("date"),
    )
    for value in (*places, resource.get("issued")):
        if isinstance(value, str) and len(value) >= len("2026-04-01"):
            return value
    return None


def _setting(resource: Resource, others: dict[str, Resource]) -> str | None:
    """The class of the encounter, where the resource contains it or its Bundle has it."""
    found = [inner for inner in resource.get("contained") or [] if inner.get("resourceType") == "Encounter"]
    context = resource.get("context") or {}
    links = context.get("encounter") if isinstance(context, dict) else None
    for link in [*(links if isinstance(links, list) else []), resource.get("encounter")]:
        if isinstance(link, dict) and (linked := _linked(str(link.get("reference")), others)):
            found.append(linked)
    for encounter in found:
        kind = encounter.get("class")
        coding = kind[0] if isinstance(kind, list) and kind else kind  # a list of concepts since R5
        if isinstance(coding, dict):
            coding = next(iter(coding.get("coding") or [coding]))
            known = coding.get("code") or coding.get("display")
            return str(known) if known else None
    return None
