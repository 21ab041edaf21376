"""Scoring reports against annotated notes (docs/evaluate.md says how they are annotated).

A predicted fact matches a gold fact of its label when their spans overlap and the key fields and `negated` agree, one
to one. The status of a mention, its five flags, is compared over facts of a label whose spans alone overlap. What is
over may be called negated too, and what is denied needs no further flag.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from clinote import engine
from clinote.engine import Note
from clinote.evaluation.gold import KIND_LABEL, LOOK_ALIKE, Plain
from clinote.facts import FLAGS, LABELS, keys

KEY_FIELDS = {label: keys(label) for label in LABELS if label not in ("CODE", "CONTEXT")}
"""What must agree, by label, for a found fact to be the expected one."""
SIDED = ("STRENGTH_GRADE", "DISTRIBUTION")
ROLES = ("instead", "first", "additional", "alternative")

Reporter = Callable[[Note], Plain]


@dataclass(slots=True)
class Rate:
    """How many of how many were right; `share` is None where nothing was asked."""

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
    """True positives, false positives, false negatives; a figure is None where there was nothing to find or found."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def add(self, wanted: bool, got: bool) -> None:
        self.tp += wanted and got
        self.fp += got and not wanted
        self.fn += wanted and not got

    @property
    def precision(self) -> float | None:
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else None

    @property
    def recall(self) -> float | None:
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else None

    @property
    def f1(self) -> float | None:
        asked = 2 * self.tp + self.fp + self.fn
        return 2 * self.tp / asked if asked else None

    def to_dict(self) -> Plain:
        """The counts and figures as plain values."""
        figures = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return {**figures, "tp": self.tp, "fp": self.fp, "fn": self.fn}


def total(counts: Iterable[Counts]) -> Counts:
    """The sum of some counts."""
    found = list(counts)
    return Counts(sum(c.tp for c in found), sum(c.fp for c in found), sum(c.fn for c in found))


@dataclass(frozen=True, slots=True)
class Error:
    """One disagreement with the gold, `kind` in a word or two; `start:end` is where in the note, or None."""

    note: str
    label: str
    kind: str
    what: str
    start: int | None = None
    end: int | None = None


@dataclass(slots=True)
class Score:
    """The figures over all notes scored; `flags` and `exact` are those of the status of mentions, by label."""

    labels: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    flags: dict[str, dict[str, Counts]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(Counts)))
    exact: dict[str, Rate] = field(default_factory=lambda: defaultdict(Rate))
    rates: dict[str, Rate] = field(default_factory=lambda: defaultdict(Rate))
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    errors: list[Error] = field(default_factory=list)
    notes: int = 0

    @property
    def total(self) -> Counts:
        return total(self.labels.values())

    @property
    def kinds(self) -> Counter[tuple[str, str]]:
        """How many errors there are of each label (or measure) and kind."""
        return Counter((error.label, error.kind) for error in self.errors)

    def flag(self, name: str) -> Counts:
        """One flag over all labels."""
        return total(by_flag[name] for by_flag in self.flags.values() if name in by_flag)

    def to_dict(self) -> Plain:
        """The figures as plain values."""
        return {
            "notes": self.notes,
            "facts": {label: counts.to_dict() for label, counts in {**self.labels, "ALL": self.total}.items()},
            "status": {
                label: {"exact": self.exact[label].share, **{flag: c.to_dict() for flag, c in by_flag.items()}}
                for label, by_flag in list(self.flags.items())
            },
            "flags": {flag: self.flag(flag).to_dict() for flag in FLAGS},
            **{name: rate.share for name, rate in self.rates.items()},
            "errors": {f"{label} {kind}": number for (label, kind), number in self.kinds.most_common()},
        }


def evaluate(gold: Iterable[Plain], reporter: Reporter = engine.report) -> Score:
    """Report on each gold note and score the reports."""
    score = Score()
    for note in gold:
        add(score, note, reporter(as_given(note)))
    return score


def as_given(note: Plain) -> Note:
    """What clinote is to report on."""
    return Note(note["text"], str(note["id"]), note.get("setting"), note.get("date"), note.get("patient_id"))


def add(score: Score, note: Plain, report: Plain) -> None:
    """Score the report on one gold note."""
    gold, name = note["gold"], str(note["id"])
    score.notes += 1
    if "facts" in gold:
        _score_facts(score, name, gold, report["facts"])
    for mention in gold.get("mentions", ()):
        _score_mention(score, name, mention, report["facts"])
    if "decision" in gold:
        _score_decision(score, name, gold, report)


def _score_facts(score: Score, note: str, gold: Plain, facts: list[Plain]) -> None:
    datable = {
        f["id"]
        for f in facts
        if f["label"] == "WEAKNESS" or (f["label"] == "FINDING" and f["concept"] == "functional_impact")
    }
    for label in gold.get("labels", KEY_FIELDS):
        if label not in KEY_FIELDS:
            continue
        expected = [f for f in gold["facts"] if f["label"] == label]
        found = [f for f in facts if f["label"] == label]
        if label == "DURATION":
            found = [f for f in found if f.get("about") in datable]
        _score_label(score, note, label, expected, found)
        _score_status(score, note, label, list(_pair(expected, found, None)), label in gold.get("flags", ()))


