"""Durations: the days that a time stands for, and the mention that it dates."""

import pytest
from markup import anywhere, check

from clinote import engine
from clinote.reading import Reading, normal
from clinote.spans import time

NOTE_DATE = "2026-03-12"
"""A Thursday."""


def _lasted(norm, start, end, today):
    return [found for found in time.find(norm, start, end, lambda: today) if found.form in time.LASTED]


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("x 3 months", 91.32, 91.32),
        ("x1wk", 7, 7),
        ("times 3 months", 91.32, 91.32),
        ("for two (2) weeks", 14, 14),
        ("for 10 (ten) days", 10, 10),
        ("for 6 wks. of late", 42, 42),
        ("3-4 months", 91.32, 121.76),
        ("a five to seven-week history of", 35, 49),
        ("between eight and ten months", 243.52, 304.4),
        ("2 days to 3 weeks", 2, 21),
        (">2 weeks", 14, None),
        ("upwards of six weeks", 42, None),
        ("3+ weeks", 21, None),
        ("for over a year", 365.25, None),
        ("less than 24 hours", None, 1),
        ("going on four months", 121.76, 121.76),
        ("36 hours ago", 1.5, 1.5),
        ("a couple of days", 2, 2),
        ("for 1 1/2 years", 547.875, 547.875),
        ("two and a half weeks", 17.5, 17.5),
        ("1y 2m", 426.13, 426.13),
        ("2 yrs 3 m", 821.82, 821.82),
        ("over the past year", 365.25, 365.25),
        ("for several weeks", None, None),
        ("for months", None, None),
        ("x 3/52", 21, 21),
        ("since discharge 2/27", 13, 13),
        ("since d/c 2/27", 13, 13),
        ("since 15 January", 56, 56),
        ("since his second infusion about five weeks now", 35, 35),
        ("since January 15", 56, 56),
        ("since 3/1", 11, 11),
        ("since 02/28/26", 12, 12),
        ("since Tuesday", 2, 2),
        ("since yesterday", 1, 1),
        ("since the weekend", None, None),
        ("since breakfast", None, None),
        ("since about 4 p.m. yesterday", None, None),
        ("began on 2/20/26", 20, 20),
        ("since his stroke 3 months ago", 91.32, 91.32),
        ("for a good six weeks", 42, 42),
        ("for the better part of a year", 365.25, 365.25),
        ("over a matter of days", None, None),
        ("over the space of ten days", 10, 10),
        ("for as long as five years", None, 1826.25),
        ("duration: 3/12", 91.32, 91.32),
        ("[2/52]", 14, 14),
        ("in its third week", 14, 21),
        ("dating from 12 february", 28, 28),
        ("for ?2 months", 60.88, 60.88),
        ("over the past year and a half", 547.875, 547.875),
        ("for a quarter of a year", 91.3125, 91.3125),
        ("x 3wk+", 21, None),
        ("for just over a month", 30.44, None),
        ("a month or so", 30.44, 30.44),
        ("ten weeks' standing", 70, 70),
        ("6/52", 42, 42),
        ("4/12 duration", 121.76, 121.76),
        ("since easter, about ten months", 304.4, 304.4),
        ("since the week before christmas", None, None),
        ("began around memorial day weekend", None, None),
        ("started over the winter", None, None),
        ("onset 2/27", 13, 13),
        ("for the past month or two", 30.44, 60.88),
        ("no more than a week", None, 7),
        ("no less than two weeks", 14, None),
        ("for weeks but less than three months", None, 91.32),
        ("in the two months since her fall", 60.88, 60.88),
        ("since a stay in the hills, about ten weeks", 70, 70),
        ("began sometime in february", 12, 39),
    ],
)
def test_days(words, low, high):
    (span,) = _lasted(normal(words), 0, len(words), NOTE_DATE)
    assert (span.low, span.high) == (
        pytest.approx(low, abs=0.01) if low is not None else None,
        pytest.approx(high, abs=0.01) if high is not None else None,
    )


@pytest.mark.parametrize(
    "words",
    [
        "twice a day",
        "in November",
        "in its best week",
        "every 2 weeks",
        "in 3 weeks",
        "58-year-old",
        "4 h/day",
        "since she is tired",
        "last year",
        "since her last visit",
        "since we last met",
        "4/7",
        "20 minutes per day",
        "4 wk out from surgery",
        "a 6-day stay",
        "x 3 more weeks",
    ],
)
def test_no_duration(words):
    assert _lasted(normal(words), 0, len(words), NOTE_DATE) == []


def test_a_date_needs_the_date_of_the_note():
    (span,) = _lasted("since 15 january", 0, 16, None)
    assert (span.low, span.high) == (None, None)


