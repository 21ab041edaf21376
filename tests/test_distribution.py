"""Where a weakness sits."""

import pytest
from markup import anywhere, check, parse

from clinote import engine
from clinote.reading import Reading


@anywhere
def places(text):
    return [(f.text, f.says.pattern, f.says.side) for f in engine.read(Reading(text)) if f.label == "DISTRIBUTION"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Generalized weakness.", [("Generalized", "generalized", None)]),
        ("Dx gen. weakness + falls.", [("gen", "generalized", None)]),
        ("Weak all over for two weeks.", [("all over", "generalized", None)]),
        ("Weakness that comes and goes in both legs.", [("both legs", "lower", "bilateral")]),
        ("Weakness which waxes and wanes in the right hand.", [("right hand", "focal", "right")]),
        ("Weakness comes and goes. Aches in both arms.", []),
        ("Weakness going back two years.", []),
        ("Left LMN facial weakness.", [("facial", "facial", "left")]),
        ("R UMN arm weakness.", [("R UMN arm", "focal", "right")]),
        ("Right spastic leg weakness.", [("leg", "focal", "right")]),
        ("The weakness later spread to both legs.", [("both legs", "lower", "bilateral")]),
        ("Weakness & numbness of the calves.", [("calves", "distal", "bilateral")]),
        ("The left hand went stiff + weak at noon.", [("left hand", "focal", "left")]),
        ("Weakness of the foot on the right, with numbness.", [("foot", "focal", "right")]),
        ("Weakness of the arm, left, and a droopy lid.", [("arm", "focal", "left")]),
        ("The calves bilaterally got weak.", [("calves", "distal", "bilateral")]),
        ("Her hand on the left was weak.", [("hand", "focal", "left")]),
        ("Pain in the foot on the left and weakness.", []),
        ("Weakness of both lower ext.", [("both lower ext", "lower", "bilateral")]),
        ("The weakness is mild, triceps 4/5 on both sides.", []),
        ("Weak in all limbs, the left arm most.", [("all limbs", "generalized", None), ("left arm", "focal", "left")]),
        ("Weakness in her upper ext.", [("upper ext", "upper", "bilateral")]),
        ("Weakness of the left upper ext.", [("left upper ext", "focal", "left")]),
        ("Weak triceps on both the right and the left.", [("triceps", "focal", "bilateral")]),
        ("Left-sided paraesthesia and weakness.", [("Left-sided", "hemi", "left")]),
        ("Weakness both calves 6/52.", [("both calves", "distal", "bilateral")]),
        ("Weakness legs 5 weeks.", [("legs", "lower", "bilateral")]),
        ("The weakness is diffuse.", [("diffuse", "generalized", None)]),
        ("Muscle weakness (generalized).", [("generalized", "generalized", None)]),
        ("Weakness of all four extremities.", [("all four extremities", "generalized", None)]),
        ("Weak for six days now, all limbs.", [("all limbs", "generalized", None)]),
        ("Her arms and legs are weak.", [("arms and legs", "generalized", None)]),
        ("Weakness (R53.1), generalized.", [("generalized", "generalized", None)]),
        ("My arms, they feel weak.", [("arms", "upper", "bilateral")]),
        ("Weak throughout the night.", []),
        ("Hip pain and weakness in both arms.", [("both arms", "upper", "bilateral")]),
        ("Left-sided facial weakness.", [("facial", "facial", "left")]),
        ("Proximal muscle weakness.", [("Proximal", "proximal", None)]),
        ("Weakness, proximal > distal.", [("proximal > distal", "proximal", None)]),
        ("Weakness of the hips and shoulders.", [("hips and shoulders", "proximal", None)]),
        ("Distal weakness.", [("Distal", "distal", None)]),
        ("Weak, says her neighbor, all over, since Easter.", [("all over", "generalized", None)]),
        ("He grew weaker all round.", [("all round", "generalized", None)]),
        (
            "Weakness of the left hand and, over the last two weeks, of both legs.",
            [("left hand", "focal", "left"), ("both legs", "lower", "bilateral")],
        ),
        ("Frontalis is weak. Eye closure weak.", []),
        ("Weakness of both arms.", [("both arms", "upper", "bilateral")]),
        ("Weakness of her left hand, her right is fine.", [("left hand", "focal", "left")]),
        ("Weak in the right leg, the left works.", [("right leg", "focal", "right")]),
        ("Weakness of the left foot, and the right.", [("left foot", "distal", "bilateral")]),
        ("Bilateral lower extremity weakness.", [("Bilateral lower extremity", "lower", "bilateral")]),
        ("My legs are weak.", [("legs", "lower", "bilateral")]),
        ("Legs heavy and weak since noon.", [("Legs", "lower", "bilateral")]),
        ("Leg-predominant weakness.", [("Leg-predominant", "lower", None)]),
        ("Right arm weakness.", [("Right arm", "focal", "right")]),
        ("Weakness in the left hand.", [("left hand", "focal", "left")]),
        ("L LE weakness.", [("L LE", "focal", "left")]),
        ("Overnight the right foot went floppy and weak.", [("right foot", "focal", "right")]),
        ("Right dorsiflexion weakness.", [("Right dorsiflexion", "focal", "right")]),
        ("Left-sided weakness.", [("Left-sided", "hemi", "left")]),
        ("Left-sided numbness, tingling and weakness.", [("Left-sided", "hemi", "left")]),
        ("Weakness of the left arm and leg today.", [("left arm and leg", "hemi", "left")]),
        ("Right-sided tingling and weakness of his upper and lower extremities.", [("Right-sided", "hemi", "right")]),
        ("Left-sided weakness in all four limbs.",
         [("Left-sided", "hemi", "left"), ("all four limbs", "generalized", None)]),
        ("Leg weakness (Rt > Lt).", [("Leg", "lower", "bilateral")]),
        ("Left hemiparesis.", [("Left hemiparesis", "hemi", "left")]),
        ("Left leg > right leg weakness.", [("Left leg > right leg", "lower", "bilateral")]),
        ("Right facial weakness.", [("facial", "facial", "right")]),
        ("Bulbar and neck weakness.", [("Bulbar", "bulbar", None), ("neck", "axial", None)]),
        ("Neck flexor weakness.", [("Neck flexor", "axial", None)]),
        ("Proximal leg weakness.", [("Proximal", "proximal", None), ("leg", "lower", None)]),
        (
            "Generalized weakness of both legs.",
            [("Generalized", "generalized", None), ("both legs", "lower", "bilateral")],
        ),
        ("Weakness of his left arm, spasms in both calves.", [("left arm", "focal", "left")]),
        ("Weak from the waist down.", [("from the waist down", "lower", "bilateral")]),
        ("Weak from head to toe.", [("from head to toe", "generalized", None)]),
        ("Weakness for two wk, whole body.", [("whole body", "generalized", None)]),
        ("Weak for 6 wks, shoulders and thighs.", [("shoulders and thighs", "proximal", None)]),
        ("Acquired weakness, severe, all four limbs.", [("all four limbs", "generalized", None)]),
        ("Weak-feeling arms and legs.", [("arms and legs", "generalized", None)]),
        ("Weakness, BUE.", [("BUE", "upper", "bilateral")]),
        ("Dragged his right foot, which was weak.", [("right foot", "focal", "right")]),
        ("Weakness of the left half of the body.", [("left half of the body", "hemi", "left")]),
        ("Weakness of the lower body.", [("lower body", "lower", "bilateral")]),
        ("Weak on his feet, two falls.", []),
        ("Weak all over x 4 days.", [("all over", "generalized", None)]),
        ("A cousin has hemiplegia.", []),
        ("R shoulder girdle weakness.", [("R shoulder girdle", "focal", "right")]),
        ("Shoulder girdle weakness.", [("Shoulder girdle", "proximal", None)]),
        ("Weakness of upper arms and thighs.", [("upper arms and thighs", "proximal", None)]),
        ("A weak left foot for an hour.", [("left foot", "focal", "left")]),
        ("Weakness R leg since noon.", [("R leg", "focal", "right")]),
        ("Weak as water all over.", [("all over", "generalized", None)]),
        ("Weakness bilaterally in the legs.", [("legs", "lower", "bilateral")]),
        ("Weakness: LUE, LLE.", [("LUE, LLE", "hemi", "left")]),
        ("Weakness, RUE, numbness in the foot.", [("RUE", "focal", "right")]),
        ("R-sided weakness.", [("R-sided", "hemi", "right")]),
        ("L hemibody weakness.", [("L hemibody", "hemi", "left")]),
        ("Weakness in the right upper and lower limbs.", [("right upper and lower limbs", "hemi", "right")]),
        ("Weakness in B thighs.", [("B thighs", "proximal", "bilateral")]),
        ("Weakness x2w, diffuse.", [("diffuse", "generalized", None)]),
        ("Very weak after that, all limbs, for a month.", [("all limbs", "generalized", None)]),
        ("Weakness climbing from both feet to the hips.", [("both feet", "distal", "bilateral")]),
        ("Weakness persists in the left arm.", [("left arm", "focal", "left")]),
        ("No weakness appreciated in both hands.", [("both hands", "distal", "bilateral")]),
        ("Weakness of all extremities x 4.", [("all extremities", "generalized", None)]),
        (
            "Generalized (arms and legs) weakness.",
            [("Generalized", "generalized", None), ("arms and legs", "generalized", None)],
        ),
        ("Grip weakness on the left.", [("Grip", "focal", "left")]),
        ("Left-sided weakness of her hand, arm and foot.", [("Left-sided", "hemi", "left")]),
        ("Right weakness of the wrist.", [("wrist", "focal", "right")]),
        ("Residual right weakness.", [("right", "hemi", "right")]),
        ("R hemi-weakness.", [("R hemi-weakness", "hemi", "right")]),
        ("Left haemiparesis.", [("Left haemiparesis", "hemi", "left")]),
        ("Weakness, LEs>UEs.", [("LEs>UEs", "lower", None)]),
        ("Weak, upper limbs worse than lower limbs.", [("upper limbs worse than lower limbs", "upper", None)]),
        ("Weakness, distally < proximally.", [("distally < proximally", "proximal", None)]),
        ("Crawls on all fours, weak.", []),
        ("Severe right and mild left arm weakness.", [("right and mild left arm", "upper", "bilateral")]),
        ("Slight left hand and marked right foot weakness.",
         [("left hand", "focal", "left"), ("right foot", "focal", "right")]),
        ("LUE weakness > RUE.", [("LUE weakness > RUE", "upper", "bilateral")]),
        ("Leg weakness on the right, arm weakness on the left.", [("Leg", "focal", "right"), ("arm", "focal", "left")]),
        ("Left-sided face and leg weakness.", [("Left-sided", "hemi", "left")]),
        ("Left-sided leg weakness.", [("Left-sided leg", "focal", "left")]),
        ("Weakness of the distal part of both legs.",
         [("distal", "distal", None), ("both legs", "lower", "bilateral")]),
        ("Low back pain and weakness.", []),
        ("Weakness of the left hand and neck pain.", [("left hand", "focal", "left")]),
        ("Weakness of both thighs, calf cramps.", [("both thighs", "proximal", "bilateral")]),
        ("Weakness in the hands, with foot tingling or swelling.", [("hands", "distal", "bilateral")]),
        ("Weakness involving the shoulders and right knee edema.", [("shoulders", "proximal", "bilateral")]),
        ("Weakness of the left hand and foot drop.", [("left hand", "focal", "left")]),
        ("Weakness of the foot and facial flushing.", [("foot", "focal", None)]),
        ("| Weakness of the foot and jaw claudication |", [("foot", "focal", None)]),
        ("Weakness of the left leg swelling.", [("left leg", "focal", "left")]),
        ("Weakness of the arms and legs, numbness.", [("arms and legs", "generalized", None)]),
        ("Weakness of the arms and the legs since May.", [("arms and the legs", "generalized", None)]),
        ("Unilateral leg weakness.", [("Unilateral leg", "focal", None)]),
        ("Right lower facial weakness.", [("facial", "facial", "right")]),
        ("Right mild leg weakness.", [("leg", "focal", "right")]),
        ("Left moderate to severe hand weakness.", [("hand", "focal", "left")]),
        ("Left more marked foot weakness.", [("foot", "focal", "left")]),
        ("Bilateral slight biceps weakness.", [("Bilateral slight biceps", "focal", "bilateral")]),
        ("Bilateral trivial shoulder weakness.", [("Bilateral trivial shoulder", "proximal", "bilateral")]),
        ("Pain on the left, mild leg weakness.", [("leg", "lower", None)]),
        ("Left wrist fracture with mild leg weakness.", [("leg", "lower", None)]),
        ("To the left, mild leg weakness.", [("leg", "lower", None)]),
        ("Weakness of both legs and the left hand.",
         [("both legs", "lower", "bilateral"), ("left hand", "focal", "left")]),
        ("Right face, arm and leg weakness.", [("Right face, arm and leg", "hemi", "right")]),
        ("Bilateral distal arm and leg weakness.",
         [("distal", "distal", None), ("arm and leg", "generalized", "bilateral")]),
        ("Slight distal arm and marked distal leg weakness.",
         [("distal", "distal", None), ("arm", "upper", None), ("distal", "distal", None), ("leg", "lower", None)]),
        ("Weakness of the hips, calves and feet.", [("hips, calves and feet", "lower", "bilateral")]),
        ("Weakness of the calves and feet.", [("calves and feet", "distal", "bilateral")]),
        ("C8 weakness on the right.", [("C8", "focal", "right")]),
        ("Weakness in a femoral nerve distribution.", [("femoral nerve", "focal", None)]),
        ("Dorsalis pedis weak on the right.", []),
        ("Complaint: weakness\nLocation: both thighs\nOnset: March", [("both thighs", "proximal", "bilateral")]),
        ("Problem: weakness. Since: May. Where: left hand.", [("left hand", "focal", "left")]),
        ("Weakness of: [x] arms [ ] legs", [("arms", "upper", "bilateral")]),
        ("Weakness: ☑ yes ☐ no\nDistribution: ☐ distal ☑ proximal", [("proximal", "proximal", None)]),
        ("Weakness: yes\nRash distribution: ☐ distal ☑ proximal", []),
        ("Complaint: weakness\nOther complaint: pain, worse at night, of his back\nLocation: both legs", []),
        ("Motor: weakness, site: both thighs.", [("both thighs", "proximal", "bilateral")]),
        ("[x] weakness [ ] pain\nWhere: [ ] all over [x] L hand [ ] R hand", [("L hand", "focal", "left")]),
        ("She is weak. She says it is mostly in the thighs.", [("thighs", "proximal", "bilateral")]),
        ("Weakness since May. This affects both arms.", [("both arms", "upper", "bilateral")]),
        ("Feels weak. Worse in the legs.", [("legs", "lower", "bilateral")]),
        ("Feels weak. Mostly the legs.", [("legs", "lower", "bilateral")]),
        ("Weakness. Hips and shoulders worst.", [("Hips and shoulders", "proximal", None)]),
        ("Weakness. Arms more than legs.", [("Arms more than legs", "upper", None)]),
        ("Weakness. Arms spared.", []),
        ("Weakness - deltoids 4/5 and hip flexors 4-/5 on both sides.", []),
        ("Weakness - proximal, hip flexors 4/5.", [("proximal", "proximal", None)]),
        ("Weakness. Legs worse after a walk.", []),
        ("No weakness. Legs worse than arms.", []),
        ("Leg pain. Legs worse than arms.", []),
        ("Her arms and legs have gotten weaker.", [("arms and legs", "generalized", None)]),
        ("She is weak and has back pain. It is worse in the legs.", []),
        ("No weakness. It is in both legs.", []),
        ("He is weak. It began after he hurt his leg.", []),
        ("Distally accentuated paresis of unclear origin.", [("Distally", "distal", None)]),
    ],
)  # fmt: skip
def test_places(text, expected):
    assert places(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Strength is 4/5 in all extremities.", [("all extremities", "generalized", None)]),
        ("Strength: 4-/5 proximal legs and arms, distal 5/5.", [("proximal", "proximal", None)]),
        ("Strength 4/5 throughout.", [("throughout", "generalized", None)]),
        ("Decreased strength in the left arm.", [("left arm", "focal", "left")]),
        ("Strength 5/5 throughout.", []),
        ("Deltoids 4/5 and left arm 3/5.", []),
        ("Full strength in both legs.", []),
    ],
)
def test_places_of_reduced_strength(text, expected):
    assert places(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Pain in both arms and weakness.",
        "Rash on the legs. Weakness since May.",
        "Numbness of the feet, then weakness.",
        "Generalized pain, no weakness.",
        "Weakness, tongue numbness.",
        "Left knee pain; weak.",
        "No back pain, no weakness.",
        "Hand numbness, any weakness denied.",
        "Weakness, left arm numbness.",
        "Weak for a week, overall sore.",
    ],
)
def test_another_symptoms_place_is_none(text):
    assert [place for place in places(text) if place[1] != "generalized"] == []


