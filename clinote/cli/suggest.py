"""`clinote suggest`: one note in, the suggestion out."""

import gc
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from clinote.cli import source
from clinote.cli.options import DateOption, EncodingOption, PatternsOption, Setting, SettingOption
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
    full: Annotated[bool, typer.Option("--full", help="Show the evidence, alerts and queries too (text).")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="--full, with every fact (text).")] = False,
    query: Annotated[bool, typer.Option("--query", help="Print the drafted queries alone, ready to send.")] = False,
    encoding: EncodingOption = "utf-8",
    patterns: PatternsOption = None,
    color: Annotated[Color, typer.Option(help="Colours in the text; auto: on a terminal.")] = Color.auto,
) -> None:
    """Read one note and suggest R53.1, M62.81 or neither, with its evidence.

    On a terminal without FILE, paste notes one after the other.
    """
    if no_text and format is Format.json:
        raise UsageError("--no-text does not go with --format json, whose facts are the note's words. Leave one out.")
    if query and (no_text or format is not Format.text):
        raise UsageError("--query prints the drafts, which quote the note, as text. Leave out --no-text and --format.")
    make = _Maker(format, quotes=not no_text, shown=_shown(full, verbose, query), color=color)
    if file is None and sys.stdin.isatty():
        from clinote import paste

        make.pasted = True
        paste.run(make, _chosen(setting), date, output)
    else:
        gc.disable()  # the process ends with this note, and looking for cycles would take an eighth of its time
        make.answer(source.read(file or "-", encoding), _chosen(setting), date, output)


def _chosen(setting: Setting | None) -> str | None:
    return None if setting is None else str(setting)


def _shown(full: bool, verbose: bool, query: bool) -> str:
    """How much of a report is printed: brief, full, verbose, or its queries."""
    return "query" if query else "verbose" if verbose else "full" if full else "brief"


class _Maker:
    """Answers notes in one format, and shows more of the last answer."""

    def __init__(self, format: Format, *, quotes: bool, shown: str, color: Color) -> None:
        self.format, self.quotes, self.shown, self.color = format, quotes, shown, color
        self.pasted = False
        self._last: tuple[str, dict[str, Any]] | None = None

    def again(self, shown: str) -> bool:
        """Print the last report once more, so much of it; whether there is one."""
        if self._last:
            self._text(*self._last, None, shown, "/full")
        return self._last is not None

    def answer(self, text: str, setting: str | None, date: str | None, to: Path | None) -> None:
        """Report on a note and write the report where it belongs."""
        from clinote.engine import Note, report
        from clinote.note import check_setting

        made = report(Note(text, setting=check_setting(setting), date=date))
        self._last = (text, made)
        if self.format is Format.text:
            self._text(text, made, to, self.shown, "/full" if self.pasted else "--full")
        else:
            write(self._json(made) if self.format is Format.json else self._html(text, made), to)

    def _text(self, text: str, made: dict[str, Any], to: Path | None, shown: str, more: str) -> None:
        import io

        from clinote.views.case import Case
        from clinote.views.text import console, drafts, show

        case, target = Case(text, made), io.StringIO() if to else sys.stdout
        if shown == "query":
            target.write(drafts(case))
        else:
            how = {"full": shown == "full", "verbose": shown == "verbose"}
            show(case, console(target, self.color.value), quotes=self.quotes, more=more, **how)
        if isinstance(target, io.StringIO):
            write(target.getvalue(), to)

    def _json(self, made: dict[str, Any]) -> str:
        import json

        return json.dumps(made, ensure_ascii=False, indent=2 if sys.stdout.isatty() else None) + "\n"

    def _html(self, text: str, made: dict[str, Any]) -> str:
        from clinote.views.case import Case
        from clinote.views.html import page

        return page(Case(text, made), quotes=self.quotes)
