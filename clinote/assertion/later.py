"""Modules that another package imports and hardly uses, loaded when they are first used.

medspaCy imports QuickUMLS whatever is asked of it, QuickUMLS imports nltk, and that takes scipy and scikit-learn along:
over a second and 150 MB for a dictionary matcher that nobody called. spaCy imports all of its commands for the sake of
one function, which takes a quarter of its own import. Nothing of these packages is changed.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType

_COMMANDS = "spacy.cli"
_INFO = f"{_COMMANDS}.info"


class _Later(MetaPathFinder):
    """Finds these modules as Python would, and leaves their code until something of it is asked for."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(fullname, path, target) if fullname in ("nltk", _COMMANDS) else None
        if spec and spec.loader:
            spec.loader = LazyLoader(spec.loader)
        return spec


@contextmanager
def later() -> Iterator[None]:
    """Let the first `import` of these modules, within this block, take effect when something of them is used."""
    finder, info = _Later(), ModuleType(_INFO)
    vars(info)["info"] = lambda *given, **named: import_module(_COMMANDS).info(*given, **named)
    sys.meta_path.insert(0, finder)
    # what spaCy takes its function from
    stands_in = _COMMANDS not in sys.modules and sys.modules.setdefault(_INFO, info) is info
    try:
        yield
    finally:
        if stands_in:
            del sys.modules[_INFO]
            import_module(_COMMANDS)
        sys.meta_path.remove(finder)
