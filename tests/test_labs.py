"""Laboratory results: prose, series, panels, tables, fishbones; and what looks like one and is none."""

import pytest
from markup import anywhere, check

from clinote import engine
from clinote.extract import labs
from clinote.reading import Reading

LABELS = ("CK", "POTASSIUM", "LAB")


@anywhere
def found(text):
    """(analyte, value, flag) of every result, in text order."""
    facts = labs.extract(Reading(text), [])
    return [(getattr(f.says, "analyte", f.label), f.says.value, f.says.flag) for f in facts]


@pytest.mark.parametrize(
    "marked",
    [
        "<CK value=1340 unit=U/L reference_low=30 reference_high=180 flag=H>CK 1,340 U/L</CK> (Ref: 30-180)",
        "<CK value=188 flag=N reference_high=210>CPK of 188</CK> (lab range 25-210).",
        "<CK value=500 flag=H>CK in the 500s</CK>.",
        "<CK value=null flag=H>CK 400-600</CK> over the years.",
        "<CK value=12400 flag=H>CK 12.4k</CK> on arrival.",
        '<CK value=20000 comparator=">" flag=H>CK >20,000</CK>.',
        "<CK value=2300 flag=H>creatinine kinase (2,300</CK>).",
        "<POTASSIUM value=2.9 unit=mmol/L flag=L comparator=null>potassium was low at 2.9</POTASSIUM>.",
        "<POTASSIUM value=5.8 flag=H>Potassium, which was raised at 5.8</POTASSIUM>, was treated.",
        "Her <POTASSIUM value=6.3 flag=H>potassium on a bedside test was 6.3</POTASSIUM>.",
        "<POTASSIUM value=3.2 flag=L reference_low=3.5>potassium (3.5-5.0): 3.2</POTASSIUM>",
        "<POTASSIUM value=2.8 flag=L reference_high=5.1>K 2.8 mEq/L</POTASSIUM> [3.5-5.1].",
        "<POTASSIUM value=3.4 flag=L>K 3.4*</POTASSIUM>.",
        "<LAB analyte=sodium value=138 flag=N>Na138</LAB> <POTASSIUM value=4.1 flag=N>K4.1</POTASSIUM>",
        "<LAB analyte=tsh value=9.14 flag=H>TSH9.14</LAB>, <CK value=1240 flag=H>CK1,240</CK>, CK7 and CK20 stain.",
        "<POTASSIUM value=3.1 flag=L reference_low=3.5>K 3,1</POTASSIUM> (3,5-5,1), aspirin.",
        "<LAB analyte=tsh value=2.14>TSH 2,14</LAB>, <CK value=96>CK 96</CK>.",
        "<CK value=1310 flag=H>CK 1 310</CK>, <POTASSIUM value=4.2>K 4.2</POTASSIUM>.",
        "<CK value=48200 flag=H>CK 48\u202f200</CK> on arrival.",
        "<CK value=242 flag=N reference_high=308>CK 242 units per L</CK> (39-308)",
        "<LAB analyte=sodium value=138>Na of 138</LAB> <POTASSIUM value=3.2 flag=L>K of 3.2</POTASSIUM>",
        "<LAB analyte=calcium value=8.8 flag=L>Calcium slightly low at 8.8</LAB>.",
        "<LAB analyte=hemoglobin value=98 unit=g/L flag=L>Haemoglobin 98 g/L</LAB>.",
        "<LAB analyte=magnesium value=0.61 unit=mmol/L flag=L>Mg 0.61</LAB>.",
        "<LAB analyte=hemoglobin value=9.6 flag=L>Hb 9,6</LAB>; <LAB analyte=hemoglobin value=9.6>H&H 9.6,28.1</LAB>",
        "<LAB analyte=hemoglobin value=13 flag=N>Hgb 13, 39</LAB>",
        "<CK value=640 flag=H>CK H 640</CK>, <POTASSIUM value=2.6 flag=L>K LL: 2.6</POTASSIUM>; grip L 4/5",
        "<LAB analyte=phosphate value=0.9 unit=mg/dL flag=L>Phosphate 0.9 milligrams per decilitre</LAB>.",
        "<LAB analyte=calcium value=2.0 unit=mmol/L flag=L>Calcium 2.0 millimoles per litre</LAB>; TSH 3 g per liter",
        "<POTASSIUM value=2.9 flag=L>K **2.9** L</POTASSIUM>, <LAB analyte=sodium value=140 flag=N>Na 140</LAB>",
        "**<CK value=2410 flag=H>CK: 2,410** H</CK>",
        "- **<POTASSIUM value=3.0 flag=L>Potassium:** `3.0` (L)</POTASSIUM>",
        "<POTASSIUM value=1.8 flag=L reference_low=3.4>K 1.8 *CRIT*</POTASSIUM> (3.4-5.1)",
        "<POTASSIUM value=3.9 flag=L>K [L] 3.9</POTASSIUM>",
        "<CK value=410 flag=H reference_high=300>CK in March 410 iu/l</CK> (normal up to 300)",
        "<LAB analyte=tsh value=11 flag=H>TSH 11 H</LAB>, <LAB analyte=magnesium value=4 flag=H>Mg 4 H</LAB>.",
        "<CK value=150 flag=H>CK 150 *H*</CK>",
        "<CK value=150 flag=N>CK 150</CK> at 6 h, <CK value=180 flag=N>CK 180</CK> at 12 h.",
        "<LAB analyte=tsh value=8.1 flag=H reference_high=4.2>TSH 8.1</LAB> with normal being 0.3 to 4.2.",
    ],
)
def test_one_value(marked):
    check(marked, *LABELS)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("CK 388 in 2025 (40-420)", "N"), ("CK 388 on 3/4/25 (ref 40-320)", "H"), ("CK 290 {39-308}", "N"),
        ("CK 302 (male range 39-308)", "N"), ("CK of 302 with an upper limit of 320", "N"),
        ("CK 1,800 (N < 170)", "H"),
        ("CK 210 U/L - within normal limits", "N"), ("CK 210 (normal up to 240)", "N"),
    ],
)  # fmt: skip
def test_a_printed_range_decides(text, flag):
    assert [f for _, _, f in found(text)] == [flag]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("CK 21 400 U/L", 21400), ("CK 1.3K", 1300), ("CK <20", 20), ("CK approx. 1300", 1300),
        ("CK, total: 1300", 1300),
        ("S-K 3,1 mmol/L", 3.1), ("K(+) 3.1", 3.1), ("[K+] 3.1", 3.1), ("K 3.1 mEq", 3.1), ("Ca (corrected) 8.0", 8.0),
        ("free thyroxine 6.1 pmol/L", 6.1),
        ("ck is thirteen hundred", 1300), ("sodium one thirty six", 136), ("c p k two fifty", 250),
        ("ck twelve eighty", 1280), ("sodium one oh nine", 109), ("t s h one point five", 1.5),
        ("potassium three point one", 3.1),
        ("creatine kinase of one thousand three hundred", 1300),
    ],
)  # fmt: skip
def test_spellings_of_a_value(text, value):
    assert [v for _, v, _ in found(text)] == [value]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plt 310 k, wbc 9k, na 131, k 3.2, ca 9.0",
         [("sodium", 131, "L"), ("POTASSIUM", 3.2, "L"), ("calcium", 9.0, "N")]),
        ("na 133 | k 5.9 | cl 98", [("sodium", 133, "L"), ("POTASSIUM", 5.9, "H")]),
        ("took 5 mg 2 tabs; vitamin k 10; platelets 200 k, wbc 3 k", []),
        ("labs today: k 3.1 l (3.5-5.1), mg 1.2, na131. took 40 mg 2 tablets, breast ca at 60.",
         [("POTASSIUM", 3.1, "L"), ("magnesium", 1.2, "L"), ("sodium", 131, "L")]),
        ("K\u207a 5.4, Na\u207a 128", [("POTASSIUM", 5.4, "H"), ("sodium", 128, "L")]),
    ],
)  # fmt: skip
def test_symbols_in_any_writing_among_tests_with_values(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Calcium of 71 mg/L", [("calcium", 71, "L")]),
        ("severe anemia with 5 g/dL of hemoglobin", [("hemoglobin", 5, "L")]),
        ("Hypocalcaemia at 68 mg/l.", [("calcium", 68, "L")]),
        ("Hyponatraemia = 121 mmol/L and normal chloride.", [("sodium", 121, "L")]),
        ("Hypokalemia with a nadir of 2.2 mEq/L.", [("POTASSIUM", 2.2, "L")]),
        ("Hypokalemia for 3 days. Hypercalcemia, 2 admissions.", []),
        ("OBX|4|NM|2823-3^Potassium^LN||5.9|mmol/L|3.5-5.1|H", [("POTASSIUM", 5.9, "H")]),
    ],
)
def test_a_value_with_its_unit_stands_anywhere(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TSH N, Hb/Plt N", [("tsh", None, "N"), ("hemoglobin", None, "N")]),
        ("Hormone tests were within normal limits (ACTH, TSH, prolactin).", [("tsh", None, "N")]),
        ("Bloods normal: FBC, CK, TSH", [("CK", None, "N"), ("tsh", None, "N")]),
        ("Low hemoglobin with raised transaminases.", [("hemoglobin", None, "L")]),
        ("FT4 and high-normal FT3 were noted.", []),
        ("Creatine kinase and troponins, were in keeping with illness due to 2011 influenza.", []),
        ("Foods high in potassium; sodium, low fat diet.", []),
        ("Follow up sodium 131.", [("sodium", 131, "L")]),
        ("Hb 9.8 (target 10-12)  Na 131", [("hemoglobin", 9.8, "L"), ("sodium", 131, "L")]),
        ("Goal (per renal) K > 4", []),
        ("CK ULN x 7", [("CK", None, "H")]), ("CK 3x ULN", [("CK", None, "H")]),
        ("CK \u00d7 9 normal", [("CK", None, "H")]), ("Na 133; K 5,9; Hb 8,1", [
            ("sodium", 133, "L"), ("POTASSIUM", 5.9, "H"), ("hemoglobin", 8.1, "L")]),
        ("Potassium dangerously low @ 1.9.", [("POTASSIUM", 1.9, "L")]),
        ("K 4.1 normal", [("POTASSIUM", 4.1, "N")]),
        ("1 of calcium, and 1 of magnesium given", []),
        ("antibody-positive MG [3]", []),
    ],
)  # fmt: skip
def test_words_belong_to_their_own_noun(text, expected):
    assert found(text) == expected


