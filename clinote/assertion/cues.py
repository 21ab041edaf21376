"""The words of assertion as the pattern files list them, and where they stand in a sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple

from clinote import patterns
from clinote.assertion import dates
from clinote.errors import PatternError
from clinote.expressions import expression
from clinote.facts import FLAGS, LABELS, Cue
from clinote.layers import are_texts
from clinote.lexicon import Hit, Lexicon, Scan, lexicon, stopped
from clinote.patterns import worded
from clinote.reading import Reading
from clinote.spans import visit
from clinote.spans.time import Time

KIND = "cue"
CLASSES = frozenset((
    "determiner", "adjective", "verb", "state", "preposition", "list", "clause", "opener", "predicate", "appositive",
    "between", "near", "time",
))  # fmt: skip
Flags = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One record of a cue file; `boundaries.toml` says what its fields mean. None: as without that mood."""

    id: str
    flags: Flags = ()
    stands: str = ""
    word: str = ""
    denied: Flags | None = None
    maybe: Flags | None = None
    open: Flags | None = None
    finite: Flags | None = None
    words: int = 99
    leading: bool = False
    opening: bool = False
    closing: bool = False
    order: bool = False
    over: bool = False
    settles: bool = False
    result: bool = False
    anaphoric: bool = False
    dated: bool = False
    onset: bool = False
    unless_onset: bool = False
    apposed_dated: bool = False
    lasting: bool = False
    within: bool = False
    direct: bool = False
    whole: bool = False
    needs_past: bool = False
    hides: bool = False
    unless_preceded: frozenset[str] = frozenset()
    unless_followed: Flags = ()
    stops: frozenset[str] = frozenset()
    not_for: frozenset[str] = frozenset()
    only_for: frozenset[str] = frozenset()
    only_in: frozenset[str] = frozenset()


_SETS = frozenset(("unless_preceded", "stops", "not_for", "only_for", "only_in"))
_MOODS = ("denied", "maybe", "open", "finite")
_FIELDS = {field.name for field in fields(Rule)} - {"id", "flags", "stands"}
_OTHERS = frozenset(("id", "class", "flag", "flags", "of", "starts", "contains", "regex", "source", "examples"))


class Mark(NamedTuple):
    """A cue, a word of structure or a punctuation mark at `start:end` of the note."""

    start: int
    end: int
    rule: Rule


Placed = tuple[int, int, Rule]
"""What becomes a mark: its start, its end as a negative number so that the longest comes first, and its rule."""
_place = itemgetter(0, 1)

