"""clinote as spaCy components: the same report as the text path, alone, saved and reloaded, on a base model."""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest
import spacy

import clinote
from clinote import engine, pipeline, resources
from clinote.reading import Reading

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
    steps = list(engine.EXTRACTORS)
    for step in (*(steps[: steps.index(name)] if name in engine.READS else ()), name):
        nlp.add_pipe(f"clinote_{step}")
    assert not any(nlp.analyze_pipes()["problems"].values())
    doc = nlp(NOTE)
    for span in doc.spans["clinote"]:
        fact = span._.clinote
        assert doc.text[fact["start"] : fact["end"]] == fact["text"]
        assert (span.label_, span.id_) == (fact["label"], fact["rule"])


@pytest.mark.parametrize("name", list(engine.EXTRACTORS))
def test_an_extractor_needs_what_it_reads_and_no_more(name):
    """Its facts in the whole pipeline are those after the named forerunners, whatever else ran."""
    for text in SAMPLES:
        reading, facts = Reading(text), {}
        for step, extract in engine.EXTRACTORS.items():
            before = [fact for known in facts.values() for fact in known]
            facts[step] = extract(reading, before)
            if step == name:
                needed = [fact for known in engine.READS.get(name, ()) for fact in facts[known]]
                assert shown(extract(reading, needed)) == shown(facts[step])


def shown(facts):
    return [(fact.start, fact.end, fact.label, fact.says) for fact in facts]


def without(nlp, name):
    nlp.remove_pipe(name)
    return nlp


@pytest.mark.parametrize(
    ("missing", "names"),
    [
        ("clinote_weakness", "clinote_codes"),
        ("clinote_strength", "clinote_distribution"),
        ("clinote_labs", "clinote_coding"),
        ("clinote_assertion", "clinote_opinions"),
    ],
)
def test_a_missing_forerunner_is_found(missing, names):
    nlp = without(clinote.load(), missing)
    assert f"doc._.{missing}" in nlp.analyze_pipes()["problems"][names]
    with pytest.raises(clinote.ClinoteError, match=f"{names} has to come after {missing}"):
        nlp(NOTE)


def test_facts_after_assertion_are_not_coded():
    nlp = without(clinote.load(), "clinote_labs")
    nlp.add_pipe("clinote_labs", before="clinote_coding")
    with pytest.raises(clinote.ClinoteError, match="clinote_coding has to come after clinote_assertion"):
        nlp(NOTE)


def test_a_whole_pipeline_has_no_problem(nlp):
    assert not any(nlp.analyze_pipes()["problems"].values())


TOLD = {"setting": "inpatient", "date": "2026-03-05", "id": "n1", "patient_id": "p1"}


def test_setting_date_and_ids_as_context(nlp):
    ((doc, context),) = nlp.pipe([("Weak since 1 March.", TOLD | {"row": 4})], as_tuples=True)
    assert context["row"] == 4
    assert doc._.clinote == clinote.suggest("Weak since 1 March.", **TOLD).to_dict()


def test_setting_date_and_ids_on_the_doc(nlp):
    doc = nlp.make_doc("Weak since 1 March.")
    doc._.clinote_note = TOLD
    assert nlp(doc)._.clinote == clinote.suggest("Weak since 1 March.", **TOLD).to_dict()


@pytest.mark.parametrize(
    ("told", "said"), [({"setting": "ward"}, "'ward' is neither"), ({"day": "2026-03-05"}, "none but these keys")]
)
def test_what_cannot_be_told_of_a_note_is_refused(nlp, told, said):
    doc = nlp.make_doc("Weak.")
    doc._.clinote_note = told
    with pytest.raises(clinote.ClinoteError, match=said):
        nlp(doc)


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
