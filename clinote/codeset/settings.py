"""What `patterns/coding/codeset.toml` states about the code sets: releases, corrections, codes that changed."""

from typing import Any

from clinote import layers


def settings() -> dict[str, Any]:
    """The content of the settings file."""
    return layers.toml("coding", "codeset.toml")
