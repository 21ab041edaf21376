"""Notes per second: clinote's whole report, spaCy's blank tokenizer, stock medspaCy and EDS-NLP on the same notes.

    python tests/benchmarks/throughput.py NOTES.jsonl [--notes 600] [--slow 60] [--rounds 3]

NOTES.jsonl has one note a line with a field `text`. Every round takes the next `--notes` notes and runs each engine on
them once, in turn, in one process: an export brings new notes too. The ratio to clinote is taken round by round; the
median is printed with the least and the greatest. The slow engines get the first `--slow` notes of a round.
EDS-NLP is left out, with a word, where it is not installed.
"""

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("LOGURU_LEVEL", "ERROR")  # PyRuSH would write every token of every note to stderr

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "notes"
WARM_UP = [file.read_text(encoding="utf-8") for file in sorted(SAMPLES.glob("*.txt"))]

Run = Callable[[str], object]


def clinote_report() -> Run:
    """Text in, report out, as in a batch."""
    from clinote.engine import Note, report

    return lambda text: report(Note(text))


def tokenizer() -> Run:
    """spaCy's blank English tokenizer alone."""
    import spacy

    return spacy.blank("en").make_doc


def medspacy_stock() -> Run:
    """medspaCy as its README loads it: PyRuSH, target matcher with two terms, ConText, sectionizer."""
    import medspacy
    from medspacy.ner import TargetRule

    nlp = medspacy.load(
        medspacy_enable=["medspacy_pyrush", "medspacy_target_matcher", "medspacy_context", "medspacy_sectionizer"]
    )
    rules = [TargetRule(term, "PROBLEM") for term in ("weakness", "muscle weakness", "fatigue", "numbness")]
    nlp.get_pipe("medspacy_target_matcher").add(rules)
    return nlp


def edsnlp_quantities() -> Run:
    """EDS-NLP with sections, a matcher, qualifiers, quantities and dates."""
    import edsnlp

    nlp = edsnlp.blank("eds")
    for name in ("eds.normalizer", "eds.sentences", "eds.sections"):
        nlp.add_pipe(name)
    nlp.add_pipe("eds.matcher", config={"terms": {"weakness": ["weakness", "muscle weakness", "fatigue", "numbness"]}})
    for name in ("eds.negation", "eds.hypothesis", "eds.history", "eds.family", "eds.quantities", "eds.dates"):
        nlp.add_pipe(name)
    return nlp


def main() -> None:
    """Time them in turn and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--notes", type=int, default=600)
    parser.add_argument("--slow", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    with args.file.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line, _ in zip(lines, range(args.notes * args.rounds), strict=False)]
    engines: dict[str, tuple[Run, int]] = {}
    for make, count in (
        (clinote_report, args.notes),
        (tokenizer, args.notes),
        (medspacy_stock, args.slow),
        (edsnlp_quantities, args.slow),
    ):
        try:
            engines[make.__name__] = (make(), count)
        except ImportError as error:
            print(f"left out: {make.__name__} ({error})")
    for run, _ in engines.values():
        for text in WARM_UP:
            run(text)
    seconds: dict[str, list[float]] = {name: [] for name in engines}
    for number in range(args.rounds):
        part = texts[number * args.notes : (number + 1) * args.notes]
        for name, (run, count) in engines.items():
            begin = time.perf_counter()
            for text in part[:count]:
                run(text)
            seconds[name].append((time.perf_counter() - begin) / sum(map(len, part[:count])))
    mine = seconds["clinote_report"]
    print(f"{len(texts)} notes, {sum(map(len, texts)) / 1e6:.2f} million characters, {args.rounds} rounds")
    mean = statistics.mean(map(len, texts))
    for name, times in seconds.items():
        ratios = [theirs / own for theirs, own in zip(times, mine, strict=True)]
        print(
            f"{name:18} {1 / (statistics.median(times) * mean):8.0f} notes/s   time relative to clinote: "
            f"{statistics.median(ratios):6.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
        )


if __name__ == "__main__":
    main()
