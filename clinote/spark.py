"""clinote on PySpark: a DataFrame of notes in, a DataFrame of reports out, beyond one machine.

Every Python worker loads clinote once and reads its notes one by one; a note that fails is a row with an `error`.
"""

import importlib.util
import json
import os
import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from clinote import layers
from clinote.batch import repeat
from clinote.batch.fields import OPTION, Columns, shown
from clinote.batch.read import rows
from clinote.batch.record import Bad, guarded
from clinote.batch.work import Unfit, reported
from clinote.batch.write.flat import DECISIONS, decision
from clinote.batch.write.table import Column
from clinote.errors import ClinoteError, InputError, MissingFile, UsageError
from clinote.jsonl import dumps
from clinote.pool import Failed, attempt
from clinote.version import SCHEMA_VERSION, __version__

if TYPE_CHECKING:
    import pandas as pd
    from pyspark.sql import DataFrame, SparkSession

    from clinote.batch.run import Job

_TYPES = {"string": "string", "integer": "bigint", "boolean": "boolean", "strings": "array<string>"}
_COLUMNS = (*DECISIONS[1:], Column("report"), Column("error"))

SCHEMA = ", ".join(f"{column.name} {_TYPES[column.kind]}" for column in _COLUMNS)
"""One row a note: the columns of the table of decisions, the whole report as JSON, and what went wrong, if anything."""

_NAMES = [column.name for column in _COLUMNS]


class SparkError(ClinoteError):
    """Spark, or what it needs, is not there."""


def annotate(
    df: "DataFrame",
    *,
    text: str,
    id: str | None = None,
    setting: str | None = None,
    date: str | None = None,
    patient: str | None = None,
    author: str | None = None,
    default_setting: str | None = None,
    date_format: str | None = None,
    setting_map: str | None = None,
    error: str | None = None,
) -> "DataFrame":
    """A report for each row of `df`, with the columns of `SCHEMA`.

    Parameters
    ----------
    text, id, setting, date, patient, author
        Names of columns of `df`; those that are None are taken as unknown.
    default_setting
        "inpatient" or "outpatient", where a row has none.
    date_format
        How dates are written, as of `strptime`; the usual forms without it.
    setting_map
        A file of a site's own names for settings, on every machine.
    error
        Name of a column that marks rows which are no notes, as MIMIC's ISERROR.

    With `patient`, a code that repeats an earlier visit's is alerted to over the whole of `df`.
    """
    columns = {
        "text": text, "id": id, "setting": setting, "date": date, "patient_id": patient, "author": author,
        "error": error,
    }  # fmt: skip
    named = {key: name for key, name in columns.items() if name is not None}
    if absent := [name for name in named.values() if name not in df.columns]:
        raise UsageError(f"The DataFrame has no column {absent[0]!r}. Its columns are: {', '.join(df.columns)}.")
    read = Columns(setting=default_setting, date_format=date_format, setting_map=setting_map)

    def report_on(frames: Iterator["pd.DataFrame"]) -> Iterator["pd.DataFrame"]:
        for frame in frames:
            yield _reports(frame, named, read)

    notes = df.select(*dict.fromkeys(named.values()))
    made = notes.mapInPandas(report_on, schema=SCHEMA)
    return _with_repeats(made) if patient else made


def _reports(frame: "pd.DataFrame", named: dict[str, str], columns: Columns) -> "pd.DataFrame":
    made = []
    for values in zip(*(frame[name] for name in named.values()), strict=True):
        found = guarded("", None, partial(columns.found, "", None, dict(zip(named, values, strict=True))))
        if isinstance(found, Bad):
            made.append(_failure(found.id, found.reason))
            continue
        outcome = attempt(reported, found.note)
        made.append(_failure(found.note.id, outcome.reason) if isinstance(outcome, Failed | Unfit) else _row(outcome))
    return _frame(made)


def _row(made: dict[str, Any]) -> tuple[Any, ...]:
    return (*decision(None, made)[1:], dumps(made).decode(), None)


def _failure(id: str | None, reason: str) -> tuple[Any, ...]:
    return (id, *[None] * (len(_NAMES) - 2), reason)


def _frame(rows: list[tuple[Any, ...]]) -> "pd.DataFrame":
    import pandas as pd

    return pd.DataFrame(rows, columns=_NAMES, dtype=object)  # whole numbers stay whole beside nulls


def _with_repeats(made: "DataFrame") -> "DataFrame":
    """Add the alert that needs all visits of a patient."""
    known = made["patient_id"].isNotNull()
    return made.filter(known).groupBy("patient_id").applyInPandas(_patient, schema=SCHEMA).union(made.filter(~known))


