"""`show` says whom the authority file knows by a name, where that is more than the name."""

from __future__ import annotations

import pytest

from models.values import BodyLink
from models.values import BodyName
from models.values import Value
from pipeline.cli.record_view import view_rows

PLACE = {"raw": "x", "page": 1, "span": (0, 1), "confidence": 0.9, "rule": "test"}


@pytest.mark.parametrize(
    ("written", "official", "shown"),
    [
        ("Sở Y tế", "Sở Y tế tỉnh Lào Cai", "Sở Y tế [= Sở Y tế tỉnh Lào Cai]"),
        ("UỶ BAN  nhân dân", "Ủy ban nhân dân", "UỶ BAN  nhân dân"),
        ("Các sở", None, "Các sở"),
    ],
)
def test_official_names_are_shown(make_record, written, official, shown) -> None:
    body = BodyLink(id=official, name=official, rule="context", confidence=0.9)
    record = make_record().model_copy(
        update={
            "issuing_body": BodyName(value=written, body=body, **PLACE),
            "subject": Value(value="x", **PLACE),
        }
    )
    rows = {row.key: row.text for row in view_rows(record, "vi")}
    assert rows["issuing_body"] == shown
    assert rows["subject"] == "x"
