"""`clinote suggest`: one note in, the suggestion out."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from clinote.cli import source
from clinote.cli.options import DateOption, EncodingOption, Setting, SettingOption
from clinote.cli.output import write
from clinote.errors import UsageError


class Format(StrEnum):
    """For a person at a terminal, for a program, for a browser."""

    text = "text"
    json = "json"
    html = "html"


class Color(StrEnum):
    """When to use colours."""

    auto = "auto"
    always = "always"
    never = "never"


def suggest(
    file: Annotated[str | None, typer.Argument(help="A text file, or - for standard input; none: paste.")] = None,
    setting: SettingOption = None,
    date: DateOption = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="text for people, json, or html.")] = Format.text,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file, its owner's only.")] = None,
    no_text: Annotated[bool, typer.Option("--no-text", help="Show no word of the note (text and html).")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show all evidence and every fact (text).")] = False,
    encoding: EncodingOption = "utf-8",
    color: Annotated[Color, typer.Option(help="Colours in the text; auto: on a terminal.")] = Color.auto,
) -> None:
    """Read one note and suggest R53.1, M62.81 or neither, with its evidence.

    On a terminal without FILE, paste notes one after the other.
    """
    if no_text and format is Format.json:
        raise UsageError("--no-text does not go with --format json, whose facts are the note's words. Leave one out.")
    make = _Maker(format, quotes=not no_text, verbose=verbose, color=color)
    if file is None and sys.stdin.isatty():
        from clinote import paste

        paste.run(make.answer, _chosen(setting), date, output)
    else:
        make.answer(source.read(file or "-", encoding), _chosen(setting), date, output)


def _chosen(setting: Setting | None) -> str | None:
    return None if setting is None else str(setting)


class _Maker:
    """Answers notes in one format."""

    def __init__(self, format: Format, *, quotes: bool, verbose: bool, color: Color) -> None:
        self.format, self.quotes, self.verbose, self.color = format, quotes, verbose, color

    def answer(self, text: str, setting: str | None, date: str | None, to: Path | None) -> None:
        """Report on a note and write the report where it belongs."""
        from clinote.engine import Note, report

        made = report(Note(text, setting=setting, date=date))
        if self.format is Format.text:
            self._text(text, made, to)
        else:
            write(self._json(made) if self.format is Format.json else self._html(text, made), to)

    def _text(self, text: str, made: dict[str, Any], to: Path | None) -> None:
        import io

        from clinote.views.case import Case
        from clinote.views.text import console, show

        target = io.StringIO() if to else sys.stdout
        show(Case(text, made), console(target, self.color.value), quotes=self.quotes, verbose=self.verbose)
        if isinstance(target, io.StringIO):
            write(target.getvalue(), to)

    def _json(self, made: dict[str, Any]) -> str:
        import json

        return json.dumps(made, ensure_ascii=False, indent=2 if sys.stdout.isatty() else None) + "\n"

    def _html(self, text: str, made: dict[str, Any]) -> str:
        from clinote.views.case import Case
        from clinote.views.html import page

        return page(Case(text, made), quotes=self.quotes)
