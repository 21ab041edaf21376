"""The marks that begin an item or stand for an answer, as regular expressions to build others of."""

from clinote.sections import BULLETS

BULLET = f"[{BULLETS}#>+]"
"""A mark before an item of a list."""
NUMBER = r"\(?\d{1,2}[.)](?!\d)|[a-zA-Z][.)](?=\s)|\(?(?:[a-h]|[ivx]{1,4})\)(?=\s)"
"""The number or the letter of an item."""
_FULL, _HOLLOW = "☑☒■◼⬛✅✓✔◉", "☐□◻⬜▢○◯⚪"
TICK, CROSS = "[✓✔✅]", "[✗✘✖❌]"
"""A cross says no where ticks are used beside it."""
FILLED, CIRCLE = "[●⚫⬤]", "[○◯⚪]"
"""A filled circle is a tick where a hollow one stands in its line, else a bullet."""
TICKED = rf"\[ ?[xX✓✔*] ?\]|\( ?[xX✓✔*] ?\)|\{{ ?[xX✓✔*] ?\}}|[{_FULL}]|_+[xX✓]_+"
BEGINS = rf"[\[({{{_FULL}{_HOLLOW}_]"
"""What a box begins with."""
EMPTY = rf"\[[ _]*\]|\([ _]{{0,3}}\)|\{{[ _]*\}}|[{_HOLLOW}]|_{{3,}}"
SAYS = r"[\[({]\s?(?:[yYnN]|[yY]es|[nN]o|YES|NO)\s?[\])}](?=\s)"
"""An answer in brackets."""
