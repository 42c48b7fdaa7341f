"""Symbols: what counts as one, which is doubtful, and how votes settle drawn ones."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image
from PIL import ImageDraw
from PIL import ImageFilter
from PIL import ImageFont

from models.settings import Settings
from pipeline.reading.image_clean import CleanPage
from pipeline.reading.image_clean import clean
from pipeline.reading.ocr_engine import OcrUnavailable
from pipeline.reading.ocr_engine import ReadWord
from pipeline.reading.ocr_engine import find_tessdata
from pipeline.reading.symbol_votes import settle_symbols
from pipeline.reading.symbol_votes import symbol_tail

SERIF = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
ITALIC = SERIF.replace("Regular", "Italic")
BOLD_ITALIC = SERIF.replace("Regular", "BoldItalic")


@pytest.fixture(scope="module")
def settings() -> Settings:
    try:
        find_tessdata(Settings())
    except OcrUnavailable as error:
        pytest.skip(str(error))
    return Settings()


def drawn(
    text: str, *, face: str = SERIF, blur: float = 0.0
) -> tuple[CleanPage, tuple[int, int, int, int]]:
    """Return a page with `text` in its letterhead and the text's box in work pixels."""
    picture = Image.new("RGB", (1654, 2339), "white")
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(SERIF, 37)
    shown = ImageFont.truetype(face, 37)
    for row in range(12):
        draw.text((200, 900 + 60 * row), "báo cáo kết quả trước ngày làm việc", font=font, fill=10)
    draw.text((200, 300), text, font=shown, fill=(10, 10, 10))
    x0, y0, x1, y1 = (round(v) for v in draw.textbbox((200, 300), text, font=shown))
    picture = picture.filter(ImageFilter.GaussianBlur(blur))
    page = clean(np.array(picture), width_pt=595.0, height_pt=842.0)
    scale = page.work.shape[1] / 1654
    return page, (round(x0 * scale), round(y0 * scale), round(x1 * scale), round(y1 * scale))


def word(text: str, box: tuple[int, int, int, int], confidence: float) -> ReadWord:
    x0, y0, x1, y1 = box
    return ReadWord(
        text=text, raw=text, confidence=confidence, x0=x0, y0=y0, x1=x1, y1=y1, line=0, row_px=30.0
    )


@pytest.mark.parametrize(
    ("text", "tail"),
    [
        ("4##/SXD-VP", "SXD-VP"),
        ("12/QĐ-TTg", "QĐ-TTg"),
        ("31/TTr-SYT", "TTr-SYT"),
        ("/QĐĐ-UBND", "QĐ-UBND"),
        ("/HDLN-BCA-BQP-", "HDLN-BCA-BQP-"),
        ("SGD&ĐT-GDTX-VP", "SGD&ĐT-GDTX-VP"),
        # delegates of the National Assembly do have two
        ("5/NQ-ĐĐBQH", "NQ-ĐĐBQH"),
        ("15/9/2031", None),
        ("Số", None),
        ("", None),
        ("nghị", None),
    ],
)
def test_tail(text: str, tail: str | None) -> None:
    assert symbol_tail(text) == tail


@pytest.mark.parametrize("face", [SERIF, ITALIC, BOLD_ITALIC])
@pytest.mark.parametrize("text", ["49/UBND-NV,", "12/SXD-VP", "7/TTr-SYT,"])
def test_italics_whose_strokes_meet_keep_their_letters(
    text: str, face: str, settings: Settings
) -> None:
    page, box = drawn(text, face=face, blur=1.2)
    (settled,) = settle_symbols(page, [word(text, box, 0.8)], settings)
    assert settled.text == text


def test_votes_settle_a_misread_symbol(settings: Settings) -> None:
    page, box = drawn("/SXD-VP")
    (settled,) = settle_symbols(page, [word("/5XĐ-VP", box, 0.3)], settings)
    assert settled.text == "/SXD-VP"
    assert settled.raw == "/5XĐ-VP"
    assert settled.repair == "symbol-vote"
    assert settled.confidence > 0.5


def test_a_number_that_is_no_print_becomes_a_word_of_its_own_and_stays_unsure(
    settings: Settings,
) -> None:
    page, box = drawn("§#/SXD-VP")
    settled = settle_symbols(page, [word("4#/SXD-VP", box, 0.4)], settings)
    assert [w.text for w in settled] == ["4#", "/SXD-VP"]
    assert settled[0].confidence <= 0.5
    assert settled[0].x1 <= settled[1].x0


def test_blue_figures_are_taken_out_before_the_vote(settings: Settings) -> None:
    page, box = drawn("/SXD-VP")
    blue = np.zeros(page.native.shape, np.uint8)
    native = page.native.copy()
    x0, y0 = 205, 300
    for picture, shade in ((native, 60), (blue, 255)):
        cv2.line(picture, (x0 - 40, y0 + 50), (x0 + 6, y0 - 10), shade, 4)
    page = replace(page, native=native, blue=blue)
    (settled,) = settle_symbols(page, [word("(/SXD-VP", box, 0.3)], settings)
    assert settled.text == "/SXD-VP"


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("/SXD-VP", 0.95),
        ("đề", 0.2),
        ("15/9/2031", 0.3),
        ("VĂN", 0.2),
        ("./.", 0.1),
        ("HOẠCH-TÀI", 0.4),
    ],
)
def test_sure_symbols_and_other_words_are_left_alone(
    settings: Settings, text: str, confidence: float
) -> None:
    page, box = drawn("/SXD-VP")
    first = word(text, box, confidence)
    assert settle_symbols(page, [first], settings) == [first]
