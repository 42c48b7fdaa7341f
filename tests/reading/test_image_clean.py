"""Cleaning: light, skew, scale, borders, red ink, blank pages; and the way back to the page."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image
from PIL import ImageDraw
from PIL import ImageFont

from models.geometry import Box
from pipeline.reading.image_clean import TARGET_LETTER_PX
from pipeline.reading.image_clean import clean
from pipeline.reading.image_clean import even_light
from pipeline.reading.image_clean import to_grey

FONT = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
LINE = "Ban Thường vụ giao Văn phòng theo dõi việc thực hiện kế hoạch năm nay"
A4 = (595.0, 842.0)


def page_of(lines: int = 30, *, dpi: int = 150, size_pt: float = 14.0) -> np.ndarray:
    """Return a grey A4 page with `lines` equal lines of print."""
    width, height = round(A4[0] * dpi / 72), round(A4[1] * dpi / 72)
    picture = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(FONT, round(size_pt * dpi / 72))
    for row in range(lines):
        draw.text((width * 0.12, height * 0.06 + row * dpi * 0.33), LINE, font=font, fill=15)
    return np.array(picture)


def turned(image: np.ndarray, degrees: float) -> np.ndarray:
    """Return the page with its lines sinking to the right by `degrees`."""
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    return cv2.warpAffine(image, matrix, (width, height), borderValue=(255, 255, 255))


def cleaned(image: np.ndarray):
    return clean(image, width_pt=A4[0], height_pt=A4[1])


@pytest.mark.parametrize("degrees", [-3.0, -1.2, 0.0, 0.7, 2.5, 6.0])
def test_skew_is_measured(degrees: float) -> None:
    assert cleaned(turned(page_of(), degrees)).skew_degrees == pytest.approx(degrees, abs=0.15)


@pytest.mark.parametrize(("dpi", "size_pt"), [(75, 14), (150, 12), (200, 14), (300, 13)])
def test_letters_come_to_size(dpi: int, size_pt: float) -> None:
    page = cleaned(page_of(20, dpi=dpi, size_pt=size_pt))
    assert page.letter_px == pytest.approx(TARGET_LETTER_PX, rel=0.2)


def test_small_type_is_blown_up_more_than_large_type() -> None:
    small = cleaned(page_of(20, size_pt=9)).frame.level_pt_per_px
    large = cleaned(page_of(20, size_pt=16)).frame.level_pt_per_px
    assert small < large


def test_a_shadow_is_divided_out() -> None:
    image = page_of().astype(np.float32)
    image *= np.linspace(1.0, 0.45, image.shape[1])[None, :]
    flat = even_light(image.astype(np.uint8))
    paper = flat[:, -20:]
    assert np.median(paper) > 240


def test_what_shines_through_becomes_white_and_print_stays() -> None:
    image = page_of(12)
    back = 255 - (255 - page_of(30)[:, ::-1]) // 5
    work = cleaned(np.minimum(image, back)).work
    half = work.shape[0] * 2 // 3
    # The lower third has only the back of the sheet.
    assert (work[half:] < 200).mean() < 0.002
    assert (work[:half] < 100).mean() > 0.01


def test_dark_borders_are_cut() -> None:
    image = page_of()
    image[:, :40] = 5
    image[-60:, :] = 5
    work = cleaned(image).work
    assert work[:, :10].mean() > 240
    assert work[-10:, :].mean() > 240


def test_red_ink_is_taken_out_and_the_print_below_stays() -> None:
    grey = page_of()
    image = np.repeat(grey[:, :, None], 3, axis=2)
    seal = image.copy()
    cv2.circle(seal, (600, 600), 130, (205, 30, 40), 14)
    seal[grey < 100] = image[grey < 100]
    page = cleaned(seal)
    plain = cleaned(image)
    assert page.red is not None
    assert page.with_red is not None
    ink = (page.work < 128).mean()
    assert ink == pytest.approx((plain.work < 128).mean(), rel=0.06)
    assert (page.with_red < 128).mean() > ink
    assert (page.red < 128).any()


def test_a_page_without_colour_has_no_red() -> None:
    assert cleaned(page_of()).red is None
    assert cleaned(np.repeat(page_of()[:, :, None], 3, axis=2)).red is None


BLANKS = [
    # nothing at all
    np.full((1754, 1240), 255, np.uint8),
    # grey paper
    np.full((1754, 1240), 180, np.uint8),
    # a black scan
    np.zeros((1754, 1240), np.uint8),
    # one fold
    cv2.line(np.full((1754, 1240), 250, np.uint8), (0, 800), (1239, 804), 120, 3),
]


@pytest.mark.parametrize("image", BLANKS)
def test_blank_pages_are_told(image: np.ndarray) -> None:
    assert cleaned(image).blank


def test_a_page_with_one_line_is_not_blank() -> None:
    assert not cleaned(page_of(1)).blank


@pytest.mark.parametrize("degrees", [0.0, 1.7, -2.4])
def test_boxes_find_their_way_back(degrees: float) -> None:
    page = cleaned(turned(page_of(), degrees))
    there = page.frame.to_work(Box(300.0, 200.0, 320.0, 210.0))
    middle = ((there[0] + there[2]) / 2, (there[1] + there[3]) / 2)
    back = page.frame.to_page(
        page.frame.level(middle[0] - 1, middle[1] - 1, middle[0] + 1, middle[1] + 1)
    )
    assert back.center_x == pytest.approx(310.0, abs=0.8)
    assert back.center_y == pytest.approx(205.0, abs=0.8)


@pytest.mark.parametrize("shape", [(1, 1), (3, 5000), (5000, 3), (40, 40), (17, 300, 3)])
def test_any_shape_is_survived(shape: tuple[int, ...]) -> None:
    noise = np.random.default_rng(7).integers(0, 256, shape, dtype=np.uint8)
    assert cleaned(noise).work.ndim == 2


@pytest.mark.parametrize("shape", [(20, 30), (20, 30, 1), (20, 30, 3), (20, 30, 4)])
def test_grey_of_any_depth(shape: tuple[int, ...]) -> None:
    assert to_grey(np.full(shape, 200, np.uint8)).shape == (20, 30)


def test_cleaning_is_the_same_twice() -> None:
    image = turned(page_of(), 1.1)
    assert np.array_equal(cleaned(image).work, cleaned(image.copy()).work)
