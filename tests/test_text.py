"""The text that is read: white space, wraps, columns, tags and entities settled, offsets known both ways."""

import textwrap

import pytest

from clinote import engine
from clinote.text.read import read
from clinote.text.source import Edit, Source


@pytest.mark.parametrize(
    ("given", "text"),
    [
        # line ends, margins, blanks about a line
        ("Tired.\r\nWeak.", "Tired.\nWeak."),
        ("Tired.\rWeak.", "Tired.\nWeak."),
        ("    Tired.\n    Weak.  ", "Tired.\nWeak."),
        ("\tTired.\n\n\n\t\tWeak.", "Tired.\n\nWeak."),
        ("Motor\n 1+\n    \n2", "Motor\n1+\n\n2"),
        ("   \n  ", ""),
        # marks that are spoken
        ("no rash comma no itch period he walks period", "no rash, no itch. He walks."),
        ("HPI: sore period denies falls full stop", "HPI: sore. Denies falls."),
        ("impression colon gout semicolon plan colon rest full stop", "impression: gout; plan: rest."),
        ("he limps new paragraph he falls full stop", "he limps\n\nhe falls."),
        ("Sore over a period of days.", "Sore over a period of days."),
        ("cramps with her menstrual period", "cramps with her menstrual period"),
        ("a polyp of the colon was seen", "a polyp of the colon was seen"),
        ("old line out new line in", "old line out new line in"),
        # wraps
        ("The heel has been so\n   sore\n   lately that he\nlimps.", "The heel has been so sore lately that he limps."),
        ("He is weak\nand tired.", "He is weak and tired."),
        ("Denies falls,\n    numbness of the foot.", "Denies falls, numbness of the foot."),
        ("She has no\n  ptosis.", "She has no ptosis."),
        ("Assessment:\ngout", "Assessment:\ngout"),
        ("- falls\n- ptosis", "- falls\n- ptosis"),
        ("Gout.\n1. Ptosis", "Gout.\n1. Ptosis"),
        ("K 4.1\nNa 139", "K 4.1\nNa 139"),
        (
            "No rash. At the hips the power was grade\n4 on the right but grade 3 on the left.",
            "No rash. At the hips the power was grade 4 on the right but grade 3 on the left.",
        ),
        ("Worn out. No rash, falls\n98 110/70 afebrile", "Worn out. No rash, falls\n98 110/70 afebrile"),
        (
            "Social  lives alone\nNow     weak, no leg\n        numbness\nDiet    poor",
            "Social  lives alone\nNow     weak, no leg numbness\nDiet    poor",
        ),
        ("-- from an old letter --\nweak legs", "-- from an old letter --\nweak legs"),
        ("No rash and no weak\nness. Trouble swal\nlowing", "No rash and no weakness. Trouble swallowing"),
        ("weak\nable to sit", "weak\nable to sit"),
        ("He sat a\ncross from me, over\nweight. Some", "He sat a cross from me, over weight. Some"),
        ("ROS:\tDenies rash,\nptosis or falls.", "ROS:\tDenies rash, ptosis or falls."),
        ("PMH | Gout,\nasthma.\nMeds | none", "PMH | Gout, asthma.\nMeds | none"),
        ("Ferritin\t31,\nnot fasting", "Ferritin 31,\nnot fasting"),
        ("Bedbound, fed w/\nspoon and/\nor tube.", "Bedbound, fed w/ spoon and/or tube."),
        ("He limps for\n>3 weeks, ferritin up at\n> 400.", "He limps for >3 weeks, ferritin up at > 400."),
        # a blank too many
        ("Imp : gout\nPlan (today) : rest", "Imp: gout\nPlan (today): rest"),
        ("K   : 4.1\nNa  : 140",) * 2,
        ("Rash .. no\nFalls in May . yes\nItch ........ yes", "Rash: no\nFalls in May: yes\nItch ........ yes"),
        ("CK.....612 U/L, K ..... <3. Weak.... 4 weeks... 2", "CK 612 U/L, K <3. Weak 4 weeks... 2"),
        ("Site .... R .... L\nGrip .... 4/5 .... 3/5",) * 2,
        ("Site .... right\nGrip .... 4/5",) * 2,
        ("Skin: Not Present- Rash and Itch. Present- Scar.", "Skin: Not Present: Rash and Itch. Present: Scar."),
        ("Sore, positive- and negative-pressure wounds; no- show",) * 2,
        # marks that are repeated, and what a mail quotes
        ("Gout?? Sore!! Scabies?!", "Gout? Sore! Scabies?"),
        ("Her words:\n> I walk and\n> climb stairs.\n> Bye", "Her words:\n> I walk and climb stairs.\n> Bye"),
        (
            "He writes:\n> The itch comes at night, as it did when I was on the old pills or\nother\n> ones. Bye",
            "He writes:\n> The itch comes at night, as it did when I was on the old pills or other ones. Bye",
        ),
        ("Hi\n> any itch at night\nno\n> any falls\nno",) * 2,
        ("Gout.  No rash,  no falls.  Is well.", "Gout. No rash, no falls. Is well."),
        # blanks within a line
        ("He denies   any   weakness.", "He denies any weakness."),
        ("Tone normal   Reflexes: brisk", "Tone normal   Reflexes: brisk"),
        ("[x] falls   [ ] ptosis", "[x] falls   [ ] ptosis"),
        (
            "Walks the stairs of her house one step at a time,   holding on.\n"
            "Carries the shopping of the week in three or four   goes now.",
            "Walks the stairs of her house one step at a time, holding on.\n"
            "Carries the shopping of the week in three or four goes now.",
        ),
        (
            "Carrying the shopping of the week up the stairs   2\nReaching for a cup on the shelf over the stove    3",
            "Carrying the shopping of the week up the stairs   2\nReaching for a cup on the shelf over the stove    3",
        ),
        ("Deltoid    4/5   3/5\nBiceps     5/5   5/5", "Deltoid    4/5   3/5\nBiceps     5/5   5/5"),
        ("         R   L\nDeltoid  4   3\nBiceps   5   5", "         R   L\nDeltoid  4   3\nBiceps   5   5"),
        ("Muscle\tR\tL\nDeltoid\t4\t3\n\t5\t5", "Muscle\tR\tL\nDeltoid\t4\t3\n\t5\t5"),
        # characters, entities, tags
        ("weak\u00adness of the arm\u200bs", "weakness of the arms"),
        ("Her legs are getting weak\u00ad\ner. Tired\u00ac\nness too.", "Her legs are getting weaker. Tiredness too."),
        ("numbness&#44; 4+&#47;5&nbsp;power", "numbness, 4+/5 power"),
        ("CK &lt; 30 &amp; K 4", "CK < 30 & K 4"),
        ("<p>No ptosis here</p><p>Legs are weak</p>", "No ptosis here\nLegs are weak"),
        ("<p>Denies\nfalls</p>", "Denies falls"),
        ("<b>Plan:</b> rest<br>\nfluids<br/>", "Plan: rest\nfluids"),
        ("<ul><li>falls</li><li>ptosis</li></ul>", "- falls\n- ptosis"),
        ("Gout<p>Rash</p>Cough<ul><li>falls</ul>", "Gout\nRash\nCough\n- falls"),
        ("<table><tr><th>Muscle</th><th>R</th></tr><tr><td>Neck</td><td>4</td></tr></table>", "Muscle | R\nNeck | 4"),
        ("Labs\n<table><tr><td>K</td><td>4.1</td></tr>\n</table>\nGout.\nRest", "Labs\nK | 4.1\n\nGout.\nRest"),
        ("Plan:\n<ul>\n<li>rest</li>\n<li>fluids</li>\n</ul>\nGout.", "Plan:\n- rest\n- fluids\nGout."),
        ("Gout.\n<p>Tired\nand weak</p>\nRest", "Gout.\nTired and weak\nRest"),
        (
            "Symptom            Present   Absent\nHe coughs at home all   day and night",
            "Symptom Present Absent\nHe coughs at home all day and night",
        ),
        ("Fever,\nRash and cough", "Fever, Rash and cough"),
        ("Fever\n, Rash and cough", "Fever , Rash and cough"),
        ("Fever and\nRash", "Fever and Rash"),
        ("She has had fevers since May.\nrash on her arms", "She has had fevers since May.\nrash on her arms"),
        ("She has had fevers since May\nRash: none", "She has had fevers since May\nRash: none"),
        ("Fever/\nRash", "Fever/Rash"),
        ("Legs weak\n(left more)", "Legs weak (left more)"),
        ("Rash: no\nfever", "Rash: no\nfever"),
        ("no\nfever", "no fever"),
        ("no\nFever", "no\nFever"),
        ("Hips 4/5\nand knees 5/5", "Hips 4/5\nand knees 5/5"),
        ("-- Last visit --\nfever", "-- Last visit --\nfever"),
        (
            "Power was the same as before. It was grade\n4 at the hips and the knees on both sides",
            "Power was the same as before. It was grade 4 at the hips and the knees on both sides",
        ),
        ("Fever\nRash", "Fever\nRash"),
        ("10<sup>9</sup>", "10^9"),
        ("Gout <!-- old -->and <!-- new -->rash <!-- left open", "Gout and rash <!-- left open"),
        ("Gout<style>p {}</style>, rash", "Gout, rash"),
        ("<pre>Plan\n- rest\n- fluids</pre>", "Plan\n- rest\n- fluids"),
        ("<text>Gout.\nTired.<paragraph>No\nrash</paragraph></text>", "Gout.\nTired.\nNo rash"),
        ("\ufb01brillation, \uff14\uff0b\u20445, Sjo\u0308gren", "fibrillation, 4+/5, Sj\u00f6gren"),
        ("can`t and `can` K `4.1`", "can't and can K `4.1`"),
        ("Gout.\u00b6No falls.", "Gout.\nNo falls."),
        # escapes
        (r"Gout.\nWeak.\nTired." + "\n", "Gout.\nWeak.\nTired."),
        (r'Gout.\nPlan: \"rest\"\r\nNo falls.', 'Gout.\nPlan: "rest"\nNo falls.'),
        ("The file is C:\\notes today.", "The file is C:\\notes today."),
        ("Gout.\\.br\\Weak \\T\\ tired.", "Gout.\nWeak and tired."),
        ("Gout.\\par\nWeak.\\par Tired.\\pard", "Gout.\nWeak.\nTired."),
        (
            "She has been weak in both of her legs since the spring and can=\n not get up from a chair, has n=E2=80=99t"
            " climbed the stairs of her house=\n any more. K =3D 4.",
            "She has been weak in both of her legs since the spring and can not get up from a chair, has n\u2019t"
            " climbed the stairs of her house any more. K = 4.",
        ),
        ("K=20\nNa=\n", "K=20\nNa="),
        ("Gout._x000D_\nWeak.", "Gout.\nWeak."),
        ("Gout.\\X0D0A\\Weak.^M\nTired.<CR><LF>Up.", "Gout.\nWeak.\nTired.\nUp."),
        ("HPI: gout^MExam^Mwell^Mtoday", "HPI: gout\nExam\nwell\ntoday"),
        ("Roe^Jane^MD saw Roe^May^J", "Roe^Jane^MD saw Roe^May^J"),
        ("\\b HPI:\\b0 weak\\line\nGrip\\cell 4\\/5\\cell\\row", "HPI: weak\nGrip | 4/5 |"),
        ("Tired.=20\nDoesn=E2=80=99t fall.=20\nUp.", "Tired.\nDoesn\u2019t fall.\nUp."),
        ("Gait normal.\nHR=20\nRR=20\nWeak.", "Gait normal.\nHR=20\nRR=20\nWeak."),
        ("K &amp;amp;lt; 3", "K < 3"),
        ("Sore.\\.br\\\\.ti-4\\No\\.in+2\\ rash \\xe2\\x89\\xa5\\xc2\\xb3", "Sore.\nNo rash \u2265\u00b3"),
        ("\\item rest\n\\item fluids, 10160-0^Meds", "- rest\n- fluids, 10160-0^Meds"),
        ("Can=E2=80=99t rise, hip=C2=A04/5", "Can\u2019t rise, hip 4/5"),
        ("pH=7.4, FiO2=40, HR=C3",) * 2,
        ("['HPI: sore.', \"Meds: don\\u2019t\"]", "HPI: sore.\nMeds: don\u2019t"),
        ('{\n "pastHistory": "gout",\n "plan": "rest\\nfluids"\n}', "pastHistory: gout\n\nplan: rest\nfluids"),
        ("[Sore: 'calf', \"heel\"] and ['toe'] too",) * 2,
        ("\u00e2\u20ac\u00a2 Isn\u00e2\u20ac\u2122t up\n37\u00c2\u00b0", "\u2022 Isn\u2019t up\n37\u00b0"),
        ("K 3.4 (3.5\\-5.1), 4\\+/5,\\\nno falls", "K 3.4 (3.5-5.1), 4+/5, no falls"),
        ("&lt;p&gt;Gout.&lt;/p&gt;&lt;p&gt;K &amp;lt;3&lt;/p&gt;", "Gout.\nK <3"),
        ("Tired.&amp;nbsp;No falls.", "Tired. No falls."),
        ("Isn\x92t up \x96 \u00e2\u20ac\u0153tired\u00e2\u20ac\x9d, Sj\u00c3\u00b6gren",
         "Isn\u2019t up \u2013 \u201ctired\u201d, Sj\u00f6gren"),
        ("Dys<wbr>phagia, **weak**ness, **not** up", "Dysphagia, weakness, not up"),
        # a blank of another code page, points that are dots, fifths, and what was struck out
        ("Sleeps well.\u00c2 Plan:\u00c2\u00a0rest\u00c2\nHip\u00c2  4/5", "Sleeps well. Plan: rest\nHip 4/5"),
        ("\u00c2ge 60", "\u00c2ge 60"),
        ("Ferritin 31\u00b74 (E87\u00b76), 5\u00b710\u2079", "Ferritin 31.4 (E87.6), 5\u00b710\u2079"),
        ("3\u00b72\u00b71 and 4/5\u00b75/5; grip \u2157", "3\u00b72\u00b71 and 4/5\u00b75/5; grip 3/5"),
        ("No <del>rash</del><ins>gout</ins>, <s id='x'>tired</s>, <strike>old</strike> sore", "No gout, , sore"),
        ("No ~~rash~~ gout, ~3 days, ~~ 4 weeks", "No gout, ~3 days, ~~ 4 weeks"),
        ("No ~~rash.[1] [[Itch]] \u201csore\u201d too~~ gout, [rash](https://a.org/_x_)", "No gout, rash"),
        ('<input type="checkbox" checked> rash <input type="checkbox"> falls', "\u2612  rash \u2610  falls"),
        (
            "{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}{\\*\\x y}\\f0 Has {\\b gout}, "
            "\\u171?tired\\u187?.\\par\nSj\\'f6gren\\~4\\_5 \\{x\\}\\par}",
            'Has gout, "tired".\nSj\u00f6gren 4-5 {x}',
        ),
        # words and compounds that a line's end parts
        ("Her left-\nsided weak-\nness, 4/\n5 at best", "Her left-sided weakness, 4/5 at best"),
        ("A 60-\nyear-old man", "A 60-year-old man"),
        ("Back in a week, pho\u00ad\n  tophobia, rash", "Back in a week, photophobia, rash"),
        ("Hip flexors 4-\nankles 5", "Hip flexors 4-\nankles 5"),
        ("CK 388 in 2025\n(40-420)", "CK 388 in 2025 (40-420)"),
        ("Plan:\n(a) rest\n(b) fluids", "Plan:\n(a) rest\n(b) fluids"),
        ("Guillain-\nBarre, CN V-\nVII spared, tired 3-\n5 weeks", "Guillain-Barre, CN V-VII spared, tired 3-5 weeks"),
        ("Rash-\nItch-\nGrip 4-\n5 falls", "Rash-\nItch-\nGrip 4-\n5 falls"),
        # a number and what it counts, a grade and its side
        ("A 71\ny/o man, tired for 4\nmonths, CK 188\nU/L", "A 71 y/o man, tired for 4 months, CK 188 U/L"),
        ("Grip: 4/5 R, 5/5\nL, gait slow", "Grip: 4/5 R, 5/5 L, gait slow"),
        ("Age 71\nh/o gout\nTransfer 4\nmin assist\nGrip 4/5\nL 3/5",) * 2,
        # cells that go on in the next row
        ("HPI | Had no\n  | rash or\n  | Bell palsy.\nPlan | rest", "HPI | Had no rash or Bell palsy.\nPlan | rest"),
        (
            "| Plan | Rest for some weeks. |\n| | Return at once. |\n| ROS | Denies rash, |\n| | falls. |",
            "Plan | Rest for some weeks.\nReturn at once.\nROS | Denies rash, falls.",
        ),
        ("PMH | gout\n | asthma\n |\n | Exam\nRash | no\n | cough", "PMH | gout\nasthma\n\nExam\nRash | no\n| cough"),
        ("| Grip | right | 4/5 |\n| | left | 3/5 |\n| Hip | | no |\n| | | pain |",) * 2,
        # decimal commas, which part no cells
        ("Ferritin 31,4\nZinc 9,8\nIron 11,2",) * 2,
        ("K  3,1  3,3\nMg  1,8  1,9\nCa  2,2  2,3",) * 2,
        ("Test;May;June\nK;3,1;3,4\nMg;1,2;1,4", "Test | May | June\nK | 3,1 | 3,4\nMg | 1,2 | 1,4"),
        ("Visit 1,3.1\nVisit 2,3.4\nVisit 3,3.9", "Visit 1 | 3.1\nVisit 2 | 3.4\nVisit 3 | 3.9"),
        # bullets
        ("Plan:\no rest\no fluids", "Plan:\n\u2022 rest\n\u2022 fluids"),
        ("\u25a0 falls\n\u25a0 rash", "\u2022 falls\n\u2022 rash"),
        ("\u25a0 falls\n\u25a1 rash\n\u25a0 fever", "\u25a0 falls\n\u25a1 rash\n\u25a0 fever"),
        ("Denies: \u2022 falls \u2022 rash", "Denies:\n\u2022 falls\n\u2022 rash"),
        ("\uf0b7 falls\n\uf0a7 rash \uf0e0 seen", "\u2022 falls\n\u25aa rash \u2192 seen"),
        ("\u2713 Rest.\n\u2713 Walk daily.", "\u2022 Rest.\n\u2022 Walk daily."),
        ("\u00fc rest\n\u00fc walk\n\u00a7 gout\n\u00a7 sore", "\u2022 rest\n\u2022 walk\n\u2022 gout\n\u2022 sore"),
        ("v gout\nq 4h\nq 6h\n\u00d8 rash\n\u00d8 falls",) * 2,
        ("\u2713 falls\n\u2717 rash\n\u2713 cough",) * 2,  # answers
        ("\u00d8\tRest.\n\u00d8\tWalk.\n\u00d8 rash", "\u2022\tRest.\n\u2022\tWalk.\n\u00d8 rash"),
        ("Hip \u2502 4/5\nKnee \u2502 5/5", "Hip | 4/5\nKnee | 5/5"),
        # what says nothing
        (
            "He is sore and tired | um no rash on the arms | She walks upstairs | He sees well | He eats all he gets",
            "He is sore and tired\num no rash on the arms\nShe walks upstairs\nHe sees well\nHe eats all he gets",
        ),
        ("Of the, uh, calf, two um days, rash, uh, itch", "Of the calf, two days, rash, itch"),
        ("Call the the ward for for itch. Gave her her pills", "Call the ward for itch. Gave her her pills"),
        ("Known C.O.P.D. and gout, D.T.R.s brisk. C.K. 88", "Known COPD and gout, DTRs brisk. CK 88"),
        ("Denies S.O.B. Legs sore. M.S. Roe, e.g. A.B. Doe", "Denies SOB. Legs sore. M.S. Roe, e.g. A.B. Doe"),
        ("Sore (L) calf, \u24c7 heel; K 3.1 (L) and hip (R) 4/5", "Sore L calf, R heel; K 3.1 (L) and hip (R) 4/5"),
        ("Hips 3 to grade 4/5 (once MRC 2/5). MRC 4/5, a grade 3/6", "Hips 3 to 4/5 (once 2/5). MRC 4/5, a grade 3/6"),
        ("Resident M.R., 80 F. Mr. A.S. limps. P.T., a 71-year-old",) * 2,
        ("Since Feb. he limps. Sept. gone, oct. 3", "Since Feb he limps. Sept gone, oct. 3"),
        # a list behind 'no:'
        ("No: itch | rash | gout. Sore; limps", "No: itch, rash, gout. Sore; limps"),
        ("There is no: (i) itch; (ii) rash; or (iii) gout.", "There is no: itch, rash, or gout."),
        ("Room no: 4; gout. Rash no: limps; sore", "Room no: 4; gout. Rash no: limps; sore"),
        # margins
        ("<kroe> Gout.\n<kroe> No\n<kroe> rash.", "Gout.\nNo rash."),
        ("<kroe> Rash?\n<jdoe> No.\n<kroe> Gout?",) * 2,
        ("3/2/26, 9:14 - A Roe: Gout.\n3/2/26, 9:15 - A Roe: No\n3/2/26, 9:15 - A Roe: rash.", "Gout.\nNo rash."),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Roe>No</v>\n\n00:03.000 --> 00:04.000\n<v Roe>rash.</v>", "No rash."),
        ("> Gout.\n>\n> No falls, no\n> rash.", "Gout.\n\nNo falls, no rash."),
        (">> Gout\nTired\nWeak", ">> Gout\nTired\nWeak"),
        ("A Roe wrote:\n> No rash or\n> falls\n>\n> Plan:\n> rest", "A Roe wrote:\n\nNo rash or falls\n\nPlan:\nrest"),
        ("A Roe wrote:\n> Well.\n> Rests.\n> Eats.\nI agree.", "A Roe wrote:\n> Well.\n> Rests.\n> Eats.\nI agree."),
        ("1  Gout.\n2  No falls, no\n3  rash.\n4\n5  Weak.", "Gout.\nNo falls, no rash.\n\nWeak."),
        ("01 Gout\n02 Tired\n\n04 Weak\n05 Slow\n06 Sore", "Gout\nTired\n\nWeak\nSlow\nSore"),
        ("4 Gout\n3 Tired\n2 Weak\n3 Slow\n1 Sore", "4 Gout\n3 Tired\n2 Weak\n3 Slow\n1 Sore"),
        ("+--------+\n| Gout.  |\n| Tired. |\n| Weak.  |\n+--------+", "Gout.\nTired.\nWeak."),
        ("| K | 4 |\n| Na | 139 |\n| Ca | 9 |", "| K | 4 |\n| Na | 139 |\n| Ca | 9 |"),
        # pages
        ("She has no\n\nweakness or\n\n- 2 -\n\ntingling.", "She has no weakness or tingling."),
        ("Denies falls,\n\nRoe, J.  MRN 12\nPage 2 of 3\n\nweakness.", "Denies falls, weakness."),
        ("Denies falls,\n\nWeak since May\n\nnumb toes", "Denies falls,\n\nWeak since May\n\nnumb toes"),
        ("Denies falls.\n\nPage 2 of 3\n\nweak legs", "Denies falls.\n\nweak legs"),
        # words set off
        ("He has *marked* weakness, **no falls,** `not` ==one==.", "He has marked weakness, no falls, not one."),
        ("**Plan** rest", "Plan: rest"),
        # headings
        ("Imp => gout\nPlan => rest", "Imp: gout\nPlan: rest"),
        ("Gait -> slow\nHome -> rest",) * 2,
        ("A) gout\nP) rest", "A: gout\nP: rest"),
        ("A) gout\nB) rash",) * 2,
        ("I mpression: gout\nT spine: sore", "Impression: gout\nT spine: sore"),
        ("Plan [edit]\nrest\nExam (collapse)\nsore \u25b2", "Plan:\nrest\nExam:\nsore \u25b2"),
        ("Sensation ..... intact\nCranial nerves .... normal", "Sensation: intact\nCranial nerves: normal"),
        ("<details><summary>Plan</summary><p>rest</p></details>", "Plan\nrest"),
        ("***Plan*** rest, \'\'no\'\' \'\'\'rash\'\'\', ~gout~, 6\'\' scar", "Plan: rest, no rash, gout, 6\'\' scar"),
        ("Has [[gout]], [[Deafness|hard of hearing]], [[ ]] rash", "Has gout, hard of hearing, [[ ]] rash"),
        ('Muscle "cramps" and \u201cgout\u201d, "no", "not so bad"', 'Muscle cramps and gout, "no", "not so bad"'),
        # marks of footnotes and comments
        ("No rash.[1] Past week: gout[2] again. Sore.[2]", "No rash. Past week: gout[2] again. Sore."),
        ("No rash.[1] Past week: gout[2] again.", "No rash. Past week: gout again."),
        ("Sore.\u00b9 Limps.* Facial[RW4] rash\u2020, old[b], mm\u00b3", "Sore. Limps. Facial rash, old, mm\u00b3"),
        ("Nausea[0], itch[2], [x] rash, gout [1], MRI[RW]",) * 2,  # points, a box, a reference of its own
        ("Weak since [**2019-4-1**], seen on [**4-9**].", "Weak since 2019-4-1, seen on 4/9."),
        # what is left open at a narrow width
        ("She has trouble with her\nspeech and\nhas been\nweak", "She has trouble with her speech and has been weak"),
        ("HPI: no\ncough", "HPI: no cough"),
        ("A rash, which his sons do not have\nWeak", "A rash, which his sons do not have\nWeak"),
        ("Rash (+), cough\n(-), itch (-)", "Rash (+), cough (-), itch (-)"),
        ("ROS: she denies\ncough", "ROS: she denies cough"),
        ("Maybe gout\nor bursitis\nof the knees\nor wrists", "Maybe gout or bursitis of the knees or wrists"),
        ("He has\nno arm\nweakness\nand no\ncramps", "He has no arm weakness and no cramps"),
        ("Problems\nweak\nnumb toes\nfalls at home\nitch", "Problems\nweak\nnumb toes\nfalls at home\nitch"),
        ("Cough: no\nweak legs", "Cough: no\nweak legs"),
        ("Allergies: no\nweak legs", "Allergies: no\nweak legs"),
        ("<b>Plan</b> rest\n<b>Tired</b> today", "Plan: rest\nTired today"),
        # what stands beside every line, or between all of them
        ("// Tired.\n// Weak.\n//\n// Gout.", "Tired.\nWeak.\n\nGout."),
        ("[09:15] Tired.\n[09:16] Weak.\n[09:20] Gout.", "Tired.\nWeak.\nGout."),
        ("3/1/2026 9:15 Weak.\n3/4/2026 9:16 Up.\n3/6/2026 9:20 Home.",) * 2,
        ("| Tired.\n| Weak.\n|\n| Gout.", "Tired.\nWeak.\n\nGout."),
        ("| Grip | 3/5 |\n| Hip | 4/5 |\n| Knee | 5/5 |", "| Grip | 3/5 |\n| Hip | 4/5 |\n| Knee | 5/5 |"),
        ('"Tired."\n"Weak."\n"Gout."', "Tired.\nWeak.\nGout."),
        ("OBX|1|TX|11^Note||Tired.||||||F\nOBX|2|TX|11^Note||Weak.||||||F\nOBX|3|TX|11^Note||||||||F", "Tired.\nWeak."),
        ("Tired.,,,\nWeak.,,,\nGout.,,,", "Tired.\nWeak.\nGout."),
        ("[001] Tired.\n[002] No rash or\n[003] falls.\n[004] \n[005] Gout.", "Tired.\nNo rash or falls.\n\nGout."),
        ("1,Gout\n2,Tired\n3,\n4,Slow\n5,Sore", "Gout\nTired\n\nSlow\nSore"),
        ("L1 Gout\nL2 Tired\nL3 Slow\nL4 Up\nL5 Sore\nL6 Home", "Gout\nTired\nSlow\nUp\nSore\nHome"),
        ("L1 5/5\nL2 4/5\nL3 4/5\nL4 5/5\nL5 5/5",) * 2,  # roots
        ("Gout 000010\nTired 000020\nSlow  000030\nUp 000040\nSore 000050", "Gout\nTired\nSlow\nUp\nSore"),
        ("Gout 2011\nTired 2012\nSlow 2013\nUp 2014\nSore 2015",) * 2,  # years
        ("2027-03-01T09:15:00Z Tired.\n2027-03-01T09:15:01Z Up.\n2027-03-01T09:16:02Z Gout.", "Tired.\nUp.\nGout."),
        ("01-Mar-2027 09:15: Tired.\n01-Mar-2027 09:16: Up.\n01-Mar-2027 09:20: Gout.", "Tired.\nUp.\nGout."),
        ("Tired, no .\nrash. .\nGout. .", "Tired, no rash.\nGout."),
        ("Tired .\nWeak .\nGout .",) * 2,  # their own stops
        ("# Tired, no\n# rash.\n# Gout.\n", "Tired, no rash.\nGout."),
        ("KM: Tired.\nKM:\nKM: No rash,\nKM: falls.", "Tired.\n\nNo rash, falls."),
        ("# Gout\n# Anemia\n# Tired",) * 2,
        ("- No rash or\n- falls\n- Gout",) * 2,
        ("1\n00:01,000 --> 00:02,000\nNo rash or\n\n2\n00:02,000 --> 00:04,000\nfalls.\n\n00:05,000 --> 00:06,000\nUp.",
         "No rash or falls.\nUp."),
        (
            "HPI: tired for weeks | Exam: alert and at ease | Plan: rest and fluids | Follow up in a week | No driving",
            "HPI: tired for weeks\nExam: alert and at ease\nPlan: rest and fluids\nFollow up in a week\nNo driving",
        ),
        ("Grip | 3/5 | 4/5 | Hip | 4/5 | 5/5", "Grip | 3/5 | 4/5 | Hip | 4/5 | 5/5"),
        ("She  was  weak  and  cold  in  both  of  his  feet.", "She was weak and cold in both of his feet."),
        # pages
        ("0014  Well. Denies any\n0015  weakness or\n0016  falls.", "Well. Denies any weakness or falls."),
        ("014 mg of iron\nfalls.", "014 mg of iron\nfalls."),
        ("He denies any\nPage 2 of 3\nfalls.\n- 3 -\nNo rash.", "He denies any falls.\nNo rash."),
        ("He denies any\nJ. Doe  MRN 42  DOB 4/1/51\nfalls.", "He denies any falls."),
        ("He has no\n3\nfalls.", "He has no falls."),
        ("Weak for\n3\nweeks.", "Weak for 3\nweeks."),
        ("He denies\nVOE00012345 FAX\nfalls,\nVOE00012346 FAX\n- Weak", "He denies falls,\n- Weak"),
        ("- rash\nNEW FEVER, RANG 555-0100\n- falls",) * 2,
        ("He denies\nHigh Street Clinic of May\nfalls.\nHigh Street Clinic of May\nTired.", "He denies falls.\nTired."),
        ("Denies:\n- rash\n2\n- falls", "Denies:\n- rash\n- falls"),
        ("- rash\n2\n- falls\n3\n- cough",) * 2,
        ("- Gout\nSame dose as before\n- Rash\nSame dose as before\n- Acne",) * 2,
        ("Gout.\nhttps://notes.example/7?p=1     1/4\nTired.", "Gout.\nTired."),
        ("hips weak on both sides and in\nImp (J. Roe, MD): gout",) * 2,
        # what lacks its object, a figure or its list
        ("She denies\nfalls.", "She denies falls."),
        ("He ate and was in no\n\npain or distress.", "He ate and was in no pain or distress."),
        ("Hip flexors R\n4+ L 4+. Neck flexors\n3-/5, grip 4\n/5.",
         "Hip flexors R 4+ L 4+. Neck flexors 3-/5, grip 4 /5."),
        ("Na 139, Ferritin\n31, K 4.1\n3 siblings.", "Na 139, Ferritin 31, K 4.1\n3 siblings."),
        ("Grip\n4/5\nHip\n5/5",) * 2,
        ("Page 3 of 40 of her diary", "Page 3 of 40 of her diary"),
        # cells of a spreadsheet
        ("MMT,R,L\nGrip,3/5,4/5\n\"Hip, flexion\",4/5,5/5", "MMT | R | L\nGrip | 3/5 | 4/5\nHip, flexion | 4/5 | 5/5"),
        ("CK 1,200\nCK 2,300\nCK 3,400", "CK 1,200\nCK 2,300\nCK 3,400"),
        ("No rash,itching\nNo fever,chills\nNo cough,wheeze", "No rash,itching\nNo fever,chills\nNo cough,wheeze"),
        ("item,of,is\nrash,May,present\nfalls,,absent", "item | of | is\nrash | May | present\nfalls | | absent"),
        ('"item","is"\n"rash","no"\n"falls","yes"', "item | is\nrash | no\nfalls | yes"),
        # ticks below answers
        ("Item     No   Mild\nItch     x\nCramps        x", "Item | No | Mild\nItch | x |\nCramps | | x"),
        ("Y N\nx   Itch\n  x Cramps of the legs", "Y | N |\nx | | Itch\n| x | Cramps of the legs"),
        (
            "          Never  Often\nItch               x     at night\nWheeze\nCramps      x",
            "| Never | Often |\nItch | | x | at night\nWheeze | | |\nCramps | x | |",
        ),
        ("Item     No   Mild\nItch in both arms.\nCramps x 3", "Item No Mild\nItch in both arms.\nCramps x 3"),
        ("Neuro:\t[ ] numb [ ] weak\nGU:\t[x] dysuria", "Neuro: [ ] numb [ ] weak\nGU: [x] dysuria"),
        ("Weak:\t[x]\t[ ]\nNumb:\t[ ]\t[x]",) * 2,
        # numbers of items
        ("1.Gout\n2.R53.1\n3.5 mg", "1. Gout\n2. R53.1\n3.5 mg"),
        ("Plan 1.Gout-TSH 2.HTN-diet", "Plan\n1. Gout-TSH\n2. HTN-diet"),
        ("Plan 1.Gout 2.5 mg daily", "Plan 1.Gout 2.5 mg daily"),
        ("Strength5/5,grip4-/5, KF4/5", "Strength 5/5,grip 4-/5, KF 4/5"),
        ("G43.A0, M62.5A0, seen e.g. at 4/5, L4/5", "G43.A0, M62.5A0, seen e.g. at 4/5, L4/5"),
        ("Denies: (1) rash, (2) falls. Sleeps well.", "Denies:\n(1) rash,\n(2) falls.\nSleeps well."),
        ("Plan: 1) Rest. Walk daily. 2) MRI. Call us.", "Plan:\n1) Rest. Walk daily.\n2) MRI. Call us."),
        ("Ptosis: [ ] Yes [x] No\n  Snores at night.", "Ptosis: [ ] Yes [x] No\nSnores at night."),
        ("«Je suis faible.» Tired, « weak ».\n» Gout", '"Je suis faible." Tired, "weak".\n» Gout'),
        # circles
        ("\u25cb Gout\n\u25cb Anemia", "\u2022 Gout\n\u2022 Anemia"),
        ("\u25cf Joints\n   \u25cb gout\n   \u25cb OA", "\u25cf Joints\n\u2022 gout\n\u2022 OA"),
        ("\u25cf Gout\n\u25cb OA\n\u25cb RA", "\u25cf Gout\n\u25cb OA\n\u25cb RA"),
        # headings within signs
        ("[Plan] rest\n<<Assessment>>\nGout\n[Tired] now", "Plan: rest\nAssessment:\nGout\n[Tired] now"),
        ("[Addendum 3/4, by Dr. Roe]\nPlan \u2192 home\nExam ____ done\nNKDA.\nLabs.",) * 2,
        ("*** HPI *** weak\n~Plan~ rest\n- Results > by mail", "HPI: weak\nPlan: rest\n- Results > by mail"),
        ("EXAM/\nwell\nimp/\ngout", "EXAM:\nwell\nimp:\ngout"),
        ("[Weak](https://example.org/a_b_) legs [1]", "Weak legs [1]"),
        ("===== PLAN =====\nrest\nHPI ........ tired\nh2. Exam\nwell", "PLAN:\nrest\nHPI: tired\nExam:\nwell"),
        ("P A S T  H I S T O R Y\nGout\n\U0001d5de 4.1", "PAST HISTORY\nGout\nK 4.1"),
        ("H I S T O R Y:\nGout\nP L A N: rest", "HISTORY:\nGout\nPLAN: rest"),
        ("FH// gout\nSocial// lives alone\nLives/works here", "FH: gout\nSocial: lives alone\nLives/works here"),
        ("[07:15] PMH: gout\n7:20 AM - Exam\nwell\n[07:30] Ate: half", "PMH: gout\nExam\nwell\n[07:30] Ate: half"),
        ("PMH\u2014gout. Exam\u2014weak\u2014ill. Cough\u2014dry", "PMH:gout. Exam:weak\u2014ill. Cough\u2014dry"),
        ("Exam\u2014neck supple", "Exam:neck supple"),
        ("Heading: PMH\ngout\nSection: Exam\nwell\nHeading: east\nfine", "PMH\ngout\nExam\nwell\nHeading: east\nfine"),
        ("<PMH>gout</PMH><Past_History>\npolio\n</Past_History>\n<dose>", "PMH: gout\nPast History:\npolio\n\n<dose>"),
        ("1. HISTORY\nGout.\n2. HIS PILLS\nNil.\n3. EXAM:\nwell", "HISTORY\nGout.\n2. HIS PILLS\nNil.\nEXAM:\nwell"),
        ("II) Examination\nWell.\nIII) Assessment\nGout.", "Examination\nWell.\nAssessment\nGout."),
        ("1. Labs\n- CK\n2. Medications\n- none",) * 2,  # of a plan
        ("2. History\nGout.\n1. Exam\nWell.",) * 2,
        ("[S] tired\n[O] well\n[A] Gout", "S: tired\nO: well\nA: Gout"),
        ("<S> tired\n<O> well\n<P> rest", "S: tired\nO: well\nP: rest"),
        ("[A] at rest\n[B] on walking", "[A] at rest\n[B] on walking"),
        ("<P>tired</P><P>well</P>", "tired\nwell"),
        ("\x1b[1mPlan\x1b[0m\nrest\n\u25bc Exam\nwell\n[b]HPI:[/b] tired", "Plan\nrest\nExam:\nwell\nHPI: tired"),
        ("| Motor | Right |\n| Grip | 4/5 |", "| Motor | Right |\n| Grip | 4/5 |"),
        ("\u2610 Exam\n- Labs.\nMotor = 5/5\n\u00a7 Gout", "\u2610 Exam\n- Labs.\nMotor = 5/5\n\u00a7 Gout"),
        ("Falls: **yes** / no", "Falls: **yes** / no"),
        ("Falls: **yes**, in May", "Falls: yes, in May"),  # no other answer is offered
        ("Falls _x_ yes ___ no. K 2.9 *L*", "Falls _x_ yes ___ no. K 2.9 *L*"),
        ("**Copied from the last visit**\ntired", "**Copied from the last visit**\ntired"),
        ("* falls\n* ptosis* of late", "* falls\n* ptosis* of late"),
        ("CK <30, K <4.0 and Na >130", "CK <30, K <4.0 and Na >130"),
        ("A <weak> patient & co; said", "A <weak> patient and co; said"),
        ("Arms + legs weak, & tired. BULK & TONE.", "Arms and legs weak, and tired. BULK and TONE."),
        ("Seen in A & E: H&P, +rash, + cough, knee jerk 2+ & 1+. Hb +ve",) * 2,
        ("Bulk & tone | ok\nArms + legs | ok",) * 2,  # cells
        ("Walks c rail, worse c/ rest. Pt c L arm pain", "Walks with rail, worse with rest. Pt with L arm pain"),
        ("Seen c her son, c/o pain (mild) c 2 falls", "Seen with her son, c/o pain (mild) with 2 falls"),
        ("Hepatitis c, vitamin c 500, hep c neg, no c diff, in a c collar, the c spine, 37 c. a, b c d",) * 2,
        ("its not bad, im tired. she isnt weak & CANT sit", "it's not bad, i'm tired. she isn't weak and CAN'T sit"),
        ("Thats all hes had; its 3 days", "That's all he's had; it's 3 days"),
        ("Depo 150 mg im monthly, HES 6%, ITS clinic, its edge. IM given",) * 2,
        ("Falls  isnt sure\nArms   dont hurt",) * 2,
        # what is written for something else
        ("COPD (HCC), gout [HCC] and ulcer (CMS/HCC)", "COPD, gout and ulcer"),
        ("Hepatitis C (HHS-HCC), cirrhosis of the liver (HCC)", "Hepatitis C, cirrhosis of the liver"),
        ("Hepatoma (HCC), a liver mass (HCC). Tumor in the liver, new (HCC). HCC (2019)",) * 2,
        ("K 2 point 9 (3 point 5-5 point 1), Hb 10 point 4 g", "K 2.9 (3.5-5.1), Hb 10.4 g"),
        ("lnfluenza. Ulna, lnr", "Influenza. Ulna, lnr"),
        ("At this point 4 cuts, on a 5 point 0-4 scale",) * 2,
        ("Grip 4 slash 5, BP 98 slash 60", "Grip 4/5, BP 98/60"),
        ("Grip 4\\5, toes 3+\\5. CK 1'812 (30÷200)", "Grip 4/5, toes 3+/5. CK 1,812 (30-200)"),
        ("Gout (M10 .9), 0 .5 mg. C:\\5 files, 5'11", "Gout (M10.9), 0 .5 mg. C:\\5 files, 5'11"),
        ("Rest ' for a week, steps 10 ' wide", "Rest for a week, steps 10 ' wide"),
        ("falls=False rash=yes", "falls: False rash: yes"),
        ("a=b, x=nothing, 4=none",) * 2,
        ("1. (?) gout\n2. [??] ulcer\n3. asthma ?\n4. scabies, ?", "1. ?gout\n2. ?ulcer\n3. asthma?\n4. scabies?"),
        ("Ulcer (?) or gout - ?. Rash ? itch ?", "Ulcer (?) or gout?. Rash ? itch?"),
        ("No rash。 Sits、 walks", "No rash. Sits, walks"),
        ("A s s e s s m e n t:\nF a m i l y   H x: gout\nI a m o k", "Assessment:\nFamily Hx: gout\nI a m o k"),
    ],
)  # fmt: skip
def test_what_is_read(given, text):
    assert read(given).text == text


