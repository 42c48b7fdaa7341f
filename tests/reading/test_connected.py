"""Pieces of ink: number, box, area and middle of each."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.reading.connected import pieces_of


def test_pieces_touch_at_corners_too() -> None:
    mask = np.zeros((6, 8), np.uint8)
    mask[1, 1] = mask[2, 2] = 1
    mask[4:6, 5:8] = 255
    pieces = pieces_of(mask)
    assert pieces.stats[1:].tolist() == [[1, 1, 2, 2, 2], [5, 4, 3, 2, 6]]
    assert pieces.middles[1:].tolist() == [[1.5, 1.5], [6.0, 4.5]]
    assert (pieces.marks == 2).sum() == 6


def test_a_blank_mask_has_none() -> None:
    assert len(pieces_of(np.zeros((5, 5), np.uint8)).stats) == 1


def _labelled_whole(mask: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    _, marks, stats, middles = cv2.connectedComponentsWithStatsWithAlgorithm(
        mask, 8, cv2.CV_32S, cv2.CCL_BBDT
    )
    return marks, stats, middles


def _speckled(seed: int, share: float) -> np.ndarray:
    """Return a mask with bands of specks between blank rows, and blank columns at the left."""
    random = np.random.default_rng(seed)
    mask = (random.random((420, 240)) < share).astype(np.uint8) * 255
    for top in random.integers(0, 420, 6):
        mask[top : top + int(random.integers(1, 60))] = 0
    mask[:, : int(random.integers(0, 90))] = 0
    return mask


@pytest.mark.parametrize("share", [0.0, 0.002, 0.05, 0.3])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_bands_give_what_the_whole_picture_gives(seed: int, share: float) -> None:
    mask = _speckled(seed, share)
    marks, stats, middles = _labelled_whole(mask)
    pieces = pieces_of(mask)
    assert np.array_equal(pieces.stats[1:], stats[1:])
    assert np.array_equal(pieces.middles[1:], middles[1:])
    assert np.array_equal(pieces.marks, marks)


@pytest.mark.parametrize("share", [0.0, 0.002, 0.05, 0.3])
@pytest.mark.parametrize("most", [1, 7, 400])
def test_chosen_pieces_are_drawn_and_thinned_out_evenly(share: float, most: int) -> None:
    mask = _speckled(4, share)
    marks, stats, _ = _labelled_whole(mask)
    chosen = np.arange(len(stats)) % 3 == 1
    drawn = chosen[marks]
    pieces = pieces_of(mask)
    assert np.array_equal(pieces.picture(chosen), drawn.astype(np.uint8))
    inked = np.flatnonzero(drawn)
    expected = np.divmod(inked[:: max(1, len(inked) // most)], mask.shape[1])
    found = pieces.some_places(chosen, most)
    assert all(np.array_equal(a, b) for a, b in zip(found, expected, strict=True))


def test_pieces_of_two_bands_never_become_one() -> None:
    mask = np.zeros((300, 300), np.uint8)
    mask[50:60, 20:280] = mask[62:70, 20:280] = mask[200:210, 100:110] = 1
    assert pieces_of(mask).stats[1:, :4].tolist() == [
        [20, 50, 260, 10],
        [20, 62, 260, 8],
        [100, 200, 10, 10],
    ]
