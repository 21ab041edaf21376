"""Many reports summed up in one pass: decisions, alerts, and a list of the notes, the worst documentation first."""

import csv
import heapq
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from clinote.views import words

DECISIONS = ("M62.81", "R53.1", "other", "none")

KEPT = 100_000
"""Notes listed by name; the others are counted."""


@dataclass(frozen=True, slots=True)
class Row:
    """One note of the list."""

    position: int
    id: str | None
    patient_id: str | None
    date: str | None
    decision: str
    status: str
    setting: str
    author: str | None
    sha256: str
    drafts: tuple[str, ...]
    queries: int
    alerts: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """The note's id, or where it stands in the file."""
        return self.id or f"report {self.position}"

    @property
    def weight(self) -> tuple[bool, bool, int, int, int, int]:
        """How bad the documentation is: what waits, what has a question besides, then stops, warnings, informations;
        earlier notes first."""
        grave = Counter(severity for _, severity in self.alerts)
        return (
            self.status == "query", self.queries > 0, grave["block"], grave["warn"], grave["info"], -self.position,
        )  # fmt: skip


@dataclass(slots=True)
class Bar:
    """One bar of a plot: its name and its parts, (css class, count)."""

    name: str
    parts: list[tuple[str, int]]

    @property
    def total(self) -> int:
        return sum(count for _, count in self.parts)


@dataclass(slots=True)
class Summary:
    """Figures over many reports; its size does not grow with their number."""

    kept: int = KEPT
    with_drafts: bool = False
    notes: int = 0
    need_query: int = 0
    asked_besides: int = 0
    assumed: int = 0
    decisions: Counter[tuple[str, str]] = field(default_factory=Counter)
    alerts: Counter[tuple[str, str]] = field(default_factory=Counter)
    codes: Counter[tuple[str, str]] = field(default_factory=Counter)
    months: Counter[tuple[str, str]] = field(default_factory=Counter)
    releases: Counter[str] = field(default_factory=Counter)
    outside: int = 0
    titles: dict[str, str] = field(default_factory=dict)
    _worst: list[tuple[tuple[bool, bool, int, int, int, int], Row]] = field(default_factory=list)

    def add(self, report: dict[str, Any]) -> None:
        """Count one report."""
        decision, note = report["decision"], report["note"]
        self.notes += 1
        self.assumed += bool(note.get("setting_assumed"))
        self.decisions[decision["code"], decision["status"]] += 1
        self.alerts.update((alert["id"], alert["severity"]) for alert in report["alerts"])
        self.codes.update((code["code"], code["role"]) for code in report["codes"])
        self.releases[report["code_set"]["release"]] += 1
        self.outside += report["code_set"].get("fits") is False
        if note["date"]:
            self.months[note["date"][:7], decision["code"]] += 1
        self.titles.update((code["code"], code["description"]) for code in report["codes"])
        waits = decision["status"] == "query"
        self.need_query += waits
        self.asked_besides += bool(report["queries"]) and not waits
        self._keep(self._row(report))

    def _row(self, report: dict[str, Any]) -> Row:
        decision, note = report["decision"], report["note"]
        return Row(
            position=self.notes,
            id=note["id"],
            patient_id=note["patient_id"],
            date=note["date"],
            decision=decision["code"],
            status=decision["status"],
            setting=note.get("setting") or "",
            author=note.get("author"),
            sha256=note.get("sha256") or "",
            drafts=tuple(query["text"] for query in report["queries"]) if self.with_drafts else (),
            queries=len(report["queries"]),
            alerts=tuple(sorted(((a["id"], a["severity"]) for a in report["alerts"]), key=_gravest)),
        )

    def _keep(self, row: Row) -> None:
        entry = (row.weight, row)
        if len(self._worst) < self.kept:
            heapq.heappush(self._worst, entry)
        elif self._worst and entry > self._worst[0]:
            heapq.heapreplace(self._worst, entry)

    @property
    def worst(self) -> list[Row]:
        """The notes listed, the worst documentation first."""
        return [row for _, row in sorted(self._worst, key=lambda entry: entry[0], reverse=True)]

    @property
    def decision_bars(self) -> list[Bar]:
        """Notes by decision, supported and query apart."""
        return [
            Bar(code, [(status, self.decisions[code, status]) for status in ("supported", "query")])
            for code in DECISIONS
        ]

    @property
    def alert_bars(self) -> list[Bar]:
        """Alerts by kind, the gravest and then the most frequent first."""
        ranked = sorted(self.alerts.items(), key=lambda item: (_gravest(item[0])[0], -item[1], item[0]))
        return [Bar(f"{words.SEVERITY[severity]} {name}", [(severity, count)]) for (name, severity), count in ranked]

    @property
    def month_bars(self) -> list[Bar]:
        """Notes with a current weakness by month, where notes have dates; the last 24 months."""
        months = sorted({month for month, _ in self.months})[-24:]
        return [Bar(month, [(code, self.months[month, code]) for code in DECISIONS[:3]]) for month in months]

    def share(self, count: int) -> str:
        """A count as a percentage of all notes."""
        return f"{100 * count / self.notes:.1f} %" if self.notes else "-"


