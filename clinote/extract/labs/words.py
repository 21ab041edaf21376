"""Results in words only: 'CK normal', 'elevated CK', 'sodium, potassium and chloride are within normal limits'."""

import re
from itertools import pairwise

from clinote.extract.labs.names import Name
from clinote.extract.labs.values import Measure
from clinote.reading import Reading

_DEGREE = (
    r"(?:(?:[a-z]{3,14}ly|very|quite|borderline|still|again|also|both|all|now|always|a little bit|a bit|a little"
    r"|a touch|just|somewhat|so|too|well|way|far|was|were|is|had|been|once)\s+)"
)
_H = (
    r"elevated|high(?!\s?(?:in|risk|dose))|raised|(?:^|(?<=\s))increased(?! (?:to|from|by))|supranormal"
    r"|above (?:the )?(?:normal|range|upper limit)[a-z ]{0,20}|sky[ -]?high|off the (?:charts?|scale)"
    r"|through the roof|in the (?:low |high |tens of |hundreds of )?thousands|(?:on )?the high side"
    r"|up(?! (?:to|from|by|and|trend))(?!-)|↑+"
)
_L = (
    r"suppressed|low(?![ -]?(?:normal|dose|risk))|decreased(?! (?:to|from|by))|reduced|depressed"
    r"|below (?:the )?(?:normal|range)(?: range| limits?)?|subnormal|undetectable|unmeasurable|(?:on )?the low side|↓+"
)
_N = (
    r"(?:low|high)[ -]normal|normal(?!\s?(?:range|value|limit|saline|is\b|\d))|wnl|nl(?![a-z])|nml"
    r"|(?:with)?in (?:the )?normal (?:limits?|range)|within (?:the )?(?:reference )?(?:range|limits?)"
    r"|normal limits?|unremarkable"
    r"|(?:not|never) (?:been )?(?:elevated|raised|increased|high|low)|in range|normali[sz]ed"
    r"|fine(?![a-z])|okay|ok(?![a-z])"
)
_VERB = (
    r"(?:levels?|values?|results?|is|was|were|are|be|been|being|remains?|remained|remaining|came|come|back|has"
    r"|have|had|returned|return|appears?|appeared|found|noted|reported|recorded|to|continues|"
    r"which|that|as|at|seems?|also|today|yesterday|on|admission|initially|currently|repeat|this|morning|again"
    r"|still|now|then|being|stayed"
    r"|said|thought|told|stated|believed"
    r"|running|trending|always|reportedly|apparently|showed|total|and is)(?![a-z])"
)
_AFTER = re.compile(
    rf"\)?\s*(?:level)?[:=-]?\s*(?>(?:(?:{_VERB}|\()\s*){{0,7}})(?:{_DEGREE}){{0,2}}(?:(?P<n>{_N})|(?P<h>{_H})"
    rf"|(?P<l>{_L}))(?![a-z])"
)
_FLAGGED = rf"(?:{_DEGREE}){{0,2}}(?:(?P<n>{_N})|(?P<h>{_H})|(?P<l>{_L}))(?![a-z])"
# A statement some words on, "TSH a few days prior was normal", or at the end of a list, "TSH and ESR were normal".
_DISTANT = re.compile(rf"(?P<words>[a-z ]{{1,35}}?)\s(?:was|were|is|are)\s+{_FLAGGED}")
_LIST_END = re.compile(
    rf"(?:,?\s[a-z0-9/+&' -]{{1,40}})?(?:,[a-z0-9/+&' -]{{1,40}}){{0,12}}\s(?:were|are)\s+(?:all\s+|both\s+"
    rf"|also\s+)?{_FLAGGED}"
)
_UNFIT = re.compile(
    r"(?:if|goal|target|should|suppl|replac|replet|diet|dose|given|until|treat|take|intake|pending|order"
    r"|(?:re)?check(?!ed))"
)
_RISK = re.compile(r"(?:risks?|complications?|consent|side effects?)(?![a-z])")
_NEGATIVE = re.compile(rf"\)?\s*[:=-]?\s*(?>(?:{_VERB}\s*){{0,5}})(?P<n>negative|neg)(?![a-z])(?! for)")
_BEFORE = re.compile(
    r"(?:(?P<h>(?<![a-z])(?:elevated|high|raised|increased|elevations? (?:of|in)|increase in"
    r"|rise in|↑+))"
    r"|(?P<l>(?<![a-z])(?:low|decreased|reduced|↓+))|(?P<n>(?<![a-z])(?:normal|unremarkable|wnl|(?:low"
    r"|high)[ -]normal)))"
    r"[\s:-]{0,3}(?:(?:serum|total|plasma|her|his|the|blood|levels? of|in|of|muscle enzymes?|lab(?:oratory)?"
    r"|values?|both|persistent(?:ly)?)[\s(:,]+){0,3}$"
)
_ABSENT = re.compile(r"(?<![a-z])(?:no|without|nor|absence of)\s(?:significant |obvious |further |evidence of )?$")
_NOUN = re.compile(r"\)?\s*(?:elevations?|rise)(?![a-z])")
_NOT_A_RESULT = re.compile(
    r"\s*(?:levels?|values?)?\s*(?:\(?\s*(?:pending|ordered|not sent|sent|to be|diet|intake|foods?|drinks|salt"
    r"|content|bath|supplement|tablets?|dos(?:e|es|ing)|replacement|load|was (?:ordered|sent|drawn)"
    r"|restrict\w*))(?![a-z])"
)
_TO_DO = re.compile(
    r"(?<![a-z])(?:check|recheck|obtain|order|send|draw|repeat|monitor|await|pending|will|get|keep|maintain|goal"
    r"|until|ensure|if|should)(?![a-z])[^.;]{0,60}$"
)
_WISHED = re.compile(r"(?<![a-z])(?:if|goal|keep|maintain|foods)(?![a-z])[^.;]{0,25}$")
_LISTED = re.compile(r"\s*(?:,?\s*(?:and|or|&|/|plus)|/|&)\s*")