def test_hemoglobin_of_a_man_is_low_below_13():
    assert found("62 y/o man. Hgb 12.6") == [("hemoglobin", 12.6, "L")]
    assert found("62 y/o woman. Hgb 12.6") == [("hemoglobin", 12.6, "N")]


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("A 4-year-old boy. Hemoglobin 12.1.", "N"),
        ("Hb 11.4 in an 8 y/o girl.", "N"),
        ("CC: pallor\nAge: 6 years\nHgb | 11.8 g/dL", "N"),
        ("- 10 yr old male\n- Hb 118 g/L", "N"),
        ("An 18-month-old infant boy, Hb 11.3.", "N"),
        ("A 3-year-old boy. Hemoglobin 9.9.", "L"),
        ("A 14-year-old boy. Hgb 12.4.", "N"),
        ("A 14-year-old boy. Hgb 11.4.", "L"),
        ("A 39-year-old man, father of a 5-year-old. Hgb 12.4.", "L"),
        ("Her 5-year-old has a cold. She is 30. Hgb 11.5.", "L"),
        ("A 2-week-old rash in a man. Hgb 12.6.", "L"),
    ],
)
def test_a_child_has_a_limit_of_its_own_and_a_boy_is_no_man(note: str, flag: str):
    assert [found[2] for found in found(note) if found[0] == "hemoglobin"] == [flag]


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("CK normal", "N"), ("CPK wnl", "N"), ("CK: within normal limits", "N"), ("Raised CK", "H"),
        ("elevated CK", "H"),
        ("CK was not elevated", "N"), ("CK is markedly elevated", "H"), ("CK twice the upper limit of normal", "H"),
        ("CK 10x ULN", "H"), ("CK three times the upper limit", "H"), ("CK elevation", "H"), ("hyperCKemia", "H"),
        ("CK drawn on Monday was normal", "N"), ("CK negative", "N"), ("CK said to be normal", "N"),
        ("CK has never been raised", "N"), ("CK reportedly normal", "N"), ("No CK elevation", "N"),
        ("no rise in CK", "N"), ("CK off the chart", "H"), ("CK sky-high", "H"), ("CK in the thousands", "H"),
        ("CK was up", "H"), ("CK ten-fold raised", "H"), ("CK on the low side", "L"),
    ],
)  # fmt: skip
def test_words_give_a_flag_and_no_value(text, flag):
    assert found(text) == [("CK", None, flag)]


