"""The cues and boundaries of assertion, as the pattern files list them, and where they stand in a sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from clinote import patterns
from clinote.assertion import dates
from clinote.errors import PatternError
from clinote.facts import FLAGS
from clinote.lexicon import Hit
from clinote.reading import Reading

KIND = "cue"
NONE, ITEM, LIST, APPOSED, CLAUSE, SENTENCE = range(6)
_REACH = {"item": ITEM, "list": LIST, "apposed": APPOSED, "clause": CLAUSE, "sentence": SENTENCE}


@dataclass(frozen=True, slots=True)
class Rule:
    """One record of a cue file; `boundaries.toml` says what its fields mean."""

    id: str
    flags: tuple[str, ...] = ()
    forward: int = NONE
    backward: int = NONE
    words: int = 99
    verbs: bool = False
    leading: bool = False
    closing: bool = False
    dated: bool = False
    onset: bool = False
    needs_date: bool = False
    pseudo: bool = False
    verb: bool = False
    predicate: bool = False
    quantity: bool = False
    role: str = ""
    unless_preceded: frozenset[str] = frozenset()
    unless_followed: tuple[str, ...] = ()
    stops: frozenset[str] = frozenset()
    not_for: frozenset[str] = frozenset()


class Mark(NamedTuple):
    """A cue, boundary or punctuation mark at `start:end` of the note."""

    start: int
    end: int
    rule: Rule


COMMA, HARD, COLON, OPEN, CLOSE = (Rule(f"mark.{role}", role=role) for role in ("comma", "hard", "colon", "open", "close"))
_PUNCTUATION = {",": COMMA, ";": HARD, "|": HARD, ":": COLON, "(": OPEN, ")": CLOSE}
_MARK = r"[,;|:()]|(?<=\s)--?\s|[^\S\n]{3,}(?=\S)|[.!?](?=\s+\S)|/(?=[a-z])|\d+/\d+|\d%"
_PLUS_SIGN = re.compile(r"(?:^|(?<=[\s,;:(/]))\+\s?[a-z]")
_SLASH = Rule("mark.slash", role="or")
_NUMBER = Rule("mark.number", predicate=True)
DATED = Rule(
    "history.date", ("historical",), forward=ITEM, backward=CLAUSE, dated=True,
    not_for=frozenset(("EMG", "CODE", "DURATION")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cues:
    """Every rule by the id of its pattern, and the marks that are no words."""

    rules: dict[str, Rule]
    sections: dict[str, Rule]
    symbols: re.Pattern[str]
    symbol_rules: list[Rule]
    phrases: dict[str, Rule]
    current_titles: list[str]


@cache
def cues() -> Cues:
    """The cue files, read once."""
    rules: dict[str, Rule] = {}
    sections: dict[str, Rule] = {}
    phrases: dict[str, Rule] = {}
    symbols: list[tuple[str, Rule]] = []
    titles: list[str] = []
    for file in patterns.load().values():
        if file.kind != KIND:
            continue
        flag = file.settings.get("flag")
        never = file.settings.get("not_for", ())
        for pattern in file.patterns:
            rule = rules[pattern.id] = _rule(pattern.id, pattern.data, flag, never)
            phrases.update(dict.fromkeys(pattern.phrases, rule))
        for record in file.settings.get("symbol", ()):
            symbols.append((record["regex"], _rule(record["id"], record, None, never)))
        for category, name in file.settings.get("section", {}).items():
            sections[category] = Rule(f"section.{category}", (name,))
        titles += file.settings.get("current_titles", ())
    union = "|".join(f"({regex})" for regex, _ in symbols)
    return Cues(rules, sections, re.compile(f"{union}|{_MARK}"), [rule for _, rule in symbols], phrases, titles)


def _rule(name: str, data: dict[str, Any], flag: str | None, never: Sequence[str]) -> Rule:
    flags = tuple(data.get("flags", [data.get("flag", flag)] if data.get("flag", flag) else []))
    if unknown := set(flags) - set(FLAGS):
        raise PatternError(f"the cue {name} sets {', '.join(sorted(unknown))}; a flag is one of {', '.join(FLAGS)}.")
    try:
        return Rule(
            name, flags, _REACH[data["forward"]] if "forward" in data else NONE,
            _REACH[data["backward"]] if "backward" in data else NONE,
            **{k: data[k] for k in ("words", "verbs", "leading", "closing", "dated", "onset", "needs_date", "pseudo",
                                    "verb", "predicate", "quantity", "role") if k in data},
            unless_preceded=frozenset(data.get("unless_preceded", ())),
            unless_followed=tuple(data.get("unless_followed", ())),
            stops=frozenset(data.get("stops", flags if data.get("pseudo") else ())),
            not_for=frozenset((*never, *data.get("not_for", ()))),
        )  # fmt: skip
    except KeyError as error:
        raise PatternError(f"the cue {name} reaches {error}; a reach is one of {', '.join(_REACH)}.") from None


def lists_current(title: str) -> bool:
    """Whether a section's title says that it lists what is current ('Active problem list')."""
    return any(word in title.lower() for word in cues().current_titles)


def phrases() -> dict[str, Rule]:
    """The rule of each phrase of the cue files."""
    return cues().phrases


def marks(reading: Reading, at: int) -> list[Mark]:
    """The marks of the sentence that holds offset `at`, in text order, none overlapping."""
    start, end = reading.sentence(at)
    known = cues()
    hits: list[Hit] = reading.around(at, KIND)
    found = [(h.start, -h.end, known.rules[h.pattern.id]) for h in hits]
    norm = reading.norm
    signs = _PLUS_SIGN.search(norm, start, end) is not None
    for m in known.symbols.finditer(norm, start, end):
        number = m.lastindex
        if number is None:
            text = m[0]
            rule = _PUNCTUATION.get(text) or (
                _SLASH if text == "/" else _NUMBER if text[0].isdigit() else HARD
            )
        else:
            rule = known.symbol_rules[number - 1]
            if rule.role == "dash" and not signs:
                rule = HARD
        found.append((m.start(), -m.end(), rule))
    found += [(a, -b, DATED) for a, b in dates.past(norm, start, end, reading.date)]
    found.sort(key=lambda mark: mark[:2])
    out: list[Mark] = []
    reached = -1
    for a, minus_b, rule in found:
        if a >= reached and _stands(norm, rule, a, -minus_b):
            out.append(Mark(a, -minus_b, rule))
            reached = -minus_b
    return out


def _stands(norm: str, rule: Rule, start: int, end: int) -> bool:
    """Whether the words beside a cue leave it standing."""
    if rule.unless_preceded and not rule.unless_preceded.isdisjoint(norm[max(0, start - 40) : start].split()[-4:]):
        return False
    if rule.unless_followed:
        rest = norm[end : end + 24].lstrip()
        return not any(
            rest.startswith(word) and not rest[len(word) : len(word) + 1].isalpha() for word in rule.unless_followed
        )
    return True