_OF_MARKS = COMMA, HARD, COLON, OPEN, CLOSE, SLASH, AND, NUMBER = tuple(
    Rule(f"mark.{word}", word=word) for word in ("comma", "hard", "colon", "open", "close", "or", "and", "state")
)
OWN_VERB = Rule("mark.own", word="own")
_PUNCTUATION = dict(zip(",&;→|:()[]", (COMMA, AND, *[HARD] * 3, COLON, *[OPEN, CLOSE] * 2), strict=True))
_MARK = expression(r"[\Wø](?<![\s'\"])(?:(?<=[-=])[-=]*>|(?<=-)-+|(?<=\.)(?: ?\.){2,})?")
_SHORT_FORM = worded(r"(?:\b(?:{titles}|{leading}|{cut_short})|\.[a-z])\.(?:\s.)?$|\b{numbered}\.\s\d$")
"""A stop that ends no statement."""
LOOSE = expression(r"\s*(?:(?:[a-z]+(?<!a)ly|already)\s+)*")
"""Blanks and adverbs, which 'cardiomegaly' is not."""
_QUANTITY = expression(r"\d+/\d+|\d%")
_GAP = expression(r"[^\S\n]{3,}(?=\S)")
_PLUS_SIGN = expression(r"(?:^|(?<=[\s,;:(/]))\+[a-z]|(?:^|(?<=[,;:(/\n])|(?<=[,;:(/] ))\+ [a-z]", re.M)
_PLUS_ANEW = expression(r"(?<=[a-z.] )\+ [a-z]")
_SIGNED = r"[a-z][^-,;.:()\n]{1,40}"
_MINUS_SIGNS = expression(
    rf"(?:(?<![^\s:;(])-{_SIGNED}(?:, ?-{_SIGNED})+|(?<=[.;] )- {_SIGNED}(?:, - {_SIGNED}){{2,}})(?=[.;,)\n]|$)"
)
"""A list of words, each with a minus sign of its own: '-cough, -fever.', 'Tired. - cough, - fever, - rash.'"""
_MINUS_ROW = expression(rf"-{_SIGNED}(?:(?<=\s)-{_SIGNED})+|(- {_SIGNED})(?:(?<=\s)- {_SIGNED}|, - {_SIGNED}){{2,}}")
"""A line of such items without a comma between them, below one of plus signs: '+ rash⏎- cough - fever - cramps'."""
_PLUS_BEHIND = expression(r"[a-z]{4}(?:\+{1,4}(?=[\s,;./)|]|$)| \+{1,4}(?= ?[,;.)|]|$)| \+{2,4} )")
"""A word with a plus sign of its own behind it: 'cough+', 'cough ++'."""
_OWN_NO = expression(r", No [a-z]")
"""An item with a 'No' of its own, in a list that writes its items with a capital: 'No fever, Itch, No chills'."""
_NEW_ITEM = expression(r",\s+[A-Z][a-z]")
DATED = Rule(
    "history.date", ("historical",), "time", dated=True, not_for=frozenset(("EMG", "CODE", "DURATION", "given up")),
)  # fmt: skip
SYMPTOMS = frozenset(("WEAKNESS", "FINDING", "DISTRIBUTION"))
GOT_OVER = SYMPTOMS | {"deficit"}
"""What somebody recovers from: a symptom, or a diagnosis that is a weakness of its own, as a paraplegia is."""
RETURNED = "history.returned"
"""The id of the words for what is there again."""
OWN = frozenset(LABELS)
"""The labels of clinote's own facts."""
LONG_AGO = replace(DATED, word="long-ago")
"""So long ago that a complaint, too, with which one was admitted then is over: 'in 2011 admitted with weakness'."""
MEASURED = replace(DATED, only_for=frozenset(("STRENGTH_GRADE", "CK", "POTASSIUM", "LAB")))
"""When a value was so: it sets no complaint beside it in the past."""
HISTORY = Rule("history.so-long", onset=True, hides=True)
"""'3 wk h/o' opens the present illness."""
REACHING = Rule("history.lasting", onset=True, hides=True)
_OF_TIMES = (DATED, LONG_AGO, MEASURED, HISTORY, REACHING)


class Composed(NamedTuple):
    """A cue made of neighbouring words; of each part, the words that it may be, whether it may be missing or repeat."""

    rule: Rule
    parts: list[tuple[frozenset[str], bool, bool]]


class Searched:
    """Marks that are sought where a sentence has one of some words or, where these are none, characters."""

    def __init__(self, records: list[tuple[list[str], re.Pattern[str], Rule]]) -> None:
        self._sought = [(regex, rule) for _, regex, rule in records]
        self._words: dict[str, list[int]] = {}
        self._signs: dict[str, list[int]] = {}
        for n, (texts, _, _) in enumerate(records):
            for text in texts:
                if text.isalnum():
                    self._words.setdefault(stopped(text), []).append(n)
                else:
                    self._signs.setdefault(text, []).append(n)
        self._known = frozenset(self._words)

    def sought(self, reading: Reading, start: int, end: int) -> list[tuple[re.Pattern[str], Rule]]:
        """The expressions that may be found in `start:end`, in the order of their records."""
        numbers = {n for word in self._known.intersection(reading.scan.within(start, end)) for n in self._words[word]}
        said = reading.norm[start:end]
        for sign, of in self._signs.items():
            if sign in said:
                numbers.update(of)
        return [self._sought[n] for n in sorted(numbers)]


@dataclass(frozen=True, slots=True)
class Cues:
    """Every rule by the id of its pattern, the marks that are no words, and the settings of the files."""

    rules: dict[str, Rule]
    sections: dict[str, Rule]
    symbols: dict[str, list[tuple[re.Pattern[str], Rule]]]
    searched: Searched
    composed: dict[str, list[Composed]]
    telling: frozenset[str]
    """The ids of the rules that say something, if not by themselves; the others are words of structure."""
    ending: frozenset[str]
    """The ids of the rules that say of something that it is over."""
    symbol: re.Pattern[str]
    """A character of `symbols`."""
    settings: dict[str, frozenset[str]]
    minus_list: re.Pattern[str]
    """A list of dashes that are minus signs: they follow the name of a body system."""


