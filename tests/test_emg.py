"""EMG and nerve conduction: findings where a study is spoken of, planned studies, and what looks like a finding."""

import pytest
from markup import anywhere, check

from clinote import engine
from clinote.extract import emg
from clinote.reading import Reading


@anywhere
def found(text):
    """(finding, text) of every EMG fact that is not only planned, in text order."""
    facts = sorted(emg.extract(Reading(text), []), key=lambda f: f.start)
    return [(f.says.finding, f.text) for f in facts if not f.hypothetical]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("EMG normal", "EMG normal"),
        ("EMG of the arms (2022, elsewhere): normal.", "EMG of the arms (2022, elsewhere): normal"),
        ("EMG/NCS 3/2025: normal.", "EMG/NCS 3/2025: normal"),
        ("EMG and nerve conduction studies were unremarkable.", "EMG and nerve conduction studies were unremarkable"),
        ("EMG last year at an outside hospital was read as normal.",
         "EMG last year at an outside hospital was read as normal"),
        ("She had a normal EMG.", "normal EMG"),
        ("The EMG done here yesterday was normal.", "EMG done here yesterday was normal"),
        ("EMG repeated this morning: normal.", "EMG repeated this morning: normal"),
        ("EMG did not show any abnormality.", "EMG did not show any abnormality"),
        ("No abnormality on EMG.", "No abnormality on EMG"),
        ("Sensory and motor conduction studies normal.", "Sensory and motor conduction studies normal"),
        ("Needle EMG of the left deltoid normal.", "Needle EMG of the left deltoid normal"),
        ("EMG normal, to be repeated in May.", "EMG normal"),
        ("EMG of the arm, although painful, was normal.", "EMG of the arm, although painful, was normal"),
    ],
)  # fmt: skip
def test_a_normal_study(text, expected):
    assert found(text) == [("normal", expected)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("EMG: small, brief, polyphasic motor units in the deltoid.",
         [("myopathic", "small, brief, polyphasic motor units")]),
        ("Needle EMG: motor units were of short duration and low amplitude.",
         [("myopathic", "motor units were of short duration and low amplitude")]),
        ("Needle EMG: large, long-duration MUAPs with reduced recruitment.",
         [("neuropathic", "large, long-duration MUAPs"), ("reduced_recruitment", "reduced recruitment")]),
        ("Electrodiagnostic impression: irritable myopathy.", [("myopathic", "irritable myopathy")]),
        ("NCS was read as neuropathic.", [("neuropathic", "neuropathic")]),
        ("NCS in a man with neuropathic pain.", []),
        ("EMG: fibrillations and positive sharp waves.",
         [("spontaneous_activity", "fibrillations and positive sharp waves")]),
        ("Needle exam: increased insertional activity; myotonic discharges.",
         [("spontaneous_activity", "increased insertional activity"), ("myotonic", "myotonic discharges")]),
        ("RNS at 3 Hz: 22% decrement. After exercise, increment of 150%.",
         [("nmj", "decrement"), ("nmj", "increment")]),
        ("Single-fiber EMG: increased jitter.", [("nmj", "increased jitter")]),
        ("NCS 7/14: prolonged distal latencies, no F waves.", [("neuropathic", "prolonged distal latencies")]),
        ("Sural SNAP absent bilaterally.", [("neuropathic", "Sural SNAP absent")]),
        ("EMG showed an irritable myopathy.", [("myopathic", "irritable myopathy")]),
        ("EMG (elsewhere, 2/2025) - mild polyneuropathy.", [("neuropathic", "polyneuropathy")]),
        ("Carpal tunnel syndrome on NCS.", [("neuropathic", "Carpal tunnel syndrome")]),
        ("EMG-proven myopathy.", [("myopathic", "myopathy")]),
        ("EMG was myopathic.", [("myopathic", "myopathic")]),
        ("EMG neither myopathic nor neurogenic.", [("myopathic", "myopathic"), ("neuropathic", "neurogenic")]),
        ("EMG showed motor unit changes of myopathic type.", [("myopathic", "motor unit changes of myopathic type")]),
        ("EMG: fibrillation in the deltoid.", [("spontaneous_activity", "fibrillation")]),
        ("EMG: MUPs short and small.", [("myopathic", "MUPs short and small")]),
        ("EMG: units of reduced amplitude.", [("myopathic", "units of reduced amplitude")]),
        ("Interference pattern on EMG was reduced.",
         [("reduced_recruitment", "Interference pattern on EMG was reduced")]),
        ("EMG: no myotonia.", [("myotonic", "myotonia")]),
        ("EMG findings of a postsynaptic NMJ disorder.", [("nmj", "NMJ disorder")]),
        ("No decremental response on RNS.", [("nmj", "decremental response")]),
        ("EMG c/w myositis.", [("myopathic", "myositis")]),
        ("EMG ruled out myopathy.", [("myopathic", "myopathy")]),
        ("She had an abnormal EMG.", [("other", "abnormal EMG")]),
        ("Abnormal EMG with denervation.", [("neuropathic", "denervation")]),
        ("EMG: short, small and polyphasic in the deltoid.", [("myopathic", "short, small and polyphasic")]),
        ("Needle EMG\nRight calf: large, long, poly.", [("neuropathic", "large, long, poly")]),
        ("EMG of a short, small child.", []),
        ("EMG: brief units recruiting early.", [("myopathic", "brief units"), ("myopathic", "recruiting early")]),
        ("EMG: fibs + PSWs in the calf.", [("spontaneous_activity", "fibs and PSWs")]),
        ("EMG necrotizing myopathy.", [("myopathic", "necrotizing myopathy")]),
        ("EMG: sharp waves and fibs in the hand.", [("spontaneous_activity", "sharp waves and fibs")]),
        ("EMG last spring at County: irritative myopathy pattern.", [("myopathic", "myopathy")]),
        ("EMG of 6/2 abnormal: chronic radiculopathy.", [("neuropathic", "radiculopathy")]),
        ("Myopathy, EMG-proven.", [("myopathic", "Myopathy")]),
        ("EMG with short-duration, low-amplitude polyphasics.",
         [("myopathic", "short-duration, low-amplitude polyphasics")]),
        ("EMG: disorder of lower motor neurons.", [("neuropathic", "disorder of lower motor neurons")]),
        ("EMG unrevealing.", [("normal", "EMG unrevealing")]),
        ("EMG: normal duration, normal amplitude MUPs.", [("normal", "EMG: normal duration, normal")]),
        ("SFEMG: jitter mildly increased.", [("nmj", "jitter mildly increased")]),
        ("EMG of the arm: Conclusion - L5 radiculopathy. Otherwise no neuropathy.",
         [("neuropathic", "L5 radiculopathy"), ("neuropathic", "neuropathy")]),
        ("EMG: early recruitment. Reading: myopathy; no added polyneuropathy.",
         [("myopathic", "early recruitment"), ("myopathic", "myopathy"), ("neuropathic", "polyneuropathy")]),
        ("Inflammatory myopathy, proven by needle EMG.", [("myopathic", "needle EMG")]),
        ("EMG: non-irritable myopathy.", [("myopathic", "non-irritable myopathy")]),
        ("EMG shows a muscle disease.", [("myopathic", "muscle disease")]),
        ("Study | Site | Result\nNCS | ulnar, tibial | normal\nEMG | deltoid, VL | myopathic",
         [("normal", "NCS | ulnar, tibial | normal"), ("myopathic", "myopathic")]),
        ("EMG normal. No evidence of muscle disease.", [("normal", "EMG normal")]),
        ("EMG: fibrillations. No neuropathy.",
         [("spontaneous_activity", "fibrillations"), ("neuropathic", "neuropathy")]),
    ],
)  # fmt: skip
def test_findings(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Needle EMG of the left gluteus and hamstrings, performed at the county hospital, was unremarkable.",
         ["normal"]),
        ("Nerve conduction of both arms (April), reviewed today, came back normal.", ["normal"]),
        ("EMG was done and his CK was normal.", []),
        ("EMG, normal gait and full power.", []),
        ("NCS negative for neuropathy.", ["neuropathic"]),
        ("The electromyogram showed a myogenic tracing in the thighs.", ["myopathic"]),
        ("EMG showed dystrophic changes.", ["myopathic"]),
        ("Neurography: slow conduction velocities as signs of demyelination.", ["neuropathic", "neuropathic"]),
        ("Repetitive stimulation at 3 Hz gave an amplitude reduction of 30%.", ["nmj"]),
        ("RNS: the CMAP amplitude dropped; a drop in amplitude was seen in the face.", ["nmj"]),
        ("EMG: rarefied interference pattern, denervation potentials.",
         ["reduced_recruitment", "spontaneous_activity"]),
        ("EMG revealed an L5 root lesion.", ["neuropathic"]),
        ("NCS confirmed a brachial plexus lesion.", ["neuropathic"]),
        ("EMG showed myokymia.", ["spontaneous_activity"]),
        ("Sensory responses were not elicitable on NCS.", ["neuropathic"]),
        ("On NCS, velocities, latencies and amplitudes were all normal.", ["normal"]),
        ("EMG/NCS report. Impression: critical illness myopathy.", []),
        ("ELECTRODIAGNOSTIC STUDIES\nCarpal tunnel syndrome.\n", []),
        ("NCS showed carpal tunnel syndrome.", ["neuropathic"]),
        ("SFEMG: jitter values were excessive. No jitter in the voice.", ["nmj"]),
        ("Conclusion of the EMG: the study is abnormal.", ["other"]),
        ("EMG failed to reveal any abnormality.", ["normal"]),
        ("Without abnormalities on nerve conduction.", ["normal"]),
        ("EMG: F-waves are prolonged.", ["neuropathic"]),
        ("Amplitude of the tremor was reduced. EMG not done.", []),
        ("EMG showed fibrillations. Muscle biopsy: axonal loss and myopathic changes.", ["spontaneous_activity"]),
        ("She went for EMG, which was unremarkable.", ["normal"]),
        ("NCS of the arms showed nothing abnormal.", ["normal"]),
        ("EMG probable myopathy.", ["myopathic"]),
        ("EMG normal. MRI of the leg with denervation edema.", ["normal"]),
        ("Single-fiber EMG of the frontalis showed abnormal jitter.", ["nmj"]),
        ("Abnormal EMG with prolonged insertional activity.", ["spontaneous_activity"]),
        ("NCS: mild slowing of the peroneal nerve at the knee.", ["neuropathic"]),
        ("No electrodiagnostic evidence of a neuromuscular junction disorder.", ["nmj"]),
    ],
)  # fmt: skip
def test_object_and_quality_wherever_they_stand(text, expected):
    assert [finding for finding, _ in found(text)] == expected


