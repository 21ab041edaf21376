"""Drafts of queries: what they quote, what they ask, and the words they never use."""

import re

import pytest

from clinote.coding import answers, policy
from clinote.engine import Note, report
from clinote.reading import Reading

NOTES = {
    "gap.objective-exam": "A: Generalized weakness for 2 weeks. Lungs clear.",
    "gap.provider-statement": (
        "PHYSICAL THERAPY EVALUATION\nMMT: hip flexors 4/5 bilaterally.\nAssessment: Muscle weakness."
    ),
    "gap.muscle-term": "Exam: hip flexors 4/5 bilaterally.\nLabs: CK 1,300 (39-308).\nA: Generalized weakness (R53.1).",
    "gap.lab-significance": "Labs: K 2.9 (3.5-5.1), Hgb 9.1 (12-15.5).\nA: Gout. KCl 40 mEq.",
    "gap.critical-illness-myopathy": "MICU day 12, ventilated.\nExam: all limbs 2/5.\nA: Diffuse weakness.",
    "conflict.excludes1": "A:\n1. Muscle weakness.\n2. Myalgia.",
    "conflict.exam-contradicts": "Exam: strength 5/5 in all extremities.\nA: Muscle weakness.",
    "risk.localized": "A: Right leg weakness (R53.1) for 3 days.",
    "risk.thin-documentation": "Patient feels weak.",
}
BANNED = re.compile(
    r"reimburs|payment|\bpay(?:er|or)?s?\b|\bbill(?:ed|ing|able)?\b|\bDRG\b|\bCC\b|\bMCC\b|\bHCC\b|\bRAF\b"
    r"|severity of illness|quality score|denial|audit|revenue|capture|please document|please add|would you agree"
    r"|do you agree|\bcode[sd]?\b|coding|more specific|ICD|claim",
    re.I,
)
CODE = re.compile(r"\b[A-TV-Z]\d[0-9A-Z]\.[0-9A-Z]{1,4}\b")


def query(alert):
    queries = {query["alert"]: query["text"] for query in report(Note(NOTES[alert]))["queries"]}
    return queries[alert]


@pytest.mark.parametrize("alert", NOTES)
def test_query_uses_no_banned_word(alert):
    assert not BANNED.search(query(alert))
    assert not CODE.search(query(alert))


@pytest.mark.parametrize("record", policy.records(policy.Draft), ids=lambda record: record.id)
def test_template_uses_no_banned_word(record):
    for text in (record.opening, record.question, *(option.text for option in record.options)):
        assert not BANNED.search(text)
        assert not CODE.search(text)


@pytest.mark.parametrize("alert", NOTES)
def test_query_always_offers_other_and_unable_to_determine(alert):
    lines = query(alert).split("\n")
    assert lines[-2:] == ["[ ] Other (please specify): ____", "[ ] Unable to determine"]


@pytest.mark.parametrize("alert", NOTES)
def test_query_quotes_the_note_with_section_and_line(alert):
    quoted = re.findall(r"^- (.+) \((?:[^()]+, )?line (\d+)\)$", query(alert), re.M)
    assert quoted
    lines = NOTES[alert].split("\n")
    for said, line in quoted:
        words = re.findall(r'"([^"]+)"', said) or re.findall(r"[\d.]+", said.partition(" [")[0])
        assert words
        assert all(part in lines[int(line) - 1] for part in words)


def test_query_quotes_whole_phrases_and_names_the_analyte():
    text = queries_of(
        "HPI: He has been getting weaker for a month, more in the legs.\nLabs: Na 139, K 2.9\nA: Weakness (R53.1)."
    )
    assert '- "He has been getting weaker for a month, more in the legs" (HPI, line 1)' in text
    assert '- "Weakness" (A, line 3)' in text
    assert "- potassium 2.9 mmol/L (Labs, line 2)" in text
    assert "- creatine kinase 812 U/L (Labs, line 1)" in queries_of("Labs: CK 812\nA: Weakness.")


