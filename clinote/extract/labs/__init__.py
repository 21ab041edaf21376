"""Laboratory results: CK, potassium and the other work-up labs, in prose, panels, tables and fishbones."""

from clinote.analytes import Analyte
from clinote.extract.labs import fishbone, prose, series, words
from clinote.extract.labs.listed import continued, listed
from clinote.extract.labs.names import Name, chains, find
from clinote.extract.labs.tables import Tables
from clinote.extract.labs.values import Measure, said, side
from clinote.facts import Fact
from clinote.grouping import grouped
from clinote.lexicon import starting
from clinote.reading import Reading


def extract(reading: Reading, facts: list[Fact]) -> list[Fact]:
    """Facts labelled CK, POTASSIUM and LAB."""
    return _Labs(reading).read()


class _Labs:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.names = find(reading)
        self.found: dict[int, Fact] = {}
        self.taken: set[int] = set()
        self.last: dict[Name, Measure] = {}

    def read(self) -> list[Fact]:
        for analyte, measure in fishbone.results(self.reading):
            self.add(analyte, measure, "lab.fishbone")
        if any(name.analyte for name in self.names):
            self.read_names()
        return [fact for _, fact in sorted(self.found.items())]

    def add(self, analyte: Analyte | None, measure: Measure, rule: str) -> None:
        if analyte is None or not self.taken.isdisjoint(range(measure.start, measure.end)):
            return
        self.taken.update(range(measure.start, measure.end))
        whose = self.reading.whose if analyte.lows and measure.value is not None else None
        self.found[measure.start] = self.reading.fact(said(measure, analyte, whose), measure.start, measure.end, rule)

    def read_names(self) -> None:
        tables = Tables(self.reading, self.names)
        for name, measures in grouped(tables.results()).items():
            if len(measures) == 1:
                measures += continued(self.reading, name, measures[0])
            for measure in measures:
                self.add(name.analyte, measure, name.pattern.id)
        for chain in chains(self.reading, self.names):
            self.read_chain([name for name in chain if name not in tables.claimed])
        given = {n: Measure(n.start, n.end, unit=n.given.units[0], after=n.end) for n in self.names if n.given}
        for name, last in (*self.last.items(), *given.items()):
            if analyte := name.analyte or name.given:
                for measure in series.later(self.reading, last, analyte, self.until(last, analyte)):
                    self.add(analyte, measure, name.pattern.id)
        before: dict[Analyte | None, int] = {}
        for name, last in reversed(self.last.items()):
            if name.analyte and name.analyte.treated and (last.flag or side(last, name.analyte)) != "N":
                for measure in series.treated(self.reading, last, name.analyte, before.get(name.analyte)):
                    self.add(name.analyte, measure, name.pattern.id)
            before[name.analyte] = name.start

    def read_chain(self, chain: list[Name]) -> None:
        """The values of a chain of names, and what is said in words of those left without one."""
        if not any(name.analyte for name in chain):
            return
        if len(chain) > 1 and (shared := series.distributed(self.reading, chain, self.reach(chain[-1]))):
            for name, measure in shared:
                self.take(name, [measure])
            return
        silent: list[Name] = []
        told = prose.Told([])
        for name in chain:
            told = prose.told(self.reading, name, self.reach(name)) if name.analyte else prose.Told([])
            measures = told.values
            if name.analyte and not measures:
                measures = listed(self.reading, name)
            elif measures and measures[0].unit is not None:
                measures += continued(self.reading, name, measures[0])
            self.take(name, measures)
            if measures or self.numbered(name):
                self.read_words(silent, prose.Told([]))
                silent = []
            else:
                silent.append(name)
        if silent and silent[-1].analyte is None and any(name.analyte for name in silent):
            told = prose.words(self.reading, silent[-1], self.reach(silent[-1]))
        self.read_words(silent, told)

    def take(self, name: Name, measures: list[Measure]) -> None:
        for measure in measures:
            self.add(name.analyte, measure, name.pattern.id)
            if name.analyte and measure.unit is not None:
                self.last[name] = measure

    def read_words(self, silent: list[Name], told: prose.Told) -> None:
        if any(name.analyte for name in silent):
            for name, measure in words.statements(self.reading, silent, told.flag, told.start, told.end):
                self.add(name.analyte, measure, name.pattern.id)

    def reach(self, name: Name) -> int:
        """How far the words after a name are about it: to the sentence's end or the next name."""
        end = self.reading.sentence(name.start)[1]
        behind = starting(self.names, name.start + 1, end)
        return next((other.start for other in behind if other.analyte or "test" in other.pattern.data), end)

    def numbered(self, name: Name) -> bool:
        """Whether a number follows the name of another test."""
        return "test" in name.pattern.data and series.numbered(self.reading, name, self.reach(name))

    def until(self, last: Measure, analyte: Analyte) -> int:
        """Where the note may still tell of the last analyte: within two sentences, before another test's number or
        another one that is given."""
        layout = self.reading.layout
        index = layout.sentence_index(last.start)
        end = layout.sentences[index][1]
        for start, stop in layout.sentences[index + 1 : index + 3]:
            if "\n" in self.reading.text[end : start + 1]:
                break
            end = stop
        names = starting(self.names, last.after, end)
        own = any(name.given is analyte for name in names)
        for name in names:
            if name in self.last or self.numbered(name) or (name.given and not own):
                return name.start
        return end