def test_a_statement_holds_for_the_names_that_share_it():
    assert found("CK, aldolase and TSH were all normal.") == [
        ("CK", None, "N"), ("aldolase", None, "N"), ("tsh", None, "N"),
    ]  # fmt: skip
    assert found("TSH, RPR, lyme titer and ESR were unremarkable.") == [("tsh", None, "N")]
    assert found("CK, vitamin B12 and ESR were all normal.") == [("CK", None, "N")]
    assert found("The profile shows a low TSH, all other results were normal.") == [("tsh", None, "L")]
    assert found("Raised TSH, everything else normal.") == [("tsh", None, "H")]
    assert found("Low K and Mg.") == [("POTASSIUM", None, "L"), ("magnesium", None, "L")]


@pytest.mark.parametrize(
    ("text", "results"),
    [
        ("Raised creatine kinase (CK) of 4,300 U/L.", [("CK", 4300, "H")]),
        ("Serum potassium (K+) 3.0 today.", [("POTASSIUM", 3.0, "L")]),
        ("Low magnesium (Mg 1.1).", [("magnesium", 1.1, "L")]),
        ("Sodium (Na) was low.", [("sodium", None, "L")]),
        ("- Creatine kinase (CPK): 2100", [("CK", 2100, "H")]),
        ("CK 900 (CK 400 in May).", [("CK", 900, "H"), ("CK", 400, "H")]),
        ("Treatment brought normalization of the potassium.", [("POTASSIUM", None, "N")]),
        ("Calcium, intact PTH and sodium were normal.", [("calcium", None, "N"), ("sodium", None, "N")]),
        ("Calcium 21.6 mg/dL on arrival.", [("calcium", 21.6, "H")]),
        ("Repeat in 4 weeks: expect Hb ↑.", []),
        ("Anticipate high potassium with these.", []),
    ],
)
def test_a_name_and_its_short_form_are_one_and_what_is_expected_is_none(text, results):
    assert found(text) == results


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("CK 71 and 64.", [71, 64]),
        ("Phosphate was 2.9 -> 0.8 mg/dL.", [2.9, 0.8]),
        ("Phosphate 2.9 -> 0.8 (2.5-4.5)", [2.9, 0.8]),
        ("CK was 240, then 310, and then 505 with CK-MB of 8.1, then 9.", [240, 310, 505]),
        ("CK 48,100 (8/1), 31,000 (8/2), 9,800 (8/4)", [48100, 31000, 9800]),
        ("CK: 8/1 48,100, 8/2 31,000", [48100, 31000]),
        ("CK down from 5,200 to 1,100.", [5200, 1100]),
        ("Na 127 -> 131 -> 137 (135-145)", [127, 131, 137]),
        ("K 2.1 at 04:15, 2.8 at 06:30, 3.7 at 10:45.", [2.1, 2.8, 3.7]),
        ("Repeat K+ 16:10 2.7, 20:05 3.2", [2.7, 3.2]),
        ("K has been low, most recently 3.0 on Monday, 3.2 on Friday.", [3.0, 3.2]),
        ("CK 890 (Jan), 640 (Oct).", [890, 640]),
        ("K 3.1. Given KCl 40. Recheck 3.9 tonight.", [3.1, 3.9]),
        ("TSH was 12 in March; 4.1 now on treatment.", [12, 4.1]),
        ("K 3.7, it was 3.1 on admission.", [3.7, 3.1]),
        ("K 5.8, hemolyzed; repeat 4.4.", [5.8, 4.4]),
        ("K 6.0 hemolyzed, recollected 4.1.", [6.0, 4.1]),
        ("Potassium rose to 6.3 on 02/15, given calcium gluconate and furosemide; 4.6 on 03/12.", [6.3, 4.6]),
        ("His CK was 900. Once the drug was stopped it came down to about 300.", [900, 300]),
        ("K 3.1 (was 2.6 yesterday)", [3.1, 2.6]),
        ("K 3.1 (yest 2.6)", [3.1, 2.6]),
        ("K 3.1 <- 2.6", [3.1, 2.6]),
        ("K improved to 3.9 from 2.4.", [3.9, 2.4]),
        ("K 2.4 -> 60 mEq -> 3.9", [2.4, 3.9]),
        ("K 2.4 -> KCl 20 mEq x 3 -> 3.9", [2.4, 3.9]),
        ("Na 119 -> 3% saline 150 mL x2 -> 126", [119, 126]),
        ("CK 9,000 -> saline 250 mL/h -> 2,400 U/L -> 800", [9000, 2400, 800]),
        ("K 2.1 (nadir), 3.4, 4.0", [2.1, 3.4, 4.0]),
        ("CK downtrending (12,000 to 2,100)", [12000, 2100]),
        ("CK: 2/3 3,300 | 2/6 1,200 | 2/9 300", [3300, 1200, 300]),
        ("CK 5,100 iu/l on admission (40-320), 1,030 on the 9th.", [5100, 1030]),
        ("CK 9,300 H / 2,050 H / 640 H", [9300, 2050, 640]),
        ("K 2.9/3.3/3.8 (5/1, 5/2, 5/3)", [2.9, 3.3, 3.8]),
        ("CK 240 / 24", [240]),
        ("K (3/2 / 3/3 / 3/5): 2.7 / 3.2 / 3.8", [2.7, 3.2, 3.8]),
        ("K 2.7 (L) [prev 3.4]", [2.7, 3.4]),
        ("CK 61k -> 40k -> 18.5k", [61000, 40000, 18500]),
        ("Na 117, 122 at 12 h, 127 at 24 h", [117, 122, 127]),
        ("K+ 2.1 mEq/L; after 80 mEq IV, 3.4 mEq/L; next morning 3.9.", [2.1, 3.4, 3.9]),
        ("CK: 1 yr ago 320, 6 mo ago 410, now 388", [320, 410, 388]),
        ("CK day 0/1/3: 44,000/31,500/6,100", [44000, 31500, 6100]),
        ("Sodium fell to 119 overnight then recovered to 128 and 134.", [119, 128, 134]),
        ("K 2.2 @0210, formal 2.3", [2.2, 2.3]),
        ("K 6.5. Insulin: 5 units, dextrose: 5%, albuterol: 2.5 mg, dialysis: 3.5 h.", [6.5]),
        ("Na 120. Saline: 100 mL/h, fluid restriction: 1.2 L.", [120]),
        ("Hgb 7.0. Transfused: 2 units.", [7.0]),
        ("Hgb 9.9 on Mon / 8.4 on Tue", [9.9, 8.4]),
        ("K 5.9 H->5.1 H->4.4", [5.9, 5.1, 4.4]),
        ("K Mon: 5.9; Wed: 4.4 (ref 3.5-5.1)", [5.9, 4.4]),
        ("K 3/2: 3.9 > 3/4: 3.1 > 3/9: 4.4", [3.9, 3.1, 4.4]),
        ("Hgb 3/9: 7.4 > 3/12: 9.9", [7.4, 9.9]),
        ("Na 118 L in Feb => 127 L in Jan => 133 L in Jun", [118, 127, 133]),
        ("Mag 1.8 mg/dL; 2.0 mg/dL; 2.1 mg/dL", [1.8, 2.0, 2.1]),
        ("CPK 21,350 (1200) => 9,105 (1845)", [21350, 9105]),
        ("K 3.4, O2 sat 97. CK 240, sat 97", [3.4, 240]),
        ("CK 7,010 (5/2) 2,240 (5/3) 990 (5/5)", [7010, 2240, 990]),
        ("K+ 0600 2.4, 1100 3.0, 1700 3.7", [2.4, 3.0, 3.7]),
        ("K 5.9 @ 0400; 5.1 @ 0900; 4.4 @ 1500.", [5.9, 5.1, 4.4]),
        ("K: 2.4 (0615), 3.0 (1130)", [2.4, 3.0]),
        ("CK in the spring was 930; in August 410.", [930, 410]),
        ("CK wk 0 3,200, wk 4 1,240", [3200, 1240]),
        ("CK (U/L): 8,300; 4,100; 2,020", [8300, 4100, 2020]),
        ("K 3.3 today vs 2.9 yesterday", [3.3, 2.9]),
        ("Potassium 3.1, this was replaced by mouth and was 4.2 when the GP checked.", [3.1, 4.2]),
        ("Potassium 3.1, her age was 41 and her weight is 4.2 stone less.", [3.1]),
        ("Potassium, sent twice for a clot in the tube, was 4.2 mmol/L.", [4.2]),
        ("CK reached 5,100 on the third day, 820 four days later and was 140 at clinic.", [5100, 820, 140]),
        ("Potassium reached 6.1 that evening and was 4.4 the following afternoon.", [6.1, 4.4]),
        ("K 3.1, given 40 mEq, 3.6 this am", [3.1, 3.6]),
        ("Na 117, K 3.9, Cl 84. Tolvaptan started: 122, 128, 133.", [117, 3.9, 122, 128, 133]),
        ("Na 140, K 3.9. Tolvaptan started: 122, 128.", [140, 3.9]),
        ("Hgb 7.0, transfused 2 u: 8.6, 9.1", [7.0, 8.6, 9.1]),
        ("Urine Na 18, urine K 40, TSH 1.9, CK 88", [1.9, 88]),
        ("CK (usual 310): 402, 377", [310, 402, 377]),
        ("Total CPK going down 41,300 from 66,020", [41300, 66020]),
        ("K 2.6, replaced, now 3.9", [2.6, 3.9]),
        ("Hgb drifted from 11.8 to 8.9", [11.8, 8.9]),
        ("TSH 2.2 (normal, similar to prior 1.9)", [2.2, 1.9]),
        ("Sodium 124 > 129 > 133 > 137 over the week.", [124, 129, 133, 137]),
        ("CK 8,200>4,100>950", [8200, 4100, 950]),
        ("Hgb 10.4 (preop 13.1)", [10.4, 13.1]),
        ("Na 134 (127 on arrival), Mg 1.9", [134, 127, 1.9]),
        ("K 4.2 (2.9 last week)", [4.2, 2.9]),
        ("Phos 2.6 (40 mmol given)", [2.6]),
        ("K 6.9 (3.5-5.1). With insulin and salbutamol: 6.1 at 02:15, 5.4 at 04:00.", [6.9, 6.1, 5.4]),
        ("CK 880 day 1, peak 4,210 day 3, 620 day 9", [880, 4210, 620]),
        ("CK 880 hospital day 1", [880]),
        ("Na fell to 117 mmol/l, by which time he was confused, and settled at 132 mmol/l without more.", [117, 132]),
        ("Potassium 2.3, when she could not stand, and normal at 4.2 the next day.", [2.3, 4.2]),
        ("K 3.1 mmol/l, 3.4 after an hour (he walked) and 4.0 the following morning.", [3.1, 3.4, 4.0]),
        ("K 2.7, glucose normal at 5.2.", [2.7]),
        ("Potassium, 2.4 in the ambulance, came up to 3.7 after two bags.", [2.4, 3.7]),
        ("Ca (adj) 2.07, corr Ca 2.61.", [2.07, 2.61]),
        ("CK 880 days", []),
        ("CK 7x ULN on arrival, 130 U/L by day 9.", [None, 130]),
        ("CPK 12 times the upper limit, falling to 610 by day 4", [None, 610]),
        ("CK 4-fold raised at first; 150 at discharge", [None, 150]),
        ("CK 7x ULN, prednisone 40 mg, 12 days in bed", [None]),
        ("CK high on arrival, 110 U/L at discharge", [None, 110]),
        ("K low, now 4.1", [None, 4.1]),
        ("CK high, 610 today", [610]),
        ("K 2.7 on arrival, replaced to 3.9", [2.7, 3.9]),
        ("CK 810 -> now normal", [810, None]),
        ("Hgb 8.2 then normal after transfusion", [8.2, None]),
        ("CK 810, normal on recheck", [810, None]),
        ("CK 810 -> normal saline", [810]),
        ("CK 810, normal gait", [810]),
        ("K 4.1; all within range", [4.1]),
        # a number that only begins another name
        ("CK 90, 25-OH vitamin D 31", [90]),
        ("CK 90, 25(OH)D 31, ferritin 40", [90]),
        ("CK 240, 17-OH progesterone 90", [240]),
        ("CK 240, 210-improving", [240, 210]),
        ("CK 240, 210(today)", [240, 210]),
        ("TSH 3.2, all normal for her", [3.2]),
    ],
)
def test_series(text, values):
    assert [value for _, value, _ in found(text)] == values


