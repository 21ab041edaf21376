"""How the time of a report grows with one long sentence.

    python tests/benchmarks/sentences.py [--longest 64000]

Each form is repeated without a full stop, to 8,000 characters and on, doubled each time. Printed: seconds, and the
factor to the length before, which is 2 where the time is linear.
"""

import argparse
import time

from clinote.engine import Note, report

FORMS = {
    "clause": "weakness with strength 4/5 and CK 900 and denies falls, ",
    "grade": "4/5 ",
    "strength": "strength 4/5 ",
    "codes": "R53.1 M62.81 ",
    "row": "Deltoid | 4/5 | 4/5 | ",
    "EMG": "EMG showed fibrillations ",
    "letter": "K ",
    "bracket": "creatine kinase (CK ",
    "condition": "if weakness then ",
    "prose": "she has felt weak and tired since the flu in March and denies pain but can climb stairs ",
}
_SHORTEST = 8_000


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--longest", type=int, default=64_000)
    longest = parser.parse_args().longest
    report(Note("Weakness, denies pain. Strength 4/5. CK 900."))  # what is loaded on first use
    for name, words in FORMS.items():
        row, before, length = [], 0.0, _SHORTEST
        while length <= longest:
            text = (words * (length // len(words) + 1))[:length]
            begin = time.process_time()
            report(Note(text))
            seconds = time.process_time() - begin
            row.append(f"{seconds:7.2f} {seconds / before if before else 1:4.1f}")
            before, length = seconds, 2 * length
        print(f"{name:10}", *row, flush=True)


if __name__ == "__main__":
    main()
