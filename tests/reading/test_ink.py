"""Coloured ink: red seals, blue pens, and what is neither."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.reading.image_clean import to_grey
from pipeline.reading.ink import find_blue
from pipeline.reading.ink import find_handwriting
from pipeline.reading.ink import find_red
from pipeline.reading.ink import lighten

RED, BLUE, BLACK, BROWN = (205, 30, 45), (30, 50, 190), (20, 20, 20), (150, 130, 110)


def sheet(colour: tuple[int, int, int] | None = None, *, shape: str = "ring") -> np.ndarray:
    image = np.full((842, 595, 3), 250, np.uint8)
    if colour is not None and shape == "ring":
        cv2.circle(image, (400, 600), 45, colour, 5)
    if colour is not None and shape == "figures":
        cv2.putText(image, "314", (100, 110), cv2.FONT_HERSHEY_SIMPLEX, 0.7, colour, 2)
    return image


@pytest.mark.parametrize(
    ("colour", "red", "blue"),
    [
        (RED, True, False),
        (BLUE, False, True),
        (BLACK, False, False),
        (BROWN, False, False),
        (None, False, False),
    ],
)
def test_colours_are_told(colour: tuple[int, int, int] | None, red: bool, blue: bool) -> None:
    assert (find_red(sheet(colour)) is not None) is red
    assert (find_blue(sheet(colour)) is not None) is blue


@pytest.mark.parametrize("colour", [RED, BLUE])
def test_a_tinted_page_is_not_ink(colour: tuple[int, int, int]) -> None:
    tinted = np.full((400, 300, 3), colour, np.uint8)
    assert find_red(tinted) is None
    assert find_blue(tinted) is None


def test_a_grey_page_has_no_colours() -> None:
    grey = np.full((400, 300), 90, np.uint8)
    assert find_red(grey) is None
    assert find_blue(grey) is None
    assert find_handwriting(grey, page_width_pt=595, page_height_pt=842) == ()


def test_red_is_lightened_and_black_stays() -> None:
    image = sheet(RED)
    cv2.rectangle(image, (395, 550), (405, 560), BLACK, -1)
    mask = find_red(image)
    assert mask is not None
    light = lighten(image, mask, to_grey(image))
    assert light[600, 445] > 200
    assert light[555, 400] < 80


def test_handwriting_in_the_letterhead_is_boxed() -> None:
    boxes = find_handwriting(sheet(BLUE, shape="figures"), page_width_pt=595, page_height_pt=842)
    assert len(boxes) == 1
    assert 95 < boxes[0].x0 < 105
    assert 85 < boxes[0].y0 < 112


def test_blue_ink_below_the_letterhead_is_not_asked_for() -> None:
    assert find_handwriting(sheet(BLUE), page_width_pt=595, page_height_pt=842) == ()
