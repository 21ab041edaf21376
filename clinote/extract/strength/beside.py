"""Grades that only the muscle beside them makes one: words, letters, lists with strokes, numbers glued on."""

from bisect import bisect_left
from functools import cache

from clinote.expressions import expression
from clinote.extract.strength import grades
from clinote.extract.strength.grades import Grade
from clinote.patterns import phrases, worded
from clinote.reading import Reading

Span = tuple[int, int]

_TO_SITE = expression(r"[ \t]*(?:(?:strength|power|grade)[ \t]+)?(?:(?:in|at|of|for)[ \t]+)?(?:the[ \t]+)?")
_STROKES = expression(r"(?<![\d/.])[0-5][+-]?(?:/[0-5][+-]?){2,}(?![\w/])")
_NEAR = 16
"""How far behind a muscle, or another side's grade, a word may grade it."""
_STROKE = 4
"""How far apart the words of a pair may stand."""
_NAME = 40
"""How far back, in characters, the name of a muscle may begin."""


def words(
    reading: Reading,
    start: int,
    end: int,
    sites: list[Span],
    sides: list[Span],
    heads: list[Span],
    told: bool,
    muscles: frozenset[int] = frozenset(),
) -> list[Grade]:
    """Words and letters behind a muscle ("quads fair"), and those with a sign before one or behind a word for strength.

    Without a sign they count only in an account of strength (`told`), or below full strength; a letter only in such an
    account or behind a word for it. A side may stand between, and another side's grade: "hip R P+, L fair". Behind
    the end of one of the `muscles` a word counts where numbers grade others: "deltoids full, quads 4/5".
    """
    norm = reading.norm
    begins, ends = sorted(a for a, _ in sites), sorted(b for _, b in sites + heads)
    headed = frozenset(b for _, b in heads)
    found: list[Grade] = []
    said = [
        *grades.find_written(reading.text, norm, start, end, bool(told or heads)),
        *grades.find_halves(reading.text, norm, start, end),
    ]
    for g in sorted(said):
        if g.place > 1:
            found += [g] if found and found[-1].place == 1 and g.start - found[-1].end < _STROKE else []
            continue
        signed = norm[g.start : g.end].endswith(("+", "-", "plus", "minus"))
        k = bisect_left(ends, g.start + 1)
        after = max(ends[k - 1] if k else -1, found[-1].end if found else -1)
        between = _without(norm, after, g.start, sides)
        behind = after >= 0 and g.start - after < _NEAR and between.strip(" -:=,\t|") in _verbs()
        sided = between != norm[after : g.start]
        behind = behind and (not found or after != found[-1].end or sided)
        low = 0 < g.high < 5 or (heads and g.end - g.start == 1)
        if behind and (after not in headed or sided) and (told or signed or low or found or after in muscles):
            found.append(g)
        elif signed:
            gap = _TO_SITE.match(norm, g.end)
            led = any(norm[b : g.start].strip(" :=") in _verbs() for b in headed if b <= g.start)
            if led or (gap and gap.end() in begins and (told or heads)):
                found.append(g)
    return found


def _without(norm: str, start: int, end: int, sides: list[Span]) -> str:
    """The words at `start:end` without the sides among them."""
    left, at = "", start
    for a, b in sorted(sides):
        if at <= a and b <= end:
            left, at = left + norm[at:a], b
    return left + norm[at:end]


@cache
def _verbs() -> frozenset[str]:
    """What may stand between a muscle and its grade: nothing or a verb."""
    return frozenset(("", *phrases("words", "copulas")))


def glosses(norm: str, numbers: list[Grade]) -> list[Span]:
    """The words that say once more what the number beside them says: "fair plus (3+/5)", "3/5 (fair)", "poor, 2/5"."""
    found = []
    for g in numbers:
        if g.form != "over" and norm[g.start - 1 : g.start] + norm[g.end : g.end + 1] != "()":
            continue
        near = _SAID_BEFORE.search(norm, max(0, g.start - _NAME), g.start), _SAID_BEHIND.match(norm, g.end)
        for word in (m.span(1) for m in near if m):
            said = grades.cell(norm, *word)
            if said and g.low - _NEARLY <= said.low <= g.high + _NEARLY:
                found.append(word)
    return found


_WORD = r"(?<!\w)({strength.grades}(?:[ -]?(?:plus|minus)\b|[+-]+)?)"
_SAID_BEFORE = worded(rf"{_WORD}(?: (?:on the )?(?:{{left}}|{{right}}|{{both_sides}}))?[ \t]*[(\[,=:-]?[ \t]*\Z")
_SAID_BEHIND = worded(rf"[ \t]*[(\[,=-]?[ \t]*{_WORD}(?!\w)")
_NEARLY = 0.4
"""How much a word may differ from the number that it says: a sign."""


def strokes(norm: str, start: int, end: int, sites: list[Span]) -> list[Grade]:
    """The grades of a list that stands behind as many muscles: "D/B/T 5/5/4", "R 5/5/4 L 5/5/5"."""
    found: list[Grade] = []
    names = 0
    for m in _STROKES.finditer(norm, start, end):
        ahead = _names(norm, m.start(), sites)
        names = ahead or names
        pieces = m[0].split("/")
        if len(pieces) == names:
            at = m.start()
            for piece in pieces:
                grade = grades.value(piece)
                found.append(Grade(at, at + len(piece), grade, grade, "stroke"))
                at += len(piece) + 1
    return found


def _names(norm: str, at: int, sites: list[Span]) -> int:
    """How many muscles a list right before `at` names."""
    count = 0
    for begin, end in sorted(sites, reverse=True):
        if end <= at and norm[end:at].strip(" :=") in ("/", ",", "") and (count or "/" not in norm[end:at]):
            count, at = count + 1, begin
        elif end <= at:
            break
    return count
