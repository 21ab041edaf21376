"""Whose a complaint is, and of when, where another person, event or date stands in its sentence."""

import re

import pytest
from markup import check
from test_assertion import _marked

from clinote.engine import Note, report
from clinote.reading import Reading

WHOSE = [
    "Mrs Bell, whose uncle died of ALS, feels «weak».",
    "The girl, whose twin also had myopathy, has «weakness» of the legs.",
    "He shares a flat with his brother, who has dementia, and has been «weak» since May.",
    "The patient, who nurses her father with Parkinson's disease, is «tired».",
    "Her husband, who is «weak|f» and forgetful, came along.",
    "The boy, whose father had «weakness|f» and whose mother had gout, came for a check.",
    "Son phoned: father very «weak».",
    "Mother of the patient says her son is «weak» and off his food.",
    "Her sister says that she herself is «weak|f».",
    "Her brother mentions that he himself has «weakness|f», she has «weakness» too.",
    "The wife reports that he is «weak»; she herself is well.",
    "She came with her sister, who is well, because of «weakness».",
    "His mother mentions she is «weak|f»; he is well.",
    "His wife, who has asthma, noticed «weakness».",
    "Nephew on the phone: aunt very «weak».",
    "Granddaughter says grandmother is «weak».",
    "Collateral: son - «weak», two falls.",
    "Son noticing «weakness» and a limp.",
    "Talked to her daughter: says mum is «weak».",
    "Carer for her husband («weakness|f» after a stroke).",
    "Brought in by her son («weakness», falls).",
    "The woman in the bed opposite is «weak|f» and coughs.",
    "Someone at his gym became «weak|f».",
    "Several fellow campers are «weak|f»; the girl is well.",
    "Her flatmate in the new building has been «weak|f».",
    "His boss is «weak|f» from ALS.",
    "The gentleman across the corridor has «weakness|f».",
    "Someone at work noticed that he is «weak».",
    "His dog died in May and he has been «weak» since.",
    "She lives with her son in a small house and is «weak».",
    "The resident at our home is «weak».",
    "«Weakness|f» (aunt).",
    "«Weak|f» legs (uncle), gout (aunt).",
    "Family: gout (uncle), «weakness|f» (niece).",
    "«Muscle weakness|f» (brother and sister).",
    "«Muscle weakness|f» - uncle, gout - mat grandmother",
    "Cousin, 51: dystrophy, «weakness|f»",
    "Dad: «weak|f» arms",
    "«Weakness» since Sunday (aunt).",
    "«Weak» and sleepy (sister).",
    "«Weakness» (wife).",
    "«Weakness» (brother is worried).",
    "«Weakness» - brother phoned the ward",
    "«Weakness» (per aunt).",
    "Next of kin: aunt - «weakness» of the arms since May",
]
WORRIES = [
    "Family concerned about «weakness» since Monday.",
    "Daughter anxious regarding the «fatigue».",
    "He is worried about «lethargy», and about ALS.",
    "Concern for «weakness|u» on the left.",
]
WHEN = [
    "He had been «weak|p»; with potassium his power was restored within hours.",
    "Came in with «weakness|p». Muscle strength was fully regained by day 4.",
    "She was admitted with «weakness|p». She regained her usual strength.",
    "- «Weakness|p» of both legs, completely reversed by steroids",
    "The «weakness|p» normalized overnight.",
    "«Weak|p» on arrival; he got back all of his strength.",
    "Her «weakness|p» was corrected with saline.",
    "His «weakness|p» of the arms did subside.",
    "He came in «weak»; strength was only partly regained.",
    "She is «weak»; her power has not been restored.",
    "He is «weak» and works to regain strength.",
    "«Weak»; he regained power in the left hand.",
    "Until she had iron she was «weak|p», now she has her energy back.",
    "Prior to the graft he felt «weak|p»; he is now as strong as before.",
    "She was «weak|p» before dialysis. Since then she is back to her usual self.",
    "Was «weak|p» preop, back to himself postop.",
    "He was «weak» before the drip; his potassium is now back to normal.",
    "He was «weak» before the drip and is still not back to his normal self.",
    "She was «weak» before the drip; since then a little better.",
    "He had a stroke in 2014 and is «weak» since then.",
    "He was «weak|p» from Sunday to Tuesday, none since Wednesday.",
    "«Weakness|p» last week; fine since the drip.",
    "«Weakness» last week, not well since.",
    "Was «weak|np» on Monday and the day after, none today.",
    "«Weak|np» all night; nothing at all this morning.",
    "He came in «weak|p»; now at his usual strength.",
    "«Weakness» resolved in May but is back since Sunday.",
    "«Weakness» resolved, but back again this week.",
    "He was «weak|p» in May; his strength is back since June.",
    "He would be «weak|h» but for the infusions.",
    "Without prednisone she would soon get «weak|h».",
    "She would often feel «weak» at night.",
    "She would be able to walk without aid but is «weak».",
    "I told him what «weakness|h» would feel like.",
    "Consented for surgery (infection, «weakness|h» of a leg).",
    "She consented, although «weak».",
    "«Weakness» in the mornings; appetite fine since May.",
    "The «weakness|p», which bothered him in May, is a thing of the past.",
    "Her brother's baby is «weak|f».",
    "He and his sister have both been «weak» since the trip.",
    "Both she and her husband are «weak».",
    "It went on. Patient and wife: «weak» after the meal.",
    "Seen with the patient and his wife, who is «weak|f».",
    "Saw the patient and her mother is «weak|f».",
    "The lady he shares a flat with is «weak|f».",
    "He shares a room with a boy who is «weak|f».",
    "The guest sitting opposite him became «weak|f».",
    "«Weakness|p», left arm, transient --> gone by noon.",
    "The man she lives with says that she is «weak».",
    "He was «weak|p» for a week and is free of that now.",
    "He is free of pain but «weak».",
    "«Weakness|p», generalized --> resolved.",
    "«Weakness|p», both legs, mild → gone since May.",
    "«Weakness|p», generalized >> resolved.",
    "«Fatigue|p», chronic, resolved.",
    "«Weakness», generalized --> persists.",
    "«Weakness», foot drop, resolved.",
    "Cough, resolved; «weakness», generalized, improving.",
    "A 44-year-old man. At 50 years of age he had «weakness».",
    "A 44-year-old man with gout. At 20 years of age he had «weakness|p».",
    "«Fatigue», low mood, quit dancing 5 months ago.",
    "Bloods (previously ordered for «fatigue») normal.",
    "«Weakness», last seen 11/20/2019 for gout.",
    "«Weakness»: seen by cardiology 2 years ago; echo normal.",
    "«Weakness», dizzy, last fall 3 months ago.",
    "Past week «weaker», poor sleep.",
    "Last seen: 3/2/2019; feels «weak».",
    "He has never felt so «weak».",
    "The «weakness» had gone, now back again.",
    "Last visit: rash; today «weak».",
    "Last visit: «weakness|p»; today well.",
    "After her last admission she feels «weak».",
    "During her last admission she was «weak|p».",
    "«Weakness», s/p bypass in 2011, gout.",
    "# «Weakness»: biopsy 2022 normal, CK 90.",
    "«Weakness», anemia, gallbladder surgery 2012.",
    "«Weakness», vertigo, hip fracture in 2020.",
    "«Weakness|p» and vertigo in May 2020.",
    "«Weakness|p», left arm 2020.",
    "«Weakness», recently resolved cellulitis.",
    "«Weakness» and resolved ileus.",
    "«Weakness|p», resolved the next day.",
    "Ileus and «weakness|p», both resolved.",
    "With resolution of his cellulitis and «weakness» persisting, PT comes daily.",
    "After resolution of the ileus, «weakness» remained.",
    "With resolution of the fever, cough and «weakness|p», she went home.",
    "A man of 38 years old. At 38 years he showed «weakness».",
]
TIME_LINE = [
    "Initially «weak|p», now at baseline.",
    "«Weak|p» last week, fine today.",
    "«Weakness|p» on admission; at her baseline by discharge.",
    "«Weak» on arrival; now at baseline mental status.",
    "«Weak» since last week, well otherwise.",
    "Very «weak». Yesterday the chest hurt, ok now.",
    "His «weakness|p» improved completely with potassium.",
    "Seen first in 3/1984 for tinnitus. On 6/2/97 he was admitted with «weakness|p» of one arm. In 5/99 he had a fit.",
    "She fainted on May 3, 2004. On 7 June 2009 she presented with «weakness|p», and in January 2013 with sepsis.",
    "Gout began in 1991. On 3/4/2006 he was «weak|p». Since 8/2/2012 he has had «fatigue».",
    "On 6/2/2017 he was admitted with «weakness». On 6/5/2017 a scan was done, on 9/30/2017 another.",
    "Seen first on 3/2/2017. On 6/2/2017 he was admitted with «weakness». On 6/5/2017 a scan was done.",
    "Gout began in 1991. On 3/4/2006 he was admitted with «weakness». He will be seen on 8/2/2012.",
    "In 2016 she developed «weakness» of the arms, which has crept on. In 2019 she began to use a cane.",
    "In May 2014 a boy presented with «weakness».",
    "Six years ago he was admitted with «weakness|p».",
    "Six days ago he was admitted with «weakness».",
    "In 8/87 she was «weak|p» for days.",
    "During 5/06 he was «weak|p» and feverish.",
    "In 8/87 patients «weakness» was seen.",
    "In 2008 he had a fit. He was kept for a night. Bloods were normal. Soon after that he had spells of «weakness|p».",
    "In 2008 he had a fit. The team found «weakness|p» of the left arm at that time.",
    "She had sepsis in 2012. During that admission she was «weak|p» in all limbs.",
    "She had sepsis in 2012. Later that year she was «weak|p» again.",
    "She had sepsis in 2012. At that time she noticed «weakness», which never left her.",
    "She had sepsis in 2012. Now she is home. At that visit «weakness» was seen.",
    "She had sepsis in 2012.\n\nAt that time «weak».",
    "She had sepsis in 2012. Shortly after that «weakness» set in.",
    "She had sepsis in 2012. Right after that her legs were «weak», and still are.",
    "She had sepsis in 2012. Around that time «weakness» came and never left her.",
    "Slurring began in 2021. Earlier that summer «weakness» of the hands.",
    "He noticed cramps in 2021. Later that year «weakness» of a hand.",
    "Seen in 2007 for «weakness», now here since it has worsened.",
    "In 2007 she was admitted with «weakness|p». Now this lady is back for her knee.",
    "Seen in 2007 with «weakness». Today this is still there.",
    "In 2007 she was admitted with «weakness». Now she comes as it persists.",
    "Two days ago he fell. At that time he felt «weak».",
    "Back in 2003 she was hospitalized for «weakness|p». She now comes for her knee.",
    "In the summer of 2003 he presented with «weakness|p» of one leg. Today he is well.",
    "In 2003 he presented with «weakness» of one leg. A scan was done.",
    "In June 2003 he presented with «weakness» of one leg. Now he climbs with a rail.",
    "In the winter of 2003 she was admitted with «weakness». Currently she cannot get up.",
    "Prior level of mobility: «weak|p». Current level the same as prior level of mobility: «weak» still.",
    "Now same as PLOF: «weak» legs.",
    "Bloods back and MRI neg «weakness».",
    "CXR -ve «fatigue» for weeks.",
    "His aunt and uncle came, both of them «weak|f».",
    "He has two sons, both of whom are «weak|f».",
    "The patient and her son were seen; both of them are «weak».",
    "His wife has the flu, too. Both of them feel «weak».",
    "Came with her brother; both of them have been «weak» all week.",
    "His parents came; both of them look «weak|f».",
    "Her uncle, «weak|f» from a stroke, has a bed downstairs.",
    "Brought by her uncle, «weak» and cold, cannot sit.",
    "His grandma has been «weak|f» since her stroke.",
    "Daughter: mum is «weak» and pale.",
    "Grandson: his granny is «weak».",
    "Grandpa says he has been «weak» all week.",
    "His sister needed surgery and was «weak|f».",
    "Her nephew drove here and was alarmed by the «weakness».",
    "His cousin has been caring for him since he became «weak».",
    "Her sons had to lift her, the older has been helping her since she was «weak».",
    "Son needed to help her dress due to «weakness».",
    "Brother (52): «weakness|f» of the hands.",
    "He was «weak» after his third tour 6 days ago.",
    "Mr Doe and his sister fell ill. All of them were «weak».",
    "On 3 May he was admitted with «weakness». Today he sits up.",
    "Seen in 2007 for «weakness|p», a scan then normal. Now here for a cough.",
    "Last winter she was hospitalized with «weakness|p».",
    "He walks the dog when not too «weak|n».",
    "He was not «weak|n» when he came.",
    "Mother-baby group:\n- talked of «fatigue»",
    "Last bloods ~6/12 ago\nHb N\n\n1) Gout\n  «weakness» of the hands\n  no tophi",
    "Scan 8/12 ago for old doctor, by previous GP for «weakness».",
    "Regarding his gait and «weakness», the aches have resolved.",
    "She developed «weakness» after the fever had resolved.",
    "She reports that «weakness|p» after the fever has resolved.",
    "The «weakness|p» he had after the flu has gone.",
    "He denies fits, history of falls, history of «weakness|n», cramps.",
    "She was «weak|p» and after two weeks of training she became normal.",
    "The «weakness» is worse, her speech became normal.",
    "She had gone to her doctor five months ago with «weakness|p» of one arm.",
    "He had been seen elsewhere a year ago with «weakness|p» and «fatigue|p».",
    "He had gout a year ago with «weakness».",
    "He will come in June 2031. At that time his «weakness» is graded again.",
]
ENTITIES_THEN = [
    "She had «tonsillitis|p» in the navy.",
    "In law school he had a «collapsed lung|p».",
    "She was sent to the army clinic for «cough».",
    "He had a «wrist fracture|p» from hockey in college.",
    "«Numbness» from a «disc rupture|p» in 2011.",
    "She had «croup|p» at nine months of age and was never ill again.",
    "She had «croup|p» at six years and was never ill again.",
    "She had «hives» at nine months of dapsone.",
    "He had a «limp» at four days.",
    "He had «cramps» at three weeks of penicillamine.",
    "She had «croup» at nine months after the graft.",
    "She had «jaundice|p» after her first delivery, for which she lay under a lamp.",
    "She has had «headaches» after her first delivery.",
    "The «bruise|p» has been fully resorbed.",
    "She has had «gout» since 2001 and takes allopurinol.",
    "A three-year history of «cluster headache», now every other week.",
    "A three-year history of «cluster headache», now with fever.",
    "SEs\n«Headache|p» at first, now settled\n«Itch»",
    "Low concern «appendicitis|u» or torsion.",
    "Differentials discussed with pt incl «gout|u» or «sprue|u».",
    "DDx discussed with pt: «gout|u», «cellulitis|u».",
    "A negative smear for «malaria|h» should not delay treatment.",
    "His «cough» should not delay the operation.",
    "Risk of falls due to «vertigo».",
    "Gout is pain due to crystals and most often of one toe. «Kidney stones|h» may follow. Drink when you can.",
    "The pain is likely due to «gout|u», and most often at night. Drink when you can.",
    "Two other guests in the house had «vomiting|f».",
    "Others at the party were «dizzy|f»; she has «cramps».",
    "In close contact with a person with «measles|f».",
    "Another resident found her «dizzy».",
    "History of «reflux|f» in his sister.",
    "He knows of no history of having «ulcers|n».",
    "He was not given it because of his age and the concern for «ulcers|u».",
    "A pad was laid so that this avoids «bedsores|h».",
    "She had «hives|p», which have not reoccurred after the change.",
    "He had «fainted|p» twice without any recurrence.",
    "Book a visit if the «cough» is ongoing, or «ache|h» ongoing.",
    "PMH: «migraine|p», history of a «rash|p» in the distant past.",
    "He has «vertigo», and a history of «rash|p» in the distant past.",
    "His father has a past history of «ulcers|f».",
    "A man with «gout» presenting with a «rash|p» that was seen by his doctor and resolved.",
    "He is admitted once resolution of the «rash» is seen.",
    "Bed rest until complete resolution of the «cough».",
    "The label of «asthma|n» was rescinded.",
    "Cardiology overturned the diagnosis of «angina|n».",
    "Side affects including «rash|h» were discussed.",
]
RELATIVES = [
    "Good course of the «hemiparesis», but she showed some hives that resolved.",
    "He had «weakness» and a rash that resolved.",
    "He had «weakness|p» and numbness which resolved.",
    "She moved her sister in and is sad. She has «fatigue».",
    "Probably multifactorial «fatigue».",
    "Suspected steroid-induced «weakness».",
    "He had «weakness|p» and slurring on 10/2 which cleared in an hour.",
    "He told of cough and «weakness|p», but all this has resolved.",
]
ELLIPSES = [
    "The cough has resolved but not the «weakness».",
    "The cough is worse but not the «weakness».",
    "He has a cough but not the «weakness|n».",
    "«Weakness|np» was there on arrival but not now.",
    "He was «weak|np» in the morning, but not any more.",
    "«Weakness|np» on arrival but no longer.",
    "«Weakness» was not there on arrival but is now.",
    "He had no «weakness» in March but does today.",
    "The fever is gone; the «weakness» is not.",
    "The fever is better, the «weakness|n» is not there.",
]
DOUBTS = [
    "«Frailty», probably progressed since May.",
    "«Frailty|u», probably.",
    "Suspected cellulitis, «weak», febrile.",
    "Stumbles, probably from a stroke («weakness» of the left leg).",
    "Possible proximal «weakness|u» (hip «weakness|u»).",
    "«Weak» legs polymyositis ruled out",
    "«Tired» anaemia possible plan FBC",
    "«Tired» lupus? check ANA",
    "«Tired» lupus on ddx plan bloods",
    "«Tired|n» and anaemia ruled out",
    "«Weak» legs PMHx stroke 2011",
    "«Weak|p» legs 2011",
    "Talked about the differential of her «weakness»",
    "Differential: «weakness|u» or ataxia",
]


