"""The published schema is the code's, and real records satisfy it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from models.schema import SCHEMA_FILE
from models.schema import schema_text
from models.settings import Settings
from pipeline.process import process_file

SAMPLES = Path(__file__).parents[2] / "samples"


def test_the_published_schema_is_current() -> None:
    assert SCHEMA_FILE.read_text("utf-8") == schema_text(), "run: python -m models.schema"


@pytest.mark.parametrize("name", ["10-ban-chep.txt", "01-cong-van-phu-luc.pdf", "11-du-thao.docx"])
def test_records_satisfy_the_schema(name: str) -> None:
    record = json.loads(process_file(SAMPLES / name, Settings()).to_json())
    jsonschema.validate(record, json.loads(SCHEMA_FILE.read_text("utf-8")))
    assert record["schema"] == "vanthu-record/1"


def test_unknown_keys_are_refused() -> None:
    schema = json.loads(SCHEMA_FILE.read_text("utf-8"))
    record = json.loads(process_file(SAMPLES / "10-ban-chep.txt", Settings()).to_json())
    record["surprise"] = 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(record, schema)
