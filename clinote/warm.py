"""Start-up ahead of the first answer: while a note is being pasted, the patterns and the second opinion are loaded."""

import threading
from contextlib import suppress
from importlib import import_module

_NOTE = "Denies numbness. Strength 5/5."
"""It has a negation, for which the second opinion is asked."""


def warm(*modules: str) -> None:
    """Load in the background what an answer needs, and `modules` besides; an error shows when a note is answered."""
    threading.Thread(target=_load, args=modules, daemon=True).start()


def _load(*modules: str) -> None:
    with suppress(Exception):
        from clinote.engine import Note, report

        report(Note(_NOTE))
        for name in modules:
            import_module(name)