@anywhere
def dated(note):
    """(time, what it dates) of every duration in a note."""
    facts = engine.read(Reading(note, NOTE_DATE))
    texts = {fact.id: fact.text for fact in facts}
    return [(fact.text, texts[fact.says.about]) for fact in facts if fact.label == "DURATION"]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Weakness x 3 weeks.", [("x 3 weeks", "Weakness")]),
        ("Progressive weakness of both legs for 14 months.", [("for 14 months", "weakness")]),
        ("Weakness of the legs on both sides for half a year.", [("for half a year", "Weakness")]),
        ("A 3-week history of fever and weakness.", [("3-week", "weakness")]),
        ("Over the past 6 months he has become weaker.", [("Over the past 6 months", "weaker")]),
        ("Two days ago she noticed weakness of the hand.", [("Two days ago", "weakness")]),
        ("Since Tuesday she cannot climb stairs.", [("Since Tuesday", "cannot climb stairs")]),
        ("Trouble climbing stairs for a year.", [("for a year", "Trouble climbing stairs")]),
        ("Leg weakness (yes, x 9 days).", [("x 9 days", "weakness")]),
        ("Weakness has troubled her for 5 weeks.", [("her for 5 weeks", "Weakness")]),
        ("Weakness standing up from low seats for 5 months.", [("for 5 months", "Weakness")]),
        ("Fatigue and weakness x 2 days.", [("x 2 days", "weakness")]),
        ("A widow w 5/12 h/o weakness of the arms.", [("5/12", "weakness")]),
        ("Since the surgery (3 weeks) he is weak.", [("Since the surgery (3 weeks", "weak")]),
        ("Found down after 3 days of worsening weakness.", [("3 days", "weakness")]),
        ("Weak, seen after 3 weeks of prednisone, still weak.", []),
        ("Weak 3 d/t flu.", []),
        ("Weak leg. Onset: 6 weeks ago.", [("6 weeks ago", "Weak")]),
        ("Weak hands, three-month history.", [("three-month", "Weak")]),
        ("Quadriceps weakness 4/5 on the left, 9-day course.", [("9-day", "weakness")]),
        ('Weak "in every limb" for ten days.', [("for ten days", "Weak")]),
        ("Weakness the same as at the last visit, x 7 weeks.", [("x 7 weeks", "Weakness")]),
        ("Weakness creeping up over some four months.", [("over some four months", "Weakness")]),
        ("Since midday weakness of the arms.", [("Since midday", "weakness")]),
        ("Foot weakness that spread to the thighs over 9 days.", [("over 9 days", "weakness")]),
        ("In January he began to notice weakness.", [("In January", "weakness")]),
        ("Until a week ago she felt well; she now cannot stand.", [("Until a week ago", "cannot stand")]),
        ("Noticed 9 days ago after a drive; cannot climb ladders.", [("9 days ago", "cannot climb ladders")]),
        ("It is now 6 weeks that he cannot raise his arms.", [("now 6 weeks", "cannot raise his arms")]),
        ("She puts the start of her weakness at two weeks ago.", [("at two weeks ago", "weakness")]),
        ("Since 3 days ago he cannot walk.", [("Since 3 days ago", "cannot walk")]),
        ("Weakness, subacute, 3 wks.", [("3 wks", "Weakness")]),
        ("Malaise. It started 3 days ago.", [("3 days ago", "Malaise")]),
        ("Malaise. The patient states that she has noticed it for 5 to 6 weeks.", [("for 5 to 6 weeks", "Malaise")]),
        ("Malaise. He says this has been going on for a month.", [("been going on for a month", "Malaise")]),
        ("Malaise. She tells us that she first noticed it 4 weeks ago.", [("4 weeks ago", "Malaise")]),
        ("Malaise. States onset was 6 months ago.", [("6 months ago", "Malaise")]),
        ("Malaise. She reports that she has noticed a lump for 8 weeks.", []),
        ("Malaise. She takes a statin. She says she has had it for 8 weeks.", []),
        ("Malaise. It's been nearly a month now.", [("been nearly a month", "Malaise")]),
        ("Malaise. This has been 2 weeks already.", [("been 2 weeks", "Malaise")]),
        ("Malaise. It has been 2 weeks since the move.", []),
        ("Weary every afternoon for five weeks.", [("for five weeks", "Weary")]),
        ("Exhausted from morning to night for a month.", [("for a month", "Exhausted")]),
        ("Leg weakness, first documented 5 days ago.", [("5 days ago", "weakness")]),
        ("Age: 60   Onset: 6 weeks ago, after a flu\nS: weak in both legs.", [("6 weeks ago", "weak")]),
        ("Age 60   Onset date: 2/1/26\nWeak in both legs.", [("Onset date: 2/1/26", "Weak")]),
        ("Since then weak, about five weeks.", [("Since then", "weak"), ("about five weeks", "weak")]),
        ("Weak x 5 d, cough x 2 wks.", [("x 5 d", "Weak")]),
        ("Aching for 6 weeks, then 3 weeks of weakness.", [("3 weeks", "weakness")]),
        ("Weakness noted x8d per sister.", [("x8d", "Weakness")]),
        ("Cough in May, then 5 wk leg weakness: slow on stairs.", [("5 wk", "weakness")]),
        ("New: 9 d generalized weakness.", [("9 d", "weakness")]),
        ("Five weeks' weakness of both hands.", [("Five weeks", "weakness")]),
        ("Tired 3 mo, weak 1 mo.", [("3 mo", "Tired"), ("1 mo", "weak")]),
        ("6 mo fatigue, 3 wk weakness.", [("6 mo", "fatigue"), ("3 wk", "weakness")]),
        ("Strong at noon, weak by 6 pm, x4 wk.", [("x4 wk", "weak")]),
        ("Weak on and off x 2 mo.", [("x 2 mo", "Weak")]),
        ("Weak going on two years.", [("going on two years", "Weak")]),
        ("Legs weak. About a month by her count.", [("About a month", "weak")]),
        ("Seen for weakness. Now 12 d, no better.", [("Now 12 d", "weakness")]),
        ("Weak legs. Began on Tuesday.", [("Began on Tuesday", "Weak")]),
        ("Around Halloween he noticed weakness.", [("Around Halloween", "weakness")]),
        ("Since the flu my legs are weak.", [("Since the flu", "weak")]),
        ("Weakness after a fall 9 days ago.", [("9 days ago", "Weakness")]),
        ("Weakness R hand, 4 days.", [("4 days", "Weakness")]),
        ("Month-long weakness.", [("Month-long", "weakness")]),
        ("3/52 of weakness since.", [("3/52", "weakness")]),
        ("Onset of leg weakness was 2/1/26.", [("2/1/26", "weakness")]),
        ("Date of onset of weakness: 10-Feb-2026", [("10-Feb-2026", "weakness")]),
        ("Duration of weakness: 5 weeks", [("5 weeks", "weakness")]),
        ("Fatigue & slowing up over the past 3 yrs.", [("over the past 3 yrs", "Fatigue")]),
        ("Weak grip? Yes, for about a month.", [("for about a month", "Weak")]),
        ("Dr: Do you tire? How long have you been weak? Pt: Five weeks.", [("Five weeks", "weak")]),
        ("Weakness. Onset: x 9 wks, gradual", [("x 9 wks", "Weakness")]),
        ("Arm weakness, worsening x 4 months.", [("x 4 months", "weakness")]),
        ("CC: tired\nDuration: 6-8 weeks\nSeverity: mild", [("6-8 weeks", "tired")]),
        ("2-3/12 tired, sleeping badly.", [("2-3/12", "tired")]),
        ("Weakness 4/12, on a waiting list since 2/52.", [("4/12", "Weakness")]),
        ("Trouble climbing stairs, ongoing since November.", [("since November", "Trouble climbing stairs")]),
        ("Cannot lift a pan; this has been so for two months.", [("for two months", "Cannot lift a pan")]),
        ("Woke two days ago with weakness of the arm.", [("two days ago", "weakness")]),
        ("Fever, tiredness, postural dizziness and ataxia for 9 days.", [("for 9 days", "tiredness")]),
        ("Several weeks-months increasing exhaustion.", [("Several weeks-months", "exhaustion")]),
        ("Rash, accompanied by 2 days of weakness.", [("by 2 days", "weakness")]),
        ("Weakness from 4 months.", [("from 4 months", "Weakness")]),
        ("Nodes for 8 years, weakness every day for 2 weeks.", [("for 2 weeks", "weakness")]),
        ("Tiredness and disturbed sleep for 5 weeks.", [("for 5 weeks", "Tiredness")]),
        ("Weak after meals for 4 months.", [("for 4 months", "Weak")]),
        ("Legs weak on rising x 10 days.", [("x 10 days", "weak")]),
        ("Flu two months ago, then weakness of both arms over nine days.", [("over nine days", "weakness")]),
        (
            "Dx: muscle weakness\nInsurance: none\nReferred by: Lund\nDuration: 2 months",
            [("2 months", "muscle weakness")],
        ),
        ("The weakness is symmetrical, with a duration of about 3 months.", [("about 3 months", "weakness")]),
        ("Fatigue = 2 weeks.", [("= 2 weeks", "Fatigue")]),
        ("Tired since d/c from rehab 6/7 ago.", [("since d/c from rehab 6/7 ago", "Tired")]),
        ("Her legs are weak. 11 days.", [("11 days", "weak")]),
        ("I feel weak.\nDr. Ode: How long has that been going on?\nPatient: like 5 weeks", [("like 5 weeks", "weak")]),
        ("I feel weak. And you cough? How long is your commute? 3 hours.", []),
        ("Weak on the stairs. She rests half way. It has gone on for 3 months.", [("for 3 months", "Weak")]),
        ("Weak on the stairs. She has a cough. It has gone on for 3 months.", []),
        ("The weakness is mild and has not changed in five months.", [("in five months", "weakness")]),
        ("Fatigue, no better after 3 weeks.", [("3 weeks", "Fatigue")]),
        ("Weak arms, unchanged in 2 years.", [("in 2 years", "Weak")]),
        ("Could not stand for 4 days before she rang us.", [("for 4 days before", "Could not stand")]),
        ("Weak arms. She dates the onset to about 8 weeks ago.", [("about 8 weeks ago", "Weak")]),
        ("Weak legs. The patient has had this for ten days.", [("for ten days", "Weak")]),
        ("Weak legs. How long? 10 days.", [("10 days", "Weak")]),
        ("Weak per wife for 6 d.", [("for 6 d", "Weak")]),
        ("Fatigue, per her daughter x 3 wks.", [("x 3 wks", "Fatigue")]),
        ("Leg weakness as per patient since Monday.", [("since Monday", "weakness")]),
        ("Tired when hauling crates for 6 weeks.", [("for 6 weeks", "Tired")]),
        ('Says "weak as a wet rag by lunch" x 2/12.', [("x 2/12", "weak")]),
        ("[x] weakness [ ] pain [ ] rash   Duration 9 d", [("9 d", "weakness")]),
        ("Weak for 1 week; since Tuesday cannot walk.", [("for 1 week", "Weak"), ("since Tuesday", "cannot walk")]),
    ],
)
def test_what_a_time_dates(note, expected):
    assert dated(note) == expected


