"""Disks that are full: what was reported is kept, what was not is done again, and the run says what to do."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from exports import as_jsonl, many
from program import python

from clinote.batch import checkpoint
from clinote.batch.outputs import Outputs
from clinote.batch.run import Job, run
from clinote.errors import ClinoteError

Mount = Callable[..., Path]

DRIVER = "from clinote.batch import run; run._COMMIT = 0.02; from clinote.cli import main; main()"


def clinote(source: Path, out: Path, workers: int) -> subprocess.CompletedProcess[str]:
    arguments = ["batch", str(source), "-o", str(out / "r.jsonl"), "--evidence", str(out / "e.csv"), "-w", str(workers)]
    return python(DRIVER, *arguments)


def results(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.iterdir() if "manifest" not in path.name}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    root = tmp_path_factory.mktemp("roomy")
    (root / "in.jsonl").write_bytes(as_jsonl(many(300)) + b"{broken\n")
    (root / "out").mkdir()
    assert clinote(root / "in.jsonl", root / "out", 2).returncode == 3
    return root / "in.jsonl", results(root / "out")


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Mount]:
    """An empty disk of so many kB; the same one, with what is on it, where it is only to grow."""
    if os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root")
    place = tmp_path / "disk"
    place.mkdir()

    def of_size(size: int, *, grow: bool = False) -> Path:
        if os.path.ismount(place) and not grow:
            subprocess.run(["umount", str(place)], check=True)
        options = f"size={size}k" + (",remount" if grow else "")
        made = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], check=False)
        if made.returncode and not grow:
            pytest.skip("this machine lets nobody mount")
        assert made.returncode == 0
        return place

    yield of_size
    if os.path.ismount(place):
        subprocess.run(["umount", str(place)], check=True)


def fill_up_and_go_on(expected: tuple[Path, dict[str, bytes]], mount: Mount, size: int, workers: int) -> bool:
    """Run on a disk of `size` kB, then with room; whether the first was too small."""
    source, wanted = expected
    out = mount(size)
    first = clinote(source, out, workers)
    full = first.returncode != 3
    if full:
        assert first.returncode == 6, first.stderr
        assert first.stderr.startswith("clinote: disk full: ")
        assert first.stderr.count("\n") == 1
        assert clinote(source, out, workers).returncode == 6  # and nothing is claimed that is not there
    mount(100_000, grow=True)
    last = clinote(source, out, workers)
    assert last.returncode == 3, last.stderr
    assert results(out) == wanted
    manifest = json.loads((out / "r.jsonl.manifest.json").read_text())
    assert manifest["reports"] == (out / "r.jsonl").read_bytes().count(b"\n") == 300
    return full


@pytest.mark.parametrize(("size", "workers"), [pytest.param(48, 1, marks=pytest.mark.long), (200, 2)])
def test_a_disk_that_fills_up(size: int, workers: int, expected: tuple[Path, dict[str, bytes]], mount: Mount) -> None:
    assert fill_up_and_go_on(expected, mount, size, workers)


@pytest.mark.long
@pytest.mark.parametrize("workers", [1, 2])
def test_disks_of_ten_sizes(workers: int, expected: tuple[Path, dict[str, bytes]], mount: Mount) -> None:
    whole = sum(map(len, expected[1].values())) // 1024
    sizes = [8, 24, 40, 64, 100, 160, whole // 4, whole // 2, whole, whole + 48]
    assert sum(fill_up_and_go_on(expected, mount, size, workers) for size in sizes) >= 8


# The same without a small disk: the write itself is made to fail


@pytest.mark.parametrize("at", ["INSERT INTO block", "INSERT OR REPLACE INTO state", "COMMIT"])
def test_a_commit_that_fails_keeps_what_was_committed(at: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in.jsonl").write_bytes(as_jsonl(many(40)))
    monkeypatch.setattr("clinote.batch.run._COMMIT", 0.0)
    job = Job([str(tmp_path / "in.jsonl")], Outputs(tmp_path / "r.jsonl"))
    with monkeypatch.context() as patch:
        patch.setattr(checkpoint.sqlite3, "connect", failing(checkpoint.sqlite3.connect, at, after=12))
        with pytest.raises(ClinoteError, match=r"disk full: .*the same command goes on"):
            run(job)
    manifest = run(job)
    assert manifest["reports"] == 40
    ids = [json.loads(line)["note"]["id"] for line in (tmp_path / "r.jsonl").read_text("utf-8").splitlines()]
    assert ids == [note.id for note in many(40)]


def failing(connect: Callable[..., object], at: str, after: int) -> Callable[..., object]:
    """`connect`, whose connections refuse the statement `at` from the `after`th time on, as a full disk does."""
    import sqlite3

    class Full(sqlite3.Connection):
        times = 0

        def execute(self, statement: str, *values: object) -> sqlite3.Cursor:  # type: ignore[override]
            if statement.startswith(at):
                Full.times += 1
                if Full.times >= after:
                    error = sqlite3.OperationalError("database or disk is full")
                    error.sqlite_errorcode = sqlite3.SQLITE_FULL
                    raise error
            return super().execute(statement, *values)  # type: ignore[arg-type]

    return lambda *places, **options: connect(*places, factory=Full, **options)


def test_a_checkpoint_that_lost_reports_is_not_written_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in.jsonl").write_bytes(as_jsonl(many(8)))
    monkeypatch.setattr("clinote.batch.checkpoint._BLOCK", 1)
    job = Job([str(tmp_path / "in.jsonl")], Outputs(tmp_path / "r.jsonl"))
    with monkeypatch.context() as patch:
        patch.setattr("clinote.batch.run._write", lambda *_: {}["stop"])
        with pytest.raises(KeyError):
            run(job)
    import sqlite3

    with sqlite3.connect(tmp_path / "r.jsonl.checkpoint") as lost:
        lost.execute("DELETE FROM block WHERE first = 3")
    lost.close()
    with pytest.raises(ClinoteError, match="holds 7 reports and 0 failures of 8 records"):
        run(job)
    assert not (tmp_path / "r.jsonl").exists()


def test_standard_output_that_is_full(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    (tmp_path / "in.jsonl").write_bytes(as_jsonl(many(8)))
    path = os.pathsep.join(entry for entry in sys.path if entry)
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "clinote", "batch", str(tmp_path / "in.jsonl"), "-o", "-", "-w", "1"],
            env={**os.environ, "PYTHONPATH": path},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, "disk full: standard output cannot be written" in done.stderr) == (6, True)
