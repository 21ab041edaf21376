"""Reports as flat tables: decisions, one row a note; evidence, one row a fact; reports, decisions with the JSON."""

from pathlib import Path
from typing import Any

from clinote.batch.write import table
from clinote.batch.write.form import REPORTS, Run, Writer, output
from clinote.batch.write.table import SUFFIXES, Column, Table
from clinote.jsonl import dumps

DECISIONS = (
    Column("position", "integer"), Column("note_id"), Column("patient_id"), Column("date"), Column("setting"),
    Column("setting_assumed", "boolean"), Column("author"), Column("code"), Column("status"), Column("as_documented"),
    Column("rules", "strings"), Column("codes", "strings"), Column("alerts", "strings"), Column("facts", "integer"),
    Column("queries", "integer"), Column("length", "integer"), Column("sha256"), Column("clinote_version"),
    Column("code_set"),
)  # fmt: skip

_FIELDS = (
    Column("concept"), Column("name"), Column("analyte"), Column("finding"), Column("pattern"), Column("side"),
    Column("site"), Column("code"), Column("billable", "boolean"), Column("grade_low", "number"),
    Column("grade_high", "number"), Column("qualitative", "boolean"), Column("value", "number"), Column("value_text"),
    Column("unit"), Column("comparator"), Column("reference_low", "number"), Column("reference_high", "number"),
    Column("flag"), Column("days_low", "number"), Column("days_high", "number"), Column("about"),
)  # fmt: skip

_BEFORE = (
    Column("position", "integer"), Column("note_id"), Column("patient_id"), Column("date"), Column("fact"),
    Column("label"), Column("start", "integer"), Column("end", "integer"), Column("text"), Column("section"),
    Column("line", "integer"), Column("negated", "boolean"), Column("uncertain", "boolean"),
    Column("historical", "boolean"), Column("hypothetical", "boolean"), Column("family", "boolean"), Column("rule"),
)  # fmt: skip

EVIDENCE = (*_BEFORE, *_FIELDS, Column("supports", "strings"), Column("opposes", "strings"))


class _Flat(Writer):
    """A writer of one table."""

    columns: tuple[Column, ...]

    def __init__(self, path: Path, run: Run) -> None:
        self._table = Table(path, self.columns)

    @classmethod
    def check(cls, path: Path) -> None:
        table.check(path)

    def close(self) -> None:
        self._table.close()

    def found(self) -> int:
        return self._table.found()

    @property
    def expected(self) -> int:
        return self._table.rows


@output("decisions", "Table of decisions, a row a note", suffixes=SUFFIXES)
class Decisions(_Flat):
    """One row a note."""

    columns = DECISIONS

    def add(self, position: int, report: dict[str, Any], text: str | None) -> None:
        self._table.row(decision(position, report))


@output("evidence", "Table of evidence, a row a fact", suffixes=SUFFIXES)
class Evidence(_Flat):
    """One row a fact, with the codes it speaks for and against."""

    columns = EVIDENCE

    def add(self, position: int, report: dict[str, Any], text: str | None) -> None:
        note = report["note"]
        stands: dict[tuple[str, str], list[str]] = {}
        for code in report["codes"]:
            for evidence in code["evidence"]:
                codes = stands.setdefault((evidence["fact"], evidence["stance"]), [])
                if code["code"] not in codes:
                    codes.append(code["code"])
        for fact in report["facts"]:
            value = fact.get("value")
            values = {
                **fact,
                "value": None if isinstance(value, str) else value,
                "value_text": value if isinstance(value, str) else None,
                "position": position,
                "note_id": note["id"],
                "patient_id": note["patient_id"],
                "date": note["date"],
                "fact": fact["id"],
                "supports": stands.get((fact["id"], "supports"), []),
                "opposes": stands.get((fact["id"], "opposes"), []),
            }
            self._table.row(tuple(values.get(column.name) for column in EVIDENCE))


@output(REPORTS, "Reports in the table of decisions", suffixes=(".parquet",))
class ReportTable(_Flat):
    """One row a note: the columns of the decisions, and the report itself as JSON."""

    columns = (*DECISIONS, Column("report"))

    def add(self, position: int, report: dict[str, Any], text: str | None) -> None:
        self._table.row((*decision(position, report), dumps(report).decode()))


def decision(position: int | None, report: dict[str, Any]) -> tuple[Any, ...]:
    """The row of a report in the order of `DECISIONS`; codes carry their role, 'M62.81:decision'."""
    note, decided = report["note"], report["decision"]
    return (
        position,
        note["id"],
        note["patient_id"],
        note["date"],
        note["setting"],
        note["setting_assumed"],
        note.get("author"),  # reports of an earlier version have none
        decided["code"],
        decided["status"],
        decided["as_documented"],
        decided["rules"],
        [f"{code['code']}:{code['role']}" for code in report["codes"]],
        [alert["id"] for alert in report["alerts"]],
        len(report["facts"]),
        len(report["queries"]),
        note["length"],
        note["sha256"],
        report["clinote_version"],
        report["code_set"]["release"],
    )
