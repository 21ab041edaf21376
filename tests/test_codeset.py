"""The releases of the code set: what the tables say, which one is in force, how another is added."""

import gzip
import json
import re
import runpy
from datetime import date
from functools import partial
from pathlib import Path

import program
import pytest

import clinote
from clinote import codeset, patterns
from clinote.codeset import billable, compile, excludes1, lookup, settings
from clinote.coding import policy
from clinote.coding.check import unmet

ROOT = Path(__file__).resolve().parent.parent
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


def test_what_the_script_writes_is_what_is_shipped(tmp_path, monkeypatch, capsys):
    script = runpy.run_path(str(ROOT / ".ci" / "compile_codeset.py"))
    script["main"].__globals__["FOLDER"] = tmp_path
    monkeypatch.setattr("sys.argv", ["compile_codeset.py"])
    script["main"]()
    (written,) = tmp_path.iterdir()
    assert written.read_bytes() == (ROOT / "models" / "icd10cm" / written.name).read_bytes()
    assert codeset.releases()[-1].release in capsys.readouterr().out


def test_releases_are_those_stated():
    stated = [(r["release"], r["effective"], r["until"]) for r in settings()["release"]]
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


def codes_in(data):
    """Every code that data names, however deep."""
    if isinstance(data, dict):
        data = [value for key, value in data.items() if key not in ("examples", "unlike", "words", "terms", "note")]
    if isinstance(data, (list, tuple)):
        return {code for item in data for code in codes_in(item)}
    return {data} if isinstance(data, str) and re.fullmatch(r"[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?", data) else set()


def every_code():
    """The codes of the rules, of the diagnoses and of drugs; those that a rule builds by side and dominance too."""
    diagnoses = [pattern.data for pattern in patterns.load()["diagnosis"].patterns]
    codes = codes_in([policy.data(name) for name in ("rules", "codes", "alerts", "drugs")]) | codes_in(diagnoses)
    digits = {"G81.9": "01234", "G83.1": "01234", "G83.2": "01234"}
    for stem in {data["sequela"] for data in diagnoses if "sequela" in data} | {"I69.9"}:
        digits |= {f"{stem}{kind}": "12349" for kind in "345"} | {f"{stem}9": "2"}
    return (codes - digits.keys() - {stem[:5] for stem in digits}) | {s + d for s, ds in digits.items() for d in ds}


CODES = sorted(every_code())


@pytest.mark.parametrize("release", codeset.releases(), ids=lambda release: release.release)
def test_every_code_of_every_rule_is_complete_in_every_release(release):
    assert len(CODES) > 400
    with codeset.in_force(release.effective):
        now = {code: codeset.as_of(code) for code in CODES}
        assert [code for code in CODES if not codeset.billable(now[code])] == []
        assert all(codeset.description(code) for code in now.values())


@pytest.mark.parametrize("release", codeset.releases(), ids=lambda release: release.release)
def test_excludes_notes_are_in_every_release_as_the_rules_assume(release):
    assert unmet(release) == {}
    assert sum(len(record.bars) + len(record.allows) for record in policy.every()) > 40


@pytest.mark.parametrize(
    ("code", "before"),
    [
        ("E88.A", "R64"), ("U09.9", "B94.8"), ("G93.32", "G93.3"), ("F32.A", "F32.9"), ("G20.A1", "G20"),
        ("T45.AX5A", "T45.1X5A"), ("G35.D", "G35"), ("R53.1", "R53.1"),
    ],
)  # fmt: skip
def test_words_of_an_older_day_have_the_code_of_that_day(code, before):
    class Older:
        @staticmethod
        def billable(asked):
            return asked == before

    assert codeset.as_of(code, Older) == before


def test_a_rule_says_what_it_rests_on():
    stated = policy.explain("other.sarcopenia")
    assert ("M62.84", "R53.1") in stated.bars


