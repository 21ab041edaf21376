r"""Rich text (RTF) as plain text: what a reader of the document sees, and nothing else.

The well-kept Python readers of RTF make text of a document's words but not of its form: they read hidden (`\v`),
deleted and struck text as if it stood there, join `10{\super 9}` to 109, give both halves of `\upr`, lose text boxes
and the rows of nested and merged tables. So this is a reader of its own, for words and form alone: one pass over the
tokens, no recursion, no expression that could go back and forth over a damaged file.
"""

import codecs
import re
from dataclasses import dataclass, field, replace
from typing import Final

from clinote.batch import layout
from clinote.expressions import expression

_HEAD = expression(r"^[ \t\ufeff]*\{\\rtf", re.IGNORECASE | re.MULTILINE)
_CODE = expression(r"\\[a-z]{2,}|\{(?!\\rtf)")
_TOKEN = expression(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\(\r\n|.)|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\", re.DOTALL
)

_CODEPAGE: Final = {
    0: "cp1252", 77: "mac_roman", 78: "cp932", 79: "cp950", 80: "cp949", 81: "mac_arabic", 82: "cp1255",
    83: "mac_greek", 84: "mac_cyrillic", 85: "cp936", 86: "mac_romanian", 87: "mac_turkish", 88: "cp874",
    89: "mac_latin2", 128: "cp932", 129: "cp949", 130: "johab", 134: "cp936", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""Of a font's `\\fcharset`."""

_SIGNS: Final = {
    "wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x70: "☐", 0x71: "☐", 0x72: "☐", 0x76: "❖", 0x78: "☒", 0xA7: "▪", 0xA8: "☐",
        0xD8: "➢", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    },
    "symbol": {
        0x44: "Δ", 0x61: "α", 0x62: "β", 0x6D: "µ", 0xA3: "≤", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°",
        0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈",
    },
}  # fmt: skip
"""What fonts of signs show for a byte: boxes, ticks, arrows."""

_BREAKS = frozenset(("par", "line", "sect", "page", "column", "softpage", "softline"))
_CHARACTERS: Final = {
    "tab": "\t", "emdash": "—", "endash": "–", "emspace": " ", "enspace": " ", "qmspace": " ", "bullet": "•",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "zwj": "", "zwnj": "", "zwbo": "", "zwnbo": "",
}  # fmt: skip
_ESCAPED: Final = {"~": "\xa0", "_": "-", "-": "", "{": "{", "}": "}", "\\": "\\", "\n": "\n", "\r": "\n", "\r\n": "\n"}

_UNSEEN = frozenset((
    "colortbl", "stylesheet", "info", "pict", "header", "headerl", "headerr", "headerf", "footer", "footerl",
    "footerr", "footerf", "fldinst", "xe", "tc", "rxe", "annotation", "atnid", "atnauthor", "filetbl", "listtable",
    "listoverridetable", "revtbl", "rsidtbl", "themedata", "colorschememapping", "datastore", "latentstyles",
    "generator", "shprslt", "nonesttables", "objdata", "objclass", "objname", "objalias", "objsect", "pntxta", "pntxtb",
    "nonshppict", "background", "sn", "sv", "bkmkstart", "bkmkend", "ftnsep", "ftnsepc", "aftnsep", "aftnsepc", "ftncn",
    "aftncn", "template", "panose", "falt", "fname", "fontemb", "private", "tcf", "leveltext", "levelnumbers", "mmath",
))  # fmt: skip
"""Destinations that are no text of the document, also where nothing (`\\*`) says so."""
_SEEN = frozenset(("nesttableprops", "shptxt", "dptxbxtext", "ud", "shpinst", "do", "formfield", "ffname", "ffl"))
"""Destinations behind a `\\*` that hold text of the document, or lead to it."""
_BOXES = frozenset(("shptxt", "dptxbxtext"))
_HIDING = {"v": "hidden", "deleted": "deleted", "strike": "struck", "striked": "struck"}
_DEEPEST = 32  # of tables in tables
_SOFT = {ord("\xad"): None}


def is_rich(text: str) -> bool:
    """Whether a text is rich text, or holds one that begins a line; also behind blanks and in capitals."""
    return "{\\" in text and _HEAD.search(text) is not None


def read(text: str) -> str:
    """The plain text of a rich text; of several, one behind the other, and of what stands before and behind them."""
    begins = _HEAD.search(text)
    at = begins.start() if begins else 0
    return text[:at] + _Document(text[at:]).read() if text[:at].strip() else _Document(text[at:]).read()


