"""Text that a program escaped on its way and nobody turned back: what stands for a line break or for a character."""

import re
from collections.abc import Iterator

from clinote.expressions import expression
from clinote.text.source import Edit

_HL7 = {".br": "\n", ".sp": "\n", "T": "&", "F": "|", "S": "^", "R": "~", "E": "\\", "H": "", "N": ""}
_SIGN = expression(
    r"\\(?P<hl7>\.br|\.sp|[TFSREHN])\\"
    r"|\\u(?P<code>[0-9a-fA-F]{4})|_x(?P<cell>00[0-9a-fA-F]{2})_"
    r"|\\(?P<mark>(?<=[\w)\]]\\)[-+*.#>)\]](?![-_+])|(?<=^\\)[-*+#>](?= ))"
    r"|(?P<par>\\pard?(?![A-Za-z])[ \t]*\n?)"
    r"|(?<=[\w.,;:)])(?P<end>\\)(?=\n|\Z)",
    re.M,
)
"""A line break or a sign of HL7, a code unit of JSON, a control character of a spreadsheet, a mark of Markdown, a
paragraph of RTF."""
_QUOTED = expression(r"=\r?\n|(?:=[0-9A-F]{2})+")
_SOFT = expression(r"^[^\n]{60,76}=\r?$", re.M)
"""A line that a mail breaks: 'quoted-printable'."""
_JSON = expression(r"\\(?:r\\n|[rnt\"/])")
_BREAK = expression(r"\\n")
_TWICE = expression(
    r"&lt;/?(?:p|br|div|span|b|strong|li|ul|td|tr|table)\b[^<>]{0,200}?/?&gt;|&amp;(?:nbsp|[lg]t|#\d+);", re.I
)
_ENTITY = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&"}
_ENTITIES = expression("|".join(_ENTITY))


def edits(text: str) -> Iterator[Edit]:
    """The edits that turn a program's escapes back; such text as only happens to look like one is left."""
    if "=\n" in text and len(_SOFT.findall(text)) > 1:
        yield from (Edit(m.start(), m.end(), _printable(m[0])) for m in _QUOTED.finditer(text))
    elif "\\" in text or "_x00" in text:
        plain = list(_JSON.finditer(text)) if _is_json(text) else []
        starts = {m.start() for m in plain}
        found = [Edit(m.start(), m.end(), _json(m[0])) for m in plain]
        found += [Edit(m.start(), m.end(), _sign(m)) for m in _SIGN.finditer(text) if m.start() not in starts]
        yield from sorted(found)
    elif "&" in text and _TWICE.search(text):
        yield from (Edit(m.start(), m.end(), _ENTITY[m[0]]) for m in _ENTITIES.finditer(text))


def _is_json(text: str) -> bool:
    """Whether line breaks are written out: there are some, and none that is one."""
    bare = text.strip()
    return "\n" not in bare and "\r" not in bare and len(_BREAK.findall(text)) > 1


def _json(sign: str) -> str:
    return {"n": "\n", "r": "\r", "t": "\t"}.get(sign[-1], sign[-1])


def _printable(sign: str) -> str:
    """What a mail writes as the hexadecimal numbers of bytes; nothing for a soft line break."""
    return "" if sign[-1] == "\n" else bytes.fromhex(sign.replace("=", "")).decode("utf-8", "replace")


def _sign(found: re.Match[str]) -> str:
    if found["hl7"]:
        return _HL7[found["hl7"]]
    if found["par"]:
        return "\n"
    if code := found["code"] or found["cell"]:
        char = chr(int(code, 16))
        return char if char.isprintable() or char in "\t\n\r" else ""
    return found["mark"] or ""
