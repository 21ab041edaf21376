"""Assertion of any concept, wherever it stands: each flag, its reach, and the cue that is named."""

from collections import defaultdict

import pytest
from markup import check, parse

from clinote import assertion, engine, patterns
from clinote.assertion import cues
from clinote.facts import CK, Duration, Fact, Finding, Potassium, StrengthGrade
from clinote.reading import Reading

SYMBOLS = [
    example
    for file in patterns.load().values()
    for symbol in file.settings.get("symbol", ())
    for example in symbol["examples"]
]


@pytest.mark.parametrize("marked", SYMBOLS)
def test_symbols(marked):
    check(marked)


def _marked(text: str) -> str:
    """`[x]` is affirmed; `[x|n]` negated, u uncertain, p past (historical), h hypothetical, f family."""
    names = {"n": "negated", "u": "uncertain", "p": "historical", "h": "hypothetical", "f": "family"}
    out = text
    for part in text.split("«")[1:]:
        words, _, flags = part.split("»")[0].partition("|")
        tags = "".join(f" {names[c]}" for c in flags)
        out = out.replace(f"«{part.split('»')[0]}»", f"<ENTITY{tags}>{words}</ENTITY>", 1)
    return out


LISTS = [
    "The cough does not appear to be related to «heart failure|n».",
    "Not thought to be due to a «pulmonary embolism|n».",
    "There are no nodules or «ulcers|n» visible.",
    "«Cramps», «tremor|n», none.",
    "Nothing «swollen|n», nothing «sore|n».",
    "Nothing for the «itch».",
    "«Hepatomegaly|n» is not present, and the skin is clear.",
    "He was tested for «celiac disease|n» and found not to have it.",
    "No one in the household has «scabies|nf».",
    "Smear negative for «yeast|n», few «clue cells» seen.",
    "A negative workup for «lupus|n».",
    "The scan was unrevealing for «abscess|n».",
    "Lumbar puncture made «meningitis|np» no longer a consideration.",
    "There is no reason to doubt the «asthma».",
    "Neither does he have any virus such as «mumps|n», «measles|n» or «rubella|n».",
    "«Tremor|n», denies. «Cramps», yes.",
    "Has «cramps», wife denies.",
    "No new suspicious «densities|n».",
    "Denies double vision or «ptosis|n» when asked directly.",
    "No cough, no «wheeze|n», «sputum|n», «chills|n», «rigors|n», «hemoptysis|n», «sweats|n».",
    "No cough, no wheeze, «sweats».",
    "Skin: Itch, No rash, «Hives», No bruising.",
    "No cough, «Wheeze», No sputum, «Stridor»",
    "«Itch», no rash, «hives», no bruising, no sores",
    "No rash, «itch», no hives, «sores», no bruising.",
    "No rash, «itch|n», no hives.",
    "No rash, itch, «sores|n», no hives, no bruising, no scabs.",
    "No Rash, «Itch|n», «Hives|n» or «Sores|n».",
    "He has a rash, no itch, «hives|n», no sores, no bruising.",
    "«itch»+ (arms) «rash|n»- «sores|n»- «hives»+",
    "«itch|n»- «rash»++ «hives|n»-",
    "«itch»+/«rash|n»-/«hives|n»-",
    "«itch»(+) «rash|n»(-)",
    "«Itch»+, «rash|n»-, «sores» +, «hives|n» -",
    "«itch» +++ «rash» ++ «hives|u» +/-",
    "«Itch»- saw GP. «Rash»- steroid cream",
    "HIV+ man, «itch»- see below",
    "No cough, no wheeze, «sweats|n», «rigors|n» etc.",
    "No red flags, no signs of «meningitis|n», «sepsis|n».",
    "Denies «itch|n» today, «nausea|n», «cough|n».",
    "No «itch|n» now or «nausea|n».",
    "Denies «itch|n», now «nausea».",
    "No alarm symptoms (melena, «vomiting|n», «dysphagia|n», family hx).",
    "No cough (prior «asthma|p»).",
    "She is not at all «nauseated|n».",
    "He denies currently «hearing|n» or «visual hallucinations|n».",
    "There are no bruises, lumps, or soft tissue «swelling|n».",
    "No increased cough, «sputum|n», or «wheeze|n».",
    "No change in her cough, sputum or wheeze; «fever».",
    "No stigmata of chronic «liver disease|n».",
    "Nobody has seen him have a «spell|n».",
    "No one knows why he has «spells».",
    "The blood cultures did not grow any «yeast|n».",
    "There is no click, «rub|n», or «gallop|n» present.",
    "No sign or symptom of «sepsis|n».",
    "Without signs and symptoms of «clotting|n».",
    "No evidence or suspicion of «neglect|n».",
    "No known or suspected «fractures|n».",
    "No cough, increased sputum, or «stridor|n».",
    "He has not slept badly or had any «nightmares|n».",
    "She did not trip or hit her head or have a «blackout|n».",
    "He did not rest and has «cramps».",
    "She was not noted to have any «ecchymosis|n» or «petechiae|n».",
    "Nobody has seen him limp; we have not noticed him having «tics|n».",
    "His cough was not accompanied by «sputum|n» or «wheeze|n».",
    "There was not even a hint of «icterus|n».",
    "There is not a trace of «blood|n» in the stool.",
    "No radiographic changes suggestive of «osteomyelitis|n».",
    "No T wave changes consistent with «strain|n».",
    "There is no change in the «nodule», suggesting a scar.",
    "A «cyst», smaller than on the prior.",
    "«Bronchitis» in view of her smoking history.",
    "2. «Syncope|p» history.",
    "Denies «chills|n», «sweats|n», «cough|n» or «sputum|n».",
    "Denies «chills|n», «sweats|n», «cough|n», «sputum|n».",
    "Denies - «chills|n», «sweats|n», «cough|n».",
    "He denies — «chills|n», «cough|n». «Vertigo» since noon.",
    "No - the «cough» persists.",
    "No «nausea|n», «vomiting|n», or «diarrhea|n» were noted.",
    "He denies «dyspnea|n», «orthopnea|n»,\nand «ankle swelling|n».",
    "She denied «cramps|n», «choking|n», and «tingling|n» but reported «drooping|» of the eyelids.",
    "Denies «numbness|n»/«tingling|n», «falls|n».",
    "There has been neither «pain|n» nor «cramping|n», no «darkening|n» of the urine.",
    "Negative for «droop|n», «slurred speech|n»,\n«double vision|n» or «trouble walking|n».",
    "No «fever|n» or «chills|n», has «cough».",
    "No focal «weakness|n»; «strength» 5/5 throughout.",
    "Without «weakness|n» or «fatigue|n», «CK» normal.",
    "No «rash|n», «pulses» are strong.",
    "Not taking statins, has «weakness».",
    "No «murmur|n», and «lungs» clear.",
    "«Nausea», no «vomiting|n», «cramps» present.",
    "«Weakness» without «numbness|n».",
    "Alert, no «tremor|n»        Skin: «rash»",
    "No «tremor|n» though «gait» is slow.",
    "No «seizure|n» except «aura» once.",
    "No «chest pain|n» which is why «dyspnea» is odd.",
    "No «medication|n» was given for «pain».",
    "There is no «weakness|n» of the arms.",
    "Denies «fever|n», «vomiting|n». Reports «diarrhea».",
    "Offers no complaints of «vertigo|n» and complains of «tinnitus».",
    "No «back pain|n», «saddle anesthesia|n», «incontinence|n»,\n«chest pain|n» or «dyspnea|n».",
    "Denies any bowel complaints, such as «cramping|n», «bloating|n», «reflux|n», etc.",
    "She has no issues related to the bladder, e.g. «urgency|n» or «leakage|n».",
    "No skin signs, for example «itching|n», but some «swelling».",
    "No throat complaints like «hoarseness|n» or «snoring|n».",
    "No «edema|n» due to a chronic illness, such as «cirrhosis».",
    "No evidence «abscess|n», «fistula|n» or «stricture|n».",
    "Nil signs «sepsis|n» today, «cough» persists.",
    "«Abscess|n»: no evidence on CT.",
    "Nil features to suggest «vertigo|n» or «migraine|n».",
    "There is no indication that she has «asthma|n».",
    "No red flags today, mild «stiffness» is new.",
    "Nil red flags for «fracture|n» or «infection|n».",
    "Red flags discussed: «fever|h», «rigors|h».",
    "Low suspicion «fracture|u»/«dislocation|u».",
    "«Fracture|u» - low suspicion.",
    "He does not currently meet «sepsis|n» criteria.",
    "Denies loss of bladder control, «numbness|n» or «falls|n».",
    "No fit-like movements, «drooling|n» or «blackouts|n».",
    "No flu-like illness, but «cough».",
    "Sitting up does not relieve the «cough».",
    "No drug to control the «cough» so far.",
    "Always «tired» his wife has heard him «snore|f» in the past.",
    "«Hoarse» all week she had «croup|p» in 2004",
    "The «fracture|p» that he had in 2004 has healed.",
]
COPULAS = [
    "The patient is negative for «stroke|n».",
    "«Hypokalemia|n» was ruled out.",
    "«Lambert-Eaton syndrome|n» ruled out.",
    "«Stroke|n» was ruled out by MRI.",
    "«Stroke|n», essentially excluded by MRI.",
    "«Gout|n» - clinically ruled out, «cellulitis».",
    "«Weakness|p», by now completely and entirely resolved.",
    "«Seizures|n»: 0 over the last 2 years, «falls»: 2 in the last month.",
    "No «chills|n» in the last six months.",
    "Skin: no «jaundice|n»; a few «spider naevi».",
    "No «vertigo|n»; «nausea» for two days.",
    "Deltoid: no «fibrillations|n»; «large units»; «reduced recruitment».",
    "No «chills|n»; «rash|n»; «cough|n».",
    "No «chills|n», «fever|n»; «rash|n»; or «cough|n».",
    "No history of «stroke|n»; «gout|n»; «seizures|n».",
    "There was no reported «fall|n», «cough|n» or «seizure|n».",
    "No endorsed «cramps|n», but she reported «tingling».",
    "Let the clinic know if there is «bleeding|h».",
    "We do not know if he had «seizures|u».",
    "Respiratory (all negative): «cough|n», «wheezing|n».",
    "ALARM SYMPTOMS (none present):\n- «bleeding|n»\n- «weight loss|n»",
    "ALARM SYMPTOMS (discussed):\n- «bleeding|h»",
    "Red flags, all denied: «fever|n».",
    "Any «cough»? Only when lying flat.",
    "Have you had «falls|n»? Not since June.",
    "Do your «legs ache»? At night, mostly.",
    "«Stroke|u»? Only two small scars on MRI.",
    "He denies, and the nurse bears it out, any «chest pain|n» or «syncope|n».",
    'Asked about «fits|n», the mother says none; asked if «feverish|n», she said "no".',
    "A test for «lupus|n» came back negative; «gout» was found.",
    "We watch her closely for «bleeding|h».",
    "The «hyponatremia|p» noted at first has since corrected and sodium is 138.",
    "RISKS DISCUSSED: possible «bleeding|h»",
    "Per son, his mother has been «dizzy»; his grandmother had «gout|f».",
    "The daughter tells of falls. At home mum is «confused», and her sister is «deaf|f».",
    "Daughter says her father died of «a stroke|f».",
    "She had no further episodes of «syncope|n» and no recurrence of the «rash|n».",
    "Complaint    Yes    No\n«Tremor|n»       [ ]    [x]\n«Rash»         [x]    [ ]\n«Cough|n»        [ ]    [x]",
    "Last week:\n            Present   Absent\n«Tremor|n»      ☐         ☒\n«Rash»        ☒         ☐",
    "«Tremor|n» .... ( ) Yes  (•) No\n«Rash» ..... (•) Yes  ( ) No",
    "CT ruled out: «abscess|n», «stone|n».",
    "The differential is «gout|u» or «cellulitis|u».",
    "Most consistent w/ «gout|u».",
    "Two cousins on her mother's side have «epilepsy|f».",
    "«Chest pain|n» is negated by the patient.",
    "Pt denies any of these -\n   «vertigo|n»\n   «tinnitus|n»",
    "«Rhabdomyolysis|n» excluded: creatinine normal.",
    "«Necrotizing myopathy|n» and «polymyositis|n» ruled out.",
    "«Weakness|n» denied.",
    "«Gout|n». Excluded by aspirate. «Weakness».",
    "«Gout|n»: no evidence.\n«Weakness»: persists.",
    "Any «rash|n»? Pt says no.",
    "Heart negative for:\n- «palpitations|n»\n- «edema|n»\nLungs: negative for\n- «cough|n»",
    "Was «dizzy|p» while on the ward, back to normal by May.",
    "None of the toes was really «numb|n», and both feet are «cold».",
    "No muscle was wasted or «weak|n».",
    "No reason was given for his «weakness».",
    "No drink was taken and he is «drowsy».",
    "I feel «rushed|n» - never",
    "Last seen 1/5/2025, when he had «vertigo|p». Now well.",
    "Suggestive of, but not diagnostic of, «gout|u».",
    "«Rash|n»: Yes ( ) No (X)   «Cough»: Yes (X) No ( )",
    "History of present illness copied from 1/2/2024: «rash|p».\nCurrent visit: «cough».",
    "«Gout|n», although once suspected, was excluded.",
    "He has «gout», mild, and is not on allopurinol.",
    "Denies «cough|n», intermittent «wheeze|n», or «fever|n».",
    "No «itch|n», occasional or constant «pain|n».",
    "No «itch|n», occ «cough» at night.",
    "«Vertigo|p» resolved, now back at school.",
    "«Vertigo» resolved in May, now back.",
    "«Vertigo». Used to smoke, not any more.",
    "She is worried about getting «dementia|u».",
    "Scan booked just in case, «headache» persists.",
    "«Asthma» is a cause of her «cough».",
    "Return precautions reviewed. «Chest pain|h», «fainting|h».",
    "The cough is worse but no «wheeze|n» or «fever|n».",
    "«Vertigo|p», resolved post-op.",
    "His wife says she noticed that his hands are «numb».",
    "H/o «vertigo|p», shingles 2014.",
    "Come back if «fever|h» or «headache|h» persists.",
    "If the «headache» persists, an MRI is next.",
    "No change in speech, «tremor» of the chin.",
    "Carry the pen in case «swelling|h» returns.",
    "How often are you «dizzy|n»? Never. How often do you «fall»? Often.",
    "Endocrine and renal causes of the «edema» and «itch» were ruled out.",
    "Causes of «tremor» such as «hyperthyroidism|n» were excluded.",
    "«Sarcoidosis|n» as a cause of the «uveitis» was excluded.",
    "«Amyloid|u» as the cause of his «neuropathy» was considered.",
    "No «itch|n» or «rash» improving. No «cough|n» or «hives|n» present.",
    "«Lupus|n». Previously excluded by biopsy.",
    "He was not (1) «dizzy|n», (2) «sleepy|n» or (3) «sore|n» in May, when he «fell».",
    "Patient education sheet: Living with «gout|h».",
    "«Gout|u»: unlikely given the normal urate.",
    "«Gout|u» is a possible contributor to the «pain».",
    "Differential: «gout|u» vs. «sepsis|u» vs. «trauma|u».",
    "PMH: «gout|p». Now: «cough».",
    "Sign\tPresent\tAbsent\n«Tremor|n»\t\tx\n«Rash»\tx\t",
    "Sign\tPresent\tAbsent\n«Tremor|n»\t\tx\n«Blistering of the palms»\tx\n«Rash|n»\t\tx",
    "«Poor sleep|n»: 0 - not at all",
    "«Poor sleep»: 1 = several days",
    "From 01/15/2025 note: «rash|p».\nToday: «cough».",
    "«Gout|n»\n   Ruled out 3/2025\n«Weakness|p»\n   Resolved 4/2025",
    "«Gout|n» -- excluded by aspirate.",
    "«Gout|n» . . . ruled out.",
    "Dx: «gout|n»? - no, urate normal.",
    "denies «cough|n» or «choking|n» no «falls|n» he does have «cramps»",
    "«Embolism|n». Ruled out on CT.",
    "«SLE|n», i.e. «lupus|n», was ruled out.",
    "[-] «rash|n» [+] «cough»",
    "«Tremor|n» ......... no\n«Cough» ......... yes",
    "«Tremor|n»: no\n«Cough» is new",
    "Treated presumptively for «sepsis|u».",
    "At her last appointment (3/2/25) she had «vertigo|p». Today none.",
    "«Drift|n» absent. «Gait» slow.",
    "«Fever|n»: none. «Cough»: yes.",
    "«Falls|n»: no",
    "«Weakness|n» (-), «fatigue|n» (-), «cramps|n» (-).",
    "(-) «weakness|n», (+) «fatigue».",
    "+ «cough», - «fever|n»",
    "ROS:\n General: + «fatigue», - «fever|n»\n Eyes: - «diplopia|n»",
    "Plan:\n- «physiotherapy»\n- «aspirin»",
    "w/o «weakness|n»",
    "neg «fever|n», «headache» positive",
    "Not «weak|n».",
    "She is not «weak|n» and not «tired|n», just ill.",
    "«Fatigue|n» is not part of it.",
    "Absent: «ptosis|n», «diplopia|n», and any «trouble with stairs|n».",
    "[ ] «Fall|h»   [x] «Rollator»",
    "Cord compression: «myelopathy|n» not suspected.",
    "I do not suspect «a stroke|n».",
    "Impression: no evidence of a primary «myopathy|n».",
    "He was found to have no «tenderness|n».",
    "CAM-ICU negative. «Delirium|n» was not seen.",
    "«Chills|n» (denies), «cough».",
    "«Gout|u» (suspect), «cough».",
    "«Stroke|p» (2019), «gout».",
    "No «fever|n», «cough|n», no «rash|n», «gout|n».",
    "No «fever|n», no «rash|n», «gout».",
    "Ruled out (by MRI): «stroke|n», «bleed|n».",
    "Denies (today): «cough|n», «rash|n».",
    "«Stroke|p» in 2015 with «aphasia», «gout|p» in 2016.",
    "This is partly consistent with «gout|u».",
    "The «cough» partly resolved.",
    "The «vomiting|p» stopped.",
    "The «prednisone» was stopped.",
    "«Weakness» likely due to «gout|u».",
    "«Gout|u» likely because of the «tophi».",
    "«Rash» («stroke|p» in 2019), «cough».",
    "His brother has «gout|f», says he is «tired|f».",
    "His sister has «gout|f», says he is «tired».",
    "Family history: father had «gout|f». The patient has «lupus».",
    "It could now be either «gout|u» or «lupus|u».",
]
CLAUSES = [
    "The likely cause of the «rash» is «gout|u».",
    "The differential of her «cough» includes «gout|u».",
    "DDx «cough»: «gout|u», «lupus|u».",
    "Likely cause: «gout|u».",
    "Differential: «gout|u», «lupus|u».",
    "The cause of the «rash» is «gout».",
    "Differential for the «cough» includes «asthma|u».",
    "He began to develop a «rash».",
    "He is being evaluated for «lupus|u».",
    "She is to report any «rash|h».",
    "She may have «gout|u».",
    "She may not have «gout|u».",
    "«Rash|n» has not developed.",
    "He has not developed a «rash|n».",
    "«Gout» has not resolved.",
    "«Gout|u» is a possible cause of the «rash».",
    "«Rash|n» - denies.",
    "«Gout|n» ruled out, «lupus».",
    "MRI excluded «stroke|n».",
    "«Stroke|n» excluded by MRI.",
    "The «rash» is likely from the «drug|u».",
    "«Rash», likely a «reaction|u» to the drug.",
    "He is not «dizzy|n».",
    "He is not a «smoker|n».",
    "Not only «cough» but «fever».",
    "The «rash» is not due to «lupus|n».",
    "The «rash» is not due to his «lupus».",
    "«Cough» is not worse.",
    "«Cough|n» is not there.",
    "She no longer feels «dizzy|np».",
    "He does not have «gout|n» or «lupus|n».",
    "He may have «gout|u» or «lupus|u».",
    "It could be «gout|u».",
    "He has not had «gout|n».",
    "«Gout|n» - no sign of it.",
    "The «rash» came in May, no trace of it now.",
    "«Carcinoma|p», status post lobectomy in 1992.",
    "«Carcinoma», status post lobectomy.",
    "Rule out «stroke|u».",
    "Check for «anemia|u».",
    "He denies «cough|n» (but has «wheeze»), «fever|n».",
    "No «cough|n» (has «wheeze») or «fever|n».",
    "No «cough|n» (dry or wet) or «fever|n».",
    "«Gout|n» (though once suspected) was excluded.",
    "No «rash|n»; «fever|n»; «chills|n».",
    "No «rash|n», «fever|n» or «chills|n»; «cough».",
    "No «cough|n» apart from a «cold».",
    "Denies «cough|n», and his «wheeze» is better.",
    "Denies «cough|n» and reports «fever».",
    "Denies «cough|n» but «fever» is present.",
    "No «cough|n», just «wheeze».",
    "I doubt that her «pain» is from a «stone|u».",
    "Whether his «legs» are weak is unclear.",
    "No muscle group was «weak|n».",
    "None of his toes is «numb|n».",
    "It is possible that he has «gout|u».",
    "I think it is «gout|u».",
    "He wonders whether it is «gout|u».",
    "His mother had «gout|f» and «lupus|f».",
    "Mother with «gout|f»; father «lupus|f».",
    "He lives with his wife, who has «gout|f».",
    "His wife says he has «gout».",
    "Wife has «gout|f», he has «lupus».",
    "His brother was seen with «gout|f».",
    "Her son noticed her «tremor».",
    "«Stroke|p» 3 years ago.",
    "«Gout|p» in 2010, «cough» now.",
    "She had «gout|p» in 2010 and now has «cough».",
    "After surgery in 2009 she had «pain|p».",
    "«Pain» since surgery in 2009.",
    "«Rash|p» and «fever|p» have both resolved.",
    "«Rash|p», «fever|p» and «cough|p» have resolved.",
    "The «rash|p» which he had in May has cleared.",
    "The «rash|p» he had in May has cleared.",
    "A «fever|p», which lasted two days, has resolved.",
    "He had a «fever|p» but recovered.",
    "Other than a «cough», no complaints.",
    "«Palsy|p», left, resolved.",
    "«Cough», «rash|p» resolved.",
    "«Rash|p» (on the arms) has resolved.",
    "«Gout|n» was considered and ruled out.",
    "«Gout|n», worked up and ruled out, and «lupus».",
]
NEXT = [
    "No pre- or postoperative «fever|n».",
    "No «cough|n» - «fever» present.",
    "He has a «rash». Resolved «pneumonia|p».",
    "He has a «rash|p». This has resolved.",
    "He had a «rash|p» on his arm. It has since cleared.",
    "He has a «rash|p». Cleared by now.",
    "He has a «rash». It is still there.",
    "He took tablets for a «rash|p» at home. Since resolved.",
    "He has a «rash». No longer has «cough|np».",
    "I doubt her «pain» is from a «stone|u».",
    "History of «pain|p» is from a «stone».",
]
HEADINGS = [
    "PAST MEDICAL HISTORY\n«gout|p»\n«rash|p»",
    "Past history: no «gout|n». «Lupus|p».",
    "Past medical history:\n- «gout|p»\n- denies «lupus|n»",
    "Past medical and current problems: «gout»",
    "ALLERGIES\nPenicillin: «rash|p»\nSulfa: «hives|p»\n\nHe has a «cough».",
    "Discharge instructions:\nYou were treated for «pneumonia».\nWatch for «fever|h».",
    "Family history:\nThis patient: «lupus».\nFather: «gout|f»",
    "Family history: The patient's father had «gout|f».",
]
QUOTED = [
    '"My mom is «weak»", her daughter says.',
    'Her daughter says "my mom is «weak»".',
    'Daughter: "mom is «weak»"',
    'Wife: "my husband is «weak»".',
    '"My mother is «weak|f»," says the patient.',
    '"My mother had «gout|f»" he says.',
    '"Mom had «gout|f»".',
    '"Dad is «weak|f»", his wife says.',
]
TELEGRAPHIC = [
    "ROS: Neuro - «syncope|n», - «double vision|n», - «slurring|n»",
    "Resp: - «cough|n» - «wheeze|n» - «sputum|n»",
    "GU: -«dysuria|n» -«frequency|n»",
    "Neuro - «clumsiness», «numb toes» - worse at night.",
    "Plan - «physiotherapy», then - «aspirin»",
    "Assessment - «weakness» - likely from «disuse|u»",
    "Neuro: (-) «syncope|n»  (-) «tremor|n»    (-) «clumsiness|n»",
    "MSK: (+) «myalgia»  (-) «joint swelling|n»  (+) «stiffness»",
    "MSK: «myalgia» (+)   «joint swelling|n» (-)   «stiffness|n» (-)",
    "«Cough» +, «wheeze|n» -, «sputum|n» -",
    "«Wasting|n» none, «clonus|n» none, «tone» normal.",
    "«Choking|n» no, «drooling|n» no, «dry mouth» yes",
    "«Breathless|n»? No.",
    "«Clumsy|n»? denies",
    "Any «choking|n»? None. Any «drooling»? Yes.",
    "Any «choking|u»? He shrugged.",
    "«Slips|n» past yr: none",
    "«Weakness» none the less persists.",
    "«Weakness» no worse than in May.",
]
PSEUDO = [
    "Limps without a rail and «drops her keys» daily.",
    "Cannot climb without the banister and «trips» often.",
    "Gets up without his stick and «staggers» several times a day.",
    "Denies «cramps|n» and «spasms|n».",
    "They're not «sleepy|n», never «sleepy|n».",
    "No increase in her «weakness».",
    "No change in the «weakness» since the last call.",
    "No improvement in the «weakness» since October.",
    "Not only «weak» but «lightheaded».",
    "We cannot rule out «myopathy|u».",
    "«COVID|u» not excluded.",
    "Gram-negative «bacteremia».",
    "Not necessarily «benign».",
    "Nothing seems to help the «pain».",
    "Climbs without difficulty, «knees» ache.",
    "Could not walk because of «weakness».",
    "«Cramps» are not relieved by heat.",
    "No further «vomiting|n».",
]
UNCERTAIN = [
    "«Gout|u» doubted (no tophi).",
    "«Sprue|u» is doubted by the surgeon; «anemia» stands.",
    "I doubt that she has «lupus|u» or «sarcoid|u».",
    "«Anemia»; there is some doubt about «lupus|u».",
    "«Gout»; nobody doubts the diagnosis.",
    "«Gout|u» is probably what hurts her: «toe pain».",
    "«Scabies|u» is likely to blame for the «itch».",
    "«Scabies|u» may be what is behind the «itch».",
    "«Scabies|u» seems to be why he has an «itch».",
    "«Scabies|u» is perhaps the reason for the «itch».",
    "«Scabies|u» might well be the culprit.",
    "«Scabies|u» is, in my view, most likely behind the «itch».",
    "Probably the cause of the «itch» is «scabies|u».",
    "It is probably «scabies|u» that causes the «itch».",
    "It could be «scabies|u» that makes him «itch».",
    "It is not the «scabies|n» that makes him «itch».",
    "It is possible that she has «scabies|u» that spread.",
    "He has «scabies». This is probably why he has an «itch».",
    "«Itch», «scabies|u» a possible cause.",
    "«Scabies» is the cause of the «itch».",
    "«Scabies» is what makes him «itch».",
    "Her <WEAKNESS>weakness</WEAKNESS> is probably what made her stay in bed.",
    "Her <WEAKNESS>weakness</WEAKNESS> is likely the reason for the <FINDING concept=falls>falls</FINDING>.",
    "Possible «myasthenia|u» with «ptosis» and «slurring».",
    "Suspected «vasculitis|u» with «foot drop».",
    "Probable «sciatica|u» or «claudication|u», with «numb toes».",
    "Possible «myasthenia gravis|u», rule out «thyroid eye disease|u».",
    "?«Myopathy|u»",
    "«Guillain-Barre|u» considered, unlikely.",
    "Possible «gout|u», a «sprain|u» or a torn «meniscus|u»; possible «gout|u», a «limp».",
    "Our best guess is «scabies|u».",
    "Probable «cystitis|u» and known «gout». Suspected «lupus|u», documented «asthma».",
    "Very low concern «sepsis|u». Low index of concern for «meningitis|u».",
    "He met diagnostic criteria for «lupus». Did not meet the criteria for «gout|n».",
    "A low ferritin and no fever led to the diagnosis of «sprue».",
    "Sooner if poss, recheck «rash».",
    "Told stress might trigger «migraine|h». Explained her «migraine» is common.",
    "The most likely culprit remains «sarcoid|u».",
    "«Scurvy|u» remains the leading candidate to explain the «bruises».",
    "A good candidate for surgery with «gout».",
    "Dx: «lupus|u»?? Await titers.",
    "«Lambert-Eaton|u» unlikely.",
    "«Fatigue» with «asthenia», likely from «pneumonia|u» versus «volume depletion|u».",
    "«Sarcoidosis|u» remains possible; we think «amyloidosis|u» unlikely.",
    "Suspect low «iron|u».",
    "r/o «sepsis|u»",
    "Differential includes «myositis|u», «neuropathy|u» and «botulism|u».",
    "«Metabolic myopathy|u» considered unlikely, first episode.",
    "No «weakness|n», possible «neuropathy|u».",
    "«Sepsis», possible «osteomyelitis|u».",
    "Suspected «UTI|u». «Pneumonia|n» ruled out by film.",
    "«Sprue|u» would be another thing to look into.",
    "«Lymphoma|u» is worth excluding, her «anemia» is stable.",
    "One thing to bear in mind is «botulism|u».",
    "«Sarcoid|u» should be kept in mind.",
    "His differential might include some kind of «vasculitis|u», «sprue|u» or «lupus|u».",
    "Her daughter is afraid it's «lymphoma|u».",
    "Terrified that he has had a «stroke|u», came with «vertigo».",
    "«Vertigo». Could it be a «tumor|u»?",
    "Says this must be «shingles|u».",
    "Probable «pyelonephritis|u» → «rigors», «sweats».",
    "?«Embolism|u» -> «syncope»",
    "«Syncope» → «embolism|n» excluded by CT.",
    "«Ptosis» new «stye» «migraine» much worse again overnight «abscess|u» vs «cyst|u»",
    "Presumed «sarcoidosis», later confirmed by biopsy.",
    "Suspicion of «scurvy», which was confirmed at once.",
    "Suspected «scurvy». Confirmed by assay.",
    "Suspected «scurvy|u», not confirmed.",
    "«Scurvy|u» remains to be confirmed.",
    "The smear was diagnostic of «malaria».",
    "The smear was non-diagnostic for «malaria|u».",
    "«Cough» better, a second film suggested for June.",
    "«Drift» of the arm, gait normal, plantars equivocal.",
    "Consider «sprue|u» if the antibodies are negative.",
    "She may well have had a «seizure|u».",
    "Will treat as «scabies|u».",
    "Most certainly «psoriasis|u».",
    "It sounds as though she had a «stroke|u».",
    "«Scurvy|u» was considered the most likely cause of the «gingivitis».",
    "Low likelihood «meningitis|u» or «sepsis|u».",
    "I think that the «itch» is from «eczema|u».",
]
PAST = [
    "She had mono at age 19 and was «weak|p» in bed, got over it.",
    "He was «weak|p» after hip surgery in 2020, got back to normal.",
    "The «weakness|p» had resolved completely by Tuesday.",
    "Transient «weakness|p», resolved in an hour.",
    "The «weakness|p» had self-resolved by then.",
    "At age 14, after mumps, he had ten days of «weakness|p». It cleared completely.",
    "No longer has «leg weakness|np».",
    "«Tinnitus» since 2019.",
    "«Psoriasis» for 3 years.",
    "A «cough» for 3 weeks.",
    "«Eczema» since childhood.",
    "He moved at 6; when he was 9 he had «rheumatic fever|p».",
    "A hemorrhage in May 2018 left her with «weakness» of one leg.",
    "«Weakness» first noticed two days ago.",
    "A «hip fracture|p» 3 years ago, and now «weakness».",
    "Four nights ago she awoke with «drooping» of one lid.",
    "A 3-month history of «weakness».",
    "He has a history of «gout|p», «asthma|p», presents with «hemoptysis».",
    "Hx of «stroke|p» in 1998.",
    "s/p «cholecystectomy|p» with «fever».",
    "The hand went «clumsy|p» for 20 minutes. It had cleared before noon.",
    "«Kidney injury|p» with «hyperkalemia|p», resolved.",
    "The «rash» has not resolved.",
    "PMH: «migraine|p», «gout|p».\nHPI: «vertigo».",
    "He had had «measles|p».",
    "She has distant «metastases».",
    "Sp tests: «drift», worse on the left.",
    "A month ago he was admitted with «cholangitis|p».",
    "The «itch|p» stopped two weeks after the change of soap.",
    "She had «hoarseness|p» before the thyroid operation, but since then her voice is clear.",
]
WHATIF = [
    "Come straight back for any «rash|h».",
    "Told to come right back for «fever|h» or «rash|h».",
    "Straight back to the ED for «vomiting|h».",
    "Straight to hospital for any «vomiting|h».",
    "Get back to us with any «rash|h».",
    "Pop back for any «rash|h».",
    "Phone 111 for a new «rash|h».",
    "Any «rash|h» or «fever|h» -> ED.",
    "Any new «rash|h», come straight back.",
    "Denies any «rash|n», to return in 2 weeks.",
    "He came straight back for «vomiting».",
    "Comes back for «vomiting».",
    "Comes back to clinic for «vomiting».",
    "Had to come back for «vomiting».",
    "Was called back for «vomiting».",
    "He went straight to the ED for «vomiting».",
    "Counselled that «weakness|h» or «numbness|h» should prompt a call.",
    "«Black stool|h», «bleeding|h» or «fainting|h» would be an emergency.",
    "Told him that any «fever|h» warrants a call.",
    "Cautioned pt that «dizziness|h» is common.",
    "She was told that her «dizziness» comes from the ear.",
    "Seek immediate attention for «drooping|h» or «slurring|h».",
    "He came to seek medical attention for his «dizziness».",
    "Any new «numbness|h» should be reported.",
    "If any «numbness|h», come back.",
    "Keep an eye on the plaster for «swelling|h» and «numbness|h».",
    "Asked to watch the baby for «jaundice|h».",
    "Does not want to catch «measles|h».",
    "Red flags → 999\n- «vertigo|h»\n- «vomiting|h»",
    "Index and thumb: IF/thumb «numb», worse if «cold|h».",
    "Advised to stop if gets «cramps|h», «itch|h».",
    "He may experience «hot flashes|h».",
    "The graft may become «infected|h».",
    "Taught the signs of «scarlet fever|h».",
    "Told her to bring the child back for «lethargy|h» or «vomiting|h».",
    "Fluids to avoid «cramps|h», as she has «cramps» at night.",
    "«Numbness» in the past fifteen days.",
    "«Numbness|p» of the hand, which lasted thirty-five minutes.",
    "«Numbness|p» of the hand this morning. Lasted ten minutes.",
    "It is not a true «numbness|n».",
    "Follow up for «numbness» in May.",
    "Precautions reviewed: «drooping|h», «slurring|h».",
    "ED: 77M brought in for «dizziness».",
    "Came from the emergency room with «dizziness».",
    "Plan: rest. ED if «dizziness|h».",
    "ED for «slurring|h».",
    "«Dizziness» should improve with exercises.",
    "Return if «weakness|h», «numbness|h» or trouble walking.",
    "Call for any «muscle pain|h» or «dark urine|h».",
    "ED if can't walk, «SOB|h», or «weakness spreads|h».",
    "Come back at once for «weakness|h» of one arm, «slurring|h», or «collapse|h».",
    "Fluoroquinolones may worsen «weakness|h».",
    "The injection may cause temporary «weakness|h».",
    "Watch for «jaundice|h».",
    "Asked her to ring us if «dizzy|h», or any new «weakness|h».",
    "Return precautions for «palpitations|h» or worsening «weakness|h».",
    "A positive result may mean «weakness|h» later in life.",
    "RTER for «palpitations|h» or «rash|h».",
    "Patient to notify staff of «rash|h».",
    "She should report «rash|h» at once.",
    "He called to report a «rash».",
    "Told to alert the nurse to any «rash|h».",
    "RTC sooner if the «weakness gets worse|h».",
    "Advised to ring the ward for ANY return of «weakness|h», or for new «slurring|h».",
    "He went to the ED for «weakness».",
    "On «fall|h» precautions.",
    "Instructions: «bleeding|h» should be reported.",
    "Large doses may in turn bring on «cramps|h».",
    "The form she signed is on file; the consent also lists «bleeding|h» and «infection|h».",
    "Bracelet ordered. Straight to the ED for «fever|h», «vomiting|h» or «collapse|h».",
    "To the ED for «vertigo» since noon.",
    "Leaflet on «cramps|h» given.",
    "New «numbness|h» would change the plan.",
]
FAMILY = [
    "Came with her nephew (<DIAGNOSIS family>Duchenne muscular dystrophy</DIAGNOSIS>, in a wheelchair).",
    "Accompanied by his wife (<DIAGNOSIS family>ALS</DIAGNOSIS>). C/o «itch».",
    "Lives with son (<DIAGNOSIS family>myotonic dystrophy</DIAGNOSIS>).",
    "Her mother (aged 80, <DIAGNOSIS family>ALS</DIAGNOSIS>) lives with them.",
    "His father (d. 70, <DIAGNOSIS family>ALS</DIAGNOSIS>, «tired|f») was tall.",
    "Discussed with his wife (<DIAGNOSIS>ALS</DIAGNOSIS>, prognosis).",
    "Came with her son (<WEAKNESS>weakness</WEAKNESS>, <FINDING concept=falls>falls</FINDING>).",
    "Her son (says she is <WEAKNESS>weak</WEAKNESS>) is worried.",
    "His wife (RN) noted <WEAKNESS>weakness</WEAKNESS>.",
    "Mother has «lupus|f».",
    "FHx: father «MI|f», sister «gout|f».",
    "His brother died of «amyotrophic lateral sclerosis|f».",
    "Father with «stroke|f», patient reports «weakness».",
    "Daughter states that she has «weakness».",
    "His wife's «migraine|f» is worse.",
    "Roommate sick with the same and has been too «weak|f» to get up.",
    "A cousin had a «stroke|f» with arm «weakness|f» last year.",
    "Dtr has «MS|f».",
    "Mom has «anemia|f».",
    "Brought by his son for «weakness».",
    "Her father was «weak in the arms|f» in his seventies.",
    "Father and paternal aunt have «dystrophy|f» with facial «weakness|f»; her brother tires easily.",
    "Aunt had «Graves|f».",
    "«Hemophilia|f» runs in the family.",
    "Lives with her husband. «Weakness» persists.",
    'Daughter: "she is «weak»."',
    "His mother, who was «dizzy|f», fell.",
    "A friend took the same tablets and 'got «dizzy|f»'.",
    "She read about a woman who had «vertigo|f» after the jab.",
    "A colleague was found to have «lupus|f», which began with a «rash|f».",
    "His mother's «scleroderma|f» began with «swelling|f» of the hands.",
    "Aunt on methotrexate for «psoriasis|f».",
    "Her son takes inhalers for «asthma|f», she has «eczema».",
    "Her son takes her to the clinic for «asthma».",
    "His sister is in hospital with «cholera|f».",
    "Reassured her mum that focal «seizures» are common in it.",
]
BORDERS = [
    "No thirst, «dizzy», «tired».",
    "No acute distress, rather «weak».",
    "Nil fever and «sleepy» since noon.",
    "No rash, «legs» weak.",
    "No rash, patient still «tired».",
    "Not eating and «weak».",
    "Never smoked, «dizzy» for 2 days.",
    "Denies rash, «dizzy|n», «tired|n».",
    "No rash, «dizzy|n» or «weak|n».",
    "No rash, «vertigo|n», or weak «pulses|n».",
    "Not pale, «dizzy|n» or «weak|n».",
    "No rash today, «itch|n».",
    "No rash at this time, «itch|n», or «wheeze|n».",
    "No rash today, «itch» persists.",
    "No rash, «itch» worse at night.",
    "No rash or «itch|n» worse at night.",
    "Denies cough - «itch|n» - «ankle swelling|n».",
    "No cough - «itch|n» - «wheeze|n».",
    "Denies cough - «itch» since March.",
    "No cough - no rash - «itch».",
    "No cough - «itch» persists - «wheeze».",
    "Nil itch nil «rash|n» occ «cough» at night.",
    "No itch or intermittent «cough|n».",
    "Legs «weak» and «rash|n» absent.",
]
CONDITIONS = [
    "If the «weakness» persists, repeat the CK.",
    "Refer if his leg «weakness» does not improve.",
    "Should her «weakness» fail to settle, we will scan.",
    "If still «weak» in May, EMG.",
    "Steroids unless the «weakness» resolves.",
    "Consider a scan if the «weakness» lasts.",
    "Stop it if «weakness|h» occurs.",
    "Come back if any «weakness|h» persists.",
    "Come back if you have «weakness|h» that persists.",
    "If «weakness|h» develops and persists, call.",
    "If your arm «weakness|h» lasts longer than 18 hours after the block, ring us.",
    "Call if the leg «weakness|h» continues for more than ten hours.",
    "If your «weakness|h» has not gone the morning after the operation, call.",
    "If the «weakness» persists more than three weeks, EMG.",
    "If your leg «weakness|h» lasts longer than expected, call.",
    "If your «weakness» does not improve in 24 hours, come back.",
    "Should «weakness|h» of the leg last beyond 16 hours after the spinal, call.",
    "Should «weakness|h» recur, call.",
]
EFFECTS = [
    "Side effects: «itch|h» and «cramps|h» explained to her.",
    "SE - «itch|h», «cramps|h»; told to call us.",
    "Side effects: «itch»; discussed a lower dose.",
    "Side effects: «itch» since she began it, reviewed.",
]
ADJECTIVES = [
    "She felt as though she would «faint|h», «weak» and sweaty.",
    "He felt as if he could «collapse|h», generally «tired».",
    "She felt as if about to «faint|h», «weak».",
    "He felt as if he might «fall|h», dizzy or «weak|h».",
    "No sweats, cough, rash, «tired|n», «weak|n», shaky.",
    "No sweats, cough, rash, itch, «weak».",
]
TAKEN_BACK = [
    "Dx of «gout|n» later changed to «pseudogout».",
    "The label of «angina|n» was rescinded; he has «asthma».",
    "«Gout|n» - diagnosis since revoked.",
    "Rheumatology overturned the previous diagnosis of «gout|n».",
    "«Gout»; colchicine withdrawn, plan changed to allopurinol.",
    "The diagnosis of «gout» was made after the drug was withdrawn.",
    "The diagnosis of «gout» was never withdrawn.",
    "«Itch|n»: WNL.",
    "«Itch», skin: normal.",
    "- «Weakness|n»: normal.",
    "Ferritin and B12 for «weakness»: normal.",
    "Blood tests for «fatigue» - unremarkable.",
    "Doppler for «leg swelling»: normal.",
    "Worried about a «rash|n» from the drug, none yet.",
    "«Cough» since May, «itch|n» none so far.",
    "Was told of «itch|n» from the drug but has none.",
    "Has «itch» but has none of the «cramps|n» that were feared.",
    "He has an «itch», denied «cramps|n», and had none in May.",
    "She is «hoarse» and reports none of late.",
    "«Rash» yes, at the neck, «itch|n» none so far.",
    "«Numbness» of a toe, «rash» on a leg, none so far elsewhere.",
    "«Rash», asked about «itch|n», none to date.",
    "The label of «angina|n» rescinded; continue treatment of «gout».",
    "They dropped the earlier diagnosis of «angina|n»; «gout» remains.",
    "They dropped the diagnosis of «angina|n», «gout» is treated.",
    "Diagnosis of «angina» and «gout» treatment dropped.",
    "«Hoarseness» improved, without new «deficit|n».",
    "Her «palsy» has not improved and her gait is without «deficits|n».",
    "The «rash|p» resolved without residuals.",
    "«Gout|n», dx since revised to «pseudogout».",
    "Known MS. «Itch» today.",
    "Never had MS. «Itch» for a week.",
]
BECOMING = [
    "He did not become «breathless|n» or «blue|n» on the treadmill.",
    "They never became «jaundiced», so we were told.",
    "The child did not go into «status epilepticus|n», but was «drowsy».",
    "She has never gone into «flutter|n» since the ablation.",
    "The fall did not lead to a «hematoma|n»; the «bruise» is small.",
    "Hyperventilation did not precipitate «absences|n».",
    "Exercise does not worsen the «stiffness».",
    "He does become «breathless» on hills.",
    "He could not go out for «vertigo».",
]
OVER_OR_NOT_YET = [
    "She had «ptosis|p» for an hour, although that seemed to have cleared by lunch.",
    "There was a «stutter|p» at first, but that has passed.",
    "His «hiccups|p» looked to have ceased on arrival.",
    "She has «gout» and an itch that has cleared.",
    "The «ptosis» did not seem to have cleared.",
    "We will operate once the «cellulitis» has completely resolved.",
    "The drops are stopped as soon as the «redness» is gone.",
    "Theatre will be booked when her «bronchitis» has cleared.",
    "Ask at the next visit whether the «rash» has resolved.",
    "Once the «ileus|p» had resolved he ate.",
    "When the «bronchitis|p» cleared she flew home.",
    "She once had «hives|p» that have resolved.",
]
PROCESSES = [
    "No enlargement of the «aneurysm» since spring.",
    "No spread of her «rash», no «fever|n».",
    "No growth of the «meningioma»; no growth of «E. coli|n».",
    "Films show no loosening of the «prosthesis».",
    "No evidence of «growth|n».",
    "Avoidance of «falls|h» was taught.",
    "There was no delay in treating the «abscess».",
    "No luck so far with managing her «migraine».",
    "He did not notice when the «swelling» came.",
    "She is not sure how long the «itch» has lasted.",
    "She did not notice «swelling|n» or «itch|n».",
    "He was not in «pain|n» on arrival.",
    "Cellulitis is there, but «gangrene|n» is not.",
]
GOT_OVER = [
    "«Numbness|p» after a fracture in 2017, it came back 100%.",
    "His foot was «numb|p» after the cast, but that came back fully.",
    "Her hand was «numb|p» then; all of it came back completely.",
    "«Numbness» had resolved and came back fully last week.",
    "«Numbness» after the cast has not come back 100%.",
    "She recovered fully from «encephalitis|p».",
    "She has not recovered fully from «encephalitis».",
    "His «hepatitis|p» was cured by tablets.",
    "She is six years out from «lymphoma|p».",
    "He comes with a history of «hiccups» for two days.",
    "She has a history of «tearing» since yesterday.",
    "She has a history of «migraine» for twenty years.",
    "The shunt was placed in 2009 with complication of «meningitis|p».",
    "During a cruise in 2016 he caught «cholera|p».",
    "On leave in 2016 she broke «her wrist|p» and now has a «tremor».",
    "With «gout|p» in 2016, they began allopurinol.",
    "For a visit in 2016, he has «itch».",
    "In the evening she has «cramps».",
    "He outgrew «croup|p» and overcame «a stutter|p».",
    "The child has yet to have «a relapse|n».",
    "«Sarcoid|u» has yet to be ruled out.",
    "«Vertigo» since «meningitis|p» in 2014.",
    "She has not driven since «a seizure|p» two years ago.",
    "«Hoarse» since a crash in May 2019.",
    "Treatment of the «ulcer» has yet to begin.",
    "An ex-«smoker|p»; his ex-wife has «asthma|f».",
    "The «worms|p» were eradicated.",
    "He is a reformed «drinker|p».",
    "There is no good reason to suspect «scurvy|n» or «beriberi|n».",
    "I have no reason to believe this is «scurvy|n».",
    "No reason to doubt her «itch».",
    "She was advised of the possibility of «hives|h».",
    "Told about the potential «nausea|h» with iron.",
    "She was told about her «anemia».",
]
REASONS = [
    "The goal is to walk to the bus, as she is «breathless» on stairs.",
    "Call us for any «chills|h» as he has «neutropenia».",
    "Return for «chills|h» as well as «rigors|h».",
    "Call us for rigors as soon as he has «chills|h».",
    "No biopsy is at hand to assess the «graft».",
    "There was no indication to treat the «wart».",
    "No signs to suggest «torsion|n».",
    "No need to evaluate for «torsion|u».",
    "A history of «gout|p» and per her report two «stones|p».",
    "Denies «wheeze|n» and by family report «snoring|n».",
    "He denies «wheeze|n» and by report has «a cough».",
]
LISTED_AS_POSSIBLE = [
    "Course: ddx: «gout|u», «sprue|u». On day 2 he had a «seizure».",
    "A: Differential: «gout|u», «sprue|u». She has «asthma» and takes an inhaler.",
    "A: Differential dx: «gout|u». The patient developed «hives».",
    "A: rule out: «gout|u», «sprue|u». He also has «asthma».",
    "Differential diagnosis:\n«gout|u», «sprue|u». She has «asthma».",
    "Differential:\n- «gout|u»\n- «sprue|u»",
    "DDx: «gout|u». «Sprue|u». «Asthma|u».",
    "DDx: «gout|u», «sprue|u». The patient may have «asthma|u».",
    "| DDx: «gout|u», «sprue|u» | he has «asthma» |",
    "Course: ddx: «gout|u», «lupus|u». «Sprue» was confirmed by biopsy.",
    "Course: ddx: «gout|u». The scan showed «an abscess».",
    "Course: ddx: «gout|u». Known «asthma».",
    "A: tired. DDx: «gout|u», «sprue|u».\n2. «Asthma»\n3. «Hives»",
    "A:\n1. Tired. DDx: «gout|u», «sprue|u».\n2. «Asthma»\n3. «Hives»",
    "A:\n1. Tired\nDDx: «gout|u», «sprue|u»\n2. «Asthma»\n3. «Hives»",
    "A:\n1. Tired\nDDx:\n- «gout|u»\n- «sprue|u»\n2. «Asthma»\n3. «Hives»",
    "A:\n1. Tired\n2. Pale\n\nDifferential diagnoses: these are\n1. «Gout|u»\n2. «Sprue|u»\n3. «Lupus|u»",
    "A:\n1. Tired\n2. Pale\n\nDifferential: includes:\n1. «Gout|u»\n2. «Sprue|u»\n3. «Lupus|u»",
    "A:\n1. Tired\nDDx:\n1. «Gout|u»\n2. «Sprue|u»\n3. «Lupus|u»",
    "A:\n- tired - differential diagnosis: «gout|u»\n- «asthma» - on an inhaler",
    "| Differential | «gout|u», «sprue|u» |",
    "DDx - «gout|u», «sprue|u»",
    "DDx\n«gout|u»\n«sprue|u»",
]
GENERAL = [
    "Plan: discussed that this is a common problem leading to «stiffness|h» and «falls|h».",
    "Plan: I explained that «lupus|h» is a disorder resulting in «swelling|h».",
    "Plan: we talked about «gout», a disease that produces «tophi|h».",
    "He has «gout», a condition leading to «swelling|h», and has «fever».",
    "Plan: told that diuretics, when taken daily, lead to «cramps|h».",
    "Plan: she was reminded that thyroid disease commonly leads to «tremor|h» and «sweating|h».",
    "Plan: I explained that «cramps|h» are a sign of low magnesium.",
    "- «Lupus|h» is a disease causing «rashes|h»",
    "Teaching: «rickets|h» is an illness marked by «bowing|h».",
    "| Discussed | «gout», a condition characterized by «tophi|h» |",
    "She has «gout» causing «swelling».",
    "Plan: I explained that her «cramps» are a sign of low magnesium.",
    "Plan: I explained that the «tremor» is a sign of thyroid disease.",
    "He has a condition causing «cramps».",
    "This is a «myopathy» resulting in «cramps».",
    "A chronic illness leading to «cramps».",
    "Diuretics cause «cramps».",
    "Plan: discussed how iron loss leads to «fatigue|h», and explained that low magnesium causes «cramps|h».",
    "She told me that walking usually leads to «cramps».",
    "Plan: discussed that her diet leads to «cramps».",
    "He noted that walking leads to «cramps».",
    "Has «gout», a disease that is giving her «swelling».",
]
SUMMONED = [
    "HPI: He was told to go to the ER for evaluation of «hives».",
    "HPI: Her dentist advised her to go to the emergency room for management of her «abscess».",
    "HPI: She was asked to come back for «jaundice» and a bilirubin of 9.",
    "HPI: The lab phoned and told him to come to the hospital for «bleeding», which began at noon.",
    "HPI: He was instructed to go to the hospital for «sepsis», where cultures were drawn.",
    "HPI: She was advised to return for «edema», and did.",
    "HPI: They called and asked him to come in for a «nodule» found on his film.",
    "HPI: Her doctor asked her to come in for a <POTASSIUM value=6.9 flag=H>potassium of 6.9</POTASSIUM>.",
    "HPI: The lab told him to come in for <POTASSIUM value=6.9 flag=H>potassium 6.9</POTASSIUM>.",
    "HPI: He was told to go to the ER for «hives» that started at noon.",
    "Plan: told to return for pain of 8/10, «hives|h».",
    "Plan: told to return for «hives|h» and came to an understanding.",
    "- told to go to the ER for «stridor» noted by the nurse",
    "| Why here | told to come in for «hives», that had spread |",
    "She was told to come in for «hives|h», «bleeding|h» or «fever|h».",
    "Plan: told to return for a temp of 101, «hives|h», «bleeding|h».",
    "Plan: told to go to the ER for evaluation of any «bleeding|h».",
    "Plan: advised to return for evaluation of new «hives|h».",
    "Plan: advised to go to the ER for «stridor|h».",
    "Plan: go to the ER for «fever|h» of 102 or «hives|h».",
    "Plan: told of the risk of «bleeding|h», which was explained.",
    "Plan: asked to call for weight gain of 5 pounds, «edema|h».",
]
RESULTS = [
    "GI: Neg. «reflux|n», neg. «melena|n».",
    "Skin: pos. «hives», neg. «itch|n», pos. «scaling».",
    "Skin: negative «hives|n», neg. «itch|n», negative «scaling|n».",
    "She was neg. for «lupus|n» and pos. for «gout».",
    "ENT: NEG. «TINNITUS|n», POS. «VERTIGO».",
    "- neg. «vertigo|n»\n- pos. «tinnitus»",
    "| Skin | neg. for «itch|n» or «hives|n» |",
    "«Vertigo» pos., «tinnitus|n» neg., «deafness» pos.",
    "«Vertigo» positive, «tinnitus|n» negative.",
    "«Vertigo|n», «tinnitus|n» neg.",
    "The biopsy showed «lymphoma», one node was negative.",
    "The biopsy showed «lymphoma», three margins were clear.",
    "Denies «cramps|n», gout, positive contacts, «hives|n», «asthma|n».",
    "«Reflux|n» is not present; «melena|n» is not positive.",
    "CT neg. «Vertigo» persists.",
    "ct neg. «vertigo» persists",
    "HIV neg. «tinnitus»",
    "ROS neg. He has «reflux».",
    "Strep positive, no «rash|n».",
]
GLUED = [
    "She has «vertigo».MRI in 2017 was negative.",
    "He denies «cramps|n».BLE «edema» since Monday.",
    "- No «itch|n».R hand «numb»",
    "«Icteric».LFTs were done in 2014.",
    "NO «ITCH|n».«EDEMA» SINCE MAY.",
]
PUT_IN = [
    "She has not, thankfully, noticed any «bruising|n» or «hives|n».",
    "He does not, for all that, have «gout|n».",
    "There has never, to his knowledge, been a «seizure|n».",
    "The film did not, though, reveal an «effusion|n», and he has «asthma».",
    "This is not, in our opinion, «shingles|n».",
    "He isn't, as a rule, «breathless|n».",
    "The skin is not - to date - «icteric|n».",
    "She denied, however, any «vertigo|n», «tinnitus|n» or «deafness|n».",
    "Without, of course, any «murmur|n».",
    "GI:\n- he denies, though, «melena|n».\n- he has «reflux».",
    "| «Tremor|n» | not, however, present |",
    "No «wheeze|n», though, or «stridor|n».",
    "«Lupus|u» cannot, however, be excluded.",
    "She denies, despite «cramps» in May, «seizures|n».",
    "She denies, as did her sister, «vertigo|n» and «tinnitus|n».",
    "He denies, when asked about the «rash», «itch|n».",
    "There is no sign of, as far as I can tell, «jaundice|n».",
    "Itch? No, and he has «jaundice».",
    "Her mother is, she says, «anemic|f».",
    "It may, in my view, be «gout|u».",
    "He had, in May 2015, «hives|p» and «fever|p».",
    "She was, at that visit in 2014, «jaundiced|p».",
    "He was, in 2015, treated for «hives|p»; he has «fever» now.",
    "He has, since May, had «fever».",
    "He has not (however) been «febrile|n».",
    "She has never, apart from in May, felt «dizzy|n».",
    "«Rash|n» was (per his wife) not present.",
    "She was (in the arms) «numb».",
    "«Sarcoid|u» is, I think, unlikely.",
    "She does not, then, report any «melena|n».",
    "There is no «pain|n», though «swelling» is present.",
    "«Nausea|n» was denied, however, «bloating» is present.",
    "No «wheeze|n», however, «stridor» is heard.",
    "He denies «vertigo|n»; however, he has «tinnitus».",
    "She was, however, «febrile».",
    "There was, though, «jaundice».",
    "He has, in fact, «gout».",
    "She was «febrile», however, and had no «rash|n».",
    "He was «tired», though, not «febrile|n».",
]
STATEMENTS_IN_LISTS = [
    "Nil rash ↑«itch».",
    "No cough, ↑ «itch» 3/7.",
    "nil rash nil cough ↓«exercise tolerance».",
    "No hives + ↑«itch».",
    "Nil ↑«itch|n».",
    "nil ↓«taste|n» ↓«smell|n».",
    "nil ↑cough, ↑«itch|n».",
    "No cough or ↑«itch|n».",
    "No «cough|n»/↑«itch|n».",
    "Nil wt ↓.",
    "Nil «rash|n» ongoing «itch».",
    "No «rash|n», ongoing «itch».",
    "No ongoing «itch|n».",
    "No «rash|n» or ongoing «itch|n».",
    "No lump / ↓ hearing / «itch|n».",
    "Denies sudden ↑pain «itch|n».",
    "-ve rapidly ↑«itch|n», -ve rash.",
    "No «rash|n» «legs weak» since May.",
    "nil «rash|n» arms «heavy».",
    "nil arms «heavy|n».",
    "Denies «rash|n», legs «heavy|n».",
    "nil rash remains «weak».",
    "No limb remained «weak|n».",
]
ANSWERED_NIL = [
    "«Itch|n» nil\n«Hives» on both arms",
    "- «Itch|n» nil\n- «Hives|n» nil\n- «Cough»",
    "Skin\n«Itch|n» nil\n«Hives|n» nil",
    "«Itch|n» nil\n«Cough» for weeks",
    "On examination: «hives|n» nil\n«Tremor» of the left hand",
    "«Itch|n» nil today\n«Hives»",
    "«Itch|n» nil - «hives|n» nil - «cough» +++",
    "Cramps - «itch|n» nil – «hives|n» nil",
    "«Itch|n» nil and «hives|n» nil and «cough» mild",
    "«Itch|n» nil but «coughs».",
    "«Itch|n» nil power 5/5.",
    "«Hives|n» nil gait N.",
    "«Hives|n» nil tone normal.",
    "«Hives|n» nil reflexes brisk.",
    "«Itch|n» nil sleep ok.",
    "«Itch|n» nil power ↓ left leg.",
    "«Itch|n» nil «hives|n» nil power 4/5 R.",
    # a noun of its own stands behind it
    "«Itch» nil trauma",
    "«Itch» nil «hives|n»",
    "«Itch» nil fever nil «cough|n»",
    "«Itch» nil change",
    "«Itch» nil known cause",
    "«Itch» nil balance issues",
    "«Itch» worse with nil\n«Cough»",
    "There is nil\n«itch|n» at all",
    "PMHx nil\n«Itch» 3/52",
    "Allergies nil\n«Itch» 2/52",
]