FUTURE = """<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.tabular><version>2031</version><title>A made-up release</title>
<chapter><name>6</name><desc>Nerves (G00-G99)</desc><section id="G70-G73"><desc>Junction and muscle (G70-G73)</desc>
<diag><name>G70</name><desc>Myoneural disorders</desc><diag><name>G70.0</name><desc>Myasthenia gravis</desc>
<diag><name>G70.00</name><desc>Myasthenia gravis, plain</desc></diag></diag></diag></section></chapter>
<chapter><name>13</name><desc>Muscles (M00-M99)</desc><section id="M60-M63"><desc>Muscles (M60-M63)</desc>
<diag><name>M62</name><desc>Muscles</desc><diag><name>M62.8</name><desc>Other</desc>
<diag><name>M62.81</name><desc>Muscle weakness</desc>
<excludes1><note>myasthenia gravis (G70.0-)</note></excludes1></diag>
</diag></diag></section></chapter>
<chapter><name>18</name><desc>Symptoms and signs (R00-R99)</desc><section id="R50-R69"><desc>General (R50-R69)</desc>
<diag><name>R53</name><desc>Malaise and fatigue</desc>
<diag><name>R53.1</name><desc>Weakness of the whole body</desc><excludes1><note>frailty (R54)</note></excludes1></diag>
<diag><name>R53.9</name><desc>Tired feet</desc></diag></diag>
<diag><name>R54</name><desc>Age-related physical debility</desc></diag></section></chapter>
<chapter><name>22</name><desc>Special (QA0-QA0)</desc><section id="QA0-QA0"><desc>Special (QA0-QA0)</desc>
<diag><name>QA0</name><desc>Two letters</desc></diag></section></chapter></ICD10CM.tabular>
"""
ORDER = """00001 G70     0 Myoneural disorders                 Myoneural disorders
00002 G7000   1 Myasthenia gravis, plain            Myasthenia gravis, plain
00003 M6281   1 Muscle weakness                     Muscle weakness
00004 R53     0 Malaise and fatigue                 Malaise and fatigue
00005 R531    1 Weakness of the whole body          Weakness of the whole body
00006 R539    1 Tired feet                          Tired feet
00007 R54     1 Age-related physical debility       Age-related physical debility
00008 QA0     1 Two letters                         Two letters
"""


_run = partial(program.clinote, loaded=False)


@pytest.fixture(scope="module")
def added(tmp_path_factory):
    """A folder to which the command has added the made-up release, of fiscal year 2031, and what the command said."""
    folder = tmp_path_factory.mktemp("later")
    tabular, order = folder / "tabular.xml", folder / "order.txt"
    tabular.write_text(FUTURE, encoding="utf-8")
    order.write_text(ORDER, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLINOTE_CODESETS", str(folder / "site"))
        return folder / "site", _run(
            "codeset", "add", str(tabular), str(order), "--from", "2030-10-01", "--to", "2031-09-30"
        )


@pytest.fixture
def later(added, monkeypatch):
    """The made-up release is there; what the command said that added it."""
    folder, done = added
    monkeypatch.setenv("CLINOTE_CODESETS", str(folder))
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_release_is_added_from_the_official_files(later, tmp_path):
    assert "2030-10-01  to 2031-09-30  added   FY2031" in _run("codeset", "list").stdout
    differences = _run("codeset", "diff", "2026-04-01", "2030-10-01").stdout
    assert "R53.1, description: Weakness -> Weakness of the whole body" in differences
    assert "R53.83: gone, Other fatigue" in differences
    assert "R53.9: new, Tired feet" in differences
    (tmp_path / "note.txt").write_text("Assessment: generalized weakness. Strength 5/5.", encoding="utf-8")
    made = _run("suggest", str(tmp_path / "note.txt"), "--date", "2031-01-01", "--format", "json").stdout
    report = json.loads(made)
    assert report["code_set"]["release"] == "FY2031"
    assert report["code_set"]["fits"] is True
    assert report["codes"][0]["description"] == "Weakness of the whole body"


@pytest.mark.parametrize(
    ("note", "before", "after"),
    [
        ("A: Muscle weakness. Myasthenia gravis.", ("M62.81", "G70.00"), ("other", "G70.00")),
        ("A: Generalized weakness and fatigue. Strength 5/5.", ("R53.1", "R53.83"), ("R53.1", None)),
    ],
)
def test_a_later_release_changes_the_answer_of_its_days(later, tmp_path, note, before, after):
    (tmp_path / "n.txt").write_text(note, encoding="utf-8")
    for day, (decision, second) in (("2026-05-01", before), ("2030-12-01", after)):
        found = json.loads(_run("suggest", str(tmp_path / "n.txt"), "--date", day, "--format", "json").stdout)
        assert found["decision"]["code"] == decision
        assert next((c["code"] for c in found["codes"] if c["role"] != "decision"), None) == second
    told = " ".join(found["decision"]["cautions"])
    assert ("has no complete code R53.83" in told) is (second is None)


def test_what_the_rules_rest_on_and_a_later_release_does_not_give_is_told(later):
    said = _run("codeset", "diff", "2026-04-01", "2030-10-01").stdout
    for told in (later, said):
        assert "an Excludes1 note parts M62.81 and G70.00: other.muscle-disease" in told
        assert "M62.84 is no complete code: other.sarcopenia" in told
    assert "M62.81, excludes1:" in said
    assert "-> myasthenia gravis (G70.0-)" in said


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


@pytest.mark.parametrize("day", ["2025-05-01", "2026-05-01"])
@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_excludes1_holds_both_ways(one, other, day):
    with codeset.in_force(day):
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
            *(r.get("code") for r in data.get("refined", ())),
            *(k.get("code") for k in data.get("kinds", ())),
            *(code for k in data.get("places", ()) for code in (k["code"], *k.get("sides", {}).values())),
        ]
        for code in filter(None, codes):
            assert lookup(code), pattern.id
            assert billable(code) or data["group"] in stems, (pattern.id, code)
