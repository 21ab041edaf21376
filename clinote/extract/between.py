"""What may stand between a time and the complaint that it dates, by the word lists of duration.toml."""

from collections.abc import Iterator
from functools import cache
from itertools import chain
from operator import attrgetter

from clinote import drugs, layers, patterns
from clinote.expressions import expression
from clinote.extract.activity import inflected
from clinote.facts import Fact, Named
from clinote.patterns import worded
from clinote.spans import count
from clinote.spans.time import Time

_TOKEN = expression(r"§+|[a-z][a-z'/]*|\d[\d./-]*|[;:.()\[\]]|--|->|[,&+]")

DETERMINERS = "(?:the|{possessives}|{demonstratives})"
"""Words of a noun, in an expression."""
_ASIDE = worded(
    r"\([^()]*\)|\[[^\[\]]*\]|\.\.+|…|\"[^\"]{0,60}\"|^\s*as\s+(?:an?\s+)?(?!{earlier}|prev)[a-z]+"
    rf"|\bas\s+(?:at\s+|on\s+)?(?:{DETERMINERS}\s+)?{{earlier}}\s+[a-z]+"
    r"|\b(?:{duration.recurring}|first\s+{duration.first})\b|(?<!\d)[0-5]\s?[+-]?/5"
    r"|\b{duration.hours.prepositions}\s+(?:the\s+|about\s+|mid-?)?"
    r"(?:\d{1,2}(?::\d\d)?\s*(?:[ap]\.?m\b\.?|o'clock)|{duration.hours.names}"
    rf"|end\s+of\s+(?:{DETERMINERS}|an?|each)\s+{{duration.hours.ends}})\b"
    r"|\b(?:due|secondary|owing)\s+to\s+[^,;.]*,|\b[a-z]+\s+{duration.judging}\s*$"
    r"|\b(?:without|not|(?:with|but)\s+no)\s+(?:(?!\band\b)[^,;.])*|\bno\s+{duration.endings}\b"
)
"""What parts nothing: brackets, dots, quoted words, 'the same as at the last visit', a grade, 'by 3 pm', a cause up to
its comma, 'her son says', 'not pain'."""
_PERFECT = expression(r"[^,;&+]*\b(?:has|have|had)\s+(?:[a-z]+ly\s+)?([a-z]+e[dn])\b")
"""A verb of the complaint itself: 'weakness has bothered him'."""
_CUT = worded(r"\.\s|;|\b{duration.taken}\b")
_SAID = expression(r"(?<!which)(?<!that)(?<!who) (?:had|has|presented|presents|developed|noticed|was|is)\b")
"""The verb of somebody with a history: 'a man with a 5-year history of gout had weakness'."""
_DENIED = worded(r"[,;]\s*(?:nil|denies|no(?!\s+(?:{duration.endings}|{duration.worsened})\b))\s[^,;]+$")
"""What is denied for so long: 'weak, no night shifts (for a month)'."""
_OWN = expression(r"^'s?")
"""'Five weeks' weakness'."""
_JOINT = expression(r",(?:\s*and\b)?|\band\b|[&+]")
_LIST = expression(r"\b(?:and|with)\b|&|\+|/")
_PARTICIPLE = expression(r"[a-z]+ed")
_ITEM = 5
"""The most words of an item of a list."""
_SHORTEST_ING = 5
_STRANGE = 2
"""How many unknown words may stand where a clause on a complaint opens."""
_DESCRIBES = frozenset(("DISTRIBUTION", "STRENGTH_GRADE", "CODE"))
"""The labels that say where and how a weakness is: they part it from no time."""
_OTHER = "§"
"""What stands for another complaint in a plain text."""


_ENDURES = worded(
    rf"\b(?:it|this|(?:;\s*|\band\s+)that|(?:(?:all|{DETERMINERS})\s+)*(?:{{duration.continuing.nouns}}|weakness))"
    r"(?:'s|\s+(?:has|have|had|was|were))?(?:\s+(?:all|now|first))?\s+"
    r"(?:(?P<so>{duration.continuing.so})|{duration.began}|{duration.continuing.lasted})\b"
    r"|[-,;]\s+(?P<bare>{duration.continuing.so})\b"
)
"""What dates a complaint that was named before: 'it started', 'and this has been so', 'the problem has been there'."""
_ANEW = expression(r"\ban?\s+[a-z]")
"""What 'it' may stand for as well."""


