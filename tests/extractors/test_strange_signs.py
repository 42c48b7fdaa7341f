"""Signs that Vietnamese writing does not have: what they become, and where they stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.lexicon import load_lexicon
from extractors.respell import ReadWord
from extractors.strange_signs import holds_strange_sign
from extractors.strange_signs import repair_signs
from extractors.strange_signs import sign_rules


def repaired(text: str, *, mendable: bool = True) -> str:
    run = [ReadWord(text=word, confidence=0.8, mendable=mendable) for word in text.split(" ")]
    return " ".join(repair_signs(run, load_lexicon()))


def test_figure_rules_hold_their_examples() -> None:
    for rule in sign_rules().figure:
        for example in rule.matches:
            text, _, becomes = example.partition(" => ")
            assert repaired(text).split(" ")[-1] == becomes, rule.name
        for text in rule.rejects:
            assert repaired(text) == text, rule.name


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Giám đốc Bộ Ÿ tế", "Giám đốc Bộ Y tế"),
        ("của Bộ ŸY tế.", "của Bộ Y tế."),
        ("của Bộ } tế", "của Bộ Y tế"),
        ("điểm a khoản 2 Điều 6Š", "điểm a khoản 2 Điều 65"),
    ],
)
def test_signs_take_the_letter_that_the_words_beside_them_ask_for(read: str, meant: str) -> None:
    assert repaired(read) == meant


@pytest.mark.parametrize(
    "text",
    [
        "ông Øuyễn Văn Bình",  # no known pair: a name
        "Thủy sau: Ÿ - Trung",
        "giá 1.200 € một chiếc",
        "họp tại Phòng § tầng",
        "Phần I mục l",
        "Điều 65 khoản 1",
    ],
)
def test_where_nothing_speaks_for_a_letter_the_sign_stays(text: str) -> None:
    assert repaired(text) == text


def test_text_layers_are_as_printed() -> None:
    assert repaired("Điều 6Š khoản I", mendable=False) == "Điều 6Š khoản I"


@pytest.mark.parametrize("text", ["6Š", "Ÿ", "KSTTH€", "a|b", "}"])
def test_strange_signs_are_known(text: str) -> None:
    assert holds_strange_sign(text)


@pytest.mark.parametrize(
    "text", ["Nguyễn", "QĐ-UBND", "100%", "a@b.vn", "[1]", "“Đề án”", "FPT", ""]
)
def test_plain_words_hold_none(text: str) -> None:
    assert not holds_strange_sign(text)


@given(st.lists(st.text(alphabet="Šš§€}¡|ŸY0159aăđ.(", min_size=1, max_size=30), max_size=20))
def test_words_keep_their_number_and_plain_words_stay(words: list[str]) -> None:
    run = [ReadWord(text=word, confidence=0.5, mendable=True) for word in words]
    texts = repair_signs(run, load_lexicon())
    assert len(texts) == len(words)
    for word, text in zip(words, texts, strict=True):
        assert text == word or holds_strange_sign(word)
