"""Expressions name word lists of the pattern files, and every list is used."""

import re
from pathlib import Path

import pytest

import clinote
from clinote import layers, resources
from clinote.errors import PatternError
from clinote.patterns import worded


def test_what_is_listed_stands_in_an_expression():
    dated = worded(r"{time.months} \d{1,2}\b|{labs.spoilt}")
    assert [m[0] for m in dated.finditer("sept 3, jan 12, may, haemolysed")] == ["sept 3", "jan 12", "haemolysed"]
    assert worded("{labs.unsent}").fullmatch("see-below")  # a blank of a phrase is a hyphen too
    assert worded("{quantities.units}").fullmatch("meq/liter")  # of a table of lists, what they hold
    assert worded("{time.units}").fullmatch("fortnight")  # of one of values, what has them
    assert worded("{strength.earlier}").fullmatch("baseline")  # that of the file, not the common one of its name


def test_an_unknown_list_is_told_with_the_nearest():
    with pytest.raises(PatternError, match=r"time\.toml has no list 'month' .*'months'"):
        worded("{time.month}").search("")


def test_no_list_of_words_is_idle():
    names = [name for name in layers.named(resources.path("patterns")) if "/" not in name]
    data = "".join(resources.path("patterns", name).read_text(encoding="utf-8") for name in names)
    code = "".join(file.read_text(encoding="utf-8") for file in Path(clinote.__file__).parent.rglob("*.py"))
    used = set(re.findall(r"\{(?:\w+\.)?(\w+)\}", data + code)) | set(re.findall(r'"(\w+)"', code))
    listed = {f"{name} {one}" for name in names for one in layers.toml(name).get("words", {})}
    assert {one for one in listed if one.split()[1] not in used} == set()
