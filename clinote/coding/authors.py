"""Who says what: a provider, or someone whose statement is no diagnosis (patterns/coding/authors.toml)."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from clinote.coding import policy
from clinote.expressions import expression
from clinote.reading import Reading

_said = partial(policy.pattern, "authors")
_TITLE_LINES = 4
_TITLE = 120
"""Characters that a title has at most."""
_SIGNATURE_LINES = 6

_NAME = expression(
    r"(?:--?\s*)?(?:(?i:thanks|thank you|(?:kind |best |warm )?(?:regards|wishes)|best|sincerely|respectfully),?\s+)?"
    r"[A-Z][\w.'\u2019-]*(?:\s+[A-Z][\w.'\u2019-]*){1,3},?(?:\s*[A-Z][A-Za-z/.-]{0,7},?){1,3}"
    r"(?:\s+\d[\d/:. -]*(?:\s?(?:am|pm|AM|PM|h|hrs))?)?"
)
"""A line that is a name and the letters after it, perhaps with a date or a time."""
_SIGNED_OFF = expression(
    r"^.*[.!?\"'\u201d)]\s+(?:(?:--+|[\u2013\u2014~/])\s*(?=[A-Z])"
    r"|(?=[A-Z]\. ?[A-Z][\w'\u2019-]+, [A-Z][\w/. :-]{1,20}$))"
)
"""What stands before a signature in a last line of running text: '... well. -- K. Lee, RN', '... well. T. Ray, RN'."""
_RUNNING = expression(r"(?<!: [A-Z])\. |:\s+(?:\S+\s+){3}")
"""Text that runs on: no title."""
_CELL = expression(r"\s{2,}|\t|\|")
"""What parts the fields of a line."""
_TO = expression(r" to ", re.I)
"""Before whom a message is written to."""
_HEAD = expression(r".{0,70}?(?=:\s|:$|(?<!\b[A-Z])\.\s|\s[-\u2013\u2014]+\s|\n|$)")
"""The words that a note begins with, up to a colon, a dash or a full stop."""


class Voices(NamedTuple):
    """From each offset of `starts` on, whether a provider speaks."""

    starts: list[int]
    provider: list[bool]

    def at(self, offset: int) -> bool:
        """Whether a provider says what stands at `offset`."""
        return self.provider[bisect_right(self.starts, offset) - 1]


def voices(reading: Reading) -> Voices:
    """The note's author, from its title or signature, and the parts that headings give to someone else."""
    author = next((told for told in _told(reading) if told is not None), True)  # a provider where nothing tells
    starts, provider = [0], [author]
    sections = {section.start for section in reading.layout.sections}
    begins = {line for line, _ in reading.layout.lines}
    if not author:  # a provider may speak in the middle of a line
        begins.update(start for start, _ in reading.layout.sentences)
    for begin in sorted(begins):
        heading = _said("read.heading").match(reading.text, begin)
        if heading is None or not (heading["colon"] or _alone(heading)):
            continue
        if not heading["more"].strip() and heading.start() and reading.text[begin - 1] != "\n":
            continue
        speaker = heading["provider"] is not None
        line_end = reading.layout.line(heading.end())[1]
        starts.append(heading.start())
        provider.append(speaker)
        # a label within another section speaks for its paragraph; a heading alone, or a part of the note, goes on
        lasting = heading.start() in sections or not reading.text[heading.end() : line_end].strip()
        if speaker == author or not lasting:
            starts.append(max(line_end, heading.end()))
            provider.append(author)
    return Voices(starts, provider)


def _alone(heading: re.Match[str]) -> bool:
    """Whether a line without a colon heads a part of the note: 'OCCUPATIONAL THERAPY (name)', no item of a plan."""
    if heading["mark"].strip(" \t*_#="):
        return False
    kind = heading["other"] or heading["provider"]
    return bool(heading["more"]) or (kind.isupper() and len(kind) > 4)


def _told(reading: Reading) -> Iterator[bool | None]:
    """What the title, the first words, the signature, and the goals that only a therapist sets tell of the author."""
    lines, text = reading.layout.lines, reading.text
    named = {section.start for section in reading.layout.sections if section.category}
    for start, end in lines[:_TITLE_LINES]:
        # a title is a line of its own; in running text only the note's first words name its kind
        whole = start not in named and end - start < _TITLE and not _RUNNING.search(text, start, end)
        if not whole and start <= 2:
            yield _of_head(text[start:end])
        to = _TO.search(text, start, end)
        for stop in ((to.start(), end) if to else (end,)) if whole else ():
            yield _names("title", text[start:stop])
        for cell in _CELL.split(text[start:end]) if start not in named else ():
            if _said("read.by").match(cell):
                yield _names("credential", cell)
    for start, end in reversed(lines[-_SIGNATURE_LINES:]):
        line = _SIGNED_OFF.sub("", text[max(start, end - 160) : end])
        if len(line) < 160 and (_said("read.signed").search(line) or _NAME.fullmatch(line.strip())):
            yield _names("credential", line)
    goals = [section.title for section in reading.layout.sections if section.category == "goals"]
    if any(map(_said("read.terms").search, goals)) and reading.holds(_said("read.skilled")):
        yield False


def _names(kind: str, words: str) -> bool | None:
    """Whether a title, or the letters after a name, are a provider's; None where the words have none."""
    if _said(f"read.{kind}_provider").search(words):
        return True
    other = _said(f"read.{kind}_other").search(words)
    asked = other and _said("read.sends").search(words, 0, other.start())  # 'Referral to Physical Therapy'
    return False if other and not asked else None


def _of_head(line: str) -> bool | None:
    """Whether the words that running text begins with name a provider; None when they name nobody."""
    match = _HEAD.match(line.strip())
    head = match[0] if match else ""
    if _said("read.not_a_head").search(head):
        return None
    told = _names("title", head)
    if told or _said("read.credential_provider").search(head):
        return True
    return False if _said("read.head_ends").search(head) else told
