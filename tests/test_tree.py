"""The tree of a note: blocks, items with their lead-ins, dispositions and answers, and who speaks."""

from itertools import pairwise

import pytest
from markup import anywhere, check

from clinote import engine
from clinote.facts import FLAGS
from clinote.reading import Reading


@anywhere
def items(text):
    """For each item its head, what is said behind it, its nearest lead-in and its answer."""
    reading = Reading(text)

    def words(span):
        return reading.text[span.start : span.end] if span else None

    return [
        (words(item.head), words(item.behind), words(item.leads[-1] if item.leads else None),
         item.answer.says if item.answer else "-")
        for item in reading.tree.items
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Vertigo: [ ] Yes [x] No",
        "Vertigo: ( ) Yes (X) No",
        "Vertigo ☐ Yes ☑ No",
        "Vertigo □Yes ■No",
        "Vertigo: ___ Yes _x_ No",
        "Vertigo? [ ] Y [✓] N",
        "Vertigo: no",
        "Vertigo? N",
        "Vertigo - [ ] present [x] absent",
        "- Vertigo: Not at all",
        "Vertigo: { } Yes {x} No",
        "Vertigo? ○ yes ● no",
        "Vertigo ⬜ Yes ⬛ No",
        "(a) Vertigo: no",
        "Vertigo: **No**",
        "Vertigo: YES / (NO)",
        "Vertigo: Yes / __No__",
        "Vertigo?\nNo",
        "Vertigo:\n- none",
        "Vertigo\n  None.",
        "1) Vertigo\n   Denies",
        "Symptom | Yes | No\nVertigo | | x",
        "Symptom | Present | Absent\nVertigo | [ ] | [x]",
    ],
)
def test_an_answer_that_says_no(text):
    assert [(head, says) for head, _, _, says in items(text)] == [("Vertigo", False)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Cough: [x] Yes [ ] No", True),
        ("Cough: [ ] Yes [ ] No", None),
        ("Cough: Yes / No", None),
        ("Cough? Y", True),
        ("Cough: nearly every day", True),
        ("Complaint | Yes | No\nCough | x |", True),
        ("Complaint | Yes | No\nCough | |", None),
        ("Cough [yes/no]", None),
        ("Cough=null", None),
    ],
)
def test_an_answer_that_says_something_else(text, says):
    assert [(head, answer) for head, _, _, answer in items(text)] == [("Cough", says)]


@pytest.mark.parametrize(
    "text",
    [
        "Symptom      Pos  Neg\nVertigo            X\nCough         X",
        "Symptom      Present   Absent   Comment\nCough         x                 at night\nVertigo                  x",
        "Vertigo     no      Pallor     no\nRash       no      Cough      yes",
        "Vertigo | absent | Cough | present",
        "Vertigo ____No____  Cough ____Yes____",
        "Vertigo: **No**   Cough: **Yes**",
        "Vertigo:\n  No\nCough:\n  Yes",
        "Vertigo\nNo\nCough\nYes",
        "Seen today\nVertigo\n- no\nCough\n- yes",
        "Vertigo: ● no ○ yes\nCough: ○ no ● yes",
    ],
)
def test_each_row_has_the_answer_of_its_own_column(text):
    found = {head: says for head, _, _, says in items(text)}
    assert (found["Vertigo"], found["Cough"]) == (False, True)


def test_filled_circles_without_hollow_ones_are_bullets():
    assert [(head, says) for head, _, _, says in items("● Vertigo\n● Cough")] == [("Vertigo", "-"), ("Cough", "-")]


def test_boxes_behind_their_words():
    assert items("Cough: Yes [ ] No [x]")[0][3] is False


@pytest.mark.parametrize(
    ("text", "open_"),
    [
        ("___ feels weak.", False),
        ("____ fell and is weak.", False),
        ("___ told us of weak hands.", False),
        ("Weak since ___.", False),
        ("Weak hands per ___, her aide.", False),
        ("___F, weak hands.", False),
        ("___ yo M with weakness.", False),
        ("___: weak hands.", False),
        ("___-year-old potter, weak hands.", False),
        ("HPI: ___ underwent surgery, since then weak.", False),
        ("Weakness ___", True),
        ("Weakness: ___", True),
        ("___ weakness", True),
        ("___ Weakness ___ Cough", True),
        ("Weakness since: ___", True),
    ],
)
def test_a_blank_that_is_a_word_of_its_sentence_leaves_nothing_open(text, open_):
    found = [fact["hypothetical"] for fact in engine.report(engine.Note(text))["facts"]]
    assert found
    assert open_ is all(found)


