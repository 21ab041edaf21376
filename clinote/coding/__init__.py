"""From facts to a decision."""

from typing import Any

from clinote.facts import Fact
from clinote.reading import Reading


def code_set() -> dict[str, str]:
    return {"release": "FY2026 April 1", "effective": "2026-04-01"}


def decide(reading: Reading, facts: list[Fact], setting: str) -> dict[str, Any]:
    """Decision, codes, alerts and queries."""
    return {
        "decision": {"code": "none", "status": "supported", "as_documented": None, "rules": ["none.no-current-weakness"], "rationale": []},
        "codes": [], "alerts": [], "queries": [],
    }
