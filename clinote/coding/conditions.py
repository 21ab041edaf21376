"""The conditions of the rules: what each name means, as a function of the case.

A condition returns the facts that make it true (perhaps none, where something's absence does), or None when it
does not hold. patterns/coding/vocabulary.toml says the same in plain words; a test keeps the two in step.
"""

from collections.abc import Callable, Sequence
from functools import partial

from clinote import anatomy, codeset
from clinote.coding import adverse, diagnoses, links, policy, stroke
from clinote.coding.case import Case
from clinote.coding.chart import PLAIN, WEAK, is_weak
from clinote.facts import Diagnosis, Distribution, Emg, Fact, StrengthGrade, Weakness
from clinote.keeping import once

Found = Sequence[Fact] | None
Condition = Callable[[Case], Found]

CONDITIONS: dict[str, Condition] = {}


def shown(meanings: dict[str, Condition]) -> None:
    """Register conditions that hold where facts are found, which show it."""
    CONDITIONS.update((name, once(partial(_found, find))) for name, find in meanings.items())


def _found(find: Condition, case: Case) -> Found:
    return find(case) or None


def holding(meanings: dict[str, Callable[[Case], object]]) -> None:
    """Register conditions that hold where something is so that no fact shows."""
    CONDITIONS.update((name, once(partial(_told, holds))) for name, holds in meanings.items())


def _told(holds: Callable[[Case], object], case: Case) -> Found:
    return [] if holds(case) else None


# Weakness and its neighbours


def _is_none(case: Case) -> bool:
    if case.current or any(not diagnoses.is_shown(f) for f in case.diagnosed("paralysis", "monoparesis", "drop")):
        return False
    return not _reduced(case)


def _reduced(case: Case) -> Sequence[Fact]:
    """Reduced grades of the latest exam, unless a provider denies the weakness that someone else graded."""
    return [] if case.provider_denies else case.latest_exam.reduced


def _weakness(case: Case) -> Sequence[Fact]:
    return case.named(*WEAK) or _reduced(case)


@once
def paralysis(case: Case) -> Sequence[Fact]:
    """The stated paralysis with a name of its own."""
    named = [f for f in case.diagnosed("paralysis", "monoparesis") if case.current or not diagnoses.is_shown(f)]
    if not named and not case.stated(*PLAIN):  # in the examination only
        named = [f for f in case.of(Diagnosis) if diagnoses.group(f) == "paralysis" and case.is_definite(f)]
    return named + [fact for fact in case.diagnosed("drop") if _is_the_weakness(case, fact)]


def _is_the_weakness(case: Case, drop: Fact) -> bool:
    """Whether a foot or wrist drop is the weakness of the note: there is no other, or it is of that limb."""
    if not case.named(*PLAIN):
        return True
    limbs = anatomy.limbs(place for fact in case.sites.focal or () for place in fact.places)
    return case.sites.focal is not None and (not limbs or diagnoses.limb(drop) in limbs)


def _of_paresis(found: stroke.Paresis | None) -> Sequence[Fact]:
    return found.evidence if found else []


def _beside_residual(case: Case) -> Sequence[Fact]:
    left = stroke.residual(case)
    return case.named(*PLAIN) if left and left is stroke.paresis(case) else []


def _deconditioning(case: Case) -> Sequence[Fact]:
    words = case.named("malaise", "debility")
    return words if all("condition" in fact.text.lower() for fact in words) else []


def spoken_for(case: Case, *concepts: str) -> Sequence[Fact]:
    """Mentions in the assessment, or as a complaint where there is none; a review of systems alone is none."""
    stated = case.stated(*concepts)
    if stated or case.assessed:
        return stated
    return [fact for fact in case.named(*concepts) if fact.section not in ("ros", "exam")]


@once
def of_cancer(case: Case) -> Sequence[Fact]:
    """The fatigue that the provider calls cancer-related, or puts down to a cancer."""
    cancers = [f for f in case.of(Diagnosis) if diagnoses.group(f) == "neoplasm" and case.is_definite(f)]
    tied = links.find(case.reading, case.named("fatigue"), cancers)
    named = [f for f in case.diagnosed("fatigue") if f.says.code == "R53.0"]
    return named or [link.effect for link in tied if link.certain and not adverse.blamed(case, [link.effect])]


