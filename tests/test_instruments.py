"""Instruments that are scored item by item: their points are answers, and no grades of strength."""

import pytest
from markup import check

from clinote import engine
from clinote.note import Note


@pytest.mark.parametrize(
    "note",
    [
        "NIHSS: gaze 0, <ENTITY negated>facial palsy</ENTITY> 0, L arm 1, R arm 0, <ENTITY>dysarthria</ENTITY> 1 = 2.",
        "NIHSS 2 (left arm 1, <ENTITY>dysarthria</ENTITY> 1). Power <STRENGTH_GRADE grade_low=4>4/5</STRENGTH_GRADE>.",
        "NIH Stroke Scale\n1a LOC 0\n1b 0\n"
        "4. <ENTITY negated>Facial palsy</ENTITY>: 0\n5a Motor left arm: 2 = drift\nTotal 2",
        "NIH Stroke Scale on arrival:\n<ENTITY negated>Facial Palsy</ENTITY> (4.): Normal symmetrical movements\n"
        "Motor Leg, Right (6b.): Some effort against gravity\n<ENTITY negated>Dysarthria</ENTITY> (10.): Normal",
        "NIHSS 3\n"
        "Motor: deltoid <STRENGTH_GRADE>4</STRENGTH_GRADE>, biceps <STRENGTH_GRADE grade_low=4>4</STRENGTH_GRADE>",
        "PHQ-9 item scores\nSleep - 1 (several days)\n<ENTITY negated>Fatigue</ENTITY> - 0 (not at all)",
        "PHQ-9: 1. Little interest: 2 (more than half the days)  4. <ENTITY negated>Fatigue</ENTITY>: 0 (not at all)",
        "NIHSS: <ENTITY negated>facial palsy</ENTITY>: normal (0), arm: drift (1), <ENTITY>dysarthria</ENTITY> (2)."
        " Power <STRENGTH_GRADE>4/5</STRENGTH_GRADE>.",
        "NIHSS 3 on day 2. Arm <STRENGTH_GRADE>3/5</STRENGTH_GRADE> (5).",
        "ESAS: pain 5/10, <ENTITY negated>tiredness</ENTITY> 0/10, <ENTITY>nausea</ENTITY> 2/10",
        "- NIHSS:\n  <ENTITY negated>Facial palsy</ENTITY> 0\n  <ENTITY>Dysarthria</ENTITY> 1",
        "Seen with the NIHSS\nStrength: RUE <STRENGTH_GRADE>4</STRENGTH_GRADE>, LUE <STRENGTH_GRADE>5</STRENGTH_GRADE>",
        "FIM: 5. MMT: quads <STRENGTH_GRADE>4</STRENGTH_GRADE>, hams <STRENGTH_GRADE>3</STRENGTH_GRADE>.",
        "Morse: secondary dx 15, aid 30, gait: weak 10, mental status 0.",
        "MG-ADL 5, ALS functional rating scale 40, geriatric depression scale 3.",
        "Power: arms <STRENGTH_GRADE>4</STRENGTH_GRADE>, legs <STRENGTH_GRADE>3</STRENGTH_GRADE>. NIHSS 4.",
    ],
)
def test_items(note):
    check(note)


def test_an_itemized_stroke_scale_decides_nothing():
    note = "NIHSS\n" + "\n".join(f"5{side}. Motor {name} arm: 1" for side, name in (("a", "left"), ("b", "right")))
    report = engine.report(Note(note))
    assert (report["decision"]["code"], report["facts"]) == ("none", [])


def test_a_fall_risk_is_no_weakness_but_what_follows_it_is():
    report = engine.report(Note("Morse 35: gait weak 10, aid 15, IV 10.\nShe is weak in both legs."))
    assert [fact["start"] for fact in report["facts"] if fact["label"] == "WEAKNESS"] == [46]
