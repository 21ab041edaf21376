"""Numbers as notes write them: '3', '1½', '2 1/2', 'twenty-one', 'one and a half', 'a couple of'."""

from functools import cache

from clinote import patterns
from clinote.spans.words import Phrases, Words

Counted = tuple[float, int]
"""A number, and the word behind it."""

_TEN = 10
_HUNDRED = 100
_THOUSAND = 1000
_LONGEST = 60
"""The most characters of a spelled number."""


def read(words: list[str], i: int) -> Counted | None:
    """The number that begins at word `i`."""
    found = _read(words, i)
    if found and words[found[1]] == "(":  # 'five (5)'
        again = _read(words, found[1] + 1)
        if again and again[0] == found[0] and words[again[1]] == ")":
            return found[0], again[1] + 1
    return found


def _read(words: list[str], i: int) -> Counted | None:
    if not (word := words[i]):
        return None
    if word[0].isdecimal():
        if word == "1" and words[i + 1] == "/" and words[i + 2] == "2":
            return 0.5, i + 3
        return _half(words, float(word), i + 1)
    classes, end = _phrases().at(words, i)
    if end == i:
        return None
    known = values()
    value = known[next(iter(classes))]
    if 2 * _TEN <= value < _HUNDRED:
        ones = end + (words[end] == "-")
        if 0 < known.get(words[ones], 0) < _TEN and words[ones] not in ("a", "an", "couple"):
            value, end = value + known[words[ones]], ones + 1
    if words[end] == "hundred":
        value, end = value * _HUNDRED, end + 1
        if (rest := read(words, end + (words[end] == "and"))) and 1 < rest[0] < _HUNDRED:
            return value + rest[0], rest[1]
    return _half(words, value, end)


def _half(words: list[str], value: float, end: int) -> Counted:
    """The number with the half that follows it: '1½', '2 1/2', 'two and a half'."""
    if words[end] == "½":
        return value + 0.5, end + 1
    if words[end : end + 3] in (["1", "/", "2"], ["and", "a", "half"]):
        return value + 0.5, end + 3
    if words[end : end + 6] == ["-", "and", "-", "a", "-", "half"]:
        return value + 0.5, end + 6
    return value, end


def said(norm: str, at: int, limit: int) -> tuple[float, int] | None:
    """The measure spelled at `at`, and its end: 'two point nine'; a small whole number may count: 'two tablets'."""
    if not norm[at : at + 1].isalpha():
        return None
    text = Words(norm, at, min(limit, at + _LONGEST))
    words = text.words
    found = None if words[0] in patterns.phrases("time", "lists.unmeasured") else read(words, 0)
    if found is None:
        return None
    value, end = found
    if value in range(1, 2 * _TEN) and words[0] not in ("a", "an"):  # 'one thirty eight', 'twelve fifty', 'one oh two'
        ones = values().get(words[end + 1], 0) if words[end] in ("oh", "o") else 0
        more = (ones, end + 2) if 0 < ones < _TEN else read(words, end) if words[end].isalpha() else None
        if more and (ones or _TEN <= more[0] < _HUNDRED):
            value, end = value * _HUNDRED + more[0], more[1]
    if words[end] == "thousand":
        value, end = value * _THOUSAND, end + 1
        if (rest := read(words, end + (words[end] == "and"))) and rest[0] < _THOUSAND:
            value, end = value + rest[0], rest[1]
    places = 0
    while words[end] == "point" or places:
        digit = values().get(words[end + (not places)], -1)
        if not 0 <= digit < _TEN:
            break
        places += 1
        value, end = round(value + digit / _TEN**places, places), end + 1 + (places == 1)
    return (value, text.end(end)) if places or value >= _HUNDRED else None


@cache
def values() -> dict[str, float]:
    """The number that each word or phrase for one means."""
    return {**patterns.numbered("time", "cardinals"), **patterns.settings("time")["numbers"]}


@cache
def _phrases() -> Phrases:
    """The words for numbers, each a class of its own."""
    return Phrases({phrase: [phrase] for phrase in values()})
