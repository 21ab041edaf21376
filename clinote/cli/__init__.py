"""The command line: `clinote`, a thin shell round the library."""

import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from io import TextIOWrapper
from typing import Annotated, NoReturn

import typer
from typer.main import get_command

from clinote.cli.exits import Exit, epilog
from clinote.cli.group import LazyGroup, load
from clinote.errors import ClinoteError
from clinote.version import __version__

app = typer.Typer(cls=LazyGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"clinote {__version__}")  # noqa: T201
        raise typer.Exit


@app.callback(invoke_without_command=True, epilog=epilog())
def clinote(
    ctx: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Reads a clinical note and says whether it supports R53.1 or M62.81, in the note's own words.

    Without a command: paste notes at a prompt, or pipe one in. Everything stays on this machine.
    """
    if ctx.invoked_subcommand is None:
        with load("suggest").make_context("suggest", [], parent=ctx) as child:
            child.command.invoke(child)


def main(args: Sequence[str] | None = None) -> NoReturn:
    """The console entry point: run the command line and leave with a documented exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a character that the terminal's encoding lacks must not stop us
            stream.reconfigure(errors="backslashreplace")
    try:
        try:
            get_command(app).main(args, prog_name="clinote")
        except SystemExit:
            sys.stdout.flush()  # here, where a full disk can still be told
            raise
    except ClinoteError as error:
        _say(f"clinote: {error}")
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(Exit.INTERRUPTED)
    except Exception as error:
        if isinstance(error, OSError):
            _refuse(error)
        _say(f"clinote: internal error: {_locate(error)}. Please report it with this line; it holds no note text.")
        sys.exit(Exit.INTERNAL)
    sys.exit(Exit.DONE)


def _refuse(error: OSError) -> None:
    """Leave where the disk did not take the output, which is no fault of ours."""
    from clinote.batch.write.target import FULL, refused

    if error.errno not in FULL:
        return
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is left to be written would fail once more
    _say(f"clinote: {refused('standard output', error)}")
    sys.exit(Exit.UNWRITABLE)


def _say(message: str) -> None:
    print(message, file=sys.stderr)  # noqa: T201


def _locate(error: Exception) -> str:
    """Class and place of an error, never its message: that may quote the note."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "clinote" in frame.filename] or frames
    place = ours[-1]
    return f"{type(error).__name__} in {place.name}, {place.filename}:{place.lineno}"