def test_negation_follows_the_weakness():
    check("Denies <DISTRIBUTION pattern=hemi negated>one-sided</DISTRIBUTION> weakness.")


@pytest.mark.parametrize(
    "text", ["Call for new weakness of an arm.", "Return if the face or a leg becomes weak.", "Risks: hand weakness."]
)
def test_the_place_of_a_feared_weakness_is_left_out(text):
    found = engine.read(Reading(text))
    assert [(f.label, f.hypothetical) for f in found if f.label in ("WEAKNESS", "DISTRIBUTION")] == [("WEAKNESS", True)]


@pytest.mark.parametrize(
    "text", ["weakness", "weakness of", "RLE weakness >", "weak " * 300, "left weakness right " * 100]
)
def test_odd_texts_are_read(text):
    engine.read(Reading(text))


@pytest.mark.parametrize(
    ("text", "patterns"),
    [
        ("Generalized weakness and burning, aching feet.", ["generalized"]),
        ("Weakness of the arms and cramping calves.", ["upper"]),
        ("Weakness and swelling of the legs.", ["lower"]),
    ],
)
def test_a_limb_that_aches_is_not_the_weak_one(text, patterns):
    assert [f.says.pattern for f in engine.read(Reading(text)) if f.label == "DISTRIBUTION"] == patterns


