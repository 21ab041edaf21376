"""The pattern files: what clinote looks for, as data.

A file of `patterns/` holds records like

    [[pattern]]
    id = "finding.dysphagia"
    concept = "dysphagia"
    terms = ["dysphagia", "(trouble|difficulty) swallowing"]
    source = "..."
    examples = ["Denies <FINDING concept=dysphagia negated>dysphagia</FINDING>."]

A term is a phrase. `(a|b)` is a choice, `[a]` may be left out, `{name}` stands for the words listed under `[words]` in
the same file or in `words.toml` (in an expression too: `worded`), `~word` for the word, its plural, its misspellings by
one slip and its shorthand (`clinote.spelling`). A blank also matches a hyphen, a line break within a sentence, or
several blanks; beside `<`, `>` and `&` it is free, and so is the apostrophe of "n't". Letter case does not matter; a
term begins and ends at a word's edge.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, product
from pathlib import Path
from typing import Any

from clinote import layers, resources, spelling
from clinote.errors import PatternError, meant
from clinote.expressions import expression

_CLOSERS = {"(": ")", "[": "]"}
_SYNTAX = expression(r"([()\[\]|]|\{[^}]*\}?|\}|~[a-z]+)")
_DEEPEST = 20
"""How many brackets a term may nest."""

Term = tuple["str | Choice", ...]
"""A term as read: text, and choices between terms, one after the other."""


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """Terms of which one stands in a place; `listed` under a name, or made by rule. An empty one may be left out."""

    options: tuple[Term, ...]
    listed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """One record of a pattern file; whether it is the `site`'s own."""

    id: str
    kind: str
    terms: tuple[Term, ...]
    data: dict[str, Any]
    source: str = ""
    examples: tuple[str, ...] = ()
    file: str = ""
    site: bool = False

    @property
    def phrases(self) -> list[str]:
        """The terms written out, for the few uses that need each spelling of a short list."""
        return list(dict.fromkeys(phrase for term in self.terms for phrase in spell_out(term)))


@dataclass(frozen=True, slots=True)
class PatternFile:
    """A file of `patterns/`: its patterns, whether they are sought in the whole note or only around facts."""

    name: str
    kind: str
    scope: str
    patterns: tuple[Pattern, ...]
    words: tuple[Choice, ...] = ()
    settings: dict[str, Any] = field(default_factory=dict)


def parse(template: str, words: Mapping[str, Choice]) -> Term:
    """Read a term; `words` are the word lists that it may name."""
    pieces = [piece for piece in _SYNTAX.split(template.lower()) if piece]
    try:
        options, rest = _options(pieces, 0, "", words)
    except PatternError as error:
        raise PatternError(f"the term {template!r} {error}") from None
    if rest != len(pieces):
        raise PatternError(f"the term {template!r} closes a bracket that it never opened: {pieces[rest]!r}")
    return options[0]


def _options(
    pieces: list[str], at: int, closer: str, words: Mapping[str, Choice], depth: int = 0
) -> tuple[list[Term], int]:
    """Read alternatives until `closer`; the terms, and where reading stopped."""
    if depth > _DEEPEST:
        raise PatternError(f"nests brackets more than {_DEEPEST} deep")
    done: list[Term] = []
    current: list[str | Choice] = []
    while at < len(pieces) and (piece := pieces[at]) not in (")", "]", "}"):
        at += 1
        if piece == "|" and closer:
            done.append(tuple(current))
            current = []
        elif piece in _CLOSERS:
            options, at = _options(pieces, at, _CLOSERS[piece], words, depth + 1)
            current.append(Choice((*options, ()) if piece == "[" else tuple(options)))
        elif piece[0] == "{":
            if piece[-1] != "}":
                raise PatternError("opens a bracket that it does not close with '}'")
            if piece[1:-1] not in words:
                raise PatternError(f"names the unknown word list {piece}; add it under [words]")
            current.append(words[piece[1:-1]])
        elif piece[0] == "~":
            current.append(_spelled(piece[1:]))
        else:
            current.append(piece)
    done.append(tuple(current))
    if not closer:
        return done, at
    if at == len(pieces) or pieces[at] != closer:
        raise PatternError(f"opens a bracket that it does not close with {closer!r}")
    return done, at + 1


@cache
def _spelled(word: str) -> Choice:
    return Choice(tuple((form,) for form in spelling.variants(word)), listed=True)


def spell_out(term: Term) -> list[str]:
    """Every phrase that a term stands for."""
    return list(dict.fromkeys(" ".join(phrase.replace("-", " ").split()) for phrase in _written(term)))


