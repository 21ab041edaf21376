"""Lines, sentences and sections of a note."""

import pytest

from clinote import layout
from clinote.reading import Reading


def flat(at):
    """No line is indented."""
    return 0


def sections(text):
    return [
        (s.category, s.title, text[s.start : s.end].strip())
        for s in layout.read(text, flat).sections
        if text[s.start : s.end].strip()
    ]


def sentences(text):
    return [text[a:b].strip() for a, b in layout.read(text, flat).sentences]


def test_a_short_word_in_small_letters_begins_a_sentence():
    text = "legs tired. it began in may. i rest. no rash. i take 5 mg. of it half, vs. no dose"
    assert sentences(text) == [
        "legs tired.", "it began in may.", "i rest.", "no rash.", "i take 5 mg. of it half, vs. no dose",
    ]  # fmt: skip


def categories(text):
    return [category for category, _, _ in sections(text)]


@pytest.mark.parametrize(
    ("line", "category", "title"),
    [
        ("HPI: tired since May.", "hpi", "HPI"),
        (
            "Diagnosis for which she is nursed: gout.",
            "assessment",
            "Diagnosis for which she is nursed",
        ),
        ("Home health diagnoses: gout.", "assessment", "Home health diagnoses"),
        ("Problems addressed today: gout.", "assessment", "Problems addressed today"),
        ("ASSESSMENT / PLAN", "assessment", "ASSESSMENT / PLAN"),
        ("MDM / IMPRESSION", "assessment", "MDM / IMPRESSION"),
        ("DIAGNOSIS AT DISCHARGE", "assessment", "DIAGNOSIS AT DISCHARGE"),
        ("Discharge problems: 1. Gout.", "assessment", "Discharge problems"),
        ("Opinion: polymyositis.", "assessment", "Opinion"),
        ("Dx: viral illness", "assessment", "Dx"),
        ("Tx: rest", "plan", "Tx"),
        ("DATA", "labs", "DATA"),
        ("TREND", "labs", "TREND"),
        ("LABS (14:10)", "labs", "LABS (14:10)"),
        ("EXAM (10:40)", "exam", "EXAM (10:40)"),
        ("Labs last wk: Hgb 12.", "labs", "Labs last wk"),
        ("LABS AT DISCHARGE (ref)", "labs", "LABS AT DISCHARGE (ref)"),
        ("Pertinent labs 5/28/25: Na 140", "labs", "Pertinent labs 5/28/25"),
        ("Exam on admission: frail.", "exam", "Exam on admission"),
        ("Exam. Neck supple.", "exam", "Exam"),
        ("EXAM. neck supple", "exam", "EXAM"),
        ("Exam (J. Roe, MD): neck supple", "exam", "Exam (J. Roe, MD)"),
        ("IMPRESSION.", "assessment", "IMPRESSION."),
        ("P.M.H.: gout", "past_history", "P.M.H."),
        ("A./P.", "assessment", "A./P."),
        ("PAST MED HX: gout", "past_history", "PAST MED HX"),
        ("2.3 Family History", "family_history", "2.3 Family History"),
        ("Family history is as follows:", "family_history", "Family history is as follows"),
        ("O/E looks well.", "exam", "O/E"),
        ("PMH Gout, TIA", "past_history", "PMH"),
        ("FHx ALS in an uncle", "family_history", "FHx"),
        ("ED COURSE: fluids.", "hospital_course", "ED COURSE"),
        ("IMPRESSION: Normal study. No change.", "assessment", "IMPRESSION"),
        ("PLAN - rest and fluids", "plan", "PLAN"),
        ("**Assessment**: gout", "assessment", "Assessment"),
        ("| MMT | R | L |", "exam", "MMT"),
        ("Motor (MRC):", "exam", "Motor (MRC)"),
    ],
)
def test_header(line, category, title):
    assert [(c, t) for c, t, _ in sections("Mr. Q.\n" + line + "\n")][-1] == (category, title)


@pytest.mark.parametrize(
    "line",
    [
        "He has a plan: retire next year.",
        "S. aureus grew.",
        "Pain - none.",
        "Weakness: none.",
        "BP 120/80, seen at 14:20.",
        "# Generalized weakness: no cause found.",
        "A nurse of forty came with a cough.",
        "A rash, after a meal",
        "Mx of the cough discussed.",
        "Rx / dose as before",
    ],
)
def test_no_header(line):
    assert categories("Mr. Q.\n" + line) == [None]


