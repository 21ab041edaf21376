r"""Rich text: what a reader of the document sees."""

import time
from pathlib import Path

import pytest
from exports import bad, good, read

from clinote import pool
from clinote.batch import richtext, work
from clinote.batch import run as run_module
from clinote.batch.outputs import Outputs
from clinote.batch.run import Job, run
from clinote.engine import Note, report

ROW = r"\trowd\cellx1000\cellx2000\cellx3000\intbl "


@pytest.mark.parametrize(
    ("rtf", "expected"),
    [
        (r"{\rtf1 Strength {\b 4/5}\par hips}", "Strength 4/5\nhips"),
        (r"{\rtf1 platelets 210 x 10{\super 9}/L}", "platelets 210 x 10^9/L"),
        (r"{\rtf1 K 3.1{\up6 a} mmol/L, CO{\sub 2} {\super 14}7}", "K 3.1^a mmol/L, CO2 14 7"),
        (r"{\rtf1 Legs {\v were not }weak, \v no\v0  falls}", "Legs weak,  falls"),
        (r"{\rtf1 {\deleted No }weakness{\revised  today}}", "weakness today"),
        (r"{\rtf1 {\strike Polymyositis}{\striked1 ALS} \strike old\strike0 new \strike x\plain  kept}", " new  kept"),
        (r"{\rtf1 {\upr{na?ve}{\*\ud{na\u239 ?ve}}} gait}", "naïve gait"),
        (r"{\rtf1 weak\-ness, give\_way, a\~b, tired\u173?ness}", "weakness, give-way, a\xa0b, tiredness"),
        (r"{\rtf1 \u-10179?\u-8688? sad}", "\U0001f610 sad"),
        (r"{\rtf1 \uc2\u916 xx\uc0\u8804 5}", "Δ≤5"),
        (" \r\n{\\RTF1\\ANSI Legs\\PAR weak}", "Legs\nweak"),
        (r"{\rtf1\ansicpg1251 {\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}}\f1\'d1\f0\'e9}", "Сé"),
        (r"{\rtf1{\fonttbl{\f1\fcharset2 Wingdings;}{\f2\fcharset2 Symbol;}}{\f1\'fe} Yes {\f1\u-3928?} No {\f2\'ad}}",
         "☑ Yes ☐ No ↑"),
        (r"{\rtf1 {\field{\*\fldinst FORMCHECKBOX{\*\formfield{\fftype1\ffres1}}}{\fldrslt }}falls}", "☒falls"),
        (r"{\rtf1 {\field{\*\fldinst HYPERLINK x}{\fldrslt see chart}}}", "see chart"),
        (r"{\rtf1{\info{\title t}}{\header h}{\*\unheard of}a{\pict 89504e47}{\object{\*\objdata 01}{\result b}}}",
         "ab"),
        (r"{\rtf1 Exam{\footnote by the fellow} normal\par Plan}", "Exam normal\nPlan\nby the fellow"),
        (r"{\rtf1 Weak{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt Not\par for billing}}{\shprslt twice}}ness\par Plan}",
         "Weakness\nNot\nfor billing\nPlan"),
        (r"{\rtf1{\pntext\f1\'95\tab}Rash\par{\listtext 1.\tab}Falls}", "•\tRash\n1.\tFalls"),
        (rf"{{\rtf1 {ROW}Deltoid\cell R\cell 4/5\cell\row\pard done}}", "Deltoid | R | 4/5\ndone"),
        (rf"{{\rtf1 {ROW}Hips\cell Weak\par Sore\par on rising\cell\cell\row}}", "Hips | Weak; Sore on rising"),
        (r"{\rtf1 \trowd\clvmgf\cellx9\cellx18\pard\intbl Quads\cell R 3/5\cell\row"
         r"\trowd\clvmrg\cellx9\cellx18\pard\intbl\cell L 4/5\cell\row}", "Quads | R 3/5\nQuads | L 4/5"),
        (r"{\rtf1 \trowd\cellx9\clmgf\cellx18\clmrg\cellx27\pard\intbl Muscle\cell MRC\cell\cell\row}",
         "Muscle | MRC | MRC"),
        (r"{\rtf1 \trowd\cellx9\cellx18\pard\intbl Exam\cell{\itap2 Biceps\nestcell 5/5\nestcell"
         r"{\*\nesttableprops\trowd\cellx4\cellx8\nestrow}{\nonesttables\par}}seen\cell\row}",
         "Exam | seen\nBiceps | 5/5"),
        (r"{\rtf1 \trowd\cellx9\pard\intbl A frame\par of text\cell\row}", "A frame\nof text"),
        (r"{\rtf1 cells \intbl without\cell a row", "cells without\na row"),
        ("Exam:\n{\\rtf1 4/5}\nseen by 2\\3", "Exam:\n4/5\nseen by 2\\3"),
        (r"{\rtf1 first}{\rtf1 second\par} third", "first\nsecond\nthird"),
        ("{\\rtf1 a brace}} too many\\par is none}", "a brace too many\nis none"),
    ],
)  # fmt: skip
def test_what_the_document_shows(rtf: str, expected: str) -> None:
    assert richtext.is_rich(rtf)
    assert richtext.read(rtf) == expected


