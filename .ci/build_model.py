"""Write models/en_clinote afresh: the pipeline directory that `clinote.load()` and `spacy package` read.

The model card, its README.md, stays as it is.
"""

import shutil
import tempfile
from pathlib import Path

import spacy

from clinote.engine import EXTRACTORS
from clinote.version import __version__

TARGET = Path(__file__).resolve().parent.parent / "models" / "en_clinote"
KEPT = ("README.md", "LICENSE")


def main() -> None:
    """Assemble the pipeline in the order of the engine and save it."""
    nlp = spacy.blank("en")
    nlp.add_pipe("clinote_layout")
    for name in EXTRACTORS:
        nlp.add_pipe(f"clinote_{name}")
    for name in ("assertion", "opinions", "coding"):
        nlp.add_pipe(f"clinote_{name}")
    nlp.meta.update(
        name="clinote",
        version=__version__,
        description="Facts on weakness in clinical notes, and the decision between R53.1 and M62.81.",
        author="The authors of clinote",
        license="MIT",
        spacy_version=">=3.7.5,<4.0.0",
        requirements=[f"clinote=={__version__}"],
    )
    with tempfile.TemporaryDirectory() as folder:
        for name in KEPT:
            shutil.copy(TARGET / name, folder)
        shutil.rmtree(TARGET)
        nlp.to_disk(TARGET)
        for name in KEPT:
            shutil.copy(Path(folder) / name, TARGET)


if __name__ == "__main__":
    main()
