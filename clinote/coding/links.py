"""Cause and effect as the provider links them: 'weakness due to hypokalemia', 'hypokalemia causing weakness'.

A list of diagnoses, or two on neighbouring lines, is no link (Official Guidelines I.A.15).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from clinote.coding import diagnoses, policy
from clinote.expressions import expression
from clinote.facts import Diagnosis, Fact, Finding
from clinote.keeping import once
from clinote.layout import Section
from clinote.lexicon import starting
from clinote.patterns import worded
from clinote.reading import Reading

_REACH = 160
_DOUBT = 24
"""How long a word of doubt and the connective behind it are: 'suspected due to'."""


_said = partial(policy.pattern, "links")
_ASSESSMENTS = frozenset(("assessment", "plan"))
Causes = Sequence[Fact[Diagnosis]]


@dataclass(frozen=True, slots=True)
class Link:
    """The provider says that `cause` brings about `effect`; not `certain` where it is 'likely from' or the like."""

    cause: Fact[Diagnosis]
    effect: Fact
    certain: bool


def of_cause(reading: Reading, effect: Fact, at: int) -> bool:
    """Whether what stands at `at` speaks of the effect's cause: after 'weakness due to'."""
    near = effect.end <= at < effect.end + _REACH
    return near and _said("forwards").search(reading.norm, effect.end, at + _DOUBT) is not None


def is_over(reading: Reading, cause: Fact) -> bool:
    """Whether the words at the cause say that it has gone by: 'recent bronchitis'; a stroke leaves a deficit behind."""
    told = _said("over").search(reading.norm, max(0, cause.start - _DOUBT), cause.end)
    return told is not None and diagnoses.group(cause) != "stroke"


def find(reading: Reading, effects: Sequence[Fact], causes: Causes, signs: Sequence[Fact] = ()) -> list[Link]:
    """Every link between one of `effects` and one of `causes` (in text order); `signs` are linked as 'her findings'."""
    links: list[Link] = []
    for effect in effects if causes else ():
        start, end = span(reading, effect)
        near = [cause for cause in starting(causes, start, end) if cause.end <= end]
        links += [link for cause in near if (link := _link(reading, effect, cause, near))]
        pointed = _numbered(reading, effect, causes, end), _anaphoric(reading, effect, causes, end)
        links += filter(None, (*pointed, _problem(reading, effect, causes)))
    return links + _of_all(reading, effects, causes, signs) if causes and (effects or signs) else links


def _of_all(reading: Reading, effects: Sequence[Fact], causes: Causes, signs: Sequence[Fact]) -> list[Link]:
    """'Her symptoms are secondary to hypothyroidism': whatever the patient complains of comes from it.

    So does it where 'her findings' do and what was found is a loss of strength: not 'her findings (crackles, edema)'.
    """
    lost = [*signs, *(fact for fact in effects if reading.layout.section(fact.start).category == "exam")]
    found = []
    for told in starting(_complaints(reading), causes[0].start - _REACH, causes[-1].end + _REACH):
        start, end = span(reading, told)
        shown = _said("signs").search(told.text.lower()) is not None
        if shown and not _are_of_strength(reading, told, lost):
            continue
        near = starting(causes, start, end)
        said = [link for cause in near if (link := _link(reading, told, cause, near))]
        said = said or [link for link in [_anaphoric(reading, told, causes, end)] if link]
        found += [
            Link(link.cause, effect, link.certain)
            for link in said for effect in [*effects, *(signs if shown else ())]
            if _is_complained(reading, effect, link.cause, shown)
        ]  # fmt: skip
    return found


def _are_of_strength(reading: Reading, told: Fact, lost: Sequence[Fact]) -> bool:
    """Whether 'her findings' follow a loss of strength, 'these signs' right behind it, and are not told with them."""
    start, end = reading.sentence(told.start)
    before = [fact for fact in lost if fact.end <= told.start]
    if reading.norm.endswith("these ", start, told.start):
        low, _ = reading.sentence(max(0, start - 3))
        before = [fact for fact in before if fact.start >= low]
    return bool(before) and _said("findings_told").search(reading.norm, told.end, end) is None