def test_a_narrow_paragraph_that_ends_in_a_stop_is_wrapped():
    given = "No signs of myasthenia\ngravis, lupus, or\nGuillain-Barre\nsyndrome were seen."
    assert read(given).text == "No signs of myasthenia gravis, lupus, or Guillain-Barre syndrome were seen."
    assert read("Weakness of legs\nfatigue\nfalls").text == "Weakness of legs\nfatigue\nfalls"


def test_hard_wrapped_lines_are_one():
    words = "The patient was in good health until Monday when he fell from a ladder at work "
    lines, line = [], ""
    for word in (words * 6).split():
        if len(line) + 1 + len(word) > 40:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    assert "\n" not in read("\n".join([*lines, line])).text


WRAPPED = """\
DISCHARGE LETTER (second copy of three, to the family doctor)
MEDICAL WARD (Dr. Amundsen, attending)
The patient was in good health until she
fell from a ladder. Strength was that of
4/5 in her hips and knees on either side
Her reflexes were brisk. Power of hands:
5/5 on both sides, and no sign of Babin-
"""


def _wrapped(words, width):
    """The words in lines of that width, as a typewriter would break them."""
    return "\n".join(textwrap.wrap(words, width, break_on_hyphens=False))


@pytest.mark.parametrize("width", [31, 47, 55])
@pytest.mark.parametrize(
    "words",
    [
        "SEEN AT HOME. HE IS NO STRONGER THAN AT EASTER AND LEAVES HIS CHAIR ONLY WITH THE HELP OF BOTH ARMS. "
        "FERRITIN 31 (30-400), GLUCOSE 5.1, SODIUM 139. HIS OWN DOCTOR IS TO SEE HIM AGAIN WITHIN THE MONTH.",
        "The grip is 4/5 bilaterally, shoulders 5/5 bilaterally, elbows 4/5 bilaterally and knees 4/5 bilaterally. "
        "Ferritin 31 (30-400), glucose 5.1 (3.5-6.0), sodium 139 (135-145), bilirubin 9 (3-17). In the needle study: "
        "no fibrillation was seen in any muscle; long trains of discharges were; the rest of it was as in his notes.",
    ],
)
def test_a_line_without_room_for_the_next_word_goes_on(words, width):
    assert read(_wrapped(words, width)).text.replace(".\n", ". ") == words  # a sentence may begin its line


