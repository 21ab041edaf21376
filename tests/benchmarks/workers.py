"""One worker against two on the same notes, start-up left out, and the memory of a long run.

    python tests/benchmarks/workers.py NOTES.jsonl [--rounds 3] [--long 100000]

The notes are repeated until there are `--notes` of them. With `--long`, that many notes then go through one worker
while the memory of this process and of its child is read every tenth of the way.
"""

import argparse
import itertools
import json
import multiprocessing
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from clinote import pool
from clinote.engine import Note


def rate(notes: list[Note], workers: int) -> float:
    """Notes a second, from the first outcome to the last."""
    outcomes = iter(pool.pipe(notes, workers=workers))
    next(outcomes)
    begin = time.perf_counter()
    count = sum(1 for _ in outcomes)
    return count / (time.perf_counter() - begin)


def megabytes() -> list[int]:
    """Resident memory of this process and of each child."""
    own = psutil.Process()
    return [process.memory_info().rss >> 20 for process in (own, *own.children(recursive=True))]


def main() -> None:
    """Print the ratio, then the memory."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--notes", type=int, default=6_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--long", type=int, default=0)
    args = parser.parse_args()
    with args.file.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    notes = [Note(text, str(n)) for n, text in zip(range(args.notes), itertools.cycle(texts), strict=False)]
    ratios = []
    for _ in range(args.rounds):
        one, two = rate(notes, 1), rate(notes, 2)
        ratios.append(two / one)
        print(f"1 worker {one:6.0f} notes/s   2 workers {two:6.0f} notes/s   ratio {two / one:.2f}")
    print(f"median ratio {statistics.median(ratios):.2f} on {multiprocessing.cpu_count()} cores")

    def many() -> Iterator[Note]:
        for number, text in zip(range(args.long), itertools.cycle(texts), strict=False):
            yield Note(f"{text}\nref word{number}", str(number))

    for number, _ in enumerate(pool.pipe(many(), workers=2), start=1):
        if number % (args.long // 10) == 0:
            print(f"{number:8} notes   {megabytes()} MB (this process, then its workers)")


if __name__ == "__main__":
    main()