def resumed(text: str, start: int, end: int) -> int | None:
    """Where, in a plain text, words end that take up again what was complained of before, and nothing named since."""
    said = next(reversed(list(_ENDURES.finditer(text, start, end))), None)
    if said is None or words().complains(text[start : said.start()]) or any(drugs.find(text, start, said.start())):
        return None
    return None if not (said["so"] or said["bare"]) and _ANEW.search(text, start, said.start()) else said.end()


def plain(norm: str, facts: list[Fact]) -> str:
    """`norm` with what describes a weakness blanked out, and every complaint a row of `_OTHER`; no offset changes."""
    pieces: list[str] = []
    at = 0
    for fact in sorted(facts, key=attrgetter("start")):
        concept = fact.says.concept if isinstance(fact.says, Named) else None
        complaint = fact.label in ("WEAKNESS", "FINDING") and concept != "falls"
        if fact.start < at or not (complaint or fact.label in _DESCRIBES or concept in ("onset", "diurnal")):
            continue
        pieces += (norm[at : fact.start], (_OTHER if complaint else " ") * (fact.end - fact.start))
        at = fact.end
    return "".join((*pieces, norm[at:]))


def _is_counted(word: str) -> bool:
    """Whether a word begins what has a time of its own: '3 falls in the past month'."""
    return word[0].isdigit() or count.values().get(word, 0) > 1


