"""Marked-up text in XML, the narrative of C-CDA sections or the XHTML of FHIR, as lines of plain text."""

import re
from xml.etree.ElementTree import Element

from clinote.batch.layout import Cell, Raised, Table

_BLOCKS = frozenset((
    "text", "div", "p", "paragraph", "list", "ul", "ol", "dl", "dt", "dd", "caption", "h1", "h2", "h3", "h4", "h5",
    "h6", "section", "article", "blockquote", "pre", "hr", "thead", "tbody", "tfoot", "figure", "address",
))  # fmt: skip
_UNSEEN = frozenset(("script", "style", "head", "title", "colgroup", "col", "renderMultiMedia", "observationMedia"))


def lines(element: Element) -> list[str]:
    """One line for a paragraph, an item of a list ("- ", "1. ") or a row of a table (cells by " | ")."""
    writer = _Writer()
    writer.element(element)
    return [line for line in writer.close() if line]


def name(element: Element) -> str:
    """The tag without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


class _Writer:
    """Text as it flows, in the document or in one cell."""

    def __init__(self) -> None:
        self.rows: list[str] = []  # of tables, where they are not to be mixed with the text
        self._lines: list[str] = []
        self._open: list[str] = []
        self._raised = Raised()
        self._up = False
        self._table: Table | None = None
        self._bullet = "- "
        self._before = ""  # what the next line begins with
        self._own_rows = False

    def element(self, element: Element) -> None:
        """Write an element and what is in it."""
        tag = name(element)
        if not tag or tag in _UNSEEN or element.get("revised") == "delete" or tag in ("del", "s", "strike"):
            return
        if tag == "br":
            self._end()
        elif tag == "table":
            self._end()
            outer, self._table = self._table, Table()
            self._inside(element)
            self._end()
            self._table = outer
        elif tag == "tr":
            self._row(element)
        elif tag in ("item", "li"):
            self._end()
            self._before = self._bullet
            self._inside(element)
            self._end()
            self._before = ""
        elif tag in ("list", "ol", "ul"):
            self._list(element, ordered=tag == "ol" or element.get("listType") == "ordered")
        elif tag in ("sup", "sub"):
            before, self._up = self._up, tag == "sup"
            self._inside(element)
            self._up = before
        elif tag == "footnote":
            self._write(" (")
            self._inside(element)
            self._write(") ")
        elif tag in _BLOCKS:
            self._end()
            self._inside(element)
            self._end()
        else:
            self._inside(element)

    def close(self) -> list[str]:
        """The lines."""
        self._end()
        return self._lines

    def _inside(self, element: Element) -> None:
        self._write(element.text)
        for child in element:
            self.element(child)
            self._write(child.tail)

    def _list(self, element: Element, *, ordered: bool) -> None:
        self._end()
        outer = self._bullet
        self._write(element.text)
        number = 0
        for child in element:
            if name(child) in ("item", "li"):
                number += 1
                self._bullet = "" if self._own_rows else f"{number}. " if ordered else "- "
            self.element(child)
            self._write(child.tail)
        self._bullet = outer
        self._end()

    def _row(self, element: Element) -> None:
        self._end()
        cells = []
        for child in element:
            if name(child) in ("td", "th") and child.get("revised") != "delete":
                writer = _Writer()
                writer._own_rows = True
                writer._bullet = ""  # an item in a cell is parted from the others by a semicolon
                writer._inside(child)
                cells.append(
                    Cell(
                        writer.close(), writer.rows, _number(child.get("colspan"), 1), _number(child.get("rowspan"), 1)
                    )
                )
        if cells:
            made = (self._table or Table()).row(cells)
            (self.rows if self._own_rows else self._lines).extend(made)

    def _write(self, text: str | None) -> None:
        """White space of XML is layout of the file, not of the note."""
        if text:
            flat = re.sub(r"\s+", " ", text)
            self._open.append(flat if flat == " " else self._raised.write(flat, raised=self._up))

    def _end(self) -> None:
        line = " ".join("".join(self._open).split())
        self._open.clear()
        self._raised = Raised()
        if line:
            self._lines.append(self._before + line)
            self._before = ""


def _number(written: str | None, default: int) -> int:
    return int(written) if written and re.fullmatch(r"\d{1,4}", written) else default
