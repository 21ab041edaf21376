"""The fields of a form that tell more of a complaint: 'Onset: 2 weeks ago', 'Onset: [ ] sudden [x] gradual'."""

from collections.abc import Iterator

from clinote.expressions import expression
from clinote.reading import Reading
from clinote.text.nodes import Item

ENTRY = expression(r"(?P<label>[a-z][a-z ./()']{1,30}):\s*(?P<value>[^:.;]{1,40}|[(\[☐☑☒□■][^:;]{1,120})[.;]?")
MOST = 4
"""How many fields behind it may be those of a complaint."""


def behind(reading: Reading, index: int) -> Iterator[tuple[str, int, int]]:
    """The fields behind sentence `index`: label, number of the sentence and offset of the value."""
    return _fields(reading, range(index + 1, min(index + 1 + MOST, len(reading.layout.sentences))))


def before(reading: Reading, index: int) -> Iterator[tuple[str, int, int]]:
    """The fields before sentence `index`, itself one, the nearest first."""
    own = next(_fields(reading, range(index, index + 1)), None)
    return _fields(reading, range(index - 1, max(-1, index - 1 - MOST), -1)) if own else iter(())


def _fields(reading: Reading, numbers: range) -> Iterator[tuple[str, int, int]]:
    """The fields that the sentences of these numbers are, up to the first that is none."""
    for number in numbers:
        start, end = reading.layout.sentences[number]
        bare = start + len(reading.norm[start:end]) - len(reading.norm[start:end].lstrip(" -*\n"))
        entry = ENTRY.fullmatch(reading.norm, bare, bare + len(reading.norm[bare:end].rstrip()))
        if not entry:
            return
        yield entry["label"].strip(), number, entry.start("value")


def ticked(reading: Reading) -> Iterator[tuple[str, Item]]:
    """The options ticked behind a label, each with the words of the label."""
    for item in reading.tree.ticked:
        yield reading.norm[slice(*item.leads[-1])].strip(" :-*\n"), item
