"""A value as it is written: number, comparator, unit, flag and printed reference range."""

import re

from clinote.analytes import Analyte, Unit
from clinote.extract.labs.ranges import read_range
from clinote.extract.labs.values import ABOUT, NUMBER, Measure, number, unit_at
from clinote.reading import Reading

# No number of its own: part of a date, a time, a fraction, a percentage, a range or a decimal comma.
_WHOLE = r"(?![\d%+]|[.,]\d|/\s?\d|:\d|\s?-\s?\d|\s%)"
_COMPARATORS = {
    ">": ">", "<": "<", ">=": ">=", "<=": "<=", "=>": ">=", "=<": "<=", "≥": ">=", "≤": "<=",
    "greater than": ">", "more than": ">", "over": ">", "above": ">", "in excess of": ">",
    "exceeding": ">", "exceeds": ">", "exceeded": ">",
    "less than": "<", "under": "<", "below": "<", "at least": ">=", "at most": "<=", "up to": None,
}  # fmt: skip
_WORDED = "|".join(sorted((c for c in _COMPARATORS if c[0].isalpha()), key=len, reverse=True))
_VALUE = re.compile(
    rf"\s*(?P<lead>[*↑↓]{{0,2}})\s*{ABOUT}(?P<comparator>>=|<=|=>|=<|≥|≤|>|<|(?:{_WORDED})\b)?\s*{ABOUT}"
    rf"(?P<number>{NUMBER})(?P<kilo>k(?![\w/]))?(?P<plural>'?s(?!\w))?{_WHOLE}"
)
_FLAG = re.compile(
    r"\s*(?:[\[(]\s*)?(?:(?P<letter>LL|HH|L|H|N(?!\s*[:<≤>=\d]))(?![\w/+']|-(?!-*>))|(?P<stars>\*{1,3}(?![a-zA-Z])|!{1,2}|[↑↓]{1,3})"
    r"|(?:,|\s-\s)?\s{0,2}(?P<within>within (?:the )?(?:normal|reference) (?:limits?|range)(?! of| \d|:))"
    r"|\*{1,2}(?P<wrapped>(?i:crit(?:ical)?|panic|ll?|hh?|low|high))\*{1,2}"
    r"|(?:,|\s-)?\s{0,2}(?:which (?:is|was) |and |is |was )?(?:critically |slightly |mildly |very "
    r"|markedly )?(?P<word>(?i:low|high|elevated|normal|critical|abnormal|wnl))\b(?!-|\s(?:dose|range|value|limit"
    r"|is|being|up to|for|less|upper)|\s*[:=,]?\s*[<>≤≥]?\s*\d))"
    r"(?:\s*[\])])?"
)
_ALIEN = re.compile(
    r"\s*-?\s*(?:mgs?|mcg|ug|g|gm|grams?|gram|meqs?|mmol|ml|mls|cc|l|units?|iu|tabs?|tablets?|caps?|capsules?"
    r"|pills?|drops|percent"
    r"|days?|weeks?|wks?|months?|mos?|years?|yrs?|y/?o|hours?|hrs?|h|min|minutes?|times|x|fold|pounds|lbs?|kg|cm|mm"
    r"|points?|pts|st|nd|rd|th|doses?|q\s?\d+|qd|qam|qhs|daily|bid|tid|qid|po|p\.o|iv|im|per|every|each|twice"
    r"|once|liters?"
    r"|degrees|bpm|mmhg|a day|units/hr|runs?|rounds?|ampules?|amps?|bags?|inch(?:es)?|out of)\b(?!/)(?!\.\d)"
)


_CLOSING = re.compile(r"\*{1,2}(?![*\w])|__?(?!\w)|`|</(?:b|strong|em|i|u)>")
"""What ends the emphasis of a value in marked-up text; a star may be an abnormal's mark as well."""
_SHORT = re.compile(r"\s?(?:meq|mmol)(?![\w/])")
_DOSED = re.compile(r"\s*(?:a day|per day|daily|po\b|p\.o|iv\b|bid|tid|q\s?\d|x\s?\d|/\s?h)")


def read(reading: Reading, at: int, limit: int, analyte: Analyte, like: Unit | None = None) -> Measure | None:
    """The value of `analyte` written at `at`, in the unit of `like` unless it says otherwise; None if there is none."""
    norm = reading.norm
    found = _VALUE.match(norm, at, limit)
    if not found:
        return None
    begin, value = at, number(found["number"])
    if found["kilo"]:
        value *= 1000
    start = min(found.start(g) for g in ("comparator", "number") if found[g])
    measure = Measure(start, found.end(), value, comparator=_COMPARATORS.get(found["comparator"] or ""))
    measure.flag = _arrow(found["lead"])
    at = found.end()
    if closing := _CLOSING.match(norm, at, limit):
        at = measure.end = closing.end()
    written = unit_at(norm, at, limit)
    candidates: list[Unit] = [u for u in analyte.units if not u.written]
    if written:
        candidates = [u for u in analyte.units if u.code == written[0]]
        if candidates:
            at = measure.end = written[1]
    elif like:
        candidates = [like]
    # "CK <20", "0.7 mg/dL", "3.1 -> 0.7": a bound, a value with its unit or one behind an arrow may lie below what is
    # plausible as a bare number
    led = like is not None and norm[max(0, begin - 4) : begin].rstrip().endswith(("->", "→", "=>"))
    least = 0.3 if written else 0.5 if measure.comparator or led else 1
    measure.unit = next((u for u in candidates if least * u.low <= value <= u.high), None)
    if measure.unit is None:
        return None
    at = _flag(reading, measure, at, limit)
    short = _SHORT.match(norm, at, limit) if analyte.name == "potassium" and "." in found["number"] else None
    if short:
        at = measure.end = short.end()
    elif not written and measure.flag is None and _ALIEN.match(norm, at, limit):
        return None
    if (written or short) and _DOSED.match(norm, at, limit):
        return None
    at = read_range(reading, measure, at, limit, analyte)
    if measure.flag is None:
        at = _flag(reading, measure, at, limit)
    measure.after = at
    return measure


def _arrow(mark: str) -> str | None:
    return "H" if "↑" in mark else "L" if "↓" in mark else None


def _flag(reading: Reading, measure: Measure, at: int, limit: int) -> int:
    found = _FLAG.match(reading.text, at, limit)
    if not found:
        return at
    if found["letter"]:
        measure.flag = found["letter"][0]
    elif found["stars"]:
        measure.flag = _arrow(found["stars"])
    elif found["within"]:
        measure.flag = "N"
    else:
        word = (found["word"] or found["wrapped"]).lower()
        measure.flag = "N" if word in ("normal", "wnl") else {"l": "L", "h": "H", "e": "H"}.get(word[0])
    if at == measure.end:
        measure.end = found.end()
    return found.end()
