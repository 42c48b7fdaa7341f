"""Tokens: what is kept whole, what is cut, and that nothing is lost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from pipeline.language.phrases import load_phrases
from pipeline.language.tokenizer import cut
from pipeline.language.tokens import TokenKind
from pipeline.language.tokens import kind_of


def tokens(text: str) -> list[str]:
    return [word for word in cut(text)[0] if not word.isspace()]


WHOLE = [
    ("134-KH/TU", TokenKind.SYMBOL),
    ("1021 -CV/TU", TokenKind.SYMBOL),
    ("1021 - CV/VPTU", TokenKind.SYMBOL),
    ("05–HD/VPTW", TokenKind.SYMBOL),
    ("3294-CV/VPTW/nb", TokenKind.SYMBOL),
    ("12a-QĐ/TW", TokenKind.SYMBOL),
    ("30/2020/NĐ-CP", TokenKind.SYMBOL),
    ("193/UBND-KT", TokenKind.SYMBOL),
    ("24/HDLN-BCA-BQP-BYT-BCT-BTC-VKSNDTC-TANDTC", TokenKind.SYMBOL),
    ("68/2020/QH14", TokenKind.SYMBOL),
    ("CV/TU", TokenKind.SYMBOL),
    ("KH-UBND", TokenKind.SYMBOL),
    ("TTr-SNV", TokenKind.SYMBOL),
    ("17/02/2023", TokenKind.DATE),
    ("07/8/2023", TokenKind.DATE),
    ("5.6.2024", TokenKind.DATE),
    ("08h30", TokenKind.DATE),
    ("14/20", TokenKind.NUMBER),
    ("2020-2025", TokenKind.NUMBER),
    ("85,5%", TokenKind.NUMBER),
    ("60.542.000", TokenKind.NUMBER),
    ("T/M", TokenKind.ABBREVIATION),
    ("K/T", TokenKind.ABBREVIATION),
    ("V/v", TokenKind.ABBREVIATION),
    ("Đ/c", TokenKind.ABBREVIATION),
    ("k/g", TokenKind.ABBREVIATION),
    ("TP.", TokenKind.ABBREVIATION),
    ("TM.", TokenKind.ABBREVIATION),
    ("v.v.", TokenKind.ABBREVIATION),
    ("N2O", TokenKind.SYLLABLE),
    ("nghiêng", TokenKind.SYLLABLE),
    ("van\u0301", TokenKind.SYLLABLE),
    ("./.", TokenKind.PUNCTUATION),
    ("-----", TokenKind.PUNCTUATION),
    ("vanthu@example.vn", TokenKind.ADDRESS),
    ("https://example.vn/a?b=1", TokenKind.ADDRESS),
]


@pytest.mark.parametrize(("text", "kind"), WHOLE)
def test_protected_patterns_are_one_token(text: str, kind: TokenKind) -> None:
    assert kind_of(text) is kind
    assert tokens(f"Theo {text} của") == ["Theo", text, "của"]


CUT = [
    ("Ban Thường vụ.", ["Ban", "Thường", "vụ", "."]),
    ("kinh tế-xã hội", ["kinh", "tế", "-", "xã", "hội"]),
    ("cá nhân/tổ chức", ["cá", "nhân", "/", "tổ", "chức"]),
    ("1. Giao", ["1", ".", "Giao"]),
    ("a) Nộp", ["a", ")", "Nộp"]),
    ("(để báo cáo),", ["(", "để", "báo", "cáo", ")", ","]),
    ("Lưu: VT, TH.", ["Lưu", ":", "VT", ",", "TH", "."]),
    ("Số:      /KH-UBND", ["Số", ":", "/", "KH-UBND"]),
    ("TP.HCM", ["TP.", "HCM"]),
    ("TPP. X", ["TPP", ".", "X"]),
    ("năm 2024.", ["năm", "2024", "."]),
    ("5kg 17abc", ["5kg", "17abc"]),
    ("ngày 17/02/2023của", ["ngày", "17/02", "/", "2023của"]),
    ("12-13 tháng", ["12", "-", "13", "tháng"]),
    ("😀ủy", ["😀", "ủy"]),
]


@pytest.mark.parametrize(("text", "expected"), CUT)
def test_everything_else_is_cut_into_syllables_and_marks(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_abbreviations_keep_their_examples() -> None:
    for group in load_phrases().abbreviations:
        for text in group.matches:
            assert any(word in group.words for word in tokens(text)), text
        for text in group.rejects:
            assert not any(word in group.words for word in tokens(text)), text


ODD = st.text(
    alphabet=st.sampled_from(list("aủĐ19 .,-/()%\t\n\r\u00a0\u200b\u0301\u0323\u2028😀\x00\x1f_–")),
    max_size=80,
)


@given(st.one_of(st.text(max_size=120), ODD))
def test_tokens_rebuild_any_text(bare: Language, text: str) -> None:
    doc = bare.make_doc(text)
    assert doc.text == text
    for token in doc:
        assert text[token.idx : token.idx + len(token)] == token.text


@given(ODD)
def test_only_blanks_lie_in_blank_tokens(text: str) -> None:
    for word in cut(text)[0]:
        assert word
        assert word.isspace() or not word[0].isspace()


def test_text_with_windows_line_ends_and_no_break_spaces_is_kept(bare: Language) -> None:
    text = "\ufeffSố\u00a077-CV/HU\r\n\r\n  Ban\tThường vụ \n"
    assert bare(text).text == text


@pytest.mark.parametrize(
    "unit",
    ["a", "1", "A/", "1-", ".", "1/2/", "A-B", " ", "a.", "a@", "1,", "\u0301", "A1/", "w", "V/"],
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    started = time.process_time()
    words, spaces = cut(text)
    assert time.process_time() - started < 1.0
    assert "".join(w + " " * s for w, s in zip(words, spaces, strict=True)) == text
