"""ICD-10-CM codes that the note itself writes, checked against the whole code list."""

import re

from clinote.coding import codeset
from clinote.facts import Fact
from clinote.reading import Reading

_DOTTED = re.compile(r"(?<![A-Za-z0-9.])([A-Za-z]\d[0-9A-Za-z]\.[0-9A-Za-z]{1,4})(?![A-Za-z0-9]|\.\d|-\s?\d)")
_BRACKETED = re.compile(r"[(\[]\s*((?:[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?[,;/ ]*)+)[)\]]")
_NAMED = re.compile(r"\bICD(?:-?10)?(?:-?CM)?(?: codes?)?[ :#-]{1,3}([A-Z]\d[0-9A-Z](?:\.?[0-9A-Z]{1,4})?)\b")
_ITEM = re.compile(r"^[ \t]*(?:\d{1,2}[.)]|[-*#])[ \t]*([A-Z]\d[0-9A-Z])[ \t]*(?=[-:,(]|$)", re.M)
_ONE = re.compile(r"[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?")
_TEMPERATURE = re.compile(r"T(?:3[4-9]|4[0-2])\.\d")


def extract(reading: Reading, facts: list[Fact]) -> list[Fact]:
    """One CODE for each code written, with `billable` against the whole code list."""
    spans: dict[int, tuple[int, str]] = {}
    text = reading.text
    for match in _DOTTED.finditer(text):
        written = match[1]
        if written[0].islower() and not codeset.exists(written.upper()):
            continue
        if _TEMPERATURE.fullmatch(written) and text[match.start() - 1 : match.start()] not in ("(", "["):
            continue
        spans[match.start(1)] = (match.end(1), written.upper())
    if "(" in text or "[" in text:
        for group in _BRACKETED.finditer(text):
            for match in _ONE.finditer(text, group.start(1), group.end(1)):
                if "." in match[0] or codeset.exists(match[0]):
                    spans[match.start()] = (match.end(), match[0])
    if "ICD" in text:
        for match in _NAMED.finditer(text):
            written = match[1] if "." in match[1] or len(match[1]) == 3 else f"{match[1][:3]}.{match[1][3:]}"
            spans[match.start(1)] = (match.end(1), written)
    for match in _ITEM.finditer(text):
        if reading.layout.section(match.start()).category == "assessment" and codeset.exists(match[1]):
            spans[match.start(1)] = (match.end(1), match[1])
    return [
        reading.fact("CODE", start, end, "code.written", code=code, billable=codeset.billable(code))
        for start, (end, code) in sorted(spans.items())
    ]
