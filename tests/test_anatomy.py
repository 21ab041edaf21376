"""Anatomy is known in one place: what a fact was found to be of is what coding takes it to be of."""

import pytest

from clinote import anatomy, engine, patterns
from clinote.engine import Note
from clinote.reading import Reading

LIMBS = {"upper", "lower"}


def _phrases(*kinds):
    """Every muscle, movement and region of the data that has a limb of its own."""
    for pattern in patterns.load()["sites"].patterns:
        if pattern.kind == "site" and pattern.data.get("what") in kinds and pattern.data.get("limb") in LIMBS:
            for phrase in pattern.phrases:
                yield phrase.upper() if pattern.data.get("abbreviated") else phrase, pattern.data


def test_a_grade_keeps_its_limb_up_to_the_decision():
    told = {}
    for phrase, data in _phrases("muscle", "movement", "region"):
        grades = [f for f in engine.read(Reading(f"Strength: {phrase} 4/5.")) if f.label == "STRENGTH_GRADE"]
        limbs = [anatomy.limbs(grade.places) for grade in grades]
        if limbs != [{data["limb"]}] or anatomy.limbs(anatomy.places(phrase)) != {data["limb"]}:
            told[phrase] = limbs
    assert told == {}


@pytest.mark.parametrize(
    "pair", [("hamstrings", "quadriceps"), ("biceps femoris", "quadriceps"), ("tensor fasciae latae", "soleus")]
)
def test_muscles_of_one_limb_do_not_make_it_two(pair):
    text = f"Assessment: weakness.\nExam: left {pair[0]} 4/5, left {pair[1]} 4/5, otherwise 5/5."
    assert engine.report(Note(text))["decision"]["code"] == "other"


@pytest.mark.parametrize(
    ("words", "limbs"),
    [("all four limbs", LIMBS), ("left arm and leg", LIMBS), ("hips", {"lower"}), ("neck", set()), ("grip", {"upper"})],
)
def test_limbs_of_words(words, limbs):
    assert anatomy.limbs(anatomy.places(words)) == limbs
