"""Closed-table repair of accents, and normal case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.casing import normal_case
from extractors.restore import restore_accents
from models.folding import fold
from models.folding import strip_accents

RESTORED = [
    ("PHO CHANH VAN PHONG", "PHÓ CHÁNH VĂN PHÒNG"),
    ("THỨ TRƯỜNG", "THỨ TRƯỞNG"),
    ("Ủy ban nhân dân tinh Lâm Đông", "Ủy ban nhân dân tỉnh Lâm Đồng"),
    # names of persons and unknown words stay as read
    ("Lê Văn Binh", "Lê Văn Binh"),
    ("Sơn Thuy", "Sơn Thuy"),
    # one syllable is too little ground
    ("BẠN", "BẠN"),
]


@pytest.mark.parametrize(("read", "restored"), RESTORED)
def test_restore(read: str, restored: str) -> None:
    assert restore_accents(read) == (restored, fold(read) != fold(restored))


@given(st.text(alphabet="aàáảãạâđeêoôơuưy bcnhtPHỦBÂN", max_size=60))
def test_restoring_changes_accents_only(text: str) -> None:
    restored, _ = restore_accents(text)
    assert strip_accents(restored) == strip_accents(text)
    assert restore_accents(restored)[0] == restored


CASES = [
    ("THÀNH ỦY HÀ NỘI", "Thành ủy Hà Nội"),
    ("UỶ BAN NHÂN DÂN TỈNH LÀO CAI", "Uỷ ban nhân dân tỉnh Lào Cai"),
    ("BỘ GIÁO DỤC VÀ ĐÀO TẠO", "Bộ Giáo dục và Đào tạo"),
    ("BAN CHẤP HÀNH TRUNG ƯƠNG", "Ban Chấp hành Trung ương"),
    ("UBND TỈNH AN KHÊ", "UBND tỉnh An Khê"),
    # normal case already
    ("Sở Y tế tỉnh An Khê", "Sở Y tế tỉnh An Khê"),
]


@pytest.mark.parametrize(("printed", "normal"), CASES)
def test_normal_case(printed: str, normal: str) -> None:
    assert normal_case(printed) == normal


@given(st.text(alphabet="AÀẢĐÊƠƯ BCNHTàđ.,", max_size=60))
def test_case_changes_no_letter(text: str) -> None:
    assert normal_case(text).lower().split() == text.lower().split()
