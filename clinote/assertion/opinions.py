"""Second opinions on the mentions that a decision may rest on: negspacy on negation, medspaCy's ConText on every flag.

Each is shown one clause, with the lead-in that it hangs on, as a document of its own, and is imported when first
needed. Neither decides: the flags of a fact stay clinote's own.
"""

import json
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from functools import cache, partial
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clinote.assertion.later import later
from clinote.expressions import expression
from clinote.facts import FLAGS, Fact
from clinote.grouping import grouped
from clinote.reading import Reading

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span
    from spacy.vocab import Vocab

ASKED = frozenset(("WEAKNESS", "DIAGNOSIS"))
"""The labels of the mentions that decisions rest on."""
TERMSET = "en_clinical"
Opinion = tuple[frozenset[str], Callable[[], str | None]]
"""The flags that hold, and what finds the cue that says so: it is sought only where the engines differ."""

AFFIRMED: Opinion = (frozenset(), lambda: None)
Engine = tuple[Callable[["Doc"], object], Callable[["Span"], Opinion]]
"""An engine, and what it says of an entity of a document that it has seen."""
_CATEGORIES = {
    "NEGATED_EXISTENCE": "negated", "POSSIBLE_EXISTENCE": "uncertain", "HISTORICAL": "historical",
    "HYPOTHETICAL": "hypothetical", "FAMILY": "family",
}  # fmt: skip
"""ConText's categories, and what clinote calls them."""

_WORD = expression(r"[a-z]+")
_TOKEN = expression(r"(\w+|[^\w\s]|\s)( ?)")
_SURROGATE = expression("[\ud800-\udfff]")


