"""Write the table of rules and sources that closes docs/policy.md anew, from the records."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from clinote.coding import policy  # noqa: E402

PAGE = ROOT / "docs" / "policy.md"
HEADING = "## Every rule with its source\n\n"
KINDS = (
    (policy.Deciding, "decides"), (policy.Status, "status"), (policy.Further, "further code"),
    (policy.Warning, "alert"), (policy.Draft, "query"),
)  # fmt: skip


def table() -> str:
    """One row a record, in the order of the files."""
    rows = [f"| {record.id} | {name} | {record.source} |" for kind, name in KINDS for record in policy.records(kind)]
    return "\n".join(["| id | kind | source |", "|---|---|---|", *rows, ""])


if __name__ == "__main__":
    before, _, _ = PAGE.read_text(encoding="utf-8").partition(HEADING)
    PAGE.write_text(before + HEADING + table(), encoding="utf-8")
