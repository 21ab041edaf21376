"""The formats an export may have, and how one is told; without the readers, which `clinote batch --help` can spare."""

import re
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clinote.batch.fields import Columns

DELIMITERS = ",\t;|"


class Format(StrEnum):
    """A format of exports: its name, the endings of its files, and its module of `clinote.batch.read`."""

    suffixes: tuple[str, ...]
    reader: str

    def __new__(cls, name: str, suffixes: tuple[str, ...] = (), reader: str = "") -> "Format":
        """`reader` where it is not the module of the format's own name."""
        made = str.__new__(cls, name)
        made._value_ = name
        made.suffixes, made.reader = suffixes, reader or name
        return made

    jsonl = "jsonl", (".jsonl", ".ndjson", ".json")
    csv = "csv", (".csv", ".tsv", ".tab", ".psv")
    parquet = "parquet", (".parquet", ".pq")
    text = "text", (".txt", ".text", ".note")
    rtf = "rtf", (".rtf",), "text"
    html = "html", (".html", ".htm", ".xhtml"), "text"
    hl7 = "hl7", (".hl7",)
    ccda = "ccda"
    fhir = "fhir", (), "jsonl"


SUFFIXES = {suffix: format for format in Format for suffix in format.suffixes}

FAR = 1 << 16
"""Bytes in which the root of an XML document is looked for: comments and style sheets come first."""

_MARK = b"\xef\xbb\xbf"  # of UTF-8
_HL7 = re.compile(rb"\x0b?(?:MSH|FHS|BHS)[|^~!#\x1c-\x1f]")
_RTF = re.compile(rb"\{\\rtf", re.IGNORECASE)
_JSON = re.compile(rb'\{\s*"')
_CCDA = re.compile(r"<(?:[\w.-]+:)?ClinicalDocument\b")
_NAME = re.compile(r"[A-Za-z][\w .#/-]{0,39}")  # of a column


def sniff(head: bytes, columns: "Columns | None" = None) -> Format | None:
    """The format of a file that begins with `head`, where its first bytes say so; HTML and plain text have no such.

    `columns` are those that a table is said to have.
    """
    if head.startswith(b"PAR1"):
        return Format.parquet
    start = head.removeprefix(_MARK).lstrip()
    if _HL7.match(start):
        return Format.hl7
    if _RTF.match(start):
        return Format.rtf
    if _JSON.match(start):
        return Format.jsonl
    if is_ccda(head):
        return Format.ccda
    return Format.csv if _is_table(start, columns) else None


def is_ccda(head: bytes) -> bool:
    """Whether the root of an XML document is that of C-CDA, in whatever encoding."""
    if b"\0" in head[:4]:
        utf16 = "utf-16-be" if head[0] in (0, 0xFE) else "utf-16-le"
        text = head[: len(head) // 2 * 2].decode(utf16, "replace").lstrip("\ufeff")
    else:
        text = head.removeprefix(_MARK).decode("latin-1")
    return text.lstrip().startswith("<") and _CCDA.search(text) is not None


def _is_table(head: bytes, columns: "Columns | None") -> bool:
    """Whether a file begins with the header of a table: names only, that of the text among them.

    'Text' and its like may be words of a note, so that something else has to speak for a table: a name that is no word
    ('note_text'), another field, or a next line of as many cells.
    """
    first, second = (line.decode("ascii", "replace").strip("\r\n ") for line in (*head.split(b"\n", 2), b"")[:2])
    for mark in DELIMITERS:
        names = [name.strip().strip('"') for name in first.split(mark)]
        if len(names) < 2 or not all(map(_NAME.fullmatch, names)):
            continue
        from clinote.batch.fields import LINES, Columns, plain

        found = (columns or Columns()).among(names)
        if (text := found.get("text")) and (
            len(found) > 1
            or (columns is not None and "text" in columns.names)
            or "_" in text
            or any(plain(name) in LINES[1] for name in names)
            or (mark != "," and second.count(mark) == len(names) - 1)
        ):
            return True
    return False
