"""FHIR R4 DocumentReference with the note inline, as bulk exports have them one a line."""

import base64
import binascii
from typing import Any

from clinote.batch.fields import SETTINGS, clean, identifier, iso
from clinote.batch.record import Malformed
from clinote.engine import Note

_TEXT = ("text/plain", "text/rtf", "application/rtf", "application/x-rtf", "")


def note(resource: dict[str, Any]) -> Note:
    """The note a DocumentReference carries."""
    kind = resource.get("resourceType")
    id = identifier(resource.get("id"), "id")
    try:
        if kind != "DocumentReference":
            raise Malformed("the resource is no DocumentReference", "Export DocumentReference resources only.")
        return Note(
            clean(_text(_attachments(resource))),
            id,
            _setting(resource),
            _date(resource),
            _reference(resource.get("subject")),
        )
    except Malformed as error:
        error.id = id
        raise
    except (AttributeError, TypeError, KeyError):
        raise Malformed("the DocumentReference is not built as FHIR R4 says", "Check the export.", id) from None


def _attachments(resource: dict[str, Any]) -> list[dict[str, Any]]:
    found = [content["attachment"] for content in resource.get("content") or []]
    if not found:
        raise Malformed("the DocumentReference has no attachment", "Export it with its content.")
    return found


def _text(attachments: list[dict[str, Any]]) -> str:
    for attachment in attachments:
        kind, _, parameters = str(attachment.get("contentType") or "").partition(";")
        if kind.strip().lower() in _TEXT and "data" in attachment:
            return _decode(attachment["data"], parameters)
    if any("data" in attachment for attachment in attachments):
        raise Malformed("the attachment is no plain or rich text", "Export the note as text/plain or text/rtf.")
    if any("url" in attachment for attachment in attachments):
        raise Malformed("the attachment is only a link", "Fetch the Binary it points to and put it inline as data.")
    raise Malformed("the attachment is empty", "Export it with its data.")


def _decode(data: str, parameters: str) -> str:
    encoding = "utf-8"
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            encoding = value.strip().strip('"') or encoding
    try:
        return base64.b64decode("".join(data.split()), validate=True).decode(encoding)
    except binascii.Error:
        raise Malformed("the attachment is no valid base64", "Check the export.") from None
    except UnicodeDecodeError:
        raise Malformed("the attachment is not in the charset it declares", "Declare it in contentType.") from None
    except LookupError:
        raise Malformed("the attachment declares a charset that is not known", "Use utf-8.") from None


def _reference(subject: dict[str, Any] | None) -> str | None:
    """The patient a subject points to: 'Patient/7', an absolute URL or an identifier."""
    subject = subject or {}
    if reference := subject.get("reference"):
        current = str(reference).partition("/_history/")[0]
        return identifier(current.rpartition("/")[2].removeprefix("urn:uuid:"), "subject")
    return identifier((subject.get("identifier") or {}).get("value"), "subject")


def _date(resource: dict[str, Any]) -> str | None:
    """The day of the visit where it says one, else of the document."""
    period = (resource.get("context") or {}).get("period") or {}
    for value in (period.get("start"), resource.get("date")):
        if isinstance(value, str) and len(value) >= len("2026-04-01"):
            return iso(value)
    return None


def _setting(resource: dict[str, Any]) -> str | None:
    """The class of the encounter, where the resource contains it."""
    for contained in resource.get("contained") or []:
        if contained.get("resourceType") == "Encounter":
            code = str((contained.get("class") or {}).get("code", ""))
            return SETTINGS.get(code.casefold())
    return None
