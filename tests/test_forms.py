"""Changes of form: what each makes of a text, how offsets are carried along, and what is left as it was."""

import json

import pytest
from program import clinote

from clinote.evaluation import keeping
from clinote.evaluation.forms import carry, changes
from clinote.evaluation.forms.rewriting import Edit, Piece, Rewriting
from clinote.facts import FLAGS

CHANGES = changes()
LONG = "She has been weak in both legs since the spring and needs the rail on the stairs of her house."
HYPHENED = "She has been weak in both legs since the spring, has underst-\nanding neighbours and a stair lift."
TORN = (
    "She has been weak in both legs since the spring and denies numbness,\n\nPage 1 of 2\n\f\n"
    "tingling, trouble with her speech, falls and any change of her gait or\nher hands."
)
ROWS = "Power    left    right\nhip      4/5     4/5\nknee     5/5     5/5"


def made(name, text):
    rewriting = CHANGES[name](text)
    return rewriting and rewriting.text


@pytest.mark.parametrize(
    ("name", "text", "new"),
    [
        ("indent: 4 blanks", "Weak.\n\nNo falls.", "    Weak.\n\n    No falls."),
        ("blanks at line ends", "Weak.\nNo falls.", "Weak.   \nNo falls.   "),
        ("wrap: 40 columns", LONG, LONG.replace("the spring", "the\nspring").replace("stairs of", "stairs\nof")),
        ("wrap: 40 columns", ROWS, None),
        ("wrap: 40 columns", "The dose of the new tablet was put up from 2. Then she felt better.",
         "The dose of the new tablet was put up\nfrom 2. Then she felt better."),
        ("unwrap", LONG.replace("and needs", "and\n  needs"), LONG),
        ("unwrap", "Medications taken at home and brought to this visit:\naspirin", None),
        ("blank lines", "Assessment\nWeakness.\nPlan: rest", "Assessment\n\nWeakness.\n\nPlan: rest"),
        ("line ends: CR", "Weak.\nNo falls.", "Weak.\rNo falls."),
        ("case: upper", "Straße: weak, K 4.1", "STRAßE: WEAK, K 4.1"),
        ("zero-width spaces within words", "Muscle pain", "Mus\u200bcle pain"),
        ("HTML: paragraphs", "Grade <4+\n\nNo falls", "<p>Grade &lt;4+</p><p>No falls</p>"),
        ("HTML: line breaks", "Grade <4+\nNo falls", "Grade &lt;4+<br>No falls"),
        ("HTML: paragraphs", "<b>Plan</b>", None),
        ("HTML: entities", "4+/5", "4&#43;&#47;5"),
        ("HTML: lists", "Plan:\n- rest\n- labs", "Plan:\n<ul>\n<li>rest</li>\n<li>labs</li>\n</ul>"),
        ("HTML: tables", ROWS, "<table><tr><td>Power</td><td>left</td><td>right</td></tr>\n"
         "<tr><td>hip</td><td>4/5</td><td>4/5</td></tr>\n<tr><td>knee</td><td>5/5</td><td>5/5</td></tr></table>"),
        ("cells: bars", ROWS, "Power | left | right\nhip | 4/5 | 4/5\nknee | 5/5 | 5/5"),
        ("bold: **", "Plan: rest", "**Plan:** rest"),
        ("label: dash", "1. Myositis: ruled out", "1. Myositis - ruled out"),
        ("label: colon", "Myositis - ruled out", "Myositis: ruled out"),
        ("label: cell", "Deltoid: 4/5\nBiceps: 5/5", "Deltoid | 4/5\nBiceps | 5/5"),
        ("label: cell", "Deltoid: 4/5", None),
        ("label: bracket", "CK: 412 U/L", "CK (412 U/L)"),
        ("label: bracket", "Course: worse", None),
        ("list: bullets for commas", "Fell. She denies fever, rash, or numbness. Walks.",
         "Fell.\nShe denies:\n- fever\n- rash\n- numbness\nWalks."),
        ("list: bullets for commas", "ROS: denies fever, rash, cough.", "ROS: denies:\n- fever\n- rash\n- cough"),
        ("list: commas for bullets", "Denies:\n- fever\n- rash", "Denies: fever, rash"),
        ("list: order", "No rash, fever, or cough.", "No cough, fever, or rash."),
        ("list: semicolons", "No rash, fever, or cough.", "No rash; fever; or cough."),
        ("bullets: order", "- rest\n- labs", "- labs\n- rest"),
        ("bullets: numbers", "- rest\n- labs", "1. rest\n2. labs"),
        ("numbers: bullets", "1. Weakness\n2. Anemia", "- Weakness\n- Anemia"),
        ("numbers: bullets", "1. Anemia\n2. Weakness due to #1", None),
        ("cue: denies as does not report", "Denies falls.", "Does not report falls."),
        ("cue: without as with no", "Walks without any aid, without the cane.", "Walks with no aid, without the cane."),
        ("short: general", "Patient seen with her son.", "Pt seen w/ her son."),
        ("long: general", "PT saw the pt.", "PT saw the patient."),
        ("long: limbs", "RUE 4/5. LUE 5/5", "Right upper extremity 4/5. Left upper extremity 5/5"),
        ("wrap: hyphens within words", HYPHENED.replace("-\n", ""), HYPHENED),
        ("wrap: hyphens within words", "Weakness.", None),
        ("margin: >", "Weak.\nNo falls.\n\nRest.", "> Weak.\n> No falls.\n> \n> Rest."),
        ("margin: >", "Weak.\nNo falls.", None),
        ("margin: numbers", "Weak.\nGout.\n\nRest.\nHome.", "  1  Weak.\n  2  Gout.\n  3  \n  4  Rest.\n  5  Home."),
        ("margin: numbers", "Weak.\n4/5 hips.\n\nRest.\nHome.", None),
        ("margin: frame", "Weak.\nNo falls.\nRest.", "| Weak.     |\n| No falls. |\n| Rest.     |"),
        ("margin: frame", "Hip | 4\nKnee | 5\nNeck | 5", None),
        ("margin: times", "Weak.\nGout.\n\nRest.\nHome.",
         "[09:00] Weak.\n[09:01] Gout.\n[09:02] \n[09:03] Rest.\n[09:04] Home."),
        ("margin: quotes", 'Weak.\n"Tired."\n\nRest.\nHome.', None),
        ("two blanks for each", "Grip  4/5", None),
        ("one line: |", "Weak.\nGout.\nUp.\nRest.\nHome.\nBye.", "Weak. | Gout. | Up. | Rest. | Home. | Bye."),
        ("one line: |", "Weak.\nGout.", None),
        ("no blank behind colons", "Motor: 4/5 in both legs.\nPlan:\nrest", "Motor:4/5 in both legs.\nPlan:\nrest"),
        ("cells: commas", "Hip  4  5\nKnee  4  4\nAnkle  5  5", "Hip,4,5\nKnee,4,4\nAnkle,5,5"),
        ("heading: dots", "Plan: rest", "Plan ..... rest"),
        ("no blank behind sentences", "No falls. She rests. K 4. Rest.", "No falls.She rests. K 4. Rest."),
        ("ligatures", "fibrillations, flexors", "\ufb01brillations, \ufb02exors"),
        ("accents apart", "Sj\u00f6gren", "Sjo\u0308gren"),
        ("fraction slashes", "4+/5", "4+\u20445"),
        ("escaped: \\n", "Weak.\nGout.\nRest.", "Weak.\\nGout.\\nRest."),
        ("escaped: \\n", "C:\\a\nGout.\nRest.", None),
        ("escaped: Markdown", "K 3.4 (3.5-5.1), 4+/5", "K 3.4 (3.5\\-5.1), 4\\+/5"),
        ("escaped: HTML twice", "Weak.\nGout.", "&lt;p&gt;Weak.&lt;/p&gt;&lt;p&gt;Gout.&lt;/p&gt;"),
        ("HTML: preformatted", "Grade <4\nGout", "<pre>Grade &lt;4\nGout</pre>"),
        ("emphasis: *", "She has marked weakness, and sudden bouts of vertigo, tires.",
         "She has *marked* weakness, and sudden *bouts* of vertigo, tires."),
        ("heading: own line", "Plan: rest\nHip: 4/5", "Plan:\nrest\nHip: 4/5"),
        ("heading: own line, no colon", "Plan: rest", "Plan\nrest"),
        ("heading: underlined", "Plan: rest", "Plan\n----\nrest"),
        ("heading: [ ]", "Plan: rest", "[Plan] rest"),
        ("heading: ** **, no colon", "Plan: rest", "**Plan** rest"),
        ("bullets: o", "- rest\n- labs", "o rest\no labs"),
        ("bullets: in one line", "- rest\n- labs\nHome.", "\u2022 rest \u2022 labs\nHome."),
        ("bullets: (numbers)", "- rest\n- labs", "(1) rest\n(2) labs"),
        ("page: foot in a sentence", TORN.replace("\n\nPage 1 of 2\n\f\n", " ").replace("\n", " "), TORN),
        ("page: foot in a sentence", "Denies falls, numbness.", None),
        ("unrelated line before: 1", "Weak.", "Page 1 of 2\nWeak."),
    ],
)  # fmt: skip
def test_a_change(name, text, new):
    assert made(name, text) == new


