"""A note from a file or standard input, or one clear sentence on why it cannot be read."""

import codecs
import sys
from pathlib import Path

from clinote.batch.formats import FAR, SUFFIXES, Format, sniff
from clinote.errors import InputError, UsageError

LIMIT = 16_000_000
"""Bytes; no single note is longer, an export is."""

_KINDS = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a Word document or another zip archive",
    b"\xd0\xcf\x11\xe0": "an old Word document",
    b"\x1f\x8b": "gzip-compressed",
}
_EXPORTS = {
    Format.rtf: "rich text (RTF)",
    Format.hl7: "an HL7 v2 message",
    Format.ccda: "a C-CDA document",
    Format.parquet: "Parquet, an export",
    Format.csv: "a table, an export",
    Format.jsonl: "JSON, an export",
}
"""What holds notes and is none, whatever its name."""
_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def read(name: str, encoding: str = "utf-8") -> str:
    """The text of the file `name`, or of standard input for `-`; a byte order mark is dropped."""
    where = "standard input" if name == "-" else name
    return decode(_bytes(name, where), where, encoding)


def decode(raw: bytes, where: str, encoding: str = "utf-8") -> str:
    """`raw` as the text of a note; `where` names it in errors, which never quote it."""
    try:
        codec = codecs.lookup(encoding)
    except LookupError:
        raise UsageError(f"--encoding {encoding} is not known to Python. Try utf-8, latin-1 or cp1252.") from None
    if len(raw) > LIMIT:
        raise InputError(f"{where} is over {LIMIT // 1_000_000} MB, too long for a note. An export? clinote batch")
    for magic, kind in _KINDS.items():
        if raw.startswith(magic):
            raise InputError(f"{where} is {kind}. Save it as plain text, or paste the note: clinote")
    if (what := _export(raw, where)) is not None:
        named = "FILE" if where == "standard input" else where
        raise InputError(f"{where} is {what}. Read it with: clinote batch {named} --output reports.jsonl")
    if codec.name == "utf-8":
        for mark, name in _MARKS.items():
            if raw.startswith(mark):
                raise InputError(f"{where} is UTF-16. Add --encoding {name}.")
    try:
        text = codec.decode(raw)[0].removeprefix("\ufeff")
    except UnicodeError as error:
        at = error.start if isinstance(error, UnicodeDecodeError) else 0
        raise InputError(_not_decodable(raw, at, where, codec.name)) from None
    if "\0" in text:
        at = text.index("\0")
        line = text.count("\n", 0, at) + 1
        raise InputError(f"{where}, line {line}: a NUL character, as in a binary file. Save the note as plain text.")
    if not text:
        raise InputError(f"{where} is empty. Give a note's text.")
    if not text.strip():
        raise InputError(f"{where} holds only blanks. Give a note's text.")
    return text


def _export(raw: bytes, where: str) -> str | None:
    """What an export is called, by its first bytes or its name; None for a note."""
    named = SUFFIXES.get(Path(where).suffix.lower())
    format = sniff(raw[:FAR]) or (named if named is not Format.rtf else None)
    return _EXPORTS.get(format) if format else None


def _bytes(name: str, where: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read(LIMIT + 1)
    path = Path(name)
    try:
        if path.is_dir():
            raise InputError(f"{where} is a directory. Name one file, or read them all: clinote batch {where}")
        with path.open("rb") as file:
            return file.read(LIMIT + 1)
    except FileNotFoundError:
        raise InputError(f"{where} does not exist. Check the name, or paste the note: clinote") from None
    except PermissionError:
        raise InputError(f"{where} may not be read by this user. Check its permissions.") from None
    except OSError as error:
        raise InputError(f"{where} cannot be read ({error.strerror}). Check the name.") from None
    except ValueError:
        raise InputError("the file name holds a NUL character. Check the name.") from None


def _not_decodable(raw: bytes, at: int, where: str, encoding: str) -> str:
    line = raw.count(b"\n", 0, at) + 1
    column = at - (raw.rfind(b"\n", 0, at) + 1) + 1
    remedy = "If it is Latin-1, add --encoding latin-1; from Windows, --encoding cp1252."
    if encoding != "utf-8":
        remedy = "Name the encoding it was saved in with --encoding."
    return f"{where}, line {line}, byte {column}: 0x{raw[at]:02X} is not {encoding}. {remedy}" if raw else where
