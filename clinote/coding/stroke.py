"""Hemiparesis, monoparesis and facial weakness: side, dominance, and whether a past stroke left them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from operator import attrgetter

from clinote import anatomy
from clinote.coding import diagnoses, policy
from clinote.coding.case import Case
from clinote.coding.chart import PLAIN
from clinote.expressions import expression
from clinote.facts import Context, Diagnosis, Distribution, Fact, Weakness
from clinote.grouping import grouped
from clinote.keeping import once
from clinote.lexicon import starting
from clinote.patterns import worded
from clinote.spans.time import Time

_said = partial(policy.pattern, "stroke")


@dataclass(frozen=True, slots=True)
class Paresis:
    """A one-sided weakness with the code it gets and what says so."""

    code: str
    evidence: Sequence[Fact]
    stroke: Fact | None
    sequela: bool


@once
def strokes(case: Case) -> Sequence[Fact]:
    """Strokes of this patient that are not merely suspected."""
    told = (fact for fact in case.of(Diagnosis) if diagnoses.group(fact) == "stroke" and fact.affirmed)
    return [fact for fact in told if not fact.uncertain or case.is_definite(fact)]


_DAY = expression(r"\d[/-]\d{1,2}[/-]\d|[a-z] \d{1,2}(?:st|nd|rd|th)?,? \d{4}")
"""A date with its day: in a note without a date of its own it may be a day of this very stay."""


_WEEKDAY = worded(r"\b{time.weekdays}\b")
_RECENT = 14
"""Days since a stroke of the present illness: 'weak since his stroke 3 days ago'."""


def is_past(case: Case, stroke: Fact) -> bool:
    """Whether the note speaks of a stroke that is over: old, prior, of an earlier year or month."""
    norm = case.reading.norm
    if stroke.historical or stroke.section == "past_history" or _said("old").search(stroke.text.lower()):
        return True
    low, high = _beside(case, stroke)
    if _said("past").search(norm, low, high):
        return True
    beside = _times(case, stroke)
    if _said("since").search(norm, low, stroke.start):
        recent = any(t.start < stroke.end and _is_recent(norm, t) for t in beside)
        return not (recent or _said("newly").search(norm, stroke.end, high))
    dates = () if case.reading.date else (t for t in beside if t.form == "at" and not _is_recent(norm, t))
    return not all(_DAY.search(norm, date.start, date.end) for date in dates)


def _beside(case: Case, stroke: Fact) -> tuple[int, int]:
    """A stroke with the words about it."""
    return case.reading.about(stroke.start, stroke.end, 40, 30)


def _times(case: Case, stroke: Fact) -> list[Time]:
    """The times told beside a stroke."""
    low, high = _beside(case, stroke)
    return [t for t in case.reading.times(stroke.start) if t.end > low and t.start < high]


def _is_called_acute(case: Case, stroke: Fact) -> bool:
    return _said("acute").search(case.reading.norm, _beside(case, stroke)[0], stroke.start) is not None


def _is_recent(norm: str, time: Time) -> bool:
    """Whether a time lies in the last days, as a day of the week does whatever the note's date is."""
    if time.high is None:
        return _WEEKDAY.search(norm, time.start, time.end) is not None
    return time.high < _RECENT


def _is_new(case: Case, stroke: Fact) -> bool:
    """Whether a stroke is called acute, or, right behind its name, one of the last days: nothing is left of it yet."""
    norm = case.reading.norm
    if _is_called_acute(case, stroke) and not is_past(case, stroke):
        return True
    behind = (t for t in _times(case, stroke) if t.start >= stroke.end and _is_recent(norm, t))
    return not all(norm[stroke.end : t.start].strip(" ,(") for t in behind)


def left_nothing(case: Case, stroke: Fact) -> bool:
    """Whether a past stroke is said to have left no deficit."""
    told = _said("no_residual").search(case.reading.norm[stroke.end : stroke.end + 60])
    return is_past(case, stroke) and told is not None


def tied(case: Case) -> list[tuple[Fact[Weakness], Fact]]:
    """One-sided weakness with the stroke that the provider ties it to: by words, or by an acute stroke stated."""
    one_sided, known = case.sites.one_sided, frozenset(strokes(case))
    found = [(mention, s) for mention in one_sided for s in _behind(case, mention) if s in known]
    if found:
        return found
    left = [(mention, before) for mention in one_sided if (before := _left_by(case, mention) or _told(case, mention))]
    if left:
        return left
    stated = (s for s in strokes(case) if case.is_stated(s) and case.is_definite(s))
    acute = [s for s in stated if not is_past(case, s) and not _told_past(case, s)]
    if acute and one_sided and not case.sites.stated_elsewhere:
        return [(mention, acute[0]) for mention in one_sided]
    return []