@pytest.mark.parametrize(
    "note",
    [
        "Stroke 4 years ago with weakness of the arm.",
        "S/p bypass 3 weeks ago with generalized weakness.",
        "The crash 7 years ago left him with right hemiparesis.",
        "Weakness: review 2/52.",
        "Fatigue. Next visit 2-3/52.",
        "Not fit for the warehouse for another 6 weeks.",
        "Weakness and prednisone for 3 weeks.",
        "A 56-year-old with weakness.",
        "Cough x 10 days, weakness.",
        "Weakness; pain in the knee since 2019.",
        "Weakness. Prednisone 40 mg x 7 days.",
        "Runny nose 3/7, weak.",
        "Weakness resolved 3 days ago.",
        "The fatigue has since improved.",
        "Generalized weakness. Return in 3 weeks.",
        "Two weeks ago she was given a statin and now has weakness.",
        "Smoked for 20 years, is weak.",
        "The block may cause leg weakness for two hours.",
        "Expect weakness for 3 days after the injection.",
        "Physical therapy for weakness x 8 weeks.",
        "Weakness. Prednisone per her rheumatologist x 3 weeks.",
        "It has been 3 weeks since the surgery and she is weak.",
        "Admitted 4 days ago for weakness.",
        "The study in June noted weakness.",
        "Weakness. Seen 4 weeks ago for a cold.",
        "Since her March visit the hands have become weaker.",
        "Two weeks ago she noticed worsening of her left hemiparesis.",
        "78 y weak man.",
        "Weakness. 3 weeks of antibiotics.",
        "Weakness. 2 wk follow-up.",
        "No weakness. 3 wks now.",
        "POD 3, generalized weakness.",
        "ICU 9 d, weak in all limbs.",
        "Weak. Started lisinopril last month.",
        "Knee pain     Onset: 6 weeks ago\nLegs weak.",
        "The arm may be weak for a few hours after the block.",
        "The weakness of the first months is gone.",
        "Shingles three weeks ago, then weakness of the arm.",
        "Dx: weakness\nOther problem: back pain\nOnset: 3 weeks",
        "Weak after surgery for 2 weeks.",
        "Any weakness? Three weeks ago he had a cold.",
        "Weakness 3 w/ falls.",
        "Weak legs? No, not for 2 weeks.",
        "The weakness has changed in the last 2 weeks.",
        "She took steroids for 3 weeks before she became weak.",
        "Weak legs. He has had it checked 3 weeks ago.",
        "No weakness. He noticed this in May.",
        "Weak while taking prednisone for 3 weeks.",
        "Tired, uses a BiPAP for 2 years.",
        "Weak, wearing a splint for 3 weeks.",
        "[x] rash [ ] weakness   Duration 9 d",
        "Three years of numb toes, though the foot lacks any weakness.",
    ],
)
def test_the_time_of_something_else(note):
    assert dated(note) == []


