"""Weakness and its neighbours: what counts as a mention, by which concept, and what only looks like one."""

import pytest
from markup import check


@pytest.mark.parametrize(
    "note",
    [
        "He feels <WEAKNESS concept=weakness>weak</WEAKNESS> all over.",
        "Both calves <WEAKNESS concept=weakness>weak</WEAKNESS>, knee jerks gone.",
        "Arms are now <WEAKNESS concept=weakness>weak</WEAKNESS>, reflexes brisk.",
        "A <WEAKNESS concept=weakness>weak motor response</WEAKNESS> in the left arm.",
        "<WEAKNESS concept=fatigue>No energy</WEAKNESS>, always <WEAKNESS concept=fatigue>tired</WEAKNESS>.",
        "He has <WEAKNESS concept=malaise>been a bit off colour</WEAKNESS>; the stool is off colour too.",
        "Tall and asthenic, and now <WEAKNESS concept=weakness>asthenic</WEAKNESS> from the fever.",
        "Her grip is getting <WEAKNESS concept=weakness>weaker</WEAKNESS>.",
        "Right hand and <WEAKNESS concept=facial_weakness>facial paresis</WEAKNESS>.",
        "She describes a <WEAKNESS concept=weakness>loss of strength</WEAKNESS> in the thighs.",
        "<WEAKNESS concept=weakness>Asthenia</WEAKNESS> after influenza.",
        "ICU-acquired <WEAKNESS concept=weakness>weakness</WEAKNESS>.",
        "Generalised <WEAKNESS concept=muscle_weakness>muscle weakness</WEAKNESS>.",
        "<WEAKNESS concept=muscle_weakness>Weakness of the proximal limb muscles</WEAKNESS>.",
        "Her thigh <WEAKNESS concept=muscle_weakness>muscles are weak</WEAKNESS>.",
        "<WEAKNESS concept=muscle_weakness>Weakness (worse at night) of the neck muscles</WEAKNESS>.",
        "<WEAKNESS concept=muscle_weakness>Weakness was noted in her hip muscles</WEAKNESS>.",
        "<WEAKNESS>Weakness</WEAKNESS> was present at dawn, muscles stiff.",
        "<WEAKNESS concept=muscle_weakness>Weakness, muscle</WEAKNESS>, generalized.",
        "<WEAKNESS concept=muscle_weakness>Weakness (muscular)</WEAKNESS> of the arms.",
        "<WEAKNESS concept=muscle_weakness>Weakness of the shoulder musculature</WEAKNESS> on both sides.",
        "<WEAKNESS concept=muscle_weakness>Musc. weakness</WEAKNESS> of the thighs.",
        "<WEAKNESS concept=weakness>Weakness</WEAKNESS>, muscle spasms, joint pain.",
        "<WEAKNESS concept=weakness>Weakness</WEAKNESS> (muscle biopsy in June).",
        "<WEAKNESS concept=weakness>Weakness</WEAKNESS>, muscle and joint aches.",
        "<WEAKNESS concept=facial_weakness>Weakness of the facial muscles</WEAKNESS>.",
        "<WEAKNESS>Weakness</WEAKNESS> of the <WEAKNESS concept=facial_weakness>facial muscles</WEAKNESS> and arms.",
        "<WEAKNESS concept=muscle_weakness>Weakness of facial and thigh muscles</WEAKNESS>.",
        "<WEAKNESS concept=fatigue>Tired</WEAKNESS> and <WEAKNESS concept=malaise>run down</WEAKNESS>.",
        "He <WEAKNESS concept=fatigue>tires easily</WEAKNESS>.",
        "<WEAKNESS concept=facial_weakness>Facial asymmetry</WEAKNESS> after a stroke, <WEAKNESS>weak</WEAKNESS> arm.",
        "Facial asymmetry since a car crash. Asymmetric face, swollen jaw. <WEAKNESS>Weak</WEAKNESS>.",
        "She <WEAKNESS concept=fatigue>tires more easily</WEAKNESS> than her sister.",
        "<WEAKNESS concept=fatigue>Energy a bit low</WEAKNESS>, <WEAKNESS concept=fatigue>stamina abit ↓</WEAKNESS>.",
        "Her <WEAKNESS concept=fatigue>energy is still somewhat lower</WEAKNESS> than usual.",
        "<WEAKNESS concept=fatigue>Energy not great</WEAKNESS>; <WEAKNESS concept=fatigue>has less energy</WEAKNESS>.",
        "She <WEAKNESS concept=fatigue>lacks any energy</WEAKNESS>. Her diet has less energy intake.",
        "<WEAKNESS concept=fatigue>Lack of energy</WEAKNESS> since spring.",
        "Severely <WEAKNESS concept=debility>deconditioned</WEAKNESS> after the admission.",
        "<WEAKNESS concept=frailty>Frail</WEAKNESS> 92-year-old.",
        "<WEAKNESS concept=frailty>Senile asthenia</WEAKNESS>.",
        "DXA meets the criteria for <WEAKNESS concept=sarcopenia>sarcopenia</WEAKNESS>.",
        "Hip <WEAKNESS concept=weakness>weekness</WEAKNESS>, no <WEAKNESS concept=fatigue negated>fatige</WEAKNESS>.",
        "Both arms: <WEAKNESS concept=weakness>wkness</WEAKNESS>.",
        "<WEAKNESS concept=muscle_weakness>Mm weakness</WEAKNESS> of the thighs.",
        "No arm <WEAKNESS concept=weakness negated>wk</WEAKNESS>.",
        "A <WEAKNESS concept=weakness>weak</WEAKNESS> left ankle.",
        "Try the fatigue clinic for the <WEAKNESS concept=fatigue>fatigue</WEAKNESS>.",
        "Weak IgA deposition. A mild weakness is in verbal memory.",
        "She reports muscle\nCramps. Trunk muscle\n<WEAKNESS concept=weakness>Weakness</WEAKNESS>: still there.",
        "Dense left <WEAKNESS concept=hemiparesis>hemiplegia</WEAKNESS>.",
        "<WEAKNESS concept=functional_quadriplegia>Functional quadriplegia</WEAKNESS> in end-stage dementia.",
    ],
)
def test_concept(note):
    check(note, "WEAKNESS")


