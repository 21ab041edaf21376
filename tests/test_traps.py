"""The decision traps of ICD-10-CM coding for weakness, each as a note with its answer."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from markup import within

from clinote.engine import Note, report


@dataclass
class Trap:
    """A note and what must come out: the decision, codes by role, alerts; `never` are codes in no role at all."""

    id: str
    text: str
    decision: str
    instead: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    additional: tuple[str, ...] = ()
    alternative: tuple[str, ...] = ()
    status: str | None = None
    documented: str | None = None
    alerts: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    setting: str | None = "outpatient"
    date: str | None = None
    barred: tuple[str, ...] = field(default=())


TRAPS = [
    Trap("01 generalized", "A/P: Generalized weakness. Strength 5/5 throughout.", "R53.1", never=("M62.81",)),
    Trap("02 muscle", "Impression: Muscle weakness.", "M62.81", status="query", never=("R53.1",)),
    Trap("03 both terms", "A/P:\n1. Generalized weakness.\n2. Muscle weakness.", "M62.81", never=("R53.1",)),
    Trap("04 reduced grades", "Exam: strength 4/5 in all extremities.\nA/P: Weakness.", "M62.81", status="query",
         documented="R53.1", alternative=("R53.1",), alerts=("gap.muscle-term",)),
    Trap("05 full grades", "Exam: strength 5/5 in all extremities.\nA/P: Muscle weakness.", "M62.81", status="query",
         alerts=("conflict.exam-contradicts",), quiet=("gap.objective-exam",)),
    Trap("06 code and words", "A/P:\n1. Generalized weakness (M62.81).\n2. Hypokalemia (E87.5).", "R53.1",
         additional=("E87.6",), alerts=("risk.code-mismatch",)),
    Trap("07 bare code", "HPI: Feels weak for 3 weeks.\nA/P:\n1. R53.1\n2. Hypertension", "R53.1", status="query"),
    Trap("07 bare code alone", "HPI: Here for a refill. Exam: well.\nA/P:\n1. R53.1\n2. Hypertension", "none",
         alerts=("risk.code-mismatch",)),
    Trap("08 weakness and fatigue", "A/P: Weakness and fatigue.", "R53.1", additional=("R53.83",)),
    Trap("08 fatigue", "A/P: Fatigue. Denies weakness.", "other", instead=("R53.83",), never=("R53.1",)),
    Trap("09 debility", "A/P: Debility.", "other", instead=("R53.81",), never=("R53.1", "M62.81")),
    Trap("09 malaise", "A/P: Malaise.", "other", instead=("R53.81",)),
    Trap("09 frailty", "A/P: Frailty.", "other", instead=("R54",), never=("R53.1", "R53.81")),
    Trap("09 senile debility", "A/P: Senile debility.", "other", instead=("R54",), never=("R53.81",)),
    Trap("10 age alone", "91-year-old woman. A/P: Generalized weakness.", "R53.1", never=("R54",)),
    Trap("10 age-related", "91-year-old woman. A/P: Age-related weakness.", "other",
         instead=("R54",), never=("R53.1",)),
    Trap("11 sarcopenia", "Impression: Sarcopenia with muscle weakness.", "other", instead=("M62.84",),
         alerts=("conflict.excludes1",), status="supported", never=("M62.81", "R53.1")),
    Trap("12 deconditioning", "A/P: Deconditioning after a long stay.", "other", instead=("R53.81",), status="query",
         never=("M62.81",)),
    Trap("13 one leg", "A/P: Right leg weakness.", "other", instead=("R29.898",), status="query",
         alerts=("risk.localized",), never=("G83.11", "M62.81", "R53.1")),
    Trap("14 one side, no link", "A/P:\n1. Left-sided weakness.\n2. Old stroke.", "other", instead=("R29.898",),
         status="query", never=("G81.94", "I69.354")),
    Trap("15 old stroke, left", "A/P: Left-sided weakness from the stroke in 2023.", "other", instead=("I69.354",),
         never=("G81.94", "R53.1"), date="2026-02-01"),
    Trap("16 acute infarct", "Impression: Acute ischemic infarct with left hemiparesis.", "other", instead=("G81.94",),
         first=("I63.9",), never=("I69.354",), setting="inpatient"),
    Trap("17 left-handed", "Left-handed painter. Impression: Left hemiparesis.", "other", instead=("G81.92",)),
    Trap("17 ambidextrous", "Ambidextrous. Impression: Left hemiparesis.", "other", instead=("G81.92",)),
    Trap("18 one arm, old stroke", "A/P: Right arm weakness, residual of an old stroke.", "other",
         instead=("I69.331",), never=("M62.81", "R53.1")),
    Trap("19 droop, acute", "Impression: Left facial droop, acute stroke.", "other", instead=("R29.810",),
         setting="inpatient"),
    Trap("19 droop, old", "Impression: Facial droop, late effect of an old stroke.", "other", instead=("I69.392",),
         never=("R29.810",)),
    Trap("19 Bell", "Impression: Bell's palsy with left facial weakness.", "other", instead=("G51.0",),
         never=("R29.810",)),
    Trap("20 no residual", "PMH: History of stroke, no residual deficits.\nA/P: Generalized weakness.", "R53.1",
         additional=("Z86.73",), never=("I69.354", "I69.359")),
    Trap("21 potassium alone", "K 2.9 (3.5-5.1), KCl 40 mEq given.\nA/P: Weakness, cause unclear.", "R53.1",
         alternative=("E87.6",), alerts=("gap.lab-significance",)),
    Trap("22 linked", "A/P: Weakness due to hypokalemia.", "other", instead=("E87.6",), alternative=("R53.1",),
         alerts=("risk.symptom-after-diagnosis",)),
    Trap("23 not linked", "A/P:\n1. Hypokalemia\n2. Weakness", "R53.1", additional=("E87.6",),
         quiet=("risk.symptom-after-diagnosis",)),
    Trap("24 periodic paralysis", "A/P: Hypokalemic periodic paralysis with weakness of all limbs. K 2.1.", "other",
         instead=("G72.3",), never=("E87.6",), quiet=("gap.lab-significance",)),
    Trap("25 statin myopathy", "Impression: Statin myopathy with proximal weakness.", "other", instead=("G72.0",),
         additional=("T46.6X5A",), never=("M62.81",)),
    Trap("25 statin rhabdomyolysis", "Impression: Statin-induced rhabdomyolysis with weakness.", "other",
         instead=("M62.82",), additional=("T46.6X5A",)),
    Trap("26 myalgia", "Assessment: Muscle weakness with myalgia.", "M62.81", alternative=("M79.10",), status="query",
         alerts=("conflict.excludes1",)),
    Trap("26 cramps", "Assessment: Muscle weakness with muscle cramps.", "M62.81", alternative=("R25.2",),
         alerts=("conflict.excludes1",)),
    Trap("27 possible, clinic", "Impression: Weakness, possible myasthenia gravis.", "R53.1", never=("G70.00",)),
    Trap("27 possible, discharge", "DISCHARGE SUMMARY\nDISCHARGE DIAGNOSIS: Possible myasthenia gravis with weakness.",
         "other", instead=("G70.00",), setting="inpatient"),
    Trap("28 rule out", "Impression: Weakness, rule out polymyositis. Consistent with a myopathy.", "R53.1",
         never=("M33.20", "G72.9")),
    Trap("29 EMG", "EMG: findings consistent with a myopathy. CK 1,200 U/L (39-308).\nAssessment: Weakness.", "M62.81",
         status="query", never=("G72.9",), alternative=("R74.8",), alerts=("gap.lab-significance",)),
    Trap("30 inflammatory", "Impression: Inflammatory myopathy with weakness.", "other", instead=("G72.49",)),
    Trap("30 inclusion body", "Impression: Inclusion body myositis with weakness.", "other", instead=("G72.41",)),
    Trap("31 polymyositis", "Impression: Polymyositis with proximal weakness.", "other", instead=("M33.20",)),
    Trap("31 with myopathy", "Impression: Polymyositis with myopathy and weakness.", "other", instead=("M33.22",)),
    Trap("31 excludes", "Impression: Muscle weakness from polymyositis.", "other", instead=("M33.20",),
         alerts=("conflict.excludes1",), status="supported", never=("M62.81",)),
    Trap("32 dermatomyositis", "Impression: Dermatomyositis with weakness.", "other", instead=("M33.13",)),
    Trap("33 ICU-acquired", "MICU day 12, ventilated. Impression: ICU-acquired weakness.", "R53.1",
         alternative=("G72.81",), alerts=("gap.critical-illness-myopathy",), setting="inpatient"),
    Trap("34 CIM and CIP", "Impression: Critical illness myopathy and critical illness polyneuropathy with weakness.",
         "other", instead=("G72.81", "G62.81"), setting="inpatient"),
    Trap("35 bedbound", "Bedbound, moves nothing. A/P: Sacral ulcer.", "none", never=("R53.2",)),
    Trap("35 functional quadriplegia", "A/P: Functional quadriplegia in advanced dementia, frail.", "other",
         instead=("R53.2",), never=("R54", "G82.50")),
    Trap("36 quadriparesis", "Impression: Quadriparesis.", "other", instead=("G82.50",)),
    Trap("36 examined", "Exam: Quadriparesis.\nImpression: Gout.", "other", instead=("G82.50",)),
    Trap("36 examined, called weakness", "Exam: Quadriparesis.\nImpression: Generalized weakness.", "R53.1",
         never=("G82.50",)),
    Trap("36 denied", "Exam: No quadriparesis.\nImpression: Gout.", "none", never=("G82.50",)),
    Trap("36 both legs", "Impression: Bilateral leg weakness.", "R53.1", never=("G82.20",)),
    Trap("37 hypothyroidism", "Impression: Muscle weakness due to hypothyroidism.", "M62.81", status="query",
         additional=("E03.9",), never=("G73.7",)),
    Trap("37 hypothyroid myopathy", "Impression: Hypothyroid myopathy with weakness.", "other", instead=("G73.7",),
         first=("E03.9",)),
    Trap("38 myasthenia", "A/P: Myasthenia gravis with weakness.", "other", instead=("G70.00",), never=("R53.1",)),
    Trap("38 GBS", "A/P: Guillain-Barre syndrome with ascending weakness.", "other", instead=("G61.0",)),
    Trap("38 ALS", "A/P: ALS with progressive weakness.", "other", instead=("G12.21",)),
    Trap("38 MS", "A/P: Multiple sclerosis with weakness.", "other", instead=("G35.D",)),
    Trap("39 denies", "ROS: Denies weakness, numbness or falls.\nExam: No focal weakness. Strength 5/5, intact.",
         "none"),
    Trap("40 resolved", "A/P: Weakness has resolved. Gout.", "none"),
    Trap("40 family", "FH: Mother has weakness. A/P: Well visit.", "none"),
    Trap("40 instructions", "A/P: Rash. Return if weakness develops.", "none"),
    Trap("40 side effect", "A/P: Hyperlipidemia. Statin started; it may cause weakness.", "none"),
    Trap("41 other weak things", "Weak pulse, weak urinary stream. Test weakly positive. Strengths and weaknesses "
         "discussed. Weak opioid given. Back next weak.\nA/P: BPH.", "none"),
    Trap("42 therapist and physician", "PT: muscle weakness, quadriceps 3+/5 bilaterally.\nMD: weakness.", "M62.81",
         status="query", documented="R53.1"),
    Trap("42 nurse alone", "NURSING NOTE\nPatient weak, needs help to the commode.\nSigned: K. Lee, RN", "R53.1",
         status="query", alerts=("gap.provider-statement",)),
    Trap("43 cancer fatigue", "A/P: Metastatic breast cancer. Cancer-related fatigue.", "other", instead=("R53.0",),
         first=("C50.919",), never=("R53.83",)),
    Trap("43 weakness in cancer", "PMH: Breast cancer.\nA/P: Weakness.", "R53.1", never=("R53.0",)),
    Trap("44 post-COVID", "A/P: Post-COVID weakness.", "R53.1", additional=("U09.9",)),
    Trap("44 postviral fatigue", "A/P: Postviral fatigue syndrome.", "other", instead=("G93.31",), never=("R53.83",)),
    Trap("45 heat", "A/P: Heat exhaustion, fatigue.", "other", instead=("T67.5XXA",), never=("R53.83",)),
    Trap("46 recurrent depression", "A/P:\n1. Recurrent major depressive disorder.\n2. Fatigue.", "other",
         alerts=("conflict.excludes1",)),
    Trap("46 single episode", "A/P:\n1. Major depression.\n2. Fatigue.", "other", instead=("R53.83",),
         quiet=("conflict.excludes1",)),
    Trap("46 weakness in depression", "A/P:\n1. Recurrent major depressive disorder.\n2. Weakness.", "R53.1",
         quiet=("conflict.excludes1",)),
    Trap("47 conversion", "Impression: Functional weakness, Hoover sign positive.", "other", instead=("F44.4",)),
    Trap("47 Todd", "Impression: Todd's paralysis after a seizure.", "other", instead=("G83.84",)),
    Trap("48 atrophy", "Impression: Muscle atrophy and muscle weakness.", "M62.81", additional=("M62.50",)),
    Trap("49 pneumonia", "CC: weakness\nDISCHARGE DIAGNOSIS: Weakness due to pneumonia.", "other", instead=("J18.9",),
         setting="inpatient"),
    Trap("50 alcoholic myopathy", "Impression: Alcoholic myopathy with weakness. Alcohol dependence.", "other",
         instead=("G72.1",), additional=("F10.20",), never=("M62.81",)),
    Trap("51 not MMT", "Reflexes 2/4, pulses 2+, pain 4/5, seen 4/5, satisfaction 3/5. R shoulder abduction 4/5, "
         "limited by pain.\nA/P: Shoulder pain.", "none"),
    Trap("52 not the lab", "CKD 3, CK-MB 12 ng/mL, vitamin K, urine K 12. Calcium 2.31 mmol/L.\nA/P: Weakness.",
         "R53.1",
         quiet=("gap.lab-significance",), never=("E87.6", "R74.8")),
    Trap("53 headings", "HPI: feels weak.\nA/P: Muscle weakness.", "M62.81"),
    Trap("53 problem list", "PROBLEM LIST: muscle weakness, gout\nHPI: Here for a blood pressure check.\n"
         "A/P: Hypertension, at goal.", "none"),
]  # fmt: skip


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.id)
def test_trap(trap):
    found = report(Note(trap.text, setting=trap.setting, date=trap.date))
    roles = {role: {c["code"] for c in found["codes"] if c["role"] == role} for role in
             ("decision", "first", "instead", "additional", "alternative")}  # fmt: skip
    alerts = {alert["id"] for alert in found["alerts"]}
    assert found["decision"]["code"] == trap.decision, found["decision"]["rules"]
    for role in ("instead", "first", "additional", "alternative"):
        assert set(getattr(trap, role)) <= roles[role], role
    assert not set(trap.never) & {code["code"] for code in found["codes"] if code["role"] != "alternative"}
    if trap.status:
        assert found["decision"]["status"] == trap.status
    if trap.documented:
        assert found["decision"]["as_documented"] == trap.documented
    assert set(trap.alerts) <= alerts
    assert not set(trap.quiet) & alerts


def test_unknown_setting_is_outpatient_and_said_to_be():
    found = report(Note("DISCHARGE SUMMARY\nDiagnosis: Probable myasthenia gravis with weakness."))
    assert found["note"]["setting"] == "outpatient"
    assert found["note"]["setting_assumed"]
    assert found["decision"]["code"] == "R53.1"


WORDINGS = [
    line.split(" | ")
    for line in (Path(__file__).parent / "traps.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def holds(expected, found, roles, alerts):
    """Whether one thing that must come out does."""
    if expected in ("query", "supported"):
        return found["decision"]["status"] == expected
    if expected.startswith("!"):
        return not any(expected[1:] in codes for role, codes in roles.items() if role != "alternative")
    if expected.startswith(("+", "-")):
        return (expected[1:] in alerts) is expected.startswith("+")
    if ":" in expected:
        role, code = expected.split(":")
        return code in roles.get(role, ())
    return expected == "inpatient" or found["decision"]["code"] == expected


@pytest.mark.parametrize(("number", "text", "expected"), WORDINGS, ids=[f"{n} {text[:40]}" for n, text, _ in WORDINGS])
def test_trap_in_other_words(number, text, expected):
    assert missing(text.replace("\\n", "\n"), expected) == [], number


def missing(text, expected):
    """What should come out of a note, and of a longer one that it is part of, and does not."""
    return _missing(text, expected) or _missing(within(text), expected)


def _missing(text, expected):
    wanted = expected.split()
    found = report(Note(text, setting="inpatient" if "inpatient" in wanted else "outpatient"))
    roles = {}
    for code in found["codes"]:
        roles.setdefault(code["role"], set()).add(code["code"])
    alerts = {alert["id"] for alert in found["alerts"]}
    assert found["decision"]["status"] == "supported" or (alerts and found["queries"])
    wrong = [one for one in wanted if not holds(one, found, roles, alerts)]
    return [*wrong, found["decision"], roles] if wrong else []


QUESTIONS = tomllib.loads((Path(__file__).parent / "questions.toml").read_text(encoding="utf-8"))["question"]
ASKED = [
    pytest.param(*((note, "") if isinstance(note, str) else note), question["wants"], id=f"{question['id']} {number}")
    for question in QUESTIONS
    for number, note in enumerate(question["notes"], start=1)
]


@pytest.mark.parametrize(("text", "more", "wants"), ASKED)
def test_published_question(text, more, wants):
    assert missing(text, f"{wants} {more}") == []


def test_every_published_question_has_its_source_and_two_wordings():
    assert all(question["source"] and len(question["notes"]) > 1 for question in QUESTIONS)


def test_every_trap_in_three_other_wordings():
    numbers = [number for number, _, _ in WORDINGS]
    assert {trap.id[:2] for trap in TRAPS} == set(numbers)
    assert all(numbers.count(number) >= 3 for number in numbers)