@pytest.mark.parametrize(
    "text",
    [
        "No facial, jaw, or tongue weakness.",  # one noun for all
        "No distress, pleasant, in good spirits.",  # without 'or' a 'No' may end at the comma
        "Denies fever, rash, is walking well.",  # a sentence of its own
        "Denies fever, no rash, or cough.",
        "Reports weakness, fever.",
        "No wasting, fasciculations or sensory loss.",
    ],
)
def test_a_list_whose_members_cannot_stand_alone_is_left(text):
    assert made("list: bullets for commas", text) is None
    assert made("list: order", text) is None


def test_offsets_follow_the_words():
    text = "No rash, fever, or cough. Weak."
    rewriting = CHANGES["list: order"](text)
    for word in ("rash", "fever", "cough", "Weak"):
        start = text.index(word)
        assert rewriting.text[slice(*rewriting.span(start, start + len(word)))] == word
    assert rewriting.span(3, 14) is None  # 'rash, fever' no longer stands together


def test_a_note_is_carried_whole_or_not_at_all():
    note = {
        "id": 1,
        "text": "Feels weak.",
        "gold": {"facts": [{"label": "WEAKNESS", "start": 6, "end": 10, "text": "weak"}]},
    }
    moved = carry(note, CHANGES["indent: 4 blanks"](note["text"]))
    assert (moved["text"], moved["gold"]["facts"][0]["start"]) == ("    Feels weak.", 10)
    assert carry(note, Rewriting([Piece(0, 6, "Feels "), Piece(10, 11, ".")])) is None
    assert note["text"] == "Feels weak."


