"""Grades of strength: how they are written, where they stand, and what only looks like one."""

import re

import pytest
from markup import anywhere, check

from clinote import engine
from clinote.reading import Reading


@anywhere
def grades(text):
    """(written, low, high, side, site) of each grade that a number, a word in a list or a table writes."""
    return [
        (f.text, f.says.grade_low, f.says.grade_high, f.says.side, f.says.site)
        for f in engine.read(Reading(text))
        if f.label == "STRENGTH_GRADE" and not f.says.qualitative
    ]


@pytest.mark.parametrize("text", ["Deltoids 4 of 5.", "Biceps 4 plus/5, hips 5 of 5", "Both knees grade 4-."])
def test_a_grade_needs_no_word_for_strength(text):
    assert [round(low) for _, low, *_ in grades(text)] == [4, 5][: 1 + text.count(",")]


@pytest.mark.parametrize(
    "text", ["Day 4 of 5 of the course.", "Knee sprain, grade 3.", "Ulcer of the left leg grade 2."]
)
def test_what_counts_something_else_is_no_grade(text):
    assert not grades(text)


def test_a_short_side_may_end_in_a_stop():
    assert [(low, side) for _, low, _, side, _ in grades("Rt. arm 3/5, Lt. side 5/5.")] == [(3, "right"), (5, "left")]


def test_cells_below_each_other_are_those_of_a_row():
    stack = "MRC\nHip flexors:\n  R: 4\n  L: 3\nQuadriceps:\n  R: 5\n  L: 4+"
    assert [(site, side, round(low)) for _, low, _, side, site in grades(stack)] == [
        ("Hip flexors", "right", 4), ("Hip flexors", "left", 3), ("Quadriceps", "right", 5), ("Quadriceps", "left", 4),
    ]  # fmt: skip


def test_cells_in_words_that_semicolons_part():
    table = "Muscle test;R;L\nHip flexion;good minus;fair\nKnee extension;good;poor"
    assert [(site, side, round(low)) for _, low, _, side, site in grades(table)] == [
        ("Hip flexion", "right", 4), ("Hip flexion", "left", 3), ("Knee extension", "right", 4),
        ("Knee extension", "left", 2),
    ]  # fmt: skip


def test_two_spaced_grades_are_the_pair():
    table = "Exam (R/L):\nHip flexion   4 / 5   3 / 5\nKnee extension   4+ / 5   5 / 5"
    assert [(low, side) for _, low, _, side, _ in grades(table)] == [
        (4.0, "right"), (3.0, "left"), (4.33, "right"), (5.0, "left"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("4/5", 4, 4), ("4+/5", 4.33, 4.33), ("4 +/5", 4.33, 4.33), ("4-/5", 3.67, 3.67), ("4 -/5", 3.67, 3.67),
        ("-4/5", 3.67, 3.67), ("+4/5", 4.33, 4.33), ("4/5-", 3.67, 3.67), ("4\u2013/5", 3.67, 3.67),
        ("4\u2212/5", 3.67, 3.67), ("5+/5", 5, 5), ("0/5", 0, 0), ("4 / 5", 4, 4), ("4.5/5", 4.5, 4.5),
        ("4-4+/5", 4, 4.33), ("3 to 4/5", 3, 4), ("0-1/5", 0, 1), ("4 to 4+/5", 4, 4.33), ("3-4/5", 3, 4),
        ("2/5-3/5", 2, 3), ("4+ to 5-/5", 4.33, 4.67), ("4--4/5", 3.67, 4), ("4 out of 5", 4, 4),
        ("four out of five", 4, 4), ("4 plus out of 5", 4.33, 4.33), ("4 plus over 5", 4.33, 4.33),
        ("four minus", 3.67, 3.67), ("three plus to four minus", 3.33, 3.67),
        ("five out of five", 5, 5), ("4 of 5", 4, 4), ("4 plus/5", 4.33, 4.33),
        ("IV/V", 4, 4), ("4-5/5", 4, 5), ("5 x 5", 5, 5),
    ],
)  # fmt: skip
def test_how_a_grade_is_written(written, low, high):
    (found,) = grades(f"Strength in the quadriceps is {written}.")
    assert found[0] == written
    assert found[1:3] == pytest.approx((low, high), abs=0.006)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Grip ranges from 2+ to 4- out of 5.", 2.33, 3.67),
        ("Hip flexors vary from 3/5 to 4/5.", 3, 4),
        ("Strength between 3 and 4 out of 5 in the arms.", 3, 4),
        ("Quads varying between 4-/5 and 4+/5.", 3.67, 4.33),
    ],
)
def test_a_range_told_in_words_is_one_grade(text, low, high):
    ((_, *found, _, _),) = grades(text)
    assert found == pytest.approx([low, high], abs=0.006)


def test_a_change_is_two_grades():
    assert [g[1] for g in grades("Grip went from 2/5 to 4/5.")] == [2, 4]