def test_the_range_at_the_end_of_a_series_is_of_all():
    facts = labs.extract(Reading("Na 127 -> 131 -> 137 (135-145)"), [])
    assert [(f.says.reference_low, f.says.reference_high, f.says.flag) for f in facts] == [
        (135, 145, "L"), (135, 145, "L"), (135, 145, "N"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sodium and potassium were 138 and 4.1.", [("sodium", 138, "N"), ("POTASSIUM", 4.1, "N")]),
        ("Na/K 138/3.2", [("sodium", 138, "N"), ("POTASSIUM", 3.2, "L")]),
        ("H&H 41/14.3, plt 210", [("hemoglobin", 14.3, "N")]),
        ("H&H steady at 11.2 and 34", [("hemoglobin", 11.2, "L")]),
        ("H&H 31 and 38, INR 1.2", []),
        ("Hgb and Hct 104 g/L and 0.31", [("hemoglobin", 104, "L")]),
        ("NA 140 K 3.2 CL 101 CA 9.1 MG 1.8",
         [("sodium", 140, "N"), ("POTASSIUM", 3.2, "L"), ("calcium", 9.1, "N"), ("magnesium", 1.8, "N")]),
        ("Na138 K4.1", [("sodium", 138, "N"), ("POTASSIUM", 4.1, "N")]),
        ("CBC 6.4 > 10.2 / 30.5 < 187", [("hemoglobin", 10.2, "L")]),
        ("Ulnar  2.8   9.9   59   <3.3 / >6 / >49", []),  # a latency and its limits
        ("7.2>13.2<212", [("hemoglobin", 13.2, "N")]),
        ("      13.2\n7.2 >------< 212\n      39", [("hemoglobin", 13.2, "N")]),
        ("BMP 141 | 104 | 11 / 3.3 | 25 | 0.9 < 88", [("sodium", 141, "N"), ("POTASSIUM", 3.3, "L")]),
        ("Lytes: 138/4.1/101/27/14/0.8<96", [("sodium", 138, "N"), ("POTASSIUM", 4.1, "N")]),
        ("138 | 101 | 14\n--------< 96\n3.1 | 27 | 0.8", [("sodium", 138, "N"), ("POTASSIUM", 3.1, "L")]),
        ("139/3.2/102/25/14/0.9", [("sodium", 139, "N"), ("POTASSIUM", 3.2, "L")]),
        ("Lytes 131/5.6/99/20", [("sodium", 131, "L"), ("POTASSIUM", 5.6, "H")]),
        ("Na/K/Cl/CO2/BUN/Cr: 134/5.3/99/21/40/2.2", [("sodium", 134, "L"), ("POTASSIUM", 5.3, "H")]),
        ("     \\ 10.4 /\n 6.1 ------ 233\n     / 31.0 \\", [("hemoglobin", 10.4, "L")]),
        ("WBC/Hgb/Hct/Plt 7.4/9.8/29.9/244", [("hemoglobin", 9.8, "L")]),
        ("132 + 99 + 31\n----+----+---- 104\n5.4 + 19 + 2.2", [("sodium", 132, "L"), ("POTASSIUM", 5.4, "H")]),
        (" 137 | 102 | 18  /\n-----+-----+----<  141\n 2.8 |  24 | 1.1  \\",
         [("sodium", 137, "N"), ("POTASSIUM", 2.8, "L")]),
        ("BMP: 136|98|20<110\n     3.9|26|0.8", [("sodium", 136, "N"), ("POTASSIUM", 3.9, "N")]),
        ("Lytes 143/3.0\\109/28", [("sodium", 143, "N"), ("POTASSIUM", 3.0, "L")]),
        ("      | 8.8 |\n 4.9 |-----| 160\n      | 26.4 |", [("hemoglobin", 8.8, "L")]),
        ("Seen 10/12/24 and 11/2/24, BP 138/84, 140/90/72.", []),
        ("Reflexes 2+/2+/1+/0, drains 120/80/40.", []),
    ],
)  # fmt: skip
def test_panels(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("          1/2     1/3     1/4     Ref\nK         3.1 L   3.4 L   3.9     3.5-5.1\n"
         "CK        900             450     30-200",
         [("POTASSIUM", 3.1, "L"), ("POTASSIUM", 3.4, "L"), ("POTASSIUM", 3.9, "N"),
          ("CK", 900, "H"), ("CK", 450, "H")]),
        ("Date     CK (U/L)   K (mmol/L)   Cr\n06/02    6,100 H    4.4          0.9\n"
         "06/04    290        4.2          0.9\n"
         "Ref      39-308     3.5-5.1      0.7-1.3",
         [("CK", 6100, "H"), ("POTASSIUM", 4.4, "N"), ("CK", 290, "N"), ("POTASSIUM", 4.2, "N")]),
        ("| Test | Result | Ref low | Ref high | Flag |\n|---|---|---|---|---|\n| Potassium | 2.9 | 3.5 | 5.1 | L |",
         [("POTASSIUM", 2.9, "L")]),
        ("Test\tResult\tUnits\tRef\tFlag\nPotassium\t2.9\tmmol/L\t3.5-5.1\tL\nCK\t1,240\tU/L\t30-200\tH",
         [("POTASSIUM", 2.9, "L"), ("CK", 1240, "H")]),
        (" Na        133 L    (135-145)\n Total CK  171      (26-192 U/L)", [("sodium", 133, "L"), ("CK", 171, "N")]),
        ("Na  138   K  3.1   Cl  101", [("sodium", 138, "N"), ("POTASSIUM", 3.1, "L")]),
        ("               03 Mar    05 Mar   Range\n"
         "CK, U/L        2,140 H   310 H    30-200\nPotassium, mEq 4.4       -        3.5-5.1",
         [("CK", 2140, "H"), ("CK", 310, "H"), ("POTASSIUM", 4.4, "N")]),
        ("Sodium ............ 139 mmol/L (135-145)\nPotassium.........3.0 L",
         [("sodium", 139, "N"), ("POTASSIUM", 3.0, "L")]),
        ("CK total [U/L]   77   -   81\nAldolase [U/L]   9.1   pend   7.0",
         [("CK", 77, "N"), ("CK", 81, "N"), ("aldolase", 9.1, "H"), ("aldolase", 7.0, "N")]),
        ("Date     CK      K\n         (U/L)   (mmol/L)\n12 Jan   3,300   4.1\n19 Jan   1,120   3.4",
         [("CK", 3300, "H"), ("POTASSIUM", 4.1, "N"), ("CK", 1120, "H"), ("POTASSIUM", 3.4, "L")]),
        ("| Date | K (3.3-5.1) | CK (39-308) |\n| 2/1 | 3.4 | 412 |\n| 2/8 | 3.1 | 300 |",
         [("POTASSIUM", 3.4, "N"), ("CK", 412, "H"), ("POTASSIUM", 3.1, "L"), ("CK", 300, "N")]),
        ("Date,K,CK\n1/4,3.1,610\n1/6,3.9,140",
         [("POTASSIUM", 3.1, "L"), ("CK", 610, "H"), ("POTASSIUM", 3.9, "N"), ("CK", 140, "N")]),
        ("Labs: 10/1 10/2 10/3\nK 3.0 L 3.3 3.8\nCK 144 -- 120",
         [("POTASSIUM", 3.0, "L"), ("POTASSIUM", 3.3, "L"), ("POTASSIUM", 3.8, "N"),
          ("CK", 144, "N"), ("CK", 120, "N")]),
        ("Test             2/1     2/3\nCreatine kinase 5,020    311\nPotassium        4.9     4.4",
         [("CK", 5020, "H"), ("CK", 311, "H"), ("POTASSIUM", 4.9, "N"), ("POTASSIUM", 4.4, "N")]),
        ("K    hemolyzed   3.2 \u2193   3.7", [("POTASSIUM", 3.2, "L"), ("POTASSIUM", 3.7, "N")]),
        ("CK . . . . . 2,060 U/L\nK  . . . . . 4.6", [("CK", 2060, "H"), ("POTASSIUM", 4.6, "N")]),
        ("CK trend:\n4/14: 6,250\n4/16: 380\n", [("CK", 6250, "H"), ("CK", 380, "H")]),
        ("Serum CK (U/L; normal 40-220)\n  Jan 2024   860\n  Jun 2024   210", [("CK", 860, "H"), ("CK", 210, "N")]),
        ("CK   U/L   <171   160", [("CK", 160, "N")]),
        ("CK   1,205 (3/1)   204 (4/2)", [("CK", 1205, "H"), ("CK", 204, "H")]),
        ("Na   138     Hgb   9.9 L\nK    3.0 L   Plt   211", [
            ("sodium", 138, "N"), ("hemoglobin", 9.9, "L"), ("POTASSIUM", 3.0, "L")]),
        ("\t3/1\t3/2\nNA\t139\t141\nK\t3.1*\t4.2",
         [("sodium", 139, "N"), ("sodium", 141, "N"), ("POTASSIUM", 3.1, "L"), ("POTASSIUM", 4.2, "N")]),
        ("        4/1      4/2     Ref\nCK      21,000 H 9,300 H 39-308\nK       5.5 H    4.6     3.5-5.1",
         [("CK", 21000, "H"), ("CK", 9300, "H"), ("POTASSIUM", 5.5, "H"), ("POTASSIUM", 4.6, "N")]),
        ("  4/1 0915   K+ 6.4 HH\n  4/1 1210   5.8 H  (after insulin)\n  4/1 1500   4.9\n  ref 3.5-5.1",
         [("POTASSIUM", 6.4, "H"), ("POTASSIUM", 5.8, "H"), ("POTASSIUM", 4.9, "N")]),
        ("CK (U/L)  Day 1: 8,400  Day 2: 3,120", [("CK", 8400, "H"), ("CK", 3120, "H")]),
        ("CK   1 Jun 2,240   8 Jun 180   (40-320)", [("CK", 2240, "H"), ("CK", 180, "N")]),
        ("Potassium\n2.8 mmol/L (L)\nSodium\n138 mmol/L", [("POTASSIUM", 2.8, "L"), ("sodium", 138, "N")]),
        ("Sodium\nPotassium\nMg\n138\n4.2\n1.9", []),
        ("Analyte: Aldolase\nResult: 12.1 U/L\nReference: 1.0-7.7", [("aldolase", 12.1, "H")]),
        ("Potassium\n  3.4\n  Ref: 3.3-5.1 mmol/L", [("POTASSIUM", 3.4, "N")]),
        ("Sodium      K        CK\n138         3.2 L    611 H",
         [("sodium", 138, "N"), ("POTASSIUM", 3.2, "L"), ("CK", 611, "H")]),
        ("| K | **2.7** | **L** |\n| CK | **890** H | |", [("POTASSIUM", 2.7, "L"), ("CK", 890, "H")]),
        ("Date  | K      | Mag\n      | mmol/L | mg/dL\n1 May | 3.9    | -\n2 May | **3.1** L | 1.4",
         [("POTASSIUM", 3.9, "N"), ("POTASSIUM", 3.1, "L"), ("magnesium", 1.4, "L")]),
        ("Date  CK, total  Calcium\nMon   --         --\nTue   140        9.6",
         [("CK", 140, "N"), ("calcium", 9.6, "N")]),
        ("   K\n   mmol/L\nRef    3.5-5.1\n06/01  5.3\n06/02  -\n06/03  5.0",
         [("POTASSIUM", 5.3, "H"), ("POTASSIUM", 5.0, "N")]),
        ("Date | Na | K\n3/1 | 138 | --", [("sodium", 138, "N")]),
        ("Date | Na | K\n3/1 | -- | 4.1", [("POTASSIUM", 4.1, "N")]),
        ("Test,Result\nK+,4.4\nCK,905", [("POTASSIUM", 4.4, "N"), ("CK", 905, "H")]),
        ("CK       1,920 H   39-308\nCK-MB    38 H      0-7\nUrine K  45        -", [("CK", 1920, "H")]),
    ],
)  # fmt: skip
def test_tables(table, expected):
    assert found(table) == expected


