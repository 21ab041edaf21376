"""Words set off by signs: `*weak*`, `**Plan** rest`, `[weak](https://...)`; they go, a heading gets its colon.

So do words that are struck out (`~~weak~~`), the marks of footnotes and comments, and the signs about a date that was
put in place of another one: `[**2011-03-04**]`. Of several question or exclamation marks in a row one is left.
"""

import re
from collections.abc import Iterator

from clinote.expressions import expression
from clinote.text.answers import vocabulary
from clinote.text.lines import begins_line
from clinote.text.source import Edit
from clinote.text.titles import colon

_SIGNS = expression(
    r"(?P<sign>[*_`=~'](?<![^\s(\[\"'/,-].)(?<!\d .)(?:(?<=\*)\*{0,2}|(?<=_)_{0,2}|(?<=`)|(?<==)=|(?<=~)~?"
    r"|(?<=')'{1,2}))(?=[^\W\d_])(?P<words>[^*_`=\n]{0,400}?[\w.,;:!?)%])(?P=sign)(?:(?![\w*_`=~'])|(?<=\*\*)(?=[a-z]))"
)
"""Signs that hug the words between them, on one line; behind a figure they are its flag."""
_LINK = expression(r"\[(?P<words>[^\[\]\n]{1,80})(?P<shut>\]\(https?://[^()\s]{1,400}\))")
"""Words that lead somewhere: `[weak](https://...)`."""
_RAISED = "\u00b9\u00b2\u00b3\u2070-\u2079\u2020\u2021"
_NOTED = expression(
    rf"[\[^*{_RAISED}](?:(?<=[A-Za-z]{{3}}.)|(?<=[a-z\d)%][.?!].))"
    r"(?:(?<=\[)(?:(?P<number>\d{1,2})|[A-Z]{2,3}\d{1,2}|[a-d])\]"
    rf"|(?<=\^)\d{{1,2}}|(?<=[{_RAISED}])[{_RAISED}]*|(?<=[.?!]\*))(?=[\s.,;:)]|\Z)"
)
"""The mark of a footnote or of a comment that touches a word or a stop: 'weak[JR2]', 'weak.[1]', 'weak.*'."""
_PAIR = expression(
    r"(?P<open>[\[«\"\u201c](?:(?P<link>(?<=\[)\[(?:[^\[\]|\n]{1,80}\|)?(?=[a-zA-Z]))|(?<=«)\s?"
    r"|(?P<word>(?<=[A-Za-z,] [\"\u201c])(?!yes|no)(?=[a-z]{3,}[\"\u201d][\s.,;:)]))))"
    r"[^\[\]|«»\n]{1,400}?(?P<shut>(?(link)\]\]|(?(word)[\"\u201d]|\s?»)))"
)
"""The links of a wiki, one word between quotation marks in a sentence, words between those of French ('»' alone is a
bullet), which become plain ones."""
_DATED = expression(
    r"(?i:(?<=since )|(?<=from )|(?<=until )|(?<=\bin )|(?<=\bon ))(?P<open>\[\*\* ?)"
    r"(?:\d{1,2}(?P<dash>-)\d{1,2}|\d{1,4}(?:[-/]\d{1,4}){0,2})(?P<shut> ?\*\*\])"
)
"""A date put in place of another one, behind a word of time: `since [**2011-03-04**]`; `[**3-4**]` is no range."""
_REPEATED = expression(r"[?!]{2,}")
_BEFORE = expression(r"(\w+)[^\w\n.;]*$")
_BEHIND = expression(r"[^\w\n.;]*(\w+)")
_NEAR = 24
"""Characters before a marked answer in which another one that is offered begins."""
_STOPS = ".!?"


def edits(text: str) -> Iterator[Edit]:
    """The edits that take such signs away, where they mark no answer."""
    found: list[Edit] = []
    for m in _SIGNS.finditer(text):
        found += _bare(text, m)
    if "://" in text:
        for m in _LINK.finditer(text):
            found += (Edit(m.start(), m.start("words"), ""), Edit(*m.span("shut"), ""))
    if notes := list(_NOTED.finditer(text)):
        numbers = [int(m["number"]) for m in notes if m["number"]]
        counted = numbers == list(range(1, len(numbers) + 1))  # else they are points or grades
        found += (Edit(*m.span(), "") for m in notes if counted or not m["number"] or text[m.start() - 1] in _STOPS)
    for m in _PAIR.finditer(text):
        found += (Edit(*m.span(side), '"' if m["open"][0] == "«" else "") for side in ("open", "shut"))
    if "[**" in text:
        for m in _DATED.finditer(text):
            found += (Edit(*m.span("open"), ""), Edit(*m.span("shut"), ""))
            found += [Edit(*m.span("dash"), "/")] if m["dash"] else []
    if "??" in text or "!!" in text or "?!" in text or "!?" in text:
        found += (Edit(*m.span(), "?" if "?" in m[0] else "!") for m in _REPEATED.finditer(text))
    yield from sorted(found)


def _bare(text: str, m: re.Match[str]) -> Iterator[Edit]:
    """The edits that lay bare what a match sets off, or take it away where it is struck out."""
    if m["sign"] == "~~":
        yield Edit(*m.span(), "")
        return
    start, end = m.span("words")
    begins = begins_line(text, m.start())
    alone = begins and (text.startswith("\n", m.end()) or m.end() == len(text))
    if end - start > 1 and not (alone and text[end - 1] not in _STOPS) and not _is_chosen(text, m):
        yield Edit(m.start(), start, "")
        yield Edit(end, m.end(), colon(text, start, end, m.end()) if begins else "")


def _is_chosen(text: str, m: re.Match[str]) -> bool:
    """Whether it is the answer that is marked among those offered: 'yes / **no**'."""
    answers = vocabulary().answers
    if m["words"].lower().strip(" .,;:") not in answers:
        return False
    before, behind = _BEFORE.search(text, max(0, m.start() - _NEAR), m.start()), _BEHIND.match(text, m.end())
    return any(found is not None and found[1].lower() in answers for found in (before, behind))
