"""Build the sdist and the wheel into dist/, twice, in two places, and see that they are the same bytes.

    make dist

The time of the last commit stands in the archives, so anybody who builds that commit with the locked hatchling gets the
same files. `make dist` adds the bill of materials (CycloneDX) and `SHA256SUMS`.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"


def build(source: Path, target: Path, epoch: str) -> dict[str, str]:
    """The files built from a tree, with their SHA-256."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": epoch}
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(target), str(source)]
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    return digests(target)


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file of a folder."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def checked_out(folder: Path) -> Path:
    """The last commit, in a folder of its own."""
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(folder)], check=True)
    return folder


def twice(epoch: str) -> dict[str, str]:
    """Build in two places under two umasks; the files of the first, once both are alike."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        first = build(checked_out(Path(one, "clinote")), Path(one, "dist"), epoch)
        mask = os.umask(0o077)
        second = build(checked_out(Path(other, "elsewhere")), Path(other, "dist"), epoch)
        os.umask(mask)
        if first != second:
            sys.exit(f"The two builds differ: {first} and {second}.")
        shutil.rmtree(DIST, ignore_errors=True)
        shutil.copytree(Path(one, "dist"), DIST)
    return first


def main() -> None:
    """Build and compare."""
    commit = ["git", "log", "-1", "--format=%ct"]
    epoch = subprocess.run(commit, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()
    for name, digest in twice(epoch).items():
        print(f"{digest}  {name}, twice")


if __name__ == "__main__":
    main()
