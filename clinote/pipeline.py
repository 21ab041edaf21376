"""clinote in spaCy: every step a factory, results on the Doc.

Each component works alone in anybody's pipeline. Facts go to `doc.spans["clinote"]`: a span's label is the fact's
label, its `id_` the pattern that found it, `span._.clinote` the whole fact as plain values with exact character
offsets (a span covers the tokens they touch). `doc._.clinote` is the report.
"""

import json
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from clinote import assertion, codeset, engine, layers, resources
from clinote.anatomy import Place
from clinote.assertion import opinions
from clinote.engine import EXTRACTORS, Extract, Note
from clinote.errors import MissingFile
from clinote.facts import FLAGS, Cue, Fact
from clinote.reading import Reading

SPANS_KEY = "clinote"
SECTIONS_KEY = "clinote_sections"

_readings: WeakKeyDictionary[Doc, Reading] = WeakKeyDictionary()


def set_extensions() -> None:
    """Register the attributes clinote writes; medspaCy's names where medspaCy has one."""
    for flag in FLAGS:
        if not Span.has_extension(f"is_{flag}"):
            Span.set_extension(f"is_{flag}", default=False)
    if not Span.has_extension("clinote"):
        Span.set_extension("clinote", getter=_fact_of)
        Span.set_extension("clinote_cues", default=None)
        Doc.set_extension("clinote", getter=_report_of)
        Doc.set_extension("clinote_report", default=None)
        Doc.set_extension("clinote_note", default=None)


def _fact_of(span: Span) -> dict[str, Any] | None:
    """The fact behind a span of a clinote group, as plain values."""
    for group in span.doc.spans.values():
        for fact, member in zip(_plain(group.attrs.get("facts", "[]")), group, strict=False):
            if member.start == span.start and member.end == span.end and member.label_ == span.label_:
                return dict(fact)
    return None


def _report_of(doc: Doc) -> dict[str, Any] | None:
    """The report on a Doc, as plain values."""
    return json.loads(doc._.clinote_report) if doc._.clinote_report else None


@lru_cache(maxsize=8)
def _plain(facts: str) -> list[dict[str, Any]]:
    """The facts of a span group. They are kept as JSON: medspaCy takes any dict with a key "section" for its own."""
    return list(json.loads(facts))


def load(base: str | Path | None = None, *, patterns: str | Path | None = None) -> Language:
    """The clinote pipeline; with `base`, on top of an installed spaCy or scispaCy model, whose entities it asserts.

    `patterns` is a site's folder that is laid over the shipped patterns, for this process and all notes it reads;
    `UsageError` once a note has been read without it.
    """
    layers.use(patterns)
    own = resources.path("models", "en_clinote")
    if base is None:
        return spacy.load(own)
    try:
        nlp = spacy.load(base)
    except OSError:
        raise MissingFile(
            f"The base model {str(base)!r} is not installed, or is no pipeline directory. Install it in this "
            "environment (clinote never downloads), or leave base out: clinote needs no model."
        ) from None
    for name in spacy.util.load_config(own / "config.cfg")["nlp"]["pipeline"]:
        if name not in nlp.pipe_names:
            nlp.add_pipe(name)
    return nlp


def make_doc(nlp: Language, note: Note) -> Doc:
    """The Doc of a note, which knows the note's setting, date and ids; give it to `nlp`."""
    doc = nlp.make_doc(note.text)
    doc._.clinote_note = {
        "id": note.id, "setting": note.setting, "date": note.date, "patient_id": note.patient_id,
    }  # fmt: skip
    return doc


def _note(doc: Doc) -> Note:
    return Note(doc.text, **(doc._.clinote_note or {}))


def _reading(doc: Doc) -> Reading:
    reading = _readings.get(doc)
    if reading is None:
        reading = _readings[doc] = Reading(doc.text, _note(doc).date)
    return reading


def facts_of(doc: Doc, spans_key: str = SPANS_KEY) -> list[Fact]:
    """The facts on a Doc."""
    if spans_key not in doc.spans:
        return []
    facts = []
    reading = _reading(doc)
    for plain in _plain(doc.spans[spans_key].attrs.get("facts", "[]")):
        cues = {flag: Cue(**{**cue, **_inward(reading, cue)}) for flag, cue in plain["cues"].items()}
        values = {**plain, **_inward(reading, plain), "cues": cues, "fields": dict(plain["fields"])}
        values["places"] = tuple(Place(*place) for place in plain["places"])
        facts.append(Fact(**values))
    by_id = {fact.id: fact for fact in facts}
    for fact in facts:
        if fact.about:
            fact.fields["about"] = by_id[fact.about]
    return facts


def _inward(reading: Reading, plain: dict[str, Any]) -> dict[str, Any]:
    """The offsets and words, in the text that is read, of what stands at `start:end` of the Doc."""
    start, end = reading.source.inward(plain["start"], plain["end"])
    return {"start": start, "end": end, "text": reading.text[start:end]}


def _outward(reading: Reading, fact: Fact | Cue) -> dict[str, Any]:
    """The offsets and words of a fact or a cue in the Doc."""
    start, end = reading.source.outward(fact.start, fact.end)
    return {"start": start, "end": end, "text": reading.source.given[start:end]}


def _span(doc: Doc, start: int, end: int, label: str, rule: str = "") -> Span:
    """The tokens that characters `start:end` touch."""
    span = doc.char_span(start, end, label=label, span_id=rule, alignment_mode="expand")
    assert span is not None, "clinote's offsets lie within the text"
    return span


