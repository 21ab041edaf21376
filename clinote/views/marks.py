"""The note cut where facts and cues begin and end, so that overlapping ones can all be marked."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from clinote.views import words
from clinote.views.case import Case


@dataclass(slots=True)
class Segment:
    """A stretch of one line on which the same facts and cues lie; some `begin` with it, some `end`."""

    text: str
    facts: list[dict[str, Any]]
    begin: list[dict[str, Any]]
    end: list[dict[str, Any]]
    cues: list[str]


def lines(case: Case) -> Iterator[list[Segment]]:
    """The lines of the note, each as its segments; an empty line is an empty list."""
    line: list[Segment] = []
    for segment in _segments(case):
        pieces = segment.text.split("\n")
        for number, piece in enumerate(pieces):
            if number:
                yield line
                line = []
            if piece := piece.removesuffix("\r"):
                begin = segment.begin if number == 0 else []
                end = segment.end if number == len(pieces) - 1 else []
                line.append(Segment(words.safe(piece), segment.facts, begin, end, segment.cues))
    if line:
        yield line


def _segments(case: Case) -> Iterator[Segment]:
    starts: dict[int, list[dict[str, Any]]] = {}
    ends: dict[int, list[dict[str, Any]]] = {}
    cues: dict[int, list[tuple[int, str]]] = {}
    for fact in case.report["facts"]:
        starts.setdefault(fact["start"], []).append(fact)
        ends.setdefault(fact["end"], []).append(fact)
        for flag, cue in fact["cues"].items():
            cues.setdefault(cue["start"], []).append((cue["end"], flag))
    cuts = {*starts, *ends, *cues, *(end for ending in cues.values() for end, _ in ending), len(case.text)}
    lying: list[dict[str, Any]] = []
    setting: list[tuple[int, str]] = []
    at = 0
    for cut in sorted(cuts):
        if cut > at:
            flags = list(dict.fromkeys(flag for _, flag in setting))
            yield Segment(case.text[at:cut], list(lying), starts.get(at, []), ends.get(cut, []), flags)
            at = cut
        lying = [fact for fact in lying if fact["end"] > cut] + starts.get(cut, [])
        setting = [(end, flag) for end, flag in setting if end > cut] + cues.get(cut, [])
