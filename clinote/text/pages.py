"""What stands at the head or the foot of a page, between the lines of a note, and is none of its words."""

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from itertools import pairwise

from clinote import layers
from clinote.expressions import expression
from clinote.patterns import worded
from clinote.sections import LEAD
from clinote.text.lines import Line, share

_NUMBERED_PAGE = expression(
    r"\W*(?:page|pg\.?)\s?\d{1,3}(?:\s?(?:of|/)\s?\d{1,3})?\W*|[-–—]\s?\d{1,3}\s?[-–—]"
    r"|https?://\S{1,120}\s+\d{1,3}/\d{1,3}|\(continued[^()]{0,40}\)",
    re.I,
)
_PAGE_NUMBER = expression(r"\W*\d{0,4}\W*")
_RECORDED = worded(r"(?!.*[a-z])(?!.*\b(?i:weak\w*|{duration.complaints})\b)(?=.*[A-Z]).*(?:\d{6}|\b\d{3}-\d{4}\b)")
"""A line in capitals with the number of a record or of a telephone, and no complaint."""
_DIGITS = str.maketrans("123456789", "000000000")
_FEWEST_WORDS = 3
"""Words of a line, or figures in it, that may be the head of a page for no more than that it recurs."""
_MARKS = frozenset(LEAD) - {" "}
_LETTERS, _LETTER = expression(r"[a-z]+"), expression(r"\w")
_PAGE_LINES, _LONGEST_NUMBER = 3, 160
_WIDEST = 132


@cache
def _words() -> frozenset[str]:
    """The words of a page's edge."""
    return frozenset(layers.toml("text.toml")["page"])


def without_numbers(lines: list[Line]) -> list[Line]:
    """The lines but those that only number a page, unless there are no others."""
    kept: list[Line] = []
    blank = 0
    for line in lines:
        if len(line.text) <= _LONGEST_NUMBER and _NUMBERED_PAGE.fullmatch(line.text):
            blank = max(blank, line.blank_before)
        else:
            line.blank_before, blank = max(blank, line.blank_before), 0
            kept.append(line)
    return kept


def without_turns(lines: list[Line]) -> list[Line]:
    """The lines but those at the turn of a page between two rows of a table."""
    kept: list[Line] = []
    k = 0
    while k < len(lines):
        end = _behind_turn(lines, k) if kept and kept[-1].runs else k
        if end > k and end < len(lines) and lines[end].runs:
            apart, lines[end].blank_before = lines[end].blank_before, 0
            if share(kept[-1], lines[end]):
                k = end
            else:
                lines[end].blank_before = apart
        kept.append(lines[k])
        k += 1
    return kept


def _behind_turn(lines: list[Line], k: int, words: int = 2) -> int:
    """The first line behind the head or foot of a page that line `k` is; `k` itself where it is none."""
    if not _of_page(lines[k], 1 if lines[k].blank_before else words):
        return k
    behind = range(k + 1, min(k + _PAGE_LINES + 1, len(lines)))
    return next((j for j in behind if not _of_page(lines[j])), k)


def turns(lines: list[Line], torn: Callable[[Line, Line], bool]) -> set[int]:
    """The lines at the turn of a page, where it tore a sentence or a list, and others like them: their words are none
    of the note's."""
    found: set[int] = set()
    firsts = [line.text[0] for line in lines]
    small = ["a" <= first <= "z" for first in firsts]
    edges = []
    for k in range(1, len(lines) - 1):
        open_ = lines[k - 1].text[-1] not in ".:?!" and True in small[k + 1 : k + _PAGE_LINES + 2]
        item = firsts[k - 1] in _MARKS and firsts[k] not in _MARKS
        if not small[k] and (open_ or item):
            edges.append((k, open_, item))
    if not edges:
        return found
    shapes = "\n".join([line.text for line in lines]).translate(_DIGITS).split("\n")
    counted = Counter(shapes)
    for k, open_, item in edges:
        line, before = lines[k], lines[k - 1]
        if k in found:
            continue
        end = _behind_turn(lines, k, 1)
        recurs = counted[shapes[k]] > 1 and (shapes[k].count(" ") >= _FEWEST_WORDS or "000" in shapes[k])
        if not (k < (end := max(end, k + recurs)) < len(lines)):
            continue
        if (
            line.text.isdigit()
            and lines[end].text.split(None, 1)[0].lower().rstrip(".,;s") in layers.toml("time.toml")["units"]
        ):
            continue  # '2 ⏎weeks'
        listed = item and firsts[end] == firsts[k - 1] and lines[end].indent == before.indent
        if (listed and _of_page(line) and _LETTER.search(line.text)) or (open_ and torn(before, lines[end])):
            found.update(range(k, end))
    return _alike(lines, shapes, found) if found else found


def _alike(lines: list[Line], shapes: list[str], found: set[int]) -> set[int]:
    """All lines that differ from those of `found` in figures alone; pages are numbered one after the other."""
    alike: dict[str, list[int]] = {shapes[k]: [] for k in found}
    for k, shape in enumerate(shapes):
        if shape in alike:
            alike[shape].append(k)
    for shape, places in alike.items():
        far = all(b - a > _PAGE_LINES for a, b in pairwise(places))
        steps = (int(lines[b].text) - int(lines[a].text) for a, b in pairwise(places)) if far else ()
        if not shape.isdigit() or (far and all(step == 1 for step in steps)):
            found.update(places)
        else:  # cells below each other
            found.difference_update(places)
    return found


def _of_page(line: Line, words: int = 1) -> bool:
    """Whether a line is what stands at the head or foot of a page, by so many words: whose note it is, its number."""
    if len(line.text) > _WIDEST:
        return False
    if words == 1 and _PAGE_NUMBER.fullmatch(line.text):
        return True
    if line.text[0].islower():
        return False
    edges = _words().intersection(_LETTERS.findall(line.text.lower()))
    return len(edges) >= words or _RECORDED.match(line.text) is not None