WORKED_UP = [
    "Workup of «weakness»: negative.",
    "«Weakness» workup: negative",
    "W/u for «weakness» neg.",
    "«Weakness» w/u negative",
    "Investigation of the «weakness» and «fatigue»: none.",
    "Eval of «weakness»: not done",
    "Evaluation: «weakness|n» negative",
    "Eval for «gout|n»: negative.",
    "«Weakness». «Gout|u» r/o. EMG ordered.",
    "«Weakness»; «gout|u» r/o by tap, «lupus|u»: r/o",
    "«Weakness». R/o. «gout|u».",
    "«Weakness». «Gout|n» r/o'd.",
    "«Weakness»; «ALS|u» rule out",
    "«Weakness», eval for «gout|u»; «lupus|u» being worked up",
    "OT eval for «gout». «Weakness».",
    "Risks: «weakness|h», «numbness|h».",
    "R/B/A: bleeding, «weakness|h».",
    "Surgical risks: «weakness|h».",
    "Fall risks: «muscle weakness», poor vision.",
    "Her stroke risks are «diabetes» and smoking.",
]


@pytest.mark.parametrize("text", [*WHOSE, *WORRIES, *WHEN, *TIME_LINE, *RELATIVES, *ELLIPSES, *DOUBTS])
def test_a_complaint_beside_another_person_or_time(text):
    check(_marked(text).replace("ENTITY", "WEAKNESS"))


