"""clinote in a medspaCy pipeline: its sections, facts and cues where medspaCy's own tools look for them.

Tested with medspaCy 1.3.1. For flags alone nothing of this is needed: `clinote_assertion` sets medspaCy's `is_negated`
and so on upon whatever a target matcher has found.
"""

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from clinote.errors import UsageError
from clinote.pipeline import SECTIONS_KEY, SPANS_KEY, facts_as_plain

CATEGORIES = {
    "negated": "NEGATED_EXISTENCE",
    "uncertain": "POSSIBLE_EXISTENCE",
    "historical": "HISTORICAL",
    "hypothetical": "HYPOTHETICAL",
    "family": "FAMILY",
}
"""ConText's names of the flags."""


class Bridge:
    """Fills `doc._.sections`, `doc.ents`, and `doc._.context_graph`, each where it is asked for.

    Entities that are there stay, and of clinote's the longer of two that overlap is taken. A graph that ConText has
    made stays too. A Doc with a graph cannot be saved, as in medspaCy itself; without `cues` it can.
    """

    def __init__(self, spans_key: str, sections: bool, ents: bool, cues: bool) -> None:
        import medspacy  # noqa: F401 -- registers what it keeps on a Doc
        from medspacy.context import ConText

        if not Doc.has_extension("context_graph"):
            ConText.register_graph_attributes()
        self.spans_key = spans_key
        self.sections, self.ents, self.cues = sections, ents, cues

    def __call__(self, doc: Doc) -> Doc:
        for key, wanted, maker in (
            (SECTIONS_KEY, self.sections, "clinote_layout"),
            (self.spans_key, self.ents, "an extractor of clinote"),
        ):
            if wanted and key not in doc.spans:
                raise UsageError(f"clinote_medspacy has to come after {maker}: doc.spans has no {key!r}.")
        if self.sections:
            _set_sections(doc)
        if self.ents:
            _set_ents(doc, self.spans_key)
        if self.cues and doc._.context_graph is None:
            _set_graph(doc)
        return doc


def _set_sections(doc: Doc) -> None:
    from medspacy.section_detection import Section, SectionRule

    group = doc.spans[SECTIONS_KEY]
    ends = [*[span.start for span in group][1:], len(doc)]
    doc._.sections = []
    for span, end, body in zip(group, ends, group.attrs["bodies"], strict=True):
        title_end = next((token.i for token in doc[span.start : end] if token.idx >= body), end)
        category = span.label_ or None
        rule = SectionRule(
            doc[span.start : title_end].text, category or "none"
        )  # without one, a saved Doc is not read back
        section = Section(category, span.start, title_end, title_end, end, None, rule)
        doc._.sections.append(section)
        for token in doc[span.start : end]:
            token._.section = section


def _set_ents(doc: Doc, spans_key: str) -> None:
    taken = {token.i for ent in doc.ents for token in ent}
    ents = list(doc.ents)
    facts = list(zip(doc.spans[spans_key], facts_as_plain(doc, spans_key), strict=True))
    for span, fact in sorted(facts, key=lambda pair: (len(pair[0]), -pair[0].start), reverse=True):
        if taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            ent = Span(doc, span.start, span.end, label=span.label, span_id=span.id)
            ent._.clinote_cues = fact["cues"]
            ents.append(ent)
    doc.ents = ents


def _set_graph(doc: Doc) -> None:
    """Every cue a modifier of the entity that it sets aside."""
    from medspacy.context import ConTextGraph, ConTextModifier, ConTextRule

    edges: list[tuple[Span, Any]] = []
    known: dict[tuple[int, int, str], Any] = {}
    for ent in doc.ents:
        for flag, cue in (ent._.clinote_cues or {}).items():
            words = doc.char_span(cue["start"], cue["end"], alignment_mode="expand")
            if words is None:  # a flag that comes of where the words stand
                continue
            place = (words.start, words.end, flag)
            scope = min(words.start, ent.start), max(words.end, ent.end)
            rule = ConTextRule(words.text, CATEGORIES[flag], direction="BIDIRECTIONAL")
            modifier = known.setdefault(place, ConTextModifier(rule, words.start, words.end, doc, *scope))
            ent._.modifiers += (modifier,)
            edges.append((ent, modifier))
    doc._.context_graph = ConTextGraph(list(doc.ents), list(known.values()), edges)


@Language.factory(
    "clinote_medspacy",
    requires=["doc.spans"],
    assigns=["doc.ents", "doc._.sections", "token._.section", "doc._.context_graph", "span._.modifiers"],
    default_config={"spans_key": SPANS_KEY, "sections": True, "ents": True, "cues": True},
)
def bridge(nlp: Language, name: str, spans_key: str, sections: bool, ents: bool, cues: bool) -> Bridge:
    """Sections, facts and cues for medspaCy."""
    return Bridge(spans_key, sections, ents, cues)
