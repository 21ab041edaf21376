"""Whether the records of a site's folder hold together and do what their examples say."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import Any

from clinote import analytes, layers, patterns, resources
from clinote.coding import check, policy, visits
from clinote.coding.queries import INDICATORS
from clinote.engine import Note, report
from clinote.errors import PatternError, meant
from clinote.expressions import expression
from clinote.facts import LABELS
from clinote.lexicon import Lexicon, Scan, lexicon
from clinote.marked import differences, parse
from clinote.patterns import Pattern, PatternFile
from clinote.reading import normal

_SPELLED = 40
"""Spellings of a term that are looked up among the shipped ones."""


def faults(*, shipped: bool = False) -> Iterator[str]:
    """What is wrong with the records of the site in force, each with file and line; with `shipped`, also which
    examples of the shipped records no longer hold.

    A file that cannot be read hides what the others say wrong beyond it.
    """
    broken = list(_broken())
    if broken:
        yield from broken
        return
    yield from _units()
    yield from _idle()
    for file in patterns.load().values():
        for pattern in file.patterns:
            where = _site_place((file.name,), pattern.id) if pattern.site else None
            if where or shipped:
                yield from (f"{where or f'patterns/{file.name}'}: {pattern.id}: {f}" for f in of_pattern(file, pattern))
            if where:
                found = (*_unclassed(pattern), *_never(pattern), *_already(file, pattern))
                yield from (f"{where}: {pattern.id}: {fault}" for fault in found)
    for record in policy.every():
        if shipped or _site_place(policy.file(type(record)), record.id):
            yield from (f"{policy.where(record)}: {fault}" for fault in of_record(record))


def notes() -> Iterator[str]:
    """What a site should know of records that hold together: those of ours that give way to them."""
    for name in layers.site_names():
        parts = tuple(Path(name).parts)
        ours = {record["id"] for record in layers.records(resources.toml(resources.path("patterns", *parts)))}
        for id in sorted(layers.ids(*parts)):
            where = _site_place(parts, id)
            if id in ours:
                yield f"{where}: {id} takes the place of ours"
    placed = {record["id"] for record in _site_records("coding", "rules.toml") if "before" in record}
    replaced = {record["id"] for record in resources.toml(resources.path("patterns", "coding", "rules.toml"))["rule"]}
    for record in policy.records(policy.Deciding):
        where = _site_place(policy.file(policy.Deciding), record.id)
        if where and record.id not in placed | replaced:
            yield f"{where}: the rule {record.id} has no 'before': it is tried before every rule of ours"


def _site_records(*parts: str) -> list[dict[str, Any]]:
    own = layers.own(*parts)
    return list(layers.records(resources.toml(own))) if own else []


def _units() -> Iterator[str]:
    """The units of the site's analytes, and its spellings of units, that are read nowhere."""
    spelled = layers.toml("quantities.toml")["units"]
    for name in _site_table("labs.toml", "analytes"):
        for unit in analytes.analytes()[name].units:
            if unit.unit not in spelled:
                remedy = f'quantities.toml has to spell it under [units], in small letters: "{unit.unit}" = ["..."]'
                place = layers.place(("labs.toml",), f"analytes.{name}", "units")
                yield f"{place}: the analyte {name}: the unit {unit.unit} is read nowhere; {remedy}"
    for code in _site_table("quantities.toml", "units"):
        place = layers.place(("quantities.toml",), "units", code)
        if not isinstance(spelled[code], list):
            yield f"{place}: the spellings of {code} have to be a list"
            continue
        for written in spelled[code]:
            if written != normal(written):
                yield f"{place}: {written!r} is read nowhere; spell it {normal(written)!r}, in small letters"
            elif set(written) & set("()[]|"):
                yield f"{place}: {written!r} is read nowhere: a spelling has no choices, name each"


def _idle() -> Iterator[str]:
    """The word lists of the site that are none of ours and that no term of the site names."""
    said = "".join(file.read_text(encoding="utf-8") for owner, file in layers.files() if owner.startswith("site/"))
    for name in layers.site_names():
        if "/" in name:
            continue
        ours = resources.toml(resources.path("patterns", name)).get("words", {})
        for listed in _site_table(name, "words"):
            if listed not in ours and f"{{{listed}}}" not in said:
                place = layers.place((name,), "words", listed)
                yield f"{place}: no term names the list {listed!r}{meant(listed, ours)}"


def _site_table(file: str, table: str) -> dict[str, Any]:
    """What the site's file holds in a table."""
    own = layers.own(file)
    held: dict[str, Any] = resources.toml(own).get(table, {}) if own else {}
    return held


def sizes() -> tuple[int, int]:
    """How many words and phrases the site's patterns look for, and how many all patterns do: what a pass costs."""
    files = patterns.load().values()
    own = [replace(file, patterns=tuple(p for p in file.patterns if p.site), words=(), settings={}) for file in files]
    return sum(map(patterns.atoms, own)), sum(map(patterns.atoms, files))