def _fatigue_beside(case: Case) -> Sequence[Fact]:
    """Not of one that the provider ties to a definite cause: that cause's code covers it, as it does the weakness."""
    tied = {link.effect for link in case.links if link.certain and link.cause.says.code}
    other = not tied <= {*of_cancer(case)}
    return [f for f in spoken_for(case, "fatigue") if not (other and f in tied)] if _weakness(case) else []


# Diseases and causes


def probable_disease(case: Case) -> Sequence[Fact]:
    """Doubted diseases that would be coded as if they existed at discharge."""
    probable = [f for f in case.uncertain_diseases if case.is_probable(f)]
    return [] if probable and case.discharge else probable


_CAUSES = ("cause", "neoplasm", "lab", "muscle", "stroke", "depression", "fatigue")


@once
def definite_links(case: Case) -> list[tuple[Fact, Fact[Diagnosis]]]:
    """Weakness mentions with the definite, coded causes the provider links them to."""
    return [
        (link.effect, link.cause) for link in case.links
        if (link.certain or (case.inpatient and case.discharge)) and (
            is_weak(link.effect) or link.effect.label == "STRENGTH_GRADE"
        )
        and not (diagnoses.group(link.cause) == "stroke" and stroke.is_past(case, link.cause))
        and link.cause.says.code and diagnoses.group(link.cause) in _CAUSES and link.cause.affirmed
        and not links.is_over(case.reading, link.cause)
        and (not link.cause.uncertain or case.is_definite(link.cause))
        and (case.is_stated(link.effect) or not case.stated(*WEAK))
    ]  # fmt: skip


def _linked(case: Case) -> Sequence[Fact]:
    return [fact for pair in definite_links(case) for fact in pair]


def complaints(case: Case) -> Sequence[Fact]:
    """The mentions of weakness and fatigue that count: what is stated, else what is current."""
    return case.stated(*WEAK, "fatigue") or case.named(*WEAK, "fatigue")


# Examination


@once
def exam_denials(case: Case) -> Sequence[Fact]:
    """Where the examiner finds no weakness: 'Motor: no weakness'; what the patient says is no such place."""
    grades = case.of(StrengthGrade)
    denied = [fact for fact in case.of(Weakness) if _denied_now(fact) and fact.section != "ros"]
    denied = [fact for fact in denied if fact.section == "exam" or case.near(fact, grades)]
    denied = [fact for fact in denied if not _before(case, fact, "patient_denies")]
    return [fact for fact in denied if not _before(case, fact, "part_denied.before")]


@once
def examined(case: Case) -> Sequence[Fact]:
    """What an examination of strength found, in grades or words: also a weakness against resistance."""
    norm, tested = case.reading.norm, policy.said("resisted")
    resisted = [fact for fact in case.named(*PLAIN) if tested.search(norm, *case.reading.sentence(fact.start))]
    return [*case.latest_exam.grades, *exam_denials(case), *resisted]


def _before(case: Case, fact: Fact, words: str) -> bool:
    """Whether these words stand in the sentence before the fact, close to it."""
    return bool(policy.said(words).search(case.reading.norm[slice(*case.reading.about(fact.start, fact.start, 60))]))


def _denied_now(fact: Fact[Weakness]) -> bool:
    """Whether the patient's weakness, of whatever place, is denied as of now."""
    return fact.negated and fact.of_now and fact.says.concept in PLAIN


@once
def objective(case: Case) -> Sequence[Fact]:
    """What shows that the muscles are weak: grades below 5 on both sides, an EMG."""
    return [*case.latest_exam.symmetric, *_of_muscle(case)]


def _of_muscle(case: Case) -> Sequence[Fact]:
    return [f for f in case.of(Emg) if f.says.finding in ("myopathic", "nmj") and is_finding(f)]


def is_finding(emg: Fact) -> bool:
    """A result: 'consistent with' is how an EMG speaks, and no doubt about what was seen; 'cannot exclude' is one."""
    doubt = emg.cues.get("uncertain")
    return emg.affirmed and not emg.historical and not (doubt and policy.said("open_result").search(doubt.text.lower()))


def _but_full(case: Case, said: Sequence[Fact]) -> Sequence[Fact]:
    exam = case.latest_exam
    full = [] if exam.reduced or exam.limited else [*exam.full, *exam_denials(case)]
    return [*said, *full] if said and full else []


