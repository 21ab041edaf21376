"""Notes through worker processes: in order, with bounded memory, past notes that fail.

A worker is a fresh interpreter that reads chunks of notes on its standard input and answers on its standard
output. Nothing is forked, nothing of the caller's `__main__` is imported again, and a worker whose parent is gone
reads end of file and stops.
"""

import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from traceback import extract_tb
from types import TracebackType
from typing import IO, Any, Self, TypeVar

from clinote.engine import Note, report
from clinote.errors import ClinoteError, UsageError
from clinote.jsonl import dumps

CHUNK = 256_000
"""Characters of text sent to a worker at once: some 100 ms of work."""
_MOST = 1_000  # notes in a chunk, however short
_AHEAD = 2  # chunks in flight for each worker: one at work, one waiting

PATIENCE = 60.0
"""Seconds a worker process may take for a chunk of notes, or for one note, plus 10 s for each million characters."""
_PATIENCE_CHARACTER = 1e-5

_STARTS = 3
"""How often a worker process is started that goes before it is ready."""

_GONE = "the worker process died on this note"
_LATE = "the note took too long"

Item = TypeVar("Item")
Task = Callable[[Note], Any]


@dataclass(frozen=True, slots=True)
class Failure:
    """A note without a report: where it stood in the input, its id, and what went wrong, never its words."""

    position: int
    id: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Failed:
    """What a task that raised, or a process that died, leaves behind: class and place of the error."""

    reason: str


PLAIN, JSON = "clinote.engine:report", "clinote.pool:as_json"
"""The tasks that make a report: as plain values, and as a line of JSON."""


def pipe(
    notes: Iterable[str | Note], task: str = JSON, *, workers: int = 1, chunk: int = CHUNK
) -> Iterator[Any | Failure]:
    """A report as `task` makes it, or a `Failure`, for each note, in the order of the notes."""
    whole = (note if isinstance(note, Note) else Note(note) for note in notes)
    done = run(whole, task, _sound, workers=workers, chunk=chunk)
    for position, (note, outcome) in enumerate(done):
        fault = outcome.reason if isinstance(outcome, Failed) else note.fault()
        yield Failure(position, note.id if isinstance(note.id, str) else None, fault) if fault else outcome


def as_json(note: Note) -> bytes:
    """The report on a note as one line of JSON."""
    return dumps(report(note))


def run(
    items: Iterable[Item],
    task: str,
    note: Callable[[Item], Note | None],
    *,
    workers: int = 1,
    chunk: int = CHUNK,
    isolated: bool = False,
) -> Generator[tuple[Item, Any], None, None]:
    """Each item with the outcome of `task` (as "module:function") on its note: a value, or `Failed`.

    Items without a note keep their place and have the outcome None. With one worker everything happens in this
    process, where nothing ends a note that takes too long, unless it is to be `isolated`.
    """
    if workers < 1:
        raise UsageError(f"{workers} workers cannot work. Give 1 or more.")
    if workers == 1 and not isolated:
        work = _resolve(task)
        for item in items:
            yield item, attempt(work, wanted) if (wanted := note(item)) else None
        return
    with _Pool(workers, task) as pool:
        waiting: deque[tuple[list[Item], Future[list[Any]]]] = deque()
        for batch in _chunks(items, note, chunk):
            waiting.append((batch, pool.submit([wanted for item in batch if (wanted := note(item))])))
            if len(waiting) > _AHEAD * workers:
                yield from _paired(*waiting.popleft(), note)
        while waiting:
            yield from _paired(*waiting.popleft(), note)


def _sound(note: Note) -> Note | None:
    return None if note.fault() else note


def _chunks(items: Iterable[Item], note: Callable[[Item], Note | None], size: int) -> Iterator[list[Item]]:
    batch: list[Item] = []
    characters = 0
    for item in items:
        batch.append(item)
        characters += _length(wanted) if (wanted := note(item)) else 0
        if characters >= size or len(batch) >= _MOST:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _length(note: Note) -> int:
    return len(note.text) if isinstance(note.text, str) else 0  # a note without text fails where it is read


def _paired(
    batch: list[Item], future: Future[list[Any]], note: Callable[[Item], Note | None]
) -> Iterator[tuple[Item, Any]]:
    outcomes = iter(future.result())
    for item in batch:
        yield item, next(outcomes) if note(item) else None


def _resolve(task: str) -> Task:
    module, _, function = task.partition(":")
    found: Task = getattr(import_module(module), function)
    return found


