"""What is said of a disease in general, and not of the patient: 'stroke often leaves one side weak'.

Its subject is a disease that is nobody's, or what such a disease shows; its verb stands in the simple present.
"""

from functools import cache

from clinote.assertion.cues import Mark, Rule
from clinote.expressions import expression
from clinote.lexicon import stopped
from clinote.patterns import phrases, worded
from clinote.reading import Reading

_GENERAL = Rule("hypothetical.in-general", ("hypothetical",))
_SOMEBODYS = r"(?:he|she|his|her|hers|him|my|our|your|this|these|patient|pt|today|now|currently)"
_OFTEN = r"(?:{hypothetical.generally}\s+)"
_NOBODYS = rf"\s+(?!(?:the|their|those|{_SOMEBODYS})\b)"
_NAMED = rf"of{_NOBODYS}[a-z][a-z' -]{{2,40}}?\s+{_OFTEN}?"
"""A disease that is nobody's: 'features of such tumors'."""
_COMMON = r"(?:{hypothetical.common}(?:\s+(?:and\s+|or\s+)?{hypothetical.common})?\s+)"
_ASPECTS = r"{hypothetical.aspects}(?:\s+(?:and|or)\s+{hypothetical.aspects})?\s+"
_BRINGS = worded(
    rf"\b(?:(?P<often>{_OFTEN}|(?P<modal>can\s+))(?:{{hypothetical.brings}}|{{hypothetical.shows}})"
    r"|{hypothetical.brings}"
    r"|is an? (?:[a-z-]+ ){0,3}{hypothetical.kinds} (?:that|which|in which|where|{hypothetical.bringing}))\b"
)
"""What a disease does; how it shows itself only where it is said how often, or that it can."""
_KNOWN_AS = worded(
    r"(?:,|\b(?:this|it) is(?= an? (?:[a-z]+ )?(?:common|frequent|rare|uncommon)\b)) (?P<kind>an? (?:[a-z-]+ ){0,3}"
    rf"{{hypothetical.kinds}} (?:(?:that|which) {_OFTEN}?(?:{{hypothetical.brings}}|{{hypothetical.shows}})"
    r"|in which|where|{hypothetical.bringing})\b)"
)
"""What is put behind somebody's disease of all such: 'myositis, a condition that produces weakness'."""
_SHOWS = worded(
    rf"\b(?:{_ASPECTS}{_NAMED}(?:(?:can|may|might)\s+)?{{hypothetical.lists}}\b"
    rf"|{_COMMON}{_ASPECTS}{_NAMED}(?:is|are)\b(?!\s+(?:not|present|absent|there|[a-z]+ed|[a-z]+ing)\b))"
)
_SHOWN = worded(
    rf"\b(?:is|are)\s+(?:(?:also|both|all|among|one of|the|an?|most|very|more)\s+)*"
    rf"(?P<common>{_COMMON})?{_ASPECTS}(?:of|in){_NOBODYS}[a-z]"
)
_TOLD = worded(r"\b{hypothetical.telling}\b(?! (?:me|us)\b)[^.;:]* (?:that|how) (?!the\b)")
"""Behind which it is told what something brings about, or is a sign of, in general."""
_PREVAILS = worded(
    rf"\b(?:is|are)\s+(?:(?:also|both|very|quite|not)\s+)*(?:{_COMMON}|{_OFTEN}{{hypothetical.met}}\s+)"
    r"(?:in|with|during|after)\s+(?:{hypothetical.any_such}\s+)*(?P<whom>{hypothetical.peoples}\b)?"
)
"""How common a symptom is, and in whom: 'weakness is common in hypokalemia', 'is often seen in older people'."""
_ADVISES = worded(
    r"[\W\d]*{hypothetical.unproven} [^.;:]{3,80}? (?:should|must|need) not (?:[a-z]+ )?{hypothetical.hinders}\b"
    r"(?!(?: [a-z]+){0,2} (?:treatment|therapy|management) (?:of|for)\b)"
)
"""What is no reason against doing something: 'a negative scan should not delay the biopsy'."""
_OWNED = worded(rf"\b(?:{_SOMEBODYS}|{{hypothetical.at_hand}})\s+(?:[a-z]+\s+){{0,2}}\Z")
_BEGINS = worded(
    r"[;:]\s|\b(?:that|how|why|because|since|whether)\s|\s-+\s|\b(?:in general|{hypothetical.generally}),?\s"
)
"""What a clause begins behind."""
_ENDS = worded(
    rf";|(?:,|\b(?:and|but|so|while|although|which|though)\b)\s*(?:(?:and|but|so)\s+)?(?:the\s+)?{_SOMEBODYS}\b"
    r"|, (?:and|but) (?:{copulas}|has|had|reports|denies|presents)\b"
)
_PERSON = expression(rf"\b{_SOMEBODYS}\b")
_BETWEEN = worded(r"(?:[\s,/>#*-]|\d+[.)]|\b(?:{hypothetical.any_such}|and|or)\b)*")
"""What may stand before a disease and between several."""
_KIND = worded(r"[\s>#*-]*(?P<such>such\s+)?(?:[a-z-]+\s+){0,2}{hypothetical.diseases}\s+")
_PLURAL = expression(r"\b(?:and|or)\b|[^isu]s\s*\Z")
_BARE_FORM = expression(r"(?:cause|lead|result|produce|leave|are)\b")
"""How a verb begins that has a plural subject."""


