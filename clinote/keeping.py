"""Answers that are worked out once, and kept with what they are of: a reading, the chart of a note."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar


class Keeping(Protocol):
    """What keeps the answers that have been worked out of it."""

    known: dict[Hashable, Any]


More = ParamSpec("More")
Asked = TypeVar("Asked", bound=Keeping)
Answer = TypeVar("Answer")


def once(function: Callable[Concatenate[Asked, More], Answer]) -> Callable[Concatenate[Asked, More], Answer]:
    """A function, or a method, that is worked out when first asked for, and perhaps of what, and kept."""

    @wraps(function)
    def kept(of: Asked, /, *more: More.args, **named: More.kwargs) -> Answer:
        known, key = of.known, (kept, more) if more else kept
        if key not in known:
            known[key] = function(of, *more, **named)
        answer: Answer = known[key]
        return answer

    return kept
