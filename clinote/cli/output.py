"""Where a result goes: standard output, or a file that only its owner may read."""

import os
import sys
import tempfile
from pathlib import Path

from clinote.errors import UsageError


def write(text: str, to: Path | None) -> None:
    """Write `text` whole or not at all; a note's report is nobody else's business (mode 0600)."""
    if to is None:
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    if to.is_dir():
        raise UsageError(f"{to} is a directory. Name a file in it.")
    if to.exists() and not to.is_file():  # a device or a pipe: nothing to replace
        to.write_text(text, encoding="utf-8", newline="")
        return
    try:
        handle, temporary = tempfile.mkstemp(dir=to.parent, prefix=f".{to.name}.")
    except OSError as error:
        raise UsageError(f"{to.parent} cannot be written to ({error.strerror}). Choose another --output.") from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.replace(temporary, to)
    except OSError as error:
        raise UsageError(f"{to} cannot be written ({error.strerror}). Choose another --output.") from None
    finally:
        Path(temporary).unlink(missing_ok=True)