def _broken() -> Iterator[str]:
    """What keeps files from being used at all."""
    seen: set[str] = set()
    reading: list[Callable[[], object]] = [partial(layers.toml, *Path(name).parts) for name in layers.site_names()]
    using: list[Callable[[], object]] = [
        patterns.load,
        analytes.analytes,
        check.check,
        partial(report, Note("Weakness.")),
    ]
    for attempt in (*reading, *using):
        try:
            attempt()
        except PatternError as error:
            if str(error) not in seen:
                seen.add(str(error))
                yield str(error)


def _site_place(parts: tuple[str, ...], id: str) -> str | None:
    """File and line of a record that is the site's."""
    own = layers.own(*parts)
    at = layers.line(own, id) if own else None
    return f"{own}, line {at}" if at else None


def of_pattern(file: PatternFile, pattern: Pattern) -> Iterator[str]:
    """What the examples of a pattern say and the text does not."""
    label = file.settings.get("label")
    for example in pattern.examples:
        yield from (f"no label is called {name!r}{meant(name, _LABELS)}" for name in _unlabelled(example))
        try:
            _, marks = parse(example)
        except ValueError as error:
            yield str(error)
            continue
        yield from (f"{wrong}, in: {example}" for wrong in differences(example, *([label] if label else [])))
        if not label and not marks:  # nothing is marked: the words at least are the pattern's
            hits = lexicon(file.scope).find(Scan(normal(example)))
            if pattern.id not in {hit.pattern.id for hit in hits.get(pattern.kind, ())}:
                yield f"its terms are not found, in: {example}"


_LABELS = (*LABELS, "ENTITY")


def _unlabelled(example: str) -> list[str]:
    """What is written like a mark of a fact, of a label that is none."""
    return [name for name in re.findall(r"</([A-Z_]+)>", example) if name not in _LABELS]


def _unclassed(pattern: Pattern) -> Iterator[str]:
    """A cue that governs nothing, stands for no word of structure and hides no other cue."""
    if pattern.kind == "cue" and not pattern.data.keys() & {"class", "word", "hides"}:
        yield "it has no class, so it governs nothing"


def _never(pattern: Pattern) -> Iterator[str]:
    """The spellings that are not found where they stand alone: nothing ever finds them."""
    alone = Lexicon([pattern])
    for phrase in islice(pattern.phrases, _SPELLED):
        hits = alone.find(Scan(normal(phrase))).get(pattern.kind, ())
        if (0, len(phrase)) not in {(hit.start, hit.end) for hit in hits}:
            yield f"{phrase!r} can never be found"


def _already(file: PatternFile, pattern: Pattern) -> Iterator[str]:
    """The spellings that a shipped record of the same meaning finds already."""
    ours = _shipped(file.scope)
    for phrase in islice(pattern.phrases, _SPELLED):
        for hit in ours.find(Scan(phrase)).get(pattern.kind, ()):
            if (hit.start, hit.end) == (0, len(phrase)) and hit.pattern.data == pattern.data:
                yield f"{phrase!r} is found already, by {hit.pattern.id}"


@cache
def _shipped(scope: str) -> Lexicon:
    """The lexicon without the site's records."""
    files = (file for file in patterns.load().values() if file.scope == scope)
    return Lexicon(pattern for file in files for pattern in file.patterns if not pattern.site)


def of_record(record: policy.Record) -> Iterator[str]:
    """The examples of a record of the coding policy for which it does not speak, or, as `unlike`, does."""
    if record.id == visits.ALERT:  # speaks of several notes
        return
    if isinstance(record, policy.Draft):
        yield from _of_draft(record)
    for affirmed, examples in ((True, record.examples), (False, record.unlike)):
        for example in examples:
            found = report(Note(example.text, setting=example.setting, date=example.date))
            if speaks(record, found) is not affirmed:
                yield f"{'does not speak' if affirmed else 'speaks'} for: {' / '.join(example.text.splitlines())}"
            given = {code["code"] for code in found["codes"] if record.id in {e["rule"] for e in code["evidence"]}}
            yield from (f"does not give {code}, in: {example.text}" for code in example.gives if code not in given)


_CODE = expression(r"\b[A-TV-Z]\d[\dA-Z](?:\.[\dA-Z]{1,4})?(?![\w.])")


def _of_draft(record: policy.Draft) -> Iterator[str]:
    """What a compliant query must not do: quote nothing, or name a code."""
    ours = {draft["id"] for draft in resources.toml(resources.path("patterns", "coding", "queries.toml"))["query"]}
    if not record.indicators and not record.each_lab and record.id not in ours:
        yield f"it has no indicators, so it quotes nothing of the note; there are {', '.join(INDICATORS)}"
    for text in (record.opening, record.question, *(option.text for option in record.options)):
        yield from (f"a query names no code, and this one names {code}" for code in _CODE.findall(text))


def speaks(record: policy.Record, found: dict[str, Any]) -> bool:
    """Whether a record of the policy shows in a report."""
    if isinstance(record, policy.Deciding):
        return bool(found["decision"]["rules"][0] == record.id)
    if isinstance(record, policy.Warning):
        return record.id in {alert["id"] for alert in found["alerts"]}
    if isinstance(record, policy.Draft):
        return any(record.question.split("{")[0] in query["text"] for query in found["queries"])
    return record.id in found["decision"]["rules"]
