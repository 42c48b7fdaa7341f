"""Folding, similarity, assignment and alignment."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation.matching import Item
from pipeline.evaluation.matching import align
from pipeline.evaluation.matching import assign
from pipeline.evaluation.matching import exact_similarity
from pipeline.evaluation.matching import text_similarity
from pipeline.evaluation.matching import tidy
from pipeline.evaluation.matching import words_of


def items(*texts: str) -> list[Item]:
    return [Item(parts=(text,), shown=text) for text in texts]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("- Thường trực Tỉnh uỷ;", "Thường trực  Tỉnh ủy", True),
        ("chính trị – xã hội", "chính trị-xã hội", True),
        ("TP. Hồ Chí Minh", "TP.Hồ Chí Minh", True),
        ("“dấu”", '"dấu"', True),
        ("Lưu : VT , TH.", "Lưu: VT, TH", True),
        ("Đảng uỷ", "Đảng ủy", True),
        ("hoa", "hoá", False),
        ("Sở Y tế", "Sở Y tê", False),
        ("12-KH/TU", "12-KH/TƯ", False),
    ],
)
def test_tidy_folds_what_is_no_difference_and_nothing_else(
    first: str, second: str, same: bool
) -> None:
    assert (tidy(first) == tidy(second)) is same


def test_words_of_drops_all_punctuation() -> None:
    assert words_of("BỘ CÔNG AN - Bộ Y tế; «X»") == "bộ công an bộ y tế x"


@given(st.text(max_size=60))
def test_tidy_can_be_done_twice(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def test_long_text_is_cut_before_it_is_compared() -> None:
    assert len(tidy("a" * 1_000_000)) == 20_000


def test_an_exact_partner_is_not_lost_to_a_similar_one() -> None:
    gold = items("ban tổ chức tỉnh ủy", "ban tổ chức tỉnh uy")
    found = items("ban tổ chức tỉnh uy", "ban tổ chức tỉnh ủy")
    assert assign(gold, found, at_least=0.9) == {0: 1, 1: 0}


def test_equal_items_pair_one_to_one() -> None:
    assert assign(items("a", "a", "b"), items("a", "b", "b"), exact_similarity) == {0: 0, 2: 1}


def test_unlike_items_do_not_pair() -> None:
    assert assign(items("một"), items("hai")) == {}
    assert assign([], items("hai")) == {}


@given(
    st.lists(st.sampled_from("abcd"), max_size=5),
    st.lists(st.sampled_from("abcd"), max_size=5),
)
def test_assignment_is_the_largest_possible(gold: list[str], found: list[str]) -> None:
    def similar(first: Item, second: Item) -> float:
        return 1.0 if abs(ord(first.shown) - ord(second.shown)) <= 1 else 0.0

    pairs = assign(items(*gold), items(*found), similar)
    short, long = sorted((gold, found), key=len)
    best = max(
        sum(abs(ord(a) - ord(b)) <= 1 for a, b in zip(short, order, strict=False))
        for order in permutations(long)
    )
    assert len(pairs) == best
    assert len(set(pairs.values())) == len(pairs)


@given(st.lists(st.sampled_from("abc"), max_size=8), st.lists(st.sampled_from("abc"), max_size=8))
def test_alignment_keeps_the_order(gold: list[str], found: list[str]) -> None:
    pairs = align(len(gold), len(found), lambda i, j: float(gold[i] == found[j]))
    assert pairs == sorted(pairs)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert all(gold[i] == found[j] for i, j in pairs)


def test_similarity_needs_all_parts_and_the_same_figures() -> None:
    def pair(*parts: str) -> Item:
        return Item(parts=parts, shown="")

    assert text_similarity(pair("abcdefghij", "x"), pair("abcdefghij", "y")) == 0.0
    assert text_similarity(pair("abcdefghij"), pair("abcdefghik")) == pytest.approx(0.9)
    assert text_similarity(pair("như điều 3 của"), pair("như điều 4 của")) == 0.0
    assert text_similarity(pair("a"), pair("a", "b")) == 0.0
