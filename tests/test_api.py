"""The Python interface: what it shows, what it refuses, and that a typed script can rest on it."""

import os
import pydoc
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

import clinote
from clinote import Failure, Note

ROOT = Path(__file__).resolve().parent.parent
SURFACE = ROOT / "tests" / "data" / "surface.py"
TEXT = "Generalized weakness. CK 900. Denies ptosis."
PATH = {**os.environ, "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}


def strictly_typed(script):
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--ignore-missing-imports",
        "--follow-imports=silent",
        str(script),
    ]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env={**PATH, "MYPYPATH": str(ROOT)})


def test_the_surface_is_typed():
    done = strictly_typed(SURFACE)
    assert done.returncode == 0, done.stdout


def test_a_wrong_setting_is_a_wrong_type(tmp_path):
    script = tmp_path / "wrong.py"
    script.write_text("import clinote\nclinote.suggest('Weak.', setting='ward')\nclinote.suggest('Weak.').decison\n")
    done = strictly_typed(script)
    assert '"setting" to "suggest" has incompatible type' in done.stdout
    assert '"Report" has no attribute "decison"' in done.stdout


def test_the_surface_runs():
    done = subprocess.run([sys.executable, str(SURFACE)], capture_output=True, text=True, env=PATH, cwd=ROOT)
    assert done.stdout.splitlines() == [
        "M62.81 ['M62.81', 'M62.81']",
        "The date 'yesterday' is not in the form YYYY-MM-DD.",
        "['M62.81']",
        f"M62.81 {clinote.__version__}",
    ]


def test_the_surface_is_all_of_it():
    assert [name for name in clinote.__all__ if name not in SURFACE.read_text(encoding="utf-8")] == []


def test_types_are_announced():
    assert Path(clinote.__file__).with_name("py.typed").exists()


def test_public_names_show():
    assert set(clinote.__all__) <= set(dir(clinote))
    shown = pydoc.plain(pydoc.render_doc(clinote))
    for name in ("class Note", "class Failure", "suggest(text", "pipe(notes", "load(base"):
        assert name in shown


@pytest.mark.parametrize("value", [date(2026, 3, 1), datetime(2026, 3, 1, 12, 30), "2026-03-01"])
def test_a_date_in_any_form(value):
    (report,) = clinote.pipe([Note(TEXT, date=value)])
    assert report.note.date == "2026-03-01"
    assert Note(TEXT, date=value) == Note(TEXT, date="2026-03-01")


NO_NOTES = [
    (Note(b"weak"), "The note is bytes, not str; decode bytes first."),
    ({"text": "weak"}, "The note is dict, not str; decode bytes first."),
    (Note(TEXT, id=7), "The id is int, not str."),
    (Note(TEXT, patient_id=7.0), "The patient_id is float, not str."),
    (Note(TEXT, setting="ward"), "The setting 'ward' is neither 'outpatient' nor 'inpatient'"),
    (Note(TEXT, setting=["ward"]), "The setting ['ward'] is neither 'outpatient' nor 'inpatient'"),
    (Note(TEXT, date="soon"), "The date 'soon' is not in the form YYYY-MM-DD."),
    (Note(TEXT, date=20260301.5), "The date 20260301.5 is not in the form YYYY-MM-DD."),
]


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_no_note_fails_alone(workers):
    first, *outcomes = clinote.pipe([TEXT, *(one for note, _ in NO_NOTES for one in (note, TEXT))], workers=workers)
    for place, (_, reason) in enumerate(NO_NOTES):
        failure, behind = outcomes[2 * place : 2 * place + 2]
        assert (first.decision, failure.position) == (behind.decision, 2 * place + 1)
        assert isinstance(failure, Failure)
        assert failure.reason.startswith(reason)


@pytest.mark.parametrize("one", [TEXT, b"weak", Note(TEXT)])
def test_one_note_is_not_many(one):
    with pytest.raises(clinote.ClinoteError, match=r"clinote\.suggest\(text\), or clinote\.pipe\(\[text\]\)"):
        clinote.pipe(one)


@pytest.mark.parametrize("wrong", [{"id": 7}, {"setting": "ward"}, {"date": "soon"}])
def test_suggest_refuses_what_pipe_fails(wrong):
    with pytest.raises(clinote.ClinoteError, match=next(iter(wrong))):
        clinote.suggest(TEXT, **wrong)


def test_a_report_as_text_and_as_a_page():
    report = clinote.suggest(TEXT)
    assert "ptosis" not in report.to_text(TEXT)
    assert "“ptosis”" in report.to_text(TEXT, full=True)
    assert "CK 900" not in report.to_text(TEXT, quotes=False, verbose=True)
    assert "Denies" in report.to_html(TEXT)
    assert "Denies" not in report.to_html(TEXT, quotes=False)
    with pytest.raises(clinote.ClinoteError, match="not that of the note"):
        report.to_text("Another note.")
