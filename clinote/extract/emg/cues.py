"""The words of `patterns/emg.toml` that say how a study or a finding stands, as regular expressions."""

import re
from collections.abc import Iterable
from functools import cache

from clinote import patterns
from clinote.reading import Reading


@cache
def any_of(*lists: str) -> str:
    """An alternative of the phrases of the named lists, whole words, the longest first."""
    settings = patterns.load()["emg"].settings["cues"]
    words = patterns.words("emg")
    phrases = {phrase for name in lists for term in settings[name] for phrase in patterns.expand(term, words)}
    return rf"(?<![a-z])(?:{_written(phrases)})(?![a-z])"


def _written(phrases: Iterable[str]) -> str:
    """Phrases as one alternative, the longest first; a blank is also a hyphen or a line break."""
    longest = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace("\\ ", r"[\s-]+") for phrase in longest)


@cache
def cue(*lists: str) -> re.Pattern[str]:
    """Any phrase of the named lists."""
    return re.compile(any_of(*lists))


@cache
def planned_for() -> re.Pattern[str]:
    """'to ...', 'whether ...', up to a result that is only looked for."""
    return re.compile(rf"{any_of('purpose')}[^.;]{{0,40}}$")


@cache
def bedside() -> re.Pattern[str]:
    """What makes an examination right behind it one at the bedside."""
    return re.compile(rf"{any_of('bedside')} \Z")


def is_month(reading: Reading, start: int, end: int) -> bool:
    """Whether the word at `start:end` is May, where capitals tell it from 'may'."""
    return reading.norm[start:end] == "may" and reading.cased and reading.text[start] == "M"


@cache
def concluding() -> re.Pattern[str]:
    """The beginning of a sentence that concludes a report."""
    return re.compile(rf"[\s\d.)*-]*{any_of('concluding')}")


@cache
def closing() -> re.Pattern[str]:
    """'Conclusion:', behind which a report concludes."""
    return re.compile(rf"{any_of('closing')}\s*(?::|-\s)")


_OF = "a|an|the|other|some|many|early|active|chronic|patients|people|cases|with|of"


@cache
def like() -> re.Pattern[str]:
    """'as can be seen in patients with', right before a disease that has findings like these."""
    return re.compile(rf"{any_of('like')}\s+(?:(?:{_OF})\s+)*\Z")


@cache
def proving() -> re.Pattern[str]:
    """What stands between a diagnosis and the study that proved it."""
    return re.compile(
        rf"[\s,(-]+(?:(?:as|was|is|now|which|since|both|clinically|and)\s+)*{any_of('proved')}\s+"
        r"(?:by|on|with|through|at)\s+(?:(?:the|a|an|needle|biopsy|and|both|recent|his|her)\s+)*"
    )


@cache
def shapes() -> re.Pattern[str]:
    """Two adjectives of motor units and more that have no noun: 'brief, small, polyphasic'."""
    said = patterns.settings("emg")["composed"]["emg_unit"]
    plain = [phrase for terms in said.values() for term in terms for phrase in patterns.expand(term, {})]
    word = _written([*plain, *_POLYPHASIC])
    joint = r"(?:\s*[,/+]\s*|\s+)(?:and\s+)?"
    end = r"(?=\s*(?:$|[.,;:)|+\n-]|(?:in|and|with|but|w/|recruit(?:s|ing)?|on|at|of|throughout)(?![a-z])))"
    return re.compile(rf"(?<![a-z-])(?:{word})(?:{joint}(?:{word})(?![a-z])){{1,5}}{end}")


_POLYPHASIC = ("polyphasic", "polyphasics", "poly", "polys", "complex", "abundant")
"""Said of motor units in disorders of muscle and of nerve alike."""
