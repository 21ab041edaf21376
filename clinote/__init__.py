"""clinote reads a clinical note and says whether it supports R53.1 or M62.81, in the note's own words."""

from clinote.version import __version__

__all__ = ["__version__"]
