"""What a form's answer says: its words, the signs of a legend, and what was left blank."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from clinote import layers
from clinote.expressions import expression
from clinote.layout import Layout
from clinote.spelling import any_of
from clinote.text.marks import HOLLOW, UNTICKED
from clinote.text.nodes import Answer, Span

BLANK = r"(?<![\w*])\*{3,}(?![\w*])"
"""What a template leaves to be filled in."""
PICK = r"\{[^{}\n]*[:/|,][^{}\n]*\}|\[[^\[\]\n/]{1,16}/[^\[\]\n]{1,16}\]"
"""What a template leaves to be picked: '{YES/NO:20200}', '[yes/no]'."""
CHOICE = expression(r"\s*[/|]\s*|\s{2,}|,\s+|\s+or\s+")
"""Between answers that a form offers: 'yes / no / sometimes'."""
OPTION = 4
"""The most words of one."""
_MARKS = "()[]{}*_<>"
"""What marks one among others."""
_BLANK = expression(f"(?P<blank>{BLANK})|{PICK}")
_CODE = expression(r":[\w*]*$")
_OPTION = expression(r"[/|,]")
_OPENS = expression(r"[*{\[]")
"""What a blank begins with: it is looked for there alone."""
_SIGN = expression(r"(?<![^\s(\[,;:])([^\s(),;:=])\s?\Z")
"""The sign that a legend gives a meaning to, before its meaning."""
_HOLLOW = expression(HOLLOW)
_KEYED = expression(r"\s?[,;/]\s?")
"""What parts the signs of a key, each with what it means."""
_SIGNED = expression(r"(?<=[A-Za-z):])[ \t]+[+-]\Z")
"""A sign that ends a line: 'Cough +'."""
_FEWEST_POINTS = 3
_POINTS = expression(r"(?<=[a-z])\s?(?:\(\d\)|[=-]\s?\d)$|^\d\s?[=:-]?\s?(?=[a-z])")
"""The points of a head, beside its words: 'None (0)', '3 = severe'."""
_UNFILLED = frozenset(("assessment", "plan", "problem_list"))
"""Where a label is a problem and what its template leaves to be filled in is the plan for it."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of `patterns/forms.toml` that the tree is read with.

    `answered` finds the answers behind a label, `legend` what a sign means, `keyed` several signs and what each means,
    `unmarked` what an empty box means, `points` the key of a scale from 0 up.
    """

    answers: dict[str, bool | None]
    answered: re.Pattern[str]
    legend: re.Pattern[str]
    keyed: re.Pattern[str]
    unmarked: re.Pattern[str]
    points: re.Pattern[str]
    denying: frozenset[str]
    now: tuple[str, ...]
    earlier: frozenset[str]
    headers: frozenset[str]


@cache
def vocabulary() -> Words:
    """The words of the forms of a note."""
    raw = layers.toml("forms.toml")
    said = {"yes": True, "no": False, "open": None}
    answers = {word: said[kind] for kind, words in raw["answers"].items() for word in words}
    any_ = any_of(answers)
    answered = re.compile(
        r"[:?.…>→](?:(?<![.>])|(?<=[-=]>)|\.\.+|(?<=\s\.)\.(?=\s)|(?:[ \t]\.){2,})[ \t]*-?"
        rf"[ \t]*(?:\d[ \t]*[-=:,]?[ \t]*)?[(\[*_\"“]*(?i:{any_})[)\]*_\"”]*[ \t]*"
        r"(?:[-=:][ \t]*\d[ \t]*)?(?=[.;,*/]|or\b|\(|$)",
        re.M,
    )
    apart = r"(?<![^\s(\[,;:][^\s(),;:=].)(?<![^\s(\[,;:][^\s(),;:=]\s.)"  # most marks end a word, and no sign
    legend = re.compile(rf"[=:–-]{apart}(?:(?<=[=:])|(?=\s))\s?(?P<says>(?i:{any_}))\b")
    meaning = rf"(?:[^\w\s(),;:=]|[0xX])\s(?i:{any_})"
    opens = r"(?:\(|[kK](?<!\w.)(?i:ey)\b:?\s|[lL](?<!\w.)(?i:egend)\b:?\s)"
    keyed = re.compile(rf"{opens}\s?(?P<pairs>{meaning}(?:\s?[,;/]\s?{meaning})+)(?=\s?[).;,]|$)", re.M)
    none = any_of(word for word, says in answers.items() if says is False)
    empty, marked, items, means = (any_of(raw["boxes"][kind]) for kind in ("unmarked", "marked", "items", "means"))
    of = rf"(?:[ ,]+(?:{items}))*"
    unmarked = re.compile(
        rf"(?:\[[ _]?\]|\( ?\)|\b(?:{empty}){of})\s?(?:=|\b(?:{means})\b)\s?(?P<says>{any_})(?=\s?[).;,]|$)"
        rf"|\b(?P<unless>{none}){of} (?:(?:if|when|where) (?:{empty})|unless (?:{marked}))\b",
        re.I | re.M,
    )
    sets = r"\s?(?:[=:–-]\s?)?"
    points = re.compile(
        rf"0(?<![\d.]0)(?:{sets}(?i:{none})\s?[,;/|]\s?(?:\d-)?\d{sets}[a-z]|(?<=\w=0)[,;]\s?[a-z ]+=1\b)"
    )
    return Words(
        answers, answered, legend, keyed, unmarked, points, frozenset(raw["picks"]["denying"]),
        tuple(raw["now"]["words"]), frozenset(raw["earlier"]["words"]), frozenset(raw["headers"]["words"]),
    )  # fmt: skip


_SIGNS = {"+": True, "(+)": True, "-": False, "(-)": False}
"""What heads say that are all signs."""


def columns(heads: Sequence[str]) -> dict[int, bool]:
    """By its place what each head of a column of ticks says, where one says no or they are points from 0 up."""
    names = [_POINTS.sub("", head.lower()).strip(": ") for head in heads]
    points = {k: name != "0" for k, name in enumerate(names) if name.isdecimal() and len(name) == 1}
    if len(points) >= _FEWEST_POINTS and False in points.values():
        return points
    answers = _SIGNS if _SIGNS.keys() >= set(names) else vocabulary().answers
    said = {k: says for k, name in enumerate(names) if (says := answers.get(name)) is not None}
    return said if len(heads) > 1 and False in said.values() else {}


def among(text: str, span: Span) -> Answer | None:
    """The one of the answers offered that is marked: 'yes / (no)', '**yes** / no', 'none | (mild) | severe'."""
    value = text[slice(*span)].lower()
    choice = CHOICE.split(value.strip(" .;,|\t"))
    bare = [one.strip(_MARKS) for one in choice]
    marked = [k for k, one in enumerate(choice) if one != bare[k]]
    if len(choice) < 2 or len(marked) != 1 or any(len(one.split()) > OPTION or "(" in one for one in bare):
        return None
    answers = {"0": False, **vocabulary().answers}
    says = [answers.get(one, True) for one in bare]
    if False not in says and any(one not in answers for one in bare):
        return None
    one = choice[marked[0]]
    start = span.start + value.find(one)
    return Answer(says[marked[0]], start, start + len(one))


class Blank(NamedTuple):
    """What a template left open: whether it offers answers ('yes/no'), or verbs of which one denies what follows."""

    start: int
    end: int
    answers: bool
    verbs: bool


def blanks(text: str, layout: Layout) -> list[Blank]:
    """What the templates of a note left open, a problem's plan aside."""
    found = []
    reached = 0
    for opens in _OPENS.finditer(text) if any(sign in text for sign in "*{[") else ():
        m = _BLANK.match(text, opens.start()) if opens.start() >= reached else None
        if m is None:
            continue
        reached = m.end()
        options = [] if m["blank"] else _options(m[0])
        says = [option in vocabulary().answers for option in options]
        if m[0][0] == "[" and not all(says):
            continue
        if options or layout.section(m.start()).category not in _UNFILLED:
            verbs = not vocabulary().denying.isdisjoint(options)
            found.append(Blank(*m.span(), any(says) and not verbs, verbs))
    return found


