"""Coverage-guided fuzzing of the report, of two readers and of the grammar of terms.

    pip install atheris==3.0.0
    python tests/benchmarks/fuzz.py suggest|rtf|hl7|terms [--seconds 300] [--corpus FOLDER]

libFuzzer changes notes, files and terms and keeps each that reaches a branch of `clinote` that none before it reached.
The first input on which something does not hold ends the run and is written to the folder of the corpus, as is one
that takes more than `LIMIT` seconds. What must hold is what the tests of `tests/test_generated.py` ask of inputs made
at random; of a term also, that each phrase it stands for is found.
"""

import argparse
import contextlib
import itertools
import sys
import tempfile
from functools import partial
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

with atheris.instrument_imports(include=["clinote"]):
    import test_generated as generated
    import test_mutations as mutations

    from clinote import patterns
    from clinote.batch import work
    from clinote.batch.formats import Format
    from clinote.batch.read import hl7 as _hl7  # noqa: F401 -- imported when it is needed, which is too late to count
    from clinote.batch.record import Malformed
    from clinote.errors import PatternError
    from clinote.lexicon import Lexicon, Scan

LIMIT = 20
"""Seconds for one input, with the coverage counted."""
MOST = 500
"""Phrases of one term that are looked for."""

TERMS = (
    "(trouble|difficulty) swallowing", "[upper ]trap[s]", "(has|have)n't [been] able to", "{side}-sided ~weakness",
    "u&e", "hips > knees", "extremit(y|ies)", "t[ ]4", "k+", "[[a] b|c [d]] e",
)  # fmt: skip
WORDS = {"side": patterns.Choice((("left",), ("right",)), listed=True), "x": patterns.Choice((("both ",), ()))}


def suggest(data: bytes) -> None:
    """A note."""
    generated.holds(data.decode("utf-8", "surrogateescape"), None)


def terms(data: bytes) -> None:
    """A term of a pattern: refused in words, or each phrase it stands for is found."""
    written = data.decode("utf-8", "replace")
    try:
        term = patterns.parse(written, WORDS)
    except PatternError:
        return
    if not written.isprintable():  # written out, every blank of Unicode is one
        return
    sought = Lexicon([patterns.Pattern("a", "x", (term,), {})])
    for phrase in itertools.islice(patterns.spell_out(term), MOST):
        at = [hit[:2] for hit in sought.find(Scan(phrase)).get("x", ())]
        assert not phrase or at == [(0, len(phrase))], (phrase, at)


def rtf(data: bytes) -> None:
    """A rich text: refused in words, or the text that it says."""
    with contextlib.suppress(Malformed):
        assert isinstance(work.plain("{\\rtf1" + data.decode("utf-8", "surrogateescape")), str)


def seeds(root: Path) -> dict[str, list[bytes]]:
    """What the fuzzer begins with, by target."""
    files = mutations.seeds(root)
    return {
        "suggest": [path.read_bytes() for path in sorted((ROOT / "samples" / "notes").glob("*.txt"))],
        "rtf": [files["a.rtf"].removeprefix(b"{\\rtf1")],
        "hl7": [files["a.hl7"]],
        "terms": [term.encode() for term in TERMS],
    }


def dictionary(target: str) -> list[str]:
    """Pieces that the fuzzer puts into inputs."""
    if target == "terms":
        return ["(", ")", "[", "]", "|", "{side}", "{x}", "~", "'", "n't", "-", " > "]
    if target == "suggest":
        return [*generated.WORDS, *generated.HEADERS, *generated.LEADS, "\n", "\n\n", " | ", "<td>", "</td>", "<br>"]
    return [*generated.BITS, "\\trowd", "\\cell", "\\row", "\\itap2", "\\v", "\\bin9 ", "OBR|", "MSH|^~\\&|", "DSC|7|F"]


def main() -> None:
    """Fuzz one of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=("suggest", "rtf", "hl7", "terms"))
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--corpus", type=Path, help="where inputs are kept from run to run")
    given = parser.parse_args()
    # libFuzzer leaves by _exit, so nothing behind it would remove a folder
    root = Path(tempfile.mkdtemp(prefix="clinote-fuzz-"))
    corpus = given.corpus or root / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(root)[given.target]):
        (corpus / f"seed-{number}").write_bytes(seed)
    listed = root / "dictionary"
    pieces = sorted({piece for piece in dictionary(given.target) if piece})
    escaped = ("".join(f"\\x{byte:02x}" for byte in piece.encode("utf-8", "replace")) for piece in pieces)
    listed.write_text("".join(f'"{piece}"\n' for piece in escaped), encoding="ascii")
    hl7 = partial(generated.reads, root / "a.hl7", Format.hl7)
    one = {"suggest": suggest, "rtf": rtf, "hl7": hl7, "terms": terms}[given.target]
    length = {"suggest": 1500, "terms": 48}.get(given.target, 3000)
    options = [f"-max_total_time={given.seconds}", f"-max_len={length}", f"-timeout={LIMIT}", "-rss_limit_mb=4096"]
    options += [f"-dict={listed}", f"-artifact_prefix={corpus}/", "-print_final_stats=1", str(corpus)]
    atheris.Setup([sys.argv[0], *options], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
