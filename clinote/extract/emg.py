"""Electromyography and nerve conduction: what a study found, and studies that are only planned."""

import re
from functools import cache, cached_property

from clinote import patterns
from clinote.facts import Cue, Fact
from clinote.lexicon import Hit
from clinote.reading import Reading

__all__ = ["extract"]

# The EMG of an operating room, a sleep laboratory or an injection guides a procedure and finds nothing.
_MONITORING = re.compile(
    r"monitor|ssep|evoked potential|eog|polysomno|apnea|botulinum|botox|free[- ]running|intraoperative|(?<![a-z])eeg(?![a-z])|emg stimulation|emg[- ]guid|biofeedback"
)
_ELSEWHERE = re.compile(_MONITORING.pattern + "|biopsy|atrial")
_IMAGING = re.compile(r"(?<![a-z])(?:mri|mra|ct|cta|x-?rays?|gadolinium|ultrasound|echo\w*|scan|barium|chest|heart)(?![a-z])")
_PLANNED = re.compile(
    r"(?<![a-z])(?:order(?:ed|ing)?|schedul\w*|recommend\w*|suggest(?:ed)? (?:an |that)|request\w*|pending|consider(?:ing)?|refer(?:red|ral)?|"
    r"need(?:s|ed)?|declin\w*|refus\w*|offer\w*|return(?:s|ing)? for|plan(?:s|ned|ning)?|await\w*|will|would|should|may|might|could|if|obtain|get|arrange\w*|"
    r"book(?:ed)?|proceed|to (?:assess|evaluate|exclude|rule out|determine|confirm|look for|r/o)|not (?:done|performed|available|yet|indicated)|deferred?|"
    r"repeat|indication|advis\w*|propos\w*|discuss\w*|undergo|follow[- ]up|for repeat|next|tomorrow|in \d+ (?:days|weeks|months)|due|outstanding|"
    r"cancel\w*|unrevealing|sent for|set up|authori[sz]\w*|unable|without|no (?:imaging|need)|r/o|rule out)(?![a-z])"
)
_RESULT = re.compile(
    r"(?<![a-z])(?:show\w*|reveal\w*|demonstrat\w*|found|positive|proven|diagnostic of|was (?:abnormal|normal)|were (?:abnormal|normal)|came back|confirm(?:ed|s)"
    r"|consistent with|compatible with|suggest(?:ed|s|ing|ive)|remarkable|unremarkable|indicat(?:ed|es|ing)|evidence of|notable for|(?:is|are|negative|significant|most consistent) (?:for|with|normal))(?![a-z])"
)
_TO_FIND = re.compile(r"(?<![a-z])(?:to|whether|if|will|should|would|could|may)(?![a-z])[^.;]{0,40}$")
_IMPRESSION = re.compile(
    r"[\s\d.)*-]*(?:impression|interpretation|conclusion|summary|overall|these (?:findings|changes|results|studies)|this (?:study|is|would|test|emg|electr\w+|nerve)|the (?:findings|study|studies|results|above|overall|changes|emg|needle|diffuse)|findings"
    r"|electro\w*|consistent|compatible|it reveal|there (?:is|are|was|were)|no (?:electro|evidence)|study|however|abnormal|normal|in summary)"
)
_CONCLUDING = ("impression", "interpretation", "conclusion", "summary", "assessment", "diagnosis")
_JOINED = re.compile(r"\s*(?:\d\+|\([^)\n]{0,20}\))?\s*(?:,|and|or|/|&|and/or|,\s*(?:and|or|no))\s*(?:also\s+)?")
_NONE = re.compile(r"\s*[:=]?\s*(0)(?![\d.+/%-])")
_GAP = re.compile(
    r"(?:\s*(?:\([^()\n]{0,60}\)|(?:and|of|the|in|on|were|was|is|are|both|all|right|left|bilateral|upper|lower|extremit(?:y|ies)|legs?|arms?|limbs?|study|studies|"
    r"test(?:s|ing)?|results?|exam(?:ination)?|done|performed|also|again|showed|revealed|a|an|came|back|essentially|entirely|completely|reported(?:ly)?|read|as|to|be|by|report|"
    r"today|from|at|previous|recent|outside|last|year|month|week|deltoid|biceps|quadriceps|tibialis|anterior|muscles?|needle|velocit(?:y|ies)|nerve|conductions?|emg|ncs|ncv|hospital|clinic|elsewhere|neurology|his|her|this|our|early|late|spring|summer|fall|winter|ago|x\s?\d|\d+ (?:years?|months?|weeks?|days?)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|"
    r"otherwise|had|been|has|have|remains?|there|screen|leg|arm|hand|hands|feet|face|four|two|three|paraspinals?|sides?|\d{4}|\d{1,2}/\d{4}|\d{1,2}/\d{1,2}(?:/\d{2,4})?)(?![a-z0-9])|[:/=-])){0,14}"
    r"\s*(?P<normal>normal(?! saline)|unremarkable|negative(?! for)|wnl|within normal limits|nl)(?![a-z])"
)
_BEFORE_NORMAL = re.compile(r"(?<![a-z])(?:normal|unremarkable|negative)\s+(?:recent |prior |previous |needle |bilateral |screening |lower extremity |upper extremity )?$")
_MEASURES = re.compile(r"(?:(?:latenc|amplitude|velocit|response|f[- ]?wave)[^.;]{0,90}){2,}\s(?P<normal>(?:is|are|was|were)\s+(?:all\s+)?(?:normal|within normal limits))(?! with)")
_REDUCED = (
    r"(?:prolonged|absent|reduced|slowed|slow|slowing(?: of)?|slows|decreased|low|attenuated|delayed|unobtainable|diminished|unrecordable|not obtainable|not recordable"
    r"|prolongation(?: of)?|reduction(?: of| in)?|loss of|decrease in|increased|abnormal|smaller?|no recordable)"
)
_WEAK_BEFORE = re.compile(rf"(?<![a-z]){_REDUCED}(?:[ -](?:amplitude|the|and|in|of|borderline|bilateral|right|left|sural|median|ulnar|peroneal|tibial|radial|motor|sensory|distal|minimum)){{0,5}}\s+$")
_WEAK_AFTER = re.compile(rf"[^.;:,]{{0,45}}?(?:(?:is|are|was|were|showed an?|with|and)\s+)?(?:(?:mildly|severely|markedly|moderately|slightly|very|bilaterally|minimally)\s+)?(?<![a-z])(?<!normal ){_REDUCED}(?![a-z])")


