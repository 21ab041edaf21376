"""The conditions of the rules: what each name means, as a function of the case.

A condition returns the facts that make it true (perhaps none, where something's absence does), or None when it
does not hold. patterns/coding/vocabulary.toml says the same in plain words; a test keeps the two in step.
"""

import re
from collections.abc import Callable, Sequence

from clinote import anatomy, codeset
from clinote.coding import adverse, diagnoses, links, policy, stroke
from clinote.coding.case import Case
from clinote.coding.chart import PLAIN, WEAK, is_weak
from clinote.coding.order import once
from clinote.facts import Diagnosis, Distribution, Emg, Fact, StrengthGrade, Weakness

Found = Sequence[Fact] | None
Condition = Callable[[Case], Found]

CONDITIONS: dict[str, Condition] = {}


def condition(name: str) -> Callable[[Condition], Condition]:
    """Register the meaning of a condition; it is worked out once a case."""

    def register(function: Condition) -> Condition:
        CONDITIONS[name] = kept = once(function)
        return kept

    return register


def some(facts: Sequence[Fact]) -> Found:
    """The facts, or None when there are none."""
    return facts or None


def true(holds: bool) -> Found:
    """A condition that no fact shows."""
    return [] if holds else None


# Weakness and its neighbours


@condition("no current weakness of any kind")
def _none(case: Case) -> Found:
    if case.current or any(not diagnoses.is_shown(f) for f in case.diagnosed("paralysis", "monoparesis", "drop")):
        return None
    return true(not _reduced(case))


def _reduced(case: Case) -> Sequence[Fact]:
    """Reduced grades of the latest exam, unless a provider denies the weakness that someone else graded."""
    return [] if case.provider_denies else case.latest_exam.reduced


@condition("weakness documented")
def weakness(case: Case) -> Found:
    return some(case.named(*WEAK) or _reduced(case))


@condition("reduced strength without a word of weakness")
def _unnamed(case: Case) -> Found:
    return None if case.named(*WEAK) else some(_reduced(case))


@condition("weakness stated")
def _weakness_stated(case: Case) -> Found:
    return some(case.stated("weakness"))


@condition("muscle weakness stated")
def muscle_weakness_stated(case: Case) -> Found:
    return some(case.stated("muscle_weakness"))


@condition("muscle weakness in history or examination only")
def _described(case: Case) -> Found:
    return None if case.stated("muscle_weakness") else some(case.named("muscle_weakness"))


@condition("sarcopenia stated")
def _sarcopenia(case: Case) -> Found:
    return some(case.stated("sarcopenia"))


@condition("frailty stated")
def _frailty(case: Case) -> Found:
    return some(case.stated("frailty"))


@condition("functional quadriplegia stated")
def _functional_quadriplegia(case: Case) -> Found:
    return some(case.stated("functional_quadriplegia"))


@condition("weakness facial only")
def _facial_only(case: Case) -> Found:
    return case.sites.facial_only


@condition("facial weakness documented")
def _facial(case: Case) -> Found:
    return some(case.named("facial_weakness"))


@condition("hemiparesis, or one-sided weakness tied to a stroke")
def _hemiparesis(case: Case) -> Found:
    found = stroke.paresis(case)
    return found.evidence if found else None


@condition("paralysis with its own name stated")
def paralysis(case: Case) -> Found:
    named = [f for f in case.diagnosed("paralysis", "monoparesis") if case.current or not diagnoses.is_shown(f)]
    if not named and not case.stated(*PLAIN):  # in the examination only
        named = [f for f in case.of(Diagnosis) if diagnoses.group(f) == "paralysis" and case.is_definite(f)]
    return some(named + [fact for fact in case.diagnosed("drop") if _is_the_weakness(case, fact)])


def _is_the_weakness(case: Case, drop: Fact) -> bool:
    """Whether a foot or wrist drop is the weakness of the note: there is no other, or it is of that limb."""
    if not case.named(*PLAIN):
        return True
    limbs = anatomy.limbs(place for fact in case.sites.focal or () for place in fact.places)
    return case.sites.focal is not None and (not limbs or diagnoses.limb(drop) in limbs)


@condition("foot or wrist drop stated")
def _drop(case: Case) -> Found:
    return some(case.diagnosed("drop"))


@condition("weakness focal")
def _focal(case: Case) -> Found:
    focal = case.sites.focal
    return None if focal is None else [*case.named(*PLAIN), *focal]


