"""The conditions of the alerts: what is missing, contradictory or at risk."""

import re

from clinote import codeset, facts
from clinote.coding import diagnoses, policy, written
from clinote.coding.case import Case
from clinote.coding.chart import WEAK
from clinote.coding.conditions import (
    Found,
    condition,
    definite_links,
    is_finding,
    muscle_disease,
    paralysis,
    some,
    true,
)
from clinote.coding.order import once
from clinote.expressions import expression
from clinote.facts import Fact

_ASKED = expression(r"[^.;?\n]{0,60}\w\s?\?")
"""A cause in question: 'weakness, viral?'."""
WORKUP = ("anemia", "thyroid disease", "electrolyte imbalance")
_ITEM_SENTENCES = 40
"""How far into a long problem item a cause is looked for."""
_NEAR = 40
"""Characters before a mention where its cause may stand."""
_ANSWERS = {
    "anemia": ("hemoglobin",),
    "thyroid disease": ("tsh", "free_t4"),
    "electrolyte imbalance": ("potassium", "sodium", "magnesium", "calcium", "phosphate"),
}


@condition("weakness stated only by someone who is no provider")
def _no_provider(case: Case) -> Found:
    if case.provider_speaks:
        return None
    return some(case.current)


def missing_workup(case: Case) -> list[str]:
    """Which of anemia, thyroid disease and electrolyte imbalance were not looked for, by result or by order."""
    measured = {s.analyte for s in case.labs}
    sought = {
        hit.pattern.data["looks_for"] for hit in case.reading.hits("workup") if not _not_done(case, hit.start, hit.end)
    }
    return [name for name in WORKUP if name not in sought and not measured & set(_ANSWERS[name])]


def _not_done(case: Case, start: int, end: int) -> bool:
    """A test that the note says was not done, or that stands in the family's or the patient's past."""
    section = case.reading.layout.section(start).category
    if section in ("past_history", "family_history", "medications", "allergies"):
        return True
    words, norm = policy.data("words"), case.reading.norm
    return bool(
        re.match(words["not_sent"], norm[end : end + 30])
        or re.search(words["none_sent"], norm[max(0, start - 12) : start])
    )


@condition("work-up incomplete")
def _workup(case: Case) -> Found:
    return true(bool(missing_workup(case)))


@condition("focal deficits spoken of")
def _focal_deficits(case: Case) -> Found:
    concepts = ("focal_deficit", "sensory_loss", "dysarthria", "diplopia", "ptosis")
    found = [
        *(f for f in case.of(facts.Finding) if f.says.concept in concepts),
        *(f for f in case.of(facts.Weakness) if f.says.concept in ("facial_weakness", "hemiparesis")),
        *(f for f in case.of(facts.Distribution) if f.says.pattern in ("focal", "hemi")),
    ]
    return some([f for f in found if _of_now(case, f)])


def _of_now(case: Case, fact: Fact) -> bool:
    """Said of this patient now, affirmed or denied."""
    return not (fact.hypothetical or fact.family or fact.historical)


@condition("duration given")
def _duration(case: Case) -> Found:
    dated = {f.id for f in case.facts if f.label in ("WEAKNESS", "FINDING") and not (f.family or f.hypothetical)}
    dated -= {f.id for f in case.of(facts.Weakness) if f.historical}
    found = [f for f in case.of(facts.Duration) if f.says.about in dated and not f.historical]
    onset = [f for f in case.of(facts.Context) if f.says.concept == "onset" and _of_now(case, f)]
    return some([*found, *onset])


@condition("distribution given")
def _distribution(case: Case) -> Found:
    found = [f for f in case.of(facts.Distribution) if _of_now(case, f) and not f.negated]
    return some([*found, *(g for g in case.latest_exam.graded if g.says.site)])


@condition("functional impact spoken of")
def _impact(case: Case) -> Found:
    return some([f for f in case.of(facts.Finding) if f.says.concept == "functional_impact" and _of_now(case, f)])


@condition("cause spoken of")
def _cause(case: Case) -> Found:
    if case.links or definite_links(case):
        return [link.cause for link in case.links]
    seen = 0
    for mention in case.named(*WEAK):
        start, end = case.items.at(mention.start)
        begin = max(start, mention.start - _NEAR)
        sentences, seen = _sentences(case, mention.start, end, seen)
        hits = (hit for low, _ in sentences for hit in case.reading.around(low, "cause"))
        if any(hit.start >= begin for hit in hits) or _sought(case, mention, end):
            return [mention]
    return None


