"""Write constraints.txt: the exact versions a fresh install gets, on each Python clinote supports.

    python .ci/lock.py python3.11 python3.12

Resolves the project with every extra in a new virtual environment for each interpreter and writes the result as one
file, with a marker where the interpreters differ.
"""

import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXTRAS = "all,test"
HEAD = "# The versions clinote is tested with. Written by .ci/lock.py; do not edit.\n"


def resolved(python: str) -> tuple[str, dict[str, str]]:
    """The interpreter's version and what pip installs for it, name to version."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([python, "-m", "venv", folder], check=True)
        own = Path(folder) / "bin" / "python"
        subprocess.run([own, "-m", "pip", "install", "-q", f"{ROOT}[{EXTRAS}]"], check=True)
        frozen = subprocess.run([own, "-m", "pip", "freeze"], check=True, capture_output=True, text=True).stdout
        version = subprocess.run(
            [own, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], check=True, capture_output=True, text=True
        )
    pins = dict(line.split("==") for line in frozen.splitlines() if "==" in line)
    return version.stdout.strip(), {name: pin for name, pin in pins.items() if name != "clinote"}


def main() -> None:
    """Resolve for each interpreter given and write the union."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    pythons = []
    for python in sys.argv[1:]:
        version, pins = resolved(python)
        pythons.append(version)
        for name, pin in pins.items():
            found[name][version] = pin
    lines = []
    for name, pins in sorted(found.items(), key=lambda item: item[0].lower()):
        if len(pins) == len(pythons) and len(set(pins.values())) == 1:
            lines.append(f"{name}=={next(iter(pins.values()))}")
        else:
            lines += [f'{name}=={pin} ; python_version == "{version}"' for version, pin in pins.items()]
    (ROOT / "constraints.txt").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
