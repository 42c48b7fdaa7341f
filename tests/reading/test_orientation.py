"""Which way up a page is: lines across or upright, and which of the two ways."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from PIL import ImageDraw
from PIL import ImageFont

from models.settings import Settings
from pipeline.reading.image_clean import clean
from pipeline.reading.letters import lie_on_side
from pipeline.reading.ocr_engine import OcrUnavailable
from pipeline.reading.ocr_engine import find_tessdata
from pipeline.reading.orientation import best_turn
from pipeline.reading.orientation import turn

FONT = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
LINE = "Các cơ quan, đơn vị triển khai thực hiện nghiêm túc kế hoạch này"


def page(*, lines: int = 16, leading: float = 1.6, columns: int = 1) -> np.ndarray:
    picture = Image.new("L", (1000, 1400), 255)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(FONT, 27)
    for row in range(lines):
        text = LINE if columns == 1 else LINE[: 60 // columns]
        for column in range(columns):
            draw.text(
                (80 + column * 880 // columns, 70 + row * 27 * leading), text, font=font, fill=0
            )
    return np.array(picture)


def lies_on_side(image: np.ndarray) -> bool:
    height, width = image.shape
    return lie_on_side(clean(image, width_pt=width * 0.36, height_pt=height * 0.36).letters)


PAGES = [
    page(),
    page(leading=1.1),
    page(leading=2.4),
    page(columns=3),
    page(lines=6),
]


@pytest.mark.parametrize("upright", PAGES)
def test_upright_pages_do_not_lie_on_their_side(upright: np.ndarray) -> None:
    assert not lies_on_side(upright)
    assert not lies_on_side(turn(upright, 180))


@pytest.mark.parametrize("degrees", [90, 270])
@pytest.mark.parametrize("upright", PAGES)
def test_pages_on_their_side_are_told(upright: np.ndarray, degrees: int) -> None:
    assert lies_on_side(turn(upright, degrees))


@pytest.mark.parametrize(
    "image",
    [
        np.full((500, 400), 255, np.uint8),
        np.zeros((500, 400), np.uint8),
        np.full((2, 2), 9, np.uint8),
        # too few letters to tell
        page(lines=1)[:, :200],
    ],
)
def test_what_cannot_be_told_is_taken_as_upright(image: np.ndarray) -> None:
    assert not lies_on_side(image)


def test_turning_is_clockwise() -> None:
    image = np.array([[1, 2], [3, 4]], dtype=np.uint8)
    assert turn(image, 90).tolist() == [[3, 1], [4, 2]]
    assert turn(image, 180).tolist() == [[4, 3], [2, 1]]
    assert turn(image, 270).tolist() == [[2, 4], [1, 3]]
    assert turn(image, 0).tolist() == image.tolist()


@pytest.mark.parametrize("degrees", [90, 270])
def test_the_turn_that_is_needed(degrees: int) -> None:
    settings = _settings()
    scanned = turn(page(), -degrees % 360)
    assert best_turn(scanned, settings, (90, 270)) == degrees


def test_an_upside_down_page_reads_best_when_turned() -> None:
    assert best_turn(turn(page(), 180), _settings(), (0, 180)) == 180


def _settings() -> Settings:
    try:
        find_tessdata(Settings())
    except OcrUnavailable as error:
        pytest.skip(str(error))
    return Settings()
