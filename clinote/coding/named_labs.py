"""The conditions on labs that a diagnosis names, and on those that none does."""

from clinote.coding import diagnoses, labs
from clinote.coding.case import Case
from clinote.coding.conditions import Found, condition, definite_links, some
from clinote.facts import CK, Diagnosis, Lab


def lab_condition(name: str, keys: tuple[str, ...], named: bool) -> None:
    """Register a condition on labs by analyte and direction, named by a diagnosis or not."""

    @condition(name)
    def _lab(case: Case) -> Found:
        return some(
            [f for s in case.labs if s.key in keys and s.abnormal and bool(s.named_by) == named for f in s.abnormal]
        )


lab_condition("low potassium that no diagnosis names", ("potassium:L",), named=False)
lab_condition("high potassium that no diagnosis names", ("potassium:H",), named=False)
lab_condition("low hemoglobin that no diagnosis names", ("hemoglobin:L",), named=False)
lab_condition("high CK or aldolase that no diagnosis names", ("ck:H", "aldolase:H"), named=False)


def _stated_lab(case: Case, rule: str, key: str) -> Found:
    names = [f for f in case.of(Diagnosis) if f.rule == rule and case.is_definite(f) and case.is_stated(f)]
    return [*names, *(f for s in case.labs if s.key == key for f in s.abnormal)] if names else None


@condition("hypokalemia stated")
def _hypokalemia(case: Case) -> Found:
    return _stated_lab(case, "diagnosis.hypokalemia", "potassium:L")


@condition("hyperkalemia stated")
def _hyperkalemia(case: Case) -> Found:
    return _stated_lab(case, "diagnosis.hyperkalemia", "potassium:H")


@condition("anemia stated")
def anemia(case: Case) -> Found:
    names = [
        f for f in case.of(Diagnosis)
        if f.says.code and "anemia" in f.says.name and case.is_definite(f) and case.is_stated(f)
    ]  # fmt: skip
    return [*names, *(f for s in case.labs if s.key == "hemoglobin:L" for f in s.abnormal)] if names else None


@condition("weakness linked to an anemia")
def _anemia_as_cause(case: Case) -> Found:
    return some([cause for _, cause in definite_links(case) if "anemia" in cause.says.name])


@condition("elevated CK stated")
def _ck_stated(case: Case) -> Found:
    words = [
        f for f in [*case.of(CK), *(f for f in case.of(Lab) if f.says.analyte == "aldolase")]
        if labs.called_abnormal(case, f) and f.current and f.section == "assessment"
    ]  # fmt: skip
    return some([*words, *case.diagnosed("lab")])


@condition("elevated CK explained")
def _ck_explained(case: Case) -> Found:
    return some([
        f for f in case.of(Diagnosis)
        if "ck:H" in diagnoses.explains(f) and diagnoses.group(f) != "lab" and case.is_definite(f)
    ])  # fmt: skip