def test_a_report_concludes_in_its_impression():
    text = (
        "ELECTRODIAGNOSTIC REPORT\n\nNEEDLE EMG\nLeft deltoid: fibrillation potentials 2+.\n\n"
        "IMPRESSION: Abnormal study.\n1. Myopathy.\n2. No evidence of a polyneuropathy.\n\nHe has known radiculopathy."
    )
    assert found(text) == [
        ("spontaneous_activity", "fibrillation potentials"),
        ("myopathic", "Myopathy"),
        ("neuropathic", "polyneuropathy"),
    ]


def test_a_condition_speaks_of_the_study_already_planned():
    text = "Order EMG/NCS of the left leg. MRI of the lumbar spine if EMG unrevealing."
    assert [f.text for f in emg.extract(Reading(text), [])] == ["EMG/NCS"]


def test_a_normal_study_that_is_a_condition_is_no_finding():
    assert found("Muscle biopsy if the EMG is normal.") == []


def test_a_disease_after_its_finding_adds_nothing():
    text = "RNS showed a postsynaptic defect of neuromuscular transmission, consistent with myasthenia gravis."
    assert [finding for finding, _ in found(text)] == ["nmj"]


def test_a_needle_table_gives_one_cell_for_each_finding():
    text = (
        "NEEDLE EMG\n"
        "Muscle       Ins    Fib   PSW   Fasc   Amp    Dur     Recr\n"
        "R deltoid    incr   2+    1+    0      low    short   early\n"
        "R biceps     N      1+    0     0      low    short   early\n"
        "R FDI        N      0     0     0      high   N       reduced\n"
    )
    assert found(text) == [
        ("spontaneous_activity", "2+"), ("myopathic", "short"), ("neuropathic", "high"),
        ("reduced_recruitment", "reduced"),
    ]  # fmt: skip


