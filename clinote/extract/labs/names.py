"""The names of analytes in a note, and what stands round them: plans, other specimens, coordinated names."""

from dataclasses import dataclass, replace
from functools import cache

from clinote import patterns
from clinote.analytes import Analyte, analytes
from clinote.expressions import expression
from clinote.extract.labs.grammar import before, token_at
from clinote.grouping import runs
from clinote.lexicon import Hit, starting
from clinote.patterns import Pattern, worded
from clinote.reading import Reading
from clinote.spans.classes import classes
from clinote.spans.quantity import unit_at


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """A name of a test; `analyte` is None for look-alikes and for tests that are no fact of ours.

    `given` is an analyte that the words tell to have been given, so that a level behind them is its own.
    """

    start: int
    end: int
    pattern: Pattern
    analyte: Analyte | None
    given: Analyte | None = None

    @property
    def symbol(self) -> bool:
        return "cased" in self.pattern.data


_PER = expression(r"/(?:u|m(?![g/])|cu|cmm|atp)")
_SPECIMEN = expression(r"(?<![\w-])[SPBsp]-\Z")  # "S-K", the potassium of serum
_INITIAL = worded(r"(?:[-/.]|\b{titles}\.? )\Z")
"""Before a letter of a name: 'Dr. K'."""
_GIVEN = worded(r"\s+(?:{copulas}\s+)?(?:(?:has|have|had)\s+)?(?:been\s+|being\s+)?{labs.given}\b")
_THOUSAND = expression(r"\d ?\Z")
_FIGURE = expression(r"\s{0,3}(?:[:=]|of\s)?\s{0,3}[<>]?\d")
_GRADE = expression(r"\s?=?\s?[1-6](?![\w%]|[./-]\d|\s*(?:-|g)|\s\d)")
_FACE = worded(r"\b{labs.face}\s+(?:[a-z]+\s+){0,2}{labs.palsies}\b[^.;]{0,40}$")
_ON = ("at", "when", "once")


def find(reading: Reading) -> list[Name]:
    """Every name of a test, in text order, when one is of an analyte in a spelling that counts."""
    known, hits, names = analytes(), reading.hits("lab"), _glued(reading)
    spelled = [hit for hit in hits if "analyte" in hit.pattern.data and _counts(reading, hit)]
    if not (spelled or names):
        return []
    tests = (hit for hit in hits if "analyte" not in hit.pattern.data and _counts(reading, hit))
    for hit in (*spelled, *tests):
        analyte = known.get(hit.pattern.data.get("analyte", ""))
        if analyte and not analyte.blood and (_excreted(reading, hit) or _of_other_fluid(reading, hit)):
            analyte = None
        if analyte and _of_face(reading, hit):
            analyte = None
        given = analyte if _GIVEN.match(reading.norm, hit.end) else known.get(hit.pattern.data.get("given", ""))
        names.append(Name(_begin(reading.norm, hit), hit.end, hit.pattern, analyte, given))
    told: list[Name] = []
    for name in sorted(names, key=lambda name: name.start):
        twin = told[-1] if told and name.analyte and name.analyte is told[-1].analyte else None
        if twin and reading.norm[twin.end : name.start].strip() == "(":  # "potassium (K) of 2.9", "potassium (K 2.9)"
            told[-1] = replace(twin, end=name.end + reading.norm.startswith(")", name.end))
        else:
            told.append(name)
    return told


def _begin(norm: str, hit: Hit) -> int:
    """The start of a name without a word of the column before it: 'CK, total   Calcium'."""
    gap = norm.rfind("  ", hit.start, hit.end) + 2
    return gap if gap > 1 and norm[gap : hit.end] in _symbols() else hit.start


_APART = expression(r"$|[^\w/.-]")
_GLUED = expression(
    r"N[Aa](?=1\d\d(?![\w/]))|CP?K(?=\d{1,3},\d{3}(?![\w/])|(?:\d{3,6}|[3-9]\d)(?![\w/])|\d+ ?[iI]?[uU]/[lL])"
    r"|[A-Z][A-Za-z]{0,4}(?=\d{1,2}\.\d{1,2}(?![\d/%]))"
)
_LONGEST = 5


@cache
def _symbols() -> dict[str, Pattern]:
    return {phrase: p for p in patterns.load()["labs"].patterns for phrase in p.phrases if "analyte" in p.data}


def _glued(reading: Reading) -> list[Name]:
    """Names written in one word with their value: 'Na138 K4.1'."""
    found = []
    for digit in reading.joints:
        starts = range(max(0, digit - _LONGEST), digit)
        found_at = (_GLUED.match(reading.capitals, start) for start in starts)
        name = next((m for m in found_at if m and m.end() == digit and m[0].lower() in _symbols()), None)
        if name and _APART.match(reading.text[max(0, name.start() - 1) : name.start()]):
            pattern = _symbols()[name[0].lower()]
            found.append(Name(name.start(), name.end(), pattern, analytes()[pattern.data["analyte"]]))
    return found


def _counts(reading: Reading, hit: Hit) -> bool:
    cased = hit.pattern.data.get("cased")
    return not cased or _spelled(reading, hit, cased) or _in_panel(reading, hit)


_BESIDE_VALUE = expression(r"[,;|:()\]]\s*\Z|\n\s*\Z|\A\s*\Z|\d[lh*]?\s*\Z")


def _in_panel(reading: Reading, hit: Hit) -> bool:
    """Whether a symbol in small letters stands among tests with their values: 'wbc 9.1, na 139, k 4.1'."""
    norm = reading.norm
    start, end = reading.sentence(hit.start)
    before = norm[max(start, hit.start - 4) : hit.start]
    if not _valued(norm, hit) or not (hit.start == start or _BESIDE_VALUE.search(before)):
        return False
    near = starting(reading.hits("lab"), max(start, hit.start - _NEAR + 1), min(end, hit.start + _NEAR))
    return any(other.start != hit.start and _valued(norm, other) for other in near)