def test_a_table_gives_the_printed_range():
    (fact,) = labs.extract(Reading("Test\tResult\tUnits\tRef\tFlag\nPotassium\t2.9\tmmol/L\t3.3-5.1\tL"), [])
    assert (fact.text, fact.says.reference_low, fact.says.reference_high, fact.says.unit) == ("2.9", 3.3, 5.1, "mmol/L")


@pytest.mark.parametrize(
    "text",
    [
        "KCl 40 mEq PO x3, potassium chloride 20 mEq IV, Klor-Con 10, K-Dur 20 mEq bid.",
        "Potassium 10 mEq daily, calcium 600 mg daily, magnesium 2 g IV, sodium 2 g diet.",
        "Vitamin K 10 mg. K-wire 0.45. Dr. K was called.",
        "Urine K 9 mmol/L. Urine: Na 35, K 12, Cl 20.",
        "Plt 212 K, WBC 17.2 K/uL, WBC 3.2 K -> 4.1 K.",
        "CK-MB 41 ng/mL. CKD stage 3. Creatinine 4.1. CK7 positive, CK 20 negative.",
        "CA 125 was 14, ovarian CA at 59. CA 19-9 pending.",
        "Saline 150 mL/h, stop fluids at CK < 2,000. Wean the drip when K > 5.5.",
        "Lasix 40 MG 2 tablets. Increase from 5 mg to 10 mg.",
        "Hemoglobin A1c 7.4. HbA1c 8.",
        "T4 vertebra. T4 7.9.",
        "Replete K to 4.0. Replace K to above 4. Keep K > 4 and Mg > 2. Goal K 4.0.",
        "Transfuse for Hgb < 7; hold if K > 5.5; call if sodium < 130.",
        "If CK > 10x ULN stop the statin.",
        "Check CK, TSH and K. CK pending. TSH not sent. CK weekly x 4.",
        "K 3.5-5.0 is the usual range.",
        "Allergies: NA. Na: N/A.",
        "Hgb 10/12/2024 pending.",
        "Low-potassium diet. Foods high in potassium.",
        "Theophylline level of 4.3 on a potassium diet.",
        "Ionized calcium 4.9; coronary calcium score 9.",
        "CK falling. Her CPK improved with fluids.",
        "Risks include bleeding, low calcium and infection.",
        "K 40. CK 3 days ago. Sodium 12.",
        "TSH 2 ng/mL. CK 400 mcg/L.",
        "DTR: B 2+ K 2+ A 1+.",
        "TSH receptor antibody elevated. TSH-secreting adenoma, high on the list.",
    ],
)
def test_look_alikes_give_nothing(text):
    assert found(text) == []