@cache
def cues() -> Cues:
    """The cue files, read once."""
    rules: dict[str, Rule] = {}
    sections: dict[str, Rule] = {}
    symbols: dict[str, list[tuple[re.Pattern[str], Rule]]] = {}
    searched: list[tuple[list[str], re.Pattern[str], Rule]] = []
    composed: dict[str, list[Composed]] = {}
    settings: dict[str, list[str]] = {}
    for file in patterns.load().values():
        if file.kind != KIND:
            continue
        limits: dict[str, Any] = {key: file.settings[key] for key in ("not_for", "only_for") if key in file.settings}
        common = {**limits, "flag": file.settings["flag"]} if "flag" in file.settings else limits
        for pattern in file.patterns:
            rules[pattern.id] = _rule(pattern.id, {**common, **pattern.data})
        for record in file.settings.get("symbol", ()):
            regex, rule = worded(record["regex"]), _rule(record["id"], {**limits, **record})
            for char in record.get("starts", ""):
                symbols.setdefault(char, []).append((regex, rule))
            if "contains" in record:
                searched.append((record["contains"], regex, rule))
        for record in file.settings.get("composed", ()):
            parts = [(frozenset(p.rstrip("?*").split("|")), p[-1] in "?*", p[-1] == "*") for p in record["of"]]
            whole = Composed(_rule(record["id"], {**common, **record}), parts)
            for names, optional, _ in parts:
                for name in names:
                    composed.setdefault(name, []).append(whole)
                if not optional:
                    break
        for category, name in file.settings.get("section", {}).items():
            sections[category] = Rule(f"section.{category}", (name,))
        for key, words in file.settings.items():
            for listed in words.values() if isinstance(words, dict) else [words]:
                if are_texts(listed):
                    settings.setdefault(key, []).extend(listed)
    held = {key: frozenset(values) for key, values in settings.items()}
    of_symbols = [rule for found in symbols.values() for _, rule in found]
    every = [*rules.values(), *of_symbols, *(rule for _, _, rule in searched), *_OF_TIMES, *_OF_MARKS]
    cueing = {"kin", "one-of", "not", "may", *composed}
    made = [one.rule for known in composed.values() for one in known]
    ending = frozenset(rule.id for rule in (*every, *made) if rule.over)
    hiding = frozenset(rule.id for rule in every if rule.hides and "negated" in rule.stops)  # 'without difficulty'
    telling = hiding | {rule.id for rule in every if rule.flags or rule.open or rule.word in cueing}
    symbol = re.compile(f"[{re.escape(''.join(symbols))}]")
    item, systems = r"-\s?[a-z](?:[^,;.+\s]|\s(?!-)){1,40}", "|".join(map(re.escape, sorted(held["systems"])))
    minus_list = re.compile(
        rf"\b(?:{systems})\b[:\s]{{1,4}}{item}(?:[,;]\s{{0,3}}-\s?[a-z]|\s-[a-z]|\s{item}\s-\s?[a-z])"
    )
    return Cues(rules, sections, symbols, Searched(searched), composed, telling, ending, symbol, held, minus_list)


def _rule(name: str, data: dict[str, Any]) -> Rule:
    if unknown := set(data) - _FIELDS - _OTHERS:
        raise PatternError(f"the cue {name} has the unknown field {', '.join(sorted(unknown))}.")
    stands = data.get("class", "")
    if stands and stands not in CLASSES:
        raise PatternError(f"the cue {name} is of class {stands!r}; a class is one of {', '.join(sorted(CLASSES))}.")
    flags = tuple(data.get("flags", [data["flag"]] if "flag" in data and (stands or "regex" in data) else []))
    if wrong := {flag for group in (flags, *(data.get(key, ()) for key in _MOODS)) for flag in group} - set(FLAGS):
        raise PatternError(f"the cue {name} sets {', '.join(sorted(wrong))}; a flag is one of {', '.join(FLAGS)}.")
    made = {**dict.fromkeys((*_MOODS, "unless_followed"), tuple), **dict.fromkeys(_SETS, frozenset)}
    given = {key: made[key](data[key]) if key in made else data[key] for key in _FIELDS & data.keys()}
    return Rule(name, flags, stands, **given)


def titled(title: str, setting: str) -> bool:
    """Whether a section's title has one of the words of `setting` ('Active problem list')."""
    lower = title.lower()
    return any(word in lower for word in cues().settings[setting])


def said(reading: Reading, at: int) -> Iterator[tuple[Hit, Rule]]:
    """The words of cues in the sentence that holds offset `at`, each with its rule, whether it stands or not."""
    rules = cues().rules
    return ((hit, rules[hit.pattern.id]) for hit in reading.around(at, KIND))


