"""Results of tests: whose answer a 'negative' is that stands behind a test and what else is named with it."""

from collections.abc import Iterable

from clinote.assertion.cues import SYMPTOMS, Mark
from clinote.expressions import expression
from clinote.lexicon import starting
from clinote.patterns import worded
from clinote.reading import Reading
from clinote.text.nodes import Item

_SCAN = r"\b{boundaries.agents.scans}\b(?: {boundaries.scanned}\b){0,2}"
TESTED = worded(
    rf"(?:{_SCAN}|\b{{boundaries.agents.tests}}|\b(?P<of>(?:[\w-]+(?: and | or |/)){{0,3}}(?:[\w-]+ ){{0,3}})"
    r"{boundaries.agents.assays})(?P<aim>(?: [a-z]+(?:ed|ne|wn))? (?:for|of)\b.*)?[\s:–-]*\Z"
)
"""A test at the end of a subject, with what an assay looks for, and what it was done for."""
UNSEEN = worded(rf"{_SCAN}:?\s*\Z")
AIMED = worded(
    r"[a-z]+(?: (?!(?:on|in|at|by|for|of|to|with) )[\w-]+){0,2}"
    r" (?:{boundaries.agents.scans}|{boundaries.agents.tests}|{boundaries.agents.assays})"
    r" (?:for|of|on)\b"
)
"""A result before its test, and what that was done for: 'unrevealing workup of'."""
_CALLED = worded(r" {boundaries.agents.tests}\b")
"""A test that is called after the complaint that it was done for."""
_FOUND = expression(r"[\s:=(\[-]*(?:[a-z]+ ){0,3}(?:neg|un(?:det|rev)|non[ -]?(?:reac|det|rev))|-ve|[(\[]\s?-+\s?[)\]]")
"""How the result of a test begins, where no finding at all is 'absent'."""
_GERM = worded(r"\b{boundaries.germs}\b")
_TEST = worded(
    r"\b(?!(?<=[a-z] )urine)(?:{boundaries.agents.tests}|{boundaries.agents.scans}|{boundaries.agents.assays}"
    r"|{boundaries.germs}|{boundaries.remainder}|exam(?:ination)?|[a-z]+(?:scop|graph)(?:y|ies))\b"
)
"""What has a result; 'dark urine' is a complaint."""
_GIVEN = worded(r",\s*(?:{boundaries.given})[\s:]*")
"""What is there or not beside a complaint: 'weakness, treatment: none'."""
_OWN_TEST = worded(r"(?<!\bon)(?<!\bof)(?<!\bin) {boundaries.eponyms}(?: test| sign)?[ :]+\Z")
"""A test right before its result, and no place of the complaint: 'weak quads SLR (equivocal)'."""
_DENIED = SYMPTOMS | {"DIAGNOSIS"}
_SHORT = expression(r"\b(?:[A-Z][a-z]?|[A-Za-z]*[A-Z]\w*[A-Z\d]\w*)\b")
_VALUE = expression(r"(?<![a-z\d.,/])\d")
_TELLING = ("time", "adjective", "preposition")
_COMPLAINT = worded(r"\b{boundaries.short_complaints}\b")


def of_test(reading: Reading, start: int, end: int, names: frozenset[str]) -> bool:
    """Whether the result at `end` is that of a test which a list names behind the complaint or disease at `start`.

    'Weakness, flu negative' tells of the flu alone, 'fever, weakness, cough negative' of complaints alone.
    """
    norm, text = reading.norm, reading.text
    if not names.isdisjoint(SYMPTOMS) and _OWN_TEST.search(norm, start, end):
        return True
    comma = norm.rfind(",", start, end)
    if comma < 0 or names.isdisjoint(_DENIED):
        return False
    given = _GIVEN.fullmatch(norm, comma, end)
    if given or not _FOUND.match(norm, end) or _GERM.match(norm, start):
        return bool(given)
    if _TEST.search(norm, comma, end) or starting(reading.hits("workup"), comma, end):
        return True
    complaint = _COMPLAINT.search(norm, comma, end) or starting(reading.hits("finding"), comma, end)
    return not complaint and not text[start:comma].isupper() and _SHORT.search(text, comma, end) is not None


def aimed(reading: Reading, start: int, end: int, names: frozenset[str]) -> bool:
    """Whether a test was done for the complaint at `start:end`: 'EMG for weakness: negative', 'weakness labs: ok'."""
    if names.isdisjoint(SYMPTOMS):
        return False
    norm = reading.norm
    if _CALLED.match(norm, end):
        return True
    low = reading.sentence(start)[0]
    if norm.find(" for ", low, start + 1) < 0 and norm.find(" of ", low, start + 1) < 0:
        return False
    test = TESTED.search(norm, low, end)
    return test is not None and test["aim"] is not None and test.start() < start


def item(reading: Reading, start: int, end: int, names: frozenset[str]) -> Item | None:
    """The item of a concept, without the result of a test behind it: 'Weakness, CK: negative'."""
    found = reading.tree.item(start)
    tested = found and found.behind and of_test(reading, start, found.behind.start, names)
    if found and found.behind and (tested or aimed(reading, start, end, names)):
        return found._replace(behind=None, answer=None)
    return found


def within(norm: str, marks: Iterable[Mark], start: int, end: int, valued: bool) -> Mark | None:
    """What is said of a result between its name and its value: 'power possibly reduced', 'CK in 2019 was 88'."""
    for mark in marks:
        doubt = mark.rule.flags == ("uncertain",) and norm.endswith("ly", mark.start, mark.end)
        past = valued and mark.rule.flags == ("historical",) and mark.rule.stands in _TELLING
        if start < mark.start and mark.end < end and (doubt or past):
            return mark if doubt or not _VALUE.search(norm, start, mark.start) else None
    return None
