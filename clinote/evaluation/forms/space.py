"""Changes of white space, line ends and letter case: none of them says anything."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from clinote.evaluation.forms.lines import breaks, lines, prose, wrapped
from clinote.evaluation.forms.rewriting import Edit, Piece, Rewriting
from clinote.expressions import expression

_WORD = expression(r"[^\W\d_]{6,}")
_LONG = expression(r"[a-z]{7,}")
_EVERY = 3


def indent(text: str, by: str) -> Rewriting | None:
    """Each line moved in."""
    return Rewriting.of(text, (Edit(line.start, line.start, by) for line in lines(text) if line.text.strip()))


def trail(text: str) -> Rewriting | None:
    """Blanks at each line's end, empty lines too."""
    return Rewriting.of(text, (Edit(line.end, line.end, "   ") for line in lines(text)))


def wrap(text: str, width: int, hang: str = "") -> Rewriting | None:
    """Long lines filled to `width` columns, further lines of each moved in by `hang`."""
    return _at_breaks(text, width, "\n" + hang)


def gape(text: str) -> Rewriting | None:
    """Three blanks where an export joined the lines of filled text."""
    return _at_breaks(text, 60, "   ")


def _at_breaks(text: str, width: int, put: str) -> Rewriting | None:
    return Rewriting.of(text, (Edit(at, at + 1, put) for line in prose(text, width) for at in breaks(line, width)))