def statements(reading: Reading, low: int, high: int) -> list[Mark]:
    """The general statements of the sentence `low:high`, each a mark over all that it says."""
    norm = reading.norm
    words = reading.scan.within(low, high)
    if _words(*_LISTS).isdisjoint(words):
        return []
    found: list[tuple[int, int]] = []
    if not _words("aspects").isdisjoint(words):
        shown = _SHOWS.finditer(norm, low, high)
        found += [(m.start(), m.end()) for m in shown if not _OWNED.search(norm, low, m.start())]
        shown = (m for m in _SHOWN.finditer(norm, low, high) if m["common"] or _TOLD.search(norm, low, m.start()))
        found += [(_begin(norm, low, m.start()), m.end()) for m in shown]
    if not _words("common", "generally").isdisjoint(words):
        for m in _PREVAILS.finditer(norm, low, high):
            if m["whom"] or any(hit.start <= m.end() < hit.end for hit in reading.hits("diagnosis")):
                found.append((_begin(norm, low, m.start()), m.end()))
    if not _words("kinds").isdisjoint(words):
        found += [m.span("kind") for m in _KNOWN_AS.finditer(norm, low, high)]
    if not _words("brings", "shows", "kinds").isdisjoint(words):
        for m in _BRINGS.finditer(norm, low, high):
            start = _begin(norm, low, m.start())
            verb = "" if m["modal"] else norm[m.end("often") if m["often"] else m.start() : m.end()]
            if _is_nobodys(reading, start, m.start(), m["often"] is not None, verb):
                found.append((start, m.end()))
    if not _words("hinders").isdisjoint(words) and (advice := _ADVISES.match(norm, low, high)):
        found.append(advice.span())
    marks = []
    for start, end in found:
        stop = _ENDS.search(norm, end, high)
        last = stop.start() if stop else high
        if not _PERSON.search(norm, start, last):
            marks.append(Mark(start, last, _GENERAL))
    return marks


_LISTS = ("aspects", "common", "generally", "brings", "shows", "hinders", "kinds")


@cache
def _words(*lists: str) -> frozenset[str]:
    """Of each phrase of some lists the longest word: most sentences hold none of them."""
    said = [phrase for name in lists for phrase in phrases("hypothetical", name)]
    return frozenset(stopped(max(phrase.replace("-", " ").split(), key=len)) for phrase in said)


def _begin(norm: str, low: int, at: int) -> int:
    """Where the clause that holds offset `at` begins."""
    return max([low, *(m.end() for m in _BEGINS.finditer(norm, low, at))])


def _is_nobodys(reading: Reading, start: int, end: int, often: bool, verb: str) -> bool:
    """Whether the subject `start:end` is a disease, or several, and not said to be somebody's; or a kind of them."""
    norm = reading.norm
    several = _PLURAL.search(norm, start, end) or _PLURAL.search(norm[start:end].partition(",")[0])
    if _BARE_FORM.match(verb) and not several:
        return False  # 'stroke cause unknown'
    if verb and _TOLD.search(norm, reading.sentence(start)[0], start + 1) and not norm.startswith("the ", start):
        return True
    if (kind := _KIND.fullmatch(norm, start, end)) and (often or kind["such"]):
        return True
    at, named = start, False
    for hit in reading.hits("diagnosis"):
        if start <= hit.start and hit.end <= end:
            if not _BETWEEN.fullmatch(norm, at, hit.start):
                return False
            at, named = hit.end, True
    return named and not norm[at:end].strip() and not _OWNED.match(norm, start, end)
