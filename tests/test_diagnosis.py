"""DIAGNOSIS: what the provider states, its code, and how it is asserted."""

import pytest
from markup import check

import clinote


@pytest.mark.parametrize(
    "note",
    [
        "Assessment: <DIAGNOSIS code=M33.20>Polymyositis</DIAGNOSIS>.",
        "Impression: weakness due to <DIAGNOSIS code=E87.6>hypokalemia</DIAGNOSIS>.",
        "Impression: Possible <DIAGNOSIS code=G70.00 uncertain>myasthenia gravis</DIAGNOSIS>.",
        "Impression: <DIAGNOSIS code=G70.00 negated>myasthenia gravis</DIAGNOSIS> was ruled out.",
        "FH: mother with <DIAGNOSIS code=G70.00 family>myasthenia gravis</DIAGNOSIS>.",
        "Impression: <DIAGNOSIS code=G72.41>inclusion body myositis</DIAGNOSIS>.",
        "Assessment:\n2 <DIAGNOSIS code=G70.00>MG</DIAGNOSIS>, on azathioprine 50 MG.",
        "<DIAGNOSIS code=M60.9>Myositis</DIAGNOSIS> mimicking <DIAGNOSIS uncertain>lupus</DIAGNOSIS>.",
        "<DIAGNOSIS code=G12.21>ALS</DIAGNOSIS>, seen by neurology.",
        "<DIAGNOSIS code=G20.A1>PD</DIAGNOSIS>: tremor, carbidopa raised.",
        "<DIAGNOSIS code=G35.D>Multiple sclerosis</DIAGNOSIS>. <DIAGNOSIS code=G35.D>MS</DIAGNOSIS> stable.",
        "Impression: <DIAGNOSIS code=E87.6>hypokalmia</DIAGNOSIS>, <DIAGNOSIS code=E86.0>dehydraton</DIAGNOSIS>.",
        "1. <DIAGNOSIS code=E87.5>Hyperkalaemia</DIAGNOSIS> 2. <DIAGNOSIS code=G72.9>Myopaty</DIAGNOSIS>",
        "Impression: <DIAGNOSIS code=E43>severe malnutrition</DIAGNOSIS>, "
        "<DIAGNOSIS code=I50.23>acute on chronic systolic CHF</DIAGNOSIS>, <DIAGNOSIS code=N18.32>CKD 3b</DIAGNOSIS>.",
        "Impression: No <DIAGNOSIS negated>anemia</DIAGNOSIS>.",
        "<DIAGNOSIS code=E88.A>Cachexia</DIAGNOSIS> due to stress; the <DIAGNOSIS code=E88.A>cachexia</DIAGNOSIS>.",
        "<DIAGNOSIS code=I50.32>Chronic diastolic CHF</DIAGNOSIS>; the <DIAGNOSIS code=I50.32>CHF</DIAGNOSIS>.",
        "<DIAGNOSIS code=G03.9>Meningitis</DIAGNOSIS>; no <DIAGNOSIS code=A87.9 negated>viral meningitis</DIAGNOSIS>.",
        "<DIAGNOSIS code=N18.4>Stage IV CKD</DIAGNOSIS>, <DIAGNOSIS code=M54.12>C6-7 radiculopathy</DIAGNOSIS>.",
        "<DIAGNOSIS code=C25.9>Stage III cancer of the pancreas</DIAGNOSIS>.",
        "<DIAGNOSIS code=C43.9 historical>Melanoma</DIAGNOSIS>, excised in 2011.",
        "<DIAGNOSIS code=C73 historical>Thyroid cancer</DIAGNOSIS> eight years ago.",
        "Diagnosed with <DIAGNOSIS code=C61>prostate cancer</DIAGNOSIS> in 2019, on hormones.",
        "A <DIAGNOSIS code=C61>prostate cancer</DIAGNOSIS> known since 2019.",
        "<DIAGNOSIS code=E27.1>Addison's disease</DIAGNOSIS>; weak from the "
        "<DIAGNOSIS code=E27.1>adrenal insufficiency</DIAGNOSIS>.",
        "<DIAGNOSIS code=D50.9>Iron deficiency anemia</DIAGNOSIS>. Father: <DIAGNOSIS family>anemia</DIAGNOSIS>.",
        "Send the myositis-specific antibodies.",
        "Seen by the diabetes specialist; stroke association leaflet.",
        "Attends the dementia multidisciplinary clinic. Lives in a dementia care home. On the diabetes register.",
        "<DIAGNOSIS>Breast cancer</DIAGNOSIS> carefully staged. <DIAGNOSIS>Stroke</DIAGNOSIS> cared for at home.",
        "Palliative <DIAGNOSIS>cancer</DIAGNOSIS> care\n\nPlan (short)\n- rest",
        "Right <DIAGNOSIS code=M75.111>partial rotator cuff tear</DIAGNOSIS>.",
        "<DIAGNOSIS code=M48.00>Stenosis</DIAGNOSIS> L3-4. The <DIAGNOSIS code=M48.00>stenosis</DIAGNOSIS> is tight.",
        "MRI (L5/S1): severe <DIAGNOSIS code=M48.00>stenosis</DIAGNOSIS>.",
        "<DIAGNOSIS code=M48.00>Spinal stenosis</DIAGNOSIS> and pyloric stenosis.",
        "Tight <DIAGNOSIS code=M48.00>spinal stenosis</DIAGNOSIS>; <DIAGNOSIS code=M48.00>stenosis</DIAGNOSIS>.",
    ],
)
def test_diagnoses(note):
    check(note, "DIAGNOSIS")