@pytest.mark.parametrize(
    "text",
    [
        "Her sister has been <WEAKNESS family>weak</WEAKNESS> for 12 years.",
        "The block can leave the hand <WEAKNESS hypothetical>weak</WEAKNESS> for 18 hours.",
        "Item 2, feeling <WEAKNESS concept=fatigue>tired</WEAKNESS> - several days",
    ],
)
def test_no_time_of_another_or_of_what_has_not_come(text):
    check(text, "WEAKNESS", "DURATION")


def test_a_complaint_there_on_waking_is_dated_by_it():
    check("Woke up <DURATION>yesterday</DURATION> w/ <WEAKNESS>weakness</WEAKNESS> of the arm.", "WEAKNESS", "DURATION")
    check("Woke up yesterday. Strength 5/5.", "WEAKNESS", "DURATION")


@pytest.mark.parametrize(
    "text",
    [
        "Fatigue, odd taste and pale stools",
        "Weakness, loss of her hair and brittle nails",
        "Malaise and bleeding gums",
        "Weakness of both arms, thirst of late & itch",
        "Weak dizzy",
        "Tired weak numb",
    ],
)
def test_a_list_shares_its_time_whatever_it_names(text):
    assert dated(f"{text} for three weeks.")


@pytest.mark.parametrize(
    "text",
    [
        "Weakness, and she took iron for three weeks.",
        "Weakness and travelled in Peru for three weeks.",
        "Weakness, glaucoma and hay fever for twenty years.",
        "Weakness, was seen and kept on the ward for three weeks.",
        "Weak. Dizzy for three weeks.",
        "Weak: pain in the back for three weeks.",
    ],
)
def test_a_clause_keeps_its_time(text):
    assert not dated(text)


@pytest.mark.parametrize("after", ["getting worse", "slowly worse", "nil fever", ", ongoing"])
def test_a_fraction_behind_a_complaint_is_how_long_it_has_lasted(after):
    assert dated(f"Legs weak 6/12 {after}")
    assert not dated(f"Legs examined 6/12 {after}, weak")


