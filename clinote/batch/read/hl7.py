r"""HL7 v2 messages that carry a document: MDM^T02 and its kin, ORU^R01.

The note is the text of the OBX segments of type TX and FT (or ST where there are no others), a line each, escapes
undone. python-hl7 takes the message apart; its own `unescape` logs what it cannot read, which would be note text.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Any

from clinote.batch import extras
from clinote.batch.fields import LONGEST, SETTINGS, clean, identifier, iso
from clinote.batch.record import Found, Malformed, Record
from clinote.batch.source import File, ReadOptions
from clinote.engine import Note

_ENVELOPE = ("FHS", "BHS", "BTS", "FTS")
_ESCAPES = {"F": 1, "R": 2, "S": 3, "T": 4}  # index into the separators of a message: segment, field, ...
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)")


def read(file: File, options: ReadOptions) -> Iterator[Record]:
    """The notes of a file of HL7 v2 messages, one a message."""
    for line, message in _messages(file, options):
        try:
            yield Found(file.name, line, _note(message, options))
        except Malformed as error:
            yield error.at(file.name, line)


def _messages(file: File, options: ReadOptions) -> Iterator[tuple[int, list[str]]]:
    """The segments of each message with the line it starts at; segments end with CR, LF or both."""
    message: list[str] = []
    start = length = 0
    with file.text(options.encoding) as stream:
        for number, line in enumerate(stream, start=1):
            segment = line.strip("\r\n\x0b\x1c")
            if segment.startswith("MSH"):
                if message:
                    yield start, message
                message, start, length = [], number, 0
            if not segment or segment.startswith(_ENVELOPE):
                continue
            length += len(segment)
            if length <= LONGEST:
                message.append(segment)
            start = start or number
    if message:
        yield start, message


def _note(segments: list[str], options: ReadOptions) -> Note:
    hl7 = extras.load("hl7", "HL7 v2")
    if not segments[0].startswith("MSH"):
        raise Malformed("segments before the first MSH", "A message starts with MSH.")
    if not all(re.match(r"[A-Z][A-Z0-9]{2}(?:\W|$)", segment) for segment in segments):
        raise Malformed("a line that is no segment", r"Write line breaks inside OBX-5 as \.br\.")
    try:
        message = hl7.parse("\r".join(segments))
    except Exception:  # the library's messages quote the segment
        raise Malformed("the message cannot be parsed as HL7 v2", "Check its MSH segment.") from None
    id = identifier(_first(message, ("TXA", 12), ("MSH", 10)), "document number")
    try:
        return Note(
            clean(_text(message)),
            id,
            SETTINGS.get(_first(message, ("PV1", 2)).casefold()) or options.columns.setting,
            _day(_first(message, ("TXA", 4), ("OBR", 7), ("MSH", 7))),
            identifier(_first(message, ("PID", 3)), "patient id"),
        )
    except Malformed as error:
        error.id = id
        raise


def _text(message: Any) -> str:
    observations = [(str(_field(obx, 2)), obx) for obx in _segments(message, "OBX")]
    if not observations:
        raise Malformed("the message has no OBX segment", "Export messages with their text (MDM^T02, ORU^R01).")
    long = [obx for kind, obx in observations if kind in ("TX", "FT")]
    if not long and (enclosed := [obx for kind, obx in observations if kind == "ED"]):
        return "\n".join(_enclosed(str(_field(obx, 5)), message) for obx in enclosed)
    short = [obx for kind, obx in observations if kind == "ST"]
    lines = [
        _unescape(part, message) for obx in long or short for part in str(_field(obx, 5)).split(message.separators[2])
    ]
    if not lines:
        raise Malformed("no OBX segment holds text", "Export the text as TX or FT.")
    return "\n".join(lines)


def _enclosed(field: str, message: Any) -> str:
    """The text in a value of type ED: source ^ type ^ subtype ^ encoding ^ data."""
    _, kind, subtype, encoding, data = (field.split(message.separators[3]) + [""] * 5)[:5]
    if encoding.casefold() != "base64" or not {kind.casefold(), subtype.casefold()} & {"text", "plain", "rtf"}:
        raise Malformed("the enclosed document is no base64 text", "Export the text as TX, or as base64 text or RTF.")
    try:
        return base64.b64decode(data, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise Malformed("the enclosed document is no valid base64 of UTF-8 text", "Check the export.") from None


def _unescape(text: str, message: Any) -> str:
    """Formatting and hexadecimal escapes undone (HL7 v2.5.1, 2.7); unknown ones stay as they are."""
    mark = message.esc
    if mark not in text:
        return text
    known = {name: message.separators[index] for name, index in _ESCAPES.items()}
    known |= {"E": mark, "H": "", "N": "", ".nf": "", ".fi": ""}

    def undo(escape: re.Match[str]) -> str:
        name = escape[1]
        if name in known:
            return str(known[name])
        if match := re.fullmatch(r"\.(br|sp|ce|in|ti|sk)\s*([+-]?\d{0,3})", name):
            count = int(match[2]) if match[2].strip("+-") else 1
            return "\n" * max(count, 1) if match[1] in ("br", "sp", "ce") else " " * max(count, 0)
        if re.fullmatch(r"X(?:[0-9A-Fa-f]{2})+", name):
            raw = bytes.fromhex(name[1:])
            try:
                return raw.decode()
            except UnicodeDecodeError:
                return raw.decode("latin-1")
        return escape[0]

    edge = re.escape(mark)
    return re.sub(rf"{edge}([A-Z.][^{edge}\r\n]{{0,200}}?){edge}", undo, text)


def _segments(message: Any, name: str) -> list[Any]:
    return [segment for segment in message if str(segment[0]) == name]


def _field(segment: Any, number: int) -> Any:
    return segment[number] if len(segment) > number else ""


def _first(message: Any, *places: tuple[str, int]) -> str:
    """The first component of the first of `places` (segment, field) that holds anything."""
    for name, number in places:
        for segment in _segments(message, name):
            whole = str(_field(segment, number)).split(message.separators[2])[0]
            if value := whole.split(message.separators[3])[0].strip():
                return value
    return ""


def _day(time: str) -> str | None:
    return iso("-".join(match.groups())) if (match := _TIME.match(time)) else None