BESIDE_WHAT_IS_DENIED = [
    "Nil itch or <FINDING concept=functional_impact negated>gait prob</FINDING>.",
    "Nil vision or <FINDING concept=dysarthria negated>speech prob</FINDING>.",
    "Denies itch or <FINDING concept=bladder_bowel negated>bladder prob</FINDING>.",
    "<ENTITY uncertain>Gout</ENTITY> prob.",
    "Nil fever nil <FINDING concept=sensory_loss negated>numbness</FINDING> nil cancer hx.",
    "Nil <FINDING concept=falls negated>falls</FINDING> fever ulcer hx.",
    "<FINDING concept=falls historical>Falls</FINDING> hx.",
    "No driving if <ENTITY hypothetical>dizzy</ENTITY>, call if <WEAKNESS hypothetical>weak</WEAKNESS>.",
    "Concern re <FINDING concept=bladder_bowel uncertain>urinary retention</FINDING>.",
    "Nil warmth mild tenderness wrists <STRENGTH_GRADE>grip mildly ↓</STRENGTH_GRADE>.",
    "Nil warmth mild ache both hands, <STRENGTH_GRADE>reduced grip</STRENGTH_GRADE>.",
    "Hands: nil swelling, <STRENGTH_GRADE>grip slightly reduced</STRENGTH_GRADE>.",
    "Nil swelling or <STRENGTH_GRADE negated>grip reduced</STRENGTH_GRADE>.",
    "Nil recent mild <ENTITY negated>cramps</ENTITY>.",
    "Nil history of mild <ENTITY negated>cramps</ENTITY>.",
]