def test_a_header_may_touch_the_sentence_before_it():
    text = "PMH:gout, polio.Exam:weak grip. seen by Dr.Roe:fine.Dose of vit.D: none"
    assert categories(text) == ["past_history", "exam"]


def test_headers_within_a_line():
    text = "PMH: gout. Meds: allopurinol. FHx: mother had a stroke.\nO: well. Neuro: alert. Strength full."
    assert sections(text) == [
        ("past_history", "PMH", "PMH: gout."),
        ("medications", "Meds", "Meds: allopurinol."),
        ("family_history", "FHx", "FHx: mother had a stroke."),
        ("exam", "O", "O: well."),
        ("exam", "Neuro", "Neuro: alert. Strength full."),
    ]


def test_review_of_systems_in_a_row():
    text = "ROS  | Const: - fever | MSK: + cramps | Neuro: - falls\nExam: well."
    assert categories(text) == ["ros", "ros", "ros", "ros", "exam"]


def test_systems_keep_the_section_they_stand_in():
    assert categories("ROS:\nNeuro: no falls.\nExam:\nNeuro: alert.\nA/P:\nNeuro: taper.\n1. CV: stable.") == [
        "ros", "ros", "exam", "exam", "assessment", "assessment",
    ]  # fmt: skip


def test_systems_that_answer_are_a_review():
    assert categories("HPI: tired.\nNeuro: denies falls.\nHEENT: normocephalic.") == ["hpi", "ros", "ros"]


def test_a_test_within_the_story_holds_for_its_sentence():
    text = "HISTORY: fell at noon. CTA: no clot. Went home the same day.\nPMH: gout."
    assert sections(text)[1:3] == [
        ("imaging", "CTA", "CTA: no clot."),
        ("hpi", "HISTORY", "Went home the same day."),
    ]


def test_the_conclusion_of_a_study_is_the_studys():
    assert categories("EMG/NCS 01/21: small units. Impression: myopathy.\n\nImpression:\n1. Myositis.") == [
        "electrodiagnostics", "electrodiagnostics", "assessment",
    ]  # fmt: skip


def test_an_impression_behind_labs_is_the_notes():
    assert categories("Slower this year. Bloods: Hb 130. Impression: frailty.") == [None, "labs", "assessment"]


def test_a_field_holds_its_line():
    text = "Seen at home.   Precautions: fall\nMUSCLE      LEFT    RIGHT\nDeltoid     4       4\nAssessment: weak."
    assert categories(text) == [None, "instructions", None, "assessment"]


@pytest.mark.parametrize(
    "plan",
    [
        "Plan\n- Safety net: back at once if worse\n- {}",
        "Plan\n- Safety net: back at once if\n  - fever\n  - rigors\n- {}",
        "Plan\n* Red flags: fever, rigors\n  * explained twice\n* {}",
        "A/P\n1. Cough.\n- Reasoning: viral.\n- Education: rest.\n- Treatment: none.\n\n2. {}",
        "Plan\n1. Cough: rest\n2. Safety net: back if fever\n3. {}",
        "Plan\n1. Cough\n- Safety net: back if\n- fever\n- rigors\n2. {}",
    ],
)
def test_one_item_of_instructions_ends_with_its_own_items(plan):
    reading = Reading(plan.format("Fatigue"))
    words = [word for word in ("fever", "fatigue") if word in reading.norm]
    category = {word: reading.layout.section(reading.norm.index(word)).category for word in words}
    assert category["fatigue"] in ("plan", "assessment")
    assert category.get("fever", "instructions") == "instructions"


def test_items_beside_an_open_lead_are_its_own():
    reading = Reading("Plan\n- Rest\n- Safety net: back if:\n- fever\n- rigors")
    assert reading.layout.section(reading.norm.index("rigors")).category == "instructions"


def test_activity_and_diet_among_instructions_are_instructions():
    text = "Discharge instructions:\n1. Activity: as tolerated.\n2. Diet: regular.\n3. Weakness: come back."
    assert set(categories(text)) == {"instructions"}
    assert categories("Assessment: gout.\nActivity: as tolerated.") == ["assessment", "plan"]


def test_letters_with_slashes():
    assert categories("S// ill for a day.\nO// well.\nA// 1. Gout.\nP// rest.") == ["hpi", "exam", "assessment", "plan"]


