"""The terms of the pattern files, found in one pass over the words of a text."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from itertools import accumulate, compress
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any, AnyStr, NamedTuple, Protocol, TypeVar

from clinote import layers, patterns, resources
from clinote.graph import BLANK, BLANKS, CLASS, DIGIT, LETTER, SIGNS, STOP, Accepts, Drawn, Graph, draw
from clinote.patterns import Pattern


class Hit(NamedTuple):
    """A term of `pattern` at `start:end` of the note."""

    start: int
    end: int
    pattern: Pattern


_hit: Callable[[tuple[int, int, Pattern]], Hit] = partial(tuple.__new__, Hit)
_start, _place, _begin = itemgetter(0), itemgetter(0, 1), attrgetter("start")
Hits = dict[str, list[Hit]]
"""Hits by the kind of their pattern, in text order, the longest where two overlap."""


_Found = dict[str, list[tuple[int, int, Pattern]]]
"""What was found, as hits are written, by kind, by where it begins and then by where it ends."""


class Placed(Protocol):
    """What begins somewhere in a note: a hit, a fact, a word."""

    @property
    def start(self) -> int: ...


P = TypeVar("P", bound=Placed)


def starting(placed: Sequence[P], low: int, high: int) -> Sequence[P]:
    """Those of `placed` (in text order) that start at `low` or after it, and before `high`."""
    first = bisect_left(placed, low, key=_begin)
    return placed[first : bisect_left(placed, high, first, key=_begin)]


_STOPPED = bytes(code if CLASS[code] else ord(STOP) for code in range(256))
"""Makes a stop of every character of Latin-1 that is neither a letter nor a digit."""


def _places(sought: AnyStr, text: AnyStr, start: int, end: int) -> Iterator[int]:
    """Where something begins in `start:end`."""
    at = text.find(sought, start, end)
    while at >= 0:
        yield at
        at = text.find(sought, at + 1, end)


def stopped(word: str) -> str:
    """`word` as a scan writes it."""
    return word + STOP


class Scan:
    """A text (in lower case, two blanks put behind it) as words: runs of letters and digits of Latin-1.

    Each word is written with a stop for the one character behind it; a stop alone is an empty word between two such
    characters. `ends` are the offsets behind these characters.
    """

    __slots__ = ("_bytes", "ends", "text", "words")

    def __init__(self, norm: str) -> None:
        self.text = norm + 2 * BLANK
        self._bytes = self.text.encode("latin-1", "replace")
        self.words = self._bytes.translate(_STOPPED).decode("latin-1").splitlines(keepends=True)
        self.ends = list(accumulate(map(len, self.words)))

    def within(self, start: int, end: int) -> list[str]:
        """The words in `start:end`, as `stopped` writes them."""
        first = bisect_right(self.ends, start)
        return self.words[first : bisect_right(self.ends, end + 1, first)]

    def joints(self) -> list[int]:
        """The offsets of digits right behind a letter."""
        classes, joint = self._bytes.translate(CLASS), bytes((LETTER, DIGIT))
        return [at + 1 for at in _places(joint, classes, 0, len(classes))]


class Lexicon:
    """One automaton over the words of every term of some patterns.

    The terms make a graph in which a choice or an optional word is one more edge. Its sets of nodes become states
    when a text first reaches them (`_State`), so that the cost is that of the text and not of the terms.
    """

    def __init__(self, members: Iterable[Pattern], drawn: Drawn | None = None) -> None:
        members = tuple(members)
        self._graph = Graph(members, drawn or draw(members))
        self._states: dict[tuple[bool, frozenset[int]], _State] = {}
        self._root = self._state(self._graph.start, inside=False)
        self._left_out: frozenset[str] = frozenset()

    def find(self, scan: Scan, start: int = 0, end: int | None = None) -> Hits:
        """The hits in `start:end` of the scanned text."""
        found = self._all(scan, start, end)
        if self._left_out:
            for kind, hits in found.items():
                found[kind] = [hit for hit in hits if _phrase(scan, hit[0], hit[1]) not in self._left_out]
        return {kind: _longest(hits) for kind, hits in found.items() if hits}

    def may_begin(self, scan: Scan, at: int) -> bool:
        """Whether a term may begin with the word that holds offset `at`."""
        return scan.words[bisect_right(scan.ends, at)] in self._root

    def may_hold(self, scan: Scan, start: int, end: int) -> bool:
        """Whether a term may begin with one of the words of `start:end`."""
        return not self._root.keys().isdisjoint(scan.within(start, end))

    def phrases_in(self, scan: Scan) -> set[str]:
        """The phrases that stand anywhere in the scanned text, within longer ones too."""
        return {_phrase(scan, a, b) for hits in self._all(scan, 0, None).values() for a, b, _ in hits}

    @contextmanager
    def without(self, phrases: Collection[str]) -> Iterator[None]:
        """A while in which some phrases are not found."""
        whole, self._left_out = self._left_out, frozenset(phrases)
        try:
            yield
        finally:
            self._left_out = whole

    def _all(self, scan: Scan, start: int, end: int | None) -> _Found:
        """Every hit in `start:end`, the overlapping ones too."""
        words, ends, text, root = scan.words, scan.ends, scan.text, self._root
        high = len(text) - 2 if end is None else end
        first = bisect_right(ends, start) if start else 0
        last = len(words) if end is None else bisect_right(ends, end + 1, first)
        found: _Found = defaultdict(list)
        begun = words[first:last]
        beside = zip(range(first, last), begun, words[first + 1 : last + 1], ends[first:last], strict=False)
        for at, word, after, end in compress(beside, map(root.__contains__, begun)):
            if (state := root[word]).__class__ is not _State:
                state = root[word] = self._state(state, inside=True)
            # most of what begins like a term goes on differently
            mark = text[end - 1]
            if after in state if mark in BLANKS else mark in state.marks:
                self._follow(scan, state, at, last, end - len(word), high, found)
            elif state.accepts:
                for kind, pattern in state.accepts:
                    found[kind].append((end - len(word), end - 1, pattern))
        if openings := [at for mark in root.marks for at in _places(mark, text, start, high)]:
            for here in openings:
                self._cross(scan, root, here, last, here, high, found)
            for hits in found.values():
                hits.sort(key=_place)
        return found

    def _follow(self, scan: Scan, state: "_State", at: int, last: int, start: int, high: int, found: _Found) -> None:
        """Keep what ends with the word `at`, which led to `state`, and go on; the term began at `start`."""
        words, ends, text = scan.words, scan.ends, scan.text
        while True:
            here = ends[at] - 1
            if state.accepts:
                for kind, pattern in state.accepts:
                    found[kind].append((start, here, pattern))
            if text[here] not in BLANKS:
                if text[here] in state.marks:
                    self._cross(scan, state, here, last, start, high, found)
                return
            at += 1
            if (after := state.get(word := words[at])) is None:
                return
            if word == STOP:
                self._cross(scan, state, here, last, start, high, found)
                return
            if at >= last:
                return
            if after.__class__ is not _State:
                after = state[word] = self._state(after, inside=True)
            state = after

    def _cross(self, scan: Scan, state: "_State", here: int, last: int, start: int, high: int, found: _Found) -> None:
        """From `state` over the marks and blanks from offset `here` on, and what is behind them."""
        words, ends = scan.words, scan.ends
        at = bisect_right(ends, here + 1)
        while at < len(words) and words[at] == STOP:
            at += 1
        text = scan.text[here : ends[at] - len(words[at]) if at < len(words) else None]
        passed = state.passed.get(text)
        if passed is None:
            passed = self._pass(state, text)
            if len(state.passed) < _REMEMBERED:
                state.passed[text] = passed
        stops, behind = passed
        for stop, accepts in stops:
            if here + stop <= high:
                for kind, pattern in accepts:
                    found[kind].append((start, here + stop, pattern))
        if behind is None or at >= last or (after := behind.get(words[at])) is None:
            return
        if after.__class__ is not _State:
            after = behind[words[at]] = self._state(after, inside=True)
        self._follow(scan, after, at, last, start, high, found)

    def _pass(self, state: "_State", text: str) -> "_Passed":
        """What ends within `text`, which holds no word, and the state behind it."""
        graph, nodes = self._graph, state.nodes
        stops = []
        marked = blank = False
        for at, char in enumerate(text, start=1):
            if char not in BLANKS:
                marked, blank = True, False
                nodes = graph.past_mark(nodes, char)
                if accepts := graph.accepts(nodes):
                    stops.append((at, accepts))
            elif not blank:
                blank = True
                free = nodes if text[at - 2 : at - 1] in SIGNS else graph.before_signs(nodes)
                nodes = graph.past_blank(nodes) | free
            if not nodes:
                return stops, None
        return stops, self._state(nodes, inside=False) if marked else state

    def _state(self, nodes: frozenset[int], inside: bool) -> "_State":
        """The state of these nodes, right behind a word (`inside`) or right before one."""
        state = self._states.get((inside, nodes))
        if state is None:
            graph = self._graph
            before = graph.past_blank(nodes) if inside else nodes
            state = self._states[inside, nodes] = _State(graph.first if nodes is graph.start else graph.words(before))
            state.nodes, state.passed = nodes, {}
            state.accepts = graph.accepts(nodes) if inside else ()
            state.marks = graph.marks(nodes)
            if inside and (behind := before | graph.before_signs(nodes)):
                state[STOP] = behind
        return state


_Passed = tuple[list[tuple[int, Accepts]], "_State | None"]
_REMEMBERED = 64
"""Texts between words of which a state remembers where they lead."""


class _State(dict[str, Any]):
    """What the next word leads to: nodes, or the state made of them when it was first reached.

    Of a state behind a word the next word is the one behind a blank, a stop alone tells that a blank may come at all,
    and where other texts lead is in `passed`. `accepts` are the patterns with a term that ends here, `marks` the
    characters other than blanks that may come next.
    """

    __slots__ = ("accepts", "marks", "nodes", "passed")
    accepts: Accepts
    marks: frozenset[str]
    nodes: frozenset[int]
    passed: dict[str, _Passed]


def _phrase(scan: Scan, start: int, end: int) -> str:
    return " ".join(scan.text[start:end].replace("-", " ").split())


def _longest(found: list[tuple[int, int, Pattern]]) -> list[Hit]:
    """Of hits that overlap, the one that begins first; of those that begin together the longest."""
    kept: list[tuple[int, int, Pattern]] = []
    begun = reached = -1
    for hit in found:
        start, end, _ = hit
        if start >= reached:
            kept.append(hit)
        elif start == begun and end > reached:
            kept[-1] = hit
        else:
            continue
        begun, reached = start, end
    return list(map(_hit, kept))


@cache
def lexicon(scope: str) -> Lexicon:
    """The lexicon of the pattern files whose `scope` is `"note"` or `"sentence"`; a site's records before ours.

    Its graph is kept, as drawing it would take a third of a cold start.
    """
    members = [p for file in patterns.load().values() if file.scope == scope for p in file.patterns]
    members.sort(key=lambda pattern: not pattern.site)
    files = [*_SOURCES, *(file for _, file in layers.files())]
    return Lexicon(members, resources.kept(f"terms-{scope}", files, partial(draw, members)))


_SOURCES = [Path(__file__).with_name(name) for name in ("graph.py", "patterns.py", "spelling.py")]
"""What a graph is drawn by."""
