"""The cues and boundaries of assertion, as the pattern files list them, and where they stand in a sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple

from clinote import patterns
from clinote.assertion import dates
from clinote.errors import PatternError
from clinote.facts import FLAGS
from clinote.lexicon import Scan, lexicon
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
    unless_onset: bool = False
    needs_date: bool = False
    backward_dated: bool = False
    of_object: bool = False
    pseudo: bool = False
    verb: bool = False
    predicate: bool = False
    quantity: bool = False
    within: bool = False
    role: str = ""
    unless_preceded: frozenset[str] = frozenset()
    unless_followed: tuple[str, ...] = ()
    stops: frozenset[str] = frozenset()
    not_for: frozenset[str] = frozenset()
    only_for: frozenset[str] = frozenset()


_PLAIN = (
    "words", "verbs", "leading", "closing", "dated", "onset", "unless_onset", "needs_date", "backward_dated",
    "of_object", "pseudo", "verb", "predicate", "quantity", "within", "role",
)  # fmt: skip
"""The fields of a rule that a record writes as they are."""


class Mark(NamedTuple):
    """A cue, boundary or punctuation mark at `start:end` of the note."""

    start: int
    end: int
    rule: Rule


_Placed = tuple[int, int, Rule]
"""Where a mark begins, the negative of where it ends, and its rule: these sort into text order, the longest first."""
_place = itemgetter(0, 1)

COMMA, HARD, COLON, OPEN, CLOSE = (
    Rule(f"mark.{role}", role=role) for role in ("comma", "hard", "colon", "open", "close")
)
_PUNCTUATION = {",": COMMA, ";": HARD, "|": HARD, ":": COLON, "(": OPEN, ")": CLOSE}
_MARK = re.compile(r"[^\w\s'\"]|ø")
_QUANTITY = re.compile(r"\d+/\d+|\d%")
_GAP = re.compile(r"[^\S\n]{3,}(?=\S)")
_PLUS_SIGN = re.compile(r"(?:^|(?<=[\s,;:(/]))\+\s?[a-z]")
_SLASH = Rule("mark.slash", role="or")
_NUMBER = Rule("mark.number", predicate=True)
DATED = Rule(
    "history.date", ("historical",), forward=ITEM, backward=CLAUSE, dated=True,
    not_for=frozenset(("EMG", "CODE", "DURATION")),
)  # fmt: skip
OWN = frozenset((
    "WEAKNESS", "STRENGTH_GRADE", "CK", "POTASSIUM", "LAB", "EMG", "DISTRIBUTION", "DURATION", "FINDING", "DIAGNOSIS",
    "CODE", "CONTEXT",
))  # fmt: skip
"""The labels of clinote's own facts. What has lasted for years is current there, historical for any other concept."""
LASTING = Rule(
    "history.years", ("historical",), forward=ITEM, backward=CLAUSE, leading=True, dated=True, onset=True, not_for=OWN
)
LONG_HISTORY = Rule("history.years-of", ("historical",), forward=LIST, onset=True, not_for=OWN)
HISTORY = Rule("history.so-long", onset=True, pseudo=True)
"""'3 wk h/o' opens the present illness."""


@dataclass(frozen=True, slots=True)
class Cues:
    """Every rule by the id of its pattern, and the marks that are no words."""

    rules: dict[str, Rule]
    sections: dict[str, Rule]
    symbols: dict[str, list[tuple[re.Pattern[str], Rule]]]
    searched: list[tuple[list[str], re.Pattern[str], Rule]]
    current_titles: list[str]
    minus_list: re.Pattern[str]
    """A list of dashes that are minus signs: they follow the name of a body system."""


@cache
def cues() -> Cues:
    """The cue files, read once."""
    rules: dict[str, Rule] = {}
    sections: dict[str, Rule] = {}
    symbols: dict[str, list[tuple[re.Pattern[str], Rule]]] = {}
    searched: list[tuple[list[str], re.Pattern[str], Rule]] = []
    titles: list[str] = []
    systems: list[str] = []
    for file in patterns.load().values():
        if file.kind != KIND:
            continue
        flag = file.settings.get("flag")
        never, only = file.settings.get("not_for", ()), file.settings.get("only_for", ())
        for pattern in file.patterns:
            rules[pattern.id] = _rule(pattern.id, pattern.data, flag, never, only)
        for record in file.settings.get("symbol", ()):
            regex, rule = re.compile(record["regex"]), _rule(record["id"], record, None, never)
            for char in record.get("starts", ""):
                symbols.setdefault(char, []).append((regex, rule))
            if "contains" in record:
                searched.append((record["contains"], regex, rule))
        for category, name in file.settings.get("section", {}).items():
            sections[category] = Rule(f"section.{category}", (name,))
        titles += file.settings.get("current_titles", ())
        systems += file.settings.get("systems", ())
    return Cues(rules, sections, symbols, searched, titles, _minus_list(systems))


def _minus_list(systems: Sequence[str]) -> re.Pattern[str]:
    item = r"-\s?[a-z](?:[^,;.+\s]|\s(?!-)){1,40}"
    names = "|".join(map(re.escape, systems))
    return re.compile(rf"\b(?:{names})\b[:\s]{{1,4}}{item}(?:[,;]\s{{0,3}}-\s?[a-z]|\s-[a-z]|\s{item}\s-\s?[a-z])")


