"""Write samples/reports/ and samples/export.jsonl from samples/notes/ and samples/index.toml."""

import json
import tomllib
from pathlib import Path

from clinote.engine import Note, report

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


def notes() -> list[Note]:
    """The sample notes, in the order of the index."""
    index = tomllib.loads((SAMPLES / "index.toml").read_text(encoding="utf-8"))["note"]
    return [
        Note(
            (SAMPLES / "notes" / entry["file"]).read_text(encoding="utf-8"),
            entry["file"].removesuffix(".txt"),
            entry.get("setting"),
            entry.get("date"),
            entry.get("patient_id"),
        )
        for entry in index
    ]


def rendered(note: Note) -> str:
    """A sample's report as it stands in samples/reports/."""
    return json.dumps(report(note), indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    """Write every file."""
    (SAMPLES / "reports").mkdir(exist_ok=True)
    with (SAMPLES / "export.jsonl").open("w", encoding="utf-8") as export:
        for note in notes():
            (SAMPLES / "reports" / f"{note.id}.json").write_text(rendered(note), encoding="utf-8")
            fields = ("id", "patient_id", "date", "setting", "text")
            known = {name: getattr(note, name) for name in fields if getattr(note, name) is not None}
            export.write(json.dumps(known, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
