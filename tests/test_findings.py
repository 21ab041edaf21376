"""Findings: pertinent positives and negatives, what is examined, functional impact."""

import pytest
from markup import check

from clinote import engine
from clinote.reading import Reading


@pytest.mark.parametrize(
    "note",
    [
        "Denies <FINDING concept=diplopia negated>double vision</FINDING>.",
        "Eyes: (-) <FINDING concept=diplopia negated>double vision</FINDING>, vision changes.",
        "<FINDING concept=dysphagia>Chokes</FINDING> on thin liquids.",
        "Her <FINDING concept=ptosis>lids droop</FINDING> at night.",
        "Her <FINDING concept=ptosis>eyes droop</FINDING> at night, <FINDING concept=ptosis>lids low</FINDING>.",
        "<FINDING concept=dysarthria>Slurred speech</FINDING> since noon.",
        "<FINDING concept=dyspnea>Breathlessness</FINDING> on the stairs.",
        "<FINDING concept=sensory_loss>Pins and needles</FINDING> in both hands.",
        "<FINDING concept=bladder_bowel>Urinary retention</FINDING>.",
        "<FINDING concept=atrophy>Wasting</FINDING> of the interossei.",
        "<FINDING concept=fasciculations>Fasciculations</FINDING> in the deltoids.",
        "<FINDING concept=myalgia>Muscle aches</FINDING> and nightly <FINDING concept=cramps>calf cramps</FINDING>.",
        "A <FINDING concept=rash>heliotrope rash</FINDING>.",
        "Intolerances: codeine (<FINDING concept=rash historical>rash</FINDING>), egg.",
        "Adverse reactions:\nsimvastatin - <FINDING concept=cramps historical>calf cramps</FINDING>",
        "Husband: two <FINDING concept=falls>falls</FINDING> this week.",
        "<FINDING concept=focal_deficit>Pronator drift</FINDING> on the left.",
        "His <FINDING concept=fasciculations>arms twitch</FINDING> in bed.",
        "Her <FINDING concept=atrophy>calves look thinner</FINDING>.",
        "<FINDING concept=dysphagia>Bread sticks</FINDING> on the way down.",
        "Her <FINDING concept=ptosis>eyelids keep drooping</FINDING>.",
        "No <FINDING concept=dyspnea negated>orthopnea</FINDING>.",
        "She <FINDING concept=bladder_bowel>wet herself</FINDING>.",
        "He <FINDING concept=falls>stumbles</FINDING> on gravel.",
        "<FINDING concept=sensory_loss>Diminished perception of vibration</FINDING> at the toes.",
        "No <FINDING concept=bladder_bowel negated>bladder urgency</FINDING>.",
        "No itch or <FINDING concept=bladder_bowel negated>change of bowel habit</FINDING>.",
        "<FINDING concept=myalgia>Thigh pain</FINDING> after the march.",
        "Found on the carpet by her son.",
        "<FINDING concept=diplopia>Dbl vision</FINDING> at night.",
        "<FINDING concept=dysphagia>Trbl w/ swallowing</FINDING> pills.",
        "<FINDING concept=dysphagia>Diff swallowing</FINDING>,"
        " some <FINDING concept=sensory_loss>p&n</FINDING> in the toes.",
        "<FINDING concept=sensory_loss>n/t</FINDING> in both feet.",
        "Denies <FINDING concept=sensory_loss negated>n/t</FINDING>.",
        "Shoulder abduction N/T, pain.",
        "<FINDING concept=sensory_loss>Nmbness</FINDING> of the soles.",
        "<FINDING concept=functional_impact>Diff climbing the stairs</FINDING>.",
        "WBC diff pending, WBC diff normal.",
    ],
)
def test_phrases(note):
    check(note, "FINDING")


@pytest.mark.parametrize(
    "note",
    [
        "Two <FINDING concept=falls>falls</FINDING> since May.",
        "She <FINDING concept=falls>fell</FINDING> in the shower.",
        "Seen in the fall of last year.",
        "He falls asleep at work.",
        "<FINDING concept=falls>Falls</FINDING>? Four since Easter.",
        "<FINDING concept=falls uncertain>Falls</FINDING>? 4/5 hips.",
        "Have you <FINDING concept=falls negated>fallen</FINDING> since we last met?  NO",
        "Hemoglobin fell to 9.",
        "Fall precautions are in place.",
        "Platelets are falling.",
        "The count has since fallen.",
        "It had never fallen so far.",
        "Mr. Ode <FINDING concept=falls>has fallen</FINDING> on ice.",
        "ESR 40 and falling.",
        "She keeps <FINDING concept=falls>falling</FINDING> at home.",
        "He falls to sleep late.",
        "Cold hands leading to sleep loss.",
        "He drives on short trips.",
        "She often <FINDING concept=falls>trips</FINDING> over mats.",
    ],
)
def test_falls(note):
    check(note, "FINDING")


@pytest.mark.parametrize(
    "note",
    [
        "<FINDING concept=sensory_loss negated>Sensation is intact</FINDING> to pin.",
        "<FINDING concept=sensory_loss negated>Normal sensation</FINDING>.",
        "<FINDING concept=sensory_loss>Vibration absent</FINDING> at the toes.",
        "<FINDING concept=reflex_change negated>Reflexes 2+</FINDING> throughout.",
        "<FINDING concept=reflex_change negated>DTRs 1+</FINDING> and symmetric.",
        "<FINDING concept=reflex_change>Ankle jerks absent</FINDING>.",
        "<FINDING concept=reflex_change negated>Knee jerk 2+</FINDING> L, "
        "<FINDING concept=reflex_change>absent R</FINDING>.",
        "<FINDING concept=reflex_change negated>Knee jerk 2+</FINDING> L, 2+ R.",
        "<FINDING concept=reflex_change>Reflexes 3+</FINDING> in the legs.",
        "<FINDING concept=focal_deficit negated>CN II-XII intact</FINDING>.",
        "Neuro: <FINDING concept=focal_deficit negated>nonfocal</FINDING>.",
        "<FINDING concept=dysphagia negated>Swallowing is fine</FINDING>.",
        "<FINDING concept=dysarthria negated>Speech clear</FINDING>.",
        "Reflexes not tested.",
        "<FINDING concept=reflex_change>Brisk reflexes</FINDING> and normal tone.",
        "<FINDING concept=reflex_change>AJs absent</FINDING>.",
        "<FINDING concept=reflex_change>Achilles trace</FINDING>, both sides.",
        "Normal Achilles tendon.",
        "H-reflexes absent.",
        "Sensory: sural absent.",
        "<FINDING concept=sensory_loss>Vib ↓</FINDING> at the ankles.",
        "<FINDING concept=sensory_loss>Decr PP</FINDING> to the shins.",
        "<FINDING concept=dysphagia>Swallow a little sluggish</FINDING>.",
        "<FINDING concept=atrophy>Supraspinatus hollowed</FINDING>.",
        "<FINDING concept=atrophy>Shrunken delts</FINDING>.",
        "Neuralgic amyotrophy.",
        "No <FINDING concept=bladder_bowel negated>bowel/bladder sx</FINDING>.",
        "No <FINDING concept=sensory_loss negated>dysaesthesiae</FINDING>.",
        "Denies headache, visual complaints.",
        "Visual complaints since the migraine.",
        "<FINDING concept=dysarthria negated>Speech has never been slurred</FINDING>.",
        "<FINDING concept=ptosis negated>Eyelids do not sag</FINDING>.",
        "<FINDING concept=dysphagia negated>Meat doesn't stick</FINDING>.",
        "Speech is not clear.",
        "0 <FINDING concept=sensory_loss negated>tingling</FINDING>.",
    ],
)
def test_what_is_examined(note):
    check(note, "FINDING")


