"""Low figures of formulas are put back where one formula alone fits."""

from __future__ import annotations

import pytest

from pipeline.reading.formulas import settle_formulas
from pipeline.reading.ocr_engine import ReadWord


def a_word(text: str) -> ReadWord:
    return ReadWord(
        text=text, raw=text, confidence=0.9, x0=0, y0=0, x1=9, y1=9, line=0, row_px=12.0
    )


@pytest.mark.parametrize(
    ("read", "text"),
    [
        ("N;O", "N2O"),
        ("N:O", "N2O"),
        ("Ñ:O", "N2O"),
        ("H;O.", "H2O."),
        ("H:SO4", "H2SO4"),
        ("Na;O", "Na2O"),
        # no such formula, or no formula at all
        ("C;O", "C;O"),
        ("A:B", "A:B"),
        ("Số:2750", "Số:2750"),
        ("NO", "NO"),
        ("n;O", "n;O"),
        ("N;Oxit", "N;Oxit"),
        ("", ""),
        (";" * 500, ";" * 500),
    ],
)
def test_formulas(read: str, text: str) -> None:
    assert [word.text for word in settle_formulas([a_word(read)])] == [text]


def test_a_mended_word_says_so_and_is_less_sure() -> None:
    (mended,) = settle_formulas([a_word("N;O")])
    assert mended.repair == "formula"
    assert mended.raw == "N;O"
    assert mended.confidence < 0.9
