"""Capitals that were read as one word are parted where only one cut can be meant."""

from __future__ import annotations

import pytest

from pipeline.reading.glued_words import cut_of
from pipeline.reading.glued_words import part_glued
from pipeline.reading.ocr_engine import ReadWord


@pytest.mark.parametrize(
    ("core", "cut"),
    [
        ("TỈNHLẠNG", 4),
        ("VIỆTNAM", 4),
        ("QUẢNGNAM", 5),
        ("THÀNHPHỐ", 5),
        ("HÀNỘI", 2),
        # a second part without a consonant, a syllable, abbreviations, small letters, another language, three words
        ("NGHIIỆP", None),
        ("NHIẸM", None),
        ("NGHIÊNG", None),
        ("LĐTBXH", None),
        ("UBND", None),
        ("Việtnam", None),
        ("MÜNCHEN", None),
        ("ỦYBANNHÂN", None),
    ],
)
def test_a_word_is_cut_in_one_way_or_not_at_all(core: str, cut: int | None) -> None:
    assert cut_of(core) == cut


def test_parts_share_the_ink_and_keep_their_marks() -> None:
    word = ReadWord(
        text="(VIỆTNAM),", raw="(VIỆTNAM),", confidence=0.93, x0=0, y0=0, x1=100, y1=20, line=3, row_px=20.0
    )  # fmt: skip
    first, second = part_glued([word])
    assert (first.text, second.text) == ("(VIỆT", "NAM),")
    assert (first.x0, first.x1, second.x0, second.x1) == (0, 50, 50, 100)
    assert max(first.confidence, second.confidence) < word.confidence
    assert {first.line, second.line} == {3}
