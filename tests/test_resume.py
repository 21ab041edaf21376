"""Runs that are killed and go on: nothing lost, nothing twice."""

import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from exports import NOTES, as_csv, as_jsonl, many
from program import python

from clinote.batch.outputs import Outputs
from clinote.batch.record import Bad
from clinote.batch.run import Job, run
from clinote.batch.source import ReadOptions
from clinote.errors import ClinoteError, UsageError

DRIVER = """
import importlib, os, signal, sys
from pathlib import Path
from clinote.batch import run
from clinote.batch.outputs import Outputs
run._COMMIT = 0.0  # seconds: every record is a commit, so that a kill falls between many
where = os.environ.get("KILL_AT", "")
if where:
    module, name, count = where.split(":")
    owner = importlib.import_module(module)
    *path, last = name.split(".")
    for part in path:
        owner = getattr(owner, part)
    real, left = getattr(owner, last), int(count)
    def deadly(*args, **options):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **options)
    setattr(owner, last, deadly)
source, out, workers = sys.argv[1:]
outputs = Outputs(Path(out), evidence=Path(out).with_suffix(".csv"))
made = run.run(run.Job([source], outputs, workers=int(workers)))
print(made["reports"], made["failures"])
"""
"""Without a process for the one worker, which what is tried here has no part in."""


def export(root: Path, count: int) -> Path:
    """An export of good notes, with a bad line here and there."""
    lines = as_jsonl(many(count)).splitlines(keepends=True)
    for place in range(5, count, 17):
        lines[place] = b'{"id": "broken"\n'
    path = root / "in.jsonl"
    path.write_bytes(b"".join(lines))
    return path


def finish(source: Path, out: Path, workers: int) -> str:
    """How many reports and failures there are in the end."""
    done = python(DRIVER, source, out, workers)
    assert done.returncode == 0, done.stderr
    return done.stdout


def results(out: Path) -> dict[str, bytes]:
    """What a run leaves behind, but for the manifest, which holds times."""
    return {path.name: path.read_bytes() for path in out.parent.iterdir() if "manifest" not in path.name}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    root = tmp_path_factory.mktemp("undisturbed")
    source = export(root, 60)
    (root / "out").mkdir()
    assert finish(source, root / "out" / "r.jsonl", workers=1) == "56 4\n"
    expected = results(root / "out" / "r.jsonl")
    assert sorted(expected) == ["r.csv", "r.jsonl", "r.jsonl.errors.jsonl"]
    ids = [json.loads(line)["note"]["id"] for line in expected["r.jsonl"].splitlines()]
    assert ids == [note.id for place, note in enumerate(many(60)) if place % 17 != 5]
    positions = [json.loads(line)["position"] for line in expected["r.jsonl.errors.jsonl"].splitlines()]
    assert positions == list(range(5, 60, 17))
    return source, expected


KILLS = [
    "clinote.batch.checkpoint:Checkpoint._create:1",
    "clinote.batch.checkpoint:Checkpoint.add:1",
    "clinote.batch.checkpoint:Checkpoint.commit:2",
    "clinote.batch.checkpoint:Checkpoint.add:23",
    "clinote.batch.checkpoint:Checkpoint._save:40",
    "clinote.batch.write.jsonl:Reports.add_line:1",
    "clinote.batch.write.jsonl:Reports.add_line:31",
    "clinote.batch.write.flat:Evidence.add:50",
    "clinote.batch.outputs:put_in_place:1",
    "clinote.batch.outputs:put_in_place:2",
    "clinote.batch.run:put_in_place:1",
    "clinote.batch.run:put_in_place:2",
    "clinote.batch.checkpoint:Checkpoint.discard:1",
]


@pytest.mark.parametrize(("kill_at", "workers"), [*((kill_at, 1) for kill_at in KILLS), (KILLS[3], 2)])
def test_killed_at(kill_at: str, workers: int, undisturbed: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    source, expected = undisturbed
    assert python(DRIVER, source, tmp_path / "r.jsonl", workers, KILL_AT=kill_at).returncode == -9
    finish(source, tmp_path / "r.jsonl", workers)
    assert results(tmp_path / "r.jsonl") == expected


def kill_at_random(source: Path, out: Path, seed: int, workers: int) -> int:
    """Run until done, killed every now and then; how often it was."""
    chance = random.Random(seed)
    started = [sys.executable, "-c", DRIVER, str(source), str(out), str(workers)]
    path = os.pathsep.join(entry for entry in sys.path if entry)
    for kills in range(1000):
        process = subprocess.Popen(started, env={**os.environ, "PYTHONPATH": path}, stderr=subprocess.PIPE)
        deadline = time.monotonic() + chance.uniform(0.3, 1.0 + 0.5 * kills)
        while process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.005)
        if process.poll() is None:
            process.kill()
        process.communicate()
        if process.returncode != -9:
            assert process.returncode == 0
            return kills
    pytest.fail("a thousand kills, and no end")