@pytest.mark.parametrize(
    "note",
    [
        "Left <WEAKNESS concept=facial_weakness>facial droop</WEAKNESS>.",
        "<WEAKNESS concept=facial_weakness>Weakness of the left lower face</WEAKNESS>.",
        "<WEAKNESS concept=facial_weakness>Weakness of the face</WEAKNESS>, left.",
        "<WEAKNESS>Weakness</WEAKNESS> of the <WEAKNESS concept=facial_weakness>face</WEAKNESS>, left arm.",
        "The <WEAKNESS concept=facial_weakness>mouth droops</WEAKNESS> on the right.",
        "His <WEAKNESS concept=facial_weakness>right mouth corner sags</WEAKNESS>.",
        "<WEAKNESS concept=facial_weakness>Drooping of the corner of the mouth</WEAKNESS>.",
        "Sagging of the right brow and of <WEAKNESS concept=facial_weakness>the right corner of the lips</WEAKNESS>.",
        "<WEAKNESS concept=facial_weakness>Drooping of the right side of the mouth</WEAKNESS>.",
        "<WEAKNESS concept=facial_weakness>Facial</WEAKNESS> and arm <WEAKNESS concept=weakness>weakness</WEAKNESS>.",
        "Arm and <WEAKNESS concept=facial_weakness>facial</WEAKNESS> <WEAKNESS concept=weakness>weakness</WEAKNESS>.",
        "<WEAKNESS concept=weakness>Weakness</WEAKNESS> of the <WEAKNESS concept=facial_weakness>face</WEAKNESS>, arm "
        "and leg.",
        "Numbness of the arm and <WEAKNESS concept=facial_weakness>facial weakness</WEAKNESS>.",
        "<WEAKNESS>Weakness</WEAKNESS> of the hand and facial tingling.",
        "<WEAKNESS>Weakness</WEAKNESS> in both arms, facial edema and cough.",
        "<WEAKNESS>Weakness</WEAKNESS> of the thigh and a facial lesion.",
        "<WEAKNESS>Weakness</WEAKNESS> of the foot and <WEAKNESS concept=facial_weakness>facial droop</WEAKNESS>.",
        "| <WEAKNESS>Weakness</WEAKNESS> of the hand, facial flushing |",
        "- <WEAKNESS>weakness</WEAKNESS> of the arm and left facial twitching",
        "<WEAKNESS>Weakness</WEAKNESS> of the hand and <WEAKNESS concept=facial_weakness>facial</WEAKNESS> region.",
        "<WEAKNESS>Weakness</WEAKNESS> of the hand and <WEAKNESS concept=facial_weakness>face</WEAKNESS> since May.",
        "His left <WEAKNESS concept=facial_weakness>face</WEAKNESS> and arm are "
        "<WEAKNESS concept=weakness>weak</WEAKNESS>.",
        "The face is red and both arms are <WEAKNESS concept=weakness>weak</WEAKNESS>.",
    ],
)
def test_the_face_alone_and_with_a_limb(note):
    check(note, "WEAKNESS")


