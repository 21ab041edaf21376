"""Quantities as they are written: number, unit, flag and printed reference range, in the order they come."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from clinote import patterns
from clinote.expressions import expression
from clinote.patterns import worded
from clinote.spans.classes import classes
from clinote.spans.number import NUMBER, number_at, value_of
from clinote.spelling import any_of

Bounds = tuple[float | None, float | None]

_LEAD = expression(r"\s*([*↑↓]{0,2})")
_CLOSING = expression(r"\*{1,2}(?![*\w])|__?(?!\w)|`|</(?:b|strong|em|i|u)>")
"""What ends the emphasis of a value in marked-up text; a star may be an abnormal's mark as well."""
_MARKS = expression(r"\s*(?:[\[(]\s*)?(\*{1,3}(?![a-zA-Z])|!{1,2}|[↑↓]{1,3})(?:\s*[\])])?")
_LETTER = expression(r"\s*(?:[\[(]\s*|\*)?(?:LL|HH|L|H|N(?!\s*[:<≤>=\d]))(?![\w/+']|-(?!-*>))(?:\s*[\])]|\*)?")
_OPENING = expression(r"(?:\s*(?:,|-(?!\d))?\s{0,2}(?:which (?:is|was) |is |was )?)(?P<mark>[\[(]\s*|\*{1,2})?")
_NO_FLAG = worded(r"-|\s{quantities.unflagged}|\s*[:=,]?\s*[<>≤≥]?\s*\d")
_ATTRIBUTIVE = expression(r"[ \t][a-z]")
_END_MARK = expression(r"\s*[\])]|\*{1,2}")
_THEN = worded(r"{time.numbered}\s?#?\d{1,3}(?![\d/-]|\.\d)")
"""No unit but when a value was taken: '3.1 day 2'."""
_RATE = expression(r"/|\.\d")
_CONCENTRATION = expression(
    r"\s?(?:[munpkµ]?c?(?:g|mol|eq|iu|u|kat)(?:/| per )[mdunpµ]?l(?![\w/])"
    r"|[a-z]{0,6}(?:grams?|moles?|units?|equivalents?)(?:/| per )[a-z]{0,5}lit(?:er|re)\b)"
)
"""A unit, be it known or not: what is measured in one that is not the analyte's is not compared with its range."""

_SPAN = rf"(?P<low>{NUMBER})\s*(?:-|to)\s*(?P<high>{NUMBER})"
_BOUND = worded(
    rf"{_SPAN}|(?:<=?|≤|up to|less than|(?P<uln>{{quantities.upper_limit}})(?: is| of|:|=)?)\s*(?P<top>{NUMBER})"
    rf"|(?:>=?|≥|greater than|(?P<lln>{{quantities.lower_limit}})(?: is| of|:|=)?)\s*(?P<floor>{NUMBER})"
)
_OPEN = expression(r"\s*[,;]?\s*([(\[{])?\s*")
_BETWEEN = expression(r"[\s.:,=]*")
_CLOSE = expression(r"\s*[)\]}]")
_CUT = expression(r"[\d/]")
_UNSAID = frozenset(("", "n", "a", "an", "is", "of", "for", "to"))
"""Words before a range that do not make it one of reference."""


@dataclass(slots=True)
class Quantity:
    """A number where it stands, the unit as UCUM codes it may be, and what is printed beside it."""

    start: int
    end: int
    value: float | None = None
    units: tuple[str, ...] = ()
    comparator: str | None = None
    low: float | None = None
    high: float | None = None
    flag: str | None = None
    after: int = 0
    """Where reading stopped: after the unit, the flag and the range."""

    @property
    def ranged(self) -> bool:
        return self.low is not None or self.high is not None

    def bound(self, bounds: Bounds) -> None:
        """Take over a range that is printed elsewhere, unless the value has its own."""
        if not self.ranged:
            self.low, self.high = bounds


@cache
def _spellings() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, spelled in patterns.settings("quantities")["units"].items():
        for one in spelled:
            for way in {one, one.replace("/", " per ")}:
                found[way] = (*found.get(way, ()), code)
    return found


@cache
def _unit() -> re.Pattern[str]:
    spelled = any_of(_spellings())
    return re.compile(rf"\s*(?:[(\[]({spelled})[)\]]|({spelled})(?![\w/%]))")


def unit_at(norm: str, at: int, limit: int) -> tuple[tuple[str, ...], int] | None:
    """The UCUM codes that the unit written at `at` may be, and its end."""
    found = _unit().match(norm, at, limit)
    return (_spellings()[found[1] or found[2]], found.end()) if found else None


