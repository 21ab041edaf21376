"""Cold starts, each in a process of its own, paired with importing medspaCy.

python tests/benchmarks/startup.py [--rounds 7]
"""

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

NOTES = Path(__file__).resolve().parents[2] / "samples" / "notes"
AGREED, DISPUTED = NOTES / "01-outpatient-weakness.txt", NOTES / "11-frailty.txt"
"""Notes on whose negations the engines agree, and on which a third opinion is loaded."""
COMMANDS = {
    "suggest": ["-m", "clinote", "suggest", str(AGREED), "--format", "json"],
    "suggest, disputed": ["-m", "clinote", "suggest", str(DISPUTED), "--format", "json"],
    "clinote --help": ["-m", "clinote", "--help"],
    "usage error": ["-m", "clinote", "suggest", "--setting", "nowhere"],
    "import clinote": ["-c", "import clinote"],
    "import spacy": ["-c", "import spacy"],
    "import medspacy": ["-c", "import medspacy"],
}


def seconds(arguments: list[str]) -> float:
    """Wall time of one process."""
    begin = time.perf_counter()
    subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - begin


def main() -> None:
    """Run them in turn and print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    for arguments in COMMANDS.values():
        seconds(arguments)
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(rounds):
        for name, arguments in COMMANDS.items():
            times[name].append(seconds(arguments))
    for name, own in times.items():
        ratio = statistics.median(a / b for a, b in zip(own, times["import medspacy"], strict=True))
        print(f"{name:18} {statistics.median(own):6.2f} s   {ratio:5.2f} of importing medspaCy")


if __name__ == "__main__":
    main()
