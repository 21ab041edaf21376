"""Electromyography and nerve conduction: what a study found, and studies that are only planned."""

import re

from clinote.extract.emg.cues import (
    adjectives,
    cue,
    described_after,
    described_before,
    normal_after,
    normal_before,
    planned_for,
    recruited_after,
    recruited_before,
    recruitments,
    reduced_after,
    reduced_before,
    shapes,
)
from clinote.extract.emg.studies import Studies
from clinote.extract.emg.tables import tables
from clinote.facts import Cue, Fact
from clinote.lexicon import Hit
from clinote.reading import Reading

__all__ = ["extract"]

_JOINED = re.compile(r"\s*(?:\d\+|\([^)\n]{0,20}\))?\s*(?:,|and|or|/|&|\+|and/or|,\s*(?:and|or|no))\s*(?:also\s+)?")
_CONDITION = re.compile(
    r"(?<![a-z])(?:if|unless|until|once|after|depending on|based on)(?: the| this| her| his| that)?\s+$"
)
_IF = re.compile(r"(?<![a-z])(?:if|unless|until|whether)(?: the| this| her| his| that)?\s+$")
_PROOF = 60
_PROVED = re.compile(
    r"[\s,(-]+(?:(?:as|was|is|now|which|since|both|clinically|and)\s+)*(?:confirmed|proven|proved|established|supported|documented|demonstrated"
    r"|diagnosed|verified|corroborated|shown|seen)\s+(?:by|on|with|through|at)\s+(?:(?:the|a|an|needle|biopsy|and|both|recent|his|her)\s+)*"
)
"""What stands between a diagnosis and the study that proved it."""
_SIZE = re.compile(r"amplitude|duration")
_NONE = re.compile(r"\s*[:=]?\s*(0)(?!\d|\.\d|[+/%-])")
_LEAD = re.compile(r"[\s,]*(?:(?:and|or|with|of|in|a)\s+)*")
_PRESERVED = re.compile(r"(?<![a-z])(?:normal|preserved)(?![a-z])(?! .{0,20}with)")
_MEASURES = re.compile(
    r"(?:(?:latenc|amplitude|velocit|response|f[- ]?wave)[^.;]{0,90}){2,}"
    r"\s(?P<normal>(?:is|are|was|were)\s+(?:all\s+)?(?:normal|within normal limits))(?! with)"
)


def extract(reading: Reading, facts: list[Fact]) -> list[Fact]:
    """Facts labelled EMG; those of a study that is only planned are hypothetical."""
    return _Findings(reading).read() if reading.hits("emg_study") or _speaks_for_itself(reading) else []


def _speaks_for_itself(reading: Reading) -> bool:
    """Whether a note that names no study has words that mean nothing but a finding of one."""
    sure = (hit for kind in ("emg", "emg_nerve") for hit in reading.hits(kind) if "sure" in hit.pattern.data)
    units = (hit for hit in reading.hits("emg_unit") if "m" in reading.norm[hit.start : hit.end])
    return any(True for _ in sure) or any(True for _ in units)


