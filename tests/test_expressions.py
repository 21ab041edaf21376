"""Expressions that are compiled when they are first used."""

import re

import pytest
from program import python

from clinote.expressions import expression


def test_an_expression_compiles_once_when_it_is_first_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    made = re.compile
    monkeypatch.setattr(re, "compile", lambda pattern, flags=0: (compiled.append(pattern), made(pattern, flags))[1])
    word = expression(lambda: "(?P<word>[a-z]+)", re.I)
    assert compiled == []
    assert [found["word"] for found in (word.match("Weak, tired"), word.search("4/5, Tired")) if found] == [
        "Weak",
        "Tired",
    ]
    assert compiled == ["(?P<word>[a-z]+)"]


def test_an_expression_is_made_of_another_before_either_is_compiled() -> None:
    part = expression(r"\d+")
    assert expression(rf"{part.pattern}/5").fullmatch("4/5")


def test_an_expression_under_no_name_is_used_like_any_other() -> None:
    held = {"grade": expression(r"[0-5]")}
    assert [held["grade"].findall("4 of 5") for _ in "ab"] == [["4", "5"], ["4", "5"]]
    assert held["grade"].sub("#", "4") == "#"


def test_one_that_is_wrong_says_so_when_it_is_used() -> None:
    wrong = expression("(")
    with pytest.raises(re.error, match="unterminated subpattern"):
        wrong.search("")


def test_importing_the_engine_compiles_no_expression_of_its_modules() -> None:
    made = python(
        "import re, sys, clinote.engine as _\n"
        "ours = [n for n in sys.modules if n.startswith('clinote.') and not n.startswith('clinote.batch')]\n"
        "held = [(name, key, value) for name in ours for key, value in vars(sys.modules[name]).items()]\n"
        "print([(name, key) for name, key, value in held if isinstance(value, re.Pattern)])",
        loaded=False,
    )
    assert made.stdout == "[]\n", made.stdout + made.stderr


def test_every_expression_of_the_package_compiles() -> None:
    made = python(
        "import pkgutil, sys, clinote, importlib\n"
        "from clinote.expressions import _Uncompiled\n"
        "for m in pkgutil.walk_packages(clinote.__path__, 'clinote.'):\n"
        "    if m.name not in ('clinote.__main__', 'clinote.spark'): importlib.import_module(m.name)\n"
        "ours = [m for n, m in sys.modules.items() if n.startswith('clinote.')]\n"
        "unused = [v for m in ours for v in vars(m).values() if isinstance(v, _Uncompiled)]\n"
        "print(sum(v.groups >= 0 for v in unused) > 100)",
        loaded=False,
    )
    assert made.stdout == "True\n", made.stdout + made.stderr