def test_superscripts_of_words_belong_to_them() -> None:
    text = richtext.read(r"{\rtf1 4{\super +}/5, the 3{\super rd}, K{\super +}, 12 kg/m{\super 2}}")
    assert text == "4+/5, the 3rd, K+, 12 kg/m2"


@pytest.mark.parametrize("text", ["{rtf1 a}", "Seen {\\rtf1 a}", "rtf", "", "{\\html a}"])
def test_what_is_no_rich_text(text: str) -> None:
    assert not richtext.is_rich(text)


def test_bytes_above_127_are_those_of_the_code_page(tmp_path: Path) -> None:
    (tmp_path / "n.rtf").write_bytes(b"{\\rtf1\\ansi\\ansicpg1252 n\xe9e, \x93weak\x94}")
    (note,) = good(read(tmp_path / "n.rtf"))
    assert richtext.read(note.text) == "née, “weak”"


def test_damaged_documents_are_read_in_no_time() -> None:
    hard = [
        "{\\rtf1{\\fonttbl" + "{\\f0\\fcharset0 " * 100_000 + "weak",
        "{\\rtf1 " + "{" * 300_000 + "weak",
        "{\\rtf1 weak" + "}" * 300_000,
        "{\\rtf1 " + "\\trowd\\cell\\row\\nestcell" * 50_000 + " weak",
        "{\\rtf1 " + "\\'e" * 100_000 + "\\bin99999999999 weak",
        "{\\rtf1 " + "\\u99999" * 50_000 + " weak",
        "{\\rtf1 weak" + "} x\\b y" * 50_000,
        "{\\rtf1 weak" + "{\\shptxt a" * 50_000,
        "{\\rtf1 a}" * 50_000,
        "{\\rtf1 \\itap999999999 weak\\nestcell\\nestrow",
    ]
    began = time.process_time()  # a machine under load fails no test
    for text in hard:
        richtext.read(text)
    assert time.process_time() - began < 20


@pytest.mark.parametrize("workers", [1, 2])
def test_a_conversion_that_never_ends_costs_its_note_alone(
    workers: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "PATIENCE", 1.0)
    monkeypatch.setattr("clinote.batch.work.TASK", "exports:fragile")  # sleeps where the note says so, as a stand-in
    real = run_module._kept

    def kept(entry: run_module.Entry, outcome: object) -> object:
        done = work.Done(b"{}", "none", (), "FY2026", False, None)
        return done if isinstance(outcome, str) else real(entry, outcome)

    monkeypatch.setattr(run_module, "_kept", kept)
    lines = "".join(f'{{"id": "{text}", "text": "{text}"}}\n' for text in ("before", "hang", "behind"))
    (tmp_path / "in.jsonl").write_text(lines)
    manifest = run(Job([str(tmp_path / "in.jsonl")], Outputs(tmp_path / "r.jsonl"), workers=workers, isolated=True))
    assert (manifest["reports"], manifest["failures"]) == (2, 1)
    assert '"reason":"the note took too long","remedy"' in (tmp_path / "r.jsonl.errors.jsonl").read_text()


def test_offsets_refer_to_the_text_of_the_document(tmp_path: Path) -> None:
    (tmp_path / "n.rtf").write_text(r"{\rtf1 Seen {\v not }today.\par\b Assessment:\b0\par Generalized weakness.}")
    import json

    run(Job([str(tmp_path / "n.rtf")], Outputs(tmp_path / "r.jsonl", brat=tmp_path / "brat")))
    made = json.loads((tmp_path / "r.jsonl").read_text())
    text = "Seen today.\nAssessment:\nGeneralized weakness."
    assert made["facts"] == json.loads(json.dumps(report(Note(text))["facts"]))
    assert (tmp_path / "brat" / "00000000-n.txt").read_text() == text


def test_rich_text_that_says_nothing_is_no_note(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "x", "text": "{\\\\rtf1 {\\\\v hidden}}"}\n')
    assert bad(read(tmp_path / "a.jsonl")) == []  # told where it is read, in the worker
    manifest = run(Job([str(tmp_path / "a.jsonl")], Outputs(tmp_path / "r.jsonl")))
    assert (manifest["reports"], manifest["failures"]) == (0, 1)
    assert "the note is empty" in (tmp_path / "r.jsonl.errors.jsonl").read_text()
