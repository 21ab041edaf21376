"""`clinote batch`: the command, its summary, its exit codes, its manifest."""

import hashlib
import io
import json
import os
import platform
import re
import subprocess
import sys
from pathlib import Path

import pytest
from exports import NOTES, VISITS, as_csv, as_jsonl, many, write_all
from typer.testing import CliRunner

from clinote import pool
from clinote.batch import progress, repeat
from clinote.batch.outputs import Outputs
from clinote.batch.run import Job, run
from clinote.cli import app, main
from clinote.engine import Note
from clinote.errors import ClinoteError
from clinote.report import Report
from clinote.version import __version__


@pytest.fixture
def export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The invented notes in a file of the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.jsonl").write_bytes(as_jsonl())
    return tmp_path


def clinote(*arguments: str) -> int:
    """Run the command line here; its exit code."""
    with pytest.raises(SystemExit) as left:
        main(["batch", *arguments])
    return int(left.value.code or 0)


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


# The run


@pytest.mark.parametrize("workers", ["1", "2"])
def test_reports_in_the_order_of_the_input(workers: str, export: Path) -> None:
    assert clinote("in.jsonl", "-o", "out.jsonl", "-w", workers) == 0
    reports = lines(export / "out.jsonl")
    assert [report["note"]["id"] for report in reports] == [note.id for note in NOTES]  # type: ignore[index]
    for report, note in zip(reports, NOTES, strict=True):
        Report.model_validate(report)
        assert report["note"]["sha256"] == hashlib.sha256(note.text.encode()).hexdigest()  # type: ignore[index]
        for fact in report["facts"]:  # type: ignore[attr-defined]
            assert note.text[fact["start"] : fact["end"]] == fact["text"]


def test_workers_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(pool.run.__kwdefaults__, "chunk", 1_000)  # else one worker is given all of these notes at once
    (tmp_path / "in.jsonl").write_bytes(as_jsonl(many(100)))
    for workers in (1, 2):
        run(Job([str(tmp_path / "in.jsonl")], Outputs(tmp_path / f"{workers}.jsonl"), workers=workers))
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()


def test_standard_input_and_output(export: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: object) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(as_jsonl())))
    out = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr("sys.stdout", out)
    assert clinote("-", "-o", "-", "-w", "1") == 0
    reports = [json.loads(line) for line in out.buffer.getvalue().splitlines()]  # type: ignore[attr-defined]
    assert [report["note"]["id"] for report in reports] == [note.id for note in NOTES]
    assert [path.name for path in export.iterdir()] == ["in.jsonl"]


