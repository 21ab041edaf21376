"""Options that several commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from clinote.note import date_fault


class Setting(StrEnum):
    """Where the patient was seen; it decides what an uncertain diagnosis is worth."""

    outpatient = "outpatient"
    inpatient = "inpatient"


def iso_date(value: str | None) -> str | None:
    """`value` if it is a calendar date written YYYY-MM-DD."""
    if date_fault(value):
        raise typer.BadParameter(f"'{value}' is not a date. Write it as YYYY-MM-DD, for example 2026-03-31.")
    return value


def site(folder: Path | None) -> Path | None:
    """Lay a site's own patterns over the shipped ones, before anything is read."""
    from clinote import layers

    layers.use(folder)
    return folder


SettingOption = Annotated[
    Setting | None,
    typer.Option(help="Where the patient was seen. Without it outpatient rules apply, and the report says so."),
]
DateOption = Annotated[
    str | None,
    typer.Option(metavar="YYYY-MM-DD", callback=iso_date, help="Date of the note; dates 'since March' and the like."),
]
PatternsOption = Annotated[
    Path | None,
    typer.Option(metavar="DIR", callback=site, help="A site's own patterns and rules, laid over the shipped ones."),
]
EncodingOption = Annotated[str, typer.Option(metavar="NAME", help="Encoding of the input: utf-8, latin-1, cp1252 ...")]