def test_the_headings_of_a_needle_table_are_no_findings():
    assert found("NEEDLE EMG\nMuscle | Fibs | PSWs | Recruitment\nR TA | 0 | 0 | Full\nL TA | 0 | 0 | Normal") == []


def test_a_spontaneous_column_may_name_its_potentials():
    text = (
        "EMG\nMuscle | Spontaneous | MUP | Recruitment\nR TA | none | nl | nl\n"
        "L TA | fibs 2+, PSW 1+ | large, long | reduced"
    )
    assert found(text) == [
        ("spontaneous_activity", "fibs 2+, PSW 1+"), ("neuropathic", "large, long"), ("reduced_recruitment", "reduced"),
    ]  # fmt: skip


def test_a_dash_in_a_needle_table_is_no_finding():
    assert found("NEEDLE EMG\nMuscle | Fibs | MUAP | Recruitment\nR TA | 1+ | nl | nl\nT9 PSP | - | - | -") == [
        ("spontaneous_activity", "1+")
    ]


def test_a_note_with_a_needle_table_concludes_in_its_impression():
    text = (
        "| Muscle | Fib/PSW | MUAP | Recruit |\n|---|---|---|---|\n| TA | 0 | nl | full |\n\nImpression: No myopathy."
    )
    assert found(text) == [("myopathic", "myopathy")]