def test_cells_below_each_other_have_the_range_of_their_row():
    text = "K:\n  D1: 3.1\n  D2: 3.3\n  ref: 3.5-5.1\nMg:\n  D1: 1.9\n  D2: 2.0\n  ref: 1.7-2.4"
    facts = engine.report(engine.Note(text))["facts"]
    assert [(f["text"], f["value"], f["reference_low"]) for f in facts] == [
        ("3.1", 3.1, 3.5), ("3.3", 3.3, 3.5), ("1.9", 1.9, 1.7), ("2.0", 2.0, 1.7),
    ]  # fmt: skip
    apart = engine.report(engine.Note("Vitals:\n  BP: 120/80\n  HR: 70\nLabs:\n  K: 3.4\n  Na: 139"))["facts"]
    assert [f["value"] for f in apart] == [3.4, 139]


def test_a_level_is_not_another_tests():
    assert found("Potassium 5.1. Theophylline level of 4.3.") == [("POTASSIUM", 5.1, "H")]
    assert found("CK pending, TSH pending, Hgb 12.") == [("hemoglobin", 12, "N")]
    assert found("Hemoglobin A1c 7.4, hemoglobin 13.1") == [("hemoglobin", 13.1, "N")]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Mg 1.9. Given oral and IV potassium with repeat levels of 3.3 and 3.9.", [1.9, 3.3, 3.9]),
        ("TSH 2.2. Took potassium chloride, recheck 3.7.", [2.2, 3.7]),
        ("Hgb 11.2. Potassium was replaced; repeat levels 3.4 and 4.0.", [11.2, 3.4, 4.0]),
        ("Na 131. Received magnesium sulfate, then a level of 2.1.", [131, 2.1]),
        ("K 2.8. Repleted with KCl and magnesium sulfate; repeat 3.6.", [2.8, 3.6]),
        # doses, and a level of the analyte itself
        ("Na 131. KCl 20 mEq daily, then 40 mEq daily.", [131]),
        ("K 3.1, repeat 3.6. Starts KCl 20 mEq.", [3.1, 3.6]),
    ],
)
def test_a_level_without_a_name_is_of_what_was_given_last(text, values):
    assert [value for _, value, _ in found(text)] == values
    assert {name for name, value, _ in found(text) if 3 < value < 5} <= {"POTASSIUM"}


