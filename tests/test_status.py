"""Status by structure: cues before, behind and above a group hold for every member of it, and for nothing beside it."""

import re
from pathlib import Path

import pytest
from markup import check
from test_assertion import _marked

from clinote import assertion, engine
from clinote.facts import FLAGS
from clinote.reading import Reading

SENTENCES = (Path(__file__).parent / "data" / "status.txt").read_text(encoding="utf-8").splitlines()
SHAPES = [
    "gout, lupus and sarcoid", "gout, lupus, and sarcoid", "gout, lupus or sarcoid", "gout/lupus/sarcoid",
    "gout & lupus",
    "gout (GX), lupus, and sarcoid", "gout and lupus",
]  # fmt: skip
TEMPLATES = {
    "uncertain": [
        "Suspected {}", "Likely {}", "Probable {}", "Possible {}", "Questionable {}", "Presumed {}", "Unlikely {}",
        "R/o {}",
        "Rule out {}", "Concern for {}", "Low suspicion for {}", "Findings consistent with {}", "Compatible with {}",
        "Suggestive of {}", "Worrisome for {}", "Workup for {} is planned", "Cannot exclude {}",
        "We could not rule out {}",
        "I suspect {}", "Considering {}", "He may have {}", "This could be {}", "It is probably {}", "Doubt {}",
        "DDx: {}",
        "The differential includes {}", "The most likely diagnoses are {}", "{} are suspected", "{} are possible",
        "{} are unlikely", "{} remain possible", "{} are being considered", "{} have not been ruled out",
        "{} cannot be excluded", "{} need to be ruled out",
    ],
    "negated": [
        "No {}", "Without {}", "Denies {}", "No evidence of {}", "Negative for {}", "Free of {}", "Absence of {}",
        "Neither {}",
        "She does not have {}", "Never had {}", "MRI excluded {}", "The workup ruled out {}",
        "This argues against {}",
        "Not consistent with {}", "I do not suspect {}", "I do not think she has {}", "{} were ruled out",
        "{} were not found",
        "{} have been excluded", "{} were denied", "{} are absent", "{}: all negative",
    ],
    "historical": [
        "Status post {}", "S/p {}", "Previous {}", "Prior {}", "Remote {}", "Resolved {}", "History of {}", "PMH: {}",
        "{} have resolved", "{} resolved", "He had {} in 1998",
    ],
    "family": ["Mother with {}", "His father had {}", "Family history of {}", "FHx: {}", "Brother: {}"],
    "hypothetical": [
        "Return if {}", "Call for {}", "Risk of {}", "Risks include {}", "Watch for {}", "Screening for {}",
        "To prevent {}",
        "May cause {}", "Return precautions: {}", "If {} occur, call", "{} should be reported",
    ],
}  # fmt: skip
LAYOUTS = [
    "Denies\n  «Hives|n»\n  «Wheeze|n»\nSome «itch» today",
    "Discussed red flags needing urgent ED review\n  Sudden «vertigo|h»\n  «Seizure|h»\nSome «itch» today",
    "Safety net given\n  «Fever|h»\n  «Seizure|h»",
    "Denies fever\n  «Itch» since May\n  «Cough»",
    "Discussed his symptoms\n  «Itch»\n  «Cough»",
    "S: any «hives|u»?\nA: «gout»",
    "Alarm symptoms, none present\n- «melena|n»\n- «jaundice|n»",
    "Signs absent on today's visit:\n- «rash|n»\n- «jaundice|n»",
    "ROS\n- «cough|n»\n- «wheeze|n»\nAll denied.\nSome «itch» today",
    "Asked for:\n1. «gout|n»\n2. «lupus|n»\nShe denies both of these.",
    "* «gout|p»\n* «itch|p»\nBoth resolved",
    "- «cough|n»\n- «wheeze|n»\nNone of the above.",
    "«Cough|n», «wheeze|n», «itch|n»: he has had none of these.",
    "- «cough»\n- «wheeze»\nAll since Monday.\nNo «itch|n».",
    "- «cough»\n- «wheeze»\nNone of these wakes her.",
    "ROS | «rash|n» - | «itch» + | «cough|n» -",
    "«Rash|n»- | «itch»+ | «cough|n»-",
    "Problem | Note\n«Gout» | -\n«Asthma» | -",
    'Any «rash|n» - "no". Any «itch» - "at times".',
    "«Rash|h»: n/a\n«Itch|h»: Choose an item.\n«Cough»: yes",
    "«Rash|n» -> no evidence of it today",
    "«Rash|n» - no sign of this now. «Itch» - sign of gout.",
    "Present:            Absent:\n«itch»                «rash|n»\n«cough»               «wheeze|n»",
    "(+)          (-)\n«itch»         «rash|n»\n«cough»        «wheeze|n»",
    "Reports | Denies\n«itch» | «rash|n»\n«cough» | «wheeze|n»",
    "Drug | Reaction\nmetformin | «rash|p»\n\nReason for visit: «cough»",
    "Substance | Reaction | Severity\nlatex | «itch|p» | mild",
    "«Gout|n», as in May, is not what this is.",
    "«Gout» is not the only diagnosis.",
    "Absent: (a) «cough|n» (b) «wheeze|n». Present: (c) «itch» (d) «rash».",
    "Denies: 1) «cough|n» 2) «wheeze|n»; reports: 3) «itch»",
    "Denies:\t«cough|n»,\n\t«wheeze|n»,\n\t«itch|n»\nNow «tired».",
    "Asked about and all absent:\n  i.   «rash|n»\n  ii.  «jaundice|n»\n  iii. «itch|n»",
    "Screening questions - all negative\n* «snoring|n»\n* «itch|n»",
    "Features not found\n«Rash|n»\n«Clubbing|n»\nFeatures found\n«Itch»",
    "Rejected so far\n1. «gout|n»\n2. «lupus|n»\nStill suspected\n1. «sprue|u»",
    "Complaints denied on review: «cough|n», «itch|n». Complaints reported: «hiccups».",
    "Conditions ruled out by imaging - «stroke|n», «abscess|n»",
    "Now resolved: «rash|p»; still active: «cough».",
    "Symptoms not reported\n«Cough|n»\n\nSlept well\nSome «itch»",
    "Asked about «cough» today\n- some «itch»",
    "No exam today - «itch» since May",
    "«Rash|n» (never), «itch» (often), «cramps|p» (stopped in May)",
    "«Gout|n» [urate low, excluded]; «lupus|u» [serology awaited, possible]",
    "«Gout|n» - already excluded. «Lupus|u» - not yet excluded.",
    "«Gout|n»\n - excluded, urate low\n«Lupus|u»\n - suspected, serology awaited",
    "«Sprue|n»\n   Ruled out last week.\n«Lupus|u»\n   Not ruled out so far; retest.",
    "«Rash|n»\n  None in the past year.\n«Itch»\n  Most nights.",
    "«Fatigue» - no red flags today",
    "«Itch» (not fully resolved)",
    "«Gout»\n - stable, no recent imaging",
    "1. «Gout|u»\n   Cannot be ruled out yet.\n2. «Lupus|n»\n   Excluded by now.",
    "Sent up for a possible diagnosis of «gout|u».",
    "Suspected diagnosis of «lupus|u»; a likely cause of «itch».",
    "Things ruled out: «gout|n»; «lupus|n». Things not yet ruled out: «sprue|u»; «stroke|u».",
    "Denies x2: «rash|n», «itch|n»",
    "«Gout|n» (urate normal - excluded)",
    "Excluded: «gout|n» (urate: normal), «lupus|n»; he has «itch».",
    "She denies the following this week --\n  «cough|n»\n  «wheeze|n»",
    "«Gout» -> yes. «Scurvy|n» -> no (diet fine).",
    "«Itch|n» ........ Y [ ]  N [X]",
    "«Itch|h»  Y  N     «cough|h»  Y  N",
    "Symptoms (circle one): «Itch|h»  Yes  No",
    "No «rash|n» on the left arm; «rash» on the right.",
    "O/E\n    No\n      «clubbing|n»",
    "None of these at this time:\n- «gout|n»\n- «lupus|n»",
    "Neither of the following was seen on the slit lamp:\n1. «uveitis|n»\n2. «cataract|n»",
    "He has none of the below\n* «cough|n»\n* «wheeze|n»",
    "There was no change in any of these:\n- «gout»\n- «lupus»",
    "«Gout|p»? Resolved. «Asthma|u»? Ask again.",
    "«Gout|u»? Two joints to tap.",
    "The «gout|n» on the front sheet was entered in error.",
    "«Hyponatremia|p», now normalized; «cough».",
    "The «rash|p» he described last week has cleared.",
    "The patient, himself short of breath from «asthma», took the stairs.",
    "Were «jaundice|h» to return, we would scan again.",
    "Had he had «jaundice|h», we would have scanned.",
    "They were «tired» and had to rest.",
    "Counseled that «anemia|h» may cause «palpitations|h».",
    "Counseled that his «anemia» may cause «palpitations|h».",
    "Last visit he had «hiccups|p»; now «gout».",
    "No «gout|n» since last visit.",
    "She cannot recall when the «gout» began.",
    "No further treatment of his «gout» is planned.",
    "A suggestion of minimal «ascites|u» on the scan.",
    "The culture failed to grow any «yeast|n».",
    "Neither parent «weak|nf».",
    'He says "no «cough|n», just «hiccups»".',
    "No «cough|n» or «wheeze|n», only «hoarseness» at night.",
    "«Cramps|np» last month, none now.",
    "«Stroke|p» 2016 w/ left «hemiparesis».",
    "None of these at present\n- «falls|n»\n- «numbness|n»",
    "Symptoms absent since discharge:\n- «cough|n»\n- «itch|n»",
    "«Stroke|p» (2016), «cough».",
    "«Cough» ✓  «Itch|n» ✗",
    "✔ «cough»\n✘ «itch|n»\n✘ «hives|n»",
    "✗ diet discussed\n- «cough»",
    "☐ «cough|n»\n☐ «itch|n»\n☒ None of the above",
    "☐ «cough|h»\n☐ «itch|h»\n☒ «hives»",
    "No «rash|n» of face, arms or chest; «cramps» in the left calf and right foot.",
    "DDx for the «ataxia»: «stroke|u» vs «lupus|u».",
    "The differential of her «fatigue» includes «lupus|u» and «sprue|u».",
    "DDx «fatigue»: «lupus|u», «sprue|u»",
    "DDx\nViral\n«sprue|u»\n\nImpact\n«Fatigue», off work",
    "DDx:\n\n- «sprue|u»\n\n- «lupus|u»",
    "Safety net\n«fever|h»\n\nF/up\nSeen again in May. He mentioned «cramps».",
    "Likely causes of the «cough»: «asthma|u», «gout|u».",
    "This may be either «gout|u» or «lupus|u».",
    "06/2019 «Bell's palsy|p», right, resolved.",
    "«Cramps|p», both calves, gone.",
    "«Cough», «cramps|p», resolved.",
    "The «ache|p» that woke him at night has gone.",
    "The «rash|p» she had in May had cleared by June.",
    "The «cough|p» which he had on admission has resolved.",
    "She says that the «rash|p» has resolved.",
    "Her twin brother was seen here with «muscle weakness|f»; his results are filed.",
    "His father was admitted with «gout|f».",
    "Her son was called and says she is «weak».",
    "Her sister was here with her; «weakness» persists.",
    'CC: "My dad has been «weak» all week" (son, speaking for him).',
    '"My wife has «muscle weakness»," says husband.',
    'Patient: "my mother had «gout|f» and my son has «asthma|f»."',
    '"My mother has «muscle weakness|f» too," she said.',
    "He is not known to have «lupus|n».",
    "She finished a course of antibiotics for «pneumonia|p» in May.",
    "He has not completed treatment for «lymphoma».",
    "The published criteria include symmetric «muscle weakness|h».",
    "Kindly enquire about «falls|h» when you see her.",
    "I did ask about «falls».",
    "Back at once if you lose control of your «bladder|h».",
    "Q: Do you get «vertigo|n» on standing?\nA: Not at all.\nQ: Any «itch»?\nA: Yes, at night.",
    "Dr: Have you had any «hives»? Pt: Twice in June.\nDr: And any «cough|n»? Pt: Nope, nothing.",
    "Nurse: Are you «dizzy|n»? Patient: I don't get that.",
    "Q. Do you have «migraine|u»? A. Not sure.",
    "Are your legs «weak|n»? No.",
    "Is your «cough» worse at night? No.",
    "How long have you been «weak»? About a week.",
    "He was «weak» on Monday; any «falls|n»? No.",
    "Could this be «gout|u»? Will aspirate.",
    "1. «Gout|n» (no sign of it)\n2. «Lupus» (has it)\n3. «Sarcoid|n» [never had this]",
    "«Lupus|n». Does not have it (ANA normal).\n«Gout». Has it.",
    "«Sprue|n» - we found no evidence for this. «Gout|n»: he never had it.",
    "«Migraine». He is worried about it.",
    "«Gout». In view of this I would do a scan to exclude that.",
    "He has «vertigo»; the scan shows no cause of it.",
    "a. «Gout|n» ... excluded by aspiration\nb. «Lupus|u» ..... unlikely\nc. «Vertigo|p» . . . resolved",
    "He felt «weak» ... excluded from the race.",
    "Uncle has psoriasis - «rash|f» and «cramps|f» for weeks.",
    "Her aunt was diagnosed with gout; «weak|f» legs, «falls|f».",
    "Aunt has dementia - patient is «weak» and tired.",
    "Presented three years ago in a storm of «cough|p», «itch|p» and «hives|p».",
    "Plan\nER: new «weakness|h», «numbness|h», «falls|h».",
    "HPI\nED: «weakness», «numbness».",
    "Plan: «weakness|h», «numbness|h» or «falls|h» → call us at once.",
    "«Weakness|h», «numbness|h» = take two tablets and ring 999.",
    "«Weakness», «numbness» -> call neurology.",
    "Negative this morning for:\n- «cough|n»\n- «itch|n»",
    "Screen is negative today for «cough|n», «itch|n».",
    "Absent at present:\n→ «wheeze|n»\n→ «cramps|n»\nPresent\n→ «itch»",
    "Denied when asked:\n➢ «cough|n»\n➢ «itch|n»",
    "No sign at this time of «gout|n» or «lupus|n».",
    "She denies today any «cough|n», «itch|n» or «hives|n».",
    "His mother reports no\n* «cough|n»\n* «itch|n»\nbut that he is «weak».",
    "There is currently no\n‣ «wheeze|n»\n‣ «rash|n»",
    "No «cough|n» today for the first time, «itch» worse.",
    "«Itch» yes, «cough|n» no",
    "She denies:\n- «droopy lids|n», «double vision|n»\n- «numbness|n»",
    "No\n - «rash|n»\n - «dysphagia|n»",
    "The following were ruled out:\n1. «Lupus|n»\n2. «Gout|n»",
    "ED if\n• sudden «pain|h»\n• new «numbness|h» «weakness|h» in an arm",
    "Assessment:\n1. «Fatigue»\n2. «Lupus|n» - ruled out\n3. «Gout|u» - unlikely\n4. «Sarcoid|n»: excluded",
    "Problem | Status\n«Vertigo|p» | Resolved\n«Gout» | Active",
    "1. «Lupus|n»\n   Ruled out.\n2. «Gout»",
    "«Lupus|u». Unlikely.",
    "«Lupus|n» (excluded).",
    "«MG|n» («myasthenia gravis|n») was ruled out.",
    "«Guillain-Barre syndrome|n», or «GBS|n», was ruled out.",
    "«Polymyositis|u» aka «PM|u» is unlikely.",
    "Constitutional: No «fever|n», No «chills|n», «weakness», «fatigue».",
    "nil «saddle anaesthesia|n» nil «leg weakness|n» nil «foot drop|n»",
    "«Weak» legs ddx «lupus|u» «polymyositis|u»",
    "Arms «weak» d/dx «stroke|u»",
    "Ddx explained, «weak» today",
    "Hives, «lupus|u» on ddx",
    "no trauma hx/«cough|n»/«gout|n»",
    "No travel hx or «cough|n»",
    "No relevant PMHx or «cough|n»",
    "Nil cancer hx «cough|n» «gout|n»",
    "denies «cough|n» PMHx «gout|p»",
    "No documented past «gout|n»",
    "Denies personal history of «gout|n»",
    "No known prev «gout|n»",
    "No apparent previous «gout|n»",
    "Negative for personal history of «gout|n»",
    "Denies «angina|n», MI history, «gout|n»",
    "Nil «radiation|n» to legs nil «numbness|n» «tingling|n» «weakness|n» nil «rash|n»",
    "he denies «double vision|n» or «dyspnea|n» no «falls|n» his wife says he has «muscle weakness»",
    "«LEMS|u» is the likely cause of the «weakness».",
    "Suspect this is «gout|u».",
    "The labs exclude «anemia|n» and «hypothyroidism|n» as causes of the «weakness».",
    "Dad had «ALS|f»; brother, «muscular dystrophy|f».",
    "Cares for his wife with «muscle weakness|f».",
    "Possible worsening of her «asthma».",
    "Denies «cough|n»; «wheeze|n»; «hives|n» or «itch|n».",
    "Negative for «gout|n», «sprue|n»; «lupus|n».",
    "No «cough|n»; «wheeze» is worse.",
    "No «cough|n»; no «hives|n»; «wheeze» at night.",
    "No «rash|n»; mild «itch».",
    "No «cough|n»; c/o «wheeze».",
    "DDx: «gout|u»; «lupus|u».",
    "Return for «fever|h»; «hives|h».",
    "She has «hives» on both arms. Denies\n- «cough|n»\n- «itch|n»",
    "There is no\n- evidence of «lupus|n»\n- «scalp tenderness|n»",
    "The «hives» are not due to «lupus|n» or «scabies|n».",
    "Her «cough» is not caused by her «asthma».",
    "I do not think the «rash» is due to «lupus|n».",
    "I suspect her «rash» is from «scabies|u».",
    "The biopsy does not support «sprue|n».",
    "«Fever» i/s/o «pyelonephritis».",
    "«Rash» Y / «Itch|n» N / «Hives|n» N",
    "Eyes: «rash» yes, «itch|n» no",
    "«Itch|h» __  «Rash» _x_  «Hives|h» __",
    "«Itch|h»: ____  «Rash|h»: ____  «Hives|h»: ____",
    "«Itch|n»: no, never. «Rash»: yes, often.",
    "Call if you notice: [x] «hives|h» [x] «wheeze|h»",
    "Pt denies (check): [x] «hives|n» [ ] «rash|h»",
    "Tick if you have: [x] «hives» [ ] «rash|h»",
    "She has ____ «hives» and ____ «wheeze».",
    "________________________________  Final diagnosis:  «Gastritis».",
    "«Gastritis|h»: ________________________________",
    "Itch ____ «Hives|h» ____",
    "New «hives|h», «wheeze|h» -> ED",
    "«Hives», «wheeze» since noon -> ED.",
    "She is afraid that the «hives|h» will recur.",
    "People on this drug can also get «hives|h».",
    "The daughter of the patient has «asthma|f».",
    "Half-brother has «gout|f», says he had «hives|f».",
    "Brother has «gout|f», says she has «hives».",
    "Negative ROS: «cough|n»; «itch|n».",
    "Absent on exam: «clubbing|n», «rash|n».",
    "Suspected at present: «gout|u», «lupus|u».",
    "I suspect «lupus|u» given the signs («hives», ?«itch|u»).",
    "Excluded by biopsy: «sprue|n», «lupus|n».",
    "Denied today: «itch|n», «hives|n».",
    "Possible «gout|u»: start colchicine.",
    "Risks explained - «bleeding|h», «hives|h».",
    "Considerations include\n- «gout|u»\n- «lupus|u»",
    "1. «Lupus|n» - antibodies absent, excluded\n2. «Sprue|u» - biopsy pending, not excluded",
    "1. «Gout» - flare, infection excluded",
    "Relative | Condition\nMother | «gout|f»\nSon | «asthma|f»",
    "Side effect | How often\n«Hives|h» | rare\n«Itch|h» | common",
    "Denies | Reports\n«itch|n» | «hives»\n«cough|n» | «wheeze»",
    "«Hives» (x)Y ( )N «Itch|n» ( )Y (x)N",
    "Following surgery in 2011 he had a «clot|p».",
    "Nothing on the film points to «gout|n».",
    "At no point did she have «hives|n» or «itch|n».",
    "She fears that she will get «gout|h».",
    "Should the «rash|h» spread, call us.",
    "The normal film makes «gout|u» improbable.",
    "«Itch|n» (none), «hives» (arms), «wheeze|n» (denies)",
    "«Itch|n» [none]; «hives» [both arms]",
    "«Gout|u» (?), «lupus»",
    "Ankle swollen (? «gout|u») since noon; «itch» [? «scabies|u» caught at work].",
    "Q: Any «hives»?\nA: Yes, on the arms.\nQ: Any «itch|n»?\nA: No.",
    "Did you notice «wheeze»?\nYes - at night.",
    "He named «bleeding|h», «infection|h» and «hives|h» as possible complications.",
    "He had «bleeding» as a complication of warfarin.",
    "«Itch|n»   Yes ☐   No ☒\n«Hives»   Yes ☒   No ☐",
    "Skin (circle): «Itch|n» N   «Hives» Y   «Wheeze|n» N",
    "«Hives» - yes / «itch|n» - no",
    "«Itch|n»: [N]  «Hives»: [Y]",
    "«Itch|h»: Yes / No / Sometimes (circle one)",
    "«Itch|h»: never / sometimes / often",
    "System | Neg | Pos\nSkin | «itch|n», «wheeze|n» | «hives»",
    "Skin [«itch|n» -] [«hives» +] [«wheeze|n» -]",
    "SIDE EFFECTS DISCUSSED\n«Itch|h», «hives|h»\nPLAN\nStart now.",
    "He no longer feels «dizzy|np».",
    "She seems no longer «confused|np».",
    "The «hives|p» she had on the ward cleared.",
    "«Vertigo|p» lasting twenty minutes.",
    "She coughs, and the «rash|p» which she had in May has cleared.",
    "The «cough|p» that he reported last spring resolved.",
    "No personal or family history of «gout|nf».",
    "Denies any personal or family history of «gout|nf».",
    "Problem: «hives|p». Outcome: resolved, off the list.",
    "#2 «Itch|p». Status: gone.",
    "The film was equivocal for «pneumonia|u».",
    "Criteria: «fever|h», «cough|h», «rash|h».",
    "He meets the criteria for «sepsis».",
    "Pertinent negatives\n- «itch|n»\n- «cough|n»\nPertinent positives\n- «hives»",
    "The negative ROS includes «itch|n», «cough|n».",
    "He does not have\n- «itch|n»\n- «cough|n»\nbut he has «hives».",
    "Considered and discarded: «gout|n», «lupus|n».",
    "A «rash» that was not there at the last visit.",
    "INSTRUCTIONS: You were treated for «pneumonia». Call for «fever|h».",
    "On 3/2019: «cellulitis|p».",
    "Apart from an «itch», no complaints.",
    "«Gout|n» was considered but ruled out.",
    "Had «hives|p» but recovered.",
    "Maternal aunt - «lupus|f»; sister - healthy.",
    "She is getting over a «cold|p».",
    "Fully vaccinated against «measles|h».",
    "Probable «vasculitis|u», «polyarteritis|u» variant. Known «gout».",
    "Less likely «gout|u», «lupus|u», «sarcoid|u».",
    "Skin neg «itch|n» / «hives|n».",
    "ROS neg for «itch|n» / «hives|n».",
    "ROS neg except «cough».",
    "Probable «gout|u», «lupus».",
    "He had «hives|p» on arrival. By the evening, these had gone.",
    "There was «bleeding|p» at first, this stopped by noon.",
    "Had «vertigo|p» in May; gone since the crystals were moved.",
    "«Hives|h»  Y / N     «Itch|h»  Y / N     «Wheeze|h»  Y / N",
    "Consent: spinal risks explained - «headache|h», «bleeding|h».",
    "Wife (present) has «asthma|f» and is «dizzy|f».",
    "Family History\nProblem            Relation\n«Gout|f»               Mother\n«Asthma|f»             Son",
    "Symptom     Present\n«Hives»       Yes\n«Itch|n»        No\n«Wheeze|n»      No",
    "Plan: nerve block. Explained: «bruising|h», «numbness|h».",
    "Nil red flags for «sepsis|n» or «cord compression|n».",
    "Pt's aunt, a twin, had «gout|f» and «rash|f».",
    "His wife, a nurse, is here. He has a «rash».",
    "Niece (who has «gout|f») drives him here. He has a «rash».",
    "Uncle (lives near by) has «gout|f».",
    "Nephew, the only driver, has «sciatica|f» himself.",
    "His niece, who is the legal guardian, has «numb hands|f».",
    "His wife, who gives the story, is worried about his «rash».",
    "Her son, the pharmacist, says she has a «rash».",
    "Sugar teaching: «tremor|h», «sweats|h».",
    "[x] No «falls|n»  [x] denies «wheeze|n»  [x] «cough»",
    "Nil c/o «cough|n», c/o «itch».",
    "walks without a «cane|n» he tells me that the «stairs» make him pant",
    "no «fever|n» no «wheeze|n» she thinks her «cough» is worse",
    "Her uncle lives next door, has «gout|f» and is «dizzy|f».",
    "His wife works nights and has noticed his «cough».",
    "Daughter lives near by, has «hives» on both arms.",
    "Her aunt is 70 and has «gout|f».",
    "Father d. 58 «asthma|f», mother well. «Hives» since noon.",
    "Mother (d. 70): «gout|f».",
    "Takes vitamin D. 2 «rashes» since May.",
    "«Itch|n»: Y / (N)   «Hives»: (Y) / N",
    "«Itch|n» Y/[N], «hives» [Y]/N",
    "Seen at home. «Itch|n» Y/[N]  «hives|n» Y/[N]. The «rash» is back, 0/10 pain.",
    "Skin (Y/N): «itch» [Y], «hives|n» [N]",
    "Skin: ✗ «itch|n» ✗ «hives|n». Her «rash» is back.",
    "Well in May. «Itch|n» ✗, «hives|n» ✗.",
    "☐ «itch|h»\n✗ «hives»",
    "The rash is consistent w/ «gout|u».",
    "Films compatible c̄ «gout|u» s̄ «fracture|n».",
    "Dizzy w/o «vomiting|n». Hep C «cirrhosis»; vit C for «scurvy».",
    "Weak legs. No «rash|n». -«itch|n», -«hives|n».",
    "Nil findings in keeping with «lupus|n» or «sprue|n».",
    "There was no history typical of «migraine|n»; the «cough» is dry.",
    "Nothing on the film or on exam to indicate «pneumonia|n», «cough» is dry.",
    "He does not have a picture that suggests «lupus|n».",
    "No «rash|n», biopsy suggestive of «sprue|u».",
    "No «fever|n» suspected «pneumonia|u».",
    "Nil ankle swelling overall c/w «dehydration|u».",
    "No change in the shadow, typical of «gout|u».",
    "Still need rule out «lupus|u».",
    "A mole not suspicious for «melanoma|n», film not worrisome for «pneumonia|n».",
    "Skin: denies today «itch|n», «hives|n».",
    "«Itch|n»: none today. «Cough|n» - none so far, «hives» since noon.",
    "«Itch|n»: none x 3 weeks. «Cough|n» - none past mo; 0 «falls|n» in 12 mo, one «rash».",
    "«Tremor» - cause not yet established.",
    "1. «Tremor»\n   Cause not established.\n2. «Gout|u»\n   Not yet established.",
    "«Itch» (source not established), «cough»: reason not confirmed.",
    "«Gout|u» - the likely cause.",
    "«Gout|u» - diagnosis not confirmed.",
    "Film was done r/o «pneumonia|u».",
    "He was sent over for rule out «sepsis|u».",
    "The cultures clearly exclude «sepsis|n».",
    "His blood count and biopsy rule out «lymphoma|n».",
    "Given his history of «pneumonia|p», a film was done.",
    "She does not have h/o «gout|n» or «stroke|n».",
    "Remote h/o «pneumonia|p»; previous known history of «sepsis|p».",
    "The «rash», he says, is worse; the «cough|p», thankfully, resolved.",
    "«Hives|p», according to his wife, have cleared.",
    "«Cough», «hives|p», on both arms, resolved.",
    "«Rash» less raised vs. last week.",
    "He is without «difficulty breathing|n» at rest.",
    "-«itch», «hives»: cetirizine\n-«rash»: cream",
    "«Itch|n», «hives|n» - all denied.",
    "Skin: «itch|n», «hives|n», «rash|n» – all absent today.",
    "«Itch|n», «swollen lips|n» denied.",
    "«Itch» for two days, «hives|n» denied.",
    "Has «itch», «hives|n» denied.",
    "«Itch|n»: NO ✓ YES __\n«Hives»: NO __ YES ✓",
    "«Itch|h»: ___ «Hives|h»: ___",
    "«Itch|h»: [ ]  «Hives»: [x]",
    "Mr. ___ is a ___ y/o man with «hives».",
    "___ presented with «hives» on ___. No «fever|n».",
    "Her son, ___, says that she has «hives».",
    "Seen by Dr. ___ for «hives», denies «itch|n».",
    "___ «Hives|h»   ___ «Itch|h»",
    "Nothing is «sore|n»; nothing else feels «stiff|n» or «tight|n».",
    "Nothing was done for the «rash».",
    "Negatives from the history:\n- «itch|n»\n- «hives|n»\nPositives:\n- «cough»",
    "She has «cough» [at night], «hives» [arms] and «itch|n» [none].",
    "He was told that «numbness|h» or «stiffness|h» may persist.",
    "She says that her «hives|p» and «itch|p» have cleared.",
    "He has «itch» and «hives|p» have cleared.",
    "Resolved problems -\n* «vertigo|p»\nOngoing -\n* «cough»",
    "Past problems: «hives|p». Current: «cough».",
    "PMH\n- «hives|p»\n- current «smoker|p»",
    "DDx considered\n- «gout|u»\n- «lupus|u»",
    "FAMILY HISTORY\n\nHeadaches.\n«Gout|f».\nSleep trouble.\n«Asthma|f».",
    "ALLERGIES\n\nPenicillin - «hives|p»\nZinc - «itch|p»",
    "NKDA\n\nToday he has a «rash».",
    "Bloods: «urate» N, CCP/ANA -ve.",
    "PLAN\n#1 Sprain\nRest\nSafety net\nED for worse «swelling|h»\n#2 «Gout»\nexplained «gout» again",
    "PLAN\n1) Sprain\nSafety net:\n- ED if «fever|h»\n2) «Gout»\n- diet for «gout»",
    "PLAN\n1. Sprain\nSafety net\n1. Call for «fever|h»\n2. worse «swelling|h»",
    "PMH\n«Angina|p»\nSystems screen\n«cough»\nNil «rash|n»",
    "CONSENT TALK: The risks include «bleeding|h». We discussed stiffness, nonunion, «numbness|h», and «foot drop|h».",
    "We discussed her «cough», «itch» and «sleep».",
]
DISEASES = [
    "<CK>CK 300</CK> today, was <CK historical>1,400</CK> at the June appointment.",
    "<POTASSIUM>K 4.2</POTASSIUM> (was <POTASSIUM historical>3.0</POTASSIUM> last month).",
    "<LAB>TSH 3.1</LAB>, <LAB historical>8.8</LAB> at the previous check.",
    "<POTASSIUM>K 4.2</POTASSIUM>, was <POTASSIUM>2.9</POTASSIUM> yesterday.",
    "Brother <WEAKNESS family>weak</WEAKNESS> in the legs from the age of 40, never diagnosed.",
    "FHx: uncle <WEAKNESS family>weakness</WEAKNESS> from age 30.",
    "Has been <WEAKNESS>weak</WEAKNESS> from childhood, never diagnosed.",
    "After the block he will have lasting <WEAKNESS hypothetical>weakness</WEAKNESS> of the hand.",
    "PMH: <DIAGNOSIS historical>stroke</DIAGNOSIS>, <DIAGNOSIS>multiple sclerosis</DIAGNOSIS>.",
    "Resolved problems:\n- <DIAGNOSIS historical>hypothyroidism</DIAGNOSIS>",
    "A man with a history of <DIAGNOSIS historical>stroke</DIAGNOSIS> and <DIAGNOSIS>anemia</DIAGNOSIS>.",
    "<DIAGNOSIS historical>Old stroke</DIAGNOSIS>.",
    "<DIAGNOSIS historical>Pneumonia</DIAGNOSIS> after a hip operation in 2011.",
    "<DIAGNOSIS>Polymyositis</DIAGNOSIS> after a flu shot in 2011.",
    "<WEAKNESS concept=muscle_weakness>Muscle weakness</WEAKNESS> after a hip operation in 2011.",
    "He was on tablets for <DIAGNOSIS>polymyositis</DIAGNOSIS> until 2019.",
    "S/p <DIAGNOSIS historical>stroke</DIAGNOSIS> in 2019 with left-sided <WEAKNESS>weakness</WEAKNESS>.",
    "A 3-week history of <WEAKNESS>weakness</WEAKNESS>.",
    "Four years ago he was admitted with <DIAGNOSIS historical>sepsis</DIAGNOSIS>.",
    "02/2016: hospitalized for <DIAGNOSIS historical>pneumonia</DIAGNOSIS>.",
    "She was admitted in 2018 with <DIAGNOSIS historical>GBS</DIAGNOSIS>.",
    "In 2019 he was admitted with <DIAGNOSIS>multiple sclerosis</DIAGNOSIS>.",
    "Hip replaced in 2011, admitted with <DIAGNOSIS>sepsis</DIAGNOSIS>.",
    "At triage on Friday he was <WEAKNESS historical>weak</WEAKNESS>. Strength is now 5/5.",
    "<WEAKNESS historical>Weak</WEAKNESS> on arrival; by discharge power was normal.",
    "<WEAKNESS historical>Tired</WEAKNESS> on arrival. Later no longer <WEAKNESS negated historical>tired</WEAKNESS>.",
    "HPI: Son: <WEAKNESS>weak</WEAKNESS> since Monday.",
    "She had had <WEAKNESS>weakness</WEAKNESS> of the legs for nine days when she came in.",
    "Myalgia; <WEAKNESS hypothetical>weakness</WEAKNESS> is a known adverse effect of statins.",
    "<DIAGNOSIS uncertain>Dermatomyositis</DIAGNOSIS>: open, biopsy awaited.",
    "Worried that she is growing <WEAKNESS>weaker</WEAKNESS>.",
    "HPI: Pain for a week.\nMother: <WEAKNESS family>tired</WEAKNESS> all her life.",
    "Headache, worse when <WEAKNESS hypothetical>overtired</WEAKNESS>.",
    "If there is no fever, she goes on with treatment of her <DIAGNOSIS>COPD</DIAGNOSIS>.",
    "If she has chills, she is treated for <DIAGNOSIS hypothetical>sepsis</DIAGNOSIS>.",
    "He was <WEAKNESS historical>weak</WEAKNESS> after the flu, but by June back to jogging.",
    "She felt <WEAKNESS historical>weak</WEAKNESS> on Monday, fine by Tuesday.",
    "He got <WEAKNESS historical>weak</WEAKNESS> in the heat, over it now.",
    "She was <WEAKNESS>weak</WEAKNESS> last week and is not well today.",
    "He had <WEAKNESS>weakness</WEAKNESS> for a month, and is now well controlled on insulin.",
    "<WEAKNESS>Weak</WEAKNESS> since yesterday. Strength today is full.",
    "The <WEAKNESS>weakness</WEAKNESS> began on Friday. Strength today is full.",
    "HPI: <WEAKNESS>Weak</WEAKNESS> yesterday.\nExam: Strength 5/5 today.",
    "On arrival <WEAKNESS>weak</WEAKNESS>. Strength 4/5 today.",
    "Allergies\nSimvastatin - <WEAKNESS concept=muscle_weakness historical>muscle weakness</WEAKNESS>",
    "A <CONTEXT concept=age>51-year-old</CONTEXT> man had burnt his hand 6 years ago.",
    "A <CONTEXT concept=age>36-year-old</CONTEXT> previously healthy woman, probable gout.",
    "Mrs. Ode, <CONTEXT concept=age>aged 35</CONTEXT>, was seen in August 2016.",
    "Polio at <CONTEXT concept=age historical>age 6</CONTEXT>, in 1962.",
    "Newly diagnosed high-risk <DIAGNOSIS>acute lymphoblastic leukemia</DIAGNOSIS>.",
    "When she was 8 to <CONTEXT concept=age historical>9 years old</CONTEXT> she lived abroad.",
    "The eye drifts when <WEAKNESS concept=fatigue hypothetical>tired</WEAKNESS> or focusing.",
    "She was <WEAKNESS concept=fatigue>tired</WEAKNESS> when she woke.",
    "Health anxiety re <DIAGNOSIS uncertain>lymphoma</DIAGNOSIS>.",
    "We would like to rule out <DIAGNOSIS uncertain>lymphoma</DIAGNOSIS>.",
    "Hips <STRENGTH_GRADE>4+/5</STRENGTH_GRADE> vs ankles <STRENGTH_GRADE>5/5</STRENGTH_GRADE>.",
]


