"""What is examined and then said to be normal or not: 'sensation intact', 'absent ankle jerks', 'reflexes 2+'."""

import re
from collections.abc import Iterator
from functools import cache

from clinote import patterns
from clinote.anatomy import several
from clinote.expressions import expression
from clinote.extract import grid
from clinote.facts import Fact, Finding
from clinote.lexicon import Hit, starting
from clinote.patterns import Pattern, worded
from clinote.reading import Reading
from clinote.spelling import any_of

_REACH = 70
"""How far (characters) a subject's predicate may stand."""

_LINK = r"(?!{examined.other}\b)[a-z'/-]+"
_DENIAL = r"(?:(?:do|does|did|is|are|was|were|has|have|had|will)\s+not|[a-z]+n't|never|no\s+longer)"
"""What denies a state: 'his lids never droop'."""
_DENIED = expression(rf"\b{_DENIAL}\b")
_NEAR = r"(?:is|are|was|were|jerks?|reflex|reflexes|both|bilat|bilaterally|l|r|left|right|[lr]>[lr]|at)"
_ELSE = expression(r",|\b(?:and|or|but)\b")
"""Between a subject and the word behind it where that word is of something else: 'brisk reflexes and normal tone'."""
_NERVE_WORDS = r"\b{examined.conduction}\b"
_NERVE = worded(_NERVE_WORDS)
"""What 'sensory' is of in a nerve conduction study."""
_OF_NERVE = worded(rf"\s(?:(?:nerve|action)\s){{0,2}}{_NERVE_WORDS}")
_GRADE = (
    r"(?:trace|[0-4](?:\s*[+-])?(?:\s*/\s*(?:[2-5]\+?|iv))?)"
    r"(?![\d/]|\.\d|\s*(?:%|mm|beats|times|{time.units}s?(?![a-z])))"
)


def extract(reading: Reading) -> list[Fact[Finding]]:
    """The findings stated or denied by what is said of a sense, a reflex, a nerve, speech or swallowing."""
    found: list[Fact[Finding]] = []
    last: Hit | None = None
    for hit in reading.hits("examined"):
        reached = found[-1].end if found else 0
        if last and hit.start < reached and _AND.fullmatch(reading.norm, last.end, hit.start):
            reached = hit.start  # 'speech and swallowing are normal'
        if not _speaks(hit.pattern) or hit.start < reached or _measured(reading, hit) or _is_side(reading, hit):
            continue
        if columns := list(_columns(reading, hit)):
            found += columns
        elif (word := _predicate(reading, hit)) and min(word[0], hit.start) >= reached:
            fact = _fact(reading, hit, *word)
            if found and fact.start < found[-1].end and fact.says == found[-1].says:
                continue
            last = hit
            if not (fact.negated and hit.pattern.data.get("abnormal_only")):
                found.append(fact)
            if hit.pattern.data.get("graded"):
                found += _listed(reading, hit, max(fact.end, hit.end))
    return _without_weak(reading, found)


_CELL = expression(r" ?\||\t|  ")
"""What parts a subject from the cells behind it."""


def _columns(reading: Reading, hit: Hit) -> Iterator[Fact[Finding]]:
    """What the cells behind a subject say of it, one for each column: 'Speech | clear | slurred'."""
    if "states" in hit.pattern.data or not _CELL.match(reading.norm, hit.end):
        return
    _, stop = reading.layout.line(hit.start)
    for number, cell in enumerate(grid.row(reading.norm, (hit.start, stop)).cells[1:]):
        word = _cell(hit.pattern).match(reading.norm, *cell)
        if not word:
            return
        fact = _fact(reading, hit, *word.span("word"))
        if number:
            fact.start, fact.text = word.start(), reading.text[word.start() : fact.end]
        if not (fact.negated and hit.pattern.data.get("abnormal_only")):
            yield fact


_AND = expression(r"\s*(?:[,/&]|,?\s*\band\b)\s*")
_ITEM = worded(
    rf"(?:\s+(?:b/?l|bilat[a-z]*|both|sym[a-z]*|in\s+(?:the\s+)?[a-z]+|(?:l|r|left|right)(?:\s+{_GRADE})?))*"
    rf"\s*(?:[,;/]|\band\b)\s*(?P<sites>[a-z]{{2,}}(?:(?:\s*[,/&]\s*|\s+(?:and\s+)?)[a-z]{{2,}}){{0,3}}?)[\s:=]+"
    rf"(?:(?:l|r|lt|rt|left|right)\s+)?(?P<grade>absent|abs|brisk|trace|{_GRADE})"
    rf"(?:[\s,/]+(?:l|r|lt|rt|left|right)\s+(?P<other>{_GRADE}))?"
)
"""The next reflex of a list, with its grade, or those of its two sides."""


