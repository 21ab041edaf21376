"""Second opinions: recorded where they differ, silent, and never the decision."""

import json
import subprocess
import sys

import pytest

from clinote import assertion, engine
from clinote.assertion import opinions
from clinote.facts import Fact, Finding, Says, StrengthGrade
from clinote.reading import Reading

GRADE = Fact("STRENGTH_GRADE", 0, 0, "", "test", StrengthGrade(4, 4))


def _asserted(text: str, words: str, label: str = "DIAGNOSIS") -> Fact:
    reading = Reading(text)
    start = text.index(words)
    fact = Fact(label, start, start + len(words), words, "test", Says())
    assertion.apply(reading, [fact])
    opinions.add(reading, [fact, GRADE])
    return fact


def test_agreement_leaves_no_opinion():
    assert _asserted("He denies vertigo.", "vertigo").opinions == []


def test_disagreement_is_recorded_and_decides_nothing():
    fact = _asserted("The panel is negative, thirst was not reported and vertigo persists.", "vertigo")
    assert not fact.negated
    assert fact.opinions == [
        {"engine": "negspacy", "negated": True, "cue": "not", "flags": ["negated"]},
        {"engine": "medspacy-context", "negated": True, "cue": "was not", "flags": ["negated"]},
    ]


def test_negated_by_a_cue_that_negspacy_does_not_know():
    fact = _asserted("Vertigo: none.", "Vertigo")
    assert fact.negated
    assert [(o["engine"], o["negated"]) for o in fact.opinions] == [("negspacy", False), ("medspacy-context", True)]


def test_context_judges_every_flag():
    fact = _asserted("Seizures cannot be excluded and she has a history of vertigo.", "vertigo")
    assert {o["engine"]: o["flags"] for o in fact.opinions}["medspacy-context"] == ["historical"]


def test_an_item_is_shown_with_its_lead_in():
    assert _asserted("She denies:\n- nausea\n- vertigo", "vertigo").opinions == []


def test_a_finding_decides_nothing_and_is_not_asked_about():
    assert _asserted("Vertigo: none.", "Vertigo", "FINDING").opinions == []


def test_a_measured_value_is_not_asked_about():
    assert _asserted("No vertigo, 4.1 today", "4.1", "POTASSIUM").opinions == []


def test_a_concept_negative_by_its_own_words_is_not_asked_about():
    fact = Fact("FINDING", 0, 16, "Sensation intact", "test", Finding("sensory_loss"), negated=True)
    opinions.add(Reading("Sensation intact."), [fact, GRADE])
    assert fact.opinions == []


def test_a_note_that_speaks_of_neither_weakness_nor_strength_is_not_asked_about():
    fact = Fact("FINDING", 0, 7, "Vertigo", "test", Finding("vertigo"), negated=True)
    opinions.add(Reading("Vertigo: none."), [fact])
    assert fact.opinions == []


def _cues():
    """Each cue of the two engines, by the engine's words, and whether it looks forward and back."""
    from negspacy.termsets import termset

    terms = termset(opinions.TERMSET).get_patterns()
    for cue in terms["preceding_negations"]:
        yield opinions._negations, cue, True, cue in terms["following_negations"]
    for cue in terms["following_negations"]:
        yield opinions._negations, cue, cue in terms["preceding_negations"], True
    for rule in json.loads(opinions._rules_file().read_bytes())["context_rules"]:
        if rule["direction"] != "TERMINATE":
            yield opinions._modifiers, rule["literal"], rule["direction"] == "FORWARD", rule["direction"] == "BACKWARD"


@pytest.mark.parametrize(("engine", "cue", "forward", "back"), list(_cues()))
def test_every_cue_is_shown_to_its_engine(engine, cue, forward, back):
    assert not forward or opinions._may_say(f"Some {cue} vertigo", "vertigo", engine())
    assert not back or opinions._may_say("Some vertigo", f"vertigo {cue}", engine())


def test_the_rules_of_context_are_read_from_its_own_file():
    from medspacy.context import ConText

    assert str(opinions._rules_file()) == ConText(opinions._nlp(), rules=None).DEFAULT_RULES_FILEPATH


def test_a_clause_whose_cues_look_the_other_way_loads_no_engine():
    code = (
        "import sys\nfrom clinote import engine\nfrom clinote.note import Note\n"
        "engine.report(Note(text='Weakness possible, {}.', id='1'))\nprint('spacy' in sys.modules)"
    )
    for end, loaded in (("not worse", "False"), ("is ruled out", "True")):
        done = subprocess.run([sys.executable, "-c", code.format(end)], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout.strip()) == (0, loaded), end


@pytest.mark.parametrize("text", ["a b", " a  b ", "doesn't\n\tknow 4+/5 (x)", "é\u00a0ü"])
def test_the_words_shown_make_up_the_text(text):
    assert opinions._nlp()(text).text == text


def test_nothing_is_printed(capfd):
    _asserted("The panel is negative, thirst was not reported and vertigo persists.", "vertigo")
    assert capfd.readouterr() == ("", "")


def test_engines_load_when_asked_and_in_silence():
    """PyRuSH, which writes what it reads to stderr, and what QuickUMLS takes along are no part of ConText."""
    code = (
        "import sys, clinote.assertion.opinions as o\n"
        "assert 'spacy' not in sys.modules\n"
        "print(o._asked(o._document('No vertigo.'), [(3, 10)], *o._context())[0][0])\n"
        "assert 'scipy' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "frozenset({'negated'})\n", "")


def test_what_is_put_off_works_when_it_is_used():
    code = (
        "import sys, clinote.assertion.opinions as o\n"
        "o._context()\n"
        "assert 'nltk.metrics' not in sys.modules\n"
        "assert not any('later' in type(finder).__module__ for finder in sys.meta_path)\n"
        "from nltk.metrics import edit_distance\n"
        "print(edit_distance('deltoid', 'deltoids'))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "1\n", "")


@pytest.mark.parametrize(
    "use", ["spacy.info(silent=True)['spacy_version']", "spacy.cli.info(silent=True)['spacy_version']"]
)
def test_commands_of_spacy_load_when_they_are_used(use):
    code = (
        "import sys, clinote.assertion.opinions as o\n"
        "o._context()\n"
        "assert 'spacy.cli.download' not in sys.modules\n"
        "import spacy\n"
        f"assert {use} == {use} == spacy.__version__\n"
        "print(spacy.cli.info.__module__, spacy.cli.train.__name__)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "spacy.cli.info spacy.cli.train\n", "")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Without a cane he is weak.", True),  # the words of a cue, which clinote takes for none
        ("Denies\n- falls\n- weakness", True),  # no cue but in the lead-in
        ("Weak for 3 weeks now.", False),
    ],
)
def test_a_clause_without_any_cue_is_shown_to_nobody(monkeypatch, text, asked):
    shown = []
    plain = opinions._document
    monkeypatch.setattr(opinions, "_document", lambda clause: shown.append(clause) or plain(clause))
    engine.report(engine.Note(text))
    assert bool(shown) is asked


def test_the_engines_are_heard_where_clinote_sees_no_cue():
    (fact,) = [f for f in engine.report(engine.Note("Without a cane he is weak."))["facts"] if f["label"] == "WEAKNESS"]
    assert not fact["negated"]
    assert [(said["engine"], said["negated"], said["cue"]) for said in fact["opinions"]] == [
        ("negspacy", True, "Without"),
        ("medspacy-context", True, "Without"),
    ]
