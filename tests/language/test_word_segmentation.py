"""Words of dispatches against sentences cut by hand, beside plain underthesea."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from benchmarks.word_segmentation import Score
from benchmarks.word_segmentation import Sentence
from benchmarks.word_segmentation import plain_text
from benchmarks.word_segmentation import read_sentences
from benchmarks.word_segmentation import score

FILE = Path(__file__).with_name("word_segmentation.txt")


@pytest.fixture(scope="module")
def sentences() -> list[Sentence]:
    return read_sentences(FILE)


def score_of(nlp: Language, sentences: list[Sentence], *, short: bool = False) -> Score:
    return score(sentences, lambda text: nlp(text)._.segmented.split(), short=short)


def test_the_set_is_large_and_half_of_it_is_held_out(sentences: list[Sentence]) -> None:
    held_out = [one for one in sentences if one.held_out]
    assert len(sentences) >= 150
    assert len(held_out) >= 70
    assert len({one.words for one in sentences}) == len(sentences)


def test_words_are_found(nlp: Language, sentences: list[Sentence]) -> None:
    assert score_of(nlp, sentences).f1 >= 0.98


def test_words_are_found_in_sentences_never_looked_at(
    nlp: Language, sentences: list[Sentence]
) -> None:
    held_out = [one for one in sentences if one.held_out]
    assert score_of(nlp, held_out).f1 >= 0.97
    assert score_of(nlp, held_out, short=True).f1 >= 0.97


def test_plain_underthesea_finds_fewer(nlp: Language, sentences: list[Sentence]) -> None:
    from underthesea import word_tokenize

    held_out = [one for one in sentences if one.held_out]
    for short in (False, True):
        plain = score(held_out, lambda text: list(word_tokenize(text)), short=short)
        assert plain.f1 + 0.02 < score_of(nlp, held_out, short=short).f1


def test_a_perfect_cut_scores_one(sentences: list[Sentence]) -> None:
    by_text = {plain_text(one): list(one.words) for one in sentences}
    assert score(sentences, by_text.__getitem__).f1 == 1.0


def test_syllables_alone_score_low(sentences: list[Sentence]) -> None:
    assert score(sentences, str.split).f1 < 0.6


def test_one_word_joined_wrongly_costs_both_its_halves() -> None:
    one = Sentence(words=("Ban_Thường_vụ", "họp", "."), held_out=False)
    found = score([one], lambda _: ["Ban", "Thường_vụ", "họp", "."])
    assert (found.gold, found.found, found.right) == (3, 4, 2)
    assert score([one], lambda _: ["Ban", "Thường_vụ", "họp", "."], short=True).f1 == 1.0
    assert score([one], lambda _: ["Ban_Thường_vụ_họp", "."], short=True).right == 1


def test_print_has_no_blank_before_marks() -> None:
    one = Sentence(words=("Tỉnh_uỷ", ",", "ngày", "1/2/2024", "."), held_out=False)
    assert plain_text(one) == "Tỉnh uỷ, ngày 1/2/2024."


@given(st.lists(st.sampled_from(["a", "b_c", ",", "1/2"]), min_size=1, max_size=12))
def test_scores_are_shares(words: list[str]) -> None:
    one = Sentence(words=tuple(words), held_out=False)
    found = score([one], lambda text: text.split())
    assert 0.0 <= found.f1 <= 1.0
    assert found.right <= min(found.gold, found.found)
