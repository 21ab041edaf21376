"""Regular expressions that are compiled when they are first used: a short note uses a fifth of them."""

import re
import sys
from collections.abc import Callable
from functools import cached_property
from typing import Any, cast

Written = str | Callable[[], str]
"""A pattern, or a function that makes one: of words that are read from a file."""


def expression(pattern: Written, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, compiled on its first use. Compiling them all would take a quarter of a cold start."""
    return cast("re.Pattern[str]", _Uncompiled(pattern, flags))


class _Uncompiled:
    """Stands for an expression; its methods are those of the compiled one, each looked up once."""

    def __init__(self, written: Written, flags: int) -> None:
        self._written = written
        self._flags = flags

    @property
    def pattern(self) -> str:
        return self._written if isinstance(self._written, str) else self._written()

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self._flags)

    def __getattr__(self, name: str) -> Any:
        found = self.__dict__[name] = getattr(self._compiled, name)
        return found


def end_of(what: re.Pattern[str], text: str, at: int, end: int = sys.maxsize) -> int:
    """Where `what` ends that begins at `at`; `at` itself where it does not stand there."""
    found = what.match(text, at, end)
    return found.end() if found else at


PUT_IN = r",[^,.;:()\n\d]{3,120},(?=\s+(?:was|is|were|are|came|remain(?:s|ed)?)\b)"
"""What is put in between a subject and its verb: 'CK, drawn before the EMG, was 318'."""
