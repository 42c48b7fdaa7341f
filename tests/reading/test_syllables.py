"""The closed grammar of syllables: what is one, what share is, what was glued."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.syllables import health
from pipeline.reading.syllables import is_syllable
from pipeline.reading.syllables import shares
from pipeline.reading.syllables import split_glued
from pipeline.reading.syllables import split_run

SYLLABLES = """
nghị quyết đảng ủy uỷ hòa hoà khoá khóa thuý thúy quý quyền quốc quỳnh gì gìn giết giếng
giữa  nghiêng khuya khuỷu xoong ngoằn ngoèo huệ thuở uống ươm yếu ý ỷ kỹ kĩ lý lí Đắk
Lắk Kạn ĐẢNG  Ủy NGHIỆP tuyên truyền chuyển đổi việc về sở oanh uyên uỵch ao êm ô
""".split()  # noqa: SIM905 - prose

NOT_SYLLABLES = [
    # legacy encoding read as Latin
    "Uû", "nh©n", "céng", "hoµ",
    # lost or split marks
    "nghi.p", "quyt", "d`ân",
    # a stop closes a syllable only with acute or dot below
    "nhat", "viêc", "các̀", "quôc", "tỏt",
    # spelling: c before e, k-less q, ng before i
    "cê", "qa", "nge", "ngiêng", "ghà",
    # two tones, foreign, glued, empty, too long
    "tốt́", "Facebook", "vềviệc", "", "a" * 30, "123", "CV/TU",
]  # fmt: skip


@pytest.mark.parametrize("word", SYLLABLES)
def test_is_syllable(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))
    assert is_syllable(word.upper())


@pytest.mark.parametrize("word", NOT_SYLLABLES)
def test_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)


CLEAN = (
    "Thực hiện Kế hoạch số 134-KH/TU ngày 17/02/2023 của Ban Thường vụ Thành ủy về tổ chức".split()  # noqa: SIM905 - prose
)
LEGACY = "Uû ban nh©n d©n thµnh phè Hµ Néi céng hoµ x· héi chñ nghÜa".split()  # noqa: SIM905 - prose
BARE = "Thuc hien Ke hoach cua Ban Thuong vu Thanh uy ve viec to chuc so ket nhiem ky".split()  # noqa: SIM905 - prose


def test_health_tells_clean_from_broken() -> None:
    assert health(CLEAN) == 1.0
    assert health(LEGACY) < 0.6
    assert shares(CLEAN)[1] > 0.7
    assert shares(BARE)[1] == 0.0


def test_health_leaves_out_numbers_and_abbreviations() -> None:
    assert health(["UBND", "134-KH/TU", "17/02/2023", "-", "a)", "HĐND"]) == 1.0
    assert health([]) == 1.0


GLUED = [
    ("vềviệc", "về việc"),
    ("vụĐảng", "vụ Đảng"),
    ("nghịvượt", "nghị vượt"),
    ("dựlễKhai", "dự lễ Khai"),
    ("số484-CV/BTCTU", "số 484-CV/BTCTU"),
    ("tế02", "tế 02"),
    ("chủtrì,", "chủ trì,"),
    ("(dựhọp)", "(dự họp)"),
    ("củaUBND", "củaUBND"),  # no mark before the break: left alone
    ("uỷyêu", "uỷ yêu"),
    ("ởTP", "ở TP"),
    ("HOẠTĐỘNG", "HOẠTĐỘNG"),  # an abbreviation's vowels bear no mark
    # whole words stay
    ("hoàn", "hoàn"),
    ("quyết", "quyết"),
    ("Facebook", "Facebook"),
    ("BXDĐ/CV", "BXDĐ/CV"),
    ("QĐ-UBND", "QĐ-UBND"),
    ("30/2020/NĐ-CP", "30/2020/NĐ-CP"),
    ("Đắk", "Đắk"),
    ("", ""),
    ("*", "*"),
    ("nh©n", "nh©n"),
]


@pytest.mark.parametrize(("word", "pieces"), GLUED)
def test_split_glued(word: str, pieces: str) -> None:
    assert " ".join(split_glued(word)) == pieces


@given(st.text(alphabet="aăâbcđeêghikmnoôơptuưvyếềệủịộ012(),-/ĐUBN", max_size=80))
def test_pieces_join_to_the_word(word: str) -> None:
    assert "".join(split_glued(word)) == word


@given(st.lists(st.sampled_from(["về", "sự", "của", "nghị", "chủ"]), min_size=2, max_size=5))
def test_what_was_glued_is_cut_into_syllables(words: list[str]) -> None:
    pieces = split_glued("".join(words))
    assert "".join(pieces) == "".join(words)
    assert pieces == ["".join(words)] or all(is_syllable(p) for p in pieces)


def test_split_run_of_spaced_capitals() -> None:
    assert split_run("THÀNHỦYHÀNỘI") == ["THÀNH", "ỦY", "HÀ", "NỘI"]
    assert split_run("UBND") == ["UBND"]


def test_hostile_words_take_no_time() -> None:
    begin = time.process_time()
    for word in ("ề" * 100_000, "ềa" * 50_000, "a" * 100_000, "(" * 100_000, "ệ1" * 30):
        split_glued(word)
        split_run(word)
        is_syllable(word)
        health([word])
    assert time.process_time() - begin < 1.0
