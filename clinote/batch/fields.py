"""From the columns of an export to a note: which column is what, and what its values may be."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from clinote.batch import dates, richtext
from clinote.batch.record import Found, Malformed
from clinote.batch.settings import Settings, standard
from clinote.expressions import expression
from clinote.note import Note, Setting

LONGEST = 64_000_000
"""Characters of one record; beyond that it is no note but a quotation mark that was never closed."""

GUESSES: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "notetext", "note", "notecontent", "reporttext", "documenttext", "notebody", "content", "body",
        "report", "narrative", "fulltext", "clinicalnote", "transcription",
    ),
    "id": (
        "id", "noteid", "documentid", "docid", "reportid", "noteidentifier", "noteidn", "notekey", "rowid", "notecsnid",
    ),
    "setting": (
        "setting", "notesetting", "caresetting", "patientclass", "encounterclass", "enctype", "encountertype",
        "visittype", "placeofservice",
    ),
    "date": (
        "date", "notedate", "dateofservice", "servicedate", "notedatetime", "notetime", "chartdate", "charttime",
        "effectivedate", "reportdate", "documentdate", "contactdate",
    ),
    "patient_id": ("patientid", "personid", "subjectid", "patid", "mrn", "patmrnid", "patmrn"),
    "author": (
        "author", "authorname", "noteauthor", "signedby", "signedbyname", "authprovname", "provider", "providername",
        "authprovid", "authorid", "providerid",
    ),
}  # fmt: skip
"""Column names as exports write them, best first, in lower case without `_`, `-` and blanks."""

LINES = (("notecsnid", "noteid"), ("line", "linenum", "linenumber"))
"""Columns of exports that spread a note over rows, as Epic Clarity does: the note's, best first, and the row's."""

ERROR = "iserror"
"""The column in which MIMIC marks rows that a physician has called an error."""

_OTHERS = frozenset((
    *LINES[1], ERROR, "dob", "birthdate", "dateofbirth", "admitdate", "admissiondate", "dischargedate", "dischdate",
    "storetime", "createdate", "createddate", "updatedate", "entrydate", "filedate", "fileddate", "signeddate",
    "encounterdate", "visitdate", "startdate", "enddate", "hadmid", "category", "description", "title",
))  # fmt: skip
"""Names that are no field of a note and may be named all the same: they say nothing of a patient."""

OPTION = {
    "text": "--text-col",
    "id": "--id-col",
    "setting": "--setting-col",
    "date": "--date-col",
    "patient_id": "--patient-col",
    "author": "--author-col",
}

_SURROGATE = expression("[\ud800-\udfff]")
_DATED = expression(r"date|time|dttm|instant|_dt\b|\bdob\b", re.IGNORECASE)


@dataclass(frozen=True)
class Columns:
    """Which column holds what; a name that is not given is guessed, whatever its case."""

    names: Mapping[str, str] = field(default_factory=dict)  # of the keys of GUESSES
    setting: str | None = None  # where the export says nothing
    date_format: str | None = None  # as of strptime; without it the usual forms
    setting_map: str | None = None  # file of a site's own names for settings

    def among(self, columns: Iterable[str]) -> dict[str, str]:
        """The column of each field that is there."""
        listed = [column for column in columns if isinstance(column, str)]
        known = {plain(column): column for column in reversed(listed)}
        found = {}
        for key, guesses in GUESSES.items():
            if key in self.names:
                wanted = self.names[key]  # "" says that there is none
                if wanted and (column := wanted if wanted in listed else known.get(plain(wanted))):
                    found[key] = column
            elif column := next((known[guess] for guess in guesses if guess in known), None):
                found[key] = column
        if ERROR in known:
            found["error"] = known[ERROR]
        return found

    def missing(self, found: Mapping[str, str]) -> str | None:
        """The field that was asked for, or the text, and has no column."""
        asked = (key for key, name in self.names.items() if name)
        return next((key for key in ("text", *asked) if key not in found), None)

    @cached_property
    def _settings(self) -> Settings:
        return Settings.load(Path(self.setting_map)) if self.setting_map else standard()

    def seen_in(self, value: Any) -> tuple[str | None, bool]:
        """ "inpatient" or "outpatient", from the ways exports write it, and whether anything else stands there."""
        if value is None or value != value or isinstance(value, list | dict):
            return self.setting, bool(value) and value == value
        text = str(value).strip()
        if text.casefold() in dates.NULLS:
            return self.setting, False
        known = self._settings.read(text)
        return known or self.setting, known is None

    def dated(self, value: Any) -> tuple[str | None, bool]:
        """The day as YYYY-MM-DD, and whether anything else stands there."""
        try:
            return dates.day(value, self.date_format), False
        except ValueError:
            return None, True

    def found(self, file: str, line: int | None, values: Mapping[str, Any], resources: tuple[str, ...] = ()) -> Found:
        """The note of a record, given its values by field; raises Malformed where there is none."""
        id = identifier(values.get("id"), "id")
        try:
            if str(values.get("error")).strip().casefold() in ("1", "1.0", "true", "y", "yes"):
                raise Malformed("the row is marked as an error", "Nothing to do: it is no note.")
            text = clean(values.get("text"))
            setting, strange = self.seen_in(values.get("setting"))
            date, odd = self.dated(values.get("date"))
            patient = identifier(values.get("patient_id"), "patient_id")
            author = identifier(values.get("author"), "author")
        except Malformed as error:
            error.id = error.id or id
            raise
        unread = (*(("date",) if odd else ()), *(("setting",) if strange else ()))
        note = Note(text, id, cast("Setting | None", setting), date, patient, author)
        return Found(file, line, note, unread, resources)


def plain(column: str) -> str:
    """A column's name as the lists here have it."""
    return re.sub(r"[\W_]", "", column.casefold())


_KNOWN = frozenset((*_OTHERS, *(guess for guesses in GUESSES.values() for guess in guesses)))


def shown(columns: Iterable[Any]) -> str:
    """What may be said of columns: how many there are, and the names among them that clinote knows.

    Any other name may be a patient's: a table without a header has a record there.
    """
    listed = list(columns)
    known = [column for column in listed if isinstance(column, str) and plain(column) in _KNOWN]
    count = f"{len(listed)} column{'' if len(listed) == 1 else 's'}"
    return f"{count}, among them {', '.join(known)}" if known else f"{count}, none of a name that clinote knows"


def called(columns: list[Any], at: int) -> str:
    """A column by its name if clinote knows that, else by its number from 1."""
    name = columns[at]
    return name if isinstance(name, str) and plain(name) in _KNOWN else f"column {at + 1}"


def dates_left(columns: list[Any], values: Iterable[Any], used: str | None) -> list[str]:
    """Columns that look like dates, by name or value, and are not the one that is `used`."""
    left = []
    for at, (name, value) in enumerate(zip(columns, values, strict=False)):
        if name != used and (_DATED.search(str(name)) or _is_date(value)):
            left.append(called(columns, at))
    return left


def _is_date(value: Any) -> bool:
    if isinstance(value, int | float):
        return False
    try:
        return len(str(value)) >= 8 and not str(value).isdigit() and dates.day(value) is not None
    except ValueError:
        return False


def clean(given: Any) -> str:
    """The text of a note, checked; rich text stays as it is and is read where there is a limit to its time."""
    text = given
    if text is None or text != text:
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
    if len(text) < 10 and text.strip().casefold() in dates.NULLS:
        raise Malformed("the note is empty", "Nothing to read; take the record out of the export.")
    if richtext.is_rich(text):
        return text
    return checked(text)


def checked(text: str) -> str:
    """Plain text that can be a note."""
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