@condition("fatigue documented")
def _fatigue(case: Case) -> Found:
    return some(case.named("fatigue"))


@condition("malaise or debility documented")
def _malaise(case: Case) -> Found:
    return some(case.named("malaise", "debility"))


@condition("deconditioning is the only word for it")
def _deconditioning(case: Case) -> Found:
    words = case.named("malaise", "debility")
    return some(words) if words and all("condition" in fact.text.lower() for fact in words) else None


@condition("weakness or fatigue documented")
def _weak_or_tired(case: Case) -> Found:
    return some(case.named(*WEAK, "fatigue"))


def spoken_for(case: Case, *concepts: str) -> Sequence[Fact]:
    """Mentions in the assessment, or as a complaint where there is none; a review of systems alone is none."""
    stated = case.stated(*concepts)
    if stated or case.assessed:
        return stated
    return [fact for fact in case.named(*concepts) if fact.section not in ("ros", "exam")]


@condition("fatigue beside weakness")
def fatigue_beside(case: Case) -> Found:
    """Not of one that the provider ties to a definite cause: that cause's code covers it, as it does the weakness."""
    tied = {link.effect for link in case.links if link.certain and link.cause.says.code}
    return some([f for f in spoken_for(case, "fatigue") if f not in tied]) if case.named(*WEAK) else None


@condition("fatigue called cancer-related")
def _cancer_fatigue(case: Case) -> Found:
    return some([f for f in case.diagnosed("fatigue") if f.says.code == "R53.0"])


@condition("malaise or debility beside weakness or fatigue")
def malaise_beside(case: Case) -> Found:
    if not case.named(*WEAK, "fatigue"):
        return None
    return some(spoken_for(case, "malaise", "debility"))


# Diseases and causes


@condition("muscle disease stated")
def muscle_disease(case: Case) -> Found:
    return some(case.diagnosed("muscle", "stiff"))


@condition("muscle disease probable in an inpatient note before discharge")
def probable_disease(case: Case) -> Found:
    """Doubted diseases that would be coded as if they existed at discharge."""
    probable = some([f for f in case.uncertain_diseases if case.is_probable(f)])
    return None if probable and case.discharge else probable


@condition("muscle disease excludes M62.81")
def _excluding(case: Case) -> Found:
    excluding = [f for f in case.diagnosed("muscle", "stiff") if codeset.excludes1("M62.81", f.says.code or "")]
    return some(excluding)


@condition("weakness linked to a definite cause")
def linked(case: Case) -> Found:
    found = definite_links(case)
    return [fact for effect, cause in found for fact in (effect, cause)] or None


_CAUSES = ("cause", "neoplasm", "lab", "muscle", "stroke", "depression", "fatigue")


@once
def definite_links(case: Case) -> list[tuple[Fact, Fact[Diagnosis]]]:
    """Weakness mentions with the definite, coded causes the provider links them to."""
    return [
        (link.effect, link.cause) for link in case.links
        if (link.certain or (case.inpatient and case.discharge)) and is_weak(link.effect)
        and not (diagnoses.group(link.cause) == "stroke" and stroke.is_past(case, link.cause))
        and link.cause.says.code and diagnoses.group(link.cause) in _CAUSES
        and not (link.cause.negated or link.cause.hypothetical or link.cause.family)
        and not links.is_over(case.reading, link.cause)
        and (not link.cause.uncertain or case.is_definite(link.cause))
        and (case.is_stated(link.effect) or not case.stated(*WEAK))
    ]  # fmt: skip


@condition("weakness or fatigue put down to a drug")
def _by_drug(case: Case) -> Found:
    return some([effect for effect, _ in adverse.blamed(case, complaints(case))])


def complaints(case: Case) -> Sequence[Fact]:
    """The mentions of weakness and fatigue that count: what is stated, else what is current."""
    return case.stated(*WEAK, "fatigue") or case.named(*WEAK, "fatigue")


@condition("focal weakness linked to a definite cause")
def _focal_linked(case: Case) -> Found:
    return linked(case) if case.sites.focal is not None else None


@condition("post-COVID condition stated")
def _post_covid(case: Case) -> Found:
    return some([f for f in case.of(Diagnosis) if diagnoses.group(f) == "post" and f.current])


@condition("past stroke without residual")
def _old_stroke(case: Case) -> Found:
    norm = case.reading.norm
    past = [f for f in stroke.strokes(case) if stroke.is_past(case, f)]
    told = [f for f in past if re.search(policy.data("stroke")["no_residual"], norm[f.end : f.end + 60])]
    return some(told)


