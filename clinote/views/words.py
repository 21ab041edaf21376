"""The words in which every view speaks of facts, flags, roles and alerts."""

from typing import Any

Fact = dict[str, Any]

LETTERS = {"negated": "N", "uncertain": "U", "historical": "H", "hypothetical": "Y", "family": "F"}
"""One letter a flag, so that colour never says it alone."""

SEVERITY = {"block": "S", "warn": "W", "info": "I"}
"""Stop, warning, information: the letter an alert carries."""

SEVERITY_WORD = {"block": "stop", "warn": "warning", "info": "information"}

ROLES = {
    "decision": "the suggestion",
    "instead": "code instead",
    "first": "sequence first",
    "additional": "code in addition",
    "alternative": "if the provider says so",
}
"""In the order in which a coder reads them; the keys are the roles of a report's codes."""

LABELS = {
    "WEAKNESS": "weakness",
    "STRENGTH_GRADE": "strength",
    "CK": "CK",
    "POTASSIUM": "potassium",
    "LAB": "lab",
    "EMG": "EMG",
    "DISTRIBUTION": "distribution",
    "DURATION": "duration",
    "FINDING": "finding",
    "DIAGNOSIS": "diagnosis",
    "CODE": "written code",
    "CONTEXT": "context",
}

_PICTURES = {code: chr(0x2400 + code) for code in range(32) if chr(code) not in "\t\n"}
_PICTURES[0x7F] = "\u2421"
_PICTURES |= dict.fromkeys([*range(0x80, 0xA0), *range(0xD800, 0xE000)], "\ufffd")
_BIDI = {
    mark: f"[{name}]"
    for mark, name in {
        0x061C: "ALM", 0x200E: "LRM", 0x200F: "RLM", 0x202A: "LRE", 0x202B: "RLE", 0x202C: "PDF", 0x202D: "LRO",
        0x202E: "RLO", 0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI",
    }.items()
}  # fmt: skip
_SAFE = _PICTURES | _BIDI


def safe(text: str) -> str:
    """`text` without anything that moves a cursor or turns the reading direction: such marks become visible."""
    return text.translate(_SAFE)


def plain(text: str) -> str:
    """`text` on one line, safe to print."""
    return safe(" ".join(text.split()))


def flags(fact: Fact) -> list[str]:
    """The flags that are set."""
    return [flag for flag in LETTERS if fact[flag]]


def section(fact: Fact) -> str:
    """The section of a fact in words."""
    return (fact["section"] or "no section").replace("_", " ")


def describe(fact: Fact) -> str:
    """What a fact was read as, in a few words."""
    reader = _READERS.get(fact["label"])
    return plain(reader(fact) if reader else _concept(fact))


def opinions(fact: Fact) -> list[str]:
    """How each engine reads the fact, where one of them reads it another way."""
    said = []
    for opinion in fact["opinions"]:
        flags = opinion.get("flags") or (["negated"] if opinion["negated"] else [])
        reading = ", ".join(flags) or "affirmed"
        cue = f" (cue “{plain(opinion['cue'])}”)" if opinion.get("cue") else ""
        said.append(f"{opinion['engine']} reads it as {reading}{cue}")
    return said


def number(value: float) -> str:
    """A number as a person writes it: at most two decimals, no trailing zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def grade(value: float) -> str:
    """A strength grade on the 0-5 scale as it is written at the bedside: 4.33 is 4+."""
    whole = round(value)
    if abs(value - whole) < 0.1:
        return str(whole)
    return f"{whole}{'+' if value > whole else '-'}"


def _span(low: float | None, high: float | None, write: Any = number) -> str:
    if low is None and high is None:
        return ""
    if low is None:
        return f"up to {write(high)}"
    if high is None:
        return f"at least {write(low)}"
    return write(low) if low == high else f"{write(low)} to {write(high)}"


def _strength(fact: Fact) -> str:
    read = _span(fact["grade_low"], fact["grade_high"], grade)
    shown = f"grade {read}" if read else "reduced, no grade"
    place = " ".join(part for part in (fact.get("side"), fact.get("site")) if part)
    return f"{shown}, {place}" if place else shown


def _measured(fact: Fact) -> str:
    name = fact.get("analyte") or LABELS[fact["label"]]
    words = {"L": "low", "N": "normal", "H": "high"}
    parts = [name.replace("_", " ")]
    if fact["value"] is not None:
        parts.append(f"{fact.get('comparator') or ''}{number(fact['value'])}")
        parts += [fact["unit"]] if fact.get("unit") else []
    parts += [words[fact["flag"]]] if fact.get("flag") else []
    if reference := _span(fact.get("reference_low"), fact.get("reference_high")):
        parts.append(f"(reference {reference})")
    return " ".join(parts)


def _duration(fact: Fact) -> str:
    days = _span(fact["days_low"], fact["days_high"], lambda days: number(round(days, 1 if days < 2 else 0)))
    return f"{days} days" if days else "duration not read"


def _concept(fact: Fact) -> str:
    said = str(fact.get("concept") or fact.get("finding") or fact.get("pattern") or fact["label"]).replace("_", " ")
    extra = [str(fact[name]) for name in ("side", "value") if fact.get(name) is not None]
    return ", ".join([said, *extra])


def _diagnosis(fact: Fact) -> str:
    return f"{fact['name']}, {fact['code']}" if fact.get("code") else str(fact["name"])


def _written(fact: Fact) -> str:
    return f"{fact['code']}, {'billable' if fact['billable'] else 'not billable'}"


_READERS = {
    "STRENGTH_GRADE": _strength,
    "CK": _measured,
    "POTASSIUM": _measured,
    "LAB": _measured,
    "DURATION": _duration,
    "DIAGNOSIS": _diagnosis,
    "CODE": _written,
}