@pytest.mark.parametrize(
    "note",
    [
        "Metoprolol 50 MG twice daily.",
        "MG 2.1, phosphate 3.0.",
        "Taken to hospital by ALS.",
        "ALS unit arrived first.",
        "HCC category 85.",
        "MS: oriented to person and place.",
        "PD catheter site clean.",
        "SpO2 96% on RA, joint pains.",
        "GBS status unknown at delivery.",
        "A brief MI about drinking: ready to cut down.",
        "The MI score of the lens is 1.1.",
    ],
)
def test_short_forms_of_something_else(note):
    check(note, "DIAGNOSIS")


@pytest.mark.parametrize(
    "note",
    [
        "Home after a <DIAGNOSIS code=J18.9>PNA</DIAGNOSIS>, oxygen off.",
        "His uncle died of an <DIAGNOSIS code=I21.9 family>MI</DIAGNOSIS>.",
        "No <DIAGNOSIS code=I21.9 negated>MI</DIAGNOSIS>, angina or palpitations.",
        "Her husband says she is <DIAGNOSIS code=E11.9>a diabetic</DIAGNOSIS>.",
        "<DIAGNOSIS code=E10.9>A type 1 diabetic</DIAGNOSIS> on a pump.",
    ],
)
def test_short_and_plain_names_of_common_diseases(note):
    check(note, "DIAGNOSIS")


@pytest.mark.parametrize(
    "text",
    [
        "ST depression on the ECG.",
        "Respiratory depression after morphine.",
        "No CVA or flank tenderness.",
        "Stroke secondary prevention plan.",
        "A clerk at IBM.",
        "The stent crossed the stenosis, as recorded.",
        "Pyloric stenosis as a child.",
        "The stenosis was discussed with the surgeon.",
        "Stenosis of the left renal artery.",
        "Liver infarct on CT, infarction of the right adrenal.",
        "She called the Cancer Society.",
        "Stroke-like episode in May, the left hand clumsy.",
        "A CVA-like event and TIA-like spells.",
        "- seizure-like activity on the ward",
        "| Impression | pseudo-stroke |",
        "Pseudo CVA or stroke like spell.",
        "The picture is lupus-like; stroke mimics were considered.",
        "Stroke-like onset of <DIAGNOSIS>myositis</DIAGNOSIS>.",
        "<DIAGNOSIS>Stroke</DIAGNOSIS>, like her father's. <DIAGNOSIS>Seizure</DIAGNOSIS> - like the last one.",
        "GBS workup.",
        "Anemia labs are pending.",
        "A lupus profile and a sleep apnea study were ordered.",
        "COVID vax today.",
        "To have COVID/flu jabs; vaccinations (influenza and pneumonia) are due.",
        "Immunized against hepatitis B, vax request: COVID.",
        "Vaccinated x3 for COVID. Vaccines: flu 10/2024, pneumonia 2021. Imms current incl. influenza.",
        "Boosters due for flu, shingles and pneumonia. COVID, flu and pneumonia jabs given.",
        "Vaccinated, <DIAGNOSIS>COVID</DIAGNOSIS> now. Booster on Monday - <DIAGNOSIS>influenza</DIAGNOSIS> by swab.",
        "<DIAGNOSIS>Pneumonia</DIAGNOSIS>, flu jab given. Vaccinated adult, dx <DIAGNOSIS>pneumonia</DIAGNOSIS>.",
        "Immunized and admitted for <DIAGNOSIS>pneumonia</DIAGNOSIS>.",
        "Vaccinated, but had <DIAGNOSIS>COVID</DIAGNOSIS> in May.",
        "<DIAGNOSIS>Influenza</DIAGNOSIS>, no vaccine this year.",
        "The wire was led into the carpal tunnel, then carpal tunnel decompression.",
        "PMH: s/p <DIAGNOSIS historical>stroke</DIAGNOSIS>, valve replacement, and <DIAGNOSIS>lupus</DIAGNOSIS>.",
        "Beck Depression Inventory: 12.",
        "C. diff toxin sent.",
        "Given a diabetic foot check and a diabetic eye leaflet.",
        "The child of a diabetic mother.",
    ],
)
def test_what_shares_a_word_with_a_disease(text):
    check(text, "DIAGNOSIS")


