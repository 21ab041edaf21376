"""Codes that rules take from the facts: 'of the hemiparesis', 'of the linked cause' (see vocabulary.toml)."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from clinote import anatomy, codeset
from clinote.coding import adverse, conditions, conflicts, diagnoses, exams, links, named_labs, policy, stroke
from clinote.coding.case import Case
from clinote.coding.chart import WEAK
from clinote.extract import diagnosis
from clinote.facts import Diagnosis, Fact
from clinote.grouping import grouped
from clinote.keeping import once
from clinote.reading import Reading

Selected = list[tuple[str, Sequence[Fact]]]
Selector = Callable[[Case], Selected]

_CLAUSE = 60
"""How far (characters) from an atrophy its site may be named."""
_SIDED: dict[str | None, str] = {"right": "1", "left": "2"}

_NEOPLASM, _SPREAD, _ANEMIA, _CACHEXIA = "C80.1", "C79.9", "D64.9", "E88.A"
"""A neoplasm without its site, an anemia without its type, a cachexia with a stated cause."""


def _of(facts: Iterable[Fact]) -> Selected:
    return [*grouped((code, fact) for fact in facts if (code := diagnoses.code(fact))).items()]


def _muscle_disease(case: Case) -> Selected:
    found = _of(case.diagnosed("muscle", "stiff"))
    if all(map(diagnoses.is_vague, case.diagnosed("muscle", "stiff"))):
        return found
    if any(code == "G70.01" for code, _ in found):
        found = [pair for pair in found if pair[0] != "G70.00"]
    return [(code, facts) for code, facts in found if not all(map(diagnoses.is_vague, facts))]


def _added(case: Case) -> Selected:
    facts = [fact for _, named in _muscle_disease(case) for fact in named]
    found: Selected = [(code, [fact]) for fact in facts for code in diagnoses.added(case.reading, fact)]
    found += [(code, [fact]) for fact, code in adverse.blamed(case, facts)]
    if any(diagnoses.code(f) == "G72.1" for f in facts):
        found += _of([f for f in case.of(Diagnosis) if f.says.code == "F10.20" and case.is_definite(f)])
    return found


def _before(case: Case, fact: Fact) -> Selected:
    """What the tables ask to be coded before a disease: as the note names it, else its code without more."""
    found: Selected = []
    for code in diagnoses.record(fact).get("first", ()):
        named = _by_site(case)[:1] if code == _NEOPLASM else _kin(case).get(code[:3], [])
        found.append((diagnoses.code(named[0]), [*named, fact]) if named else (code, [fact]))
    return found


@once
def _kin(case: Case) -> dict[str, list[Fact[Diagnosis]]]:
    """The first definite diagnosis of each category of codes."""
    found: dict[str, list[Fact[Diagnosis]]] = {}
    for fact in _coded(case):
        found.setdefault(diagnoses.code(fact)[:3], [fact])
    return found


@once
def _coded(case: Case) -> list[Fact[Diagnosis]]:
    """The definite diagnoses with a code."""
    return [fact for fact in case.of(Diagnosis) if case.is_definite(fact) and fact.says.code]


def _facial(case: Case) -> Selected:
    mentions = case.named("facial_weakness") or (case.sites.facial_only or [])
    code, why = stroke.facial(case, mentions)
    return [(code, [*mentions, *why])] if mentions else []


def _coded_paresis(found: stroke.Paresis | None) -> Selected:
    return [(found.code, [*found.evidence, *filter(None, [found.stroke])])] if found else []


def _palsied(case: Case, found: Selected) -> Selected:
    """With the code of a cerebral palsy in place of that of a paralysis, which an Excludes1 note bars beside it."""
    for fact in case.of(Diagnosis):
        own = diagnoses.palsies(fact)
        if own and fact.affirmed and not fact.uncertain:
            named = diagnoses.code(fact)  # 'dystonic cerebral palsy' says by itself what it is
            if named != diagnoses.record(fact)["code"] and named not in own.values():
                own = dict.fromkeys(own, named)
            coded = {code: next((own[stem] for stem in own if code.startswith(stem)), code) for code, _ in found}
            found = [(coded[code], [*facts, fact]) for code, facts in found]
    return found


def _acute_stroke(case: Case) -> Selected:
    found = stroke.paresis(case)
    if not found or found.sequela or not found.stroke or not case.is_definite(found.stroke):
        return []
    return _of([found.stroke])


def _named_paralysis(case: Case) -> Selected:
    found: Selected = []
    for fact in conditions.paralysis(case):
        code = diagnoses.code(fact)
        if diagnoses.group(fact) == "monoparesis":
            side = re.search(r"\b(left|right)\b", fact.text.lower())
            digit, handed = stroke.dominance(case, side[1] if side else stroke.side_of(case, [fact])[0])
            found.append((f"{code}{digit}", [fact, *handed]))
        elif diagnoses.group(fact) == "drop":
            found += _dropped(case, fact)
        else:
            found.append((code, [fact]))
    return _palsied(case, found)


def _dropped(case: Case, drop: Fact) -> Selected:
    return [(code, [drop]) for code in diagnoses.sided(case.reading, drop)]


def _behind_paralysis(case: Case) -> Selected:
    named = conditions.paralysis(case)
    own = frozenset(named)
    others = [f for f in case.of(Diagnosis) if f not in own and case.is_definite(f)]
    linked = [link.cause for link in links.find(case.reading, named, others) if link.certain]
    if all(diagnoses.group(fact) == "drop" for fact in named):
        return _of(linked)
    stated = [f for f in others if case.is_stated(f) and diagnoses.paralyzes(f)]
    found = [f for f in dict.fromkeys(linked + stated) if not diagnoses.palsies(f)]
    return _of([f for f in found if not diagnoses.is_vague(f)] or found)


def _linked_cause(case: Case) -> Selected:
    found: dict[str, list[Fact]] = {}
    linked = conditions.definite_links(case)
    kinds = {cause.rule for _, cause in linked}
    for effect, cause in linked:
        if not kinds.isdisjoint(diagnoses.kinds(cause)):
            continue  # 'anemia, probably iron deficiency' where a probable disease is coded: its kind says more
        for code, named in _specific(case, cause):
            found.setdefault(code, []).extend((*named, effect))
    for code, facts in found.items():
        keys = {key for f in facts if f.label == "DIAGNOSIS" for key in diagnoses.explains(f)}
        found[code] = facts + (case.abnormal(*keys) if keys else [])
    return [*found.items()]


def _specific(case: Case, cause: Fact) -> Selected:
    """The codes of a cause: a neoplasm by its site, where the note names it; in place of D64.9 what bars it."""
    code = diagnoses.code(cause)
    if code == _NEOPLASM:
        return _of(_by_site(case))[:1] or [(code, [cause])]
    behind = _behind(case, cause) if code == _CACHEXIA else []
    return [*behind, *_before(case, cause), *_unbarred(case, [(code, [cause])])]


def _unbarred(case: Case, found: Selected) -> Selected:
    """With the stated disease in place of a code that an Excludes1 note bars beside it: D46.- in place of D64.9."""
    barring = (f for f in case.diagnosed("cause") if codeset.excludes1(_ANEMIA, diagnoses.code(f)))
    if not any(code == _ANEMIA for code, _ in found) or (anemic := next(barring, None)) is None:
        return found
    kind = diagnoses.code(anemic)
    return [(kind, [anemic, *facts]) if code == _ANEMIA else (code, facts) for code, facts in found]


def _behind(case: Case, wasting: Fact) -> Selected:
    """The disease behind a cachexia or a sarcopenia, which E88.A and M62.84 ask to be coded first."""
    found = links.find(case.reading, [wasting], _coded(case))
    linked = [link.cause for link in found if link.certain and link.cause is not wasting]
    return _of([f for f in linked if f.says.code != _NEOPLASM] or _by_site(case)[:1] or linked)


@once
def _by_site(case: Case) -> list[Fact[Diagnosis]]:
    """The neoplasms of this patient whose site is named; a spread of no named site where none is."""
    named = [f for f in _neoplasms(case) if f.says.code != _NEOPLASM]
    return [f for f in named if f.says.code != _SPREAD] or named


@once
def _neoplasms(case: Case) -> list[Fact[Diagnosis]]:
    return [f for f in case.of(Diagnosis) if diagnoses.group(f) == "neoplasm" and f.affirmed and not f.uncertain]


def _fatigue(case: Case) -> Selected:
    named = case.diagnosed("fatigue")
    if named:
        return _of(named)
    mentions = conditions.spoken_for(case, "fatigue") if case.named(*WEAK) else case.named("fatigue")
    return [("R53.0" if conditions.of_cancer(case) else "R53.83", mentions)] if mentions else []


def _neoplasm(case: Case) -> Selected:
    if not conditions.of_cancer(case):
        return []
    return _of(_by_site(case) or _neoplasms(case))[:1]


def _anemia(case: Case) -> Selected:
    facts = named_labs.anemia(case)
    names = _of(facts)
    specific = [pair for pair in names if pair[0] != "D64.9"] or names
    values = [f for f in facts if f.label == "LAB"]
    before = [pair for f in facts if diagnoses.code(f) in dict(specific) for pair in _before(case, f)]
    return [*before, *((code, [*found, *values]) for code, found in _unbarred(case, specific))]


_OF_MUSCLE = ("upper", "lower", "trunk", "all", "half")
"""Parts of the body whose myalgia has its own code."""


def _myalgia(case: Case) -> Selected:
    facts = conflicts.as_diagnosis(case, "myalgia")
    sentences = [case.reading.norm[slice(*case.reading.sentence(fact.start))] for fact in facts]
    site = any(place.limb in _OF_MUSCLE for words in sentences for place in anatomy.places(words))
    return [("M79.18" if site else "M79.10", facts)] if facts else []


def _atrophy(case: Case) -> Selected:
    wasted = conflicts.as_diagnosis(case, "atrophy")
    found = grouped((code, fact) for fact in wasted for code in _wasted(case.reading, fact))
    if len({code[:6] for code in found} - {"M62.50"}) > 1:
        return [("M62.59", list(dict.fromkeys(fact for facts in found.values() for fact in facts)))]
    return [*found.items()]


@cache
def _site(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})")


def _wasted(reading: Reading, fact: Fact) -> Iterator[str]:
    """The codes of a muscle atrophy by the sites that its clause names."""
    low, high = reading.about(fact.start, fact.end, _CLAUSE, _CLAUSE)
    sites = policy.data("words")["atrophied"]
    named = {code: told for code, site in sites.items() if (told := _site(site).search(reading.norm, low, high))}
    beside = diagnosis.side(reading, fact.start, fact.end)
    for code, told in named.items():
        if len(code) > 6:
            yield code
        else:
            place = next(iter(anatomy.places(told[0])), None)
            side = beside or diagnosis.side(reading, *told.span())
            side = side or (place and exams.side_told(reading, place.limb, fact.start))
            both = side == "bilateral" or (side is None and anatomy.PLURAL.search(told[0]))
            yield from (code + digit for digit in ("12" if both else _SIDED.get(side, "9")))
    if not named:
        yield "M62.50"


SELECTORS: dict[str, Selector] = {
    "of the muscle disease": _muscle_disease,
    "of the probable muscle disease": lambda case: _of(conditions.probable_disease(case)),
    "that the disease's code adds": _added,
    "of the drug's adverse effect":
        lambda case: [(code, [effect]) for effect, code in adverse.blamed(case, conditions.complaints(case))],
    "that the disease's code puts first":
        lambda case: [pair for fact in case.diagnosed("muscle") for pair in _before(case, fact)],
    "of the disease behind the sarcopenia":
        lambda case: [pair for fact in case.stated("sarcopenia") for pair in _behind(case, fact)],
    "of the facial weakness": _facial,
    "of the hemiparesis": lambda case: _palsied(case, _coded_paresis(stroke.paresis(case))),
    "of the residual weakness": lambda case: _coded_paresis(stroke.residual(case)),
    "of the acute stroke": _acute_stroke,
    "of the named paralysis": _named_paralysis,
    "of the foot or wrist drop":
        lambda case: [pair for fact in case.diagnosed("drop") for pair in _dropped(case, fact)],
    "of the disease behind the paralysis": _behind_paralysis,
    "of the linked cause": _linked_cause,
    "of the fatigue": _fatigue,
    "of the neoplasm behind the fatigue": _neoplasm,
    "of the anemia": _anemia,
    "of the myalgia": _myalgia,
    "of the muscle atrophy": _atrophy,
}  # fmt: skip