@pytest.mark.parametrize("marked", BESIDE_WHAT_IS_DENIED)
def test_beside_what_is_denied(marked):
    check(marked)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Cuff weak Neer equivocal.", False),
        ("Weak thigh SLR equivocal.", False),
        ("Grip weak Hoffmann's sign equivocal.", False),
        ("Weakness on Jobe equivocal.", True),
        ("Equivocal weakness of the thigh.", True),
    ],
)
def test_an_equivocal_test_behind_a_weakness(text, doubted):
    facts = [fact for fact in engine.read(Reading(text)) if fact.label == "WEAKNESS"]
    assert [fact.uncertain for fact in facts] == [doubted]


BEHIND_AN_ASKED_DISEASE = [
    "?«cystitis|u» «weak» and confused.",
    "?«sepsis|u» «breathless» «weak».",
    "?«anemia|u» pale «tired».",
    "Seen re ?«anemia|u» «tired» 3/12.",
    "?«myasthenia|u» legs «weak».",
    "Possible «cystitis|u» «weak» and drowsy.",
    "Possible «myositis|u» «weak» shoulders.",
    "r/o «anemia|u» «weakness».",
    "Rule out «cystitis|u» «weakness».",
    "?chest infection «weak».",
    "?«neuropathy|u» or «weakness|u».",
    "?«myositis|u»/«weakness|u».",
    "?«myositis|u» vs «weakness|u»",
    "?«weakness|u» ?«fatigue|u»",
    "?«weak|u» left arm.",
]