def test_options_reach_the_reader(export: Path) -> None:
    (export / "a.txt").write_text("KEY~Day~Line~Words\n7~1/2/2026~2~weak.\n7~1/2/2026~1~Legs\n", "cp1252")
    form = ("--format", "csv", "--encoding", "cp1252", "--delimiter", "~")
    columns = ("--text-col", "Words", "--id-col", "KEY", "--date-col", "Day", "--date-format", "%m/%d/%Y")
    rows = ("--group-by", "KEY", "--order-by", "Line", "--join-with", " ")
    assert clinote("a.txt", "-o", "out.jsonl", *form, *columns, *rows, "--setting", "inpatient", "-w", "1") == 0
    (report,) = lines(export / "out.jsonl")
    text = "Legs weak."
    assert report["note"] == {
        "id": "7", "patient_id": None, "date": "2026-01-02", "setting": "inpatient", "setting_assumed": False,
        "author": None, "length": len(text), "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }  # fmt: skip


# Exit codes and messages


def test_some_notes_failed(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (export / "in.jsonl").write_bytes(as_jsonl() + b'{"id": "bad", "text": ""}\n{oops\n')
    assert clinote("in.jsonl", "-o", "out.jsonl") == 3
    assert len(lines(export / "out.jsonl")) == len(NOTES)
    assert lines(export / "out.jsonl.errors.jsonl") == [
        {
            "position": 4, "file": "in.jsonl", "line": 5, "reason": "the note is empty",
            "remedy": "Nothing to read; take the record out of the export.", "id": "bad",
        },
        {
            "position": 5, "file": "in.jsonl", "line": 6, "reason": "no valid JSON at column 2",
            "remedy": "Write one object a line; check the export.", "id": None,
        },
    ]  # fmt: skip
    said = capsys.readouterr().err
    assert said.startswith("6 notes: 4 reports, 2 failed; ")
    assert "out.jsonl.errors.jsonl says which, where and what to do" in said


def test_errors_of_an_earlier_run_do_not_stay(export: Path) -> None:
    (export / "out.jsonl.errors.jsonl").write_text("old")
    assert clinote("in.jsonl", "-o", "out.jsonl", "-w", "1") == 0
    assert not (export / "out.jsonl.errors.jsonl").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["in.jsonl"], 2, "Nothing says where to write. Give --output"),
        (["in.jsonl", "-o", "nowhere/out.jsonl"], 2, "nowhere is no directory"),
        (["in.jsonl", "-o", "o", "--encoding", "klingon"], 2, "--encoding klingon is not known"),
        (["in.jsonl", "-o", "o", "--delimiter", "ab"], 2, "--delimiter is one character"),
        (["in.jsonl", "-o", "o", "--date-format", "%m"], 2, "does not say day, month and year"),
        (["in.jsonl", "-o", "o", "--workers", "0"], 2, "--workers"),
        (["in.jsonl", "-o", "o", "--format", "word"], 2, "--format"),
        (["-", "--brat", "b"], 2, "a pipe does not allow"),
        (["missing.jsonl", "-o", "o"], 4, "missing.jsonl does not exist"),
        (["empty", "-o", "o"], 4, "empty is a directory without files"),
        (["nothing.jsonl", "-o", "o"], 4, "nothing.jsonl: the file is empty"),
        (["columns.csv", "-o", "o"], 4, "name the text's with --text-col"),
        (["in.jsonl", "missing.jsonl", "-o", "o"], 4, "missing.jsonl does not exist"),
    ],
)
def test_a_run_that_cannot_be(
    arguments: list[str], code: int, message: str, export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (export / "empty").mkdir()
    (export / "nothing.jsonl").touch()
    (export / "columns.csv").write_text("a,b\n1,2\n")
    before = {path.name for path in export.iterdir()}
    assert clinote(*arguments) == code
    assert message in re.sub(r"[│╭╮╰╯─\s]+", " ", capsys.readouterr().err)
    assert {path.name for path in export.iterdir()} == before


def test_no_note_text_but_in_the_output(export: Path, capfd: pytest.CaptureFixture[str]) -> None:
    secret = "Zzyzx"
    notes = tuple(Note(f"{secret} feels weak. {note.text}", note.id) for note in NOTES)
    bad = [
        f'{{"id": {{"{secret}": 1}}, "text": "{secret}"}}', f'{{"text": "{secret}"', f'"{secret}"',
        f'{{"text": {{"{secret}": 1}}}}', f'{{"text": "", "date": "{secret}", "setting": "{secret}"}}',
        json.dumps({"text": f"{{\\rtf1 {{\\v {secret}}}}}"}), json.dumps({"text": f"{secret}\0"}),
        json.dumps({"resourceType": "DocumentReference", "content": [{"attachment": {"data": secret}}]}),
    ]  # fmt: skip
    (export / "in.jsonl").write_bytes(as_jsonl(notes) + "\n".join(bad).encode())
    assert clinote("in.jsonl", "-o", "out.jsonl", "-w", "2") == 3
    assert len(lines(export / "out.jsonl.errors.jsonl")) == len(bad)
    said = capfd.readouterr()
    for text in (said.out, said.err, *(path.read_text("utf-8") for path in export.glob("out.jsonl.*"))):
        assert secret.lower() not in text.lower()


def test_help_is_quick_and_names_every_group() -> None:
    result = CliRunner().invoke(app, ["batch", "--help"])
    assert result.exit_code == 0
    program = "import sys; from clinote.cli import main\ntry: main(['batch', '--help'])\nexcept SystemExit: pass\n"
    program += "print(sorted({'spacy', 'pyarrow', 'clinote.engine', 'pyspark'} & set(sys.modules)), file=sys.stderr)"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=env, check=True)
    assert done.stderr.strip() == "[]"


# Manifest and summary


def test_manifest(export: Path) -> None:
    (export / "in.csv").write_bytes(as_csv())
    assert clinote("in.jsonl", "in.csv", "-o", "out.jsonl", "-w", "2", "--text-col", "text") == 0
    manifest = json.loads((export / "out.jsonl.manifest.json").read_text())
    assert manifest["versions"] == {"clinote": __version__, "report_schema": "1.0", "python": platform.python_version()}
    assert sum(manifest["code_sets"].values()) == manifest["reports"]
    assert manifest["inputs"] == [
        {"name": name, "sha256": hashlib.sha256((export / name).read_bytes()).hexdigest()}
        for name in ("in.jsonl", "in.csv")
    ]
    assert manifest["settings"]["columns"]["names"] == {"text": "text"}
    assert manifest["settings"]["workers"] == 2
    assert manifest["outputs"] == {"reports": "out.jsonl", "snippet": False}
    assert (manifest["records"], manifest["reports"], manifest["failures"], manifest["runs"]) == (8, 8, 0, 1)
    reports = lines(export / "out.jsonl")
    decided = [report["decision"]["code"] for report in reports]  # type: ignore[index]
    assert manifest["decisions"] == {code: decided.count(code) for code in sorted(set(decided))}
    alerts = [alert["id"] for report in reports for alert in report["alerts"]]  # type: ignore[attr-defined]
    assert manifest["alerts"] == {alert: alerts.count(alert) for alert in sorted(set(alerts))}
    assert manifest["notes_per_second"] > 0


