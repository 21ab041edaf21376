r"""HL7 v2 messages that carry a document: MDM^T02 and its kin, ORU^R01.

The note is what the OBX and NTE segments say, in their order: text (TX, FT, ST) under the heading that OBX-3 gives it,
a result (NM, SN, coded values) as one line with its name, value, unit, reference range and flag. What is deleted,
wrong (OBX-11 `D`, `W`) or corrected by a later row is left out. Requests (OBR) of one day are one note, of several
days several. python-hl7 takes the segments apart; its own `unescape` logs what it cannot read, which would be note
text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from clinote.batch import dates, extras, loinc
from clinote.batch.fields import LONGEST, identifier
from clinote.batch.read import ccda, enclosed
from clinote.batch.record import Bad, Found, Malformed, Record, guarded
from clinote.batch.source import File, ReadOptions

_ENVELOPE = ("FHS", "BHS", "BTS", "FTS")
_SEPARATORS = {"F": 1, "R": 2, "S": 3, "T": 4}  # index into the separators of a message: segment, field, ...
_ESCAPE = r"(F|R|S|T|E|H|N|\.nf|\.fi|\.(?:br|sp|ce|in|ti|sk)\s*[+-]?\d{0,3}|X(?:[0-9A-Fa-f]{2})+)"
_SEGMENT = r"[A-Z][A-Z0-9]{2}"
_TEXT = ("TX", "FT", "ST", "")
_WITHDRAWN = ("D", "W", "X", "N", "I")  # deleted, wrong, not obtained, not asked for, pending
_OBSOLETE = ("CA", "OB")  # of table 0273: deleted, obsolete
_CHARSETS = {
    "ASCII": "utf-8", "": "utf-8", "UNICODE": "utf-8", "UNICODE UTF-8": "utf-8", "UTF-8": "utf-8", "UTF8": "utf-8",
    "UNICODE UTF-16": "utf-8", "UNICODE UTF-32": "utf-8", "GB 18030-2000": "gb18030", "KS X 1001": "euc_kr",
    "BIG-5": "big5", "ISO IR87": "iso2022_jp", "ISO IR14": "shift_jis", "ISO IR159": "iso2022_jp_1",
}  # fmt: skip
"""Table 0211, besides `8859/1` to `8859/15`; a file in UTF-16 is decoded before its messages are read."""


def read(file: File, options: ReadOptions) -> Iterator[Record]:
    """The notes of a file of HL7 v2 messages."""
    extras.load("hl7", "HL7 v2")
    unfinished: dict[str, tuple[int, list[str]]] = {}
    for line, segments in _messages(file, options):
        begun = unfinished.pop(_plain(segments[0], 14), None)
        if begun:
            line, segments = begun[0], [*begun[1], *segments[1:]]
        if segments[-1].startswith("DSC") and (pointer := _plain(segments[-1], 1)):
            unfinished[pointer] = line, segments[:-1]
            continue
        yield from _records(file.name, line, _joined(segments), options)
    for line, _ in unfinished.values():
        yield Bad(file.name, line, "the message goes on in one that is not there", "Export its continuation too.")


def _joined(segments: list[str]) -> list[str]:
    """Each ADD segment put to the one that broke off before it; no line breaks at the ends."""
    whole: list[str] = []
    for segment in segments:
        if segment.startswith("ADD") and whole:
            whole[-1] += segment[4:]
        else:
            whole.append(segment)
    return [segment.rstrip("\n") for segment in whole]


def _plain(segment: str, field: int) -> str:
    """A field of a segment that is not parsed yet; of MSH, the separator is a field too."""
    mark = segment[3:4]
    fields = segment.split(mark) if mark else []
    at = field - 1 if segment.startswith("MSH") else field
    return fields[at].strip() if len(fields) > at else ""


def _messages(file: File, options: ReadOptions) -> Iterator[tuple[int, list[str]]]:
    """The segments of each message with the line it starts at.

    Segments end with CR, LF or both; a line that is no segment belongs to the one before.
    """
    message: list[str] = []
    start = length = 0
    mark = "|"
    with file.text(options.encoding) as stream:
        for number, line in enumerate(stream, start=1):
            segment = line.strip("\r\n\x0b\x1c")
            if segment.startswith("MSH"):
                if message:
                    yield start, message
                message, start, length = [], number, 0
                mark = segment[3:4] or "|"
            if segment.startswith(_ENVELOPE) or (not segment and not message):
                continue
            length += len(segment)
            if length > LONGEST:
                continue
            start = start or number
            if not message or re.match(rf"{_SEGMENT}(?:{re.escape(mark)}|$)", segment):
                message.append(segment)
            elif message[-1][:3] in ("OBX", "NTE", "ADD"):
                message[-1] += f"\n{segment}"
            elif segment:
                message.append(segment)  # told as a line that is no segment
    if message:
        yield start, message


@dataclass
class _Part:
    """An order and its results: the segments from one OBR to the next."""

    order: Any
    segments: list[Any]

    @property
    def day(self) -> str:
        """When it was observed; empty where nothing says so."""
        return "" if self.order is None else str(_field(self.order, 7))[:8]


def _records(file: str, line: int, segments: list[str], options: ReadOptions) -> Iterator[Record]:
    try:
        message = _parsed(segments, options)
        parts = _parts(message)
    except Malformed as error:
        yield error.at(file, line)
        return
    days = list(dict.fromkeys(part.day for part in parts if part.segments))
    if len([day for day in days if day]) < 2:
        yield guarded(file, line, partial(_found, file, line, message, parts, "", options))
        return
    for number, day in enumerate(days, start=1):
        of_day = [part for part in parts if part.day == day]
        yield guarded(file, line, partial(_found, file, line, message, of_day, f"-{number}", options))


def _parsed(segments: list[str], options: ReadOptions) -> Any:
    hl7 = extras.load("hl7", "HL7 v2")
    first = segments[0]
    if not first.startswith("MSH"):
        raise Malformed("segments before the first MSH", "A message starts with MSH.")
    mark = re.escape(first[3:4])
    if not all(re.match(rf"{_SEGMENT}(?:{mark}|\W|$)", segment) for segment in segments):
        raise Malformed("a line that is no segment", r"Write line breaks inside OBX-5 as \.br\.")
    if options.encoding == "utf-8":
        segments = _decoded(segments, _plain(first, 18).split(first[5:6] or "~")[0])
    try:
        return hl7.parse("\r".join(segment.replace("\r", "\n") for segment in segments))
    except Exception:  # the library's messages quote the segment
        raise Malformed("the message cannot be parsed as HL7 v2", "Check its MSH segment.") from None


def _decoded(segments: list[str], charset: str) -> list[str]:
    """The segments in the character set that MSH-18 names."""
    name = charset.strip().upper()
    codec = f"iso8859_{name.removeprefix('8859/')}" if name.startswith("8859/") else _CHARSETS.get(name, "utf-8")
    if codec == "utf-8" or all(map(str.isascii, segments)):
        return segments
    try:
        return [segment.encode("utf-8", "surrogateescape").decode(codec) for segment in segments]
    except (ValueError, LookupError):  # a name that is none may hold anything
        return segments  # what cannot be decoded is told with the text


def _parts(message: Any) -> list[_Part]:
    parts = [_Part(None, [])]
    for segment in message:
        name = str(segment[0])
        if name == "OBR":
            parts.append(_Part(segment, []))
        elif name in ("OBX", "NTE"):
            parts[-1].segments.append(segment)
    if not any(part.segments for part in parts):
        raise Malformed("the message has no OBX segment", "Export messages with their text (MDM^T02, ORU^R01).")
    return parts


def _found(file: str, line: int, message: Any, parts: list[_Part], suffix: str, options: ReadOptions) -> Found:
    id = identifier(_first(message, ("TXA", 12), ("MSH", 10)), "document number")
    day = next((part.day for part in parts if part.day), "")
    if not suffix or not day:
        day = _first(message, ("TXA", 4)) or day or _first(message, ("MSH", 7))
    elif own := next((str(_component(_field(part.order, 3), message)) for part in parts if part.order is not None), ""):
        id, suffix = own, ""
    try:
        if _first(message, ("TXA", 19)) in _OBSOLETE:
            raise Malformed("the document is deleted or obsolete (TXA-19)", "Nothing to do: it is no note any more.")
        values = {
            "id": f"{id}{suffix}" if id else None,
            "text": _text(message, parts),
            "setting": _first(message, ("PV1", 2)),
            "date": day[:8] if len(day) >= 8 else None,
            "patient_id": _patient(message),
            "author": _author(message),
        }
    except Malformed as error:
        error.id = id
        raise
    return options.columns.found(file, line, values)


def _text(message: Any, parts: list[_Part]) -> str:
    blocks: list[str] = []
    heading = ""
    skipped: Malformed | None = None
    for part in parts:
        for segment in _valid(part.segments, message):
            if str(segment[0]) == "NTE":
                blocks += _lines(_field(segment, 3), message)
                continue
            kind = str(_field(segment, 2)).strip()
            if kind in ("ED", "RP"):
                try:
                    made = _enclosed(str(_field(segment, 5)), kind, message)
                except Malformed as error:
                    skipped = skipped or error
                    continue
            elif kind in _TEXT and not _measured(segment):
                made = _lines(_field(segment, 5), message)
            else:
                made = _result(segment, kind, message)
                if made and heading:  # a result is of this patient, also behind the history of the family
                    blocks.append("Results:")
                    heading = ""
                blocks += made
                continue
            if any(line.strip() for line in made):
                named = _heading(segment, message)
                if named and named != heading:
                    blocks.append(f"{named}:" if len(made) > 1 or kind != "ST" else f"{named}: {made.pop(0)}")
                heading = named or heading
            blocks += made
    if not any(block.strip() for block in blocks):
        raise skipped or Malformed("no OBX segment holds text", "Export the text as TX, FT or ST.")
    return "\n".join(blocks)


def _valid(segments: list[Any], message: Any) -> list[Any]:
    """Without what is deleted or wrong, and with what corrects a row in the row's place."""
    kept: list[Any] = []
    for segment in segments:
        status = str(_field(segment, 11)).strip() if str(segment[0]) == "OBX" else "F"
        same = [at for at, other in enumerate(kept) if status in ("C", *_WITHDRAWN) and _same(segment, other, message)]
        if status in _WITHDRAWN:
            kept = [other for at, other in enumerate(kept) if at not in same]
        elif status == "C" and same:
            kept[same[0]] = segment
            kept = [other for at, other in enumerate(kept) if at not in same[1:]]
        else:
            kept.append(segment)
    return kept


