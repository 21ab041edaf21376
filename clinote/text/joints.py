"""What stands between lines and words because a program or a habit put it there: a note in one line, two blanks for
each one or behind each sentence, a blank before a colon, a dash or a last dot for one ('Not Present- Fever'), the stop
of a result cut short."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from clinote.expressions import expression
from clinote.patterns import worded
from clinote.spelling import any_of
from clinote.text.answers import vocabulary
from clinote.text.source import Edit

_JOINTS = tuple(map(expression, (r" ?\|{1,2} ?", r" //+ ", r"(?<=\S)~(?=\S)", r" {3,}|\t+")))
_FEWEST, _SHORTEST = 5, 20
"""Lines, and the characters of one on average: the cells of a row are fewer or shorter."""
_SINGLE, _DOUBLE = expression(r"(?<=\S) (?=\S)"), expression(r"(?<=\S)  (?=\S)")
_BEHIND_STOP = expression(r" (?<=[a-z)\]\"'][.?!] ) ?(?=[A-Z0-9(\"])")
_BEFORE_COLON = expression(r"(?<=[A-Za-z)]) (?=:(?:[ \t]|$))", re.M)
_CUT_SHORT = expression(
    r"(?:(?<![\w.-])(?=\w+\.(?: for\b|[,;)]))|(?:^|[,;:(|*•+-]|\band)[ \t]*(?=\w+\. (?:[a-z]|[A-Z]{2})))"
    r"(?i:neg|pos)\.",
    re.M,
)
"""A result cut short whose stop ends nothing: 'neg. for itch', 'pos. itch, neg. rash'."""
_GLUED = expression(
    r"(?<=[A-Za-z]{2})(?=[0-5][+-]?/5(?![\d/]))|(?<=[0-5+-]/5)(?=[RLB](?![\w/-]))"
    r"|(?<=[a-z] )(?:grade|MRC) (?=[0-5][+-]?/5(?!\d))"
)
"""Where a blank lacks beside a grade, and what names it: 'KF4+/5', '4/5L', 'MRC 4/5'."""
_SIDED = expression(r"([RL])(?<!\w.)[0-5][+-]?(?:/5)?(?:[,;] ?| |/)(?!\1)([RL])[0-5](?:[+-]|/5|[+-]/5)?(?![\w/])")
"""Both sides, each right before its grade: 'R4 L4+'; 'L4 L5' are roots."""
_IDLE = expression(
    r",(?:(?<=\bthe,)|(?<=\b(?:of|in|on|to|an|or|no),)|(?<=\b(?:his|her|for|and),))(?= u[hm]+,)"
    r"| (?:u[hm]+|erm)\b,?(?= )"
    r"|(?P<twice>f(?<!\w.)or|w(?<!\w.)ith|o(?<!\w.)[fr]|a(?<!\w.)(?:nd?)?|t(?<!\w.)(?:o|he)) (?=(?P=twice) )"
    r"|\.(?:(?<=\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\.)|(?<=\bSept\.))(?= [a-z])"
    r"|\((?:(?<=[,;:] .)|(?<=\bor .)|(?<=\band .))(?:i{1,3}|iv|vi{0,3})\) (?=[a-z])"
    r"|(?P<kept>\((?<!\d.)(?<!\d .)[LR]\)(?= [a-z])"
    r"|[A-Z](?=\.[A-Z])(?<!\w.)(?<!M[rs] .)(?<!M[rs]\. .)(?<!Mrs .)(?<!Mrs\. .)(?<!Dr .)(?<!Dr\. .)"
    r"(?!(?:(?<=[MO])\.D|(?<=D)\.[OCR]|(?<=M)\.R)\.(?![A-Z]))\.(?:[A-Z]\.){0,4}[A-Z]"
    r"(?:\.(?=s\b|[,;:)/]| [a-z\d(<>=])(?! (?:is|was) an? |,? (?:an? )?\d+[ -]?[yYFM])"
    r"|(?=\.$)|(?<=[A-Z]\.[A-Z]\.[A-Z])(?=\. [A-Z])))",
    re.M,
)
"""'Uh', a word twice, numerals in a sentence; what is kept of '(L)', 'C.K.'. Each begins with a sign or a letter of its
own, and looks back from there: what needs no look is passed over fast."""
_NO_LIST = expression(r"(?:(?:^|[.;:] |\b(?:is|are|was|were|ha[sd]) )[Nn]o|\b[Ww]ithout)\s?:(?=\s[a-z(])[^.\n]*", re.M)
_PARTED = expression(r"\s*[;|](?=\s)")
"""A list behind 'no:', whatever parts it: 'No: itch | rash', 'There is no: (i) itch; (ii) rash'."""
_DOTTED = expression(r"^[^\n]*?\.{4}[^\n]*", re.M)
_LEADERS = expression(r"(?<=\w) ?(?P<dots>\.{4,}) ?(?=(?P<side>[RL] )?[<>]?\d)")
"""A line of dots that leads to a figure, perhaps that of a side."""
_DASHED = expression(
    lambda: (
        r"(?:^|[.;:\n])[ \t]*"
        rf"(?i:{any_of(word for word, says in vocabulary().answers.items() if says is not None and len(word) > 4)})"
        r"(?P<dash>-)(?= (?!and\b|or\b|to\b)[A-Za-z])"
    )
)
"""The dash behind an answer that heads a list, of more letters than in 'no- show'."""
_LED = expression(lambda: rf"(?<=\w)(?P<dots> \.\.?)(?= (?i:{any_of(vocabulary().answers)})[ \t]*$)", re.M)
"""The end of a line of dots that leads to an answer, where the label left room for one or two."""
_Written = tuple[tuple[str, re.Pattern[str], str], ...]
_ANSWERED: _Written = (("- ", _DASHED, ":"), ("...", _LED, ":"))
_WRITTEN: _Written = (
    ("HCC", worded(r"\b(?i:{text.liver_tumors})\b[^.;\n]{0,40}\WHCC(?P<no>)| ?[(\[](?:\w+S ?[/-] ?)?HCC[)\]]"), ""),
    (" slash ", expression(r"\d[+-]?(?P<word> slash )(?=\d)"), "/"),
    (" point ", expression(r"(?<![\w.])\d{1,3}(?P<word> point )\d{1,2}(?!\w|-(?!\d+ point))"), "."),
    ("ln", expression(r"l(?<!\w.)(?=n[a-z]{4})"), "I"),
    (" .", expression(r" (?<=[A-Z]\d[\dA-Z] )(?=\.\d)"), ""),
    ("\\", expression(r"\\(?<!\w\d\\)(?<=[0-5+-]\\)(?=5(?![\w\\]))"), "/"),
    ("'", expression(r"'(?<=\d')(?=\d{3}(?!\d))"), ","),
    (" ' ", expression(r"' (?<=[a-z,;] ' )(?=[a-z])"), ""),
    ("=", expression(r"=(?<=[a-z]=)(?=(?i:true|false|null|none|yes|no)\b)"), ": "),
    (" ?", expression(r"(?:,| [-–])? (?=\?+(?:[ \t]*$|[.;)]))", re.M), ""),
    ("?", expression(r"(?<![\w)%] )[(\[]\?+[)\]] ?(?=[A-Za-z])"), "?"),
)
"""A sign few texts hold, where it is written for another, and that: the mark '(HCC)' behind what is no tumour of
the liver, '2 point 9', 'M10 .9', '4\\5', 1'812, a speck like a tick, 'weak=False', a doubt set off, 'gout ?'."""
_MOST = 10
"""How many times as many double blanks as single ones there are where every blank was doubled."""