@pytest.mark.parametrize(
    "note",
    [
        "<FINDING concept=functional_impact>Cannot get out of a chair</FINDING>.",
        "<FINDING concept=functional_impact>Dressing takes an hour</FINDING>, and he "
        "<FINDING concept=functional_impact>pushes up with both arms</FINDING>.",
        "She <FINDING concept=functional_impact>can't finish mopping the floors</FINDING> on time.",
        "<FINDING concept=functional_impact>Ironing now needs two rests</FINDING>.",
        "<FINDING concept=functional_impact>Not able to leave home</FINDING> without help, so "
        "<FINDING concept=functional_impact>stays in bed mostly</FINDING>.",
        "His <FINDING concept=functional_impact>son lifts him to the BR</FINDING>.",
        "She <FINDING concept=functional_impact>must lie down after showering</FINDING>.",
        "<FINDING concept=functional_impact>Could not keep pace</FINDING> with his brother.",
        "<FINDING concept=functional_impact>Off legs</FINDING> since Friday.",
        "Must lie flat after the puncture. A rest day helps.",
        "<FINDING concept=functional_impact>Ambulates 30 ft with a rollator</FINDING>.",
        "Homebound status: reviewed. Drop arm sign negative.",
        "He is <FINDING concept=functional_impact>unable to climb stairs</FINDING>.",
        "<FINDING concept=functional_impact>Trouble combing her hair</FINDING>.",
        "He <FINDING concept=functional_impact>struggles to rise from the sofa</FINDING>.",
        "<FINDING concept=functional_impact>Washing her back is hard</FINDING>.",
        "<FINDING concept=functional_impact>Needs help with dressing</FINDING>.",
        "She <FINDING concept=functional_impact>needed her son to lift her</FINDING>.",
        "<FINDING concept=functional_impact>Three nurses to stand him up</FINDING>.",
        "He <FINDING concept=functional_impact>pushes up with both hands</FINDING>.",
        "<FINDING concept=functional_impact>Climbs the stairs with difficulty</FINDING>.",
        "She is <FINDING concept=functional_impact>wheelchair-bound</FINDING>.",
        "<FINDING concept=functional_impact>Walks with a cane</FINDING>.",
        "His <FINDING concept=functional_impact>legs give way</FINDING>.",
        "She <FINDING concept=functional_impact>can no longer pin up the curtains</FINDING>.",
        "It <FINDING concept=functional_impact>takes him ten minutes to lace his boots</FINDING>.",
        "He <FINDING concept=functional_impact>has to stop halfway up the ramp</FINDING>.",
        "She <FINDING concept=functional_impact>gave up knitting</FINDING>.",
        "Her <FINDING concept=functional_impact>sister washes her hair</FINDING>.",
        "He <FINDING concept=functional_impact>dropped a full tray</FINDING>.",
        "She now <FINDING concept=functional_impact>uses a rollator</FINDING>.",
        "The <FINDING concept=functional_impact>basket is too heavy for her</FINDING>.",
        "<FINDING concept=functional_impact>Unable to open medicine bottles</FINDING>.",
        "<FINDING concept=functional_impact>Stairs: unable</FINDING>",
        "<FINDING concept=functional_impact>Stairs unable</FINDING>. Strength not tested.",
        "The patient was unable. Exam unable.",
    ],
)
def test_functional_impact(note):
    check(note, "FINDING")


@pytest.mark.parametrize(
    "note",
    [
        '"I <FINDING concept=functional_impact>can\'t haul my trunk off the rack</FINDING>."',
        '"I <FINDING concept=functional_impact>have to push off with both arms to get out of the pew</FINDING>."',
        'Daughter: "We <FINDING concept=functional_impact>can\'t get him up the porch steps</FINDING>."',
        "She <FINDING concept=functional_impact>no longer irons</FINDING>.",
        "He <FINDING concept=functional_impact>hasn't climbed the ladder</FINDING> in a month.",
        "She <FINDING concept=functional_impact>doesn't go upstairs any more</FINDING>.",
        "<FINDING concept=functional_impact>Needs two to turn in bed</FINDING>.",
        "It <FINDING concept=functional_impact>took three of us to lift her</FINDING>.",
        "He <FINDING concept=functional_impact>needs hauling up the bed</FINDING>.",
        "She <FINDING concept=functional_impact>has to use the banister</FINDING>.",
        "<FINDING concept=functional_impact>Slow on the stairs</FINDING>.",
        "<FINDING concept=functional_impact>Hard getting up from the stool</FINDING>.",
        "<FINDING concept=functional_impact>Kerbs are a nightmare</FINDING>.",
        "<FINDING concept=functional_impact>Bath out of the question</FINDING>.",
        "The low <FINDING concept=functional_impact>sofa defeats him</FINDING>.",
        "Her <FINDING concept=functional_impact>arms give out hanging the washing</FINDING>.",
        "His <FINDING concept=functional_impact>shoulders tire when he paints the fence</FINDING>.",
        "She <FINDING concept=functional_impact>sits to iron</FINDING>.",
        "He now uses a <FINDING concept=functional_impact>shower stool</FINDING>.",
        "<FINDING concept=functional_impact>Needs help carrying firewood</FINDING>.",
        "He <FINDING concept=functional_impact>requires assistance washing</FINDING>.",
        "She <FINDING concept=functional_impact>needs more time for dressing</FINDING>.",
        "<FINDING concept=functional_impact>Needs prompts and cues to transfer</FINDING>.",
        "<FINDING concept=functional_impact>Can't hold the phone</FINDING>.",
        "<FINDING concept=functional_impact>Cannot bring a fork</FINDING> to his mouth.",
        "He <FINDING concept=functional_impact>rocks to get up</FINDING>.",
        "Does <FINDING concept=functional_impact>not climb stairs unaided</FINDING>.",
    ],
)
def test_functional_impact_as_the_family_tells_it(note):
    check(note, "FINDING")


@pytest.mark.parametrize(
    "note",
    [
        "Unable to:\n- <FINDING concept=functional_impact>open jars</FINDING>\n"
        "- <FINDING concept=functional_impact>climb onto the bus</FINDING>",
        "Needs help with:\n* <FINDING concept=functional_impact>dressing</FINDING>\n"
        "* <FINDING concept=functional_impact>toileting</FINDING>",
        "He has difficulty with:\n1. <FINDING concept=functional_impact>rising from the sofa</FINDING>\n2. sleep",
        "He has had no trouble with\n- <FINDING concept=functional_impact negated>dressing</FINDING>\n"
        "- <FINDING concept=functional_impact negated>climbing stairs</FINDING>\nbut tires.",
        "<FINDING concept=functional_impact negated>No trouble with stairs</FINDING>\n- dressing table sold",
        "GOALS\nNeeds help with:\n- stairs",
    ],
)
def test_functional_impact_in_a_list(note):
    check(note, "FINDING")


