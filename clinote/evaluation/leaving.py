"""How much of a score hangs on words that only one note uses.

Each gold note is reported on with those phrases of `patterns/` switched off that occur in no other note: what is still
found was found by what other notes share. The difference to the ordinary score is what memory, not generality, gives.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import ExitStack

from clinote import engine
from clinote.evaluation.gold import Plain
from clinote.evaluation.scoring import Score, add, as_given
from clinote.lexicon import lexicon
from clinote.reading import Reading

_SCOPES = ("note", "sentence")
_Phrase = tuple[str, str]


def leave_one_out(gold: Sequence[Plain], others: Iterable[Plain] = ()) -> Score:
    """Score each gold note without the phrases that neither another gold note nor one of `others` has."""
    own = [_phrases(note["text"]) for note in gold]
    notes = Counter(phrase for phrases in own for phrase in phrases)
    texts = {note["text"] for note in gold}
    for note in others:
        if note["text"] not in texts:  # the note itself, found once more, is no other
            notes.update(_phrases(note["text"]))
    score = Score()
    for note, phrases in zip(gold, own, strict=True):
        with ExitStack() as off:
            for scope in _SCOPES:
                alone = {phrase for at, phrase in phrases if at == scope and notes[at, phrase] == 1}
                off.enter_context(lexicon(scope).without(alone))
            add(score, note, engine.report(as_given(note)))
    return score


def _phrases(text: str) -> set[_Phrase]:
    scan = Reading(text).scan
    return {(scope, phrase) for scope in _SCOPES for phrase in lexicon(scope).phrases_in(scan)}