@once
def _complaints(reading: Reading) -> list[Fact[Finding]]:
    """What speaks of all that the patient complains of, where the provider assesses."""
    spans = (at for at in _assessed(reading) if _said("either").search(reading.norm, *at))
    told = (m for at in spans for m in _said("complaints").finditer(reading.norm, *at))
    return [reading.fact(Finding("symptoms"), *m.span("all"), "links.complaints") for m in told]


def _is_complained(reading: Reading, effect: Fact, cause: Fact[Diagnosis], shown: bool) -> bool:
    """Whether an effect is no finding alone, if none is meant, and of one part where the cause weakens a part."""
    examined = reading.layout.section(effect.start).category == "exam"
    whole = _said("of_the_whole").search(reading.norm, max(0, effect.start - _DOUBT), effect.end)
    return (shown or not examined) and not (diagnoses.weakens(cause) and whole)


def span(reading: Reading, effect: Fact) -> tuple[int, int]:
    """The effect's sentence, and the next one where it goes on about the same thing ('This is due to ...')."""
    start, end = reading.sentence(effect.start)
    index = reading.layout.sentence_index(effect.start)
    if index + 1 < len(reading.layout.sentences):
        after = reading.layout.sentences[index + 1]
        said = _said("going_on").match(reading.norm, *after) or _said("blamed").match(reading.norm, *after)
        if said and after[0] - end < 3:
            end = after[1]
    if reading.norm.endswith(":", start, end):  # 'weakness due to:', and its list
        items = starting(reading.tree.items, end, effect.end + _REACH)
        led = [item.end for item in items if item.leads and start <= item.leads[-1].start < end]
        end = max(led, default=end)
    return max(start, effect.start - _REACH), min(end, effect.end + _REACH)


def _link(reading: Reading, effect: Fact, cause: Fact[Diagnosis], near: Sequence[Fact]) -> Link | None:
    if cause.start >= effect.end:
        return _forward(reading, effect, cause, near)
    return _reverse(reading, effect, cause, near) if cause.end <= effect.start else None


def _forward(reading: Reading, effect: Fact, cause: Fact[Diagnosis], near: Sequence[Fact]) -> Link | None:
    norm = reading.norm
    if _said("treatment").match(norm, cause.end):
        return None
    if diagnoses.group(cause) != "stroke" and _said("earlier_cause").search(norm, effect.end, cause.start):
        return None
    between = [f for f in near if effect.end <= f.start < cause.start]
    if between and (said := _said("forwards").search(norm, effect.end, cause.start)):
        # what else the cause brings about: 'weakness, confusion and delirium due to sepsis'
        shared = [f for f in between if f.end <= said.start()]
        if shared and _LISTED.fullmatch(norm, effect.end, shared[-1].start):
            between = between[len(shared) :]
    first = between[0] if between else cause
    gap = _plain(norm[effect.end : first.start])
    denied = between and _said("broken").search(gap)
    if denied and (instead := _said("instead").match(norm, between[-1].end, cause.start)):
        gap, between = _plain(norm[instead.end() : cause.start]), []
    connector = _said("forwards").search(gap)
    if connector is None and _assessing(reading, effect.start):
        connector = _said("assessing").search(gap)
    leading = _said("attributing").search(norm, reading.sentence(effect.start)[0], effect.start)
    if connector is None and leading:
        connector = _said("attributed").match(gap)
    listed = not between or all(_AND.fullmatch(norm, a.end, b.start) for a, b in pairwise([*between, cause]))
    if connector is None and listed and _said("likelihood").fullmatch(gap):
        return Link(cause, effect, False)
    if connector is None and diagnoses.group(cause) == "stroke":
        connector = _said("behind_stroke").search(gap)
    for behind, joint in (("as_cause", "joining"), ("blamed", "parting")):
        if connector is None and (named := _said(behind).match(norm, cause.end)):
            connector = _said(joint).match(gap)
            gap += named[0] if connector else ""
    if connector is None or _said("broken").search(gap[: connector.start()]):
        return None
    if not listed or len(gap) - connector.end() > 60 or _said("broken").search(gap[connector.end() :]):
        return None
    doubted = _said("doubted").search(f"{leading[0]}{gap}" if leading else gap)
    return Link(cause, effect, not (doubted or _said("one_of").match(norm, cause.end)))


