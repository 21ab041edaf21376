"""From the columns of an export to a note: which column is what, and what its values may be."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from clinote.batch import extras
from clinote.batch.record import Malformed
from clinote.engine import Note
from clinote.errors import UsageError

LONGEST = 64_000_000
"""Characters of one record; beyond that it is no note but a quotation mark that was never closed."""

GUESSES: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "notetext", "note", "notecontent", "reporttext", "documenttext", "notebody", "content", "body",
        "report", "narrative", "fulltext", "clinicalnote", "transcription",
    ),
    "id": ("id", "noteid", "documentid", "docid", "reportid", "noteidentifier", "noteidn", "notekey", "rowid"),
    "setting": ("setting", "notesetting", "caresetting", "patientclass", "encounterclass"),
    "date": (
        "date", "notedate", "dateofservice", "servicedate", "notedatetime", "notetime", "chartdate", "charttime",
        "effectivedate", "reportdate", "documentdate",
    ),
    "patient_id": ("patientid", "personid", "subjectid", "patid", "mrn", "patmrnid", "patmrn"),
}  # fmt: skip
"""Column names as exports write them, best first, in lower case without `_`, `-` and blanks."""

OPTION = {
    "text": "--text-col",
    "id": "--id-col",
    "setting": "--setting-col",
    "date": "--date-col",
    "patient_id": "--patient-col",
}

SETTINGS = {
    **dict.fromkeys(("inpatient", "inp", "ip", "i", "imp", "acute", "nonac"), "inpatient"),
    **dict.fromkeys(
        ("outpatient", "outp", "op", "o", "amb", "ambulatory", "clinic", "office", "virtual", "vr", "ed", "er", "e",
         "emer", "emergency", "observation", "obs", "obsenc", "ss"),
        "outpatient",
    ),
}  # fmt: skip
"""How exports write the setting: words, HL7 v2 table 0004, FHIR ActCode. Emergency and observation are outpatient."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_ISO = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ].*|\d{2,6}(?:[.+-].*)?)?", re.DOTALL)


@dataclass(frozen=True)
class Columns:
    """Which column holds what; a name that is not given is guessed, whatever its case."""

    names: Mapping[str, str] = field(default_factory=dict)  # of the keys of GUESSES
    setting: str | None = None  # where the export says nothing
    date_format: str | None = None  # as of strptime; None is ISO 8601

    def among(self, columns: Iterable[str]) -> dict[str, str]:
        """The column of each field that is there."""
        listed = [column for column in columns if isinstance(column, str)]
        plain = {_plain(column): column for column in reversed(listed)}
        found = {}
        for key, guesses in GUESSES.items():
            if key in self.names:
                wanted = self.names[key]  # "" says that there is none
                if wanted and (column := wanted if wanted in listed else plain.get(_plain(wanted))):
                    found[key] = column
            elif column := next((plain[guess] for guess in guesses if guess in plain), None):
                found[key] = column
        return found

    def missing(self, found: Mapping[str, str]) -> str | None:
        """The field that was asked for, or the text, and has no column."""
        asked = (key for key, name in self.names.items() if name)
        return next((key for key in ("text", *asked) if key not in found), None)

    def note(self, values: Mapping[str, Any]) -> Note:
        """The note of a record, given its values by field."""
        id = identifier(values.get("id"), "id")
        try:
            return Note(
                clean(values.get("text")),
                id,
                setting(values.get("setting")) or self.setting,
                iso(values.get("date"), self.date_format),
                identifier(values.get("patient_id"), "patient_id"),
            )
        except Malformed as error:
            error.id = id
            raise


def _plain(column: str) -> str:
    return re.sub(r"[\W_]", "", column.casefold())


def shown(columns: Iterable[str]) -> str:
    """Column names for a message; what does not look like a name may be a note, and is only counted."""
    listed = [column if re.fullmatch(r"[\w .#/-]{1,40}", column) else "(no name)" for column in columns]
    return ", ".join(listed[:20]) + (" ..." if len(listed) > 20 else "")


def clean(given: Any) -> str:
    """The text of a note, checked; RTF becomes plain text."""
    text = given
    if text is None:
        raise Malformed("the text is missing", "Export the note's text, or name its column with --text-col.")
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError:
            raise Malformed("the text is binary, not UTF-8", "Export the text as a string.") from None
    if not isinstance(text, str):
        raise Malformed("the text is not a string", "Export the note's text as a string.")
    if len(text) > LONGEST:
        raise Malformed(f"the text is over {LONGEST // 1_000_000} million characters", "Split it into its notes.")
    if text.startswith("{\\rtf"):
        text = rtf(text)
    if not text or text.isspace():
        raise Malformed("the note is empty", "Nothing to read; take the record out of the export.")
    if "\0" in text:
        raise Malformed("the text holds a NUL character, as binary data do", "Export plain text.")
    if not text.isascii() and (broken := _SURROGATE.search(text)):
        if "\udc80" <= broken[0] <= "\udcff":
            raise Malformed(
                "the text is not in the encoding it was read in", "Name the encoding with --encoding, often cp1252."
            )
        raise Malformed("the text holds half a surrogate pair", "Export it as UTF-8, or with whole \\u escapes.")
    return text


def rtf(text: str) -> str:
    """The plain text of a rich text note."""
    striprtf = extras.load("striprtf.striprtf", "Rich text (RTF)")
    try:
        plain: str = striprtf.rtf_to_text(text)
    except Exception:  # the library's own errors may quote the note
        raise Malformed("the rich text (RTF) cannot be read", "Save it again as RTF or as plain text.") from None
    return plain


def identifier(value: Any, what: str) -> str | None:
    """An id as a string, or None."""
    if value is None or value == "" or value != value:  # NaN is no id
        return None
    if isinstance(value, bool | list | dict | bytes):
        raise Malformed(f"the {what} is neither a string nor a number", "Write one of the two.")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip()
    if _SURROGATE.search(text):
        raise Malformed(f"the {what} is not in the encoding it was read in", "Name the encoding with --encoding.")
    return text or None


def setting(value: Any) -> str | None:
    """ "inpatient" or "outpatient", from the ways exports write them; None where there is nothing."""
    if value is None or value == "" or value != value:
        return None
    if isinstance(value, str) and (known := SETTINGS.get(value.strip().casefold())):
        return known
    if isinstance(value, str) and not value.strip():
        return None
    raise Malformed(
        "the setting is neither inpatient nor outpatient",
        "Write one of the two, or leave the column out with --setting-col ''.",
    )


def iso(value: Any, pattern: str | None = None) -> str | None:
    """A date as YYYY-MM-DD; None where there is nothing."""
    if value is None or value == "" or value != value:
        return None
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if isinstance(value, str):
        text = value.strip()
        if not text:
            return None
        try:
            if pattern:
                return datetime.strptime(text, pattern).date().isoformat()
            if match := _ISO.fullmatch(text):
                return date(*map(int, match.groups())).isoformat()
        except ValueError:
            pass
    wanted = f"in the form {pattern}" if pattern else "a calendar date as YYYY-MM-DD"
    raise Malformed(f"the date is not {wanted}", "Write it so, or say how it is written: --date-format '%m/%d/%Y'.")


def check_date_format(pattern: str | None) -> None:
    """Refuse a date format that cannot read what it writes."""
    if pattern is None:
        return
    try:
        back = datetime.strptime(datetime(2024, 11, 23).strftime(pattern), pattern)
    except ValueError:
        back = None
    if back is None or back.date() != date(2024, 11, 23):
        raise UsageError(f"--date-format {pattern} does not say day, month and year. For 11/23/2024 it is '%m/%d/%Y'.")