def _patient(frame: "pd.DataFrame") -> "pd.DataFrame":
    """The reports of one patient, with the alert where it is due."""
    reports = [json.loads(text) for text in frame["report"]]
    summaries = ((place, repeat.summary(made)) for place, made in enumerate(reports))
    for place, earlier in repeat.repeated(("", place, summary) for place, summary in summaries if summary).items():
        repeat.add(reports[place], earlier)
    return _frame([_row(made) for made in reports])


def batch(job: "Job", output: str) -> dict[str, Any]:
    """`clinote batch --engine spark`: Parquet in, a Parquet dataset of `SCHEMA` out; its manifest."""
    if job.outputs.paths().keys() - {"reports"} or job.outputs.to_stdout:
        raise UsageError("--engine spark writes one Parquet dataset, --output. For the other forms leave it out.")
    if job.read.group_by:
        raise UsageError("--group-by does not go with --engine spark. Group the rows in Spark first.")
    started = datetime.now(UTC)
    spark = session()
    from pyspark.errors import AnalysisException

    try:
        df = spark.read.parquet(*job.inputs)
    except AnalysisException:
        raise InputError(f"{', '.join(job.inputs)} cannot be read as Parquet. Check the names.") from None
    cores = spark.sparkContext.defaultParallelism
    if df.rdd.getNumPartitions() < cores:  # a small file is one partition, and notes are work
        df = df.repartition(cores)
    columns = job.read.columns
    found = columns.among(df.columns)
    if missing := columns.missing(found):
        raise UsageError(f"No column holds the {missing}; there are {shown(df.columns)}. Name it: {OPTION[missing]}.")
    if rows.spread(df.columns, job.read).group_by:
        raise UsageError(
            "By its columns the notes are spread over rows, and --group-by does not go with --engine spark. Group the "
            "rows in Spark first, or say that they are not: --group-by ''."
        )
    made = annotate(
        df,
        text=found["text"],
        id=found.get("id"),
        setting=found.get("setting"),
        date=found.get("date"),
        patient=found.get("patient_id"),
        author=found.get("author"),
        default_setting=columns.setting,
        date_format=columns.date_format,
        setting_map=columns.setting_map,
        error=found.get("error"),
    )
    try:
        made.write.mode("overwrite" if job.restart else "errorifexists").parquet(output)
    except AnalysisException:
        raise UsageError(f"{output} exists. Name another --output, or write over it with --restart.") from None
    return _manifest(spark.read.parquet(output), job, output, started, found)


def _manifest(
    written: "DataFrame", job: "Job", output: str, started: datetime, columns: dict[str, str]
) -> dict[str, Any]:
    from pyspark.sql import functions as f

    def counts(column: Any) -> dict[str, int]:
        rows = written.select(column.alias("name")).groupBy("name").count().orderBy("name").collect()
        return {row["name"]: row["count"] for row in rows if row["name"] is not None}

    decisions = counts(f.col("code"))
    failures = written.filter(f.col("error").isNotNull()).count()
    reports = sum(decisions.values())
    seconds = (datetime.now(UTC) - started).total_seconds()
    return {
        "versions": {"clinote": __version__, "report_schema": SCHEMA_VERSION},
        "patterns": {"site": str(layers.site()) if layers.site() else None, "sha256": layers.digest()},
        "inputs": [{"name": name, "sha256": None} for name in job.inputs],
        "outputs": {"reports": output},
        "errors": f"{output}, where error is not null," if failures else None,
        "started": started.isoformat(timespec="seconds"),
        "records": reports + failures,
        "reports": reports,
        "failures": failures,
        "columns": [{"columns": columns, "dates_not_used": [], "files": 1}],
        "unknown": {},
        "code_sets": counts(f.col("code_set")),
        "dated_outside": written.filter(f.get_json_object("report", "$.code_set.fits") == "false").count(),
        "decisions": decisions,
        "alerts": counts(f.explode("alerts")),
        "seconds": round(seconds, 3),
        "notes_per_second": round((reports + failures) / seconds, 1),
    }


def session() -> "SparkSession":
    """The session that runs already (as under spark-submit), or a local one."""
    _check()
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    from pyspark.errors import PySparkRuntimeError
    from pyspark.sql import SparkSession

    try:
        builder = SparkSession.builder.appName("clinote").config("spark.hadoop.fs.permissions.umask-mode", "077")
        return builder.getOrCreate()
    except PySparkRuntimeError:
        raise SparkError("Spark's Java process did not start. Check JAVA_HOME: Spark needs Java 17 or newer.") from None


def _check() -> None:
    if not importlib.util.find_spec("pyspark"):
        raise MissingFile("PySpark is not installed. pip install 'clinote[spark]'")
    home = os.environ.get("JAVA_HOME")
    if not (shutil.which("java", path=os.path.join(home, "bin")) if home else shutil.which("java")):
        raise SparkError(
            "Java was not found, and Spark runs on it. Install Java 17 (for example openjdk-17-jre-headless) and set "
            "JAVA_HOME, or leave out --engine spark."
        )
