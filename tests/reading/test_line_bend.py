"""Lines that fan out are drawn level; a page with a few lines and a signature is left as it is."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pipeline.reading.line_bend import find_bend

Picture = npt.NDArray[np.uint8]
WIDTH, HEIGHT, LETTER = 1200, 1600, 20


def sheet(rows: int, *, fan: float) -> Picture:
    """Return a page of rows of letters; the slope of a row grows down the page to `fan`."""
    image = np.full((HEIGHT, WIDTH), 255, np.uint8)
    for row in range(rows):
        y = 80 + row * 48
        for x in range(100, WIDTH - 100, 14):
            drop = round(fan * y / HEIGHT * (x - WIDTH / 2))
            image[y + drop : y + drop + LETTER, x : x + 4] = 0
    return image


def with_stroke(image: Picture) -> Picture:
    """Draw a pen's long slanting stroke in the lower half."""
    out = image.copy()
    for x in range(600, 1150):
        y = 900 + round(0.2 * (x - 600))
        out[y : y + 24, x] = 0
    return out


def test_lines_that_fan_out_bend() -> None:
    bend = find_bend(sheet(30, fan=0.08), letter_px=LETTER)
    assert bend is not None
    assert bend.drop(WIDTH - 100, HEIGHT - 150) > LETTER


def test_level_lines_do_not() -> None:
    assert find_bend(sheet(30, fan=0.0), letter_px=LETTER) is None


def test_a_few_lines_and_a_signature_tell_nothing_of_the_page() -> None:
    assert find_bend(with_stroke(sheet(6, fan=0.0)), letter_px=LETTER) is None
    assert find_bend(sheet(6, fan=0.08), letter_px=LETTER) is None


def test_short_words_at_their_own_slopes_bend_no_page() -> None:
    """The cells of a flat table: runs of a few letters, each leaning as its letters happen to."""
    chance = np.random.default_rng(7)
    image = np.full((HEIGHT, WIDTH), 255, np.uint8)
    for y in range(80, HEIGHT - 100, 60):
        for x in range(60, WIDTH - 240, 260):
            lean = chance.uniform(-0.14, 0.14)
            for step in range(0, 200, 14):
                drop = round(lean * step)
                image[y + drop : y + drop + LETTER, x + step : x + step + 4] = 0
    assert find_bend(image, letter_px=LETTER) is None
