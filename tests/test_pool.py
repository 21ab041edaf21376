"""The worker pool: order, bounds, failures."""

import itertools
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from exports import NOTES, many

import clinote
from clinote import pool
from clinote.engine import Note, report
from clinote.errors import ClinoteError, UsageError
from clinote.pool import Failed, Failure
from clinote.report import Report


def outcomes(texts: list[str], workers: int, **options: int) -> list[object]:
    notes = [Note(text) for text in texts]
    return [outcome for _, outcome in pool.run(notes, "exports:fragile", lambda note: note, workers=workers, **options)]


@pytest.mark.parametrize("workers", [1, 2])
def test_pipe_gives_the_reports_of_the_engine_in_order(workers: int) -> None:
    found = [json.loads(line) for line in pool.pipe(NOTES, workers=workers)]
    assert found == [json.loads(json.dumps(report(note))) for note in NOTES]


@pytest.mark.parametrize("workers", [1, 2])
def test_the_interface_gives_reports_and_failures(workers: int) -> None:
    notes = [NOTES[0], Note(None, "broken"), NOTES[1]]  # type: ignore[arg-type]
    first, failure, last = clinote.pipe(notes, workers=workers)
    assert isinstance(first, Report)
    assert isinstance(last, Report)
    assert (first.note.id, last.note.id) == ("n-1", "n-2")
    assert isinstance(failure, Failure)
    assert (failure.position, failure.id) == (1, "broken")


def test_pipe_takes_bare_texts() -> None:
    (line,) = pool.pipe(["No weakness."])
    assert json.loads(line)["note"]["length"] == len("No weakness.")


@pytest.mark.parametrize("chunk", [1, 40, 1_000_000])
def test_order_is_kept_whatever_the_size_of_chunks(chunk: int) -> None:
    texts = [f"{number}" if number % 7 else "slow" for number in range(60)]
    assert outcomes(texts, 2, chunk=chunk) == texts


def test_work_is_spread_over_processes() -> None:
    found = [outcome for _, outcome in pool.run(many(40), "exports:echo", lambda note: note, workers=2, chunk=100)]
    assert {text for text, _ in found} == {note.text for note in many(40)}
    assert len({process for _, process in found}) == 2
    assert os.getpid() not in {process for _, process in found}


@pytest.mark.parametrize("workers", [1, 2])
def test_a_note_that_raises_fails_alone(workers: int) -> None:
    good, failed, also_good = outcomes(["a", "raise", "b"], workers)
    assert (good, also_good) == ("a", "b")
    assert isinstance(failed, Failed)
    assert failed.reason.startswith("ValueError in fragile, exports.py:")


def test_endless_recursion_fails_alone() -> None:
    good, failed, also_good = outcomes(["a", "recurse", "b"], 2)
    assert (good, also_good) == ("a", "b")
    assert isinstance(failed, Failed)
    assert failed.reason.startswith("RecursionError")


def test_a_note_that_kills_its_process_fails_alone() -> None:
    texts = ["a", "b", "die", "c", "die", "d"]
    found = outcomes(texts, 2)
    expected = [Failed("the worker process died on this note") if text == "die" else text for text in texts]
    assert found == expected


def test_a_note_under_work_when_the_process_is_killed_from_outside_is_read_again(tmp_path: Path) -> None:
    tries = tmp_path / "tries"
    tries.write_text("")
    texts = ["a", f"killed twice {tries}", "b"]
    assert outcomes(texts, 2) == texts
    assert tries.read_text() == "xxx"


def test_a_note_without_end_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clinote.pool.PATIENCE", 1.0)
    assert outcomes(["a", "hang", "b"], 2) == ["a", Failed("the note took too long"), "b"]


def test_failures_of_pipe_say_which_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clinote.pool.report", lambda note: 1 / 0 if note.id == "n-2" else {})
    failed = [outcome for outcome in pool.pipe(NOTES) if isinstance(outcome, Failure)]
    assert [(failure.position, failure.id) for failure in failed] == [(1, "n-2")]
    assert failed[0].reason.startswith("ZeroDivisionError")


def test_what_a_worker_prints_does_not_reach_standard_output(capfd: pytest.CaptureFixture[str]) -> None:
    assert outcomes(["a", "print", "b"], 2) == ["a", "print", "b"]
    assert capfd.readouterr().out == ""


def test_items_without_a_note_keep_their_place() -> None:
    items = [Note("a"), None, Note("b"), None]
    found = list(pool.run(items, "exports:fragile", lambda item: item, workers=2))
    assert found == list(zip(items, ["a", None, "b", None], strict=True))


@pytest.mark.parametrize("workers", [1, 2])
def test_input_is_read_as_it_is_needed(workers: int) -> None:
    taken = 0

    def endless() -> Iterator[Note]:
        nonlocal taken
        for taken in itertools.count(1):  # noqa: B007
            yield Note("x" * 100)

    results = pool.run(endless(), "exports:fragile", lambda note: note, workers=workers, chunk=1000)
    for _ in range(50):
        next(results)
    results.close()
    assert taken <= 50 + 10 * (2 * workers + 2)


def test_closing_early_ends_the_processes() -> None:
    results = pool.run(many(500), "exports:echo", lambda note: note, workers=2, chunk=100)
    _, (_, process) = next(results)
    results.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_workers_end_with_a_parent_that_was_killed(tmp_path: object) -> None:
    program = (
        "import os, signal\n"
        "from clinote import pool\n"
        "from exports import many\n"
        "results = pool.run(many(500), 'exports:echo', lambda note: note, workers=2, chunk=100)\n"
        "print(next(results)[1][1], flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    path = os.pathsep.join(entry for entry in sys.path if entry)
    done = subprocess.run(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path}, check=False
    )
    worker = int(done.stdout)
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            os.kill(worker, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)
    pytest.fail("the worker outlived its parent")


def test_an_error_of_the_installation_is_nobodys_failed_note(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ClinoteError, match="could not start"):
        list(pool.run(NOTES, "exports:not_there", lambda note: note, workers=2))


def test_a_worker_killed_while_it_starts_is_started_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = str(tmp_path / "seen")
    dies_once = (
        f"import os, sys\nif not os.path.exists({seen!r}): os.close(os.open({seen!r}, os.O_CREAT)); os._exit(9)\n"
    )
    monkeypatch.setattr(pool, "_START", dies_once + pool._START)
    assert outcomes(["a", "b"], 2) == ["a", "b"]
    assert os.path.exists(seen)


def test_a_pool_without_workers_is_refused() -> None:
    with pytest.raises(UsageError, match="0 workers"):
        list(pool.pipe(NOTES, workers=0))
