"""Grades of strength as they are written: "4+/5", "3 to 4/5", "4+/4-", "four out of five", "IV/V", "good minus"."""

import re
from typing import NamedTuple

from clinote.expressions import expression
from clinote.patterns import settings, worded
from clinote.text.answers import BLANK

FULL = 5.0


class Grade(NamedTuple):
    """A grade written at `start:end` of the text, on the 0-5 scale; `form` says how it is written.

    Forms: "over" (with the scale: 4/5), "bare" (4+), "pair" (one of two for right and left: 4+/4-; `place` is its
    place in the pair), "words" (good minus), "blank" (left to be filled in: no grade).
    """

    start: int
    end: int
    low: float
    high: float
    form: str
    place: int = 0


_SIGN = r"(?:\([+-]\)| ?\+(?!\d|\.\d)| ?-(?= ?/)|-(?=[\s,;:.)|\]<=+-]|$)|[ -](?:plus|minus)\b)"
_NUMBER = rf"(?:(?<![\w)+-])[+-])?[0-5](?:\.\d{{1,2}})?{_SIGN}?"
_BARE = rf"(?:(?<![\w)+-])[+-])?[0-5]{_SIGN}?"
_FIVE = (
    r"(?: ?/ ?5(?:\.0)?(?![\d/]|\.\d| ?- ?\d{1,2}/(?!5))"
    r"|,? (?:{strength.out_of}|of|x) (?:5|five)\b(?! ?{strength.sizes}\b))"
    r"(?! {strength.done}\b)"
)
_TO = r"(?: ?- ?| to | or | through )"
_FAR = 24
_RANGES = expression(r"\b(?:rang|var)[a-z]+ (?:[a-z]+ )?from $")
"""Before a range: 'strength ranges from', 'varying from'."""
_EFFECT, _CAUSE = (
    worded(r"\b{strength.weak} $"),
    worded(r" (?!(?:in|at|of|on|to|for|throughout|{both_sides}|{left}|{right})\b)[a-z]"),
)
"""About a "2/2" that means 'secondary to': "weakness 2/2 dehydration"."""
_COUNTED = expression(r"\d of $")
"""Before what something is counted out of: 'page 2 of 3'."""
_EDGE = r"(?:(?<![\w/.$#%])|(?<=\W[rl]/))(?<!\d[:,-])"  # "4 R/4+ L"
_AFTER = r"(?![\w%]|/\d|\.\d|:\d|,\d(?![/+-]|,\d))"
_ROMAN = {"0": 0.0, "i": 1.0, "ii": 2.0, "iii": 3.0, "iv": 4.0, "v": 5.0}
_SPELLED_NUMBER = r"{strength.spelled}(?:[ -](?:plus|minus))?"
_SIGNED = r"{strength.spelled}[ -](?:plus|minus)"
_ROMAN_NUMBER = r"(?:iv|v|i{1,3}|0)(?: ?[+-](?=\s?/))?"
_ANY = worded(
    rf"{_EDGE}(?:"
    rf"(?P<one>{_BARE}) ?/ ?5(?: ?/ ?|\|)(?P<two>{_BARE}) ?/ ?5(?![\d/])|"
    rf"(?<=between )(?P<low>{_NUMBER})(?:{_FIVE})? and (?P<high>{_NUMBER}){_FIVE}|"
    rf"(?P<a>{_NUMBER})(?:{_FIVE})?{_TO}(?P<b>{_NUMBER}){_FIVE}(?P<late2>[+-](?![\w+-]))?"
    rf"|(?P<over>{_NUMBER}){_FIVE}(?P<late>[+-](?![\w+-]))?"
    rf"|(?P<right>{_BARE})(?: ?/ ?|\|)(?P<left>{_BARE}){_AFTER}"
    rf"|(?P<c>{_BARE})(?!- ){_TO}(?P<d>{_BARE}){_AFTER}"  # "4- 5" is a sign
    rf"|(?P<bare>m?{_BARE}){_AFTER}"
    rf")"
    rf"|\b(?P<roman>{_ROMAN_NUMBER})\s?/\s?(?:v|5)\b(?!/)"
    rf"|\b(?P<spelled>{_SPELLED_NUMBER})(?:{_TO}(?P<spelled2>{_SPELLED_NUMBER}))?"
    r"(?: {strength.out_of} (?:five|5)|[ -]fifths?)\b"
    r"|(?:(?<=grade )|(?<=graded )|(?<=rated )|(?<=(?:graded|scored) as )|(?<=rated as ))"
    rf"(?P<named>{_SPELLED_NUMBER}|iv|v|i{{1,3}})\b(?! ?/)"
    rf"|\b(?P<signed>{_SIGNED})(?:{_TO}(?P<signed2>{_SIGNED}))?\b"
)
_IN_WORDS = r"({strength.grades})(?:[ -]*(plus|minus)\b|\s?([+-])(?!\w))?(?![\w])"
_WORD = worded(_IN_WORDS)
_WORD_ALONE = worded(
    rf"\b(?:{_IN_WORDS}(?=\s*(?:[,.;)|\n]|\((?!\d)|and\b|bilat|b/l|on\b|throughout|$))"
    r"|{strength.grades}(?:[ -](?:plus|minus)\b|[+-](?![\w+-])))"
)
_LETTER = worded(r"({strength.letters}) ?([+-]{0,2})(?:/5)?$")
_HALF = r"(?:{strength.grades}|{strength.letters})(?:[+-]| plus\b| minus\b)?"
_HALVES = worded(rf"(?<![\w/+-])({_HALF}) ?/ ?({_HALF})(?![\w/+-])")
_UNTESTED = worded(r"{untested}")
SIGNED_LETTER = expression(r"[NGFPT](?<![\w+-].)(?:[+-](?=[\s,;.)|]|$)|[+-]?/5(?!\d))")
LESS = worded(r"{strength.lesser}( plus\b| minus\b|[+-])?(?!\w)")
"""A word of the manual muscle test that says less than full strength, or the end of a longer word, and its sign."""
_PLAIN_LETTER = expression(
    r"(?<![\w+-])[NGFPT](?:[+-](?=[\s,;.)|]|$)|[+-]?/5(?!\d)"
    r"|(?= ?(?:[,;.)|\n]|$|[RLB]\b|(?i:bilat\w*|b/l|both|on|and|throughout)\b)))"
)
_KENDALL = expression(r"(?<![\d/.])(10|\d) ?/ ?10(?![\d/])")
KENDALL = (0.0, 1.67, 2.0, 2.33, 2.67, 3.0, 3.33, 3.67, 4.0, 4.33, 5.0)
"""The grades of Kendall's scale of 0 to 10 (F. P. Kendall, Muscles: Testing and Function, key to muscle grading)."""
_ANTIGRAVITY = worded(r"\b{strength.against_gravity}\b")