@pytest.mark.parametrize(
    ("before", "place", "after"),
    [
        ("Weakness referable to ", "this root", "."),
        ("There was weakness in the territory of ", "the compressed nerve", "."),
        ("Weakness in muscles supplied by the ", "tibial nerve", "."),
        ("Weakness attributable to the ", "C8", " root."),
    ],
)
def test_a_weakness_of_what_one_nerve_supplies_is_focal(before, place, after):
    check(f"{before}<DISTRIBUTION pattern=focal>{place}</DISTRIBUTION>{after}")


def test_places_that_share_a_side_stand_each_for_itself():
    check(
        "<DISTRIBUTION pattern=lower side=bilateral>Bilateral leg</DISTRIBUTION>/"
        "<DISTRIBUTION pattern=distal side=bilateral>foot</DISTRIBUTION> weakness."
    )


@pytest.mark.parametrize(
    "marked",
    [
        "<DISTRIBUTION pattern=generalized>Generalised</DISTRIBUTION> body weakness since May.",
        "Sudden <DISTRIBUTION pattern=hemi side=right>right-side</DISTRIBUTION> body weakness.",
        "<DISTRIBUTION pattern=hemi side=right>R</DISTRIBUTION> weakness after the fall.",
        "Weakness and twitching of the <DISTRIBUTION pattern=focal side=left>left foot</DISTRIBUTION>.",
        "Weakness and loss of control in <DISTRIBUTION pattern=lower side=bilateral>both legs</DISTRIBUTION>.",
        "Her weakness worsened in the <DISTRIBUTION pattern=focal side=right>right hand</DISTRIBUTION>.",
        "Weakness and a boil on the left foot.",
        "Weakness increased after a left knee replacement.",
        "<DISTRIBUTION pattern=focal side=right>Biceps</DISTRIBUTION>: R weak.",
        "Weak in the <DISTRIBUTION pattern=focal side=left>left hand</DISTRIBUTION>, then the right, and now in bed.",
        "Weakness of <DISTRIBUTION pattern=focal>one foot</DISTRIBUTION>, now of both.",
        "Weakness (<DISTRIBUTION pattern=upper side=bilateral>arms</DISTRIBUTION>), no rash.",
        "Weakness (mainly the <DISTRIBUTION pattern=proximal side=bilateral>hips</DISTRIBUTION>).",
        "Weakness (neck surgery in May).",
        "Weakness, <DISTRIBUTION pattern=upper side=bilateral>upper limb</DISTRIBUTION> (bilateral).",
        "The weakness affected his <DISTRIBUTION pattern=distal side=bilateral>hands</DISTRIBUTION> first.",
        "The <DISTRIBUTION pattern=lower side=bilateral>legs</DISTRIBUTION>, she says, are weak.",
        "Her <DISTRIBUTION pattern=upper side=bilateral>arms</DISTRIBUTION>, mostly at the shoulders, are weak.",
        "Hip pain, tired, is weak.",
        "Weak x4 d, mainly <DISTRIBUTION pattern=upper side=bilateral>arms</DISTRIBUTION>.",
        "Weak x4 d, more tired.",
        "Fell on the left shoulder; now the <DISTRIBUTION pattern=focal side=left>shoulder</DISTRIBUTION> is weak.",
        "Right and left hand numb. Weakness of the <DISTRIBUTION pattern=focal>hand</DISTRIBUTION>.",
        "Her <DISTRIBUTION pattern=lower side=bilateral>legs</DISTRIBUTION> have gone weak.",
        "Muscle weakness <DISTRIBUTION pattern=proximal side=bilateral>both thighs</DISTRIBUTION> 6/52.",
        "Weakness, <DISTRIBUTION pattern=upper side=bilateral>upper extremities</DISTRIBUTION>, symmetric.",
        "Weakness, right leg 2/5.",
        "No <WEAKNESS negated>facial droop</WEAKNESS>, grips equal.",
        "Weak all through the <DISTRIBUTION pattern=upper side=bilateral>arms</DISTRIBUTION>.",
        "Weakness. 61M, cook. <DISTRIBUTION pattern=generalized>All over</DISTRIBUTION>, not painful.",
        "Weakness. Slept badly. Face symmetric.",
        "Weakness which began as tingling in the toes.",
        "No <WEAKNESS negated>weakness</WEAKNESS> on 30 arm raises.",
        "<DISTRIBUTION pattern=upper side=bilateral>Right arm</DISTRIBUTION> weakness worse than left.",
        "<DISTRIBUTION pattern=focal side=right>Right arm</DISTRIBUTION> is weaker than the left.",
        "<DISTRIBUTION pattern=lower side=bilateral>Leg</DISTRIBUTION> weakness, both sides.",
        "<DISTRIBUTION pattern=lower>Leg</DISTRIBUTION> weakness, right ptosis.",
        "Weakness: yes, <DISTRIBUTION pattern=upper side=bilateral>arms</DISTRIBUTION>.",
        "Weakness: yes, neck pain.",
        "His weakness, he insists, is in the <DISTRIBUTION pattern=lower side=bilateral>legs</DISTRIBUTION>.",
        "He is weak. The <DISTRIBUTION pattern=upper side=bilateral>arms</DISTRIBUTION> are affected first.",
        "Weakness. <DISTRIBUTION pattern=lower side=bilateral>Legs</DISTRIBUTION> only.",
        "Weakness. Started in the <DISTRIBUTION pattern=distal side=bilateral>feet</DISTRIBUTION>.",
        "Weakness. Affects his work. Limited to bed.",
        "<DISTRIBUTION pattern=focal side=left>Left leg</DISTRIBUTION> and "
        "<DISTRIBUTION pattern=facial side=left>face</DISTRIBUTION> weak.",
    ],
)
def test_what_stands_between_a_weakness_and_its_place(marked):
    check(marked, "DISTRIBUTION")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Grip diminished on the left.", [("left", "focal", "left")]),
        ("Decreased pinch strength on the right.", [("right", "focal", "right")]),
        ("Power reduced on the left.", [("left", "hemi", "left")]),
        ("R calf: slightly weak vs L.", [("R calf", "focal", "right")]),
        ("Right wrist: weaker than the left.", [("Right wrist", "focal", "right")]),
        ("Weaker than on the left.", [("left", "focal", "right")]),
    ],
)
def test_a_side_beside_the_place_of_a_strength_or_a_label_is_no_half_of_the_body(text, expected):
    found = [f for f in engine.read(Reading(text)) if f.label == "DISTRIBUTION"]
    assert [(f.text, f.says.pattern, f.says.side) for f in found] == expected


