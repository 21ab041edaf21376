"""What is examined and then said to be normal or not: 'sensation intact', 'absent ankle jerks', 'reflexes 2+'."""

from collections.abc import Iterator
from functools import cache
from itertools import takewhile
from operator import itemgetter

from clinote import patterns
from clinote.anatomy import several
from clinote.expressions import end_of, expression
from clinote.extract import grid, said
from clinote.extract.said import Grammar, Said, Token
from clinote.facts import Fact, Finding
from clinote.lexicon import Hit, starting
from clinote.patterns import Pattern, worded
from clinote.reading import Reading
from clinote.spans.classes import Classes

_NEAR = 40
"""How far (characters) behind a part of the body what it does may stand."""
_STRANGE = 1, 2
"""Strange words that may lead to a quality ('speech seems clear'), and to what a part of the body does."""
_GRADE = (
    r"(?:trace|[0-4](?:\s*[+-])?(?:\s*/\s*(?:[0-5]\+?|iv))?)"
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
            if data.get("graded") or (sense and fact.negated):
                found += _elsewhere(reading, hit, max(fact.end, hit.end))
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
_OF_FIVE = expression(r"/\s*5")
_PARTS = frozenset((",", ";", ":", ".", "/", "&", "(", ")", "joint", "though", "break"))
"""What parts what is said of one place from what is said of the next."""
_PLACING = frozenset(("insert", "more", "degree", "of", "be", "-"))
_LIMIT = worded(r"(?:{articles}|{possessives}|b/?l|[rl]t?|right|left|bilat|both|below|above|beyond|sym[a-z]*)(?![a-z])")
"""What tells of a place, beside its name."""
_NAMED = expression(r"(?:(?<=\bthe|\bhis|\bher)\s[a-z]+)?")


def _elsewhere(reading: Reading, hit: Hit, at: int) -> Iterator[Fact[Finding]]:
    """What is changed at further places, behind what is said of a subject up to `at`.

    "DTR: biceps 2+, knees and ankles 0, triceps L 1+ R 2+", 'intact in the arms but absent below the knees'.
    """
    norm, grammar, stop = reading.norm, _grammar(hit.pattern), reading.sentence(hit.start)[1]
    while grammar.figure and grammar.figure.match(norm, stop + 1) and reading.sentence(stop + 1)[0] in (stop, stop + 1):
        stop = reading.sentence(stop + 1)[1]  # 'Reflexes: arms 2/2. 0/0 legs.'
    sites = {i for site in starting(reading.around(hit.start, "site"), at, stop) for i in range(site.start, site.end)}
    others = {other.start for other in starting(reading.hits("examined"), at, stop) if "concept" in other.pattern.data}
    fives = _OF_FIVE.search(norm, hit.start, at) is not None
    parts: list[list[tuple[Token, bool]]] = [[]]
    for token in grammar.tokens(reading, at, stop):
        if token.start in others or token.kind == "other":
            if parts[-1] and parts[-1][-1][0].says:
                parts.pop()  # 'reflexes 2+, absent clonus'
            break
        if token.kind in _PARTS:
            parts.append([])
        else:
            placing = token.kind in _PLACING or token.start in sites or _LIMIT.match(norm, token.start) is not None
            parts[-1].append((token, placing))
    place: int | None = None
    for part in parts[1:]:
        before = list(takewhile(lambda told: not told[0].says, part))
        told = [token for token, _ in part if token.says]
        behind = [token for token, _ in takewhile(itemgetter(1), part[len(before) + 1 :])]
        if not all(placing for _, placing in before) or (told and len(part) > len(before) + 1 and not behind):
            return
        places = [token.start for token, _ in before if token.kind == "more" or token.start in sites]
        place = places[0] if places and place is None else place
        if not fives and any(_OF_FIVE.search(norm, t.start, t.end) for t in told if t.says == "figure"):
            return  # 'reflexes 2/4, quads 4/5': strength begins
        grades = {norm[t.start : t.end].lstrip("+")[:1] for t in told if t.says == "figure"}
        changed = any(t.says == "abnormal" and norm[t.start : t.end] != "weak" for t in told)
        graded = grades and (len(grades) > 1 or not grades <= {"1", "2"}) and (behind or place is not None)
        if changed or graded:  # a 1 may be usual, and 'weak' is said of more
            last = behind[-1] if behind and not places else told[0]
            start = told[0].start if place is None or last is not told[0] else place
            yield reading.fact(Finding(hit.pattern.data["concept"]), start, end_of(_NAMED, norm, last.end), hit.pattern)
        place = None if told else place


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
    fact = reading.fact(Finding(data.get("concept") or told.says), told.start, max(told.word[1], hit.end), hit.pattern)
    if told.denied or well:
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
    heads = ("examined",) if data.get("signs") else ()
    return Grammar(Classes(judged, patterns.words("examined")), words, figure, heads, strange=_STRANGE[0])
