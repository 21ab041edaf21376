"""Whose a complaint is, and of when, where another person, event or date stands in its sentence."""

import pytest
from markup import check
from test_assertion import _marked

from clinote.engine import Note, report

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
]
WORRIES = [
    "Family concerned about «weakness» since Monday.",
    "Daughter anxious regarding the «fatigue».",
    "He is worried about «lethargy», and about ALS.",
    "Concern for «weakness|u» on the left.",
]
WHEN = [
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
    "Two days ago he fell. At that time he felt «weak».",
    "Back in 2003 she was hospitalized for «weakness|p». She now comes for her knee.",
    "In the summer of 2003 he presented with «weakness|p» of one leg. Today he is well.",
    "In 2003 he presented with «weakness» of one leg. A scan was done.",
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
    "She had «croup|p» at nine months and was never ill again.",
    "She had «croup» at nine months after the graft.",
    "She had «jaundice|p» after her first delivery, for which she lay under a lamp.",
    "She has had «headaches» after her first delivery.",
    "The «bruise|p» has been fully resorbed.",
    "She has had «gout» since 2001 and takes allopurinol.",
    "A three-year history of «cluster headache», now every other week.",
    "A three-year history of «cluster headache|p», now with fever.",
    "Dengue last yr different sx mostly «headache|p».",
    "SEs\n«Headache|p» at first, now settled\n«Itch»",
    "Low concern «appendicitis|u» or torsion.",
    "Differentials discussed with pt incl «gout|u» or «sprue|u» fissure cyst ulcer or bowel polyp (not seen).",
    "DDx discussed with pt: «gout|u», «cellulitis|u».",
    "«Polyp» of the left side of the lower colon reflux «hernia|n» (not seen) cyst.",
    "A negative smear for «malaria|h» should not delay treatment.",
    "His «cough» should not delay the operation.",
    "Complications including death due to «sepsis|h» or «embolism|h» were explained.",
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
    "A pad was laid so as that avoided «bedsores|h».",
    "She had «hives|p», which have not reoccurred after the change.",
    "He had «fainted|p» twice without any recurrence.",
    "Book a visit if the «cough» is ongoing, or «ache» ongoing.",
    "PMH: «migraine|p», history of a «rash|p» in the distant past.",
    "He has «vertigo», and a history of «rash|p» in the distant past.",
    "His father has a past history of «ulcers|f».",
    "A man with «gout» presenting with a «rash|p» that was seen by his doctor and resolved.",
    "He is admitted once resolution of the «rash» is seen.",
    "Side affects including «rash|h» were discussed.",
    "His «palsy|p» slowly improved and he left without residual deficits.",
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
]


@pytest.mark.parametrize("text", [*WHOSE, *WORRIES, *WHEN, *TIME_LINE, *RELATIVES, *ELLIPSES, *DOUBTS])
def test_a_complaint_beside_another_person_or_time(text):
    check(_marked(text).replace("ENTITY", "WEAKNESS"))


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