@pytest.mark.parametrize(
    "note",
    [
        "Pedal pulses weak but equal.",
        "A weak, dry cough.",
        "Cough is weak.",
        "She is weak in mathematics.",
        "Hesitancy and a weak stream.",
        "Weakly positive antibody; the second was weak positive.",
        "Tramadol is a weak opioid.",
        "We listed his strengths and weaknesses.",
        "Phone call next weak.",
        "Weakness of the abdominal wall at the scar.",
        "Exercises for pelvic floor weakness.",
        "Calorics: unilateral weakness of 30% on the right.",
        "Fatigue fracture of the tibia.",
        "Tired of the regimen, she stopped it.",
        "All options have been exhausted.",
        "Known chronic fatigue syndrome.",
        "Frail veins, frail IV access.",
        "Drooping eyelids.",
        "Morse: gait weak 10, secondary diagnosis 15. Gait: weak, 10 points.",
        "Hemiplegic migraine in her sister.",
        "Vocal cord paresis.",
        "A weak response to steroids.",
        "Myasthenia gravis.",
        "Lethargic, arouses to voice.",
        "She is weaker in reading than in sums.",
        "Transferring: weak = 10.",
        "Weakness 4/10 on the questionnaire.",
        "A weak excuse was offered.",
        "Weaknesses in planning and recall.",
        "Back in 1 wk, sooner if worse.",
        "Popliteal 2+, PT weak by palpation.",
        "Pulses: femoral 2+, R foot faint, L weak.",
        "Dorsalis pedis 2+ left, 1+ and weak on the right.",
        "Proned, paralyzed x 3 d, then extubated.",
        "Kept paralysed with vecuronium, both arms restrained.",
        "Coffee is weakening the bladder.",
        "Sarcopenia screen 3 points.",
        "Risks: phrenic paresis.",
    ],
)
def test_look_alikes_yield_nothing(note):
    check(note, "WEAKNESS")


@pytest.mark.parametrize("word", ["gen", "gen'd", "genl", "genralized", "Generalised"])
def test_generalized_in_short(word):
    check(f"<DISTRIBUTION pattern=generalized>{word}</DISTRIBUTION> <WEAKNESS concept=weakness>weakness</WEAKNESS>.")


@pytest.mark.parametrize("rest", ["needs the wall to stand", "the wall is his support", "uses walls and rails"])
def test_what_is_weak_is_not_named_behind_a_comma(rest):
    check(f"Then both thighs got <WEAKNESS concept=weakness>weak</WEAKNESS>, {rest}.", "WEAKNESS")


