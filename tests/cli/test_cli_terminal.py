"""What is shown of names and texts from outside."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli.terminal import clean
from pipeline.cli.terminal import console
from pipeline.cli.terminal import escaped
from pipeline.cli.terminal import make_table

UNSEEN = [
    *(chr(code) for code in range(0x20)),
    *(chr(code) for code in range(0x7F, 0xA0)),
    *"\u2028\u2029\u200e\u200f\u061c\u2060\ufeff",
    *(chr(code) for code in range(0x202A, 0x202F)),
    *(chr(code) for code in range(0x2066, 0x206A)),
    *"\u200b\u200c\u200d",
    *(chr(code) for code in range(0xE0000, 0xE0080)),
]


@pytest.mark.parametrize("sign", UNSEEN, ids=lambda sign: f"U+{ord(sign):04X}")
def test_what_is_not_seen_is_replaced(sign) -> None:
    assert clean(f"cong{sign}van.pdf") == "cong\ufffdvan.pdf"


@pytest.mark.parametrize(
    "text",
    [
        "Số 07-CV/ĐU, ngày 05/3/2025",
        "Đảng uỷ xã Thanh Hà",
        "Đa\u0309ng",
        "«…» – — \u00a0 \u2009",
        "\u202f\u2010\u2027",
        "日本 العربية",
        "\U0001f4c4",
        "\ufffd",
        "",
    ],
)
def test_what_is_seen_stays(text) -> None:
    assert clean(text) == text


@given(st.text())
def test_cleaning_gives_one_line_of_the_same_length(text) -> None:
    shown = clean(text)
    assert len(shown) == len(text)
    assert len(shown.splitlines()) <= 1
    assert clean(shown) == shown


def printed(*, one_line: bool) -> str:
    out = io.StringIO()
    table = make_table(["Tên\nvà"], [["a\nb\tc\u200bd\u2028e"]], one_line=one_line)
    console(out).print(table)
    return out.getvalue()


def test_document_text_keeps_its_lines_in_a_table() -> None:
    lines = [line.strip() for line in printed(one_line=False).splitlines()]
    assert {"Tên", "và", "a", "b c\ufffdd\ufffde"} <= set(lines)


def test_a_name_in_a_table_has_no_lines() -> None:
    shown = printed(one_line=True)
    assert "a\ufffdb\ufffdc\ufffdd\ufffde" in shown
    assert "Tên\ufffdvà" in shown


@given(st.dictionaries(st.text(), st.text()))
def test_escaped_json_is_the_same_value_and_shows_all(value) -> None:
    line = escaped(json.dumps(value, ensure_ascii=False))
    assert json.loads(line) == value
    assert clean(line) == line
