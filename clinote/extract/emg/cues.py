"""The words of `patterns/emg.toml` that say how a study or a finding stands, as regular expressions."""

import re
from collections.abc import Iterable
from functools import cache

from clinote import patterns


@cache
def any_of(*lists: str) -> str:
    """An alternative of the phrases of the named lists, whole words, the longest first."""
    settings = patterns.load()["emg"].settings["cues"]
    phrases = {phrase for name in lists for term in settings[name] for phrase in patterns.expand(term, {})}
    return rf"(?<![a-z])(?:{_written(phrases)})(?![a-z])"


def _written(phrases: Iterable[str]) -> str:
    """Phrases as one alternative, the longest first; a blank is also a hyphen or a line break."""
    longest = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace("\\ ", r"[\s-]+") for phrase in longest)


@cache
def cue(*lists: str) -> re.Pattern[str]:
    """Any phrase of the named lists."""
    return re.compile(any_of(*lists))


_NO_ABNORMALITY = (
    r"(?:(?:did|does|do) not (?:show|reveal|demonstrate|find)|failed to (?:show|reveal)|without|no)(?: any| evidence of"
    r"| significant| specific| clear| definite| electrodiagnostic){0,3} (?:abnormalit(?:y|ies)|abnormal findings?)"
)


@cache
def normal_after() -> re.Pattern[str]:
    """'... of the legs (2021, elsewhere): normal', from the end of the name of a study."""
    when = r"\d{4}|\d{1,2}/\d{4}|\d{1,2}/\d{1,2}(?:/\d{2,4})?|x\s?\d|\d+ (?:years?|months?|weeks?|days?)"
    return re.compile(
        rf"(?:\s*(?:\([^()\n]{{0,60}}\)|{any_of('between')}|(?:{when})(?![a-z0-9])|[:/=-])){{0,14}}"
        rf"\s*(?:normal(?! saline)|unremarkable|unrevealing|negative(?! for)|wnl|within normal limits|nl"
        rf"|{_NO_ABNORMALITY})(?![a-z])"
    )


@cache
def normal_before() -> re.Pattern[str]:
    """'normal ...', up to the name of a study."""
    return re.compile(
        rf"(?<![a-z])(?:(?:normal|unremarkable|negative)\s+(?:{any_of('before_normal')}\s+)?"
        rf"|{_NO_ABNORMALITY}(?: was| were)?(?: seen| found| noted| detected)? (?:on|by|in|at)\s+(?:the |his |her )?)$"
    )


@cache
def planned_for() -> re.Pattern[str]:
    """'to ...', 'whether ...', up to a result that is only looked for."""
    return re.compile(rf"{any_of('purpose')}[^.;]{{0,40}}$")


@cache
def concluding() -> re.Pattern[str]:
    """The beginning of a sentence that concludes a report."""
    return re.compile(rf"[\s\d.)*-]*{any_of('concluding')}")


@cache
def closing() -> re.Pattern[str]:
    """'Conclusion:', behind which a report concludes."""
    return re.compile(rf"{any_of('closing')}\s*(?::|-\s)")


@cache
def reduced_before() -> re.Pattern[str]:
    """'prolonged median and ulnar ...', up to the name of a conduction measure."""
    return re.compile(rf"{any_of('reduced')}(?:[\s-]+{any_of('conducted')}){{0,5}}\s+$")


@cache
def reduced_after() -> re.Pattern[str]:
    """'... were mildly prolonged', from the end of the name of a conduction measure."""
    return re.compile(
        rf"[^.;:,]{{0,45}}?(?:(?:is|are|was|were|showed an?|with|and)\s+)?(?:{any_of('degree')}\s+)?(?<!normal )"
        rf"{any_of('reduced')}"
    )


@cache
def adjectives() -> dict[str, str]:
    """What an adjective says of motor units, by the adjective."""
    return {word: finding for finding, words in patterns.load()["emg"].settings["adjectives"].items() for word in words}


_MORE = r"polyphasic|complex|recruited|abundant|many|increased|excess|and|or|with|of|,|in|a"


@cache
def described_before() -> re.Pattern[str]:
    """'short, small, polyphasic ...', up to the words 'motor units'."""
    word = _written(adjectives())
    more = rf"(?:{word}|{_MORE})(?![a-z])[\s,-]+"
    return re.compile(rf"(?<![a-z])(?:{more}){{0,8}}(?P<word>{word})(?![a-z])[\s,-]+(?:{more}){{0,6}}$")


@cache
def described_after() -> re.Pattern[str]:
    """'... were of short duration and low amplitude', from the end of the words 'motor units'."""
    word = _written(adjectives())
    link = (
        r"were|was|are|is|of|with|had|showed|showing|appeared|that were|:|-|all|mostly|predominantly|mildly|more|some"
        r"|polyphasic|and|,"
    )
    return re.compile(
        rf"(?:\s+(?:on|in|of|at|from)(?:\s+[a-z]+){{1,4}}?\s+(?:were|are|was|is|had))?"
        rf"\s*(?:(?:{link})\s*){{0,4}}(?P<word>{word})(?![a-z])"
        rf"(?:[\s,-]*(?:{word}|{_MORE})(?![a-z])){{0,5}}"
    )


@cache
def shapes() -> re.Pattern[str]:
    """Two adjectives of motor units and more that have no noun: 'brief, small, polyphasic'."""
    word = _written([*adjectives(), *patterns.load()["emg"].settings["more"]["words"]])
    joint = r"(?:\s*[,/+]\s*|\s+)(?:and\s+)?"
    end = r"(?=\s*(?:$|[.,;:)|+\n-]|(?:in|and|with|but|w/|recruit(?:s|ing)?|on|at|of|throughout)(?![a-z])))"
    return re.compile(rf"(?<![a-z-])(?:{word})(?:{joint}(?:{word})(?![a-z])){{1,5}}{end}")


@cache
def recruitments() -> dict[str, str]:
    """What an adjective says of recruitment, by the adjective."""
    return {w: finding for finding, words in patterns.load()["emg"].settings["recruitment"].items() for w in words}


@cache
def recruited_before() -> re.Pattern[str]:
    """'markedly reduced ...', up to the word 'recruitment'."""
    return re.compile(
        rf"(?<![a-z])(?:{any_of('degree')}\s+)?(?P<word>{_written(recruitments())})(?![a-z])"
        rf"\s+(?:(?:motor|unit|muap|mup|and|full|maximal|voluntary)\s+){{0,3}}$"
    )


@cache
def recruited_after() -> re.Pattern[str]:
    """'... in the deltoid was reduced', from the end of the word 'recruitment'."""
    return re.compile(
        rf"(?:\s+(?:on|in|of|at|pattern)(?:\s+[a-z]+){{1,4}}?)?\s*(?:(?:was|were|is|are|appeared|:|=|-)\s*)?"
        rf"(?:{any_of('degree')}\s+)?(?P<word>{_written(recruitments())})(?![a-z])"
    )
