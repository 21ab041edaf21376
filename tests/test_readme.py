"""What the README shows works: its Python blocks run, its commands and files exist."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("block", re.findall(r"```python\n(.*?)```", README, re.S))
def test_python_blocks_run(block):
    run = subprocess.run([sys.executable, "-c", block], capture_output=True, text=True, cwd=ROOT)
    assert run.returncode == 0, run.stderr
    assert run.stdout


def test_the_shown_answer_is_the_one_printed():
    command, said = re.search(r"\$ clinote (suggest samples/\S+)\n(.+?)```", README, re.S).groups()
    run = subprocess.run([sys.executable, "-m", "clinote", *command.split()], capture_output=True, text=True, cwd=ROOT)
    assert run.stdout == said


@pytest.mark.parametrize("path", sorted(set(re.findall(r"(?:samples|tests|\.ci|models|patterns)/[\w./-]+\w", README))))
def test_named_files_exist(path):
    assert (ROOT / path).exists()


def test_commands_are_those_of_the_program():
    from clinote.cli.group import COMMANDS

    shown = set(re.findall(r"^\| `clinote (\w+)", README, re.M))
    assert shown == set(COMMANDS)