@dataclass(slots=True)
class _State:
    """What holds in a group, and ends with it."""

    seen: bool = True
    buried: bool = False  # in a destination that no reader sees, whatever is in it
    destination: str = ""
    hidden: bool = False
    deleted: bool = False
    struck: bool = False
    raised: bool = False
    skip: int = 1  # characters behind a \\u that stand for it
    font: int = -1
    level: int = 0  # of nested tables; 0 is none
    in_table: bool = False

    @property
    def shows(self) -> bool:
        return self.seen and not (self.hidden or self.deleted or self.struck)


@dataclass(slots=True)
class _Font:
    codepage: str | None = None
    name: str = ""


@dataclass(slots=True)
class _Edge:
    """The definition of a cell: where it ends, and whether it goes on with the one above or before."""

    at: int
    below: bool
    beside: bool


@dataclass(slots=True)
class _Row:
    """A row of a table under construction."""

    cells: list[list[tuple[str, bool]]] = field(default_factory=list)
    open: list[tuple[str, bool]] = field(default_factory=list)  # of the cell at work: text, whether a row of its own
    above: dict[int, str] = field(default_factory=dict)  # the texts of the row before, by the ends of their cells


class _Flow:
    """Text in the order it is read in: of the document, of a text box, of a footnote."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.paragraph: list[str] = []
        self.raised = layout.Raised()
        self.later: list[str] = []  # text boxes: they stand behind the paragraph that they are tied to
        self._rows: list[_Row] = []
        self.edges: list[_Edge] = []
        self.below = self.beside = False

    def write(self, text: str, *, raised: bool = False) -> None:
        self.paragraph.append(self.raised.write(text, raised=raised))

    def end(self, level: int) -> None:
        """A paragraph ends; `level` says in which table, 0 in none."""
        text = "".join(self.paragraph)
        self.paragraph.clear()
        self.raised = layout.Raised()
        if level:
            self._row(level).open.append((text, False))
        else:
            self._loose()
            self.lines.append(text)
        self._boxes()

    def cell(self, level: int) -> None:
        """A cell of the table at `level` ends."""
        self.end(level)
        row = self._row(level)
        row.cells.append(row.open)
        row.open = []

    def row(self, level: int) -> None:
        """A row ends."""
        row = self._row(level)
        if row.open:
            row.cells.append(row.open)
        made = self._written(row)
        row.cells, row.open = [], []
        if level == 1:
            self.lines += made
        else:
            self._row(level - 1).open += [(line, True) for line in made]
            del self._rows[level - 1 :]
        self._boxes()

    def close(self) -> list[str]:
        """The lines, when everything is read."""
        if self.paragraph:
            self.end(0)
        self._loose()
        self._boxes()
        return self.lines

    def _row(self, level: int) -> _Row:
        while len(self._rows) < level:
            self._rows.append(_Row())
        return self._rows[level - 1]

    def _loose(self) -> None:
        """What stands in cells that no row ended is text all the same."""
        for level in range(len(self._rows), 0, -1):
            if self._rows[level - 1].cells or self._rows[level - 1].open:
                self.row(level)
        self._rows.clear()

    def _boxes(self) -> None:
        self.lines += self.later
        self.later = []

    def _written(self, row: _Row) -> list[str]:
        if len(row.cells) == 1:  # a frame round text, or a heading over the whole table
            return [text for text, _ in row.cells[0] if text.strip()]
        edges = self.edges if len(self.edges) >= len(row.cells) else []
        texts: list[str] = []
        inner: list[str] = []
        ends: dict[int, str] = {}
        for number, cell in enumerate(row.cells):
            text = layout.flowed(text for text, is_row in cell if not is_row)
            inner += [text for text, is_row in cell if is_row]
            if edges:
                edge = edges[number]
                if edge.below and not text:
                    text = row.above.get(edge.at, "")
                elif edge.beside and not text and texts and not all(other.beside for other in edges[1:]):
                    text = texts[-1]
                ends[edge.at] = text
            texts.append(text)
        row.above = ends
        line = layout.row(texts)
        return [*([line] if line else []), *inner]


class _Document:
    """One pass over the tokens of a rich text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._codepage = "cp1252"
        self._fonts: dict[int, _Font] = {}
        self._default = 0
        self._state = _State()
        self._stack: list[tuple[_State, _Flow]] = []
        self._main = self._flow = _Flow()
        self._footnotes: list[str] = []
        self._bytes = bytearray()
        self._skip = 0  # characters left that only stand for a \\u
        self._starred = False
        self._form: dict[str, int] = {}
        self._next = 0  # where the next document begins

    def read(self) -> str:
        at = self._text.find("{")
        while 0 <= at < len(self._text):
            at = self._group(at)
        lines = [*self._main.close(), *self._footnotes]
        text = "\n".join(line.rstrip() for line in lines).translate(_SOFT).strip("\n")
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")  # joins halves of pairs

    def _group(self, at: int) -> int:
        """Read from `at` to the end of the outermost group; where to go on, or -1."""
        for match in _TOKEN.finditer(self._text, at):
            word, number, byte, sign, brace, plain = match.groups()
            if byte is None and self._bytes:
                self._decode()
            if word:
                if word.lower() == "bin":
                    return match.end() + max(int(number or 0), 0)
                self._word(word.lower(), None if number is None else int(number))
            elif byte:
                self._byte(int(byte, 16))
            elif brace == "{":
                self._skip = 0
                self._stack.append((self._state, self._flow))
                self._state = replace(self._state)
                self._starred = False
            elif brace:
                if self._leave():
                    return self._rest(match.end())
            elif sign:
                self._sign(sign)
            elif plain:
                self._plain(plain)
        self._decode()
        return -1

    def _rest(self, at: int) -> int:
        """Behind the document: another one, text that was joined to it, or what a brace too many cut off."""
        self._state, self._flow, self._stack = _State(), self._main, []
        if self._next < at:
            following = self._text.find("{\\rtf", at)
            self._next = following if following >= 0 else len(self._text)
        if _CODE.search(self._text, at, self._next):
            return at
        if self._main.paragraph:
            self._main.end(0)
        self._main.lines += self._text[at : self._next].strip(" \t\r\n\0\x1a").splitlines()
        return self._next

    def _leave(self) -> bool:
        """A group ends; whether it was the outermost."""
        self._skip = 0
        ended = self._state
        if not self._stack:
            return True
        self._state, flow = self._stack.pop()
        if flow is not self._flow:
            lines = [line for line in self._flow.close() if line.strip()]
            if ended.destination == "footnote":
                self._footnotes += lines
            else:
                flow.later += lines
            self._flow = flow
        if ended.destination == "formfield" and self._state.destination != "formfield":
            self._field()
        return not self._stack

    def _word(self, word: str, number: int | None) -> None:
        self._skip = 0
        state = self._state
        starred, self._starred = self._starred, False
        on = number != 0
        if state.destination == "fonttbl" and word in ("f", "fcharset", "cpg"):
            self._font(word, number)
        elif word in _HIDING:
            setattr(state, _HIDING[word], on)
        elif word in ("super", "up"):
            state.raised = number != 0
        elif word in ("nosupersub", "sub", "dn"):
            state.raised = False
        elif word == "plain":
            state.hidden = state.deleted = state.struck = state.raised = False
            state.font = self._default
        elif word == "u" and number is not None:
            self._unicode(number)
        elif word == "uc":
            state.skip = max(number or 0, 0)
        elif word == "f":
            state.font = number or 0
        elif word == "deff":
            self._default = number or 0
        elif word == "ansicpg":
            self._codepage = _known(f"cp{number}") or self._codepage
        elif word in ("mac", "pc", "pca"):
            self._codepage = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]
        elif word in ("fftype", "ffres", "ffdefres"):
            self._form.setdefault(word, number or 0)
        elif word in _UNSEEN or word == "fonttbl" or (starred and word not in _SEEN):
            state.seen = False
            state.buried = state.buried or word != "fldinst"
            state.destination = word
        elif word == "upr":
            state.seen = False  # what it holds is said once more, in Unicode
            state.destination = word
        elif word == "ud":
            state.seen = self._stack[-2][0].seen if len(self._stack) > 1 else True
        elif word in ("shpinst", "do"):
            state.seen = False
            state.destination = word
        elif word in _BOXES or word == "footnote":
            self._open(word)
        elif word == "formfield":
            state.seen = False
            state.destination = word
            self._form = {}
        else:
            self._paragraph(word, number, state)

    def _paragraph(self, word: str, number: int | None, state: _State) -> None:
        """Words of paragraphs and tables, and those that are a character."""
        flow = self._flow
        level = state.level or 1
        match word:
            case "pard":
                state.in_table, state.level = False, 0
            case "intbl":
                state.in_table = True
            case "itap":
                state.level = max(0, min(number or 0, _DEEPEST))
                state.in_table = bool(state.level)
            case "trowd":
                flow.edges = []
                flow.below = flow.beside = False
            case "clvmrg":
                flow.below = True
            case "clmrg":
                flow.beside = True
            case "cellx":
                flow.edges.append(_Edge(number or 0, flow.below, flow.beside))
                flow.below = flow.beside = False
            case "cell" if state.seen:
                flow.cell(1)
            case "nestcell" if state.seen:
                flow.cell(max(level, 2))
            case "row" if state.seen:
                flow.row(1)
            case "nestrow" if state.seen:
                flow.row(max(level, 2))
            case _ if word in _BREAKS and state.seen:
                if state.shows:
                    flow.end(level if state.in_table else 0)
            case _ if word in _CHARACTERS:
                self._write(_CHARACTERS[word])

    def _open(self, word: str) -> None:
        """A text box or a footnote begins, a flow of its own."""
        if self._state.buried:
            return
        self._state = _State(destination=word, skip=self._state.skip, font=self._state.font, hidden=self._state.hidden)
        self._flow = _Flow()

    def _field(self) -> None:
        """A check box of a form, ticked or not."""
        if self._form.get("fftype") == 1 and not self._state.buried:
            ticked = self._form.get("ffres", 25)
            ticked = self._form.get("ffdefres", 0) if ticked == 25 else ticked
            self._flow.write("☒" if ticked else "☐")
        self._form = {}

    def _font(self, word: str, number: int | None) -> None:
        if word == "f":
            self._state.font = number or 0
            self._fonts[self._state.font] = _Font()
        elif font := self._fonts.get(self._state.font):
            wanted = _CODEPAGE.get(number or 0) if word == "fcharset" else f"cp{number}"
            font.codepage = _known(wanted) if wanted else None

    def _unicode(self, number: int) -> None:
        self._skip = self._state.skip
        number %= 0x10000
        if 0xF000 <= number <= 0xF0FF:
            self._write(self._signs().get(number - 0xF000, ""))
        else:
            self._write(chr(number))

    def _byte(self, byte: int) -> None:
        if self._skip:
            self._skip -= 1
        elif self._state.shows:
            sign = self._signs().get(byte)
            if sign:
                self._decode()
                self._write(sign)
            else:
                self._bytes.append(byte)

    def _decode(self) -> None:
        if self._bytes:
            font = self._fonts.get(self._state.font if self._state.font >= 0 else self._default)
            raw = bytes(self._bytes)
            self._bytes.clear()
            self._write(raw.decode((font and font.codepage) or self._codepage, "replace"))

    def _sign(self, sign: str) -> None:
        if self._skip:
            self._skip -= 1
        elif sign == "*":
            self._starred = True
        elif sign in "\r\n":
            self._word("par", None)
        elif sign == "\t":
            self._write("\t")
        else:
            self._write(_ESCAPED.get(sign, ""))

    def _plain(self, text: str) -> None:
        if self._skip:
            text, self._skip = text[self._skip :], max(self._skip - len(text), 0)
        self._starred = False
        if self._state.destination == "fonttbl":
            if font := self._fonts.get(self._state.font):
                font.name += text
        elif text and self._state.shows:
            if signs := self._signs():
                text = "".join(signs.get(ord(sign), sign) for sign in text)
            self._write(_eight_bit(text, self._codepage))

    def _signs(self) -> dict[int, str]:
        font = self._fonts.get(self._state.font if self._state.font >= 0 else self._default)
        name = font.name.strip(" ;").casefold() if font else ""
        return next((signs for start, signs in _SIGNS.items() if name.startswith(start)), {})

    def _write(self, text: str) -> None:
        if text and self._state.shows:
            self._flow.write(text, raised=self._state.raised)


def _known(codepage: str) -> str | None:
    try:
        return codecs.lookup(codepage).name
    except LookupError:
        return None


def _eight_bit(text: str, codepage: str) -> str:
    """Bytes above 127 that stand in the file as they are, and were kept as half surrogates."""
    if text.isascii() or not re.search("[\udc80-\udcff]", text):
        return text
    return re.sub(
        "[\udc80-\udcff]+",
        lambda match: bytes(ord(half) - 0xDC00 for half in match[0]).decode(codepage, "replace"),
        text,
    )
