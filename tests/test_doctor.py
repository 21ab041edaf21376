"""`clinote doctor`: what is here, what is lacking, what reaches out."""

import socket
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from clinote import codeset, engine, layers
from clinote.cli import doctor, main
from clinote.cli.exits import Exit
from clinote.version import __version__

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def said(capsys):
    def said(*args: str) -> tuple[int, dict[str, list[str]]]:
        with pytest.raises(SystemExit) as left:
            main(["doctor", *args])
        titles: dict[str, list[str]] = {}
        for line in capsys.readouterr().out.splitlines():
            title = line[:12].strip()
            titles.setdefault(title or list(titles)[-1], []).append(line[12:])
        return int(left.value.code or 0), titles

    return said


def test_says_what_is_here(said):
    code, found = said()
    assert code == Exit.DONE
    assert found["clinote"] == [__version__]
    assert f"spacy {metadata.version('spacy')}" in found["packages"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = set(project["optional-dependencies"]) - {"all", "test"}
    assert {line.split()[0] for line in found["extras"]} == extras
    shown = [line.split(", 20")[0] for line in found["code sets"]]
    assert shown == [release.release for release in codeset.releases()]
    assert found["patterns"][-1] == f"SHA-256 {layers.digest()}"
    assert found["network"] == ["a note was read, and nothing reached out"]


def test_says_what_is_lacking(said, monkeypatch):
    plain = doctor._version
    monkeypatch.setattr(doctor, "_version", lambda name: None if name in ("hl7", "negspacy") else plain(name))
    code, found = said()
    assert code == Exit.INTERNAL
    assert "negspacy MISSING" in found["packages"]
    assert "formats  lacks hl7: pip install 'clinote[formats]'" in found["extras"]


def test_says_what_reaches_out(said, monkeypatch):
    def reach(reading, facts):
        socket.getaddrinfo("localhost", 80)
        return []

    monkeypatch.setitem(engine.EXTRACTORS, "weakness", reach)
    code, found = said()
    assert code == Exit.INTERNAL
    assert found["network"] == ["socket.getaddrinfo"]
