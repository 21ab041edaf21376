"""The nodes of the tree of a note: spans, answers, voices, items and blocks."""

from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of the text."""

    start: int
    end: int


class Answer(NamedTuple):
    """What a form says of an item: yes, no, or None where it was left open; and the words or the box that say so.

    `over`: it is no by now, and was yes before. `ticked`: a box of the item's own says so.
    """

    says: bool | None
    start: int
    end: int
    over: bool = False
    ticked: bool = False


class Voice(NamedTuple):
    """The label of text that another visit or a handout left in the note: its record's id, and the flag it gives."""

    id: str
    flag: str
    start: int
    end: int


class Item(NamedTuple):
    """One item of a list, a table or a form.

    `head` is what it is about, up to the first dash, colon or bar; `behind` what is said of it there, in the cells
    beside it, or on a line of its own below; `leads` the lead-ins that govern it, the outermost first.
    """

    start: int
    end: int
    head: Span
    behind: Span | None = None
    leads: tuple[Span, ...] = ()
    answer: Answer | None = None


class Block(NamedTuple):
    """Lines that belong together: a "paragraph", "list", "table" or "form"."""

    kind: str
    start: int
    end: int
    items: tuple[Item, ...] = ()
    lead: Span | None = None
