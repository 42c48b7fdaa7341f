"""Nơi nhận: purposes, braces, the archive line."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from extractors.distribution import find_distribution
from extractors.distribution import is_purpose
from models.values import DistributionEntry
from pipeline.layout import lay_out
from tests.extractors.test_header_fields import paper
from tests.layout.press import a_reading
from tests.layout.press import printed_page

RULES = tomllib.loads(
    (Path(__file__).parents[2] / "extractors/rules/purposes.toml").read_text("utf-8")
)
SIGNED = "\nT/M BAN THƯỜNG VỤ\nBÍ THƯ\nLê Văn Bình"


def entries(text: str) -> list[tuple[str | None, str | None]]:
    return [(e.value, e.purpose) for e in find_distribution(paper(foot=text + SIGNED))]


@pytest.mark.parametrize("text", RULES["matches"])
def test_purposes(text: str) -> None:
    assert is_purpose(text)


@pytest.mark.parametrize("text", RULES["rejects"])
def test_no_purposes(text: str) -> None:
    assert not is_purpose(text)


def test_purpose_in_parentheses_and_names_that_stay() -> None:
    text = (
        "Nơi nhận:\n- Tỉnh ủy (để b/c);\n- CVP, PCVP (Bích);\n- Cục Kiểm soát (VPCP);\n- Lưu: VT."
    )
    assert entries(text) == [
        ("Tỉnh ủy", "để b/c"),
        ("CVP, PCVP (Bích)", None),
        ("Cục Kiểm soát (VPCP)", None),
        ("Lưu: VT", None),
    ]


def test_a_brace_in_running_text_joins_its_lines() -> None:
    text = "Nơi nhận:\n- Ban Bí thư, } (để báo cáo)\n- Văn phòng Trung ương, }\n- Thường trực Tỉnh ủy,\n- Lưu VT, TH."
    assert entries(text) == [
        ("Ban Bí thư", "để báo cáo"),
        ("Văn phòng Trung ương", "để báo cáo"),
        ("Thường trực Tỉnh ủy", None),
        ("Lưu VT, TH", None),
    ]


def _printed(note_y: float, note: str) -> list[DistributionEntry]:
    page = printed_page(
        [
            (113, 100, "Nội dung của văn bản này được thực hiện từ ngày ký ban hành."),
            (85, 300, "Nơi nhận:"),
            (360, 300, "T/M BAN THƯỜNG VỤ"),
            (85, 314, "- Tỉnh ủy,"),
            (85, 328, "- Văn phòng,"),
            (85, 342, "- Các ban,"),
            (85, 356, "- Lưu VT."),
            (180, note_y, note),
            (380, 400, "Lê Văn Bình"),
        ],
        size=11,
    )
    return find_distribution(lay_out(a_reading(page)))


def test_a_purpose_printed_between_two_lines_is_for_both() -> None:
    assert [e.purpose for e in _printed(321, "(để báo cáo)")] == [
        "để báo cáo",
        "để báo cáo",
        None,
        None,
    ]


def test_a_speck_before_the_purpose_does_not_hide_it() -> None:
    assert [e.purpose for e in _printed(321, "£ (để báo cáo)")] == [
        "để báo cáo",
        "để báo cáo",
        None,
        None,
    ]


def test_a_purpose_on_one_line_is_for_that_line() -> None:
    assert [e.purpose for e in _printed(328, "(để báo cáo)")] == [None, "để báo cáo", None, None]


def test_archive_and_pointers() -> None:
    found = find_distribution(
        paper(
            foot="Nơi nhận:\n- Như Điều 3;\n- Như kính gửi;\n- Như thành phần,\n- Lưu: VT, TH."
            + SIGNED
        )
    )
    assert [(e.same_as, e.archive) for e in found] == [
        ("article", False),
        ("addressees", False),
        ("attendance", False),
        (None, True),
    ]
