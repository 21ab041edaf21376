"""Notes in capitals, or in small letters: what is told by capitals elsewhere is told by what stands beside it."""

import pytest

from clinote import engine


def facts(text):
    return engine.report(engine.Note(text))["facts"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("PLAN: PREDNISONE 60 MG DAILY. ORDERED CBC, CMP, MG. GIVEN MG OXIDE.", []),
        ("HX: MYASTHENIA SINCE 2019. MG STABLE ON 60 MG TID.", [("MYASTHENIA", "G70.00"), ("MG", "G70.00")]),
        ("assessment: copd, ckd stage 3, old tia.", [("copd", "J44.9"), ("ckd stage 3", "N18.30"), ("tia", "G45.9")]),
        ("Seen with MG. Takes 60 mg.", [("MG", "G70.00")]),
        ("Went to als and came back. Has ALS.", [("ALS", "G12.21")]),
    ],
)
def test_short_names_of_diseases(text, found):
    assert [(f["text"], f["code"]) for f in facts(text) if f["label"] == "DIAGNOSIS"] == found


@pytest.mark.parametrize(
    ("text", "potassium", "others"),
    [
        ("labs: k 3.3 l (3.5-5.1). na 140. took 50 mg at 9.", (3.3, "L"), [140]),
        ("LABS: K 3.3 L (3.5-5.1). MG 2.1. TOOK 50 MG AT 9.", (3.3, "L"), [2.1]),
        ("labs\nna     138\nk      5.6 h\nmg     2.0", (5.6, "H"), [138, 2.0]),
    ],
)
def test_symbols_of_labs(text, potassium, others):
    assert [(f["value"], f["flag"]) for f in facts(text) if f["label"] == "POTASSIUM"] == [potassium]
    assert [f["value"] for f in facts(text) if f["label"] == "LAB"] == others