def test_a_disease_that_fits_the_conclusion_adds_nothing():
    text = "Neurophysiology - report\n\nNeedle: normal.\n\nConclusion: A myopathy. Inclusion body myositis would fit."
    assert found(text) == [("myopathic", "myopathy")]


def test_an_interpretation_right_behind_a_study_is_its_own():
    text = "NEEDLE EMG\nBiceps: early recruitment.\n\nINTERPRETATION\nMyopathic process, no polyneuropathy."
    alone = found.__wrapped__(text)  # a note that begins with a study's name is its report
    assert ("myopathic", "Myopathic process") in alone
    assert ("neuropathic", "polyneuropathy") in alone


def test_a_report_goes_on_after_the_examination():
    text = (
        "**RNS / SFEMG REPORT** - 2/3/25\n\n**Exam:** ptosis.\n\n| Nerve | CMAP |\n|---|---|\n| Ulnar | 7 mV |\n\n"
        "After 10 s of exercise: no increment."
    )
    assert found(text) == [("nmj", "increment")]


def test_a_report_known_by_its_title():
    text = "NEUROPHYSIOLOGY DEPARTMENT\n\nNeedle: normal muscles.\n\nOpinion: No polyneuropathy or NMJ disorder."
    assert found(text) == [("neuropathic", "polyneuropathy"), ("nmj", "NMJ disorder")]


@pytest.mark.parametrize(
    "text",
    [
        "EMG ordered.", "EMG/NCS requested for Thursday.", "Will get EMG to look for myopathic changes.",
        "He declined EMG.",
        "EMG pending.", "No need for EMG.", "Plan: EMG to evaluate for myopathy versus neuropathy.",
        "If unrevealing, EMG.",
        "EMG ordered to see whether the study is normal.",
        "EMG was not done.", "Potassium normal, EMG awaited.", "Return for EMG and conduction studies.",
    ],
)  # fmt: skip
def test_a_planned_study_is_one_hypothetical_fact(text):
    facts = emg.extract(Reading(text), [])
    assert [(f.says.finding, f.hypothetical) for f in facts] == [("other", True)]


@pytest.mark.parametrize(
    "text",
    [
        "Atrial fibrillation. The baby is irritable with spontaneous activity.",
        "A decrement of 5 mg in the dose. Facilitation of transfer.",
        "Myopathy from steroids. Polyneuropathy from diabetes.",
        "EEG showed temporal sharp waves. Sleep latency prolonged.",
        "Intraoperative monitoring with EMG was normal.",
        "Two units of red cells, small bowel, short of breath.",
        "He has undergone an EMG.",
        "EMG in 2019. CIDP treated with IVIG; myasthenia gravis ruled out.",
        "The MRI study was normal.",
        "EMG of a man with a neurogenic bladder and myopathic gait.",
        "Biopsy: myopathic. Grip myotonia.",
        "Mild neuropathy. EMG will be scheduled.",
    ],
)
def test_look_alikes_give_nothing(text):
    assert found(text) == []


def test_zero_fibrillations_are_negated():
    facts = emg.extract(Reading("NEEDLE EMG\nLeft biceps: fibrillations 0, positive waves 1+."), [])
    assert [(f.text, f.negated) for f in facts] == [("fibrillations", True), ("positive waves", False)]


