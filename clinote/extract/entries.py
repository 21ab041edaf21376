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
    sentences = reading.layout.sentences
    for after in range(index + 1, min(index + 1 + MOST, len(sentences))):
        start, end = sentences[after]
        bare = start + len(reading.norm[start:end]) - len(reading.norm[start:end].lstrip(" -*\n"))
        entry = ENTRY.fullmatch(reading.norm, bare, bare + len(reading.norm[bare:end].rstrip()))
        if not entry:
            return
        yield entry["label"].strip(), after, entry.start("value")


def ticked(reading: Reading) -> Iterator[tuple[str, Item]]:
    """The options ticked behind a label, each with the words of the label."""
    for item in reading.tree.ticked:
        yield reading.norm[slice(*item.leads[-1])].strip(" :-*\n"), item
