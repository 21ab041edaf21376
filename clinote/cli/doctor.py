"""`clinote doctor`: what is installed here, what is in force, and whether anything reaches out while a note is read."""

import platform
import sys
from collections.abc import Iterator
from importlib import metadata

import typer

from clinote.cli.exits import Exit
from clinote.cli.options import PatternsOption
from clinote.expressions import expression
from clinote.version import __version__

_NOTE = "HPI: No falls. Generalized weakness for 3 weeks.\nExam: hip flexors 4/5.\nAssessment: muscle weakness.\n"
_OUT = (
    "socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request",
)  # fmt: skip
"""Audit events of Python's that come before anything leaves the machine."""
_REQUIRED = expression(r"""([\w.-]+)[^;]*(?:;.*\bextra\s*==\s*["']([\w-]+)["'])?""")
_FOR_OTHERS = ("", "all", "test")


def doctor(patterns: PatternsOption = None) -> None:
    """Say which versions, code sets, patterns and extras are here, and that nothing reaches out; no note is needed."""
    packages, missing = _packages()
    reached = _reached()
    lines = [
        f"clinote     {__version__}",
        f"Python      {platform.python_version()}, {platform.system()} {platform.machine()}",
        *_listed("packages", packages),
        *_listed("extras", _extras()),
        *_listed("code sets", _code_sets()),
        *_listed("patterns", _patterns()),
        f"network     {', '.join(reached) or 'a note was read, and nothing reached out'}",
    ]
    sys.stdout.write("\n".join([*lines, ""]))
    if missing or reached:
        raise typer.Exit(Exit.INTERNAL)


def _listed(title: str, entries: Iterator[str] | list[str]) -> Iterator[str]:
    for number, entry in enumerate(entries):
        yield f"{title if number == 0 else '':<12}{entry}"


def _required() -> dict[str, list[str]]:
    """The packages that clinote needs ("") and those of each extra, by name."""
    found: dict[str, list[str]] = {"": []}
    for line in metadata.requires("clinote") or ():
        if required := _REQUIRED.match(line):
            found.setdefault(required[2] or "", []).append(required[1])
    return found


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _packages() -> tuple[list[str], bool]:
    """What clinote needs, with versions, and whether any of it is missing."""
    versions = {name: _version(name) for name in _required()[""]}
    return [f"{name} {version or 'MISSING'}" for name, version in versions.items()], None in versions.values()


def _extras() -> Iterator[str]:
    required = _required()
    for extra in (name for name in required if name not in _FOR_OTHERS):
        lacking = [name for name in required[extra] if _version(name) is None]
        remedy = f"lacks {', '.join(lacking)}: pip install 'clinote[{extra}]'"
        yield f"{extra:<9}{remedy if lacking else 'installed'}"


def _code_sets() -> Iterator[str]:
    from clinote import codeset

    for release in codeset.releases():
        where = f"added, {release.file}" if codeset.is_added(release) else "shipped"
        yield f"{release.release}, {release.effective} to {release.until}, {where}"


def _patterns() -> Iterator[str]:
    from clinote import layers, resources

    yield f"shipped, {resources.path('patterns')}"
    if own := layers.site():
        yield f"laid over them, {own}"
    yield f"SHA-256 {layers.digest()}"


def _reached() -> list[str]:
    """The kinds of calls to the network that reading a note made, second opinions and all."""
    seen: set[str] = set()
    watching = [True]

    def watch(event: str, _: object) -> None:
        if watching and event in _OUT:
            seen.add(event)

    sys.addaudithook(watch)  # for as long as the process lives
    from clinote.engine import Note, report

    report(Note(_NOTE))
    watching.clear()
    return sorted(seen)