def test_the_digest_of_a_directory_sees_names_and_contents(tmp_path: Path) -> None:
    def digest() -> str:
        from clinote.batch.source import ReadOptions, Source

        (value,) = Source([str(tmp_path / "in")], ReadOptions()).digest().values()
        return value

    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("a")
    seen = {digest()}
    (tmp_path / "in" / "a.txt").write_text("b")
    seen.add(digest())
    (tmp_path / "in" / "a.txt").rename(tmp_path / "in" / "b.txt")
    seen.add(digest())
    assert len(seen) == 3


def test_quiet(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert clinote("in.jsonl", "-o", "out.jsonl", "-q", "-w", "1") == 0
    assert capsys.readouterr() == ("", "")


def test_the_summary_counts() -> None:
    manifest = {
        "records": 1200, "reports": 1199, "failures": 1, "seconds": 2.0, "notes_per_second": 600.0,
        "decisions": {"none": 1190, "R53.1": 9}, "alerts": {"gap.cause": 4}, "errors": "o.errors.jsonl",
        "outputs": {"reports": "o", "snippet": False}, "unknown": {"date": 0, "setting": 7},
        "columns": [{"columns": {"text": "body", "id": "key"}, "dates_not_used": ["column 3"], "files": 1}],
        "code_sets": {"FY2026": 1199}, "dated_outside": 0,
    }  # fmt: skip
    assert progress.summary(manifest).splitlines() == [
        "1,200 notes: 1,199 reports, 1 failed; 2.0 s, 600 notes/s",
        "decisions none 1,190, R53.1 9",
        "alerts    gap.cause 4",
        "columns   text from body, id from key; dates not used: column 3",
        "unknown   7 settings not understood; see --setting-map",
        "written   o",
        "failed    o.errors.jsonl says which, where and what to do",
    ]


def test_the_bar_is_for_terminals_only(export: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with progress.Bar() as bar:
        bar.start("reading")
        bar.at(10, 0, 0.5)
    assert capfd.readouterr().err == ""


# Visits of one patient


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 0, 1], [1, 2, 0]])
def test_a_code_repeated_at_a_later_visit(order: list[int], tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(as_jsonl(tuple(VISITS[place] for place in order)))
    manifest = run(Job([str(tmp_path / "in.jsonl")], Outputs(tmp_path / "out.jsonl", decisions=tmp_path / "d.csv")))
    reports = {report["note"]["id"]: report for report in lines(tmp_path / "out.jsonl")}  # type: ignore[index]
    raised = {id for id, report in reports.items() if repeat.ALERT in str(report["alerts"])}
    assert raised == {"again"}
    assert manifest["alerts"][repeat.ALERT] == 1
    assert (tmp_path / "d.csv").read_text().count(repeat.ALERT) == 1
    Report.model_validate(reports["again"])


def test_visits_are_compared_across_formats(tmp_path: Path) -> None:
    expected = None
    for name, path in write_all(tmp_path, VISITS).items():
        run(Job([str(path)], Outputs(tmp_path / "out.jsonl")))
        found = lines(tmp_path / "out.jsonl")
        expected = expected or found
        assert found == expected, name


@pytest.mark.parametrize(
    ("name", "content", "missing", "message"),
    [
        ("in.parquet", b"PAR1", "pyarrow", r"Parquet needs pyarrow, .* pip install 'clinote\[parquet\]'"),
        ("in.hl7", b"MSH|^~\\&|A", "hl7", r"HL7 v2 needs hl7, .* 'clinote\[formats\]'"),
        ("in.xml", b"<ClinicalDocument/>", "defusedxml.ElementTree", r"C-CDA needs defusedxml, .* 'clinote\[for"),
    ],
)
def test_a_library_that_is_not_installed_is_named(
    name: str, content: bytes, missing: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / name).write_bytes(content)
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(ClinoteError, match=message):
        run(Job([str(tmp_path / name)], Outputs(tmp_path / "out.jsonl")))


def test_days_outside_the_code_set_are_told(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    days = ("2025-05-01", "2026-05-01", "2026-11-01")
    records = [{"id": day, "text": "A: Weakness.", "date": day} for day in days]
    (export / "days.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    assert clinote("days.jsonl", "-o", "out.jsonl", "-w", "1") == 0
    manifest = json.loads((export / "out.jsonl.manifest.json").read_text())
    assert list(manifest["code_sets"].values()) == [1, 2]
    assert manifest["dated_outside"] == 1
    told = capsys.readouterr().err
    assert "code set  FY2025, April 1 2025 update 1; FY2026, April 1 2026 update 2. 1 note is of a day" in told
