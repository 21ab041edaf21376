"""Questions and their answers: 'Any falls? No.', 'Is her weakness worse? No.', 'Q: Are you weak? A: Not at all.'"""

import re

from clinote.expressions import expression
from clinote.patterns import worded
from clinote.text.nodes import Answer

_CLAUSE = expression(r".*(?:[;:.?]|\s-)\s+", re.S)
_ASKED = expression(r"\bq\d*\s?[:.)]")
"""What stands before the question in a turn of a dialogue."""
_LONGEST = 1000
"""Characters of such a question."""

_PLAIN = ("no", "yes", "plainly", "deny", "echo")
_MEASURED = ("lapsed", "some")
_ANSWERS = (*_PLAIN, *_MEASURED, "not", "free")

_THE = "(?:the|{possessives})"
_BEGINS = worded(r"(?:and\s|so\s|but\s)?{forms.turns.asking}\b")
_TAKEN = worded(
    rf"\b(?!how (?:often|much|many)\b){{forms.turns.taking}}\b|\b(?:{_THE}|{{forms.turns.behind}})\s$"
    rf"|^(?!{{copulas}}).*\b{_THE}\s[\w-]+[^\Ws]\s$"
)
"""What stands in a question before what it takes to be there: 'is the cough worse?', 'how long have you been weak?'"""
_LABEL = 3
"""The most words of a question that is but a label: 'Falls? Two this month.'"""
_WITHIN = worded(r"\s(?:in|within|over|during)\s(?:the\s)?(?:last|past|previous)\s(?:\w+\s)?{time.units}s?\b")
"""The time that such a question is about: 'Falls in the last 6 months?'"""
_ENDS = r"(?=\s*(?:[.,;:|(\"\n–—]|-\s|$))"
_ANSWER = worded(
    r"\?[\"')]?\s{0,4}(?:[-:–]\s?)?"
    r"(?P<turn>{forms.turns.answering}(?:\s?[:.]\s?|\s{forms.turns.telling}\s))?[\"']?"
    rf"(?:(?:(?P<no>{{forms.answers.no}}|0)|(?P<yes>{{forms.answers.yes}})){_ENDS}|(?P<plainly>yes\b(?!\s?/))"
    r"|(?P<lapsed>{forms.turns.lapsed})\b|(?P<some>{forms.turns.some}\b|\d+\b(?!/))"
    rf"|(?P<echo>{{forms.turns.subjects}}\s{{forms.turns.auxiliaries}})(?P<deny>\s?(?:not|n't))?{_ENDS}"
    r"|{forms.turns.unknown}\b|(?P<not>(?:i\s)?{forms.turns.negating}\b)|(?P<free>(?<=\s)(?=[a-z\d])(?!(?:\w+\s)?{forms.answers.no}\b)))"
)
"""An answer behind a question's mark."""


def answer(norm: str, at: int, asks: bool = False) -> Answer | None:
    """The answer to the question whose mark stands at `at`, where one is given.

    Free words answer only in a turn, how often or how much only there and where the question `asks` in its words; or
    either below or above a line with a plain answer to such a question.
    """
    if (found := _ANSWER.match(norm, at)) is None:
        return None
    name = next((name for name in _ANSWERS if found[name] is not None), None)
    if name is None or not (found["turn"] or name in _PLAIN or (asks and (name in _MEASURED or _in_form(norm, at)))):
        return None
    if (found["turn"] or "").startswith(("a:", "a.")) and not _asked(norm, at):
        return None  # 'A:' is the assessment's label where no 'Q:' asked
    return Answer(name in ("yes", "plainly", "some", "echo", "free"), *found.span(name))


def _in_form(norm: str, at: int) -> bool:
    """Whether the line above, or that below, of the question's mark at `at` ends in a plain answer to a question."""
    start, end = _line(norm, at)
    for low, high in (_line(norm, start - 1), _line(norm, end + 1)):
        mark = norm.find("?", low, high) if high < start or low > end else -1
        found = _ANSWER.match(norm, mark, high) if mark >= 0 else None
        if found and any(found[name] is not None for name in _PLAIN):
            return True
    return False


def _line(norm: str, at: int) -> tuple[int, int]:
    """Where the line that holds offset `at` begins and ends."""
    end = norm.find("\n", max(at, 0))
    return norm.rfind("\n", 0, max(at, 0)) + 1, end if end >= 0 else len(norm)


def _asked(norm: str, at: int) -> bool:
    """Whether 'Q:' stands on the line before the question's mark at `at`."""
    low = max(0, at - _LONGEST)
    return _ASKED.search(norm, max(low, norm.rfind("\n", low, at) + 1), at) is not None


def asks(norm: str, low: int, start: int) -> bool:
    """Whether the clause that holds offset `start` of the sentence from `low` on begins as a question does."""
    return _begins(norm, _clause(norm, low, start))


def labels(norm: str, low: int, at: int) -> bool:
    """Whether what stands from `low` on before the question's mark at `at` is but a label."""
    return len(_WITHIN.sub("", norm[low:at]).split()) <= _LABEL


def presupposes(norm: str, low: int, start: int) -> bool:
    """Whether a question takes what stands at `start` to be there."""
    clause = _clause(norm, low, start)
    return _begins(norm, clause) and _TAKEN.search(norm[clause:start]) is not None


def _begins(norm: str, clause: int) -> bool:
    """Whether the words of a question stand at offset `clause`."""
    return _BEGINS.match(norm, clause) is not None


def _clause(norm: str, low: int, start: int) -> int:
    found = _CLAUSE.match(norm, low, start)
    return found.end() if found else low + len(norm[low:start]) - len(norm[low:start].lstrip(" -*\"'"))
