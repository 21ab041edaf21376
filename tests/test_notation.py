"""Notations of values that few notes have: grades without a scale, pairs in a cell, limbs by strokes, dates as rows."""

import pytest
from markup import check

from clinote import engine


@pytest.mark.parametrize(
    "note",
    [
        "Motor: delts <STRENGTH_GRADE grade_low=4>4</STRENGTH_GRADE>. "
        "Hip flexors <STRENGTH_GRADE grade_low=3.67>4-</STRENGTH_GRADE>. TA <STRENGTH_GRADE>5</STRENGTH_GRADE>.",
        "Muscle | Strength\nDeltoid | <STRENGTH_GRADE grade_low=4.33 side=right>4+</STRENGTH_GRADE>/"
        "<STRENGTH_GRADE grade_low=3.67 side=left>4-</STRENGTH_GRADE>",
        "Strength RUE/LUE <STRENGTH_GRADE grade_low=4 side=bilateral>4/5</STRENGTH_GRADE>.",
        "Grip <STRENGTH_GRADE grade_low=4 side=bilateral>4/5</STRENGTH_GRADE>, left the same.",
        "Deltoids grade <STRENGTH_GRADE grade_low=2 side=bilateral>2</STRENGTH_GRADE> on both sides.",
        "Left arm: no wasting, <STRENGTH_GRADE grade_low=3 side=left>3/5</STRENGTH_GRADE>.",
        "<STRENGTH_GRADE grade_low=5 qualitative>Power, much as it hurts her to push, remains full</STRENGTH_GRADE>.",
        "Triceps <STRENGTH_GRADE>5/5</STRENGTH_GRADE>, presses up to 4 kg; climbs up to 2 floors.",
        "Strength: see page 2 of 3; biceps <STRENGTH_GRADE>5/5</STRENGTH_GRADE>.",
        "Date CK K\n3/1 <CK value=900>900</CK> <POTASSIUM value=4.1>4.1</POTASSIUM>",
    ],
)
def test_values(note):
    check(note, "STRENGTH_GRADE", "CK", "POTASSIUM")


@pytest.mark.parametrize("note", ["Urine studies: sodium 128, potassium 4.0", "Cannot stand her husband leaving."])
def test_what_is_no_value_and_no_finding(note):
    check(note)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Slept badly. + cramps. - falls, - rash, - leg weakness.", ["", "n", "n", "n"]),
        ("He reports + cramps, - falls, - rash.", ["", "n", "n"]),
        ("Slept badly. - falls, - rash, - leg weakness. Lives alone.", ["n", "n", "n"]),
        # a whole line of such, below one of plus signs or in a review of systems
        ("Symptoms: + cramps\n   - falls  - rash  - leg weakness", ["", "n", "n", "n"]),
        ("Symptoms:\n+cramps +thirst\n-falls -rash", ["", "n", "n"]),
        ("Symptoms:\n + cramps\n \u2212 falls, \u2212 rash, \u2212 leg weakness\n + thirst", ["", "n", "n", "n"]),
        ("ROS:\n-leg weakness -falls -rash", ["n", "n", "n"]),
        ("ROS\n - leg weakness - falls - rash", ["n", "n", "n"]),
        ("ROS:\n- leg weakness\n- falls\n- rash", ["", "", ""]),
        ("Symptoms: + cramps\n- leg weakness - in the evening\n- falls", ["", "", ""]),
        ("Plan: + vitamin D\n- leg weakness - exercises - see in May", [""]),
        # dashes that part, bullets, and tasks
        ("Troubled by cramps - falls since May - and a rash.", ["", "", ""]),
        ("Troubled by cramps + a rash, now milder - walks.", ["", ""]),
        ("- falls\n- rash\n- cramps", ["", "", ""]),
        ("Plan: rest. - cream for rash, - PT after falls, - call.", ["", ""]),
    ],
)
def test_a_minus_apart_from_its_word_denies_it_in_a_list_of_such(text, said):
    facts = engine.report(engine.Note(text))["facts"]
    assert ["n" * f["negated"] for f in facts if f["label"] in ("WEAKNESS", "FINDING")] == said
