"""A note that has a file to itself."""

from collections.abc import Iterator

from clinote.batch.fields import LONGEST
from clinote.batch.record import Record, guarded
from clinote.batch.source import File, ReadOptions


def read(file: File, options: ReadOptions) -> Iterator[Record]:
    """The note in a file of plain text, HTML or rich text; its id is the name of the file, without the ending."""
    with file.text(options.encoding) as stream:
        text = stream.read(LONGEST + 1)
    yield guarded(file.name, 1, lambda: options.columns.found(file.name, 1, {"id": file.stem, "text": text}))