@pytest.mark.parametrize("text", SENTENCES)
def test_plain_sentences(text):
    check(_marked(text))


@pytest.mark.parametrize(("flag", "template"), [(flag, t) for flag, group in TEMPLATES.items() for t in group])
def test_a_cue_holds_for_every_member(flag, template):
    for shape in SHAPES:
        text = template.format(shape) + ". Strength is full."
        reading = Reading(text[0].upper() + text[1:])
        for word in ("gout", "lupus", "sarcoid"):
            if word in shape:
                start = text.index(word)
                assert set(assertion.assess(reading, start, start + len(word), "ENTITY")) == {flag}, (word, text)


@pytest.mark.parametrize("text", LAYOUTS)
def test_status_follows_the_layout(text):
    check(_marked(text))


@pytest.mark.parametrize("marked", DISEASES)
def test_what_lasts_and_what_is_over(marked):
    check(marked)


@pytest.mark.parametrize(
    "text",
    [
        "she has no cough or wheeze her back is sore",
        "he denies cough or wheeze his son drives him",
        "no cough and no wheeze the skin is dry",
        "no cough or wheeze in the mornings is present",
        "No fever, cough or wheeze is there.",
    ],
)
def test_the_last_item_of_a_denial_is_denied_whatever_clause_follows(text):
    reading = Reading(text)
    at = reading.text.index("wheeze")
    assert set(assertion.assess(reading, at, at + 6)) == {"negated"}


