"""The releases of the code set: what the tables say, which one is in force, how another is added."""

import gzip
import json
import subprocess
import sys
from datetime import date

import pytest

import clinote
from clinote import codeset
from clinote.codeset import billable, compile, excludes1, lookup, settings

tables = pytest.importorskip("simple_icd_10_cm")


@pytest.fixture
def site(tmp_path, monkeypatch):
    monkeypatch.setenv("CLINOTE_CODESETS", str(tmp_path / "site"))
    return tmp_path


def test_the_shipped_release_is_what_the_tables_say():
    newest = codeset.releases()[-1]
    said = compile.compiled(compile.tables(), newest.release, "2026-04-01", "2026-09-30", newest.raw["source"])
    assert list(compile.differences(newest.raw, said)) == []
    assert newest.raw == said


def test_releases_are_those_stated():
    stated = [(r["release"], r["effective"], r["until"]) for r in settings.settings()["release"]]
    assert [(r.release, str(r.effective), str(r.until)) for r in codeset.releases()] == stated


@pytest.mark.parametrize(
    ("day", "effective", "fits"),
    [
        ("2025-05-01", "2025-04-01", True),
        ("2026-05-01", "2026-04-01", True),
        ("2026-01-15", "2026-04-01", False),
        ("2025-10-02", "2026-04-01", False),
        ("2026-11-01", "2026-04-01", False),
        ("2019-03-01", "2025-04-01", False),
        (None, "2026-04-01", None),
        ("not a day", "2026-04-01", None),
    ],
)
def test_the_release_of_a_day(day, effective, fits):
    with codeset.in_force(day) as release:
        assert str(release.effective) == effective
        assert codeset.code_set(day)["fits"] is fits


@pytest.mark.parametrize(("day", "code"), [("2025-05-01", "G35"), ("2026-05-01", "G35.D"), ("2026-11-01", "G35.D")])
def test_words_are_coded_with_the_tables_of_the_day(day, code):
    report = clinote.suggest("Assessment: leg weakness due to multiple sclerosis.", date=day)
    assert [c.code for c in report.codes if c.role == "instead"] == [code]
    assert all(c.billable for c in report.codes if c.role != "alternative")
    told = " ".join(report.decision.rationale)
    assert ("lies outside ICD-10-CM" in told) is (day == "2026-11-01")


def test_a_written_code_is_judged_by_its_day():
    note = "Assessment: multiple sclerosis (ICD-10: G35) with weakness."
    alerts = {day: {a.id for a in clinote.suggest(note, date=day).alerts} for day in ("2025-05-01", "2026-05-01")}
    assert "risk.code-not-billable" not in alerts["2025-05-01"]
    assert "risk.code-not-billable" in alerts["2026-05-01"]


@pytest.mark.parametrize(("code", "is_"), [("V15.88", True), ("E885.9", True), ("V58.69", True), ("R53.1", False)])
def test_codes_of_icd_9_are_known_as_such(code, is_):
    assert codeset.is_icd9(code) is is_


def test_every_code_of_every_rule_is_billable_in_every_release():
    import re

    from clinote import resources

    files = [resources.path("patterns", "diagnosis.toml"), *resources.path("patterns", "coding").glob("[!c]*.toml")]
    newer = {"G71.036"} | {code for change in settings.settings()["changed"] for code in change["new"]}
    for file in files:
        for code in re.findall(r'"([A-Z]\d[0-9A-Z]\.[0-9A-Z]{1,4})"', file.read_text(encoding="utf-8")):
            for release in codeset.releases():
                assert release.exists(code) or code in newer, (file.name, code, release.release)


FUTURE = """<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.tabular><version>2031</version><title>A made-up release</title>
<chapter><name>18</name><desc>Symptoms and signs (R00-R99)</desc><section id="R50-R69"><desc>General (R50-R69)</desc>
<diag><name>R53</name><desc>Malaise and fatigue</desc>
<diag><name>R53.1</name><desc>Weakness of the whole body</desc><excludes1><note>frailty (R54)</note></excludes1></diag>
<diag><name>R53.9</name><desc>Tired feet</desc></diag></diag>
<diag><name>R54</name><desc>Age-related physical debility</desc></diag></section></chapter></ICD10CM.tabular>
"""
ORDER = """00001 R53     0 Malaise and fatigue                 Malaise and fatigue
00002 R531    1 Weakness of the whole body          Weakness of the whole body
00003 R539    1 Tired feet                          Tired feet
00004 R54     1 Age-related physical debility       Age-related physical debility
"""


def _run(*args):
    return subprocess.run([sys.executable, "-m", "clinote", *args], capture_output=True, text=True, check=False)


def test_a_release_is_added_from_the_official_files(site):
    tabular, order = site / "tabular.xml", site / "order.txt"
    tabular.write_text(FUTURE, encoding="utf-8")
    order.write_text(ORDER, encoding="utf-8")
    done = _run("codeset", "add", str(tabular), str(order), "--from", "2030-10-01", "--to", "2031-09-30")
    assert done.returncode == 0, done.stderr
    assert "2030-10-01  to 2031-09-30  added   FY2031" in _run("codeset", "list").stdout
    differences = _run("codeset", "diff", "2026-04-01", "2030-10-01").stdout
    assert "R53.1, description: Weakness -> Weakness of the whole body" in differences
    assert "R53.83: gone, Other fatigue" in differences
    assert "R53.9: new, Tired feet" in differences
    later = json.loads(_run("suggest", str(_note(site)), "--date", "2031-01-01", "--format", "json").stdout)
    assert later["code_set"]["release"] == "FY2031"
    assert later["code_set"]["fits"] is True
    assert later["codes"][0]["description"] == "Weakness of the whole body"