_NEAR = 60
_FIGURE_BEHIND = expression(r"\s*[:=|]?\s*[<>]?\d")


def _valued(norm: str, hit: Hit) -> bool:
    """Whether a number follows a name, and none that it could be the unit of precedes it."""
    counted = norm[max(0, hit.start - 2) : hit.start].strip()[-1:].isdigit()
    return not counted and _FIGURE.match(norm, hit.end) is not None


def _spelled(reading: Reading, hit: Hit, cased: list[str]) -> bool:
    """Whether a symbol is written as one: `Mg` but not `mg`, `K` but not the thousand of `212 K` or of `K/uL`."""
    written = reading.capitals[hit.start : hit.end].replace("⁺", "+")
    if written not in cased:
        if reading.cased or not _FIGURE_BEHIND.match(reading.norm, hit.end):
            return False
        if reading.norm[max(0, hit.start - 2) : hit.start].rstrip(" ")[-1:].isdigit():
            return False  # a unit
        written = next(one for one in cased if one.lower() == written.lower())
    after = reading.norm[hit.end : hit.end + 4]
    if after[:1] in ("'", "_", "&", "@") or _PER.match(after) or (after[:1] in (".", "-") and after[1:].isalpha()):
        return False
    before = reading.norm[max(0, hit.start - 12) : hit.start]
    if written == "K" and _SPECIMEN.search(reading.text[max(0, hit.start - 4) : hit.start]):
        return True
    if written == "K" and _INITIAL.search(before):
        return before.endswith("/") and not before[:-1].endswith(tuple("0123456789"))
    if _THOUSAND.search(before) and written.isupper() and len(written) <= 2:
        return _FIGURE.match(reading.norm, hit.end) is not None
    return True


def _excreted(reading: Reading, hit: Hit) -> bool:
    """Whether the words right before the name make it what the kidney does with it: 'fractional excretion of K'."""
    low = max(hit.start - 30, reading.sentence(hit.start)[0])
    starts = (word[0] for word in _words(reading.norm, low, hit.start))
    found = [classes("labs", "before").at(reading.norm, start, hit.start) for start in starts]
    return any(f and f[0] == "renal" and not reading.norm[f[1] : hit.start].strip(" -") for f in found)


def _of_other_fluid(reading: Reading, hit: Hit) -> bool:
    """Whether the name stands in a list of urine, cerebrospinal or other fluid chemistry."""
    norm = reading.norm
    low = max(0, hit.start - 120, reading.sentence(hit.start)[0])
    found = [m for m in _words(norm, low, hit.start) if classes("labs", "before").at(norm, *m)]
    fluids = [m for m in found if classes("labs", "before").at(norm, *m) == ("fluid", m[1])]
    if not fluids or "serum" in norm[hit.start : hit.end]:
        return False
    at = fluids[-1][1]
    tests = reading.hits("lab")
    while token := token_at(reading, at, hit.start):
        at = token.end
        if token.kind == ";" or norm[token.start : token.end] in ("serum", "plasma", "blood"):
            return False
        if token.kind == "word" and not unit_at(norm, token.start, hit.start):
            before = starting(tests, low - _LONGEST_TEST, token.start + 1)
            test_end = before[-1].end if before else 0
            if test_end <= token.start and norm[token.start : token.end] not in patterns.phrases("labs", "panels"):
                return False
            at = max(at, test_end)
    return True


_LONGEST_TEST = 80


def _words(norm: str, low: int, high: int) -> list[tuple[int, int]]:
    return [found.span() for found in _WORD.finditer(norm, low, high)]


_WORD = expression(r"[a-z]+")


def _of_face(reading: Reading, hit: Hit) -> bool:
    """Whether `HB 3` is the grade of a palsy of the face (House and Brackmann), and no hemoglobin."""
    grade = reading.capitals[hit.start : hit.end] == "HB" and _GRADE.match(reading.norm, hit.end)
    return bool(grade and _FACE.search(reading.norm, reading.sentence(hit.start)[0], hit.start))


def planned(reading: Reading, name: Name, compared: bool) -> bool:
    """Whether a value of `name` would be a goal or a condition: 'keep K > 4', 'transfuse for Hgb < 7'."""
    norm, kinds, last = reading.norm, set(), ""
    ahead = before(reading, name.start, _NEAR, ";\n")
    for token in ahead:
        low, at = ahead[0].start, token.start
        opened = norm.rfind("(", low, at) > norm.rfind(")", low, at)
        if not (opened and ")" in norm[at : name.start]):  # '(goal 10-11)': of the value before
            kinds.add(token.kind)
        if norm[token.start : token.end] not in ("a", "an", "the"):
            last = norm[token.start : token.end]
    if "wish" in kinds or ("cease" in kinds and last in _ON):
        return True
    if compared:
        return last in (*_ON, "for", "while") or "replete" in kinds
    after = token_at(reading, name.end, len(norm))
    return "replete" in kinds and after is not None and norm[after.start : after.end] == "to"


_JOIN = worded(
    r"\s*(?:,|/|&|and|or|plus|, and|,? as well as|\+)\s*(?:(?:{articles}|{possessives}|{labs.qualifiers})\s+)?"
)


def chains(reading: Reading, names: list[Name]) -> list[list[Name]]:
    """Names grouped into runs that only commas, slashes and 'and' join."""
    return runs(names, lambda one, other: _JOIN.fullmatch(reading.norm, one.end, other.start))