def _written(term: Term) -> Iterator[str]:
    parts = [[part] if isinstance(part, str) else [p for o in part.options for p in _written(o)] for part in term]
    return map("".join, product(*parts))


def expand(template: str, words: Mapping[str, Choice]) -> list[str]:
    """Every phrase that a term stands for; `words` are the lists that it may name."""
    return spell_out(parse(template, words))


def atoms(file: PatternFile) -> int:
    """How much a file holds: the texts between the brackets and bars of its terms and lists, and its settings."""
    terms = [term for pattern in file.patterns for term in pattern.terms]
    return sum(map(_held, terms)) + sum(_held(o) for w in file.words for o in w.options) + _strings(file.settings)


def _held(term: Term) -> int:
    held = 0
    for part in term:
        if isinstance(part, str):
            held += bool(part.strip())
        else:
            held += 1 if part.listed else sum(map(_held, part.options))
    return held


def _strings(value: object) -> int:
    if isinstance(value, dict):
        value = list(value.values())
    return sum(map(_strings, value)) if isinstance(value, list) else isinstance(value, str)


def _words(raw: dict[str, list[str]], known: Mapping[str, Choice]) -> dict[str, Choice]:
    words = dict(known)
    for name, terms in raw.items():
        words[name] = Choice(tuple(parse(term, words) for term in terms), listed=True)
    return words


def load_file(file: Path, words: Mapping[str, Choice], content: dict[str, Any] | None = None) -> PatternFile:
    """Check one pattern file, and its `content` where that is more than what the file says."""
    raw = dict(resources.toml(file) if content is None else content)
    kind = raw.pop("kind", file.stem)
    scope = raw.pop("scope", "note")
    own = _words(raw.pop("words", {}), words)
    theirs = layers.ids(file.name)
    patterns = []
    for number, record in enumerate(raw.pop("pattern", ()), start=1):
        missing = [key for key in EVERY if not record.get(key)]
        if missing:
            raise _refused(file, record, number, f"{', '.join(missing)} is missing")
        try:
            _check_every(record)
            _check(record, record.get("kind", kind))
            terms = tuple(parse(term, own) for term in record["terms"])
        except PatternError as error:
            raise _refused(file, record, number, str(error)) from None
        data = {k: v for k, v in record.items() if k not in EVERY}
        patterns.append(
            Pattern(record["id"], data.pop("kind", kind), terms, data, record["source"],
                    tuple(record["examples"]), file.name, record["id"] in theirs)
        )  # fmt: skip
    listed = tuple(choice for name, choice in own.items() if name not in words)
    return PatternFile(file.name, kind, scope, tuple(patterns), listed, raw)


def shorthand(word: str) -> tuple[str, ...]:
    """What stands for a word wherever a term has it: 'w/' for 'with'."""
    return tuple(settings("words")["shorthand"].get(word, ()))


def settings(name: str) -> dict[str, Any]:
    """The file `name` of `patterns/` as it is written, its terms not expanded."""
    return layers.toml(f"{name}.toml")


@cache
def words(name: str) -> dict[str, Choice]:
    """The word lists that a term of the file `name` of `patterns/` may name."""
    return _words(settings(name).get("words", {}), _words(layers.toml("words.toml")["words"], {}))


@cache
def listed(name: str, of: str) -> frozenset[str]:
    """The words of the list `of` in the file `name`, as they are written there."""
    return frozenset(settings(name)[of])


@cache
def phrases(name: str, of: str) -> tuple[str, ...]:
    """What the list `of` spells: one of [words] of the file `name`, a setting of the file, or one of words.toml.

    'a.b' is the list b of the table a. A table spells what its lists do, or else its keys.
    """
    listed = words(name)
    setting = None if of in settings(name).get("words", ()) else _setting(name, of)
    if setting is None and of in listed:
        terms: Iterable[Term] = listed[of].options
    elif setting is not None:
        lists = list(setting.values()) if isinstance(setting, dict) else [setting]
        said = chain.from_iterable(lists if all(map(layers.are_texts, lists)) else [setting])
        terms = (parse(term, listed) for term in said)
    else:
        raise PatternError(f"{name}.toml has no list {of!r}{meant(of, [*listed, *settings(name)])}")
    return tuple(dict.fromkeys(phrase for term in terms for phrase in spell_out(term) if phrase))


def _setting(name: str, of: str) -> Any:
    """What stands in the file `name` under the key `of`, or under 'a.b' in its table a."""
    held: Any = settings(name)
    for key in of.split("."):
        held = held.get(key) if isinstance(held, dict) else None
    return held


