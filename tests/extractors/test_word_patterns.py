"""Patterns for lists of words: what they find, and where they find nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.word_patterns import apart

_WORDS = ("trước ngày", "trước", "trong", "đến hết", "đến", "hết")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("trước ngày 5", ["trước ngày"]),
        ("đến hết quý, hết năm", ["đến hết", "hết"]),
        ("(trong", ["trong"]),
        ("xtrong", []),
        ("9trong _trong", []),
        ("", []),
    ],
)
def test_words_are_found_longest_first_and_not_inside_of_others(
    text: str, found: list[str]
) -> None:
    assert re.findall(apart(_WORDS), text) == found


@pytest.mark.parametrize("behind", [r"\w", r"[^\W\d_]"])
@given(text=st.text(alphabet="trướcđếnhgày 5_", max_size=40))
def test_grouped_by_their_letters_they_are_found_as_one_by_one(behind: str, text: str) -> None:
    plain = re.compile(rf"(?<!{behind})(?:{'|'.join(_WORDS)})")
    grouped = re.compile(apart(_WORDS, behind=behind))
    assert [m.span() for m in grouped.finditer(text)] == [m.span() for m in plain.finditer(text)]


@pytest.mark.parametrize("pattern", ["", r"\d", "(a|b)", ".a"])
def test_a_pattern_that_begins_with_no_letter_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="letter"):
        apart([pattern])
