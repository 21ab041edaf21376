"""The ways a word is written: its plural, its misspellings by one slip, its shorthand; words as an expression."""

import re
from collections.abc import Iterable, Iterator

from clinote.grouping import grouped

_VOWELS = "aeiou"
_LIKE = {
    **dict.fromkeys(_VOWELS, _VOWELS),
    "i": "aeouy",
    "y": "ie",
    "g": "q",
    "s": "zc",
    "z": "s",
    "c": "s",
    "m": "n",
    "n": "m",
}
"""What is written for a letter by its sound or its shape."""
SHORTEST = 6
"""Letters of a word that may be misspelled or shortened: a slip in a shorter one makes another word."""


def any_of(words: Iterable[str], blank: str = r"\ ") -> str:
    """`words` as the alternatives of a regular expression, the longest first; `blank` matches a blank in them.

    Those that begin alike share their first letter: where it does not stand none of them is tried.
    """
    alike = grouped((word[:1].lower(), word) for word in sorted(words, key=len, reverse=True))
    return "|".join(_alike(begun, blank) for begun in alike.values())


def _alike(words: list[str], blank: str) -> str:
    """Words that begin with the same letter, of whichever size, as the alternatives of a regular expression."""
    first, *others = {word[:1] for word in words}
    shared = 0 if others or len(words) == 1 else len(first)
    rest = "|".join(re.escape(word[shared:]).replace(r"\ ", blank) for word in words)
    return f"{re.escape(first)}(?:{rest})" if shared else rest


def variants(word: str) -> list[str]:
    """`word` (in lower case) as notes write it: 'weakness', 'weaknesses', 'weaknes', 'weekness', 'wkness', 'wkns'."""
    found = dict.fromkeys((word, plural(word)))
    if len(word) >= SHORTEST:
        for form in (*slips(word), *_shorthand(word)):
            found[form] = None
            found[plural(form)] = None
    return list(found)


def plural(word: str) -> str:
    """The plural of a noun that forms it by rule."""
    if word.endswith(("s", "x", "sh", "ch")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def slips(word: str) -> Iterator[str]:
    """One letter left out, doubled, swapped with the next or for one like it, a vowel too many; the first one stays."""
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + word[at] + word[at:]
        if at + 1 < len(word):
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        yield from (word[:at] + other + word[at + 1 :] for other in _LIKE.get(word[at], ""))
        yield from (word[:at] + vowel + word[at:] for vowel in _VOWELS)


def misread(word: str) -> Iterator[str]:
    """What a scanner makes of a word: 'lmpression' or, where the first letter was a bar, 'mpression', 'Irnpression'."""
    yield word[1:]
    for letter, like in ("i", "l"), ("i", "1"), ("l", "i"), ("l", "1"), ("m", "rn"), ("o", "0"):
        if letter in word:
            yield word.replace(letter, like)
            yield word.replace(letter, like, 1)


def _shorthand(word: str) -> Iterator[str]:
    """Of a word in '-ness': the vowels behind the first letter left out, in all of it or before the ending."""
    if not word.endswith("ness"):
        return
    short = _consonants(word[:-4])
    for form in (short + "ness", short + "nss"):
        yield form
        yield "".join(char for at, char in enumerate(form) if form[at - 1 : at] != char)


def _consonants(text: str) -> str:
    return text[:1] + "".join(char for char in text[1:] if char not in _VOWELS)
