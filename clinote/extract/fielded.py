"""The place of a weakness in the fields of a form, and in the complaint that it goes with: 'Location: both legs'."""

from collections.abc import Iterator

from clinote.assertion import assess
from clinote.extract.places import Part, parted, read, side_of, words
from clinote.facts import Distribution, Fact
from clinote.patterns import worded
from clinote.reading import Reading

_WITH_IT = worded(r"\W*{distribution.associated}\b")
_ACHES = worded(r"{distribution.pains}|{distribution.companions}|{articles}|injury|injured|\W*")
_SIDED = 3
"""How many places name more than a limb and its side."""


def in_fields(reading: Reading, fields: Iterator[tuple[str, int, int]]) -> Iterator[Fact[Distribution]]:
    """The places in the fields of a form behind or before a complaint: 'Location: both legs'."""
    for label, after, at in fields:
        if label.split()[-1] in words("complained"):
            return
        if names_place(label):
            held = [part for part in parted(reading, after) if part.start >= at and _is_ticked(reading, part)]
            if any(part.kind not in ("side", "word") for part in held):
                yield from read(reading, held, None, adjective=False)


def names_place(label: str) -> bool:
    """Whether the label of a field asks where a complaint is: 'Location', 'Area affected', 'Site of symptoms'."""
    said, fields = set(label.split()), words("fields")
    return label in fields or (not said.isdisjoint(fields) and said <= fields | words("asked"))


def complained(reading: Reading, fact: Fact) -> Iterator[Fact[Distribution]]:
    """The one limb of one side that aches, where a weakness is told as what goes with the visit's complaint.

    'Chief complaint: right knee pain. Associated symptoms: weakness.'
    """
    start, _ = reading.sentence(fact.start)
    if not _WITH_IT.match(reading.norm, start) or "negated" in assess(reading, fact.start, fact.end, fact.label):
        return
    complaint = next((s for s in reading.layout.sections if s.category == "chief_complaint" and s.start < start), None)
    if complaint:
        opening = parted(reading, reading.layout.sentence_index(complaint.body))
        row = [part for part in opening if part.start >= complaint.body]
        places = [part for part in row if part.kind != "word"]
        limbs = [part for part in places if part.kind == "site" and part.get("limb") in ("upper", "lower")]
        aches = all(_ACHES.fullmatch(part.word) for part in row if part.kind == "word")
        sided = any(side_of(part) in ("left", "right") for part in places)
        if aches and sided and len(limbs) == 1 and len(places) < _SIDED:
            yield from read(reading, places, None, adjective=False)


def _is_ticked(reading: Reading, part: Part) -> bool:
    """Whether a part of a field's answer is not that of a box left empty."""
    item = reading.tree.item(part.start)
    return not (item and item.answer) or item.answer.says is True
