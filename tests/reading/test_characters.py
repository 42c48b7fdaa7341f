"""Characters become NFC text with look-alikes folded; nothing else is touched."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.characters import is_blank
from pipeline.reading.characters import is_unmapped
from pipeline.reading.characters import normalise

CASES = [
    # Eth for Đ, upper and lower case
    ("QÐ-UBND, Ðảng, ðã", "QĐ-UBND, Đảng, đã"),
    # Gha for Ư
    ("LƢU TRỮ, hƣớng", "LƯU TRỮ, hướng"),
    # tesseract's fraction slash and the division slash
    ("134-KH⁄TU, 28∕NQ", "134-KH/TU, 28/NQ"),
    # decomposed input
    (unicodedata.normalize("NFD", "Thường vụ"), "Thường vụ"),
    # blanks of every kind
    ("Hà\u00a0Nội\u2003x", "Hà Nội x"),
    # invisible: soft hyphen, zero-width, byte order mark, direction marks
    ("Ủy\u00ad ban\u200b\ufeff\u202e", "Ủy ban"),
    # ligatures
    ("ﬁle", "file"),
    # Cyrillic letters inside of a Latin word
    ("СV/TU", "CV/TU"),
    # Word's bullet
    ("\uf0b7 mục", "• mục"),
    # not touched: a whole word of another script, dashes, quotes, tone placement
    ("Москва", "Москва"),
    ("2020 – 2025", "2020 – 2025"),
    ("“hoà” hòa", "“hoà” hòa"),
    ("T/M BAN\tTHƯỜNG VỤ\n", "T/M BAN\tTHƯỜNG VỤ\n"),
    ("}", "}"),
]


@pytest.mark.parametrize(("raw", "text"), CASES)
def test_normalise(raw: str, text: str) -> None:
    assert normalise(raw) == text


@given(st.text(max_size=200))
def test_normalising_twice_changes_nothing_more(raw: str) -> None:
    once = normalise(raw)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize("code", [0x20, 0x09, 0x0A, 0xA0, 0x2009, 0x200B])
def test_blanks(code: int) -> None:
    assert is_blank(chr(code))


@pytest.mark.parametrize("char", ["a", "Ệ", "-", "*", "\u0301"])
def test_no_blanks(char: str) -> None:
    assert not is_blank(char)


@pytest.mark.parametrize("code", [0xFFFD, 0x01, 0xE000, 0xD800])
def test_unmapped(code: int) -> None:
    assert is_unmapped(chr(code))


@pytest.mark.parametrize("char", ["a", "ệ", "\n", "\uf0b7", "中", "\u00a9"])
def test_mapped(char: str) -> None:
    assert not is_unmapped(char)
