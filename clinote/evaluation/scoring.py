"""Scoring reports against annotated notes, so that a site can measure clinote on its own.

A gold note is a JSON object `{"id", "text", "setting", "date", "patient_id", "gold": {...}}`. `gold.facts` lists
facts with `start`, `end`, `label` and the label's key fields; `"optional": true` counts neither for nor against, `"*"`
accepts any value, a list any of its members; `gold.labels` names the labels annotated in this note.

A predicted fact matches a gold fact of its label when their spans overlap and the key fields and `negated` agree, one
to one. `decision`, `status`, `alerts_must`, `alerts_must_not` and codes by role are compared where the gold has them.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from clinote import engine
from clinote.engine import Note
from clinote.errors import InputError

KEY_FIELDS: dict[str, tuple[str, ...]] = {
    "WEAKNESS": ("concept",),
    "STRENGTH_GRADE": ("grade_low", "grade_high"),
    "CK": ("value", "flag"),
    "POTASSIUM": ("value", "flag"),
    "LAB": ("analyte", "value"),
    "EMG": ("finding",),
    "DISTRIBUTION": ("pattern",),
    "DURATION": ("days_low", "days_high"),
    "FINDING": ("concept",),
    "DIAGNOSIS": ("code",),
}
SIDED = ("STRENGTH_GRADE", "DISTRIBUTION")
ROLES = ("instead", "first", "additional", "alternative")

Plain = dict[str, Any]
Reporter = Callable[[Note], Plain]


@dataclass(slots=True)
class Rate:
    """How many of how many were right; None where nothing was asked."""

    right: int = 0
    wrong: int = 0

    def add(self, right: bool) -> bool:
        self.right += right
        self.wrong += not right
        return right

    @property
    def share(self) -> float | None:
        asked = self.right + self.wrong
        return self.right / asked if asked else None


@dataclass(slots=True)
class Counts:
    """True positives, false positives, false negatives."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    @property
    def precision(self) -> float:
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 1.0

    @property
    def recall(self) -> float:
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 1.0

    @property
    def f1(self) -> float:
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass(frozen=True, slots=True)
class Error:
    """One disagreement with the gold; `start` is where in the note, or None."""

    note: str
    kind: str
    what: str
    start: int | None = None
    end: int | None = None


@dataclass(slots=True)
class Score:
    """The figures over all notes scored."""

    labels: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    rates: dict[str, Rate] = field(default_factory=lambda: defaultdict(Rate))
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    errors: list[Error] = field(default_factory=list)
    notes: int = 0

    @property
    def total(self) -> Counts:
        counts = self.labels.values()
        return Counts(sum(c.tp for c in counts), sum(c.fp for c in counts), sum(c.fn for c in counts))

    def to_dict(self) -> Plain:
        """The figures as plain values."""
        rows = {**self.labels, "ALL": self.total}
        return {
            "notes": self.notes,
            "facts": {
                label: {"precision": c.precision, "recall": c.recall, "f1": c.f1, "tp": c.tp, "fp": c.fp, "fn": c.fn}
                for label, c in rows.items()
            },
            **{name: rate.share for name, rate in self.rates.items()},
        }


def evaluate(gold: Iterable[Plain], reporter: Reporter = engine.report) -> Score:
    """Report on each gold note and score the reports."""
    score = Score()
    for note in gold:
        text = note["text"]
        report = reporter(Note(text, str(note["id"]), note.get("setting"), note.get("date"), note.get("patient_id")))
        _score_note(score, note, report)
    return score


def check_gold(lines: Iterable[tuple[int, Plain]], name: str) -> Iterator[Plain]:
    """Gold notes that have what scoring needs."""
    for number, note in lines:
        gold = note.get("gold") if isinstance(note, dict) else None
        if not isinstance(gold, dict) or "facts" not in gold or not {"id", "text"} <= note.keys():
            raise InputError(f"{name}, line {number}: a gold note needs 'id', 'text' and 'gold' with 'facts'.")
        yield note


def _score_note(score: Score, note: Plain, report: Plain) -> None:
    gold, name = note["gold"], str(note["id"])
    score.notes += 1
    datable = {
        f["id"]
        for f in report["facts"]
        if f["label"] == "WEAKNESS" or (f["label"] == "FINDING" and f["concept"] == "functional_impact")
    }
    for label in gold.get("labels", KEY_FIELDS):
        if label not in KEY_FIELDS:
            continue
        expected = [f for f in gold["facts"] if f["label"] == label]
        found = [f for f in report["facts"] if f["label"] == label]
        if label == "DURATION":
            found = [f for f in found if f.get("about") in datable]
        _score_label(score, name, label, expected, found)
    if "decision" in gold:
        _score_decision(score, name, gold, report)


