"""A report, or whatever else is written one a line, as JSON."""

import json
from typing import Any


def dumps(value: Any) -> bytes:
    """One line of JSON, UTF-8."""
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:  # half a surrogate pair, which only an escape can carry
        return json.dumps(value, separators=(",", ":")).encode()
