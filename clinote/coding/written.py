"""Codes that the note writes, against the words beside them."""

from collections.abc import Iterable, Sequence

from clinote import codeset
from clinote.coding import diagnoses, lists, policy, stroke
from clinote.coding.case import Case
from clinote.coding.chart import WEAK
from clinote.expressions import expression
from clinote.facts import Diagnosis, Fact, Weakness, WrittenCode
from clinote.grouping import runs
from clinote.keeping import once
from clinote.lexicon import starting

_BETWEEN_CODES = expression(r"[\s,;/&+()\[\]]*(?:and)?[\s,;/&+()\[\]]*")
CONCEPT_CODES = {
    "weakness": "R53.1", "muscle_weakness": "M62.81", "fatigue": "R53.83", "malaise": "R53.81", "debility": "R53.81",
    "frailty": "R54", "sarcopenia": "M62.84", "functional_quadriplegia": "R53.2",
}  # fmt: skip
"""The code of each concept of a WEAKNESS that has one of its own, whatever place or cause is told."""


@once
def _worded(case: Case) -> Sequence[Fact]:
    return [fact for fact in case.facts if isinstance(fact.says, Weakness | Diagnosis)]


def beside(case: Case, code: Fact) -> Sequence[Fact]:
    """The words that a written code stands for: those before it in its item, or after it in its sentence."""
    start, end = lists.item(case.reading, code.start)
    since = max(start, _lists(case)[code.start])
    low, high = case.reading.sentence(code.start)
    before = [f for f in starting(_worded(case), since, code.start) if f.end <= code.start]
    near = [f for f in before if f.start >= low] or before
    return near or [f for f in starting(_worded(case), code.end, min(high, end)) if f.end <= end]


@once
def _lists(case: Case) -> dict[int, int]:
    """For each code by its start, where the code ends that stands before the list it is in; 0 where none does."""
    ends: dict[int, int] = {}
    norm, before = case.reading.norm, 0
    for listed in runs(case.of(WrittenCode), lambda one, code: _BETWEEN_CODES.fullmatch(norm, one.end, code.start)):
        ends = {code.start: before for code in listed} | ends
        before = listed[-1].end
    return ends


def mismatched(case: Case, accepted: set[str]) -> list[tuple[Fact[WrittenCode], Sequence[Fact]]]:
    """Written codes of the policy that their words do not support; `accepted` are the report's own codes."""
    found = []
    checked = tuple(policy.data("written")["checked"])
    for code in case.of(WrittenCode):
        written = code.says.code
        if not written.startswith(checked) or code.negated:
            continue
        words = _outermost(beside(case, code))
        expected = accepted if not words else {c for word in words for c in expects(case, word)}
        if not any(c == written or (not code.says.billable and c.startswith(written)) for c in expected):
            found.append((code, words))
    return found


def _outermost(words: Sequence[Fact]) -> Sequence[Fact]:
    """Without the mentions that are part of a named diagnosis: the fatigue of 'cancer-related fatigue'."""
    kept, reach = [], 0
    for word in words:
        named = isinstance(word.says, Diagnosis) and word.says.code
        if named or word.end > reach:
            kept.append(word)
        if named:
            reach = max(reach, word.end)
    return kept


def expects(case: Case, word: Fact) -> set[str]:
    """The codes that these words support in this note."""
    if isinstance(word.says, Diagnosis):
        if not (case.is_definite(word) or (word.historical and not word.negated and case.is_stated(word))):
            return set()
        record = diagnoses.record(word)
        codes = {word.says.code, *record.get("adds", ()), *record.get("first", ())}
        return {code for code in codes if code}
    assert isinstance(word.says, Weakness)
    concept = word.says.concept
    if case.is_listed(word) and concept in CONCEPT_CODES and not word.negated:
        return {CONCEPT_CODES[concept]}
    if word not in case.counted:  # the code beside a therapist's words is for those, though a provider's count
        heard = not (case.voices.at(word.start) or word.negated or case.provider_denies)
        return {CONCEPT_CODES[concept]} if heard and concept in CONCEPT_CODES else set()
    if concept == "facial_weakness":
        return {stroke.facial(case, [word])[0]}
    return _for_weakness(case, word, concept) if concept in WEAK else {CONCEPT_CODES[concept]}


def _for_weakness(case: Case, word: Fact, concept: str) -> set[str]:
    if concept == "hemiparesis" or case.decided_by == "other.hemiparesis":
        found = stroke.paresis(case)
        return {found.code} if found else set()
    if case.decided_by == "other.focal":
        return {"R29.898"}
    if case.decided_by == "other.facial":
        return {stroke.facial(case, [word])[0]}
    return {CONCEPT_CODES[concept]}


def described(codes: Iterable[WrittenCode]) -> str:
    """Written codes in words: 'G72.4 (not complete)'."""
    parts = []
    for code in (each.code for each in codes):
        parts.append(f"{code} ({'not complete' if codeset.exists(code) else 'not in the code set'})")
    return ", ".join(dict.fromkeys(parts))
