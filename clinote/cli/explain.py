"""`clinote explain`: a code as the official tables and the rules speak of it."""

import re
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from clinote.errors import UsageError
from clinote.expressions import expression

if TYPE_CHECKING:
    from clinote.codeset import Code, CodeSet, Exclusion
    from clinote.coding.policy import Rule

_SHAPE = expression(r"[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?")
_TAKES = expression(r"(?:disease|cause)'s code")
_CODE = expression(r"\b[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]*-?[0-9A-Z]*)?")


def explain(code: Annotated[str, typer.Argument(help="An ICD-10-CM code, for example M62.81.")]) -> None:
    """Say what a code is, what it excludes and which rules lead to it."""
    from clinote import codeset

    wanted = _written(code)
    found = codeset.lookup(wanted)
    if found is None:
        release = codeset.code_set()["release"]
        if _SHAPE.fullmatch(wanted) and codeset.exists(wanted):
            raise UsageError(f"{wanted} is a code of ICD-10-CM {release}, but no rule of clinote speaks of it.")
        raise UsageError(f"{wanted} is no code of ICD-10-CM {release}. Codes look like M62.81. Rules: clinote rules")
    sys.stdout.write("\n".join([*_described(found), *_led_to(wanted), *_released(wanted), ""]))


def _written(code: str) -> str:
    """A code with its dot and in capitals, as the tables write it."""
    bare = code.strip().upper().replace(".", "")
    return f"{bare[:3]}.{bare[3:]}" if len(bare) > 3 else bare


def _described(code: "Code") -> Iterator[str]:
    yield f"{code.code}  {code.description}"
    yield "Billable." if code.billable else "Not billable: a more specific code is needed."
    yield from _titled("Includes", code.includes)
    yield from _titled("Notes", code.notes)
    yield from _titled("Code first", [code.code_first] if code.code_first else [])
    yield from _titled("Use additional code", [code.use_additional_code] if code.use_additional_code else [])
    yield from _titled("Excludes1 (never together)", _excluded(code.code, code.excludes1))
    yield from _titled("Excludes2 (not included here)", _excluded(code.code, code.excludes2))


def _excluded(code: str, exclusions: "Iterable[Exclusion]") -> list[str]:
    return [
        each.note
        + (" - this form of the disease, not every patient who has it" if each.conditional else "")
        + ("" if each.at == code else f" [from {each.at}]")
        for each in exclusions
    ]


def _led_to(code: str) -> Iterator[str]:
    from clinote.coding.policy import rules

    found = [rule for rule in rules() if rule.kind != "alert" and _speaks(rule, code)]
    yield from _titled("Rules that speak of it (more on one: clinote rules ID)", [f"{r.id}: {r.then}" for r in found])
    if named := _diagnoses(code):
        yield from _titled("Diagnoses that it is the code of, where a provider states them", named)
        taking = [rule for rule in rules() if rule.kind != "alert" and _TAKES.search(rule.then)]
        yield from _titled("Rules that take a stated diagnosis's code", [f"{r.id}: {r.then}" for r in taking])


def _speaks(rule: "Rule", code: str) -> bool:
    """Whether a rule's words name the code; `-` stands for any characters, as in the tables."""
    for named in _CODE.findall(rule.then):
        pattern = re.escape(named.rstrip(".")).replace(r"\-", "[0-9A-Z]*")
        if re.fullmatch(pattern, code):
            return True
    return False


def _diagnoses(code: str) -> list[str]:
    from clinote import patterns

    named = patterns.load()["diagnosis"].patterns
    return list(dict.fromkeys(str(p.data["name"]) for p in named if p.data.get("code") == code and "name" in p.data))


def _released(code: str) -> Iterator[str]:
    from clinote import codeset

    release = codeset.current()
    yield ""
    yield f"ICD-10-CM {release.release}, in force from {release.effective} to {release.until}"
    others = [each for each in codeset.releases() if each is not release]
    yield from _titled("In other releases", [_told(code, each) for each in others])


def _told(code: str, release: "CodeSet") -> str:
    """What another release says of a code."""
    known = release.lookup(code)
    words = known.description if known else "known" if release.exists(code) else "no such code"
    complete = "" if not release.exists(code) or release.billable(code) else ", not billable"
    return f"{release.release} ({release.effective} to {release.until}): {words}{complete}"


def _titled(title: str, items: Iterable[str]) -> Iterator[str]:
    items = list(items)
    if items:
        yield ""
        yield title
        yield from (f"  {item}" for item in items)
