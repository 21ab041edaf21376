"""What is examined and then said to be normal or not: 'sensation intact', 'absent ankle jerks', 'reflexes 2+'."""

from collections.abc import Iterator
from functools import cache

from clinote import patterns
from clinote.anatomy import several
from clinote.expressions import expression
from clinote.extract import grid, said
from clinote.extract.said import Grammar, Said
from clinote.facts import Fact, Finding
from clinote.lexicon import Hit, starting
from clinote.patterns import Pattern, worded
from clinote.reading import Reading
from clinote.spans.classes import Classes

_REACH = 70
"""How far (characters) behind a reflex that of the other side may stand."""
_NEAR = 40
"""How far (characters) behind a part of the body what it does may stand."""
_STRANGE = 1, 2
"""Strange words that may lead to a quality ('speech seems clear'), and to what a part of the body does."""
_GRADE = (
    r"(?:trace|[0-4](?:\s*[+-])?(?:\s*/\s*(?:[2-5]\+?|iv))?)"
    r"(?![\d/]|\.\d|\s*(?:%|mm|beats|times|{time.units}s?(?![a-z])))"
)
_FIGURE = worded(rf"\+?{_GRADE}")
_NO_MORE = expression(r"\s(?:with|in|on|to|[a-z]+ing)(?![a-z])")
"""What makes 'no problems' behind a subject those of something else."""
_SYMMETRIC = expression(r"[^.;,]{0,20}\b(?:symmetric|equal)")
_WELL = ("normal", "well")
"""What is said of a subject with which all is well."""


def extract(reading: Reading) -> list[Fact[Finding]]:
    """The findings stated or denied by what is said of a sense, a reflex, a nerve, speech or swallowing."""
    found: list[Fact[Finding]] = []
    last: Hit | None = None
    for hit in reading.hits("examined"):
        data, reached = hit.pattern.data, found[-1].end if found else 0
        shares = last and hit.start < reached and _AND.fullmatch(reading.norm, last.end, hit.start)
        if (hit.start < reached and not shares) or not ("concept" in data or "states" in data):
            continue
        sense = data.get("concept") == "sensory_loss"
        if sense and reading.layout.section(hit.start).category == "electrodiagnostics":
            continue  # it is measured: the sensory responses of nerves
        if "sided" in data and _is_side(reading, hit):
            continue
        if "concept" in data and _CELL.match(reading.norm, hit.end) and (columns := list(_columns(reading, hit))):
            found += columns
        elif told := _said(reading, hit):
            fact = _fact(reading, hit, told)
            if fact.start < reached and (fact.says == found[-1].says or not shares):
                continue
            last = hit
            if not (fact.negated and data.get("abnormal_only")):
                found.append(fact)
            if data.get("graded"):
                found += _listed(reading, hit, max(fact.end, hit.end))
    return _without_weak(reading, found)


_CELL = expression(r" ?\||\t|  ")
"""What parts a subject from the cells behind it."""


def _columns(reading: Reading, hit: Hit) -> Iterator[Fact[Finding]]:
    """What the cells behind a subject say of it, one for each column: 'Speech | clear | slurred'."""
    _, stop = reading.layout.line(hit.start)
    for number, (start, end) in enumerate(grid.row(reading.norm, (hit.start, stop)).cells[1:]):
        told = said.predicate(reading, start if number else hit.start, start, end, _grammar(hit.pattern))
        if not told:
            return
        fact = _fact(reading, hit, told)
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


def _is_side(reading: Reading, hit: Hit) -> bool:
    """Whether its letters are the left of what one has only one of there: 'LT grip', but 'LT L5', 'LT toes'."""
    behind = starting(reading.around(hit.start, "site"), hit.end, hit.end + 2)
    named = [(site.pattern.data, reading.norm[site.start : site.end]) for site in behind]
    return any("side" not in data and not several(data, words) for data, words in named)


