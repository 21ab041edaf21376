"""`clinote tree`: how a note is read before anything is looked for in it."""

from typing import Annotated

import typer

from clinote.cli import source
from clinote.cli.options import EncodingOption
from clinote.cli.output import write


def tree(
    file: Annotated[str, typer.Argument(help="A text file, or - for standard input.")] = "-",
    encoding: EncodingOption = "utf-8",
) -> None:
    """Show the sections, blocks and items of a note, with lead-ins, answers and quoted text.

    Prints the words of the note.
    """
    from clinote.reading import Reading
    from clinote.views.tree import lines

    write("".join(f"{line}\n" for line in lines(Reading(source.read(file, encoding)))), None)