def _complaints(text: str) -> str:
    """`text` in which weakness, fatigue and shortness of breath are marked as what they are."""
    out = text
    for said in ("weakness", "weak", "fatigue", "tired", "breathless", "short of breath"):
        label = "FINDING" if "breath" in said else "WEAKNESS"
        for flags, named in (("", ""), ("|u", " uncertain"), ("|p", " historical"), ("|n", " negated")):
            out = out.replace(f"«{said}{flags}»", f"<{label}{named}>{said}</{label}>")
    return _marked(out)


@pytest.mark.parametrize("text", BEHIND_AN_ASKED_DISEASE)
def test_a_complaint_behind_an_asked_disease_is_there(text):
    check(_complaints(text))


STILL_THERE = [
    "PMHx\n- Lupus. Ongoing «weakness».",
    "PMHx\n- Lupus, persistent limb «weakness»",
    "PMHx\n- Lupus. Still «tired».",
    "PMHx\n- Lupus. Continues to feel very «weak».",
    "PMHx: gout. Reports «fatigue».",
    "PMHx\n- Lupus – «fatigue» at the moment, under rheumatology.",
    "PMHx\n- Polio 1961, «weak» left leg persists.",
    "PMHx\n- Polio. Mild «weakness» L leg still.",
    "PMHx\n- Polio. Leg «weakness» stable.",
    "PMHx\n- Polio, leg «weakness» (needs review).",
    "PMHx: leg «weakness», ongoing",
    "Past medical history: polio. His leg «weakness» continues to bother him.",
    "PMHx\n- Asthma. Gets «short of breath» on hills.",
    # what was
    "PMHx\n- Hives, «weakness|p».",
    "PMHx\n- Polio 1961, left leg «weakness|p».",
    "PMHx\n- Polio 1961, left leg «weakness|p», stable angina",
    "PMHx\n- Ongoing asthma, «weakness|p»",
    "PMHx: chronic back pain, still on tramadol, «fatigue|p».",
    "PMHx\n- Bad spell: «weakness|p» resolved",
    "Resolved problems\n- Arm «weakness|p», stable",
    "Red flags, all denied: «weakness|n».",
]


