"""A made-up note and the report on it, hand-made, for the tests of the views."""

from typing import Any

NOTE = """\
CHIEF COMPLAINT: trouble with stairs
HPI: 61 y/o with generalized muscle weakness for 2 months, worse on stairs. Denies numbness or diplopia.
Her mother had myasthenia gravis.

EXAM
  Strength 4/5 in both hip flexors and 4+/5 in both deltoids, 5/5 distally.
  Reflexes 2+ throughout.

LABS: CK 640 U/L (30-200), K 3.1 mEq/L
ASSESSMENT: Generalized muscle weakness, proximal. EMG pending.
"""


def _fact(number: int, label: str, text: str, section: str, after: int = 0, **fields: Any) -> dict[str, Any]:
    start = NOTE.index(text, after)
    flags = dict.fromkeys(("negated", "uncertain", "historical", "hypothetical", "family"), False)
    line = NOTE.count("\n", 0, start) + 1
    cues: dict[str, Any] = {}
    for flag, words in fields.pop("set_aside", {}).items():
        at = NOTE.index(words)
        flags[flag] = True
        cues[flag] = {"start": at, "end": at + len(words), "text": words, "rule": f"cue.{flag}"}
    return {
        "id": f"f{number}", "label": label, "start": start, "end": start + len(text), "text": text,
        "section": section, "line": line, **flags, **fields, "rule": f"{label.lower()}.made", "cues": cues,
        "opinions": fields.get("opinions", []),
    }  # fmt: skip


_ASSESSMENT = NOTE.index("ASSESSMENT")
_LAB = {"unit": "U/L", "comparator": None, "reference_low": None, "reference_high": None, "flag": None}

FACTS = [
    _fact(1, "WEAKNESS", "muscle weakness", "hpi", concept="muscle_weakness"),
    _fact(2, "DURATION", "for 2 months", "hpi", days_low=60.88, days_high=60.88, about="f1"),
    _fact(3, "FINDING", "numbness", "hpi", concept="sensory_loss", set_aside={"negated": "Denies"}),
    _fact(
        4, "FINDING", "diplopia", "hpi", concept="diplopia", set_aside={"negated": "Denies"},
        opinions=[{"engine": "negspacy", "negated": False, "cue": None}],
    ),
    _fact(
        5, "DIAGNOSIS", "myasthenia gravis", "hpi", name="myasthenia gravis", code="G70.00",
        set_aside={"family": "mother"},
    ),
    _fact(
        6, "STRENGTH_GRADE", "4/5", "exam", grade_low=4.0, grade_high=4.0, side="bilateral", site="hip flexors",
        qualitative=False,
    ),
    _fact(
        7, "STRENGTH_GRADE", "4+/5", "exam", grade_low=4.33, grade_high=4.33, side="bilateral", site="deltoids",
        qualitative=False,
    ),
    _fact(
        8, "STRENGTH_GRADE", "5/5", "exam", grade_low=5.0, grade_high=5.0, side=None, site=None, qualitative=False,
    ),
    _fact(9, "CK", "CK 640 U/L (30-200)", "labs", value=640.0, **(_LAB | {"reference_low": 30.0, "flag": "H"})),
    _fact(10, "POTASSIUM", "K 3.1 mEq/L", "labs", value=3.1, **(_LAB | {"unit": "mmol/L"})),
    _fact(11, "DISTRIBUTION", "Generalized", "assessment", _ASSESSMENT, pattern="generalized", side=None),
    _fact(
        12, "WEAKNESS", "Generalized muscle weakness", "assessment", _ASSESSMENT, concept="muscle_weakness",
    ),
    _fact(13, "EMG", "EMG", "assessment", _ASSESSMENT, finding="other", set_aside={"hypothetical": "pending"}),
]  # fmt: skip


def _rests(stance: str, *ids: str) -> list[dict[str, str]]:
    return [{"fact": i, "stance": stance, "rule": "m6281.stated"} for i in ids]


REPORT: dict[str, Any] = {
    "schema_version": "1.0",
    "clinote_version": "0.1.0",
    "code_set": {"release": "FY2026 April 1", "effective": "2026-04-01"},
    "site": None,
    "note": {
        "id": None, "patient_id": None, "date": None, "setting": "outpatient", "setting_assumed": True,
        "length": len(NOTE), "sha256": "0" * 64,
    },
    "facts": sorted(FACTS, key=lambda fact: (fact["start"], -fact["end"])),
    "decision": {
        "code": "M62.81", "status": "supported", "as_documented": "M62.81", "rules": ["m6281.stated"],
        "rationale": ["Muscle weakness is stated in the assessment.", "Reduced grades on both sides agree with it."],
    },
    "codes": [
        {
            "code": "E87.6", "description": "Hypokalemia", "billable": True, "role": "alternative",
            "evidence": _rests("supports", "f10"),
        },
        {
            "code": "M62.81", "description": "Muscle weakness (generalized)", "billable": True, "role": "decision",
            "evidence": _rests("supports", "f1", "f6", "f7", "f12") + _rests("opposes", "f8"),
        },
    ],
    "alerts": [
        {
            "id": "gap.functional-impact", "severity": "info", "evidence": [],
            "message": "Nothing says what the weakness keeps the patient from doing.",
        },
        {
            "id": "gap.lab-significance", "severity": "warn", "evidence": ["f10"],
            "message": "An abnormal potassium that no diagnosis names.",
        },
    ],
    "queries": [
        {
            "alert": "gap.lab-significance",
            "text": "The note holds: K 3.1 mEq/L (line 9).\nIs there a diagnosis for this value?\n"
            "[ ] Hypokalemia\n[ ] Other: ____\n[ ] Unable to determine",
        }
    ],
}  # fmt: skip