def test_edits_that_change_nothing_make_no_form():
    assert Rewriting.of("weak", [Edit(0, 4, "weak")]) is None


def answer(text):
    weak = text.find("weak")
    if weak < 0:
        return {"facts": [], "decision": {"code": "none"}, "codes": []}
    fact = {"label": "WEAKNESS", "start": weak, "end": weak + 4, "concept": "weakness", **dict.fromkeys(FLAGS, False)}
    return {"facts": [fact], "decision": {"code": "R53.1"}, "codes": [{"code": "R53.1", "role": "decision"}]}


def test_what_is_kept_is_counted_by_change():
    def reporter(note):
        if note.text.startswith("\t"):
            raise IndexError
        return answer(note.text)

    names = ("indent: tab", "indent: 4 blanks", "case: upper", "unwrap")
    kit = keeping.run([{"id": "a", "text": "Feels weak."}], {name: CHANGES[name] for name in names}, reporter)
    shares = {name: (k.pairs, k.decision.share, k.codes.share, k.facts.share, k.failures) for name, k in kit.rows()}
    assert shares == {
        "indent: tab": (1, 0.0, 0.0, None, 1),
        "indent: 4 blanks": (1, 1.0, 1.0, 1.0, 0),
        "case: upper": (1, 0.0, 0.0, 0.0, 0),
        "ALL": (3, 1 / 3, 1 / 3, 0.5, 1),
    }
    assert [c.what for c in kit.changed] == [
        "failed with IndexError",
        "decision R53.1 -> none; codes -R53.1 (decision); lost WEAKNESS weakness at 6",
    ]


def test_the_command_prints_what_is_kept_and_no_text(tmp_path):
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps({"id": "g1", "text": "Patient feels weak. Denies falls.", "gold": {"facts": []}}))
    run = clinote("evaluate", file, "--forms", "--errors")
    assert run.returncode == 0, run.stderr
    assert "indent: 4 blanks                            1     1.000   1.000   1.000         0" in run.stdout
    assert run.stdout.splitlines()[0].split() == ["answer", "kept", "pairs", "decision", "codes", "facts", "failures"]
    assert "feels" not in run.stdout