@pytest.mark.parametrize(
    "table",
    [
        "Strength     Arms     Legs\nRt           4/5      3/5\nLt           5/5      2/5",
        "MMT | Arms | Legs\nR | 4/5 | 3/5\nL | 5/5 | 2/5",
        "Power\tArms\tLegs\nRight\t4\t3\nLeft\t5\t2",
    ],
)
def test_regions_against_sides(table):
    assert [g[2:] for g in grades(table)] == [
        (4, "right", "Arms"), (3, "right", "Legs"), (5, "left", "Arms"), (2, "left", "Legs"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["Pain     Arms     Legs\nRt       4/5      3/5\nLt       5/5      2/5"])
def test_regions_of_another_scale(text):
    assert grades(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Tinetti 20/28, pain 3/5, reflexes 2/4, biceps 4/5.",
        "Reflexes 1/4, biceps 4/5.",
        "Sensation 1/2; reflexes 2/4; biceps 4/5",
    ],
)
def test_a_list_goes_from_other_scales_to_strength(text):
    assert [(g[0], g[4]) for g in grades(text)] == [("4/5", "biceps")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Motor: quads 4+/4-.", [("4+", "right"), ("4-", "left")]),
        ("Strength: quads 5-/5-.", [("5-", "right"), ("5-", "left")]),
        ("There is 4/4 strength in the legs.", [("4", "right"), ("4", "left")]),
        ("Strength 4/3.", [("4", "right"), ("3", "left")]),
        ("Strength R/L 4/4.", [("4", "right"), ("4", "left")]),
        ("Strength: deltoids 4/4 bilaterally.", [("4", "right"), ("4", "left")]),
        ("Strength (L/R): quads 4+/4-.", [("4+", "left"), ("4-", "right")]),
        ("Motor: biceps 4+/4+, triceps 5/5.", [("4+", "right"), ("4+", "left"), ("5", "right"), ("5", "left")]),
        ("Power R/L, MRC: 4-/3+ biceps, 2/2 hands.", [("4-", "right"), ("3+", "left"), ("2", "right"), ("2", "left")]),
        ("Full strength but for 5/4+ hip extensors.", [("5", "right"), ("4+", "left")]),
    ],
)  # fmt: skip
def test_pairs_are_right_and_left(text, expected):
    assert [(g[0], g[3]) for g in grades(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Deltoids 4/5 bilaterally.", [("4/5", "bilateral", "Deltoids")]),
        ("Deltoids bilat. 4/5.", [("4/5", "bilateral", "Deltoids")]),
        ("Quads bil. 4/5.", [("4/5", "bilateral", "Quads")]),
        ("Quads measure 4/5 on the left and on the right.", [("4/5", "bilateral", "Quads")]),
        ("Bilat. deltoids 4/5.", [("4/5", "bilateral", "deltoids")]),
        ("Strength in the lower ext. 4/5 bilat. Gait slow.", [("4/5", "bilateral", "lower ext")]),
        ("Deltoid 4/5 R, 3/5 L.", [("4/5", "right", "Deltoid"), ("3/5", "left", "Deltoid")]),
        ("Hip flex     R 4-/5    L 4/5", [("4-/5", "right", "Hip flex"), ("4/5", "left", "Hip flex")]),
        ("Hip abd R/L 3+/5, 4-/5", [("3+/5", "right", "Hip abd"), ("4-/5", "left", "Hip abd")]),
        ("Deltoid (R) 4/5 (L) 5/5", [("4/5", "right", "Deltoid"), ("5/5", "left", "Deltoid")]),
        ("Elbow extension on the left is 2/5 and on the right is 4-/5.",
         [("2/5", "left", "Elbow extension"), ("4-/5", "right", "Elbow extension")]),
        ("Eversion 4+/5 on the right and 5/5 on the left, plantar flexion 4/5 bilaterally.",
         [("4+/5", "right", "Eversion"), ("5/5", "left", "Eversion"), ("4/5", "bilateral", "plantar flexion")]),
        ("Biceps 3/5, triceps 2/5 and hamstrings 4-/5 bilaterally.",
         [("3/5", "bilateral", "Biceps"), ("2/5", "bilateral", "triceps"), ("4-/5", "bilateral", "hamstrings")]),
        ("LUE: deltoid 2/5, biceps 3/5.", [("2/5", "left", "deltoid"), ("3/5", "left", "biceps")]),
        ("Deltoids 4/5 bilaterally except R abduction 3/5; hip flexors 4/5.",
         [("4/5", "bilateral", "Deltoids"), ("3/5", "right", "abduction"), ("4/5", None, "hip flexors")]),
        ("BUE 5/5 except 4+/5 triceps b/l", [("5/5", "bilateral", "BUE"), ("4+/5", "bilateral", "triceps")]),
        ("Strength D/B/T 5/5, IP/Q/TA 4/5, R = L.", [("5/5", "bilateral", "D/B/T"), ("4/5", "bilateral", "IP/Q/TA")]),
        ("Neck extension 5/5. Biceps 5-/5 bilaterally, 4/5 after ten curls.",
         [("5/5", None, "Neck extension"), ("5-/5", "bilateral", "Biceps"), ("4/5", "bilateral", "Biceps")]),
        ("Left tibialis anterior strength is 3/5.", [("3/5", "left", "tibialis anterior")]),
        ("4/5 left UE, 5/5 right UE", [("4/5", "left", "UE"), ("5/5", "right", "UE")]),
        ("RUE strength 3/5, RLE strength 4/5, left side full.", [("3/5", "right", "RUE"), ("4/5", "right", "RLE")]),
        ("MMT: hip flex 4/5 B, quad 5/5 B", [("4/5", "bilateral", "hip flex"), ("5/5", "bilateral", "quad")]),
        ("Right arm 4/5 proximally, 5/5 distally.", [("4/5", "right", "arm"), ("5/5", "right", "arm")]),
        ("Strength is 5/5 in both arms.", [("5/5", "bilateral", "arms")]),
        ("Pain 4/5 in the left knee, strength 5/5.", [("5/5", None, None)]),
        ("Strength 4/5 both arms and both legs.", [("4/5", "bilateral", None)]),
        ("LEFT KNEE EXAM\nNo swelling. Strength: flexion 4/5.", [("4/5", "left", "flexion")]),
        ("Right lower extremity: no edema. Strength 4/5 quads.", [("4/5", "right", "quads")]),
        ("On the left, power is 3/5 in the deltoid; on the right it is 5/5.",
         [("3/5", "left", "deltoid"), ("5/5", "right", "deltoid")]),
        ("Motor: 5/5 everywhere but 4/5 in IP bilaterally.", [("5/5", None, None), ("4/5", "bilateral", "IP")]),
        ("R grip 4/5, FDI 4+/5, L grip 5/5, FDI 5/5.",
         [("4/5", "right", "grip"), ("4+/5", "right", "FDI"), ("5/5", "left", "grip"), ("5/5", "left", "FDI")]),
        ("Glutes 4/5 bilaterally, triceps 4/5, grips 5/5.",
         [("4/5", "bilateral", "Glutes"), ("4/5", None, "triceps"), ("5/5", "bilateral", "grips")]),
        ("Strength 4/5 B UE & LE.", [("4/5", "bilateral", None)]),
        ("MMT B: hip flex 3+/5, grip 4/5.", [("3+/5", "bilateral", "hip flex"), ("4/5", "bilateral", "grip")]),
        ("MMT: EHL L 3/5 (pre-op 2/5, last visit 2+/5), R 5/5.",
         [("3/5", "left", "EHL"), ("2/5", "left", "EHL"), ("2+/5", "left", "EHL"), ("5/5", "right", "EHL")]),
        ("MMT: R UE shoulder 4/5, elbow 4+/5; L UE shoulder 3/5, elbow 4/5.",
         [("4/5", "right", "shoulder"), ("4+/5", "right", "elbow"),
          ("3/5", "left", "shoulder"), ("4/5", "left", "elbow")]),
    ],
)  # fmt: skip
def test_side_and_site(text, expected):
    assert [(g[0], *g[3:]) for g in grades(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Strength: RUE D 3 B 4- T 3+.", [("3", "right"), ("4-", "right"), ("3+", "right")]),
        ("Motor: D 4 on the left.", [("4", "left")]),
        ("Right knee extension 3/5. Left 5/5.", [("3/5", "right"), ("5/5", "left")]),
        ("Right: hip 4/5, ankle 3/5. Left: 5/5.", [("4/5", "right"), ("3/5", "right"), ("5/5", "left")]),
        ("Strength\n  Left side 5 throughout", [("5", "left")]),
        ("Exam. Neck flexors 5. Hips and knees 5/5.", [("5", None), ("5/5", "bilateral")]),
        ("Neck flexors 4, deltoids 4- bilat, remainder 5/5.", [("4", None), ("4-", "bilateral"), ("5/5", None)]),
        ("Leg strength improved from 3/5 to 4/5.", [("3/5", None), ("4/5", None)]),
        ("On day 3 strength 4/5 in the legs.", [("4/5", "bilateral")]),
        ("MRC 4/5 in all groups, 2-3 wk of it.", [("4/5", None)]),
        ("Power (by the intern this am): arms 2/5, legs 1/5.", [("2/5", "bilateral"), ("1/5", "bilateral")]),
        ("Exam: LUE deltoid 4, biceps 4+, grip 5.", [("4", "left"), ("4+", "left"), ("5", "left")]),
        ("Deltoid and biceps MRC grade 4 on both sides.", [("4", "bilateral")]),
        ("Motor: 5/5 everywhere save for 4- left finger extension.", [("5/5", None), ("4-", "left")]),
        ("MMT: wrist flexors -4 on the right, +3 on the left.", [("-4", "right"), ("+3", "left")]),
        ("Motor: toe extension and flexion all 0 to 1.", [("0 to 1", None)]),
        ("Strength: external rotation fair, grip good minus.", [("fair", None), ("good minus", None)]),
        ("Strength: finger extension antigravity only.", [("antigravity only", None)]),
        ("Motor:4/5 in the legs. Grip:R:3 L:4+", [("4/5", "bilateral"), ("3", "right"), ("4+", "left")]),
        ("Motor exam at 14:5/5 omitted.", []),
        ("Motor right APB 4,1 ms, ADM 3,2; lateral pinch R 3,5 kg.", []),
        (
            "Motor (R/L): delts 4+/4+, triceps 5- out of 5-.",
            [("4+", "right"), ("4+", "left"), ("5-", "right"), ("5-", "left")],
        ),
    ],
)
def test_grades_without_the_five(text, expected):
    assert [(g[0], g[3]) for g in grades(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Motor (MRC, R/L):\ndeltoid 4/4-\nbiceps 5/5",
         [("4", "right"), ("4-", "left"), ("5", "right"), ("5", "left")]),
        ("Strength (R/L): delt (4-, 4), hip flex (3, 3).",
         [("4-", "right"), ("4", "left"), ("3", "right"), ("3", "left")]),
        ("Graded on the MRC scale (right, left): hip flexors 4, 4-; quads 5, 4.",
         [("4", "right"), ("4-", "left"), ("5", "right"), ("4", "left")]),
        ("Bedside power (MRC)     right / left\nhip flexion    4 / 4-\nankle dorsiflexion   5 / 5",
         [("4", "right"), ("4-", "left"), ("5", "right"), ("5", "left")]),
        ("Exam. Groups that can be tested, left/right:\n\n  hip flexion   2 / 3\n  knee extension  3 / cast",
         [("2", "left"), ("3", "right"), ("3", "left")]),
        ("MRC sum: hip flexion 1|2, knee extension 2|3.",
         [("1", "right"), ("2", "left"), ("2", "right"), ("3", "left")]),
        ("MMT: hip flexion 4-/5/4/5.", [("4-/5", "right"), ("4/5", "left")]),
        ("Exam: L arm: delt 4, FDI 3, WE 4-. L leg: HF 4, TA 5.",
         [("4", "left"), ("3", "left"), ("4-", "left"), ("4", "left"), ("5", "left")]),
        ("Deltoids 4/4, iliopsoas 3/3 on MRC testing.", [("4", "right"), ("4", "left"), ("3", "right"), ("3", "left")]),
        ("MMT: finger extensors 4+ R, 4 L; grip 12/11 kg; quads 4-/4.",
         [("4+", "right"), ("4", "left"), ("4-", "right"), ("4", "left")]),
        ("Myotomes: C5 5 C6 4 C7 4-.", [("5", None), ("4", None), ("4-", None)]),
        ("Motor: left deltoid 4, biceps 4-; right deltoid 5, biceps 5.",
         [("4", "left"), ("4-", "left"), ("5", "right"), ("5", "right")]),
        ("Power: hips 4 (R), 4+ (L); delt B 4.", [("4", "right"), ("4+", "left"), ("4", "bilateral")]),
        ("Motor: RLE 4/5 (IP 3/5, TA 5/5), LLE 5/5.",
         [("4/5", "right"), ("3/5", "right"), ("5/5", "right"), ("5/5", "left")]),
        ("MMT (out of 5): deltoid G-, quads M4.", [("G-", None), ("M4", None)]),
        ("Power\n  nk flex 3\n  sh abd 4 R, 4- L", [("3", None), ("4", "right"), ("4-", "left")]),
        ("Exam: arms R/L: delts 5/5, grip 5/5.",
         [("5", "right"), ("5", "left"), ("5", "right"), ("5", "left")]),
        ("Power L/R: shoulder abduction 2/3, hip flexion 3/3. On day 6: shoulder abduction 3/4, hip flexion 4-/4.",
         [("2", "left"), ("3", "right"), ("3", "left"), ("3", "right"),
          ("3", "left"), ("4", "right"), ("4-", "left"), ("4", "right")]),
        ("Power: deltoids 4⁻/5, hip flexors 3⁺/5.", [("4⁻/5", None), ("3⁺/5", None)]),
        ("Exam. Neck ext 4. Glutes 4- b/l, fatigue to 3+ after ten lifts. TA 5. Distal 5. Ankle jerks 2.",
         [("4", None), ("4-", "bilateral"), ("3+", "bilateral"), ("5", None), ("5", None)]),
        ("Bedside: glutes R 4 L 4, triceps 4+ R 4+ L, FDI 5 bilat. Reflexes 2+.",
         [("4", "right"), ("4", "left"), ("4+", "right"), ("4+", "left"), ("5", "bilateral")]),
        ("Power: hip adductors (ADD) 3 on the left, 4 on the right.", [("3", "left"), ("4", "right")]),
        ("Hip abductors are 4 minus on the left and 4 on the right. Biceps 4 right, 4 plus left.",
         [("4 minus", "left"), ("4", "right"), ("4", "right"), ("4 plus", "left")]),
        ("Lids normal. MMT8 subset:\n\n  glut max    R 4-   L 3+\n  biceps      R 4    L 4",
         [("4-", "right"), ("3+", "left"), ("4", "right"), ("4", "left")]),
        ("Left: glutes 4, biceps 4+, quads 4\nRight: glutes 5, biceps 5, quads 5",
         [("4", "left"), ("4+", "left"), ("4", "left"), ("5", "right"), ("5", "right"), ("5", "right")]),
        ("Exam vs baseline: deltoids 4 (3), hip flexors 4- (3), TA 5 (5).",
         [(g, None) for g in ("4", "3", "4-", "3", "5", "5")]),
        ("RUE: delt 4, WE 4+, FDI 3. LUE 5.", [("4", "right"), ("4+", "right"), ("3", "right"), ("5", "left")]),
        ("Hip flexors 4-, extensors 4; knee flexors 4+; ankle DF 5, all symmetric.",
         [("4-", "bilateral"), ("4", "bilateral"), ("4+", "bilateral"), ("5", "bilateral")]),
        ("Motor: tri 4/4+, bic 5/5-.", [("4", "right"), ("4+", "left"), ("5", "right"), ("5-", "left")]),
        ("Strength: (R|L)\ndelt 4|4\ntri 5|5\nIP 3|3+",
         [("4", "right"), ("4", "left"), ("5", "right"), ("5", "left"), ("3", "right"), ("3+", "left")]),
        ("Motor: delt WE grip IP 4 4+ 5 3 on the right, 5 5 5 4 on the left.",
         [*((g, "right") for g in ("4", "4+", "5", "3")), *((g, "left") for g in ("5", "5", "5", "4"))]),
        ("Strength: right deltoid biceps triceps grip 5 5 4+ 5, left 5 5 5 4.",
         [*((g, "right") for g in ("5", "5", "4+", "5")), *((g, "left") for g in ("5", "5", "5", "4"))]),
        ("On day 9: deltoids 4 bilat, biceps 4 left, grip 5 left.", [("4", "bilateral"), ("4", "left"), ("5", "left")]),
        ("MMT, intake -> today:\nGlutes R: 3 -> 4", [("3", "right"), ("4", "right")]),
    ],
)  # fmt: skip
def test_lists_of_bare_grades(text, expected):
    assert [(g[0], g[3]) for g in grades(text)] == expected


TABLE = [("4-", "right", "Hip flexors"), ("4", "left", "Hip flexors"), ("5", "right", "Quads"), ("4+", "left", "Quads")]


@pytest.mark.parametrize(
    "text",
    [
        "Strength (MRC):\n                R      L\nHip flexors     4-     4\nQuads           5      4+",
        "| MMT | R | L |\n|---|---|---|\n| Hip flexors | 4- | 4 |\n| Quads | 5 | 4+ |",
        "+-------------+----+----+\n|             | R  | L  |\n|             | (MRC) | (MRC) |\n"
        "+=============+====+====+\n| Hip flexors | 4- | 4  |\n+-------------+----+----+\n| Quads       | 5  | 4+ |\n"
        "+-------------+----+----+",
        "MMT\n             R       L\n             (0-5)   (0-5)\n             -----   -----\nHip flexors  4-      4\n"
        "Quads        5       4+",
        "MMT (0-5)      R      L\nHip flexors     4-     4\nQuads           5      4+",
        "Muscle power (0 to 5)  right   left\n Hip flexors     4-     4\n Quads           5      4+\n Reflexes  2  2",
        "MMT\nMuscle\tRight\tLeft\nHip flexors\t4-\t4\nQuads\t5\t4+",
        "STRENGTH\nMovement Right Left\nHip flexors 4- 4\nQuads 5 4+",
        "Motor:\r\n\r\n             Rt     Lt\r\nHip flexors  4-     4\r\nQuads        5      4+\r\n",
    ],
)
def test_tables_of_sides(text):
    assert [(g[0], *g[3:]) for g in grades(text)] == TABLE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Exam:\n                 2/1       3/14\nHip flexors      3+        4-\nAnkle DF         4         5",
         [("3+", None), ("4-", None), ("4", None), ("5", None)]),
        ("MMT         Initial   D/C    Goal\nR hip abd    3+        4-     5\nL hip abd    4         4+     5",
         [("3+", "right"), ("4-", "right"), ("4", "left"), ("4+", "left")]),
        ("Power       R     L     Visit 2 (R, L)\nWrist ext   3     4     3+, 4\nNeck flex      4        4+",
         [("3", "right"), ("4", "left"), ("3+", "right"), ("4", "left"), ("4", None), ("4+", None)]),
        ("Exam:        R     L     (5/24: R  L)\nFDP 2-5      2+    3      3  3+\niliopsoas    4     4-     4- 4",
         [("2+", "right"), ("3", "left"), ("3", "right"), ("3+", "left"),
          ("4", "right"), ("4-", "left"), ("4-", "right"), ("4", "left")]),
        ("MMT       Right         Left\n          Eval   D/C    Eval   D/C\nHip ext   3      4-     3+     4",
         [("3", "right"), ("4-", "right"), ("3+", "left"), ("4", "left")]),
        ("             ROM           MMT\n            R     L      R     L\nKnee ext    0     5      4+    4\n"
         "Hip abd    40    45      3     4-",
         [("4+", "right"), ("4", "left"), ("3", "right"), ("4-", "left")]),
        ("Power (R/L)     day 1    day 4\nShoulder abd    1/2      2+/3\nHip flexion     2/2      4/5\n"
         "Neck flex       3        4",
         [("1", "right"), ("2", "left"), ("2+", "right"), ("3", "left"), ("2", "right"), ("2", "left"),
          ("4", "right"), ("5", "left"), ("3", None), ("4", None)]),
        ("MMT\nMuscle\tSide\tIntake\tToday\nDeltoid\tR\t3\t4\n\tL\t4\t4+",
         [("3", "right"), ("4", "right"), ("4", "left"), ("4+", "left")]),
        ("Date      R grip   L grip   R FDI\n2/1/25    3        4        2\n3/9/25    4-       4        3",
         [("3", "right"), ("4", "left"), ("2", "right"), ("4-", "right"), ("4", "left"), ("3", "right")]),
        ("Myotomes ...... R ..... L\nC5 ............ 4 ..... 5\nC6-7 .......... 3+ .... 5",
         [("4", "right"), ("5", "left"), ("3+", "right"), ("5", "left")]),
        ("| MMT | Right |  | Left |  |\n|  | 3/1 | 4/1 | 3/1 | 4/1 |\n|--|--|--|--|--|\n| Hip ext | 3 | 4- | 3+ | 4 |",
         [("3", "right"), ("4-", "right"), ("3+", "left"), ("4", "left")]),
        ("Exam:\n| | R | L |\n|---|---|---|\n| Glut med | 4 | 5 |\n| EHL | 2 | NT |\n\n- Knee jerks 2+/2+",
         [("4", "right"), ("5", "left"), ("2", "right")]),
        ("Exam:\n| Muscle | Side | MMT | Pain |\n|---|---|---|---|\n| Deltoid | R | 4- | 3 |\n| Pec | L | 5 | 0 |",
         [("4-", "right"), ("5", "left")]),
        ("Wk    Delt R/L   IP R/L\n2     3/3        2/2\n8     4/4        3+/3",
         [("3", "right"), ("3", "left"), ("2", "right"), ("2", "left"),
          ("4", "right"), ("4", "left"), ("3+", "right"), ("3", "left")]),
        ("MMT          R          L\nShoulder flex   4/5 (3/5)   5/5\nAnkle DF        4, sore     5",
         [("4/5", "right"), ("3/5", "right"), ("5/5", "left"), ("4", "right"), ("5", "left")]),
        ("Muscle      Right    Left\nDeltoid     4/5      3/5\nTriceps     5/5-",
         [("4/5", "right"), ("3/5", "left"), ("5", "right"), ("5-", "left")]),
    ],
)  # fmt: skip
def test_tables_of_sides_and_times(text, expected):
    assert [(g[0], g[3]) for g in grades(text)] == expected


