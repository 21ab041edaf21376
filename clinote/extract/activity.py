"""The grammar of an everyday activity: 'get out of a low chair', 'comb her hair', 'the washing on the line'.

The words of a statement are a list of strings; what is read of them is the number of the last word that belongs to it.
"""

import re
from functools import cache, cached_property

from clinote import patterns
from clinote.expressions import expression
from clinote.patterns import phrases
from clinote.spans.count import values
from clinote.spelling import any_of


def _word() -> str:
    """A word or a punctuation mark; a name of an activity in several words is one, and so is what brackets put in."""
    names = [name for name in patterns.settings("activities")["core"] if " " in name]
    put_in = r"\([^()\n]{1,40}\)(?=\s*(?:,|/|&|and\b|or\b))"
    return "|".join([rf"(?:{any_of(names)})\b", r"[a-z0-9][a-z0-9'/-]*", put_in, r"[,;:.()?!]"])


_WORD = expression(_word)
_REACH = 110
"""How far (characters) a statement is read on either side of the words that begin it."""

_ADVERB = 6
"""The letters that any word in -ly has more than, if it tells how: 'properly', not 'supply'."""
_OBJECT = 6
"""How many words may stand between a verb and what it is done to."""

_LINKS = frozenset(("and", "or", "/", ",", "&"))
_CLOSING = frozenset(("and", "or", "nor", "/", "&"))
_JOINTS = _CLOSING | {","}
_DETERMINERS = frozenset(("a", "an", "the", "his", "her", "my", "their"))
_LED = frozenset(("to", "with", "in", "also", "even"))
"""What may stand between a joint and the activity behind it: 'and (to comb her hair)'."""


class Words(list[str]):
    """The words (and punctuation marks) of a stretch of text, the last of those `of` a text, its start and its end."""

    of: tuple[str, int, int]

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """The offsets of each word; few are asked for."""
        return [m.span() for m in _WORD.finditer(*self.of)][-len(self) :]


def after(norm: str, at: int, stop: int) -> Words:
    """The words from offset `at` to the end of the statement, at most to `stop`."""
    stop = min(stop, at + _REACH)
    words = Words(_WORD.findall(norm, at, stop))
    words.of = norm, at, stop
    return words


def before(norm: str, at: int, begin: int) -> Words:
    """The words of the clause that ends at offset `at`, at earliest from `begin`."""
    begin = max(begin, at - _REACH)
    words = Words(_WORD.findall(norm, begin, at))
    words.of = norm, begin, at
    for index in range(len(words) - 1, -1, -1):
        if words[index] in ";:.?!()" or words[index] in vocabulary().turns:
            del words[: index + 1]
            break
    return words


