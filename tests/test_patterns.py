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


@pytest.mark.parametrize("term", ["(a|b", "a)", "{nobody}", "[a", "(a]", "a}"])
def test_broken_terms_are_refused(term):
    with pytest.raises(PatternError):
        patterns.expand(term, {})


def test_the_patterns_stay_small():
    sizes = {name: patterns.atoms(file) for name, file in patterns.load().items()}
    assert {name: size for name, size in sizes.items() if size > 8_000} == {}
    assert 10_000 < sum(sizes.values()) < 40_000


def test_the_size_of_a_file(tmp_path):
    file = tmp_path / "a.toml"
    file.write_text(
        "limits = ['only', 'just']\n[words]\nleg = ['leg', 'thigh']\n[[pattern]]\nid = 'a'\nsource = 's'\n"
        "examples = ['x']\nterms = ['(weak|limp) {leg}', 'lame [left ]{leg}']\n"
    )
    # two limits, two words, 'weak', 'limp', 'lame', 'left', and the list twice
    assert patterns.atoms(patterns.load_file(file, {})) == 10
