"""From text to facts to a report: the one path behind `suggest`, `pipe`, the batch and the spaCy components."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from clinote import assertion, codeset, coding, layers
from clinote.assertion import opinions
from clinote.extract import codes, context, diagnosis, distribution, duration, emg, findings, labs, strength, weakness
from clinote.facts import Duration, Fact, is_of, said
from clinote.note import Note as Note
from clinote.reading import Reading
from clinote.version import SCHEMA_VERSION, __version__

Extract = Callable[[Reading, list[Fact]], Sequence[Fact]]
"""An extractor: the facts of its label, given the reading and the facts found before it."""

EXTRACTORS: dict[str, Extract] = {
    "weakness": weakness.extract,
    "strength": strength.extract,
    "labs": labs.extract,
    "emg": emg.extract,
    "findings": findings.extract,
    "diagnosis": diagnosis.extract,
    "codes": codes.extract,
    "context": context.extract,
    "distribution": distribution.extract,
    "duration": duration.extract,
}
"""In the order they run."""

READS: dict[str, tuple[str, ...]] = {
    "codes": ("weakness", "findings", "diagnosis"),
    "context": ("weakness", "findings"),
    "distribution": ("weakness", "strength"),
    "duration": ("weakness", "strength", "findings", "codes", "context", "distribution"),
}
"""The extractors whose facts an extractor reads; those that are not here read the text alone."""


def read(reading: Reading) -> list[Fact]:
    """All facts of a note, asserted, in text order, with ids."""
    facts: list[Fact] = []
    for extract in EXTRACTORS.values():
        facts += [fact for fact in extract(reading, facts) if not reading.is_idle(fact.start)]
    assertion.apply(reading, facts)
    diagnosis.share_codes(facts)
    opinions.add(reading, facts)
    number(facts)
    return facts


def number(facts: list[Fact]) -> None:
    """Put facts in text order and give them ids; `about` becomes the id of the fact it dates.

    The place of a weakness that is only feared is none of the patient's and is left out; so is its duration, and that
    of a relative's.
    """
    # a DISTRIBUTION that is feared is the place of a weakness that has not come: 'call for weakness of an arm'
    facts[:] = [
        fact
        for fact in facts
        if not (fact.hypothetical and fact.label == "DISTRIBUTION") and duration.is_of_patient(fact)
    ]
    facts.sort(key=lambda fact: (fact.start, -fact.end, fact.label))
    for number, fact in enumerate(facts, start=1):
        fact.id = f"f{number}"
    for fact in facts:
        if fact.bearer and is_of(fact, Duration):
            fact.says = replace(fact.says, about=fact.bearer.id)


def report(note: Note) -> dict[str, Any]:
    """The report on a note, as plain JSON values in the shape of `clinote.report.Report`."""
    with _no_cycles(), codeset.in_force(note.date):
        return _report(note)


def _report(note: Note) -> dict[str, Any]:
    """The report; the reading and the facts go with this frame, before the collector of cycles is back."""
    reading = Reading(note.text, note.date)
    return conclude(note, reading, read(reading))


@contextmanager
def _no_cycles() -> Iterator[None]:
    """A while without the collector of cycles: a report makes none, and looking takes a sixth of a long note's time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def conclude(note: Note, reading: Reading, facts: list[Fact]) -> dict[str, Any]:
    """The report that follows from the facts of a note."""
    made = {
        "schema_version": SCHEMA_VERSION,
        "clinote_version": __version__,
        "code_set": codeset.code_set(note.date),
        "site": None,
        "note": {
            "id": note.id,
            "patient_id": note.patient_id,
            "date": note.date,
            "setting": note.setting or "outpatient",
            "setting_assumed": note.setting is None,
            "author": note.author,
            "length": len(note.text),
            "sha256": note.sha256(),
        },
        "facts": [_plain(reading, fact) for fact in facts],
        **coding.decide(reading, facts, note.setting),
    }
    if (folder := layers.site()) is not None:
        made["site"] = {"folder": folder.name, "records": sorted(_named(made) & layers.all_ids())}
    return made


def _named(made: dict[str, Any]) -> set[str]:
    """The ids of the records that a report names."""
    facts = made["facts"]
    cues = {cue["rule"] for fact in facts for cue in fact["cues"].values()}
    return {*made["decision"]["rules"], *(alert["id"] for alert in made["alerts"]), *(f["rule"] for f in facts), *cues}


def _plain(reading: Reading, fact: Fact) -> dict[str, Any]:
    """A fact as plain values, its offsets and words those of the note as given."""
    source = reading.source
    start, end = source.outward(fact.start, fact.end)
    return {
        "id": fact.id,
        "label": fact.label,
        "start": start,
        "end": end,
        "text": source.given[start:end],
        "section": fact.section,
        "line": reading.line_number(fact.start),
        "negated": fact.negated,
        "uncertain": fact.uncertain,
        "historical": fact.historical,
        "hypothetical": fact.hypothetical,
        "family": fact.family,
        **said(fact.says),
        "rule": fact.rule,
        "cues": {
            flag: {"start": start, "end": end, "text": source.given[start:end], "rule": cue.rule}
            for flag, cue in fact.cues.items()
            for start, end in (source.outward(cue.start, cue.end),)
        },
        "opinions": fact.opinions,
    }
