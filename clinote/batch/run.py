"""The run: read, report, write; whatever stops it, the same command goes on."""

import hashlib
import json
import platform
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from clinote import layers, pool
from clinote.batch import repeat, work
from clinote.batch.checkpoint import Checkpoint
from clinote.batch.outputs import Outputs
from clinote.batch.record import REPORT_IT, Bad, Found, Malformed, Record
from clinote.batch.source import ReadOptions, Source
from clinote.batch.write.form import Run
from clinote.batch.write.jsonl import Reports
from clinote.batch.write.target import partial, private, put_in_place, telling
from clinote.engine import Note
from clinote.errors import InputError, UsageError
from clinote.jsonl import dumps
from clinote.version import SCHEMA_VERSION, __version__

_COMMIT = 1.0  # seconds of work at stake
_ALIKE = 1_000  # records that all fail in the same way are enough


@dataclass(frozen=True)
class Job:
    """Everything a run is told."""

    inputs: list[str]
    outputs: Outputs
    read: ReadOptions = field(default_factory=ReadOptions)
    workers: int = 1
    restart: bool = False
    isolated: bool = False
    """Work in a process of its own even where one worker does it all: a note that takes too long is ended."""


class Watch(Protocol):
    """Somebody who wants to see how far a run is."""

    def start(self, step: str) -> None:
        """A step begins: "reading" or "writing"."""

    def at(self, notes: int, failures: int, done: float) -> None:
        """So many records are done, so many of them failed; `done` is the share of the input, 0 to 1."""


class Blind:
    """Sees nothing."""

    def start(self, step: str) -> None:
        pass

    def at(self, notes: int, failures: int, done: float) -> None:
        pass


@dataclass(frozen=True)
class Entry:
    """A record with its place in the input."""

    position: int
    record: Record

    @property
    def note(self) -> Note | None:
        return self.record.note if isinstance(self.record, Found) else None


def run(job: Job, watch: Watch | None = None) -> dict[str, Any]:
    """Do the job, from the start or from where it stopped, and return its manifest."""
    watch = watch or Blind()
    job.outputs.check(job.inputs)
    source = Source(job.inputs, job.read)
    if (twice := job.outputs.with_text()) and not source.again:
        raise UsageError(f"--{', --'.join(twice)}: it reads the notes twice, which a pipe does not allow. Give a file.")
    watch.start("checking")
    digests = source.digest()
    base = job.outputs.base
    path = base.with_name(f"{base.name}.checkpoint") if base else None
    if path and path.exists() and not source.again and not job.restart:
        raise UsageError(f"{path} is left from an unfinished run, and a pipe cannot be read again. Give --restart.")
    checkpoint = Checkpoint.open(path, _fingerprint(job, digests), restart=job.restart)
    with closing(checkpoint):
        checkpoint.progress.started = checkpoint.progress.started or datetime.now(UTC).isoformat(timespec="seconds")
        checkpoint.progress.runs += 1
        try:
            if not checkpoint.progress.complete:
                watch.start("reading")
                _report(job, source, checkpoint, watch)
        except BaseException:
            if checkpoint.progress.reports == 0:
                checkpoint.discard()
            raise
        watch.start("writing")
        manifest = _write(job, source, checkpoint, watch, digests)
        checkpoint.discard()
    return manifest


def _report(job: Job, source: Source, checkpoint: Checkpoint, watch: Watch) -> None:
    """Read what is left of the input, and keep a report or a reason for every record."""
    progress = checkpoint.progress
    entries = (Entry(position, record) for position, record in enumerate(source.records()))
    left = islice(entries, progress.position, None)
    since = time.monotonic()
    reads = pool.run(left, work.TASK, lambda entry: entry.note, workers=job.workers, isolated=job.isolated)
    alike = Alike(job.inputs)
    with closing(reads) as outcomes:
        try:
            for entry, outcome in outcomes:
                kept = _kept(entry, outcome)
                full = checkpoint.add(entry.position, kept, entry.record if isinstance(entry.record, Found) else None)
                if isinstance(kept, Bad) and not progress.reports:
                    alike.see(kept)
                progress.columns = source.columns
                now = time.monotonic()
                if full or now - since >= _COMMIT:
                    checkpoint.commit(now - since)
                    watch.at(progress.position, progress.failures, source.read / source.size if source.size else 0)
                    since = now
            source.unchanged()
            progress.complete = True
        finally:
            if not checkpoint.broken:
                checkpoint.commit(time.monotonic() - since)


class Alike:
    """Notices where every record of a file fails, each for the same reason: it is the file that is wrong."""

    def __init__(self, inputs: list[str]) -> None:
        self._inputs = ", ".join(inputs)  # as the user named them: the name of a file in them may be a patient's
        self._ways: set[tuple[str, str]] = set()
        self._count = 0

    def see(self, bad: Bad) -> None:
        """The next failure, where there is no report yet; raises InputError where it is one too many."""
        self._count += 1
        if self._count <= _ALIKE:
            self._ways.add((bad.file, bad.reason))
        if self._count == _ALIKE and len(self._ways) == 1:
            raise InputError(f"{self._inputs}: the first {_ALIKE:,} records all fail alike: {bad.reason}. {bad.remedy}")