class _Findings:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.tables = tables(reading)
        self.studies = Studies(reading, bool(self.tables))
        self.diseases = reading.hits("emg_disease")
        self.found: list[Fact] = []
        self.taken: set[int] = set()

    def read(self) -> list[Fact]:
        for _, findings in self.tables:
            for finding, (start, end) in findings:
                self.add(start, end, "emg.table", finding)
        for study in self.studies.done:
            self.normal(study)
        self.named()
        self.units()
        self.recruitment()
        self.conduction()
        self.shapes()
        for disease in self.diseases:
            if self.restated(disease) or self.studies.sets_aside(disease.start):
                continue
            if proof := self.proved(disease):
                self.add(proof.start, proof.end, disease.pattern.id, disease.pattern.data["finding"])
            elif self.studies.report(disease):
                self.add(disease.start, disease.end, disease.pattern.id, disease.pattern.data["finding"])
        self.measures()
        self.plans()
        return self.found

    def add(self, start: int, end: int, rule: str, finding: str) -> Fact | None:
        if not self.taken.isdisjoint(range(start, end)):
            return None
        self.taken.update(range(start, end))
        fact = self.reading.fact("EMG", start, end, rule, finding=finding)
        self.found.append(fact)
        return fact

    def told(self, hit: Hit) -> bool:
        """Whether the words of `hit` are a finding here: by themselves, or because a study is spoken of."""
        data = hit.pattern.data
        known = self.studies.names(hit.start) if "bare" in data else data.get("sure") or self.studies.speaks(hit.start)
        return bool(known) and not self.tabled(hit.start) and not self.studies.sets_aside(hit.start)

    def tabled(self, at: int) -> bool:
        return any(start <= at < end for (start, end), _ in self.tables)

    def normal(self, study: Hit) -> None:
        """'EMG of the legs: normal', 'a normal EMG'."""
        norm, (start, end) = self.reading.norm, self.reading.sentence(study.start)
        low = max(start, study.start - 40)
        if _IF.search(norm[low : study.start]):
            return
        if after := normal_after().match(norm, study.end, end):
            self.add(study.start, after.end(), "emg.normal", "normal")
        elif before := normal_before().search(norm[low : study.start]):
            looked_for = planned_for().search(norm[start : low + before.start()])
            if not looked_for:
                self.add(low + before.start(), study.end, "emg.normal", "normal")

    def named(self) -> None:
        """Findings that have a name of their own; 'fibrillations and positive sharp waves' is one."""
        hits = [
            hit for hit in self.reading.hits("emg")
            if "finding" in hit.pattern.data and self.told(hit)
            and not self.studies.of(hit.start, "monitoring", "elsewhere")
            and not any(d.start <= hit.start < d.end for d in self.diseases)
        ]  # fmt: skip
        runs: list[list[Hit]] = []
        for hit in hits:
            if runs and self.one_finding(runs[-1][-1], hit):
                runs[-1].append(hit)
            else:
                runs.append([hit])
        for run in runs:
            first, last = run[0], run[-1]
            finding = first.pattern.data["finding"]
            if first.pattern.id.startswith("emg.study") and self.of_imaging(first):
                continue
            if finding == "other" and self.explained(first):
                continue
            fact = self.add(first.start, last.end, first.pattern.id, finding)
            if fact and (none := _NONE.match(self.reading.norm, last.end)):
                fact.negated = True
                fact.cues["negated"] = Cue(none.start(1), none.end(1), "0", "emg.none")

    def one_finding(self, a: Hit, b: Hit) -> bool:
        both = {a.pattern.data["finding"], b.pattern.data["finding"]} == {"spontaneous_activity"}
        return both and _JOINED.fullmatch(self.reading.norm, a.end, b.start) is not None

    def of_imaging(self, hit: Hit) -> bool:
        """Whether 'the study was normal' speaks of imaging."""
        layout = self.reading.layout
        index = layout.sentence_index(hit.start)
        start, end = layout.sentences[max(0, index - 1)][0], layout.sentences[index][1]
        return cue("imaging").search(self.reading.norm, start, end) is not None

    def explained(self, hit: Hit) -> bool:
        """Whether the sentence of 'abnormal EMG' says what the abnormality is."""
        end = self.reading.sentence(hit.start)[1]
        return self.studies.measured(hit.end, end) or any(hit.end <= d.start < end for d in self.diseases)

    def units(self) -> None:
        """Motor units by their adjectives: short and small, or long and large."""
        norm = self.reading.norm
        for hit in self.reading.hits("emg_unit"):
            explicit = "m" in norm[hit.start : hit.end]  # motor units, MUAPs; not "units"
            if not self.told(hit) and not (explicit and not self.studies.sets_aside(hit.start)):
                continue
            start, end = self.reading.sentence(hit.start)
            low = max(start, hit.start - 75)
            if before := described_before().search(norm[low : hit.start]):
                a = low + before.start()
                a, b, word = _LEAD.match(norm, a).end(), hit.end, before["word"]  # type: ignore[union-attr]
            elif (after := described_after().match(norm, hit.end, end)) and (explicit or _SIZE.search(after["word"])):
                a, b, word = hit.start, after.end(), after["word"]
            else:
                continue
            self.add(a, b, hit.pattern.id, adjectives()[re.sub(r"[\s-]+", " ", word)])

    def shapes(self) -> None:
        """Motor units by two adjectives and without their name: 'brief, small, polyphasic'."""
        known = adjectives()
        for start, end in self.studies.windows:
            for found in shapes().finditer(self.reading.norm, start, end):
                words = re.sub(r"[\s,/+-]+", " ", found[0])
                findings = {finding for word, finding in known.items() if f" {word} " in f" {words} "}
                at = found.start()
                told = self.studies.speaks(at) and not self.tabled(at) and not self.studies.sets_aside(at)
                if len(findings) == 1 and told:
                    self.add(at, found.end(), "emg.shape", findings.pop())

    def recruitment(self) -> None:
        """Recruitment by its adjectives: early in a disorder of muscle, reduced in one of nerve."""
        norm = self.reading.norm
        for hit in self.reading.hits("emg_recruitment"):
            if not self.told(hit):
                continue
            start, end = self.reading.sentence(hit.start)
            low = max(start, hit.start - 60)
            if before := recruited_before().search(norm[low : hit.start]):
                a, b, word = low + before.start(), hit.end, before["word"]
            elif after := recruited_after().match(norm, hit.end, end):
                a, b, word = hit.start, after.end(), after["word"]
            else:
                continue
            self.add(a, b, hit.pattern.id, recruitments()[re.sub(r"[\s-]+", " ", word)])

    def conduction(self) -> None:
        """Prolonged latencies, absent responses, low amplitudes: once for each sentence."""
        norm, done = self.reading.norm, set()
        for hit in self.reading.hits("emg_nerve"):
            start, end = self.reading.sentence(hit.start)
            if start in done or not self.told(hit):
                continue
            low = max(start, hit.start - 70)
            if before := reduced_before().search(norm[low : hit.start]):
                a, b = low + before.start(), hit.end
            elif (after := reduced_after().match(norm, hit.end, end)) and not _PRESERVED.search(after[0]):
                a, b = hit.start, after.end()
            else:
                continue
            done.add(start)
            self.add(a, b, hit.pattern.id, hit.pattern.data["finding"])

    def proved(self, disease: Hit) -> Hit | None:
        """The study that is only named as the proof of a diagnosis: 'myopathy, confirmed by EMG'."""
        near = (study for study in self.studies.done if 0 < study.start - disease.end < _PROOF)
        return next((s for s in near if _PROVED.fullmatch(self.reading.norm, disease.end, s.start)), None)

    def restated(self, disease: Hit) -> bool:
        """Whether a clinical disease only names the finding before it: 'a transmission defect, as in myasthenia'."""
        if "clinical" not in disease.pattern.data:
            return False
        concluding = self.studies.concludes(disease.start)
        start = concluding.body if concluding else self.reading.sentence(disease.start)[0]
        finding = disease.pattern.data["finding"]
        return any(start <= fact.start < disease.start and fact.finding == finding for fact in self.found)

    def measures(self) -> None:
        """'Latencies, amplitudes and velocities are normal': a normal conduction study."""
        for study in self.studies.done:
            for found in _MEASURES.finditer(self.reading.norm, study.end, self.reading.sentence(study.start)[1]):
                self.add(found.start("normal"), found.end("normal"), "emg.normal-measures", "normal")

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
