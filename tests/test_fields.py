"""Answers of forms that are letters, signs of a legend or rows of boxes, and what a template left open."""

import pytest
from markup import anywhere, within

from clinote import engine
from clinote.facts import FLAGS
from clinote.text.marks import boxes


def flags(text, *labels):
    """For each symptom, in text order, the letters of its flags: n(egated), u, hi(storical), hy(pothetical), f.

    They are the same wherever the text stands.
    """
    found = _flags(text, *labels)
    assert _flags(within(text), *labels) == found
    return found


def _flags(text, *labels):
    facts = engine.report(engine.Note(text))["facts"]
    short = dict(zip(FLAGS, ("n", "u", "hi", "hy", "f"), strict=True))
    return [
        "".join(short[flag] for flag in FLAGS if fact[flag])
        for fact in facts
        if fact["label"] in (labels or ("WEAKNESS", "FINDING"))
    ]


@anywhere
def grades(text):
    facts = engine.report(engine.Note(text))["facts"]
    return [(f["text"], f["side"], f["site"]) for f in facts if f["label"] == "STRENGTH_GRADE"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Weakness: ***\nDiplopia: no", ["hy", "n"]),
        ("Falls: -, diplopia: +, dysphagia: -", ["n", "", "n"]),
        ("Weakness: -; Diplopia: +", ["n", ""]),
        ("Diplopia: +  Falls: -", ["", "n"]),
        ("Weakness, falls: ***", ["hy", "hy"]),
        ("He has had weakness for *** weeks. Rash: {YES/NO:4711}.", ["", "hy"]),
        ("ROS: falls {yes/no}, numbness [no/yes], cramps no", ["hy", "hy", "n"]),
        ('Falls: {Blank single:19197::"none","one","many"}', ["hy"]),
        ("Numbness since last visit? {none/some/worse:***}", ["hy"]),
        ("She {denies/endorses:21022} weakness or falls. Rash on the arms.", ["hy", "hy", ""]),
        ("Symptom | Answer\nWeakness | ***\nFalls | no", ["hy", "n"]),
        # no answer was asked for
        ("*** Weakness *** came on today.", [""]),
        ("Weakness in {left/right:1} leg.", [""]),
        ("Weakness: [arms/legs]", [""]),
        ("Assessment:\n1. Weakness: ***", [""]),
    ],
)
def test_what_a_template_left_open_is_not_said(text, said):
    assert flags(text) == said


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Strength: ***/5 RUE, 4/5 LUE, 5/5 RLE, *** LLE", [("4/5", "left", "LUE"), ("5/5", "right", "RLE")]),
        ("Strength: RUE ***/5, LUE 3/5, RLE ***, LLE 5/5", [("3/5", "left", "LUE"), ("5/5", "left", "LLE")]),
        ("Motor: left deltoid 3/5, biceps ***/5, right triceps 5/5",
         [("3/5", "left", "deltoid"), ("5/5", "right", "triceps")]),
        ("Strength: {0-5:301}/5 RUE, 4/5 LUE", [("4/5", "left", "LUE")]),
        ("Strength: ***/5 throughout", []),
    ],
)  # fmt: skip
def test_a_grade_left_blank_is_none_and_shifts_none(text, found):
    assert grades(text) == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Checklist: dyspnea (n)  weakness (y)  rash (n)", ["n", "", "n"]),
        ("Screen: fatigue no; weakness yes (both legs); falls no (one near miss)", ["n", "", "n"]),
        ("Weakness: yes. Numbness: no. Falls: no.", ["", "n", "n"]),
        ("Weakness (falls: no).", ["", "n"]),
        ("Dysphagia (diplopia? no), stable.", ["", "n"]),
        ("Weakness (present: no)", ["n"]),
        ("Weakness (both legs): no", ["n"]),
        ("No - any falls?\nYes - any double vision?", ["n", ""]),
        ("Y: Weakness of the arms?\nN: Numbness?", ["", "n"]),
        ("Code (1 = present, 0 = absent)\nNumbness  0\nLeg weakness  1", ["n", ""]),
        ("Numbness: A\nLeg weakness: P\nP = present, A = absent", ["n", ""]),
        ("ROS (+ = reported, - = denied)\nNeuro   - numbness   + leg weakness", ["n", ""]),
        # signs that end lines below each other
        ("Rash +\nWeakness -\nFalls -", ["", "n", "n"]),
        ("Rash  -\nLeg weakness  +", ["n", ""]),
        ("ROS\n- rash: -\n- weakness: +", ["n", ""]),
        ("Rash +\nWeakness -\nTo do:\n- falls clinic for weakness", ["", "n", ""]),
        ("Leg weakness -\n4/5 on both sides", [""]),
        ("+ = yes, - = no\nNeuro: - numbness, + leg weakness", ["n", ""]),
        ("- = no, + = yes\n- numbness\n+ leg weakness", ["n", ""]),
        ("+ = yes, 0 = no\n\nDiplopia 0\nWeakness +\n\nFalls 2", ["n", "", ""]),
        ("Key: ✔ yes, ✘ no\nNumbness ✘\nWeakness ✔", ["n", ""]),
        ("Fatigue-Y\nNumbness-N", ["", "n"]),
        ("Rash\nAbsent\nWeakness\nPresent\nHome.", ["n", ""]),
        ("Neuro: all negative but\n- weakness: present\n- falls: 0", ["", "n"]),
        ("Key: 0 absent, 1 slight, 2 marked\nFatigue 2\nWeakness 0", ["", "n"]),
        ("Numbness (never). Falls (two this week). Rash - none past month.", ["n", "", "n"]),
        # one of two answers that stand beside each other is marked
        ("Ptosis:  Y / (N)     Rash:  (Y) / N     Falls: Y / (N)", ["n", "", "n"]),
        ("Arm weakness    Yes   *No*\nNumbness       *Yes*   No", ["n", ""]),
        ("Cramps (circle one):  YES  [NO]\nFalls (circle one):  [YES]  NO", ["n", ""]),
        ("(answers circled)  Rash: Yes / (No)   Cramps: (Yes) / No", ["n", ""]),
        ("Double vision? Yes [No]", ["n"]),
        ("Falls  YES / NO*\nCramps  YES* / NO", ["n", ""]),
        ("Y (N)  Muscle weakness\n(Y) N  Cramps", ["n", ""]),
        ("Numbness: none / (mild) / severe\nRash: (none) / mild / severe", ["", "n"]),
        ("Rash | Yes | **No**\nFalls | **Yes** | No", ["n", ""]),
        ("RASH N CRAMPS N falls Y", ["n", "n", ""]),
        ("Weakness .... N   Rash .... Y", ["n", ""]),
        ("Rash? N  Numbness? N  Falls? Y x2", ["n", "n", ""]),
        # several labels of all, and other sentences behind
        ("Eyes: Ptosis N. Diplopia N. Muscles: Weakness Y, cramps N.", ["n", "n", "", "n"]),
        ("Triage 08:15, ambulance: arm weakness N, slurred speech Y. Sugar 5.8.", ["n", ""]),
        # the points of a scale
        ("ESAS: dyspnea 0 (none), weakness 3 (mild)", ["n", ""]),
        ("Score (none=0, mild=1, severe=2) weakness=0 numbness=1", ["n", ""]),
        ("CTCAE: muscle weakness G0, myalgia G1", ["n", ""]),
        ("Burden (0 absent, 1 slight, 2 marked): falls 0, weakness 2", ["n", ""]),
        ("0 = never, 1 = at times\n21:30  Numbness 1  Leg weakness 0", ["", "n"]),
        ("Item 3, weak in the legs: 0 (not at all)", ["n"]),
        ("3. Feeling tired or with little drive ...... 0 (not at all)\n4. Sleep ...... 2", ["n"]),
        ("Weak in both legs and today the pain is 0 (none).", [""]),
        ("Weakness 0; numbness +; rash 0", ["n", "", "n"]),
        ("Cycle 2, CTCAE: weakness 0, rash 1", ["n", ""]),
        ("Course: rash day 0, weakness day 3", ["", ""]),
        ("Seen with Ann Y, falls twice.", [""]),
        # a scale of points is no legend, and no field ends there
        ("Pain 0 to 10: 1\nWeakness 1", [""]),
        ("Rash (new). Weakness (Y chromosome study sent).", ["", ""]),
    ],
)
def test_letters_and_signs_answer_the_label_before_them(text, said):
    assert flags(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Cramps     none ( )  mild (x)  severe ( )\nNumbness   none (x)  mild ( )  severe ( )", ["", "n"]),
        ("Weakness: [ ] arms  [ ] legs  [ ] none", ["hy"]),
        ("Never [x]  Rarely [ ]  Daily [ ]   I choke or fall", ["n", "n"]),
        ("☐ Not at all ☒ Several days  Weakness of the legs", [""]),
        (
            "I have double vision\n[x] Never  [ ] At times  [ ] Daily\nI fall\n[ ] Never  [x] At times  [ ] Daily",
            ["n", ""],
        ),
        ("1. Weakness of the legs\n   never [x]  often [ ]\n2. Falls\n   never [ ]  often [ ]", ["n", "hy"]),
        ("Double vision:\n( ) always (x) never", ["n"]),
        # options that are symptoms
        ("[x] Numbness  [ ] Falls  [ ] Other", ["", "hy"]),
        ("He fell.\n[ ] Numbness  [x] Weakness", ["", "hy", ""]),
    ],
)
def test_one_of_a_row_of_boxes_answers_what_stands_beside_or_above_it(text, said):
    assert flags(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Rash | No | Falls | Yes\nCramps | Yes | Ptosis | No", ["n", "", "", "n"]),
        ("| Rash | N | Falls | Y |\n| Cramps | Y | Ptosis | N |", ["n", "", "", "n"]),
        ("| Rash | N |\n| Falls | Y |", ["n", ""]),
        ("Symptom | On arrival | Now\nNumbness | yes | no\nWeakness | yes | yes\nRash | no | no", ["hi", "", "n"]),
        (
            "Finding     At baseline    Today\nDyspnea     present        resolved\nWeakness    absent         present",
            ["hi", ""],
        ),
        ("Currently | Initially | Complaint\nabsent | present | Falls\npresent | absent | Weakness", ["hi", ""]),
        ("Course | Previously | Now\nSymptoms | weakness, falls | none", ["hi", "hi"]),
    ],
)
def test_the_later_column_says_what_is_over(text, said):
    assert flags(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Symptom            No   Mild  Severe\nArm weakness       x\nDyspnea                 x", ["n", ""]),
        ("Item | None | Some | A lot\nRash | X | | |\nCramps | | X |", ["n", ""]),
        ("Complaint\tAbsent\tPresent\nFalls\tx\t\nNumbness\t\tx", ["n", ""]),
        ("Flag            Present   Absent\nSaddle numbness              ✓\nLeg weakness       ✓", ["n", ""]),
        ("No  Yes\n x       Double vision\n      x  Falls", ["n", ""]),
        ("Since May    0    1    2    3\nWeakness          x\nFalls        x", ["", "n"]),
        ("finding;since;status\nptosis;;absent\nfatigue;May;present", ["n", ""]),
        ("Item      never (0)   often (1)\n\nFalls     x\n\nCramps                x", ["n", ""]),
        ("Symptom | +/-\nFatigue | +\nWeakness | -", ["", "n"]),
        ("Numbness      -\nCramps        +\nWeakness      -", ["n", "", "n"]),
        ("Symptom | Since\nFatigue | -\nWeakness | -", ["", ""]),
        # a drawn table, and heads in two rows
        ("+-------+-----+----+\n|       | Yes | No |\n+-------+-----+----+\n| Rash  |     | X  |\n"
         "| Falls | X   |    |\n+-------+-----+----+", ["n", ""]),
        ("Item  | No | Yes\n======+====+====\nRash  | X  |\n------+----+----\nFalls |    | X", ["n", ""]),
        ("┌──────┬─────┬────┐\n│      │ Yes │ No │\n╞══════╪═════╪════╡\n│ Rash │     │ ✓  │", ["n"]),
        ("|  | Yes | No |\n|:--|:-:|--:|\n| Rash |  | x |\n| Falls | x |  |", ["n", ""]),
        ("=====  ===  ==\n       Yes  No\n=====  ===  ==\nRash         X\nFalls   X\n=====  ===  ==", ["n", ""]),
        ("|  | Reported |  |\n|  | Yes | No |\n|---|---|---|\n| Rash |  | X |\n| Falls | X |  |", ["n", ""]),
        # no column says no
        ("Symptom     Left   Right\nNumbness    x\nCramps             x", ["", ""]),
    ],
)  # fmt: skip
def test_a_tick_says_what_heads_its_column(text, said):
    assert flags(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Symptoms (☒ = yes, ☐ = no)\nGen: ☐ falls  ☒ cramps", ["n", ""]),
        ("Symptoms (x = present, blank = absent)\n[ ] falls\n[x] cramps", ["n", ""]),
        ("[x] = yes, [ ] = no\nNeuro: [ ] falls [x] cramps", ["n", ""]),
        ("Legend: ☑ yes, ☐ no\n\nGeneral\n☐ falls ☑ cramps\n\nSkin\n☐ rash", ["n", "", "n"]),
        ("Unchecked boxes are negative.\n[ ] falls\n[x] cramps", ["n", ""]),
        ("Systems negative unless checked\n[ ] falls\n[x] cramps", ["n", ""]),
        ("Key: + present, - absent, 0 not asked\nCramps +\nRash -\nFalls 0", ["", "n", "hy"]),
        # it says no such thing, or of something else
        ("Symptoms (✓ = yes, blank = not asked)\n[ ] falls [✓] cramps", ["hy", ""]),
        ("Symptoms (tick what applies)\n[ ] falls [✓] cramps", ["hy", ""]),
        ("[ ] no falls\n[x] cramps", ["hy", ""]),
        ("The glass being empty is no matter.\n[ ] falls\n[x] cramps", ["hy", ""]),
        (
            "Unchecked boxes are negative.\n[x] cramps\n\nPlan: rest.\n\nOrders\n[ ] falls clinic for weakness",
            ["", "hy"],
        ),
    ],
)
def test_a_legend_says_what_an_empty_box_means(text, said):
    assert flags(text) == said


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Complaint | Present? | For\nFatigue | yes | 2 weeks\nRash | yes | 3 days", [14]),
        ("Symptom\tYes/no\tSince\nWeakness\ty\t10 days\nCough\tn\t", [10]),
        ("Fatigue | no | 2 weeks ago also no", []),
    ],
)
def test_an_answer_parts_no_complaint_from_its_time(text, days):
    facts = engine.report(engine.Note(text))["facts"]
    assert [f["days_low"] for f in facts if f["label"] == "DURATION"] == days


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Weakness: ____\nFalls: [ ]\nRash: [x]", ["hy", "hy", ""]),
        ("Weakness: (yes/no/unsure)\nFalls: yes/no", ["hy", "hy"]),
        ('Weakness: never. Cramps: often. Falls: "no".', ["n", "", "n"]),
        ("Falls: none. Weakness in both legs.", ["n", ""]),
        ('When asked about weakness: "not at all".', ["n"]),
        ("Is there a rash? There is. Is there numbness? There is not.", ["", "n"]),
        ("Does he fall? He doesn't. Is he weak? He is.", ["n", ""]),
        ("Any numbness? He is a smoker.", ["u"]),
        ("Cramps? worse in bed\nWeakness? No", ["", "n"]),
        ("Numbness? No\nTired? Yes most days\nRash? not really", ["n", "", "n"]),
        ("Dyspnea? occ. on hills", [""]),
        ("Weakness, numbness or falls? No to all.", ["n", "n", "n"]),
        ("Falls in the last year? 0", ["n"]),
    ],
)
def test_words_answer_the_label_or_the_question_of_their_sentence(text, said):
    assert flags(text) == said


def test_a_row_below_fields_answers_none_of_them():
    assert flags("[ ] Weakness [x] Falls\na. never (x)") == ["hy", ""]


def test_a_line_may_hold_any_number_of_fields_with_boxes():
    assert flags("weakness: yes [ ] " * 1500) == ["hy"] * 1500


@pytest.mark.parametrize("box", ["[ ]", "[x]", "( )", "(X)", "{*}", "___", "_x_", "☐", "☒", "✓", "✗", "●", "○"])
@pytest.mark.parametrize("beside", ["", "naïve "])
def test_every_box_is_looked_for_where_it_begins(box, beside):
    text = f"{beside}Cramps (calves, both): {box}"
    assert text.index(box) in boxes(text)