class Words(patterns.Sets):
    """The word lists of duration.toml."""

    def __init__(self) -> None:
        settings = patterns.settings("duration")
        super().__init__(settings)
        self._verbs = inflected(settings["verbs"])
        self._transparent = self.function | self.company | self._verbs | self.manners
        self._opening = self._transparent.union(settings["opening"])
        self._answers = frozenset(chain.from_iterable(layers.toml("forms.toml")["answers"].values()))
        self.named = frozenset(settings["complaints"])
        self._symptoms = tuple(settings["symptom_endings"])

    def clear(
        self, between: str, spare: int = 0, shared: bool = True, items: bool = False, commas: bool = False
    ) -> bool:
        """Whether nothing in `between` parts a complaint from the time behind it.

        `spare` unknown words are let pass; a list of complaints may share the time when `shared`, and so may `items`
        that are not known as complaints, `commas` alone between them.
        """
        worn, between = not self.worn.isdisjoint(_TOKEN.findall(between)), _ASIDE.sub(" ", between)
        if worn or _DENIED.search(between):
            return False
        beside = all(map(self._complains, _TOKEN.findall(between)))  # 'weak dizzy for a week'
        listed = shared and bool(beside or _LIST.search(between) or (items and commas and "," in between))
        if items and listed:
            between = self._without_items(between)
        verb = _PERFECT.match(between)
        if verb and verb[1] not in self.endings and not _LIST.search(verb[0]):
            between = between[: verb.start(1)] + between[verb.end() :]
        tokens = _TOKEN.findall(between)
        if any(t in self.endings for t in tokens):
            return False
        for k, token in enumerate(tokens):
            before, after = tokens[k - 1] if k else "", tokens[k + 1] if k + 1 < len(tokens) else ""
            if self._parts_not(token):
                continue
            if (token in self.doing and self._is_doing(after)) or (before in self.doing and self._is_doing(token)):
                continue  # 'weak on standing', 'weak after dialysis'
            done = k > 1 and tokens[k - 2] in self.doing and before.endswith("ing") and token.isalpha()
            if done and not self._complains(token) and not any(drugs.find(token, 0, len(token))):
                continue  # 'weak when carrying bags for half a year'
            if _is_counted(token):
                return False
            described = token.isalpha() and self._complains(after)  # 'exertional dyspnea', 'poor balance'
            if listed and (described or self._complains(token) or token.endswith("ing")):
                continue
            if self._complains(token):
                return False
            if token in (";", ".", "->") or token[0].isalnum():
                spare -= 1 if token[0].isalpha() else 9
                if spare < 0:
                    return False
        return True

    def _without_items(self, between: str) -> str:
        """`between` without what a list names beside the complaint: 'weakness, odd gait and thirst for a week'."""
        return ", ".join(piece for n, piece in enumerate(_JOINT.split(between)) if not n or not self.is_item(piece))

    def is_item(self, piece: str) -> bool:
        """Whether `piece` is a noun with what describes it: no clause, and nothing that is taken."""
        tokens = _TOKEN.findall(piece)
        if not 0 < len(tokens) <= _ITEM or not tokens[-1][0].isalpha() or _is_counted(tokens[0]):
            return False
        ends = (t for t, u in zip(tokens, (*tokens[1:], ""), strict=True) if not u or u in self.function)
        done = any(map(_PARTICIPLE.fullmatch, ends))
        clause = any(t in self.clausal or t in self._verbs or t in self.endings for t in tokens)
        return not (done or clause or any(drugs.find(piece, 0, len(piece))))

    def _is_doing(self, word: str) -> bool:
        return word in self.company or (word.endswith("ing") and len(word) > _SHORTEST_ING)

    def _complains(self, token: str) -> bool:
        return token[:1] == _OTHER or token in self.named or token.endswith(self._symptoms)

    def _parts_not(self, token: str) -> bool:
        return token in self._transparent or token.endswith("ly")

    def complaints(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Where `text[start:end]` names another complaint."""
        for token in _TOKEN.finditer(text, start, end):
            if self._complains(token[0]) and not self._parts_not(token[0]):
                yield token.span()

    def complains(self, text: str) -> bool:
        """Whether `text` names another complaint."""
        return any(self.complaints(text, 0, len(text)))

    def answers(self, norm: str, time: Time) -> bool:
        """Whether a time is how often, the answer of a questionnaire: 'feeling tired - several days'."""
        words = norm[time.start : time.end]
        return words in self._answers and norm[: time.start].rstrip(" ")[-1:] in ("-", ":", "?", ".", "|")

    def ends(self, since: str) -> bool:
        """Whether 'since' tells of an ending, and not of when something began: 'since resolved'."""
        return since.split()[-1] in self.endings

    def carries(self, between: str) -> bool:
        """Whether 'three weeks of ...' reaches the complaint after `between`, with no verb of its own."""
        return not (_CUT.search(between) or _SAID.search(between))

    def tells(self, before: str) -> bool:
        """Whether `before` ends in a verb of the beginning: 'woke (two days ago) with weakness'."""
        words = before.split()
        return bool(words) and words[-2 if words[-1] == "up" and len(words) > 1 else -1] in self._verbs

    def heads(self, between: str, known: bool = True) -> bool:
        """Whether a time that begins a line is of the complaint behind `between`, alone or last of a list of such.

        '3 wk cough, fever and weakness'; the first of the list is a `known` complaint, where a time may be of anything.
        """
        *others, last = _JOINT.split(between)
        listed = others and (not known or self.complains(others[0])) and self.opens(last)
        return self.leads(between) or bool(listed and all(self.is_item(piece.replace(_OTHER, "x")) for piece in others))

    def leads(self, between: str) -> bool:
        """Whether `between` only says of what kind the complaint is: '5 wk slowly progressive leg weakness'."""
        tokens = (t for t in _TOKEN.findall(_OWN.sub("", between)) if t not in "&+," and t not in self.manners)
        return all(self._complains(t) or t.endswith("ly") for t in tokens)

    def opens(self, between: str, items: bool = False) -> bool:
        """Whether a clause on the complaint, the last of `items` perhaps, begins so: 'two days ago he noticed'."""
        tokens = _TOKEN.findall(_ASIDE.sub(" ", self._without_items(between) if items else between))
        if any(t in (";", ".", "->", "but", "now") or t in self.endings for t in tokens):
            return False
        words = (t for t in tokens if t[0].isalnum() and t[-2:] != "ly" and t not in self._opening)
        return sum(not self._complains(word) for word in words) <= _STRANGE


words = cache(Words)
"""The word lists, read once."""
