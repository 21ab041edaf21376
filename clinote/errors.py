"""What can go wrong, as a tree.

ClinoteError            anything clinote itself reports; the CLI prints it without a traceback
├── PatternError        a pattern or rule file clinote cannot use
├── MissingFile         a file of patterns/ or models/, or a base model, that is not there
├── UsageError          an option or argument that does not fit
└── InputError          a note or an export clinote cannot read
"""

from collections.abc import Iterable
from difflib import get_close_matches


class ClinoteError(Exception):
    """Base of every error clinote raises on purpose; its text never holds note text."""

    exit_code = 5


class PatternError(ClinoteError):
    """A pattern or rule file that cannot be used."""


class MissingFile(ClinoteError):
    """A file clinote needs that is not there."""


class UsageError(ClinoteError):
    """An option or argument that does not fit."""

    exit_code = 2


class InputError(ClinoteError):
    """A note or an export that cannot be read."""

    exit_code = 4


_FEW = 14
"""Names that a message lists."""


def meant(said: object, known: Iterable[str]) -> str:
    """For the end of a message on a name that is none: the nearest that is one, else all of them where they are few."""
    names = list(dict.fromkeys(known))
    if close := get_close_matches(str(said), names, n=1):
        return f" (did you mean {close[0]!r}?)"
    return f" (there are {', '.join(names)})" if 0 < len(names) <= _FEW else ""