@pytest.mark.parametrize(
    "note",
    [
        "L knee: effusion\nPower: weak",
        "O/E L knee:\n- swollen\n- ROM full\n- Strength: weak",
        "L knee - hot. Power: weak",
    ],
)
def test_a_label_of_strength_leaves_the_place_to_the_one_above_it(note):
    assert [(f.says.pattern, f.says.side) for f in engine.read(Reading(note)) if f.label == "DISTRIBUTION"] == [
        ("focal", "left")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Leg <WEAKNESS>weakness</WEAKNESS> knee injury in May.",
        "<WEAKNESS>Weakness</WEAKNESS> left shoulder pain.",
        "Power full throughout with no <WEAKNESS negated>weakness</WEAKNESS>.",
        "No <WEAKNESS negated>weakness</WEAKNESS>, moving the toes.",
        "No <WEAKNESS negated>weakness</WEAKNESS> and marked neck stiffness.",
    ],
)
def test_a_place_of_something_else(text):
    found = [fact.text.lower() for fact in engine.read(Reading(parse(text)[0])) if fact.label == "DISTRIBUTION"]
    assert found == (["leg"] if text.startswith("Leg") else [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A: Weakness. It is in the left arm. Strength 4/5 there.", "other"),
        ("CC: [x] weakness [ ] pain\nLocation: [ ] generalized [x] R arm", "other"),
        ("A: Weakness. Grip 5/5. Worse at night with the left arm up.", "R53.1"),
    ],
)
def test_the_place_told_behind_a_weakness_decides(text, code):
    assert engine.report(engine.Note(text))["decision"]["code"] == code


