"""The compiled slice still says what the official tables say."""

import importlib.util
import sys
from pathlib import Path

import pytest

from clinote.coding import codeset
from clinote.coding.codeset import billable, excludes1, lookup

tables = pytest.importorskip("simple_icd_10_cm")


@pytest.fixture(scope="module")
def script():
    path = Path(__file__).resolve().parent.parent / ".ci" / "compile_codeset.py"
    spec = importlib.util.spec_from_file_location("compile_codeset", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_slice_is_what_the_tables_say(script):
    assert script.changes(codeset._slice(), script.compiled()) == []


def test_list_of_billable_codes_is_what_the_tables_say(script):
    assert sorted(codeset._billable()) == script.billable()


def test_changes_are_told(script):
    old = {"release": "a", "source": "s", "codes": {"R53.1": {"description": "Weak"}, "R00": {"description": "Gone"}}}
    new = {
        "release": "b",
        "source": "s",
        "codes": {"R53.1": {"description": "Weakness"}, "R54": {"description": "Old"}},
    }
    assert script.changes(old, new) == [
        "release: a -> b", "R00: gone", "R54: new, Old", "R53.1, description: Weak -> Weakness",
    ]  # fmt: skip


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
def test_excludes_note_is_read(script, note, codes):
    assert script.excluded(note, {"M05.32": "M05.4"}) == codes


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


def test_release_is_stated():
    assert codeset.code_set() == {"release": "FY2026, April 1 2026 update", "effective": "2026-04-01"}
    assert "FY2027" in codeset.release()["next"]


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
        ]
        for code in filter(None, codes):
            assert lookup(code), pattern.id
            assert billable(code) or data["group"] in stems, (pattern.id, code)