@pytest.mark.parametrize("text", STILL_THERE)
def test_what_is_still_there_among_what_is_past(text):
    check(_complaints(text))


BEFORE_ARROWS = [
    "?↓«grip|u» of the right hand.",
    "? ↓ «energy|u» lately.",
    "?↑«itch|u», ?? ↑ «hives|u»",
    "O/E tone N, ?↓«power|u» R leg, «tremor».",
    "- ?↓«power|u» L leg\n- «tremor» of the hand",
    "Mild ?↓«grip|u» L.",
    "«Power ↓|u»? L leg.",
    "«Energy ↓|u»? «Itchy».",
    "«Itch» ?↓«iron|u».",
    "«Itch» likely ↓«iron|u».",
    "«Tremor», ?↑ «falls|u»",
    "«Power possibly reduced|u» in the left leg.",
    "«Reflexes probably brisk|u».",
    "↓«grip» R leg ?cause.",
    "↓«grip» R leg ?«disc|u».",
    "«Falls|p» resolved ↑«energy».",
]


@pytest.mark.parametrize("text", BEFORE_ARROWS)
def test_a_doubt_beside_an_arrow_or_within_what_was_found(text):
    check(_marked(text))


@pytest.mark.parametrize("text", ANSWERED_NIL)
def test_a_nil_behind_its_noun(text):
    check(_marked(text))


