"""Labels that name nothing, and only say how what stands under or behind them is.

'Symptoms absent', 'Ruled out so far', 'Previous attack (2019)', 'Maternal side': cues and words of structure, and a
few that say of what kind it is and who found it.
"""

from collections.abc import Callable, Iterable
from functools import cache

from clinote import layers
from clinote.expressions import expression
from clinote.lexicon import Hit
from clinote.spans.dates import month_of
from clinote.spans.vocabulary import vocabulary as times
from clinote.text.answers import vocabulary

LONGEST = 90
"""Characters of a line that is a label."""
_LONGEST, _MOST = 56, 8
"""Characters and words of a label that names nothing."""
_WORD = expression(r"x?\d[\d/.-]*|[a-z][a-z'’-]*|[^\s\w,:()\[\]/-]")
"""A word, a number or a date, or a sign that none has."""


@cache
def _known() -> frozenset[str]:
    """The words of a label that are no cues: those of `patterns/forms.toml`."""
    answers = (word for answer in vocabulary().answers for word in answer.split())
    words = layers.toml("forms.toml")["labels"]["words"]
    return frozenset((*words, *answers, *vocabulary().earlier, *vocabulary().now))


def names_nothing(norm: str, start: int, end: int, cues: Callable[[], Iterable[Hit]]) -> bool:
    """Whether `start:end` of a text in small letters is made of the words of labels alone; `cues` gives those in it."""
    if not 0 < end - start <= _LONGEST:
        return False
    words = list(_WORD.finditer(norm, start, end))
    if not 0 < len(words) <= _MOST:
        return False
    strange = [m for m in words if not (m[0] in _known() or m[0][-1].isdigit() or month_of(m[0]) is not None)]
    held = list(cues()) if strange else []
    return all(any(cue.start <= m.start() and m.end() <= cue.end for cue in held) for m in strange)


def denies(words: str) -> bool:
    """Whether words that name nothing are a no: an answer, and perhaps since when or how surely ('none so far')."""
    first, *others = _WORD.findall(words)
    lasting = {word for word in others if not word[-1].isdigit()}
    ever: list[str] = layers.toml("forms.toml")["labels"]["ever"]
    return vocabulary().answers.get(first) is False and lasting <= times().anchors.union(ever)
