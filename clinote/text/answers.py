"""What a form's answer says: its words, the signs of a legend, and what was left blank."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from clinote import layers
from clinote.expressions import expression
from clinote.layout import Layout
from clinote.spelling import any_of
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

    `answered` finds the answers behind a label, `legend` what a sign means, `points` the key of a scale from 0 up.
    """

    answers: dict[str, bool | None]
    answered: re.Pattern[str]
    legend: re.Pattern[str]
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
    none = any_of(word for word, says in answers.items() if says is False)
    means = r"\s?(?:[=:–-]\s?)?"
    points = re.compile(
        rf"0(?<![\d.]0)(?:{means}(?i:{none})\s?[,;/|]\s?(?:\d-)?\d{means}[a-z]|(?<=\w=0)[,;]\s?[a-z ]+=1\b)"
    )
    return Words(
        answers, answered, legend, points, frozenset(raw["picks"]["denying"]), tuple(raw["now"]["words"]),
        frozenset(raw["earlier"]["words"]), frozenset(raw["headers"]["words"]),
    )  # fmt: skip


def columns(heads: Sequence[str]) -> dict[int, bool]:
    """By its place what each head of a column of ticks says, where one says no or they are points from 0 up."""
    names = [_POINTS.sub("", head.lower()) for head in heads]
    points = {k: name != "0" for k, name in enumerate(names) if name.isdecimal() and len(name) == 1}
    if len(points) >= _FEWEST_POINTS and False in points.values():
        return points
    said = {k: says for k, name in enumerate(names) if (says := vocabulary().answers.get(name)) is not None}
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


def legends(text: str, layout: Layout) -> dict[int, dict[str, bool | None]]:
    """By the number of a line (from 0) what the signs in it mean: of the paragraph with a legend, or the next one."""
    lines = layout.lines
    found: dict[int, dict[str, bool | None]] = {number: {"+": True, "-": False} for number in _signed(text, lines)}
    said: dict[int, dict[str, bool | None]] = {}
    for m in vocabulary().legend.finditer(text):
        if sign := _SIGN.search(text, max(0, m.start() - 2), m.start()):
            said.setdefault(layout.line_number(m.start()) - 1, {})[sign[1]] = vocabulary().answers[m["says"].lower()]
    for m in vocabulary().points.finditer(text):
        said[layout.line_number(m.start()) - 1] = {str(points): points > 0 for points in range(10)}
    ends = [k for k, (start, end) in enumerate(lines) if start == end]
    for number, signs in said.items():
        if not {True, False} <= set(signs.values()):
            continue
        above, below = bisect_left(ends, number), bisect_right(ends, number + 1)
        first, last = ends[above - 1] + 1 if above else 0, ends[below] if below < len(ends) else len(lines)
        found |= dict.fromkeys(range(first, last), signs)
    return found
