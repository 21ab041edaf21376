"""The place of a weakness in the fields of a form: 'Location: both legs'."""

from collections.abc import Iterator

from clinote.extract.places import Part, parted, read, words
from clinote.facts import Distribution, Fact
from clinote.reading import Reading


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


def _is_ticked(reading: Reading, part: Part) -> bool:
    """Whether a part of a field's answer is not that of a box left empty."""
    item = reading.tree.item(part.start)
    return not (item and item.answer) or item.answer.says is True
