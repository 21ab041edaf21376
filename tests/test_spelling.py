"""A word's plural, its slips and its shorthand; short words keep to their letters."""

import pytest

from clinote.spelling import variants


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("weakness", ["weakness", "weaknesses", "weaknes", "weeknesses", "wekaness", "wkness", "wkns", "wknss"]),
        ("fatigue", ["fatigues", "fatige", "fatigeu", "fatgue", "fatique"]),
        ("malaise", ["malaize", "mallaise", "malaisee"]),
        ("lethargy", ["letargy", "lethargey"]),
        ("frailty", ["fraility", "frialty"]),
        ("hemiparesis", ["hemiparisis", "hemiparezis"]),
        ("rhabdomyolysis", ["rhabdomyolisis", "rabdomyolysis"]),
        ("numbness", ["numbnes", "nmbness", "nmbns", "numbnness"]),
        ("myopathy", ["myopathies", "myopaty", "myapathy"]),
    ],
)
def test_ways_to_write_a_word(word, forms):
    assert set(forms) <= set(variants(word))


def test_what_is_another_word():
    assert variants("fall") == ["fall", "falls"]
    assert {"eakness", "weak", "weaker", "week", "likeness"}.isdisjoint(variants("weakness"))
    assert "dysphasia" not in variants("dysphagia")
    assert "doubly" not in variants("double")
    assert {"mls", "mlse"}.isdisjoint(variants("malaise"))
