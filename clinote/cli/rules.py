"""`clinote rules`: the coding rules, as a coder can read them."""

import re
import sys
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated

import typer

from clinote.cli.options import PatternsOption
from clinote.errors import UsageError

if TYPE_CHECKING:
    from clinote.coding.policy import Draft, Rule
    from clinote.records import Found

_KINDS = {
    "rule": "Rules, in the order in which they are tried; the first that holds, decides",
    "status": "Status",
    "code": "Further codes, whatever decides",
    "alert": "Alerts",
}


_SOURCES = {
    ("T", "X", "G", "CC"): "T: Tabular List notes; X: Alphabetic Index; G: Official Guidelines, by section; "
    "CC: Coding Clinic",
    ("S1", "S2"): "S1: 'Generalized Weakness (R53.1, M62.81)', published by Freed; "
    "S2: 'Weakness ICD-10 Code', by Paymedics",
}
"""What the signs of a source stand for."""
_TERMS = 12
"""Terms of a pattern that are shown."""


def rules(
    id: Annotated[
        str | None,
        typer.Argument(help="A rule, alert, query, cue or pattern that a report names, or a condition; none: list."),
    ] = None,
    patterns: PatternsOption = None,
) -> None:
    """List the coding rules, or explain an id: when it holds, what follows, its source, and notes it holds for."""
    from clinote import records
    from clinote.coding.policy import Draft, explain, vocabulary
    from clinote.coding.policy import records as records_of
    from clinote.coding.policy import rules as every_rule

    if id is None:
        sys.stdout.write(_listed(every_rule()))
        return
    rule = explain(id)
    if rule is None and (draft := next((d for d in records_of(Draft) if d.id == id), None)):
        sys.stdout.write(_draft(draft, vocabulary()))
        return
    if rule is None and (means := vocabulary().get(id)):
        sys.stdout.write(_condition(id, means, every_rule()))
        return
    if rule is None and (found := records.find(id)):
        sys.stdout.write(_pattern(found))
        return
    if rule is None:
        known = [*(known.id for known in every_rule()), *vocabulary(), *records.ids()]
        close = get_close_matches(id, known, n=3, cutoff=0.4)
        hint = f" Did you mean {' or '.join(close)}?" if close else ""
        raise UsageError(f"There is no rule, alert, cue or pattern {id}.{hint} List them with: clinote rules")
    sys.stdout.write(_explained(rule, vocabulary()))


def _listed(found: "tuple[Rule, ...]") -> str:
    widest = max(len(rule.id) for rule in found)
    lines = []
    for kind, title in _KINDS.items():
        lines += [title, *(f"  {rule.id:<{widest}}  {rule.then}" for rule in found if rule.kind == kind), ""]
    return "\n".join([*lines, "More on one: clinote rules ID", ""])


def _explained(rule: "Rule", vocabulary: dict[str, str]) -> str:
    lines = [rule.id, ""]
    if rule.when:
        lines += ["When", *(f"  {condition}" for condition in rule.when)]
    lines += [
        "Then",
        f"  {rule.then}",
        "Source",
        *_source(rule.source),
        *_rests(rule),
        "Examples",
        *_notes(rule.examples),
    ]
    if rule.unlike:
        lines += ["Not", *_notes(rule.unlike)]
    return "\n".join([*lines, *_words(rule.when, vocabulary), ""])


def _words(conditions: "tuple[str, ...]", vocabulary: dict[str, str]) -> list[str]:
    """What the conditions mean."""
    named = {name: means for name, means in vocabulary.items() if any(name in words for words in conditions)}
    return ["Words", *(f"  {name}: {means}" for name, means in named.items())] if named else []


def _condition(name: str, means: str, rules: "tuple[Rule, ...]") -> str:
    """A condition in plain words, with the rules and alerts that ask for it."""
    asking = [rule.id for rule in rules if any(name in words for words in rule.when)]
    return "\n".join(
        [name, "", "A condition of rules and alerts.", "Means", f"  {means}", "In", f"  {', '.join(asking)}", ""]
    )


def _source(source: str) -> list[str]:
    """A source, and what its signs stand for."""
    signs = {re.split(r"[ ,]", part)[0] for part in re.split(r"[;,] ", source)}
    return [f"  {source}", *(f"    {line}" for told, line in _SOURCES.items() if signs & set(told))]


def _draft(record: "Draft", vocabulary: dict[str, str]) -> str:
    """A query: what it quotes, asks and offers."""
    conditions = (*record.conditions, *(words for option in record.options for words in option.when))
    lines = [record.id, "", "A draft of a query to the provider."]
    lines += ["When", *(f"  {condition}" for condition in record.conditions)] if record.conditions else []
    lines += ["Opens", f"  {record.opening}"]
    lines += ["Quotes", f"  {', '.join(record.indicators)}"] if record.indicators else []
    lines += ["Asks", f"  {record.question}", "Offers"]
    for option in record.options:
        where = f" (where {' and '.join(option.when)})" if option.when else ""
        lines.append(f"  {option.text}{where}")
    lines += ["Source", *_source(record.source), "Examples", *_notes(tuple(e.text for e in record.examples))]
    return "\n".join([*lines, *_words(conditions, vocabulary), ""])


def _rests(rule: "Rule") -> list[str]:
    """The Excludes1 notes that the rule rests on, as the newest release has them."""
    from clinote import codeset

    lines = [
        f"  {one} and {other} exclude each other: {note.note}, Excludes1 at {note.at}"
        for one, other in rule.bars
        if (note := codeset.excludes1(one, other))
    ]
    lines += [f"  {one} and {other} may stand together: no Excludes1 note" for one, other in rule.allows]
    return ["Rests on", *lines] if lines else []


def _pattern(found: "Found") -> str:
    """A pattern, a cue or a way of putting facts together."""
    lines = [found.id, "", found.means]
    if found.terms:
        more = len(found.terms) - _TERMS
        lines += ["Looks for", *(f"  {term}" for term in found.terms[:_TERMS])]
        lines += [f"  and {more} more in {found.file}"] if more > 0 else []
    lines += ["Source", f"  {found.source}"] if found.source else []
    lines += ["Examples", *_notes(found.examples)] if found.examples else []
    return "\n".join([*lines, f"In {found.file}" if found.file else "", ""])


def _notes(notes: tuple[str, ...]) -> list[str]:
    """Example notes, each on a line."""
    return [f"  {' / '.join(note.split(chr(10)))}" for note in notes]