def rule_of(words: str) -> Rule | None:
    """The rule of which `words` are a term."""
    hits = lexicon("sentence").find(Scan(words)).get(KIND, [])
    return cues().rules[hits[0].pattern.id] if hits and hits[0][:2] == (0, len(words)) else None


def marks(reading: Reading, at: int) -> list[Mark]:
    """The marks of the sentence that holds offset `at`, in text order, none overlapping."""
    start, end = reading.sentence(at)
    known = cues()
    norm = reading.norm
    times = reading.times(at)
    found = _of_times(reading, times) if times else []
    for regex, rule in known.searched.sought(reading, start, end):
        found += [(m.start(), -m.end(), rule) for m in regex.finditer(norm, start, end)]
    rules = known.rules
    worded = [(a, -b, rules[pattern.id]) for a, b, pattern in reading.around(at, KIND)]
    says = _say(found) or _say(worded)
    if not says and not known.symbol.search(norm, start, end):
        return []
    signs = _signs(reading, start, end)
    if not says and not _say(signs):
        return []  # the words of structure alone say nothing
    found += signs
    found += worded
    found.sort(key=_place)
    out: list[Mark] = []
    reached = -1
    for a, minus_b, rule in found:
        if a < reached:
            continue
        meant = _BY_WHAT_CAME[rule.word](reading, start, a) if rule.word in _BY_WHAT_CAME else rule
        if meant is None:
            continue
        mark = Mark(a, -minus_b, meant)
        if not (rule.unless_preceded or rule.unless_followed):
            out.append(mark)
        elif standing := _standing(norm, mark, start, end):
            out += standing
        else:
            continue
        reached = out[-1].end
    return _compose(norm, out, start, end)


def _standing(norm: str, mark: Mark, low: int, high: int) -> list[Mark]:
    """`mark` where it stands in the sentence `low:high`; else the longest cue that its first words are.

    What is left of a preposition that the words before it hide still leads to what stands behind it: '(not) seen' and
    'in' of 'not seen in'.
    """
    if _stands(norm, mark, low, high):
        return [mark]
    words = norm[mark.start : mark.end].split() if mark.rule.unless_preceded else []
    for count in range(len(words) - 1, 0, -1):
        said = " ".join(words[:count])
        rule = rule_of(said) if norm.startswith(said, mark.start) else None
        if rule and _stands(norm, first := Mark(mark.start, mark.start + len(said), rule), low, high):
            leads = mark.rule.stands == "preposition" and _precedes(norm, mark, low)
            return [first, *([Mark(first.end + 1, mark.end, mark.rule)] if leads else [])]
    return []


def _of_times(reading: Reading, times: list[Time]) -> list[Placed]:
    """What times say of what stands beside them."""
    norm, sentence = reading.norm, reading.sentence(times[0].start)
    found: list[Placed] = [(t.start, -t.end, REACHING) for t in dates.reaching(norm, times, sentence)]
    found += [(time.start, -time.through, HISTORY) for time in times if time.form == "of" and time.through]
    found += [(a, -b, LONG_AGO if long else DATED) for a, b, long in dates.past(reading, times)]
    found += [(a, -b, MEASURED) for a, b in dates.visits(norm, times)]
    return found


_TOLD = frozenset(("at", "ago", "before", "since", "life"))
"""The forms of a time at which something is told to have been."""
_BEFORE = 4
"""So many sentences before one its 'at that time' may point to."""


_BESIDE = worded(r"\b(?:{persons}|{titles}\.? [a-z'-]+) and (?:(?:{possessives}|the) )?(?:[a-z]+ )?\Z")
"""The patient beside relatives, so that 'both of them' is of the patient, too, as where but one is named."""


def _named_before(reading: Reading, start: int, at: int) -> Rule | None:
    """The relatives that stand before offset `at`, in the sentence at `start` or the one before; None where none do."""
    k, norm = reading.layout.sentence_index(start), reading.norm
    ends = ("s",) if norm.startswith(("one ", "another "), at) else ("",)  # 'one' is one of several
    for low, _ in reversed(reading.layout.sentences[max(0, k - 1) : k + 1]):
        named = [(hit, rule) for hit, rule in said(reading, low) if rule.word == "kin" and hit.end <= at]
        kin = [(hit, rule) for hit, rule in named if norm.endswith(ends, hit.start, hit.end)]
        if not kin:
            continue
        one = len(kin) == 1 and not norm.endswith("s", kin[0][0].start, kin[0][0].end)
        if norm.startswith(("both ", "all "), at) and (one or _BESIDE.search(norm, low, kin[-1][0].start)):
            return cues().rules["word.person"]
        if not reading.parted(low, start):
            return kin[-1][1]
    return None


