"""A note that has a file to itself."""

from collections.abc import Iterator

from clinote.batch.fields import LONGEST
from clinote.batch.record import Found, Malformed, Record
from clinote.batch.source import File, ReadOptions


def read(file: File, options: ReadOptions) -> Iterator[Record]:
    """The note in a plain text file; its id is the name of the file, without the ending."""
    with file.text(options.encoding) as stream:
        text = stream.read(LONGEST + 1)
    try:
        yield Found(file.name, 1, options.columns.note({"id": file.stem, "text": text}))
    except Malformed as error:
        yield error.at(file.name, 1)