def test_a_table_ends_where_prose_begins():
    text = "MMT        R     L\nHip flex   4     4-\nGait slow. Tone good. Knee stiff except R 5-100.\nReflexes absent."
    assert [(g[0], g[3]) for g in grades(text)] == [("4", "right"), ("4-", "left")]


def test_table_of_muscles():
    text = "Motor: full in the arms.\n\nHF HE KF KE\n\nRLE 3 3 4 4+\n\nLLE 4 4- 4 5"
    assert [(g[0], *g[3:]) for g in grades(text)] == [
        ("3", "right", "HF"), ("3", "right", "HE"), ("4", "right", "KF"), ("4+", "right", "KE"),
        ("4", "left", "HF"), ("4-", "left", "HE"), ("4", "left", "KF"), ("5", "left", "KE"),
    ]  # fmt: skip


def test_tables_without_a_caption_of_muscles_against_sides():
    across = "EXAM: alert.\n    Delt  Tri  Grip  IP  TA\n R   5     4    5     5   4-\n L   5     5    5     5   5\n"
    down = "EXAM: alert.\n            R     L\nDeltoid     4     5\nIliopsoas   5     5\nReflexes brisk on the left.\n"
    assert [g[1] for g in grades(across)] == [5, 4, 5, 5, 3.67, 5, 5, 5, 5, 5]
    assert [g[1] for g in grades(down)] == [4, 5, 5, 5]


def test_a_table_of_reflexes_is_none_of_strength():
    table = "EXAM: alert.\n     Bi  Tri  BR  Pat  Ach\n R   2    2   2    2    1\n L   3    2   2    3    1\n"
    assert grades(table) == []


def test_table_in_words():
    text = (
        "Power, graded in words:\n\n          Right         Left\nElbows    good minus    good\n"
        "Hips      fair plus     normal\nGrip      30 kg         28 kg"
    )
    assert [(g[0], g[1], g[3]) for g in grades(text)] == [
        ("good minus", 3.67, "right"), ("good", 4.0, "left"), ("fair plus", 3.33, "right"), ("normal", 5.0, "left"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Reflexes 2/4 and symmetric.", "Reflexes: biceps 2/2, knees 3/3.", "DTR 2+ in the legs.",
        "Knee jerks 2/5.", "Pedal pulses 2/5 in both feet.", "A grade 2/5 murmur.", "A 2/6 systolic murmur.",
        "Pupils 5/5 decreasing to 3/3.", "Disc bulge at L4/5 and L4-5.", "Pain 4/5 in the shoulder.",
        "NPRS 4/10.", "Seen on 4/5 for hip pain.", "Hip X-ray on 4/5/2024.", "Labs from 4/5-4/9.",
        "House-Brackmann 4/6.", "Comprehension 5/5 commands.", "FIM transfers 2/7, now 5/7.", "GCS 15, ECOG 2.",
        "Goals 2/5 met.", "Glyburide 5/1000 daily.", "Pressure support 10/5.", "Vision 20/40.",
        "3/5 words recalled.", "SUSS 2/3 squat.", "MRC sum score 28/60.", "1/5 lymph nodes.",
        "Spasticity | Left | Right\nWrist | 3/5 | 4/5\nKnee | 1/5 | 2/5",
        "Pain  R  L\nHip   4/5   3/5\nKnee   2/5   1/5",
        "Fatigue 3/5 today.", "Day 4/5 of antibiotics.", "ROM     R    L\nHip flexion 5  4\nKnee ext 0 0",
        "Reflexes   R   L\nBiceps     2   2", "Strength was not tested.",
        "Please grade strength on a 0/5 scale.", "K 4.5, Mg 2.0.", "Grip 20 kg R, 18 kg L.",
        "Reflexes: bi 2, tri 2, br 2, pat 3.", "Tone (MAS): elbow flexors 2, wrist flexors 1+, hip adductors 3.",
        "Modified Ashworth: R elbow flexors 2, R finger flexors 3, R plantarflexors 1+.",
        "Needle EMG    Fib  PSW\nR deltoid     2+   1+\nR biceps      1+   0", "C5 2/2, C6 2/2 to light touch.",
        "NIHSS: L arm 3, L leg 2.", "Pain     R     L\nShoulder     4     5", "Bridges 3 x 10, hip abduction 4 sets.",
        "Neuro: biceps R 2 L 2, triceps R 2 L 2 reflexes.", "Fatty infiltration of supraspinatus 2, deltoid 3.",
        "Lens power 21.5, high power field 3/5.", "Labs    2/1   3/4\nK       3.1   4\nCK      5,120  300",
        "Exercise     Sets  Reps\nHip abd      3     10\nKnee ext     3     10",
        "Areflexic at the ankles, 1+ elsewhere.",
        "Joint    Swelling R   Swelling L\nKnee     2            1",
        "He complains of loss of power in both legs.", "Fugl-Meyer: shoulder flexion 2, elbow extension 1, grip 0.",
        "Nerve/Muscle   R     L\nAPB            4.2   4.1\nADM            3     3.1",
        "Dermatome   R    L\nC5          2    1", "Edema     R    L\nAnkle     2+   1+\nPower was not tested.",
        "Exam:\nItem | Score\nEating | 5\nTransfers | 3", "Lifts: quads 2+, biceps 2+, triceps 2.",
        "Slow Y | weakness (grip 11 kg) Y | thin Y = 3/5",
        "Exam\nShoulder abduction is weak, knee jerks 1+.\nPage 2 of 3\nNSAA 24/34.",
    ],
)  # fmt: skip
def test_look_alikes(text):
    check(text, "STRENGTH_GRADE")


@pytest.mark.parametrize(
    ("text", "words", "grade"),
    [
        ("Motor: full strength throughout.", "full strength", 5.0),
        ("Muscle strength and tone are normal.", "Muscle strength and tone are normal", 5.0),
        ("Strength and the plantar response are normal.", "Strength and the plantar response are normal", 5.0),
        ("Power, cranial nerves and speech intact.", "Power, cranial nerves and speech intact", 5.0),
        ("Strength and sensation intact.", "Strength and sensation intact", 5.0),
        ("Full power at the hips.", "Full power", 5.0),
        ("Good motor strength.", "Good motor strength", 5.0),
        ("Decreased strength in the left arm.", "Decreased strength", None),
        ("Grip strength is diminished.", "Grip strength is diminished", None),
    ],
)
def test_strength_in_words(text, words, grade):
    (fact,) = [f for f in engine.read(Reading(text)) if f.label == "STRENGTH_GRADE"]
    assert (fact.text, fact.says.grade_low, fact.says.grade_high, fact.says.qualitative) == (words, grade, grade, True)


def test_a_column_of_another_scale_stays_out():
    text = (
        "               ROM R/L        MMT R/L\nHip flexion    110/105        4/4-\nKnee ext       0/0            4+/4"
    )
    assert [(g[0], g[3]) for g in grades(text)] == [
        ("4", "right"), ("4-", "left"), ("4+", "right"), ("4", "left"),
    ]  # fmt: skip


def test_words_beside_a_number_add_nothing():
    notes = ["Motor: 5/5 full strength.", "Normal power of 5/5 in the legs.", "Reduced strength, graded 4/5."]
    for note in notes:
        assert len([f for f in engine.read(Reading(note)) if f.label == "STRENGTH_GRADE"]) == 1


def test_offsets_hold():
    text = "Strength \u2013 deltoids 4\u2013/5, \u00a0biceps 5/5."
    grades = [f for f in engine.report(engine.Note(text))["facts"] if f["label"] == "STRENGTH_GRADE"]
    assert [text[fact["start"] : fact["end"]] for fact in grades] == ["4\u2013/5", "5/5"]


@pytest.mark.parametrize(
    "text", ["", "/", "5/", "/5", "4/5", "Strength:", "Strength: /5 4", "4/5 " * 400, "Motor: " + "D 4 " * 400]
)
def test_odd_texts_are_read(text):
    engine.read(Reading(text))


def test_no_reader_is_slow_on_a_long_line():
    text = "Strength: " + "hip flexors 4/5, " * 2000
    assert len(re.findall("4/5", text)) == len(grades(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Motor: elbow flexion L 4/5 R 5/5, grip L 3/5 R 4/5.",
         [("4/5", "left", "elbow flexion"), ("5/5", "right", "elbow flexion"), ("3/5", "left", "grip"),
          ("4/5", "right", "grip")]),
        ("Power R 4/5 L 5/5 wrist extension, R 3/5 L 4/5 grip.",
         [("4/5", "right", "wrist extension"), ("5/5", "left", "wrist extension"), ("3/5", "right", "grip"),
          ("4/5", "left", "grip")]),
        ("Strength normal in the hands, 2/5 in the feet.", [("2/5", "bilateral", "feet")]),
        ("Motor: IP/Q/TA 3/4/5.", [("3", None, "IP"), ("4", None, "Q"), ("5", None, "TA")]),
        ("Power: R D/B/T 4/4/5, L D/B/T 5/5/5.",
         [("4", "right", "D"), ("4", "right", "B"), ("5", "right", "T"), ("5", "left", "D"), ("5", "left", "B"),
          ("5", "left", "T")]),
        ("Motor: EF4/5, EE5/5.", [("4/5", None, "EF"), ("5/5", None, "EE")]),
        ("Grip strength two fifths on the right.", [("two fifths", "right", "Grip strength")]),
        ("MMT Poor+ deltoids, biceps good minus.", [("Poor+", None, "deltoids"), ("good minus", None, "biceps")]),
        ("Kendall 8/10 gluteus medius.", [("8/10", None, "gluteus medius")]),
        ("Left biceps and triceps both 4/5.", [("4/5", "left", "biceps and triceps")]),
        ("Hamstrings Oxford grade 2.", [("2", None, "Hamstrings")]),
    ],
)  # fmt: skip
def test_labels_and_grades_compose(text, expected):
    assert [(g[0], g[3], g[4]) for g in grades(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Strength 4/4 limbs.",
        "Motor: 5/4 extremities.",
        "Strength 4/4 in all extremities.",
        "Motor 4/4 upper and lower limbs.",
        "Date 4/5/6, D/B/T normal.",
        "Strength 3/4.",
        "Motor power is 4/4 and symmetric.",
        "Strength 4/4 bilateral arms and legs.",
        "Power: 2/4 bilaterally.",
        "Strength 3/3 throughout.",
    ],
)
def test_counts_of_limbs_are_no_grades(text):
    assert grades(text) == []


