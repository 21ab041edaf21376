"""Characters, entities and tags: what stands for a line break, for a blank, for another character or for nothing."""

import re
import unicodedata
from collections.abc import Iterator
from html.entities import html5

from clinote.expressions import expression
from clinote.sections import header
from clinote.text.source import Edit
from clinote.text.titles import colon

_NOTHING = "\u00ad\u200b-\u200f\u2060-\u2064\u202a-\u202e\ufeff\ufe0e\ufe0f"
_BLANK = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_THOUSANDS = expression(r"(?<=\d)(?<!\.\d)[\u2009\u202f](?=\d{3}(?!\d))")
"""A thin blank that groups digits."""
_WINGDINGS = dict(zip("\uf0a7\uf0a8\uf0b7\uf0d8\uf0df\uf0e0\uf0fc\uf0fd\uf0fe", "▪☐•➢←→✓☒☑", strict=True))
"""Signs that a word processor takes from a font of signs."""
_COMPOSED = (
    "\U0001d400-\U0001d7ff\ufb00-\ufb06\u24b6-\u24cf\uff01-\uff5e\u2044\u2155-\u2158\u2215\u00a6\u2502\u2503\u2551"
    "\u3001\u3002\u060c\u00f7" + "".join(_WINGDINGS)
)
"""Letters of mathematics, in circles and of full width, ligatures, fifths and slashes of fractions, drawn bars, the
stops of other scripts, the dash of a range with dots."""
_UNDECODED = "\x80-\x84\x86-\x9f"
"""Characters of Windows-1252 that nobody turned into those of Unicode."""
_ACCENT = "\u0300-\u036f"
_BAR, _BARRED = "\u0304", ("c", "s")
"""The bar over a letter that stands for a word: with, without."""
_BREAK = "\x0b\x0c\x1c-\x1e\x85\xb6\u2028\u2029"
_BLOCKS = (
    "p|div|section|article|header|footer|main|table|thead|tbody|tfoot|tr|caption|ul|ol|dl|dt|dd|h[1-6]|hr|blockquote|pre"
    "|html|body|head|title|form|fieldset|center|details|summary|address|paragraph|list|text"
)
_INLINE = (
    "b|strong|i|em|u|s|span|font|a|small|big|sub|code|tt|label|mark|abbr|cite|strike|del|ins|q|img|input|button|nobr"
    "|v|linkhtml|content|col|colgroup|meta|link|o:p|st1:[a-z]+"
)
_THING = expression(
    rf"(?P<parted>[\u00ad\u00ac][ \t]*\r?\n[ \t]*(?-i:(?=[a-z])))"
    rf"|(?P<nothing>[{_NOTHING}]+|\x1b\[[\d;]*[A-Za-z]|<wbr\s*/?>)|(?P<blank>[{_BLANK}])"
    rf"|(?P<line>\r\n?|[{_BREAK}])"
    rf"|(?P<composed>[{_COMPOSED}]|\u00e2\u20ac.|\u00c2(?=[\s\u00a0-\u00bf]|\Z)|\u00c3[\u00a0-\u00bf]"
    rf"|[{_UNDECODED}]|(?<=[a-z])`(?=[a-z])|(?<=\d)(?<!\u00b7\d)\u00b7(?=\d{{1,2}}(?![\d\u00b7\u2070-\u2079/^])))"
    rf"|(?P<accent>[{_ACCENT}])"
    r"|&(?:#(?P<decimal>\d{1,7})|#[xX](?P<hex>[0-9a-fA-F]{1,6})|(?P<name>[A-Za-z][A-Za-z0-9]{1,30}));"
    r"|(?P<comment><!doctype[^<>]*>|<\?xml[^<>]*>)|<(?P<hidden>!--|(?:script|style|del|s|strike)\b(?=[^<>]*>))"
    rf"|<(?P<close>/?)(?P<tag>br|li|item|t[dh]|sup|{_BLOCKS}|{_INLINE})(?:\s[^<>]*)?/?>"
    r"|<(?P<shut>/?)(?P<title>[A-Za-z][A-Za-z_ /&]{1,40})>",
    re.I,
)
_SHUT = {"!--": expression("-->")} | {
    name: expression(rf"</{name}\s*>", re.I) for name in ("script", "style", "del", "s", "strike")
}
"""What ends text that is not shown."""
_BLOCK = expression(_BLOCKS, re.I)
_SHUT_TITLE = expression(r"</([A-Za-z][A-Za-z_ /&]{1,40})>")
_CHECK = expression(r"\b(?:checkbox|radio)\b", re.I)
_AS_WRITTEN = frozenset(("pre", "text"))
"""Blocks in which a line break of the source is one."""
# of what UTF-8 is when it is read as Windows-1252, the signs of a word processor
_DRAWN = (
    {"`": "'", "\u00b7": ".", "\u00c2": "", "\u00e2\u20ac\x9d": "\u201d"}
    | {f"\u00c3{chr(code)}": chr(code + 0x40) for code in range(0xA0, 0xC0)}
    | {chr(code): bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
    | {sign.encode().decode("cp1252", "replace"): sign for sign in "\u2018\u2019\u201c\u2013\u2014\u2022\u2026"}
    | dict.fromkeys("\u2044\u2215", "/")
    | {chr(0x2154 + fifths): f"{fifths}/5" for fifths in range(1, 5)}
    | dict.fromkeys("\u00a6\u2502\u2503\u2551", "|")
    | {"\u3001": ",", "\u060c": ",", "\u3002": ".", "\u00f7": "-"}
    | _WINGDINGS
)
_LINE_END = expression(r"[ \t]*\n")
_SOURCE_BREAK = expression(r"\s*\n\s*")
_OBJECTIVE, _PARTS = expression(r"^[ \t]*<O>", re.M), ("<S>", "<A>", "<P>")
"""The letter of the examination, which is no tag, and those of the other parts of a note, which look like one."""
_FIRST = expression(
    rf"[&<`\r\x1b\u00ac\u00b7\u00e2\u00c2\u00c3{_UNDECODED}{_NOTHING}{_BLANK}{_BREAK}{_COMPOSED}{_ACCENT}]"
)
"""The characters with which a `_THING` begins."""
_FIRST_ASCII = "&<`\r\x1b\x0b\x0c\x1c\x1d\x1e"
"""Those of them in plain ASCII."""


def edits(text: str) -> Iterator[Edit]:
    """The edits that leave plain text with "\\n" as its only line end."""
    if text.isascii() and not any(sign in text for sign in _FIRST_ASCII):
        return
    # within a block a line break of the source is a blank; in the text about it, and beside <br> alone, it is one
    cells = at = 0
    folds: list[bool] = []  # of the blocks that are open, whether they do that
    bold: int | None = None  # where emphasized words at a line's start begin
    never: set[str] = set()  # kinds of hidden text that nothing shuts behind here
    parts = _PARTS if _OBJECTIVE.search(text) else ()
    shut_titles = set(_SHUT_TITLE.findall(text)) if "</" in text else frozenset()
    fresh = True  # nothing stands between here and the last line break
    for first in _FIRST.finditer(text):
        if first.start() < at or not (m := _THING.match(text, first.start())) or m[0] in parts:
            continue
        shown = _end(text, m, never) if m["hidden"] else m.end()
        if shown is None:
            continue
        between = text[at : m.start()]
        if folded := bool(folds) and folds[-1]:
            yield from (Edit(*b.span(), " ") for b in _SOURCE_BREAK.finditer(text, at, m.start()))
            fresh = fresh and not between.strip()
        else:
            last = between.rpartition("\n")
            fresh = (fresh or bool(last[1])) and not last[2].strip()
        last_edit, at = at, shown
        by: str | None = ""
        tag = (m["tag"] or "").lower()
        if m["blank"]:
            by = "," if " " in text and _THOUSANDS.match(text, m.start()) else " "
        elif m["parted"]:
            by = "-\n"  # the line keeps its length
        elif m["line"]:
            by = " " if folded else "\n"
        elif m["composed"]:
            by = _DRAWN[m[0]] if m[0] in _DRAWN else unicodedata.normalize("NFKC", m[0])
        elif m["accent"] and m[0] == _BAR and text[m.start() - 1 : m.start()] in _BARRED:
            by = None
        elif m["accent"]:
            if m.start() > last_edit and len(whole := unicodedata.normalize("NFC", text[m.start() - 1 : m.end()])) == 1:
                yield Edit(m.start() - 1, at, whole)
                by = None
        elif m["decimal"] or m["hex"] or m["name"]:
            by = _character(m)
        elif m["title"]:
            words = m["title"].replace("_", " ")
            named = m["title"] in shut_titles and header(words, exact=True)
            by = ("\n" if m["shut"] else f"{words}: " if fresh else f"\n{words}: ") if named else None
        elif tag in ("b", "strong", "u"):
            if not m["close"]:
                bold = at if fresh else None
            elif bold is not None:
                by = colon(text, bold, m.start(), at)
                bold = None
        elif tag in ("td", "th"):
            by, cells = ("" if m["close"] or not cells else " | "), cells + (not m["close"])
        elif tag == "input" and _CHECK.search(m[0]):
            by = "☒ " if "checked" in m[0].lower() else "☐ "
        elif tag == "sup":
            by = "^" if not m["close"] and text[at : at + 1].isdigit() else ""
        elif tag in ("li", "item"):
            by = "" if m["close"] else "- " if fresh else "\n- "
        elif tag == "br":
            by = "\n"
            while at < len(text) and text[at] in " \t":
                at += 1
            at = at + 1 if text[at : at + 1] == "\n" else shown
        elif tag and _BLOCK.fullmatch(tag):
            by, cells = ("" if fresh and not m["close"] else "\n"), 0
            if tag != "hr":
                if m["close"]:
                    del folds[-1:]
                else:
                    folds.append(tag not in _AS_WRITTEN)
            if m["close"] and not folds and (end := _LINE_END.match(text, at)):
                at = end.end()
        if by is not None:
            fresh = by.startswith("\n") or by == "- " if by else fresh
            yield Edit(m.start(), at, by)
    if folds and folds[-1]:
        yield from (Edit(*b.span(), " ") for b in _SOURCE_BREAK.finditer(text, at, len(text)))


def _end(text: str, opening: re.Match[str], never: set[str]) -> int | None:
    """Where text that is not shown ends (comments, scripts and styles, what was struck out); None where `never`."""
    kind = opening["hidden"].lower()
    found = _SHUT[kind].search(text, opening.end()) if kind not in never else None
    if found is None:
        never.add(kind)
    return found and found.end()


def _character(m: re.Match[str]) -> str | None:
    """The character of an entity; None for what is none."""
    if m["name"]:
        if (found := html5.get(m["name"] + ";")) is None:
            return None
    else:
        code = int(m["decimal"]) if m["decimal"] else int(m["hex"], 16)
        if not 0 < code < 0x110000 or 0xD800 <= code < 0xE000:
            return None
        found = chr(code)
    return re.sub(rf"[{_NOTHING}]", "", re.sub(rf"[{_BLANK}]", " ", found))
