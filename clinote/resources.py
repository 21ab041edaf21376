"""Where `patterns/` and `models/` are: inside the installed package, or beside it in a checkout."""

from pathlib import Path

from clinote.errors import MissingFile

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
