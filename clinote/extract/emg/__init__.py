"""Electromyography and nerve conduction: what a study found, and studies that are only planned."""

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Sequence
from itertools import zip_longest
from operator import attrgetter, itemgetter
from typing import Any

from clinote.assertion import dates
from clinote.expressions import expression
from clinote.extract.emg.cues import BEDSIDE, LIKE, PROVING, SHAPES, cue
from clinote.extract.emg.described import described, grammar
from clinote.extract.emg.limits import FALL, outside, within_normal
from clinote.extract.emg.studies import Studies, speaks_for_itself
from clinote.extract.emg.tables import tables
from clinote.extract.said import Said, Span
from clinote.facts import Emg, Fact
from clinote.grouping import runs
from clinote.lexicon import Hit, starting
from clinote.patterns import worded
from clinote.reading import Reading

_JOINED = expression(r"\s*(?:\d\+|\([^)\n]{0,20}\))?\s*(?:,|and|or|/|&|\+|and/or|,\s*(?:and|or|no))\s*(?:also\s+)?")
_ITS = r"(?: (?:the|{demonstratives}|{possessives}))?\s+$"
_LISTED = worded(
    r"(?:,|[,;]? (?:and|&|plus))\s(?:(?:{articles}|right|left|bilateral|[lr]|mild|moderate|severe|also)\s)*\Z"
)
"""Before a member of a list: 'neuropathy, left carpal tunnel syndrome and radiculopathy'."""
_CONDITION = worded(rf"(?<![a-z]){{emg.cues.condition}}{_ITS}")
_IF = worded(rf"(?<![a-z]){{emg.cues.if}}{_ITS}")
_PROOF = 60
"""How far (characters) behind a diagnosis the study that proved it may stand."""
_SIZE = expression(r"amplitude|duration")
_OF_ELSE = worded(r" of (?!\d|(?:[a-z-]+ ){0,3}(?:{emg.units}|units?|potentials?|these|those|them)\b)")
"""Behind a duration that is not that of motor units: 'of the illness'."""
_NONE = expression(r"\s*[:=]?\s*(0)(?!\d|\.\d|[+/%-])")
_WORD = expression(r"[a-z]+")
_NORMAL = worded(r"(?:{emg.composed.emg_nerve.normal})")
_AMPLITUDE = "emg.amplitude"
_FADING = (_AMPLITUDE, "emg.nerve.cmap")
"""Measures whose fall on repetitive stimulation is a decrement."""
_MEASURED = {"emg_nerve": "own", "emg_jitter": "nmj"}
"""What is told in figures, and what one beyond its limit is."""
_ANAPHOR = "emg.report.again"
_OBJECTS = ("emg_unit", "emg_size", "emg_recruitment", "emg_insertion", "emg_jitter")
"""Kinds of objects that have a finding wherever they are described; measures and studies have their own rules."""


def extract(reading: Reading, facts: list[Fact]) -> list[Fact]:
    """Facts labelled EMG; those of a study that is only planned are hypothetical."""
    if not reading.hits("emg_study"):
        begins = {reading.sentence(hit.start) for kind in _KINDS for hit in reading.hits(kind)}
        if not any(speaks_for_itself(reading, *sentence) for sentence in begins):
            return []
    return _Findings(reading).read()


_start = attrgetter("start")
_KINDS = ("emg", "emg_nerve", "emg_unit", "emg_jitter", "emg_insertion")


def _holds(spans: Sequence[Any], at: int) -> bool:
    """Whether one of `spans`, in text order and apart from each other, holds offset `at`."""
    before = bisect_right(spans, at, key=itemgetter(0))
    return before > 0 and at < spans[before - 1][1]


