"""The marks that begin an item or stand for an answer, as regular expressions to build others of."""

BULLET = "[-–—*•·▪●◦#>+]"
"""A mark before an item of a list."""
NUMBER = r"\(?\d{1,2}[.)](?!\d)|[a-zA-Z][.)](?=\s)"
"""The number or the letter of an item."""
TICKED = r"\[ ?[xX✓✔*] ?\]|\( ?[xX✓✔*] ?\)|[☑☒■✓✔◉]|_+[xX✓]_+"
EMPTY = r"\[[ _]*\]|\([ _]{0,3}\)|[☐□○◯]|_{3,}"
