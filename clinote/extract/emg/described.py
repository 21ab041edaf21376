"""What is said of an object of a study - motor units, recruitment, a latency, the study itself - wherever it is said.

A quality stands right before its object ("small, polyphasic motor units"), right behind it ("amplitude reduction"), or
in its predicate, across what is put in between ("EMG of the left deltoid, done today, was normal").
"""

import re
from functools import cache
from typing import NamedTuple

from clinote import patterns
from clinote.expressions import expression
from clinote.extract.emg.cues import is_month
from clinote.extract.grid import row
from clinote.lexicon import Hit, starting
from clinote.patterns import worded
from clinote.reading import Reading
from clinote.spans.classes import Classes, classes

_TOKEN = worded(
    r"\s*(?:(?P<minus>\(-\)|-ve(?![a-z]))|(?P<plus>\(\+\)|\+ve(?![a-z]))|(?P<aside>\([^()\n]{0,60}\))|(?P<number>(?:x\s?)?\d[\d/.:%+-]*(?:\s?{time.units}s?(?![a-z]))?)|(?P<word>[a-z][a-z']*)|(?P<mark>\S))",
    re.S,
)
_SIGNS = {"minus": "negative", "plus": "positive"}
_BEFORE = 90
"""How far (characters) before its object a quality is sought."""
_ROW = 3
"""The fewest cells of a row of studies: the study, what was studied, the result."""
_FIRST_CELL = 60
"""How far (characters) into its line a study in the first cell of a row begins."""
_INSERTED = 14
"""Strange words that may stand between an object and its predicate."""


_PARTS = ("emg_unit", "emg_recruitment", "emg_insertion", "emg_jitter")
"""What a study finds in the muscle: 'EMG: normal jitter' does not call the study normal."""
_OF_ANOTHER = expression(r"\sfor(?![a-z])")
"""'Negative for ...' is said of what follows."""
_INNER_STOP = worded(r"(?:\d|\b{titles})\Z")
"""Before a stop that ends no statement: 'EMG by Dr. Bell was normal'."""
_OWNED = worded(r"\s(?:{articles}|{possessives})(?![a-z])")
_BEGUN = expression(r"\s?[a-z]")


class Described(NamedTuple):
    """Object and quality at `start:end`; `quality` is the place of the quality, with the verb that brings it.

    `denied` is that of a 'not' before a quality of which the contrary is no finding.
    """

    start: int
    end: int
    finding: str
    quality: tuple[int, int]
    denied: tuple[int, int] | None = None


class _Token(NamedTuple):
    kind: str
    start: int
    end: int


@cache
def qualities(kind: str) -> Classes:
    """What is said of the objects of a kind, by the finding that it makes."""
    return Classes(_table(kind), patterns.words("emg"))


def _table(kind: str) -> dict[str, list[str]]:
    return patterns.settings("emg")["composed"][kind]  # type: ignore[no-any-return]


def _contrary(kind: str, finding: str) -> str | None:
    """What is found where a quality is denied: 'not prolonged' is normal, 'not normal' abnormal; else None."""
    others = [other for other in _table(kind) if (other == "normal") is (finding != "normal")]
    return others[0] if others else None


def described(reading: Reading, hit: Hit, kind: str) -> Described | None:
    """The quality of the object `hit`: before it, else behind it."""
    known = qualities(kind)
    found = _before(reading, hit, known) or _behind(reading, hit, known)
    if found is None or found.denied is None:
        return found
    contrary = _contrary(kind, found.finding)
    return found._replace(finding=contrary, denied=None) if contrary else found


def in_row(reading: Reading, study: Hit) -> Described | None:
    """What the last cell of a row says of the study in its first: 'NCS | left arm | normal'."""
    begin, stop = reading.layout.line(study.start)
    if study.start - begin > _FIRST_CELL:
        return None
    line = row(reading.norm, (begin, stop))
    if not line.counted or len(line.cells) < _ROW or study.end > line.cells[0][1]:
        return None
    start, end = line.cells[-1]
    quality = qualities("emg_study").at(reading.norm, start, end)
    return Described(start, quality[1], quality[0], (start, quality[1])) if quality else None


