"""Files that appear whole or not at all, and that only their owner may read."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Protocol

from clinote.errors import ClinoteError, UsageError

ROOM = "Make room; the same command goes on."
_MARK = ".clinote"  # in directories that we made, and may replace


class WriteError(ClinoteError):
    """An output that cannot be written."""


class Writer(Protocol):
    """Something that takes reports in the order of their positions."""

    needs_text: bool
    """Whether `add` has to be given the note as well."""

    def add(self, position: int, report: dict[str, Any], text: str | None) -> None:
        """Write one report."""

    def close(self) -> None:
        """Complete the output, which is not in place before `put_in_place`."""


def partial(path: Path) -> Path:
    """Where an output stands while it is being written."""
    return path.with_name(f".{path.name}.partial")


def private(path: Path) -> IO[bytes]:
    """A new file with mode 0600, open for writing."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb", 1 << 20)


def new_directory(path: Path) -> Path:
    """A new directory with mode 0700, beside where it will stand."""
    building = partial(path)
    if building.exists():
        shutil.rmtree(building)
    building.mkdir(mode=0o700)
    private(building / _MARK).close()
    return building


def check(path: Path, *, directory: bool) -> None:
    """Refuse an output that cannot be written, before any work is done."""
    if not path.absolute().parent.is_dir():
        raise UsageError(f"{path.parent} is no directory. Make it, or write elsewhere.")
    if not os.access(path.absolute().parent, os.W_OK):
        raise UsageError(f"{path.parent} cannot be written to. Choose another place.")
    if directory and path.exists() and not _replaceable(path):
        raise UsageError(f"{path} exists and was not written by clinote. Name a new directory.")
    if not directory and path.is_dir():
        raise UsageError(f"{path} is a directory. Name a file.")


def put_in_place(path: Path) -> None:
    """Move what was built beside `path` to `path`, over what was there."""
    building = partial(path)
    if building.is_dir() and path.exists():
        if not _replaceable(path):
            raise WriteError(f"{path} appeared while clinote was at work. Move it away and run the command again.")
        shutil.rmtree(path)
    os.replace(building, path)


def _replaceable(path: Path) -> bool:
    return path.is_dir() and ((path / _MARK).is_file() or not any(path.iterdir()))


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Say which output it was that the disk refused."""
    try:
        yield
    except OSError as error:
        raise WriteError(f"{path} cannot be written ({error.strerror}). {ROOM}") from None
