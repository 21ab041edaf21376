"""The conditions on labs that a diagnosis names, and on those that none does."""

from collections.abc import Sequence

from clinote.coding import diagnoses, labs
from clinote.coding.case import Case
from clinote.coding.conditions import definite_links, shown
from clinote.facts import CK, Diagnosis, Fact, Lab


def unnamed(case: Case, *keys: str) -> Sequence[Fact]:
    """The abnormal values, of any lab or of these by analyte and direction, that no diagnosis names."""
    return [f for s in case.labs if not s.named_by and (not keys or s.key in keys) for f in s.abnormal]


def _named(case: Case, names: Sequence[Fact], key: str) -> Sequence[Fact]:
    """What names an abnormal lab and is stated for certain, with the values."""
    names = [f for f in names if case.is_definite(f) and case.is_stated(f)]
    return [*names, *case.abnormal(key)] if names else []


def _of_rule(case: Case, rule: str) -> Sequence[Fact]:
    return [f for f in case.of(Diagnosis) if f.rule == rule]


def anemia(case: Case) -> Sequence[Fact]:
    """The stated anemias, with the hemoglobin that they name."""
    names = [f for f in case.of(Diagnosis) if f.says.code and "anemia" in f.says.name]
    return _named(case, names, "hemoglobin:L")


def _raised(case: Case) -> Sequence[Fact]:
    enzymes = [*case.of(CK), *(f for f in case.of(Lab) if f.says.analyte == "aldolase")]
    said = [f for f in enzymes if labs.called_abnormal(case, f) and f.current and f.section == "assessment"]
    return [*said, *case.diagnosed("lab")]


def _explained(case: Case) -> Sequence[Fact]:
    explaining = [f for f in case.of(Diagnosis) if "ck:H" in diagnoses.explains(f) and diagnoses.group(f) != "lab"]
    return [f for f in explaining if case.is_definite(f)]


shown({
    "abnormal lab that no diagnosis names or explains": unnamed,
    "low potassium that no diagnosis names": lambda case: unnamed(case, "potassium:L"),
    "high potassium that no diagnosis names": lambda case: unnamed(case, "potassium:H"),
    "low hemoglobin that no diagnosis names": lambda case: unnamed(case, "hemoglobin:L"),
    "high CK or aldolase that no diagnosis names": lambda case: unnamed(case, "ck:H", "aldolase:H"),
    "hypokalemia stated": lambda case: _named(case, _of_rule(case, "diagnosis.hypokalemia"), "potassium:L"),
    "hyperkalemia stated": lambda case: _named(case, _of_rule(case, "diagnosis.hyperkalemia"), "potassium:H"),
    "anemia stated": anemia,
    "weakness linked to an anemia":
        lambda case: [cause for _, cause in definite_links(case) if "anemia" in cause.says.name],
    "elevated CK stated": _raised,
    "elevated CK explained": _explained,
})  # fmt: skip
