"""The command line: what it reads, prints and refuses, and how it leaves."""

import io
import json
import os
import re
import subprocess
import sys

import desk
import pytest

from clinote import engine
from clinote.cli import main
from clinote.cli.exits import MEANING, Exit
from clinote.cli.group import COMMANDS

SECRET = "Zebulon"
NOTE = f"HPI: {SECRET} has generalized weakness for 3 weeks.\nExam: strength 5/5 throughout.\n"


@pytest.fixture
def run(capfd, monkeypatch):
    """Run `clinote` in this process: (exit code, stdout, stderr)."""

    def run(*args: str, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as left:
            main(list(args))
        out, err = capfd.readouterr()
        return int(left.value.code or 0), out, err

    return run


@pytest.fixture
def made(monkeypatch):
    """The engine answers with the hand-made report, whatever the note."""
    asked = []
    monkeypatch.setattr(engine, "report", lambda note: asked.append(note) or desk.REPORT)
    return asked


@pytest.fixture
def note(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text(desk.NOTE, encoding="utf-8")
    return str(path)


# Help and start-up


def test_help_lists_the_commands_and_exit_codes(run):
    code, out, _ = run("--help")
    assert code == 0
    assert [name for name in COMMANDS if f"  {name} " not in out] == []
    assert [meaning for meaning in MEANING.values() if meaning not in out] == []


@pytest.mark.parametrize("args", [["--help"], ["--version"], ["sugest"], ["suggest", "--setting", "nowhere"]])
def test_help_and_usage_errors_import_nothing_heavy(args):
    script = (
        "import sys; from clinote.cli import main\n"
        f"try: main({args!r})\nexcept SystemExit: pass\n"
        "heavy = {'spacy', 'medspacy', 'rich', 'jinja2', 'prompt_toolkit', 'clinote.engine', 'clinote.report'}\n"
        "print('HEAVY', sorted(heavy & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "HEAVY []"


def test_every_listed_command_can_be_loaded(run):
    for name in COMMANDS:
        code, out, err = run(name, "--help")
        assert (code, err) == (0, "")
        assert out.startswith(f"Usage: clinote {name}")


def test_a_mistyped_command_gets_a_suggestion(run):
    code, _, err = run("sugest")
    assert code == Exit.USAGE
    assert "Did you mean 'suggest'?" in err


def test_a_file_in_place_of_a_command_gets_a_remedy(run):
    code, _, err = run("note.txt")
    assert code == Exit.USAGE
    assert "clinote suggest note.txt" in err


# Input


def test_a_file_is_read_as_it_is(run, made, tmp_path):
    path = tmp_path / "note.txt"
    path.write_bytes("Weak.\r\n\r\nCafé\n".encode())
    args = ["--setting", "inpatient", "--date", "2026-03-31", "--format", "json"]
    assert run("suggest", str(path), *args)[0] == 0
    assert made == [engine.Note("Weak.\r\n\r\nCafé\n", setting="inpatient", date="2026-03-31")]


@pytest.mark.parametrize("args", [[], ["suggest"], ["suggest", "-"]])
def test_a_pipe_is_read(run, made, args):
    assert run(*args, stdin=desk.NOTE.encode())[0] == 0
    assert made == [engine.Note(desk.NOTE)]


def test_a_byte_order_mark_is_no_part_of_the_note(run, made, tmp_path):
    path = tmp_path / "note.txt"
    path.write_bytes(b"\xef\xbb\xbfWeak.")
    run("suggest", str(path))
    assert made == [engine.Note("Weak.")]


def test_encoding_reads_other_files(run, made, tmp_path):
    path = tmp_path / "note.txt"
    path.write_bytes("Café".encode("latin-1"))
    assert run("suggest", str(path), "--encoding", "latin-1", "--format", "json")[0] == 0
    assert made == [engine.Note("Café")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "holds only blanks"),
        (b"weak\nab\0cd", "line 2: a NUL character"),
        (b"weak\nna\xefve", "line 2, byte 3: 0xEF is not utf-8. If it is Latin-1, add --encoding latin-1"),
        (b"%PDF-1.7 \xff", "is a PDF"),
        (b"PK\x03\x04\x14", "is a Word document or another zip archive"),
        ("weak".encode("utf-16"), "is UTF-16. Add --encoding utf-16"),
        (b" {\\RTF1 weak}", "is rich text (RTF). Read it with: clinote batch"),
        (b"MSH|^~\\&|A\rOBX|1|TX|||weak", "is an HL7 v2 message. Read it with: clinote batch"),
        (b"<!-- x --><ClinicalDocument xmlns='urn:hl7-org:v3'/>", "is a C-CDA document. Read it with: clinote batch"),
        ("<ClinicalDocument/>".encode("utf-16"), "is a C-CDA document. Read it with: clinote batch"),
        (b'{"id": "1", "text": "weak"}', "is JSON, an export. Read it with: clinote batch"),
        (b"note_id,text\n1,weak\n", "is a table, an export. Read it with: clinote batch"),
    ],
    ids=[
        "empty",
        "blank",
        "nul",
        "latin-1",
        "pdf",
        "docx",
        "utf-16",
        "rtf",
        "hl7",
        "ccda",
        "ccda-16",
        "json",
        "table",
    ],
)
def test_unreadable_content_is_one_sentence_with_a_remedy(run, tmp_path, content, said):
    path = tmp_path / "note.txt"
    path.write_bytes(content)
    code, out, err = run("suggest", str(path))
    assert (code, out) == (Exit.UNREADABLE, "")
    assert err.startswith(f"clinote: {path}")
    assert said in err
    assert err.count("\n") == 1


def test_a_missing_file_is_named(run, tmp_path):
    code, _, err = run("suggest", str(tmp_path / "gone.txt"))
    assert code == Exit.UNREADABLE
    assert "gone.txt does not exist" in err


def test_a_directory_is_for_batch(run, tmp_path):
    code, _, err = run("suggest", str(tmp_path))
    assert code == Exit.UNREADABLE
    assert f"clinote batch {tmp_path}" in err


def test_an_empty_pipe_is_named(run):
    code, _, err = run("suggest", "-")
    assert (code, err) == (Exit.UNREADABLE, "clinote: standard input is empty. Give a note's text.\n")


@pytest.mark.parametrize("date", ["yesterday", "2026-02-30", "31.03.2026", "20260331", "2026-W01-1"])
def test_a_wrong_date_is_a_usage_error(run, note, date):
    code, _, err = run("suggest", note, "--date", date)
    assert code == Exit.USAGE
    assert "YYYY-MM-DD" in err


def test_a_wrong_setting_is_a_usage_error(run, note):
    code, _, err = run("suggest", note, "--setting", "icu")
    assert code == Exit.USAGE
    assert "outpatient" in err
    assert "inpatient" in err


def test_a_wrong_encoding_is_a_usage_error(run, note):
    assert run("suggest", note, "--encoding", "klingon")[0] == Exit.USAGE


# Output


def test_json_is_the_report_on_one_line(run, made, note):
    code, out, err = run("suggest", note, "--format", "json")
    assert (code, err) == (0, "")
    assert json.loads(out) == desk.REPORT
    assert out.count("\n") == 1


def test_no_text_does_not_go_with_json(run, made, note):
    assert run("suggest", note, "--format", "json", "--no-text")[0] == Exit.USAGE


@pytest.mark.parametrize("format", ["text", "json", "html"])
def test_output_is_for_its_owner_only(run, made, note, tmp_path, format):
    target = tmp_path / "out"
    code, out, err = run("suggest", note, "--format", format, "--output", str(target))
    assert (code, out, err) == (0, "", "")
    assert "M62.81" in target.read_text()
    assert target.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.parquet", "a.jsonl", "a.ndjson", "a.hl7"])
def test_an_export_is_for_batch(run, tmp_path, name):
    (tmp_path / name).write_bytes(b"weak")
    code, _, err = run("suggest", str(tmp_path / name))
    assert code == Exit.UNREADABLE
    assert f"Read it with: clinote batch {tmp_path / name} --output reports.jsonl" in err


@pytest.mark.parametrize("content", ["<b>Assessment:</b> weak", "<p>weak</p>", "Text, by phone: weak", "{weak}"])
def test_what_looks_like_an_export_and_is_a_note(run, made, tmp_path, content):
    (tmp_path / "n.html").write_text(content)
    assert run("suggest", str(tmp_path / "n.html"), "--format", "json")[0] == 0
    assert made == [engine.Note(content)]


def test_output_to_a_link_is_written_where_it_points(run, made, note, tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to("there/out")
    assert run("suggest", note, "--format", "json", "--output", str(tmp_path / "link"))[0] == 0
    assert (tmp_path / "link").is_symlink()
    assert "M62.81" in (tmp_path / "there" / "out").read_text()
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["out"]


def test_output_to_a_device_is_refused(run, made, note, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")
    for name in ("pipe", "link"):
        code, _, err = run("suggest", note, "--output", str(tmp_path / name))
        assert (code, "is a device or a pipe" in err) == (Exit.USAGE, True)


@pytest.mark.parametrize("arguments", [["suggest", "-"], ["suggest", "-", "--format", "json"], ["rules"], ["--help"]])
def test_a_full_disk_behind_standard_output_is_no_internal_error(arguments):
    if not os.path.exists("/dev/full"):
        pytest.skip("there is no /dev/full here")
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "clinote", *arguments]
        done = subprocess.run(command, input=b"Weak.", stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == Exit.UNWRITABLE
    assert done.stderr.startswith(b"clinote: disk full: standard output cannot be written.")


def test_output_to_a_directory_is_refused(run, made, note, tmp_path):
    code, _, err = run("suggest", note, "--output", str(tmp_path))
    assert code == Exit.USAGE
    assert "is a directory" in err


def test_an_internal_error_names_its_place_and_no_word_of_the_note(run, monkeypatch, tmp_path):
    def fail(note):
        raise RuntimeError(note.text)

    monkeypatch.setattr(engine, "report", fail)
    path = tmp_path / "note.txt"
    path.write_text(NOTE)
    code, out, err = run("suggest", str(path))
    assert (code, out) == (Exit.INTERNAL, "")
    assert "RuntimeError in " in err
    assert SECRET not in err
    assert "Traceback" not in err


def test_an_interrupt_leaves_with_130(run, monkeypatch, note):
    def interrupt(note):
        raise KeyboardInterrupt

    monkeypatch.setattr(engine, "report", interrupt)
    code, _, err = run("suggest", note)
    assert code == Exit.INTERRUPTED
    assert "Traceback" not in err


def test_the_real_engine_answers(run, tmp_path):
    path = tmp_path / "note.txt"
    path.write_text(NOTE)
    code, out, err = run("suggest", str(path), "--format", "json")
    assert (code, err) == (0, "")
    report = json.loads(out)
    assert [NOTE[fact["start"] : fact["end"]] for fact in report["facts"]] == [f["text"] for f in report["facts"]]


# The other commands


def test_schema_describes_the_report(run):
    code, out, _ = run("schema")
    schema = json.loads(out)
    assert code == 0
    assert set(desk.REPORT) == set(schema["properties"])


@pytest.fixture
def reports(tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_text(f"{json.dumps(desk.REPORT)}\n" * 3)
    return path


def test_report_sums_up(run, reports):
    code, out, err = run("report", str(reports))
    assert (code, err) == (0, "")
    assert out.startswith("3 notes: 0 wait for a query (0.0 %); 3 more have a question besides")
    assert "W gap.lab-significance                           3" in out


def test_report_writes_a_page(run, reports, tmp_path):
    page = tmp_path / "page.html"
    assert run("report", str(reports), "--html", str(page))[:2] == (0, "")
    assert "<h1>3 notes: 0 wait for a query (0.0 %); 3 more have a question besides</h1>" in page.read_text()


def test_each_listed_note_has_a_page_that_its_row_leads_to(run, tmp_path):
    from clinote.engine import Note, report

    texts = ["HPI: generalized weakness.\nExam: strength 5/5.", "ROS: denies weakness.", "A: Muscle weakness <b>."]
    made = [report(Note(text, f"n{number}")) for number, text in enumerate(texts)]
    reports, page, notes = tmp_path / "out.jsonl", tmp_path / "a board.html", tmp_path / "notes.jsonl"
    reports.write_text("".join(json.dumps(one) + "\n" for one in made))
    notes.write_text("".join(json.dumps({"text": text}) + "\n" for text in reversed(texts[:2])))
    code, _, err = run("report", str(reports), "--html", str(page), "--notes", str(notes))
    assert (code, "1 of 3 listed notes are not among --notes" in err) == (0, True)
    folder = tmp_path / "a board.notes"
    assert sorted(path.name for path in folder.iterdir()) == ["000001.html", "000002.html"]
    assert "generalized weakness" in (folder / "000001.html").read_text()
    assert [row[9] for row in _listed(page)] == ["", "a%20board.notes/000001.html", "a%20board.notes/000002.html"]
    assert run("report", "-", "--notes", str(notes))[0] == Exit.USAGE


def _listed(page) -> list[list]:
    data = re.search(r'<script type="application/json" id="rows">(.*?)</script>', page.read_text())
    return json.loads(data[1])["rows"]


def test_the_list_is_written_as_a_table(run, reports, tmp_path):
    assert run("report", str(reports), "--csv", str(tmp_path / "list.csv"))[:2] == (0, "")
    assert (tmp_path / "list.csv").read_text().startswith("note,patient,date,setting,author,decision,status")


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}', "nothing"])
def test_report_names_a_line_that_is_no_report(run, reports, line):
    reports.write_text(f"{json.dumps(desk.REPORT)}\n{line}\n")
    code, out, err = run("report", str(reports))
    assert (code, out) == (Exit.UNREADABLE, "")
    assert f"{reports}, line 2: not a report of clinote." in err


def test_report_refuses_an_empty_file(run, tmp_path):
    (tmp_path / "out.jsonl").touch()
    assert run("report", str(tmp_path / "out.jsonl"))[0] == Exit.UNREADABLE


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("m6281", ["M62.81  Muscle weakness (generalized)", "Billable.", "  myalgia (M79.1-) [from M62]"]),
        ("R53.1", ["R53.1  Weakness", "  muscle weakness (generalized) (M62.81)"]),
        ("G72.49", ["Diagnoses that it is the code of, where a provider states them", "  inflammatory myopathy"]),
        ("G72.4", ["Not billable: a more specific code is needed."]),
    ],
)
def test_explain_says_what_the_tables_say(run, code, lines):
    status, out, err = run("explain", code)
    assert (status, err) == (0, "")
    assert [line for line in lines if line not in out.splitlines()] == []


def test_explain_names_the_rules(run):
    assert "  m6281.stated: M62.81" in run("explain", "M62.81")[1]


@pytest.mark.parametrize(
    ("code", "said"), [("M17.0", "no rule of clinote speaks of it"), ("Q", "is no code"), ("weak", "is no code")]
)
def test_explain_of_another_code_is_a_usage_error(run, code, said):
    status, out, err = run("explain", code)
    assert (status, out) == (Exit.USAGE, "")
    assert said in err


def test_rules_lists_every_rule(run):
    from clinote.coding.policy import rules

    status, out, _ = run("rules")
    assert status == 0
    assert [rule.id for rule in rules() if f"  {rule.id} " not in out] == []


def test_rules_explains_one(run):
    status, out, _ = run("rules", "other.sarcopenia")
    assert status == 0
    assert [line for line in ("When", "Then", "Source", "Examples", "Not") if line not in out.splitlines()] == []


def test_rules_suggests_the_nearest(run):
    status, _, err = run("rules", "other.sarcopeni")
    assert status == Exit.USAGE
    assert "Did you mean other.sarcopenia" in err


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("negation.no-evidence", "Sets a mention aside: negated."),
        ("strength.over", "A grade written over its scale"),
        ("section.goals", "The heading sets aside what stands below it"),
        ("weakness.weakness", "In patterns/weakness.toml"),
        ("r531.weakness", "X: Alphabetic Index"),
    ],
)
def test_rules_explains_every_kind_of_id(run, id, said):
    code, out, _ = run("rules", id)
    assert code == 0
    assert said in out


def test_queries_are_printed_alone(run, made, note):
    assert run("suggest", note, "--query") == (0, desk.REPORT["queries"][0]["text"] + "\n", "")
    assert run("suggest", note, "--query", "--format", "json")[0] == Exit.USAGE


def test_the_short_answer_is_the_default_and_the_rest_a_flag_away(run, made, note):
    assert len(run("suggest", note)[1].splitlines()) <= 12
    assert "Evidence on M62.81" in run("suggest", note, "--full")[1]
    assert "All facts (13)" in run("suggest", note, "-v")[1]
