"""The wheel carries patterns/ and models/, and clinote installed from it works from any directory."""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_wheel_holds_every_data_file_and_one_package(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"clinote"}
    tracked = subprocess.run(["git", "ls-files", "patterns", "models"], cwd=ROOT, capture_output=True, text=True)
    expected = tracked.stdout.split() or [
        str(p.relative_to(ROOT)) for k in ("patterns", "models") for p in (ROOT / k).rglob("*") if p.is_file()
    ]
    assert {f"clinote/{name}" for name in expected} <= set(names)


@pytest.mark.long
def test_the_surface_is_typed_as_installed(wheel, tmp_path):
    """In an environment whose clinote is the wheel, and whose other packages are those of this one."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "venv")], check=True)
    python = tmp_path / "venv" / "bin" / "python"
    (place,) = (tmp_path / "venv").glob("lib/python3.*/site-packages")
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(place), str(wheel)], check=True
    )
    (place / "others.pth").write_text(sysconfig.get_path("purelib") + "\n")
    script = shutil.copy(ROOT / "tests" / "data" / "surface.py", tmp_path)

    def run(*command):
        env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=env)

    assert run(python, "-c", "import clinote; print(clinote.__file__)").stdout.startswith(str(place))
    typed = run(sys.executable, "-m", "mypy", "--strict", "--python-executable", str(python), script)
    assert typed.stdout.startswith("Success"), typed.stdout + typed.stderr
    assert run(python, script).returncode == 0


def test_wheel_works_from_the_root_directory(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import clinote;"
        "assert clinote.__file__.startswith(sys.argv[1]), clinote.__file__;"
        "print(clinote.suggest('Patient feels weak.').decision.code, len(clinote.load().pipe_names))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd="/", capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["R53.1", "14"]