def test_the_clause_that_follows_a_denial_is_not_denied():
    reading = Reading("no cough or wheeze his rash is worse")
    at = reading.text.index("rash")
    assert assertion.assess(reading, at, at + 4) == {}


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Signs\n- Present\n  - weakness\n  - falls\n- Absent\n  - numbness\n  - rash", ["numbness", "rash"]),
        ("1. Not found\na. numbness\nb. rash\n2. Found\na. weakness", ["numbness", "rash"]),
        ("1) Denies:\n   - falls\n   - rash\n2) Weakness for 2 weeks", ["falls", "rash"]),
        ("Found\n- weakness\n- falls\nNot found\n- numbness", ["numbness"]),
        ("- Weakness\n  - absent on exam\n- Falls", ["Weakness"]),
        ("- No fever\n   - weakness of the legs", []),
        ("Already excluded: rash, falls. Weakness remains.", ["rash", "falls"]),
        ("Excluded already: rash, falls", ["rash", "falls"]),
    ],
)
def test_an_item_of_a_list_leads_those_below_it(text, denied):
    facts = engine.report(engine.Note(text))["facts"]
    assert [f["text"] for f in facts if f["label"] in ("WEAKNESS", "FINDING") and f["negated"]] == denied


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Things to report: weakness, fever.", "hypothetical"),
        ("What to expect after surgery\nfatigue\nweakness of the arm", "hypothetical"),
        ("Most people feel weak after the second dose.", "hypothetical"),
        ("People on this drug report weakness.", "hypothetical"),
        ("You may get weakness of the arm.", "hypothetical"),
        ("Stay off the ladder until your weakness is gone.", None),
        ("Rest until the weakness has resolved.", None),
        ("She rested until the weakness resolved.", "historical"),
        ("Some people say that he looks weak.", None),
        ("What he reports: weakness.", None),
        ("Side effects: weakness since the new drug.", None),
        ("HPI: takes prednisone.\nSEs: rash, weakness", None),
        ("Side effects from it:\n- rash\n- weakness", None),
        ("Side effects of the drug: weakness.", "hypothetical"),
        ("Known side effects: weakness.", "hypothetical"),
        ("Plan: take it at night.\nSide effects: weakness.", "hypothetical"),
        ("Plan: take it at night. SEs:\n- rash\n- weakness", "hypothetical"),
        ("Counselled on side effects - weakness, rash.", "hypothetical"),
        ("Side effects: weakness, rash explained to her.", "hypothetical"),
        ("SE: weakness on the new tablets, reviewed with him.", None),
        ("PMH\u2014TIA. Findings\u2014weak.", None),
        ("FHx\u2014gout, weakness.", "family"),
        ("Informed weakness could lead to a fracture.", None),
        ("Explained to her arm weakness may result from the tablets.", None),
        ("Warned that weakness can make driving unsafe.", "hypothetical"),
        ("Told hypokalemia may cause weakness.", "hypothetical"),
        ("Here for travel advice: weakness of the hands.", None),
        ("Requests advice - weakness, worse at night.", None),
        ("Back injury advice: weakness, numbness.", "hypothetical"),
        ("Discharge advice sheet given: weakness, numbness.", "hypothetical"),
        ("Dietitian advice: weak, needs more protein.", None),
        ("Denies cough, weakness probably multifactorial.", None),
        ("No sign of sepsis, weakness most likely multifactorial: age, pain.", None),
        ("Other people notice weakness of his grip.", None),
        ("Another worker is required to lift him because of weakness.", None),
        ("Another worker needed oxygen for weakness.", "family"),
    ],
)
def test_advice_and_what_others_have(text, flag):
    weak = next(f for f in engine.report(engine.Note(text))["facts"] if f["label"] == "WEAKNESS")
    assert [f for f in FLAGS if weak[f]] == [flag] * (flag is not None)


