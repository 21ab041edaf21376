"""The fields of a form, a line or a sentence each, that tell more of the complaint above them: 'Onset: 2 weeks ago'."""

from collections.abc import Iterator

from clinote.expressions import expression
from clinote.reading import Reading

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