class Vocabulary(patterns.Sets):
    """The word lists of activities.toml, with the endings that a verb takes."""

    def __init__(self) -> None:
        lists: dict[str, list[str]] = patterns.settings("activities")
        super().__init__(lists)
        self.moving, self.soft, self.never, self.holding, self.callings = (
            inflected(lists[name]) for name in ("moving", "soft", "never", "holding", "callings")
        )
        self.acts = self.moving | inflected(lists["acts"])
        self.bare = frozenset((*lists["moving"], *lists["acts"], *lists["soft"])).difference(lists["pasts"])
        self.breaks = frozenset(lists["breaks"]) | frozenset(";:.()?!")
        self.reflexive = frozenset(patterns.phrases("words", "reflexives"))
        self.pronouns = self.reflexive.union(lists["pronouns"])

    def done(self, word: str) -> bool:
        """Whether `word` names an activity: a movement or what is one by its mere name."""
        both = "/" in word and self.core.issuperset(word.split("/"))
        return both or word in self.acts or word in self.core or (word not in self.never and _hyphened(word, self.acts))

    def known(self, word: str) -> bool:
        """Whether `word` belongs to an activity at all."""
        return word in self.things or self.done(word) or _hyphened(word, self.things)

    def borne(self, words: list[str]) -> bool:
        """Whether the first word is 'stand' or 'bear' and what is (not) borne no load: 'cannot stand the noise'."""
        first, then = "".join(words[:1]), "".join(words[1:2])
        if first == "bear":
            return "weight" not in words[1:5]
        unborne = then in ("his", "her", "my") or (then in self.unborne and words[1:3] != ["that", "long"])
        return first == "stand" and unborne

    def activity(self, words: list[str], at: int = 0, unknown: str | None = None, things: bool = False) -> int | None:
        """The last word of the activity that begins with the first word from `at` that is not passed over, or None.

        `unknown`: the ending of a verb that counts, whatever it is, when a known object follows; `things`: a mere
        object counts too.
        """
        for index in range(at, len(words)):
            word = words[index]
            if word in self.wound and words[index + 1 : index + 2] and words[index + 1] in self.wounds:
                return None  # 'help with dressing changes'
            if self.done(word) or (things and word in self.things):
                return self._extent(words, index)
            if unknown == "" and word in self.callings:
                told = not self.pupils.isdisjoint(words[index + 1 : index + 2])  # 'unable to coach us'
                return None if told else self._extent(words, index)
            if word in self.soft and word not in self.foreign:
                return self._with_object(words, index, self.particles | self.reflexive)
            if word in self.things and self.core.intersection(words[index + 1 : index + 2]):
                continue  # 'the porch (steps)'
            if word in self.easy or (len(word) > _ADVERB and word.endswith("ly") and word not in self.never):
                continue  # 'safely', 'repetitively', but not 'apply'
            if word in ("come", "coming"):
                return self.activity(words, index + 1)  # 'come down the stairs', not 'come to an agreement'
            barred = word in self.never or word in self.breaks or word in self.foreign or not word.isalpha()
            if unknown is None or barred or not word.endswith(unknown):
                return None
            return self._with_object(words, index)
        return None

    def extent(self, words: list[str], at: int, least: int, unknown: str | None = None, things: bool = False) -> int:
        """The last word of the activity from `at` on, or `least` where none begins there."""
        end = self.activity(words, at, unknown, things)
        return least if end is None else end

    def members(self, words: list[str], unknown: str, things: bool) -> list[tuple[int, int]]:
        """The activities of a list, each by its first and its last word: 'climb stairs, get up or comb his hair'.

        Each says what it is done to ('walk and climb stairs' is one). A comma joins in what 'and' or 'or' closes.
        """
        found: list[tuple[int, int]] = []
        at, closed, closing = 0, 1, False
        while at < len(words):
            began = (n for n, word in enumerate(words) if self.done(word) or word in self.soft)
            first = at if found else next(began, at)
            stop = first + 1
            while stop < len(words) and not self._ends(words, stop):
                joins = words[stop] in _JOINTS and "".join(words[stop + 1 : stop + 2]) not in self.particles
                if joins:
                    break  # another activity, not two ways of the same: 'in (and) out of bed'
                stop += 1
            verb, last = words[first], self.activity(words[:stop], at, unknown, things)
            alike = not found or (verb.endswith("ing") if unknown == "ing" else verb in self.bare)
            named = not found and verb in self.core and verb not in self.acts
            told = words[first + 1 : first + 2] and words[first + 1] in _DETERMINERS
            if last is None or not alike or not (named or told or (last > first and self.known(words[last]))):
                break
            if told and last == first:
                last = min(first + 2, stop - 1)  # 'hold a chisel'
            found.append((first, last))
            closed = len(found) if closing else closed
            at = stop
            while at < len(words) and words[at] in _JOINTS:
                at += 1
            if at == stop:
                break
            closing = not _CLOSING.isdisjoint(words[stop:at])
            at += words[at : at + 1] != [] and words[at] in _LED
        return found[:closed]

    def gerunds(self, words: list[str]) -> list[tuple[int, int]]:
        """The activities of a list that is nothing else, each by its first and last word: 'dressing, bathing and'."""
        found: list[tuple[int, int]] = []
        at = 0
        for joint in (n for n, word in enumerate(words) if word in _JOINTS):
            named = words[at].endswith("ing") or words[at] in self.core
            if joint > at:
                all_of_it = named and self.activity(words[at:joint]) == joint - at - 1
                found = [*found, (at, joint - 1)] if all_of_it else []
            at = joint + 1
        return found

    def _with_object(self, words: list[str], index: int, also: frozenset[str] = frozenset()) -> int | None:
        """The end of the activity when what the verb at `index` is done to is among the words behind it."""
        for place in range(index + 1, min(len(words), index + 1 + _OBJECT)):
            word = words[place]
            if word in also or self.known(word) or self._lasts(words, place):
                return self._extent(words, index)
            if self._ends(words, place) or word == "," or (word in self.never and word not in self.soft):
                return None
        return None

    def _ends(self, words: list[str], place: int) -> bool:
        """Whether the word at `place` ends the statement: 'can' does, 'a can of soup' does not."""
        return words[place] in self.breaks and words[place - 1] not in ("a", "the", "of")

    def _extent(self, words: list[str], index: int) -> int | None:
        """Where the activity that begins at `index` ends; None where it is no movement of the limbs."""
        last = index
        for place in range(index + 1, min(len(words), index + 12)):
            word = words[place]
            if word in self.foreign and place - index <= _OBJECT and not self._at_home(words, index, place):
                return last if words[index] in self.moving else None
            if self._ends(words, place):
                break
            if word in _LINKS and not (place + 1 < len(words) and self._goes_on(words[place + 1], word)):
                break
            if word in _LINKS and words[place + 1].endswith("ing") and self._governs(words, place + 1):
                break
            then = words[place + 1] if word == "about" and place + 1 < len(words) else ""
            if then and (then[0].isdigit() or then in values()):
                break  # 'to run about two years ago'
            moved = word in self.particles or (word in self.pronouns and place == last + 1)
            if moved or self.known(word) or self._lasts(words, place):
                last = place
        return last

    def _lasts(self, words: list[str], place: int) -> bool:
        """Whether the word at `place` ends a span that something is done for: 'teach a full (day)'."""
        owned = words[place - 1] in _DETERMINERS
        return words[place] in self.spans and words[place - 1 - owned] in self.whole

    def _governs(self, words: list[str], place: int) -> bool:
        """Whether the word at `place` is the subject of its own verb: 'he drags himself up and squatting is hard'."""
        ahead = next((word for word in words[place + 1 : place + 1 + _OBJECT] if word in self.breaks), "")
        return ahead in phrases("words", "copulas") or not self.claims.isdisjoint(words[place + 1 : place + _OBJECT])

    def _at_home(self, words: list[str], index: int, place: int) -> bool:
        """Whether `words[place]` is part of a movement: 'pill bottles', 'a spoon to her mouth', 'hold a phone'."""
        word = words[place]
        if place + 1 < len(words) and words[place + 1] in self.things:
            return True
        if word == "time" and words[place - 1] in ("on", "in"):
            return True
        if word in self.reached and "to" in words[place - 2 : place]:
            return True
        return word in self.held and words[index] in self.holding

    def _goes_on(self, word: str, link: str) -> bool:
        """Whether what follows 'and' is still the same activity ('and walk'), not the next statement ('and walks')."""
        if link == ",":
            return word in self.core and word not in self.acts
        if word in self.particles:
            return True
        told = word.endswith(("s", "ed")) and word not in self.bare  # 'walks', but 'dress'
        return self.known(word) and not (told and word in self.acts and word not in self.core)


