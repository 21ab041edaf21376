"""Libraries that only some formats need, each in an extra of its own."""

from importlib import import_module
from types import ModuleType

from clinote.errors import MissingFile

_EXTRA = {
    "bioc": "gold",
    "cassis": "gold",
    "defusedxml": "formats",
    "hl7": "formats",
    "narwhals": "frames",
    "pyarrow": "parquet",
}


def load(module: str, what: str) -> ModuleType:
    """The module, or one sentence on how to get it; `what` needs it."""
    library = module.partition(".")[0]
    try:
        return import_module(module)
    except ImportError:
        remedy = f"pip install 'clinote[{_EXTRA[library]}]'"
        raise MissingFile(f"{what} needs {library}, which is not installed. {remedy}") from None