def _same(later: Any, earlier: Any, message: Any) -> bool:
    """Whether two rows are of one observation: its code, and its sub-id or number, where text has several lines."""
    if str(earlier[0]) != "OBX" or _component(_field(later, 3), message) != _component(_field(earlier, 3), message):
        return False
    if sub := str(_field(later, 4)).strip():
        return sub == str(_field(earlier, 4)).strip()
    number = str(_field(later, 1)).strip()
    text = str(_field(later, 2)).strip() in ("TX", "FT")
    return number == str(_field(earlier, 1)).strip() if number and text else not text


def _measured(segment: Any) -> bool:
    """Whether a text is a result: it has a unit or a reference range."""
    return bool(str(_field(segment, 6)).strip() or str(_field(segment, 7)).strip())


def _heading(segment: Any, message: Any) -> str:
    """What OBX-3 calls the text: words of the sender's, or those its LOINC code stands for."""
    code, words, system, _, other = (_components(_field(segment, 3), message) + [""] * 5)[:5]
    named = words or loinc.heading(code) or other
    if not named and not system and not code.isdigit():
        named = code if re.search(r"[A-Za-z]{3}", code) else ""
    return " ".join(named.replace("_", " ").split()).rstrip(":")


def _result(segment: Any, kind: str, message: Any) -> list[str]:
    """A result as one line; nothing where it has no value."""
    code, words = (_components(_field(segment, 3), message) + [""] * 2)[:2]
    values = []
    for repeated in str(_field(segment, 5)).split(message.separators[2]):
        parts = [_unescape(part, message).strip() for part in repeated.split(message.separators[3])]
        if kind == "SN":
            values.append(" ".join(filter(None, parts[:2])) + "".join(parts[2:4]))
        elif kind in ("CE", "CWE", "CNE", "CF"):
            values.append(parts[1] if len(parts) > 1 and parts[1] else parts[0])
        elif kind == "DT" and len(parts[0]) == 8 and parts[0].isdigit():
            values.append(dates.day(parts[0]) or "")
        else:
            values.append(" ".join(filter(None, parts)))
    value = ", ".join(filter(None, values))
    if not value or kind in ("NA", "MA"):
        return []
    unit = _component(_field(segment, 6), message)
    reference = _unescape(str(_field(segment, 7)), message).strip()
    flag = _component(_field(segment, 8), message)
    name = loinc.test(code, words)
    shown = [value, unit, f"({reference})" if reference else "", flag]
    line = " ".join(filter(None, shown))
    return [f"{name}: {line}" if name else line]


