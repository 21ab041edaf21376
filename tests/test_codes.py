"""CODE: the ICD-10-CM codes that a note itself writes."""

import pytest
from markup import check


@pytest.mark.parametrize(
    "note",
    [
        "Generalized weakness (<CODE code=R53.1 billable>R53.1</CODE>).",
        "Dx: <CODE code=M62.81 billable>M62.81</CODE>, <CODE code=E87.6 billable>E87.6</CODE>",
        "Statin effect, <CODE code=T46.6X5A billable>T46.6X5A</CODE>.",
        "Inflammatory myopathy <CODE code=G72.4 billable=false>G72.4</CODE>",
        "Hemiplegia <CODE code=G81.9 billable=false>G81.9</CODE> of the left side",
        "Frailty (<CODE code=R54 billable>R54</CODE>).",
        "Fatigue <CODE code=R53.83 billable>R5383</CODE>, hypokalemia <CODE code=E87.6 billable>E876</CODE>.",
        "Assessment: <CODE code=M62.81 billable>M6281</CODE>",
        "Codes: <CODE code=R53.1 billable>R531</CODE>, <CODE code=D64.9 billable>D649</CODE>",
        "ICD-10: <CODE code=I10 billable>I10</CODE>",
        "Assessment:\n#2 <CODE code=I10 billable>I10</CODE> - ok",
        "Assessment:\n- 3. <CODE code=R54 billable>R54</CODE> \u2013 frail",
        "Assessment:\nII. <CODE code=I10 billable>I10</CODE>\n3 - <CODE code=R54 billable>R54</CODE>: frail",
        "Ovarian tumor (<CODE code=D39 billable=false>D39</CODE>).",
        "Dx: primary HTN <CODE code=I10 billable>I10</CODE>; asthma <CODE code=J45 billable=false>J45</CODE>.",
        "Assessment:\n1. HTN <CODE code=I10 billable>I10</CODE>\n2. Frail <CODE code=R54 billable>R54</CODE> - Weak",
        "ICD: <CODE code=I10 billable>I10</CODE>/<CODE code=E87.6 billable>E876</CODE>",
        "Codes: <CODE code=R53.1 billable>R53.1</CODE>, <CODE code=I10 billable>I10</CODE>",
        "Diagnoses: <CODE code=I10 billable>I10</CODE> <CODE code=R53.1 billable>R531</CODE>",
    ],
)
def test_codes(note):
    check(note, "CODE")


@pytest.mark.parametrize(
    "note",
    [
        "Disc bulge at L4-L5 and C5-C6, T12 fracture.",
        "BP 118/66, RR 20, T36.8C. Later T98.4F.",
        "Vitamin B12 was 310, A1c 6.1, H1N1 negative.",
        "Seen in room R53, bed 1.",
        "S1 and S2 normal, V1 to V4 unchanged, CO2 25.",
        "Moved to room E876, locker R531.",
        "Assessment:\nI10\nI10 - seen\nRoom C12 - stays",
        "Assessment: cord injury T10, bulge L4, low B12, tired.",
        "Assessment: low sugar, given D50, wears N95.",
        "Assessment: HTN I10 recheck",
        "Plan: acetaminophen Q12, bay C10/R53",
        "Serial number M6281, model G1221.",
        "Temp T38.5 at noon, dose 12.5 mg.",
        "Weak again on day 39; cultures grew it each time (D39, D42, D47).",
    ],
)
def test_look_alikes(note):
    check(note, "CODE")
