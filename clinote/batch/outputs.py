"""What a run writes, and where: one option of `clinote batch` each, as the forms of output register themselves."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from clinote.batch.write.form import REPORTS, Form, Run, Writer, form_of, forms, named, names
from clinote.batch.write.target import WriteError, check, clear, put_in_place, refused, telling
from clinote.errors import UsageError


class Outputs:
    """What is wanted: a path for each form of output by its name, None for not wanted, and flags that are on or off.

    `reports` may be "-".
    """

    def __init__(self, reports: Path | None = None, **wanted: Path | bool | None) -> None:
        asked: dict[str, Path | bool | None] = {REPORTS: reports, **wanted}
        self._wanted: dict[str, Path] = {}
        for name in names():
            path = asked.pop(name, None)
            if path is not None and not isinstance(path, bool):
                self._wanted[name] = path
        self._flags = {flag: bool(asked.pop(flag, False)) for form in forms() for flag in form.flags}
        if asked:
            raise TypeError(f"{', '.join(asked)}: no form of output and no flag of one")

    def paths(self) -> dict[str, Path]:
        """The outputs that are wanted and are files or directories, by name."""
        return {name: path for name, path in self._wanted.items() if str(path) != "-"}

    @property
    def flags(self) -> frozenset[str]:
        """The flags that are on."""
        return frozenset(flag for flag, on in self._flags.items() if on)

    @property
    def to_stdout(self) -> bool:
        return str(self._wanted.get(REPORTS)) == "-"

    @property
    def base(self) -> Path | None:
        """The output that the checkpoint, the manifest and the errors are named after."""
        return next(iter(self.paths().values()), None)

    def check(self, inputs: list[str]) -> None:
        """Refuse what cannot be written, before any work is done."""
        paths = self.paths()
        if not paths and not self.to_stdout:
            raise UsageError("Nothing says where to write. Give --output reports.jsonl, or --output - for a pipe.")
        if len({path.absolute() for path in paths.values()}) < len(paths):
            raise UsageError("Two outputs have the same name. Give each its own.")
        for name, path in paths.items():
            form = _form(name, path)
            check(path, directory=form.directory)
            form.writer.check(path)
            for given in map(Path, inputs):
                inside = given.is_dir() and path.resolve().is_relative_to(given.resolve())
                if inside or (path.exists() and given.exists() and path.samefile(given)):
                    raise UsageError(f"{path} is part of the input. Write elsewhere.")

    @contextmanager
    def writers(self, run: Run) -> Iterator[dict[str, Writer]]:
        """A writer for each output; what they wrote is put in place when all went well."""
        chosen = [(name, path, _form(name, path).writer) for name, path in self.paths().items()]
        places = [place for _, path, writer in chosen for place in writer.places(path, run)]
        try:
            made: dict[str, Writer] = {}
            for name, path, writer in chosen:
                with telling(path):
                    made[name] = writer(path, run)
            try:
                yield made
            except BrokenPipeError:  # who reads our standard output has seen enough
                raise
            except OSError as error:
                raise refused(self.base or "standard output", error) from None
            for name, path, _ in chosen:
                with telling(path):
                    made[name].close()
                    _count(path, made[name])
        except BaseException:
            for path in places:
                clear(path)  # leaves room for what comes next
            raise
        for path in places:
            with telling(path):
                put_in_place(path)

    def with_text(self) -> list[str]:
        """The outputs, by name, for which the notes have to be read a second time."""
        return [name for name, path in self.paths().items() if _form(name, path).writer.needs_text(self.flags)]

    def plain(self) -> dict[str, Any]:
        """The same as JSON values."""
        return {**{name: str(path) for name, path in self.paths().items()}, **self._flags}


def _form(name: str, path: Path) -> Form:
    """The form of an output by the ending of its file."""
    if form := form_of(name, path):
        return form
    raise UsageError(f"{path} does not say how to write it. End it in {', '.join(named(name)[0].suffixes)}.")


def _count(path: Path, writer: Writer) -> None:
    """Refuse an output that does not hold what was written to it."""
    if (found := writer.found()) != writer.expected:
        raise WriteError(
            f"{path} was not written whole: {found:,} of {writer.expected:,} records. The same command goes on."
        )