def _lines(field: Any, message: Any) -> list[str]:
    """The lines of a text: its repetitions, with the line breaks that are written in it."""
    return [_unescape(part, message) for part in str(field).split(message.separators[2])]


def _enclosed(field: str, kind: str, message: Any) -> list[str]:
    """The text in a value of type ED: source ^ type ^ subtype ^ encoding ^ data."""
    if kind == "RP":
        raise Malformed("the document is only a link", "Export it with its text.")
    _, type, subtype, encoding, data = (field.split(message.separators[3], 4) + [""] * 5)[:5]
    if not enclosed.is_text(f"{subtype} {type}".strip()) and not subtype.casefold() == "octet-stream":
        raise enclosed.refuse(f"{type} {subtype}")
    match encoding.strip().casefold():
        case "base64":
            return [ccda.enclosed_text(enclosed.unpacked(_unescape(data, message)))]
        case "hex":
            try:
                return [ccda.enclosed_text(bytes.fromhex(data))]
            except ValueError:
                raise Malformed("the document is no valid hexadecimal text", "Check the export.") from None
        case _:
            return [ccda.enclosed_text(_unescape(data, message).encode("utf-8", "surrogateescape"))]


def _unescape(text: str, message: Any) -> str:
    """Formatting and hexadecimal escapes undone (HL7 v2.5.1, 2.7); what is no such escape stays as it is."""
    mark = message.esc
    if mark not in text:
        return text
    known = {name: message.separators[index] for name, index in _SEPARATORS.items()}
    known |= {"E": mark, "H": "", "N": "", ".nf": "", ".fi": ""}

    def undo(escape: re.Match[str]) -> str:
        name = escape[1]
        if name in known:
            return str(known[name])
        if match := re.fullmatch(r"\.(br|sp|ce|in|ti|sk)\s*([+-]?\d{0,3})", name):
            count = int(match[2]) if match[2].strip("+-") else 1
            return "\n" * max(count, 1) if match[1] in ("br", "sp", "ce") else " " * max(count, 0)
        raw = bytes.fromhex(name[1:])
        try:
            return raw.decode()
        except UnicodeDecodeError:
            return raw.decode("latin-1")

    edge = re.escape(mark)
    return re.sub(rf"{edge}{_ESCAPE}{edge}", undo, text)