def worded(template: str, flags: int = 0) -> re.Pattern[str]:
    """An expression in which `{file.list}` stands for any phrase of that list, and `{list}` for one of words.toml.

    It is compiled when it is first used: until then a site may bring words of its own. The longest phrase is tried
    first, and a blank in it is also a hyphen or a line break.
    """
    return expression(lambda: _LISTED.sub(_any_of, template), flags)


_LISTED = expression(r"\{(?:([a-z_]+)\.)?([a-z][\w.]*)\}")


def _any_of(named: re.Match[str]) -> str:
    said = spelling.any_of(phrases(named[1] or "words", named[2]), blank=r"[\s-]+")
    return f"(?:{said or '(?!)'})"


class Sets:
    """The lists of words of a table, each as a set by its name, made when it is first asked for."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._table = table

    def __getattr__(self, name: str) -> frozenset[str]:
        listed = self.__dict__[name] = frozenset(self._table[name])
        return listed


def numbered(name: str, of: str) -> dict[str, int]:
    """The phrases of a word list of the file `name`, each with the place of its term in the list, from 1 on."""
    listed = enumerate(words(name)[of].options, start=1)
    return {phrase: place for place, term in listed for phrase in spell_out(term)}


EVERY = ("id", "terms", "source", "examples")
"""What every pattern has to say."""


def _check_every(record: dict[str, Any]) -> None:
    """Refuse what is no text, or no list of texts, in what every pattern says."""
    for key in ("id", "source"):
        if not isinstance(record[key], str):
            raise PatternError(f"{key} is {record[key]!r} and has to be a text")
    for key in ("terms", "examples"):
        if not layers.are_texts(record[key]):
            raise PatternError(f"{key} is {record[key]!r} and has to be a list of texts")


_TYPES: dict[str, type] = {"text": str, "flag": bool, "number": int, "list": list, "table": dict}


def _check(record: dict[str, Any], kind: str) -> None:
    """Refuse a key or a value that no record of this kind has."""
    known = settings("records").get(kind)
    if known is None:
        listed = "records.toml lists the kinds and their keys"
        raise PatternError(f"the kind {kind!r} is unknown; {listed}{meant(kind, settings('records'))}")
    for key, value in record.items():
        if key in EVERY or key == "kind":
            continue
        if (wanted := known.get(key)) is None:
            raise PatternError(
                f"{key!r} is unknown; records.toml lists the keys of a {kind}{meant(key, [*EVERY, 'before', *known])}"
            )
        if isinstance(wanted, list) and value not in wanted:
            listed = f"records.toml, ours and yours, lists those of a {kind}"
            raise PatternError(f"the {key} {value!r} is unknown; {listed}{meant(value, wanted)}")
        if isinstance(wanted, str) and wanted.startswith("one of "):
            file, table = wanted.removeprefix("one of ").split(".")
            if value not in (names := settings(file)[table]):
                listed = f"{file}.toml lists them under [{table}]"
                raise PatternError(f"the {key} {value!r} is unknown; {listed}{meant(value, names)}")
        elif isinstance(wanted, str) and not isinstance(value, _TYPES[wanted]):
            raise PatternError(f"{key} is {value!r} and has to be a {wanted}")


def _refused(file: Path, record: dict[str, Any], number: int, fault: str) -> PatternError:
    """What is wrong with a record, with its file and its line."""
    said, line = _said(file, record.get("id", ""))
    return PatternError(f"{said}, pattern {record.get('id', number)}{line}: {fault}.")


def _said(file: Path, id: str) -> tuple[str, str]:
    """The file that a record stands in, the site's before ours, and its line, for a message."""
    own = layers.own(file.name)
    holder = own if own and layers.line(own, id) else file
    at = layers.line(holder, id)
    return (file.name if holder is file else str(holder)), f", line {at}" if at else ""


_NO_PATTERNS = ("records", "words")


@cache
def load() -> dict[str, PatternFile]:
    """Every pattern file that lists terms, by file name without its ending."""
    folder = resources.path("patterns")
    words = _words(layers.toml("words.toml")["words"], {})
    files: dict[str, PatternFile] = {}
    seen: dict[str, Path] = {}
    for file in sorted(folder.glob("*.toml")):
        if file.stem in _NO_PATTERNS:
            continue
        loaded = load_file(file, words, layers.toml(file.name))
        for pattern in loaded.patterns:
            if other := seen.get(pattern.id):
                here, there = ("".join(_said(holder, pattern.id)) for holder in (file, other))
                raise PatternError(f"{here}: the id {pattern.id} is taken by {there}.")
            seen[pattern.id] = file
        files[file.stem] = loaded
    return files
