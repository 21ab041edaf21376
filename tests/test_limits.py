"""Where a rule ends: the last case inside and the first one outside of directions, digits, reaches and dates."""

import pytest
from markup import within

from clinote.coding import labs, quotes, visits
from clinote.engine import Note, report
from clinote.facts import Potassium
from clinote.reading import Reading


def settled(text: str) -> list[str]:
    alone, longer = (report(Note(note, setting="outpatient"))["codes"] for note in (text, within(text)))
    assert [code["code"] for code in longer] == [code["code"] for code in alone]
    return [code["code"] for code in alone if code["role"] in ("decision", "instead")]


# Reaches


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Muscle weakness that has been there for a long time by now, gout of the big toe and both ankles, COPD", True),
        (
            "Muscle weakness that has been there for a long time, gout of the big toe, both ankles and knees, COPD",
            False,
        ),
        ("Muscle weakness that has been there for a long time by now, gout of the big toe, COPD", False),
    ],
)
def test_a_long_line_with_less_than_three_commas_tells_of_a_problem(line, told):
    assert settled(f"Problem list:\n{line}") == (["M62.81"] if told else [])


@pytest.mark.parametrize(
    ("most", "short"), [(15, "weak legs cough"), (14, "weak legs …"), (11, "weak legs …"), (10, "weak …"), (5, "wea …")]
)
def test_words_that_are_cut_fit_with_their_dots(most, short):
    assert quotes.shorten("weak legs cough", most) == short


# A weakness denied in one place and affirmed in another


def contradicted(text: str) -> bool:
    said = {alert["id"]: alert["message"] for alert in report(Note(text, setting="outpatient"))["alerts"]}
    return "denied in one place and affirmed in another" in said.get("conflict.exam-contradicts", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ROS: Denies weakness.\nA: Generalized weakness.", True),
        ("ROS: Denies muscle weakness, falls.\nA/P: Muscle weakness.", True),
        ("ROS: Denies new weakness.\nA: Generalized weakness.", False),  # no more than before
        ("ROS: No facial weakness.\nA: Generalized weakness.", False),  # elsewhere
        ("ROS: Denies weakness.\nA: Left hand weakness.", False),  # besides the one place
        ("ROS: Denies weakness.", False),
        ("A: Generalized weakness.", False),
        # an examination that finds it outranks a tick of the review of systems, and nothing else
        ("ROS: Denies weakness.\nExam: hip flexors 4/5 bilaterally.\nA: Muscle weakness.", False),
        ("HPI: Denies weakness.\nExam: hip flexors 4/5 bilaterally.\nA: Muscle weakness.", True),
    ],
)
def test_denied_in_one_place_and_affirmed_in_another(text, expected):
    assert contradicted(text) is expected


# The direction of a result


@pytest.mark.parametrize(
    ("sign", "value", "direction"),
    [
        (None, 3.5, "N"), ("<", 3.5, "L"), ("<=", 3.5, "L"), (">", 3.5, "N"), (None, 3.4, "L"), ("<", 4.0, "N"),
        (None, 5.1, "N"), (">", 5.1, "H"), (">=", 5.1, "H"), ("<", 5.1, "N"), (None, 5.2, "H"), (">", 4.0, "N"),
    ],
)  # fmt: skip
def test_a_sign_counts_at_the_edge_of_the_range(sign, value, direction):
    assert labs.direction(Potassium(value, "mmol/L", sign, 3.5, 5.1)) == direction


@pytest.mark.parametrize(
    ("low", "high", "value", "direction"),
    [(3.5, None, 3.4, "L"), (3.5, None, 9, "N"), (None, 5.1, 0, "N"), (None, 5.1, 6, "H"), (None, None, 6, "L")],
)
def test_a_range_with_one_end_and_none(low, high, value, direction):
    assert labs.direction(Potassium(value, "mmol/L", None, low, high, "L")) == direction


