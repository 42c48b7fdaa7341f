"""The published JSON Schema of the record: `python -m models.schema` writes it anew."""

from __future__ import annotations

import json
from pathlib import Path

from models.record import Record

__all__ = ["SCHEMA_FILE", "schema_text"]

SCHEMA_FILE = Path(__file__).with_name("record.schema.json")


def schema_text() -> str:
    """Return the schema of `Record` as it is handed out, sorted and indented."""
    schema = Record.model_json_schema(by_alias=True, mode="serialization")
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