ASKED = [
    "Wants to know if the «itch» will go.",
    "She asks whether her «itch» will pass.",
    "It remains to be seen if the «itch» will settle.",
    "We will see if his «itch» improves off the drug.",
    "Hard to say if «itch» is worse.",
    "Trial of iron to see if «dizziness» settles.",
    "Too soon to tell if the «itch» responds.",
    "Reassess if the «itch» is unchanged.",
    "Unsure whether he has «itch|u».",
    "See whether «itch|u» develops.",
    "Unclear whether the patch causes «itch|u».",
    "Asked if any «itch|u».",
    "Tell us if any «itch|h».",
    "Let her doctor know if the «itch|h» worsens.",
]
COMPARED = [
    "«Weakness» is the same as last year.",
    "«Weak» legs same as last yr.",
    "As «weak» as she was last winter.",
    "«Fatigue» like last spring.",
    "«Tired» the way he was last year.",
    "«Weakness» is stable compared with last year.",
    "«Weakness» comparable to that of last year.",
    "«Weakness» is as bad as it was in 2019.",
    "«Weakness|p» last year.",
    "Initially «weak|p» and feverish, now only coughing.",
    "At first «weakness|p», but now just «tired».",
    "Initially «weak» all over, now only in the legs.",
    "At first «weak», now just mildly so.",
    "Was initially «weak»; now only needs a cane.",
    "Last winter «weak|p» as a kitten, fine now.",
    "«Weakness|p» in the legs as well as «fatigue|p» last year.",
]
EFFECTS_FELT = [
    "Getting side effects («weakness», itch).",
    "Side effects («fatigue», itch) mild.",
    "SEs («fatigue») – wants to stop.",
    "Side effects of chemo: profound «weakness», now in bed.",
    "Complains of side effects of the drug, mainly «fatigue».",
    "Side effects («weakness|h», itch) may be mild.",
    "Side effects («weakness|h») discussed, now to start.",
    "SE explained – «weakness|h» common, ok if mild.",
    "«Fatigue|h» is a known side effect.",
    "Told that «fatigue|h» is common with this tablet.",
    "«Tiredness|h» is normal at this stage.",
    "His «fatigue» is a known side effect.",
    "Physio SP review for «weakness».",
    "FBC (screen «anemia|h») when able.",
    "«Weakness» every spring and fall.",
    "«Weakness» resulted in «fall» down the stairs.",
    "SP to see re «dysphagia».",
    "SP «appendectomy|p».",
]
ALL = (
    LISTED_AS_POSSIBLE
    + GENERAL
    + SUMMONED
    + RESULTS
    + GLUED
    + PUT_IN
    + LISTS
    + COPULAS
    + CLAUSES
    + NEXT
    + HEADINGS
    + QUOTED
    + TELEGRAPHIC
    + PSEUDO
    + UNCERTAIN
    + PAST
    + WHATIF
    + FAMILY
    + BORDERS
    + CONDITIONS
    + EFFECTS
    + ADJECTIVES
    + TAKEN_BACK
    + BECOMING
    + OVER_OR_NOT_YET
    + PROCESSES
    + GOT_OVER
    + REASONS
    + STATEMENTS_IN_LISTS
    + ASKED
    + COMPARED
    + EFFECTS_FELT
)


