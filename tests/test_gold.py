"""The annotated notes of samples/gold.jsonl: scores do not fall, and both ways to read a note agree on each."""

import json
from functools import cache
from pathlib import Path

import pytest

import clinote
from clinote import engine, evaluation, pipeline
from clinote.evaluation.scoring import as_given

FILE = Path(__file__).resolve().parents[1] / "samples" / "gold.jsonl"
GOLD = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


report = cache(engine.report)


@pytest.fixture(scope="module")
def score():
    return evaluation.evaluate(GOLD, report)


@pytest.fixture(scope="module")
def nlp():
    return clinote.load()


WRONG = {
    "WEAKNESS": 14, "STRENGTH_GRADE": 16, "CK": 0, "POTASSIUM": 0, "LAB": 0, "EMG": 0,
    "DISTRIBUTION": 8, "DURATION": 5, "FINDING": 26, "DIAGNOSIS": 39,
}  # fmt: skip
"""How many facts, sides and flags of a mention are otherwise than annotated, among 4,626 facts and 2,776 mentions."""


@pytest.mark.parametrize(("label", "most"), WRONG.items())
def test_no_fact_is_lost(score, label, most):
    wrong = [error for error in score.errors if error.label == label]
    assert len(wrong) <= most, wrong


ASKED = {"decision": 235, "status": 109, "instead": 110, "first": 4, "additional": 28, "alternative": 43}
ASKED |= {"alerts_must": 250, "alerts_must_not": 2217}
VERDICT = {
    ("gold-113", "instead"),  # a facial weakness gets R29.898 where R29.810 is right
    ("gold-138", "alerts_must"),  # a weakness of one foot, with its cause, is not called local
    *((f"gold-{number}", "alerts_must") for number in (23, 46, 168, 210)),  # `batch` alone sees the visit before
}
"""What is known to be otherwise than annotated: the note, and the measure."""


def test_every_decision_code_and_alert_is_the_annotated_one(score):
    wrong = [error for error in score.errors if error.label in ASKED]
    assert {(error.note, error.label) for error in wrong} <= VERDICT, wrong
    assert len(wrong) <= len(VERDICT)


@pytest.mark.parametrize(("measure", "asked"), ASKED.items())
def test_no_question_is_left_out(score, measure, asked):
    rate = score.rates[measure]
    assert rate.right + rate.wrong >= asked


@pytest.mark.parametrize(
    ("file", "most"),
    [
        ("notes-1.jsonl", 0), ("notes-2.jsonl", 8), ("notes-3.jsonl", 7), ("notes-4.jsonl", 10), ("notes-5.jsonl", 7),
        ("notes-6.jsonl", 18), ("notes-7.jsonl", 12), ("notes-8.jsonl", 18), ("notes-9.jsonl", 11),
    ],
)  # fmt: skip
def test_what_was_right_at_first_sight_stays_so(file, most):
    lines = (FILE.parent / "first-sight" / file).read_text(encoding="utf-8").splitlines()
    errors = evaluation.evaluate([json.loads(line) for line in lines], report).errors
    assert len([error for error in errors if error.label not in ASKED]) <= most
    assert [error for error in errors if error.label == "decision"] == []


@pytest.mark.parametrize("note", GOLD, ids=lambda n: n["id"])
def test_offsets_and_evidence_hold(note):
    said = report(as_given(note))
    ids = {fact["id"] for fact in said["facts"]}
    assert all(note["text"][f["start"] : f["end"]] == f["text"] for f in said["facts"])
    assert all(code["evidence"] and {e["fact"] for e in code["evidence"]} <= ids for code in said["codes"])


@pytest.mark.parametrize("note", GOLD, ids=lambda n: n["id"])
def test_doc_and_text_give_the_same_report(nlp, note):
    given = as_given(note)
    assert nlp(pipeline.make_doc(nlp, given))._.clinote == report(given)
