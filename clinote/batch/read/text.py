"""A note that has a file to itself."""

import codecs
import re
from collections.abc import Iterator

from clinote.batch.fields import LONGEST
from clinote.batch.record import Record, guarded
from clinote.batch.source import File, ReadOptions


def read(file: File, options: ReadOptions) -> Iterator[Record]:
    """The note in a file of plain text, HTML or rich text; its id is the name of the file, without the ending."""
    with file.text(_declared(file, options.encoding)) as stream:
        text = stream.read(LONGEST + 1)
    yield guarded(file.name, 1, lambda: options.columns.found(file.name, 1, {"id": file.stem, "text": text}))


def _declared(file: File, encoding: str) -> str:
    """The encoding that a page names in its head, where none was named for it."""
    head = file.head()
    charset = re.search(rb"<meta[^>]{0,200}charset=[\"' ]*([\w.:-]{2,40})", head, re.IGNORECASE)
    if encoding != "utf-8" or not charset or not head.lstrip().startswith(b"<"):
        return encoding
    try:
        return codecs.lookup(charset[1].decode("ascii", "replace")).name
    except LookupError:
        return encoding
