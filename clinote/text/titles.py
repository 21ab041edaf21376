"""Headings set off by signs: `[Plan] rest`, `=== PLAN ===`, `Plan ..... rest`, `P L A N`; the signs become a colon.

A time or a number before a heading is such a sign, too: `[08:43] Plan: rest`, `1. HISTORY`.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from clinote.expressions import expression
from clinote.sections import LEAD, header
from clinote.text.lines import starts_of
from clinote.text.marks import BOX
from clinote.text.source import Edit

_OPEN = r"\\\w+\*?\{|h[1-6]\. |\[[bBuU]\]|[^\w\s]{1,80}[ \t]?"
_WORDS = r"[A-Za-z](?:[A-Za-z& ]|/(?!/)|'(?=[a-z])){0,60}[A-Za-z]"
_SHUT = (
    r":?\[/[bBuU]\]:?|/(?=[ \t]*$)"
    r"|[ \t]*(?:\[edit\]|\((?:collapse|expand|hide|show)\)|[\u25b2\u25bc])(?=[ \t]*$)"
    r"|/{2,}|[ \t]*(?:[\]})>|=~$*_#@;:→»\u2500-\u257f-]+|'{2,}|\.{2,}|…)+(?:[ \t]+[-=_~.\u2500-\u257f]+(?=[ \t]*$))?"
)
_SIGNED = expression(
    rf"^[ \t]*(?=[^\w\s]|[A-Za-z])(?P<open>{_OPEN})?(?P<words>{_WORDS})(?P<shut>{_SHUT})?(?=\s|$)", re.M
)
"""A line's first words with signs, or with the marks of a markup language, before them, behind them or both."""
_SPACED = expression(
    r"^[ \t]*(?P<words>[A-Z](?:(?: {1,4}[A-Za-z/&]){2,40}| [a-z]{2}[A-Za-z]*(?:[ /&]+[a-zA-Z]+){,4}))(?=[ \t]*(?:$|:))",
    re.M,
)
_STAMPED = expression(
    rf"^[ \t]*(?P<stamp>(?:[\[(<]?\d{{1,2}}:\d\d(?::\d\d)?(?: ?[AP]M)?[\])>]?(?:[ \t]*[-–|])?"
    rf"|(?:section|heading|header)[ \t]*:)[ \t]+)"
    rf"(?P<words>{_WORDS}|[SOAP])(?=[ \t]*(?:$|:))",
    re.M | re.I,
)
_NUMBERED = expression(
    rf"^[ \t]*(?P<number>(?P<value>\d{{1,2}}|[IVX]{{1,4}}|[A-H])[.)][ \t]*)"
    rf"(?P<words>{_WORDS}|[SOAP])(?=:?[ \t]*$)",
    re.M,
)
"""A heading behind a time; one that is all of its line, behind its number."""
_WAYS = (map(str, range(100)), ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"), "ABCDEFGH")
_ORDER = {value: (way, n) for way, values in enumerate(_WAYS) for n, value in enumerate(values)}
"""In which way a heading is numbered, and which number it is."""
_OF_NOTES = frozenset(("hpi", "past_history", "exam", "assessment"))
"""Categories of the parts of a note that are no items of a plan."""
_LETTERED = expression(
    r"^[ \t]*(?P<open>[\[{<(])?(?P<words>[SOAP](?=[\]})>/]\s)|[A-Za-z][A-Za-z& /]{0,60}?(?=[ \t]*[-=]+>\s))"
    r"(?:[\]})>/]|[ \t]*[-=]+>)",
    re.M,
)
"""The letter of a part of a note, within brackets or before one; words that an arrow leads from."""
_DASHED = expression(
    r"(?:^|(?<=[.;?!] ))[ \t]*(?P<words>[A-Za-z][A-Za-z&/ ]{0,40})(?P<dash>\u2014(?=\S)| [\u2014\u2013-](?= \S))"
)
"""Words that a long dash touches, at the start of a line or of a sentence in it, or any behind one: `Exam—alert`."""
_APART = expression(r" {2,}")
_REST = expression(r"[ \t]*[^\s]")
_GOES_ON = expression(r"[ \t]*[^\s:<–—-]")
_PLAIN = frozenset(("", ":", "-", "|"))
"""What stands behind headings that are read as they stand."""
_LEADING = frozenset(("", "|", "->", "-->", "=>", "\u2192"))
"""What leads from words to more, be they a heading or not."""
_FRAMES = frozenset(("[", "{", "<", "<<"))
_SHUTS = frozenset("])}>/")
_LEAST = 5
"""Characters of a line by which most are told to begin with no number: 'VIII.'."""
_BULLETS = frozenset(LEAD)
_BOX = expression(BOX)


def colon(text: str, start: int, end: int, behind: int) -> str:
    """The colon that a heading at `start:end` lacks, where its line goes on at `behind`."""
    words = text[start:end].rstrip()
    return ":" if not words.endswith(":") and _GOES_ON.match(text, behind) and header(words, exact=True) else ""


def edits(text: str) -> Iterator[Edit]:
    """The edits that leave such a heading with a colon alone."""
    starts = zip(starts_of(text), text.split("\n"), strict=True)
    lines = [(start, line, first) for start, line in starts if (first := line.lstrip(" \t")[:_LEAST])]
    numbers = _numbers(text, [start for start, _, first in lines if "." in first or ")" in first])
    led = [start for start, line, first in lines if first[0] in _FRAMES or first[1:2] in _SHUTS or "> " in line]
    lettered = _letters(text, led) if led else {}
    for start, line, first in lines:
        if "\u2014" in line or " - " in line or " \u2013 " in line:
            for dashed in _DASHED.finditer(line):
                apart = dashed["dash"][0] == " " and not dashed.start()  # that of a line's first words is read as it is
                if not apart and header(dashed["words"], exact=True):
                    yield Edit(start + dashed.start("dash"), start + dashed.end("dash"), ":")
        if start in numbers:
            yield Edit(*numbers[start], "")
        elif start in lettered:
            yield from _colon(lettered[start])
        elif first[1:2] == " " and (m := _SPACED.match(text, start)):
            words = m["words"].replace(" ", "", 1)
            if " " in words[1:3]:
                words = " ".join(part.replace(" ", "") for part in _APART.split(m["words"]))
            if header(words, exact=True):
                yield Edit(*m.span("words"), words)
        elif (
            first[0] in "[(<0123456789sShH"
            and ":" in line
            and (m := _STAMPED.match(text, start))
            and header(m["words"], exact=True)
        ):
            yield Edit(*m.span("stamp"), "")
        elif (m := _SIGNED.match(text, start)) and (m["open"] or m["shut"]):
            yield from _bare(text, m)


def _numbers(text: str, starts: list[int]) -> dict[int, tuple[int, int]]:
    """By the start of its line the number of each heading, where the parts of a note are numbered one after another."""
    numbered = (m for start in starts if (m := _NUMBERED.match(text, start)))
    found = [(m, heading) for m in numbered if (heading := header(m["words"], exact=True))]
    if _OF_NOTES.isdisjoint(heading.category for _, heading in found):
        return {}
    order = [_ORDER.get(m["value"], (-1, 0)) for m, _ in found]
    apart = all(text[a.end() : b.start()].strip(": \t\n") for (a, _), (b, _) in pairwise(found))
    if not apart or any(kind != other or n >= k for (kind, n), (other, k) in pairwise(order)):
        return {}
    return {m.start(): m.span("number") for m, _ in found}


def _letters(text: str, starts: list[int]) -> dict[int, re.Match[str]]:
    """By the start of its line each letter in brackets that heads a part of the note, where several do."""
    matched = ((start, m) for start in starts if (m := _LETTERED.match(text, start)))
    found = {start: m for start, m in matched if len(m["words"]) == 1 or header(m["words"], exact=True)}
    return found if len({m["words"] for m in found.values()}) > 1 else {}


def _colon(m: re.Match[str]) -> Iterator[Edit]:
    """The edits that leave a heading with a colon for the signs about it."""
    if m["open"]:
        yield Edit(*m.span("open"), "")
    yield Edit(m.end("words"), m.end(), ":")


def _bare(text: str, m: re.Match[str]) -> Iterator[Edit]:
    """The edits for one line; none where its signs are those of an item, a box or a statement."""
    opened, shut = (m["open"] or "").strip(), (m["shut"] or "").strip()
    bulleted = _BULLETS.issuperset(opened)
    if (bulleted and shut in _PLAIN) or _BOX.fullmatch(opened) or not (found := header(m["words"], exact=True)):
        return
    if _REST.match(text, m.end()):
        # what goes on may be a row of a table, an item, a blank left open, a part of an examination
        if shut in _LEADING or (not opened and "__" in shut):
            return
        if opened not in _FRAMES and (
            (opened and bulleted and opened[0] != shut[0])
            or (found.parents and shut[:2] != "..")
            or m["words"][0].islower()
        ):
            return
    yield from _colon(m)
