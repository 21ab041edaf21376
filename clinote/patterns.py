"""The pattern files: what clinote looks for, as data.

A file of `patterns/` holds records like

    [[pattern]]
    id = "finding.dysphagia"
    concept = "dysphagia"
    terms = ["dysphagia", "(trouble|difficulty) swallowing"]
    source = "..."
    examples = ["Denies <FINDING concept=dysphagia negated>dysphagia</FINDING>."]

A term is a phrase. `(a|b)` is a choice, `[a]` may be left out, `{name}` stands for the words listed
under `[words]` in the same file or in `words.toml`. A blank also matches a hyphen, a line break
within a sentence, or several blanks; letter case does not matter; a term begins and ends at a word's edge.
"""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from clinote import resources
from clinote.errors import PatternError

_CLOSERS = {"(": ")", "[": "]", "{": "}"}
_MOST = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """One record of a pattern file; `phrases` are its terms written out."""

    id: str
    kind: str
    phrases: tuple[str, ...]
    data: dict[str, Any]
    source: str = ""
    examples: tuple[str, ...] = ()
    file: str = ""


@dataclass(frozen=True, slots=True)
class PatternFile:
    """A file of `patterns/`: its patterns, whether they are sought in the whole note or only around facts."""

    name: str
    kind: str
    scope: str
    patterns: tuple[Pattern, ...]
    settings: dict[str, Any] = field(default_factory=dict)


def expand(template: str, words: dict[str, list[str]]) -> list[str]:
    """Every phrase that a term stands for."""
    phrases, rest = _choice(template, 0, "", words)
    if rest != len(template):
        raise PatternError(f"the term {template!r} closes a bracket at {rest} that it never opened")
    return list(dict.fromkeys(" ".join(p.replace("-", " ").lower().split()) for p in phrases))


def _choice(text: str, at: int, closer: str, words: dict[str, list[str]]) -> tuple[list[str], int]:
    """Read alternatives until `closer`; the phrases, and where reading stopped."""
    done: list[str] = []
    current = [""]
    while at < len(text):
        char = text[at]
        if char == closer:
            return done + current, at
        if char == "|" and closer:
            done, current, at = done + current, [""], at + 1
        elif char in ")]}":
            return done + current, at
        elif char in _CLOSERS:
            more, end = _bracket(text, at, words)
            current = [a + b for a in current for b in more]
            at = end + 1
        else:
            current = [a + char for a in current]
            at += 1
        if len(current) + len(done) > _MOST:
            raise PatternError(f"the term {text!r} stands for more than {_MOST} phrases; split it")
    if closer:
        raise PatternError(f"the term {text!r} opens a bracket that it does not close with {closer!r}")
    return done + current, at


def _bracket(text: str, at: int, words: dict[str, list[str]]) -> tuple[list[str], int]:
    opener = text[at]
    if opener == "{":
        end = text.find("}", at)
        name = text[at + 1 : end]
        if end < 0 or name not in words:
            raise PatternError(f"the term {text!r} names the unknown word list {name!r}; add it under [words]")
        return words[name], end
    more, end = _choice(text, at + 1, _CLOSERS[opener], words)
    return ([*more, ""] if opener == "[" else more), end


def _words(raw: dict[str, list[str]], known: dict[str, list[str]]) -> dict[str, list[str]]:
    words = dict(known)
    for name, terms in raw.items():
        words[name] = [phrase for term in terms for phrase in expand(term, words)]
    return words


def load_file(file: Path, words: dict[str, list[str]]) -> PatternFile:
    """Read and check one pattern file."""
    raw = _toml(file)
    kind = raw.pop("kind", file.stem)
    scope = raw.pop("scope", "note")
    own = _words(raw.pop("words", {}), words)
    patterns = []
    for number, record in enumerate(raw.pop("pattern", ()), start=1):
        name = f"{file.name}, pattern {record.get('id', number)}"
        missing = [key for key in ("id", "terms", "source", "examples") if not record.get(key)]
        if missing:
            raise PatternError(f"{name}: {', '.join(missing)} is missing.")
        try:
            phrases = tuple(dict.fromkeys(p for term in record["terms"] for p in expand(term, own)))
        except PatternError as error:
            raise PatternError(f"{name}: {error}.") from None
        data = {k: v for k, v in record.items() if k not in ("id", "terms", "source", "examples")}
        patterns.append(
            Pattern(record["id"], data.pop("kind", kind), phrases, data, record["source"],
                    tuple(record["examples"]), file.name)
        )  # fmt: skip
    return PatternFile(file.name, kind, scope, tuple(patterns), raw)


@cache
def settings(name: str) -> dict[str, Any]:
    """The file `name` of `patterns/` as it is written, its terms not expanded."""
    return _toml(resources.path("patterns", f"{name}.toml"))


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PatternError(f"{file.name}: {error}.") from None


@cache
def load() -> dict[str, PatternFile]:
    """Every pattern file that lists terms, by file name without its ending."""
    folder = resources.path("patterns")
    words = _words(_toml(folder / "words.toml")["words"], {})
    files: dict[str, PatternFile] = {}
    seen: dict[str, str] = {}
    for file in sorted(folder.glob("*.toml")):
        if file.name == "words.toml":
            continue
        loaded = load_file(file, words)
        for pattern in loaded.patterns:
            if pattern.id in seen:
                raise PatternError(f"{file.name}: the id {pattern.id} is taken by {seen[pattern.id]}.")
            seen[pattern.id] = file.name
        files[file.stem] = loaded
    return files
