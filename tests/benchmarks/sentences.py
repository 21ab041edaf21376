"""How the time of a report grows with one long sentence, line, list or table.

    python tests/benchmarks/sentences.py [--shortest 8000] [--longest 256000] [FORM ...]

Each form of `forms.toml` (or those named, by group or by name) is repeated to the shortest length and on, doubled each
time. Printed: seconds of the processor, the least of the rounds, and the factor to the length before, which is 2 where
the time is linear; a form is marked where a factor is above 2.3 and the time above a twentieth of a second.
"""

import argparse
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

from clinote.engine import Note, report

_MOST, _LEAST_SECONDS = 2.3, 0.05


def forms(chosen: list[str]) -> Iterator[tuple[str, str, str]]:
    """The name of each form, behind that of its group, the words that it begins with, and those that it repeats."""
    groups = tomllib.loads(Path(__file__).with_name("forms.toml").read_text(encoding="utf-8"))
    for group, units in groups.items():
        for name, words in units.items():
            if not chosen or group in chosen or name in chosen:
                yield f"{group}.{name}", *(("", words) if isinstance(words, str) else words)


def seconds(text: str) -> float:
    """How long a report on `text` takes."""
    begin = time.process_time()
    report(Note(text))
    return time.process_time() - begin


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shortest", type=int, default=8_000)
    parser.add_argument("--longest", type=int, default=64_000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("forms", nargs="*")
    chosen = parser.parse_args()
    report(Note("Weakness, denies pain. Strength 4/5. CK 900. EMG normal."))  # what is loaded on first use
    for name, head, words in forms(chosen.forms):
        row, before, length, steep = [], 0.0, chosen.shortest, False
        while length <= chosen.longest:
            text = (head + words * (length // len(words) + 1))[:length]
            took = min(seconds(text) for _ in range(chosen.rounds))
            factor = took / before if before else 1
            steep = steep or (factor > _MOST and took > _LEAST_SECONDS)
            row.append(f"{took:7.2f} {factor:4.1f}")
            before, length = took, 2 * length
        print("*" if steep else " ", f"{name:28}", *row, flush=True)


if __name__ == "__main__":
    main()
