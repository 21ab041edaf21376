"""A long export with poisoned records through `clinote batch`, while everything goes wrong; nothing may be lost.

    python tests/benchmarks/load.py [--notes 100000] [--seed 1]

One record in a hundred is of one of the kinds of `POISON`. The disk is too small at first (a tmpfs, where root may
mount one), worker processes are killed in the middle, then the run itself is, and started again with the same command.
At the end every record has to be a report or a failure, once, in its place, and a sample of the reports has to be
what the engine says. A second export is cut in the middle of a line. Prints what it did, in figures.
"""

import argparse
import gzip
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from clinote.engine import Note, report

COMMAND = [sys.executable, "-m", "clinote", "batch"]
SENTENCES = (
    "Generalized weakness for {n} weeks.", "Denies weakness, numbness and falls.", "Strength 4/5 in both hip flexors.",
    "Strength 5/5 throughout.", "CK {n}20 U/L (30-200).", "K 3.{n} mmol/L.", "Walks with a cane.", "No double vision.",
    "Cough since Monday, lungs clear.", "Muscle weakness, cause unclear.", "EMG pending.", "Old stroke, left arm weak.",
)  # fmt: skip


def as_record(text: Any, **more: Any) -> bytes:
    return json.dumps({"note_id": "?", "text": text, **more}).encode()


POISON: dict[str, tuple[bytes, bool]] = {  # a record, and whether a report can be made of it
    "no JSON": (b"{nothing", False),
    "cut JSON": (b'{"note_id": "?", "text": "Legs w', False),
    "an array": (b'["Weak"]', False),
    "null": (b"null", False),
    "nested too deep": (b'{"text": ' + b"[" * 20_000 + b"]" * 20_000 + b"}", False),
    "bytes of another encoding": (b'{"note_id": "?", "text": "Weak \xff\xfe"}', False),
    "text is a number": (as_record(7), False),
    "text is null": (as_record(None), False),
    "no text": (b'{"note_id": "?", "date": "2026-01-01"}', False),
    "empty": (as_record(""), False),
    "blank": (as_record("  \n \t\n"), False),
    "half a surrogate pair": (b'{"note_id": "?", "text": "Weak \\ud83d legs"}', False),
    "NUL": (as_record("Weak \0 legs"), False),
    "rich text that says nothing": (as_record("{\\rtf1\\ansi {{{\\bin9999999 Weak"), False),
    "a day that is none": (as_record("Weak.", date="2026-02-31"), True),
    "an unknown setting": (as_record("Weak.", setting="orbit"), True),
    "tags within tags": (as_record("<div>" * 5_000 + "Weak."), True),
    "brackets within brackets": (as_record("(" * 5_000 + "weak" + ")" * 5_000), True),
    "a word without end": (as_record("a" * 100_000 + " weak"), True),
    "a table of 180 columns": (as_record("\n".join([" | ".join(["weak", "4/5", "5/5"] * 60)] * 10)), True),
    "a wall of blanks": (as_record((" " * 400 + "\n") * 100 + "weak"), True),
    "digits without end": (as_record("CK " + "9" * 5_000 + " U/L. Strength " + "4/5" * 300), True),
    "cue upon cue": (as_record("no denies without " * 500 + "weakness"), True),
}