@pytest.mark.parametrize(
    "note",
    [
        "<FINDING concept=functional_impact>Sit to stand needs three attempts</FINDING>.",
        "Transfers: <FINDING concept=functional_impact>gets up on the second try</FINDING>.",
        "<FINDING concept=functional_impact>Kneeling is possible only with support</FINDING>.",
        "<FINDING concept=functional_impact>Standing is not possible without help</FINDING>.",
        "He <FINDING concept=functional_impact>walks with a wheeled frame and one person</FINDING>.",
        "<FINDING concept=functional_impact>Shaving is now done by his wife</FINDING>.",
        "Washed and <FINDING concept=functional_impact>dressed by carers</FINDING>.",
        "<FINDING concept=functional_impact>Assistance is required with toileting</FINDING>.",
        "He <FINDING concept=functional_impact>has an aide for bathing</FINDING>.",
        "<FINDING concept=functional_impact>Needs frequent breaks when hoovering</FINDING>.",
        "<FINDING concept=functional_impact>Needs his shoes tied</FINDING>.",
        "He used to <FINDING concept=functional_impact>walk to church, now he can't</FINDING>.",
        "Her ability to <FINDING concept=functional_impact>climb steps is reduced</FINDING>.",
        "His <FINDING concept=functional_impact>knees keep buckling</FINDING>.",
        "<FINDING concept=functional_impact>Cg assists with toileting</FINDING>.",
        "<FINDING concept=functional_impact>Getting out of a low seat requires both hands</FINDING>.",
        "<FINDING concept=functional_impact>Ironing has become laborious</FINDING>.",
        "<FINDING concept=functional_impact>Personal care is carried out by staff</FINDING>.",
        "<FINDING concept=functional_impact>Bed to chair with help of two</FINDING>.",
        "It <FINDING concept=functional_impact>takes two nurses to turn her</FINDING>.",
        "<FINDING concept=functional_impact>Needs a rest after showering</FINDING>.",
        "<FINDING concept=functional_impact>In bed most of the day</FINDING>.",
        "Her <FINDING concept=functional_impact>niece comes in to cook</FINDING>.",
        "<FINDING concept=functional_impact>Stairs: with difficulty</FINDING>.",
        "He does <FINDING concept=functional_impact>not get out of the house without his walker</FINDING>.",
        "<FINDING concept=functional_impact>A walker is used for transfers</FINDING>.",
        "Her <FINDING concept=functional_impact>son has taken over the shopping</FINDING>.",
    ],
)
def test_what_an_activity_takes_and_who_does_it(note):
    check(note, "FINDING")


@pytest.mark.parametrize(
    "note",
    [
        "Glucose tolerance is impaired.",
        "The form was completed by his wife.",
        "Feels supported by her sister.",
        "Rose at the first attempt.",
        "Pt will transfer with mod assist by discharge.",
        "Squats 3 x 10 holding the rail.",
        "Practise rising with both hands.",
        "Ask for help with the ironing.",
        "She stands with her hands in her pockets.",
        "Needs rest.",
        "Tone in the lower limbs is reduced.",
        "He has help with his taxes.",
        "The wound was dressed by the nurse.",
        "The aim is for her to climb stairs with the rail.",
        "With her iron levels it will be difficult.",
        "He says no walker is needed.",
        "Power 4/5 falling to 3/5 by night.",
        "Needs to get dressed for work.",
        "In bed for one day.",
        "Moved on to an independent pool program.",
        "Independent walking programme advised.",
        "Eyes: + low vision.",
        "Eyes: low acuity, pressure low.",
    ],
)
def test_what_only_sounds_like_a_limit(note):
    check(note, "FINDING")


@pytest.mark.parametrize(
    "note",
    [
        "<FINDING concept=functional_impact negated>Able to do her own shopping</FINDING>.",
        "<FINDING concept=functional_impact negated>Climbs stairs without difficulty</FINDING>.",
        "<FINDING concept=functional_impact negated>Independent in ADLs</FINDING>.",
        "<FINDING concept=functional_impact negated>No trouble with stairs</FINDING>.",
        "Denies <FINDING concept=functional_impact negated>difficulty climbing stairs</FINDING>.",
        "<FINDING concept=functional_impact negated>No longer needs the rollator</FINDING>.",
        "She <FINDING concept=functional_impact negated>gets off the couch by herself</FINDING>.",
        "<FINDING concept=functional_impact negated>Stairs fine</FINDING>.",
        "She <FINDING concept=functional_impact negated>no longer struggles with buttons</FINDING>.",
    ],
)
def test_function_preserved(note):
    check(note, "FINDING")


@pytest.mark.parametrize(
    "note",
    [
        "We were able to reach the caecum.",
        "Unable to obtain a standing film.",
        "She needs to walk more.",
        "Exercise will help with walking.",
        "Call if problems arise.",
        "Abdominal cramping with diarrhea.",
        "MRI shows mild atrophy.",
        "He could not recall the street.",
        "She cannot afford the walker.",
        "Unable to reach the patient by phone.",
        "He dropped off a form at the desk.",
        "Platelets dropped to 90.",
        "She stopped taking milk.",
        "Needs help with her insurance forms.",
        "Needs help paying for the pills.",
        "Needs more time to decide.",
        "Takes a tablet to control his pressure.",
        "His wife says he snores.",
        "Use the rail when climbing stairs.",
        "Equipment: rollator, raised toilet seat.",
        "I could not open the capsule.",
        "Needs two units of blood.",
        "Job needs lifting 50 lb.",
        "Cannot stand the noise.",
        "Unable to raise funds.",
        "She no longer takes aspirin.",
        "She takes him to the operating room.",
        "Her bedridden mother lives with her.",
        "You may climb stairs one step at a time.",
        "She tried to walk by herself.",
        "Daughter helps with his medications.",
        "Homebound: yes.",
        "Sensory potentials were preserved.",
        "Facial twitching on the left, and twitching of the eyelids.",
        "Intact sensory nerve action potentials in both legs.",
        "Standing on hard floors makes the heels sore.",
        "It depends on how hard she presses.",
        "Milk was spilled on the floor.",
    ],
)
def test_look_alikes_yield_nothing(note):
    check(note, "FINDING")


def test_a_cue_is_the_normal_word():
    facts = engine.read(Reading("Light touch is preserved in the hands."))
    cues = [fact.cues["negated"].text for fact in facts if fact.label == "FINDING"]
    assert cues == ["preserved"]


@pytest.mark.parametrize(
    "note",
    [
        "No <FINDING concept=falls negated>falls</FINDING>, <FINDING concept=functional_impact>cannot jump</FINDING>.",
        "<FINDING concept=functional_impact>Trouble rising (low chairs) and climbing stairs</FINDING>.",
        "<FINDING concept=functional_impact>Cannot climb stairs</FINDING> (knee pain) and smokes.",
        "Denies pain, <FINDING concept=functional_impact>needs help to dress</FINDING>.",
        "<FINDING concept=functional_impact>No longer kneels</FINDING>, <FINDING concept=falls>falls</FINDING> often.",
    ],
)
def test_a_statement_is_no_item_of_the_list_before_it(note):
    check(note, "FINDING")


@pytest.mark.parametrize(
    "text",
    [
        "Reflexes: triceps 1+, <FINDING concept=reflex_change>knees and ankles 0</FINDING>.",
        "<FINDING concept=reflex_change negated>DTR triceps 2+</FINDING> b/l, <FINDING concept=reflex_change>biceps "
        "R 1+</FINDING> L 2+.",
        "<FINDING concept=reflex_change negated>Reflexes: biceps 2+</FINDING>, triceps 2+, "
        "<FINDING concept=reflex_change>patellar 3+</FINDING>.",
        "<FINDING concept=reflex_change>Absent ankle jerks</FINDING>, knee jerks 1+.",
        "Yesterday her toes <FINDING concept=sensory_loss>tingled</FINDING>.",
        "The left <FINDING concept=reflex_change>biceps jerk is brisker</FINDING>.",
    ],
)
def test_each_changed_reflex_of_a_list_is_a_finding(text):
    check(text, "FINDING")