def fill(text: str, width: int) -> Rewriting | None:
    """Long lines broken before `width` columns, and but for the last of each stretched to them by wider gaps."""
    edits: list[Edit] = []
    for line in prose(text, width):
        begun = line.start
        for at in breaks(line, width):
            gaps = [begun + m.start() for m in re.finditer(" ", text[begun:at])]
            for gap in gaps[:: max(1, len(gaps) // max(1, width - at + begun))][: width - at + begun]:
                edits.append(Edit(gap, gap, " "))
            edits.append(Edit(at, at + 1, "\n"))
            begun = at + 1
    return Rewriting.of(text, edits)


def hyphenate(text: str, width: int, hyphen: str) -> Rewriting | None:
    """Lines broken within the long word that stands at `width` columns."""
    edits: list[Edit] = []
    for line in prose(text, width):
        begun = line.start
        for word in _LONG.finditer(text, line.start, line.end):
            start, end = word.span()
            if start < begun + width - 3 and end > begun + width:
                begun = start + max(3, min(begun + width - start, end - start - 3))
                edits.append(Edit(begun, begun, f"{hyphen}\n"))
    return Rewriting.of(text, edits)


def quote(text: str, width: int) -> Rewriting | None:
    """The note in the answer to a mail: filled, and each line behind a mark."""
    edits = [Edit(at, at + 1, "\n> ") for line in prose(text, width) for at in breaks(line, width)]
    if text.count("\n") + len(edits) < 3:
        return None
    return Rewriting.of(text, edits + [Edit(line.start, line.start, "> ") for line in lines(text)])


def number(text: str, style: str) -> Rewriting | None:
    """Every line numbered; lines that begin with a figure could be taken for another number and are left, with all."""
    found = lines(text)
    if len(found) < 5 or any(line.text.lstrip()[:1].isdigit() for line in found):
        return None
    return Rewriting.of(text, (Edit(line.start, line.start, style.format(n)) for n, line in enumerate(found, start=1)))


def frame(text: str) -> Rewriting | None:
    """The note in a frame of bars."""
    found = lines(text)
    if len(found) < 3 or "|" in text:
        return None
    width = max(len(line.text) for line in found)
    edits = [Edit(line.start, line.start, "| ") for line in found]
    edits += [Edit(line.end, line.end, " " * (width - len(line.text)) + " |") for line in found]
    return Rewriting.of(text, edits)


def beside(text: str, left: str = "", right: str = "") -> Rewriting | None:
    """Every line between such signs, `{}` in them being its number; those that are in use are left, with all."""
    found = lines(text)
    if len(found) < 5 or len(found) > 59 or any(sign in text for sign in (left.strip()[:2], right) if sign):
        return None
    edits = [Edit(line.start, line.start, left.format(n)) for n, line in enumerate(found)]
    return Rewriting.of(text, edits + [Edit(line.end, line.end, right.format(n)) for n, line in enumerate(found)])


def spread(text: str) -> Rewriting | None:
    """Two blanks for each one, where no blanks part columns; a note of single words is left."""
    if "  " in text or not re.search(r"(?:[a-z,]+ ){10}", text):
        return None
    return swap(text, " ", "  ")


def tighten(text: str) -> Rewriting | None:
    """No blank between a label and its text."""
    found = re.finditer(r"(?m)^(?:[A-Z][A-Za-z/]{3,20}:)( )(?=[A-Za-z0-5])", text)
    return Rewriting.of(text, (Edit(*m.span(1), "") for m in found))


def turn(text: str, put: str) -> Rewriting | None:
    """Filled to 72 columns, the turn of a page within a sentence: where a line ends in a comma and goes on small."""
    places = [at for line in prose(text, 72) for at in breaks(line, 72)]
    torn = [at for at in places if text[at - 1] == "," and text[at + 1].islower()]
    return Rewriting.of(text, (Edit(at, at + 1, put if at in torn[:1] else "\n") for at in places if torn))


def unwrap(text: str) -> Rewriting | None:
    """Lines that only wrap a sentence joined."""
    margins = re.compile(r"\s+")
    return Rewriting.of(text, (Edit(at, m.end(), " ") for at in wrapped(text) if (m := margins.match(text, at))))


def loosen(text: str) -> Rewriting | None:
    """An empty line between all lines but those of one wrapped sentence."""
    kept = set(wrapped(text))
    return Rewriting.of(text, (Edit(at, at, "\n") for at in _line_ends(text) if at not in kept and _ends(text, at)))


def _line_ends(text: str) -> Iterator[int]:
    return (found.start() for found in re.finditer(r"(?<=\S)\n(?=[^\S\n]*\S)", text))


def _ends(text: str, at: int) -> bool:
    """Whether the line that ends at `at` is done: the next does not go on small, moved in, or behind a comma."""
    return text[at - 1] not in ",;-(/" and not re.match(r"[a-z ]", text[at + 1 :])


def double(text: str) -> Rewriting | None:
    """Two blanks behind each sentence."""
    found = (m.end() for line in prose(text, 0) for m in _sentence_ends(text, line.start, line.end))
    return Rewriting.of(text, (Edit(at, at, " ") for at in found))


def _sentence_ends(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    return re.compile(r"[a-z)][.?!] (?=[A-Z])").finditer(text, start, end)


def glue(text: str) -> Rewriting | None:
    """No blank behind a sentence, where the next begins with a word and a small letter."""
    found = (m for line in prose(text, 0) for m in _sentence_ends(text, line.start, line.end))
    goes_on = re.compile(r"[A-Z][a-z]+ ")
    return Rewriting.of(text, (Edit(m.end() - 1, m.end(), "") for m in found if goes_on.match(text, m.end())))


def exchange(text: str, signs: dict[str, str]) -> Rewriting | None:
    """Some characters for others."""
    found = re.finditer("|".join(map(re.escape, signs)), text)
    return Rewriting.of(text, (Edit(m.start(), m.end(), signs[m.group()]) for m in found))


def decompose(text: str) -> Rewriting | None:
    """Letters and their accents as characters of their own."""
    found = ((at, unicodedata.normalize("NFD", char)) for at, char in enumerate(text))
    return Rewriting.of(text, (Edit(at, at + 1, parts) for at, parts in found if parts != text[at]))


def swap(text: str, old: str, new: str) -> Rewriting | None:
    """One character for another throughout."""
    return Rewriting.of(text, (Edit(m.start(), m.end(), new) for m in re.finditer(re.escape(old), text)))


def within(text: str, sign: str) -> Rewriting | None:
    """An unseen character inside every third long word."""
    words = list(_WORD.finditer(text))[::_EVERY]
    return Rewriting.of(text, (Edit(m.start() + 3, m.start() + 3, sign) for m in words))


def between(text: str, sign: str) -> Rewriting | None:
    """An unseen character behind every third long word."""
    words = list(_WORD.finditer(text))[1::_EVERY]
    return Rewriting.of(text, (Edit(m.end(), m.end(), sign) for m in words))


def mark_order(text: str) -> Rewriting | None:
    """A byte-order mark in front."""
    return Rewriting.of(text, [Edit(0, 0, "\ufeff")])


def paged(text: str) -> Rewriting | None:
    """A form feed at each empty line."""
    found = re.finditer(r"(?<=\n)(?=\n)", text)
    return Rewriting.of(text, (Edit(m.start(), m.start(), "\f") for m in found))


def cased(text: str, of: Iterable[str]) -> Rewriting | None:
    """Another letter case throughout, letters kept whose other case is more than one letter."""
    changed = "".join(new if len(new) == 1 else old for old, new in zip(text, of, strict=True))
    made = Rewriting([Piece(0, len(text), changed)])
    return made if changed != text else None