def test_a_relative_in_brackets_has_the_disease_before():
    facts = engine.report(engine.Note("Asthma, ALS (maternal aunt), epilepsy. Weakness (wife)."))["facts"]
    assert {f["text"] for f in facts if f["family"]} == {"ALS"}


@pytest.mark.parametrize(
    "text",
    [
        "Her hands grew <WEAKNESS>weak</WEAKNESS> in 2019.",
        "His legs went completely <WEAKNESS>weak</WEAKNESS> three years ago.",
        "She traces the <WEAKNESS>weakness</WEAKNESS> to a fall in 2019.",
        "<WEAKNESS>Weakness</WEAKNESS>, 2019 to date.",
        "Her hands were <WEAKNESS historical>weak</WEAKNESS> in 2019.",
        "<WEAKNESS historical>Weakness</WEAKNESS> in 2019.",
    ],
)
def test_what_came_in_the_past_is_there_and_what_was_there_is_past(text):
    check(text, "WEAKNESS")


@pytest.mark.parametrize(
    "text",
    [
        "The commonest symptoms of such lesions are cough and <WEAKNESS hypothetical>fatigue</WEAKNESS>.",
        "Early features of <DIAGNOSIS hypothetical>polymyositis</DIAGNOSIS> include <WEAKNESS hypothetical>weakness"
        "</WEAKNESS>.",
        "<WEAKNESS hypothetical>Fatigue</WEAKNESS> is a frequent complication of <DIAGNOSIS hypothetical>anemia"
        "</DIAGNOSIS>.",
        "We told her that <DIAGNOSIS hypothetical>Lambert-Eaton syndrome</DIAGNOSIS> usually starts with "
        "<WEAKNESS hypothetical>weakness</WEAKNESS> of the thighs.",
        "In general, <DIAGNOSIS hypothetical>strokes</DIAGNOSIS> cause <WEAKNESS hypothetical>weakness</WEAKNESS>.",
        "<DIAGNOSIS hypothetical>Hypothyroidism</DIAGNOSIS> leads to <WEAKNESS hypothetical>fatigue</WEAKNESS>.",
        "A <DIAGNOSIS hypothetical>stroke</DIAGNOSIS> leaves <WEAKNESS hypothetical>weakness</WEAKNESS>, but she is "
        "not <WEAKNESS negated>weak</WEAKNESS>.",
        "<DIAGNOSIS hypothetical>Anemia</DIAGNOSIS> and <DIAGNOSIS hypothetical>myxedema</DIAGNOSIS> often cause "
        "<WEAKNESS hypothetical>fatigue</WEAKNESS>; hers is mild.",
        "<WEAKNESS hypothetical>Fatigue</WEAKNESS> is very common in <DIAGNOSIS hypothetical>severe "
        "anemia</DIAGNOSIS>.",
        "<WEAKNESS hypothetical>Weakness</WEAKNESS> is often encountered in older people.",
    ],
)
def test_what_is_said_of_a_disease_in_general_is_nobodys(text):
    check(text, "WEAKNESS", "DIAGNOSIS")


@pytest.mark.parametrize(
    "text",
    [
        "<WEAKNESS>Weakness</WEAKNESS> is common in the mornings.",
        "His <WEAKNESS>fatigue</WEAKNESS> is common in the <DIAGNOSIS>anemia</DIAGNOSIS> that he has.",
        "The commonest symptoms of his tumor are cough and <WEAKNESS>fatigue</WEAKNESS>.",
        "Her main signs of <DIAGNOSIS>polymyositis</DIAGNOSIS> are rash and <WEAKNESS>weakness</WEAKNESS>.",
        "His <WEAKNESS>fatigue</WEAKNESS> is a common complication of <DIAGNOSIS>anemia</DIAGNOSIS>.",
        "<DIAGNOSIS>Hypothyroidism</DIAGNOSIS> is leading to <WEAKNESS>fatigue</WEAKNESS>.",
        "<DIAGNOSIS>Anemia</DIAGNOSIS> often makes her <WEAKNESS>tired</WEAKNESS>.",
        "<DIAGNOSIS>Polymyositis</DIAGNOSIS> presents with <WEAKNESS>weakness</WEAKNESS> today.",
        "<DIAGNOSIS>Stroke</DIAGNOSIS> cause unclear, <WEAKNESS>weakness</WEAKNESS> persists.",
        "Main symptoms with exertion are cough and <WEAKNESS>fatigue</WEAKNESS>.",
        "Typical features of <DIAGNOSIS>polymyositis</DIAGNOSIS> are present, with <WEAKNESS>weakness</WEAKNESS>.",
    ],
)
def test_what_is_said_of_somebodys_disease_is_there(text):
    check(text, "WEAKNESS", "DIAGNOSIS")


@pytest.mark.parametrize(
    "text",
    [
        "No complications from the stent, such as <WEAKNESS negated>weakness</WEAKNESS> or "
        "<DIAGNOSIS negated>stroke</DIAGNOSIS>.",
        "She denies complications of her <DIAGNOSIS>lupus</DIAGNOSIS> including <WEAKNESS negated>fatigue</WEAKNESS>.",
        "No complications of the <DIAGNOSIS>stroke</DIAGNOSIS>, <WEAKNESS>fatigue</WEAKNESS> since May.",
        "There are complications of her <DIAGNOSIS>lupus</DIAGNOSIS> including <WEAKNESS>fatigue</WEAKNESS>.",
    ],
)
def test_consequences_are_denied_and_what_they_follow_from_is_there(text):
    check(text, "WEAKNESS", "DIAGNOSIS")


