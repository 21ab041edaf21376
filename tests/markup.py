"""Notes with their expected facts marked in the text (see `clinote.marked`), as an assertion."""

from typing import Any

from clinote.marked import differences, parse

__all__ = ["check", "parse"]


def check(marked: str, *labels: str, **note: Any) -> None:
    """Assert that the facts of the tagged labels, and of `labels`, are exactly those marked, flags included."""
    assert differences(marked, *labels, **note) == [], marked
