"""The records of the coding policy: their examples run, and what is wrong in one is an error with file and line."""

from dataclasses import replace

import pytest
from markup import within

import clinote
from clinote.checking import speaks
from clinote.coding import policy, visits
from clinote.coding.check import check, unheard
from clinote.engine import Note, report
from clinote.errors import PatternError

BATCH = visits.ALERT
EXAMPLES = [
    pytest.param(record, example, affirmed, id=f"{record.id}-{kind}{number}")
    for record in policy.every() if record.id != BATCH
    for kind, affirmed, examples in (("is", True, record.examples), ("not", False, record.unlike))
    for number, example in enumerate(examples)
]  # fmt: skip


@pytest.mark.parametrize(("record", "example", "affirmed"), EXAMPLES)
@pytest.mark.parametrize("note", [str, within], ids=["alone", "in a note"])
def test_example(record, example, affirmed, note):
    found = report(Note(note(example.text), setting=example.setting, date=example.date))
    assert speaks(record, found) is affirmed, found["decision"]["rationale"]
    given = {code["code"] for code in found["codes"] if record.id in {e["rule"] for e in code["evidence"]}}
    assert set(example.gives) <= given
    if found["decision"]["status"] == "query":
        assert found["alerts"]
        assert found["queries"] or "query answered" in found["decision"]["rules"]


@pytest.mark.parametrize("record", list(policy.every()), ids=lambda record: record.id)
def test_three_examples_with_different_words(record):
    assert len({example.text.lower() for example in record.examples}) >= 3


@pytest.mark.parametrize("example", next(r for r in policy.every() if r.id == BATCH).examples)
def test_example_of_a_repeated_symptom_code(example):
    summaries = [visits.summary(report(Note(example.text, date=date))) for date in ("2026-01-05", "2026-03-05")]
    assert [visit["date"] for visit in visits.repeats(summaries)] == ["2026-03-05"]


RULE = {
    "id": "other.new", "source": "T", "examples": ["A: Weakness. => R53.1"], "decide": "other", "then": "Then.",
    "because": ["Because."],
}  # fmt: skip


def read(raw, kind=policy.Deciding):
    return policy._record(kind, raw, 0, *policy.FILES[kind])


def test_record_is_read_into_its_type():
    rule = read({**RULE, "either": [["a", "b"]], "instead": "R29.898"})
    assert rule.conditions == ("a and b",)
    assert rule.instead == ("R29.898",)
    assert rule.examples == (policy.Example(text="A: Weakness.", gives=("R53.1",)),)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"qeury": True}, "the unknown field 'qeury' (did you mean 'query'?)"),
        ({"because": None}, "no 'because'"),
        ({"query": "yes"}, "'yes' where a bool belongs"),
        ({"because": ["x", 5]}, "because: ['x', 5] where texts belong"),
        ({"bars": ["R53.1"]}, "bars: ['R53.1'] where a list of lists belongs"),
        ({"examples": [{"txt": "A: Weakness."}]}, "the unknown key 'txt' (did you mean 'text'?)"),
    ],
)
def test_wrong_record_is_an_error_with_its_line(change, message):
    with pytest.raises(PatternError, match=r"patterns/coding/rules\.toml, line \d+: rule other\.new has ") as error:
        read({key: value for key, value in {**RULE, **change}.items() if value is not None})
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("kind", "change", "message"),
    [
        (policy.Deciding, {"when": ("weakness of the moon",)}, "no condition is called 'weakness of the moon'"),
        (policy.Deciding, {"instead": ("G72.4",)}, "G72.4 is not in the code set, or not complete"),
        (policy.Deciding, {"instead": ("of the moon",)}, "no source of codes is called 'of the moon'"),
        (policy.Deciding, {"because": ("{moon}.",)}, "{moon} is nothing that a reason quotes"),
        (policy.Deciding, {"resolves": ("gap.moon",)}, "no alert is called 'gap.moon'"),
        (policy.Deciding, {"when": ("muscle atrophy statd",)}, "lists them (did you mean 'muscle atrophy stated'?)"),
        (policy.Deciding, {"when": ("decided by other.focl",)}, "(did you mean 'decided by other.focal'?)"),
        (policy.Deciding, {"decide": "G72.9"}, "no decision is called 'G72.9' (there are M62.81, R53.1, none, other)"),
        (policy.Further, {"role": "last"}, "no role is called 'last' (there are "),
        (policy.Warning, {"query": ("moon",)}, "no query is called 'moon' (there are conflict, "),
        (policy.Warning, {"query": ("thinn",)}, "no query is called 'thinn' (did you mean 'thin'?)"),
        (policy.Warning, {"severity": "bad"}, "no severity is called 'bad' (there are block, info, warn)"),
        (policy.Warning, {"message": "{lab}"}, "nothing fills {lab} (did you mean 'labs'?)"),
        (policy.Warning, {"message": "A } brace"}, "a brace is opened and not closed, or closed and not opened"),
        (policy.Draft, {"indicators": ("moon",)}, "no indicator is called 'moon' (there are "),
    ],
)
def test_what_a_record_names_must_exist(monkeypatch, kind, change, message):
    first, *others = policy.records(kind)
    known = {kind: (replace(first, **change), *others)}
    real = policy.records
    monkeypatch.setattr(policy, "records", lambda asked: known.get(asked) or real(asked))
    with pytest.raises(PatternError) as error:
        check.__wrapped__()
    assert message in str(error.value)
    assert f"patterns/coding/{policy.FILES[kind][0]}.toml, line " in str(error.value)


@pytest.mark.parametrize(
    ("words", "known"),
    [
        ("weakness documented", True),
        ("not weakness documented", True),
        ("weakness documented or weakness only in a problem list", True),
        ("decided R53.1", True),
        ("decided R53.2", False),
        ("decided by other.focal", True),
        ("decided by other.moon", False),
        ("weakness documented or the moon", False),
    ],
)
def test_known_condition(words, known):
    assert (not unheard(words)) is known


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("Assessment: weakness, confusion and delirium due to sepsis.", True),
        ("Assessment: weakness, fatigue, vertigo and delirium secondary to dehydration.", True),
        ("Assessment: weakness, anemia due to gastritis.", False),
        ("Assessment: weakness and pneumonia. Dehydration due to diarrhea.", False),
    ],
)
def test_a_cause_is_that_of_the_whole_list_before_it(text, linked):
    assert ("other.cause-confirmed" in clinote.suggest(text).decision.rules) is linked