@pytest.mark.parametrize(
    "text",
    [
        "Imp: <DIAGNOSIS>viral illness</DIAGNOSIS>, <WEAKNESS>lethargy</WEAKNESS>, dipstick -ve",
        "<WEAKNESS>tired</WEAKNESS> 3/7 urine -ve",
        "<WEAKNESS>Fatigue</WEAKNESS>, <DIAGNOSIS>pneumonia</DIAGNOSIS>, CT head negative",
        "<WEAKNESS>lethargic</WEAKNESS> <DIAGNOSIS negated>COVID</DIAGNOSIS> RAT -ve",
        "<WEAKNESS>Weakness</WEAKNESS>, <WEAKNESS>fatigue</WEAKNESS>, RAT -ve",
        "<WEAKNESS negated>Weakness</WEAKNESS> and <WEAKNESS negated>fatigue</WEAKNESS> -ve",
        "ED: CTPA -ve <DIAGNOSIS negated>PE</DIAGNOSIS>, home",
        "MRI brain negative <DIAGNOSIS negated>stroke</DIAGNOSIS>. <WEAKNESS>Fatigue</WEAKNESS>.",
        "CT -ve <WEAKNESS>fatigue</WEAKNESS> goes on",
        "Urine -ve <DIAGNOSIS>pneumonia</DIAGNOSIS> again",
        "The workup for her <WEAKNESS>weakness</WEAKNESS> has been negative.",
        "Tests for <DIAGNOSIS negated>lupus</DIAGNOSIS> or <DIAGNOSIS negated>anemia</DIAGNOSIS> were unrevealing.",
        "<DIAGNOSIS negated>Hepatitis B</DIAGNOSIS>, syphilis and lupus antibody tests were negative.",
        "<WEAKNESS>Weakness</WEAKNESS> with an unrevealing workup.",
        "Evaluation of his <WEAKNESS>fatigue</WEAKNESS> unrevealing.",
        "Nonrevealing evaluation of <WEAKNESS>lethargy</WEAKNESS>.",
        "Negative imaging and labs for <WEAKNESS>weakness</WEAKNESS>.",
        "Negative workup for <DIAGNOSIS negated>lupus</DIAGNOSIS>, negative tests for <WEAKNESS>fatigue</WEAKNESS>.",
        "Absent <FINDING negated>drift</FINDING> on testing of <WEAKNESS>weakness</WEAKNESS>.",
        "Screen negative for <WEAKNESS negated>fatigue</WEAKNESS>.",
        "<DIAGNOSIS negated>Hepatitis B</DIAGNOSIS> surface antigen negative.",
        "<WEAKNESS>Fatigue</WEAKNESS>, receptor ab negative.",
    ],
)
def test_a_result_is_that_of_its_test(text):
    check(text, "WEAKNESS", "DIAGNOSIS")


@pytest.mark.parametrize(
    "text",
    [
        "<WEAKNESS>Fatigue</WEAKNESS>, probably multifactorial (sleep, ?early "
        "<DIAGNOSIS uncertain>anemia</DIAGNOSIS>, <WEAKNESS uncertain>deconditioning</WEAKNESS>).",
        "<WEAKNESS>Weakness</WEAKNESS> is likely multifactorial: <DIAGNOSIS uncertain>anemia</DIAGNOSIS>, pain, "
        "<DIAGNOSIS uncertain>hypothyroidism</DIAGNOSIS>.",
        "<WEAKNESS>Weakness</WEAKNESS> (?<DIAGNOSIS uncertain>anemia</DIAGNOSIS>, "
        "<DIAGNOSIS uncertain>lupus</DIAGNOSIS>), <WEAKNESS>fatigue</WEAKNESS>.",
        "<WEAKNESS>Weakness</WEAKNESS> (?<DIAGNOSIS uncertain>lupus</DIAGNOSIS>, <WEAKNESS>tired</WEAKNESS>).",
        "<WEAKNESS>Fatigue</WEAKNESS>, likely multifactorial. <DIAGNOSIS>Anemia</DIAGNOSIS>, stable.",
        "<WEAKNESS>Fatigue</WEAKNESS> ?<DIAGNOSIS uncertain>anemia</DIAGNOSIS>. <WEAKNESS>Deconditioning</WEAKNESS>.",
        "We await ferritin before a diagnosis of <DIAGNOSIS uncertain>anemia</DIAGNOSIS> is made.",
        "Awaiting the biopsy for a definitive <DIAGNOSIS uncertain>lupus</DIAGNOSIS> diagnosis.",
        "Diagnosis of <DIAGNOSIS uncertain>polymyositis</DIAGNOSIS> pending the biopsy.",
        "Biopsy on Monday to confirm <DIAGNOSIS uncertain>polymyositis</DIAGNOSIS>.",
        "Awaiting rheumatology for his <DIAGNOSIS>lupus</DIAGNOSIS>.",
        "Serology was ordered to verify <DIAGNOSIS uncertain>lupus</DIAGNOSIS>.",
        "Serology to verify <DIAGNOSIS>lupus</DIAGNOSIS> was positive.",
        "Serology to verify <DIAGNOSIS>lupus</DIAGNOSIS>: positive.",
        "Serology to verify <DIAGNOSIS uncertain>lupus</DIAGNOSIS> to be done on Monday.",
        "A biopsy was performed to establish <DIAGNOSIS>polymyositis</DIAGNOSIS> and showed infiltrates.",
        "Rang his doctor to verify <DIAGNOSIS>lupus</DIAGNOSIS> tablets.",
        "Serology seems to confirm <DIAGNOSIS>lupus</DIAGNOSIS>, CT served to verify <DIAGNOSIS>stroke</DIAGNOSIS>.",
        "Rule out <DIAGNOSIS uncertain>stroke</DIAGNOSIS>, left arm <WEAKNESS>weakness</WEAKNESS>.",
        "Suspected <DIAGNOSIS uncertain>lupus</DIAGNOSIS> and <WEAKNESS>fatigue</WEAKNESS>.",
        "Possible <DIAGNOSIS uncertain>stroke</DIAGNOSIS>, <WEAKNESS uncertain>weakness</WEAKNESS> or "
        "<DIAGNOSIS uncertain>anemia</DIAGNOSIS>.",
        "Probable <WEAKNESS uncertain>weakness</WEAKNESS> and <DIAGNOSIS uncertain>anemia</DIAGNOSIS>.",
        "Likely <DIAGNOSIS uncertain>anemia</DIAGNOSIS> and <WEAKNESS uncertain>deconditioning</WEAKNESS>.",
        "<DIAGNOSIS uncertain>Polymyositis</DIAGNOSIS> was raised. Raised troponin, <WEAKNESS>weakness</WEAKNESS>.",
        "<WEAKNESS>Weakness</WEAKNESS> since his insulin was raised. <WEAKNESS>Fatigue</WEAKNESS> was raised.",
        "Wants an opinion about her <WEAKNESS>fatigue</WEAKNESS>.",
        "He asks about medication for <WEAKNESS>weakness</WEAKNESS>.",
        "She is scared of becoming <WEAKNESS uncertain>weak</WEAKNESS>.",
        "Likely causes of <WEAKNESS>weakness</WEAKNESS> include <DIAGNOSIS uncertain>anemia</DIAGNOSIS>.",
        "Emailed to verify <DIAGNOSIS>lupus</DIAGNOSIS> appointment.",
        "CT to verify a small <DIAGNOSIS uncertain>stroke</DIAGNOSIS>.",
        "Discussed <DIAGNOSIS>severe anemia</DIAGNOSIS> which may cause angina.",
        "Explained labs show <DIAGNOSIS>anemia</DIAGNOSIS> that can cause angina.",
        "Told him severe <DIAGNOSIS>lupus</DIAGNOSIS> can cause sores.",
        "Told him <DIAGNOSIS hypothetical>anemia</DIAGNOSIS> may cause angina.",
        "Dx was revised from <DIAGNOSIS negated>lupus</DIAGNOSIS> to <DIAGNOSIS>polymyositis</DIAGNOSIS>.",
        "<DIAGNOSIS>Lupus</DIAGNOSIS>, pump label changed to hers.",
        "<WEAKNESS>Weakness</WEAKNESS> probably multifactorial, <DIAGNOSIS>anemia</DIAGNOSIS> transfused.",
        "A clear scan must not delay treatment of <DIAGNOSIS>polymyositis</DIAGNOSIS>.",
        "He fears <DIAGNOSIS uncertain>stroke</DIAGNOSIS> or <DIAGNOSIS uncertain>anemia</DIAGNOSIS>.",
    ],
)
def test_doubt_of_a_list_and_what_is_awaited(text):
    check(text, "WEAKNESS", "DIAGNOSIS")


@pytest.mark.parametrize(
    "text",
    [
        "He denies rash, itch, symptoms suggestive of <DIAGNOSIS negated>stroke</DIAGNOSIS>.",
        "Denies history of <DIAGNOSIS negated>anemia</DIAGNOSIS>, murmur, history of "
        "<DIAGNOSIS negated>stroke</DIAGNOSIS>.",
        "Denies <WEAKNESS negated>weakness</WEAKNESS>, scan suggestive of <DIAGNOSIS uncertain>stroke</DIAGNOSIS>.",
        "A history of angina, status post appendectomy, <DIAGNOSIS>anemia</DIAGNOSIS> after surgery and chemotherapy.",
        "Knee pain s/p arthroscopy, <DIAGNOSIS>anemia</DIAGNOSIS> and <DIAGNOSIS>lupus</DIAGNOSIS>.",
        "She is s/p <DIAGNOSIS historical>stroke</DIAGNOSIS>, bypass and <DIAGNOSIS historical>pneumonia</DIAGNOSIS>.",
        "A 40-year-old s/p <DIAGNOSIS historical>stroke</DIAGNOSIS>, fall and <DIAGNOSIS historical>sepsis</DIAGNOSIS>",
        "eyes not red <DIAGNOSIS>mild dehydration</DIAGNOSIS> only",
        "Not pale, slight <WEAKNESS>weakness</WEAKNESS>.",
        "Is not very <WEAKNESS negated>weak</WEAKNESS>.",
        "Not even slight <WEAKNESS negated>weakness</WEAKNESS>.",
        "Two sons and a sister, all well, but the eldest had a <DIAGNOSIS family>stroke</DIAGNOSIS>.",
        "He has two daughters. The younger one has <DIAGNOSIS family>lupus</DIAGNOSIS>. He has "
        "<DIAGNOSIS>anemia</DIAGNOSIS>.",
        "She has four brothers, one of whom has <DIAGNOSIS family>lupus</DIAGNOSIS>.",
        "Two of his sisters are ill. One has <DIAGNOSIS family>lupus</DIAGNOSIS>.",
        "Her daughter looked at her legs. One has <WEAKNESS>weakness</WEAKNESS>.",
        "He has two sisters. The oldest complaint is <WEAKNESS>weakness</WEAKNESS>.",
        "Two masses; the older is a <DIAGNOSIS>stroke</DIAGNOSIS>.",
    ],
)
def test_where_a_list_ends_and_who_is_meant(text):
    check(text, "WEAKNESS", "DIAGNOSIS")


