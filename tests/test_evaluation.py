"""The scorer: what counts as a match, what counts as an error."""

import gzip
import json

import pytest
from program import clinote

from clinote import evaluation
from clinote.errors import InputError
from clinote.evaluation.leaving import leave_one_out
from clinote.facts import FLAGS


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
    assert [e.label for e in got.errors] == ["status", "alerts_must", "alerts_must_not"]


def test_totals():
    total = score([GRADE], [GRADE, fact("CK", 9, 12, value=1)]).total
    assert (total.precision, total.recall, round(total.f1, 3)) == (0.5, 1.0, 0.667)


def test_a_figure_without_anything_to_find_is_none():
    counts = score([], []).labels["CK"]
    assert (counts.precision, counts.recall, counts.f1) == (None, None, None)
    assert score([], [GRADE]).labels["STRENGTH_GRADE"].recall is None


WEAK = fact("WEAKNESS", 0, 4, concept="weakness")
ALL = ["WEAKNESS", "STRENGTH_GRADE"]


@pytest.mark.parametrize(
    ("wanted", "got", "annotated", "exact", "kind"),
    [
        ((), (), ALL, 1.0, None),
        (("uncertain",), ("uncertain",), ALL, 1.0, None),
        (("uncertain",), (), ALL, 0.0, "status: uncertain as none"),
        (("family",), ("historical",), ALL, 0.0, "status: family as historical"),
        (("historical",), ("historical", "negated"), ALL, 1.0, None),
        (("negated",), ("negated", "historical"), ALL, 1.0, None),
        (("negated",), ("historical",), ALL, 0.0, "status: negated as historical"),
        ((), ("hypothetical",), None, None, None),
    ],
)
def test_the_status_of_a_mention_is_all_its_flags(wanted, got, annotated, exact, kind):
    gold = {"flags": annotated} if annotated else {}
    found = score(
        [WEAK | dict.fromkeys(wanted, True)], [WEAK | dict.fromkeys(FLAGS, False) | dict.fromkeys(got, True)], **gold
    )
    assert found.exact["WEAKNESS"].share == exact
    assert [e.kind for e in found.errors if e.kind.startswith("status")] == ([kind] if kind else [])


def test_flags_are_counted_one_by_one():
    guesses = [WEAK | {"family": True, "uncertain": True}, {**GRADE, "start": 9, "end": 12, "family": True}]
    found = score([WEAK | {"family": True}, {**GRADE, "start": 9, "end": 12}], guesses, flags=ALL)
    assert (found.flag("family").tp, found.flag("family").fp, found.flag("uncertain").fp) == (1, 1, 1)
    assert found.flags["STRENGTH_GRADE"]["family"].fp == 1
    unnamed = score([WEAK | {"optional": True}], [WEAK | {"family": True}], flags=ALL)
    named = score([WEAK | {"optional": True, "hypothetical": True}], [WEAK], flags=ALL)
    assert (unnamed.exact["WEAKNESS"].share, named.exact["WEAKNESS"].share) == (None, 0.0)
    free = score([WEAK | {"family": "*"}], [WEAK | {"family": True}], flags=ALL)
    assert free.exact["WEAKNESS"].share == 1.0


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        ([], "missed"),
        ([{**GRADE, "grade_low": 3}], "wrong grade_low"),
        ([{**GRADE, "negated": True}], "wrong negated"),
        ([{**GRADE, "side": "right"}], "wrong side"),
        ([GRADE, {**GRADE, "start": 9, "end": 12}], "extra"),
    ],
)
def test_errors_have_a_kind(found, kind):
    assert score([GRADE], found).kinds == {("STRENGTH_GRADE", kind): 1}


def test_gold_is_checked():
    with pytest.raises(InputError, match=r"gold\.jsonl, line 3: a gold note needs"):
        list(evaluation.check([(3, {"id": 1, "text": "x"})], "gold.jsonl"))
    with pytest.raises(InputError, match="line 1: a mention needs"):
        list(evaluation.check([(1, {"note": 1, "flags": [], "start": 0, "end": 2, "kind": "lab"})], "gold.jsonl"))


def mention(start, end, flags, **more):
    return {"id": "m", "note": "n1", "start": start, "end": end, "kind": "weakness", "flags": flags, **more}


