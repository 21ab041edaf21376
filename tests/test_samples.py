"""The sample notes get the decisions their index asks for, and the reports that stand beside them."""

import importlib.util
import json
import tomllib
from pathlib import Path

import pytest

from clinote.report import Report

ROOT = Path(__file__).resolve().parent.parent
SPEC = importlib.util.spec_from_file_location("update_samples", ROOT / ".ci" / "update_samples.py")
update_samples = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(update_samples)

NOTES = {note.id: note for note in update_samples.notes()}
INDEX = tomllib.loads((ROOT / "samples" / "index.toml").read_text(encoding="utf-8"))["note"]


@pytest.mark.parametrize("entry", INDEX, ids=lambda e: e["file"])
def test_decision(entry):
    report = json.loads(update_samples.rendered(NOTES[entry["file"].removesuffix(".txt")]))
    decision = report["decision"]
    assert (decision["code"], decision["status"]) == (entry["decision"], entry["status"]), decision["rules"]
    assert [c["code"] for c in report["codes"] if c["role"] == "instead"] == entry.get("instead", [])


@pytest.mark.parametrize("name", NOTES)
def test_report_stands_as_recorded(name):
    recorded = (ROOT / "samples" / "reports" / f"{name}.json").read_text(encoding="utf-8")
    assert json.loads(update_samples.rendered(NOTES[name])) == json.loads(recorded)


@pytest.mark.parametrize("name", NOTES)
def test_report_keeps_the_contract(name):
    note = NOTES[name]
    report = Report.model_validate_json(update_samples.rendered(note))
    assert report.note.length == len(note.text)
    ids = [fact.id for fact in report.facts]
    assert len(set(ids)) == len(ids)
    for fact in report.facts:
        assert note.text[fact.start : fact.end] == fact.text
    for code in report.codes:
        assert {e.fact for e in code.evidence} <= set(ids)


def test_every_sample_is_listed_and_recorded():
    listed = {entry["file"] for entry in INDEX}
    assert listed == {p.name for p in (ROOT / "samples" / "notes").iterdir()}
    assert {p.stem for p in (ROOT / "samples" / "reports").iterdir()} == set(NOTES)


def test_export_holds_the_same_notes():
    lines = [json.loads(line) for line in (ROOT / "samples" / "export.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {line["id"]: line["text"] for line in lines} == {note.id: note.text for note in NOTES.values()}
