"""Notes pasted at a prompt, one after the other.

Bracketed paste makes the terminal hand over a paste as one piece: a blank line does not end it and a line beyond
the 4,095 characters of a terminal's line buffer is not cut. Where a terminal has none, the paste comes as keys, and
every key stands for itself: no margin is copied, a tab is a tab. Nothing is kept: no history, no temporary file.
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from prompt_toolkit import PromptSession
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import AnyFormattedText
from prompt_toolkit.history import DummyHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput
from prompt_toolkit.output import create_output

from clinote.errors import ClinoteError, UsageError
from clinote.expressions import expression
from clinote.views.case import size
from clinote.warm import warm


class Answers(Protocol):
    """What answers notes, and shows more of the last answer."""

    def answer(self, text: str, setting: str | None, date: str | None, to: Path | None) -> None:
        """Report on a note and write the report to a file, or standard output for None."""

    def again(self, shown: str) -> bool:
        """Print the last report once more: full, verbose or its query; whether there is one."""


HELP = """\
Paste a note, then press Ctrl-D. Blank lines do not end it.
Of the last note: /full shows all of the report, /verbose every fact too, /query the drafts.
Commands, on a line of their own: /inpatient  /outpatient  /date YYYY-MM-DD  /help  /quit
Ctrl-C drops what was pasted; Ctrl-C or Ctrl-D on an empty prompt quits."""

_COMMAND = expression(r"/[a-z]+(?: \S{1,20})?\s*")
_MORE = {"/full": "full", "/verbose": "verbose", "/query": "query"}

_SHOWN = 2_000
"""Characters of one pasted line drawn on the screen; all of them are read."""


@dataclass(slots=True)
class Desk:
    """What holds for the notes to come."""

    answers: Answers
    setting: str | None
    date: str | None

    def command(self, line: str) -> str | None:
        """Carry out a command and say what was done; None to quit."""
        name, _, value = line.strip().partition(" ")
        if name in ("/quit", "/q", "/exit"):
            return None
        if name in ("/inpatient", "/outpatient"):
            self.setting = name[1:]
            return f"Setting: {self.setting}."
        if name in _MORE:
            return "" if self.answers.again(_MORE[name]) else "No note has been read yet."
        if name == "/date":
            return self._dated(value.strip())
        return HELP if name == "/help" else f"{name} is no command.\n{HELP}"

    def _dated(self, value: str) -> str:
        from clinote.note import check_date

        try:
            self.date = check_date(value or None)
        except UsageError as error:
            return str(error)
        return f"Date of the note: {self.date or 'unknown'}."


def run(answers: Answers, setting: str | None, date: str | None, to: Path | None) -> None:
    """Read notes at a prompt and answer each at once; one note only where the answer goes into a file."""
    desk = Desk(answers, setting, date)
    session = _session(desk)
    warm("clinote.views.text")
    _say(HELP)
    kept = ""
    while True:
        try:
            text = session.prompt(default=kept)
        except EOFError:
            return
        kept = ""
        if _is_command(text):
            said = desk.command(text)
            if said is None:
                return
            _say(said)
        elif text.strip():
            _say(f"{size(text)} read.")
            try:
                answers.answer(text, desk.setting, desk.date, to)
            except Exception as error:
                kept = text
                _say(f"clinote: {_told(error)}\nThe note is back at the prompt: Ctrl-D tries again, Ctrl-C drops it.")
                continue
            if to or not sys.stdout.isatty():
                return
            _say("\nPaste the next note, or /full, /query, /quit.")


def _told(error: Exception) -> str:
    """What went wrong; of an error inside its class only, since its message may quote the note."""
    return str(error) if isinstance(error, ClinoteError) else f"Internal error: {type(error).__name__}."


def _is_command(text: str) -> bool:
    return _COMMAND.fullmatch(text) is not None and "\n" not in text


def _session(desk: Desk) -> PromptSession[str]:
    def prompt() -> AnyFormattedText:
        return f"{desk.setting or 'outpatient (assumed)'}{f', {desk.date}' if desk.date else ''}> "

    session: PromptSession[str] = PromptSession(
        prompt,
        multiline=True,
        prompt_continuation="",
        history=DummyHistory(),
        enable_open_in_editor=False,
        enable_system_prompt=False,
        erase_when_done=True,
        input_processors=[_Shorten()],
        output=create_output(always_prefer_tty=True),
    )
    session.key_bindings = _keys(session)
    return session


def _keys(session: PromptSession[str]) -> KeyBindings:
    keys = KeyBindings()
    at_command = Condition(lambda: _is_command(session.default_buffer.text))

    @keys.add("c-d", eager=True)
    def finish(event: KeyPressEvent) -> None:
        if event.current_buffer.text:
            event.current_buffer.validate_and_handle()
        else:
            event.app.exit(exception=EOFError)

    @keys.add("c-c", eager=True)
    def drop(event: KeyPressEvent) -> None:
        if event.current_buffer.text:
            event.current_buffer.reset()
        else:
            event.app.exit(exception=KeyboardInterrupt)

    @keys.add("enter", eager=True)
    def line(event: KeyPressEvent) -> None:
        if at_command():
            event.current_buffer.validate_and_handle()
        else:
            event.current_buffer.newline(copy_margin=False)

    @keys.add("tab", eager=True)
    def tab(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\t")

    return keys


class _Shorten(Processor):
    """Draws only the beginning of a very long line, which would take the screen seconds to lay out."""

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        fragments = transformation_input.fragments
        length = sum(len(fragment[1]) for fragment in fragments)
        if length <= _SHOWN:
            return Transformation(fragments)
        shown = "".join(fragment[1] for fragment in fragments)[:_SHOWN]
        return Transformation(
            [("", shown), ("", f" … ({length:,} characters in this line, all read)")],
            source_to_display=lambda at: min(at, _SHOWN),
            display_to_source=lambda at: min(at, _SHOWN),
        )


def _say(line: str) -> None:
    print(line, file=sys.stderr)  # noqa: T201