@pytest.mark.parametrize(
    "line",
    [
        "Key: 5 = normal strength; 3 = lifts against gravity; 0 = no contraction",
        "0 = paralysis\n1 = trace\n2 = weak, gravity eliminated",
        "/es/ JOHN DOE",
        "Ended. /s/ J. DOE",
        "Signed by: J. DOE on 3/4",
        "DOE, JOHN, RN",
        "ANN E. DOE, M.D., Internal Medicine",
        "JANE COMA, PhD, MD",
        "Dr. Ann B. Falls, PA-C, Neurology\n  E. Ptosis,OTR/L",
    ],
)
def test_the_key_of_a_scale_and_a_signature_state_nothing(line):
    assert engine.report(engine.Note(f"Seen at home.\n\n{line}"))["facts"] == []


def test_grades_and_short_forms_beside_a_key_and_a_name_are_read():
    text = "Key: 5 = normal strength; 4 = weak; 3 = lifts.\nGrip 4/5, hips 3/5.\nHas DOE, PT to see her."
    facts = engine.report(engine.Note(text))["facts"]
    assert [fact["label"] for fact in facts if fact["line"] == 2] == ["STRENGTH_GRADE"] * 2
    assert [fact["text"] for fact in facts if fact["line"] == 3] == ["DOE"]


