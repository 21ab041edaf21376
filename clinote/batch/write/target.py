"""Files that appear whole or not at all, and that only their owner may read."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from clinote.errors import ClinoteError, UsageError

ROOM = "Make room; the same command goes on."
FULL = (errno.ENOSPC, errno.EDQUOT)
"""What the system says when there is no room."""

_MARK = ".clinote"  # in directories that we made, and may replace


class WriteError(ClinoteError):
    """An output that cannot be written."""

    exit_code = 6


def partial(path: Path) -> Path:
    """Where an output stands while it is being written: beside the file that a link points to."""
    real = Path(os.path.realpath(path))
    return real.with_name(f".{real.name}.partial")


def lines(path: Path) -> int:
    """Line ends in a file."""
    with path.open("rb") as file:
        return sum(part.count(b"\n") for part in iter(lambda: file.read(1 << 20), b""))


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
    for parent in dict.fromkeys((path.absolute().parent, Path(os.path.realpath(path)).parent)):
        if not parent.is_dir():
            raise UsageError(f"{parent} is no directory. Make it, or write elsewhere.")
        if not os.access(parent, os.W_OK):
            raise UsageError(f"{parent} cannot be written to. Choose another place.")
    if directory and path.exists() and not _replaceable(path):
        raise UsageError(f"{path} exists and was not written by clinote. Name a new directory.")
    if not directory:
        regular(path)


def regular(path: Path) -> None:
    """Refuse what is there and can be no file of ours."""
    if path.is_dir():
        raise UsageError(f"{path} is a directory. Name a file.")
    if path.exists() and not path.is_file():
        raise UsageError(f"{path} is a device or a pipe, not a file. Name a file.")


def put_in_place(path: Path) -> None:
    """Move what was built beside `path` to `path`, over what was there; a link stays, and its file is replaced."""
    building = partial(path)
    real = Path(os.path.realpath(path))
    if not building.is_dir():
        with building.open("rb") as file:
            os.fsync(file.fileno())  # what the disk refuses late, it refuses here
    elif real.exists():
        if not _replaceable(real):
            raise WriteError(f"{path} appeared while clinote was at work. Move it away and run the command again.")
        shutil.rmtree(real)
    os.replace(building, real)


def clear(path: Path) -> None:
    """Take away what was built beside `path`, and give back its room."""
    building = partial(path)
    if building.is_dir():
        shutil.rmtree(building, ignore_errors=True)
    else:
        building.unlink(missing_ok=True)


def _replaceable(path: Path) -> bool:
    return path.is_dir() and ((path / _MARK).is_file() or not any(path.iterdir()))


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Say which output it was that the disk refused."""
    try:
        yield
    except OSError as error:
        raise refused(path, error) from None


def refused(what: Path | str, error: OSError | sqlite3.Error) -> WriteError:
    """The error of an output that the disk does not take, in words for who can make room."""
    if isinstance(error, sqlite3.Error):
        full = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        why = str(error)
    else:
        full = error.errno in FULL
        why = error.strerror or type(error).__name__
    return WriteError(f"disk full: {what} cannot be written. {ROOM}" if full else f"{what} cannot be written ({why}).")
