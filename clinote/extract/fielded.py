"""The place of a weakness in the fields of a form, and in the complaint that it goes with: 'Location: both legs'."""

from collections.abc import Iterator

from clinote.assertion import assess
from clinote.extract.places import one_side, parted, read, words
from clinote.facts import Distribution, Fact
from clinote.patterns import worded
from clinote.reading import Reading

_WITH_IT = worded(r"\W*{distribution.associated}\b")
_ACHES = worded(r"{distribution.pains}|{distribution.companions}|{articles}|injury|injured|\W*")


def in_fields(reading: Reading, fields: Iterator[tuple[str, int, int]]) -> Iterator[Fact[Distribution]]:
    """The places in the fields of a form behind or before a complaint: 'Location: both legs'."""
    for label, after, at in fields:
        if label.split()[-1] in words("complained"):
            return
        if names_place(label):
            items = ((part, reading.tree.item(part.start)) for part in parted(reading, after) if part.start >= at)
            held = [part for part, item in items if not (item and item.answer) or item.answer.says]  # no empty box
            if any(part.kind not in ("side", "word") for part in held):
                yield from read(reading, held, None, adjective=False)


def names_place(label: str) -> bool:
    """Whether the label of a field asks where a complaint is: 'Location', 'Area affected', 'Site of symptoms'."""
    said, fields = set(label.split()), words("fields")
    return label in fields or (not said.isdisjoint(fields) and said <= fields | words("asked"))


def complained(reading: Reading, fact: Fact) -> Iterator[Fact[Distribution]]:
    """The one sided limb that aches, where a weakness goes with it: 'CC: right knee pain. Associated: weakness.'"""
    start, _ = reading.sentence(fact.start)
    if not _WITH_IT.match(reading.norm, start) or "negated" in assess(reading, fact.start, fact.end, fact.label):
        return
    complaint = next((s for s in reading.layout.sections if s.category == "chief_complaint" and s.start < start), None)
    opening = parted(reading, reading.layout.sentence_index(complaint.body)) if complaint else []
    row = [part for part in opening if complaint and part.start >= complaint.body]
    aches = all(part.kind in ("side", "site") or _ACHES.fullmatch(part.word) for part in row)
    if aches and one_side(row) and [p.get("limb") for p in row if p.kind == "site"] in (["upper"], ["lower"]):
        yield from read(reading, [part for part in row if part.kind != "word"], None, adjective=False)
