"""The forms of output: a writer registers itself, and its option of `clinote batch`, its help and its checks follow.

    @output("brat", "Directory of brat standoff files; holds the notes.", directory=True)
    class Brat(Writer): ...

A new form is such a module in this folder, and nothing else is touched.
"""

import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from clinote.batch import write


@dataclass(frozen=True, slots=True)
class Run:
    """What a writer may know of the run that it writes for."""

    started: str
    """When the run began: ISO 8601, with its zone."""
    whole_ids: bool = False
    """Whether the ids of all notes are whole numbers."""
    resources: Callable[[int], tuple[str, ...]] = lambda _: ()
    """Of which types of FHIR resources the ids of the note at a position are."""
    flags: frozenset[str] = frozenset()
    """The flags that are set, of any form."""


class Writer(ABC):
    """Something that takes reports in the order of their positions.

    It is made with the path of its output and the run. It builds beside that path (`partial`); the run puts the output
    in place when everything is written.
    """

    @abstractmethod
    def __init__(self, path: Path, run: Run) -> None: ...

    @classmethod
    def needs_text(cls, flags: frozenset[str]) -> bool:
        """Whether `add` has to be given the note as well, which is read a second time for it."""
        return False

    @classmethod
    def places(cls, path: Path, run: Run) -> tuple[Path, ...]:
        """The files and directories that it builds."""
        return (path,)

    @classmethod  # noqa: B027 - most refuse nothing
    def check(cls, path: Path) -> None:
        """Refuse what it cannot write, or not with what is installed, before any work is done."""

    @property
    @abstractmethod
    def expected(self) -> int:
        """Records (lines, rows, documents) it was to write so far."""

    @abstractmethod
    def add(self, position: int, report: dict[str, Any], text: str | None) -> None:
        """Write one report."""

    @abstractmethod
    def close(self) -> None:
        """Complete the output."""

    @abstractmethod
    def found(self) -> int:
        """Records that stand in the completed output, counted on the disk."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form of output as it registered itself."""

    name: str
    help: str
    writer: type[Writer]
    suffixes: tuple[str, ...] = ()
    """Endings of a file in this form; none where any will do."""
    directory: bool = False
    flags: Mapping[str, str] = field(default_factory=dict)
    """Further options, on or off, with their help."""


_AnyWriter = TypeVar("_AnyWriter", bound=type[Writer])
_REGISTERED: list[Form] = []


def output(
    name: str,
    help: str,
    *,
    suffixes: tuple[str, ...] = (),
    directory: bool = False,
    flags: Mapping[str, str] | None = None,
) -> Callable[[_AnyWriter], _AnyWriter]:
    """Register a writer as the option `--name`; of several with one name, the ending of the file decides."""

    def register(writer: _AnyWriter) -> _AnyWriter:
        _REGISTERED.append(Form(name, help, writer, suffixes, directory, flags or {}))
        return writer

    return register


@cache
def forms() -> tuple[Form, ...]:
    """All forms: the reports, then files, then directories, by name."""
    for module in pkgutil.iter_modules(write.__path__):
        import_module(f"{write.__name__}.{module.name}")
    return tuple(sorted(_REGISTERED, key=lambda form: (form.name != REPORTS, form.directory, form.name, form.suffixes)))


def names() -> tuple[str, ...]:
    """The options, in the order of their forms."""
    return tuple(dict.fromkeys(form.name for form in forms()))


def named(name: str) -> tuple[Form, ...]:
    """The forms of one option."""
    return tuple(form for form in forms() if form.name == name)


def form_of(name: str, path: Path) -> Form | None:
    """The form that an output of this name and ending has; None where the ending fits none."""
    fitting = [form for form in named(name) if path.suffix.lower() in form.suffixes]
    fitting += [form for form in named(name) if not form.suffixes]
    return fitting[0] if fitting else None


REPORTS = "reports"
"""The option `--output`, which may be standard output."""
