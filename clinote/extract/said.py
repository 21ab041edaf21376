"""What is said of a subject - a reflex, motor units, a study - wherever it is said.

A quality stands right before its subject ("small, polyphasic motor units"), right behind it ("amplitude reduction"), or
in its predicate, across what is put in between ("EMG of the left deltoid, done today, was normal").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import NamedTuple

from clinote import patterns
from clinote.lexicon import Hit, starting
from clinote.patterns import worded
from clinote.reading import Reading
from clinote.spans.classes import Classes

Span = tuple[int, int]

_TOKEN = worded(
    r"\s*(?:(?P<minus>\(-\)|-ve(?![a-z]))|(?P<plus>\(\+\)|\+ve(?![a-z]))|(?P<aside>\([^()\n]{0,60}\))|(?P<number>(?:x\s?)?\d[\d/.:%+-]*(?:\s?{time.units}s?(?![a-z]))?)|(?P<word>[a-z][a-z']*)|(?P<mark>\S))",
    re.S,
)
_SIGNS = {"minus": "negative", "plus": "positive"}
_BEFORE = 90
"""How far (characters) before its subject a quality is sought."""
_INSERTED = 8
"""Strange words that may stand between a subject and its predicate."""
_JOINING = frozenset(("joint", "degree", ",", "-", "/"))
_LEADING = _JOINING | {"more", "of"}
"""What may stand between two qualities, and between one and the subject behind it."""
_INNER_STOP = worded(r"(?:\d|\b{titles})\Z")
"""Before a stop that ends no statement: 'EMG by Dr. Bell was normal'."""
_OWNED = worded(r"\s(?:{articles}|{possessives})(?![a-z])")


class Token(NamedTuple):
    """A word by its class, or a mark; `says` is what a quality says of a subject."""

    kind: str
    start: int
    end: int
    says: str | None = None


_END = Token("", 0, 0)


class Said(NamedTuple):
    """Subject and quality at `start:end`; `quality` is the place of the quality, with the verb that brings it, `word`
    that of the quality alone.

    `denied` is where it is denied; `apart` says that something is put in between.
    """

    start: int
    end: int
    says: str
    quality: Span
    word: Span
    denied: Span | None = None
    apart: bool = False


@dataclass(frozen=True)
class Grammar:
    """What may be said of the subjects of one kind, and the `words` of clauses about them by class.

    A `figure` may say something too; a quality right before one of the `heads`, kinds of hits, is that of the head. As
    many `strange` words may stand between a subject and its quality where nothing shows that they are put in.
    """

    qualities: Classes
    words: Classes
    figure: re.Pattern[str] | None = None
    heads: tuple[str, ...] = ()
    strange: int = 0

    def tokens(self, reading: Reading, at: int, limit: int) -> Iterator[Token]:
        """The tokens of `at:limit`."""
        while token := self._token(reading, at, limit):
            yield token
            at = token.end

    def _token(self, reading: Reading, at: int, limit: int) -> Token | None:
        norm = reading.norm
        found = _TOKEN.match(norm, at, limit)
        if found is None or found.lastgroup is None:
            return None
        kind, start, end = found.lastgroup, found.start(found.lastgroup), found.end()
        if kind in _SIGNS:  # "(-)" is short for "negative", where a study can be
            sign = self.qualities.at(_SIGNS[kind], 0, 8)
            return Token("quality" if sign else "aside", start, end, sign and sign[0])
        if self.figure and (figure := self.figure.match(norm, start, limit)):
            return Token("quality", start, figure.end(), "figure")
        if quality := self.qualities.at(norm, start, limit):
            return Token("quality", start, quality[1], quality[0])
        if kind == "mark":
            return Token(found["mark"], start, end)
        if kind == "aside" and next(self.tokens(reading, start + 1, end)).says:
            return Token("(", start, start + 1)
        if kind == "word" and (word := self.words.at(norm, start, limit)):
            month = norm[start:end] == "may" and reading.cased and reading.text[start] == "M"
            return Token("more" if month else word[0], start, word[1])
        return Token("degree" if kind == "word" and norm.endswith("ly", start, end) else kind, start, end)


@cache
def clause(file: str) -> Classes:
    """The words of clauses by class: those of patterns/`file`.toml, and those of words.toml."""
    own, common = patterns.settings(file)["clause"], patterns.settings("words")["clause"]
    classes = {name: [*own.get(name, ()), *common.get(name, ())] for name in {**own, **common}}
    return Classes(classes, patterns.words(file))


def of(reading: Reading, subject: Hit, grammar: Grammar, stop: int = 0) -> Said | None:
    """What is said of a subject: right behind it or in its predicate, else before it, else across what is put in.

    It stands in the same sentence, or before `stop`.
    """
    begin, end = reading.sentence(subject.start)
    stop = stop or end
    after = predicate(reading, subject.start, subject.end, stop, grammar)
    leading = _leading(reading, subject, begin, stop, grammar) if after is None or after.apart else None
    return leading or after


def _leading(reading: Reading, subject: Hit, begin: int, stop: int, grammar: Grammar) -> Said | None:
    """The quality right before a subject; the last of several says how it is."""
    norm = reading.norm
    low = max(begin, subject.start - _BEFORE)
    while low > begin and norm[low - 1].isalnum():
        low += 1
    tokens = list(grammar.tokens(reading, low, subject.start))
    judged = grammar.qualities.at("normal", 0, len("normal"))  # not across a comma: "CK normal, EMG pending"
    first: Token | None = None
    last: Token | None = None
    for token in reversed(tokens):
        if token.says and (last is None or token.says != "figure"):
            first, last = token, last or token
        elif token.kind not in (_JOINING if last else _LEADING) or (
            token.kind == "," and judged and token is tokens[-1]
        ):
            break
    if first is None or last is None or last.says is None:
        return None
    at = tokens.index(first)
    before = tokens[:at][-2:]
    of = any(token.kind == "of" for token in tokens[at:])
    if before and before[-1].kind in ("be", "not") and not of and norm[before[0].start : before[0].end] != "there":
        return None  # 'sensation is normal EMG of the legs showed ...'
    then = next(grammar.tokens(reading, subject.end, stop), _END)
    if before and before[-1].kind == "word" and then.kind == "show":
        return None  # 'tone normal EMG showed ...'
    return Said(first.start, subject.end, last.says, (first.start, first.end), (last.start, last.end))


def predicate(reading: Reading, start: int, end: int, stop: int, grammar: Grammar) -> Said | None:
    """What is said of a subject at `start:end` behind it, before `stop`."""
    norm = reading.norm
    linked = inserted = joined = comma = False
    strange, verb, denied = 0, None, None
    tokens = grammar.tokens(reading, end, stop)
    for token in tokens:
        kind = token.kind
        if token.says:
            then = next(tokens, _END)
            led = comma or denied is not None or norm[token.start] in "↑↓"
            near = token.end, min(stop, token.end + 2)
            headed = any(starting(reading.hits(kind), *near) for kind in grammar.heads)
            if headed or (led and then.kind in ("word", "more")):
                return None  # of what follows
            last = _more(token, chain([then], tokens))
            place = token.start, token.end
            return Said(start, last.end, token.says, (verb or token.start, token.end), place, denied, inserted)
        if kind in ("be", "have", "show", ":") or (kind == "-" and norm[token.start - 1].isspace()):
            if joined and strange and norm[token.start : token.end] in ("was", "is"):
                return None  # a new subject: "EMG last week and his CK was normal"
            linked, comma = True, False
            verb = (verb or token.start) if kind in ("be", "have") else None
        elif kind in ("none", "not"):
            denied, comma = (token.start, token.end), False
        elif kind in ("insert", "done", ",", "of", "joint", "/", "|") or (kind == "though" and comma and not linked):
            if linked and kind == ",":
                if not norm.startswith(" which ", token.end):
                    return None
                linked = False  # "EMG was done, which was normal"
            linked = linked and kind != "done"  # "EMG was performed by Dr. Bell and was normal"
            joined = joined or (kind == "joint" and (not inserted or _OWNED.match(norm, token.end) is not None))
            inserted, comma = True, comma or kind == ","
        elif kind == "other" and inserted:
            strange += 1
        elif kind in (";", "break", "though", "?", "other") or (
            kind == "." and not _INNER_STOP.search(norm, max(0, token.start - 5), token.start)
        ):
            return None
        elif kind == "word":
            strange += 1
            if strange > (_INSERTED if inserted and not linked else grammar.strange):
                return None
    return None


def _more(first: Token, tokens: Iterator[Token]) -> Token:
    """The last of the qualities that say the same as the first and are joined to it."""
    last = first
    for token in tokens:
        if token.says == first.says:
            last = token
        elif token.kind not in ("more", "joint", ",", "-", "degree"):
            break
    return last