def test_a_lone_letter_beside_others():
    assert categories("S ill for a day.\nO well.\nA gout\nP rest") == ["hpi", "exam", "assessment", "plan"]
    assert categories("A young man fell.\nHe was seen at home.\nA sprain was found.") == [None]


@pytest.mark.parametrize("told", ["Risks explained", "Risks and benefits reviewed", "Risks reviewed with pt"])
def test_what_was_told_is_a_statement_and_no_heading(told):
    assert sections(f"{told}. Legs limp.") == [(None, "", f"{told}. Legs limp.")]
    assert sections(f"{told.upper()}. LEGS LIMP.") == [(None, "", f"{told.upper()}. LEGS LIMP.")]
    assert sections(f"{told}: limp legs.") == [("instructions", told, f"{told}: limp legs.")]
    assert sections("red flags - limp legs.")[0][0] == "instructions"


def test_the_story_follows_the_complaint():
    assert sections("CC: weak\n29 yo student, ill for a day.\nExam: well")[1] == (
        "hpi",
        "",
        "29 yo student, ill for a day.",
    )


def test_family_history_ends_where_the_patient_returns():
    text = "FH: father died of a stroke.\n\nHis mother is well.\n\nHe cannot climb stairs since May."
    assert sections(text) == [
        ("family_history", "FH", "FH: father died of a stroke.\n\nHis mother is well."),
        (None, "", "He cannot climb stairs since May."),
    ]


@pytest.mark.parametrize(
    ("text", "present"),
    [
        ("PMH: gout, COPD. C/o tremor for 3 days. Cough too.", "C/o tremor for 3 days. Cough too."),
        ("Past surgical history: hernia repair. He presents with a limp.", "He presents with a limp."),
        ("FHx: mother had a stroke. Here for a limp.", "Here for a limp."),
        ("Meds: aspirin. Today unsteady on stairs. Statin 20 mg.", "Today unsteady on stairs."),
        ("PMH: gout. She is currently weak. Appendectomy.", "She is currently weak."),
        (
            "Background: gout. Generalized aches for the past two weeks. Hernia.",
            "Generalized aches for the past two weeks.",
        ),
        ("PMH: gout, COPD\nUnsteady for 3 days", "Unsteady for 3 days"),
        ("PMH: gout. Presentation at this time with a limp. Hernia.", "Presentation at this time with a limp."),
        ("PMH:\nCOPD\nPneumonia x 2 weeks", None),
        ("FHx: mother had a stroke\nC/o cramps", "C/o cramps"),
        ("FHx: aunt had gout. Patient: cramps, falls.", "Patient: cramps, falls."),
        ("FHx: aunt had gout. The patient has cramps. Uncle died.", "The patient has cramps."),
        ("FH:\nAunt: gout\nSelf: cramps\nUncle: tremor", "Self: cramps"),
        ("FHx: aunt had gout. Patient's uncle: cramps.", None),
        ("FHx: aunt had gout, patient: cramps.", "patient: cramps."),
        ("FHx: aunt, patient thinks, had gout.", None),
        ("PMH: gout, COPD; pt: cramps, falls.", "pt: cramps, falls."),
        ("Allergies: penicillin. Patient: cramps.", "Patient: cramps."),
        ("PMH: gout. Patient has had cramps.", None),
        ("PMH:\nGout\nPatient: COPD", None),
        ("FHx: aunt had gout. Mr. Roe: cramps.", "Mr. Roe: cramps."),
        ("FHx: aunt had gout. This lady has cramps.", "This lady has cramps."),
        ("Allergies: NKDA\nShaky legs.", "Shaky legs."),
        ("Allergies: penicillin\nShaky legs.", "Shaky legs."),
        ("Allergies: penicillin\nStatins: cramps", None),
        ("FH: noncontributory\nShaky legs.", "Shaky legs."),
        ("PMHx: nil\nMeds: none\nShaky legs.", "Shaky legs."),
        ("PSH: none. Shaky legs.", "Shaky legs."),
        ("PAST SURGICAL HISTORY : None. Cough, hernia.\nRest.", "Rest."),
        ("FAMILY HISTORY: None. Heart attacks.\nShe has shaky legs.", "She has shaky legs."),
        ("PAST MEDICAL HISTORY : None. She is currently shaky.", "She is currently shaky."),
        ("Red flags: none known. Shaky legs.", "Shaky legs."),
        ("FH: negative. Mother well.", None),
        ("PMH: gout. Treated with colchicine for 3 weeks.", None),
        ("PMH: gout. Presented with a limp in 2019.", None),
        ("PMH: gout for 3 weeks.", None),
        ("PMH: gout. Asthma, hernia, currently on no drugs.", None),
        ("HPI: limps. C/o tremor.", None),
    ],
)
def test_a_list_ends_where_the_note_comes_to_the_present(text, present):
    told = [text[s.start : s.end].strip() for s in layout.read(text, lambda _: 0).sections if s.category is None]
    assert told == ([present] if present else [])