_LASTS = worded(
    r"\b(?:{history.present}|still|since|set in|persist[a-z]*|remain[a-z]*|continue[a-z]*|never (?:left|went))\b"
)
"""What says of what was so then that it lasts."""
BEGAN = frozenset(("word.began", "word.since", "word.notices"))
"""The ids of words of a course that began: what came next is of the present illness."""


def _told_before(reading: Reading, start: int, _: int) -> Rule | None:
    """The past of which the sentences before the one at `start` tell; None where they tell of now, or of no past.

    What lasts only began then.
    """
    k = reading.layout.sentence_index(start)
    if _LASTS.search(reading.norm, *reading.layout.sentences[k]):
        return None
    for low, high in reversed(reading.layout.sentences[max(0, k - _BEFORE) : k]):
        if reading.parted(low, start):
            return None
        times = reading.times(low)
        ahead = visit.lies_ahead(reading.norm, low, high)
        if not ahead and (past := list(dates.past(reading, times))):
            if any(rule.id in BEGAN for _, rule in said(reading, low)):
                return None
            return LONG_AGO if past[-1][2] else DATED
        now = any(rule.word in ("today", "now") for _, rule in said(reading, low))
        if ahead or now or any(time.form in _TOLD for time in times):
            return None
    return None


_BY_WHAT_CAME = {"then": _told_before, "one-of": _named_before}
"""What a word says that points to what came before: 'at that time', 'the oldest'."""


def holds_end(reading: Reading, at: int) -> bool:
    """Whether the sentence that holds offset `at` says of something that it is over."""
    (start, end), known = reading.sentence(at), cues()
    sought = known.searched.sought(reading, start, end) if reading.norm.find("last", start, end) >= 0 else []
    if any(rule.over and regex.search(reading.norm, start, end) for regex, rule in sought):
        return True  # 'It lasted an hour.'
    return bool(_ending().find(reading.scan, start, end)) and any(rule.over for _, rule in said(reading, at))


def ends(cue: Cue) -> bool:
    """Whether the words of a cue say that what they are of is over."""
    return cue.rule in cues().ending


@cache
def _ending() -> Lexicon:
    """The terms alone of the rules that say of something that it is over: most sentences hold none."""
    rules, files = cues().rules, patterns.load().values()
    return Lexicon(p for file in files for p in file.patterns if p.id in rules and rules[p.id].over)


def _say(found: list[Placed]) -> bool:
    """Whether one of these rules says something, and is no mere word of structure."""
    return not cues().telling.isdisjoint([rule.id for _, _, rule in found])


def _compose(norm: str, found: list[Mark], low: int, high: int) -> list[Mark]:
    """`found`, of the sentence `low:high`, with the composed cues in place of their parts, the longest first."""
    known = cues().composed
    if known.keys().isdisjoint([mark.rule.word for mark in found]):
        return found
    out: list[Mark] = []
    i = 0
    while i < len(found):
        best, reached = None, i
        for made in known.get(found[i].rule.word, ()):
            j = _match(norm, found, i, made)
            if j > reached and _stands(norm, whole := Mark(found[i].start, found[j - 1].end, made.rule), low, high):
                best, reached = whole, j
        if best:
            out.append(best)
            i = reached
        else:
            out.append(found[i])
            i += 1
    return out


def _match(norm: str, found: list[Mark], i: int, made: Composed) -> int:
    """Behind which mark the parts of `made` that begin at mark `i` end; `i` where they do not."""
    j = i
    for names, optional, repeats in made.parts:
        first = True
        while (
            j < len(found)
            and (first or repeats)
            and found[j].rule.word in names
            and (j == i or LOOSE.fullmatch(norm, found[j - 1].end, found[j].start))
        ):
            j += 1
            first = False
        if first and not optional:
            return i
    return j


