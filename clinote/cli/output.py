"""Where a result goes: standard output, or a file that only its owner may read."""

import os
import sys
import tempfile
from pathlib import Path

from clinote.batch.write.target import refused, regular


def write(text: str, to: Path | None) -> None:
    """Write `text` whole or not at all; a note's report is nobody else's business (mode 0600).

    Of a link, the file that it points to is written, and the link stays.
    """
    if to is None:
        try:
            sys.stdout.write(text)
            sys.stdout.flush()
        except BrokenPipeError:  # who reads it has seen enough
            raise
        except OSError as error:
            raise refused("standard output", error) from None
        return
    regular(to)
    real = Path(os.path.realpath(to))
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(dir=real.parent, prefix=f".{real.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.replace(temporary, real)
    except OSError as error:
        raise refused(to, error) from None
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
