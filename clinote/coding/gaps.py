"""The conditions of the alerts: what is missing, contradictory or at risk."""

import re

from clinote.coding import codeset, diagnoses, policy, written
from clinote.coding.case import WEAK, Case
from clinote.coding.conditions import Found, condition, definite_links, is_finding, muscle_disease, objective, some, spoken_for, true
from clinote.facts import Fact

WORKUP = ("anemia", "thyroid disease", "electrolyte imbalance")
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
    sought = {hit.pattern.data["looks_for"] for hit in case.reading.hits("workup") if not _not_done(case, hit.start, hit.end)}
    return [name for name in WORKUP if name not in sought and not measured & set(_ANSWERS[name])]


def _not_done(case: Case, start: int, end: int) -> bool:
    """A test that the note says was not done, or that stands in the family's or the patient's past."""
    section = case.reading.layout.section(start).category
    if section in ("past_history", "family_history", "medications", "allergies"):
        return True
    return bool(re.match(policy.data("words")["not_sent"], case.reading.norm[end : end + 30]))


@condition("work-up incomplete")
def _workup(case: Case) -> Found:
    return true(bool(missing_workup(case)))


@condition("focal deficits spoken of")
def _focal_deficits(case: Case) -> Found:
    concepts = ("focal_deficit", "sensory_loss", "dysarthria", "diplopia", "ptosis")
    found = [f for f in case.of("FINDING") if f.fields["concept"] in concepts and _of_now(case, f)]
    found += [f for f in case.of("WEAKNESS") if f.fields["concept"] in ("facial_weakness", "hemiparesis") and _of_now(case, f)]
    found += [f for f in case.of("DISTRIBUTION") if f.fields["pattern"] in ("focal", "hemi") and _of_now(case, f)]
    return some(found)


def _of_now(case: Case, fact: Fact) -> bool:
    """Said of this patient now, affirmed or denied."""
    return not (fact.hypothetical or fact.family or fact.historical)


@condition("duration given")
def _duration(case: Case) -> Found:
    dated = {f.id for f in case.facts if f.label in ("WEAKNESS", "FINDING") and not (f.family or f.hypothetical)}
    past = {f.id for f in case.of("WEAKNESS") if f.historical}
    found = [f for f in case.of("DURATION") if f.fields.get("about") in dated - past and not f.historical]
    onset = [f for f in case.of("CONTEXT") if f.fields["concept"] == "onset" and _of_now(case, f)]
    return some(found + onset)


@condition("distribution given")
def _distribution(case: Case) -> Found:
    found = [f for f in case.of("DISTRIBUTION") if _of_now(case, f) and not f.negated]
    found += [g for g in case.latest_exam.graded if g.fields.get("site")]
    return some(found)


@condition("functional impact spoken of")
def _impact(case: Case) -> Found:
    return some([f for f in case.of("FINDING") if f.fields["concept"] == "functional_impact" and _of_now(case, f)])


@condition("cause spoken of")
def _cause(case: Case) -> Found:
    if case.links or definite_links(case):
        return [link.cause for link in case.links]
    stated = case.stated(*WEAK) or case.named(*WEAK)
    for mention in stated:
        if _words_on_cause(case, mention):
            return [mention]
    return None


def _words_on_cause(case: Case, mention: Fact) -> bool:
    """Whether the mention's problem item names, seeks, excludes or disclaims a cause."""
    reading = case.reading
    start, end = written.item(reading, mention.start)
    at = reading.layout.sentence_index(mention.start)
    for low, high in reading.layout.sentences[at:]:
        if low >= end:
            break
        if any(hit.start >= max(start, mention.start - 40) for hit in reading.around(low, "cause") if hit.end <= max(end, high)):
            return True
    return bool(mention.section in ("assessment", "plan") and _ordered(case, mention.start))


@condition("tests ordered")
def _tests_ordered(case: Case) -> Found:
    return true(_ordered(case, 0))


def _ordered(case: Case, after: int) -> bool:
    """Whether the assessment or plan from `after` on orders tests or has them under way."""
    return any(
        hit.start >= after and case.reading.layout.section(hit.start).category in ("assessment", "plan")
        and not _not_done(case, hit.start, hit.end)
        for hit in case.reading.hits("workup")
    )  # fmt: skip


