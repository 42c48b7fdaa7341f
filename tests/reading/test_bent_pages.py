"""Bent lines of print come out level, and boxes find their way back onto the photograph."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from PIL import ImageDraw
from PIL import ImageFont

from pipeline.reading.image_clean import clean
from pipeline.reading.line_bend import Bend
from pipeline.reading.line_bend import find_bend
from pipeline.reading.line_bend import straighten

FONT = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
LINE = "Ban Thường vụ giao Văn phòng theo dõi việc thực hiện kế hoạch năm nay"
LETTER_PX = 20.0
SIZE = (1240, 1754)


def page_of(lines: int = 34) -> np.ndarray:
    picture = Image.new("L", SIZE, 255)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(FONT, 30)
    for row in range(lines):
        draw.text((110, 90 + row * 47), LINE, font=font, fill=10)
    return np.array(picture)


def surface(*weights: float) -> Bend:
    return Bend(width=SIZE[0], height=SIZE[1], weights=(*weights, *(0.0,) * (9 - len(weights))))


def white_rows(picture: np.ndarray) -> float:
    """Return the share of rows without ink: level lines leave white between them."""
    return float(1 - (picture[150:1600] < 128).any(axis=1).mean())


@pytest.mark.parametrize(
    "weights", [(0.0, 0.0, 0.0, 42.0), (30.0, 25.0), (0.0, 0.0, 0.0, -40.0, 0.0, 0.0, 24.0)]
)
def test_bent_lines_are_drawn_level(weights: tuple[float, ...]) -> None:
    page = straighten(page_of(), surface(*(-w for w in weights)))
    bend = find_bend(page, letter_px=LETTER_PX)
    assert bend is not None
    assert white_rows(straighten(page, bend)) > white_rows(page) + 0.1


@pytest.mark.parametrize("letter_px", [0.0, 20.0])
def test_a_blank_page_has_no_bend(letter_px: float) -> None:
    assert find_bend(np.full((900, 700), 255, np.uint8), letter_px=letter_px) is None


def test_noise_gives_no_bend_or_a_finite_one() -> None:
    grains = np.random.default_rng(3).integers(0, 256, (1100, 800)).astype(np.uint8)
    bend = find_bend(grains, letter_px=12.0)
    assert bend is None or np.isfinite(bend.weights).all()


def test_the_middle_stays_where_it_is() -> None:
    bend = Bend(width=1000, height=800, weights=(9.0, 5.0, 3.0, 8.0, 2.0, 1.0, 4.0, 2.0, 1.0))
    assert bend.drop(500, 130) == pytest.approx(0.0)
    assert bend.drop(1000, 400) == pytest.approx(21.0)


def test_straightening_takes_colour_too_and_keeps_the_size() -> None:
    grey = page_of(5)
    bend = surface(12.0)
    both = straighten(grey, bend), straighten(np.repeat(grey[..., None], 3, axis=2), bend)
    assert both[0].shape == grey.shape
    assert np.array_equal(both[0], both[1][..., 1])


def test_a_box_of_a_straightened_page_lies_on_the_ink_of_the_photograph() -> None:
    page = clean(page_of(), width_pt=595.0, height_pt=841.6)
    height, width = page.work.shape
    bend = Bend(width=width, height=height, weights=(0.0, 0.0, 0.0, 30.0, *(0.0,) * 5))
    frame = replace(page.frame, bend=bend)
    level = frame.level(100, 400, 180, 430)
    there = frame.to_page(level)
    dropped = bend.drop(140, 415) * frame.level_pt_per_px
    assert there.center_y - level.center_y == pytest.approx(dropped, abs=0.5)
    assert there.center_x == pytest.approx(level.center_x, abs=0.5)
    x0, y0, x1, y1 = frame.to_work(there)
    assert (x0 + x1) / 2 == pytest.approx(140, abs=3)
    assert (y0 + y1) / 2 == pytest.approx(415, abs=6)
