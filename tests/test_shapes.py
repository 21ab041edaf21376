"""One export of seventy notes in every shape: the same decisions, codes and facts."""

import html
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from exports import as_csv, as_fhir, as_jsonl, as_parquet

from clinote.batch.outputs import Outputs
from clinote.batch.run import Job, run
from clinote.engine import Note

_PLACES = ("id", "start", "end", "text", "line", "cues", "opinions", "about", "section")

WHO = ("58-year-old woman", "71-year-old man", "Right-handed 64-year-old", "Patient")
HISTORY = (
    "presents with generalized weakness for 3 weeks", "denies weakness, numbness or falls",
    "has proximal muscle weakness & trouble climbing stairs for 2 months", "feels tired, no weakness",
    "was told of possible polymyositis; weakness of both legs",
)  # fmt: skip
KIN = ("Mother: muscle weakness.", "No neuromuscular disease.")
EXAM = (
    "Strength 4/5 in both hip flexors, 5/5 elsewhere.", "Strength 5/5 throughout.",
     "Deltoids 4-/5 bilaterally; gait < slow >.",
)  # fmt: skip
LABS = ("CK 1,240 U/L (30-200).", "K 3.1 mmol/L.", "TSH 2.1 mIU/L, hemoglobin 13.2 g/dL.", "Labs pending.")
ASSESSMENT = (
    "Generalized weakness, cause unclear.", "Muscle weakness (generalized).", "Polymyositis, biopsy planned.",
    "Cough.", "Fatigue.",
)  # fmt: skip


