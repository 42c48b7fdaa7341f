"""Labels of items that a scan misread: given back from their list, and only from it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.misread_labels import LABEL_REPAIR
from extractors.misread_labels import letter_label
from extractors.misread_labels import number_label
from extractors.misread_labels import roman_label
from extractors.task_items import read_items
from models.layout import Layout
from tests.extractors.layouts import a_body


def scanned(*paragraphs: str) -> Layout:
    layout = a_body(*paragraphs)
    return replace(layout, anchors=tuple(replace(a, ocr=True) for a in layout.anchors))


def labels(layout: Layout) -> list[str]:
    return [item.label for item in read_items(layout).items]


@pytest.mark.parametrize(
    ("head", "before", "label"),
    [
        ("©) Rà soát", "b", "c)"),
        ("©) Rà soát", "đ", "e)"),
        ("8) Thống kê", "e", "g)"),
        ("8) Thống kê", "f", "g)"),
        ("Đ) Thông báo", "e", "f)"),
        ("ä) Xây dựng", None, "a)"),
        ("e) Báo cáo", "b", "c)"),
        ("8) Thống kê", "b", None),
        ("©) Rà soát", None, None),
        ("Rà soát", "b", None),
    ],
)
def test_letters(head: str, before: str | None, label: str | None) -> None:
    found = letter_label(head, before)
    assert (found.text if found else None) == label


@pytest.mark.parametrize(
    ("head", "before", "label"),
    [
        ("S. Giao Sở Y tế", 4, "5."),
        ("l. Giao Sở Y tế", 0, "1."),
        ("I0. Giao Sở Y tế", 9, "10."),
        ("S. Giao Sở Y tế", 2, None),
        ("I. Giao Sở Y tế", 0, None),
        ("A. Giao Sở Y tế", 0, None),
        ("Giao Sở Y tế", 1, None),
    ],
)
def test_numbers(head: str, before: int, label: str | None) -> None:
    found = number_label(head, before)
    assert (found.text if found else None) == label


@pytest.mark.parametrize(
    ("head", "before", "label"),
    [
        ("IL.MỤC ĐÍCH, YÊU CẦU", 0, "I."),
        ("HI. TỔ CHỨC THỰC HIỆN", 2, "III."),
        ("H. NỘI DUNG", 1, "II."),
        ("l. MỤC ĐÍCH", 0, "I."),
        ("H. Nội dung nói thường", 1, None),
        ("HI. TỔ CHỨC THỰC HIỆN", 0, None),
        ("II. NỘI DUNG", 1, None),
    ],
)
def test_roman_figures(head: str, before: int, label: str | None) -> None:
    found = roman_label(head, before)
    assert (found.text if found else None) == label


def test_a_list_of_a_scan_is_whole_again_and_says_so() -> None:
    layout = scanned(
        "1. Sở Y tế",
        "a) Rà soát các quy định.",
        "b) Xây dựng kế hoạch.",
        "©) Tổ chức kiểm tra.",
        "d) Tổng hợp báo cáo.",
        "S. Sở Tài chính bố trí kinh phí.",
        "2. Sở Xây dựng",
    )
    assert labels(layout) == ["1.", "a)", "b)", "c)", "d)", "2."]
    mended = [item.label for item in read_items(layout).items if item.repairs == (LABEL_REPAIR,)]
    assert mended == ["c)"]


def test_letters_in_order_and_numbers_in_parentheses_stay_as_read() -> None:
    assert labels(scanned("a) Một.", "b) Hai.", "c) Ba.", "d) Bốn.", "đ) Năm.", "e) Sáu.")) == [
        "a)", "b)", "c)", "d)", "đ)", "e)",
    ]  # fmt: skip
    assert labels(scanned("1) Một.", "2) Hai.", "3) Ba.")) == ["1)", "2)", "3)"]


def test_print_is_never_changed() -> None:
    assert labels(a_body("1. Sở Y tế", "a) Một.", "b) Hai.", "e) Ba.")) == ["1.", "a)", "b)", "e)"]


@given(st.text(max_size=60), st.integers(0, 40), st.sampled_from([None, *"abcdđeghk"]))
def test_any_text_gives_a_label_inside_it_or_none(
    head: str, number: int, letter: str | None
) -> None:
    for found in (
        letter_label(head, letter),
        number_label(head, number),
        roman_label(head, number),
    ):
        assert found is None or 0 < found.length <= len(head)