@pytest.mark.parametrize(
    "text",
    [
        "No <FINDING concept=dyspnea negated>trouble breathing</FINDING>, <FINDING concept=dysphagia negated>swallowing"
        "</FINDING> or <FINDING concept=dysarthria negated>talking</FINDING>.",
        "<FINDING concept=dysphagia>Difficulty with swallowing</FINDING>/<FINDING concept=dyspnea>breathing</FINDING>.",
        "<FINDING concept=dyspnea>Trouble breathing</FINDING>, talking to her daughter helps.",
        "She resumed breathing and swallowing exercises.",
    ],
)
def test_each_doing_that_is_hard_is_a_finding(text):
    check(text, "FINDING")


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("She was unable to lift her head or to walk unaided.", False),
        ("He couldn't get up, or stand without help.", False),
        ("He did not fall and walks unaided.", True),
        ("Either sits or stands unaided.", True),
    ],
)
def test_a_negation_is_shared_by_what_is_done_alone(text, alone):
    found = engine.read(Reading(text))
    assert [fact.negated for fact in found if fact.text.split()[0].startswith(("walk", "stand"))] == [alone]


def test_sensory_responses_are_measured():
    check("NERVE CONDUCTION STUDIES: Median motor and sensory and sural sensory responses are normal.", "FINDING")


@pytest.mark.parametrize(
    "text", ["Other issues raised: teeth.", "Call if problems arise.", "Breast ptosis.", "Serum CgA was high."]
)
def test_look_alikes_of_troubles(text):
    check(text, "FINDING")


@pytest.mark.parametrize(
    ("text", "words", "concept"),
    [
        ("Reflexes: L ankle ↓ cf R.", "Reflexes: L ankle ↓", "reflex_change"),
        ("Sensation: L thumb dull vs R.", "Sensation: L thumb dull", "sensory_loss"),
        ("Reflex: L triceps absent.", "Reflex: L triceps absent", "reflex_change"),
        ("Loss of saddle sensation.", "Loss of saddle sensation", "sensory_loss"),
        ("Decreased toe sensation.", "Decreased toe sensation", "sensory_loss"),
    ],
)
def test_a_quality_may_be_compared_and_a_place_stand_before_its_subject(text, words, concept):
    found = [f for f in engine.read(Reading(text)) if f.label == "FINDING" and not f.negated]
    assert [(f.text, f.says.concept) for f in found] == [(words, concept)]


@pytest.mark.parametrize("text", ["It was a reflex action, brisk.", "Gag reflex lost.", "Pharyngeal reflex absent."])
def test_other_reflexes_are_none_of_the_tendons(text):
    assert not [f for f in engine.read(Reading(text)) if f.label == "FINDING"]


@pytest.mark.parametrize(
    "note",
    [
        "<FINDING concept=functional_impact>His functioning has gradually declined</FINDING> since Easter.",
        "Weak. <FINDING concept=functional_impact>Functional status deteriorated</FINDING> over a month.",
        "- <FINDING concept=functional_impact>activity level ↓</FINDING>",
        "<FINDING concept=functional_impact>Overall function has gone downhill</FINDING>.",
        "Her <FINDING concept=functional_impact>mobility has rapidly worsened</FINDING>.",
        "Weakness with <FINDING concept=functional_impact>marked functional impact</FINDING> at work.",
        "Weakness, not <FINDING concept=functional_impact negated>functionally limiting</FINDING>.",
        "<FINDING concept=functional_impact>Attends by wheelchair</FINDING>.",
        "His kidney function has declined, and liver function worsened.",
        "Her lung function is ↓.",
    ],
)
def test_what_somebody_can_do_goes_down(note):
    check(note, "FINDING")


@pytest.mark.parametrize("text", ["Problems dressing", "Issues walking", "Problems with stairs"])
def test_a_trouble_and_its_activity(text):
    check(f"<FINDING concept=functional_impact>{text}</FINDING> since May.", "FINDING")


@pytest.mark.parametrize(
    "marked",
    [
        "Nil <FINDING concept=focal_deficit negated>focal neuro sx</FINDING>.",
        "<FINDING concept=reflex_change negated>2+ tendon reflexes</FINDING> at the knees.",
        "<FINDING concept=reflex_change>3+ knee jerks</FINDING>.",
        "<FINDING concept=reflex_change negated>Biceps reflex is +2</FINDING>.",
        "<FINDING concept=reflex_change>Absence of ankle jerks</FINDING> on both sides.",
        "<FINDING concept=sensory_loss>Sensation was altered</FINDING> in the left foot.",
        "<FINDING concept=sensory_loss>Reduced temperature sensation</FINDING> in the hands.",
        "A 60 y/o LHF <FINDING concept=falls>fell</FINDING> on the ice.",
        "Pulses 2+, reflexes not tested.",
        "Sensory testing shows no <FINDING concept=sensory_loss negated>loss of touch</FINDING>.",
        "<FINDING concept=sensory_loss negated>Normal sensation</FINDING> and "
        "<FINDING concept=reflex_change negated>symmetric reflexes</FINDING>.",
        "<FINDING concept=sensory_loss negated>Pinprick (both legs) intact</FINDING>.",
        "<FINDING concept=focal_deficit negated>Cranial nerves were checked and found to be normal</FINDING>.",
        "<FINDING concept=reflex_change>Reflexes in the arms, tested twice, were brisk</FINDING>.",
        "She has <FINDING concept=reflex_change>trace reflexes</FINDING> in the arms.",
        "<FINDING concept=reflex_change negated>Normal 2+ DTRs</FINDING>.",
        "<FINDING concept=focal_deficit negated>Cranial nerve testing II through XII was normal</FINDING>.",
        "<FINDING concept=reflex_change negated>Normal biceps and triceps reflexes</FINDING>.",
        "<FINDING concept=reflex_change>Brisk right ankle jerk</FINDING>.",
        "<FINDING concept=reflex_change negated>Reflexes all within normal limits</FINDING>.",
        "Left ulnar sensory and motor: normal.",
        "Consent: change in sensation, failure to restore normal anatomy.",
    ],
)
def test_what_is_examined_in_other_words(marked):
    check(marked, "FINDING")


def test_two_subjects_share_what_is_said_of_both():
    found = [fact.text for fact in engine.read(Reading("Sensation and power are intact.")) if fact.label == "FINDING"]
    assert found == ["Sensation and power are intact"]


@pytest.mark.parametrize(
    "marked",
    [
        "<I>Trouble rising from the pew</I> and <I>hanging the curtains</I>.",
        "She is <I>unable to climb a ladder</I>, <I>lift the basket</I> or <I>brush her teeth</I>.",
        "<I>Trouble with stairs</I> and <I>getting out of the bath</I>.",
        "He <I>cannot open a tin</I> or <I>turn the key</I>.",
        "<I>Unable to wash her hair</I> and to <I>carry the bins</I>.",
        "<I>Difficulty walking and climbing steps</I>.",
        "He <I>could not open the door</I> and took the stairs.",
        "She has <I>trouble getting in and out of the van</I>.",
        "<I>Limits bathing and dressing</I>.",
    ],
)
def test_each_activity_with_its_object_is_a_finding(marked):
    check(_impact(marked), "FINDING")