def test_negated_findings_are_found():
    check(
        "EMG: no <EMG finding=spontaneous_activity negated>fibrillations or positive waves</EMG>;"
        " no evidence of <EMG finding=myopathic negated>myopathy</EMG>."
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The EMG yielded brief small units without fibrillations.",
         [("myopathic", "brief small units"), ("spontaneous_activity", "fibrillations")]),
        ("Needle EMG uncovered denervation without myopathic changes.",
         [("neuropathic", "denervation"), ("myopathic", "myopathic changes")]),
        ("cranial nerves are normal emg of the arms showed myotonic discharges",
         [("myotonic", "myotonic discharges")]),
        ("bulk normal nerve conduction studies revealed axonal loss", [("neuropathic", "axonal loss")]),
        ("coordination normal ncs normal", [("normal", "ncs normal")]),
        ("EMG (-), NCS -ve, CK 90.", [("normal", "EMG (-), NCS -ve")]),
        ("EMG of both legs was done and the gene panel is awaited: denervation in the calves.",
         [("neuropathic", "denervation")]),
        ("Myogenic changes in the thighs on EMG, and a bland muscle biopsy.", [("myopathic", "Myogenic changes")]),
        ("EMG was normal, but the biopsy showed myogenic changes.", [("normal", "EMG was normal")]),
        ("EMG was done to exclude a myopathy.", []),
    ],
)  # fmt: skip
def test_a_study_and_its_own_words(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "EMG does not support a <EMG finding=myopathic negated>myopathic process</EMG>.",
        "EMG is not suggestive of a <EMG finding=neuropathic negated>polyneuropathy</EMG>.",
        "The EMG supports a <EMG finding=myopathic>myopathic process</EMG>.",
        "EMG consistent with <EMG finding=myopathic>myopathy</EMG>.",
    ],
)
def test_what_a_study_does_not_fit(text):
    check(text)


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("RNS at 3 Hz, facial nerve: decrement 4% at rest (nl <10).", True),
        ("Repetitive stimulation of the accessory nerve: 6 % decrement, normal < 8 %.", True),
        ("RNS trapezius: decrement of 9% (abnormal > 7%).", False),
        ("RNS of the median nerve with a 9% decrement.", False),
        ("RNS of the ulnar nerve: less than 10% decrement.", True),
        ("RNS: <10 % decrement at rest.", True),
        ("RNS of the ulnar nerve: less than 20% decrement.", False),
        ("Stimulation of the nasalis at 2/s gave a 27% decrement.", False),
        ("RNS ADM, 20 Hz: increment 15%.", True),
        ("30 Hz stimulation: increment of 180%.", False),
    ],
)
def test_a_decrement_within_the_normal_range_is_none(text, negated):
    (found,) = (f for f in engine.read(Reading(text)) if f.label == "EMG")
    assert (found.says.finding, found.negated) == ("nmj", negated)


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        (
            "Giant units with sparse recruitment in both first dorsal interossei.",
            ["neuropathic", "reduced_recruitment"],
        ),
        ("Brief, low-amplitude units and fibs in the left biceps.", ["myopathic", "spontaneous_activity"]),
        ("Two units of red cells; recruitment of volunteers was reduced.", []),
        ("Needle: myotonic discharges in APB; no neurogenic units.", ["myotonic", "neuropathic"]),
    ],
)
def test_a_needle_examination_speaks_without_its_name(text, findings):
    assert [f.says.finding for f in engine.read(Reading(text)) if f.label == "EMG"] == findings


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("EMG report\nImpression: Abnormal study. Neurogenic changes in L5 muscles, as may be seen in a radiculopathy.",
         ["neuropathic"]),
        ("EMG: short small units of the kind found in patients with inflammatory myopathy.", ["myopathic"]),
        ("EMG normal. A normal EMG cannot rule out small fiber disease.", ["normal"]),
        ("EMG report\nImpression: Abnormal study. Clinical correlation is advised.", ["other"]),
    ],
)  # fmt: skip
def test_what_is_only_compared_or_said_of_every_study_is_no_finding(text, findings):
    assert [f.says.finding for f in engine.read(Reading(text)) if f.label == "EMG"] == findings


@pytest.mark.parametrize(
    "marked",
    [
        "<EMG finding=normal>EMG by Dr. Hale was normal</EMG>.",
        "<EMG finding=other>EMG was obtained, which was abnormal</EMG>.",
        "She had an <EMG finding=normal>EMG in May, which was normal</EMG>.",
        "<EMG finding=normal>NCS, which were done by Prof. Reed in Leeds, were normal</EMG>.",
        "<EMG finding=normal>EMG was done and it was unremarkable</EMG>.",
        "Electromyographic investigation revealed <EMG finding=neuropathic>chronic denervation</EMG> of the biceps.",
        "Electrophysiologic testing showed a <EMG finding=neuropathic>median neuropathy</EMG>.",
        "Electrophysiology study of the heart: normal. No abnormal rhythm.",
        "An <EMG finding=other>abnormal EMG</EMG> and a positive antibody, so a diagnosis of dermatomyositis.",
        "<EMG finding=other>EMG was abnormal</EMG>. Physical examination was normal.",
        "EMG was done in a lady who had normal reflexes.",
    ],
)
def test_a_study_and_its_result_across_what_is_told_of_it(marked):
    check(marked, "EMG")


@pytest.mark.parametrize(
    ("text", "past"),
    [
        ("Outside EMG in 2018 was myopathic. EMG here today is normal.", ["myopathic"]),
        ("EMG in 2018 showed fibrillations; the repeat study is normal.", ["fibrillations"]),
        ("EMG in 2018 was myopathic.", []),
        ("EMG 3 weeks ago was myopathic. A new EMG is not needed.", []),
        ("Repeat EMG shows fibrillations, as the outside study did.", []),
    ],
)
def test_a_study_made_anew_makes_an_earlier_one_past(text, past):
    assert [f.text for f in emg.extract(Reading(text), []) if f.historical] == past


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NCS R tibial, peroneal and L sural: normal.", ["normal"]),
        ("The EMG was equivocal.", ["other"]),
        ("NCS showed that the radial nerve was compressed in the groove.", ["neuropathic"]),
        ("NCS: delayed motor conduction at the ankle.", ["neuropathic"]),
        ("NCS: prolonged DLs.", ["neuropathic"]),
        ("NCS: low CMAP amplitudes, no decrement on RNS.", ["other", "nmj"]),
        ("RNS at 2 Hz, ADM: amplitude reduced by 24%.", ["nmj"]),
        ("There is electrical evidence of a myopathy.", ["myopathic"]),
        ("No electrical signs of heart block.", []),
    ],
)
def test_words_that_say_what_a_study_found(text, expected):
    assert [finding for finding, _ in found(text)] == expected