def _options(pick: str) -> list[str]:
    """What a template offers: 'yes' and 'no' of '{Desc; yes/no:123}' and of '{Blank single:123::"yes","no"}'."""
    words = _CODE.sub("", pick[1:-1]).rpartition("::")[2].rpartition(";")[2]
    return [option.strip(' "').lower() for option in _OPTION.split(words)]


_SEVERAL = expression(r"[a-z]: ?[+-](?:[,;]| {2,})[^:\n]{1,60}(?<=[a-z]): ?[+-]\Z")
"""The last fields of a line, each with its sign: 'Rash: +, itch: -'."""


def _signed(text: str, lines: Sequence[tuple[int, int]]) -> Iterator[int]:
    """The lines below each other that each end in a plus or a minus, and those of several such fields, by their
    numbers."""
    signed = [number for number, line in enumerate(lines) if text.endswith(("+", "-"), *line)]
    rows = {number for number in signed if _SIGNED.search(text, *lines[number])}
    several = {number for number in signed if _SEVERAL.search(text, *lines[number])}
    return (number for number in sorted(rows | several) if number in several or {number - 1, number + 1} & rows)


_SYSTEMS = 20
"""The most paragraphs of a form that one legend is read for."""


def _meanings(text: str, boxed: Sequence[int]) -> Iterator[tuple[int, str, str]]:
    """Where legends tell what signs mean: the offset, the sign, and the answer that it stands for."""
    for m in vocabulary().legend.finditer(text):
        if sign := _SIGN.search(text, max(0, m.start() - 2), m.start()):
            yield m.start(), sign[1], m["says"]
    for m in vocabulary().keyed.finditer(text):
        yield from ((m.start(), pair[0], pair[1:]) for pair in _KEYED.split(m["pairs"]))
    for m in vocabulary().unmarked.finditer(text) if boxed else ():
        yield m.start(), UNTICKED, m["says"] or m["unless"]


