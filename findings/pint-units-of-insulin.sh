#!/usr/bin/env bash
# pint 0.25.3 knows no "unit" of a drug, and does not say so: it reads "units" as micro, nit, plural s.
# Expected: `UndefinedUnitError`, as for "IU" and "tablets", so that a reader of doses can define the unit it needs.
# Seen:     10 units of insulin are ten micronits, a luminance of 0.00001 cd/m²; nothing is logged.
. "$(dirname "$0")/environment.sh" pint==0.25.3

"$python" - <<'END'
import pint

registry = pint.UnitRegistry()
for dose in ("10 units", "1 unit", "10 units/mL"):
    read = registry(dose)
    print(f"{dose} -> {read} = {read.to_base_units()}")
    assert "micronit" in str(read.units), "changed: micronits were read before"
assert registry("10 units").check("[luminosity] / [length] ** 2")

for dose in ("10 IU", "10 tablets"):
    try:
        print(f"{dose} -> {registry(dose)}")
    except pint.UndefinedUnitError as error:
        print(f"{dose} -> {error}")
    else:
        raise SystemExit(f"changed: {dose} is read")
END