def test_the_turn_of_a_page_within_a_table_is_none_of_its_rows():
    above, below = "          R    L\nBiceps    4    3\nTriceps   4    4", "Grip      5    4\nHip       5    5"
    turn = "\n\nPrinted by: ward 3     Page 2 of 4\nMRN: 0000\n\n"
    assert read(above + turn + below).text == f"{above}\n{below}"
    assert "Page 2" in read("Rests at home.\n\nPage 2 of the letter   is lost\n\nWalks with a cane.").text


def test_marks_of_quoting_are_as_many_as_every_line_has():
    given = "> Seen again.\n> Tired for\n> >3 weeks.\n> > Well in May."
    assert read(given).text == "Seen again.\nTired for >3 weeks.\n> Well in May."


def test_a_few_longer_lines_and_titles_are_no_part_of_what_was_wrapped():
    lines = read(WRAPPED).text.split("\n")
    assert lines[:2] == WRAPPED.split("\n")[:2]
    assert lines[2].startswith(
        "The patient was in good health until she fell from a ladder. Strength was that of 4/5 in"
    )
    assert lines[2].endswith("Power of hands: 5/5 on both sides, and no sign of Babin-")
    assert len(lines) == 3


def test_a_table_keeps_its_columns_however_long_its_first_cells_are():
    given = (
        "Pain in the left shoulder that wakes him at night   yes   mild\n"
        "Pain in the right hip on walks of more than a mile or so   no   none"
    )
    assert read(given).text == given


