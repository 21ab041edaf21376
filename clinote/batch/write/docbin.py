"""spaCy DocBin files: facts in `doc.spans["clinote"]`, the report in `doc._.clinote`, as the pipeline has them."""

import json
from pathlib import Path
from typing import Any

from clinote.batch.write.form import Run, Writer, output
from clinote.batch.write.target import new_directory, private

SPANS_KEY = "clinote"
_WHOLE: Any = {"alignment_mode": "expand"}
_DOCS = 1_000  # in a file: a DocBin has to fit into memory


@output("docbin", "Directory of spaCy DocBin files; holds the notes.", directory=True)
class DocBins(Writer):
    """A directory of DocBin files, which spaCy reads as one corpus."""

    expected = 0

    def __init__(self, path: Path, run: Run) -> None:
        self._to = new_directory(path)
        self._number = 0
        self._sizes: dict[str, tuple[int, int]] = {}  # of each file: documents, bytes
        self._begin()

    @classmethod
    def needs_text(cls, flags: frozenset[str]) -> bool:
        return True

    def _begin(self) -> None:
        import spacy
        from spacy.tokens import DocBin

        self._nlp = spacy.blank("en")  # anew for each file: a vocabulary keeps every word it saw
        self._docs = DocBin(attrs=["ORTH", "SPACY"], store_user_data=True)

    def add(self, position: int, report: dict[str, Any], text: str | None) -> None:
        from spacy.tokens import SpanGroup

        doc = self._nlp.make_doc(text or "")
        doc.user_data["._.", "clinote_report", None, None] = json.dumps(report)  # type: ignore[index]
        facts = report["facts"]
        spans = [
            span
            for fact in facts
            if (span := doc.char_span(fact["start"], fact["end"], fact["label"], span_id=fact["rule"], **_WHOLE))
        ]
        doc.spans[SPANS_KEY] = SpanGroup(doc, name=SPANS_KEY, attrs={"facts": json.dumps(facts)}, spans=spans)
        self._docs.add(doc)
        self.expected += 1
        if len(self._docs) >= _DOCS:
            self._flush()

    def close(self) -> None:
        if len(self._docs):
            self._flush()

    def found(self) -> int:
        """Documents in the files that are as long as they were made; a corpus is too large to be read once more."""
        return sum(docs for name, (docs, size) in self._sizes.items() if (self._to / name).stat().st_size == size)

    def _flush(self) -> None:
        content = self._docs.to_bytes()
        name = f"{self._number:05d}.spacy"
        with private(self._to / name) as file:
            file.write(content)
        self._sizes[name] = len(self._docs), len(content)
        self._number += 1
        self._begin()
