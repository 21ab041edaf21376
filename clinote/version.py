"""The version of clinote."""

__version__ = "0.1.0"
