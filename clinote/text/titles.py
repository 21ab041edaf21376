"""Headings set off by signs: `[Plan] rest`, `=== PLAN ===`, `Plan ..... rest`, `P L A N`; the signs become a colon."""

import re
from collections.abc import Iterator

from clinote.expressions import expression
from clinote.sections import LEAD, header
from clinote.text.marks import BOX
from clinote.text.source import Edit

_OPEN = r"\\\w+\*?\{|h[1-6]\. |\[[bBuU]\]|[^\w\s]{1,80}[ \t]?"
_WORDS = r"[A-Za-z](?:[A-Za-z/& ]|'(?=[a-z])){0,60}[A-Za-z]"
_SHUT = (
    r":?\[/[bBuU]\]:?|/(?=[ \t]*$)"
    r"|[ \t]*(?:[\]})>|=~$*_#@;:→»\u2500-\u257f-]+|'{2,}|\.{2,}|…)+(?:[ \t]+[-=_~.\u2500-\u257f]+(?=[ \t]*$))?"
)
_SIGNED = expression(
    rf"^[ \t]*(?=[^\w\s]|[A-Za-z])(?P<open>{_OPEN})?(?P<words>{_WORDS})(?P<shut>{_SHUT})?(?=\s|$)", re.M
)
"""A line's first words with signs, or with the marks of a markup language, before them, behind them or both."""
_SPACED = expression(r"^[ \t]*(?P<words>[A-Z](?: {1,4}[A-Z/&]){2,40}):?[ \t]*$", re.M)
_APART = expression(r" {2,}")
_REST = expression(r"[ \t]*[^\s]")
_GOES_ON = expression(r"[ \t]*[^\s:<–—-]")
_PLAIN = frozenset(("", ":", "-", "|"))
"""What stands behind headings that are read as they stand."""
_LEADING = frozenset(("", "|", "->", "-->", "=>", "\u2192"))
"""What leads from words to more, be they a heading or not."""
_FRAMES = frozenset(("[", "{", "<", "<<"))
_BULLETS = frozenset(LEAD)
_BOX = expression(BOX)


def colon(text: str, start: int, end: int, behind: int) -> str:
    """The colon that a heading at `start:end` lacks, where its line goes on at `behind`."""
    words = text[start:end].rstrip()
    return ":" if not words.endswith(":") and _GOES_ON.match(text, behind) and header(words, exact=True) else ""


def edits(text: str) -> Iterator[Edit]:
    """The edits that leave such a heading with a colon alone."""
    start = 0
    for line in text.split("\n"):
        if (m := _SIGNED.match(text, start)) and (m["open"] or m["shut"]):
            yield from _bare(text, m)
        elif line.lstrip(" \t")[1:2] == " " and (m := _SPACED.match(text, start)):
            words = " ".join(part.replace(" ", "") for part in _APART.split(m["words"]))
            if header(words, exact=True):
                yield Edit(*m.span("words"), words)
        start += len(line) + 1


def _bare(text: str, m: re.Match[str]) -> Iterator[Edit]:
    """The edits for one line; none where its signs are those of an item, a box or a statement."""
    opened, shut = (m["open"] or "").strip(), (m["shut"] or "").strip()
    bulleted = _BULLETS.issuperset(opened)
    if (bulleted and shut in _PLAIN) or _BOX.fullmatch(opened) or not (found := header(m["words"], exact=True)):
        return
    if _REST.match(text, m.end()):
        # what goes on may be a row of a table, an item, a blank left open, a part of an examination
        if shut in _LEADING or (not opened and "__" in shut):
            return
        if opened not in _FRAMES and (
            (opened and bulleted and opened[0] != shut[0]) or found.parents or m["words"][0].islower()
        ):
            return
    if opened:
        yield Edit(*m.span("open"), "")
    yield Edit(m.end("words"), m.end(), ":")
