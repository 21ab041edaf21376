"""Write .ci/requirements/licenses.md: under which terms every package of the lock may be used, as its own metadata say.

    python .ci/licenses.py        # in an environment with the extra `test`; on Python 3.12, then on 3.11

`tests/test_supply.py` keeps the file true.
"""

import re
import sys
from email.message import Message
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / ".ci" / "requirements" / "licenses.md"
LOCK = ROOT / ".ci" / "requirements" / "locked.txt"
HEAD = """# Licences

Of every package in [locked.txt](locked.txt), as its own metadata give them; `python .ci/licenses.py` writes this file.
"Needed" are those that a plain `pip install clinote` brings on Python 3.11, the others come with an extra, with the
tests or on another Python.
Packages for other systems (Windows, browsers) are not looked into: they are never installed on Linux.

| package | needed | licence |
|---|---|---|
"""
READ = {  # packages whose metadata name no licence: what their licence file is
    "nmslib-metabrainz": "Apache-2.0; embeds LSHKIT, which is under the GPL (its LICENSE)",
    "pysimstring": "BSD-3-Clause (its LICENSE)",
}


def name_of(package: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", package).lower()


def locked() -> dict[str, set[str]]:
    """The packages of the lock with their versions, which may differ between Pythons."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", LOCK.read_text(encoding="utf-8"), re.M):
        found.setdefault(name_of(name), set()).add(version)
    return found


def licence(about: Message) -> str:
    """What the metadata of a package say."""
    if expression := about.get("License-Expression"):
        return str(expression)
    named = [line.split(" :: ")[-1] for line in about.get_all("Classifier") or () if line.startswith("License :: ")]
    if named := [name for name in named if name != "OSI Approved"]:
        return "; ".join(named)
    first = str(about.get("License") or "").strip().splitlines()[:1]
    return first[0] if first else READ.get(name_of(str(about["Name"])), "not said")


def needed() -> set[str]:
    """What a plain installation brings, from requirement to requirement."""
    found: set[str] = set()
    waiting = ["clinote"]
    while waiting:
        package = name_of(waiting.pop())
        for line in metadata.requires(package) or ():
            required = re.match(r"[\w.-]+", line)
            if required and "extra ==" not in line and name_of(required[0]) not in found and _here(required[0]):
                found.add(name_of(required[0]))
                waiting.append(required[0])
    return found


def _here(package: str) -> bool:
    return any(True for _ in metadata.distributions(name=package))


def table() -> dict[str, str]:
    """The row of each package of the lock that is installed here."""
    always = needed()
    rows = {}
    for package in sorted(locked()):
        if _here(package):
            about = metadata.metadata(package)
            rows[package] = f"| {package} | {'yes' if package in always else ''} | {licence(about)} |"
    return rows


def main() -> None:
    """Write the file; packages that another Python needs keep the row they had."""
    known = {}
    if FILE.exists():
        known = {line.split(" | ")[0].strip("| "): line for line in FILE.read_text(encoding="utf-8").splitlines()}
    rows = table()
    kept = {package: known[package] for package in locked() if package in known and package not in rows}
    lines = [line for _, line in sorted({**kept, **rows}.items())]
    FILE.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    if unsaid := [line for line in lines if "not said" in line]:
        sys.exit("\n".join(unsaid))


if __name__ == "__main__":
    main()
