"""Values by what they have in common."""

from collections.abc import Callable, Iterable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """The values of each key, both in the order in which they come."""
    groups: dict[K, list[V]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def runs(values: Iterable[V], joined: Callable[[V, V], object]) -> list[list[V]]:
    """The values in runs, of which each goes on as long as a value and the next are `joined`."""
    found: list[list[V]] = []
    for value in values:
        if found and joined(found[-1][-1], value):
            found[-1].append(value)
        else:
            found.append([value])
    return found