def _left_by(case: Case, mention: Fact) -> Fact | None:
    """The last stroke before a weakness called residual, or in its sentence: 'ICH in May. Residual weakness.'

    Or a past one in the sentence of a weakness that stays as it is: 'ICH 2018, left weakness stable'.
    """
    low, high = case.reading.sentence(mention.start)
    known, norm = strokes(case), case.reading.norm
    if not _said("residual_before").search(norm, max(low, mention.start - 60), mention.start):
        old = next(reversed(starting(known, low, mention.start)), None)
        if old is None:
            return None
        own = max(old.end, norm.rfind(",", old.end, mention.start))  # not 'BP stable' between them
        stays = _said("stays").search(norm, own, high) and not _said("newly").search(norm, old.end, high)
        return old if stays and is_past(case, old) else None
    before = starting(known, 0, mention.start)
    return before[-1] if before else next(iter(case.near(mention, known)), None)


def _told(case: Case, mention: Fact) -> Fact | None:
    """The last stroke that a past history says to have left this weakness, which is there now: of the same side."""
    sides = _sides(case, mention)
    told = [stroke for before, stroke in _left(case) if not sides.isdisjoint(_sides(case, before))]
    return max(told, key=attrgetter("start"), default=None)


@once
def _left(case: Case) -> list[tuple[Fact[Weakness], Fact]]:
    """The one-sided weakness that a past history says a stroke left, with that stroke."""
    return [
        (told, stroke) for told in case.of(Weakness)
        if told.section == "past_history" and told.affirmed and not told.uncertain
        and _sides(case, told) and (stroke := _left_by(case, told))
    ]  # fmt: skip


@once
def residual(case: Case) -> Paresis | None:
    """What a past history says that a stroke left, and that is there beside what the note is about."""
    pairs = [(mention, stroke) for mention, stroke in _left(case) if not mention.historical]
    mentions = [mention for mention, _ in pairs]
    return _paresis(case, mentions, pairs[-1][1], True) if pairs else None


def _sides(case: Case, mention: Fact) -> set[str]:
    """The sides of a weakness, as its own words tell them."""
    return {side for d in case.sites.of(mention) if (side := d.says.side) in ("left", "right")}


@once
def paresis(case: Case) -> Paresis | None:
    """The hemiparesis or monoparesis of the note; None when neither is documented."""
    mentions = case.stated("hemiparesis")
    if not mentions and not case.sites.stated_elsewhere:
        mentions = case.named("hemiparesis")
    pairs = tied(case)
    if not mentions and not pairs:
        told = [case.sites.of(mention) for mention in case.named(*PLAIN) if mention.section != "exam"]
        suspected = all(places and all(place.uncertain for place in places) for places in told)
        return residual(case) if suspected and case.sites.focal is not None else None  # only a finding
    return _paresis(case, mentions or [mention for mention, _ in pairs], *_cause(case, mentions, pairs))


def _paresis(case: Case, mentions: Sequence[Fact[Weakness]], stroke: Fact | None, sequela: bool) -> Paresis:
    """The one-sided weakness that `mentions` tell of, from `stroke`."""
    limb = None if any(m.says.concept == "hemiparesis" for m in mentions) else _limb(case, mentions)
    side, told = side_of(case, mentions)
    digit, handed = dominance(case, side)
    sequela = sequela and stroke is not None and diagnoses.code(stroke) != ""  # none of a bleed that an injury caused
    return Paresis(_code(stroke, sequela, limb, digit), [*mentions, *told, *handed], stroke, sequela)


def _cause(case: Case, mentions: Sequence[Fact], pairs: Sequence[tuple[Fact, Fact]]) -> tuple[Fact | None, bool]:
    """The stroke behind it, and whether the weakness is stated as what it left behind."""
    told = [*mentions, *(() if pairs else case.named("hemiparesis"))]
    linked = [s for mention in told for s in _behind(case, mention)] or [s for _, s in pairs]
    left = {stroke for mention, stroke in pairs if _left_by(case, mention)}
    for stroke in linked:
        if _is_new(case, stroke):
            continue
        if stroke in left or _told_sequela(case, stroke) or is_past(case, stroke) or _told_past(case, stroke):
            return stroke, True
    if linked:
        return linked[0], False
    known = strokes(case)
    for mention in mentions:
        if (old := _left_by(case, mention)) and is_past(case, old):
            return old, True
    acute = [s for s in known if case.is_stated(s) and not is_past(case, s)]
    if acute:
        return acute[0], False
    # a past history may tell what left it: 'stroke with residual left hemiparesis'
    told = [f for f in case.of(Weakness) if f.says.concept == "hemiparesis" and not (f.negated or f.family)]
    for mention in [*mentions, *(f for f in told if case.near(f, known))]:
        if known and _told_sequela(case, mention) and not _is_new_behind(case, mention, known[0]):
            return known[0], True
    return None, False