@pytest.mark.parametrize(
    "marked",
    [
        "She worries about her <DISTRIBUTION pattern=upper side=bilateral>arms</DISTRIBUTION>: they feel weak.",
        "Main concern is his <DISTRIBUTION pattern=lower side=bilateral>legs</DISTRIBUTION>. He says they are weaker.",
        "He showed me his <DISTRIBUTION pattern=distal side=bilateral>hands</DISTRIBUTION>, which, he says, are weak.",
        "<DISTRIBUTION pattern=focal side=right>Right arm</DISTRIBUTION> hurts after the fall. It is weak too.",
        "Biceps jerks absent in the arms. They seem weak.",
        "Her legs are all right. They are not weak.",
        "His wrists hurt. It is weakness that he fears most.",
    ],
)
def test_a_pronoun_stands_for_the_place_named_before(marked):
    check(marked, "DISTRIBUTION")


@pytest.mark.parametrize(
    "marked",
    [
        "2. Weakness\n<DISTRIBUTION pattern=generalized>Generalized</DISTRIBUTION> and symmetric, since May.",
        "# Muscle weakness, unchanged\nSymmetric, <DISTRIBUTION pattern=proximal>proximal</DISTRIBUTION>.",
        "Weakness.\nComment: This is <DISTRIBUTION pattern=distal>distal</DISTRIBUTION>, with a foot drop.",
        "# Weakness\nExtremities: no swelling.",
        "# Weakness\nGeneralized seizure in May.",
        "# Weakness\nBoth hips replaced.",
    ],
)
def test_what_stands_under_its_heading_describes_a_weakness(marked):
    check(marked, "DISTRIBUTION")


def test_the_place_that_a_pronoun_stands_for_decides():
    assert engine.report(engine.Note("Left leg is sore. It has felt weak for a week."))["decision"]["code"] == "other"


@pytest.mark.parametrize(
    "marked",
    [
        "Exam\n<DISTRIBUTION pattern=focal side=right>Right calf</DISTRIBUTION>: bruised, weak.\nImp: tear",
        "O/E <DISTRIBUTION pattern=focal side=left>L wrist</DISTRIBUTION>: Phalen: tingling + slight weakness.",
        "Exam\n<DISTRIBUTION pattern=focal side=left>Left elbow</DISTRIBUTION>\nTender.\nWeakness of extension.",
        "Exam\n<DISTRIBUTION pattern=focal side=right>R ankle</DISTRIBUTION> exam:\n- swollen\n- weak on testing",
        "L foot: cold, weakness of <DISTRIBUTION pattern=focal side=left>eversion</DISTRIBUTION>.",
        "L foot: cold, weakness of <DISTRIBUTION pattern=focal>a hand</DISTRIBUTION>.",
        "Exam\n<DISTRIBUTION pattern=upper side=bilateral>Arms</DISTRIBUTION>: weak.",
        "Exam\nRight calf: normal. Gait: weak push-off.",
        "Exam\nRight calf: bruised.\n\nNeuro: weakness, tremor.",
        "Exam\nLeft elbow\nTender.\n\nHe has weakness.",
        "O/E <DISTRIBUTION pattern=focal side=right>R thumb</DISTRIBUTION> - swollen, weak pinching.",
        "Exam: <DISTRIBUTION pattern=focal side=left>Left ankle</DISTRIBUTION> swollen, with mild weakness.",
        "Exam: Left ankle in plaster, she is weak.",
        "Exam\n<DISTRIBUTION pattern=focal side=left>Left elbow</DISTRIBUTION>\nStrength: weakness of extension.",
        "Left calf: she says she feels weak.",
        "O/E (brief, <DISTRIBUTION pattern=focal side=left>L knee</DISTRIBUTION>):\n- weakness with resisted extension",
        "Exam limited to the <DISTRIBUTION pattern=focal side=right>right wrist</DISTRIBUTION>:\n- weak on flexion",
        "Pain and weakness with resisted <DISTRIBUTION pattern=focal>hip abduction</DISTRIBUTION>.",
        "Weak on resisted <DISTRIBUTION pattern=focal>adduction</DISTRIBUTION>.",
        "Weak against resistance in <DISTRIBUTION pattern=generalized>all limbs</DISTRIBUTION>.",
        "Weakness. Pain with resisted adduction.",
        "Resisted <DISTRIBUTION pattern=focal>internal rotation</DISTRIBUTION>: weak.",
        "Exam: <DISTRIBUTION pattern=focal side=left>left shoulder</DISTRIBUTION>:\n- resisted abduction: weak",
        "Weak extensors.",
        "Left calf: no weakness.",
        "MSK: joints normal, weakness.",
        "Extremities: weak.",
    ],
)
def test_a_label_or_heading_that_is_a_limb_is_the_place_of_what_is_under_it(marked):
    check(marked, "DISTRIBUTION")


