"""STRENGTH_GRADE: every grade of strength a note writes, with its side and site."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from clinote.extract.strength import prose, qualities, tables, tokens
from clinote.facts import Fact
from clinote.reading import Reading

_TITLE = re.compile(
    r"(?<!fine )(?<!gross )\b"
    r"(?:motor(?! n| unit| conduction)|strength(?!s)|power|mmt|muscle test|manual muscle|mrc|myotome)"
)
_LIST = 14
"""How many lines below its heading a list of strength may reach."""


@dataclass(slots=True)
class Context:
    """What the headings above a sentence say of it: that it is about strength, the order of pairs, the side."""

    strength: bool = False
    order: str | None = None
    side: str | None = None


def extract(reading: Reading, facts: list[Fact]) -> list[Fact]:
    """The grades in tables, in running text and in words."""
    heads = [hit.start for hit in reading.hits("strength") if hit.pattern.data["role"] != "none"]
    wanted = _wanted(reading, heads)
    layout = reading.layout
    signed = _signed(reading)
    if not wanted and not signed:
        return []
    found, rows = tables.read(
        reading, sorted({layout.line_number(layout.sentences[i][0]) - 1 for i in wanted | signed})
    )
    contexts = _contexts(reading, heads, sorted(wanted))
    graded: set[int] = set()
    for index in sorted(wanted):
        new = _sentence(reading, index, contexts[index], rows)
        if any(not f.qualitative for f in new):
            graded.add(index)
        found += new
    for index in ({n for i in graded for n in (i - 1, i + 1)} | signed) - wanted:
        if 0 <= index < len(layout.sentences) and _continues(reading, index):
            found += _sentence(reading, index, Context(strength=True), rows)
    return found


def _wanted(reading: Reading, heads: list[int]) -> set[int]:
    """The sentences that may hold a grade: by a slash before a five, a word for strength, or their section."""
    norm, layout = reading.norm, reading.layout
    wanted = {layout.sentence_index(at) for at in heads}
    at = norm.find("/")
    while at >= 0:
        five = norm[at + 1 : at + 3].lstrip()[:1]
        if five in ("5", "v") and norm[max(0, at - 2) : at].rstrip()[-1:] in "012345+-vi":
            wanted.add(layout.sentence_index(at))
        at = norm.find("/", at + 1)
    for section in layout.sections:
        if _is_strength(section.title, section.category):
            first, last = (
                layout.sentence_index(section.start),
                layout.sentence_index(max(section.start, section.end - 1)),
            )
            wanted.update(range(first, min(last, first + 40) + 1))
    for head in heads:
        line = layout.line_number(head) - 1
        if reading.norm[slice(*layout.lines[line])].rstrip().endswith(":"):
            below = layout.lines[line + 1 : line + 1 + _LIST]
            for start, end in below:
                if not norm[start:end].strip():
                    break
                wanted.add(layout.sentence_index(start))
    return wanted


def _signed(reading: Reading) -> set[int]:
    """Sentences of an examination with a bare number and sign, which may be a grade: "deltoids 4+, biceps 5-"."""
    layout = reading.layout
    return {
        layout.sentence_index(m.start())
        for section in layout.sections
        if section.category in ("exam", None)
        for m in _SIGNED.finditer(reading.norm, section.body, section.end)
    }


_SIGNED = re.compile(r"(?<=[ /])[0-5][+-](?=[\s,.;)/])")


@cache
def _is_strength(title: str, category: str | None) -> bool:
    return category != "electrodiagnostics" and bool(title) and bool(_TITLE.search(title.lower()))


def _contexts(reading: Reading, heads: list[int], wanted: list[int]) -> dict[int, Context]:
    """The context of each wanted sentence: its section's title, or the heading of the list it stands in."""
    layout, norm = reading.layout, reading.norm
    head_lines = {layout.line_number(head) - 1 for head in heads}
    contexts: dict[int, Context] = {}
    ends: dict[int, int] = {}
    for index in wanted:
        start = layout.sentences[index][0]
        section = layout.section(start)
        title = section.title.lower()
        context = Context()
        if _is_strength(title, section.category):
            if section.start not in ends:
                ends[section.start] = _block_end(reading, section.body, section.end)
            context.strength = start < ends[section.start]
        if context.strength and re.search(r"\bl ?/ ?r\b|left ?/ ?right", title):
            context.order = "left-right"
        line = layout.line_number(start) - 1
        for above in range(line - 1, max(-1, line - _LIST), -1):
            words = norm[slice(*layout.lines[above])].strip()
            if not words:
                break
            if not words.endswith(":"):
                continue
            if above in head_lines:
                context.strength = True
                break
            if (limb := _LIMB.match(words)) and context.side is None:
                context.side = ("right", "left", "bilateral")[(limb.lastindex or 1) - 1]
        contexts[index] = context
    return contexts


def _block_end(reading: Reading, body: int, end: int) -> int:
    """Where the first block of a section's text ends: at a blank line, other than just below the heading."""
    text = reading.norm[body:end]
    blank = _BLANK_LINE.search(text, len(text) - len(text.lstrip()))
    return body + blank.start() if blank else end


_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_LIMB = re.compile(
    r"(?:(r(?:t|ight)?\b.{0,18}|r[ul]e)|(l(?:t|eft)?\b.{0,18}|l[ul]e)|(b[ul]e|bilateral.{0,18}|both.{0,18})):$"
)


def _sentence(reading: Reading, index: int, context: Context, rows: list[tuple[int, int]]) -> list[Fact]:
    start, end = reading.layout.sentences[index]
    k = bisect_left(rows, (end,))
    if k and start < rows[k - 1][1]:
        return []
    row = tokens.read(reading, start, end, context.strength)
    new = prose.read(reading, row, context.strength, context.order, context.side)
    return new + qualities.read(reading, row, new)


def _continues(reading: Reading, index: int) -> bool:
    """Whether a sentence beside graded ones is a bare item of the same list: "Neck flexors 5."."""
    start, end = reading.layout.sentences[index]
    if end - start > 120 or not any(ch in "012345" for ch in reading.norm[start:end]):
        return False
    row = [t for t in tokens.read(reading, start, end) if t.kind not in ("glue", "side")]
    named = [a for a, b in pairwise(row) if a.kind == "site" and a.data["what"] != "region" and b.kind == "grade"]
    return any(not a.data.get("reflex") for a in named) and not any(t.kind == "other" for t in row)