@condition("nothing recorded but the weakness")
def _thin(case: Case) -> Found:
    looked = case.of("STRENGTH_GRADE") or case.of("EMG") or case.labs or case.reading.hits("workup")
    told = [f for f in case.of("FINDING") if _of_now(case, f)] or _duration(case)
    exam = any(s.category in ("exam", "labs", "electrodiagnostics", "imaging") for s in case.reading.layout.sections)
    signs = re.search(policy.data("words")["exam_words"], case.reading.norm)
    return true(not (looked or told or exam or signs))


@condition("abnormal lab that no diagnosis names or explains")
def _abnormal(case: Case) -> Found:
    return some([f for s in case.labs if s.abnormal and not s.named_by for f in s.abnormal])


def lab_condition(name: str, keys: tuple[str, ...], named: bool) -> None:
    """Register a condition on labs by analyte and direction, named by a diagnosis or not."""

    @condition(name)
    def _lab(case: Case) -> Found:
        return some([f for s in case.labs if s.key in keys and s.abnormal and bool(s.named_by) == named for f in s.abnormal])


lab_condition("low potassium that no diagnosis names", ("potassium:L",), named=False)
lab_condition("high potassium that no diagnosis names", ("potassium:H",), named=False)
lab_condition("low hemoglobin that no diagnosis names", ("hemoglobin:L",), named=False)
lab_condition("high CK or aldolase that no diagnosis names", ("ck:H", "aldolase:H"), named=False)


def _stated_lab(case: Case, rule: str, key: str) -> Found:
    names = [f for f in case.of("DIAGNOSIS") if f.rule == rule and case.is_definite(f) and case.is_stated(f)]
    return names + [f for s in case.labs if s.key == key for f in s.abnormal] if names else None


@condition("hypokalemia stated")
def _hypokalemia(case: Case) -> Found:
    return _stated_lab(case, "diagnosis.hypokalemia", "potassium:L")


@condition("hyperkalemia stated")
def _hyperkalemia(case: Case) -> Found:
    return _stated_lab(case, "diagnosis.hyperkalemia", "potassium:H")


@condition("anemia stated")
def anemia(case: Case) -> Found:
    names = [
        f for f in case.of("DIAGNOSIS")
        if f.fields.get("code") and "anemia" in f.fields["name"] and case.is_definite(f) and case.is_stated(f)
    ]  # fmt: skip
    return names + [f for s in case.labs if s.key == "hemoglobin:L" for f in s.abnormal] if names else None


@condition("elevated CK stated")
def _ck_stated(case: Case) -> Found:
    words = [
        f for f in case.of("CK") + [f for f in case.of("LAB") if f.fields["analyte"] == "aldolase"]
        if f.fields.get("value") is None and f.fields.get("flag") == "H" and f.current and f.section == "assessment"
    ]  # fmt: skip
    return some(words + case.diagnosed("lab"))


@condition("elevated CK explained")
def _ck_explained(case: Case) -> Found:
    return some([
        f for f in case.of("DIAGNOSIS")
        if "ck:H" in diagnoses.explains(f) and diagnoses.group(f) != "lab" and case.is_definite(f)
    ])  # fmt: skip


@condition("critical illness myopathy not stated but indicated")
def _icu(case: Case) -> Found:
    said = [f for f in case.of("DIAGNOSIS") if diagnoses.group(f) == "icu" and case.is_definite(f)]
    if muscle_disease(case) or not (said or case.named(*WEAK) or case.latest_exam.reduced):
        return None
    if said:
        return said
    stay = [
        f for f in case.of("CONTEXT")
        if f.fields["concept"] in ("icu_stay", "mechanical_ventilation")
        and not (f.negated or f.hypothetical or f.family) and f.section != "past_history"
    ]  # fmt: skip
    emg = [f for f in case.of("EMG") if f.fields["finding"] == "myopathic" and is_finding(f)]
    shown = case.latest_exam.symmetric + emg
    return stay + shown if stay and shown else None