@pytest.mark.parametrize(
    "given",
    [
        # statements of a line each, most of which end in a stop
        "Sleeps well, eats well, no cough.\nWalks to the shops every morning.\nDrives, and cooks for her family.\n"
        "Denies any change in her weight\nWeakness of both legs since May.",
        # room is left for the next line's first word
        "Lives alone in a ground floor flat\nRetired postman, never smoked\nNo help at home, drives a car\n"
        "Enjoys his garden when it is dry",
    ],
)
def test_lines_of_about_one_length_are_not_wrapped_for_that(given):
    assert read(given).text == given


def test_text_stretched_to_one_width_has_no_columns():
    given = (
        "She  has  been  weak in both  of her legs since   the\nspring  and needs  the rail  on the stairs  now.  She\n"
        "denies   falls,   numbness  and  any trouble with her\nspeech.  There  is  no  rash,  no fever and no cough."
    )
    assert read(given).text == " ".join(given.split())


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            "She   has   no   cramp   of   the   calf   and   no\nrash   on   the   arms   or   any   other   part.",
            True,
        ),
        ("He     has     been     tired     since     the     flu,\nand     his     gait     is     slow.", True),
        (
            "Rash    no    Itch    yes    Muscle    no\nAche    no    Fall    yes   Fever     no",
            False,
        ),
        ("Drug      From      To        Dose      Days\nPrednis   May       June      20        30", False),
        ("In     Out     Net     of Urine\nmany   few     some    none", False),
    ],
)
def test_words_that_end_no_cell_tell_text_with_wide_gaps(given, told):
    assert (read(given).text == " ".join(given.split())) is told


