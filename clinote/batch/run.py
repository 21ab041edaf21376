"""The run: read, report, write; whatever stops it, the same command goes on."""

import hashlib
import json
import platform
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from clinote import coding, pool, resources
from clinote.batch import repeat, work
from clinote.batch.checkpoint import Checkpoint
from clinote.batch.outputs import Outputs
from clinote.batch.record import Bad, Found, Record
from clinote.batch.source import ReadOptions, Source
from clinote.batch.write.jsonl import Reports
from clinote.batch.write.target import partial, private, put_in_place, telling
from clinote.engine import Note
from clinote.errors import InputError, UsageError
from clinote.version import SCHEMA_VERSION, __version__

_COMMIT = 1.0  # seconds of work at stake


@dataclass(frozen=True)
class Job:
    """Everything a run is told."""

    inputs: list[str]
    outputs: Outputs
    read: ReadOptions = field(default_factory=ReadOptions)
    workers: int = 1
    restart: bool = False


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
    if job.outputs.needs_text() and not source.again:
        raise UsageError("brat, DocBin and snippets read the notes twice, which a pipe does not allow. Give a file.")
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
            if checkpoint.progress.position == 0:
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
    with closing(pool.run(left, work.TASK, lambda entry: entry.note, workers=job.workers)) as outcomes:
        try:
            for entry, outcome in outcomes:
                full = checkpoint.add(entry.position, *_kept(entry, outcome))
                now = time.monotonic()
                if full or now - since >= _COMMIT:
                    checkpoint.commit(now - since)
                    watch.at(progress.position, progress.failures, source.read / source.size if source.size else 0)
                    since = now
            progress.complete = True
        finally:
            checkpoint.commit(time.monotonic() - since)


def _kept(entry: Entry, outcome: Any) -> tuple[work.Done | Bad, str | None]:
    record = entry.record
    if isinstance(record, Bad):
        return record, None
    if isinstance(outcome, pool.Failed):
        remedy = "Report it as a fault of clinote with this line; it holds no note text."
        return Bad(record.file, record.line, outcome.reason, remedy, record.note.id), None
    return outcome, record.note.patient_id


def _write(job: Job, source: Source, checkpoint: Checkpoint, watch: Watch, digests: dict[str, str]) -> dict[str, Any]:
    """Everything the run was asked for, each file put in place whole."""
    outputs, progress = job.outputs, checkpoint.progress
    repeated = repeat.repeated(checkpoint.visits())
    if repeated:
        checkpoint.alerts[repeat.ALERT] = len(repeated)
    texts = _texts(source) if outputs.needs_text() else None
    with outputs.writers(progress.started) as writers:
        lines = [writer for writer in writers.values() if isinstance(writer, Reports)]
        others = [(writer, writer.needs_text) for writer in writers.values() if not isinstance(writer, Reports)]
        for number, (position, line) in enumerate(checkpoint.reports(), start=1):
            report: dict[str, Any] = json.loads(line) if others or position in repeated else {}
            if position in repeated:
                repeat.add(report, repeated[position])
                line = pool.dumps(report)
            for reports in lines:
                reports.add_line(line)
            if outputs.to_stdout:
                sys.stdout.buffer.write(line + b"\n")
            text = _text_at(texts, position) if texts else None
            for writer, needs_text in others:
                writer.add(position, report, text if needs_text else None)
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


def _text_at(texts: Iterator[tuple[int, str]], position: int) -> str:
    text = next((text for at, text in texts if at == position), None)
    if text is None:
        raise InputError("The input changed while it was read. Start over with --restart.")
    return text


def _write_errors(checkpoint: Checkpoint, path: Path) -> None:
    """The records without a report, one a line; no file where there are none."""
    if not checkpoint.progress.failures:
        path.unlink(missing_ok=True)
        return
    with telling(path):
        with private(partial(path)) as file:
            for position, bad in checkpoint.failures():
                file.write(pool.dumps({"position": position, **asdict(bad)}) + b"\n")
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
    patterns = hashlib.sha256()
    for file in sorted(resources.path("patterns").rglob("*")):
        if file.is_file():
            patterns.update(file.name.encode() + b"\0" + file.read_bytes())
    return {
        "clinote version": __version__,
        "patterns": patterns.hexdigest(),
        "input": [(name, digests.get(name)) for name in job.inputs],
        "reading options": _settings(job),
        "outputs": job.outputs.plain(),
    }


def _manifest(job: Job, checkpoint: Checkpoint, digests: dict[str, str]) -> dict[str, Any]:
    progress = checkpoint.progress
    base = job.outputs.base
    return {
        "versions": {"clinote": __version__, "report_schema": SCHEMA_VERSION, "python": platform.python_version()},
        "code_set": coding.code_set(),
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
        "decisions": dict(sorted(checkpoint.decisions.items())),
        "alerts": dict(sorted(checkpoint.alerts.items())),
        "seconds": round(progress.seconds, 3),
        "notes_per_second": round(progress.position / progress.seconds, 1) if progress.seconds else None,
    }