def _impact(marked: str) -> str:
    return marked.replace("<I>", "<FINDING concept=functional_impact>").replace("</I>", "</FINDING>")


@pytest.mark.parametrize(
    "marked",
    [
        "Since the winter he <I>walks slower</I> than his sister.",
        "She <I>climbs the stairs more slowly</I>.",
        "The wound heals more slowly.",
        "He <I>has not returned to rowing</I>.",
        "She <I>hasn't gone back to dancing</I>.",
        "Her voice has not returned to normal.",
        "Right <I>arm of little use for cooking</I>.",
        "Her left <I>hand is useless</I>.",
        "<I>Probs with steps</I>, nil else.",
        "She <I>went from a rollator to a wheelchair</I> within a year.",
        "She went from the ward to the clinic in a wheelchair.",
        "He has <I>given up his allotment</I> and given up his claim.",
        "He is <I>no longer ambulatory</I>.",
        "She <I>stops to rest buttoning her coat</I>.",
        "The pain <I>hindered his walking</I>.",
        "<I>Harnessing the horse is beyond him</I>.",
        "Completing the forms is hard, obtaining a sample was difficult.",
        "She does <I>not feel able to climb the ladder</I>.",
        "He <I>can no longer open the gate</I> or <I>lift a bale</I>.",
        "Left hand: no use of the splint. Looks for dropped or hidden toys.",
        "<I>Unable to comfortably or repeatedly lift a pan</I>.",
        "She <I>hauls herself up the steps</I> and <I>kneeling is impossible</I>.",
        "Likely prob with the scanner.",
    ],
)
def test_what_goes_slowly_or_no_longer(marked):
    check(_impact(marked), "FINDING")


@pytest.mark.parametrize(
    "marked",
    [
        "<FINDING concept=sensory_loss>Reduced LT</FINDING> L big toe.",
        "Sens: <FINDING concept=sensory_loss>↓LT</FINDING> over the calf.",
        "<FINDING concept=sensory_loss>LT decreased</FINDING> in the S1 area.",
        "<FINDING concept=sensory_loss negated>LT and pin intact</FINDING>.",
        "<FINDING concept=sensory_loss>Dec LT</FINDING> both feet.",
        "Reduced LT grip, LT ankle normal.",
        "Nil <FINDING concept=dysphagia negated>swallowing probs</FINDING>,"
        " nil <FINDING concept=dysarthria negated>speech diff</FINDING>.",
        "Denies <FINDING concept=functional_impact negated>gait probs</FINDING>"
        " or <FINDING concept=bladder_bowel negated>bladder probs</FINDING>.",
        "Sleep-related breathing disorder.",
    ],
)
def test_short_forms_of_touch_and_trouble(marked):
    check(marked, "FINDING")


@pytest.mark.parametrize(
    "marked",
    [
        "No <FINDING concept=sensory_loss negated>tingling or numbness</FINDING>.",
        "Denies <FINDING concept=dyspnea negated>orthopnea/PND</FINDING>.",
        "<FINDING concept=reflex_change negated>Right Hoffmann neg</FINDING>,"
        " <FINDING concept=reflex_change>left Hoffmann</FINDING> present.",
        "<FINDING concept=reflex_change>Clonus</FINDING> and"
        " <FINDING concept=reflex_change>positive Babinski sign</FINDING>.",
        "<FINDING concept=sensory_loss>Numbness</FINDING>, <FINDING concept=sensory_loss>tingling</FINDING>.",
        "No <FINDING concept=ptosis negated>ptosis</FINDING> or <FINDING concept=diplopia negated>diplopia</FINDING>.",
    ],
)
def test_joined_words_for_one_thing_are_one_finding(marked):
    check(marked, "FINDING")


@pytest.mark.parametrize(
    "note",
    [
        "<FINDING concept=functional_impact>Not managed the kerb</FINDING> since Easter.",
        "<FINDING concept=functional_impact>Not been upstairs</FINDING> for a fortnight.",
        "<FINDING concept=functional_impact>Not driven the van</FINDING> in weeks. Tablets not taken since Monday.",
        "She <FINDING concept=functional_impact>needs a frame</FINDING> and"
        " <FINDING concept=functional_impact>someone to get her off the sofa</FINDING>.",
        "<FINDING concept=functional_impact>Requires help with dressing</FINDING>,"
        " <FINDING concept=functional_impact>a rail for the steps</FINDING> and"
        " <FINDING concept=functional_impact>set-up for shaving</FINDING>.",
        "<FINDING concept=functional_impact>Needs help and supervision with bathing</FINDING>.",
        "He <FINDING concept=functional_impact>needs a cane</FINDING> and his wife drives.",
        "Debility with <FINDING concept=functional_impact>reduced ambulation and transfers</FINDING>.",
        "<FINDING concept=functional_impact>Impaired gait and self-care</FINDING>. Impaired gait, poor balance.",
        "<FINDING concept=functional_impact>Exercise tolerance reduced</FINDING>. Decreased step height, gait speed.",
        "She <FINDING concept=functional_impact>cannot teach a whole morning</FINDING> or sleep a whole night.",
        "He <FINDING concept=functional_impact>could not coach</FINDING> this term.",
        "He <FINDING concept=functional_impact>could only deliver half his round</FINDING>.",
        "Her <FINDING concept=functional_impact>symptoms limit her walking</FINDING>. Told to limit her walking.",
        "He has <FINDING concept=functional_impact>been on light duties</FINDING>. Light duties for a week.",
        "<FINDING concept=functional_impact>Mopping floors</FINDING>,"
        " <FINDING concept=functional_impact>ironing</FINDING> and"
        " <FINDING concept=functional_impact>lifting pans are hard</FINDING>.",
        "He enjoys swimming and <FINDING concept=functional_impact>climbing steps is hard</FINDING>.",
        "His <FINDING concept=functional_impact>hands give out when he kneads dough</FINDING>.",
        "Her <FINDING concept=functional_impact>legs went from under</FINDING> her.",
        "<FINDING concept=functional_impact>Manages one flight with two stops</FINDING>.",
        "<FINDING concept=functional_impact>Amb 40' with FWW</FINDING>.",
        "Steady, slow, <FINDING concept=functional_impact>60 ft with a rollator</FINDING>.",
        "<FINDING concept=functional_impact>Carers QDS for washing</FINDING>.",
        "She is <FINDING concept=functional_impact>still off work</FINDING>. Discharge: off work 2 days.",
        "<FINDING concept=functional_impact>Wheelchair for long distances</FINDING>.",
        "<FINDING concept=functional_impact>Impaired ADLs/IADLs</FINDING>.",
    ],
)
def test_functional_impact_composes(note):
    check(note, "FINDING")


