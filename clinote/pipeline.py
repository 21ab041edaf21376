"""clinote in spaCy: every step a factory, results on the Doc.

Each component works alone in anybody's pipeline. Facts go to `doc.spans["clinote"]`: a span's label is the fact's
label, its `id_` the pattern that found it, `span._.clinote` the whole fact as plain values with exact character
offsets (a span covers the tokens they touch). `doc._.clinote` is the report. What is known of a note (its setting, date
and ids) is told in `doc._.clinote_note`, or by `nlp.pipe` as the context of `as_tuples`.

Each step marks the Doc when it has run (`doc._.clinote_weakness` and so on, true or false): `nlp.analyze_pipes` finds a
forerunner that is missing, and so does the component itself.
"""

import json
from collections.abc import Iterable
from dataclasses import fields
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
from clinote.engine import EXTRACTORS, READS, Extract, Note
from clinote.errors import MissingFile, UsageError
from clinote.extract.diagnosis import share_codes
from clinote.facts import FLAGS, LABELS, Cue, Fact, Says, said
from clinote.reading import Reading

SPANS_KEY = "clinote"
SECTIONS_KEY = "clinote_sections"

NOTE = tuple(field.name for field in fields(Note) if field.name != "text")
"""What may be told of a note."""

_readings: WeakKeyDictionary[Doc, Reading] = WeakKeyDictionary()


STEPS = (*EXTRACTORS, "assertion")
"""The steps that others rest on, in their order."""


def _mark(step: str) -> str:
    """The extension of a Doc that says whether a step has run."""
    return f"clinote_{step}"


def _marks(steps: Iterable[str]) -> list[str]:
    """The marks of steps, as spaCy names what a component needs and gives."""
    return [f"doc._.{_mark(step)}" for step in steps]


def _need(doc: Doc, component: str, steps: Iterable[str]) -> None:
    """`UsageError` unless these steps have run."""
    if absent := [step for step in steps if not doc._.get(_mark(step))]:
        raise UsageError(
            f"{component} has to come after {', '.join(map(_mark, absent))}. Add "
            f"{'it' if len(absent) == 1 else 'them'} before it with nlp.add_pipe; nlp.analyze_pipes() shows what each "
            "component needs."
        )


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
        for step in STEPS:
            Doc.set_extension(_mark(step), default=False)


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
    doc._.clinote_note = {name: getattr(note, name) for name in NOTE}
    return doc


def _note(doc: Doc) -> Note:
    """The note of a Doc; `UsageError` where what is told of it cannot be."""
    told = doc._.clinote_note
    if told is None:
        context = getattr(doc, "_context", None)  # where nlp.pipe(as_tuples=True) puts it
        told = {name: context[name] for name in NOTE if name in context} if isinstance(context, dict) else {}
    if not isinstance(told, dict) or not set(NOTE).issuperset(told):
        raise UsageError(f"doc._.clinote_note is a dict with none but these keys: {', '.join(NOTE)}.")
    note = Note(doc.text, **told)
    if fault := note.fault():
        raise UsageError(fault)
    return note


def _reading(doc: Doc) -> Reading:
    reading = _readings.get(doc)
    if reading is None:
        reading = _readings[doc] = Reading(doc.text, _note(doc).date)
    return reading


def facts_as_plain(doc: Doc, spans_key: str = SPANS_KEY) -> list[dict[str, Any]]:
    """The facts of a span group, one for each span, with offsets in characters of the Doc."""
    return _plain(doc.spans[spans_key].attrs.get("facts", "[]")) if spans_key in doc.spans else []


def facts_of(doc: Doc, spans_key: str = SPANS_KEY) -> list[Fact]:
    """The facts on a Doc."""
    facts = []
    reading = _reading(doc)
    plains = facts_as_plain(doc, spans_key)
    for plain in plains:
        cues = {flag: Cue(**{**cue, **_inward(reading, cue)}) for flag, cue in plain["cues"].items()}
        values = {**plain, **_inward(reading, plain), "cues": cues, "says": LABELS[plain["label"]](**plain["fields"])}
        values |= {"places": tuple(Place(*place) for place in plain["places"]), "bearer": None}
        del values["fields"]
        facts.append(Fact(**values))
    by_id = {fact.id: fact for fact in facts}
    for fact, plain in zip(facts, plains, strict=True):
        fact.bearer = by_id.get(plain["bearer"])
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
        values = {name: getattr(fact, name) for name in Fact.__slots__ if name != "says"} | place
        values |= {"fields": said(fact.says), "bearer": fact.bearer and fact.bearer.id}
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
        sections = [s for s in layout.sections if s.end > s.start]
        doc.spans[SECTIONS_KEY] = SpanGroup(
            doc,
            name=SECTIONS_KEY,
            spans=[_span(doc, *outward(s.start, s.end), s.category or "") for s in sections],
            attrs={"bodies": [outward(s.body, s.body)[0] for s in sections]},  # where each text begins, in characters
        )
        return doc


