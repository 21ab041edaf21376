"""The one pass over a text: word edges, the longest phrase, offsets of the note."""

import pytest

from clinote.lexicon import Lexicon, Scan
from clinote.patterns import Pattern

PHRASES = Lexicon(
    [
        Pattern("a", "x", ("weak", "muscle weakness", "weakness"), {}),
        Pattern("b", "y", ("muscle", "k+", "( )"), {}),
    ]
)


def found(text):
    return {kind: [text[h.start : h.end] for h in hits] for kind, hits in PHRASES.find(Scan(text)).items()}


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("weak", {"x": ["weak"]}),
        ("weakly, tweak, weak2", {}),
        ("muscle weakness", {"x": ["muscle weakness"], "y": ["muscle"]}),
        ("muscle \n\t  weakness  weak", {"x": ["muscle \n\t  weakness", "weak"], "y": ["muscle"]}),
        ("muscle-weakness", {"x": ["muscle-weakness"], "y": ["muscle"]}),
        ("k+4 (-)weak", {"x": ["weak"], "y": ["k+", "(-)"]}),
        ("éweak", {}),
        ("\u2192weak weak\u2192", {"x": ["weak", "weak"]}),
        ("", {}),
    ],
)
def test_find(text, hits):
    assert found(text) == hits


def test_a_window_finds_what_lies_in_it():
    text = "weak   x  muscle weakness   weak"
    inside = PHRASES.find(Scan(text), 8, 25)
    assert [(h.start, h.end) for h in inside["x"]] == [(10, 25)]


@pytest.mark.parametrize("text", ["a  b", "  a", "a  ", "a b", "a\n\n\nb   c", ""])
def test_offsets_go_both_ways(text):
    scan = Scan(text)
    for at, char in enumerate(scan.text.decode().lower()):
        assert text[scan.outward(at)] in (char, "\n")
        assert scan.inward(scan.outward(at)) == at


def test_digits_behind_letters():
    text = "Na138  K 4.1 -  T1, B12\n\nx2 2x \u00e94"
    assert [text[at - 1 : at + 1] for at in Scan(text).joints()] == ["a1", "T1", "B1", "x2", "\u00e94"]
