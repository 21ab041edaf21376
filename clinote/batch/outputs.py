"""What a run writes, and where: one option of `clinote batch` each."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from clinote.batch.write.target import WriteError, Writer, check, clear, put_in_place, refused, telling
from clinote.errors import UsageError

_DIRECTORIES = ("brat", "docbin")
_TABLES = ("decisions", "evidence", "omop")


@dataclass(frozen=True)
class Outputs:
    """Paths of what is wanted; None is not wanted. `reports` may be "-"."""

    reports: Path | None = None
    decisions: Path | None = None
    evidence: Path | None = None
    omop: Path | None = None
    fhir: Path | None = None
    brat: Path | None = None
    docbin: Path | None = None
    snippet: bool = False
    """Quote the note in NOTE_NLP."""

    def paths(self) -> dict[str, Path]:
        """The outputs that are wanted and are files or directories, by name."""
        named = {entry.name: getattr(self, entry.name) for entry in fields(self) if entry.name != "snippet"}
        return {name: path for name, path in named.items() if path is not None and str(path) != "-"}

    @property
    def to_stdout(self) -> bool:
        return str(self.reports) == "-"

    @property
    def base(self) -> Path | None:
        """The output that the checkpoint, the manifest and the errors are named after."""
        return next(iter(self.paths().values()), None)

    def check(self, inputs: list[str]) -> None:
        """Refuse what cannot be written, before any work is done."""
        from clinote.batch.write.table import check_suffix

        paths = self.paths()
        if not paths and not self.to_stdout:
            raise UsageError("Nothing says where to write. Give --output reports.jsonl, or --output - for a pipe.")
        if len({path.absolute() for path in paths.values()}) < len(paths):
            raise UsageError("Two outputs have the same name. Give each its own.")
        for name, path in paths.items():
            check(path, directory=name in _DIRECTORIES)
            if name in _TABLES:
                check_suffix(path)
            for given in map(Path, inputs):
                inside = given.is_dir() and path.resolve().is_relative_to(given.resolve())
                if inside or (path.exists() and given.exists() and path.samefile(given)):
                    raise UsageError(f"{path} is part of the input. Write elsewhere.")
        if self.reports and self.reports.suffix.lower() in (".csv", ".tsv"):
            raise UsageError(f"Reports do not fit into {self.reports.suffix}. For a table: --decisions {self.reports}")

    @contextmanager
    def writers(
        self, started: str, resources: Callable[[int], tuple[str, ...]], *, whole_ids: bool
    ) -> Iterator[dict[str, Writer]]:
        """A writer for each output; what they wrote is put in place when all went well.

        `resources` says of a position of which types of FHIR resources the ids of its note are; `whole_ids`, whether
        the ids of all notes are whole numbers.
        """
        paths = self.paths()
        places = list(paths.values())
        if self.omop and not whole_ids:
            from clinote.batch.write.omop import notes_of

            places.append(notes_of(self.omop))
        try:
            made = {name: self._writer(name, path, started, resources, whole_ids) for name, path in paths.items()}
            try:
                yield made
            except BrokenPipeError:  # who reads our standard output has seen enough
                raise
            except OSError as error:
                raise refused(self.base or "standard output", error) from None
            for name, path in paths.items():
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

    def _writer(
        self, name: str, path: Path, started: str, resources: Callable[[int], tuple[str, ...]], whole_ids: bool
    ) -> Writer:
        from clinote.batch.write import flat

        with telling(path):
            match name:
                case "reports" if path.suffix.lower() == ".parquet":
                    return flat.ReportTable(path)
                case "decisions":
                    return flat.Decisions(path)
                case "evidence":
                    return flat.Evidence(path)
                case "omop":
                    from clinote.batch.write.omop import NoteNlp

                    return NoteNlp(path, started[:10], snippet=self.snippet, whole_ids=whole_ids)
                case "fhir":
                    from clinote.batch.write.fhir import Resources

                    return Resources(path, started, resources)
                case "brat":
                    from clinote.batch.write.brat import Brat

                    return Brat(path)
                case "docbin":
                    from clinote.batch.write.docbin import DocBins

                    return DocBins(path)
                case _:
                    from clinote.batch.write.jsonl import Reports

                    return Reports(path)

    def needs_text(self) -> bool:
        """Whether the notes have to be read a second time."""
        return bool(self.brat or self.docbin or (self.omop and self.snippet))

    def plain(self) -> dict[str, Any]:
        """The same as JSON values."""
        return {**{name: str(path) for name, path in self.paths().items()}, "snippet": self.snippet}


def _count(path: Path, writer: Writer) -> None:
    """Refuse an output that does not hold what was written to it."""
    if (found := writer.found()) != writer.expected:
        raise WriteError(
            f"{path} was not written whole: {found:,} of {writer.expected:,} records. The same command goes on."
        )
