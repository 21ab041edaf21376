"""The rules of a drawn table: '+----+----+', '|:---|---:|', '====  ====', '├────┼────┤'."""

from collections.abc import Iterator

from clinote.expressions import expression
from clinote.text.lines import starts_of
from clinote.text.source import Edit

_DRAWN = expression(r"--|==|:-:|[\u2500\u2550\u2501]{2}")
_BARRED = expression(r"(?=.*(?:[-=\u2500-\u257f]{2}|:-:))(?=.*[+|\u250c-\u254b\u2552-\u257f])[-+=|: \t\u2500-\u257f]+")
_SPACED = expression(r"[ \t]*[-=]{2,}(?:[ \t]+[-=]{2,})+[ \t]*")
"""A rule that crosses bars, and one that leaves gaps between columns."""
_WORD = expression(r"[A-Za-z]")


def edits(text: str) -> Iterator[Edit]:
    """The edits that take such a line away beside a row with words; what stands between figures is drawn for them."""
    if _DRAWN.search(text) is None:
        return
    lines = text.split("\n")
    for k, (start, line) in enumerate(zip(starts_of(text), lines, strict=True)):
        part = "|" if _BARRED.fullmatch(line) else "  " if _SPACED.fullmatch(line) else ""
        beside = (*lines[max(k - 1, 0) : k], *lines[k + 1 : k + 2]) if part else ()
        if any(part in row.strip() and _WORD.search(row) for row in beside):
            yield Edit(start, min(start + len(line) + 1, len(text)), "")