def _kept(entry: Entry, outcome: Any) -> work.Done | Bad:
    record = entry.record
    if isinstance(record, Bad):
        return record
    if isinstance(outcome, work.Unfit):
        return Bad(record.file, record.line, outcome.reason, outcome.remedy, record.note.id)
    if isinstance(outcome, pool.Failed):
        return Bad(record.file, record.line, outcome.reason, REPORT_IT, record.note.id)
    kept: work.Done = outcome
    return kept


def _write(job: Job, source: Source, checkpoint: Checkpoint, watch: Watch, digests: dict[str, str]) -> dict[str, Any]:
    """Everything the run was asked for, each file put in place whole."""
    outputs, progress = job.outputs, checkpoint.progress
    repeated = repeat.repeated(checkpoint.visits())
    if repeated:
        checkpoint.alerts[repeat.ALERT] = len(repeated)
    texts = _texts(source) if outputs.with_text() else None
    about = Run(progress.started, progress.whole_ids, checkpoint.resources, outputs.flags)
    with outputs.writers(about) as writers:
        lines = [writer for writer in writers.values() if isinstance(writer, Reports)]
        others = [writer for writer in writers.values() if not isinstance(writer, Reports)]
        for number, (position, line) in enumerate(checkpoint.reports(), start=1):
            report: dict[str, Any] = json.loads(line) if others or position in repeated else {}
            if position in repeated:
                repeat.add(report, repeated[position])
                line = dumps(report)
            for reports in lines:
                reports.add_line(line)
            if outputs.to_stdout:
                sys.stdout.buffer.write(line + b"\n")
            text = _text_at(texts, position, line) if texts else None
            for writer in others:
                writer.add(position, report, text)
            if number % 1000 == 0:
                watch.at(position, progress.failures, number / progress.reports)
        sys.stdout.flush()
    if outputs.base:
        _write_errors(checkpoint, beside(outputs.base, "errors"))
    manifest = _manifest(job, checkpoint, digests)
    if outputs.base:
        _write_json(beside(outputs.base, "manifest"), manifest)
    return manifest


def beside(base: Path, what: str) -> Path:
    """Where the errors ("errors") or the manifest ("manifest") of an output are."""
    return base.with_name(f"{base.name}.{what}.json{'l' if what == 'errors' else ''}")


def _texts(source: Source) -> Iterator[tuple[int, str]]:
    for position, record in enumerate(source.records()):
        if isinstance(record, Found):
            yield position, record.note.text


def _text_at(texts: Iterator[tuple[int, str]], position: int, report: bytes) -> str:
    """The text that was reported on, read once more."""
    text = next((text for at, text in texts if at == position), None)
    if text is not None:
        with suppress(Malformed):
            text = work.plain(text)
            if _digest_of(report) == hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest():
                return text
    raise InputError("The input changed while it was read. Start over with --restart.")


def _digest_of(report: bytes) -> str:
    return str(json.loads(report)["note"]["sha256"])


def _write_errors(checkpoint: Checkpoint, path: Path) -> None:
    """The records without a report, one a line; no file where there are none."""
    if not checkpoint.progress.failures:
        path.unlink(missing_ok=True)
        return
    with telling(path):
        with private(partial(path)) as file:
            for position, bad in checkpoint.failures():
                file.write(dumps({"position": position, **asdict(bad)}) + b"\n")
        put_in_place(path)


def _write_json(path: Path, value: Any) -> None:
    with telling(path):
        with private(partial(path)) as file:
            file.write(json.dumps(value, indent=2, ensure_ascii=False).encode() + b"\n")
        put_in_place(path)


def _settings(job: Job) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(asdict(job.read)))
    return plain


def _fingerprint(job: Job, digests: dict[str, str]) -> dict[str, Any]:
    """What has to be the same for a run to go on; the number of workers has not."""
    table = job.read.columns.setting_map
    return {
        "clinote version": __version__,
        "setting map": hashlib.sha256(Path(table).read_bytes()).hexdigest() if table else None,
        "patterns": layers.digest(),
        "input": [(name, digests.get(name)) for name in job.inputs],
        "reading options": _settings(job),
        "outputs": job.outputs.plain(),
    }


def _manifest(job: Job, checkpoint: Checkpoint, digests: dict[str, str]) -> dict[str, Any]:
    progress = checkpoint.progress
    base = job.outputs.base
    return {
        "versions": {"clinote": __version__, "report_schema": SCHEMA_VERSION, "python": platform.python_version()},
        "patterns": {"site": str(layers.site()) if layers.site() else None, "sha256": layers.digest()},
        "inputs": [{"name": name, "sha256": digests.get(name)} for name in job.inputs],
        "settings": {**_settings(job), "workers": job.workers},
        "outputs": job.outputs.plain(),
        "errors": str(beside(base, "errors")) if base and progress.failures else None,
        "started": progress.started,
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "runs": progress.runs,
        "records": progress.position,
        "reports": progress.reports,
        "failures": progress.failures,
        "unknown": {name: checkpoint.unread[name] for name in ("date", "setting")},
        "columns": progress.columns or [],
        "code_sets": dict(sorted(checkpoint.releases.items())),
        "dated_outside": progress.outside,
        "decisions": dict(sorted(checkpoint.decisions.items())),
        "alerts": dict(sorted(checkpoint.alerts.items())),
        "seconds": round(progress.seconds, 3),
        "notes_per_second": round(progress.position / progress.seconds, 1) if progress.seconds else None,
    }
