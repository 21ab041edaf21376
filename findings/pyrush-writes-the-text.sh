#!/usr/bin/env bash
# PyRuSH 1.0.13, the sentence splitter of medspaCy 1.3.1, writes the words it splits to stderr.
# It logs every token through loguru, whose handler of the start prints DEBUG messages; `logging` levels change nothing.
# Expected: a component that is added with its default settings says nothing of the text it reads.
# Seen:     all tokens on stderr. `loguru.logger.disable("PyRuSH")` silences it.
. "$(dirname "$0")/environment.sh" PyRuSH==1.0.13 medspacy==1.3.1 spacy==3.7.5 loguru==0.7.3 numpy==1.26.4

"$python" - <<'END'
import subprocess
import sys

SPLIT = """
import logging
logging.disable(logging.CRITICAL)
{first}
import medspacy, spacy
nlp = spacy.blank("en")
nlp.add_pipe("medspacy_pyrush")
nlp("Walks unaided. Marigold is her cat.")
"""


def said(first: str) -> str:
    run = subprocess.run([sys.executable, "-c", SPLIT.format(first=first)], capture_output=True, text=True, check=True)
    return run.stderr


plain = said("")
quiet = said("import loguru; loguru.logger.disable('PyRuSH')")
print("as it comes:", *[line[:150] for line in plain.splitlines() if "Marigold" in line], sep="\n    ")
print("disabled in loguru:", repr(quiet[:150]))
assert "Marigold" in plain, "changed: the text was on stderr before"
assert "Marigold" not in quiet, "changed: this silenced it before"
END
