"""One place for analytes: a new record in `patterns/` works from the note to the report, its query and the schema."""

import json
import shutil

from program import python

from clinote import resources
from clinote.engine import Note, report

LACTATE = """
[analytes.lactate]
units = [{unit = "mmol/L", factor = 1, low = 0.2, high = 30}, {unit = "mg/dL", factor = 0.111, low = 2, high = 270, written = true}]
range = [0.5, 2.2]
high = ["Lactic acidosis (cause, if known): ____"]

[[pattern]]
id = "lab.lactate"
label = "LAB"
analyte = "lactate"
terms = ["serum lactate"]
source = "test"
examples = ["<LAB analyte=lactate value=6.1 flag=H>Serum lactate 6.1</LAB>."]
"""  # noqa: E501
NEUROGRAPHY = """
[[pattern]]
id = "emg.neuromyotonia"
finding = "neuromyotonic"
sure = true
terms = ["neuromyotonic discharges"]
source = "test"
examples = ["<EMG finding=neuromyotonic>Neuromyotonic discharges</EMG>."]
"""
READ = """
import json, pathlib, sys
from clinote import resources
resources._ROOTS = (pathlib.Path(sys.argv[1]),)
from clinote.engine import Note, report
from clinote.report import Report
text = "HPI: weakness. Serum lactate 6.1 mmol/L. EMG: neuromyotonic discharges.\\nAssessment: weakness."
said = report(Note(text))
Report.model_validate(said)
print(json.dumps([said, Report.model_json_schema()]))
"""


def test_a_record_is_enough_for_an_analyte_and_for_a_finding(tmp_path):
    for folder in ("patterns", "models"):
        shutil.copytree(resources.path(folder), tmp_path / folder)
    for name, more in (("labs", LACTATE), ("emg", NEUROGRAPHY)):
        with (tmp_path / "patterns" / f"{name}.toml").open("a", encoding="utf-8") as file:
            file.write(more)
    ran = python(READ, tmp_path, loaded=False)
    said, schema = json.loads(ran.stdout)
    assert [(f["analyte"], f["value"], f["flag"]) for f in said["facts"] if f["label"] == "LAB"] == [
        ("lactate", 6.1, "H")
    ]
    assert [f["finding"] for f in said["facts"] if f["label"] == "EMG"] == ["neuromyotonic"]
    assert any("lactate" in query["text"] and "Lactic acidosis" in query["text"] for query in said["queries"])
    assert "lactate" in schema["$defs"]["Lab"]["properties"]["analyte"]["enum"]
    assert "neuromyotonic" in schema["$defs"]["Emg"]["properties"]["finding"]["enum"]


def test_a_value_is_judged_in_its_own_unit_everywhere():
    said = report(Note("Generalized weakness for a month. Calcium 4.7 meq/L, phosphate 1.0 mmol/L, Mg 1.9 mEq/L."))
    assert [f["flag"] for f in said["facts"] if f["label"] == "LAB"] == ["N", "N", "N"]
    assert not [a for a in said["alerts"] if a["id"] == "gap.lab-significance"]


def test_a_treated_abnormal_counts_though_the_last_value_is_normal():
    for labs in ("K 2.8, repleted, now 3.9.", "K 2.8 -> KCl 40 mEq -> 3.9.", "Mg 1.1, replaced; 1.9 today."):
        said = report(Note(f"Labs: {labs}\nAssessment: generalized weakness."))
        assert [f["flag"] for f in said["facts"] if f["label"] in ("POTASSIUM", "LAB")] == ["L", "N"], labs
        assert [a["id"] for a in said["alerts"] if a["id"] == "gap.lab-significance"], labs
    said = report(Note("Labs: K 2.8 last week, 3.9 today.\nAssessment: generalized weakness."))
    assert not [a for a in said["alerts"] if a["id"] == "gap.lab-significance"]
