"""Regular expressions that are compiled when they are first used: a short note uses a fifth of them."""

import re
import sys
from collections.abc import Callable
from typing import Any, cast

Written = str | Callable[[], str]
"""A pattern, or a function that makes one: of words that are read from a file."""


def expression(pattern: Written, flags: int = 0, module: dict[str, Any] | None = None) -> re.Pattern[str]:
    """What `re.compile` gives, compiled on its first use. Compiling them all would take a quarter of a cold start.

    It is a name of `module`, that of the caller where none is given.
    """
    return cast("re.Pattern[str]", _Unused(pattern, flags, module or sys._getframe(1).f_globals))


class _Unused:
    """Stands for an expression, and takes its own place in the module's names once that is used."""

    def __init__(self, written: Written, flags: int, module: dict[str, Any]) -> None:
        self._written = written
        self._flags = flags
        self._module = module

    @property
    def pattern(self) -> str:
        return self._written if isinstance(self._written, str) else self._written()

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self._flags)
        for key, value in list(self._module.items()):
            if value is self:
                self._module[key] = compiled
        found = self.__dict__[name] = getattr(compiled, name)
        return found