@cache
def _adjectives() -> dict[str, str]:
    """What an adjective says of motor units, by the adjective."""
    return {word: finding for finding, words in patterns.load()["emg"].settings["adjectives"].items() for word in words}


@cache
def _described() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Adjectives before and after 'motor units'."""
    words = "|".join(sorted((w.replace(" ", r"[\s-]") for w in _adjectives()), key=len, reverse=True))
    more = rf"(?:{words}|polyphasic|complex|recruited|abundant|many|increased|excess|and|or|with|of|,|in|a)"
    return (
        re.compile(rf"(?<![a-z])(?:{more}(?![a-z])[\s,-]+){{0,8}}(?P<word>{words})(?![a-z])[\s,-]+(?:{more}(?![a-z])[\s,-]+){{0,6}}$"),
        re.compile(rf"\s*(?:(?:were|was|are|is|of|with|had|showed|showing|appeared|that were|:|-|all|mostly|predominantly|mildly|more|some|polyphasic|and|,)\s*){{1,4}}(?P<word>{words})(?![a-z])(?:[\s,-]*(?:{more})(?![a-z])){{0,5}}"),
    )  # fmt: skip


def extract(reading: Reading, facts: list[Fact]) -> list[Fact]:
    """Facts labelled EMG; those of a study that is only planned are hypothetical."""
    if not any(reading.hits(kind) for kind in ("emg_study", "emg", "emg_unit", "emg_nerve")):
        return []
    return _Report(reading).read()


class _Report:
    """The electrodiagnostic studies of a note, and where they are spoken of."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.studies = [hit for hit in reading.hits("emg_study") if not _MONITORING.search(reading.norm, *reading.sentence(hit.start))]
        self.diseases = reading.hits("emg_disease")
        self.found: list[Fact] = []
        self.planned: list[Hit] = []
        self.done: list[Hit] = []
        for study in self.studies:
            (self.planned if self.is_planned(study) else self.done).append(study)

    def read(self) -> list[Fact]:
        for study in self.done:
            self.normal(study)
        self.findings()
        self.units()
        self.conduction()
        self.disease()
        self.measures()
        self.plans()
        return self.found

    def is_planned(self, study: Hit) -> bool:
        """Whether the study is ordered, advised, awaited, declined or not needed, and has no result in its sentence."""
        norm = self.reading.norm
        start, end = self.reading.sentence(study.start)
        heading = self.reading.layout.section(study.start)
        if heading.category == "electrodiagnostics" and study.start < heading.body:
            return bool(re.match(r"\s*(?:pending|ordered|scheduled|not done|declined|requested|to be)", norm[heading.body : heading.body + 40]))
        clause = max(norm.rfind(";", start, study.start), norm.rfind(". ", start, study.start), start)
        stop = norm.find(";", study.end, end)
        stop = end if stop < 0 else stop
        result = _RESULT.search(norm, study.end, end)
        if result and not _TO_FIND.search(norm[study.end : result.start()]):
            return False
        if _GAP.match(norm, study.end, end) or _BEFORE_NORMAL.search(norm[max(start, study.start - 40) : study.start]):
            return False
        if norm[study.end : stop].lstrip(" 0123456789/()").startswith((":", "with", "- ")) and not re.match(r"[\s:]*(?:pending|ordered)", norm[study.end :]):
            if heading.category != "plan":
                return False
        if re.search(r"(?<![a-z])(?:no|not|without|neither|nor)(?![a-z])[^.;:]{0,25}$", norm[clause : study.start]):
            return True
        if re.search(r"(?<![a-z])(?:by|on|per|from|since) (?:the |an? |her |his |prior |recent |previous |needle )*$", norm[clause : study.start]):
            return False
        return _PLANNED.search(norm, clause, stop) is not None or heading.category in ("plan", "instructions") and not self.technical_in(start, end)

    def technical_in(self, start: int, end: int) -> bool:
        return any(start <= hit.start < end for hit in (*self.reading.hits("emg"), *self.reading.hits("emg_nerve")))

    @cached_property
    def whole_note(self) -> bool:
        """Whether the note is itself the report of a study."""
        norm = self.reading.norm
        if re.search(r"electrodiagnostic (?:report|medicine|consult|study|evaluation)|emg (?:report|laboratory|evaluation)|nerve conduction (?:study|studies) (?:report|and)", norm[:250]):
            return True
        heads = {s.start for s in self.reading.layout.sections if s.category == "electrodiagnostics" and s.title and "\n" in norm[max(0, s.start - 1) : s.start] + ("\n" if s.start == 0 else "")}
        return len(heads) >= 2 and bool(self.done)

    @cached_property
    def blocks(self) -> list[tuple[int, int]]:
        """Where the note goes on about a study: from its sentence to the end of its paragraph or section."""
        layout, text = self.reading.layout, self.reading.text
        blocks = []
        for study in self.done:
            index = layout.sentence_index(study.start)
            start, end = layout.sentences[index]
            for after, stop in layout.sentences[index + 1 : index + 16]:
                section = layout.section(after)
                new = section.start > start and section.start <= after and section.category != "electrodiagnostics"
                if new and not any(word in section.title.lower() for word in _CONCLUDING[:4]):
                    break
                if text[end:after].count("\n") + (text[after - 1] == "\n" if after else 0) > 1 and "\n\n" in text[max(0, end - 1) : after + 1]:
                    break
                end = stop
            blocks.append((start, end))
        return blocks

    def within(self, at: int) -> bool:
        """Whether the note speaks of a study at `at`."""
        return (
            self.reading.layout.section(at).category == "electrodiagnostics"
            or any(a <= at < b for a, b in self.blocks)
            or (self.whole_note and self.reading.layout.section(at).category not in ("hpi", "exam", "indication", "past_history"))
        )

    def set_aside(self, at: int) -> bool:
        """Whether the sentence only plans a study: 'EMG to look for myopathic changes'."""
        start, end = self.reading.sentence(at)
        here = [s for s in self.studies if start <= s.start < end]
        return bool(here) and all(s in self.planned for s in here)

    def add(self, start: int, end: int, rule: str, finding: str) -> Fact | None:
        if any(f.start < end and start < f.end for f in self.found):
            return None
        fact = self.reading.fact("EMG", start, end, rule, finding=finding)
        self.found.append(fact)
        return fact

    def normal(self, study: Hit) -> None:
        norm = self.reading.norm
        start, end = self.reading.sentence(study.start)
        if any(f.start <= study.start < f.end for f in self.found):
            return
        if found := _GAP.match(norm, study.end, end):
            self.add(study.start, found.end(), "emg.normal", "normal")
        elif (before := _BEFORE_NORMAL.search(norm[max(start, study.start - 40) : study.start])) and not _TO_FIND.search(norm[start : study.start]):
            self.add(max(start, study.start - 40) + before.start(), study.end, "emg.normal", "normal")

    def findings(self) -> None:
        hits = [
            hit for hit in self.reading.hits("emg")
            if (hit.pattern.data.get("sure") or self.within(hit.start)) and not self.set_aside(hit.start)
            and not _ELSEWHERE.search(self.reading.norm, *self.reading.sentence(hit.start))
            and not any(d.start <= hit.start < d.end for d in self.diseases)
        ]  # fmt: skip
        index = 0
        while index < len(hits):
            hit, last = hits[index], hits[index]
            finding = hit.pattern.data["finding"]
            while finding == "spontaneous_activity" and index + 1 < len(hits) and (after := hits[index + 1]).pattern.data["finding"] == finding:
                if not _JOINED.fullmatch(self.reading.norm, last.end, after.start):
                    break
                last, index = after, index + 1
            index += 1
            if hit.pattern.id.startswith("emg.study") and self.of_other_study(hit):
                continue
            if finding == "other" and self.others_in(hit):
                continue
            fact = self.add(hit.start, last.end, hit.pattern.id, finding)
            if fact and (none := _NONE.match(self.reading.norm, last.end)):
                fact.negated = True
                fact.cues["negated"] = Cue(none.start(1), none.end(1), "0", "emg.none")

    def of_other_study(self, hit: Hit) -> bool:
        """Whether 'the study was normal' speaks of imaging."""
        layout = self.reading.layout
        index = layout.sentence_index(hit.start)
        return _IMAGING.search(self.reading.norm, layout.sentences[max(0, index - 1)][0], layout.sentences[index][1]) is not None

    def others_in(self, hit: Hit) -> bool:
        """Whether the sentence of 'abnormal EMG' says what the abnormality is."""
        start, end = self.reading.sentence(hit.start)
        return any(start <= d.start < end and d.start > hit.end for d in (*self.diseases, *self.reading.hits("emg"), *self.reading.hits("emg_nerve")))

    def units(self) -> None:
        """Motor units by their adjectives: short and small, or long and large."""
        before, after = _described()
        for hit in self.reading.hits("emg_unit"):
            norm = self.reading.norm
            sure = "m" in norm[hit.start : hit.end]  # motor units, MUAPs; not "units"
            if not (sure or self.within(hit.start)) or self.set_aside(hit.start):
                continue
            start, end = self.reading.sentence(hit.start)
            low = max(start, hit.start - 75)
            lead = before.search(norm[low : hit.start])
            trail = after.match(norm, hit.end, end)
            found = lead or (trail if norm[hit.start : hit.end] != "units" else None)
            if not found:
                continue
            word = re.sub(r"[\s-]", " ", found["word"])
            a = low + lead.start() if lead else hit.start
            a += len(re.match(r"[\s,]*(?:(?:and|or|with|of|in|a)\s+)*", norm[a : hit.start])[0]) if lead else 0  # type: ignore[index]
            b = hit.end if lead else found.end()
            self.add(a, b, hit.pattern.id, _adjectives()[word])

    def conduction(self) -> None:
        """Prolonged latencies, absent responses, low amplitudes: once for each sentence."""
        norm, told = self.reading.norm, set()
        for hit in self.reading.hits("emg_nerve"):
            start, end = self.reading.sentence(hit.start)
            if start in told or not (hit.pattern.data.get("sure") or self.within(hit.start)) or self.set_aside(hit.start):
                continue
            low = max(start, hit.start - 70)
            lead = _WEAK_BEFORE.search(norm[low : hit.start])
            trail = None if lead else _WEAK_AFTER.match(norm, hit.end, end)
            if not lead and not trail:
                continue
            if trail and re.search(r"(?<![a-z])(?:normal|preserved)(?![a-z])(?! .{0,20}with)", trail[0]):
                continue
            told.add(start)
            a, b = (low + lead.start(), hit.end) if lead else (hit.start, trail.end() if trail else hit.end)
            self.add(a, b, hit.pattern.id, hit.pattern.data["finding"])

    def disease(self) -> None:
        """A disease, where a study is said to show it or its absence."""
        for hit in self.diseases:
            if not self.set_aside(hit.start) and self.reported(hit):
                self.add(hit.start, hit.end, hit.pattern.id, hit.pattern.data["finding"])

    def reported(self, hit: Hit) -> bool:
        norm, layout = self.reading.norm, self.reading.layout
        start, end = self.reading.sentence(hit.start)
        section = layout.section(hit.start)
        if self.whole_note and any(word in section.title.lower() for word in _CONCLUDING):
            first = re.compile(r"\n[ \t]*\n").search(norm, section.body + 2, section.end)
            if first is None or hit.start < first.start():
                return True
        for study in self.done:
            if start <= study.start < end:
                if study.end <= hit.start:
                    between = norm[max(study.end, norm.rfind(";", study.end, hit.start) + 1) : hit.start]
                    plain = re.sub(r"^\s*(?:\([^()]*\))?", "", between)
                    link = _RESULT.search(between) or plain.lstrip(" 0123456789/().").startswith((":", "=", "-", "with"))
                    if "clinical" in hit.pattern.data:
                        return _RESULT.search(between) is not None
                    if (link and "to evaluate" not in between) or (section.category == "electrodiagnostics" and section.body <= hit.start):
                        return True
                elif "clinical" in hit.pattern.data:
                    continue
                elif re.search(r"(?<![a-z])(?:on|by|per|via|from|with) (?:the |her |his |prior |recent |needle )*$", norm[hit.end : study.start]):
                    return True
                elif norm[hit.end : study.start].strip(" ()") in ("", "-"):
                    return True
                elif re.match(r"[- ](?:proven|confirmed|documented)", norm[study.end : study.end + 12]):
                    return True
        if "clinical" in hit.pattern.data:
            return False
        return any(a <= hit.start < b for a, b in self.blocks) and _IMPRESSION.match(norm, start, end) is not None

    def measures(self) -> None:
        """'Latencies, amplitudes and velocities are normal': a normal conduction study."""
        for study in self.done:
            start, end = self.reading.sentence(study.start)
            for found in _MEASURES.finditer(self.reading.norm, study.end, end):
                self.add(found.start("normal"), found.end("normal"), "emg.normal-measures", "normal")

    def plans(self) -> None:
        """One hypothetical fact for each sentence that plans a study."""
        told = set()
        for study in self.planned:
            sentence = self.reading.sentence(study.start)
            if sentence in told:
                continue
            told.add(sentence)
            if fact := self.add(study.start, study.end, "emg.planned", "other"):
                fact.hypothetical = True
