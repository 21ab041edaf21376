"""brat standoff: a text file and an annotation file for each note, and the configuration that shows them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from clinote.batch.write.form import Run, Writer, output
from clinote.batch.write.target import new_directory, private
from clinote.facts import FLAGS, LABELS

_COMMON = {"id", "label", "start", "end", "text", "section", "line", "cues", "opinions", *FLAGS}


@output("brat", "Directory of brat standoff files; holds the notes.", directory=True)
class Brat(Writer):
    """A directory that brat can open."""

    expected = 0

    def __init__(self, path: Path, run: Run) -> None:
        self._to = new_directory(path)
        attributes = [f"{flag.capitalize()}\tArg:<ENTITY>" for flag in FLAGS]
        about = ["About\tArg1:DURATION, Arg2:<ENTITY>"]
        parts: dict[str, list[str]] = {"entities": list(LABELS), "relations": about, "events": []}
        parts["attributes"] = attributes
        lines = [line for name, entries in parts.items() for line in (f"[{name}]", *entries)]
        self._write("annotation.conf", "\n".join(lines) + "\n")

    @classmethod
    def needs_text(cls, flags: frozenset[str]) -> bool:
        return True

    def add(self, position: int, report: dict[str, Any], text: str | None) -> None:
        name = re.sub(r"[^\w.-]", "_", report["note"]["id"] or "note")
        stem = f"{position:08d}-{name[:80]}"
        self._write(f"{stem}.txt", text or "")
        self.expected += 1
        self._write(f"{stem}.ann", "".join(f"{line}\n" for line in annotations(report["facts"])))

    def close(self) -> None:
        pass

    def found(self) -> int:
        return sum(1 for file in self._to.iterdir() if file.suffix == ".ann" and file.with_suffix(".txt").is_file())

    def _write(self, name: str, content: str) -> None:
        with private(self._to / name) as file:
            file.write(content.encode())


def annotations(facts: list[dict[str, Any]]) -> Iterator[str]:
    """The lines of an annotation file."""
    attribute = relation = 0
    number = {fact["id"]: place for place, fact in enumerate(facts, start=1)}
    for fact in facts:
        at = number[fact["id"]]
        words = re.sub(r"\s*[\r\n]+\s*", " ", fact["text"])
        yield f"T{at}\t{fact['label']} {_spans(fact)}\t{words}"
        for flag in FLAGS:
            if fact[flag]:
                attribute += 1
                yield f"A{attribute}\t{flag.capitalize()} T{at}"
        if (about := fact.get("about")) in number:
            relation += 1
            yield f"R{relation}\tAbout Arg1:T{at} Arg2:T{number[about]}"
        values = {name: value for name, value in fact.items() if name not in _COMMON and value is not None}
        yield f"#{at}\tAnnotatorNotes T{at}\t{json.dumps(values, ensure_ascii=False)}"


def _spans(fact: dict[str, Any]) -> str:
    """Offsets; a fact that runs over a line end is one span a line, as brat wants it."""
    lines = re.finditer(r"[^\s](?:[^\r\n]*[^\s])?", fact["text"])
    return ";".join(f"{fact['start'] + line.start()} {fact['start'] + line.end()}" for line in lines)