def add(reading: Reading, facts: list[Fact]) -> None:
    """Record on each mention what the other engines say of its flags, where one of them disagrees with clinote.

    They are asked in notes that speak of weakness or of strength: in others no code rests on a flag. A clause with
    no words of an engine's cues on the side that they look from is not shown to it, nor one without a cue of ours.
    """
    if not any(fact.label in ("WEAKNESS", "STRENGTH_GRADE") for fact in facts):
        return
    clauses: dict[tuple[int, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        said = fact.cues.get("negated")
        worded = fact.negated and (said is None or not said.rule.startswith(("negation.", "form.")))
        if fact.label in ASKED and not worded:  # of 'sensation intact' there is no cue to disagree about
            item = reading.tree.item(fact.start)
            lead = reading.text[item.leads[-1].start : item.leads[-1].end] + " " if item and item.leads else ""
            clauses[reading.layout.sentence_index(fact.start), lead].append(fact)
    for (index, lead), members in clauses.items():
        start, end = reading.layout.sentences[index]
        text, shift = lead + reading.text[start:end], start - len(lead)
        spans = [(fact.start - shift, min(fact.end, end) - shift) for fact in members]
        before, behind = text[: max(b for _, b in spans)], text[min(a for a, _ in spans) :]
        negatable = _may_say(before, behind, _negations())
        if not negatable and not lead and not any(fact.cues for fact in members):
            continue
        firsts = thirds = [AFFIRMED] * len(spans)
        if (modified := _may_say(before, behind, _modifiers())) or negatable:
            doc = _document(text)
            firsts = _asked(doc, spans, *_negspacy()) if negatable else firsts
            thirds = _asked(doc, spans, *_context()) if modified else thirds
        for fact, first, third in zip(members, firsts, thirds, strict=True):
            own = {flag for flag in FLAGS if getattr(fact, flag)}
            if ("negated" in first[0]) != fact.negated or third[0] != own:
                fact.opinions = [
                    {"engine": engine, "negated": "negated" in flags, "cue": cue(), "flags": sorted(flags)}
                    for engine, (flags, cue) in (("negspacy", first), ("medspacy-context", third))
                ]


_Phrases = tuple[frozenset[str], dict[str, list[frozenset[str]]]]
"""The words of phrases: single words, and sets of several by the longest of them."""
_Cues = tuple[_Phrases, _Phrases]
"""The words of an engine's cues: of those that look forward, and of those that look back."""


def _may_say(before: str, behind: str, cues: _Cues) -> bool:
    """Whether a cue may stand in `before`, which ends with a mention, or in `behind`, which begins with one."""
    return _may_stand(before, cues[0]) or _may_stand(behind, cues[1])


def _may_stand(text: str, phrases: _Phrases) -> bool:
    words = {"", *_WORD.findall(text.lower())}
    single, several = phrases
    begun = (phrase for word in words & several.keys() for phrase in several[word])
    return not words.isdisjoint(single) or any(phrase <= words for phrase in begun)


def _words_of(phrases: Iterable[str]) -> _Phrases:
    known = {frozenset(_WORD.findall(phrase.lower())) for phrase in phrases}
    single = frozenset(word for phrase in known if len(phrase) == 1 for word in phrase)
    several = (phrase for phrase in known if len(phrase) != 1 and not phrase & single)
    return single, grouped((max(phrase, key=len, default=""), phrase) for phrase in several)


@cache
def _negations() -> _Cues:
    """Those of the termset."""
    from negspacy.termsets import termset

    terms = termset(TERMSET).get_patterns()
    return _words_of(terms["preceding_negations"]), _words_of(terms["following_negations"])


@cache
def _modifiers() -> _Cues:
    """Those of ConText's rules, without the words that a pattern may lack; read from its file, for it loads slowly."""
    rules = json.loads(_rules_file().read_bytes())["context_rules"]
    forward, backward = (
        [cue for rule in rules if rule["direction"] in (way, "BIDIRECTIONAL") for cue in _least(rule)]
        for way in ("FORWARD", "BACKWARD")
    )
    return _words_of(forward), _words_of(backward)


def _least(rule: dict[str, Any]) -> Iterator[str]:
    """The phrases of a rule as its file has it, without what may be lacking."""
    tokens = [token for token in rule.get("pattern") or () if "OP" not in token]
    return map(" ".join, product(*map(_choices, tokens))) if tokens else iter((rule["literal"],))


def _choices(token: dict[str, Any]) -> list[str]:
    """The words that a token of a pattern may be."""
    lower = token["LOWER"]
    return list(lower["IN"]) if isinstance(lower, dict) else [lower]


def _rules_file() -> Path:
    """Where medspaCy keeps the rules of ConText; sought without importing it."""
    found = find_spec("medspacy")
    assert found
    assert found.origin
    return Path(found.origin).parents[1] / "resources" / "en" / "context_rules.json"


@cache
def _nlp() -> "_Words":
    with later():
        from spacy.attrs import LOWER, NORM
        from spacy.vocab import Vocab

    # both engines compare words in lower case: of all that spaCy works out for a new word, no more is looked at
    return _Words(Vocab(lex_attr_getters={LOWER: str.lower, NORM: str.lower}))


class _Words:
    """What the engines take of a language: its words, and a tokenizer.

    Words and marks are tokens: the cues are phrases of words, and spaCy's own tokenizer takes four times as long.
    """

    def __init__(self, vocab: "Vocab") -> None:
        self.vocab = vocab
        self.tokenizer = self

    def __call__(self, text: str) -> "Doc":
        from spacy.tokens import Doc

        tokens = _TOKEN.findall(text)
        return Doc(self.vocab, words=[word for word, _ in tokens], spaces=[bool(blank) for _, blank in tokens])

    def pipe(self, texts: "Iterable[str]", **_: Any) -> "Iterator[Doc]":
        """Each text as a document; what negspacy calls for its termset."""
        return map(self, texts)


def _document(text: str) -> "Doc":
    """`text` as a document of one sentence."""
    doc = _nlp()(_SURROGATE.sub("\ufffd", text))  # spaCy takes no half of a pair
    for token in (doc[0], doc[-1]):
        token.is_sent_start = token.i == 0
    return doc


def _asked(
    doc: "Doc", spans: list[tuple[int, int]], ask: "Callable[[Doc], object]", says: "Callable[[Span], Opinion]"
) -> list[Opinion]:
    """What an engine says of each span, after it saw all of them in the document, those that overlap in turns."""
    entities = [doc.char_span(*span, label="CONCEPT", alignment_mode="expand") for span in spans]
    waiting = {(e.start, e.end): e for e in entities if e is not None}
    while waiting:
        turn, reached = [], 0
        for key in sorted(waiting):
            if key[0] >= reached:
                turn.append(waiting.pop(key))
                reached = key[1]
        doc.ents = tuple(turn)
        ask(doc)
    return [AFFIRMED if entity is None else says(entity) for entity in entities]


@cache
def _negspacy() -> Engine:
    from negspacy.negation import Negex
    from negspacy.termsets import termset

    name = "clinote_negspacy"
    engine = Negex(
        _nlp(), name, neg_termset=termset(TERMSET).get_patterns(), ent_types=[], extension_name=name, chunk_prefix=[]
    )

    def says(entity: "Span") -> Opinion:
        return (frozenset(("negated",)), partial(_nearest, engine, entity)) if entity._.get(name) else AFFIRMED

    return engine, says


def _nearest(engine: Any, entity: "Span") -> str | None:
    """The cue nearest to the entity; negspacy does not say which one decided."""
    before, behind, _ = engine.process_negations(entity.doc)
    spans = [(s, e) for _, s, e in before if s < entity.start] + [(s, e) for _, s, e in behind if e > entity.end]
    if not spans:
        return None
    start, end = min(spans, key=lambda s: min(abs(entity.start - s[1]), abs(s[0] - entity.end)))
    return str(entity.doc[start:end].text)


@cache
def _context() -> Engine:
    """ConText, with its rules as rules of one phrase each."""
    with warnings.catch_warnings(), later():  # importing medspaCy switches all warnings off
        from medspacy.context import ConText, ConTextRule
    engine = ConText(_nlp(), "clinote_context", rules=None, span_attrs=None)
    rules = ConTextRule.from_json(engine.DEFAULT_RULES_FILEPATH)
    engine.add([phrase for rule in rules for phrase in _phrases(rule)])
    return engine, _judged


def _phrases(rule: Any) -> Iterator[Any]:
    """A rule as rules of one phrase each: ConText's patterns with choices take ten times as long as phrases.

    A word that is no single token of ours is found nowhere. One pattern has no choice, and stays: a matcher of no
    patterns warns each time.
    """
    if all(isinstance(token["LOWER"], str) for token in rule.pattern or ()):
        yield rule
        return
    options: list[list[str]] = []
    for token in rule.pattern:
        options.append([word for word in _choices(token) if _TOKEN.fullmatch(word)] + [""] * ("OP" in token))
    for words in product(*options):
        phrase = copy(rule)
        phrase.literal, phrase.pattern = " ".join(filter(None, words)), None
        yield phrase


def _judged(entity: "Span") -> Opinion:
    found = [m for m in entity._.modifiers if m.category in _CATEGORIES]
    if not found:
        return AFFIRMED
    start, end = found[0].modifier_span
    return frozenset(_CATEGORIES[m.category] for m in found), partial(str, entity.doc[start:end].text)
