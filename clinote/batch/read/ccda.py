"""C-CDA documents: the narrative of every section, in order, under its title."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from clinote.batch import extras
from clinote.batch.fields import LONGEST, SETTINGS, clean, identifier, iso
from clinote.batch.record import Found, Malformed, Record, Unreadable
from clinote.batch.source import File, ReadOptions
from clinote.engine import Note

_V3 = "{urn:hl7-org:v3}"
_LINES = {"paragraph", "item", "tr", "caption", "table", "list", "thead", "tbody", "tfoot"}


def read(file: File, options: ReadOptions) -> Iterator[Record]:
    """The note a document holds."""
    etree = extras.load("defusedxml.ElementTree", "C-CDA")
    raw = file.content.read(LONGEST + 1)
    try:
        if len(raw) > LONGEST:
            raise Malformed(f"the document is over {LONGEST // 1_000_000} MB", "Leave out what it encloses.")
        root = etree.fromstring(raw)
    except etree.ParseError as error:
        raise Unreadable(
            file.name, f"no well-formed XML at line {error.position[0]}", "Export the document again."
        ) from None
    except (ValueError, LookupError):  # those of defusedxml are ValueErrors
        raise Unreadable(file.name, "XML with entities or an unknown encoding", "Export it as plain UTF-8.") from None
    except Malformed as error:
        yield error.at(file.name, 1)
        return
    try:
        yield Found(file.name, 1, _note(root, file, options))
    except Malformed as error:
        error.id = error.id or file.stem
        yield error.at(file.name, 1)


def _note(root: Element, file: File, options: ReadOptions) -> Note:
    body = root.find(f"{_V3}component/{_V3}structuredBody")
    if body is None:
        raise Malformed("the document has no structured body", "Export C-CDA with narrative sections.")
    lines: list[str] = []
    for section in body.findall(f"{_V3}component/{_V3}section"):
        _section(section, lines)
    visit = root.find(f"{_V3}componentOf/{_V3}encompassingEncounter")
    code = "" if visit is None else _attribute(visit.find(f"{_V3}code"), "code")
    time = root.find(f"{_V3}effectiveTime")
    return Note(
        clean("\n".join(lines)),
        _identifier(root.find(f"{_V3}id")) or file.stem,
        SETTINGS.get(code.casefold()) or options.columns.setting,
        iso(day) if len(day := _attribute(time, "value")[:8]) == 8 else None,
        _identifier(root.find(f"{_V3}recordTarget/{_V3}patientRole/{_V3}id")),
    )


def _section(section: Element, lines: list[str]) -> None:
    if (title := section.find(f"{_V3}title")) is not None and (name := " ".join("".join(title.itertext()).split())):
        lines.append(name if name.endswith(":") else f"{name}:")
    if (text := section.find(f"{_V3}text")) is not None:
        lines += [line for line in _narrative(text).split("\n") if line]
    lines.append("")
    for inner in section.findall(f"{_V3}component/{_V3}section"):
        _section(inner, lines)


def _narrative(text: Element) -> str:
    """Narrative as lines: one for a paragraph, an item of a list ("- ") or a row of a table (cells by " | ")."""
    parts: list[str] = []
    _write(text, parts)
    return "\n".join(" ".join(line.split()) for line in "".join(parts).split("\n"))


def _write(element: Element, parts: list[str]) -> None:
    name = element.tag.removeprefix(_V3)
    if name in _LINES or name == "br":
        parts.append("\n")
    if name == "item":
        parts.append("- ")
    parts.append(_flat(element.text))
    cells = 0
    for child in element:
        if child.tag in (f"{_V3}td", f"{_V3}th"):
            cells += 1
            parts.append(" | " if cells > 1 else "")
        _write(child, parts)
        parts.append(_flat(child.tail))
    if name in _LINES:
        parts.append("\n")


def _flat(text: str | None) -> str:
    """White space of XML is layout of the file, not of the note."""
    return re.sub(r"\s+", " ", text) if text else ""


def _identifier(id: Element | None) -> str | None:
    return identifier(_attribute(id, "extension") or _attribute(id, "root"), "id")


def _attribute(element: Element | None, name: str) -> str:
    return "" if element is None else element.get(name, "")
