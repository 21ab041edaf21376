"""Spells of the past: what one had at a date, for so long."""

from clinote.assertion.cues import Mark
from clinote.expressions import expression

_HAD = expression(r"\b(?:was|were|had|had been|felt)(?: [a-z-]+){0,3} $")
_WITH_IT = expression(r" (?:with|causing|and had|followed by|complicated by)(?: [a-z-]+){0,3} ")
_KNOWN = expression(r"\b(?:diagnosed|dx'?d?|known|found|since|from|present\w*|seen|here|admitted)\b")
"""Before the date of a disease that may last; or the date is that of the visit."""
_FOR_SO_LONG = expression(
    r"[^.,;:\n]{0,24} (?:for|lasting) (?:about |some |several |a few )?"
    r"(?:(?:a|an|one|two|three|four|five|six|seven|eight|ten|\d{1,2})[ -])?"
    r"(?:hour|day|week|fortnight|month)s?\b"
    r"(?! now| already| so far| and (?:it |this |still |counting|no better|is |has |persist))"
)


def dated(norm: str, left: list[Mark], span: tuple[int, int], begin: int) -> Mark | None:
    """The past date of what one had then, for so long: 'In 2015 he was weak for days', 'flu in 2015 with weakness'."""
    start, end = span
    if not _FOR_SO_LONG.match(norm, end, end + 60):
        return None
    opening = next((m for m in left if m.rule.dated and not norm[begin : m.start].strip()), None)
    if opening and _HAD.search(norm, max(begin, start - 40), start):
        return opening
    nearest = next((m for m in reversed(left) if m.rule.dated), None)
    if nearest is None or _KNOWN.search(norm, max(begin, nearest.start - 24), nearest.start):
        return None
    return nearest if _WITH_IT.fullmatch(norm, nearest.end, start) else None
