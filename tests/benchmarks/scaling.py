"""How the time of a report grows with the length of the note, and with the number of patterns.

    python tests/benchmarks/scaling.py [--rounds 3]

Notes of 1 kB to 1 MB are made of the sample notes, one after the other, with the numbers changed; a growing lexicon is
the shipped one with invented phrases added. Printed: milliseconds (the least of the rounds), and the factor to the
row before.
"""

import argparse
import itertools
import re
import time
from collections.abc import Callable
from pathlib import Path

from clinote import patterns
from clinote.engine import Note, report
from clinote.lexicon import Lexicon
from clinote.patterns import Pattern
from clinote.reading import Reading

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "notes"


def note_of(length: int) -> str:
    """A note of about `length` characters, dense with facts."""
    texts = [file.read_text(encoding="utf-8") for file in sorted(SAMPLES.glob("*.txt"))]
    parts: list[str] = []
    total = 0
    for number, text in enumerate(itertools.cycle(texts)):
        part = re.sub(r"\b(\d{3,4})\b", lambda m, n=number: str(int(m[1]) + n % 7), text)
        parts.append(part)
        total += len(part)
        if total >= length:
            return "\n".join(parts)[:length]
    raise AssertionError


def best(run: Callable[[], object], rounds: int) -> float:
    """Seconds of the quickest round."""
    times = []
    for _ in range(rounds):
        begin = time.process_time()
        run()
        times.append(time.process_time() - begin)
    return min(times)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    report(Note(note_of(20_000)))  # what is loaded on first use
    print("characters      ms   factor   facts")
    before = None
    for length in (1_000, 10_000, 100_000, 1_000_000):
        text = note_of(length)
        seconds = best(lambda text=text: report(Note(text)), rounds)
        facts = len(report(Note(text))["facts"])
        print(f"{length:10} {seconds * 1000:7.1f}   {seconds / before if before else 1:6.1f} {facts:7}")
        before = seconds
    shipped = [p for file in patterns.load().values() if file.scope == "note" for p in file.patterns]
    text = note_of(100_000)
    scan = Reading(text).scan
    print("phrases added   ms   factor   (the scan alone, 100 kB)")
    before = None
    for extra in (0, 1_000, 10_000, 100_000):
        made = Pattern("made", "made", tuple((f"zq{n} xw{n % 97}",) for n in range(extra)), {})
        lexicon = Lexicon([*shipped, made])
        seconds = best(lambda lexicon=lexicon: lexicon.find(scan), rounds)
        print(f"{extra:10} {seconds * 1000:7.1f}   {seconds / before if before else 1:6.1f}")
        before = seconds


if __name__ == "__main__":
    main()