def attempt(task: Task, note: Note) -> Any:
    """What `task` makes of a note, or `Failed`."""
    try:
        return task(note)
    except ClinoteError:  # a pattern file or an installation that is broken: no note is to blame
        raise
    except Exception as error:  # whatever a note does to us, the others go on; messages may quote it, so only the place
        return Failed(place(error))


def place(error: Exception) -> str:
    """Class and place of an error; its message may quote the note."""
    frame = extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {frame.name}, {os.path.basename(frame.filename)}:{frame.lineno}"


class _Pool:
    """One thread for each worker process: it hands over a chunk and waits for the answer."""

    def __init__(self, workers: int, task: str) -> None:
        self._workers = [_Worker(task) for _ in range(workers)]
        self._idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="clinote")
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._closed = True
        for worker in self._workers:
            worker.stop()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._workers:  # one may have been starting
            worker.stop()

    def submit(self, notes: list[Note]) -> Future[list[Any]]:
        return self._threads.submit(self._answer, notes)

    def _answer(self, notes: list[Note]) -> list[Any]:
        worker = self._idle.get()
        try:
            try:
                return worker.ask(notes)
            except _Died:
                if self._closed:
                    return []
            # One of these notes took the process down or never ended: one at a time, it harms only itself.
            return [outcome for note in notes for outcome in self._alone(worker, note)]
        finally:
            self._idle.put(worker)

    def _alone(self, worker: "_Worker", note: Note) -> list[Any]:
        """What becomes of one note; a process that is gone once may have been killed from outside."""
        reason = ""
        while not self._closed:
            try:
                return worker.ask([note])
            except _Died as died:
                if reason or str(died) != _GONE:
                    return [Failed(str(died))]
                reason = str(died)
        return []


class _Died(Exception):
    """The worker process is gone; why, in words."""


_START = "import sys; sys.path[:] = sys.argv[2:]; from clinote.pool import serve; serve(sys.argv[1])"


class _Worker:
    """A process that answers chunks of notes; started when first asked, and again after it died."""

    def __init__(self, task: str) -> None:
        self._task = task
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, notes: list[Note]) -> list[Any]:
        process = self._process or self._start()
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(PATIENCE + sum(map(_length, notes)) * _PATIENCE_CHARACTER, stop)
        timer.daemon = True
        timer.start()
        try:
            _send(process.stdin, [tuple(getattr(note, name) for name in Note.__slots__) for note in notes])
            answer: list[Any] | ClinoteError = _receive(process.stdout)
        except (OSError, EOFError, ValueError):
            self.stop()
            raise _Died(_LATE if late.is_set() else _GONE) from None
        finally:
            timer.cancel()
        if isinstance(answer, ClinoteError):
            raise answer
        return answer

    def stop(self) -> None:
        if (process := self._process) is None:
            return
        self._process = None
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            with suppress(OSError, ValueError):
                stream and stream.close()

    def _start(self) -> subprocess.Popen[bytes]:
        for _ in range(_STARTS):
            self._process = process = subprocess.Popen(
                [sys.executable, "-c", _START, self._task, *(path or os.getcwd() for path in sys.path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            try:
                _receive(process.stdout)
            except (OSError, EOFError, ValueError):  # killed from outside, or a broken installation
                self.stop()
            else:
                return process
        raise ClinoteError("A worker process could not start. Try again with one worker to see why.")


def serve(task: str) -> None:
    """The life of a worker: load once, answer until end of file."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends us in order
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that prints can come between two answers
    work = _resolve(task)
    _send(answers, None)
    with suppress(EOFError, BrokenPipeError):
        while True:
            notes = [Note(*values) for values in _receive(sys.stdin.buffer)]
            try:
                _send(answers, [attempt(work, note) for note in notes])
            except ClinoteError as error:
                _send(answers, error)


def _send(stream: IO[bytes] | None, value: Any) -> None:
    frame = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    stream = _open(stream)
    stream.write(len(frame).to_bytes(8, "little"))
    stream.write(frame)
    stream.flush()


def _receive(stream: IO[bytes] | None) -> Any:
    stream = _open(stream)
    head = stream.read(8)
    size = int.from_bytes(head, "little")
    frame = stream.read(size)
    if len(head) < 8 or len(frame) < size:
        raise EOFError
    return pickle.loads(frame)


def _open(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise EOFError
    return stream