@pytest.mark.parametrize("gap", ["|", " | ", "\t"])
def test_a_muscle_whose_cell_spans_two_rows(gap):
    rows = [("Grip", "Left", "4/5"), ("", "Right", "3/5"), ("TA", "Left", "5/5"), ("", "Right", "2/5")]
    text = "\n".join(gap.join(row) for row in rows)
    assert [(g[0], g[3], g[4]) for g in grades(text)] == [
        ("4/5", "left", "Grip"), ("3/5", "right", "Grip"), ("5/5", "left", "TA"), ("2/5", "right", "TA"),
    ]  # fmt: skip


def test_a_table_whose_columns_are_limbs():
    text = "Strength | RUE | LLE\nGrade | 5/5 | 3/5"
    assert [(g[0], g[3], g[4]) for g in grades(text)] == [("5/5", "right", "RUE"), ("3/5", "left", "LLE")]


@pytest.mark.parametrize(
    ("text", "limited"),
    [
        ("RUE 4/5, LUE 3/5 (limited by pain), RLE 4/5.", [False, True, False]),
        ("Hip flexion 3/5 due to guarding, knee extension 4/5.", [True, False]),
        ("Giveaway weakness, 4/5 in the legs.", [True]),
        ("Strength limited by effort: arms 4/5, legs 4/5.", [True, True]),
        ("Deltoids 4/5 with no give-way weakness.", [False]),
        ("Quads 4/5, hamstrings 4/5, both limited by pain.", [True, True]),
        ("She has give-way strength in both legs.", [True]),
        ("Decreased strength in both legs.", [False]),
    ],
)
def test_pain_and_effort_limit_the_grade_they_stand_with(text, limited):
    assert [f.limited for f in engine.read(Reading(text)) if f.label == "STRENGTH_GRADE"] == limited


@pytest.mark.parametrize("words", ["power N", "Power NAD", "strength ok"])
def test_signs_that_say_full(words):
    (fact,) = [f for f in engine.read(Reading(f"Tone N {words} reflexes N")) if f.label == "STRENGTH_GRADE"]
    assert (fact.text, fact.says.grade_low, fact.says.qualitative) == (words, 5.0, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Power 3/5 in the right hamstrings and calf, 4/5 left foot.",
         [("3/5", "right", "hamstrings and calf"), ("4/5", "left", "foot")]),
        ("LLE: 3/5 quadriceps, 2/5 EHL.", [("3/5", "left", "quadriceps"), ("2/5", "left", "EHL")]),
        ("Strength 4/5 throughout BLE with ankle dorsiflexion 2/5.",
         [("4/5", "bilateral", "BLE"), ("2/5", None, "ankle dorsiflexion")]),
        ("CN intact, power 5/5 reflexes 2+.", [("5/5", None, None)]),
        ("3/5 in the arms, 4/5 in the left and 2/5 in the right leg.",
         [("3/5", "bilateral", "arms"), ("4/5", "left", "leg"), ("2/5", "right", "leg")]),
        ("Power is 4/5 for the left grip and 5/5 for everything else.",
         [("4/5", "left", "grip"), ("5/5", None, None)]),
        ("Power: L grip 4/5, elbow ext 4/5, rest 5/5.",
         [("4/5", "left", "grip"), ("4/5", "left", "elbow ext"), ("5/5", None, None)]),
        ("power l 4/5, r 5/5", [("4/5", "left", None), ("5/5", "right", None)]),
        ("Arms 5/5 right leg 4/5 left leg 3/5",
         [("5/5", "bilateral", "Arms"), ("4/5", "right", "leg"), ("3/5", "left", "leg")]),
        ("His power was grade three in the right leg.", [("three", "right", "leg")]),
    ],
)  # fmt: skip
def test_sites_stand_on_one_hand_of_their_grades(text, expected):
    assert [(g[0], g[3], g[4]) for g in grades(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Elbow flexion 4/5, right the same as left.", [("4/5", "bilateral")]),
        ("Knee extension 3/5, left no stronger than right, grip 5/5.", [("3/5", "bilateral"), ("5/5", None)]),
        ("Left grip 4/5, likewise on the right.", [("4/5", "bilateral")]),
        ("Grip 4/5, left as firm as right.", [("4/5", "bilateral")]),
        ("Grip 4/5 on the right as compared to the left.", [("4/5", "right")]),
        ("Hip abduction 4-/5, L and R similar.", [("4-/5", "bilateral")]),
        ("Power 3/5 in the right leg, same as last month.", [("3/5", "right")]),
        ("Triceps 4/5 on the left, 5/5 on the right, similar to June.", [("4/5", "left"), ("5/5", "right")]),
    ],
)
def test_sides_that_are_compared_are_both(text, expected):
    assert [(g[0], g[3]) for g in grades(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Power: triceps ↓ bilat.", [(None, "bilateral", "triceps")]),
        ("Power (UL): decreased.", [(None, None, "UL")]),
        ("Muscle strength: left ankle diminished.", [(None, "left", "ankle")]),
        ("Power uniformly ↓.", [(None, None, None)]),
        ("Tone normal, power UL ↓, no clonus.", [(None, None, "UL")]),
        ("Strength was alarmingly diminished in both hands.", [(None, "bilateral", "hands")]),
        ("Motor: L quads ↓, R quads ok.", [(None, "left", "quads"), (5, "right", "quads")]),
        ("Power: hands normal, thighs decreased.", [(5, "bilateral", "hands"), (None, "bilateral", "thighs")]),
        (
            "Strength intact in the arms but impaired in the left foot.",
            [(5, "bilateral", "arms"), (None, "left", "foot")],
        ),
        ("Power decreased LL, normal UL.", [(None, None, "LL"), (5, None, "UL")]),
        ("Strength: left 5/5, right leg reduced.", [(5, "left", "leg"), (None, "right", "leg")]),
        ("Strength full except diminished in the right wrist.", [(5, None, None), (None, "right", "wrist")]),
        ("Power:\n- legs: decreased\n- arms: full", [(None, "bilateral", "legs"), (5, "bilateral", "arms")]),
        ("STRENGTH\nL leg: diminished\nR leg: normal", [(None, "left", "leg"), (5, "right", "leg")]),
        ("Myotomes: arms normal, right leg decreased.", [(5, "bilateral", "arms"), (None, "right", "leg")]),
        ("Decreased left quadriceps strength.", [(None, "left", "quadriceps")]),
        ("O/E grip ↓ L.", [(None, "left", "grip")]),
        ("Pinch: diminished on the left.", [(None, "left", "Pinch")]),
        ("R hand grasp decreased.", [(None, "right", "hand grasp")]),
        ("Strength: left hip reduced vs R.", [(None, "left", "hip")]),
        ("Power in the right leg is decreased compared to the left.", [(None, "right", "leg")]),
    ],
)
def test_quality_place_and_degree_stand_in_any_order(text, expected):
    found = [f.says for f in engine.read(Reading(text)) if f.label == "STRENGTH_GRADE"]
    assert [(says.grade_low, says.side, says.site) for says in found] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Strength 5/5, hip abduction reduced.",
        "Power full in the arms, reduced ankle jerks.",
        "Strength 5/5 in both legs, left knee swelling decreased.",
        "Power normal UL and LL, sensation reduced LL.",
        "Motor: UL 5/5, LL 5/5, reflexes decreased in the legs.",
        "Strength good in the legs with decreased endurance.",
        "Power: legs not reduced.",
        "Motor: tone reduced in the legs, power 5/5.",
        "Strength training reduced the knee pain.",
        "The grip size of the left crutch is reduced.",
    ],
)
def test_what_is_less_behind_a_strength_is_not_always_strength(text):
    found = [f.says for f in engine.read(Reading(text)) if f.label == "STRENGTH_GRADE"]
    assert all(says.grade_low == 5 for says in found)


@pytest.mark.parametrize(
    ("text", "grade", "side"),
    [
        ("R deltoid 3/5 versus L.", 3, "right"),
        ("Left leg 4/5 cf the right leg.", 4, "left"),
        ("Grip R 4/5 vs L", 4, "right"),
    ],
)
def test_the_side_that_a_grade_is_set_against_has_none(text, grade, side):
    assert [(g[1], g[3]) for g in grades(text)] == [(grade, side)]


@pytest.mark.parametrize(
    ("note", "side"),
    [
        ("MSK: Exam of the left wrist: bruised. Strength is 4/5.", "left"),
        ("EXAM\nMusculoskeletal: Right hip: tender laterally. Power 4/5.", "right"),
        ("O/E R elbow\nTender at the epicondyle\nFull ROM\nStrength 4/5", "right"),
        ("Exam\n- L shoulder: no wasting\n- ROM full\n- power 4/5 abduction", "left"),
        ("R foot:\n  swollen\n  power 4/5 in all directions", "right"),
        ("O/E\nL ankle: lateral swelling\nGait antalgic\nMotor: 4/5", "left"),
        ("PE: R hip: pain on rotation; power 4/5.", "right"),
        ("O/E: Right wrist - swollen. Power reduced.", "right"),
        ("Power: 4/5 all planes (L knee)", "left"),
        ("O/E\nL ankle: swollen\nNeuro: power 4/5", None),
        ("Right knee: swollen. Power 4/5 in all limbs.", None),
        ("O/E R elbow: tender. Hip flexors 4/5.", None),
        ("L wrist\nTender\n\nNeuro: power 4/5", None),
        ("HPI: left knee pain. Exam: strength 4/5.", None),
    ],
)
def test_the_limb_or_joint_that_is_examined_has_the_grades_told_under_it(note, side):
    assert [f.says.side for f in engine.read(Reading(note)) if f.label == "STRENGTH_GRADE"] == [side]


@pytest.mark.parametrize("both", ["bilaterally", "on either side", "on each side", "on both sides"])
def test_a_side_closes_the_list_of_sites_behind_a_grade(both):
    found = grades(f"3/5 in neck flexion, elbow extension and hip abduction {both}, 4/5 distally.")
    assert (found[0][0], *found[0][3:]) == ("3/5", "bilateral", "neck flexion, elbow extension and hip abduction")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("barthel 40 left leg 2/5", [("2/5", "left", "leg")]),
        ("GCS 14, left arm 2/5, left leg 3/5.", [("2/5", "left", "arm"), ("3/5", "left", "leg")]),
        ("pain score 2 left hip 4/5", [("4/5", "left", "hip")]),
        ("nihss 3 power 4/5 in the left leg", [("4/5", "left", "leg")]),
        ("LLE 3/5 (tender), RLE 5/5.", [("3/5", "left", "LLE"), ("5/5", "right", "RLE")]),
        ("Shoulder pain 3/5 in the right arm.", []),
        ("Areflexic, legs 3/5.", [("3/5", "bilateral", "legs")]),
        ("Effort poor at the left hip. Waddell signs 3/5.", []),
    ],
)
def test_a_scale_with_its_number_owns_no_other(text, expected):
    assert [(g[0], *g[3:]) for g in grades(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Glutes 4-, triceps 4+, plantars 2 beats.", [("4-", None), ("4+", None)]),
        ("quads 3 minus bilaterally knee jerks brisk", [("3 minus", "bilateral")]),
        ("hearing normal hamstrings 4 plus on both sides", [("4 plus", "bilateral")]),
        ("biceps 2 plus bilaterally ankle jerks absent", []),
    ],
)
def test_bare_grades_beside_other_findings(text, expected):
    assert [(g[0], g[3]) for g in grades(text)] == expected


def test_a_value_of_another_scale_leaves_the_grade_before_it():
    assert grades("Normal power in the arms 4 out of 5 vibration intact.")[0][:2] == ("4 out of 5", 4)
    (fact,) = [f for f in engine.read(Reading("The pupils are normal power is 4/5.")) if f.label == "STRENGTH_GRADE"]
    assert (fact.text, fact.says.grade_low) == ("4/5", 4)