def test_a_ticked_none_denies_the_label():
    assert items("Vertigo: ( ) mild  ( ) severe  (x) none")[0] == ("Vertigo", None, None, False)


def test_a_ticked_degree_says_that_the_label_is_there():
    found = [(head, says) for head, _, _, says in items("Vertigo: ( ) mild  (x) severe  ( ) none")]
    assert found == [("Vertigo", True), ("mild", None), ("severe", True), ("none", None)]


@pytest.mark.parametrize(
    "text",
    [
        "Vertigo: ☐ yes ☒ no      Cough: ☒ yes ☐ no",
        "Vertigo: [ ] yes [x] no Cough: [x] yes [ ] no",
        "Vertigo: ( ) yes (x) no; Cough: (x) yes ( ) no",
        "[N] Vertigo   [Y] Cough",
        "ROS: (n) Vertigo (y) Cough",
        "- [No] Vertigo\n- [Yes] Cough",
        "Vertigo .. No\nCough .. Yes",
    ],
)
def test_several_fields_in_a_line(text):
    assert [(head, says) for head, _, _, says in items(text)] == [("Vertigo", False), ("Cough", True)]


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("She denies:  ☒ falls  ☒ weakness  ☐ cough", {"negated"}),
        ("Return at once for:  ☑ vomiting  ☑ weakness", {"hypothetical"}),
        ("Please say if there is: [ ] pain  [x] weakness", set()),
        ("Has:  ☒ weakness  ☐ cough", set()),
        ("Cough.\nDenies\n- weakness\n- falls", {"negated"}),
        ("Cough.\nReports\n- weakness\n- falls", set()),
    ],
)
def test_a_tick_or_a_bullet_is_what_the_words_before_it_say(text, flags):
    found = next(f for f in engine.report(engine.Note(text))["facts"] if f["label"] == "WEAKNESS")
    assert {flag for flag in FLAGS if found[flag]} == flags


def test_what_square_brackets_offer_besides_answers_leaves_nothing_open():
    assert items("Cough [dry/wet]") == []


def test_a_ticked_none_denies_what_stands_in_its_line():
    assert {head: says for head, _, _, says in items("■ None □ Vertigo □ Rash\n□ Cough")} == {
        "None": True, "Vertigo": False, "Rash": False, "Cough": None,
    }  # fmt: skip


def test_a_long_bracket_leaves_an_answer_what_it_is():
    words = ", ".join(["it was there on most days of the spring, worse in the mornings"] * 3)
    assert [says for *_, says in items(f"Vertigo: no ({words})")] == [False]
    assert items(f"Vertigo: no, {words}") == []


def test_an_answer_below_a_heading_of_more_is_none():
    assert all(says == "-" for *_, says in items("Plan:\nnone of his drugs is stopped"))


def test_the_points_of_a_scale_are_answers_where_some_are_none():
    fields = [(head, says) for head, _, _, says in items("ESAS: cough 0, vertigo 4/10, nausea 0")]
    assert fields == [("cough", False), ("vertigo", True), ("nausea", False)]
    assert items("Labs K 4 Mg 2 Phos 3") == items("cough 0, two falls") == []


def test_a_heading_ends_what_is_handed_out_in_its_line():
    check("Leaflet given: <ENTITY hypothetical>Gout</ENTITY>. Assessment: <ENTITY>vertigo</ENTITY>.")
    check("Patient education: <ENTITY hypothetical>gout</ENTITY>. A/P: <ENTITY>vertigo</ENTITY>.")
    check(
        "Patient education printed: <ENTITY hypothetical>Gout</ENTITY> at Home. Assessment: <ENTITY>vertigo</ENTITY>."
    )


def test_an_answer_further_in_is_of_the_label_above():
    check("<ENTITY negated>Dizziness</ENTITY> in the last year\n    none\n<ENTITY>Cough</ENTITY>\n    at night, dry")
    check("She was dizzy and thought that there would be\n    no <ENTITY negated>fever</ENTITY>.")


def test_options_that_are_not_ticked_say_nothing():
    assert items("( ) cough (x) vertigo") == [("cough", None, None, None), ("vertigo", None, None, True)]


@pytest.mark.parametrize(
    ("text", "head", "behind"),
    [
        ("1. Migraine - ruled out", "Migraine", "ruled out"),
        ("1. Migraine: excluded", "Migraine", "excluded"),
        ("1. Migraine. Unlikely.", "Migraine", "Unlikely."),
        ("1. Migraine\n   Not confirmed", "Migraine", "Not confirmed"),
        ("Migraine | Resolved", "Migraine", "Resolved"),
        ("- Migraine. She has had it since school and takes a triptan.", None, None),
    ],
)
def test_what_is_said_behind_an_item(text, head, behind):
    found = items(text)[0]
    assert found[:2] == (head or text.lstrip("- "), behind)


