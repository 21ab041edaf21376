"""The scorer: what counts as a match, what counts as an error."""

import json
import subprocess
import sys

import pytest

from clinote import evaluation
from clinote.errors import InputError


def fact(label, start, end, **fields):
    return {"id": f"f{start}", "label": label, "start": start, "end": end, **fields}


def score(expected, found, **gold):
    report = {"facts": found, "codes": gold.pop("codes", []), "alerts": gold.pop("alerts", []),
              "decision": gold.pop("got", {"code": "none", "status": "supported"})}  # fmt: skip
    note = {"id": 1, "text": "x" * 50, "gold": {"facts": expected, **gold}}
    return evaluation.evaluate([note], lambda _: report)


GRADE = fact("STRENGTH_GRADE", 0, 3, grade_low=4.33, grade_high=4.33, side="left")


@pytest.mark.parametrize(
    ("found", "counts"),
    [
        ([fact("STRENGTH_GRADE", 1, 4, grade_low=4.3, grade_high=4.33)], (1, 0, 0)),
        ([fact("STRENGTH_GRADE", 0, 3, grade_low=4.0, grade_high=4.33)], (0, 1, 1)),
        ([fact("STRENGTH_GRADE", 3, 5, grade_low=4.33, grade_high=4.33)], (0, 1, 1)),
        ([{**GRADE, "negated": True}], (0, 1, 1)),
        ([GRADE, {**GRADE}], (1, 1, 0)),
        ([], (0, 0, 1)),
    ],
)
def test_matching(found, counts):
    got = score([GRADE], found).labels["STRENGTH_GRADE"]
    assert (got.tp, got.fp, got.fn) == counts


def test_optional_facts_count_neither_way():
    optional = {**GRADE, "optional": True}
    for found in ([], [GRADE], [fact("STRENGTH_GRADE", 2, 9, grade_low=1, grade_high=1)]):
        got = score([optional], found).labels["STRENGTH_GRADE"]
        assert (got.tp, got.fp, got.fn) == (0, 0, 0)


@pytest.mark.parametrize(
    ("wanted", "got", "tp"), [("*", 7, 1), ([1, 2], 2, 1), ([1, 2], 3, 0), (200, 200.9, 1), (200, 202, 0), (None, 5, 0)]
)
def test_values(wanted, got, tp):
    assert score([fact("CK", 0, 2, value=wanted)], [fact("CK", 0, 2, value=got)]).labels["CK"].tp == tp


def test_a_duration_counts_only_when_it_dates_weakness_or_function():
    expected = [fact("DURATION", 9, 12, days_low=7, days_high=7)]
    weakness = fact("WEAKNESS", 0, 8, concept="weakness")
    about = {**expected[0], "about": weakness["id"]}
    assert score(expected, [weakness, about], labels=["DURATION"]).labels["DURATION"].tp == 1
    assert score(expected, [weakness, {**about, "about": None}], labels=["DURATION"]).labels["DURATION"].fn == 1


def test_decision_measures():
    got = score(
        [], [], decision=["R53.1", "other"], status="query", first=["G72.49"], alerts_must=["a"], alerts_must_not=["b"],
        got={"code": "R53.1", "status": "supported"}, codes=[{"code": "G72.49", "role": "first"}], alerts=[{"id": "b"}],
    )  # fmt: skip
    shares = {name: rate.share for name, rate in got.rates.items()}
    assert shares == {"decision": 1.0, "status": 0.0, "first": 1.0, "alerts_must": 0.0, "alerts_must_not": 0.0}
    assert [e.kind for e in got.errors] == ["status", "alerts_must", "alerts_must_not"]


def test_totals():
    total = score([GRADE], [GRADE, fact("CK", 9, 12, value=1)]).total
    assert (total.precision, total.recall, round(total.f1, 3)) == (0.5, 1.0, 0.667)


def test_gold_is_checked():
    with pytest.raises(InputError, match=r"gold\.jsonl, line 3: a gold note needs"):
        list(evaluation.check_gold([(3, {"id": 1, "text": "x"})], "gold.jsonl"))


def command(tmp_path, content, *options):
    file = tmp_path / "gold.jsonl"
    file.write_text(content, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "clinote", "evaluate", str(file), *options], capture_output=True, text=True
    )


GOLD = {
    "id": "g1",
    "text": "Patient feels weak. Denies falls.",
    "gold": {"decision": "M62.81", "facts": [fact("WEAKNESS", 8, 18, concept="fatigue")], "labels": ["WEAKNESS"]},
}


def test_command_prints_the_figures_and_each_error_in_context(tmp_path):
    run = command(tmp_path, json.dumps(GOLD), "--errors")
    assert run.returncode == 0
    assert "WEAKNESS             0.000   0.000   0.000      0     1     1" in run.stdout
    assert "decision             0.000   0 of 1" in run.stdout
    assert "g1  decision: wanted M62.81, got R53.1" in run.stdout
    assert "Patient «feels weak». Denies falls." in run.stdout


def test_command_prints_json(tmp_path):
    figures = json.loads(command(tmp_path, json.dumps(GOLD), "--json").stdout)
    assert (figures["notes"], figures["decision"], figures["facts"]["ALL"]["fn"]) == (1, 0.0, 1)


@pytest.mark.parametrize(
    ("content", "said"),
    [("{", "gold.jsonl, line 1, column 2: not JSON"), ('{"id": 1}', "gold.jsonl, line 1: a gold note needs")],
)
def test_command_refuses_what_is_no_gold(tmp_path, content, said):
    run = command(tmp_path, content)
    assert run.returncode == 4
    assert said in run.stderr
    assert "Traceback" not in run.stderr