@pytest.mark.parametrize(
    "note",
    [
        "<FINDING concept=functional_impact negated>ADLs intact</FINDING>. Gait normal, CMAPs and SNAPs normal.",
        "No <FINDING concept=functional_impact negated>impact on her function</FINDING>.",
        "No <FINDING concept=functional_impact negated>mobility impairment</FINDING>.",
        "<FINDING concept=functional_impact negated>Dressing upper body: independent</FINDING>.",
        "Fatigue <FINDING concept=functional_impact>confines her to the house</FINDING>.",
        "<FINDING concept=functional_impact>Walking distance reduced to</FINDING> 30 m.",
        "His <FINDING concept=functional_impact>arms tire when he is shaving</FINDING>.",
        "Her <FINDING concept=functional_impact>knees give when she climbs stairs</FINDING>. Legs give no pain.",
        "She <FINDING concept=functional_impact>hasn't worked</FINDING> since May.",
        "<FINDING concept=functional_impact>Unsafe on the stairs</FINDING>. Not safe on warfarin.",
        "<FINDING concept=functional_impact>A x2 for transfers</FINDING>.",
        "He <FINDING concept=functional_impact>lifts his thigh with both hands</FINDING>.",
        "He does <FINDING concept=functional_impact>not feel he can climb the ladder</FINDING>. Doubts she can come.",
        "<FINDING concept=functional_impact>Mobile with a zimmer frame</FINDING>. Lump mobile with the skin.",
        "<FINDING concept=functional_impact>Reduced ability to lift boxes</FINDING> or to concentrate.",
        "He <FINDING concept=functional_impact>had to use the handrail going downstairs</FINDING>.",
        "She <FINDING concept=functional_impact>cannot lift a pot</FINDING>"
        " and <FINDING concept=functional_impact>combing her hair takes three goes</FINDING>.",
        "He <FINDING concept=functional_impact>stopped his dance class</FINDING>. She stopped her tablets.",
        "<FINDING concept=functional_impact negated>No trouble with tiny buttons</FINDING>.",
        "I <FINDING concept=functional_impact>can't stand</FINDING> that long. I can't stand that noise.",
        "Her <FINDING concept=functional_impact>sister completes the laundry</FINDING>.",
        "Her <FINDING concept=functional_impact>walk cut short</FINDING> by weak knees. Visit cut short.",
        "<FINDING concept=functional_impact>Needs one to roll</FINDING>"
        " and <FINDING concept=functional_impact>two to stand</FINDING>.",
        "<FINDING concept=functional_impact>Never manages more than three steps</FINDING>.",
        "He <FINDING concept=functional_impact>left work early because of fatigue</FINDING>.",
        "He left work early to see his son. She left school early at age 15.",
        "She <FINDING concept=functional_impact>could not walk</FINDING> until she was seen by a physiatrist.",
        "He was unable to coach us on the route.",
        "Cannot carry more than 5 kg until 8 weeks after the operation. Needs help with dressing changes.",
        "<FINDING concept=functional_impact>Needs help w shower + dress</FINDING>.",
        "He <FINDING concept=functional_impact>cannot undress</FINDING> and walks the dog.",
        "She <FINDING concept=functional_impact>cannot kneel</FINDING> and swims daily.",
        "Wound dressing intact. Patient declining ambulation. Reduced dressing changes.",
        "Reduced sitting pulse. Decreased driving force. Impaired walking programme. Reduced bending restrictions.",
        "<FINDING concept=functional_impact>Reduced walking</FINDING> distance, "
        "<FINDING concept=functional_impact>decreased mobility</FINDING> over a week.",
        "Requires A2 titers. <FINDING concept=functional_impact>Needs A1 for transfers</FINDING>. He quit his job.",
        "Encourage patient to walk with a rollator. Taught to climb with a rail.",
    ],
)
def test_functional_impact_in_plain_words(note):
    check(note, "FINDING")


@pytest.mark.parametrize(
    "note",
    [
        "<FINDING concept=functional_impact>CGA for transfers</FINDING>.",
        "Ambulated 30 ft <FINDING concept=functional_impact>CGA</FINDING>.",
        "Needs <FINDING concept=functional_impact>CGA</FINDING>.",
        "Level of assist: <FINDING concept=functional_impact>SBA</FINDING>.",
        "Physio ref, CGA ref. Plan: CGA by the geriatricians, refer for CGA given gait and frailty.",
        "CGA 80 ng/mL. CGA done.",
    ],
)
def test_letters_of_a_level_need_an_activity(note):
    check(note, "FINDING")


@pytest.mark.parametrize(
    "note",
    [
        "Item    AM    PM\n<FINDING concept=dysarthria negated>Speech    clear</FINDING>    "
        "<FINDING concept=dysarthria>slurred</FINDING>\n"
        "<FINDING concept=dysphagia negated>Swallow    no problems</FINDING>    "
        "<FINDING concept=dysphagia negated>no problems</FINDING>",
        "| <FINDING concept=sensory_loss>Sensation | reduced</FINDING> |",
        "Symptom    Today    Prior\n<FINDING concept=diplopia historical>Double vision</FINDING>    no    yes\n"
        "<FINDING concept=falls negated>Falls</FINDING>            0     3",
        "Symptom    6 wks ago    Now\n<FINDING concept=falls>Falls</FINDING>            0     2\n"
        "<FINDING concept=ptosis>Droopy lids</FINDING>      no    mild",
        "<FINDING concept=bladder_bowel negated>Bladder/bowel    continent</FINDING>",
        "<FINDING concept=dysphagia negated>Swallow: nil problems</FINDING>, speech: no problems with names.",
        "<FINDING concept=dysarthria>Trouble with speech</FINDING>, no difficulty reading.",
        "<FINDING concept=sensory_loss negated>Sensation NAD</FINDING>.",
        "<FINDING concept=bladder_bowel negated>Anal sphincter tone normal</FINDING>.",
    ],
)
def test_what_the_cells_behind_a_subject_say(note):
    check(note, "FINDING")


@pytest.mark.parametrize(
    "note",
    [
        "Dtr states 3 spells of dizziness.",
        "<FINDING concept=falls>Falls</FINDING> in the last 6 months? 3",
        "<FINDING concept=falls negated>Falls</FINDING> within the past year? No.",
        "He fell ill on Monday. She chokes up on the phone. Numb with grief.",
        "<FINDING concept=dysarthria>Slurs when</FINDING> hurried.",
        "No <FINDING concept=bladder_bowel negated>incont of urine</FINDING>.",
        "Her dtr thinks 2 months.",
        "Weak since May, dtr agrees, 1 week worse.",
        "<FINDING concept=reflex_change negated>DTR 2+</FINDING> at the knees.",
        "<FINDING concept=diplopia>Dble vis</FINDING> at dusk.",
        "No <FINDING concept=dysarthria negated>trouble with speech</FINDING>"
        " or <FINDING concept=dysphagia negated>swallowing</FINDING>.",
        "<FINDING concept=dysphagia>Prob w swallow</FINDING> + <FINDING concept=dysarthria>speech</FINDING>.",
        "Her <FINDING concept=atrophy>calves are thinner</FINDING> than last spring.",
        "No <FINDING concept=bladder_bowel negated>change in bladder function</FINDING>"
        " or <FINDING concept=dysarthria negated>speech</FINDING>.",
        "No muscle weakness or <FINDING concept=myalgia negated>pain</FINDING>.",
        "<FINDING concept=cramps>Muscle cramps</FINDING> and <FINDING concept=myalgia>soreness</FINDING>.",
        "Muscle weakness and back pain. Muscle weakness, pain scale 0.",
        "<FINDING concept=dysphagia>Coughs when she eats</FINDING>.",
        "<FINDING concept=myalgia>Hip girdle aching</FINDING> at dawn.",
        "<FINDING concept=cramps>Muscle spasms in the calves</FINDING>.",
        "<FINDING concept=bladder_bowel>Catheterised for retention</FINDING>.",
        "Wife finds his <FINDING concept=dysarthria>speech unclear</FINDING>.",
        "More <FINDING concept=cramps>cramps</FINDING> than in 2019.",
    ],
)
def test_short_forms_of_findings(note):
    check(note, "FINDING")


