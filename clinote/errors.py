"""What can go wrong, as a tree.

ClinoteError            anything clinote itself reports; the CLI prints it without a traceback
├── PatternError        a pattern or rule file clinote cannot use
├── MissingFile         a file of patterns/ or models/, or a base model, that is not there
├── UsageError          an option or argument that does not fit
└── InputError          a note or an export clinote cannot read
"""


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
