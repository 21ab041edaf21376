"""What a run writes: tables, NOTE_NLP, FHIR, brat, DocBin."""

import csv
import functools
import json
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from exports import NOTES, as_jsonl
from program import python

from clinote.batch.outputs import Outputs
from clinote.batch.run import Job, run
from clinote.batch.write import fhir, flat, omop
from clinote.batch.write.brat import annotations
from clinote.batch.write.form import Run, Writer
from clinote.batch.write.target import check, partial, put_in_place
from clinote.engine import Note
from clinote.errors import ClinoteError, UsageError
from clinote.report import Report

TEXT = (
    "Weak legs for 2 weeks. CK 1,240 U/L (30-200) H, prior K < 3.1. Strength 4 to\n"
    "4+/5 R deltoid, hips reduced. No stroke."
)
FLAGS = dict.fromkeys(("negated", "uncertain", "historical", "hypothetical", "family"), False)
RUN = Run("2026-04-01T00:00:00+00:00")
MEASURED = {"comparator": None, "reference_low": None, "reference_high": None, "flag": None}


def fact(number: int, label: str, words: str, **fields: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    return {
        "id": f"f{number}", "label": label, "start": start, "end": start + len(words), "text": words,
        "section": "exam", "line": 1, **FLAGS, "rule": f"{label.lower()}.rule", "cues": {}, "opinions": [], **fields,
    }  # fmt: skip


def made() -> dict[str, Any]:
    """A report written by hand, with a fact of each kind that matters here."""
    graded = {"side": "right", "site": "deltoid", "qualitative": False}
    ck = {"value": 1240.0, "unit": "U/L", **MEASURED, "reference_low": 30.0, "reference_high": 200.0, "flag": "H"}
    facts = [
        fact(1, "WEAKNESS", "Weak legs", concept="muscle_weakness"),
        fact(2, "DURATION", "2 weeks", days_low=14.0, days_high=14.0, about="f1", section=None),
        fact(3, "CK", "CK 1,240 U/L", **ck),
        fact(4, "POTASSIUM", "K < 3.1", value=3.1, unit="mmol/L", **{**MEASURED, "comparator": "<"}, historical=True),
        fact(5, "STRENGTH_GRADE", "4 to\n4+/5", grade_low=4.0, grade_high=4.33, **graded),
        fact(6, "STRENGTH_GRADE", "reduced", grade_low=None, grade_high=None, side=None, site="hips", qualitative=True),
        fact(7, "DIAGNOSIS", "stroke", name="stroke", code="I63.9", negated=True),
    ]
    evidence = [
        {"fact": "f1", "stance": "supports", "rule": "r"},
        {"fact": "f3", "stance": "supports", "rule": "r"},
        {"fact": "f6", "stance": "opposes", "rule": "r"},
    ]
    code = {"code": "M62.81", "description": "Muscle weakness (generalized)", "billable": True, "role": "decision"}
    report = {
        "schema_version": "1.0", "clinote_version": "0.1.0",
        "code_set": {"release": "FY2026", "effective": "2025-10-01"},
        "note": {
            "id": "n 1", "patient_id": "P7", "date": "2026-02-03", "setting": "outpatient", "setting_assumed": False,
            "author": "Rao, S", "length": len(TEXT), "sha256": "0" * 64,
        },
        "facts": facts,
        "decision": {
            "code": "M62.81", "status": "query", "as_documented": "M62.81", "rules": ["a", "b"], "rationale": [],
        },
        "codes": [{**code, "evidence": evidence}],
        "alerts": [{"id": "gap.cause", "severity": "warn", "message": "m", "evidence": []}],
        "queries": [{"alert": "gap.cause", "text": "?"}],
    }  # fmt: skip
    Report.model_validate(report)
    return report


def written(writer: Writer, path: Path, **options: Any) -> None:
    writer.add(7, made(), options.get("text", TEXT))
    writer.close()
    put_in_place(path)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t" if path.suffix == ".tsv" else ","))


# Tables


@pytest.mark.parametrize("name", ["d.csv", "d.tsv"])
def test_decisions(name: str, tmp_path: Path) -> None:
    written(flat.Decisions(tmp_path / name, RUN), tmp_path / name)
    assert rows(tmp_path / name) == [
        {
            "position": "7", "note_id": "n 1", "patient_id": "P7", "date": "2026-02-03", "setting": "outpatient",
            "setting_assumed": "false", "author": "Rao, S", "code": "M62.81", "status": "query",
            "as_documented": "M62.81", "rules": "a;b", "codes": "M62.81:decision", "alerts": "gap.cause",
            "facts": "7", "queries": "1", "length": str(len(TEXT)), "sha256": "0" * 64,
            "clinote_version": "0.1.0", "code_set": "FY2026",
        }
    ]  # fmt: skip


def test_evidence(tmp_path: Path) -> None:
    written(flat.Evidence(tmp_path / "e.csv", RUN), tmp_path / "e.csv")
    found = rows(tmp_path / "e.csv")
    assert [row["fact"] for row in found] == [f"f{number}" for number in range(1, 8)]
    assert [TEXT[int(row["start"]) : int(row["end"])] for row in found] == [row["text"] for row in found]
    ck = [found[2][name] for name in ("value", "unit", "flag", "supports")]
    assert ck == ["1240.0", "U/L", "H", "M62.81"]
    assert (found[4]["grade_low"], found[4]["grade_high"], found[4]["site"]) == ("4.0", "4.33", "deltoid")
    assert (found[5]["grade_low"], found[5]["opposes"], found[5]["qualitative"]) == ("", "M62.81", "true")
    assert (found[6]["name"], found[6]["code"], found[6]["negated"]) == ("stroke", "I63.9", "true")


def test_tables_as_parquet_have_types(tmp_path: Path) -> None:
    from pyarrow import parquet

    written(flat.Decisions(tmp_path / "d.parquet", RUN), tmp_path / "d.parquet")
    (row,) = parquet.read_table(tmp_path / "d.parquet").to_pylist()
    assert (row["position"], row["setting_assumed"], row["rules"], row["facts"]) == (7, False, ["a", "b"], 7)
    written(flat.Evidence(tmp_path / "e.parquet", RUN), tmp_path / "e.parquet")
    found = parquet.read_table(tmp_path / "e.parquet").to_pylist()
    assert (found[2]["value"], found[2]["grade_low"], found[2]["supports"]) == (1240.0, None, ["M62.81"])


def test_reports_as_parquet_hold_the_report(tmp_path: Path) -> None:
    from pyarrow import parquet

    written(flat.ReportTable(tmp_path / "r.parquet", RUN), tmp_path / "r.parquet")
    (row,) = parquet.read_table(tmp_path / "r.parquet").to_pylist()
    assert json.loads(row["report"]) == made()


def test_a_large_table_is_written_in_pieces(tmp_path: Path) -> None:
    from pyarrow import parquet

    writer = flat.Decisions(tmp_path / "d.parquet", RUN)
    for position in range(11_000):
        writer.add(position, made(), None)
    writer.close()
    put_in_place(tmp_path / "d.parquet")
    table = parquet.ParquetFile(tmp_path / "d.parquet")
    assert table.num_row_groups == 3
    assert table.read(["position"])["position"].to_pylist() == list(range(11_000))


def test_words_that_are_values_have_a_column_of_their_own(tmp_path: Path) -> None:
    report = made()
    report["facts"] = [fact(1, "CONTEXT", "prior", concept="course", value="progressive")]
    writer = flat.Evidence(tmp_path / "e.csv", RUN)
    writer.add(0, report, None)
    writer.close()
    put_in_place(tmp_path / "e.csv")
    (row,) = rows(tmp_path / "e.csv")
    assert (row["value"], row["value_text"]) == ("", "progressive")


# OMOP


def test_note_nlp(tmp_path: Path) -> None:
    written(omop.NoteNlp(tmp_path / "n.csv", RUN), tmp_path / "n.csv")
    found = rows(tmp_path / "n.csv")
    assert list(found[0]) == [
        "note_nlp_id", "note_id", "section_concept_id", "snippet", "offset", "lexical_variant", "note_nlp_concept_id",
        "note_nlp_source_concept_id", "nlp_system", "nlp_date", "nlp_datetime", "term_exists", "term_temporal",
        "term_modifiers",
    ]  # fmt: skip
    assert [row["note_nlp_id"] for row in found] == [str(number) for number in range(1, 8)]
    assert {row["note_id"] for row in found} == {"8"}
    put_in_place(tmp_path / "n.notes.csv")
    assert rows(tmp_path / "n.notes.csv") == [
        {"note_id": "8", "source_note_id": "n 1", "patient_id": "P7", "date": "2026-02-03"}
    ]
    assert {row["snippet"] for row in found} == {""}
    assert [row["term_exists"] for row in found] == ["Y", "Y", "Y", "Y", "Y", "Y", "N"]
    assert [row["term_temporal"] for row in found] == ["present"] * 3 + ["past"] + ["present"] * 3
    assert found[2]["lexical_variant"] == "CK 1,240 U/L"
    assert found[2]["offset"] == str(TEXT.index("CK"))
    assert found[2]["term_modifiers"] == (
        "label=CK,source=LOINC:2157-6,value=1240.0,unit=U/L,reference_low=30.0,reference_high=200.0,flag=H,section=exam"
    )
    assert found[0]["term_modifiers"] == "label=WEAKNESS,source=SNOMED:26544005,concept=muscle_weakness,section=exam"
    assert found[3]["term_modifiers"].startswith("label=POTASSIUM,source=LOINC:2823-3,historical=true,value=3.1")
    assert "source=" not in found[4]["term_modifiers"]


def test_whole_numbers_of_the_export_are_the_ids_of_note_nlp(tmp_path: Path) -> None:
    for name, ids in (("all", ("70", "8")), ("some", ("70", "x"))):
        notes = tuple(Note(NOTES[0].text, id) for id in ids)
        (tmp_path / f"{name}.jsonl").write_bytes(as_jsonl(notes))
        run(Job([str(tmp_path / f"{name}.jsonl")], Outputs(omop=tmp_path / f"{name}.parquet")))
    import pyarrow.parquet as parquet

    assert set(parquet.read_table(tmp_path / "all.parquet")["note_id"].to_pylist()) == {70, 8}
    assert not (tmp_path / "all.notes.parquet").exists()
    assert set(parquet.read_table(tmp_path / "some.parquet")["note_id"].to_pylist()) == {1, 2}
    assert parquet.read_table(tmp_path / "some.notes.parquet")["source_note_id"].to_pylist() == ["70", "x"]


@pytest.mark.parametrize(
    ("flags", "cue", "exists"),
    [
        ({"uncertain": True}, "possible", "Y"),
        ({"uncertain": True}, "cannot rule out", "Y"),
        ({"uncertain": True}, "rule out", "N"),
        ({"uncertain": True}, "r/o", "N"),
        ({"uncertain": True}, "unlikely", "N"),
        ({"historical": True}, None, "Y"),
        ({"family": True}, None, "N"),
        ({"hypothetical": True}, None, "N"),
    ],
)
def test_a_term_exists_by_the_words_of_the_cdm(flags: dict[str, bool], cue: str | None, exists: str) -> None:
    cues = {"uncertain": {"text": cue}} if cue else {}
    assert omop.exists({**FLAGS, **flags, "cues": cues}) == exists


def test_snippets_only_on_request(tmp_path: Path) -> None:
    assert not omop.NoteNlp.needs_text(RUN.flags)
    writer = omop.NoteNlp(tmp_path / "n.csv", replace(RUN, flags=frozenset({"snippet"})))
    assert writer.needs_text(frozenset({"snippet"}))
    written(writer, tmp_path / "n.csv")
    found = rows(tmp_path / "n.csv")
    assert all(row["lexical_variant"] in row["snippet"] and row["snippet"] in TEXT for row in found)


# FHIR


def resources(types: tuple[str, ...] = (), **change: Any) -> list[dict[str, Any]]:
    report = made()
    report["note"] |= change
    return list(fhir.resources(7, report, "2026-04-01T10:00:00+00:00", types=types))


@pytest.mark.parametrize(
    "change", [{}, {"patient_id": None, "date": None, "id": None}, {"patient_id": "not an id!", "id": "n-1"}]
)
def test_resources_are_valid(change: dict[str, Any]) -> None:
    from fhir.resources.R4B import get_fhir_model_class

    found = resources(**change)
    for resource in found:
        get_fhir_model_class(resource["resourceType"]).model_validate(resource)
    assert [resource["resourceType"] for resource in found] == ["Observation"] * 4 + ["Condition"] * 2 + ["Provenance"]


def test_observations() -> None:
    ck, potassium, grade, words = resources()[:4]
    assert ck["status"] == "preliminary"
    assert ck["code"]["coding"][0] | {"display": ""} == {"system": "http://loinc.org", "code": "2157-6", "display": ""}
    assert ck["valueQuantity"] == {"value": 1240.0, "unit": "U/L", "system": "http://unitsofmeasure.org", "code": "U/L"}
    assert ck["referenceRange"][0]["high"]["value"] == 200.0
    assert ck["interpretation"][0]["coding"][0]["code"] == "H"
    assert ck["effectiveDateTime"] == "2026-02-03"
    assert ck["subject"] == {"type": "Patient", "identifier": {"value": "P7"}}
    assert ck["derivedFrom"] == [{"type": "DocumentReference", "identifier": {"value": "n 1"}}]
    assert potassium["valueQuantity"]["comparator"] == "<"
    assert "effectiveDateTime" not in potassium
    assert (grade["valueRange"]["low"]["value"], grade["valueRange"]["high"]["value"]) == (4.0, 4.33)
    assert grade["note"] == [{"text": "4 to 4+/5"}]
    assert grade["bodySite"] == {"text": "right deltoid"}
    assert words["valueCodeableConcept"] == {"text": "reduced"}


def test_ids_are_references_where_they_are_those_of_resources() -> None:
    ck = resources(("DocumentReference", "Patient"), id="d1")[0]
    assert ck["subject"] == {"reference": "Patient/P7"}
    assert ck["derivedFrom"] == [{"reference": "DocumentReference/d1"}]
    ck = resources(("DiagnosticReport",), id="d1")[0]
    assert ck["subject"] == {"type": "Patient", "identifier": {"value": "P7"}}
    assert ck["derivedFrom"] == [{"type": "DocumentReference", "identifier": {"value": "d1"}}]


def test_conditions_are_never_confirmed() -> None:
    suggested, refuted = (resource for resource in resources() if resource["resourceType"] == "Condition")
    statuses = [condition["verificationStatus"]["coding"][0]["code"] for condition in (suggested, refuted)]
    assert statuses == ["provisional", "refuted"]
    assert suggested["code"]["coding"][0]["code"] == "M62.81"
    assert "queried" in suggested["note"][0]["text"]
    observation = resources()[0]["id"]
    assert suggested["evidence"] == [
        {"code": [{"text": "Weak legs"}]},
        {"detail": [{"reference": f"Observation/{observation}"}]},
    ]
    assert refuted["code"]["coding"][0]["code"] == "I63.9"


@pytest.mark.parametrize("flag", ["negated", "hypothetical", "family"])
def test_what_was_not_measured_is_no_observation(flag: str) -> None:
    report = made()
    for entry in report["facts"]:
        entry[flag] = True
    kinds = {resource["resourceType"] for resource in fhir.resources(0, report, "2026-04-01T10:00:00Z")}
    assert "Observation" not in kinds


@pytest.mark.parametrize("change", [{"family": True}, {"hypothetical": True}, {"historical": True}, {"negated": False}])
def test_only_a_diagnosis_denied_now_is_refuted(change: dict[str, bool]) -> None:
    report = made()
    report["facts"][-1] |= change
    conditions = [r for r in fhir.resources(0, report, "2026-04-01T10:00:00Z") if r["resourceType"] == "Condition"]
    assert [condition["verificationStatus"]["coding"][0]["code"] for condition in conditions] == ["provisional"]


def test_provenance_ties_everything_to_the_note() -> None:
    *others, provenance = resources()
    targets = [target["reference"] for target in provenance["target"]]
    assert targets == [f"{resource['resourceType']}/{resource['id']}" for resource in others]
    assert provenance["recorded"] == "2026-04-01T10:00:00+00:00"
    assert provenance["entity"][0]["role"] == "source"


def test_ids_are_the_same_in_every_run_and_differ_between_notes() -> None:
    assert resources() == resources()
    assert {r["id"] for r in resources()}.isdisjoint(r["id"] for r in resources(sha256="1" * 64))


# brat


def test_annotations_of_brat() -> None:
    lines = list(annotations(made()["facts"]))
    start = TEXT.index("4 to")
    assert f"T5\tSTRENGTH_GRADE {start} {start + 4};{start + 5} {start + 9}\t4 to 4+/5" in lines
    assert "A1\tHistorical T4" in lines
    assert "A2\tNegated T7" in lines
    assert "R1\tAbout Arg1:T2 Arg2:T1" in lines
    assert sum(line.startswith("#") for line in lines) == 7
    for line in lines:
        if line.startswith("T"):
            _, place, words = line.split("\t")
            spans = [tuple(map(int, span.split())) for span in place.partition(" ")[2].split(";")]
            assert " ".join(TEXT[start:end] for start, end in spans) == words


def test_a_directory_of_brat(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(as_jsonl())
    run(Job([str(tmp_path / "in.jsonl")], Outputs(brat=tmp_path / "brat")))
    texts = sorted((tmp_path / "brat").glob("*.txt"))
    assert [path.read_bytes().decode() for path in texts] == [note.text for note in NOTES]
    assert [path.stem for path in texts] == [f"{place:08d}-n-{place + 1}" for place in range(4)]
    assert all(path.with_suffix(".ann").exists() for path in texts)
    assert "STRENGTH_GRADE" in (tmp_path / "brat" / "annotation.conf").read_text()


# DocBin


def test_docs(tmp_path: Path) -> None:
    import spacy
    from spacy.tokens import DocBin

    from clinote.batch.write.docbin import DocBins

    written(DocBins(tmp_path / "docs", RUN), tmp_path / "docs")
    (path,) = (tmp_path / "docs").glob("*.spacy")
    (doc,) = DocBin().from_disk(path).get_docs(spacy.blank("en").vocab)
    assert doc.text == TEXT
    spans = doc.spans["clinote"]
    assert [(span.label_, span.id_) for span in spans][:1] == [("WEAKNESS", "weakness.rule")]
    assert spans[0].text == "Weak legs"
    assert all(entry["text"] in span.text for entry, span in zip(made()["facts"], spans, strict=True))


def test_docs_read_like_those_of_the_pipeline(tmp_path: Path) -> None:
    import spacy
    from spacy.tokens import DocBin

    from clinote import pipeline
    from clinote.batch.write.docbin import DocBins

    pipeline.set_extensions()
    written(DocBins(tmp_path / "docs", RUN), tmp_path / "docs")
    (doc,) = DocBin(store_user_data=True).from_disk(tmp_path / "docs" / "00000.spacy").get_docs(spacy.blank("en").vocab)
    assert doc._.clinote["decision"]["code"] == "M62.81"
    assert doc.spans["clinote"][2]._.clinote["value"] == 1240.0


# A form of one's own

COUNTS = """
from clinote.batch.write.form import output
from clinote.batch.write.jsonl import Lines


@output("counts", "How many facts each note has", suffixes=(".count",), flags={"doubled": "Count twice."})
class Counts(Lines):
    def __init__(self, path, run):
        super().__init__(path, run)
        self.times = 2 if "doubled" in run.flags else 1

    def add(self, position, report, text):
        self.add_line(b"%d" % (self.times * len(report["facts"])))
"""


def test_a_form_of_output_is_one_module(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "counts.py").write_text(COUNTS)
    (tmp_path / "in.jsonl").write_bytes(as_jsonl())
    script = "from clinote.batch import write; write.__path__.append('more'); from clinote.cli import main; main()"
    batch = functools.partial(python, script, "batch", cwd=tmp_path)

    told = " ".join(batch("--help").stdout.split())
    assert re.search(r"--counts \S+ How many facts each note has: \.count\.", told)
    assert "--doubled Count twice." in told
    assert "End it in .count." in batch("in.jsonl", "--counts", "n.txt").stderr
    ran = batch("in.jsonl", "-o", "r.jsonl", "--counts", "n.count", "--doubled", "-w", "1")
    assert ran.returncode == 0, ran.stderr
    facts = [len(json.loads(line)["facts"]) for line in (tmp_path / "r.jsonl").open()]
    assert [int(line) for line in (tmp_path / "n.count").open()] == [2 * count for count in facts]
    assert json.loads((tmp_path / "r.jsonl.manifest.json").read_text())["outputs"]["counts"] == "n.count"


def test_a_form_that_nobody_registered_is_no_output() -> None:
    with pytest.raises(TypeError, match="tables: no form of output"):
        Outputs(tables=Path("t.csv"))


# Files


OUTPUTS = {
    "reports": "r.jsonl", "decisions": "d.csv", "evidence": "e.parquet", "omop": "n.csv", "fhir": "f.ndjson",
    "brat": "brat", "docbin": "docs",
}  # fmt: skip


def test_everything_at_once_and_only_for_its_owner(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(as_jsonl())
    out = tmp_path / "out"
    out.mkdir()
    outputs = Outputs(**{name: out / file for name, file in OUTPUTS.items()}, snippet=True)
    run(Job([str(tmp_path / "in.jsonl")], outputs))
    assert {path.name for path in out.iterdir()} == {*OUTPUTS.values(), "n.notes.csv", "r.jsonl.manifest.json"}
    for path in out.rglob("*"):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


def test_output_of_an_earlier_run_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(as_jsonl())
    outputs = Outputs(tmp_path / "r.jsonl", brat=tmp_path / "brat")
    for _ in range(2):
        run(Job([str(tmp_path / "in.jsonl")], outputs))
    assert len(list((tmp_path / "brat").glob("*.ann"))) == len(NOTES)


def test_a_directory_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(as_jsonl())
    (tmp_path / "brat").mkdir()
    (tmp_path / "brat" / "mine").touch()
    with pytest.raises(UsageError, match="was not written by clinote"):
        run(Job([str(tmp_path / "in.jsonl")], Outputs(brat=tmp_path / "brat")))
    assert [path.name for path in (tmp_path / "brat").iterdir()] == ["mine"]


@pytest.mark.parametrize(
    ("outputs", "message"),
    [
        ({}, "Nothing says where to write"),
        ({"reports": "r.csv"}, "For a table: --decisions"),
        ({"decisions": "d.json"}, "End it in .csv, .tsv, .parquet"),
        ({"reports": "a", "fhir": "a"}, "same name"),
        ({"reports": "in.jsonl"}, "part of the input"),
        ({"reports": "folder"}, "is a directory"),
        ({"reports": "nowhere/r.jsonl"}, "is no directory"),
    ],
)
def test_outputs_that_cannot_be(outputs: dict[str, str], message: str, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(as_jsonl())
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageError, match=message):
        run(Job([str(tmp_path / "in.jsonl")], Outputs(**{name: tmp_path / path for name, path in outputs.items()})))


def test_an_output_inside_the_input_directory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Legs weak.")
    with pytest.raises(UsageError, match="part of the input"):
        run(Job([str(tmp_path)], Outputs(tmp_path / "r.jsonl")))


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in.jsonl").write_bytes(as_jsonl())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("clinote.batch.write.jsonl.Reports.add_line", full)
    with pytest.raises(ClinoteError, match=r"disk full: .*r\.jsonl cannot be written\. Make room; the same command"):
        run(Job([str(tmp_path / "in.jsonl")], Outputs(tmp_path / "r.jsonl")))
    assert {path.name for path in tmp_path.iterdir()} == {"in.jsonl", "r.jsonl.checkpoint"}


def test_an_output_that_lost_a_line_is_not_put_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in.jsonl").write_bytes(as_jsonl())
    outputs = Outputs(tmp_path / "r.jsonl", decisions=tmp_path / "d.csv")
    with monkeypatch.context() as patch:
        patch.setattr("clinote.batch.write.table.Table.found", lambda table: table.rows - 1)
        with pytest.raises(ClinoteError, match=r"d\.csv was not written whole: 3 of 4 records"):
            run(Job([str(tmp_path / "in.jsonl")], outputs))
    assert not (tmp_path / "r.jsonl").exists()
    assert run(Job([str(tmp_path / "in.jsonl")], outputs))["runs"] == 2
    assert (tmp_path / "r.jsonl").read_bytes().count(b"\n") == 4


def test_a_link_stays_and_its_file_is_written(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(as_jsonl())
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "r.jsonl").symlink_to("elsewhere/real.jsonl")
    run(Job([str(tmp_path / "in.jsonl")], Outputs(tmp_path / "r.jsonl")))
    assert (tmp_path / "r.jsonl").is_symlink()
    assert (tmp_path / "elsewhere" / "real.jsonl").read_bytes().count(b"\n") == 4
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["real.jsonl"]


@pytest.mark.parametrize("to_link", [False, True])
def test_a_device_is_no_output(to_link: bool, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(as_jsonl())
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "pipe")
    with pytest.raises(UsageError, match="is a device or a pipe, not a file"):
        run(Job([str(tmp_path / "in.jsonl")], Outputs(tmp_path / ("link" if to_link else "pipe"))))


def test_check_and_partial_are_beside_each_other(tmp_path: Path) -> None:
    check(tmp_path / "r.jsonl", directory=False)
    assert partial(tmp_path / "r.jsonl").parent == tmp_path