@pytest.mark.parametrize(
    "marked",
    [
        "<FINDING concept=sensory_loss>Monofilament 8/10</FINDING> on the right.",
        "<FINDING concept=sensory_loss>Vibration was abolished</FINDING> at the ankles.",
        "<FINDING concept=dysphagia>Trouble with solids</FINDING>, none with tea.",
        "Denies any <FINDING concept=dysarthria negated>change in his speech</FINDING>.",
        "<FINDING concept=sensory_loss>Loss of pain and temperature</FINDING> below the navel.",
    ],
)
def test_senses_and_swallowing_in_few_words(marked):
    check(marked, "FINDING")


def test_what_is_said_of_two_subjects_is_said_of_each():
    found = engine.read(Reading("Speech, swallow and sensation are normal."))
    told = {fact.says.concept: fact.negated for fact in found if fact.label == "FINDING"}
    assert told == {"dysarthria": True, "dysphagia": True, "sensory_loss": True}


@pytest.mark.parametrize(
    "note",
    [
        "She has <FINDING concept=bladder_bowel>no bowel or bladder control</FINDING>.",
        "<FINDING concept=bladder_bowel>No control of his bowels</FINDING> since May.",
        "<FINDING concept=bladder_bowel negated>No bladder control problems</FINDING>.",
        "<FINDING concept=focal_deficit>Heel-shin slow</FINDING> on the left, right normal.",
        "<FINDING concept=focal_deficit negated>FNF normal</FINDING> on both sides.",
    ],
)
def test_a_lack_of_control_and_a_slow_test_are_findings(note):
    check(note, "FINDING")


def test_the_no_of_a_finding_denies_nothing_behind_it():
    facts = engine.read(Reading("He reports no bladder control and weak legs."))
    assert [f.negated for f in facts if f.label == "WEAKNESS"] == [False]


@pytest.mark.parametrize(
    "marked",
    [
        "<FINDING concept=functional_impact>Bathing: dependent</FINDING>.",
        "<FINDING concept=functional_impact>Bed mobility: mod I</FINDING>.",
        "<FINDING concept=functional_impact>Grooming: SBA</FINDING>  Feeding: I",
        "<FINDING concept=functional_impact>Toileting: dep</FINDING>",
        "<FINDING concept=bladder_bowel negated>Bowel/bladder: continent</FINDING>",
        "<FINDING concept=bladder_bowel>Incontinent of bowel and bladder</FINDING>",
        "<FINDING concept=functional_impact negated>Transfers: independent</FINDING>.",
        "<FINDING concept=functional_impact negated>ADLs fully indep</FINDING>.",
        "She is <FINDING concept=functional_impact>functionally dependent</FINDING>.",
        "It is <FINDING concept=functional_impact>harder on stairs</FINDING>.",
        "<FINDING concept=functional_impact>Weaker with lifting</FINDING>.",
        "Pain gets harder on stairs. He is harder on himself. Dependent oedema.",
    ],
)
def test_a_level_of_help_behind_its_activity_and_what_is_harder(marked):
    check(marked, "FINDING")


@pytest.mark.parametrize(
    "marked",
    [
        "Reflexes not tested, <FINDING concept=reflex_change negated>toes downgoing</FINDING>.",
        "<FINDING concept=reflex_change negated>Plantar responses were flexor</FINDING> on both sides.",
        "<FINDING concept=reflex_change negated>Babinski negative</FINDING>. Plantar flexor power was tested.",
        "<FINDING concept=reflex_change>Left Babinski sign</FINDING>.",
        "<FINDING concept=reflex_change negated>Plantars: flexor</FINDING>. Toe flexor power full.",
        "<FINDING concept=reflex_change negated>Down-going plantar reflexes</FINDING>.",
        "No <FINDING concept=reflex_change negated>Hoffmann sign</FINDING>.",
        "<FINDING concept=reflex_change negated>Toes: ↓↓</FINDING>. Right plantar flexor 4/5.",
        "<FINDING concept=reflex_change>Plantar: L extensor</FINDING>.",
        "<FINDING concept=reflex_change>Toes are ↑↑</FINDING>.",
        "<FINDING concept=reflex_change negated>Right Babinski absent</FINDING>.",
        "<FINDING concept=atrophy negated>Bulk, tone and power normal</FINDING>.",
        "<FINDING concept=atrophy>Reduced bulk</FINDING> and tone normal.",
        "<FINDING concept=ptosis>Drooping of his left upper lid</FINDING>.",
        "Dtr says 2 wks. <FINDING concept=reflex_change>Absent ankle jerks</FINDING>.",
    ],
)
def test_signs_of_the_examination_that_share_what_is_said_of_them(marked):
    check(marked, "FINDING")


@pytest.mark.parametrize(
    "marked",
    [
        "<FINDING concept=reflex_change negated>Reflexes:\n  2+</FINDING> all over.",
        "<FINDING concept=sensory_loss negated>Sensation:\nIntact</FINDING> to pinprick.",
        "<FINDING concept=reflex_change>Ankle jerks:\n- absent</FINDING> on both sides.",
        "Sensation:\nReflexes: not tested\nintact skin",
    ],
)
def test_what_a_label_says_may_stand_on_the_line_below(marked):
    check(marked, "FINDING")


N, C = "<FINDING concept=reflex_change negated>", "<FINDING concept=reflex_change>"
SN, SC = "<FINDING concept=sensory_loss negated>", "<FINDING concept=sensory_loss>"


@pytest.mark.parametrize(
    "text",
    [
        f"{N}Reflexes are 2+</> at the elbows and {C}absent at the heels</>.",
        f"{N}DTRs: arms 2/2</>, {C}legs 0/0</>.",
        f"{N}Reflexes: 2/2</> BUE. {C}0/0 BLE</>. Gait steady.",
        f"{N}Reflexes 2+</> in the arms, {C}4+ in the legs</>.",
        f"{N}Tendon reflexes were symmetric</> but {C}brisk</>.",
        f"{N}Reflexes symmetrical</>: {C}lost in the legs</>, normal in the arms.",
        f"- {N}DTRs: UE 2+</>, {C}LE 0</>",
        f"{N}Knee jerks present</>, but {C}could not be elicited on the left</>.",
        f"{N}DTR: biceps 2/4</>, {C}knees 0/4</>, {C}ankles 0/4</>.",
        f"{N}Reflexes 2+</> R, {C}trace L</>.",
        f"{SN}Sensation intact</> in the hands, {SC}absent below the knees</>.",
        f"{SN}Light touch preserved</> proximally, {SC}lost at the toes</>.",
        f"{SN}Pinprick symmetric</>: {SC}reduced in both feet</>.",
        f"{SN}Sensory: normal</> on the right; {SC}diminished over the left thigh</>.",
        f"{SN}Sensation intact</> except {SC}reduced in the left foot</>.",
        f"{N}DTRs: UE 2+</>, {C}LE 3+</> with {C}clonus</>.",
        f"{C}Reflexes: brisk</> biceps R (3+), {C}knees 3+</>.",
        f"{N}Reflexes 2+</> throughout, decreased range of motion.",
        f"{N}Reflexes normal</>, weak in the legs.",
        f"{N}Reflexes 2+</>, pulses absent in the feet.",
        f"{N}Reflexes 2+</>, 3+ edema.",
        f"{N}Reflexes 2+</> in the arms, 3/5 in the legs.",
        f"{SN}Sensation intact</>, gait abnormal.",
        f"{SN}Sensation intact</>; strength reduced in the left leg.",
        f"{N}Reflexes 2+</>, {N}absent clonus</>.",
    ],
)
def test_what_is_otherwise_elsewhere_is_a_finding_of_its_own(text):
    check(text.replace("</>", "</FINDING>"))


