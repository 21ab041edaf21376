"""clinote reads a clinical note and says whether it supports R53.1 or M62.81, in the note's own words.

report = clinote.suggest("Generalized weakness x 3 weeks. Strength 5/5.")
report.decision.code
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from clinote.version import __version__

if TYPE_CHECKING:
    from clinote.api import pipe, suggest
    from clinote.errors import ClinoteError
    from clinote.frames import annotate
    from clinote.note import Note
    from clinote.pipeline import load
    from clinote.pool import Failure
    from clinote.report import Report

_HOMES = {
    "ClinoteError": "clinote.errors",
    "Failure": "clinote.pool",
    "Note": "clinote.note",
    "Report": "clinote.report",
    "annotate": "clinote.frames",
    "load": "clinote.pipeline",
    "pipe": "clinote.api",
    "suggest": "clinote.api",
}

__all__ = ["ClinoteError", "Failure", "Note", "Report", "__version__", "annotate", "load", "pipe", "suggest"]


def __getattr__(name: str) -> Any:
    """Import on first use: spaCy comes with `load` alone, pydantic with reports alone."""
    if name not in _HOMES:
        raise AttributeError(f"module 'clinote' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