def _note(folder):
    file = folder / "note.txt"
    file.write_text("Assessment: generalized weakness. Strength 5/5.", encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("diff", "2001-01-01", "2026-04-01"), "No release begins on 2001-01-01"),
        (("diff", "last", "2026-04-01"), "no day like"),
        (("add", "{x}", "{order}", "--from", "2030-10-01", "--to", "2031-09-30"), "no tabular list"),
        (("add", "{x}", "{x}", "--from", "2030-10-01", "--to", "2031-09-30"), "line 1: no code"),
        (("add", "{none}", "{order}", "--from", "2030-10-01", "--to", "2031-09-30"), "cannot be read"),
        (("add", "{x}", "{order}", "--from", "2031-10-01", "--to", "2030-09-30"), "is before"),
    ],
)
def test_wrong_use_says_what_to_do(site, args, says):
    (site / "x.txt").write_text("nothing of the kind", encoding="utf-8")
    (site / "order.txt").write_text(ORDER, encoding="utf-8")
    names = {"x": site / "x.txt", "order": site / "order.txt", "none": site / "none.xml"}
    done = _run("codeset", *(arg.format(**names) for arg in args))
    assert done.returncode in (2, 4)
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_no_release_is_named(site):
    (site / "site").mkdir()
    (site / "site" / "2040-10-01_2041-09-30.json.gz").write_bytes(gzip.compress(b"{}"))
    done = _run("codeset", "list")
    assert done.returncode == 4
    assert "2040-10-01_2041-09-30.json.gz is no code set" in done.stderr


def test_choosing_prefers_the_year():
    assert str(codeset.choose(date(2025, 12, 31)).effective) == "2026-04-01"


@pytest.mark.parametrize(
    ("note", "codes"),
    [
        ("dermatopolymyositis (M33.-)", ["M33"]),
        ("muscular dystrophies and myopathies (G71-G72)", ["G71-G72"]),
        ("facial weakness following cerebrovascular disease (I69. with final characters -92)", ["I69*92"]),
        ("sequela (I69.05-, I69.15-)", ["I69.05", "I69.15"]),
        ("recurrent depressive episode (F33-)", ["F33"]),
        ("polymyositis (M33.2.-)", ["M33.2"]),
        ("botulism (A05.1, A48.51-A48.52)", ["A05.1", "A48.51-A48.52"]),
        ("myopathy in rheumatoid arthritis (M05.32)", ["M05.4"]),
        ("signs and symptoms classified in the body system chapters", []),
    ],
)
def test_excludes_note_is_read(note, codes):
    assert compile.excluded(note, {"M05.32": "M05.4"}) == codes


PAIRS = [
    ("R53.1", "M62.81"), ("R53.1", "R54"), ("R53.1", "M62.84"), ("M62.81", "M62.84"), ("M62.81", "M79.10"),
    ("M62.81", "R25.2"), ("M62.81", "G72.0"), ("M62.81", "G72.1"), ("M62.81", "G25.82"), ("M62.81", "M33.20"),
    ("R53.2", "R54"), ("R53.2", "M62.3"), ("R53.2", "G82.50"), ("R53.83", "R54"), ("R53.81", "F33.9"),
    ("R54", "M62.84"), ("M62.50", "M62.84"), ("R29.810", "G51.0"), ("R29.810", "I69.392"), ("G81.94", "I69.354"),
    ("G83.11", "I69.341"), ("G83.21", "I69.331"), ("G72.9", "M33.20"), ("G72.9", "M60.9"), ("E87.6", "G72.3"),
    ("E87.5", "G72.3"), ("R53.82", "G93.32"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_excludes1_holds_both_ways(one, other):
    assert excludes1(one, other)
    assert excludes1(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("R53.1", "R53.83"), ("M62.81", "R54"), ("M62.81", "M62.50"), ("M62.81", "G72.81"), ("M62.81", "G70.00"),
        ("R29.810", "I69.354"), ("R53.83", "F32.A"), ("R53.1", "F33.9"), ("G72.81", "G62.81"), ("M62.81", "M32.9"),
        ("R53.1", "E87.6"), ("G81.94", "I63.9"),
    ],
)  # fmt: skip
def test_no_excludes1(one, other):
    assert excludes1(one, other) is None


def test_excludes_notes_are_inherited():
    at = {exclusion.at for exclusion in lookup("M62.81").excludes1}
    assert at == {"M62.81", "M62", "M60-M63"}
    assert "13" in {exclusion.at for exclusion in lookup("M62.81").excludes2}


@pytest.mark.parametrize(
    "code", ["G72.4", "G81.9", "T46.6X5", "M33.2", "E05.9", "I69.35", "G70.0", "R53", "Q99.99", "X"]
)
def test_not_billable(code):
    assert not billable(code)


@pytest.mark.parametrize("code", ["R53.1", "M62.81", "T46.6X5A", "I10", "Z23", "S72.001A"])
def test_billable(code):
    assert billable(code)


@pytest.mark.parametrize(("code", "known"), [("G72.4", True), ("I10", True), ("E11", True), ("Q99.99", False)])
def test_exists(code, known):
    assert codeset.exists(code) is known


def test_every_code_of_the_pattern_files_is_in_the_slice():
    from clinote import patterns

    for pattern in patterns.load()["diagnosis"].patterns:
        data = pattern.data
        stems = ("monoparesis",)
        codes = [
            data.get("code"),
            *data.get("adds", ()),
            *data.get("first", ()),
            *(r["code"] for r in data.get("refined", ())),
            *(k["code"] for k in data.get("kinds", ())),
        ]
        for code in filter(None, codes):
            assert lookup(code), pattern.id
            assert billable(code) or data["group"] in stems, (pattern.id, code)