@pytest.mark.parametrize(
    ("statement", "codes"),
    [
        ("Generalized weakness secondary to acute cystitis.", {"N30.00"}),
        ("Weakness from E. coli bacteremia.", {"R78.81"}),
        ("Weak because of alcoholic cirrhosis and SIADH.", {"K70.30", "E22.2"}),
        ("Weakness attributed to severe aortic stenosis.", {"I35.0"}),
        ("Weakness due to poorly controlled type 1 diabetes.", {"E10.65"}),
        ("Weakness due to acute on chronic hypoxic respiratory failure.", {"J96.21"}),
        ("Weakness due to recent bronchitis.", set()),
        ("Weakness from a recent bout of acute pancreatitis.", set()),
        ("Weakness from recent surgery and pancytopenia.", {"D61.818"}),
        ("Weakness due to a recent diagnosis of Crohn's disease.", {"K50.90"}),
        ("Weakness due to gestational diabetes.", set()),
    ],
)
def test_a_cause_has_its_code_and_one_that_is_over_has_none(statement, codes):
    report = clinote.suggest(f"Assessment: {statement}")
    assert {code.code for code in report.codes if code.role == "instead"} == codes
    assert report.decision.code == ("other" if codes else "R53.1")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Adenocarcinoma of the cecum, resected. The cancer has spread.", ["C18.0", "C18.0"]),
        ("Ca L breast on letrozole.", ["C50.912"]),
        ("Right renal cell carcinoma.", ["C64.1"]),
        ("Carcinoma of the lower third of the esophagus.", ["C15.9"]),
        ("Breast cancer, weak right arm.", ["C50.919"]),
        ("Carcinoma in situ of the breast.", []),
        ("Carcinoma of unknown primary.", ["C80.1"]),
        ("Na 141, Ca 8.8, Mg 2.", []),
        ("Laryngeal cancer. His mother died of cancer.", ["C32.9", "C80.1"]),
        ("Ovarian cancer. Skin: no sign of malignancy.", ["C56.9", "C80.1"]),
    ],
)
def test_a_cancer_has_the_code_of_its_site(text, codes):
    facts = clinote.suggest(text).facts
    assert [fact.code for fact in facts if fact.label == "DIAGNOSIS"] == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Right CTS for years. Splint for CTS.", ["G56.01", "G56.01"]),
        ("CTS R>L. Splints for CTS.", ["G56.03", "G56.03"]),
        ("CTS on the right. CTS on the left. CTS is common.", ["G56.01", "G56.02", "G56.00"]),
        ("Carpal tunnel syndrome (R). Rt. CTS.", ["G56.01", "G56.01"]),
        ("CTS of the left and right wrist.", ["G56.03"]),
        ("Left-sided carpal tunnel syndrome.", ["G56.02"]),
        ("C5 ± C6 radic.", ["M54.12"]),
    ],
)
def test_a_mention_has_the_side_that_another_tells(text, codes):
    assert [f.code for f in clinote.suggest(text).facts if f.label == "DIAGNOSIS"] == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Anemia, likely B12 deficiency.", ["D64.9", "D51.9"]),
        ("Anemia: iron deficient.", ["D50.9", "D50.9"]),
        ("Myopathy - statin-induced.", ["G72.0", "G72.0"]),
        ("Anemia, cancer.", ["D64.9", "C80.1"]),
        ("Anemia, stable, iron infused.", ["D64.9"]),
    ],
)
def test_a_kind_may_be_set_behind_the_name_of_a_disease(text, codes):
    assert [f.code for f in clinote.suggest(f"A: {text}").facts if f.label == "DIAGNOSIS"] == codes


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Folic acid def anaemia", "D52.9"),
        ("Anaemia 2° folate deficiency", "D52.9"),
        ("Anemia caused by lack of folic acid", "D52.9"),
        ("Vit B12 def anemia", "D51.9"),
        ("Anemia secondary to cobalamin deficiency", "D51.9"),
        ("Megaloblastic anemia due to B12 deficiency", "D51.9"),
        ("Fe def anaemia", "D50.9"),
        ("Anemia from iron deficiency", "D50.9"),
        ("Anaemia because of low iron", "D50.9"),
        ("Severe hypochromic microcytic anemia", "D50.9"),
        ("Microcytic anaemia", "D50.9"),
        ("Macrocytic anaemia", "D53.9"),
        ("Nutritional anemia", "D53.9"),
        ("Megaloblastic anemia", "D53.1"),
        ("Pernicious anaemia", "D51.0"),
        ("Sideroblastic anemia", "D64.3"),
        ("Normocytic anemia", "D64.9"),
        ("Anemia with B12 deficiency excluded", "D64.9"),
        ("Anemia due to blood loss", "D50.0"),
        ("Anemia of chronic disease", "D63.8"),
    ],
)
@pytest.mark.parametrize("form", ["{}.", "Assessment:\n1. {}\n2. Gout", "Tired; {}, on tablets.", "| Problem | {} |"])
def test_an_anemia_has_the_code_of_its_kind(words, code, form):
    named = [f.code for f in clinote.suggest(form.format(words)).facts if f.label == "DIAGNOSIS" and f.text != "Gout"]
    assert named[0] == code