def test_a_flag_speaks_where_there_is_no_value():
    assert labs.direction(Potassium(None, None, None, 3.5, 5.1, "H")) == "H"


# The last digits of a paresis (I.C.6.a): 1 and 2 dominant right and left, 3 and 4 the other, 9 or 0 no side


@pytest.mark.parametrize(
    ("hand", "right", "left"), [("", 1, 4), ("Right-handed.", 1, 4), ("Left-handed.", 3, 2), ("Ambidextrous.", 1, 2)]
)
@pytest.mark.parametrize(
    ("words", "stem"),
    [
        ("hemiparesis, residual of an old stroke", "I69.35"),
        ("arm weakness, residual of an old stroke", "I69.33"),
        ("leg weakness, residual of an old stroke", "I69.34"),
        ("hemiparesis", "G81.9"),
    ],
)
def test_the_digit_of_a_side(hand, right, left, words, stem):
    assert settled(f"A: Right {words}. {hand}") == [f"{stem}{right}"]
    assert settled(f"A: Left {words}. {hand}") == [f"{stem}{left}"]


def test_the_digit_of_no_side():
    assert settled("A: Hemiparesis, residual of an old stroke.") == ["I69.359"]
    assert settled("A: Hemiparesis.") == ["G81.90"]


# The visits of a patient


def visit(date: str, name: str) -> dict[str, object]:
    text = "S: weakness about the same.\nExam: strength 5/5 throughout.\nA: Generalized weakness, stable."
    return visits.summary(report(Note(text, id=name, date=date, patient_id="P")))


@pytest.mark.parametrize(
    ("second", "third", "repeated"),
    [
        ("2025-01-01", "2025-01-01", []),  # notes of one day are one visit
        ("2025-01-01", "2025-01-02", [("2025-01-02", "2025-01-01")]),
        ("2025-01-02", "2025-01-02", [("2025-01-02", "2025-01-01")]),
        ("2025-01-02", "2025-01-03", [("2025-01-02", "2025-01-01"), ("2025-01-03", "2025-01-02")]),
    ],
)
def test_two_notes_of_one_date_are_one_visit(second, third, repeated):
    found = visits.repeats([visit(third, "c"), visit("2025-01-01", "a"), visit(second, "b")])
    assert [(each["date"], each["earlier"]) for each in found] == repeated


# Tables and fields of a form, as the tree has them


def items(text: str) -> list[tuple[str, str | None, bool | None]]:
    """The words of each item, those of its nearest lead-in, and what its answer says."""
    reading = Reading(text)

    def words(span) -> str:
        return reading.text[span.start : span.end]

    return [
        (words(item.head), words(item.leads[-1]) if item.leads else None, item.answer and item.answer.says)
        for item in reading.tree.items
    ]


def test_a_cell_hangs_on_the_head_of_its_column():
    rows = items("Problem |  | Status\nVertigo | left | resolved\nTinnitus | | ")
    assert rows[2:] == [
        ("Vertigo", "Problem", None), ("left", None, None), ("resolved", "Status", None), ("Tinnitus", "Problem", None),
    ]  # fmt: skip
    assert rows[:2] == [("Problem", None, None), ("Status", None, None)]  # a head hangs on nothing, itself least of all


def test_a_first_row_of_other_words_heads_nothing():
    assert {lead for _, lead, _ in items("Color | Shape\nVertigo | resolved")} == {None}


@pytest.mark.parametrize(
    "text",
    [
        "Vertigo: yes; Nausea: no; Tinnitus: Y.",
        "Vertigo yes, nausea no, tinnitus yes",
        "Vertigo: YES Nausea: NO Tinnitus: YES",
        "Vertigo Y / Nausea N / Tinnitus Y",
    ],
)
def test_each_field_of_a_line_has_its_own_answer(text):
    found = [(words.lower(), says) for words, _, says in items(text)]
    assert found == [("vertigo", True), ("nausea", False), ("tinnitus", True)]
