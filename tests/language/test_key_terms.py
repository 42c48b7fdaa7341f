"""Key terms: what a paper speaks of, without the language that every office uses."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from spacy.language import Language

from models.settings import Settings
from pipeline.language import make_doc
from pipeline.language.key_terms import find_key_terms
from pipeline.language.plain_layout import plain_layout
from pipeline.process import options_hash
from pipeline.process import process_file

TABLE = tomllib.loads(files("pipeline.language").joinpath("key_terms.toml").read_text("utf-8"))
SAMPLES = Path(__file__).parents[2] / "samples"


def terms_of(nlp: Language, text: str) -> dict[str, int]:
    doc = nlp(make_doc(nlp, plain_layout(text)))
    return {term.term: term.count for term in find_key_terms(doc)}


@pytest.mark.parametrize(("text", "term"), TABLE["matches"])
def test_terms_are_found(nlp: Language, text: str, term: str) -> None:
    assert term in terms_of(nlp, text)


@pytest.mark.parametrize(("text", "term"), TABLE["rejects"])
def test_words_of_every_office_are_none(nlp: Language, text: str, term: str) -> None:
    assert term not in terms_of(nlp, text)


def test_two_words_that_belong_together_are_one_term(nlp: Language) -> None:
    found = terms_of(nlp, "Cải cách hành chính. Cải cách hành chính và cải cách hành chính.")
    assert found == {"cải cách hành chính": 3}


def test_one_mention_is_no_key_term(nlp: Language) -> None:
    assert terms_of(nlp, "Tài nguyên nước được bảo vệ.") == {}


def test_scores_fall_and_are_shares(nlp: Language) -> None:
    text = "Số hoá tài liệu. " * 2 + "Đẩy mạnh cải cách hành chính. " * 4 + "Môi trường sạch. " * 3
    doc = nlp(make_doc(nlp, plain_layout(text)))
    scores = [term.score for term in find_key_terms(doc)]
    assert scores[0] == 1.0
    assert scores == sorted(scores, reverse=True)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_taken(nlp: Language, text: str) -> None:
    assert all(count >= 1 for count in terms_of(nlp, text).values())


def test_they_are_sought_only_when_asked_for() -> None:
    sample = SAMPLES / "10-ban-chep.txt"
    asked = Settings(key_terms=True)
    assert process_file(sample, Settings()).key_terms == []
    terms = [term.term for term in process_file(sample, asked).key_terms]
    assert "tài liệu lưu trữ" in terms
    # asking for them is another way of reading: known papers are read again
    assert options_hash(asked) != options_hash(Settings())
