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
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from clinote.batch.record import Bad
from clinote.batch.work import Done
from clinote.errors import ClinoteError, UsageError

_BLOCK = 4_000_000  # bytes of reports in a block, before compression
_TABLES = """
CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE block (first INTEGER PRIMARY KEY, reports BLOB);
CREATE TABLE failure (position INTEGER PRIMARY KEY, file TEXT, line INTEGER, id TEXT, reason TEXT, remedy TEXT);
CREATE TABLE visit (position INTEGER PRIMARY KEY, patient TEXT, summary TEXT);
"""


class CheckpointError(ClinoteError):
    """A checkpoint that cannot be read or written."""


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


class Checkpoint:
    """The work of a run, done or under way."""

    def __init__(self, connection: sqlite3.Connection, path: Path | None) -> None:
        self._db = connection
        self._path = path
        self.progress = Progress()
        self.decisions: Counter[str] = Counter()
        self.alerts: Counter[str] = Counter()
        self._pending: list[bytes] = []
        self._first = self._size = 0

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
            raise CheckpointError(f"{path} cannot be written ({error}). Make room, or write elsewhere.") from None
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

    def add(self, position: int, outcome: Done | Bad, patient: str | None) -> bool:
        """Take the outcome of a record; true when enough has come together to `commit`."""
        if isinstance(outcome, Bad):
            row = (position, outcome.file, outcome.line, outcome.id, outcome.reason, outcome.remedy)
            self._write("INSERT INTO failure VALUES (?, ?, ?, ?, ?, ?)", row)
            self.progress.failures += 1
        else:
            if not self._pending:
                self._first = position
            self._pending.append(b"%d\t%s\n" % (position, outcome.report))
            self._size += len(outcome.report)
            self.progress.reports += 1
            self.decisions[outcome.decision] += 1
            self.alerts.update(outcome.alerts)
            if outcome.visit is not None:
                self._write("INSERT INTO visit VALUES (?, ?, ?)", (position, patient, json.dumps(outcome.visit)))
        self.progress.position = position + 1
        return self._size >= _BLOCK

    def commit(self, seconds: float) -> None:
        """Make everything added so far last, and `seconds` of work with it."""
        self.progress.seconds += seconds
        if self._pending:
            block = zlib.compress(b"".join(self._pending), 1)
            self._write("INSERT INTO block VALUES (?, ?)", (self._first, block))
            self._pending, self._size = [], 0
        self._write("", ())
        self._save()
        self._db.execute("COMMIT")

    def _write(self, statement: str, values: tuple[Any, ...]) -> None:
        if not self._db.in_transaction:
            self._db.execute("BEGIN IMMEDIATE")
        if statement:
            self._db.execute(statement, values)

    def _save(self) -> None:
        self.progress.decisions = dict(self.decisions)
        self.progress.alerts = dict(self.alerts)
        self._db.execute("INSERT OR REPLACE INTO state VALUES ('progress', ?)", [json.dumps(asdict(self.progress))])

    def reports(self) -> Iterator[tuple[int, bytes]]:
        """Position and JSON of every report, in order."""
        for (block,) in self._db.execute("SELECT reports FROM block ORDER BY first"):
            for line in zlib.decompress(block).splitlines():
                position, _, report = line.partition(b"\t")
                yield int(position), report

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
        raise UsageError(f"{path.parent} cannot be written to ({error.strerror}). Choose another --output.") from None
    connection = sqlite3.connect(path, isolation_level=None, timeout=0)
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("BEGIN IMMEDIATE")  # takes the lock, which stays
    connection.execute("COMMIT")
    return connection