@pytest.mark.parametrize(
    "marked",
    [
        "Right: normal. <DISTRIBUTION pattern=hemi side=left>Left</DISTRIBUTION>: weak.",
        "Stroke, <DISTRIBUTION pattern=hemi side=right>right</DISTRIBUTION> side: weak, left ok.",
        "Tone: L: normal; <DISTRIBUTION pattern=hemi side=right>R</DISTRIBUTION>: weak.",
        "Left side: <DISTRIBUTION pattern=hemi side=left>arm and leg</DISTRIBUTION> weak; right: normal.",
        "Right side: <DISTRIBUTION pattern=facial side=right>face</DISTRIBUTION> drooping; left: normal.",
        "<DISTRIBUTION pattern=focal side=left>Left arm</DISTRIBUTION>: weak, right arm: strong.",
        "<DISTRIBUTION pattern=focal side=right>Right leg</DISTRIBUTION> - weak, left leg - normal.",
        "Left: she feels weak.",
    ],
)
def test_a_label_that_is_a_side_is_that_of_what_is_under_it(marked):
    check(marked, "DISTRIBUTION")


@pytest.mark.parametrize(
    "marked",
    [
        "Weakness on exertion about <DISTRIBUTION pattern=lower side=bilateral>both legs</DISTRIBUTION>.",
        "Weakness with use of the <DISTRIBUTION pattern=focal side=left>left hand</DISTRIBUTION>.",
        "Weakness with exertion, left hand pain.",
        "Reports <DISTRIBUTION pattern=focal side=right>right ankle</DISTRIBUTION> joint stiffness, pain and weakness.",
        "Reports right ankle joint pain and <DISTRIBUTION pattern=generalized>generalized</DISTRIBUTION> weakness.",
        "Suspected <DISTRIBUTION pattern=focal side=left uncertain>left biceps</DISTRIBUTION> rupture given weakness.",
        "Swollen right ankle and <DISTRIBUTION pattern=generalized>diffuse</DISTRIBUTION> weakness.",
        "Left hip fracture. Likely needs a walker given weakness.",
        "Left hip fracture, likely needs a walker given weakness.",
        "Weakness of the left eye.",
        "She is back with weakness, went home, came back weak.",
        "Weakness of the <DISTRIBUTION pattern=axial>back</DISTRIBUTION>.",
        "Weakness of <DISTRIBUTION pattern=upper side=bilateral>both arms</DISTRIBUTION> and the "
        "<DISTRIBUTION pattern=axial side=null>neck</DISTRIBUTION>.",
        "Weakness of the <DISTRIBUTION pattern=upper side=bilateral>left and, far less, the right arm</DISTRIBUTION>.",
        "Weakness in the <DISTRIBUTION pattern=generalized>legs (worse) and arms</DISTRIBUTION>.",
        "Weakness of the <DISTRIBUTION pattern=lower side=bilateral>legs</DISTRIBUTION> and, he adds, a cold hand.",
    ],
)
def test_a_place_is_told_across_what_it_hurts_with_or_is_inferred_from(marked):
    check(marked, "DISTRIBUTION")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Weakness of the last two digits of her left hand.", [("left hand", "focal", "left")]),
        ("Weak index and middle fingers.", [("fingers", "focal", None)]),
        ("Right ring and little finger weakness.", [("finger", "focal", "right")]),
        ("Weakness of 2 toes.", [("toes", "focal", None)]),
        ("Weakness of the fingers.", [("fingers", "distal", "bilateral")]),
        ("Weakness of the fingers of both hands.", [("both hands", "distal", "bilateral")]),
        ("Weakness of the left leg and the thumb of the right hand.",
         [("left leg", "focal", "left"), ("right hand", "focal", "right")]),
        ("Weakness in the grafted leg.", [("leg", "focal", None)]),
        ("Weakness in the recently pinned right wrist.", [("right wrist", "focal", "right")]),
        ("Weakness of the involved limb.", [("limb", "focal", None)]),
        ("Limb weakness.", [("Limb", "generalized", None)]),
        ("Weakness of the affected limbs.", [("limbs", "generalized", None)]),
        ("Weak on the operated side.", [("side", "hemi", None)]),
        ("Weakness is a side effect.", []),
        ("Weakness after the left hip replacement.", []),
        ("Weakness in the knee replacement group.", []),
    ],
)  # fmt: skip
def test_a_limb_or_a_finger_that_is_told_from_its_fellows_is_one(text, expected):
    assert places(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Resisted: slightly weak vs L.", [("L", "focal", "right")]),
        ("Grip is weak compared with the right.", [("Grip", "focal", "left")]),
        ("Mildly weak relative to the opposite side.", [("side", "focal", None)]),
        ("Left grip weaker than right.", [("Left grip", "focal", "left")]),
        ("Weaker than last month.", []),
        ("Weakness left arm - cause not clear.", [("left arm", "focal", "left")]),
        ("Weakness, R hand \u2013 since Monday.", [("R hand", "focal", "right")]),
        ("Weakness left knee pain.", []),
        ("RUE weak vs LUE.", [("RUE", "focal", "right")]),
    ],
)
def test_a_weakness_against_one_side_is_on_the_other(text, expected):
    assert places(text) == expected


