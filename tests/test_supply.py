"""What installations are made of: the lock has every version with hashes, the licences are those of the lock."""

import importlib.util
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKED = (ROOT / ".ci" / "requirements" / "locked.txt").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def licenses():
    spec = importlib.util.spec_from_file_location("licenses", ROOT / ".ci" / "licenses.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def asked() -> set[str]:
    """The packages that pyproject.toml names, with and without extras."""
    wanted = [*PROJECT["dependencies"], *(one for extra in PROJECT["optional-dependencies"].values() for one in extra)]
    return {re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", line)[0]) for line in wanted} - {"clinote"}


def pins(text: str) -> list[str]:
    return re.findall(r"^[\w.-]+==[^\\\n]+?(?= \\|$)", text, re.M)


def test_every_version_has_hashes():
    entries = re.split(r"\n(?=\S)", LOCKED.strip())[1:]
    assert len(entries) > 100
    for entry in entries:
        assert re.fullmatch(r"[\w.-]+==\S+(?: ; [^\\\n]+)?(?: \\\n +--hash=sha256:[0-9a-f]{64})+", entry), entry[:80]


def test_the_constraints_are_the_lock_without_hashes():
    assert pins((ROOT / "constraints.txt").read_text(encoding="utf-8")) == pins(LOCKED)


@pytest.mark.parametrize("file", ["constraints.txt", ".ci/requirements/locked.txt", ".ci/requirements/minimum.txt"])
def test_every_package_that_is_asked_for_has_a_version(file):
    found = set(re.findall(r"^([\w.-]+)==", (ROOT / file).read_text(encoding="utf-8"), re.M))
    assert asked() <= found


def test_the_least_versions_are_those_of_the_project():
    least = (ROOT / ".ci" / "requirements" / "minimum.txt").read_text(encoding="utf-8")
    versions = dict(re.findall(r"^([\w.-]+)==(\S+)", least, re.M))
    for line in PROJECT["dependencies"]:
        name, lowest = re.match(r"([\w.-]+)>=([\d.]+)", line).groups()
        # a patch that was withdrawn, or that its own neighbours refuse, may be passed over
        assert versions[name.replace("_", "-")].split(".")[:2] == (lowest + ".0").split(".")[:2], name


def test_the_licences_are_of_the_lock(licenses):
    shown = licenses.FILE.read_text(encoding="utf-8")
    assert shown.startswith(licenses.HEAD)
    rows = {line.split(" | ")[0].strip("| "): line for line in shown.removeprefix(licenses.HEAD).splitlines()}
    elsewhere = re.findall(r"^([\w.-]+)==.*(?:'nt'|'win32'|== 'emscripten')", LOCKED, re.M)
    locked = licenses.locked()
    assert rows.keys() == locked.keys() - set(elsewhere)
    assert "not said" not in shown
    here = licenses.table()
    as_written = sys.version_info[:2] == (3, 11) and all(metadata.version(each) in locked[each] for each in here)
    for package, row in here.items():
        if as_written:
            assert rows[package] == row
        elif locked[package] == {metadata.version(package)}:  # which are needed is another matter on other Pythons
            assert rows[package].split(" | ")[::2] == row.split(" | ")[::2]
