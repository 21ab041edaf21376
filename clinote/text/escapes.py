"""Text that a program escaped on its way and nobody turned back: what stands for a line break or for a character."""

import re
from collections.abc import Iterator

from clinote.expressions import expression
from clinote.text.source import Edit

_HL7 = {".br": "\n", ".sp": "\n", "T": "&", "F": "|", "S": "^", "R": "~", "E": "\\", "H": "", "N": ""}
_RTF = {"cell": " | ", "tab": "\t", "item": "- "}
_SIGN = expression(
    r"\\(?P<hl7>\.br|\.sp|[TFSREHN])\\|\\X(?P<bytes>(?:[0-9A-F]{2})+)\\"
    r"|(?P<utf>(?:\\x[0-9a-f]{2})+)|\\\.(?:ti|in|sk|ce|fi|nf)[+-]?\d*\\"
    r"|\\u(?P<code>[0-9a-fA-F]{4})|_x(?P<cell>00[0-9a-fA-F]{2})_"
    r"|\\'(?P<byte>[89a-f][0-9a-f])|\\(?P<mark>(?<=[\w)\]]\\)[-+*.#>)\]](?![-_+])|(?<=^\\)[-*+#>](?= )|[/\"'])"
    r"|(?P<par>\\(?:pard?|line|row)(?![A-Za-z])[ \t]*\n?)"
    r"|(?<!\\)\\(?P<rtf>[bi]0|(?:cell|tab|item|trowd|[bi]|ul(?:none)?|plain|fs?\d+|cf\d+)(?![A-Za-z\d])[ \t]?)"
    r"|(?<=[\w.,;:)])(?P<end>\\)(?=\n|\Z)"
    r"|(?P<named>(?:<(?:CR|LF|CRLF|newline)>)+|(?<!\d-\d)\^M(?!D\b|[A-Za-z]+(?:\||\^(?!M))))\n?",
    re.M,
)
"""A line break or a sign of HL7, a code unit of JSON, a control character of a spreadsheet, a character of RTF, a mark
of Markdown, a paragraph or a control word of RTF, the name of a line break."""
_RTF_SIGN = expression(
    r"(?P<hidden>\{\\(?:\*|fonttbl|colortbl|stylesheet|info|pict)[^{}]*(?:\{[^{}]*\}[^{}]*)*\})|(?P<brace>(?<!\\)[{}])"
    r"|\\u(?P<decimal>-?\d{1,5}) ?\??|\\(?P<char>[~_{}-])"
    rf"|{_SIGN.pattern}|(?P<control>\\[a-z]{{1,20}}-?\d*[ ]?)",
    re.M,
)
"""The same in a document of RTF, with groups, tables of fonts and characters by their number."""
_RTF_CHARS = {"~": " ", "_": "-", "-": ""}
_SIGNS = ("\\", "_x00", "^M", "<CR", "<LF", "<newline")
"""What such a sign begins with."""
_QUOTED = expression(r"(?:=(?:\r?\n|[0-9A-F]{2}))+")
_SOFT = expression(r"^[^\n]{60,76}=\r?$|(?<=[^A-Z]=20)\r?$|=0D=0A", re.M)
_SURE = expression(r"^[^\n]{70,76}=\r?\n(?=[a-z])|=(?:C[2-9A-F]|[DEF][0-9A-F])(?:=[89AB][0-9A-F])+", re.M)
"""A line that a mail breaks ('quoted-printable'), and what nothing else writes: such a line within a word, UTF-8."""
_CONTROL = {"n": "\n", "r": "\r", "t": "\t"}
_LITERAL = expression(r"\s*[\[{]\s*['\"].*['\"]\s*[\]}]\s*", re.S)
_OF_LITERAL = expression(
    r"(?P<edge>\A\s*[\[{]\s*['\"]|['\"]\s*[\]}]\s*\Z)|(?P<next>(?<=\S)['\"],\s*['\"])|(?P<key>(?<=\w)['\"]:\s*['\"])"
    rf"|\\+(?:r\\+(?=n))?(?P<control>[rnt\"/])|{_SIGN.pattern}",
    re.M,
)
"""A text that is a list of strings, or strings by their names, as a program writes them; what stands between these."""
_TWICE = expression(
    r"&lt;/?(?:p|br|div|span|b|strong|li|ul|td|tr|table)\b[^<>]{0,200}?/?&gt;|&amp;(?:nbsp|amp|quot|[lg]t|#x?\w+);",
    re.I,
)
_HEAD = 40
"""Characters among which a document of RTF says that it is one."""
_ENTITY = {"&lt;": "<", "&gt;": ">", "&quot;": '"'}
_ENTITIES = expression("|".join((*_ENTITY, "&(?:amp;)+")))


def edits(text: str) -> Iterator[Edit]:
    """The edits that turn a program's escapes back; such text as only happens to look like one is left."""
    if "=" in text and (len(_SOFT.findall(text)) > 1 or _SURE.search(text)):
        for m in _QUOTED.finditer(text):  # the hexadecimal numbers of bytes; nothing for a soft line break
            yield Edit(*m.span(), bytes.fromhex(m[0].replace("=", " ")).decode("utf-8", "replace"))
    elif "{\\rtf" in text[:_HEAD]:
        yield from (Edit(*m.span(), _of_rtf(m)) for m in _RTF_SIGN.finditer(text))
    elif (literal := text[:1] in "[{ \n" and _LITERAL.fullmatch(text)) or (
        text.count("\\n") > 1 and not {"\n", "\r"} & {*text.strip()}  # line breaks are written out
    ):
        between = "\n\n" if "\\n" in text else "\n"  # what has lines of its own is a paragraph
        for m in _OF_LITERAL.finditer(text):
            if said := m["control"]:
                yield Edit(*m.span(), _CONTROL.get(said, said))
            elif literal or not (m["edge"] or m["next"] or m["key"]):
                yield Edit(*m.span(), between if m["next"] else ": " if m["key"] else _sign(m))
    elif any(sign in text for sign in _SIGNS):
        yield from (Edit(*m.span(), _sign(m)) for m in _SIGN.finditer(text))
    elif "&" in text and _TWICE.search(text):
        yield from (Edit(m.start(), m.end(), _ENTITY.get(m[0], "&")) for m in _ENTITIES.finditer(text))


def _of_rtf(found: re.Match[str]) -> str:
    if found["decimal"]:
        char = chr(int(found["decimal"]) % 0x10000)
        return "" if "\ud800" <= char <= "\udfff" else char
    if found["char"]:
        return _RTF_CHARS.get(found["char"], found["char"])
    return "" if found["hidden"] or found["brace"] or found["control"] else _sign(found)


def _sign(found: re.Match[str]) -> str:
    if found["hl7"]:
        return _HL7[found["hl7"]]
    if found["par"]:
        return "\n"
    if code := found["bytes"] or found["utf"]:
        return bytes.fromhex(code.replace("\\x", "")).decode("utf-8", "replace").replace("\r\n", "\n")
    if found["byte"]:
        return bytes.fromhex(found["byte"]).decode("cp1252", "replace")
    if found["rtf"]:
        return _RTF.get(found["rtf"].rstrip(), "")
    if found["named"]:
        return "\n"
    if code := found["code"] or found["cell"]:
        char = chr(int(code, 16))
        return char if char.isprintable() or char in "\t\n\r" else ""
    return found["mark"] or ""
