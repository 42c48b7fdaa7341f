"""The end mark «./.» under specks; what was read well, and other words with a stop in them."""

from __future__ import annotations

import pytest

from extractors.end_mark import end_mark_settled


@pytest.mark.parametrize("text", ["này.-ww_", "này./.2#", "này./-", "này.//", "hiện./.*", "này.~"])
def test_specks_behind_the_mark_are_left_out(text: str) -> None:
    assert end_mark_settled(text, 0.45).endswith("./.")
    assert end_mark_settled(text, 0.45).split(".")[0] == text.split(".")[0]


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("này.-ww_", 0.9),
        ("này./.", 0.3),
        ("này.", 0.3),
        ("này..", 0.3),
        ("v.v.-", 0.3),
        ("TP.HCM", 0.3),
        ("1.2-3", 0.3),
        ("gov.vn", 0.3),
        ("", 0.0),
    ],
)
def test_other_words_stay(text: str, confidence: float) -> None:
    assert end_mark_settled(text, confidence) == text
