"""What `patterns/coding/codeset.toml` states about the code sets: releases, corrections, codes that changed."""

import tomllib
from functools import cache
from typing import Any

from clinote import resources


@cache
def settings() -> dict[str, Any]:
    """The content of the settings file."""
    raw: dict[str, Any] = tomllib.loads(resources.path("patterns", "coding", "codeset.toml").read_text("utf-8"))
    return raw