def test_more_blank_lines_part_paragraphs_where_one_parts_all_lines():
    lines = "She has been weak\n\nin both legs since\n\nthe spring, and is\n\ntired.\n\n\n\nNo falls.\n\nGout."
    assert read(lines).text == "She has been weak in both legs since the spring, and is tired.\n\nNo falls.\nGout."


def test_small_letters_tell_nothing_where_no_line_has_a_capital():
    given = "assessment\ngeneralized weakness\nplan\nrest at home"
    assert read(given).text == given


def test_double_spaced_lines_are_lines():
    assert read("\n\n".join(f"Line {n}." for n in range(8))).text == "\n".join(f"Line {n}." for n in range(8))


@pytest.mark.parametrize(
    "given",
    [
        "    He denies   any\r\n    weak\u00adness&#44; falls.\r\n\r\n    Plan:  rest",
        "<div><p>Strength&nbsp;4&#47;5</p>\n<p>K&nbsp;2.9</p></div>",
        "plain",
    ],
)
def test_every_word_is_found_where_it_was_given(given):
    source = read(given)
    for word in source.text.split():
        start = source.text.index(word)
        low, high = source.outward(start, start + len(word))
        assert read(given[low:high]).text == word
        assert source.inward(low, high) == (start, start + len(word))


def test_edits_in_several_rounds_keep_offsets():
    source = Source("abcdefgh")
    source.edit([Edit(1, 3, ""), Edit(5, 6, "XYZ")])
    source.edit([Edit(0, 1, "__")])
    assert source.text == "__deXYZgh"
    assert source.outward(2, 4) == (3, 5)
    assert source.outward(5, 6) == (5, 6)
    assert source.outward(0, 2) == (0, 1)
    assert source.inward(3, 5) == (2, 4)