@pytest.mark.parametrize(
    "note",
    [
        "Her <WEAKNESS concept=fatigue>energy has slowly gone down</WEAKNESS> since spring.",
        "<WEAKNESS concept=fatigue>Energy levels have declined</WEAKNESS>.",
        "His <WEAKNESS concept=fatigue>stamina is dwindling</WEAKNESS>.",
        "- <WEAKNESS concept=fatigue>energy ↓</WEAKNESS> x 3/12",
        "<WEAKNESS concept=fatigue>↓ stamina</WEAKNESS>, sleeps well.",
        "Her <WEAKNESS concept=fatigue>energy went downhill</WEAKNESS> after the flu.",
        "<WEAKNESS concept=fatigue>Energy has really dropped off</WEAKNESS>.",
        "The <WEAKNESS concept=fatigue>energy is just gone</WEAKNESS>.",
        "Her energy has gone up, and her energy intake declined.",
        "Advised: ↓ energy drinks.",
        "Her energy has gone back to what it was.",
        "No <WEAKNESS concept=facial_weakness negated>facial wkness</WEAKNESS> seen.",
        "<WEAKNESS concept=facial_weakness>Facial weekness</WEAKNESS> on the right.",
    ],
)
def test_energy_goes_down_and_a_face_is_weak_in_any_spelling(note):
    check(note, "WEAKNESS")


@pytest.mark.parametrize("verb", ["can leave", "may make", "could render"])
def test_what_a_block_may_do_to_a_limb_is_hypothetical(verb):
    check(f"The block {verb} the arm <WEAKNESS hypothetical>weak</WEAKNESS> until the evening.", "WEAKNESS")
    check("The block left the arm <WEAKNESS>weak</WEAKNESS> until the evening.", "WEAKNESS")


@pytest.mark.parametrize("label", ["Face:", "Facial symmetry ........", "CN VII:"])
def test_a_label_says_whose_droop_it_is(label):
    check(f"{label} symmetric, no <WEAKNESS concept=facial_weakness negated>droop</WEAKNESS>.", "WEAKNESS")


def test_the_place_of_a_weakness_is_as_past_as_the_weakness():
    check(
        "Came with a history of fever and <DISTRIBUTION pattern=hemi side=left>left-sided</DISTRIBUTION>"
        " <WEAKNESS concept=weakness>weakness</WEAKNESS>.",
        "DISTRIBUTION",
    )


@pytest.mark.parametrize(
    "note",
    [
        "Her calves have <WEAKNESS>weakened</WEAKNESS> over months.",
        "His arms had <WEAKNESS>weakened</WEAKNESS> since the spring.",
        "The fever has <WEAKNESS>weakened</WEAKNESS> both of her arms.",
        "Radiation had <WEAKNESS>weakened</WEAKNESS> him greatly.",
        "Months in bed have <WEAKNESS concept=muscle_weakness>weakened his muscles</WEAKNESS>.",
        "Her legs have <WEAKNESS>weakened</WEAKNESS>.",
        "The client has <WEAKNESS>weakened</WEAKNESS> steadily across two weeks.",
        "Ms. Poe has <WEAKNESS>weakened</WEAKNESS> more and eats little.",
        "She had become <WEAKNESS>weakened</WEAKNESS> by then.",
        "Sepsis had <WEAKNESS>weakened</WEAKNESS> Mr. Poe.",
        "Chemotherapy has <WEAKNESS>weakened</WEAKNESS> grandfather.",
        "The tide has weakened further. Her will has weakened over the years.",
        "Looks after her weak brother. Their weak uncle was moved.",
        "Corrosion has weakened the screw. The rod was weakened. Dialysis has weakened her bones.",
        "His heart muscle was weakened. The infarct had weakened her heart.",
    ],
)
def test_what_is_weakened_is_somebody_a_limb_or_a_muscle(note):
    check(note, "WEAKNESS")


