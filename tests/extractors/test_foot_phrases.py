"""The foot's closed wording and family names: accents given back from tables, and nothing else touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.foot_phrases import FAMILY_NAME
from extractors.foot_phrases import common_ending
from extractors.foot_phrases import foot_phrases
from extractors.foot_phrases import mend_entry
from extractors.foot_phrases import mend_signer
from extractors.foot_phrases import mended
from models.folding import strip_accents
from models.layout import Layout
from models.values import Value
from tests.extractors.layouts import a_body


@pytest.mark.parametrize(("read", "wanted"), foot_phrases().matches)
def test_phrases_take_their_accents(read: str, wanted: str) -> None:
    assert mend_entry(read) == wanted


@pytest.mark.parametrize("text", foot_phrases().rejects)
def test_other_wording_stays_as_read(text: str) -> None:
    assert mend_entry(text) == text


def test_the_currency_sign_is_a_letter_only_in_an_abbreviation() -> None:
    assert mend_entry("Văn phòng (Cục KSTTH€)") == "Văn phòng (Cục KSTTHC)"
    assert mend_entry("100 €") == "100 €"
    assert mend_entry("giá€") == "giá€"


@pytest.mark.parametrize(
    ("read", "wanted"),
    [
        ("Pham Văn Bình", "Phạm Văn Bình"),
        ("Hỗ Đình Minh", "Hồ Đình Minh"),
        ("Nguyên Thị Hoa", "Nguyễn Thị Hoa"),
        ("TRÂN VĂN MINH", "TRẦN VĂN MINH"),
        ("Øuyễn Văn Minh", "Nguyễn Văn Minh"),
        # cut: no name begins with a small letter
        ("yên Văn Minh", "Nguyễn Văn Minh"),
        ("tịnh Văn Minh", "Trịnh Văn Minh"),
        ("ương Văn Minh", "ương Văn Minh"),
        # names as they are, names of other peoples, what a lost first syllable leaves
        ("Hà Văn Bình", "Hà Văn Bình"),
        ("Lô Văn Bình", "Lô Văn Bình"),
        ("Lù A Páo", "Lù A Páo"),
        ("Vừ A Dính", "Vừ A Dính"),
        ("Đình Tùng", "Đình Tùng"),
        ("Đức Chi", "Đức Chi"),
        ("K'Brơi", "K'Brơi"),
        ("Øương Văn Minh", "Øương Văn Minh"),
        ("Pham", "Pham"),
        ("", ""),
    ],
)
def test_family_names(read: str, wanted: str) -> None:
    assert mend_signer(read) == wanted


@pytest.mark.parametrize(
    ("read", "confidence", "wanted"),
    [
        ("Hộ Đình Minh", 0.95, "Hộ Đình Minh"),
        ("Hộ Đình Minh", 0.6, "Hồ Đình Minh"),
        # no tone was read, or no syllable: the marks are lost, however sure
        ("Nguyên Thị Hoa", 0.95, "Nguyễn Thị Hoa"),
        ("Øuyễn Văn Minh", 0.95, "Nguyễn Văn Minh"),
    ],
)
def test_a_tone_that_was_surely_read_stands(read: str, confidence: float, wanted: str) -> None:
    assert mend_signer(read, confidence=confidence) == wanted


@pytest.mark.parametrize(
    ("readings", "wanted"),
    [
        (("xê", "1ê"), "Lê"),
        (("xê", "1e"), None),
        (("xương", "1ương"), None),
        (("x", "1"), None),
        (("", ""), None),
    ],
)
def test_two_readings_vote_for_one_name(readings: tuple[str, str], wanted: str | None) -> None:
    assert common_ending(*readings) == wanted


def test_no_two_family_names_of_the_table_are_alike_without_accents() -> None:
    plain = [strip_accents(name) for name in foot_phrases().family_names]
    assert len(plain) == len(set(plain))


@given(st.text(max_size=60))
def test_accents_alone_change_and_a_second_time_changes_nothing(text: str) -> None:
    once = mend_entry(text)
    assert mend_entry(once) == once
    assert len(once.split(" ")) == len(text.split(" "))


@given(st.sampled_from(foot_phrases().family_names), st.sampled_from(["Văn An", "Thị B"]))
def test_a_right_name_stays(family: str, given_name: str) -> None:
    assert mend_signer(f"{family} {given_name}") == f"{family} {given_name}"


def _value(layout: Layout) -> Value:
    span = (0, len(layout.text))
    return Value(
        value="Pham Văn Bình",
        raw="Pham Văn Bình",
        page=1,
        boxes=[],
        span=span,
        confidence=0.9,
        rule="signature.name",
        repairs=[],
    )


def test_a_text_layer_is_never_mended() -> None:
    layout = a_body("Pham Văn Bình")
    value = _value(layout)
    assert mended(layout, value, mend_signer, FAMILY_NAME) is value
    assert mended(layout, None, mend_signer, FAMILY_NAME) is None
