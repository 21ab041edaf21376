"""Electrodiagnostic studies in a note: which were done, which are only planned, and where the note speaks of them."""

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from math import inf
from operator import attrgetter

from clinote.expressions import expression
from clinote.extract.emg.cues import CLOSING, CONCLUDING, PLANNED_FOR, cue, is_month
from clinote.extract.emg.described import described
from clinote.layout import Section
from clinote.lexicon import Hit, starting
from clinote.patterns import phrases, worded
from clinote.reading import Reading
from clinote.sections import LEAD

_REPORT = worded(r"{emg.reports}")
_OFFICE = worded(r"(?<![a-z])(?:{emg.offices}|study|studies|results?)(?![a-z])")
_NOT = expression(r"(?<![a-z])(?:no|not|without|neither|nor)(?![a-z])[^.;:]{0,25}$")
_ITS = r"(?:(?:{articles}|{possessives}|{emg.which}) ){0,3}$"
_BY = worded(rf"(?<![a-z])(?:by|on|per|from|since) {_ITS}")
_SEEN_ON = worded(rf"(?<![a-z])(?:by|on|per|via|from|with) {_ITS}")
_PROVEN = worded(r"[- ]{emg.cues.proven}")
_ASIDE = expression(r"\s*(?:\([^()]*\))?[\s\d/().]*")
_GIVEN = worded(r"[:=-]|{emg.cues.doubt}\s*$|with|{emg.cues.picture} of")
_PICTURE = worded(r"\b{emg.cues.picture}\Z")
_ABSENT = expression(r"[\s*-]*no(?: \w+){0,2} $")
_TOLD_OF = expression(r":\s*(?:\d[.)]\s)?(?:[a-z-]+\s){0,3}$")
_DIAGNOSED = expression(r",[^,]*\bdiagnos(?:is|ed)\b")
"""What makes a disease one that was concluded from more than the study: '..., a diagnosis of polymyositis was made'."""
_PASSAGE = 16
"""The most sentences in which a note goes on about a study."""
_TOLD = ("hpi", "exam", "indication", "past_history")


def speaks_for_itself(reading: Reading, start: int, end: int) -> bool:
    """Whether words in `start:end` mean nothing but a finding of a study, though none is named.

    Fibrillation potentials and the like, motor units, units beside recruitment, a decrement at so many a second.
    """
    found = {kind: starting(reading.hits(kind), start, end) for kind in ("emg", "emg_nerve", "emg_unit")}
    if any("sure" in hit.pattern.data for kind in ("emg", "emg_nerve") for hit in found[kind]):
        return True
    units = found["emg_unit"]
    if any("m" in reading.norm[hit.start : hit.end] for hit in units):
        return True
    if starting(reading.hits("emg_recruitment"), start, end) and any(described(reading, u, "emg_unit") for u in units):
        return True
    if any(described(reading, hit, kind) for kind in _NAMED for hit in starting(reading.hits(kind), start, end)):
        return True
    fades = any(hit.pattern.data.get("finding") == "nmj" for hit in found["emg"])
    return fades and _RATE.search(reading.norm, start, end) is not None


_NAMED = ("emg_jitter", "emg_insertion")
"""Kinds of objects of which nothing else has the quality."""
_RATE = expression(
    r"(?<![\d.])\d{1,2}[\s-]?(?:hz|/\s?s(?:ec(?:ond)?)?|per second)(?![a-z])"
    r"|\b(?:high|low|slow|fast|rapid)[ -](?:frequency|(?:rates? (?:of )?)?(?:rep(?:etitive)?|stim(?:ulation)?))\b"
)
"""So many shocks a second: "3 Hz", "2/s", "slow stimulation"."""