def parts(number: int) -> list[tuple[str, str]]:
    """The sections of a note, title and text."""

    def one(of: tuple[str, ...], step: int) -> str:
        return of[number // step % len(of)]

    return [
        ("History of Present Illness", f"{one(WHO, 1)} {one(HISTORY, 1)}."),
        ("Family History", one(KIN, 3)),
        ("Physical Exam", one(EXAM, 2)),
        ("Labs", one(LABS, 5)),
        ("Assessment", one(ASSESSMENT, 7)),
    ]


def text(number: int) -> str:
    return "\n".join(f"{title}:\n{said}\n" for title, said in parts(number))


NOTES = tuple(
    Note(text(number), f"s-{number:03}", ("outpatient", "inpatient")[number % 2], "2026-04-01", f"p{number}")
    for number in range(70)  # the words of a section change every 7th note or sooner: each stands twice or more
)


def hl7(number: int, note: Note) -> str:
    lines = [
        f"OBX|{place}|TX|^{title.upper()}||{said.replace('&', chr(92) + 'T' + chr(92))}||||||F"
        for place, (title, said) in enumerate(parts(number), start=1)
    ]
    head = [
        f"MSH|^~\\&|A|B|C|D|20260401||MDM^T02|{note.id}|P|2.5", f"PID|1||{note.patient_id}",
        f"PV1|1|{'OI'[number % 2]}",
    ]  # fmt: skip
    return "\r".join([*head, *lines]) + "\r"


def ccda(number: int, note: Note) -> str:
    sections = "".join(
        f"<component><section><title>{title}</title><text><paragraph>{escape(said)}</paragraph></text></section></component>"
        for title, said in parts(number)
    )
    place = f"<code code='{('AMB', 'IMP')[number % 2]}'/>"
    visit = f"<componentOf><encompassingEncounter>{place}</encompassingEncounter></componentOf>"
    role = f"<recordTarget><patientRole><id extension='{note.patient_id}'/></patientRole></recordTarget>"
    head = f"<id extension='{note.id}'/><effectiveTime value='20260401'/>{role}{visit}"
    body = f"<component><structuredBody>{sections}</structuredBody></component>"
    return f"<ClinicalDocument xmlns='urn:hl7-org:v3'>{head}{body}</ClinicalDocument>"


def rtf(number: int) -> str:
    said = "".join(rf"{{\b {title}:}}\par {words}\par\par " for title, words in parts(number))
    return rf"{{\rtf1\ansi{{\fonttbl{{\f0\fcharset0 Arial;}}}}\f0 {said}}}"


def page(number: int) -> str:
    said = "".join(f"<h2>{title}</h2><p>{html.escape(words)}</p>" for title, words in parts(number))
    return f"<html><body>{said}</body></html>"


def folder(root: Path, name: str, content: Callable[[int, Note], str], suffix: str) -> Path:
    made = root / name
    made.mkdir()
    for number, note in enumerate(NOTES):
        (made / f"{note.id}{suffix}").write_text(content(number, note), "utf-8", newline="")
    return made


def lines(number: int, note: Note) -> str:
    rows = note.text.splitlines()
    return "".join(f'{note.id},{line},"{row}"\n' for line, row in enumerate(rows, start=1))


def shapes(root: Path) -> dict[str, Path]:
    """The same export as files of every shape; those in the second part carry neither setting, date nor patient."""
    files = {
        "csv": ("a.csv", as_csv(NOTES)), "tsv named txt": ("a.txt", as_csv(NOTES, "\t")),
        "jsonl": ("a.jsonl", as_jsonl(NOTES)), "fhir": ("a.ndjson", as_fhir(NOTES)),
        "hl7": ("a.hl7", "".join(map(hl7, range(70), NOTES)).encode()),
        "rows": ("rows.csv", ("NOTE_CSN_ID,LINE,NOTE_TEXT\n" + "".join(map(lines, range(70), NOTES))).encode()),
    }  # fmt: skip
    made = {}
    for shape, (name, content) in files.items():
        made[shape] = root / name
        made[shape].write_bytes(content)
    made["parquet"] = root / "a.parquet"
    as_parquet(made["parquet"], NOTES)
    made["ccda"] = folder(root, "ccda", ccda, ".xml")
    made["rtf"] = folder(root, "rtf", lambda number, _: rtf(number), ".rtf")
    made["html"] = folder(root, "html", lambda number, _: page(number), ".html")
    made["text"] = folder(root, "text", lambda _, note: note.text, ".txt")
    return made


def said(report: dict[str, Any]) -> Any:
    """What a report says, without the places at which it stands."""
    facts = [
        {name: value for name, value in fact.items() if name not in _PLACES} | {"text": " ".join(fact["text"].split())}
        for fact in report["facts"]
    ]
    codes = [(code["code"], code["role"]) for code in report["codes"]]
    return report["decision"]["code"], report["decision"]["status"], codes, facts


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Path], dict[str, dict[str, Any]]]:
    root = tmp_path_factory.mktemp("shapes")
    made = shapes(root)
    return made, {name: reports(made[name], root / f"{name}.out", name) for name in ("jsonl", "text")}


def reports(path: Path, out: Path, shape: str) -> dict[str, Any]:
    manifest = run(Job([str(path)], Outputs(out)))
    assert (manifest["reports"], manifest["failures"]) == (len(NOTES), 0), shape
    read = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    return {report["note"]["id"]: report for report in read}


@pytest.mark.parametrize("shape", ["csv", "tsv named txt", "fhir", "hl7", "rows", "parquet", "ccda", "rtf", "html"])
def test_the_shape_of_an_export_changes_nothing(
    shape: str, expected: tuple[dict[str, Path], dict[str, dict[str, Any]]], tmp_path: Path
) -> None:
    made, known = expected
    found = reports(made[shape], tmp_path / "out.jsonl", shape)
    bare = shape in ("rows", "rtf", "html")  # these say nothing of the visit
    wanted = known["text" if bare else "jsonl"]
    assert found.keys() == wanted.keys()
    for id, report in wanted.items():
        assert said(found[id]) == said(report), id
        if shape not in ("hl7", "ccda", "html", "rtf", "rows"):
            assert found[id] == report
