"""Questions and their answers: 'Any falls? No.', 'Is her weakness worse? No.', 'Q: Are you weak? A: Not at all.'"""

import re
from functools import cache

from clinote import layers
from clinote.expressions import expression
from clinote.spelling import any_of
from clinote.text.nodes import Answer

_CLAUSE = expression(r".*(?:[;:.?]|\s-)\s+", re.S)
_KNOWN = expression(
    r"\b(?:how|when|where|why|which|who)\b"
    r"|\b(?:the|his|her|their|your|my|for|because of|after|before|from|due to)\s$"
    r"|^(?!is|are|was|were).*\b(?:the|his|her|their|your|my)\s[\w-]+[^\Ws]\s$"
)
"""What stands in a question before what it takes to be there: 'is the cough worse?', 'how long have you been weak?'"""
_ASKED = expression(r"\bq\d*\s?[:.)]")
"""What stands before the question in a turn of a dialogue."""


@cache
def _expressions() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """An answer behind a question's mark, and the words that a question begins with."""
    forms = layers.toml("forms.toml")

    def words(kind: str, of: str) -> str:
        return any_of(forms[kind][of])

    echo = rf"(?:{words('turns', 'subjects')})\s(?:{words('turns', 'auxiliaries')})"
    end = r"(?=\s*(?:[.,;|(\"\n–—]|-\s|$))"
    answer = re.compile(
        rf"\?[\"')]?\s{{0,4}}(?:[-:–]\s?)?"
        rf"(?P<turn>(?:{words('turns', 'answering')})(?:\s?[:.]\s?|\s(?:says|said|states|answers)\s))?[\"']?"
        rf"(?:(?:(?P<no>{words('answers', 'no')})|(?P<yes>{words('answers', 'yes')})){end}"
        rf"|(?P<echo>{echo})(?P<deny>\s?(?:not|n't))?{end}"
        rf"|(?:{words('turns', 'unknown')})\b"
        rf"|(?P<not>(?:i\s)?(?:{words('turns', 'negating')})\b)|(?P<free>(?=[a-z\d])))"
    )
    return answer, re.compile(rf"(?:and\s|so\s|but\s)?(?:{words('turns', 'asking')})\b")


def answer(norm: str, at: int) -> Answer | None:
    """The answer to the question whose mark stands at `at`, where one is given; free words answer only in a turn."""
    found = _expressions()[0].match(norm, at)
    if found is None:
        return None
    name = next((name for name in ("no", "yes", "deny", "echo", "not", "free") if found[name] is not None), None)
    if name is None or (name in ("not", "free") and not found["turn"]):
        return None
    if (found["turn"] or "").startswith(("a:", "a.")) and not _ASKED.search(norm, norm.rfind("\n", 0, at) + 1, at):
        return None  # 'A:' is the assessment's label where no 'Q:' asked
    return Answer(name in ("yes", "echo", "free"), *found.span(name))


def asks(norm: str, low: int, start: int) -> bool:
    """Whether the clause that holds offset `start` of the sentence from `low` on begins as a question does."""
    return _begins(norm, _clause(norm, low, start))


def presupposes(norm: str, low: int, start: int) -> bool:
    """Whether a question takes what stands at `start` to be there."""
    clause = _clause(norm, low, start)
    return _begins(norm, clause) and _KNOWN.search(norm[clause:start]) is not None


def _begins(norm: str, clause: int) -> bool:
    """Whether the words of a question stand at offset `clause`."""
    return _expressions()[1].match(norm, clause) is not None


def _clause(norm: str, low: int, start: int) -> int:
    found = _CLAUSE.match(norm, low, start)
    return found.end() if found else low + len(norm[low:start]) - len(norm[low:start].lstrip(" -*\"'"))
