"""Bullets that look like something else (the letter or the square of a word processor), and lists run into one line;
numbers that touch their item."""

import re
from collections.abc import Iterator

from clinote.expressions import expression
from clinote.text.lines import begins_line, behind_word, starts_of
from clinote.text.marks import CROSS, TICK
from clinote.text.source import Edit

_BULLET, _BULLETS = "\u2022", "\u2022\u25aa\u2023\u2043"
_FULL, _HOLLOW = "\u25a0\u25fc\u2b1b", "\u2610\u25a1\u25fb\u2b1c"
_SQUARE = expression(rf"^[ \t]*[{_FULL}](?=[ \t]+\S)", re.M)
_CIRCLE, _DOT = expression(r"[\u25cb\u25ef\u26aa]"), expression(r"[\u25cf\u26ab\u2b24\u25c9]")
"""A bullet of the second level, and one of the first: as boxes they stand beside each other, or one below the other."""
_ITEM = expression(rf"[{_BULLETS}] ?\w")
_BEGINS = expression(
    r"[ \t]*(?:(?P<glued>\(?\d{1,2}[.)](?=[A-Z]))|(?P<letter>o(?=[ \t]+\S)|[Øü§](?=\t)|[ü§vqÞ](?= +[A-Za-z])))"
)
"""The number of an item without the blank behind it; a letter that is a bullet, or is one in another font."""
_TICK = expression(f"^[ \\t]*{TICK}(?=[ \\t]+\\S)", re.M)
_CROSSED = expression(rf"{CROSS}|\[[ _xX]?\]|[☑☒]|{TICK}[^\n]*{TICK}")
"""Besides ticks that begin lines, what tells that they are answers."""
_TICKS = ("[x]", "[X]", "\u2611", "\u2612", "\u2713", "\u2714")


def edits(text: str) -> Iterator[Edit]:
    """The edits that make bullets of them, each at the beginning of a line."""
    begins = [m for start in starts_of(text) if (m := _BEGINS.match(text, start))]
    found = [Edit(m.end(), m.end(), " ") for m in begins if m["glued"]]
    kinds = [[m for m in begins if m["letter"] == letter] for letter in {m["letter"] for m in begins} - {None}]
    if not text.isascii():
        for m in _ITEM.finditer(text):  # a line break for the blanks before each further item of a line
            end = behind_word(text, m.start())
            if 0 < end < m.start() and text[end - 1] not in "\n|":
                found.append(Edit(end, m.start(), "\n"))
        alone = not any(sign in text for sign in _HOLLOW)
        kinds += (list(_SQUARE.finditer(text)) if alone else [], _circles(text))
        kinds.append(list(_TICK.finditer(text)) if alone and not _CROSSED.search(text) else [])
    for items in kinds:
        found += [Edit(m.end() - 1, m.end(), _BULLET) for m in items if len(items) > 1]
    yield from sorted(found)


def _circles(text: str) -> list[re.Match[str]]:
    """The hollow circles where each begins a line, and none is a box that is not ticked."""
    found = list(_CIRCLE.finditer(text))
    if len(found) < 2 or not all(begins_line(text, m.start()) for m in found) or any(sign in text for sign in _TICKS):
        return []
    dots = [_indent(text, m.start()) for m in _DOT.finditer(text)]
    return found if not dots or max(dots) < min(_indent(text, m.start()) for m in found) else []


def _indent(text: str, at: int) -> int:
    return len(text[text.rfind("\n", 0, at) + 1 : at].expandtabs())