def statements(reading: Reading, chain: list[Name], limit: int) -> list[tuple[Name, Measure]]:
    """What is said in words of the analytes of a chain, each with its flag; `limit` ends the reach of the last name."""
    start, end = reading.sentence(chain[0].start)
    if _RISK.search(reading.norm, start, end):
        return []
    found = _after(reading, chain, limit) or _before(reading, chain)
    if not found:
        return []
    start, end, flag, whole = found
    told = []
    for name in chain:
        if name.analyte is None or "diagnosis" in name.pattern.data or (name is not whole and whole is not None):
            continue
        alone = len(chain) == 1 or name is (chain[-1] if end > name.start else chain[0])
        a, b = (min(start, name.start), max(end, name.end)) if alone else (name.start, name.end)
        told.append((name, Measure(a, b, flag=flag, after=b)))
    return told


def _after(reading: Reading, chain: list[Name], limit: int) -> tuple[int, int, str, Name | None] | None:
    last = chain[-1]
    found = _AFTER.match(reading.norm, last.end, limit)
    if not found and any(n.analyte and n.analyte.name == "ck" for n in chain):
        found = _NEGATIVE.match(reading.norm, last.end, limit)
    if not found and (distant := _DISTANT.match(reading.norm, last.end, limit)) and not _UNFIT.search(distant["words"]):
        found = distant
    if not found:
        listed = _LIST_END.match(reading.norm, last.end, reading.sentence(last.start)[1])
        found = listed if listed and "," in listed[0] and not re.search(r"\d\.\d|\s\d", listed[0]) else None
    if not found:
        noun = _NOUN.match(reading.norm, last.end, limit)
        if not noun or last.analyte is None:
            return None
        absent = _ABSENT.search(reading.norm, max(0, chain[0].start - 40), chain[0].start)
        return (absent.start(), noun.end(), "N", last) if absent else (last.start, noun.end(), "H", last)
    flag = next(g for g in "nhl" if found[g]).upper()
    before = reading.norm[max(0, chain[0].start - 70, reading.sentence(chain[0].start)[0]) : chain[0].start]
    to_do = _TO_DO.search(before)
    if to_do and (len(chain) > 1 or re.search(r"(?:until|keep|maintain|goal|ensure|if|should)", to_do[0])):
        return None
    return last.start, found.end(), flag, None


def _before(reading: Reading, chain: list[Name]) -> tuple[int, int, str, Name | None] | None:
    first = chain[0]
    low = max(0, first.start - 40, reading.sentence(first.start)[0])
    found = _BEFORE.search(reading.norm[low : first.start])
    if not found or _NOT_A_RESULT.match(reading.norm, chain[-1].end) or _NOT_A_RESULT.match(reading.norm, first.end):
        return None
    flag = next(g for g in "nhl" if found[g]).upper()
    if flag == "H" and (absent := _ABSENT.search(reading.norm, max(0, low - 30), low + found.start())):
        return absent.start(), first.end, "N", None if len(chain) == 1 else first
    if _WISHED.search(reading.norm[max(0, low - 30) : low + found.start()]):
        return None
    listed = len(chain) == 1 or any(_LISTED.fullmatch(reading.norm, a.end, b.start) for a, b in pairwise(chain))
    return low + found.start(), first.end, flag, None if listed else first
