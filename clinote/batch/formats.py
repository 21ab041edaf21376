"""The formats an export may have; a module of its own, so that `clinote batch --help` need not import the readers."""

from enum import StrEnum


class Format(StrEnum):
    """A format of exports."""

    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"
    text = "text"
    rtf = "rtf"
    hl7 = "hl7"
    ccda = "ccda"
    fhir = "fhir"