@pytest.mark.parametrize(
    "text",
    [
        'Felt "shivery two nights ago", weak.',
        "(A cold three days ago) Tired.",
        "Cannot stand for ten minutes.",
        "Struggles to kneel more than a few minutes.",
    ],
)
def test_a_time_within_brackets_or_of_what_can_be_borne(text):
    assert not dated(text)


def test_a_time_before_a_quotation():
    assert dated('Over the last five days feels "wiped out".') == [("Over the last five days", "wiped out")]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("His thighs are weak, he holds the rail, and it has been like this since Tuesday.", "since Tuesday"),
        ("Legs weak. No numbness. No falls. They say it began 9 days ago.", "9 days ago"),
        ("Malaise. Sleeps well. Her son thinks this started five weeks ago.", "five weeks ago"),
        ("Weakness, and that has been there for ten months.", "for ten months"),
    ],
)
def test_what_it_stands_for_is_the_complaint_named_before(note, expected):
    assert [text for text, _ in dated(note)] == [expected]


@pytest.mark.parametrize(
    "note",
    [
        "Legs weak. He has a cough. It began 9 days ago.",
        "Legs weak and has a lump, it appeared 9 days ago.",
        "Weakness. On metformin. It was started 9 days ago.",
        "Legs weak. No numbness.\n\nHIP\nStarted 9 days ago.",
        "Legs weak. No numbness. They moved here 9 days ago.",
    ],
)
def test_what_it_may_stand_for_as_well(note):
    assert dated(note) == []


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Some three years of slowly growing trouble with his arms. Cannot lift a pan.", "Some three years"),
        ("A 2-year history of progressive symptoms. She sings. She cannot climb stairs.", "2-year"),
        ("Timing: gradual, 5 weeks\nWeak in both legs.", "5 weeks"),
        ("He has not been out for two weeks because he is so weak.", "for two weeks"),
        ("The trouble over the last 5 weeks has been weakness.", "over the last 5 weeks"),
        ("Weakness without numbness for 5 weeks.", "for 5 weeks"),
        ("Weak and clumsy, past ten days.", "past ten days"),
        ("Weak when she lifts the kettle off the stove for ten days.", "for ten days"),
        ("Weakness, dizziness and chest discomfort for several hours.", "for several hours"),
        ("PC: weak, 3/12", "3/12"),
        ("The weakness has plagued him for ten months.", "for ten months"),
        ("She became weak in February.", "in February"),
        ("Weakness, which he noticed on a walk in February.", "in February"),
        ("The leg pain is gone, but his wife says over the past ten days he has felt weak.", "over the past ten days"),
        ("Fell five days after she noticed the weakness of her legs.", "five days"),
        ("Scanned 3 days after the weakness set in.", "3 days"),
        ("Seen six weeks after the onset of weakness.", "six weeks"),
        ("Leg weakness, which started 4 days before his fall.", "4 days before"),
        ("Over the last two years thinner, off his food, and weak.", "Over the last two years"),
        ("Arm weakness.\nHPI: Started three weeks ago.", "three weeks ago"),
        ("Arm weakness.\n\nHISTORY: He dates the onset to six months ago.", "six months ago"),
        ("4/7 leg weakness, no cough", "4/7"),
        ("Both arms feel weak, left more than right, over 3 months.", "over 3 months"),
        ("Arm weakness, subacute (5-6 wks)", "5-6 wks"),
        ("c/o weakness. 49M, baker. 4/52 hx, slow.", "4/52"),
        ("Muscle weakness of the arms 6/12, struggling with pans.", "6/12"),
        ("Weakness in legs 2/12", "2/12"),
        ("Still weak, a month in all.", "a month in all"),
        ("Weak since about the third pill, nearly 2 weeks.", "since about the third pill, nearly 2 weeks"),
        ("The weakness had first appeared two days before his fever.", "two days before"),
        ("Transferred nine days after the onset of her leg weakness.", "nine days"),
        ("His symptoms began 5 months ago. He has weakness of the hands.", "5 months ago"),
        ("Trouble started in March. Both legs are weak.", "started in March"),
        ("Weak arms; she says it's been two months.", "been two months"),
        ("Weak since starting the water tablet 9 days ago.", "since starting the water tablet 9 days ago"),
        ("He traces the weakness to an illness in February.", "in February"),
    ],
)
def test_a_time_with_its_complaint_elsewhere_in_the_sentence_or_behind_it(note, expected):
    assert [text for text, _ in dated(note)] == [expected]