def test_no_word_denies_a_number():
    facts = engine.read(Reading("Quads 3 minus bilaterally, knee jerks absent. Hip flexors 4/5, clonus absent."))
    assert not any(f.negated for f in facts if f.label == "STRENGTH_GRADE")


LIMBS = [("3/5", "right", "R UE"), ("5/5", "left", "L UE"), ("3/5", "right", "R LE"), ("4/5", "left", "L LE")]


@pytest.mark.parametrize("mark", [": ", " ", " - ", " = "])
def test_two_limbs_a_row(mark):
    rows = [[f"{site}{mark}{grade}" for grade, _, site in pair] for pair in (LIMBS[:2], LIMBS[2:])]
    text = "Motor strength:\n" + "\n".join("      ".join(row) for row in rows)
    assert [(g[0], *g[3:]) for g in grades(text)] == LIMBS


def test_tabs_align_the_columns_as_many_as_it_takes():
    text = "MMT\t\t\tLeft\tRight\nShoulder abduction\t2/5\t4/5\nGrip\t\t\t3/5\t5/5"
    assert [(g[0], *g[3:]) for g in grades(text)] == [
        ("2/5", "left", "Shoulder abduction"), ("4/5", "right", "Shoulder abduction"),
        ("3/5", "left", "Grip"), ("5/5", "right", "Grip"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "past", "current"),
    [
        ("| MMT | Intake | Discharge |\n| R glutes | 2+/5 | 4/5 |", ["2+/5"], ["4/5"]),
        ("MMT        Final eval   Initial eval\nL grip     5/5          3/5", ["3/5"], ["5/5"]),
        ("| Muscle | 1/8/2026 | 3/6/2026 |\n| Triceps | 3/5 | 4/5 |", ["3/5"], ["4/5"]),
        ("MMT       Right         Left\n          Eval   D/C    Eval   D/C\nHip ext   3      4-     3+     4",
         ["3", "3+"], ["4-", "4"]),
        ("MMT      Visit 2   Visit 6\nGrip     3/5       4/5", ["3/5"], ["4/5"]),
        ("| MMT | R | L |\n| Grip | 3/5 | 4/5 |", [], ["3/5", "4/5"]),
        ("Grip increased from 2/5 to 4/5 on the right.", ["2/5"], ["4/5"]),
        ("Hip abduction has dropped to 3/5 from 5/5.", ["5/5"], ["3/5"]),
        ("MMT: glutes 3/5 -> 4/5.", ["3/5"], ["4/5"]),
        ("Glutes 3/5 → 4/5, calves 2+/5 >> 3/5.", ["3/5", "2+/5"], ["4/5", "3/5"]),
        ("Grip 3/5 at intake => now 5/5.", ["3/5"], ["5/5"]),
        ("Glutes 3/5 → calves 4/5.", [], ["3/5", "4/5"]),
        ("Glutes were 2/5 in March, currently 4/5.", ["2/5"], ["4/5"]),
        ("Glutes 4/5 (previously 3/5), calves 5/5.", ["3/5"], ["4/5", "5/5"]),
        ("Right grip 3/5, now left grip 4/5.", [], ["3/5", "4/5"]),
        ("Strength in the legs ranges from 3/5 to 4/5.", [], ["3/5 to 4/5"]),
        ("Power 5/5 now (was 3/5 on 2/1).", ["3/5"], ["5/5"]),
        ("Quads 4/5 today, 3/5 last visit.", ["3/5"], ["4/5"]),
        ("Quads: today 4/5, last visit 3/5.", ["3/5"], ["4/5"]),
        ("Grip 4/5 now, was 3/5.", ["3/5"], ["4/5"]),
        ("Grip now 4/5 was 3/5.", ["3/5"], ["4/5"]),
        ("Grip right 4/5 left was 3/5.", [], ["4/5", "3/5"]),
        ("Grip 3/5, today: 4/5.", ["3/5"], ["4/5"]),
        ("Grip on the left 4/5, was 3/5 on 1/4.", ["3/5"], ["4/5"]),
        ("Hip flexors 4/5 on 3/2 and 5/5 on 4/1.", [], ["4/5", "5/5"]),
    ],
)  # fmt: skip
def test_grades_of_an_earlier_time_are_historical(text, past, current):
    found = [f for f in engine.read(Reading(text)) if f.label == "STRENGTH_GRADE"]
    assert [f.text for f in found if f.historical] == past
    assert [f.text for f in found if not f.historical] == current


@pytest.mark.parametrize("between", ["on", "upon", "by", "over", "out of"])
def test_a_grade_spoken_over_the_five(between):
    found = grades(f"Power 3 {between} 5 in the left arm, four {between} five in the left leg.")
    assert [g[1] for g in found] == [3, 4]
    assert grades(f"Power was not tested. The mass of the left arm is 3 {between} 5 cm.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L hand: grasp poor, finger ext 3/5.", [("poor", "left", "grasp"), ("3/5", "left", "finger ext")]),
        ("Knee 3/5, ankle trace, sensation poor.", [("3/5", None, "Knee"), ("trace", None, "ankle")]),
        ("Right shoulder 4/5, elbow normal.", [("4/5", "right", "shoulder")]),
        ("O/E: HF/KE/PLF 4/5 bilaterally.", [("4/5", "bilateral", "HF/KE/PLF")]),
        ("Grade 3 in the glutes and 4 in knee extension, 5 elsewhere.",
         [("3", None, "glutes"), ("4", None, "knee extension"), ("5", None, None)]),
        ("Deltoids grade 2 on both sides.", [("2", "bilateral", "Deltoids")]),
        ("Grade 2 quad strain, 4 weeks.", []),
        ("Grade 1 tear in the supraspinatus.", []),
        ("UE screening: 4/5 B", [("4/5", "bilateral", "UE")]),
        ("MMT     R    L\nGrip    4/5  3/5\nIP    4/5  3/5\nDischarge potential: Fair",
         [("4/5", "right", "Grip"), ("3/5", "left", "Grip"), ("4/5", "right", "IP"), ("3/5", "left", "IP")]),
    ],
)  # fmt: skip
def test_words_and_bare_numbers_beside_grades(text, expected):
    assert [(g[0], *g[3:]) for g in grades(text)] == expected


@pytest.mark.parametrize(
    ("text", "limited"),
    [
        ("Hip abduction 4-/5 on the right (pain-inhibited), grip 5/5.", [True, False]),
        ("LUE 3/5 (guarding), RUE 5/5, BLE 5/5.", [True, False, False]),
    ],
)
def test_brackets_are_of_the_grade_before_them(text, limited):
    assert [f.limited for f in engine.read(Reading(text)) if f.label == "STRENGTH_GRADE"] == limited


def test_adjective_of_the_reflexes_is_not_of_the_strength():
    text = "She has symmetric muscle strength, and diminished ankle reflexes."
    assert not [f for f in engine.report(engine.Note(text, "1"))["facts"] if f["label"] == "STRENGTH_GRADE"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Muscle strength\n  Knee flexion   L [ ] 5/5 [x] 4/5 [ ] 3/5   R [x] 5/5 [ ] 4/5 [ ] 3/5",
         [("4/5", "left"), ("5/5", "right")]),
        ("Power of the right wrist extensors: 5/5 ( ) 4/5 ( ) 3/5 (x) 2/5 ( )", [("3/5", "right")]),
        ("MMT\nMuscle    Right        Left\nTriceps   ☐5 ☒4 ☐3    ☒5 ☐4 ☐3\nSoleus    ☒5 ☐4 ☐3    ☐5 ☐4 ☒3",
         [("4", "right"), ("5", "left"), ("5", "right"), ("3", "left")]),
        ("Strength of the hamstrings\n[ ] 5/5\n[x] 4/5\n[ ] 3/5", [("4/5", None)]),
        ("Strength: [x] normal (5/5) [ ] reduced (4/5)", [("5/5", None)]),
        ("Strength tested: [ ] 5/5 [ ] 4/5 [ ] 3/5", []),
    ],
)  # fmt: skip
def test_of_boxes_only_the_ticked_grade_counts(text, expected):
    assert [(g[0], g[3]) for g in grades(text)] == expected


@pytest.mark.parametrize(("boxes", "grade"), [("☒ full ☐ reduced", 5), ("☐ full ☒ reduced", None)])
def test_boxes_choose_a_word_for_strength(boxes, grade):
    (found,) = (f for f in engine.read(Reading(f"Motor strength: {boxes}")) if f.label == "STRENGTH_GRADE")
    assert found.says.grade_low == grade


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("Motion           PROM    MMT   Ashworth\nR elbow ext      -10     4-    2\nR wrist flex     0-60    3     1+",
         [("4-", "right"), ("3", "right")]),
        ("Root   Power  Sens  Reflex\nC6 biceps    4   2   3\nS1 calf      5   1   2", [("4", None), ("5", None)]),
        ("Movement   Strength (0-5)   ROM\nHip abd    4- R / 3 L       2-40\nKnee flex  R 5, L 4        5-120",
         [("4-", "right"), ("3", "left"), ("5", "right"), ("4", "left")]),
        ("Muscle | Tone | MMT\nL gastroc | 3 | 4+", [("4+", "left")]),
    ],
)  # fmt: skip
def test_of_several_scales_the_column_of_strength_counts(table, expected):
    assert [(g[0], g[3]) for g in grades(table)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Right knee extensors: Poor (2/5). Left: Good plus (4+/5).",
         [("2/5", "right", "knee extensors"), ("4+/5", "left", "knee extensors")]),
        ("Gluteus maximus = fair, 3/5; soleus 5/5 (normal)",
         [("3/5", None, "Gluteus maximus"), ("5/5", None, "soleus")]),
        ("Pain 3/10, muscles 4 - / 5 BUE", [("4 - / 5", "bilateral", "BUE")]),
        ("Motor: neck 5 / triceps 4, 4- (L, R; was 3, 3+ in June) / grip 5 / dist 4+",
         [("5", None, "neck"), ("4", "left", "triceps"), ("4-", "right", "triceps"), ("3", "left", "triceps"),
          ("3+", "right", "triceps"), ("5", None, "grip"), ("4+", None, None)]),
        ("Legs 4/5, UEs 5/5 but R grip 3/5.",
         [("4/5", "bilateral", "Legs"), ("5/5", "bilateral", "UEs"), ("3/5", "right", "grip")]),
    ],
)  # fmt: skip
def test_glosses_strokes_and_brackets(text, expected):
    assert [(g[0], *g[3:]) for g in grades(text)] == expected


def test_a_distal_full_grade_behind_a_stroke_is_no_place_of_weakness():
    found = engine.read(Reading("Power: hip flexors 4 / dist 5"))
    assert not [f for f in found if f.label == "DISTRIBUTION"]


def test_a_list_of_pairs_one_of_which_looks_like_a_five():
    found = grades("Weak for a week. Hip flexion 4-/4-, ankle DF 3/3, wrist ext 4/4, biceps 5-/5- (R/L).")
    assert [(g[0], g[3]) for g in found] == [
        ("4-", "right"), ("4-", "left"), ("3", "right"), ("3", "left"),
        ("4", "right"), ("4", "left"), ("5-", "right"), ("5-", "left"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "L       Muscle        R\n5/5     Deltoid       4/5\n4+/5    Hip flexors   3/5",
        "Left | Muscle | Right\n5/5 | Deltoid | 4/5\n4+/5 | Hip flexors | 3/5",
        "Part | Muscle | Left | Right\nArm | Deltoid | 5/5 | 4/5\nLeg | Hip flexors | 4+/5 | 3/5",
        "Part    Muscle         Left    Right\nArm     Deltoid        5/5     4/5\nLeg     Hip flexors    4+/5    3/5",
        "|Part|Muscle|L|R|\n|---|---|---|---|\n|Arm|Deltoid|5/5|4/5|\n|Leg|Hip flexors|4+/5|3/5|",
        "|Part|Muscle|Left|Right|\n|---|---|---|---|\n|Arm|Deltoid|5/5|4/5|\n|Leg|Hip flexors|4+/5|3/5|",
    ],
)
def test_the_names_of_the_muscles_may_stand_between_the_sides_or_behind_their_region(text):
    facts = engine.report(engine.Note(text))["facts"]
    assert [(f["side"], f["grade_low"], f["site"]) for f in facts if f["label"] == "STRENGTH_GRADE"] == [
        ("left", 5.0, "Deltoid"), ("right", 4.0, "Deltoid"),
        ("left", 4.33, "Hip flexors"), ("right", 3.0, "Hip flexors"),
    ]  # fmt: skip


