"""Modules that another package imports and hardly uses, loaded when they are first used.

medspaCy imports QuickUMLS whatever is asked of it, QuickUMLS imports nltk, and that takes scipy and scikit-learn along:
over a second and 150 MB for a dictionary matcher that nobody called. Nothing of either package is changed.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType


class _Later(MetaPathFinder):
    """Finds a module as Python would, and leaves its code until something of it is asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(fullname, path, target) if fullname == self._name else None
        if spec and spec.loader:
            spec.loader = LazyLoader(spec.loader)
        return spec


@contextmanager
def later(name: str) -> Iterator[None]:
    """Let the first `import` of the module `name`, within this block, take effect when something of it is used."""
    finder = _Later(name)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