@pytest.mark.parametrize(
    ("line", "quoted"),
    [
        ("Labs: CK 1,300 (39-308).", "creatine kinase 1,300 U/L [reference 39 to 308]"),
        ("Labs: CK 100 (39-308).", None),
        ("Labs: K 2.9 (3.5-5.1).", None),  # has a query of its own
        ("EMG: myopathic units in the deltoid.", '"myopathic units in the deltoid"'),
        ("EMG: denervation in the deltoid.", '"denervation in the deltoid"'),
        ("EMG: no myopathic units in the deltoid.", None),
        ("EMG: normal.", None),
        ("Knee extension 4/5 left.", '"Knee extension 4/5 left"'),
        ("Knee extension 5/5.", None),
        ("Mother had polymyositis.", None),
        ("No falls.", None),
    ],
)
def test_a_query_of_the_muscles_quotes_what_shows_them(line, quoted):
    note = f"Exam: hip flexors 4/5 bilaterally.\n{line}\nA: Generalized weakness (R53.1)."
    (text,) = (q["text"] for q in report(Note(note))["queries"] if q["alert"] == "gap.muscle-term")
    cited = [told.partition(" (")[0].removeprefix("- ") for told in text.split("\n") if told.endswith("line 2)")]
    assert cited == ([quoted] if quoted else [])


def test_query_quotes_a_row_of_a_table_once():
    text = queries_of(
        "EXAM\nMotor        R      L\n  Deltoid    3/5    4/5\n  Iliopsoas  2/5    2/5\nA/P\nDiffuse weakness."
    )
    assert '- Deltoid: right "3/5", left "4/5" (EXAM, line 3)' in text


def test_query_offers_the_words_of_the_provider():
    text = queries_of("Exam: hip flexors 4/5 bilaterally.\nA: Profound asthenia.")
    assert "[ ] Asthenia" in text or "[ ] Profound asthenia" in text
    assert "Generalized weakness (asthenia)" not in text


def queries_of(note):
    return "\n".join(query["text"] for query in report(Note(note))["queries"])


@pytest.mark.parametrize("alert", NOTES)
def test_query_asks_one_open_question_at_a_time(alert):
    blocks = query(alert).split("\n\n")[1:]
    assert all(block.split("\n")[0].endswith("?") for block in blocks)


def test_query_asks_of_each_lab():
    text = query("gap.lab-significance")
    assert "significance of the potassium result" in text
    assert "significance of the hemoglobin result" in text
    assert "[ ] Not clinically significant" in text


def test_muscle_disorder_is_offered_only_with_support():
    with_ck = query("gap.muscle-term")
    without = report(Note("Exam: hip flexors 4/5 bilaterally.\nA: Generalized weakness."))["queries"]
    text = next(q["text"] for q in without if q["alert"] == "gap.muscle-term")
    assert "disorder of muscle" in with_ck
    assert "disorder of muscle" not in text


def test_every_alert_that_asks_has_a_template():
    known = {record.id for record in policy.records(policy.Draft)}
    assert {name for record in policy.records(policy.Warning) for name in record.query} == known


# Answered


@pytest.mark.parametrize(
    ("text", "begins", "ticked"),
    [
        ("Weak.\n\nQuery to the provider\n[x] Weakness\n[ ] Gout\n[ ] Unable to determine", "Query", ["Weakness"]),
        (
            "Please clarify:\n[ ] Gout [x] Muscle weakness\n[x] Other: rash",
            "Please",
            ["Muscle weakness", "Other: rash"],
        ),
        ("[x] Gout\n[ ] Unable to determine", "[x]", ["Gout"]),  # its last option tells that it is one
        ('CDI query\n- "weak" (HPI, line 1)\n\nWhich is it?\n[x] Gout\n[ ] Lupus', "CDI", ["Gout"]),
        ("Seen?\nWhich is it?\nPlease clarify:\nChoose one:\n[x] Gout\n[ ] Lupus", "Which", ["Gout"]),  # three lines
        ("CDI query\nHe walks.\nWhat is your diagnosis?\n[x] Gout\n[ ] Lupus\nSigned", "What", ["Gout"]),
        ("Query: what is it?\nResponse: gout", "Query", ["gout"]),
        ("Query response: gout", "Query", ["gout"]),
    ],
)
def test_an_answered_query(text, begins, ticked):
    (query,) = answers.queries(Reading(text))
    assert text[query.span[0] :].startswith(begins)
    assert [text[slice(*words)] for words in query.ticked] == ticked


@pytest.mark.parametrize(
    "text",
    [
        "CDI query\n[ ] Gout\n[ ] Unable to determine",  # nothing is ticked
        "Walks: [x] yes [ ] no",
        "[x] Gout\n[ ] Lupus",
        "Which weakness is it?\nResponse: gout",
        "Query: what is it?\nResponse:",
    ],
)
def test_what_is_no_answered_query(text):
    assert answers.queries(Reading(text)) == []