_OF_FIVE = expression(r"/\s*5")


def _listed(reading: Reading, hit: Hit, at: int) -> list[Fact[Finding]]:
    """The changed ones of the reflexes that go on a list: "DTR: biceps 2+, knees and ankles 0, triceps L 1+ R 2+"."""
    found = []
    stop = reading.sentence(hit.start)[1]
    near = (*reading.around(hit.start, "site"), *reading.around(hit.start, "other_scale"))
    known = {site.start for site in near if site.pattern.data.get("reflex")}
    fives = _OF_FIVE.search(reading.norm, hit.start, at) is not None
    while (item := _ITEM.match(reading.norm, at, stop)) and item.start("sites") in known:
        if _OF_FIVE.search(item["grade"]) and not fives:
            break  # 'reflexes 2/4, quads 4/5': strength begins
        at = item.end()
        told = {item["grade"][:1], (item["other"] or item["grade"])[:1]}
        if len(told) > 1 or not told <= {"1", "2"}:
            concept = hit.pattern.data["concept"]
            found.append(reading.fact(Finding(concept), item.start("sites"), item.end("grade"), hit.pattern))
    return found


def _without_weak(reading: Reading, found: list[Fact[Finding]]) -> list[Fact[Finding]]:
    """Reflexes graded 1 are no finding of their own beside absent or brisk ones of the same sentence."""
    told = [f for f in found if f.says.concept == "reflex_change" and not f.negated]
    weak = {id(f) for f in told if f.text.rstrip("+ ")[-1:] == "1"}
    strong = {reading.sentence(f.start) for f in told if id(f) not in weak}
    return [f for f in found if id(f) not in weak or reading.sentence(f.start) not in strong]


def _measured(reading: Reading, hit: Hit) -> bool:
    """Whether it is measured, not examined: the sensory responses of a nerve conduction study."""
    sense = hit.pattern.data.get("concept") == "sensory_loss"
    return sense and reading.layout.section(hit.start).category == "electrodiagnostics"


def _is_side(reading: Reading, hit: Hit) -> bool:
    """Whether its letters are the left of what one has only one of there: 'LT grip', but 'LT L5', 'LT toes'."""
    sites = reading.around(hit.start, "site") if hit.pattern.data.get("sided") else []
    behind = starting(sites, hit.end, hit.end + 2)
    named = [(site.pattern.data, reading.norm[site.start : site.end]) for site in behind]
    return any("side" not in data and not several(data, words) for data, words in named)


def _speaks(pattern: Pattern) -> bool:
    return "concept" in pattern.data or "states" in pattern.data


def _predicate(reading: Reading, hit: Hit) -> tuple[int, int] | None:
    """Where the word stands that says how the subject is: behind it, or else right before it."""
    begin, stop = reading.sentence(hit.start)
    if not reading.norm[hit.end : stop].strip(" :"):  # a label, and what it says on the line below
        below = reading.sentence(stop + 1)
        stop = below[1] if below[0] == stop + 1 and ":" not in reading.norm[slice(*below)] else stop
    if "states" in hit.pattern.data:
        state = _state(hit.pattern).match(reading.norm, hit.end, min(stop, hit.end + _REACH))
        return state.span("word") if state else None
    begin = max(begin, hit.start - _REACH)
    before = _before(hit.pattern).search(reading.norm[begin : hit.start])
    after = _after(hit.pattern).match(reading.norm, hit.end, min(stop, hit.end + _REACH))
    if after and not (
        before and "," not in before[0] and _ELSE.search(after[0][: after.start("word") - after.start()])
    ):
        denied_normal = _DENIED.search(after[0]) and _is_normal(hit.pattern, after["word"], "")  # "never quite intact"
        return None if denied_normal or _NERVE.search(after[0]) else after.span("word")
    if before and not _OF_NERVE.match(reading.norm, hit.end):
        return begin + before.start("word"), begin + before.end("word")
    return None


_SIDED = expression(
    r"\s*(?:on\s+(?:the\s+)?)?(?:r|l|rt|lt|right|left)\b\s*(?:side\s*)?(?:[,;/]|\band\b|\bbut\b|\bvs\.?)+\s*"
    r"(?:on\s+(?:the\s+)?)?(?:(?:r|l|rt|lt|right|left)\b\s*(?:side\s*)?[:=]?\s*)?"
)
_CHANGED = worded(
    r"(?:{examined.changed}\b"
    r"|[0134](?:\s?\+|\s?/\s?4\+?|(?=\s*(?:[,;)]|\.\s|\.?$|(?:on|at|l|r|left|right)\b)))(?!\s?/\s?5))"
)


