"""Where `patterns/` and `models/` are, inside the installed package or beside it in a checkout, and what they hold."""

import contextlib
import marshal
import os
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from clinote.errors import MissingFile, PatternError
from clinote.version import __version__

_PACKAGE = Path(__file__).resolve().parent
_ROOTS = (_PACKAGE, _PACKAGE.parent)


def path(*parts: str) -> Path:
    """The file or directory `parts` (for example `"patterns", "weakness.toml"`)."""
    for root in _ROOTS:
        candidate = root.joinpath(*parts)
        if candidate.exists():
            return candidate
    name = "/".join(parts)
    raise MissingFile(
        f"{name} was not found beside {_PACKAGE}. Reinstall clinote: its wheel carries patterns/ and models/."
    )


def toml(file: Path) -> dict[str, Any]:
    """The content of a TOML file of ours; `PatternError` with its line where it is none.

    Reading TOML is a third of a cold start, so the content is kept in the user's cache, and read anew when the file has
    another size or time. Set CLINOTE_CACHE to another folder, or to nothing to keep none.
    """
    stamp = file.stat()
    known = [str(file), stamp.st_size, stamp.st_mtime_ns]
    kept = _cached(file)
    if kept is not None:
        with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
            found, content = marshal.loads(kept.read_bytes())
            if found == known:
                return dict(content)
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PatternError(f"{file.name}: {error}.") from None
    if kept is not None:
        _keep(kept, marshal.dumps((known, content)))
    return content


@cache
def _folder() -> Path | None:
    """The folder of the cache; None where there is to be none."""
    named = os.environ.get("CLINOTE_CACHE")
    if named is not None:
        return Path(named) if named else None
    base = os.environ.get("XDG_CACHE_HOME")
    try:
        return (Path(base) if base else Path.home() / ".cache") / "clinote"
    except RuntimeError:  # no home
        return None


def _cached(file: Path) -> Path | None:
    folder = _folder()
    name = f"{file.parent.name}-{file.stem}-{__version__}-{sys.implementation.cache_tag}.bin"
    return folder / name if folder else None


def _keep(file: Path, content: bytes) -> None:
    """Write a file of the cache, whole or not at all; a cache that cannot be written is none."""
    made = file.with_name(f"{file.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        made.write_bytes(content)
        made.replace(file)