class Extractor:
    """One label's facts, added to the span group."""

    def __init__(self, step: str, spans_key: str) -> None:
        self.step = step
        self.extract: Extract = EXTRACTORS[step]
        self.spans_key = spans_key

    def __call__(self, doc: Doc) -> Doc:
        _need(doc, _mark(self.step), READS.get(self.step, ()))
        facts = facts_of(doc, self.spans_key)
        reading = _reading(doc)
        with codeset.in_force(reading.date):
            facts += self.extract(reading, facts)
        _set_facts(doc, facts, self.spans_key)
        doc._.set(_mark(self.step), True)
        doc._.set(_mark("assertion"), False)  # these facts are not asserted yet
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
        share_codes(facts)
        _set_facts(doc, facts, self.spans_key)
        others = [*(doc.ents if self.ents else ())]
        for name in self.span_groups:
            others += doc.spans.get(name, ())
        for span in others:
            start, end = reading.source.inward(span.start_char, span.end_char)
            fact = Fact(span.label_, start, end, reading.text[start:end], span.id_, Says())
            assertion.apply(reading, [fact])
            for flag in FLAGS:
                span._.set(f"is_{flag}", getattr(fact, flag))
            span._.clinote_cues = {flag: _outward(reading, c) | {"rule": c.rule} for flag, c in fact.cues.items()}
        doc._.set(_mark("assertion"), True)
        return doc


class Opinions:
    """negspacy's second opinion on negation, and medspaCy ConText's on every flag."""

    def __init__(self, spans_key: str) -> None:
        self.spans_key = spans_key

    def __call__(self, doc: Doc) -> Doc:
        _need(doc, "clinote_opinions", ("assertion",))
        facts = facts_of(doc, self.spans_key)
        opinions.add(_reading(doc), facts)
        _set_facts(doc, facts, self.spans_key)
        return doc


class Coding:
    """The report, from the facts on the Doc, as plain values in `doc._.clinote`."""

    def __init__(self, spans_key: str) -> None:
        self.spans_key = spans_key

    def __call__(self, doc: Doc) -> Doc:
        _need(doc, "clinote_coding", STEPS)
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
    @Language.factory(
        f"clinote_{label}",
        requires=_marks(READS.get(label, ())),
        assigns=["doc.spans", *_marks([label])],
        default_config={"spans_key": SPANS_KEY},
    )
    def make(nlp: Language, name: str, spans_key: str) -> Extractor:
        return Extractor(label, spans_key)

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
    assigns=["doc.spans", *_marks(["assertion"]), "span._.clinote_cues", *(f"span._.is_{flag}" for flag in FLAGS)],
    default_config={"spans_key": SPANS_KEY, "ents": True, "span_groups": []},
)
def assert_(nlp: Language, name: str, spans_key: str, ents: bool, span_groups: list[str]) -> Assertion:
    """Negated, uncertain, historical, hypothetical, family."""
    return Assertion(spans_key, ents, span_groups)


@Language.factory(
    "clinote_opinions",
    requires=["doc.spans", *_marks(["assertion"])],
    assigns=["doc.spans"],
    default_config={"spans_key": SPANS_KEY},
)
def opinions_(nlp: Language, name: str, spans_key: str) -> Opinions:
    """Second opinions on status."""
    return Opinions(spans_key)


@Language.factory(
    "clinote_coding",
    requires=["doc.spans", *_marks(STEPS)],
    assigns=["doc._.clinote", "doc._.clinote_report"],
    default_config={"spans_key": SPANS_KEY},
)
def coding(nlp: Language, name: str, spans_key: str) -> Coding:
    """The decision."""
    return Coding(spans_key)


set_extensions()