def _score_label(score: Score, note: str, label: str, expected: list[Plain], found: list[Plain]) -> None:
    counts = score.labels[label]
    pairs = list(_pair(expected, found, KEY_FIELDS[label]))
    for fact, guess in pairs:
        if label in SIDED and "side" in fact:
            score.rates["side"].add(_agrees("side", fact["side"], guess.get("side")))
        counts.tp += not fact.get("optional")
    met = {id(fact) for fact, _ in pairs}
    used = {id(guess) for _, guess in pairs}
    for fact in expected:
        if not fact.get("optional") and id(fact) not in met:
            counts.fn += 1
            score.errors.append(Error(note, "miss", _shown(label, fact), fact["start"], fact["end"]))
    for guess in found:
        excused = any(f.get("optional") and _overlap(f, guess) > 0 for f in expected)
        if id(guess) not in used and not excused:
            counts.fp += 1
            score.errors.append(Error(note, "extra", _shown(label, guess), guess["start"], guess["end"]))
    for fact, guess in _pair(expected, found, None):
        if not fact.get("optional") and fact.get("negated") != "*":
            score.rates["negated"].add(bool(fact.get("negated")) == bool(guess.get("negated")))


def _pair(expected: list[Plain], found: list[Plain], fields: tuple[str, ...] | None) -> Iterator[tuple[Plain, Plain]]:
    """Match one to one, required facts first, each to the guess it overlaps most; None compares spans alone."""
    used: set[int] = set()
    for fact in sorted(expected, key=lambda f: (bool(f.get("optional")), f["start"])):
        best, width = None, 0
        for guess in found:
            if id(guess) in used or _overlap(fact, guess) <= width:
                continue
            if fields is None or _same(fact, guess, fields):
                best, width = guess, _overlap(fact, guess)
        if best is not None:
            used.add(id(best))
            yield fact, best


def _same(fact: Plain, guess: Plain, fields: tuple[str, ...]) -> bool:
    if fact.get("negated") != "*" and bool(fact.get("negated")) != bool(guess.get("negated")):
        return False
    return all(_agrees(key, fact[key], guess.get(key)) for key in fields if key in fact)


def _agrees(key: str, wanted: Any, got: Any) -> bool:
    if wanted == "*":
        return True
    if isinstance(wanted, list):
        return got in wanted
    if isinstance(wanted, bool) or not isinstance(wanted, int | float):
        return bool(wanted == got)
    if not isinstance(got, int | float):
        return False
    if key.startswith("grade"):
        return abs(wanted - got) <= 0.05
    if key.startswith("days"):
        return abs(wanted - got) <= max(1.0, abs(wanted) * 0.05)
    return abs(wanted - got) <= max(abs(wanted) * 0.005, 1e-9)


def _overlap(a: Plain, b: Plain) -> int:
    return int(min(a["end"], b["end"]) - max(a["start"], b["start"]))


def _shown(label: str, fact: Plain) -> str:
    values = {key: fact.get(key) for key in KEY_FIELDS[label]}
    return f"{label} {', '.join(f'{k}={v}' for k, v in values.items())} negated={bool(fact.get('negated'))}"


def _score_decision(score: Score, note: str, gold: Plain, report: Plain) -> None:
    def ask(measure: str, right: bool, what: str) -> None:
        if not score.rates[measure].add(right):
            score.errors.append(Error(note, measure, what))

    decision = report["decision"]
    wanted = gold["decision"] if isinstance(gold["decision"], list) else [gold["decision"]]
    score.confusion["|".join(wanted), decision["code"]] += 1
    ask("decision", decision["code"] in wanted, f"wanted {' or '.join(wanted)}, got {decision['code']}")
    if "status" in gold:
        ask("status", decision["status"] == gold["status"], f"wanted {gold['status']}, got {decision['status']}")
    for role in ROLES:
        have = {c["code"] for c in report["codes"] if c["role"] == role}
        for code in gold.get(role, ()):
            accepted = code if isinstance(code, list) else [code]
            ask(role, not have.isdisjoint(accepted), f"wanted {' or '.join(accepted)}, got {sorted(have) or 'none'}")
    raised = {alert["id"] for alert in report["alerts"]}
    for alert in gold.get("alerts_must", ()):
        ask("alerts_must", alert in raised, f"{alert} was not raised")
    for alert in gold.get("alerts_must_not", ()):
        ask("alerts_must_not", alert not in raised, f"{alert} was raised")