@pytest.mark.parametrize("text", WORKED_UP)
def test_a_complaint_is_there_whatever_its_workup_shows_and_what_may_come_of_a_risk_is_not(text):
    check(
        re.sub(
            r"<ENTITY([^>]*>[^<]*(?:weakness|fatigue))</ENTITY>", r"<WEAKNESS\1</WEAKNESS>", _marked(text), flags=re.I
        )
    )


@pytest.mark.parametrize("text", ENTITIES_THEN)
def test_what_was_then_what_may_come_and_what_others_have(text):
    check(_marked(text))


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Daughter: weak and muddled for two days.", False),
        ("Daughter: weakness, ALS.", True),
        ("Mother: weakness.\nFather: gout.", True),
        ("Uncle and aunt: weakness from their forties.", True),
        ("Meds: iron. Roommate: weak, in a home.", True),
    ],
)
def test_a_relative_who_heads_the_story_tells_it(text, family):
    weakness = next(fact for fact in report(Note(text))["facts"] if fact["label"] == "WEAKNESS")
    assert weakness["family"] is family


@pytest.mark.parametrize(
    ("text", "man"),
    [
        ("Copy to Mr. A. Lund\n61F for a new knee.", False),
        ("Dear Mr. Lund, thank you for this 61 year old lady.", False),
        ("61 yo left-handed M. Mrs. Lund drove him.", True),
        ("Mr. Lund is 61. His wife, a lady of 60, drove.", True),
        ("She is 61. Walks 300 m.", False),
    ],
)
def test_who_is_named_with_an_age_is_the_patient(text, man):
    assert Reading(text).man is man


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("Call if new sx - esp rash, weakness, falls.", {"hypothetical"}),
        ("If any new problems - weakness or falls - come in.", {"hypothetical"}),
        ("Brace if the fund pays - leg weakness.", set()),
        ("MRI if new signs - her weakness is no better today.", set()),
        ("its not that im weak, i just need sleep", {"negated"}),
        ("Not so much weak as dizzy.", {"negated"}),
        ("Less from rest; not only that he is weak, he falls.", set()),
        ("He would not say he is any less weak.", set()),
    ],
)
def test_what_a_dash_lists_may_come_and_what_is_set_aside_is_not(text, flags):
    weakness = next(fact for fact in report(Note(text))["facts"] if fact["label"] == "WEAKNESS")
    assert {
        flag for flag in ("negated", "uncertain", "historical", "hypothetical", "family") if weakness[flag]
    } == flags


