"""Where a run stands, in a file of its own beside the output: what is done survives a kill at any moment.

An SQLite database, readable by its owner only: reports in compressed blocks, failures, summaries of visits. One
transaction adds some seconds of work; what was not committed is done again.
"""

import json
import os
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from clinote.batch.record import Bad, Found
from clinote.batch.work import Done
from clinote.batch.write.target import WriteError, refused
from clinote.errors import ClinoteError, UsageError
from clinote.expressions import expression

_NAMELESS = "the work file in the directory for temporary files"
_BLOCK = 4_000_000  # bytes of reports in a block, before compression
_WHOLE = expression(r"0|[1-9]\d{0,17}")
_TABLES = """
CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE block (first INTEGER PRIMARY KEY, reports BLOB);
CREATE TABLE failure (position INTEGER PRIMARY KEY, file TEXT, line INTEGER, id TEXT, reason TEXT, remedy TEXT);
CREATE TABLE visit (position INTEGER PRIMARY KEY, patient TEXT, summary TEXT);
CREATE TABLE resource (position INTEGER PRIMARY KEY, types TEXT);
"""


class CheckpointError(ClinoteError):
    """A checkpoint that cannot be read."""

    exit_code = 6


@dataclass
class Progress:
    """What the manifest will say of the run so far."""

    position: int = 0
    """Records done: the next one to read has this position."""
    complete: bool = False
    started: str = ""
    seconds: float = 0.0
    runs: int = 0
    reports: int = 0
    failures: int = 0
    decisions: dict[str, int] | None = None
    alerts: dict[str, int] | None = None
    releases: dict[str, int] | None = None
    """Notes by the release of the code set that they were coded with."""
    outside: int = 0
    """Notes of a day that this release is not for."""
    unread: dict[str, int] | None = None
    """Notes whose date or setting stands there and was not understood."""
    columns: list[dict[str, Any]] | None = None
    """Which column was taken for what."""
    whole_ids: bool = True
    """Every note has an id that is a whole number."""