@pytest.mark.parametrize("text", ALL)
def test_assertion(text):
    check(_marked(text))


def test_a_flag_names_its_cue():
    text = "She denies fever, chills or cough."
    cue = assertion.assess(Reading(text), 26, 31)["negated"]
    assert (cue.start, cue.end, cue.text, cue.rule) == (4, 10, "denies", "negation.denies")


def test_a_section_is_a_cue():
    text = "FAMILY HISTORY:\nGlaucoma."
    cue = assertion.assess(Reading(text), 16, 24)["family"]
    assert (cue.text, cue.rule) == ("FAMILY HISTORY:", "section.family_history")


@pytest.mark.parametrize(
    "text",
    [
        "Reason\n«Vertigo».\n\nHx\n«Earache» for ten days, known «gout».",
        "Chief complaint\n«Headache»\n\nHISTORY\nA 54-year-old baker with «vertigo». No «fever|n».\nPlan: rest.",
        "Here for a «cough».\n\nPMHx\n«Stroke|p» in 2019.",
    ],
)
def test_the_heading_of_the_story_tells_nothing_of_what_stands_about_it(text):
    check(_marked(text))


@pytest.mark.parametrize("says", [StrengthGrade(5, 5), CK(5, "U/L"), Potassium(5, "mmol/L"), Duration(5, 5)])
def test_a_measured_value_is_not_negated(says):
    reading = Reading("No weakness, 5 throughout")
    fact = reading.fact(says, 13, 14, "test")
    assertion.apply(reading, [fact])
    assert not fact.negated


@pytest.mark.parametrize(
    "text",
    [
        "In 2011, after her bypass, she had weakness for a fortnight; that resolved.",
        "Weakness for three days w/ a cold in May, which passed.",
        "She had weakness for a week after the jab, then normal.",
        "After her bypass she had weakness for ten days; now back to herself.",
        "After her bypass she had weakness for ten days. She recovered fully.",
        "At age 40 he had weakness for a month. That resolved.",
        "The weakness lasted a week and then passed.",
        "Weakness on the left for an hour in 2011; resolved fully.",
        "Weakness for a month with mono, from which he recovered.",
        "Weakness for a week in March, gone since.",
        "Weakness after the jab, none since.",
        "In 2011 she had weakness for two months.",
        "He was admitted in May 2019 with weakness and went home.",
        "Typhoid in 2011 with weakness for two months.",
        "The weakness wore off within a day.",
        "Weakness with the flu in May, got over it.",
        "Weakness all spring, strong again.",
    ],
)
def test_a_weakness_that_is_over_is_past(text):
    start = text.lower().index("weakness")
    assert set(assertion.assess(Reading(text), start, start + 8, "WEAKNESS")) == {"historical"}


@pytest.mark.parametrize(
    "text",
    [
        "A history of weakness for 3 months.",
        "She developed weakness 3 months ago.",
        "History of weakness over the past year.",
        "Old weakness of the left hand.",
        "Weakness since 2019.",
        "Weakness for 3 years.",
        "The weakness began 3 years ago.",
        "A ten-year history of weakness.",
        "Left-sided weakness from the stroke in 2018.",
        "Weakness since the cold, which has passed.",
        "Weakness for 3 weeks. She recovered from the cold.",
        "Weakness for 3 weeks; fever resolved.",
        "Weakness for 3 weeks. It has not resolved.",
        "Weakness of the legs, then normal tone.",
        "In 2011 she developed weakness and has had it since.",
        "Weakness of the hand from an old crush injury in May 1999.",
        "Lupus diagnosed in 2011 with weakness for two months.",
        "Typhoid in 2011 with weakness for two months and it is no better.",
        "The weakness wore off somewhat.",
        "Weakness, gave up golf 3 months ago.",
        "Weakness stopped gym ~4/12 ago.",
        "He was admitted 4 months ago with weakness and is still in rehab.",
        "He was admitted in May 2019 with weakness, which has not improved.",
        "His wife was required to help him up for weakness.",
    ],
)
def test_a_weakness_that_lasts_is_current(text):
    start = text.lower().index("weakness")
    assert assertion.assess(Reading(text), start, start + 8, "WEAKNESS") == {}


@pytest.mark.parametrize(
    "text",
    [
        "The arm will feel heavy and weak after the block.",
        "He will be numb and weak for an hour.",
        "Some weakness is to be expected after the block.",
        "Expect leg weakness for a few hours.",
        "Weakness of the hand may follow the block.",
        "You will have some weakness.",
    ],
)
def test_what_a_treatment_will_bring_is_hypothetical(text):
    start = text.lower().index("weak")
    end = start + (8 if text[start:].lower().startswith("weakness") else 4)
    assert set(assertion.assess(Reading(text), start, end, "WEAKNESS")) == {"hypothetical"}


@pytest.mark.parametrize(
    "text",
    [
        "PT will be consulted for weakness.",
        "The weakness will be looked into.",
        "Weakness is as expected after so long in bed.",
        "He will have weakness evaluated.",
    ],
)
def test_what_will_be_done_about_a_weakness_leaves_it_current(text):
    start = text.lower().index("weakness")
    assert assertion.assess(Reading(text), start, start + 8, "WEAKNESS") == {}


def test_a_month_and_year_is_a_date_and_no_fraction():
    found = assertion.assess(Reading("Ureteral stone 8/2019, gout.", "2021-03-02"), 0, 14)
    assert (found["historical"].text, found["historical"].rule) == ("8/2019", "history.date")


def test_what_an_extractor_negated_stays_negated():
    fact = Fact("FINDING", 0, 16, "Sensation intact", "test", Finding("sensory_loss"), negated=True)
    assertion.apply(Reading("Sensation intact."), [fact])
    assert fact.negated
    assert "negated" not in fact.cues


def test_no_phrase_belongs_to_two_cues():
    owners = defaultdict(set)
    for file in patterns.load().values():
        for pattern in file.patterns if file.kind == cues.KIND else ():
            for phrase in pattern.phrases:
                owners[phrase].add(pattern.id)
    assert {phrase: ids for phrase, ids in owners.items() if len(ids) > 1} == {}