@pytest.mark.parametrize("row", ["CK | U/L | 900 | 700 | 500 |", "Mg | mg/dL | 1.9 | 1.7 |", "| 1.9 | 1.7 |"])
def test_a_row_that_begins_under_a_column_of_times_has_a_name(row):
    note = f"                day 1        day 2\n {row}\n K | mmol/L | 5.1 | 4.9 |\n"
    assert [fact["text"] for fact in engine.report(engine.Note(note))["facts"] if fact["label"] == "POTASSIUM"] == [
        "5.1",
        "4.9",
    ]


def test_a_grade_before_its_muscles_may_be_that_of_the_rest():
    note = engine.Note("3/5: left deltoid. 4/5: right wrist extensors. 5/5: all others. Dyspnea 3/5 at rest.")
    facts = engine.report(note)
    found = [(f["text"], f["side"], f["site"]) for f in facts["facts"] if f["label"] == "STRENGTH_GRADE"]
    assert found == [("3/5", "left", "deltoid"), ("4/5", "right", "wrist extensors"), ("5/5", None, None)]


def test_both_behind_a_side_are_both_of_what_it_does():
    note = engine.Note("Grade 4/5 for flexors and extensors of the right wrist; left wrist 5/5 for both.")
    facts = engine.report(note)
    assert [f["side"] for f in facts["facts"] if f["label"] == "STRENGTH_GRADE"] == ["right", "left"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Motor: unremarkable.", "Motor: unremarkable"),
        ("Coordination: good.\n\nMotor exam: normal throughout.\n\nGait: steady.", "Motor exam: normal"),
        ("MOTOR EXAM\nIntact.", "MOTOR EXAM\nIntact"),
        ("Pupils equal. Motor and sensory examination was normal.", "Motor and sensory examination was normal"),
        ("Cranial nerves, motor/sensory/gait: wnl", "motor/sensory/gait: wnl"),
        ("Motor function in both legs is intact.", "Motor function in both legs is intact"),
    ],
)
def test_a_normal_motor_examination_is_full_strength(text, words):
    (fact,) = (f for f in engine.read(Reading(text)) if f.label == "STRENGTH_GRADE")
    assert (fact.text, fact.says.grade_low, fact.says.qualitative) == (words, 5.0, True)


@pytest.mark.parametrize(
    "text",
    [
        "Motor: normal bulk and tone.", "Motor tone is normal.", "Peroneal motor normal.", "Motor exam is not normal.",
        "V: sensation intact, motor function normal.", "Motor milestones were normal.", "Gross motor normal for age.",
        "Left ulnar motor and sensory responses are normal.", "Motor function is intact although weak at the ankle.",
    ],
)  # fmt: skip
def test_what_is_no_examination_of_strength(text):
    assert not [f for f in engine.read(Reading(text)) if f.label == "STRENGTH_GRADE"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The left deltoid, painful since surgery, is 4/5.", [(4, "left", "deltoid")]),
        ("Hip flexors, although he was tired, were 3/5 bilaterally.", [(3, "bilateral", "Hip flexors")]),
        (
            "Motor: right quadriceps (old tear) 4/5, left biceps (C5) 5/5.",
            [(4, "right", "quadriceps"), (5, "left", "biceps")],
        ),
        ("Deltoids, biceps, and triceps, are 4/5.", [(4, None, "Deltoids, biceps, and triceps")]),
        ("Neither arm is raised against gravity (MRC 2).", [(2, "bilateral", "arm")]),
        ("Both knees extend against light resistance (4-).", [(3.67, "bilateral", "knees")]),
        ("Each wrist 5/5. Each muscle group 5/5.", [(5, "bilateral", "wrist"), (5, None, None)]),
        ("Left and right triceps 2/5 and 3/5 respectively.", [(2, "left", "triceps"), (3, "right", "triceps")]),
    ],
)
def test_a_grade_finds_its_subject_across_what_stands_between(text, expected):
    assert [(g[1], g[3], g[4]) for g in grades(text)] == [(pytest.approx(a, abs=0.006), b, c) for a, b, c in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MMT: knee ext R G-, L F+; hip abd N bilat.", [(3.67, "right"), (3.33, "left"), (5, "bilateral")]),
        ("MMT: quads P, calves T.", [(2, None), (1, "bilateral")]),
        ("Strength: quads fair (3) on the right.", [(3, "right")]),
        ("Strength: quads N, T 98, P 70.", [(5, None)]),
        ("UE 4, LE 3 (MRC).", [(4, None), (3, None)]),
        ("Biceps and triceps full, quadriceps 4-/5.", [(5, None), (3.67, None)]),
        ("ROM: hip full. Quadriceps 4-/5.", [(3.67, None)]),
        ("Vaccine: arm L. Coronal T, hip P.", []),
    ],
)
def test_letters_of_the_manual_muscle_test(text, expected):
    assert [(g[1], g[3]) for g in grades(text)] == [(pytest.approx(a, abs=0.006), b) for a, b in expected]


@pytest.mark.parametrize("heading", ["Power (R | L)", "Strength today, R | L", "MRC (0-5, sitting)  R | L"])
def test_a_row_whose_name_and_first_grade_no_bar_parts(heading):
    assert grades(f"{heading}\ndeltoid   4 | 4-\nhip flexors 3+ | 5") == [
        ("4", 4, 4, "right", "deltoid"), ("4-", 3.67, 3.67, "left", "deltoid"),
        ("3+", 3.33, 3.33, "right", "hip flexors"), ("5", 5, 5, "left", "hip flexors"),
    ]  # fmt: skip


def test_two_slash_two_behind_a_weakness_is_its_cause():
    found = engine.report(engine.Note("Motor 5/5. A: weakness 2/2 anemia, 4/5 on arrival."))["facts"]
    assert [f["text"] for f in found if f["label"] == "STRENGTH_GRADE"] == ["5/5", "4/5"]
    found = engine.report(engine.Note("Motor: LE weakness 2/2 bilaterally."))["facts"]
    assert [f["text"] for f in found if f["label"] == "STRENGTH_GRADE"] == ["2", "2"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Motor: normal tone and bulk, 4+/5 throughout.", [(4.33, None)]),
        ("Motor: tone normal, 5/5 in all groups.", [(5, None)]),
        ("Strength: no drift, 4/5 in the right arm.", [(4, "right")]),
        ("Right shoulder: full motion, cuff 4/5.", [(4, "right")]),
        ("Left arm: no wasting, 3/5.", [(3, "left")]),
        ("Left arm: pain at rest, 3/5.", []),
        ("Motor: tone 3, pain 4/5.", []),
        ("Bell's palsy on the right, H-B grade III.", []),
        ("BOT-2 strength 1st percentile. Power: stands on the L for 4 s.", []),
    ],
)
def test_a_grade_stands_behind_another_clause_of_its_head(text, expected):
    assert [(g[1], g[3]) for g in grades(text)] == [(pytest.approx(a, abs=0.006), b) for a, b in expected]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Both arms weak: grip 4/5 (R) and 3/5 (L).", ["right", "left"]),
        ("Bilateral hip weakness: abduction 4-/5 (L), 4/5 (R).", ["left", "right"]),
        ("Grip, bilateral: R 4/5, L 5/5.", ["right", "left"]),
        ("Right leg only: quads MRC 3, gastrocs MRC 2.", ["right", "right"]),
        ("Left arm today: biceps 3/5, triceps 2/5.", ["left", "left"]),
        ("On the left I find 4- at the biceps and 3 at the triceps (MRC).", ["left", "left"]),
        ("Power: grip 4 (R) / 5 (L); pinch 3 [L] / 5 [R].", ["right", "left", "left", "right"]),
        ("At rest each foot moves 4/5.", ["bilateral"]),
        ("Left grip 3/5, pinch 4/5. On the right, all of these are 5/5.", ["left", "left", "right"]),
    ],
)
def test_a_side_is_its_own_or_that_of_what_leads(text, sides):
    assert [g[3] for g in grades(text)] == sides


@pytest.mark.parametrize(
    ("text", "sites"),
    [
        ("Glutes   Quads   Calves\n4/5      3/5     5/5", ["Glutes", "Quads", "Calves"]),
        ("HF    KE    ADF\n4     3+    5", ["HF", "KE", "ADF"]),
        ("Power: Glutes   Quads   Calves\n       4/5      3/5     5/5", ["Glutes", "Quads", "Calves"]),
        ("       Glutes   Quads   Calves\nRight  4/5      3/5     5/5", ["Glutes", "Quads", "Calves"]),
    ],
)
def test_a_table_of_muscles_needs_no_label_before_its_row(text, sites):
    assert [g[4] for g in grades(text)] == sites


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Delts G- B, biceps F+ B.", [(3.67, "bilateral"), (3.33, "bilateral")]),
        ("Knee extensors F, knee flexors P+.", [(3, None), (2.33, None)]),
        ("Hip abductors P+ R, P L; quads G bilaterally.", [(2.33, "right"), (2, "left"), (4, "bilateral")]),
        (
            "MMT: ant tibs P L, posterior tib F R, anterior tibialis G bilaterally.",
            [(2, "left"), (3, "right"), (4, "bilateral")],
        ),
        ("Quads F+/5 R, G/5 L.", [(3.33, "right"), (4, "left")]),
        ("Blood group: arm A, hand B+. Gram stain G-.", []),
        ("Vitamin B, hams and eggs; leg T.", []),
    ],
)
def test_muscles_with_letters_are_a_list_of_strength(text, expected):
    assert [(g[1], g[3]) for g in grades(text)] == [(pytest.approx(a, abs=0.006), b) for a, b in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Upper limbs: tone normal, power 4/5, reflexes 2+.", [("4/5", "bilateral", "Upper limbs")]),
        ("LL: T N, P 4/5, R ++.", [("4/5", None, "LL")]),
        ("Grip: absent on the left (0/5).", [("0/5", "left", "Grip")]),
        ("B knee flexion 4/5, B PF 5/5", [("4/5", "bilateral", "knee flexion"), ("5/5", "bilateral", "PF")]),
        ("Hip flexion: 4-/5 R/L.", [("4-/5", "bilateral", "Hip flexion")]),
    ],
)
def test_short_lines_of_an_examination(text, expected):
    assert [(g[0], *g[3:]) for g in grades(text)] == expected


@pytest.mark.parametrize("text", ["Quads 3/5 at baseline, 4/5 today.", "At the June visit 2/5 in the biceps, now 4/5."])
def test_a_grade_of_today_leaves_the_one_before_it_to_its_time(text):
    found = [f for f in engine.read(Reading(text)) if f.label == "STRENGTH_GRADE"]
    assert [f.historical for f in found] == [True, False]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Motor: diminished in the right leg.", ("right", False)),
        ("↓motor L hand.", ("left", False)),
        ("Motor and sensory function impaired in both feet.", ("bilateral", False)),
        ("No reduced power in the right arm.", ("right", True)),
        ("Denies numbness, pain or decreased strength.", (None, True)),
        ("Motor skills reduced.", None),
        ("Reduced motor amplitudes.", None),
        ("Motor, tone decreased.", None),
    ],
)
def test_a_loss_of_strength_in_words_may_be_of_the_motor_examination_and_be_denied(text, found):
    facts = [f for f in engine.read(Reading(f"Exam: {text}")) if f.label == "STRENGTH_GRADE"]
    assert [(f.says.side, f.negated) for f in facts] == ([found] if found else [])


@pytest.mark.parametrize("text", ["Full-strength tube feedings.", "Formula at full strength.", "Half-strength Ensure."])
def test_the_strength_of_a_feed_is_none_of_muscles(text):
    assert not [f for f in engine.read(Reading(text)) if f.label == "STRENGTH_GRADE"]


@pytest.mark.parametrize(
    ("note", "sides"),
    [
        ("Right foot still weak, tib ant 3/5, EHL 2/5.", ["right", "right"]),
        ("Weakness of the left arm, deltoid 4/5, biceps 3/5.", ["left", "left"]),
        ("Left leg weakness from the disc, quads 3/5 on that side.", ["left"]),
        ("Unable to lift the right foot; dorsiflexion 0/5.", ["right"]),
        ("Drags the left leg. Hip flexion 3/5.", ["left"]),
        ("Right wrist drop. Wrist extensors 1/5.", ["right"]),
        ("Right vs left deltoid 3/5.", ["right"]),
        ("L vs R: hip flexion 3/5, knee extension 4/5.", ["left", "left"]),
        ("R vs L deltoid 3/5, 5/5.", ["right", "left"]),
        ("Left knee pain, quads 5/5.", [None]),
        ("Right carotid bruit. Hip flexors 4/5.", [None]),
        ("Left arm weak, hip flexors 5/5.", [None]),
        ("Right leg seen. Hip flexion 3/5.", [None]),
        ("Left arm weak. Hip flexion 3/5.", [None]),
        ("All groups in the right arm and leg were 2/5 and normal on the left.", ["right"]),
    ],
)
def test_the_side_of_a_limb_said_to_be_weak_is_that_of_its_grades(note, sides):
    facts = [f for f in engine.read(Reading(note)) if f.label == "STRENGTH_GRADE"]
    assert [f.says.side for f in facts if not f.says.qualitative] == sides


