"""Short inputs of ordinary forms and language, answered by somebody who had seen neither patterns nor code.

`tests/data/short/*.jsonl`, one a line: `kind`, `text`, `expect`: the decision, its status, codes by role and codes that
must not be there, facts with their fields and flags (those not given do not hold, `free` ones may), and facts that must
be absent.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clinote import engine
from clinote.facts import FLAGS

FILES = sorted((Path(__file__).parent / "data" / "short").glob("*.jsonl"))
INPUTS = [json.loads(line) for file in FILES for line in file.read_text(encoding="utf-8").splitlines()]
KNOWN = {
    "aside-092",  # 'not from A (4.4) and not from B, it was caused by C'
    "closing-036",  # 'Nerve conduction studies of A, which we repeated because of B, were normal'
    "closing-083",  # 'trace' as a grade before its muscle
    "further-033",  # 'Pinprick, checked twice because he was distracted, was absent': a clause of its own put in
    "further-038",  # 'ruled out' behind what was found, on a line below the disease
    "further-054",  # 'feels weak herself, x 1 month'
    "forms-096",  # an examination that an answered query quotes does not count as one
    "last-025",  # 'Polymyositis (biopsy did not confirm)'
    "later-012",  # 'Denies' alone on its line, and one word below it without a stop
    "mixed-046",  # 'Strength, tested in A, B and C, was full': commas within what is put in
}
"""What is known to come out otherwise."""
_NEAR = 0.011


def _same(got: Any, wanted: Any) -> bool:
    if isinstance(wanted, list):
        return any(_same(got, one) for one in wanted)
    if wanted == "*":
        return True
    numbers = isinstance(got, int | float) and isinstance(wanted, int | float) and not isinstance(wanted, bool)
    if numbers:
        return abs(got - wanted) <= max(_NEAR, _NEAR * abs(wanted))
    return got.lower() == wanted.lower() if isinstance(got, str) and isinstance(wanted, str) else got == wanted


def _has(fact: dict[str, Any], wanted: dict[str, Any]) -> bool:
    """Whether a fact has the wanted fields and flags; what is denied, or over, needs no other flag exact."""
    for key, value in wanted.items():
        if key == "site":
            site, names = (fact["site"] or "").lower(), [value] if isinstance(value, str) else value
            if not site or not any(name.lower() in site or site in name.lower() for name in names):
                return False
        elif key not in {"label", "text", "n", "free", *FLAGS} and not _same(fact.get(key), value):
            return False
    held = {flag for flag in FLAGS if fact[flag]} - set(wanted.get("free", ()))
    asked = {flag for flag in FLAGS if wanted.get(flag)}
    if "historical" in asked:
        held -= {"negated"} - asked
    return held == asked or "negated" in held & asked


def _wrong(one: dict[str, Any]) -> Iterator[str]:
    text, expect = one["text"], one["expect"]
    report = engine.report(engine.Note(text, setting=one.get("setting", "outpatient"), date=one.get("date")))
    for key in ("decision", "status"):
        got = report["decision"]["code" if key == "decision" else key]
        if key in expect and not _same(got, expect[key]):
            yield f"{key} {got}"
    codes = {(code["code"], code["role"]) for code in report["codes"]}
    for role, wanted in expect.get("codes", {}).items():
        for code in wanted:
            if not any((c, role) in codes for c in (code if isinstance(code, list) else [code])):
                yield f"no {code} as {role}"
    for code in expect.get("no_codes", ()):
        if any(c == code and role != "alternative" for c, role in codes):
            yield f"{code} is there"
    for wanted in expect.get("facts", ()):
        start = -1
        for _ in range(wanted.get("n", 1)):
            start = text.index(wanted["text"], start + 1)
        end = start + len(wanted["text"])
        found = [f for f in report["facts"] if f["label"] == wanted["label"] and f["start"] < end and start < f["end"]]
        if not any(_has(fact, wanted) for fact in found):
            yield f"{wanted} is found as {found}"
    for banned in expect.get("absent", ()):
        words, fields = banned.get("text", "").lower(), banned.keys() - {"text"}
        for fact in report["facts"]:
            if words in fact["text"].lower() and all(_same(fact.get(key), banned[key]) for key in fields):
                yield f"{fact['text']!r} is found as {fact['label']}"


@pytest.mark.parametrize("one", INPUTS, ids=lambda one: one["id"])
def test_short_input(one):
    wrong = list(_wrong(one))
    assert bool(wrong) == (one["id"] in KNOWN), wrong
