"""From a note as given to the text that is read."""

from clinote.text import (
    bullets,
    cells,
    emphasis,
    enumerations,
    escapes,
    flow,
    grids,
    joints,
    margins,
    markup,
    signs,
    spoken,
    titles,
)
from clinote.text.source import Source

_ROUNDS = (
    escapes.edits, markup.edits, spoken.edits, joints.edits, margins.edits, cells.rules, cells.edits, grids.edits,
    cells.stacks, enumerations.edits, bullets.edits, emphasis.edits, titles.edits, flow.edits, signs.edits,
)  # fmt: skip


def read(given: str) -> Source:
    """The note and its plain text: no escapes, tags or entities, no signs that only set words off, "\\n" for a line
    break, no white space without a meaning."""
    source = Source(given)
    for edits in _ROUNDS:
        source.edit(edits(source.text))
    return source