class Studies:
    """The studies that a note names."""

    def __init__(self, reading: Reading, tabled: bool) -> None:
        self.reading = reading
        self.tabled = tabled
        self.planned: list[Hit] = []
        self.done: list[Hit] = []
        for study in reading.hits("emg_study"):
            if not self.of(study.start, "monitoring") and self.is_of_nerve(study):
                (self.planned if self.is_planned(study) else self.done).append(study)

    def is_of_nerve(self, study: Hit) -> bool:
        """Whether a study whose name it shares with one of the heart finds something in nerve or muscle."""
        if "shared" not in study.pattern.data:
            return True
        start, end = self.reading.sentence(study.start)
        return self.measured(start, end) or bool(starting(self.reading.hits("emg_disease"), start, end))

    def of(self, at: int, *cues: str) -> bool:
        """Whether the sentence at `at` holds one of the cues."""
        return cue(*cues).search(self.reading.norm, *self.reading.sentence(at)) is not None

    def clause(self, at: int, *cues: str) -> re.Match[str] | None:
        """The first of the cues in the clause at `at`, up to semicolons."""
        start, end = self.reading.sentence(at)
        stop = self.reading.norm.find(";", at, end)
        begin = max(start, self.reading.norm.rfind(";", start, at))
        return cue(*cues).search(self.reading.norm, begin, stop if stop > 0 else end)

    def elsewhere(self, hit: Hit) -> bool:
        """Whether `hit` is of another test that its sentence names, and nearer to it than any study."""
        start, end = self.reading.sentence(hit.start)
        others = [found.span() for found in cue("elsewhere").finditer(self.reading.norm, start, end)]
        studies = [(s.start, s.end) for s in starting(self.reading.hits("emg_study"), start, end)]
        return bool(others) and _apart(hit, others) < _apart(hit, studies)

    def is_planned(self, study: Hit) -> bool:
        """Whether the study is ordered, advised, awaited, declined or not needed, and the sentence gives no result."""
        norm, (start, end) = self.reading.norm, self.reading.sentence(study.start)
        section = self.reading.layout.section(study.start)
        if section.category == "electrodiagnostics" and study.start < section.body:
            return cue("not_done").match(norm, _ASIDE.match(norm, section.body).end()) is not None  # type: ignore[union-attr]
        clause = max(norm.rfind(";", start, study.start), start)
        stop = norm.find(";", study.end, end)
        stop = end if stop < 0 else stop
        result = cue("result").search(norm, study.end, end)
        if result and not self.looked_for(study.end, result.start()):
            return False
        before = norm[clause : study.start]
        result_said = described(self.reading, study, "emg_study")
        if result_said and not self.looked_for(start, result_said.quality[0]):
            return False
        after = _ASIDE.sub("", norm[study.end : stop], count=1)
        given = after.startswith((":", "with", "- ")) and not cue("not_done").match(after.lstrip(" :-"))
        if (given and section.category != "plan") or _shown(norm, study):
            return False
        by = _BY.search(before)
        if by and self.plans(clause, study.start, clause + by.start()):
            by = None  # 'would benefit from an EMG'
        if _NOT.search(before) and not by and not self.measured(clause, stop):
            return True
        done = cue("done").search(norm, study.end, stop)
        if by or (done and not self.plans(clause, done.start())):
            return False
        in_plan = section.category in ("plan", "instructions") and not self.measured(start, end)
        return in_plan or self.plans(clause, stop)

    def plans(self, start: int, end: int, reaching: int = 0) -> bool:
        """Whether words in `start:end` that go beyond `reaching` plan something; May is a month."""
        planned = cue("planned").finditer(self.reading.norm, start, end)
        return any(word.end() > reaching and not is_month(self.reading, *word.span()) for word in planned)

    def looked_for(self, start: int, end: int) -> bool:
        """Whether the words in `start:end` only look for what follows: 'to see whether the EMG is normal'."""
        found = PLANNED_FOR.search(self.reading.norm, start, end)
        return found is not None and not is_month(self.reading, found.start(), found.start() + len("may"))

    def measured(self, start: int, end: int) -> bool:
        """Whether a finding is named in `start:end`."""
        return any(starting(self.reading.hits(kind), start, end) for kind in ("emg", "emg_nerve"))

    @cached_property
    def whole_note(self) -> bool:
        """Whether the note is itself the report of a study."""
        if _REPORT.search(self.reading.norm, 0, 250) or self._titled:
            return True
        lines = {line for line, _ in self.reading.layout.lines}
        heads = [s for s in self.reading.layout.sections if s.category == "electrodiagnostics" and s.start in lines]
        visit = any(s.category in ("plan", "instructions") for s in self.reading.layout.sections)
        return self.tabled or (len(heads) >= 2 and bool(self.done) and not visit)

    @property
    def _titled(self) -> bool:
        """Whether the first line of the note is the name of a study, alone or with words such as 'report'."""
        norm = self.reading.norm
        begin = len(norm) - len(norm.lstrip(LEAD + "\n"))
        end = norm.find("\n", begin, begin + 110)
        if end < 0 or norm[begin:end].rstrip().endswith("."):
            return False
        if _OFFICE.search(norm, begin, end):
            return any(begin <= s.start < end for s in (*self.done, *self.planned))
        return end < begin + 60 and ":" not in norm[begin:end] and any(s.start == begin for s in self.done)

    @cached_property
    def passages(self) -> list[tuple[int, int]]:
        """Where the note goes on about a study, from each sentence that names one, or what only one finds, to the
        end of its paragraph."""
        layout, text = self.reading.layout, self.reading.text
        passages = []
        sure = (hit for hit in self.reading.hits("emg") if "sure" in hit.pattern.data)
        told = sorted((*self.done, *sure), key=attrgetter("start"))
        for index in dict.fromkeys(layout.sentence_index(hit.start) for hit in told):
            start, end = layout.sentences[index]
            for after, stop in layout.sentences[index + 1 : index + _PASSAGE]:
                section = layout.section(after)
                other = section.start > start and section.category != "electrodiagnostics"
                concludes = any(word in section.title.lower() for word in phrases("emg", "conclusions"))
                concludes = concludes and not starting(self.reading.hits("lab"), start, section.start)  # of all tests
                apart = "\n\n" in text[max(0, end - 1) : after + 1] and "interpretation" not in section.title.lower()
                if (other and not concludes) or apart or self.of_another_test(after, stop):
                    break
                end = stop
            passages.append((start, end))
        return passages

    def holding(self, spans: list[tuple[int, int]], at: int) -> list[tuple[int, int]]:
        """Those of the passages, or of their conclusions, that hold offset `at`."""
        layout = self.reading.layout
        first = layout.sentences[max(0, layout.sentence_index(at) - _PASSAGE)][0]
        near = spans[bisect_left(spans, (first,)) : bisect_right(spans, (at, inf))]
        return [span for span in near if at < span[1]]

    def of_another_test(self, start: int, end: int) -> bool:
        """Whether a sentence goes on with a biopsy, an image or other laboratory work, and names no study."""
        other = cue("imaging", "elsewhere").search(self.reading.norm, start, end)
        return other is not None and not starting(self.done, start, end)

    @cached_property
    def conclusions(self) -> list[tuple[int, int]]:
        """The ends of those passages, from a word such as 'Conclusion:' on."""
        closed = ((CLOSING.search(self.reading.norm, *passage), passage[1]) for passage in self.passages)
        return [(found.end(), end) for found, end in closed if found and not self.of_more(found.end())]

    def of_more(self, at: int) -> bool:
        """Whether what concludes at `at` tells of a complaint or a lab before a study: 'weak, with a myopathic EMG'."""
        study = next(iter(starting(self.done, at, self.reading.sentence(at)[1])), None)
        return study is not None and any(starting(self.reading.hits(k), at, study.start) for k in ("weakness", "lab"))

    @property
    def windows(self) -> list[tuple[int, int]]:
        """Where a study may be spoken of: the whole note when it reports one."""
        if self.whole_note:
            return [(0, len(self.reading.norm))]
        sections = (s for s in self.reading.layout.sections if s.category == "electrodiagnostics")
        return [*self.passages, *((section.body, section.end) for section in sections)]

    def speaks(self, at: int) -> bool:
        """Whether the note speaks of a study at `at`."""
        section = self.reading.layout.section(at)
        start, end = self.reading.sentence(at)
        own = section.category == "electrodiagnostics" or bool(self.holding(self.passages, at))
        told = self.whole_note and (section.category not in _TOLD or self.resumes(section, at))
        return own or told or speaks_for_itself(self.reading, start, end)

    def resumes(self, section: Section, at: int) -> bool:
        """Whether a report goes on after a paragraph of history or examination: its measures stand before `at`."""
        return bool(starting(self._sure, self.reading.blank_line(section.body), at))

    @cached_property
    def _sure(self) -> list[Hit]:
        """The words that mean nothing but a finding of a study."""
        hits = (*self.reading.hits("emg_nerve"), *self.reading.hits("emg"))
        return sorted((hit for hit in hits if "sure" in hit.pattern.data), key=attrgetter("start"))

    def names(self, at: int) -> bool:
        """Whether the sentence or the section at `at` is a study's own."""
        start, end = self.reading.sentence(at)
        section = self.reading.layout.section(at)
        own = section.category == "electrodiagnostics" or bool(starting(self.done, start, end))
        return own or self.concludes(at) is not None

    def sets_aside(self, at: int) -> bool:
        """Whether the sentence only plans a study: 'EMG to look for myopathic changes'."""
        start, end = self.reading.sentence(at)
        return bool(starting(self.planned, start, end)) and not starting(self.done, start, end)

    def concludes(self, at: int) -> Section | None:
        """The section at `at`, when it is the conclusion of a note that reports a study."""
        section = self.reading.layout.section(at)
        titles = (*phrases("emg", "conclusions"), *phrases("emg", "assessments"))
        return section if self.whole_note and any(word in section.title.lower() for word in titles) else None

    def report(self, disease: Hit) -> bool:
        """Whether a study is said to show `disease` or its absence."""
        norm, clinical = self.reading.norm, "clinical" in disease.pattern.data
        start, end = self.reading.sentence(disease.start)
        section = self.reading.layout.section(disease.start)
        behind = min(self.reading.blank_line(section.body + 2), section.end)  # the first paragraph of a conclusion
        if disease.start < behind and self.concludes(disease.start):
            return not clinical
        in_section = section.category == "electrodiagnostics" and section.body <= disease.start
        for study in starting(self.done, start, end):
            if study.start < disease.start:
                after = max(study.end, norm.rfind(";", study.end, disease.start) + 1)
                between = norm[after : disease.start]
                result = cue("result").search(norm, after, disease.start)
                shown = result is not None and not self.looked_for(after, result.start())
                rest = _ASIDE.sub("", between, count=1)
                if clinical:
                    shown = shown and _DIAGNOSED.search(between) is None
                    return shown or rest.startswith(":") or _PROVEN.match(norm, study.end) is not None
                given = _GIVEN.match(rest) or (_shown(norm, study) and between.startswith(" of "))
                told = shown or given or not rest.strip() or _TOLD_OF.search(rest)
                if in_section or (told and "to evaluate" not in between) or _PROVEN.match(norm, study.end):
                    return True
            elif disease.end <= study.start:
                between = norm[disease.end : study.start]
                if clinical and not between.startswith((" on ", " by ", " per ")):
                    continue
                proven = between.strip() == "," and _PROVEN.match(norm, study.end)
                if proven or between.strip(" ()") in ("", "-") or _SEEN_ON.search(between):
                    return True
        if clinical:
            return False
        if self.holding(self.conclusions, disease.start):
            return True
        for a, _ in self.holding(self.passages, disease.start)[:1]:
            found = self.measured(a, start) or starting(self.reading.hits("emg_disease"), a, start)
            absent = found and _ABSENT.fullmatch(norm, start, disease.start)
            return bool(absent or CONCLUDING.match(norm, start, end))
        return False


def _shown(norm: str, study: Hit) -> bool:
    """Whether a study is named by what it shows: 'no electrodiagnostic evidence of ...'."""
    return _PICTURE.search(norm, study.start, study.end) is not None


def _apart(hit: Hit, others: list[tuple[int, int]]) -> float:
    """How far (characters) the nearest of `others` stands from `hit`."""
    return min((max(start - hit.end, hit.start - end) for start, end in others), default=inf)