def edits(text: str) -> Iterator[Edit]:
    """The edits that leave one blank, or break the line where a sign that joins lines stands often and far apart.

    Where every piece goes on in small letters they were the lines of one sentence.
    """
    if _MOST * 2 * text.count("  ") > (_MOST - 1) * text.count(" "):
        double = list(_DOUBLE.finditer(text))
        widest = max(len(_DOUBLE.findall(line)) for line in text.split("\n"))  # of words, and not of cells alone
        if widest >= _MOST and len(double) > _MOST * len(_SINGLE.findall(text)):
            yield from (Edit(*m.span(), " ") for m in double)
            return
    idle: list[Edit] = []
    if ".  " in text:
        stops = list(_BEHIND_STOP.finditer(text))
        wide = [m for m in stops if m.end() - m.start() > 1]
        if 2 * len(wide) > max(len(stops), text.count("  ")):
            idle += (Edit(*m.span(), " ") for m in wide)
    if " :" in text:
        in_cells = cells_of(text)
        idle += (Edit(*m.span(), "") for m in _BEFORE_COLON.finditer(text) if not in_cells(m.start()))
    if "...." in text:
        idle += (Edit(*m.span(), " ") for m in _leaders(text))
    idle += _rewritten(text, _ANSWERED)
    for denied in _NO_LIST.finditer(text) if "o: " in text or "ithout: " in text else ():
        idle += (Edit(*m.span(), ",") for m in _PARTED.finditer(text, *denied.span()))
    joined = "\n" not in text.strip() and not idle
    idle += _rewritten(text, _WRITTEN)
    lower = text.lower()
    if "neg." in lower or "pos." in lower:
        idle += (Edit(m.end() - 1, m.end(), "") for m in _CUT_SHORT.finditer(text))
    if "/5" in text:
        idle += (Edit(*m.span(), "" if m[0] else " ") for m in _GLUED.finditer(text))
    idle += (Edit(m.end(k), m.end(k), " ") for m in _SIDED.finditer(text) for k in (1, 2))
    idle += (Edit(*m.span(), (m["kept"] or "").strip("()").replace(".", "")) for m in _IDLE.finditer(text))
    for joint in _JOINTS if joined else ():
        found = list(joint.finditer(text))
        if len(found) >= _FEWEST - 1 and len(text) >= _SHORTEST * (len(found) + 1):
            running = all(text[m.end()].islower() and text[m.start() - 1] not in ".:?!" for m in found)
            idle += (Edit(*m.span(), " " if running else "\n") for m in found)
            break
    yield from sorted(idle)


