"""Commands that are imported when they are called, so that `clinote --help` costs nothing."""

from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command


@dataclass(frozen=True, slots=True)
class Listed:
    """A command as `--help` lists it: its name and module in `clinote.cli`, and one line."""

    name: str
    line: str


COMMANDS: dict[str, Listed] = {
    listed.name: listed
    for listed in (
        Listed("suggest", "Read one note and suggest R53.1, M62.81 or neither."),
        Listed("batch", "Read an export of notes and write a report on each."),
        Listed("report", "Sum up the reports of a batch, as text or as a page."),
        Listed("serve", "Open the coder's page on this machine."),
        Listed("explain", "Say what a code is, what it excludes and which rules lead to it."),
        Listed("codeset", "List the releases of ICD-10-CM at hand, add one, compare two."),
        Listed("rules", "List the coding rules, or explain one."),
        Listed("patterns", "Check a site's own patterns and rules, or try them on a text."),
        Listed("tree", "Show how a note is read: sections, blocks, items, answers, quoted text."),
        Listed("schema", "Print the JSON Schema of the report."),
        Listed("evaluate", "Score clinote on annotated notes."),
        Listed("doctor", "Say what is installed here, and that nothing reaches out."),
    )
}
"""In the order of `--help`. The command `x` is the function `x`, or the `app`, of the module `clinote.cli.x`."""


class Lazy(TyperCommand):
    """Stands for a command in the list, and becomes it when it is called."""

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """The context of the real command, which is imported here."""
        return load(self.name or "").make_context(info_name, args, parent, **extra)


def load(name: str) -> Any:
    """Import the command `name` and build it."""
    module = import_module(f"clinote.cli.{name}")
    if hasattr(module, "app"):
        return get_command(module.app)  # a command with commands of its own
    single = typer.Typer(add_completion=False, rich_markup_mode=None)
    single.command(name, help=getattr(module, name).__doc__)(getattr(module, name))
    return get_command(single)


class LazyGroup(TyperGroup):
    """The group of all commands."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        listed = COMMANDS.get(cmd_name)
        return Lazy(listed.name, help=listed.line, rich_markup_mode=None) if listed else None

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """As Click's, but a wrong name gets a remedy, and a file in its place another."""
        name = args[0] if args else ""
        if name and name not in COMMANDS and not name.startswith("--"):
            if close := get_close_matches(name, COMMANDS, n=1):
                ctx.fail(f"No such command '{name}'. Did you mean '{close[0]}'?")
            if name == "-" or "." in name or "/" in name:
                ctx.fail(f"No such command '{name}'. To read a note from a file: clinote suggest {name}")
        return super().resolve_command(ctx, args)
