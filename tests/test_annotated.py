"""Gold from annotation tools: brat folders and UIMA CAS files."""

import json
import shutil
import zipfile

import cassis
import pytest
from program import clinote

from clinote import evaluation
from clinote.errors import InputError
from clinote.evaluation import annotated

TEXT = "Denies 🦵 weakness. CK 900.\r\nMother had gout."
FACTS = [
    {"label": "WEAKNESS", "start": 9, "end": 17, "text": "weakness", "concept": "weakness", "negated": True},
    {"label": "CK", "start": 19, "end": 25, "text": "CK 900", "value": 900, "flag": "H"},
]


@pytest.fixture
def brat(tmp_path):
    folder = tmp_path / "brat"
    folder.mkdir()
    (folder / "n1.txt").write_bytes(TEXT.encode())
    (folder / "n1.ann").write_text(
        "T1\tWEAKNESS 9 17\tweakness\nA1\tNegated T1\nA2\tConcept T1 weakness\n"
        "T2\tCK 19 25\tCK 900\n#1\tAnnotatorNotes T2\t" + json.dumps({"value": 900, "flag": "H"}) + "\n"
        "T3\tDisease 38 42\tgout\nR1\tOf Arg1:T3 Arg2:T1\n*\tEquiv T1 T3\n#2\tAnnotatorNotes T3\tunsure\n"
    )
    return folder


@pytest.fixture
def cas():
    types = cassis.TypeSystem()
    layer = types.create_type("webanno.custom.Weakness", "uima.tcas.Annotation")
    for name, kind in (("concept", "String"), ("negated", "Boolean")):
        types.create_feature(layer, name, f"uima.cas.{kind}")
    span = types.create_type("webanno.custom.Span", "uima.tcas.Annotation")
    for name in ("label", "value", "flag"):
        types.create_feature(span, name, "uima.cas.String")
    whole = types.create_type("webanno.custom.Outcome", "uima.cas.AnnotationBase")
    for name in ("decision", "setting"):
        types.create_feature(whole, name, "uima.cas.String")
    made = cassis.Cas(types)
    made.sofa_string, made.sofa_mime = TEXT, "text/plain"
    made.add_all([
        layer(begin=9, end=17, concept="weakness", negated=True),
        span(begin=19, end=25, label="CK", value="900", flag="H"),
        span(begin=38, end=42, label="Disease"),
        whole(decision="none", setting="inpatient"),
    ])  # fmt: skip
    return made


def test_brat(brat):
    (note,) = annotated.read(brat)
    assert (note["id"], note["text"]) == ("n1", TEXT)
    assert note["gold"] == {"facts": FACTS, "labels": ["WEAKNESS", "CK"]}
    assert evaluation.evaluate([note]).total.f1 == 1.0


@pytest.mark.parametrize("packed", [False, True])
def test_cas(cas, tmp_path, packed):
    if packed:
        with zipfile.ZipFile(tmp_path / "n1.zip", "w") as archive:
            archive.writestr("anyone.xmi", cas.to_xmi())
            archive.writestr("TypeSystem.xml", cas.typesystem.to_xml())
    else:
        cas.to_xmi(tmp_path / "n1.xmi")
        cas.typesystem.to_xml(tmp_path / "TypeSystem.xml")
    (note,) = annotated.read(tmp_path)
    assert (note["id"], note["setting"]) == ("n1", "inpatient")
    assert note["gold"] == {"facts": FACTS, "decision": "none", "labels": ["WEAKNESS", "CK"]}


def test_an_xmi_file_counts_in_utf_16(cas, tmp_path):
    assert 'begin="10"' in cas.to_xmi()  # the leg is one character and two code units


def test_the_command_reads_what_clinote_has_written(tmp_path):
    (tmp_path / "notes.jsonl").write_text(json.dumps({"id": "a", "text": TEXT}) + "\n")
    clinote("batch", "notes.jsonl", "-o", "out.jsonl", "--brat", "folder", cwd=tmp_path)
    figures = json.loads(clinote("evaluate", "folder", "--json", cwd=tmp_path).stdout)
    assert (figures["notes"], figures["facts"]["ALL"]["f1"]) == (1, 1.0)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda folder: (folder / "n1.ann").write_text("T1 WEAKNESS 9 17\n"), "n1.ann cannot be read as an export"),
        (lambda folder: (folder / "n1.txt").unlink(), "n1.ann cannot be read as an export"),
        (lambda folder: shutil.move(folder / "n1.ann", folder / "n1.old"), "holds no annotated notes"),
        (lambda folder: (folder / "n1.xmi").write_text("<x>"), "n1.xmi cannot be read as an export"),
        (lambda folder: (folder / "n1.zip").write_text("PK"), "n1.zip cannot be read as an export"),
    ],
)
def test_what_is_damaged_is_named(brat, spoil, said):
    spoil(brat)
    with pytest.raises(InputError, match=said):
        annotated.read(brat)
