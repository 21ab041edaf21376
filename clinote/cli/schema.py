"""`clinote schema`: the report's JSON Schema."""

import json
import sys

from clinote.cli.options import PatternsOption


def schema(patterns: PatternsOption = None) -> None:
    """Print the JSON Schema of the report."""
    from clinote.report import Report

    described = Report.model_json_schema(mode="serialization")
    described = {"$schema": "https://json-schema.org/draft/2020-12/schema", **described}
    sys.stdout.write(json.dumps(described, indent=2, ensure_ascii=False) + "\n")
