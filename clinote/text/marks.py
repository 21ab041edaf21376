"""The marks that begin an item or stand for an answer, as regular expressions to build others of."""

from clinote.expressions import expression
from clinote.sections import BULLETS

BULLET = f"[{BULLETS}#>+]"
"""A mark before an item of a list."""
NUMBER = r"\(?\d{1,2}[.)](?!\d)|(?:[a-zA-Z]|[ivx]{2,4})[.)](?=\s)|\(?(?:[a-h]|[ivx]{1,4})\)(?=\s)"
"""The number or the letter of an item."""
_FULL, _HOLLOW = "☑☒■◼⬛✅✓✔◉", "☐□◻⬜▢○◯⚪"
TICK, CROSS = "[✓✔✅]", "[✗✘✖❌]"
"""A cross says no, but where boxes are left hollow beside it."""
FILLED, CIRCLE = "[●⚫⬤]", "[○◯⚪]"
"""A filled circle is a tick where a hollow one stands in its line, else a bullet."""
TICKED = rf"\[ ?[xX✓✔*] ?\]|\( ?[xX✓✔*•●] ?\)|\{{ ?[xX✓✔*] ?\}}|[{_FULL}]|_+[xX✓]_+"
_BEGINS = expression(rf"[\[({{{_FULL}{_HOLLOW}_]|{FILLED}|{CROSS}")
_BEGINS_ASCII = expression(r"[\[({_](?:(?<=_)|(?=[ xX*_\])}]))")
"""What a box begins with; in a text of plain ASCII few brackets begin one."""
EMPTY = rf"\[[ _]*\]|\([ _]{{0,3}}\)|\{{[ _]*\}}|[{_HOLLOW}]|(?<!_)_{{2,24}}(?!_)|(?:(?<=[\w:?=] )|(?<=[:?=]))_{{25,}}"
"""A box without a tick, or a blank; across the page it is one only behind its label."""
HOLLOW = rf"[{_HOLLOW}]"
UNTICKED = "☐"
"""What stands for every empty box in a legend."""
MARK = rf"[xX*+√●⚫⬤{_FULL}]"
"""What marks a cell of a table."""
ARROW = "[-=]+>|→"
"""What leads from a label to its answer: 'stroke -> no'."""
SAID = r"\s?(?:[yYnN]|[yY]es|[nN]o|YES|NO)\s?[\])}](?=\s)"
SAYS = rf"[\[({{]{SAID}"
"""An answer in brackets, and what stands behind the bracket that opens it."""
BOX = rf"{TICKED}|{EMPTY}|{FILLED}|{CROSS}|{SAYS}|\([+-]\)"
"""What an item of a form begins or ends with."""


def boxes(text: str) -> list[int]:
    """Where a box may begin."""
    return [m.start() for m in (_BEGINS_ASCII if text.isascii() else _BEGINS).finditer(text)]