def records(count: int, seed: int) -> Iterator[tuple[bytes, str | None]]:
    """The lines of the export, each with its kind of poison."""
    chance = random.Random(seed)
    kinds = list(POISON)
    for number in range(count):
        if number % 100 == 37:
            kind = kinds[number // 100 % len(kinds)]
            yield POISON[kind][0].replace(b'"?"', f'"{number}"'.encode()), kind
        else:
            text = " ".join(chance.choices(SENTENCES, k=chance.randint(2, 9))).replace("{n}", str(number % 9 + 1))
            yield json.dumps({"note_id": str(number), "text": text}).encode(), None


@dataclass(slots=True)
class Watch:
    """What happened to the runs of one export."""

    command: list[str]
    faults: Counter[str] = field(default_factory=Counter)
    memory: list[tuple[int, int]] = field(default_factory=list)
    """Resident MB of the parent and of its largest worker, every second."""

    def run(self, kills: int = 0, end_after: float | None = None) -> tuple[int, str]:
        """Run the command, kill `kills` workers, and itself after so many seconds. How it left, and its words."""
        process = subprocess.Popen(self.command, stderr=subprocess.PIPE, text=True)
        threading.Thread(target=self._watch, args=(psutil.Process(process.pid), kills, end_after), daemon=True).start()
        _, said = process.communicate()
        return process.returncode, said

    def _watch(self, process: psutil.Process, kills: int, end_after: float | None) -> None:
        begun = time.monotonic()
        for second in range(1, 1_000_000):
            time.sleep(1)
            try:
                workers = process.children()
                sizes = [worker.memory_info().rss >> 20 for worker in workers]
                self.memory.append((process.memory_info().rss >> 20, max(sizes, default=0)))
                busy = [worker for worker in workers if worker.cpu_times().user > 1.5]  # one that starts is no test
                if kills and busy and second % 3 == 0:
                    busy[kills % len(busy)].kill()
                    self.faults["workers killed"] += 1
                    kills -= 1
                if end_after and time.monotonic() - begun > end_after:
                    process.send_signal(signal.SIGKILL)
                    self.faults["runs killed"] += 1
                    return
            except psutil.NoSuchProcess:
                return


def disk(place: Path, kilobytes: int, *more: str) -> bool:
    """A tmpfs of so many kB at `place`, or the one there made larger; whether that worked."""
    place.mkdir(exist_ok=True)
    options = ",".join([f"size={kilobytes}k", *more])
    return os.geteuid() == 0 and not subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", place]).returncode


def disturbed(root: Path, count: int, seed: int) -> None:
    """The export through a small disk, killed workers and killed runs."""
    kinds: dict[int, str] = {}
    source, out = root / "in.jsonl", root / "out"
    with source.open("wb") as lines:
        for number, (line, kind) in enumerate(records(count, seed)):
            lines.write(line + b"\n")
            if kind:
                kinds[number] = kind
    watch = Watch([*COMMAND, str(source), "--output", str(out / "r.jsonl"), "--workers", "2"])
    begun = time.monotonic()
    mounted = disk(out, 300)
    if mounted:
        code, said = watch.run()
        assert code == 6, said
        assert "disk full" in said
        watch.faults["disks full"] += 1
        assert disk(out, 4_000_000, "remount")
    while watch.faults["runs killed"] < 3 and (code := watch.run(kills=5, end_after=20)[0]) == -signal.SIGKILL:
        pass
    code, said = watch.run(kills=5)
    seconds = time.monotonic() - begun
    assert code == 3, said
    counted(source, out, kinds, count)
    watch.faults["poisoned records"] = len(kinds)
    print(f"{count} records in {seconds:.0f} s; {dict(watch.faults)}: each is a report or a failure, once, in order")
    tenth = max(1, len(watch.memory) // 10)
    for name, sizes in zip(("run", "worker"), zip(*watch.memory, strict=True), strict=True):
        early, late = max(sizes[tenth : 3 * tenth] or sizes), max(sizes[-2 * tenth :])
        print(f"memory of the {name}: {early} MB early on, {late} MB at the end, {max(sizes)} MB at most")


def counted(source: Path, out: Path, kinds: dict[int, str], count: int) -> None:
    """Every record is there once, as the report or the failure it has to be."""
    failures = [json.loads(line) for line in (out / "r.jsonl.errors.jsonl").read_text(encoding="utf-8").splitlines()]
    failed = [failure["position"] for failure in failures]
    killed = [f["position"] for f in failures if f["reason"] == "the worker process died on this note"]
    wanted = {number for number, kind in kinds.items() if not POISON[kind][1]}
    assert failed == sorted({*wanted, *killed}), sorted({*wanted, *killed} ^ {*failed})
    made = [number for number in range(count) if number not in set(failed)]
    sample = 0
    with (out / "r.jsonl").open(encoding="utf-8") as reports, source.open("rb") as lines:
        position = -1
        for number, line in zip(made, reports, strict=True):
            found = json.loads(line)
            while position < number:
                given, position = next(lines), position + 1
            assert found["note"]["id"] == str(number)
            if number % 250 == 0:
                assert found == json.loads(json.dumps(report(Note(json.loads(given)["text"], str(number)))))
                sample += 1
    print(f"set aside because their worker was killed twice, with the reason: {len(killed)}")
    print(f"{len(made)} reports, {len(failed)} failures; {sample} reports compared with the engine's")


def cut(root: Path, count: int, seed: int) -> None:
    """An export that ends in the middle of a line, plain and compressed."""
    lines = [line + b"\n" for line, kind in records(count, seed) if kind is None]
    whole = len(lines) * 6 // 10
    plain, packed = b"".join(lines[:whole]) + lines[whole][:9], gzip.compress(b"".join(lines))
    for name, content in (("cut.jsonl", plain), ("cut.jsonl.gz", packed[: len(packed) * 6 // 10])):
        (root / name).write_bytes(content)
        out = root / f"{name}.out"
        code, said = Watch([*COMMAND, str(root / name), "--output", str(out), "--workers", "2"]).run()
        assert code == 3, said
        made = out.read_bytes().count(b"\n")
        failures = Path(f"{out}.errors.jsonl").read_bytes().count(b"\n")
        assert failures == 1
        assert name != "cut.jsonl" or made == whole
        print(f"{name}: {made} reports of the whole lines before the cut, {failures} failure")


def main() -> None:
    """Run both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notes", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        try:
            disturbed(Path(folder), given.notes, given.seed)
        finally:
            if os.path.ismount(out := Path(folder, "out")):
                subprocess.run(["umount", out], check=True)
        cut(Path(folder), max(1_000, given.notes // 50), given.seed)


if __name__ == "__main__":
    main()