@pytest.mark.parametrize(
    "text",
    [
        "A nurse developed <WEAKNESS historical>weakness</WEAKNESS>. Potassium was given. She fully recovered.",
        "He became <WEAKNESS historical>weak</WEAKNESS>. IVIG was given. The patient made a complete recovery.",
        "She was <WEAKNESS historical>weak</WEAKNESS>. Fluids ran. By day four she had completely recovered.",
        "He was <WEAKNESS>weak</WEAKNESS>. Fluids ran. He has not fully recovered.",
        "She was <WEAKNESS>weak</WEAKNESS>. Fluids ran. She fully recovered. Now she is <WEAKNESS>weak</WEAKNESS>.",
        "He is <WEAKNESS>weak</WEAKNESS>. He has had pneumonia. He fully recovered from it.",
        "She is <WEAKNESS>weak</WEAKNESS>. She lives with her son, who fully recovered.",
        "She is <WEAKNESS>weak</WEAKNESS>. Her roommate was ill. She has completely recovered.",
        "He is <WEAKNESS>weak</WEAKNESS>. A neighbor brought the flu. She has completely recovered.",
        "She is <WEAKNESS>weak</WEAKNESS>. Her brother caught the flu. He has completely recovered.",
        "He is <WEAKNESS>weak</WEAKNESS> since Friday. In 2016 he broke a wrist. He recovered completely.",
        "He is <WEAKNESS>weak</WEAKNESS> since Friday. He broke an arm on the ice. He made a full recovery.",
        "He presented <WEAKNESS>weak</WEAKNESS>. Meningitis was found in 2019. He made a complete recovery.",
        "He was <WEAKNESS historical>weak</WEAKNESS>. He got plasma exchange. He made a full recovery.",
        "She was <WEAKNESS historical>weak</WEAKNESS>. She got up by herself. She has fully recovered.",
        "She was <WEAKNESS historical>weak</WEAKNESS>. Her son fetched sugar. She has fully recovered.",
        "He was <WEAKNESS historical>weak</WEAKNESS>. He has had asthma since 2004. He has fully recovered.",
        "She is <WEAKNESS>weak</WEAKNESS>. Her son caught a cold. He has fully recovered.",
        "She is <WEAKNESS>weak</WEAKNESS>. Her son had a stroke, he fully recovered.",
        "He is <WEAKNESS>weak</WEAKNESS>. He came down with measles in May. He fully recovered.",
        "She got <WEAKNESS historical>weak</WEAKNESS>. The scan was clear. She recovered with some tingling.",
        "He grew <WEAKNESS historical>weak</WEAKNESS>. Labs were fine. MRI, too. He later recovered.",
        "She grew <WEAKNESS historical>weak</WEAKNESS>; recovered but for a tremor.",
        "She grew <WEAKNESS historical>weak</WEAKNESS>. Her motor function normalized.",
        "He grew <WEAKNESS historical>weak</WEAKNESS>. A scan was clear. Total recovery of power was reached.",
        "He had <WEAKNESS historical>fatigue</WEAKNESS>. On follow-up there were no symptoms.",
        "He had <WEAKNESS historical>fatigue</WEAKNESS>. No clinical symptoms were seen two years later.",
        "He had <WEAKNESS historical>fatigue</WEAKNESS>. He became symptom-free on iron.",
        "The <WEAKNESS historical>fatigue</WEAKNESS> slowly vanished.",
        "The <WEAKNESS>fatigue</WEAKNESS> is slowly vanishing.",
        "She got <WEAKNESS>weak</WEAKNESS>. Pneumonia was treated. She recovered.",
        "She got <WEAKNESS>weak</WEAKNESS>. A scan was done. She recovered consciousness.",
        "She got <WEAKNESS>weak</WEAKNESS>. A scan was done. She may have recovered.",
        "She got <WEAKNESS>weak</WEAKNESS>. A scan was done. She recovered slowly from the operation.",
        "She got <WEAKNESS>weak</WEAKNESS>. Near-complete recovery of strength was seen.",
        "She got <WEAKNESS>weak</WEAKNESS>. She had no symptoms until last year.",
        "She got <WEAKNESS>weak</WEAKNESS>. She had no symptoms of gout at follow-up.",
        "She got <WEAKNESS>weak</WEAKNESS>. Her thyroid function normalized.",
    ],
)
def test_the_end_of_a_story(text):
    check(text, "WEAKNESS")


@pytest.mark.parametrize(
    "text",
    [
        "Her chief worry is not the <WEAKNESS>fatigue</WEAKNESS> but the itch.",
        "It isn't the <WEAKNESS>weakness</WEAKNESS> that keeps him up.",
        "The itch, not the <WEAKNESS>fatigue</WEAKNESS>, stops her sleep.",
        "Not his <WEAKNESS>weakness</WEAKNESS> but the cramps made him come.",
        "The worst is not so much her left arm <WEAKNESS>weakness</WEAKNESS> as the itch.",
        "The itch rather than the <WEAKNESS>weakness</WEAKNESS> troubles him.",
        "What she minds is not the itch or daily <WEAKNESS>fatigue</WEAKNESS> but the noise.",
        "This is not the <WEAKNESS negated>fatigue</WEAKNESS> of flu but cramps.",
        "The trouble is not <WEAKNESS negated>fatigue</WEAKNESS> but itch.",
        "It is not a <WEAKNESS negated>weakness</WEAKNESS> but a tremor.",
        "He is not that <WEAKNESS negated>weak</WEAKNESS>.",
        "He has the itch, not the <WEAKNESS negated>weakness</WEAKNESS>.",
        "She has the itch and not the <WEAKNESS negated>weakness</WEAKNESS>.",
        "He has not the <WEAKNESS negated>weakness</WEAKNESS> that his scan made one expect.",
    ],
)
def test_what_is_weighed_is_there(text):
    check(text, "WEAKNESS")


@pytest.mark.parametrize(
    "text",
    [
        "No wheeze, <WEAKNESS>weak</WEAKNESS> legs.",
        "No headache, very <WEAKNESS>weak</WEAKNESS> left arm since Sunday.",
        "Nil nausea, <WEAKNESS>tired</WEAKNESS> arms and legs.",
        "No wheeze or <WEAKNESS negated>weak</WEAKNESS> legs.",
        "No wheeze, <WEAKNESS negated>weak</WEAKNESS> legs, rash.",
        "No wheeze, <WEAKNESS negated>weak</WEAKNESS> hands or cramps.",
        "Denies wheeze, <WEAKNESS negated>weak</WEAKNESS> legs.",
        "Denies cramps, <WEAKNESS>weakness</WEAKNESS> probably viral.",
        "No dizziness, <WEAKNESS>fatigue</WEAKNESS> possibly from the new drug.",
        "Negative for wheeze, <WEAKNESS>fatigue</WEAKNESS> thought to be from poor sleep.",
        "Denies cramps, <WEAKNESS>fatigue</WEAKNESS> chronic.",
        "Denies cramps, <WEAKNESS>fatigue</WEAKNESS> ascribed to shift work.",
        "No wheeze, her legs feel <WEAKNESS>weak</WEAKNESS>.",
        "No wheeze, both hands felt cold and <WEAKNESS>weak</WEAKNESS>.",
        "No wheeze, does not feel <WEAKNESS negated>weak</WEAKNESS>.",
        "Denies cramps, <WEAKNESS negated>fatigue</WEAKNESS>, probable <DIAGNOSIS uncertain>lupus</DIAGNOSIS>.",
        "No cramps, wheeze or <WEAKNESS negated>weakness</WEAKNESS> likely to be viral.",
        "S/p bypass, <WEAKNESS>weak</WEAKNESS> and dizzy since.",
        "Status post <DIAGNOSIS historical>stroke</DIAGNOSIS>, <WEAKNESS>tired</WEAKNESS>.",
        "Status post <DIAGNOSIS historical>stroke</DIAGNOSIS>, <DIAGNOSIS historical>sepsis</DIAGNOSIS> and fall.",
    ],
)
def test_what_says_how_somebody_is_is_no_item_of_a_list(text):
    check(text, "WEAKNESS", "DIAGNOSIS")


@pytest.mark.parametrize(
    "text",
    [
        "<WEAKNESS>Weakness</WEAKNESS> not completely cleared.",
        "The <WEAKNESS>fatigue</WEAKNESS> never entirely went away.",
        "<WEAKNESS>Weakness</WEAKNESS> not yet quite gone.",
        "<WEAKNESS>Weakness</WEAKNESS> resolved, but not in the left leg.",
        "<WEAKNESS>Weakness</WEAKNESS> has cleared just on the right.",
        "<WEAKNESS>Weakness</WEAKNESS> gone in both hands only.",
        "<WEAKNESS>Weakness</WEAKNESS> resolved except for the left foot.",
        "She has not fully recovered from her <WEAKNESS>weakness</WEAKNESS>.",
        "She has recovered from her <WEAKNESS historical>weakness</WEAKNESS>.",
        "<WEAKNESS historical>Weakness</WEAKNESS> resolved only in the autumn.",
        "<WEAKNESS>Weakness</WEAKNESS> since the pneumonia, which has resolved.",
        "She has been <WEAKNESS>tired</WEAKNESS> ever since a stroke, which cleared within days.",
        "<WEAKNESS historical>Weakness</WEAKNESS> since May, which has resolved.",
        "<WEAKNESS historical>Fatigue</WEAKNESS> since the pneumonia, now resolved.",
        "<WEAKNESS historical>Weakness</WEAKNESS> resolved except for some stiffness.",
        "At the last visit the <WEAKNESS>weakness</WEAKNESS> was slight; it is now marked.",
        "When last seen, <WEAKNESS>weakness</WEAKNESS> was mild, and is now moderate.",
        "At the last visit the <WEAKNESS historical>weakness</WEAKNESS> was slight; it is now gone.",
    ],
)
def test_what_is_over_in_part_is_not_over(text):
    check(text, "WEAKNESS")


@pytest.mark.parametrize(
    "text",
    [
        "Had this <WEAKNESS>fatigue</WEAKNESS> since spring.",
        "Had these <WEAKNESS>weak</WEAKNESS> legs for a year.",
        "Had this <WEAKNESS hypothetical>weakness</WEAKNESS> been found, she would have stayed.",
        "Had it not been for the <WEAKNESS>weakness</WEAKNESS>, she would have danced.",
        "Were it not for his <WEAKNESS>fatigue</WEAKNESS> he would work.",
        "Complications included <WEAKNESS>fatigue</WEAKNESS> and a rash.",
        "Side effects included <WEAKNESS>weakness</WEAKNESS>.",
        "Complications include <WEAKNESS hypothetical>weakness</WEAKNESS>.",
        "Possible complications included <WEAKNESS hypothetical>weakness</WEAKNESS>.",
        "<WEAKNESS>Weak</WEAKNESS> in pregnancy, now 24 weeks.",
        "<WEAKNESS>Fatigue</WEAKNESS> during pregnancy (31/40).",
        "<WEAKNESS historical>Fatigue</WEAKNESS> during pregnancy, well since.",
    ],
)
def test_what_was_and_is_there_may_not_come(text):
    check(text, "WEAKNESS")


@pytest.mark.parametrize(
    "text",
    [
        "If stable, taper the prednisone for <DIAGNOSIS>polymyositis</DIAGNOSIS>.",
        "If she tolerates it, increase mycophenolate for <DIAGNOSIS>lupus</DIAGNOSIS>.",
        "If creatinine is fine, continue the inhaler for <DIAGNOSIS>COPD</DIAGNOSIS>.",
        "If CK rises, start prednisone for <DIAGNOSIS hypothetical>polymyositis</DIAGNOSIS>.",
        "If fever, ceftriaxone for <DIAGNOSIS hypothetical>pneumonia</DIAGNOSIS>.",
    ],
)
def test_what_a_treatment_goes_on_for_is_there_whatever_it_hangs_on(text):
    check(text, "DIAGNOSIS")