def test_lines_are_counted_in_the_note_as_given():
    given = "A\rB\r\n\nC &amp; D"
    source = read(given)
    assert [source.line_number(source.text.index(letter)) for letter in "ABCD"] == [1, 2, 4, 4]


@pytest.mark.parametrize(
    "form",
    [
        lambda note: "\n".join(f"    {line}" for line in note.split("\n")),
        lambda note: note.replace("\n", "\r"),
        lambda note: note.replace(" ", "\u00a0"),
        lambda note: note.replace("eak", "e\u00adak"),
        lambda note: "".join(f"<p>{line}</p>\n" for line in note.split("\n")),
    ],
)
def test_a_form_that_changes_no_meaning_changes_no_fact(form):
    note = "HPI: weakness for 3 weeks, worse on stairs.\nDenies numbness.\nExam: strength 4/5 in both legs.\nA/P: weak."

    def told(text):
        report = engine.report(engine.Note(text))
        assert all(text[f["start"] : f["end"]] == f["text"] for f in report["facts"])
        facts = [(f["label"], read(f["text"]).text, f["negated"], f["section"]) for f in report["facts"]]
        return report["decision"], facts

    assert told(form(note)) == told(note)


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_any_line_break_counts(line_break):
    given = line_break.join(["a", "", "  b", "c"])
    assert [Source(given).line_number(given.index(letter)) for letter in "abc"] == [1, 3, 4]