def test_no_evidence_on_a_study_is_a_finding_and_no_plan():
    facts = [f for f in engine.read(Reading("Without electrodiagnostic features of myopathy.")) if f.label == "EMG"]
    assert [(f.says.finding, f.negated, f.hypothetical) for f in facts] == [("myopathic", True, False)]


@pytest.mark.parametrize(
    "marked",
    [
        "NCS: ulnar <EMG finding=neuropathic>distal latency 4.9 ms</EMG> (normal < 3.4).",
        "Tibial <EMG finding=neuropathic>motor conduction velocity 30 m/s</EMG> (LLN 41).",
        "NCS: <EMG finding=neuropathic>F wave latency 36 ms</EMG> (upper limit of normal 31).",
        "NCS: median motor latency 3.1 ms (normal < 4.2), velocity 54 m/s (normal > 49).",
        "NCS: the <EMG finding=neuropathic>ulnar velocity fell to 34 m/s</EMG> across the elbow (N >= 49).",
        "Sural SNAP 14 uV (normal > 5).",
        "NCS: <EMG finding=neuropathic>radial SNAP 3 uV</EMG> [8-40].",
        "NCS: peroneal <EMG finding=other>CMAP 0.7 mV</EMG> (> 2); velocity 44 m/s.",
    ],
)
def test_a_figure_is_measured_against_the_limit_printed_with_it(marked):
    check(marked, "EMG")


@pytest.mark.parametrize(
    "marked",
    [
        "SFEMG: <EMG finding=nmj negated>normal jitter</EMG> in the forehead.",
        "<EMG finding=nmj negated>Jitter was not increased</EMG> on single fiber EMG.",
        "SFEMG: <EMG finding=nmj>mean jitter 71 us</EMG> (upper limit 45).",
        "EMG: <EMG finding=reduced_recruitment negated>recruitment was not reduced</EMG>.",
        "<EMG finding=other>EMG was not normal</EMG>.",
        "NCS: latencies were not prolonged.",
        "NCS: <EMG finding=neuropathic>F waves could not be elicited</EMG> in the legs.",
        "NCS: <EMG finding=neuropathic>no tibial response</EMG> on the left.",
        "NCS: <EMG finding=neuropathic>absent sural response</EMG>; no abnormality of the arms.",
        "NCS: <EMG finding=neuropathic>No response from the fibular nerve</EMG>.",
        "EMG: no <EMG finding=spontaneous_activity negated>abnormal insertional activity</EMG>.",
        "Needle EMG: the calves were <EMG finding=spontaneous_activity negated>electrically silent</EMG>.",
        "<EMG finding=other>EMG showed some abnormalities</EMG>.",
        "EMG showed <EMG finding=myopathic>abnormalities of a myopathic type</EMG>.",
        "<EMG finding=normal>EMG was limited by pain, no clear abnormality</EMG> seen.",
        "<EMG finding=normal>EMG fine</EMG>.",
    ],
)
def test_a_quality_that_is_denied_and_an_object_that_is_not_there(marked):
    check(marked, "EMG")


@pytest.mark.parametrize(
    "marked",
    [
        "<EMG finding=normal>EMG normal</EMG>, on calcium channel blocking tablets.",
        "EMG was put off as a lorry was blocking the road.",
        "Single fiber EMG: <EMG finding=nmj>blocking</EMG> in four pairs.",
        "EMG was done. They reported normal appetite.",
        "EMG was done. All were normal: iron, folate.",
        "NCS: SMA patent on the angiogram.",
    ],
)
def test_words_that_are_a_study_s_only_beside_others(marked):
    check(marked, "EMG")


