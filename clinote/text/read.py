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
    rules,
    signs,
    spoken,
    stacks,
    titles,
)
from clinote.text.source import Source

_ROUNDS = (
    escapes, markup, spoken, joints, margins, rules, cells, grids, stacks, enumerations, bullets, emphasis, titles,
    flow, signs,
)  # fmt: skip


def read(given: str) -> Source:
    """The note and its plain text: no escapes, tags or entities, no signs that only set words off, "\\n" for a line
    break, no white space without a meaning."""
    source = Source(given)
    for kind in _ROUNDS:
        source.edit(kind.edits(source.text))
    return source