def _token(norm: str, at: int, limit: int, known: Classes) -> _Token | None:
    found = _TOKEN.match(norm, at, limit)
    if found is None or found.lastgroup is None:
        return None
    start = found.start(found.lastgroup)
    if found.lastgroup in ("minus", "plus"):  # "(-)" is short for "negative", where a study can be
        quality = known.at(_SIGNS[found.lastgroup], 0, 8)
        return _Token(f"={quality[0]}" if quality else "aside", start, found.end())
    if found.lastgroup in ("word", "mark"):
        if quality := known.at(norm, start, limit):
            return _Token("=" + quality[0], start, quality[1])
        if found.lastgroup == "mark":
            return _Token(found["mark"], start, found.end())
        if word := classes("emg", "clause").at(norm, start, limit):
            return _Token(word[0], start, word[1])
        if norm.endswith("ly", start, found.end()):
            return _Token("degree", start, found.end())
    return _Token(found.lastgroup, start, found.end())


def _before(reading: Reading, hit: Hit, known: Classes) -> Described | None:
    norm = reading.norm
    low = max(reading.sentence(hit.start)[0], hit.start - _BEFORE)
    while low < hit.start and low and norm[low - 1].isalnum():
        low += 1
    tokens, at = [], low
    while token := _token(norm, at, hit.start, known):
        tokens.append(token)
        at = token.end
    first: _Token | None = None
    kept: _Token | None = None
    left = 0
    apart = known.at("normal", 0, 6) is not None  # a comma right before a study: "CK normal, EMG pending"
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if token.kind[:1] == "=" and len(token.kind) > 1:
            kept, left = token, index
            first = first or token
        elif token.kind not in ("more", "of", "joint", "degree", ",", "-", "/") or (token.kind == "," and apart):
            break
        apart = False
    if kept is None or first is None:
        return _denied_before(norm, tokens, hit, known) or _none_of(reading, tokens, hit, known)
    if _of_another_subject(reading, hit, tokens[:left], known):
        return None
    return Described(kept.start, hit.end, first.kind[1:], (kept.start, kept.end))


def _of_another_subject(reading: Reading, hit: Hit, left: list[_Token], known: Classes) -> bool:
    """Whether a quality is said of what stands to the left of it: 'sensation is normal emg of the legs showed ...'."""
    if not left:
        return False
    norm, last = reading.norm, left[-1]
    if norm[last.start : last.end] in (*patterns.phrases("words", "copulas"), *patterns.phrases("emg", "linking")):
        return len(left) > 1 and norm[left[-2].start : left[-2].end] != "there"
    study = known.at("normal", 0, 6) is not None
    return study and last.kind == "word" and (_shows(reading, hit, known) or _behind(reading, hit, known) is not None)


def _shows(reading: Reading, hit: Hit, known: Classes) -> bool:
    """Whether a verb behind `hit` tells what it showed."""
    at, limit, inserted = hit.end, reading.sentence(hit.start)[1], False
    while token := _token(reading.norm, at, limit, known):
        at = token.end
        inserted = inserted or token.kind in ("of", "insert")
        if token.kind == "show":
            return True
        if token.kind not in ("more", "of", "insert", "aside", "number") and not (token.kind == "word" and inserted):
            return False
    return False


def _denied_before(norm: str, tokens: list[_Token], hit: Hit, known: Classes) -> Described | None:
    """'No abnormality was seen on EMG': a normal study."""
    if known.at("normal", 0, 6) is None:
        return None
    rest = [token for token in tokens if token.kind not in ("more", "insert", "be", "show")]
    if len(rest) < 2 or rest[-1].kind != "abnormality" or not norm[tokens[-1].start : tokens[-1].end].strip():
        return None
    index = len(rest) - 1
    while index and rest[index - 1].kind in ("none", "degree"):
        index -= 1
    if rest[index].kind != "none":
        return None
    return Described(rest[index].start, hit.end, "normal", (rest[index].start, rest[-1].end))


