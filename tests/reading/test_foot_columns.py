"""The foot's left column: found, read again where faulty, left alone where not."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from PIL import ImageDraw
from PIL import ImageFont

from models.settings import Settings
from pipeline.reading.foot_columns import reread_foot
from pipeline.reading.image_clean import CleanPage
from pipeline.reading.image_clean import clean
from pipeline.reading.ocr_engine import OcrUnavailable
from pipeline.reading.ocr_engine import ReadWord
from pipeline.reading.ocr_engine import find_tessdata

SERIF = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
BOLD = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Bold.ttf"
LIST = ("- Sở Xây dựng;", "- Phòng Tổng hợp;", "- Lưu: VT, TH.")


@pytest.fixture(scope="module")
def settings() -> Settings:
    try:
        find_tessdata(Settings())
    except OcrUnavailable as error:
        pytest.skip(str(error))
    return Settings()


@pytest.fixture(scope="module")
def page() -> CleanPage:
    picture = Image.new("RGB", (1654, 2339), "white")
    draw = ImageDraw.Draw(picture)
    body, small = ImageFont.truetype(SERIF, 39), ImageFont.truetype(SERIF, 31)
    for row in range(14):
        text = "báo cáo kết quả thực hiện nhiệm vụ về phòng Tổng hợp để theo dõi chung và lưu"
        draw.text((200, 300 + 55 * row), text, font=body, fill=10)
    draw.text((200, 1200), "Nơi nhận:", font=ImageFont.truetype(BOLD, 33), fill=10)
    for row, text in enumerate(LIST):
        draw.text((200, 1245 + 36 * row), text, font=small, fill=10)
    draw.text((1000, 1200), "CHỦ TỊCH", font=ImageFont.truetype(BOLD, 38), fill=10)
    return clean(np.array(picture), width_pt=595.0, height_pt=842.0)


def words(page: CleanPage, *, faulty: bool) -> list[ReadWord]:
    """Return the foot as a page-wide reading may have it."""
    scale = page.work.shape[1] / 1654
    rows = [
        (0, "CHỦ TỊCH", 1000, 1200),
        *((row + 1, text, 200, 1245 + 36 * row) for row, text in enumerate(LIST)),
    ]
    if not faulty:
        rows = [(0, "Nơi nhận:", 200, 1200), *rows]
    out = []
    for line, text, x, y in rows:
        for part in text.split():
            shown = "Phonq" if faulty and part == "Phòng" else part
            out.append(
                ReadWord(
                    text=shown,
                    raw=shown,
                    confidence=0.4 if shown != part else 0.95,
                    x0=round(x * scale),
                    y0=round(y * scale),
                    x1=round((x + 15 * len(part)) * scale),
                    y1=round((y + 34) * scale),
                    line=line,
                    row_px=30.0,
                )
            )
            x += 15 * len(part) + 8
    return out


def test_a_lost_heading_and_a_garbled_entry_come_back(page: CleanPage, settings: Settings) -> None:
    read = reread_foot(page, words(page, faulty=True), settings)
    texts = [word.text for word in read]
    assert texts[texts.index("Nơi") + 1] == "nhận:"
    assert "Phòng" in texts
    assert "Phonq" not in texts
    assert texts.count("CHỦ") == 1
    assert [word.line for word in read] == sorted(word.line for word in read)


def test_a_sound_column_is_left_alone(page: CleanPage, settings: Settings) -> None:
    first = words(page, faulty=False)
    assert reread_foot(page, first, settings) == first


def test_a_page_without_a_list_is_left_alone(page: CleanPage, settings: Settings) -> None:
    first = [w for w in words(page, faulty=True) if w.text not in {"Lưu:"}]
    assert reread_foot(page, first, settings) == first
    assert reread_foot(page, [], settings) == []


@pytest.mark.parametrize(
    ("scrap", "named"), [("ơi", True), ("Nưi", True), ("oi", True), ("người", False), ("3", False)]
)
def test_only_what_is_left_of_the_heading_is_named(
    page: CleanPage, settings: Settings, scrap: str, named: bool
) -> None:
    heading = [
        ReadWord(
            text=text, raw=text, confidence=0.9, x0=x, y0=900, x1=x + 40, y1=930, line=0, row_px=30
        )
        for text, x in ((scrap, 150), ("nhận:", 200))
    ]
    read = reread_foot(page, heading, settings)
    assert read[0].text == ("Nơi" if named else scrap)
    assert read[0].repair == ("foot-column" if named else None)


def test_an_archive_line_alone_is_no_reason_to_fail(page: CleanPage, settings: Settings) -> None:
    for x0, y0, x1, y1 in ((0, 0, 4, 4), (10, 2000, 40, 2010), (200, 5, 190, 5)):
        alone = ReadWord(
            text="Lưu:", raw="Lưu:", confidence=0.9, x0=x0, y0=y0, x1=x1, y1=y1, line=0, row_px=0.0
        )
        assert reread_foot(page, [alone], settings)
