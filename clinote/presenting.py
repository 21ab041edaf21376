"""Where a list of histories, relatives or drugs ends because the note comes to the complaint of the visit.

'PMH: gout, COPD. C/o weakness for 3 days.': what follows under no heading of its own is no history.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from clinote import layers
from clinote.lexicon import Scan, lexicon
from clinote.patterns import worded
from clinote.sections import Section

_BEGINS = r"[ \n](?:(?<=[.;] )|(?<=\n))(?:[-–*•] )?"
"""How a statement begins, from the character before it on."""
_COMES = worded(
    rf"{_BEGINS}(?:{{sections.present.times}},? )?(?:{{sections.present.subjects}} )?"
    r"(?:{sections.present.adverbs} )?{sections.present.verbs}(?![\w-])",
    re.I,
)
"""A sentence that tells what somebody comes for; the list does not go on behind it."""
_SAYS = worded(
    rf"{_BEGINS}(?:[^.;,\n]*\b{{sections.present.times}}\b[^.;\n]*|"
    r"(?:(?!{sections.present.done}\b)[\w'/-]+ ){1,6}(?:(?:for|x) (?:the )?(?:(?:past|last) )?"
    r"(?:\d+|{sections.present.counts}) ?{sections.present.units}|since (?:yesterday|(?:last|this) [a-z]+"
    r"|{time.months}|{time.weekdays})(?!,? \d{4}))\b[^.;\n]*)(?:[.;]|(?=\n)|\Z)",
    re.I,
)
"""A statement of today or of the last days or weeks: it alone is none of the list."""
_OF_PATIENT = worded(
    r"[ \n](?:(?<=[.;] )|(?<=(?P<listed>,) )|(?<=\n))(?:[-–*•] )?"
    r"(?:(?:the|this|our|index) )?(?:{sections.present.patient}|(?<=this ){duration.people}|m(?:rs?|s)\.? [a-z-]+)"
    r"\b(?!'s)(?: {reflexives})?(?:(?P<label>[ \t]*(?::|[-–—][ \t])[^\n]*)|(?(listed)(?!)|[^.;\n]*[.;]?))",
    re.I,
)
"""What a label of the patient heads in a list; among relatives a statement that comes back to the patient, too."""
_CURRENT = worded(
    r"[ \n](?:(?<=[.;] )|(?<=\n))[ \t]*{sections.present.labels}(?=[ \t]*(?::|[-–—][ \t]|\n|\Z|[-–—]\n))", re.I
)
"""A label in a list of what is past: what follows is not."""

_TITLE = worded(
    r"\n\n(?!.*\b(?i:{sections.present.past}|\w+(?:ology|iatry|etrics))\b)"
    r"(?![A-Z]{4})[A-Z][\w/&-]*(?: [\w/&-]*[^\W\d][\w/&-]*){0,2}(?=\n\S)"
)
"""A heading of other words, where the list's own stands above it in the same form."""


def _is_item(title: str) -> bool:
    """Whether a title is an item of what is past, or heads some: a disease or a place of the body that is known."""
    scan = Scan(title.strip().lower())
    return "diagnosis" in lexicon("note").find(scan) or not {"site", "side", "extent"}.isdisjoint(
        lexicon("sentence").find(scan)
    )


@cache
def _lists() -> frozenset[str]:
    return frozenset(layers.toml("sections.toml")["present"]["categories"])


def part(text: str, found: Iterable[Section]) -> Iterator[Section]:
    """`found`, with a section of no category from where one of the lists comes to the present."""
    for section in found:
        if section.category in _lists():
            yield from _part(text, section)
        else:
            yield section


def _part(text: str, section: Section) -> Iterator[Section]:
    before = max(0, section.body - 1)
    found = [_COMES.search(text, before, section.end)]
    if section.category == "past_history":
        found.append(_CURRENT.search(text, before, section.end))
    listed = not text[section.body : section.end].partition("\n")[0].strip()
    if section.category == "past_history" and listed and not text[section.body + 1 : section.body + 2].isspace():
        titles = _TITLE.finditer(text, section.body + 2, section.end)
        found.append(next((title for title in titles if not _is_item(title[0])), None))
    come = min((m.start() + 1 for m in found if m), default=section.end)
    of_kin = section.category == "family_history"
    own = _OF_PATIENT.finditer(text, before, come)
    kept = [said.span() for said in own if of_kin or (said["label"] and text[said.start()] == " ")]
    for said in _SAYS.finditer(text, before, come):
        if not (listed and text[said.start()] == "\n" != text[said.start() - 1]):  # an item of the list below a heading
            kept.append(said.span())
    for low, end in sorted(kept):
        start = low + 1
        if start < section.start:
            continue
        yield section._replace(end=start)
        yield Section(start, end, start, None, "")
        section = section._replace(start=end, body=end)
    yield section._replace(end=come)
    if come < section.end:
        yield Section(come, section.end, come, None, "")