def _score_label(score: Score, note: str, label: str, expected: list[Plain], found: list[Plain]) -> None:
    counts = score.labels[label]
    pairs = list(_pair(expected, found, KEY_FIELDS[label]))
    for fact, guess in pairs:
        if (
            label in SIDED
            and "side" in fact
            and not score.rates["side"].add(_agrees("side", fact["side"], guess.get("side")))
        ):
            what = f"side {guess.get('side')}, wanted {fact['side']}"
            score.errors.append(Error(note, label, "wrong side", what, fact["start"], fact["end"]))
        counts.tp += not fact.get("optional")
    met, used = {id(fact) for fact, _ in pairs}, {id(guess) for _, guess in pairs}
    missed = [f for f in expected if not f.get("optional") and id(f) not in met]
    extra = [
        guess
        for guess in found
        if id(guess) not in used and not any(f.get("optional") and _overlap(f, guess) > 0 for f in expected)
    ]
    counts.fn += len(missed)
    counts.fp += len(extra)
    for fact, guess in _pair(missed, extra, None):
        missed, extra = [f for f in missed if f is not fact], [f for f in extra if f is not guess]
        wrong = _differences(fact, guess, KEY_FIELDS[label])
        what = "; ".join(f"{key} {guess.get(key)}, wanted {fact.get(key, False)}" for key in wrong)
        score.errors.append(Error(note, label, f"wrong {', '.join(wrong)}", what, fact["start"], fact["end"]))
    for kind, facts in (("missed", missed), ("extra", extra)):
        score.errors += [Error(note, label, kind, _shown(label, f), f["start"], f["end"]) for f in facts]


def _pair(expected: list[Plain], found: list[Plain], fields: tuple[str, ...] | None) -> Iterator[tuple[Plain, Plain]]:
    """Match one to one, required facts first, each to the guess it overlaps most; None compares spans alone."""
    used: set[int] = set()
    for fact in sorted(expected, key=lambda f: (bool(f.get("optional")), f["start"])):
        best, width = None, 0
        for guess in found:
            if id(guess) in used or _overlap(fact, guess) <= width:
                continue
            if fields is None or not _differences(fact, guess, fields):
                best, width = guess, _overlap(fact, guess)
        if best is not None:
            used.add(id(best))
            yield fact, best


def _differences(fact: Plain, guess: Plain, fields: tuple[str, ...]) -> list[str]:
    """The key fields, and `negated`, in which a guess is not what the gold wants."""
    wrong = [key for key in fields if key in fact and not _agrees(key, fact[key], guess.get(key))]
    if fact.get("negated") != "*" and bool(fact.get("negated")) != bool(guess.get("negated")):
        wrong.append("negated")
    return wrong


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


def _score_status(score: Score, note: str, label: str, pairs: list[tuple[Plain, Plain]], all_annotated: bool) -> None:
    for fact, guess in pairs:
        if fact.get("optional") and not any(fact.get(flag) for flag in FLAGS if flag != "negated"):
            continue
        if not fact.get("optional") and fact.get("negated") != "*":
            score.rates["negated"].add(bool(fact.get("negated")) == bool(guess.get("negated")))
        asked = [
            flag
            for flag in FLAGS
            if fact.get(flag) != "*" and (all_annotated or flag == "negated" or flag in fact)
        ]  # fmt: skip
        wanted = {flag for flag in asked if fact.get(flag)}
        got = _lenient(wanted, {flag for flag in asked if guess.get(flag)})
        _count_flags(score.flags[label], asked, wanted, got)
        if all_annotated and not score.exact[label].add(wanted == got):
            score.errors.append(_status_error(note, label, wanted, got, fact))


def _lenient(wanted: set[str], got: set[str]) -> set[str]:
    if "negated" in wanted & got:
        return wanted
    return got - ({"negated"} - wanted) if "historical" in wanted else got


def _count_flags(counts: dict[str, Counts], asked: Iterable[str], wanted: set[str], got: set[str]) -> None:
    for flag in asked:
        counts[flag].add(flag in wanted, flag in got)


def _status_error(note: str, label: str, wanted: set[str], got: set[str], where: Plain) -> Error:
    lost, new = (", ".join(sorted(flags)) or "none" for flags in (wanted - got, got - wanted))
    kind = f"status: {lost} as {new}"
    what = f"{', '.join(sorted(got)) or 'no flag'}, wanted {', '.join(sorted(wanted)) or 'none'}"
    return Error(note, label, kind, what, where["start"], where["end"])


def _score_mention(score: Score, note: str, mention: Plain, facts: list[Plain]) -> None:
    label = KIND_LABEL[mention["kind"]]
    found = [f for f in facts if f["label"] == label and _overlap(mention, f) > 0]
    if LOOK_ALIKE in mention["flags"]:
        current = [f for f in found if not any(f[flag] for flag in FLAGS)]
        if not score.rates["look-alikes left alone"].add(not current):
            what = "taken for a mention"
            score.errors.append(Error(note, label, "look-alike", what, mention["start"], mention["end"]))
        return
    if not score.rates["mentions found"].add(bool(found)):
        score.errors.append(Error(note, label, "missed", "mention", mention["start"], mention["end"]))
        return
    guess = max(found, key=lambda f: _overlap(mention, f))
    wanted = set(mention["flags"])
    got = _lenient(wanted, {flag for flag in FLAGS if guess[flag]})
    _count_flags(score.flags[label], FLAGS, wanted, got)
    if mention.get("sure", True) and not score.exact[label].add(wanted == got):
        score.errors.append(_status_error(note, label, wanted, got, mention))


def _score_decision(score: Score, note: str, gold: Plain, report: Plain) -> None:
    def ask(measure: str, right: bool, what: str) -> None:
        if not score.rates[measure].add(right):
            score.errors.append(Error(note, measure, "wrong", what))

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