@pytest.mark.parametrize(
    "text",
    [
        "Fractional excretion of calcium 8.9", "Clearance of sodium 131", "Tubular maximum phosphate was 1.4",
        "Calcium excretion of 9.1", "Potassium reabsorption was 4.4",
    ],
)  # fmt: skip
def test_what_the_kidney_does_with_it_is_no_level(text):
    assert found(f"{text}; CK 90.") == [("CK", 90, "N")]


def test_what_was_measured_is_not_denied():
    report = engine.report(engine.Note("He does not have hypothyroidism by a TSH of 2.8.", "n"))
    assert [f["negated"] for f in report["facts"] if f["label"] == "LAB"] == [False]


def test_a_flag_in_a_bracket_is_a_letter_whatever_blanks_stand_before_it():
    facts = engine.report(engine.Note("CK\t1,200 ( \t H )\t30-200\nK\t4.1\t\t3.5-5"))["facts"]
    assert {f["flag"] for f in facts if f["label"] in ("CK", "POTASSIUM")} <= {"H", "N", None}


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("K 2.9, elevated creatinine.", "L"),
        ("Hb 9.1, raised CRP.", "L"),
        ("Hemoglobin 7.8, elevated total bilirubin.", "L"),
        ("K 5.6, low albumin.", "H"),
        ("K 5.0, elevated.", "H"),
    ],
)
def test_a_flag_before_another_name_is_that_ones(text, flag):
    (fact,) = (f for f in engine.read(Reading(text)) if f.label in ("LAB", "POTASSIUM") and f.says.value)
    assert fact.says.flag == flag