def test_a_list_of_drugs_ends_where_the_letter_goes_on():
    text = "Medication: ramipril\n\nBisoprolol 2.5 mg.\n\nI saw this baker again. His arms tire."
    assert sections(text) == [
        ("medications", "Medication", "Medication: ramipril\n\nBisoprolol 2.5 mg."),
        (None, "", "I saw this baker again. His arms tire."),
    ]


def test_a_letter_without_headers():
    text = "Dear colleague,\nThank you for seeing him.\nOn examination his thighs are thin.\nHe was weighed."
    assert sections(text) == [
        (None, "", "Dear colleague,\nThank you for seeing him."),
        ("exam", "On examination", "On examination his thighs are thin."),
        (None, "", "He was weighed."),
    ]


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\n\n", "\n\t\n", "\n\u00a0\n"])
def test_line_breaks(break_):
    assert categories(f"HPI: tired.{break_}Exam: well.{break_}Plan: rest.") == ["hpi", "exam", "plan"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("K 1.5 today. Weak.", ["K 1.5 today.", "Weak."]),
        ("Seen by Dr. Smith. He is well.", ["Seen by Dr. Smith.", "He is well."]),
        ("Seen by Dr. X. He is well.", ["Seen by Dr. X.", "He is well."]),
        ("Takes 5 mg b.i.d. for gout.", ["Takes 5 mg b.i.d. for gout."]),
        ("Aspirin q.6h. initiated.", ["Aspirin q.6h. initiated."]),
        ("1. Gout.\n2. Weakness.", ["1. Gout.", "2. Weakness."]),
        ("a. Weak.\nb. Tired.", ["a. Weak.", "b. Tired."]),
        ("Weakness: no. Falls: yes.", ["Weakness: no.", "Falls: yes."]),
        ("No. 5 blade.", ["No. 5 blade."]),
        ("weak; tired; ill.", ["weak; tired; ill."]),
        ("- weak\n- tired", ["- weak", "- tired"]),
        ("Triceps   4/5   3/5\nWrist ext   4/5   5/5", ["Triceps   4/5   3/5", "Wrist ext   4/5   5/5"]),
        ("| Deltoid | 4 |\n| Biceps | 5 |", ["| Deltoid | 4 |", "| Biceps | 5 |"]),
        ("Weak. alert now.", ["Weak.", "alert now."]),
        ("No falls.Walks well. Hips 4/5.Reflexes brisk.", ["No falls.", "Walks well.", "Hips 4/5.", "Reflexes brisk."]),
        (
            "On 5 mg.Rest (at home).Back in 10.All well now.",
            ["On 5 mg.", "Rest (at home).", "Back in 10.", "All well now."],
        ),
        ("Weak for 3 wks. and tired. Since 2 yrs. Stable.", ["Weak for 3 wks. and tired.", "Since 2 yrs.", "Stable."]),
        ("Denies cramps.LFTs normal.X-ray, too.", ["Denies cramps.", "LFTs normal.", "X-ray, too."]),
        (
            "No ache.B/L edema since May. Gait 4/5.CK rose.",
            ["No ache.", "B/L edema since May.", "Gait 4/5.", "CK rose."],
        ),
        ("NO RASH.UE NUMB, ALERT.GAIT STEADY.", ["NO RASH.", "UE NUMB, ALERT.", "GAIT STEADY."]),
        ("Afebrile.I saw it.A cyst (as before).EEG slow.", ["Afebrile.", "I saw it.A cyst (as before).", "EEG slow."]),
        ("Anemia.K fell.", ["Anemia.", "K fell."]),
        ("| rest | no ulcer.LE edema |", ["| rest | no ulcer.", "LE edema |"]),
        ("Vit.D low, seen by Mrs.ROE at St.LUKES.", ["Vit.D low, seen by Mrs.ROE at St.LUKES."]),
        ("J.ROE M.D.PH.D. on 1.5 MG at NIH.GOV", ["J.ROE M.D.PH.D. on 1.5 MG at NIH.GOV"]),
        ("Prox.LE weak, approx.A third.", ["Prox.LE weak, approx.A third."]),
        ("Seen by Dr.Smith at St.Mary hospital.", ["Seen by Dr.Smith at St.Mary hospital."]),
        ("PMH: gout. Meds: none.", ["PMH: gout.", "Meds: none."]),
        ("Mr. X", ["Mr. X"]),
        ("Wks. 2 Gout. Sore", ["Wks.", "2 Gout.", "Sore"]),
        ("Ill for 3 mins. then well. Sits.", ["Ill for 3 mins. then well.", "Sits."]),
        ("viii. Knee is sore. Rests.", ["viii. Knee is sore.", "Rests."]),
        ("No ulcer .Sits up. HR 70 .ECG slow.", ["No ulcer .", "Sits up.", "HR 70 .", "ECG slow."]),
        ("No ulcer.sits up. On approx.three pills", ["No ulcer.", "sits up.", "On approx.three pills"]),
        ("No ulcer \U0001f44d Sits up \U0001f600 and rests", ["No ulcer \U0001f44d", "Sits up \U0001f600 and rests"]),
        ("\u201eNo ulcer.\u201c Sits up.", ["\u201eNo ulcer.\u201c", "Sits up."]),
        ("Took .5 mg, wrote to roe.jane at clinic.example", ["Took .5 mg, wrote to roe.jane at clinic.example"]),
    ],
)
def test_sentences(text, expected):
    assert sentences(text) == expected


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "\r\n\r\n", "\t", ":", "a", "🙂", "x" * 50_000, "a: " * 5_000, "(" * 5_000]
)
def test_any_text_is_covered_without_gaps(text):
    read = layout.read(text, flat)
    assert [s.start for s in read.sections] == [0, *(s.end for s in read.sections[:-1])]
    assert read.sections[-1].end == len(text)
    assert read.sentence(0)[0] == read.sentences[0][0]
    assert all(a < b or not text for a, b in read.sentences)
    assert read.line_number(len(text)) == text.count("\n") + 1