_LISTED = expression(r"[\s,\w-]{0,80}\b(?:and|&) (?:[\w-]+ ){0,2}")
_JOINED = worded(r"^[- ]{diagnosis.induced}(?!\w)\s*(?:[\w-]+\s+){0,3}$")
_ASIDE = expression(r"\([^()]*\)|(?<=\d)\.(?=\d)")
_AND = expression(r"[\s,(*•-]*(?:\d+\) )?(?:\([^)]*\))?[\s,]*(?:(?:and|or|plus|with|[&/+])\s*)?(?:[\w-]+\s+){0,3}")


def _plain(gap: str) -> str:
    """The words between cause and effect, without asides in brackets and decimal points."""
    return _ASIDE.sub(" ", gap)


def _reverse(reading: Reading, effect: Fact, cause: Fact[Diagnosis], near: Sequence[Fact]) -> Link | None:
    gap = _plain(reading.norm[cause.end : effect.start])
    if len(gap) > 100 or _said("broken").search(gap):
        return None
    if any(cause.end <= f.start < effect.start for f in near) and not _said("reversed").match(gap):
        return None
    stroke = diagnoses.group(cause) == "stroke"
    after = _said("post").search(reading.norm, max(0, cause.start - 6), cause.start)
    fronted = _said("fronted").search(reading.norm, reading.sentence(cause.start)[0], cause.start)
    called = _said("symptomatic").search(reading.norm, max(0, cause.start - _DOUBT), cause.end)
    linked = (
        _said("reversed").match(gap)
        or _JOINED.match(gap)
        or (diagnoses.paralyzes(cause) and _said("own").match(gap))
        or _is_its_part(reading, effect, cause, gap)
        or (called and _said("symptom").match(gap))
        or (_said("joining").match(gap) and _said("as_effect").match(reading.norm, effect.end))
        or (fronted and _said("follows").match(gap))
        or (stroke and (after or _said("joining").match(gap)))
    )
    return Link(cause, effect, not _said("doubted").search(gap)) if linked else None


def _is_its_part(reading: Reading, effect: Fact, cause: Fact[Diagnosis], gap: str) -> bool:
    """Whether a lesion is stated with a weakness that it brings with it: 'C7 radiculopathy with triceps weakness'."""
    its = diagnoses.weakens(cause) and _said("of_its_part").match(gap) and _assessing(reading, effect.start)
    return bool(its) and not _said("of_the_whole").search(f"{gap} {effect.text.lower()}")


def _assessing(reading: Reading, at: int) -> bool:
    """Whether what is at `at` stands where the provider assesses: also anywhere in a note without sections."""
    here = reading.layout.section(at).category
    return here in _ASSESSMENTS or not any(section.category for section in reading.layout.sections)


def _assessed(reading: Reading) -> Iterator[tuple[int, int]]:
    """Where the provider assesses, each from the last mark or word before it on."""
    norm, sections = reading.norm, reading.layout.sections
    if not any(section.category for section in sections):
        yield 0, len(norm)
    for section in sections:
        if section.category in _ASSESSMENTS:
            yield max(0, len(norm[: section.start].rstrip()) - 1), section.end


_HEAD = 30
"""Characters that may stand before the problem on the first line of its item: a number, an adjective."""
_ITEM = 1000
"""Characters of an item before what is linked to the problem above it."""
_NEXT_ITEM = expression(r"\n\s*(?:\n|\(?\d{1,2}[.)]|[-*•#])|[.;:] +\d{1,2}[.)] ")


