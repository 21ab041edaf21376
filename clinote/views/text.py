"""The report in a terminal: a short answer, and on request all of it; wrapped between words to the terminal's width."""

from itertools import groupby
from typing import IO, Any, Literal

from rich.console import Console
from rich.text import Text

from clinote.expressions import expression
from clinote.views import words
from clinote.views.brief import Brief, Part
from clinote.views.case import Case, Excerpt, size

Color = Literal["auto", "always", "never"]

_MANY = 12
"""Excerpts of a kind shown without --verbose."""

_WIDTH = 100
"""Columns of the short answer at most."""
_LINES = 12
"""Lines of the short answer at most, on a terminal of that width."""
_END = expression(r"(?P<stop>[.?!][\"”)]?|(?=[;,]))[;,]?(?= |$)")
"""Where a sentence or an item of a list ends."""
_LABEL = 9

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


def show(
    case: Case, to: Console, *, quotes: bool = True, full: bool = False, verbose: bool = False, more: str = "--full"
) -> None:
    """Print the short answer, or with `full` (and `verbose`) the rest; without `quotes` no word of the note is shown.

    `more` is what the reader types for the rest.
    """
    view = _View(case, to, quotes, None if verbose else _MANY)
    if full or verbose:
        view.show(verbose)
    else:
        view.brief(more)


def drafts(case: Case) -> str:
    """The queries of a case, whole and ready to send; where there are several, each behind a rule."""
    texts = [words.safe(query["text"]) for query in case.report["queries"]]
    return "\n\n----\n\n".join(texts) + "\n" if texts else "No query is drafted for this note.\n"


class _View:
    def __init__(self, case: Case, to: Console, quotes: bool, many: int | None) -> None:
        self.case, self.to, self.quotes, self.many = case, to, quotes, many
        self.on_terminal = to.file.isatty()  # colours may be asked for elsewhere, a width is only here
        self.printed = 0

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
        if self.on_terminal and self.printed >= self.to.height:
            self.to.print()
            self.verdict()

    def brief(self, more: str) -> None:
        answer = Brief(self.case, self.quotes)
        width = min(self.to.width, _WIDTH) if self.on_terminal else _WIDTH
        status = self.case.report["decision"]["status"]
        head = Text.assemble((answer.verdict, "bold"), " - ", (self.case.status.upper(), _STYLE[status]))
        first = list(head.wrap(self.to, width))
        parts = [(part, self._wrapped(part, width)) for part in answer.parts]
        foot = list(Text(self._foot(more), _STYLE["quiet"]).wrap(self.to, width))
        room = (_LINES + 2 * bool(answer.stops)) * _WIDTH // max(width, 40) - len(first) - len(foot)
        for line in [*first, *_fitted(parts, room), *foot]:
            line.rstrip()
            self.to.print(line)

    def _wrapped(self, part: Part, width: int) -> list[Text]:
        lines: list[Text] = []
        for paragraph in part.lines:
            lines += list(Text(paragraph).wrap(self.to, width - _LABEL))
        label = Text(f"{part.name:<{_LABEL}}", _STYLE.get(part.kind, _STYLE["head"]))
        return [Text.assemble(label if n == 0 else " " * _LABEL, line) for n, line in enumerate(lines)]

    def _foot(self, more: str) -> str:
        note = self.case.report["note"]
        assumed = " (assumed)" if note.get("setting_assumed") else ""
        query = f" {more.replace('full', 'query')}" if self.case.report["queries"] else ""
        rule = self.case.report["decision"]["rules"][0]
        return f"{rule}, {note['setting']} rules{assumed}, {size(self.case.text)}; more: {more}{query}"

    def line(self, *parts: str | tuple[str, str], indent: int = 0) -> None:
        text = Text()
        for part in parts:
            text.append(part if isinstance(part, str) else part[0], None if isinstance(part, str) else part[1])
        if not self.on_terminal:
            self.to.print(Text.assemble(" " * indent, text))
            return
        for number, piece in enumerate(text.wrap(self.to, max(20, self.to.width - indent - 4))):
            self.to.print(Text.assemble(" " * (indent + 4 * bool(number)), piece))
            self.printed += 1

    def head(self, title: str) -> None:
        self.to.print()
        self.printed += 1
        self.line((title, _STYLE["head"]))

    def verdict(self) -> None:
        """The answer, what the words alone give, and what both rest on."""
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
                self.case.role(code) + billable,
                indent=2,
            )

    def why(self) -> None:
        decision = self.case.report["decision"]
        self.head("Why")
        if self.quotes:
            for sentence in decision["rationale"]:
                self.line(words.plain(sentence), indent=2)
        self.line((f"rules: {', '.join(decision['rules'])}", _STYLE["quiet"]), indent=2)
        if (site := self.case.report.get("site")) and site["records"]:
            self.line((f"of {words.safe(site['folder'])}: {', '.join(site['records'])}", _STYLE["quiet"]), indent=2)

    def evidence(self) -> None:
        for code in self.case.codes:
            sides = [(stance, self.case.evidence(code, stance)) for stance in ("supports", "opposes")]
            if any(facts for _, facts in sides):
                self.head(f"Evidence on {code['code']} ({self.case.role(code)})")
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
                for line in words.safe(query["text"]).split("\n"):
                    self.line(line)
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


def _fitted(parts: list[tuple[Part, list[Text]]], room: int) -> list[Text]:
    """The lines of all parts, as many as there is room for: the reason and then the cautions give way."""
    over = sum(len(lines) for _, lines in parts) - room
    for name in ("why", "warn", "block"):
        for part, lines in parts:
            if part.kind == name and over > 0 and (kept := max(1, len(lines) - over)) < len(lines):
                over -= len(lines) - kept
                lines[:] = _ended(lines[:kept])
    return [line for _, lines in parts for line in lines]


def _ended(lines: list[Text]) -> list[Text]:
    """Lines up to the last sentence or item that they hold whole, else up to a word, with a sign that more follows."""
    for line in lines:
        line.rstrip()
    said, ends, room = "", [], max(map(len, lines)) - len(" …")
    for k, line in enumerate(lines):
        for end in _END.finditer(line.plain, _LABEL):
            stop = end.end("stop")
            if stop <= room and not (_opened(before := said + line.plain[:stop]) or _quotes(before)):
                ends.append((k, stop))
        said += line.plain
    if ends:
        k, stop = ends[-1]
        return [*lines[:k], Text.assemble(lines[k][:stop], " …")]
    *whole, last = lines
    blank = last.plain.rfind(" ", 0, room)
    if _opened(kept := last.plain[:blank]):
        blank = kept.rfind(" (")
    last = last[:blank] if blank > _LABEL else last
    return [*whole, Text.assemble(last, " …", _quotes("".join(line.plain for line in (*whole, last))))]


def _opened(text: str) -> bool:
    """Whether a text ends within a bracket."""
    return text.count("(") > text.count(")")


def _quotes(text: str) -> str:
    """The mark that closes the quotation within which a text ends; "" when it does not end within one."""
    if text.count("“") > text.count("”"):
        return "”"
    return '"' if text.count('"') % 2 else ""