def _gravest(alert: tuple[str, str]) -> tuple[int, str]:
    return list(words.SEVERITY).index(alert[1]), alert[0]


def summarize(reports: Iterable[dict[str, Any]], kept: int = KEPT, *, drafts: bool = False) -> Summary:
    """Sum up reports in one pass; with `drafts` the listed notes keep their queries, which quote the note."""
    summary = Summary(kept=kept, with_drafts=drafts)
    for report in reports:
        summary.add(report)
    return summary


def rows(summary: Summary, pages: Mapping[int, str] | None = None) -> dict[str, Any]:
    """The list for the page's script: each row a list of values, in which a number stands for a name of `names`.

    `pages` has the address of a note's own page by the note's position. A mark is kept by the note's id, or its digest.
    """
    names: dict[str, dict[Any, int]] = {name: {} for name in ("setting", "author", "alerts")}

    def number(name: str, value: Any) -> int:
        return names[name].setdefault(value, len(names[name]))

    listed = [
        [
            words.plain(row.name), words.plain(row.patient_id or ""), row.date or "", number("setting", row.setting),
            number("author", words.plain(row.author or "")), row.decision, row.status, row.queries,
            [number("alerts", alert) for alert in row.alerts], (pages or {}).get(row.position, ""),
            "" if row.id else row.sha256, [words.safe(draft) for draft in row.drafts],
        ]
        for row in summary.worst
    ]  # fmt: skip
    return {"rows": listed, **{name: list(values) for name, values in names.items()}}


def as_csv(summary: Summary) -> str:
    """The list as a table, for a spreadsheet: what it would take for a formula is kept a text."""
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(("note", "patient", "date", "setting", "author", "decision", "status", "queries", "alerts"))
    for row in summary.worst:
        values = (
            row.name, row.patient_id or "", row.date or "", row.setting, row.author or "", row.decision, row.status,
            str(row.queries), " ".join(name for name, _ in row.alerts),
        )  # fmt: skip
        table.writerow([f"'{value}" if value.startswith(_FORMULA) else value for value in map(words.plain, values)])
    return text.getvalue()


_FORMULA = tuple("=+@-\t\r")


def headline(summary: Summary) -> str:
    """What waits for a provider, and what goes with a question besides."""
    waits = f"{summary.need_query:,} wait{'s' * (summary.need_query == 1)} for a query"
    besides = f"; {summary.asked_besides:,} more have a question besides" if summary.asked_besides else ""
    notes = f"{summary.notes:,} note{'s' * (summary.notes != 1)}"
    return f"{notes}: {waits} ({summary.share(summary.need_query)}){besides}"


def as_text(summary: Summary, listed: int = 20) -> str:
    """The figures for a terminal."""
    lines = [headline(summary), ""]
    lines.append(f"{'Decision':<10}{'notes':>10}{'share':>10}{'query':>10}")
    for bar in summary.decision_bars:
        lines.append(f"{bar.name:<10}{bar.total:>10,}{summary.share(bar.total):>10}{bar.parts[1][1]:>10,}")
    lines += ["", f"{'Alert':<40}{'notes':>10}"]
    lines += [f"{bar.name:<40}{bar.total:>10,}" for bar in summary.alert_bars]
    asked = summary.need_query + summary.asked_besides
    if worst := summary.worst[: min(listed, asked)]:
        lines += ["", "Worst documentation first"]
        lines += [f"  {row.name}: {row.decision}, {', '.join(name for name, _ in row.alerts)}" for row in worst]
        if left := asked - len(worst):
            lines.append(f"  and {left:,} more: see them with --html")
    return "\n".join(map(words.safe, lines)) + "\n"
