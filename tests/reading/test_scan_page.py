"""Handwritten digits take the place of what Tesseract made of them, and of nothing else."""

from __future__ import annotations

import pytest

from models.geometry import Box
from models.page import Word
from pipeline.reading.handwriting import DigitReading
from pipeline.reading.scan_page import put_reading


def a_word(text: str, x0: float, x1: float, *, line: int = 2, confidence: float = 0.9) -> Word:
    return Word(text=text, box=Box(x0, 100, x1, 112), line=line, confidence=confidence, ocr=True)


def a_reading(text: str, x0: float, x1: float, confidence: float = 0.8) -> DigitReading:
    return DigitReading(text=text, box=Box(x0, 97, x1, 114), confidence=confidence, alternatives=())


def texts(words: tuple[Word, ...]) -> list[str]:
    return [word.text for word in words]


def test_a_misread_word_is_replaced_where_the_ink_is() -> None:
    words = (
        a_word("Số:", 80, 95),
        a_word("a2", 98, 118, confidence=0.2),
        a_word("/UBND-KT", 120, 170),
    )
    put = put_reading(words, a_reading("42", 97, 119))
    assert texts(put) == ["Số:", "42", "/UBND-KT"]
    assert (put[1].confidence, put[1].raw, put[1].repair, put[1].line) == (
        0.8,
        "a2",
        "handwriting",
        2,
    )


def test_print_glued_to_the_figure_stays() -> None:
    put = put_reading(
        (a_word("Số:", 80, 95), a_word("5/UBND-KT", 98, 170)), a_reading("56", 96, 130)
    )
    assert texts(put) == ["Số:", "56", "/UBND-KT"]
    put = put_reading(
        (a_word("ngày25", 200, 245), a_word("tháng", 250, 280)), a_reading("25", 228, 246)
    )
    assert texts(put) == ["ngày", "25", "tháng"]
    put = put_reading(
        (a_word("I0năm", 300, 340), a_word("2025", 344, 370)), a_reading("10", 299, 316)
    )
    assert texts(put) == ["10", "năm", "2025"]


def test_ink_in_an_empty_blank_is_added_in_its_line() -> None:
    words = (
        a_word("Hà", 10, 20, line=1),
        a_word("Số:", 80, 95),
        a_word("/UBND-KT", 120, 170),
        a_word("V/v", 80, 95, line=3),
    )
    assert texts(put_reading(words, a_reading("7", 100, 110))) == [
        "Hà",
        "Số:",
        "7",
        "/UBND-KT",
        "V/v",
    ]


def test_words_beside_and_below_the_ink_stay() -> None:
    below = Word(text="V/v", box=Box(97, 116, 120, 128), line=3, ocr=True)
    words = (a_word("Số:", 80, 95), a_word("/UBND-KT", 120, 170), below)
    assert texts(put_reading(words, a_reading("42", 97, 118))) == ["Số:", "42", "/UBND-KT", "V/v"]


VOTES = [
    # page's own reading, its confidence, the other's reading and confidence: text and confidence that stand
    ("42", 0.5, "42", 0.8, "42", 0.8),
    ("42", 0.9, "42", 0.3, "42", 0.9),
    ("47", 0.5, "42", 0.8, "42", 0.8),
    ("47", 0.9, "42", 0.4, "47", 0.9),
    # two sure readers that differ: a person decides
    ("47", 0.9, "42", 0.8, "42", 0.5),
    ("47", 0.3, "42", 0.4, "42", 0.4),
    # strokes and rings that the page's reading took for other signs
    ("/9", 0.9, "19", 0.7, "19", 0.9),
    # what is no number says nothing against one
    ("2†", 0.9, "24", 0.7, "24", 0.7),
    ("1l]", 0.9, "11", 0.7, "11", 0.7),
    ("79", 0.9, "19", 0.7, "19", 0.5),
    ("12a", 0.9, "12", 0.9, "12a", 0.9),
    # a figure that one of the two lost
    ("9", 0.9, "19", 0.8, "19", 0.8),
    ("56É0", 0.4, "60", 0.95, "60", 0.5),
    ("1021", 0.9, "102", 0.9, "1021", 0.9),
]


@pytest.mark.parametrize(("own", "sure", "other", "other_sure", "text", "confidence"), VOTES)
def test_two_readers(
    own: str, sure: float, other: str, other_sure: float, text: str, confidence: float
) -> None:
    words = (
        a_word("Số:", 80, 95),
        a_word(own, 98, 118, confidence=sure),
        a_word("/UBND-KT", 120, 170),
    )
    put = put_reading(words, a_reading(other, 97, 119, other_sure))
    assert texts(put) == ["Số:", text, "/UBND-KT"]
    assert put[1].confidence == confidence


def test_the_slash_of_a_symbol_is_no_figure() -> None:
    words = (a_word("Số:", 80, 95), a_word("3929/", 98, 122), a_word("SYT-NV", 126, 170))
    put = put_reading(words, a_reading("39291", 97, 122, confidence=0.45))
    assert texts(put) == ["Số:", "3929/", "SYT-NV"]
    # The next word has the slash: what looks like one may be a figure.
    words = (a_word("Số:", 80, 95), a_word("4/", 98, 110), a_word("/SYT-NV", 114, 170))
    assert texts(put_reading(words, a_reading("41", 97, 110))) == ["Số:", "41", "/SYT-NV"]