def test_a_power_told_beside_the_tone_of_a_limb_is_that_of_the_limb():
    facts = engine.read(Reading("Tone in the lower limbs was reduced, with power of 1/5 bilaterally."))
    assert [f.says.site for f in facts if f.label == "STRENGTH_GRADE"] == ["lower limbs"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wasting of the left thigh with a muscular force of 3/5.", [("left", "thigh")]),
        ("The right foot is cool with power 2/5.", [("right", "foot")]),
        ("He has a left foot ulcer with strength 4/5 throughout.", [(None, None)]),
    ],
)
def test_a_strength_that_a_limb_is_found_with_is_its_own(text, expected):
    assert [g[3:] for g in grades(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quadriceps Good, hip flexors: Fair+.", [(4, None), (3.33, None)]),
        ("Glutes - Poor\nHamstrings - Good minus", [(2, None), (3.67, None)]),
        ("Left deltoid Fair plus.", [(3.33, "left")]),
        ("MMT hip extensors fair, knee flexors normal.", [(3, None), (5, None)]),
        ("Grip strength: right Good, left Trace.", [(4, "right"), (1, "left")]),
        ("MMT: triceps G-/N, biceps F/P+.", [(3.67, "right"), (5, "left"), (3, "right"), (2.33, "left")]),
        ("MMT (L/R) glutes good/fair minus.", [(4, "left"), (2.67, "right")]),
    ],
)
def test_words_and_letters_of_the_manual_muscle_test_grade_the_muscle_before_them(text, expected):
    assert [(low, side) for _, low, _, side, _ in grades(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Hip ROM: flexion good, extension fair, abduction poor.",
        "Biceps trace, triceps trace, knees absent.",
        "Quads tone fair. Insight fair, judgment good.",
        "MMT quads N/T.",
        "Right shoulder normal. Knee fair.",
        "Swelling RUE 0 LUE 0 RLE 2 LLE 1",
    ],
)
def test_words_of_other_scales_grade_no_muscle(text):
    assert not grades(text)


def test_limbs_each_with_a_number_are_graded_where_one_has_the_five():
    assert [g[1:4:2] for g in grades("RUE 5 LUE 3 RLE 5 LLE 4")] == [
        (5, "right"),
        (3, "left"),
        (5, "right"),
        (4, "left"),
    ]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Crutch in the left hand, strength 4/5 in the thighs.", ["bilateral"]),
        ("Man with right elbow pain and strength 3/5.", ["right"]),
        ("C5 5/5, C6 3/5 on the right, C7 5/5.", [None, "right", None]),
        ("Wrist flexion 3/5, grip 4/5 on the left, triceps 5/5.", ["left", "left", None]),
        ("Power 5/5 throughout, grip 4/5 on the left.", [None, "left"]),
        ("Inversion 2/5 on the right, dorsiflexion 1/5, grip 4/5.", ["right", "right", None]),
        ("Her left-sided strength was 2/5 in the arm and 3/5 in the leg.", ["left", "left"]),
    ],
)
def test_whose_side_a_grade_has(text, sides):
    assert [side for *_, side, _ in grades(text)] == sides


def test_a_grip_or_grasp_is_graded_in_words():
    facts = [
        f for f in engine.read(Reading("Hand grasps equal and strong. Grips: full.")) if f.label == "STRENGTH_GRADE"
    ]
    assert [(f.says.grade_low, f.says.qualitative) for f in facts] == [(5, True), (5, True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Strength: R knee ext 4/5, flex 3/5, hip abd 4-/5, add 5/5.", [4, 3, 3.67, 5]),
        ("MMT L hip: flex 3, abd 2+, ext 4.", [3, 2.33, 4]),
        ("Strength decreased from 4/5 to 3/5.", [4, 3]),
        ("          RIGHT     LEFT\nKnee flex Fair-     Good\nInt rot   Poor+     Normal", [2.67, 4, 2.33, 5]),
    ],
)
def test_short_names_of_movements_are_graded(text, expected):
    assert [low for _, low, *_ in grades(text)] == expected


def test_a_limb_with_its_side_heads_the_parts_behind_its_grades():
    found = grades("RLE 4/5 hip, 3/5 ankle; LLE 5/5")
    assert [g[3:] for g in found] == [("right", "hip"), ("right", "ankle"), ("left", "LLE")]
    assert [g[3] for g in grades("UE's 4/5, LE's 3/5")] == ["bilateral", "bilateral"]


@pytest.mark.parametrize(
    "text",
    [
        "<STRENGTH_GRADE>Power a bit ↓</STRENGTH_GRADE> in the legs.",
        "<STRENGTH_GRADE>Grip abit reduced</STRENGTH_GRADE>.",
        "<STRENGTH_GRADE>Strength is a little down</STRENGTH_GRADE>.",
        "Sat down a bit to test his strength.",
    ],
)
def test_a_strength_is_less_by_a_bit(text):
    check(text, "STRENGTH_GRADE")


@pytest.mark.parametrize(
    "text",
    [
        "<STRENGTH_GRADE grade_low=5>Power/sens N</STRENGTH_GRADE> both legs.",
        "<STRENGTH_GRADE grade_low=5>Power, reflexes and sensation NAD</STRENGTH_GRADE>.",
        "<STRENGTH_GRADE grade_low=5>Power/tone ok</STRENGTH_GRADE>.",
        "<STRENGTH_GRADE grade_low=5>Good hand grips</STRENGTH_GRADE>.",
        "<STRENGTH_GRADE>Power reduced</STRENGTH_GRADE>, tone N.",
        "No loss of power, N+V x2. She has a good grasp of the plan.",
        "Full strength lager, 3 cans. Eye drops at full strength. Normal strength tea. Tablet strength reduced.",
    ],
)
def test_a_mark_behind_a_list_is_of_strength_too(text):
    check(text, "STRENGTH_GRADE")


def test_a_grip_is_strong_or_reduced():
    facts = engine.read(Reading("Still has a strong hand grip. Reduced grip on the left. Normal grip size."))
    assert [(f.says.grade_low, f.says.side) for f in facts if f.label == "STRENGTH_GRADE"] == [
        (5, None),
        (None, "left"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MMT: quads 4+ R/4 L; tib ant 3 R/2+ L", [(4.33, "right"), (4, "left"), (3, "right"), (2.33, "left")]),
        ("Biceps 4/5 bilaterally and fatigue to 3+ with repetition.", [(4, "bilateral"), (3.33, "bilateral")]),
        ("Exam L knee: effusion. Strength: quads 3/5.", [(3, "left")]),
        ("Left leg strength 3/5 at the hip, 4/5 at the ankle.", [(3, "left"), (4, "left")]),
        ("Delts 4+, hip flexors 4, all else 5.", [(4.33, None), (4, None), (5, None)]),
    ],
)
def test_the_other_side_what_it_falls_to_and_the_side_of_the_joint_examined(text, expected):
    assert [g[1:4:2] for g in grades(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Power was 4 for elbow flexion and 3 for wrist extension on the left, and 5 and 4, respectively, right.",
            [
                (4, "left", "elbow flexion"), (3, "left", "wrist extension"),
                (5, "right", "elbow flexion"), (4, "right", "wrist extension"),
            ],
        ),
        (
            "Strength of iliopsoas and deltoid was 2 and 4, respectively, on the right and 3 and 5 on the left.",
            [(2, "right", "iliopsoas"), (4, "right", "deltoid"), (3, "left", "iliopsoas"), (5, "left", "deltoid")],
        ),
        (
            "Strength 3/5 in the right arm, with absent reflexes on that side, and 5/5 on the left.",
            [(3, "right", "arm"), (5, "left", "arm")],
        ),
        (
            "Biceps 5/5 at first, 4-/5 after 15 reps, on both sides.",
            [(5, "bilateral", "Biceps"), (3.67, "bilateral", "Biceps")],
        ),
        ("Grip 5/5 at rest, 4/5 after exercise bilaterally.", [(5, "bilateral", "Grip"), (4, "bilateral", "Grip")]),
        (
            "Right Left\nElbow flexion Fair+ Normal\nHitching Good- Fair\nKnee extension Good Normal",
            [
                (3.33, "right", "Elbow flexion"), (5, "left", "Elbow flexion"), (3.67, "right", "Hitching"),
                (3, "left", "Hitching"), (4, "right", "Knee extension"), (5, "left", "Knee extension"),
            ],
        ),
    ],
)  # fmt: skip
def test_sites_and_sides_in_their_order_across_what_is_put_in(text, expected):
    assert [(g[1], *g[3:]) for g in grades(text)] == expected


def test_pulses_and_reflexes_of_two_sides_are_no_strength():
    assert grades("Right Left\nRadial Normal Good\nFemoral Good Good\nPopliteal Fair Poor") == []
    assert grades("Reflexes were 2 and 3, respectively, at the knee and ankle.") == []


def test_motor_behind_its_nerve_is_no_strength():
    assert not [f for f in engine.read(Reading("R ulnar sensory, motor: normal")) if f.label == "STRENGTH_GRADE"]


@pytest.mark.parametrize(
    "text",
    [
        "1.\tBest effort.\n2.\tR/L 4+/4+.\n3.\tGait fine.",
        "a)\tFull effort.\nb)\tR/L 3/4\nc)\tUp.",
        "\tROM\tROM\nhip\tR\tL\nflexion\t90\t85",
    ],
)
def test_columns_that_are_all_on_another_scale_are_no_table_of_strength(text):
    assert not grades(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("r leg 3/5, l leg 5/5 today.", [(3, "right"), (5, "left")]),
        ("l hip flexors 4-/5, rest fine", [(3.67, "left")]),
        ("Biceps: R 4/5 [preop 3/5]", [(4, "right"), (3, "right")]),
        ("Knee extension ..... R 4/5 ..... L 3/5", [(4, "right"), (3, "left")]),
    ],
)
def test_sides_in_small_letters_square_brackets_and_lines_of_dots(text, expected):
    assert [g[1:4:2] for g in grades(text)] == expected


@pytest.mark.parametrize("label", ["Triceps jerk:\n- L absent, R 2+.", "Reflexes:\n2+ at the knees", "DTRs:\nR 2, L 3"])
def test_a_heading_of_reflexes_below_one_of_strength_has_what_stands_under_it(label):
    assert [g[0] for g in grades(f"Strength:\nL grip 4/5, R 5/5\n{label}\n")] == ["4/5", "5/5"]


