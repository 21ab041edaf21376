"""C-CDA documents: the narrative of every section, in order, under its title."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from clinote.batch import extras, loinc
from clinote.batch.fields import LONGEST, identifier
from clinote.batch.formats import FAR, is_ccda
from clinote.batch.read import enclosed, narrative
from clinote.batch.record import Found, Malformed, Record, Unreadable, guarded
from clinote.batch.source import File, ReadOptions

_SSN = "2.16.840.1.113883.4.1"


def read(file: File, options: ReadOptions) -> Iterator[Record]:
    """The note a document holds."""
    extras.load("defusedxml.ElementTree", "C-CDA")
    raw = file.content.read(LONGEST + 1)
    try:
        root = parse(raw)
    except Malformed as error:
        if len(raw) > LONGEST:
            yield error.at(file.name, 1)
            return
        raise Unreadable(file.name, error.reason, error.remedy) from None
    yield guarded(file.name, 1, lambda: _found(root, file, options))


def parse(raw: bytes) -> Element:
    """The document in `raw`; raises Malformed where there is none."""
    etree = extras.load("defusedxml.ElementTree", "C-CDA")
    if len(raw) > LONGEST:
        raise Malformed(f"the document is over {LONGEST // 1_000_000} MB", "Leave out what it encloses.")
    if raw[:1] == b"\0" or raw[1:2] == b"\0":  # UTF-16 without its mark
        raw = raw.decode("utf-16-be" if raw[:1] == b"\0" else "utf-16-le", "replace").encode("utf-16")
    try:
        root: Element = etree.fromstring(raw.lstrip())
    except etree.ParseError as error:
        raise Malformed(f"no well-formed XML at line {error.position[0]}", "Export the document again.") from None
    except (ValueError, LookupError):  # those of defusedxml are ValueErrors
        raise Malformed("XML with entities or an unknown encoding", "Export it as plain UTF-8.") from None
    document = next((inner for inner in root.iter() if narrative.name(inner) == "ClinicalDocument"), None)
    if document is None:
        raise Malformed("the XML is no C-CDA document", "Export C-CDA, or the notes as text.")
    return document


def _found(root: Element, file: File, options: ReadOptions) -> Found:
    visit = _find(root, "componentOf", "encompassingEncounter")
    values: dict[str, Any] = {
        "id": _identifier(_child(root, "id")) or file.stem,
        "text": text(root),
        "setting": _setting(visit, options),
        "date": _day(visit) or _day(root),
        "patient_id": _patient(root),
        "author": _author(root),
    }
    return options.columns.found(file.name, 1, values)


def text(root: Element) -> str:
    """The note that a document is."""
    body = _find(root, "component", "structuredBody")
    if body is None:
        return _unstructured(_find(root, "component", "nonXMLBody", "text"))
    lines: list[str] = []
    for part in _children(body, "component"):
        for section in _children(part, "section"):
            _section(section, lines)
    return "\n".join(lines)


def enclosed_text(raw: bytes, charset: str | None = None) -> str:
    """The text of a document that a record encloses: what a C-CDA document says, any other as it stands there."""
    return text(parse(raw)) if is_ccda(raw[:FAR]) else enclosed.text(raw, charset)


def _unstructured(body: Element | None) -> str:
    if body is None:
        raise Malformed("the document has no body", "Export C-CDA with narrative sections.")
    kind = body.get("mediaType", "")
    content = "".join(body.itertext())
    if not content.strip():
        raise Malformed("the body of the document is only a link", "Export the document with its text.")
    if kind and not enclosed.is_text(kind):
        raise enclosed.refuse(kind)
    if body.get("representation", "").upper() == "B64":
        return enclosed_text(enclosed.unpacked(content))
    return content


def _section(section: Element, lines: list[str]) -> None:
    if section.get("nullFlavor") and _child(section, "text") is None:
        return
    if name := _title(section):
        lines.append(name if name.endswith(":") else f"{name}:")
    for text in _children(section, "text"):
        lines += narrative.lines(text)
    lines.append("")
    for part in _children(section, "component"):
        for inner in _children(part, "section"):
            _section(inner, lines)


def _title(section: Element) -> str:
    """What a section is called: its title, else what its code stands for."""
    title = _child(section, "title")
    if title is not None and (name := " ".join("".join(title.itertext()).split())):
        return name
    code = _child(section, "code")
    if code is None:
        return ""
    return loinc.heading(code.get("code", "")) or " ".join(code.get("displayName", "").split())


def _setting(visit: Element | None, options: ReadOptions) -> str | None:
    """The first of the encounter's codes, and of its facility's, that says where the patient was."""
    if visit is None:
        return None
    places = [_child(visit, "code"), _find(visit, "location", "healthCareFacility", "code")]
    for code in [code for place in places if place is not None for code in (place, *_children(place, "translation"))]:
        for value in (code.get("code"), code.get("displayName")):
            if value and not options.columns.seen_in(value)[1]:
                return value
    return None


def _day(element: Element | None) -> str | None:
    """The day of a document, or on which a visit began."""
    time = None if element is None else _child(element, "effectiveTime")
    low = None if time is None else _child(time, "low")
    for place in (time, low):
        if place is not None and (match := re.match(r"\d{8}", place.get("value", ""))):
            return match[0]
    return None


def _patient(root: Element) -> str | None:
    """The patient's id: not the social security number."""
    role = _find(root, "recordTarget", "patientRole")
    ids = [] if role is None else [id for id in _children(role, "id") if id.get("root") != _SSN]
    return next(filter(None, map(_identifier, sorted(ids, key=lambda id: not id.get("extension")))), None)


def _author(root: Element) -> str | None:
    """Who wrote the document, by name."""
    person = _find(root, "author", "assignedAuthor", "assignedPerson", "name")
    return None if person is None else " ".join(" ".join(person.itertext()).split()) or None


def _identifier(id: Element | None) -> str | None:
    return None if id is None else identifier(id.get("extension") or id.get("root"), "id")


def _children(element: Element, name: str) -> list[Element]:
    return [child for child in element if narrative.name(child) == name]


def _child(element: Element, name: str) -> Element | None:
    return next(iter(_children(element, name)), None)


def _find(element: Element, *names: str) -> Element | None:
    """Down a path of children."""
    found: Element | None = element
    for name in names:
        found = None if found is None else _child(found, name)
    return found