def _told_sequela(case: Case, fact: Fact) -> bool:
    """Whether the sentence says that something was left behind."""
    return bool(_said("sequela").search(case.reading.norm, *case.reading.sentence(fact.start)))


def _told_past(case: Case, stroke: Fact) -> bool:
    """Whether another mention of that kind of stroke is past; one assessed is new, but 'paresis after infarct'."""
    before = case.reading.norm[_beside(case, stroke)[0] : stroke.start]
    new = _is_called_acute(case, stroke) or (stroke.section == "assessment" and not _said("after").search(before))
    return not new and any(_sequelae(s) == _sequelae(stroke) and is_past(case, s) for s in strokes(case))


def side_of(case: Case, mentions: Sequence[Fact]) -> tuple[str | None, Sequence[Fact]]:
    """The side of a weakness, and the facts that tell it beside the mention itself."""
    for mention in mentions:
        places = [d for d in case.sites.of(mention) if d.says.side in ("left", "right")]
        if places:
            return places[0].says.side, places
    if case.latest_exam.one_sided:
        return case.latest_exam.one_sided, case.latest_exam.graded
    sides = {d.says.side: d for d in case.of(Distribution) if not d.negated and d.says.side in ("left", "right")}
    if len(sides) == 1:
        side, fact = next(iter(sides.items()))
        return side, [fact]
    return None, []


def dominance(case: Case, side: str | None) -> tuple[int, Sequence[Fact]]:
    """1 right dominant, 2 left dominant, 3 right non-dominant, 4 left non-dominant, 0 no side (G I.C.6.a)."""
    if side not in ("left", "right"):
        return 0, []
    handed = [f for f in case.of(Context) if f.says.concept == "handedness" and not (f.negated or f.family)]
    value = str(handed[0].says.value or handed[0].text).lower() if handed else ""
    if "ambi" in value or "both" in value:
        dominant = True
    elif "left" in value or "right" in value:
        dominant = side in value
    else:
        dominant, handed = side == "right", []
    return {("right", True): 1, ("left", True): 2, ("right", False): 3, ("left", False): 4}[side, dominant], handed[:1]


def _limb(case: Case, mentions: Sequence[Fact]) -> str | None:
    """'upper' or 'lower' when the weakness is confined to one limb."""
    places = [d for m in mentions for d in case.sites.of(m)]
    limbs = anatomy.limbs(place for d in places for place in d.places)
    if not places:
        exam = case.latest_exam
        limbs = frozenset(limb for grade in exam.graded for limb, _ in exam.limbs[grade.start]) - {"other"}
    if len(limbs) != 1 or any(d.says.pattern != "focal" for d in places):
        return None
    return next(iter(limbs))


def _code(stroke: Fact | None, sequela: bool, limb: str | None, digit: int) -> str:
    if sequela and stroke:
        kind = {"upper": 3, "lower": 4, None: 5}[limb]
        return f"{_sequelae(stroke)}{kind}{digit or 9}"
    return f"G83.{2 if limb == 'upper' else 1}{digit}" if limb else f"G81.9{digit}"


def _sequelae(stroke: Fact) -> str:
    """How the codes for what a stroke left behind begin."""
    return str(diagnoses.record(stroke).get("sequela", "I69.9"))


def facial(case: Case, mentions: Sequence[Fact]) -> tuple[str, Sequence[Fact]]:
    """The code of a facial weakness, and the diagnosis that decides it: a stroke left it as it left the limbs weak."""
    found, bell = paresis(case), case.diagnosed("facial")
    left = found.stroke if found and found.sequela else None
    if bell and not left:
        return "G51.0", bell
    linked = (s for mention in mentions for s in _behind(case, mention) if diagnoses.code(s))
    left = left or next((s for s in linked if is_past(case, s) or _told_sequela(case, s)), None)
    return (f"{_sequelae(left)}92", [left]) if left else ("R29.810", [])


def _behind(case: Case, mention: Fact) -> Sequence[Fact]:
    """The strokes to which the provider links a weakness."""
    return _linked(case).get(mention, [])


@once
def _linked(case: Case) -> dict[Fact, list[Fact]]:
    strokes = (link for link in case.links if link.certain and diagnoses.group(link.cause) == "stroke")
    return grouped((link.effect, link.cause) for link in strokes if not _is_new_behind(case, link.effect, link.cause))


def _is_new_behind(case: Case, mention: Fact, stroke: Fact) -> bool:
    """Whether a weakness told behind a past stroke began now: 'prior stroke, woke up today with a facial droop'."""
    between = case.reading.norm[stroke.end : mention.start]
    return bool(_said("begun").search(between)) and not _said("sequela").search(between) and is_past(case, stroke)