@pytest.mark.parametrize("hale", ["fine", "all good", "nothing", "no further trouble", "symptom free", "but not"])
@pytest.mark.parametrize("since", ["since", "ever since", "since the operation"])
def test_what_was_so_for_a_while_and_is_closed_by_how_one_has_been_since_is_past(hale, since):
    check(_marked(f"Was «tired|p» for a month after mumps at 12, {hale} {since}."))
    check(_marked(f"Was «tired» for a month after mumps at 12, tired {since}."))


@pytest.mark.parametrize(
    "text",
    [
        "Had «cramps|p» for a week at 12, never again.", "Had «cramps|p» aged 12 and has been well ever since.",
        "«Cramps» all week, appetite good since May.", "«Cramps» all week; never good since.",
        "Was <WEAKNESS historical>weak</WEAKNESS> in 2019, got well; now the <WEAKNESS>weakness</WEAKNESS> is back.",
        "<WEAKNESS historical>Weak</WEAKNESS> in 2019; the <WEAKNESS>weakness</WEAKNESS> has now come back.",
        "He was <WEAKNESS>weak</WEAKNESS> in 2019, recovered, and now it is back.",
        "<WEAKNESS>Weak</WEAKNESS> in 2019, got better, back now.",
    ],
)  # fmt: skip
def test_a_state_that_closes_a_story_is_of_what_it_tells_and_of_no_later_mention(text):
    check(_marked(text))