@pytest.mark.parametrize(
    ("text", "results"),
    [
        ("The CK we got today was 900.", [("CK", 900, "H")]),
        ("The CK that she had on admission was 5,400.", [("CK", 5400, "H")]),
        ("- Potassium he came in with was 2.7", [("POTASSIUM", 2.7, "L")]),
        ("The peak CK he reached was 12,000 U/L.", [("CK", 12000, "H")]),
        ("The sodium the clinic sent over was 127.", [("sodium", 127, "L")]),
        ("The hemoglobin which we checked is 8.8.", [("hemoglobin", 8.8, "L")]),
        ("Labs: CK I drew is normal.", [("CK", None, "N")]),
        ("The CK we ordered is pending.", []),
        ("The potassium she takes is 20 mEq.", []),
        ("The potassium he had two years ago was 2.9.", []),
        ("The CK he had last year was 900.", []),
    ],
)
def test_who_had_a_value_stands_between_its_name_and_what_it_was(text, results):
    assert found(text) == results


@pytest.mark.parametrize("unit", ["", " mEq/L", " mmol/L", " meq/l"])
def test_sodium_is_told_in_one_unit(unit):
    (fact,) = [f for f in engine.read(Reading(f"Sodium 127{unit}.")) if f.label == "LAB"]
    assert (fact.says.value, fact.says.unit, fact.says.flag) == (127, "mmol/L", "L")


@pytest.mark.parametrize(
    ("text", "past"),
    [
        ("CK 310 (940 in June).", [False, True]),
        ("CK 940 U/L in June, 310 today.", [True, False]),
        ("Potassium was 2.8 last August, 4.2 now.", [True, False]),
        ("Hgb 8.2 g/dL in Feb; Hgb 12.", [True, False]),
        ("CK 940 since June.", [False]),
        ("Note date: 6/20/2026\nCK 940 in June.", [False]),
        ("Seen by us in June. CK 940.", [False]),
    ],
)
def test_a_value_with_its_month_is_past_without_a_year(text, past):
    facts = engine.read(Reading(text, date="2026-06-20" if "date" in text else None))
    assert [f.historical for f in facts if f.label in ("LAB", "CK", "POTASSIUM")] == past
