"""The house: who may import whom, what is public, and that the tree holds nothing that speaks of elsewhere."""

import ast
import re
import subprocess
import sys
import tomllib
from dataclasses import FrozenInstanceError, fields
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

import clinote
from clinote import records
from clinote.engine import EXTRACTORS
from clinote.facts import LABELS

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "clinote"
MODULES = sorted(PACKAGE.rglob("*.py"))
LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")
HEAVY = {"spacy", "medspacy", "negspacy", "scispacy"}


def imports(file, top_level_only=False):
    """The modules a file imports, at its top or anywhere."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    nodes = tree.body if top_level_only else list(ast.walk(tree))
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            found.add(node.module)
    return found


@pytest.mark.parametrize("file", MODULES, ids=lambda f: str(f.relative_to(ROOT)))
def test_only_the_components_import_spacy_at_their_top(file):
    roots = {name.split(".")[0] for name in imports(file, top_level_only=True)}
    assert file.name in ("pipeline.py", "bridge.py") or roots.isdisjoint(HEAVY)


def test_the_layers_hold():
    """Those of pyproject.toml, [tool.importlinter]."""
    done = subprocess.run([LINT_IMPORTS, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert "0 broken" in done.stdout, done.stdout + done.stderr


def test_no_module_imports_itself_by_way_of_others():
    graph = grimp.build_graph("clinote", cache_dir=None)
    TopologicalSorter({m: graph.find_modules_directly_imported_by(m) for m in graph.modules}).prepare()


LONG = {
    "assertion/cues.py": "the marks of a sentence: words, signs, and what is composed of them",
    "assertion/ahead.py": "one walk, and what ends it",
    "batch/richtext.py": "one reader of one format, whose states all belong together",
    "extract/function.py": "what each kind of words says of the activity beside it: one statement at a time",
    "extract/duration.py": "which time dates which complaint: one question with its words",
    "sections.py": "one reader of headings, line by line",
    "text/tree.py": "one walk that grows the whole tree",
}
"""Modules above 400 lines, and why they are one."""


def test_a_module_is_short_or_has_its_reason():
    long = {f.relative_to(PACKAGE).as_posix() for f in MODULES if len(f.read_text(encoding="utf-8").splitlines()) > 400}
    assert long <= set(LONG)


@pytest.mark.parametrize("kind", LABELS.values())
def test_what_a_fact_says_is_not_changed_in_place(kind):
    says = kind(**dict.fromkeys(f.name for f in fields(kind)))
    with pytest.raises(FrozenInstanceError):
        setattr(says, fields(kind)[0].name, "another")


def test_public_names():
    assert clinote.__all__ == sorted(clinote.__all__)
    for name in clinote.__all__:
        assert getattr(clinote, name) is not None


def test_every_extractor_is_a_factory():
    entry_points = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    factories = set(entry_points["spacy_factories"])
    assert {f"clinote_{name}" for name in EXTRACTORS} <= factories
    assert factories - {f"clinote_{name}" for name in EXTRACTORS} == {
        "clinote_layout", "clinote_assertion", "clinote_opinions", "clinote_coding", "clinote_medspacy"
    }  # fmt: skip


@pytest.mark.parametrize("name", list(EXTRACTORS))
def test_every_extractor_has_its_tests(name):
    assert (ROOT / "tests" / f"test_{name}.py").exists()


def test_every_id_that_the_code_gives_is_explained():
    """A rule that code puts together, not a pattern, prints its id as a cue: `clinote rules ID` has to know it."""
    written = re.compile(r"(?:negation|uncertainty|hypothetical|family|voice)\.[a-z-]+")
    nodes = (node for file in MODULES for node in ast.walk(ast.parse(file.read_text("utf-8"))))
    constants = (node.value for node in nodes if isinstance(node, ast.Constant))
    given = {value for value in constants if isinstance(value, str) and written.fullmatch(value)}
    assert len(given) > 10
    assert sorted(id for id in given if records.find(id) is None) == []