@pytest.mark.parametrize("over", ["inactive", "resolved", "past", "dormant", "archived"])
@pytest.mark.parametrize("form", ["{1}, {0}:", "{0} {1}:", "{1} ({0}):", "{1} - {0}:"])
def test_a_heading_of_problems_that_are_over_may_have_its_words_in_any_order(form, over):
    for what in ("problems", "issues", "diagnoses", "problem list"):
        heading = form.format(over, what).capitalize()
        check(_marked(f"{heading} <WEAKNESS historical>muscle weakness</WEAKNESS>, gout"), "WEAKNESS")
        check(_marked(f"{heading}\n<WEAKNESS historical>muscle weakness</WEAKNESS>\ngout"), "WEAKNESS")


@pytest.mark.parametrize("heading", ["Problems, active:", "Problems (ongoing):", "Unresolved issues:"])
def test_a_heading_of_problems_that_are_there_says_nothing_of_the_past(heading):
    check(_marked(f"{heading} <WEAKNESS>muscle weakness</WEAKNESS>, gout"), "WEAKNESS")
    check(_marked(f"Inactive: <WEAKNESS historical>asthenia</WEAKNESS>.\n{heading} <WEAKNESS>weakness</WEAKNESS>"))


@pytest.mark.parametrize(
    "text",
    [
        "«Vertigo|p» (inactive)", "«Vertigo|p» - inactive problem.",
        "Problem | Status\n«Vertigo|p» | inactive\n«Itch» | active",
        "«Vertigo», inactive lately.", "«Vertigo»; he is inactive.",
    ],
)  # fmt: skip
def test_the_status_of_a_problem_may_stand_behind_it(text):
    check(_marked(text))


