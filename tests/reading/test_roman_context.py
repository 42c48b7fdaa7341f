"""Where a Roman numeral is expected, and where letters that look like one are left alone."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from PIL import ImageDraw
from PIL import ImageFont

from pipeline.reading.image_clean import CleanPage
from pipeline.reading.image_clean import clean
from pipeline.reading.ocr_engine import ReadWord
from pipeline.reading.roman import settle_roman

SERIF = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"


def drawn(before: str, printed: str, read: str) -> tuple[CleanPage, list[ReadWord]]:
    """Return a page on which `printed` stands behind `before`, and its words, one misread."""
    picture = Image.new("RGB", (1654, 2339), "white")
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(SERIF, 39)
    for row in range(12):
        draw.text((200, 900 + 60 * row), "báo cáo kết quả trước ngày làm việc", font=font, fill=10)
    x, words = 200.0, []
    shown = [(before, before)] if before else []
    for text, as_read in [*shown, (printed, read)]:
        draw.text((x, 300), text, font=font, fill=10)
        x0, y0, x1, y1 = draw.textbbox((x, 300), text, font=font)
        words.append((as_read, x0, y0, x1, y1))
        x = x1 + 12
    page = clean(np.array(picture), width_pt=595.0, height_pt=842.0)
    k = page.work.shape[1] / 1654
    return page, [
        ReadWord(
            text=text,
            raw=text,
            confidence=0.4,
            x0=round(x0 * k),
            y0=round(y0 * k),
            x1=round(x1 * k),
            y1=round(y1 * k),
            line=0,
            row_px=30.0,
        )
        for text, x0, y0, x1, y1 in words
    ]


@pytest.mark.parametrize(
    ("before", "printed", "read", "settled"),
    [
        ("khóa", "XVII", "XVI", "XVII"),
        ("Quý", "II/2031", "1/2031", "II/2031"),
        ("Quý", "III/2031", "II/2031", "III/2031"),
        # one stroke, one figure: nothing tells them apart
        ("Quý", "I/2031", "1/2031", "1/2031"),
        # no numeral is expected here
        ("Lưu:", "VT,", "VI,", "VI,"),
        ("Lưu:", "VT.", "VI.", "VI."),
        ("số", "III/2031", "1/2031", "1/2031"),
        ("thứ", "11", "1", "1"),
    ],
)
def test_numerals_by_context(before: str, printed: str, read: str, settled: str) -> None:
    page, words = drawn(before, printed, read)
    last = settle_roman(page, words)[-1]
    assert last.text == settled
    assert last.repair == ("roman" if settled != read else None)
