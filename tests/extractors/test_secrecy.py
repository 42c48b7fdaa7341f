"""Marks of secrecy, and what may be one, stop a paper; talk about secrets does not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.secrecy import is_secrecy_line
from extractors.secrecy import secrecy_page
from models.geometry import Box
from models.page import FileKind
from models.page import Page
from models.page import PageSource
from models.page import Reading
from models.page import Word


def reading(*words: Word, pages: int = 1) -> Reading:
    empty = tuple(
        Page(number=n, width_pt=595, height_pt=842, source=PageSource.OCR)
        for n in range(1, pages + 1)
    )
    last = Page(number=pages, width_pt=595, height_pt=842, source=PageSource.OCR, words=words)
    return Reading(kind=FileKind.PDF, pages=(*empty[:-1], last))


def word(text: str, x: float, y: float = 100, *, line: int = 0, ocr: bool = False) -> Word:
    return Word(text=text, box=Box(x, y, x + 30, y + 12), line=line, confidence=0.9, ocr=ocr)


@pytest.mark.parametrize(
    "text",
    [
        *("MẬT", "TỐI MẬT", "TUYỆT MẬT", "Tối mật", "[MẬT]", "TÓI MẬT"),
        *("Độ mật: MẬT", "Mức độ mật: Tuyệt mật", "ĐỘ MẬT: TỐI MẬT", "Độ mật: Mật"),
        *(
            "MẬT - KHẨN",
            "HỎA TỐC - TỐI MẬT",
            "Số 07-CV/ĐU MẬT",
            "Số: 07-CV/TU TỐI MẬT",
            "Số 12 BÍ MẬT",
        ),
        *("TOI MAT", "TUYET MAT", "TUYÊT MÂT", unicodedata.normalize("NFD", "TỐI MẬT")),
        *("M.Ậ.T", "M-Ậ-T", "T Ố I  M Ậ T", "TỐI-MẬT", "TUYỆTMẬT", "« MẬT »", "“MẬT”", "★ MẬT ★"),
        *("=MẬT=", "{TỐI MẬT}", "TUYỆT MẬT (BẢN CHÍNH)", "MẬT | Số bản: 02", "MẬT Bản số: 01"),
        *("BẢN SỐ 01 - MẬT", "Số 12-KH/TU (MẬT)", "Số: 12-CV/TU/MẬT", "TÀI LIỆU TUYỆT MẬT"),
        *("DẤU MẬT", "Độ Mật: mật", "Chỉ người có tên mới được bóc bì - TUYỆT MẬT"),
        *("ＭẬＴ", "\u041cẬ\u0422", "\u039cẬ\u03a4", "M\u200bẬT\u200f"),
    ],
)
def test_a_mark_or_a_doubt_stops(text: str) -> None:
    assert is_secrecy_line(text)


@pytest.mark.parametrize(
    "text",
    [
        *("MẶT TRẬN", "MẶT", "MAT", "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM", "mật.", "bí mật", ""),
        *("VỀ BẢO VỆ BÍ MẬT NHÀ NƯỚC", "BÍ MẬT", "DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ TỐI MẬT", "KHẨN"),
        *("Số 07-CV/ĐU", "tài liệu độ Mật", "MẬT ONG", "Độ mật:", "MẬT MÃ", "3. Mật", "a) Tối mật"),
        *("MẶT TRẬN - ĐOÀN THỂ", "(MẶT)", "BẢO MẬT - AN TOÀN", "các độ: tuyệt mật, tối mật, mật"),
        *(
            "đóng dấu «MẬT» vào góc trái",
            "QUẢN LÝ TÀI LIỆU BÍ MẬT",
            "Mức độ mật do người soạn đề xuất",
        ),
    ],
)
def test_what_is_no_mark_does_not_stop(text: str) -> None:
    assert not is_secrecy_line(text)


@pytest.mark.parametrize(
    ("ocr", "y", "stopped"), [(True, 100, 1), (True, 700, None), (False, 100, None)]
)
def test_a_lost_accent_is_a_doubt_at_the_head_of_a_scan(ocr, y, stopped) -> None:
    assert secrecy_page(reading(word("MẶT", 60, y, ocr=ocr))) == stopped


def test_a_mark_beside_other_words_stands_behind_a_wide_gap() -> None:
    apart = [word("Hà", 300), word("Nội", 335), word("MẬT", 60 + 30, line=0)]
    apart.sort(key=lambda w: w.box.x0 if w.box else 0)
    assert secrecy_page(reading(*apart)) == 1
    close = [word("BÍ", 60), word("MẬT", 95), word("NHÀ", 130)]
    assert secrecy_page(reading(*close)) is None


def test_only_the_first_page_is_asked() -> None:
    assert secrecy_page(reading(word("MẬT", 60), pages=2)) is None


@given(st.text(max_size=200))
def test_any_text_is_answered(text: str) -> None:
    assert is_secrecy_line(text) in {True, False}
