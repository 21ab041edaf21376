"""Conditions and orders that take what they name to be there: 'if the weakness persists', 'come in for a CK of 900'."""

from clinote.assertion.cues import cues
from clinote.assertion.governed import Governor
from clinote.assertion.sentence import Sentence
from clinote.patterns import worded

_OPENS = worded(
    r"\s*(?:(?:{persons} )?(?:(?:{copulas}|has|have|feels?) )?(?P<still>{hypothetical.remaining}) )?"
    r"(?P<the>(?:the|{possessives}|{demonstratives}) )?"
    r"(?:(?!(?:{hypothetical.unsaid}|{hypothetical.brings}|{copulas}|{text.modals})\b)[a-z'-]+(?:,? (?:and|or))? ){0,3}"
)
"""What stands between the condition's word and the complaint; 'any', 'new' or a verb takes nothing to be there."""
_BEHIND = worded(
    r"(?: (?:and|or) [a-z-]+(?: [a-z-]+)?)?(?: (?:of|in) (?:[a-z-]+ ){0,2}[a-z-]+)? (?:[a-z]+ly )?"
    r"(?:(?P<not>{hypothetical.failing} (?:to )?)?(?P<ends>{hypothetical.ending})"
    r"|{hypothetical.lasting}|(?P<worse>{hypothetical.worse}))\b"
)
"""Behind a complaint that it goes on or ends, or does not end, or changes."""

_HOURS = worded(
    r"[^.;,]{0,90}?(?:(?:>|over|{time.before.more})[^.;,]{0,40}?"
    r"(?:\d|{time.cardinals}) ?(?:h(?:ou)?rs?|h|min(?:ute)?s?)\b"
    r"|\b(?:h(?:ou)?rs?|h|day|{time.parts_of_a_day}) (?:after|following|from|post)\b|longer than expected)"
)
"""A bound of hours, as the effects of a treatment to come have: 'lasts longer than 12 hours after the block'."""
_NEAR = 80
"""How far (characters) before an order it is told that somebody gave it."""
_SUMMONED = worded(r"\b{hypothetical.summons}\b[^.;\n]{0,60}\Z")
_CAME = worded(
    r"(?![^.;\n]{0,90}\b(?:any|n?or|if|should)\b)(?: [a-z-]+){0,2} (?:{hypothetical.seeing} (?:of|for) (?!new\b)"
    r"|[^.;\n]{0,90}?(?:(?!(?:{hypothetical.bounds}|of)\b)\b[a-z]+ (?:of \d|\d+[.,]\d|\d{3})"
    r"|, (?:which|that|where)(?: [a-z]+){0,2} (?:has|had|have|{copulas}|began|[a-z]+ed)\b| that (?:began|started)\b"
    r"|\b(?:found|drawn|noted|detected)\b|\b(?:and|so) (?:{persons} )?(?:did|came|went)(?: so| in)?(?:[.,;]|$)))"
)
"""What somebody was told to come for and has: 'for a potassium of 2.4', 'for a rash, which began on Monday'."""


_HIS = worded(r"\b(?:for|given) {possessives} (?:[a-z-]+ ){0,2}\Z")
"""Before what somebody has, for which something is taught or done: 'prevention for his stroke'."""
_AIM = worded(r"\b(?:had|in|went|here|{words.coming})(?: [a-z]+){0,3} to \Z")
"""What somebody had to do or came for, which is no order: 'here to get help'."""


def ordered(sentence: Sentence, i: int) -> bool:
    """Whether a verb at mark `i` is an order: it opens a segment, or somebody is told to."""
    while sentence.is_behind(i, "adverb"):
        i -= 1  # 'also call if'
    told = sentence.opens(i) or sentence.last_word(i) in cues().settings["told"]
    return told and not _AIM.search(sentence.norm, sentence.low, sentence.marks[i].start)


_WEIGHED = worded(
    r"(?<!this is )(?<!this was )(?<!there is )(?<!there was )(?<!has )(?<!had )"
    r"(?<!but )(?<!and )(?<!or )(?P<aside>(?<=, ))?(?:\bnot|n't|\brather than)(?: so much)? (?:the|{possessives}) "
    r"(?:(?!(?:but|that|{boundaries.prepositions})\b)[a-z-]+ (?:(?:and|or) )?){0,4}\Z"
)


def weighs(norm: str, cue: Governor, start: int, end: int) -> bool:
    """Whether a denial weighs a complaint that is there against another: 'his problem is not the rash but the itch'."""
    said = _WEIGHED.search(norm[max(0, cue.start - len("there was ")) : start])
    return said is not None and (said["aside"] is None or norm.startswith(",", end))


def presupposes(norm: str, cue: Governor, start: int, end: int) -> bool:
    """Whether `cue` takes the complaint at `start:end` to be there, or came about: 'to see if weakness improves'."""
    said, asked = norm[cue.start : cue.end], "hypothetical" not in cue.rule.flags
    if not asked and _HIS.search(norm, cue.end, start):
        return True
    if not said.endswith(("if", "unless", "whether")) and not said.startswith("should"):
        came = said.endswith(" for") and not asked and _CAME.match(norm, cue.end)
        return bool(came and _SUMMONED.search(norm, max(0, cue.start - _NEAR), cue.end))
    unless = said.endswith("unless")
    if (opens := _OPENS.fullmatch(norm, cue.end, start)) is None or _HOURS.match(norm, end):
        return False
    behind = _BEHIND.match(norm, end)
    if asked or (opens["still"] and not unless):
        return bool(opens["still"] or opens["the"] or behind)
    order = not said.startswith(("if", "unless", "should"))
    if behind and not opens["the"] and (order or " or " in norm[cue.end : behind.end()]):
        return False  # 'return if weakness persists', 'if fever or weakness persists'
    return behind is not None and not behind["worse"] and unless == bool(behind["ends"] and not behind["not"])