def _sentences(case: Case, at: int, end: int, seen: int) -> tuple[list[tuple[int, int]], int]:
    """The sentences of an item up to `end` from the one that holds `at`, but for the first `seen` of the note.

    And how many the note has up to their end, in which a later mention need not look: what is behind that one would be
    behind this one too.
    """
    layout = case.reading.layout
    first = layout.sentence_index(at)
    last = min(first + _ITEM_SENTENCES, layout.sentence_index(end - 1) + 1)
    return layout.sentences[max(first, seen) : last], max(last, seen)


def _sought(case: Case, mention: Fact, end: int) -> bool:
    """Whether a mention's cause is asked for, or a test of its plan seeks it."""
    if _ASKED.match(case.reading.norm, mention.end, end):
        return True
    return mention.section in (None, "assessment", "plan") and mention.start <= _last_order(case)


@condition("tests ordered")
def _tests_ordered(case: Case) -> Found:
    return true(_last_order(case) >= 0)


@once
def _last_order(case: Case) -> int:
    """Where the assessment, the plan or a note without sections last speaks of a test; -1 when nowhere."""
    ordered = (
        hit.start for hit in reversed(case.reading.hits("workup"))
        if (case.reading.layout.section(hit.start).category in ("assessment", "plan") or not case.sectioned)
        and not _not_done(case, hit.start, hit.end)
    )  # fmt: skip
    return next(ordered, -1)


@condition("nothing recorded but the weakness")
def _thin(case: Case) -> Found:
    looked = any((case.of(facts.StrengthGrade), case.of(facts.Emg), case.labs, case.reading.hits("workup")))
    told = [f for f in case.of(facts.Finding) if _of_now(case, f)] or _duration(case)
    exam = any(s.category in ("exam", "labs", "electrodiagnostics", "imaging") for s in case.reading.layout.sections)
    signs = re.search(policy.data("words")["exam_words"], case.reading.norm)
    return true(not (looked or told or exam or signs))


@condition("abnormal lab that no diagnosis names or explains")
def _abnormal(case: Case) -> Found:
    return some([f for s in case.labs if s.abnormal and not s.named_by for f in s.abnormal])


@condition("critical illness myopathy not stated but indicated")
def _icu(case: Case) -> Found:
    said = [
        f
        for f in case.of(facts.Diagnosis)
        if diagnoses.group(f) == "icu" and case.is_definite(f) and f.start > case.over.weakness
    ]
    if muscle_disease(case) or not (said or case.named(*WEAK) or case.latest_exam.reduced):
        return None
    if said:
        return said
    stay = [
        f for f in case.of(facts.Context)
        if f.says.concept in ("icu_stay", "mechanical_ventilation")
        and not (f.negated or f.hypothetical or f.family) and f.section != "past_history" and not _long_past(f)
    ]  # fmt: skip
    emg = [f for f in case.of(facts.Emg) if f.says.finding == "myopathic" and is_finding(f)]
    shown = [*case.latest_exam.symmetric, *emg]
    return [*stay, *shown] if stay and shown else None


def _long_past(stay: Fact) -> bool:
    cue = stay.cues.get("historical")
    return bool(cue and re.search(policy.data("words")["long_past"], cue.text.lower()))


@condition("R53.1 or M62.81 written")
def _written(case: Case) -> Found:
    return some([f for f in case.of(facts.WrittenCode) if f.says.code in ("R53.1", "M62.81")])


@condition("R53.1 written beside a definite linked cause")
def _written_beside_cause(case: Case) -> Found:
    effects = [effect for effect, _ in definite_links(case)]
    return some([
        f for f in case.of(facts.WrittenCode)
        if f.says.code == "R53.1" and case.near(f, effects)
    ])  # fmt: skip


@condition("written code not billable")
def _not_billable(case: Case) -> Found:
    return some([f for f in case.of(facts.WrittenCode) if not f.says.billable and not codeset.is_icd9(f.says.code)])


@condition("assessment holds only a bare code for the weakness")
def _bare(case: Case) -> Found:
    bare = [
        f for f in case.of(facts.WrittenCode)
        if f.says.code in ("R53.1", "M62.81") and case.is_stated(f) and not written.beside(case, f)
    ]  # fmt: skip
    return some(bare) if bare and not case.stated(*WEAK) and not paralysis(case) else None


@condition("query answered")
def _answered(case: Case) -> Found:
    return true(bool(case.queries))


@condition("muscle weakness documented")
def _muscle_weakness(case: Case) -> Found:
    return some([f for f in case.named(*WEAK) + case.only_listed if f.says.concept == "muscle_weakness"])


@condition("weakness only in a problem list")
def _only_listed(case: Case) -> Found:
    return some(case.only_listed)


@condition("R53.1 again on a later visit without anything new")
def _repeated(case: Case) -> Found:
    """Never of one note: `clinote.coding.visits` works it out."""
    return None