@pytest.mark.parametrize(
    "note",
    [
        "Three years of trouble with his bladder. Legs weak.",
        "A 2-year history of symptoms of gout. Legs weak.",
        "He has taken prednisone for two weeks because he is so weak.",
        "He has had physiotherapy for two weeks because he is so weak.",
        "The pain over the last 5 weeks has been worse than the weakness.",
        "Dr Olsen found weakness in February.",
        "The weakness has resolved for ten months.",
        "Weak while on prednisone for ten days.",
        "Weak, on dialysis for ten years.",
        "Weakness on 3/12.",
        "Weak, fell 3/12.",
        "Weak. He fell three days after his daughter's wedding.",
        "3/7 weak today\n3/8 stronger",
        "2/12 weak, as on 1/30/26",
        "Weakness. Statin: started 3 weeks ago.",
        "Weakness, in the last days of life.",
        "Two weeks after changing his pills he noticed weakness.",
        "Ten days after the weakness, a rash.",
        "Knee pain. Her symptoms began 5 months ago. Arms are weak.",
        "The problem started with gout 2 years ago. Arms are weak.",
    ],
)
def test_a_time_with_another_complaint_or_with_none(note):
    assert dated(note) == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Date of service: 3/20/26\nLeg weakness since 3/6/26.", 14),
        ("Encounter date - March 20, 2026. Weak since March 6.", 14),
        ("NEUROLOGY\nDate: 20 Mar 2026\nWeak since 6 Mar 2026.", 14),
        ("Last visit date: 3/20/26. Weak since 3/6/26.", None),
        ("MRI date: 3/20/26. Weak since 3/6/26.", None),
        ("DOB: 3/20/1966. Weak since 3/6/26.", None),
    ],
)
def test_a_label_tells_the_day_of_the_visit(text, days):
    (found,) = (f for f in engine.read(Reading(text)) if f.label == "DURATION")
    assert found.says.days_low == days
    (found,) = (f for f in engine.read(Reading(text, "2026-03-13")) if f.label == "DURATION")
    assert found.says.days_low == 7


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A 9-year history of gout and a 3-week history of weakness.", [("3-week", "weakness")]),
        ("A 2-year history of 3-day spells of weakness.", [("2-year", "weakness")]),
        (
            "Lost the ability to jump about 3 years ago and to rise from a chair 6 months ago.",
            [("about 3 years ago", "Lost the ability to jump"), ("6 months ago", "to rise from a chair")],
        ),
        (
            "Unable to climb stairs since May, and to lift a pan since June.",
            [("since May", "Unable to climb stairs"), ("since June", "to lift a pan")],
        ),
        ("Could no longer kneel 5 weeks ago.", [("5 weeks ago", "Could no longer kneel")]),
        ("5 days of loose stool, and weakness since yesterday.", [("since yesterday", "weakness")]),
        ("He had shingles two years ago and has been weak for a month.", [("for a month", "weak")]),
        ("Three weeks of tablets are done but I am weak since Monday.", [("since Monday", "weak")]),
        ("Weak since the birth, esp. last 9 days.", [("since the birth", "Weak"), ("last 9 days", "Weak")]),
        ("Weakness and a dry mouth, onset some 5 weeks ago.", [("some 5 weeks ago", "Weakness")]),
        ("The client is weaker and slower over the last two years.", [("over the last two years", "weaker")]),
        ("Weakness and gout for eleven years.", []),
        ("Weak, off her food x 3/7", [("x 3/7", "Weak")]),
        ("generalised weakness, dysarthria, cramps for 5 days", [("for 5 days", "weakness")]),
        ("Weakness, on peritoneal dialysis x 3 years.", []),
        ("79m seen at home tired 4/7 nil cough no sob", [("4/7", "tired")]),
    ],
)
def test_each_of_several_times_dates_its_own(text, expected):
    facts = engine.read(Reading(text))
    by_id = {f.id: f for f in facts}
    dated = [(f.text, by_id[f.says.about]) for f in facts if f.label == "DURATION"]
    assert [(words, about.text) for words, about in dated] == expected
    assert not any(about.historical for _, about in dated)


@pytest.mark.parametrize(
    ("written", "days"), [("27.2.26", 14), ("27.02.2026", 14), ("2.27.26", 14), ("27.2", None), ("27.2.4.1", None)]
)
def test_a_date_with_full_stops_is_the_day_first(written, days):
    (found,) = (f for f in engine.read(Reading(f"Weak legs since {written}", "2026-03-13")) if f.label == "DURATION")
    assert found.says.days_low == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("She had chills, weakness and sweats for the week prior to presentation.", [7]),
        ("Weak for the month leading up to this visit.", [30.44]),
        ("Weakness ?cause 5/52.", [35]),
        ("Weakness. Given antibiotics for the week prior to admission.", []),
        ("Weakness for the most part.", []),
    ],
)
def test_the_unit_before_the_note_is_one_and_a_doubted_cause_parts_nothing(text, days):
    facts = engine.read(Reading(text))
    assert [f.says.days_low for f in facts if f.label == "DURATION"] == days


