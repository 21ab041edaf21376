"""The conditions of the alerts: what is missing, contradictory or at risk."""

from collections.abc import Iterable, Sequence

from clinote import codeset, facts
from clinote.coding import diagnoses, lists, policy, written
from clinote.coding.case import Case
from clinote.coding.chart import WEAK
from clinote.coding.conditions import definite_links, examined, holding, is_finding, paralysis, shown
from clinote.expressions import expression
from clinote.facts import Fact, K
from clinote.keeping import once

_ASKED = expression(r"[^.;?\n]{0,60}\w\s?\?")
"""A cause in question: 'weakness, viral?'."""
_ITEM_SENTENCES = 40
"""How far into a long problem item a cause is looked for."""
_NEAR = 40
"""Characters before a mention where its cause may stand."""
WORKUP = {
    "anemia": ("hemoglobin",),
    "thyroid disease": ("tsh", "free_t4"),
    "electrolyte imbalance": ("potassium", "sodium", "magnesium", "calcium", "phosphate"),
}


def missing_workup(case: Case) -> list[str]:
    """Which of anemia, thyroid disease and electrolyte imbalance were not looked for, by result or by order."""
    measured = {s.analyte for s in case.labs}
    hits = (hit for hit in case.reading.hits("workup") if not _not_done(case, hit.start, hit.end))
    sought = {hit.pattern.data["looks_for"] for hit in hits}
    return [name for name, by in WORKUP.items() if name not in sought and measured.isdisjoint(by)]


def _not_done(case: Case, start: int, end: int) -> bool:
    """A test that the note says was not done, or that stands in the family's or the patient's past."""
    section = case.reading.layout.section(start).category
    if section in ("past_history", "family_history", "medications", "allergies"):
        return True
    before, behind = case.reading.norm[max(0, start - 12) : start], case.reading.norm[end : end + 30]
    return bool(policy.said("not_sent").match(behind) or policy.said("none_sent").search(before))


def _of_now(found: Iterable[Fact[K]]) -> list[Fact[K]]:
    """What is said of this patient now, affirmed or denied."""
    return [fact for fact in found if fact.of_now]


def _focal_deficits(case: Case) -> Sequence[Fact]:
    concepts = ("focal_deficit", "sensory_loss", "dysarthria", "diplopia", "ptosis")
    return _of_now((
        *(f for f in case.of(facts.Finding) if f.says.concept in concepts),
        *(f for f in case.of(facts.Weakness) if f.says.concept in ("facial_weakness", "hemiparesis")),
        *(f for f in case.of(facts.Distribution) if f.says.pattern in ("focal", "hemi")),
    ))  # fmt: skip


@once
def _duration(case: Case) -> Sequence[Fact]:
    dated = {f.id for f in case.facts if f.label in ("WEAKNESS", "FINDING") and not (f.family or f.hypothetical)}
    dated -= {f.id for f in case.of(facts.Weakness) if f.historical}
    found = [f for f in case.of(facts.Duration) if f.says.about in dated and not f.historical]
    return [*found, *_of_now(f for f in case.of(facts.Context) if f.says.concept == "onset")]


def _cause(case: Case) -> Sequence[Fact]:
    if case.links:
        return [link.cause for link in case.links]
    layout = case.reading.layout
    for mention in case.named(*WEAK):
        start, end = lists.item(case.reading, mention.start)
        begin = max(start, mention.start - _NEAR)
        first, last = layout.sentence_index(mention.start), layout.sentence_index(end - 1)
        sentences = layout.sentences[first : min(last + 1, first + _ITEM_SENTENCES)]
        hits = (hit for low, _ in sentences for hit in case.reading.around(low, "cause"))
        if any(hit.start >= begin for hit in hits) or _sought(case, mention, end):
            return [mention]
    return []


def _sought(case: Case, mention: Fact, end: int) -> bool:
    """Whether a mention's cause is asked for, or a test of its plan seeks it."""
    if _ASKED.match(case.reading.norm, mention.end, end):
        return True
    return mention.section in (None, "assessment", "plan") and mention.start <= _last_order(case)