def value(written: str) -> float:
    """The grade that a number with plus and minus stands for, a sign being a third of a grade: "4+" is 4.33."""
    digits = re.search(r"\d(?:\.\d+)?", written)
    base = float(digits[0]) if digits else _base(written)
    up = "+" in written or "plus" in written
    down = re.search(r"-(?![a-z])|minus", written) is not None
    return round(min(5.0, max(0.0, base + (up - down) / 3)), 2)


def _base(written: str) -> float:
    word = re.split(r"[ +-]", written.strip(), maxsplit=1)[0]
    spelled = _scale("spelled")
    return spelled[word] if word in spelled else _ROMAN[word]


def _scale(table: str) -> dict[str, float]:
    """The grades that words or letters of a table of patterns/strength.toml stand for."""
    grades: dict[str, float] = settings("strength")[table]
    return grades


_MAY_WORD = worded(r"\b(?:{strength.grades}|[ngfpt](?:[+-]|\b))")
_MAY = worded(
    r"[0-5](?<!\d.)(?!\d)|\b{strength.out_of} (?:five|5)|[ -]fifths?\b|/\s?v\b|/\s?10\b|{strength.against_gravity}"
    r"|\b{strength.grades}(?:[+-]| plus| minus)|\b(?:grade|(?:graded|rated|scored)(?: as)?) (?:[iv]|{strength.spelled})"
    r"|\b{strength.spelled}[ -](?:plus|minus)"
)


def may_hold(norm: str, start: int, end: int, words: bool) -> bool:
    """Whether anything in `start:end` may be a grade, in numbers or, where strength is told, in words: a quick look."""
    return bool(_MAY.search(norm, start, end) or (words and _MAY_WORD.search(norm, start, end)))


def find(norm: str, start: int, end: int) -> list[Grade]:
    """Everything in `start:end` that has the shape of a grade; whether it is one, its context decides."""
    found: list[Grade] = []
    for m in _ANY.finditer(norm, start, end):
        if m["a"] is None and m["over"] is None and m["one"] is None and _names_scale(norm, m, start, end):
            continue
        if m["low"] is not None:
            found.append(_range(m, m["low"], m["high"], "over"))
            continue
        before = norm[max(start, m.start() - _FAR) : m.start()]
        if m["a"] is not None and before.endswith("from ") and not _RANGES.search(before):  # a change, no range
            found += [*find(norm, m.start("a"), m.start("b")), *find(norm, m.start("b"), m.end())]
        elif m["a"] is not None:
            found.append(_range(m, m["a"], m["b"] + (m["late2"] or ""), "over"))
        elif m["over"] is not None:
            if m["late"] and re.search(r"[+-]|plus|minus", m["over"]):  # "5-/5-": a sign on each is a grade on each
                middle = m.end("over")
                left = norm.rindex("5", middle, m.end())
                found += _pair(m.start("over"), middle, left, m.end(), value(m["over"]), value("5" + m["late"]))
            else:
                grade = value(m["over"] + (m["late"] or ""))
                found.append(Grade(m.start(), m.end(), grade, grade, "over"))
        elif m["one"] is not None:
            middle = norm.index("5", m.end("one")) + 1
            found += _pair(m.start(), middle, m.start("two"), m.end(), value(m["one"]), value(m["two"]))
        elif m["right"] is not None:
            if m["left"] == "5" and "/" in m[0]:  # the first day of a span of dates: "4/5-4/9"
                continue
            if m[0] == "2/2" and _EFFECT.search(before) and _CAUSE.match(norm, m.end(), end):
                continue
            found += _pair(*m.span("right"), *m.span("left"), value(m["right"]), value(m["left"]))
        elif m["c"] is not None:
            found.append(_range(m, m["c"], m["d"], "bare"))
        elif m["bare"] is not None and _COUNTED.search(before):
            continue
        elif alone := m["bare"] or m["named"] or m["signed"]:
            found.append(_range(m, alone, m["signed2"] or alone, "bare"))
        else:
            low = m["roman"] or m["spelled"]
            found.append(_range(m, low, m["spelled2"] or low, "over"))
    if (named := norm.find("kendall", start, end)) >= 0:
        for m in _KENDALL.finditer(norm, named, end):
            found.append(Grade(*m.span(), KENDALL[int(m[1])], KENDALL[int(m[1])], "over"))
    for m in _ANTIGRAVITY.finditer(norm, start, end):
        found.append(Grade(m.start(), m.end(), 3.0, 3.0, "words"))
    return sorted(found)


