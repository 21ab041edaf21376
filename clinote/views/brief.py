"""The short answer: the verdict, why, what to enter, what to do next, and what could be wrong, in a dozen lines."""

from dataclasses import dataclass

from clinote.views import words
from clinote.views.case import Case

_ENTERED = ("first", "decision", "instead", "additional")
"""Roles of the codes to enter, in the order in which they are entered."""
_CODES = 4
"""Lines on codes; what is more is counted."""


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
        """The answer in one line; of what is coded instead, the codes alone."""
        if self.case.report["decision"]["code"] == "other" and self.case.answer:
            named = ", ".join(code["code"] for code in self.case.answer)
            return f"{named} instead of R53.1 or M62.81"
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
        """What to enter, in order; then what an answer of the provider may put in its place."""
        entered = sorted(
            (code for code in self.case.codes if code["role"] in _ENTERED), key=lambda c: _ENTERED.index(c["role"])
        )
        lines = [f"{code['code']:<8} {code['description']}{self._role(code)}" for code in entered]
        others = [code["code"] for code in self.case.codes if code not in entered and code["code"] != self._stands]
        if self._stands:
            title = next((code["description"] for code in self.case.codes if code["code"] == self._stands), "")
            lines.insert(0, f"{self._stands:<8} {title} (as the words stand, without a query)".replace("  (", " ("))
        if others:
            lines.append(f"Not entered unless the provider says so: {', '.join(others)}")
        if len(lines) > _CODES and not self.whole:
            lines[_CODES - 1 :] = [f"and {len(lines) - _CODES + 1} more"]
        return lines

    @property
    def _stands(self) -> str | None:
        return self.case.as_documented

    def _role(self, code: dict[str, object]) -> str:
        said = {"first": " (enter first)", "additional": " (in addition)"}.get(str(code["role"]), "")
        if not said and self.case.report["decision"]["status"] == "query":
            said = " (once the provider says so)" if self._stands else " (hold until the answer)"
        return said if code["billable"] else f"{said} (not billable)"

    @property
    def next(self) -> list[str]:
        """Bill, or ask, with the question in one line."""
        decision = self.case.report["decision"]
        drafts = len(self.case.report["queries"])
        more = f" and {drafts - 1} more" if drafts > 1 else ""
        question = f"“{self._question}”{more}" if drafts else ""
        if decision["status"] == "query":
            return [f"{self._asked_for}Ask before billing: {question}" if question else "Ask before billing."]
        if decision["code"] == "none":
            told = "Nothing to bill for weakness."
        else:
            below = (
                ", and not what the stop below names" if self.stops else "; mind the caution" if self.cautions else ""
            )
            told = f"Bill as listed{below}."
        return [f"{told} Ask besides: {question}" if question else told]

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
            if alert["severity"] == severity and alert["id"] not in (settled or ())
        ]
