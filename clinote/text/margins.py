"""What stands beside every line and is none of the note's words: the marks of a quoting mail or of a comment, times,
line numbers, the quotes and the empty cells of a spreadsheet, the segments of a message, a frame.

A mark that only some lines have is the writer's own; what it quotes is wrapped like other text.
"""

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise

from clinote import layers
from clinote.expressions import expression
from clinote.text.marks import BOX, BULLET
from clinote.text.source import Edit

_LINE = expression(r"^[^\n]*\S[^\n]*", re.M)
_RULE = r"|[ \t]*[-+=|*#_─═┌┐└┘├┤╔╗╚╝]{3,}[ \t]*"
_MARGINS = tuple(
    map(
        expression,
        (
            r"(?P<left>[ \t]*\|?(?:>[ \t]?)+).*",
            r"(?P<left>[ \t]*(?:<|\[?\d{1,4}[/.-]\d\d?[/.-]\d{2,4},? \d\d?:\d\d(?::\d\d)?(?: ?[AP]M)?\]?(?: -)? )"
            r"(?P<day>[A-Za-z][^<>:\n]{0,30})(?:>[ \t]+|: )).*",
            r"(?P<left>[ \t]*(?://+|;+|%+|'(?!'))[ \t]?).*",
            r"(?P<left>[ \t]*[\[(]?(?P<day>\d[\w./-]{7,10}[ T,]+)?\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?"
            r"(?: ?[AP]M|Z|[+-]\d\d:?\d\d)?[\])]?(?:[ \t]*[|:-](?!\S))?(?:[ \t]+|$)).*",
            r"(?P<left>OBX\|\d*\|\w*\|[^|]*\|[^|]*\||NTE\|\d*\|[^|]*\|)[^|]*(?P<right>(?:\|.*)?)",
            r"(?P<left>\")(?!.*\"[,;]\").*(?P<right>\",*)",
            r"(?P<left>[ \t]*(?P<sign>[|*#])[ \t]).*?(?P<right>[ \t]+(?P=sign)[ \t]*)" + _RULE,
            r"(?P<left>[ \t]*(?P<sign>\|)(?:[ \t]|$)).*" + _RULE,
            r"(?=.*+(?<=[|,↵ \t]))(?=.*(?:\||,,|↵)[ \t]*\Z).*?(?P<right>[ \t]*(?P<sign>\|)[ \t]*|,{2,}|[ \t]*↵)",
            r"(?=.*+(?<=[ \t]\.)).*?(?P<right>[ \t]+(?P<speck>\.))",
            rf"(?P<left>[ \t]*(?P<mark>(?!{BULLET} |{BOX})[^\w\s]{{1,3}}|#|[A-Z]{{1,3}}:)(?:[ \t]+|$)).*",
        ),
    )
)
"""A line with such a margin, on the `left`, the `right` or both sides; a frame has rules besides."""
_LEFT = expression(r"[ \t]*[\[L]?(?P<number>\d{1,5})(?:\]?[ \t]*[:|][ \t]?|,|\]?[ \t]+|\]?(?=\n|\Z))")
_RIGHT = expression(r".*?(?P<number>\d{5,8}|0\d{3})[ \t]*\Z")
"""A line with a number before it, and one with a number, always as wide, behind it."""
_CUE = expression(
    r"(?:\A(?:WEBVTT[^\n]*)?|(?P<end>\n))\s*(?:\d+[ \t]*\n[ \t]*)?"
    r"(?:\d\d:)?\d\d:\d\d[.,]\d{3}[ \t]*-->[^\n]*\n"
)
"""The number and the times of a subtitle."""
_WRAPPED = expression(r"(?<=[a-z,])(?:(\n)(?<=[^\n]{60}\n)[a-z][^>\n]{0,24}(\n>[ \t]?)|(\n>[ \t]?))(?=[a-z])")
"""Within a quotation, where its text goes on in the next line, or in what a mailer folded, which lacks its mark."""
_ANSWERED = expression(r"(?P<wrote>\b(?:wrote|writes):[ \t]*\n)\s*>[^\n]*(?:\n>[^\n]*){2,}\s*\Z")
_MARK = expression(r"^[ \t]*(?P<mark>>[ \t]?)", re.M)
"""A mail that is quoted to its end below what was answered."""
_FEWEST, _FEWEST_NUMBERED, _LUMBAR = 3, 5, 5