def test_every_section_is_found_again_by_its_offsets():
    read = layout.read("Title\nHPI: tired. CT: clear. Better.\nExam: well.\nPlan: rest.", flat)
    for section in read.sections:
        assert read.section(section.start) == section
        assert read.section(section.end - 1) == section


@pytest.mark.parametrize(
    ("heading", "category"),
    [
        ("Allergies & Adverse Drug Reactions", "allergies"),
        ("Food and Drug Intolerances", "allergies"),
        ("Known ADRs", "allergies"),
        ("Drug sensitivities", "allergies"),
        ("Inactive Problems", "past_history"),
        ("Resolved Conditions", "past_history"),
        ("Patient Ongoing Problem List / Diagnoses", "problem_list"),
        ("Chronic Medical Problems", "problem_list"),
        ("Primary and Secondary Diagnoses", "assessment"),
        ("Focused Motor Exam", "exam"),
        ("Blood Test Results", "labs"),
        ("EMG and Nerve Conduction Report", "electrodiagnostics"),
        ("Family Psychiatric History", "family_history"),
        ("Current Outpatient Medications (reviewed)", "medications"),
        ("Discharge Instructions and Return Precautions", "instructions"),
        ("Allergic Reactions", "allergies"),
        ("Adverse Drug Reactions / Known Sensitivities", "allergies"),
        ("Visit Diagnoses & Orders", "assessment"),
        ("Final Diagnosis/Reason for Admission", "assessment"),
        ("Principal Diagnoses and Chief Complaint", "assessment"),
        ("Reason for Visit / Discharge Diagnosis", "assessment"),
        ("Diagnosis/Chief Complaint/HPI", "assessment"),
        ("Primary Diagnosis and Reason for Hospitalization", "assessment"),
        ("Present Illness / Reason for Visit", "hpi"),
        ("Suspected Diagnosis", "assessment"),
        ("Probable Admission Diagnoses", "assessment"),
        ("Chief Complaint/Reason for Consultation", "chief_complaint"),
        ("Presenting Complaints & Reason for Admission", "chief_complaint"),
        ("Name and Description of the Operation", "procedure"),
        ("Reason for the Consultation", "chief_complaint"),
        ("Main Complaints", "chief_complaint"),
        ("Reason for Exam", "indication"),
        ("MRI of the Thoracic Spine", "imaging"),
        ("Muscle Ultrasound of the Thighs", "imaging"),
        ("Past Cardiac Hx", "past_history"),
        ("Imp / Dx", "assessment"),
        ("Dx/Imp", "assessment"),
        ("Dx / Mx", "assessment"),
        ("Imp & Mx", "assessment"),
        ("Issues / Dx", "assessment"),
        ("Working Dx and Mx", "assessment"),
        ("Imp, DDx", "assessment"),
        ("Plan / Mx", "plan"),
        ("Mx/Plan", "plan"),
        ("Rx / Mx", "plan"),
        ("Ix and Mx", "plan"),
        ("Mx", "plan"),
        ("Substance Use", "social_history"),
        ("D. Surgical History", "past_history"),
    ],
)
@pytest.mark.parametrize("form", [str, str.upper, str.lower])
def test_headings_are_composed(heading, category, form):
    text = form(f"Seen with her son.\n{heading}:\nnothing new\n")
    assert categories(text)[-1] == category


