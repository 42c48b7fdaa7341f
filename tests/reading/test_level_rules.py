"""Level ruling lines deny a bend; on bent pages they do not."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.reading.image_clean import CleanPage
from pipeline.reading.image_clean import clean
from pipeline.reading.level_rules import denies_bend
from pipeline.reading.line_bend import Bend

SIZE = (1240, 1754)


def page_of(rules: int, *, lean: float = 0.0) -> CleanPage:
    """Return a cleaned page with words and `rules` long lines, each `lean` pixels off at its end."""
    picture = np.full((SIZE[1], SIZE[0]), 255, np.uint8)
    for row in range(30):
        for word in range(9):
            y, x = 90 + row * 50, 110 + word * 110
            picture[y : y + 20, x : x + 80 : 12] = 0
            picture[y : y + 20, x + 1 : x + 80 : 12] = 0
            picture[y + 8 : y + 11, x : x + 80] = 0
    for index in range(rules):
        y = 130 + index * 200
        for x in range(100, 1140):
            at = round(y + lean * (x - 100) / 1040)
            picture[at : at + 3, x] = 0
    return clean(np.stack([picture] * 3, axis=2), width_pt=595, height_pt=842)


def bend_of(*weights: float) -> Bend:
    return Bend(width=SIZE[0], height=SIZE[1], weights=(*weights, *(0.0,) * (9 - len(weights))))


@pytest.mark.parametrize("weights", [(60.0,), (0.0, 0.0, 0.0, 60.0), (-45.0,)])
def test_level_rules_deny_a_bend(weights: tuple[float, ...]) -> None:
    assert denies_bend(page_of(6), bend_of(*weights))


@pytest.mark.parametrize(
    ("rules", "weights"),
    [
        # too few rules to tell, none, and a bend that leaves the rules level
        (2, (60.0,)),
        (0, (60.0,)),
        (6, (1.0,)),
    ],
)
def test_without_a_contradiction_nothing_is_denied(rules: int, weights: tuple[float, ...]) -> None:
    assert not denies_bend(page_of(rules), bend_of(*weights))