def _denied(case: Case) -> Sequence[Fact]:
    affirmed = case.named(*PLAIN)
    if not affirmed or case.sites.focal is not None:
        return []
    examined = frozenset(exam_denials(case))
    denied = [f for f in case.mentions if denies(case, f) and f not in examined]
    if case.latest_exam.reduced and not case.latest_exam.full:  # an exam that finds it, and one that does not
        denied += [f for f in case.mentions if f in examined]
    assessed = [f for f in affirmed if case.is_stated(f)]
    if not denied or (assessed and objective(case) and all(f.section == "ros" for f in denied)):
        return []
    return denied + (assessed or affirmed)


def denies(case: Case, fact: Fact[Weakness]) -> bool:
    """A plain denial of the weakness now: not of new, focal or one-sided weakness, of a paresis, nor of its end."""
    if not _denied_now(fact) or _before(case, fact, "part_denied.before"):
        return False
    if fact.rule == "weakness.paresis" and fact.rule not in {mention.rule for mention in case.named("weakness")}:
        return False
    if policy.said("part_denied.after").match(case.reading.norm, fact.end, case.reading.sentence(fact.start)[1]):
        return False
    parts = [d for d in case.near(fact, case.of(Distribution)) if d.says.pattern != "generalized"]
    return not any(abs(part.start - fact.start) < 45 for part in parts)


holding({"no current weakness of any kind": _is_none})
shown({
    "weakness documented": _weakness,
    "reduced strength without a word of weakness": lambda case: None if case.named(*WEAK) else _reduced(case),
    "weakness stated": lambda case: case.stated("weakness"),
    "muscle weakness stated": lambda case: case.stated("muscle_weakness"),
    "muscle weakness in history or examination only":
        lambda case: None if case.stated("muscle_weakness") else case.named("muscle_weakness"),
    "sarcopenia stated": lambda case: case.stated("sarcopenia"),
    "frailty stated": lambda case: case.stated("frailty"),
    "functional quadriplegia stated": lambda case: case.stated("functional_quadriplegia"),
    "weakness facial only": lambda case: case.sites.facial_only,
    "facial weakness documented": lambda case: case.named("facial_weakness"),
    "hemiparesis, or one-sided weakness tied to a stroke": lambda case: _of_paresis(stroke.paresis(case)),
    "paralysis with its own name stated": paralysis,
    "foot or wrist drop stated": lambda case: case.diagnosed("drop"),
    "weakness focal":
        lambda case: None if case.sites.focal is None else [*case.named(*PLAIN), *case.sites.focal],
    "fatigue documented": lambda case: case.named("fatigue"),
    "malaise or debility documented": lambda case: case.named("malaise", "debility"),
    "deconditioning is the only word for it": _deconditioning,
    "weakness or fatigue documented": lambda case: case.named(*WEAK, "fatigue"),
    "fatigue beside weakness": _fatigue_beside,
    "fatigue called cancer-related": of_cancer,
    "malaise or debility beside weakness or fatigue":
        lambda case: spoken_for(case, "malaise", "debility") if case.named("fatigue") or _weakness(case) else None,
    "muscle disease stated": lambda case: case.diagnosed("muscle", "stiff"),
    "muscle disease probable in an inpatient note before discharge": probable_disease,
    "muscle disease excludes M62.81":
        lambda case: [f for f in case.diagnosed("muscle", "stiff") if codeset.excludes1("M62.81", f.says.code or "")],
    "weakness linked to a definite cause": _linked,
    "focal weakness linked to a definite cause": lambda case: None if case.sites.focal is None else _linked(case),
    "weakness or fatigue put down to a drug":
        lambda case: [effect for effect, _ in adverse.blamed(case, complaints(case))],
    "post-COVID condition stated":
        lambda case: [f for f in case.of(Diagnosis) if diagnoses.group(f) == "post" and f.current],
    "past stroke without residual": lambda case: [f for f in stroke.strokes(case) if stroke.left_nothing(case, f)],
    "past stroke with residual weakness": lambda case: _of_paresis(stroke.residual(case)),
    "focal weakness beside the residual one": _beside_residual,
    "strength examined": examined,
    "objective muscle finding": objective,
    "muscle work-up abnormal": lambda case: [*_of_muscle(case), *case.abnormal("ck:H", "aldolase:H")],
    "muscle weakness stated but strength full": lambda case: _but_full(case, case.stated("muscle_weakness")),
    "muscle weakness described but strength full": lambda case: _but_full(case, case.named("muscle_weakness")),
    "weakness denied in one place and affirmed in another": _denied,
})  # fmt: skip