class _Findings:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.tables = tables(reading)
        self.studies = Studies(reading, bool(self.tables))
        self.diseases = reading.hits("emg_disease")
        self.spans = [span for span, _ in self.tables]
        self.found: list[Fact] = []
        self.begun: dict[str, list[Fact]] = defaultdict(list)
        """The facts in text order, by their finding."""
        self.taken: set[int] = set()
        self.unsaid: list[tuple[Hit, Said]] = []

    def read(self) -> list[Fact]:
        for _, findings in self.tables:
            for finding, (start, end) in findings:
                self.add(start, end, "emg.table", finding)
        for study in self.studies.done:
            self.study(study, "emg.normal")
        for study in self.reading.hits("emg_report"):
            bedside = BEDSIDE.search(self.reading.norm, max(0, study.start - 14), study.start)
            begin, end = self.reading.sentence(study.start)
            before = self.reading.sentence(begin - 1)[0]
            opens = starting(self.studies.done, before, begin) and not self.reading.norm[begin : study.start].strip()
            known = study.pattern.id != _ANAPHOR or opens  # 'these were normal' right behind a study
            imaging = cue("imaging").search(self.reading.norm, before, end)
            if known and self.studies.speaks(study.start) and not (imaging or bedside):
                self.study(study, study.pattern.id, whole=study.pattern.id == _ANAPHOR)
        self.named()
        for kind in _OBJECTS:
            self.objects(kind)
        self.shapes()
        self.measures()
        for title in self.reading.hits("emg_conclusion"):
            if self.studies.speaks(title.start):
                self.study(title, title.pattern.id, whole=True)
        for disease in self.diseases:
            if self.restated(disease) or self.compared(disease) or self.studies.sets_aside(disease.start):
                continue
            if proof := self.proved(disease):
                self.add(proof.start, proof.end, disease.pattern.id, disease.pattern.data["finding"])
            elif self.studies.report(disease):
                self.add(disease.start, disease.end, disease.pattern.id, disease.pattern.data["finding"])
        self.abnormal()
        self.supersede()
        self.plans()
        return self.found

    def add(self, start: int, end: int, rule: str, finding: str, denied: Span | None = None) -> Fact | None:
        if not self.taken.isdisjoint(range(start, end)):
            return None
        self.taken.update(range(start, end))
        fact = self.reading.fact(Emg(finding), start, end, rule)
        self.found.append(fact)
        insort(self.begun[finding], fact, key=_start)
        if denied:
            fact.flag("negated", self.reading.cue(*denied, "emg.none"))
        return fact

    def supersede(self) -> None:
        """What an earlier study found is past where another was made anew: 'EMG in 2019 ...; repeat EMG today ...'."""
        anew = {fact.start: self.studies.clause(fact.start, "anew") for fact in self.found}
        last = max((at for at, said in anew.items() if said), default=0)
        for fact in self.found:
            if fact.start >= last or anew[fact.start]:
                continue
            told = self.studies.clause(fact.start, "earlier")
            reading = self.reading
            past = dates.past(reading, reading.times(fact.start))
            times = [(start, end) for start, end, _ in past if start < last]
            if span := told.span() if told else next(iter(times), None):
                fact.flag("historical", self.reading.cue(*span, "emg.earlier"))

    def told(self, hit: Hit) -> bool:
        """Whether the words of `hit` are a finding here: by themselves, or because a study is spoken of."""
        data = hit.pattern.data
        known = self.studies.names(hit.start) if "bare" in data else data.get("sure") or self.studies.speaks(hit.start)
        if known and "beside" in data:
            known = cue(data["beside"]).search(self.reading.norm, *self.reading.sentence(hit.start))
        return bool(known) and not self.tabled(hit.start) and not self.studies.sets_aside(hit.start)

    def tabled(self, at: int) -> bool:
        return _holds(self.spans, at)

    def study(self, study: Hit, rule: str, *, whole: bool = False) -> None:
        """'EMG of the legs, done today, was normal', 'an abnormal EMG' where nothing says what is abnormal.

        `whole`: only where its sentence says no more than that.
        """
        norm, start = self.reading.norm, self.reading.sentence(study.start)[0]
        if _IF.search(norm[max(start, study.start - 40) : study.start]):
            return
        found = described(self.reading, study, "emg_study")
        if found and norm.endswith(("a ", "an "), start, found.start) and cue("generic").match(norm, study.end + 1):
            return  # "a normal study does not exclude ..."
        if found and whole and norm[found.end : self.reading.sentence(found.start)[1]].strip(" .\n"):
            return
        if found is None or (found.quality[0] < study.start and self.studies.looked_for(start, found.start)):
            return
        if found.says == "other":
            self.unsaid.append((study, found))
        else:
            self.add(found.start, found.end, rule, found.says)

    def abnormal(self) -> None:
        """'An abnormal EMG' where its sentence does not say what is abnormal."""
        affirmed = sorted((fact for fact in self.found if not fact.negated), key=_start)
        for study, found in self.unsaid:
            end = self.reading.sentence(study.start)[1]
            said = any(starting(facts, found.start, end) for facts in self.begun.values())
            concluding = self.studies.concludes(study.start)
            said = said or bool(starting(affirmed, study.end, concluding.end if concluding else end))
            if not said and (fact := self.add(found.start, found.end, "emg.study-abnormal", "other")):
                insort(affirmed, fact, key=_start)

    def named(self) -> None:
        """Findings that have a name of their own; 'fibrillations and positive sharp waves' is one."""
        studies, told = self.studies, (hit for hit in self.reading.hits("emg") if "finding" in hit.pattern.data)
        told = (hit for hit in told if self.told(hit) and not _holds(self.diseases, hit.start))
        hits = (hit for hit in told if not (studies.of(hit.start, "monitoring") or studies.elsewhere(hit)))
        for run in runs(hits, self.one_finding):
            first, last = run[0], run[-1]
            none = _NONE.match(self.reading.norm, last.end)
            denied = none.span(1) if none else within_normal(self.reading, first)
            denied = (first.start, last.end) if "none" in first.pattern.data else denied
            self.add(first.start, last.end, first.pattern.id, first.pattern.data["finding"], denied)

    def one_finding(self, a: Hit, b: Hit) -> bool:
        both = {a.pattern.data["finding"], b.pattern.data["finding"]} == {"spontaneous_activity"}
        return both and _JOINED.fullmatch(self.reading.norm, a.end, b.start) is not None

    def objects(self, kind: str) -> None:
        """Motor units, recruitment and the like by what is said of them."""
        for hit in self.reading.hits(kind):
            named = kind == "emg_unit" and "m" in self.reading.norm[hit.start : hit.end]  # motor units; not "units"
            if not self.told(hit) and not (named and not self.studies.sets_aside(hit.start)):
                continue
            if (kind == "emg_size" and not self.of_units(hit)) or not (found := self.described(hit, kind)):
                continue
            behind = found.quality[0] >= hit.end
            if kind == "emg_unit" and behind and not named and not _SIZE.search(self.reading.norm, *found.quality):
                continue
            normal = found.says == "normal"
            finding = hit.pattern.data["finding"] if normal else found.says
            self.add(found.start, found.end, hit.pattern.id, finding, found.quality if normal else found.denied)

    def of_units(self, hit: Hit) -> bool:
        """Whether an amplitude or a duration is that of motor units: its sentence names them, and no response."""
        if _OF_ELSE.match(self.reading.norm, hit.end):
            return False
        sentence = self.reading.sentence(hit.start)
        units = any(starting(self.reading.hits(kind), *sentence) for kind in ("emg_unit", "emg_recruitment"))
        return units and all(m.pattern.id == _AMPLITUDE for m in starting(self.reading.hits("emg_nerve"), *sentence))

    def described(self, hit: Hit, kind: str) -> Said | None:
        """What is said of `hit`, or what its figure is beside the limit that is printed with it."""
        end = self.reading.sentence(hit.start)[1]
        after = next(iter(starting(self.reading.hits(kind), hit.end, end)), None)
        told = outside(self.reading, hit, after.start if after else end) if kind in _MEASURED else None
        if told is None:
            return described(self.reading, hit, kind)
        beyond, figure = told
        return Said(hit.start, figure[1], _MEASURED[kind] if beyond else "normal", figure, figure)

    def shapes(self) -> None:
        """Motor units by two adjectives and without their name: 'brief, small, polyphasic'."""
        known = grammar("emg_unit").qualities
        for start, end in self.studies.windows:
            for found in SHAPES.finditer(self.reading.norm, start, end):
                at = found.start()
                words = (m.start() for m in _WORD.finditer(found[0]))
                findings = {q[0] for w in words if (q := known.at(self.reading.norm, at + w, found.end()))}
                told = self.studies.speaks(at) and not self.tabled(at) and not self.studies.sets_aside(at)
                if len(findings) == 1 and told:
                    self.add(at, found.end(), "emg.shape", findings.pop())

    def measures(self) -> None:
        """Latencies, amplitudes, velocities: an abnormal one a sentence; several that are normal are a normal study."""
        told: dict[int, list[tuple[Hit, Said]]] = {}
        hits = self.reading.hits("emg_nerve")
        for hit, after in zip_longest(hits, hits[1:]):
            part = after is not None and after.start <= hit.end + 1  # "amplitude CMAPs"
            if part or not self.told(hit) or (hit.pattern.id == _AMPLITUDE and self.of_units(hit)):
                continue
            if (found := self.described(hit, "emg_nerve")) and (found.says != "nmj" or self.stimulated(hit)):
                told.setdefault(self.reading.sentence(hit.start)[0], []).append((hit, found))
        for pairs in told.values():
            abnormal = next(((hit, found) for hit, found in pairs if found.says != "normal"), None)
            if abnormal:
                hit, found = abnormal
                fades = hit.pattern.id in _FADING and self.stimulated(hit)
                finding = "nmj" if fades else hit.pattern.data["finding"]
                denied = within_normal(self.reading, hit, FALL) if fades else None
                self.add(found.start, found.end, hit.pattern.id, finding, denied)
                continue
            first = pairs[0][1]
            sure = len(pairs) > 1 or _NORMAL.match(self.reading.norm, first.word[0])
            if sure and all(found.quality == first.quality for _, found in pairs):
                self.add(*first.quality, "emg.normal-measures", "normal")

    def stimulated(self, hit: Hit) -> bool:
        """Whether a measure is one of repetitive stimulation, told before it or with no comma between behind it."""
        begin, end = self.reading.sentence(hit.start)
        stop = self.reading.norm.find(",", hit.end, end)
        return cue("repetitive").search(self.reading.norm, begin, stop if stop > 0 else end) is not None

    def proved(self, disease: Hit) -> Hit | None:
        """The study that is only named as the proof of a diagnosis: 'myopathy, confirmed by EMG'."""
        near = starting(self.studies.done, disease.end + 1, disease.end + _PROOF)
        return next((s for s in near if PROVING.fullmatch(self.reading.norm, disease.end, s.start)), None)

    def restated(self, disease: Hit) -> bool:
        """Whether a clinical disease only names the finding before it: 'a transmission defect, as in myasthenia'."""
        concluding = self.studies.concludes(disease.start)
        start = concluding.body if concluding else self.reading.sentence(disease.start)[0]
        if "clinical" not in disease.pattern.data or _LISTED.search(self.reading.norm, start, disease.start):
            return False
        return bool(starting(self.begun[disease.pattern.data["finding"]], start, disease.start))

    def compared(self, disease: Hit) -> bool:
        """Whether the findings are only like those of a disease: 'as can be seen in X', 'of the kind found in X'."""
        start = self.reading.sentence(disease.start)[0]
        return LIKE.search(self.reading.norm, start, disease.start) is not None

    def plans(self) -> None:
        """One hypothetical fact for each sentence that plans a study; 'if EMG is normal' only speaks of one planned."""
        done: set[tuple[int, int]] = set()
        for study in self.studies.planned:
            sentence = self.reading.sentence(study.start)
            before = self.reading.norm[max(sentence[0], study.start - 30) : study.start]
            if done and _CONDITION.search(before):
                continue
            if sentence not in done and (fact := self.add(study.start, study.end, "emg.planned", "other")):
                fact.hypothetical = True
            done.add(sentence)
