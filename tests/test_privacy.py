"""Note text goes nowhere it was not asked to go, and nothing reaches for the network."""

import re
import socket
import subprocess
import sys

import pytest

import clinote
from clinote import engine, pipeline

NOTE = """HPI: Zebulon Quartermaine, MRN 7788123, feels weak all over x 3 weeks. No evidence of stroke, not only weak.
Denies numbness, diplopia. Manual muscle testing (MMT): deltoids 4/5 bilaterally. MMT hip flexors 4-/5.
ASSESSMENT: Generalized weakness, cannot rule out myopathy. No increase in weakness. Gram negative sepsis resolved."""
WORDS = set(re.findall(r"[A-Za-z]{5,}", NOTE))


def no_note_text(captured: str) -> None:
    assert WORDS.isdisjoint(re.findall(r"[A-Za-z]{5,}", captured)), captured


@pytest.fixture
def no_sockets(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("clinote reached for the network")

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_python_interface_is_silent_and_offline(no_sockets, capfd):
    report = clinote.suggest(NOTE)
    nlp = clinote.load()
    nlp(pipeline.make_doc(nlp, engine.Note(NOTE)))
    assert report.facts
    out, err = capfd.readouterr()
    assert (out, err) == ("", "")


@pytest.mark.parametrize("address", [("192.0.2.1", 9), ("example.com", 80)])
def test_a_test_that_reaches_out_fails(address):
    with socket.socket() as plain, pytest.raises(AssertionError, match="reached for"):
        plain.connect(address)
    with pytest.raises(AssertionError, match="looked up"):
        socket.getaddrinfo(*address)


def test_report_holds_no_note_text_beyond_its_facts():
    plain = engine.report(engine.Note(NOTE))
    assert "Quartermaine" not in str(plain)
    assert "7788123" not in str(plain)


@pytest.mark.parametrize("arguments", [["suggest", "-"], ["suggest", "-", "--format", "json"]])
def test_command_line_writes_note_text_to_stdout_alone(arguments):
    run = subprocess.run(
        [sys.executable, "-m", "clinote", *arguments], input=NOTE, capture_output=True, text=True, check=True
    )
    assert "weak" in run.stdout
    no_note_text(run.stderr)


def test_an_error_inside_an_extractor_says_no_note_text(monkeypatch):
    def fail(reading, facts):
        raise ValueError(f"cannot read {reading.text}")

    monkeypatch.setitem(engine.EXTRACTORS, "weakness", fail)
    (failure,) = clinote.pipe([engine.Note(NOTE, id="n1")])
    assert isinstance(failure, clinote.Failure)
    assert (failure.position, failure.id) == (0, "n1")
    no_note_text(repr(failure))
