"""ICD-10-CM codes that the note itself writes, checked against the whole code list."""

import re
from collections.abc import Iterator

from clinote import codeset
from clinote.expressions import expression
from clinote.facts import Fact, WrittenCode
from clinote.patterns import phrases, worded
from clinote.reading import Reading
from clinote.sections import BULLETS

_SHAPE = expression(r"[A-Z][0-9][0-9A-Z]|[A-Za-z][0-9][0-9A-Za-z]\.")
_DOTTED = expression(r"(?<![A-Za-z0-9.])([A-Za-z]\d[0-9A-Za-z]\.[0-9A-Za-z]{1,4})(?![A-Za-z0-9]|\.\d|-\s?\d)")
_BRACKETED = expression(r"[(\[]\s*((?:[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?[,;/ ]*)+)[)\]]")
_ITEM = expression(
    rf"[ \t]*(?=[^A-Z]|[IVX]{{1,4}}[.)])(?:[{BULLETS}#][ \t]*)?"
    r"(?:\(?(?:\d{1,2}|[a-z]|[IVX]{1,4})(?:[.):]|[ \t]*[-–—])|\d{1,2}[ \t])?[ \t]*"
    r"([A-Z]\d[0-9A-Z])[ \t]*(?=[-–—:,(\n]|\Z)"
)
_UNDOTTED = expression(
    r"(?<![A-Za-z0-9.#-])([A-Z]\d[0-9A-Z][0-9A-Z]{1,4}|(?!Q)[A-Z]\d[0-9A-Z](?=\s*(?:[;,.)/|\n]|-\s+[A-Z]|\Z)|\s+[A-Z]\d[0-9A-Z]))"
    r"(?![A-Za-z0-9]|[.-]\w|/(?![A-Z]\d[0-9A-Z]))"
)
"""A code without its dot; one that needs none ends its item, and begins with no letter of 'Q12'."""
_LABEL = worded(r"\b(?:{diagnosis.code_labels}\s*[:#=-]|icd(?:-?10)?(?:-?cm)?(?: codes?)?[ :#-])\s*\Z", re.I)
_CODED = expression(r"(?<!room)(?<!\bbed)(?<!ward)(?<!unit)(?<=[a-z)])[ \t]\Z", re.I)
"""What a code that needs no dot stands behind: a name, and no room."""
_NEAR = 4
"""Characters between the words of a diagnosis and the code that is written for them."""
_ONE = expression(r"[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?")
_TEMPERATURE = expression(r"T(?:3[4-9]|4[0-2]|9[4-9])\.\d[CF]?")
_DAY = expression(r"D\d\d")
_DAYS = expression(r"\bday \d")
"""In a note that counts days, '(D39, D42)' are days, and no neoplasms."""
_LEAD = 24
"""How far before a code 'ICD-10-CM code:' may begin."""


def extract(reading: Reading, facts: list[Fact]) -> list[Fact]:
    """One CODE for each code written, with `billable` against the whole code list."""
    spans: dict[int, tuple[int, str]] = {}
    text = reading.text
    ends = {fact.end for fact in facts if fact.label in ("WEAKNESS", "DIAGNOSIS", "FINDING")}
    for digit in reading.joints:
        start = digit - 1
        if start not in spans and _SHAPE.match(text, start):
            found = dict(_at(reading, text, start))
            if start not in found and (code := _undotted(reading, start, ends)):
                found[start] = code
            spans |= found
            ends.update(end for end, _ in found.values())
    return [
        reading.fact(WrittenCode(code, codeset.billable(code)), start, end, "code.written")
        for start, (end, code) in sorted(spans.items())
    ]


def _at(reading: Reading, text: str, start: int) -> Iterator[tuple[int, tuple[int, str]]]:
    """The code that begins at `start` with its end, and those of the same pair of brackets."""
    if match := _DOTTED.match(text, start):
        written = match[1]
        exists = written[0].isupper() or codeset.exists(written.upper())
        if exists and not (_TEMPERATURE.fullmatch(written) and text[start - 1 : start] not in ("(", "[")):
            yield start, (match.end(), written.upper())
    opening = len(text[max(0, start - 4) : start].rstrip()) + max(0, start - 4) - 1
    if opening >= 0 and text[opening] in "([" and (group := _BRACKETED.match(text, opening)):
        for match in _ONE.finditer(text, group.start(1), group.end(1)):
            counted = _DAY.fullmatch(match[0]) and _DAYS.search(reading.norm)
            if not counted and ("." in match[0] or codeset.exists(match[0])):
                yield match.start(), (match.end(), match[0])
    line = reading.layout.line(start)[0]
    item = _ITEM.match(text, line) if start - line < 12 else None
    if item and item.start(1) == start and codeset.exists(item[1]) and _assessed(reading, line):
        yield start, (item.end(1), item[1])


def _undotted(reading: Reading, start: int, ends: set[int]) -> tuple[int, str] | None:
    """A code written without its dot, behind a diagnosis, a label or a code or in an assessment, and its end.

    `ends` is where the diagnoses and the codes before it end.
    """
    match = _UNDOTTED.match(reading.text, start)
    if not match or (reading.text[start - 1 : start] == "/" and start - 1 not in ends):
        return None
    code = f"{match[1][:3]}.{match[1][3:]}".rstrip(".")
    if not codeset.exists(code) or match[1].lower() in phrases("diagnosis", "no_codes"):
        return None
    lead = reading.text[max(0, start - _LEAD) : start]
    named = not ends.isdisjoint(range(start - _NEAR, start + 1))
    lines = "." in code or not lead.rstrip(" \t").endswith("\n")
    labelled = lines and _LABEL.search(lead) is not None
    assessed = _assessed(reading, start) and ("." in code or _CODED.search(lead) is not None)
    return (match.end(), code) if named or labelled or assessed else None


def _assessed(reading: Reading, at: int) -> bool:
    return reading.layout.section(at).category == "assessment"
