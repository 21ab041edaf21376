"""The markup of the tests refuses what it cannot read."""

import pytest
from markup import parse


def test_reads_tags_and_leaves_other_angles_alone():
    text, (lab,) = parse('<CK value=200 comparator="<">CK <200</CK> and 3 < 4')
    assert text == "CK <200 and 3 < 4"
    assert (lab.start, lab.end, lab.attributes) == (0, 7, {"value": 200.0, "comparator": "<"})


@pytest.mark.parametrize("broken", ["<CK>x", "x</CK>", "<CK>a<LAB>b</CK></LAB>"])
def test_refuses_broken_tags(broken):
    with pytest.raises(ValueError, match="close"):
        parse(broken)