def test_bullets_hang_on_the_line_above():
    text = "She denies\n - vertigo, hearing loss,\n   ear pain\n - cough"
    assert items(text) == [
        ("vertigo, hearing loss, ear pain", None, "She denies", "-"),
        ("cough", None, "She denies", "-"),
    ]


def test_bullets_hang_on_the_line_above_a_blank_one():
    text = "Seen on the ward.\nShe denies:\n\n- vertigo\n- cough"
    assert [(head, lead) for head, _, lead, _ in items(text)] == [("vertigo", "She denies:"), ("cough", "She denies:")]


def test_short_lines_hang_on_a_colon():
    assert [(head, lead) for head, _, lead, _ in items("Ruled out:\nmigraine\nstroke\n\nPlan: rest")] == [
        ("migraine", "Ruled out:"), ("stroke", "Ruled out:"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["Assessment:\n1. Migraine", "He is well.\n- cough", "Plan\n- rest"])
def test_headings_and_finished_sentences_are_no_lead_ins(text):
    assert items(text)[0][2] is None


@pytest.mark.parametrize(
    ("text", "id_", "quoted"),
    [
        ("Prior note copied forward (3/2/2025): cough. Still coughing.", "voice.earlier", "cough. Still coughing."),
        ("Last visit 3/2/25: cough. Today no cough.", "voice.earlier", "cough."),
        ("Previous exam:\ncough, crackles\n\nclear now", "voice.earlier", "cough, crackles"),
        ("--- Copied from visit 3/2/25 ---\nHPI: cough\nTx: rest\n----\nok", "voice.copied", "HPI: cough\nTx: rest"),
        ("-- pasted from 3/2/25 --\nHPI: cough\n\n-- rest\n-- end --\nok", "voice.copied", "HPI: cough\n\n-- rest"),
        ("[Begin previous note]\ncough\n\n[x] fever\n[End of note]\nok", "voice.earlier", "cough\n\n[x] fever"),
        ("Last visit 3/2/25\n> cough\n>\n> fever\nclear now", "voice.earlier", "> cough\n>\n> fever"),
        ("== Prior note ==\ncough\n\nPlan: rest", "voice.earlier", "cough"),
        ("Handout given: Cough in Adults.", "voice.handout", "Cough in Adults."),
        ("AVS printed: Cough in Adults; Low-Salt Diet.", "voice.printed", "Cough in Adults; Low-Salt Diet."),
        ("After Visit Summary given: Cough; Gout. She has pain.", "voice.printed", "Cough; Gout."),
        ("Discharge instructions attached: Cough (Adult)", "voice.printed", "Cough (Adult)"),
        ("Handout given: Gout. Cough in Adults. His cough lasts.", "voice.handout", "Gout. Cough in Adults."),
        ("'Living with Cough' leaflet given.", "voice.handout", "Living with Cough"),
        ('Patient education sheet "Cough in Adults" printed.', "voice.teaching", "Cough in Adults"),
        ("Gout is a disease. You may ache.", "voice.leaflet", "Gout is a disease. You may ache."),
    ],
)  # fmt: skip
def test_who_speaks(text, id_, quoted):
    reading = Reading(text)
    told = [at for at in range(len(reading.text)) if (voice := reading.tree.voice(at)) and voice.id == id_]
    assert reading.text[told[0] : told[-1] + 1].strip() == quoted


@pytest.mark.parametrize(
    "text",
    [
        "", "\n", "The last two visits he coughed.", "Leaflet for gout. 'Coughs all night.'",
        "Gave a leaflet, 'cough is worse' he says.",
        "Report: cough", "- \n-", "| |", "[ ]",
        "Gout is a disease that he has. Your patient is weak.", "Gout is a disease of joints.",
    ],
)  # fmt: skip
def test_where_nothing_is_quoted(text):
    assert all(Reading(text).tree.voice(at) is None for at in range(len(text)))


def test_items_lie_in_order_and_apart():
    text = "ROS:\n- cough: no\n- falls (x) yes ( ) no\nA | B | C\n1. Gout - old\n\n[x] a [ ] b\n" * 5
    found = Reading(text).tree.items
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(item.start <= item.head.start < item.head.end <= item.end for item in found)
