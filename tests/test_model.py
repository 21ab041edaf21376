"""models/en_clinote: `spacy package` builds it, it runs where it is installed, its card says what the README says."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from clinote.version import __version__

ROOT = Path(__file__).resolve().parent.parent
MODEL = ROOT / "models" / "en_clinote"


def test_the_card_gives_the_figures_of_the_readme():
    measured = (ROOT / "README.md").read_text(encoding="utf-8").split("### Right at first sight")[1].split("###")[0]
    rows = re.findall(r"^\| \d+ .*", measured, re.M)
    card = (MODEL / "README.md").read_text(encoding="utf-8")
    assert len(rows) >= 3
    assert [row for row in rows if row not in card] == []
    for part in ("Intended use", "Limits", f"Version | {__version__}"):
        assert part in card


def test_it_is_of_this_version():
    meta = json.loads((MODEL / "meta.json").read_text(encoding="utf-8"))
    assert (meta["version"], meta["requirements"]) == (__version__, [f"clinote=={__version__}"])


@pytest.mark.long
def test_the_package_is_built_installed_and_runs(tmp_path):
    def python(*args, **options):
        return subprocess.run([sys.executable, *args], check=True, capture_output=True, text=True, **options).stdout

    python("-m", "spacy", "package", str(MODEL), str(tmp_path), "--build", "wheel", cwd=ROOT)
    (built,) = tmp_path.rglob("*.whl")
    python("-m", "pip", "wheel", "-q", "--no-deps", "-w", str(tmp_path), str(ROOT))
    (own,) = tmp_path.glob("clinote-*.whl")
    place = tmp_path / "installed"
    python("-m", "pip", "install", "-q", "--no-deps", "--target", str(place), str(own), str(built))
    code = (
        "import clinote, en_clinote, spacy\n"
        f"assert clinote.__file__.startswith({str(place)!r}), clinote.__file__\n"
        "text = 'Generalized weakness for 3 weeks. Strength 5/5.'\n"
        "for nlp in (en_clinote.load(), spacy.load('en_clinote')):\n"
        "    assert nlp(text)._.clinote == clinote.suggest(text).to_dict()\n"
        "print(nlp.meta['requirements'])"
    )
    assert __version__ in python("-c", code, cwd="/", env={**os.environ, "PYTHONPATH": str(place)})