def _rewritten(text: str, rows: _Written) -> Iterator[Edit]:
    """The edits that write for a sign what it stands for, where the text holds it at all."""
    for sign, written, by in rows:
        if sign in text:
            yield from (Edit(*m.span(m.lastgroup or 0), by) for m in written.finditer(text))


def _leaders(text: str) -> Iterator[re.Match[str]]:
    """The lines of dots that lead to figures, and part neither the heads of columns nor the cells below them."""
    row, in_cells = -1, cells_of(text)
    for line in _DOTTED.finditer(text):
        found = list(_LEADERS.finditer(text, *line.span()))
        led = len(found) == line[0].count("....") - sum(len(m["dots"]) // 4 - 1 for m in found)
        alone = len(found) == 1 or "," in line[0] or all(m["side"] for m in found)
        if led and alone and line.start() != row and not in_cells(line.start()):
            yield from found
        else:
            row = line.end() + 1


def cells_of(text: str) -> Callable[[int], bool]:
    """Tells of an offset whether its line has cells, of which every character may keep the width."""

    @cache  # a line is looked at once, however many signs it has
    def has_cells(start: int) -> bool:
        end = text.find("\n", start)
        line = text[start : end if end >= 0 else len(text)]
        return "  " in line.strip() or "\t" in line or "|" in line

    return lambda at: has_cells(text.rfind("\n", 0, at) + 1)
