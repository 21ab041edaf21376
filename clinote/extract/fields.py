"""The fields of a form beside a complaint: 'Location: both legs', 'Onset: [ ] sudden [x] gradual'; where it sits."""

from collections.abc import Iterator

from clinote.assertion import assess
from clinote.expressions import expression
from clinote.extract.places import one_side, parted, read, words
from clinote.facts import Distribution, Fact
from clinote.patterns import worded
from clinote.reading import Reading
from clinote.text.nodes import Item

_FIELD = expression(r"(?P<label>[a-z][a-z ./()']{1,30}):\s*(?P<value>[^:.;]{1,40}|[(\[☐☑☒□■][^:;]{1,120})[.;]?")
MOST = 4
"""How many fields behind it may be those of a complaint."""
_WITH_IT = worded(r"\W*{distribution.associated}\b")
_ACHES = worded(r"{distribution.pains}|{distribution.companions}|{articles}|injury|injured|\W*")


def placed(reading: Reading, index: int) -> list[Fact[Distribution]]:
    """The places in the fields behind the complaint of sentence `index`, or else before it, itself a field."""
    behind = range(index + 1, min(index + 1 + MOST, len(reading.layout.sentences)))
    found = list(_places(reading, behind))
    if not found and next(_fields(reading, range(index, index + 1)), None):
        found = list(_places(reading, range(index - 1, max(-1, index - 1 - MOST), -1)))
    return found


def _places(reading: Reading, numbers: range) -> Iterator[Fact[Distribution]]:
    """The places in the fields that the sentences of these numbers are: 'Location: both legs'."""
    for label, after, at in _fields(reading, numbers):
        if label.split()[-1] in words("complained"):
            return
        if names_place(label):
            items = ((part, reading.tree.item(part.start)) for part in parted(reading, after) if part.start >= at)
            held = [part for part, item in items if not (item and item.answer) or item.answer.says]  # no empty box
            if any(part.kind not in ("side", "word") for part in held):
                yield from read(reading, held, None, adjective=False)


def _fields(reading: Reading, numbers: range) -> Iterator[tuple[str, int, int]]:
    """The fields that sentences are, up to the first that is none: label, sentence number, offset of the value."""
    for number in numbers:
        start, end = reading.layout.sentences[number]
        bare = start + len(reading.norm[start:end]) - len(reading.norm[start:end].lstrip(" -*\n"))
        field = _FIELD.fullmatch(reading.norm, bare, bare + len(reading.norm[bare:end].rstrip()))
        if not field:
            return
        yield field["label"].strip(), number, field.start("value")


def ticked(reading: Reading) -> Iterator[tuple[str, Item]]:
    """The options ticked behind a label, each with the words of the label."""
    for item in reading.tree.ticked:
        yield reading.norm[slice(*item.leads[-1])].strip(" :-*\n"), item


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
