"""The words of `patterns/emg.toml` that say how a study or a finding stands, as regular expressions."""

import re
from functools import cache

from clinote.patterns import worded
from clinote.reading import Reading


def _whole(*lists: str) -> str:
    """Any phrase of these lists of cues, as whole words."""
    return rf"(?<![a-z])(?:{'|'.join(f'{{emg.cues.{name}}}' for name in lists)})(?![a-z])"


@cache
def cue(*lists: str) -> re.Pattern[str]:
    """Any phrase of the named lists."""
    return worded(_whole(*lists))


PLANNED_FOR = worded(rf"{_whole('purpose')}[^.;]{{0,40}}$")
"""'to ...', 'whether ...', up to a result that is only looked for."""
BEDSIDE = worded(rf"{_whole('bedside')} \Z")
"""What makes an examination right behind it one at the bedside."""
CONCLUDING = worded(rf"[\s\d.)*-]*{_whole('concluding')}")
"""The beginning of a sentence that concludes a report."""
CLOSING = worded(rf"{_whole('closing')}\s*(?::|-\s)")
"""'Conclusion:', behind which a report concludes."""
LIKE = worded(rf"{_whole('like')}\s+(?:(?:{{articles}}|{{emg.cues.cases}})\s+)*\Z")
"""'as can be seen in patients with', right before a disease that has findings like these."""
PROVING = worded(
    rf"[\s,(-]+(?:{{emg.cues.before_proved}}\s+)*{_whole('proved')}\s+(?:by|on|with|through|at)\s+"
    r"(?:(?:{articles}|{possessives}|{emg.which}|biopsy|and|both)\s+)*"
)
"""What stands between a diagnosis and the study that proved it."""
_SHAPE = r"(?:{emg.composed.emg_unit}|{emg.polyphasic})"
SHAPES = worded(
    rf"(?<![a-z-]){_SHAPE}(?:(?:\s*[,/+]\s*|\s+)(?:and\s+)?{_SHAPE}(?![a-z])){{1,5}}"
    r"(?=\s*(?:$|[.,;:)|+\n-]|(?:in|and|with|but|w/|recruit(?:s|ing)?|on|at|of|throughout)(?![a-z])))"
)
"""Two adjectives of motor units and more that have no noun: 'brief, small, polyphasic'."""


def is_month(reading: Reading, start: int, end: int) -> bool:
    """Whether the word at `start:end` is May, where capitals tell it from 'may'."""
    return reading.norm[start:end] == "may" and reading.cased and reading.text[start] == "M"