@pytest.mark.parametrize(
    "text",
    [
        f"The {C}Babinski's are positive</>.",
        f"{C}Hoffmann's signs were present</> on both sides.",
        f"{N}Hoffmann sign normal</> on both sides.",
        "Warm to touch, lost 3 kg.",
        f"No {N}Babinski sign</>.",
        f"{N}Negative Babinski</>.",
        f"{N}Hoffmann: negative</>",
        f"{N}Clonus was absent</> at the ankles.",
        f"{C}Right plantar response was extensor</>.",
        f"{N}Babinski | neg</>",
        f"{C}DTRs nonreactive</>.",
        f"There were no {N}reflex changes</>.",
        f"No {N}reflex asymmetry</>.",
        f"Three beats of {C}clonus</>.",
        "Right plantar flexor power 5/5.",
    ],
)
def test_signs_of_the_long_tracts_are_there_or_not(text):
    check(text.replace("</>", "</FINDING>"))


@pytest.mark.parametrize(
    "text",
    [
        f"There is a {SC}decrease in sensation</> over the left calf.",
        f"{SC}Reduction in vibratory sense</> at both ankles.",
        f"- {SC}diminution of light touch</> below the knee",
        f"Feet: {SC}impairment of proprioception</>",
        f"| Exam | {SC}loss of pain and temperature sense</> |",
        f"No {SN}decrease in pinprick</>.",
        f"A {SC}gradient to vibration</> in both legs.",
        f"{SC}Cord level to pinprick</> at T8.",
        f"She has {SC}no position sense in</> her toes.",
        f"Saw a {SC}complete anesthesia below</> the waist.",
        f"{SN}Fine touch is normal</>.",
        f"{C}Increase in reflexes</> on the left.",
        "Under general anesthesia. A decrease in pain.",
        f"He {SC}cannot feel heat</>, and his cough is gone.",
        f"She {SC}does not feel the pedals</>.",
        f"{SC}Unable to feel coins</> in his pocket.",
        f"He {SC}couldn't feel his toes</>.",
        "He cannot feel the difference and does not feel well.",
    ],
)
def test_less_of_a_sense_is_told_by_nouns_and_by_what_is_not_felt(text):
    check(text.replace("</>", "</FINDING>"))


B, BN = "<FINDING concept=bladder_bowel>", "<FINDING concept=bladder_bowel negated>"


@pytest.mark.parametrize(
    "text",
    [
        f"{BN}Bowel function is normal</>.",
        f"She has {BN}good bladder control</>.",
        f"{BN}Bladder function unchanged</>.",
        f"{BN}Bowels and bladder are fine</>.",
        f"- {BN}bladder control: intact</>",
        f"{BN}Rectal tone preserved</>.",
        f"{B}Decreased rectal tone</>.",
        f"{B}Bladder control is poor</>.",
        f"{B}Anal tone absent</>.",
        f"| Bowel | No {BN}change in his bowels</> |",
        f"No {BN}changes in bowel or urinary habits</>.",
        f"Denies {BN}bladder control</>.",
        "His bowel function returned on the third day.",
        "Bowel function started to improve.",
        "Normal bowel sounds. The upper esophageal sphincter was unremarkable.",
        f"{B}Trouble with bladder control</> since May.",
        "No color change in the urine.",
    ],
)
def test_sphincters_that_work_are_no_complaint(text):
    check(text.replace("</>", "</FINDING>"))


def test_what_is_done_beside_what_is_not_felt_is_done():
    facts = engine.read(Reading("She cannot feel heat in her fingers and drops cups."))
    assert [(f.says.concept, f.negated) for f in facts if f.label == "FINDING"] == [
        ("sensory_loss", False), ("functional_impact", False),
    ]  # fmt: skip


F, L = "<FINDING concept=functional_impact>", "<FINDING concept=falls>"


@pytest.mark.parametrize(
    "text",
    [
        f"She {F}has to use a cane</>.",
        f"He {F}continues to use his rollator</>.",
        f"- {F}began to use a wheelchair</>",
        f"Seen today, {F}seated in a wheelchair</>.",
        f"The {F}patient is in a wheelchair</>.",
        f"{F}Arrived in her wheelchair</>.",
        f"The swelling {F}prevents her from buttoning her coat</>.",
        f"Pain {F}kept him from climbing stairs</>.",
        f"He is {F}unable to reach for objects</>.",
        f"A clear-cut {F}difficulty climbing stairs</>.",
        "No clear-cut angina or difficulty with paperwork.",
        "He was taken to the ward in a wheelchair.",
        "We continue to use heparin.",
        "The drug keeps him from vomiting.",
        "Unable to reach his wife by phone.",
    ],
)
def test_aids_and_what_keeps_from_an_activity(text):
    check(text.replace("</>", "</FINDING>"))


@pytest.mark.parametrize(
    "text",
    [
        f"He got up and ended up {L}falling</>.",
        f"She kept {L}falling</> all winter.",
        f"He has had {L}falling spells</> since May.",
        f"She wound up {L}falling</> in the yard.",
        f"| HPI | is constantly {L}falling</> |",
        f"He {L}fell</> backward off a stool.",
        "Her platelets kept falling.",
        "Romberg: falls to the right.",
        "He tends to fall to the left on tandem gait.",
        "Sways and falls backward with eyes closed.",
        f"Forks {F}fall from her hands</>.",
    ],
)
def test_who_falls_and_what_falls(text):
    check(text.replace("</>", "</FINDING>"))


@pytest.mark.parametrize(
    "text",
    [
        "Motor stimulation at 2 Hz produced twitching of the calf muscles.",
        "The nerve stimulator gave quadriceps twitches at 0.5 mA.",
        "- Sensory stimulation reproduced tingling in the foot",
        "Muscle twitching on nerve stimulation.",
        "Tingling was elicited during needle advancement.",
        "A seizure with twitching of the left arm.",
        "He had a seizure during which his legs twitched.",
        "His <FINDING concept=fasciculations>calves twitch</> at night.",
        "<FINDING concept=fasciculations>Muscle twitching</>, and a history of seizures.",
        f"He has a spinal cord stimulator and {SC}tingling</> in both feet.",
        f"Needle phobia, {SC}numbness</> of the hands.",
    ],
)
def test_what_a_stimulus_or_a_seizure_brings_about_is_no_complaint(text):
    check(text.replace("</>", "</FINDING>"))


@pytest.mark.parametrize(
    "note",
    [
        "Weakness affecting the lower limbs.",
        "Problems with the lower extremities.",
        "Weakness <FINDING concept=functional_impact>affecting his gait</FINDING>.",
        "<FINDING concept=functional_impact>Unable to lower her arms</FINDING>.",
    ],
)
def test_lower_limbs_are_no_lowering(note):
    check(note, "FINDING")