@pytest.mark.parametrize(
    "marked",
    [
        "EMG: <EMG finding=myopathic>amplitude and duration of the units were reduced</EMG>.",
        "Needle EMG: MUP <EMG finding=neuropathic>durations were prolonged</EMG>.",
        "EMG: MUPs with early firing; <EMG finding=myopathic>duration short</EMG> throughout.",
        "NCS: <EMG finding=neuropathic>sensory amplitudes were reduced</EMG>.",
        "The <EMG finding=nmj>CMAP doubled</EMG> after brief exercise.",
        "The CMAP increased with the growth of the muscle.",
        "RNS: the <EMG finding=nmj>CMAP amplitude fell</EMG> by 25% from the first to the fifth stimulus.",
        "RNS: the <EMG finding=nmj negated>CMAP amplitude fell</EMG> by 5%.",
        "RNS at 2 Hz: <EMG finding=nmj negated>amplitude dropped</EMG> slightly, which is not significant.",
        "NCS: stimulation at the ankle, amplitude drops with distance.",
        "EMG: motor units of normal shape; duration of the visit was short.",
        "EMG: <EMG finding=myopathic>small motor units</EMG>, long duration of symptoms.",
        "EMG was done at noon. Fast firing units of the police passed.",
    ],
)
def test_sizes_are_those_of_units_or_of_responses(marked):
    check(marked, "EMG")


@pytest.mark.parametrize(
    "marked",
    [
        "EMG REPORT\nDeltoid: <EMG finding=spontaneous_activity negated>silent at rest</EMG>.\n"
        "<EMG finding=normal>Conclusion: normal</EMG>.",
        "EMG of four muscles was done. <EMG finding=normal>These were unremarkable</EMG>.",
        "<EMG finding=normal>EMG normal</EMG>. His sons, both were normal.",
        "<EMG finding=normal>EMG normal</EMG>. ANA, ESR and RF were sent. All negative.",
        "Neurophysiological examinations were consistent with a <EMG finding=neuropathic>polyneuropathy</EMG>.",
        "EMG failed to show <EMG finding=myopathic negated>myopathy</EMG>.",
        "NCS confirm <EMG finding=neuropathic>CTS</EMG>.",
        "Cranial nerve examination was normal. <EMG finding=normal>EMG normal</EMG>.",
        "EMG shows a <EMG finding=myopathic>non-necrotizing myopathy</EMG>.",
    ],
)  # fmt: skip
def test_studies_by_other_names_and_what_concludes_them(marked):
    check(marked, "EMG")


@pytest.mark.parametrize(
    "marked",
    [
        "NCS: <EMG finding=neuropathic>↑ distal latencies</EMG> in the arms.",
        "NCS: <EMG finding=other>↓ CMAP amplitudes</EMG>.",
        "EMG: <EMG finding=spontaneous_activity>↑ insertional activity</EMG>.",
        "EMG: <EMG finding=reduced_recruitment>↓ recruitment</EMG> in the calf.",
        "EMG: <EMG finding=spontaneous_activity>spont activity</EMG> 2+.",
        "His children snap at him ↑ noise. <EMG finding=other hypothetical>EMG</EMG> ordered.",
        "<EMG finding=normal>EMG nml</EMG>.",
        "<EMG finding=other>NCS abn</EMG>.",
        "EMG +ve for <EMG finding=myopathic>myopathy</EMG>.",
        "<EMG finding=normal>EMG per Dr. Hale was normal</EMG>.",
        "<EMG finding=other hypothetical>EMG</EMG> would be useful.",
        "She might benefit from an <EMG finding=other hypothetical>EMG</EMG>.",
        "EMG may represent a <EMG finding=neuropathic uncertain>radiculopathy</EMG>.",
        "EMG: <EMG finding=neuropathic>axonal polyneuropathy</EMG>. No <EMG finding=myopathic negated>myopathy</EMG>.",
        "NCS: ulnar <EMG finding=neuropathic>latency 4.4 ms (H)</EMG>.",
    ],
)
def test_shorthand_of_results(marked):
    check(marked, "EMG")


@pytest.mark.parametrize(
    "marked",
    [
        "<EMG finding=normal>EMG was normal</EMG>. I doubt a disorder of neuromuscular transmission.",
        "NCS: low values. Read as an <EMG finding=neuropathic>axonal neuropathy</EMG>.",
        "NCS: <EMG finding=neuropathic>slow velocities</EMG>.\nTSH 2.\nIMPRESSION: Diabetic neuropathy.\nPLAN: Diet.",
    ],
)
def test_what_a_study_concludes_and_what_the_visit_does(marked):
    check(marked, "EMG")