@pytest.mark.long
def test_killed_at_random_moments(undisturbed: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    source, expected = undisturbed
    kill_at_random(source, tmp_path / "r.jsonl", seed=1, workers=2)
    assert results(tmp_path / "r.jsonl") == expected


@pytest.mark.long
@pytest.mark.parametrize("seed", range(50))
def test_killed_at_many_random_moments(seed: int, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.getbasetemp() / "large"
    if not (root / "expected" / "r.jsonl").exists():
        (root / "expected").mkdir(parents=True)
        finish(export(root, 1000), root / "expected" / "r.jsonl", workers=2)
    kill_at_random(root / "in.jsonl", tmp_path / "r.jsonl", seed, workers=2)
    assert results(tmp_path / "r.jsonl") == results(root / "expected" / "r.jsonl")


# Changes between two attempts


@pytest.fixture
def stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Job:
    """A run that stopped half-way."""
    (tmp_path / "in.jsonl").write_bytes(as_jsonl())
    job = Job([str(tmp_path / "in.jsonl")], Outputs(tmp_path / "r.jsonl"))
    with monkeypatch.context() as patch:
        patch.setattr("clinote.batch.run._COMMIT", 0.0)
        seen = 0

        def stop(*_: object) -> tuple[None, None]:
            nonlocal seen
            seen += 1
            if seen == 3:
                raise KeyboardInterrupt
            return kept(*_)

        from clinote.batch.run import _kept as kept

        patch.setattr("clinote.batch.run._kept", stop)
        with pytest.raises(KeyboardInterrupt):
            run(job)
    return job


def test_a_stopped_run_goes_on(stopped: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    done = []
    monkeypatch.setattr("clinote.batch.work.report", lambda note: done.append(note.id) or report(note))
    from clinote.engine import report

    manifest = run(stopped)
    assert done == [note.id for note in NOTES[2:]]
    assert (manifest["reports"], manifest["runs"]) == (4, 2)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"read": ReadOptions(join_with=" ")}, "reading options"),
        ({"read": ReadOptions(encoding="cp1252")}, "reading options"),
        ({"outputs": "decisions"}, "outputs"),
    ],
)
def test_other_settings_are_refused(change: dict[str, object], named: str, stopped: Job, tmp_path: Path) -> None:
    outputs = Outputs(tmp_path / "r.jsonl", decisions=tmp_path / "d.csv") if "outputs" in change else stopped.outputs
    read = change.get("read", stopped.read)
    with pytest.raises(UsageError, match=rf"other settings; changed: {named}\. .*--restart"):
        run(Job(stopped.inputs, outputs, read))  # type: ignore[arg-type]


def test_another_input_is_refused(stopped: Job) -> None:
    path = Path(stopped.inputs[0])
    path.write_bytes(path.read_bytes().replace(b"cough", b"fever"))
    with pytest.raises(UsageError, match="changed: input"):
        run(stopped)


def test_another_version_is_refused(stopped: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clinote.batch.run.__version__", "99")
    with pytest.raises(UsageError, match="changed: clinote version"):
        run(stopped)


def test_other_workers_are_welcome(stopped: Job) -> None:
    assert run(Job(stopped.inputs, stopped.outputs, workers=2))["reports"] == len(NOTES)


def test_restart_forgets(stopped: Job) -> None:
    manifest = run(Job(stopped.inputs, stopped.outputs, ReadOptions(join_with=" "), restart=True))
    assert (manifest["reports"], manifest["runs"]) == (len(NOTES), 1)


def test_a_damaged_checkpoint_is_refused(stopped: Job, tmp_path: Path) -> None:
    checkpoint = tmp_path / "r.jsonl.checkpoint"
    checkpoint.write_bytes(b"nonsense" * 1000)
    with pytest.raises(ClinoteError, match=r"damaged\. Start over with --restart"):
        run(stopped)
    assert run(Job(stopped.inputs, stopped.outputs, restart=True))["reports"] == len(NOTES)


def test_two_runs_do_not_share_an_output(stopped: Job, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "r.jsonl.checkpoint")
    other.execute("BEGIN EXCLUSIVE")
    for restart in (False, True):
        with pytest.raises(UsageError, match="Another run is at work"):
            run(Job(stopped.inputs, stopped.outputs, restart=restart))
    other.close()
    assert run(stopped)["reports"] == len(NOTES)


def test_what_a_pipe_left_is_not_gone_on_with(stopped: Job) -> None:
    with pytest.raises(UsageError, match="pipe cannot be read again"):
        run(Job(["-"], stopped.outputs))


def test_a_checkpoint_is_its_owners(stopped: Job, tmp_path: Path) -> None:
    assert (tmp_path / "r.jsonl.checkpoint").stat().st_mode & 0o777 == 0o600


def test_nothing_is_left_of_a_run_that_could_not_begin(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_bytes(as_csv().replace(b"text", b"words", 1))
    with pytest.raises(ClinoteError, match="no column holds the text"):
        run(Job([str(tmp_path / "in.csv")], Outputs(tmp_path / "r.jsonl")))
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


def test_failures_are_kept_with_their_reasons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clinote.batch.work.report", lambda note: {}[note.text])
    (tmp_path / "in.jsonl").write_bytes(as_jsonl())
    run(Job([str(tmp_path / "in.jsonl")], Outputs(tmp_path / "r.jsonl")))
    failures = [json.loads(line) for line in (tmp_path / "r.jsonl.errors.jsonl").read_text().splitlines()]
    assert [set(failure) for failure in failures] == [{"position", *Bad.__dataclass_fields__}] * len(NOTES)
    assert all(failure["reason"].startswith("KeyError in ") for failure in failures)
    assert not any(note.text[:20] in str(failures) for note in NOTES)