def _none_of(reading: Reading, tokens: list[_Token], hit: Hit, known: Classes) -> Described | None:
    """'No sural response': that there is none is a finding by itself, where no word behind makes it one of another."""
    named = [token for token in tokens if token.kind != "more"]
    if "response" not in hit.pattern.data or not named or named[-1].kind != "none":
        return None
    after = _token(reading.norm, hit.end, reading.sentence(hit.start)[1], known)
    if after and (after.kind in ("word", "more", "abnormality", "show") or after.kind[:1] == "="):
        return None
    return Described(named[-1].start, hit.end, "own", (named[-1].start, named[-1].end))


def _behind(reading: Reading, hit: Hit, known: Classes) -> Described | None:
    norm, at = reading.norm, hit.end
    limit = reading.sentence(hit.start)[1]
    strange, inserted, linked, denied, joined, comma, verb = 0, False, False, False, False, False, 0
    passive, turned, study = False, None, hit.pattern.kind == "emg_study"
    while token := _token(norm, at, limit, known):
        at, kind = token.end, token.kind
        if kind == "=other" and denied:
            after = _token(norm, at, limit, known)
            if after and after.kind in ("word", "more"):
                return None  # "no abnormal insertional activity"
            kind = "abnormality"  # "nothing abnormal"
        if kind == "break" and is_month(reading, token.start, at):
            kind = "more"
        if kind[:1] == "=" and len(kind) > 1:
            unfit = (
                (passive and not linked)
                or (denied and kind == "=normal")
                or _OF_ANOTHER.match(norm, at)
                or ((comma or norm[token.start] in "↑↓") and _BEGUN.match(norm, at))
                or (study and any(starting(reading.hits(kind), at, at + 2) for kind in _PARTS))
            )
            return None if unfit else _with_more(norm, hit, token, verb or token.start, limit, known, turned)
        if kind == "abnormality":
            if not known.at("normal", 0, 6) or not (denied or linked):
                return None
            return Described(hit.start, token.end, "normal" if denied else "other", (token.start, token.end))
        if kind in ("be", "show", ":") or (kind == "-" and norm[token.start - 1].isspace()):
            if joined and strange and norm[token.start : token.end] in ("was", "is"):
                return None  # a new subject: "EMG last week and his CK was normal"
            linked, comma = True, False
            verb = verb if kind == "be" and verb else token.start if kind == "be" else 0
        elif linked and kind == "insert" and norm[token.start : token.end] in patterns.phrases("emg", "performed"):
            inserted, passive, linked = True, True, False  # "EMG was performed by Dr. Bell and was normal"
        elif kind == "none":
            denied = True
        elif kind == "not":
            turned = (token.start, token.end)
        elif kind in ("insert", ",", "of", "joint", "/"):
            if linked and kind == ",":
                if not norm.startswith(" which ", at):
                    return None
                linked = False  # "EMG was done, which was normal"
            apart = kind == "joint" and (not inserted or _OWNED.match(norm, at) is not None)
            inserted, joined, comma = True, joined or apart, comma or kind == ","
        elif kind == "break" and comma and not linked and (closed := norm.find(",", at, limit)) > 0:
            at = closed + 1  # ", although limited by pain, was normal": put in
        elif kind in (";", ".", "break", "?") and (
            kind != "." or not _INNER_STOP.search(norm, max(0, token.start - 5), token.start)
        ):
            return None
        elif kind == "word":
            strange += 1
            if linked or not inserted or strange > _INSERTED:
                return None
    return None


def _with_more(
    norm: str, hit: Hit, token: _Token, verb: int, limit: int, known: Classes, denied: tuple[int, int] | None
) -> Described:
    """The object with its predicate and the further qualities that are joined to the first."""
    end, at = token.end, token.end
    while more := _token(norm, at, limit, known):
        if more.kind == token.kind:
            end = more.end
        elif more.kind not in ("more", "joint", ",", "-", "degree"):
            break
        at = more.end
    if norm.endswith((" of", " in"), token.start, end):
        end -= 3
    return Described(hit.start, end, token.kind[1:], (verb, token.end), denied)
