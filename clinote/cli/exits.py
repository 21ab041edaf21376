"""The exit codes of the command line, in one place: what they are, and what `--help` says of them."""

from enum import IntEnum


class Exit(IntEnum):
    """What a caller's script may rely on."""

    DONE = 0
    USAGE = 2
    PARTIAL = 3
    UNREADABLE = 4
    INTERNAL = 5
    UNWRITABLE = 6
    INTERRUPTED = 130


MEANING: dict[Exit, str] = {
    Exit.DONE: "done",
    Exit.USAGE: "the command was used wrongly",
    Exit.PARTIAL: "some notes failed, the others are done (batch)",
    Exit.UNREADABLE: "the input cannot be read, or the records of a site are at fault (patterns check)",
    Exit.INTERNAL: "an error inside clinote",
    Exit.UNWRITABLE: "the output cannot be written, as on a full disk",
    Exit.INTERRUPTED: "interrupted",
}


def epilog() -> str:
    """The exit codes as the last paragraph of `--help`."""
    listed = "\n".join(f"  {int(code):>3}  {meaning}" for code, meaning in MEANING.items())
    return f"\b\nExit codes:\n{listed}"