def edits(text: str) -> Iterator[Edit]:
    """The edits that take such a margin away."""
    if (first := _LINE.search(text)) is None:
        return
    if "-->" in text and (cues := list(_CUE.finditer(text))):
        yield from (Edit(*m.span(), "\n" if m["end"] else "") for m in cues)
        return
    for numbered in (_LEFT, _RIGHT):
        if numbered.match(text, *first.span()) and (counted := _numbered(text, numbered)):
            yield from counted
            return
    for margin in _MARGINS:
        if margin.fullmatch(text, *first.span()):
            lines = list(_LINE.finditer(text))
            found = [m for line in lines if (m := margin.fullmatch(text, *line.span()))]
            if len(found) == len(lines) and _is_margin(found):
                depth = min(text.count(">", *m.span("left")) for m in found) if margin is _MARGINS[0] else 0
                for m in found:
                    yield from _unquoted(text, m, depth) if depth else _without(m)
                return
    if "\n>" in text and (answered := _ANSWERED.search(text)):
        start = answered.end("wrote")
        yield from (Edit(*m.span("mark"), "" if m.start() > start else "\n") for m in _MARK.finditer(text, start))
    elif "\n>" in text:
        quoted = (m for m in _WRAPPED.finditer(text) if text.startswith(">", text.rfind("\n", 0, m.start()) + 1))
        yield from (Edit(*m.span(k), " ") for m in quoted for k in (1, 2, 3) if m[k])


def _is_margin(found: list[re.Match[str]]) -> bool:
    """Whether what all lines have beside them is a margin, and neither cells of a table nor the days of a diary."""
    said = [m.groupdict() for m in found]
    beside = [m for m, groups in zip(found, said, strict=True) if groups.get("left") or groups.get("right")]
    if len(beside) < _FEWEST or len({groups.get("day") for groups in said}) > 1:
        return False
    if found[0].re.groupindex.keys() & {"mark", "speck"} and not _is_idle(found, said):
        return False
    parted = sum(m[0].strip(" \t|").count("|") > 0 for m in beside if m.re.groupindex.get("sign") and m["sign"] == "|")
    return 2 * parted <= len(beside)


def _is_idle(found: list[re.Match[str]], said: list[dict[str, str | None]]) -> bool:
    """Whether a sign tells of itself that it stands beside lines, not items: behind stops, before nothing or before
    what goes on with the line before."""
    if any(groups.get("speck") for groups in said):
        return any(m[0][: -len(m["right"])].endswith((".", ":", "?", "!")) for m in found)
    texts = [m[0][len(m["left"]) :].strip() for m in found]
    open_ = layers.toml("text.toml")["unfinished"]
    torn = (a and b[:1].islower() and (a[-1] == "," or a.split()[-1].lower() in open_) for a, b in pairwise(texts))
    return len({groups["mark"] for groups in said}) == 1 and len(found) >= _FEWEST and ("" in texts or any(torn))


def _unquoted(text: str, m: re.Match[str], depth: int) -> Iterator[Edit]:
    """The edit that takes away so many marks of quoting: further ones are a quotation's, or compare ('>2 weeks')."""
    end = m.start("left")
    for _ in range(depth):
        end = text.index(">", end) + 1
    yield Edit(m.start("left"), end + (text[end : end + 1] in (" ", "\t")), "")


def _without(m: re.Match[str]) -> Iterator[Edit]:
    groups = m.groupdict()
    if not any(groups.values()):
        yield Edit(*m.span(), "")  # a rule of the frame
    yield from (Edit(*m.span(side), "") for side in ("left", "right") if groups.get(side))


def _numbered(text: str, numbered: re.Pattern[str]) -> list[Edit]:
    """The edits that take the numbers of lines away: they go up by one, lines of blanks counted or not, or behind the
    lines by any step."""
    lines = list(_LINE.finditer(text))
    found = [m for line in lines if (m := numbered.match(text, *line.span()))]
    labels = [m.span() if numbered is _LEFT else m.span("number") for m in found]
    roots = found[0][0].lstrip().startswith("L") and numbered is _LEFT
    padded = bool(found) and found[0]["number"].startswith("0")
    fewest = _LUMBAR + 1 if roots else _FEWEST if padded or numbered is _RIGHT else _FEWEST_NUMBERED
    if len(found) < len(lines) or len(lines) < fewest:
        return []
    numbers = [int(m["number"]) for m in found]
    counted = list(accumulate(text.count("\n", a.start(), b.start()) for a, b in pairwise(lines)))
    steps = [n - numbers[0] for n in numbers]
    if numbered is _LEFT:
        sound = steps in (list(range(len(lines))), [0, *counted])
    else:
        step, wide = numbers[1] - numbers[0], {len(m["number"]) for m in found}
        sound = step > 0 and len(wide) == 1 and steps == [k * step for k in range(len(steps))]
    return [Edit(*label, "") for label in labels] if sound else []
