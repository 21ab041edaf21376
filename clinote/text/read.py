"""From a note as given to the text that is read."""

from clinote.text import flow, markup
from clinote.text.source import Source


def read(given: str) -> Source:
    """The note and its plain text: no tags or entities, "\\n" for a line break, no white space without a meaning."""
    source = Source(given)
    source.edit(markup.edits(source.text))
    source.edit(flow.edits(source.text))
    return source