@pytest.mark.parametrize(
    "text",
    [
        "I do not believe one can ascribe the <WEAKNESS>weakness</WEAKNESS> to <DIAGNOSIS negated>lupus</DIAGNOSIS>.",
        "We would not attribute his <WEAKNESS>fatigue</WEAKNESS> to <DIAGNOSIS negated>anemia</DIAGNOSIS>.",
        "I do not think her <WEAKNESS>weakness</WEAKNESS> stems from <DIAGNOSIS negated>anemia</DIAGNOSIS>.",
        "I doubt we can blame his <WEAKNESS>fatigue</WEAKNESS> on <DIAGNOSIS uncertain>lupus</DIAGNOSIS>.",
        "I don't think we can put the <WEAKNESS>fatigue</WEAKNESS> down to <DIAGNOSIS negated>lupus</DIAGNOSIS>.",
        "We attribute her <WEAKNESS>weakness</WEAKNESS> to <DIAGNOSIS>anemia</DIAGNOSIS>.",
        "I do not think she has <WEAKNESS negated>weakness</WEAKNESS>.",
        "I do not believe she can put her <WEAKNESS negated>weak</WEAKNESS> arm into a sleeve.",
        "Brother with <DIAGNOSIS family>lupus</DIAGNOSIS> describes <WEAKNESS>weakness</WEAKNESS> in the patient.",
        "Aunt, who has <DIAGNOSIS family>lupus</DIAGNOSIS>, noted <WEAKNESS>fatigue</WEAKNESS> in Mr. Roe.",
        "Brother with <DIAGNOSIS family>lupus</DIAGNOSIS> describes <WEAKNESS family>weakness</WEAKNESS> in his legs.",
    ],
)
def test_who_is_weak_and_that_he_is_are_not_in_doubt_with_the_cause(text):
    check(text, "WEAKNESS", "DIAGNOSIS")


@pytest.mark.parametrize(
    "text",
    [
        "Family history: no MS.\n<WEAKNESS>Weakness</WEAKNESS> since April.",
        "FHx: mother had gout. <WEAKNESS>Fatigue</WEAKNESS> since last week, worse at night.",
        "PMH: asthma, COPD. <WEAKNESS>Weak</WEAKNESS> since Monday.",
        "PMH: asthma. <WEAKNESS historical>Weakness</WEAKNESS> since May 2012.",
        "Family history: no MS. Mother had <WEAKNESS family>weakness</WEAKNESS> since childhood.",
        "Family history\nFather stroke\nMother <WEAKNESS family>weak</WEAKNESS> since May",
    ],
)
def test_what_began_of_late_is_none_of_a_history(text):
    check(text, "WEAKNESS")


@pytest.mark.parametrize(
    "text",
    [
        "ROS\nCough no\n<WEAKNESS>Weakness</WEAKNESS> yes\nItch no\n<WEAKNESS negated>Fatigue</WEAKNESS> no",
        "Chest pain no\n<WEAKNESS>weakness</WEAKNESS> yes",
        "cough no\n<WEAKNESS negated>weakness</WEAKNESS> no\n<WEAKNESS>fatigue</WEAKNESS> yes",
        "Cough no\nItch no\n<WEAKNESS>Weak</WEAKNESS> hands on testing",
        "The patient has no\n<WEAKNESS negated>weakness</WEAKNESS> or cough.",
        "He has cramps, no\n<WEAKNESS negated>weakness</WEAKNESS> or cough, no\nitch.",
        "The patient denies\n<WEAKNESS>Weakness</WEAKNESS> is what brought him.",
        "The patient denies\n<WEAKNESS negated>Weakness</WEAKNESS> or cough.",
        "She reports\n<WEAKNESS>Weakness</WEAKNESS>, cough and itch.",
        "Pt denies\nCough\n<WEAKNESS negated>Weakness</WEAKNESS>",
    ],
)
def test_a_line_is_answered_by_its_last_word_or_left_open_by_its_verb(text):
    check(text, "WEAKNESS")


@pytest.mark.parametrize(
    "text",
    [
        "[x] <WEAKNESS negated>Weakness</WEAKNESS> is not present",
        "[x] No <WEAKNESS negated>weakness</WEAKNESS>",
        "[x] <WEAKNESS negated>Fatigue</WEAKNESS> denied",
        "[x] <WEAKNESS>Weakness</WEAKNESS> is present",
        "[x] <WEAKNESS>Weakness</WEAKNESS> not better",
        "[x] <WEAKNESS>Weakness</WEAKNESS> is felt by her and is not seen",
    ],
)
def test_a_tick_affirms_what_its_words_say(text):
    check(text, "WEAKNESS")


OPEN_ARROWS = [
    "Steroids may → «cramps|h» and «rash|h».",
    "Long use can -> muscle «weakness|h», «cramps|h».",
    "Explained that gout could → «fever|h».",
    "A diuretic might => «cramps|h».",
    "- Amiodarone: may sometimes → «cough|h», «rash|h»",
    "| Methotrexate | can --> «fatigue|h» |",
    "Too much of it will ↑ «weakness|h».",
    "Explained the drug may ↑ «fatigue|h», and she still has «cough».",
    "Told him «asthma|h» can → «cough|h».",
    "If «low iron|h» → «fatigue|h» and «weakness|h».",
    "Warned about the drug → «rash|h».",
    "STEROIDS MAY → «CRAMPS|h».",
]
TOLD_ARROWS = [
    "«Dehydration» → «weakness».",
    "Flu in May → «weakness» since.",
    "He can walk → «cramps» only at night.",
    "Warned. «Dehydration» → «weakness».",
    "Explained «weakness» → physio.",
    "Suspected «gout|u» → «cramps».",
    "If worse → back at once. «Weak» all over.",
]


@pytest.mark.parametrize("text", OPEN_ARROWS + TOLD_ARROWS)
def test_an_arrow_is_the_verb_of_what_may_or_would_be(text):
    check(*_marked(text))


FLAGS_ANSWERED = [
    "Red flags noted: «fever» and «weight loss».",
    "He has red flags: «rash», «fever».",
    "Danger signs found - «rash» on both arms.",
    "Alarm symptoms on history: «dysphagia», «anemia».",
    "Reports several red flags including «fever».",
    "Red flag: new «dysphagia», endoscopy booked.",
    "Red flags: +ve «fever», -ve «rash|n».",
    "Red flags: no «rash|n», has «fever».",
    "Red flags: «rash|n» nil, «fever» yes.",
    "Red flags\n- «fever» since Monday\n- no «rash|n»",
    "Red flags identified\n- «fever»\n- «rash»",
    "| Red flags | «fever» present |",
    "Red flags: denies «rash|n»; the «fever» goes on.",
    "Red flag screen:\n«Fever» present",
    "Red flags today: nil «rash|n», nil «fever|n».",
    "Red flag sx: denies «fever|n»",
    "Danger signs: «fever|n» - nil.",
    "Red flags (positive): «fever».",
]
FLAGS_TAUGHT = [
    "Red flags: «fever|h», «rash|h».",
    "Red flags explained - «fever|h», «rash|h».",
    "Red flags given «fever|h» «rash|h».",
    "Red flags: «fever|h», new «rash|h» - go to ED.",
    "Red flags: any «fever|h».",
    "Red flags: should you have «fever|h», ring us.",
    "Knows the red flags: «fever|h», present to ED.",
    "He has been told of red flags: «fever|h».",
    "Red flags: absent urine, «fever|h».",
    "He had red flags explained: «fever|h».",
    "She has a red flags sheet: «fever|h».",
    "Red flags: if «fever|h» is present, come back.",
]


@pytest.mark.parametrize("text", FLAGS_ANSWERED + FLAGS_TAUGHT)
def test_red_flags_that_are_answered_are_findings(text):
    check(*_marked(text))


TAUGHT = [
    "Discussed the typical picture of «sarcoid|h» («cough|h», «rash|h»); his story is another.",
    "Explained to him how «lupus|h» presents («rash|h», «fever|h»).",
    "Went over the natural history of «gout|h», with «swelling|h» that comes and goes.",
    "Educated: «gout|h» «swelling|h» fluctuates.",
    "- Taught patient what «asthma|h» looks like: «cough|h», «wheeze|h»",
    "Talked about the classic features of «sarcoid|h»: «cough|h», «rash|h».",
    "Textbook «gout|h» would give «swelling|h».",
    "A «sarcoid|h» picture would be «cough|h» and «rash|h».",
    "Told her that «gout|h» usually causes «swelling|h».",
    "Common symptoms of «asthma|h» («cough|h», «wheeze|h») explained to her.",
    "Reviewed symptoms of «asthma|h»: «cough|h», «wheeze|h».",
    "Told him such drugs often make people «drowsy|h».",
    "Discussed the usual causes of «cough|h»: «asthma|h», «reflux|h».",
    "Explained the presentation one expects in «lupus|h»: «rash|h»; she has «cough».",
]
NOT_TAUGHT = [
    "Discussed her «cough» and the «gout».",
    "Discussed his presentation with «swelling» of the leg.",
    "Reviewed her symptoms of «asthma»: «cough», «wheeze».",
    "Explained that his «gout» causes the «swelling».",
    "He has typical «gout» with «swelling».",
    "Explained her «cough» usually comes at night.",
    "Discussed how her «cough» began.",
    "Discussed the expected course of recovery, «cough» persists.",
    "Reviewed history: «cough» for a week.",
    "Explained «gout» is causing her «swelling».",
    "Patient describes a typical «gout» picture with «swelling».",
    "He describes how «cough» starts at night.",
]


@pytest.mark.parametrize("text", TAUGHT + NOT_TAUGHT)
def test_what_a_disease_is_like_as_somebody_is_taught_it_is_nobodys(text):
    check(*_marked(text))


TESTED_FOR = [
    "TSH screen «goitre|h».",
    "CBC screen «anemia|h», ferritin check «iron deficiency|h».",
    "Bloods to check «gout|h» «infection|h».",
    "EMG to detect «neuropathy|h»; «cramps» at night.",
    "- LFT screening «hepatitis|h»",
    "| ECG | check «arrhythmia|h» |",
    "Ferritin: check «iron deficiency|h».",
    "CT to find «abscess|h». «Fever» persists.",
    "Screen for «anemia|h»; «weak» in both legs.",
    "Watch for «sepsis|h»; «cramps» in both calves.",
    "Labs to look for «gout|h»; «swelling» of a toe.",
    "Watch for «fever|h»; «rash|h»; «vomiting|h».",
    "Watch for «numbness|h»; «weakness|h».",
    "Monitor for «fever|h»; «rash|h» or «vomiting|h».",
]
NOT_TESTED_FOR = [
    "Labs to check his «anemia».",
    "CBC check normal, «gout» flaring.",
    "«Anemia»: check CBC.",
    "Check «anemia» in May.",
    "CBC checked, «anemia» confirmed.",
    "CT showed «abscess».",
]


@pytest.mark.parametrize("text", TESTED_FOR + NOT_TESTED_FOR)
def test_what_a_test_is_for_may_be_there_and_what_stands_behind_it_is(text):
    check(*_marked(text))


BEHIND_A_LABEL = [
    "Safety net: ring if worse. He has «cramps» in both calves.",
    "Goal: climb stairs. «Weakness» of the arms since March.",
    "Advice: rest. «Dizziness» is unchanged.",
    "Fall precautions: yes. He feels «weak» in both legs.",
    "Plan: physio. Goals: walk 20 m. She reports «dizziness».",
    "- Goal: walk. «Dizzy» since May.",
    "- Goal: stairs. «Weak» since May.",
    "Precautions: spinal. Generalized «weakness» since the fall.",
    "Instructions: rest. «Cramps» now worse.",
]
OF_THE_LABEL = [
    "Safety net: ring if worse. Any «cramps|h», call.",
    "Return precautions: fever. «Dizziness|h». Rash.",
    "Goals: less «dizziness|h». Walk 20 m.",
    "Instructions: rest. «Weakness|h» for a day is now and then seen and normal.",
    "Return precautions: fever. «Vomiting|h» for 2 days.",
    "Instructions: rest. You may have «cramps|h» for a day.",
    "Goals: walk 20 m. Pt will be less «dizzy|h» by June.",
    "Goals:\n- walk 20 m\n- «dizziness|h» now and then at most",
]


@pytest.mark.parametrize("text", BEHIND_A_LABEL + OF_THE_LABEL)
def test_a_sentence_of_now_behind_a_label_of_what_to_do_is_none_of_it(text):
    check(*_marked(text))


@pytest.mark.parametrize(
    "said",
    [
        " - diagnosis not established.",
        " (dx not confirmed)",
        ": diagnosis uncertain, for MRI",
        "\n   Diagnosis not established.",
    ],
)
def test_a_diagnosis_in_doubt_is_none_of_its_symptom(said):
    facts = engine.report(engine.Note(f"Assessment:\n1. Fatigue{said}\n2. Falls - not confirmed."))["facts"]
    assert [f["uncertain"] for f in facts if f["label"] in ("WEAKNESS", "FINDING")] == [False, True]