def _problem(reading: Reading, effect: Fact, causes: Causes) -> Link | None:
    """'2. Hyponatremia. Symptoms: weak, unsteady', '- source of her weakness': what is said under a problem of it."""
    norm = reading.norm
    section = reading.layout.section(effect.start)
    if section.category not in ("assessment", "plan"):
        return None
    under = _named_above(reading, effect.start, causes)
    if under and effect.start - under.at < _ITEM and not starting(causes, under.at, effect.start):
        said = norm[under.at : effect.start]
        lead, colon, _ = norm[under.problem.end : under.at].partition(":")  # 'hypothyroidism, causing:'
        for words in (said, f"{lead} {said.lstrip(' -*•')}" if colon and "\n" not in lead else ""):
            told = _said("reversed").match(words) or _said("nominal").match(words) or _said("symptoms").search(words)
            if told and not (_said("broken").search(words) or _said("no_symptoms").search(words)):
                return Link(under.problem, effect, not _said("doubted").search(norm, under.start, effect.start))
    start = reading.sentence(effect.start)[0]
    told = _said("symptoms").search(norm, max(start, effect.start - 80), effect.start)
    if not told or _said("no_symptoms").search(norm, max(start, told.start() - 30), effect.start):
        return None
    for cause in starting(causes, max(section.start, effect.start - 2 * _REACH), told.start()):
        line = reading.layout.line(cause.start)[0]
        if cause.start - line <= _HEAD and not _NEXT_ITEM.search(norm, cause.end, effect.start):
            return Link(cause, effect, not _said("doubted").search(norm, line, cause.start))
    return None


class _Above(NamedTuple):
    """A problem that an item stands under: where its line and where the item starts, and the diagnosis it is about."""

    start: int
    at: int
    problem: Fact[Diagnosis]


def _named_above(reading: Reading, at: int, causes: Causes) -> _Above | None:
    """The problem under which the item that holds `at` stands, with a diagnosis at its head."""
    item = reading.tree.item(at)
    if item and item.behind and item.head.start < item.behind.start <= at and not item.leads:
        above, begin = item.head, item.behind.start
    elif item and item.leads:
        above, begin = item.leads[-1], item.start
    else:
        return None
    named = starting(causes, above.start, min(above.end, above.start + _HEAD))
    return _Above(above.start, begin, named[0]) if named else None


def _numbered(reading: Reading, effect: Fact, causes: Causes, end: int) -> Link | None:
    """'Weakness from #1': the diagnosis of that numbered item."""
    tail = reading.norm[effect.end : end]
    connector = _said("forwards").search(tail)
    number = connector and _said("number").match(tail, connector.end())
    if not connector or not number or _said("broken").search(tail[: connector.start()]):
        return None
    begin = _item(reading, reading.layout.section(effect.start), number[1] or number[2])
    named = starting(causes, begin, reading.sentence(begin)[1]) if begin >= 0 else ()
    return Link(named[0], effect, not _said("doubted").search(tail[: connector.start()])) if named else None


@once
def _item(reading: Reading, section: Section, number: str) -> int:
    """Where the words of the item of a section that has this number begin; -1 where none has it."""
    marked = rf"{number}[.)](?<![^\s:]{number}[.)])\s|^[ \t]*(?:[#(]|problem )?{number}(?:[.):]*\s|[.)])(?=[^\W\d])"
    found = re.compile(marked, re.M).search(reading.norm, section.body, section.end)
    return found.end() if found else -1


_AGO = 3
"""How many sentences back what 'this' stands for may be."""


def _anaphoric(reading: Reading, effect: Fact, causes: Causes, end: int) -> Link | None:
    """'Anemia - weakness due to this', '... secondary to above', 'Anemia; this explains the weakness'.

    What is meant is what the sentence, or one shortly before it, begins with.
    """
    norm = reading.norm
    begin = reading.sentence(effect.start)[0]
    if taken := _said("taken_up").search(norm, begin, effect.start):
        said, stop = norm[begin if taken.start() - begin < _DOUBT else taken.start() : effect.start], taken.start()
    elif (connector := _said("forwards").search(norm, effect.end, end)) and (
        pointed := _said("anaphor").match(norm, connector.end(), end)
    ):
        said, stop = norm[effect.end : pointed.end()], effect.start
    elif result := _said("as_effect").match(norm, effect.end, end):
        said, stop = result[0], effect.start
    else:
        return None
    if _said("broken").search(said) or not _assessing(reading, effect.start):
        return None
    index, body = reading.layout.sentence_index(effect.start), reading.layout.section(effect.start).body
    for first, until in reversed(reading.layout.sentences[max(0, index - _AGO) : index + 1]):
        named = starting(causes, max(first, body), min(until, stop))
        if named:
            return Link(named[0], effect, not _said("doubted").search(said))
    return None