def supported(case: Case, decided: str | None) -> list[tuple[str, Fact]]:
    """The codes that the note's own words support, each with the fact that does; for Excludes1 conflicts."""
    found: list[tuple[str, Fact]] = []
    words = {
        "sarcopenia": "M62.84", "frailty": "R54", "functional_quadriplegia": "R53.2", "weakness": "R53.1",
        "muscle_weakness": "M62.81",
    }  # fmt: skip
    for concept, code in words.items():
        found += [(code, fact) for fact in case.stated(concept)]
    found += [("R53.83", fact) for fact in spoken_for(case, "fatigue")]
    found += [("R53.81", fact) for fact in spoken_for(case, "malaise", "debility")]
    found += [(f.fields["code"], f) for f in case.of("DIAGNOSIS") if f.fields.get("code") and case.is_definite(f) and case.is_stated(f)]
    if decided == "M62.81" or case.stated("muscle_weakness"):
        found += [("M79.1", f) for f in _as_diagnosis(case, "myalgia")]
        found += [("R25.2", f) for f in _as_diagnosis(case, "cramps")]
        if decided == "M62.81":
            found += [("M62.81", f) for f in case.named("muscle_weakness", "weakness")[:1]]
    return found


def _as_diagnosis(case: Case, concept: str) -> list[Fact]:
    """Findings that the provider states as a diagnosis; a complaint in the history is none."""
    return [
        f for f in case.of("FINDING")
        if f.fields["concept"] == concept and f.current and case.is_stated(f) and f.section != "plan"
    ]  # fmt: skip


@condition("myalgia stated as a diagnosis")
def myalgia(case: Case) -> Found:
    return some(_as_diagnosis(case, "myalgia"))


@condition("cramps stated as a diagnosis")
def _cramps(case: Case) -> Found:
    return some(_as_diagnosis(case, "cramps"))


@condition("muscle atrophy stated")
def _atrophy(case: Case) -> Found:
    return some(_as_diagnosis(case, "atrophy"))


_SYMPTOMS = frozenset({"R53.1", "M62.81", "R53.81", "R53.82", "R53.83", "R54", "M62.84", "R53.2", "E87.5", "E87.6"})
_ONE_THING = frozenset({"R53.1", "M62.81"})


def conflicts(case: Case, decided: str | None) -> list[tuple[str, str, Fact, Fact]]:
    """Pairs of supported codes that an Excludes1 note keeps apart; weakness and muscle weakness are one thing."""
    found, seen = [], set()
    codes = supported(case, decided)
    for number, (one, fact) in enumerate(codes):
        for other, partner in codes[number + 1 :]:
            pair = frozenset({one, other})
            if len(pair) < 2 or pair in seen or pair == _ONE_THING or not pair & _SYMPTOMS:
                continue
            if codeset.excludes1(one, other):
                seen.add(pair)
                found.append((one, other, fact, partner))
    return found


@condition("current weakness beside a muscle disease that it belongs to")
def _integral(case: Case) -> Found:
    disease = muscle_disease(case)
    weak = case.named("weakness", "muscle_weakness", "facial_weakness") or (objective(case) if case.latest_exam.symmetric else None)
    return disease + weak if disease and weak else None


@condition("R53.1 or M62.81 written")
def _written(case: Case) -> Found:
    return some([f for f in case.of("CODE") if f.fields["code"] in ("R53.1", "M62.81")])


@condition("R53.1 written beside a definite linked cause")
def _written_beside_cause(case: Case) -> Found:
    effects = [effect for effect, _ in definite_links(case)]
    return some([
        f for f in case.of("CODE")
        if f.fields["code"] == "R53.1" and any(case.near(f, [effect]) for effect in effects)
    ])  # fmt: skip


@condition("written code not billable")
def _not_billable(case: Case) -> Found:
    return some([f for f in case.of("CODE") if not f.fields["billable"]])


@condition("assessment holds only a bare code for the weakness")
def _bare(case: Case) -> Found:
    bare = [
        f for f in case.of("CODE")
        if f.fields["code"] in ("R53.1", "M62.81") and case.is_stated(f) and not written.beside(case, f)
    ]  # fmt: skip
    return some(bare) if bare and not case.stated(*WEAK) else None


@condition("R53.1 again on a later visit without anything new")
def _repeated(case: Case) -> Found:
    """Never of one note: `clinote.coding.visits` works it out."""
    return None
