"""The report in a terminal: the verdict, the codes, why in the note's own words, what is missing, the query."""

from itertools import groupby
from typing import IO, Any, Literal

from rich.console import Console
from rich.text import Text

from clinote.views import words
from clinote.views.case import Case, Excerpt

Color = Literal["auto", "always", "never"]

_MANY = 12
"""Excerpts of a kind shown without --verbose."""

_STYLE = {
    "supported": "bold green",
    "query": "bold yellow",
    "supports": "green",
    "opposes": "red",
    "block": "bold red",
    "warn": "yellow",
    "info": "cyan",
    "head": "bold",
    "quiet": "dim",
    "word": "bold",
}


def console(file: IO[str], color: Color = "auto") -> Console:
    """A console on `file`: colours on a terminal only, unless told otherwise; `NO_COLOR` is honoured."""
    wanted = {"auto": None, "always": True, "never": False}[color]
    return Console(
        file=file,
        force_terminal=wanted,
        no_color=True if wanted is False else (False if wanted else None),
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=True,
    )


def show(case: Case, to: Console, *, quotes: bool = True, verbose: bool = False) -> None:
    """Print a case; without `quotes` no word of the note is shown."""
    _View(case, to, quotes, None if verbose else _MANY).show(verbose)


class _View:
    def __init__(self, case: Case, to: Console, quotes: bool, many: int | None) -> None:
        self.case, self.to, self.quotes, self.many = case, to, quotes, many

    def show(self, verbose: bool) -> None:
        self.verdict()
        self.codes()
        self.why()
        self.evidence()
        self.set_aside()
        self.missing()
        self.queries()
        if verbose:
            self.all_facts()

    def line(self, *parts: str | tuple[str, str], indent: int = 0) -> None:
        text = Text(" " * indent)
        for part in parts:
            text.append(part if isinstance(part, str) else part[0], None if isinstance(part, str) else part[1])
        self.to.print(text)

    def head(self, title: str) -> None:
        self.to.print()
        self.line((title, _STYLE["head"]))

    def verdict(self) -> None:
        status = self.case.report["decision"]["status"]
        self.line((self.case.verdict, "bold"), " - ", (self.case.status.upper(), _STYLE[status]))
        if self.case.as_documented:
            self.line(f"As the words stand, without a query: {self.case.as_documented}.")
        self.line((" | ".join(self.case.basis), _STYLE["quiet"]))

    def codes(self) -> None:
        if not self.case.codes:
            return
        self.head("Codes")
        widest = max(len(code["description"]) for code in self.case.codes)
        for code in self.case.codes:
            billable = "" if code["billable"] else " (not billable)"
            self.line(
                (f"{code['code']:<9}", "bold" if code in self.case.answer else ""),
                f"{code['description']:<{widest}}  ",
                words.ROLES[code["role"]] + billable,
                indent=2,
            )

    def why(self) -> None:
        decision = self.case.report["decision"]
        self.head("Why")
        if self.quotes:
            for sentence in decision["rationale"]:
                self.line(words.plain(sentence), indent=2)
        self.line((f"rules: {', '.join(decision['rules'])}", _STYLE["quiet"]), indent=2)

    def evidence(self) -> None:
        for code in self.case.codes:
            sides = [(stance, self.case.evidence(code, stance)) for stance in ("supports", "opposes")]
            if any(facts for _, facts in sides):
                self.head(f"Evidence on {code['code']} ({words.ROLES[code['role']]})")
            for stance, facts in sides:
                sign = "+" if stance == "supports" else "-"
                self.excerpts(facts, (f"{sign} {stance:<8}  ", _STYLE[stance]))

    def excerpts(self, facts: list[dict[str, Any]], lead: tuple[str, str]) -> None:
        found = self.case.excerpts(facts)
        for excerpt in found[: self.many]:
            self.line(lead, *self.place(excerpt), *self.words(excerpt), indent=2)
            for fact in excerpt.facts:
                if set_aside := self.asserted(fact):
                    self.line((set_aside, _STYLE["quiet"]), indent=6)
        if left := len(found) - len(found[: self.many]):
            self.line(f"and {left} more; see them with --verbose", indent=2)

    def place(self, excerpt: Excerpt) -> list[str]:
        return [f"line {excerpt.line}, {excerpt.section}: "]

    def words(self, excerpt: Excerpt) -> list[str | tuple[str, str]]:
        if not self.quotes:
            return ["; ".join(words.LABELS[fact["label"]] for fact in excerpt.facts)]
        return [(f"«{part}»", _STYLE["word"]) if marked else part for part, marked in excerpt.parts]

    def asserted(self, fact: dict[str, Any]) -> str:
        """How a fact is set aside, by which cue, and who reads it otherwise."""
        said = []
        for flag in words.flags(fact):
            cue = fact["cues"].get(flag)
            by = ""
            if cue:
                by = f" by “{words.plain(cue['text'])}” ({cue['rule']})" if self.quotes else f" ({cue['rule']})"
            said.append(f"[{words.LETTERS[flag]}] {flag}{by}")
        said += words.opinions(fact) if self.quotes else [f"{o['engine']} disagrees" for o in fact["opinions"]]
        return f"{self.quote(fact)}: {'; '.join(said)}" if said else ""

    def quote(self, fact: dict[str, Any]) -> str:
        return f"“{words.plain(fact['text'])}”" if self.quotes else words.LABELS[fact["label"]]

    def set_aside(self) -> None:
        cited = {evidence["fact"] for code in self.case.codes for evidence in code["evidence"]}
        facts = [fact for fact in self.case.set_aside() if fact["id"] not in cited]
        if not facts:
            return
        self.head("Set aside")
        alike = groupby(facts, lambda fact: (fact["line"], words.section(fact), words.flags(fact)))
        groups = [(key, list(group)) for key, group in alike]
        for (line, section, flags), group in groups[: self.many]:
            letters = ", ".join(f"[{words.LETTERS[flag]}] {flag}" for flag in flags) or "counts, but"
            self.line(f"line {line}, {section}: {letters}: {'; '.join(map(self.briefly, group))}", indent=2)
        if self.many and (left := sum(len(group) for _, group in groups[self.many :])):
            self.line(f"and {left} more; see them with --verbose", indent=2)

    def briefly(self, fact: dict[str, Any]) -> str:
        """A fact with the cues that set it aside, and who reads it otherwise."""
        cues = dict.fromkeys(words.plain(cue["text"]) for cue in fact["cues"].values())
        by = f" by {', '.join(f'“{cue}”' for cue in cues)}" if cues and self.quotes else ""
        said = words.opinions(fact) if self.quotes else [f"{o['engine']} disagrees" for o in fact["opinions"]]
        but = f" ({', '.join(said)})" if said else ""
        return f"{self.quote(fact)}{by}{but}"

    def missing(self) -> None:
        if not self.case.alerts:
            return
        self.head("Missing or in conflict (S stop, W warning, I information)")
        for alert in self.case.alerts:
            letter = words.SEVERITY[alert["severity"]]
            message = words.plain(alert["message"]) if self.quotes else ""
            self.line((letter, _STYLE[alert["severity"]]), f"  {alert['id']:<28} {message}", indent=2)

    def queries(self) -> None:
        queries = self.case.report["queries"]
        for number, query in enumerate(queries, start=1):
            of = f" {number} of {len(queries)}" if len(queries) > 1 else ""
            self.head(f"Query{of} to the provider, ready to copy ({query['alert']})")
            self.to.print()
            if self.quotes:
                self.to.print(Text(words.safe(query["text"])))
            else:
                self.line("(It quotes the note: shown without --no-text.)")

    def all_facts(self) -> None:
        self.head(f"All facts ({len(self.case.report['facts'])})")
        for fact in self.case.report["facts"]:
            letters = "".join(words.LETTERS[flag] for flag in words.flags(fact))
            read = words.describe(fact) if self.quotes else ""
            self.line(
                f"{fact['id']:<5} line {fact['line']:<4} {words.LABELS[fact['label']]:<13} {letters:<5} ",
                f"{self.quote(fact)}  {read}  ",
                (fact["rule"], _STYLE["quiet"]),
                indent=2,
            )