LEFT_BLANK = expression(rf"(?:{BLANK}|(?:\{{[^{{}}\n]*\}}|\b_{{1,3}})(?= ?/))(?: ?/ ?5)?")


def _names_scale(norm: str, m: re.Match[str], start: int, end: int) -> bool:
    """Whether a number says what the scale is: "(0-5)", "0 to 5 scale", "(out of 5)", "on a 5 point scale"."""
    if m["bare"] == "5" and _OF.search(norm, max(start, m.start() - 8), m.start()):
        return True
    if _SCALE.match(norm, m.end(), end):
        return True
    opened = norm[m.start() - 1 : m.start()] == "("
    return m["c"] is not None and m["d"] == "5" and (opened or m["c"] == "0")


_OF = expression(r"(?:\bof|(?<![)\]])(?<![)\]] )/)\s*$")
_SCALE = expression(r"[ -](?:point|pt|grade)\b|,? (?:mrc |strength )?scale\b")


def _range(m: re.Match[str], low: str, high: str, form: str) -> Grade:
    a, b = sorted((value(low), value(high)))
    return Grade(m.start(), m.end(), a, b, form)


def _pair(a: int, b: int, c: int, d: int, first: float, second: float) -> list[Grade]:
    return [Grade(a, b, first, first, "pair", 1), Grade(c, d, second, second, "pair", 2)]


def halves(norm: str, grade: Grade) -> list[Grade]:
    """The grade of the right and that of the left that "4/5" is as a pair; none where it is written otherwise."""
    first, _, second = norm[grade.start : grade.end].partition("/")
    five = second.strip()
    if grade.form != "over" or grade.low != grade.high or five not in ("5", "5-", "5+"):
        return []
    middle = grade.start + len(first.rstrip())
    return _pair(grade.start, middle, grade.end - len(five), grade.end, value(first), value(five))


def find_written(text: str, norm: str, start: int, end: int, plain: bool) -> list[Grade]:
    """Words and capital letters that may be grades in `start:end`: "full", "G-"; `plain`: without a sign, too."""
    letters = (_PLAIN_LETTER if plain else SIGNED_LETTER).finditer(text, start, end)
    return [grade for m in (*_WORD_ALONE.finditer(norm, start, end), *letters) if (grade := cell(norm, *m.span()))]


def find_halves(text: str, norm: str, start: int, end: int) -> list[Grade]:
    """The words or capital letters that may be pairs for right and left in `start:end`: "G-/G", "good/fair plus"."""
    found = []
    for m in _HALVES.finditer(norm, start, end):
        halves = [cell(norm, *m.span(k)) for k in (1, 2)]
        lower = any(m.end(k) - m.start(k) < _LETTERS and not text[m.start(k)].isupper() for k in (1, 2))
        if all(halves) and not lower and not _UNTESTED.fullmatch(m[0]):
            found += [half._replace(form="pair", place=k) for k, half in enumerate(halves, start=1) if half]
    return found


_LETTERS = 3
"""How long a letter and its sign are not yet: a word is longer."""


def cell(norm: str, start: int, end: int) -> Grade | None:
    """The grade that a table's cell begins with: a number, or a word or letter of the manual muscle test."""
    text = norm[start:end].rstrip(" *")
    if m := _WORD.match(text):
        third = {"plus": 1, "+": 1, "minus": -1, "-": -1}.get(m[2] or m[3] or "", 0) / 3
        grade = round(min(5.0, _scale("grades")[m[1]] + third), 2)
        return Grade(start, start + m.end(), grade, grade, "words")
    if m := _LETTER.match(text):
        third = ((m[2].count("+") > 0) - (m[2].count("-") > 0)) / 3
        grade = round(min(5.0, max(0.0, _scale("letters")[m[1]] + third)), 2)
        return Grade(start, start + len(text), grade, grade, "words")
    found = find(norm, start, end)
    return found[0] if found and found[0].start == start and found[0].form != "pair" else None