def test_markup_of_these_tests():
    text, marked = parse(_marked("No «fever|n», «cough»."))
    assert text == "No fever, cough."
    assert [m.attributes for m in marked] == [{"negated": True}, {}]


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("Red flags\nNil fever", {"negated"}),
        ("Red flags\nNew fever", {"hypothetical"}),
        ("Warning signs – denies fever.", {"negated"}),
        ("Alarm symptoms: absent: fever.", {"negated"}),
    ],
)
def test_what_is_denied_under_a_heading_of_warnings_is_answered(text, flags):
    at = text.index("fever")
    assert set(assertion.assess(Reading(text), at, at + 5)) == flags


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("Safety net\nED if worse.\nFever was briefly mentioned, will book", set()),
        ("Instructions\nRest.\nPatient also reports fever.", set()),
        ("Instructions\nRest.\nFever or rash: ring us.", {"hypothetical"}),
        ("Goals\nPatient reports fever.", {"hypothetical"}),
    ],
)
def test_what_is_told_among_instructions_is_there(text, flags):
    at = text.lower().index("fever")
    assert set(assertion.assess(Reading(text), at, at + 5)) == flags


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("Weakness, dipstick neg.", set()),
        ("Weakness, rest negative.", set()),
        ("Weakness, fatigue, troponins negative.", set()),
        ("Weakness, nausea, chills, sweats, amylase neg, KUB neg.", set()),
        ("Weakness, fever, sore throat, strep negative.", set()),
        ("Weakness, cystoscopy neg", set()),
        ("Weakness, medications: none.", set()),
        ("Weakness, dog bite negative.", {"negated"}),
        ("Weakness, delusions neg", {"negated"}),
        ("Weakness, wrist drop neg", {"negated"}),
        ("Weakness, CP negative", {"negated"}),
        ("WEAKNESS, EYE PAIN NEGATIVE", {"negated"}),
        ("Weakness, rapid RSV negative.", set()),
        ("Weakness, ESR and Ro negative.", set()),
        ("Weakness, lipase: negative.", set()),
        ("Weakness, blood film was negative.", set()),
        ("Weakness, K -ve", set()),
        ("Weakness, mono (-)", set()),
        ("Weakness, headache negative.", {"negated"}),
        ("Weakness, weight change: negative.", {"negated"}),
        ("Weakness, chills, vomiting neg", {"negated"}),
        ("Weakness, anxiety negative.", {"negated"}),
        ("Weakness, hot flushes: negative", {"negated"}),
        ("Weakness, numbness, both negative.", {"negated"}),
        ("Weakness, injury: no", {"negated"}),
    ],
)
def test_the_result_of_a_test_answers_no_complaint_before_it(text, flags):
    assert set(assertion.assess(Reading(text), 0, 8, "WEAKNESS")) == flags


@pytest.mark.parametrize(
    ("text", "name", "flags"),
    [
        ("Anemia, capsule endoscopy negative.", "Anemia", set()),
        ("Gout, HLA-B27 neg, ANA neg.", "Gout", set()),
        ("Pneumonia, flu negative.", "Pneumonia", set()),
        ("Gout, lupus negative.", "Gout", {"negated"}),
        ("Hepatitis B, hep C negative.", "Hepatitis B", {"negated"}),
    ],
)
def test_the_result_of_a_test_answers_no_disease_before_it(text, name, flags):
    assert set(assertion.assess(Reading(text), 0, len(name), "DIAGNOSIS")) == flags


@pytest.mark.parametrize("text", ["Biopsy for fever: negative.", "The scans done for fever came back negative."])
def test_what_a_test_was_done_for_is_there(text):
    at = text.index("fever")
    assert not assertion.assess(Reading(text), at, at + 5, "FINDING")


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("Daughter (POA): weakness for 4 days.", set()),
        ("Wife: weakness since Monday.", set()),
        ("Brother (52): weakness of the hands.", {"family"}),
    ],
)
def test_a_relative_who_heads_a_recent_complaint_tells_of_the_patient(text, flags):
    at = text.index("weakness")
    assert set(assertion.assess(Reading(text), at, at + 8, "WEAKNESS")) == flags


@pytest.mark.parametrize(
    ("text", "past"),
    [
        # an earlier visit that is named before what was found then
        ("Grip 4/5. Last visit right triceps was 3/5.", "-+"),
        ("Grip 4/5. Previous exam his triceps was 3/5, hips were 4/5.", "-++"),
        ("Last visit was in May. Triceps 4/5.", "-"),
        ("Last visit with cardiology was missed. Triceps 4/5.", "-"),
        # what is set against it is of now
        ("Triceps 4/5 compared with 3/5 at the last visit.", "-+"),
        ("Triceps 4/5 vs 3/5 last visit.", "-+"),
        ("Triceps 4/5, up from 3/5 at her last appointment.", "-+"),
        ("Triceps 4/5 (last visit 3/5).", "-+"),
        ("CK 410 down from 930 at last visit.", "-+"),
        ("K 3.9 versus 3.1 at the previous visit.", "-+"),
        ("Triceps and biceps 4/5 at the last visit.", "+"),
    ],
)
def test_what_was_measured_at_an_earlier_visit(text, past):
    facts = [f for f in engine.read(Reading(text)) if f.label in ("STRENGTH_GRADE", "CK", "POTASSIUM")]
    assert "".join("-+"[f.historical] for f in facts) == past


COMING = [
    "Stop the tablets should «hives|h» or «itch|h» appear.",
    "To be halved should «nausea|h», «cramps|h» or «vomiting|h» set in.",
    "Rest, and ring should new «numbness|h» be felt.",
    "The «cough» should then ease; the «itch» should settle and not recur.",
    "He should see the «rash» fade.",
    "Stop it when «hives|h» appear or «itch|h» sets in.",
    "She is to call us as soon as «fever|h» develops.",
    "Skip a dose with any «vomiting|h».",
    "He stops when «cramps» set in. They stopped it when «hives» appeared.",
    "Get help at once for «chest pain|h» or «confusion|h».",
    "He came to get help for «chest pain».",
    "She is here to seek help for her «tremor».",
    "Tell us right away about «fever|h».",
    "Be alert to «fever|h» and beware of «bleeding|h».",
    "Please report «hives|h» or «dark urine|h» promptly.",
    "They report «hives» and came at once.",
    "Dehydration can trigger «cramps|h».",
    "Printed sheet - seek help right away for:\nsudden «numbness|h» of an arm; «double vision|h».",
    "Come back for:\nsudden «numbness|h» of an arm, «chest pain|h» on the way upstairs or «double vision|h».",
    "He denies:\n«numbness|n» of an arm, «itch|n».",
    "He denies:\nHe has «numbness» of an arm, «itch».",
]


@pytest.mark.parametrize("text", COMING)
def test_what_may_come_is_not_there(text):
    check(_marked(text))


OVER = [
    "The «cramps|p» described at the June check have not come back.",
    "The «itch|p» reported in his letter is gone; the «cough» reported there has not gone away.",
    "The «itch|p» hasn't recurred. The «cough» has come back.",
    "She is now over her «mumps|p». He is over 80 and «pale».",
    "He bounced back from his «mumps|p».",
    "Recovered well after a bout of «mumps|p».",
    "His wife reported in June that the «itch» has worsened.",
    # a spell of several is not over with its end
    "Bouts of «vertigo» lasting half an hour; one «faint|p» lasting a minute.",
    "Recurrent left-sided «cramps» lasting minutes.",
    "«Tremor» comes and goes, lasting an hour or two.",
    "«Tremor» most evenings, lasting two hours.",
    "«Cramps» lasting an hour, several times a week.",
    "Spells of «tinnitus» and «vertigo» that lasted an hour each.",
    "The «vertigo» is paroxysmal, lasting seconds.",
    "Fits of «tremor|p» lasting minutes have resolved.",
    "No attacks of «vertigo|n» lasting hours.",
    "Attacks of «vertigo|p» lasting hours in 2009.",
    "A spell of «vertigo|p» lasting an hour.",
    "On aspirin daily, came with «tremor|p» lasting half an hour.",
    "Frequent migraines, now «tremor|p» lasting half an hour.",
    "«Tremor|p» lasting an hour, daily migraines.",
    # how long it has lasted or when it was noticed makes no past of what is there
    "He came with a history of «tremor» of several months' duration.",
    "«Limp» since childhood. Longstanding «squint» for twenty years.",
    "She noticed the «tremor» about 4 weeks ago.",
    "He was seen with insidious onset of «tremor» of more than 6 years duration.",
    "Years ago he had «mumps|p» and has been well since then.",
    "«Vertigo» since «meningitis|p» in 2014.",
    "Her recent history of «mumps|p» is noted.",
    "She had «hives|p» earlier in the summer, and «itch» worse in the winter.",
    "He had a gastroscopy 3 years ago due to «hematemesis|p», and an ultrasound 5 years ago because of «jaundice|p».",
    "He quit work 3 years ago due to «tremor».",
    # relatives of any register
    "Nan had «gout|f», her hubby has «hives|f».",
    "Per hubby she has «hives».",
    "Potassium nan, «hives».",
    "Her brother was 40 when «tremor|f» of his hands began.",
    "Her uncle's first sign was «tremor|f» of his hands.",
    "Her brother drove her in his car because of «tremor» of her hands.",
    "Her husband reports «hives» in his wife, and says he saw «tremor» as well.",
]


@pytest.mark.parametrize("text", OVER)
def test_what_is_over_what_has_lasted_and_what_is_a_relatives(text):
    check(_marked(text))


@pytest.mark.parametrize(
    ("text", "past"),
    [
        ("Full strength regained after last month's bout of weakness.", True),
        ("Strength is back since the weakness of June.", True),
        ("Back at full power following an attack of weakness.", True),
        ("She feels strong again after her weakness.", True),
        ("Strength partly back after a bout of weakness.", False),
        ("Has not regained her strength after the bout of weakness.", False),
        ("His power returned to 4/5 after the weakness in June.", False),
        ("Strength regained after iron, weakness of the left hand persists.", False),
    ],
)
def test_what_strength_is_back_after_is_over(text, past):
    at = text.index("weakness")
    assert ("historical" in assertion.assess(Reading(text), at, at + 8, "WEAKNESS")) == past


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Weakness ?tear 3/12 gradual.", [91.32]),
        ("Leg weakness, ?statin, 3/52.", [21]),
        ("Leg weakness ?statin ?flu 6/52.", [42]),
        ("Fatigue ?thyroid, 6 months.", [182.64]),
        ("Weakness. ?TIA 2 days ago.", []),
    ],
)
def test_causes_that_are_asked_for_part_no_time_and_put_none_in_doubt(text, days):
    found = [fact for fact in engine.read(Reading(text)) if isinstance(fact.says, Duration)]
    assert [(fact.says.days_low, fact.uncertain) for fact in found] == [(day, False) for day in days]