def legends(text: str, layout: Layout, boxed: Sequence[int]) -> dict[int, dict[str, bool | None]]:
    """By the number of a line (from 0) what the signs in it mean: of the paragraph with a legend, or the next one.

    `UNTICKED` stands for every empty box; further paragraphs with boxes, which are `boxed`, are of the same form.
    """
    lines = layout.lines
    found: dict[int, dict[str, bool | None]] = {number: {"+": True, "-": False} for number in _signed(text, lines)}
    said: dict[int, dict[str, bool | None]] = {}
    for at, sign, says in _meanings(text, boxed):
        of_line = said.setdefault(layout.line_number(at) - 1, {})
        of_line[_HOLLOW.sub(UNTICKED, sign)] = vocabulary().answers[says.strip().lower()]
    for m in vocabulary().points.finditer(text):
        said[layout.line_number(m.start()) - 1] = {str(points): points > 0 for points in range(10)}
    ends = [*[k for k, (start, end) in enumerate(lines) if start == end], len(lines)]
    for number, signs in said.items():
        if False not in signs.values() or (True not in signs.values() and UNTICKED not in signs):
            continue
        above, below = bisect_left(ends, number), bisect_right(ends, min(number + 1, len(lines) - 1))
        stops = ends[below : below + _SYSTEMS]
        spans = ((lines[a][0], lines[b - 1][1]) for a, b in pairwise(stops))
        of_form = (UNTICKED in signs and bisect_left(boxed, a) < bisect_left(boxed, b) for a, b in spans)
        last = next((stop for stop, goes_on in zip(stops, of_form, strict=False) if not goes_on), stops[-1])
        found |= dict.fromkeys(range(ends[above - 1] + 1 if above else 0, last), signs)
    return found
