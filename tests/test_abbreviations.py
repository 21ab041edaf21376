"""Short forms that the note defines carry over to their later uses."""

import pytest

from clinote.reading import Reading


def phrases(text, kind):
    return [text[hit.start : hit.end] for hit in Reading(text).hits(kind)]


def test_long_form_carries_over():
    text = "Probable generalized muscle weakness (GMW). Her GMW began in May. A GMWX is no GMW."
    assert phrases(text, "weakness") == ["muscle weakness", "GMW", "GMW"] or phrases(text, "weakness") == [
        "generalized muscle weakness", "GMW", "GMW"
    ]  # fmt: skip


def test_a_short_form_holds_until_it_is_defined_anew():
    text = "Muscle weakness (MW) is noted. MW since May. The molecular weight (MW) of it is high. MW of 12 kDa."
    assert phrases(text, "weakness") == ["Muscle weakness", "MW"]


def test_half_a_surrogate_pair_before_a_definition():
    assert phrases("\ud83d, then muscle weakness (MW). MW since May.", "weakness") == ["muscle weakness", "MW"]


@pytest.mark.parametrize(
    "text",
    [
        "He has muscle weakness (LEFT). LEFT arm.",  # the bracket defines nothing
        "He has muscle weakness. (MW) later MW.",  # another sentence's bracket
        "MW was not defined. MW.",
    ],
)
def test_a_bracket_that_defines_nothing(text):
    assert [p.lower() for p in phrases(text, "weakness") if p.isupper()] == []