def _other_side(reading: Reading, hit: Hit, start: int, end: int) -> int | None:
    """Where it ends when a reflex is normal on the one side and changed on the other: '2+ R, trace L'."""
    if not hit.pattern.data.get("graded") or not _is_normal(hit.pattern, reading.norm[start:end], ""):
        return None
    sided = _SIDED.match(reading.norm, end, end + _REACH)
    changed = _CHANGED.match(reading.norm, sided.end()) if sided else None
    return changed.end() if changed else None


def _fact(reading: Reading, hit: Hit, start: int, end: int) -> Fact[Finding]:
    concept = hit.pattern.data.get("concept") or _stated(hit.pattern, reading.norm[start:end])
    if changed := _other_side(reading, hit, start, end):
        return reading.fact(Finding(concept), min(start, hit.start), changed, hit.pattern)
    fact = reading.fact(Finding(concept), min(start, hit.start), max(end, hit.end), hit.pattern)
    if denial := _DENIED.search(reading.norm, hit.end, start):
        fact.flag("negated", reading.cue(*denial.span(), hit.pattern.id))
    if _is_normal(hit.pattern, reading.norm[start:end], reading.norm[end : end + 40]):
        fact.flag("negated", reading.cue(start, end, hit.pattern.id))
    return fact


def _is_normal(pattern: Pattern, word: str, then: str) -> bool:
    """Whether `word` says that all is well. A reflex graded 1 is well when it is symmetric."""
    grade = word.removeprefix("+")[:1]
    if grade.isdigit() and pattern.data.get("graded"):
        return grade == "2" or (grade == "1" and bool(re.match(r"[^.;,]{0,20}\b(?:symmetric|equal)", then)))
    said = " ".join(word.split())
    return said in pattern.data.get("normal", ()) or said in patterns.phrases("examined", "well")


def _stated(pattern: Pattern, words: str) -> str:
    """The finding that a part of the body shows by what it does."""
    said = " ".join(words.split())
    states: dict[str, list[str]] = pattern.data["states"]
    return next(concept for concept, words_of_it in states.items() if said in words_of_it)


_SHARED = (
    r"(?:(?:(?:\s*,\s*|\s+and\s+)(?:(?:muscle|motor)\s+)?(?:strength|power|tone|bulk)){1,2}"
    r"(?=\s+(?:(?:are|were)\b|[a-z]+\s*(?:[.,;\n]|\Z|in\b|throughout))))?"
)
"""Other subjects of the same predicate: 'sensation and strength are intact', 'bulk, tone and power normal'."""


@cache
def _state(pattern: Pattern) -> re.Pattern[str]:
    """What a part of the body does, with little between: 'calves often cramp'."""
    states = pattern.data["states"].values()
    alternatives = any_of({word for words in states for word in words}, blank=r"\s+")
    between = rf"(?:{_DENIAL}|(?!(?:{{examined.other}}|and|or|as|in|of|on|a|an|his|her)\b)(?:[a-z']+|\d[\d.]*))"
    return worded(rf"(?:\s+{between}){{0,3}}?\s+(?P<word>{alternatives})\b")


def _alternatives(pattern: Pattern) -> str:
    return any_of((*pattern.data["normal"], *pattern.data.get("abnormal", ())), blank=r"\s+")


def _said(pattern: Pattern) -> str:
    """What is said of a subject behind it: how it is, that all is well ('no problems'), or its grade."""
    well = any_of(patterns.phrases("examined", "well"), blank=r"\s+")
    graded = rf"|\+?{_GRADE}" if pattern.data.get("graded") else ""
    return (
        rf"(?P<word>(?:{_alternatives(pattern)})(?!\w)|(?<!,\s){well}(?!\w)(?! (?:with|in|on|to|[a-z]+ing)\b){graded})"
    )


@cache
def _cell(pattern: Pattern) -> re.Pattern[str]:
    return worded(rf"(?:{_LINK}\s+){{0,3}}?{_said(pattern)}")


@cache
def _after(pattern: Pattern) -> re.Pattern[str]:
    between = (
        rf"(?:[\s,]+{_NEAR}){{0,3}}?" if pattern.data.get("near") else rf"(?:[\s,:=/(-]+(?:{_DENIAL}|{_LINK})){{0,7}}?"
    )
    return worded(rf"{_SHARED}{between}[\s,:=(-]+{_said(pattern)}")


@cache
def _before(pattern: Pattern) -> re.Pattern[str]:
    kinds = "|".join(patterns.settings("examined")["kinds"])
    words = _alternatives(pattern)
    if pattern.data.get("graded"):
        words = rf"{words}|(?<![\w/+.])(?:[0-4]\+(?:/[45]\+?)?|\+[0-4])(?!\s*,)"
    return re.compile(rf"(?<!not\s)(?<!\w)(?P<word>{words})(?:[\s,]+|(?<=↓))(?:(?:{kinds})\s+){{0,3}}$")