PLACES_IN_A_LIFE = [
    "He had a «sprain|p» two autumns ago.",
    "She was in hospital with «mumps|p» three winters back.",
    "She had «hives|p» the spring before last.",
    "Her «hives» began two springs ago.",
    "«Hives» every spring.",
    "As an apprentice she had «hives|p».",
    "While stationed in Cyprus he had «scabies|p».",
    "As a conscript he had «scabies|p».",
    "He had «typhus|p» during the war.",
    "He is a student with «hives».",
    "She is «anxious» at university.",
    "He had a «dry mouth» while working in the yard.",
    "Obstetric summary: two children, «anemia|p» in the second pregnancy only.",
    "«Anemia|p» with both pregnancies.",
    "She had «anemia|p» in her third pregnancy.",
    "She is in her third pregnancy with «anemia».",
    "«Croup|p» during a previous hospital stay.",
    "At one stage he had «hiccups|p».",
    "He had «hiccups|p» back then.",
    "He had «hiccups|p» once; now «cough».",
    "He had «hiccups|p» once before.",
    "He had «hiccups» once this morning.",
    "Takes iron once daily for «anemia».",
    # an event of then behind another one
    "He had a «collapsed lung|p» after his fusion in 2012.",
    "She had an «abscess|p» following a graft in 2008 and was in for weeks.",
    "Has a «limp» after a fusion in 2012.",
    "She has had «cramps» since a fusion in 2012.",
    "Cyst cavity, in keeping with the «abscess|p» drained in 2013.",
    "Scar, likely from the «cyst|pu» of 2013.",
    "One «blackout|p» in March, no further attacks.",
    "He had one «blackout|p», no relapse.",
    "OB hx: «anemia|p», one stillbirth.",
    "Gynae hx:\n«Cyst|p», fibroids",
    "Neonatal history: «jaundice|p».",
    "Neonatal: «jaundice» today.",
    "She has «tics», as noted previously, and had «hives|p» previously.",
]