def test_a_time_behind_a_bracket_is_of_what_stands_before_it():
    assert dated("Tired [cannot climb stairs, no fever] x 5/52") == [("x 5/52", "Tired")]
    assert dated("Muscle weakness (fatigue for 2 days)") == [("for 2 days", "fatigue")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She has known for a month that her arms are weak.", [("for a month", "weak")]),
        ("It has been three weeks that she cannot climb stairs.", [("been three weeks", "cannot climb stairs")]),
        ("66F c 2 wk progressive weakness.", [("2 wk", "weakness")]),
        ("He has 3 wks ascending weakness.", [("3 wks", "weakness")]),
        ("Weakness, for most of the past month.", [("for most of the past month", "Weakness")]),
        ("Weakness spanning two years.", [("spanning two years", "Weakness")]),
        ("Weak all over for three weeks.", [("for three weeks", "Weak")]),
        ("He has used the cream for a month that makes him weak.", []),
    ],
)
def test_the_words_of_a_time_and_what_they_date(text, expected):
    assert dated(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5/7 runny nose, cough, tired", [("5/7", "tired")]),
        ("2 weeks headache, fever and weakness.", [("2 weeks", "weakness")]),
        ("5/7 prednisone, tired", []),
        ("3 weeks fatigue, low mood and weakness.", [("3 weeks", "fatigue")]),
        ("3 weeks numbness, falls, weakness.", [("3 weeks", "weakness")]),
        ("2 weeks rehab, weak.", []),
        ("Weakness with a cough of 9 days' duration.", [("9 days' duration", "Weakness")]),
        ("He has been weaker and has been off his food over the past week.", [("over the past week", "weaker")]),
        ("He has been weak and has been on prednisone over the past week.", []),
        ('Says for the last few days "a bit more tired".', [("for the last few days", "tired")]),
        ('Malaise for "a few weeks".', [('for "a few weeks', "Malaise")]),
        ("Malaise for some time.", [("for some time", "Malaise")]),
        ("Has been tired for quite a while now.", [("for quite a while", "tired")]),
        ("Tired. Seen once in a while.", []),
        ("Malaise: weeks to months.", [("weeks to months", "Malaise")]),
        ("Malaise - several visits, weeks.", []),
        ("Malaise ... about 3 weeks.", [("about 3 weeks", "Malaise")]),
        ("Malaise - been like this for years.", [("for years", "Malaise")]),
        ("From June onwards, weakness of both hands.", [("From June", "weakness")]),
        ("Weakness noted after the graft 9 days ago.", [("9 days ago", "Weakness")]),
        ("Weakness after a 6 day rehab stay.", []),
        ("Stroke 5 years ago, mild left arm weakness.", []),
        ("CVA 4/12 ago - residual weakness of the hand.", []),
        ("A man with a 5-year history of gout had weakness of both arms.", []),
        ("A man with a 5-year history of gout and weakness of both arms.", [("5-year", "weakness")]),
    ],
)
def test_a_time_of_a_list_of_a_predicate_and_of_something_else(text, expected):
    assert sorted(dated(text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Arms weak.\nWhen did it start? 5 or 6 weeks ago", [("5 or 6 weeks ago", "weak")]),
        ("Arms weak. When did you first notice it? About a month ago.", [("About a month ago", "weak")]),
        ("Arms weak. When did you last eat? 3 hours ago.", []),
        ("Arms weak since the move, her son says 2 wks.", [("since the move", "weak"), ("2 wks", "weak")]),
        ("Weakness of the grip due to a median neuropathy, present for nine months.",
         [("for nine months", "Weakness")]),
        ("Weak + unsteady, 3 falls since August.", []),
        ("Weakness, two falls in the last month.", []),
        ("Fatigue, fever and loss of 6 kg for two months.", [("for two months", "Fatigue")]),
        ("Both feet went numb and over the next three days weakness rose to the hips.",
         [("over the next three days", "weakness")]),
        ("Over the subsequent four months he grew weak.", [("Over the subsequent four months", "weak")]),
        ("Weakness: over the next 3 weeks we will watch this.", []),
        ("Over the next 2 weeks weakness should improve.", []),
        ("Following 3 weeks of antibiotics he is weak.", []),
    ],
)  # fmt: skip
def test_questions_courses_and_what_has_its_own_time(text, expected):
    assert sorted(dated(text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Malaise. Present 5 months.", [("5 months", "Malaise")]),
        ("Malaise. Constant for 5 months.", [("for 5 months", "Malaise")]),
        ("Malaise. First noted 5 months ago.", [("5 months ago", "Malaise")]),
        ("Malaise. Started colchicine 5 days ago.", []),
        ("Malaise; start colchicine x 5 days.", []),
        ("Malaise, off colchicine for 5 weeks.", []),
        ("Malaise. Pain constant for 5 months.", []),
    ],
)
def test_a_state_dates_what_was_named_and_a_drug_does_not(text, expected):
    assert sorted(dated(text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Weak, tired, no shift work x 4/12", []),
        ("Weak legs; nil fevers x 3/52.", []),
        ("Tired, denies night sweats for 2 months.", []),
        ("Tired x 4/12, nil shift work", [("x 4/12", "Tired")]),
        ("Weak and tired, no pain, for 3 weeks.", [("for 3 weeks", "Weak")]),
        ("Weakness with no pain for 3 weeks.", [("for 3 weeks", "Weakness")]),
        ("Fatigue, no change for 4 months.", [("for 4 months", "Fatigue")]),
    ],
)
def test_a_time_behind_a_denial_is_how_long_that_has_not_been(text, expected):
    assert dated(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Weakness past fortnight, worse at night.", [("past fortnight", "Weakness")]),
        ("Weak last fortnight", [("last fortnight", "Weak")]),
        ("Weakness previous fortnight", [("previous fortnight", "Weakness")]),
        ("Weakness past wk", [("past wk", "Weakness")]),
        ("Tired in past year", [("in past year", "Tired")]),
        ("Tired for a wee while", [("for a wee while", "Tired")]),
        ("Tired for a good long while", [("for a good long while", "Tired")]),
        ("Past week reviewed. Weakness.", []),
        ("Fell last fortnight, weakness.", []),
    ],
)
def test_a_stretch_without_a_number(text, expected):
    assert sorted(dated(text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my legs feel weak. its been around 12 days. no pain", [("been around 12 days", "weak")]),
        ("Weak legs. Like rubber. It's been five weeks.", [("been five weeks", "Weak")]),
        ("Weak legs. On colchicine. It's been five weeks.", []),
        ("Weak legs. The boiler broke. It's been five weeks.", []),
        ("im weak all over. thats been 5 weeks", [("been 5 weeks", "weak")]),
        ("Arms weak. its 5 weeks now", [("5 weeks", "weak")]),
        ("Arms weak. Her nephew reckons it's been like 2 months.", [("been like 2 months", "weak")]),
        ("Arms weak. I'd say 8 days.", [("8 days", "weak")]),
        ("Arms weak. Reports 8 days of sneezing.", []),
        ("Weak. been like this a month", [("a month", "Weak")]),
        ("Weak. He hasn't been himself for 5 weeks.", [("for 5 weeks", "Weak")]),
        ("Weak after her shift, and by now on her days off too, going on 5 weeks now.", [("going on 5 weeks", "Weak")]),
        ("Weak after her shift, on steroids, going on 5 weeks now.", []),
    ],
)
def test_a_sentence_that_counts_in_everyday_words(text, expected):
    assert sorted(dated(text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tired all winter", [("all winter", "Tired")]),
        ("Tired most of the summer.", [("most of the summer", "Tired")]),
        ("Tired over the w/e", [("over the w/e", "Tired")]),
        ("Tired, ploughed all week.", []),
        ("Weak arms all her life.", [("all her life", "Weak")]),
        ("Weak arms for as long as he can recall.", [("for as long as he can recall", "Weak")]),
        ("Weak arms for donkey's years.", [("for donkey's years", "Weak")]),
        ("Weak for 7 weeks. By the summer he could not stand.", [("for 7 weeks", "Weak")]),
        ("By Sunday he could not stand.", []),
        ("Tired by the end of the week.", []),
    ],
)
def test_a_season_or_a_life_lasts_and_by_then_something_had_come(text, expected):
    assert sorted(dated(text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Tired, over 5 weeks by his count.", 35, None),
        ("Weakness (over 5 weeks now).", 35, None),
        ("Weakness developing over 5 weeks.", 35, 35),
        ("Weakness for a year and a bit.", 365.25, None),
        ("Weakness for nigh on a year.", 365.25, 365.25),
        ("Weakness getting on for 2 years.", 730.5, 730.5),
        ("Weakness since 3/7.", 5, 5),
        ("Weakness began 2/12.", 28, 28),
        ("Weakness for 3/7.", 3, 3),
        ("Cough 2/52. Weakness since 3/7.", 3, 3),
    ],
)
def test_more_than_a_number_and_a_day_that_is_no_fraction(text, low, high):
    (said,) = (fact.says for fact in engine.read(Reading(text, NOTE_DATE)) if fact.label == "DURATION")
    assert (said.days_low, said.days_high) == (low, high)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Weak for 4, maybe 5 weeks.", [("for 4, maybe 5 weeks", "Weak")]),
        ("Weak for anywhere between 4 and 5 weeks.", [("for anywhere between 4 and 5 weeks", "Weak")]),
        ("Weak legs. Since January.", [("Since January", "Weak")]),
        ("Complaint: weakness\nSince: 02/2026", [("Since: 02/2026", "weakness")]),
        ("Arms weak. Over the past 2 months.", [("Over the past 2 months", "weak")]),
        ("Legs weak. Since then no falls.", []),
        ("Complaint: weakness\nFirst noticed: May 2025", [("noticed: May 2025", "weakness")]),
        ("In good health until January, when his legs became weak.", [("until January", "weak")]),
        ("On steroids until January, weak.", []),
        ("Weak until 2019, strong since.", []),
    ],
)
def test_a_guess_a_time_alone_and_until_when_all_was_well(text, expected):
    assert sorted(dated(text)) == sorted(expected)


