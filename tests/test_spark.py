"""clinote on a real Spark, local[2], that these tests start."""

import importlib.util
import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from exports import NOTES, VISITS, as_parquet, many, plain
from exports import reports as local_reports

from clinote import spark as clinote_spark
from clinote.batch.fields import Columns
from clinote.batch.outputs import Outputs
from clinote.batch.progress import summary
from clinote.batch.run import Job
from clinote.batch.source import ReadOptions
from clinote.batch.write.flat import DECISIONS
from clinote.errors import ClinoteError, UsageError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

pytestmark = pytest.mark.spark


@pytest.fixture(scope="module")
def spark() -> Iterator["SparkSession"]:
    if not importlib.util.find_spec("pyspark") or not shutil.which("java"):
        pytest.skip("PySpark and Java 17 are needed: pip install 'clinote[spark]'")
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(entry for entry in sys.path if entry)
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").appName("clinote tests")
    for key, value in {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.hadoop.fs.permissions.umask-mode": "077",
        # most of the time goes into compiling code that runs once: the first compiler, and one thread, are enough
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    }.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()
    if before is None:
        del os.environ["PYTHONPATH"]
    else:
        os.environ["PYTHONPATH"] = before


def frame(spark: "SparkSession", rows: list[dict[str, Any]]) -> "DataFrame":
    return spark.createDataFrame(
        rows, "id string, text string, setting string, date string, patient_id string, author string"
    )


def annotated(df: "DataFrame", **columns: str) -> dict[str, Any]:
    """Rows by note id."""
    return {row["note_id"]: row for row in clinote_spark.annotate(df, text="text", id="id", **columns).collect()}


ALL = {"setting": "setting", "date": "date", "patient": "patient_id", "author": "author"}


def test_the_reports_are_those_of_one_machine(spark: "SparkSession", tmp_path: Path) -> None:
    as_parquet(tmp_path / "in.parquet", many(60))
    local = local_reports(tmp_path / "in.parquet", to=tmp_path / "r.jsonl")
    expected = {report["note"]["id"]: report for report in local}  # type: ignore[index]
    df = frame(spark, [plain(note) for note in many(60)]).repartition(4)
    found = annotated(df, **ALL)
    assert {id: json.loads(row["report"]) for id, row in found.items()} == expected


def test_a_code_repeated_at_a_later_visit(spark: "SparkSession") -> None:
    found = annotated(frame(spark, [plain(note) for note in VISITS]).repartition(3), **ALL)
    assert {id for id, row in found.items() if "risk.repeat-symptom-code" in row["alerts"]} == {"again"}


def test_the_schema_is_typed(spark: "SparkSession") -> None:
    made = clinote_spark.annotate(frame(spark, [plain(note) for note in NOTES]), text="text")
    assert (
        made.schema.simpleString()
        == "struct<"
        + ",".join(f"{name}:{kind}" for name, kind in (part.split() for part in clinote_spark.SCHEMA.split(", ")))
        + ">"
    )
    names = [column.name for column in DECISIONS[1:]]
    assert made.columns == [*names, "report", "error"]


def test_columns_that_are_not_named_are_unknown(spark: "SparkSession") -> None:
    rows = clinote_spark.annotate(frame(spark, [plain(NOTES[1])]), text="text").collect()
    assert (rows[0]["note_id"], rows[0]["setting"], rows[0]["setting_assumed"]) == (None, "outpatient", True)


def test_failures_are_rows(spark: "SparkSession") -> None:
    broken = [
        {**plain(NOTES[0]), "id": "empty", "text": " "},
        {**plain(NOTES[0]), "id": "null", "text": None},
        {**plain(NOTES[0]), "id": "rich", "text": r"{\rtf1 {\v hidden}}"},
        {**plain(NOTES[0]), "id": "odd", "date": "soon", "setting": "moon"},
    ]
    found = annotated(frame(spark, [*broken, plain(NOTES[0])]), **ALL)
    assert {id: row["error"] for id, row in found.items()} == {
        "empty": "the note is empty",
        "null": "the text is missing",
        "rich": "the note is empty",
        "odd": None,
        "n-1": None,
    }
    assert (found["odd"]["date"], found["odd"]["setting_assumed"]) == (None, True)
    assert [found["empty"][name] for name in ("code", "report", "facts", "alerts")] == [None] * 4
    assert found["n-1"]["report"]


def test_a_column_that_is_not_there_is_refused(spark: "SparkSession") -> None:
    with pytest.raises(UsageError, match="no column 'body'"):
        clinote_spark.annotate(frame(spark, []), text="body")


def job(source: Path, out: Path, **options: Any) -> Job:
    return Job([str(source)], Outputs(out), ReadOptions(**options.pop("read", {})), **options)


def test_batch(spark: "SparkSession", tmp_path: Path) -> None:
    as_parquet(tmp_path / "in.parquet", many(40))
    expected = local_reports(tmp_path / "in.parquet", to=tmp_path / "r.jsonl")
    out = tmp_path / "out.parquet"
    manifest = clinote_spark.batch(job(tmp_path / "in.parquet", out), str(out))
    found = [json.loads(row["report"]) for row in spark.read.parquet(str(out)).orderBy("note_id").collect()]
    assert found == expected
    assert (manifest["records"], manifest["reports"], manifest["failures"]) == (40, 40, 0)
    assert sum(manifest["decisions"].values()) == sum(manifest["code_sets"].values()) == 40
    assert manifest["dated_outside"] == sum(report["code_set"]["fits"] is False for report in expected) > 1
    assert f"{manifest['dated_outside']} notes are of days that no release here is for" in summary(manifest)
    assert all(path.stat().st_mode & 0o077 == 0 for path in out.rglob("*.parquet"))


@pytest.mark.long
def test_batch_does_not_write_over_another_output(spark: "SparkSession", tmp_path: Path) -> None:
    as_parquet(tmp_path / "in.parquet")
    out = tmp_path / "out"
    clinote_spark.batch(job(tmp_path / "in.parquet", out), str(out))
    with pytest.raises(UsageError, match="exists"):
        clinote_spark.batch(job(tmp_path / "in.parquet", out), str(out))
    assert clinote_spark.batch(job(tmp_path / "in.parquet", out, restart=True), str(out))["reports"] == len(NOTES)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"read": {"group_by": "id"}}, "--group-by"),
        ({"read": {"columns": Columns({"text": "words"})}}, "No column holds the text"),
    ],
)
def test_batch_says_what_it_cannot(
    options: dict[str, Any], message: str, spark: "SparkSession", tmp_path: Path
) -> None:
    as_parquet(tmp_path / "in.parquet")
    with pytest.raises(UsageError, match=message):
        clinote_spark.batch(job(tmp_path / "in.parquet", tmp_path / "o", **options), str(tmp_path / "o"))


def test_a_missing_java_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(ClinoteError, match="Install Java 17"):
        clinote_spark.session()


def test_a_missing_pyspark_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ClinoteError, match=r"pip install 'clinote\[spark\]'"):
        clinote_spark.session()
