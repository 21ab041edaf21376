"""The short answer: the verdict, why, what to enter, what to do next, and what could be wrong, in a dozen lines."""

from dataclasses import dataclass
from typing import Any

from clinote.expressions import expression
from clinote.views import words
from clinote.views.case import Case

_ENTERED = ("first", "decision", "instead", "additional")
"""Roles of the codes to enter, in the order in which they are entered."""
_CODES = 4
"""Lines on codes; what is more is counted."""
_SAID = ("conflict.integral-symptom", "risk.symptom-after-diagnosis")
"""Alerts that the list of codes says already."""
_VALUE = expression(r"([a-z][a-z ]+?) [<>=]{0,2}\d")
"""An indicator of a draft that is a value: 'potassium 2.9 mmol/L (Labs, line 5)'."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the answer: its name, its paragraphs, and its kind (a severity, or what the part is)."""

    name: str
    lines: list[str]
    kind: str


@dataclass(frozen=True, slots=True)
class Brief:
    """The short answer on one case; without `quotes` no word of the note is in it.

    `whole`: nothing is counted that could be said, where there is room.
    """

    case: Case
    quotes: bool = True
    whole: bool = False

    @property
    def verdict(self) -> str:
        """The answer in one line; where several codes are entered, the codes alone, in their order."""
        decided = self.case.report["decision"]["code"]
        if decided == "other" and self.case.answer:
            named = [code["code"] for code in self._entered if code["role"] != "additional"]
            return f"{', '.join(named)} instead of R53.1 or M62.81"
        return self.case.verdict

    @property
    def parts(self) -> list[Part]:
        """Why, codes, what to do next, what stops the bill, what could be wrong; none that is empty."""
        parts = [
            Part("Why", self.why, "why"),
            Part("Codes", self.codes, "codes"),
            Part("Next", self.next, "next"),
            Part("Stop", self.stops, "block"),
            Part("Caution", self.cautions, "warn"),
        ]
        return [part for part in parts if part.lines]

    @property
    def why(self) -> list[str]:
        """The reason, with the decisive words and what stands round them."""
        decision = self.case.report["decision"]
        told = decision.get("why") or decision["rationale"][:2]
        if not self.quotes or not told:
            return [f"Rule {decision['rules'][0]}."]
        return [words.plain(" ".join(told))]

    @property
    def codes(self) -> list[str]:
        """What to enter, in order; then what an answer of the provider may put in its place, and what is left out."""
        entered = self._entered
        lines = [self._line(code) + self._role(code) + self._shown(code) for code in entered]
        if stands := self.case.as_documented:
            title = next((code["description"] for code in self.case.codes if code["code"] == stands), "")
            named = f"{stands:<8} {title}".rstrip()
            held = f"{named} (hold; enter it if the answer does not confirm muscle weakness)"
            lines.insert(sum(code["role"] != "additional" for code in entered), held)
        others = [code for code in self.case.codes if code not in entered and code["code"] != stands]
        symptom = [code for code in others if code["code"] in ("R53.1", "M62.81")]
        lines += [f"Left out, as what is entered covers it: {self._line(code, '')}" for code in symptom]
        if said := [self._line(code, "") for code in others if code not in symptom]:
            lines.append(f"Only on the provider's word: {', '.join(said)}")
        if len(lines) > _CODES and not self.whole:
            lines[_CODES - 1 :] = [f"and {len(lines) - _CODES + 1} more"]
        return lines

    @property
    def _entered(self) -> list[dict[str, Any]]:
        """The codes to enter, in order."""
        codes = [code for code in self.case.codes if code["role"] in _ENTERED and code["code"] != self.case.apart]
        return sorted(codes, key=lambda code: _ENTERED.index(code["role"]))

    def _line(self, code: dict[str, Any], width: str = "<8") -> str:
        return f"{code['code']:{width}} {code['description']}"

    def _role(self, code: dict[str, Any]) -> str:
        said = {"first": "enter first", "additional": "in addition"}.get(str(code["role"]), "")
        if not said and self.case.report["decision"]["status"] == "query":
            said = "hold; enter it if the provider says so" if self.case.as_documented else "hold for the answer"
        told = [part for part in (said, "" if code["billable"] else "not billable") if part]
        return f" ({', '.join(told)})" if told else ""

    def _shown(self, code: dict[str, Any]) -> str:
        """The words for a code that the reason does not quote."""
        facts = self.case.evidence(code, "supports")
        said = [fact for fact in facts if fact["label"] in ("DIAGNOSIS", "WEAKNESS")] or facts
        if not self.quotes or not said or code["role"] == "decision":
            return ""
        if any(words.plain(fact["text"]) in line for fact in said for line in self.why):
            return ""
        return f": “{words.plain(said[0]['text'])}”, line {said[0]['line']}"

    @property
    def next(self) -> list[str]:
        """Bill, or ask, with the question in one line."""
        decision = self.case.report["decision"]
        drafts = len(self.case.report["queries"])
        more = f" and {drafts - 1} more" if drafts > 1 else ""
        question = f"{self._on}: “{self._question}”{more}" if drafts else ""
        if decision["status"] == "query":
            asked = "Ask the provider before billing"
            return [f"{self._asked_for}{asked}{question}" if question else f"{asked}."]
        if decision["code"] == "none":
            told = "Nothing to bill for weakness."
        else:
            below = (
                ", and not what the stop below names" if self.stops else "; see the caution" if self.cautions else ""
            )
            told = f"Bill as listed, beside the note's other diagnoses{below}."
        return [told, f"A question for which the bill does not wait{question}"] if question else [told]

    @property
    def _on(self) -> str:
        """The values that the first draft's first question is about, as the draft has them."""
        lines = self.case.report["queries"][0]["text"].split("\n")
        told = [line[2:] for line in lines if line.startswith("- ") and (value := _VALUE.match(line[2:]))
                and value[1] in self._question]  # fmt: skip
        return f", on {'; '.join(told[:2])}" if told and self.quotes else ""

    @property
    def _asked_for(self) -> str:
        """What the first query is for."""
        first = self.case.report["queries"][0]["alert"]
        message = next((a["message"] for a in self.case.report["alerts"] if a["id"] == first), "")
        return f"{words.plain(message)} " if message and self.quotes else ""

    @property
    def _question(self) -> str:
        """What the first draft asks, in one sentence."""
        lines = self.case.report["queries"][0]["text"].split("\n")
        asked = (line for line in lines if line.endswith("?") and not line.startswith(("- ", "[ ]")))
        return next(asked, "").rpartition(". ")[2]

    @property
    def stops(self) -> list[str]:
        """What stands in the way of the bill."""
        return self._alerts("block")

    @property
    def cautions(self) -> list[str]:
        """What could be wrong, the gravest first: doubts about the answer, then warnings that no query settles."""
        settled = {name for query in self.case.report["queries"] for name in (query["alert"], *query.get("alerts", ()))}
        told = self.case.report["decision"].get("cautions", []) if self.quotes else []
        lines = [*map(words.plain, told), *self._alerts("warn", settled)]
        if self.whole:
            return lines
        return [lines[0] + (f" (and {len(lines) - 1} more)" if len(lines) > 1 else "")] if lines else []

    def _alerts(self, severity: str, settled: set[str] | None = None) -> list[str]:
        return [
            words.plain(alert["message"]) if self.quotes else alert["id"]
            for alert in self.case.alerts
            if alert["severity"] == severity
            and alert["id"] not in (settled or ())
            and not (alert["id"] in _SAID and self._said_by_codes(alert))
        ]

    def _said_by_codes(self, alert: dict[str, Any]) -> bool:
        """Whether an alert says no more than what is entered and what is not: the note writes no code against it."""
        return not any(self.case.facts[id]["label"] == "CODE" for id in alert["evidence"] if id in self.case.facts)
