"""Findings: pertinent positives and negatives, what is examined, functional impact."""

import pytest
from markup import check

from clinote import engine
from clinote.reading import Reading


@pytest.mark.parametrize(
    "note",
    [
        "Denies <FINDING concept=diplopia negated>double vision</FINDING>.",
        "<FINDING concept=dysphagia>Chokes</FINDING> on thin liquids.",
        "Her <FINDING concept=ptosis>lids droop</FINDING> at night.",
        "<FINDING concept=dysarthria>Slurred speech</FINDING> since noon.",
        "<FINDING concept=dyspnea>Breathlessness</FINDING> on the stairs.",
        "<FINDING concept=sensory_loss>Pins and needles</FINDING> in both hands.",
        "<FINDING concept=bladder_bowel>Urinary retention</FINDING>.",
        "<FINDING concept=atrophy>Wasting</FINDING> of the interossei.",
        "<FINDING concept=fasciculations>Fasciculations</FINDING> in the deltoids.",
        "<FINDING concept=myalgia>Muscle aches</FINDING> and nightly <FINDING concept=cramps>calf cramps</FINDING>.",
        "A <FINDING concept=rash>heliotrope rash</FINDING>.",
        "<FINDING concept=focal_deficit>Pronator drift</FINDING> on the left.",
        "His <FINDING concept=fasciculations>arms twitch</FINDING> in bed.",
        "Her <FINDING concept=atrophy>calves look thinner</FINDING>.",
        "<FINDING concept=dysphagia>Bread sticks</FINDING> on the way down.",
        "Her <FINDING concept=ptosis>eyelids keep drooping</FINDING>.",
        "No <FINDING concept=dyspnea negated>orthopnea</FINDING>.",
        "She <FINDING concept=bladder_bowel>wet herself</FINDING>.",
        "He <FINDING concept=falls>stumbles</FINDING> on gravel.",
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
        "Hemoglobin fell to 9.",
        "Fall precautions are in place.",
        "Platelets are falling.",
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
        "<FINDING concept=reflex_change>Reflexes 3+</FINDING> in the legs.",
        "<FINDING concept=focal_deficit negated>CN II-XII intact</FINDING>.",
        "Neuro: <FINDING concept=focal_deficit negated>nonfocal</FINDING>.",
        "<FINDING concept=dysphagia negated>Swallowing is fine</FINDING>.",
        "<FINDING concept=dysarthria negated>Speech clear</FINDING>.",
        "Reflexes not tested.",
    ],
)
def test_what_is_examined(note):
    check(note, "FINDING")


@pytest.mark.parametrize(
    "note",
    [
        "<FINDING concept=functional_impact>Cannot get out of a chair</FINDING>.",
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
    ],
)
def test_functional_impact(note):
    check(note, "FINDING")


@pytest.mark.parametrize(
    "note",
    [
        "<FINDING concept=functional_impact negated>Able to do her own shopping</FINDING>.",
        "<FINDING concept=functional_impact negated>Climbs stairs without difficulty</FINDING>.",
        "<FINDING concept=functional_impact negated>Independent in ADLs</FINDING>.",
        "<FINDING concept=functional_impact negated>No trouble with stairs</FINDING>.",
        "Denies <FINDING concept=functional_impact negated>difficulty climbing stairs</FINDING>.",
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
        "Takes a tablet to control his pressure.",
        "His wife says he snores.",
    ],
)
def test_look_alikes_yield_nothing(note):
    check(note, "FINDING")


def test_a_cue_is_the_normal_word():
    facts = engine.read(Reading("Light touch is preserved in the hands."))
    cues = [fact.cues["negated"].text for fact in facts if fact.label == "FINDING"]
    assert cues == ["preserved"]
