"""Where `patterns/` and `models/` are, inside the installed package or beside it in a checkout, and what they hold."""

import contextlib
import marshal
import os
import sys
import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

from clinote.errors import MissingFile, PatternError
from clinote.version import __version__

_T = TypeVar("_T")
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
    """The content of a TOML file of ours; `PatternError` with its line where it is none. Reading takes long: kept."""

    def read() -> dict[str, Any]:
        try:
            return tomllib.loads(file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise PatternError(f"{file.name}: {error}.") from None

    return kept(f"{file.parent.name}-{file.stem}", [file], read)


def kept(name: str, files: Iterable[Path], make: Callable[[], _T]) -> _T:
    """What `make` makes of some files: plain values, which are kept until one of the files has another size or time.

    They are in the user's cache. Set CLINOTE_CACHE to another folder, or to nothing to keep none.
    """
    known = [(str(file), stamp.st_size, stamp.st_mtime_ns) for file in files for stamp in (file.stat(),)]
    place = _place(name)
    if place is not None:
        with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
            found, content = marshal.loads(place.read_bytes())
            if found == known:
                return cast(_T, content)
    content = make()
    if place is not None:
        _keep(place, marshal.dumps((known, cast(Any, content))))
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


def _place(name: str) -> Path | None:
    folder = _folder()
    return folder / f"{name}-{__version__}-{sys.implementation.cache_tag}.bin" if folder else None


def _keep(file: Path, content: bytes) -> None:
    """Write a file of the cache, whole or not at all; a cache that cannot be written is none."""
    made = file.with_name(f"{file.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        made.write_bytes(content)
        made.replace(file)
