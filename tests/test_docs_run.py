"""What the pages show works: their Python runs and gives what the comments say, their commands print what is shown."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from spacy.language import Language

from clinote import bridge  # noqa: F401 -- registers its factory

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
ENV = {**os.environ, "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}


def blocks(page, kind):
    return re.findall(rf"```{kind}\n(.*?)```", page.read_text(encoding="utf-8"), re.S)


def commands(page):
    """The commands of a page behind a `$`, each with what it is shown to print."""
    return [c for block in blocks(page, "console") for c in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.M)]


def asserting(block):
    """A block in which a value with a literal as its comment, behind it or on the next line, has to be that."""
    lines = block.splitlines()
    for node in ast.parse(block).body:
        behind = [lines[node.end_lineno - 1][node.end_col_offset :], *lines[node.end_lineno : node.end_lineno + 1]]
        comment = re.match(r"(?:  |\n)# (.*)", "\n".join(behind))
        if isinstance(node, ast.Expr) and comment:
            wanted = ast.literal_eval(comment[1])
            lines[node.lineno - 1 : node.end_lineno] = [
                f"_ = {ast.unparse(node.value)}; assert _ == {wanted!r}, _",
                *[""] * (node.end_lineno - node.lineno),
            ]
    return "\n".join(lines)


@pytest.mark.parametrize("page", [p for p in sorted(DOCS.glob("*.md")) if blocks(p, "python")], ids=lambda p: p.name)
def test_python_gives_what_it_says(page, tmp_path):
    script = tmp_path / "page.py"
    script.write_text("\n".join(map(asserting, blocks(page, "python"))), encoding="utf-8")
    assert "assert _ ==" in script.read_text(encoding="utf-8")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, cwd=ROOT, env=ENV)
    assert done.returncode == 0, done.stderr


PAGES = [page for page in sorted(DOCS.glob("*.md")) if commands(page) and page.name != "patterns.md"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_print_what_is_shown(page, tmp_path):
    program = tmp_path / "bin" / "clinote"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m clinote "$@"\n')
    program.chmod(0o755)
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    env = {**ENV, "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"}
    for command, printed in commands(page):
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=tmp_path, env=env)
        shown = re.escape(printed).replace(r"\.\.\.", ".*")
        assert not printed or re.fullmatch(shown, done.stdout, re.S), f"{command}\n{done.stdout}{done.stderr}"
        assert done.returncode == 0, f"{command}\n{done.stderr}"


def test_every_factory_and_its_configuration_are_listed():
    rows = [
        row.split("|")[1:3] for row in (DOCS / "spacy.md").read_text().splitlines() if row.startswith("| `clinote_")
    ]
    listed = {name: set(re.findall(r"`(\w+)`", config)) for names, config in rows for name in re.findall(r"\w+", names)}
    factories = [name for name in Language.factories if name.startswith("clinote_")]
    assert listed == {name: set(Language.get_factory_meta(name).default_config) for name in factories}
