"""Marked words in notes, headers and ids stay off stderr and out of the logs, whatever command fails and how."""

import io
import json
import logging
import sys

import pytest

from clinote import engine
from clinote.cli import main
from clinote.cli.exits import Exit
from clinote.cli.group import COMMANDS

NOTE = "Patient: namezqx\nHEADZQX: weak in the legs for 3 weeks, textzqx.\nAssessment: muscle weakness, textzqx\n"
MARK = "zqx"
ROW = {"note_id": "identzqx", "patient_id": "chartzqx", "note_date": "dayzqx", "text": NOTE, "extrazqx": "cellzqx"}
HL7 = (
    "MSH|^~\\&|A|appzqx|C|D|2026||MDM^T02|ctrlzqx|P|2.5\rPID|1||chartzqx||namezqx^givenzqx\r"
    "TXA|1|kindzqx|TX|dayzqx|||||||||docidzqx\rOBX|1|TX|a||textzqx \\zqx\r"
)
FILES = {
    "note.txt": NOTE.encode(),
    "utf16.txt": NOTE.encode("utf-16")[:-1],
    "latin.txt": b"\xe9\xff " + NOTE.encode(),
    "zip.txt": b"PK\x03\x04" + NOTE.encode(),
    "broken.gz": b"\x1f\x8b\x08\x00" + NOTE.encode(),
    "rows.jsonl": json.dumps(ROW).encode() + b'\n{"note_id": "identzqx", "text": 5}\n{"text": "textzqx\n["textzqx"]\n',
    "odd.json": b'{"headzqx": "textzqx"}',
    "rows.csv": b'note_id,text,note_date,extrazqx\nidentzqx,"textzqx weak",dayzqx\nidentzqx,"textzqx\n',
    "odd.csv": b"headzqx,otherzqx\ntextzqx,textzqx\n",
    "message.hl7": HL7.encode(),
    "fhir.json": json.dumps(
        {"resourceType": "DocumentReference", "id": "identzqx", "date": "dayzqx",
         "content": [{"attachment": {"contentType": "kindzqx", "data": "textzqx!"}}]}
    ).encode(),
    "ccda.xml": b'<ClinicalDocument xmlns="urn:hl7-org:v3"><title>headzqx</title><component><textzqx></component>',
    "note.rtf": b"{\\rtf1\\ansi textzqx {\\zqx weak",
    "reports.jsonl": b'{"textzqx": 1}\n{"id": "identzqx"\n',
    "gold.jsonl": json.dumps(
        {"id": "identzqx", "text": NOTE, "gold": {"facts": [{"label": "labelzqx"}], "decision": "codezqx"}}
    ).encode() + b"\n{textzqx\n",
}  # fmt: skip


@pytest.fixture
def files(tmp_path):
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


@pytest.fixture
def said(capfd, monkeypatch, caplog):
    """Run a command at DEBUG; what it wrote to stderr and logged, and how it left."""
    caplog.set_level(logging.DEBUG)

    def said(*args: str, stdin: bytes = b"") -> tuple[int, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as left:
            main(list(args))
        return int(left.value.code or 0), capfd.readouterr().err + caplog.text

    return said


def readings(folder) -> list[list[str]]:
    """Commands that are given a file, each of every kind, whether it is for them or not."""
    found = []
    for name in FILES:
        file, out = str(folder / name), str(folder / f"{name}.out.jsonl")
        found += [[command, file] for command in ("suggest", "tree", "report", "evaluate")]
        found += [
            ["suggest", file, "--format", "json", "--encoding", "ascii"],
            ["suggest", file, "--date", "tomorrow"],
            ["evaluate", file, "--errors"],
            ["evaluate", file, "--notes", file],
            ["report", file, "--html", str(folder / "missing" / "page.html")],
            ["batch", file, "-o", out, "--workers", "1", "--decisions", f"{out}.csv", "--omop", f"{out}.omop.csv"],
            ["batch", file, "-o", f"{out}2", "--workers", "1", "--text-col", "none", "--format", "csv"],
            ["batch", file, "-o", str(folder / "missing" / "out.jsonl"), "--workers", "1"],
            ["batch", file, "-o", f"{out}3", "--workers", "1", "--setting-map", file, "--date-format", "%Q"],
            ["codeset", "add", file, file, "--from", "2026-10-01", "--to", "2027-09-30"],
            ["rules", "--patterns", file],
        ]
    return found


def test_no_command_says_a_word_of_the_files_it_reads(said, files):
    left = {}
    for arguments in readings(files):
        code, words = said(*arguments)
        assert MARK not in words.lower(), arguments
        assert "internal error" not in words, (arguments, words)
        left.setdefault(arguments[0], set()).add(code)
    assert all(codes - {0} for codes in left.values()), left  # each has failed in some way


def test_nothing_piped_in_is_said(said):
    for content in FILES.values():
        for command in ("suggest", "tree", "report", "evaluate"):
            _, words = said(command, "-", stdin=content)
            assert MARK not in words.lower(), command


def test_an_error_inside_is_told_by_its_place_alone(said, files, monkeypatch):
    def fail(reading, facts):
        raise ValueError(f"cannot read {reading.text}")

    monkeypatch.setitem(engine.EXTRACTORS, "weakness", fail)
    code, words = said("suggest", str(files / "note.txt"))
    assert code == Exit.INTERNAL
    assert "ValueError in " in words
    assert MARK not in words.lower()


def test_the_sweep_knows_every_command():
    without_notes = {"serve", "explain", "schema", "patterns", "doctor"}
    assert set(COMMANDS) == {"suggest", "tree", "report", "evaluate", "batch", "codeset", "rules"} | without_notes