def _rule(
    name: str, data: dict[str, Any], flag: str | None, never: Sequence[str], only: Sequence[str] = ()
) -> Rule:  # fmt: skip
    flags = tuple(data.get("flags", [data.get("flag", flag)] if data.get("flag", flag) else []))
    if unknown := set(flags) - set(FLAGS):
        raise PatternError(f"the cue {name} sets {', '.join(sorted(unknown))}; a flag is one of {', '.join(FLAGS)}.")
    try:
        return Rule(
            name, flags, _REACH[data["forward"]] if "forward" in data else NONE,
            _REACH[data["backward"]] if "backward" in data else NONE,
            **{key: data[key] for key in _PLAIN if key in data},
            unless_preceded=frozenset(data.get("unless_preceded", ())),
            unless_followed=tuple(data.get("unless_followed", ())),
            stops=frozenset(data.get("stops", flags if data.get("pseudo") else ())),
            not_for=frozenset((*never, *data.get("not_for", ()))), only_for=frozenset(data.get("only_for", only)),
        )  # fmt: skip
    except KeyError as error:
        raise PatternError(f"the cue {name} reaches {error}; a reach is one of {', '.join(_REACH)}.") from None


def lists_current(title: str) -> bool:
    """Whether a section's title says that it lists what is current ('Active problem list')."""
    return any(word in title.lower() for word in cues().current_titles)


def rule_of(words: str) -> Rule | None:
    """The rule of which `words` are a term."""
    hits = lexicon("sentence").find(Scan(words)).get(KIND, [])
    return cues().rules[hits[0].pattern.id] if hits and hits[0][:2] == (0, len(words)) else None


def marks(reading: Reading, at: int) -> list[Mark]:
    """The marks of the sentence that holds offset `at`, in text order, none overlapping; none where no cue is."""
    start, end = reading.sentence(at)
    known = cues()
    norm = reading.norm
    sentence = norm[start:end]
    rules = known.rules
    times = reading.times(at)
    found: list[_Placed] = [(a, -b, LASTING) for a, b in dates.lasting(times)]
    found += [(a, -b, LONG_HISTORY if years else HISTORY) for a, b, years in dates.histories(times)]
    found += [(hit.start, -hit.end, rules[hit.pattern.id]) for hit in reading.around(at, KIND)]
    for texts, regex, rule in known.searched:
        for text in texts:
            if text in sentence:
                found += [(m.start(), -m.end(), rule) for m in regex.finditer(norm, start, end)]
                break
    found += [(a, -b, DATED) for a, b in dates.past(times)]
    if not known.symbols.keys().isdisjoint(sentence) or _flags(found):
        found += _signs(reading, start, end)
    if not _flags(found):
        return []  # boundaries alone bound nothing
    found.sort(key=_place)
    out: list[Mark] = []
    reached = -1
    for a, minus_b, rule in found:
        if a >= reached and _stands(norm, rule, a, -minus_b):
            out.append(Mark(a, -minus_b, rule))
            reached = -minus_b
    return out


def _flags(found: list[_Placed]) -> bool:
    return any(rule.flags for _, _, rule in found)


def _signs(reading: Reading, start: int, end: int) -> list[_Placed]:
    """The punctuation marks, symbols, numbers and gaps of `start:end`."""
    norm, symbols = reading.norm, cues().symbols
    found: list[_Placed] = []
    for m in _MARK.finditer(norm, start, end):
        at = m.start()
        char = norm[at]
        symbol = _symbol(reading, symbols[char], at, start, end) if char in symbols else None
        if symbol:
            found.append(symbol)
        elif rule := _PUNCTUATION.get(char) or _punctuation(norm, char, at, m.end(), end):
            found.append((at, -m.end(), rule))
    if norm.find("/", start, end) >= 0 or norm.find("%", start, end) >= 0:
        found += [(m.start(), -m.end(), _NUMBER) for m in _QUANTITY.finditer(norm, start, end)]
    if norm.find("   ", start, end) >= 0 or norm.find("\t", start, end) >= 0:
        found += [(m.start(), -m.end(), HARD) for m in _GAP.finditer(norm, start, end)]
    return found


def _symbol(
    reading: Reading, symbols: list[tuple[re.Pattern[str], Rule]], at: int, start: int, end: int
) -> _Placed | None:
    """The first of `symbols` that stands at `at`."""
    for regex, rule in symbols:
        if (found := regex.match(reading.norm, at, end)) and (rule.role != "dash" or _signed(reading, at, start)):
            return at, -found.end(), rule
    return None


def _signed(reading: Reading, at: int, start: int) -> bool:
    """Whether plus and minus signs are in use here: in the sentence, or near by and this is no bullet."""
    norm = reading.norm
    end = reading.sentence(at)[1]
    line = norm.rfind("\n", 0, at) + 1
    if _PLUS_SIGN.search(norm, start, end) or cues().minus_list.search(norm, min(line, start), end):
        return True
    return bool(norm[line:at].strip()) and _PLUS_SIGN.search(norm, max(0, at - 300), at + 300) is not None


def _punctuation(norm: str, char: str, at: int, stop: int, end: int) -> Rule | None:
    """What a mark does to the sentence beside those that always do the same."""
    after = norm[stop : stop + 1] if stop < end else ""
    if char in ".!?":
        return HARD if after.isspace() and norm[stop:end].strip() else None
    if char == "/":
        return _SLASH if after.isalpha() else None
    if char == "-":
        return HARD if (at == 0 or norm[at - 1].isspace()) and (after.isspace() or after == "-") else None
    return None


def _stands(norm: str, rule: Rule, start: int, end: int) -> bool:
    """Whether the words beside a cue leave it standing."""
    if rule.unless_preceded and not rule.unless_preceded.isdisjoint(norm[max(0, start - 40) : start].split()[-4:]):
        return False
    if rule.unless_followed:
        rest = norm[end : end + 24].lstrip()
        return not any(
            rest.startswith(word) and not (word[-1].isalpha() and rest[len(word) : len(word) + 1].isalpha())
            for word in rule.unless_followed
        )
    return True
