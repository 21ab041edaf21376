"""The words of time, as patterns/time.toml lists them."""

from functools import cache
from typing import Any

from clinote import patterns
from clinote.expressions import expression
from clinote.lexicon import stopped
from clinote.spans import count, dates
from clinote.spans.words import Phrases, split

LETTERS = expression(r"[a-z]+")
_NAMED = ("feasts", "hours", "today", "yesterday", "life", "grown")
_POINTS = (*_NAMED, "clock", "compared", "deictic", "years_old")
_PLAIN = frozenset(("the", "last", "this", "all", "of", "e", "o", "s", "y"))
"""Words of the vocabulary that say nothing of time by themselves."""
_SHORT = 4
"""Letters of the shortest unit that is written out, but for the day."""


class Vocabulary(patterns.Sets):
    """What each word or phrase of time is; `anchors` are the words without which letters alone name no time."""

    def __init__(self) -> None:
        settings: dict[str, Any] = patterns.settings("time")
        lists: dict[str, list[str]] = settings["lists"]
        super().__init__(lists)
        self.units: dict[str, float] = settings["units"]
        self.short = frozenset(word for word in self.units if len(word) < _SHORT and word != "day")
        self.fractions: dict[str, float] = settings["fractions"]
        self.before = Phrases(settings["before"])
        self.behind = Phrases(settings["behind"])
        self.points = Phrases({name: lists[name] for name in _POINTS})
        self.vague = Phrases({"vague": lists["vague"]})
        kinds = {kind: patterns.phrases("time", f"lists.{kind}") for kind in ("stretches", "lifelong")}
        stretches = (*kinds["stretches"], *kinds["lifelong"])
        self.stretches = Phrases(kinds)
        self.many = frozenset((*(words.split()[-1] for words in lists["vague"]), "at"))
        """The last words before 'times' where these are counted."""
        self.into = Phrases({"into": lists["into"]})
        self.ordinals = patterns.numbered("time", "ordinals")
        self.weekdays = {word: n - 1 for word, n in patterns.numbered("time", "weekdays").items()}
        plain = {*self.units, *(f"{unit}s" for unit in self.units), *dates.months(), *self.weekdays, *self.decades}
        named = [phrase for name in _NAMED for phrase in lists[name]]
        nouns = {phrase.split()[-1] for phrase in stretches}
        letters = {word for phrase in (*named, *lists["years_old"]) for word in LETTERS.findall(phrase)}
        self.anchors = frozenset(plain | nouns | {"since", "when", "age"} | (letters - _PLAIN))
        self.stopped_anchors = frozenset(map(stopped, self.anchors))
        opening = (*plain, *count.values(), *lists["vague"], *stretches, *named, *lists["opening"], *self.ordinals)
        self.starters: dict[str, set[str]] = {}
        """The first words of what names a time, each with those that may follow; an empty one where it may end."""
        for phrase in opening:
            first, *others = split(phrase)
            self.starters.setdefault(first, set()).add(others[0] if others else "")

    def unit(self, words: list[str], i: int) -> float | None:
        """Days in the unit at word `i`; a single letter is one only behind a digit."""
        word = words[i]
        days = self.units.get(word) or self.units.get(word.removesuffix("s"))
        if not days or len(word) > 1:
            return days
        short = words[i + 1] == "/" and (word == "w" or words[i + 2] in ("o", "t", "c"))  # '6/52 h/o', '2016 w/'
        return days if words[i - 1][:1].isdecimal() and not short else None


vocabulary = cache(Vocabulary)
"""The words of time, read once."""


def is_short(word: str) -> bool:
    """Whether a word is the short form of a unit of time, or of several, which may have a stop: 'wk', 'mos'."""
    return word.removesuffix("s") in vocabulary().short