THOUGHT_OF = [
    "My gut feeling is {}.", "The main worry here is {}.", "Contenders: {}.", "Hypothesis: {}.", "Our suspicion is {}.",
    "We postulate {}.", "{} was mooted by the surgeon.", "I reckon this is {}.", "I would guess {}.", "Tentatively {}.",
    "{} heads the differential.", "{} is at the top of my list.", "{} is still on the table.", "{} is in the frame.",
    "{} is not out of the question.", "{} needs excluding.", "{} is hard to rule out.", "{} until shown otherwise.",
    "Managed as {}.", "Treated on the assumption of {}.", "Concern was raised for {}.", "Consideration given to {}.",
    "This argues for {}.", "It smacks of {}.", "The signs tally with {}.", "It seems like {}.", "Some features of {}.",
    "{}, 60% likely.", "It brings {} to mind.", "{} > scurvy.", "(?) {}", "(?){}", "{} ?", "{} (tbc).", "Unproven {}.",
    "{} has not been proven.", "{} may be to blame.", "{} possibly accounts for it.", "Could {} be causing this?",
    "Not convinced it is {}.", "I am fairly sure this is {}.", "His aunt is convinced he has {}.",
    "Labelled as possible {}.", "{} is more likely than not.", "He was thinking of {}.",
    "It could stem from {}.", "Alleged {}.", "{}? → scan", "{} needs consideration.", "Looking for {}.",
    "I hesitate to call this {}.", "Cannot say for sure that it is {}.", "Rule-outs: {}.", "Likely culprits: {}.",
]  # fmt: skip
KNOWN = [
    "I am sure this is {}.", "We are convinced it is {}.", "{} is proven.", "{} was suspected and confirmed.",
    "Suspected {}, since proven.", "Suspected {} has been borne out.", "{}, 60% adherence.", "{} > 10 years.",
    "The main worry today is her {}.", "{}, managed as an outpatient.", "{} explains it.", "{} may contribute.",
    "{} as suspected.", "{}, no longer in doubt.", "The suspected {} proved real.",
    "Keep {} on the problem list.", "Thinking of starting steroids for {}.", "As active as possible with {}.",
]  # fmt: skip
NOT_THERE = [
    "Nothing argues for {}.",
    "No features of {}.",
    "No concern was raised for {}.",
    "{} was excluded as a cause.",
]


@pytest.mark.parametrize(
    ("said", "flag"),
    [
        *((said, "uncertain") for said in THOUGHT_OF),
        *((said, "") for said in KNOWN),
        *((s, "negated") for s in NOT_THERE),
    ],
)
def test_what_somebody_thinks_of_before_it_is_a_diagnosis(said, flag):
    marked = said.format(f"<DIAGNOSIS {flag}>polymyositis</DIAGNOSIS>".replace(" >", ">"))
    check(f"<WEAKNESS>Weakness</WEAKNESS>. {marked[0].upper()}{marked[1:]}", "WEAKNESS", "DIAGNOSIS")


@pytest.mark.parametrize(
    ("said", "doubtful"),
    [
        ("I am not sure that he is weak.", True),
        ("Not certain there is weakness.", True),
        ("(?) weakness", True),
        ("Weakness ?", True),
        ("I am not sure why he is weak.", False),
        ("Not sure how long she has been weak.", False),
        ("Our main concern is weakness.", False),
        ("His sister is convinced that he is weak.", False),
        ("Weakness, anemia excluded as the cause.", False),
        ("Weakness. Anemia and gout ruled out as causes.", False),
        ("Weakness, no cause found yet.", False),
        ("Weakness, anemia not excluded.", False),
        ("Weakness, anemia, lupus to be ruled out.", False),
        ("Weakness, anemia excluded.", False),
        ("Possible etiologies of his weakness are anemia and gout.", False),
    ],
)
def test_a_weakness_that_somebody_is_not_sure_of(said, doubtful):
    facts = engine.report(engine.Note(f"A: {said}"))["facts"]
    told = [(f["uncertain"], f["negated"]) for f in facts if f["label"] == "WEAKNESS"]
    assert told == [(doubtful, False)]


EXCLUDED = [
    "«Gout|n» was {}.", "«Gout|n» and «sprue|n» have been {} since the tap was clear.", "«Gout|n» ({}).",
    "1. «Cough»\n2. «Gout|n»: {} after the tap.", "«Gout|n», once considered, is now {}.", "«Gout|u» has not been {}.",
    "He was labelled as «gout|n», a diagnosis that has been {}.", "«Gout|u» is yet to be {}.",
    "<WEAKNESS>Weak</WEAKNESS> (blamed on «gout|n», which was {} last week).",
    "<WEAKNESS>Weak</WEAKNESS>. For a year he was thought to have «gout|n», since {}.",
    "Her <WEAKNESS>weakness</WEAKNESS> was put down to «gout|n», since {}.",
]  # fmt: skip
EXCLUDING = [
    "Neurology {} «gout|n» and «sprue|n».", "<WEAKNESS>Weakness</WEAKNESS> from «gout|n», which the second tap {}.",
    "The tap {} «gout|n», and the «cough» goes on.",
]  # fmt: skip


@pytest.mark.parametrize(
    "verb",
    [
        "ruled out", "excluded", "disproved", "refuted", "dismissed", "discarded", "discounted", "rejected",
        "disconfirmed", "crossed off", "struck off", "put aside", "r/o'd", "excl'd", "crossed out", "binned", "dropped",
    ],
)  # fmt: skip
def test_a_diagnosis_is_excluded_by_any_verb_in_any_voice(verb):
    for text in EXCLUDED + EXCLUDING:
        check(_marked(text.format(verb)))


@pytest.mark.parametrize(
    "verb", ["taken off", "abandoned", "taken off the list", "removed from the differential", "dropped from our list"]
)
def test_a_diagnosis_is_excluded_from_what_it_stood_on(verb):
    for text in EXCLUDED:
        check(_marked(text.format(verb)))


@pytest.mark.parametrize(
    "text",
    [
        "1. «Gout|n» - out, tap dry.\n2. «Lupus|n» (out)", "«Gout» - worn out.",
        "<DIAGNOSIS negated historical>Lupus</DIAGNOSIS> - no longer in contention",
        "«Anemia», dropped to 8 on Monday.", "«Angina» - taken off nitrates.", "«Gout»; urate dropped.",
        "He had an «infarct» when he was taken off heparin.", "She had a «seizure» when she was dropped as a baby.",
    ],
)  # fmt: skip
def test_what_is_taken_back_is_the_diagnosis_not_what_was_stopped_or_fell(text):
    check(_marked(text))


@pytest.mark.parametrize(
    "when", ["At no point", "On no occasion", "Under no circumstances", "Not at any stage", "Never"]
)
def test_a_denial_of_every_time_before_an_inverted_verb_holds_for_its_clause(when):
    check(_marked(f"{when} was she «tired|n»."))
    check(_marked(f"{when} during the second course of drops has the boy had any «itch|n» or «rash|n»."))
    check(_marked(f"{when}, his wife tells us, did he look «ill|n», but he had a «cough»."))
    check(_marked(f"Febrile, and {when.lower()} in the last two days was «pain|n» noted; «itch» persists."))


@pytest.mark.parametrize(
    "text",
    [
        "In no limb is there any «tremor|n».", "Not for a moment was he «tired|n».",
        "On neither visit was there «pain|n».",
        "No rash. Nor, his son says, has he had «itch|n».", "By no means is he «tired|n».", "Only then was he «tired».",
        "Nowhere was «edema|n» found.", "Never before was the «itch» so bad.",
        "She was at no time febrile and had a «cough».", "Never smoker, has a «cough» today.",
        "In no time he was «tired».",
        "Not only was he «tired», he had a «cough».", "At no time did the «itch|n» stop, and he is «tired».",
    ],
)  # fmt: skip
def test_what_no_inverted_clause_denies_is_there(text):
    check(_marked(text))


@pytest.mark.parametrize("verb", ["go", "turn", "become", "end up", "get very"])
@pytest.mark.parametrize("who", ["he", "either knee", "a hand or foot", "both arms"])
def test_a_verb_before_its_subject_in_place_of_if_governs_what_becomes_of_it(who, verb):
    for text in (
        f"Ring us should {who} {verb} «numb|h».", f"Should {who} {verb} «numb|h», come straight down.",
        f"Were {who} to {verb} «numb|h», we would scan.", f"She would be scanned were {who} to {verb} «numb|h».",
    ):  # fmt: skip
        check(_marked(text))


@pytest.mark.parametrize(
    "text",
    [
        "We would have scanned her had the hand gone «numb|h».", "Had both hands become «numb|h» he would have rung.",
        "I could have stopped it had there been any «itch|h».", "Had we seen any «rash|h», we would have stopped.",
        "Were he «tired|h», we would wait.", "Lest he have «pain|h», give it early.",
        "They were «tired» and would rest.",
        "A «fever|h» should trigger a repeat scan.", "Should I find «rash|h» next time, we stop.",
        "He asks \"should I fret about this with the «gout»\".",
        "Phone the minute a toe goes «numb|h».",
        "Come right back in when a toe is getting «numb|h».", "He should both rest and eat, and is «tired».",
        "He would have rung when he had the arm bandaged and «numb».", "He had become «tired» by May.",
        "He rang the day his toe went «numb».", "They were «tired», and it would help to rest.",
    ],
)  # fmt: skip
def test_what_would_have_come_is_no_complaint_and_what_came_is(text):
    check(_marked(text))


@pytest.mark.parametrize(
    "text",
    [
        "Tremor, denied in May, was seen by the nurse.",
        "Tremor, which her son denied at first, is plain today.",
        "Tremor (not found on Monday) is present.",
        "Tremor, absent in May, has developed.",
        "Tremor, never felt before, now stops him writing.",
        "Although she denied tremor at first, it is evident.",
        "She denied tremor at first but it is present now.",
    ],
)
def test_what_was_denied_and_is_found_is_there(text):
    check(re.sub("tremor", lambda m: f"<ENTITY>{m[0]}</ENTITY>", text, flags=re.I))


@pytest.mark.parametrize(
    "text",
    [
        "Tremor, denied in May, is not seen.",
        "Tremor, which her son reported, is absent now.",
        "He walks, denies tremor, has noted a rash.",
        "Although tremor was denied, a rash was seen.",
        "Tremor absent, rash was noted.",
        "Tremor, not felt in May, may be found later.",
    ],
)
def test_what_was_denied_and_is_not_said_to_be_found_is_denied(text):
    check(re.sub("tremor", lambda m: f"<ENTITY negated>{m[0]}</ENTITY>", text, flags=re.I))


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Weakness: myositis or hypothyroidism.", True),
        ("Falls - myositis, anemia or hypothyroidism", True),
        ("Weakness due to myositis or to anemia.", True),
        ("Myositis and/or anemia is making him weak.", True),
        ("Weakness (early myositis, or anemia).", True),
        ("Weakness: myositis and anemia.", False),
        ("Weakness from myasthenia gravis or MG.", False),
        ("We look for the source of anemia or bleeding.", False),
        ("Myositis. Rest or anemia drops help.", False),
    ],
)
def test_of_two_diseases_that_or_joins_either_may_be(text, doubted):
    found = [fact for fact in engine.report(engine.Note(text))["facts"] if fact["label"] == "DIAGNOSIS"]
    assert [fact["uncertain"] for fact in found] == [doubted] * len(found) != []


def test_what_is_to_be_disregarded_is_not_said():
    check('Wrong chart, disregard: "<ENTITY negated>gout</ENTITY>". She has <ENTITY>tremor</ENTITY>.')
    check("Please ignore the entry: <ENTITY negated>gout</ENTITY>.")
    check("Do not disregard <ENTITY>tremor</ENTITY>.")
    check("He ignored his <ENTITY>tremor</ENTITY>.")