@pytest.mark.parametrize("link", ["involving", "confined to", "limited to", "restricted to"])
def test_a_place_that_a_verb_leads_to_parts_a_weakness_from_no_time(link):
    check(f"Weakness {link} both thighs <DURATION days_low=21 days_high=21>for 3 weeks</DURATION>.", "DURATION")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Legs weak. Several weeks, slowly worse.", [("Several weeks", "weak")]),
        ('"My arms are weak." Few months, worse since the fall.', [("Few months", "weak")]),
        ("Arms weak. 5 weeks, not improving.", [("5 weeks", "weak")]),
        ("Arms weak. 5 weeks and getting worse.", [("5 weeks", "weak")]),
        ("Legs weak. About 2 months; stable.", [("About 2 months", "weak")]),
        ("Arms weaker than in March; going on 5 months now.", [("going on 5 months", "weaker")]),
        ("Weakness; nearly 2 weeks now.", [("nearly 2 weeks", "Weakness")]),
        ("Weak. 5 weeks of steroids, no help.", []),
        ("Weak. 6 weeks postpartum, stable.", []),
        ("Weak; on prednisone, 5 weeks now.", []),
        ("Weak. Back in 5 weeks, sooner if worse.", []),
    ],
)
def test_a_count_and_its_course(text, expected):
    assert sorted(dated(text)) == sorted(expected)
