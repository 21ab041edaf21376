"""Write what installations get, for each Python that clinote supports; uv resolves it.

    pip install -r .ci/requirements/tools.txt
    python .ci/lock.py [--upgrade]

- `.ci/requirements/locked.txt`: the tested versions with the hashes of their files, for `pip install --require-hashes`
- `constraints.txt`: the same versions without hashes, for `pip install --constraint`
- `.ci/requirements/minimum.txt`: the least versions that pyproject.toml allows, on the oldest Python

Locked versions stay as they are unless they no longer fit, or are to be upgraded; the least are found anew.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = "3.11"
HEAD = "# Written by .ci/lock.py; do not edit.\n"


def resolve(target: Path, *options: str) -> str:
    """What uv makes of pyproject.toml with the extras, written to `target`."""
    command = ["uv", "pip", "compile", "--quiet", "--extra", "all", "--extra", "test", "--python-version", OLDEST]
    command += ["--no-header", "--no-annotate", "--output-file", str(target), *options, "pyproject.toml"]
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return target.read_text(encoding="utf-8")


def main() -> None:
    """Write every file."""
    folder = ROOT / ".ci" / "requirements"
    locked = resolve(folder / "locked.txt", "--universal", "--generate-hashes", *sys.argv[1:])
    (folder / "locked.txt").write_text(HEAD + locked.removeprefix(HEAD), encoding="utf-8")
    pins = re.sub(r"(?: \\\n +--hash=\S+)+", "", locked.removeprefix(HEAD))
    (ROOT / "constraints.txt").write_text(HEAD + pins, encoding="utf-8")
    (folder / "minimum.txt").unlink(missing_ok=True)  # uv would keep a version that is no longer the least
    least = resolve(folder / "minimum.txt", "--resolution", "lowest-direct", *sys.argv[1:])
    (folder / "minimum.txt").write_text(HEAD + least.removeprefix(HEAD), encoding="utf-8")


if __name__ == "__main__":
    main()
