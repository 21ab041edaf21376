"""The same invented notes as exports of every format, and tasks for the worker pool."""

import base64
import csv
import gzip
import io
import json
import os
import time
from pathlib import Path

from clinote.batch.outputs import Outputs
from clinote.batch.record import Bad, Found, Record
from clinote.batch.run import Job, run
from clinote.batch.source import ReadOptions, Source
from clinote.engine import Note

NOTES = (
    Note(
        'S: Legs feel weak, 3 weeks now.\nO: Strength 4/5 in both hip flexors, "give-way" noted.\n'
        "A/P: Muscle weakness, generalized. CK 1,240 U/L (30-200).",
        "n-1", "outpatient", "2026-02-03", "p1", "Rao, S",
    ),
    Note("Seen for cough; denies weakness.\r\nLungs clear, K 4.1 mmol/L.", "n-2", "inpatient", "2026-02-04", "p2"),
    Note("Señora de 70 años — généralisée; strength 5/5 throughout.\n\n\tPlan: none; follow-up.", "n-3"),
    Note("Generalized weakness after the flu, K 3.1 mmol/L (3.5-5.1) L.", "n-4", "outpatient", "2026-03-01", "p1"),
)  # fmt: skip

_FIRST = (
    "S: Generalized weakness for 4 weeks, no numbness, no double vision.\n"
    "O: Strength 5/5 throughout, nonfocal.\nA: Generalized weakness (R53.1), cause unclear. P: CK, TSH, potassium."
)
_AGAIN = (
    "S: Weakness unchanged.\nO: Strength 5/5 throughout, nonfocal.\nA: Generalized weakness (R53.1), stable. P: RTC."
)
VISITS = (
    Note(_FIRST, "first", "outpatient", "2026-01-10", "p1"),
    Note(_AGAIN, "again", "outpatient", "2026-02-20", "p1"),
    Note(_AGAIN, "other", "outpatient", "2026-02-20", "p2"),
)
"""The second repeats the code of the first."""

FIELDS = ("id", "text", "setting", "date", "patient_id", "author")


def plain(note: Note) -> dict[str, str | None]:
    return {field: getattr(note, field) for field in FIELDS}


def as_jsonl(notes: tuple[Note, ...] = NOTES) -> bytes:
    return b"".join(json.dumps(plain(note), ensure_ascii=False).encode() + b"\n" for note in notes)


def as_csv(notes: tuple[Note, ...] = NOTES, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    text = io.StringIO(newline="")
    table = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    table.writerow(FIELDS)
    table.writerows(list(plain(note).values()) for note in notes)
    return text.getvalue().encode(encoding)


def as_parquet(path: Path, notes: tuple[Note, ...] = NOTES) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    rows = [plain(note) for note in notes]
    schema = pa.schema([(field, pa.string()) for field in FIELDS])
    parquet.write_table(pa.Table.from_pylist(rows, schema=schema), path)


def as_fhir(notes: tuple[Note, ...] = NOTES) -> bytes:
    return b"".join(json.dumps(document_reference(note)).encode() + b"\n" for note in notes)


def document_reference(note: Note) -> dict[str, object]:
    data = base64.b64encode(note.text.encode()).decode()
    made: dict[str, object] = {
        "resourceType": "DocumentReference",
        "id": note.id,
        "status": "current",
        "content": [{"attachment": {"contentType": "text/plain; charset=utf-8", "data": data}}],
    }
    if note.patient_id:
        made["subject"] = {"reference": f"Patient/{note.patient_id}"}
    if note.author:
        made["author"] = [{"reference": "Practitioner/9", "display": note.author}]
    if note.date:
        made["date"] = f"{note.date}T09:30:00Z"
    if note.setting:
        code = {"outpatient": "AMB", "inpatient": "IMP"}[note.setting]
        made["contained"] = [{"resourceType": "Encounter", "id": "e", "class": {"code": code}}]
    return made


def write_all(root: Path, notes: tuple[Note, ...] = NOTES) -> dict[str, Path]:
    """Every format that carries all fields of a note."""
    made = {
        "jsonl": as_jsonl(notes),
        "csv": as_csv(notes),
        "tsv": as_csv(notes, "\t"),
        "jsonl.gz": gzip.compress(as_jsonl(notes)),
        "csv.gz": gzip.compress(as_csv(notes)),
        "fhir.ndjson": as_fhir(notes),
    }
    paths = {}
    for name, content in made.items():
        paths[name] = root / f"notes.{name}"
        paths[name].write_bytes(content)
    paths["parquet"] = root / "notes.parquet"
    as_parquet(paths["parquet"], notes)
    return paths


def directory(root: Path, notes: tuple[Note, ...] = NOTES) -> Path:
    """A directory of text files, which carry the text and the id."""
    folder = root / "folder"
    folder.mkdir()
    for note in notes:
        (folder / f"{note.id}.txt").write_bytes(note.text.encode())
    return folder


def read(*inputs: Path | str, **options: object) -> list[Record]:
    """Every record of the inputs."""
    return list(Source([str(name) for name in inputs], ReadOptions(**options)).records())  # type: ignore[arg-type]


def good(records: list[Record]) -> list[Note]:
    return [record.note for record in records if isinstance(record, Found)]


def bad(records: list[Record]) -> list[Bad]:
    return [record for record in records if isinstance(record, Bad)]


def reports(*inputs: Path, to: Path, workers: int = 1, **options: object) -> list[dict[str, object]]:
    """The reports of a whole run."""
    run(Job([str(name) for name in inputs], Outputs(to), ReadOptions(**options), workers))  # type: ignore[arg-type]
    return [json.loads(line) for line in to.read_text("utf-8").splitlines()]


def many(count: int) -> tuple[Note, ...]:
    """`count` notes, the invented ones over and over, each with its number."""
    return tuple(
        Note(f"Visit {number}.\n{note.text}", f"m-{number:06}", note.setting, note.date, note.patient_id, note.author)
        for number, note in ((number, NOTES[number % len(NOTES)]) for number in range(count))
    )


def echo(note: Note) -> tuple[str, int]:
    """A task: the text and the process that read it."""
    return note.text, os.getpid()


def fragile(note: Note) -> str:
    """A task that fails in the way the note says."""
    match note.text:
        case "raise":
            raise ValueError(note.text)
        case "die":
            os._exit(9)
        case "recurse":
            return fragile(note) + ""
        case "print":
            os.write(1, b"noise")
            print("noise", flush=True)  # noqa: T201
        case text if text.startswith("killed twice "):
            tries = Path(text.removeprefix("killed twice "))
            tries.write_text(tries.read_text() + "x")
            if len(tries.read_text()) <= 2:
                os._exit(9)
        case "hang":
            time.sleep(3600)
        case "slow":
            time.sleep(0.05)
    return note.text
