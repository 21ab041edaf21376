"""This commit against another one, side by side: throughput, cold start, memory, and which reports differ.

    python tests/benchmarks/compare.py REV NOTES.jsonl [--other HEAD] [--rich 300] [--rounds 5]

NOTES.jsonl has one note a line with a field `text`. Both commits are installed into folders of their own, with the
packages of this environment (what a commit needs beyond them is fetched). A process of each reads the same notes
through `clinote.pipe`, whole reports as a user gets them, in turn and a tenth at a time; what counts is processor time.
The first pass warms up, counts failures (an old commit that only fails would look quick) and finds the rich notes:
those with the most facts.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
COLD = {
    "suggest, thin": ROOT / "samples" / "notes" / "15-thin.txt",
    "suggest": ROOT / "samples" / "notes" / "01-outpatient-weakness.txt",
    "suggest, disputed": ROOT / "samples" / "notes" / "11-frailty.txt",
}
"""A note without a denial, one on whose negations the engines agree, and one for which a third opinion is loaded."""
PARTS = 10


def installed(revision: str, folder: Path) -> dict[str, str]:
    """A commit installed into a folder; the environment of a process that runs it."""
    source, site = folder / "source", folder / "site"
    source.mkdir(parents=True)
    archive = subprocess.run(["git", "archive", revision], cwd=ROOT, check=True, capture_output=True).stdout
    subprocess.run(["tar", "-x", "-C", str(source)], input=archive, check=True)
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--target",
        str(site),
    ]
    subprocess.run([*pip, str(source)], check=True)
    if missing := lacking(site):
        subprocess.run([*pip, *missing], check=True)
    return {**os.environ, "PYTHONPATH": str(site), "CLINOTE_CACHE": str(folder / "cache")}


def lacking(site: Path) -> list[str]:
    """The packages that a commit asks for and this environment has not: it may rest on others than this one."""
    (own,) = metadata.distributions(name="clinote", path=[str(site)])
    wanted = [Requirement(line) for line in own.requires or ()]
    here = {one.name.lower().replace("_", "-") for one in metadata.distributions()}
    return [
        f"{one.name}{one.specifier}"
        for one in wanted
        if (not one.marker or one.marker.evaluate({"extra": ""})) and one.name.lower().replace("_", "-") not in here
    ]


def serve(file: Path) -> None:
    """The child: for each line `[[numbers of notes]]` on standard input, how their reports came out."""
    import hashlib

    import clinote

    with file.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    for line in sys.stdin:
        chosen = [texts[number] for number in json.loads(line)]
        begin = time.process_time()
        outcomes = list(clinote.pipe(chosen))
        seconds = time.process_time() - begin
        said: list[tuple[int, str] | None] = []
        for outcome in outcomes:
            if isinstance(outcome, clinote.Failure):
                said.append(None)
                continue
            plain = outcome.model_dump(mode="json", exclude={"clinote_version"})
            said.append((len(plain["facts"]), hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()))
        print(json.dumps({"seconds": seconds, "said": said}), flush=True)


class Child:
    """A process that reads notes with one of the two commits."""

    def __init__(self, file: Path, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--child", str(file)],
            env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=environment["PYTHONPATH"],
        )  # fmt: skip

    def read(self, numbers: Sequence[int]) -> dict[str, Any]:
        """What came of these notes, and the processor time that it took."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(json.dumps(list(numbers)), file=self.process.stdin, flush=True)
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def peak(self) -> float:
        """End the process; the most memory that it held, in MB."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        _, status, usage = os.wait4(self.process.pid, 0)
        self.process.returncode = os.waitstatus_to_exitcode(status)
        return usage.ru_maxrss / 1024


def cold(arguments: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Wall time in seconds and peak memory in MB of one process."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], env=environment, stdout=subprocess.DEVNULL, cwd=environment["PYTHONPATH"]
    )  # a folder of its own: `-m` would find the package of the current one first
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{arguments} ended with {process.returncode}.")
    return time.perf_counter() - begin, usage.ru_maxrss / 1024


def ratios(name: str, rounds: int, mine: Callable[[int], float], theirs: Callable[[int], float], unit: str) -> None:
    """Both in turn, the first of a round going second in the next; medians and the ratio's median and bounds."""
    own: list[float] = []
    other: list[float] = []
    for number in range(rounds):
        for run, into in ((mine, own), (theirs, other))[:: 1 if number % 2 else -1]:
            into.append(run(number))
    each = [a / b for a, b in zip(own, other, strict=True)]
    print(
        f"{name:24} {statistics.median(own):8.2f} {statistics.median(other):8.2f} {unit:5} "
        f"ratio {statistics.median(each):5.2f} ({min(each):.2f} to {max(each):.2f})"
    )


def main() -> None:
    """Install both, run them in turn, print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("revision")
    parser.add_argument("file", type=Path)
    parser.add_argument("--other", default="HEAD")
    parser.add_argument("--rich", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    file = args.file.resolve()
    with tempfile.TemporaryDirectory() as folder:
        new, old = installed(args.other, Path(folder, "new")), installed(args.revision, Path(folder, "old"))
        print(f"{'':24} {args.other[:8]:>8} {args.revision[:8]:>8}")
        for name, note in COLD.items():
            command = ["-m", "clinote", "suggest", str(note), "--format", "json"]
            for environment in (new, old):
                cold(command, environment)
            ratios(name, args.rounds, lambda _: cold(command, new)[0], lambda _: cold(command, old)[0], "s")  # noqa: B023
            print(f"{'  peak memory':24} {cold(command, new)[1]:8.0f} {cold(command, old)[1]:8.0f} MB")
        ratios(
            "thin / import spacy", args.rounds,
            lambda _: cold(["-m", "clinote", "suggest", str(COLD["suggest, thin"])], new)[0],
            lambda _: cold(["-c", "import spacy"], new)[0], "s",
        )  # fmt: skip
        children = Child(file, new), Child(file, old)
        with file.open(encoding="utf-8") as lines:
            every = range(sum(1 for _ in lines))
        first, second = (child.read(every)["said"] for child in children)
        for revision, said in ((args.other, first), (args.revision, second)):
            print(f"{revision[:8]}: {sum(one is not None for one in said)} reports, {said.count(None)} failures")
        same = sum(a is not None and b is not None and a[1] == b[1] for a, b in zip(first, second, strict=True))
        print(f"the same reports: {same} of {len(every)}")
        rich = sorted(every, key=lambda k: -(first[k] or (0,))[0])[: args.rich]
        without = [k for k in every if first[k] and not first[k][0]]
        for name, chosen in ((f"{len(rich)} richest", rich), ("all notes", every), ("without a fact", without)):
            if chosen:
                parts = [chosen[k::PARTS] for k in range(PARTS)]
                ratios(
                    name, args.rounds * 2,
                    lambda k: children[0].read(parts[k % PARTS])["seconds"],  # noqa: B023
                    lambda k: children[1].read(parts[k % PARTS])["seconds"], "s",  # noqa: B023
                )  # fmt: skip
        print(f"{'memory, one process':24} {children[0].peak():8.0f} {children[1].peak():8.0f} MB")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        serve(Path(sys.argv[2]))
    else:
        main()
