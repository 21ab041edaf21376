"""DIAGNOSIS: what the provider states, its code, and how it is asserted."""

import pytest
from markup import check


@pytest.mark.parametrize(
    "note",
    [
        "Assessment: <DIAGNOSIS code=M33.20>Polymyositis</DIAGNOSIS>.",
        "Impression: weakness due to <DIAGNOSIS code=E87.6>hypokalemia</DIAGNOSIS>.",
        "Impression: Possible <DIAGNOSIS code=G70.00 uncertain>myasthenia gravis</DIAGNOSIS>.",
        "Impression: <DIAGNOSIS code=G70.00 negated>myasthenia gravis</DIAGNOSIS> was ruled out.",
        "FH: mother with <DIAGNOSIS code=G70.00 family>myasthenia gravis</DIAGNOSIS>.",
        "Impression: <DIAGNOSIS code=G72.41>inclusion body myositis</DIAGNOSIS>.",
        "Impression: No <DIAGNOSIS negated>anemia</DIAGNOSIS>.",
    ],
)
def test_diagnoses(note):
    check(note, "DIAGNOSIS")