@pytest.mark.parametrize(
    "text", ["R shouldr:\nsore, weak", "R shoulder\nempty can weak", "R shoulder:\nBelly press: weak"]
)
def test_a_test_of_one_joint_and_its_misspelt_heading_are_a_place(text):
    assert [(pattern, side) for _, pattern, side in places(text)] == [("focal", "right")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Weakness left arm -> bloods.", [("left arm", "focal", "left")]),
        ("Weak right leg => CT head.", [("right leg", "focal", "right")]),
        ("Weakness L arm ?cause", [("L arm", "focal", "left")]),
        ("Weak on the left side of her face.", [("face", "facial", "left")]),
        ("Location: legs. Quality: weakness.", [("legs", "lower", "bilateral")]),
        ("CC: weakness\nArea affected: left hand", [("left hand", "focal", "left")]),
        ("CC: left elbow pain. Assoc sx: weakness, swelling.", [("left elbow", "focal", "left")]),
        ("CC: left elbow pain. Takes aspirin; reports weakness.", []),
        ("CC: headache, right ear. Associated symptoms: weakness.", []),
        ("CC: left foot ulcer. Associated symptoms: weakness.", []),
        ("Where is she weakest? In the hands.", [("hands", "distal", "bilateral")]),
        ("Weakness, left.", [("left", "hemi", "left")]),
        ("Ataxia. Weakness (right), worse today.", [("right", "hemi", "right")]),
        ("Weakness - R. Hale, MA", []),
        ("A: weakness (L. Orr, PA)", []),
        ("Weakness, left: start aspirin.", []),
        ("Weakness, left?", []),
        ("Weakness, R: leg.", [("R: leg", "focal", "right")]),
        ("Arm weakness, left; ataxia.", [("Arm", "focal", "left")]),
        ("Weakness, left ear pain.", []),
        ("Weakness of the hip area on both sides.", [("hip", "proximal", "bilateral")]),
    ],
)
def test_a_place_beside_a_weakness_or_in_a_field_of_its_complaint(text, expected):
    assert places(text) == expected


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Not weak in the arms.", [True]),
        ("Her legs are not weak.", [True]),
        ("He is not weak except in the arms.", []),
    ],
)
def test_a_place_of_what_is_not_weak_is_denied(text, denied):
    facts = engine.report(engine.Note(text))["facts"]
    assert [f["negated"] for f in facts if f["label"] == "DISTRIBUTION"] == denied


@pytest.mark.parametrize("apart", ["   ", ", ", " "])
def test_each_limb_of_a_row_has_its_own_answer(apart):
    row = apart.join(["LUE: weak", "RUE: strong", "LLE: strong", "RLE: weak"])
    assert places(row) == [("LUE", "focal", "left"), ("RLE", "focal", "right")]


def test_what_another_scale_is_throughout_is_no_place_of_a_weakness():
    assert places("Hips 4/5 bilat. DTRs absent throughout.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Weakness UL >> LL.", [("UL >> LL", "upper", None)]),
        ("Muscle weakness\n- LL > UL\n- no rash", [("LL > UL", "lower", None)]),
        ("Weakness | both UL < both LL", [("both UL < both LL", "lower", None)]),
        ("Distribution of weakness: UL>LL", [("UL>LL", "upper", None)]),
        ("Weakness more severe in the upper than in the lower limbs.",
         [("more severe in the upper than in the lower limbs", "upper", None)]),
        ("Weakness, mostly LL.", [("LL", "lower", None)]),
        ("Swelling LL > UL. Weakness x 4/52, x 4/7 worse.", []),
        ("Weakness x 4 for 4/7.", [("x 4", "generalized", None)]),
    ],
)  # fmt: skip
def test_limbs_that_are_compared_and_four_of_a_fraction(text, expected):
    assert places(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Weakness right before breakfast.", "He has been weak right from the start.", "Weak in general right now.",
        "The illness left her weak.", "She left without a walker, still weak.", "Weakness since they left home.",
        "Weakness back in the winter.", "Weak three weeks back.", "The weakness has gone and come back.",
        "Weak and came by foot.", "Pain on one hand, weakness on the other hand.",
        "Weak when standing at the foot of the bed.",
        "Weakness in the face of a normal diet.", "Weak at hand-over.", "Weak, sits in the arm chair.",
    ],
)  # fmt: skip
def test_an_idiom_names_no_side_and_no_part_of_the_body(text):
    assert not [place for place in places(text) if place[1] != "generalized"]
    assert engine.report(engine.Note(text))["decision"]["code"] != "other"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Weakness on the right before the fall.", [("right", "hemi", "right")]),
        ("Weak on left since noon.", [("left", "hemi", "left")]),
        ("Weakness of the back at night.", [("back", "axial", None)]),
        ("Weak back for years.", [("back", "axial", None)]),
        ("Weakness in the face.", [("face", "facial", None)]),
        ("Weakness of one hand.", [("one hand", "focal", None)]),
    ],
)
def test_a_side_or_part_beside_such_words_is_one(text, expected):
    assert places(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what is set off behind a first place
        ("Weakness, generalized, mainly pelvic girdle.",
         [("generalized", "generalized", None), ("pelvic girdle", "proximal", None)]),
        ("Muscle weakness, diffuse, worst in the hands.",
         [("diffuse", "generalized", None), ("hands", "distal", "bilateral")]),
        ("Weakness, diffuse, mostly leg pain.", [("diffuse", "generalized", None)]),
        ("Weakness, chiefly thighs.", [("thighs", "proximal", "bilateral")]),
        ("Weakness, principally distal.", [("distal", "distal", None)]),
        # limbs that end a clause
        ("Weakness, legs.", [("legs", "lower", "bilateral")]),
        ("Muscle weakness, hips and shoulders.", [("hips and shoulders", "proximal", None)]),
        ("Weakness: shoulder girdle and hip girdle.", [("shoulder girdle and hip girdle", "proximal", None)]),
        ("Weakness, hands cold.", []),
        ("Weakness, arms normal.", []),
        ("Weakness, hip fracture in May.", []),
    ],
)  # fmt: skip
def test_a_place_that_is_set_off_or_ends_its_clause(text, expected):
    assert places(text) == expected