@condition("past stroke with residual weakness")
def _residual(case: Case) -> Found:
    found = stroke.residual(case)
    return found.evidence if found else None


@condition("focal weakness beside the residual one")
def _beside_residual(case: Case) -> Found:
    found = stroke.residual(case)
    return some(case.named(*PLAIN)) if found and found is stroke.paresis(case) else None


# Examination


@condition("strength examined")
def examined(case: Case) -> Found:
    return some([*case.latest_exam.grades, *exam_denials(case)])


@once
def exam_denials(case: Case) -> Sequence[Fact]:
    """Where the examiner finds no weakness: 'Motor: no weakness'; what the patient says is no such place."""
    grades = case.of(StrengthGrade)
    return [
        fact for fact in case.of(Weakness)
        if _denied_now(fact) and (fact.section == "exam" or (fact.section != "ros" and case.near(fact, grades)))
        and not _before(case, fact, policy.data("words")["patient_denies"])
        and not _before(case, fact, policy.data("words")["part_denied"]["before"])
    ]  # fmt: skip


def _before(case: Case, fact: Fact, words: str) -> bool:
    """Whether these words stand in the sentence before the fact, close to it."""
    start = max(case.reading.sentence(fact.start)[0], fact.start - 60)
    return bool(re.search(words, case.reading.norm[start : fact.start]))


def _denied_now(fact: Fact[Weakness]) -> bool:
    """Whether the patient's weakness, of whatever place, is denied as of now."""
    if not fact.negated or fact.historical or fact.hypothetical or fact.family:
        return False
    return fact.says.concept in PLAIN


@condition("objective muscle finding")
def objective(case: Case) -> Found:
    grades = case.latest_exam.symmetric
    emg = [f for f in case.of(Emg) if f.says.finding in ("myopathic", "nmj") and is_finding(f)]
    return some([*grades, *emg])


def is_finding(emg: Fact) -> bool:
    """A result: 'consistent with' is how an EMG speaks, and no doubt about what was seen; 'cannot exclude' is one."""
    if emg.negated or emg.hypothetical or emg.family or emg.historical:
        return False
    doubt = emg.cues.get("uncertain")
    return not (doubt and re.search(policy.data("words")["open_result"], doubt.text.lower()))


@condition("muscle work-up abnormal")
def _muscle_workup(case: Case) -> Found:
    emg = [f for f in case.of(Emg) if f.says.finding in ("myopathic", "nmj") and is_finding(f)]
    return some([*emg, *(f for s in case.labs if s.key in ("ck:H", "aldolase:H") for f in s.abnormal)])


@condition("muscle weakness stated but strength full")
def _full(case: Case) -> Found:
    return _but_full(case, case.stated("muscle_weakness"))


@condition("muscle weakness described but strength full")
def _described_but_full(case: Case) -> Found:
    return _but_full(case, case.named("muscle_weakness"))


def _but_full(case: Case, said: Sequence[Fact]) -> Found:
    exam = case.latest_exam
    if not said or exam.reduced or exam.limited:
        return None
    full = [*exam.full, *exam_denials(case)]
    return [*said, *full] if full else None


@condition("weakness denied in one place and affirmed in another")
def _denied(case: Case) -> Found:
    affirmed = case.named(*PLAIN)
    if not affirmed or case.sites.focal is not None:
        return None
    examined = frozenset(exam_denials(case))
    denied = [f for f in case.mentions if denies(case, f) and f not in examined]
    if case.latest_exam.reduced and not case.latest_exam.full:  # an exam that finds it, and one that does not
        denied += [f for f in case.mentions if f in examined]
    assessed = [f for f in affirmed if case.is_stated(f)]
    if not denied or (assessed and objective(case) and all(f.section == "ros" for f in denied)):
        return None
    return denied + (assessed or affirmed)


def denies(case: Case, fact: Fact[Weakness]) -> bool:
    """A plain denial of the patient's weakness now: not of new, focal or one-sided weakness, nor of its end."""
    words = policy.data("words")["part_denied"]
    if not _denied_now(fact) or _before(case, fact, words["before"]):
        return False
    if re.compile(words["after"]).match(case.reading.norm, fact.end, case.reading.sentence(fact.start)[1]):
        return False
    return not any(
        d.says.pattern != "generalized" and abs(d.start - fact.start) < 45
        for d in case.near(fact, case.of(Distribution))
    )