def _signs(reading: Reading, start: int, end: int) -> list[Placed]:
    """The punctuation marks, symbols, numbers and gaps of `start:end`."""
    norm, symbols = reading.norm, cues().symbols
    found: list[Placed] = []
    apart = norm.find(", no ", start, end) >= 0 and _OWN_NO.search(reading.text, start, end) is not None
    for m in _MARK.finditer(norm, start, end):
        at = m.start()
        char = norm[at]
        symbol = _symbol(reading, symbols[char], at, start, end) if char in symbols else None
        if symbol:
            found.append(symbol)
        elif apart and char == "," and _NEW_ITEM.match(reading.text, at, end):
            found.append((at, -m.end(), HARD))
        elif rule := _PUNCTUATION.get(char) or _punctuation(norm, char, at, m.end(), end):
            found.append((at, -m.end(), rule))
    if norm.find("/", start, end) >= 0 or norm.find("%", start, end) >= 0:
        found += [(m.start(), -m.end(), NUMBER) for m in _QUANTITY.finditer(norm, start, end)]
    if norm.find("   ", start, end) >= 0 or norm.find("\t", start, end) >= 0:
        found += [(m.start(), -m.end(), HARD) for m in _GAP.finditer(norm, start, end)]
    return found


def _symbol(
    reading: Reading, symbols: list[tuple[re.Pattern[str], Rule]], at: int, start: int, end: int
) -> Placed | None:
    """The first of `symbols` that stands at `at`."""
    for regex, rule in symbols:
        if (found := regex.match(reading.norm, at, end)) and (rule.word != "dash" or _signed(reading, at, start, rule)):
            return at, -found.end(), rule
    return None


_LISTED = 2000
"""Characters of its line before a sentence, among which a list with signs may have begun."""


def _signed(reading: Reading, at: int, start: int, rule: Rule) -> bool:
    """Whether plus and minus signs are in use here: in the sentence, or near by and this is no bullet.

    Behind a comma, and before the first one of a list of such, a dash that hugs its word is a sign. One behind a word
    is where another word has its plus behind it.
    """
    norm = reading.norm
    end = reading.sentence(at)[1]
    if rule.stands == "predicate":
        return _PLUS_BEHIND.search(norm, start, end) is not None
    line = max(reading.layout.line(at)[0], start - _LISTED)
    if cues().minus_list.search(norm, min(line, start), end):
        return True
    if reading.text[at] in "–—":
        return False
    if _PLUS_SIGN.search(norm, start, end):
        return True
    section = reading.layout.section(at).category
    tasks = section in ("assessment", "plan")  # which have a dash apart from their words
    if minus := _MINUS_SIGNS.search(norm, start, end):
        return norm[minus.start() + 1] != " " or not tasks
    row = None if norm[line:at].strip() else _MINUS_ROW.match(norm, at, reading.layout.line(at)[1])
    if row and section == "ros":
        return True
    near = max(0, at - 300), at + 300
    listed = norm[line:at].strip() if row is None else not (tasks and row[1])
    return bool(listed) and any(sign.search(norm, *near) for sign in (_PLUS_SIGN, _PLUS_ANEW))


def _punctuation(norm: str, char: str, at: int, stop: int, end: int) -> Rule | None:
    """What a mark does to the sentence beside those that always do the same."""
    after = norm[stop : stop + 1] if stop < end else ""
    if char in ".!?":
        if not (after.isspace() and norm[stop:end].strip()):
            return None
        inner = char == "." and stop - at == 1 and _SHORT_FORM.search(norm, max(0, at - 8), min(stop + 2, end))
        return None if inner else HARD
    if char == "/":
        return SLASH if after.isalpha() else None
    if char == "+":
        return AND if norm[at - 1 : at].isspace() and after.isspace() else None
    if char in "-=" and norm[stop - 1] == ">":
        return HARD
    if char == "-":
        return HARD if (at == 0 or norm[at - 1].isspace()) and (after.isspace() or after == "-") else None
    return None


def _stands(norm: str, mark: Mark, low: int, high: int) -> bool:
    """Whether the words beside a cue in its sentence, `low:high`, leave it standing."""
    rule = mark.rule
    if _precedes(norm, mark, low):
        return False
    if rule.unless_followed:
        rest = norm[mark.end : min(mark.end + 24, high)].lstrip(" :-–" if rule.stands == "opener" else " .\t\n")
        said = [word for word in rule.unless_followed if rest.startswith(word)]
        return all(word[-1].isalpha() and rest[len(word) : len(word) + 1].isalpha() for word in said)
    return True


def _precedes(norm: str, mark: Mark, low: int) -> bool:
    """Whether words stand before a cue, in its sentence from `low` on, with which it is none."""
    if not mark.rule.unless_preceded:
        return False
    before = norm[max(low, mark.start - 40) : mark.start].replace(",", " ").split()
    return not mark.rule.unless_preceded.isdisjoint(before[-4:])
