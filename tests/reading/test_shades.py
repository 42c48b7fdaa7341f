"""Counts of shades and their percentiles: those that sorted pixels give."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from pipeline.reading import shades
from pipeline.reading.shades import count_shades
from pipeline.reading.shades import percentile


@given(
    pixels=st.lists(st.integers(0, 255), min_size=1, max_size=300),
    percent=st.one_of(st.sampled_from([0.0, 1.5, 15.0, 20.0, 75.0, 100.0]), st.floats(0, 100)),
)
@settings(max_examples=200, deadline=None)
def test_percentiles_are_those_of_the_sorted_pixels(pixels: list[int], percent: float) -> None:
    picture = np.array([pixels], np.uint8)
    assert percentile(count_shades(picture), percent) == float(np.percentile(picture, percent))


def test_only_what_is_chosen_is_counted() -> None:
    picture = np.array([[10, 20], [30, 30]], np.uint8)
    counts = count_shades(picture, np.array([[0, 1], [255, 0]], np.uint8))
    assert np.flatnonzero(counts).tolist() == [20, 30]
    assert int(counts.sum()) == 2


def test_a_part_with_gaps_is_counted_as_it_lies() -> None:
    picture = np.arange(256, dtype=np.uint8).reshape(16, 16)
    assert np.flatnonzero(count_shades(picture[::8, ::8])).tolist() == [0, 8, 128, 136]


def test_a_large_picture_is_counted_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = np.random.default_rng(5).integers(0, 256, (37, 41)).astype(np.uint8)
    where = (picture > 90).astype(np.uint8)
    whole = count_shades(picture, where)
    monkeypatch.setattr(shades, "_MOST_COUNTED", 100)
    assert np.array_equal(count_shades(picture, where), whole)


@pytest.mark.parametrize("shape", [(0, 0), (0, 5), (5, 0)])
def test_nothing_has_no_percentile(shape: tuple[int, int]) -> None:
    counts = count_shades(np.zeros(shape, np.uint8))
    with pytest.raises(ValueError, match="no pixel"):
        percentile(counts, 50)