@pytest.mark.parametrize(
    "marked",
    [
        "I did NCS and EMG. These show features of an <EMG finding=neuropathic>axonal neuropathy</EMG>.",
        "EMG raised the possibility of a <EMG finding=myopathic uncertain>myopathy</EMG>.",
        "NCS: <EMG finding=other>reduced compound muscle action potential amplitudes</EMG>.",
        "EMG shows <EMG finding=neuropathic>neuropathy</EMG> rather than myopathy.",
        "EMG changes suggest <EMG finding=myopathic>myositis</EMG>.",
        "<EMG finding=other hypothetical>EMG</EMG> rescheduled.",
        "<EMG finding=neuropathic>Carpal tunnel syndrome</EMG> by NCS.",
    ],
)
def test_what_a_study_raises_and_what_is_still_to_come(marked):
    check(marked, "EMG")


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("NCS showed neuropathy, cubital tunnel syndrome, and radiculopathy.", ["neuropathic"] * 3),
        ("EMG revealed plexopathy, tarsal tunnel and an L4 radiculopathy.", ["neuropathic"] * 3),
        ("EMG showed left CTS, C7 radiculopathy.", ["neuropathic"] * 2),
        ("EMG to look for carpal tunnel syndrome.", []),
        ("Carpal tunnel release in 2012. EMG was normal.", ["normal"]),
        ("NCS: The tibial response is absent. The ulnar sensory response is normal.", ["neuropathic", "normal"]),
        ("NCS\n- Peroneal F-wave is prolonged.\n- Tibial F-wave is within normal limits.", ["neuropathic", "normal"]),
        ("NCS: Sural SNAPs were lost. Radial SNAPs were preserved.", ["neuropathic", "normal"]),
        ("EMG: Fibrillations in the calf. Lumbar paraspinal muscles were normal.", ["spontaneous_activity", "normal"]),
        ("EMG: denervation in the calf with normal findings in the arm.", ["neuropathic", "normal"]),
        ("NCS: The median response is reduced. Distal latency 3.4 ms (normal < 4.2).", ["neuropathic"]),
        ("NCS: latencies were not prolonged.", []),
        ("EMG done. Normal findings on MRI of the spine.", []),
        ("EMG done. His paraspinal muscles were tender.", []),
        ("NCS: Ulnar sensory responses are present, but reduced.", ["neuropathic"]),
        ("NCS: Sural SNAPs were recordable but small.", ["neuropathic"]),
        ("NCS: Sural SNAPs were present, but he moved.", []),
    ],
)  # fmt: skip
def test_each_member_of_a_list_and_what_is_normal_in_a_later_sentence(text, findings):
    assert [finding for finding, _ in found(text)] == findings


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        # what a visit concludes from more than the study
        ("EMG: brief units.\n\nImpression: weak legs with a myopathic EMG. I doubt an inflammatory myopathy.",
         ["myopathic"] * 2),
        ("CK 900. EMG: brief units.\n\nImpression: high CK and a myopathic EMG. Toxic myopathy is the leading suspect.",
         ["myopathic"] * 2),
        ("EMG: brief units. NCS were normal.\n\nImpression: weak arms, a myopathic EMG. Not a toxic myopathy.",
         ["myopathic", "normal", "myopathic"]),
        # what the study concludes
        ("EMG of the arm: brief units.\n\nImpression: This is an abnormal EMG. There is an inflammatory myopathy.",
         ["myopathic", "other", "myopathic"]),
        ("Impression: This electrical study is abnormal. There is a C7 radiculopathy.", ["other", "neuropathic"]),
        # May is a month
        ("EMG in May showed a myopathy.", ["myopathic"]),
        ("NCS done in May revealed a polyneuropathy.", ["neuropathic"]),
        ("EMG may show a myopathy.", []),
        ("EMG may show a polyneuropathy; it was normal in May.", []),
    ],
)  # fmt: skip
def test_whose_conclusion_it_is_and_a_month_that_plans_nothing(text, findings):
    assert [finding for finding, _ in found(text)] == findings


@pytest.mark.parametrize(
    "text",
    [
        "Decrement of 24% on slow stimulation.", "No decrement on slow stimulation of the trapezius.",
        "Slow repetitive stimulation: no decrement.", "Stimulation at low rates of stimulation: decrement 30%.",
        "Fibs 2+ in deltoid.\n25% decrement.", "PSWs in the gastrocnemius. No decrement in the thenar muscles.",
    ],
)  # fmt: skip
def test_a_decrement_is_one_beside_how_it_was_stimulated_or_below_what_only_a_study_finds(text):
    (fact,) = [f for f in engine.read(Reading(text)) if f.label == "EMG" and f.says.finding == "nmj"]
    assert (fact.text.lower(), fact.negated) == ("decrement", "o decrement" in text)


@pytest.mark.parametrize(
    "text",
    ["Dose decrement at a slow rate.", "Decrement in dose.\nFibs 1+ in deltoid.", "Going to snap at us. Irritability."],
)
def test_a_decrement_of_something_else(text):
    assert not {"nmj", "spontaneous_activity"} & {finding for finding, said in found(text) if said != "Fibs"}