@pytest.mark.parametrize(
    "line", ["Reaction to the news: calm", "Strength of will: great", "History repeats itself", "List"]
)
def test_words_that_make_no_heading(line):
    assert categories(f"Seen with her son.\n{line}\n") == [None]


@pytest.mark.parametrize(
    ("heading", "category"),
    [
        ("Asessment", "assessment"),
        ("Impresion", "assessment"),
        ("lmpression", "assessment"),
        ("|mpression", "assessment"),
        ("Irnpression and plan", "assessment"),
        ("Assess ment", "assessment"),
        ("ASMT", "assessment"),
        ("Imp/Recs", "assessment"),
        ("My impression", "assessment"),
        ("Famliy Histroy", "family_history"),
        ("FAMlLY HlSTORY", "family_history"),
        ("Past Medcal History", "past_history"),
        ("Alergies", "allergies"),
        ("Reveiw of systems", "ros"),
        ("Recomendations", "plan"),
    ],
)
def test_a_heading_with_a_slip_is_that_heading(heading, category):
    assert categories(f"Seen with her son.\n{heading}:\nnothing new\n")[-1] == category


@pytest.mark.parametrize("line", ["Impressive", "Assist", "As set", "Planes", "Pulse", "Assessing gait"])
def test_another_word_is_no_heading_with_a_slip(line):
    assert categories(f"Seen with her son.\n{line}: nothing new\n") == [None]


@pytest.mark.parametrize("to", ["Dr. Roe", "file", "the referring physician", "Mrs Roe, home address"])
def test_a_copy_is_no_complaint(to):
    assert categories(f"CC: tired\nExam: well\ncc: {to}\n") == ["chief_complaint", "exam", None]


def test_a_heading_in_small_letters_stands_alone_or_before_its_colon():
    text = "Seen with her son.\nmeds:gout pills\nExam:132/80, pale\nassessment\n- Gout\nmotor\nRest."
    assert categories(text) == [None, "medications", "exam", "assessment"]


@pytest.mark.parametrize("form", [str.upper, str.lower])
def test_letters_of_one_size_change_no_section(form):
    text = "CC: weak\nHPI: tired since May. On examination he is pale.\nPMH: gout. Meds: none.\nO/E well\nImp\nGout"
    assert categories(form(text)) == categories(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tired no rash on exam the lungs are clear impression flu plan rest", ["exam", "assessment", "plan"]),
        ("his son has gout past medical history asthma diagnosis wheeze", ["past_history", "assessment"]),
        ("HEAVY LEGS NO PAIN ASSESSMENT OLD SPRAIN", ["assessment"]),
    ],
)  # fmt: skip
def test_headings_that_are_spoken(text, expected):
    assert [category for category in categories(text) if category] == expected


def test_items_that_are_counted_aloud_are_sentences():
    text = "no fever number one tired number two thin"
    assert sentences(text) == ["no fever", "number one tired", "number two thin"]


@pytest.mark.parametrize(
    "text",
    [
        "We discussed the diagnosis and her plan to travel",
        "She left with a good impression of the ward team",
        "Seen in clinic, well, no plan changes; exam next year, she says, at school.",
    ],
)
def test_words_within_a_phrase_are_no_spoken_headings(text):
    assert categories(text) == [None]


