"""The version of clinote."""

__version__ = "0.1.0"
SCHEMA_VERSION = "1.0"  # of the report; changes when a field changes meaning
