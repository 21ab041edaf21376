"""What patterns/diagnosis.toml says of a DIAGNOSIS fact, by the pattern that found it."""

from typing import Any

from clinote import drugs
from clinote.extract import diagnosis
from clinote.facts import Diagnosis, Fact
from clinote.reading import Reading

_NOTHING: dict[str, Any] = {}


def record(fact: Fact) -> dict[str, Any]:
    """The fields of the fact's pattern record; empty where it was found by none."""
    return diagnosis.records().get(fact.rule, _NOTHING)


def group(fact: Fact) -> str | None:
    """The kind of disease: muscle, stroke, facial, paralysis, fatigue, neoplasm, cause ..."""
    found: str | None = record(fact).get("group")
    return found


def added(reading: Reading, fact: Fact) -> list[str]:
    """The codes that the diagnosis asks to add, by its name or by what its sentence says of its cause."""
    known = record(fact)
    finer = diagnosis.refinement(reading, fact.end, known) or {}
    named = [code for _, _, code in drugs.find(reading.norm, fact.start, fact.end)]
    return [*known.get("adds", ()), *finer.get("adds", ()), *named]


def code(fact: Fact) -> str:
    """Its code; '' where it has none."""
    return (isinstance(fact.says, Diagnosis) and fact.says.code) or ""


def paralyzes(fact: Fact) -> bool:
    """Whether a paralysis that is stated beside the disease is its own."""
    return bool(record(fact).get("paralyzes")) or group(fact) == "muscle"


def palsies(fact: Fact) -> dict[str, str]:
    """The disease's own codes for paralyses, by how the paralysis' code begins: a cerebral palsy has such."""
    return dict(record(fact).get("palsies", {}))


def is_shown(fact: Fact) -> bool:
    """Whether the disease is a paralysis only where a weakness is stated: a conversion disorder has other signs too."""
    return bool(record(fact).get("shown"))


def kinds(fact: Fact) -> frozenset[str]:
    """The rules of the diseases that the disease names without saying which: 'anemia'."""
    return frozenset(f"diagnosis.{kind}" for kind in record(fact).get("covers", ()))


def is_vague(fact: Fact) -> bool:
    """Whether another disease of its kind, stated beside it, says more: 'myopathy' beside 'polymyositis'."""
    return bool(record(fact).get("vague"))


def entraps(fact: Fact) -> bool:
    """Whether the disease weakens the muscles of one hand or foot alone, on both sides too."""
    return bool(record(fact).get("entraps"))


def weakens(fact: Fact) -> bool:
    """Whether a weakness of a part of the body that the disease is stated with is its own."""
    return bool(record(fact).get("weakens")) or entraps(fact)


def limb(fact: Fact) -> str | None:
    """The limb that a paralysis or a drop is of: "upper" or "lower"."""
    return {"arm": "upper", "leg": "lower"}.get(record(fact).get("limb", ""))


def sided(reading: Reading, fact: Fact) -> list[str]:
    """The codes of a diagnosis whose code tells the side: two where it is on both and no code holds both."""
    sides = diagnosis.kind_of(reading, fact.start, fact.end, record(fact)).get("sides", {})
    side = diagnosis.side(reading, fact.start, fact.end)
    if side == "bilateral" and side not in sides:
        return list(sides.values())
    return [sides.get(side, code(fact))]


def explains(fact: Fact) -> frozenset[str]:
    """The abnormal labs that the diagnosis names or explains: `potassium:L`."""
    return frozenset(record(fact).get("explains", ()))
