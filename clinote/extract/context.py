"""CONTEXT: intensive care, drugs, alcohol, age, handedness; onset, course and diurnal change of a weakness."""

import re
from bisect import bisect_left

from clinote.expressions import expression
from clinote.extract import fields
from clinote.facts import Context, Fact, Weakness, is_impact
from clinote.lexicon import Hit
from clinote.patterns import worded
from clinote.reading import Reading
from clinote.spans.time import YEAR

_HANDS = expression(r"right|left|ambidextrous|\b[rl]t?(?=\b|h[fmdw]\b)")
_AGE_AFTER = expression(r"\s*(?:of|is|was|:|=)?\s*(\d{1,3})\b(?!\s*(?:%|mg|/))")
_SEX = expression(r"(\d(?<![\w./-]\d)\d{0,2})(?:\s?[FM]|[fm])\b(?=[\s.,:;)])")
_SEX_OPENS = expression(r"\s*(\d\d)\s[fm]\b(?=[\s,])")
_ATTRIBUTE, _PREDICATE = 40, 70
"""How far (characters) before a weakness, and behind it, what describes it may stand."""
_APART = expression(r"[.;:,\n•]|(?<![a-z])(?:and|or|with|if|but)(?![a-z])")
_ENDS = expression(r"[.;:\n•]|(?<![a-z])(?:if|but|or|with|although|while)(?![a-z])")
_LAST = expression(r"\s*(?:[.;:,\n)]|$)|\s(?:over|since|for|in|by|toward|and|with|at)(?![a-z])")
"""Behind a comma, what describes the weakness has no noun of its own: 'weakness, persistent vomiting'."""
_BETTER, _LATE = worded("{context.better}"), worded(r"{context.late}|day\b")
_FIELDS = 200
"""How far (characters) from a weakness the fields of a form are about it."""
_MANNER = worded(r"(?:^|[.;,|\n]|\s{2})\s*(?:[-*•] ?)?(?:\w+ )?{context.manners}(?: of weakness)?\s*[:=]\s*$")
_OF_MANNER = worded(r"\b{context.manners}\b")
"""A label of how a weakness began or goes on, right before its value; and among the words of one."""
_IF = expression(r"[^.;:\n]{0,24}\b(?:if|unless|should|in case)\b")
"""Care that may come: 'ICU if FVC < 20', 'transfer to the ICU should he worsen'."""
_AGED = ("age", "life")
_BEGINNING = 400
"""Where (characters) '46F' is an age: the beginning of a note."""


def extract(reading: Reading, facts: list[Fact]) -> list[Fact[Context]]:
    """What the coding rules ask for besides the findings; `value` holds an age in years, a side or a manner."""
    about = sorted((fact.start, fact.end) for fact in facts if isinstance(fact.says, Weakness) or is_impact(fact))
    found: list[Fact[Context]] = []
    for hit in reading.hits("context"):
        data = hit.pattern.data
        if not data.get("concept"):
            continue
        if data.get("near") and not (_of(reading.norm, hit, about) or _in_field(reading, hit, about)):
            continue
        if data["concept"] in ("icu_stay", "mechanical_ventilation") and _IF.match(reading.norm, hit.end):
            continue
        match data.get("reads"):
            case "age":
                found += _age(reading, hit)
            case "hand":
                found += _hand(reading, hit)
            case "diurnal":
                found.append(_fact(reading, hit, hit.start, hit.end, _time_of_day(reading.norm[hit.start : hit.end])))
            case _:
                found.append(_fact(reading, hit, hit.start, hit.end, data.get("value")))
    if not any(fact.says.concept == "age" for fact in found) and (short := _aged(reading)):
        found.append(reading.fact(Context("age", int(short[1])), short.start(1), short.end(), "context.age"))
    return found


def _aged(reading: Reading) -> re.Match[str] | None:
    """An age with a letter for the sex: in small letters alone where it opens a section, '52 f with'."""
    if short := _SEX.search(reading.text, 0, _BEGINNING):
        others = (t for t in reading.times(short.start()) if t.form not in _AGED)
        if not any(t.start <= short.start() < t.end for t in others):
            return short  # and no '1y 6m'
    bodies = (section.body for section in reading.layout.sections if section.body < _BEGINNING)
    return None if reading.cased else next((m for at in bodies if (m := _SEX_OPENS.match(reading.norm, at))), None)


def _of(norm: str, hit: Hit, about: list[tuple[int, int]]) -> bool:
    """Whether a manner or a course is that of a weakness in its clause: right before it, or in its predicate."""
    at = bisect_left(about, (hit.start, 0))
    after = about[at] if at < len(about) else None
    if after and after[0] - hit.end < _ATTRIBUTE and not _APART.search(norm, hit.end, after[0]):
        return True
    before = about[at - 1] if at else None
    if before is None or hit.start - before[1] > _PREDICATE or _ENDS.search(norm, before[1], hit.start):
        return False
    return "," not in norm[before[1] : hit.start] or _LAST.match(norm, hit.end) is not None


def _in_field(reading: Reading, hit: Hit, about: list[tuple[int, int]]) -> bool:
    """Whether a manner or a course is the value of a field beside a weakness: 'Onset: [x] gradual'."""
    at = bisect_left(about, (hit.start, 0))
    if not any(abs(hit.start - begin) < _FIELDS for begin, _ in about[max(0, at - 1) : at + 1]):
        return False
    if _MANNER.search(reading.norm, max(0, hit.start - _ATTRIBUTE), hit.start):
        return True
    labels = (label for label, item in fields.ticked(reading) if item.head.start <= hit.start < item.head.end)
    return any(map(_OF_MANNER.search, labels))


def _fact(reading: Reading, hit: Hit, start: int, end: int, value: str | int | None) -> Fact[Context]:
    return reading.fact(Context(hit.pattern.data["concept"], value), start, end, hit.pattern)


def _age(reading: Reading, hit: Hit) -> list[Fact[Context]]:
    """An age in years: '74-year-old', 'age 74'."""
    if reading.norm[hit.start : hit.start + 3] == "age":
        if after := _AGE_AFTER.match(reading.norm, hit.end, hit.end + 12):
            return [_fact(reading, hit, hit.start, after.end(1), int(after[1]))]
        return []
    return [
        _fact(reading, hit, time.core, hit.end, int(time.low / YEAR))
        for time in reading.times(hit.start)
        if time.form in _AGED and time.low and time.core < hit.start <= time.end
    ]


def _hand(reading: Reading, hit: Hit) -> list[Fact[Context]]:
    """The dominant hand, in the phrase itself, named right behind it or ticked there."""
    end = hit.end
    side = _HANDS.search(reading.norm, hit.start, hit.end)
    ticked = (i for _, i in fields.ticked(reading) if i.leads[-1].start <= hit.start < i.leads[-1].end)
    if not side and (item := next(ticked, None)) and (side := _HANDS.search(reading.norm, *item.head)):
        end = side.end()
    elif not side:
        behind = re.match(r"\s*(?:is|:|=|-)?\s*(?:the\s+)?(right|left|[rl]t?\b)", reading.norm[hit.end : hit.end + 14])
        if not behind:
            return []
        side, end = behind, hit.end + behind.end()
    word = side[side.lastindex or 0]
    value = {"r": "right", "l": "left"}.get(word[0], "ambidextrous")
    return [_fact(reading, hit, hit.start, end, value)]


def _time_of_day(phrase: str) -> str | None:
    """When the weakness is worse."""
    if "morning" in phrase:
        return "evening" if _BETTER.search(phrase) else "morning"
    return "evening" if _LATE.search(phrase) else None
