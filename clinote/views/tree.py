"""The tree of a note as lines of text, for whoever wonders why a note was read as it was."""

from collections.abc import Iterator

from clinote.reading import Reading
from clinote.text.nodes import Block, Item, Span

_WIDTH = 60
_SAYS = {True: "yes", False: "no", None: "left open"}


def lines(reading: Reading) -> Iterator[str]:
    """One line for each section, block and item, indented by its depth, with the line of the note it begins on."""
    blocks = iter(reading.tree.blocks)
    block = next(blocks, None)
    for section in reading.layout.sections:
        yield f"Section {section.category or '-'} {section.title!r} (line {reading.line_number(section.start)})"
        while block and block.start < section.end:
            yield from _block(reading, block)
            block = next(blocks, None)


def _block(reading: Reading, block: Block) -> Iterator[str]:
    lead = f", under {_words(reading, block.lead)}" if block.lead else ""
    voice = reading.tree.voice(max(block.start, block.end - 1))
    quoted = f", {voice.flag} by {_words(reading, Span(voice.start, voice.end))}" if voice else ""
    yield f"  {block.kind} {_words(reading, Span(block.start, block.end))}{lead}{quoted}"
    for item in block.items:
        yield f"    item {_words(reading, item.head)}{_said(reading, item)}"


def _said(reading: Reading, item: Item) -> str:
    said = f", behind it {_words(reading, item.behind)}" if item.behind else ""
    return said + (f", answer: {_SAYS[item.answer.says]}" if item.answer else "")


def _words(reading: Reading, span: Span) -> str:
    words = " ".join(reading.text[span.start : span.end].split())
    return repr(words if len(words) <= _WIDTH else f"{words[: _WIDTH - 1]}…")