def _set_facts(doc: Doc, facts: list[Fact], spans_key: str) -> None:
    engine.number(facts)
    spans, plain = [], []
    reading = _reading(doc)
    for fact in facts:
        place = _outward(reading, fact)
        span = _span(doc, place["start"], place["end"], fact.label, fact.rule)
        for flag in FLAGS:
            span._.set(f"is_{flag}", getattr(fact, flag))
        spans.append(span)
        values = {name: getattr(fact, name) for name in Fact.__slots__} | place
        values["fields"] = dict(fact.fields)
        values["cues"] = {flag: _outward(reading, c) | {"rule": c.rule} for flag, c in fact.cues.items()}
        plain.append(values)
    doc.spans[spans_key] = SpanGroup(doc, name=spans_key, spans=spans, attrs={"facts": json.dumps(plain)})


class Layout:
    """Sentences made for clinical notes, unless the Doc has some, and sections as `doc.spans["clinote_sections"]`."""

    def __call__(self, doc: Doc) -> Doc:
        reading = _reading(doc)
        layout, outward = reading.layout, reading.source.outward
        if not doc.has_annotation("SENT_START"):
            ends = iter([outward(start, end)[1] for start, end in layout.sentences[:-1]])
            end = next(ends, None)
            for token in doc:
                token.is_sent_start = token.i == 0
                if end is not None and token.idx >= end:
                    token.is_sent_start = True
                    while end is not None and token.idx >= end:
                        end = next(ends, None)
        sections = (s for s in layout.sections if s.end > s.start)
        doc.spans[SECTIONS_KEY] = [_span(doc, *outward(s.start, s.end), s.category or "") for s in sections]
        return doc


class Extractor:
    """One label's facts, added to the span group."""

    def __init__(self, extract: Extract, spans_key: str) -> None:
        self.extract = extract
        self.spans_key = spans_key

    def __call__(self, doc: Doc) -> Doc:
        facts = facts_of(doc, self.spans_key)
        reading = _reading(doc)
        with codeset.in_force(reading.date):
            facts += self.extract(reading, facts)
        _set_facts(doc, facts, self.spans_key)
        return doc


class Assertion:
    """Sets `is_negated`, `is_uncertain`, `is_historical`, `is_hypothetical`, `is_family` and `clinote_cues`.

    On clinote's own facts, on `doc.ents` if `ents`, and on the spans of the groups named in `span_groups`.
    """

    def __init__(self, spans_key: str, ents: bool, span_groups: Iterable[str]) -> None:
        self.spans_key = spans_key
        self.ents = ents
        self.span_groups = list(span_groups)

    def __call__(self, doc: Doc) -> Doc:
        reading = _reading(doc)
        facts = facts_of(doc, self.spans_key)
        assertion.apply(reading, facts)
        _set_facts(doc, facts, self.spans_key)
        others = [*(doc.ents if self.ents else ())]
        for name in self.span_groups:
            others += doc.spans.get(name, ())
        for span in others:
            fact = reading.fact(span.label_, *reading.source.inward(span.start_char, span.end_char), span.id_)
            assertion.apply(reading, [fact])
            for flag in FLAGS:
                span._.set(f"is_{flag}", getattr(fact, flag))
            span._.clinote_cues = {flag: _outward(reading, c) | {"rule": c.rule} for flag, c in fact.cues.items()}
        return doc


class Opinions:
    """negspacy's second opinion on negation, and medspaCy ConText's on every flag."""

    def __init__(self, spans_key: str) -> None:
        self.spans_key = spans_key

    def __call__(self, doc: Doc) -> Doc:
        facts = facts_of(doc, self.spans_key)
        opinions.add(_reading(doc), facts)
        _set_facts(doc, facts, self.spans_key)
        return doc


class Coding:
    """The report, from the facts on the Doc, as plain values in `doc._.clinote`."""

    def __init__(self, spans_key: str) -> None:
        self.spans_key = spans_key

    def __call__(self, doc: Doc) -> Doc:
        facts = facts_of(doc, self.spans_key)
        engine.number(facts)
        note = _note(doc)
        with codeset.in_force(note.date):
            doc._.clinote_report = json.dumps(engine.conclude(note, _reading(doc), facts))
        return doc


@Language.factory("clinote_layout", assigns=["token.is_sent_start", "doc.spans"])
def layout(nlp: Language, name: str) -> Layout:
    """Sentences and sections."""
    return Layout()


def _extractor(label: str) -> Any:
    @Language.factory(f"clinote_{label}", assigns=["doc.spans"], default_config={"spans_key": SPANS_KEY})
    def make(nlp: Language, name: str, spans_key: str) -> Extractor:
        return Extractor(EXTRACTORS[label], spans_key)

    return make


weakness = _extractor("weakness")
strength = _extractor("strength")
labs = _extractor("labs")
emg = _extractor("emg")
findings = _extractor("findings")
diagnosis = _extractor("diagnosis")
codes = _extractor("codes")
context = _extractor("context")
distribution = _extractor("distribution")
duration = _extractor("duration")


@Language.factory(
    "clinote_assertion",
    assigns=["doc.spans", *(f"span._.is_{flag}" for flag in FLAGS)],
    default_config={"spans_key": SPANS_KEY, "ents": True, "span_groups": []},
)
def assert_(nlp: Language, name: str, spans_key: str, ents: bool, span_groups: list[str]) -> Assertion:
    """Negated, uncertain, historical, hypothetical, family."""
    return Assertion(spans_key, ents, span_groups)


@Language.factory("clinote_opinions", default_config={"spans_key": SPANS_KEY})
def opinions_(nlp: Language, name: str, spans_key: str) -> Opinions:
    """Second opinions on status."""
    return Opinions(spans_key)


@Language.factory("clinote_coding", assigns=["doc._.clinote_report"], default_config={"spans_key": SPANS_KEY})
def coding(nlp: Language, name: str, spans_key: str) -> Coding:
    """The decision."""
    return Coding(spans_key)


set_extensions()