@pytest.mark.parametrize(
    "note",
    [
        "Impression: the case for <DIAGNOSIS uncertain>polymyositis</DIAGNOSIS> is weak.",
        "Evidence for <DIAGNOSIS uncertain>myasthenia gravis</DIAGNOSIS> was rather weak.",
        "She has pain, and support for the diagnosis of <DIAGNOSIS uncertain>lupus</DIAGNOSIS> is weak.",
        "Only weak arguments for <DIAGNOSIS uncertain>myositis</DIAGNOSIS>.",
        "- evidence for <DIAGNOSIS uncertain>lupus</DIAGNOSIS>: weak",
        "| Case for <DIAGNOSIS uncertain>sarcoidosis</DIAGNOSIS> | weak |",
        "The rationale for an operation is very weak.",
        "Radio signals from the pump were weak.",
        "The correlation with her scan is weak.",
        "The dorsalis pulse in both feet is weak.",
        "The data are weak.",
        "The case for <DIAGNOSIS uncertain>lupus</DIAGNOSIS> is weak and his legs are <WEAKNESS>weak</WEAKNESS>.",
        "The man with a case of <DIAGNOSIS>polymyositis</DIAGNOSIS> is <WEAKNESS>weak</WEAKNESS>.",
        "The hand with a signal change on MRI is <WEAKNESS>weak</WEAKNESS>.",
        "Her grip in the evening is <WEAKNESS>weak</WEAKNESS>.",
        "The response of the deltoid was <WEAKNESS>weak</WEAKNESS>.",
        "The evidence for <DIAGNOSIS>polymyositis</DIAGNOSIS> is strong; she is <WEAKNESS>weak</WEAKNESS>.",
    ],
)
def test_what_is_weak_is_what_speaks_for_a_disease(note):
    check(note, "WEAKNESS", "DIAGNOSIS")


@pytest.mark.parametrize("note", ["A weakened binding of the drug.", "It has weaker effects."])
def test_a_weak_effect_is_none_of_the_patient(note):
    check(note, "WEAKNESS")


@pytest.mark.parametrize(
    "note",
    [
        "Pelvic floor moderate weakness.",
        "Abdominal wall some weakness.",
        "The pulse was 130/min, weak and thready.",
        "Pulse of 110 bpm, weak.",
        "On the phone her voice sounds somewhat tired.",
        "The eyes get tired by evening.",
        "Grammar was always a weakness of his.",
        "Attention is her main weakness.",
        "Diet of low energy density; reduced energy availability in season.",
    ],
)
def test_the_weakness_of_a_structure_or_a_pulse(note):
    check(note, "WEAKNESS")


@pytest.mark.parametrize(
    "note",
    [
        "Pulse 88, BP 120/80, <WEAKNESS>weak</WEAKNESS> since noon.",
        "<WEAKNESS>Weak</WEAKNESS>, pulse 110, skin cold.",
        "<WEAKNESS>Weak</WEAKNESS>, voice hoarse, cough dry.",
        "He has a cough and is <WEAKNESS>weak</WEAKNESS>.",
        "Drank some juice, remains <WEAKNESS>weak</WEAKNESS>.",
        "Found <WEAKNESS>weak</WEAKNESS> on the floor by his son.",
        "A weak, moist cough.",
        "Pedal pulses, a little weak.",
        "Pulse present but weak.",
    ],
)
def test_a_pulse_beside_a_weak_patient(note):
    check(note, "WEAKNESS")


@pytest.mark.parametrize(
    "note",
    [
        "Voice hoarse, <WEAKNESS concept=fatigue>tired</WEAKNESS>.",
        "Two weeks of hoarse speech and <WEAKNESS concept=fatigue>fatigue</WEAKNESS>.",
        "Her complaint is a <WEAKNESS>weakness</WEAKNESS> of his sort, of both legs.",
        "Her <WEAKNESS concept=fatigue>low energy</WEAKNESS> limits the availability of rides.",
    ],
)
def test_what_stands_beside_a_voice_a_fault_or_a_food_is_the_patients(note):
    check(note, "WEAKNESS")


@pytest.mark.parametrize(
    "note",
    [
        "Her arms <WEAKNESS>aren't as strong</WEAKNESS> as in spring.",
        "He does <WEAKNESS>not feel strong</WEAKNESS> any more.",
        "<WEAKNESS>Feels less strong</WEAKNESS> this month.",
        "His <WEAKNESS>strength isn't what it used to be</WEAKNESS>.",
        "She has <WEAKNESS>lost most of her strength</WEAKNESS>.",
        "Her aunt <WEAKNESS family>is not strong</WEAKNESS>.",
        "He feels as strong as ever.",
        "She is every bit as strong as she was.",
        "The tea isn't strong.",
        "Her cough is not very strong.",
        "Tramadol was not strong enough.",
        "Not strong evidence for gout.",
    ],
)
def test_not_to_be_strong_is_to_be_weak(note):
    check(note, "WEAKNESS")
