"""Other words for the same: synonyms of a cue, short forms, lists in another shape or order, lines that say nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from clinote import layers
from clinote.evaluation.forms.lines import bulleted, item, lines
from clinote.evaluation.forms.rewriting import Edit, Piece, Rewriting
from clinote.expressions import expression
from clinote.spelling import any_of

_MOST_WORDS = 4
_BEGUN = expression(r"(?:^|[.?!:] |\n[ \t]*)\Z")
_SEPARATOR = expression(r",\s*(?:and\s+|or\s+|nor\s+)?|\s+(?:or|nor|and)\s+")


def data() -> dict[str, Any]:
    """`patterns/evaluation/forms.toml`."""
    return layers.toml("evaluation", "forms.toml")


@dataclass(frozen=True)
class Swap:
    """Words exchanged for others that mean the same."""

    pairs: dict[str, str]
    left_alone: tuple[str, ...] = ()
    as_written: frozenset[str] = frozenset()

    def __call__(self, text: str) -> Rewriting | None:
        """The text with the words exchanged."""
        return Rewriting.of(text, self._edits(text))

    def _edits(self, text: str) -> Iterator[Edit]:
        words = any_of(self.pairs, blank=r"\s+")
        not_before = "".join(rf"(?!\s+{word}\b)" for word in self.left_alone)
        for found in re.finditer(rf"(?<![\w/.-])(?:{words})(?![\w/-]){not_before}", text, re.I):
            old = " ".join(found.group().split())
            if old not in self.as_written and old.lower() in {w.lower() for w in self.as_written}:
                continue
            if old.isupper() and len(old) > 1 and old not in self.pairs:
                continue
            new = self.pairs.get(old) or self.pairs[old.lower()]
            begins = old[0].isupper() and _BEGUN.search(text, 0, found.start())
            yield Edit(*found.span(), new[0].upper() + new[1:] if begins or old not in self.pairs else new)


def swaps() -> Iterator[tuple[str, Swap]]:
    """The exchanges of `patterns/evaluation/forms.toml` by name."""
    for record in data()["swap"]:
        pairs, name = dict(record["pairs"]), record["name"]
        more = tuple(record.get("left_alone", ())), frozenset(record.get("as_written", ()))
        yield name, Swap(pairs, *more)
        if record.get("both"):
            yield f"{name}, back", Swap({new: old for old, new in pairs.items()}, *more)


@dataclass(frozen=True)
class Listing:
    """A sentence that is a lead and a list: where it begins, its lead ends, its members are, and its full stop is."""

    start: int
    lead_end: int
    members: tuple[tuple[int, int], ...]
    stop: int


@cache
def _sentence() -> re.Pattern[str]:
    lists = data()["lists"]
    subjects = "|".join(map(re.escape, lists["subjects"]))
    leads = any_of(lists["leads"])
    return re.compile(
        rf"(?:(?<=[.;:] )|(?m:^))(?P<lead>(?:(?:{subjects}) )?(?P<cue>{leads})) (?P<list>[^.;:()\n|/\[\]]+)\.(?=\s|$)",
        re.I,
    )


def listings(text: str) -> Iterator[Listing]:
    """Sentences such as 'Denies a, b, or c.', of at least three members that could each stand alone."""
    lists = data()["lists"]
    half, never = set(lists["half"]), set(lists["never"])
    for found in _sentence().finditer(text):
        start, end = found.span("list")
        parts = [m.span() for m in _SEPARATOR.finditer(text, start, end)]
        members = list(zip([start, *(b for _, b in parts)], [*(a for a, _ in parts), end], strict=True))
        words = [text[a:b].lower().split() for a, b in members]
        joined = re.search(r"\b(?:or|nor)\b", found["list"], re.I)
        if len(members) < 3 or (not joined and found["cue"].lower() in lists["needs_or"]):
            continue
        sound = all(
            0 < len(w) <= _MOST_WORDS
            and not never.intersection(w)
            and not half.issuperset(w)
            and not w[-1].endswith("ing")
            for w in words
        )
        shared = len(words[-1]) > 1 and all(len(w) == 1 for w in words[:-1])  # perhaps one noun for all
        if sound and not shared and not re.search(r"\d|  ", found["list"]):
            yield Listing(found.start(), found.end("lead"), tuple(members), found.end() - 1)


def itemized(text: str, colon: str, bullet: str) -> Rewriting | None:
    """The members of a list on lines of their own under their lead-in."""
    edits: list[Edit] = []
    for listing in listings(text):
        if text[listing.start - 2 : listing.start] in (". ", "; "):
            edits.append(Edit(listing.start - 1, listing.start, "\n"))
        edits.append(Edit(listing.lead_end, listing.lead_end + 1, f"{colon}\n{bullet}"))
        for (_, before), (after, _) in pairwise(listing.members):
            edits.append(Edit(before, after, f"\n{bullet}"))
        more = text[listing.stop + 1 : listing.stop + 2] == " "
        edits.append(Edit(listing.stop, listing.stop + (2 if more else 1), "\n" if more else ""))
    return Rewriting.of(text, edits)


def run_in(text: str) -> Rewriting | None:
    """Short bulleted items behind their lead-in's colon, with commas."""
    edits: list[Edit] = []
    by_end = {line.end: line for line in lines(text)}
    for run in bulleted(text):
        lead = by_end.get(run[0].line.start - 1)
        if not lead or not lead.text.endswith(":") or item(lead):
            continue
        said = [one.line.text for one in run]
        if any(re.search(r"[,.;:()]", words[2:].rstrip(".")) or len(words.split()) > 6 for words in said):
            continue
        edits += [Edit(one.line.start - 1, one.begin, " " if one is run[0] else ", ") for one in run]
    return Rewriting.of(text, edits)


