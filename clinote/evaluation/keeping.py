"""Whether the answer stays when the form changes and the meaning does not."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from clinote.engine import Note
from clinote.evaluation.forms import Change, Rewriting
from clinote.evaluation.gold import Plain
from clinote.evaluation.scoring import KEY_FIELDS, Rate, Reporter, as_given
from clinote.facts import FLAGS
from clinote.grouping import grouped


@dataclass(slots=True)
class Kept:
    """How often one change left the answer as it was; `facts` counts the facts that both reports have, or only one."""

    pairs: int = 0
    decision: Rate = field(default_factory=Rate)
    codes: Rate = field(default_factory=Rate)
    facts: Rate = field(default_factory=Rate)
    failures: int = 0

    def add(self, other: "Kept") -> None:
        self.pairs += other.pairs
        self.failures += other.failures
        for mine, its in ((self.decision, other.decision), (self.codes, other.codes), (self.facts, other.facts)):
            mine.right += its.right
            mine.wrong += its.wrong


@dataclass(frozen=True, slots=True)
class Changed:
    """A note whose answer hung on its form."""

    note: str
    change: str
    what: str


@dataclass(slots=True)
class Kit:
    """What came of all pairs of a note and a change."""

    changes: dict[str, Kept] = field(default_factory=dict)
    changed: list[Changed] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    @property
    def total(self) -> Kept:
        total = Kept()
        for kept in self.changes.values():
            total.add(kept)
        return total

    def rows(self) -> Iterator[tuple[str, Kept]]:
        """The changes that applied to some note, then all together."""
        yield from ((name, kept) for name, kept in self.changes.items() if kept.pairs)
        yield "ALL", self.total

    def to_dict(self) -> Plain:
        """The figures as plain values."""
        rows = {
            name: {
                "pairs": kept.pairs,
                "decision": kept.decision.share,
                "codes": kept.codes.share,
                "facts": kept.facts.share,
                "failures": kept.failures,
            }
            for name, kept in self.rows()
        }
        return {"kept": rows, "unread": self.unread}


def run(notes: Iterable[Plain], changes: Mapping[str, Change], reporter: Reporter) -> Kit:
    """Report on each note as given and in every form, and compare; `unread` are notes that fail as given."""
    kit = Kit({name: Kept() for name in changes})
    for note in notes:
        plain = as_given(note)
        try:
            given = reporter(plain)
        except Exception:
            kit.unread.append(str(plain.id))
            continue
        for change, rewrite in changes.items():
            rewriting = rewrite(plain.text)
            if rewriting is not None:
                _compare(kit, replace(plain, text=rewriting.text), change, given, rewriting, reporter)
    return kit


def _compare(kit: Kit, note: Note, change: str, given: Plain, rewriting: Rewriting, reporter: Reporter) -> None:
    kept = kit.changes[change]
    kept.pairs += 1
    try:
        got = reporter(note)
    except Exception as error:  # a failure is what the kit looks for
        kept.failures += 1
        kept.decision.wrong += 1
        kept.codes.wrong += 1
        kit.changed.append(Changed(str(note.id), change, f"failed with {type(error).__name__}"))
        return
    what = []
    if not kept.decision.add(given["decision"]["code"] == got["decision"]["code"]):
        what.append(f"decision {given['decision']['code']} -> {got['decision']['code']}")
    had, has = _codes(given), _codes(got)
    if not kept.codes.add(had == has):
        what.append("codes " + " ".join([*(f"-{c}" for c in sorted(had - has)), *(f"+{c}" for c in sorted(has - had))]))
    lost, found, both = _facts(given["facts"], got["facts"], rewriting)
    kept.facts.right += both
    kept.facts.wrong += len(lost) + len(found)
    what += [f"lost {fact}" for fact in lost] + [f"new {fact}" for fact in found]
    if what:
        kit.changed.append(Changed(str(note.id), change, "; ".join(what)))


def _codes(report: Plain) -> set[str]:
    return {f"{code['code']} ({code['role']})" for code in report["codes"]}


def _facts(given: list[Plain], got: list[Plain], rewriting: Rewriting) -> tuple[list[str], list[str], int]:
    """The facts that only the note as given has, those that only the changed one has, and how many both have."""
    rest = grouped((_meaning(fact), fact) for fact in got)
    lost, both = [], 0
    for fact in given:
        span = rewriting.span(fact["start"], fact["end"])
        same = rest.get(_meaning(fact), [])
        here = next((f for f in same if span and f["start"] < span[1] and span[0] < f["end"]), None)
        if here is None:
            lost.append(_shown(fact))
        else:
            same.remove(here)
            both += 1
    return lost, [_shown(fact) for facts in rest.values() for fact in facts], both


def _meaning(fact: Plain) -> tuple[Any, ...]:
    keys = KEY_FIELDS.get(fact["label"], ("concept", "code"))
    return (fact["label"], *(fact.get(key) for key in keys), *(fact[flag] for flag in FLAGS))


def _shown(fact: Plain) -> str:
    keys = KEY_FIELDS.get(fact["label"], ("concept", "code"))
    values = [str(fact[key]) for key in keys if fact.get(key) is not None]
    return " ".join([fact["label"], *values, *(flag for flag in FLAGS if fact[flag]), f"at {fact['start']}"])