def quantity_at(
    text: str,
    norm: str,
    at: int,
    limit: int,
    known: frozenset[str],
    credible: Callable[[Bounds], bool],
    *,
    grouped: bool = False,
) -> Quantity | None:
    """The quantity written at `at`; None if there is none, or if it is a dose, a time or in a unit not `known`.

    `text` is the note, `norm` the same in lower case; a range is read where it is `credible`;
    `grouped`: digits that blanks part are one number.
    """
    lead = _LEAD.match(norm, at, limit)
    assert lead is not None
    if (number := number_at(norm, lead.end(), limit, grouped=grouped)) is None:
        return None
    found = Quantity(number.start, number.end, number.value, comparator=number.comparator, flag=_arrow(lead[1]))
    at = number.end
    if closing := _CLOSING.match(norm, at, limit):
        at = found.end = closing.end()
    written = unit_at(norm, at, limit)
    if written and not known.isdisjoint(written[0]):
        found.units, found.end = written
        at = found.end
    elif _CONCENTRATION.match(norm, at, limit):
        return None
    at = _flag(text, norm, found, at, limit)
    blank = at + (norm[at : at + 1] == " ")
    if not found.units and found.flag is None and (alien := _alien(norm, blank, limit)):
        short = "mmol/L" in known and norm[blank:alien] in ("meq", "mmol") and "." in norm[number.digits : number.end]
        if not short:
            return None
        at = found.end = alien
        found.units = ("mmol/L",)
    bounds, at = reference_at(norm, at, limit, credible)
    found.low, found.high = bounds
    if found.flag is None:
        at = _flag(text, norm, found, at, limit)
    found.after = at
    return found


def _alien(norm: str, at: int, limit: int) -> int | None:
    at += norm[at : at + 1] == "-"
    while at < limit and norm[at] == " ":
        at += 1
    word = classes("quantities", "alien").at(norm, at, limit)
    return word[1] if word and not _RATE.match(norm, word[1], limit) and not _THEN.match(norm, at, limit) else None


def _arrow(mark: str) -> str | None:
    return "H" if "↑" in mark else "L" if "↓" in mark else None


def _flag(text: str, norm: str, found: Quantity, at: int, limit: int) -> int:
    """Read a flag at `at`: a letter in capitals, a mark, or a word; the offset behind it, or `at`."""
    if mark := _MARKS.match(text, at, limit):
        found.flag, end = _arrow(mark[1]), mark.end()
    elif letter := _LETTER.match(text, at, limit):
        found.flag, end = letter[0].strip(" \t[(*")[0], letter.end()
    else:
        opening = _OPENING.match(norm, at, limit)
        assert opening is not None
        word = classes("quantities", "flags").at(norm, opening.end(), limit)
        if word is None or (len(norm[opening.end() : word[1]]) < 3 and opening["mark"] != "**"):
            return at
        if opening["mark"] is None and (opening.end() == at or _NO_FLAG.match(norm, word[1], limit)):
            return at
        if "," in opening[0] and not opening["mark"] and _ATTRIBUTIVE.match(norm, word[1]):
            return at  # "sodium 129, decreased chloride", whatever is known to be measured there
        end = word[1]
        if opening["mark"]:
            if (closed := _END_MARK.match(norm, end, limit)) is None:
                return at
            end = closed.end()
        found.flag = None if word[0] == "unsaid" else word[0]
    if at == found.end:
        found.end = end
    return end


def reference_at(norm: str, at: int, limit: int, credible: Callable[[Bounds], bool]) -> tuple[Bounds, int]:
    """The reference range printed at `at`, and the offset behind it; `at` itself where there is none."""
    opened = _OPEN.match(norm, at, limit)
    assert opened is not None
    here = words = opened.end()
    while not (found := _BOUND.match(norm, here, limit)):
        if (word := classes("quantities", "reference").at(norm, here, limit)) is None:
            return (None, None), at
        here = _BETWEEN.match(norm, word[1], limit).end()  # type: ignore[union-attr]
    end = found.end()
    written = unit_at(norm, end, limit)
    bare = found["low"] and written and "," not in norm[at:end]
    named = norm[words:here].strip(" ,.:=") not in _UNSAID or found["uln"] or found["lln"]
    if _CUT.match(norm, end, limit) or not (opened[1] or named or bare):
        return (None, None), at
    if written:
        end = written[1]
    if closed := _CLOSE.match(norm, end, limit):
        end = closed.end()
    bounds = _bounds(found)
    return (bounds, end) if credible(bounds) else ((None, None), at)


def _bounds(found: re.Match[str]) -> Bounds:
    low, high = found["low"] or found["floor"], found["high"] or found["top"]
    return (value_of(low) if low else None), (value_of(high) if high else None)


def bounds_in(text: str) -> Bounds | None:
    """The reference range that `text` is and nothing else; None if it is none."""
    here = _OPEN.match(text).end()  # type: ignore[union-attr]
    while not (found := _BOUND.match(text, here)):
        if (word := classes("quantities", "reference").at(text, here, len(text))) is None:
            return None
        here = _BETWEEN.match(text, word[1]).end()  # type: ignore[union-attr]
    return None if found["uln"] or any(c.isdigit() for c in text[found.end() :]) else _bounds(found)