def separated(text: str, sign: str) -> Rewriting | None:
    """Another sign between the members of a list."""
    edits: list[Edit] = []
    for listing in listings(text):
        for _, before in listing.members[:-1]:
            if text[before] == ",":
                edits.append(Edit(before, before + 1, sign))
    return Rewriting.of(text, edits)


def ampersand(text: str) -> Rewriting | None:
    """'and' between words as '&'."""
    return Rewriting.of(text, (Edit(*m.span(1), "&") for m in re.finditer(r"(?<=[a-z]) (and) (?=[a-z])", text)))


def turned(text: str) -> Rewriting | None:
    """The members of a list the other way round."""
    return _turn(text, [listing.members for listing in listings(text)])


def turned_bullets(text: str) -> Rewriting | None:
    """Bulleted items the other way round."""
    return _turn(text, [tuple((item.begin, item.line.end) for item in run) for run in bulleted(text)])


def _turn(text: str, groups: list[tuple[tuple[int, int], ...]]) -> Rewriting | None:
    pieces, at = [], 0
    for members in groups:
        for place, member in zip(members, reversed(members), strict=True):
            pieces.append(Piece(at, place[0], text[at : place[0]]))
            pieces.append(Piece(*member, text[slice(*member)]))
            at = place[1]
    pieces.append(Piece(at, len(text), text[at:]))
    made = Rewriting(pieces)
    return made if made.text != text else None


def before(text: str, line: str) -> Rewriting | None:
    """A line that says nothing, in front."""
    return Rewriting.of(text, [Edit(0, 0, f"{line}\n")])


def behind(text: str, line: str) -> Rewriting | None:
    """A line that says nothing, at the end."""
    return Rewriting.of(text, [Edit(len(text), len(text), f"\n{line}")])


def amid(text: str, line: str) -> Rewriting | None:
    """A line that says nothing, between two parts of the note."""
    parts = list(re.finditer(r"\n[ \t]*\n", text))
    if not parts:
        return None
    at = parts[len(parts) // 2].end()
    return Rewriting.of(text, [Edit(at, at, f"{line}\n\n")])