@pytest.mark.parametrize("edge", ["JANE ROE 1234567", "Page", "Ward 7, MRN 12345"])
def test_between_whole_sentences_the_edge_of_a_page_stays(edge):
    assert read(f"Gout is better.\n{edge}\nKnees are stiff.").text.split("\n")[1] == edge


def test_a_sign_within_a_short_form_is_no_signature():
    facts = engine.report(engine.Note("A: Weakness i/s/o anemia."))["facts"]
    assert [fact["text"] for fact in facts] == ["Weakness", "anemia"]


@pytest.mark.parametrize("problem", ["Kidney disease (HCC)", "2 point 9 kg lost", "lupus ?", "a cyst, 1'200 ml"])
def test_what_is_written_otherwise_hides_no_joint_of_a_note_in_one_line(problem):
    parts = (
        "HPI: Weak legs since June, no falls, no fever", "PMH: {} and asthma, diet alone",
        "Meds: none, no herbs or oils", "Exam: Strength 5/5 in the arms, tone normal",
        "Assessment: Weakness, cause open", "Plan: labs, and a visit soon",
    )  # fmt: skip
    plain, other = (" // ".join(parts).format(words) for words in ("Kidney disease", problem))
    assert read(other).text.count("\n") == read(plain).text.count("\n") == len(parts) - 1
