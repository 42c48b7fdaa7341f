"""Letters that the engine gave twice are one again; words that stand side by side stay two."""

from __future__ import annotations

import pytest

from pipeline.reading.doubled_letters import drop_doubled
from pipeline.reading.ocr_engine import ReadWord

Given = tuple[str, int, int, float]


def words(*given: Given, line: int = 0) -> list[ReadWord]:
    """Return words of one line of 20 pixels: text, left and right edge, confidence."""
    return [
        ReadWord(text=text, raw=text, confidence=sure, x0=x0, y0=0, x1=x1, y1=20, line=line, row_px=20.0)
        for text, x0, x1, sure in given
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ([("Bộ", 0, 25, 0.9), ("Y", 27, 34, 0.92), ("lá", 34, 44, 0.63), ("tế", 50, 64, 0.9)], "Bộ Y tế"),
        ([("Bộ", 0, 25, 0.9), ("Y", 27, 34, 0.92), ("Y", 33, 44, 0.9), ("tế", 50, 64, 0.9)], "Bộ Y tế"),
        ([("của", 0, 18, 0.9), ("UBND", 22, 50, 0.93), ("D", 54, 59, 0.93)], "của UBND"),
        ([("TỔỐNG", 0, 50, 0.5), ("CỤC", 55, 80, 0.9)], "TỔNG CỤC"),
        ([("trong", 0, 50, 0.9), ("thá", 56, 88, 0.93), ("tháng", 79, 120, 0.96)], "trong tháng"),
        ([("Đả", 0, 34, 0.9), ("ăng", 27, 65, 0.9), ("uỷ", 72, 90, 0.9)], "Đảng uỷ"),
        ([("Hô", 0, 33, 0.9), ("ột", 22, 58, 0.4), ("tịch", 44, 87, 0.9)], "Hộ tịch"),
        ([("sở", 0, 33, 0.9), ("ởt", 22, 58, 0.4), ("tại", 44, 87, 0.9)], "sở tại"),
        ([("kết", 0, 30, 0.9), ("quả", 38, 52, 0.9), ("uả", 53, 67, 0.9)], "kết quả"),
        ([("kiểm", 0, 40, 0.9), ("kiểm", 15, 59, 0.9), ("tra", 66, 80, 0.9)], "kiểm tra"),
        ([("t", 0, 8, 0.9), ("tra", 9, 30, 0.9)], "tra"),
        # a box far too wide for its letters, a known pair in one box, a repeated word behind a blank
        ([("tạo", 0, 105, 0.9), ("ao", 50, 70, 0.9)], "tạo ao"),
        ([("Tòa", 0, 34, 0.9), ("án", 27, 60, 0.9)], "Tòa án"),
        ([("ào", 0, 20, 0.9), ("ào", 26, 46, 0.9)], "ào ào"),
        # boxes that touch, ink of another letter, no syllable, a sure word
        ([("ra", 0, 34, 0.9), ("an", 33, 65, 0.9)], "ra an"),
        ([("Đả", 0, 34, 0.9), ("ông", 27, 65, 0.9)], "Đả ông"),
        ([("Hô", 0, 33, 0.9), ("ột", 22, 58, 0.9), ("tịch", 44, 87, 0.9)], "Hô ột tịch"),
        # real neighbours: a gap, also behind the same beginning, the surer word second, a longer word, another letter, a syllable
        ([("Bộ", 0, 25, 0.9), ("Y", 27, 38, 0.9), ("tế", 41, 55, 0.9)], "Bộ Y tế"),
        ([("Y", 0, 7, 0.6), ("tế", 7, 20, 0.95)], "Y tế"),
        ([("A", 0, 7, 0.9), ("320", 7, 30, 0.8)], "A 320"),
        ([("khối", 0, 30, 0.9), ("UBND", 34, 70, 0.9), ("B", 74, 80, 0.9)], "khối UBND B"),
        ([("LÊ", 0, 20, 0.9), ("Ê", 24, 34, 0.9)], "LÊ Ê"),
        ([("thu", 0, 30, 0.9), ("thuế", 36, 70, 0.9)], "thu thuế"),
        ([("thuở", 0, 40, 0.9), ("BOOK", 45, 90, 0.9)], "thuở BOOK"),
    ],
)  # fmt: skip
def test_second_readings_go_and_words_stay(given: list[Given], left: str) -> None:
    assert " ".join(word.text for word in drop_doubled(words(*given))) == left


def test_the_first_reading_takes_the_place_of_both() -> None:
    kept = drop_doubled(words(("Y", 27, 34, 0.92), ("lá", 34, 44, 0.63)))
    assert [(word.text, word.x0, word.x1) for word in kept] == [("Y", 27, 44)]


def test_words_of_two_lines_are_never_one() -> None:
    lines = [*words(("Y", 0, 7, 0.9)), *words(("Y", 7, 14, 0.8), line=1)]
    assert drop_doubled(lines) == lines


def test_a_beginning_on_a_line_of_its_own_is_no_word() -> None:
    torn = [
        *words(("thá", 56, 88, 0.93)),
        *words(("trong", 0, 50, 0.9), ("tháng", 79, 120, 0.96), line=1),
    ]
    assert [word.text for word in drop_doubled(torn)] == ["trong", "tháng"]


def test_a_word_of_two_lines_in_one_is_one() -> None:
    torn = [
        *words(("Nội", 0, 30, 0.97), ("dung", 40, 55, 0.94)),
        *words(("dung", 56, 100, 0.97), ("việc", 108, 130, 0.9), line=1),
    ]
    assert [word.text for word in drop_doubled(torn)] == ["Nội", "dung", "việc"]
    beside = words(("ào", 0, 20, 0.9), ("ào", 21, 41, 0.9))
    assert drop_doubled(beside) == beside
