"""What stands above a statement of strength: whether strength is graded there, and the order of pairs."""

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cache
from typing import Any

from clinote.expressions import expression
from clinote.keeping import once
from clinote.lexicon import starting
from clinote.patterns import worded
from clinote.reading import Reading

REACH = 14
"""How many lines below its heading a list may reach."""
_LONGEST = 90
_TITLE = worded(
    r"(?<!fine )(?<!gross )\b(?:{strength.measured}|manual muscle|myotome)"
    r"(?!(?<=motor)(?: n| unit| conduction)|(?<=strength)s)"
)
_DIGIT = expression(r"\d")
_BLANK_LINE = expression(r"\n[ \t\r]*\n")
_OTHER_SIDE = r",? ?(?:[/|,&]|{strength.next_side}|\s) ?\s*(?(1){left}|{right})\b"
_ALIKE = expression(r"&|\band\b|^\w+ \w+$(?<!first)")
_FIRST = r"(?: side)? {strength.given_first}\b(?! (?!then|and)[a-z])"
ORDER = worded(rf"\b(?:({{right}})|{{left}})(?:{_OTHER_SIDE}|{_FIRST})(?! ?=)")
"""The sides in the order in which grades are given: "R/L", "left then right", "right side first"."""
_BRACKET = expression(r"\([^()]{0,40}\)|\b0 ?(?:-|to) ?5\b|/5\b|\b\d{1,2}/\d{1,2}(?:/\d{2,4})?|\bmmt[ -]?\d{1,2}\b")
_SCORED = worded(r"\b{strength.graded}\b.{1,40}?(?:\b{strength.scores}\b|\b0 ?(?:-|to) ?5\b|/5\b)")
"""A heading of strength without the word: "Muscle group | Score (0-5)"."""


@dataclass(slots=True)
class Context:
    """What the headings above a sentence say of it; `paired`: the lines of its list give pairs of bare grades."""

    strength: bool = False
    other: bool = False
    order: str | None = None
    paired: bool = False


def order(words: str, *, told: bool = False) -> str | None:
    """The order that "R/L", "(left, right)" and the like give to pairs; "right and left" is none that is `told`."""
    found = ORDER.search(words)
    if found is None or (told and _ALIKE.search(found[0])):
        return None
    return "right-left" if found[1] else "left-right"


@cache
def is_strength(title: str, category: str | None) -> bool:
    """Whether a section's title says that it is about strength."""
    return category != "electrodiagnostics" and bool(title) and bool(_TITLE.search(title.lower()))


class Headings:
    """The headings of one note; `heads` are where its words for strength stand."""

    def __init__(self, reading: Reading, heads: list[int]) -> None:
        self._reading = reading
        self._at: dict[int, list[int]] = defaultdict(list)
        for head in heads:
            self._at[reading.layout.line_number(head) - 1].append(head)
        self.known: dict[Hashable, Any] = {}
        """What was worked out of the lines and sections, once."""

    def of(self, at: int) -> Context:
        """The context of the statement at offset `at`: its section's title, and the heading of its list."""
        layout, norm = self._reading.layout, self._reading.norm
        section = layout.section(at)
        title = section.title.lower()
        context = Context()
        if is_strength(title, section.category):
            context.strength = at < self._block_end(section.body, section.end)
            context.order = order(title) if context.strength else None
        line = layout.line_number(at) - 1
        rows = True
        for above in range(line - 1, max(-1, line - REACH), -1):
            if not (words := norm[slice(*layout.lines[above])].strip()):
                heading = self._heading(above - 1) if above else None
                if rows and heading:
                    self._take(context, heading)
                break
            if (heading := self._heading(above)) is None:
                rows = rows and _BARE_LINE.search(words) is not None
            elif words.endswith(":") or rows:
                self._take(context, heading)
                if heading.strength or heading.other:
                    break
        if context.order:
            context.paired = self._are_pairs(line)
        return context

    @once
    def _are_pairs(self, line: int) -> bool:
        """Whether a pair of bare grades stands on this line or near it."""
        lines = self._reading.layout.lines
        near = lines[max(0, line - 4)][0], lines[min(len(lines), line + 5) - 1][1]
        return _PAIR.search(self._reading.norm, *near) is not None

    def _take(self, context: Context, heading: Context) -> None:
        context.strength = (context.strength and not heading.other) or heading.strength  # the nearest one counts
        context.other = heading.other and not context.strength
        context.order = context.order or heading.order

    def heads(self, line: int) -> bool:
        """Whether this line (numbered from 0) heads a list of grades."""
        heading = self._heading(line)
        return heading is not None and heading.strength

    @once
    def _heading(self, line: int) -> Context | None:
        """What a line says as a heading; None where it is none."""
        norm = self._reading.norm
        start, end = self._reading.layout.lines[line]
        words = norm[start:end].rstrip()
        if colon := words.endswith(":"):
            start = max(start, self._reading.layout.sentence(start + len(words) - 1)[0])
        words = norm[start:end].strip()
        if not words or len(words) > _LONGEST:
            return None
        bare = _BRACKET.sub(" ", words)
        if _DIGIT.search(bare) or (not colon and bare.rstrip()[-1:] in (".", ";", ",", "?", "!")):
            return None
        heads = [head for head in self._at[line] if head >= start]
        others = starting(self._reading.around(start, "other_scale"), start, end)
        others = [hit for hit in others if "counted" not in hit.pattern.data]
        scored = _SCORED.search(words) is not None
        given = order(words)
        if not (heads or others or given or scored):
            return None
        return Context(bool(heads) or scored, bool(others) and not heads, given)

    @once
    def _block_end(self, body: int, end: int) -> int:
        """Where the first block of a section's text ends: at a blank line, other than just below the heading."""
        text = self._reading.norm[body:end]
        blank = _BLANK_LINE.search(text, len(text) - len(text.lstrip()))
        return body + blank.start() if blank else end


_PAIR = expression(r"(?<![\d/])[0-5][+-]? ?[/|] ?(?:[0-4][+-]?|5[+-])(?![\d/])")
_BARE_LINE = expression(r"(?<!\d)[0-5](?!\d)|\bn/?t\b")