def inflected(verbs: list[str]) -> frozenset[str]:
    """Every form of some verbs."""
    return frozenset(form for verb in verbs for form in _forms(verb))


def _forms(verb: str) -> list[str]:
    """'carry': carries, carried, carrying; a consonant may double ('hopping') where English is not asked whether."""
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing", verb + "ing"]
    if verb.endswith("y") and verb[-2:-1] not in tuple("aeiou"):
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    double = verb + verb[-1]
    plural = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    return [verb, plural, verb + "ed", verb + "ing", double + "ed", double + "ing"]


def _hyphened(word: str, among: frozenset[str]) -> bool:
    return ("-" in word or "/" in word) and any(part in among for part in re.split(r"[-/]", word))


vocabulary = cache(Vocabulary)
"""The vocabulary, read once."""


def ended(words: list[str], at: int) -> bool:
    """Whether nothing more is said from `at` on but a full stop or what ends a statement."""
    known = vocabulary()
    return at >= len(words) or words[at] == "," or words[at] in known.breaks or words[at] in known.turns


def first(words: list[str], of: frozenset[str], reach: int, passed: frozenset[str] | None = None) -> int | None:
    """The first of so many words that is one `of` a list; None where one before it is not to be `passed`."""
    place = next((n for n, word in enumerate(words[:reach]) if word in of), None)
    return None if place is None or (passed is not None and not passed.issuperset(words[:place])) else place


class Lists(patterns.Sets):
    """The word lists of function.toml, and what they are together."""

    def __init__(self) -> None:
        settings: dict[str, list[str]] = patterns.settings("function")
        super().__init__(settings)
        self.services, self.fails, self.tires = (inflected(settings[name]) for name in ("services", "fails", "tires"))
        self.helpers = self.people | self.aids
        self.joining = self.be | self.copulas
        self.means = self.helpers | self.devices | self.holds | self.measures
        self.amounts = self.modifiers.union(("days", "day", "week", "weeks", "shifts"))
        self.patient = frozenset(("him", "her", "me", "them", "us", "my", "his"))
        self.serving = self.services | self.habits
        self.helping = self.devices | self.helpers | self.counts | self.cares | self.holds | self.patient


lists = cache(Lists)
"""The word lists, read once."""
