"""Context: what the coding rules need besides the findings."""

import pytest
from markup import check

from clinote import engine
from clinote.reading import Reading


@pytest.mark.parametrize(
    "note",
    [
        "Ten days in the <CONTEXT concept=icu_stay>ICU</CONTEXT>.",
        "<CONTEXT concept=mechanical_ventilation>Intubated</CONTEXT> on arrival.",
        "Never <CONTEXT concept=mechanical_ventilation negated>intubated</CONTEXT>.",
        "Takes <CONTEXT concept=statin>rosuvastatin</CONTEXT>.",
        "<CONTEXT concept=steroid>Prednisone</CONTEXT> 40 mg daily.",
        "Denies <CONTEXT concept=alcohol negated>alcohol use</CONTEXT>.",
        "A <CONTEXT concept=age value=58>58-year-old</CONTEXT> woman.",
        "<CONTEXT concept=age value=46>46F</CONTEXT> with a cold.",
        "1y 6m of a cold.",
        "<CONTEXT concept=age value=91>Age: 91</CONTEXT>.",
        "<CONTEXT concept=handedness value=left>Left-handed</CONTEXT> teacher.",
        "ICU if he worsens. <CONTEXT concept=age value=46>46-year-old</CONTEXT> man.",
        "<CONTEXT concept=handedness value=right>RHM</CONTEXT> seen today.",
        "<CONTEXT concept=onset value=sudden>Sudden</CONTEXT> weakness.",
        "Weakness, <CONTEXT concept=course value=improving>improving</CONTEXT>.",
        "Rapidly <CONTEXT concept=course value=progressive>progressive</CONTEXT> leg weakness.",
        "The weakness of his arms has, over a year, <CONTEXT concept=course value=progressive>worsened</CONTEXT>.",
        "Weakness in both legs.\nOnset: <CONTEXT concept=onset value=gradual>gradual</CONTEXT>. Course: "
        "<CONTEXT concept=course value=stable>unchanged</CONTEXT>.",
        "Weakness: (x) yes ( ) no\nOnset: ( ) sudden (x) <CONTEXT concept=onset value=gradual>insidious</CONTEXT>",
        "<CONTEXT concept=handedness value=left>Hand dominance: [ ] right [x] left</CONTEXT>",
        "<CONTEXT concept=course value=fluctuating>Fluctuating</CONTEXT> weakness, "
        "<CONTEXT concept=diurnal value=evening>worse toward evening</CONTEXT>.",
    ],
)
def test_context(note):
    check(note, "CONTEXT")


@pytest.mark.parametrize(
    "note",
    [
        "Nystatin swish and swallow.",
        "Hydrocortisone cream to the rash.",
        "Wiped with an alcohol swab.",
        "Critical care time 30 minutes.",
        "Dominant hand not recorded.",
        "Sudden chest pain.",
        "Back pain. Onset: gradual.",
        "Fatigue, persistent vomiting and intermittent fevers.",
        "Weakness for a week; stable angina.",
        "The rash is worse at night.",
        "ICU if his FVC falls.",
        "Left dominant circulation on the angiogram. Known RHD on penicillin.",
        "General endotracheal intubation anesthesia.",
        "Age-appropriate screening.",
        "Walks 40 m.",
    ],
)
def test_look_alikes_yield_nothing(note):
    check(note, "CONTEXT")


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("Ward bed; ICU if FVC falls below 1 L.", 0),
        ("Transfer to the ICU should she tire.", 0),
        ("ICU day 9, weaning.", 1),
    ],
)
def test_intensive_care_that_may_come_is_none(text, stays):
    found = engine.read(Reading(text))
    assert len([f for f in found if f.label == "CONTEXT" and f.says.concept == "icu_stay"]) == stays


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("hpi: 52 f with falls", [52]),
        ("67 m, falls twice", [67]),
        ("falls for 2 m", []),
        ("vitals: temp 98 f, falls", []),
    ],
)
def test_an_age_opens_a_section_in_small_letters(text, ages):
    facts = engine.report(engine.Note(text))["facts"]
    assert [f["value"] for f in facts if f["label"] == "CONTEXT"] == ages
