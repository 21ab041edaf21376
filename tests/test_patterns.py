"""Every pattern finds its own examples, at their offsets, and nothing else of its label."""

import pytest
from markup import check

from clinote import patterns
from clinote.errors import PatternError

CASES = [
    pytest.param(example, file.settings.get("label"), id=f"{pattern.id}: {example[:60]}")
    for file in patterns.load().values()
    for pattern in file.patterns
    for example in pattern.examples
]


@pytest.mark.parametrize(("example", "label"), CASES)
def test_example(example, label):
    check(example, *([label] if label else []))


def test_terms_write_out():
    assert patterns.expand("(trouble|difficulty) [with ]swallowing", {}) == [
        "trouble with swallowing",
        "trouble swallowing",
        "difficulty with swallowing",
        "difficulty swallowing",
    ]


@pytest.mark.parametrize("term", ["(a|b", "a)", "{nobody}", "[a"])
def test_broken_terms_are_refused(term):
    with pytest.raises(PatternError):
        patterns.expand(term, {})