class Checkpoint:
    """The work of a run, done or under way."""

    def __init__(self, connection: sqlite3.Connection, path: Path | None) -> None:
        self._db = connection
        self._path = path
        self.progress = Progress()
        self.decisions: Counter[str] = Counter()
        self.alerts: Counter[str] = Counter()
        self.releases: Counter[str] = Counter()
        self.unread: Counter[str] = Counter()
        self._pending: list[bytes] = []
        self._first = self._size = 0
        self.broken = False
        """A write has failed: what is on the disk is whole up to the `commit` before, and stays so."""

    @classmethod
    def open(cls, path: Path | None, fingerprint: dict[str, Any], *, restart: bool = False) -> Self:
        """The checkpoint at `path` if it belongs to the same run, else a new one; without a path, one that is lost."""
        try:
            if path and restart:
                _remove(path)
            self = cls(_connect(path), path)
            if self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
                self._create(fingerprint)
            else:
                self._resume(fingerprint)
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise UsageError(f"Another run is at work on {path}. Wait for it, or stop it.") from None
            raise refused(path or _NAMELESS, error) from None
        except (sqlite3.DatabaseError, ValueError, KeyError, TypeError):
            raise CheckpointError(f"{path} is damaged. Start over with --restart.") from None
        return self

    def _create(self, fingerprint: dict[str, Any]) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        for statement in _TABLES.split(";"):
            self._db.execute(statement)
        self._db.execute("INSERT INTO state VALUES ('fingerprint', ?)", [json.dumps(fingerprint, sort_keys=True)])
        self._save()
        self._db.execute("COMMIT")

    def _resume(self, fingerprint: dict[str, Any]) -> None:
        state = dict(self._db.execute("SELECT name, value FROM state").fetchall())
        before = json.loads(state["fingerprint"])
        now = json.loads(json.dumps(fingerprint))
        if changed := sorted(name for name in {*before, *now} if before.get(name) != now.get(name)):
            raise UsageError(
                f"{self._path} belongs to an unfinished run with other settings; changed: {', '.join(changed)}. "
                "Finish it with the command it was started with, or start over with --restart."
            )
        self.progress = Progress(**json.loads(state["progress"]))
        self.decisions.update(self.progress.decisions or {})
        self.alerts.update(self.progress.alerts or {})
        self.releases.update(self.progress.releases or {})
        self.unread.update(self.progress.unread or {})

    def add(self, position: int, outcome: Done | Bad, found: Found | None) -> bool:
        """Take the outcome of a record; true when enough has come together to `commit`.

        Raises WriteError where the disk refuses it; from then on nothing more can be added or committed.
        """
        if isinstance(outcome, Bad):
            row = (position, outcome.file, outcome.line, outcome.id, outcome.reason, outcome.remedy)
            self._write("INSERT INTO failure VALUES (?, ?, ?, ?, ?, ?)", row)
            self.progress.failures += 1
        else:
            note = found.note if found else None
            if not self._pending:
                self._first = position
            self._pending.append(b"%d\t%s\n" % (position, outcome.report))
            self._size += len(outcome.report)
            self.progress.reports += 1
            self.decisions[outcome.decision] += 1
            self.alerts.update(outcome.alerts)
            self.releases[outcome.release] += 1
            self.progress.outside += outcome.outside
            if note and outcome.visit is not None:
                visit = (position, note.patient_id, json.dumps(outcome.visit))
                self._write("INSERT INTO visit VALUES (?, ?, ?)", visit)
            if found and found.resources:
                self._write("INSERT INTO resource VALUES (?, ?)", (position, " ".join(found.resources)))
            self.unread.update(found.unread if found else ())
            self.progress.whole_ids &= note is not None and _WHOLE.fullmatch(note.id or "") is not None
        self.progress.position = position + 1
        return self._size >= _BLOCK

    def commit(self, seconds: float) -> None:
        """Make everything added so far last, and `seconds` of work with it. Raises as `add`."""
        self.progress.seconds += seconds
        if self._pending:
            block = zlib.compress(b"".join(self._pending), 1)
            self._write("INSERT INTO block VALUES (?, ?)", (self._first, block))
            self._pending, self._size = [], 0
        self._write("", ())
        with self._lasting():
            self._save()
            self._db.execute("COMMIT")

    def _write(self, statement: str, values: tuple[Any, ...]) -> None:
        with self._lasting():
            if not self._db.in_transaction:
                self._db.execute("BEGIN IMMEDIATE")
            if statement:
                self._db.execute(statement, values)

    @contextmanager
    def _lasting(self) -> Iterator[None]:
        """A write that the disk may refuse: then the position must not outlive the reports that were lost with it."""
        if self.broken:
            raise WriteError(f"{self._path or _NAMELESS} has failed before; nothing more is kept.")
        try:
            yield
        except BaseException as error:
            self.broken = True
            with suppress(sqlite3.Error):
                self._db.rollback()
            if isinstance(error, sqlite3.Error):
                raise refused(self._path or _NAMELESS, error) from None
            raise

    def _save(self) -> None:
        self.progress.decisions = dict(self.decisions)
        self.progress.alerts = dict(self.alerts)
        self.progress.releases = dict(self.releases)
        self.progress.unread = dict(self.unread)
        self._db.execute("INSERT OR REPLACE INTO state VALUES ('progress', ?)", [json.dumps(asdict(self.progress))])

    def reports(self) -> Iterator[tuple[int, bytes]]:
        """Position and JSON of every report, in order; raises CheckpointError where one is missing."""
        count = 0
        for (block,) in self._db.execute("SELECT reports FROM block ORDER BY first"):
            for line in zlib.decompress(block).split(b"\n")[:-1]:
                position, _, report = line.partition(b"\t")
                count += 1
                yield int(position), report
        (failures,) = self._db.execute("SELECT count(*) FROM failure").fetchone()
        if (count, failures, count + failures) != (
            self.progress.reports,
            self.progress.failures,
            self.progress.position,
        ):
            raise CheckpointError(
                f"{self._path or _NAMELESS} holds {count:,} reports and {failures:,} failures of "
                f"{self.progress.position:,} records. Start over with --restart."
            )

    def failures(self) -> Iterator[tuple[int, Bad]]:
        """Position of every record without a report, and why."""
        columns = "position, file, line, reason, remedy, id"
        for position, *bad in self._db.execute(f"SELECT {columns} FROM failure ORDER BY position"):
            yield position, Bad(*bad)

    def visits(self) -> Iterator[tuple[str, int, dict[str, Any]]]:
        """Patient, position and summary of every visit, patient by patient."""
        rows = self._db.execute("SELECT patient, position, summary FROM visit ORDER BY patient, position")
        for patient, position, summary in rows:
            yield patient, position, json.loads(summary)

    def resources(self, position: int) -> tuple[str, ...]:
        """Of which types of FHIR resources the ids of a note are, where it came as one."""
        known = self._db.execute("SELECT types FROM resource WHERE position = ?", [position]).fetchone()
        return tuple(known[0].split()) if known else ()

    def close(self) -> None:
        """Leave the work where it is."""
        self._db.close()

    def discard(self) -> None:
        """The run is over and its output in place: nothing is left to go on with."""
        self._db.close()
        if self._path:
            _unlink(self._path)


def _remove(path: Path) -> None:
    """Take away a checkpoint, whatever is in it, but not from under another run."""
    try:
        _connect(path).close()
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        pass  # damaged: all the more reason
    _unlink(path)


def _unlink(path: Path) -> None:
    for name in (path.with_name(f"{path.name}-journal"), path):  # a journal alone would mar the next checkpoint
        name.unlink(missing_ok=True)


def _connect(path: Path | None) -> sqlite3.Connection:
    if path is None:
        return sqlite3.connect("", isolation_level=None)  # a nameless file, gone with the process
    try:
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError as error:
        raise refused(path, error) from None
    connection = sqlite3.connect(path, isolation_level=None, timeout=0)
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("BEGIN IMMEDIATE")  # takes the lock, which stays
    connection.execute("COMMIT")
    return connection
