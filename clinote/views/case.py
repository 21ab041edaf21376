"""A report beside its note: what every view of one note shows, in the order in which a coder looks."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from clinote.views import words

_REACH = 46
"""Characters of the note shown on each side of a quoted fact."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some words of the note on one place: `parts` are (text, whether it is evidence)."""

    line: int
    section: str
    parts: list[tuple[str, bool]]
    facts: list[dict[str, Any]]


@dataclass(frozen=True)
class Case:
    """One note and the report on it."""

    text: str
    report: dict[str, Any]

    @cached_property
    def facts(self) -> dict[str, dict[str, Any]]:
        """The facts by id."""
        return {fact["id"]: fact for fact in self.report["facts"]}

    @cached_property
    def order(self) -> dict[str, int]:
        """The place of each fact in the report."""
        return {fact["id"]: number for number, fact in enumerate(self.report["facts"])}

    @cached_property
    def codes(self) -> list[dict[str, Any]]:
        """The codes, the suggestion first."""
        order = list(words.ROLES)
        return sorted(self.report["codes"], key=lambda code: order.index(code["role"]))

    @cached_property
    def alerts(self) -> list[dict[str, Any]]:
        """The alerts, the gravest first."""
        order = list(words.SEVERITY)
        return sorted(self.report["alerts"], key=lambda alert: order.index(alert["severity"]))

    @cached_property
    def answer(self) -> list[dict[str, Any]]:
        """The codes that are the answer: the decision, or what is coded instead of it."""
        return [code for code in self.codes if code["role"] in ("decision", "instead")]

    @cached_property
    def verdict(self) -> str:
        """The answer in one line, without its status."""
        decided = self.report["decision"]["code"]
        if self.apart:
            return f"{', '.join(code['code'] for code in self.before)}; {self.apart} is part of it"
        named = "; ".join(f"{code['code']} {code['description']}" for code in self.answer)
        if decided == "none":
            return "Neither R53.1 nor M62.81: no current weakness of this patient is documented"
        if decided == "other":
            return f"Neither R53.1 nor M62.81, but {named}" if named else "Weakness, but neither R53.1 nor M62.81"
        return named or decided

    @cached_property
    def before(self) -> list[dict[str, Any]]:
        """The codes that come first."""
        return [code for code in self.codes if code["role"] == "first"]

    @cached_property
    def apart(self) -> str | None:
        """A decision that the note supports and that is not entered: the weakness is part of the disease before it."""
        integral = any(alert["id"] == "conflict.integral-symptom" for alert in self.report["alerts"])
        decided = self.report["decision"]["code"]
        return decided if integral and self.before and decided in ("M62.81", "R53.1") else None

    def role(self, code: dict[str, Any]) -> str:
        """What a code of the report is for, in words."""
        return "part of the code before it" if code["code"] == self.apart else words.ROLES[code["role"]]

    @cached_property
    def status(self) -> str:
        """The status in words."""
        decision = self.report["decision"]
        if decision["status"] == "query":
            return "query the provider first"
        return "nothing to code for it" if decision["code"] == "none" else "supported by the note"

    @cached_property
    def as_documented(self) -> str | None:
        """What the words alone would give, where that is not what is suggested."""
        alone = self.report["decision"]["as_documented"]
        return alone if alone and alone not in {code["code"] for code in self.answer} else None

    @cached_property
    def basis(self) -> list[str]:
        """What the answer rests on besides the note: setting, code set, size."""
        note, codes = self.report["note"], self.report["code_set"]
        assumed = " (assumed: no setting was given)" if note.get("setting_assumed") else ""
        return [
            f"{note['setting']} rules{assumed}",
            f"ICD-10-CM {codes['release']}, in force from {codes['effective']}"
            + (" (not of this date)" if codes.get("fits") is False else ""),
            size(self.text),
        ]

    @cached_property
    def bearings(self) -> dict[str, list[tuple[int, str]]]:
        """For each fact that is evidence: the codes it bears on (their number in `codes`) and how."""
        found: dict[str, list[tuple[int, str]]] = {}
        for number, code in enumerate(self.codes):
            for evidence in code["evidence"]:
                found.setdefault(evidence["fact"], []).append((number, evidence["stance"]))
        return {fact_id: list(dict.fromkeys(bearing)) for fact_id, bearing in found.items()}

    def stance(self, fact_id: str) -> str:
        """How a fact bears on the answer: supports, opposes or context."""
        found = {stance for number, stance in self.bearings.get(fact_id, ()) if self.codes[number] in self.answer}
        return next((stance for stance in ("opposes", "supports") if stance in found), "context")

    def evidence(self, code: dict[str, Any], stance: str) -> list[dict[str, Any]]:
        """The facts that support or oppose a code, in text order, each once."""
        return self.named(e["fact"] for e in code["evidence"] if e["stance"] == stance)

    def named(self, ids: Iterable[str]) -> list[dict[str, Any]]:
        """The facts of these ids, in text order, each once."""
        found = (self.facts[id_] for id_ in dict.fromkeys(ids) if id_ in self.facts)
        return sorted(found, key=lambda fact: int(fact["start"]))

    def set_aside(self) -> list[dict[str, Any]]:
        """Facts that do not count as they stand (negated, historical ...) or on which engines disagree."""
        return [fact for fact in self.report["facts"] if words.flags(fact) or fact["opinions"]]

    def excerpts(self, facts: Iterable[dict[str, Any]]) -> list[Excerpt]:
        """The note's words round some facts (in text order), neighbours in one excerpt."""
        groups: list[tuple[int, int, list[dict[str, Any]]]] = []
        for fact in facts:
            low, high = self._window(fact["start"], fact["end"])
            if groups and low < groups[-1][1] and fact["line"] == groups[-1][2][-1]["line"]:
                before = groups.pop()
                groups.append((before[0], max(before[1], high), [*before[2], fact]))
            else:
                groups.append((low, high, [fact]))
        return [Excerpt(f[0]["line"], words.section(f[0]), self._parts(low, high, f), f) for low, high, f in groups]

    def _window(self, start: int, end: int) -> tuple[int, int]:
        """The line's words round a span, cut at blanks within reach."""
        low = max(self.text.rfind("\n", max(0, start - _REACH), start) + 1, start - _REACH, 0)
        if low == start - _REACH and low > 0:
            blank = self.text.find(" ", low, start)
            low = blank + 1 if blank >= 0 else low
        stop = self.text.find("\n", end, end + _REACH)
        high = stop if stop >= 0 else min(len(self.text), end + _REACH)
        if stop < 0 and high < len(self.text):
            blank = self.text.rfind(" ", end, high)
            high = blank if blank >= 0 else high
        return low, high

    def _parts(self, low: int, high: int, facts: list[dict[str, Any]]) -> list[tuple[str, bool]]:
        parts: list[tuple[str, bool]] = []
        at = low
        for fact in facts:
            if fact["end"] <= at:
                continue
            start = max(at, fact["start"])
            parts += [(self.text[at:start], False), (self.text[start : fact["end"]], True)]
            at = fact["end"]
        parts.append((self.text[at:high], False))
        if low > 0 and self.text[low - 1] != "\n":
            parts.insert(0, ("… ", False))
        if high < len(self.text) and self.text[high] != "\n":
            parts.append((" …", False))
        shown = [(words.safe(part.replace("\n", " ").replace("\r", "")), marked) for part, marked in parts if part]
        shown[0] = (shown[0][0].lstrip(), shown[0][1])
        return shown


def size(text: str) -> str:
    """How much was read, so that a cut paste is seen."""
    lines = text.count("\n") + (not text.endswith("\n"))
    return f"{len(text):,} character{'s' * (len(text) != 1)}, {lines:,} line{'s' * (lines != 1)}"
