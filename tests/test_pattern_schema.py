"""The JSON Schemas of the data files: all that ships is valid, a typo is not, and an editor's tool reads them."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import jsonschema
import pytest
from program import clinote

from clinote import pattern_schema, resources

FOLDER = resources.path("patterns")
TAPLO = shutil.which("taplo", path=str(Path(sys.executable).parent))
ALERT = """
[[alert]]
id = "site.x"
severity = "info"
when = ["decided R53.1", "not muscle weakness stated"]
message = "m"
then = "t"
source = "s"
examples = ["Weak."]
"""
PATTERN = '[[pattern]]\nid = "x"\nterms = ["x"]\nsource = "s"\nexamples = ["x"]\n'
ANALYTE = '[analytes.x]\nunits = [{ unit = "g", factor = 1, low = 0.2, high = 30 }]\nrange = [0.5, 2]\n'


def faults(name, text):
    held = jsonschema.Draft7Validator(pattern_schema.schema(name))
    return [error.message for error in held.iter_errors(tomllib.loads(text))]


@pytest.mark.parametrize("name", pattern_schema.names())
def test_what_ships_is_valid(name):
    jsonschema.Draft7Validator.check_schema(pattern_schema.schema(name))
    assert faults(name, (FOLDER / name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("name", "text", "right", "wrong"),
    [
        ("findings.toml", PATTERN + 'concept = "rash"', '"rash"', '"rahs"'),
        ("findings.toml", PATTERN + 'guard = "x"', "guard", "gaurd"),
        ("findings.toml", PATTERN, "source", "sauce"),
        ("findings.toml", 'off = ["finding.numbness"]', "finding.numbness", "finding.numb"),
        ("emg.toml", PATTERN + 'kind = "emg_report"', "emg_report", "emg_repot"),
        ("negation.toml", PATTERN + 'class = "determiner"\nwords = 3', "3", '"3"'),
        ("labs.toml", PATTERN + 'analyte = "ck"', '"ck"', '"cpk"'),
        ("labs.toml", ANALYTE, "factor", "facter"),
        ("labs.toml", ANALYTE, "range", "rnage"),
        ("coding/alerts.toml", ALERT, '"info"', '"inform"'),
        ("coding/alerts.toml", ALERT, "decided R53.1", "decided R53"),
        ("coding/alerts.toml", ALERT, "not muscle weakness", "no muscle weakness"),
        ("coding/alerts.toml", ALERT, "message", "mesage"),
        ("weakness.toml", 'things = ["...", "tea"]', "things", "thing"),
    ],
)
def test_a_typo_is_not(name, text, right, wrong):
    assert faults(name, text) == []
    assert faults(name, text.replace(right, wrong, 1)) != []


@pytest.mark.skipif(TAPLO is None, reason="taplo is not installed")
def test_an_editors_tool_reads_them(tmp_path):
    def checked():
        return subprocess.run([TAPLO, "check"], cwd=tmp_path, capture_output=True, text=True)

    (tmp_path / "findings.toml").write_text(PATTERN + 'concept = "trismus"\n')
    (tmp_path / "records.toml").write_text('[finding]\nconcept = ["...", "trismus"]\n')
    assert "Schemas in" in clinote("patterns", "schema", "--write", tmp_path, loaded=False).stdout
    assert checked().returncode == 0
    (tmp_path / "findings.toml").write_text(PATTERN + 'concept = "trismuss"\n')
    assert '"trismuss" is not one of' in checked().stderr