@pytest.mark.parametrize("text", PLACES_IN_A_LIFE)
def test_a_place_in_a_life_or_another_event_tells_when_something_was(text):
    check(_marked(text))


@pytest.mark.parametrize(
    ("text", "past"),
    [
        ("She has had a diagnosis of lung cancer in 1999 with subsequent radiotherapy.", True),
        ("Melanoma diagnosed in 2003, s/p excision.", True),
        ("Diagnosed with colon cancer in 2003 and underwent a hemicolectomy.", True),
        ("Diagnosed with colon cancer three weeks ago, s/p colectomy.", False),
        ("Diagnosed with lung cancer in 2003.", False),
        ("Diagnosed with lung cancer in 2003, treated with surgery, now on chemotherapy.", False),
        ("Diagnosed with metastatic melanoma in 2003 with excision.", False),
        ("Diagnosed with lupus in 2003, treated with steroids.", False),
    ],
)
def test_a_cancer_that_was_treated_long_ago_is_past(text, past):
    facts = [f for f in report(Note(text=text, id="x"))["facts"] if f["label"] == "DIAGNOSIS"]
    assert [f["historical"] for f in facts][:1] == [past]


@pytest.mark.parametrize(
    "text",
    [
        "Old woman in no distress with obvious «pallor».",
        "Sitting up, in no discomfort with a large «goiter».",
        "In no distress with or without «pain|n».",
        "In no distress, «pain|n» or «cough|n».",
        "No sputum with the «cough|n».",
        "FHx: «gout|f» (paternal aunt), otherwise nil.",
        "FH: «gout|f» (mother), nil else.",
        "FH: «gout|f» (mother); otherwise negative.",
        "«Cough» (dry), otherwise nil.",
        "Otherwise nil «cough|n».",
        "«Cough|n»: nil.",
        # an idiom and a condition
        "If anything, the «cough» is worse.",
        "The «cough» is, if anything, milder.",
        "Ring if anything changes, such as «cough|h».",
        "Discussed risk factor control for her «angina».",
        "Discussed the risk of «angina|h».",
    ],
)
def test_what_stands_beside_what_is_denied_or_left_open(text):
    check(_marked(text))


@pytest.mark.parametrize(
    "text",
    [
        "We went over the potential for relapse as well as the potential of «numbness|h», «swelling|h» and «palsy|h».",
        "There is potential for «bleeding|h» and «scars|h».",
        "She understands the possibility of «bleeding|h», «numbness|h» and «scars|h».",
        "There is a possibility of «gout|u».",
        "Complaints such as «hiccups|h», «itch|h» and «vertigo|h» have been described with this agent.",
        "«Vertigo|h» is often observed in such disorders.",
        "Complaints such as «hiccups» and «itch» have been described by his wife.",
        "«Vertigo» was seen with his present dose.",
        "Counselled on foot care for his «neuropathy».",
        "Counselled on «neuropathy|h».",
        "Warned about driving given her «narcolepsy».",
    ],
)
def test_what_is_taught_in_general_and_what_somebody_has_who_is_taught(text):
    check(_marked(text))
