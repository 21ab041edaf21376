"""Inputs as they come: links, pipes, files that change, exports under other names, columns nobody has heard of."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from exports import NOTES, as_csv, as_jsonl, bad, good, many, read
from program import clinote

from clinote.batch import dates, settings
from clinote.batch.fields import Columns
from clinote.batch.outputs import Outputs
from clinote.batch.record import Record
from clinote.batch.run import Job, run
from clinote.batch.source import File, ReadOptions
from clinote.engine import Note
from clinote.errors import InputError, UsageError

SECRET = "Quartermaine"


# What is in a folder


def test_a_folder_of_everything(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_text("Legs weak.")
    (folder / "b.txt").symlink_to("nowhere")
    os.mkfifo(folder / "c.txt")
    (folder / "d").symlink_to("sub")
    (folder / "e.txt").symlink_to("a.txt")
    (folder / "sub" / "f.txt").write_text("Gait slow.")
    records = read(folder)
    assert [note.text for note in good(records)] == ["Legs weak.", "Legs weak.", "Gait slow."]
    assert [(record.file, record.reason) for record in bad(records)] == [
        ("b.txt", "it is a link to nothing"),
        ("c.txt", "it is a device or a pipe, not a file"),
        ("d", "it is a link to a directory"),
    ]
    manifest = run(Job([str(folder)], Outputs(tmp_path / "r.jsonl")))
    assert (manifest["reports"], manifest["failures"]) == (3, 3)


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in (b"caf\xe9.txt", b"bad\xff.pdf"):
        (folder / os.fsdecode(name)).write_bytes(b"%PDF" if name.endswith(b"pdf") else b"Legs weak.")
    manifest = run(Job([str(folder)], Outputs(tmp_path / "r.jsonl")))
    assert (manifest["reports"], manifest["failures"]) == (1, 1)
    assert json.loads((tmp_path / "r.jsonl").read_text())["note"]["id"] == "caf\\xe9"
    assert json.loads((tmp_path / "r.jsonl.errors.jsonl").read_text())["file"] == "bad\\xff.pdf"


@pytest.mark.parametrize(
    "error", [ValueError(SECRET), KeyError(SECRET), RecursionError(), MemoryError(), OSError(5, "x")]
)
def test_no_reader_ends_a_run(error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.hl7").write_text("MSH|^~\\&|A")
    (folder / "b.txt").write_text("Legs weak.")

    def fails(file: File, options: ReadOptions) -> Iterator[Record]:
        raise error
        yield

    monkeypatch.setattr("clinote.batch.read.hl7.read", fails)
    records = read(folder)
    assert [note.text for note in good(records)] == ["Legs weak."]
    (record,) = bad(records)
    assert record.file == "a.hl7"
    assert SECRET not in record.reason


def test_no_record_ends_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clean = dates.day

    def fails(value: object, pattern: str | None = None) -> str | None:
        if value == "boom":
            raise TypeError(SECRET)
        return clean(value, pattern)

    monkeypatch.setattr(dates, "day", fails)
    (tmp_path / "a.csv").write_text("id,text,date\n1,a,\n2,b,boom\n3,c,\n")
    records = read(tmp_path / "a.csv")
    assert [note.id for note in good(records)] == ["1", "3"]
    assert [(record.line, record.reason.startswith("TypeError in fails, ")) for record in bad(records)] == [(3, True)]


# Files that change


@pytest.mark.parametrize("name", ["in.jsonl", "in.csv", "in.parquet", "folder"])
@pytest.mark.parametrize("change", ["cut", "rewritten", "same size", "gone"])
def test_a_file_that_changes_is_noticed(
    name: str, change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from exports import as_parquet, directory

    notes = many(6)
    if name == "folder":
        path = directory(tmp_path, notes) / "m-000003.txt"
        given = path.parent
    else:
        given = path = tmp_path / name
        {"in.jsonl": lambda: path.write_bytes(as_jsonl(notes)), "in.csv": lambda: path.write_bytes(as_csv(notes)),
         "in.parquet": lambda: as_parquet(path, notes)}[name]()  # fmt: skip
    from clinote.batch.source import Source

    real = Source.digest

    def digest(source: Source) -> dict[str, str]:
        known = real(source)
        content = path.read_bytes()
        if change == "gone":
            path.unlink()
        else:
            made = {"cut": content[:-9], "rewritten": content + content, "same size": content.swapcase()}
            path.write_bytes(made[change])
        return known

    monkeypatch.setattr(Source, "digest", digest)
    with pytest.raises(InputError, match=r"changed while it was read\. .* --restart|cannot be read"):
        run(Job([str(given)], Outputs(tmp_path / "r.jsonl")))
    assert not (tmp_path / "r.jsonl").exists()


def test_a_file_that_was_only_touched_is_as_it_was(tmp_path: Path) -> None:
    from clinote.batch.source import Source

    (tmp_path / "in.jsonl").write_bytes(as_jsonl())
    source = Source([str(tmp_path / "in.jsonl")], ReadOptions())
    source.digest()
    os.utime(tmp_path / "in.jsonl", (0, 0))
    source.unchanged()
    (tmp_path / "in.jsonl").write_bytes(as_jsonl()[:-2])
    with pytest.raises(InputError, match=r"in\.jsonl changed"):
        source.unchanged()


def test_the_texts_beside_the_annotations_are_those_annotated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in.jsonl").write_bytes(as_jsonl())
    from clinote.batch import run as module

    real = module._texts

    def other(source: object) -> Iterator[tuple[int, str]]:
        for position, text in real(source):  # type: ignore[arg-type]
            yield position, text.replace("weak", "fine")

    monkeypatch.setattr(module, "_texts", other)
    with pytest.raises(InputError, match="changed while it was read"):
        run(Job([str(tmp_path / "in.jsonl")], Outputs(brat=tmp_path / "brat")))
    assert not (tmp_path / "brat").exists()


# Exports under other names


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("name", ["export.txt", "export", "export.dat"])
def test_a_table_of_another_name_is_a_table(name: str, delimiter: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(as_csv(delimiter=delimiter))
    assert good(read(tmp_path / name)) == list(NOTES)


@pytest.mark.parametrize(
    ("header", "options"),
    [("visit\tnote_text", {}), ("seen\ttext", {}), ("seen,words", {"columns": Columns({"text": "words"})})],
)
def test_a_table_by_one_name(header: str, options: dict[str, Columns], tmp_path: Path) -> None:
    mark = "," if "," in header else "\t"
    (tmp_path / "a.txt").write_text(f"{header}\n7{mark}Legs weak.\n")
    assert [note.text for note in good(read(tmp_path / "a.txt", **options))] == ["Legs weak."]


@pytest.mark.parametrize(
    "text",
    [
        "<b>Assessment</b>: weak", "Report, by phone\nLegs weak.", "Note: weak, tired, id unknown", "Text\nLegs weak",
        "Date\tTime\n1/2/26\t8:00", "{weak}", "MSHA referral: weak", "PARtially weak",
    ],
)  # fmt: skip
def test_a_note_is_a_note(text: str, tmp_path: Path) -> None:
    (tmp_path / "n.txt").write_text(text)
    assert good(read(tmp_path / "n.txt")) == [Note(text, "n")]


@pytest.mark.parametrize("name", ["n.html", "n.htm", "n.xhtml", "n.page"])
def test_a_page_is_a_note_with_its_tags(name: str, tmp_path: Path) -> None:
    page = "<!DOCTYPE html><html><body><p>Denies cramps</p><p>Muscle weakness</p></body></html>"
    (tmp_path / name).write_text(page)
    assert good(read(tmp_path / name)) == [Note(page, "n")]


def test_a_page_is_read_in_the_encoding_it_names(tmp_path: Path) -> None:
    page = '<html><head><meta charset="windows-1252"></head><body>née, weak</body></html>'
    (tmp_path / "n.html").write_bytes(page.encode("cp1252"))
    assert good(read(tmp_path / "n.html")) == [Note(page, "n")]


def test_rows_of_epic_clarity_are_put_together(tmp_path: Path) -> None:
    rows = [("7", "2", "weak."), ("8", "1", "Cough."), ("7", "10", "Plan."), ("7", "1", "Legs")]
    content = "NOTE_ID,NOTE_CSN_ID,LINE,NOTE_TEXT\n" + "".join(f"x,{csn},{line},{text}\n" for csn, line, text in rows)
    (tmp_path / "HNO_NOTE_TEXT.txt").write_text(content)
    assert good(read(tmp_path / "HNO_NOTE_TEXT.txt")) == [Note("Legs\nweak.\nPlan.", "7"), Note("Cough.", "8")]
    assert len(good(read(tmp_path / "HNO_NOTE_TEXT.txt", group_by=""))) == 4
    lines = [{"note_csn_id": csn, "line": int(line), "note_text": text} for csn, line, text in rows]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert [note.id for note in good(read(tmp_path / "rows.jsonl"))] == ["7", "8"]


def test_rows_of_mimic_that_are_no_notes(tmp_path: Path) -> None:
    header = "ROW_ID,SUBJECT_ID,HADM_ID,CHARTDATE,CHARTTIME,CATEGORY,ISERROR,TEXT"
    rows = ["1,7,9,2150-01-02,,Nursing,,Legs weak.", "2,7,9,2150-01-02,,Nursing,1,Legs strong.", "3,7,9,,,,,NULL"]
    (tmp_path / "NOTEEVENTS.csv").write_text("\n".join([header, *rows]) + "\n")
    records = read(tmp_path / "NOTEEVENTS.csv")
    assert good(records) == [Note("Legs weak.", "1", None, "2150-01-02", "7")]
    assert [(record.id, record.reason) for record in bad(records)] == [
        ("2", "the row is marked as an error"),
        ("3", "the note is empty"),
    ]


# Dates and settings


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2020/01/02", "2020-01-02"), ("1/2/2020", "2020-01-02"), ("01-02-20", "2020-01-02"), ("2.1.2020",
         "2020-01-02"),
        ("2 Jan 2020", "2020-01-02"), ("02JAN2020:10:11:12", "2020-01-02"), ("Jan 2, 2020 3:04 PM", "2020-01-02"),
        ("2020-01-02 03:04:05.678", "2020-01-02"), (1577934000000, "2020-01-02"), (20200102, "2020-01-02"),
        ("NULL", None), ("\\N", None), ("NaT", None), ("0000-00-00", None), ("00/00/0000", None), (float("nan"), None),
    ],
)  # fmt: skip
def test_dates_in_their_usual_forms(written: object, expected: str | None) -> None:
    assert dates.day(written) == expected


@pytest.mark.parametrize(
    "written", ["13/1/2020", "January", "2020", "10", "10:30", "Monday", "last week", "9999-12-31"]
)
def test_what_is_no_day_is_not_guessed(written: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        dates.day(written)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Office Visit", "outpatient"), ("ED", "outpatient"), ("Hospital Encounter", "inpatient"), ("SNF", "inpatient"),
        ("Telehealth", "outpatient"), ("Hospital Outpatient Clinic", "outpatient"), ("I", "inpatient"), ("R",
         "outpatient"),
        ("P", "outpatient"), ("B", None), ("U", None), ("Inpatient Rehab", "inpatient"), ("outpatient_therapy",
         "outpatient"),
        ("Skilled Nursing Facility", "inpatient"), ("Home Health", "inpatient"), ("Observation", "outpatient"),
        ("EMERGENCY DEPT", "outpatient"), ("21", "inpatient"), ("9202", "outpatient"), ("moon", None), ("Edward", None),
    ],
)  # fmt: skip
def test_settings_by_the_table(written: str, expected: str | None) -> None:
    assert settings.standard().read(written) == expected


def test_unknown_dates_and_settings_cost_nobody_a_note(tmp_path: Path) -> None:
    rows = ["1,a,2020/01/02,ED", "2,a,NULL,\\N", "3,a,soon,moon", "4,a,13/13/2020,", "5,a,,SNF"]
    (tmp_path / "a.csv").write_text("\n".join(["id,text,date,setting", *rows]) + "\n")
    assert [(note.date, note.setting) for note in good(read(tmp_path / "a.csv"))] == [
        ("2020-01-02", "outpatient"), (None, None), (None, None), (None, None), (None, "inpatient"),
    ]  # fmt: skip
    manifest = run(Job([str(tmp_path / "a.csv")], Outputs(tmp_path / "r.jsonl")))
    assert manifest["unknown"] == {"date": 2, "setting": 1}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("map.csv", "value,setting\nMoon Base,inpatient\nED,inpatient\n"),
        ("map.toml", '[names]\ninpatient = ["moon-base", "ed"]\n'),
        ("map.toml", '[words]\ninpatient = ["moon", "ed"]\n[names]\nunknown = ["office"]\ninpatient = ["ed"]\n'),
    ],
)
def test_a_site_adds_to_the_table(name: str, content: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content)
    (tmp_path / "a.csv").write_text("text,setting\na,MOON BASE\na,ED\na,clinic\n")
    found = good(read(tmp_path / "a.csv", columns=Columns(setting_map=str(tmp_path / name))))
    assert [note.setting for note in found] == ["inpatient", "inpatient", "outpatient"]


@pytest.mark.parametrize("content", ["", "a,b,c\n", "x,moon\n", "only\n"])
def test_a_table_that_is_none_is_refused(content: str, tmp_path: Path) -> None:
    (tmp_path / "map.csv").write_text(content)
    with pytest.raises(UsageError, match=r"--setting-map .*map\.csv"):
        settings.Settings.load(tmp_path / "map.csv")
    with pytest.raises(UsageError, match=r"cannot be read"):
        settings.Settings.load(tmp_path / "absent.csv")


def test_a_file_that_fails_throughout_is_not_read_to_its_end(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(b'{"id": "1", "text": ""}\n' * 3000)
    with pytest.raises(InputError, match=r"in\.jsonl: the first 1,000 records all fail alike: the note is empty\."):
        run(Job([str(tmp_path / "in.jsonl")], Outputs(tmp_path / "r.jsonl")))
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


def test_a_run_that_has_reports_is_read_to_its_end(tmp_path: Path) -> None:
    lines = as_jsonl() + b'{"id": "1", "text": ""}\n' * 1200
    (tmp_path / "in.jsonl").write_bytes(lines)
    manifest = run(Job([str(tmp_path / "in.jsonl")], Outputs(tmp_path / "r.jsonl")))
    assert (manifest["reports"], manifest["failures"]) == (4, 1200)


# What was guessed, and what is said of it


def test_guesses_are_in_the_manifest_and_the_summary(tmp_path: Path) -> None:
    header = "NOTE_ID,NOTE_TEXT,seen on,DOB,NOTE_DATE,CONTACT_DATE"
    (tmp_path / "a.csv").write_text(f"{header}\n1,Legs weak.,2/3/2020,1950-01-01,2020-02-03,2020-02-03\n")
    manifest = run(Job([str(tmp_path / "a.csv")], Outputs(tmp_path / "r.jsonl")))
    taken = {"text": "NOTE_TEXT", "id": "NOTE_ID", "date": "NOTE_DATE"}
    left = ["column 3", "DOB", "CONTACT_DATE"]
    assert manifest["columns"] == [{"columns": taken, "dates_not_used": left, "files": 1}]
    from clinote.batch.progress import summary

    said = summary(manifest)
    assert "text from NOTE_TEXT, id from NOTE_ID, date from NOTE_DATE; dates not used: column 3, DOB" in said


HEADERLESS = f'1,"{SECRET}, Zoe","1950-02-03","{SECRET} feels weak."\n2,"{SECRET}, Bo","1951-02-03","Weak."\n'


@pytest.mark.parametrize(
    ("name", "content", "options"),
    [
        ("a.csv", HEADERLESS, []),
        ("a.csv", HEADERLESS, ["--text-col", "text"]),
        ("a.csv", f"id,text,{SECRET},{SECRET}\n1,a,b,c\n", []),
        ("a.tsv", HEADERLESS.replace(",", "\t"), []),
        ("a.csv", f"id,text,{SECRET} date\n1,{SECRET} weak,{SECRET}\n2,\n3,a,2020-01-02\n", []),
        ("a.csv", f"id,text,date,setting\n1,{SECRET} weak,{SECRET},{SECRET}\n", []),
        ("a.csv", f"{SECRET},text,line\n1,a,1\n", ["--group-by", "key"]),
        ("a.jsonl", f'{{"{SECRET}": "weak"}}\n{{"resourceType": "{SECRET}"}}\n', []),
        ("a.jsonl", f'{{"id": ["{SECRET}"], "text": "weak"}}\n{{"{SECRET}\n', []),
        ("a.hl7", f"MSH|^~\\&|A\rPID|1||P||{SECRET}\rOBX|1|TX|||\r", []),
        ("a.hl7", f"MSH|^~\\&|A\r{SECRET}\rOBX|1|ED|||^{SECRET}^{SECRET}^{SECRET}^{SECRET}\r", []),
        ("a.xml", f"<ClinicalDocument><title>{SECRET}</title><{SECRET}></ClinicalDocument>", []),
        ("a.rtf", f"{{\\rtf1 {{\\v {SECRET}}}}}", []),
    ],
)
def test_nothing_of_an_export_is_in_any_message(name: str, content: str, options: list[str], tmp_path: Path) -> None:
    (tmp_path / name).write_text(content)
    done = clinote("batch", name, "-o", "r.jsonl", "-w", "1", *options, cwd=tmp_path)
    assert "internal error" not in done.stderr
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in tmp_path.glob("r.jsonl*"))
    written = [path.read_text("utf-8") for path in tmp_path.glob("r.jsonl.*")]
    for said in (done.stdout, done.stderr, *written):
        assert SECRET.lower() not in said.lower(), said
        assert "1950-02" not in said


@pytest.mark.parametrize(
    ("command", "content"),
    [
        (["suggest"], f"id,text\n{SECRET},{SECRET} weak\n"),
        (["suggest", "--encoding", "ascii"], f"né {SECRET}"),
        (["tree"], f'{{"id": "{SECRET}"}}'),
        (["report"], f'{{"note": {{"id": "{SECRET}"}}}}\n'),
        (["report"], f"{SECRET} feels weak\n"),
        (["evaluate"], f'{{"id": "{SECRET}", "text": "{SECRET} weak"}}\n'),
        (["evaluate"], f'{{"note": "{SECRET}", "flags": {{}}, "start": 0, "end": 1, "kind": "WEAKNESS"}}\n'),
        (["batch", "-o", "r.jsonl", "--setting-map", "in"], f"value,setting\n{SECRET},{SECRET}\n"),
    ],
)
def test_no_command_says_a_word_of_its_input(command: list[str], content: str, tmp_path: Path) -> None:
    (tmp_path / "in").write_text(content, "utf-8")
    done = clinote(command[0], "in", *command[1:], cwd=tmp_path)
    assert done.returncode in (2, 4), done.stderr
    assert SECRET not in done.stderr
