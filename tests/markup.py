"""Notes with their expected facts marked in the text (see `clinote.marked`), as an assertion."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from clinote.marked import differences, parse

__all__ = ["anywhere", "check", "parse"]

BEFORE = "The patient came with a cousin, is known here, was told to rest, and likes to bake with them.\n\n"
BEHIND = "\n\nThe less the patient walks the better, of note."


def within(text: str) -> str:
    """The text in the middle of a longer note that says nothing of it, in small letters where it has no others."""
    note = f"{BEFORE}{text}{BEHIND}"
    return note.lower() if text.islower() else note


def anywhere(found: Callable[[str], Any]) -> Callable[[str], Any]:
    """Of what tells what is found in a text: that it finds the same where the text stands within a longer note."""

    @wraps(found)
    def both(text: str) -> Any:
        alone = found(text)
        assert found(within(text)) == alone
        return alone

    return both


def check(marked: str, *labels: str, **note: Any) -> None:
    """Assert that the facts of the tagged labels, and of `labels`, are exactly those marked, flags included.

    They are the same where the text stands within a longer note.
    """
    assert differences(marked, *labels, **note) == [], marked
    assert differences(within(marked), *labels, **note) == [], f"within a note: {marked}"