@pytest.mark.parametrize("apart", ["\n\n", "\n \n"])
@pytest.mark.parametrize(
    "table",
    [
        "MMT\tR\tL\nDeltoid\t4/5\t5/5\nTriceps\t4/5\t5/5\nWrist\t3/5\t5/5",
        "Power    left    right\nhip      4/5     3/5\nknee     5/5     4/5",
        "Power\nR L\nTriceps 4 5\nHamstrings 3 5",
        "MMT R/L\nDeltoid 4/5 5/5\nHamstrings 3/5 5/5",
        "Power  Delt  Tri  Quads\nR      4/5   3/5  4/5\nL      5/5   5/5  5/5",
    ],
)
def test_a_table_is_the_same_where_blank_lines_part_its_rows(table, apart):
    found = grades(table)
    assert {side for *_, side, _ in found} == {"left", "right"}
    assert grades(table.replace("\n", apart)) == found


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Right and left: triceps 4/5 and 5/5, hip flexion 3+/5 and 4/5.", "rlrl"),
        ("On the left and right the grip is 3/5 and 5/5.", "lr"),
        ("Power, R and L: triceps 4, 5; hip flexion 3, 4.", "rlrl"),
        ("R & L: ankle dorsiflexion 4/5 & 4+/5.", "rl"),
        ("Right and left triceps 4/5 and grip 5/5.", "b-"),
        ("Right and left: triceps 4/5, grip 5/5.", "bb"),
        ("R and L hip flexors 4/5, and 5/5 elsewhere.", "b-"),
        # a side before its grade, whose muscle stands behind it, is that of the next ones of its limb
        ("Legs: R 5/5, L 4/5 hip flexors, 3/5 knee extensors, 2/5 ankle.", "rlll"),
        ("Arms: left full, right 4/5 triceps, 4+/5 biceps and 3/5 grip.", "rrr"),
        ("Right 4/5 triceps, left 3/5 triceps, 4/5 shldr.", "rll"),
        ("L 3/5 shoulder, R 5/5 shoulder, 4/5 neck flexors.", "lr-"),
        ("R 4/5 triceps, L 4/5 triceps, 5/5 biceps bilaterally.", "rlb"),
        ("Triceps R 5/5, L 4/5, biceps 5/5.", "rl-"),
        ("The left leg was 3/5 proximally and 2/5 at the ankle, the right leg 5/5.", "llr"),
        ("Ankle dorsiflexion on the right 4/5 and inversion 3/5; left leg 5/5.", "rrl"),
        ("L deltoid 4-/5, biceps 4/5, grip 3/5, R arm 5/5.", "lllr"),
        ("Triceps R 5/5, L 4/5, biceps 4/5.", "rl-"),
        ("Right arm 3/5, left arm weak, grip 2/5.", "rl"),
        ("R triceps 5/5, biceps 5/5, grip 5/5, L triceps 4/5, biceps 4/5, grip 5/5.", "rrrlll"),
        ("Right triceps 4/5, left triceps 3/5, biceps 4/5.", "rl-"),
        ("RUE 4/5, LUE 3/5, grip 4/5.", "rl-"),
        ("Triceps 5/5R 4/5L, grip 4+/5L.", "rll"),
        ("Left grip 3/5, right arm 5/5, hip flexion 4/5.", "lr-"),
        # a region that is an item of the list, with a number alone
        ("Triceps 4/5 on both sides, iliopsoas 4 on both sides, feet 5.", "bbb"),
        ("Triceps 4/5 on both sides, feet 2 weeks in boots.", "b"),
        ("alert, face =, str 5/5 bilat, Grip strgth 4/5 L.", "bl"),
    ],
)
def test_sides_told_once_for_a_list(text, sides):
    assert "".join((side or "-")[0] for *_, side, _ in grades(text)) == sides


def test_a_semicolon_in_brackets_parts_no_muscles():
    assert [(side, site) for *_, side, site in grades("Triceps (R 5/5; L 4/5), grip (R 5/5; L 3/5).")] == [
        ("right", "Triceps"), ("left", "Triceps"), ("right", "grip"), ("left", "grip"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "sites"),
    [
        ("Power: 4/5 in the biceps and triceps, 5/5 distally.", ["biceps and triceps", None]),
        ("Strength: hip flexors 3/5, distally 5/5.", ["hip flexors", None]),
        ("- Motor: 2/5 quadriceps, 4/5 more distally", ["quadriceps", None]),
        ("Motor: 1/1 quads, 3/3 hamstrings, 0/0 distally.", ["quads", "quads", "hamstrings", "hamstrings", None, None]),
        ("Motor: knee extension 4/5, 3/5 proximally.", ["knee extension", None]),
        ("| Motor | deltoids 4/5, 5/5 distal |", ["deltoids", None]),
        ("Grip 4/5 and 5/5 proximally.", ["Grip", None]),
        ("Motor: hip flexion 3/5 bilaterally, 4/5 distal.", ["hip flexion", None]),
        ("Strength in the legs 4/5 proximally and 5/5 distally.", ["legs", "legs"]),
        ("Right arm: 4/5, distally 5/5.", ["arm", "arm"]),
        ("Power RUE 4/5 proximally, 3/5 distally.", ["RUE", "RUE"]),
        ("Motor: deltoids 4/5, 5/5 bilaterally.", ["deltoids", "deltoids"]),
        ("Power: hip flexion 3/5, knees 4/5, distal 5/5.", ["hip flexion", "knees", None]),
        ("Power reduced: deltoids 3/5, grip 4/5.", ["deltoids", "grip"]),
        ("Power ↓ prox - deltoids 3/5, grip 4/5.", ["deltoids", "grip"]),
        ("R EROT 4/5 IROT 5/5, ABD 4/5.", ["EROT", "IROT", "ABD"]),
        ("Power was graded as four in both legs, rated three in the arms.", ["legs", "arms"]),
        ("Power was graded four days ago; pain was scored as four.", []),
    ],
)
def test_a_grade_of_the_distal_muscles_is_none_of_the_muscle_before_it(text, sites):
    assert [site for *_, site in grades(text)] == sites


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("MMT, right first:\n- shoulder abduction 4/5, 3/5\n- grip 5/5, 4/5", "rlrl"),
        ("Motor exam (left side listed first): grip 4/5, 3/5; wrist extension 5/5, 4/5.", "lrlr"),
        ("Strength, L then R. Triceps 4/4-. Grip 5/4-.", "lrlr"),
        ("Power graded right, then left. Triceps 4/5, 3/5. Grip 5/5, 4/5.", "rlrl"),
        ("MMT (order: left, right). Triceps 4+, 5. Grip 4, 4-.", "lrlr"),
        ("Strength, R followed by L: grip 5/5 and 4/5.", "rl"),
        ("Power R/L: delts 5/5, grip 5/5. Quads 5/5, calves 5/5.", "rlrlrlrl"),
        # behind a grade the two letters say that it is of either side
        ("Arms 5/5 R/L, legs 5/5 L/R.", "bb"),
        ("Motor: 5/5 arms R/L.", "b"),
        ("Power: grip R/L 4/4+.\n\nStrength: quads 4/5, 3/5.", "rl--"),
        # no order of grades
        ("Strength: right first dorsal interosseous 4/5.", "r"),
        ("Power went in the left hand first. Grip 4/5, triceps 4/5.", "--"),
        ("Motor: moves right and left arms. Grip 5/5.", "-"),
    ],
)
def test_the_order_of_the_sides_is_told_once(text, sides):
    assert "".join((side or "-")[0] for *_, side, _ in grades(text)) == sides


@pytest.mark.parametrize(
    "row",
    [
        "Step-ups      4        15",
        "Walk, laps    5        17",
        "Plank         3        48 s",
        "Sit to stand  5        12",
    ],
)
def test_a_row_of_a_table_whose_numbers_are_beyond_the_scale_is_of_something_else(row):
    table = f"              Right    Left\nTriceps       4/5      5/5\nQuads         4-/5     4/5\n{row}\n"
    assert [site for *_, site in grades(table)] == ["Triceps", "Triceps", "Quads", "Quads"]


def test_a_muscle_keeps_its_grade_beside_another_number():
    table = "MMT       Right   Left\nTriceps   4       4-\nQuads     4       10/10\n"
    assert [low for _, low, *_ in grades(table)] == [4, 3.67, 4]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Power 5/5 throughout except for the right wrist.", [(5, None, None), (None, "right", "wrist")]),
        ("Full strength apart from left ankle dorsiflexion.", [(5, None, None), (None, "left", "ankle dorsiflexion")]),
        ("Motor 5/5 with the exception of both hips.", [(5, None, None), (None, "bilateral", "hips")]),
        ("Motor normal bar the left hand, sensation intact.", [(5, None, None), (None, "left", "hand")]),
        # it is told what it is
        ("Power 5/5 bar R wrist extension 4/5.", [(5, None, None), (4, "right", "wrist extension")]),
        ("Power 5/5 excluding L ADF 3/5.", [(5, None, None), (3, "left", "ADF")]),
        ("Power full ex. R knee 4.", [(5, None, None), (4, "right", "knee")]),
        ("Full strength except the right arm, which is 4/5.", [(5, None, None), (4, "right", "arm")]),
        ("Strength 5/5 except on the right where it is 3/5.", [(5, None, None), (3, "right", None)]),
        # nothing is told of it
        ("Power 5/5 except left wrist in a splint.", [(5, None, None)]),
        ("Power 5/5 except left wrist (not tested).", [(5, None, None)]),
        ("Power 5/5, sensation intact except the left foot.", [(5, None, None)]),
        ("Power 5/5 except as noted.", [(5, None, None)]),
    ],
)
def test_what_a_full_strength_is_not_of_is_weak(text, expected):
    facts = [f for f in engine.report(engine.Note(text))["facts"] if f["label"] == "STRENGTH_GRADE"]
    assert [(f["grade_low"], f["side"], f["site"]) for f in facts] == expected


@pytest.mark.parametrize(
    ("text", "reduced"),
    [
        ("Power in the left hand is not full.", "Power in the left hand is not full"),
        ("Not quite full strength of the arm.", "Not quite full strength"),
        ("Strength is less than normal in the legs.", "Strength is less than normal"),
        ("Power below 5/5 in the hips.", "below 5/5"),
        ("Power <5/5 at the left wrist.", "<5/5"),
        ("Strength deficits in both arms.", "Strength deficits"),
        ("Trace strength in the right wrist.", "Trace strength"),
        ("Power good in the hips, poor in the hands.", "poor"),
        ("Power: the deltoids break easily.", "Power: the deltoids break easily"),
        ("Motor exam is not normal.", None),
        ("Strength full, poor balance.", None),
        ("Strength cannot be overcome.", None),
        ("Power 5/5 in the legs, not tested in the arms.", None),
        ("Power full, trace edema.", None),
        ("Power 5/5, not 4/5.", None),
    ],
)
def test_what_is_short_of_full_strength_is_reduced(text, reduced):
    facts = [f for f in engine.report(engine.Note(text))["facts"] if f["label"] == "STRENGTH_GRADE"]
    assert [f["text"] for f in facts if f["grade_low"] is None and not f["negated"]] == ([reduced] if reduced else [])


def test_no_strength_deficit_is_no_loss_of_strength():
    report = engine.report(engine.Note("No strength deficits."))
    assert report["decision"]["code"] == "none"
    assert [(f["label"], f["negated"]) for f in report["facts"]] == [("STRENGTH_GRADE", True)]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Right wrist 3/5, the other side 5/5.", "rl"),
        ("LUE 3/5, contralateral arm 5/5.", "lr"),
        ("Left knee extension 3/5, opposite 5/5.", "lr"),
        ("Left deltoid 4/5, other muscles 5/5.", "ll"),
    ],
)
def test_the_other_side_is_the_opposite_of_the_one_told(text, sides):
    assert "".join((side or "-")[0] for *_, side, _ in grades(text)) == sides


@pytest.mark.parametrize("text", ["MMT WFL.", "MMT grossly WNL.", "Myotomes intact.", "Motor normal on the left."])
def test_the_manual_muscle_test_is_normal_as_the_motor_examination_is(text):
    facts = [f for f in engine.report(engine.Note(text))["facts"] if f["label"] == "STRENGTH_GRADE"]
    assert [(f["grade_low"], f["qualitative"]) for f in facts] == [(5, True)]


@pytest.mark.parametrize(
    ("text", "lows"),
    [
        ("Exam: on 3/14/26 left triceps was 3+, wrist ext 2+.", [3.33, 2.33]),
        ("Exam: at the last re-eval (3/14/26) left triceps 4-, quads 3+.", [3.67, 3.33]),
        ("Exam: 3/14/26: triceps 4-, quads 3+.", [3.67, 3.33]),
        ("Sessions 3/14/26, 3/21/26: triceps 3 sets, quads 4 sets.", []),
        ("HEP 3/14/26: quads 3 x 10, triceps 4 x 10.", []),
    ],
)
def test_a_date_does_not_hide_a_list(text, lows):
    assert [low for _, low, *_ in grades(text)] == lows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Power: triceps R4 L4+, quads R5 L5.", [(4, "right"), (4.33, "left"), (5, "right"), (5, "left")]),
        ("Strength: triceps R4-/5, L5/5.", [(3.67, "right"), (5, "left")]),
        ("MMT: quads (L3, R5).", [(3, "left"), (5, "right")]),
        ("Power: triceps L4 5/5, quads L5 4/5.", [(5, None), (4, None)]),
        ("Motor: Delt Tri Grip 4 5 5 R, 4- 5 5 L.",
         [(4, "right"), (5, "right"), (5, "right"), (3.67, "left"), (5, "left"), (5, "left")]),
    ],
)  # fmt: skip
def test_a_side_right_before_its_grade_and_a_sign_that_is_no_dash(text, expected):
    assert [(low, side) for _, low, _, side, _ in grades(text)] == expected
