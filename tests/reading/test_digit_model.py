"""The digit model: what it sees, what it reads, what it refuses."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from benchmarks.made_digits import draw_pen_digit
from benchmarks.made_digits import draw_stamp_digit
from benchmarks.made_digits import make_sample
from pipeline.reading.digit_model import CLASSES
from pipeline.reading.digit_model import REJECT
from pipeline.reading.digit_model import SIDE
from pipeline.reading.digit_model import load_model
from pipeline.reading.digit_model import normalise_ink
from pipeline.reading.digit_model import see_picture
from pipeline.reading.digit_model import see_strokes


def _both(glyphs):
    first, second = load_model().read(glyphs)
    return (first + second) / 2


@pytest.mark.parametrize("digit", range(10))
def test_reads_pen_digits_of_a_hand_it_has_not_seen(digit):
    rng = np.random.default_rng(4_000 + digit)
    glyphs = [draw_pen_digit(digit, rng, pen=0.09, slant=0.15) for _ in range(40)]
    assert (_both(glyphs).argmax(axis=1) == digit).mean() >= 0.9


@pytest.mark.parametrize("digit", range(10))
def test_reads_stamped_digits(digit):
    rng = np.random.default_rng(5_000 + digit)
    glyphs = [draw_stamp_digit(digit, rng) for _ in range(30)]
    assert (_both(glyphs).argmax(axis=1) == digit).mean() >= 0.85


@pytest.mark.slow
def test_what_both_readers_are_sure_of_is_hardly_ever_wrong():
    rng = np.random.default_rng(77)
    made = [make_sample(rng) for _ in range(1500)]
    first, second = load_model().read([ink for ink, _ in made])
    true = np.array([digit for _, digit in made])
    sure = (first.argmax(axis=1) == second.argmax(axis=1)) & (
        np.minimum(first.max(axis=1), second.max(axis=1)) > 0.9
    )
    sure &= first.argmax(axis=1) != REJECT
    assert sure.mean() > 0.5
    assert (first.argmax(axis=1) != true)[sure].mean() < 0.01


def _rule():
    return np.ones((3, 60), np.float32)


def _two_digits():
    rng = np.random.default_rng(3)
    left, right = draw_pen_digit(2, rng, height=40), draw_pen_digit(5, rng, height=40)
    out = np.zeros((60, left.shape[1] + right.shape[1] + 4), np.float32)
    out[: left.shape[0], : left.shape[1]] = left[:60]
    out[: right.shape[0], left.shape[1] + 4 :] = right[:60]
    return out


@pytest.mark.parametrize("ink", [_rule(), _two_digits(), np.ones((40, 40), np.float32)])
def test_what_is_no_digit_is_refused(ink):
    chances = _both([ink])[0]
    assert chances.argmax() == REJECT


def test_no_glyphs_give_no_rows():
    first, second = load_model().read([])
    assert first.shape == second.shape == (0, CLASSES)


@pytest.mark.parametrize("shape", [(0, 0), (1, 1), (1, 400), (400, 1), (5, 5)])
def test_paper_without_ink_is_normalised_to_nothing(shape):
    assert not normalise_ink(np.zeros(shape, np.float32)).any()


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 80),
    st.integers(1, 80),
    st.integers(0, 2**32 - 1),
)
def test_any_picture_gives_chances_that_add_up(height, width, seed):
    ink = np.random.default_rng(seed).random((height, width)).astype(np.float32)
    for chances in load_model().read([ink]):
        assert chances.shape == (1, CLASSES)
        assert np.isfinite(chances).all()
        assert chances.sum() == pytest.approx(1, abs=1e-4)


def test_size_and_darkness_do_not_matter():
    rng = np.random.default_rng(9)
    ink = draw_pen_digit(6, rng, height=60, pen=0.1, slant=0.1)
    big = np.kron(ink, np.ones((2, 2), np.float32))
    for other in (big, (0.5 * ink).astype(np.float32)):
        assert np.abs(_both([ink]) - _both([other])).max() < 0.12


def test_features_have_their_shapes():
    pictures, ratios = [np.zeros((SIDE, SIDE), np.float32)] * 3, np.zeros(3, np.float32)
    assert see_strokes(pictures, ratios).shape == (3, 289)
    assert see_picture(pictures, ratios).shape == (3, 197)


def test_made_signs_are_the_same_for_the_same_seed():
    ink, digit = make_sample(np.random.default_rng(5))
    again, same = make_sample(np.random.default_rng(5))
    assert digit == same
    assert np.array_equal(ink, again)
