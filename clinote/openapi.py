"""The OpenAPI document of `clinote serve`, made from the report's own models."""

from functools import cache
from typing import Any

from clinote.report import Report
from clinote.version import __version__


@cache
def document() -> dict[str, Any]:
    """The API in OpenAPI 3.1, whose schemas are JSON Schema as pydantic writes it."""
    report = Report.model_json_schema(mode="serialization", ref_template="#/components/schemas/{model}")
    schemas = report.pop("$defs")
    optional = {"type": ["string", "null"]}
    schemas |= {
        "Report": report,
        "Note": {
            "type": "object",
            "required": ["text"],
            "additionalProperties": False,
            "properties": {
                "text": {"type": "string", "description": "The note; offsets in the report count its code points."},
                "setting": {"enum": ["outpatient", "inpatient", None]},
                "date": {**optional, "format": "date"},
                "id": optional,
                "patient_id": optional,
                "author": optional,
            },
        },
        "Refusal": {"type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}},
    }
    refused = {"description": "Refused; `error` says why.", **_json("Refusal")}
    return {
        "openapi": "3.1.0",
        "info": {"title": "clinote", "version": __version__, "description": "Notes are neither kept nor logged."},
        "paths": {
            "/suggest": {
                "post": {
                    "operationId": "suggest",
                    "summary": "Report on one note.",
                    "requestBody": {"required": True, **_json("Note")},
                    "responses": {
                        "200": {"description": "The report.", **_json("Report")},
                        **dict.fromkeys(("400", "401", "403", "413", "415", "421", "422", "500"), refused),
                    },
                    "security": [{}, {"token": []}],
                }
            }
        },
        "components": {"schemas": schemas, "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    }


def _json(schema: str) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}}
