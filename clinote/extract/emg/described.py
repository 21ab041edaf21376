"""What is said of an object of a study: motor units, recruitment, a latency, the study itself."""

from functools import cache

from clinote import patterns
from clinote.expressions import expression
from clinote.extract import said
from clinote.extract.said import Grammar, Said
from clinote.lexicon import Hit
from clinote.patterns import worded
from clinote.reading import Reading
from clinote.spans.classes import Classes

_PARTS = ("emg_unit", "emg_recruitment", "emg_insertion", "emg_jitter")
"""What a study finds in the muscle: 'EMG: normal jitter' does not call the study normal."""
_OF_ANOTHER = expression(r"\sfor(?![a-z])")
"""'Negative for ...' is said of what follows."""
_UNSEEN = worded(
    r"\b(?P<none>(?:no|nil|without)\s+(?:[a-z]+\s+){0,2}{emg.abnormality})"
    r"\s+(?:(?:{copulas}|{emg.shows}|seen|found|noted)\s+)*(?:on|by|in)\s+(?:the\s+)?\Z"
)
"""Before a study, what makes it normal: 'no abnormality was seen on'."""
_NONE = worded(r"\b(?P<none>no)\s+(?:{emg.clause.more}\s+)*\Z")
"""Before a response, that there is none: 'no right sural response'."""
_FAR = 90


@cache
def grammar(kind: str) -> Grammar:
    """What is said of the objects of a kind, by the finding that it makes."""
    qualities = Classes(patterns.settings("emg")["composed"][kind], patterns.words("emg"))
    return Grammar(qualities, said.clause("emg"), heads=_PARTS if kind == "emg_study" else ())


def described(reading: Reading, hit: Hit, kind: str) -> Said | None:
    """What is said of the object `hit`."""
    found = said.of(reading, hit, grammar(kind)) or _absent(reading, hit, kind)
    if found is None or (kind == "emg_study" and _OF_ANOTHER.match(reading.norm, found.quality[1])):
        return None
    contrary = _contrary(kind, found.says) if found.denied else None
    return found._replace(says=contrary, denied=None) if contrary else found


def _contrary(kind: str, finding: str) -> str | None:
    """What is found where a quality is denied: 'not prolonged' is normal, 'not normal' abnormal; else None."""
    findings = patterns.settings("emg")["composed"][kind]
    return next((other for other in findings if (other == "normal") != (finding == "normal")), None)


def _absent(reading: Reading, hit: Hit, kind: str) -> Said | None:
    """'No abnormality was seen on EMG': a normal study; 'no sural response': that there is none is a finding."""
    begin = max(reading.sentence(hit.start)[0], hit.start - _FAR)
    for names, none, finding in (
        (kind == "emg_study", _UNSEEN, "normal"),
        ("response" in hit.pattern.data, _NONE, "own"),
    ):
        if names and (found := none.search(reading.norm, begin, hit.start)):
            return Said(found.start(), hit.end, finding, found.span("none"), found.span("none"))
    return None
