"""What an examination of strength shows: which grades are reduced, where, and which examination is the last."""

import pytest
from markup import anywhere

from clinote.coding import exams
from clinote.engine import read
from clinote.reading import Reading


@anywhere
def latest(text):
    reading = Reading(text, "2026-03-10")
    facts = read(reading)
    grades, places = ([f for f in facts if f.label == label] for label in ("STRENGTH_GRADE", "DISTRIBUTION"))
    exam = exams.latest(reading, grades, places)
    return {
        "reduced": [grade.text for grade in exam.reduced],
        "limited": [grade.text for grade in exam.limited],
        "full": [grade.text for grade in exam.full],
        "wide": exam.wide,
        "side": exam.one_sided,
        "one muscle": exam.of_one_muscle,
        "symmetric": len(exam.symmetric),
    }


@pytest.mark.parametrize(
    ("text", "wide", "side", "muscle", "symmetric"),
    [
        ("Hip flexors 4/5 bilaterally, deltoids 5/5.", True, None, False, 1),
        ("Right deltoid 4/5, left deltoid 3/5.", True, None, False, 2),
        ("Left deltoid 4/5, left quads 3/5, right side 5/5.", False, "left", False, 0),
        ("Right elbow flexion 4/5, wrist extension 4/5.", False, "right", False, 0),
        ("Right elbow flexion 4/5. Knee extension 4/5.", False, None, False, 0),
        ("Quadriceps 4/5.", False, None, True, 0),
        ("Neck flexors 4/5.", False, None, True, 0),
        ("Power in the calf is 4/5.", False, None, True, 0),
        ("Calf strength is 4/5.", False, None, False, 0),
        ("Left calf sore. Power in the calf is 4/5.", False, "left", False, 0),
        ("Left calf sore, right foot cold. Power in the calf is 4/5.", False, None, True, 0),
        ("The ankle (flexion 20) is swollen and the calf thin, with a strength of 3/5.", False, None, True, 0),
        ("Quadriceps 4/5, deltoids 4/5.", True, None, False, 2),
        ("Legs 4/5, arms 5/5.", True, None, False, 1),
        ("RUE 4/5, LLE 4/5.", True, None, False, 2),
        ("RUE 4/5, RLE 4/5.", False, "right", False, 0),
        ("RUE 4/5, legs 4/5.", True, None, False, 2),
        ("Strength 4/5 throughout.", True, None, False, 1),
        ("Strength 4/5.", False, None, False, 0),
        ("Strength 5/5 throughout.", False, None, False, 0),
        ("Weak on the left, 4/5.", False, "left", False, 0),
    ],
)
def test_where_grades_are_reduced(text, wide, side, muscle, symmetric):
    found = latest(f"Exam: {text}")
    assert (found["wide"], found["side"], found["one muscle"], found["symmetric"]) == (wide, side, muscle, symmetric)


@pytest.mark.parametrize(
    ("text", "reduced", "limited", "full"),
    [
        ("Exam: right deltoid 4/5 limited by pain, left 5/5.", [], ["4/5"], ["5/5"]),
        ("Exam: decreased strength in the left arm.", ["decreased strength"], [], []),
        ("Exam: normal strength.", [], [], ["normal strength"]),
        ("Exam: left hip flexion 4/5. Goals: 5/5 by May.", ["4/5"], [], []),
        ("Exam: left hip flexion 4+/5, right 5-/5.", ["4+/5", "5-/5"], [], []),
        ("Exam: legs 3/5 on 3/2/2026.\nExam today: legs 4/5.", ["4/5"], [], []),
        ("Exam: 4/5 both legs.\nRepeat exam in the evening: legs 5/5.", [], [], ["5/5"]),
        ("Exam: 4/5 both legs.\nArms: 5/5.", ["4/5"], [], ["5/5"]),
        ("Exam: legs 5/5.\nAssessment: weak, legs 4/5.", ["4/5"], [], ["5/5"]),
        ("Family: father's legs 3/5.\nExam: legs 5/5.", [], [], ["5/5"]),
    ],
)
def test_which_grades_of_the_last_examination_count(text, reduced, limited, full):
    found = latest(text)
    assert (found["reduced"], found["limited"], found["full"]) == (reduced, limited, full)