def test_marked_mentions_are_scored_in_their_notes():
    text = "Weak pulse. She feels weak. Her weakness is gone. Fatigue?"
    rows = [
        mention(0, 4, ["not_a_mention"]), mention(22, 26, []), mention(32, 40, ["historical"]),
        mention(50, 57, ["uncertain"], sure=False),
    ]  # fmt: skip
    given = [WEAK | dict.fromkeys(FLAGS, False) | {"start": a, "end": b} for a, b in [(0, 4), (16, 26), (50, 57)]]
    notes = list(evaluation.check(enumerate(rows), "gold", [{"id": "other"}, {"id": "n1", "text": text}]))
    got = evaluation.evaluate(notes, lambda _: {"facts": given})
    assert {name: rate.share for name, rate in got.rates.items()} == {
        "look-alikes left alone": 0.0,
        "mentions found": 2 / 3,
    }
    assert (got.exact["WEAKNESS"].right, got.exact["WEAKNESS"].wrong, got.flag("uncertain").fn) == (1, 0, 1)
    with pytest.raises(InputError, match="1 notes that it speaks of were not found"):
        list(evaluation.check(enumerate(rows), "gold"))


def test_leaving_one_out_leaves_only_words_of_one_note_out():
    gold = [
        {"id": i, "text": text, "gold": {"facts": [fact("WEAKNESS", 0, end, concept="*")], "labels": ["WEAKNESS"]}}
        for i, text, end in [(1, "Feels weak.", 10), (2, "Feels weak now.", 10), (3, "Asthenia.", 8)]
    ]
    assert evaluation.evaluate(gold).total.fn == 0
    assert leave_one_out(gold).total.fn == 1
    assert leave_one_out(gold, [{"text": "Has asthenia."}, gold[2]]).total.fn == 0
    assert leave_one_out(gold, [gold[2]]).total.fn == 1  # the same note once more is no other
    assert evaluation.evaluate(gold).total.fn == 0


def command(tmp_path, content, *options):
    file = tmp_path / "gold.jsonl"
    file.write_text(content, encoding="utf-8")
    return clinote("evaluate", file, *options)


GOLD = {
    "id": "g1",
    "text": "Patient feels weak. Denies falls.",
    "gold": {"decision": "M62.81", "facts": [fact("WEAKNESS", 8, 18, concept="fatigue")], "labels": ["WEAKNESS"]},
}


def test_command_prints_the_figures_and_each_error_in_context(tmp_path):
    run = command(tmp_path, json.dumps(GOLD), "--errors")
    assert run.returncode == 0
    assert "WEAKNESS             0.000   0.000   0.000      0     1     1" in run.stdout
    assert "decision                     0.000   0 of 1" in run.stdout
    assert "g1  decision wrong: wanted M62.81, got R53.1" in run.stdout
    assert "Patient «feels weak». Denies falls." in run.stdout


def test_command_prints_json(tmp_path):
    figures = json.loads(command(tmp_path, json.dumps(GOLD), "--json").stdout)
    assert (figures["notes"], figures["decision"], figures["facts"]["ALL"]["fn"]) == (1, 0.0, 1)


def test_command_reads_gold_with_decisions_alone(tmp_path):
    out = command(tmp_path, json.dumps({**GOLD, "gold": {"decision": "R53.1"}})).stdout
    assert out == "1 notes\ndecision                     1.000   1 of 1\n"


def test_command_prints_a_dash_where_nothing_was_to_find(tmp_path):
    out = command(tmp_path, json.dumps({**GOLD, "gold": {"facts": [], "labels": ["CK"]}})).stdout
    assert "CK                       -       -       -      0     0     0" in out


def test_command_finds_the_notes_of_mentions(tmp_path):
    notes = tmp_path / "notes.jsonl.gz"
    notes.write_bytes(gzip.compress(json.dumps({"id": "n1", "text": GOLD["text"]}).encode()))
    row = json.dumps(mention(14, 18, []))
    assert "WEAKNESS             1.000" in command(tmp_path, row, "--notes", str(notes)).stdout
    run = command(tmp_path, row)
    assert run.returncode == 4
    assert "--notes" in run.stderr


def test_command_prints_both_scores_with_one_left_out(tmp_path):
    figures = json.loads(command(tmp_path, json.dumps(GOLD), "--json", "--leave-one-out").stdout)
    assert (figures["facts"]["ALL"]["fp"], figures["left_one_out"]["facts"]["ALL"]["fp"]) == (1, 0)


@pytest.mark.parametrize(
    ("content", "said"),
    [("{", "gold.jsonl, line 1, column 2: not JSON"), ('{"id": 1}', "gold.jsonl, line 1: a gold note needs")],
)
def test_command_refuses_what_is_no_gold(tmp_path, content, said):
    run = command(tmp_path, content)
    assert run.returncode == 4
    assert said in run.stderr
    assert "Traceback" not in run.stderr
