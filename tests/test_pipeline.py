"""clinote as spaCy components: the same report as the text path, alone, saved and reloaded, on a base model."""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest
import spacy

import clinote
from clinote import engine, pipeline, resources

NOTE = """HPI: 61 y/o with muscle weakness (MW) of both legs x 3 months, cannot climb stairs. Denies diplopia.
PMH: weakness after surgery in 2019, resolved.
EXAM: hip flexors 4-/5 bilaterally, deltoids 4+/5. No facial droop.
LABS: CK 1,200 U/L (30-200), K 3.1 (3.5-5.1)
EMG: short-duration motor units, no fibrillations.
ASSESSMENT
1. Generalized muscle weakness (M62.81), possible myopathy.
Return if the weakness gets worse."""

SAMPLES = [
    NOTE,
    "",
    "   \n\n",
    "Patient feels weak.",
    "\ttabs\u00a0and – dashes\r\nK 2.9\r\n\r\nStrength 4−/5 right İ arm.",
]
SAMPLES += [p.read_text(encoding="utf-8") for p in sorted(Path(__file__).parents[1].glob("samples/notes/*.txt"))]


@pytest.fixture(scope="module")
def nlp():
    return clinote.load()


@pytest.mark.parametrize("text", SAMPLES, ids=lambda t: t[:30])
def test_doc_and_text_give_the_same_report(nlp, text):
    note = engine.Note(text, id="n", setting="inpatient", date="2025-06-18", patient_id="p")
    assert nlp(pipeline.make_doc(nlp, note))._.clinote == engine.report(note)


def test_saved_pipeline_gives_the_same_report(nlp, tmp_path):
    nlp.to_disk(tmp_path)
    assert spacy.load(tmp_path)(NOTE)._.clinote == nlp(NOTE)._.clinote
    assert spacy.load(resources.path("models", "en_clinote"))(NOTE)._.clinote == nlp(NOTE)._.clinote


def test_shipped_config_runs_the_extractors_in_the_order_of_the_engine(nlp):
    extractors = [
        name.removeprefix("clinote_") for name in nlp.pipe_names if name.removeprefix("clinote_") in engine.EXTRACTORS
    ]
    assert extractors == list(engine.EXTRACTORS)
    assert nlp.pipe_names[-3:] == ["clinote_assertion", "clinote_opinions", "clinote_coding"]


def test_doc_with_facts_serializes_beside_medspacy(nlp):
    importlib.import_module("medspacy")  # once imported, it takes any dict with a key "section" for its own
    doc = nlp(NOTE)
    again = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.clinote == doc._.clinote
    assert [s._.clinote for s in again.spans["clinote"]] == [s._.clinote for s in doc.spans["clinote"]]


@pytest.mark.parametrize("name", list(engine.EXTRACTORS))
def test_extractor_alone(name):
    nlp = spacy.blank("en")
    nlp.add_pipe(f"clinote_{name}")
    doc = nlp(NOTE)
    for span in doc.spans["clinote"]:
        fact = span._.clinote
        assert doc.text[fact["start"] : fact["end"]] == fact["text"]
        assert (span.label_, span.id_) == (fact["label"], fact["rule"])


def test_assertion_alone_sets_medspacy_names_on_any_entity():
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "DISEASE", "pattern": p} for p in ("pneumonia", "gout")])
    nlp.add_pipe("clinote_assertion")
    pneumonia, gout = nlp("No evidence of pneumonia. He has gout.").ents
    assert (pneumonia._.is_negated, gout._.is_negated) == (True, False)
    assert pneumonia._.clinote_cues["negated"]["text"] == "No evidence of"


def test_assertion_reads_span_groups():
    nlp = spacy.blank("en")
    nlp.add_pipe("span_ruler", config={"spans_key": "mine"}).add_patterns([{"label": "X", "pattern": "gout"}])
    nlp.add_pipe("clinote_assertion", config={"span_groups": ["mine"]})
    doc = nlp("Denies gout.")
    assert doc.spans["mine"][0]._.is_negated


def test_layout_leaves_sentences_that_are_there():
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("clinote_layout")
    doc = nlp("PLAN\nRest. Fluids.")
    assert [s.text for s in doc.sents] == ["PLAN\nRest.", "Fluids."]
    assert [s.label_ for s in doc.spans["clinote_sections"]] == ["plan"]


def test_base_model(tmp_path):
    base = spacy.blank("en")
    base.add_pipe("entity_ruler").add_patterns([{"label": "DISEASE", "pattern": "gout"}])
    base.to_disk(tmp_path)
    nlp = clinote.load(base=tmp_path)
    doc = nlp("Denies gout. Patient feels weak.")
    assert doc.ents[0]._.is_negated
    assert doc._.clinote == engine.report(engine.Note(doc.text))


def test_missing_base_model_is_named():
    with pytest.raises(clinote.ClinoteError, match="'en_core_nowhere' is not installed"):
        clinote.load(base="en_core_nowhere")


def test_import_costs_no_spacy():
    code = "import sys, clinote, clinote.engine; assert 'spacy' not in sys.modules and 'pydantic' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