def test_a_summary_behind_an_examination_is_the_assessment():
    assert categories("Summary: a tired man.\nExam: pale.\nPlan: rest.") == ["hpi", "exam", "plan"]
    assert categories("Seen for a fall.\n\nEXAM\nPale.\n\nSUMMARY\n1. Anemia") == [None, "exam", "assessment"]


@pytest.mark.parametrize(
    ("above", "heading", "category"),
    [
        ("PMH\nGout.", "WHAT TROUBLES HIM", None),
        ("Family history\nFather: gout.", "LIFE AT HOME NOW", None),
        ("PMH\nGout.", "GOUT", "past_history"),
        ("PMH\nGout.", "Old trouble", "past_history"),
        ("EXAM\nPale.", "FURTHER LOOKED AT", "exam"),
    ],
)
def test_what_is_past_or_of_others_ends_at_a_heading_of_other_words_in_capitals(above, heading, category):
    assert categories(f"{above}\n\n{heading}\nHe is weak.")[-1] == category


@pytest.mark.parametrize(
    ("note", "category"),
    [
        ("PMHx\ngout\n\nHPC\nTired for a week", "hpi"),
        ("PMHx\ngout\nHxPC\nTired for a week", "hpi"),
        ("PMH\ngout\n\nPt concerns\nTired for a week", "hpi"),
        ("PMH:\ngout\n\nMood\nTired for a week", None),
        ("PMH:\ngout\n\nSleep/behaviour at school\nTired for a week", None),
        ("PMH\ngout\nSx: tired for a week", None),
        ("PMH\ngout\n\nEye surgery\nTired after it", "past_history"),
        ("PMH\ngout\n\nOrtho\nTired after it", "past_history"),
        ("PMH\ngout\n\nGastroenterology\nTired after it", "past_history"),
        ("PMH\ngout\n\nPsychiatry\nTired after it", "past_history"),
        ("PMH\ngout\n\nBurns 2019\nTired after it", "past_history"),
        ("PMH\ngout\n\nEpilepsy\nTired after fits", "past_history"),
        ("PMH\ngout\n\nRight knee\nSwollen and weak", "past_history"),
        ("PMH\ngout\n\nLower back\nDiscs, weak since", "past_history"),
        ("PMH\ngout\nMigraine\nTired after it", "past_history"),
        ("PMH\n\ngout\n\nMigraine\nTired after it", "past_history"),
        ("PMH\ngout\n\nMigraine.\nTired after it", "past_history"),
        ("A/P\ngout\n\nConcerns\nTired for a week", "assessment"),
    ],
)
def test_what_is_past_ends_at_a_title_in_the_form_of_its_own(note, category):
    assert categories(note)[-1] == category


def test_an_item_of_a_plan_that_leads_on_may_end_the_note():
    assert categories("- Return precautions: call us if")[-1] == "instructions"


@pytest.mark.parametrize("mark", ["1. ", "- ", ""])
def test_a_long_item_of_an_assessment_is_no_dictation(mark):
    item = "dizzy since a fall with a reassuring neuro exam and no red flags " * 3
    assert categories(f"HPI\nDizzy.\nAssessment\n{mark}{item}\nFrail")[-1] == "assessment"


@pytest.mark.parametrize(
    ("note", "category"),
    [
        ("Safety net\nED if fever\n\n# Tired\nFor weeks", None),
        ("Plan\nRest\nSafety net\nED if fever\n#Tired\nFor weeks", "plan"),
        ("Exam\nPale\nSafety net\nED if fever\n# Tired\nFor weeks", None),
        ("## Safety net\nED if\n### Signs\nfever", "instructions"),
        ("Safety net\n# fever\n# rash", "instructions"),
        ("Safety net\nED if\n# fever\n# rash", None),
    ],
)
def test_the_heading_of_a_problem_ends_the_instructions_above_it(note, category):
    assert categories(note)[-1] == category


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FH — gout. HPI — limps.", ["family_history", "hpi"]),
        ("CC - limp. HPI - since May; PMH - gout. Plan - rest.", ["chief_complaint", "hpi", "past_history", "plan"]),
        ("PMH: gout. Exam – alert.", ["past_history", "exam"]),
        ("HPI: limps - worse. Better - a little. Stairs - hard.", ["hpi"]),
    ],
)
def test_a_dash_within_a_line_makes_a_heading_of_words_that_are_one(text, expected):
    assert [section.category for section in Reading(text).layout.sections if section.category] == expected