@once
def _last_order(case: Case) -> int:
    """Where the assessment, the plan or a note without sections last speaks of a test; -1 when nowhere."""
    for hit in reversed(case.reading.hits("workup")):
        planned = not case.sectioned or case.reading.layout.section(hit.start).category in ("assessment", "plan")
        if planned and not _not_done(case, hit.start, hit.end):
            return hit.start
    return -1


def _is_thin(case: Case) -> bool:
    looked = case.of(facts.StrengthGrade) or examined(case) or case.of(facts.Emg) or case.labs
    told = _of_now(case.of(facts.Finding)) or _duration(case)
    exam = any(s.category in ("exam", "labs", "electrodiagnostics", "imaging") for s in case.reading.layout.sections)
    signs = policy.said("exam_words").search(case.reading.norm)
    return not (looked or case.reading.hits("workup") or told or exam or signs)


def _icu(case: Case) -> Sequence[Fact]:
    said = [f for f in case.of(facts.Diagnosis) if diagnoses.group(f) == "icu" and case.is_definite(f)]
    said = [f for f in said if f.start > case.over.weakness]
    if case.diagnosed("muscle", "stiff") or not (said or case.named(*WEAK) or case.latest_exam.reduced):
        return []
    if said:
        return said
    stay = [f for f in case.of(facts.Context) if f.says.concept in ("icu_stay", "mechanical_ventilation")]
    stay = [f for f in stay if f.affirmed and f.section != "past_history"]
    past = {f.id: f.cues["historical"].text.lower() for f in stay if "historical" in f.cues}
    stay = [f for f in stay if not policy.said("long_past").search(past.get(f.id, ""))]
    emg = [f for f in case.of(facts.Emg) if f.says.finding == "myopathic" and is_finding(f)]
    found = [*case.latest_exam.symmetric, *emg]
    return [*stay, *found] if stay and found else []


def _written(case: Case, *codes: str) -> list[Fact[facts.WrittenCode]]:
    return [f for f in case.of(facts.WrittenCode) if f.says.code in codes]


def _bare(case: Case) -> Sequence[Fact]:
    bare = [f for f in _written(case, "R53.1", "M62.81") if case.is_stated(f) and not written.beside(case, f)]
    return bare if bare and not case.stated(*WEAK) and not paralysis(case) else []


holding({
    "work-up incomplete": missing_workup,
    "tests ordered": lambda case: _last_order(case) >= 0,
    "nothing recorded but the weakness": _is_thin,
    "R53.1 again on a later visit without anything new": lambda case: False,  # `clinote.coding.visits` works it out
})  # fmt: skip
shown({
    "weakness stated only by someone who is no provider": lambda case: None if case.provider_speaks else case.current,
    "focal deficits spoken of": _focal_deficits,
    "duration given": _duration,
    "distribution given": lambda case: [
        *(f for f in _of_now(case.of(facts.Distribution)) if not f.negated),
        *(g for g in case.latest_exam.graded if g.says.site),
    ],
    "cause spoken of": _cause,
    "functional impact spoken of":
        lambda case: _of_now(f for f in case.of(facts.Finding) if f.says.concept == "functional_impact"),
    "critical illness myopathy not stated but indicated": _icu,
    "R53.1 or M62.81 written": lambda case: _written(case, "R53.1", "M62.81"),
    "R53.1 written beside a definite linked cause": lambda case: [
        f for f in _written(case, "R53.1") if case.near(f, [effect for effect, _ in definite_links(case)])
    ],
    "written code not billable": lambda case: [
        f for f in case.of(facts.WrittenCode) if not f.says.billable and not codeset.is_icd9(f.says.code)
    ],
    "assessment holds only a bare code for the weakness": _bare,
    "muscle weakness documented": lambda case: [
        f for f in case.named(*WEAK) + case.only_listed if f.says.concept == "muscle_weakness"
    ],
    "weakness only in a problem list": lambda case: case.only_listed,
})  # fmt: skip