def test_the_members_of_a_list_before_another_weakness_are_its_own():
    assert [words for words, *_ in places("No facial, jaw, or tongue weakness.")] == ["facial", "jaw, or tongue"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hand weakness, worse on the right.", [("Hand", "distal", "bilateral")]),
        ("Thighs weak, greater on the left side.", [("Thighs", "proximal", "bilateral")]),
        ("Leg weakness more pronounced on the left.", [("Leg", "lower", "bilateral")]),
        ("Muscle weakness, worse on the left.", []),
        ("Left arm weakness, worse on exertion.", [("Left arm", "focal", "left")]),
        ("Arm weakness, mostly on the left.", [("Arm", "focal", "left")]),
        ("Left-sided weakness, worse in the arm.", [("Left-sided", "hemi", "left")]),
    ],
)
def test_the_side_on_which_a_weakness_is_worse_is_not_the_only_one(text, expected):
    assert places(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Weakness of:\n1. right thumb\n2. right calf",
         [("right thumb", "focal", "right"), ("right calf", "focal", "right")]),
        ("She reports weakness in\n* the thighs\n* the neck",
         [("thighs", "proximal", "bilateral"), ("neck", "axial", None)]),
        ("Areas of weakness:\n- L wrist\n- R ankle", [("L wrist", "focal", "left"), ("R ankle", "focal", "right")]),
        ("Weakness involving the following: hands, feet.", [("hands, feet", "distal", None)]),
        ("Muscle weakness: deltoids, quadriceps.", [("deltoids, quadriceps", "proximal", None)]),
        ("Weakness:\n- right wrist fracture\n- left calf numbness", []),
        ("1. Weakness\n2. Left knee\n3. Gout", []),
        ("Weakness due to:\n- left hip fracture", []),
        ("Weakness: hamstrings 4/5, glutes 4/5.", []),
    ],
)  # fmt: skip
def test_each_item_of_a_list_below_a_weakness_is_a_place_of_it(text, expected):
    assert places(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Proximal weakness of the left leg.", [("Proximal", "proximal", "left"), ("left leg", "focal", "left")]),
        ("Distal right arm weakness.", [("Distal", "distal", "right"), ("right arm", "focal", "right")]),
        ("Left leg weakness, mainly distal.", [("Left leg", "focal", "left"), ("distal", "distal", "left")]),
        ("Proximal weakness on the right.", [("Proximal", "proximal", "right")]),
        ("Proximal weakness of the legs.", [("Proximal", "proximal", None), ("legs", "lower", "bilateral")]),
        ("Distal weakness of the left hand and right foot.",
         [("Distal", "distal", None), ("left hand", "focal", "left"), ("right foot", "focal", "right")]),
        ("Proximal weakness, worse on the right.", [("Proximal", "proximal", None)]),
        ("Proximal weakness with left knee pain.", [("Proximal", "proximal", None)]),
    ],
)  # fmt: skip
def test_the_proximal_part_of_one_limb_has_its_side(text, expected):
    assert places(text) == expected
    one_sided = all(side in ("left", "right") for *_, side in expected) and len({side for *_, side in expected}) == 1
    assert engine.report(engine.Note(text))["decision"]["code"] == ("other" if one_sided else "R53.1")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Weakness began in the toes and moved to the thighs.",
         [("toes", "distal", "bilateral"), ("thighs", "proximal", "bilateral")]),
        ("Weakness of the right foot has spread to all limbs.",
         [("right foot", "focal", "right"), ("all limbs", "generalized", None)]),
        ("Weakness in the feet that has ascended to the hands.",
         [("feet", "distal", "bilateral"), ("hands", "distal", "bilateral")]),
        ("Weakness that started in the feet and now involves the hands.",
         [("feet", "distal", "bilateral"), ("hands", "distal", "bilateral")]),
        ("Weakness of the legs, then moved to the ward.", [("legs", "lower", "bilateral")]),
        ("Weakness of the left leg and had pain of the right arm.", [("left leg", "focal", "left")]),
    ],
)  # fmt: skip
def test_a_weakness_spreads_from_place_to_place(text, expected):
    assert places(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Contralateral leg weakness.", [("leg", "focal", None)]),
        ("Ptosis with ipsilateral arm weakness.", [("arm", "focal", None)]),
        ("A weak non-dominant hand.", [("hand", "focal", None)]),
        ("The dominant arm is weak.", [("arm", "focal", None)]),
        ("Weak on R, unchanged.", [("R", "hemi", "right")]),
        ("Weakness on L. Hale's list.", []),
        ("Arm-dominant weakness.", [("Arm-dominant", "upper", None)]),
        ("Periscapular weakness on the left.", [("Periscapular", "focal", "left")]),
        ("Axial and appendicular weakness.", [("Axial", "axial", None), ("appendicular", "generalized", None)]),
        ("Appendicular ataxia, scapular winging. Weakness.", []),
    ],
)
def test_one_limb_may_be_told_by_another_word_than_its_side(text, expected):
    assert places(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Weakness localized to both thighs.", [("both thighs", "proximal", "bilateral")]),
        ("The weakness localises to the left foot.", [("left foot", "focal", "left")]),
        ("The weakness is localized.", [("localized", "focal", None)]),
        ("Weakness as well as tingling of the right arm.", [("right arm", "focal", "right")]),
        ("Weakness in addition to cramps in both legs.", [("both legs", "lower", "bilateral")]),
        ("Weakness of the left arm along with the left leg.", [("left arm along with the left leg", "hemi", "left")]),
        ("Right hand plus right foot weakness.", [("Right hand plus right foot", "hemi", "right")]),
        ("Generalized weakness as well as left knee pain.", [("Generalized", "generalized", None)]),
        ("Truncal weakness, along with wasting of the left hand.", [("Truncal", "axial", None)]),
    ],
)
def test_what_leads_to_a_place_and_what_joins_places_in_more_words(text, expected):
    assert places(text) == expected
