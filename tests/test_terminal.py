"""Paste mode in a real terminal: what is pasted arrives whole."""

import os
import re
import sys
import time

import pytest

pexpect = pytest.importorskip("pexpect", reason="pexpect is not installed")
if sys.platform == "win32":
    pytest.skip("no pseudo-terminal on Windows", allow_module_level=True)

BLANKS = "HPI: weak for 3 weeks.\n\n\n\nExam: strength 4/5 throughout.\n\nAssessment: muscle weakness.\n"
LONG = f"HPI: {'weak and tired, ' * 1250}\n"
START, END = "\x1b[200~", "\x1b[201~"


@pytest.fixture
def terminal():
    """`clinote` at its prompt, on a terminal of 100 columns."""
    environment = os.environ | {"TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1"}
    command = ["-c", "from clinote.cli import main; main()"]
    child = pexpect.spawn(sys.executable, command, env=environment, dimensions=(40, 100), encoding="utf-8", timeout=30)
    child.delaybeforesend = None
    child.expect(r"Ctrl-D")
    child.expect(r"outpatient \(assumed\)>")
    yield child
    child.close(force=True)


def paste(terminal, text: str) -> None:
    terminal.send(f"{START}{text}{END}")
    terminal.send("\x04")


def size_read(terminal) -> tuple[int, int]:
    terminal.expect(r"([\d,]+) characters?, ([\d,]+) lines? read\.")
    return tuple(int(figure.replace(",", "")) for figure in terminal.match.groups())


@pytest.mark.parametrize(
    ("note", "lines"),
    [(BLANKS, 7), (LONG, 1), (f"a\n\n{'x' * 20_000}\n\nb", 5)],
    ids=["blank lines", "20,000 characters", "both"],
)
def test_a_paste_arrives_whole(terminal, note, lines):
    assert len(LONG) > 20_000
    paste(terminal, note)
    assert size_read(terminal) == (len(note), lines)


def test_the_next_note_is_answered_at_once(terminal):
    paste(terminal, BLANKS)
    terminal.expect("Paste the next note")
    terminal.expect(r"assumed\)>")
    begun = time.monotonic()
    paste(terminal, "weak\n")
    assert size_read(terminal) == (5, 1)
    terminal.expect("Paste the next note")
    assert time.monotonic() - begun < 1.5


def test_the_setting_and_the_date_can_be_changed(terminal):
    terminal.send("/inpatient\r")
    terminal.expect("Setting: inpatient.")
    terminal.send("/date 2026-02-30\r")
    terminal.expect("not in the form YYYY-MM-DD")
    terminal.send("/date 2026-03-31\r")
    terminal.expect("inpatient, 2026-03-31>")
    paste(terminal, "weak")
    terminal.expect("inpatient rules")


def test_a_paste_that_comes_as_keys_arrives_as_it_is(terminal):
    note = "HPI:\n    weak\n        for 3 weeks\n\tlegs\n\n  - falls\n"
    terminal.send(note.replace("\n", "\r"))
    terminal.send("\x04")
    assert size_read(terminal) == (len(note), 6)


def test_more_of_the_last_answer_is_a_command_away(terminal):
    paste(terminal, "A: Generalized weakness.\n")
    terminal.expect("Paste the next note")
    terminal.send("/query\r")
    terminal.expect("Unable to determine")
    terminal.send("/full\r")
    terminal.expect("Missing or in conflict")


def test_an_error_inside_keeps_the_note(tmp_path):
    script = (
        "from clinote import engine\n"
        "real, tries = engine.report, []\n"
        "def failing(note):\n"
        "    if note.text.startswith('HPI: weak'): tries.append(note)\n"
        "    if len(tries) == 1: raise RuntimeError(note.text)\n"
        "    return real(note)\n"
        "engine.report = failing\n"
        "from clinote.cli import main; main()"
    )
    environment = os.environ | {"TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1"}
    child = pexpect.spawn(sys.executable, ["-c", script], env=environment, encoding="utf-8", timeout=30)
    child.expect(r"assumed\)>")
    paste(child, BLANKS)
    child.expect("Internal error: RuntimeError")
    child.expect(r"assumed\)>")
    child.send("\x04")
    child.expect("M62.81")
    child.close(force=True)


def test_a_note_may_begin_with_a_stroke(terminal):
    paste(terminal, "/ weak\n\nstrength 4/5\n")
    assert size_read(terminal) == (21, 3)


@pytest.mark.parametrize(("keys", "status"), [("/quit\r", 0), ("\x04", 0), ("\x03", 130)], ids=["quit", "^D", "^C"])
def test_leaving(terminal, keys, status):
    terminal.send(keys)
    terminal.expect(pexpect.EOF)
    assert terminal.wait() == status


def test_ctrl_c_drops_what_was_pasted(terminal):
    terminal.send(f"{START}wrong note{END}")
    terminal.expect("wrong note")
    terminal.send("\x03")
    paste(terminal, "weak")
    assert size_read(terminal) == (4, 1)


@pytest.mark.parametrize(
    ("settings", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
    ids=["terminal", "NO_COLOR", "dumb"],
)
def test_colours_on_a_terminal_unless_unwanted(tmp_path, settings, coloured):
    (tmp_path / "note.txt").write_text(BLANKS)
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | {"TERM": "xterm-256color"}
    command = f"{sys.executable} -c 'from clinote.cli import main; main()' suggest {tmp_path / 'note.txt'}"
    shown = pexpect.run(command, env=environment | settings, encoding="utf-8", timeout=30)
    assert "outpatient rules" in shown
    assert bool(re.search(r"\x1b\[[\d;]*3\dm", shown)) is coloured


@pytest.mark.parametrize(("rows", "last"), [(24, True), (200, False)], ids=["short", "tall"])
def test_on_a_short_terminal_the_verdict_stands_last_as_well(tmp_path, rows, last):
    (tmp_path / "note.txt").write_text(BLANKS)
    script = "from clinote.cli import main; main()"
    args = ["-c", script, "suggest", "--full", "--color", "never", str(tmp_path / "note.txt")]
    environment = os.environ | {"TERM": "xterm-256color"}
    child = pexpect.spawn(sys.executable, args, env=environment, dimensions=(rows, 80), encoding="utf-8", timeout=30)
    child.expect(pexpect.EOF)
    lines = child.before.replace("\r", "").splitlines()
    verdict = lines[0]
    assert verdict.startswith("M62.81 Muscle weakness")
    assert (lines.count(verdict) == 2) is last
    assert max(map(len, lines)) <= 80