def _patient(message: Any) -> str | None:
    """The patient's id: a medical record number before others, never a social security number."""
    for segment in _segments(message, "PID"):
        ids = [_split(id, message) for id in str(_field(segment, 3)).split(message.separators[2])]
        kinds = [(parts[0], (parts + [""] * 5)[4].upper()) for parts in ids]
        usable = [(id, kind) for id, kind in kinds if id and kind != "SS"]
        if usable:
            return identifier(next((id for id, kind in usable if kind == "MR"), usable[0][0]), "patient id")
    return None


def _author(message: Any) -> str | None:
    """Who wrote the document (TXA-9) or answers for the result (OBR-32), by name where there is one."""
    for name, number in (("TXA", 9), ("OBR", 32)):
        for segment in _segments(message, name):
            id, family, given = [*_components(_field(segment, number), message), "", ""][:3]
            if named := ", ".join(filter(None, (family, given))) or id:
                return identifier(named, "author")
    return None


def _split(value: str, message: Any) -> list[str]:
    return [part.strip() for part in value.split(message.separators[3])]


def _components(field: Any, message: Any) -> list[str]:
    """The components of the first repetition."""
    return [_unescape(part, message) for part in _split(str(field).split(message.separators[2])[0], message)]


def _component(field: Any, message: Any) -> str:
    return _components(field, message)[0]


def _segments(message: Any, name: str) -> list[Any]:
    return [segment for segment in message if str(segment[0]) == name]


def _field(segment: Any, number: int) -> Any:
    return segment[number] if len(segment) > number else ""


def _first(message: Any, *places: tuple[str, int]) -> str:
    """The first component of the first of `places` (segment, field) that holds anything."""
    for name, number in places:
        for segment in _segments(message, name):
            if value := _component(_field(segment, number), message):
                return value
    return ""
