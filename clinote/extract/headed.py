"""The place that a label or a heading names for what is said under it: 'R shoulder: painful arc, mild weakness'."""

from collections.abc import Iterator
from itertools import takewhile

from clinote.expressions import expression
from clinote.extract.places import DASH, Part, parted, side_of, words
from clinote.patterns import worded
from clinote.reading import Reading

_LABEL = expression(r"(?:\A|(?P<behind>[.;]\s)|:\s|\s-\s)\s*[-*•\d.)\s]*(?P<words>[^:.;]+?)(?=:|\s-\s)")
"""A label; `behind` what is said under another one, whose reach it ends: 'R shoulder: stable. Gait: weak'."""
_FAR = 300
"""How far (characters) behind its label a weakness may stand in a line."""
_LINES = 8
"""How many lines below its heading a weakness may stand."""
_SOMEBODY = worded(r"\b{persons}\b")


def named(reading: Reading, at: int, is_weak: bool) -> list[Part]:
    """The place that the weakness at offset `at` has in its label or heading; none where somebody `is_weak`."""
    here = parted(reading, reading.layout.sentence_index(at))
    row = _opening(here, at) if reading.layout.section(at).category == "exam" else []
    if not _is_place(row):
        row = labelled(reading, at) or side(here, at)
    if is_weak and row and _SOMEBODY.search(reading.norm, row[-1].end, at):
        return []  # "Left arm: he feels weak"
    return [part for part in row if part.kind != "word"]


def labelled(reading: Reading, at: int) -> list[Part]:
    """The place that the labels and headings above offset `at` name, with its side: "R shoulder", "abduction: weak"."""
    inner: list[Part] = []
    for start, end in _labels(reading, at):
        row = [p for p in parted(reading, reading.layout.sentence_index(start)) if start <= p.start < end]
        row = row[next((k + 1 for k, p in enumerate(row[:-1]) if p.word in words("sound")), 0) :]  # "RUE: strong LUE:"
        if _is_place(row) and (not inner or _limbs(inner) in (_limbs(row), {None})):
            here = parted(reading, reading.layout.sentence_index(at))
            row += [p for p in here if end <= p.start < at and p.kind == "side"][-1:]  # "Biceps: R weak"
            inner = inner or row
            if any(map(side_of, row)):
                return row
    return inner


def side(parts: list[Part], at: int) -> list[Part]:
    """The side that the nearest label of a clause is, and nothing else: 'Right: normal. Left: weak'."""
    held = [part for part in parts if part.start < at]
    colon = next((k for k in range(len(held) - 1, -1, -1) if held[k].word == ":"), 0)
    row = held[:colon]
    if row and row[-1].word == "side":
        row.pop()
    if not row or side_of(row[-1]) not in ("left", "right") or row[-1].kind == "site":
        return []
    apart = len(row) == 1 or row[-2].word in (",", ";", ":") or row[-1].start - row[-2].end >= DASH
    return row[-1:] if apart else []


def _opening(parts: list[Part], at: int) -> list[Part]:
    """What a clause of an examination opens with, up to the first word that is of no place: 'R knee swollen, weak'."""
    clause: list[Part] = []
    for part in parts:
        if part.start >= at:
            break
        clause = [] if part.word in (":", ";") else [*clause, part]
    return list(takewhile(lambda part: part.kind != "word" or part.word in words("determiners"), clause))


def _labels(reading: Reading, at: int) -> Iterator[tuple[int, int]]:
    """The labels of the line that holds `at`, the nearest first, and the headings above it in its section."""
    layout = reading.layout
    head = layout.section(at)
    for _ in range(_LINES):
        if head.start and (not head.title or _is_power(head.title.lower())):
            head = layout.section(head.start - 1)  # "Right knee", "Strength: weak"
    section = head.start
    number = layout.line_number(at) - 1
    begin = max(layout.lines[number][0], at - _FAR, section)
    reach: list[tuple[int, int]] = []
    for label in _LABEL.finditer(reading.norm[begin:at]):
        ends = label["behind"] and not _is_power(label["words"])
        reach = [*([] if ends else reach), (begin + label.start("words"), begin + label.end("words"))]
    yield from reversed(reach)
    for start, end in reversed(layout.lines[max(0, number - _LINES) : number]):
        if start < section or reading.parted(end, at):
            return
        inline = [(start + m.start("words"), start + m.end("words")) for m in _LABEL.finditer(reading.norm[start:end])]
        yield from reversed(inline or [(start, end)])
        if reading.norm.endswith(":", start, end):
            return


def _is_power(label: str) -> bool:
    """Whether a label says only what of a place is told: "Strength", "Motor power"."""
    return not words("powers").isdisjoint(label.strip(" :").split())


def _is_place(row: list[Part]) -> bool:
    """Whether a label is a limb or a part of one, with its side: 'R shoulder', 'On examination of the left knee'."""
    known = words("labelling") | words("joints") | words("determiners") | words("powers") | words("exertions")
    limbs = _limbs(row)
    if not limbs or "all" in limbs or any(part.kind in ("extent", "distribution") for part in row):
        return False
    return all(part.kind != "word" or part.word in known for part in row)


def _limbs(row: list[Part]) -> set[str | None]:
    """Which limbs the places of a label are of."""
    return {part.get("limb") for part in row if part.kind == "site"}
