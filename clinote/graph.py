"""The terms of patterns as a graph: what may follow what, word by word, in all of them at once."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from clinote.expressions import expression
from clinote.patterns import Choice, Pattern, Term, shorthand

BLANK = " "
BLANKS = frozenset(" \n\r\t\f\v-")
SIGNS = frozenset("<>&")
"""Marks beside which blanks are free, in a term and in a text: 'legs>arms' is 'legs > arms'."""
MARK, LETTER, DIGIT = range(3)
CLASS = bytes(DIGIT if chr(c) in "0123456789" else LETTER if chr(c).isalnum() else MARK for c in range(256))
"""The class of each character of Latin-1."""
STOP = "\n"
"""Ends each word, as a text that is scanned writes it."""

Accepts = tuple[tuple[str, Pattern], ...]
"""Patterns with a term that ends in a place, by their kind."""

_PLAIN = expression(f"[{''.join(re.escape(chr(c)) for c in range(256) if CLASS[c])}]+")
_NOT = expression(r"n't\Z")
"""Where an apostrophe may be left out without making another word: "can't", "cant"."""
_PIECES = expression(f"{_PLAIN.pattern}|[ \\n\\r\\t\\f\\v-]+|.")

Drawn = tuple[
    tuple[int, ...],
    tuple[tuple[int, ...], ...],
    tuple[tuple[tuple[tuple[str, ...], int], ...], ...],
    tuple[tuple[tuple[str, int], ...], ...],
    dict[int, int],
    dict[str, frozenset[int]],
]
"""The roots; of each node the edges passed by nothing, by a piece of a word out of some, by a mark or a blank; the
pattern of each node that ends one, by its rank; where each first word leads to. Plain values, which can be kept."""


def draw(members: Iterable[Pattern]) -> Drawn:
    """The graph of the terms of some patterns."""
    pen = _Pen()
    roots, ends = [], {}
    for rank, pattern in enumerate(members):
        end, root = pen.node(), pen.node()
        ends[end] = rank
        roots.append(root)
        for term in pattern.terms:
            pen.free[pen.add(term, root)].append(end)
    edges = tuple(map(tuple, pen.free)), tuple(map(tuple, pen.pieces)), tuple(map(tuple, pen.marks))
    graph = Graph((), (tuple(roots), *edges, ends, {}))
    return tuple(roots), *edges, ends, graph.words(graph.start)


class _Pen:
    """Draws nodes and edges."""

    def __init__(self) -> None:
        self.free: list[list[int]] = []
        self.pieces: list[list[tuple[tuple[str, ...], int]]] = []
        self.marks: list[list[tuple[str, int]]] = []

    def node(self) -> int:
        self.free.append([])
        self.pieces.append([])
        self.marks.append([])
        return len(self.free) - 1

    def add(self, term: Term, node: int) -> int:
        """Add edges for a term from `node`; the node they lead to."""
        for part in term:
            if isinstance(part, Choice):
                node = self._choose(part, node)
                continue
            for found in _PIECES.finditer(part):
                piece, at = found[0], found.start()
                after = self._draw(piece, node)
                self._shorten(piece, node, after)
                if piece == "'" and _NOT.search(part[: at + 2]):
                    self.free[node].append(after)
                node = after
        return node

    def _shorten(self, word: str, node: int, after: int) -> None:
        """Add edges from `node` to `after` for the shorthand of a word."""
        for short in shorthand(word):
            at = node
            for piece in _PIECES.findall(short):
                at = self._draw(piece, at)
            self.free[at].append(after)

    def _draw(self, piece: str, node: int) -> int:
        """Add an edge for a piece of a word, a mark or a blank from `node`; the node it leads to."""
        after = self.node()
        if _PLAIN.match(piece):
            self.pieces[node].append(((piece,), after))
        else:
            self.marks[node].append((BLANK if piece[0] in BLANKS else piece, after))
        return after

    def _choose(self, choice: Choice, node: int) -> int:
        after = self.node()
        plain = []
        for option in choice.options:
            if len(option) == 1 and isinstance(option[0], str) and _PLAIN.fullmatch(option[0]):
                plain.append(option[0])
                self._shorten(option[0], node, after)
            else:
                self.free[self.add(option, node)].append(after)
        if plain:
            self.pieces[node].append((tuple(plain), after))
        return after


class Graph:
    """A drawn graph, and the patterns it was drawn of."""

    def __init__(self, members: Sequence[Pattern], drawn: Drawn) -> None:
        self._members = members
        roots, self._free, self._pieces, self._marks, self._ends, self.first = drawn
        self.start = self.past_blanks(roots)

    def _reach(self, nodes: Iterable[int], over_blanks: bool) -> set[int]:
        """`nodes` and those that nothing, or only blanks, part from them."""
        reached = set(nodes)
        open_ = list(reached)
        while open_:
            node = open_.pop()
            after = self._free[node]
            if over_blanks:
                after = (*after, *(to for mark, to in self._marks[node] if mark == BLANK))
            for to in after:
                if to not in reached:
                    reached.add(to)
                    open_.append(to)
        return reached

    def past_blanks(self, nodes: Iterable[int]) -> frozenset[int]:
        """Where one can be from `nodes` on, before a word or a mark that a blank parts from what was before."""
        return frozenset(self._reach(nodes, over_blanks=True))

    def past_blank(self, nodes: Iterable[int]) -> frozenset[int]:
        """Where blanks right behind `nodes` lead to."""
        return self.past_blanks(self.past_mark(nodes, BLANK))

    def past_mark(self, nodes: Iterable[int], mark: str) -> frozenset[int]:
        """Where a mark right behind `nodes` leads to."""
        sign = mark in SIGNS
        nodes = self._reach(nodes, over_blanks=True) if sign else nodes
        return frozenset(self._reach((to for n in nodes for m, to in self._marks[n] if m == mark), over_blanks=sign))

    def before_signs(self, nodes: Iterable[int]) -> frozenset[int]:
        """Those of `nodes` that a sign may follow, so that blanks before it are free."""
        return frozenset(node for node in nodes if any(mark in SIGNS for mark, _ in self._marks[node]))

    def marks(self, nodes: Iterable[int]) -> frozenset[str]:
        """The marks that may come right behind `nodes`."""
        right = {mark for node in nodes for mark, _ in self._marks[node] if mark != BLANK}
        near = self._reach(nodes, over_blanks=True)
        return frozenset(right.union(m for node in near for m, _ in self._marks[node] if m in SIGNS))

    def accepts(self, nodes: Iterable[int]) -> Accepts:
        """The patterns with a term that ends in `nodes`, the first of each kind; blanks end no term."""
        ends = sorted(self._ends[n] for n in self._reach(nodes, over_blanks=True) if n in self._ends)
        found = (self._members[rank] for rank in reversed(ends))
        return tuple({pattern.kind: (pattern.kind, pattern) for pattern in found}.values())

    def words(self, nodes: Iterable[int]) -> dict[str, frozenset[int]]:
        """Where each whole word that may follow `nodes` leads to."""
        found: dict[str, set[int]] = defaultdict(set)
        for node in nodes:
            for pieces, after in self._pieces[node]:
                landings = list(self._landings(after))
                for piece in pieces:
                    for rest, landing in landings:
                        found[piece + rest].add(landing)
        return {word + STOP: frozenset(to) for word, to in found.items()}

    def _landings(self, node: int) -> Iterator[tuple[str, int]]:
        """How a word may end from `node` on, and where: at a node with a mark, a blank or a term's end behind it."""
        for reached in self._reach((node,), over_blanks=False):
            if self._marks[reached] or reached in self._ends:
                yield "", reached
            for pieces, after in self._pieces[reached]:
                for rest, landing in self._landings(after):
                    for piece in pieces:
                        yield piece + rest, landing