_SIDED = expression(
    r"\s*(?:on\s+(?:the\s+)?)?(?:r|l|rt|lt|right|left)\b\s*(?:side\s*)?(?:[,;/]|\band\b|\bbut\b|\bvs\.?)+\s*"
    r"(?:on\s+(?:the\s+)?)?(?:(?:r|l|rt|lt|right|left)\b\s*(?:side\s*)?[:=]?\s*)?"
)
_CHANGED = worded(
    r"(?:{examined.changed}\b"
    r"|[0134](?:\s?\+|\s?/\s?4\+?|(?=\s*(?:[,;)]|\.\s|\.?$|(?:on|at|l|r|left|right)\b)))(?!\s?/\s?5))"
)


def _other_side(reading: Reading, end: int) -> int | None:
    """Where it ends when what is normal on the one side is changed on the other: '2+ R, trace L'."""
    sided = _SIDED.match(reading.norm, end, end + _REACH)
    changed = _CHANGED.match(reading.norm, sided.end()) if sided else None
    return changed.end() if changed else None


def _said(reading: Reading, hit: Hit) -> Said | None:
    """What is said of a subject; on the line below it where the subject is a label."""
    norm, grammar, (begin, stop) = reading.norm, _grammar(hit.pattern), reading.sentence(hit.start)
    if "states" in hit.pattern.data:
        stop = min(stop, hit.end + _NEAR)
        may = grammar.qualities.may_stand(reading.scan, hit.end, stop)
        told = said.predicate(reading, hit.start, hit.end, stop, grammar) if may else None
        return None if told is None or told.apart else told
    if not norm[hit.end : stop].strip(" :"):
        below = reading.sentence(stop + 1)
        stop = below[1] if below[0] == stop + 1 and ":" not in norm[slice(*below)] else stop
    if not (grammar.figure or grammar.qualities.may_stand(reading.scan, begin, stop)):
        return None
    told = said.of(reading, hit, grammar, stop)
    if told is None:
        return None
    start, end = told.word
    bare = told.says == "figure" and norm[start].isdigit() and "+" not in norm[start:end]
    if start < hit.start and (told.says == "well" or bare):
        return None  # 'power NAD reflexes ...', '2 reflexes'
    of_more = told.says == "well" and (_NO_MORE.match(norm, end) or norm[: told.quality[0]].rstrip().endswith(","))
    denied_normal = told.denied and told.says in _WELL  # 'never quite intact'
    return None if of_more or denied_normal else told


def _fact(reading: Reading, hit: Hit, told: Said) -> Fact[Finding]:
    data, well = hit.pattern.data, _is_well(reading, told)
    changed = _other_side(reading, told.word[1]) if well and data.get("graded") else None
    fact = reading.fact(
        Finding(data.get("concept") or told.says), told.start, changed or max(told.word[1], hit.end), hit.pattern
    )
    if (told.denied or well) and not changed:
        fact.flag("negated", reading.cue(*(told.denied or told.word), hit.pattern.id))
    return fact


def _is_well(reading: Reading, told: Said) -> bool:
    """Whether all is said to be well. A reflex graded 1 is well when it is symmetric."""
    start, end = told.word
    grade = reading.norm[start:end].removeprefix("+")[:1] if told.says == "figure" else ""
    symmetric = grade == "1" and _SYMMETRIC.match(reading.norm, end) is not None
    return told.says in _WELL or grade == "2" or symmetric


@cache
def _grammar(pattern: Pattern) -> Grammar:
    """What may be said of a subject: that all is well with it, how it is changed, or what it does (`states`)."""
    data, of_all, words = pattern.data, patterns.settings("examined"), said.clause("examined")
    if "states" in data:
        return Grammar(Classes(data["states"], patterns.words("examined")), words, strange=_STRANGE[1])
    normal = data.get("normal", [])
    judged = {
        "normal": [*normal, *(of_all["limits"] if "normal" in normal else ())],
        "abnormal": data.get("abnormal", []),
        "well": of_all["well"],
    }
    figure = _FIGURE if data.get("graded") else None
    return Grammar(Classes(judged, patterns.words("examined")), words, figure, strange=_STRANGE[0])
